//! The longest stretch that belongs to one side alone.

use std::collections::{BTreeMap, BTreeSet};

use super::cue::{self, TurnCue};
use super::hidden::What;
use super::side::Side;
use super::{Silences, Timeline};
use crate::transcript::Role;
use crate::units::{Millis, TimeSpan};

/// One side speaking without content from any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Monologue {
    /// Who.
    pub role: Role,
    /// From the first word to the last, short pauses included, in ms from the start of the call.
    pub span: TimeSpan,
}

/// What happens at an instant; of several at once, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A side falls silent.
    End,
    /// Something without a time was said by a side hereabouts.
    Untimed,
    /// A side begins to speak.
    Start,
    /// A side falls silent at the instant at which it began.
    EndOfInstant,
}

/// The longest run of any side but the machines; of equally long ones, the first.
pub(super) fn longest(
    timeline: &Timeline<'_>,
    silences: &Silences,
    cues: &[TurnCue],
) -> Option<Monologue> {
    let mut sweep = Sweep { silences, active: BTreeSet::new(), run: None, longest: None };
    for (at, event, side) in events(timeline, cues) {
        match event {
            Event::Start => sweep.start(at, side),
            Event::Untimed => sweep.untimed(at, side),
            Event::End | Event::EndOfInstant => sweep.end(at, side),
        }
    }
    sweep.close();
    sweep.longest
}

/// Starts and ends of each side's merged speech, back-channels left out, in order.
fn events(timeline: &Timeline<'_>, cues: &[TurnCue]) -> Vec<(Millis, Event, Side)> {
    let mut events = Vec::new();
    let mut close = |side: Side, span: TimeSpan| {
        let end = if span.duration_ms() > 0 { Event::End } else { Event::EndOfInstant };
        events.push((span.start(), Event::Start, side));
        events.push((span.end(), end, side));
    };
    let mut open: BTreeMap<Side, TimeSpan> = BTreeMap::new();
    for piece in timeline.pieces.iter().filter(|piece| cue::has_content(cues, piece.turn)) {
        let span = open.entry(timeline.side(piece.turn)).or_insert(piece.span);
        if piece.span.start() <= span.end() {
            let end = span.end().max(piece.span.end());
            *span = TimeSpan::new(span.start(), end).unwrap_or(*span);
        } else {
            close(timeline.side(piece.turn), *span);
            *span = piece.span;
        }
    }
    for (side, span) in open {
        close(side, span);
    }
    for hidden in timeline.hidden.iter().filter(|hidden| cue::has_content(cues, hidden.turn)) {
        match hidden.what {
            What::Words => {}
            What::Turn => {
                events.push((hidden.window.start(), Event::Untimed, timeline.side(hidden.turn)));
            }
        }
    }
    events.sort_unstable();
    events
}

/// One side speaking alone so far.
#[derive(Clone, Copy)]
struct Run {
    side: Side,
    start: Millis,
    end: Millis,
}

struct Sweep<'s> {
    silences: &'s Silences,
    active: BTreeSet<Side>,
    run: Option<Run>,
    longest: Option<Monologue>,
}

impl Sweep<'_> {
    fn start(&mut self, at: Millis, side: Side) {
        self.reach(at);
        let goes_on =
            self.run.is_some_and(|run| run.side == side && !self.falls_silent(run.end, at));
        if !goes_on {
            self.close();
        }
        self.active.insert(side);
        self.resume(at);
    }

    fn end(&mut self, at: Millis, side: Side) {
        self.reach(at);
        self.active.remove(&side);
        self.resume(at);
    }

    /// Whoever else speaks here is no longer alone, wherever exactly the untimed turn stands.
    fn untimed(&mut self, at: Millis, side: Side) {
        self.reach(at);
        if self.run.is_some_and(|run| run.side != side) {
            self.close();
            self.resume(at);
        }
    }

    /// Whoever speaks alone has done so until `at`.
    fn reach(&mut self, at: Millis) {
        if let Some(run) = &mut self.run
            && self.active.contains(&run.side)
        {
            run.end = at;
        }
    }

    /// Begins a run where one side is left alone.
    fn resume(&mut self, at: Millis) {
        let mut sides = self.active.iter();
        if let (Some(&side), None, None) = (sides.next(), sides.next(), self.run) {
            self.run = Some(Run { side, start: at, end: at });
        }
    }

    fn close(&mut self) {
        let Some(run) = self.run.take() else { return };
        let Some(span) = TimeSpan::new(run.start, run.end) else { return };
        let record = self.longest.is_none_or(|best| span.duration_ms() > best.span.duration_ms());
        if run.side != Side::System && span.duration_ms() > 0 && record {
            self.longest = Some(Monologue { role: run.side.role(), span });
        }
    }

    /// Whether a recorded silence lies between two instants.
    fn falls_silent(&self, from: Millis, to: Millis) -> bool {
        let all = self.silences.all();
        let first = all.partition_point(|silence| silence.span.start() < from);
        all.get(first).is_some_and(|silence| silence.span.start() < to)
    }
}
