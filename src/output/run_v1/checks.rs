//! What a run was held against: how many records may be unreadable, and the conditions of
//! `--fail-on`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many records may be rejected (`--max-rejects`), and how many were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RejectsAllowed {
    /// As it was written: `25` or `0.1%`.
    pub limit: String,
    /// Records of calls that were rejected.
    pub rejected: u64,
    /// Records of calls that were read.
    pub of: u64,
    /// Records of customers that were rejected, or lost digits; absent without `--customers`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customers_rejected: Option<u64>,
    /// Records of customers that were read; absent without `--customers`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customers_of: Option<u64>,
    /// Whether the limit was kept.
    pub kept: bool,
}

/// The run that this one was held against (`--baseline`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BaselineFile {
    /// As it was named.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Content hash of its lexicon.
    pub lexicon: String,
}

/// One condition of `--fail-on` and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckedCondition {
    /// As it was written.
    pub condition: String,
    /// Whether it was reached; absent where it could not be checked at all, which is no good news.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<bool>,
    /// What was compared, in decimal, with its unit: `7`, `6.250%`, `4.125x`, `new`, `gone`; absent
    /// where there was nothing to compare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// How many calls, records or rules are meant by the value.
    pub count: u64,
    /// Of how many.
    pub of: u64,
    /// Rules whose rate changed so much, the greatest change first, at most 20; `count` counts all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<RateChange>,
    /// What could not be checked, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_checked: Vec<NotChecked>,
}

/// A rule that matches far more or less often than in the baseline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RateChange {
    /// The source.
    pub source: String,
    /// The rule.
    pub rule: String,
    /// Findings in 1,000 calls in the baseline.
    pub before: String,
    /// Findings in 1,000 calls in this run.
    pub now: String,
    /// The greater through the lesser, `new` or `gone` where one of them is none.
    pub value: String,
}

/// A part of a condition that could not be checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NotChecked {
    /// `nothing_read`, `nothing_to_check`, `source_not_in_baseline`, `source_not_in_run`,
    /// `rules_changed`.
    pub reason: String,
    /// The source, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// How many rules, where it is about rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<u64>,
}
