//! How large records, their parts and results may be: one below, at and one above each limit.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use callsift::batch::{
    Begin, Event, FromRecord, Input, Job, ReadSettings, Reading, Sink, Source, Work, run,
};
use callsift::diagnostic::SourceFile;
use callsift::format::limits::{
    MAX_ID_BYTES, MAX_JSON_DEPTH, MAX_LINE_BYTES, MAX_TURN_BYTES, MAX_TURNS, MAX_WHOLE_BYTES,
    RecordLimits,
};
use callsift::language::Packs;
use callsift::lexicon::{LexiconFiles, compile, dialogue};
use callsift::record::{MAX_CELL_BYTES, MAX_COLUMNS};
use callsift::scan::{MAX_FINDINGS, ScanSettings, Scanner};
use callsift::transcript::{Role, Transcript};
use program::{Place, call};
use std::io::{self, Cursor};
use std::sync::atomic::AtomicBool;

struct Nothing;

impl Work for Nothing {
    type Tools<'w> = ();
    type Made = ();

    fn tools(&self) {}

    fn work(&self, (): &mut (), _: &Transcript, _: &FromRecord<'_>) {}
}

/// Calls that were read, and what each reject says.
#[derive(Default)]
struct Told(u64, Vec<String>);

impl Sink<()> for Told {
    fn take(&mut self, event: Event<()>) -> io::Result<()> {
        match event {
            Event::Call { .. } => self.0 += 1,
            Event::Reject(record) => {
                self.1.push(format!("{}: {}", record.reject.code, record.reject.message));
            }
            Event::Duplicate { .. }
            | Event::EmptyFile(_)
            | Event::FileEnd { .. }
            | Event::Progress { .. } => {}
        }
        Ok(())
    }
}

fn read(content: Vec<u8>, records: RecordLimits) -> Told {
    let open = move || Ok(Source::Stream(Box::new(Cursor::new(content))));
    let input = Input { name: "in".to_owned(), stem: None, open: Box::new(open), prompt: false };
    let opening = ReadSettings { records, ..ReadSettings::default() };
    let job = Job { work: Nothing, reading: Reading { opening, ..Reading::default() } };
    let mut told = Told::default();
    let counts =
        run(vec![input], &job, 2, Begin::default(), &mut told, &AtomicBool::new(false)).unwrap();
    assert!(counts.add_up());
    told
}

/// Below and at the limit all calls are read; above it there is one reject of this code.
fn around(limit: usize, code: &str, calls: [u64; 2], content: impl Fn(usize) -> String) {
    for (size, beyond) in [(limit - 1, false), (limit, false), (limit + 1, true)] {
        let Told(good, rejects) = read(content(size).into_bytes(), RecordLimits::default());
        assert_eq!(good, calls[usize::from(beyond)], "{code} at {size}: {rejects:?}");
        assert_eq!(rejects.len(), usize::from(beyond), "{code} at {size}: {rejects:?}");
        assert!(rejects.iter().all(|told| told.starts_with(code)), "{size}: {rejects:?}");
    }
}

fn own(members: &str, turns: &str) -> String {
    format!(r#"{{"schema":"callsift.transcript/1",{members}"turns":[{turns}]}}"#)
}

/// As long as this by blanks in front of its last bracket.
fn padded(record: &str, length: usize) -> String {
    let blanks = " ".repeat(length - record.len());
    format!("{}{blanks}}}", record.strip_suffix('}').unwrap())
}

#[test]
fn parts_of_a_call() {
    for member in ["call_id", "source", "customer_id", "agent_id"] {
        around(MAX_ID_BYTES, "id_too_long", [1, 0], |size| {
            own(&format!(r#""{member}":"{}","#, "i".repeat(size)), r#"{"text":"a"}"#)
        });
    }
    around(MAX_JSON_DEPTH, "too_deep", [1, 0], |deep| {
        // The call itself is one bracket.
        let (open, close) = ("[".repeat(deep - 1), "]".repeat(deep - 1));
        own(&format!(r#""x":{open}{close},"#), r#"{"text":"a"}"#)
    });
    around(MAX_TURNS, "too_many_turns", [1, 0], |turns| {
        own("", &vec![r#"{"text":"a"}"#; turns].join(","))
    });
    around(MAX_TURNS, "too_many_turns", [1, 0], |holds| {
        let hold = r#"{"start_ms":1,"end_ms":2}"#;
        own(&format!(r#""holds":[{}],"#, vec![hold; holds].join(",")), r#"{"text":"a"}"#)
    });
    around(MAX_TURN_BYTES, "turn_too_long", [1, 0], |bytes| {
        own("", &format!(r#"{{"text":"{}"}}"#, "a".repeat(bytes)))
    });
    // Bytes count, not letters.
    around(MAX_TURN_BYTES, "turn_too_long", [1, 0], |bytes| {
        let text = "ж".repeat(bytes / 2) + if bytes % 2 == 1 { "a" } else { "" };
        own("", &format!(r#"{{"text":"{text}"}}"#))
    });
}

#[test]
fn lines_values_and_files() {
    let (a, long, b) = (call("a"), call("long"), call("b"));
    around(
        MAX_LINE_BYTES,
        "record_too_long: a line of more than 16 MiB (limits.line)",
        [3, 2],
        |size| format!("{a}\n{}\n{b}\n", padded(&long, size)),
    );
    around(MAX_LINE_BYTES, "record_too_long", [3, 2], |size| {
        format!("{a}\r\n{b}\r\n{}\r\n", padded(&long, size))
    });
    let value = "record_too_long: a value of more than 32 MiB (limits.record)";
    around(MAX_WHOLE_BYTES, value, [3, 2], |size| format!("[{a},{},{b}]", padded(&long, size)));
    let file = "record_too_long: a file of more than 32 MiB (limits.record)";
    around(MAX_WHOLE_BYTES, file, [1, 0], |size| {
        let captions = "WEBVTT\n\n00:01.000 --> 00:02.000\nhello\n\n";
        captions.to_owned() + &"\n".repeat(size - captions.len())
    });
}

#[test]
fn lines_and_values_as_the_user_wants_them() {
    let (a, b) = (call("a"), call("b"));
    let most = a.len() as u64;
    for (line, whole, content, expected) in [
        (most, 9, format!("{a}\n{b}\n"), (2, vec![])),
        (most - 1, 9, format!("{a}\n{b}\n"), (0, vec!["limits.line"; 2])),
        (most - 1, 9, format!("{a}\r\n{b}"), (0, vec!["limits.line"; 2])),
        (9, most, format!("[{a},{b}]"), (2, vec![])),
        (9, most - 1, format!("[{a},{b}]"), (0, vec!["limits.record"; 2])),
        (9, most - 1, format!("[{a},{{}}]"), (0, vec!["limits.record", "not_a_transcript"])),
    ] {
        let Told(good, rejects) = read(content.clone().into_bytes(), RecordLimits { line, whole });
        assert_eq!((good, rejects.len()), (expected.0, expected.1.len()), "{content}: {rejects:?}");
        for (told, part) in rejects.iter().zip(expected.1) {
            assert!(told.contains(part), "{told}");
        }
    }
}

#[test]
fn tables() {
    around(
        MAX_COLUMNS,
        "table_row: the header cannot be used: more than 512 columns",
        [1, 0],
        |columns| {
            let more: String = (3..columns + 1).map(|column| format!(",c{column}")).collect();
            let cells = ",".repeat(columns - 2);
            format!("call_id,text{more}\n1,a{cells}\n")
        },
    );
    around(
        MAX_CELL_BYTES,
        "table_row: the cell in column 3 is longer than 1048576 bytes",
        [2, 2],
        |bytes| {
            let long = "x".repeat(bytes);
            // What is said of a call has another limit; this column is nothing to it.
            format!("call_id,text,note\n1,a,b\n2,c,d\n1,e,{long}\n")
        },
    );
}

/// A lexicon of one rule that finds every «kettle».
fn findings(words: usize, max_findings: u64) -> (usize, u32, bool) {
    let text = "language = \"en\"\n[[rule]]\nid = \"complaint.a.a\"\ntitle = \"a\"\n\
                category = \"complaint.a\"\nseverity = 1\nphrases = [\"kettle\"]\n";
    let file = SourceFile { path: "a.toml".to_owned(), text: text.to_owned() };
    let (lexicon, _) = compile(&LexiconFiles::new(vec![file]), Packs::none()).unwrap();
    let settings = ScanSettings { max_findings, ..ScanSettings::default() };
    let said = format!("C: {}", "kettle. ".repeat(words));
    let call = dialogue::parse(&said, Role::Customer).unwrap();
    let report = Scanner::new(&lexicon, &settings).scan(&call);
    (report.findings.len(), report.found[0], report.truncated)
}

#[test]
fn findings_of_a_call() {
    for (words, kept, truncated) in [(6, 6, false), (7, 7, false), (8, 7, true)] {
        assert_eq!(findings(words, 7), (kept, words as u32, truncated));
    }
    // One rule alone never fills the report of a call.
    for (words, kept, truncated) in [(199, 199, false), (200, 200, false), (201, 200, true)] {
        assert_eq!(findings(words, MAX_FINDINGS as u64), (kept, words as u32, truncated));
    }
}

/// So many findings of a call by rules of 200 each, and whether there are more.
#[test]
fn findings_of_a_call_by_many_rules() {
    let rules: String = (0..10)
        .map(|at| {
            format!(
                "[[rule]]\nid = \"complaint.a.r{at}\"\ntitle = \"a\"\ncategory = \"complaint.a\"\n\
                 severity = 1\nphrases = [\"=kettle{at}\"]\n"
            )
        })
        .collect();
    let last = "[[rule]]\nid = \"complaint.b.last\"\ntitle = \"b\"\ncategory = \"complaint.b\"\n\
                severity = 1\nphrases = [\"=stove\"]\n";
    let text = format!("language = \"en\"\n{rules}{last}");
    let file = SourceFile { path: "a.toml".to_owned(), text };
    let (lexicon, _) = compile(&LexiconFiles::new(vec![file]), Packs::none()).unwrap();
    let settings = ScanSettings::default();
    for (fewer, stoves, kept, truncated) in
        [(1, 0, MAX_FINDINGS - 1, false), (0, 0, MAX_FINDINGS, false), (1, 2, MAX_FINDINGS, true)]
    {
        let mut said: String = (0..10)
            .map(|at| format!("kettle{at}. ").repeat(200 - usize::from(at == 9) * fewer))
            .collect();
        said += &"stove. ".repeat(stoves);
        let call = dialogue::parse(&format!("C: {said}"), Role::Customer).unwrap();
        let report = Scanner::new(&lexicon, &settings).scan(&call);
        assert_eq!(
            (report.findings.len(), report.truncated),
            (kept, truncated),
            "{fewer} {stoves}"
        );
        let found: u32 = report.found.iter().sum();
        assert_eq!(found as usize, MAX_FINDINGS - fewer + stoves);
    }
}

#[test]
fn rejects_that_are_written() {
    for (bad, written) in [(2, 2), (3, 3), (4, 3)] {
        let place = Place::new();
        place.write("in.jsonl", format!("{}\n{}", call("a"), "{}\n".repeat(bad)));
        let ran = place.run(&["scan", "in.jsonl", "--out", "out", "--set", "limits.rejects=3"]);
        assert_eq!(ran.code, 3, "{}", ran.err);
        let bad = bad as u64;
        assert_eq!(place.records("out"), [1 + bad, 1, 0, bad, 0]);
        assert_eq!(place.lines("out/rejects.jsonl").len(), written);
        let run = place.json("out/run.json");
        assert_eq!(run["rejects"]["not_a_transcript"], bad);
        let left = bad - written as u64;
        assert_eq!(run["rejects_not_kept"].as_u64().unwrap_or(0), left);
        assert_eq!(
            ran.err.contains("1 of them are only counted (limits.rejects)"),
            left > 0,
            "{}",
            ran.err
        );
    }
    let place = Place::new();
    place.write("in.jsonl", call("a"));
    for (set, told) in [
        ("limits.rejects=many", "no whole number"),
        ("limits.line=0", "is not between 1 and 1073741824"),
        ("limits.lines=1", "did you mean `limits.line`"),
    ] {
        let ran = place.run(&["scan", "in.jsonl", "--set", set]);
        assert!(ran.code == 2 && ran.err.contains(told), "{set}: {}", ran.err);
    }
}
