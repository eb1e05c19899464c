//! A passage as phrases with values see it: each value they ask for is one word.
//!
//! There is one reading for each set of kinds of values that any phrase asks for. Places of a reading
//! and places of the passage are told apart by who asks: everything outside of this file means places
//! of the passage.

use super::call_text::{CallText, PassageOf};
use super::clues::Signs;
use crate::language::values::{ValueFinder, ValueKind, ValueSpan, ValueWord};
use crate::lexicon::{Lexicon, Match, Passage, Search, SlotBits, ValueKinds, VariantIx, WordId};
use crate::transcript::Transcript;
use std::cmp::Reverse;

/// The readings of one passage; its memory serves passage after passage.
#[derive(Debug, Default)]
pub(super) struct ValuePassages {
    finder: ValueFinder,
    spans: Vec<ValueSpan>,
    /// One for each set of kinds, as the matcher lists them.
    readings: Vec<Reading>,
}

/// The passage with the values of some kinds as one word each.
#[derive(Debug, Default)]
struct Reading {
    kinds: ValueKinds,
    /// Empty if the passage has no value of these kinds: nothing can match then.
    ids: Vec<WordId>,
    bits: SlotBits,
    /// Place in the passage of the first word of each; and where the passage ends.
    starts: Vec<u32>,
}

impl ValuePassages {
    /// Reads a passage. Costs nothing where no phrase has a value.
    pub(super) fn read(
        &mut self,
        lexicon: &Lexicon,
        call: &Transcript,
        text: &CallText,
        passage: &PassageOf,
    ) {
        let sets = lexicon.matcher().values();
        if sets.is_empty() {
            return;
        }
        let words = text.passage_ids(passage);
        self.spans.clear();
        // Most passages have no value.
        if passage.signs.has(Signs::VALUE) {
            self.find_spans(sets, call, text, passage);
        }
        self.readings.resize_with(sets.len(), Reading::default);
        for (reading, set) in self.readings.iter_mut().zip(sets) {
            reading.read(*set, lexicon, words, &self.spans);
        }
    }

    /// Finds the values of a passage that any set asks for.
    fn find_spans(
        &mut self,
        sets: &[ValueKinds],
        call: &Transcript,
        text: &CallText,
        passage: &PassageOf,
    ) {
        let words = text.passage_ids(passage);
        self.finder.read((0..words.len() as u32).map(|at| value_word(call, text, passage, at)));
        for kind in ValueKind::ALL {
            if sets.iter().any(|set| set.has(kind)) {
                self.finder.find(kind, &mut self.spans);
            }
        }
        self.spans.sort_unstable_by_key(|s| (s.first, Reverse(s.last), Reverse(s.kind)));
    }

    /// Appends the matches of phrases with values.
    pub(super) fn find(&self, lexicon: &Lexicon, search: &mut Search, out: &mut Vec<Match>) {
        for reading in self.readings.iter().filter(|reading| !reading.ids.is_empty()) {
            lexicon.matcher().find(reading.kinds, &reading.ids, search, out);
        }
    }

    /// The first and last word of a match, as places of the passage.
    pub(super) fn ends(&self, lexicon: &Lexicon, found: &Match) -> (u32, u32) {
        match self.reading(lexicon, found.variant) {
            Some(reading) => {
                let words = |place: u32| &reading.starts[place as usize..];
                (words(found.first)[0], words(found.last)[1] - 1)
            }
            None => (found.first, found.last),
        }
    }

    /// See [`crate::lexicon::Matcher::places`]; all words of a value belong to the match.
    pub(super) fn places(&self, lexicon: &Lexicon, found: Match, plain: &[WordId]) -> Vec<u32> {
        match self.reading(lexicon, found.variant) {
            Some(reading) => {
                let places = lexicon.matcher().places(found, &reading.ids);
                places.into_iter().flat_map(|place| reading.words(place)).collect()
            }
            None => lexicon.matcher().places(found, plain),
        }
    }

    /// See [`crate::lexicon::Matcher::touched`].
    pub(super) fn touched(
        &self,
        lexicon: &Lexicon,
        variant: VariantIx,
        plain: (Passage<'_>, SlotBits),
        wanted: &[u32],
        out: &mut Vec<u32>,
    ) {
        let Some(reading) = self.reading(lexicon, variant) else {
            lexicon.matcher().touched(variant, plain, wanted, out);
            return;
        };
        if reading.ids.is_empty() {
            return;
        }
        let mut wanted: Vec<u32> = wanted.iter().map(|place| reading.place_of(*place)).collect();
        wanted.dedup();
        let mut touched = Vec::new();
        let passage = (reading.ids.as_slice(), reading.bits);
        lexicon.matcher().touched(variant, passage, &wanted, &mut touched);
        out.extend(touched.into_iter().flat_map(|place| reading.words(place)));
    }

    /// The reading a variant is looked for in; none if that is the passage itself.
    fn reading(&self, lexicon: &Lexicon, variant: VariantIx) -> Option<&Reading> {
        let kinds = lexicon.matcher().values_of(variant);
        if kinds.is_empty() {
            return None;
        }
        self.readings.iter().find(|reading| reading.kinds == kinds)
    }
}

impl Reading {
    /// `spans` are sorted: the leftmost first, of those the longest, of those the last kind.
    fn read(
        &mut self,
        kinds: ValueKinds,
        lexicon: &Lexicon,
        words: &[WordId],
        spans: &[ValueSpan],
    ) {
        self.kinds = kinds;
        self.ids.clear();
        self.starts.clear();
        let mut next = 0;
        for span in spans.iter().filter(|span| kinds.has(span.kind)) {
            if span.first < next {
                continue;
            }
            self.take(next..span.first, words);
            self.starts.push(span.first);
            self.ids.push(lexicon.vocabulary().value(span.kind));
            next = span.last + 1;
        }
        if next > 0 {
            self.take(next..words.len() as u32, words);
            self.starts.push(words.len() as u32);
        }
        self.bits = lexicon.matcher().bits(&self.ids);
    }

    fn take(&mut self, stretch: std::ops::Range<u32>, words: &[WordId]) {
        self.ids.extend(&words[stretch.start as usize..stretch.end as usize]);
        self.starts.extend(stretch);
    }

    /// The words of the passage that are one in the reading.
    fn words(&self, place: u32) -> std::ops::Range<u32> {
        self.starts[place as usize]..self.starts[place as usize + 1]
    }

    /// Where a word of the passage is in the reading.
    fn place_of(&self, word: u32) -> u32 {
        self.starts.partition_point(|start| *start <= word) as u32 - 1
    }
}

/// A word of a passage with what stands around it.
pub(super) fn value_word<'t>(
    call: &'t Transcript,
    text: &'t CallText,
    passage: &PassageOf,
    place: u32,
) -> ValueWord<'t> {
    let word = text.word_at(passage, place);
    let turn = text.turn_of(word);
    let said = call.turns()[turn].text();
    let words = text.turn_words(turn);
    let source = |word: usize| text.word(word).source();
    let before = if word == words.start { 0 } else { source(word - 1).end() };
    let after = if word + 1 == words.end { said.len() } else { source(word + 1).start() };
    ValueWord {
        folded: text.folded(word),
        border: text.border_before(passage, place),
        before: &said[before..source(word).start()],
        after: &said[source(word).end()..after],
    }
}
