//! Calls that are taken out of results again: whose, from where, and what stays.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use program::{Place, call, call_with};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const PEOPLE: &str = "{\"id\":\"A\",\"phone\":\"+79123456789\", \"debt\":1.10}\n\
    {\"id\":\"B\",\"phone\":\"+79123456780\"}\n{\"id\":\"C\",\"phone\":\"+79000000000\"}\n\
    {\"id\":\"D\",\"phone\":\"+79000000000\"}\n";

/// Results with calls of two people, of nobody, and of one of two.
fn place() -> Place {
    let place = Place::new();
    let calls = [
        ("a1", "\"customer_id\":\"A\",\"started_at\":\"2026-01-01T00:00:00Z\","),
        ("a2", "\"customer_phone\":\"+79123456789\",\"started_at\":\"2026-06-01T00:00:00Z\","),
        ("b1", "\"customer_id\":\"B\",\"started_at\":\"2026-01-01T00:00:01Z\","),
        ("b2", "\"customer_id\":\"B\",\"started_at\":\"2026-05-01T00:00:00Z\","),
        ("cd", "\"customer_phone\":\"+79000000000\",\"started_at\":\"2026-05-01T00:00:00Z\","),
        ("no", "\"customer_id\":\"X\","),
    ];
    let lines = calls.map(|(id, members)| call_with(id, members)).join("\n");
    place.write("in.jsonl", lines);
    place.write("people.jsonl", PEOPLE);
    let ran = place.run(&["scan", "in.jsonl", "--customers", "people.jsonl", "--out", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    place
}

fn ids(place: &Place, file: &str) -> Vec<String> {
    let lines = place.lines(file);
    lines.iter().map(|line| line["call_id"].as_str().unwrap().to_owned()).collect()
}

/// Every file of a folder with its bytes, but for the lock.
fn all(place: &Place) -> Vec<(String, Vec<u8>)> {
    let names = place.names("out").into_iter().filter(|name| !name.starts_with('.'));
    names.map(|name| (name.clone(), place.read(&format!("out/{name}")))).collect()
}

/// That `run.json` fits its folder, and a verb that reads results takes it.
fn fits(place: &Place) {
    let run = place.json("out/run.json");
    for file in run["outputs"].as_array().unwrap() {
        let bytes = place.read(&format!("out/{}", file["file"].as_str().unwrap()));
        let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(
            (file["bytes"].as_u64(), &file["sha256"]),
            (Some(bytes.len() as u64), &json!(hash))
        );
    }
    place.records("out");
    let ran = place.run(&["report", "out", "-o", "page.html", "--csv", "page.csv", "-q"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_person_goes_by_id_with_every_call_on_the_record() {
    let place = place();
    let before = all(&place);
    let ran = place.run(&["purge", "--customer", "A", "out", "--dry-run"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for told in [
        "Looked at: out/calls.jsonl, out/unmatched.jsonl, out/customers.jsonl, out/rejects.jsonl",
        "Would be taken out: 2 calls from calls.jsonl, 0 lines from unmatched.jsonl",
        "1 customer records without these calls, 0 taken out as a whole",
        "not touched: the transcripts, 1 file; a new scan brings the calls back",
    ] {
        assert!(ran.err.contains(told), "{told}\n{}", ran.err);
    }
    assert_eq!(all(&place), before, "--dry-run changes nothing");
    place.write("out/report.html", "an old page");
    let ran = place.run(&["purge", "--customer", "A", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("Taken out: 2 calls"), "{}", ran.err);
    assert!(ran.err.contains("in the folder too: report.html"), "{}", ran.err);
    assert_eq!(ids(&place, "out/calls.jsonl"), ["b1", "b2", "cd", "no"]);
    assert_eq!(ids(&place, "out/unmatched.jsonl"), ["cd", "no"]);
    let people = place.read("out/customers.jsonl");
    let first = PEOPLE.lines().next().unwrap();
    assert_eq!(people.split(|b| *b == b'\n').next().unwrap(), first.as_bytes());
    assert_eq!(place.lines("out/customers.jsonl")[1]["callsift"]["summary"]["calls_total"], 2);
    let purged =
        json!({"calls": 2, "unmatched": 0, "customers": 1, "records": 0, "rejected_bytes": 0});
    assert_eq!(place.json("out/run.json")["purged"], purged);
    fits(&place);
    // Once more there is nothing, and nothing is written.
    let before = all(&place);
    let ran = place.run(&["purge", "--customer", "A", "out"]);
    assert_eq!((ran.code, all(&place)), (0, before));
    assert!(ran.err.contains("Nothing was found, everything is as it was"), "{}", ran.err);
    // The counts of a second purge come on top.
    assert_eq!(place.run(&["purge", "--customer", "B", "--records", "out"]).code, 0);
    let purged =
        json!({"calls": 4, "unmatched": 0, "customers": 1, "records": 1, "rejected_bytes": 0});
    assert_eq!(place.json("out/run.json")["purged"], purged);
    let ids: Vec<Value> =
        place.lines("out/customers.jsonl").iter().map(|p| p["id"].clone()).collect();
    assert_eq!(ids, ["A", "C", "D"]);
    fits(&place);
}

#[test]
fn a_person_goes_by_number() {
    let place = place();
    for (args, told) in [
        (&["--phone", "8 (912) 345-67-89"][..], "no telephone number; is --region given?"),
        (&["--phone", "8 (912) 345-67-89", "--region", "XX"], "--region"),
    ] {
        let ran = place.run(&[&["purge", "out"], args].concat());
        assert_eq!((ran.code, ran.err.contains(told)), (2, true), "{}", ran.err);
    }
    let ran = place.run(&["purge", "--phone", "8 (912) 345-67-89", "--region", "RU", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ids(&place, "out/calls.jsonl"), ["b1", "b2", "cd", "no"]);
    // The call of one of two people stays with the id of one, and goes with the number.
    let ran = place.run(&["purge", "--customer", "C", "out"]);
    assert!(ran.err.contains("1 call that may be this customer's stay"), "{}", ran.err);
    assert_eq!(place.run(&["purge", "--phone", "+79000000000", "out"]).code, 0);
    assert_eq!(ids(&place, "out/calls.jsonl"), ["b1", "b2", "no"]);
    assert_eq!(ids(&place, "out/unmatched.jsonl"), ["no"]);
    fits(&place);
}

#[test]
fn old_calls_go_and_numbers_are_computed_anew() {
    for (as_of, gone) in [
        // 90 days after the first call, one second later, and two.
        ("2026-04-01T00:00:00Z", &[][..]),
        ("2026-04-01T00:00:01Z", &["a1"]),
        ("2026-04-01T00:00:02Z", &["a1", "b1"]),
    ] {
        let place = place();
        let ran = place.run(&["purge", "--older-than", "90d", "--as-of", as_of, "out"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains("1 call without a date stay"), "{}", ran.err);
        let left: Vec<&str> = ["a1", "a2", "b1", "b2", "cd", "no"]
            .into_iter()
            .filter(|id| !gone.contains(id))
            .collect();
        assert_eq!(ids(&place, "out/calls.jsonl"), left, "{as_of}");
        let people = place.lines("out/customers.jsonl");
        for (person, id) in people.iter().zip(["a1", "b1"]) {
            let all = if gone.contains(&id) { 1 } else { 2 };
            assert_eq!(person["callsift"]["summary"]["calls_total"], all, "{as_of}");
            assert_eq!(person["callsift"]["calls"].as_array().unwrap().len(), all);
        }
        fits(&place);
    }
    // Calls come onto a record from which some went as if nothing had been.
    let place = place();
    place.run(&["purge", "--older-than", "90d", "--as-of", "2026-04-02T00:00:00Z", "out"]);
    let again =
        ["attach", "out/calls.jsonl", "--customers", "out/customers.jsonl", "--out", "next"];
    assert_eq!(place.run(&again).code, 0);
    assert_eq!(place.read("next/customers.jsonl"), place.read("out/customers.jsonl"));
}

#[test]
fn folders_of_attach_and_bytes_of_rejects() {
    let place = place();
    place.write("bad.jsonl", call_with("a3", "\"customer_id\":\"A\",") + "\n{\"broken");
    place.run(&["scan", "bad.jsonl", "--keep-rejected-bytes", "--out", "bad"]);
    let attach = ["attach", "out/calls.jsonl", "--customers", "people.jsonl", "--out", "attached"];
    assert_eq!(place.run(&attach).code, 0);
    let ran = place.run(&["purge", "--customer", "B", "bad", "--lang", "ru"]);
    assert!(ran.err.contains("неизвестно, чьи они; оставлено строк: 1"), "{}", ran.err);
    let ran = place.run(&["purge", "--customer", "A", "bad", "attached"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(place.read("bad/calls.jsonl").is_empty());
    assert_eq!(place.lines("bad/rejects.jsonl")[0].get("bytes_base64"), None);
    let people = place.lines("attached/customers.jsonl");
    assert_eq!(
        [people[0].get("callsift"), people[1].get("callsift").map(|_| &Value::Null)],
        [None, Some(&Value::Null)]
    );
    assert_eq!(place.json("attached/run.json")["purged"]["customers"], 1);
}

#[test]
fn what_cannot_be_purged_is_told_and_nothing_changes() {
    let place = place();
    place.write("one.jsonl", call("z"));
    place.run(&["scan", "one.jsonl", "--out", "other"]);
    place.write("other/calls.jsonl", call("z"));
    place.write("empty/x", "");
    let before = all(&place);
    for (args, told) in [
        (&["purge", "out"][..], "--customer"),
        (&["purge", "--customer", "A"], "DIR"),
        (&["purge", "--customer", "A", "--older-than", "90d", "out"], "cannot be used with"),
        (
            &["purge", "--older-than", "soon", "out"],
            "--older-than soon: no number of days; write 90d",
        ),
        (&["purge", "--older-than", "90d", "--as-of", "now", "out"], "--as-of now: no instant"),
        (&["purge", "--customer", "A", "out", "empty"], "empty: no results of callsift in it"),
        (&["purge", "--customer", "A", "out", "other"], "calls.jsonl: not as callsift wrote it"),
        (&["purge", "--customer", "A", "out", "nowhere"], "nowhere: no results"),
    ] {
        let ran = place.run(args);
        assert_eq!((ran.code, ran.err.contains(told)), (2, true), "{args:?}: {}", ran.err);
        assert_eq!(all(&place), before, "{args:?}");
    }
}
