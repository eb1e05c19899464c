//! What is written: the value on a customer record and the line of an unmatched call, version 1.
//!
//! No value here is ever null, so `{"callsift":{…}}` by itself is a merge patch (RFC 7396): what
//! is not known is left out, and the members of the summary are always there.

use super::history_v1::History;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The schema of [`Customer`].
pub const CUSTOMER_SCHEMA: &str = "callsift.customer/1";

/// The schema of [`Unmatched`].
pub const UNMATCHED_SCHEMA: &str = "callsift.unmatched/1";

// Reading refuses unknown fields, since writing the value anew would lose them; the published
// schema stays open all the same, because fields may be added within a version.

/// The value of the own key on a customer record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Customer {
    /// Always `callsift.customer/1`.
    #[schemars(extend("const" = CUSTOMER_SCHEMA))]
    pub schema: String,
    /// The calls in numbers.
    pub summary: Summary,
    /// The instant from which the days of the summary count back; empty if no call has a time.
    pub as_of: String,
    /// The calls over time; absent in values of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
    /// The calls, earliest first, those without a time last.
    pub calls: Vec<Call>,
    /// Always 0: the summary is computed from the calls on the record, so none may be left out.
    pub calls_omitted: u32,
    /// Content hash of the lexicon of the latest run that changed the value.
    pub lexicon: String,
    /// Rises by 1 with each change of `hash`.
    pub revision: u64,
    /// SHA-256 of this value's compact text without its last two members.
    pub hash: String,
}

/// A customer's calls in numbers, recomputed from all calls each time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Summary {
    /// Calls.
    pub calls_total: u32,
    /// Calls flagged as complaints.
    pub calls_flagged: u32,
    /// Findings of the family `complaint`.
    pub complaints: u32,
    /// Findings of the family `escalation`.
    pub escalations: u32,
    /// Long pauses.
    pub long_pauses: u32,
    /// The longest pause; says nothing while `pauses_evaluated_calls` is 0.
    pub max_pause_ms: i64,
    /// Calls in which pauses could be measured.
    pub pauses_evaluated_calls: u32,
    /// Start of the first call; empty if no call has a time.
    pub first_call_at: String,
    /// Start of the last call; empty if no call has a time.
    pub last_call_at: String,
    /// The highest severity of any call.
    pub severity: u8,
    /// Calls in the 30 days before `as_of`.
    pub calls_30d: u32,
    /// Calls in the 90 days before `as_of`.
    pub calls_90d: u32,
    /// Flagged calls in the 30 days before `as_of`.
    pub flagged_30d: u32,
    /// Flagged calls in the 90 days before `as_of`.
    pub flagged_90d: u32,
    /// Findings of the family `complaint` in the 30 days before `as_of`.
    pub complaints_30d: u32,
    /// Findings of the family `complaint` in the 90 days before `as_of`.
    pub complaints_90d: u32,
    /// One line for a person, at most 255 characters.
    #[schemars(length(max = 255))]
    pub note: String,
}

/// One call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Call {
    /// `source:call_id`.
    pub key: String,
    /// The id within its telephone system.
    pub call_id: String,
    /// The telephone system or export.
    pub source: String,
    /// When the call began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<String>,
    /// How long it took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<i64>,
    /// `inbound`, `outbound`, `internal` or what the source says; absent where it is not known, and in
    /// calls of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
    /// The key by which this call found the customer.
    #[serde(rename = "match")]
    pub matched: Key,
    /// The highest severity among the findings.
    pub severity: u8,
    /// Risk, 0 to 100.
    pub risk: u8,
    /// Flagged as a complaint.
    pub flagged: bool,
    /// `problem`: something that can be worked on is named; `anger`: discontent that names nothing;
    /// `none`. Absent in calls of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substance: Option<String>,
    /// `resolved`, `unresolved` or `unknown`; absent where there is no complaint to settle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// Whether it could be told if the agent offered something; absent in calls of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offers_evaluated: Option<bool>,
    /// Long pauses; absent where pauses could not be measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub long_pauses: Option<u32>,
    /// The longest pause; absent where pauses could not be measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_pause_ms: Option<i64>,
    /// Number of findings by category, those left out included.
    pub counts: BTreeMap<String, u32>,
    /// At most 50 findings, the most severe ones, in the order of the call.
    pub findings: Vec<Finding>,
    /// How many findings are left out.
    pub findings_omitted: u32,
    /// What the agent promised; absent where that could not be told, and in calls of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promises: Option<Vec<CallPromise>>,
}

/// A promise of the agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct CallPromise {
    /// Stable id.
    pub id: String,
    /// The clause as it was said.
    pub quote: String,
    /// Number of its turn.
    pub turn: u32,
    /// `agent`, `company` or `third_party`.
    pub who: String,
    /// `call`, `sms`, `email`, `messenger`, `letter`, `app` or `none`.
    pub channel: String,
    /// The deadline as it was said.
    pub text: String,
    /// How exactly it was said; `vague` for what names no time.
    pub precision: String,
    /// The instant at which it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<String>,
    /// The day on which it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_date: Option<String>,
    /// Why there is neither, where it is not vague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A kind of key and its value, as they were compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Key {
    /// The kind.
    pub by: By,
    /// The value: E.164 for a phone, lower case for an e-mail address.
    pub key: String,
}

/// A kind of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The customer's id.
    CustomerId,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
}

/// One finding of a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Finding {
    /// Stable id.
    pub id: String,
    /// `family.kind`.
    pub category: String,
    /// Id of the rule.
    pub rule: String,
    /// Title of the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Severity of the rule.
    pub severity: u8,
    /// The phrase as the lexicon has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phrase: Option<String>,
    /// Who said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Number of the turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<u32>,
    /// Number of the turn it ends in, where turns were read as one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn_end: Option<u32>,
    /// First character in the turn, and one past the last, in `turn_end` if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chars: Option<[u32; 2]>,
    /// Start, from the start of the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_ms: Option<i64>,
    /// End, from the start of the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_ms: Option<i64>,
    /// What was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

/// One line of `unmatched.jsonl`: a call that found no customer, or more than one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unmatched {
    /// Always `callsift.unmatched/1`.
    #[schemars(extend("const" = UNMATCHED_SCHEMA))]
    pub schema: String,
    /// `source:call_id`.
    pub key: String,
    /// The id within its telephone system.
    pub call_id: String,
    /// The telephone system or export.
    pub source: String,
    /// Why the call is here.
    pub status: Status,
    /// What the call says of its customer.
    pub given: Given,
    /// The keys that were looked for, in order.
    pub tried: Vec<Key>,
    /// The customers that share the last key tried, at most 20.
    pub candidates: Vec<Candidate>,
    /// How many more there are.
    pub candidates_omitted: u64,
    /// When the call began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<String>,
    /// How long it took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<i64>,
    /// The agent's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<String>,
    /// The agent's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_name: Option<String>,
    /// The queue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue: Option<String>,
    /// The direction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
    /// The highest severity among the findings.
    pub severity: u8,
    /// Risk, 0 to 100.
    pub risk: u8,
    /// Flagged as a complaint.
    pub flagged: bool,
}

/// Why a call is on no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// No customer has any of its keys.
    NotFound,
    /// Several customers have its key.
    Ambiguous,
    /// The call names nobody: no id, no valid number, no address.
    NoKey,
    /// Its customer was found, but that record is refused.
    Refused,
}

/// What a call says of its customer, as the telephone system wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Given {
    /// The customer's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// The number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// A customer record that may be meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Candidate {
    /// Its line in the customer file.
    pub line: u64,
    /// Its ids, at most 8.
    pub ids: Vec<FieldValue>,
}

/// A field of a record and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldValue {
    /// The field's name.
    pub field: String,
    /// Its value.
    pub value: String,
}
