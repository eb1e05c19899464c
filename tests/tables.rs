//! Tables from outside: customers, labels and transcripts as CSV of every kind and as workbooks.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;
mod workbooks;

use callsift::record::{Table, TableOptions};
use encoding_rs::WINDOWS_1251;
use program::{Place, call_with};
use serde_json::Value;
use std::io::{Cursor, Read};
use workbooks::{Blank, Cell, Date, Number, Sheet, Text, Time, workbook, workbook_of, zipped};

/// A place where two calls were scanned, of the customers 7 and +79123456789.
fn place() -> Place {
    let place = Place::new();
    let calls = [
        call_with("a", "\"customer_id\":\"7\","),
        call_with("b", "\"customer_phone\":\"+79123456789\","),
    ];
    place.write("calls.jsonl", calls.join("\n"));
    assert_eq!(place.run(&["scan", "calls.jsonl", "--out", "night"]).code, 0);
    place
}

fn attached(place: &Place, people: &str, more: &[&str]) -> (i32, String, Vec<Value>) {
    let mut args = vec!["attach", "night/calls.jsonl", "--customers", people, "--region", "RU"];
    args.extend(["--out", "out"]);
    args.extend(more);
    let ran = place.run(&args);
    let records = if ran.code == 2 { Vec::new() } else { place.lines("out/customers.jsonl") };
    (ran.code, ran.err, records)
}

fn has_calls(record: &Value) -> bool {
    record["callsift"]["summary"]["calls_total"] == 1
}

#[test]
fn customers_in_a_workbook() {
    let place = place();
    let rows: &[&[Cell]] = &[
        &[Text("external_id"), Text("phone"), Text("с какого дня"), Text("долг")],
        &[Number("7"), Blank, Date("46347.5"), Number("0.1")],
        &[],
        &[Text("8"), Number("79123456789"), Blank, Number("3")],
        &[Text("9"), Number("7.9123456789012346E+17"), Blank, Blank],
        &[Text("7,9123E+10"), Text("7.9123E+10"), Blank, Blank],
    ];
    place.write("people.bin", workbook(rows));
    let (code, told, records) = attached(&place, "people.bin", &[]);
    assert_eq!((code, records.len()), (3, 4), "{told}");
    assert_eq!(records[0]["external_id"], "7");
    assert_eq!(records[0]["с какого дня"], "2026-11-21T12:00:00");
    assert_eq!(records[0]["долг"], "0.1");
    assert_eq!(records[1]["phone"], "79123456789");
    assert!(has_calls(&records[0]) && has_calls(&records[1]));
    assert!(!has_calls(&records[2]) && !has_calls(&records[3]));
    let rejects = place.lines("out/rejects.jsonl");
    let places: Vec<_> = rejects
        .iter()
        .map(|r| {
            (
                r["reason"].as_str().unwrap(),
                r["line"].as_u64().unwrap(),
                r["field"].as_str().unwrap(),
            )
        })
        .collect();
    let lost = "lost_digits";
    assert_eq!(places, [(lost, 5, "phone"), (lost, 6, "external_id"), (lost, 6, "phone")]);
    let message = rejects[0]["message"].as_str().unwrap();
    assert!(message.starts_with("row 5, column \"phone\"") && message.contains("as text in Excel"));
    assert_eq!(place.json("out/run.json")["customers"]["lost_digits"], 3);
}

#[test]
fn sheets_are_chosen() {
    let place = place();
    let sheet = |name, visible, rows| Sheet { name, visible, rows };
    let people = workbook_of(&[
        sheet("Секрет", false, &[&[Text("x")]]),
        sheet("Пусто", true, &[]),
        sheet("Люди", true, &[&[Text("id")], &[Text("7")]]),
        sheet("Старые", true, &[&[Text("id")], &[Text("1")]]),
    ]);
    place.write("people.xlsx", people);
    let (code, told, records) = attached(&place, "people.xlsx", &[]);
    assert_eq!((code, records.len()), (0, 1), "{told}");
    assert!(told.contains("reading the sheet \"Люди\"; other sheets: Старые"), "{told}");
    let (code, told, records) = attached(&place, "people.xlsx!Старые", &[]);
    assert_eq!((code, &records[0]["id"]), (0, &Value::from("1")), "{told}");
    let (code, told, _) = attached(&place, "people.xlsx!Нет", &[]);
    assert_eq!(code, 2);
    assert!(
        told.contains("there is no sheet \"Нет\"; sheets: Секрет, Пусто, Люди, Старые"),
        "{told}"
    );
    place.write("other.zip", zipped([("a.csv", &b"id\n7\n"[..])].into_iter()));
    let (code, told, _) = attached(&place, "other.zip", &[]);
    assert!(code == 2 && told.contains("no workbook (XLSX)"), "{told}");
    place.write("torn.xlsx", &workbook(&[&[Text("id")]])[..400]);
    let (code, told, _) = attached(&place, "torn.xlsx", &[]);
    assert!(code == 2 && told.contains("the workbook does not read"), "{told}");
}

#[test]
fn a_workbook_that_is_a_bomb_is_left_alone() {
    let place = place();
    let zeros = vec![b' '; 257 << 20];
    let parts = [("xl/workbook.xml", &b"<workbook/>"[..]), ("xl/sharedStrings.xml", &zeros[..])];
    let bomb = zipped(parts.into_iter());
    assert!(bomb.len() < 1 << 20);
    place.write("bomb.xlsx", &bomb);
    let (code, told, _) = attached(&place, "bomb.xlsx", &[]);
    assert!(code == 2 && told.contains("larger than is read"), "{told}");
    place.write("calls/bomb.xlsx", &bomb);
    place.run(&["scan", "calls", "--out", "bombs"]);
    assert_eq!(place.lines("bombs/rejects.jsonl")[0]["reason"], "archive_limit");
}

#[test]
fn customers_as_excel_writes_csv() {
    let place = place();
    let table = "external_id;phone;Имя\r\n7;;Анна Петрова из Москвы\r\n8;8 (912) 345-67-89;Пётр Сидоров\r\n";
    let (bytes, ..) = WINDOWS_1251.encode(table);
    place.write("people.csv", &bytes);
    let (code, told, _) = attached(&place, "people.csv", &[]);
    assert!(code == 2 && told.contains("--encoding windows-1251"), "{told}");
    let (code, told, records) = attached(&place, "people.csv", &["--encoding", "cp1251"]);
    assert_eq!((code, &records[1]["Имя"]), (0, &Value::from("Пётр Сидоров")), "{told}");
    assert!(records.iter().all(has_calls));
    for (start, delimiter) in [("\u{feff}", ';'), ("sep=,\n", ','), ("", '\t')] {
        place.write("people.csv", format!("{start}{}", table.replace(';', &delimiter.to_string())));
        let (code, told, records) = attached(&place, "people.csv", &[]);
        assert!(code == 0 && records.iter().all(has_calls), "{delimiter}: {told}");
    }
    place.write("people.csv", &bytes);
    let scan = ["scan", "calls.jsonl", "--customers", "people.csv", "--region", "RU"];
    let ran = place.run(&[&scan[..], &["--encoding", "windows-1251", "--out", "whole"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(place.read("whole/customers.jsonl"), place.read("out/customers.jsonl"));
}

#[test]
fn labels_in_a_workbook() {
    let place = place();
    let rows: &[&[Cell]] = &[
        &[Text("call_id"), Text("complaint")],
        &[Text("a"), Number("1")],
        &[Text("7,9123E+10"), Number("0")],
        &[Text("b"), Text("нет")],
    ];
    place.write("gold.xlsx", workbook(rows));
    let ran = place.run(&["evaluate", "calls.jsonl", "--gold", "gold.xlsx", "--json", "-"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let text = place.run(&["evaluate", "calls.jsonl", "--gold", "gold.xlsx"]);
    let text = String::from_utf8(text.out).unwrap();
    assert!(text.contains("row 3: column call_id: a spreadsheet has thrown digits"), "{text}");
}

#[test]
fn transcripts_in_a_workbook() {
    let place = Place::new();
    let rows: &[&[Cell]] = &[
        &[Text("ID звонка"), Text("Кто"), Text("Начало"), Text("Реплика")],
        &[Number("4711"), Text("Оператор"), Time("0.00001"), Text("добрый день")],
        &[],
        &[Number("4711"), Text("Клиент"), Time("0.00005"), Text("я хочу подать\nжалобу")],
        &[Blank, Text("Клиент"), Time("0.00005"), Text("чьё это")],
    ];
    place.write("calls/night.xlsx", workbook(rows));
    let one = |name| Sheet { name, visible: true, rows };
    place.write("calls/two.xlsx", workbook_of(&[one("А/Б"), one("В")]));
    let ran = place.run(&["scan", "calls", "--out", "out"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let calls = place.lines("out/calls.jsonl");
    let key = |call: &Value| {
        format!("{}:{}", call["source"].as_str().unwrap(), call["call_id"].as_str().unwrap())
    };
    assert_eq!(calls.iter().map(key).collect::<Vec<_>>(), ["table:4711"]);
    assert_eq!(
        calls[0]["flagged"].as_bool().or(calls[0]["complaint"]["flag"].as_bool()),
        Some(true)
    );
    let rejects = place.lines("out/rejects.jsonl");
    let places: Vec<_> = rejects
        .iter()
        .map(|r| {
            format!(
                "{} {} {}",
                r["file"].as_str().unwrap(),
                r["line"],
                r["reason"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            "calls/night.xlsx 5 table_row",
            "calls/two.xlsx!А/Б 5 table_row",
            "calls/two.xlsx!В 5 table_row",
        ]
    );
    assert_eq!(place.records("out"), [6, 1, 2, 3, 0]);
    assert_eq!(place.json("out/run.json")["inputs"][0]["packed"][0], "xlsx");
}

#[test]
fn a_workbook_that_promises_too_much_is_damaged() {
    let strings = |count: &str| format!("<sst uniqueCount=\"{count}\"><si><t>id</t></si></sst>");
    let sheet = |row: &str| {
        format!(
            "<worksheet><sheetData><row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row></sheetData></worksheet>"
        )
    };
    let good = workbook(&[&[Text("id")], &[Number("7")]]);
    for (part, content, told) in [
        ("xl/sharedStrings.xml", strings("1"), None),
        ("xl/sharedStrings.xml", strings("3600000000"), Some("more texts than there is room for")),
        (
            "xl/sharedStrings.xml",
            strings("99999999999999999999999"),
            Some("more texts than there is room for"),
        ),
        ("xl/worksheets/sheet1.xml", sheet("1048576"), None),
        ("xl/worksheets/sheet1.xml", sheet("1048577"), Some("a row has the number 1048577")),
        ("xl/worksheets/sheet1.xml", sheet("4294967295"), Some("a row has the number 4294967295")),
    ] {
        let mut archive = zip::ZipArchive::new(Cursor::new(&good)).unwrap();
        let names: Vec<String> =
            archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        for name in names.into_iter().filter(|name| name != part) {
            let mut bytes = Vec::new();
            archive.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
            parts.push((name, bytes));
        }
        parts.push((part.to_owned(), content.clone().into_bytes()));
        let book = zipped(parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
        let found = Table::open(book.as_slice(), &TableOptions::default()).err();
        let found = found.map(|error| error.to_string()).unwrap_or_default();
        assert!(found.contains(told.unwrap_or_default()), "{part}: {found}");
        assert_eq!(found.is_empty(), told.is_none(), "{part}: {found}");
    }
}
