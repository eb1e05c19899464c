//! Finds phrases in a passage of words, beginning with the rarest word of each.
//!
//! Every variant is anchored at the slot that the fewest words can fill most rarely. Only where a
//! word of that slot stands are its neighbours looked at, and only where they fit a [`Field`] tells
//! the matches: for all anchors of a variant at once, so that the work grows with the text and not
//! with the number of ways in which the words of a phrase can be laid on it.

use super::field::Field;
use super::slots::{SlotIx, Slots};
use super::variant::Order;
use super::vocabulary::{Vocabulary, WordId};
use crate::language::WordClasses;
use crate::language::values::ValueKind;
use serde::{Deserialize, Serialize};

/// Fillers that may stand between neighbouring words of a phrase.
pub const MAX_FILLERS: u32 = 4;

/// Anchors that are remembered before their matches are looked for.
const MAX_ANCHORED: usize = 1 << 18;

/// Words of one party in the order of the text, as ids.
pub type Passage<'a> = &'a [WordId];

/// Number of a variant in its matcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VariantIx(pub(super) u32);

/// One sequence of slots to be found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Variant {
    pub(super) slots: Vec<SlotIx>,
    /// One fewer than slots; in free order all the same.
    pub(super) gaps: Vec<u8>,
    pub(super) order: Order,
    /// The kinds of values among the slots.
    pub(super) values: ValueKinds,
}

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
    variants: Vec<Variant>,
    slots: Slots,
    /// The searched variants by the kinds of values they ask for, sorted; first those without.
    searches: Vec<(ValueKinds, Anchors)>,
    /// Every set of kinds but the empty one that any variant asks for, sorted.
    values: Vec<ValueKinds>,
    classes: Vec<WordClasses>,
}

/// Where each variant is looked for.
///
/// Most anchors end at the word beside them, which is not there. So an anchor knows one slot of which a
/// word must stand near it, and only where one was met are neighbours looked at one by one.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Anchors {
    /// Variants of one word.
    alone: ByWord<VariantIx>,
    /// Anchors that have a slot before them.
    after: ByWord<Anchor>,
    /// Anchors that have a slot behind them, and not one before them but in free order.
    before: ByWord<Anchor>,
    /// Anchors of three words or more in free order.
    free: ByWord<(VariantIx, u8)>,
    /// The slots asked for by `after` and `before` that each word can fill.
    fills: ByWord<SlotIx>,
}

/// A variant of several words and the one that was chosen to look for it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Anchor {
    variant: VariantIx,
    /// The slot beside it.
    neighbour: SlotIx,
    /// Which slot of the variant it is.
    slot: u8,
    /// Content words between the two, at most.
    gap: u8,
    /// The two are all of the variant.
    pair: bool,
}

/// A list for each word of the vocabulary, all in one vector.
#[derive(Debug, Serialize, Deserialize)]
struct ByWord<T> {
    items: Vec<T>,
    /// The list of word `w` is `items[starts[w]..starts[w + 1]]`.
    starts: Vec<u32>,
}

impl<T> Default for ByWord<T> {
    fn default() -> ByWord<T> {
        ByWord { items: Vec::new(), starts: Vec::new() }
    }
}

impl<T: Copy> ByWord<T> {
    /// Of pairs, which stay in their order for each word.
    fn of(words: usize, pairs: &[(WordId, T)]) -> ByWord<T> {
        if pairs.is_empty() {
            return ByWord::default();
        }
        // Counted first, so that every word's list has its place.
        let mut starts = vec![0_u32; words + 1];
        pairs.iter().for_each(|(word, _)| starts[word.get() + 1] += 1);
        for word in 0..words {
            starts[word + 1] += starts[word];
        }
        let mut next = starts.clone();
        let mut items = vec![pairs[0].1; pairs.len()];
        for (word, item) in pairs {
            let next = &mut next[word.get()];
            items[*next as usize] = *item;
            *next += 1;
        }
        ByWord { items, starts }
    }

    fn at(&self, word: WordId) -> &[T] {
        match self.starts.get(word.get()..).and_then(|starts| starts.first_chunk()) {
            Some(&[from, to]) => &self.items[from as usize..to as usize],
            None => &[],
        }
    }
}

/// What a search works with; serves passage after passage, and nothing of one is left for the next.
#[derive(Debug, Default)]
pub struct Search {
    /// Where a word of each slot was met last, counted over all passages.
    met: Vec<u32>,
    /// Where the next passage begins in that count.
    begin: u32,
    /// Of the words of the passage.
    bits: u64,
    /// Anchors whose neighbours are there: variant, which of its slots, and where.
    anchored: Vec<(VariantIx, u8, u32)>,
}

impl Search {
    /// Makes room to count so many words, so far from those before that none of them is near.
    fn start(&mut self, slots: usize, words: u32) -> u32 {
        const FAR: u32 = 1 << 10;
        if self.met.len() < slots || self.begin.checked_add(words + FAR).is_none() {
            self.met.clear();
            self.met.resize(slots, 0);
            self.begin = 0;
        }
        let begin = self.begin + FAR;
        self.begin = begin + words;
        begin
    }
}

impl Matcher {
    /// `searched` says which variants are looked for; the others are only asked for by place.
    pub(super) fn new(
        variants: Vec<Variant>,
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
        let slots = Slots::new(slots);
        let mut matcher = Matcher { variants, slots, searches: Vec::new(), values, classes };
        let commonness = matcher.commonness();
        let rarest = |variant: &Variant| {
            (0..variant.slots.len()).min_by_key(|at| commonness[variant.slots[*at].0 as usize])
        };
        let chosen: Vec<(VariantIx, usize)> = (0..matcher.variants.len() as u32)
            .map(VariantIx)
            .filter(|ix| searched(*ix))
            .filter_map(|ix| Some((ix, rarest(matcher.variant(ix))?)))
            .collect();
        let searches = kinds.iter().map(|kinds| (*kinds, matcher.anchor(*kinds, &chosen)));
        matcher.searches = searches.collect();
        matcher
    }

    /// How common each slot is in a text, as far as that can be told; smaller is rarer.
    fn commonness(&self) -> Vec<(bool, u32, usize)> {
        let mut used = vec![0_u32; self.slots.len()];
        for slot in self.variants.iter().flat_map(|variant| &variant.slots) {
            used[slot.0 as usize] += 1;
        }
        // Little words are everywhere in a text; a word of many phrases is likelier than one of few.
        let of_slot = |(slot, used)| {
            let words = self.slots.words(SlotIx(slot));
            let little = words.iter().any(|word| self.class(*word) != WordClasses::NONE);
            (little, used, words.len())
        };
        (0..).zip(used).map(of_slot).collect()
    }

    /// Files the variants of these kinds under all words of the slot that was chosen for each.
    fn anchor(&self, kinds: ValueKinds, chosen: &[(VariantIx, usize)]) -> Anchors {
        let (mut alone, mut after, mut before, mut free) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut asked = vec![false; self.slots.len()];
        for &(ix, slot) in chosen.iter().filter(|(ix, _)| self.variant(*ix).values == kinds) {
            let variant = self.variant(ix);
            let words = self.slots.words(variant.slots[slot]).iter().copied();
            let pair = variant.slots.len() == 2;
            let mut beside = |neighbour: usize, gap: usize, list: &mut Vec<(WordId, Anchor)>| {
                let (slot, gap) = (slot as u8, variant.gaps[gap]);
                let neighbour = variant.slots[neighbour];
                asked[neighbour.0 as usize] = true;
                let anchor = Anchor { variant: ix, neighbour, slot, gap, pair };
                list.extend(words.clone().map(|word| (word, anchor)));
            };
            match variant.order {
                _ if variant.slots.len() == 1 => alone.extend(words.map(|word| (word, ix))),
                Order::Free if pair => {
                    beside(1 - slot, 0, &mut after);
                    beside(1 - slot, 0, &mut before);
                }
                Order::Free => free.extend(words.map(|word| (word, (ix, slot as u8)))),
                Order::Fixed if slot == 0 => beside(1, 0, &mut before),
                Order::Fixed => beside(slot - 1, slot - 1, &mut after),
            }
        }
        let asked =
            asked.iter().zip(0..).filter(|(asked, _)| **asked).map(|(_, slot)| SlotIx(slot));
        let fills: Vec<(WordId, SlotIx)> = asked
            .flat_map(|slot| self.slots.words(slot).iter().map(move |word| (*word, slot)))
            .collect();
        let words = self.classes.len();
        Anchors {
            alone: ByWord::of(words, &alone),
            after: ByWord::of(words, &after),
            before: ByWord::of(words, &before),
            free: ByWord::of(words, &free),
            fills: ByWord::of(words, &fills),
        }
    }

    /// Whether any phrase is looked for where this word stands. A passage that has no such word, and no
    /// value, has no match.
    pub fn seeks(&self, word: WordId) -> bool {
        self.searches.iter().any(|(_, anchors)| {
            !(anchors.alone.at(word).is_empty()
                && anchors.after.at(word).is_empty()
                && anchors.before.at(word).is_empty()
                && anchors.free.at(word).is_empty())
        })
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
        search.bits = Slots::bits(passage);
        self.find_beside(anchors, passage, search, Side::Left, out);
        self.find_beside(anchors, passage, search, Side::Right, out);
        self.find_anchored(&mut search.anchored, passage, out);
    }

    /// One walk over a passage, so that what stands on one side of a word was met when it is reached.
    fn find_beside(
        &self,
        anchors: &Anchors,
        passage: Passage<'_>,
        search: &mut Search,
        side: Side,
        out: &mut Vec<Match>,
    ) {
        let words = passage.len() as u32;
        let begin = search.start(self.slots.len(), words);
        let waiting = match side {
            Side::Left => &anchors.after,
            Side::Right => &anchors.before,
        };
        for step in 0..words {
            let place = match side {
                Side::Left => step,
                Side::Right => words - 1 - step,
            };
            let word = passage[place as usize];
            if word == WordId::UNKNOWN {
                continue;
            }
            for anchor in waiting.at(word) {
                let away = begin + step - search.met[anchor.neighbour.0 as usize];
                if away > u32::from(anchor.gap) + MAX_FILLERS + 1 {
                    continue;
                }
                if anchor.pair {
                    self.pairs(anchor, passage, place, side, out);
                } else {
                    let variant = self.variant(anchor.variant);
                    if self.may_stand(variant, search.bits)
                        && self.has_neighbours(variant, anchor.slot.into(), passage, place)
                    {
                        search.anchored.push((anchor.variant, anchor.slot, place));
                    }
                }
            }
            for slot in anchors.fills.at(word) {
                search.met[slot.0 as usize] = begin + step;
            }
            if side == Side::Left {
                let alone = anchors.alone.at(word).iter();
                out.extend(alone.map(|&variant| Match { first: place, last: place, variant }));
                for &(variant, slot) in anchors.free.at(word) {
                    let of = self.variant(variant);
                    if self.may_stand(of, search.bits)
                        && self.has_neighbours(of, slot.into(), passage, place)
                    {
                        search.anchored.push((variant, slot, place));
                    }
                }
            }
            if search.anchored.len() >= MAX_ANCHORED {
                self.find_anchored(&mut search.anchored, passage, out);
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
        if places.peek().is_none() || !self.may_stand(self.variant(variant), Slots::bits(passage)) {
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

    /// Whether a passage with these bits may have a word for each slot.
    fn may_stand(&self, variant: &Variant, bits: u64) -> bool {
        variant.slots.iter().all(|slot| self.slots.may_hold(*slot, bits))
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

    /// Appends the matches of a variant of two words of which one stands here.
    fn pairs(
        &self,
        anchor: &Anchor,
        passage: Passage<'_>,
        place: u32,
        side: Side,
        out: &mut Vec<Match>,
    ) {
        let partners = self.beside(anchor.gap, passage, place, side);
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
