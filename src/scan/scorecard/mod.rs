//! The scorecard of a call: what a protocol asks, answered from what was found, with the evidence.
//!
//! It proposes and decides nothing. What could not be told is said to be so with its reason, and never
//! counts as a no; it stands outside of the sum, as what does not apply does.

mod answer;
mod judge;
mod place;
mod score;
mod sides;

pub(super) use answer::scorecard;
pub use score::{Mark, Points, Score};

use super::finding::Fact;
use super::hits::Gap;

/// The scorecard of one call.
#[derive(Clone, Debug, PartialEq)]
pub struct Scorecard {
    /// Number of the protocol in its lexicon.
    pub protocol: usize,
    /// The answer to each item of the protocol, in its order.
    pub items: Vec<ItemAnswer>,
    /// What became of each thing that is forbidden, in the order of the protocol.
    pub forbidden: Vec<ForbiddenAnswer>,
    /// What the answers add up to.
    pub score: Score,
}

/// What was answered to an item, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemAnswer {
    /// The answer that is proposed.
    pub answer: Answer,
    /// What shows it.
    pub facts: Vec<Fact>,
    /// What speaks against it, and made a partly of a yes.
    pub against: Vec<Fact>,
    /// What a person may want to know besides.
    pub notes: Vec<Note>,
}

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// All its points.
    Yes,
    /// Half of them.
    Partly,
    /// None: it was looked for in the whole call.
    No,
    /// The item has no place in this call.
    NotApplicable,
    /// It could not be told.
    NotEvaluated(Unanswered),
}

impl Answer {
    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Answer::Yes => "yes",
            Answer::Partly => "partly",
            Answer::No => "no",
            Answer::NotApplicable => "n/a",
            Answer::NotEvaluated(_) => "not_evaluated",
        }
    }

    /// The answers by their names, one that could not be told apart.
    pub const ALL: [Answer; 4] = [Answer::Yes, Answer::Partly, Answer::No, Answer::NotApplicable];
}

/// Why something could not be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// The call lacks something.
    Lacking(Gap),
    /// The lexicon has no rule for it yet.
    NoRules,
    /// Only people can tell.
    NeedsAPerson,
}

impl Unanswered {
    /// All of them.
    pub const ALL: [Unanswered; 6] = [
        Unanswered::Lacking(Gap::NoTimes),
        Unanswered::Lacking(Gap::NoRoles),
        Unanswered::Lacking(Gap::WrongMedium),
        Unanswered::Lacking(Gap::SwitchedOff),
        Unanswered::NoRules,
        Unanswered::NeedsAPerson,
    ];

    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Unanswered::Lacking(gap) => gap.as_str(),
            Unanswered::NoRules => "no_rules",
            Unanswered::NeedsAPerson => "needs_a_person",
        }
    }
}

/// What is told of an item besides its answer. It costs no points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// It came before the item of this number, which should come first.
    Before(usize),
    /// It was said in so many turns, where once is enough.
    Several(u32),
    /// It was said at the end of the call alone.
    Late,
}

/// What became of something that is forbidden.
#[derive(Clone, Debug, PartialEq)]
pub struct ForbiddenAnswer {
    /// Whether it was found.
    pub outcome: ForbiddenOutcome,
    /// What shows it.
    pub facts: Vec<Fact>,
    /// What would show it and is right where it stands.
    pub excused: Vec<Fact>,
}

/// Whether something forbidden was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForbiddenOutcome {
    /// It was.
    Found,
    /// It was not.
    NotFound,
    /// It has no place in this call.
    NotApplicable,
    /// It could not be told.
    NotEvaluated(Unanswered),
}
