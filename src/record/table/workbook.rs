//! Workbooks (XLSX): one sheet as rows of text.

use std::io::{self, BufReader, Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use quick_xml::events::Event;
use zip::ZipArchive;

use super::problem::{RowFault, RowProblem, TableError};
use super::row::Row;
use super::{MAX_CELL_BYTES, MAX_COLUMNS, is_zip};

/// Bytes a workbook may have, as a file.
pub const WORKBOOK_BYTES: usize = 64 << 20;

/// Bytes that all its parts may unpack to.
const UNPACKED_BYTES: u64 = 256 << 20;

/// Parts a workbook may have.
const MAX_PARTS: usize = 10_000;

/// The part that makes a zip file a workbook.
const WORKBOOK: &str = "xl/workbook.xml";

/// How the name of the part with the texts of all cells ends, in small letters.
const STRINGS: &[u8] = b"sharedstrings.xml";

/// Rows that a sheet has room for.
const MAX_ROWS: u64 = 1_048_576;

/// From here on a spreadsheet keeps only the first fifteen digits of a number.
const EXACT: f64 = 1e15;

/// Whether the bytes, which are all of the file, are a workbook.
pub fn is_workbook(file: &[u8]) -> bool {
    is_zip(file)
        && ZipArchive::new(Cursor::new(file))
            .is_ok_and(|archive| archive.index_for_name(WORKBOOK).is_some())
}

/// One sheet.
pub(super) struct Sheet {
    pub(super) name: String,
    /// Further sheets with something in them.
    pub(super) others: Vec<String>,
    pub(super) rows: SheetRows,
}

/// The rows of a sheet that have anything in them.
pub(super) struct SheetRows(std::vec::IntoIter<SheetRow>);

/// Cells up to the last that is not empty.
struct SheetRow {
    number: u64,
    cells: Vec<String>,
    problem: Option<RowProblem>,
}

impl SheetRows {
    pub(super) fn next_row(&mut self, row: &mut Row) -> Option<Result<(), RowFault>> {
        let SheetRow { number, cells, problem } = self.0.next()?;
        *row = Row { number, line: number, ..Row::default() };
        if let Some(problem) = problem {
            return Some(Err(row.fault(problem)));
        }
        for cell in cells {
            row.text.push_str(&cell);
            row.ends.push(row.text.len());
        }
        Some(Ok(()))
    }
}

impl Sheet {
    /// Reads the sheet of that name, or the first that people see and that has something in it.
    pub(super) fn read(file: Vec<u8>, name: Option<&str>) -> Result<Sheet, TableError> {
        let mut workbook = open(file)?;
        let all = sheets(&workbook);
        if let Some(name) = name {
            let Some((name, _)) = all.iter().find(|(known, _)| known == name) else {
                let sheets = all.into_iter().map(|(name, _)| name).collect();
                return Err(TableError::NoSheet { sheet: name.to_owned(), sheets });
            };
            let rows = SheetRows(rows(&mut workbook, name)?.into_iter());
            return Ok(Sheet { name: name.clone(), others: Vec::new(), rows });
        }
        let mut found: Option<Sheet> = None;
        for (name, _) in all.into_iter().filter(|(_, visible)| *visible) {
            if let Some(sheet) = &mut found {
                if has_content(&mut workbook, &name)? {
                    sheet.others.push(name);
                }
                continue;
            }
            let rows = rows(&mut workbook, &name)?;
            if !rows.is_empty() {
                found = Some(Sheet { name, others: Vec::new(), rows: SheetRows(rows.into_iter()) });
            }
        }
        found.ok_or(TableError::EmptyWorkbook)
    }
}

/// Every sheet that people see and that has something in it: its name, and its rows as CSV.
///
/// Each row of the sheet is a line, also an empty one, so that lines are counted as rows are; a line
/// break within a cell is a blank. A row that cannot be used is told when the line is read: it has
/// more or longer cells than a row may have.
pub fn sheets_as_csv(file: Vec<u8>) -> Result<Vec<(String, String)>, TableError> {
    let mut workbook = open(file)?;
    let mut out = Vec::new();
    for (name, visible) in sheets(&workbook) {
        if !visible {
            continue;
        }
        let rows = rows(&mut workbook, &name)?;
        if !rows.is_empty() {
            out.push((name, csv_of(&rows)));
        }
    }
    Ok(out)
}

fn csv_of(rows: &[SheetRow]) -> String {
    let (mut csv, mut line) = (String::new(), 1);
    for row in rows {
        while line < row.number {
            csv.push('\n');
            line += 1;
        }
        for (at, cell) in row.cells.iter().enumerate() {
            if at > 0 {
                csv.push(',');
            }
            csv.push('"');
            csv.push_str(&cell.replace(['\n', '\r'], " ").replace('"', "\"\""));
            csv.push('"');
        }
        if row.problem.is_some() {
            // A cell too many: the reader refuses the row, and says where.
            csv.push_str(&",x".repeat(MAX_COLUMNS + 1));
        }
    }
    csv.push('\n');
    csv
}

/// Unpacks every part once, so that the reader, which holds them in memory, meets no bomb.
fn measure(file: &[u8]) -> Result<(), TableError> {
    let told = |error: zip::result::ZipError| TableError::Damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(told)?;
    if archive.index_for_name(WORKBOOK).is_none() {
        return Err(TableError::OtherArchive);
    }
    let too_large = TableError::TooLarge { limit: UNPACKED_BYTES };
    if archive.len() > MAX_PARTS {
        return Err(too_large);
    }
    let mut left = UNPACKED_BYTES;
    for part in 0..archive.len() {
        let open = archive.by_index(part).map_err(told)?;
        let strings = open.name_raw().to_ascii_lowercase().ends_with(STRINGS);
        let count = io::copy(&mut open.take(left + 1), &mut io::sink())
            .map_err(|error| TableError::Damaged(error.to_string()))?;
        left = left.checked_sub(count).ok_or_else(|| too_large.clone())?;
        if strings && promised(archive.by_index(part).map_err(told)?) > count {
            let why = "it is said to have more texts than there is room for";
            return Err(TableError::Damaged(why.to_owned()));
        }
    }
    Ok(())
}

/// The number of texts that the part with the texts of all cells is said to have. The reader takes
/// memory for so many before it sees the first one.
fn promised(part: impl Read) -> u64 {
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "sst" => {
                let mut all = element.attributes();
                all.with_checks(false);
                let said = all.flatten().filter(|one| one.key.as_ref() == "uniqueCount");
                let digits =
                    |value: &str| value.chars().filter(char::is_ascii_digit).collect::<String>();
                // What is no number is longer than any.
                let count = |value: &str| digits(value).parse::<u64>().unwrap_or(u64::MAX);
                return said
                    .filter(|one| !digits(&one.value).is_empty())
                    .map(|one| count(&one.value))
                    .max()
                    .unwrap_or(0);
            }
            Ok(Event::Eof) | Err(_) => return 0,
            Ok(_) => {}
        }
    }
}

fn damaged(error: &calamine::XlsxError) -> TableError {
    TableError::Damaged(error.to_string())
}

type Workbook = Xlsx<Cursor<Vec<u8>>>;

fn open(file: Vec<u8>) -> Result<Workbook, TableError> {
    if file.len() > WORKBOOK_BYTES {
        return Err(TableError::TooLarge { limit: UNPACKED_BYTES });
    }
    measure(&file)?;
    Xlsx::new(Cursor::new(file)).map_err(|error| damaged(&error))
}

/// The sheets that are tables, and whether people see them.
fn sheets(workbook: &Workbook) -> Vec<(String, bool)> {
    let sheets = workbook.sheets_metadata().iter();
    let tables = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    tables.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect()
}

fn has_content(workbook: &mut Workbook, name: &str) -> Result<bool, TableError> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|error| damaged(&error))?;
    while let Some(cell) = cells.next_cell().map_err(|error| damaged(&error))? {
        if !text_of(cell.get_value()).trim().is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The rows of a sheet, read cell by cell: a sheet with two cells in opposite corners takes no memory
/// for all that lies between.
fn rows(workbook: &mut Workbook, name: &str) -> Result<Vec<SheetRow>, TableError> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|error| damaged(&error))?;
    let mut rows: Vec<SheetRow> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|error| damaged(&error))? {
        let (row, column) = cell.get_position();
        let text = text_of(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        let (number, column) = (u64::from(row) + 1, column as usize);
        let last = rows.last().map_or(0, |row| row.number);
        if number > MAX_ROWS {
            return Err(TableError::Damaged(format!("a row has the number {number}")));
        }
        if number < last {
            return Err(TableError::Damaged(format!("row {number} stands behind row {last}")));
        }
        if number > last {
            rows.push(SheetRow { number, cells: Vec::new(), problem: None });
        }
        let Some(row) = rows.last_mut() else { continue };
        if column >= MAX_COLUMNS {
            row.problem.get_or_insert(RowProblem::TooManyColumns);
        } else if text.len() > MAX_CELL_BYTES {
            row.problem.get_or_insert(RowProblem::CellTooLong { column: column + 1 });
        } else {
            if row.cells.len() <= column {
                row.cells.resize(column + 1, String::new());
            }
            if let Some(cell) = row.cells.get_mut(column) {
                *cell = text;
            }
        }
    }
    // Empty cells at the end of a row are not in the file.
    let width = rows.first().map_or(0, |row| row.cells.len());
    for row in &mut rows {
        if row.cells.len() < width {
            row.cells.resize(width, String::new());
        }
    }
    Ok(rows)
}

/// A cell as it would stand in a text: whole numbers without a point, dates in ISO 8601.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(at) => date_text(*at),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        // `#N/A` and its like are no values.
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// A number that has more digits than a spreadsheet keeps is written with its power of ten, as a
/// spreadsheet shows it; nobody should take it for what was typed.
fn number_text(number: f64) -> String {
    if number.abs() < EXACT {
        return number.to_string();
    }
    let text = format!("{number:E}");
    text.replacen('E', "E+", 1)
}

/// A length of time in seconds; a date, a time of day or both.
fn date_text(at: ExcelDateTime) -> String {
    if at.is_duration() {
        let ms = (at.as_f64() * 86_400_000.0).round();
        return number_text(ms / 1000.0);
    }
    let (year, month, day, hour, minute, second, ms) = at.to_ymd_hms_milli();
    let fraction = if ms == 0 { String::new() } else { format!(".{ms:03}") };
    let time = format!("{hour:02}:{minute:02}:{second:02}{fraction}");
    // Below 1 there is a time of day and no day.
    if (0.0..1.0).contains(&at.as_f64()) {
        return time;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if at.as_f64().fract() == 0.0 { date } else { format!("{date}T{time}") }
}
