//! Who was asked to wait, and who was to speak.

use super::cue::{self, Announces, Asks, TurnCue};
use super::side::Side;
use super::silence::Announced;
use super::{SilenceSettings, Speaker, Timeline};
use crate::transcript::{PartyIx, Role};
use crate::units::{Millis, TimeSpan};

/// Who was to speak in a silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The side that was to speak.
    pub role: Role,
    /// The party, where only one can be meant.
    pub party: Option<PartyIx>,
}

/// All announcements of a call, ready to be asked about a silence.
pub(super) struct Announcements<'a> {
    timeline: &'a Timeline<'a>,
    cues: &'a [TurnCue],
    within_ms: i64,
    /// End of the announcing words and the turn, by whomever, in the order of time.
    by_anyone: Vec<(Millis, usize)>,
    /// The same, by agents and parties of unknown role only.
    by_agent: Vec<(Millis, usize)>,
}

impl<'a> Announcements<'a> {
    pub(super) fn new(
        timeline: &'a Timeline<'a>,
        settings: &SilenceSettings,
        cues: &'a [TurnCue],
    ) -> Announcements<'a> {
        let announcing = cues.iter().take(timeline.extents.len()).enumerate();
        let mut by_anyone: Vec<(Millis, usize)> = announcing
            .filter(|(_, cue)| cue.announces_wait == Announces::Yes)
            .filter_map(|(turn, _)| Some((announced_at(timeline, cues, turn)?, turn)))
            .collect();
        by_anyone.sort_unstable();
        let mut by_agent = by_anyone.clone();
        by_agent.retain(|&(_, turn)| match timeline.speaker(turn).role {
            Role::Agent | Role::Unknown => true,
            Role::Customer | Role::System => false,
        });
        let within_ms = settings.announce_within_ms;
        Announcements { timeline, cues, within_ms, by_anyone, by_agent }
    }

    /// Whether the agent asked for patience right before `silence`, or before a hold it adjoins.
    pub(super) fn announced(&self, silence: TimeSpan) -> Announced {
        let holds = self.timeline.transcript().holds();
        let first = holds.partition_point(|hold| hold.end() < silence.start());
        let touched = holds[first..].iter().take_while(|hold| hold.start() <= silence.end());
        let mut starts = touched.map(|hold| hold.start()).chain([silence.start()]);
        if starts.any(|start| self.last_before(&self.by_agent, start).is_some()) {
            Announced::Yes
        } else {
            Announced::No
        }
    }

    /// Who was to speak in `silence` after `last` had spoken.
    pub(super) fn owed(&self, silence: TimeSpan, last: Option<Speaker>) -> Option<Owed> {
        let last = last?;
        let by_last = cue::of(self.cues, last.turn).announces_wait == Announces::Yes
            && announced_at(self.timeline, self.cues, last.turn)
                .is_some_and(|at| at <= silence.start());
        let announcer = if by_last {
            Some(last.turn)
        } else {
            self.last_before(&self.by_anyone, silence.start())
        };
        if let Some(turn) = announcer {
            let speaker = self.timeline.speaker(turn);
            return Some(Owed { role: speaker.role, party: Some(speaker.party) });
        }
        // A question stands at the end of its turn: in the middle of the turn it is not asked yet.
        let over = self.timeline.extents[last.turn]
            .is_some_and(|extent| extent.span.end() <= silence.start());
        (over && cue::of(self.cues, last.turn).asks == Asks::Yes)
            .then(|| self.other_side(last))
            .flatten()
    }

    /// The last announcement that ended at most `within_ms` before `start`.
    fn last_before(&self, sorted: &[(Millis, usize)], start: Millis) -> Option<usize> {
        let until = sorted.partition_point(|(at, _)| *at <= start);
        let (at, turn) = sorted[..until].last()?;
        (start.since(*at) <= self.within_ms).then_some(*turn)
    }

    /// Whom `asker` talks to: the other of two parties, else the customer of an agent and back.
    fn other_side(&self, asker: Speaker) -> Option<Owed> {
        let sides = self.timeline.sides.iter().enumerate();
        let people = sides.filter(|(_, side)| **side != Side::System);
        let parties = people.map(|(ix, side)| (PartyIx(ix as u32), *side));
        let others: Vec<(PartyIx, Side)> =
            parties.filter(|(party, _)| *party != asker.party).collect();
        let asked = match asker.role {
            Role::Agent => Some(Side::Customer),
            Role::Customer => Some(Side::Agent),
            Role::Unknown => None,
            Role::System => return None,
        };
        if let [(party, side)] = others[..] {
            let same = side.role().same_side(asker.role);
            return (!same).then_some(Owed { role: side.role(), party: Some(party) });
        }
        let mut asked_parties = others.iter().filter(|(_, side)| Some(*side) == asked);
        let (party, side) = asked_parties.next()?;
        let only = asked_parties.next().is_none();
        Some(Owed { role: side.role(), party: only.then_some(*party) })
    }
}

/// When the announcing words of `turn` ended; the end of the turn where nothing closer is known.
fn announced_at(timeline: &Timeline<'_>, cues: &[TurnCue], turn: usize) -> Option<Millis> {
    let end = timeline.extents[turn].map(|extent| extent.span.end());
    cue::of(cues, turn).announced_at.or(end)
}
