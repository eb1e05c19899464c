//! The timeline of calls: silences, overlaps, interruptions and measures from a read transcript.
//!
//! Corpus: [`corpus::calls`], read from our own JSON before the clock starts, with times of turns
//! and of words. Bytes are those of that JSON, so that the figures stand beside those of `parse`
//! and `scan`. Bias: cues know questions only; pauses and overlaps are as frequent as the generator
//! makes them, one turn in twenty and two in twenty.

use callsift::format::{FORMATS, Origin};
use callsift::transcript::Transcript;
use callsift::transcript::timeline::{Asks, Timeline, TimelineSettings, TurnCue, TurnFacts};
use corpus::wire::{self, Letters, Times};
use criterion::{Criterion, Throughput};
use std::time::Duration;

mod corpus;

/// Silences, overlaps and interruptions in one corpus.
type Found = [usize; 3];

const WITH_TURNS: Found = [292, 301, 565];
const WITH_WORDS: Found = [481, 298, 565];

/// Ten samples a bench: machines that share their cores gain nothing from more.
fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    timeline(&mut criterion);
    criterion.final_summary();
}

/// A call and what is known of its turns.
struct Read {
    call: Transcript,
    cues: Vec<TurnCue>,
    word_counts: Vec<u32>,
}

fn read(record: &str) -> Read {
    let format = FORMATS.iter().find(|format| format.name == "callsift");
    let format = format.expect("our own format is listed");
    let call = format.calls(record.as_bytes(), &Origin::default()).remove(0);
    let call = call.expect("the corpus has no record that cannot be read");
    let cue = |text: &str| TurnCue {
        asks: if text.ends_with('?') { Asks::Yes } else { Asks::No },
        ..TurnCue::default()
    };
    Read {
        cues: call.turns().iter().map(|turn| cue(turn.text())).collect(),
        word_counts: call.turns().iter().map(|t| t.text().split(' ').count() as u32).collect(),
        call,
    }
}

fn timeline(criterion: &mut Criterion) {
    let calls = corpus::calls();
    let mut group = criterion.benchmark_group("timeline");
    for (name, times, expected) in
        [("turns", Times::Turns, WITH_TURNS), ("words", Times::Words, WITH_WORDS)]
    {
        let records: Vec<String> =
            calls.iter().map(|call| wire::own(call, times, Letters::Raw)).collect();
        let bytes = records.iter().map(|record| record.len() as u64).sum();
        let read: Vec<Read> = records.iter().map(|record| read(record)).collect();
        group.throughput(Throughput::Bytes(bytes));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let mut found = Found::default();
                for call in &read {
                    for (sum, count) in found.iter_mut().zip(laid_out(call)) {
                        *sum += count;
                    }
                }
                assert_eq!(found, expected);
            });
        });
    }
    group.finish();
}

fn laid_out(read: &Read) -> Found {
    let settings = TimelineSettings::default();
    let timeline = Timeline::new(&read.call).expect("every call of the corpus has times");
    let silences = timeline.silences(&settings.silence, &read.cues);
    let overlaps = timeline.overlaps(&settings);
    let interruptions = timeline.interruptions(&settings, &read.cues);
    let facts = TurnFacts { cues: &read.cues, word_counts: &read.word_counts };
    let measures = timeline.measures(facts, &silences, &overlaps, &interruptions);
    assert_eq!(measures.overlap.count, overlaps.len());
    [silences.all().len(), overlaps.len(), interruptions.len()]
}
