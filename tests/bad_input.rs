//! Everything that can be wrong with an input: a reject or a warning with its code and its place,
//! and the run goes on.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use flate2::Compression;
use flate2::write::GzEncoder;
use program::{Place, call};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Write;

/// A call in one line with these turns and further members before them.
fn with(id: &str, members: &str, turns: &str) -> String {
    format!(r#"{{"schema":"callsift.transcript/1","call_id":"{id}",{members}"turns":[{turns}]}}"#)
}

fn turn(members: &str) -> String {
    format!(r#"{{"role":"customer","text":"a complaint"{members}}}"#)
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// Lines of a file, each bad in its own way: the line, the code of its reject, field or none.
fn bad_lines() -> Vec<(Vec<u8>, &'static str, &'static str)> {
    let good = turn("");
    let text = |line: String, code, field| (line.into_bytes(), code, field);
    let word = r#"{"text":"a"},"#.repeat(131_073);
    let many = format!("{},", turn("")).repeat(99_999) + &good;
    vec![
        text("not json".into(), "not_json", ""),
        text("[1,2]".into(), "wrong_shape", ""),
        text("7".into(), "wrong_shape", ""),
        text(r#"{"schema":"callsift.transcript/1","turns":["#.into(), "not_json", "turns[0]"),
        text(call("c") + "}", "not_json", ""),
        text(r#"{"x":1}"#.into(), "not_a_transcript", "turns"),
        text(with("v2", "", &good).replace("/1", "/2"), "not_a_transcript", "schema"),
        text(r#"{"schema":"callsift.transcript/1"}"#.into(), "not_a_transcript", "turns"),
        text(with("n", "", &turn(r#","start_ms":NaN"#)), "not_json", "turns[0].start_ms"),
        text(with("s", "", &turn(r#","start_ms":{}"#)), "wrong_shape", "turns[0].start_ms"),
        text(with("t", "", r#"{"text":5}"#), "wrong_shape", "turns[0].text"),
        text(with("o", "", "7"), "wrong_shape", "turns[0]"),
        text(with("d", r#""call_id":"e","#, &good), "duplicate_key", "call_id"),
        text(
            with("deep", &format!(r#""x":{}{},"#, "[".repeat(9000), "]".repeat(9000)), &good),
            "too_deep",
            "",
        ),
        text(with(&"x".repeat(257), "", &good), "id_too_long", "call_id"),
        text(
            with("long", "", &good.replace("a complaint", &"word ".repeat(60_000))),
            "turn_too_long",
            "turns[0].text",
        ),
        text(
            with("words", "", &turn(&format!(r#","words":[{}{{"text":"a"}}]"#, word))),
            "turn_too_long",
            "turns[0].words[131073]",
        ),
        text(with("many", "", &many), "too_many_turns", "turns[50001]"),
        text(with("nul", "", &good).replace("nul", "n\0l"), "not_json", "call_id"),
        text(
            with("half", "", &good.replace("a complaint", r"\ud800")),
            "not_json",
            "turns[0].text",
        ),
        (
            with("latin", "", &good)
                .into_bytes()
                .into_iter()
                .map(|b| if b == b'p' { 0xff } else { b })
                .collect(),
            "invalid_utf8",
            "",
        ),
        (vec![b'{'; 17 << 20], "record_too_long", ""),
        ([br#"{"schema":""#.to_vec(), vec![b'x'; 50 << 20]].concat(), "record_too_long", ""),
    ]
}

#[test]
fn a_bad_line_is_one_reject_at_its_place_and_the_others_are_read() {
    let bad = bad_lines();
    let place = Place::new();
    let (mut file, mut expected) = (Vec::new(), Vec::new());
    for (at, (line, code, field)) in bad.iter().enumerate() {
        file.extend(call(&format!("good-{at}")).into_bytes());
        // Windows line ends are no part of a line.
        file.extend(if at % 2 == 0 { &b"\n"[..] } else { b"\r\n" });
        let start = file.len();
        file.extend(line);
        expected.push((2 * at + 2, start, file.len(), *code, *field));
        file.extend(b"\r\n\n");
        file.truncate(file.len() - 1);
    }
    place.write("in.jsonl", &file);
    let ran = place.run(&["scan", "in.jsonl", "--out", "out"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let count = bad.len() as u64;
    assert_eq!(place.records("out"), [2 * count, count, 0, count, 0]);
    let rejects = place.lines("out/rejects.jsonl");
    let number = |reject: &Value, name: &str| reject[name].as_u64().unwrap() as usize;
    for (reject, (line, start, end, code, field)) in rejects.iter().zip(expected) {
        assert_eq!(reject["reason"], code, "{reject}");
        assert_eq!(
            (number(reject, "line"), number(reject, "byte_start")),
            (line, start),
            "{reject}"
        );
        // A line that was passed over ends behind its line end.
        let told = number(reject, "byte_end");
        assert!(told == end || code == "record_too_long" && told == end + 2, "{reject} {end}");
        assert_eq!(reject["field"].as_str().unwrap_or(""), field, "{reject}");
        assert!(!reject["message"].as_str().unwrap().contains("complaint"), "{reject}");
    }
    // The same through a pipe.
    let stream = place.run_with(&["scan", "-"], &file);
    let kinds = |line: &Value| line["schema"] == "callsift.reject/1";
    assert_eq!(stream.lines().iter().filter(|line| kinds(line)).count() as u64, count);
}

#[test]
fn doubtful_values_are_warnings_at_their_place() {
    let huge = "9".repeat(400);
    let cases = [
        (
            with("0", "", &turn(r#","start_ms":900,"end_ms":100"#)),
            "end_before_start",
            "turns[0].end_ms",
        ),
        (
            with("1", "", &turn(r#","start_ms":-1,"end_ms":100"#)),
            "negative_time",
            "turns[0].start_ms",
        ),
        (with("2", "", &turn(r#","start_ms":"NaN""#)), "unreadable_time", "turns[0].start_ms"),
        (with("3", "", &turn(r#","start_ms":1e400"#)), "unreadable_time", "turns[0].start_ms"),
        (
            with("4", "", &turn(&format!(r#","start_ms":{huge}"#))),
            "unreadable_time",
            "turns[0].start_ms",
        ),
        (with("5", r#""duration_ms":1e18,"#, &turn("")), "unreadable_time", "duration_ms"),
        (with("6", r#""holds":[{"start_ms":5}],"#, &turn("")), "unreadable_time", "holds[0]"),
        (
            with("7", r#""started_at":"tomorrow","#, &turn("")),
            "started_at_unreadable",
            "started_at",
        ),
        (
            with("8", r#""started_at":"2026-11-21T10:00:00","#, &turn("")),
            "started_at_without_zone",
            "started_at",
        ),
        (with("9", r#""medium":"pigeon","#, &turn("")), "unknown_name", "medium"),
        (with("10", "", ""), "no_turns", "turns"),
        (
            with("11", r#""customer_id":007e1,"#, &turn("")).replace("007e1", "7e999"),
            "numeric_id",
            "customer_id",
        ),
        (
            with("12", "", &turn(r#","words":[{"text":"elsewhere","start_ms":1,"end_ms":2}]"#)),
            "words_not_in_text",
            "turns[0].words",
        ),
        (
            with("13", "", &turn(r#","words":[{"text":"a","start_ms":5,"end_ms":2}]"#)),
            "end_before_start",
            "turns[0].words[0].end_ms",
        ),
    ];
    let place = Place::new();
    place.write("in.jsonl", cases.iter().map(|(line, ..)| line.clone() + "\n").collect::<String>());
    let ran = place.run(&["scan", "in.jsonl", "--out", "out"]);
    assert_eq!(ran.code, 0, "{}", String::from_utf8_lossy(&place.read("out/rejects.jsonl")));
    let calls = place.lines("out/calls.jsonl");
    for (call, (_, code, at)) in calls.iter().zip(&cases) {
        let warnings = call["warnings"].as_array().unwrap_or_else(|| panic!("{code}: {call}"));
        let has = |w: &Value| w["code"] == *code && w["place"].as_str().unwrap().starts_with(at);
        assert!(warnings.iter().any(has), "{code} {at}: {warnings:?}");
    }
    assert_eq!(place.records("out"), [14, 14, 0, 0, 0]);
}

/// A whole file, what becomes of it, and how many calls are read before.
#[test]
fn files_that_are_damaged_or_of_another_kind() {
    let three = [call("a"), call("b"), call("c")].join("\n") + "\n";
    let pretty = serde_json::from_str::<Value>(&call("p")).unwrap();
    let pretty = serde_json::to_vec_pretty(&pretty).unwrap();
    let packed = gzip(three.as_bytes());
    let mut wrong_sum = packed.clone();
    let sum = wrong_sum.len() - 6;
    wrong_sum[sum] ^= 1;
    let with_tail = |tail: &[u8]| [&packed[..], tail].concat();
    let deep = format!("{}{}", r#"{"turns":"#.repeat(5000), "1");
    for (name, content, calls, rejects) in [
        ("empty", Vec::new(), 0, &[][..]),
        ("blank", b" \r\n\n\t\n".to_vec(), 0, &[]),
        ("mark only", b"\xef\xbb\xbf".to_vec(), 0, &[]),
        ("empty.gz", gzip(b""), 0, &[]),
        ("marked", format!("\u{feff}{three}").into_bytes(), 3, &[]),
        ("cut in a line", three.as_bytes()[..three.len() - 20].to_vec(), 2, &["not_json"]),
        ("cut in a pretty file", pretty[..pretty.len() / 2].to_vec(), 0, &["not_json"]),
        ("cut.gz", packed[..packed.len() - 4].to_vec(), 3, &["truncated"]),
        ("cut to its head.gz", packed[..4].to_vec(), 0, &["truncated"]),
        ("cut to its mark.gz", packed[..2].to_vec(), 0, &["truncated"]),
        ("pretty and cut.gz", gzip(&pretty)[..60].to_vec(), 0, &["truncated"]),
        ("wrong sum.gz", wrong_sum, 3, &["read_error"]),
        ("zeros behind.gz", with_tail(&[0; 64]), 3, &["read_error"]),
        ("twice.gz", gzip(&packed), 3, &[]),
        ("members.gz", [gzip(three.as_bytes()), gzip(call("d").as_bytes())].concat(), 4, &[]),
        ("utf-16", three.encode_utf16().flat_map(u16::to_le_bytes).collect(), 3, &[]),
        ("picture", b"\x89PNG\r\n\x1a\n".to_vec(), 0, &["unknown_format"]),
        ("zeros", vec![0; 5000], 0, &["unknown_format"]),
        ("prose", b"Once upon a time there was a call.\n".to_vec(), 0, &["unknown_format"]),
        ("numbers", b"1\n2\n3\n".to_vec(), 0, &["unknown_format"]),
        ("array", format!("[{}]", call("a")).into_bytes(), 1, &[]),
        ("array cut short", format!("[{},", call("a")).into_bytes(), 1, &["truncated"]),
        ("deep", deep.into_bytes(), 0, &["too_deep"]),
        ("a long line", vec![b'x'; 50 << 20], 0, &["unknown_format"]),
        (
            "a long file",
            [&b"WEBVTT\n\n"[..], &vec![b'\n'; 33 << 20]].concat(),
            0,
            &["record_too_long"],
        ),
        ("captions", b"WEBVTT\n\n00:05.000 --> 00:01.000\nHello\n".to_vec(), 1, &[]),
    ] {
        let place = Place::new();
        place.write(&format!("in/1 {name}"), &content);
        place.write("in/2 last.jsonl", call("last"));
        let ran = place.run(&["scan", "in", "--out", "out"]);
        let told = place.lines("out/rejects.jsonl");
        let reasons: Vec<_> =
            told.iter().map(|reject| reject["reason"].as_str().unwrap()).collect();
        assert_eq!(reasons, rejects, "{name}: {told:?}");
        assert_eq!(ran.code, if rejects.is_empty() { 0 } else { 3 }, "{name}: {}", ran.err);
        let skipped = u64::from(calls == 0 && rejects.is_empty());
        let rejected = rejects.len() as u64;
        let counts = [calls + 1 + rejected + skipped, calls + 1, 0, rejected, skipped];
        assert_eq!(place.records("out"), counts, "{name}");
        assert!(told.iter().all(|reject| reject["file"] == format!("in/1 {name}")), "{told:?}");
    }
}

#[test]
fn damage_anywhere_in_a_file_loses_nothing() {
    let lines: Vec<String> = (0..8).map(|n| call(&n.to_string())).collect();
    let whole = lines.join("\n").into_bytes();
    let place = Place::new();
    // A fixed walk over the bytes: every run damages the same ones.
    let mut seed: usize = 7;
    for round in 0..24 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut bytes = whole.clone();
        for step in 0..=round % 4 {
            let at = (seed >> 17).wrapping_add(step * 7919) % bytes.len();
            bytes[at] = [0, b'"', b'\n', 0xff, b'}', b'{', b'\\', b'9'][(seed >> 7) % 8];
        }
        place.write(&format!("in/{round:02}.jsonl"), &bytes);
        place.write(&format!("in/{round:02}.jsonl.gz"), &gzip(&bytes)[..120 + round * 3]);
    }
    let ran = place.run(&["scan", "in", "--out", "out"]);
    assert_eq!(ran.code, 3);
    let [read, good, duplicates, ..] = place.records("out");
    assert!(read >= 48 && good + duplicates > 48, "{read} {good} {duplicates}");
    assert_eq!(place.lines("out/calls.jsonl").len() as u64, good);
    let codes: BTreeSet<_> = place
        .lines("out/rejects.jsonl")
        .iter()
        .map(|reject| reject["reason"].as_str().unwrap().to_owned())
        .collect();
    assert!(!codes.contains("internal_error"), "{codes:?}");
}

#[test]
fn bad_customer_records_are_told_and_the_others_are_kept() {
    let place = Place::new();
    place.write("one.jsonl", call("a"));
    let good = "{\"id\":\"A\",\"n\":1.10}";
    let long = format!("{{\"id\":\"L\",\"x\":\"{}\"}}", "y".repeat(10 << 20));
    let lines = [
        good.as_bytes(),
        b"{\"id\":",
        b"[1]",
        b"{\"id\":\"\xff\"}",
        long.as_bytes(),
        b"",
        good.as_bytes(),
    ];
    let people = lines.join(&b"\r\n"[..]);
    place.write("people.jsonl", &people);
    let ran = place.run(&["scan", "one.jsonl", "--customers", "people.jsonl", "--out", "out"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let rejects = place.lines("out/rejects.jsonl");
    let lines: Vec<_> = rejects.iter().map(|reject| reject["line"].clone()).collect();
    assert_eq!(lines, [2, 3, 4]);
    assert!(rejects.iter().all(|r| r["reason"] == "customer_record" && r["stage"] == "customers"));
    assert!(place.read("out/customers.jsonl") == people, "records changed");
}
