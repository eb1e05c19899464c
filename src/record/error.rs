//! What can be wrong with a customer record, in words for the person who has the file.

use std::fmt;

use super::table::RowProblem;

/// A record that is refused: which line, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError {
    /// Line of the file, counted from 1; of a table the row, as a spreadsheet counts it.
    pub line: u64,
    /// Why.
    pub problem: RecordProblem,
}

/// Why a customer record is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordProblem {
    /// The line is not UTF-8.
    NotUtf8,
    /// The line is not JSON; the words are the parser's.
    NotJson(String),
    /// The line is JSON, but no object.
    NotAnObject,
    /// The own key stands twice in the record.
    OwnKeyTwice {
        /// The own key.
        key: String,
    },
    /// The own key holds something that callsift did not write.
    ForeignOwnKey {
        /// The own key.
        key: String,
    },
    /// The own key was written by a newer version.
    NewerSchema {
        /// The own key.
        key: String,
        /// What stands in its `schema`.
        schema: String,
    },
    /// The own key has our schema, but its content does not read.
    Unreadable {
        /// The own key.
        key: String,
        /// What is wrong.
        reason: String,
    },
    /// The record is another one than when the file was first read.
    ChangedBetweenReadings,
    /// A row of a table that cannot be used.
    Row(RowProblem),
}

impl RecordProblem {
    /// The problem at its line.
    pub(super) fn at(self, line: u64) -> RecordError {
        RecordError { line, problem: self }
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for RecordError {}

impl fmt::Display for RecordProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecordProblem::NotUtf8 => f.write_str("not UTF-8; save the customers as UTF-8"),
            RecordProblem::NotJson(words) => write!(f, "not JSON: {words}"),
            RecordProblem::NotAnObject => {
                f.write_str("not a customer record; each line is one JSON object")
            }
            RecordProblem::OwnKeyTwice { key } => {
                write!(f, "the key {key:?} stands twice in the record; remove one of them")
            }
            RecordProblem::ForeignOwnKey { key } => write!(
                f,
                "the key {key:?} holds a value that callsift did not write; \
                 choose another key with --key NAME"
            ),
            RecordProblem::NewerSchema { key, schema } => write!(
                f,
                "the value of {key:?} is {schema:?}, written by a newer callsift; \
                 use that version, or another key with --key NAME"
            ),
            RecordProblem::Unreadable { key, reason } => write!(
                f,
                "the value of {key:?} does not read ({reason}); if a newer callsift wrote it, \
                 use that version, or start anew with --replace"
            ),
            RecordProblem::ChangedBetweenReadings => f.write_str(
                "the record changed while the file was being read; run again when nobody writes it",
            ),
            RecordProblem::Row(problem) => problem.fmt(f),
        }
    }
}
