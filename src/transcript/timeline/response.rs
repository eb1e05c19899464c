//! How long each side lets the other wait for an answer.

use super::Timeline;
use super::cue::{self, TurnCue};
use super::hidden::What;
use super::side::{PerRole, Side};
use super::speech::Border;
use crate::transcript::Transcript;
use crate::units::{Millis, TimeSpan};

/// The response times of one role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResponseTimes {
    /// The median (nearest rank), in ms.
    pub median_ms: i64,
    /// The 95th percentile (nearest rank), in ms.
    pub p95_ms: i64,
    /// How many responses there were, at least 1.
    pub count: usize,
}

impl ResponseTimes {
    /// `None` where nothing was answered.
    fn new(mut waits_ms: Vec<i64>) -> Option<ResponseTimes> {
        waits_ms.sort_unstable();
        Some(ResponseTimes {
            median_ms: nearest_rank(&waits_ms, 50)?,
            p95_ms: nearest_rank(&waits_ms, 95)?,
            count: waits_ms.len(),
        })
    }
}

/// The smallest value that at least `percent` of all values do not exceed.
fn nearest_rank(sorted: &[i64], percent: usize) -> Option<i64> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

/// One turn as far as answering goes.
struct Said {
    turn: usize,
    side: Side,
    start: Option<Millis>,
    end: Option<Millis>,
    /// Where it stands among the others.
    reach: TimeSpan,
}

/// Response times in a call: from the end of another side's turn to the start of one's own.
pub(super) fn response_times(
    timeline: &Timeline<'_>,
    cues: &[TurnCue],
) -> PerRole<Option<ResponseTimes>> {
    let answers_nobody = after_untimed(timeline);
    let known = |at: Millis, border: Border| (border == Border::Known).then_some(at);
    let timed = timeline.extents.iter().enumerate();
    let said = timed.filter_map(|(turn, extent)| {
        let extent = (*extent)?;
        let (start, end) = (extent.span.start(), extent.span.end());
        cue::has_content(cues, turn).then(|| Said {
            turn,
            side: timeline.side(turn),
            start: known(start, extent.starts).filter(|_| !answers_nobody[turn]),
            end: known(end, extent.ends),
            reach: extent.span,
        })
    });
    waits(said.collect())
}

/// Of each turn, whether a turn without times stands right before it: who knows whom it answers.
fn after_untimed(timeline: &Timeline<'_>) -> Vec<bool> {
    let mut after = vec![false; timeline.extents.len()];
    for hidden in timeline.hidden.iter().filter(|hidden| hidden.what == What::Turn) {
        let later = timeline.extents[hidden.turn..].iter().position(Option::is_some);
        if let Some(flag) = later.and_then(|later| after.get_mut(hidden.turn + later)) {
            *flag = true;
        }
    }
    after
}

/// Response times in a chat: from one side's message to the next message of another side.
///
/// The one measure of time that a chat has; messages count as sent in an instant unless the
/// source says when their writing began and ended. Nothing without times is counted.
pub fn chat_response_times(transcript: &Transcript) -> PerRole<Option<ResponseTimes>> {
    let sides = Side::of_parties(transcript);
    let turns = transcript.turns().iter().enumerate();
    let said = turns.filter_map(|(ix, turn)| {
        let start = turn.time().start()?;
        let end = turn.time().end().unwrap_or(start);
        let reach = TimeSpan::new(start, end)?;
        let side = sides[turn.party().get()];
        Some(Said { turn: ix, side, start: Some(start), end: Some(end), reach })
    });
    waits(said.collect())
}

/// What each role took to answer whoever had spoken last before it.
fn waits(mut said: Vec<Said>) -> PerRole<Option<ResponseTimes>> {
    said.retain(|said| said.side != Side::System);
    said.sort_by_key(|said| (said.reach.start(), said.turn));
    let mut waits = PerRole::<Vec<i64>>::default();
    let mut last: Option<&Said> = None;
    for said in &said {
        if let Some(last) = last
            && last.side != said.side
            && let (Some(end), Some(start)) = (last.end, said.start)
            && let Some(waits) = waits.get_mut(said.side.role())
        {
            waits.push(start.since(end).max(0));
        }
        // Who came in and fell silent while another went on is not the one to be answered.
        if last.is_none_or(|last| said.reach.end() >= last.reach.end()) {
            last = Some(said);
        }
    }
    waits.map(ResponseTimes::new)
}

#[cfg(test)]
mod tests {
    use super::nearest_rank;

    #[test]
    fn percentiles_are_values_that_occurred() {
        let hundred: Vec<i64> = (1..=100).collect();
        assert_eq!(nearest_rank(&hundred, 50), Some(50));
        assert_eq!(nearest_rank(&hundred, 95), Some(95));
        assert_eq!(nearest_rank(&[7], 95), Some(7));
        assert_eq!(nearest_rank(&[1, 2], 50), Some(1));
        assert_eq!(nearest_rank(&[1, 2, 3], 50), Some(2));
        assert_eq!(nearest_rank(&hundred[..20], 95), Some(19));
        assert_eq!(nearest_rank(&[], 50), None);
    }
}
