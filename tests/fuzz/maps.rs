//! Field maps: records of every built-in map, and maps that are changed themselves.

use callsift::diagnostic::SourceFile;
use callsift::format::{Dialect, FORMATS, Format, Origin, Sniff, sniff};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use crate::properties::{self, SAID};

/// A record of a built-in map, with the format that reads it.
struct Sample {
    format: &'static Format,
    record: Vec<u8>,
}

static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let text = include_str!("../dialects/samples.txt");
    let records = text.lines().filter(|line| line.starts_with(['{', '[']));
    records
        .map(|record| {
            let record = record.replace('␤', "\n");
            let Sniff::Known { format, .. } = sniff(record.as_bytes(), true) else {
                panic!("not recognised: {record}")
            };
            let record = with_said(format, &record).unwrap_or(record);
            Sample { format, record: record.into_bytes() }
        })
        .collect()
});

/// What is said in a record: its texts and their words.
fn spoken(format: &Format, record: &[u8]) -> BTreeSet<String> {
    let calls = format.calls(record, &Origin::default()).into_iter().flatten();
    let mut out = BTreeSet::new();
    for call in calls {
        for turn in call.turns() {
            out.insert(turn.text().trim().to_owned());
            out.extend(turn.text().split_whitespace().map(str::to_owned));
        }
    }
    out
}

/// The record with the odd word in what is said; `None` if that makes it another record.
fn with_said(format: &Format, record: &str) -> Option<String> {
    let spoken = spoken(format, record.as_bytes());
    let values = serde_json::Deserializer::from_str(record).into_iter::<Value>();
    let mut lines = Vec::new();
    for value in values {
        let mut value = value.ok()?;
        plant(&mut value, &spoken);
        lines.push(value.to_string());
    }
    let record = lines.join("\n");
    let Sniff::Known { format: found, .. } = sniff(record.as_bytes(), true) else { return None };
    let mut calls = found.calls(record.as_bytes(), &Origin::default()).into_iter().flatten();
    (found == format && calls.any(|call| call.turns().iter().any(|t| t.text().contains(SAID))))
        .then_some(record)
}

fn plant(value: &mut Value, spoken: &BTreeSet<String>) {
    match value {
        Value::String(text) if spoken.contains(text.trim()) => {
            *text = text.replacen(text.trim(), &format!("{SAID}{}", text.trim()), 1);
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
        Value::Array(list) => list.iter_mut().for_each(|value| plant(value, spoken)),
        Value::Object(members) => members.values_mut().for_each(|value| plant(value, spoken)),
    }
}

pub(crate) fn records() -> Vec<Vec<u8>> {
    SAMPLES.iter().map(|sample| sample.record.clone()).collect()
}

/// By the map of the seed, and by the one that the bytes look like.
pub(crate) fn record(bytes: &[u8], seed: usize) {
    properties::format(SAMPLES[seed].format, bytes);
    properties::sniffed(bytes);
}

/// Every built-in map, and one of a made-up vendor.
static MAPS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("formats");
    let mut maps: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    maps.sort();
    maps.push(("tinny".to_owned(), include_str!("../dialects/tinny.toml").to_owned()));
    maps
});

const TINNY: &str = r#"{"tin":{"ref":"t-7","speech":"uk"},"lines":[{"who":{"side":"OP"},"what":"Добрий день!","at":"00:00:01,500","for":"2 ","bits":[["Добрий",0,400],["день",500,300]]}]}"#;

pub(crate) fn maps() -> Vec<Vec<u8>> {
    MAPS.iter().map(|(_, text)| text.clone().into_bytes()).collect()
}

/// A map is read or told to be wrong; what it then makes of its records is sound.
pub(crate) fn map(bytes: &[u8], seed: usize) {
    let file = SourceFile {
        path: "map.toml".to_owned(),
        text: String::from_utf8_lossy(bytes).into_owned(),
    };
    let map = match Dialect::read(&file) {
        Ok(map) => map,
        Err(found) => return crate::lexicons::diagnostics(&[file], &found),
    };
    let name = &MAPS[seed].0;
    let own = SAMPLES.iter().filter(|sample| sample.format.name == name);
    let records = own.map(|sample| &*sample.record).chain([TINNY.as_bytes()]);
    for record in records {
        let calls = map.parse(record, &Origin::default());
        assert!(!calls.is_empty() && calls == map.parse(record, &Origin::default()));
        for call in calls.into_iter().flatten() {
            // A map may name anything an id, what was said too.
            properties::call(&call, b"\"zvezdochka\":");
        }
    }
}

/// The format of a name.
pub(crate) fn format(name: &str) -> &'static Format {
    FORMATS.iter().find(|format| format.name == name).unwrap()
}
