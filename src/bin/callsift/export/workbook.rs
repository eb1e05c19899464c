//! Tables as a workbook for Excel: text is text, numbers are numbers, times are times.

use crate::screen::Screen;
use crate::table::{Kind, Table, Value};
use crate::terminal::shown;
use flate2::read::DeflateDecoder;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::io::Read;

/// UTF-16 code units that a cell holds.
const CELL: usize = 32_767;
/// Rows of a sheet below the titles.
const ROWS: usize = 1_048_575;
/// Who made the workbook, by which it is known again.
const CREATOR: &str = "callsift";

/// A workbook.
pub(super) struct Made {
    pub(super) bytes: Vec<u8>,
    /// Cells whose text was longer than a cell holds.
    pub(super) cut: usize,
}

/// One sheet a table.
pub(super) fn workbook<'a>(
    screen: &Screen<'_>,
    tables: impl IntoIterator<Item = Table<'a>>,
) -> Result<Made, String> {
    let mut workbook = Workbook::new();
    let mut cut = 0;
    for table in tables {
        if table.count > ROWS {
            return Err(format!(
                "a sheet holds {ROWS} rows, and {} has {}; write --to csv, or --only flagged",
                table.name, table.count
            ));
        }
        sheet(screen, workbook.add_worksheet(), table, &mut cut).map_err(|e| e.to_string())?;
    }
    // The same results are to give the same bytes, so the clock has no say.
    let created = ExcelDateTime::from_ymd(2000, 1, 1).map_err(|error| error.to_string())?;
    let properties = DocProperties::new().set_author(CREATOR).set_creation_datetime(&created);
    workbook.set_properties(&properties);
    let bytes = workbook.save_to_buffer().map_err(|error| error.to_string())?;
    Ok(Made { bytes, cut })
}

fn sheet(
    screen: &Screen<'_>,
    sheet: &mut Worksheet,
    table: Table<'_>,
    cut: &mut usize,
) -> Result<(), XlsxError> {
    sheet.set_name(screen.text(table.title))?;
    let head = Format::new().set_bold();
    let date = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    let clock = Format::new().set_num_format("[h]:mm:ss");
    let last = table.columns.len().saturating_sub(1) as u16;
    for (column, at) in table.columns.iter().zip(0..) {
        sheet.write_string_with_format(0, at, screen.text(column.title), &head)?;
        sheet.set_column_width(at, width(column.kind))?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.autofilter(0, 0, table.count as u32, last)?;
    for (row, at) in table.rows.zip(1..) {
        for (value, column) in row.into_iter().zip(0..) {
            match value {
                Value::Missing => {}
                Value::Text(text) | Value::Word { said: text, .. } => {
                    sheet.write_string(at, column, cell(&text, cut))?;
                }
                Value::Whole(number) => {
                    sheet.write_number(at, column, number as f64)?;
                }
                Value::Decimal(number) => {
                    sheet.write_number(at, column, number)?;
                }
                Value::Flag(yes) => {
                    sheet.write_number(at, column, f64::from(u8::from(yes)))?;
                }
                Value::Instant(instant) => {
                    let local = instant.to_zoned(screen.zone.clone()).datetime();
                    if (1900..=9999).contains(&local.year()) {
                        sheet.write_datetime_with_format(at, column, local, &date)?;
                    } else {
                        // Excel knows no such day.
                        sheet.write_string(at, column, local.to_string())?;
                    }
                }
                Value::Clock(ms) => {
                    let days = ms as f64 / 86_400_000.0;
                    sheet.write_number_with_format(at, column, days, &clock)?;
                }
            }
        }
    }
    Ok(())
}

/// Characters of the usual font.
const fn width(kind: Kind) -> f64 {
    match kind {
        Kind::Text => 24.0,
        Kind::Whole | Kind::Decimal | Kind::Flag | Kind::Clock => 11.0,
        Kind::Instant => 19.0,
    }
}

/// Text as a cell holds it. It is written as a string, so that nothing in it is computed.
fn cell(text: &str, cut: &mut usize) -> String {
    let mut plain = shown(text);
    if plain.starts_with("<r>") {
        // The library would take it for markup of its own.
        plain.insert(0, ' ');
    }
    let mut units = 0;
    let end = plain.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > CELL
    });
    if let Some((end, _)) = end {
        *cut += 1;
        plain.truncate(end);
        // The sign takes one unit, so the last character, of one or two, makes room.
        plain.pop();
        plain.push('…');
    }
    plain
}

/// Whether a file is a workbook of callsift: its properties, which are a member of the zip file, say so.
pub(super) fn is_ours(found: &[u8]) -> bool {
    const NAME: &[u8] = b"docProps/core.xml";
    const HEADER: usize = 30;
    let mut names = memchr::memmem::find_iter(found, NAME);
    names.any(|name| {
        let Some(header) = name.checked_sub(HEADER).and_then(|at| found.get(at..)) else {
            return false;
        };
        let extra = usize::from(u16::from_le_bytes([header[28], header[29]]));
        let Some(content) = header.get(HEADER + NAME.len() + extra..) else { return false };
        let mut text = Vec::new();
        let read = DeflateDecoder::new(content).take(1 << 16).read_to_end(&mut text);
        let creator = format!("<dc:creator>{CREATOR}</dc:creator>");
        header.starts_with(b"PK\x03\x04")
            && read.is_ok()
            && memchr::memmem::find(&text, creator.as_bytes()).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_what_excel_holds() {
        for (length, character, cuts) in [
            (32_766, 'я', 0),
            (32_767, 'я', 0),
            (32_768, 'я', 1),
            (16_383, '😀', 0),
            (16_384, '😀', 1),
        ] {
            let mut cut = 0;
            let text: String = std::iter::repeat_n(character, length).collect();
            let written = cell(&text, &mut cut);
            assert_eq!(cut, cuts, "{length}");
            assert!(written.encode_utf16().count() <= CELL);
            assert_eq!(cuts == 1, written.ends_with('…'));
        }
    }

    #[test]
    fn files_of_others_are_not_ours() {
        for found in [&b"PK\x03\x04"[..], b"", b"docProps/core.xml", b"x docProps/core.xml x"] {
            assert!(!is_ours(found));
        }
    }
}
