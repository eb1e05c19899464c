//! Our own JSON: each case is a line between two good ones.

use crate::Case;

/// A good call.
pub(crate) fn call(id: &str) -> String {
    with(id, "", r#"{"role":"customer","start_ms":0,"end_ms":900,"text":"my kettle"}"#)
}

/// A call with further members and these turns.
fn with(id: &str, members: &str, turns: &str) -> String {
    format!(r#"{{"schema":"callsift.transcript/1","call_id":"{id}",{members}"turns":[{turns}]}}"#)
}

/// A line between two good ones that is a reject.
fn bad(name: impl Into<String>, line: impl AsRef<[u8]>, code: &'static str) -> Case {
    Case { good: 2, ..Case::refused(name, between(line), code) }
}

/// A line between two good ones that is a call with warnings.
fn odd(name: impl Into<String>, line: impl AsRef<[u8]>, warnings: &[&'static str]) -> Case {
    Case { good: 3, ..Case::warned(name, between(line), warnings) }
}

fn between(line: impl AsRef<[u8]>) -> Vec<u8> {
    [call("a").as_bytes(), b"\n", line.as_ref(), b"\n", call("b").as_bytes(), b"\n"].concat()
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    types(&mut cases);
    parts(&mut cases);
    times(&mut cases);
    syntax(&mut cases);
    depth(&mut cases);
    bytes(&mut cases);
    cases
}

/// Values of another type than the format says, in every member of a call.
fn types(cases: &mut Vec<Case>) {
    const OTHER: [&str; 4] = ["true", "false", "{}", "[]"];
    let turn = r#"{"text":"kettle"}"#;
    for (member, of_a_number) in [
        ("source", None),
        ("customer_id", Some("numeric_id")),
        ("customer_phone", Some("numeric_id")),
        ("customer_email", Some("numeric_id")),
        ("started_at", Some("started_at_unreadable")),
        ("language", Some("numeric_id")),
        ("medium", Some("unknown_name")),
        ("direction", Some("unknown_name")),
        ("agent_id", Some("numeric_id")),
        ("agent_name", Some("numeric_id")),
        ("team", Some("numeric_id")),
        ("queue", Some("numeric_id")),
    ] {
        for value in OTHER {
            let line = with("x", &format!(r#""{member}":{value},"#), turn);
            cases.push(bad(format!("{member} {value}"), line, "wrong_shape"));
        }
        if let Some(code) = of_a_number {
            let line = with("x", &format!(r#""{member}":7,"#), turn);
            cases.push(odd(format!("{member} 7"), line, &[code]));
        }
    }
    for value in OTHER {
        let line = format!(r#"{{"schema":{value},"turns":[]}}"#);
        cases.push(bad(format!("schema {value}"), line, "wrong_shape"));
        let line = format!(r#"{{"call_id":{value},"turns":[]}}"#);
        cases.push(bad(format!("call_id {value}"), line, "wrong_shape"));
        let line = with("x", &format!(r#""duration_ms":{value},"#), turn);
        cases.push(bad(format!("duration_ms {value}"), line, "wrong_shape"));
    }
    for schema in ["7", r#""callsift.transcript/2""#, r#""callsift.call/1""#, r#""x""#] {
        let line = format!(r#"{{"schema":{schema},"turns":[]}}"#);
        cases.push(bad(format!("schema {schema}"), line, "not_a_transcript"));
    }
    for (member, value, code) in [
        ("medium", "pigeon", "unknown_name"),
        ("direction", "sideways", "unknown_name"),
        ("started_at", "tomorrow", "started_at_unreadable"),
        ("started_at", "2026-02-30T10:00:00Z", "started_at_unreadable"),
        ("started_at", "2026-11-21", "started_at_unreadable"),
        ("started_at", "1763739612", "started_at_unreadable"),
        ("started_at", "2026-11-21T10:00:00", "started_at_without_zone"),
    ] {
        let line = with("x", &format!(r#""{member}":"{value}","#), turn);
        cases.push(odd(format!("{member} {value}"), line, &[code]));
    }
    for member in ["call_id", "source", "customer_id", "agent_id"] {
        let id = "i".repeat(257);
        let line = format!(r#"{{"schema":"callsift.transcript/1","{member}":"{id}","turns":[]}}"#);
        cases.push(bad(format!("long {member}"), line, "id_too_long"));
    }
}

/// The same in turns, words and holds.
fn parts(cases: &mut Vec<Case>) {
    for value in ["7", "\"kettle\"", "true", "{}"] {
        for (name, line) in [
            ("turns", format!(r#"{{"turns":{value}}}"#)),
            ("holds", with("x", &format!(r#""holds":{value},"#), "")),
            ("words", with("x", "", &format!(r#"{{"text":"kettle","words":{value}}}"#))),
        ] {
            cases.push(bad(format!("{name} {value}"), line, "wrong_shape"));
        }
    }
    for value in ["7", "\"kettle\"", "true", "[]", "null"] {
        for (name, line) in [
            ("turn", with("x", "", value)),
            ("turn behind a good one", with("x", "", &format!(r#"{{"text":"kettle"}},{value}"#))),
            ("hold", with("x", &format!(r#""holds":[{value}],"#), "")),
            ("word", with("x", "", &format!(r#"{{"text":"kettle","words":[{value}]}}"#))),
        ] {
            cases.push(bad(format!("{name} {value}"), line, "wrong_shape"));
        }
    }
    for value in ["7", "true", "[]", "{}"] {
        for (name, turn) in [
            ("text", format!(r#"{{"text":{value}}}"#)),
            ("word's text", format!(r#"{{"text":"kettle","words":[{{"text":{value}}}]}}"#)),
        ] {
            cases.push(bad(format!("{name} {value}"), with("x", "", &turn), "wrong_shape"));
        }
    }
    for value in ["true", "[]", "{}"] {
        for member in ["role", "speaker", "start_ms", "end_ms"] {
            let turn = format!(r#"{{"text":"kettle","{member}":{value}}}"#);
            let line = with("x", "", &turn);
            cases.push(bad(format!("{member} {value}"), line, "wrong_shape"));
        }
    }
    for (name, turn, code) in [
        ("role", r#"{"role":"boss","text":"kettle"}"#, "unknown_name"),
        ("role that is a number", r#"{"role":7,"text":"kettle"}"#, "unknown_name"),
        ("end before start", r#"{"start_ms":9,"end_ms":3,"text":"kettle"}"#, "end_before_start"),
        (
            "foreign word",
            r#"{"text":"kettle","words":[{"text":"stove","start_ms":1,"end_ms":2}]}"#,
            "words_not_in_text",
        ),
        (
            "word that ends before it starts",
            r#"{"text":"kettle","words":[{"text":"kettle","start_ms":2,"end_ms":1}]}"#,
            "end_before_start",
        ),
        ("no turns", "", "no_turns"),
        ("turns in which nothing was said", r#"{"text":" "},{}"#, "no_turns"),
    ] {
        cases.push(odd(name, with("x", "", turn), &[code]));
    }
    let long = "x".repeat(256 * 1024 + 1);
    let words = r#"{},"#.repeat(131_072);
    for (name, turn) in [
        ("text", format!(r#"{{"text":"{long}"}}"#)),
        ("text of words", format!(r#"{{"words":[{{"text":"{long}"}}]}}"#)),
        ("words", format!(r#"{{"text":"kettle","words":[{words}{{}}]}}"#)),
    ] {
        cases.push(bad(format!("long {name}"), with("x", "", &turn), "turn_too_long"));
    }
    let many = r#"{"text":"a"},"#.repeat(50_000) + r#"{"text":"a"}"#;
    cases.push(bad("many turns", with("x", "", &many), "too_many_turns"));
    let many = "{},".repeat(50_000) + "{}";
    let line = with("x", &format!(r#""holds":[{many}],"#), "");
    cases.push(bad("many holds", line, "too_many_turns"));
}

/// Times that are none, in each place where one may stand.
fn times(cases: &mut Vec<Case>) {
    type Put = fn(&str) -> String;
    let places: [(&str, Put); 4] = [
        ("duration", |at| with("x", &format!(r#""duration_ms":{at},"#), r#"{"text":"kettle"}"#)),
        ("start", |at| with("x", "", &format!(r#"{{"text":"kettle","start_ms":{at}}}"#))),
        ("end", |at| with("x", "", &format!(r#"{{"text":"kettle","start_ms":0,"end_ms":{at}}}"#))),
        ("word", |at| {
            let word = format!(r#"{{"text":"kettle","start_ms":{at},"end_ms":9}}"#);
            with("x", "", &format!(r#"{{"text":"kettle","words":[{word}]}}"#))
        }),
    ];
    let huge = "9".repeat(400);
    for (place, put) in places {
        for written in [
            "NaN",
            "Infinity",
            "-Infinity",
            "+1",
            "01",
            ".5",
            "1.",
            "1e",
            "--1",
            "0x10",
            "1_000",
            "1,5",
            "1 2",
            "tru",
            "'1'",
            "-",
        ] {
            cases.push(bad(format!("{place} {written}"), put(written), "not_json"));
        }
        for written in
            [r#""NaN""#, r#""soon""#, "1e400", "1e18", &huge, r#""inf""#, r#""1 000""#, r#""0x10""#]
        {
            let name = format!("{place} {written:.9}");
            cases.push(odd(name, put(written), &["unreadable_time"]));
        }
        for written in ["-1", "-0.5", r#""-5""#, "-1e3"] {
            let name = format!("{place} {written}");
            cases.push(odd(name, put(written), &["negative_time"]));
        }
    }
}

/// What is no JSON, or no call.
fn syntax(cases: &mut Vec<Case>) {
    for line in [
        "{",
        "}",
        "nope",
        "\"kettle",
        "{\"turns\":[",
        "{\"turns\":[}",
        "{\"turns\":[]",
        "{\"turns\":[]]",
        "{\"turns\":[],}",
        "{'turns':[]}",
        "{turns:[]}",
        "{\"turns\":[]} // kettle",
        "{\"turns\":[]}}",
        "{\"turns\":[]} x",
        "{\"turns\":[]}{\"turns\":[]}",
        "{\"turns\":[{\"text\":\"a\u{1}\"}]}",
        "{\"turns\":[{\"text\":\"a\tb\"}]}",
        r#"{"turns":[{"text":"\q"}]}"#,
        r#"{"turns":[{"text":"\u12"}]}"#,
        r#"{"turns":[{"text":"\ud800"}]}"#,
        r#"{"turns":[{"text":"\udc00"}]}"#,
        r#"{"turns":[{"text":"\ud800\u0041"}]}"#,
        r#"{"turns":[{"text":"kettle"},]}"#,
        r#"{"turns":[,{"text":"kettle"}]}"#,
        r#"{"turns":[{"text":"a"}{"text":"b"}]}"#,
        r#"{"turns":[{"text" "kettle"}]}"#,
        r#"{"turns":[{"text":}]}"#,
        r#"{"turns":[{"text":"kettle]}"#,
        r#"{"turns":[{"text":"kettle"}"#,
        r#"{"turns":[{"text":"kettle"}]"#,
        r#"{"turns":[{"text":"kettle"]}}"#,
        r#"{"turns":nul}"#,
        r#"{"turns":[undefined]}"#,
        "{\"turns\":[]}\0",
        "\0",
        "{\"turns\" : [{ \"text\" : \"a\\\"}]}",
        "{,\"turns\":[]}",
        "{\"turns\":[];}",
        "{\"x\":1 \"turns\":[]}",
        "\u{feff}{\"turns\":",
    ] {
        cases.push(bad(format!("syntax {line:?}"), line, "not_json"));
    }
    for line in ["[]", "[1]", "7", "\"kettle\"", "true", "null", "[{\"turns\":[]}]"] {
        cases.push(bad(format!("value {line}"), line, "wrong_shape"));
    }
    for line in ["{}", r#"{"x":1}"#, r#"{"turns":null}"#, r#"{"Turns":[]}"#] {
        cases.push(bad(format!("object {line}"), line, "not_a_transcript"));
    }
    for line in [
        r#"{"call_id":"1","call_id":"2","turns":[]}"#,
        r#"{"turns":[],"turns":[{"text":"kettle"}]}"#,
        r#"{"turns":[{"text":"a","text":"kettle"}]}"#,
        r#"{"turns":[{"text":"a","start_ms":1,"start_ms":2}]}"#,
        r#"{"turns":[{"text":"a","words":[{"text":"a","text":"b"}]}]}"#,
        r#"{"turns":[],"holds":[{"start_ms":1,"start_ms":2}]}"#,
        r#"{"\u0074urns":[],"turns":[]}"#,
    ] {
        cases.push(bad(format!("twice {line}"), line, "duplicate_key"));
    }
}

/// Brackets inside each other, in what is read and in what is ignored.
fn depth(cases: &mut Vec<Case>) {
    for deep in [126_usize, 127, 1_000, 100_000] {
        let lists = format!("{}{}", "[".repeat(deep), "]".repeat(deep));
        let objects = format!("{}1{}", "{\"x\":".repeat(deep), "}".repeat(deep));
        for (kind, value) in [("lists", &lists), ("objects", &objects)] {
            for (place, line) in [
                ("ignored", with("x", &format!(r#""x":{value},"#), r#"{"text":"kettle"}"#)),
                ("turn", with("x", "", value)),
                ("word", with("x", "", &format!(r#"{{"text":"a","words":[{value}]}}"#))),
            ] {
                cases.push(bad(format!("{deep} {kind} {place}"), line, "too_deep"));
            }
        }
        let open = format!(r#"{{"turns":{}"#, "[".repeat(deep));
        cases.push(bad(format!("{deep} open lists"), open, "too_deep"));
    }
}

/// Bytes that are no UTF-8.
pub(crate) const NOT_UTF8: [&[u8]; 12] = [
    b"\xff",
    b"\xfe",
    b"\x80",
    b"\xbf",
    b"\xc0\x80",
    b"\xc1\xbf",
    b"\xc3",
    b"\xe0\x80\x80",
    b"\xe2\x82",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x98",
    b"\xf4\x90\x80\x80",
];

fn bytes(cases: &mut Vec<Case>) {
    for bytes in NOT_UTF8 {
        for (place, before, behind) in [
            ("text", r#"{"turns":[{"text":"kettle "#, r#" x"}]}"#),
            ("key", r#"{"turns":[],"a"#, r#"":1}"#),
            ("id", r#"{"call_id":""#, r#" ","turns":[]}"#),
            ("ignored text", r#"{"turns":[],"x":{"y":["#, r#""]}}"#),
        ] {
            let line = [before.as_bytes(), bytes, behind.as_bytes()].concat();
            cases.push(bad(format!("{bytes:x?} in a {place}"), line, "invalid_utf8"));
        }
    }
}
