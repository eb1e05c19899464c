//! Why a record could not be read: a stable code, the place, and words for a person.

use std::fmt;

/// The stable codes of rejects; a code is never reused for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RejectCode {
    /// The record is no JSON, or ends in the middle of it.
    NotJson,
    /// Bytes that are no UTF-8.
    InvalidUtf8,
    /// The content is of no format that is read.
    UnknownFormat,
    /// A field has another type than the format says.
    WrongShape,
    /// The same key twice in one object.
    DuplicateKey,
    /// More brackets inside each other than are read.
    TooDeep,
    /// JSON of another kind: there are no turns in it.
    NotATranscript,
    /// More turns than are read.
    TooManyTurns,
    /// A turn with more text or words than are read.
    TurnTooLong,
    /// An id with more bytes than are read.
    IdTooLong,
    /// A record with more bytes than are read.
    RecordTooLong,
    /// The file or archive ends before its end.
    Truncated,
    /// The file could not be read.
    ReadError,
    /// The file changed while it was read.
    StillGrowing,
    /// The content is encrypted.
    Encrypted,
    /// The record demands an extension that is not known, and forbids reading it without.
    UnknownExtension,
    /// The record is no XML, or ends in the middle of it.
    NotXml,
    /// More comes out of an archive than is read.
    ArchiveLimit,
    /// A member of an archive that is no file, or is packed in a way that is not read.
    ArchiveMember,
    /// A member of an archive whose name leads out of the archive.
    UnsafeName,
    /// A table, or a row of one, that cannot be used.
    TableRow,
    /// A fault of this program.
    InternalError,
}

impl RejectCode {
    /// Every code, in the order of the documentation.
    pub const ALL: [RejectCode; 22] = [
        RejectCode::NotJson,
        RejectCode::InvalidUtf8,
        RejectCode::UnknownFormat,
        RejectCode::WrongShape,
        RejectCode::DuplicateKey,
        RejectCode::TooDeep,
        RejectCode::NotATranscript,
        RejectCode::TooManyTurns,
        RejectCode::TurnTooLong,
        RejectCode::IdTooLong,
        RejectCode::RecordTooLong,
        RejectCode::Truncated,
        RejectCode::ReadError,
        RejectCode::StillGrowing,
        RejectCode::Encrypted,
        RejectCode::UnknownExtension,
        RejectCode::NotXml,
        RejectCode::ArchiveLimit,
        RejectCode::ArchiveMember,
        RejectCode::UnsafeName,
        RejectCode::TableRow,
        RejectCode::InternalError,
    ];

    /// On which step of reading it happens: `read` (the file itself), `decode` (its text), `frame` (what
    /// it is and where its records are), `parse` (a record), `validate` (its fields), `limit`, `analyse`.
    pub const fn stage(self) -> &'static str {
        match self {
            RejectCode::Truncated
            | RejectCode::ReadError
            | RejectCode::StillGrowing
            | RejectCode::ArchiveMember
            | RejectCode::UnsafeName
            | RejectCode::Encrypted => "read",
            RejectCode::InvalidUtf8 => "decode",
            RejectCode::UnknownFormat | RejectCode::TableRow => "frame",
            RejectCode::NotJson | RejectCode::NotXml => "parse",
            RejectCode::WrongShape
            | RejectCode::DuplicateKey
            | RejectCode::NotATranscript
            | RejectCode::UnknownExtension => "validate",
            RejectCode::TooDeep
            | RejectCode::TooManyTurns
            | RejectCode::TurnTooLong
            | RejectCode::IdTooLong
            | RejectCode::RecordTooLong
            | RejectCode::ArchiveLimit => "limit",
            RejectCode::InternalError => "analyse",
        }
    }

    /// The name used in every output.
    pub const fn as_str(self) -> &'static str {
        match self {
            RejectCode::NotJson => "not_json",
            RejectCode::InvalidUtf8 => "invalid_utf8",
            RejectCode::UnknownFormat => "unknown_format",
            RejectCode::WrongShape => "wrong_shape",
            RejectCode::DuplicateKey => "duplicate_key",
            RejectCode::TooDeep => "too_deep",
            RejectCode::NotATranscript => "not_a_transcript",
            RejectCode::TooManyTurns => "too_many_turns",
            RejectCode::TurnTooLong => "turn_too_long",
            RejectCode::IdTooLong => "id_too_long",
            RejectCode::RecordTooLong => "record_too_long",
            RejectCode::Truncated => "truncated",
            RejectCode::ReadError => "read_error",
            RejectCode::StillGrowing => "still_growing",
            RejectCode::Encrypted => "encrypted",
            RejectCode::UnknownExtension => "unknown_extension",
            RejectCode::NotXml => "not_xml",
            RejectCode::ArchiveLimit => "archive_limit",
            RejectCode::ArchiveMember => "archive_member",
            RejectCode::UnsafeName => "unsafe_name",
            RejectCode::TableRow => "table_row",
            RejectCode::InternalError => "internal_error",
        }
    }

    /// What it means, for people.
    pub const fn meaning(self) -> &'static str {
        match self {
            RejectCode::NotJson => "the record is no JSON, or ends in the middle of it",
            RejectCode::InvalidUtf8 => {
                "bytes that are no UTF-8; the message says which encoding they look like"
            }
            RejectCode::UnknownFormat => "the file is of no format that is read",
            RejectCode::WrongShape => "a field has another type than the format says",
            RejectCode::DuplicateKey => "the same key twice in one object",
            RejectCode::TooDeep => "more than 126 brackets inside each other",
            RejectCode::NotATranscript => "JSON without a list of turns, or of another version",
            RejectCode::TooManyTurns => "more than 50000 turns",
            RejectCode::TurnTooLong => {
                "a turn with more than 256 KiB of text, or more than 131072 words"
            }
            RejectCode::IdTooLong => "an id with more than 256 bytes",
            RejectCode::RecordTooLong => {
                "a line above 16 MiB (`limits.line`), or a whole file, a value of a list or the rows of a call above 32 MiB (`limits.record`)"
            }
            RejectCode::Truncated => "the file or archive ends before its end",
            RejectCode::ReadError => "the file could not be read",
            RejectCode::StillGrowing => {
                "the file changed while it was read; with `--out` it is no reject but `left` for the next run"
            }
            RejectCode::Encrypted => "the content is encrypted",
            RejectCode::UnknownExtension => {
                "the record must not be read without an extension that is not known"
            }
            RejectCode::NotXml => "the record is no XML, or ends in the middle of it",
            RejectCode::ArchiveLimit => "more comes out of an archive than the limits allow",
            RejectCode::ArchiveMember => {
                "a member of an archive that is a link or a device, is packed in a way that is not read, or has the name of an earlier one"
            }
            RejectCode::UnsafeName => {
                "a member of an archive whose name is absolute, leads out of its folder by `..`, begins with a drive or has backslashes"
            }
            RejectCode::TableRow => {
                "a table that cannot be used, or a row of one: too few or too many cells, an open quote, no id of a call, a cell above 1 MiB, more than 512 columns"
            }
            RejectCode::InternalError => "a fault of this program",
        }
    }
}

impl fmt::Display for RejectCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a record could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// What kind of fault.
    pub code: RejectCode,
    /// The field it is in, as a path (`turns[3].start_ms`).
    pub field: Option<String>,
    /// The byte within the record, from 0.
    pub offset: Option<u64>,
    /// The line within the record, from 1.
    pub line: Option<u64>,
    /// What was found and what is expected. Never quotes what was said in the call.
    pub message: String,
}

impl Reject {
    /// A reject of which the place is not known.
    pub fn new(code: RejectCode, message: impl Into<String>) -> Reject {
        Reject { code, field: None, offset: None, line: None, message: message.into() }
    }

    /// With the path of the field.
    #[must_use]
    pub fn in_field(mut self, field: impl Into<String>) -> Reject {
        let field = field.into();
        self.field = (!field.is_empty()).then_some(field);
        self
    }

    /// With the byte within the record, from 0.
    #[must_use]
    pub fn at_offset(mut self, offset: usize) -> Reject {
        self.offset = Some(offset as u64);
        self
    }

    /// With the line within the record, from 1.
    #[must_use]
    pub fn at_line(mut self, line: usize) -> Reject {
        self.line = Some(line as u64);
        self
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)?;
        if let Some(field) = &self.field {
            write!(f, " in {field}")?;
        }
        match (self.line, self.offset) {
            (Some(line), _) => write!(f, " (line {line} of the record)"),
            (None, Some(offset)) => write!(f, " (byte {offset} of the record)"),
            (None, None) => Ok(()),
        }
    }
}

impl std::error::Error for Reject {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_and_complete() {
        let mut names: Vec<_> = RejectCode::ALL.iter().map(|code| code.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RejectCode::ALL.len());
        assert!(names.iter().all(|name| {
            name.bytes().all(|b| b == b'_' || b.is_ascii_lowercase() || b.is_ascii_digit())
        }));
    }

    #[test]
    fn a_reject_reads_as_a_sentence() {
        let reject =
            Reject::new(RejectCode::WrongShape, "found a number where a string is expected")
                .in_field("turns[3].text")
                .at_offset(17);
        assert_eq!(
            reject.to_string(),
            "wrong_shape: found a number where a string is expected in turns[3].text (byte 17 of the record)"
        );
    }
}
