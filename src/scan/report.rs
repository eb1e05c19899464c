//! The result of one call.

use super::announcement::MachineSpeech;
use super::call_timeline::CallTimeline;
use super::finding::{Finding, NotEvaluated, SuppressedHit};
use super::hits::Gap;
use super::promise::Promise;
use super::scorecard::Scorecard;
use crate::lexicon::{Category, Family, Lexicon, RuleIx, Score, Weight};
use crate::transcript::Role;
use std::collections::BTreeMap;

/// What became of a rule on a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// At least one finding stands.
    Matched,
    /// Not found.
    Clear,
    /// It would have matched, but every match was taken back.
    Suppressed,
    /// The call lacks what the rule needs.
    NotEvaluated(Gap),
}

/// Everything about one call.
#[derive(Clone, Debug, PartialEq)]
pub struct CallReport {
    /// What became of each rule, in the order of the lexicon.
    pub outcomes: Vec<Outcome>,
    /// How many findings each rule has, in the order of the lexicon; also those that are not kept.
    pub found: Vec<u32>,
    /// Findings in the order of the call, those without a place last.
    pub findings: Vec<Finding>,
    /// More findings than are kept were made.
    pub truncated: bool,
    /// Matches that do not count, in the order of the call.
    pub suppressed: Vec<SuppressedHit>,
    /// Rules that could not be evaluated.
    pub not_evaluated: Vec<NotEvaluated>,
    /// The scorecard by the protocol of the settings; `None` without one.
    pub scorecard: Option<Scorecard>,
    /// What machines said, in the order of the call.
    pub announced: Vec<MachineSpeech>,
    /// What the agent promised, in the order of the call; or why that cannot be told.
    pub promises: Result<Vec<Promise>, Gap>,
    /// Silences, overlaps, interruptions and measures; or why there are none.
    pub timeline: Result<CallTimeline, Gap>,
    /// The complaint score.
    pub complaint: Complaint,
    /// How urgently a person should look at the call.
    pub risk: Risk,
    /// The gravest severity among complaints and escalations, 0 without any.
    pub severity: u8,
    /// Whether the matter was settled in the call; `None` where there is no complaint to settle.
    pub resolution: Option<Resolution>,
    /// Whether what is quoted may still hold personal data where it stands alone.
    pub quotes: Quotes,
}

/// What is known of the quotes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// None of them holds anything that is to be hidden.
    Plain,
    /// One of them may.
    MayBePersonal,
}

/// Whether the call is a complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The score has reached the threshold.
    pub flag: bool,
    /// Sum of the weights of matched rules, 0 if it is less.
    pub score: Weight,
    /// The lexicon's threshold.
    pub threshold: Weight,
    /// Matched rules that weigh something, in the order of the lexicon.
    pub parts: Vec<RuleIx>,
    /// Whether there is a problem that can be worked on.
    pub substance: Substance,
}

/// What the customer's discontent is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Substance {
    /// Something has a name: what is broken, late, charged, refused, or who should hear of it.
    Problem,
    /// Anger alone: swearing, insults, or discontent that names nothing.
    Anger,
    /// No discontent.
    None,
}

impl Substance {
    /// All of them.
    pub const ALL: [Substance; 3] = [Substance::Problem, Substance::Anger, Substance::None];

    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Substance::Problem => "problem",
            Substance::Anger => "anger",
            Substance::None => "none",
        }
    }
}

/// Whether what the customer complains of was settled in the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// It was, as somebody says.
    Resolved,
    /// It was not, as somebody says.
    Unresolved,
    /// Nobody says.
    Unknown,
}

impl Resolution {
    /// All of them.
    pub const ALL: [Resolution; 3] =
        [Resolution::Resolved, Resolution::Unresolved, Resolution::Unknown];

    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Resolution::Resolved => "resolved",
            Resolution::Unresolved => "unresolved",
            Resolution::Unknown => "unknown",
        }
    }
}

/// A sum of points that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// 0 to 100.
    pub score: u32,
    /// The band the score lies in.
    pub band: Band,
    /// Which finding gave which points; they add up to the score, or to more than 100.
    pub parts: Vec<RiskPart>,
}

/// One summand of the risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskPart {
    /// Id of the finding.
    pub finding: String,
    /// Its points.
    pub points: u32,
}

/// Bands of risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Below medium.
    Low,
    /// From the lexicon's `medium` on.
    Medium,
    /// From `high` on.
    High,
    /// From `critical` on.
    Critical,
}

impl Band {
    /// All of them.
    pub const ALL: [Band; 4] = [Band::Low, Band::Medium, Band::High, Band::Critical];

    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Band::Low => "low",
            Band::Medium => "medium",
            Band::High => "high",
            Band::Critical => "critical",
        }
    }
}

/// The gravest severity among complaints and escalations.
pub(super) fn severity(lexicon: &Lexicon, findings: &[Finding]) -> u8 {
    let rules = findings.iter().map(|finding| lexicon.rule(finding.rule));
    rules
        .filter(|rule| rule.category.family().is_discontent())
        .map(|rule| rule.severity)
        .max()
        .unwrap_or(0)
}

/// Adds up the weights of matched rules.
pub(super) fn complaint(
    lexicon: &Lexicon,
    outcomes: &[Outcome],
    findings: &[Finding],
) -> Complaint {
    let matched = |at: &usize| outcomes[*at] == Outcome::Matched;
    let rules = (0..outcomes.len()).filter(matched).map(|at| RuleIx(at as u32));
    let parts: Vec<RuleIx> =
        rules.filter(|rule| lexicon.rule(*rule).weight != Weight::ZERO).collect();
    let sum: Weight = parts.iter().map(|rule| lexicon.rule(*rule).weight).sum();
    let score = sum.max(Weight::ZERO);
    let threshold = lexicon.score().complaint_threshold;
    Complaint {
        flag: score >= threshold,
        score,
        threshold,
        parts,
        substance: substance(lexicon, findings),
    }
}

/// What the findings say the discontent is about.
fn substance(lexicon: &Lexicon, findings: &[Finding]) -> Substance {
    let mut anger = false;
    for finding in findings {
        match concern(&lexicon.rule(finding.rule).category) {
            Substance::Problem => return Substance::Problem,
            // What an agent says in anger is not the customer's.
            Substance::Anger => anger |= finding.role != Some(Role::Agent),
            Substance::None => {}
        }
    }
    if anger { Substance::Anger } else { Substance::None }
}

/// What findings of a category say the discontent is about.
fn concern(category: &Category) -> Substance {
    match category.family() {
        Family::Complaint if category.as_str() == "complaint.generic" => Substance::Anger,
        Family::Complaint | Family::Escalation => Substance::Problem,
        Family::Abuse | Family::Profanity => Substance::Anger,
        Family::Agent
        | Family::Customer
        | Family::Outcome
        | Family::Contact
        | Family::Sales
        | Family::Pause => Substance::None,
    }
}

/// What the latest finding about the outcome says, of calls that are flagged or have a complaint or an
/// escalation at all; of two at one place, the one that leaves more to do.
pub(super) fn resolution(
    lexicon: &Lexicon,
    flag: bool,
    findings: &[Finding],
) -> Option<Resolution> {
    let mut complains = flag;
    let mut latest = None;
    for finding in findings {
        let category = &lexicon.rule(finding.rule).category;
        complains |= category.family().is_discontent();
        let unresolved = match category.as_str() {
            "outcome.resolved" => false,
            "outcome.unresolved" => true,
            _ => continue,
        };
        // What has no place is said of the whole call, and so comes last.
        let byte = finding.said.as_ref().map_or(usize::MAX, |said| said.bytes[0]);
        let place = (finding.turn.unwrap_or(usize::MAX), byte);
        latest = latest.max(Some((place, unresolved)));
    }
    complains.then_some(match latest {
        None => Resolution::Unknown,
        Some((_, true)) => Resolution::Unresolved,
        Some((_, false)) => Resolution::Resolved,
    })
}

/// Points of the gravest finding of each category, in the order of findings.
pub(super) fn risk(lexicon: &Lexicon, findings: &[Finding]) -> Risk {
    let Score { risk_points, risk_bands: [medium, high, critical], .. } = lexicon.score();
    let mut gravest: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        let rule = lexicon.rule(finding.rule);
        let known = gravest.entry(rule.category.as_str()).or_insert(at);
        if lexicon.rule(findings[*known].rule).severity < rule.severity {
            *known = at;
        }
    }
    let mut chosen: Vec<usize> = gravest.into_values().collect();
    chosen.sort_unstable();
    let part = |at: usize| {
        let severity = usize::from(lexicon.rule(findings[at].rule).severity);
        let points = severity.checked_sub(1).map_or(0, |i| risk_points[i]);
        RiskPart { finding: findings[at].id.clone(), points }
    };
    let parts: Vec<RiskPart> = chosen.into_iter().map(part).filter(|p| p.points > 0).collect();
    let score = parts.iter().map(|part| part.points).sum::<u32>().min(100);
    let band = match score {
        score if score >= *critical => Band::Critical,
        score if score >= *high => Band::High,
        score if score >= *medium => Band::Medium,
        _ => Band::Low,
    };
    Risk { score, band, parts }
}
