//! Lists in the documentation are those of the code.
#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use callsift::diagnostic::{Code, Level};
use callsift::language::Packs;
use callsift::lexicon::{Family, LexiconFiles, Measure, Topics, builtin_files, compile};
use callsift::output::lexicon_page;
use callsift::scan::{Gap, Suppression};
use std::fmt::Write;
use std::fs;

/// The page as it should be; written anew with `CALLSIFT_WRITE_DOCS=1 cargo test --test docs`.
fn diagnostics_page() -> String {
    let mut page = String::from(
        "# What `callsift lexicon check` can say\n\n\
         Codes are stable; a code is never used for something else later. An error (E) means that\n\
         the dictionary cannot be used, a warning (W) that it may not do what was meant, a note (N)\n\
         how a word was understood (`lexicon check --notes`).\n\n\
         | code | what |\n| --- | --- |\n",
    );
    for code in Code::ALL {
        let letter = match code.level() {
            Level::Error => 'E',
            Level::Warning => 'W',
            Level::Note => 'N',
        };
        assert!(code.id().starts_with(letter), "{code}");
        writeln!(page, "| {code} | {} |", code.summary()).unwrap();
    }
    page
}

#[test]
fn the_page_of_diagnostics() {
    let path = "docs/diagnostics.md";
    let page = diagnostics_page();
    if std::env::var_os("CALLSIFT_WRITE_DOCS").is_some() {
        fs::write(path, &page).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), page, "CALLSIFT_WRITE_DOCS=1 writes it anew");
}

#[test]
fn the_page_of_rules() {
    let path = "docs/lexicons.md";
    let mut files = LexiconFiles::new(builtin_files());
    files.set_topics(Topics::All);
    let (lexicon, _) = compile(&files, Packs::builtin()).unwrap();
    let page = lexicon_page(&lexicon);
    if std::env::var_os("CALLSIFT_WRITE_DOCS").is_some() {
        fs::write(path, &page).unwrap();
    }
    let known = fs::read_to_string(path).unwrap();
    assert!(known == page, "CALLSIFT_WRITE_DOCS=1 cargo test --test docs writes {path} anew");
    for rule in lexicon.rules() {
        let named = lexicon.category_text(&rule.category).is_some();
        assert!(named, "lexicons/categories.toml does not know {}", rule.category);
    }
}

#[test]
fn codes_are_unique_and_rising() {
    let ids: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
}

#[test]
fn every_name_stands_on_its_page() {
    let page = |name: &str| fs::read_to_string(format!("docs/{name}.md")).unwrap();
    let (lexicon, output) = (page("lexicon"), page("output"));
    for family in Family::ALL {
        assert!(lexicon.contains(&format!("`{}`", family.as_str())), "{family:?}");
    }
    for measure in Measure::ALL {
        assert!(lexicon.contains(&format!("`{}`", measure.name())), "{}", measure.name());
    }
    for reason in Suppression::ALL.map(Suppression::as_str) {
        assert!(output.contains(&format!("`{reason}`")), "{reason}");
    }
    for reason in Gap::ALL.map(Gap::as_str) {
        assert!(output.contains(&format!("`{reason}`")), "{reason}");
    }
}
