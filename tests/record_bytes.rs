//! What stands on a customer record leaves byte for byte as it came.
#![allow(clippy::unwrap_used, reason = "tests")]

mod record_support;

use callsift::record::{AttachOptions, Change, OwnKey, RecordProblem, erase};
use record_support::{call_of, night};

const AT: &str = "2026-11-21T15:40:12Z";

/// Lines of one customer, `A`.
const LINES: [&str; 14] = [
    r#"{"id":"A"}"#,
    r#"{ "id" : "A" , "debt" : 1.10 }"#,
    r#"{"id":"A","n":12345678901234567890123,"m":-0.0,"e":1E+05,"f":1e400}"#,
    r#"{"id":"A","x":1,"x":2,"x":[{"x":1},{"x":1.0}]}"#,
    r#"{"id":"\u0041","name":"\u0410\u043d\u043d\u0430 \ud83d\ude00 \/","\u006eote":"\ud800"}"#,
    "{\"id\":\"A\",\"name\":\"Анна\"}\r\n",
    "\u{feff}{\"id\":\"A\"}\r\n",
    "  \t{\"id\":\"A\"\t}  \n",
    r#"{"z":null,"id":"A","a":true,"":{},"[]":[]}"#,
    r#"{"note":"\"callsift\":{}","id":"A"}"#,
    r#"{"inner":{"callsift":{"schema":"none of ours"}},"id":"A"}"#,
    r#"{"id":["A","B"],"external_id":{"deep":[[[[]]]]}}"#,
    r#"{"id":"A","Callsift":1,"callsift ":2}"#,
    "{\"id\":\"A\",\"zero\":\"\u{0}\u{2028}\"}",
];

#[test]
fn a_line_gains_one_key_and_loses_it_again() {
    let options = AttachOptions::default();
    for line in LINES {
        // A raw control character is no JSON, so that line is the escaped one.
        let line = line.replace('\0', "\\u0000");
        let with = night(&line, vec![call_of("A", "c1", AT)], &options).unwrap();
        assert_eq!(with.changes, [Change::Attached], "{line}");
        let at = with.customers.find(",\"callsift\":{\"schema\"").unwrap();
        assert_eq!(with.customers[..at], line[..at], "{line}");
        assert!(with.customers.ends_with(line.split_at(at).1), "{line}");
        let mut without = Vec::new();
        erase(1, with.customers.as_bytes(), &options.own_key, &mut without).unwrap();
        assert_eq!(String::from_utf8(without).unwrap(), line);
    }
}

#[test]
fn the_same_run_twice_changes_nothing() {
    let options = AttachOptions::default();
    for line in LINES {
        let line = line.replace('\0', "\\u0000");
        let once = night(&line, vec![call_of("A", "c1", AT)], &options).unwrap();
        let twice = night(&once.customers, vec![call_of("A", "c1", AT)], &options).unwrap();
        assert_eq!(twice.changes, [Change::Unchanged]);
        assert_eq!(twice.customers, once.customers);
    }
}

#[test]
fn customers_without_calls_leave_as_they_came() {
    let night = |customers: &str| {
        night(customers, vec![call_of("A", "c1", AT)], &AttachOptions::default()).unwrap()
    };
    let customers = "\u{feff}\r\n{\"id\":\"B\", \"debt\":1.10}\r\n\n {\"id\":\"C\",\
                     \"callsift\":{\"schema\":\"callsift.customer/1\",\"odd\":1}}\n{ }\n{\"id\":3}";
    let after = night(customers);
    assert_eq!(after.customers, customers);
    assert_eq!(after.changes, [Change::Untouched; 6]);
}

#[test]
fn a_value_is_exchanged_where_it_stands() {
    let options = AttachOptions::default();
    let one = night("{\"id\":\"A\"}", vec![call_of("A", "c1", AT)], &options).unwrap();
    let own = one.customers.strip_prefix("{\"id\":\"A\",").unwrap().strip_suffix('}').unwrap();
    // A CRM may give the value back in another place and with blanks around it.
    let moved = format!("{{ {} , \"id\":\"A\",\"n\":1.10 }}\n", own.replacen(':', " : ", 1));
    let cards = vec![call_of("A", "c1", AT), call_of("A", "c2", AT)];
    let two = night(&moved, cards, &options).unwrap();
    assert!(two.customers.starts_with("{ \"callsift\" : {\"schema\""));
    assert!(two.customers.ends_with("\"} , \"id\":\"A\",\"n\":1.10 }\n"));
    let mut without = Vec::new();
    erase(1, two.customers.as_bytes(), &options.own_key, &mut without).unwrap();
    assert_eq!(String::from_utf8(without).unwrap(), "{  \"id\":\"A\",\"n\":1.10 }\n");
}

#[test]
fn null_under_the_own_key_is_nobodys() {
    let after = night(
        "{\"callsift\": null,\"id\":\"A\"}",
        vec![call_of("A", "c1", AT)],
        &AttachOptions::default(),
    )
    .unwrap();
    assert!(after.customers.starts_with("{\"callsift\": {\"schema\""));
}

#[test]
fn another_key_can_be_chosen() {
    let options =
        AttachOptions { own_key: "звонки".parse().unwrap(), ..AttachOptions::default() };
    let line = "{\"callsift\":7,\"id\":\"A\"}";
    let after = night(line, vec![call_of("A", "c1", AT)], &options).unwrap();
    assert!(after.customers.starts_with("{\"callsift\":7,\"id\":\"A\",\"звонки\":{\"schema\""));
    for name in ["", "a b", "a\"b", "a\\b", "a\n"] {
        assert!(name.parse::<OwnKey>().is_err(), "{name:?}");
    }
}

#[test]
fn values_that_are_not_ours_are_refused() {
    let ours = "{\"schema\":\"callsift.customer/1\"}";
    for (line, words) in [
        (
            "{\"id\":\"A\",\"callsift\":\"yes\"}".to_owned(),
            "line 2: the key \"callsift\" holds a value that callsift did not write; \
             choose another key with --key NAME",
        ),
        (
            "{\"id\":\"Z\",\"callsift\":{\"schema\":\"other/1\"}}".to_owned(),
            "line 2: the key \"callsift\" holds a value that callsift did not write; \
             choose another key with --key NAME",
        ),
        (
            format!("{{\"callsift\":{ours},\"id\":\"Z\",\"c\\u0061llsift\":{ours}}}"),
            "line 2: the key \"callsift\" stands twice in the record; remove one of them",
        ),
        (
            "{\"id\":\"Z\",\"callsift\":{\"schema\":\"callsift.customer/2\",\"new\":1}}".to_owned(),
            "line 2: the value of \"callsift\" is \"callsift.customer/2\", written by a newer \
             callsift; use that version, or another key with --key NAME",
        ),
        (
            "{\"id\":\"A\",\"callsift\":{\"schema\":\"callsift.customer/1\",\"new\":1}}".to_owned(),
            "line 2: the value of \"callsift\" does not read (unknown field `new`); if a newer \
             callsift wrote it, use that version, or start anew with --replace",
        ),
    ] {
        let customers = format!("{{\"id\":\"B\"}}\n{line}\n");
        let refused = night(&customers, vec![call_of("A", "c1", AT)], &AttachOptions::default());
        assert_eq!(refused.err().unwrap().to_string(), words);
    }
}

#[test]
fn what_is_no_record_is_refused_with_its_line() {
    for (line, problem) in [
        ("[1]", RecordProblem::NotAnObject),
        ("{\"id\":1,}", RecordProblem::NotJson("trailing comma at column 9".to_owned())),
    ] {
        let refused = night(&format!("\n{line}"), Vec::new(), &AttachOptions::default());
        let error = refused.err().unwrap();
        assert_eq!((error.line, error.problem), (2, problem));
    }
}
