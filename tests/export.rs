//! `callsift export` seen from outside: each kind read back by a reader of other hands where there is
//! one, hostile strings, the same bytes twice, and what is never replaced.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use calamine::{Data, Reader, Xlsx};
use program::{Place, Ran, call, call_with, json_lines, sample};
use serde_json::Value;
use std::fs;
use std::io::Cursor;

/// Words of a customer that a program downstream might run, compute or draw.
const HOSTILE: [&str; 12] = [
    "=1+1",
    "＝1+1",
    "+7 (912) 345-67-89",
    "@SUM(A1)",
    "-2+3",
    "\t=1",
    "line one\nline two\r\n\r\nline four",
    "\u{1b}]0;owned\u{7}\u{1b}[31m",
    "say \"so\"; and, so",
    "<r><t>x</r>",
    "_x0041_ <b>&amp; --> {0} [x](http://y)",
    "\u{202e}gnp.exe \u{feff}=2",
];

fn scan(place: &Place, calls: &str) {
    place.write("calls.jsonl", calls);
    let ran = place.run(&["scan", "calls.jsonl", "--out", "out", "-q"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

fn scan_samples(place: &Place) {
    let ran = place.run(&["scan", &sample("calls"), "--out", "out", "-q"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

fn export(place: &Place, kind: &str, path: &str, options: &[&str]) -> Ran {
    place.run(&[&["export", "out", "--to", kind, "-o", path], options].concat())
}

fn exported(place: &Place, kind: &str, path: &str, options: &[&str]) -> Vec<u8> {
    let ran = export(place, kind, path, options);
    assert_eq!(ran.code, 0, "{}", ran.err);
    place.read(path)
}

/// A call in which each hostile text is said by a customer who complains.
fn hostile() -> String {
    let text = |text: &&str| serde_json::to_string(text).unwrap();
    let turns: Vec<String> = HOSTILE
        .iter()
        .enumerate()
        .map(|(at, said)| {
            let said = text(&said);
            let said = &said[1..said.len() - 1];
            let (start, end) = (at * 10_000, at * 10_000 + 5000);
            format!(
                r#"{{"role":"customer","start_ms":{start},"end_ms":{end},"text":"{said} I want to make a complaint {said}"}}"#
            )
        })
        .collect();
    let agent = text(&HOSTILE[0]);
    let id = text(&"=cmd|' /C calc'!A0");
    format!(
        r#"{{"schema":"callsift.transcript/1","call_id":{id},"source":"t","agent_name":{agent},"customer_phone":"+79123456789","started_at":"2026-11-20T08:00:00+02:00","turns":[{}]}}"#,
        turns.join(",")
    )
}

fn rows(text: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(text);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn csv_for_people_is_the_table_of_the_report() {
    let place = Place::new();
    scan_samples(&place);
    for language in ["ru", "uk", "en"] {
        let ran = place.run(&["report", "out", "-o", "page.html", "--lang", language]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let table = exported(&place, "csv", "table.csv", &["--lang", language]);
        assert!(table == place.read("findings.csv"), "{language}");
    }
}

#[test]
fn csv_for_programs_has_every_value_as_it_is() {
    let place = Place::new();
    scan(&place, &hostile());
    let options = ["--raw", "--show-customers", "--lang", "ru"];
    let table = rows(&exported(&place, "csv", "raw.csv", &options), b',');
    let found = place.lines("out/calls.jsonl");
    let findings = found[0]["findings"].as_array().unwrap();
    assert_eq!(table.len(), findings.len() + 1);
    let column = |name: &str| table[0].iter().position(|title| title == name).unwrap();
    for (row, finding) in table[1..].iter().zip(findings) {
        assert_eq!(row[column("call_key")], "t:=cmd|' /C calc'!A0");
        assert_eq!(row[column("started_at")], "2026-11-20T06:00:00Z");
        assert_eq!(row[column("customer")], "+79123456789");
        assert_eq!(row[column("agent")], "=1+1");
        assert_eq!(row[column("finding_id")], finding["id"].as_str().unwrap());
        assert_eq!(row[column("quote")], finding["quote"].as_str().unwrap_or_default());
        assert_eq!(row[column("band")], found[0]["risk"]["band"].as_str().unwrap());
    }
    let table = rows(&exported(&place, "csv", "calls.csv", &["--raw", "--table", "calls"]), b',');
    assert_eq!(table.len(), 2);
    let column = |name: &str| table[0].iter().position(|title| title == name).unwrap();
    assert_eq!(table[1][column("customer_phone")], "•••6789");
    assert_eq!(table[1][column("findings")], findings.len().to_string());
    assert_eq!(table[1][column("flagged")], "1");
}

#[test]
fn no_cell_of_a_table_for_people_is_a_formula() {
    let place = Place::new();
    scan(&place, &hostile());
    for (language, delimiter) in [("ru", b';'), ("en", b',')] {
        for table in ["findings", "calls"] {
            let options = ["--table", table, "--lang", language];
            let text = exported(&place, "csv", "table.csv", &options);
            assert!(!text.contains(&0x1b) && !text.windows(2).any(|two| two == b"\n\n"));
            let text = String::from_utf8(text).unwrap();
            assert!(text.contains("'=1+1") && !text.contains('\u{202e}'));
            for row in rows(text.trim_start_matches('\u{feff}').as_bytes(), delimiter) {
                for cell in row {
                    let number = cell.replace(',', ".").parse::<f64>().is_ok();
                    let first = cell.trim_start().chars().next();
                    assert!(number || !first.is_some_and(|c| "=+-@＝＋－＠".contains(c)), "{cell}");
                }
            }
        }
    }
}

fn workbook(bytes: Vec<u8>) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| {
            assert!(book.worksheet_formula(&name).unwrap().used_cells().next().is_none());
            let range = book.worksheet_range(&name).unwrap();
            let rows = range.rows().map(<[Data]>::to_vec).collect();
            (name, rows)
        })
        .collect()
}

#[test]
fn a_workbook_holds_text_numbers_and_times() {
    let place = Place::new();
    let long = "complaint ".repeat(9000);
    scan(
        &place,
        &format!("{}\n{}", hostile(), call_with("long", &format!(r#""agent_name":"{long}","#))),
    );
    for (language, sheets) in [
        ("ru", ["Срабатывания", "Звонки"]),
        ("uk", ["Спрацювання", "Дзвінки"]),
        ("en", ["Hits", "Calls"]),
    ] {
        let ran = export(&place, "xlsx", "book.xlsx", &["--lang", language]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let book = workbook(place.read("book.xlsx"));
        assert_eq!(book.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), sheets);
    }
    let ran = export(&place, "xlsx", "book.xlsx", &[]);
    assert!(ran.err.contains("cut"), "{}", ran.err);
    let book = workbook(place.read("book.xlsx"));
    let (_, findings) = &book[0];
    let column = |name: &str| {
        let is = |cell: &Data| *cell == Data::String(name.to_owned());
        findings[0].iter().position(is).unwrap_or_else(|| panic!("{name}: {:?}", findings[0]))
    };
    let of_hostile = |row: &&Vec<Data>| row[0] == Data::String("t:=cmd|' /C calc'!A0".to_owned());
    let row = findings.iter().find(of_hostile).unwrap();
    assert_eq!(row[column("agent")], Data::String("=1+1".to_owned()));
    assert!(matches!(row[column("started")], Data::DateTime(_)), "{row:?}");
    assert!(matches!(row[column("from")], Data::DateTime(_) | Data::Float(_)), "{row:?}");
    assert!(matches!(row[column("review priority")], Data::Float(_)), "{row:?}");
    let agents: Vec<&Data> = findings.iter().map(|row| &row[column("agent")]).collect();
    let longest = agents.iter().map(|cell| cell.to_string().encode_utf16().count()).max();
    assert_eq!(longest, Some(32_767));
    // Every text is there, whatever it looks like.
    place.write("calls.jsonl", "");
    let names = ["<r><t>x</r>", "_x0041_", "a\u{1b}b", "'=1", "a\nb"];
    let seen = [" <r><t>x</r>", "_x0041_", "a\\u{1b}b", "'=1", "a b"];
    for (name, seen) in names.into_iter().zip(seen) {
        let agent = serde_json::to_string(name).unwrap();
        scan(&place, &call_with("a", &format!(r#""agent_name":{agent},"#)));
        let ran = export(&place, "xlsx", "book.xlsx", &[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let book = workbook(place.read("book.xlsx"));
        assert_eq!(book[0].1[1][column("agent")], Data::String(seen.to_owned()));
    }
}

#[test]
fn lines_stay_as_they_are() {
    let place = Place::new();
    scan_samples(&place);
    let calls = place.read("out/calls.jsonl");
    assert!(exported(&place, "jsonl", "all.jsonl", &[]) == calls);
    let flagged = exported(&place, "jsonl", "flagged.jsonl", &["--only", "flagged"]);
    assert_eq!(json_lines(&flagged).len(), 13);
    for line in flagged.split_inclusive(|byte| *byte == b'\n') {
        assert!(calls.split_inclusive(|byte| *byte == b'\n').any(|other| other == line));
    }
    let packed = exported(&place, "jsonl.zst", "all.jsonl.zst", &[]);
    assert!(zstd::decode_all(&packed[..]).unwrap() == calls);
    // Again, over what is there.
    assert!(exported(&place, "jsonl.zst", "all.jsonl.zst", &[]) == packed);
    exported(&place, "jsonl", "all.jsonl", &[]);
    // A file of calls is as good as the folder of the scan.
    let args = ["export", "all.jsonl", "flagged.jsonl", "--to", "jsonl", "-o", "both.jsonl"];
    assert_eq!(place.run(&args).code, 0);
    assert!(place.read("both.jsonl") == [calls, flagged].concat());
}

#[test]
fn parts_end_with_lines() {
    let place = Place::new();
    scan_samples(&place);
    let calls = place.read("out/calls.jsonl");
    let longest = calls.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::len).max().unwrap();
    let schema: Value = serde_json::from_slice(&place.run(&["schema", "export"]).out).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    assert!(!schema.is_valid(&Value::Null));
    for (kind, ending) in [("jsonl", "jsonl"), ("jsonl.zst", "jsonl.zst")] {
        for size in [1, longest - 1, longest, longest + 1, calls.len(), calls.len() + 1] {
            let ran = export(&place, kind, "parts", &["--split", &size.to_string()]);
            assert_eq!(ran.code, 0, "{}", ran.err);
            let list = place.json("parts/export.json");
            assert!(schema.is_valid(&list));
            assert_eq!((&list["kind"], &list["calls"]), (&kind.into(), &17.into()));
            let mut all = Vec::new();
            for (at, file) in list["files"].as_array().unwrap().iter().enumerate() {
                let name = format!("part-{:05}.{ending}", at + 1);
                assert_eq!(file["file"], name.as_str());
                let mut part = place.read(&format!("parts/{name}"));
                assert_eq!(file["bytes"], part.len());
                if kind == "jsonl.zst" {
                    part = zstd::decode_all(&part[..]).unwrap();
                }
                let lines = part.iter().filter(|byte| **byte == b'\n').count();
                assert!(part.ends_with(b"\n") && (part.len() <= size || lines == 1));
                all.extend(part);
            }
            assert!(all == calls, "{size}");
            let files = list["files"].as_array().unwrap().len();
            assert_eq!(place.names("parts").len(), files + 1);
            match size {
                1 => assert_eq!(files, 17),
                size if size >= calls.len() => assert_eq!(files, 1),
                _ => assert!(files > 1),
            }
        }
    }
    assert!(place.names(".").iter().all(|name| !name.starts_with('.')));
}

#[test]
fn sarif_is_as_its_schema_says() {
    let schema = fs::read_to_string("tests/export/sarif-schema-2.1.0.json").unwrap();
    // A bracket without its partner is no pattern for this validator; that it stands for itself is meant.
    let schema = schema.replace("{2}]?$", "{2}\\\\]?$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let place = Place::new();
    scan_samples(&place);
    for options in [&[][..], &["--only", "flagged", "--lang", "uk"]] {
        let log: Value =
            serde_json::from_slice(&exported(&place, "sarif", "log.sarif", options)).unwrap();
        let faults: Vec<_> = validator.iter_errors(&log).map(|e| e.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}");
        let run = &log["runs"][0];
        let calls = place.lines("out/calls.jsonl");
        let calls =
            calls.iter().filter(|call| options.is_empty() || call["complaint"]["flag"] == true);
        let findings: Vec<&Value> =
            calls.flat_map(|call| call["findings"].as_array().unwrap()).collect();
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), findings.len());
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in results {
            let id = &result["partialFingerprints"]["callsiftFinding/v1"];
            let finding = findings.iter().find(|finding| finding["id"] == *id).unwrap();
            assert_eq!(result["ruleId"], finding["rule"]);
            let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], finding["rule"]);
            assert!(rule["help"]["text"].as_str().is_some_and(|text| !text.is_empty()));
            let level = match finding["severity"].as_u64().unwrap() {
                0 | 1 => "note",
                2 | 3 => "warning",
                _ => "error",
            };
            assert_eq!(result["level"], level);
            let place = &result["locations"][0]["physicalLocation"]["artifactLocation"];
            let index = place["index"].as_u64().unwrap() as usize;
            assert_eq!(run["artifacts"][index]["location"]["uri"], place["uri"]);
            assert!(place["uri"].as_str().unwrap().starts_with("file:///"));
        }
    }
    scan(&place, &hostile());
    let log = exported(&place, "sarif", "log.sarif", &[]);
    assert!(!log.contains(&0x1b));
    let log: Value = serde_json::from_slice(&log).unwrap();
    assert!(validator.is_valid(&log));
    let result = &log["runs"][0]["results"][0];
    let places = &result["locations"][0];
    assert_eq!(places["physicalLocation"]["artifactLocation"]["uri"], "calls.jsonl");
    assert_eq!(places["logicalLocations"][0]["fullyQualifiedName"], "t:=cmd|' /C calc'!A0");
    assert_eq!(places["logicalLocations"][1]["fullyQualifiedName"], "t:=cmd|' /C calc'!A0/turns/0");
}

/// Role, times and text of each turn, as a scan of one file sees them through `explain`'s own reader.
fn turns(place: &Place, path: &str) -> Vec<(String, Value, Value)> {
    let ran = place.run(&["scan", path]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let call = &ran.lines()[0];
    let findings = call["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| {
            let words = (&finding["rule"], &finding["quote"], &finding["role"]);
            (format!("{words:?}"), finding["start_ms"].clone(), finding["turn"].clone())
        })
        .collect()
}

#[test]
fn captions_are_read_back() {
    let place = Place::new();
    scan_samples(&place);
    let ran = export(&place, "webvtt", "captions", &[]);
    let calls = place.lines("out/calls.jsonl");
    let list = place.json("captions/export.json");
    let left: Vec<&str> =
        list["left_out"].as_array().unwrap().iter().map(|l| l["call"].as_str().unwrap()).collect();
    // Chats and texts without times have no captions, and it is said.
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.contains("Left out"), "{}", ran.err);
    for call in &calls {
        let key =
            format!("{}:{}", call["source"].as_str().unwrap(), call["call_id"].as_str().unwrap());
        let name = key.replacen(':', ".", 1);
        if left.contains(&key.as_str()) {
            assert!(call["medium"] == "chat" || call["timeline"]["evaluated"] == false, "{key}");
            continue;
        }
        let path = format!("captions/{name}.vtt");
        let found = turns(&place, &path);
        let quoted = |finding: &&Value| finding.get("quote").is_some();
        let expected = call["findings"].as_array().unwrap().iter().filter(quoted);
        let expected: Vec<_> = expected
            .map(|finding| {
                let words = (&finding["rule"], &finding["quote"], &finding["role"]);
                (format!("{words:?}"), finding["turn"].clone())
            })
            .collect();
        for (words, turn) in expected {
            assert!(
                found.iter().any(|(w, _, t)| *w == words && *t == turn),
                "{path}: {words} {found:?}"
            );
        }
        let text = String::from_utf8(place.read(&path)).unwrap();
        if call["findings"].as_array().unwrap().iter().any(|f| f.get("quote").is_some()) {
            assert!(text.contains("<c.finding."), "{path}");
        }
    }
    let alone = export(&place, "webvtt", "alone", &["--findings-only", "--only", "flagged"]);
    assert!([0, 3].contains(&alone.code), "{}", alone.err);
    let text = String::from_utf8(place.read("alone/pbx1.ru-legal-01.vtt")).unwrap();
    assert!(text.starts_with("WEBVTT\n") && text.contains("<v Customer><c.finding."), "{text}");
}

#[test]
fn hostile_words_stay_words_in_captions() {
    let place = Place::new();
    scan(&place, &hostile());
    let ran = export(&place, "webvtt", "captions", &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let names = place.names("captions");
    assert_eq!(names.len(), 2, "{names:?}");
    let name = names.iter().find(|name| name.ends_with(".vtt")).unwrap();
    assert!(!name.contains(['/', '\\', '\'', '|', '!', '=', ' ']), "{name}");
    let text = String::from_utf8(place.read(&format!("captions/{name}"))).unwrap();
    assert!(!text.contains(['\u{1b}', '\u{202e}', '\r']));
    assert_eq!(text.matches(" --> ").count(), HOSTILE.len());
    assert!(!text.contains("<b>") && !text.contains("<r>"));
}

#[test]
fn the_same_results_give_the_same_bytes() {
    let place = Place::new();
    scan_samples(&place);
    for (kind, options) in [
        ("csv", &[][..]),
        ("csv", &["--raw", "--table", "calls"]),
        ("xlsx", &[]),
        ("jsonl.zst", &[]),
        ("sarif", &[]),
        #[cfg(feature = "parquet")]
        ("parquet", &[]),
    ] {
        let [once, again] = ["once", "again"].map(|path| exported(&place, kind, path, options));
        assert!(once == again, "{kind} {options:?}");
        for path in ["once", "again"] {
            fs::remove_file(place.path(path)).unwrap();
        }
    }
    for (kind, options) in [("webvtt", &[][..]), ("jsonl", &["--split", "9K"])] {
        for path in ["once", "again"] {
            export(&place, kind, path, options);
        }
        assert_eq!(place.read("once/export.json"), place.read("again/export.json"), "{kind}");
        for path in ["once", "again"] {
            fs::remove_dir_all(place.path(path)).unwrap();
        }
    }
}

#[test]
fn nothing_of_others_is_replaced() {
    let place = Place::new();
    scan(&place, &call("a"));
    let files = [
        ("csv", "a.csv"),
        ("xlsx", "a.xlsx"),
        ("jsonl", "a.jsonl"),
        ("jsonl.zst", "a.zst"),
        ("sarif", "a.sarif"),
    ];
    for (kind, name) in files {
        exported(&place, kind, name, &[]);
        exported(&place, kind, name, &[]);
        for other in [&b"mine"[..], b"PK\x03\x04 mine", b"{\"mine\":1}", b"{}"] {
            place.write(name, other);
            let ran = export(&place, kind, name, &[]);
            assert_eq!((ran.code, place.read(name).as_slice()), (2, other), "{kind}");
            assert!(ran.err.contains(name), "{}", ran.err);
        }
        fs::remove_file(place.path(name)).unwrap();
        fs::create_dir(place.path(name)).unwrap();
        assert_eq!(export(&place, kind, name, &[]).code, 2);
    }
    for (kind, options) in [("webvtt", &[][..]), ("jsonl", &["--split", "1"])] {
        let ran = export(&place, kind, "folder", options);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(export(&place, kind, "folder", options).code, 0);
        place.write("folder/mine.txt", "mine");
        let ran = export(&place, kind, "folder", options);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("mine.txt"), "{}", ran.err);
        assert_eq!(place.read("folder/mine.txt"), b"mine");
        fs::remove_dir_all(place.path("folder")).unwrap();
        place.write("folder", "mine");
        assert_eq!(export(&place, kind, "folder", options).code, 2);
        fs::remove_file(place.path("folder")).unwrap();
    }
    assert_eq!(place.names(".").iter().filter(|name| name.starts_with('.')).count(), 0);
}

#[test]
fn what_cannot_be_exported_says_so() {
    let place = Place::new();
    for (args, words) in [
        (&["export", "out", "--to", "csv", "-o", "x"][..], "no results of a scan"),
        (&["export", "out", "--to", "jsonl", "-o", "x"], "no results of a scan"),
        (
            &["export", "out", "--to", "xlsx", "-o", "x", "--raw"],
            "--raw: --to xlsx has no such option",
        ),
        (&["export", "out", "--to", "jsonl", "-o", "x", "--split", "10X"], "100M"),
        (&["export", "out", "--to", "csv", "-o", "x", "--key", "k"], "--key"),
    ] {
        let ran = place.run(args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.err.contains(words), "{}", ran.err);
    }
    scan(&place, &call("a"));
    let ran = place.run(&["export", "out/calls.jsonl", "--to", "webvtt", "-o", "x"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--findings-only"), "{}", ran.err);
    // The transcript has gone: nothing is guessed.
    fs::remove_file(place.path("calls.jsonl")).unwrap();
    let ran = export(&place, "webvtt", "captions", &[]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert_eq!(place.json("captions/export.json")["left_out"][0]["reason"], "no_transcript");
    // Results that somebody changed are refused, and nothing is written.
    let mut calls = place.read("out/calls.jsonl");
    calls.extend_from_slice(b"\n");
    place.write("out/calls.jsonl", calls);
    for kind in ["csv", "jsonl"] {
        let ran = export(&place, kind, "changed", &[]);
        assert_eq!(ran.code, 2, "{kind}");
        assert!(!place.path("changed").exists());
    }
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_read_back() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;
    let place = Place::new();
    scan(&place, &format!("{}\n{}", hostile(), call("b")));
    for (table, count) in [("findings", None), ("calls", Some(2))] {
        exported(&place, "parquet", "table.parquet", &["--table", table]);
        let file = fs::File::open(place.path("table.parquet")).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let lines = place.lines("out/calls.jsonl");
        let findings: Vec<&Value> =
            lines.iter().flat_map(|call| call["findings"].as_array().unwrap()).collect();
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows.len(), count.unwrap_or(findings.len()));
        let place_of = |name: &str| {
            let schema = reader.metadata().file_metadata().schema_descr();
            schema.columns().iter().position(|column| column.name() == name).unwrap()
        };
        let started =
            rows.iter().filter_map(|row| row.get_timestamp_micros(place_of("started_at")).ok());
        assert!(started.clone().count() > 0);
        assert!(started.into_iter().all(|at| at == 1_763_618_400_000_000 + 31_536_000_000_000));
        if table == "findings" {
            for row in rows {
                let id = row.get_string(place_of("finding_id")).unwrap();
                let finding = findings.iter().find(|f| f["id"] == id.as_str()).unwrap();
                if let Some(quote) = finding["quote"].as_str() {
                    assert_eq!(row.get_string(place_of("quote")).unwrap(), quote);
                }
            }
        }
    }
}
