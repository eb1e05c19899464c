//! What a worker does with a record: parse it, do its work with the call; a panic becomes a reject.

use super::container::ReadSettings;
use super::duplicates::Fingerprint;
use super::input::InputFile;
use crate::format::{Dialect, Format, Framing, KeepExtra, Origin, Reject, RejectCode};
use crate::transcript::{Transcript, WarningCode};
use memchr::memchr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What is done with every call; shared by all workers.
pub trait Work: Sync {
    /// What a thread works with, made once for many calls; nothing of a call may outlive it there.
    type Tools<'w>
    where
        Self: 'w;

    /// What comes of a call.
    type Made: Send;

    /// Tools for one thread.
    fn tools(&self) -> Self::Tools<'_>;

    /// Works on one call.
    fn work<'w>(&'w self, tools: &mut Self::Tools<'w>, call: &Transcript) -> Self::Made;
}

/// How records are read, and what is done with the calls in them.
#[derive(Debug)]
pub struct Job<W> {
    /// What is done with every call.
    pub work: W,
    /// The telephone system of records that do not state one.
    pub source: Option<String>,
    /// Zone of times that are written without one.
    pub time_zone: Option<jiff::tz::TimeZone>,
    /// Whether unknown members of a record are kept.
    pub keep_extra: KeepExtra,
    /// The user's own field map.
    pub map: Option<Dialect>,
    /// How files are opened.
    pub read: ReadSettings,
}

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The file.
    pub file: Arc<InputFile>,
    /// First byte of the record in the content, unpacked and in UTF-8.
    pub byte_start: u64,
    /// One past its last byte.
    pub byte_end: u64,
    /// Line of the first byte, from 1.
    pub line: u64,
}

/// A record that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectRecord {
    /// Where.
    pub place: Located,
    /// Why.
    pub reject: Reject,
}

/// A call that was worked on.
#[derive(Debug)]
pub struct CallDone<M> {
    /// What came of it.
    pub made: M,
    /// Key and content, to find it again.
    pub fingerprint: Fingerprint,
    /// `source:call_id`.
    pub key: String,
    /// Codes of the call's warnings and how often each came.
    pub warnings: Vec<(&'static str, u32)>,
}

/// One record, worked on.
pub(super) type RecordDone<M> = Result<CallDone<M>, RejectRecord>;

/// A block of lines, or a whole file.
pub(super) struct Block {
    pub(super) file: Arc<InputFile>,
    pub(super) format: &'static Format,
    pub(super) framing: Framing,
    pub(super) bytes: Vec<u8>,
    pub(super) offset: u64,
    pub(super) line: u64,
}

impl<W: Work> Job<W> {
    /// Works on every record of a block, in order.
    pub(super) fn work(&self, block: &Block) -> Vec<RecordDone<W::Made>> {
        let mut tools = self.work.tools();
        let mut out = Vec::new();
        match block.framing {
            Framing::Whole => {
                let place = block.place(0, block.bytes.len(), 0);
                out.push(self.record(&mut tools, block, &block.bytes, place));
            }
            Framing::Lines => {
                let (mut start, mut number) = (0, 0);
                while start < block.bytes.len() {
                    let rest = &block.bytes[start..];
                    let length = memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
                    let line = rest[..length].trim_ascii_end();
                    if !line.trim_ascii_start().is_empty() && !is_bom(line) {
                        let place = block.place(start, line.len(), number);
                        out.push(self.record(&mut tools, block, line, place));
                    }
                    start += length;
                    number += 1;
                }
            }
        }
        out
    }

    fn record<'s>(
        &'s self,
        tools: &mut W::Tools<'s>,
        block: &Block,
        record: &[u8],
        place: Located,
    ) -> RecordDone<W::Made> {
        // Nothing of a call outlives it in the tools, so a half-done call cannot harm the next one.
        let done = catch_unwind(AssertUnwindSafe(|| {
            let mut call = self.parse(block, record)?;
            // The same call in another encoding is the same call.
            let fingerprint = Fingerprint::of(&call);
            if let Some(guessed) = &block.file.guessed {
                call = call.with_warning(WarningCode::EncodingGuessed, guessed.clone());
            }
            let made = self.work.work(tools, &call);
            Ok(done(&call, fingerprint, made))
        }));
        let reject = match done {
            Ok(Ok(call)) => return Ok(call),
            Ok(Err(reject)) => reject,
            Err(_) => {
                *tools = self.work.tools();
                let message = "a fault of callsift; please report it with this record".to_owned();
                Reject {
                    code: RejectCode::InternalError,
                    field: None,
                    offset: None,
                    line: None,
                    message,
                }
            }
        };
        Err(RejectRecord { place, reject })
    }

    /// Reads a record as the call it is.
    fn parse(&self, block: &Block, record: &[u8]) -> Result<Transcript, Reject> {
        let origin = Origin {
            framing: block.framing,
            file_stem: block.file.stem.as_deref(),
            source: self.source.as_deref(),
            time_zone: self.time_zone.as_ref(),
            keep_extra: self.keep_extra,
            map: self.map.as_ref(),
        };
        (block.format.parse)(record, &origin)
    }
}

fn done<M>(call: &Transcript, fingerprint: Fingerprint, made: M) -> CallDone<M> {
    CallDone {
        made,
        fingerprint,
        key: call.info().key.to_string(),
        warnings: call.warnings().iter().map(|w| (w.code.as_str(), w.count)).collect(),
    }
}

impl Block {
    fn place(&self, start: usize, length: usize, lines: u64) -> Located {
        let byte_start = self.offset + start as u64;
        Located {
            file: Arc::clone(&self.file),
            byte_start,
            byte_end: byte_start + length as u64,
            line: self.line + lines,
        }
    }
}

/// A line that is nothing but a byte order mark.
fn is_bom(line: &[u8]) -> bool {
    line == [0xef, 0xbb, 0xbf]
}
