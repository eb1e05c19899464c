//! Each input format's parser alone, beside `serde_json::Value` of the same bytes.
//!
//! Corpus: [`corpus::calls`], record by record, in every format, with times of turns and of words,
//! letters raw and escaped. Formats that are no JSON have nothing beside them. Bias: `Value` keeps
//! everything and checks nothing; a parser builds a transcript, checked, with every word looked up
//! in its turn's text. The reader and the newline cutter are not measured here.

use callsift::format::{FORMATS, Format, Framing, Origin};
use corpus::wire::{self, Letters, Times, VARIANTS};
use corpus::{CALLS, Call, TURNS};
use criterion::{BenchmarkGroup, Criterion, Throughput, measurement::WallTime};
use std::time::Duration;

mod corpus;

/// Writes a call in a format that is JSON.
type Write = fn(&Call, Times, Letters) -> String;

/// Words in one corpus.
const WORDS: usize = 81_909;

/// Ten samples a bench: machines that share their cores gain nothing from more.
fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    parse(&mut criterion);
    criterion.final_summary();
}

fn parse(criterion: &mut Criterion) {
    let calls = corpus::calls();
    let words: usize = calls.iter().flat_map(|call| &call.turns).map(|t| t.words.len()).sum();
    assert_eq!(words, WORDS);
    let mut group = criterion.benchmark_group("parse");
    let json: [(&str, Write); 4] = [
        ("callsift", wire::own),
        ("neutral", wire::neutral),
        ("aws_call_analytics", wire::aws_call_analytics),
        ("deepgram", wire::deepgram),
    ];
    for (format, write) in json {
        for (variant, times, letters) in VARIANTS {
            let records: Vec<String> =
                calls.iter().map(|call| write(call, times, letters)).collect();
            bench_format(&mut group, format, variant, times, &records);
            bench_value(&mut group, format, variant, &records);
        }
    }
    for (variant, times) in [("turns_raw", Times::Turns), ("words_raw", Times::Words)] {
        let records: Vec<String> = calls.iter().map(|call| wire::webvtt(call, times)).collect();
        bench_format(&mut group, "webvtt", variant, times, &records);
    }
    let records: Vec<String> = calls.iter().map(wire::labelled_text).collect();
    bench_format(&mut group, "labelled_text", "turns_raw", Times::Turns, &records);
    group.finish();
}

fn bytes(records: &[String]) -> Throughput {
    Throughput::Bytes(records.iter().map(|record| record.len() as u64).sum())
}

fn bench_format(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    variant: &str,
    times: Times,
    records: &[String],
) {
    let format: &Format =
        FORMATS.iter().find(|format| format.name == name).expect("the bench names a format");
    let origin = Origin { framing: Framing::Whole, file_stem: Some("bench"), ..Origin::default() };
    let expected = match times {
        Times::Turns => (CALLS * TURNS, 0),
        Times::Words => (CALLS * TURNS, WORDS),
    };
    group.throughput(bytes(records));
    group.bench_function(format!("{name}/{variant}"), |bencher| {
        bencher.iter(|| {
            let (mut turns, mut words) = (0, 0);
            for record in records {
                let call = format.calls(record.as_bytes(), &origin).remove(0);
                let call = call.expect("the corpus has no record that cannot be read");
                turns += call.turns().len();
                words += call.turns().iter().map(|turn| call.words(turn).len()).sum::<usize>();
            }
            assert_eq!((turns, words), expected);
        });
    });
}

fn bench_value(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    variant: &str,
    records: &[String],
) {
    let turns = match name {
        "aws_call_analytics" => "/Transcript",
        "deepgram" => "/results/utterances",
        _ => "/turns",
    };
    group.throughput(bytes(records));
    group.bench_function(format!("{name}/{variant}/serde_json_value"), |bencher| {
        bencher.iter(|| {
            let mut found = 0;
            for record in records {
                let call: serde_json::Value =
                    serde_json::from_slice(record.as_bytes()).expect("the corpus is JSON");
                found += call.pointer(turns).and_then(|turns| turns.as_array()).map_or(0, Vec::len);
            }
            assert_eq!(found, CALLS * TURNS);
        });
    });
}
