//! Turns that begin while somebody of another side speaks and make them stop.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::cue::{self, TurnCue};
use super::side::Side;
use super::speech::{Border, Extent};
use super::{Speaker, Timeline, TimelineSettings};
use crate::units::{Millis, TimeSpan};

/// One interruption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interruption {
    /// Who began to speak.
    pub interrupter: Speaker,
    /// Who stopped.
    pub interrupted: Speaker,
    /// When the interrupter began, in ms from the start of the call.
    pub at: Millis,
    /// How many times in a row, up to this one, the interrupted could not finish because of the
    /// interrupter's side. Once they could, counting begins anew.
    pub in_a_row: u32,
}

/// Turns of one party of which each begins before the one before it has ended, or right then.
struct Run {
    span: TimeSpan,
    starts: Border,
    ends: Border,
    side: Side,
    /// Its turns among all of them.
    turns: Range<usize>,
}

/// A turn, and from where to where it reaches.
type TimedTurn = (usize, Extent);

impl Run {
    /// The turn that was begun last at `at`.
    fn turn_at(&self, at: Millis, turns: &[TimedTurn]) -> Option<usize> {
        let own = &turns[self.turns.clone()];
        let begun = own.partition_point(|(_, extent)| extent.span.start() <= at);
        own.get(begun.saturating_sub(1)).map(|(turn, _)| *turn)
    }
}

pub(super) fn interruptions(
    timeline: &Timeline<'_>,
    settings: &TimelineSettings,
    cues: &[TurnCue],
) -> Vec<Interruption> {
    let turns = turns_of_people(timeline, cues);
    let mut runs = runs(timeline, &turns);
    runs.sort_by_key(|run| run.span.start());
    let before = before_each(timeline, &runs, &turns);
    let mut rows: BTreeMap<(usize, Side), u32> = BTreeMap::new();
    let mut found = Vec::new();
    // Runs begun strictly before the one at hand, by their ends.
    let mut begun: BTreeSet<(Millis, usize)> = BTreeSet::new();
    for together in runs.chunk_by(|a, b| a.span.start() == b.span.start()) {
        for run in together.iter().filter(|run| run.starts == Border::Known) {
            let (at, run_side) = (run.span.start(), run.side);
            let yielded = at.plus(settings.interruption_yield_ms.max(0)).plus(1);
            // `yields` may reach beyond the run itself, but who outlasts it was not made to stop.
            let until = yielded.min(run.span.end());
            if until <= at.plus(1) {
                continue;
            }
            for &(_, of_other) in begun.range((at.plus(1), 0)..(until, 0)) {
                let other = &runs[of_other];
                if other.side == run.side || other.ends == Border::Open {
                    continue;
                }
                if let (Some(by), Some(whom)) = (run.turn_at(at, &turns), other.turn_at(at, &turns))
                {
                    // The run before began before this one, and so did those who cut it off.
                    let row = |run: usize| rows.get(&(run, run_side)).copied();
                    let in_a_row = row(of_other)
                        .unwrap_or_else(|| before[of_other].and_then(row).unwrap_or(0) + 1);
                    rows.insert((of_other, run_side), in_a_row);
                    let [interrupter, interrupted] = [by, whom].map(|turn| timeline.speaker(turn));
                    found.push(Interruption { interrupter, interrupted, at, in_a_row });
                }
            }
        }
        let first = begun.len();
        begun.extend(together.iter().enumerate().map(|(ix, run)| (run.span.end(), first + ix)));
    }
    found.sort_unstable_by_key(|i| (i.at, i.interrupter.turn, i.interrupted.turn));
    found
}

/// For each run the one of the same party before it.
fn before_each(timeline: &Timeline<'_>, runs: &[Run], turns: &[TimedTurn]) -> Vec<Option<usize>> {
    let mut last = BTreeMap::new();
    let mut before = Vec::with_capacity(runs.len());
    for (at, run) in runs.iter().enumerate() {
        let party = turns.get(run.turns.start).map(|(turn, _)| timeline.speaker(*turn).party);
        before.push(last.insert(party, at));
    }
    before
}

/// The turns of people, party by party in the order of time; without back-channels: these neither take the floor
/// nor hold it.
fn turns_of_people(timeline: &Timeline<'_>, cues: &[TurnCue]) -> Vec<TimedTurn> {
    let timed = timeline.extents.iter().enumerate();
    let mut turns: Vec<TimedTurn> = timed
        .filter_map(|(turn, extent)| Some((turn, (*extent)?)))
        .filter(|(turn, _)| timeline.side(*turn) != Side::System)
        .filter(|(turn, _)| cue::has_content(cues, *turn))
        .collect();
    turns.sort_by_key(|(turn, extent)| (timeline.speaker(*turn).party, extent.span.start(), *turn));
    turns
}

fn runs(timeline: &Timeline<'_>, turns: &[TimedTurn]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last_party = None;
    for (at, &(turn, extent)) in turns.iter().enumerate() {
        let party = timeline.speaker(turn).party;
        if let Some(run) = runs.last_mut() {
            let goes_on = last_party == Some(party) && extent.span.start() <= run.span.end();
            if goes_on {
                if extent.span.end() >= run.span.end() {
                    run.span =
                        TimeSpan::new(run.span.start(), extent.span.end()).unwrap_or(run.span);
                    run.ends = extent.ends;
                }
                run.turns.end = at + 1;
                continue;
            }
        }
        last_party = Some(party);
        runs.push(Run {
            span: extent.span,
            starts: extent.starts,
            ends: extent.ends,
            side: timeline.side(turn),
            turns: at..at + 1,
        });
    }
    runs
}
