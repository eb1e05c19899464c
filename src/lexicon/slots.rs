//! The sets of words that slots of phrases can be filled with.
//!
//! Nearly every word that is asked for is in none of the sets it is asked for. So each set has 64 bits, of
//! which its words have set one each: where a word's bit is not set, the set itself need not be read.

use super::vocabulary::WordId;
use serde::{Deserialize, Serialize};

/// Number of a set of words; equal sets share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct SlotIx(pub(super) u32);

/// All sets of a lexicon.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Slots {
    /// The words of all sets, one set after the other, each sorted.
    words: Vec<WordId>,
    /// Set `s` is `words[starts[s]..starts[s + 1]]`.
    starts: Vec<u32>,
    bits: Vec<u64>,
}

/// The bit of a word. Words are numbered as they come, so neighbours get different ones.
fn bit(word: WordId) -> u64 {
    1 << (word.get() % 64)
}

impl Slots {
    /// Each set is sorted.
    pub(super) fn new(sets: &[Vec<WordId>]) -> Slots {
        let mut slots = Slots { words: Vec::new(), starts: vec![0], bits: Vec::new() };
        for set in sets {
            slots.words.extend(set);
            slots.starts.push(slots.words.len() as u32);
            slots.bits.push(Slots::bits(set));
        }
        slots
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.bits.len()
    }

    /// The words of a set, sorted.
    pub(super) fn words(&self, slot: SlotIx) -> &[WordId] {
        let at = slot.0 as usize;
        &self.words[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The bits of some words: a set that has none of these bits has none of the words.
    pub(super) fn bits(words: &[WordId]) -> u64 {
        let known = words.iter().filter(|word| **word != WordId::UNKNOWN);
        known.fold(0, |bits, word| bits | bit(*word))
    }

    /// Whether a set may have one of the words with these bits.
    pub(super) fn may_hold(&self, slot: SlotIx, bits: u64) -> bool {
        self.bits[slot.0 as usize] & bits != 0
    }

    /// Whether a word is in a set.
    #[inline]
    pub(super) fn holds(&self, slot: SlotIx, word: WordId) -> bool {
        let may = self.bits[slot.0 as usize] & bit(word) != 0;
        may && word != WordId::UNKNOWN && self.words(slot).binary_search(&word).is_ok()
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
            let slots = Slots::new(&sets.iter().map(words).collect::<Vec<Vec<WordId>>>());
            prop_assert_eq!(slots.len(), sets.len());
            for (set, slot) in sets.iter().zip(0..) {
                prop_assert_eq!(slots.holds(SlotIx(slot), WordId::at(asked)), set.contains(&asked));
                prop_assert!(!slots.holds(SlotIx(slot), WordId::UNKNOWN));
                prop_assert_eq!(slots.words(SlotIx(slot)).len(), set.len());
                let bits = Slots::bits(&[WordId::at(asked), WordId::UNKNOWN]);
                prop_assert!(slots.may_hold(SlotIx(slot), bits) || !set.contains(&asked));
            }
        }
    }
}
