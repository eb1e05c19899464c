//! Records of every format, cut in their middle.

use crate::Case;
use crate::json::call;
use callsift::format::{Shape, Sniff, sniff};

/// Records of the formats whose code is their own.
const CODED: [&str; 6] = [
    r#"{"JobName":"j","Channel":"VOICE","Transcript":[{"Content":"my kettle","ParticipantRole":"AGENT","BeginOffsetMillis":4,"EndOffsetMillis":9}]}"#,
    r#"{"call_id":"1","customer_id":"c","turns":[{"speaker":"customer","start_s":1.5,"end_s":2,"text":"my kettle"}]}"#,
    r#"{"type":"conversation","id":"4","source":{"body":"my kettle","author":{"type":"user"}},"conversation_parts":{"conversation_parts":[{"part_type":"comment","body":"my kettle","author":{"type":"bot"}}]}}"#,
    r#"{"id":7,"requester_id":1,"comments":[{"author_id":1,"public":true,"plain_body":"my kettle"}]}"#,
    r#"{"id":5,"name":"A","type":"personal_chat","messages":[{"id":1,"type":"message","date_unixtime":"1763719200","from":"A","text":"my kettle"}]}"#,
    r#"{"uuid":"u","vcon":"0.3.0","parties":[{"name":"A"}],"dialog":[{"type":"text","start":"2026-11-21T10:00:00Z","parties":[0],"body":"my kettle"}]}"#,
];

/// One record of each format that is JSON.
fn records() -> Vec<String> {
    let samples = include_str!("../dialects/samples.txt");
    let mapped = samples.lines().filter(|line| line.starts_with('{')).filter(|line| {
        let known = sniff(line.as_bytes(), true);
        // Of a stream of values a part is a stream too.
        matches!(known, Sniff::Known { format, .. } if format.shape == Shape::Json)
    });
    let coded = CODED.iter().map(|record| (*record).to_owned());
    [call("own")].into_iter().chain(coded).chain(mapped.map(str::to_owned)).collect()
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for record in records() {
        let length = record.len();
        for cut in [length - 1, length * 3 / 4, length / 2, length / 4] {
            let cut = (0..=cut).rev().find(|at| record.is_char_boundary(*at)).unwrap();
            let name = format!("{:.40} cut at {cut} of {length}", record);
            cases.push(Case::refused(name, &record.as_bytes()[..cut], "not_json"));
        }
    }
    // A list whose end is missing: what came is read.
    let (a, b) = (call("a"), call("b"));
    for (name, list, rejects) in [
        ("no end", format!("[{a},{b}"), ["truncated"]),
        ("no end behind a comma", format!("[{a},{b},"), ["truncated"]),
        ("cut in an element", format!("[{a},{b},{}", &a[..40]), ["not_json"]),
        ("cut in a bare word", format!("[{a},{b},tru"), ["not_json"]),
        ("an element of another kind", format!("[{a},7,{b}]"), ["wrong_shape"]),
        ("an element that is null", format!("[{a},null,{b}]"), ["wrong_shape"]),
        ("a list in the list", format!("[{a},[{a}],{b}]"), ["wrong_shape"]),
        ("a broken element", format!("[{a},{{\"turns\":[,]}},{b}]"), ["not_json"]),
        ("an empty element", format!("[{a},{{}},{b}]"), ["not_a_transcript"]),
    ] {
        let rejects = rejects.to_vec();
        cases.push(Case { good: 2, ..Case::refused(name, list, rejects[0]) });
    }
    cases
}
