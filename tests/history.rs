//! The history on a customer's record is what was planted, whatever way the calls come in.
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "history/planted.rs"]
mod planted;
mod program;
mod record_support;
#[path = "history/story.rs"]
mod story;

use callsift::record::{AttachOptions, CallCard, Change, HistorySettings, Renew, WorkingDays};
use jiff::tz::TimeZone;
use planted::{AS_OF, Dice, Flaw, Planted, ZONE, customer};
use proptest::prelude::*;
use record_support::{call_of, finding, night, own, with_findings};
use serde_json::{Value, json};

fn settings() -> HistorySettings {
    HistorySettings { zone: TimeZone::get(ZONE).ok(), ..HistorySettings::default() }
}

fn options() -> AttachOptions {
    AttachOptions {
        as_of: Some(AS_OF.parse().unwrap()),
        history: settings(),
        ..AttachOptions::default()
    }
}

/// Some customers, some of them with gaps in what their sources say.
fn people(count: u64) -> Vec<Planted> {
    let flaw = |n| match n % 10 {
        7 => Flaw::Directions,
        8 | 9 => Flaw::OneStart,
        _ => Flaw::None,
    };
    (0..count).map(|n| customer(n, &format!("C{n}"), flaw(n))).collect()
}

fn records(count: u64) -> String {
    (0..count).map(|n| format!("{{\"id\":\"C{n}\",\"debt\":1.10}}\n")).collect()
}

/// The calls over some nights: each in one of them, some again in another, each night in any order.
fn nights(cards: &[CallCard], count: u64, dice: &mut Dice) -> Vec<Vec<CallCard>> {
    let mut nights = vec![Vec::new(); count as usize];
    for card in cards {
        nights[dice.below(count) as usize].push(card.clone());
        if dice.below(4) == 0 {
            nights[dice.below(count) as usize].push(card.clone());
        }
    }
    for night in &mut nights {
        for at in (1..night.len()).rev() {
            night.swap(at, dice.below(at as u64 + 1) as usize);
        }
    }
    nights
}

/// The value of a customer without its revision.
fn content(customers: &str, line: usize) -> Value {
    let mut value = own(customers, line);
    if let Some(members) = value.as_object_mut() {
        members.remove("revision");
    }
    value
}

#[test]
fn the_history_of_four_hundred_customers_is_what_was_planted() {
    const COUNT: u64 = 400;
    let people = people(COUNT);
    let cards: Vec<CallCard> = people.iter().flat_map(|person| person.cards.clone()).collect();
    let mut customers = records(COUNT);
    for night_of in nights(&cards, 5, &mut Dice::new(5)) {
        customers = night(&customers, night_of, &options()).unwrap().customers;
    }
    let mut seen = std::collections::BTreeMap::<String, u32>::new();
    for (line, person) in people.iter().enumerate() {
        let mut history = own(&customers, line)["history"].clone();
        if person.cards.is_empty() {
            assert_eq!(history, Value::Null, "customer {line}");
            continue;
        }
        history.as_object_mut().unwrap().remove("settings").unwrap();
        for (name, value) in person.history.as_object().unwrap() {
            assert_eq!(&history[name], value, "customer {line}, {name}");
            if let Some(status) = value["status"].as_str() {
                *seen.entry(format!("{name} {status}")).or_default() += 1;
            }
        }
        assert_eq!(history, person.history, "customer {line}");
    }
    // Every answer was there to be given, more than once.
    for name in [
        "repeat_contact",
        "growing_severity",
        "went_silent",
        "unanswered",
        "our_customer",
        "promises",
    ] {
        for status in ["yes", "no"] {
            let times = seen.get(&format!("{name} {status}")).copied().unwrap_or(0);
            assert!(times >= 10, "{name} is {status} {times} times");
        }
    }
    for name in ["growing_severity", "went_silent", "unanswered", "time_to_callback"] {
        let times = seen.get(&format!("{name} not_evaluated")).copied().unwrap_or(0);
        assert!(times >= 5, "{name} is not evaluated {times} times");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Any order of the calls, any split into runs, any calls twice: the same record.
    #[test]
    fn the_record_does_not_depend_on_the_way(
        first in 0_u64..100_000,
        count in 1_u64..7,
        seed in 0_u64..100_000,
    ) {
        let flaw = [Flaw::None, Flaw::OneStart, Flaw::Directions][(first % 3) as usize];
        let person = customer(first, "C0", flaw);
        let at_once = night(&records(1), person.cards.clone(), &options()).unwrap().customers;
        let mut customers = records(1);
        for night_of in nights(&person.cards, count, &mut Dice::new(seed)) {
            customers = night(&customers, night_of, &options()).unwrap().customers;
        }
        prop_assert_eq!(content(&customers, 0), content(&at_once, 0));
        let hash = |customers: &str| own(customers, 0)["hash"].clone();
        prop_assert_eq!(hash(&customers), hash(&at_once));
        // All bytes but those of the revision.
        let bytes = |customers: &str| {
            let (before, after) = customers.split_once(",\"revision\":").unwrap_or((customers, ""));
            (before.to_owned(), after.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned())
        };
        prop_assert_eq!(bytes(&customers), bytes(&at_once));
        // And once more changes nothing.
        let again = night(&customers, person.cards, &options()).unwrap();
        prop_assert_eq!(again.customers, customers);
    }
}

fn complaint(id: &str, at: &str) -> CallCard {
    let card = call_of("A", id, at);
    let card = with_findings(card, vec![finding(id, "complaint.billing", 2)]);
    CallCard { direction: Some("inbound".to_owned()), ..card }
}

fn as_of(instant: &str) -> AttachOptions {
    AttachOptions { as_of: Some(instant.parse().unwrap()), ..options() }
}

fn records_of(id: &str) -> String {
    format!("{{\"external_id\":\"{id}\"}}\n")
}

#[test]
fn the_story_of_a_customer_is_true() {
    let path = "docs/customer_story.md";
    let page = story::page();
    if std::env::var_os("CALLSIFT_WRITE_DOCS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let known = std::fs::read_to_string(path).unwrap();
    assert!(known == page, "CALLSIFT_WRITE_DOCS=1 cargo test --test history writes {path} anew");
}

#[test]
fn silence_shows_only_when_records_are_renewed() {
    let calls = vec![complaint("c1", "2026-03-02T08:00:00Z")];
    let first = night("{\"id\":\"A\"}", calls, &as_of("2026-03-02T09:00:00Z")).unwrap().customers;
    assert_eq!(own(&first, 0)["history"]["went_silent"]["status"], "no");
    assert_eq!(own(&first, 0)["history"]["unanswered"]["counts"]["open"], 1);
    // No call since: the record leaves as it came, unless all are renewed.
    let later = as_of("2026-05-01T00:00:00Z");
    assert_eq!(night(&first, Vec::new(), &later).unwrap().customers, first);
    let renew = AttachOptions { renew: Renew::All, ..later };
    let renewed = night(&first, Vec::new(), &renew).unwrap();
    assert_eq!(renewed.changes, [Change::Attached]);
    let value = own(&renewed.customers, 0);
    assert_eq!(value["history"]["went_silent"]["status"], "yes");
    assert_eq!(value["history"]["unanswered"]["counts"]["unanswered"], 1);
    assert_eq!(value["lexicon"], "sha256:00");
    assert_eq!(value["revision"], 2);
    let again = night(&renewed.customers, Vec::new(), &renew).unwrap();
    assert_eq!(again.changes, [Change::Unchanged]);
    // Who carries nothing gets nothing.
    let empty =
        night("{\"id\":\"A\",\"callsift\":null}\n{\"id\":\"B\"}", Vec::new(), &renew).unwrap();
    assert_eq!(empty.changes, [Change::Untouched, Change::Untouched]);
}

#[test]
fn what_the_settings_do_not_say_is_not_guessed() {
    let calls = || vec![complaint("c1", "2026-03-02T08:00:00Z")];
    for (history, reason) in [
        (HistorySettings::default(), "no_time_zone"),
        (
            HistorySettings { days: WorkingDays::NotAtHand("UA".to_owned()), ..settings() },
            "no_calendar",
        ),
    ] {
        let options = AttachOptions { history, ..options() };
        let after = night("{\"id\":\"A\"}", calls(), &options).unwrap().customers;
        let unanswered = own(&after, 0)["history"]["unanswered"].clone();
        assert_eq!(unanswered["status"], "not_evaluated");
        assert_eq!(unanswered["reason"], reason);
        assert_eq!(unanswered["complaints"][0].get("due_at"), None);
    }
}

#[test]
fn a_call_that_may_be_the_answer_makes_it_unsure() {
    let out = |id: &str, at: &str, direction: Option<&str>| CallCard {
        direction: direction.map(str::to_owned),
        ..call_of("A", id, at)
    };
    // The complaint of a Monday, 10:00 in Kyiv, is due at 18:00.
    let first = "2026-03-02T08:00:00Z";
    for (calls, state, reason, waited) in [
        (vec![], "unanswered", None, None),
        (vec![out("a", "2026-03-02T16:00:00Z", Some("outbound"))], "answered", None, Some(8)),
        (vec![out("a", "2026-03-02T16:00:01Z", Some("outbound"))], "late", None, Some(8)),
        (vec![out("a", "2026-03-02T10:00:00Z", Some("inbound"))], "unanswered", None, None),
        (vec![out("a", "2026-03-02T10:00:00Z", Some("internal"))], "unanswered", None, None),
        (vec![out("a", "2026-03-02T10:00:00Z", None)], "not_evaluated", Some("no_direction"), None),
        (
            vec![out("a", "2026-03-02T10:00:00Z", Some("sideways"))],
            "not_evaluated",
            Some("no_direction"),
            None,
        ),
        (vec![out("a", "", Some("outbound"))], "not_evaluated", Some("no_start_time"), None),
        // It was answered in time in any case; only how soon is not known.
        (
            vec![
                out("a", "2026-03-02T09:00:00Z", None),
                out("b", "2026-03-02T10:00:00Z", Some("outbound")),
            ],
            "answered",
            None,
            None,
        ),
        (
            vec![
                out("a", "2026-03-02T09:00:00Z", None),
                out("b", "2026-03-09T10:00:00Z", Some("outbound")),
            ],
            "not_evaluated",
            Some("no_direction"),
            None,
        ),
        // At the same instant it is no answer, and after as_of nobody knows of it.
        (vec![out("a", first, Some("outbound"))], "unanswered", None, None),
        (vec![out("a", "2027-03-02T09:00:00Z", Some("outbound"))], "unanswered", None, None),
    ] {
        let mut cards = calls.clone();
        cards.push(complaint("c1", first));
        let after = night("{\"id\":\"A\"}", cards, &options()).unwrap().customers;
        let told = own(&after, 0)["history"]["unanswered"]["complaints"][0].clone();
        assert_eq!(told["state"], state, "{calls:?}");
        assert_eq!(told.get("reason"), reason.map(|r| json!(r)).as_ref(), "{calls:?}");
        let hours = told["callback_ms"].as_i64().map(|ms| ms / 3_600_000);
        assert_eq!(hours, waited, "{calls:?}");
    }
}

#[test]
fn calls_of_earlier_versions_are_told_as_such() {
    let first = night("{\"id\":\"A\"}", vec![complaint("c1", "2026-03-02T08:00:00Z")], &options());
    let first = first.unwrap().customers;
    let mut old = own(&first, 0);
    let members = old.as_object_mut().unwrap();
    members.remove("history");
    let call = members["calls"][0].as_object_mut().unwrap();
    call.remove("direction");
    call.remove("offers_evaluated");
    let record = json!({"id": "A", "callsift": old}).to_string();
    let other = vec![CallCard {
        direction: Some("inbound".to_owned()),
        ..call_of("A", "c2", "2026-03-03T08:00:00Z")
    }];
    let after = night(&record, other, &options()).unwrap().customers;
    let history = own(&after, 0)["history"].clone();
    assert_eq!(history["compensation"]["status"], "not_evaluated");
    assert_eq!(history["compensation"]["reason"], "earlier_version");
    assert_eq!(history["unanswered"]["reason"], "no_direction");
    // The same call scanned again says it all.
    let again = vec![complaint("c1", "2026-03-02T08:00:00Z")];
    let mended = night(&after, again, &options()).unwrap().customers;
    assert_eq!(own(&mended, 0)["history"]["compensation"]["status"], "no");
    assert_eq!(own(&mended, 0)["history"]["unanswered"]["status"], "yes");
}

/// A complaint of a Monday morning, another customer's with an answer, and a calendar on which the first
/// is due later.
fn calls_of_three() -> program::Place {
    let place = program::Place::new();
    let call = |id: &str, who: &str, at: &str, way: &str| {
        let members = format!(r#""customer_id":"{who}","started_at":"{at}","direction":"{way}","#);
        program::call_with(id, &members)
    };
    let out = call("c3", "CRM-2", "2026-03-02T09:00:00Z", "outbound")
        .replace("I want to make a complaint", "Hello");
    let lines = [
        call("c1", "CRM-1", "2026-03-02T08:00:00Z", "inbound"),
        call("c2", "CRM-2", "2026-03-02T08:00:00Z", "inbound"),
        out,
    ];
    place.write("calls.jsonl", lines.join("\n"));
    place.write("people.jsonl", "{\"id\":\"CRM-1\"}\n{\"id\":\"CRM-2\"}\n");
    let holidays = "country = \"UA\"\n[years.2026]\nholidays = [2026-03-02, 2026-03-03]\n";
    place.write("holidays.toml", holidays);
    place
}

#[test]
fn the_summary_names_the_complaints_that_nobody_answered() {
    let place = calls_of_three();
    let args = ["--customers", "people.jsonl", "--as-of", "2026-03-03T12:00:00Z"];
    let kyiv = ["--set", "time.zone=Europe/Kyiv"];
    let scan = |out: &str, more: &[&str]| {
        let ran = place.run(&[&["scan", "calls.jsonl", "--out", out], &args[..], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.err
    };
    let told = scan("out", &kyiv);
    assert!(told.contains("Complaints that nobody called back about in time: 1"), "{told}");
    assert!(told.contains("customer CRM-1, call t:c1, due 2026-03-02 18:00"), "{told}");
    assert_eq!(place.json("out/run.json")["customers"]["unanswered"], 1);
    assert_eq!(place.json("out/run.json")["settings"]["history.answer_hours"], 8);
    let history = |file: &str| {
        let record = place.lines(file).remove(0);
        record["callsift"]["history"].clone()
    };
    let first = history("out/customers.jsonl");
    assert_eq!(first["unanswered"]["status"], "yes");
    assert_eq!(first["settings"]["time_zone"], "Europe/Kyiv");
    // The same from what the scan wrote, in the languages of the screen.
    for (language, header, row) in [
        ("ru", "Жалобы, на которые в срок никто не перезвонил: 1", "клиент CRM-1, звонок t:c1"),
        ("uk", "Скарги, на які вчасно ніхто не передзвонив: 1", "клієнт CRM-1, дзвінок t:c1"),
        ("en", "Complaints that nobody called back about in time: 1", "customer CRM-1, call t:c1"),
    ] {
        let attach = ["attach", "out/calls.jsonl", "--out", "late", "--lang", language];
        let ran = place.run(&[&attach, &args[..], &kyiv].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains(header) && ran.err.contains(row), "{}", ran.err);
        assert_eq!(place.read("late/customers.jsonl"), place.read("out/customers.jsonl"));
    }
    // By a calendar, or with more hours, there is still time.
    for more in [&["--calendar", "holidays.toml"][..], &["--set", "history.answer_hours=40"]] {
        let told = scan("other", &[&kyiv, more].concat());
        assert!(!told.contains("nobody called back"), "{told}");
        assert_eq!(history("other/customers.jsonl")["unanswered"]["counts"]["open"], 1);
    }
    // Nobody knows when working hours are.
    let told = scan("other", &[]);
    assert!(!told.contains("nobody called back"), "{told}");
    assert_eq!(history("other/customers.jsonl")["unanswered"]["reason"], "no_time_zone");
}

#[test]
fn a_bad_setting_is_told_before_anything_is_written() {
    let place = calls_of_three();
    for (set, told) in [
        ("history.silent_days=0", "0 is not between 1 and 3650"),
        ("history.hours=late", "write 09:00-18:00"),
        ("history.silent_day=3", "did you mean"),
    ] {
        let args = ["attach", "calls.jsonl", "--customers", "people.jsonl", "--out", "out"];
        let ran = place.run(&[&args[..], &["--set", set]].concat());
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(told), "{}", ran.err);
        assert!(!place.path("out").exists());
    }
}
