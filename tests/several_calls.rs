//! Files with several calls that are no JSONL: lists, values one after the other, answers of vendors.

mod program;

use program::Place;
use serde_json::Value;

const SAID: &str = "\"schema\":\"callsift.transcript/1\",\"turns\":[{\"role\":\"customer\",\"text\":\"Я хочу подать жалобу\"}]";

fn call(id: &str) -> String {
    format!("{{\"call_id\":\"{id}\",\n{SAID}}}")
}

/// Ids of the calls, and line, first byte and reason of the rejects.
fn scanned(file: &str, content: &str) -> (Vec<String>, Vec<(u64, u64, String)>) {
    let place = Place::new();
    place.write(file, content);
    place.run(&["scan", file, "--out", "out"]);
    let id = |call: Value| call["call_id"].as_str().map(str::to_owned);
    let number = |value: &Value| value.as_u64().unwrap_or_default();
    let reject = |reject: Value| {
        let reason = reject["reason"].as_str().unwrap_or_default().to_owned();
        (number(&reject["line"]), number(&reject["byte_start"]), reason)
    };
    let calls = place.lines("out/calls.jsonl").into_iter().filter_map(id).collect();
    (calls, place.lines("out/rejects.jsonl").into_iter().map(reject).collect())
}

fn reject(line: u64, byte: usize, reason: &str) -> (u64, u64, String) {
    (line, byte as u64, reason.to_owned())
}

#[test]
fn each_element_of_a_list_is_a_call() {
    let (one, two) = (call("a"), call("b"));
    let list = format!("[\n{one},\n{{\"turns\":3}},\n{two}\n]\n");
    let (calls, rejects) = scanned("night.json", &list);
    assert_eq!(calls, ["a", "b"]);
    assert_eq!(rejects, [reject(4, 2 + one.len() + 2, "wrong_shape")]);
}

#[test]
fn a_list_of_one_call_is_named_by_its_file() {
    assert_eq!(scanned("77.json", &format!("[{{{SAID}}}]")).0, ["77"]);
    let (calls, _) = scanned("77.json", &format!("[{{{SAID}}},{{{}}}]", SAID.replace("Я", "Мы")));
    assert!(calls.len() == 2 && calls.iter().all(|id| id.starts_with("h_")), "{calls:?}");
}

#[test]
fn a_list_that_is_cut_short_is_told() {
    let one = call("a");
    let cut = format!("[{one},");
    assert_eq!(
        scanned("x.json", &cut),
        (vec!["a".to_owned()], vec![reject(2, cut.len() - 1, "truncated")])
    );
    let cut = format!("[{one},{{\"turns\":[");
    assert_eq!(
        scanned("x.json", &cut),
        (vec!["a".to_owned()], vec![reject(2, one.len() + 2, "not_json")])
    );
}

#[test]
fn values_one_after_the_other_are_calls() {
    let file = format!("{}\n{}{}", call("a"), call("b"), call("c"));
    assert_eq!(scanned("x.json", &file), (["a", "b", "c"].map(str::to_owned).to_vec(), Vec::new()));
}

#[test]
fn the_parts_of_an_answer_add_up() {
    let place = Place::new();
    place.write(
        "answer.json",
        r#"{"result":1000,"data":[{"recording_id":"r1","phrases":[["Клиент","Алло"]]},{"recording_id":"r2"}]}"#,
    );
    assert_eq!(place.run(&["scan", "answer.json", "--out", "out"]).code, 3);
    assert_eq!(place.records("out"), [2, 1, 0, 1, 0]);
}
