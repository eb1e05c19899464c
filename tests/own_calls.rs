//! What users learn from their own calls: announcements that repeat, thresholds of silence.
#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

mod program;

use program::{Place, Ran};
use serde_json::{Value, json};

fn printed(ran: &Ran) -> String {
    String::from_utf8(ran.out.clone()).unwrap()
}

const MACHINE: &str = "Thank you for calling. If you have a complaint, press two now.";

/// Twelve calls that begin with the machine, then an agent's greeting learnt by heart, then a silence
/// of so many seconds.
fn calls() -> Place {
    let one = |at: u32| {
        let answer = format!("my name is customer {at} and I ask for number {at}");
        let turn = |speaker: &str, from: u32, to: u32, text: &str| json!({ "speaker": speaker, "start_s": from, "end_s": to, "text": text });
        json!({ "call_id": format!("c{at}"), "turns": [
            turn("unknown", 0, 5, MACHINE),
            turn("agent", 6, 9, "Good morning this is the workshop what can I do for you"),
            turn("customer", 10, 14, &answer),
            turn("agent", 14 + at, 16 + at, "done"),
        ] })
    };
    let lines: Vec<String> = (1..=12).map(|at| one(at).to_string()).collect();
    let place = Place::new();
    place.write("calls.jsonl", lines.join("\n"));
    place
}

#[test]
fn what_the_machine_says_is_proposed_and_then_marked() {
    let place = calls();
    std::fs::create_dir(place.path("mine")).unwrap();
    let done = place.run(&["boilerplate", "calls.jsonl", "-o", "mine/machine.toml"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.err.contains("seem a machine's: 1"), "{}", done.err);
    let file = String::from_utf8(place.read("mine/machine.toml")).unwrap();
    let parsed: toml::Table = file.parse().unwrap();
    let announcements = parsed["announcement"].as_array().unwrap();
    assert_eq!(announcements.len(), 1, "{file}");
    assert_eq!(announcements[0]["text"].as_str(), Some(MACHINE.trim_end_matches('.')));
    assert!(file.contains("# text = \"Good morning this is the workshop"), "{file}");
    // The same calls give the same file, and a file that is there is not lost.
    let again = place.run(&["boilerplate", "calls.jsonl"]);
    assert_eq!(printed(&again), file);
    let refused = place.run(&["boilerplate", "calls.jsonl", "-o", "mine/machine.toml"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("--force"), "{}", refused.err);

    let scan = |more: &[&str]| -> Value {
        let done = place.run(&[&["scan", "calls.jsonl"], more].concat());
        assert_eq!(done.code, 0, "{}", done.err);
        done.lines().remove(0)
    };
    let (before, after) = (scan(&[]), scan(&["--lexicon-add", "mine"]));
    assert!(before.get("announcements").is_none());
    assert_eq!(after["announcements"][0]["whole"], true);
    assert_eq!(after["announcements"][0]["bytes"], json!([0, MACHINE.len() - 1]));
    assert_ne!(before["lexicon"], after["lexicon"]);
    let talk = |call: &Value| call["measures"]["talk"]["unknown"]["ms"].as_i64().unwrap();
    assert_eq!((talk(&before), talk(&after)), (5_000, 0));
}

#[test]
fn standard_input_cannot_be_read_twice() {
    let refused = Place::new().run(&["boilerplate", "-"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("read twice"), "{}", refused.err);
}

#[test]
fn thresholds_count_the_calls_they_would_flag() {
    let place = calls();
    let done = place.run(&["thresholds", "calls.jsonl"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let page = printed(&done);
    // Pauses of 3 to 12 s are recorded; the longest of a call is what it was made with.
    let row = |from: &str| {
        let line = page.lines().find(|line| line.trim_start().starts_with(from)).unwrap();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(row("from 5.0 s"), "from 5.0 s 8 calls 66.7 %");
    assert_eq!(row("from 10.0 s"), "from 10.0 s 3 calls 25.0 % ← silence.long");
    assert_eq!(
        row("at most, in so many"),
        "at most, in so many of 100 calls: 50 %: 6.0 s 75 %: 9.0 s 90 %: 11.0 s 95 %: 12.0 s 99 %: 12.0 s 100 %: 12.0 s"
    );
    assert!(page.contains("3 calls    25.0 %  Long pause (pause.long.any)"), "{page}");
    let other = place.run(&["thresholds", "calls.jsonl", "--set", "silence.long=12s"]);
    assert!(printed(&other).contains("12.0 s            1 call     8.3 %  ← silence.long"));
    let russian = place.run(&["thresholds", "calls.jsonl", "--lang", "ru"]);
    assert!(printed(&russian).starts_with("12 звонков\n"));
}

#[test]
fn calls_without_times_are_told_apart() {
    let place = Place::new();
    let call = |at: u32| json!({ "call_id": at.to_string(), "turns": [{ "speaker": "customer", "text": "hello" }] });
    let lines = [call(1).to_string(), "{}".to_owned()].join("\n");
    place.write("calls.jsonl", lines);
    let done = place.run(&["thresholds", "calls.jsonl"]);
    assert_eq!(done.code, 3);
    let page = printed(&done);
    assert!(page.contains("not checked: 1 call\n"), "{page}");
    assert!(page.contains("No call has times"), "{page}");
    assert!(page.contains("Unreadable: 1"), "{page}");
}
