//! Built-in field maps against files of vendors; they are not part of the project, so
//! `CALLSIFT_SHARED` names their folder. `CALLSIFT_WRITE_GOLDENS=1` writes the table anew.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use callsift::format::{FORMATS, Framing, Origin, Reject, Shape, Sniff, limits, sniff};
use callsift::transcript::Transcript;

/// What each file is read as, one line a file.
const TABLE: &str = "tests/dialects/table.txt";

/// Folders of the dialects that field maps read.
const FOLDERS: &[&str] = &[
    "assemblyai",
    "aws-bda",
    "aws-call-analytics",
    "aws-pca",
    "aws-transcribe",
    "azure-batch",
    "contact-lens",
    "deepgram",
    "faster-whisper",
    "genesys",
    "gladia",
    "google-ccai",
    "google-stt",
    "ibm-watson",
    "mango",
    "openai-verbose",
    "revai",
    "same-audio",
    "speechmatics",
    "symbl",
    "twilio",
    "voci",
    "vosk",
    "voxist",
    "whisper",
    "whisper-cpp",
    "whisperx",
    "yandex",
    "zadarma",
];

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
fn read(bytes: &[u8], stem: &str) -> Result<(&'static str, Framing, Transcript), Reject> {
    let head = &bytes[..bytes.len().min(limits::HEAD_BYTES)];
    match sniff(head, head.len() == bytes.len()) {
        Sniff::Known { format, framing } => {
            let origin = Origin { framing, file_stem: Some(stem), ..Origin::default() };
            Ok((format.name, framing, format.calls(bytes, &origin).remove(0)?))
        }
        Sniff::Empty => panic!("nothing but white space"),
        Sniff::Unknown(reject) => Err(reject),
    }
}

/// Every file of a folder but text of other kinds.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Format, calls, turns, words, first start and last end in ms, parties with roles, warnings.
fn line(bytes: &[u8], stem: &str) -> String {
    let (format, call) = match read(bytes, stem) {
        Ok((format, Framing::Whole, call)) => (format, call),
        Ok((format, Framing::Lines, _)) => return format!("{format} in lines"),
        Ok((format, Framing::Values, _)) => return format!("{format} in values"),
        Err(reject) => return format!("refused: {}", reject.code),
    };
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
    let mut out = format!("{format}, 1 call, {turns} turns, {words} words, {start}-{end} ms");
    let untimed = call.turns().iter().flat_map(|turn| call.words(turn));
    let untimed = untimed.filter(|word| word.time.is_none()).count();
    if untimed > 0 {
        write!(out, ", {untimed} words without time").unwrap();
    }
    for party in call.parties() {
        let label = party.label().map(|label| format!(" ({label})")).unwrap_or_default();
        write!(out, ", {}{label}", party.role().as_str()).unwrap();
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
    for folder in FOLDERS {
        for path in files(&shared.join(folder)) {
            let bytes = fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy();
            let stem = path.file_stem().unwrap().to_string_lossy();
            writeln!(found, "{folder}/{name}: {}", line(&bytes, &stem)).unwrap();
        }
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
    for folder in FOLDERS {
        for path in files(&shared.join(folder)) {
            let bytes = fs::read(&path).unwrap();
            let claims = callsift::format::claims(&bytes);
            assert!(claims.len() <= 1, "{}: {claims:?}", path.display());
        }
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
        let (format, _, call) =
            read(bytes, name).unwrap_or_else(|reject| panic!("{name}: {reject}"));
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
