//! Holds `samples/README.md` against real runs: what it says is found is found, and no more.
#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Categories of findings by call id, as a scan of `input` writes them.
fn found(input: &str, out: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let done = Command::new(env!("CARGO_BIN_EXE_callsift"))
        .env("LC_ALL", "C")
        .args(["scan", input, "--quiet", "--out"])
        .arg(out)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let calls = fs::read_to_string(out.join("calls.jsonl")).unwrap();
    let of = |line: &str| {
        let call: Value = serde_json::from_str(line).unwrap();
        let findings = call["findings"].as_array().unwrap();
        let categories = findings.iter().map(|f| f["category"].as_str().unwrap().to_owned());
        (call["call_id"].as_str().unwrap().to_owned(), categories.collect())
    };
    calls.lines().map(of).collect()
}

/// Names in backticks that are a category, or a family with `.*`.
///
/// A cell that begins with a dash says that nothing is, and may go on with what is suppressed.
fn categories(cell: &str) -> Vec<&str> {
    if cell.trim().starts_with('–') {
        return Vec::new();
    }
    let is_part = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let is_category = |name: &&str| {
        let mut parts = name.split('.');
        parts.clone().count() == 2 && parts.all(|part| part == "*" || is_part(part))
    };
    cell.split('`').skip(1).step_by(2).filter(is_category).collect()
}

#[test]
fn what_the_page_says_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut calls = found("samples/calls", &folder.path().join("1"));
    calls.extend(found("samples/night-2", &folder.path().join("2")));
    let page = fs::read_to_string("samples/README.md").unwrap();
    let mut described = BTreeSet::new();
    for row in page.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        // A call is named by its id, or by the file it is in.
        let names = cells[0].split('`').skip(1).step_by(2);
        let ids = names.filter_map(|name| Path::new(name).file_stem()?.to_str());
        let Some(id) = ids.filter(|id| calls.contains_key(*id)).last() else { continue };
        described.insert(id.to_owned());
        let of_call = &calls[id];
        for wanted in categories(cells[cells.len() - 2]) {
            assert!(of_call.contains(wanted), "{id}: {wanted} is not found, but {of_call:?}");
        }
        for unwanted in categories(cells[cells.len() - 1]) {
            let begin = unwanted.trim_end_matches('*');
            let hit = of_call.iter().find(|category| {
                *category == unwanted || unwanted.ends_with('*') && category.starts_with(begin)
            });
            assert_eq!(hit, None, "{id}: {unwanted} must not be found");
        }
    }
    let ids: BTreeSet<String> = calls.into_keys().collect();
    assert_eq!(described, ids, "calls and rows of samples/README.md");
}

#[test]
fn the_samples_show_families_of_every_kind() {
    let folder = tempfile::tempdir().unwrap();
    let calls = found("samples/calls", folder.path());
    let families: BTreeSet<&str> =
        calls.values().flatten().filter_map(|category| category.split('.').next()).collect();
    // Nobody is abused and nothing is sold in them.
    let shown = ["agent", "complaint", "customer", "escalation", "outcome", "pause", "profanity"];
    let missing: Vec<&str> = shown.into_iter().filter(|one| !families.contains(one)).collect();
    assert!(missing.is_empty(), "{missing:?} are missing in {families:?}");
}
