//! `callsift scan`: plan, run, publish.

mod folder;

use crate::args::{ReadArgs, ScanArgs};
use crate::critical::CriticalCalls;
use crate::customers::{self, CustomerFile};
use crate::exit::{Exit, Stop};
use crate::inputs::{self, Inputs};
use crate::interrupt::Interrupt;
use crate::messages::{summary as texts, terms};
use crate::motion::Motion;
use crate::operation::{Gate, Times};
use crate::publish::{HeldFolder, RUN, protect};
use crate::reading;
use crate::rejects;
use crate::resume::Identity;
use crate::settings::Settings;
use crate::summary::{Done, Summary};
use crate::terminal::shown;
use crate::{choice, lexicon, log, privacy, protocol, tables, tally, terminal};
use callsift::batch::Reading;
use callsift::batch::{
    Begin, Counts, Event, Job, KeepBytes, RunError, ScanWork, ScannedCall, Selected, Selection,
    Sink, run,
};
use callsift::format::KeepExtra;
use callsift::language::Language;
use callsift::output::CallOptions;
use callsift::output::json_v1::ENGINE;
use callsift::output::reject_v1::Reject;
use callsift::output::run_v1::{self, InputFile, Records, Report, Retry, Run};
use callsift::record::{AttachOptions, Waiting};
use folder::FolderSink;
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Rejects of an earlier scan, to be read again.
pub(crate) struct Mended<'a> {
    pub(crate) selection: Arc<Selection>,
    pub(crate) retry: Retry,
    /// The earlier scan, if it is known.
    pub(crate) run: Option<Run>,
    /// The files with the rejects, which must not be replaced.
    pub(crate) rejects: &'a [PathBuf],
}

/// Runs `callsift scan`.
pub(crate) fn run_scan(args: &ScanArgs, screen: Language) -> Result<Exit, Stop> {
    run_all_or(args, screen, None)
}

/// Runs a scan of those records alone that an earlier one could not read.
pub(crate) fn run_mended(
    args: &ScanArgs,
    screen: Language,
    mended: &Mended<'_>,
) -> Result<Exit, Stop> {
    run_all_or(args, screen, Some(mended))
}

fn run_all_or(
    args: &ScanArgs,
    screen: Language,
    mended: Option<&Mended<'_>>,
) -> Result<Exit, Stop> {
    // Everything the user typed is looked at before anything is written.
    if args.out.as_deref() == Some(Path::new("-")) {
        let message = "--out -: leave --out away, and calls go to standard output";
        return Err(Stop::usage(message.to_owned()));
    }
    let mut settings = Settings::load(&args.settings)?;
    let earlier = mended.and_then(|mended| mended.run.as_ref());
    if let Some(run) = earlier
        && args.settings.config.is_none()
        && args.settings.set.is_empty()
    {
        settings.take(&run.settings).map_err(Stop::usage)?;
        settings.choose(&args.settings)?;
    }
    settings.scan.redaction = privacy::policy(&args.redact)?;
    let lexicon = lexicon::load(&args.lexicon)?;
    protocol::check(&settings.scan, &lexicon)?;
    let gate = Gate::load(&args.operation, &lexicon)?;
    let motion = Motion::settling(args.settle.as_deref())?;
    let inputs = inputs::find_at_rest(&args.inputs, args.out.as_deref(), motion)?;
    let attach = customers::options(&args.matching, &settings)?;
    let customer_file = args.customers.as_deref();
    let open = |file| CustomerFile::open(file, settings.read.encoding, screen);
    let customer_file = customer_file.map(open).transpose()?;
    let noted = run_settings(&settings, args, &attach);
    let identity = Identity {
        lexicon: lexicon.hash().to_owned(),
        settings: noted.clone(),
        // Which records are read again is known by reading; such a run is short.
        inputs: if mended.is_some() { None } else { inputs.paths.clone() },
        left: inputs.left.clone(),
        beside: beside(args, customer_file.as_ref()),
    };
    if let Some(out) = &args.out {
        protect(out, &args.inputs)?;
        protect(out, mended.map_or(&[], |mended| mended.rejects))?;
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let keep_extra = if args.keep_extra { KeepExtra::Yes } else { KeepExtra::No };
    let plan = Plan {
        threads: args.threads.map_or(cores, usize::from),
        job: ManuallyDrop::new(Job {
            work: ScanWork {
                lexicon,
                options: CallOptions {
                    clear: settings.clear,
                    silence: settings.scan.timeline.silence,
                },
                settings: settings.scan.clone(),
                cards: customer_file.is_some(),
            },
            reading: Reading {
                keep_extra,
                keep_bytes: if args.keep_rejected_bytes { KeepBytes::Yes } else { KeepBytes::No },
                only: mended.map(|mended| Arc::clone(&mended.selection)),
                ..reading::of(&args.reading, &settings)?
            },
        }),
        retry: mended.map(|mended| mended.retry.clone()),
        rejecting: if args.strict { Rejecting::Ends(screen) } else { Rejecting::GoesOn },
        settings: noted,
        identity,
        checkpoint: args.checkpoint,
        max_rejects: settings.max_rejects,
        customers: customer_file.map(|file| (file, attach)),
        waiting: Vec::new(),
        quiet: args.quiet || log::is_json(),
        gate,
        screen,
        interrupt: Interrupt::install(inputs.bytes.is_some())?,
    };
    inputs.motion.stop_with(plan.interrupt.shared());
    match &args.out {
        Some(out) => plan.into_folder(inputs, HeldFolder::take(out)?, &out.display().to_string()),
        None => plan.into_stream(inputs),
    }
}

/// Everything a run needs, checked.
struct Plan {
    threads: usize,
    /// Never taken apart: the program ends with the run, and the words of a lexicon are many.
    job: ManuallyDrop<Job<ScanWork>>,
    settings: BTreeMap<String, serde_json::Value>,
    identity: Identity,
    checkpoint: Duration,
    /// Rejects that are written.
    max_rejects: u64,
    customers: Option<(CustomerFile, AttachOptions)>,
    /// What is read again, if not all is read.
    retry: Option<Retry>,
    rejecting: Rejecting,
    /// What waits for somebody on the records that were written.
    waiting: Vec<Waiting>,
    quiet: bool,
    gate: Gate,
    screen: Language,
    interrupt: Interrupt,
}

/// What a reject does to a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rejecting {
    /// It is written, and the run goes on.
    GoesOn,
    /// It ends the run, and is told in this language.
    Ends(Language),
}

impl Rejecting {
    /// Whether the run goes on.
    fn with(self, reject: &Reject) -> Result<(), Stop> {
        match self {
            Rejecting::GoesOn => Ok(()),
            Rejecting::Ends(screen) => Err(rejects::strict(reject, screen)),
        }
    }
}

/// Every setting that decides what comes out, by its name on the command line.
fn run_settings(
    settings: &Settings,
    args: &ScanArgs,
    attach: &AttachOptions,
) -> BTreeMap<String, serde_json::Value> {
    let mut all = settings.all();
    reading::note(&args.reading, &mut all);
    privacy::note(&settings.scan.redaction, &mut all);
    all.insert("keep_extra".to_owned(), args.keep_extra.into());
    if args.keep_rejected_bytes {
        all.insert("keep_rejected_bytes".to_owned(), true.into());
    }
    choice::note(&args.lexicon, &mut all);
    if args.customers.is_some() {
        let fields = &attach.fields;
        all.insert("key".to_owned(), attach.own_key.as_str().into());
        all.insert("customer_id".to_owned(), fields.customer_id.clone().into());
        all.insert("phone".to_owned(), fields.phone.clone().into());
        all.insert("email".to_owned(), fields.email.clone().into());
        all.insert("region".to_owned(), args.matching.region.clone().into());
        all.insert("region_field".to_owned(), attach.region_field.clone().into());
        all.insert("own_phone".to_owned(), args.matching.own_phone.clone().into());
        all.insert("as_of".to_owned(), args.matching.as_of.clone().into());
        all.insert("replace".to_owned(), args.matching.replace.into());
        all.insert("renew".to_owned(), args.matching.renew.into());
        settings.note_history(&mut all);
    }
    all
}

impl Plan {
    fn into_folder(
        mut self,
        inputs: Inputs,
        folder: HeldFolder,
        shown: &str,
    ) -> Result<Exit, Stop> {
        let clock = jiff::Timestamp::now();
        let began = Instant::now();
        if let Some(run) = self.identity.complete(folder.path(), &self.interrupt)? {
            let mut judged = run.clone();
            self.gate.judge(&mut judged);
            // Held against something else it says something else.
            if pretty(&judged) == pretty(&run) {
                return self.complete(&run, (folder.path(), shown), clock, began);
            }
        }
        let Inputs { bytes, left, motion, .. } = &inputs;
        let (bytes, mut left, motion) = (*bytes, left.clone(), motion.clone());
        let (again, mut list) = (inputs.again(), inputs.list);
        let name = self.identity.name();
        let (folder, resumed) = folder.begin(name.as_deref().unwrap_or_default())?;
        let (mut sink, mut begin) = FolderSink::begin(folder, resumed, &self, &motion)?;
        sink.secures = name.is_some();
        if begin.reached.pieces > 0 && !self.quiet {
            let calls = terms::CALLS.of(self.screen, begin.reached.counts.good);
            terminal::tell(&texts::GOES_ON.with(self.screen, &[("calls", calls.as_str())]));
        }
        let counts = loop {
            sink.progress = self.progress(bytes);
            let stop = self.interrupt.flag();
            let done = run(list, &self.job, self.threads, begin, &mut sink, stop);
            sink.progress.finish_and_clear();
            let counts = match done {
                Ok(counts) => sink.files.counts(counts),
                Err(error) => return Err(self.cut_short(error, sink)),
            };
            if !sink.files.is_spoilt() {
                break counts;
            }
            list = again.list(&motion).ok_or_else(|| cannot_begin_anew(&motion))?;
            (sink, begin) = sink.anew(&self, &motion)?;
        };
        assert!(counts.add_up(), "every record is good, duplicate, rejected or skipped");
        left.extend(motion.left());
        // What follows can be done again from here.
        sink.secure()?;
        let FolderSink { mut folder, calls, mut rejects, tally, files, cards, .. } = sink;
        let inputs = files.inputs;
        folder.finish(calls)?;
        let customers = match self.customers.take() {
            None => None,
            Some((file, options)) => {
                let rejecting = self.rejecting;
                let mut reject = |reject: &Reject| {
                    rejecting.with(reject)?;
                    rejects.write(reject).map_err(|error| rejects.told(&error))
                };
                let done = file.attach(cards, options, &mut folder, &mut reject, &self.interrupt);
                if done.as_ref().is_err_and(|stop| is_final(stop.exit)) {
                    folder.forget();
                }
                let (customers, waiting) = done?;
                self.waiting = waiting;
                Some(customers)
            }
        };
        let (rejects, rejects_not_kept) = rejects.into_parts();
        folder.finish(rejects)?;
        let seconds = began.elapsed().as_secs_f64();
        let report = report(clock, seconds, self.threads, &counts, &inputs);
        folder.write("run-report.json", &pretty(&report))?;
        let lexicon = &self.job.work.lexicon;
        let mut run = Run {
            schema: run_v1::RUN.to_owned(),
            engine: ENGINE.to_owned(),
            lexicon: lexicon.hash().to_owned(),
            rules: lexicon.rules().iter().map(|r| (r.id.clone(), r.revision.clone())).collect(),
            settings: std::mem::take(&mut self.settings),
            inputs,
            left,
            beside: self.identity.beside(&self.interrupt)?,
            counts: written(&counts),
            calls_by_category: tally.calls_by_category(),
            findings: tally.by_category(lexicon),
            findings_by_rule: tally.by_rule(lexicon),
            retry: self.job.reading.only.as_deref().zip(self.retry.take()).map(
                |(selection, retry)| {
                    let Selected { found, changed, missing } = selection.selected();
                    Retry { found, changed, missing, ..retry }
                },
            ),
            rejects: tally.rejects.clone(),
            rejects_not_kept,
            warnings: tally.warnings.clone(),
            conflicts: tally.conflicts,
            flagged: tally.flagged,
            substance: tally.substance.clone(),
            resolution: tally.resolution.clone(),
            no_talk: tally.no_talk,
            promises: tally.promises.clone(),
            without_promises: tally.without_promises.clone(),
            critical_calls: tally.critical.calls,
            critical: tally.critical.by_error.clone(),
            without_timeline: tally.without_timeline.clone(),
            longest_silence: tally.longest_silence.clone(),
            severity: tally.sources.severity(),
            sources: tally.sources.sources(),
            further_sources: tally.sources.further(),
            rejects_allowed: None,
            baseline: None,
            fail_on: Vec::new(),
            customers,
            purged: None,
            // What differs from run to run is not hashed, or this file would differ as well.
            outputs: folder
                .finished()
                .iter()
                .filter(|file| file.file != "run-report.json")
                .cloned()
                .collect(),
        };
        self.gate.judge(&mut run);
        folder.write(RUN, &pretty(&run))?;
        folder.publish()?;
        self.tell(&run, &tally.worst, &tally.critical, shown, seconds);
        self.end(&run, shown, clock, seconds)
    }

    /// The run was done before, to its end.
    fn complete(
        &self,
        run: &Run,
        (folder, shown): (&Path, &str),
        clock: jiff::Timestamp,
        began: Instant,
    ) -> Result<Exit, Stop> {
        let calls = File::open(folder.join("calls.jsonl"));
        let worst = calls.map(|file| tally::worst_written(BufReader::new(file)));
        let (worst, critical) = worst.unwrap_or_default();
        self.tell(run, &worst, &critical, shown, began.elapsed().as_secs_f64());
        if !self.quiet {
            terminal::tell(texts::COMPLETE.of(self.screen));
        }
        self.end(run, shown, clock, began.elapsed().as_secs_f64())
    }

    /// The summary, for the person who reads it first.
    fn tell(
        &self,
        run: &Run,
        worst: &[(u32, String)],
        critical: &CriticalCalls,
        shown: &str,
        seconds: f64,
    ) {
        if !self.quiet {
            let settings = &self.job.work.settings;
            let least_ms = settings.timeline.silence.min_ms;
            let lexicon = &self.job.work.lexicon;
            let protocol = settings.protocol.as_deref().and_then(|id| lexicon.protocol(id));
            let waiting = &self.waiting;
            let done = Done { run, worst, critical, protocol, waiting, lexicon, seconds, least_ms };
            let mut summary = Summary::new(self.screen, shown);
            summary.scan(&done);
            terminal::tell(&summary.text());
        }
    }

    /// Tells what the run came to, to those who watch over it.
    fn end(
        &self,
        run: &Run,
        shown: &str,
        clock: jiff::Timestamp,
        seconds: f64,
    ) -> Result<Exit, Stop> {
        self.gate.tell(run, shown, self.screen, seconds);
        self.gate.metrics(run, &Times { started: clock.as_millisecond() as f64 / 1e3, seconds })?;
        let missing = run.retry.as_ref().map_or(0, |retry| retry.missing);
        let exit = self.gate.exit(run);
        Ok(if exit == Exit::Done && missing > 0 { Exit::SomeRejected } else { exit })
    }

    /// One line out for each record in, in order; nothing is remembered, so memory stays flat.
    fn into_stream(self, inputs: Inputs) -> Result<Exit, Stop> {
        let (out, rejecting) = (io::stdout().lock(), self.rejecting);
        let mut sink = StreamSink { out, rejecting, failed: None };
        let stop = self.interrupt.flag();
        if !self.quiet && !inputs.left.is_empty() {
            let mut summary = Summary::new(self.screen, "");
            summary.left(&inputs.left);
            terminal::tell(&summary.text());
        }
        let begin = Begin::default();
        match run(inputs.list, &self.job, self.threads, begin, &mut sink, stop) {
            Ok(counts) if counts.rejected > 0 => {
                self.gate.log_stream(&written(&counts));
                if !self.quiet {
                    let records = terms::RECORDS.of(self.screen, counts.rejected);
                    let values = [("records", records.as_str())];
                    terminal::tell(&texts::UNREADABLE_STREAM.with(self.screen, &values));
                }
                Ok(self.gate.exit_of(&written(&counts), None))
            }
            Ok(counts) => {
                self.gate.log_stream(&written(&counts));
                Ok(Exit::Done)
            }
            Err(error) => Err(self.ended(error, sink.failed.take())),
        }
    }

    /// The run ends before its end; what is safe of it is gone on with by the same run.
    fn cut_short(&self, error: RunError, mut sink: FolderSink) -> Stop {
        if matches!(error, RunError::Stopped)
            && let Err(stop) = sink.secure()
        {
            return stop;
        }
        let stop = self.ended(error, sink.failed.take());
        if is_final(stop.exit) {
            sink.folder.forget();
        }
        if !sink.folder.is_safe() {
            return stop;
        }
        let calls = terms::CALLS.of(self.screen, sink.safe.counts.good);
        let values = [("what", stop.message.as_str()), ("calls", calls.as_str())];
        Stop { message: texts::CAN_GO_ON.with(self.screen, &values), ..stop }
    }

    /// What a run that ended early has to say.
    fn ended(&self, error: RunError, failed: Option<Stop>) -> Stop {
        match (error, failed) {
            (RunError::Output(_), Some(stop)) => stop,
            (RunError::Output(error), None) if error.kind() == io::ErrorKind::BrokenPipe => {
                Stop::output(String::new())
            }
            (RunError::Output(error), None) => Stop::output(format!("standard output: {error}")),
            (RunError::Threads(why), _) => {
                Stop::usage(format!("--threads {}: {why}", self.threads))
            }
            (RunError::Stopped, _) => Stop {
                exit: self.interrupt.exit(),
                message: texts::INTERRUPTED.of(self.screen).to_owned(),
            },
        }
    }

    fn progress(&self, bytes: Option<u64>) -> ProgressBar {
        let wanted = !self.quiet && io::stderr().is_terminal();
        let Some(bytes) = bytes.filter(|_| wanted) else { return ProgressBar::hidden() };
        // The bar puts its own values in place of these.
        let values = [("done", "{msg}"), ("left", "{eta}")];
        let words = texts::PROGRESS.with(self.screen, &values);
        let style = format!("{{bar:30}} {{bytes}}/{{total_bytes}}  {words}");
        let bar = ProgressBar::new(bytes);
        // The template is a constant; were it wrong, the bar would look plain.
        if let Ok(style) = ProgressStyle::with_template(&style) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }
}

/// Whether a run that ends like this is of no use to one that is started again: something else has
/// to be changed first.
fn is_final(exit: Exit) -> bool {
    !matches!(exit, Exit::Output | Exit::Interrupted | Exit::Terminated)
}

/// What is read beside the transcripts.
fn beside(args: &ScanArgs, customers: Option<&CustomerFile>) -> Vec<PathBuf> {
    let ReadArgs { map, calls, .. } = &args.reading;
    let tables = calls.iter().map(|table| tables::named(table, None).0);
    let customers = customers.map(|file| file.path().to_owned());
    map.iter().cloned().chain(tables).chain(customers).collect()
}

/// Writes a run to standard output.
struct StreamSink<W> {
    out: W,
    rejecting: Rejecting,
    /// Why the run ends at a reject.
    failed: Option<Stop>,
}

impl<W: Write> Sink<ScannedCall> for StreamSink<W> {
    fn take(&mut self, event: Event<ScannedCall>) -> io::Result<()> {
        match event {
            Event::Call { call, .. } => self.out.write_all(&call.made.line),
            Event::Reject(record) => {
                let reject = rejects::of_record(&record);
                self.out.write_all(&reject.line())?;
                self.failed = self.rejecting.with(&reject).err();
                match &self.failed {
                    None => Ok(()),
                    Some(_) => self.out.flush().and(Err(io::ErrorKind::InvalidData.into())),
                }
            }
            // The end of a block: who waits for answers gets them.
            Event::Progress { .. } | Event::FileEnd { .. } => self.out.flush(),
            Event::Duplicate { .. } | Event::EmptyFile(_) => Ok(()),
        }
    }
}

/// A file changed after calls of it were handed on, and what came through a pipe with it is gone.
fn cannot_begin_anew(motion: &Motion) -> Stop {
    let files: Vec<String> = motion.left().iter().map(|left| shown(&left.file)).collect();
    Stop::output(format!(
        "{}: changed while it was read, and standard input cannot be read again; nothing was \
         published; begin anew without it",
        files.join(", ")
    ))
}

fn written(counts: &Counts) -> Records {
    Records {
        read: counts.read,
        good: counts.good,
        duplicates: counts.duplicates,
        rejected: counts.rejected,
        skipped: counts.skipped,
    }
}

fn report(
    clock: jiff::Timestamp,
    seconds: f64,
    threads: usize,
    counts: &Counts,
    inputs: &[InputFile],
) -> Report {
    let bytes: u64 = inputs.iter().map(|input| input.bytes).sum();
    let per_second = |count: u64| (count as f64 / seconds.max(1e-9)).round();
    Report {
        schema: run_v1::REPORT.to_owned(),
        started_at: clock.to_string(),
        seconds,
        threads,
        calls_per_second: per_second(counts.good),
        bytes_per_second: per_second(bytes),
    }
}

/// JSON for people too, with a newline at its end.
pub(crate) fn pretty(value: &impl serde::Serialize) -> Vec<u8> {
    // Strings, numbers and maps of them: nothing here can fail to be written.
    let mut text = serde_json::to_vec_pretty(value).unwrap_or_default();
    text.push(b'\n');
    text
}
