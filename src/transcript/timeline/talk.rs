//! How long and how fast each role talks.

use std::collections::BTreeMap;

use super::side::{PerRole, Side};
use super::speech::{Border, Coverage};
use super::{Timeline, measures::share};
use crate::units::{Millis, TimeSpan};

/// What one role talks in a call.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Talk {
    /// Talk time in ms: speech of all parties of a side merged first.
    pub ms: i64,
    /// Share of the talk time of agents, customers and unknown parties together, 0 to 1.
    pub share: f64,
    /// Words of the turns that are timed as a whole.
    pub timed_words: u64,
    /// Words per minute of those turns' talk time; `None` where it is no time at all.
    pub words_per_minute: Option<f64>,
}

/// Adds up stretches that arrive sorted by start, counting each millisecond once.
#[derive(Clone, Copy, Default)]
struct Union {
    until: Option<Millis>,
    ms: i64,
}

impl Union {
    fn add(&mut self, span: TimeSpan) {
        let from = self.until.map_or(span.start(), |until| until.max(span.start()));
        self.ms += span.end().since(from).max(0);
        self.until = Some(span.end().max(from));
    }
}

/// How long `spans`, sorted by start, last together, each millisecond counted once.
pub(super) fn union_ms(spans: impl Iterator<Item = TimeSpan>) -> i64 {
    let mut union = Union::default();
    spans.for_each(|span| union.add(span));
    union.ms
}

pub(super) fn talk(timeline: &Timeline<'_>, word_counts: &[u32]) -> PerRole<Talk> {
    let mut all: BTreeMap<Side, Union> = BTreeMap::new();
    let mut of_whole_turns: BTreeMap<Side, Union> = BTreeMap::new();
    for piece in &timeline.pieces {
        let side = timeline.side(piece.turn);
        all.entry(side).or_default().add(piece.span);
        if is_whole(timeline, piece.turn) {
            of_whole_turns.entry(side).or_default().add(piece.span);
        }
    }
    let mut talk = PerRole::<Talk>::default();
    for (side, union) in &all {
        if let Some(talk) = talk.get_mut(side.role()) {
            talk.ms += union.ms;
        }
    }
    for (turn, &words) in word_counts.iter().enumerate().take(timeline.extents.len()) {
        if let Some(talk) = talk.get_mut(timeline.side(turn).role())
            && is_whole(timeline, turn)
        {
            talk.timed_words += u64::from(words);
        }
    }
    let mut whole_ms = PerRole::<i64>::default();
    for (side, union) in &of_whole_turns {
        if let Some(ms) = whole_ms.get_mut(side.role()) {
            *ms += union.ms;
        }
    }
    let total = talk.agent.ms + talk.customer.ms + talk.unknown.ms;
    let finish = |talk: Talk, ms: i64| Talk {
        share: share(talk.ms, total),
        words_per_minute: (ms > 0).then(|| talk.timed_words as f64 * 60_000.0 / ms as f64),
        ..talk
    };
    PerRole {
        agent: finish(talk.agent, whole_ms.agent),
        customer: finish(talk.customer, whole_ms.customer),
        unknown: finish(talk.unknown, whole_ms.unknown),
    }
}

/// Whether all words of `turn` fall into its known speech; else they would count without time.
fn is_whole(timeline: &Timeline<'_>, turn: usize) -> bool {
    timeline.extents[turn]
        .is_some_and(|extent| extent.coverage == Coverage::Whole && extent.ends == Border::Known)
}
