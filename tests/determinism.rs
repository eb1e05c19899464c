//! The same input gives the same bytes, with any number of threads and every time.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use program::{Place, call_with, sample};

const RESULTS: [&str; 5] =
    ["calls.jsonl", "rejects.jsonl", "customers.jsonl", "unmatched.jsonl", "run.json"];

/// Runs with 1, 2 and 8 threads, twice with the last; the exit code is one as well.
fn check(place: &Place, calls: &str, people: &str, code: i32) {
    let mut first = Vec::new();
    for threads in ["1", "2", "8", "8"] {
        let args = ["scan", calls, "--customers", people, "--region-field", "country"];
        let ran = place.run(&[&args[..], &["--threads", threads, "--out", "out"]].concat());
        assert_eq!(ran.code, code, "{}", ran.err);
        let results: Vec<_> =
            RESULTS.iter().map(|name| place.read(&format!("out/{name}"))).collect();
        if first.is_empty() {
            first = results;
            continue;
        }
        for (name, (first, now)) in RESULTS.iter().zip(first.iter().zip(&results)) {
            assert!(first == now, "{name} differs with {threads} threads");
        }
    }
}

#[test]
fn samples() {
    check(&Place::new(), &sample("calls"), &sample("customers.jsonl"), 0);
}

#[test]
fn many_files_with_many_faults() {
    let place = Place::new();
    let mut people = String::new();
    for file in 0..6 {
        let mut lines = String::new();
        for n in 0..700 {
            // Every file repeats calls of others, identical and with another length.
            let k = (n * 7 + file * 311) % 1500;
            let id = format!("c{k}");
            let members = format!(
                "\"customer_id\":\"K{}\",\"started_at\":\"2026-11-{:02}T10:00:00Z\",\"duration_ms\":{},",
                k % 40,
                1 + k % 28,
                9000 + file % 2
            );
            lines += &call_with(&id, &members);
            lines += match n % 50 {
                7 => "\n{\"broken\n",
                9 => "\r\n\r\n",
                11 => "}\n",
                _ => "\n",
            };
        }
        place.write(&format!("in/{file}.jsonl"), lines);
    }
    place.write("in/empty.jsonl", "");
    place.write("in/prose.txt", "Once upon a time");
    (0..40).for_each(|n| people += &format!("{{\"id\":\"K{}\"}}\n", n % 39));
    place.write("people.jsonl", people);
    check(&place, "in", "people.jsonl", 3);
    let [read, good, duplicates, rejected, skipped] = place.records("out");
    let counts = [read, good, duplicates, rejected, skipped];
    assert!(good > 1000 && duplicates > 0 && rejected > 0 && skipped == 1, "{counts:?}");
}
