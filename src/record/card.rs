//! A call as it goes onto a customer's card.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::units::CallKey;

/// What one call brings to its customer; made from a scan's result by the layer above.
#[derive(Clone, Debug, PartialEq)]
pub struct CallCard {
    /// Telephone system and its id for the call.
    pub key: CallKey,
    /// The customer's id as the telephone system knows it.
    pub customer_id: Option<String>,
    /// The customer's number as the telephone system wrote it.
    pub customer_phone: Option<String>,
    /// The customer's e-mail address.
    pub customer_email: Option<String>,
    /// When the call began.
    pub started_at: Option<Timestamp>,
    /// How long it took.
    pub duration_ms: Option<i64>,
    /// The agent's id.
    pub agent_id: Option<String>,
    /// The agent's name.
    pub agent_name: Option<String>,
    /// The queue the call came through.
    pub queue: Option<String>,
    /// `inbound`, `outbound` or what the source says.
    pub direction: Option<String>,
    /// Whether every rule about what the agent offers could be evaluated.
    pub offers_evaluated: bool,
    /// The highest severity among the findings, 0 to 5.
    pub severity: u8,
    /// The risk score, 0 to 100.
    pub risk: u8,
    /// The call is flagged as a complaint.
    pub complaint: bool,
    /// The score behind the flag.
    pub score: Option<f64>,
    /// What the discontent is about: `problem`, `anger`, `none`.
    pub substance: Option<String>,
    /// Whether it was settled in the call: `resolved`, `unresolved`, `unknown`; `None` without a complaint.
    pub resolution: Option<String>,
    /// Number of long pauses; says nothing while `max_pause_ms` is `None`.
    pub long_pauses: u32,
    /// The longest pause; `None` where the source has no times, never 0 for that.
    pub max_pause_ms: Option<i64>,
    /// Findings by category; exact, whatever `findings` leaves out.
    pub counts: BTreeMap<String, u32>,
    /// The findings, in the order of the call.
    pub findings: Vec<CardFinding>,
    /// What the agent promised; `None` where that could not be told.
    pub promises: Option<Vec<CardPromise>>,
    /// How many findings the layer above has left out already.
    pub findings_omitted: u32,
    /// Content hash of the lexicon.
    pub lexicon: String,
}

/// One finding as it goes onto a customer's card.
///
/// A finding about time (a pause) has no phrase, quote, turn or characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardFinding {
    /// Stable id of the finding.
    pub id: String,
    /// `family.kind`.
    pub category: String,
    /// Id of the rule.
    pub rule: String,
    /// Title of the rule.
    pub title: Option<String>,
    /// Severity of the rule, 0 to 5.
    pub severity: u8,
    /// The phrase as the lexicon has it.
    pub phrase: Option<String>,
    /// What was said.
    pub quote: Option<String>,
    /// Who said it.
    pub role: Option<String>,
    /// Number of the turn.
    pub turn: Option<u32>,
    /// Number of the turn it ends in, where turns were read as one.
    pub turn_end: Option<u32>,
    /// First character in the turn, and one past the last, in `turn_end` if there is one.
    pub chars: Option<[u32; 2]>,
    /// Start, from the start of the call.
    pub start_ms: Option<i64>,
    /// End, from the start of the call.
    pub end_ms: Option<i64>,
}

/// A promise as it goes onto a customer's card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardPromise {
    /// Stable id of the promise.
    pub id: String,
    /// The clause as it was said.
    pub quote: String,
    /// Its turn.
    pub turn: u32,
    /// Who will do it.
    pub who: String,
    /// How the customer will hear of it.
    pub channel: String,
    /// The deadline as it was said.
    pub text: String,
    /// How exactly it was said; `vague` for what names no time.
    pub precision: String,
    /// The instant at which it is due.
    pub due_at: Option<String>,
    /// The day on which it is due.
    pub due_date: Option<String>,
    /// Why there is neither, where it is not vague.
    pub reason: Option<String>,
}
