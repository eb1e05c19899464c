//! A customer table turned into records: one JSON object a row, every value a string.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read};

use super::error::{RecordError, RecordProblem};
use super::merge::to_json;

/// A row above this is taken for a quote that was left open.
const ROW_BYTES: u64 = 16 << 20;

/// Why the header of a table does not serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderError {
    /// A column without a name.
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
    /// The header is not UTF-8.
    NotUtf8,
    /// There is no header.
    Missing,
    /// The header could not be read.
    Reading(String),
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HeaderError::Nameless { column } => {
                write!(f, "column {column} of the header has no name; name it or remove it")
            }
            HeaderError::Twice { name, first, second } => write!(
                f,
                "columns {first} and {second} of the header are both named {name:?}; rename one"
            ),
            HeaderError::NotUtf8 => f.write_str("the header is not UTF-8; save the table as UTF-8"),
            HeaderError::Missing => f.write_str("the table has no header line"),
            HeaderError::Reading(words) => write!(f, "the header does not read: {words}"),
        }
    }
}

impl std::error::Error for HeaderError {}

/// The rows of a table as lines of JSON.
pub struct CsvRows<R> {
    reader: csv::Reader<Rationed<R>>,
    row: csv::ByteRecord,
    /// `"name":` for each column.
    names: Vec<String>,
    header: Vec<String>,
    number: u64,
    /// The first row that spans several lines; where a quote was left open, it is that or the last.
    spanning: Option<u64>,
    over: bool,
}

impl<R: Read> CsvRows<R> {
    /// Reads the header of a table from its first byte on.
    pub fn new(table: R, delimiter: u8) -> Result<CsvRows<R>, HeaderError> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(Rationed { inner: table, left: ROW_BYTES, quotes: 0 });
        let mut row = csv::ByteRecord::new();
        let read = reader.read_byte_record(&mut row);
        if !read.map_err(|error| HeaderError::Reading(error.to_string()))? {
            return Err(HeaderError::Missing);
        }
        let mut header = Vec::with_capacity(row.len());
        let mut columns = BTreeMap::new();
        for (at, field) in row.iter().enumerate() {
            let name = std::str::from_utf8(field).map_err(|_| HeaderError::NotUtf8)?;
            let name = name.trim_matches('\u{feff}').trim();
            if name.is_empty() {
                return Err(HeaderError::Nameless { column: at + 1 });
            }
            if let Some(first) = columns.insert(name.to_owned(), at + 1) {
                return Err(HeaderError::Twice { name: name.to_owned(), first, second: at + 1 });
            }
            header.push(name.to_owned());
        }
        let names = header.iter().map(|name| format!("{}:", to_json(name))).collect();
        let spanning = spans_lines(&row).then_some(1);
        Ok(CsvRows { reader, row, names, header, number: 1, spanning, over: false })
    }

    /// The names of the columns, in order.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Puts the next row into `line`, without a line end, and gives its number.
    ///
    /// Rows are counted as a spreadsheet does, the header being 1: a line break within a cell does
    /// not count. `None` after the last row. After a row of the wrong length the next can be read,
    /// unless that row spans several lines: then a quote was left open, and rows are lost in it.
    pub fn next_line(&mut self, line: &mut Vec<u8>) -> Option<Result<u64, RecordError>> {
        line.clear();
        if self.over {
            return None;
        }
        self.reader.get_mut().left = ROW_BYTES;
        let read = self.reader.read_byte_record(&mut self.row);
        self.number += 1;
        match read {
            Ok(true) => {
                let written = self.write(self.number, line);
                if spans_lines(&self.row) {
                    self.spanning.get_or_insert(self.number);
                    if self.row.len() != self.names.len() {
                        self.over = true;
                        let row = self.number;
                        return Some(Err(RecordProblem::OpenQuote { row }.at(row)));
                    }
                }
                Some(written)
            }
            Ok(false) => {
                self.over = true;
                let last = self.number - 1;
                let row = self.spanning.unwrap_or(last);
                let odd = self.reader.get_ref().quotes % 2 == 1;
                odd.then(|| Err(RecordProblem::OpenQuote { row }.at(row)))
            }
            Err(error) => {
                self.over = true;
                let problem = if self.reader.get_ref().left == 0 {
                    RecordProblem::RowTooLong { limit: ROW_BYTES }
                } else {
                    RecordProblem::Reading(error.to_string())
                };
                Some(Err(problem.at(self.number)))
            }
        }
    }

    fn write(&self, number: u64, line: &mut Vec<u8>) -> Result<u64, RecordError> {
        let (found, expected) = (self.row.len() as u64, self.names.len() as u64);
        if found != expected {
            return Err(RecordProblem::RowLength { found, expected }.at(number));
        }
        for (at, (name, field)) in self.names.iter().zip(&self.row).enumerate() {
            let Ok(text) = std::str::from_utf8(field) else {
                line.clear();
                return Err(RecordProblem::NotUtf8.at(number));
            };
            line.push(if at == 0 { b'{' } else { b',' });
            line.extend_from_slice(name.as_bytes());
            line.extend_from_slice(to_json(&text).as_bytes());
        }
        line.push(b'}');
        Ok(number)
    }
}

/// Whether a cell of the row has a line end in it.
fn spans_lines(row: &csv::ByteRecord) -> bool {
    memchr::memchr2(b'\n', b'\r', row.as_slice()).is_some()
}

/// A reader that gives out so many bytes and then fails, until its ration is renewed.
///
/// It counts quotes: they come in pairs, around a cell and doubled within it.
struct Rationed<R> {
    inner: R,
    left: u64,
    quotes: usize,
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other("a row without end"));
        }
        let read = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(read as u64);
        self.quotes += memchr::memchr_iter(b'"', &buffer[..read]).count();
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &str, delimiter: u8) -> Vec<String> {
        let mut rows = CsvRows::new(table.as_bytes(), delimiter).unwrap();
        let mut line = Vec::new();
        let mut lines = Vec::new();
        while let Some(row) = rows.next_line(&mut line) {
            lines.push(match row {
                Ok(number) => format!("{number} {}", String::from_utf8_lossy(&line)),
                Err(error) => error.to_string(),
            });
        }
        lines
    }

    #[test]
    fn rows_become_objects() {
        let table = "\u{feff}id; phone ;name\r\n1;8 912;\"Анна \"\"А\"\"\"\r\n\r\n2;;\"a\nb\"\r\n3;4\r\n5;1.10;\\";
        assert_eq!(
            rows(table, b';'),
            [
                r#"2 {"id":"1","phone":"8 912","name":"Анна \"А\""}"#,
                r#"3 {"id":"2","phone":"","name":"a\nb"}"#,
                "line 4: the row has 2 fields, the header has 3",
                r#"5 {"id":"5","phone":"1.10","name":"\\"}"#,
            ]
        );
    }

    #[test]
    fn headers_that_do_not_serve_are_refused() {
        for (table, words) in [
            ("id,phone,id\n", "columns 1 and 3 of the header are both named \"id\"; rename one"),
            ("id,,x\n", "column 2 of the header has no name; name it or remove it"),
            ("id,phone,\n", "column 3 of the header has no name; name it or remove it"),
            ("", "the table has no header line"),
        ] {
            let error = CsvRows::new(table.as_bytes(), b',').err().unwrap();
            assert_eq!(error.to_string(), words, "{table:?}");
        }
        assert_eq!(CsvRows::new(&b"\xe8\xec\xff,id\n"[..], b',').err(), Some(HeaderError::NotUtf8));
    }

    #[test]
    fn a_quote_left_open_is_told_and_where() {
        let told = |row: u64| {
            format!("line {row}: a quote is opened and never closed; look near row {row}")
        };
        for (table, row) in [
            ("id,name\n1,a\n2,\"b\n3,c\n4,d\n", 3),
            ("id,name\n1,\"a\n2,\"b\"\n3,c\n", 2),
            ("id,name\n1,\"a\nb\"\n2,c\n3,\"d", 2),
            ("id,name\n1,a\n2,\"b", 3),
            ("id,name\n1,a\n\"2,b\n3,c\n", 3),
            ("id,\"name\n1,a\n2,b\n", 1),
            // The quotes are even, but the row that swallowed others has too many fields.
            ("id,name\n1,\"a\n2,b\n3,\"c,d\n", 2),
            ("id,name\n1,a\n\"2\nx\"\n", 3),
        ] {
            assert_eq!(rows(table, b',').last(), Some(&told(row)), "{table:?}");
        }
        let short = rows("id,name\n1\n", b',');
        assert_eq!(short, ["line 2: the row has 1 field, the header has 2"]);
        let whole = "id,name\n1,\"a \"\"b\"\"\nc\"\n2,\"\"\n";
        assert_eq!(rows(whole, b',').len(), 2, "quotes in pairs are no fault");
    }

    #[test]
    fn an_open_quote_ends_the_table_and_not_the_memory() {
        let endless = Read::chain(&b"id\n\""[..], io::repeat(b'a'));
        let mut rows = CsvRows::new(endless, b',').unwrap();
        let error = rows.next_line(&mut Vec::new()).unwrap().unwrap_err();
        assert_eq!(error.problem, RecordProblem::RowTooLong { limit: ROW_BYTES });
        assert!(rows.next_line(&mut Vec::new()).is_none());
    }
}
