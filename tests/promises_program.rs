//! Promises as the program writes and tells them.

mod program;

use program::Place;
use serde_json::{Value, json};

const CALENDAR: &str = "country = \"UA\"\n[years.2026]\nholidays = [2026-03-12]\n";

/// A call of one agent, who says this.
fn call(started_at: &str, role: &str, said: &str) -> String {
    json!({
        "schema": "callsift.transcript/1",
        "call_id": "one",
        "source": "pbx",
        "started_at": started_at,
        "turns": [{ "role": role, "start_ms": 1000, "end_ms": 4000, "text": said }],
    })
    .to_string()
}

fn scan(place: &Place, call: &str, more: &[&str]) -> Value {
    place.write("calls.jsonl", call);
    let ran = place.run(&[&["scan", "calls.jsonl", "--out", "out"], more].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    place.lines("out/calls.jsonl").remove(0)
}

#[test]
fn a_promise_is_written_with_its_evidence() {
    let place = Place::new();
    place.write("ua.toml", CALENDAR);
    let said = "Добрый день. Мы вернём вам деньги в течение трёх рабочих дней.";
    let call = call("2026-03-11T14:30:00+02:00", "agent", said);
    let written = scan(&place, &call, &[]);
    let promise = &written["promises"][0];
    assert_eq!(
        promise["due"],
        json!({
            "date": "2026-03-16",
            "text": "в течение трёх рабочих дней",
            "precision": "working_days",
            "calendar": "monday_to_friday",
        })
    );
    let what = &promise["what"];
    assert_eq!(what["quote"], "Мы вернём вам деньги в течение трёх рабочих дней");
    assert_eq!((&what["turn"], &what["start_ms"]), (&json!(0), &json!(1000)));
    assert_eq!((&promise["who"], &promise["channel"]), (&json!("company"), &json!("none")));
    assert_eq!(written["promise_search"], json!({ "evaluated": true }));
    assert_eq!(place.json("out/run.json")["promises"], json!({ "dated": 1 }));
    // Thursday is a holiday.
    let written = scan(&place, &call, &["--calendar", "ua.toml"]);
    let due = &written["promises"][0]["due"];
    assert_eq!((&due["date"], &due["calendar"]), (&json!("2026-03-17"), &json!("UA")));
    let settings = &place.json("out/run.json")["settings"];
    assert_eq!(settings["promise.calendar"], "ua.toml");
    // The same command with another calendar is another run.
    place.write("ua.toml", CALENDAR.replace("2026-03-12", "2026-03-12, 2026-03-13"));
    let written = scan(&place, &call, &["--calendar", "ua.toml"]);
    assert_eq!(written["promises"][0]["due"]["date"], "2026-03-18");
}

#[test]
fn the_clock_of_the_call() {
    let place = Place::new();
    let said = "I'll call you back by 6 pm.";
    let at = |written: &Value| written["promises"][0]["due"].clone();
    let local = scan(&place, &call("2026-03-11T14:30:00+02:00", "agent", said), &[]);
    assert_eq!(at(&local)["at"], "2026-03-11T18:00:00+02:00");
    let utc = call("2026-03-11T22:30:00Z", "agent", said);
    assert_eq!(at(&scan(&place, &utc, &[]))["reason"], "no_time_zone");
    let zoned = scan(&place, &utc, &["--time-zone", "Europe/Kyiv"]);
    assert_eq!(at(&zoned)["at"], "2026-03-12T18:00:00+02:00");
    let unknown = scan(&place, &call("2026-03-11T22:30:00Z", "unknown", said), &[]);
    assert_eq!(unknown["promise_search"], json!({ "evaluated": false, "reason": "no_roles" }));
    assert_eq!(unknown.get("promises"), None);
    assert_eq!(place.json("out/run.json")["without_promises"], json!({ "no_roles": 1 }));
}

#[test]
fn promises_are_told_in_three_languages() {
    let place = Place::new();
    let said = "Я перезвоню вам завтра. Потом мастер придёт в ближайшее время.";
    place.write("calls.jsonl", call("2026-03-11T14:30:00+02:00", "agent", said));
    for (language, due, vague, summary) in [
        (
            "ru",
            "срок: 12.03.2026 (сказано: «завтра»)",
            "без точного срока: «в ближайшее время»",
            "Обещания операторов: 2, из них с точным сроком: 1, без точного срока: 1",
        ),
        (
            "uk",
            "строк: 12.03.2026 (сказано: «завтра»)",
            "без точного строку: «в ближайшее время»",
            "Обіцянки операторів: 2, з них із точним строком: 1, без точного строку: 1",
        ),
        (
            "en",
            "due: 2026-03-12 (said: «завтра»)",
            "no date is named: «в ближайшее время»",
            "Promises of agents: 2, 1 with a date, 1 without one",
        ),
    ] {
        let ran = place.run(&["--lang", language, "explain", "one", "calls.jsonl"]);
        let page = String::from_utf8(ran.out).unwrap();
        assert!(page.contains(due) && page.contains(vague), "{page}");
        let out = format!("out-{language}");
        let ran = place.run(&["--lang", language, "scan", "calls.jsonl", "--out", &out]);
        assert!(ran.err.contains(summary), "{}", ran.err);
        let page = format!("{language}.html");
        let ran = place.run(&["--lang", language, "report", &out, "-o", &page]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let page = String::from_utf8(place.read(&page)).unwrap();
        let day = if language == "en" {
            "2026-03-12 («завтра»)"
        } else {
            "12.03.2026 («завтра»)"
        };
        assert!(page.contains(day) && page.contains(vague), "{language}");
    }
}

#[test]
fn a_calendar_that_is_none_is_refused() {
    let place = Place::new();
    place.write("calls.jsonl", call("2026-03-11T14:30:00+02:00", "agent", "Hello"));
    place.write("none.toml", "country = \"UA\"\n");
    for (file, told) in [
        ("missing.toml", "--calendar missing.toml: "),
        ("none.toml", "--calendar none.toml: there is no year; write [years.2026]"),
    ] {
        let ran = place.run(&["scan", "calls.jsonl", "--out", "out", "--calendar", file]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(told), "{}", ran.err);
    }
}
