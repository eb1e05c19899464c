//! The sets of words that slots of phrases can be filled with, kept as the slots that each word can fill.
//!
//! Nearly every word that is asked for is in none of the sets it is asked for. So each set has 64 bits, of
//! which its words have set one each: where a word's bit is not set, the set has not the word.

use super::lists::Lists;
use super::vocabulary::WordId;
use serde::{Deserialize, Serialize};

/// Number of a set of words; equal sets share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct SlotIx(pub(super) u32);

/// The sets of which a passage has a word, a bit for each: most phrases end at a word that stands nowhere
/// in it. Its memory serves passage after passage.
#[derive(Clone, Debug, Default)]
pub struct Filled(Vec<u64>);

impl Filled {
    /// Whether the passage has a word of a set.
    #[inline]
    pub(super) fn has(&self, slot: SlotIx) -> bool {
        let at = slot.0 as usize;
        self.0.get(at / 64).is_some_and(|bits| bits & (1 << (at % 64)) != 0)
    }
}

/// All sets of a lexicon.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Slots {
    /// The sets that each word is in, sorted.
    of: Lists<SlotIx>,
    bits: Vec<u64>,
}

/// The bit of a word. Words are numbered as they come, so neighbours get different ones.
fn bit(word: WordId) -> u64 {
    1 << (word.get() % 64)
}

impl Slots {
    /// Of these sets, whose words have numbers below `words`.
    pub(super) fn new<'s>(sets: impl Iterator<Item = &'s Vec<WordId>>, words: usize) -> Slots {
        let (mut pairs, mut bits) = (Vec::new(), Vec::new());
        for (set, slot) in sets.zip((0..).map(SlotIx)) {
            pairs.extend(set.iter().map(|word| (word.get(), slot)));
            let known = set.iter().filter(|word| **word != WordId::UNKNOWN);
            bits.push(known.fold(0, |bits, word| bits | bit(*word)));
        }
        Slots { of: Lists::of(words, &pairs), bits }
    }

    /// The sets that a word is in, sorted.
    #[inline]
    pub(super) fn of(&self, word: WordId) -> &[SlotIx] {
        self.of.at(word.get())
    }

    /// Notes which sets some of these words are in, and forgets what was noted before.
    pub(super) fn fill(&self, words: &[WordId], filled: &mut Filled) {
        filled.0.clear();
        filled.0.resize(self.bits.len().div_ceil(64), 0);
        for slot in words.iter().flat_map(|word| self.of(*word)) {
            let at = slot.0 as usize;
            filled.0[at / 64] |= 1 << (at % 64);
        }
    }

    /// Whether a word is in a set.
    #[inline]
    pub(super) fn holds(&self, slot: SlotIx, word: WordId) -> bool {
        let may = self.bits[slot.0 as usize] & bit(word) != 0;
        may && self.of(word).binary_search(&slot).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_set_holds_its_words_and_no_others(
            sets in prop::collection::vec(prop::collection::btree_set(0_usize..300, 0..80), 0..6),
            asked in prop::collection::vec(0_usize..302, 0..5),
        ) {
            let words = |set: &BTreeSet<usize>| set.iter().map(|at| WordId::at(*at)).collect();
            let listed: Vec<Vec<WordId>> = sets.iter().map(words).collect();
            let slots = Slots::new(listed.iter(), 300);
            let word = |at: &usize| if *at < 300 { WordId::at(*at) } else { WordId::UNKNOWN };
            let passage: Vec<WordId> = asked.iter().map(word).collect();
            let mut filled = Filled(vec![u64::MAX; 9]);
            slots.fill(&passage, &mut filled);
            for (set, slot) in sets.iter().zip((0..).map(SlotIx)) {
                for (at, word) in asked.iter().zip(&passage) {
                    prop_assert_eq!(slots.holds(slot, *word), set.contains(at));
                    prop_assert_eq!(slots.of(*word).contains(&slot), set.contains(at));
                }
                prop_assert_eq!(filled.has(slot), asked.iter().any(|at| set.contains(at)));
            }
            prop_assert!(!filled.has(SlotIx(sets.len() as u32)));
        }
    }
}
