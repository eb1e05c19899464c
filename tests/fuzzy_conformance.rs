//! Words that were heard almost right, on real material: how often a finding rests on a word that
//! was read as another, and was not judged to be right by a person.
//!
//! `tests/linguistics/fuzzy_review.tsv` holds the judgement of every pair of words: what was heard,
//! what it was read as, right or wrong. The sets are no part of the project; `CALLSIFT_SHARED` names
//! the folder that holds them.
#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use callsift::text::Words;
use flate2::read::MultiGzDecoder;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;

const SETS: [&str; 3] = ["koziev_jokes_ru", "taskmaster4_en", "uagec_uk"];

/// Findings on words judged wrong, or not judged, that are borne in 100,000 words.
const BORNE: f64 = 1.0;

fn words_of(input: &Path) -> usize {
    let mut words = Words::new();
    let mut count = 0;
    for line in BufReader::new(MultiGzDecoder::new(File::open(input).unwrap())).lines() {
        let call: Value = serde_json::from_str(&line.unwrap()).unwrap();
        for turn in call["turns"].as_array().unwrap() {
            words.clear();
            words.push_text(turn["text"].as_str().unwrap_or(""));
            count += words.as_slice().len();
        }
    }
    count
}

/// Pairs of words judged right.
fn judged_right() -> BTreeSet<(String, String)> {
    let table = fs::read_to_string("tests/linguistics/fuzzy_review.tsv").unwrap();
    let row = |line: &str| {
        let [heard, read_as, verdict] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        assert!(verdict == "right" || verdict == "wrong", "{line}");
        (verdict == "right").then(|| (heard.to_owned(), read_as.to_owned()))
    };
    table.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
}

#[test]
fn findings_on_misheard_words() {
    let Some(shared) = std::env::var_os("CALLSIFT_SHARED").map(PathBuf::from) else {
        println!("left out: CALLSIFT_SHARED is not set");
        return;
    };
    let right = judged_right();
    let mut too_many = Vec::new();
    for set in SETS {
        let input = shared.join(format!("data/calls/{set}.jsonl.gz"));
        let folder = tempfile::tempdir().unwrap();
        let status = Command::new(env!("CARGO_BIN_EXE_callsift"))
            .env("LC_ALL", "C")
            .arg("scan")
            .arg(&input)
            .args(["--quiet", "--out"])
            .arg(folder.path().join("out"))
            .status()
            .unwrap();
        assert!(status.success(), "{set}: {status}");
        let calls = BufReader::new(File::open(folder.path().join("out/calls.jsonl")).unwrap());
        let mut found = 0;
        let mut wrong: BTreeMap<(String, String), usize> = BTreeMap::new();
        for line in calls.lines() {
            let call: Value = serde_json::from_str(&line.unwrap()).unwrap();
            for finding in call["findings"].as_array().unwrap() {
                let text = |value: &Value, key: &str| value[key].as_str().unwrap().to_lowercase();
                let pairs = finding["fuzzy"].as_array().into_iter().flatten();
                let pairs: Vec<(String, String)> =
                    pairs.map(|pair| (text(pair, "heard"), text(pair, "read_as"))).collect();
                found += usize::from(!pairs.is_empty());
                if let Some(pair) = pairs.into_iter().find(|pair| !right.contains(pair)) {
                    *wrong.entry(pair).or_default() += 1;
                }
            }
        }
        let words = words_of(&input);
        let count: usize = wrong.values().sum();
        let rate = count as f64 * 100_000.0 / words as f64;
        println!(
            "{set}: {words} words, {found} findings on misheard words, {count} not right, {rate:.2} in 100,000 words"
        );
        if std::env::var_os("CALLSIFT_SHOW").is_some() {
            wrong.iter().for_each(|((heard, read_as), n)| println!("{heard}\t{read_as}\t{n}"));
        }
        if rate > BORNE {
            too_many.push(set);
        }
    }
    assert!(too_many.is_empty(), "{too_many:?}");
}
