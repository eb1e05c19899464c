//! Finds phrases in a passage of words: from its rarest word to the left and to the right.
//!
//! Every variant is anchored at the slot that the fewest words can fill most rarely; only where a
//! word of that slot stands are its neighbours looked at. All work is bounded by the size of gaps,
//! never by the length of the text: sets of reachable places are walked, not single paths.

use super::variant::Order;
use super::vocabulary::{Vocabulary, WordId};
use crate::language::WordClasses;

/// Fillers that may stand between neighbouring words of a phrase.
pub const MAX_FILLERS: u32 = 4;

/// Words of one party in the order of the text, as ids.
pub type Passage<'a> = &'a [WordId];

/// Number of a variant in its matcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariantIx(pub(super) u32);

/// One sequence of slots to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variant {
    pub(super) slots: Vec<SlotIx>,
    /// One fewer than slots; in free order all the same.
    pub(super) gaps: Vec<u8>,
    pub(super) order: Order,
}

/// Number of a set of words; equal sets share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct SlotIx(pub(super) u32);

/// A match: first and last word, both inclusive, as places in the passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Match {
    /// Place of the first word.
    pub first: u32,
    /// Place of the last word.
    pub last: u32,
    /// Which variant.
    pub variant: VariantIx,
}

/// All variants of a lexicon, ready to be found. Immutable.
#[derive(Debug)]
pub struct Matcher {
    variants: Vec<Variant>,
    /// Sorted words of each slot.
    slots: Vec<Vec<WordId>>,
    /// `anchors[starts[w]..starts[w + 1]]`: variants anchored at word `w`, and at which slot.
    anchors: Vec<(VariantIx, u8)>,
    starts: Vec<u32>,
    classes: Vec<WordClasses>,
}

impl Matcher {
    /// `searched` says which variants are looked for; the others are only asked for by place.
    pub(super) fn new(
        variants: Vec<Variant>,
        slots: Vec<Vec<WordId>>,
        vocabulary: &Vocabulary,
        searched: impl Fn(VariantIx) -> bool,
    ) -> Matcher {
        let classes: Vec<WordClasses> =
            (0..vocabulary.len()).map(|at| vocabulary.classes(WordId::at(at))).collect();
        let mut matcher =
            Matcher { variants, slots, anchors: Vec::new(), starts: Vec::new(), classes };
        matcher.anchor(&searched);
        matcher
    }

    /// Chooses each variant's rarest slot and files the variant under all words of it.
    fn anchor(&mut self, searched: &impl Fn(VariantIx) -> bool) {
        let mut used = vec![0_u32; self.slots.len()];
        for slot in self.variants.iter().flat_map(|variant| &variant.slots) {
            used[slot.0 as usize] += 1;
        }
        // Little words are everywhere in a text; a word of many phrases is likelier than one of few.
        let commonness = |slot: &SlotIx| {
            let words = &self.slots[slot.0 as usize];
            let little = words.iter().any(|word| self.class(*word) != WordClasses::NONE);
            (little, used[slot.0 as usize], words.len())
        };
        let mut filed: Vec<Vec<(VariantIx, u8)>> = vec![Vec::new(); self.classes.len()];
        for (at, variant) in self.variants.iter().enumerate() {
            let ix = VariantIx(at as u32);
            let rarest = (0..variant.slots.len()).min_by_key(|i| commonness(&variant.slots[*i]));
            if let Some(slot) = rarest.filter(|_| searched(ix)) {
                for word in &self.slots[variant.slots[slot].0 as usize] {
                    filed[word.get()].push((ix, slot as u8));
                }
            }
        }
        self.starts.push(0);
        for list in filed {
            self.anchors.extend(list);
            self.starts.push(self.anchors.len() as u32);
        }
    }

    /// Appends every match of every searched variant: for each first word the furthest last one.
    pub fn find(&self, passage: Passage<'_>, out: &mut Vec<Match>) {
        for (at, word) in passage.iter().enumerate() {
            let Some(&[from, to]) = self.starts.get(word.get()..).and_then(|s| s.first_chunk())
            else {
                continue;
            };
            for &(variant, slot) in &self.anchors[from as usize..to as usize] {
                self.matches_through(variant, slot.into(), passage, at as u32, out);
            }
        }
    }

    /// Whether a match of the variant has the word at `place` as one of its own.
    pub fn touches(&self, variant: VariantIx, passage: Passage<'_>, place: u32) -> bool {
        let mut found = Vec::new();
        let slots = self.variant(variant).slots.len();
        (0..slots).any(|slot| {
            self.matches_through(variant, slot, passage, place, &mut found);
            !found.is_empty()
        })
    }

    /// The places of a match's words, of several ways the one with the earliest places.
    pub fn places(&self, found: Match, passage: Passage<'_>) -> Vec<u32> {
        let variant = self.variant(found.variant);
        let slots = variant.slots.len();
        let mut places = vec![found.first];
        match variant.order {
            Order::Fixed => {
                self.complete_fixed(variant, passage, found.last, &mut places);
            }
            Order::Free => {
                for first in 0..slots {
                    let rest = full(slots) & !(1 << first);
                    places.truncate(1);
                    if self.holds(variant.slots[first], passage, found.first)
                        && self.complete_free(variant, passage, found.last, rest, &mut places)
                    {
                        break;
                    }
                }
            }
        }
        places
    }

    /// Appends to `places` the earliest places of the remaining slots that end at `last`.
    fn complete_fixed(
        &self,
        variant: &Variant,
        passage: Passage<'_>,
        last: u32,
        places: &mut Vec<u32>,
    ) {
        // ends[i]: places of slot i from which the later slots can still be reached up to `last`.
        let count = variant.slots.len();
        let mut ends = vec![vec![last]];
        for slot in (1..count).rev() {
            let later = &ends[ends.len() - 1];
            let before = self.step_all(variant, slot - 1, slot - 1, passage, later, Side::Left);
            ends.push(before);
        }
        ends.reverse();
        for (slot, open) in ends.iter().enumerate().skip(1) {
            let from = places[places.len() - 1];
            let mut reach = Vec::new();
            self.step(variant, slot, slot - 1, passage, from, Side::Right, &mut reach);
            match reach.iter().filter(|place| open.contains(place)).min() {
                Some(place) => places.push(*place),
                None => break,
            }
        }
    }

    /// The same for free order, over the slots of the set `rest`.
    fn complete_free(
        &self,
        variant: &Variant,
        passage: Passage<'_>,
        last: u32,
        rest: u32,
        places: &mut Vec<u32>,
    ) -> bool {
        let from = places[places.len() - 1];
        if rest == 0 {
            return from == last;
        }
        let mut steps: Vec<(u32, usize)> = Vec::new();
        for slot in members(rest) {
            let mut reach = Vec::new();
            self.step(variant, slot, 0, passage, from, Side::Right, &mut reach);
            steps.extend(reach.into_iter().filter(|place| *place <= last).map(|p| (p, slot)));
        }
        steps.sort_unstable();
        for (place, slot) in steps {
            places.push(place);
            if self.complete_free(variant, passage, last, rest & !(1 << slot), places) {
                return true;
            }
            places.pop();
        }
        false
    }

    /// Matches in which the word at `place` fills `slot`.
    fn matches_through(
        &self,
        ix: VariantIx,
        slot: usize,
        passage: Passage<'_>,
        place: u32,
        out: &mut Vec<Match>,
    ) {
        let variant = self.variant(ix);
        if !self.holds(variant.slots[slot], passage, place) {
            return;
        }
        match variant.order {
            Order::Fixed => {
                let mut firsts = vec![place];
                for before in (0..slot).rev() {
                    firsts = self.step_all(variant, before, before, passage, &firsts, Side::Left);
                }
                let mut lasts = vec![place];
                for after in slot + 1..variant.slots.len() {
                    lasts = self.step_all(variant, after, after - 1, passage, &lasts, Side::Right);
                }
                if let Some(last) = lasts.into_iter().max() {
                    out.extend(firsts.into_iter().map(|first| Match { first, last, variant: ix }));
                }
            }
            Order::Free => self.free_matches(ix, slot, passage, place, out),
        }
    }

    /// Splits the other slots in every way into those left and those right of the anchor.
    fn free_matches(
        &self,
        ix: VariantIx,
        slot: usize,
        passage: Passage<'_>,
        place: u32,
        out: &mut Vec<Match>,
    ) {
        let variant = self.variant(ix);
        let others = full(variant.slots.len()) & !(1 << slot);
        let lefts = self.reach_of_sets(variant, others, passage, place, Side::Left);
        let rights = self.reach_of_sets(variant, others, passage, place, Side::Right);
        for (left, firsts) in lefts.iter().enumerate() {
            let right = others as usize & !left;
            if left & !(others as usize) != 0 {
                continue;
            }
            if let Some(last) = rights[right].iter().copied().max() {
                out.extend(firsts.iter().map(|&first| Match { first, last, variant: ix }));
            }
        }
    }

    /// For each subset of `slots`: where a walk from `place` that fills exactly it can stand.
    fn reach_of_sets(
        &self,
        variant: &Variant,
        slots: u32,
        passage: Passage<'_>,
        place: u32,
        side: Side,
    ) -> Vec<Vec<u32>> {
        let mut sets: Vec<Vec<u32>> = vec![Vec::new(); full(variant.slots.len()) as usize + 1];
        sets[0].push(place);
        // A superset is a larger number than its subsets, so each set is complete when it is met.
        for set in 0..sets.len() {
            if sets[set].is_empty() {
                continue;
            }
            for slot in members(slots & !(set as u32)) {
                let reach = self.step_all(variant, slot, 0, passage, &sets[set], side);
                let target = &mut sets[set | 1 << slot];
                target.extend(reach);
                target.sort_unstable();
                target.dedup();
            }
        }
        sets
    }

    fn step_all(
        &self,
        variant: &Variant,
        slot: usize,
        gap: usize,
        passage: Passage<'_>,
        from: &[u32],
        side: Side,
    ) -> Vec<u32> {
        let mut reach = Vec::new();
        for place in from {
            self.step(variant, slot, gap, passage, *place, side, &mut reach);
        }
        reach.sort_unstable();
        reach.dedup();
        reach
    }

    /// Places beside `from` where `slot` is filled and the gap between is allowed.
    #[expect(clippy::too_many_arguments, reason = "the inner step of three walks")]
    fn step(
        &self,
        variant: &Variant,
        slot: usize,
        gap: usize,
        passage: Passage<'_>,
        from: u32,
        side: Side,
        reach: &mut Vec<u32>,
    ) {
        let most_content = u32::from(variant.gaps.get(gap).copied().unwrap_or(0));
        let (mut fillers, mut content) = (0, 0);
        let mut place = from;
        loop {
            place = match side {
                Side::Left if place > 0 => place - 1,
                Side::Right if (place as usize) + 1 < passage.len() => place + 1,
                Side::Left | Side::Right => return,
            };
            if self.holds(variant.slots[slot], passage, place) {
                reach.push(place);
            }
            match self.class(passage[place as usize]).intersects(WordClasses::FILLER) {
                true => fillers += 1,
                false => content += 1,
            }
            if fillers > MAX_FILLERS || content > most_content {
                return;
            }
        }
    }

    fn holds(&self, slot: SlotIx, passage: Passage<'_>, place: u32) -> bool {
        let word = passage[place as usize];
        word != WordId::UNKNOWN && self.slots[slot.0 as usize].binary_search(&word).is_ok()
    }

    /// The closed classes of a word.
    pub fn class(&self, word: WordId) -> WordClasses {
        self.classes.get(word.get()).copied().unwrap_or(WordClasses::NONE)
    }

    pub(super) fn variant(&self, ix: VariantIx) -> &Variant {
        &self.variants[ix.0 as usize]
    }

    /// Number of variants.
    pub fn variants(&self) -> usize {
        self.variants.len()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// The set of all of `count` slots.
fn full(count: usize) -> u32 {
    (1 << count) - 1
}

/// The slots of a set.
fn members(set: u32) -> impl Iterator<Item = usize> {
    (0..u32::BITS as usize).filter(move |slot| set & (1 << slot) != 0)
}
