//! Holds the scanner against its twin on many small cases.
//!
//! `PROPTEST_CASES=1000000 cargo test --release --lib oracle` for a long run.

use super::cases::{Case, case};
use super::{Place, Verdict, scan};
use crate::diagnostic::{SourceFile, Style, render};
use crate::language::Packs;
use crate::lexicon::{LexiconFiles, compile};
use crate::scan::{CallReport, ScanSettings, Scanner, Suppression};
use crate::transcript::Transcript;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use std::cell::Cell;

/// Cases of a run, unless `PROPTEST_CASES` says otherwise.
const CASES: u32 = 3_500;

/// A suppressed match as reports have it: rule, phrase, first turn, words, reason.
type Suppressed = (usize, usize, usize, String, Suppression);

/// The words of a place, the part of each turn apart by a space.
fn quote(call: &Transcript, place: &Place) -> String {
    let party = call.turns()[place.turn].party();
    let turns = call.turns().iter().enumerate().take(place.turn_end + 1).skip(place.turn);
    let parts = turns.filter(|(_, turn)| turn.party() == party).map(|(at, turn)| {
        let start = if at == place.turn { place.start } else { 0 };
        let end = if at == place.turn_end { place.end } else { turn.text().len() };
        turn.text()[start..end].trim()
    });
    parts.collect::<Vec<_>>().join(" ")
}

fn stands(report: &CallReport) -> Vec<Place> {
    let place = |finding: &crate::scan::Finding| {
        let said = finding.said.as_ref().unwrap();
        Place {
            rule: finding.rule.0 as usize,
            phrase: said.phrase.0 as usize,
            turn: finding.turn.unwrap(),
            start: said.bytes[0],
            turn_end: said.turn_end,
            end: said.bytes[1],
        }
    };
    let mut places: Vec<Place> = report.findings.iter().map(place).collect();
    places.sort();
    places
}

fn suppressed(report: &CallReport) -> Vec<Suppressed> {
    let mut list: Vec<Suppressed> = report
        .suppressed
        .iter()
        .map(|s| (s.rule.0 as usize, s.phrase.0 as usize, s.turn, s.quote.clone(), s.reason))
        .collect();
    list.sort();
    list
}

/// Checks one case, and says how many matches it had, and how many by phrases with values.
fn check(case: &Case) -> Result<[usize; 2], String> {
    let file = SourceFile { path: "case.toml".to_owned(), text: case.lexicon() };
    let files = LexiconFiles::new(vec![file]);
    let (lexicon, _) = compile(&files, Packs::none())
        .map_err(|errors| render(files.files(), &errors, Style::Plain))?;
    let call = case.call();
    // The page says what misheard words are; a twin of that is held against the table.
    let settings = ScanSettings { fuzzy: false, ..ScanSettings::default() };
    let report = Scanner::new(&lexicon, &settings).scan(&call);
    let Verdict { stands: expected, suppressed: taken_back, not_evaluated } =
        scan(&case.rules, &case.forms, &call);
    let mut expected_suppressed: Vec<Suppressed> = taken_back
        .iter()
        .map(|(place, why)| (place.rule, place.phrase, place.turn, quote(&call, place), *why))
        .collect();
    expected_suppressed.sort();
    let reported: Vec<usize> = report.not_evaluated.iter().map(|gap| gap.rule.0 as usize).collect();
    let found = (stands(&report), suppressed(&report), reported);
    let wanted = (expected, expected_suppressed, not_evaluated);
    if found != wanted {
        return Err(format!("scanner {found:#?}\npage {wanted:#?}"));
    }
    let phrases = wanted.0.iter().map(|place| (place.rule, place.phrase));
    let phrases = phrases.chain(wanted.1.iter().map(|hit| (hit.0, hit.1)));
    let all: Vec<&String> = phrases.map(|(rule, at)| &case.rules[rule].phrases[at]).collect();
    Ok([all.len(), all.iter().filter(|phrase| phrase.contains('{')).count()])
}

#[test]
fn oracle_and_scanner_agree() {
    let cases = match std::env::var_os("PROPTEST_CASES") {
        Some(_) => Config::default().cases,
        None => CASES,
    };
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let with_matches = Cell::new(0_u32);
    let with_values = Cell::new(0_u32);
    let result = TestRunner::new(config).run(&case(), |case| {
        let [matches, of_values] = check(&case).map_err(TestCaseError::fail)?;
        with_values.set(with_values.get() + u32::from(of_values > 0));
        with_matches.set(with_matches.get() + u32::from(matches > 0));
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    // A comparison of nothing with nothing proves nothing.
    let with_matches = with_matches.get();
    assert!(with_matches > cases / 2, "only {with_matches} of {cases} cases have matches");
    let with_values = with_values.get();
    println!("{with_values} of {cases} cases have matches of phrases with values");
    assert!(with_values > cases / 20, "only {with_values} of {cases} cases have values");
}
