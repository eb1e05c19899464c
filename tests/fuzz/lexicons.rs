//! Lexicons, their phrases and dialogues.

use callsift::diagnostic::{Diagnostic, Place, SourceFile, Style, render};
use callsift::language::Packs;
use callsift::lexicon::{Lexicon, LexiconFiles, builtin_files, compile, dialogue, phrase};
use callsift::scan::{ScanSettings, Scanner};
use callsift::transcript::{Role, Transcript};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

fn files(folder: &str) -> Vec<SourceFile> {
    let mut paths: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| SourceFile {
            path: path.display().to_string(),
            text: fs::read_to_string(path).unwrap(),
        })
        .collect()
}

/// Small lexicons, good ones and such with one mistake, and the short ones of the built-in files.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let folders = ["tests/lexicon_errors", "tests/pages/lexicon", "tests/evaluation/lexicon"];
    let own = folders.iter().flat_map(|folder| files(folder));
    let short = builtin_files().into_iter().filter(|file| file.text.len() < 5000);
    own.chain(short).map(|file| file.text.into_bytes()).collect()
}

/// Diagnostics point at characters that are there, and can be shown.
pub(crate) fn diagnostics(files: &[SourceFile], found: &[Diagnostic]) {
    let there = |place: &Place| {
        // What is missing may stand one past the end.
        let text = &files[place.file.0 as usize].text;
        let (start, end) = (place.span.start().min(text.len()), place.span.end().min(text.len()));
        assert!(text.get(start..end).is_some(), "no characters: {place:?}");
    };
    for one in found {
        there(&one.place);
        one.related.iter().for_each(|(place, _)| there(place));
    }
    render(files, found, Style::Plain);
}

pub(crate) fn check(bytes: &[u8], _: usize) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    for line in text.lines().take(200) {
        let _ = phrase::parse(line);
        let _ = dialogue::parse(line, Role::Customer);
    }
    let files = [SourceFile { path: "rules.toml".to_owned(), text }];
    match compile(&LexiconFiles::new(files.to_vec()), Packs::builtin()) {
        Ok((lexicon, doubts)) => {
            diagnostics(&files, &doubts);
            let call = dialogue::parse(
                "C: я хочу подать жалобу, it is broken / A: минуту",
                Role::Customer,
            );
            scan(&lexicon, &call.unwrap());
        }
        Err(found) => {
            assert!(!found.is_empty(), "an error without a word");
            diagnostics(&files, &found);
        }
    }
}

static SMALL: LazyLock<Lexicon> = LazyLock::new(|| {
    compile(&LexiconFiles::new(files("tests/pages/lexicon")), Packs::builtin()).unwrap().0
});

/// The same call gives the same report, also to a scanner that has seen others.
fn scan(lexicon: &Lexicon, call: &Transcript) {
    let settings = ScanSettings::default();
    let mut scanner = Scanner::new(lexicon, &settings);
    let first = format!("{:?}", scanner.scan(call));
    assert!(first == format!("{:?}", scanner.scan(call)), "scanned twice, it is not the same");
}

/// A call that was read can be scanned.
pub(crate) fn scanned(bytes: &[u8], _: usize) {
    for call in
        crate::properties::format(crate::maps::format("callsift"), bytes).into_iter().flatten()
    {
        scan(&SMALL, &call);
    }
}
