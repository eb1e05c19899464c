//! Rejects: what they tell of their records, reading them again, and a run that takes none.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod archives;
mod program;

use archives::{gzip, member, tar, zip, zstd};
use data_encoding::BASE64;
use program::{Place, call};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// An export of a telephone system: one call a line, its utterances under `lines` or, since an
/// update, under `rows`.
fn export() -> String {
    let line = |id: &str, who: &str, list: &str| {
        format!(
            r#"{{"tin":{{"ref":"{id}"}},"who":"{who}","at":"2026-11-0{}T10:00:00Z","{list}":[{{"side":"OP","what":"Good morning"}},{{"side":"CL","what":"I want to make a complaint"}}]}}"#,
            id.len()
        )
    };
    let lines = [
        line("a", "A", "lines"),
        line("bb", "B", "rows"),
        line("ccc", "A", "lines"),
        line("dddd", "A", "rows"),
    ];
    lines.join("\n") + "\n"
}

/// A map that knows `lines` alone, or both.
fn map(mended: bool) -> String {
    let turns =
        |list: &str| format!("[[turns]]\nlist = \"{list}[]\"\ntext = \"what\"\nrole = \"side\"\n");
    let rows = if mended { turns("rows") } else { String::new() };
    format!(
        "name = \"tinny\"\n[[recognise]]\nhas = [\"tin.ref\"]\n[call]\nid = \"tin.ref\"\n\
         customer_id = \"who\"\nstarted_at = \"at\"\n[roles]\nOP = \"agent\"\nCL = \"customer\"\n{}{rows}",
        turns("lines")
    )
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A place with the maps, customers, and the export under a name.
fn place(name: &str, content: &[u8]) -> Place {
    let place = Place::new();
    place.write("broken.toml", map(false));
    place.write("mended.toml", map(true));
    place.write("people.jsonl", "{\"id\":\"A\"}\n{\"id\":\"B\"}\n{\"id\":\"C\"}\n");
    place.write(name, content);
    place
}

#[test]
fn what_is_read_again_after_the_map_was_mended_comes_to_the_same_customers() {
    let lines = export();
    let lines = lines.as_bytes();
    let two = [("x/good.jsonl", call("good") + "\n"), ("x/night.jsonl", export())];
    let zipped = zip(&two.clone().map(|(name, content)| member(name, content.as_bytes())));
    let tarred = tar(&[(two[0].0, two[0].1.as_bytes()), (two[1].0, two[1].1.as_bytes())]);
    for (name, content, entry, others) in [
        ("night.jsonl", lines.to_vec(), None, 0),
        ("night.jsonl.gz", gzip(lines), None, 0),
        ("night.jsonl.zst", zstd(lines), None, 0),
        ("night.zip", zipped, Some("x/night.jsonl"), 1),
        ("night.tar.gz", gzip(&tarred), Some("x/night.jsonl"), 1),
    ] {
        let place = place(name, &content);
        let ran = place.run(&["scan", name, "--map", "broken.toml", "--out", "out"]);
        assert_eq!(ran.code, 3, "{name}: {}", ran.err);
        assert_eq!(place.records("out"), [4 + others, 2 + others, 0, 2, 0], "{name}");
        let rejects = place.lines("out/rejects.jsonl");
        let numbers: Vec<&Value> = rejects.iter().map(|r| &r["record_no"]).collect();
        assert_eq!(numbers, [2, 4], "{name}");
        for reject in &rejects {
            assert_eq!(reject["stage"], "validate", "{reject}");
            assert_eq!(reject["entry"].as_str(), entry, "{reject}");
            let at = |key: &str| reject[key].as_u64().unwrap() as usize;
            let bytes = &lines[at("byte_start")..at("byte_end")];
            assert_eq!(reject["sha256"], sha256(bytes), "{reject}");
            assert_eq!(reject.get("bytes_base64"), None);
            for language in ["message_ru", "message_uk"] {
                assert!(reject[language].as_str().unwrap().contains("JSON"), "{reject}");
            }
        }
        // Still broken: the same rejects, byte for byte.
        let ran = place.run(&["retry", "out/rejects.jsonl", "--out", "still"]);
        assert_eq!(ran.code, 3, "{}", ran.err);
        assert_eq!(place.records("still"), [2, 0, 0, 2, 0]);
        assert_eq!(place.read("still/rejects.jsonl"), place.read("out/rejects.jsonl"), "{name}");
        // Mended.
        let mended = ["retry", "out/rejects.jsonl", "--map", "mended.toml", "--out", "late"];
        let ran = place.run(&mended);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        assert_eq!(place.records("late"), [2, 2, 0, 0, 0]);
        assert!(ran.err.contains("Read again: 2 of 2 records"), "{}", ran.err);
        let retry = json!({"rejects": ["out/rejects.jsonl"], "records": 2, "found": 2, "changed": 0,
            "missing": 0, "of_customers": 0, "piped": 0});
        assert_eq!(place.json("late/run.json")["retry"], retry);
        let people = ["--customers", "people.jsonl", "--out", "attached"];
        let calls = ["attach", "out/calls.jsonl", "late/calls.jsonl"];
        assert_eq!(place.run(&[&calls[..], &people].concat()).code, 0);
        let once =
            ["scan", name, "--map", "mended.toml", "--customers", "people.jsonl", "--out", "once"];
        assert_eq!(place.run(&once).code, 0);
        assert_eq!(place.read("attached/customers.jsonl"), place.read("once/customers.jsonl"));
        let text = String::from_utf8(place.read("once/customers.jsonl")).unwrap();
        assert_eq!(text.matches("\"calls_total\":3").count(), 1, "{text}");
        // Onto its own rejects nothing is written.
        let ran =
            place.run(&["retry", "out/rejects.jsonl", "--map", "mended.toml", "--out", "out"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("rejects.jsonl in it is an input"), "{}", ran.err);
    }
}

#[test]
fn a_file_that_was_mended_is_said_to_have_changed() {
    let place = Place::new();
    let bad = r#"{"schema":"callsift.transcript/1","call_id":"b","turns":"none"}"#;
    place.write("one.jsonl", [&call("a"), bad, &call("c"), "{\"broken"].join("\n"));
    place.run(&["scan", "one.jsonl", "--out", "out"]);
    // The line before got longer, so bytes moved; lines did not. The last line has gone.
    let longer = call("a").replace("Good morning", "Good morning to you");
    place.write(
        "one.jsonl",
        [&longer, &call("b"), &call("c")].map(|l| l.to_string() + "\n").concat(),
    );
    let ran = place.run(&["retry", "out/rejects.jsonl", "--out", "late"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert_eq!(place.records("late"), [1, 1, 0, 0, 0]);
    assert_eq!(place.lines("late/calls.jsonl")[0]["call_id"], "b");
    let retry = &place.json("late/run.json")["retry"];
    assert_eq!([&retry["found"], &retry["changed"], &retry["missing"]], [1, 1, 1]);
    for told in
        ["Read again: 1 of 2 records", "1 of them have other bytes now", "1 are not there any more"]
    {
        assert!(ran.err.contains(told), "{}", ran.err);
    }
    let ran = place.run(&["retry", "out/rejects.jsonl", "--out", "late", "--lang", "uk"]);
    assert!(ran.err.contains("Перечитано записів: 1 з 2"), "{}", ran.err);
}

#[test]
fn whole_files_are_read_whole() {
    let place = Place::new();
    let whole = |list: &str| {
        format!("{{\"x\":1,\"{list}\":[{{\"s\":\"CL\",\"t\":\"I want to make a complaint\"}}]}}")
    };
    place.write("in/one.json", whole("p"));
    place.write("in/two.jsonl", whole("p") + "\n" + &whole("p"));
    place.write("in/cut.jsonl.gz", {
        let mut packed = gzip((call("g") + "\n" + &call("h")).as_bytes());
        packed.truncate(packed.len() - 9);
        packed
    });
    let ran = place.run(&["scan", "in", "--out", "out"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let rejected = place.lines("out/rejects.jsonl").len();
    place.write("my.toml", "name = \"p\"\n[[recognise]]\nhas = [\"x\"]\n[roles]\nCL = \"customer\"\n[[turns]]\nlist = \"p[]\"\ntext = \"t\"\nrole = \"s\"\n");
    place.write("in/cut.jsonl.gz", gzip((call("g") + "\n" + &call("h")).as_bytes()));
    let ran = place.run(&["retry", "out/rejects.jsonl", "--map", "my.toml", "--out", "late"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ids: Vec<Value> =
        place.lines("late/calls.jsonl").iter().map(|c| c["call_id"].clone()).collect();
    assert!(ids.contains(&json!("one")) && ids.contains(&json!("h")), "{ids:?}");
    assert_eq!(place.json("late/run.json")["retry"]["records"], rejected);
    // The rest of the good file is not read again unless it stands behind the place of the failure.
    assert_eq!(place.records("late")[3], 0);
}

#[test]
fn what_cannot_be_read_again_is_told() {
    let place = Place::new();
    place.write("none.jsonl", "");
    place.write("odd.jsonl", "{\"schema\":\"other/1\"}\n");
    place.write("one.jsonl", call("a"));
    place.write("people.jsonl", "{\"id\":\"A\"}\n[1]\n");
    place.run(&["scan", "one.jsonl", "--customers", "people.jsonl", "--out", "people"]);
    place.run_with(&["scan", "-", "--out", "piped"], b"{\"broken\n");
    place.write("bad.jsonl", call("a") + "\n{\"broken");
    place.run(&["scan", "bad.jsonl", "--out", "gone"]);
    std::fs::remove_file(place.path("bad.jsonl")).unwrap();
    for (rejects, told) in [
        ("none.jsonl", "none.jsonl: no record in it that can be read again"),
        ("odd.jsonl", "odd.jsonl: line 1: no reject as callsift scan writes it"),
        ("people/rejects.jsonl", "1 are customer records: mend their file and run callsift attach"),
        ("piped/rejects.jsonl", "1 came through a pipe and cannot be read again"),
        ("gone/rejects.jsonl", "bad.jsonl: named in the rejects, and not there"),
        ("nowhere.jsonl", "nowhere.jsonl: "),
    ] {
        let ran = place.run(&["retry", rejects, "--out", "late"]);
        assert_eq!(ran.code, 2, "{rejects}");
        assert!(ran.err.contains(told), "{rejects}: {}", ran.err);
        assert!(!place.path("late").exists());
    }
}

#[test]
fn bytes_of_rejects_are_kept_only_when_asked_for_and_up_to_a_limit() {
    const MOST: usize = 1024 * 1024;
    let place = Place::new();
    for length in [MOST - 1, MOST, MOST + 1] {
        let line = format!("{{\"{}", "x".repeat(length - 2));
        place.write("one.jsonl", format!("{}\n{line}\n{{\"second\n", call("a")));
        let ran = place.run(&["scan", "one.jsonl", "--keep-rejected-bytes", "--out", "out"]);
        assert_eq!(ran.code, 3);
        let rejects = place.lines("out/rejects.jsonl");
        let kept = |at: usize| {
            BASE64.decode(rejects[at]["bytes_base64"].as_str().unwrap().as_bytes()).unwrap()
        };
        assert_eq!(kept(0), line.as_bytes()[..length.min(MOST)]);
        assert_eq!(kept(1), b"{\"second");
        assert_eq!(rejects[0]["sha256"], sha256(line.as_bytes()));
        assert_eq!(place.json("out/run.json")["settings"]["keep_rejected_bytes"], true);
    }
}

#[test]
fn a_strict_run_ends_at_the_first_reject_and_publishes_nothing() {
    let place = Place::new();
    place.write("good.jsonl", call("a") + "\n");
    place.write(
        "bad.jsonl",
        [&call("b"), "{\"broken", &call("c")].map(|l| l.to_string() + "\n").concat(),
    );
    let strict = ["scan", "good.jsonl", "--strict", "--out", "out"];
    assert_eq!(place.run(&strict).code, 0);
    let before = (place.names("out"), place.read("out/run.json"));
    for (lang, told) in [
        ("en", "bad.jsonl, line 2: "),
        ("ru", "bad.jsonl, строка 2: это не JSON, или он обрывается [not_json]"),
        ("uk", "bad.jsonl, рядок 2: це не JSON, або він обривається [not_json]"),
    ] {
        let ran = place.run(&["scan", "bad.jsonl", "--strict", "--out", "out", "--lang", lang]);
        assert_eq!(ran.code, 3, "{}", ran.err);
        assert!(ran.err.contains(told), "{}", ran.err);
        assert_eq!((place.names("out"), place.read("out/run.json")), before);
    }
    // A customer record is one too.
    place.write("people.jsonl", "{\"id\":\"A\"}\n[1]\n");
    let ran = place.run(&[
        "scan",
        "good.jsonl",
        "--customers",
        "people.jsonl",
        "--strict",
        "--out",
        "out",
    ]);
    assert_eq!((ran.code, ran.err.contains("people.jsonl, line 2")), (3, true), "{}", ran.err);
    assert_eq!((place.names("out"), place.read("out/run.json")), before);
    // On standard output what came before is out already.
    let ran = place.run(&["scan", "bad.jsonl", "--strict"]);
    assert_eq!((ran.code, ran.lines().len()), (3, 2), "{}", ran.err);
    assert_eq!(ran.lines()[1]["reason"], "not_json");
}
