//! The table of calls that a telephone system writes: one row a call, found by its id.

use super::fact::Fact;
use crate::record::{Row, RowFault, Table, TableError, lost_digits};
use crate::units::CallKey;
use std::collections::BTreeMap;
use std::fmt;

/// Rows by id of the call, and by source where the table has it.
#[derive(Clone, Debug, Default)]
pub struct CallTable {
    rows: BTreeMap<String, Vec<TableRow>>,
    /// Columns that are no fact, which are not read.
    unread: Vec<String>,
    count: usize,
}

#[derive(Clone, Debug)]
struct TableRow {
    number: u64,
    source: Option<String>,
    facts: Vec<(Fact, String)>,
}

/// Why a table of calls cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallTableError {
    /// It cannot be read.
    Table(TableError),
    /// A row of it cannot be read.
    Row(RowFault),
    /// No column has the ids of the calls.
    NoCallId {
        /// The columns that it has.
        columns: Vec<String>,
    },
    /// Two columns are the same fact.
    Twice {
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// Two rows about one call say different things.
    Conflict {
        /// The call.
        call_id: String,
        /// The row that came first.
        first: u64,
        /// The other.
        second: u64,
    },
    /// A number that Excel cut short, so that nobody knows its digits.
    LostDigits {
        /// The row.
        row: u64,
        /// Its column.
        column: String,
    },
}

impl fmt::Display for CallTableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CallTableError::Table(error) => error.fmt(f),
            CallTableError::Row(fault) => write!(f, "row {}: {}", fault.number, fault.problem),
            CallTableError::NoCallId { columns } => {
                let columns = columns.join(", ");
                write!(f, "no column is called call_id; there are {columns}")
            }
            CallTableError::Twice { first, second } => {
                write!(f, "the columns {first} and {second} mean the same; rename one")
            }
            CallTableError::Conflict { call_id, first, second } => {
                write!(f, "rows {first} and {second} say different things of the call {call_id}")
            }
            CallTableError::LostDigits { row, column } => write!(
                f,
                "row {row}: the number in {column} is written as 7.9E+10 and has lost its digits; \
                 make the column text and export again"
            ),
        }
    }
}

impl std::error::Error for CallTableError {}

impl CallTable {
    /// Reads all of a table.
    pub fn read(mut table: Table<'_>) -> Result<CallTable, CallTableError> {
        let mut columns: Vec<(usize, Fact)> = Vec::new();
        let mut unread = Vec::new();
        for (at, name) in table.header().iter().enumerate() {
            let Some(fact) = Fact::named(name) else {
                unread.push(name.clone());
                continue;
            };
            if let Some((first, _)) = columns.iter().find(|(_, other)| *other == fact) {
                let first = table.header().get(*first).cloned().unwrap_or_default();
                return Err(CallTableError::Twice { first, second: name.clone() });
            }
            columns.push((at, fact));
        }
        if !columns.iter().any(|(_, fact)| *fact == Fact::CallId) {
            return Err(CallTableError::NoCallId { columns: table.header().to_vec() });
        }
        let header = table.header().to_vec();
        let mut calls = CallTable { unread, ..CallTable::default() };
        let mut row = Row::default();
        while let Some(read) = table.next_row(&mut row) {
            read.map_err(CallTableError::Row)?;
            calls.add(&row, &columns, &header)?;
        }
        Ok(calls)
    }

    fn add(
        &mut self,
        row: &Row,
        columns: &[(usize, Fact)],
        header: &[String],
    ) -> Result<(), CallTableError> {
        let mut read = TableRow { number: row.number(), source: None, facts: Vec::new() };
        let mut call_id = String::new();
        for (at, fact) in columns {
            let cell = row.cell(*at).trim();
            if lost_digits(cell) {
                let column = header.get(*at).cloned().unwrap_or_default();
                return Err(CallTableError::LostDigits { row: row.number(), column });
            }
            if cell.is_empty() {
                continue;
            }
            if *fact == Fact::CallId {
                call_id = cell.to_owned();
            } else if *fact == Fact::Source {
                read.source = Some(cell.to_owned());
            } else {
                read.facts.push((*fact, cell.to_owned()));
            }
        }
        if call_id.is_empty() {
            return Ok(());
        }
        read.facts.sort();
        let known = self.rows.entry(call_id.clone()).or_default();
        match known.iter().find(|other| other.source == read.source) {
            Some(other) if other.facts == read.facts => {}
            Some(other) => {
                let (first, second) = (other.number, read.number);
                return Err(CallTableError::Conflict { call_id, first, second });
            }
            None => {
                known.push(read);
                self.count += 1;
            }
        }
        Ok(())
    }

    /// What the table says of a call: the row of its source, else the row without one.
    pub(super) fn row(&self, key: &CallKey) -> Option<impl Iterator<Item = (Fact, &str)>> {
        let rows = self.rows.get(key.call_id())?;
        let of = |source: Option<&str>| rows.iter().find(|row| row.source.as_deref() == source);
        let row = of(Some(key.source())).or_else(|| of(None))?;
        Some(row.facts.iter().map(|(fact, value)| (*fact, value.as_str())))
    }

    /// How many calls it tells of.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether it tells of none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Columns that are not read.
    pub fn unread(&self) -> &[String] {
        &self.unread
    }
}
