//! Words that a phrase must find, and words that only look like them: `tests/linguistics/traps.*.tsv`.
#![cfg(feature = "packs")]
#![expect(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]
#![expect(clippy::print_stdout, reason = "its figures go to the reader")]

use callsift::diagnostic::SourceFile;
use callsift::language::Packs;
use callsift::lexicon::{LexiconFiles, compile};
use callsift::scan::{ScanSettings, Scanner};
use callsift::transcript::Role;
use std::collections::BTreeSet;
use std::fmt::Write;

/// One word of a phrase, the forms it must find and the strangers it must not.
struct Row {
    word: String,
    must: Vec<String>,
    must_not: Vec<String>,
}

fn rows(language: &str) -> Vec<Row> {
    let path = format!("tests/linguistics/traps.{language}.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let list = |field: &str| -> Vec<String> {
        field.split(',').map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned).collect()
    };
    let row = |line: &str| {
        let mut fields = line.split('\t');
        let word = fields.next().unwrap().to_owned();
        Row { word, must: list(fields.next().unwrap()), must_not: list(fields.next().unwrap()) }
    };
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(row).collect()
}

/// Rows of one rule each; which of them find a text.
fn check(language: &str) {
    let rows = rows(language);
    let mut source = format!("language = \"{language}\"\n");
    for (at, row) in rows.iter().enumerate() {
        write!(
            source,
            "[[rule]]\nid = \"complaint.generic.row_{at}\"\ntitle = \"t\"\nseverity = 1\n\
             category = \"complaint.generic\"\nnegation = \"any\"\nphrases = [{:?}]\n",
            row.word
        )
        .unwrap();
    }
    let file = SourceFile { path: "traps".to_owned(), text: source };
    let (lexicon, _) = compile(&LexiconFiles::new(vec![file]), Packs::builtin()).unwrap();
    let settings = ScanSettings::default();
    let mut scanner = Scanner::new(&lexicon, &settings);
    let mut finds = |text: &str| -> BTreeSet<String> {
        let call = callsift::lexicon::dialogue::parse(text, Role::Customer).unwrap();
        let report = scanner.scan(&call);
        report.findings.iter().map(|finding| lexicon.rule(finding.rule).id.clone()).collect()
    };
    let (mut must, mut must_not, mut wrong) = (0, 0, Vec::new());
    for (at, row) in rows.iter().enumerate() {
        let id = format!("complaint.generic.row_{at}");
        for text in &row.must {
            must += 1;
            if !finds(text).contains(&id) {
                wrong.push(format!("{} does not find {text}", row.word));
            }
        }
        for text in &row.must_not {
            must_not += 1;
            if finds(text).contains(&id) {
                wrong.push(format!("{} finds {text}", row.word));
            }
        }
    }
    println!("{language}: {must} must, {must_not} must not, {} wrong", wrong.len());
    assert!(must + must_not >= 1_000, "{language}: too few pairs");
    assert!(wrong.is_empty(), "{language}: {} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn russian() {
    check("ru");
}

#[test]
fn ukrainian() {
    check("uk");
}

#[test]
fn english() {
    check("en");
}
