//! What a file is, from its first bytes alone, and how it is cut into records.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

use std::collections::BTreeSet;

use serde::de::IgnoredAny;

use super::limits::MAX_JSON_DEPTH;
use super::text;
use super::values::Values;
use super::walk::{self, Event, Walk};
use super::{Dialect, FORMATS, Format, Framing, Reject, RejectCode, Shape, dialect, table};
use crate::text::{encoding_hint, looks_like_utf16};
use std::cell::OnceCell;

/// Values of a list that are looked at before it is no list of calls.
const MOST_TRIED: usize = 16;

/// What the first bytes of a file tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sniff {
    /// Nothing but white space.
    Empty,
    /// A format that is read.
    Known {
        /// Which.
        format: &'static Format,
        /// How the file is cut.
        framing: Framing,
    },
    /// Something else; the reject says what was seen and what is read.
    Unknown(Reject),
}

/// The start of a file, or its first readable record, as a format looks at it.
pub struct Head<'a> {
    bytes: &'a [u8],
    text: Option<&'a str>,
    keys: Keys<'a>,
    seen: OnceCell<dialect::Seen<'a>>,
}

/// Keys of the outermost object and of the objects directly in its members.
#[derive(Default)]
struct Keys<'a> {
    /// Member of the outermost object, or empty, and key.
    members: BTreeSet<(&'a [u8], &'a [u8])>,
    /// Members that are lists.
    lists: BTreeSet<&'a [u8]>,
    /// The string in `schema`.
    schema: Option<&'a str>,
}

impl<'a> Head<'a> {
    pub(super) fn of_json(bytes: &'a [u8]) -> Head<'a> {
        Head { bytes, text: None, keys: keys(bytes), seen: OnceCell::new() }
    }

    fn of_text(bytes: &'a [u8], complete: bool) -> Head<'a> {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => Some(text),
            // A head may be cut in the middle of a character, a file may not.
            Err(error) if !complete && error.error_len().is_none() => {
                std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()
            }
            Err(_) => None,
        };
        Head { bytes, text, keys: Keys::default(), seen: OnceCell::new() }
    }

    /// The bytes, without a byte order mark.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The text; `None` for JSON and for bytes that are no UTF-8.
    pub fn text(&self) -> Option<&'a str> {
        self.text
    }

    /// The string in the member `schema`.
    pub fn schema(&self) -> Option<&'a str> {
        self.keys.schema
    }

    /// Whether the outermost object has the key `name`.
    pub fn has(&self, name: &str) -> bool {
        self.has_in("", name)
    }

    /// Whether the member `name` is a list.
    pub fn has_list(&self, name: &str) -> bool {
        self.keys.lists.contains(name.as_bytes())
    }

    /// Whether an object in the member `name` has the key `key`.
    pub fn has_in(&self, name: &str, key: &str) -> bool {
        self.keys.members.contains(&(name.as_bytes(), key.as_bytes()))
    }

    /// Whether an object in the member `name` has any key at all.
    pub fn has_any_in(&self, name: &str) -> bool {
        self.keys.members.iter().any(|(member, _)| *member == name.as_bytes())
    }

    /// The places of all its keys, for field maps.
    pub(super) fn seen(&self) -> &dialect::Seen<'a> {
        self.seen.get_or_init(|| dialect::seen(self.bytes))
    }

    fn format(&self, shapes: &[Shape]) -> Option<&'static Format> {
        let mut all = FORMATS.iter().copied().filter(|format| shapes.contains(&format.shape));
        all.find(|format| (format.recognise)(self))
    }
}

fn keys(json: &[u8]) -> Keys<'_> {
    let mut keys = Keys::default();
    let mut walk = Walk::new(json);
    while let Some(event) = walk.step() {
        let member = walk.key(0).unwrap_or_default();
        match (event, walk.depth()) {
            // Without a colon it may be what was said, which no message may quote.
            (Event::Key(key), 1) if walk.before_colon() => {
                keys.members.insert((b"", key));
            }
            // An object in the member, or an object in a list that is the member.
            (Event::Key(key), 2 | 3)
                if walk.before_colon() && (walk.key(1).is_none() || walk.depth() == 2) =>
            {
                keys.members.insert((member, key));
            }
            (Event::List, 2) => {
                keys.lists.insert(member);
            }
            (Event::String(text), 1) if member == b"schema" => {
                keys.schema = std::str::from_utf8(text).ok();
            }
            (Event::Key(_) | Event::List | Event::String(_), _) => {}
        }
    }
    keys
}

/// What a file is. `head` is its beginning, decompressed, up to [`HEAD_BYTES`](super::limits::HEAD_BYTES);
/// with `complete` it is all of it.
pub fn sniff(head: &[u8], complete: bool) -> Sniff {
    sniff_mapped(head, complete, None)
}

/// What a file is, with a field map of the user's, which comes before all formats that are built in.
pub fn sniff_mapped(head: &[u8], complete: bool, map: Option<&Dialect>) -> Sniff {
    if has_utf16_mark(head) || looks_like_utf16(head).is_some() {
        return unknown("utf-16 text; save it as utf-8");
    }
    let head = text::without_bom(head);
    let content = head.trim_ascii_start();
    match content.first() {
        None if complete => Sniff::Empty,
        None => unknown("white space only"),
        Some(b'{') => sniff_json(content, complete, map),
        Some(b'[') if let Some(sniffed) = sniff_list(content, complete, map) => sniffed,
        Some(_) => {
            let seen = Head::of_text(head, complete);
            if let (Some(map), Some(text)) = (map, seen.text())
                && table::is_mapped(text, map)
            {
                return Sniff::Known { format: &table::MAPPED, framing: Framing::Whole };
            }
            match seen.format(&[Shape::Text]) {
                Some(format) => Sniff::Known { format, framing: Framing::Whole },
                // The first line may be a broken record; a whole call below it tells.
                None => first_call(content, complete, map)
                    .or_else(|| other_encoding(&seen))
                    .or_else(|| table::too_wide(seen.text()?).map(Sniff::Unknown))
                    .unwrap_or_else(|| unknown(&described(&seen))),
            }
        }
    }
}

/// `content` begins with a brace.
fn sniff_json(content: &[u8], complete: bool, map: Option<&Dialect>) -> Sniff {
    let whole =
        || known(content, Framing::Whole, map).unwrap_or_else(|| unknown_json(content, complete));
    if complete && is_value(content) {
        return whole();
    }
    let first = content.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let by_lines = || first_call(content, complete, map);
    let cut = !complete && first.len() == content.len();
    if cut {
        // One line longer than the head: read as lines it is one record if the file has no other.
        return known(content, Framing::Lines, map)
            .unwrap_or_else(|| unknown_json(content, complete));
    }
    if is_value(first) {
        return by_lines().unwrap_or_else(|| unknown_json(first, true));
    }
    if !complete && is_beginning(content) {
        return whole();
    }
    // The first record is broken. A line that is a whole call shows where records end; a line that
    // is some other object may be the last turn of a broken file that is one call.
    by_lines().or_else(|| first_value(content, false, map)).unwrap_or_else(whole)
}

/// Names of all JSON formats that take a file for theirs: more than one is a fault of a map.
pub fn claims(json: &[u8]) -> Vec<&'static str> {
    let head = Head::of_json(text::without_bom(json));
    let json = FORMATS.iter().filter(|format| format.shape != Shape::Text);
    json.filter(|format| (format.recognise)(&head)).map(|format| format.name).collect()
}

/// JSON of a format that is read.
fn known(json: &[u8], framing: Framing, map: Option<&Dialect>) -> Option<Sniff> {
    let head = Head::of_json(json);
    let (format, stream) = match map.filter(|map| map.recognises(&head)) {
        Some(map) => (&dialect::MAPPED, map.is_stream()),
        None => {
            let format = head.format(&[Shape::Json, Shape::Stream])?;
            (format, format.shape == Shape::Stream)
        }
    };
    Some(Sniff::Known { format, framing: if stream { Framing::Whole } else { framing } })
}

/// `content` begins with a bracket: one call, as some vendors write it, or a list of calls.
fn sniff_list(content: &[u8], complete: bool, map: Option<&Dialect>) -> Option<Sniff> {
    let json = if complete { is_value(content) } else { is_beginning(content) };
    let whole = if json { known(content, Framing::Whole, map) } else { None };
    // Text may begin with a bracket too: `[00:01] Anna: …`.
    whole.or_else(|| first_value(content, true, map)).or_else(|| {
        let first = Values::new(true).next(content).map_or(content, |value| &content[value]);
        json.then(|| unknown_json(first, complete))
    })
}

/// The first of several values that is a call, or the only one that the head has the beginning of.
fn first_value(content: &[u8], list: bool, map: Option<&Dialect>) -> Option<Sniff> {
    let mut values = Values::new(list);
    let mut tried = 0;
    let mut first = None;
    while let Some(value) = values.next(content).map(|value| &content[value]) {
        // What stands behind a list that has ended is in no list.
        if first.is_some() || tried == MOST_TRIED || (list && !values.is_open()) {
            break;
        }
        if value.starts_with(b"{") && is_value(value) {
            tried += 1;
            first = known(value, Framing::Values, map);
        }
    }
    first.or_else(|| {
        let begun = &content[values.unfinished()?..];
        if list && is_beginning(begun) { known(begun, Framing::Values, map) } else { None }
    })
}

/// The first line that is a whole call.
fn first_call(content: &[u8], complete: bool, map: Option<&Dialect>) -> Option<Sniff> {
    let all = content.split(|&byte| byte == b'\n');
    // The last line of a head is cut, unless the file ends with it.
    let count = all.clone().count() - usize::from(!complete);
    all.take(count)
        .filter(|line| line.trim_ascii_start().starts_with(b"{") && is_value(line))
        .find_map(|line| known(line, Framing::Lines, map))
}

/// One JSON value and nothing else.
fn is_value(json: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(json).is_ok()
}

/// JSON that is right as far as it goes.
fn is_beginning(json: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(json).is_err_and(|error| error.is_eof())
}

fn has_utf16_mark(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff")
}

fn unknown(seen: &str) -> Sniff {
    let read: Vec<_> = FORMATS.iter().map(|format| format.title).collect();
    let message = format!("found {seen}; read are {}", read.join(", "));
    Sniff::Unknown(Reject::new(RejectCode::UnknownFormat, message))
}

fn unknown_json(json: &[u8], complete: bool) -> Sniff {
    if let Some(offset) = walk::too_deep(json) {
        let message = format!("brackets stand more than {MAX_JSON_DEPTH} deep");
        return Sniff::Unknown(Reject::new(RejectCode::TooDeep, message).at_offset(offset));
    }
    if let Err(error) = serde_json::from_slice::<IgnoredAny>(json)
        && (complete || !error.is_eof())
    {
        let reject = super::json::reject(json, 0, &error);
        // Of JSON that nobody knows the place says more than the path.
        return Sniff::Unknown(Reject { field: None, ..reject });
    }
    let keys = keys(json);
    let names: Vec<_> = keys
        .members
        .iter()
        .filter(|(member, _)| member.is_empty())
        .take(6)
        .map(|(_, key)| walk::shown_key(key, 24))
        .collect();
    unknown(&match names.as_slice() {
        [] => "json without keys".to_owned(),
        names => format!("json of another kind, with the keys {}", names.join(", ")),
    })
}

/// Text of another encoding than UTF-8, which the user has to name.
fn other_encoding(head: &Head<'_>) -> Option<Sniff> {
    let bytes = head.bytes();
    if head.text().is_some() || MAGIC.iter().any(|(magic, _)| bytes.starts_with(magic)) {
        return None;
    }
    let hint = encoding_hint(bytes)?;
    let message = format!("found text that is not utf-8{hint}");
    Some(Sniff::Unknown(Reject::new(RejectCode::InvalidUtf8, message)))
}

const MAGIC: [(&[u8], &str); 12] = [
    (b"\x1f\x8b", "a gzip file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"PK\x03\x04", "a zip file"),
    (b"PAR1", "a parquet file"),
    (b"%PDF", "a pdf file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a sound file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
];

/// What something that is no transcript looks like.
fn described(head: &Head<'_>) -> String {
    let bytes = head.bytes();
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return (*name).to_owned();
    }
    match head.text() {
        Some(text) if text.contains('\0') => "binary data".to_owned(),
        Some(text) if is_value(text.trim().as_bytes()) => "json that is a single value".to_owned(),
        Some(text) => match text.trim_start().chars().next() {
            Some('[') => "a json list or text in brackets without speaker labels".to_owned(),
            Some('<') => "xml or html".to_owned(),
            Some(_) | None => "text without speaker labels".to_owned(),
        },
        None if bytes.contains(&0) => "binary data".to_owned(),
        None => "text that is not utf-8; save it as utf-8".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALL: &str = r#"{"call_id":"1","turns":[{"speaker":"agent","text":"hi"}]}"#;
    const OWN: &str = r#"{"schema":"callsift.transcript/1","turns":[]}"#;
    const AWS: &str = r#"{"JobName":"1","Transcript":[{"Content":"a","ParticipantRole":"AGENT"}]}"#;

    fn told(head: &[u8], complete: bool) -> String {
        match sniff(head, complete) {
            Sniff::Empty => "empty".to_owned(),
            Sniff::Known { format, framing } => format!("{} {framing:?}", format.name),
            Sniff::Unknown(reject) => reject.message.split(';').next().unwrap().to_owned(),
        }
    }

    fn check(head: &str, expected: &str) {
        assert_eq!(told(head.as_bytes(), true), expected, "{head}");
    }

    #[test]
    fn whole_files_and_lines() {
        check(CALL, "neutral Whole");
        check(&format!("\u{feff} \n{CALL}\r\n"), "neutral Whole");
        check(&format!("{CALL}\n{CALL}\n"), "neutral Lines");
        check(&format!("{OWN}\n{OWN}"), "callsift Lines");
        check(&format!("{AWS}\n{AWS}"), "aws_call_analytics Lines");
        check(&CALL.replace(',', ",\n").replace('[', "[\n"), "neutral Whole");
        check(r#"{"turns":[]}"#, "neutral Whole");
        check(
            "{\"call_id\":\"1\",\n\"turns\":[\n{\"speaker\":\"a\",\"text\":\"b\"}\n]",
            "neutral Whole",
        );
    }

    #[test]
    fn a_broken_first_record_is_one_reject() {
        for broken in
            ["{\"call_id\":", "{\"turns\":[{\"text\":\"cut", "{\"a\":1,", "{]", "{\"meta\":1}"]
        {
            check(&format!("{broken}\n{CALL}\n{CALL}"), "neutral Lines");
            check(&format!("{broken}\n{CALL}"), "neutral Lines");
        }
    }

    #[test]
    fn lists_and_values_one_after_the_other() {
        let pretty = CALL.replace(',', ",\n");
        for (file, expected) in [
            (format!("[{CALL},{CALL}]"), "neutral Values"),
            (format!("[\n{pretty},\n{pretty}\n]\n"), "neutral Values"),
            (format!("[{{\"a\":1}},null,{CALL}]"), "neutral Values"),
            (format!("[{CALL},{{broken"), "neutral Values"),
            (format!("{pretty}\n{pretty}\n"), "neutral Values"),
            (format!("{pretty}{pretty}"), "neutral Values"),
            (format!("{pretty}\n{{\"broken\": "), "neutral Values"),
            ("[[1],{\"turns\":1}]".to_owned(), "found json without keys"),
        ] {
            check(&file, expected);
        }
        let long = format!("[{CALL},");
        for end in CALL.len() - 4..long.len() {
            assert_eq!(told(&long.as_bytes()[..end], false), "neutral Values", "{end}");
        }
    }

    #[test]
    fn a_head_may_be_cut_anywhere() {
        let lines = format!("{CALL}\n{CALL}\n");
        for end in CALL.len() - 4..lines.len() {
            assert_eq!(told(&lines.as_bytes()[..end], false), "neutral Lines", "{end}");
        }
        let pretty = CALL.replace(',', ",\n");
        let known = pretty.find("hi").unwrap();
        for end in known..pretty.len() {
            assert_eq!(told(&pretty.as_bytes()[..end], false), "neutral Whole", "{end}");
        }
        let text = "Оператор: добрый день\nКлиент: да";
        for end in 20..text.len() {
            assert_eq!(told(&text.as_bytes()[..end], false), "labelled_text Whole", "{end}");
        }
    }

    #[test]
    fn other_things_are_named() {
        check("", "empty");
        check("\u{feff} \r\n\t", "empty");
        check("WEBVTT\n", "webvtt Whole");
        check("WEBVTTX", "found text without speaker labels");
        check("Just a letter.\nNote: nothing here.", "found text without speaker labels");
        check(r#"[{"a":1}]"#, "found json of another kind, with the keys a");
        check(r#"{"a":1,"he said \"no\"":2}"#, "found json of another kind, with the keys a, …");
        check("[{\"said\"", "found a json list or text in brackets without speaker labels");
        assert_eq!(told(b"[{\"said\"", false), "found json without keys");
        check("[1,2]", "found json without keys");
        check("[1,2", "found a json list or text in brackets without speaker labels");
        check(r#"{"results":{},"b":[]}"#, "found json of another kind, with the keys b, results");
        check("{}", "found json without keys");
        check("<!-- a --><html>", "found xml or html");
        check("<?xml version='1.0'?>\n<x:tt a='b'>", "ttml Whole");
        check("1\n00:00:01,000 --> 00:00:02,000\nAgent: hi", "srt Whole");
        check("21.11.26, 17:40 - Anna: hi", "whatsapp Whole");
        check("2026-11-21, 17:40:00 - INFO: started", "found text without speaker labels");
        check("rec 1 0.5 0.25 hi 0.9\nrec 1 0.8 0.25 yo", "ctm Whole");
        check("1 2 3 4\n5 6 7 8", "found text without speaker labels");
        check("A|well|sv\nB|yes|aa", "switchboard Whole");
        check(r#"{"comments":[{"public":true,"body":"a"}]}"#, "zendesk Whole");
        check(
            r#"{"comments":[{"body":"a"}]}"#,
            "found json of another kind, with the keys comments",
        );
        check("a: 1\nb\nc\nd\ne\nf\ng\nh\ni\nj\na: 2", "found text without speaker labels");
        check("Speaker 0: 1\nb\nSpeaker 1: c", "labelled_text Whole");
        assert_eq!(told(b"\x89PNG\r\n\x1a\n\0\0", true), "found a picture");
        assert_eq!(told(b"W\0E\0B\0V\0T\0T\0", true), "found utf-16 text");
        assert_eq!(told(b"\xff\xfeW\0", true), "found utf-16 text");
        assert_eq!(told(b"\xcf\xf0\xe8\xe2\xe5\xf2: a", true), "found text that is not utf-8");
    }

    #[test]
    fn a_list_may_be_a_call_and_values_one_after_the_other_may() {
        check(r#"[{"results":[{"text":"да"}],"eou":true}]"#, "salutespeech Whole");
        let result = r#"{"result":[{"word":"да","conf":1,"start":0.1,"end":0.2}],"text":"да"}"#;
        check(&format!("{result}\n{result}\n"), "vosk Whole");
        check(&result.replace(',', ",\n").repeat(2), "vosk Whole");
        check(r#"{"results":{"channels":[]}}"#, "deepgram Whole");
    }

    #[test]
    fn contact_lens_is_not_call_analytics() {
        let call = AWS.replace("\"Content\"", "\"ParticipantId\":\"x\",\"Content\"");
        check(&call, "contact_lens_voice Whole");
    }
}
