//! Transcripts of the files that a scan read, for verbs that show calls once more.

use crate::exit::Stop;
use crate::inputs::{self, Inputs};
use callsift::batch::{Event, FileInfo, FromRecord, Job, Reading, Sink, Work};
use callsift::transcript::Transcript;
use std::io;

/// What was read.
#[derive(Default)]
pub(crate) struct Read {
    /// Every call that is wanted and can be read, with the file or member it is from; those that
    /// cannot be read are the business of `scan`.
    pub(crate) calls: Vec<(String, Transcript)>,
    /// The files, in their order.
    pub(crate) files: Vec<FileInfo>,
    last_reject: Option<String>,
    /// Why a file could not be opened.
    unopened: Option<String>,
}

/// Reads all calls of files, as a scan does, and keeps those that are wanted.
pub(crate) fn read(
    inputs: Inputs,
    reading: Reading,
    wanted: &(dyn Fn(&Transcript) -> bool + Sync),
) -> Result<Read, Stop> {
    let job = Job { work: Copying { wanted }, reading };
    let mut read = Read::default();
    inputs::run_all(inputs, &job, &mut read)?;
    match read.unopened.take() {
        Some(why) => Err(Stop::usage(why)),
        None => Ok(read),
    }
}

/// Keeps a call as it is.
struct Copying<'a> {
    wanted: &'a (dyn Fn(&Transcript) -> bool + Sync),
}

impl Work for Copying<'_> {
    type Tools<'w>
        = ()
    where
        Self: 'w;
    type Made = Option<(String, Transcript)>;

    fn tools(&self) {}

    fn work(
        &self,
        (): &mut (),
        call: &Transcript,
        from: &FromRecord<'_>,
    ) -> Option<(String, Transcript)> {
        (self.wanted)(call).then(|| (from.place.file.name.clone(), call.clone()))
    }
}

impl Sink<Option<(String, Transcript)>> for Read {
    fn take(&mut self, event: Event<Option<(String, Transcript)>>) -> io::Result<()> {
        match event {
            Event::Call { call, .. } => self.calls.extend(call.made),
            Event::FileEnd { file, info } => {
                // Only a file that could not be opened has no hash.
                let why = self.last_reject.take().filter(|_| info.sha256.is_empty());
                let why = why.map(|why| format!("{}: {why}", file.name));
                self.unopened = self.unopened.take().or(why);
                self.files.push(info);
            }
            Event::Reject(record) => self.last_reject = Some(record.reject.message),
            Event::Duplicate { .. } | Event::EmptyFile(_) | Event::Progress { .. } => {}
        }
        Ok(())
    }
}
