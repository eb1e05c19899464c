//! What became of the agent's promises, as far as later calls show.

use super::course::{Contact, Course, Way, matters, of_days, way};
use super::repeats::told;
use super::settings::HistorySettings;
use crate::record::history_v1::{CallAt, PromiseCounts, PromiseState, Promised, Promises, Reason};
use crate::record::json_v1::{Call, CallPromise};
use crate::record::summary::started;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// Complaints by which a customer asks about what was promised, whatever it was.
const ASKS: [&str; 2] = ["complaint.broken_promise", "complaint.repeat_contact"];

/// By when.
#[derive(Clone, Copy, Debug)]
enum Due {
    Until(Timestamp),
    /// «В ближайшее время»: never overdue.
    Vague,
    Unknown(Reason),
}

/// Every promise of the calls with what became of it.
pub(super) fn promises(
    calls: &[&Call],
    course: &Course<'_>,
    settings: &HistorySettings,
) -> Promises {
    let mut counts = PromiseCounts::default();
    let mut promises = Vec::new();
    for call in calls {
        for promise in call.promises.iter().flatten() {
            let due = due(promise, settings);
            let within = of_days(settings.repeat_days);
            let (state, shown_by) = match started(call) {
                None => (Err(Reason::NoStartTime), None),
                Some(at) => judge((promise, due), Contact { call, at }, course, within),
            };
            let (state, reason) = match state {
                Ok(state) => (state, None),
                Err(reason) => (PromiseState::NotEvaluated, Some(reason)),
            };
            *match state {
                PromiseState::Kept => &mut counts.kept,
                PromiseState::Late => &mut counts.late,
                PromiseState::AskedAgain => &mut counts.asked_again,
                PromiseState::Overdue => &mut counts.overdue,
                PromiseState::Open => &mut counts.open,
                PromiseState::NotEvaluated => &mut counts.not_evaluated,
            } += 1;
            promises.push(Promised {
                promise: promise.id.clone(),
                call: call.key.clone(),
                state,
                reason,
                due_at: match due {
                    Due::Until(at) => Some(at.to_string()),
                    Due::Vague | Due::Unknown(_) => None,
                },
                shown_by: shown_by
                    .map(|by| CallAt { call: by.call.key.clone(), at: by.at.to_string() }),
            });
        }
    }
    let not_looked = calls.iter().filter(|call| call.promises.is_none());
    let not_looked = not_looked.map(|call| match call.offers_evaluated {
        Some(false) => Reason::NoRoles,
        Some(true) | None => Reason::EarlierVersion,
    });
    let unsure = promises.iter().find_map(|promised| promised.reason).or(not_looked.min());
    let (status, reason) = told(counts.overdue + counts.asked_again > 0, unsure);
    Promises { status, reason, counts, promises }
}

/// A day is over with its last second, in the time zone of the settings.
fn due(promise: &CallPromise, settings: &HistorySettings) -> Due {
    if let Some(at) = promise.due_at.as_deref().and_then(|at| at.parse().ok()) {
        return Due::Until(at);
    }
    if let Some(day) = promise.due_date.as_deref().and_then(|day| day.parse::<Date>().ok()) {
        let Some(zone) = &settings.zone else { return Due::Unknown(Reason::NoTimeZone) };
        let midnight = day.tomorrow().and_then(|next| next.to_zoned(zone.clone()));
        let last = midnight.map(|midnight| midnight.timestamp());
        let last = last.and_then(|midnight| midnight.checked_sub(SignedDuration::from_secs(1)));
        return last.map_or(Due::Unknown(Reason::NoSuchDate), Due::Until);
    }
    match promise.reason.as_deref() {
        None => Due::Vague,
        Some("no_start") => Due::Unknown(Reason::NoStartTime),
        Some("no_time_zone") => Due::Unknown(Reason::NoTimeZone),
        Some("calendar_year_missing") => Due::Unknown(Reason::CalendarYearMissing),
        Some(_) => Due::Unknown(Reason::NoSuchDate),
    }
}

/// What became of a promise, and the call that shows it.
fn judge<'c>(
    (promise, due): (&CallPromise, Due),
    made: Contact<'_>,
    course: &Course<'c>,
    within: SignedDuration,
) -> (Result<PromiseState, Reason>, Option<Contact<'c>>) {
    let from = course.contacts.partition_point(|contact| contact.at <= made.at);
    let later = course.contacts.get(from..).unwrap_or_default();
    // Only a promised call is seen to be kept by a call.
    let by_call = promise.channel == "call";
    let out = later.iter().find(|contact| by_call && way(contact.call) == Way::Out).copied();
    let in_time = |at: Timestamp| match due {
        Due::Until(until) => at <= until,
        Due::Vague => true,
        Due::Unknown(_) => false,
    };
    if let Some(out) = out.filter(|out| in_time(out.at)) {
        return (Ok(PromiseState::Kept), Some(out));
    }
    let soon = later.iter().take_while(|contact| contact.at.duration_since(made.at) <= within);
    let asked = soon.copied().find(|contact| asks(contact.call, made.call));
    if let Some(asked) = asked.filter(|asked| out.is_none_or(|out| asked.at <= out.at)) {
        return (Ok(PromiseState::AskedAgain), Some(asked));
    }
    let silent = out.is_none() && way(made.call) == Way::Unknown;
    let before = later
        .iter()
        .take_while(|contact| out.is_none_or(|out| contact.at <= out.at))
        .any(|contact| way(contact.call) == Way::Unknown);
    let over = match (due, course.as_of) {
        (Due::Until(until), Some(as_of)) => as_of > until,
        (Due::Until(_) | Due::Vague | Due::Unknown(_), _) => false,
    };
    let state = if by_call && course.untimed.iter().any(|call| way(call) != Way::NotOut) {
        Err(Reason::NoStartTime)
    } else if by_call && (silent || before) {
        Err(Reason::NoDirection)
    } else if let Due::Unknown(reason) = due {
        Err(reason)
    } else if out.is_some() {
        Ok(PromiseState::Late)
    } else if over {
        Ok(PromiseState::Overdue)
    } else if course.untimed.iter().any(|call| asks(call, made.call)) {
        Err(Reason::NoStartTime)
    } else {
        Ok(PromiseState::Open)
    };
    (state, out.filter(|_| state.is_ok()))
}

/// Whether a call asks about what another one promised.
fn asks(call: &Call, promised: &Call) -> bool {
    let about = |category: &str| ASKS.contains(&category) || promised.counts.contains_key(category);
    call.flagged && !std::ptr::eq(call, promised) && matters(call).any(about)
}
