//! `callsift export` of kinds that read the inputs again: `same`, which gives every input back with one
//! member more in each call's record, and `vcon`.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use callsift::record::take_member;
use flate2::Compression;
use flate2::write::GzEncoder;
use jsonschema::Validator;
use program::{Place, Ran, call, call_with, sample};
use serde_json::{Value, json};
use std::fs;
use std::io::{Read, Write};
use std::path::Path;

fn scan(place: &Place, inputs: &[&str]) -> i32 {
    let ran = place.run(&[&["scan"], inputs, &["--out", "out", "-q"]].concat());
    assert!([0, 3].contains(&ran.code), "{}", ran.err);
    ran.code
}

fn export(place: &Place, kind: &str, options: &[&str]) -> Ran {
    place.run(&[&["export", "out", "--to", kind, "-o", "again"], options].concat())
}

/// A call on several lines, with values that a careless writer would change.
fn pretty(id: &str) -> String {
    let call = call_with(id, "\"balance\":1.10,\"n\":12345678901234567890123,");
    call.replace(",\"", " ,\r\n\t\"").replace('{', "{ ")
}

/// The content without the member in each place where `pieces` says that a record is.
fn without(content: &[u8], key: &str, pieces: fn(&[u8]) -> Vec<std::ops::Range<usize>>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    for range in pieces(content) {
        out.extend_from_slice(&content[at..range.start]);
        at = range.end;
        if take_member(&content[range.clone()], key, &mut out).is_err() {
            out.extend_from_slice(&content[range]);
        }
    }
    out.extend_from_slice(&content[at..]);
    out
}

fn lines(content: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut at = 0;
    let ranges = content.split_inclusive(|byte| *byte == b'\n').map(|line| {
        at += line.len();
        at - line.len()..at
    });
    ranges.collect()
}

/// Outermost objects of a list or of values one after the other, by their brackets.
fn objects(content: &[u8]) -> Vec<std::ops::Range<usize>> {
    let (mut depth, mut begun, mut string, mut escape) = (0, 0, false, false);
    let mut out = Vec::new();
    for (at, byte) in content.iter().enumerate() {
        match byte {
            _ if escape => escape = false,
            b'\\' if string => escape = true,
            b'"' => string = !string,
            b'{' if !string => {
                if depth == 0 {
                    begun = at;
                }
                depth += 1;
            }
            b'}' if !string => {
                depth -= 1;
                if depth == 0 {
                    out.push(begun..at + 1);
                }
            }
            _ => {}
        }
    }
    out
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(content).unwrap();
    out.finish().unwrap()
}

fn gunzip(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    flate2::read::MultiGzDecoder::new(content).read_to_end(&mut out).unwrap();
    out
}

/// Finds the ranges of something in the bytes of a file.
type Members = fn(&[u8]) -> Vec<std::ops::Range<usize>>;

#[test]
fn every_input_comes_back() {
    let place = Place::new();
    let bom = "\u{feff}";
    let jsonl = format!(
        "{bom}{}\r\n\r\n  {}  \n{{\"broken\n[1]\n{}\n\n{}",
        call("a"),
        call("b"),
        call("a"),
        call_with("c", "\"callsift\":null,")
    );
    let list = format!(" [ {} ,\n\n{{\"turns\":7}}, {}\n]\n\n", pretty("d"), call("e"));
    let one = format!("\n{}\n", pretty("f"));
    let values = format!("{}\n\n{}{}\n", pretty("g"), call("h"), pretty("i"));
    let files: [(&str, &str, Members); 4] = [
        ("a.jsonl", &jsonl, lines),
        ("b.json", &list, objects),
        ("c/d.json", &one, objects),
        ("c/e.json", &values, objects),
    ];
    for (name, content, _) in files {
        place.write(&format!("in/{name}"), content);
        place.write(&format!("packed/{name}.gz"), gzip(content.as_bytes()));
        let zst = zstd::encode_all(content.as_bytes(), 1).unwrap();
        place.write(&format!("zst/{name}.zst"), zst);
    }
    for (folder, ending) in [("in", ""), ("packed", ".gz"), ("zst", ".zst")] {
        assert_eq!(scan(&place, &[folder]), 3);
        let ran = export(&place, "same", &[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let calls = place.lines("out/calls.jsonl");
        assert_eq!(calls.len(), 9);
        let mut added = 0;
        for (name, content, pieces) in files {
            let found = place.read(&format!("again/{name}{ending}"));
            let found = match ending {
                ".gz" => gunzip(&found),
                ".zst" => zstd::decode_all(&found[..]).unwrap(),
                _ => found,
            };
            for range in pieces(&found) {
                let record = &found[range];
                let record = record.strip_prefix(bom.as_bytes()).unwrap_or(record);
                let Ok(record) = serde_json::from_slice::<Value>(record) else { continue };
                if let Some(own) = record.get("callsift") {
                    assert_eq!(own["call_id"], record["call_id"], "{name}");
                    assert!(calls.contains(own), "{name}");
                    added += 1;
                }
            }
            let back = without(&found, "callsift", pieces);
            // The one member that an earlier export had emptied goes with it.
            let content = content.replace(",\"callsift\":null", "");
            assert_eq!(String::from_utf8(back).unwrap(), content, "{folder}/{name}");
        }
        assert_eq!(added, 10, "the call that comes twice has its member twice");
        // Of what was exported nothing changes when it is scanned and exported again.
        let first = place.read(&format!("again/a.jsonl{ending}"));
        place.write(
            "second/a.jsonl",
            if ending.is_empty() { first.clone() } else { jsonl.clone().into_bytes() },
        );
        if ending.is_empty() {
            scan(&place, &["second"]);
            assert_eq!(export(&place, "same", &[]).code, 0);
            assert!(place.read("again/a.jsonl") == first);
        }
    }
}

#[test]
fn other_names_and_only_flagged() {
    let place = Place::new();
    let quiet = call("quiet").replace("I want to make a complaint", "Thank you");
    let content = format!("{}\n{quiet}\n", call("a"));
    place.write("in.jsonl", &content);
    scan(&place, &["in.jsonl"]);
    let ran = export(&place, "same", &["--key", "анализ \"x\"", "--only", "flagged"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found = place.lines("again/in.jsonl");
    assert_eq!(found[0]["анализ \"x\""]["call_id"], "a");
    assert!(found[1].get("анализ \"x\"").is_none());
    let back = without(&place.read("again/in.jsonl"), "анализ \"x\"", lines);
    assert!(back == content.as_bytes());
}

#[test]
fn what_cannot_take_a_member_comes_as_it_is() {
    let place = Place::new();
    let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Customer>I want to make a complaint\n";
    place.write("in/a.vtt", vtt);
    place.write("in/b.jsonl", call("b") + "\n");
    let utf16: Vec<u8> = [0xff_u8, 0xfe]
        .into_iter()
        .chain(call("wide").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    place.write("in/c.jsonl", &utf16);
    scan(&place, &["in"]);
    let ran = export(&place, "same", &[]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(place.read("again/a.vtt") == vtt.as_bytes());
    assert!(place.read("again/c.jsonl") == utf16);
    assert_eq!(place.lines("again/b.jsonl")[0]["callsift"]["call_id"], "b");
    let list = place.json("again/export.json");
    let left: Vec<_> =
        list["left_out"].as_array().unwrap().iter().map(|l| l["call"].clone()).collect();
    assert_eq!(left, ["webvtt:a", "t:wide"]);
    // A member of that name that is somebody else's is nobody's to replace.
    place.write("in/b.jsonl", call_with("b", "\"callsift\":\"mine\","));
    scan(&place, &["in"]);
    let ran = export(&place, "same", &[]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--key") && ran.err.contains("t:b"), "{}", ran.err);
    assert_eq!(place.json("again/export.json"), list);
    // A file that is another by now cannot be given back.
    place.write("in/b.jsonl", call("other"));
    for kind in ["same", "vcon"] {
        let ran = export(&place, kind, &[]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("b.jsonl"), "{}", ran.err);
    }
    let ran = place.run(&["export", "out/calls.jsonl", "--to", "same", "-o", "x"]);
    assert_eq!(ran.code, 2);
}

/// The schema of the IETF, if the conformance sets are there.
fn vcon_schema() -> Option<Validator> {
    let shared = std::env::var_os("CALLSIFT_SHARED")?;
    let path = Path::new(&shared).join("data/formats/vcon-schema/vcon_json_schema.json");
    let schema: Value = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    jsonschema::validator_for(&schema).ok()
}

#[test]
fn calls_become_vcons() {
    let place = Place::new();
    scan(&place, &[&sample("calls")]);
    let ran = export(&place, "vcon", &[]);
    let calls = place.lines("out/calls.jsonl");
    let list = place.json("again/export.json");
    let left = list["left_out"].as_array().unwrap();
    assert_eq!(ran.code, if left.is_empty() { 0 } else { 3 }, "{}", ran.err);
    let schema = vcon_schema();
    if schema.is_none() {
        eprintln!("left out: the schema of the IETF (CALLSIFT_SHARED)");
    }
    let mut ids = Vec::new();
    for call in &calls {
        let key =
            format!("{}:{}", call["source"].as_str().unwrap(), call["call_id"].as_str().unwrap());
        if left.iter().any(|left| left["call"] == key.as_str()) {
            assert!(call.get("started_at").is_none(), "{key}");
            continue;
        }
        let vcon = place.json(&format!("again/{}.vcon", key.replacen(':', ".", 1)));
        if let Some(schema) = &schema {
            let faults: Vec<_> = schema.iter_errors(&vcon).map(|e| e.to_string()).collect();
            assert!(faults.is_empty(), "{key}: {faults:?}");
        }
        ids.push(vcon["uuid"].clone());
        let report = vcon["analysis"].as_array().unwrap().last().unwrap();
        assert_eq!((&report["vendor"], &report["body"]), (&json!("callsift"), call));
        assert_eq!(vcon["created_at"], call["started_at"]);
        if call["medium"] == "voice" {
            let body = &vcon["analysis"][0]["body"];
            assert_eq!(
                body["segments"].as_array().unwrap().len(),
                call["turns"].as_u64().unwrap() as usize
            );
            for segment in body["segments"].as_array().unwrap() {
                for word in segment["words"].as_array().into_iter().flatten() {
                    let word = &body["words"][word.as_u64().unwrap() as usize];
                    assert!(
                        segment["text"].as_str().unwrap().contains(word["text"].as_str().unwrap())
                    );
                }
            }
        } else {
            assert_eq!(
                vcon["dialog"].as_array().unwrap().len(),
                call["turns"].as_u64().unwrap() as usize
            );
        }
    }
    assert!(!ids.is_empty());
    let count = ids.len();
    ids.sort_by_key(Value::to_string);
    ids.dedup();
    assert_eq!(ids.len(), count);
    let ran = export(&place, "vcon", &["--as-of", "2026-11-27T12:00:00+02:00"]);
    assert!(ran.code == 0 || ran.code == 3, "{}", ran.err);
    let name = place.names("again").into_iter().find(|name| name.ends_with(".vcon")).unwrap();
    assert_eq!(place.json(&format!("again/{name}"))["updated_at"], "2026-11-27T10:00:00Z");
    assert_eq!(export(&place, "vcon", &["--as-of", "today"]).code, 2);
}
