//! Every measure as rows of a table.

use super::notation::{Call, builder, call};
use super::*;

fn measured(call: &Call) -> Measures {
    let timeline = call.timeline();
    let settings = TimelineSettings::default();
    let silences = timeline.silences(&settings.silence, &call.cues);
    let overlaps = timeline.overlaps(&settings);
    let interruptions = timeline.interruptions(&settings, &call.cues);
    let facts = TurnFacts { cues: &call.cues, word_counts: &call.word_counts };
    timeline.measures(facts, &silences, &overlaps, &interruptions)
}

/// Compares what `show` makes of the measures of each call.
fn check(show: impl Fn(&Measures) -> String, rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(show(&measured(&call(text))), *expected, "{text}");
    }
}

#[test]
fn talk_time_is_counted_once_a_side() {
    let show = |m: &Measures| {
        let one = |t: Talk| format!("{} {:.2}", t.ms, t.share);
        let PerRole { agent, customer, unknown } = m.talk.map(one);
        format!("{agent}, {customer}, {unknown}")
    };
    check(
        show,
        &[
            ("A 0-1000; C 1000-4000", "1000 0.25, 3000 0.75, 0 0.00"),
            ("A 0-1000; A 500-2000; B 1500-3000; C 0-1000", "3000 0.75, 1000 0.25, 0 0.00"),
            ("U 0-1000; V 0-1000; C 0-2000", "0 0.00, 2000 0.50, 2000 0.50"),
            ("S 0-9000; C 0-1000", "0 0.00, 1000 1.00, 0 0.00"),
            ("S 0-9000", "0 0.00, 0 0.00, 0 0.00"),
            ("A 0-9000 [0-400 500-900]; C 0-200 mm", "800 0.80, 200 0.20, 0 0.00"),
        ],
    );
}

#[test]
fn speed_is_taken_from_turns_that_are_timed_as_a_whole() {
    let show = |m: &Measures| format!("{:?}", m.talk.agent.words_per_minute);
    check(
        show,
        &[
            ("A 0-30000 n=60", "Some(120.0)"),
            ("A 0-30000 n=60; A 30000-60000 n=30", "Some(90.0)"),
            ("A 0-30000 n=60; A ? n=500", "Some(120.0)"),
            ("A 0-30000 n=60; A [30000-30500 ? ?] n=3", "Some(120.0)"),
            ("A 0-30000 n=60; A @40000 n=500", "Some(120.0)"),
            ("A [0-1000 ?] n=2", "None"),
            ("C 0-30000 n=60", "None"),
        ],
    );
}

#[test]
fn totals_hold_what_stands_between_words() {
    let show = |m: &Measures| {
        let s = m.silence;
        format!(
            "{} {:.2} {} {} | {} | hold {} {}",
            s.total_ms, s.share, s.count, s.longest_ms, s.unknown_ms, m.hold.total_ms, m.hold.count
        )
    };
    check(
        show,
        &[
            ("A 5000-6000; C 10000-11000; end 20000", "4000 0.20 1 4000 | 0 | hold 0 0"),
            (
                "A 0-1000; C 20000-21000; A 24000-25000; hold 5000-12000",
                "15000 0.60 3 8000 | 0 | hold 7000 1",
            ),
            ("A 0-1000; C ?; A 9000-10000", "0 0.00 0 0 | 8000 | hold 0 0"),
        ],
    );
}

#[test]
fn overlaps_and_interruptions_are_counted() {
    let show = |m: &Measures| {
        let by = m.interruptions;
        format!(
            "{} {} by {} {} {}",
            m.overlap.count, m.overlap.total_ms, by.agent, by.customer, by.unknown
        )
    };
    check(
        show,
        &[
            ("A 0-4000; C 3000-8000", "1 1000 by 0 1 0"),
            ("A 0-5000; B 1000-5000; C 2000-4000", "2 2000 by 0 0 0"),
            ("C 0-4000; A 3000-8000; C 7500-9000", "1 1000 by 1 1 0"),
            ("U 0-4000; V 3000-8000", "1 1000 by 0 0 1"),
        ],
    );
}

#[test]
fn a_response_is_to_whoever_spoke_last() {
    let one = |r: Option<ResponseTimes>| {
        r.map_or("-".to_owned(), |r| format!("{}/{}/{}", r.median_ms, r.p95_ms, r.count))
    };
    let show = |m: &Measures| {
        let PerRole { agent, customer, unknown } = m.response.map(one);
        format!("{agent} {customer} {unknown}")
    };
    check(
        show,
        &[
            ("C 0-1000; A 1700-3000; C 3100-4000; A 4300-5000", "300/700/2 100/100/1 -"),
            ("C 0-1000; A 500-3000", "0/0/1 - -"),
            ("C 0-1000; C 2000-3000; A 3500-4000", "500/500/1 - -"),
            // Back-channels, machines and colleagues answer nobody and are not answered.
            ("C 0-1000; A 1100-1200 mm; C 2000-3000; A 3500-4000", "500/500/1 - -"),
            ("S 0-1000; C 1500-2000; A 2100-3000", "100/100/1 - -"),
            ("A 0-1000; B 1500-2000", "- - -"),
            ("U 0-1000; V 1200-2000", "- - 200/200/1"),
            // Who came in and fell silent while another went on is not the one to be answered.
            ("A 0-9000; C 3000-4000; A 9500-9900; C 10000-11000", "- 0/100/2 -"),
            // A border nobody knows gives no response time.
            ("C 0-1000; U ?; A 5000-6000; C 6300-7000", "- 300/300/1 -"),
            ("C @0; A 5000-6000; C 6300-7000", "- 300/300/1 -"),
            ("C [0-1000 ?]; A [5000-6000]; C [? 7000-8000]", "- - -"),
        ],
    );
}

#[test]
fn a_monologue_is_one_side_alone() {
    let show = |m: &Measures| {
        m.longest_monologue.map_or("-".to_owned(), |m| {
            format!("{} {}-{}", m.role.as_str(), m.span.start().get(), m.span.end().get())
        })
    };
    check(
        show,
        &[
            ("A 0-1000; A 2000-5000; C 6000-9000", "agent 0-5000"),
            ("A 0-2000; B 2500-5000; C 6000-9000", "agent 0-5000"),
            ("U 0-2000; V 2500-5000", "unknown 2500-5000"),
            ("A 0-4000; C 4000-4200 mm; A 4300-9000", "agent 0-9000"),
            ("A 0-4000; C 4000-4200; A 4300-9000", "agent 4300-9000"),
            ("A 0-9000; C 4000-5000", "agent 0-4000"),
            ("A 0-9000; C 4000-4500", "agent 4500-9000"),
            ("A [0-4000 5000-9000]; C [4500-4500]", "agent 0-4000"),
            // Silence breaks it, a shorter pause does not.
            ("A 0-1000; A 4000-5000", "agent 0-1000"),
            ("A 0-1000; A 3999-5000", "agent 0-5000"),
            // Machines hold no monologues and break those of others.
            ("S 0-9000; C 9000-10000", "customer 9000-10000"),
            ("C 0-1000; S 1500-1600; C 2000-4000", "customer 2000-4000"),
            ("S 0-9000", "-"),
            // Somebody else's turn without times breaks it, an own one does not.
            ("A 0-1000; C ?; A 2000-4000", "agent 2000-4000"),
            ("A 0-1000; A ?; A 2000-4000", "agent 0-4000"),
            ("A 0-1000; C ? mm; A 2000-4000", "agent 0-4000"),
        ],
    );
}

#[test]
fn the_first_agent_word() {
    check(
        |m: &Measures| format!("{:?}", m.first_agent_word),
        &[
            ("C 0-1000; A 4000-5000", "At(Millis(4000))"),
            ("C 0-1000; A 3000-5000 [? 4000-5000]", "At(Millis(3000))"),
            ("C 0-1000", "NoAgent"),
            ("C 0-1000; U 4000-5000", "NoAgent"),
            ("C 0-1000; A ?", "Unknown"),
            ("A ?; C 0-1000; A 4000-5000", "Unknown"),
            ("A ?; C 2000-3000; A 4000-5000", "Unknown"),
            ("C 0-1000; A [? 4000-5000]", "Unknown"),
        ],
    );
}

#[test]
fn a_chat_has_response_times_only() {
    let instants = call("C @0; C @5000; A @25000; A @30000; C ?; C @90000");
    assert_eq!(Timeline::new(&instants.transcript).unwrap_err(), NoTimeline::NoTimes);
    let times = chat_response_times(&instants.transcript);
    let agent = times.agent.unwrap();
    assert_eq!((agent.median_ms, agent.p95_ms, agent.count), (20_000, 20_000, 1));
    assert_eq!(times.customer.unwrap().median_ms, 60_000);

    let spans = call("C 0-1000; A 9000-9500");
    let mut chat = builder();
    chat.info_mut().medium = Medium::Chat;
    for turn in spans.transcript.turns() {
        let party = chat.party(spans.transcript.party(turn.party()).clone());
        chat.turn(party, turn.text(), turn.time(), &[]);
    }
    let chat = chat.build();
    assert_eq!(Timeline::new(&chat).unwrap_err(), NoTimeline::WrongMedium);
    assert_eq!(chat_response_times(&chat).agent.unwrap().median_ms, 8_000);
}
