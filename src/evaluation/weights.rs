//! What each rule weighs, and the score that follows.

use crate::lexicon::{Lexicon, Rule, RuleIx, Weight};

/// Whose weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightsOf {
    /// Those of the lexicon.
    Lexicon,
    /// 1 for every rule of complaints and escalations, 0 for others.
    Ones,
}

impl WeightsOf {
    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            WeightsOf::Lexicon => "lexicon",
            WeightsOf::Ones => "ones",
        }
    }
}

/// A weight for every rule of a lexicon, and the sum from which a call is flagged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    of_rules: Vec<Weight>,
    /// From this sum on.
    pub threshold: Weight,
}

impl Weights {
    /// The weights of a lexicon as they are, or ones.
    pub fn new(of: WeightsOf, lexicon: &Lexicon) -> Weights {
        let one = |rule: &Rule| match rule.category.family().is_discontent() {
            true => Weight::of_thousandths(1_000),
            false => Weight::ZERO,
        };
        let rules = lexicon.rules().iter();
        let (of_rules, threshold) = match of {
            WeightsOf::Lexicon => {
                (rules.map(|rule| rule.weight).collect(), lexicon.score().complaint_threshold)
            }
            // Were the threshold another, ones would be something else than "any rule flags".
            WeightsOf::Ones => (rules.map(one).collect(), Weight::of_thousandths(1_000)),
        };
        Weights { of_rules, threshold }
    }

    /// Weights by the number of the rule.
    pub fn from_parts(of_rules: Vec<Weight>, threshold: Weight) -> Weights {
        Weights { of_rules, threshold }
    }

    /// What a rule weighs.
    pub fn of(&self, rule: RuleIx) -> Weight {
        self.of_rules[rule.0 as usize]
    }

    /// The sum over matched rules, 0 if it is less.
    pub fn score(&self, matched: impl Iterator<Item = RuleIx>) -> Weight {
        matched.map(|rule| self.of(rule)).sum::<Weight>().max(Weight::ZERO)
    }
}
