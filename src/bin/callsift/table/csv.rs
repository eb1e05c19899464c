//! A table as CSV: for people, in whose spreadsheets no cell may become a formula, or for programs, which
//! get every value as it is.

use super::{Table, Value, clock};
use crate::screen::Screen;
use crate::terminal::shown;
use callsift::language::Language;
use std::io::Write;

/// The byte order mark by which spreadsheets know UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";
/// How a table for people begins: the mark and its first column.
pub(crate) const HEAD: &[u8] = b"\xef\xbb\xbfcall_key";
/// How a table for programs begins.
pub(crate) const RAW_HEAD: &[u8] = b"call_key,";

/// Who reads the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// People, in a spreadsheet of their language.
    People,
    /// Programs: commas, line feeds, names and numbers as in `calls.jsonl`.
    Programs,
}

/// Writes a table, its stable column names first.
pub(crate) fn write(
    screen: &Screen<'_>,
    table: Table<'_>,
    reader: Reader,
    mut out: impl Write,
) -> Result<(), csv::Error> {
    let mut builder = csv::WriterBuilder::new();
    if reader == Reader::People {
        out.write_all(BOM)?;
        builder.terminator(csv::Terminator::CRLF).delimiter(match screen.language {
            // Where the comma is the decimal sign, spreadsheets part cells by semicolons.
            Language::Ru | Language::Uk => b';',
            Language::En => b',',
        });
    }
    let mut writer = builder.from_writer(out);
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for row in table.rows {
        writer.write_record(row.into_iter().map(|value| match reader {
            Reader::People => for_people(screen, value),
            Reader::Programs => for_programs(value),
        }))?;
    }
    writer.flush()?;
    Ok(())
}

fn for_people(screen: &Screen<'_>, value: Value) -> String {
    match value {
        Value::Missing => String::new(),
        Value::Text(text) => cell(&text),
        Value::Word { said, .. } => said,
        Value::Whole(number) => number.to_string(),
        Value::Decimal(number) => screen.decimal(number),
        Value::Flag(yes) => u8::from(yes).to_string(),
        Value::Instant(at) => screen.instant(at),
        Value::Clock(ms) => clock(ms),
    }
}

fn for_programs(value: Value) -> String {
    match value {
        Value::Missing => String::new(),
        Value::Text(text) | Value::Word { name: text, .. } => text,
        Value::Whole(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Flag(yes) => u8::from(yes).to_string(),
        Value::Instant(at) => at.to_string(),
        Value::Clock(ms) => clock(ms),
    }
}

/// Text that stays text: control characters made visible, and an apostrophe before what a
/// spreadsheet would compute.
fn cell(text: &str) -> String {
    let unseen = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '\u{200b}'..='\u{200d}' | '\u{feff}'
            )
    };
    let first = text.trim_start_matches(unseen).chars().next();
    let starts_formula = first.is_some_and(|c| "=+-@＝＋－＠﹢﹣−".contains(c));
    let plain = shown(text);
    if starts_formula || text.starts_with(['\t', '\r', '\n']) { format!("'{plain}") } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+7 912", "'+7 912"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =1", "'  =1"),
            ("\u{a0}=1", "'\u{a0}=1"),
            ("\u{feff}=1", "'\u{feff}=1"),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠a", "'＠a"),
            ("\"=1", "'\"=1"),
            ("' =1", "'' =1"),
            ("\tx", "' x"),
            ("\rx", "' x"),
            ("a=1", "a=1"),
            ("— да", "— да"),
            ("верните деньги", "верните деньги"),
            ("\u{1b}]0;x\u{7}", "\\u{1b}]0;x\\u{7}"),
        ] {
            assert_eq!(cell(text), written);
        }
    }

    #[test]
    fn programs_get_values_as_they_are() {
        for (value, written) in [
            (Value::Missing, ""),
            (Value::Text("=1\n\u{1b}\"".to_owned()), "=1\n\u{1b}\""),
            (Value::Word { name: "high".to_owned(), said: "высокий".to_owned() }, "high"),
            (Value::Whole(-1), "-1"),
            (Value::Decimal(0.5), "0.5"),
            (Value::Flag(true), "1"),
            (Value::instant(Some("2026-11-20T10:00:00+02:00")), "2026-11-20T08:00:00Z"),
            (Value::instant(Some("soon")), ""),
            (Value::Clock(3_723_999), "1:02:03"),
        ] {
            assert_eq!(for_programs(value), written);
        }
    }
}
