//! "Values": where they are, and how a passage reads in which each is one word.

use super::Said;
use crate::language::WordClasses;
use crate::language::values::{ValueFinder, ValueKind, ValueSpan, ValueWord};
use crate::transcript::Transcript;
use std::cmp::Reverse;

/// Every value of every kind.
pub(super) fn all(call: &Transcript, words: &[Said]) -> Vec<ValueSpan> {
    let value_word = |at: usize| {
        let word = &words[at];
        let text = call.turns()[word.turn].text();
        let same_turn = |other: usize| words.get(other).filter(|other| other.turn == word.turn);
        let before = at.checked_sub(1).and_then(same_turn);
        ValueWord {
            folded: &word.folded,
            border: word.before,
            before: &text[before.map_or(0, |before| before.end)..word.start],
            after: &text[word.end..same_turn(at + 1).map_or(text.len(), |next| next.start)],
        }
    };
    let mut finder = ValueFinder::default();
    finder.read((0..words.len()).map(value_word));
    let mut spans = Vec::new();
    for kind in ValueKind::ALL {
        finder.find(kind, &mut spans);
    }
    spans
}

/// The passage with each value of the kinds that are asked for as one content word: the leftmost, of
/// those the longest, of those the last kind.
pub(super) fn read(words: &[Said], values: &[ValueSpan], asked: &[ValueKind]) -> Vec<Said> {
    let Some(first) = words.first() else { return Vec::new() };
    let at = first.places.start;
    let begins_here =
        |value: &&ValueSpan| value.first as usize == at && asked.contains(&value.kind);
    let best = values
        .iter()
        .filter(begins_here)
        .min_by_key(|value| (Reverse(value.last), Reverse(value.kind)));
    let (said, rest) = match best {
        Some(value) => {
            let count = value.last as usize - at + 1;
            let places = at..at + count;
            let classes = WordClasses::NONE;
            let said = Said { value: Some(value.kind), places, classes, ..first.clone() };
            (said, &words[count..])
        }
        None => (first.clone(), &words[1..]),
    };
    let mut read = vec![said];
    read.extend(self::read(rest, values, asked));
    read
}
