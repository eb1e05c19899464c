//! Where something was said that has no time: stretches in which no silence may be claimed.

use super::speech::{self, Border, Extent};
use crate::transcript::{PartyIx, Transcript, Word};
use crate::units::{Millis, TimeSpan};

/// Something without a time and a stretch in which it may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hidden {
    pub(super) window: TimeSpan,
    pub(super) turn: usize,
    pub(super) what: What,
}

/// What has no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Words of a turn other words of which have times, or the rest of a turn after its start.
    Words,
    /// A whole turn.
    Turn,
}

/// Everything without a time, in the order of the transcript.
pub(super) fn hidden(
    transcript: &Transcript,
    extents: &[Option<Extent>],
    end: Millis,
) -> Vec<Hidden> {
    let neighbours = Neighbours::new(transcript, extents, end);
    let mut hidden = Vec::new();
    for (ix, turn) in transcript.turns().iter().enumerate() {
        let (what, windows) = match extents[ix] {
            Some(extent) => {
                (What::Words, windows_of_words(ix, &extent, transcript.words(turn), &neighbours))
            }
            None if speech::says_something(transcript, turn) => {
                (What::Turn, neighbours.around_untimed(ix))
            }
            None => continue,
        };
        hidden.extend(windows.into_iter().map(|window| Hidden { window, turn: ix, what }));
    }
    hidden
}

/// Where the untimed words of a turn with some times may stand.
fn windows_of_words(
    ix: usize,
    extent: &Extent,
    words: &[Word],
    neighbours: &Neighbours<'_>,
) -> Vec<TimeSpan> {
    let mut windows = Vec::new();
    let mut before: Option<TimeSpan> = None;
    let mut untimed = false;
    for word in words {
        let Some(time) = word.time else {
            untimed = true;
            continue;
        };
        if untimed {
            let from = match (before, extent.starts) {
                (Some(before), _) => before.end(),
                (None, Border::Known) => extent.span.start(),
                (None, Border::Open) => neighbours.last_end_until(time.start(), ix),
            };
            windows.push(between(from, time.start()));
        }
        untimed = false;
        before = Some(time);
    }
    let rest_from = match before {
        Some(before) if untimed => before.end(),
        None if extent.ends == Border::Open => extent.span.start(),
        Some(_) | None => return windows,
    };
    let rest_to = match extent.ends {
        Border::Known => extent.span.end(),
        Border::Open => neighbours.next_start_from(rest_from, ix),
    };
    windows.push(between(rest_from, rest_to));
    windows
}

/// The stretch between two instants, whichever comes first: words out of order hide others too.
fn between(a: Millis, b: Millis) -> TimeSpan {
    TimeSpan::new(a.min(b), a.max(b)).unwrap_or(TimeSpan::at(a))
}

/// Looks up what was said around a turn.
struct Neighbours<'a> {
    extents: &'a [Option<Extent>],
    /// Of each turn, the nearest earlier and later one with a time, in the order of the source.
    in_source: Vec<Around>,
    /// The same among the turns of the same party.
    of_party: Vec<Around>,
    starts: Vec<(Millis, usize)>,
    ends: Vec<(Millis, usize)>,
    call_end: Millis,
}

/// The nearest turns with times before and after a turn.
#[derive(Clone, Copy, Debug, Default)]
struct Around {
    before: Option<usize>,
    after: Option<usize>,
}

impl<'a> Neighbours<'a> {
    fn new(transcript: &Transcript, extents: &'a [Option<Extent>], call_end: Millis) -> Self {
        let parties: Vec<PartyIx> = transcript.turns().iter().map(|turn| turn.party()).collect();
        let spans = || {
            let timed = extents.iter().enumerate();
            timed.filter_map(|(ix, extent)| extent.map(|extent| (extent.span, ix)))
        };
        let mut starts: Vec<_> = spans().map(|(span, ix)| (span.start(), ix)).collect();
        let mut ends: Vec<_> = spans().map(|(span, ix)| (span.end(), ix)).collect();
        starts.sort_unstable();
        ends.sort_unstable();
        Neighbours {
            extents,
            in_source: arounds(extents, 1, |_| 0),
            of_party: arounds(extents, transcript.parties().len(), |ix| parties[ix].get()),
            starts,
            ends,
            call_end,
        }
    }

    /// Where a turn without any time may stand.
    fn around_untimed(&self, ix: usize) -> Vec<TimeSpan> {
        let (before, after) = self.spans(self.in_source[ix]);
        if before.end() <= after.start() {
            return vec![between(before.end(), after.start())];
        }
        if before.start() <= after.start() {
            // The neighbours talk at the same time; the turn stands before one or after the other.
            return vec![
                between(self.last_end_until(after.start(), ix), after.start()),
                between(before.end(), self.next_start_from(before.end(), ix)),
            ];
        }
        // The source is not in the order of time here, as where channel follows upon channel.
        let (before, after) = self.spans(self.of_party[ix]);
        if before.end() <= after.start() {
            return vec![between(before.end(), after.start())];
        }
        vec![between(Millis::ZERO, self.call_end)]
    }

    fn spans(&self, around: Around) -> (TimeSpan, TimeSpan) {
        let span = |ix: usize| self.extents[ix].map(|extent| extent.span);
        (
            around.before.and_then(span).unwrap_or(TimeSpan::at(Millis::ZERO)),
            around.after.and_then(span).unwrap_or(TimeSpan::at(self.call_end)),
        )
    }

    /// The last end of another turn not after `at`, else the start of the call.
    fn last_end_until(&self, at: Millis, ix: usize) -> Millis {
        let found = self.ends.partition_point(|end| *end < (at, ix));
        found.checked_sub(1).map_or(Millis::ZERO, |found| self.ends[found].0)
    }

    /// The first start of another turn not before `at`, else the end of the call.
    fn next_start_from(&self, at: Millis, ix: usize) -> Millis {
        let found = self.starts.partition_point(|start| *start <= (at, ix));
        self.starts.get(found).map_or(self.call_end, |start| start.0)
    }
}

/// The nearest timed turns of each turn within its group.
fn arounds(
    extents: &[Option<Extent>],
    groups: usize,
    group: impl Fn(usize) -> usize,
) -> Vec<Around> {
    let mut arounds = vec![Around::default(); extents.len()];
    let mut nearest = vec![None; groups];
    for ix in 0..extents.len() {
        arounds[ix].before = nearest[group(ix)];
        nearest[group(ix)] = extents[ix].map(|_| ix).or(nearest[group(ix)]);
    }
    nearest.fill(None);
    for ix in (0..extents.len()).rev() {
        arounds[ix].after = nearest[group(ix)];
        nearest[group(ix)] = extents[ix].map(|_| ix).or(nearest[group(ix)]);
    }
    arounds
}

/// The windows of all that is hidden, sorted, with overlapping and touching ones made one.
pub(super) fn windows(hidden: &[Hidden]) -> Vec<TimeSpan> {
    let mut spans: Vec<TimeSpan> = hidden.iter().map(|hidden| hidden.window).collect();
    spans.retain(|span| span.duration_ms() > 0);
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let joined = TimeSpan::new(kept.start(), kept.end().max(next.end()));
        match joined {
            Some(joined) if next.start() <= kept.end() => {
                *kept = joined;
                true
            }
            Some(_) | None => false,
        }
    });
    spans
}
