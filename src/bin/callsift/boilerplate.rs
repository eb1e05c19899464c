//! `callsift boilerplate`: finds what repeats word for word over many calls, and proposes a file of
//! announcements for a person to read.

use crate::args::BoilerplateArgs;
use crate::exit::{Exit, Stop};
use crate::inputs;
use crate::messages::{boilerplate as say, number, terms};
use crate::reading;
use crate::settings::Settings;
use crate::terminal::{self, shown};
use crate::{privacy, private_file};
use callsift::batch::{Event, FromRecord, Job, Sink, Work};
use callsift::language::Language;
use callsift::repetition::{Repeated, RepeatedText, RepetitionSettings, RunCounts, Stretch};
use callsift::transcript::Transcript;
use std::fmt::Write;
use std::io;
use std::path::Path;

/// The least share of calls that say a text, in thousandths, unless the user says so.
const SHARE: u64 = 5;

/// The least number of calls that say a text, whatever the share.
const LEAST: u32 = 5;

/// From which share of its calls on a text is called a script of the agent's.
const BY_PEOPLE: f64 = 0.5;

/// Runs `callsift boilerplate`.
pub(crate) fn run_boilerplate(args: &BoilerplateArgs, screen: Language) -> Result<Exit, Stop> {
    if args.inputs.iter().any(|input| input.as_os_str() == "-") {
        let why = "-: the calls are read twice, which standard input cannot be; name a file";
        return Err(Stop::usage(why));
    }
    if let Some(out) = args.out.as_ref().filter(|out| out.exists() && !args.force) {
        let out = out.display();
        return Err(Stop::usage(format!("--out {out}: is there already; --force replaces it")));
    }
    let settings = Settings::load(&args.settings)?;
    let min_words = usize::from(args.min_words);
    let known = RepetitionSettings { min_words, min_calls: LEAST };
    let reading = reading::of(&args.reading, &settings)?;
    let counting = Job { work: Counting(RunCounts::new(known)), reading };
    let mut first = Tally::default();
    inputs::run_all(inputs::find(&args.inputs, None)?, &counting, &mut first)?;
    let by_share = u32::try_from(first.calls * SHARE / 1_000).unwrap_or(u32::MAX);
    let min_calls = args.min_calls.unwrap_or(LEAST.max(by_share));
    let Counting(counts) = counting.work;
    let reading = counting.reading;
    let cutting = Job { work: Cutting(counts.at_least(min_calls)), reading };
    let mut second = Repetitions::default();
    inputs::run_all(inputs::find(&args.inputs, None)?, &cutting, &mut second)?;
    let texts = second.0.texts(min_calls);
    let proposal = Proposal { texts: &texts, calls: first.calls, screen };
    match &args.out {
        Some(out) => write_file(out, &proposal.file())?,
        None => terminal::print(&proposal.file())?,
    }
    terminal::tell(&proposal.summary(args.out.as_deref()));
    Ok(if first.rejected > 0 { Exit::SomeRejected } else { Exit::Done })
}

fn write_file(out: &Path, text: &str) -> Result<(), Stop> {
    let told = |error: io::Error| Stop::output(format!("{}: {error}", out.display()));
    private_file::write(out, text.as_bytes()).map_err(told)
}

/// The first pass.
struct Counting(RunCounts);

impl Work for Counting {
    type Tools<'w> = ();
    type Made = ();

    fn tools(&self) {}

    fn work(&self, (): &mut (), call: &Transcript, _: &FromRecord<'_>) {
        self.0.count(call);
    }
}

/// The second pass.
struct Cutting(RunCounts);

impl Work for Cutting {
    type Tools<'w> = ();
    type Made = Vec<Stretch>;

    fn tools(&self) {}

    fn work(&self, (): &mut (), call: &Transcript, _: &FromRecord<'_>) -> Vec<Stretch> {
        self.0.stretches(call)
    }
}

#[derive(Default)]
struct Tally {
    calls: u64,
    rejected: u64,
}

impl Sink<()> for Tally {
    fn take(&mut self, event: Event<()>) -> io::Result<()> {
        match event {
            Event::Call { .. } => self.calls += 1,
            Event::Reject(_) => self.rejected += 1,
            Event::Duplicate { .. }
            | Event::EmptyFile(_)
            | Event::FileEnd { .. }
            | Event::Progress { .. } => {}
        }
        Ok(())
    }
}

#[derive(Default)]
struct Repetitions(Repeated);

impl Sink<Vec<Stretch>> for Repetitions {
    fn take(&mut self, event: Event<Vec<Stretch>>) -> io::Result<()> {
        if let Event::Call { call, .. } = event {
            self.0.add(call.made);
        }
        Ok(())
    }
}

/// What is proposed.
struct Proposal<'a> {
    texts: &'a [RepeatedText],
    calls: u64,
    screen: Language,
}

impl Proposal<'_> {
    /// A lexicon file: what people seem to say stands in it as a comment.
    fn file(&self) -> String {
        let mut file = String::new();
        for line in say::HEAD.of(self.screen).lines() {
            // Writing to a string cannot fail.
            let _ = writeln!(file, "# {line}");
        }
        for text in self.texts {
            let _ = writeln!(file, "\n# {}", self.counts(text));
            let by_people = is_said_by_people(text);
            if by_people {
                let _ = writeln!(file, "# {}", say::PEOPLE.of(self.screen));
            }
            let mark = if by_people { "# " } else { "" };
            let quoted =
                toml::Value::String(shown(&privacy::without_cards(&text.text))).to_string();
            let _ = writeln!(file, "{mark}[[announcement]]\n{mark}text = {quoted}");
        }
        file
    }

    fn counts(&self, text: &RepeatedText) -> String {
        let of = |part: u32| {
            number::percent(self.screen, f64::from(part) / f64::from(text.calls.max(1)), 0)
        };
        let calls = terms::CALLS.of(self.screen, u64::from(text.calls));
        say::COUNTS.with(
            self.screen,
            &[
                ("calls", &calls),
                ("all", &number::whole(self.screen, self.calls)),
                ("start", &of(text.at_start)),
                ("agent", &of(text.by_agent)),
                ("customer", &of(text.by_customer)),
            ],
        )
    }

    fn summary(&self, out: Option<&Path>) -> String {
        let machines = self.texts.iter().filter(|text| !is_said_by_people(text)).count();
        let calls = terms::CALLS.of(self.screen, self.calls);
        let values = [
            ("calls", calls.as_str()),
            ("machines", &machines.to_string()),
            ("people", &(self.texts.len() - machines).to_string()),
        ];
        let mut summary = say::SUMMARY.with(self.screen, &values);
        if let Some(out) = out.filter(|_| !self.texts.is_empty()) {
            let out = out.display().to_string();
            summary += "\n";
            summary += &say::NEXT.with(self.screen, &[("file", &out)]);
        }
        summary
    }
}

/// Whether a text is more likely a script than a machine's.
fn is_said_by_people(text: &RepeatedText) -> bool {
    f64::from(text.by_agent + text.by_customer) >= BY_PEOPLE * f64::from(text.calls)
}
