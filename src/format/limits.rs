//! How large a record and its parts may be; what is larger becomes a reject, not a crash.

/// Turns of one call.
pub const MAX_TURNS: usize = 50_000;

/// Bytes of one turn's text.
pub const MAX_TURN_BYTES: usize = 256 * 1024;

/// Words of one turn; a turn of the greatest length has no room for more.
pub const MAX_TURN_WORDS: usize = MAX_TURN_BYTES / 2;

/// Bytes of an id: call, source, customer, agent.
pub const MAX_ID_BYTES: usize = 256;

/// Bytes of a record that is one line of a file.
pub const MAX_LINE_BYTES: usize = 16 * 1024 * 1024;

/// Bytes of a record that is a whole file.
pub const MAX_WHOLE_BYTES: usize = 32 * 1024 * 1024;

/// Brackets open at once in JSON, in parts that nobody reads as well.
pub const MAX_JSON_DEPTH: usize = 126;

/// How large a record may be before it is looked at; what is larger is a reject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordLimits {
    /// Bytes of a record that is one line of a file, without its line end.
    pub line: u64,
    /// Bytes of a record that is a whole file, a value of a list, or the rows of a call.
    pub whole: u64,
}

impl Default for RecordLimits {
    fn default() -> RecordLimits {
        RecordLimits { line: MAX_LINE_BYTES as u64, whole: MAX_WHOLE_BYTES as u64 }
    }
}

impl RecordLimits {
    /// The bytes of a line, as a length in memory.
    pub(crate) fn line(self) -> usize {
        usize::try_from(self.line).unwrap_or(usize::MAX)
    }

    /// The bytes of a whole record, as a length in memory.
    pub(crate) fn whole(self) -> usize {
        usize::try_from(self.whole).unwrap_or(usize::MAX)
    }
}

/// Bytes of a file that [`sniff`](fn@super::sniff) wants to see.
pub const HEAD_BYTES: usize = 1024 * 1024;
