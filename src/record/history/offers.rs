//! What was offered to a customer, and whether a complaint stood behind it.

use super::course::{Course, count, of_days};
use super::money::{Sums, sums, written};
use super::repeats::told;
use super::settings::HistorySettings;
use crate::record::history_v1::{Answer, Compensation, Money, Offer, Reason, Sum};
use crate::record::json_v1::{Call, Finding};
use crate::record::summary::started;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The categories of what is offered.
pub const OFFER_CATEGORIES: [&str; 3] = ["agent.bonus", "agent.compensation", "agent.courtesy"];

/// What was offered in any of the calls.
pub(super) fn compensation(
    calls: &[&Call],
    course: &Course<'_>,
    settings: &HistorySettings,
) -> Compensation {
    let mut by_kind = BTreeMap::new();
    let mut offers = Vec::new();
    let complaints: Vec<Timestamp> = course.complaints().map(|contact| contact.at).collect();
    let untimed = course.untimed_complaints().next().is_some();
    for call in calls {
        let kinds: Vec<&str> =
            OFFER_CATEGORIES.into_iter().filter(|kind| call.counts.contains_key(*kind)).collect();
        if kinds.is_empty() {
            continue;
        }
        for kind in &kinds {
            let n = call.counts.get(*kind).copied().unwrap_or(0);
            let sum: &mut u32 = by_kind.entry((*kind).to_owned()).or_insert(0);
            *sum = sum.saturating_add(n);
        }
        offers.push(Offer {
            call: call.key.clone(),
            at: started(call).map(|at| at.to_string()),
            kinds: kinds.into_iter().map(str::to_owned).collect(),
            findings: call.findings.iter().filter(|f| is_offer(f)).map(|f| f.id.clone()).collect(),
            after_complaint: after_complaint(call, &complaints, untimed, settings.offer_days),
        });
    }
    let of = |answer| count(offers.iter().filter(|o| o.after_complaint == answer).count());
    let (status, reason) = told(!offers.is_empty(), not_looked(calls));
    Compensation {
        status,
        reason,
        by_kind,
        calls: count(offers.len()),
        after_complaint: of(Answer::Yes),
        without_complaint: of(Answer::No),
        not_placed: of(Answer::NotEvaluated),
        money_named: money(calls, |finding| finding.category.starts_with("complaint.")),
        money_offered: money(calls, is_offer),
        offers,
    }
}

fn is_offer(finding: &Finding) -> bool {
    OFFER_CATEGORIES.contains(&finding.category.as_str())
}

/// Why not all calls say whether something was offered.
fn not_looked(calls: &[&Call]) -> Option<Reason> {
    let reasons = calls.iter().filter_map(|call| match call.offers_evaluated {
        Some(true) => None,
        Some(false) => Some(Reason::NoRoles),
        None => Some(Reason::EarlierVersion),
    });
    reasons.min()
}

/// Whether a call is a complaint, or comes soon after one; `complaints` are sorted.
fn after_complaint(call: &Call, complaints: &[Timestamp], untimed: bool, days: u64) -> Answer {
    if call.flagged {
        return Answer::Yes;
    }
    let unsure = if untimed { Answer::NotEvaluated } else { Answer::No };
    let Some(at) = started(call) else {
        // It may come after any complaint there is.
        return if complaints.is_empty() { unsure } else { Answer::NotEvaluated };
    };
    let before = complaints.partition_point(|complaint| *complaint <= at);
    let last = before.checked_sub(1).and_then(|last| complaints.get(last));
    match last.is_some_and(|last| at.duration_since(*last) <= of_days(days)) {
        true => Answer::Yes,
        false => unsure,
    }
}

/// The sums that findings quote: of each call the largest, added up.
fn money(calls: &[&Call], counts: impl Fn(&Finding) -> bool) -> Money {
    let mut by_currency: BTreeMap<&str, (u64, Vec<String>)> = BTreeMap::new();
    for call in calls {
        let mut largest = Sums::new();
        for finding in call.findings.iter().filter(|finding| counts(finding)) {
            for (currency, sum) in sums(finding.quote.as_deref().unwrap_or_default()) {
                let known = largest.entry(currency).or_insert(0);
                *known = sum.max(*known);
            }
        }
        for (currency, sum) in largest {
            let (total, from) = by_currency.entry(currency).or_default();
            *total = total.saturating_add(sum);
            from.push(call.key.clone());
        }
    }
    let (status, reason) = match by_currency.is_empty() {
        true => (Answer::NotEvaluated, Some(Reason::NoMoneySaid)),
        false => (Answer::Yes, None),
    };
    let sums = by_currency.into_iter().map(|(currency, (total, calls))| Sum {
        currency: currency.to_owned(),
        total: written(total),
        calls,
    });
    Money { status, reason, sums: sums.collect() }
}
