//! Weights of rules fitted to labelled calls, on the scale of the lexicon's threshold.

use super::curve::{curve, cut};
use super::label::Label;
use super::observe::Observation;
use super::regression::{Problem, Sign};
use super::share::{Of, Untold, enough};
use super::tally::Tally;
use super::weights::{Weights, WeightsOf};
use crate::lexicon::{Category, Family, Lexicon, RuleIx, Weight};

/// Fitted weights are multiples of this, in thousandths: finer ones would feign exactness.
const STEP: i64 = 50;

/// No fitted weight is more than so many thresholds: a rule that is enough alone needs no more.
const MOST_THRESHOLDS: f64 = 1.0;

/// How weights are fitted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FitOptions {
    /// The share of other calls that may be flagged.
    pub max_false: f64,
    /// Rules that match in fewer calls keep the weight they have.
    pub min_calls: u64,
    /// How strongly weights are held small.
    pub l2: f64,
    /// Into how many parts calls are cut to judge the fit on calls it has not seen.
    pub folds: u64,
}

impl Default for FitOptions {
    fn default() -> FitOptions {
        FitOptions { max_false: 0.05, min_calls: 5, l2: 1.0, folds: 5 }
    }
}

/// Why a rule weighs what it weighs after a fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// It was fitted.
    Fitted,
    /// It matched in too few calls and keeps its weight.
    Kept,
    /// Rules of its category do not count towards the score.
    NotScored,
}

impl Basis {
    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Basis::Fitted => "fitted",
            Basis::Kept => "kept",
            Basis::NotScored => "not_scored",
        }
    }
}

/// What became of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FittedRule {
    /// The rule.
    pub rule: RuleIx,
    /// Its weight before.
    pub old: Weight,
    /// Its weight now.
    pub new: Weight,
    /// Why.
    pub basis: Basis,
    /// Complaints in which it matched.
    pub positives: u64,
    /// Other calls in which it matched.
    pub negatives: u64,
}

impl FittedRule {
    /// It weighs nothing, before and after.
    pub fn is_weightless(&self) -> bool {
        self.old == Weight::ZERO && self.new == Weight::ZERO
    }
}

/// Weights fitted to labelled calls.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Every rule, in the order of the lexicon.
    pub rules: Vec<FittedRule>,
    /// The weights.
    pub weights: Weights,
    /// The share of other calls that are flagged stays within what was asked for.
    pub within: bool,
}

/// Weights tried out on the calls of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Which weights.
    pub weights: TrialWeights,
    /// From which score on; `None` where each fold has a threshold of its own.
    pub threshold: Option<Weight>,
    /// Thresholds, and fitted weights, come from the other folds.
    pub crossed: bool,
    /// How calls come out.
    pub tally: Tally,
}

/// The weights of a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrialWeights {
    /// Those of the lexicon.
    Lexicon,
    /// All of them 1.
    Ones,
    /// Fitted ones.
    Fitted,
}

impl TrialWeights {
    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            TrialWeights::Lexicon => "lexicon",
            TrialWeights::Ones => "ones",
            TrialWeights::Fitted => "fitted",
        }
    }
}

/// The labelled calls, sorted so that sums do not depend on the order of the input.
pub(super) fn labelled(all: &[Observation]) -> Vec<&Observation> {
    let mut calls: Vec<_> = all.iter().filter(|call| call.label != Label::None).collect();
    calls.sort_by(|a, b| (a.hash, &a.key).cmp(&(b.hash, &b.key)));
    calls
}

/// Whether there are enough calls of both classes.
pub(super) fn enough_of_both(calls: &[&Observation]) -> Result<(), Untold> {
    let positives = calls.iter().filter(|call| call.label == Label::Complaint).count() as u64;
    enough(positives, Of::Positives)?;
    enough(calls.len() as u64 - positives, Of::Negatives)
}

/// The side of zero on which the weight of a rule stays; `None` if the rule does not count.
fn sign(category: &Category) -> Option<Sign> {
    match category.family() {
        Family::Complaint | Family::Escalation => Some(Sign::NotNegative),
        Family::Customer if category.as_str() == "customer.praise" => Some(Sign::NotPositive),
        Family::Customer
        | Family::Abuse
        | Family::Agent
        | Family::Outcome
        | Family::Contact
        | Family::Sales
        | Family::Profanity
        | Family::Pause => None,
    }
}

/// Fits weights to labelled calls.
pub(super) fn fit(calls: &[&Observation], lexicon: &Lexicon, options: &FitOptions) -> Fit {
    let old = Weights::new(WeightsOf::Lexicon, lexicon);
    let mut rules: Vec<FittedRule> = (0..lexicon.rules().len() as u32)
        .map(|at| {
            let (rule, old) = (RuleIx(at), old.of(RuleIx(at)));
            let basis = Basis::NotScored;
            FittedRule { rule, old, new: Weight::ZERO, basis, positives: 0, negatives: 0 }
        })
        .collect();
    let mut columns: Vec<Vec<u32>> = vec![Vec::new(); rules.len()];
    for (at, call) in calls.iter().enumerate() {
        for (rule, _) in &call.matched {
            let counted = &mut rules[rule.0 as usize];
            match call.label {
                Label::Complaint => counted.positives += 1,
                Label::Other | Label::None => counted.negatives += 1,
            }
            columns[rule.0 as usize].push(at as u32);
        }
    }
    let mut problem = Problem {
        positive: calls.iter().map(|call| call.label == Label::Complaint).collect(),
        columns: Vec::new(),
        signs: Vec::new(),
    };
    let mut fitted = Vec::new();
    for (rule, column) in rules.iter_mut().zip(columns) {
        let Some(sign) = sign(&lexicon.rule(rule.rule).category) else { continue };
        if rule.positives + rule.negatives < options.min_calls {
            (rule.basis, rule.new) = (Basis::Kept, rule.old);
            continue;
        }
        rule.basis = Basis::Fitted;
        problem.columns.push(column);
        problem.signs.push(sign);
        fitted.push(rule.rule);
    }
    let raw = problem.solve(options.l2);
    let kept = rules.iter().map(|rule| rule.new).collect();
    let scale = Scale { calls, fitted: &fitted, raw: &raw, kept, threshold: old.threshold };
    let (weights, within) = scale.choose(options.max_false);
    for rule in &mut rules {
        rule.new = weights.of(rule.rule);
    }
    Fit { rules, weights, within }
}

/// Raw weights, to be brought to the scale of the threshold.
struct Scale<'a> {
    calls: &'a [&'a Observation],
    fitted: &'a [RuleIx],
    raw: &'a [f64],
    /// Weights of rules that are not fitted.
    kept: Vec<Weight>,
    threshold: Weight,
}

impl Scale<'_> {
    /// The weights that find the most complaints while the share of wrongly flagged calls is at most
    /// `most`, and whether it is; of equal ones those that flag fewer other calls, then the smaller.
    fn choose(&self, most: f64) -> (Weights, bool) {
        let largest = self.raw.iter().fold(0.0_f64, |sum, weight| sum + weight.max(0.0));
        let least = self.raw.iter().copied().filter(|w| *w > 0.0).fold(f64::INFINITY, f64::min);
        let mut best = self.at(f64::INFINITY);
        let mut best_rank = self.rank(&best, most);
        let mut cut = largest.max(1e-6) * 1.02;
        // Below a twentieth of the least weight every rule flags alone; there is nothing more to try.
        while least.is_finite() && cut > least / 20.0 {
            let weights = self.at(cut);
            let rank = self.rank(&weights, most);
            if rank > best_rank {
                (best, best_rank) = (weights, rank);
            }
            cut /= 1.02;
        }
        (best, best_rank.0)
    }

    /// The weights if a sum of `cut` is what flags a call.
    fn at(&self, cut: f64) -> Weights {
        let mut weights = self.kept.clone();
        for (rule, raw) in self.fitted.iter().zip(self.raw) {
            let thresholds = (raw / cut).clamp(-MOST_THRESHOLDS, MOST_THRESHOLDS);
            let steps = (thresholds * self.threshold.get() * 1_000.0 / STEP as f64).round() as i64;
            weights[rule.0 as usize] = Weight::of_thousandths(steps * STEP);
        }
        Weights::from_parts(weights, self.threshold)
    }

    /// Within the share or not; then, if so, complaints found; then how few others are flagged.
    fn rank(&self, weights: &Weights, most: f64) -> (bool, u64, std::cmp::Reverse<u64>) {
        let tally = tally(self.calls, weights, weights.threshold);
        let within = tally.wrong as f64 <= most * tally.negatives() as f64;
        (within, if within { tally.found } else { 0 }, std::cmp::Reverse(tally.wrong))
    }
}

/// Counts calls as weights judge them.
fn tally(calls: &[&Observation], weights: &Weights, threshold: Weight) -> Tally {
    let mut tally = Tally::default();
    for call in calls {
        let score = weights.score(call.matched.iter().map(|(rule, _)| *rule));
        tally.add(call.label, score >= threshold);
    }
    tally
}

/// Every set of weights on the labelled calls, as it is and with thresholds of the other folds.
pub(super) fn trials(
    calls: &[&Observation],
    lexicon: &Lexicon,
    options: &FitOptions,
    fitted: Option<&Fit>,
) -> Vec<Trial> {
    let mut trials = Vec::new();
    for (of, name) in
        [(WeightsOf::Lexicon, TrialWeights::Lexicon), (WeightsOf::Ones, TrialWeights::Ones)]
    {
        let weights = Weights::new(of, lexicon);
        let mut push = |threshold: Option<Weight>, crossed, tally| {
            trials.push(Trial { weights: name, threshold, crossed, tally });
        };
        push(Some(weights.threshold), false, tally(calls, &weights, weights.threshold));
        if let Some(cut) = best_cut(calls, &weights, options.max_false)
            && cut != weights.threshold
        {
            push(Some(cut), false, tally(calls, &weights, cut));
        }
        let crossed = crossed(calls, options, |others| {
            best_cut(others, &weights, options.max_false).map(|cut| (weights.clone(), cut))
        });
        if let Some(tally) = crossed {
            push(None, true, tally);
        }
    }
    let Some(fitted) = fitted else { return trials };
    let (name, threshold) = (TrialWeights::Fitted, fitted.weights.threshold);
    let now = tally(calls, &fitted.weights, threshold);
    trials.push(Trial { weights: name, threshold: Some(threshold), crossed: false, tally: now });
    let crossed = crossed(calls, options, |others| {
        enough_of_both(others).ok()?;
        let weights = fit(others, lexicon, options).weights;
        Some((weights, threshold))
    });
    trials.extend(crossed.map(|tally| Trial {
        weights: name,
        threshold: Some(threshold),
        crossed: true,
        tally,
    }));
    trials
}

/// Calls of each fold as judged by what was learnt from the others; `None` if nothing could be.
fn crossed(
    calls: &[&Observation],
    options: &FitOptions,
    mut learn: impl FnMut(&[&Observation]) -> Option<(Weights, Weight)>,
) -> Option<Tally> {
    let mut sum = Tally::default();
    for fold in 0..options.folds {
        let is_in = |call: &&&Observation| call.hash % options.folds == fold;
        let inside: Vec<&Observation> = calls.iter().filter(is_in).copied().collect();
        let others: Vec<&Observation> = calls.iter().filter(|c| !is_in(c)).copied().collect();
        let (weights, threshold) = learn(&others)?;
        let Tally { found, missed, wrong, clear, .. } = tally(&inside, &weights, threshold);
        sum.found += found;
        sum.missed += missed;
        sum.wrong += wrong;
        sum.clear += clear;
    }
    Some(sum)
}

fn best_cut(calls: &[&Observation], weights: &Weights, most: f64) -> Option<Weight> {
    let score = |call: &Observation| weights.score(call.matched.iter().map(|(rule, _)| *rule));
    cut(&curve(calls.iter().map(|call| (score(call), call.label)), Weight::ZERO), most)
}
