//! The pages of a broken lexicon: one bad file for each code in `tests/lexicon_errors/`, beside
//! the page it gives. `CALLSIFT_WRITE_GOLDENS=1 cargo test --test lexicon_errors` writes the pages.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use callsift::diagnostic::{Code, Diagnostic, Level, SourceFile, Style, render};
use callsift::lexicon::{LexiconFiles, compile};
use callsift::scan::selftest;
use std::fs;
use std::path::{Path, PathBuf};

/// Codes without a file, and why.
const WITHOUT: [(&str, &str); 1] =
    [("E026", "the program tells of a file it cannot read; there is no text to underline")];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lexicon_errors")
}

/// Everything `lexicon check` and `lexicon test` would say.
fn diagnostics(files: &LexiconFiles) -> Vec<Diagnostic> {
    match compile(files) {
        Err(diagnostics) => diagnostics,
        Ok((lexicon, mut warnings)) => {
            warnings.extend(selftest::run(&lexicon).warnings);
            warnings
        }
    }
}

fn source(name: &str) -> LexiconFiles {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    LexiconFiles::new(vec![SourceFile { path: name.to_owned(), text }])
}

#[test]
fn every_code_has_its_page() {
    let mut wrong = String::new();
    for code in Code::ALL {
        let id = code.id();
        if WITHOUT.iter().any(|(without, _)| *without == id) {
            continue;
        }
        let files = source(&format!("{id}.toml"));
        let found = diagnostics(&files);
        let page = render(files.files(), &found, Style::Plain);
        if !found.iter().any(|d| d.code == *code) {
            wrong += &format!("{id} is not on its page:\n{page}");
        }
        // The page is about this code alone: causes are told, not their echoes.
        let others: Vec<_> = found.iter().filter(|d| d.code != *code).collect();
        if !others.is_empty() {
            wrong += &format!("{id} brings others with it:\n{page}");
        }
        let golden = folder().join(format!("{id}.txt"));
        if std::env::var_os("CALLSIFT_WRITE_GOLDENS").is_some() {
            fs::write(&golden, &page).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if page != expected {
            wrong += &format!("{id} has another page:\n{page}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn nothing_lies_in_the_folder_that_is_not_tested() {
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(name == "several" || Code::ALL.iter().any(|code| code.id() == name), "{name}");
    }
}

#[test]
fn all_errors_are_told_in_one_pass() {
    let files = source("several.toml");
    let found = diagnostics(&files);
    let codes: Vec<_> =
        found.iter().filter(|d| d.code.level() == Level::Error).map(|d| d.code.id()).collect();
    assert_eq!(
        codes,
        ["E008", "E009", "E013", "E013", "E014", "E002", "E003", "E003", "E003", "E004"]
    );
    assert!(found.windows(2).all(|two| two[0].place <= two[1].place));
}

#[test]
fn a_wrong_value_and_a_missing_key_are_both_told() {
    let text = "language = \"en\"\n[complaint]\nthreshold = 9\n[risk]\npoints = [1, 2, 3, 4, 5]\n\
                [[rule]]\nid = \"complaint.generic.a\"\ncategory = \"complaint.generic\"\n\
                phrases = [\"x\"]\ntitle = 5\nwhen = { rule = 7 }\n";
    let files = LexiconFiles::new(vec![SourceFile { path: "a".to_owned(), text: text.to_owned() }]);
    let page = render(files.files(), &compile(&files).unwrap_err(), Style::Plain);
    for missing in ["`weights` is missing", "`bands` is missing", "`severity` is missing"] {
        assert!(page.contains(missing), "{missing}:\n{page}");
    }
}

#[test]
fn hostile_lexicons_are_refused_or_read() {
    let deep = format!("when = {}{}{}", "{all=[".repeat(3000), "{rule=\"x\"}", "]}".repeat(3000));
    let brackets = format!("phrases = [\"{}\"]", "([".repeat(20_000));
    let arrays = format!("x = {}", "[".repeat(50_000));
    for text in [deep.as_str(), &brackets, &arrays, "\u{feff}", "[[rule]]\n", "\0", "a = 1e999"] {
        let head = "language = \"en\"\n[[rule]]\nid = \"complaint.generic.a\"\ntitle = \"t\"\n\
                    category = \"complaint.generic\"\nseverity = 1\n";
        let text = format!("{head}{text}");
        let files = LexiconFiles::new(vec![SourceFile { path: "a".to_owned(), text }]);
        let found = compile(&files).unwrap_err();
        assert!(!render(files.files(), &found, Style::Plain).is_empty());
    }
}
