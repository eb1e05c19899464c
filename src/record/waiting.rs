//! What waits for somebody on a customer's record: the first thing to do in the morning.

use super::history_v1::{AnswerState, PromiseState};
use super::json_v1::Customer;
use super::keys::field_values;
use super::members::Record;
use super::options::AttachOptions;
use jiff::Timestamp;

/// Something that should have been done by now.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waiting {
    /// What.
    pub what: WaitingFor,
    /// The customer: the first id of the record, else the end of the key by which the call found it.
    pub customer: String,
    /// `source:call_id`.
    pub call: String,
    /// Until when it should have been done, in the time zone of the settings: `2026-11-21 18:00`.
    pub due_at: String,
    /// The severity of the call.
    pub severity: u8,
    /// The risk of the customer.
    pub risk: u8,
}

/// What should have been done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WaitingFor {
    /// Somebody should have called back after a complaint.
    Answer,
    /// What the agent promised should have been done, and no call shows that it was.
    Promise,
}

/// What waits on a record with a value.
pub(super) fn waiting(
    record: &Record<'_>,
    value: &Customer,
    options: &AttachOptions,
) -> Vec<Waiting> {
    let Some(history) = &value.history else { return Vec::new() };
    let complaints = history.unanswered.complaints.iter();
    let overdue = complaints.filter(|complaint| complaint.state == AnswerState::Unanswered);
    let local = |instant: &str| match (instant.parse::<Timestamp>(), &options.history.zone) {
        (Ok(at), Some(zone)) => zone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string(),
        (Ok(_) | Err(_), _) => instant.to_owned(),
    };
    let call = |key: &str| value.calls.iter().find(|call| call.key == key);
    let mut ids = options.fields.customer_id.iter().flat_map(|field| field_values(record, field));
    let id = ids.next().map(|id| id.as_str().to_owned());
    let answers = overdue.map(|c| (WaitingFor::Answer, &c.call, &c.due_at));
    let promises = history.promises.promises.iter();
    let promises = promises.filter(|promised| promised.state == PromiseState::Overdue);
    let promises = promises.map(|promised| (WaitingFor::Promise, &promised.call, &promised.due_at));
    answers
        .chain(promises)
        .map(|(what, key_of_call, due_at)| {
            let call = call(key_of_call);
            let key = || call.map(|call| end_of(&call.matched.key));
            Waiting {
                what,
                customer: id.clone().or_else(key).unwrap_or_default(),
                call: key_of_call.clone(),
                due_at: due_at.as_deref().map(local).unwrap_or_default(),
                severity: call.map_or(0, |call| call.severity),
                risk: history.risk.score.unwrap_or(0),
            }
        })
        .collect()
}

/// Enough of a number or an address to know it again.
fn end_of(key: &str) -> String {
    let from = key.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    format!("…{}", key.get(from..).unwrap_or_default())
}
