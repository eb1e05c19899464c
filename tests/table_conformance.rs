//! Tables against files of other people; `CALLSIFT_SHARED` names their folder.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use callsift::format::{Framing, Origin, Sniff, sniff};
use callsift::record::{Row, Table, TableOptions};
use callsift::transcript::Transcript;
use serde_json::{Map, Value};
use std::fs;
use std::path::PathBuf;

/// The folder of shared files, or `None` after saying so.
fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("CALLSIFT_SHARED").map(PathBuf::from);
    if folder.is_none() {
        #[expect(clippy::print_stdout, reason = "a test that is left out says so")]
        {
            println!("left out: CALLSIFT_SHARED is not set");
        }
    }
    folder
}

#[test]
fn every_table_of_csv_spectrum() {
    let Some(folder) = shared() else { return };
    let folder = folder.join("data/suites/csv-spectrum");
    let mut same = 0;
    for entry in fs::read_dir(folder.join("csvs")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let mut table = Table::open(&bytes[..], &TableOptions::default()).unwrap();
        let header = table.header().to_vec();
        let (mut row, mut rows) = (Row::default(), Vec::new());
        while let Some(read) = table.next_row(&mut row) {
            read.unwrap();
            let cells = header.iter().zip(row.cells());
            let object: Map<String, Value> =
                cells.map(|(name, cell)| (name.clone(), Value::from(cell))).collect();
            rows.push(Value::Object(object));
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let json = fs::read(folder.join("json").join(format!("{name}.json"))).unwrap();
        let wanted: Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(Value::Array(rows), wanted, "{name}");
        same += 1;
    }
    assert_eq!(same, 11);
}

fn calls(path: &str) -> Option<Vec<Transcript>> {
    let bytes = fs::read(shared()?.join("data/formats").join(path)).unwrap();
    let Sniff::Known { format, framing: Framing::Whole } = sniff(&bytes, true) else {
        panic!("{path}: no table");
    };
    assert_eq!(format.name, "table", "{path}");
    let origin = Origin { framing: Framing::Whole, file_stem: Some("file"), ..Origin::default() };
    Some(format.calls(&bytes, &origin).into_iter().map(|call| call.unwrap()).collect())
}

#[test]
fn conversations_in_tables() {
    for (file, conversations, turns) in [
        ("csv/multidogo_insurance_dev.tsv", INSURANCE.0, INSURANCE.1),
        ("csv/multidogo_software_dev.tsv", SOFTWARE.0, SOFTWARE.1),
    ] {
        let Some(calls) = calls(file) else { return };
        let all: usize = calls.iter().map(|call| call.turns().len()).sum();
        assert_eq!((calls.len(), all), (conversations, turns), "{file}");
    }
}

#[test]
fn what_whisper_writes() {
    for (file, turns) in [
        ("whisper-cli-set/punctuations.mp3.csv", 1),
        ("whisper-cli-set/punctuations.mp3.words.csv", 5),
        ("whisper-cli-set/punctuations.mp3.words.tsv", 5),
    ] {
        let Some(calls) = calls(file) else { return };
        assert_eq!((calls.len(), calls[0].turns().len()), (1, turns), "{file}");
        let time = calls[0].turns()[0].time();
        let last = calls[0].turns()[turns - 1].time();
        let ms = |at: Option<callsift::units::Millis>| at.unwrap().get();
        assert_eq!((ms(time.start()), ms(last.end())), (380, 2760), "{file}");
        assert_eq!(calls[0].warnings(), []);
    }
}

/// Conversations and rows with an utterance, as another reader of CSV counts them.
const INSURANCE: (usize, usize) = (232, 1980);
const SOFTWARE: (usize, usize) = (236, 1844);
