//! The quick reader held against the careful one.

use super::super::{parse_with_care, tests::FULL};
use super::parse;
use crate::format::{KeepExtra, Origin};
use proptest::prelude::*;

/// What the quick reader takes, the careful one takes to be the same.
fn check(record: &str) -> bool {
    let zone = jiff::tz::TimeZone::UTC;
    let keep = Origin { keep_extra: KeepExtra::Yes, time_zone: Some(&zone), ..Origin::default() };
    let mut read = false;
    for origin in [Origin::default(), keep] {
        let Some(quick) = parse(record.as_bytes(), &origin) else { continue };
        assert_eq!(Ok(quick), parse_with_care(record.as_bytes(), &origin), "{record}");
        read = true;
    }
    read
}

/// A member that the format gets is to be read here as well, not passed over as unknown.
#[test]
fn members_are_those_of_the_format() {
    let schema = super::super::schema().to_value();
    let members = |of: &str| -> Vec<String> {
        let properties = schema["$defs"][of]["properties"].as_object().unwrap();
        let mut names: Vec<String> = properties.keys().cloned().collect();
        names.sort();
        names
    };
    assert_eq!(members("Turn"), ["end_ms", "role", "speaker", "start_ms", "text", "words"]);
    assert_eq!(members("Word"), ["end_ms", "start_ms", "text"]);
    let record = r#"{"turns":[],"MEMBER":null}"#;
    for member in super::super::MEMBERS.iter().filter(|member| **member != "turns") {
        assert!(check(&record.replace("MEMBER", member)), "{member}");
    }
}

/// Records as they usually are must not be read twice.
#[test]
fn usual_records_are_read() {
    let full = FULL.split('\n').map(str::trim_start).collect::<String>();
    for record in [
        full.as_str(),
        &full.replace(',', ", ").replace(':', ": "),
        &format!("\u{feff}  {full}  "),
        r#"{"turns":[]}"#,
        r#"{"call_id":"1","turns":[{"speaker":"Агент","text":"\u0434\u0430, \u00ab\ud83d\ude00\u00bb\n"}]}"#,
        r#"{"turns":[{"text":"да нет","words":[{"end_ms":9,"start_ms":3,"text":"да"},{"text":"нет"}]}]}"#,
        r#"{"turns":[{"text":"a","words":[{"text":"a","start_ms":3.5,"end_ms":1e1},{}]}],"x":{"y":[1,{}]}}"#,
        r#"{"turns":[{"speaker":0,"role":null,"start_ms":5,"end_ms":4,"text":"a","words":null},{}]}"#,
        r#"{"turns":[{"text":"a b","words":[{"text":"a","start_ms":3,"end_ms":2},{"text":"x"}]}]}"#,
        r#"{"turns":[{"role":"","speaker":" ","start_ms":null,"text":null}],"holds":null}"#,
        r#"{"started_at":"never","medium":"fax","agent_id":5,"turns":[]}"#,
    ] {
        assert!(check(record), "given up: {record}");
    }
}

/// Whatever is wrong or odd is for the other reader to say.
#[test]
fn what_is_odd_is_left_to_the_careful_reader() {
    for record in [
        "",
        "{}",
        "[]",
        r#"{"turns":[],"turns":[]}"#,
        r#"{"turns":[{"text":"a","text":"a"}]}"#,
        r#"{"turns":[{"text":"a","words":[{"text":"a","text":"a"}]}]}"#,
        r#"{"turns":[{"text":"a","text":null}]}"#,
        r#"{"turns":[{"t\u0065xt":"a"}]}"#,
        r#"{"turns":[{"text":"a","start_ms":-1}]}"#,
        r#"{"turns":[{"text":"a","start_ms":01}]}"#,
        r#"{"turns":[{"text":"a","start_ms":1.}]}"#,
        r#"{"turns":[{"text":"a","start_ms":"1"}]}"#,
        r#"{"turns":[{"text":"a","start_ms":360000000001}]}"#,
        r#"{"turns":[{"text":"a","words":[{"text":"a","start_ms":1,"end_ms":360000000001}]}]}"#,
        r#"{"turns":[{"text":"a","role":"boss"}]}"#,
        r#"{"turns":[{"text":"","words":[{"text":"a"}]}]}"#,
        r#"{"turns":[{"text":"\ud800"}]}"#,
        r#"{"turns":[{"text":"a	b"}]}"#,
        r#"{"turns":[{"text":"a"},]}"#,
        r#"{"turns":[{"text":"a",}]}"#,
        r#"{"turns":[{"text":"a"}]}}"#,
        r#"{"turns":[{"text":"a"}]} 1"#,
        r#"{"turns":[{"text":"a"}]"#,
        r#"{"turns":[{"text":"a"#,
        r#"{"turns":[{"text":"a\"#,
        r#"{"turns":[],"x":[1,}]}"#,
        r#"{"turns":[],"x":tru}"#,
        r#"{"turns":[],"x":}"#,
        r#"{"turns":[["a"]]}"#,
        r#"{"turns":[],"holds":[[1,2]]}"#,
        r#"{"turns":[],"call_id":[]}"#,
        r#"{"turns":[],"schema":"callsift.transcript/2"}"#,
        r#"{"turns":{}}"#,
    ] {
        assert!(!check(record), "taken: {record}");
    }
    let deep =
        |depth: usize| format!(r#"{{"turns":[],"x":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
    for (depth, taken) in [(62, true), (63, true), (64, false), (126, false), (500, false)] {
        assert_eq!(check(&deep(depth)), taken, "{depth} deep");
    }
    let turns = |count: usize| format!(r#"{{"turns":[{}{{}}]}}"#, "{},".repeat(count - 1));
    for (count, taken) in [(49_999, true), (50_000, true), (50_001, false)] {
        assert_eq!(check(&turns(count)), taken, "{count} turns");
    }
    let words = |count: usize| {
        format!(r#"{{"turns":[{{"text":"a","words":[{}{{}}]}}]}}"#, "{},".repeat(count - 1))
    };
    for (count, taken) in [(131_071, true), (131_072, true), (131_073, false)] {
        assert_eq!(check(&words(count)), taken, "{count} words");
    }
    let text = |length: usize| format!(r#"{{"turns":[{{"text":"{}"}}]}}"#, "a".repeat(length));
    for (length, taken) in [(262_143, true), (262_144, true), (262_145, false)] {
        assert_eq!(check(&text(length)), taken, "{length} bytes");
    }
}

/// A value of JSON, or nearly.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "\"([ -!#-\\[\\]-~жЖ😀]|\\\\[nt\"/\\\\]|\\\\u04[0-9a-f]{2}|\\\\u[0-9a-fd]{4}){0,8}\"",
        4 => "[0-9]{1,6}",
        1 => "-?[0-9]{0,3}(\\.[0-9]{0,3})?([eE][-+]?[0-9]{0,2})?",
        1 => "(null|true|false|\\[\\]|\\{\\}|\\[1, \\{\"a\":\"b\"\\}\\]|nul|\")",
    ]
}

fn object(
    keys: &'static str,
    values: impl Strategy<Value = String>,
) -> impl Strategy<Value = String> {
    let member =
        (keys, blank(), values).prop_map(|(key, blank, value)| format!("\"{key}\":{blank}{value}"));
    (proptest::collection::vec(member, 0..5), blank())
        .prop_map(|(members, blank)| format!("{{{}}}", members.join(&format!(",{blank}"))))
}

fn list(items: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    proptest::collection::vec(items, 0..4).prop_map(|items| format!("[{}]", items.join(",")))
}

fn blank() -> impl Strategy<Value = &'static str> {
    prop_oneof![8 => Just(""), 2 => Just(" "), 1 => Just("\t")]
}

fn turn_values() -> impl Strategy<Value = String> {
    let said = "\"(да|нет|a|, | ){0,4}\"";
    let role = "\"(agent|customer|system|unknown|boss|Оператор)\"";
    let times = "[0-9]{1,4}";
    let word = (said, times, times).prop_map(|(text, start, end)| {
        format!(r#"{{"text":{text},"start_ms":{start},"end_ms":{end}}}"#)
    });
    let odd = object("(text|start_ms|end_ms|x)", value());
    (role, role, times, times, said, list(prop_oneof![4 => word, 1 => odd])).prop_map(
        |(role, speaker, start, end, text, words)| {
            format!(
                r#""role":{role},"speaker":{speaker},"start_ms":{start},"end_ms":{end},"text":{text},"words":{words}"#
            )
        },
    )
}

fn record() -> impl Strategy<Value = String> {
    let usual = turn_values().prop_map(|members| format!("{{{members}}}"));
    let odd = object("(role|speaker|start_ms|end_ms|text|words|x)", value());
    let turns = list(prop_oneof![5 => usual, 1 => odd]);
    let others = proptest::collection::vec(
        (
            "(call_id|source|language|started_at|duration_ms|medium|direction|holds|team|x|y)",
            value(),
        ),
        0..4,
    );
    (turns, others, any::<bool>()).prop_map(|(turns, others, first)| {
        let others = others.into_iter().map(|(key, value)| format!("\"{key}\":{value}"));
        let turns = std::iter::once(format!("\"turns\":{turns}"));
        let members: Vec<String> =
            if first { turns.chain(others).collect() } else { others.chain(turns).collect() };
        format!("{{{}}}", members.join(","))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn both_readers_read_the_same(record in record()) {
        check(&record);
    }

    #[test]
    fn both_readers_read_the_same_of_broken_records(
        record in record(),
        at in any::<prop::sample::Index>(),
        with in "[\"\\\\{}\\[\\],:0a .eu-]{0,2}",
        cut in 0_usize..3,
    ) {
        let mut broken: Vec<char> = record.chars().collect();
        let at = at.index(broken.len());
        let end = broken.len().min(at + cut);
        broken.splice(at..end, with.chars());
        check(&broken.into_iter().collect::<String>());
    }
}
