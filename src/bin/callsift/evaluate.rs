//! `callsift evaluate`: labelled calls in, figures out.

mod figures;
mod html;
mod page;
mod plot;
mod text;
mod weights_file;

use crate::args::{EvaluateArgs, WeightsArg};
use crate::exit::{Exit, Stop};
use crate::inputs::{self, Inputs};
use crate::interrupt::Interrupt;
use crate::messages::evaluate as words;
use crate::reading;
use crate::scan::pretty;
use crate::settings::Settings;
use crate::{choice, lexicon, private_file, tables, terminal};
use callsift::batch::{
    Begin, Conflict, Counts, Event, FromRecord, Job, Reading, RejectRecord, RunError, Sink,
    TextEncoding, Work, run,
};
use callsift::evaluation::{
    Evaluator, FitOptions, Fitting, LabelField, LabelTable, NAMED, Observation, Observer,
    TableColumns, Weights, WeightsOf,
};
use callsift::format::KeepExtra;
use callsift::language::Language;
use callsift::lexicon::Lexicon;
use callsift::output::evaluation_v1::{Evaluation, Frame};
use callsift::output::run_v1::Records;
use callsift::scan::{ScanSettings, Scanner};
use callsift::transcript::Transcript;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Runs `callsift evaluate`.
pub(crate) fn run_evaluate(args: &EvaluateArgs, screen: Language) -> Result<Exit, Stop> {
    // Everything the user typed is looked at before anything is read.
    let settings = Settings::load(&args.settings)?;
    let options = fit_options(args)?;
    let lexicon = lexicon::load(&args.lexicon)?;
    let weights_of = match args.weights {
        WeightsArg::Lexicon => WeightsOf::Lexicon,
        WeightsArg::Ones => WeightsOf::Ones,
    };
    let weights = Weights::new(weights_of, &lexicon);
    let observer = observer(args, weights.clone(), settings.read.encoding, screen)?;
    let table = observer.table.clone();
    protect(args)?;
    let inputs = inputs::find(&args.inputs, None)?;
    let all_settings = noted(args, &settings, &options, observer.table.is_some());
    let reading = Reading { keep_extra: KeepExtra::Yes, ..reading::of(&args.reading, &settings)? };
    let job = Job { work: Observing { lexicon, settings: settings.scan, observer }, reading };
    let lexicon = &job.work.lexicon;
    let mut sink = EvaluationSink {
        evaluator: Evaluator::new(lexicon, &weights, table.as_ref(), usize::from(args.worst)),
        rejects: Vec::new(),
        conflicts: 0,
    };
    let counts = read(inputs, &job, args, &mut sink)?;
    let EvaluationSink { evaluator, rejects, conflicts } = sink;
    if evaluator.is_empty() {
        return Err(nothing(args, &counts, &rejects));
    }
    let fitting = if args.fit.is_some() { Fitting::Yes } else { Fitting::No };
    let evaluation = evaluator.finish(&options, fitting);
    let records = Records {
        read: counts.read,
        good: counts.good,
        duplicates: counts.duplicates,
        rejected: counts.rejected,
        skipped: counts.skipped,
    };
    let page = page::Page {
        evaluation: &evaluation,
        lexicon,
        weights_of,
        weights: &weights,
        options: &options,
        table: table.as_ref(),
        by: args.by.as_deref(),
        rejects: &rejects,
        rejected: counts.rejected,
        conflicts,
        screen,
    };
    let sections = page.sections();
    let json = || {
        let frame =
            Frame { lexicon, weights_of, weights: &weights, settings: all_settings, records };
        pretty(&Evaluation::new(&evaluation, frame))
    };
    if let Some(file) = &args.html {
        write(file, html::page(&sections, &page).as_bytes())?;
    }
    let mut to_stdout = false;
    if let Some(file) = &args.json {
        let json = json();
        to_stdout = file.as_os_str() == "-";
        if to_stdout { terminal::write(&json)? } else { write(file, &json)? }
    }
    if !to_stdout {
        terminal::print(&text::render(&sections, screen))?;
    }
    let mut fit_failed = false;
    if let Some(file) = &args.fit {
        match &evaluation.fit {
            Some(Ok(fit)) => {
                let header = weights_file::Header { evaluation: &evaluation, options: &options };
                write(file, weights_file::render(fit, lexicon, &header).as_bytes())?;
                let shown = terminal::shown(&file.display().to_string());
                tell(args, &words::FIT_WRITTEN.with(screen, &[("file", &shown)]));
            }
            Some(Err(untold)) => {
                fit_failed = true;
                let why = figures::why(untold, screen);
                terminal::tell(&words::FIT_UNTOLD.with(screen, &[("why", &why)]));
            }
            None => {}
        }
    }
    let faulty = evaluation.labels.faulty + evaluation.labels.row_faults;
    Ok(match (fit_failed, faulty + counts.rejected) {
        (true, _) => Exit::Failed,
        (false, 0) => Exit::Done,
        (false, _) => Exit::SomeRejected,
    })
}

fn tell(args: &EvaluateArgs, message: &str) {
    if !args.quiet {
        terminal::tell(message);
    }
}

fn fit_options(args: &EvaluateArgs) -> Result<FitOptions, Stop> {
    let told = |flag: &str, value: f64, why: &str| Stop::usage(format!("{flag} {value}: {why}"));
    if !(0.0..1.0).contains(&args.max_false) {
        let why = "a share lies between 0 and 1; write 0.05 for 5 %";
        return Err(told("--max-false", args.max_false, why));
    }
    if !(args.l2 > 0.0 && args.l2 <= 1e6) {
        return Err(told("--l2", args.l2, "it must be above 0, and at most 1000000"));
    }
    Ok(FitOptions {
        max_false: args.max_false,
        min_calls: u64::from(args.min_calls),
        l2: args.l2,
        folds: u64::from(args.folds),
    })
}

fn observer(
    args: &EvaluateArgs,
    weights: Weights,
    encoding: Option<TextEncoding>,
    screen: Language,
) -> Result<Observer, Stop> {
    let field = |flag: &str, path: &str| {
        LabelField::parse(path).ok_or_else(|| {
            Stop::usage(format!("{flag} {path}: write names with points between: labels.complaint"))
        })
    };
    let columns = TableColumns::default();
    let columns = TableColumns {
        id: args.gold_id.clone().unwrap_or(columns.id),
        label: args.gold_label.clone().unwrap_or(columns.label),
    };
    let table = args.gold.as_deref().map(|file| {
        let told = |why: String| Stop::usage(format!("--gold {}: {why}", file.display()));
        let (path, options) = tables::named(file, encoding);
        let content = fs::read(&path).map_err(|error| told(error.to_string()))?;
        let table = LabelTable::read(&content, &columns, &options).map_err(told)?;
        if let Some(kind) = &table.kind {
            tables::tell_sheet(&file.display().to_string(), kind, screen);
        }
        Ok(table)
    });
    let only = args.only.iter().map(|written| {
        let (path, value) = written.split_once('=').ok_or_else(|| {
            Stop::usage(format!("--only {written}: write a field and a value: labels.shop=true"))
        })?;
        Ok((field("--only", path)?, value.to_owned()))
    });
    Ok(Observer {
        field: args
            .label
            .as_ref()
            .map_or_else(|| Ok(LabelField::default()), |p| field("--label", p))?,
        table: table.transpose()?,
        weights,
        by: args.by.as_ref().map(|path| field("--by", path)).transpose()?,
        only: only.collect::<Result<_, Stop>>()?,
    })
}

/// Refuses to write over what is read, and weights over a file that is not made by callsift.
fn protect(args: &EvaluateArgs) -> Result<(), Stop> {
    let gold = args.gold.as_deref().map(|file| tables::named(file, None).0);
    let read = args.inputs.iter().chain(&gold);
    let read: Vec<PathBuf> = read.filter_map(|path| path.canonicalize().ok()).collect();
    let mut written: Vec<(&str, PathBuf)> = Vec::new();
    for (flag, file) in [("--html", &args.html), ("--json", &args.json), ("--fit", &args.fit)] {
        let Some(file) = file.as_ref().filter(|file| file.as_os_str() != "-") else { continue };
        let shown = file.display();
        if file.is_dir() {
            return Err(Stop::usage(format!("{flag} {shown}: it is a folder; name a file")));
        }
        let real = file.canonicalize().or_else(|_| std::path::absolute(file));
        let real = real.unwrap_or_else(|_| file.clone());
        if read.contains(&real) {
            return Err(Stop::usage(format!("{flag} {shown}: it is an input and would be lost")));
        }
        if let Some((other, _)) = written.iter().find(|(_, path)| *path == real) {
            return Err(Stop::usage(format!("{flag} {shown}: {other} goes there already")));
        }
        written.push((flag, real));
    }
    if let Some(file) = &args.fit {
        let shown = file.display();
        if file.extension().is_none_or(|ending| ending != "toml") {
            return Err(Stop::usage(format!("--fit {shown}: the name of the file ends in .toml")));
        }
        let there = fs::read_to_string(file);
        if there.is_ok_and(|text| !text.starts_with(weights_file::FIRST_LINE)) {
            let why = "it is there already and not made by --fit; name another file";
            return Err(Stop::usage(format!("--fit {shown}: {why}")));
        }
    }
    Ok(())
}

/// Every setting that decides what comes out, by its name on the command line.
fn noted(
    args: &EvaluateArgs,
    settings: &Settings,
    options: &FitOptions,
    has_table: bool,
) -> BTreeMap<String, serde_json::Value> {
    let mut all = settings.all();
    choice::note(&args.lexicon, &mut all);
    reading::note(&args.reading, &mut all);
    let mut note = |name: &str, value: serde_json::Value| all.insert(name.to_owned(), value);
    note("label", args.label.as_deref().unwrap_or("labels.complaint").into());
    note("gold", has_table.into());
    if let Some(by) = &args.by {
        note("by", by.as_str().into());
    }
    if !args.only.is_empty() {
        note("only", args.only.clone().into());
    }
    note("max_false", options.max_false.into());
    note("min_calls", options.min_calls.into());
    note("l2", options.l2.into());
    note("folds", options.folds.into());
    all
}

/// Reads all calls into the sink.
fn read(
    inputs: Inputs,
    job: &Job<Observing>,
    args: &EvaluateArgs,
    sink: &mut EvaluationSink<'_>,
) -> Result<Counts, Stop> {
    let interrupt = Interrupt::install(inputs.bytes.is_some())?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = args.threads.map_or(cores, usize::from);
    run(inputs.list, job, threads, Begin::anew(), sink, interrupt.flag()).map_err(|error| {
        match error {
            // The sink cannot fail; it keeps everything in memory.
            RunError::Output(error) => Stop::output(error.to_string()),
            RunError::Threads(why) => Stop::usage(format!("--threads {threads}: {why}")),
            RunError::Stopped => Stop {
                exit: interrupt.exit(),
                message: "interrupted; nothing was written".to_owned(),
            },
        }
    })
}

/// There is no call to speak of.
fn nothing(args: &EvaluateArgs, counts: &Counts, rejects: &[RejectRecord]) -> Stop {
    let first = rejects.first().map(figures::reject);
    let message = match first {
        Some(first) => format!("no call could be read; the first that could not: {first}"),
        None if counts.good > 0 => {
            format!("none of {} calls has {}", counts.good, args.only.join(" and "))
        }
        None => "there is no call in the input".to_owned(),
    };
    Stop::usage(message)
}

/// Scans calls and keeps of each what figures are made of.
struct Observing {
    lexicon: Lexicon,
    settings: ScanSettings,
    observer: Observer,
}

impl Work for Observing {
    type Tools<'w> = Scanner<'w>;
    /// `None` of a call that does not count.
    type Made = Option<Box<Observation>>;

    fn tools(&self) -> Scanner<'_> {
        Scanner::new(&self.lexicon, &self.settings)
    }

    fn work<'w>(
        &'w self,
        scanner: &mut Scanner<'w>,
        call: &Transcript,
        _: &FromRecord<'_>,
    ) -> Self::Made {
        let report = scanner.scan(call);
        self.observer.observe(call, &report, &self.lexicon).map(Box::new)
    }
}

/// Collects what was observed.
struct EvaluationSink<'l> {
    evaluator: Evaluator<'l>,
    /// The first records that could not be read.
    rejects: Vec<RejectRecord>,
    conflicts: u64,
}

impl Sink<Option<Box<Observation>>> for EvaluationSink<'_> {
    fn take(&mut self, event: Event<Option<Box<Observation>>>) -> io::Result<()> {
        match event {
            Event::Call { call, conflict } => {
                self.conflicts += u64::from(conflict == Conflict::Yes);
                if let Some(observed) = call.made {
                    self.evaluator.take(*observed);
                }
            }
            Event::Reject(record) if self.rejects.len() < NAMED => self.rejects.push(record),
            Event::Reject(_)
            | Event::Duplicate { .. }
            | Event::EmptyFile(_)
            | Event::FileEnd { .. }
            | Event::Progress { .. } => {}
        }
        Ok(())
    }
}

/// A whole file, written aside first so that no half of it is ever in its place.
fn write(file: &Path, content: &[u8]) -> Result<(), Stop> {
    let told = |error: io::Error| Stop::output(format!("{}: {error}", file.display()));
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        private_file::create_dir_all(folder).map_err(told)?;
    }
    private_file::replace(file, content).map_err(told)
}
