//! The pages of a broken lexicon: a bad file for each code in `tests/lexicon_errors/`, beside the page
//! it gives; further files of a code have a dash in their names. `CALLSIFT_WRITE_GOLDENS=1 cargo test --test lexicon_errors` writes the pages.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use callsift::diagnostic::{Code, Diagnostic, Level, SourceFile, Style, render};
use callsift::language::Packs;
use callsift::lexicon::{LexiconFiles, compile};
use callsift::scan::{ScanSettings, selftest};
use program::Place;
use std::fs;
use std::path::{Path, PathBuf};

/// Codes without a file, and why.
const WITHOUT: [(&str, &str); 2] = [
    ("E026", "the program tells of a file it cannot read; there is no text to underline"),
    ("E028", "of field maps, not of lexicons"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lexicon_errors")
}

/// Everything `lexicon check` and `lexicon test` would say. Of words with dictionaries, which the
/// pages of these codes need and the others would get notes from.
fn diagnostics(files: &LexiconFiles, code: Option<Code>) -> Vec<Diagnostic> {
    let about_words = [Code::ByAnalogy, Code::SeveralLexemes, Code::NoForms];
    let with = code.is_some_and(|code| about_words.contains(&code));
    match compile(files, if with { Packs::builtin() } else { Packs::none() }) {
        Err(diagnostics) => diagnostics,
        Ok((lexicon, mut warnings)) => {
            warnings.extend(selftest::run(&lexicon, &ScanSettings::default()).warnings);
            warnings
        }
    }
}

fn source(name: &str) -> LexiconFiles {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    LexiconFiles::new(vec![SourceFile { path: name.to_owned(), text }])
}

/// Names of the bad files but `several`, without the ending, sorted.
fn names() -> Vec<String> {
    let stem = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let entries = fs::read_dir(folder()).unwrap().map(|entry| stem(entry.unwrap().path()));
    let mut names: Vec<String> = entries.filter(|name| name != "several").collect();
    names.sort();
    names.dedup();
    names
}

#[test]
fn every_code_has_its_page() {
    let names = names();
    let mut wrong = String::new();
    for code in Code::ALL {
        let id = code.id();
        let of_code = |name: &&String| name.split('-').next() == Some(id);
        for name in names.iter().filter(of_code) {
            wrong += &page_of(name, *code);
        }
        let without = WITHOUT.iter().any(|(without, _)| *without == id);
        assert!(without != names.iter().any(|name| name == id), "{id}");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What is wrong with the page of a file; nothing if all is well.
fn page_of(name: &str, code: Code) -> String {
    let files = source(&format!("{name}.toml"));
    let found = diagnostics(&files, Some(code));
    let page = render(files.files(), &found, Style::Plain);
    let mut wrong = String::new();
    if !found.iter().any(|d| d.code == code) {
        wrong += &format!("{code} is not on the page of {name}:\n{page}");
    }
    // The page is about this code alone: causes are told, not their echoes.
    if found.iter().any(|d| d.code != code) {
        wrong += &format!("{name} brings others with it:\n{page}");
    }
    let golden = folder().join(format!("{name}.txt"));
    if std::env::var_os("CALLSIFT_WRITE_GOLDENS").is_some() {
        fs::write(&golden, &page).unwrap();
    }
    if page != fs::read_to_string(&golden).unwrap_or_default() {
        wrong += &format!("{name} has another page:\n{page}");
    }
    wrong
}

#[test]
fn nothing_lies_in_the_folder_that_is_not_tested() {
    for name in names() {
        let id = name.split('-').next().unwrap();
        assert!(Code::ALL.iter().any(|code| code.id() == id), "{name}");
    }
}

#[test]
fn all_errors_are_told_in_one_pass() {
    let files = source("several.toml");
    let found = diagnostics(&files, None);
    let codes: Vec<_> =
        found.iter().filter(|d| d.code.level() == Level::Error).map(|d| d.code.id()).collect();
    assert_eq!(
        codes,
        ["E008", "E009", "E013", "E013", "E014", "E002", "E003", "E003", "E003", "E004", "E018"]
    );
    assert!(found.windows(2).all(|two| two[0].place <= two[1].place));
}

#[test]
fn a_wrong_value_and_a_missing_key_are_both_told() {
    let text = "language = \"en\"\n[complaint]\nthreshold = 9\n[risk]\npoints = [1, 2, 3, 4, 5]\n\
                [[rule]]\nid = \"complaint.generic.a\"\ncategory = \"complaint.generic\"\n\
                phrases = [\"x\"]\ntitle = 5\nwhen = { rule = 7 }\n";
    let files = LexiconFiles::new(vec![SourceFile { path: "a".to_owned(), text: text.to_owned() }]);
    let page = render(files.files(), &compile(&files, Packs::none()).unwrap_err(), Style::Plain);
    for missing in ["`weights` is missing", "`bands` is missing", "`severity` is missing"] {
        assert!(page.contains(missing), "{missing}:\n{page}");
    }
}

fn compiled(text: &str) -> Result<callsift::lexicon::Lexicon, Vec<&'static str>> {
    let file = SourceFile { path: "a".to_owned(), text: text.to_owned() };
    match compile(&LexiconFiles::new(vec![file]), Packs::none()) {
        Ok((lexicon, _)) => Ok(lexicon),
        Err(found) => Err(found
            .iter()
            .filter(|d| d.code.level() == Level::Error)
            .map(|d| d.code.id())
            .collect()),
    }
}

#[test]
fn a_rule_with_a_broken_field_is_looked_at_whole() {
    let head = "language = \"en\"\n[[rule]]\ntitle = \"t\"\nseverity = 1\n";
    let id = "id = \"complaint.generic.a\"\n";
    let category = "category = \"complaint.generic\"\n";
    let asks =
        "[[rule]]\nid = \"agent.b.c\"\ntitle = \"t\"\nseverity = 1\ncategory = \"agent.b\"\n";
    let names = |name: &str| format!("phrases = [\"x\"]\n{asks}when = {{ rule = \"{name}\" }}\n");
    let phrase = "phrases = [\"(x\"]\n";
    for (text, codes) in [
        // What is wrong beside a missing or broken id or category is told, an echo is not.
        (format!("{category}{phrase}"), vec!["E003", "E013"]),
        (format!("id = 5\n{category}{phrase}"), vec!["E004", "E013"]),
        (format!("{id}{phrase}"), vec!["E003", "E013"]),
        (format!("{id}category = 5\n{phrase}"), vec!["E004", "E013"]),
        (format!("{id}category = \"weather.rain\"\n{phrase}"), vec!["E008", "E013"]),
        (format!("id = \"A\"\n{phrase}"), vec!["E003", "E006", "E013"]),
        (format!("id = \"A\"\n{category}"), vec!["E006", "E012"]),
        (category.to_owned(), vec!["E003", "E012"]),
        // A name that may be that of a rule without an id is not called unknown.
        (format!("{category}{}", names("complaint.generic.a")), vec!["E003"]),
        (format!("{category}{}", names("complaint.other")), vec!["E003", "E018"]),
        (names("anything"), vec!["E003", "E003"]),
        (format!("{id}{}", names("complaint.generic")), vec!["E003"]),
        (format!("{id}{}", names("complaint.generic.a")), vec!["E003"]),
        (format!("{id}category = \"weather.rain\"\n{}", names("weather.rain")), vec!["E008"]),
        (format!("{id}{category}[[rule]]\n{id}{phrase}"), {
            vec!["E012", "E003", "E003", "E003", "E011", "E013"]
        }),
        // Beside a broken condition its neighbours are read.
        (
            format!(
                "{id}{category}when = {{ all = [{{}}, {{ rule = \"agent.no\" }}, {{ sequence = [\"agent.x\"] }}] }}\n"
            ),
            vec!["E020", "E018", "E020", "E020", "E018"],
        ),
        (format!("{id}{category}when = {{ measure = \"no.such\" }}\n"), vec!["E020", "E021"]),
    ] {
        let text = format!("{head}{text}");
        assert_eq!(compiled(&text).unwrap_err(), codes, "{text}");
    }
}

#[test]
fn a_revision_changes_with_the_meaning_alone() {
    let rule = |body: &str| {
        let text = format!(
            "language = \"en\"\n[forms]\n\"pot\" = \"pots\"\n[[rule]]\nid = \"complaint.generic.a\"\n\
             category = \"complaint.generic\"\n{body}"
        );
        compiled(&text).unwrap().rules()[0].revision.clone()
    };
    let plain = "title = \"t\"\nseverity = 1\nwindow = \"first 30 s\"\nphrases = [\"pot\", \"pan\"]\n\
                 unless = [\"tea pot\", \"pan cake\"]\n\
                 when = { silence = { at_least = \"2 s\", count = 1 } }\n";
    for (from, to) in [
        ("= { silence = { at_least", "={silence={  at_least"),
        ("at_least = \"2 s\", count = 1", "count = 1, at_least = \"2000 ms\""),
        (", count = 1", ""),
        ("\"tea pot\", \"pan cake\"", "\"pan cake\", \"tea pot\""),
        ("title", "order = \"fixed\"\nnegation = \"cancel\"\nat_least = 1\ntitle"),
    ] {
        assert!(plain.contains(from), "{from}");
        assert_eq!(rule(plain), rule(&plain.replace(from, to)), "{from}");
    }
    for (from, to) in [
        ("\"pan\"", "\"pans\""),
        ("\"t\"", "\"u\""),
        ("severity = 1", "severity = 2"),
        ("first 30 s", "last 30 s"),
        ("first 30 s", "first 30 %"),
        ("\"2 s\"", "\"3 s\""),
        ("count = 1", "count = 2"),
        ("tea pot", "coffee pot"),
        ("title", "speaker = \"customer\"\ntitle"),
        ("title", "speaker = \"customer!\"\ntitle"),
        ("title", "order = \"free\"\ntitle"),
        ("title", "negation = \"any\"\ntitle"),
        ("title", "at_least = 2\ntitle"),
    ] {
        assert!(plain.contains(from), "{from}");
        assert_ne!(rule(plain), rule(&plain.replace(from, to)), "{from}");
    }
    let forms = |forms: &str| {
        let text = format!(
            "language = \"en\"\n[forms]\n\"pot\" = \"{forms}\"\n[[rule]]\nid = \"complaint.generic.a\"\n\
             category = \"complaint.generic\"\n{plain}"
        );
        compiled(&text).unwrap().rules()[0].revision.clone()
    };
    assert_eq!(forms("pots"), rule(plain));
    assert_ne!(forms("pots potted"), rule(plain));
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
        let found = compile(&files, Packs::none()).unwrap_err();
        assert!(!render(files.files(), &found, Style::Plain).is_empty());
    }
}

#[test]
fn rules_that_build_on_the_built_in_lexicon() {
    let rule = |name: &str, rest: &str| {
        format!(
            "language = \"en\"\n[[rule]]\nid = \"complaint.generic.{name}\"\ntitle = \"t\"\n\
             category = \"complaint.generic\"\nseverity = 1\ncaught = [\"it is zorped\"]\n{rest}"
        )
    };
    let place = Place::new();
    let phrases = "phrases = [\"zorped\", \"zorped\"]\nquiet = [\"all is well\"]\n";
    let on_top = "phrases = [\"zorped\"]\nwhen = { rule = \"complaint.generic.first\" }\n";
    place.write("first/sub/rules.toml", rule("first", phrases));
    place.write("second/rules.toml", rule("second", on_top));
    place.write("builds/rules.toml", rule("a", "when = { rule = \"agent.apology\" }\n"));
    place.write("typo/rules.toml", rule("a", "when = { rule = \"agent.apologyy\" }\n"));

    let help = "use `callsift lexicon check --lexicon-add DIR`";
    let ran = place.run(&["lexicon", "check", "builds"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("error[E018]") && ran.err.contains(help), "{}", ran.err);
    assert!(ran.err.contains("1 error, 1 warning\n"), "{}", ran.err);
    // Together with what it builds on it is sound; what is told is told of the added folders alone.
    let ran = place.run(&["lexicon", "check", "--lexicon-add", "builds"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("0 errors, 1 warning\n"), "{}", ran.err);
    let ran = place.run(&["lexicon", "check", "--lexicon-add", "typo"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean") && !ran.err.contains(help), "{}", ran.err);
    assert!(!ran.err.contains("lexicons/"), "{}", ran.err);

    let both = ["--lexicon-add", "first", "--lexicon-add", "second"];
    let ran = place.run(&[&["lexicon", "check"][..], &both].concat());
    assert!(ran.err.contains("0 errors, 2 warnings, 1 note (see them"), "{}", ran.err);
    let ran = place.run(&["lexicon", "check", "first", "--lexicon-add", "second"]);
    assert!(ran.err.contains("0 errors, 1 warning\n"), "{}", ran.err);
    assert!(ran.err.contains("2 rules, 3 phrases"), "{}", ran.err);
    let ran = place.run(&["lexicon", "test", "first", "--lexicon-add", "second"]);
    assert!(ran.err.contains("3 utterances of 2 rules: 3 right, 0 wrong"), "{}", ran.err);
    let ran = place.run(&[&["lexicon", "list"][..], &both].concat());
    let list = String::from_utf8(ran.out).unwrap();
    assert!(list.contains("complaint.generic.second ") && list.contains("pause.long.any "));
}

#[test]
fn folders_that_cannot_be_read_and_files_are_told() {
    let place = Place::new();
    place.write("good/rules.toml", "language = \"en\"\n");
    place.write("good/notes/readme.txt", "no rules here");
    place.write("latin/rules.toml", "language = \"en\"\n");
    place.write("latin/notes/readme.txt", "no rules here");
    place.write("latin/sub/deep/rules.toml", b"language = \"en\" # \xff\n");
    assert_eq!(place.run(&["lexicon", "check", "good"]).code, 0);
    for (args, told) in [
        (&["lexicon", "check", "latin"][..], "latin/sub/deep/rules.toml: "),
        (&["lexicon", "check", "--lexicon-add", "latin"], "latin/sub/deep/rules.toml: "),
        (
            &["lexicon", "check", "good/rules.toml"],
            "good/rules.toml is a file; give the folder it is in",
        ),
        (&["lexicon", "list", "good/notes"], "no .toml files in it"),
    ] {
        let ran = place.run(args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(told), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_phrase_that_is_a_table_is_looked_at_like_one() {
    let head = "language = \"en\"\n[[rule]]\nid = \"complaint.a.a\"\ntitle = \"t\"\n\
                category = \"complaint.a\"\nseverity = 1\n";
    for (phrases, codes) in [
        ("[{ phrase = \"pot\", negation = \"any\", fuzzy = false }, \"pan\"]", &[][..]),
        ("{ phrase = \"pot\" }", &[]),
        ("[{ negation = \"any\" }]", &["E0"]),
        ("[{ phrase = 5 }]", &["E0"]),
        ("[{ phrase = \"pot\", negation = \"some\" }]", &["E0"]),
        ("[{ phrase = \"pot\", fuzzy = 1 }]", &["E0"]),
        ("[{ phrase = \"pot\", negated = true }]", &["E0"]),
        ("[{ phrase = \"(pot\" }]", &["E0"]),
        ("[7]", &["E0"]),
    ] {
        let text = format!("{head}phrases = {phrases}\n");
        let found = compiled(&text).map_or_else(|codes| codes, |_| Vec::new());
        assert_eq!(found.len(), codes.len(), "{phrases}: {found:?}");
        for (found, code) in found.iter().zip(codes) {
            assert!(found.starts_with(code), "{phrases}: {found}");
        }
    }
}

#[test]
fn every_error_of_a_phrase_stands_at_its_place() {
    // As many errors as letters, so that each has to find its place by itself.
    let many = "{|}, ".repeat(3_000);
    for (phrase, whole) in [(many.clone(), false), (format!("\\u0430 {many}"), true)] {
        let text = format!(
            "language = \"en\"\n[[rule]]\nid = \"complaint.a.a\"\ntitle = \"a\"\n\
             category = \"complaint.a\"\nseverity = 1\nphrases = [\"{phrase}\"]\n"
        );
        let file = SourceFile { path: "a.toml".to_owned(), text };
        let mut found =
            compile(&LexiconFiles::new(vec![file.clone()]), Packs::builtin()).unwrap_err();
        found.retain(|one| one.code.level() == Level::Error);
        assert!(found.len() > 3_000, "{}", found.len());
        for (one, expected) in found.iter().zip(["{|}", ",", "{|}", ","]) {
            let shown = file.text.get(one.place.span.range()).unwrap();
            // Behind an escape nobody counts on, and the whole text is underlined.
            assert_eq!(shown == expected, !whole, "{shown:.20}");
            assert_eq!(shown.starts_with('"'), whole);
        }
    }
}

#[test]
fn a_value_among_words_that_people_hide_is_no_word() {
    let text = "language = \"en\"\n[[rule]]\nid = \"profanity.a.a\"\ntitle = \"a\"\n\
                category = \"profanity.a\"\nseverity = 1\nphrases = [\"damn {number}\", \"blas*\"]\n";
    let file = SourceFile { path: "a.toml".to_owned(), text: text.to_owned() };
    assert!(compile(&LexiconFiles::new(vec![file]), Packs::builtin()).is_ok());
}
