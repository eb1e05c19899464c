//! The data sets, where they are at hand: their calls, and what a scan finds in them.
//!
//! The sets are no part of the project; `CALLSIFT_SHARED` names the folder that holds them.
#![allow(clippy::print_stdout, reason = "what a test leaves out is told where its result is read")]

use flate2::read::MultiGzDecoder;
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder, or `None` with a word about what is left out.
pub(crate) fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("CALLSIFT_SHARED").map(PathBuf::from);
    if shared.is_none() {
        println!("left out: CALLSIFT_SHARED is not set");
    }
    shared.map(|shared| shared.join("data/calls"))
}

/// Every call of a set, as written.
pub(crate) fn calls(folder: &Path, set: &str) -> Vec<Value> {
    let path = folder.join(format!("{set}.jsonl.gz"));
    let file = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines = BufReader::new(MultiGzDecoder::new(file)).lines();
    lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect()
}

/// What a scan with the built-in lexicon and the default settings says of each call, in the order of
/// the input; calls that came twice are kept.
pub(crate) fn scanned(input: &Path) -> Vec<Value> {
    let done = Command::new(env!("CARGO_BIN_EXE_callsift")).arg("scan").arg(input).output();
    let done = done.unwrap();
    assert!(done.status.success(), "{}: {}", input.display(), done.status);
    let lines = done.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
}

/// The same for a set.
pub(crate) fn scanned_set(folder: &Path, set: &str) -> Vec<Value> {
    scanned(&folder.join(format!("{set}.jsonl.gz")))
}
