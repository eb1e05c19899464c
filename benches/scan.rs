//! The whole scan: cut, parse, find, judge, render, on one thread and on two.
//!
//! Corpus: [`corpus::calls`] in our own JSON Lines, four ways, over and over until the file is
//! [`WANTED`] long; once only where nothing is measured (`--test`).
//! Bias: the file lies in memory, the sink throws lines away, duplicates are not looked for, and
//! few sentences, repeated, are kinder to caches and branch predictors than real talk.

use callsift::batch::{
    Begin, Event, Input, Job, Reading, ScanWork, ScannedCall, Sink, Source, run,
};
use callsift::language::Packs;
use callsift::lexicon::{LexiconFiles, builtin_files, compile};
use callsift::output::CallOptions;
use callsift::scan::ScanSettings;
use corpus::CALLS;
use corpus::wire::{self, VARIANTS};
use criterion::{BenchmarkId, Criterion, Throughput};
use std::io::{self, Cursor};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

mod corpus;

/// A file must be many blocks long, or one thread ends well before the other.
const WANTED: usize = 24 * 1024 * 1024;

/// Findings in one corpus: with times of turns, with times of words.
const FINDINGS: [usize; 2] = [4_695, 4_723];

/// Ten samples a bench: machines that share their cores gain nothing from more.
fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    scan(&mut criterion);
    criterion.final_summary();
}

/// Counts what comes out.
#[derive(Default)]
struct Tally {
    calls: usize,
    findings: usize,
    others: usize,
}

impl Sink<ScannedCall> for Tally {
    fn take(&mut self, event: Event<ScannedCall>) -> io::Result<()> {
        match event {
            Event::Call { call, .. } => {
                self.calls += 1;
                self.findings += call.made.report.findings.len();
            }
            Event::FileEnd { .. } | Event::Progress { .. } => {}
            Event::Duplicate { .. } | Event::Reject(_) | Event::EmptyFile(_) => self.others += 1,
        }
        Ok(())
    }
}

fn scan(criterion: &mut Criterion) {
    let (lexicon, _) = compile(&LexiconFiles::new(builtin_files()), Packs::builtin())
        .expect("the built-in lexicon has no errors");
    let job = Job {
        work: ScanWork {
            lexicon,
            settings: ScanSettings::default(),
            options: CallOptions::default(),
            cards: false,
        },
        reading: Reading::default(),
    };
    let calls = corpus::calls();
    let mut group = criterion.benchmark_group("scan");
    for (name, times, letters) in VARIANTS {
        let lines: String =
            calls.iter().map(|call| wire::own(call, times, letters) + "\n").collect();
        let repeats = repeats(lines.len());
        let file: Arc<[u8]> = lines.repeat(repeats).into_bytes().into();
        group.throughput(Throughput::Bytes(file.len() as u64));
        for threads in [1, 2] {
            group.bench_function(BenchmarkId::new(name, threads), |bencher| {
                bencher.iter(|| {
                    let tally = scanned(&job, &file, threads);
                    assert_eq!(tally.calls, CALLS * repeats);
                    assert_eq!(tally.findings, FINDINGS[times as usize] * repeats);
                    assert_eq!(tally.others, 0);
                });
            });
        }
    }
    group.finish();
}

/// How often a corpus of this length is read. Cargo says `--bench` where it measures.
fn repeats(length: usize) -> usize {
    let said = |option: &str| std::env::args().any(|argument| argument == option);
    if said("--bench") && !said("--test") { WANTED.div_ceil(length) } else { 1 }
}

fn scanned(job: &Job<ScanWork>, file: &Arc<[u8]>, threads: usize) -> Tally {
    let file = Cursor::new(Arc::clone(file));
    let input = Input {
        name: "corpus.jsonl".to_owned(),
        stem: Some("corpus".to_owned()),
        open: Box::new(|| Ok(Source::Stream(Box::new(file)))),
        prompt: false,
    };
    let mut tally = Tally::default();
    let stop = AtomicBool::new(false);
    let done = run(vec![input], job, threads, Begin::default(), &mut tally, &stop);
    assert!(done.is_ok_and(|counts| counts.add_up()), "every record is accounted for");
    tally
}
