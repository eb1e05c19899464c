//! What can be wrong with a table, in words for the person who has the file.

use std::fmt;

use super::{MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROW_BYTES, WORKBOOK_BYTES};

/// Why a table cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// A column without a name before one with a name.
    Nameless {
        /// The column, counted from 1.
        column: usize,
    },
    /// Two columns with one name.
    Twice {
        /// The name.
        name: String,
        /// The first column, counted from 1.
        first: usize,
        /// The second column.
        second: usize,
    },
    /// There is no header.
    Missing,
    /// The header row itself cannot be used.
    Header(RowProblem),
    /// It could not be read.
    Reading(String),
    /// A sheet was asked for, and the file is no workbook.
    NoWorkbook {
        /// The sheet that was asked for.
        sheet: String,
    },
    /// A zip file that is no workbook.
    OtherArchive,
    /// A workbook that is damaged, or locked by a password.
    Damaged(String),
    /// The workbook has no such sheet.
    NoSheet {
        /// The sheet that was asked for.
        sheet: String,
        /// Those that are there.
        sheets: Vec<String>,
    },
    /// No sheet has anything in it.
    EmptyWorkbook,
    /// The workbook, or what it unpacks to, is larger than is read.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
}

impl TableError {
    pub(super) fn of_header(fault: RowFault) -> TableError {
        TableError::Header(fault.problem)
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TableError::Nameless { column } => {
                write!(f, "column {column} of the header has no name; name it or remove it")
            }
            TableError::Twice { name, first, second } => write!(
                f,
                "columns {first} and {second} of the header are both named {name:?}; rename one"
            ),
            TableError::Missing => f.write_str("the table has no header line"),
            TableError::Header(problem) => write!(f, "the header cannot be used: {problem}"),
            TableError::Reading(words) => write!(f, "the table does not read: {words}"),
            TableError::NoWorkbook { sheet } => {
                write!(f, "no workbook (XLSX), so it has no sheet {sheet:?}; name the file alone")
            }
            TableError::OtherArchive => {
                f.write_str("a zip file that is no workbook (XLSX); unpack it first")
            }
            TableError::Damaged(words) => {
                write!(f, "the workbook does not read ({words}); open it and save it anew as XLSX")
            }
            TableError::NoSheet { sheet, sheets } => {
                write!(f, "there is no sheet {sheet:?}; sheets: {}", sheets.join(", "))
            }
            TableError::EmptyWorkbook => f.write_str("no sheet of the workbook has anything in it"),
            TableError::TooLarge { limit } => write!(
                f,
                "the workbook is larger than is read (file {} MiB, unpacked {} MiB); save the table as CSV",
                WORKBOOK_BYTES >> 20,
                limit >> 20
            ),
        }
    }
}

impl std::error::Error for TableError {}

/// A row that cannot be used, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// The row as a spreadsheet counts it, from 1.
    pub number: u64,
    /// The line of the file on which it begins, from 1; of a workbook the row.
    pub line: u64,
    /// What is wrong.
    pub problem: RowProblem,
}

/// Why a row cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowProblem {
    /// Too few or too many cells.
    Length {
        /// Cells in the row.
        found: u64,
        /// Cells in the header.
        expected: u64,
    },
    /// Bytes that are no UTF-8.
    NotUtf8 {
        /// Which encoding the table looks like and what to do, as the end of a sentence.
        hint: Option<String>,
    },
    /// A quote that is never closed, or swallows the rows below.
    OpenQuote,
    /// A cell above the limit.
    CellTooLong {
        /// The column, counted from 1.
        column: usize,
    },
    /// More columns than are read.
    TooManyColumns,
    /// A row that goes on and on.
    TooLong,
    /// The table could not be read further.
    Reading(String),
}

impl RowProblem {
    /// Whether the row has too few or too many cells.
    pub(super) fn is_length(&self) -> bool {
        matches!(self, RowProblem::Length { .. })
    }
}

impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RowProblem::Length { found, expected } => {
                let fields = if *found == 1 { "field" } else { "fields" };
                write!(f, "the row has {found} {fields}, the header has {expected}")
            }
            RowProblem::NotUtf8 { hint: Some(hint) } => write!(f, "not UTF-8{hint}"),
            RowProblem::NotUtf8 { hint: None } => f.write_str("not UTF-8; save the table as UTF-8"),
            RowProblem::OpenQuote => f.write_str(
                "a quote is opened and not closed in this row; close it, or double a quote that is \
                 part of the text",
            ),
            RowProblem::CellTooLong { column } => {
                write!(f, "the cell in column {column} is longer than {MAX_CELL_BYTES} bytes")
            }
            RowProblem::TooManyColumns => write!(f, "more than {MAX_COLUMNS} columns"),
            RowProblem::TooLong => write!(f, "the row is longer than {MAX_ROW_BYTES} bytes"),
            RowProblem::Reading(words) => write!(f, "the table does not read on: {words}"),
        }
    }
}
