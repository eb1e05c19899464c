//! Finds personal data in the turns of a call.

use super::card;
use super::contact;
use super::identity;
use super::kind::{Kind, Kinds};
use super::read::{Group, Line, Topics, line};
use super::scarce::may_hold_card;
use super::stretch;
use super::vocabulary::Known;
use crate::text::Words;
use std::collections::BTreeMap;

/// Personal data in one turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The turn, from 0.
    pub turn: usize,
    /// Its first byte in the text of the turn.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// Written digits at its end that may stay to be seen.
    pub shown: usize,
    /// The whole of it over all turns, as digits or in small letters: what a keyed hash is made of.
    pub value: String,
}

/// Collects spans.
#[derive(Debug, Default)]
pub(super) struct Found {
    spans: Vec<Span>,
}

impl Found {
    /// Groups that are one number; of its last digits so many may stay, where they are written.
    pub(super) fn groups(&mut self, kind: Kind, groups: &[Group], keep: usize) {
        let value: String = groups.iter().map(|group| group.digits.as_str()).collect();
        let mut keep = keep;
        let mut shown = vec![0; groups.len()];
        for (group, shown) in groups.iter().zip(&mut shown).rev() {
            if !group.written {
                break;
            }
            *shown = keep.min(group.digits.len());
            keep -= *shown;
        }
        let from = self.spans.len();
        for (group, shown) in groups.iter().zip(shown) {
            match self.spans.get_mut(from..).and_then(<[Span]>::last_mut) {
                Some(last) if last.turn == group.turn => {
                    last.end = group.end;
                    last.shown += shown;
                }
                Some(_) | None => self.spans.push(Span {
                    turn: group.turn,
                    start: group.start,
                    end: group.end,
                    kind,
                    shown,
                    value: value.clone(),
                }),
            }
        }
    }

    /// A span of which nothing stays.
    pub(super) fn span(
        &mut self,
        kind: Kind,
        turn: usize,
        (start, end): (usize, usize),
        value: String,
    ) {
        self.spans.push(Span { turn, start, end, kind, shown: 0, value });
    }

    /// Begins the span that begins there earlier.
    pub(super) fn begin_first_at(&mut self, turn: usize, known: usize, start: usize) {
        let begins = |span: &&mut Span| span.turn == turn && span.start == known;
        if let Some(span) = self.spans.iter_mut().rev().find(begins) {
            span.start = start.min(known);
        }
    }

    /// In the order of the call; of two that overlap the one whose kind comes first.
    fn finish(mut self, kinds: Kinds) -> Vec<Span> {
        let rank = |kind: Kind| Kind::ALL.iter().position(|known| *known == kind);
        self.spans.retain(|span| kinds.has(span.kind) && span.start < span.end);
        self.spans.sort_by_key(|span| (rank(span.kind), span.turn, span.start));
        let mut kept: BTreeMap<(usize, usize), Span> = BTreeMap::new();
        for span in self.spans {
            let before = kept.range(..(span.turn, span.end)).next_back();
            let overlaps = before
                .is_some_and(|((turn, _), other)| *turn == span.turn && other.end > span.start);
            if !overlaps {
                kept.insert((span.turn, span.start), span);
            }
        }
        kept.into_values().collect()
    }
}

/// Whether a text can hold anything that is looked for: cheap, and never wrong where it says no.
pub fn may_hold(text: &str) -> bool {
    if text.bytes().any(|b| b.is_ascii_digit() || b == b'@') {
        return true;
    }
    if !text.chars().any(char::is_alphabetic)
        && !text.chars().any(|c| super::read::digit(c).is_some())
    {
        return false;
    }
    let mut may = false;
    let mut words = Words::new();
    words.walk(text, |words, word| {
        let folded = words.folded(&word);
        let known = Known::of(folded);
        // The first byte of wide digits is 0xef.
        let wide = || folded.bytes().any(|byte| byte == 0xef);
        may |= known.worth.is_some() || known.stands_for_at() || wide();
    });
    may
}

/// Finds personal data of these kinds in turns, each with a number that tells who says it.
///
/// In the order of the turns; no two spans overlap.
pub fn find<'t>(
    turns: impl IntoIterator<Item = (usize, &'t str), IntoIter: Clone>,
    kinds: Kinds,
) -> Vec<Span> {
    let turns = turns.into_iter();
    if kinds == Kinds::CARDS && !may_hold_card(turns.clone()) {
        return Vec::new();
    }
    read_all(turns, kinds)
}

/// The same, whatever may be in the turns.
pub(super) fn read_all<'t>(
    turns: impl IntoIterator<Item = (usize, &'t str)>,
    kinds: Kinds,
) -> Vec<Span> {
    let mut found = Found::default();
    let mut topics = Topics::default();
    let mut lines: Vec<Line> = Vec::new();
    let mut speakers = Vec::new();
    let mut texts = Vec::new();
    let mut words = 0;
    let mut cut = Words::new();
    for (turn, (speaker, text)) in turns.into_iter().enumerate() {
        cut.clear();
        cut.push_text(text);
        if kinds.has(Kind::Email) {
            contact::email(text, &cut, turn, &mut found);
        }
        if kinds.has(Kind::Iban) {
            identity::iban(text, turn, &mut found);
        }
        let read = line((text, &cut), turn, words, &mut topics);
        words += read.words;
        lines.push(read);
        speakers.push(speaker);
        texts.push(text);
    }
    let mut own: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (turn, speaker) in speakers.iter().enumerate() {
        own.entry(*speaker).or_default().push(turn);
    }
    for own in own.values() {
        for stretch in stretch::of_speaker(&lines, own, &topics) {
            card::find(&stretch, &topics, &mut found);
            identity::find(&stretch, &topics, &texts, kinds, &mut found);
            if kinds.has(Kind::Phone) {
                contact::phone(&stretch, &topics, &texts, &mut found);
            }
        }
    }
    found.finish(kinds)
}
