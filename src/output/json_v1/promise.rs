//! The promises of a call as `callsift.call/1` has them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether promises could be looked for.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct PromiseSearch {
    /// They could.
    pub evaluated: bool,
    /// Why not: `no_roles`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Something the agent promised.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Promise {
    /// Stable across runs: `p_` and 20 hex digits.
    pub id: String,
    /// The clause as it was said, and where.
    pub what: PromiseWords,
    /// Who will do it: `agent`, `company` or `third_party`.
    pub who: String,
    /// By when.
    pub due: Due,
    /// How the customer will hear of it: `call`, `sms`, `email`, `messenger`, `letter`, `app` or `none`.
    pub channel: String,
}

/// Words of a promise, with the evidence that findings have.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PromiseWords {
    /// The words exactly as the transcript has them.
    pub quote: String,
    /// The turn, from 0.
    pub turn: usize,
    /// Turn of the last word, where turns were read as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn_end: Option<usize>,
    /// From the first byte in the turn to the last byte in `turn_end`, end exclusive.
    pub bytes: [usize; 2],
    /// The same in Unicode scalar values.
    pub chars: [usize; 2],
    /// The same in UTF-16 code units.
    pub utf16: [usize; 2],
    /// When it was said; absent without times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_ms: Option<i64>,
    /// See `start_ms`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_ms: Option<i64>,
    /// `word` or `turn`: how exactly that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
}

/// When a promise is due. Of `at`, `date` and `reason` there is one, and none where it is vague.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Due {
    /// The instant, RFC 3339 with the offset of the call's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The day, on which it is due up to the last second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The deadline as it was said; pieces that stand apart have ` … ` between them.
    pub text: String,
    /// How exactly it was said: `minute`, `hour`, `day`, `working_days`, `week`, `month`, `year`, or
    /// `vague` for what names no time.
    pub precision: String,
    /// Why there is no date: `no_start`, `no_time_zone`, `calendar_year_missing` or `no_such_date`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// By what working days were counted: the country of the calendar, or `monday_to_friday` without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
}
