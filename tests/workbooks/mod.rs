//! Workbooks (XLSX) for tests, with nothing in them but what a reader needs.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A cell.
#[derive(Clone, Copy)]
pub(crate) enum Cell {
    Text(&'static str),
    /// As it stands in the file.
    Number(&'static str),
    /// Days since the end of 1899, shown as a date with a time.
    Date(&'static str),
    /// Days, shown as hours, minutes and seconds.
    Time(&'static str),
    None,
}

pub(crate) use Cell::{Date, None as Blank, Number, Text, Time};

/// A sheet: its name, whether people see it, and its rows.
pub(crate) struct Sheet<'a> {
    pub(crate) name: &'a str,
    pub(crate) visible: bool,
    pub(crate) rows: &'a [&'a [Cell]],
}

/// A workbook with one sheet.
pub(crate) fn workbook(rows: &[&[Cell]]) -> Vec<u8> {
    workbook_of(&[Sheet { name: "Лист1", visible: true, rows }])
}

/// A workbook.
pub(crate) fn workbook_of(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        ("_rels/.rels".to_owned(), relations(&[("rId1", "officeDocument", "xl/workbook.xml")])),
    ];
    let mut listed = String::new();
    let mut targets = vec![("rId0".to_owned(), "styles", "styles.xml".to_owned())];
    for (ix, sheet) in sheets.iter().enumerate() {
        let number = ix + 1;
        let state = if sheet.visible { "" } else { " state=\"hidden\"" };
        listed += &format!(
            "<sheet name=\"{}\" sheetId=\"{number}\"{state} r:id=\"rId{number}\"/>",
            sheet.name
        );
        targets.push((
            format!("rId{number}"),
            "worksheet",
            format!("worksheets/sheet{number}.xml"),
        ));
        parts.push((format!("xl/worksheets/sheet{number}.xml"), rows(sheet.rows)));
    }
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!(
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
             <sheets>{listed}</sheets></workbook>"
        ),
    ));
    let targets: Vec<_> =
        targets.iter().map(|(id, kind, target)| (id.as_str(), *kind, target.as_str())).collect();
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relations(&targets)));
    parts.push((
        "xl/styles.xml".to_owned(),
        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs>\
         <xf numFmtId=\"0\"/><xf numFmtId=\"22\"/><xf numFmtId=\"46\"/></cellXfs></styleSheet>"
            .to_owned(),
    ));
    zipped(parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())))
}

/// Files in a zip file.
pub(crate) fn zipped<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn relations(all: &[(&str, &str, &str)]) -> String {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let each = all.iter().map(|(id, name, target)| {
        format!("<Relationship Id=\"{id}\" Type=\"{kind}/{name}\" Target=\"{target}\"/>")
    });
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
        each.collect::<String>()
    )
}

fn rows(rows: &[&[Cell]]) -> String {
    let mut xml = String::from(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    );
    for (row, cells) in rows.iter().enumerate() {
        let row = row + 1;
        xml += &format!("<row r=\"{row}\">");
        for (column, cell) in cells.iter().enumerate() {
            let place = format!("{}{row}", char::from(b'A' + u8::try_from(column).unwrap()));
            xml += &match cell {
                Text(text) => {
                    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
                }
                Number(number) => format!("<c r=\"{place}\"><v>{number}</v></c>"),
                Date(days) => format!("<c r=\"{place}\" s=\"1\"><v>{days}</v></c>"),
                Time(days) => format!("<c r=\"{place}\" s=\"2\"><v>{days}</v></c>"),
                Blank => String::new(),
            };
        }
        xml += "</row>";
    }
    xml + "</sheetData></worksheet>"
}
