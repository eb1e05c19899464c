//! Every sentence of the definitions as rows of a table.

use super::notation::{call, show_interruptions, show_overlaps, show_silences};
use super::*;

fn check_silences(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        let call = call(text);
        let silences = call.timeline().silences(&SilenceSettings::default(), &call.cues);
        assert_eq!(show_silences(&call.transcript, &silences), *expected, "{text}");
    }
}

#[test]
fn a_silence_is_where_nobody_has_a_word() {
    check_silences(&[
        ("A 0-1000; C 4000-5000", "1000-4000 after A before C ~"),
        ("A 0-1000; C 3999-5000", ""),
        ("A [0-1000]; C [4000-5000]", "1000-4000 after A before C"),
        ("A [0-1000]; C 4000-5000", "1000-4000 after A before C ~"),
        // All channels are merged: somebody speaks in what is a gap for the others.
        ("A 0-1000; A 9000-9500; C 3000-5000", "5000-9000 after C before A ~"),
        ("A 0-10000; C 1000-2000; C 6000-7000", ""),
        // Back-channels and machines break a silence.
        ("A 0-1000; C 3500-3600 mm; A 6000-7000", ""),
        ("A 0-1000; S 3500-3600; A 6000-7000", ""),
        ("A 0-1000; S 5000-5100; A 6000-7000", "1000-5000 after A before S ~"),
        // A word breaks a silence even where the recogniser gives it no length.
        ("A [0-1000 3500-3500 6000-7000]", ""),
        // Pauses within a turn are seen where words have times; words are trusted over turns.
        ("A 0-9000 [0-1000 5000-9000]", "1000-5000 after A before A"),
        ("A 0-9000; C 9000-9500", ""),
        ("A 0-1000 [0-3000]; C 5999-7000", ""),
        ("A 0-8000 [0-1000]; C 8000-9000", "1000-8000 after A before C ~"),
        // Words in no order of time.
        ("A [5000-6000 0-1000]", "1000-5000 after A before A"),
        // Of two who fall silent together, the one who began last spoke last.
        ("A 0-1000; C 500-1000; A 4000-5000", "1000-4000 after C before A ~"),
        ("A 0-1000; C 4000-5000; A 4000-6000", "1000-4000 after A before C ~"),
    ]);
}

#[test]
fn head_tail_and_hold_are_kept_apart() {
    check_silences(&[
        ("A 3000-4000", "head 0-3000 before A ~"),
        ("A 2999-4000", ""),
        ("A 0-4000; end 7000", "tail 4000-7000 after A ~"),
        ("A 0-4000; end 6999", ""),
        ("A 0-4000; end 1000", ""),
        ("A 0-1000; C 9000-9500; hold 1000-9000", "hold 1000-9000 after A before C ~"),
        (
            "A 0-1000; C 20000-21000; hold 5000-12000",
            "1000-5000 after A before C ~; hold 5000-12000 after A before C ~; \
             12000-20000 after A before C ~",
        ),
        // What the cut leaves must itself be long enough.
        ("A 0-1000; C 9000-9500; hold 3999-9000", "hold 3999-9000 after A before C ~"),
        (
            "A 0-1000; C 9000-9500; hold 4000-9000",
            "1000-4000 after A before C ~; hold 4000-9000 after A before C ~",
        ),
        ("A 0-1000; C 6000-9500; hold 3000-4000", ""),
        ("A 5000-6000; hold 1000-5000", "hold 1000-5000 before A ~"),
        (
            "A 0-1000; hold 5000-9000; end 9000",
            "tail 1000-5000 after A ~; hold 5000-9000 after A ~",
        ),
    ]);
}

#[test]
fn what_has_no_time_may_stand_in_a_gap() {
    check_silences(&[
        // Between the timed words around it, and nowhere else.
        ("A [0-1000 ? 5000-6000]", "unknown 4000"),
        ("A [0-1000 ? 3999-6000]", ""),
        ("A [0-1000 ? 1100-1200 9000-9500]", "1200-9000 after A before A"),
        ("A [0-1000 ? 9000-9500]; C 3000-4000", "unknown 5000"),
        // At the edge of a turn, up to the border of the turn.
        ("A 0-1000; C 8000-9500 [? 9000-9500]", "1000-8000 after A before C ~; unknown 1000"),
        ("A 0-1000; C 6000-9500 [? 9000-9500]", "1000-6000 after A before C ~; unknown 3000"),
        (
            "A 0-2000 [0-1000 ?]; C 6000-9500 [6000-9500]",
            "2000-6000 after A before C; unknown 1000",
        ),
        // A border that leaves no room was computed from the timed words: up to the neighbours.
        ("A 0-1000; C 9000-9500 [? 9000-9500]", "unknown 8000"),
        ("A 0-1000; C [? 9000-9500]", "unknown 8000"),
        ("A 0-1000 [0-1000 ?]; C 9000-9500", "unknown 8000"),
        ("C 9000-9500 [? 9000-9500]", "unknown 9000"),
        ("A 0-1000 [0-1000 ?]; end 9000", "unknown 8000"),
        // Somebody comes in before the untimed rest of a turn: up to who speaks next.
        ("A [0-5000 ?]; C 4000-5500; C 9000-9500", "unknown 3500"),
        // A turn without times lies between its neighbours.
        (
            "A 0-1000; C ?; A 9000-9500; C 13000-14000",
            "9500-13000 after A before C ~; unknown 8000",
        ),
        ("C ?; A 9000-9500", "unknown 9000"),
        ("A 0-1000; C ?; end 9000", "unknown 8000"),
        ("A 0-1000; C ? empty; A 9000-9500", "1000-9000 after A before A ~"),
        ("A 0-1000; C [? ?]; A 9000-9500", "unknown 8000"),
        ("A 0-1000; C 5000-9000 [? ?]; A 9000-9500", "1000-5000 after A before C ~"),
        // Neighbours that talk at once: before the one or after the other.
        (
            "A 4000-5000; U ?; C 4500-6000; A 9000-9500; C 13000-14000",
            "9500-13000 after A before C ~; unknown 7000",
        ),
        // Channel after channel: between the turns of its own party.
        (
            "A 0-1000; A 20000-21000; C ?; C 5000-6000; C 12000-13000",
            "6000-12000 after C before C ~; 13000-20000 after C before A ~; unknown 4000",
        ),
        (
            "A 0-1000; A 9000-10000; A ?; C 5000-6000; end 15000",
            "1000-5000 after A before C ~; 6000-9000 after C before A ~; unknown 5000",
        ),
        // Only a start: silent until then, unknown after.
        ("A 0-1000; C @5000; A 9000-9500", "1000-5000 after A before C ~; unknown 4000"),
        ("A 0-1000; C 5000-5000; A 9000-9500", "1000-5000 after A before C ~; unknown 4000"),
        ("A 0-1000; C @5000; D @5000; A 9000-9500", "1000-5000 after A before C ~; unknown 4000"),
        // Somebody else speaks in a part of it: the rest counts, where it is long enough.
        ("A [0-1000 ? 9000-9500]; C 3999-5000", "unknown 4000"),
        // A hold is a hold, whatever may be said in it.
        ("A 0-1000; C ?; A 9000-9500; hold 1000-9000", ""),
        ("A 0-1000; C ?; A 9000-9500; hold 5000-9000", "unknown 4000"),
    ]);
}

#[test]
fn an_announcement_counts_for_ten_seconds() {
    check_silences(&[
        ("A 0-1000 wait; C 4000-5000", "1000-4000 after A before C owed A announced ~"),
        (
            "A 0-1000 wait; C 8000-11000 mm; A 14000-15000",
            "1000-8000 after A before C owed A announced ~; \
          11000-14000 after C before A owed A announced ~",
        ),
        ("A 0-1000 wait; C 2000-11001; A 15000-16000", "11001-15000 after C before A ~"),
        (
            "A 0-9000 wait@1000; C 9000-11000; A 14000-15000",
            "11000-14000 after C before A owed A announced ~",
        ),
        ("A 0-9000 wait@1000; C 9000-11001; A 15000-16000", "11001-15000 after C before A ~"),
        // Whoever spoke last owes what they promised, however long they went on talking.
        ("A 0-20000 wait@1000; C 24000-25000", "20000-24000 after A before C owed A ~"),
        // The customer's "one moment" is owed and no announcement; an unknown party's is one.
        ("C 0-1000 wait; A 4000-5000", "1000-4000 after C before A owed C ~"),
        ("U 0-1000 wait; V 4000-5000", "1000-4000 after U before V owed U announced ~"),
        ("S 0-1000 wait; C 4000-5000", "1000-4000 after S before C owed S ~"),
        // Within a turn, only what was said before the silence counts.
        ("A [0-1000 5000-6000] wait@1000", "1000-5000 after A before A owed A announced"),
        ("A [0-1000 5000-6000] wait@6000", "1000-5000 after A before A"),
        ("A [0-1000 5000-6000] wait", "1000-5000 after A before A"),
        // An announced hold announces the silence at its borders.
        (
            "A 0-1000 wait; C 30000-31000; hold 5000-26000",
            "1000-5000 after A before C owed A announced ~; \
          hold 5000-26000 after A before C owed A announced ~; \
          26000-30000 after A before C owed A announced ~",
        ),
        (
            "A 0-1000; C 30000-31000; hold 5000-26000",
            "1000-5000 after A before C ~; hold 5000-26000 after A before C ~; \
          26000-30000 after A before C ~",
        ),
        (
            "A 0-1000 wait; hold 1000-20000; A 20001-21000; C 25000-26000",
            "hold 1000-20000 after A before A owed A announced ~; 21000-25000 after A before C ~",
        ),
    ]);
}

#[test]
fn a_question_is_owed_by_the_other_side() {
    check_silences(&[
        ("A 0-1000 asks; C 4000-5000", "1000-4000 after A before C owed C ~"),
        ("C 0-1000 asks; A 4000-5000", "1000-4000 after C before A owed A ~"),
        ("A 0-1000 wait asks; C 4000-5000", "1000-4000 after A before C owed A announced ~"),
        ("A 0-1000 asks; C 4000-5000; D 5000-6000", "1000-4000 after A before C owed customer ~"),
        ("A 0-1000 asks; C 4000-5000; B 5000-6000", "1000-4000 after A before C owed C ~"),
        ("U 0-1000 asks; V 4000-5000", "1000-4000 after U before V owed V ~"),
        ("U 0-1000 asks; V 4000-5000; W 5000-6000", "1000-4000 after U before V ~"),
        ("U 0-1000 asks; V 4000-5000; S 5000-6000", "1000-4000 after U before V owed V ~"),
        ("A 0-1000 asks; U 4000-5000", "1000-4000 after A before U owed U ~"),
        ("A 0-1000 asks; U 4000-5000; V 5000-6000", "1000-4000 after A before U ~"),
        ("A 0-1000 asks; B 4000-5000", "1000-4000 after A before B ~"),
        ("S 0-1000 asks; C 4000-5000", "1000-4000 after S before C ~"),
        ("A 0-1000 asks; end 5000", "tail 1000-5000 after A ~"),
        // A question not yet asked is owed by nobody.
        ("A [0-1000 5000-6000] asks; C 6000-7000", "1000-5000 after A before A"),
    ]);
}

#[test]
fn silences_have_levels() {
    let settings = SilenceSettings::default();
    let rows = [
        ("A 0-1000; C 10999-20000", "no no"),
        ("A 0-1000; C 11000-20000", "long no"),
        ("A 0-1000; C 15999-20000", "long no"),
        ("A 0-1000; C 16000-20000", "long dead"),
        ("A 0-1000 wait; C 16000-20000", "long no"),
        ("A 0-1000 wait; C 60999-70000", "long no"),
        ("A 0-1000 wait; C 61000-70000", "long dead"),
        ("A 0-1000; C 61000-70000; hold 1000-61000", "no no"),
        ("A 61000-70000", "no no"),
    ];
    for (text, expected) in rows {
        let call = call(text);
        let silences = call.timeline().silences(&settings, &call.cues);
        let silence = silences.all()[0];
        let long = if silence.is_long(&settings) { "long" } else { "no" };
        let dead = if silence.is_dead_air(&settings) { "dead" } else { "no" };
        assert_eq!(format!("{long} {dead}"), expected, "{text}");
    }
}

#[test]
fn two_sides_overlap() {
    let rows = [
        ("A 0-3000; C 2000-4000", "2000-3000 A C"),
        ("A 0-2999; C 2000-4000", ""),
        ("A 0-9000; C 2000-4000", "2000-4000 A C"),
        ("C 0-2000; A 0-2000", "0-2000 C A"),
        // Turns of one party are merged first.
        ("A 0-2500; A 2500-5000; C 2000-3000", "2000-3000 A C"),
        ("A 0-2500; A 2600-5000; C 2000-3000", ""),
        // Two of one side never overlap, two unknown parties do, machines do not.
        ("A 0-5000; B 0-5000", ""),
        ("U 0-5000; V 1000-5000", "1000-5000 U V"),
        ("S 0-5000; C 0-5000", ""),
        ("A 0-5000; B 1000-5000; C 2000-4000", "2000-4000 A C; 2000-4000 B C"),
        // By words, where they have times, and strictly so.
        ("A 0-9000 [0-1500]; C [0-2000]", "0-1500 A C"),
        ("A [0-700 701-1701]; C [0-2000]", "701-1701 C A"),
        ("A [0-700 701-1700]; C [0-2000]", ""),
    ];
    for (text, expected) in rows {
        let call = call(text);
        let strict = TimelineSettings { word_join_ms: 0, ..TimelineSettings::default() };
        let overlaps = call.timeline().overlaps(&strict);
        assert_eq!(show_overlaps(&call.transcript, &overlaps), expected, "{text}");
    }
}

#[test]
fn small_gaps_between_words_may_be_bridged() {
    let rows = [
        ("A [0-700 949-2000]; C [0-2000]", "0-2000 A C"),
        ("A [0-700 950-1900]; C [0-2000]", ""),
        // Only within a turn.
        ("A 0-700; A 701-1700; C [0-2000]", ""),
    ];
    let settings = TimelineSettings { word_join_ms: 250, ..TimelineSettings::default() };
    for (text, expected) in rows {
        let call = call(text);
        let overlaps = call.timeline().overlaps(&settings);
        assert_eq!(show_overlaps(&call.transcript, &overlaps), expected, "{text}");
    }
}

#[test]
fn an_interruption_makes_the_other_stop() {
    let rows = [
        ("A 0-5000; C 3000-8000", "3000 C#1 stops A#0"),
        ("A 0-5001; C 3000-8000", ""),
        ("A 0-3000; C 3000-8000", ""),
        ("A 0-3001; C 3000-8000", "3000 C#1 stops A#0"),
        // Who stops first was not interrupted by it.
        ("A 0-4000; C 3000-4000", ""),
        ("A 0-4000; C 3000-4001", "3000 C#1 stops A#0"),
        ("A 3000-4000; C 3000-8000", ""),
        // Back-channels neither interrupt nor are interrupted.
        ("A 0-4000; C 3000-8000 mm", ""),
        ("A 0-4000 mm; C 3000-8000", ""),
        // One side never interrupts itself, machines take no part.
        ("A 0-4000; B 3000-8000", ""),
        ("S 0-4000; C 3000-8000", ""),
        ("A 0-4000; S 3000-8000", ""),
        ("U 0-4000; V 3000-8000", "3000 V#1 stops U#0"),
        // Who goes on in the next turn has not stopped; who goes on speaking does not begin.
        ("A 0-4000; A 4000-9000; C 3000-8000", ""),
        ("A 0-2000; A 2000-4000; C 3000-8000", "3000 C#2 stops A#1"),
        ("A 2000-4000; C 1000-3000; C 3000-8000", ""),
        // By words, where they have times.
        ("A 0-9000 [0-4000]; C 3000-8000", "3000 C#1 stops A#0"),
        // A turn that may go on beyond its last timed word has not stopped there.
        ("A [0-4000 ?]; C [3000-8000]", ""),
        ("A [0-4000]; C [? 3000-8000]", ""),
        ("A @0; C 3000-8000", ""),
    ];
    for (text, expected) in rows {
        let call = call(text);
        let settings = TimelineSettings::default();
        let found = call.timeline().interruptions(&settings, &call.cues);
        assert_eq!(show_interruptions(&call.transcript, &found), expected, "{text}");
    }
}

#[test]
fn interruptions_in_a_row_end_with_a_turn_that_was_finished() {
    let rows = [
        (
            "C 0000-4000; A 3000-8000; C 9000-14000; A 13000-18000; C 19000-24000; A 23000-28000",
            vec![1, 2, 3],
        ),
        // The customer finishes one turn in between.
        (
            "C 0000-4000; A 3000-8000; C 9000-14000; A 15000-18000; C 19000-24000; A 23000-28000",
            vec![1, 1],
        ),
        // A back-channel of the customer's is no turn.
        ("C 0000-4000; A 3000-8000; C 9000-10000 mm; C 12000-14000; A 13000-18000", vec![1, 2]),
        // Each party and each side for itself.
        ("C 0000-4000; A 3000-8000; C 7000-14000; A 13000-18000", vec![1, 1, 2]),
        ("C 0000-4000; A 3000-9000; D 10000-14000; A 13000-18000", vec![1, 1]),
        // Two agents at once have cut off one turn; the next one is the second.
        ("C 0000-4000; A 3000-8000; B 3000-9000; C 10000-14000; A 13000-18000", vec![1, 1, 2]),
        ("C 0000-4000; A 3000-8000; C 9000-14000; B 13000-18000", vec![1, 2]),
    ];
    for (text, expected) in rows {
        let call = call(text);
        let settings = TimelineSettings::default();
        let found = call.timeline().interruptions(&settings, &call.cues);
        let found: Vec<u32> = found.iter().map(|one| one.in_a_row).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_timeline_needs_times() {
    let rows = [
        ("A ?; C ?", "no_times"),
        ("A @0; C @5000", "no_times"),
        ("A 5-5", "no_times"),
        ("A 0-1", "turn"),
        ("A [0-0]", "word"),
        ("A 0-1000 [? ?]", "turn"),
        ("A 0-1000; C [2000-3000]", "word"),
        ("", "no_times"),
    ];
    for (text, expected) in rows {
        let call = call(text);
        let timeline = Timeline::new(&call.transcript);
        let shown = timeline.map_or_else(NoTimeline::as_str, |line| line.precision().as_str());
        assert_eq!(shown, expected, "{text}");
    }
}
