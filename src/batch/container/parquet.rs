//! Parquet files, with the feature `parquet`: rows as JSON lines, or as CSV where no cell has parts.
//!
//! A row with lists or groups in it is a record, as a line of JSONL is. Flat rows are a table, so that
//! utterances are put together by the column of their call. The file is held in memory, since its
//! table of contents stands at its end; its rows are read one by one.

use super::limits::{Bounded, beyond, read_error};
use super::{Opener, Packing, Place, Visit};
use crate::format::{Reject, RejectCode};
use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

impl<V: Visit> Opener<'_, V> {
    /// Hands on the rows of a file.
    pub(super) fn parquet(
        &mut self,
        place: &Place,
        reader: Box<dyn Read + '_>,
    ) -> Result<(), V::Enough> {
        let most = self.settings.limits.held;
        let mut held = Vec::new();
        if let Err(error) = reader.take(most + 1).read_to_end(&mut held) {
            return self.visit.refuse(place, read_error(&error));
        }
        if held.len() as u64 > most {
            let message = format!("a parquet file of more than {most} bytes; write it in parts");
            return self.visit.refuse(place, beyond(message));
        }
        let size = held.len() as u64;
        // The crate is not made for damaged files, and may panic on one.
        let opened = catch_unwind(AssertUnwindSafe(|| Rows::open(Bytes::from(held))));
        match opened.unwrap_or_else(|_| Err("it is damaged".to_owned())) {
            Ok(rows) => {
                let packed = std::rc::Rc::new(std::cell::Cell::new(size));
                let guard = self.guard(rows, packed);
                let mut place = place.clone();
                place.packed.push(Packing::Parquet);
                let bounded = Bounded::new(guard, self.settings.limits.member_size);
                self.visit.content(&place, None, Box::new(bounded))
            }
            Err(why) => {
                let message = format!("a parquet file that cannot be read: {why}");
                self.visit.refuse(place, Reject::new(RejectCode::ReadError, message))
            }
        }
    }
}

/// The rows of a file as text, a line each.
struct Rows {
    rows: RowIter<'static>,
    /// The names of the columns, if the rows are a table.
    columns: Option<Vec<String>>,
    line: Vec<u8>,
    at: usize,
}

impl Rows {
    fn open(file: Bytes) -> Result<Rows, String> {
        let told = |error: ParquetError| error.to_string();
        let reader = SerializedFileReader::new(file).map_err(told)?;
        let schema = reader.metadata().file_metadata().schema_descr().root_schema().clone();
        let fields = schema.get_fields();
        let flat = fields.iter().all(|field| field.is_primitive());
        let columns: Vec<String> = fields.iter().map(|field| field.name().to_owned()).collect();
        let mut rows = Rows {
            rows: RowIter::from_file_into(Box::new(reader)),
            columns: None,
            line: Vec::new(),
            at: 0,
        };
        if flat {
            rows.line = cells(columns.iter().map(String::as_str));
            rows.columns = Some(columns);
        }
        Ok(rows)
    }

    /// Puts the next row into the line; nothing after the last.
    fn next_line(&mut self) -> io::Result<()> {
        (self.at, self.line) = (0, Vec::new());
        let next = catch_unwind(AssertUnwindSafe(|| self.rows.next()));
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "a damaged parquet file");
        let row = match next.map_err(|_| damaged())? {
            None => return Ok(()),
            Some(row) => row.map_err(|_| damaged())?,
        };
        self.line = match &self.columns {
            None => json(&row),
            Some(_) => {
                let text = |(_, field): (&String, &Field)| {
                    if *field == Field::Null {
                        return String::new();
                    }
                    let value = field.to_json_value();
                    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
                };
                let row: Vec<String> = row.get_column_iter().map(text).collect();
                cells(row.iter().map(String::as_str))
            }
        };
        Ok(())
    }
}

fn json(row: &Row) -> Vec<u8> {
    let mut line = row.to_json_value().to_string().into_bytes();
    line.push(b'\n');
    line
}

/// A line of CSV.
fn cells<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Into memory nothing can fail to be written.
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}

impl Read for Rows {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.line.len() {
            self.next_line()?;
        }
        let rest = &self.line[self.at..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.at += count;
        Ok(count)
    }
}
