//! The new value of a record: the calls it carries, and the calls of this run.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::card::{CallCard, CardFinding, CardPromise};
use super::history::{HistorySettings, history};
use super::json_v1::{self, CUSTOMER_SCHEMA, Call, CallPromise, Customer, Finding};
use super::keys::Key;
use super::summary::{sort, summarize};

/// Findings of one call on a card; `counts` stay exact beyond that.
const FINDINGS_PER_CALL: usize = 50;

/// The instant from which days count back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AsOf {
    /// The user gave it, and it holds.
    Given(Timestamp),
    /// The latest call of the run. A record that has seen a later one keeps that: a late file of
    /// old calls does not turn the clock back.
    LatestCall(Option<Timestamp>),
}

impl AsOf {
    fn on(self, existing: Option<&Customer>) -> Option<Timestamp> {
        match self {
            AsOf::Given(instant) => Some(instant),
            AsOf::LatestCall(latest) => {
                latest.max(existing.and_then(|customer| customer.as_of.parse().ok()))
            }
        }
    }
}

/// The value of a record after this run, without its revision.
///
/// A call that the record carries already gives way to the same call in this run.
pub(super) fn merged<'a>(
    existing: Option<&Customer>,
    calls: impl Iterator<Item = (&'a CallCard, &'a Key)>,
    as_of: AsOf,
    settings: &HistorySettings,
) -> Customer {
    let carried = existing.map(|customer| customer.calls.as_slice()).unwrap_or_default();
    // The printed key does not tell `a:b` + `c` from `a` + `b:c`, so both parts are the key.
    let place = |call: &Call| (call.source.clone(), call.call_id.clone());
    let mut by_key: BTreeMap<(String, String), Call> =
        carried.iter().map(|call| (place(call), call.clone())).collect();
    let carried_lexicon = existing.map(|customer| customer.lexicon.clone()).unwrap_or_default();
    let mut lexicon = String::new();
    for (card, key) in calls {
        // One run has one lexicon; should it not, the choice must not depend on the order.
        if card.lexicon > lexicon {
            lexicon.clone_from(&card.lexicon);
        }
        let call = call_of(card, key);
        by_key.insert(place(&call), call);
    }
    if lexicon.is_empty() {
        lexicon = carried_lexicon;
    }
    let mut calls: Vec<Call> = by_key.into_values().collect();
    sort(&mut calls);
    let as_of = as_of.on(existing);
    let mut customer = Customer {
        schema: CUSTOMER_SCHEMA.to_owned(),
        summary: summarize(&calls, as_of),
        history: Some(history(&calls, as_of, settings)),
        as_of: as_of.map(|instant| instant.to_string()).unwrap_or_default(),
        calls,
        calls_omitted: 0,
        lexicon,
        revision: 0,
        hash: String::new(),
    };
    customer.hash = content_hash(&customer);
    customer
}

/// A value some of whose calls were taken out, with its numbers computed anew; without its revision.
///
/// The instant from which days count back stays as it is.
pub(super) fn summed_anew(mut customer: Customer) -> Customer {
    let as_of = customer.as_of.parse().ok();
    customer.summary = summarize(&customer.calls, as_of);
    customer.history = customer
        .history
        .map(|before| history(&customer.calls, as_of, &HistorySettings::read(&before.settings)));
    customer.revision = 0;
    customer.hash = content_hash(&customer);
    customer
}

/// Whether what stands on the record says the same already.
///
/// Its content is hashed too, since a hash that somebody left standing over an edit proves nothing.
pub(super) fn is_current(existing: &Customer, new: &Customer) -> bool {
    existing.hash == new.hash && content_hash(existing) == new.hash
}

/// SHA-256 of the compact text without the last two members, revision and hash.
fn content_hash(customer: &Customer) -> String {
    let mut content = customer.clone();
    content.revision = 0;
    content.hash = String::new();
    let text = to_json(&content);
    let text = text.strip_suffix(",\"revision\":0,\"hash\":\"\"}").unwrap_or(&text);
    let mut sha = Sha256::new();
    sha.update(text);
    sha.update("}");
    let mut hash = String::from("sha256:");
    for byte in sha.finalize() {
        for digit in [byte >> 4, byte & 15] {
            hash.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    hash
}

/// The compact text of a value.
#[expect(clippy::expect_used, reason = "nothing in our own structs can fail to be written")]
pub(super) fn to_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("our own structs have string keys and finite numbers")
}

fn call_of(card: &CallCard, key: &Key) -> Call {
    let evaluated = card.max_pause_ms.is_some() || card.long_pauses > 0;
    let kept = most_severe(&card.findings);
    let omitted = u32::try_from(card.findings.len() - kept.len()).unwrap_or(u32::MAX);
    Call {
        key: card.key.to_string(),
        call_id: card.key.call_id().to_owned(),
        source: card.key.source().to_owned(),
        started_at: card.started_at.map(|instant| instant.to_string()),
        duration_ms: card.duration_ms,
        direction: card.direction.clone(),
        matched: key_of(key),
        severity: card.severity,
        risk: card.risk,
        flagged: card.complaint,
        substance: card.substance.clone(),
        resolution: card.resolution.clone(),
        offers_evaluated: Some(card.offers_evaluated),
        long_pauses: evaluated.then_some(card.long_pauses),
        max_pause_ms: card.max_pause_ms,
        counts: card.counts.clone(),
        findings: kept.into_iter().map(finding_of).collect(),
        findings_omitted: card.findings_omitted.saturating_add(omitted),
        promises: card.promises.as_ref().map(|all| all.iter().map(promise_of).collect()),
    }
}

pub(super) fn key_of(key: &Key) -> json_v1::Key {
    json_v1::Key { by: key.kind.by(), key: key.text.clone() }
}

/// The most severe findings, in the order of the call.
fn most_severe(findings: &[CardFinding]) -> Vec<&CardFinding> {
    let mut ranked: Vec<(usize, &CardFinding)> = findings.iter().enumerate().collect();
    if ranked.len() > FINDINGS_PER_CALL {
        ranked.sort_by_key(|(at, finding)| (u8::MAX - finding.severity, *at));
        ranked.truncate(FINDINGS_PER_CALL);
        ranked.sort_by_key(|(at, _)| *at);
    }
    ranked.into_iter().map(|(_, finding)| finding).collect()
}

fn promise_of(promise: &CardPromise) -> CallPromise {
    CallPromise {
        id: promise.id.clone(),
        quote: promise.quote.clone(),
        turn: promise.turn,
        who: promise.who.clone(),
        channel: promise.channel.clone(),
        text: promise.text.clone(),
        precision: promise.precision.clone(),
        due_at: promise.due_at.clone(),
        due_date: promise.due_date.clone(),
        reason: promise.reason.clone(),
    }
}

fn finding_of(finding: &CardFinding) -> Finding {
    Finding {
        id: finding.id.clone(),
        category: finding.category.clone(),
        rule: finding.rule.clone(),
        title: finding.title.clone(),
        severity: finding.severity,
        phrase: finding.phrase.clone(),
        role: finding.role.clone(),
        turn: finding.turn,
        turn_end: finding.turn_end,
        chars: finding.chars,
        start_ms: finding.start_ms,
        end_ms: finding.end_ms,
        quote: finding.quote.clone(),
    }
}
