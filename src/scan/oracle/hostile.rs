//! Calls and lexicons made to be slow are scanned in time that grows with the text alone.

use crate::diagnostic::{SourceFile, Style, render};
use crate::language::Packs;
use crate::lexicon::{LexiconFiles, compile, dialogue};
use crate::scan::{CallReport, MAX_FINDINGS, Outcome, ScanSettings, Scanner};
use crate::transcript::Role;
use std::time::{Duration, SystemTime};

/// Words of a hostile turn.
const WORDS: usize = 10_000;
/// Of the processor's time, without optimisation; whatever is quadratic takes minutes.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long this thread has had a processor, so that a busy machine makes no difference; where the
/// system does not tell, what the clock says.
fn worked() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|first| first.parse().ok());
    nanoseconds.map(Duration::from_nanos).unwrap_or_else(|| {
        SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
    })
}

/// Scans one turn with one rule.
fn scan(rule: &str, text: &str) -> CallReport {
    let head = "language = \"any\"\n[[rule]]\nid = \"complaint.a.a\"\ntitle = \"t\"\n\
                category = \"complaint.a\"\nseverity = 1\n";
    let file = SourceFile { path: "hostile.toml".to_owned(), text: format!("{head}{rule}") };
    let files = LexiconFiles::new(vec![file]);
    let (lexicon, _) = compile(&files, Packs::none())
        .unwrap_or_else(|e| panic!("{}", render(files.files(), &e, Style::Plain)));
    let call = dialogue::parse(text, Role::Customer).unwrap();
    let settings = ScanSettings::default();
    let begin = worked();
    let report = Scanner::new(&lexicon, &settings).scan(&call);
    let took = worked() - begin;
    assert!(took < PATIENCE, "{took:?} for {rule}");
    report
}

#[test]
fn hostile_calls_take_bounded_work() {
    let gaps = |word: &str, times: usize, gap: &str| vec![word; times].join(&format!(" {gap} "));
    // 256 sequences, and hundreds of them on the same words.
    let sequences = gaps("(стол|стул стул)", 8, "..");
    let sets: Vec<String> = (0..8).map(|i| format!("(стол|стул{i})")).collect();
    let stool = "стол ".repeat(WORDS);
    // All 256 sets of eight different slots can be filled here at every word.
    let quarter = "стол ".repeat(WORDS / 4);
    let mixed = "стол стул ".repeat(WORDS / 8);
    let fillers = "и ".repeat(WORDS);
    let numbers = "два сто ".repeat(WORDS / 2);
    let durations = format!("стол {}", "два часа, ".repeat(WORDS / 2));
    let intents = "хочу ".repeat(WORDS);
    for (rule, text, least) in [
        (format!("phrases = [{:?}]", gaps("стол", 16, "..")), &stool, 150),
        (format!("phrases = [{:?}]", gaps("стол", 16, "..20")), &stool, 30),
        (format!("phrases = [{:?}]\norder = \"free\"", gaps("стол", 8, " ")), &stool, WORDS / 8),
        (format!("phrases = [{:?}]\norder = \"free\"", gaps("стол", 8, "..20")), &stool, 60),
        (format!("phrases = [{:?}]\norder = \"free\"", sets.join(" ..20 ")), &quarter, 15),
        (format!("phrases = [{sequences:?}]"), &mixed, 50),
        (format!("phrases = [{:?}]", gaps("{number}", 8, "..")), &numbers, 150),
        (format!("phrases = [\"стол {}\"]", gaps("{duration}", 8, "..20")), &durations, 1),
        ("phrases = [\"=и\"]".to_owned(), &fillers, MAX_FINDINGS),
        ("phrases = [\"=хочу\"]".to_owned(), &intents, MAX_FINDINGS),
    ] {
        let report = scan(&rule, text);
        let found = report.found[0] as usize;
        assert!(found >= least, "{found} of {least}: {rule}");
        assert!(report.findings.len() <= MAX_FINDINGS);
    }
    // Every word is a match, and every match has to be held against the exclusion.
    for order in ["fixed", "free"] {
        let unless = gaps("стол", 8, "..20");
        let rule = format!("phrases = [\"стол\"]\norder = {order:?}\nunless = [{unless:?}]");
        assert_eq!(scan(&rule, &stool).outcomes, [Outcome::Suppressed], "{rule}");
        let unless = gaps("{number}", 8, "..20");
        let rule = format!("phrases = [\"два\"]\norder = {order:?}\nunless = [{unless:?}]");
        assert_eq!(scan(&rule, &numbers).outcomes, [Outcome::Suppressed], "{rule}");
    }
}
