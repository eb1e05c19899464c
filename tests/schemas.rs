//! Everything that is written, and every sample that is read, is as `callsift schema` says.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use jsonschema::Validator;
use program::{Place, call, json_lines, sample};
use serde_json::Value;

fn schema(place: &Place, name: &str) -> Validator {
    let ran = place.run(&["schema", name]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let schema: Value = serde_json::from_slice(&ran.out).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn check(place: &Place, name: &str, values: &[Value]) {
    let validator = schema(place, name);
    assert!(!values.is_empty(), "there is nothing to hold against {name}");
    for value in values {
        let faults: Vec<_> =
            validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}\n{value}");
    }
    assert!(!validator.is_valid(&Value::Null) && !validator.is_valid(&serde_json::json!({})));
}

#[test]
fn every_output_is_as_its_schema_says() {
    let place = Place::new();
    let calls = sample("calls");
    let people = sample("customers.jsonl");
    place.write("bad/1.jsonl", ["{", "7", &call("a"), &call("a")].join("\n"));
    place.write("bad/2.txt", "prose");
    place.write("bad/3.jsonl", call("a").replace("Good", "Bad").replace("5000", "-5"));
    let args = ["scan", &calls, "bad", "--customers", &people, "--region-field", "country"];
    for more in [&["--set", "output.clear=true", "--keep-extra", "--source", "x"][..], &[]] {
        let ran = place.run(&[&args[..], &["--out", "out"], more].concat());
        assert_eq!(ran.code, 3, "{}", ran.err);
        check(&place, "call", &place.lines("out/calls.jsonl"));
        check(&place, "reject", &place.lines("out/rejects.jsonl"));
        check(&place, "unmatched", &place.lines("out/unmatched.jsonl"));
        let records = place.lines("out/customers.jsonl");
        let own: Vec<_> = records.iter().filter_map(|r| r.get("callsift").cloned()).collect();
        check(&place, "customer", &own);
        check(&place, "run", &[place.json("out/run.json")]);
        check(&place, "run-report", &[place.json("out/run-report.json")]);
    }
    let stream = place.run(&["scan", &calls]);
    check(&place, "call", &stream.lines());
    place.write("later.jsonl", [&place.read("out/calls.jsonl")[..], b"{}\n"].concat());
    let ran = place.run(&["attach", "later.jsonl", "--customers", &people, "--out", "late"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    check(&place, "attach", &[place.json("late/run.json")]);
    check(&place, "reject", &place.lines("late/rejects.jsonl"));
    check(&place, "unmatched", &place.lines("late/unmatched.jsonl"));
}

#[test]
fn samples_in_our_own_format_are_as_the_schema_says() {
    let place = Place::new();
    for name in ["calls/night-1.jsonl", "night-2/calls.jsonl"] {
        let lines = json_lines(&std::fs::read(sample(name)).unwrap());
        let validator = schema(&place, "transcript");
        for line in lines {
            let faults: Vec<_> = validator.iter_errors(&line).map(|e| e.to_string()).collect();
            assert!(faults.is_empty(), "{faults:?}");
        }
    }
}

#[test]
fn every_document_has_a_schema_that_says_which_it_is() {
    let place = Place::new();
    let list = String::from_utf8(place.run(&["schema"]).out).unwrap();
    let names: Vec<_> = list.lines().map(|line| line.split(' ').next().unwrap()).collect();
    for known in ["call", "customer", "unmatched", "reject", "run", "attach", "run-report"] {
        assert!(names.contains(&known), "{known}");
    }
    names.iter().for_each(|name| drop(schema(&place, name)));
}
