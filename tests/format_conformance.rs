//! Formats against files of other people; they are not part of the project, so `CALLSIFT_SHARED` names their folder.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use callsift::format::{Format, Framing, Origin, Sniff, limits, sniff};
use callsift::transcript::{Role, Transcript, WarningCode};

/// The folder of shared files, or `None` after saying so.
fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("CALLSIFT_SHARED").map(PathBuf::from);
    if folder.is_none() {
        #[expect(clippy::print_stdout, reason = "a test that is left out says so")]
        {
            println!("left out: CALLSIFT_SHARED is not set");
        }
    }
    folder
}

fn read(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if path.extension().is_some_and(|ending| ending == "gz") {
        let mut out = Vec::new();
        flate2::read::MultiGzDecoder::new(&*bytes).read_to_end(&mut out).unwrap();
        return out;
    }
    bytes
}

fn sniffed(bytes: &[u8]) -> (&'static Format, Framing) {
    let head = &bytes[..bytes.len().min(limits::HEAD_BYTES)];
    match sniff(head, head.len() == bytes.len()) {
        Sniff::Known { format, framing } => (format, framing),
        Sniff::Empty => panic!("nothing but white space"),
        Sniff::Unknown(reject) => panic!("{reject}"),
    }
}

fn whole(path: &Path, name: &str) -> Transcript {
    let bytes = read(path);
    let (format, framing) = sniffed(&bytes);
    assert_eq!((format.name, framing), (name, Framing::Whole), "{}", path.display());
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    let origin = Origin { framing, file_stem: stem, ..Origin::default() };
    let call = format.calls(&bytes, &origin).remove(0);
    call.unwrap_or_else(|reject| panic!("{}: {reject}", path.display()))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no .{ending} in {}", folder.display());
    files
}

/// Start and end in seconds of each cue.
fn times(call: &Transcript) -> Vec<(f64, f64)> {
    let seconds = |ms: i64| ms as f64 / 1000.0;
    let spans = call.turns().iter().map(|turn| turn.time().span().unwrap());
    spans.map(|span| (seconds(span.start().get()), seconds(span.end().get()))).collect()
}

/// What a test script of the web platform expects: the count of cues, and times of single cues.
fn expectations(script: &str) -> (Option<usize>, Vec<(usize, char, f64)>) {
    let number = |text: &str| {
        let end = text.find([',', ')']).unwrap();
        text[..end].trim().parse::<f64>().unwrap()
    };
    let count =
        script.split_once("assert_equals(cues.length, ").map(|(_, rest)| number(rest) as usize);
    let mut single = Vec::new();
    for (name, border) in [("].startTime, ", 's'), ("].endTime, ", 'e')] {
        for (at, _) in script.match_indices(name) {
            let before = &script[..at];
            let ix = before.rsplit('[').next().unwrap();
            if let Ok(ix) = ix.parse() {
                let value = &script[at + name.len()..];
                if value.starts_with(|c: char| c.is_ascii_digit()) {
                    single.push((ix, border, number(value)));
                }
            }
        }
    }
    (count, single)
}

/// The text a test script expects of single cues, and whether it expects `text` and the number of all.
fn expected_texts(script: &str) -> (Vec<(usize, String)>, bool) {
    let mut single = Vec::new();
    for (at, _) in script.match_indices("].text, ") {
        let ix = script[..at].rsplit('[').next().unwrap();
        let value = &script[at + "].text, ".len()..];
        let quote = value.chars().next().unwrap();
        let (Ok(ix), true) = (ix.parse(), matches!(quote, '"' | '\'')) else { continue };
        let value = value[1..].split(quote).next().unwrap();
        let value: String = serde_json::from_str(&format!("\"{value}\"")).unwrap();
        single.push((ix, value.trim().to_owned()));
    }
    (single, script.contains("].text, 'text' + i"))
}

#[test]
fn web_platform_file_parsing() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("data/formats/webvtt-wpt-file-parsing");
    let (mut counted, mut timed, mut worded) = (0, 0, 0);
    for path in files(&folder, "vtt") {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let call = whole(&path, "webvtt");
        let script = String::from_utf8(read(&path.with_extension("js"))).unwrap();
        let (count, single) = expectations(&script);
        let (texts, all) = expected_texts(&script);
        for (ix, text) in texts {
            assert_eq!(call.turns()[ix].text(), text, "{name}: cue {ix}");
            worded += 1;
        }
        for (ix, turn) in call.turns().iter().enumerate().filter(|_| all) {
            assert_eq!(turn.text(), format!("text{ix}"), "{name}: cue {ix}");
            worded += 1;
        }
        let count = match name.as_str() {
            // The script of the style sheets expects no count; the file has two cues.
            "stylesheets" => Some(2),
            // One of its times is written with commas, which we read since real files have them.
            "timings-garbage" => count.map(|count| count + 1),
            _ => count,
        };
        let count = count.unwrap();
        assert_eq!(call.turns().len(), count, "{name}");
        counted += 1;
        let times = times(&call);
        for (ix, border, expected) in single {
            let (start, end) = times[ix];
            assert_eq!(if border == 's' { start } else { end }, expected, "{name}: cue {ix}");
            timed += 1;
        }
        if name == "timings-negative" {
            assert_eq!(times, [(0.0, 0.0), (1.0, 1.0), (60.0, 60.0), (3600.0, 3600.0)]);
        }
        if name == "timings-omitted-hours" {
            assert_eq!(times, [(0.0, 1.0); 3]);
        }
    }
    assert_eq!((counted, timed > 10, worded > 20), (37, true, true), "{timed} {worded}");
}

#[test]
fn real_captions_keep_all_cues() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("data/formats/webvtt");
    for (name, cues) in
        [("podnews_daily_2024-01-25.vtt", 44), ("podnews_weekly_review_2024-01-19.vtt", 189)]
    {
        let call = whole(&folder.join(name), "webvtt");
        assert_eq!((call.turns().len(), call.warnings()), (cues, &[][..]), "{name}");
    }
    let lossy = whole(&folder.join("LaLaLand.vtt"), "webvtt");
    assert_eq!(lossy.warnings(), []);
    let rolling = whole(&folder.join("ytdlp_rolling.vtt"), "webvtt");
    let mut texts: Vec<_> = rolling.turns().iter().map(|turn| turn.text()).collect();
    let all = texts.len();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(rolling.warnings()[0].code, WarningCode::RepeatedLine);
    assert_eq!(texts.len(), all, "a line of rolling captions counts once");
    let voices = whole(&folder.join("sdh_labels_voices.vtt"), "webvtt");
    assert!(voices.parties().iter().all(|party| party.label() != Some("Note")));
}

#[test]
fn malformed_captions_lose_single_cues_only() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("data/formats/webvtt-malformed");
    for (name, cues, broken) in [
        ("valid.vtt", 6, 0),
        ("no_empty_line_after_webvtt_header.vtt", 6, 0),
        ("missing_cue_number.vtt", 6, 0),
        ("missing_timestamps.vtt", 3, 2),
        ("missing_text.vtt", 3, 1),
    ] {
        let call = whole(&folder.join(name), "webvtt");
        let found = call.warnings().iter().find(|warning| warning.code == WarningCode::BrokenCue);
        let found = found.map_or(0, |warning| warning.count);
        assert_eq!((call.turns().len(), found), (cues, broken), "{name}");
    }
}

#[test]
fn call_analytics() {
    let Some(shared) = shared() else { return };
    let call = whole(
        &shared.join("data/formats/aws-call-analytics/example-call.json"),
        "aws_call_analytics",
    );
    assert_eq!(call.info().key.to_string(), "aws_call_analytics:example-call.wav");
    assert_eq!(call.turns().len(), 37);
    assert!(
        call.turns().iter().all(|turn| matches!(call.role(turn), Role::Agent | Role::Customer))
    );
    let words: Vec<_> = call.turns().iter().flat_map(|turn| call.words(turn)).collect();
    assert!(words.iter().all(|word| word.time.is_some() && word.text.is_some()));
    assert!(call.turns().is_sorted_by_key(|turn| turn.time().start()));
}

#[test]
fn every_call_of_the_corpora_is_read() {
    let Some(shared) = shared() else { return };
    let (mut calls, mut empty) = (0, 0);
    for path in files(&shared.join("data/calls"), "gz") {
        let bytes = read(&path);
        let (format, framing) = sniffed(&bytes);
        assert_eq!((format.name, framing), ("neutral", Framing::Lines), "{}", path.display());
        let lines = bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
        for (ix, line) in lines.enumerate() {
            let call = format
                .calls(line, &Origin::default())
                .remove(0)
                .unwrap_or_else(|reject| panic!("{}:{}: {reject}", path.display(), ix + 1));
            calls += 1;
            empty += u32::from(call.turns().is_empty());
        }
    }
    // One shop comment has no text.
    assert_eq!((calls, empty), (119_664, 1));
}
