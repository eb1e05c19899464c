//! The figures of one call.

use super::cue::TurnCue;
use super::hidden::What;
use super::monologue::{self, Monologue};
use super::response::{self, ResponseTimes};
use super::side::{PerRole, Side};
use super::speech::Border;
use super::talk::{self, Talk};
use super::{Interruption, Overlap, Precision, Silences, Timeline};
use crate::units::{Millis, TimeSpan};

/// What the floors above know of each turn, in the order of the transcript.
#[derive(Clone, Copy, Debug, Default)]
pub struct TurnFacts<'a> {
    /// What language tells about each turn.
    pub cues: &'a [TurnCue],
    /// How many words each turn has.
    pub word_counts: &'a [u32],
}

/// The figures of one call. All times in ms, all shares from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measures {
    /// How exactly times are known.
    pub precision: Precision,
    /// Length of the call, in ms.
    pub duration: Millis,
    /// Talk time, share and speed of each role.
    pub talk: PerRole<Talk>,
    /// Silence between words.
    pub silence: SilenceMeasures,
    /// Holds.
    pub hold: HoldMeasures,
    /// Overlaps.
    pub overlap: OverlapMeasures,
    /// How often each role interrupted another side.
    pub interruptions: PerRole<usize>,
    /// How long each role took to answer; `None` where it answered nobody.
    pub response: PerRole<Option<ResponseTimes>>,
    /// The longest stretch that one side had to itself; `None` where nobody ever had one.
    pub longest_monologue: Option<Monologue>,
    /// When an agent first spoke.
    pub first_agent_word: FirstAgentWord,
}

/// Silence between words; head, tail and hold are not in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SilenceMeasures {
    /// All together, in ms.
    pub total_ms: i64,
    /// Share of the length of the call, 0 to 1.
    pub share: f64,
    /// How many.
    pub count: usize,
    /// The longest, in ms; 0 where there is none.
    pub longest_ms: i64,
    /// The shortest that was recorded, in ms.
    pub threshold_ms: i64,
    /// Milliseconds that may be silence or words without times.
    pub unknown_ms: i64,
}

/// Holds as the telephone system wrote them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoldMeasures {
    /// All together, in ms.
    pub total_ms: i64,
    /// How many.
    pub count: usize,
}

/// Overlaps of two parties of different sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverlapMeasures {
    /// All together, in ms, each millisecond once however many parties speak in it.
    pub total_ms: i64,
    /// How many.
    pub count: usize,
}

/// When an agent first spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstAgentWord {
    /// At this time, in ms from the start of the call.
    At(Millis),
    /// No party is known to be an agent, or none says anything.
    NoAgent,
    /// The first words of an agent have no times.
    Unknown,
}

pub(super) fn measures(
    timeline: &Timeline<'_>,
    facts: TurnFacts<'_>,
    silences: &Silences,
    overlaps: &[Overlap],
    interruptions: &[Interruption],
) -> Measures {
    let holds = timeline.transcript().holds();
    let mut by_role = PerRole::<usize>::default();
    for interruption in interruptions {
        if let Some(count) = by_role.get_mut(interruption.interrupter.role) {
            *count += 1;
        }
    }
    Measures {
        precision: timeline.precision(),
        duration: timeline.end(),
        talk: talk::talk(timeline, facts.word_counts),
        silence: silence_measures(timeline, silences),
        hold: HoldMeasures {
            total_ms: holds.iter().map(|hold| hold.duration_ms()).sum(),
            count: holds.len(),
        },
        overlap: OverlapMeasures {
            total_ms: talk::union_ms(overlaps.iter().map(|overlap| overlap.span)),
            count: overlaps.len(),
        },
        interruptions: by_role,
        response: response::response_times(timeline, facts.cues),
        longest_monologue: monologue::longest(timeline, silences, facts.cues),
        first_agent_word: first_agent_word(timeline),
    }
}

fn silence_measures(timeline: &Timeline<'_>, silences: &Silences) -> SilenceMeasures {
    let lengths = || silences.between().map(|silence| silence.span.duration_ms());
    let total_ms = lengths().sum();
    SilenceMeasures {
        total_ms,
        share: share(total_ms, timeline.end().get()),
        count: lengths().count(),
        longest_ms: lengths().max().unwrap_or(0),
        threshold_ms: silences.min_ms(),
        unknown_ms: silences.unknown_ms(),
    }
}

fn first_agent_word(timeline: &Timeline<'_>) -> FirstAgentWord {
    let of_agent = |turn: usize| timeline.side(turn) == Side::Agent;
    let timed = timeline.extents.iter().enumerate().filter(|(turn, _)| of_agent(*turn));
    let extents = timed.filter_map(|(_, extent)| *extent);
    let first = extents.min_by_key(|extent| (extent.span.start(), extent.starts == Border::Known));
    let untimed = timeline.hidden.iter().filter(|hidden| hidden.what == What::Turn);
    let untimed: Option<Millis> = untimed
        .filter(|hidden| of_agent(hidden.turn))
        .map(|hidden| hidden.window)
        .map(TimeSpan::start)
        .min();
    match (first, untimed) {
        (None, None) => FirstAgentWord::NoAgent,
        (None, Some(_)) => FirstAgentWord::Unknown,
        (Some(first), Some(untimed)) if untimed < first.span.start() => FirstAgentWord::Unknown,
        (Some(first), _) => match first.starts {
            Border::Known => FirstAgentWord::At(first.span.start()),
            Border::Open => FirstAgentWord::Unknown,
        },
    }
}

/// `part` of `whole`, 0 where there is no whole.
pub(super) fn share(part: i64, whole: i64) -> f64 {
    if whole > 0 { part as f64 / whole as f64 } else { 0.0 }
}
