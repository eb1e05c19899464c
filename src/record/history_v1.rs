//! `history` of a customer's value: what the calls say when they are read one after another.
//!
//! Three answers are told apart everywhere: `yes`, `no`, and `not_evaluated` with its reason.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A customer's calls over time, worked out from all of them, as of `as_of` of the value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct History {
    /// What it was worked out with.
    pub settings: Settings,
    /// Calls that do not say when they began, and so have no place in time.
    pub calls_without_start: u32,
    /// Calls that began after `as_of`; nothing here looks at them.
    pub calls_after_as_of: u32,
    /// The same complaint came again.
    pub repeat_contact: RepeatContact,
    /// The complaints become graver.
    pub growing_severity: GrowingSeverity,
    /// Nothing was heard since a complaint.
    pub went_silent: WentSilent,
    /// Complaints to which nobody called back in time.
    pub unanswered: Unanswered,
    /// How long complaints waited for a call.
    pub time_to_callback: TimeToCallback,
    /// What was offered.
    pub compensation: Compensation,
    /// A customer who complains often and is to be served first.
    pub our_customer: OurCustomer,
    /// What became of the agent's promises, as far as later calls show.
    pub promises: Promises,
    /// How urgently a person should look at this customer.
    pub risk: CustomerRisk,
}

/// The settings behind a history; days are 24 hours, and count back from `as_of` or from a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Settings {
    /// `history.repeat_days`.
    pub repeat_days: u64,
    /// `history.severity_days`.
    pub severity_days: u64,
    /// `history.silent_days`.
    pub silent_days: u64,
    /// `history.answer_hours`: working hours.
    pub answer_hours: u64,
    /// `history.offer_days`.
    pub offer_days: u64,
    /// `history.ours_complaints`.
    pub ours_complaints: u64,
    /// `history.ours_days`.
    pub ours_days: u64,
    /// `history.risk_days`.
    pub risk_days: u64,
    /// `history.hours`: from when to when is worked, in the time zone.
    pub hours: String,
    /// The days that are worked on: `monday_to_friday`, `every_day`, or the country of the calendar.
    pub calendar: String,
    /// `time.zone`; absent where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It is so.
    Yes,
    /// It is not.
    No,
    /// Nobody can tell; `reason` says why.
    NotEvaluated,
}

/// Why nobody can tell.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A call that may decide does not say when it began.
    NoStartTime,
    /// A call that may decide does not say who called whom.
    NoDirection,
    /// No time zone is given, so nobody knows when working hours are.
    NoTimeZone,
    /// The calendar lacks a year.
    CalendarYearMissing,
    /// The calendar is not at hand where the record was computed anew.
    NoCalendar,
    /// A call does not say who is the agent.
    NoRoles,
    /// A call was attached by a version that did not keep what is needed; attach it again.
    EarlierVersion,
    /// A deadline that no calendar has.
    NoSuchDate,
    /// No sum of money stands in what was found.
    NoMoneySaid,
}

/// A call and when it began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct CallAt {
    /// `source:call_id`.
    pub call: String,
    /// When it began.
    pub at: String,
}

/// The same complaint came again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct RepeatContact {
    /// A complaint of the last `repeat_days` days has a category that a complaint of the `repeat_days`
    /// before it has.
    pub status: Answer,
    /// Why nobody can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Every category that came again, over the whole history.
    pub categories: Vec<Repeated>,
}

/// A category that came again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Repeated {
    /// The category.
    pub category: String,
    /// How often it came again within the days.
    pub repeats: u32,
    /// The calls: those it came again in, and the one before each.
    pub calls: Vec<String>,
    /// When it last came again.
    pub last_at: String,
    /// That is within `repeat_days` before `as_of`.
    pub current: bool,
}

/// The complaints become graver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct GrowingSeverity {
    /// Of the complaints within `severity_days` before `as_of`, the last is graver than the first and
    /// none is graver than the last.
    pub status: Answer,
    /// Why nobody can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The first of them, where it grows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Graveness>,
    /// The last of them, where it grows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Graveness>,
}

/// How grave a call is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Graveness {
    /// `source:call_id`.
    pub call: String,
    /// When it began.
    pub at: String,
    /// Its severity, 0 to 5.
    pub severity: u8,
}

/// Nothing was heard since a complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct WentSilent {
    /// The last contact is a complaint that was not resolved in the call, `silent_days` or more ago.
    pub status: Answer,
    /// Why nobody can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// That complaint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<CallAt>,
    /// Whole days from it to `as_of`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u64>,
}

/// Complaints to which nobody called back in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Unanswered {
    /// At least one complaint is unanswered; `not_evaluated` where none is known to be, and of some
    /// nobody can tell.
    pub status: Answer,
    /// Why nobody can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Complaints by what became of them.
    pub counts: AnswerCounts,
    /// The complaints that were not resolved in the call, in the order of the calls.
    pub complaints: Vec<Complaint>,
}

/// Complaints by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct AnswerCounts {
    /// Resolved in the call: nobody has to call back.
    pub resolved_in_call: u32,
    /// Somebody called back in time.
    pub answered: u32,
    /// Somebody called back too late.
    pub late: u32,
    /// Nobody has called back, and there is still time.
    pub open: u32,
    /// Nobody has called back, and the time is over.
    pub unanswered: u32,
    /// Nobody can tell.
    pub not_evaluated: u32,
}

/// What became of a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerState {
    /// Somebody called back in time.
    Answered,
    /// Somebody called back too late.
    Late,
    /// Nobody has called back, and there is still time.
    Open,
    /// Nobody has called back, and the time is over.
    Unanswered,
    /// Nobody can tell.
    NotEvaluated,
}

/// A complaint that waits for a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Complaint {
    /// `source:call_id`.
    pub call: String,
    /// When it began; absent where the call does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What became of it.
    pub state: AnswerState,
    /// Why nobody can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Until when somebody had to call back; absent where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<String>,
    /// The first call to the customer after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<CallAt>,
    /// From the start of the complaint to the start of that call, by the clock on the wall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callback_ms: Option<i64>,
}

/// How long complaints waited for a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct TimeToCallback {
    /// Whether any complaint was followed by a call to the customer.
    pub status: Answer,
    /// Why nobody can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Complaints whose wait is known.
    pub count: u32,
    /// Half of them waited no longer; absent without any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub median_ms: Option<i64>,
    /// The longest wait; absent without any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_ms: Option<i64>,
}

/// What was offered: enough to see both care and misuse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Compensation {
    /// Something was offered.
    pub status: Answer,
    /// Why nobody can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Findings by kind: `agent.compensation`, `agent.bonus`, `agent.courtesy`. A kind for which the
    /// lexicon has no rule is not looked for.
    pub by_kind: BTreeMap<String, u32>,
    /// Calls in which something was offered.
    pub calls: u32,
    /// Those that are complaints, or come at most `offer_days` after one.
    pub after_complaint: u32,
    /// Those without such a complaint.
    pub without_complaint: u32,
    /// Those of which nobody can tell, since a call does not say when it began.
    pub not_placed: u32,
    /// Sums in what the customer complained about, as far as findings quote them.
    pub money_named: Money,
    /// Sums in what was offered, as far as findings quote them.
    pub money_offered: Money,
    /// The calls in which something was offered.
    pub offers: Vec<Offer>,
}

/// A call in which something was offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Offer {
    /// `source:call_id`.
    pub call: String,
    /// When it began; absent where the call does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The kinds.
    pub kinds: Vec<String>,
    /// The findings, as far as the record lists them.
    pub findings: Vec<String>,
    /// The call is a complaint, or comes after one.
    pub after_complaint: Answer,
}

/// Sums of money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Money {
    /// `yes`, or `not_evaluated`: that no sum is quoted does not say that none was named.
    pub status: Answer,
    /// Why nobody can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// By currency.
    pub sums: Vec<Sum>,
}

/// Money in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Sum {
    /// `UAH`, `RUB`, `USD`, `EUR`, `GBP`.
    pub currency: String,
    /// The largest sum of each call, added up: `1500` or `49.90`.
    pub total: String,
    /// The calls it comes from.
    pub calls: Vec<String>,
}

/// A customer who complains often and is to be served first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct OurCustomer {
    /// At least `ours_complaints` complaints within `ours_days` before `as_of`.
    pub status: Answer,
    /// Why nobody can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Why it is so: `complains_often`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Complaints within the days.
    pub complaints: u32,
    /// Those calls.
    pub calls: Vec<String>,
}

/// What became of the agent's promises, as far as later calls show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Promises {
    /// At least one is overdue or was asked about again.
    pub status: Answer,
    /// Why nobody can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Promises by what became of them.
    pub counts: PromiseCounts,
    /// The promises, in the order of the calls; their words stand in the calls.
    pub promises: Vec<Promised>,
}

/// Promises by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct PromiseCounts {
    /// See [`PromiseState::Kept`].
    pub kept: u32,
    /// See [`PromiseState::Late`].
    pub late: u32,
    /// See [`PromiseState::AskedAgain`].
    pub asked_again: u32,
    /// See [`PromiseState::Overdue`].
    pub overdue: u32,
    /// See [`PromiseState::Open`].
    pub open: u32,
    /// Nobody can tell.
    pub not_evaluated: u32,
}

/// What became of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PromiseState {
    /// A call was promised, and there was one to the customer in time.
    Kept,
    /// A call was promised, and there was one to the customer too late.
    Late,
    /// Within `repeat_days` the customer complained about the same again, of a broken promise or of having
    /// to ask again.
    AskedAgain,
    /// The time is over, and nothing shows it kept. Only calls are seen: what was promised otherwise may
    /// have been done.
    Overdue,
    /// There is still time, or it is vague.
    Open,
    /// Nobody can tell.
    NotEvaluated,
}

/// A promise and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Promised {
    /// Its id.
    pub promise: String,
    /// The call it was made in, `source:call_id`.
    pub call: String,
    /// What became of it.
    pub state: PromiseState,
    /// Why nobody can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The instant up to which it is due; absent where it is vague or not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<String>,
    /// The call that shows what became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_by: Option<CallAt>,
}

/// How urgently a person should look at a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct CustomerRisk {
    /// 0 to 100; absent where nothing could be evaluated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
    /// What gave which points; their sum is the score unless it exceeds 100.
    pub parts: Vec<Part>,
    /// Parts of which nobody can tell; the score may be higher with them.
    pub not_evaluated: Vec<PartGap>,
}

/// What gives points.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// The call of the highest risk within `risk_days`: 40 of 100 of its risk.
    Call,
    /// A category came again: 10 each, at most two.
    RepeatContact,
    /// Complaints become graver: 10.
    GrowingSeverity,
    /// A complaint is unanswered: 10 each, at most three, the latest.
    Unanswered,
    /// Nothing was heard since a complaint: 15.
    WentSilent,
    /// A customer who complains often: 5.
    OurCustomer,
    /// A promise is overdue or was asked about again: 10 each, at most two, the latest.
    Promise,
}

/// One summand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct Part {
    /// What gives the points.
    pub part: PartKind,
    /// Points.
    pub points: u8,
    /// The call they come from.
    pub call: String,
    /// The finding or the promise they come from, where it is one that the record lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
}

/// A part of which nobody can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("additionalProperties" = true))]
pub struct PartGap {
    /// The part.
    pub part: PartKind,
    /// Why.
    pub reason: Reason,
}
