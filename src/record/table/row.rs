//! One row of a table: its cells, and where it stands.

use super::problem::{RowFault, RowProblem};

/// A row; its memory is used again for the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// All cells, one after the other.
    pub(super) text: String,
    /// Where each cell ends in the text.
    pub(super) ends: Vec<usize>,
    pub(super) number: u64,
    pub(super) line: u64,
    /// Whether a cell has a line end in it.
    pub(super) spans: bool,
    /// Bytes it takes in the file.
    pub(super) used: usize,
}

impl Row {
    /// The row as a spreadsheet counts it: the first of the file is 1, a line break within a cell
    /// does not count, an empty row does.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The line of the file on which it begins, from 1; of a workbook the row.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no cells.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// One cell, from 0; nothing where there is none.
    pub fn cell(&self, at: usize) -> &str {
        let start = if at == 0 { Some(0) } else { self.ends.get(at - 1).copied() };
        let place = start.zip(self.ends.get(at).copied());
        place.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    /// All cells.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.cell(at))
    }

    /// Whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub(super) fn spans_lines(&self) -> bool {
        self.spans
    }

    pub(super) fn fault(&self, problem: RowProblem) -> RowFault {
        RowFault { number: self.number, line: self.line, problem }
    }

    /// Holds the row to the columns of the header; empty cells beyond them are left out.
    pub(super) fn fit(&mut self, columns: usize) -> Result<(), RowFault> {
        let found = self.len();
        while self.len() > columns && self.cell(self.len() - 1).trim().is_empty() {
            self.ends.pop();
        }
        if self.len() == columns {
            return Ok(());
        }
        let problem = RowProblem::Length { found: found as u64, expected: columns as u64 };
        Err(self.fault(problem))
    }
}
