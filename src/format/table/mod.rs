//! Transcripts in tables (CSV, TSV, a sheet of a workbook): a row is an utterance, or a whole call.
//!
//! A table becomes, call by call, a list of JSON objects, one for each row, and a field map reads them
//! like any JSON: a built-in one where the names of the columns are known (`columns.rs`), else the
//! user's own, whose paths are the names of the columns.

mod build;
mod columns;
mod rows;
mod times;

use std::sync::LazyLock;

use super::{About, Dialect, Format, Head, Parse, Reject, RejectCode, Shape, dialect};
use crate::diagnostic::SourceFile;
use crate::record::{Row, RowProblem, Table, TableError, TableOptions, decimal};
use columns::{Columns, Field};

pub(super) static FORMAT: Format = Format {
    name: "table",
    title: "a table of utterances or calls",
    about: About {
        what: "a table (CSV, TSV, a sheet of a workbook), a row for each utterance or for each call",
        signs: || {
            "a header with a column of texts, and one of calls, speakers, numbers or times, by their \
             usual names; or, as Whisper writes it, rows of a text and two times"
                .to_owned()
        },
        times: "seconds, milliseconds, clock or instant",
        words: "no",
        roles: "stated, else by label",
    },
    shape: Shape::Text,
    recognise: |head| head.text().is_some_and(|text| Layout::of(text).is_some()),
    parse: Parse::Several(|record, origin| rows::calls(record, origin, None)),
};

/// The format of tables that a user's own map reads.
pub(super) static MAPPED: Format = Format {
    name: "map",
    title: "a field map",
    about: dialect::MAPPED_ABOUT,
    shape: Shape::Text,
    recognise: |_| false,
    parse: Parse::Several(|record, origin| match origin.map {
        Some(map) => rows::calls(record, origin, Some(map)),
        None => {
            let message = "there is no field map to read it by";
            vec![Err(Reject::new(RejectCode::UnknownFormat, message))]
        }
    }),
};

/// Rows a table may have, which is what a spreadsheet has.
const MAX_ROWS: u64 = 1_048_576;

/// Rows by which a table is told from other text.
const SAMPLE: usize = 20;

/// The map that reads rows of known columns.
static MAP: LazyLock<Option<Dialect>> = LazyLock::new(|| {
    let text = include_str!("table.toml").to_owned();
    Dialect::read(&SourceFile { path: "table.toml".to_owned(), text }).ok()
});

/// The header of a table that has none, as Whisper writes one: what was said, and two times.
const HEADLESS: [&str; 3] = ["text", "start_s", "end_s"];

/// How a table of known columns is laid out.
struct Layout {
    options: TableOptions,
    columns: Columns,
}

impl Layout {
    /// The layout of a table, by its beginning; `None` for what is no table or has other columns.
    fn of(text: &str) -> Option<Layout> {
        let mut table = Table::open(text.as_bytes(), &TableOptions::default()).ok()?;
        if table.header().len() < 2 {
            return None;
        }
        let columns = Columns::of(table.header());
        if columns.are_a_transcript() {
            let mut row = Row::default();
            // A header alone is a night without calls.
            let first = table.next_row(&mut row);
            let good = first.is_none_or(|read| read.is_ok()) || has_good_row(&mut table);
            return good.then(|| Layout { options: TableOptions::default(), columns });
        }
        let options = TableOptions {
            header: Some(HEADLESS.map(str::to_owned).to_vec()),
            ..TableOptions::default()
        };
        let mut table = Table::open(text.as_bytes(), &options).ok()?;
        let columns = Columns::of(table.header());
        let (mut row, mut rows) = (Row::default(), 0);
        while let Some(read) = table.next_row(&mut row) {
            if read.is_err() && rows > 0 {
                // The head may be cut in the middle of its last row.
                break;
            }
            let times =
                [1, 2].map(|at| decimal(row.cell(at)).and_then(|time| time.parse::<f64>().ok()));
            let [Some(start), Some(end)] = times else { return None };
            if row.len() != 3 || start < 0.0 || end < start || decimal(row.cell(0)).is_some() {
                return None;
            }
            rows += 1;
            if rows == SAMPLE {
                break;
            }
        }
        (rows > 0).then_some(Layout { options, columns })
    }
}

fn has_good_row(table: &mut Table<'_>) -> bool {
    let mut row = Row::default();
    (0..SAMPLE).any(|_| table.next_row(&mut row).is_some_and(|read| read.is_ok()))
}

/// Where a table of this format has the ids of calls, first of those that count; `None` for other
/// formats. A table that is cut into parts needs them.
pub(crate) fn call_columns(
    format: &Format,
    header: &[String],
    map: Option<&Dialect>,
) -> Option<Vec<usize>> {
    if std::ptr::eq(format, &raw const MAPPED) {
        let names = map.map(Dialect::id_names).unwrap_or_default();
        let places = names.into_iter().filter_map(|name| header.iter().position(|c| c == name));
        return Some(places.collect());
    }
    (format == &FORMAT).then(|| {
        let columns = Columns::of(header);
        let call = columns.find(Field::Call).or_else(|| columns.find(Field::Id));
        call.map(|column| column.at).into_iter().collect()
    })
}

/// Whether the beginning of a file is a table that a user's map can read: one of the map's columns
/// of texts is there, and the first rows are as the map's conditions say.
pub(super) fn is_mapped(text: &str, map: &Dialect) -> bool {
    let Ok(mut table) = Table::open(text.as_bytes(), &TableOptions::default()) else {
        return false;
    };
    let header = table.header().to_vec();
    if header.len() < 2 || !map.reads_columns(&header) {
        return false;
    }
    let mut json = String::from("[");
    let mut row = Row::default();
    for _ in 0..SAMPLE {
        if let Some(Ok(())) = table.next_row(&mut row) {
            build::separate(&mut json);
            json.push_str(&build::plain(&header, &row));
        }
    }
    json.push(']');
    map.recognises(&Head::of_json(json.as_bytes()))
}

/// Why text that would be a table is none, where it has too many columns.
pub(super) fn too_wide(text: &str) -> Option<Reject> {
    let error = Table::open(text.as_bytes(), &TableOptions::default()).err()?;
    let wide = matches!(error, TableError::Header(RowProblem::TooManyColumns));
    wide.then(|| Reject::new(RejectCode::TableRow, error.to_string()))
}

#[cfg(test)]
mod tests;
