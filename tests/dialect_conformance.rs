//! Every format against files of vendors and of other projects; they are not part of the project, so
//! `CALLSIFT_SHARED` names their folder. `CALLSIFT_WRITE_GOLDENS=1` writes the table anew.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use callsift::format::{FORMATS, Framing, Origin, Reject, Shape, Sniff, limits, sniff};
use callsift::transcript::Transcript;
use serde_json::value::RawValue;

/// What each file is read as, one line a file.
const TABLE: &str = "tests/dialects/table.txt";

/// Folders that the table leaves out: tables and lines of conversations have a test of their own.
const ELSEWHERE: &[&str] = &["conversations", "csv", "jsonl"];

/// Tables among files of other kinds, likewise.
const TABLES: &[&str] = &["csv", "tsv"];

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

/// Name of the format and the call, or why there is none.
fn read(bytes: &[u8], stem: &str) -> Result<(&'static str, Transcript), Reject> {
    let head = &bytes[..bytes.len().min(limits::HEAD_BYTES)];
    match sniff(head, head.len() == bytes.len()) {
        Sniff::Known { format, framing } => {
            let origin = Origin { framing, file_stem: Some(stem), ..Origin::default() };
            Ok((format.name, format.calls(bytes, &origin).remove(0)?))
        }
        Sniff::Empty => panic!("nothing but white space"),
        Sniff::Unknown(reject) => Err(reject),
    }
}

/// What is in a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Every file of every folder that the table is about, with its name in the table.
fn all(shared: &Path) -> Vec<(String, PathBuf)> {
    let mut out = Vec::new();
    for folder in files(shared) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        if !folder.is_dir() || ELSEWHERE.contains(&name.as_str()) {
            continue;
        }
        for file in files(&folder) {
            let ending = file.extension().unwrap_or_default().to_string_lossy();
            if !TABLES.contains(&&*ending) {
                let file_name = file.file_name().unwrap().to_string_lossy();
                out.push((format!("{name}/{file_name}"), file.clone()));
            }
        }
    }
    out
}

/// What a file is read as: one call, or the sum of several.
fn line(bytes: &[u8], stem: &str) -> String {
    let head = &bytes[..bytes.len().min(limits::HEAD_BYTES)];
    let (format, framing) = match sniff(head, head.len() == bytes.len()) {
        Sniff::Known { format, framing } => (format, framing),
        Sniff::Empty => return "empty".to_owned(),
        Sniff::Unknown(reject) => return format!("refused: {}", reject.code),
    };
    let origin = Origin { framing, file_stem: Some(stem), ..Origin::default() };
    let lines = || bytes.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let calls: Vec<_> = match framing {
        Framing::Whole => format.calls(bytes, &origin),
        Framing::Lines => lines().flat_map(|line| format.calls(line, &origin)).collect(),
        Framing::Values => {
            let list: Vec<&RawValue> = serde_json::from_slice(bytes).unwrap_or_default();
            // Not a list: values one after the other, of which what is broken is cut off.
            let several = serde_json::Deserializer::from_slice(bytes).into_iter::<&RawValue>();
            let values = if list.is_empty() { several.flatten().collect() } else { list };
            let values = values.into_iter().map(|value| value.get().as_bytes());
            values.flat_map(|value| format.calls(value, &origin)).collect()
        }
    };
    match calls.as_slice() {
        [Ok(call)] => format!("{}, 1 call, {}", format.name, described(call)),
        [Err(reject)] => format!("refused: {}", reject.code),
        several => {
            let turns: usize = several.iter().flatten().map(|call| call.turns().len()).sum();
            let read = several.iter().flatten().count();
            let refused = several.len() - read;
            format!("{}, {read} calls, {turns} turns, {refused} refused", format.name)
        }
    }
}

/// Turns, words, first start and last end in ms, parties with roles, warnings.
fn described(call: &Transcript) -> String {
    let words: usize = call.turns().iter().map(|turn| call.words(turn).len()).sum();
    let spans =
        || call.turns().iter().flat_map(|turn| call.words(turn)).filter_map(|word| word.time);
    let starts = call.turns().iter().filter_map(|turn| turn.time().start());
    let ends = call.turns().iter().filter_map(|turn| turn.time().end());
    let shown = |time: Option<callsift::units::Millis>| {
        time.map_or("-".to_owned(), |time| time.get().to_string())
    };
    let start = shown(starts.chain(spans().map(|span| span.start())).min());
    let end = shown(ends.chain(spans().map(|span| span.end())).max());
    let turns = call.turns().len();
    let mut out = format!("{turns} turns, {words} words, {start}-{end} ms");
    let untimed = call.turns().iter().flat_map(|turn| call.words(turn));
    let untimed = untimed.filter(|word| word.time.is_none()).count();
    if untimed > 0 {
        write!(out, ", {untimed} words without time").unwrap();
    }
    for party in call.parties() {
        let label = party.label().map(|label| format!(" ({label})")).unwrap_or_default();
        write!(out, ", {}{label}", party.role().as_str()).unwrap();
    }
    for hold in call.holds() {
        write!(out, ", hold {}-{}", hold.start().get(), hold.end().get()).unwrap();
    }
    for warning in call.warnings() {
        write!(out, ", ! {} {}", warning.code, warning.count).unwrap();
    }
    out
}

#[test]
fn every_file_is_read_as_what_it_is() {
    let Some(shared) = shared() else { return };
    let mut found = String::new();
    for (name, path) in all(&shared) {
        let stem = path.file_stem().unwrap().to_string_lossy();
        writeln!(found, "{name}: {}", line(&fs::read(&path).unwrap(), &stem)).unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(TABLE);
    if std::env::var_os("CALLSIFT_WRITE_GOLDENS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &found).unwrap();
    }
    let frozen = fs::read_to_string(&path).unwrap();
    for (found, frozen) in found.lines().zip(frozen.lines()) {
        assert_eq!(found, frozen);
    }
    assert_eq!(found.lines().count(), frozen.lines().count());
}

#[test]
fn one_map_at_most_claims_a_file() {
    let Some(shared) = shared() else { return };
    let maps: Vec<_> = FORMATS.iter().filter(|format| format.shape != Shape::Text).collect();
    assert!(maps.len() > 30);
    for (name, path) in all(&shared) {
        let claims = callsift::format::claims(&fs::read(&path).unwrap());
        assert!(claims.len() <= 1, "{name}: {claims:?}");
    }
}

/// Where a word begins, its case and punctuation aside.
fn start_of(call: &Transcript, wanted: &str) -> Option<i64> {
    let plain = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    call.turns().iter().find_map(|turn| {
        call.words(turn).iter().find_map(|word| {
            let text = &turn.text()[word.text?.range()];
            (plain(text) == wanted).then(|| word.time.map(|time| time.start().get()))?
        })
    })
}

#[test]
fn the_same_recording_has_the_same_pause_everywhere() {
    let Some(shared) = shared() else { return };
    let mut checked = Vec::new();
    let mut check = |name: &str, bytes: &[u8]| {
        let (format, call) = read(bytes, name).unwrap_or_else(|reject| panic!("{name}: {reject}"));
        let Some(before) = start_of(&call, "conversations") else { return };
        let after = ["hello", "hillo", "hallo"].iter().find_map(|word| start_of(&call, word));
        let after = after.unwrap_or_else(|| panic!("{name}: no hello"));
        // The measure was taken in hundredths of a second: 6.68 is 6.679 as well.
        assert!((6675..=7175).contains(&after), "{name}: hello at {after}");
        let pause = after - before;
        assert!((2905..=3125).contains(&pause), "{name}: {pause} ms");
        checked.push(format);
    };
    for path in files(&shared.join("same-audio")) {
        let name = path.file_stem().unwrap().to_string_lossy();
        let bytes = fs::read(&path).unwrap();
        check(&name, &bytes);
        let whole: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        check(&name, whole["original_response"].to_string().as_bytes());
    }
    for name in [
        "deepgram/edenai_deepgram.json",
        "assemblyai/edenai_assembly.json",
        "aws-transcribe/edenai_amazon.json",
        "speechmatics/edenai_speechmatics.json",
        "azure-batch/edenai_microsoft.json",
        "gladia/edenai_gladia.json",
        "symbl/edenai_symbl.json",
        "voci/edenai_voci.json",
        "voxist/edenai_voxist.json",
    ] {
        check(name, &fs::read(shared.join(name)).unwrap());
    }
    checked.sort_unstable();
    checked.dedup();
    assert_eq!(
        checked,
        [
            "assemblyai",
            "aws_transcribe",
            "azure_batch",
            "deepgram",
            "edenai",
            "gladia",
            "speechmatics",
            "symbl",
            "voci",
            "voxist",
        ]
    );
}
