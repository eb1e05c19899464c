//! Calls and lexicons made up for the benches: the same bytes on every machine and in every run.
#![allow(dead_code, reason = "every bench is a program of its own and uses a part of this")]

pub(crate) mod lexicon;
pub(crate) mod random;
pub(crate) mod wire;
mod words;

use random::Random;
use words::Source;

/// Turns of a call.
pub(crate) const TURNS: usize = 60;

/// Calls of a corpus; a third of them in each language.
pub(crate) const CALLS: usize = 96;

/// Sentences are added to a turn until it has so many words, which makes 15 on average.
const WORDS_WANTED: usize = 10;

/// One customer's turn in so many has a complaint in it.
const COMPLAINT_IN: usize = 40;

/// Who speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Agent,
    Customer,
}

/// A word with its punctuation, and when it was said, in ms.
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) start: u64,
    pub(crate) end: u64,
}

/// What one side said, never without words.
pub(crate) struct Turn {
    pub(crate) side: Side,
    pub(crate) words: Vec<Word>,
}

impl Turn {
    pub(crate) fn text(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| word.text.as_str()).collect();
        words.join(" ")
    }

    pub(crate) fn start(&self) -> u64 {
        self.words.first().map_or(0, |word| word.start)
    }

    pub(crate) fn end(&self) -> u64 {
        self.words.last().map_or(0, |word| word.end)
    }
}

/// One call.
pub(crate) struct Call {
    pub(crate) id: String,
    pub(crate) language: &'static str,
    pub(crate) turns: Vec<Turn>,
}

/// [`CALLS`] calls, languages in turns.
pub(crate) fn calls() -> Vec<Call> {
    let sources = words::sources();
    let mut random = Random::new(20_261_122);
    (0..CALLS).map(|at| call(at, &sources[at % sources.len()], &mut random)).collect()
}

fn call(at: usize, source: &Source, random: &mut Random) -> Call {
    let mut clock = 400;
    let mut turns = Vec::with_capacity(TURNS);
    for turn in 0..TURNS {
        let side = if turn % 2 == 0 { Side::Agent } else { Side::Customer };
        let text = said(side, source, random);
        let mut words = Vec::new();
        for word in text.split(' ') {
            let end = clock + 60 * word.chars().count() as u64 + random.below(80) as u64;
            words.push(Word { text: word.to_owned(), start: clock, end });
            clock = end + between_words(random);
        }
        turns.push(Turn { side, words });
        clock = next_start(clock, random);
    }
    Call { id: format!("{}-{at:04}", source.language), language: source.language, turns }
}

/// Hardly anything, and now and then a pause that only times of words show.
fn between_words(random: &mut Random) -> u64 {
    match random.below(400) {
        0 => 3_000 + random.below(5_000) as u64,
        _ => random.below(60) as u64,
    }
}

/// Mostly a breath later; at times a wait, at times into the last words of the other side.
fn next_start(end: u64, random: &mut Random) -> u64 {
    match random.below(20) {
        0 => end + 3_000 + random.below(15_000) as u64,
        1 | 2 => end.saturating_sub(300 + random.below(1_500) as u64),
        _ => end + 150 + random.below(900) as u64,
    }
}

fn said(side: Side, source: &Source, random: &mut Random) -> String {
    let mut text = String::new();
    if side == Side::Customer && random.below(COMPLAINT_IN) == 0 {
        text.push_str(&source.filled(random.pick(&source.complaints), random));
    }
    let sentences = match side {
        Side::Agent => &source.agent,
        Side::Customer => &source.customer,
    };
    while text.split(' ').count() < WORDS_WANTED {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&source.filled(random.pick(sentences), random));
    }
    text
}
