//! What is offered to somebody: «если у вас есть жалоба …», "you can file a complaint"; and what is
//! only supposed: «если сломается кому звонить».
//!
//! Where nobody knows who speaks, such words are the agent's more often than the customer's.

use super::negation::Words;
use crate::language::{WordClasses, concessions, offers};
use crate::text::Border;
use std::sync::LazyLock;

/// The words of each phrase, by the last of them.
static OFFERS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| reversed(offers()));
static CONCESSIONS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| reversed(concessions()));

fn reversed(phrases: impl Iterator<Item = &'static str>) -> Vec<Vec<&'static str>> {
    phrases.map(|phrase| phrase.split_whitespace().rev().collect()).collect()
}

/// For each word of a passage the offer that reaches it, from its first word to its last.
pub(super) fn reaching(words: Words<'_>) -> Vec<Option<(u32, u32)>> {
    let ends = WordClasses::OWN.with(WordClasses::NEGATOR);
    let mut offer = None;
    let step = |place: u32| {
        if words.border(place) == Border::Sentence || words.is(place, ends) {
            offer = None;
        }
        let reaching = offer;
        let begin = OFFERS.iter().filter_map(|phrase| begin(words, phrase, place)).min();
        offer = begin.map(|begin| (begin, place)).or(offer);
        reaching
    };
    (0..words.len()).map(step).collect()
}

/// Where a phrase begins that ends at this place; `phrase` has its last word first.
fn begin(words: Words<'_>, phrase: &[&str], place: u32) -> Option<u32> {
    let begin = (place + 1).checked_sub(phrase.len() as u32)?;
    let said = (begin..=place).rev().map(|at| words.folded(at));
    let one_sentence = || (begin + 1..=place).all(|at| words.border(at) != Border::Sentence);
    (said.eq(phrase.iter().copied()) && one_sentence()).then_some(begin)
}

/// Which words have a concession behind them that ends a clause of their sentence.
pub(super) fn conceded(words: Words<'_>) -> Vec<bool> {
    let mut conceded = vec![false; words.len() as usize];
    // The first word of the concession behind.
    let mut from = None;
    for place in (0..words.len()).rev() {
        conceded[place as usize] = from.is_some_and(|from| place < from);
        let ends = place + 1 == words.len() || words.border(place + 1) != Border::Open;
        if ends && from.is_none() {
            from = CONCESSIONS.iter().filter_map(|phrase| begin(words, phrase, place)).max();
        }
        if words.border(place) == Border::Sentence {
            from = None;
        }
    }
    conceded
}

/// For each word of a passage the word that begins the condition it lies in.
pub(super) fn conditions(words: Words<'_>) -> Vec<Option<u32>> {
    let mut condition = None;
    // Nothing but little words since its begin.
    let mut begun = false;
    let mut wouldnt = false;
    let ends = WordClasses::BREAKER.with(WordClasses::CONSEQUENCE);
    let little = WordClasses::FILLER.with(ends);
    let step = |place: u32| {
        let border = words.border(place);
        if border != Border::Open {
            condition = None;
        }
        wouldnt &= border != Border::Sentence;
        wouldnt |= words.is(place, WordClasses::COUNTERFACTUAL);
        if words.is(place, WordClasses::CONDITION) {
            condition = (!wouldnt).then_some(place);
            begun = true;
            return None;
        }
        let last = if begun { WordClasses::DISCLAIMER } else { ends };
        if words.is(place, last) {
            condition = None;
        }
        begun &= words.is(place, little);
        condition
    };
    (0..words.len()).map(step).collect()
}

/// The number of each word's sentence.
pub(super) fn sentences(words: Words<'_>) -> Vec<u32> {
    let mut sentence = 0;
    let step = |place: u32| {
        sentence += u32::from(words.border(place) == Border::Sentence);
        sentence
    };
    (0..words.len()).map(step).collect()
}
