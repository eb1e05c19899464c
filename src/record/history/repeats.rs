//! Complaints that come again, become graver, or end in silence.

use super::course::{Course, count, matters, of_days, resolved};
use super::settings::HistorySettings;
use crate::record::history_v1::{
    Answer, CallAt, Graveness, GrowingSeverity, OurCustomer, Reason, RepeatContact, Repeated,
    WentSilent,
};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// A category that came again, while it is put together.
struct Again<'c> {
    before: Option<(Timestamp, &'c str)>,
    repeats: usize,
    calls: Vec<&'c str>,
    last: Timestamp,
}

/// A complaint of the same category within the days.
pub(super) fn repeat_contact(course: &Course<'_>, settings: &HistorySettings) -> RepeatContact {
    let mut by_category: BTreeMap<&str, Again<'_>> = BTreeMap::new();
    for contact in course.complaints() {
        let key = contact.call.key.as_str();
        for category in matters(contact.call) {
            let again = by_category.entry(category).or_insert(Again {
                before: None,
                repeats: 0,
                calls: Vec::new(),
                last: contact.at,
            });
            if let Some((at, before)) = again.before
                && contact.at.duration_since(at) <= of_days(settings.repeat_days)
            {
                again.repeats += 1;
                again.last = contact.at;
                if again.calls.last() != Some(&before) {
                    again.calls.push(before);
                }
                again.calls.push(key);
            }
            again.before = Some((contact.at, key));
        }
    }
    // A complaint without a time may stand beside any other of its category.
    let mut known: BTreeSet<&str> = by_category.keys().copied().collect();
    let mut unsure = false;
    for call in course.untimed_complaints() {
        unsure |= matters(call).any(|category| known.contains(category));
        known.extend(matters(call));
    }
    let categories: Vec<Repeated> = by_category
        .into_iter()
        .filter(|(_, again)| again.repeats > 0)
        .map(|(category, again)| Repeated {
            category: category.to_owned(),
            repeats: count(again.repeats),
            calls: again.calls.into_iter().map(str::to_owned).collect(),
            last_at: again.last.to_string(),
            current: course.within(again.last, settings.repeat_days),
        })
        .collect();
    let yes = categories.iter().any(|repeated| repeated.current);
    let (status, reason) = told(yes, unsure.then_some(Reason::NoStartTime));
    RepeatContact { status, reason, categories }
}

/// The complaints of the days, compared.
pub(super) fn growing_severity(course: &Course<'_>, settings: &HistorySettings) -> GrowingSeverity {
    let recent: Vec<_> =
        course.complaints().filter(|c| course.within(c.at, settings.severity_days)).collect();
    let untimed = course.untimed_complaints().count();
    let severity = |at: usize| recent.get(at).map(|contact| contact.call.severity);
    let (first, last) = (severity(0), recent.len().checked_sub(1).and_then(severity));
    let gravest = recent.iter().map(|contact| contact.call.severity).max();
    let grows = first < last && gravest == last;
    // With a complaint of unknown time among them, nobody knows the first nor the last.
    if untimed > 0 && untimed + recent.len() > 1 {
        let reason = Some(Reason::NoStartTime);
        return GrowingSeverity { status: Answer::NotEvaluated, reason, from: None, to: None };
    }
    let grave = |at: usize| {
        recent.get(at).filter(|_| grows).map(|contact| Graveness {
            call: contact.call.key.clone(),
            at: contact.at.to_string(),
            severity: contact.call.severity,
        })
    };
    let to = recent.len().checked_sub(1).and_then(grave);
    let (status, reason) = told(grows, None);
    GrowingSeverity { status, reason, from: grave(0), to }
}

/// No contact since a complaint that was not resolved.
pub(super) fn went_silent(course: &Course<'_>, settings: &HistorySettings) -> WentSilent {
    let answer = |status, reason| WentSilent { status, reason, since: None, days: None };
    let last_contact = course.contacts.last().map(|contact| contact.at);
    let long_ago = last_contact.is_none_or(|at| !course.within(at, settings.silent_days));
    let last = course.complaints().rfind(|contact| !resolved(contact.call));
    let silent = last.filter(|last| long_ago && Some(last.at) == last_contact);
    if long_ago {
        // A contact without a time may have come since, and may itself be a complaint.
        let complaint = course.untimed_complaints().any(|call| !resolved(call));
        if complaint || (silent.is_some() && !course.untimed.is_empty()) {
            return answer(Answer::NotEvaluated, Some(Reason::NoStartTime));
        }
    }
    match (silent, course.as_of) {
        (Some(contact), Some(as_of)) => WentSilent {
            status: Answer::Yes,
            reason: None,
            since: Some(CallAt { call: contact.call.key.clone(), at: contact.at.to_string() }),
            days: u64::try_from(as_of.duration_since(contact.at).as_hours() / 24).ok(),
        },
        (Some(_) | None, _) => answer(Answer::No, None),
    }
}

/// A customer who complains often.
pub(super) fn our_customer(course: &Course<'_>, settings: &HistorySettings) -> OurCustomer {
    let calls: Vec<String> = course
        .complaints()
        .filter(|contact| course.within(contact.at, settings.ours_days))
        .map(|contact| contact.call.key.clone())
        .collect();
    let enough = |n: usize| n as u64 >= settings.ours_complaints;
    let yes = enough(calls.len());
    let unsure = enough(calls.len() + course.untimed_complaints().count());
    let (status, reason) = told(yes, unsure.then_some(Reason::NoStartTime));
    let because = yes.then(|| "complains_often".to_owned());
    OurCustomer { status, reason, because, complaints: count(calls.len()), calls }
}

/// What is known to be so is so, whatever else is not known.
pub(super) fn told(yes: bool, unsure: Option<Reason>) -> (Answer, Option<Reason>) {
    match (yes, unsure) {
        (true, _) => (Answer::Yes, None),
        (false, None) => (Answer::No, None),
        (false, Some(reason)) => (Answer::NotEvaluated, Some(reason)),
    }
}
