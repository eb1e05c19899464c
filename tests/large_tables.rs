//! Tables that are longer than a file that is taken as a whole.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use callsift::batch::{Begin, Event, FromRecord, Input, Job, Reading, Sink, Source, Work, run};
use callsift::transcript::Transcript;
use std::io::{self, Cursor};
use std::sync::atomic::AtomicBool;

/// Keeps of a call what is asked for here.
struct Counting;

impl Work for Counting {
    type Tools<'w> = ();
    /// Id, turns, the first word of the last turn.
    type Made = (String, usize, String);

    fn tools(&self) {}

    fn work(&self, (): &mut (), call: &Transcript, _: &FromRecord<'_>) -> Self::Made {
        let last = call.turns().last().map_or("", |turn| turn.text());
        let word = last.split(' ').next().unwrap_or_default().to_owned();
        (call.info().key.call_id().to_owned(), call.turns().len(), word)
    }
}

#[derive(Default)]
struct Read {
    calls: Vec<(String, usize, String)>,
    rejects: Vec<(u64, &'static str)>,
}

impl Sink<(String, usize, String)> for Read {
    fn take(&mut self, event: Event<(String, usize, String)>) -> io::Result<()> {
        match event {
            Event::Call { call, .. } => self.calls.push(call.made),
            Event::Reject(record) => {
                let line = record.reject.line.map_or(0, |line| line - 1);
                self.rejects.push((record.place.line + line, record.reject.code.as_str()));
            }
            Event::Duplicate { .. }
            | Event::EmptyFile(_)
            | Event::Progress { .. }
            | Event::FileEnd { .. } => {}
        }
        Ok(())
    }
}

fn read(table: String, threads: usize) -> Read {
    let open = || Ok(Source::Stream(Box::new(Cursor::new(table.into_bytes()))));
    let input = Input {
        name: "in".to_owned(),
        stem: Some("in".to_owned()),
        open: Box::new(open),
        prompt: false,
    };
    let job = Job { work: Counting, reading: Reading::default() };
    let mut out = Read::default();
    let done = run(vec![input], &job, threads, Begin::default(), &mut out, &AtomicBool::new(false));
    assert!(done.unwrap().add_up());
    out
}

#[test]
fn a_large_table_is_cut_between_its_calls() {
    let filler = "слово ".repeat(20_000);
    let mut table = String::from("call_id;speaker;text\r\n");
    for call in 0..40 {
        for turn in 0..5 {
            table += &format!("c{call};Agent;\"{turn} {filler}\"\r\n");
        }
    }
    assert!(table.len() > 40 << 20);
    // Line 202 has an open quote, 203 too few cells; c3 comes again in 205.
    table +=
        "c40;Agent;\"open\r\nc40;Agent\r\nc40;Agent;last\r\nc3;Agent;apart\r\nc41;Agent;end\r\n";
    let told = read(table.clone(), 2);
    assert_eq!(told.calls.len(), 42);
    for (at, (id, turns, last)) in told.calls.iter().enumerate() {
        let (wanted, word) =
            if at < 40 { (5, "4") } else { (1, if at == 40 { "last" } else { "end" }) };
        assert_eq!((id, *turns, last.as_str()), (&format!("c{at}"), wanted, word));
    }
    assert_eq!(told.rejects, [(202, "table_row"), (203, "table_row"), (205, "table_row")]);
    let alone = read(table, 1);
    assert_eq!((alone.calls, alone.rejects), (told.calls, told.rejects));
}

#[test]
fn a_large_table_without_calls_is_one_call_and_too_long() {
    let row = format!("Agent,{}\n", "слово ".repeat(20_000));
    let told = read(format!("speaker,text\n{}", row.repeat(200)), 2);
    assert_eq!((told.calls, told.rejects), (vec![], vec![(1, "record_too_long")]));
}
