//! What a worker does with a record: parse, scan, render; a panic becomes a reject.

use super::duplicates::Fingerprint;
use super::input::InputFile;
use crate::evaluation::{Observation, Observer};
use crate::format::{Format, Framing, KeepExtra, Origin, Reject, RejectCode};
use crate::lexicon::Lexicon;
use crate::output::{self, CallOptions};
use crate::record::CallCard;
use crate::scan::{CallReport, ScanSettings, Scanner};
use crate::transcript::Transcript;
use memchr::memchr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What is done with every record; shared by all workers.
#[derive(Debug)]
pub struct Job {
    /// What to find.
    pub lexicon: Lexicon,
    /// Thresholds.
    pub settings: ScanSettings,
    /// The telephone system of records that do not state one.
    pub source: Option<String>,
    /// Zone of times that are written without one.
    pub time_zone: Option<jiff::tz::TimeZone>,
    /// Whether unknown members of a record are kept.
    pub keep_extra: KeepExtra,
    /// How a call is written.
    pub options: CallOptions,
    /// Whether cards for customers are wanted.
    pub cards: bool,
    /// Observes calls instead of writing them.
    pub observer: Option<Observer>,
}

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The file.
    pub file: Arc<InputFile>,
    /// First byte of the record in the content, after decompression.
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

/// A call that was scanned.
#[derive(Debug)]
pub struct CallDone {
    /// The line to write, with its newline; empty where calls are observed.
    pub line: Vec<u8>,
    /// What was observed of a call that counts.
    pub observed: Option<Box<Observation>>,
    /// Key and content, to find it again.
    pub fingerprint: Fingerprint,
    /// `source:call_id`.
    pub key: String,
    /// What was found.
    pub report: CallReport,
    /// Codes of the call's warnings and how often each came.
    pub warnings: Vec<(&'static str, u32)>,
    /// For the customer's record.
    pub card: Option<Box<CallCard>>,
}

/// One record, worked on.
pub(super) type RecordDone = Result<CallDone, RejectRecord>;

/// A block of lines, or a whole file.
pub(super) struct Block {
    pub(super) file: Arc<InputFile>,
    pub(super) format: &'static Format,
    pub(super) framing: Framing,
    pub(super) bytes: Vec<u8>,
    pub(super) offset: u64,
    pub(super) line: u64,
}

impl Job {
    /// Works on every record of a block, in order.
    pub(super) fn work(&self, block: &Block) -> Vec<RecordDone> {
        let mut scanner = Scanner::new(&self.lexicon, &self.settings);
        let mut out = Vec::new();
        match block.framing {
            Framing::Whole => {
                let place = block.place(0, block.bytes.len(), 0);
                out.push(self.record(&mut scanner, block, &block.bytes, place));
            }
            Framing::Lines => {
                let (mut start, mut number) = (0, 0);
                while start < block.bytes.len() {
                    let rest = &block.bytes[start..];
                    let length = memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
                    let line = rest[..length].trim_ascii_end();
                    if !line.trim_ascii_start().is_empty() && !is_bom(line) {
                        let place = block.place(start, line.len(), number);
                        out.push(self.record(&mut scanner, block, line, place));
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
        scanner: &mut Scanner<'s>,
        block: &Block,
        record: &[u8],
        place: Located,
    ) -> RecordDone {
        // Nothing of a scanner outlives a call, so a half-done call cannot harm the next one.
        let done = catch_unwind(AssertUnwindSafe(|| {
            let call = self.parse(block, record)?;
            let report = scanner.scan(&call);
            Ok(self.done(&call, report))
        }));
        let reject = match done {
            Ok(Ok(call)) => return Ok(call),
            Ok(Err(reject)) => reject,
            Err(_) => {
                *scanner = Scanner::new(&self.lexicon, &self.settings);
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
        };
        (block.format.parse)(record, &origin)
    }

    fn done(&self, call: &Transcript, report: CallReport) -> CallDone {
        let (mut line, mut card, mut observed) = (Vec::new(), None, None);
        if let Some(observer) = &self.observer {
            observed = observer.observe(call, &report, &self.lexicon).map(Box::new);
        } else {
            let written = output::call(call, &report, &self.lexicon, &self.options);
            card = self.cards.then(|| Box::new(output::card(&written)));
            line = output::line(&written);
        }
        let warnings = call.warnings().iter().map(|w| (w.code.as_str(), w.count)).collect();
        CallDone {
            line,
            observed,
            fingerprint: Fingerprint::of(call),
            key: call.info().key.to_string(),
            report,
            warnings,
            card,
        }
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
