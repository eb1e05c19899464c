//! Which complaints were answered by a call to the customer, and how soon.

use super::course::{Contact, Course, Way, resolved, way};
use super::repeats::told;
use super::settings::HistorySettings;
use super::working_time::due;
use crate::record::history_v1::{
    AnswerCounts, AnswerState, CallAt, Complaint, Reason, TimeToCallback, Unanswered,
};
use jiff::Timestamp;

/// What comes after a complaint.
#[derive(Clone, Copy, Debug, Default)]
struct After<'c> {
    /// The first call to the customer.
    out: Option<Contact<'c>>,
    /// The first contact of which nobody knows who called whom.
    unknown: Option<Timestamp>,
}

/// What became of every complaint.
pub(super) fn unanswered(course: &Course<'_>, settings: &HistorySettings) -> Unanswered {
    let may_be_out = course.untimed.iter().any(|call| way(call) != Way::NotOut);
    let mut counts = AnswerCounts::default();
    let mut complaints: Vec<Complaint> = Vec::new();
    for (contact, after) in with_what_follows(&course.contacts) {
        if !contact.call.flagged {
            continue;
        }
        if resolved(contact.call) {
            counts.resolved_in_call += 1;
            continue;
        }
        complaints.push(judge(course, settings, contact, after, may_be_out));
    }
    for call in course.untimed_complaints() {
        if resolved(call) {
            counts.resolved_in_call += 1;
            continue;
        }
        complaints.push(Complaint {
            call: call.key.clone(),
            at: None,
            state: AnswerState::NotEvaluated,
            reason: Some(Reason::NoStartTime),
            due_at: None,
            answered_by: None,
            callback_ms: None,
        });
    }
    for complaint in &complaints {
        *match complaint.state {
            AnswerState::Answered => &mut counts.answered,
            AnswerState::Late => &mut counts.late,
            AnswerState::Open => &mut counts.open,
            AnswerState::Unanswered => &mut counts.unanswered,
            AnswerState::NotEvaluated => &mut counts.not_evaluated,
        } += 1;
    }
    let unsure = complaints.iter().find_map(|complaint| complaint.reason);
    let (status, reason) = told(counts.unanswered > 0, unsure);
    Unanswered { status, reason, counts, complaints }
}

/// Every contact with what comes after it, later than it; several at one instant do not follow each other.
fn with_what_follows<'c>(contacts: &[Contact<'c>]) -> Vec<(Contact<'c>, After<'c>)> {
    let mut followed = Vec::with_capacity(contacts.len());
    let mut after = After::default();
    let same_instant = |a: &Contact<'_>, b: &Contact<'_>| a.at == b.at;
    let runs: Vec<&[Contact<'c>]> = contacts.chunk_by(same_instant).collect();
    for run in runs.into_iter().rev() {
        followed.extend(run.iter().rev().map(|contact| (*contact, after)));
        for contact in run.iter().rev() {
            match way(contact.call) {
                Way::Out => after.out = Some(*contact),
                Way::Unknown => after.unknown = Some(contact.at),
                Way::NotOut => {}
            }
        }
    }
    followed.reverse();
    followed
}

fn judge(
    course: &Course<'_>,
    settings: &HistorySettings,
    contact: Contact<'_>,
    after: After<'_>,
    may_be_out: bool,
) -> Complaint {
    let due = due(settings, contact.at);
    let wait = after.out.map(|out| out.at.duration_since(contact.at));
    // A call that may be the answer, and comes before the first that surely is.
    let doubt = if may_be_out {
        Some(Reason::NoStartTime)
    } else {
        // Where not even the complaint says who called, calls to the customer may well not show.
        let silent = after.out.is_none() && way(contact.call) == Way::Unknown;
        let before = after.unknown.is_some_and(|at| after.out.is_none_or(|out| at <= out.at));
        (silent || before).then_some(Reason::NoDirection)
    };
    let state = match (due, after.out, doubt) {
        (Err(reason), _, None) | (_, None, Some(reason)) => Err(reason),
        (Err(_), Some(_), Some(reason)) => Err(reason),
        (Ok(due), Some(out), _) if out.at <= due => Ok(AnswerState::Answered),
        (Ok(_), Some(_), Some(reason)) => Err(reason),
        (Ok(_), Some(_), None) => Ok(AnswerState::Late),
        (Ok(due), None, None) => Ok(match course.as_of.is_some_and(|as_of| as_of > due) {
            true => AnswerState::Unanswered,
            false => AnswerState::Open,
        }),
    };
    let known = doubt.is_none();
    Complaint {
        call: contact.call.key.clone(),
        at: Some(contact.at.to_string()),
        state: state.unwrap_or(AnswerState::NotEvaluated),
        reason: state.err(),
        due_at: due.ok().map(|due| due.to_string()),
        answered_by: after
            .out
            .filter(|_| known || state.is_ok())
            .map(|out| CallAt { call: out.call.key.clone(), at: out.at.to_string() }),
        callback_ms: wait.filter(|_| known).and_then(|wait| i64::try_from(wait.as_millis()).ok()),
    }
}

/// How long complaints waited for a call.
pub(super) fn time_to_callback(unanswered: &Unanswered) -> TimeToCallback {
    let complaints = &unanswered.complaints;
    let mut waits: Vec<i64> = complaints.iter().filter_map(|c| c.callback_ms).collect();
    waits.sort_unstable();
    // That nobody knows when working hours are does not matter here.
    let unsure = complaints.iter().find_map(|complaint| match complaint.reason {
        Some(reason @ (Reason::NoStartTime | Reason::NoDirection)) => Some(reason),
        Some(
            Reason::NoTimeZone
            | Reason::CalendarYearMissing
            | Reason::NoCalendar
            | Reason::NoRoles
            | Reason::EarlierVersion
            | Reason::NoSuchDate
            | Reason::NoMoneySaid,
        )
        | None => None,
    });
    let (status, reason) = told(!waits.is_empty(), unsure);
    TimeToCallback {
        status,
        reason,
        count: super::course::count(waits.len()),
        median_ms: waits.len().checked_sub(1).and_then(|last| waits.get(last / 2)).copied(),
        longest_ms: waits.last().copied(),
    }
}
