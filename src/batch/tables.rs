//! Cuts a table that is too long to be taken as a whole: each block is the header and rows of whole
//! calls.
//!
//! Blocks are the bytes of the file as they are, so what is wrong with a row is found, with its line,
//! by whoever reads the block. The rows of a call have to stand together here; rows of a call that
//! has ended are not read, and told.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

use crate::format::limits::HEAD_BYTES;
use crate::record::{Row, RowFault, RowProblem, Table, TableError, TableOptions};
use rustc_hash::FxHashSet;
use std::cell::RefCell;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::{self, Read};
use std::rc::Rc;

/// A piece of a table.
#[derive(Debug)]
pub(super) enum TableCut {
    /// The header, and rows of whole calls.
    Rows { bytes: Vec<u8>, offset: u64, line: u64 },
    /// Rows of a call whose other rows stand before, apart from these.
    Apart { offset: u64, end: u64, line: u64 },
    /// Rows of one call, more of them than are read.
    TooLong { offset: u64, end: u64, line: u64 },
    /// Reading failed here; whole rows before were handed out.
    Failed { offset: u64, line: u64, why: String },
}

/// Reads and cuts.
pub(super) struct TableCutter<'r> {
    table: Table<'r>,
    /// What was read from the byte `base` on.
    read: Rc<RefCell<Vec<u8>>>,
    base: u64,
    header: Vec<u8>,
    header_lines: u64,
    /// Columns of the id of a call; of several the first that is not empty counts.
    columns: Vec<usize>,
    /// The call of the row before.
    call: Option<u64>,
    /// Calls that have ended.
    ended: FxHashSet<u64>,
    /// Whether the rows since the last cut stand apart from their call.
    apart: bool,
    /// Line of the first row since the last cut.
    line: u64,
    /// Where the rows since the last cut begin, if there are too many to be held.
    dropped: Option<u64>,
    failed: Option<(u64, u64, String)>,
    done: bool,
    /// Bytes of the rows of a call.
    most: u64,
}

impl<'r> TableCutter<'r> {
    /// Reads the header; `columns` says where ids of calls stand, and nothing where they do not.
    pub(super) fn new(
        content: impl Read + 'r,
        most: u64,
        columns: impl FnOnce(&[String]) -> Vec<usize>,
    ) -> Result<Option<TableCutter<'r>>, TableError> {
        let read = Rc::new(RefCell::new(Vec::new()));
        let tee = Tee { inner: content, read: Rc::clone(&read) };
        let table = Table::open(tee, &TableOptions::default())?;
        let columns = columns(table.header());
        if columns.is_empty() {
            return Ok(None);
        }
        let (position, line) = table.position();
        let mut cutter = TableCutter {
            table,
            read,
            base: 0,
            header: Vec::new(),
            header_lines: line - 1,
            columns,
            call: None,
            ended: FxHashSet::default(),
            apart: false,
            line,
            dropped: None,
            failed: None,
            done: false,
            most,
        };
        cutter.header = cutter.take(position);
        Ok(Some(cutter))
    }

    /// The bytes up to a place, which are held no longer.
    fn take(&mut self, end: u64) -> Vec<u8> {
        let mut read = self.read.borrow_mut();
        let length = usize::try_from(end - self.base).unwrap_or(usize::MAX).min(read.len());
        let rest = read.split_off(length);
        self.base = end;
        std::mem::replace(&mut *read, rest)
    }

    /// The next piece; `None` at the end.
    pub(super) fn next(&mut self) -> Option<TableCut> {
        if let Some((offset, line, why)) = self.failed.take() {
            return Some(TableCut::Failed { offset, line, why });
        }
        if self.done {
            return None;
        }
        let mut row = Row::default();
        loop {
            let (start, line) = self.table.position();
            let Some(read) = self.table.next_row(&mut row) else {
                self.done = true;
                let (end, _) = self.table.position();
                return self.has_rows(end).then(|| self.cut(end, line, false));
            };
            if start - self.base > self.most {
                self.dropped.get_or_insert(self.base);
                self.take(start);
            }
            match read {
                Ok(()) => {}
                Err(RowFault { problem: RowProblem::Reading(why), .. }) => {
                    self.done = true;
                    self.failed = Some((start, line, why));
                    if self.has_rows(start) {
                        return Some(self.cut(start, line, false));
                    }
                    return self.next();
                }
                // What else is wrong with a row is for its reader to say.
                Err(_) => continue,
            }
            let Some(call) = self.call_of(&row) else { continue };
            if self.call == Some(call) {
                continue;
            }
            self.ended.extend(self.call.replace(call));
            let apart = self.ended.contains(&call);
            let large = start - self.base >= HEAD_BYTES as u64 || self.dropped.is_some();
            if (large || apart || self.apart) && self.has_rows(start) {
                return Some(self.cut(start, line, apart));
            }
            self.apart = apart;
        }
    }

    /// Whether anything stands between the last cut and a place.
    fn has_rows(&self, end: u64) -> bool {
        end > self.base || self.dropped.is_some()
    }

    fn call_of(&self, row: &Row) -> Option<u64> {
        let cells = self.columns.iter().map(|at| row.cell(*at).trim());
        let id = cells.into_iter().find(|id| !id.is_empty())?;
        // Always the same for the same id, which a hasher with a seed would not be.
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        Some(hasher.finish())
    }

    /// What stands before a place; what begins there is on this line.
    fn cut(&mut self, end: u64, line: u64, next_apart: bool) -> TableCut {
        let dropped = self.dropped.take();
        let offset = dropped.unwrap_or(self.base);
        let own_line = std::mem::replace(&mut self.line, line);
        let apart = std::mem::replace(&mut self.apart, next_apart);
        let rows = self.take(end);
        if apart {
            return TableCut::Apart { offset, end, line: own_line };
        }
        if dropped.is_some() || rows.len() as u64 > self.most {
            return TableCut::TooLong { offset, end, line: own_line };
        }
        let mut bytes = self.header.clone();
        bytes.extend(rows);
        // Lines of the block are counted from its header, which stands above its rows.
        TableCut::Rows {
            offset: offset.saturating_sub(self.header.len() as u64),
            line: own_line.saturating_sub(self.header_lines),
            bytes,
        }
    }
}

/// Keeps what is read.
struct Tee<R> {
    inner: R,
    read: Rc<RefCell<Vec<u8>>>,
}

impl<R: Read> Read for Tee<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read.borrow_mut().extend_from_slice(&buffer[..count]);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::limits::MAX_WHOLE_BYTES;

    /// Pieces of a table whose first column is the call: line, bytes, rows, and what they are.
    fn cuts(table: &str) -> Vec<(u64, &'static str, usize)> {
        let mut cutter = TableCutter::new(table.as_bytes(), MAX_WHOLE_BYTES as u64, |_| vec![0])
            .unwrap()
            .unwrap();
        let mut out = Vec::new();
        let mut joined = String::new();
        while let Some(cut) = cutter.next() {
            out.push(match cut {
                TableCut::Rows { bytes, line, offset } => {
                    let text = String::from_utf8(bytes).unwrap();
                    let rows = text.strip_prefix("call,text\n").unwrap();
                    assert_eq!(&table[offset as usize + 10..][..rows.len()], rows);
                    joined.push_str(rows);
                    (line, "rows", rows.lines().count())
                }
                TableCut::Apart { offset, end, line } => {
                    let rows = &table[offset as usize..end as usize];
                    joined.push_str(rows);
                    (line, "apart", rows.lines().count())
                }
                TableCut::Failed { line, .. } => (line, "failed", 0),
                TableCut::TooLong { offset, end, line } => {
                    joined.push_str(&table[offset as usize..end as usize]);
                    (line, "too long", 0)
                }
            });
        }
        assert_eq!(format!("call,text\n{joined}"), table, "nothing is lost");
        out
    }

    #[test]
    fn blocks_are_whole_calls() {
        let long = "x".repeat(HEAD_BYTES / 4);
        let table = format!(
            "call,text\n1,{long}\n1,\"{long}\n\"\n2,{long}\n\n2,{long}\n,nobody\n3,{long}\n4,a\n1,b\n1,c\n5,d\n"
        );
        assert_eq!(
            cuts(&table),
            [(1, "rows", 7), (8, "rows", 2), (11, "apart", 2), (12, "rows", 1)]
        );
    }

    #[test]
    fn a_call_that_is_too_long_is_told() {
        let row = format!("1,{}\n", "x".repeat(HEAD_BYTES - 8));
        let table = format!("call,text\n{}2,a\n", row.repeat(33));
        assert_eq!(cuts(&table), [(2, "too long", 0), (34, "rows", 1)]);
    }

    #[test]
    fn a_failure_comes_after_the_whole_rows() {
        struct Fails;
        impl Read for Fails {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
        }
        let row = format!("2,{}\n", "x".repeat(HEAD_BYTES / 4));
        let whole = format!("call,text\n1,a\n{row}");
        let content = io::Cursor::new(format!("{whole}3,c").into_bytes()).chain(Fails);
        let mut cutter =
            TableCutter::new(content, MAX_WHOLE_BYTES as u64, |_| vec![0]).unwrap().unwrap();
        let Some(TableCut::Rows { bytes, .. }) = cutter.next() else { panic!("no rows") };
        assert_eq!(bytes, whole.as_bytes());
        let failed = cutter.next();
        let Some(TableCut::Failed { offset, line: 4, .. }) = failed else { panic!("{failed:?}") };
        assert_eq!(offset, whole.len() as u64);
        assert!(cutter.next().is_none());
    }

    #[test]
    fn a_table_without_calls_is_not_cut() {
        let table = &b"a,b\n1,2\n"[..];
        assert!(TableCutter::new(table, 99, |_| Vec::new()).unwrap().is_none());
    }
}
