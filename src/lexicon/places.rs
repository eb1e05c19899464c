//! Where the words of one passage can fill slots.

use super::slots::{SlotIx, Slots};
use super::vocabulary::WordId;
use std::ops::Range;

/// The places of each slot; its memory serves passage after passage, and nothing of one is left for the next.
///
/// Most slots that are asked for have no place. So which have one stands in bits: those of all slots of a
/// large lexicon are 4 KiB, which are always at hand.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The first of the slots that were read.
    begin: u32,
    /// How many they are.
    count: u32,
    /// A bit for each of them that some word can fill.
    present: Vec<u64>,
    /// The first entry of each of those.
    heads: Vec<u32>,
    /// A place, and the number of the next entry of the same slot.
    entries: Vec<(u32, u32)>,
    /// Slots that some word can fill, of those that are to be listed.
    met: Vec<SlotIx>,
}

/// The next entry of a slot's last one.
const NONE: u32 = u32::MAX;

impl Places {
    /// Reads a stretch of a passage, for the slots of a range alone; those whose bit in `listed` is not set, the first
    /// of the range lowest, are not [met](Self::met).
    pub(super) fn read(
        &mut self,
        slots: &Slots,
        (wanted, listed): (&Range<SlotIx>, &[u64]),
        passage: &[WordId],
        stretch: Range<usize>,
    ) {
        let count = wanted.end.0.saturating_sub(wanted.start.0) as usize;
        (self.begin, self.count) = (wanted.start.0, count as u32);
        self.present.clear();
        self.present.resize(count.div_ceil(64), 0);
        if self.heads.len() < count {
            self.heads.resize(count, NONE);
        }
        self.entries.clear();
        self.met.clear();
        // From behind, so that the places of a slot come in their order.
        for place in stretch.rev() {
            let fills = slots.of(passage[place]);
            let from = match fills.first() {
                Some(first) if *first < wanted.start => {
                    fills.partition_point(|slot| *slot < wanted.start)
                }
                Some(_) => 0,
                None => continue,
            };
            for slot in fills[from..].iter().take_while(|slot| **slot < wanted.end) {
                let at = (slot.0 - self.begin) as usize;
                let (bits, bit) = (&mut self.present[at / 64], 1 << (at % 64));
                let head = &mut self.heads[at];
                if *bits & bit == 0 {
                    *bits |= bit;
                    *head = NONE;
                    if listed.get(at / 64).is_some_and(|listed| listed & bit != 0) {
                        self.met.push(*slot);
                    }
                }
                let next = std::mem::replace(head, self.entries.len() as u32);
                self.entries.push((place as u32, next));
            }
        }
    }

    /// The slots that some word can fill, of those that are to be listed.
    pub(super) fn met(&self) -> &[SlotIx] {
        &self.met
    }

    /// Whether some word can fill a slot; `None` if the slot was not read.
    pub(super) fn told(&self, slot: SlotIx) -> Option<bool> {
        let at = slot.0.checked_sub(self.begin)?;
        (at < self.count).then(|| self.has(slot))
    }

    /// Whether some word can fill a slot.
    #[inline]
    pub(super) fn has(&self, slot: SlotIx) -> bool {
        // What is before the range is as far from it as what is behind.
        let at = slot.0.wrapping_sub(self.begin) as usize;
        self.present.get(at / 64).is_some_and(|bits| bits & (1 << (at % 64)) != 0)
    }

    /// The places of the words that can fill a slot, sorted.
    pub(super) fn of(&self, slot: SlotIx) -> impl Iterator<Item = u32> {
        let head = self.heads.get(slot.0.wrapping_sub(self.begin) as usize);
        let mut next = head.copied().filter(|_| self.has(slot)).unwrap_or(NONE);
        std::iter::from_fn(move || {
            let (place, after) = self.entries.get(next as usize)?;
            next = *after;
            Some(*place)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_place_of_every_slot(
            sets in prop::collection::vec(prop::collection::btree_set(0_usize..12, 0..6), 1..9),
            passages in prop::collection::vec(prop::collection::vec(0_usize..14, 0..20), 1..4),
            (from, to) in (0_u32..9, 0_u32..9),
            (cut, to_list) in (0_usize..8, any::<u64>()),
        ) {
            let word = |at: usize| if at > 12 { WordId::UNKNOWN } else { WordId::at(at) };
            let listed: Vec<Vec<WordId>> =
                sets.iter().map(|set| set.iter().map(|at| word(*at)).collect()).collect();
            let slots = Slots::new(listed.iter(), 13);
            let wanted = SlotIx(from)..SlotIx(to);
            let mut places = Places::default();
            for passage in passages {
                let passage: Vec<WordId> = passage.into_iter().map(word).collect();
                let stretch = cut.min(passage.len())..passage.len();
                places.read(&slots, (&wanted, &[to_list]), &passage, stretch.clone());
                let mut met = Vec::new();
                for (slot, set) in (0..).map(SlotIx).zip(&listed) {
                    let fits = |at: &u32| {
                        wanted.contains(&slot) && set.contains(&passage[*at as usize])
                    };
                    let expected: Vec<u32> = { stretch.clone() }.map(|at| at as u32).filter(fits).collect();
                    prop_assert_eq!(places.has(slot), !expected.is_empty());
                    let told = wanted.contains(&slot).then_some(!expected.is_empty());
                    prop_assert_eq!(places.told(slot), told);
                    let is_listed = || to_list >> (slot.0 - from) & 1 != 0;
                    met.extend((!expected.is_empty() && is_listed()).then_some(slot));
                    prop_assert_eq!(places.of(slot).collect::<Vec<_>>(), expected);
                }
                let mut found = places.met().to_vec();
                found.sort_unstable();
                prop_assert_eq!(found, met);
            }
        }
    }
}
