//! What agents say: everything that the scorecard and the list of forbidden things rest on, held to sets
//! of utterances that were written before its rules.
//!
//! `tests/agent/LANGUAGE/ITEM.txt` has utterances that are the item (`+`) and near misses (`-`). Those of
//! `kept/` were written by others, who sought unusual words; the rules were mended by them as well. Those of
//! `blind/` nobody has seen who wrote rules: they tell what to expect. `CALLSIFT_SHOW=1` prints every figure
//! and every fault of the first sets; `-- --nocapture` with it.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
#![allow(clippy::print_stdout, reason = "figures for whoever asks for them")]

use callsift::language::{Language, Packs};
use callsift::lexicon::{Lexicon, LexiconFiles, builtin_files, compile_for_use, dialogue};
use callsift::scan::{ScanSettings, Scanner};
use callsift::transcript::Role;
use std::fs;
use std::path::{Path, PathBuf};

/// Utterances of an item in a language, half of them near misses.
const LEAST: usize = 100;

/// In hundredths.
struct Bar {
    precision: usize,
    recall: usize,
}

/// Of every set that rules were written to.
const OWN: Bar = Bar { precision: 95, recall: 85 };

#[derive(Default)]
struct Figures {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Figures {
    fn precision(&self) -> usize {
        100 * self.right / (self.right + self.wrong).max(1)
    }

    fn recall(&self) -> usize {
        100 * self.right / (self.right + self.missed).max(1)
    }

    fn add(&mut self, other: &Figures) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

struct Set {
    item: String,
    /// Whether it is the item, and what was said.
    utterances: Vec<(bool, String)>,
}

fn folder(language: Language) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/agent").join(language.code())
}

fn sets(folder: &Path) -> Vec<Set> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    let set = |path: PathBuf| {
        let item = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let utterance = |line: &str| {
            let is = line.strip_prefix("+ ").map(|said| (true, said.to_owned()));
            let is_not = || line.strip_prefix("- ").map(|said| (false, said.to_owned()));
            is.or_else(is_not).unwrap_or_else(|| panic!("{}: {line}", path.display()))
        };
        Set { item, utterances: text.lines().map(utterance).collect() }
    };
    paths.into_iter().map(set).collect()
}

fn lexicon() -> Lexicon {
    compile_for_use(&LexiconFiles::new(builtin_files()), Packs::builtin()).unwrap()
}

/// Says what the rules make of a set.
fn figures(lexicon: &Lexicon, language: Language, set: &Set, show: bool) -> Figures {
    let settings = ScanSettings::default();
    let mut scanner = Scanner::new(lexicon, &settings);
    let category = format!("agent.{}", set.item);
    let mut figures = Figures::default();
    for (is, said) in &set.utterances {
        let call = dialogue::parse_in(Some(language), said, Role::Agent).unwrap();
        let report = scanner.scan(&call);
        let mut categories =
            report.findings.iter().map(|finding| lexicon.rule(finding.rule).category.as_str());
        let found = categories.any(|found| found == category);
        let fault = match (is, found) {
            (true, true) => {
                figures.right += 1;
                continue;
            }
            (false, false) => continue,
            (true, false) => {
                figures.missed += 1;
                "missed"
            }
            (false, true) => {
                figures.wrong += 1;
                "wrong"
            }
        };
        if show {
            println!("    {fault}: {said}");
        }
    }
    figures
}

fn check(language: Language) {
    let show = std::env::var_os("CALLSIFT_SHOW").is_some();
    let lexicon = lexicon();
    let mut below = Vec::new();
    let mut all = Figures::default();
    let sets = sets(&folder(language));
    assert_eq!(sets.len(), 39);
    for set in &sets {
        let is = set.utterances.iter().filter(|(is, _)| *is).count();
        assert!(set.utterances.len() >= LEAST, "{}: {}", set.item, set.utterances.len());
        assert!(is * 5 >= set.utterances.len() * 2, "{}: {is} are the item", set.item);
        let figures = figures(&lexicon, language, set, show);
        let (precision, recall) = (figures.precision(), figures.recall());
        if show {
            println!(
                "{} {}: precision {precision} %, recall {recall} %",
                language.code(),
                set.item
            );
        }
        if precision < OWN.precision || recall < OWN.recall {
            below.push(format!("{}: precision {precision} %, recall {recall} %", set.item));
        }
        all.add(&figures);
    }
    println!(
        "{}: {} items, precision {} %, recall {} %",
        language.code(),
        sets.len(),
        all.precision(),
        all.recall()
    );
    assert!(below.is_empty(), "{}\n{}", language.code(), below.join("\n"));
}

#[test]
fn russian() {
    check(Language::Ru);
}

#[test]
fn ukrainian() {
    check(Language::Uk);
}

#[test]
fn english() {
    check(Language::En);
}

/// Whoever writes a rule to the sets above sees here whether it is one.
#[test]
fn sets_written_apart() {
    let show = std::env::var_os("CALLSIFT_SHOW").is_some();
    let lexicon = lexicon();
    for (apart, least) in [("kept", &KEPT), ("blind", &BLIND)] {
        for language in Language::ALL {
            let mut all = Figures::default();
            for set in sets(&folder(language).join(apart)) {
                let figures = figures(&lexicon, language, &set, false);
                if show {
                    println!(
                        "{} {apart} {}: precision {} %, recall {} %",
                        language.code(),
                        set.item,
                        figures.precision(),
                        figures.recall()
                    );
                }
                all.add(&figures);
            }
            let (code, precision, recall) = (language.code(), all.precision(), all.recall());
            println!("{code} {apart}: precision {precision} %, recall {recall} %");
            assert!(precision >= least.precision && recall >= least.recall, "{code} {apart}");
        }
    }
}

/// What was measured when the rules were written, less two: it may rise, and is not to fall unseen.
const KEPT: Bar = Bar { precision: 97, recall: 93 };
const BLIND: Bar = Bar { precision: 94, recall: 83 };
