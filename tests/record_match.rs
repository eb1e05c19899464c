//! Which customer a call finds, and what becomes of it when it finds none or several.
#![allow(clippy::unwrap_used, reason = "tests")]

mod record_support;

use callsift::record::{
    AttachOptions, CallCard, Change, CustomerIndex, KeyFields, Phone, Record, RecordProblem, Wanted,
};
use record_support::{call, night, own};
use serde_json::json;

fn ru() -> AttachOptions {
    AttachOptions { region: Some("RU".parse().unwrap()), ..AttachOptions::default() }
}

/// A call with an id, a phone and an e-mail address; empty means absent.
fn caller(id: &str, phone: &str, email: &str) -> CallCard {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    CallCard {
        customer_id: given(id),
        customer_phone: given(phone),
        customer_email: given(email),
        ..call("c1", "2026-11-21T15:40:12Z")
    }
}

/// Each call against the same five customers: the line it is found on, and by which key.
#[test]
fn the_first_key_that_finds_anybody_decides() {
    let customers = concat!(
        "{\"external_id\":\"CRM-1\",\"phone\":\"8 (912) 345-67-89\",\"email\":\"Anna@Example.com\"}\n",
        "{\"id\":1042,\"phone\":[79125550101,\"8 812 555-01-23 доб. 4\"],\"email\":[\"b@example.com\"]}\n",
        "{\"id\":\"X\",\"phone\":\"9125550102, 8 912 555-01-03\",\"phone\":\"8 912 555 01 04\"}\n",
        "{\"id\":\"crm-1\",\"phone\":null,\"email\":\"shared@example.com\"}\n",
        "{\"id\":\"unknown\",\"phone\":\"anonymous\",\"email\":\"shared@example.com\"}\n",
    );
    for (id, phone, email, found) in [
        ("CRM-1", "", "", "1 customer_id CRM-1"),
        (" CRM-1 ", "", "", "1 customer_id CRM-1"),
        ("crm-1", "", "", "4 customer_id crm-1"),
        ("1042", "", "", "2 customer_id 1042"),
        ("1042", "+79123456789", "shared@example.com", "2 customer_id 1042"),
        ("gone", "+79123456789", "b@example.com", "1 phone +79123456789"),
        ("gone", "+79990000000", "B@example.com ", "2 email b@example.com"),
        ("", "79123456789", "", "1 phone +79123456789"),
        ("", "9123456789", "", "1 phone +79123456789"),
        ("", "8 912 555 01 01", "", "2 phone +79125550101"),
        ("", "+7 812 555 01 23", "", "2 phone +78125550123"),
        ("", "89125550102", "", "3 phone +79125550102"),
        ("", "89125550103", "", "3 phone +79125550103"),
        ("", "89125550104 x7", "", "3 phone +79125550104"),
        ("", "", "ANNA@example.COM", "1 email anna@example.com"),
        ("", "", "shared@example.com", "ambiguous email shared@example.com"),
        ("gone", "", "", "not_found customer_id gone"),
        ("unknown", "anonymous", "-", "no_key"),
        ("", "112", "", "no_key"),
        ("", "", "", "no_key"),
    ] {
        let after = night(customers, vec![caller(id, phone, email)], &ru()).unwrap();
        let line = after.changes.iter().position(|change| *change == Change::Attached);
        let words = match (line, after.unmatched.as_slice()) {
            (Some(line), []) => {
                let key = &own(&after.customers, line)["calls"][0]["match"];
                format!("{} {} {}", line + 1, key["by"], key["key"])
            }
            (None, [call]) => match call["tried"].as_array().unwrap().last() {
                Some(key) => format!("{} {} {}", call["status"], key["by"], key["key"]),
                None => call["status"].to_string(),
            },
            _ => unreachable!("a call is on one record or on none"),
        };
        assert_eq!(words.replace('"', ""), found, "{id:?} {phone:?} {email:?}");
    }
}

#[test]
fn an_ambiguous_call_names_its_candidates() {
    let mut customers = String::new();
    for n in 1..=23 {
        customers.push_str(&format!("{{\"id\":{n},\"phone\":\"+79125550101\"}}\n"));
    }
    let after = night(&customers, vec![caller("", "+79125550101", "")], &ru()).unwrap();
    assert_eq!(after.customers, customers);
    assert_eq!(after.counts.ambiguous, 1);
    let call = &after.unmatched[0];
    assert_eq!(call["schema"], "callsift.unmatched/1");
    assert_eq!(call["key"], "pbx1:c1");
    assert_eq!(call["given"], json!({"phone": "+79125550101"}));
    assert_eq!(call["candidates"].as_array().unwrap().len(), 20);
    assert_eq!(call["candidates_omitted"], 3);
    let second = json!({"line": 2, "ids": [{"field": "id", "value": "2"}]});
    assert_eq!(call["candidates"][1], second);
}

#[test]
fn an_ambiguous_key_is_not_settled_by_a_later_one() {
    let customers = "{\"id\":1,\"phone\":\"+79125550101\",\"email\":\"a@example.com\"}\n\
                     {\"id\":2,\"phone\":\"+79125550101\"}\n";
    let after = night(customers, vec![caller("", "+79125550101", "a@example.com")], &ru()).unwrap();
    assert_eq!(after.unmatched[0]["status"], "ambiguous");
    assert_eq!(after.unmatched[0]["tried"].as_array().unwrap().len(), 1);
}

#[test]
fn one_record_with_a_key_twice_is_one_customer() {
    let customers = "{\"id\":\"7\",\"external_id\":7,\"phone\":[\"89125550101\",\"+79125550101\"]}";
    let calls = vec![caller("", "+79125550101", ""), CallCard { ..caller("7", "", "") }];
    for call in calls {
        assert_eq!(night(customers, vec![call], &ru()).unwrap().changes, [Change::Attached]);
    }
}

#[test]
fn fields_and_regions_can_be_named() {
    let options = AttachOptions {
        fields: KeyFields {
            customer_id: vec!["Код клиента".to_owned()],
            phone: vec!["contact.phones.value".to_owned(), "a.b".to_owned()],
            email: vec![],
        },
        region_field: Some("country".to_owned()),
        ..ru()
    };
    let customers = concat!(
        "{\"Код клиента\":\"К-1\",\"id\":\"K\",\"contact\":{\"phones\":[{\"value\":\"067 555 01 23\"},",
        "{\"value\":[\"8 912 555 01 01\"]}]},\"country\":\"ua\"}\n",
        "{\"a.b\":\"8 912 555 01 02\",\"country\":\"\"}\n",
        "{\"a\":{\"b\":\"8 912 555 01 03\"},\"country\":\"Nowhere\"}\n",
        "{\"a\":{\"b\":\"202 555 0143\"},\"country\":\"US\"}\n",
    );
    for (call, line) in [
        (caller("К-1", "", ""), Some(0)),
        (caller("K", "", ""), None),
        (caller("", "+380675550123", ""), Some(0)),
        // A Ukrainian record does not hold a Russian national number.
        (caller("", "+79125550101", ""), None),
        (caller("", "+79125550102", ""), Some(1)),
        (caller("", "+79125550103", ""), None),
        (caller("", "+12025550143", ""), Some(3)),
    ] {
        let after = night(customers, vec![call.clone()], &options).unwrap();
        let found = after.changes.iter().position(|change| *change == Change::Attached);
        assert_eq!(found, line, "{:?} {:?}", call.customer_id, call.customer_phone);
    }
}

#[test]
fn the_companys_own_number_is_nobodys_key() {
    let own = Phone::parse("+78005550123", None).unwrap();
    let options = AttachOptions { own_phones: vec![own], ..ru() };
    let customers = "{\"id\":1,\"phone\":\"+78005550123\"}";
    let after = night(customers, vec![caller("", "8 800 555 01 23", "")], &options).unwrap();
    assert_eq!(after.unmatched[0]["status"], "no_key");
}

#[test]
fn calls_are_counted_once_each() {
    let customers =
        "{\"id\":\"A\",\"email\":\"a@example.com\"}\n{\"id\":\"B\",\"phone\":\"+79125550101\"}\n";
    let with_key = |id: &str, card: CallCard| CallCard { key: call(id, "").key, ..card };
    let cards = vec![
        with_key("1", caller("A", "", "")),
        with_key("2", caller("", "+79125550101", "")),
        with_key("3", caller("", "", "a@example.com")),
        with_key("4", caller("Q", "", "")),
        with_key("5", caller("", "", "")),
        with_key("1", caller("B", "", "")),
    ];
    let after = night(customers, cards, &ru()).unwrap();
    let c = after.counts;
    assert_eq!((c.calls, c.repeated, c.customers, c.records), (5, 1, 2, 2));
    assert_eq!((c.by_customer_id, c.by_phone, c.by_email), (1, 1, 1));
    assert_eq!((c.not_found, c.no_key, c.ambiguous, c.refused), (1, 1, 0, 0));
    assert_eq!(own(&after.customers, 1)["summary"]["calls_total"], 2);
}

#[test]
fn a_refused_record_keeps_its_calls_from_going_elsewhere() {
    let bad = b"{\"id\":1,\"callsift\":5,\"phone\":\"+79125550101\"}";
    let mut index = CustomerIndex::new(Wanted::new(vec![caller("", "+79125550101", "")], ru()));
    assert!(index.observe(&Record::parse(1, bad).unwrap().unwrap()).is_err());
    let resolution = index.resolve();
    assert_eq!(resolution.counts().refused, 1);
    assert_eq!(resolution.unmatched().count(), 1);
    let mut out = Vec::new();
    assert!(resolution.rewrite(1, bad, &mut out).is_err());
    assert!(out.is_empty());
}

#[test]
fn a_file_that_changes_between_the_readings_is_noticed() {
    let mut index = CustomerIndex::new(Wanted::new(vec![caller("A", "", "")], ru()));
    let record = Record::parse(1, b"{\"id\":\"A\"}\r\n").unwrap().unwrap();
    index.observe(&record).unwrap();
    let resolution = index.resolve();
    let error = resolution.rewrite(1, b"{\"id\":\"B\"}", &mut Vec::new()).unwrap_err();
    assert_eq!(error.problem, RecordProblem::ChangedBetweenReadings);
    assert_eq!(resolution.rewrite(1, b"{\"id\":\"A\"}", &mut Vec::new()), Ok(Change::Attached));
}

#[test]
fn records_without_any_field_for_a_key_are_noticed() {
    let fields = |phone: &str| KeyFields { phone: vec![phone.to_owned()], ..KeyFields::default() };
    for (lines, phone, names) in [
        (&["{\"Код\":1,\"tel\":2}", "{\"x\":1}"][..], "phone", Some(&["Код", "tel"][..])),
        (&["{\"Код\":1}", "{\"phone\":null}"], "phone", None),
        (&["{\"contact\":{}}"], "contact.phone", None),
        (&["{\"contact.phone\":1}"], "contact.phone", None),
        (&["{}"], "phone", Some(&[])),
        (&[], "phone", None),
    ] {
        let options = AttachOptions { fields: fields(phone), ..AttachOptions::default() };
        let mut index = CustomerIndex::new(Wanted::new(Vec::new(), options));
        for (number, line) in (1..).zip(lines) {
            index.observe(&Record::parse(number, line.as_bytes()).unwrap().unwrap()).unwrap();
        }
        let found = index.without_key_fields();
        let found = found.map(|names| names.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(found.as_deref(), names, "{lines:?}");
    }
}
