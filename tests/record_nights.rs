//! What is written on a customer, night after night.
#![allow(clippy::unwrap_used, reason = "tests")]

mod record_support;

use callsift::record::json_v1::{Customer, Unmatched};
use callsift::record::{AttachMode, AttachOptions, CallCard, CardFinding, Change, erase};
use callsift::units::CallKey;
use proptest::prelude::*;
use record_support::{call, call_of, finding, night, own, with_findings};
use serde_json::{Value, json};

fn as_of(instant: &str) -> AttachOptions {
    AttachOptions { as_of: Some(instant.parse().unwrap()), ..AttachOptions::default() }
}

fn billing(id: &str, at: &str) -> CallCard {
    with_findings(call_of("A", id, at), vec![finding(id, "complaint.billing", 2)])
}

#[test]
fn the_whole_value_is_as_documented() {
    let card = CallCard {
        max_pause_ms: Some(21_700),
        long_pauses: 3,
        risk: 71,
        ..billing("c17", "2026-11-21T15:40:12Z")
    };
    let cards = vec![card, call_of("A", "c1", "2026-09-01T08:00:00.5Z"), call_of("A", "c0", "")];
    let after = night("{\"id\":\"A\"}", cards, &AttachOptions::default()).unwrap();
    let mut value = own(&after.customers, 0);
    let hash = value["hash"].take();
    assert_eq!(hash.as_str().unwrap().len(), "sha256:".len() + 64);
    // The history has a test of its own.
    let history = value.as_object_mut().unwrap().remove("history").unwrap();
    assert_eq!(history["calls_without_start"], 1);
    assert_eq!(
        value,
        json!({
            "schema": "callsift.customer/1",
            "summary": {
                "calls_total": 3, "calls_flagged": 1, "complaints": 1, "escalations": 0,
                "long_pauses": 3, "max_pause_ms": 21700, "pauses_evaluated_calls": 1,
                "first_call_at": "2026-09-01T08:00:00.5Z",
                "last_call_at": "2026-11-21T15:40:12Z", "severity": 2,
                "calls_30d": 1, "calls_90d": 2, "flagged_30d": 1, "flagged_90d": 1,
                "complaints_30d": 1, "complaints_90d": 1,
                "note": "1 of 3 calls flagged; latest: complaint.billing 2026-11-21",
            },
            "as_of": "2026-11-21T15:40:12Z",
            "calls": [
                {
                    "key": "pbx1:c1", "call_id": "c1", "source": "pbx1",
                    "started_at": "2026-09-01T08:00:00.5Z", "duration_ms": 60000,
                    "match": {"by": "customer_id", "key": "A"}, "severity": 0, "risk": 0,
                    "flagged": false, "offers_evaluated": true, "counts": {}, "findings": [], "findings_omitted": 0, "promises": [],
                },
                {
                    "key": "pbx1:c17", "call_id": "c17", "source": "pbx1",
                    "started_at": "2026-11-21T15:40:12Z", "duration_ms": 60000,
                    "match": {"by": "customer_id", "key": "A"}, "severity": 2, "risk": 71,
                    "flagged": true, "offers_evaluated": true, "long_pauses": 3, "max_pause_ms": 21700,
                    "counts": {"complaint.billing": 1},
                    "findings": [{
                        "id": "f_c17", "category": "complaint.billing",
                        "rule": "complaint.billing.rule", "severity": 2,
                        "phrase": "вернуть деньги", "role": "customer", "turn": 3,
                        "chars": [0, 18], "start_ms": 1000, "quote": "верните мне деньги",
                    }],
                    "findings_omitted": 0, "promises": [],
                },
                {
                    "key": "pbx1:c0", "call_id": "c0", "source": "pbx1", "duration_ms": 60000,
                    "match": {"by": "customer_id", "key": "A"}, "severity": 0, "risk": 0,
                    "flagged": false, "offers_evaluated": true, "counts": {}, "findings": [], "findings_omitted": 0, "promises": [],
                },
            ],
            "calls_omitted": 0, "lexicon": "sha256:00", "revision": 1, "hash": null,
        })
    );
}

#[test]
fn a_second_night_adds_and_an_equal_night_changes_nothing() {
    let options = AttachOptions::default();
    let first = night("{\"id\":\"A\"}", vec![billing("c1", "2026-11-20T10:00:00Z")], &options);
    let first = first.unwrap().customers;
    let cards =
        vec![billing("c2", "2026-11-21T10:00:00Z"), call_of("B", "c3", "2026-11-22T00:00:00Z")];
    let second = night(&first, cards.clone(), &options).unwrap();
    let value = own(&second.customers, 0);
    assert_eq!(value["summary"]["calls_total"], 2);
    assert_eq!(value["summary"]["complaints"], 2);
    // The clock of a run is the latest of all its calls, found or not.
    assert_eq!(value["as_of"], "2026-11-22T00:00:00Z");
    assert_eq!(value["revision"], 2);
    let again = night(&second.customers, cards, &options).unwrap();
    assert_eq!(again.changes, [Change::Unchanged]);
    // A night without calls of this customer leaves what it carries.
    let quiet =
        night(&second.customers, vec![call_of("B", "c4", "2026-12-24T00:00:00Z")], &options);
    assert_eq!(quiet.unwrap().customers, second.customers);
    // The first night once more: its calls are known, and the clock does not go back.
    let old =
        night(&second.customers, vec![billing("c1", "2026-11-20T10:00:00Z")], &options).unwrap();
    assert_eq!(old.changes, [Change::Unchanged]);
}

#[test]
fn a_corrected_call_takes_the_place_of_the_old_one() {
    let options = as_of("2026-12-01T00:00:00Z");
    let first =
        night("{\"id\":\"A\"}", vec![billing("c1", "2026-11-20T10:00:00Z")], &options).unwrap();
    let quiet = vec![call_of("A", "c1", "2026-11-20T10:00:00Z")];
    let second = night(&first.customers, quiet, &options).unwrap();
    let value = own(&second.customers, 0);
    assert_eq!(value["calls"].as_array().unwrap().len(), 1);
    assert_eq!(value["summary"]["complaints"], 0);
    assert_eq!(value["summary"]["note"], "0 of 1 calls flagged");
    assert_eq!(value["revision"], 2);
}

#[test]
fn replace_starts_anew_and_keeps_counting_revisions() {
    let first = night(
        "{\"id\":\"A\"}",
        vec![billing("c1", "2026-11-20T10:00:00Z"), billing("c2", "2026-11-21T10:00:00Z")],
        &AttachOptions::default(),
    )
    .unwrap();
    let replace = AttachOptions { mode: AttachMode::Replace, ..AttachOptions::default() };
    let cards = vec![billing("c1", "2026-11-20T10:00:00Z")];
    let second = night(&first.customers, cards.clone(), &replace).unwrap();
    let value = own(&second.customers, 0);
    assert_eq!(value["summary"]["calls_total"], 1);
    assert_eq!(value["as_of"], "2026-11-20T10:00:00Z");
    assert_eq!(value["revision"], 2);
    let third = night(&second.customers, cards.clone(), &replace).unwrap();
    assert_eq!(third.changes, [Change::Unchanged]);
    // It is also the way out of a value that no longer reads.
    let broken = second.customers.replace("\"calls_omitted\":0", "\"calls_omitted\":\"none\"");
    assert!(night(&broken, cards.clone(), &AttachOptions::default()).is_err());
    let mended = night(&broken, cards, &replace).unwrap();
    assert_eq!(own(&mended.customers, 0)["revision"], 3);
}

#[test]
fn an_edited_value_is_put_right_even_under_its_old_hash() {
    let options = AttachOptions::default();
    let cards = vec![billing("c1", "2026-11-20T10:00:00Z")];
    let first = night("{\"id\":\"A\"}", cards.clone(), &options).unwrap();
    let edited = first.customers.replace("\"complaints\":1", "\"complaints\":0");
    assert_ne!(edited, first.customers);
    let second = night(&edited, cards, &options).unwrap();
    assert_eq!(second.changes, [Change::Attached]);
    assert_eq!(own(&second.customers, 0)["summary"]["complaints"], 1);
}

#[test]
fn days_count_back_from_as_of() {
    let times = [
        "2026-11-30T12:00:00Z",
        "2026-10-31T12:00:00.001Z",
        "2026-10-31T12:00:00Z",
        "2026-09-01T12:00:01Z",
        "2026-09-01T12:00:00Z",
        "2026-11-30T12:00:01Z",
        "",
    ];
    let cards = times.iter().enumerate().map(|(n, at)| billing(&n.to_string(), at)).collect();
    let after = night("{\"id\":\"A\"}", cards, &as_of("2026-11-30T12:00:00Z")).unwrap();
    let summary = &own(&after.customers, 0)["summary"];
    assert_eq!((&summary["calls_30d"], &summary["calls_90d"]), (&json!(2), &json!(4)));
    assert_eq!((&summary["flagged_30d"], &summary["complaints_90d"]), (&json!(2), &json!(4)));
    let timeless = night("{\"id\":\"A\"}", vec![billing("c", "")], &AttachOptions::default());
    let value = own(&timeless.unwrap().customers, 0);
    assert_eq!((&value["as_of"], &value["summary"]["calls_90d"]), (&json!(""), &json!(0)));
    assert_eq!(value["summary"]["note"], "1 of 1 calls flagged; latest: complaint.billing");
}

#[test]
fn findings_are_cut_and_counts_are_not() {
    let mut findings: Vec<_> =
        (0..60).map(|n| finding(&n.to_string(), "complaint.wait", 1)).collect();
    findings.push(finding("last", "escalation.legal", 5));
    let card = with_findings(call_of("A", "c1", "2026-11-20T10:00:00Z"), findings);
    let card = CallCard { findings_omitted: 4, ..card };
    let after = night("{\"id\":\"A\"}", vec![card], &AttachOptions::default()).unwrap();
    let value = own(&after.customers, 0);
    assert_eq!(value["calls"][0]["findings"].as_array().unwrap().len(), 50);
    assert_eq!(value["calls"][0]["findings"][49]["id"], "f_last");
    assert_eq!(value["calls"][0]["findings_omitted"], 15);
    assert_eq!(value["summary"]["complaints"], 60);
    assert_eq!(value["summary"]["escalations"], 1);
    let long = "complaint.".to_owned() + &"ж".repeat(400);
    let card = with_findings(call_of("A", "c", ""), vec![finding("f", &long, 1)]);
    let after = night("{\"id\":\"A\"}", vec![card], &AttachOptions::default()).unwrap();
    let note = own(&after.customers, 0)["summary"]["note"].as_str().unwrap().chars().count();
    assert_eq!(note, 255);
}

#[test]
fn everything_written_validates_and_holds_no_null() {
    let customer = schemars::schema_for!(Customer).to_value();
    let unmatched = schemars::schema_for!(Unmatched).to_value();
    let cards = vec![
        billing("c1", "2026-11-20T10:00:00Z"),
        call_of("A", "c2", ""),
        call_of("nobody", "c3", ""),
        call("c4", ""),
    ];
    let after = night("{\"id\":\"A\"}", cards, &AttachOptions::default()).unwrap();
    let mut values = vec![(own(&after.customers, 0), &customer)];
    values.extend(after.unmatched.into_iter().map(|line| (line, &unmatched)));
    for (mut value, schema) in values {
        assert!(!value.to_string().contains("null"));
        assert!(jsonschema::is_valid(schema, &value), "{value}");
        value["later"] = json!("fields may be added");
        assert!(jsonschema::is_valid(schema, &value));
    }
}

/// The own value without its revision.
fn content(customers: &str) -> Value {
    let mut value = own(customers, 0);
    value.as_object_mut().unwrap().remove("revision");
    value
}

fn any_call() -> impl Strategy<Value = CallCard> {
    (0..8_u32, 0..3_u32, 0..4_u8, any::<bool>(), prop::option::of(0..30_000_i64)).prop_map(
        |(day, kind, findings, timed, max_pause_ms)| {
            let at = format!("2026-11-{:02}T10:00:00Z", day + 1);
            let category = ["complaint.billing", "escalation.legal", "pause.long"][kind as usize];
            let card = call_of("A", "", if timed { &at } else { "" });
            let findings = (0..findings).map(|n| finding(&n.to_string(), category, n)).collect();
            CallCard { max_pause_ms, ..with_findings(card, findings) }
        },
    )
}

proptest! {
    #[test]
    fn any_nights_in_any_order_end_in_the_same_record(
        calls in prop::collection::vec((any_call(), 0..4_usize), 1..12),
        order in Just([0_usize, 1, 2, 3]).prop_shuffle(),
        repeat in 0..4_usize,
    ) {
        let line = "{\"debt\" : 1.10,\"id\":\"A\" }\r\n";
        let options = as_of("2026-11-06T00:00:00Z");
        let calls: Vec<(CallCard, usize)> = (0..)
            .zip(calls)
            .map(|(n, (card, night))| (CallCard { key: call(&format!("c{n}"), "").key, ..card }, night))
            .collect();
        let all = calls.iter().map(|(card, _)| card.clone()).collect();
        let at_once = night(line, all, &options).unwrap().customers;

        let mut by_night = line.to_owned();
        for which in order.into_iter().chain([repeat]) {
            let cards = calls.iter().filter(|(_, night)| *night == which);
            let cards = cards.map(|(card, _)| card.clone()).rev().collect();
            by_night = night(&by_night, cards, &options).unwrap().customers;
        }
        prop_assert_eq!(content(&by_night), content(&at_once));

        let mut erased = Vec::new();
        erase(1, by_night.as_bytes(), &options.own_key, &mut erased).unwrap();
        prop_assert_eq!(erased, line.as_bytes());
    }
}

/// `a:b` + `c` and `a` + `b:c` print the same key, and are two calls all the same.
#[test]
fn calls_whose_keys_print_alike_stay_apart() {
    let one = CallCard { key: CallKey::new("a:b", "c"), ..call_of("A", "", "") };
    let two = CallCard { key: CallKey::new("a", "b:c"), ..call_of("A", "", "") };
    let options = AttachOptions::default();
    let pairs = |customers: &str| {
        let calls = own(customers, 0)["calls"].as_array().unwrap().clone();
        calls.iter().map(|c| json!([c["key"], c["source"], c["call_id"]])).collect::<Vec<_>>()
    };
    let expected = [json!(["a:b:c", "a", "b:c"]), json!(["a:b:c", "a:b", "c"])];
    let both = night("{\"id\":\"A\"}", vec![one.clone(), two.clone()], &options).unwrap();
    assert_eq!(pairs(&both.customers), expected);
    // In the other order, and over two nights: the same bytes.
    let other = night("{\"id\":\"A\"}", vec![two.clone(), one.clone()], &options).unwrap();
    assert_eq!(other.customers, both.customers);
    let first = night("{\"id\":\"A\"}", vec![one], &options).unwrap();
    let second = night(&first.customers, vec![two], &options).unwrap();
    assert_eq!(pairs(&second.customers), expected);
}

#[test]
fn a_finding_over_two_turns_says_where_it_ends() {
    let over = CardFinding {
        turn: Some(3),
        turn_end: Some(4),
        chars: Some([13, 6]),
        ..finding("f", "complaint.billing", 2)
    };
    let card =
        with_findings(call_of("A", "c1", ""), vec![over, finding("g", "complaint.billing", 2)]);
    let after = night("{\"id\":\"A\"}", vec![card.clone()], &AttachOptions::default()).unwrap();
    let findings = own(&after.customers, 0)["calls"][0]["findings"].clone();
    assert_eq!((&findings[0]["turn"], &findings[0]["turn_end"]), (&json!(3), &json!(4)));
    assert_eq!(findings[1].get("turn_end"), None);
    let again = night(&after.customers, vec![card], &AttachOptions::default()).unwrap();
    assert_eq!(again.changes, [Change::Unchanged]);
}
