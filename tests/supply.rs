//! Facts from file names and tables of calls, roles from the user, and two files of one call.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use program::Place;
use serde_json::Value;

/// What a recogniser writes of one side: words with times, no speakers.
fn side(text: &str, start: f64) -> String {
    let end = start + 1.0;
    format!(
        "{{\"text\":\"x\",\"language\":\"ru\",\"segments\":[{{\"id\":0,\"seek\":0,\"no_speech_prob\":0.1,\
         \"start\":{start},\"end\":{end},\"text\":\"{text}\"}}]}}"
    )
}

const AGENT: &str = "Компания, здравствуйте";
const CUSTOMER: &str = "Я хочу подать жалобу";
const PATTERN: &str = r"(?<call_id>\d+)_(?<side>\w+)\.json";

fn roles(call: &Value) -> Vec<&str> {
    let findings = call["findings"].as_array().unwrap();
    findings.iter().filter_map(|finding| finding["role"].as_str()).collect()
}

fn warnings(call: &Value) -> Vec<&str> {
    let all = call["warnings"].as_array().into_iter().flatten();
    all.filter_map(|warning| warning["code"].as_str()).collect()
}

#[test]
fn two_files_are_one_call() {
    let place = Place::new();
    // The sides lie in folders of their own, so that other files stand between them.
    place.write("in/77_agent.json", side(AGENT, 0.0));
    place.write("in/78_agent.json", side(AGENT, 0.0));
    place.write("out/77_customer.json", side(CUSTOMER, 5.5));
    place.write("out/78_customer.json", side(CUSTOMER, 5.5));
    place.write("out/79_customer.json", side(CUSTOMER, 5.5));
    let args = ["scan", "in", "out", "--path-pattern", PATTERN, "--out", "done"];
    let ran = place.run(&args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let calls = place.lines("done/calls.jsonl");
    let ids: Vec<_> = calls.iter().map(|call| call["call_id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["77", "78", "79"]);
    assert_eq!(place.records("done"), [3, 3, 0, 0, 0]);
    let whole = &calls[0];
    assert_eq!(whole["turns"], 2);
    assert_eq!(whole["silences"][0]["start_ms"], 1000);
    assert_eq!(whole["silences"][0]["end_ms"], 5500);
    assert!(roles(whole).contains(&"customer"), "{whole}");
    assert_eq!(warnings(whole), [""; 0]);
    assert_eq!(warnings(&calls[2]), ["other_side_missing"]);
    assert!(roles(&calls[2]).contains(&"customer"), "{}", calls[2]);
    // The same bytes whatever the number of threads, and the page of the calls finds both files.
    let first = place.read("done/calls.jsonl");
    place.run(&[&args[..5], &["--threads", "7", "--out", "again"]].concat());
    assert_eq!(place.read("again/calls.jsonl"), first);
    assert_eq!(place.run(&["report", "done", "-o", "page.html"]).code, 0);
    let page = String::from_utf8(place.read("page.html")).unwrap();
    // What the customer said is cut by its marks.
    assert!(page.contains(AGENT));
}

#[test]
fn a_side_that_cannot_be_read_does_not_take_the_other_with_it() {
    let place = Place::new();
    place.write("in/77_agent.json", "{\"segments\":[{\"seek\":0,\"text\":{}}]}");
    place.write("in/77_customer.json", side(CUSTOMER, 5.5));
    place.run(&["scan", "in", "--path-pattern", PATTERN, "--out", "done"]);
    assert_eq!(place.records("done"), [2, 1, 0, 1, 0]);
    assert_eq!(warnings(&place.lines("done/calls.jsonl")[0]), ["other_side_missing"]);
    let reject = &place.lines("done/rejects.jsonl")[0];
    assert_eq!(reject["file"], "in/77_agent.json");
}

#[test]
fn members_of_an_archive_are_sides_too() {
    let place = Place::new();
    place.write("in/77_agent.json", side(AGENT, 0.0));
    place.write("in/77_customer.json", side(CUSTOMER, 5.5));
    let archive = std::fs::File::create(place.path("night.tar")).unwrap();
    let mut archive = tar::Builder::new(archive);
    for name in ["77_agent.json", "77_customer.json"] {
        archive.append_path_with_name(place.path("in").join(name), name).unwrap();
    }
    archive.finish().unwrap();
    place.run(&["scan", "night.tar", "--path-pattern", PATTERN, "--out", "done"]);
    assert_eq!(place.records("done"), [1, 1, 0, 0, 0]);
}

#[test]
fn a_table_of_calls_brings_the_customer() {
    let place = Place::new();
    place.write("77.json", side(CUSTOMER, 0.0));
    place.write("78.json", side(CUSTOMER, 0.0));
    place.write("customers.jsonl", "{\"external_id\":\"CL-1\"}\n");
    let table = "call_id;клиент;оператор;дата\n77;CL-1;Олена;21.11.2026 17:40\n";
    let (encoded, _, _) = encoding_rs::WINDOWS_1251.encode(table);
    place.write("calls.csv", &encoded);
    let args = [
        "scan",
        "77.json",
        "78.json",
        "--calls",
        "calls.csv",
        "--customers",
        "customers.jsonl",
        "--out",
        "done",
        "--encoding",
        "windows-1251",
        "--set",
        "time.zone=Europe/Kyiv",
        "--roles",
        "x=customer",
    ];
    let ran = place.run(&args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let calls = place.lines("done/calls.jsonl");
    assert_eq!(calls[0]["customer_id"], "CL-1");
    assert_eq!(calls[0]["started_at"], "2026-11-21T15:40:00Z");
    assert_eq!(warnings(&calls[0]), ["no_such_label"]);
    assert_eq!(warnings(&calls[1]), ["not_in_call_table", "no_such_label"]);
    assert_eq!(place.lines("done/customers.jsonl")[0]["callsift"]["summary"]["calls_total"], 1);
    assert_eq!(place.json("done/run.json")["settings"]["calls"], "calls.csv");
}

#[test]
fn what_is_supplied_wrongly_ends_the_run_before_it_begins() {
    let place = Place::new();
    place.write("77.json", side(CUSTOMER, 0.0));
    place.write("calls.csv", "a,b\n1,2\n");
    for (flag, value, told) in [
        ("--path-pattern", "(", "--path-pattern (: it is no regular expression"),
        ("--roles", "0:boss", "--roles 0:boss: `0:boss` has no `=`"),
        ("--calls", "calls.csv", "--calls calls.csv: no column is called call_id; there are a, b"),
        ("--calls", "none.csv", "--calls none.csv: "),
    ] {
        let ran = place.run(&["scan", "77.json", "--out", "done", flag, value]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(told), "{}", ran.err);
        assert!(!place.path("done").exists());
    }
}
