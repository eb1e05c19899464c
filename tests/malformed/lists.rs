//! Customer records and labels: what is wrong is told by line, and nothing is guessed.

use callsift::evaluation::{LabelTable, TableColumns};
use callsift::record::{CsvRows, CustomerFormat, CustomerIndex, Record, TableOptions, Wanted};

/// What a line of customers is refused for; nothing if it is not.
fn refused(line: &[u8]) -> String {
    let mut index = CustomerIndex::new(Wanted::new(Vec::new(), Default::default()));
    match Record::parse(3, line) {
        Err(error) => error.to_string(),
        Ok(None) => "empty".to_owned(),
        Ok(Some(record)) => {
            index.observe(&record).map_or_else(|e| e.to_string(), |()| String::new())
        }
    }
}

#[test]
fn customers_that_are_no_records() {
    for (line, told) in [
        (&b"{"[..], "line 3: not JSON"),
        (b"{\"id\":1", "line 3: not JSON"),
        (b"{\"id\":1,}", "line 3: not JSON"),
        (b"{\"id\":01}", "line 3: not JSON"),
        (b"{\"id\":NaN}", "line 3: not JSON"),
        (b"{'id':1}", "line 3: not JSON"),
        (b"{\"id\":1} x", "line 3: not JSON"),
        (b"{\"id\":\"\\q\"}", "line 3: not JSON"),
        (b"nope", "line 3: not JSON"),
        (b"[1]", "line 3: not a customer record"),
        (b"7", "line 3: not a customer record"),
        (b"null", "line 3: not a customer record"),
        (b"\"kettle\"", "line 3: not a customer record"),
        (b"{\"id\":\"\xff\"}", "line 3: not UTF-8"),
        (b"{\"id\":\"\xed\xa0\x80\"}", "line 3: not UTF-8"),
        (b" \r\n", "empty"),
        (b"{}", ""),
    ] {
        let found = refused(line);
        let fits = if told.is_empty() { found.is_empty() } else { found.starts_with(told) };
        assert!(fits, "{:?}: {found}, expected {told}", String::from_utf8_lossy(line));
        assert!(!found.contains("kettle"), "{found}");
    }
    let deep = [b"{\"x\":".to_vec(), b"[".repeat(100_000)].concat();
    assert!(refused(&deep).starts_with("line 3: not JSON"), "{}", refused(&deep));
    for (head, told) in [
        (&b""[..], "the customer file is empty"),
        (b"[{\"id\":1}]", "the customers are one JSON array"),
        (b"{\n\"id\":1}", "the customers are spread over several lines"),
        (b"\x7fELF\0\0", "the customer file is no text"),
    ] {
        let found = CustomerFormat::sniff(head, None).unwrap_err().to_string();
        assert!(found.starts_with(told), "{found}");
    }
}

/// The faults of a table of customers, those of its header included.
fn faults(table: &[u8]) -> Vec<String> {
    let mut rows = match CsvRows::new(table, &TableOptions::default()) {
        Ok(rows) => rows,
        Err(error) => return vec![error.to_string()],
    };
    let mut line = Vec::new();
    let read = std::iter::from_fn(|| rows.next_line(&mut line));
    read.filter_map(|row| Some(row.err()?.to_string())).collect()
}

#[test]
fn tables_of_customers() {
    let wide = "a,".repeat(512) + "b\n";
    let long = format!("id,name\n1,{}\n", "x".repeat((1 << 20) + 1));
    for (table, told) in [
        (&b""[..], "the table has no header line"),
        (b"id,id\n1,2\n", "columns 1 and 2 of the header are both named"),
        (b"id,,name\n1,2,3\n", "column 2 of the header has no name"),
        (b"id,name\n1\n2,b\n", "line 2: the row has 1 field"),
        (b"id,name\n1,a,b\n", "line 2: the row has 3 fields"),
        (b"id,name\n1,\"a\n2,b\n", "line 2: a quote is opened and not closed"),
        (b"id,name\n1,\xff\n", "line 2: not UTF-8"),
        (wide.as_bytes(), "the header cannot be used: more than 512 columns"),
        (long.as_bytes(), "line 2: the cell in column 2 is longer than"),
        (b"PK\x03\x04junk", "the workbook does not read"),
    ] {
        let found = faults(table);
        assert!(
            found.first().is_some_and(|first| first.starts_with(told)),
            "{found:.300?}, expected {told}"
        );
    }
}

#[test]
fn tables_of_labels() {
    let read =
        |table: &[u8]| LabelTable::read(table, &TableColumns::default(), &TableOptions::default());
    for (table, told) in [
        (&b""[..], "the customer file is empty"),
        (b"{\"call_id\":1}", "labels are a table"),
        (b"id,complaint\n1,1\n", "there is no column `call_id`"),
        (b"call_id,label\n1,1\n", "there is no column `complaint`"),
    ] {
        let found = read(table).unwrap_err();
        assert!(found.starts_with(told), "{found}");
    }
    for (rows, told) in [
        ("1,maybe", "NoLabel"),
        (",1", "NoId"),
        ("\"7,9E+10\",1", "LostDigits"),
        ("1", "Unreadable"),
        ("1,1\n1,0", "Contradicts"),
        ("1,\"1", "Unreadable"),
    ] {
        let table = format!("call_id,complaint\n{rows}\n");
        let found = read(table.as_bytes()).unwrap().faults;
        let first = format!("{:?}", found.first().map(|fault| &fault.problem));
        assert!(first.starts_with(&format!("Some({told}")), "{rows}: {first}");
    }
}
