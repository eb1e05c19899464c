//! Transcripts in Parquet: a row for each utterance, or for each call with its turns.
#![cfg(feature = "parquet")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use program::Place;
use std::sync::Arc;

/// Values of a column, with the levels of lists.
enum Column {
    Texts(Vec<&'static str>, Option<(Vec<i16>, Vec<i16>)>),
    Numbers(Vec<i64>),
}

fn file(schema: &str, columns: &[Column]) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut out = Vec::new();
    let mut writer =
        SerializedFileWriter::new(&mut out, schema, Arc::new(WriterProperties::default())).unwrap();
    let mut rows = writer.next_row_group().unwrap();
    for column in columns {
        let mut next = rows.next_column().unwrap().unwrap();
        match column {
            Column::Texts(texts, levels) => {
                let texts: Vec<ByteArray> = texts.iter().map(|text| (*text).into()).collect();
                let (definition, repetition) = match levels {
                    Some((definition, repetition)) => {
                        (Some(&definition[..]), Some(&repetition[..]))
                    }
                    None => (None, None),
                };
                next.typed::<ByteArrayType>().write_batch(&texts, definition, repetition).unwrap();
            }
            Column::Numbers(numbers) => {
                next.typed::<Int64Type>().write_batch(numbers, None, None).unwrap();
            }
        }
        next.close().unwrap();
    }
    rows.close().unwrap();
    writer.close().unwrap();
    out
}

fn utterances() -> Vec<u8> {
    file(
        "message t { required binary call_id (UTF8); required binary speaker (UTF8);
                     required binary text (UTF8); required int64 start_ms; required int64 end_ms; }",
        &[
            Column::Texts(vec!["a", "b", "a"], None),
            Column::Texts(vec!["agent", "customer", "customer"], None),
            Column::Texts(vec!["Слушаю, \"да\"", "Алло", "Я хочу подать жалобу"], None),
            Column::Numbers(vec![0, 0, 5500]),
            Column::Numbers(vec![1000, 900, 7000]),
        ],
    )
}

#[test]
fn a_row_for_each_utterance() {
    let place = Place::new();
    place.write("in/night.parquet", utterances());
    let ran = place.run(&["scan", "in", "--out", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let calls = place.lines("out/calls.jsonl");
    let told: Vec<_> = calls.iter().map(|call| (&call["call_id"], &call["turns"])).collect();
    assert_eq!(told, [(&"a".into(), &2.into()), (&"b".into(), &1.into())]);
    assert_eq!(calls[0]["silences"][0]["end_ms"], 5500);
    assert_eq!(place.json("out/run.json")["inputs"][0]["packed"][0], "parquet");
}

#[test]
fn a_row_for_each_call() {
    let place = Place::new();
    let levels = || Some((vec![1, 1, 1], vec![0, 1, 0]));
    let calls = file(
        "message t { required binary call_id (UTF8);
                     repeated group turns { required binary speaker (UTF8); required binary text (UTF8); } }",
        &[
            Column::Texts(vec!["a", "b"], None),
            Column::Texts(vec!["agent", "customer", "customer"], levels()),
            Column::Texts(vec!["Слушаю", "Я хочу подать жалобу", "Алло"], levels()),
        ],
    );
    place.write("in/night.parquet", calls);
    place.run(&["scan", "in", "--out", "out"]);
    let calls = place.lines("out/calls.jsonl");
    let told: Vec<_> = calls.iter().map(|call| (&call["call_id"], &call["turns"])).collect();
    assert_eq!(told, [(&"a".into(), &2.into()), (&"b".into(), &1.into())]);
}

#[test]
fn damaged_files_are_rejects() {
    let whole = utterances();
    let place = Place::new();
    place.write("in/cut.parquet", &whole[..whole.len() / 2]);
    place.write("in/mark.parquet", b"PAR1");
    let mut wrong = whole;
    wrong[8..60].fill(0xff);
    place.write("in/wrong.parquet", wrong);
    let ran = place.run(&["scan", "in", "--out", "out"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let files: Vec<_> =
        place.lines("out/rejects.jsonl").iter().map(|reject| reject["file"].clone()).collect();
    for name in ["in/cut.parquet", "in/mark.parquet", "in/wrong.parquet"] {
        assert!(files.contains(&name.into()), "{name}: {files:?}");
    }
}
