//! All variants of a lexicon, their slots and gaps in two vectors.

use super::matcher::{ValueKinds, VariantIx};
use super::raw;
use super::slots::SlotIx;
use super::variant::Order;
use serde::{Deserialize, Serialize};

/// One sequence of slots to be found, as it was written.
#[derive(Clone, Debug)]
pub(super) struct WrittenVariant {
    /// One at least.
    pub(super) slots: Vec<SlotIx>,
    /// One fewer than slots; in free order all the same.
    pub(super) gaps: Vec<u8>,
    pub(super) order: Order,
    /// The kinds of values among the slots.
    pub(super) values: ValueKinds,
}

/// One sequence of slots to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Variant<'v> {
    pub(super) slots: &'v [SlotIx],
    /// One fewer than slots.
    pub(super) gaps: &'v [u8],
    pub(super) order: Order,
    pub(super) values: ValueKinds,
}

/// Every variant, by number.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Variants {
    #[serde(with = "raw")]
    slots: Vec<SlotIx>,
    /// One for each slot; that behind the last one of a variant says nothing.
    gaps: Vec<u8>,
    heads: Vec<Head>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Head {
    /// Its first slot.
    start: u32,
    length: u8,
    order: Order,
    values: ValueKinds,
}

impl Variants {
    /// With new numbers for the slots.
    pub(super) fn of(written: &[WrittenVariant], number: impl Fn(SlotIx) -> SlotIx) -> Variants {
        let mut variants = Variants { slots: Vec::new(), gaps: Vec::new(), heads: Vec::new() };
        for variant in written {
            let start = variants.slots.len() as u32;
            // At most `MAX_SLOTS`.
            let length = variant.slots.len() as u8;
            let (order, values) = (variant.order, variant.values);
            variants.heads.push(Head { start, length, order, values });
            variants.slots.extend(variant.slots.iter().map(|slot| number(*slot)));
            variants.gaps.extend(&variant.gaps);
            variants.gaps.resize(variants.slots.len(), 0);
        }
        variants
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.heads.len()
    }

    /// The variant with a number.
    #[inline]
    pub(super) fn at(&self, ix: VariantIx) -> Variant<'_> {
        let Head { start, length, order, values } = self.heads[ix.0 as usize];
        let (start, end) = (start as usize, start as usize + usize::from(length));
        let slots = &self.slots[start..end];
        Variant { slots, gaps: &self.gaps[start..end.saturating_sub(1).max(start)], order, values }
    }
}
