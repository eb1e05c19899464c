//! `callsift scan`: plan, run, publish.

use crate::args::{ReadArgs, ScanArgs};
use crate::customers::{self, CustomerFile};
use crate::exit::{Exit, Stop};
use crate::inputs::{self, Inputs};
use crate::interrupt::Interrupt;
use crate::messages::{summary as texts, terms};
use crate::operation::{Gate, Times};
use crate::publish::{HeldFolder, OutputFolder, OutputWriter, RUN, Resumed, SEEN, protect};
use crate::reading;
use crate::resume::Identity;
use crate::settings::Settings;
use crate::summary::{Done, Summary};
use crate::tally::Tally;
use crate::{attach, choice, lexicon, log, tables, terminal};
use callsift::batch::Reading;
use callsift::batch::{
    Begin, CallDone, Conflict, ContentInfo, Counts, Duplicates, Event, FileInfo, Fingerprint, Job,
    MemberInfo, Reached, RejectRecord, RunError, ScanWork, ScannedCall, Sink, run,
};
use callsift::format::KeepExtra;
use callsift::language::Language;
use callsift::output::CallOptions;
use callsift::output::json_v1::ENGINE;
use callsift::output::reject_v1::{self, Reject};
use callsift::output::run_v1::{self, InputContent, InputFile, InputMember, Records, Report, Run};
use callsift::record::{AttachOptions, CallCard};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Runs `callsift scan`.
pub(crate) fn run_scan(args: &ScanArgs, screen: Language) -> Result<Exit, Stop> {
    // Everything the user typed is looked at before anything is written.
    let settings = Settings::load(&args.settings)?;
    let lexicon = lexicon::load(&args.lexicon)?;
    let gate = Gate::load(&args.operation, &lexicon)?;
    let inputs = inputs::find(&args.inputs, args.out.as_deref())?;
    let attach = customers::options(&args.matching)?;
    let customer_file = args.customers.as_deref();
    let open = |file| CustomerFile::open(file, settings.read.encoding, screen);
    let customer_file = customer_file.map(open).transpose()?;
    let settings_noted = run_settings(&settings, args, &attach);
    let identity = Identity {
        lexicon: lexicon.hash().to_owned(),
        settings: settings_noted.clone(),
        inputs: inputs.paths.clone(),
        beside: beside(args, customer_file.as_ref()),
    };
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
        settings: settings_noted,
        identity,
        checkpoint: args.checkpoint,
        customers: customer_file.map(|file| (file, attach)),
        quiet: args.quiet || log::is_json(),
        gate,
        screen,
        interrupt: Interrupt::install(inputs.bytes.is_some())?,
    };
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
    customers: Option<(CustomerFile, AttachOptions)>,
    quiet: bool,
    gate: Gate,
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
    fn into_folder(self, inputs: Inputs, folder: HeldFolder, shown: &str) -> Result<Exit, Stop> {
        let clock = jiff::Timestamp::now();
        let began = Instant::now();
        if let Some(run) = self.identity.complete(folder.path(), &self.interrupt)? {
            let mut judged = run.clone();
            self.gate.judge(&mut judged);
            // Held against something else it says something else.
            if pretty(&judged) == pretty(&run) {
                return self.complete(&run, shown, clock, began);
            }
        }
        let name = self.identity.name();
        let (folder, resumed) = folder.begin(name.as_deref().unwrap_or_default())?;
        let (mut sink, begin) = FolderSink::begin(folder, resumed, &self)?;
        sink.progress = self.progress(inputs.bytes);
        sink.secures = name.is_some();
        if begin.reached.pieces > 0 && !self.quiet {
            let calls = terms::CALLS.of(self.screen, begin.reached.counts.good);
            terminal::tell(&texts::GOES_ON.with(self.screen, &[("calls", calls.as_str())]));
        }
        let stop = self.interrupt.flag();
        let done = run(inputs.list, &self.job, self.threads, begin, &mut sink, stop);
        sink.progress.finish_and_clear();
        let counts = match done {
            Ok(counts) => counts,
            Err(error) => return self.cut_short(error, sink),
        };
        assert!(counts.add_up(), "every record is good, duplicate, rejected or skipped");
        // What follows can be done again from here.
        sink.secure()?;
        let FolderSink { mut folder, calls, mut rejects, tally, inputs, cards, .. } = sink;
        folder.finish(calls)?;
        let customers = match self.customers.take() {
            None => None,
            Some((file, options)) => {
                let mut reject = |reject: &Reject| {
                    rejects.write_all(&reject.line()).map_err(|error| rejects.told(&error))
                };
                let done = file.attach(cards, options, &mut folder, &mut reject, &self.interrupt);
                if done.as_ref().is_err_and(|stop| stop.exit == Exit::Usage) {
                    // Another file of customers makes another run.
                    folder.forget();
                }
                Some(done?)
            }
        };
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
            beside: self.identity.beside(&self.interrupt)?,
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
            severity: tally.sources.severity(),
            sources: tally.sources.sources(),
            further_sources: tally.sources.further(),
            rejects_allowed: None,
            baseline: None,
            fail_on: Vec::new(),
            customers,
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
        if !self.quiet {
            let least_ms = self.job.work.settings.timeline.silence.min_ms;
            let done = Done { run: &run, tally: &tally, lexicon, seconds, least_ms };
            let mut summary = Summary::new(self.screen, shown);
            summary.scan(&done);
            terminal::tell(&summary.text());
        }
        self.end(&run, shown, clock, seconds)
    }

    /// The run was done before, to its end.
    fn complete(
        &self,
        run: &Run,
        shown: &str,
        clock: jiff::Timestamp,
        began: Instant,
    ) -> Result<Exit, Stop> {
        if !self.quiet {
            let calls = terms::CALLS.of(self.screen, run.counts.good);
            let values = [("folder", shown), ("calls", calls.as_str())];
            terminal::tell(&texts::COMPLETE.with(self.screen, &values));
        }
        self.end(run, shown, clock, began.elapsed().as_secs_f64())
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
        Ok(self.gate.exit(run))
    }

    /// One line out for each record in, in order; nothing is remembered, so memory stays flat.
    fn into_stream(self, inputs: Inputs) -> Result<Exit, Stop> {
        let mut sink = StreamSink { out: io::stdout().lock() };
        let stop = self.interrupt.flag();
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
            Err(error) => self.ended(error, None),
        }
    }

    /// The run ends before its end; what is safe of it is gone on with by the same run.
    fn cut_short(&self, error: RunError, mut sink: FolderSink) -> Result<Exit, Stop> {
        if matches!(error, RunError::Stopped) {
            sink.secure()?;
        }
        let failed = sink.failed.take();
        let stop = self.ended(error, failed);
        if !sink.folder.is_safe() {
            return stop;
        }
        stop.map_err(|stop| {
            let calls = terms::CALLS.of(self.screen, sink.safe.counts.good);
            let values = [("what", stop.message.as_str()), ("calls", calls.as_str())];
            Stop { message: texts::CAN_GO_ON.with(self.screen, &values), ..stop }
        })
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

/// What is read beside the transcripts.
fn beside(args: &ScanArgs, customers: Option<&CustomerFile>) -> Vec<PathBuf> {
    let ReadArgs { map, calls, .. } = &args.reading;
    let tables = calls.iter().map(|table| tables::named(table, None).0);
    let customers = customers.map(|file| file.path().to_owned());
    map.iter().cloned().chain(tables).chain(customers).collect()
}

/// Writes a run to its folder.
struct FolderSink {
    folder: OutputFolder,
    calls: OutputWriter,
    rejects: OutputWriter,
    /// Which calls came, for a run that goes on.
    seen: OutputWriter,
    tally: Tally,
    inputs: Vec<InputFile>,
    cards: Vec<CallCard>,
    progress: ProgressBar,
    /// How far the run has come, how far it was safe, and when that was.
    reached: Reached,
    safe: Reached,
    secured: Instant,
    /// How often it is made safe; never, if it cannot be gone on with.
    checkpoint: Duration,
    secures: bool,
    /// The failed write, with the name of its file.
    failed: Option<Stop>,
}

impl FolderSink {
    /// Goes on where an earlier start came to, or begins.
    fn begin(
        folder: OutputFolder,
        resumed: Option<Resumed>,
        plan: &Plan,
    ) -> Result<(FolderSink, Begin), Stop> {
        let lexicon = &plan.job.work.lexicon;
        let mut begin = Begin::anew();
        let mut before = None;
        if let Some(mut resumed) = resumed {
            let files = ["calls.jsonl", "rejects.jsonl", SEEN].map(|name| resumed.writer(name));
            let tally = Tally::read(resumed.safe.sums, lexicon);
            if let ([Some(calls), Some(rejects), Some(seen)], Some(tally)) = (files, tally) {
                begin.reached = resumed.safe.reached;
                before = Some((calls, rejects, seen, tally));
            }
        }
        let mut cards = Vec::new();
        let (calls, rejects, seen, tally) = match before {
            Some(before) => {
                begin.duplicates = Some(noted(before.2.path())?);
                if plan.customers.is_some() {
                    // Whole lines of our own: none of them can be refused.
                    attach::read_cards(before.0.path(), &mut cards, &mut Vec::new())?;
                }
                before
            }
            None => {
                let create = |name| folder.create(name);
                let tally = Tally::new(lexicon);
                (create("calls.jsonl")?, create("rejects.jsonl")?, create(SEEN)?, tally)
            }
        };
        let sink = FolderSink {
            folder,
            calls,
            rejects,
            seen,
            tally,
            inputs: Vec::new(),
            cards,
            progress: ProgressBar::hidden(),
            reached: begin.reached,
            safe: begin.reached,
            secured: Instant::now(),
            checkpoint: plan.checkpoint,
            secures: false,
            failed: None,
        };
        Ok((sink, begin))
    }

    /// Makes safe what has been written, unless the run cannot be gone on with anyway.
    fn secure(&mut self) -> Result<(), Stop> {
        if self.secures && self.reached != self.safe {
            // Numbers and maps of them: nothing here can fail to be written.
            let sums = serde_json::to_value(&self.tally).unwrap_or_default();
            let writers = &mut [&mut self.calls, &mut self.rejects, &mut self.seen];
            self.folder.secure(writers, self.reached, sums)?;
            self.safe = self.reached;
        }
        self.secured = Instant::now();
        Ok(())
    }

    fn call(&mut self, mut call: Box<CallDone<ScannedCall>>, conflict: Conflict) -> io::Result<()> {
        self.tally.call(&call);
        if conflict == Conflict::Yes {
            self.tally.conflicts += 1;
            mark_conflict(&mut call.made.line);
        }
        self.cards.extend(call.made.card.take().map(|card| *card));
        let fingerprint = call.fingerprint.to_bytes();
        let FolderSink { calls, seen, failed, .. } = self;
        calls.write_all(&call.made.line).inspect_err(|error| *failed = Some(calls.told(error)))?;
        seen.write_all(&fingerprint).inspect_err(|error| *failed = Some(seen.told(error)))
    }
}

/// The calls that came before.
fn noted(seen: &Path) -> Result<Duplicates, Stop> {
    let told = |error: io::Error| Stop::output(format!("{}: {error}", seen.display()));
    let bytes = std::fs::read(seen).map_err(told)?;
    let mut duplicates = Duplicates::default();
    for print in bytes.as_chunks().0 {
        duplicates.note(Fingerprint::from_bytes(*print));
    }
    Ok(duplicates)
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

    fn reached(&mut self, reached: Reached) -> io::Result<()> {
        self.reached = reached;
        if self.secured.elapsed() < self.checkpoint {
            return Ok(());
        }
        self.secure().map_err(|stop| {
            let error = io::Error::other(stop.message.clone());
            self.failed = Some(stop);
            error
        })
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

/// JSON for people too, with a newline at its end.
pub(crate) fn pretty(value: &impl serde::Serialize) -> Vec<u8> {
    // Strings, numbers and maps of them: nothing here can fail to be written.
    let mut text = serde_json::to_vec_pretty(value).unwrap_or_default();
    text.push(b'\n');
    text
}
