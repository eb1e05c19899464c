//! `docs/formats.md` names every format and code, and its example is read without a warning.

use callsift::format::{FORMATS, Origin, RejectCode, callsift::schema};
use callsift::transcript::WarningCode;

const PAGE: &str = include_str!("../docs/formats.md");

#[test]
fn every_name_has_its_line() {
    let formats = FORMATS.iter().map(|format| format.name);
    let rejects = RejectCode::ALL.iter().map(|code| code.as_str());
    let warnings = WarningCode::ALL.iter().map(|code| code.as_str());
    for name in formats.chain(rejects).chain(warnings) {
        assert_eq!(PAGE.matches(&format!("\n| `{name}` |")).count(), 1, "{name}");
    }
}

#[test]
fn the_example_is_good() {
    let example = PAGE.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let call = FORMATS[0].calls(example.as_bytes(), &Origin::default()).remove(0).unwrap();
    assert_eq!((call.turns().len(), call.warnings()), (2, &[][..]));
    let validator = jsonschema::validator_for(&schema().to_value()).unwrap();
    assert!(validator.is_valid(&serde_json::from_str(example).unwrap()));
}
