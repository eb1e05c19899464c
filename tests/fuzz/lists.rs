//! What customers and telephone systems write: tables, records, labels, and what the user supplies.

use callsift::evaluation::{LabelField, LabelTable, TableColumns};
use callsift::record::{
    CsvRows, CustomerFormat, CustomerIndex, OwnKey, Phone, Record, Row, Table, TableOptions,
    Wanted, decimal, erase, lost_digits, member, put_element, put_member, take_member,
    written_date_time,
};
use callsift::supply::{CallTable, Names, PathPattern, RoleNames, Supply};
use callsift::text::TextEncoding;
use std::io::Read;

use crate::archives;
use crate::packed::Chunks;
use crate::{maps, properties, seeds};

const CSV: &str = "\u{feff}call_id; customer_phone ;agent_name;started_at;complaint\r\n1;8 912;\"Анна \"\"А\"\"\";21.11.2026 17:40;1\r\n\r\n2;;\"a\nb\";2026-11-21T17:40:12Z;нет\r\n3;+7,9E+10;;;\r\n";
const TSV: &str = "\nid\tphone\tcall_id\tcomplaint\tcategory\tturn\tstart\tend\n1\t380501234567\tpbx:7\ttrue\tcomplaint.billing\t0\t1\t4\n";

const SHEET: &str = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:C3"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>call_id</t></is></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="str"><v>x</v></c></row><row r="2"><c r="A2"><v>1.5</v></c><c r="B2" t="b"><v>1</v></c><c r="C2" s="1"><v>46347.5</v></c></row><row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3"><f>A2</f><v>7</v></c></row></sheetData></worksheet>"#;
const STRINGS: &str = r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1"><si><t>complaint</t></si></sst>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd hh:mm"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;

/// The parts of a workbook that are changed, by their names.
const PARTS: [(&str, &str); 7] = [
    ("xl/worksheets/sheet1.xml", SHEET),
    ("xl/sharedStrings.xml", STRINGS),
    ("xl/workbook.xml", BOOK),
    ("xl/styles.xml", STYLES),
    ("xl/_rels/workbook.xml.rels", RELATIONS),
    ("_rels/.rels", ROOT),
    ("[Content_Types].xml", TYPES),
];

/// A workbook, with one part as given.
fn workbook(part: usize, content: &[u8]) -> Vec<u8> {
    let members: Vec<_> = PARTS
        .iter()
        .enumerate()
        .map(|(at, (name, text))| {
            archives::member(name, if at == part { content } else { text.as_bytes() })
        })
        .collect();
    archives::zip(&members)
}

/// Text, then a whole workbook, then the parts of one.
pub(crate) fn tables() -> Vec<Vec<u8>> {
    let text = [CSV, TSV, "sep=;\nid;a,b,c\n1;2\n", "a,b\rx,y\r\"z,w", "id,name\n1,TV 42\" LCD\n"];
    let (encoded, ..) = encoding_rs::WINDOWS_1251.encode(CSV);
    let mut out: Vec<Vec<u8>> = text.iter().map(|text| text.as_bytes().to_vec()).collect();
    out.push(encoded.into_owned());
    out.push(workbook(0, SHEET.as_bytes()));
    out.extend(PARTS.iter().map(|(_, part)| part.as_bytes().to_vec()));
    out
}

fn rows<'a>(table: impl Read + 'a, options: &TableOptions) -> Vec<String> {
    let mut table = match Table::open(table, options) {
        Ok(table) => table,
        Err(error) => return vec![error.to_string()],
    };
    let mut out = vec![format!("{:?} {:?}", table.kind(), table.header())];
    let mut row = Row::default();
    while let Some(read) = table.next_row(&mut row) {
        out.push(match read {
            Ok(()) => {
                assert_eq!(row.cells().count(), table.header().len(), "a row of another length");
                let cells: Vec<&str> = row.cells().collect();
                for cell in &cells {
                    let _ = (lost_digits(cell), decimal(cell), written_date_time(cell));
                    let _ = Phone::parse(cell, None);
                }
                format!("{} {cells:?}", row.number())
            }
            Err(fault) => format!("{} {} {}", fault.number, fault.line, fault.problem),
        });
    }
    out
}

/// The rows are the same in chunks, and what else reads tables reads them.
pub(crate) fn table(bytes: &[u8], seed: usize) {
    let first_part = tables().len() - PARTS.len();
    let packed = seed.checked_sub(first_part).map(|part| workbook(part, bytes));
    let bytes = packed.as_deref().unwrap_or(bytes);
    for encoding in [None, TextEncoding::named("windows-1251")] {
        let options = TableOptions { encoding, ..TableOptions::default() };
        assert_eq!(
            rows(bytes, &options),
            rows(Chunks::new(bytes), &options),
            "in chunks it is not the same"
        );
    }
    let options = TableOptions::default();
    let _ = CustomerFormat::sniff(bytes, None);
    let _ = LabelTable::read(bytes, &TableColumns::default(), &options);
    if let Ok(table) = Table::open(bytes, &options)
        && let Err(error) = CallTable::read(table)
    {
        assert!(!error.to_string().is_empty());
    }
    if let Ok(mut rows) = CsvRows::new(bytes, &options) {
        let mut line = Vec::new();
        while let Some(read) = rows.next_line(&mut line) {
            assert!(read.is_err() || serde_json::from_slice::<serde_json::Value>(&line).is_ok());
        }
    }
}

pub(crate) fn customers() -> Vec<Vec<u8>> {
    [
        r#"{"external_id":"CL-1001","name":"Анна","phone":"8 (912) 000-00-01","emails":["a@b.c"],"country":"RU","balance":1.10,"callsift":{"schema":"callsift.customer/1","summary":{"calls_total":1},"calls":[{"key":"pbx1:1","match":{"by":"customer_id","key":"CL-1001"},"risk":65}]}}"#,
        "\u{feff} {\"n\" : 1.10,\"n\":12345678901234567890123 ,\"\\u0061\":[ 1e5 ], \"x\":[]} \r\n",
        r#"{"x":{"schema":"callsift.report/1"},"list":[1, {"a":"}"} ],"phone":380501234567}"#,
        "{}",
        "{\"\\ud800\":1,\"a\":{\"b\":[[[]]]}}",
    ]
    .map(|record| record.as_bytes().to_vec())
    .to_vec()
}

/// Every byte that is not ours stays; what was put in can be taken out.
pub(crate) fn customer(bytes: &[u8], _: usize) {
    let mut index = CustomerIndex::new(Wanted::new(Vec::new(), Default::default()));
    if let Ok(Some(record)) = Record::parse(1, bytes) {
        let _ = index.observe(&record);
    }
    index.resolve();
    let mut out = Vec::new();
    let _ = erase(1, bytes, &OwnKey::default(), &mut out);
    let value = r#"{"schema":"callsift.report/1","a":[{}]}"#;
    let ours = |old: &str| old.starts_with("{\"schema\":\"callsift.");
    for name in ["x", "callsift", "нове\"\\"] {
        let mut put = Vec::new();
        if put_member(bytes, name, value, ours, &mut put).is_err() {
            continue;
        }
        assert_eq!(member(&put, name), Ok(Some(value)), "what was put in is not there");
        let mut again = Vec::new();
        put_member(&put, name, value, ours, &mut again).unwrap();
        assert_eq!(put, again, "put in twice, it is not the same");
        if member(bytes, name) == Ok(None) {
            let mut taken = Vec::new();
            take_member(&put, name, &mut taken).unwrap();
            assert_eq!(taken, bytes, "taken out, it is not what it was");
        }
    }
    let mut put = Vec::new();
    if put_element(bytes, "list", value, ours, &mut put).is_ok() {
        assert!(member(&put, "list").unwrap().unwrap().contains(value));
    }
}

pub(crate) fn labels() -> Vec<Vec<u8>> {
    let labels = [
        r#"{"complaint":1,"categories":["complaint.billing","complaint"],"spans":[{"turn":0,"start":0,"end":3,"category":"complaint.billing"}]}"#,
        r#"{"complaint":null,"spans":null,"categories":[]}"#,
        r#"{"complaint":0.0}"#,
    ];
    labels
        .map(|labels| {
            format!(r#"{{"schema":"callsift.transcript/1","turns":[{{"text":"жду ответа"}},{{"text":"a"}}],"labels":{labels}}}"#)
                .into_bytes()
        })
        .to_vec()
}

/// Labels are read or told to be wrong; a place that is read lies in its turn.
pub(crate) fn label(bytes: &[u8], _: usize) {
    let origin = callsift::format::Origin {
        keep_extra: callsift::format::KeepExtra::Yes,
        ..Default::default()
    };
    for call in maps::format("callsift").calls(bytes, &origin).into_iter().flatten() {
        for field in ["labels.complaint", "labels", "x.y.z"] {
            let mut faults = Vec::new();
            let read = LabelField::parse(field).unwrap().read(&call, &mut faults);
            for span in read.spans.iter().flatten() {
                let turn = call.turns()[span.turn].text().chars().count();
                assert!(span.start < span.end && span.end <= turn, "{span:?}");
            }
        }
    }
}

pub(crate) fn supply() -> Vec<Vec<u8>> {
    [
        r"(?<call_id>\d+)_(?<side>in|out)\.json",
        r"(?<started_at>\d{8}-\d{6})_(?<phone>\+?\d+)[^/]*!(?<agent_name>\w+)",
        "0=agent,1=customer",
        "in:1=customer,2=agent;out:1=agent,2=customer;Оператор=agent",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}

/// Patterns and roles are refused or can be used on any call.
pub(crate) fn supplied(bytes: &[u8], _: usize) {
    let text = String::from_utf8_lossy(bytes);
    let paths = PathPattern::parse(&text);
    let roles = RoleNames::parse(&text);
    for error in [paths.as_ref().err(), roles.as_ref().err()].into_iter().flatten() {
        assert!(!error.is_empty());
    }
    let calls = Table::open(CSV.as_bytes(), &TableOptions::default()).unwrap();
    let supply =
        Supply { paths: paths.ok(), calls: CallTable::read(calls).ok(), roles: roles.ok() };
    let own = maps::format("callsift");
    for path in ["in/77_in.json", "20261121-174012_+380501234567.wav!Анна", "1", "", &*text] {
        let _ = (supply.side(path), supply.pairs());
        for record in seeds::own_json() {
            let call = own.calls(&record, &Default::default()).remove(0).unwrap();
            let mut call = supply.complete(call, path, Names::OneCall, None);
            callsift::supply::check_roles(&mut call);
            properties::call(&call, b"");
        }
    }
}
