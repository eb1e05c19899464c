//! Two files of one call, a side each, as one transcript.

use super::{
    CallInfo, Party, Role, RoleSource, Transcript, TranscriptBuilder, Warning, WarningCode,
};

/// A side of a call: what was said on it, and whose it is.
#[derive(Debug)]
pub struct CallSide {
    /// Its turns, of whomever the source says.
    pub call: Transcript,
    /// Its name, for parties that have no label.
    pub name: String,
    /// The role of parties whose role the source does not tell.
    pub role: Role,
}

impl Transcript {
    /// One call of two sides that begin at the same instant; facts that the first lacks come from
    /// the second.
    ///
    /// Turns are put in order by their start, those of the first side first where they start
    /// together; a turn without a time stays behind the one before it on its side.
    pub fn of_sides(first: &CallSide, second: &CallSide) -> Transcript {
        let info = joined(first.call.info(), second.call.info());
        let mut builder = TranscriptBuilder::new(info);
        let mut turns = Vec::new();
        for side in [first, second] {
            let mut last = None;
            for turn in side.call.turns() {
                last = turn.time().start().or(last);
                turns.push((last, side, turn));
            }
            for hold in side.call.holds() {
                builder.hold(*hold);
            }
        }
        turns.sort_by_key(|(at, ..)| *at);
        for (_, side, turn) in turns {
            let party = builder.party(side.party(side.call.party(turn.party())));
            builder.copy(party, &side.call, turn);
        }
        for side in [first, second] {
            // That nothing was said on one side is no oddity.
            let odd = side.call.warnings().iter().filter(|w| w.code != WarningCode::NoTurns);
            for Warning { code, place, count } in odd {
                builder.warn_times(*code, *count, || format!("{}: {place}", side.name));
            }
        }
        builder.build()
    }
}

impl CallSide {
    fn party(&self, party: &Party) -> Party {
        let label = party.label().unwrap_or(&self.name).to_owned();
        match (party.role(), party.role_source()) {
            (role, Some(from)) => Party::known(role, from, Some(label)),
            (_, None) => Party::known(self.role, RoleSource::Label, Some(label)),
        }
    }
}

/// What is known of the call from both files.
fn joined(first: &CallInfo, second: &CallInfo) -> CallInfo {
    let mut info = first.clone();
    info.duration = info.duration.max(second.duration);
    if info.started_at.is_none() {
        info.started_at = second.started_at;
        info.started_offset = second.started_offset;
    }
    for (mine, other) in [
        (&mut info.language, &second.language),
        (&mut info.customer_id, &second.customer_id),
        (&mut info.customer_phone, &second.customer_phone),
        (&mut info.customer_email, &second.customer_email),
        (&mut info.agent_id, &second.agent_id),
        (&mut info.agent_name, &second.agent_name),
        (&mut info.team, &second.team),
        (&mut info.queue, &second.queue),
    ] {
        if mine.is_none() {
            mine.clone_from(other);
        }
    }
    info
}
