//! One night of a batch job over customers, for the tests of the record module.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeMap;

use callsift::record::{
    AttachOptions, CallCard, CardFinding, Change, CustomerIndex, MatchCounts, Record, RecordError,
    Wanted, render_unmatched,
};
use callsift::units::CallKey;
use serde_json::Value;

/// What one run over a customer file gives.
pub struct Night {
    /// The customers as they leave.
    pub customers: String,
    /// What became of each line.
    pub changes: Vec<Change>,
    /// The lines of `unmatched.jsonl`.
    pub unmatched: Vec<Value>,
    /// The counts.
    pub counts: MatchCounts,
}

/// Reads the customers twice, as the program does; the first refused record ends it.
pub fn night(
    customers: &str,
    cards: Vec<CallCard>,
    options: &AttachOptions,
) -> Result<Night, RecordError> {
    let lines: Vec<&str> = customers.split_inclusive('\n').collect();
    let mut index = CustomerIndex::new(Wanted::new(cards, options.clone()));
    for (number, line) in (1..).zip(&lines) {
        if let Some(record) = Record::parse(number, line.as_bytes())? {
            index.observe(&record)?;
        }
    }
    let resolution = index.resolve();
    let mut out = Vec::new();
    let mut changes = Vec::new();
    for (number, line) in (1..).zip(&lines) {
        changes.push(resolution.rewrite(number, line.as_bytes(), &mut out)?);
    }
    let mut unmatched = Vec::new();
    for call in resolution.unmatched() {
        let mut line = Vec::new();
        render_unmatched(&call, &mut line);
        unmatched.push(serde_json::from_slice(&line).unwrap());
    }
    Ok(Night {
        customers: String::from_utf8(out).unwrap(),
        changes,
        unmatched,
        counts: resolution.counts(),
    })
}

/// A quiet call that names nobody.
pub fn call(id: &str, started_at: &str) -> CallCard {
    CallCard {
        key: CallKey::new("pbx1", id),
        customer_id: None,
        customer_phone: None,
        customer_email: None,
        started_at: (!started_at.is_empty()).then(|| started_at.parse().unwrap()),
        duration_ms: Some(60_000),
        agent_id: None,
        agent_name: None,
        queue: None,
        direction: None,
        offers_evaluated: true,
        severity: 0,
        risk: 0,
        complaint: false,
        score: None,
        substance: None,
        resolution: None,
        long_pauses: 0,
        max_pause_ms: None,
        counts: BTreeMap::new(),
        findings: Vec::new(),
        findings_omitted: 0,
        promises: Some(Vec::new()),
        lexicon: "sha256:00".to_owned(),
    }
}

/// A quiet call of a customer given by id.
pub fn call_of(customer: &str, id: &str, started_at: &str) -> CallCard {
    CallCard { customer_id: Some(customer.to_owned()), ..call(id, started_at) }
}

/// A finding of a category, with its severity.
pub fn finding(id: &str, category: &str, severity: u8) -> CardFinding {
    CardFinding {
        id: format!("f_{id}"),
        category: category.to_owned(),
        rule: format!("{category}.rule"),
        title: None,
        severity,
        phrase: Some("вернуть деньги".to_owned()),
        quote: Some("верните мне деньги".to_owned()),
        role: Some("customer".to_owned()),
        turn: Some(3),
        turn_end: None,
        chars: Some([0, 18]),
        start_ms: Some(1_000),
        end_ms: None,
    }
}

/// The same call with findings, flagged, with its counts and severity set after them.
pub fn with_findings(card: CallCard, findings: Vec<CardFinding>) -> CallCard {
    let mut counts = BTreeMap::new();
    for finding in &findings {
        *counts.entry(finding.category.clone()).or_insert(0) += 1;
    }
    let severity = findings.iter().map(|finding| finding.severity).max().unwrap_or(0);
    CallCard { findings, counts, severity, complaint: true, ..card }
}

/// The value under the own key of one line.
pub fn own(customers: &str, line: usize) -> Value {
    let record: Value = serde_json::from_str(customers.lines().nth(line).unwrap()).unwrap();
    record["callsift"].clone()
}
