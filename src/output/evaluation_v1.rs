//! `callsift.evaluation/1`: how well a lexicon does on labelled calls.

use super::json_v1::ENGINE;
use super::run_v1::Records;
use crate::evaluation::{
    self as from, BASE_RATES, Evaluation as Evaluated, LabelProblem, Tally as Calls, Weights,
    WeightsOf,
};
use crate::lexicon::{Lexicon, RuleIx};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The value of `schema`.
pub const SCHEMA: &str = "callsift.evaluation/1";

/// What `callsift evaluate --json` writes.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Evaluation {
    /// Always `callsift.evaluation/1`.
    pub schema: String,
    /// Name and version of the program.
    pub engine: String,
    /// Content hash of the lexicon.
    pub lexicon: String,
    /// Every setting that decides what comes out.
    pub settings: BTreeMap<String, serde_json::Value>,
    /// Records that were read, and what became of them.
    pub records: Records,
    /// Whose weights the figures are of: `lexicon` or `ones`.
    pub weights: String,
    /// From which score a call is flagged.
    pub threshold: f64,
    /// How calls are labelled.
    pub labels: Labels,
    /// All calls.
    pub total: Group,
    /// Precision where complaints are 2, 5 and 10 % of all calls.
    pub precision_at: Vec<AtBaseRate>,
    /// Talk without complaints: calls labelled as none; all calls, if there is no label at all.
    pub benign: Benign,
    /// By language of the call.
    pub languages: Vec<Group>,
    /// By source.
    pub sources: Vec<Group>,
    /// By the field of `--by`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Group>,
    /// By kind of call: `negated`, `profane`, `mixed_language`, `recognised_speech`.
    pub slices: Vec<Group>,
    /// By category; those without a finding are left out.
    pub categories: Vec<Finder>,
    /// By rule; those without a finding are left out.
    pub rules: Vec<Finder>,
    /// By threshold of the score, the highest first; at most 200 points.
    pub curve: Vec<Point>,
    /// By severity: calls flagged from this severity on.
    pub severities: Vec<Point>,
    /// Categories people gave to calls, against those found.
    pub call_agreement: Vec<Agreement>,
    /// Places people marked, against those found.
    pub span_agreement: Vec<Agreement>,
    /// The same calls with other weights and thresholds.
    pub trials: Vec<Trial>,
    /// Fitted weights; absent without `--fit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fit: Option<Fit>,
    /// Complaints with the lowest scores.
    pub misses: Vec<Example>,
    /// Other calls that are flagged, with the highest scores.
    pub false_flags: Vec<Example>,
    /// Calls without a label that are flagged, with the highest scores.
    pub unlabelled_flags: Vec<Example>,
}

/// A share with its count; either `share`, `low` and `high` are there, or `not_told`.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// So many.
    pub count: u64,
    /// Of so many.
    pub of: u64,
    /// 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// Lower end of the Wilson 95 % interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper end of the Wilson 95 % interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Why there is no share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_told: Option<NotTold>,
}

/// Why a figure is not told.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct NotTold {
    /// Of what there are too few: `calls`, `positives`, `negatives`, `flagged`, `marked`, `found`.
    pub of: String,
    /// How many there are; it takes 20.
    pub only: u64,
}

/// Precision at a share of complaints among all calls.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct AtBaseRate {
    /// Share of complaints among all calls.
    pub base_rate: f64,
    /// 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<f64>,
    /// Lower end, from the intervals of recall and false share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Why there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_told: Option<NotTold>,
}

/// How calls are labelled, and what is wrong with labels.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Labels {
    /// Calls labelled as complaints.
    pub complaints: u64,
    /// Calls labelled as none.
    pub others: u64,
    /// Calls whose label is empty.
    pub null: u64,
    /// Calls without a field for the label.
    pub missing: u64,
    /// The first of them.
    pub missing_calls: Vec<String>,
    /// Calls with a label that is none.
    pub faulty: u64,
    /// The first faults.
    pub faults: Vec<Fault>,
    /// Rows of the label table that could not be used.
    pub table_faults: u64,
    /// Entries of the label table that no call answers to.
    pub table_unused: u64,
    /// The first of them.
    pub table_unused_ids: Vec<String>,
}

/// A label that is none.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Fault {
    /// `source:call_id`.
    pub call: String,
    /// The field.
    pub field: String,
    /// `label`, `members`, `category`, `span`, `outside` or `ambiguous`.
    pub problem: String,
    /// What was found.
    pub found: String,
}

/// Calls of a kind, and how they come out.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// Which kind; absent for calls that do not state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Calls.
    pub calls: u64,
    /// Share of complaints that are flagged.
    pub recall: Figure,
    /// Share of flagged calls that are complaints, in this mixture.
    pub precision: Figure,
    /// Share of other calls that are flagged.
    pub false_share: Figure,
    /// Share of calls without a label that are flagged.
    pub unlabelled_flagged: Figure,
}

/// Talk without complaints.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Benign {
    /// Calls.
    pub calls: u64,
    /// Words in them, those of machines not counted.
    pub words: u64,
    /// Findings of complaints and escalations.
    pub hits: u64,
    /// Findings per million words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hits_per_million_words: Option<f64>,
    /// Lower end of the Wilson 95 % interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hits_low: Option<f64>,
    /// Upper end of the Wilson 95 % interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hits_high: Option<f64>,
    /// Why there is no number of hits per million words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hits_not_told: Option<NotTold>,
    /// Flagged calls.
    pub flagged: Figure,
}

/// What a rule or a category finds.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Finder {
    /// Id of the rule, or name of the category.
    pub name: String,
    /// Weight of the rule; absent for categories.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// Complaints in which it matches.
    #[serde(rename = "true")]
    pub right: u64,
    /// Other calls in which it matches.
    #[serde(rename = "false")]
    pub wrong: u64,
    /// Calls without a label in which it matches.
    pub unlabelled: u64,
    /// Complaints flagged only thanks to its weight.
    pub only_true: u64,
    /// Other calls flagged only because of its weight.
    pub only_false: u64,
    /// Findings in calls that are no complaints or have no label.
    pub benign_hits: u64,
    /// Share of the labelled calls with a match that are complaints.
    pub precision: Figure,
}

/// A threshold and what it gives.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// Calls are flagged from this value on.
    pub at: f64,
    /// Share of complaints that are flagged.
    pub recall: Figure,
    /// Share of flagged calls that are complaints.
    pub precision: Figure,
    /// Share of other calls that are flagged.
    pub false_share: Figure,
}

/// How far people and rules agree.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Agreement {
    /// The category or family, as people wrote it.
    pub category: String,
    /// Given by people and found.
    pub matched: u64,
    /// Given by people and not found.
    pub missed: u64,
    /// Found and not given by people.
    pub extra: u64,
    /// Share of what people gave that was found.
    pub recall: Figure,
    /// Share of what was found that people gave.
    pub precision: Figure,
}

/// The same calls with certain weights and a certain threshold.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Trial {
    /// `lexicon`, `ones` or `fitted`.
    pub weights: String,
    /// From which score on; absent where each fold has its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
    /// Threshold, and fitted weights, were chosen on the other folds.
    pub cross_validated: bool,
    /// Share of complaints that are flagged.
    pub recall: Figure,
    /// Share of flagged calls that are complaints.
    pub precision: Figure,
    /// Share of other calls that are flagged.
    pub false_share: Figure,
}

/// Fitted weights.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Fit {
    /// Why there are none; everything else is empty then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_told: Option<NotTold>,
    /// The share of other calls that are flagged stays within what was asked for.
    pub within: bool,
    /// Rules that weigh something, before or after.
    pub rules: Vec<FittedRule>,
}

/// What became of a rule's weight.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct FittedRule {
    /// Its id.
    pub rule: String,
    /// Its weight before.
    pub old: f64,
    /// Its weight now.
    pub new: f64,
    /// `fitted`, `kept` (too few calls) or `not_scored` (rules of its category do not count).
    pub basis: String,
    /// Complaints in which it matches.
    pub positives: u64,
    /// Other calls in which it matches.
    pub negatives: u64,
}

/// A call that is judged wrong.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Example {
    /// `source:call_id`.
    pub call: String,
    /// Its language, where it is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Its score.
    pub score: f64,
    /// Its severity.
    pub severity: u8,
    /// Rules that weigh something.
    pub parts: Vec<Part>,
    /// Matches that do not count.
    pub suppressed: Vec<Suppressed>,
    /// What was said.
    pub turns: Vec<Turn>,
    /// More was said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub clipped: bool,
}

/// A summand of a score.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// The rule.
    pub rule: String,
    /// Its weight.
    pub weight: f64,
    /// What it found.
    pub quotes: Vec<String>,
}

/// A match that does not count.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Suppressed {
    /// The rule.
    pub rule: String,
    /// Why, as in `calls.jsonl`.
    pub reason: String,
    /// The words.
    pub quote: String,
}

/// What one party said.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Turn {
    /// `agent`, `customer`, `system` or `unknown`.
    pub role: String,
    /// What was said.
    pub text: String,
}

/// What stands around the figures.
#[derive(Debug)]
pub struct Frame<'a> {
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// Whose weights.
    pub weights_of: WeightsOf,
    /// The weights.
    pub weights: &'a Weights,
    /// Every setting that decides what comes out.
    pub settings: BTreeMap<String, serde_json::Value>,
    /// Records that were read.
    pub records: Records,
}

impl Evaluation {
    /// An evaluation as it is written.
    pub fn new(of: &Evaluated, frame: Frame<'_>) -> Evaluation {
        let lexicon = frame.lexicon;
        let id = |rule: RuleIx| lexicon.rule(rule).id.clone();
        let examples = |list: &[from::Example]| list.iter().map(|e| example(e, lexicon)).collect();
        let rule = |finder: &from::Finder<RuleIx>| {
            finder_of(finder, id(finder.name), Some(frame.weights.of(finder.name).get()))
        };
        let name = |group: &from::Group<Option<String>>| group_of(group.name.clone(), &group.tally);
        let slice = |group: &from::Group<from::Slice>| {
            group_of(Some(group.name.as_str().to_owned()), &group.tally)
        };
        Evaluation {
            schema: SCHEMA.to_owned(),
            engine: ENGINE.to_owned(),
            lexicon: lexicon.hash().to_owned(),
            settings: frame.settings,
            records: frame.records,
            weights: frame.weights_of.as_str().to_owned(),
            threshold: of.threshold.get(),
            labels: labels(of),
            total: group_of(None, &of.total),
            precision_at: BASE_RATES.map(|base| at_base_rate(base, &of.total)).into(),
            benign: benign(of),
            languages: of.languages.iter().map(name).collect(),
            sources: of.sources.iter().map(name).collect(),
            by: of.by.iter().map(name).collect(),
            slices: of.slices.iter().map(slice).collect(),
            categories: of
                .categories
                .iter()
                .map(|finder| finder_of(finder, finder.name.as_str().to_owned(), None))
                .collect(),
            rules: of.rules.iter().map(rule).collect(),
            curve: of.curve.iter().map(|point| point_of(point.at.get(), &point.tally)).collect(),
            severities: of
                .severities
                .iter()
                .map(|point| point_of(f64::from(point.at), &point.tally))
                .collect(),
            call_agreement: of.call_agreement.iter().map(agreement).collect(),
            span_agreement: of.span_agreement.iter().map(agreement).collect(),
            trials: of.trials.iter().map(trial).collect(),
            fit: of.fit.as_ref().map(|fit| fit_of(fit, lexicon)),
            misses: examples(&of.misses),
            false_flags: examples(&of.false_flags),
            unlabelled_flags: examples(&of.unlabelled_flags),
        }
    }
}

impl From<&from::Figure> for Figure {
    fn from(figure: &from::Figure) -> Figure {
        let (estimate, untold) = (figure.told.ok(), figure.told.err());
        Figure {
            count: figure.count,
            of: figure.of,
            share: estimate.map(|estimate| estimate.value),
            low: estimate.map(|estimate| estimate.low),
            high: estimate.map(|estimate| estimate.high),
            not_told: untold.map(NotTold::from),
        }
    }
}

impl From<from::Untold> for NotTold {
    fn from(untold: from::Untold) -> NotTold {
        NotTold { of: untold.of.as_str().to_owned(), only: untold.only }
    }
}

fn benign(of: &Evaluated) -> Benign {
    let hits = of.benign.hits_per_word().told;
    let per_million = |value: fn(from::Estimate) -> f64| hits.ok().map(|told| value(told) * 1e6);
    Benign {
        calls: of.benign_calls,
        words: of.benign.words,
        hits: of.benign.hits,
        hits_per_million_words: per_million(|told| told.value),
        hits_low: per_million(|told| told.low),
        hits_high: per_million(|told| told.high),
        hits_not_told: hits.err().map(NotTold::from),
        flagged: (&of.benign_flagged()).into(),
    }
}

fn at_base_rate(base_rate: f64, total: &Calls) -> AtBaseRate {
    let told = total.precision_at(base_rate);
    let estimate = told.ok();
    AtBaseRate {
        base_rate,
        precision: estimate.map(|estimate| estimate.value),
        low: estimate.map(|estimate| estimate.low),
        high: estimate.map(|estimate| estimate.high),
        not_told: told.err().map(NotTold::from),
    }
}

fn labels(of: &Evaluated) -> Labels {
    let counts = &of.labels;
    let fault = |(call, fault): &(crate::units::CallKey, from::LabelFault)| {
        let (problem, found) = match &fault.problem {
            LabelProblem::NoLabel { found } => ("label", found),
            LabelProblem::NoMembers { found } => ("members", found),
            LabelProblem::NoCategory { found } => ("category", found),
            LabelProblem::NoSpan { found } => ("span", found),
            LabelProblem::Outside { found } => ("outside", found),
            LabelProblem::Ambiguous { id } => ("ambiguous", id),
        };
        let problem = problem.to_owned();
        Fault { call: call.to_string(), field: fault.field.clone(), problem, found: found.clone() }
    };
    Labels {
        complaints: of.total.positives(),
        others: of.total.negatives(),
        null: counts.null,
        missing: counts.missing,
        missing_calls: counts.missing_named.iter().map(ToString::to_string).collect(),
        faulty: counts.faulty,
        faults: counts.faults.iter().map(fault).collect(),
        table_faults: counts.row_faults,
        table_unused: counts.unused,
        table_unused_ids: counts.unused_named.iter().map(|(id, _)| id.clone()).collect(),
    }
}

fn group_of(name: Option<String>, tally: &Calls) -> Group {
    Group {
        name,
        calls: tally.calls(),
        recall: (&tally.recall()).into(),
        precision: (&tally.precision()).into(),
        false_share: (&tally.false_share()).into(),
        unlabelled_flagged: (&tally.unlabelled_share()).into(),
    }
}

fn finder_of<N>(finder: &from::Finder<N>, name: String, weight: Option<f64>) -> Finder {
    Finder {
        name,
        weight,
        right: finder.tally.found,
        wrong: finder.tally.wrong,
        unlabelled: finder.tally.unlabelled_flagged,
        only_true: finder.only_found,
        only_false: finder.only_wrong,
        benign_hits: finder.benign_hits,
        precision: (&finder.precision()).into(),
    }
}

fn point_of(at: f64, tally: &Calls) -> Point {
    Point {
        at,
        recall: (&tally.recall()).into(),
        precision: (&tally.precision()).into(),
        false_share: (&tally.false_share()).into(),
    }
}

fn agreement(of: &from::Agreement) -> Agreement {
    Agreement {
        category: of.category.clone(),
        matched: of.matched,
        missed: of.missed,
        extra: of.extra,
        recall: (&of.recall()).into(),
        precision: (&of.precision()).into(),
    }
}

fn trial(of: &from::Trial) -> Trial {
    Trial {
        weights: of.weights.as_str().to_owned(),
        threshold: of.threshold.map(|threshold| threshold.get()),
        cross_validated: of.crossed,
        recall: (&of.tally.recall()).into(),
        precision: (&of.tally.precision()).into(),
        false_share: (&of.tally.false_share()).into(),
    }
}

fn fit_of(fit: &Result<from::Fit, from::Untold>, lexicon: &Lexicon) -> Fit {
    match fit {
        Err(untold) => Fit { not_told: Some((*untold).into()), within: false, rules: Vec::new() },
        Ok(fit) => {
            let rules =
                fit.rules.iter().filter(|rule| rule.old != rule.new || !rule.is_weightless());
            let rules = rules.map(|of| FittedRule {
                rule: lexicon.rule(of.rule).id.clone(),
                old: of.old.get(),
                new: of.new.get(),
                basis: of.basis.as_str().to_owned(),
                positives: of.positives,
                negatives: of.negatives,
            });
            Fit { not_told: None, within: fit.within, rules: rules.collect() }
        }
    }
}

fn example(of: &from::Example, lexicon: &Lexicon) -> Example {
    let id = |rule: RuleIx| lexicon.rule(rule).id.clone();
    let part = |(rule, weight): &(RuleIx, crate::lexicon::Weight)| {
        let quotes = of.excerpt.quotes.iter().filter(|(of, quote)| of == rule && !quote.is_empty());
        let quotes = quotes.map(|(_, quote)| quote.clone()).collect();
        Part { rule: id(*rule), weight: weight.get(), quotes }
    };
    let suppressed = of.excerpt.suppressed.iter().map(|(rule, reason, quote)| Suppressed {
        rule: id(*rule),
        reason: reason.as_str().to_owned(),
        quote: quote.clone(),
    });
    let turn = |(role, text): &(crate::transcript::Role, String)| Turn {
        role: role.as_str().to_owned(),
        text: text.clone(),
    };
    Example {
        call: of.key.to_string(),
        language: of.language.clone(),
        score: of.score.get(),
        severity: of.severity,
        parts: of.parts.iter().map(part).collect(),
        suppressed: suppressed.collect(),
        turns: of.excerpt.turns.iter().map(turn).collect(),
        clipped: of.excerpt.clipped,
    }
}
