//! Captions, text and chats of other people: what each file is read as, frozen, and the tests of the web platform.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use callsift::format::{Origin, Reject, Sniff, limits, sniff};
use callsift::transcript::{Medium, Transcript};

/// The folders this table is about.
const FOLDERS: &[&str] = &[
    "ctm",
    "intercom",
    "plain-text",
    "srt",
    "srt-malformed",
    "telegram",
    "ttml",
    "webvtt",
    "webvtt-malformed",
    "webvtt-vttjs",
    "webvtt-wpt-cue-parsing",
    "webvtt-wpt-file-parsing",
    "whatsapp",
    "zendesk",
];

/// Endings of what stands beside the transcripts: scripts and expectations of test suites.
const BESIDE: &[&str] = &["js"];

/// The folder of shared files, or `None` after saying so.
fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("CALLSIFT_SHARED").map(PathBuf::from);
    if folder.is_none() {
        #[expect(clippy::print_stdout, reason = "a test that is left out says so")]
        {
            println!("left out: CALLSIFT_SHARED is not set");
        }
    }
    folder.map(|folder| folder.join("data/formats"))
}

/// What a file is read as, or why it is not.
fn read(path: &Path) -> Result<(&'static str, Transcript), String> {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let head = &bytes[..bytes.len().min(limits::HEAD_BYTES)];
    match sniff(head, head.len() == bytes.len()) {
        Sniff::Known { format, framing } => {
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            let origin = Origin { framing, file_stem: stem, ..Origin::default() };
            let call =
                format.calls(&bytes, &origin).remove(0).map_err(|reject| told_reject(&reject))?;
            Ok((format.name, call))
        }
        Sniff::Empty => Err("empty: nothing but white space".to_owned()),
        Sniff::Unknown(reject) => Err(told_reject(&reject)),
    }
}

fn told_reject(reject: &Reject) -> String {
    format!("refused: {} {}", reject.code, reject.message.split(';').next().unwrap())
}

/// Format, medium, turns, words, parties, first start and last end in ms, warnings.
fn told(path: &Path) -> String {
    let (format, call) = match read(path) {
        Ok(read) => read,
        Err(reason) => return reason,
    };
    let medium = match call.info().medium {
        Medium::Voice => "voice",
        Medium::Chat => "chat",
    };
    let words: usize = call.turns().iter().map(|turn| call.words(turn).len()).sum();
    let mut parties: Vec<_> = call
        .parties()
        .iter()
        .map(|party| format!("{}({})", party.role().as_str(), party.label().unwrap_or("-")))
        .collect();
    let count = parties.len();
    parties.truncate(6);
    if count > parties.len() {
        parties.push(format!("… {count}"));
    }
    let time = |ms: Option<i64>| ms.map_or("-".to_owned(), |ms| ms.to_string());
    let first = call.turns().iter().filter_map(|turn| turn.time().start()).min();
    let last =
        call.turns().iter().filter_map(|turn| turn.time().end().or(turn.time().start())).max();
    let warnings: Vec<_> = call
        .warnings()
        .iter()
        .map(|warning| format!("{} {}x{}", warning.code, warning.place, warning.count))
        .collect();
    format!(
        "{format} {medium}, {} turns, {words} words, {}, {} to {} ms; {}",
        call.turns().len(),
        parties.join(" "),
        time(first.map(|at| at.get())),
        time(last.map(|at| at.get())),
        warnings.join(", ")
    )
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|found| endings.iter().any(|ending| found == *ending))
}

#[test]
fn every_file_is_read_as_what_it_is_or_refused() {
    let Some(shared) = shared() else { return };
    let mut table = String::new();
    for folder in FOLDERS {
        let beside: &[&str] = match *folder {
            "webvtt-vttjs" | "webvtt-wpt-cue-parsing" => &["json"],
            _ => BESIDE,
        };
        for path in files(&shared.join(folder)) {
            if !has_ending(&path, beside) {
                let name = path.file_name().unwrap().to_string_lossy();
                writeln!(table, "{folder}/{name}: {}", told(&path)).unwrap();
            }
        }
    }
    insta::assert_snapshot!("captions", table);
}

/// The text in a tree as the tests of the web platform write it, with single blanks.
fn text_of_tree(tree: &str) -> String {
    let mut text = String::new();
    for node in tree.split("\n| ").map(|node| node.trim_start_matches("| ").trim_start()) {
        let node = node.trim_end_matches('\n');
        if let Some(said) = node.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            text.push_str(said);
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn web_platform_cue_parsing() {
    let Some(shared) = shared() else { return };
    let mut cases = 0;
    for name in ["entities", "tags", "text", "timestamps", "tree-building"] {
        let path = shared.join("webvtt-wpt-cue-parsing").join(name);
        let (_, call) = read(&path.with_extension("vtt")).unwrap();
        let mut texts = BTreeMap::<i64, String>::new();
        for turn in call.turns() {
            let span = turn.time().span().unwrap();
            assert_eq!(span.duration_ms(), 1000, "{name}");
            let text = texts.entry(span.start().get() / 1000).or_default();
            text.push_str(turn.text());
        }
        let expected = fs::read(path.with_extension("json")).unwrap();
        let expected: serde_json::Value = serde_json::from_slice(&expected).unwrap();
        for (ix, case) in expected.as_array().unwrap().iter().enumerate() {
            let found = texts.remove(&(ix as i64)).unwrap_or_default();
            // Voices and blanks part turns; the tests know neither.
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            let tree = text_of_tree(case["expectedTree"].as_str().unwrap());
            assert_eq!(bare(&found), bare(&tree), "{name} {ix}: {}", case["text"]);
            cases += 1;
        }
        assert_eq!(texts, BTreeMap::new(), "{name}: cues that nobody expects");
    }
    assert_eq!(cases, 77);
}

/// Files of vtt.js that are read otherwise, and why.
const OTHER_COUNTS: &[(&str, usize, &str)] = &[
    ("cue-times__min-top-digits", 0, "minutes of three digits; the specification has two"),
    (
        "cue-times__minimum-spots-over-sixty",
        0,
        "minutes of three digits; the specification has two",
    ),
    ("cuetext__lang__no-end-gt", 0, "the cue has no text"),
    ("cuetext__voice__no-end-gt", 0, "the cue has no text"),
    ("file-layout__cue-spacing", 3, "one of four cues has no text"),
    (
        "file-layout__header-no-new-line",
        1,
        "the specification reads a cue right below the signature",
    ),
    ("file-layout__newline-before-webvtt", 1, "a lost signature loses no cues"),
    ("file-layout__tab-after-bom-before-header", 1, "a lost signature loses no cues"),
    ("integration__arrows", 0, "the cue has no text"),
    ("integration__id", 5, "the specification reads the cue below a lone arrow"),
];

#[test]
fn vtt_js_cue_counts() {
    let Some(shared) = shared() else { return };
    let mut counted = 0;
    let mut wrong = Vec::new();
    for path in files(&shared.join("webvtt-vttjs")).iter().filter(|path| has_ending(path, &["vtt"]))
    {
        let name = path.file_stem().unwrap().to_str().unwrap();
        // Several speakers of a cue are several turns of the same time.
        let found = read(path).map_or(0, |(_, call)| {
            let mut spans: Vec<_> = call.turns().iter().map(|turn| turn.time()).collect();
            spans.dedup();
            spans.len()
        });
        let plain = path.with_extension("json");
        let processed = path.with_file_name(format!("{name}-proc.json"));
        let Some(expected) = [plain, processed].iter().find_map(|path| fs::read(path).ok()) else {
            continue;
        };
        let Ok(expected) = serde_json::from_slice::<serde_json::Value>(&expected) else { continue };
        let expected = expected.as_array().or(expected["cues"].as_array()).unwrap().len();
        let expected =
            OTHER_COUNTS.iter().find(|other| other.0 == name).map_or(expected, |other| other.1);
        counted += 1;
        if found != expected {
            wrong.push(format!("{name}: {found} turns, {expected} cues"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(counted >= 50, "{counted}");
}

#[test]
fn every_known_header_of_whatsapp() {
    let Some(shared) = shared() else { return };
    let table = fs::read(shared.join("whatsapp/header_format_support.json")).unwrap();
    let table: serde_json::Value = serde_json::from_slice(&table).unwrap();
    let layouts = table.as_array().unwrap();
    for layout in layouts {
        let layout = layout["format"].as_str().unwrap();
        let line = |day: &str, hour: &str, hour12: &str| {
            let filled = layout.replace("%y", "20").replace("%m", "11").replace("%d", day);
            let filled = filled.replace("%H", hour).replace("%I", hour12).replace("%p", "PM");
            let filled = filled.replace("%M", "05").replace("%S", "00").replace("%name", "Anna");
            format!("{filled} text\n")
        };
        let chat = [line("23", "13", "01"), line("24", "15", "03")].concat();
        let Sniff::Known { format, framing } = sniff(chat.as_bytes(), true) else {
            panic!("{layout}: not recognised")
        };
        assert_eq!(format.name, "whatsapp", "{layout}");
        let origin = Origin { framing, ..Origin::default() };
        let call = format.calls(chat.as_bytes(), &origin).remove(0).unwrap();
        let starts: Vec<_> =
            call.turns().iter().map(|turn| turn.time().start().unwrap().get()).collect();
        assert_eq!(starts, [0, 26 * 3_600_000], "{layout}");
        assert_eq!(call.parties()[0].label(), Some("Anna"), "{layout}");
    }
    assert_eq!(layouts.len(), 96);
}
