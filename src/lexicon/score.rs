//! What findings weigh: the complaint score, its threshold, the points and bands of risk.

use super::toml_reader::{TableReader, Written};
use crate::diagnostic::{Code, Diagnostic};

/// Weights of a lexicon; index 0 is severity 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Summed over matched rules of the families `complaint` and `escalation`.
    pub complaint_weights: [f64; 5],
    /// The sum from which a call is flagged as a complaint, inclusive.
    pub complaint_threshold: f64,
    /// Points of risk, counted once per category for its gravest finding.
    pub risk_points: [u32; 5],
    /// Points from which the bands medium, high and critical begin, inclusive.
    pub risk_bands: [u32; 3],
}

impl Default for Score {
    fn default() -> Score {
        Score {
            complaint_weights: [0.5, 1.0, 1.0, 1.0, 1.0],
            complaint_threshold: 1.0,
            risk_points: [5, 15, 25, 30, 40],
            risk_bands: [20, 45, 70],
        }
    }
}

/// The tables of one file that weigh things.
#[derive(Debug, Default)]
pub(super) struct ScoreSource {
    pub(super) complaint: Option<([f64; 5], f64)>,
    pub(super) risk: Option<([u32; 5], [u32; 3])>,
}

/// Reads `[complaint]`.
pub(super) fn read_complaint(table: &mut TableReader<'_, '_>) -> Option<([f64; 5], f64)> {
    let weights = five(table, "weights", |n| n.is_finite() && n >= 0.0);
    table.require("threshold");
    let threshold = table.number("threshold");
    if let Some(Written { value, place }) = &threshold
        && *value <= 0.0
    {
        let message = "a threshold of 0 flags every call";
        table.complain(Diagnostic::new(Code::BadWeights, *place, message));
    }
    Some((weights?, threshold?.value))
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
