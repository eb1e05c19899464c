//! The rejects of a scan as `rejects.jsonl` has them.

use crate::exit::Stop;
use crate::publish::OutputWriter;
use callsift::batch::RejectRecord;
use callsift::output::reject_v1::{self, Reject};
use std::io::{self, Write};

/// The file of rejects: so many are written, and the others counted.
pub(crate) struct Rejects {
    file: OutputWriter,
    room: u64,
    not_kept: u64,
}

impl Rejects {
    /// A file with room for so many.
    pub(crate) fn new(file: OutputWriter, room: u64) -> Rejects {
        Rejects { file, room, not_kept: 0 }
    }

    /// Writes a reject if there is room.
    pub(crate) fn write(&mut self, reject: &Reject) -> io::Result<()> {
        let Some(room) = self.room.checked_sub(1) else {
            self.not_kept += 1;
            return Ok(());
        };
        self.room = room;
        self.file.write_all(&reject.line())
    }

    /// The failed write, with the name of the file.
    pub(crate) fn told(&self, error: &io::Error) -> Stop {
        self.file.told(error)
    }

    /// The file, and how many rejects are not in it.
    pub(crate) fn into_parts(self) -> (OutputWriter, u64) {
        (self.file, self.not_kept)
    }
}

/// A reject as it is written.
pub(crate) fn written(record: &RejectRecord) -> Reject {
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
