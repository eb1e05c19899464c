//! Whole scans of the data sets: everything is accounted for, valid, and the same for any threads.
//!
//! The sets are no part of the project; `CALLSIFT_SHARED` names the folder that holds them.
#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SETS: [&str; 8] = [
    "bewise_ru",
    "harper_en",
    "coraal_en",
    "earnings22_en",
    "taskmaster4_en",
    "banki_ru",
    "hotline_uk",
    "complaints_en",
];

/// Lines of each set that are held against the schema.
const VALIDATED: usize = 300;

fn scan(input: &Path, threads: &str, out: &Path) -> Value {
    let status = Command::new(env!("CARGO_BIN_EXE_callsift"))
        .env("LC_ALL", "C")
        .arg("scan")
        .arg(input)
        .args(["--threads", threads, "--quiet", "--out"])
        .arg(out)
        .status()
        .unwrap();
    assert!(status.success(), "{}: {status}", input.display());
    serde_json::from_slice(&fs::read(out.join("run.json")).unwrap()).unwrap()
}

#[test]
fn scans_of_the_data_sets() {
    let Some(shared) = std::env::var_os("CALLSIFT_SHARED").map(PathBuf::from) else {
        println!("left out: CALLSIFT_SHARED is not set");
        return;
    };
    let schema = Command::new(env!("CARGO_BIN_EXE_callsift"))
        .env("LC_ALL", "C")
        .args(["schema", "call"])
        .output();
    let schema: Value = serde_json::from_slice(&schema.unwrap().stdout).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for set in SETS {
        let input = shared.join(format!("data/calls/{set}.jsonl.gz"));
        assert!(input.is_file(), "{} is missing", input.display());
        let folder = tempfile::tempdir().unwrap();
        let (one, eight) = (folder.path().join("1"), folder.path().join("8"));
        let run = scan(&input, "1", &one);
        assert_eq!(run, scan(&input, "8", &eight), "{set}: run.json");
        for file in ["calls.jsonl", "rejects.jsonl", "run.json"] {
            let same = fs::read(one.join(file)).unwrap() == fs::read(eight.join(file)).unwrap();
            assert!(same, "{set}: {file} differs between 1 and 8 threads");
        }
        let count = |name: &str| run["counts"][name].as_u64().unwrap();
        let parts = ["good", "duplicates", "rejected", "skipped"].map(count);
        assert_eq!(count("read"), parts.iter().sum::<u64>(), "{set}");
        assert_eq!(count("rejected"), 0, "{set}");
        let calls = fs::read_to_string(one.join("calls.jsonl")).unwrap();
        assert_eq!(calls.lines().count() as u64, count("good"), "{set}");
        for line in calls.lines().take(VALIDATED) {
            let call: Value = serde_json::from_str(line).unwrap();
            let errors: Vec<String> = schema.iter_errors(&call).map(|e| e.to_string()).collect();
            assert!(errors.is_empty(), "{set}: {}: {errors:?}", call["call_id"]);
        }
        println!("{set}: {} calls, {} flagged, {}", parts[0], run["flagged"], run["findings"]);
    }
}
