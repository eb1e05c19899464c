//! What a run found in the calls of each telephone system, for whoever watches over many nights.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The calls of one source.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceFigures {
    /// Calls that count.
    pub calls: u64,
    /// Of them, flagged as complaints.
    pub flagged: u64,
    /// Chats, in which there are no times of speech.
    pub chats: u64,
    /// Calls, chats apart, in which time could not be measured.
    pub without_times: u64,
    /// Calls in which nobody is known as agent or as customer.
    pub without_roles: u64,
    /// Calls with the warning `roles_look_swapped`.
    pub roles_look_swapped: u64,
    /// Warnings by code.
    pub warnings: BTreeMap<String, WarningFigures>,
    /// Rules by id; only those that matched.
    pub rules: BTreeMap<String, RuleFigures>,
    /// Calls in which at least one rule of a family could not be checked, by family.
    pub not_evaluated: BTreeMap<String, Gaps>,
    /// Calls in which a rule could not be checked, by rule.
    pub rules_not_evaluated: BTreeMap<String, Gaps>,
}

/// How often a warning came.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WarningFigures {
    /// Calls that have it.
    pub calls: u64,
    /// How often in all.
    pub times: u64,
}

/// How often a rule matched.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleFigures {
    /// Findings.
    pub hits: u64,
    /// Calls with at least one.
    pub calls: u64,
    /// Findings in 1,000 calls of the source, rounded half up to three decimals.
    pub per_1000_calls: String,
}

/// Calls in which something could not be checked, each once, by the first of these that it lacks.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gaps {
    /// Times.
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub no_times: u64,
    /// Known roles.
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub no_roles: u64,
    /// They are chats.
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub wrong_medium: u64,
    /// Nobody wanted the timeline.
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub switched_off: u64,
}

/// `hits` in 1,000 `calls`, in decimal, rounded half up to three decimals. Of no calls there are none.
pub fn per_1000_calls(hits: u64, calls: u64) -> String {
    let calls = u128::from(calls.max(1));
    let thousandths = (u128::from(hits) * 1_000_000 + calls / 2) / calls;
    format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}

#[cfg(test)]
mod tests {
    use super::per_1000_calls;

    #[test]
    fn rates_are_exact() {
        for (hits, calls, rate) in [
            (0, 0, "0.000"),
            (0, 7, "0.000"),
            (1, 3, "333.333"),
            (2, 3, "666.667"),
            (1, 2_000_000, "0.001"),
            (1, 2_000_001, "0.000"),
            (5, 2, "2500.000"),
            (u64::MAX, 1, "18446744073709551615000.000"),
        ] {
            assert_eq!(per_1000_calls(hits, calls), rate, "{hits} {calls}");
        }
    }
}
