//! What should have been done by now stands in the summary of a scan by name.
#![allow(clippy::unwrap_used, reason = "tests")]

mod program;

use program::Place;

/// A complaint on the second of the month; the agent promises a call for noon of the third.
const CALL: &str = r#"{"schema":"callsift.transcript/1","call_id":"k1","source":"t","direction":"inbound","started_at":"2026-11-02T10:00:00+02:00","customer_id":"C1","turns":[{"role":"agent","text":"It rains here"},{"role":"customer","text":"I want to make a complaint, I was charged twice"},{"role":"agent","text":"We will call you back by tomorrow noon."}]}"#;

fn summary(as_of: &str, locale: &str) -> String {
    let place = Place::new();
    place.write("calls.jsonl", CALL);
    place.write("people.jsonl", r#"{"id":"C1"}"#);
    let command = ["scan", "calls.jsonl", "--customers", "people.jsonl", "--out", "out"];
    let time = ["--as-of", as_of, "--time-zone", "Europe/Kyiv"];
    let ran = place.run_in(locale, &[&command[..], &time].concat(), b"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.err + &String::from_utf8(ran.out).unwrap()
}

#[test]
fn overdue_promises_and_unanswered_complaints_are_named() {
    let late = summary("2026-11-20T10:00:00+02:00", "en_US.UTF-8");
    let line = |text: &str, begin: &str| -> Option<String> {
        let mut lines = text.lines().skip_while(|line| !line.starts_with(begin));
        lines.next()?;
        lines.next().map(str::to_owned)
    };
    for (begin, due) in [
        ("Promises that are overdue, and nothing shows them kept: 1", "due 2026-11-03 12:00"),
        ("Complaints that nobody called back about in time: 1", "due 2026-11-02 18:00"),
    ] {
        let told = line(&late, begin).unwrap_or_else(|| panic!("{begin} is not in\n{late}"));
        assert!(told.contains("customer C1, call t:k1") && told.contains(due), "{told}");
    }
    let early = summary("2026-11-02T10:30:00+02:00", "en_US.UTF-8");
    assert!(!early.contains("overdue") && !early.contains("called back"), "{early}");
    for locale in ["ru_RU.UTF-8", "uk_UA.UTF-8"] {
        let told = summary("2026-11-20T10:00:00+02:00", locale);
        assert_eq!(told.matches("t:k1, ").count(), 2, "{told}");
    }
}
