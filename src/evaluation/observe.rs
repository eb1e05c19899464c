//! What is kept of a call that was scanned, once its transcript is gone.

use super::label::{Label, LabelFault, LabelField, LabelProblem, Labels, inside};
use super::slice::{Script, Slices};
use super::table::LabelTable;
use super::weights::Weights;
use super::{agreement, label::LabelSpan};
use crate::lexicon::{Category, Lexicon, RuleIx, Weight};
use crate::redact::Policy;
use crate::scan::{CallReport, Outcome, Suppression};
use crate::transcript::{Role, Transcript};
use crate::units::CallKey;
use sha2::{Digest, Sha256};

/// Turns of a call that are kept to be shown, and characters of them.
const SHOWN_TURNS: usize = 60;
const SHOWN_CHARS: usize = 4_000;

/// Makes an [`Observation`] of each call; shared by all workers.
#[derive(Clone, Debug)]
pub struct Observer {
    /// Where labels stand in a record.
    pub field: LabelField,
    /// Labels in a table; they stand above those of records.
    pub table: Option<LabelTable>,
    /// What rules weigh.
    pub weights: Weights,
    /// A further field of records to count by.
    pub by: Option<LabelField>,
    /// Calls that count: each field has this value, as it is written in JSON or without its quotes.
    pub only: Vec<(LabelField, String)>,
}

/// What is kept of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The call.
    pub key: CallKey,
    /// SHA-256 of the key, its first eight bytes: an order and folds that nobody chose.
    pub hash: u64,
    /// Language of the call, as `ru`; `None` if the source does not state it.
    pub language: Option<String>,
    /// The value of the field that is counted by.
    pub by: Option<String>,
    /// Whether people called it a complaint.
    pub label: Label,
    /// There is a field for the label, be it empty.
    pub stated: bool,
    /// What is wrong with its labels.
    pub faults: Vec<LabelFault>,
    /// The entry of the table that names it.
    pub entry: Option<usize>,
    /// Rules that matched and how often, in the order of the lexicon.
    pub matched: Vec<(RuleIx, u32)>,
    /// Sum of the weights.
    pub score: Weight,
    /// The score has reached the threshold.
    pub flagged: bool,
    /// The gravest severity among complaints and escalations.
    pub severity: u8,
    /// Words of people.
    pub words: u32,
    /// Findings of complaints and escalations.
    pub hits: u32,
    /// Kinds of calls it belongs to.
    pub slices: Slices,
    /// Categories people gave to the call, and those that were found; `None` where they gave none.
    pub categories: Option<agreement::Pair<Category>>,
    /// Places people marked, and those that were found; `None` where they marked none.
    pub spans: Option<agreement::Spans>,
    /// What to show of it, if it is judged wrong.
    pub excerpt: Option<Box<Excerpt>>,
}

/// What a person needs to see why a call was misjudged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// What was said.
    pub turns: Vec<(Role, String)>,
    /// There is more.
    pub clipped: bool,
    /// Words that rules with a weight found.
    pub quotes: Vec<(RuleIx, String)>,
    /// Words of such rules that do not count, and why.
    pub suppressed: Vec<(RuleIx, Suppression, String)>,
}

impl Observer {
    /// What is to be kept of a call; `None` if it does not count.
    pub fn observe(
        &self,
        call: &Transcript,
        report: &CallReport,
        lexicon: &Lexicon,
    ) -> Option<Observation> {
        if !self.only.iter().all(|(field, wanted)| written(field, call).as_ref() == Some(wanted)) {
            return None;
        }
        let mut faults = Vec::new();
        let (labels, entry) = self.labels(call, &mut faults);
        let matched: Vec<(RuleIx, u32)> = (0..)
            .map(RuleIx)
            .zip(report.outcomes.iter().zip(&report.found))
            .filter(|(_, (outcome, _))| **outcome == Outcome::Matched)
            .map(|(rule, (_, found))| (rule, *found))
            .collect();
        let score = self.weights.score(matched.iter().map(|(rule, _)| *rule));
        let flagged = score >= self.weights.threshold;
        let script = Script::of(call);
        let info = call.info();
        let tag = |tag: &String| tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase();
        let misjudged = match labels.label {
            Label::Complaint => !flagged,
            Label::Other | Label::None => flagged,
        };
        Some(Observation {
            key: info.key.clone(),
            hash: hash(&info.key),
            language: info.language.as_ref().map(tag).filter(|tag| !tag.is_empty()),
            by: self.by.as_ref().and_then(|field| written(field, call)),
            label: labels.label,
            stated: labels.stated,
            faults,
            entry,
            score,
            flagged,
            severity: report.severity,
            words: script.words,
            hits: hits(&matched, lexicon),
            slices: Slices::of(call, report, lexicon, &script),
            categories: labels.categories.map(|marked| {
                let found = matched.iter().map(|(rule, _)| lexicon.rule(*rule).category.clone());
                agreement::Pair { marked, found: found.collect() }
            }),
            spans: labels.spans.map(|marked| agreement::Spans::of(marked, report, lexicon)),
            excerpt: misjudged.then(|| Box::new(self.excerpt(call, report))),
            matched,
        })
    }

    /// The labels of a call; of the table, if it names the call.
    fn labels(&self, call: &Transcript, faults: &mut Vec<LabelFault>) -> (Labels, Option<usize>) {
        let Some((entry, labels)) = self.table.as_ref().and_then(|t| t.find(&call.info().key))
        else {
            return (self.field.read(call, faults), None);
        };
        let mut labels = labels.clone();
        let check = |spans: Vec<LabelSpan>| -> Result<Vec<LabelSpan>, LabelProblem> {
            spans.into_iter().map(|span| inside(span, call)).collect()
        };
        labels.spans = match labels.spans.map(check).transpose() {
            Ok(spans) => spans,
            Err(problem) => {
                faults.push(LabelFault { field: "turn, start, end".to_owned(), problem });
                None
            }
        };
        (labels, Some(entry))
    }

    fn excerpt(&self, call: &Transcript, report: &CallReport) -> Excerpt {
        let mut turns = Vec::new();
        let mut left = SHOWN_CHARS;
        let mut clipped = call.turns().len() > SHOWN_TURNS;
        let hidden = Policy::EVERYTHING.call(call);
        for (at, turn) in call.turns().iter().take(SHOWN_TURNS).enumerate() {
            if left == 0 {
                clipped = true;
                break;
            }
            let whole = hidden.turn(at).map_or("", |hidden| hidden.text());
            let text: String = whole.chars().take(left).collect();
            clipped |= text.len() < whole.len();
            left -= text.chars().count();
            turns.push((call.role(turn), text));
        }
        let weighs = |rule: RuleIx| self.weights.of(rule) != Weight::ZERO;
        let findings = report.findings.iter().filter(|finding| weighs(finding.rule));
        let quote = |finding: &crate::scan::Finding| {
            (finding.rule, finding.said.as_ref().map_or(String::new(), |said| said.quote.clone()))
        };
        let suppressed = report.suppressed.iter().filter(|hit| weighs(hit.rule));
        Excerpt {
            turns,
            clipped,
            quotes: findings.map(quote).collect(),
            suppressed: suppressed.map(|hit| (hit.rule, hit.reason, hit.quote.clone())).collect(),
        }
    }
}

/// Findings of complaints and escalations.
fn hits(matched: &[(RuleIx, u32)], lexicon: &Lexicon) -> u32 {
    let discontent = |rule: &RuleIx| lexicon.rule(*rule).category.family().is_discontent();
    matched.iter().filter(|(rule, _)| discontent(rule)).map(|(_, found)| found).sum()
}

/// The value of a field as text: a string without its quotes, anything else as JSON.
fn written(field: &LabelField, call: &Transcript) -> Option<String> {
    let value = field.value(call).ok()??;
    Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

/// The first eight bytes of the SHA-256 of a call's key.
fn hash(key: &CallKey) -> u64 {
    let digest = Sha256::digest(key.to_string());
    digest[..8].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}
