//! The whole scan beside what could be done instead, in CPU time, as ratios within one run.
//!
//! `cargo bench --bench compare` (`-- --mib 64 --rounds 7 --forms 10000` are the defaults). Every round runs
//! all programs one after the other on the same bytes in memory; the least of each counts.
//!
//! | program | what it does |
//! | --- | --- |
//! | `read` | blocks of 1 MiB, copied, cut at newlines with `memchr` |
//! | `parse_only` | the same, and `sonic_rs::from_slice` of every line into id and turns: the bound of G1 to G3 |
//! | `naive` | lines, rayon, `serde_json` into owned strings, `to_lowercase`, `aho-corasick` |
//! | `words` | callsift for matching alone: no timeline, nothing misheard |
//! | `near_misses` | the same with as many phrases of two words, of which calls have the first one often |
//! | `all` | callsift with everything on, its dictionaries too, by which it tells words from misheard ones |
//!
//! Of the words of the calls 0.7 % are looked for; the rest of the forms nobody says.
//!
//! Counts are held: calls and turns of `parse_only`, and the hits of `words` against a slow twin that looks
//! every word up in a set. `naive` finds more, since it finds words inside of words; its count is printed.
//! Bias: the corpus repeats 96 calls, which is kind to caches of all of them; `parse_only` renders nothing.

#![allow(clippy::print_stdout, reason = "the table is the result")]

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use callsift::batch::{
    Begin, Event, Input, Job, Reading, ScanWork, ScannedCall, Sink, Source, run,
};
use callsift::diagnostic::SourceFile;
use callsift::language::Packs;
use callsift::lexicon::{Lexicon, LexiconFiles, compile};
use callsift::output::CallOptions;
use callsift::scan::{ScanSettings, Timing};
use callsift::text::{Words, fold_word};
use corpus::Turn;
use corpus::wire::{self, VARIANTS};
use cpu_time::ProcessTime;
use memchr::memchr;
use rayon::iter::{ParallelBridge, ParallelIterator};
use serde::Deserialize;
use std::collections::HashSet;
use std::io::{self, BufRead, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

mod corpus;

/// What every program reads at once.
const BLOCK: usize = 1 << 20;

/// Words of the calls that are looked for, in 10,000.
const SAID: usize = 70;

/// Names of the programs, in the order in which they run.
const PROGRAMS: [&str; 7] =
    ["read", "parse_only", "naive", "words", "words_2_threads", "near_misses", "all"];

fn main() {
    let asked = Asked::from_arguments();
    let forms = corpus::lexicon::rare_words(asked.forms, SAID);
    let truth = Truth::of(&forms);
    let programs = Programs::new(&forms);
    println!("{} forms, {} MiB, {} rounds", asked.forms, asked.mib, asked.rounds);
    println!(
        "{:14} {:16} {:>8} {:>8} {:>10} {:>10} {:>8}",
        "corpus", "program", "CPU s", "MB/s", "x read", "x parse", "hits"
    );
    for (name, times, letters) in VARIANTS {
        let lines: String =
            corpus::calls().iter().map(|call| wire::own(call, times, letters) + "\n").collect();
        let repeats = (asked.mib << 20).div_ceil(lines.len());
        let file: Arc<[u8]> = lines.repeat(repeats).into_bytes().into();
        let mut least = [Duration::MAX; PROGRAMS.len()];
        let mut counts = [Counts::default(); PROGRAMS.len()];
        for _ in 0..asked.rounds {
            for (at, program) in PROGRAMS.iter().enumerate() {
                let begun = ProcessTime::now();
                counts[at] = programs.run(program, &file);
                least[at] = least[at].min(begun.elapsed());
            }
        }
        truth.hold(&counts, repeats, name);
        for (at, program) in PROGRAMS.iter().enumerate() {
            let seconds = least[at].as_secs_f64();
            println!(
                "{name:14} {program:16} {seconds:8.3} {:8.0} {:10.2} {:10.2} {:>8}",
                file.len() as f64 / 1e6 / seconds,
                seconds / least[0].as_secs_f64(),
                seconds / least[1].as_secs_f64(),
                counts[at].hits
            );
        }
    }
}

/// The numbers of the command line.
struct Asked {
    mib: usize,
    rounds: usize,
    forms: usize,
}

impl Asked {
    /// Where nothing is measured (`cargo test --benches`) a little of everything.
    fn from_arguments() -> Asked {
        let arguments: Vec<String> = std::env::args().collect();
        let number = |option: &str, usual: usize| {
            let at = arguments.iter().position(|argument| argument == option);
            at.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(usual)
        };
        let measured = arguments.iter().any(|argument| argument == "--bench");
        let (mib, rounds) = if measured { (64, 7) } else { (1, 1) };
        Asked {
            mib: number("--mib", mib),
            rounds: number("--rounds", rounds),
            forms: number("--forms", 10_000),
        }
    }
}

/// What a program counted.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
struct Counts {
    calls: usize,
    turns: usize,
    hits: usize,
}

/// What there is in one corpus, counted by the obvious program.
struct Truth(Counts);

impl Truth {
    fn of(forms: &[String]) -> Truth {
        let forms: HashSet<String> = forms.iter().map(|form| fold_word(form)).collect();
        let mut truth = Counts::default();
        let mut words = Words::new();
        for call in corpus::calls() {
            truth.calls += 1;
            for turn in &call.turns {
                truth.turns += 1;
                words.clear();
                words.push_text(&Turn::text(turn));
                let folded = words.as_slice().iter().map(|word| words.folded(word));
                truth.hits += folded.filter(|word| forms.contains(*word)).count();
            }
        }
        Truth(truth)
    }

    fn hold(&self, counts: &[Counts; PROGRAMS.len()], repeats: usize, corpus: &str) {
        let Counts { calls, turns, hits } = self.0;
        for (program, counts) in PROGRAMS.iter().zip(counts) {
            assert_eq!(counts.calls, calls * repeats, "{corpus}: calls of {program}");
            if *program == "parse_only" {
                assert_eq!(counts.turns, turns * repeats, "{corpus}: turns of {program}");
            }
            if *program == "near_misses" {
                assert_eq!(counts.hits, 0, "{corpus}: nobody says the second words");
            }
            if program.starts_with("words") {
                assert_eq!(counts.hits, hits * repeats, "{corpus}: hits of {program}");
            }
        }
    }
}

/// Everything that is measured.
struct Programs {
    automaton: AhoCorasick,
    words: Job<ScanWork>,
    near_misses: Job<ScanWork>,
    all: Job<ScanWork>,
}

impl Programs {
    fn new(forms: &[String]) -> Programs {
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::LeftmostLongest)
            .build(forms)
            .expect("an automaton of so many words fits");
        let alone = ScanSettings { timing: Timing::Off, fuzzy: false, ..ScanSettings::default() };
        let phrases = corpus::lexicon::near_misses(forms.len());
        // With dictionaries a word stands for its forms; these are to stand for themselves.
        let exact: Vec<String> = forms.iter().map(|form| format!("={form}")).collect();
        Programs {
            automaton,
            words: job(forms, alone.clone(), Packs::none()),
            near_misses: job(&phrases, alone, Packs::none()),
            all: job(&exact, ScanSettings::default(), Packs::builtin()),
        }
    }

    fn run(&self, program: &str, file: &Arc<[u8]>) -> Counts {
        match program {
            "read" => each_line(file, |_, _| {}),
            "parse_only" => each_line(file, parse),
            "naive" => self.naive(file),
            "words" => scan(&self.words, file, 1),
            "words_2_threads" => scan(&self.words, file, 2),
            "near_misses" => scan(&self.near_misses, file, 1),
            _ => scan(&self.all, file, 1),
        }
    }

    fn naive(&self, file: &[u8]) -> Counts {
        let lines = Cursor::new(file).lines().map_while(Result::ok);
        let found = lines.par_bridge().map(|line| {
            let call: Owned = serde_json::from_str(&line).expect("the corpus is JSON");
            let in_turn = |turn: &OwnedTurn| {
                let text = turn.text.to_lowercase().replace('ё', "е");
                self.automaton.find_iter(&text).count()
            };
            let hits = call.turns.iter().map(in_turn).sum();
            Counts { calls: usize::from(!call.call_id.is_empty()), turns: call.turns.len(), hits }
        });
        found.reduce(Counts::default, |one, other| Counts {
            calls: one.calls + other.calls,
            turns: one.turns + other.turns,
            hits: one.hits + other.hits,
        })
    }
}

#[derive(Deserialize)]
struct Owned {
    call_id: String,
    turns: Vec<OwnedTurn>,
}

#[derive(Deserialize)]
struct OwnedTurn {
    text: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "parsed to be parsed")]
struct Parsed<'a> {
    #[serde(borrow)]
    call_id: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    turns: Vec<ParsedTurn<'a>>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "parsed to be parsed")]
struct ParsedTurn<'a> {
    #[serde(borrow)]
    role: std::borrow::Cow<'a, str>,
    start_ms: i64,
    end_ms: i64,
    #[serde(borrow)]
    text: std::borrow::Cow<'a, str>,
}

fn parse(line: &[u8], counts: &mut Counts) {
    let call: Parsed<'_> = sonic_rs::from_slice(line).expect("the corpus is JSON");
    counts.turns += call.turns.len();
    std::hint::black_box(&call);
}

/// Reads blocks as callsift does, and hands every line on.
fn each_line(mut file: &[u8], mut take: impl FnMut(&[u8], &mut Counts)) -> Counts {
    let mut counts = Counts::default();
    let mut block = vec![0; BLOCK];
    let mut held = 0;
    loop {
        if held == block.len() {
            block.resize(2 * held, 0);
        }
        let read = file.read(&mut block[held..]).expect("memory can be read");
        let end = held + read;
        let mut from = 0;
        while let Some(length) = memchr(b'\n', &block[from..end]) {
            counts.calls += 1;
            take(&block[from..from + length], &mut counts);
            from += length + 1;
        }
        if read == 0 {
            return counts;
        }
        block.copy_within(from..end, 0);
        held = end - from;
    }
}

fn job(forms: &[String], settings: ScanSettings, packs: &Packs) -> Job<ScanWork> {
    // Every word counts, also one that is denied or only supposed, as the slow twin has it.
    let text = corpus::lexicon::toml_of_words(forms)
        .replace("complaint.bench", "complaint.generic")
        .replace("severity = 1\n", "severity = 1\nnegation = \"any\"\n");
    let file = SourceFile { path: "words.toml".to_owned(), text };
    let (lexicon, _): (Lexicon, _) =
        compile(&LexiconFiles::new(vec![file]), packs).expect("words make a lexicon");
    let work = ScanWork { lexicon, settings, options: CallOptions::default(), cards: false };
    Job { work, reading: Reading::default() }
}

/// Counts what comes out.
impl Sink<ScannedCall> for Counts {
    fn take(&mut self, event: Event<ScannedCall>) -> io::Result<()> {
        match event {
            Event::Call { call, .. } => {
                self.calls += 1;
                self.hits +=
                    call.made.report.found.iter().map(|found| *found as usize).sum::<usize>();
            }
            // The same calls come again and again.
            Event::Duplicate { .. } => self.calls += 1,
            Event::FileEnd { .. } | Event::Progress { .. } => {}
            Event::Reject(_) | Event::EmptyFile(_) => panic!("nothing is rejected"),
        }
        Ok(())
    }
}

fn scan(job: &Job<ScanWork>, file: &Arc<[u8]>, threads: usize) -> Counts {
    let file = Cursor::new(Arc::clone(file));
    let input = Input {
        name: "corpus.jsonl".to_owned(),
        stem: Some("corpus".to_owned()),
        open: Box::new(|| Ok(Source::Stream(Box::new(file)))),
        prompt: false,
    };
    let mut counts = Counts::default();
    let stop = AtomicBool::new(false);
    let done = run(vec![input], job, threads, Begin::default(), &mut counts, &stop);
    assert!(done.is_ok_and(|counts| counts.add_up()), "every record is accounted for");
    counts
}
