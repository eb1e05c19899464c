//! Field maps with our own small samples: each vendor's oddities, a made-up vendor by one map file
//! and no code, and a map that cannot be read.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use callsift::diagnostic::{SourceFile, Style, render};
use callsift::format::{Dialect, Framing, Origin, Sniff, sniff, sniff_mapped};
use callsift::transcript::{Transcript, TurnTime};

/// The vendor that nobody has: one file of the same kind as those of `formats/`.
const MADE_UP: &str = include_str!("dialects/tinny.toml");

fn summary(call: &Transcript) -> String {
    let mut out = call.info().key.to_string();
    for turn in call.turns() {
        let party = call.party(turn.party());
        let label = party.label().map(|label| format!("({label})")).unwrap_or_default();
        write!(out, " | {}{label}", party.role().as_str()).unwrap();
        match turn.time() {
            TurnTime::Span(time) => {
                write!(out, " {}-{}", time.start().get(), time.end().get()).unwrap();
            }
            TurnTime::Instant(at) => write!(out, " {}", at.get()).unwrap(),
            TurnTime::Unknown => out.push_str(" -"),
        }
        write!(out, " {}", turn.text()).unwrap();
        let untimed = call.words(turn).iter().filter(|word| word.time.is_none()).count();
        write!(out, " [{}", call.words(turn).len()).unwrap();
        if untimed > 0 {
            write!(out, ", {untimed} untimed").unwrap();
        }
        out.push(']');
    }
    for warning in call.warnings() {
        write!(out, " | ! {} {}", warning.code, warning.place).unwrap();
    }
    out
}

fn told(record: &str, map: Option<&Dialect>) -> String {
    let bytes = record.as_bytes();
    match sniff_mapped(bytes, true, map) {
        Sniff::Known { format, framing } => {
            let origin = Origin { framing, file_stem: Some("f"), map, ..Origin::default() };
            match format.calls(bytes, &origin).remove(0) {
                Ok(call) => summary(&call),
                Err(reject) => format!("refused: {reject}"),
            }
        }
        Sniff::Empty => "empty".to_owned(),
        Sniff::Unknown(reject) => format!("unknown: {}", reject.code),
    }
}

/// Pairs of a record and what it is read as, each on a line of its own.
#[test]
fn own_samples() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialects/samples.txt");
    let text = fs::read_to_string(&path).unwrap();
    let records: Vec<&str> = text.lines().filter(|line| line.starts_with(['{', '['])).collect();
    assert!(records.len() > 20);
    let mut out = String::new();
    for record in records {
        writeln!(out, "{record}\n=> {}\n", told(&record.replace("␤", "\n"), None)).unwrap();
    }
    if std::env::var_os("CALLSIFT_WRITE_GOLDENS").is_some() {
        fs::write(&path, &out).unwrap();
    }
    assert_eq!(out, text);
}

/// What shares a few keys with a format, and is no transcript of it.
#[test]
fn what_is_near_a_format_is_not_of_it() {
    for record in [
        r#"{"text":"x","segments":["vip"],"language":"en"}"#,
        r#"{"doc":"manual.pdf","chunks":[{"text":"Chapter","timestamp":"2026-01-01T00:00:00Z"}]}"#,
        r#"{"meta":{"key":"sentences"},"sentences":[{"text":"x"}]}"#,
        r#"{"segments":[{"start":0,"end":1,"sentence":"x"}],"word_segments":[{"word":"x"}]}"#,
        r#"{"result_index":0,"results":["x"]}"#,
        "[support]: https://example.org/support\n**Support** for it was added\n",
        "[    0.004000] ACPI: RSDP\n[    0.005000] ACPI: XSDT\n",
        "Hours\n(9:00 - 18:00) Monday to Friday\n(10:00 - 16:00) Saturday\nClosed on Sunday\n",
    ] {
        let found = told(record, None);
        assert!(
            ["unknown:", "plain_text:", "refused:"].iter().any(|begin| found.starts_with(begin)),
            "{record} => {found}"
        );
    }
}

#[test]
fn a_made_up_vendor_is_one_map_file() {
    let file = SourceFile { path: "tinny.toml".to_owned(), text: MADE_UP.to_owned() };
    let map = Dialect::read(&file).unwrap();
    let record = r#"{"tin":{"ref":"t-7","speech":"uk"},"lines":[
        {"who":{"side":"OP"},"what":"Добрий день!","at":"00:00:01,500","for":"2 ","bits":[["Добрий",0,400],["день",500,300]]},
        {"who":{"side":"CL"},"what":"Скарга","at":"00:00:04,000"}]}"#;
    assert_eq!(
        told(record, Some(&map)),
        "tinny:t-7 | agent 1500-3500 Добрий день! [2] | customer 4000 Скарга [0]"
    );
    // Other files are still read as what they are, and without the map it is no transcript.
    assert!(told("{\"call_id\":\"1\",\"turns\":[]}", Some(&map)).starts_with("neutral:1"));
    assert_eq!(told(record, None), "unknown: unknown_format");
    // A line of a file may be a call as well.
    let line = record.replace('\n', "");
    let lines = format!("{line}\n{line}\n");
    let found = sniff_mapped(lines.as_bytes(), true, Some(&map));
    assert!(matches!(found, Sniff::Known { framing: Framing::Lines, .. }), "{found:?}");
}

#[test]
fn a_broken_map_is_shown_with_its_place() {
    let text = MADE_UP.replace("lines[]", "lines[x]").replace("text =", "txt =");
    let file = SourceFile { path: "tinny.toml".to_owned(), text };
    let found = Dialect::read(&file).unwrap_err();
    let page = render(&[file], &found, Style::Plain);
    for part in [
        "error[E028]: `lines[x]` is no path",
        "error[E002]: `txt` is not known here",
        "tinny.toml:",
    ] {
        assert!(page.contains(part), "{page}");
    }
}

#[test]
fn each_recording_of_an_answer_is_a_call() {
    let keys = |record: &str| -> Vec<String> {
        let Sniff::Known { format, framing } = sniff(record.as_bytes(), true) else {
            panic!("not recognised: {record}")
        };
        let origin = Origin { framing, file_stem: Some("night"), ..Origin::default() };
        let calls = format.calls(record.as_bytes(), &origin).into_iter();
        calls
            .map(|call| match call {
                Ok(call) => format!("{} {}", call.info().key, call.turns().len()),
                Err(reject) => reject.to_string(),
            })
            .collect()
    };
    let mango = r#"{"result":1000,"data":[
        {"recording_id":"r1","phrases":[["Клиент","Алло"]]},{"phrases":[["Клиент","Да"],["x","y"]]},{"phrases":{}}]}"#;
    assert_eq!(keys(mango), ["mango:r1 1", "mango:night#2 2", "mango:night#3 0"]);
    let google = r#"{"name":"j","response":{"results":{
        "gs://b/in/one.wav":{"transcript":{"results":[{"alternatives":[{"transcript":"Hello"}]}]}},
        "gs://b/in/two.wav":{"inlineResult":{"transcript":{"results":[{"alternatives":[{"transcript":"Hi"}]}]}}}}}}"#;
    assert_eq!(keys(google), ["google_v2:one 1", "google_v2:two 1"]);
}

#[test]
fn nothing_is_silently_empty() {
    for (record, code) in [
        (r#"{"results":{"channels":null}}"#, "not_a_transcript"),
        (r#"{"status":"error","audio_url":"x","words":null,"error":"no"}"#, "not_a_transcript"),
        (r#"{"recognitionStatus":"in progress","words":[]}"#, "not_a_transcript"),
        (r#"{"monologues":[{"elements":[{"type":"text","value":{}}]}]}"#, "wrong_shape"),
    ] {
        let found = told(record, None);
        assert!(found.starts_with(&format!("refused: {code}")), "{record}: {found}");
    }
    assert!(matches!(sniff(b"[]", true), Sniff::Unknown(_)));
    assert!(matches!(sniff(br#"{"alternatives":[{}]}"#, true), Sniff::Unknown(_)));
}
