//! A customer table turned into records: one JSON object a row, every value a string.

use std::io::Read;

use super::error::{RecordError, RecordProblem};
use super::merge::to_json;
use super::table::{Row, Table, TableError, TableKind, TableOptions};

/// The rows of a table as lines of JSON.
pub struct CsvRows<'a> {
    table: Table<'a>,
    row: Row,
    /// `"name":` for each column.
    names: Vec<String>,
}

impl<'a> CsvRows<'a> {
    /// Reads the header of a table from its first byte on.
    pub fn new(table: impl Read + 'a, options: &TableOptions) -> Result<CsvRows<'a>, TableError> {
        let table = Table::open(table, options)?;
        let names = table.header().iter().map(|name| format!("{}:", to_json(name))).collect();
        Ok(CsvRows { table, row: Row::default(), names })
    }

    /// What the table is.
    pub fn kind(&self) -> &TableKind {
        self.table.kind()
    }

    /// Puts the next row into `line`, without a line end, and gives its number.
    ///
    /// `None` after the last row. After a row that cannot be used the next can be read.
    pub fn next_line(&mut self, line: &mut Vec<u8>) -> Option<Result<u64, RecordError>> {
        line.clear();
        if let Err(fault) = self.table.next_row(&mut self.row)? {
            return Some(Err(RecordProblem::Row(fault.problem).at(fault.number)));
        }
        for (at, (name, cell)) in self.names.iter().zip(self.row.cells()).enumerate() {
            line.push(if at == 0 { b'{' } else { b',' });
            line.extend_from_slice(name.as_bytes());
            line.extend_from_slice(to_json(&cell).as_bytes());
        }
        line.push(b'}');
        Some(Ok(self.row.number()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_objects() {
        let table = "id; phone ;name\n1;8 912;\"Анна \"\"А\"\"\"\n2;;\"a\nb\"\n3;4\n5;1.10;\\";
        let mut rows = CsvRows::new(table.as_bytes(), &TableOptions::default()).unwrap();
        let mut line = Vec::new();
        let mut lines = Vec::new();
        while let Some(row) = rows.next_line(&mut line) {
            lines.push(match row {
                Ok(number) => format!("{number} {}", String::from_utf8_lossy(&line)),
                Err(error) => error.to_string(),
            });
        }
        assert_eq!(
            lines,
            [
                r#"2 {"id":"1","phone":"8 912","name":"Анна \"А\""}"#,
                r#"3 {"id":"2","phone":"","name":"a\nb"}"#,
                "line 4: the row has 2 fields, the header has 3",
                r#"5 {"id":"5","phone":"1.10","name":"\\"}"#,
            ]
        );
    }
}
