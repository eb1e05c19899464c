//! Slow and obvious answers to the same questions: every millisecond is looked at.

use proptest::prelude::*;

use super::notation::{builder, party};
use super::*;
use crate::transcript::{TurnTime, WordInput};

/// Calls are shorter than this, in ms.
const CALL_MS: i64 = 120;

const PEOPLE: [&str; 6] = ["A", "B", "C", "S", "U", "V"];

/// Who speaks, whether by words, and start and length of each stretch.
type RandomTurn = (usize, bool, Vec<(i64, i64)>);

fn span(start: i64, length: i64) -> TimeSpan {
    TimeSpan::new(Millis::new(start), Millis::new(start + length)).unwrap()
}

fn build(turns: &[RandomTurn], holds: &[(i64, i64)], duration: i64) -> Transcript {
    let mut call = builder();
    call.info_mut().duration = Some(Millis::new(duration));
    for (who, by_words, spans) in turns {
        let party = call.party(party(PEOPLE[*who]));
        let spans: Vec<TimeSpan> = spans.iter().map(|(s, l)| span(*s, *l)).collect();
        if *by_words {
            let words: Vec<_> =
                spans.iter().map(|&time| WordInput { text: "w", time: Some(time) }).collect();
            call.turn(party, "w", TurnTime::Unknown, &words);
        } else {
            call.turn(party, "w", TurnTime::Span(spans[0]), &[]);
        }
    }
    for (start, length) in holds {
        call.hold(span(*start, *length));
    }
    call.build()
}

/// Marks the milliseconds in which any of `spans` runs.
fn marks(spans: impl Iterator<Item = TimeSpan>) -> Vec<bool> {
    let mut marks = vec![false; 2 * CALL_MS as usize];
    for span in spans {
        marks[span.start().get() as usize..span.end().get() as usize].fill(true);
    }
    marks
}

fn speech_of(transcript: &Transcript, who: Option<&str>) -> Vec<bool> {
    let turns = transcript
        .turns()
        .iter()
        .filter(|turn| who.is_none_or(|who| transcript.party(turn.party()).label() == Some(who)));
    marks(turns.flat_map(|turn| {
        let words = transcript.words(turn);
        words.iter().filter_map(|word| word.time).chain(turn.time().span())
    }))
}

/// Maximal runs of one mark, as borders.
fn runs<T: Copy + PartialEq>(marks: &[T], wanted: impl Fn(T) -> bool) -> Vec<(i64, i64, T)> {
    let mut runs = Vec::new();
    for group in marks.chunk_by(|a, b| a == b) {
        let start = runs.last().map_or(0, |(_, end, _)| *end);
        runs.push((start, start + group.len() as i64, group[0]));
    }
    runs.retain(|run| wanted(run.2));
    runs
}

fn random_turns() -> impl Strategy<Value = Vec<RandomTurn>> {
    let spans = proptest::collection::vec((0..CALL_MS - 20, 1..20i64), 1..4);
    proptest::collection::vec((0..PEOPLE.len(), any::<bool>(), spans), 1..7)
}

proptest! {
    #[test]
    fn silences_are_runs_of_unspoken_milliseconds(
        turns in random_turns(),
        holds in proptest::collection::vec((0..CALL_MS - 20, 1..20i64), 0..3),
        duration in 0..CALL_MS,
        min_ms in 1..15i64,
    ) {
        let transcript = build(&turns, &holds, duration);
        let spoken = speech_of(&transcript, None);
        let held = marks(transcript.holds().iter().copied());
        let first = spoken.iter().position(|m| *m).unwrap() as i64;
        let last = spoken.iter().rposition(|m| *m).unwrap() as i64 + 1;
        let end = duration.max(last) as usize;
        let states: Vec<_> = spoken[..end].iter().copied().zip(held).collect();
        let expected: Vec<_> = runs(&states, |(spoken, _)| !spoken)
            .into_iter()
            .filter(|(start, end, _)| end - start >= min_ms)
            .map(|(start, end, (_, held))| {
                let kind = match (held, end <= first, start >= last) {
                    (true, _, _) => SilenceKind::Hold,
                    (false, true, _) => SilenceKind::Head,
                    (false, false, true) => SilenceKind::Tail,
                    (false, false, false) => SilenceKind::Between,
                };
                (start, end, kind)
            })
            .collect();
        let settings = SilenceSettings { min_ms, ..SilenceSettings::default() };
        let silences = Timeline::new(&transcript).unwrap().silences(&settings, &[]);
        let found: Vec<_> = silences
            .all()
            .iter()
            .map(|s| (s.span.start().get(), s.span.end().get(), s.kind))
            .collect();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(silences.unknown_ms(), 0);
    }

    #[test]
    fn overlaps_are_runs_of_milliseconds_spoken_twice(
        turns in random_turns(),
        overlap_min_ms in 1..10i64,
    ) {
        let transcript = build(&turns, &[], 0);
        let mut expected = Vec::new();
        for (ix, a) in PEOPLE.iter().enumerate() {
            for b in &PEOPLE[ix + 1..] {
                if [a, b].contains(&&"S") || (*a, *b) == ("A", "B") {
                    continue;
                }
                let (of_a, of_b) =
                    (speech_of(&transcript, Some(a)), speech_of(&transcript, Some(b)));
                let both: Vec<bool> = of_a.iter().zip(of_b).map(|(a, b)| *a && b).collect();
                let both = runs(&both, |both| both);
                expected.extend(
                    both.into_iter()
                        .filter(|(start, end, _)| end - start >= overlap_min_ms)
                        .map(|(start, end, _)| (start, end, *a, *b)),
                );
            }
        }
        let settings =
            TimelineSettings { overlap_min_ms, word_join_ms: 0, ..TimelineSettings::default() };
        let overlaps = Timeline::new(&transcript).unwrap().overlaps(&settings);
        let name = |speaker: Speaker| transcript.party(speaker.party).label().unwrap();
        let mut found: Vec<_> = overlaps
            .iter()
            .map(|o| {
                let (a, b) = (name(o.first), name(o.second));
                (o.span.start().get(), o.span.end().get(), a.min(b), a.max(b))
            })
            .collect();
        found.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn what_has_no_time_never_makes_a_silence(
        lengths in proptest::collection::vec((0..30i64, 1..10i64, 0..4u8), 1..12),
        min_ms in 1..15i64,
    ) {
        // One party after the other, some turns with no time, some with an untimed word.
        let mut call = builder();
        let mut now = 0;
        // Each untimed thing stands after one instant and before another.
        let mut hidden: Vec<(i64, Option<i64>)> = Vec::new();
        let mut said_until = 0;
        for (ix, (pause, length, what)) in lengths.iter().enumerate() {
            let speaker = call.party(party(PEOPLE[ix % 2]));
            let time = span(now + pause, *length);
            let timed = WordInput { text: "w", time: Some(time) };
            let untimed = WordInput { text: "w", time: None };
            if *what == 1 {
                call.turn(speaker, "w", TurnTime::Unknown, &[]);
                hidden.push((said_until, None));
                continue;
            }
            for open in hidden.iter_mut().filter(|(_, until)| until.is_none()) {
                open.1 = Some(time.start().get());
            }
            now = time.end().get();
            match what {
                2 => {
                    call.turn(speaker, "w w", TurnTime::Span(time), &[untimed, timed]);
                    hidden.push((said_until, Some(time.start().get())));
                }
                3 => {
                    call.turn(speaker, "w w", TurnTime::Unknown, &[timed, untimed]);
                    hidden.push((now, None));
                }
                _ => call.turn(speaker, "w", TurnTime::Span(time), &[]),
            }
            said_until = now;
        }
        let transcript = call.build();
        let Ok(timeline) = Timeline::new(&transcript) else { return Ok(()) };
        let settings = SilenceSettings { min_ms, ..SilenceSettings::default() };
        for silence in timeline.silences(&settings, &[]).all() {
            let (start, end) = (silence.span.start().get(), silence.span.end().get());
            for (from, to) in &hidden {
                prop_assert!(end <= *from || to.is_some_and(|to| to <= start));
            }
        }
    }
}
