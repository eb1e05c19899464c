//! The JSON test suite through the recogniser of files: what is JSON is taken for JSON, and then
//! refused as no transcript; what is not is never taken for it. The suite is not part of the
//! project; `CALLSIFT_SHARED` names its folder.
#![expect(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

use callsift::format::{RejectCode, Sniff, sniff};
use std::fs;
use std::path::PathBuf;

/// Whether a file is JSON to the recogniser.
fn is_json(bytes: &[u8]) -> bool {
    match sniff(bytes, true) {
        Sniff::Empty => false,
        Sniff::Known { format, .. } => panic!("taken for {format:?}"),
        Sniff::Unknown(reject) => {
            reject.code == RejectCode::UnknownFormat && reject.message.starts_with("found json ")
        }
    }
}

#[test]
fn the_json_test_suite() {
    let Some(shared) = std::env::var_os("CALLSIFT_SHARED").map(PathBuf::from) else {
        #[expect(clippy::print_stdout, reason = "a test that is left out says so")]
        {
            println!("left out: CALLSIFT_SHARED is not set");
        }
        return;
    };
    let folder = shared.join("data/suites/JSONTestSuite/test_parsing");
    let mut right = [0, 0];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(&path).unwrap();
        match name.as_bytes()[0] {
            b'y' => {
                assert!(is_json(&bytes), "{name} is JSON");
                right[0] += 1;
            }
            b'n' => {
                assert!(!is_json(&bytes), "{name} is no JSON");
                right[1] += 1;
            }
            // What readers may do as they like.
            _ => drop(is_json(&bytes)),
        }
    }
    assert_eq!(right, [95, 188]);
}
