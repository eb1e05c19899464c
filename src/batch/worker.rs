//! What a worker does with a record: parse it, do its work with the call; a panic becomes a reject.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

use super::container::ReadSettings;
use super::duplicates::Fingerprint;
use super::input::InputFile;
use super::selection::{Selection, sha256};
use super::sides::SideBlock;
use crate::format::{
    Calls, Dialect, Format, Framing, KeepExtra, Origin, Reject, RejectCode, role_of,
};
use crate::supply::{Names, Supply, check_roles};
use crate::transcript::{CallSide, Role, RoleSource, Transcript, WarningCode};
use memchr::{memchr, memchr_iter};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What is done with every call; shared by all workers.
pub trait Work: Sync {
    /// What a thread works with, made once for many calls. What they keep of a call may make the next one
    /// quicker, and nothing else.
    type Tools<'w>: Send
    where
        Self: 'w;

    /// What comes of a call.
    type Made: Send;

    /// Tools for one thread.
    fn tools(&self) -> Self::Tools<'_>;

    /// Works on one call, which was read from a record.
    fn work<'w>(
        &'w self,
        tools: &mut Self::Tools<'w>,
        call: &Transcript,
        from: &FromRecord<'_>,
    ) -> Self::Made;
}

/// The record that a call was read from, for work that needs more than the call.
#[derive(Clone, Copy, Debug)]
pub struct FromRecord<'r> {
    /// The record as it stands in its content, unpacked and in UTF-8.
    pub bytes: &'r [u8],
    /// Where it stands.
    pub place: &'r Located,
    /// Name of the format.
    pub format: &'static str,
    /// Number of the call in the record, from 0.
    pub number: usize,
    /// How many calls the record holds, those that could not be read as well.
    pub calls: usize,
}

/// What is done with every call, and how calls are read.
#[derive(Debug)]
pub struct Job<W> {
    /// What is done with every call.
    pub work: W,
    /// How records are read.
    pub reading: Reading,
}

/// How files are opened and records are read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The telephone system of records that do not state one.
    pub source: Option<String>,
    /// Zone of times that are written without one.
    pub time_zone: Option<jiff::tz::TimeZone>,
    /// Whether unknown members of a record are kept.
    pub keep_extra: KeepExtra,
    /// The user's own field map.
    pub map: Option<Dialect>,
    /// What the user supplies beside the transcripts.
    pub supply: Option<Supply>,
    /// How files are opened.
    pub opening: ReadSettings,
    /// The records that are read alone; all of them without.
    pub only: Option<Arc<Selection>>,
    /// Whether rejects keep the bytes of their records.
    pub keep_bytes: KeepBytes,
}

/// Whether rejects keep the bytes of their records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeepBytes {
    /// They may be personal, so they are not kept.
    #[default]
    No,
    /// At most the first [`RejectedBytes::MOST`] of each record.
    Yes,
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
    /// The record itself, as far as it is known.
    pub bytes: RejectedBytes,
}

/// What is known of the bytes of a record that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RejectedBytes {
    /// Number of the record in its content, from 1, where the content has several.
    pub number: Option<u64>,
    /// SHA-256 of the record in hex; `None` where it was never held.
    pub sha256: Option<String>,
    /// The begin of the record, if it was asked for; with the first of several rejects of a record.
    pub kept: Option<Vec<u8>>,
}

impl RejectedBytes {
    /// Bytes that are kept of a record.
    pub const MOST: usize = 1024 * 1024;

    /// Of a record.
    pub(super) fn of(record: &[u8], keep: KeepBytes) -> RejectedBytes {
        let kept = match keep {
            KeepBytes::No => None,
            KeepBytes::Yes => record.get(..record.len().min(RejectedBytes::MOST)),
        };
        RejectedBytes { number: None, sha256: Some(sha256(record)), kept: kept.map(<[u8]>::to_vec) }
    }
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

/// The records of a block, worked on; numbers of rejects count from the begin of the block.
pub(super) struct BlockDone<M> {
    pub(super) file: Arc<InputFile>,
    /// How many records the block has.
    pub(super) count: u64,
    pub(super) records: Vec<RecordDone<M>>,
}

/// Records that stand one after the other in a file.
pub(super) struct Block {
    pub(super) file: Arc<InputFile>,
    pub(super) format: &'static Format,
    pub(super) framing: Framing,
    pub(super) bytes: Vec<u8>,
    pub(super) offset: u64,
    pub(super) line: u64,
    /// Where the records are, unless they are lines or all of it.
    pub(super) values: Vec<Range<usize>>,
}

impl<W: Work> Job<W> {
    /// Works on every record of a block, in order.
    pub(super) fn work<'s>(
        &'s self,
        tools: &mut W::Tools<'s>,
        block: &Block,
    ) -> BlockDone<W::Made> {
        let mut records = Vec::new();
        let mut count = 0;
        let only = self.reading.only.as_deref();
        block.each_record(|record, place| {
            count += 1;
            if only.is_none_or(|only| only.takes(&place, block.framing, Some(record))) {
                let number = (block.framing != Framing::Whole).then_some(count);
                self.record(tools, block, record, (&place, number), &mut records);
            }
        });
        BlockDone { file: Arc::clone(&block.file), count, records }
    }

    fn record<'s>(
        &'s self,
        tools: &mut W::Tools<'s>,
        block: &Block,
        record: &[u8],
        (place, number): (&Located, Option<u64>),
        out: &mut Vec<RecordDone<W::Made>>,
    ) {
        let mut rejected: Option<RejectedBytes> = None;
        let parsed = catch_unwind(AssertUnwindSafe(|| self.parse(block, record)));
        let parsed = parsed.unwrap_or_else(|_| vec![Err(fault())]);
        let (calls, format) = (parsed.len(), block.format.name);
        for (of_record, call) in parsed.into_iter().enumerate() {
            let from = FromRecord { bytes: record, place, format, number: of_record, calls };
            let done = call.and_then(|call| self.call(tools, block, call, &from));
            out.push(done.map_err(|reject| {
                let keep = self.reading.keep_bytes;
                let known = rejected.get_or_insert_with(|| RejectedBytes::of(record, keep));
                let bytes = RejectedBytes { number, ..known.clone() };
                known.kept = None;
                RejectRecord { place: place.clone(), reject, bytes }
            }));
        }
    }

    /// Works on the one call of two sides, or on the call of a side whose other never came.
    pub(super) fn work_sides<'s>(
        &'s self,
        tools: &mut W::Tools<'s>,
        sides: &[SideBlock],
    ) -> Vec<RecordDone<W::Made>> {
        let mut out = Vec::new();
        let mut read = Vec::new();
        for SideBlock { name, block } in sides {
            if let Some(only) = &self.reading.only {
                only.takes(&block.all(), block.framing, Some(&block.bytes));
            }
            let parsed = catch_unwind(AssertUnwindSafe(|| self.parse(block, &block.bytes)));
            for call in parsed.unwrap_or_else(|_| vec![Err(fault())]) {
                let role = role_of(name).unwrap_or(Role::Unknown);
                match call {
                    Ok(call) => read.push((block, CallSide { call, name: name.clone(), role })),
                    Err(reject) => out.push(Err(self.rejected(block, reject))),
                }
            }
        }
        let calls = match read.as_slice() {
            [(block, first), (other, second)] if !std::ptr::eq(*block, *other) => {
                vec![(*block, Transcript::of_sides(first, second))]
            }
            alone => alone
                .iter()
                .map(|(block, side)| {
                    let mut call = side.call.clone();
                    call.name_roles(RoleSource::Label, |party| {
                        party.role_source().is_none().then_some(side.role)
                    });
                    call.warn(WarningCode::OtherSideMissing, &side.name);
                    (*block, call)
                })
                .collect(),
        };
        for (block, call) in calls {
            let (bytes, place, format) = (&*block.bytes, &block.all(), block.format.name);
            let from = FromRecord { bytes, place, format, number: 0, calls: 1 };
            let done = self.call(tools, block, call, &from);
            out.push(done.map_err(|reject| self.rejected(block, reject)));
        }
        out
    }

    /// A block that is one record and could not be read.
    fn rejected(&self, block: &Block, reject: Reject) -> RejectRecord {
        let bytes = RejectedBytes::of(&block.bytes, self.reading.keep_bytes);
        RejectRecord { place: block.all(), reject, bytes }
    }

    /// Works on one call.
    fn call<'s>(
        &'s self,
        tools: &mut W::Tools<'s>,
        block: &Block,
        mut call: Transcript,
        from: &FromRecord<'_>,
    ) -> Result<CallDone<W::Made>, Reject> {
        // Nothing of a call outlives it in the tools, so a half-done call cannot harm the next one.
        let done = catch_unwind(AssertUnwindSafe(|| {
            if let Some(supply) = &self.reading.supply {
                let zone = self.reading.time_zone.as_ref();
                let names = if block.framing == Framing::Whole && from.calls == 1 {
                    Names::OneCall
                } else {
                    Names::Several
                };
                call = supply.complete(call, &block.file.name, names, zone);
            }
            check_roles(&mut call);
            // The same call in another encoding is the same call.
            let fingerprint = Fingerprint::of(&call);
            if let Some(guessed) = &block.file.guessed {
                call.warn(WarningCode::EncodingGuessed, guessed);
            }
            let made = self.work.work(tools, &call, from);
            done(&call, fingerprint, made)
        }));
        done.map_err(|_| {
            *tools = self.work.tools();
            fault()
        })
    }

    /// Reads a record as the calls it is.
    fn parse(&self, block: &Block, record: &[u8]) -> Calls {
        let origin = Origin {
            framing: block.framing,
            file_stem: block.file.stem.as_deref(),
            source: self.reading.source.as_deref(),
            time_zone: self.reading.time_zone.as_ref(),
            keep_extra: self.reading.keep_extra,
            map: self.reading.map.as_ref(),
            number: None,
            record_hash: None,
        };
        block.format.calls(record, &origin)
    }
}

fn fault() -> Reject {
    let message = "a fault of callsift; please report it with this record";
    Reject::new(RejectCode::InternalError, message)
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
    /// The place of all of it.
    fn all(&self) -> Located {
        self.place(0, self.bytes.len(), 0)
    }

    /// Hands on every record with its place, in order.
    fn each_record(&self, mut take: impl FnMut(&[u8], Located)) {
        if !self.values.is_empty() {
            let (mut counted, mut lines) = (0, 0);
            for value in &self.values {
                lines += memchr_iter(b'\n', &self.bytes[counted..value.start]).count() as u64;
                counted = value.start;
                take(&self.bytes[value.clone()], self.place(value.start, value.len(), lines));
            }
            return;
        }
        match self.framing {
            Framing::Whole => take(&self.bytes, self.all()),
            Framing::Lines | Framing::Values => {
                let (mut start, mut number) = (0, 0);
                while start < self.bytes.len() {
                    let rest = &self.bytes[start..];
                    let length = memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
                    let line = rest[..length].trim_ascii_end();
                    if !line.trim_ascii_start().is_empty() && !is_bom(line) {
                        take(line, self.place(start, line.len(), number));
                    }
                    start += length;
                    number += 1;
                }
            }
        }
    }

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
