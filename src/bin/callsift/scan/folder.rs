//! A run into a folder: what comes out is written, counted, and made safe from time to time.

use super::{Plan, Rejecting};
use crate::attach;
use crate::exit::Stop;
use crate::files_read::FilesRead;
use crate::motion::Motion;
use crate::publish::{OutputFolder, OutputWriter, Resumed, SEEN};
use crate::reject_file::RejectFile;
use crate::rejects;
use crate::tally::Tally;
use callsift::batch::{
    Begin, CallDone, Conflict, Duplicates, Event, Fingerprint, Reached, ScannedCall, Sink,
};
use callsift::record::CallCard;
use indicatif::ProgressBar;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// Writes a run to its folder.
pub(super) struct FolderSink {
    pub(super) folder: OutputFolder,
    pub(super) calls: OutputWriter,
    pub(super) rejects: RejectFile,
    /// Which calls came, for a run that goes on.
    seen: OutputWriter,
    pub(super) tally: Tally,
    pub(super) files: FilesRead,
    pub(super) cards: Vec<CallCard>,
    pub(super) progress: ProgressBar,
    /// How far the run has come, how far it was safe, and when that was.
    reached: Reached,
    pub(super) safe: Reached,
    secured: Instant,
    /// How often it is made safe; never, if it cannot be gone on with.
    checkpoint: Duration,
    rejecting: Rejecting,
    pub(super) secures: bool,
    /// The failed write, with the name of its file.
    pub(super) failed: Option<Stop>,
}

impl FolderSink {
    /// Goes on where an earlier start came to, or begins.
    pub(super) fn begin(
        folder: OutputFolder,
        resumed: Option<Resumed>,
        plan: &Plan,
        motion: &Motion,
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
        let mut files = FilesRead::new(motion.clone());
        let mut cards = Vec::new();
        let (calls, rejects, seen, tally) = match before {
            Some(before) => {
                files.resumed();
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
        let rejects = RejectFile::new(rejects, plan.max_rejects, tally.rejects.values().sum());
        let sink = FolderSink {
            folder,
            calls,
            rejects,
            seen,
            tally,
            files,
            cards,
            progress: ProgressBar::hidden(),
            reached: begin.reached.clone(),
            safe: begin.reached.clone(),
            secured: Instant::now(),
            checkpoint: plan.checkpoint,
            rejecting: plan.rejecting,
            secures: false,
            failed: None,
        };
        Ok((sink, begin))
    }

    /// Begins anew in the same folder, since a file changed while it was read. What one start read
    /// says nothing to another one now.
    pub(super) fn anew(
        mut self,
        plan: &Plan,
        motion: &Motion,
    ) -> Result<(FolderSink, Begin), Stop> {
        self.folder.forget();
        let (sink, begin) = FolderSink::begin(self.folder, None, plan, motion)?;
        Ok((FolderSink { secures: false, ..sink }, begin))
    }

    /// Makes safe what has been written, unless the run cannot be gone on with anyway.
    pub(super) fn secure(&mut self) -> Result<(), Stop> {
        if self.secures && self.reached != self.safe {
            // Numbers and maps of them: nothing here can fail to be written.
            let sums = serde_json::to_value(&self.tally).unwrap_or_default();
            let writers = &mut [&mut self.calls, self.rejects.file(), &mut self.seen];
            self.folder.secure(writers, &self.reached, sums)?;
            self.safe = self.reached.clone();
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
        seen.write_all(fingerprint.as_flattened())
            .inspect_err(|error| *failed = Some(seen.told(error)))
    }
}

/// The calls that came before.
fn noted(seen: &Path) -> Result<Duplicates, Stop> {
    let told = |error: io::Error| Stop::output(format!("{}: {error}", seen.display()));
    let bytes = std::fs::read(seen).map_err(told)?;
    let mut duplicates = Duplicates::default();
    for print in bytes.as_chunks().0.as_chunks().0 {
        duplicates.note(Fingerprint::from_bytes(*print));
    }
    Ok(duplicates)
}

impl Sink<ScannedCall> for FolderSink {
    fn take(&mut self, event: Event<ScannedCall>) -> io::Result<()> {
        match event {
            Event::Call { call, conflict } => {
                self.files.gave();
                return self.call(call, conflict);
            }
            Event::Reject(record) if self.files.holds_back(&record) => {}
            Event::Reject(record) => {
                self.files.gave();
                self.tally.reject(&record);
                let reject = rejects::of_record(&record);
                if let Err(stop) = self.rejecting.with(&reject) {
                    self.failed = Some(stop);
                    return Err(io::ErrorKind::InvalidData.into());
                }
                return self.rejects.write(&reject).inspect_err(|error| {
                    self.failed = Some(self.rejects.told(error));
                });
            }
            Event::FileEnd { file, info } => self.files.end(&file.name, info),
            Event::Progress { bytes } => {
                self.progress.set_position(bytes);
                if !self.progress.is_hidden() {
                    self.progress.set_message(self.tally.calls.to_string());
                }
            }
            Event::Duplicate { .. } | Event::EmptyFile(_) => self.files.gave(),
        }
        Ok(())
    }

    fn reached(&mut self, reached: &Reached) -> io::Result<()> {
        self.reached = reached.clone();
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

/// The mark is a last member, put in when the order of calls is known.
fn mark_conflict(line: &mut Vec<u8>) {
    if line.ends_with(b"}\n") {
        line.truncate(line.len() - 2);
        line.extend_from_slice(b",\"conflicts_with_earlier\":true}\n");
    }
}
