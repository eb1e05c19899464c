//! Tables of every kind, and their faults.

use proptest::prelude::*;

use super::*;

fn told(table: &[u8], options: &TableOptions) -> Vec<String> {
    let mut table = match Table::open(table, options) {
        Ok(table) => table,
        Err(error) => return vec![error.to_string()],
    };
    let mut out = vec![table.header().join("|")];
    let mut row = Row::default();
    while let Some(read) = table.next_row(&mut row) {
        out.push(match read {
            Ok(()) => {
                let cells: Vec<&str> = row.cells().collect();
                format!("{}:{} {}", row.number(), row.line(), cells.join("|"))
            }
            Err(fault) => format!("{}:{} {}", fault.number, fault.line, fault.problem),
        });
    }
    out
}

fn check(table: &str, expected: &[&str]) {
    assert_eq!(told(table.as_bytes(), &TableOptions::default()), expected, "{table:?}");
}

const OPEN: &str = "a quote is opened and not closed in this row; close it, or double a quote that \
                    is part of the text";

#[test]
fn rows_and_where_they_stand() {
    check(
        "\u{feff}id; phone ;name\r\n1;8 912;\"Анна \"\"А\"\"\"\r\n\r\n2;;\"a\nb\"\r\n3;4\r\n;;\r\n5;1.10;\\",
        &[
            "id|phone|name",
            "2:2 1|8 912|Анна \"А\"",
            "4:4 2||a\nb",
            "5:6 the row has 2 fields, the header has 3",
            "7:8 5|1.10|\\",
        ],
    );
    check("sep=;\nid;a,b,c\n1;2\n", &["id|a,b,c", "2:3 1|2"]);
    check("\n\nid\tname\n1\tAnna, Maria\n", &["id|name", "4:4 1|Anna, Maria"]);
    check("a, b, c\n1, \"x, \n y\" , 3\n", &["a|b|c", "2:2 1|x, \n y| 3"]);
    check("a,b\rx,y\rz,w", &["a|b", "2:2 x|y", "3:3 z|w"]);
    // Spreadsheets write delimiters for columns that were used once.
    check(
        "a,b,,\n1,2,,\n1,2,3,\n",
        &["a|b", "2:2 1|2", "3:3 the row has 4 fields, the header has 2"],
    );
    check("a,b\n1,TV 42\" LCD\n2,\"42\" LCD\"\n", &["a|b", "2:2 1|TV 42\" LCD", "3:3 2|42 LCD\""]);
}

#[test]
fn headers_that_do_not_serve_are_refused() {
    check("id,phone,id\n", &["columns 1 and 3 of the header are both named \"id\"; rename one"]);
    check("id,,x\n", &["column 2 of the header has no name; name it or remove it"]);
    check("", &["the table has no header line"]);
    check(" \n;;\n", &["the table has no header line"]);
    check("id,\"name\n1,a\n", &[&format!("the header cannot be used: {OPEN}")]);
    let russian = "Номер;Телефон клиента;Имя\n1;8 912;Анна Петрова, Москва\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(russian);
    assert_eq!(
        told(&bytes, &TableOptions::default()),
        ["the header cannot be used: not UTF-8; it looks like windows-1251: save it as utf-8, or \
          read it with --encoding windows-1251"]
    );
    let options =
        TableOptions { encoding: TextEncoding::named("cp1251"), ..TableOptions::default() };
    let rows = ["Номер|Телефон клиента|Имя", "2:2 1|8 912|Анна Петрова, Москва"];
    assert_eq!(told(&bytes, &options), rows);
    let utf16: Vec<u8> =
        format!("\u{feff}{russian}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(told(&utf16, &TableOptions::default()), rows);
    let sheet = TableOptions { sheet: Some("Лист1".to_owned()), ..TableOptions::default() };
    assert!(told(b"a,b\n", &sheet)[0].starts_with("no workbook"));
}

#[test]
fn an_open_quote_costs_its_own_row() {
    let open = |place: &str| format!("{place} {OPEN}");
    check(
        "id,name\n1,a\n2,\"b\n3,c\n4,d\n",
        &["id|name", "2:2 1|a", &open("3:3"), "4:4 3|c", "5:5 4|d"],
    );
    check("id,name\n1,\"a\n2,\"b\"\n3,c\n", &["id|name", &open("2:2"), "3:3 2|b", "4:4 3|c"]);
    check("id,name\n1,\"a\nb\"\n2,c\n3,\"d", &["id|name", "2:2 1|a\nb", "3:4 2|c", &open("4:5")]);
    check("id,name\n1,\"a\n2,b\n3,\"c,d\n", &["id|name", &open("2:2"), "3:3 2|b", &open("4:4")]);
    // The row with a line end has too few cells.
    check(
        "id,name\n1,a\n\"2\nx\"\n",
        &["id|name", "2:2 1|a", &open("3:3"), "4:4 the row has 1 field, the header has 2"],
    );
    // Closed by chance: the cell holds whole rows.
    check(
        "a,b,c\n1,\"x,y\n2,x,y\n3,x,y\n4,x,y\n5,x\",y\n",
        &["a|b|c", &open("2:2"), "3:3 2|x|y", "4:4 3|x|y", "5:5 4|x|y", "6:6 5|x\"|y"],
    );
    // Among a thousand rows one quote is missing.
    let row = |at: usize| match at {
        2 => "2,\"no end,x\n".to_owned(),
        at => format!("{at},\"call {at}\",x\n"),
    };
    let table: String =
        std::iter::once("id,text,c\n".to_owned()).chain((1..=1000).map(row)).collect();
    let rows = told(table.as_bytes(), &TableOptions::default());
    assert_eq!(rows.len(), 1001);
    assert_eq!(rows[2], open("3:3"));
    assert_eq!(rows[1000], "1001:1001 1000|call 1000|x");
}

#[test]
fn limits_at_their_borders() {
    for (columns, good) in [(MAX_COLUMNS - 1, true), (MAX_COLUMNS, true), (MAX_COLUMNS + 1, false)]
    {
        let header: Vec<String> = (0..columns).map(|at| format!("c{at}")).collect();
        let rows = told(header.join(",").as_bytes(), &TableOptions::default());
        assert_eq!(
            rows[0] != "the header cannot be used: more than 512 columns",
            good,
            "{columns}"
        );
    }
    for (bytes, good) in
        [(MAX_CELL_BYTES - 1, true), (MAX_CELL_BYTES, true), (MAX_CELL_BYTES + 1, false)]
    {
        let table = format!("a,b\n1,{}\n2,x\n", "y".repeat(bytes));
        let rows = told(table.as_bytes(), &TableOptions::default());
        assert_eq!(
            rows[1] != "2:2 the cell in column 2 is longer than 1048576 bytes",
            good,
            "{bytes}"
        );
        assert_eq!(rows[2], "3:3 2|x");
    }
}

#[test]
fn a_row_without_end_takes_no_memory() {
    let endless = |start: &'static [u8]| {
        let bytes = start.chain(io::repeat(b'a').take(MAX_ROW_BYTES as u64)).chain(&b"\n1\n"[..]);
        let mut table = Table::open(bytes, &TableOptions::default()).unwrap();
        let mut row = Row::default();
        let first = table.next_row(&mut row).unwrap().unwrap_err();
        while table.next_row(&mut row).unwrap().is_err() {}
        (first.problem, row.number())
    };
    assert_eq!(endless(b"id\n"), (RowProblem::TooLong, 3));
    assert_eq!(endless(b"id\n\""), (RowProblem::TooLong, 3));
    assert_eq!(endless(b"id\n\"\n"), (RowProblem::OpenQuote, 4));
}

/// What the `csv` crate makes of a table.
fn by_csv(table: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(table.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

proptest! {
    #[test]
    fn cells_are_those_of_the_csv_crate(
        rows in proptest::collection::vec(proptest::collection::vec("[a \",;\n\r\tя]{0,6}", 3), 1..6),
        delimiter in proptest::sample::select(vec![b',', b';', b'\t']),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(["a", "b", "c"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let wanted: Vec<Vec<String>> = by_csv(&text, delimiter)
            .into_iter()
            .skip(1)
            .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
            .collect();
        let mut table = Table::open(text.as_bytes(), &TableOptions::default()).unwrap();
        let mut row = Row::default();
        let mut read = Vec::new();
        while let Some(next) = table.next_row(&mut row) {
            prop_assert!(next.is_ok());
            read.push(row.cells().map(str::to_owned).collect::<Vec<_>>());
        }
        prop_assert_eq!(read, wanted);
    }

    #[test]
    fn nothing_breaks_the_reader(bytes in "[ab\",;\n\r ]{0,80}") {
        let mut row = Row::default();
        if let Ok(mut table) = Table::open(bytes.as_bytes(), &TableOptions::default()) {
            let mut last = 0;
            while let Some(next) = table.next_row(&mut row) {
                let number = next.map_or_else(|fault| fault.number, |()| row.number());
                prop_assert!(number > last);
                last = number;
            }
        }
    }
}
