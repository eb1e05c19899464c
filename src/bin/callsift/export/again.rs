//! The inputs of a scan, read again record by record, each call with its line of `calls.jsonl`.
//!
//! The scan wrote its calls in the order of the input and those that are the same once. Read in the
//! same order the first of each is the next line, so nothing has to be guessed.

use super::args::ExportArgs;
use super::wanted;
use crate::exit::Stop;
use crate::inputs;
use crate::privacy;
use crate::publish::RUN;
use crate::reading;
use crate::results::CALLS;
use crate::settings::Settings;
use callsift::batch::{CallDone, Duplicates, Event, FileInfo, Fingerprint, Job, Seen, Sink, Work};
use callsift::format::KeepExtra;
use callsift::output::run_v1::Run;
use callsift::supply::Supply;
use callsift::units::CallKey;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;

/// A line of `calls.jsonl`.
pub(super) struct Line {
    /// `source:call_id`.
    pub(super) key: String,
    /// How many calls of the scan before it have the same key.
    pub(super) occurrence: usize,
    /// Whether the call is asked for.
    pub(super) wanted: bool,
    /// The line without its end.
    pub(super) json: String,
}

/// A scan whose inputs are read again.
pub(super) struct Scan {
    pub(super) run: Run,
    pub(super) lines: Vec<Line>,
}

/// What is to be known of a line.
#[derive(Deserialize)]
struct Head {
    source: String,
    call_id: String,
    complaint: Complaint,
}

#[derive(Deserialize)]
struct Complaint {
    flag: bool,
}

/// Whether a call comes for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    First,
    /// The same call stood in an earlier record.
    Again,
}

/// Takes what is read, in the order of the input.
pub(super) trait Take<M> {
    /// A call, and its line.
    fn call(&mut self, made: M, line: &Line, time: Time) -> Result<(), Stop>;
    /// The file with this number in the list of inputs has been read to its end.
    fn file(&mut self, number: usize, info: &FileInfo) -> Result<(), Stop>;
}

impl Scan {
    /// Reads `run.json` and the lines of calls of the one folder that is named.
    pub(super) fn read(args: &ExportArgs, kind: &str) -> Result<Scan, Stop> {
        let [folder] = args.results.as_slice() else { return Err(one_folder(kind)) };
        if folder.is_file() {
            return Err(one_folder(kind));
        }
        // The folder is checked as for the other kinds.
        let crate::results::Results { run, calls } = crate::results::read(folder)?;
        drop(calls);
        let shown = folder.display();
        let text = fs::read_to_string(folder.join(CALLS))
            .map_err(|error| Stop::usage(format!("{shown}/{CALLS}: {error}")))?;
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut lines = Vec::new();
        for (at, json) in text.split('\n').enumerate().filter(|(_, line)| !line.is_empty()) {
            let head: Head = serde_json::from_str(json).map_err(|error| {
                Stop::usage(format!("{shown}/{CALLS}: line {}: {error}", at + 1))
            })?;
            let key = CallKey::new(&head.source, &head.call_id).to_string();
            let count = seen.entry(key.clone()).or_insert(0);
            let occurrence = *count;
            *count += 1;
            let wanted = wanted(args, head.complaint.flag);
            lines.push(Line { key, occurrence, wanted, json: privacy::line(json).into_owned() });
        }
        if run.inputs.iter().any(|input| input.file == "-") {
            return Err(Stop::usage(
                "the calls came through a pipe, which cannot be read again; scan files",
            ));
        }
        Ok(Scan { run, lines })
    }

    /// Reads all inputs as the scan did.
    pub(super) fn again<W: Work>(&self, work: W, take: &mut dyn Take<W::Made>) -> Result<(), Stop> {
        let mut settings = Settings::default();
        settings.take(&self.run.settings).map_err(Stop::usage)?;
        let paths: Vec<PathBuf> =
            self.run.inputs.iter().map(|input| PathBuf::from(&input.file)).collect();
        if paths.is_empty() {
            return Ok(());
        }
        let found = inputs::find(&paths, None)?;
        let mut reading = reading::of(&reading::noted(&self.run), &settings)?;
        if reading.supply.as_ref().is_some_and(Supply::pairs) {
            return Err(Stop::usage(
                "two files are one call in this scan, so that no call belongs to one file; use another --to",
            ));
        }
        if self.run.settings.get("keep_extra").is_some_and(|kept| kept == true) {
            reading.keep_extra = KeepExtra::Yes;
        }
        let job = Job { work, reading };
        let mut sink = Matching {
            scan: self,
            take,
            duplicates: Duplicates::default(),
            lines: BTreeMap::new(),
            next: 0,
            file: 0,
            lost: false,
            stop: None,
        };
        let ran = inputs::run_all(found, &job, &mut sink);
        match (sink.stop.take(), ran) {
            (Some(stop), _) => Err(stop),
            (None, Err(stop)) => Err(stop),
            (None, Ok(())) if sink.next != self.lines.len() => Err(other_calls()),
            (None, Ok(())) => Ok(()),
        }
    }
}

fn one_folder(kind: &str) -> Stop {
    Stop::usage(format!(
        "--to {kind} reads the inputs of one scan again; name the folder of its results, \
         which holds {RUN}"
    ))
}

/// A file that is not what was scanned.
pub(super) fn changed(file: &str) -> Stop {
    Stop::usage(format!("{file}: not as it was when it was scanned; scan the calls again"))
}

fn other_calls() -> Stop {
    Stop::usage(format!(
        "the inputs do not give the calls of {CALLS} with this version; scan the calls again"
    ))
}

/// Finds the line of each call.
struct Matching<'a, M> {
    scan: &'a Scan,
    take: &'a mut dyn Take<M>,
    duplicates: Duplicates,
    /// The line of each call that has come.
    lines: BTreeMap<Fingerprint, usize>,
    next: usize,
    file: usize,
    /// A call had no line; whether its file has changed is known at the end of the file.
    lost: bool,
    /// Why there is no use in going on.
    stop: Option<Stop>,
}

impl<M> Matching<'_, M> {
    fn call(&mut self, call: CallDone<M>) -> Result<(), Stop> {
        let (time, at) = match self.duplicates.note(call.fingerprint) {
            Seen::Identical => (Time::Again, self.lines.get(&call.fingerprint).copied()),
            Seen::New | Seen::Conflict => {
                let at = self.next;
                self.next += 1;
                self.lines.insert(call.fingerprint, at);
                (Time::First, Some(at))
            }
        };
        let line = at.and_then(|at| self.scan.lines.get(at)).filter(|line| line.key == call.key);
        self.lost |= line.is_none();
        match line.filter(|_| !self.lost) {
            Some(line) => self.take.call(call.made, line, time),
            None => Ok(()),
        }
    }

    fn file_end(&mut self, name: &str, info: &FileInfo) -> Result<(), Stop> {
        let number = self.file;
        self.file += 1;
        match self.scan.run.inputs.get(number) {
            Some(input) if input.file == name && input.sha256 == info.sha256 => match self.lost {
                true => Err(other_calls()),
                false => self.take.file(number, info),
            },
            _ => Err(changed(name)),
        }
    }
}

impl<M> Sink<M> for Matching<'_, M> {
    fn take(&mut self, event: Event<M>) -> io::Result<()> {
        let done = match event {
            Event::Call { call, .. } => self.call(*call),
            Event::FileEnd { file, info } => self.file_end(&file.name, &info),
            // What the scan could not read either stays where it is.
            Event::Reject(_)
            | Event::EmptyFile(_)
            | Event::Duplicate { .. }
            | Event::Progress { .. } => Ok(()),
        };
        done.map_err(|stop| {
            self.stop = Some(stop);
            io::Error::other("the export cannot go on")
        })
    }
}
