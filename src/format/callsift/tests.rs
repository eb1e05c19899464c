//! Tables of records and what is read from them.

use super::*;
use crate::format::testing::{rejected, summary};
use crate::format::{Framing, KeepExtra};

fn check(record: &str, expected: &str) {
    assert_eq!(summary(parse(record.as_bytes(), &Origin::default())), expected, "{record}");
}

fn check_reject(record: &str, expected: &str) {
    assert_eq!(rejected(parse(record.as_bytes(), &Origin::default())), expected, "{record}");
}

pub(super) const FULL: &str = r#"{"schema":"callsift.transcript/1","call_id":"c17","source":"pbx1","customer_id":"K-1",
  "customer_phone":380501234567,"customer_email":"a@example.org","started_at":"2026-11-21T17:40:12+02:00",
  "duration_ms":"9000.4","language":"ru","medium":"voice","direction":"inbound","agent_id":"7","agent_name":"Анна",
  "team":"T","queue":"Q","turns":[
    {"role":"agent","speaker":"Оператор 1","start_ms":0,"end_ms":1200,"text":"Добрый день",
     "words":[{"text":"Добрый","start_ms":0,"end_ms":500},{"text":"день","start_ms":600}]},
    {"speaker":"Клієнт","start_ms":1500,"text":"так"},
    {"role":"unknown","speaker":"Client","text":"?"}],
  "holds":[{"start_ms":2000,"end_ms":4000},{"start_ms":5000}]}"#;

#[test]
fn everything_is_read() {
    check(
        FULL,
        "pbx1:c17 Field | agent(stated,Оператор 1) 0-1200 Добрый день [Добрый 0-500, день -] \
         | customer(label,Клієнт) 1500 так | unknown(Client) - ? | hold 2000-4000 \
         | ! numeric_id customer_phone 1 | ! unreadable_time holds[1] 1",
    );
    let call = parse(FULL.as_bytes(), &Origin::default()).unwrap();
    let info = call.info();
    assert_eq!(info.customer_phone.as_deref(), Some("380501234567"));
    assert_eq!(info.started_at.unwrap().to_string(), "2026-11-21T15:40:12Z");
    assert_eq!(info.duration.unwrap().get(), 9000);
    assert_eq!((info.medium, info.direction), (Medium::Voice, Direction::Inbound));
    assert_eq!(info.agent_name.as_deref(), Some("Анна"));
    assert_eq!((info.team.as_deref(), info.queue.as_deref()), (Some("T"), Some("Q")));
}

#[test]
fn ids_are_kept_as_written() {
    check(
        r#"{"call_id":12345678901234567890123,"turns":[{"text":"a"}]}"#,
        "callsift:12345678901234567890123 Field | unknown - a | ! numeric_id call_id 1",
    );
    let hash = "callsift:h_b1c6b8d1a2de6b8a0b29 ContentHash";
    for record in [r#"{"call_id":"","turns":[]}"#, r#"{"call_id":null,"turns":[]}"#] {
        let found = summary(parse(record.as_bytes(), &Origin::default()));
        let key = found.split(" | ").next().unwrap();
        assert_eq!((key.len(), key.ends_with("ContentHash")), (hash.len(), true), "{found}");
    }
    let origin = Origin {
        framing: Framing::Whole,
        file_stem: Some("rec-5"),
        source: Some("pbx2"),
        ..Origin::default()
    };
    let record = br#"{"turns":[{"text":"a"}]}"#;
    assert_eq!(summary(parse(record, &origin)), "pbx2:rec-5 FileName | unknown - a");
    let lines = Origin { framing: Framing::Lines, ..origin };
    assert!(summary(parse(record, &lines)).starts_with("pbx2:h_"));
    check_reject(
        &format!(r#"{{"call_id":"{}","turns":[]}}"#, "x".repeat(257)),
        "id_too_long call_id",
    );
    check_reject(r#"{"call_id":[1],"turns":[]}"#, "wrong_shape call_id");
}

#[test]
fn odd_times_are_missing() {
    check(
        r#"{"call_id":"a","turns":[
          {"text":"a","start_ms":-5,"end_ms":10},{"text":"b","start_ms":"NaN"},
          {"text":"c","start_ms":10,"end_ms":5},{"text":"d","start_ms":" 1.5e3 "},{"text":" "},{}]}"#,
        "callsift:a Field | unknown - a | unknown - b | unknown 10-10 c | unknown 1500 d \
         | ! negative_time turns[0].start_ms 1 | ! unreadable_time turns[1].start_ms 1 \
         | ! end_before_start turns[2].end_ms 1",
    );
    check_reject(r#"{"turns":[{"text":"a","start_ms":NaN}]}"#, "not_json turns[0].start_ms");
    check_reject(r#"{"turns":[{"text":"a","start_ms":true}]}"#, "wrong_shape turns[0].start_ms");
}

#[test]
fn unknown_names_are_unknown() {
    check(
        r#"{"call_id":"a","medium":"fax","direction":"up","started_at":"soon","turns":[{"role":"boss","text":"a"}]}"#,
        "callsift:a Field | unknown - a | ! started_at_unreadable started_at 1 \
         | ! unknown_name medium 3",
    );
    check(
        r#"{"call_id":"a","started_at":"2026-11-21T17:40:12","turns":[{"text":"a"}]}"#,
        "callsift:a Field | unknown - a | ! started_at_without_zone started_at 1",
    );
}

#[test]
fn what_cannot_be_read() {
    check_reject("", "not_json");
    check_reject("{\"turns\":[", "not_json turns[0]");
    check_reject("{}", "not_a_transcript turns");
    check_reject(r#"{"schema":"callsift.transcript/2","turns":[]}"#, "not_a_transcript schema");
    check_reject(r#"{"turns":[{"text":["a"]}]}"#, "wrong_shape turns[0].text");
    check_reject(r#"{"turns":[["agent"]]}"#, "wrong_shape turns[0]");
    check_reject(r#"{"call_id":"a","call_id":"b","turns":[]}"#, "duplicate_key call_id");
    check_reject(r#"{"turns":[{"text":"a\ud800"}]}"#, "not_json turns[0].text");
    check_reject(&format!(r#"{{"turns":[{}{{}}]}}"#, "{},".repeat(50_000)), "too_many_turns turns");
    let long = format!(r#"{{"turns":[{{"text":"{}"}}]}}"#, "a".repeat(262_145));
    check_reject(&long, "turn_too_long turns[0].text");
    let deep = format!(r#"{{"x":{}{},"turns":[]}}"#, "[".repeat(126), "]".repeat(126));
    check_reject(&deep, "too_deep");
    assert_eq!(
        rejected(parse(b"{\"turns\":[{\"text\":\"\xff\"}]}", &Origin::default())),
        "invalid_utf8"
    );
}

#[test]
fn a_reject_never_quotes_what_was_said() {
    let record = r#"{"turns":[{"words":"my secret, expected none at line 3"}]}"#;
    let reject = parse(record.as_bytes(), &Origin::default()).unwrap_err();
    assert_eq!(reject.message, "found a string where a list is expected");
}

#[test]
fn extra_members() {
    let record = br#"{"call_id":"a","turns":[],"crm":{"x":1.10},"n":1}"#;
    let origin = Origin { keep_extra: KeepExtra::Yes, ..Origin::default() };
    let extra = parse(record, &origin).unwrap().info().extra.clone();
    assert_eq!(
        extra,
        [("crm".to_owned(), "{\"x\":1.10}".to_owned()), ("n".to_owned(), "1".to_owned())]
    );
    let twice = br#"{"turns":[],"n":1,"n":2}"#;
    assert_eq!(rejected(parse(twice, &origin)), "duplicate_key n");
    assert!(parse(twice, &Origin::default()).is_ok());
}

#[test]
fn the_schema_describes_what_is_read() {
    let schema = schema().to_value();
    let mut described: Vec<_> = schema["properties"].as_object().unwrap().keys().collect();
    let mut read = MEMBERS.to_vec();
    described.sort();
    read.sort_unstable();
    assert_eq!(described, read);
    assert_eq!(schema["required"], serde_json::json!(["turns"]));
    let valid = jsonschema::validator_for(&schema).unwrap();
    let full = serde_json::from_str(FULL).unwrap();
    let errors: Vec<_> = valid.iter_errors(&full).map(|e| e.to_string()).collect();
    // A hold without an end is read with a warning and is no good document.
    assert_eq!(errors, ["\"end_ms\" is a required property"]);
}
