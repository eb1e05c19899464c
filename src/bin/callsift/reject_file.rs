//! `rejects.jsonl` while it is written: so many are kept, and the others counted.

use crate::exit::Stop;
use crate::publish::OutputWriter;
use callsift::output::reject_v1::Reject;
use std::io::{self, Write};

/// The file of rejects.
pub(crate) struct RejectFile {
    file: OutputWriter,
    /// How many it may hold, and how many came.
    most: u64,
    came: u64,
}

impl RejectFile {
    /// A file for so many, of which so many came before.
    pub(crate) fn new(file: OutputWriter, most: u64, came: u64) -> RejectFile {
        RejectFile { file, most, came }
    }

    /// Writes a reject if there is room.
    pub(crate) fn write(&mut self, reject: &Reject) -> io::Result<()> {
        self.came += 1;
        if self.came > self.most { Ok(()) } else { self.file.write_all(&reject.line()) }
    }

    /// The failed write, with the name of the file.
    pub(crate) fn told(&self, error: &io::Error) -> Stop {
        self.file.told(error)
    }

    /// The file itself.
    pub(crate) fn file(&mut self) -> &mut OutputWriter {
        &mut self.file
    }

    /// The file, and how many rejects are not in it.
    pub(crate) fn into_parts(self) -> (OutputWriter, u64) {
        (self.file, self.came.saturating_sub(self.most))
    }
}
