//! Rows of text with a delimiter, read as a stream.
//!
//! Cells are taken apart here and not by a crate, because where a quote was left open a reader has to
//! say so and go on below it; the `csv` crate, which reads such a table to its end as one cell, is the
//! second opinion in the tests.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

use std::io::Read;

use memchr::{memchr, memchr_iter, memchr2, memchr2_iter, memchr3};

use super::problem::{RowFault, RowProblem, TableError};
use super::row::Row;
use super::{MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROW_BYTES};

/// Bytes read at once.
const STEP: usize = 64 * 1024;

/// Reads rows.
pub(super) struct Delimited<R> {
    reader: R,
    delimiter: u8,
    pending: Vec<u8>,
    /// Bytes of `pending` that were given out.
    at: usize,
    /// Bytes before those of `pending`.
    before: u64,
    /// The cells of a row before they are known to be text.
    cells: Vec<u8>,
    ended: bool,
    failed: Option<String>,
    number: u64,
    line: u64,
    hint: Option<String>,
}

/// What stands at the start of some bytes.
enum Parsed {
    /// A row may go on behind them.
    More,
    /// A quote is opened and not closed.
    Open,
    /// A row of so many bytes.
    Row(usize),
}

impl<R: Read> Delimited<R> {
    /// Finds the delimiter; nothing is given out yet.
    pub(super) fn open(reader: R, hint: Option<String>) -> Result<Delimited<R>, TableError> {
        let mut rows = Delimited {
            reader,
            delimiter: b',',
            pending: Vec::new(),
            at: 0,
            before: 0,
            cells: Vec::new(),
            ended: false,
            failed: None,
            number: 0,
            line: 1,
            hint,
        };
        rows.fill(STEP);
        if let Some(words) = rows.failed.take() {
            return Err(TableError::Reading(words));
        }
        if rows.pending.starts_with(b"\xEF\xBB\xBF") {
            rows.at = 3;
        }
        let first = rows.rest().split(|&b| b == b'\n' || b == b'\r').next().unwrap_or_default();
        let (stated, length) = (stated_delimiter(first), first.len());
        if stated.is_some() {
            rows.at += length;
            let end = rows.rest();
            let end = if end.starts_with(b"\r\n") { 2 } else { usize::from(!end.is_empty()) };
            rows.at += end;
            rows.line += 1;
        }
        let header = rows.rest().split(|&b| b == b'\n' || b == b'\r');
        let header = header.map(<[u8]>::trim_ascii).find(|line| !line.is_empty());
        rows.delimiter = stated.unwrap_or_else(|| delimiter_of(header.unwrap_or_default()));
        Ok(rows)
    }

    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Bytes that were given out, and the line that comes next, from 1.
    pub(super) fn position(&self) -> (u64, u64) {
        (self.before + self.at as u64, self.line)
    }

    fn rest(&self) -> &[u8] {
        &self.pending[self.at..]
    }

    /// Reads until so many bytes are there, or the end.
    fn fill(&mut self, wanted: usize) {
        if self.at > 0 && self.at >= self.pending.len() / 2 {
            self.pending.drain(..self.at);
            self.before += self.at as u64;
            self.at = 0;
        }
        while !self.ended && self.rest().len() < wanted {
            let start = self.pending.len();
            let missing = wanted - (start - self.at);
            self.pending.resize(start + missing.max(STEP), 0);
            let read = self.reader.read(&mut self.pending[start..]);
            self.pending.truncate(start + read.as_ref().map_or(0, |count| *count));
            match read {
                Ok(0) => self.ended = true,
                Ok(_) => {}
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = true;
                    self.failed = Some(error.to_string());
                }
            }
        }
    }

    /// The next row that is not empty.
    pub(super) fn next_row(&mut self, row: &mut Row) -> Option<Result<(), RowFault>> {
        loop {
            let parsed = self.parse_next(row);
            if self.rest().is_empty() {
                let failed = self.failed.take()?;
                (row.number, row.line) = (self.number + 1, self.line);
                return Some(Err(row.fault(RowProblem::Reading(failed))));
            }
            self.number += 1;
            (row.number, row.line) = (self.number, self.line);
            let problem = match parsed {
                Parsed::Row(used) => {
                    row.used = used;
                    self.line += breaks(&self.rest()[..used]);
                    self.at += used;
                    self.finish(row)
                }
                Parsed::Open => {
                    self.skip_line();
                    Some(RowProblem::OpenQuote)
                }
                Parsed::More => {
                    let seen = &self.rest()[..self.rest().len().min(MAX_ROW_BYTES)];
                    let quoted = memchr(b'\n', seen).is_some();
                    self.skip_line();
                    Some(if quoted { RowProblem::OpenQuote } else { RowProblem::TooLong })
                }
            };
            match problem {
                Some(problem) => return Some(Err(row.fault(problem))),
                None if row.is_blank() => {}
                None => return Some(Ok(())),
            }
        }
    }

    /// What stands next, with enough read to know it.
    fn parse_next(&mut self, row: &mut Row) -> Parsed {
        let mut wanted = STEP;
        loop {
            self.fill(wanted);
            let most = self.rest().len().min(MAX_ROW_BYTES);
            let complete = self.ended && most == self.rest().len();
            let bytes = &self.pending[self.at..self.at + most];
            match parse(bytes, self.delimiter, complete, &mut self.cells, row) {
                // What failed was in the middle of a row, whose end nobody knows.
                Parsed::Row(used) if used == bytes.len() && complete && self.failed.is_some() => {
                    self.at = self.pending.len();
                    return Parsed::More;
                }
                Parsed::More if most < MAX_ROW_BYTES && !complete => {
                    wanted = (most * 2).min(MAX_ROW_BYTES + STEP);
                }
                parsed @ (Parsed::More | Parsed::Open | Parsed::Row(_)) => return parsed,
            }
        }
    }

    /// Makes text of the cells that were parsed.
    fn finish(&mut self, row: &mut Row) -> Option<RowProblem> {
        row.text.clear();
        if row.ends.len() > MAX_COLUMNS {
            return Some(RowProblem::TooManyColumns);
        }
        let starts = std::iter::once(&0).chain(&row.ends);
        let long = starts.zip(&row.ends).position(|(start, end)| end - start > MAX_CELL_BYTES);
        match long {
            // A cell as long as that with line ends in it has swallowed rows.
            Some(_) if row.spans => {
                self.go_back(row);
                return Some(RowProblem::OpenQuote);
            }
            Some(column) => return Some(RowProblem::CellTooLong { column: column + 1 }),
            None => {}
        }
        match simdutf8::basic::from_utf8(&self.cells) {
            Ok(text) => {
                row.text.push_str(text);
                None
            }
            Err(_) => Some(RowProblem::NotUtf8 { hint: self.hint.clone() }),
        }
    }

    /// Goes back to the second line of the row that was given out last.
    pub(super) fn go_back(&mut self, row: &Row) {
        self.at -= row.used;
        self.line = row.line;
        self.skip_line();
    }

    /// Whether a cell of the row given out last holds lines that are rows themselves: three or more,
    /// each with as many delimiters as the row has. Then a quote was left open, and closed by chance.
    pub(super) fn swallowed_rows(&self, row: &Row) -> bool {
        if !row.spans || row.len() < 3 {
            return false;
        }
        let raw = &self.pending[self.at - row.used..self.at];
        let lines: Vec<&[u8]> = raw.trim_ascii_end().split(|&b| b == b'\n').collect();
        let inner = lines.get(1..lines.len() - 1).unwrap_or_default();
        let is_row = |line: &&[u8]| memchr_iter(self.delimiter, line).count() == row.len() - 1;
        inner.len() >= 3 && inner.iter().all(is_row)
    }

    /// Drops everything up to the end of the line.
    fn skip_line(&mut self) {
        loop {
            if let Some(end) = memchr2(b'\n', b'\r', self.rest()) {
                let pair = self.rest()[end..].starts_with(b"\r\n");
                self.at += end + 1 + usize::from(pair);
                self.line += 1;
                return;
            }
            self.at = self.pending.len();
            if self.ended {
                return;
            }
            self.fill(STEP);
        }
    }
}

/// Line ends, each CRLF once.
fn breaks(bytes: &[u8]) -> u64 {
    let alone = |at: usize| bytes[at] != b'\r' || bytes.get(at + 1) != Some(&b'\n');
    memchr2_iter(b'\n', b'\r', bytes).filter(|&at| alone(at)).count() as u64
}

/// Takes one row apart; `complete` says that nothing comes behind the bytes.
fn parse(
    bytes: &[u8],
    delimiter: u8,
    complete: bool,
    cells: &mut Vec<u8>,
    row: &mut Row,
) -> Parsed {
    cells.clear();
    row.ends.clear();
    row.spans = false;
    let mut at = 0;
    loop {
        let blanks = bytes[at..].iter().take_while(|&&b| b == b' ').count();
        at = match bytes.get(at + blanks) {
            None if !complete => return Parsed::More,
            // A space between the delimiter and a quote is nobody's.
            Some(b'"') => match quoted(bytes, at + blanks + 1, delimiter, complete, cells) {
                Ok((end, spans)) => {
                    row.spans |= spans;
                    end
                }
                Err(parsed) => return parsed,
            },
            Some(_) | None => bare(bytes, at, delimiter, cells),
        };
        // One beyond the limit says enough, and a row of delimiters alone would take memory.
        if row.ends.len() <= MAX_COLUMNS {
            row.ends.push(cells.len());
        }
        match bytes.get(at) {
            Some(&b) if b == delimiter => at += 1,
            Some(b'\r') if bytes.len() == at + 1 && !complete => return Parsed::More,
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => return Parsed::Row(at + 2),
            Some(_) => return Parsed::Row(at + 1),
            None if complete => return Parsed::Row(at),
            None => return Parsed::More,
        }
    }
}

/// A cell without quotes around it; gives where it ends.
fn bare(bytes: &[u8], start: usize, delimiter: u8, cells: &mut Vec<u8>) -> usize {
    let rest = &bytes[start..];
    let end = start + memchr3(delimiter, b'\n', b'\r', rest).unwrap_or(rest.len());
    cells.extend_from_slice(&bytes[start..end]);
    end
}

/// A cell in quotes, from behind the first; gives where it ends and whether there are line ends in it.
fn quoted(
    bytes: &[u8],
    start: usize,
    delimiter: u8,
    complete: bool,
    cells: &mut Vec<u8>,
) -> Result<(usize, bool), Parsed> {
    let unknown = if complete { Parsed::Open } else { Parsed::More };
    let (mut at, mut spans) = (start, false);
    loop {
        let Some(length) = memchr(b'"', &bytes[at..]) else { return Err(unknown) };
        let quote = at + length;
        spans |= memchr2(b'\n', b'\r', &bytes[at..quote]).is_some();
        cells.extend_from_slice(&bytes[at..quote]);
        if bytes.get(quote + 1) == Some(&b'"') {
            cells.push(b'"');
            at = quote + 2;
            continue;
        }
        let blanks = bytes[quote + 1..].iter().take_while(|&&b| b == b' ').count();
        let end = quote + 1 + blanks;
        return match bytes.get(end) {
            None if !complete => Err(Parsed::More),
            None | Some(b'\n' | b'\r') => Ok((end, spans)),
            Some(&b) if b == delimiter => Ok((end, spans)),
            // Behind line ends such a quote opens a cell, and is not the one that closes this.
            Some(_) if spans => Err(Parsed::Open),
            Some(_) => Ok((bare(bytes, quote + 1, delimiter, cells), spans)),
        };
    }
}

/// The delimiter in a first line `sep=;`, which Excel understands and does not show.
fn stated_delimiter(line: &[u8]) -> Option<u8> {
    match line.strip_prefix(b"sep=")? {
        [delimiter @ (b',' | b';' | b'\t')] => Some(*delimiter),
        _ => None,
    }
}

/// The delimiter that the header has most of, outside quotes; a comma for a single column.
///
/// Of two that are equally frequent the rarer one in names wins: `id<tab>name, first`.
pub(super) fn delimiter_of(header: &[u8]) -> u8 {
    let mut counts = [(b'\t', 0_usize), (b';', 0), (b',', 0)];
    let mut quoted = false;
    for &byte in header {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(d, _)| *d == byte && !quoted) {
            *count += 1;
        }
    }
    let mut most = (b',', 0);
    for candidate in counts {
        if candidate.1 > most.1 {
            most = candidate;
        }
    }
    most.0
}
