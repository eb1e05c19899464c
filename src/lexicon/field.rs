//! All ways to lay the words of a variant on a stretch of text, without walking them one by one.
//!
//! What matters of a way that is laid halfway is its last place and which slots are filled: in fixed
//! order how many, in free order which set. So the ways are sweeps over a table of such states by
//! places, and their number, which can be astronomic where words repeat, does not matter.

use super::matcher::{MAX_FILLERS, Match, Matcher, Passage, VariantIx};
use super::variant::Order;
use super::variants::Variant;
use std::collections::VecDeque;
use std::iter::Peekable;

/// Places of a field after which it takes no more anchors; bounds the memory of the table.
const ENOUGH_PLACES: usize = 4_096;

/// One more slot of a variant is filled.
struct Step {
    /// State before: 0 is nothing.
    from: usize,
    slot: usize,
    to: usize,
    /// Content words that may stand between; unused at the first step.
    gap: u32,
}

/// Places of a passage where some slot of a variant can be filled.
pub(super) struct Field {
    /// From each state to larger ones, sorted by `from`.
    steps: Vec<Step>,
    /// The state in which every slot is filled.
    complete: usize,
    /// Sorted.
    places: Vec<u32>,
    /// The slots that each place can fill, as a set.
    fills: Vec<u32>,
    /// Fillers of the passage before each place, and up to it, counted from wherever.
    fillers: Vec<[u32; 2]>,
}

impl Field {
    /// The places as far from the anchors as a match can reach, in which they fill `slot`, or any where
    /// that is not told; takes as many anchors as are enough for one field. Anchors come sorted.
    pub(super) fn around(
        matcher: &Matcher,
        variant: VariantIx,
        slot: Option<u8>,
        passage: Passage<'_>,
        anchors: &mut Peekable<impl Iterator<Item = u32>>,
    ) -> Field {
        let of = matcher.variant(variant);
        let reach =
            |gaps: &[u8]| -> u32 { gaps.iter().map(|gap| u32::from(*gap) + MAX_FILLERS + 1).sum() };
        let (left, right) = match (of.order, slot) {
            (Order::Fixed, Some(slot)) => {
                let (before, behind) = of.gaps.split_at(slot.into());
                (reach(before), reach(behind))
            }
            (Order::Fixed, None) | (Order::Free, _) => (reach(of.gaps), reach(of.gaps)),
        };
        let mut field = Field::new(of);
        let (mut end, mut fillers) = (0, 0);
        while let Some(anchor) = anchors.next_if(|_| field.places.len() < ENOUGH_PLACES) {
            let from = anchor.saturating_sub(left);
            if from > end {
                // Between two stretches lie more words than any gap allows.
                fillers += MAX_FILLERS + 1;
            }
            let start = from.max(end);
            end = (anchor + right + 1).min(passage.len() as u32);
            fillers = field.take(matcher, of, passage, start..end, fillers);
        }
        field
    }

    /// The places from the first to the last word of a match.
    pub(super) fn between(matcher: &Matcher, found: Match, passage: Passage<'_>) -> Field {
        let of = matcher.variant(found.variant);
        let mut field = Field::new(of);
        field.take(matcher, of, passage, found.first..found.last + 1, 0);
        field
    }

    fn new(variant: Variant<'_>) -> Field {
        let steps = steps(variant);
        let complete = steps.iter().map(|step| step.to).max().unwrap_or(0);
        Field { steps, complete, places: Vec::new(), fills: Vec::new(), fillers: Vec::new() }
    }

    /// Takes a stretch of the passage in; returns the number of fillers up to its end.
    fn take(
        &mut self,
        matcher: &Matcher,
        variant: Variant<'_>,
        passage: Passage<'_>,
        stretch: std::ops::Range<u32>,
        mut fillers: u32,
    ) -> u32 {
        for place in stretch {
            let after = fillers + u32::from(matcher.is_filler(passage[place as usize]));
            let slots = variant.slots.iter().enumerate();
            let fills = slots
                .filter(|(_, slot)| matcher.holds(**slot, passage, place))
                .fold(0, |set, (at, _)| set | 1 << at);
            if fills != 0 {
                self.places.push(place);
                self.fills.push(fills);
                self.fillers.push([fillers, after]);
            }
            fillers = after;
        }
        fillers
    }

    /// The first and last word of the matches, for each first one the furthest last one.
    pub(super) fn matches(&self) -> impl Iterator<Item = (u32, u32)> {
        let furthest = self.furthest();
        let mut last_of: Vec<Option<u32>> = vec![None; self.places.len()];
        for step in self.steps.iter().filter(|step| step.from == 0) {
            for (at, last) in last_of.iter_mut().enumerate() {
                if self.can_fill(at, step) {
                    *last = (*last).max(furthest.get(step.to, at));
                }
            }
        }
        let firsts = self.places.clone().into_iter();
        firsts.zip(last_of).filter_map(|(first, last)| last.map(|last| (first, last)))
    }

    /// The words that belong to any match.
    pub(super) fn touched(&self) -> impl Iterator<Item = u32> {
        let furthest = self.furthest();
        let reached = self.reached();
        let states = 1..=self.complete;
        let belongs = move |at: &usize| {
            states
                .clone()
                .any(|state| reached.get(state, *at) && furthest.get(state, *at).is_some())
        };
        (0..self.places.len()).filter(belongs).map(|at| self.places[at])
    }

    /// The earliest places of a way from the first place of the field to its last.
    pub(super) fn earliest_way(&self) -> Vec<u32> {
        let can_end = self.can_end();
        let mut way = Vec::new();
        // All states in which the places so far can leave the phrase.
        let mut states = vec![0];
        let mut at = 0;
        while !states.contains(&self.complete) {
            let next = (at..self.places.len()).find_map(|next| {
                let mut after: Vec<usize> = self
                    .steps
                    .iter()
                    .filter(|step| states.contains(&step.from) && self.can_fill(next, step))
                    .filter(|step| step.from == 0 || (at < next && self.is_near(at, next, step)))
                    .map(|step| step.to)
                    .filter(|to| can_end.get(*to, next))
                    .collect();
                after.sort_unstable();
                after.dedup();
                (!after.is_empty()).then_some((next, after))
            });
            // A field of a match always has a way; an empty answer would be none of its words.
            let Some((next, after)) = next else { break };
            way.push(self.places[next]);
            (at, states) = (next, after);
        }
        way
    }

    fn can_fill(&self, at: usize, step: &Step) -> bool {
        self.fills[at] & (1 << step.slot) != 0
    }

    /// Whether the words between two places are few enough for the step.
    fn is_near(&self, at: usize, next: usize, step: &Step) -> bool {
        let fillers = self.fillers[next][0] - self.fillers[at][1];
        let between = self.places[next] - self.places[at] - 1;
        fillers <= MAX_FILLERS && between.saturating_sub(fillers) <= step.gap
    }

    /// Whether each state can be reached with its last word at each place.
    fn reached(&self) -> Table<bool> {
        let mut reached = Table::new(self, false);
        for step in &self.steps {
            // If the nearest place is too far, so are all others.
            let mut nearest = None;
            for at in 0..self.places.len() {
                let from_there = nearest.is_some_and(|before| self.is_near(before, at, step));
                if self.can_fill(at, step) && (step.from == 0 || from_there) {
                    reached.set(step.to, at, true);
                }
                if reached.get(step.from, at) {
                    nearest = Some(at);
                }
            }
        }
        reached
    }

    /// Whether a way that is in each state at each place can end at the last place.
    fn can_end(&self) -> Table<bool> {
        let mut can_end = Table::new(self, false);
        if let Some(last) = self.places.len().checked_sub(1) {
            can_end.set(self.complete, last, true);
        }
        for step in self.steps.iter().rev().filter(|step| step.from != 0) {
            let mut nearest = None;
            for at in (0..self.places.len()).rev() {
                if nearest.is_some_and(|next| self.is_near(at, next, step)) {
                    can_end.set(step.from, at, true);
                }
                if self.can_fill(at, step) && can_end.get(step.to, at) {
                    nearest = Some(at);
                }
            }
        }
        can_end
    }

    /// The furthest place at which a way that is in each state at each place can end, if any.
    fn furthest(&self) -> Table<Option<u32>> {
        let mut furthest = Table::new(self, None);
        if self.fills.iter().fold(0, |all, fills| all | fills).count_ones() < self.slots() {
            return furthest;
        }
        for (at, place) in self.places.iter().enumerate() {
            furthest.set(self.complete, at, Some(*place));
        }
        for step in self.steps.iter().rev().filter(|step| step.from != 0) {
            // Places that can come next, the nearest in front, each with a further end than those
            // before it: what ends earlier and lies further can never be the better choice.
            let mut next: VecDeque<(usize, Option<u32>)> = VecDeque::new();
            for at in (0..self.places.len()).rev() {
                while next.back().is_some_and(|(far, _)| !self.is_near(at, *far, step)) {
                    next.pop_back();
                }
                let best = next.back().and_then(|(_, end)| *end);
                furthest.set(step.from, at, furthest.get(step.from, at).max(best));
                let end = furthest.get(step.to, at).filter(|_| self.can_fill(at, step));
                if end.is_some() {
                    while next.front().is_some_and(|(_, other)| *other <= end) {
                        next.pop_front();
                    }
                    next.push_front((at, end));
                }
            }
        }
        furthest
    }

    fn slots(&self) -> u32 {
        self.steps.iter().map(|step| step.slot as u32 + 1).max().unwrap_or(0)
    }
}

/// A value for each state at each place.
struct Table<T> {
    places: usize,
    values: Vec<T>,
}

impl<T: Copy> Table<T> {
    fn new(field: &Field, value: T) -> Table<T> {
        let places = field.places.len();
        Table { places, values: vec![value; (field.complete + 1) * places] }
    }

    fn get(&self, state: usize, at: usize) -> T {
        self.values[state * self.places + at]
    }

    fn set(&mut self, state: usize, at: usize, value: T) {
        self.values[state * self.places + at] = value;
    }
}

/// The steps by which a variant is filled.
fn steps(variant: Variant<'_>) -> Vec<Step> {
    let count = variant.slots.len();
    let gap = |at: usize| variant.gaps.get(at).copied().map_or(0, u32::from);
    match variant.order {
        Order::Fixed => {
            let step = |at: usize| Step {
                from: at,
                slot: at,
                to: at + 1,
                gap: at.checked_sub(1).map_or(0, gap),
            };
            (0..count).map(step).collect()
        }
        Order::Free => {
            let mut out: Vec<Step> = Vec::new();
            let mut is_state = vec![false; 1 << count];
            is_state[0] = true;
            for from in 0..1 << count {
                if !is_state[from] {
                    continue;
                }
                let free = |slot: usize| from & (1 << slot) == 0;
                for slot in (0..count).filter(|slot| free(*slot)) {
                    // Of equal slots the first is filled first; their other orders are the same ways.
                    let equal = |other: usize| variant.slots[other] == variant.slots[slot];
                    if !(0..slot).any(|other| free(other) && equal(other)) {
                        let to = from | 1 << slot;
                        is_state[to] = true;
                        out.push(Step { from, slot, to, gap: gap(0) });
                    }
                }
            }
            out
        }
    }
}
