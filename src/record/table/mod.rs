//! Tables as offices have them (CSV, TSV, XLSX), row by row under one header.
//!
//! This is the one reader of tables: customers, labels and other lists all come through it. What the
//! file is, its delimiter and its encoding are found out from its content.
//!
//! ```
//! use callsift::record::{Row, Table, TableOptions};
//!
//! let csv = "id;phone\n7;8 912 345-67-89\n";
//! let mut table = Table::open(csv.as_bytes(), &TableOptions::default())?;
//! assert_eq!(table.header(), ["id", "phone"]);
//! let mut row = Row::default();
//! while let Some(read) = table.next_row(&mut row) {
//!     read.expect("a good row");
//!     assert_eq!((row.number(), row.cell(1)), (2, "8 912 345-67-89"));
//! }
//! # Ok::<(), callsift::record::TableError>(())
//! ```

mod delimited;
mod problem;
mod row;
mod value;
mod workbook;

use std::collections::BTreeMap;
use std::io::{self, Read};

pub use problem::{RowFault, RowProblem, TableError};
pub use row::Row;
pub use value::{decimal, lost_digits, written_date_time};
pub use workbook::{WORKBOOK_BYTES, is_workbook, sheets_as_csv};

use crate::text::{Decoding, TextEncoding, encoding_hint, find_encoding};
use delimited::Delimited;
use workbook::Sheet;

/// Columns a table may have.
pub const MAX_COLUMNS: usize = 512;

/// Bytes of text a cell may have.
pub const MAX_CELL_BYTES: usize = 1 << 20;

/// Bytes of a row; one that goes on beyond them has a quote left open.
pub const MAX_ROW_BYTES: usize = 16 << 20;

/// Bytes by which a table is told from other things.
const HEAD_BYTES: usize = 64 * 1024;

/// What the user says of a table.
#[derive(Clone, Debug, Default)]
pub struct TableOptions {
    /// Encoding of text that is neither UTF-8 nor marked UTF-16.
    pub encoding: Option<TextEncoding>,
    /// The sheet of a workbook; the first with content if not given.
    pub sheet: Option<String>,
    /// The names of the columns, of a table whose first line is a row already.
    pub header: Option<Vec<String>>,
}

/// What a table was found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// Text with a delimiter.
    Delimited {
        /// `,`, `;` or a tab.
        delimiter: u8,
        /// Its encoding; `None` for UTF-8.
        encoding: Option<TextEncoding>,
    },
    /// A sheet of a workbook.
    Sheet {
        /// Its name.
        name: String,
        /// Further sheets with something in them, which are not read.
        others: Vec<String>,
    },
}

/// A table with its header read, and its rows to come.
pub struct Table<'a> {
    header: Vec<String>,
    kind: TableKind,
    rows: Rows<'a>,
}

enum Rows<'a> {
    Delimited(Delimited<Box<dyn Read + 'a>>),
    Sheet(workbook::SheetRows),
}

impl Rows<'_> {
    fn next_row(&mut self, row: &mut Row) -> Option<Result<(), RowFault>> {
        match self {
            Rows::Delimited(rows) => rows.next_row(row),
            Rows::Sheet(rows) => rows.next_row(row),
        }
    }
}

impl<'a> Table<'a> {
    /// Finds out what the table is and reads its header, from its first byte on.
    ///
    /// Text is read as a stream. A workbook is held in memory, up to [`WORKBOOK_BYTES`].
    pub fn open(
        mut source: impl Read + 'a,
        options: &TableOptions,
    ) -> Result<Table<'a>, TableError> {
        let told = |error: io::Error| TableError::Reading(error.to_string());
        let mut head = Vec::new();
        (&mut source).take(HEAD_BYTES as u64).read_to_end(&mut head).map_err(told)?;
        if is_zip(&head) {
            let most = WORKBOOK_BYTES as u64;
            source.take(most + 1 - head.len() as u64).read_to_end(&mut head).map_err(told)?;
            let sheet = Sheet::read(head, options.sheet.as_deref())?;
            let kind = TableKind::Sheet { name: sheet.name, others: sheet.others };
            return Table::under_header(Rows::Sheet(sheet.rows), kind, options);
        }
        if let Some(name) = &options.sheet {
            return Err(TableError::NoWorkbook { sheet: name.clone() });
        }
        let hint = match simdutf8::basic::from_utf8(&head) {
            Ok(_) => None,
            Err(_) => encoding_hint(&head),
        };
        let found = find_encoding(&head, options.encoding).map(|found| found.encoding);
        let bytes = io::Cursor::new(head).chain(source);
        let text: Box<dyn Read + 'a> = match found {
            Some(encoding) => Box::new(Decoding::new(bytes, encoding)),
            None => Box::new(bytes),
        };
        let hint = hint.filter(|_| found.is_none());
        let rows = Delimited::open(text, hint)?;
        let kind = TableKind::Delimited { delimiter: rows.delimiter(), encoding: found };
        Table::under_header(Rows::Delimited(rows), kind, options)
    }

    fn under_header(
        mut rows: Rows<'a>,
        kind: TableKind,
        options: &TableOptions,
    ) -> Result<Table<'a>, TableError> {
        let header = match &options.header {
            Some(header) => header.clone(),
            None => {
                let mut row = Row::default();
                match rows.next_row(&mut row) {
                    None => return Err(TableError::Missing),
                    Some(Err(fault)) => return Err(TableError::of_header(fault)),
                    Some(Ok(())) => names(&row)?,
                }
            }
        };
        Ok(Table { header, kind, rows })
    }

    /// The names of the columns, in order.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Bytes of the text, in UTF-8, that rows were taken from, and the line that comes next, from 1.
    /// Of a workbook neither is known.
    pub fn position(&self) -> (u64, u64) {
        match &self.rows {
            Rows::Delimited(rows) => rows.position(),
            Rows::Sheet(_) => (0, 0),
        }
    }

    /// What the table is.
    pub fn kind(&self) -> &TableKind {
        &self.kind
    }

    /// Puts the next row that is not empty into `row`; `None` after the last.
    ///
    /// A row that cannot be used is an error, and the next one can be read. Where a quote was left
    /// open, reading goes on at the next line of the file, so that no row is lost in a cell.
    pub fn next_row(&mut self, row: &mut Row) -> Option<Result<(), RowFault>> {
        let read = match self.rows.next_row(row)? {
            Ok(()) => row.fit(self.header.len()),
            Err(fault) => Err(fault),
        };
        let read = read.map_err(|fault| match &mut self.rows {
            Rows::Delimited(rows) if fault.problem.is_length() && row.spans_lines() => {
                rows.go_back(row);
                row.fault(RowProblem::OpenQuote)
            }
            Rows::Delimited(_) | Rows::Sheet(_) => fault,
        });
        match (read, &mut self.rows) {
            (Ok(()), Rows::Delimited(rows)) if rows.swallowed_rows(row) => {
                rows.go_back(row);
                Some(Err(row.fault(RowProblem::OpenQuote)))
            }
            (read, _) => Some(read),
        }
    }
}

/// Whether these are the first bytes of a zip file.
pub(super) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// The names in a header; columns without a name at its end are none.
fn names(row: &Row) -> Result<Vec<String>, TableError> {
    let clean = |name: &str| name.trim_matches('\u{feff}').trim().to_owned();
    let mut header: Vec<String> = row.cells().map(clean).collect();
    while header.last().is_some_and(String::is_empty) {
        header.pop();
    }
    let mut columns = BTreeMap::new();
    for (at, name) in header.iter().enumerate() {
        if name.is_empty() {
            return Err(TableError::Nameless { column: at + 1 });
        }
        if let Some(first) = columns.insert(name.as_str(), at + 1) {
            return Err(TableError::Twice { name: name.clone(), first, second: at + 1 });
        }
    }
    Ok(header)
}

#[cfg(test)]
mod tests;
