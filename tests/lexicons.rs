//! The built-in lexicon compiles without errors, and every rule finds what it must and no more.

use callsift::diagnostic::{Diagnostic, Level, SourceFile, Style, render};
use callsift::language::Packs;
use callsift::lexicon::{LexiconFiles, Topics, builtin_files, compile};
use callsift::scan::{ScanSettings, selftest};

fn without_notes(mut told: Vec<Diagnostic>) -> Vec<Diagnostic> {
    told.retain(|diagnostic| diagnostic.code.level() != Level::Note);
    told
}

#[test]
fn every_utterance_of_every_rule() {
    let mut files = LexiconFiles::new(builtin_files());
    files.set_topics(Topics::All);
    let (lexicon, told) = compile(&files, Packs::builtin())
        .unwrap_or_else(|errors| panic!("{}", render(files.files(), &errors, Style::Plain)));
    let warnings = without_notes(told);
    assert!(warnings.is_empty(), "{}", render(files.files(), &warnings, Style::Plain));
    let outcome = selftest::run(&lexicon, &ScanSettings::default());
    let shown: Vec<String> = outcome
        .failures
        .iter()
        .map(|f| {
            format!("{} {:?} {}: {}", lexicon.rule(f.rule).id, f.expected, f.text.value, f.why)
        })
        .collect();
    println!("{}", render(files.files(), &outcome.warnings, Style::Plain));
    assert!(shown.is_empty(), "{} of {}:\n{}", shown.len(), outcome.utterances, shown.join("\n"));
}

#[test]
fn a_lawyer_weighs_the_same_in_every_language() {
    let (lexicon, _) = compile(&LexiconFiles::new(builtin_files()), Packs::builtin()).unwrap();
    let lawyers: Vec<u8> = lexicon
        .rules()
        .iter()
        .filter(|rule| rule.id.starts_with("escalation.legal.lawyer."))
        .map(|rule| rule.severity)
        .collect();
    assert_eq!(lawyers, [4, 4, 4]);
}

#[test]
fn the_examples_of_the_page_are_sound() {
    let page = std::fs::read_to_string("docs/lexicon.md").unwrap();
    let examples: Vec<&str> = page
        .split("```toml\n")
        .skip(1)
        .map(|rest| rest.split_once("```").map_or(rest, |(example, _)| example))
        .collect();
    assert!(examples.len() > 2);
    for example in examples {
        let file = SourceFile { path: "example.toml".to_owned(), text: example.to_owned() };
        let mut files = LexiconFiles::new(vec![file]);
        files.set_topics(Topics::All);
        let shown = |found: &[_]| render(files.files(), found, Style::Plain);
        let (lexicon, told) =
            compile(&files, Packs::builtin()).unwrap_or_else(|errors| panic!("{}", shown(&errors)));
        let warnings = without_notes(told);
        assert!(warnings.is_empty(), "{}", shown(&warnings));
        let outcome = selftest::run(&lexicon, &ScanSettings::default());
        assert!(outcome.failures.is_empty() && outcome.warnings.is_empty(), "{example}");
    }
}

#[test]
fn every_rule_has_three_utterances_of_each_kind() {
    let mut files = LexiconFiles::new(builtin_files());
    files.set_topics(Topics::All);
    let (lexicon, _) = compile(&files, Packs::builtin()).unwrap();
    for rule in lexicon.rules() {
        assert!(rule.caught.len() >= 3 && rule.quiet.len() >= 3, "{}", rule.id);
    }
    assert!(lexicon.rules().len() > 150);
}
