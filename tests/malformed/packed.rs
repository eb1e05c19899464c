//! Archives and packed files.

use crate::Case;
use crate::archives::{Member, gzip, member, tar, zip, zstd};
use crate::json::call;

/// The good ones around a bad one are read.
fn beside(name: &str, odd: Member, code: &'static str) -> Case {
    let good = |id: &str| member(&format!("{id}.json"), call(id).as_bytes());
    let zipped = zip(&[good("a"), odd, good("b")]);
    Case { good: 2, ..Case::refused(format!("zip, {name}"), zipped, code) }
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let one = call("one");
    let one = one.as_bytes();
    cut(&mut cases);
    let odd = member("odd.json", one);
    for (name, odd, code) in [
        ("encrypted", Member { flags: 1, ..odd.clone() }, "encrypted"),
        ("strongly encrypted", Member { flags: 0x40, ..odd.clone() }, "encrypted"),
        ("encrypted by aes", Member { method: 99, ..odd.clone() }, "encrypted"),
        ("shared bytes", Member { overlaps: true, ..odd.clone() }, "read_error"),
        ("wrong checksum", Member { wrong_crc: 1, ..odd.clone() }, "read_error"),
        ("another name", Member { local_name: Some(b"x".to_vec()), ..odd.clone() }, "read_error"),
        ("the name of another", member("a.json", one), "archive_member"),
        ("a long name", member(&"n".repeat(1_025), one), "archive_limit"),
        ("broken json", member("odd.json", &one[..one.len() - 1]), "not_json"),
        ("no transcript", member("odd.json", b"{\"x\":1}"), "unknown_format"),
        ("bad text", member("odd.txt", b"Agent: good day\nCustomer: \xff\n"), "invalid_utf8"),
        ("a cut gzip file", member("odd.gz", &gzip(one)[..30]), "truncated"),
        ("a cut zip file", member("odd.zip", &zip(&[member("x", one)])[..60]), "truncated"),
        ("a picture", member("odd.png", b"\x89PNG\r\n\x1a\n\0\0"), "unknown_format"),
    ] {
        cases.push(beside(name, odd, code));
    }
    for method in [1, 6, 9, 12, 14, 20, 95, 96, 97, 98] {
        let odd = Member { method, ..odd.clone() };
        cases.push(beside(&format!("method {method}"), odd, "archive_member"));
    }
    for name in ["/odd", "../odd", "x/../../odd", "C:/odd", "c:odd", "x\\odd", "\\\\host\\odd"] {
        cases.push(beside(&format!("named {name}"), member(name, one), "unsafe_name"));
    }
    let deep = (0..5).fold(one.to_vec(), |inner, _| gzip(&inner));
    cases.push(Case::refused("packed five times", deep, "archive_limit"));
    let spaces = [one, &b" ".repeat(20 << 20)].concat();
    cases.push(Case::refused("a gzip bomb", gzip(&spaces), "archive_limit"));
    cases.push(Case::refused("a zstd bomb", zstd(&spaces), "archive_limit"));
    let bomb = zip(&[Member { method: 93, ..member("bomb.json", &spaces) }]);
    cases.push(Case::refused("a zip bomb", bomb, "archive_limit"));
    let office = zip(&[member("[Content_Types].xml", b"<x/>"), member("word/a.xml", b"<x/>")]);
    cases.push(Case::refused("a document", office, "unknown_format"));
    let book = zip(&[member("xl/workbook.xml", b"<x/>")]);
    cases.push(Case::refused("a broken workbook", book, "read_error"));
    cases
}

/// Packed files that end early or have a byte that is wrong.
fn cut(cases: &mut Vec<Case>) {
    let call = call("one");
    let one = call.as_bytes();
    let (gzipped, zstandard, tarred) = (gzip(one), zstd(one), tar(&[("one.json", one)]));
    for (name, packed) in [("gzip", &gzipped), ("zstd", &zstandard)] {
        for cut in [packed.len() - 1, packed.len() - 4, packed.len() / 2, packed.len() / 3] {
            let name = format!("{name} cut at {cut}");
            cases.push(Case::refused(name, &packed[..cut], "truncated"));
        }
    }
    let zipped = zip(&[member("one.json", one)]);
    for cut in [zipped.len() - 1, zipped.len() - 21, zipped.len() / 2, 40] {
        let name = format!("zip cut at {cut}");
        cases.push(Case::refused(name, &zipped[..cut], "truncated"));
    }
    for cut in [512 + 10, 512 + one.len() - 1] {
        let mut case = Case::refused(format!("tar cut at {cut}"), &tarred[..cut], "truncated");
        // The archive cannot be read on either.
        case.rejects.push("read_error");
        cases.push(case);
    }
    let at = gzipped.len() - 6;
    let mut wrong = gzipped.clone();
    wrong[at] ^= 0x55;
    cases.push(Case::refused("gzip with a wrong checksum", wrong, "read_error"));
    let mut wrong = gzipped;
    wrong[2] = 0;
    cases.push(Case::refused("gzip of another method", wrong, "read_error"));
    let mut wrong = zipped;
    let entry = wrong.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    wrong[entry] = b'X';
    cases.push(Case::refused("zip without its table", wrong, "read_error"));
}
