//! A customer over time: what the calls say when they are read one after another.
//!
//! All of it is worked out from the calls on the record, as of one instant, and never carried on from
//! the value before. So late calls, repeated calls and any order of runs come out alike.

mod answers;
mod course;
mod money;
mod offers;
mod promises;
mod repeats;
mod risk;
mod settings;
mod working_time;

pub use offers::OFFER_CATEGORIES;
pub use settings::{BadWorkingHours, HistorySettings, WorkingDays, WorkingHours};

use super::history_v1::History;
use super::json_v1::Call;
use super::summary::started;
use course::{Course, count};
use jiff::Timestamp;

/// The history of sorted calls as of an instant.
pub(super) fn history(
    calls: &[Call],
    as_of: Option<Timestamp>,
    settings: &HistorySettings,
) -> History {
    let course = Course::new(calls, as_of);
    let later = |call: &Call| matches!((started(call), as_of), (Some(at), Some(now)) if at > now);
    let known: Vec<&Call> = calls.iter().filter(|call| !later(call)).collect();
    let repeat_contact = repeats::repeat_contact(&course, settings);
    let growing_severity = repeats::growing_severity(&course, settings);
    let went_silent = repeats::went_silent(&course, settings);
    let unanswered = answers::unanswered(&course, settings);
    let our_customer = repeats::our_customer(&course, settings);
    let promises = promises::promises(&known, &course, settings);
    let parts = risk::Parts {
        promises: &promises,
        repeat_contact: &repeat_contact,
        growing_severity: &growing_severity,
        unanswered: &unanswered,
        went_silent: &went_silent,
        our_customer: &our_customer,
    };
    let risk = risk::risk(&known, &course, settings, &parts);
    History {
        settings: settings.written(),
        calls_without_start: count(calls.iter().filter(|call| call.started_at.is_none()).count()),
        calls_after_as_of: count(calls.len() - known.len()),
        time_to_callback: answers::time_to_callback(&unanswered),
        compensation: offers::compensation(&known, &course, settings),
        repeat_contact,
        growing_severity,
        went_silent,
        unanswered,
        our_customer,
        promises,
        risk,
    }
}
