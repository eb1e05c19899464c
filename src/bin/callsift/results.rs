//! The results of a scan as they stand in its folder: `run.json` and `calls.jsonl`.

use crate::exit::Stop;
use crate::json_error;
use crate::privacy;
use crate::publish::RUN;
use callsift::output::json_v1::Call;
use callsift::output::run_v1::Run;
use callsift::units::CallKey;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The calls of a scan, in its folder.
pub(crate) const CALLS: &str = "calls.jsonl";

/// A finished scan.
pub(crate) struct Results {
    pub(crate) run: Run,
    /// By risk, the highest first; ties by key, then in the order of the scan.
    pub(crate) calls: Vec<ReadCall>,
}

/// One call of a scan.
pub(crate) struct ReadCall {
    /// `source:call_id`.
    pub(crate) key: String,
    /// How many calls of the scan before it have the same key.
    pub(crate) occurrence: usize,
    pub(crate) call: Call,
}

/// Reads a folder. What a run did not finish, or somebody changed since, is refused.
pub(crate) fn read(folder: &Path) -> Result<Results, Stop> {
    let shown = folder.display();
    let run = fs::read(folder.join(RUN)).map_err(|_| {
        Stop::usage(format!(
            "{shown}: no results of a scan in it (there is no {RUN}); write them first: \
             callsift scan IN --out {shown}"
        ))
    })?;
    let run: Run = serde_json::from_slice(&run)
        .map_err(|error| Stop::usage(format!("{shown}/{RUN}: {}", json_error::why(&error))))?;
    let lines = fs::read(folder.join(CALLS))
        .map_err(|error| Stop::usage(format!("{shown}/{CALLS}: {error}")))?;
    let noted = run.outputs.iter().find(|file| file.file == CALLS);
    if noted.is_some_and(|noted| noted.sha256 != sha256(&lines)) {
        return Err(Stop::usage(format!(
            "{shown}/{CALLS}: not as the scan wrote it; scan the calls again"
        )));
    }
    let calls = calls_of(&lines, &format!("{shown}/{CALLS}"))?;
    Ok(Results { run, calls })
}

/// Reads a file like `calls.jsonl`, whatever scan it is from, in the same order.
pub(crate) fn read_calls(path: &Path) -> Result<Vec<ReadCall>, Stop> {
    let shown = path.display().to_string();
    let lines = fs::read(path).map_err(|error| Stop::usage(format!("{shown}: {error}")))?;
    calls_of(&lines, &shown)
}

fn calls_of(lines: &[u8], shown: &str) -> Result<Vec<ReadCall>, Stop> {
    let mut calls = Vec::new();
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    for (at, line) in lines.split(|byte| *byte == b'\n').enumerate() {
        if line.is_empty() {
            continue;
        }
        let mut call: Call = serde_json::from_slice(line).map_err(|error| {
            let why = json_error::why(&error);
            Stop::usage(format!("{shown}: line {}: {why}", at + 1))
        })?;
        privacy::call(&mut call);
        let key = CallKey::new(&call.source, &call.call_id).to_string();
        let count = keys.entry(key.clone()).or_insert(0);
        calls.push(ReadCall { key, occurrence: *count, call });
        *count += 1;
    }
    by_priority(&mut calls);
    Ok(calls)
}

/// By risk, the highest first; ties by key, then in the order of the scan.
pub(crate) fn by_priority(calls: &mut [ReadCall]) {
    calls.sort_by(|a, b| {
        let by_risk = b.call.risk.score.cmp(&a.call.risk.score);
        by_risk.then_with(|| a.key.cmp(&b.key)).then(a.occurrence.cmp(&b.occurrence))
    });
}

/// SHA-256 in hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
