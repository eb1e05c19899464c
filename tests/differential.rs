//! The program and a small reference in Python, written from the definitions alone, find the same
//! silences, overlaps and exact phrases in generated calls.
//!
//! `CALLSIFT_CALLS=100000 cargo test --release --test differential -- --nocapture` for more of them.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
#![allow(clippy::print_stdout, reason = "it tells what it compared")]

mod program;

use program::Place;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// The same phrases as in the reference.
const RULES: &str = r#"
language = "en"
[[rule]]
id = "complaint.generic.one"
title = "One"
category = "complaint.generic"
severity = 1
speaker = "customer"
phrases = ["=borba =kelto"]
caught = ["so borba kelto it is"]
quiet = ["so borba"]
[[rule]]
id = "complaint.quality.two"
title = "Two"
category = "complaint.quality"
severity = 1
phrases = ["=mizu"]
caught = ["so mizu it is"]
quiet = ["so borba"]
[[rule]]
id = "agent.refusal.three"
title = "Three"
category = "agent.refusal"
severity = 1
speaker = "agent"
phrases = ["=kelto =mizu =borba"]
caught = ["so kelto mizu borba it is"]
quiet = ["so borba"]
"#;

/// Words of phrases and words of none, in letters of several scripts and lengths.
const WORDS: [&str; 9] =
    ["borba", "kelto", "mizu", "Borba,", "KELTO", "tarn", "плавень", "їжаки", "ostrov."];

/// Numbers that look like chance and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below((most - least + 1) as u64) as i64
    }

    /// A length of time; often one at a border, or one beside it.
    fn length(&mut self, borders: &[i64], most: i64) -> i64 {
        match self.below(4) {
            0 => borders[self.below(borders.len() as u64) as usize] + self.between(-1, 1),
            _ => self.between(0, most),
        }
    }
}

/// One call: turns that overlap or leave gaps, with times of words or of turns, and holds in gaps.
fn call(id: u64, numbers: &mut Numbers) -> Value {
    let has_words = numbers.below(3) > 0;
    let (mut turns, mut holds) = (Vec::new(), Vec::new());
    // Where the speech of everybody ended so far.
    let mut end = 0;
    let mut at = numbers.length(&[3000], 5000);
    for _ in 0..numbers.between(1, 9) {
        let role = ["agent", "customer", "agent", "customer", "system"][numbers.below(5) as usize];
        let mut texts = vec!["tarn"];
        texts.extend((0..numbers.between(1, 7)).map(|_| WORDS[numbers.below(9) as usize]));
        texts.push("tarn");
        let (mut words, mut time) = (Vec::new(), at);
        for text in &texts {
            let long = numbers.between(1, 700);
            words.push(json!({"text": text, "start_ms": time, "end_ms": time + long}));
            time += long + numbers.length(&[250, 3000], 400).max(0);
        }
        let last = words.last().unwrap()["end_ms"].as_i64().unwrap();
        let mut turn =
            json!({"role": role, "start_ms": at, "end_ms": last, "text": texts.join(" ")});
        if has_words {
            turn["words"] = words.into();
        }
        turns.push(turn);
        end = end.max(last);
        let gap = numbers.length(&[3000, -1000], 9000) - numbers.between(0, 4000);
        if gap > 500 && at + gap > 0 && numbers.below(4) == 0 {
            let (from, to) = (numbers.between(0, gap / 2), numbers.between(gap / 2 + 1, gap));
            holds.push(json!({"start_ms": end + from, "end_ms": end + to}));
            at = end + gap;
        } else {
            at = (last + gap).max(at);
        }
    }
    let duration = end + numbers.length(&[3000], 6000).max(0);
    json!({
        "schema": "callsift.transcript/1", "call_id": id.to_string(), "source": "t",
        "language": "en", "duration_ms": duration, "turns": turns, "holds": holds,
    })
}

/// The same facts from a line of `calls.jsonl`.
fn facts(call: &Value) -> Value {
    let list = |name: &str| call[name].as_array().cloned().unwrap_or_default();
    let sorted = |mut list: Vec<Value>| {
        list.sort_by_key(Value::to_string);
        Value::from(list)
    };
    let silences =
        list("silences").iter().map(|s| json!([s["start_ms"], s["end_ms"], s["kind"]])).collect();
    let overlaps = list("overlaps").iter().map(|o| json!([o["start_ms"], o["end_ms"]])).collect();
    let phrases = list("findings")
        .iter()
        .map(|f| json!([f["rule"], f["turn"], f["chars"][0], f["chars"][1]]))
        .collect();
    json!({
        "call_id": call["call_id"], "silences": sorted(silences), "overlaps": sorted(overlaps),
        "phrases": sorted(phrases),
    })
}

/// The lists of the reference in the same order.
fn in_order(mut facts: Value) -> Value {
    for name in ["silences", "overlaps", "phrases"] {
        let mut list = facts[name].as_array().cloned().unwrap();
        list.sort_by_key(Value::to_string);
        facts[name] = list.into();
    }
    facts
}

#[test]
fn the_program_and_the_reference_agree() {
    let calls: u64 =
        std::env::var("CALLSIFT_CALLS").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let mut numbers = Numbers(20_261_127);
    let input: String = (0..calls).map(|id| call(id, &mut numbers).to_string() + "\n").collect();
    let reference = Command::new("python3")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/differential/reference.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut reference) = reference else {
        println!("left out: there is no python3 here");
        return;
    };
    let mut stdin = reference.stdin.take().unwrap();
    let place = Place::new();
    place.write("calls.jsonl", &input);
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).unwrap());
    let expected = reference.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(expected.status.success());
    place.write("rules/three.toml", RULES);
    let ran = place.run(&["scan", "calls.jsonl", "--lexicon", "rules", "--fuzzy", "off"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let expected = program::json_lines(&expected.stdout);
    let found = ran.lines();
    assert_eq!(found.len(), expected.len());
    let mut counts = [0; 3];
    for (call, expected) in found.iter().zip(expected) {
        let facts = facts(call);
        for (count, name) in counts.iter_mut().zip(["silences", "overlaps", "phrases"]) {
            *count += facts[name].as_array().unwrap().len();
        }
        assert_eq!(facts, in_order(expected));
    }
    println!(
        "{calls} calls: {} silences, {} overlaps, {} phrases, all equal",
        counts[0], counts[1], counts[2]
    );
    // A comparison of nothing would agree as well.
    assert!(counts.iter().all(|count| *count as u64 > calls / 20), "{counts:?}");
}
