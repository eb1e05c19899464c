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

impl From<u32> for SlotIx {
    fn from(number: u32) -> SlotIx {
        SlotIx(number)
    }
}

impl From<SlotIx> for u32 {
    fn from(slot: SlotIx) -> u32 {
        slot.0
    }
}

/// The bits of some words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SlotBits(u64);

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
            bits.push(Slots::bits(set).0);
        }
        Slots { of: Lists::of(words, &pairs), bits }
    }

    /// The sets that a word is in, sorted.
    #[inline]
    pub(super) fn of(&self, word: WordId) -> &[SlotIx] {
        self.of.at(word.get())
    }

    /// The bits of some words: a set that has none of these bits has none of the words.
    pub(super) fn bits(words: &[WordId]) -> SlotBits {
        let known = words.iter().filter(|word| **word != WordId::UNKNOWN);
        SlotBits(known.fold(0, |bits, word| bits | bit(*word)))
    }

    /// Whether a set may have one of the words with these bits.
    pub(super) fn may_hold(&self, slot: SlotIx, bits: SlotBits) -> bool {
        self.bits[slot.0 as usize] & bits.0 != 0
    }

    /// Whether any of these words is in a set.
    pub(super) fn any_holds(&self, slot: SlotIx, words: &[WordId]) -> bool {
        let bits = self.bits[slot.0 as usize];
        let is_in = |word: &&WordId| bits & bit(**word) != 0;
        words.iter().filter(is_in).any(|word| self.of(*word).binary_search(&slot).is_ok())
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
            asked in 0_usize..300,
        ) {
            let words = |set: &BTreeSet<usize>| set.iter().map(|at| WordId::at(*at)).collect();
            let listed: Vec<Vec<WordId>> = sets.iter().map(words).collect();
            let slots = Slots::new(listed.iter(), 300);
            for (set, slot) in sets.iter().zip((0..).map(SlotIx)) {
                let asked_for = WordId::at(asked);
                prop_assert_eq!(slots.holds(slot, asked_for), set.contains(&asked));
                prop_assert_eq!(slots.of(asked_for).contains(&slot), set.contains(&asked));
                prop_assert!(!slots.holds(slot, WordId::UNKNOWN));
                let bits = Slots::bits(&[asked_for, WordId::UNKNOWN]);
                prop_assert!(slots.may_hold(slot, bits) || !set.contains(&asked));
                let others = [asked_for, WordId::UNKNOWN, WordId::at((asked + 7) % 300)];
                let expected = set.contains(&asked) || set.contains(&((asked + 7) % 300));
                prop_assert_eq!(slots.any_holds(slot, &others), expected);
            }
        }
    }
}
