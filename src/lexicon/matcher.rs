//! Finds phrases in a passage of words, beginning with the rarest word of each.
//!
//! Every variant is anchored at the slot that the fewest words can fill most rarely. Only where a
//! word of that slot stands are its neighbours looked at, and only where they fit a [`Field`] tells
//! the matches: for all anchors of a variant at once, so that the work grows with the text and not
//! with the number of ways in which the words of a phrase can be laid on it.

use super::field::Field;
use super::variant::Order;
use super::vocabulary::{Vocabulary, WordId};
use crate::language::WordClasses;

/// Fillers that may stand between neighbouring words of a phrase.
pub const MAX_FILLERS: u32 = 4;

/// Anchors that are remembered before their matches are looked for.
const MAX_ANCHORED: usize = 1 << 18;

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

    /// Appends the matches of every searched variant: for each first word the furthest last one.
    ///
    /// Some come more than once, or with a last word that is not yet the furthest.
    pub fn find(&self, passage: Passage<'_>, out: &mut Vec<Match>) {
        let mut anchored: Vec<(VariantIx, u32)> = Vec::new();
        for (at, word) in passage.iter().enumerate() {
            let Some(&[from, to]) = self.starts.get(word.get()..).and_then(|s| s.first_chunk())
            else {
                continue;
            };
            for &(variant, slot) in &self.anchors[from as usize..to as usize] {
                if self.has_neighbours(self.variant(variant), slot.into(), passage, at as u32) {
                    anchored.push((variant, at as u32));
                }
            }
            if anchored.len() >= MAX_ANCHORED {
                self.find_anchored(&mut anchored, passage, out);
            }
        }
        self.find_anchored(&mut anchored, passage, out);
    }

    /// The matches around these places, which are forgotten.
    fn find_anchored(
        &self,
        anchored: &mut Vec<(VariantIx, u32)>,
        passage: Passage<'_>,
        out: &mut Vec<Match>,
    ) {
        anchored.sort_unstable();
        for group in anchored.chunk_by(|one, other| one.0 == other.0) {
            let variant = group[0].0;
            let mut places = group.iter().map(|(_, place)| *place).peekable();
            while places.peek().is_some() {
                let field = Field::around(self, variant, passage, &mut places);
                out.extend(field.matches().map(|(first, last)| Match { first, last, variant }));
            }
        }
        anchored.clear();
    }

    /// Appends those words near `wanted` that belong to a match of the variant, all those of
    /// `wanted` among them. `wanted` is sorted.
    pub fn touched(
        &self,
        variant: VariantIx,
        passage: Passage<'_>,
        wanted: &[u32],
        out: &mut Vec<u32>,
    ) {
        let slots = &self.variant(variant).slots;
        let fits = |place: &u32| slots.iter().any(|slot| self.holds(*slot, passage, *place));
        let mut places = wanted.iter().copied().filter(fits).peekable();
        while places.peek().is_some() {
            out.extend(Field::around(self, variant, passage, &mut places).touched());
        }
    }

    /// The places of a match's words; of several ways to lay them the one with the earliest words.
    pub fn places(&self, found: Match, passage: Passage<'_>) -> Vec<u32> {
        Field::between(self, found, passage).earliest_way()
    }

    /// Whether the slots that must stand beside `slot` can; most anchors end here.
    fn has_neighbours(
        &self,
        variant: &Variant,
        slot: usize,
        passage: Passage<'_>,
        place: u32,
    ) -> bool {
        let beside = |slots: &[SlotIx], gap: usize, side| {
            self.stands_beside(slots, variant.gaps[gap], passage, place, side)
        };
        let last = variant.slots.len() - 1;
        match variant.order {
            Order::Fixed => {
                (slot == 0 || beside(&variant.slots[slot - 1..slot], slot - 1, Side::Left))
                    && (slot == last
                        || beside(&variant.slots[slot + 1..=slot + 1], slot, Side::Right))
            }
            Order::Free => {
                last == 0
                    || beside(&variant.slots, 0, Side::Left)
                    || beside(&variant.slots, 0, Side::Right)
            }
        }
    }

    /// Whether one of the slots is filled beside `place`, with no more than the gap between.
    fn stands_beside(
        &self,
        slots: &[SlotIx],
        gap: u8,
        passage: Passage<'_>,
        mut place: u32,
        side: Side,
    ) -> bool {
        let (mut fillers, mut content) = (0, 0);
        while fillers <= MAX_FILLERS && content <= u32::from(gap) {
            place = match side {
                Side::Left if place > 0 => place - 1,
                Side::Right if (place as usize) + 1 < passage.len() => place + 1,
                Side::Left | Side::Right => return false,
            };
            if slots.iter().any(|slot| self.holds(*slot, passage, place)) {
                return true;
            }
            match self.is_filler(passage[place as usize]) {
                true => fillers += 1,
                false => content += 1,
            }
        }
        false
    }

    pub(super) fn is_filler(&self, word: WordId) -> bool {
        self.class(word).intersects(WordClasses::FILLER)
    }

    pub(super) fn holds(&self, slot: SlotIx, passage: Passage<'_>, place: u32) -> bool {
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
