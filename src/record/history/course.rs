//! A customer's contacts in the order of time.

use crate::record::json_v1::{Call, Finding};
use crate::record::summary::started;
use jiff::{SignedDuration, Timestamp};

/// The category of calls in which nobody talked: a voicemail, a wrong number. They are no contact.
const NO_TALK: &str = "contact.no_talk";

/// Who called whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The customer called, or it was a call within the company.
    NotOut,
    /// The company called.
    Out,
    /// Nobody knows.
    Unknown,
}

/// A contact with its place in time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contact<'c> {
    pub(super) call: &'c Call,
    pub(super) at: Timestamp,
}

/// The contacts up to an instant.
#[derive(Debug)]
pub(super) struct Course<'c> {
    pub(super) as_of: Option<Timestamp>,
    /// Earliest first, none after `as_of`.
    pub(super) contacts: Vec<Contact<'c>>,
    /// Those that have no place in time.
    pub(super) untimed: Vec<&'c Call>,
}

impl<'c> Course<'c> {
    /// The contacts among sorted calls.
    pub(super) fn new(calls: &'c [Call], as_of: Option<Timestamp>) -> Course<'c> {
        let mut course = Course { as_of, contacts: Vec::new(), untimed: Vec::new() };
        // Who complains has talked, whatever else was said of no time and wrong numbers.
        let talked = |call: &&Call| call.flagged || !call.counts.contains_key(NO_TALK);
        for call in calls.iter().filter(talked) {
            match (started(call), as_of) {
                (Some(at), Some(as_of)) if at > as_of => {}
                (Some(at), _) => course.contacts.push(Contact { call, at }),
                (None, _) => course.untimed.push(call),
            }
        }
        course
    }

    /// The complaints, earliest first.
    pub(super) fn complaints(&self) -> impl DoubleEndedIterator<Item = Contact<'c>> {
        self.contacts.iter().filter(|contact| contact.call.flagged).copied()
    }

    /// The complaints that have no place in time.
    pub(super) fn untimed_complaints(&self) -> impl Iterator<Item = &'c Call> {
        self.untimed.iter().filter(|call| call.flagged).copied()
    }

    /// Whether an instant is less than so many days before `as_of`.
    pub(super) fn within(&self, at: Timestamp, days: u64) -> bool {
        self.as_of.is_some_and(|as_of| as_of.duration_since(at) < of_days(days))
    }
}

/// So many times 24 hours.
pub(super) fn of_days(days: u64) -> SignedDuration {
    // 400 years are more than any calendar has.
    SignedDuration::from_hours(24 * i64::try_from(days.min(146_097)).unwrap_or(146_097))
}

/// Who called whom.
pub(super) fn way(call: &Call) -> Way {
    match call.direction.as_deref() {
        Some("inbound" | "internal") => Way::NotOut,
        Some("outbound") => Way::Out,
        Some(_) | None => Way::Unknown,
    }
}

/// Whether it was settled in the call itself.
pub(super) fn resolved(call: &Call) -> bool {
    call.resolution.as_deref() == Some("resolved")
}

/// What the complaint is about: its categories of the family `complaint`.
pub(super) fn matters(call: &Call) -> impl Iterator<Item = &str> {
    call.counts.keys().map(String::as_str).filter(|category| category.starts_with("complaint."))
}

/// The gravest finding of a call, the first of several, among those that count.
pub(super) fn gravest(call: &Call, counts: impl Fn(&Finding) -> bool) -> Option<&Finding> {
    let counted = call.findings.iter().filter(|finding| counts(finding));
    counted.rev().max_by_key(|finding| finding.severity)
}

/// A number for the record.
pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
