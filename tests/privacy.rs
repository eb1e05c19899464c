//! Personal data that was planted in calls, broken records, tables of customers and file contents does not
//! come out where it has no business; files are their owner's alone; hostile text does nothing.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod personal;
mod program;

use personal::{Dice, Tongue, card, written};
use program::{Place, call};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// A secret, as it is planted, and digits or letters that must not be met.
struct Canary {
    planted: String,
    needle: String,
}

fn canaries(count: u64) -> Vec<Canary> {
    let plant = |seed: u64| {
        let mut dice = Dice::new(seed + 9_000_000);
        let tongue = Tongue::ALL[dice.below(3)];
        match seed % 3 {
            0 => {
                let number = card(&mut dice);
                Canary { planted: written(&number, tongue, &mut dice), needle: number }
            }
            1 => {
                let number = format!("79{}", dice.digits(9));
                Canary { planted: format!("+{number}"), needle: number }
            }
            _ => {
                let address = format!("kanareika{}@mail.example", dice.digits(6));
                Canary { needle: address.clone(), planted: address }
            }
        }
    };
    (0..count).map(plant).collect()
}

/// Whether a text holds a canary, in whatever layout its digits stand.
fn holds(text: &str, canary: &Canary) -> bool {
    if text.contains(&canary.needle) || text.contains(&canary.planted) {
        return true;
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    canary.needle.bytes().all(|b| b.is_ascii_digit()) && digits(text).contains(&canary.needle)
}

fn transcript(id: usize, said: &str) -> String {
    let text = serde_json::to_string(said).unwrap();
    format!(
        r#"{{"schema":"callsift.transcript/1","call_id":"c{id}","source":"t","started_at":"2026-11-20T08:00:00Z","turns":[{{"role":"agent","start_ms":0,"end_ms":900,"text":"Good morning"}},{{"role":"customer","start_ms":5000,"end_ms":7000,"text":{text}}}]}}"#
    )
}

#[test]
fn no_canary_comes_out() {
    let place = Place::new();
    let canaries = canaries(500);
    let mut calls = String::new();
    let mut broken = String::new();
    let mut customers = String::new();
    let mut table = String::from("id,phone,note\n");
    let mut loose = String::new();
    for (at, canary) in canaries.iter().enumerate() {
        let planted = &canary.planted;
        match at % 5 {
            0 => {
                let said =
                    format!("I want to make a complaint {planted} I want to make a complaint");
                calls += &(transcript(at, &said) + "\n");
            }
            // No JSON, a wrong type, a key twice, an odd key, a number where a text is expected.
            1 => broken += &format!("{{\"turns\": [{{\"text\": \"{planted}\" oops\n"),
            2 => {
                let quoted = serde_json::to_string(planted).unwrap();
                broken += &format!(
                    "{{\"schema\":\"callsift.transcript/1\",\"call_id\":\"b{at}\",\"turns\":[{{\"role\":{quoted},\"start_ms\":{quoted},\"text\":7}}],{quoted}:1,{quoted}:2}}\n"
                );
            }
            3 => {
                let quoted = serde_json::to_string(planted).unwrap();
                customers += &format!(
                    "{{\"external_id\":\"k{at}\",\"phone\":{quoted},\"x\":{quoted},\"x\":}}\n"
                );
                table += &format!("k{at},\"{planted}\",\"an open quote {planted}\n");
            }
            _ => loose += &format!("{planted}\n"),
        }
    }
    place.write("in/calls.jsonl", calls);
    place.write("in/broken.jsonl", broken);
    place.write("in/loose.xyz", loose.clone());
    place.write("in/loose.json", format!("{{\"a\": \"{loose}"));
    place.write("in/loose.csv", format!("a;b\n{loose}"));
    place.write("customers.jsonl", customers);
    place.write("customers.csv", table);
    let mut seen: Vec<(String, String)> = Vec::new();
    for (file, out) in [("customers.jsonl", "out"), ("customers.csv", "out-2")] {
        let ran = place.run(&["scan", "in", "--customers", file, "--out", out]);
        seen.push((format!("messages of {out}"), ran.err));
        for name in ["rejects.jsonl", "run.json", "run-report.json"] {
            let path = place.path(&format!("{out}/{name}"));
            if path.exists() {
                seen.push((format!("{out}/{name}"), fs::read_to_string(path).unwrap()));
            }
        }
    }
    assert!(place.path("out/calls.jsonl").exists(), "{}", seen[0].1);
    assert!(place.lines("out/rejects.jsonl").len() > 100);
    for args in [
        &["inspect", "in"][..],
        &["inspect", "in", "--json"],
        &["explain", "c0"],
        &["explain", "no-such-call"],
        &["evaluate", "in", "--gold", "customers.csv"],
        &["scan", "in/calls.jsonl", "--calls", "customers.csv"],
        &["scan", "in/calls.jsonl", "--map", "in/loose.xyz"],
        &["scan", "in/calls.jsonl", "--config", "in/loose.xyz"],
        &["report", "out", "-o", "page.html"],
        &["export", "out", "--to", "csv", "-o", "table.csv"],
        &["export", "out", "--to", "sarif", "-o", "found.sarif"],
        &["export", "out", "--to", "jsonl", "-o", "lines.jsonl"],
        &["export", "out", "--to", "webvtt", "-o", "captions"],
        &["export", "out", "--to", "vcon", "-o", "vcons"],
    ] {
        let ran = place.run(args);
        seen.push((format!("messages of {args:?}"), ran.err));
        // A scan without a folder writes calls, which keep what is not asked to be hidden.
        if args[0] != "scan" {
            seen.push((format!("{args:?}"), String::from_utf8(ran.out).unwrap()));
        }
    }
    for name in ["page.html", "findings.csv", "table.csv", "found.sarif", "lines.jsonl"] {
        seen.push((name.to_owned(), String::from_utf8(place.read(name)).unwrap()));
    }
    for folder in ["captions", "vcons"] {
        assert!(place.names(folder).len() > 50);
        for name in place.names(folder) {
            let name = format!("{folder}/{name}");
            seen.push((name.clone(), String::from_utf8(place.read(&name)).unwrap()));
        }
    }
    let mut found = Vec::new();
    for (name, text) in &seen {
        // Line by line, so that digits of different lines are not put together.
        for line in text.lines() {
            found.extend(canaries.iter().filter(|canary| holds(line, canary)).map(|canary| {
                let line: String = line.chars().take(300).collect();
                format!("{name}: {} in {line}", canary.planted)
            }));
        }
    }
    assert!(found.is_empty(), "{} canaries: {:#?}", found.len(), &found[..found.len().min(8)]);
}

#[test]
fn cards_never_come_out_of_a_scan_and_other_kinds_on_wish() {
    let place = Place::new();
    let said = "call 4111111111111111 and +79161234567 I want to make a complaint";
    place.write("a.jsonl", transcript(1, said));
    place.write("rules/r.toml", "language = \"en\"\n[[rule]]\nid = \"complaint.billing.y\"\ntitle = \"t\"\ncategory = \"complaint.billing\"\nseverity = 1\nphrases = [\"call {number} and {phone}\"]\n");
    place.write("key", "a secret of the tests\n");
    let quote = |args: &[&str]| -> String {
        let mut all = vec!["scan", "a.jsonl", "--lexicon-add", "rules", "--out", "out"];
        all.extend(args);
        let ran = place.run(&all);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let lines = place.lines("out/calls.jsonl");
        let findings = lines[0]["findings"].as_array().unwrap();
        let finding =
            findings.iter().find(|finding| finding["rule"] == "complaint.billing.y").unwrap();
        assert_eq!(finding["bytes"], serde_json::json!([0, 38]));
        finding["quote"].as_str().unwrap().to_owned()
    };
    let cards = "call ••••••••••••1111 and +79161234567";
    assert_eq!(quote(&[]), cards);
    assert_eq!(quote(&["--redact", "off"]), cards);
    assert_eq!(place.json("out/run.json")["settings"]["redact"], "off");
    assert_eq!(quote(&["--redact-kinds", "phone"]), "call ••••••••••••1111 and +•••••••••••");
    let hashed = quote(&["--redact", "hash", "--redact-kinds", "all", "--redact-key-file", "key"]);
    assert!(hashed.starts_with("call [card:") && hashed.contains(" and +[phone:"), "{hashed}");
    let settings = &place.json("out/run.json")["settings"];
    assert_eq!(settings["redact_key_id"].as_str().unwrap().len(), 8);
    assert!(!settings.to_string().contains("secret of"));
    for (args, told) in [
        (&["--redact", "hash"][..], "--redact-key-file FILE"),
        (&["--redact", "hash", "--redact-key-file", "nowhere"], "nowhere"),
        (
            &["--redact", "hash", "--redact-key-file", "a.jsonl", "--redact-kinds", "fone"],
            "--redact-kinds fone",
        ),
        (&["--redact-key-file", "key"], "only --redact hash"),
        (&["--redact", "off", "--redact-kinds", "phone"], "leave out --redact-kinds"),
    ] {
        let mut all = vec!["scan", "a.jsonl"];
        all.extend(args);
        let ran = place.run(&all);
        assert!(ran.code == 2 && ran.err.contains(told), "{args:?}: {}", ran.err);
    }
}

#[test]
fn the_input_goes_through_as_it_is_and_the_screen_says_so() {
    let place = Place::new();
    place.write("a.jsonl", transcript(1, "4111111111111111 I want to make a complaint") + "\n");
    assert_eq!(place.run(&["scan", "a.jsonl", "--out", "out"]).code, 0);
    let ran = place.run(&["export", "out", "--to", "same", "-o", "same"]);
    assert!(ran.err.contains("holds what personal data it held"), "{}", ran.err);
    assert!(String::from_utf8(place.read("same/a.jsonl")).unwrap().contains("4111111111111111"));
}

fn modes(path: &Path, out: &mut Vec<(String, u32)>) {
    let mode = fs::metadata(path).unwrap().permissions().mode() & 0o777;
    out.push((path.display().to_string(), mode));
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            modes(&entry.unwrap().path(), out);
        }
    }
}

#[test]
fn files_are_their_owners_alone() {
    let place = Place::new();
    let calls: Vec<String> = (0..12).map(|at| call(&format!("c{at}"))).collect();
    place.write("a.jsonl", calls.join("\n"));
    // An older page that others could read becomes private too.
    place.write("page.html", "<!DOCTYPE html>");
    assert_eq!(place.run(&["scan", "a.jsonl", "--out", "out"]).code, 0);
    for args in [
        &["report", "out", "-o", "page.html"][..],
        &["export", "out", "--to", "csv", "-o", "table.csv"],
        &["export", "out", "--to", "xlsx", "-o", "book.xlsx"],
        &["export", "out", "--to", "webvtt", "-o", "captions"],
        &["export", "out", "--to", "same", "-o", "same"],
        &["boilerplate", "a.jsonl", "-o", "said.toml"],
    ] {
        let ran = place.run(args);
        assert!(matches!(ran.code, 0 | 3), "{args:?}: {}", ran.err);
    }
    let mut found = Vec::new();
    for name in
        ["page.html", "findings.csv", "table.csv", "book.xlsx", "captions", "same", "said.toml"]
    {
        modes(&place.path(name), &mut found);
    }
    for (path, mode) in found {
        let wanted = if Path::new(&path).is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode, wanted, "{path}: {mode:o}");
    }
}

#[test]
fn hostile_names_do_nothing_to_a_terminal() {
    let place = Place::new();
    let odd = "\u{1b}]0;owned\u{7}\u{202e}x.jsonl";
    place.write(odd, "no json\n");
    place.write("a.jsonl", transcript(1, "\u{1b}[2J I want to make a complaint \u{9b}31m"));
    for args in [
        &["scan", odd, "--out", "out"][..],
        &["scan", ".", "--out", "out"],
        &["inspect", odd],
        &["explain", odd],
        &["explain", "c1", "a.jsonl"],
        &["evaluate", odd],
        &["report", odd, "-o", "page.html"],
        &["scan", "a.jsonl", "--config", odd],
        &["scan", "a.jsonl", "--map", odd],
        &["lexicon", "check", odd],
    ] {
        let ran = place.run(args);
        let out = String::from_utf8_lossy(&ran.out).into_owned();
        for text in [ran.err, out] {
            let hostile = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!text.contains(hostile), "{args:?}: {text:?}");
        }
    }
}
