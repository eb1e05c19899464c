//! Conditions of a protocol: as those of rules, and besides, a rule that does not exist is no answer.

use super::Unanswered;
use crate::lexicon::{Condition, RuleSet};
use crate::scan::finding::Fact;
use crate::scan::truth::{Facts, Truth};

/// What became of a condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    /// It holds, for these reasons.
    True(Vec<Fact>),
    /// It does not.
    False,
    /// It cannot be told.
    Unknown(Unanswered),
}

/// Judges a condition.
pub(super) fn judge(facts: &Facts<'_>, condition: &Condition<RuleSet>) -> Verdict {
    match condition {
        Condition::All(list) => all(facts, list),
        Condition::Any(list) => any(facts, list),
        Condition::None(list) => match any(facts, list) {
            Verdict::True(_) => Verdict::False,
            Verdict::False => Verdict::True(list.iter().map(|c| facts.absent(c)).collect()),
            unknown @ Verdict::Unknown(_) => unknown,
        },
        Condition::Rule { rules, .. } if rules.rules.is_empty() => {
            Verdict::Unknown(Unanswered::NoRules)
        }
        Condition::Sequence { steps, .. } if steps.iter().any(|step| step.rules.is_empty()) => {
            Verdict::Unknown(Unanswered::NoRules)
        }
        Condition::Rule { .. }
        | Condition::Sequence { .. }
        | Condition::Known(_)
        | Condition::Silence(_)
        | Condition::Overlap { .. }
        | Condition::Interruption { .. }
        | Condition::Measure { .. } => match facts.truth(condition) {
            Truth::True(facts) => Verdict::True(facts),
            Truth::False => Verdict::False,
            Truth::Unknown(gap) => Verdict::Unknown(Unanswered::Lacking(gap)),
        },
    }
}

/// One false condition decides; else one that cannot be told.
fn all(facts: &Facts<'_>, list: &[Condition<RuleSet>]) -> Verdict {
    let mut found = Vec::new();
    let mut why = None;
    for condition in list {
        match judge(facts, condition) {
            Verdict::True(more) => add_new(&mut found, more),
            Verdict::False => return Verdict::False,
            Verdict::Unknown(unknown) => why = why.or(Some(unknown)),
        }
    }
    why.map_or(Verdict::True(found), Verdict::Unknown)
}

/// All true conditions give their facts; else one that cannot be told decides.
fn any(facts: &Facts<'_>, list: &[Condition<RuleSet>]) -> Verdict {
    let mut found = None;
    let mut why = None;
    for condition in list {
        match judge(facts, condition) {
            Verdict::True(more) => add_new(found.get_or_insert_with(Vec::new), more),
            Verdict::False => {}
            Verdict::Unknown(unknown) => why = why.or(Some(unknown)),
        }
    }
    match (found, why) {
        (Some(found), _) => Verdict::True(found),
        (None, Some(why)) => Verdict::Unknown(why),
        (None, None) => Verdict::False,
    }
}

/// Adds what is not there yet.
fn add_new(facts: &mut Vec<Fact>, more: Vec<Fact>) {
    for fact in more {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
}
