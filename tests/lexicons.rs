//! The built-in lexicon compiles without errors, and every rule finds what it must and no more.

use callsift::diagnostic::{Style, render};
use callsift::lexicon::{LexiconFiles, builtin_files, compile};
use callsift::scan::selftest;

#[test]
fn every_utterance_of_every_rule() {
    let files = LexiconFiles::new(builtin_files());
    let (lexicon, warnings) = compile(&files)
        .unwrap_or_else(|errors| panic!("{}", render(files.files(), &errors, Style::Plain)));
    println!("{}", render(files.files(), &warnings, Style::Plain));
    let outcome = selftest::run(&lexicon);
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
fn every_rule_has_both_kinds_of_utterances() {
    let files = LexiconFiles::new(builtin_files());
    let (lexicon, _) = compile(&files).unwrap();
    for rule in lexicon.rules() {
        assert!(!rule.caught.is_empty() && !rule.quiet.is_empty(), "{}", rule.id);
    }
    assert!(lexicon.rules().len() > 150);
}
