//! Silences against recordings of people: pauses marked by hand, and words without times.
//!
//! Runs where `CALLSIFT_SHARED` names the folder with the recordings, and prints figures only.

#![allow(clippy::unwrap_used, reason = "a broken recording must stop the test")]
#![allow(clippy::print_stderr, reason = "the figures are what the test is run for")]

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use callsift::transcript::timeline::{SilenceSettings, Silences, Timeline};
use callsift::transcript::{
    CallIdSource, CallInfo, Party, Transcript, TranscriptBuilder, WordInput,
};
use callsift::units::{CallKey, Millis, TimeSpan, TimeUnit};
use flate2::read::MultiGzDecoder;
use serde_json::Value;

/// A time is rounded to whole milliseconds on either side of a border.
const ROUNDING_MS: i64 = 1;

fn millis(seconds: &Value) -> Option<Millis> {
    // The shortest decimal of the number is the one that was written.
    let Value::Number(seconds) = seconds else { return None };
    Some(Millis::parse(&seconds.to_string(), TimeUnit::Seconds).unwrap())
}

fn span(value: &Value) -> Option<TimeSpan> {
    let (start, end) = (millis(&value["start_s"])?, millis(&value["end_s"])?);
    Some(TimeSpan::new(start, end.max(start)).unwrap())
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The calls of a gzipped JSONL file, or `None` where there is no folder to look in.
fn calls(name: &str) -> Option<Vec<Value>> {
    let Some(shared) = std::env::var_os("CALLSIFT_SHARED") else {
        eprintln!("left out: CALLSIFT_SHARED is not set");
        return None;
    };
    let path = PathBuf::from(shared).join("data/calls").join(name);
    let file = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines = BufReader::new(MultiGzDecoder::new(file)).lines();
    Some(lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect())
}

fn transcript(call: &Value) -> Transcript {
    let key = CallKey::new("conformance", call["call_id"].as_str().unwrap());
    let mut builder = TranscriptBuilder::new(CallInfo::new(key, CallIdSource::Field));
    for turn in list(call, "turns") {
        let party = builder.party(Party::unknown(turn["speaker_raw"].as_str().map(str::to_owned)));
        let time =
            builder.turn_time(millis(&turn["start_s"]), millis(&turn["end_s"]), || "turn".into());
        let words: Vec<WordInput<'_>> = list(turn, "words")
            .iter()
            .map(|word| WordInput { text: word["text"].as_str().unwrap(), time: span(word) })
            .collect();
        builder.turn(party, turn["text"].as_str().unwrap(), time, &words);
    }
    builder.build()
}

fn silences(transcript: &Transcript, min_ms: i64) -> Silences {
    let settings = SilenceSettings { min_ms, ..SilenceSettings::default() };
    Timeline::new(transcript).unwrap().silences(&settings, &[])
}

#[test]
fn pauses_marked_by_people_are_found() {
    let Some(calls) = calls("coraal_en.jsonl.gz") else { return };
    let (mut marked, mut free, mut found, mut claimed) = (0, 0, 0, 0);
    for call in &calls {
        let transcript = transcript(call);
        let silences = silences(&transcript, 1_000);
        claimed += silences.all().len();
        let turns = || transcript.turns().iter().filter_map(|turn| turn.time().span());
        for silence in silences.all() {
            for turn in turns() {
                assert_eq!(turn.intersection(silence.span), None, "silence over speech");
            }
        }
        for pause in list(&call["labels"], "pauses_human").iter().filter_map(span) {
            if pause.duration_ms() < 1_000 {
                continue;
            }
            marked += 1;
            let spoken_in =
                |turn: TimeSpan| turn.intersection(pause).map_or(0, TimeSpan::duration_ms);
            if turns().any(|turn| spoken_in(turn) > ROUNDING_MS) {
                continue;
            }
            free += 1;
            let covered = silences.all().iter().any(|silence| {
                silence.span.start().since(pause.start()) <= ROUNDING_MS
                    && pause.end().since(silence.span.end()) <= ROUNDING_MS
            });
            if covered {
                found += 1;
            } else {
                eprintln!("missed: {} {:?}", transcript.info().key, pause);
            }
        }
    }
    eprintln!(
        "{marked} pauses of 1 s and more marked, {free} of them with nobody else talking, \
         {found} found; {claimed} silences claimed, none over speech"
    );
    assert!(free > 1_400, "the recordings are not the ones this was written for");
    assert_eq!(found, free);
}

#[test]
fn no_untimed_word_makes_a_silence() {
    let Some(calls) = calls("earnings22_en.jsonl.gz") else { return };
    let (mut untimed, mut claimed, mut naive, mut unknown_ms) = (0, 0, 0, 0);
    for call in &calls {
        let transcript = transcript(call);
        let silences = silences(&transcript, 1_000);
        claimed += silences.all().len();
        unknown_ms += silences.unknown_ms();
        // In the order of reading: what is known before and after each word without a time.
        let words: Vec<Option<TimeSpan>> = transcript
            .turns()
            .iter()
            .flat_map(|turn| transcript.words(turn))
            .map(|word| word.time)
            .collect();
        let timed: Vec<TimeSpan> = words.iter().flatten().copied().collect();
        naive += gaps(timed.clone(), 1_000);
        let mut read = 0;
        for word in &words {
            if word.is_some() {
                read += 1;
                continue;
            }
            untimed += 1;
            let from = if read == 0 { Millis::ZERO } else { timed[read - 1].end() };
            let to = timed.get(read).map_or(transcript.duration().unwrap(), |word| word.start());
            let Some(window) = TimeSpan::new(from, to) else { continue };
            let first = silences.all().partition_point(|silence| silence.span.end() <= from);
            if let Some(silence) = silences.all().get(first) {
                assert_eq!(
                    silence.span.intersection(window),
                    None,
                    "{}: a word may stand in it",
                    transcript.info().key
                );
            }
        }
    }
    eprintln!(
        "{untimed} words without times; {naive} gaps of 1 s and more between timed words, \
         {claimed} of them claimed, {unknown_ms} ms left open"
    );
    assert!(untimed > 50_000, "the recordings are not the ones this was written for");
    assert!(claimed > 0);
}

/// How many gaps there are if words without times are passed over.
fn gaps(mut words: Vec<TimeSpan>, min_ms: i64) -> usize {
    words.sort_unstable();
    let (mut count, mut until) = (0, Millis::ZERO);
    for word in words {
        count += usize::from(word.start().since(until) >= min_ms);
        until = until.max(word.end());
    }
    count
}
