//! Holds the house in order: floors, sizes of files, and what each file says of itself.
#![expect(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

use std::fs;
use std::path::{Path, PathBuf};

/// Lines a file may have, tests included.
const MOST_LINES: usize = 800;

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path, text));
            }
        }
    }
    files.sort();
    files
}

/// The modules in the order of `lib.rs`, which is the order of floors, highest first.
fn floors() -> Vec<String> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    let floors = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    floors.map(str::to_owned).collect()
}

#[test]
fn nobody_uses_a_lower_floor() {
    let floors = floors();
    assert!(floors.len() > 8, "{floors:?}");
    let mut climbs = Vec::new();
    for (path, text) in sources("src") {
        let inside = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
        let mut parts = inside.iter().skip(1).map(|part| part.to_string_lossy().replace(".rs", ""));
        let Some(own) = parts.next().and_then(|name| floors.iter().position(|f| *f == name)) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            // Comments may point anywhere; code may not.
            let code = line.split("//").next().unwrap_or("");
            for used in code.match_indices("crate::") {
                let rest = &code[used.0 + "crate::".len()..];
                let name: String =
                    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                if floors.iter().position(|f| *f == name).is_some_and(|floor| floor > own) {
                    climbs.push(format!("{}:{}: {}", inside.display(), number + 1, line.trim()));
                }
            }
        }
    }
    assert!(climbs.is_empty(), "uses of a lower floor:\n{}", climbs.join("\n"));
}

#[test]
fn the_program_forbids_unsafe_code_and_the_library_denies_it() {
    assert!(
        fs::read_to_string("src/bin/callsift/main.rs").unwrap().contains("#![forbid(unsafe_code)]")
    );
    assert!(fs::read_to_string("Cargo.toml").unwrap().contains("unsafe_code = \"deny\""));
}

#[test]
fn every_file_says_what_it_is_for_and_is_of_a_readable_size() {
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for (path, text) in sources(folder) {
            let first = text.lines().next().unwrap_or("");
            if !first.starts_with("//! ") {
                wrong.push(format!("{}: begins without a `//!` sentence", path.display()));
            }
            if text.lines().count() > MOST_LINES {
                wrong.push(format!("{}: more than {MOST_LINES} lines", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_room_for_odds_and_ends() {
    for (path, _) in sources("src") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(!["utils", "util", "helpers", "common", "misc"].contains(&name.as_str()), "{name}");
    }
}

/// Files of the program that see what was said, each with where it hides personal data.
const SEE_WHAT_WAS_SAID: [(&str, &str); 9] = [
    ("privacy.rs", "is the door"),
    ("sources.rs", "compares places and gives out `Shown` alone"),
    (
        "transcripts.rs",
        "reads for `sources.rs`, and for `explain`, which prints the report's quotes",
    ),
    ("inspect/letters.rs", "counts letters"),
    ("inspect/profile.rs", "counts words; labels go through `privacy::text`"),
    ("report/call.rs", "has a transcript of `Shown`"),
    ("report/transcript.rs", "has a transcript of `Shown`"),
    ("export/captions.rs", "has a transcript of `Shown`"),
    ("export/conversation.rs", "has a transcript of `Shown`, made in `vcon.rs`"),
];

#[test]
fn what_was_said_leaves_by_one_door() {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bin/callsift");
    let mut others = Vec::new();
    for (path, text) in sources("src/bin/callsift") {
        let inside = path.strip_prefix(&program).unwrap().to_string_lossy().into_owned();
        let sees = ["turn.text()", "Turn::text", ".turns().iter().map(|turn"];
        let sees = sees.iter().any(|code| text.contains(code));
        if sees && !SEE_WHAT_WAS_SAID.iter().any(|(known, _)| *known == inside) {
            others.push(inside);
        }
    }
    assert!(
        others.is_empty(),
        "these read the words of calls; take them from `privacy::Shown`, and say so here: {others:?}"
    );
}
