//! Finds phrases in a passage of words, beginning with the rarest word of each.
//!
//! Every variant is anchored at the slot that the fewest words can fill most rarely. Only where a
//! word of that slot stands are its neighbours looked at, and only where they fit a [`Field`] tells
//! the matches: for all anchors of a variant at once, so that the work grows with the text and not
//! with the number of ways in which the words of a phrase can be laid on it.
//!
//! A passage is first turned round, into the [`Places`] of each slot: so every anchor is asked for once a
//! passage, and most end at their neighbour, which stands nowhere.

use super::anchors::{Anchor, Anchors, AtSlot, Searched};
use super::field::Field;
use super::places::Places;
use super::slots::{SlotBits, SlotIx, Slots};
use super::variant::Order;
use super::variants::{Variant, Variants, WrittenVariant};
use super::vocabulary::{Vocabulary, WordId};
use crate::language::WordClasses;
use crate::language::values::ValueKind;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Fillers that may stand between neighbouring words of a phrase.
pub const MAX_FILLERS: u32 = 4;

/// Words whose anchors are looked for at once; bounds the memory of [`Places`].
const STRETCH: usize = 2_048;

/// Words of a passage that are all asked for a slot: more would take longer than to lay the phrase.
const ASKED_ALL: usize = 128;

/// The furthest that a neighbour can be.
const REACH: usize = u8::MAX as usize + MAX_FILLERS as usize + 1;

/// Anchors that are remembered before their matches are looked for.
const MAX_ANCHORED: usize = 1 << 18;

/// Words of one party in the order of the text, as ids.
pub type Passage<'a> = &'a [WordId];

/// Number of a variant in its matcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VariantIx(pub(super) u32);

/// A set of kinds of values.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct ValueKinds(u8);

impl ValueKinds {
    /// Whether the set has no kind.
    pub fn is_empty(self) -> bool {
        self == ValueKinds::default()
    }

    /// Whether the set has this kind.
    pub fn has(self, kind: ValueKind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }
}

impl FromIterator<ValueKind> for ValueKinds {
    fn from_iter<I: IntoIterator<Item = ValueKind>>(kinds: I) -> ValueKinds {
        ValueKinds(kinds.into_iter().fold(0, |set, kind| set | 1 << kind as u8))
    }
}

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
#[derive(Debug, Serialize, Deserialize)]
pub struct Matcher {
    variants: Variants,
    slots: Slots,
    /// The searched variants by the kinds of values they ask for, sorted; first those without.
    searches: Vec<(ValueKinds, Anchors)>,
    /// Every set of kinds but the empty one that any variant asks for, sorted.
    values: Vec<ValueKinds>,
    classes: Vec<WordClasses>,
}

/// What a search works with; serves passage after passage, and nothing of one is left for the next.
#[derive(Debug, Default)]
pub struct Search {
    places: Places,
    /// Anchors whose neighbours are there: variant, which of its slots, and where.
    anchored: Vec<(VariantIx, u8, u32)>,
}

impl Matcher {
    /// `searched` says which variants are looked for; the others are only asked for by place.
    pub(super) fn new(
        variants: &[WrittenVariant],
        slots: &[Vec<WordId>],
        vocabulary: &Vocabulary,
        searched: impl Fn(VariantIx) -> bool,
    ) -> Matcher {
        let classes: Vec<WordClasses> =
            (0..vocabulary.len()).map(|at| vocabulary.classes(WordId::at(at))).collect();
        let mut kinds: Vec<ValueKinds> = variants.iter().map(|variant| variant.values).collect();
        kinds.push(ValueKinds::default());
        kinds.sort_unstable();
        kinds.dedup();
        let values = kinds[1..].to_vec();
        let searched = Searched::of(variants, slots, &classes, searched);
        let variants = Variants::of(variants, |slot| searched.number(slot));
        let searches = kinds.iter().map(|kinds| (*kinds, searched.anchors(*kinds, &variants)));
        let searches = searches.collect();
        let slots = Slots::new(searched.order().map(|slot| &slots[slot.0 as usize]), classes.len());
        Matcher { variants, slots, searches, values, classes }
    }

    /// Whether any phrase is looked for where this word stands. A passage that has no such word, and no
    /// value, has no match.
    pub fn seeks(&self, word: WordId) -> bool {
        let anchors = self.searches.iter().map(|(_, anchors)| anchors);
        { anchors }.any(|anchors| self.slots.of(word).iter().any(|slot| anchors.has(*slot)))
    }

    /// The sets of kinds of values that variants ask for.
    pub fn values(&self) -> &[ValueKinds] {
        &self.values
    }

    /// The kinds of values a variant asks for: it is looked for in passages in which each value of
    /// these kinds is one word.
    pub fn values_of(&self, variant: VariantIx) -> ValueKinds {
        self.variant(variant).values
    }

    /// What a passage may hold, to be asked again and again.
    pub fn bits(&self, passage: Passage<'_>) -> SlotBits {
        Slots::bits(passage)
    }

    /// Appends the matches of every searched variant that asks for these kinds of values: for each
    /// first word the furthest last one.
    ///
    /// Some come more than once, or with a last word that is not yet the furthest.
    pub fn find(
        &self,
        values: ValueKinds,
        passage: Passage<'_>,
        search: &mut Search,
        out: &mut Vec<Match>,
    ) {
        let anchors = self.searches.iter().find(|(kinds, _)| *kinds == values);
        let Some((_, anchors)) = anchors else { return };
        let bits = self.bits(passage);
        for from in (0..passage.len()).step_by(STRETCH) {
            let to = passage.len().min(from + STRETCH);
            let around = from.saturating_sub(REACH)..passage.len().min(to + REACH);
            let wanted = (anchors.slots(), anchors.sought());
            search.places.read(&self.slots, wanted, passage, around);
            let stretch = from as u32..to as u32;
            self.find_in(anchors, (passage, bits), stretch, search, out);
        }
        self.find_anchored(&mut search.anchored, passage, out);
    }

    /// What is anchored in a stretch of a passage whose places were read.
    fn find_in(
        &self,
        anchors: &Anchors,
        (passage, bits): (Passage<'_>, SlotBits),
        stretch: Range<u32>,
        Search { places, anchored }: &mut Search,
        out: &mut Vec<Match>,
    ) {
        for &slot in places.met() {
            let AtSlot { alone, beside, free } = anchors.at(slot);
            let here = || places.of(slot).filter(|place| stretch.contains(place));
            for &variant in alone {
                out.extend(here().map(|place| Match { first: place, last: place, variant }));
            }
            for &(variant, nth) in free {
                let of = self.variant(variant);
                if self.may_stand(of, passage, bits, Some(places)) {
                    let fits = |place: &u32| self.has_neighbours(of, nth.into(), passage, *place);
                    anchored.extend(here().filter(fits).map(|place| (variant, nth, place)));
                }
            }
            for anchor in beside {
                if !places.has(anchor.neighbour) {
                    continue;
                }
                let near = near(places, slot, anchor).filter(|place| stretch.contains(place));
                if anchor.pair {
                    near.for_each(|place| self.pairs(anchor, passage, place, out));
                    continue;
                }
                let (variant, nth) = (anchor.variant, anchor.slot);
                let of = self.variant(variant);
                if self.may_stand(of, passage, bits, Some(places)) {
                    let fits = |place: &u32| self.has_neighbours(of, nth.into(), passage, *place);
                    anchored.extend(near.filter(fits).map(|place| (variant, nth, place)));
                }
            }
            if anchored.len() >= MAX_ANCHORED {
                self.find_anchored(anchored, passage, out);
            }
        }
    }

    /// The matches around these places, which are forgotten.
    fn find_anchored(
        &self,
        anchored: &mut Vec<(VariantIx, u8, u32)>,
        passage: Passage<'_>,
        out: &mut Vec<Match>,
    ) {
        anchored.sort_unstable();
        for group in anchored.chunk_by(|one, other| one.0 == other.0) {
            // Every variant has one slot that it is anchored at.
            let (variant, slot, _) = group[0];
            let mut places = group.iter().map(|(.., place)| *place).peekable();
            while places.peek().is_some() {
                let field = Field::around(self, variant, Some(slot), passage, &mut places);
                out.extend(field.matches().map(|(first, last)| Match { first, last, variant }));
            }
        }
        anchored.clear();
    }

    /// Appends those words near `wanted` that belong to a match of the variant, all those of
    /// `wanted` among them. `wanted` is sorted, `bits` are those of the passage.
    pub fn touched(
        &self,
        variant: VariantIx,
        (passage, bits): (Passage<'_>, SlotBits),
        wanted: &[u32],
        out: &mut Vec<u32>,
    ) {
        let of = self.variant(variant);
        if !of.slots.iter().all(|slot| self.slots.may_hold(*slot, bits)) {
            return;
        }
        // The words that are wanted are few, so they are asked before those of the passage.
        let fits = |place: &u32| of.slots.iter().any(|slot| self.holds(*slot, passage, *place));
        let mut places = wanted.iter().copied().filter(fits).peekable();
        if places.peek().is_none() || !self.may_stand(of, passage, bits, None) {
            return;
        }
        while places.peek().is_some() {
            out.extend(Field::around(self, variant, None, passage, &mut places).touched());
        }
    }

    /// The places of a match's words; of several ways to lay them the one with the earliest words.
    pub fn places(&self, found: Match, passage: Passage<'_>) -> Vec<u32> {
        if found.first == found.last {
            return vec![found.first];
        }
        Field::between(self, found, passage).earliest_way()
    }

    /// Whether a passage with these bits has a word for each slot; of a long one, whether it may have. `places` are
    /// those of the passage, where they were read.
    fn may_stand(
        &self,
        variant: Variant<'_>,
        passage: Passage<'_>,
        bits: SlotBits,
        places: Option<&Places>,
    ) -> bool {
        let stands = |slot: &SlotIx| {
            let told = places.and_then(|places| places.told(*slot));
            told.unwrap_or_else(|| self.slots.any_holds(*slot, passage))
        };
        variant.slots.iter().all(|slot| self.slots.may_hold(*slot, bits))
            && (passage.len() > ASKED_ALL || variant.slots.iter().all(stands))
    }

    /// Whether the slots that must stand beside `slot` can; most anchors end here.
    fn has_neighbours(
        &self,
        variant: Variant<'_>,
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
                    || beside(variant.slots, 0, Side::Left)
                    || beside(variant.slots, 0, Side::Right)
            }
        }
    }

    /// Appends the matches of a variant of two words of which one stands here.
    fn pairs(&self, anchor: &Anchor, passage: Passage<'_>, place: u32, out: &mut Vec<Match>) {
        let partners = self.beside(anchor.gap, passage, place, anchor.side);
        let partners = partners.filter(|other| self.holds(anchor.neighbour, passage, *other));
        out.extend(partners.map(|other| Match {
            first: place.min(other),
            last: place.max(other),
            variant: anchor.variant,
        }));
    }

    /// Whether one of the slots is filled beside `place`, with no more than the gap between.
    fn stands_beside(
        &self,
        slots: &[SlotIx],
        gap: u8,
        passage: Passage<'_>,
        place: u32,
        side: Side,
    ) -> bool {
        let any_holds = |other| slots.iter().any(|slot| self.holds(*slot, passage, other));
        self.beside(gap, passage, place, side).any(any_holds)
    }

    /// The places on one side that are no further than the gap and its fillers, the nearest first.
    fn beside(
        &self,
        gap: u8,
        passage: Passage<'_>,
        place: u32,
        side: Side,
    ) -> impl Iterator<Item = u32> {
        let (mut place, mut fillers, mut content) = (place, 0, 0);
        std::iter::from_fn(move || {
            if fillers > MAX_FILLERS || content > u32::from(gap) {
                return None;
            }
            place = match side {
                Side::Left => place.checked_sub(1)?,
                Side::Right => place + 1,
            };
            match self.is_filler(*passage.get(place as usize)?) {
                true => fillers += 1,
                false => content += 1,
            }
            Some(place)
        })
    }

    pub(super) fn is_filler(&self, word: WordId) -> bool {
        self.class(word).intersects(WordClasses::FILLER)
    }

    pub(super) fn holds(&self, slot: SlotIx, passage: Passage<'_>, place: u32) -> bool {
        self.slots.holds(slot, passage[place as usize])
    }

    /// The closed classes of a word.
    pub fn class(&self, word: WordId) -> WordClasses {
        self.classes.get(word.get()).copied().unwrap_or(WordClasses::NONE)
    }

    pub(super) fn variant(&self, ix: VariantIx) -> Variant<'_> {
        self.variants.at(ix)
    }

    /// Number of variants.
    pub fn variants(&self) -> usize {
        self.variants.len()
    }
}

/// The places of a slot that have the anchor's neighbour no further than it may be, fillers not told apart.
fn near(places: &Places, slot: SlotIx, anchor: &Anchor) -> impl Iterator<Item = u32> {
    let reach = u32::from(anchor.gap) + MAX_FILLERS + 1;
    let side = anchor.side;
    let mut others = places.of(anchor.neighbour).peekable();
    let mut before = None;
    places.of(slot).filter(move |&place| match side {
        Side::Left => {
            while let Some(other) = others.next_if(|other| *other < place) {
                before = Some(other);
            }
            before.is_some_and(|other| place - other <= reach)
        }
        Side::Right => {
            while others.next_if(|other| *other <= place).is_some() {}
            others.peek().is_some_and(|other| *other - place <= reach)
        }
    })
}

/// On which side of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Side {
    /// Before it.
    Left,
    /// Behind it.
    Right,
}
