//! The scorecard within `callsift.call/1`.

use super::json_v1::Fact;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A protocol answered on a call. Everything in it is proposed; a person decides.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Scorecard {
    /// Id of the protocol.
    pub protocol: String,
    /// What the answered items add up to, in percent of `asked`, with one decimal; absent where nothing
    /// could be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The score that is proposed: `score`, or 0 with a critical error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<f64>,
    /// `pass`, `review` or `fail`, as the marks of the protocol say of `proposed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    /// A critical error was found: it stands in `forbidden`.
    pub critical: bool,
    /// What the score is made of.
    pub points: Points,
    /// Every item of the protocol, in its order.
    pub items: Vec<Item>,
    /// What is forbidden and was found, and what would be and is excused, in the order of the protocol. What
    /// stands neither here nor in `forbidden_not_evaluated` was not found, or has no place in the call.
    pub forbidden: Vec<Forbidden>,
    /// What is forbidden and could not be told.
    pub forbidden_not_evaluated: Vec<NotTold>,
}

impl Scorecard {
    /// Everything in it that somebody said.
    pub(super) fn quotes_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let items = self.items.iter_mut();
        let items = items.flat_map(|item| [&mut item.evidence, &mut item.against]);
        let forbidden = self.forbidden.iter_mut();
        let forbidden = forbidden.flat_map(|one| [&mut one.evidence, &mut one.excused]);
        let open = self.forbidden_not_evaluated.iter_mut().map(|one| &mut one.evidence);
        let all = items.chain(forbidden).chain(open);
        all.flatten().filter_map(|piece| piece.quote.as_mut())
    }
}

/// Points of the protocol: `asked`, `not_applicable`, `not_evaluated` and `needs_a_person` add up to `all`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
pub struct Points {
    /// What was earned, in halves.
    pub earned: f64,
    /// What could be earned: the denominator.
    pub asked: u64,
    /// Points of items that have no place in the call.
    pub not_applicable: u64,
    /// Points of items that could not be told.
    pub not_evaluated: u64,
    /// Points of items that only people can tell.
    pub needs_a_person: u64,
    /// All points of the protocol.
    pub all: u64,
}

/// The answer to one item.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Id of the item.
    pub id: String,
    /// `yes`, `partly`, `no`, `n/a` or `not_evaluated`.
    pub answer: String,
    /// What a yes is worth.
    pub points: u32,
    /// Why it could not be told: `no_times`, `no_roles`, `wrong_medium`, `no_rules` or `needs_a_person`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What shows it; of more than ten the first ten.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// How many more there are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more_evidence: usize,
    /// What speaks against it and made a `partly` of a `yes`; of more than ten the first ten.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<Evidence>,
    /// First and last turn that were searched, where nothing shows the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub searched_turns: Option<[usize; 2]>,
    /// What a person may want to know besides; it costs no points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// What shows an answer: words of a finding, or another fact.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Id of the finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
    /// Its turn, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<usize>,
    /// Its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// What else shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<Fact>,
}

/// Something besides the answer.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "note", rename_all = "snake_case")]
pub enum Note {
    /// It came before an item that should come first.
    Before {
        /// Id of that item.
        item: String,
    },
    /// It was said in several turns, where once is enough.
    Several {
        /// In how many.
        turns: u32,
    },
    /// It was said at the end of the call alone.
    Late,
}

/// Something forbidden.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Forbidden {
    /// Its id.
    pub id: String,
    /// It counts: it was found, and not all of it is excused.
    pub found: bool,
    /// Whom it harms, where it is a critical error: `customer`, `company` or `law`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical: Option<String>,
    /// What shows it; of more than ten the first ten.
    pub evidence: Vec<Evidence>,
    /// How many more there are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more_evidence: usize,
    /// What would show it and is right where it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excused: Vec<Evidence>,
}

/// Something forbidden that could not be told.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct NotTold {
    /// Its id.
    pub id: String,
    /// Whom it harms, where it is a critical error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical: Option<String>,
    /// As for items.
    pub reason: String,
    /// What was found, where only its excuse could not be told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}
