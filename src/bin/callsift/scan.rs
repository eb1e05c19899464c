//! `callsift scan`: plan, run, publish.

use crate::args::ScanArgs;
use crate::customers::{self, CustomerFile};
use crate::exit::{Exit, Stop};
use crate::inputs::{self, Inputs};
use crate::interrupt::Interrupt;
use crate::messages::{summary as texts, terms};
use crate::publish::{OutputFolder, OutputWriter, RUN, protect};
use crate::reading;
use crate::settings::Settings;
use crate::summary::{Done, Summary};
use crate::tally::Tally;
use crate::{choice, lexicon, privacy, terminal};
use callsift::batch::Reading;
use callsift::batch::{
    CallDone, Conflict, ContentInfo, Counts, Duplicates, Event, FileInfo, Job, MemberInfo,
    RejectRecord, RunError, ScanWork, ScannedCall, Sink, run,
};
use callsift::format::KeepExtra;
use callsift::language::Language;
use callsift::output::CallOptions;
use callsift::output::json_v1::ENGINE;
use callsift::output::reject_v1::{self, Reject};
use callsift::output::run_v1::{
    self, Customers, InputContent, InputFile, InputMember, Records, Report, Run,
};
use callsift::record::{AttachOptions, CallCard};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::time::{Duration, Instant};

/// Runs `callsift scan`.
pub(crate) fn run_scan(args: &ScanArgs, screen: Language) -> Result<Exit, Stop> {
    // Everything the user typed is looked at before anything is written.
    let mut settings = Settings::load(&args.settings)?;
    settings.scan.redaction = privacy::policy(&args.redact)?;
    let lexicon = lexicon::load(&args.lexicon)?;
    let inputs = inputs::find(&args.inputs, args.out.as_deref())?;
    let attach = customers::options(&args.matching)?;
    let customer_file = args.customers.as_deref();
    let open = |file| CustomerFile::open(file, settings.read.encoding, screen);
    let customer_file = customer_file.map(open).transpose()?;
    if let Some(out) = &args.out {
        protect(out, &args.inputs)?;
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
            reading: Reading { keep_extra, ..reading::of(&args.reading, &settings)? },
        }),
        settings: run_settings(&settings, args, &attach),
        customers: customer_file.map(|file| (file, attach)),
        quiet: args.quiet,
        screen,
        interrupt: Interrupt::install(inputs.bytes.is_some())?,
    };
    match &args.out {
        Some(out) => plan.into_folder(inputs, OutputFolder::open(out)?, &out.display().to_string()),
        None => plan.into_stream(inputs),
    }
}

/// Everything a run needs, checked.
struct Plan {
    threads: usize,
    /// Never taken apart: the program ends with the run, and the words of a lexicon are many.
    job: ManuallyDrop<Job<ScanWork>>,
    settings: BTreeMap<String, serde_json::Value>,
    customers: Option<(CustomerFile, AttachOptions)>,
    quiet: bool,
    screen: Language,
    interrupt: Interrupt,
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
    }
    all
}

impl Plan {
    fn into_folder(
        self,
        inputs: Inputs,
        mut folder: OutputFolder,
        shown: &str,
    ) -> Result<Exit, Stop> {
        let clock = jiff::Timestamp::now();
        let began = Instant::now();
        let bytes = inputs.bytes;
        let mut sink = FolderSink {
            calls: folder.create("calls.jsonl")?,
            rejects: folder.create("rejects.jsonl")?,
            tally: Tally::new(&self.job.work.lexicon),
            inputs: Vec::new(),
            cards: Vec::new(),
            progress: self.progress(bytes),
            failed: None,
        };
        let done = run(
            inputs.list,
            &self.job,
            self.threads,
            Some(Duplicates::default()),
            &mut sink,
            self.interrupt.flag(),
        );
        sink.progress.finish_and_clear();
        let counts = match done {
            Ok(counts) => counts,
            Err(error) => return self.ended(error, sink.failed.take()),
        };
        assert!(counts.add_up(), "every record is good, duplicate, rejected or skipped");
        let FolderSink { calls, mut rejects, tally, inputs, cards, .. } = sink;
        folder.finish(calls)?;
        let customers = match self.customers {
            None => None,
            Some((file, options)) => {
                let mut reject = |reject: &Reject| {
                    rejects.write_all(&reject.line()).map_err(|error| rejects.told(&error))
                };
                Some(file.attach(cards, options, &mut folder, &mut reject)?)
            }
        };
        folder.finish(rejects)?;
        let seconds = began.elapsed().as_secs_f64();
        let report = report(clock, seconds, self.threads, &counts, &inputs);
        folder.write("run-report.json", &pretty(&report))?;
        let lexicon = &self.job.work.lexicon;
        let run = Run {
            schema: run_v1::RUN.to_owned(),
            engine: ENGINE.to_owned(),
            lexicon: lexicon.hash().to_owned(),
            rules: lexicon.rules().iter().map(|r| (r.id.clone(), r.revision.clone())).collect(),
            settings: self.settings,
            inputs,
            counts: written(&counts),
            findings: tally.by_category(lexicon),
            findings_by_rule: tally.by_rule(lexicon),
            rejects: tally.rejects.clone(),
            warnings: tally.warnings.clone(),
            conflicts: tally.conflicts,
            flagged: tally.flagged,
            substance: tally.substance.clone(),
            resolution: tally.resolution.clone(),
            no_talk: tally.no_talk,
            without_timeline: tally.without_timeline.clone(),
            longest_silence: tally.longest_silence.clone(),
            customers,
            // What differs from run to run is not hashed, or this file would differ as well.
            outputs: folder
                .finished()
                .iter()
                .filter(|file| file.file != "run-report.json")
                .map(clone_output)
                .collect(),
        };
        folder.write(RUN, &pretty(&run))?;
        folder.publish()?;
        if !self.quiet {
            let least_ms = self.job.work.settings.timeline.silence.min_ms;
            let done = Done { run: &run, tally: &tally, lexicon, seconds, least_ms };
            let mut summary = Summary::new(self.screen, shown);
            summary.scan(&done);
            terminal::tell(&summary.text());
        }
        let rejected = counts.rejected
            + run.customers.as_ref().map_or(0, |c: &Customers| c.rejected + c.lost_digits);
        Ok(if rejected > 0 { Exit::SomeRejected } else { Exit::Done })
    }

    /// One line out for each record in, in order; nothing is remembered, so memory stays flat.
    fn into_stream(self, inputs: Inputs) -> Result<Exit, Stop> {
        let mut sink = StreamSink { out: io::stdout().lock() };
        let stop = self.interrupt.flag();
        match run(inputs.list, &self.job, self.threads, None, &mut sink, stop) {
            Ok(counts) if counts.rejected > 0 => {
                if !self.quiet {
                    let records = terms::RECORDS.of(self.screen, counts.rejected);
                    let values = [("records", records.as_str())];
                    terminal::tell(&texts::UNREADABLE_STREAM.with(self.screen, &values));
                }
                Ok(Exit::SomeRejected)
            }
            Ok(_) => Ok(Exit::Done),
            Err(error) => self.ended(error, None),
        }
    }

    fn ended(&self, error: RunError, failed: Option<Stop>) -> Result<Exit, Stop> {
        match (error, failed) {
            (RunError::Output(_), Some(stop)) => Err(stop),
            (RunError::Output(error), None) if error.kind() == io::ErrorKind::BrokenPipe => {
                Err(Stop::output(String::new()))
            }
            (RunError::Output(error), None) => {
                Err(Stop::output(format!("standard output: {error}")))
            }
            (RunError::Threads(why), _) => {
                Err(Stop::usage(format!("--threads {}: {why}", self.threads)))
            }
            (RunError::Stopped, _) => Err(Stop {
                exit: self.interrupt.exit(),
                message: "interrupted; nothing was published, earlier results are as they were"
                    .to_owned(),
            }),
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

/// Writes a run to its folder.
struct FolderSink {
    calls: OutputWriter,
    rejects: OutputWriter,
    tally: Tally,
    inputs: Vec<InputFile>,
    cards: Vec<CallCard>,
    progress: ProgressBar,
    /// The failed write, with the name of its file.
    failed: Option<Stop>,
}

impl FolderSink {
    fn call(&mut self, mut call: Box<CallDone<ScannedCall>>, conflict: Conflict) -> io::Result<()> {
        self.tally.call(&call);
        if conflict == Conflict::Yes {
            self.tally.conflicts += 1;
            mark_conflict(&mut call.made.line);
        }
        self.cards.extend(call.made.card.take().map(|card| *card));
        self.calls.write_all(&call.made.line).inspect_err(|error| {
            self.failed = Some(self.calls.told(error));
        })
    }
}

impl Sink<ScannedCall> for FolderSink {
    fn take(&mut self, event: Event<ScannedCall>) -> io::Result<()> {
        match event {
            Event::Call { call, conflict } => return self.call(call, conflict),
            Event::Reject(record) => {
                self.tally.reject(&record);
                let line = reject(&record).line();
                return self.rejects.write_all(&line).inspect_err(|error| {
                    self.failed = Some(self.rejects.told(error));
                });
            }
            Event::FileEnd { file, info } => self.inputs.push(written_input(&file.name, info)),
            Event::Progress { bytes } => {
                self.progress.set_position(bytes);
                if !self.progress.is_hidden() {
                    self.progress.set_message(self.tally.calls.to_string());
                }
            }
            Event::Duplicate { .. } | Event::EmptyFile(_) => {}
        }
        Ok(())
    }
}

/// Writes a run to standard output.
struct StreamSink<W> {
    out: W,
}

impl<W: Write> Sink<ScannedCall> for StreamSink<W> {
    fn take(&mut self, event: Event<ScannedCall>) -> io::Result<()> {
        match event {
            Event::Call { call, .. } => self.out.write_all(&call.made.line),
            Event::Reject(record) => self.out.write_all(&reject(&record).line()),
            // The end of a block: who waits for answers gets them.
            Event::Progress { .. } | Event::FileEnd { .. } => self.out.flush(),
            Event::Duplicate { .. } | Event::EmptyFile(_) => Ok(()),
        }
    }
}

/// The mark is a last member, put in when the order of calls is known.
fn mark_conflict(line: &mut Vec<u8>) {
    if line.ends_with(b"}\n") {
        line.truncate(line.len() - 2);
        line.extend_from_slice(b",\"conflicts_with_earlier\":true}\n");
    }
}

fn reject(record: &RejectRecord) -> Reject {
    let RejectRecord { place, reject } = record;
    let line = place.line + reject.line.map_or(0, |line| line.saturating_sub(1));
    Reject {
        schema: reject_v1::SCHEMA.to_owned(),
        file: place.file.name.clone(),
        line,
        byte_start: place.byte_start,
        byte_end: place.byte_end,
        stage: if reject.code.is_reading() { "read" } else { "parse" }.to_owned(),
        reason: reject.code.as_str().to_owned(),
        field: reject.field.clone(),
        message: reject.message.clone(),
    }
}

fn written_input(name: &str, info: FileInfo) -> InputFile {
    let member = |member: MemberInfo| InputMember {
        member: member.name,
        content: written_content(member.content),
        bytes: member.bytes,
    };
    InputFile {
        file: name.to_owned(),
        content: written_content(info.content),
        bytes: info.bytes,
        sha256: info.sha256,
        members: info.members.into_iter().map(member).collect(),
        passed_over: info.passed_over,
    }
}

fn written_content(content: ContentInfo) -> InputContent {
    InputContent {
        format: content.format.map(str::to_owned),
        packed: content.packed.into_iter().map(str::to_owned).collect(),
        encoding: content.encoding,
        encoding_guessed: content.guessed,
    }
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

fn clone_output(file: &run_v1::OutputFile) -> run_v1::OutputFile {
    run_v1::OutputFile { file: file.file.clone(), bytes: file.bytes, sha256: file.sha256.clone() }
}

/// JSON for people too, with a newline at its end.
pub(crate) fn pretty(value: &impl serde::Serialize) -> Vec<u8> {
    // Strings, numbers and maps of them: nothing here can fail to be written.
    let mut text = serde_json::to_vec_pretty(value).unwrap_or_default();
    text.push(b'\n');
    text
}
