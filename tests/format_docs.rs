//! The tables of `docs/formats.md` are written from the code, and its example is read without a
//! warning. `CALLSIFT_WRITE_DOCS=1 cargo test --test format_docs` writes them anew.

use callsift::format::{FORMATS, Origin, RejectCode, callsift::schema};
use callsift::transcript::WarningCode;
use std::fmt::Write;
use std::fs;

const PATH: &str = "docs/formats.md";

/// A cell of a table: a bar would end it.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn formats() -> String {
    let mut out = "| name | what | recognised by | times | words | roles |\n\
                   | --- | --- | --- | --- | --- | --- |\n"
        .to_owned();
    for format in FORMATS {
        let about = &format.about;
        let signs = (about.signs)();
        let cells = [about.what, &signs, about.times, about.words, about.roles].map(cell);
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{format:?} has something to say");
        writeln!(out, "| `{}` | {} |", format.name, cells.join(" | ")).unwrap();
    }
    out
}

fn codes<'a>(codes: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = "| code | meaning |\n| --- | --- |\n".to_owned();
    for (code, meaning) in codes {
        writeln!(out, "| `{code}` | {} |", cell(meaning)).unwrap();
    }
    out
}

/// The page with a table in its place.
fn with_table(page: &str, name: &str, table: &str) -> String {
    let mark = format!("<!-- {name} -->\n");
    let (before, rest) = page.split_once(&mark).unwrap();
    let (_, after) = rest.split_once("<!-- end -->").unwrap();
    format!("{before}{mark}{table}<!-- end -->{after}")
}

#[test]
fn the_tables_are_those_of_the_code() {
    let known = fs::read_to_string(PATH).unwrap();
    let warnings = WarningCode::ALL.iter().map(|code| (code.as_str(), code.meaning()));
    let rejects = RejectCode::ALL.iter().map(|code| (code.as_str(), code.meaning()));
    let mut page = with_table(&known, "formats", &formats());
    page = with_table(&page, "warnings", &codes(warnings));
    page = with_table(&page, "rejects", &codes(rejects));
    if std::env::var_os("CALLSIFT_WRITE_DOCS").is_some() {
        fs::write(PATH, &page).unwrap();
        return;
    }
    assert!(
        known == page,
        "CALLSIFT_WRITE_DOCS=1 cargo test --test format_docs writes {PATH} anew"
    );
}

#[test]
fn the_example_is_good() {
    let page = fs::read_to_string(PATH).unwrap();
    let example = page.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let call = FORMATS[0].calls(example.as_bytes(), &Origin::default()).remove(0).unwrap();
    assert_eq!((call.turns().len(), call.warnings()), (2, &[][..]));
    let validator = jsonschema::validator_for(&schema().to_value()).unwrap();
    assert!(validator.is_valid(&serde_json::from_str(example).unwrap()));
}
