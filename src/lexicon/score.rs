//! What findings weigh: the complaint score, its threshold, the points and bands of risk.

use super::category::Category;
use super::source::RuleSource;
use crate::diagnostic::table::{TableReader, Written};
use crate::diagnostic::{Code, Diagnostic, nearest};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::iter::Sum;
use std::ops::Add;

/// A weight or a sum of weights, kept in thousandths so that three times 0.4 is 1.2 on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Weight(i64);

impl Weight {
    /// Nothing.
    pub const ZERO: Weight = Weight(0);

    /// The weight of a number with at most three decimals; `None` for others and for |number| > 1,000.
    pub fn new(number: f64) -> Option<Weight> {
        let thousandths = (number * 1_000.0).round();
        let exact = (number * 1_000.0 - thousandths).abs() < 1e-6;
        (exact && number.abs() <= 1_000.0).then_some(Weight(thousandths as i64))
    }

    /// From thousandths.
    pub const fn of_thousandths(thousandths: i64) -> Weight {
        Weight(thousandths)
    }

    /// As a number.
    pub fn get(self) -> f64 {
        self.0 as f64 / 1_000.0
    }
}

impl Add for Weight {
    type Output = Weight;

    fn add(self, other: Weight) -> Weight {
        Weight(self.0.saturating_add(other.0))
    }
}

impl Sum for Weight {
    fn sum<I: Iterator<Item = Weight>>(all: I) -> Weight {
        all.fold(Weight::ZERO, Add::add)
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.get())
    }
}

/// Weights of a lexicon; index 0 of a list is severity 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// What a rule of the families complaint and escalation weighs that has no weight of its own.
    pub complaint_weights: [Weight; 5],
    /// The sum from which a call is flagged as a complaint, inclusive.
    pub complaint_threshold: Weight,
    /// Points of risk, counted once per category for its gravest finding.
    pub risk_points: [u32; 5],
    /// Points from which the bands medium, high and critical begin, inclusive.
    pub risk_bands: [u32; 3],
}

impl Default for Score {
    fn default() -> Score {
        let [weak, whole] = [400, 1_000].map(Weight::of_thousandths);
        Score {
            complaint_weights: [weak, whole, whole, whole, whole],
            complaint_threshold: whole,
            risk_points: [5, 15, 25, 30, 40],
            risk_bands: [20, 45, 70],
        }
    }
}

/// The tables of one file that weigh things.
#[derive(Debug, Default)]
pub(super) struct ScoreSource {
    pub(super) complaint: Option<([Weight; 5], Weight)>,
    pub(super) risk: Option<([u32; 5], [u32; 3])>,
    /// Per rule or category.
    pub(super) weights: Vec<(Written<String>, Weight)>,
}

/// Weights of rules and categories; those of later files stand above those of earlier ones.
#[derive(Debug, Default)]
pub(super) struct OwnWeights(BTreeMap<String, (Written<String>, Weight)>);

impl OwnWeights {
    pub(super) fn add(&mut self, weights: Vec<(Written<String>, Weight)>) {
        for (name, weight) in weights {
            self.0.insert(name.value.clone(), (name, weight));
        }
    }

    /// Complains of names that are neither a rule nor a category.
    pub(super) fn check(&self, rules: &[&RuleSource], diagnostics: &mut Vec<Diagnostic>) {
        let ids = rules.iter().filter_map(|rule| rule.id.as_ref()).map(|id| id.value.as_str());
        let names: BTreeSet<&str> =
            ids.chain(rules.iter().map(|rule| rule.category_name())).collect();
        for (name, _) in self.0.values().filter(|(name, _)| !names.contains(name.value.as_str())) {
            let message = format!("no rule or category is called `{}`", name.value);
            let mut diagnostic = Diagnostic::new(Code::UnknownRule, name.place, message);
            if let Some(meant) = nearest(&name.value, names.iter().copied()) {
                diagnostic = diagnostic.help(format!("did you mean `{meant}`?"));
            }
            diagnostics.push(diagnostic);
        }
    }

    /// What a rule adds to the complaint score: by its id, its category, its severity.
    pub(super) fn of(&self, id: &str, category: &Category, severity: u8, score: &Score) -> Weight {
        let own = |name: &str| self.0.get(name).map(|(_, weight)| *weight);
        let by_severity = || {
            let at =
                usize::from(severity).checked_sub(1).filter(|_| category.family().is_discontent());
            at.map_or(Weight::ZERO, |at| score.complaint_weights[at])
        };
        own(id).or_else(|| own(category.as_str())).unwrap_or_else(by_severity)
    }
}

/// Reads `[complaint]`.
pub(super) fn read_complaint(table: &mut TableReader<'_, '_>) -> Option<([Weight; 5], Weight)> {
    let weights = five(table, "weights", |n| Weight::new(n).is_some() && n >= 0.0);
    table.require("threshold");
    let Written { value, place } = table.number("threshold")?;
    let threshold = Weight::new(value).filter(|threshold| *threshold > Weight::ZERO);
    if threshold.is_none() {
        let message = match value <= 0.0 {
            true => "a threshold of 0 flags every call",
            false => "a threshold has at most three decimals",
        };
        table.complain(Diagnostic::new(Code::BadWeights, place, message));
    }
    Some((weights?.map(|n| Weight::new(n).unwrap_or_default()), threshold?))
}

/// Reads `[weights]`.
pub(super) fn read_weights(table: &mut TableReader<'_, '_>) -> Vec<(Written<String>, Weight)> {
    let mut weights = Vec::new();
    for (name, number) in table.all_numbers() {
        match Weight::new(number.value) {
            Some(weight) => weights.push((name, weight)),
            None => {
                let message = format!("{} is no weight", number.value);
                let help = "a weight has at most three decimals and lies between -1000 and 1000";
                let diagnostic = Diagnostic::new(Code::BadWeights, number.place, message);
                table.complain(diagnostic.help(help));
            }
        }
    }
    weights
}

/// Reads `[risk]`.
pub(super) fn read_risk(table: &mut TableReader<'_, '_>) -> Option<([u32; 5], [u32; 3])> {
    let whole = |n: f64| n.fract() == 0.0 && (0.0..=100.0).contains(&n);
    let points = five(table, "points", whole);
    table.require("bands");
    let value = table.take("bands")?;
    let place = table.place_of(value);
    let Some(bands) = value.get_ref().as_table() else {
        table.complain(Diagnostic::new(Code::BadWeights, place, "`bands` is not a table"));
        return None;
    };
    let mut bands = TableReader::new(table.file, value.span(), bands, table.diagnostics);
    let read = ["medium", "high", "critical"].map(|name| bands.count(name).map(|n| n.value));
    bands.finish();
    let [Some(medium), Some(high), Some(critical)] = read else {
        let message = "`bands` needs medium, high and critical";
        table.complain(Diagnostic::new(Code::BadWeights, place, message));
        return None;
    };
    if !(medium < high && high < critical && critical <= 100) {
        let message = "bands do not rise from medium over high to critical, at most 100";
        table.complain(Diagnostic::new(Code::BadWeights, place, message));
    }
    Some((points?.map(|n| n as u32), [medium, high, critical]))
}

fn five(
    table: &mut TableReader<'_, '_>,
    key: &'static str,
    allowed: impl Fn(f64) -> bool,
) -> Option<[f64; 5]> {
    table.require(key);
    let written = table.numbers(key)?;
    let numbers: Option<[f64; 5]> = written.value.try_into().ok();
    let good = numbers.filter(|numbers| numbers.iter().all(|n| allowed(*n)));
    if good.is_none() {
        let message = format!("`{key}` is not five weights, for severity 1 to 5");
        table.complain(Diagnostic::new(Code::BadWeights, written.place, message));
    }
    good
}

#[cfg(test)]
mod tests {
    use super::Weight;

    #[test]
    fn weights_are_exact() {
        let third = Weight::new(0.4).unwrap();
        assert_eq!([third; 3].into_iter().sum::<Weight>(), Weight::new(1.2).unwrap());
        assert_eq!(Weight::new(-0.35).unwrap().to_string(), "-0.35");
        for number in [0.0005, f64::NAN, f64::INFINITY, 1_000.5] {
            assert_eq!(Weight::new(number), None, "{number}");
        }
    }
}
