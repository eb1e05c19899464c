//! Where each variant is looked for: at the slot that words fill most rarely, and beside which other slot.

use super::matcher::{Side, ValueKinds, VariantIx};
use super::slots::SlotIx;
use super::variant::Order;
use super::variants::{Variants, WrittenVariant};
use super::vocabulary::WordId;
use crate::language::WordClasses;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::ops::Range;

/// A variant of several words and the one that was chosen to look for it.
///
/// Most anchors end at the word beside them, which is not there. So an anchor knows one slot of which a
/// word must stand near it, and only where one was met are neighbours looked at one by one.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Anchor {
    pub(super) variant: VariantIx,
    /// The slot beside it.
    pub(super) neighbour: SlotIx,
    /// Where that stands.
    pub(super) side: Side,
    /// Which slot of the variant it is.
    pub(super) slot: u8,
    /// Content words between the two, at most.
    pub(super) gap: u8,
    /// The two are all of the variant.
    pub(super) pair: bool,
}

/// The variants that ask for the same kinds of values, by the slot they are looked for at.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Anchors {
    /// The slots that they are looked for at and beside.
    slots: Range<SlotIx>,
    /// A bit for each of those, set where variants are looked for at it and not only beside it.
    sought: Vec<u64>,
    /// Variants of one word.
    alone: Vec<VariantIx>,
    /// Variants with a slot beside.
    beside: Vec<Anchor>,
    /// Variants of three words or more in free order, and which of their slots it is.
    free: Vec<(VariantIx, u8)>,
    /// Where the lists of each slot of `slots` begin, and those of the next one.
    starts: Vec<[u32; 3]>,
}

/// The variants that are looked for at one slot.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AtSlot<'a> {
    /// Variants of one word.
    pub(super) alone: &'a [VariantIx],
    /// Variants with a slot beside.
    pub(super) beside: &'a [Anchor],
    /// Variants of three words or more in free order, and which of their slots it is.
    pub(super) free: &'a [(VariantIx, u8)],
}

impl Anchors {
    /// The slots that variants are looked for at and beside.
    pub(super) fn slots(&self) -> &Range<SlotIx> {
        &self.slots
    }

    /// A bit for each of [`slots`](Self::slots), the lowest first, set where variants are looked for at it.
    pub(super) fn sought(&self) -> &[u64] {
        &self.sought
    }

    /// The variants that are looked for at a slot.
    #[inline]
    pub(super) fn at(&self, slot: SlotIx) -> AtSlot<'_> {
        // What is before all of them is as far from them as what is behind.
        let number = slot.0.wrapping_sub(self.slots.start.0) as usize;
        let Some(&[from, to]) = self.starts.get(number..).and_then(|starts| starts.first_chunk())
        else {
            return AtSlot::default();
        };
        let range = |list: usize| from[list] as usize..to[list] as usize;
        AtSlot {
            alone: &self.alone[range(0)],
            beside: &self.beside[range(1)],
            free: &self.free[range(2)],
        }
    }

    /// Whether any variant is looked for at a slot.
    pub(super) fn has(&self, slot: SlotIx) -> bool {
        let AtSlot { alone, beside, free } = self.at(slot);
        !(alone.is_empty() && beside.is_empty() && free.is_empty())
    }
}

/// The variants that are looked for, and new numbers for the slots: those that a search asks for stand side
/// by side, so that a search passes over all others at once.
pub(super) struct Searched {
    /// Each with the slot that it is looked for at.
    chosen: Vec<(VariantIx, usize)>,
    /// Slots in their new order.
    order: Vec<SlotIx>,
    /// The new number of each.
    numbers: Vec<SlotIx>,
    /// The slots that variants without values ask for, and those that variants with values ask for.
    plain: Range<SlotIx>,
    valued: Range<SlotIx>,
}

impl Searched {
    pub(super) fn of(
        variants: &[WrittenVariant],
        slots: &[Vec<WordId>],
        classes: &[WordClasses],
        searched: impl Fn(VariantIx) -> bool,
    ) -> Searched {
        let commonness = commonness(variants, slots, classes);
        let rarest = |variant: &WrittenVariant| {
            (0..variant.slots.len()).min_by_key(|at| commonness[variant.slots[*at].0 as usize])
        };
        let chosen: Vec<(VariantIx, usize)> = (0..)
            .map(VariantIx)
            .zip(variants)
            .filter(|(ix, _)| searched(*ix))
            .filter_map(|(ix, variant)| Some((ix, rarest(variant)?)))
            .collect();
        let (mut plain, mut valued) = (vec![false; slots.len()], vec![false; slots.len()]);
        for (ix, at) in &chosen {
            let variant = &variants[ix.0 as usize];
            let asked = if variant.values.is_empty() { &mut plain } else { &mut valued };
            let beside = neighbour(variant.order, variant.slots.len(), *at);
            for at in [Some(*at), beside].into_iter().flatten() {
                asked[variant.slots[at].0 as usize] = true;
            }
        }
        // First those of variants with values, which are the fewest and are looked for again and again in the
        // same passage; then those of both, then those of variants without.
        let rank = |slot: &SlotIx| {
            let at = slot.0 as usize;
            match (plain[at], valued[at]) {
                (false, true) => 0,
                (true, true) => 1,
                (true, false) => 2,
                (false, false) => 3,
            }
        };
        let mut order: Vec<SlotIx> = (0..slots.len() as u32).map(SlotIx).collect();
        // What is met often side by side.
        order.sort_by_key(|slot| (rank(slot), Reverse(commonness[slot.0 as usize])));
        let border = |least: u8| SlotIx(order.partition_point(|slot| rank(slot) < least) as u32);
        let (valued, plain) = (border(0)..border(2), border(1)..border(3));
        let mut numbers = order.clone();
        for (number, old) in (0..).map(SlotIx).zip(&order) {
            numbers[old.0 as usize] = number;
        }
        Searched { chosen, order, numbers, plain, valued }
    }

    /// The slots in their new order.
    pub(super) fn order(&self) -> impl Iterator<Item = SlotIx> {
        self.order.iter().copied()
    }

    /// The new number of a slot.
    pub(super) fn number(&self, slot: SlotIx) -> SlotIx {
        self.numbers[slot.0 as usize]
    }

    /// Where the variants of these kinds are looked for; `variants` have the new numbers.
    pub(super) fn anchors(&self, kinds: ValueKinds, variants: &Variants) -> Anchors {
        let slots = if kinds.is_empty() { &self.plain } else { &self.valued }.clone();
        let (mut alone, mut beside, mut free) = (Vec::new(), Vec::new(), Vec::new());
        for &(ix, at) in &self.chosen {
            let variant = variants.at(ix);
            if variant.values != kinds {
                continue;
            }
            let number = (variant.slots[at].0 - slots.start.0) as usize;
            let Some(other) = neighbour(variant.order, variant.slots.len(), at) else {
                match variant.slots.len() {
                    1 => alone.push((number, ix)),
                    _ => free.push((number, (ix, at as u8))),
                }
                continue;
            };
            let sides = match variant.order {
                Order::Free => &[Side::Left, Side::Right][..],
                Order::Fixed if other < at => &[Side::Left],
                Order::Fixed => &[Side::Right],
            };
            beside.extend(sides.iter().map(|side| {
                let anchor = Anchor {
                    variant: ix,
                    neighbour: variant.slots[other],
                    side: *side,
                    slot: at as u8,
                    gap: variant.gaps[other.min(at)],
                    pair: variant.slots.len() == 2,
                };
                (number, anchor)
            }));
        }
        alone.sort_by_key(|(number, _)| *number);
        free.sort_by_key(|(number, _)| *number);
        // Those that ask for the same neighbour side by side: what is known of it is at hand.
        beside.sort_by_key(|(number, anchor): &(usize, Anchor)| (*number, anchor.neighbour));
        let begin = |slot: usize| {
            [
                alone.partition_point(|(number, _)| *number < slot) as u32,
                beside.partition_point(|(number, _)| *number < slot) as u32,
                free.partition_point(|(number, _)| *number < slot) as u32,
            ]
        };
        let starts: Vec<[u32; 3]> =
            (0..=(slots.end.0 - slots.start.0) as usize).map(begin).collect();
        let mut sought = vec![0; starts.len().div_ceil(64)];
        for (at, [from, to]) in starts.array_windows().enumerate() {
            sought[at / 64] |= u64::from(from != to) << (at % 64);
        }
        Anchors {
            slots,
            sought,
            starts,
            alone: alone.into_iter().map(|(_, variant)| variant).collect(),
            beside: beside.into_iter().map(|(_, anchor)| anchor).collect(),
            free: free.into_iter().map(|(_, variant)| variant).collect(),
        }
    }
}

/// The slot that must be filled beside another one: the one before it, else the one behind it; in free order
/// the other one of two, and no certain one of more.
fn neighbour(order: Order, slots: usize, at: usize) -> Option<usize> {
    match order {
        _ if slots < 2 => None,
        Order::Free => (slots == 2).then(|| 1 - at),
        Order::Fixed => Some(at.checked_sub(1).unwrap_or(1)),
    }
}

/// How common each slot is in a text, as far as that can be told; smaller is rarer.
fn commonness(
    variants: &[WrittenVariant],
    slots: &[Vec<WordId>],
    classes: &[WordClasses],
) -> Vec<(bool, u32, usize)> {
    let mut used = vec![0_u32; slots.len()];
    for slot in variants.iter().flat_map(|variant| &variant.slots) {
        used[slot.0 as usize] += 1;
    }
    // Little words are everywhere in a text; a word of many phrases is likelier than one of few.
    let of_slot = |(words, used): (&Vec<WordId>, u32)| {
        let class = |word: &WordId| classes.get(word.get()).copied();
        let is_little = |word| class(word).is_some_and(|class| class != WordClasses::NONE);
        (words.iter().any(is_little), used, words.len())
    };
    slots.iter().zip(used).map(of_slot).collect()
}
