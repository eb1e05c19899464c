//! The risk of a customer: a sum that can be opened.

use super::course::{Course, gravest};
use super::settings::HistorySettings;
use crate::record::history_v1::{
    Answer, AnswerState, CustomerRisk, GrowingSeverity, OurCustomer, Part, PartGap, PartKind,
    PromiseState, Promises, Reason, RepeatContact, Unanswered, WentSilent,
};
use crate::record::json_v1::Call;
use std::cmp::Reverse;

/// What the risk is added up from.
pub(super) struct Parts<'p> {
    pub(super) repeat_contact: &'p RepeatContact,
    pub(super) growing_severity: &'p GrowingSeverity,
    pub(super) unanswered: &'p Unanswered,
    pub(super) went_silent: &'p WentSilent,
    pub(super) our_customer: &'p OurCustomer,
    pub(super) promises: &'p Promises,
}

/// Categories that came again and give points.
const MOST_REPEATED: usize = 2;
/// Unanswered complaints that give points.
const MOST_UNANSWERED: usize = 3;
/// Promises that give points.
const MOST_PROMISES: usize = 2;

/// The sum.
pub(super) fn risk(
    calls: &[&Call],
    course: &Course<'_>,
    settings: &HistorySettings,
    from: &Parts<'_>,
) -> CustomerRisk {
    let mut sum = Summing { calls, parts: Vec::new() };
    let recent = course.contacts.iter().filter(|c| course.within(c.at, settings.risk_days));
    // Of equal ones the latest, for that is where a person goes on.
    let worst = recent.max_by_key(|contact| contact.call.risk);
    if let Some(worst) = worst {
        let points = u8::try_from(u32::from(worst.call.risk) * 40 / 100).unwrap_or(u8::MAX);
        sum.add(PartKind::Call, points, &worst.call.key, "");
    }
    let mut again: Vec<_> =
        from.repeat_contact.categories.iter().filter(|repeated| repeated.current).collect();
    again.sort_by_key(|repeated| (Reverse(repeated.repeats), repeated.category.clone()));
    for repeated in again.into_iter().take(MOST_REPEATED) {
        let call = repeated.calls.last().map_or("", String::as_str);
        sum.add(PartKind::RepeatContact, 10, call, &repeated.category);
    }
    if let Some(to) = &from.growing_severity.to {
        sum.add(PartKind::GrowingSeverity, 10, &to.call, "");
    }
    let waiting = from.unanswered.complaints.iter().rev();
    let waiting = waiting.filter(|complaint| complaint.state == AnswerState::Unanswered);
    for complaint in waiting.take(MOST_UNANSWERED) {
        sum.add(PartKind::Unanswered, 10, &complaint.call, "complaint");
    }
    if let Some(since) = &from.went_silent.since {
        sum.add(PartKind::WentSilent, 15, &since.call, "complaint");
    }
    if from.our_customer.status == Answer::Yes
        && let Some(call) = from.our_customer.calls.last()
    {
        sum.add(PartKind::OurCustomer, 5, call, "complaint");
    }
    let broken = from.promises.promises.iter().rev().filter(|promised| {
        matches!(promised.state, PromiseState::Overdue | PromiseState::AskedAgain)
    });
    sum.parts.extend(broken.take(MOST_PROMISES).map(|promised| Part {
        part: PartKind::Promise,
        points: 10,
        call: promised.call.clone(),
        finding: Some(promised.promise.clone()),
    }));
    let untimed = (!course.untimed.is_empty()).then_some(Reason::NoStartTime);
    let not_evaluated: Vec<PartGap> = [
        (PartKind::Call, untimed),
        (PartKind::RepeatContact, from.repeat_contact.reason),
        (PartKind::GrowingSeverity, from.growing_severity.reason),
        (PartKind::Unanswered, from.unanswered.reason),
        (PartKind::WentSilent, from.went_silent.reason),
        (PartKind::OurCustomer, from.our_customer.reason),
        (PartKind::Promise, from.promises.reason),
    ]
    .into_iter()
    .filter_map(|(part, reason)| Some(PartGap { part, reason: reason? }))
    .collect();
    let points: u32 = sum.parts.iter().map(|part| u32::from(part.points)).sum();
    // Without a single call that has a place in time there is nothing to add up.
    let score = course.as_of.map(|_| u8::try_from(points.min(100)).unwrap_or(100));
    CustomerRisk { score, parts: sum.parts, not_evaluated }
}

struct Summing<'c> {
    calls: &'c [&'c Call],
    parts: Vec<Part>,
}

impl Summing<'_> {
    /// Adds a part with the gravest finding of the category or family, of all for "".
    fn add(&mut self, part: PartKind, points: u8, key: &str, category: &str) {
        if points == 0 {
            return;
        }
        let call = self.calls.iter().find(|call| call.key == key);
        let is = |of: &str| {
            category.is_empty()
                || of == category
                || of.strip_prefix(category).is_some_and(|rest| rest.starts_with('.'))
        };
        let finding = call.and_then(|call| gravest(call, |finding| is(&finding.category)));
        self.parts.push(Part {
            part,
            points,
            call: key.to_owned(),
            finding: finding.map(|finding| finding.id.clone()),
        });
    }
}
