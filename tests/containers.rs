//! Archives and encodings: each member is an input of its own, whatever is around it and however it
//! is damaged.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod archives;
mod program;

use archives::{Member, gzip, member, tar, zip, zstd};
use encoding_rs::{Encoding, IBM866, KOI8_U, WINDOWS_1251};
use program::{Place, call};
use serde_json::{Value, json};

/// What a scan of one file came to.
struct Scanned {
    place: Place,
    /// Ids of calls.
    calls: Vec<String>,
    /// File without the name of the archive, and reason.
    rejects: Vec<(String, String)>,
    input: Value,
    messages: String,
}

fn scan_with(name: &str, content: &[u8], more: &[&str]) -> Scanned {
    let place = Place::new();
    place.write(name, content);
    let args = [&["scan", name, "--out", "out"], more].concat();
    let ran = place.run(&args);
    let text = |value: &Value, name: &str| value[name].as_str().unwrap().to_owned();
    let rejects = place.lines("out/rejects.jsonl");
    assert_eq!(ran.code, if rejects.is_empty() { 0 } else { 3 }, "{name}: {}", ran.err);
    place.records("out");
    let run = place.json("out/run.json");
    assert_eq!(run["inputs"].as_array().unwrap().len(), 1);
    let inner = |file: String| file.strip_prefix(name).unwrap().to_owned();
    Scanned {
        calls: place.lines("out/calls.jsonl").iter().map(|c| text(&c["call"], "id")).collect(),
        rejects: rejects.iter().map(|r| (inner(text(r, "file")), text(r, "reason"))).collect(),
        input: run["inputs"][0].clone(),
        messages: rejects.iter().map(|r| text(r, "message") + "\n").collect(),
        place,
    }
}

fn scan(name: &str, content: &[u8]) -> Scanned {
    scan_with(name, content, &[])
}

fn check(name: &str, content: &[u8], calls: &[&str], rejects: &[(&str, &str)]) -> Scanned {
    let scanned = scan(name, content);
    let told: Vec<_> = scanned.rejects.iter().map(|(f, r)| (f.as_str(), r.as_str())).collect();
    assert_eq!(told, rejects, "{name}: {}", scanned.messages);
    assert_eq!(scanned.calls, calls, "{name}");
    scanned
}

const CHAT: &str = "Agent: hello\nCustomer: I want to make a complaint\n";

#[test]
fn every_packing_and_what_is_inside_of_it() {
    let lines = [call("a"), call("b")].join("\n");
    let (lines, one) = (lines.as_bytes(), call("c"));
    let one = one.as_bytes();
    let both = [("night/calls.jsonl", lines), ("night/c.json", one)];
    let zipped = zip(&both.map(|(name, content)| member(name, content)));
    let stored = zip(&[Member { method: 0, ..member("c.json", one) }]);
    let by_zstd = zip(&[Member { method: 93, ..member("c.json", one) }]);
    let inner_zip = [("x.zip", &zipped[..]), ("d.json.gz", &gzip(call("d").as_bytes()))];
    for (name, content, calls) in [
        ("calls.jsonl.zst", zstd(lines), &["a", "b"][..]),
        ("frames.zst", [zstd(lines), zstd(b"\n"), zstd(one)].concat(), &["a", "b", "c"]),
        ("calls.zip", zipped.clone(), &["a", "b", "c"]),
        ("stored.zip", stored, &["c"]),
        ("zstd.zip", by_zstd, &["c"]),
        (
            "with a comment.zip",
            [&zipped[..zipped.len() - 2], b"\x02\0hi"].concat(),
            &["a", "b", "c"],
        ),
        ("calls.tar", tar(&both), &["a", "b", "c"]),
        ("joined.tar", [tar(&both[..1]), tar(&both[1..])].concat(), &["a", "b", "c"]),
        ("calls.tar.gz", gzip(&tar(&both)), &["a", "b", "c"]),
        ("calls.tar.zst", zstd(&tar(&both)), &["a", "b", "c"]),
        ("nested.tar.gz", gzip(&tar(&inner_zip)), &["a", "b", "c", "d"]),
        ("twice.gz", gzip(&gzip(one)), &["c"]),
        ("named as something else.json", zipped.clone(), &["a", "b", "c"]),
    ] {
        let scanned = check(name, &content, calls, &[]);
        // The same through a pipe.
        let piped = scanned.place.run_with(&["scan", "-"], &content);
        assert_eq!(piped.lines().len(), calls.len(), "{name}: {}", piped.err);
    }
    let nested = scan("nested.tar.gz", &gzip(&tar(&inner_zip)));
    assert_eq!(nested.input["packed"], json!(["gzip", "tar"]));
    assert_eq!(
        nested.input["members"],
        json!([
            {"member": "x.zip", "packed": ["zip"], "bytes": 0},
            {"member": "x.zip!night/calls.jsonl", "format": "callsift", "bytes": lines.len()},
            {"member": "x.zip!night/c.json", "format": "callsift", "bytes": one.len()},
            {"member": "d.json.gz", "packed": ["gzip"], "format": "callsift", "bytes": one.len()},
        ])
    );
    let plain = scan("calls.jsonl", lines);
    assert!(plain.input.get("members").is_none() && plain.input.get("packed").is_none());
}

#[test]
fn a_member_is_an_input_of_its_own() {
    let bad = format!("{}\n{{\"x\n{}", call("a"), call("b"));
    let long = "folder/".repeat(30) + "long.txt";
    let members = [
        ("one/chat-7.txt", CHAT.as_bytes()),
        ("../../etc/chat 8.txt", CHAT.as_bytes()),
        ("a\\b\\chat-9.txt", CHAT.as_bytes()),
        ("lines.jsonl", bad.as_bytes()),
        ("empty.txt", b""),
        ("e\x1b[2Jvil.txt", CHAT.as_bytes()),
        ("__MACOSX/._a", b"hidden"),
        (".DS_Store", b"hidden"),
        (&long, CHAT.as_bytes()),
    ];
    let zipped = zip(&members.map(|(name, content)| member(name, content)));
    let ids = ["chat-7", "chat 8", "chat-9", "a", "b", "e\\u{1b}[2Jvil", "long"];
    let scanned = check("in.zip", &zipped, &ids, &[("!lines.jsonl", "not_json")]);
    let reject = &scanned.place.lines("out/rejects.jsonl")[0];
    let start = call("a").len() + 1;
    assert_eq!((&reject["line"], &reject["byte_start"]), (&json!(2), &json!(start)), "{reject}");
    assert_eq!(reject["file"], "in.zip!lines.jsonl");
    assert_eq!(scanned.input["passed_over"], 2);
    assert_eq!(scanned.place.records("out"), [9, 7, 0, 1, 1]);
    // Nothing is written but results.
    assert_eq!(scanned.place.names("."), ["in.zip", "out"]);
    // A tar archive holds the same; its builder refuses names that lead upwards.
    let tarred: Vec<_> = members.into_iter().filter(|(name, _)| !name.contains("..")).collect();
    let ids: Vec<_> = ids.into_iter().filter(|id| *id != "chat 8").collect();
    check("in.tgz", &gzip(&tar(&tarred)), &ids, &[("!lines.jsonl", "not_json")]);
    // A call is explained by its file in the archive, and the report finds its transcript.
    let place = scanned.place;
    let explained = place.run(&["explain", "chat-7"]);
    assert_eq!(explained.code, 0, "{}", explained.err);
    assert!(String::from_utf8(explained.out).unwrap().contains("complaint"));
    let reported = place.run(&["report", "out", "-o", "report.html"]);
    assert_eq!(reported.code, 0, "{}", reported.err);
    let page = String::from_utf8(place.read("report.html")).unwrap();
    assert!(page.contains("I want to make a"), "{}", reported.err);
}

#[test]
fn damaged_and_hostile_members_are_rejects_and_the_rest_goes_on() {
    let good = |id: &str| member(&format!("{id}.json"), call(id).as_bytes());
    let (first, last) = (good("first"), good("last"));
    let odd = good("odd");
    let name = "!odd.json";
    for (why, odd, reason) in [
        ("encrypted", Member { flags: 1, ..odd.clone() }, "encrypted"),
        ("encrypted by aes", Member { method: 99, ..odd.clone() }, "encrypted"),
        ("bzip2", Member { method: 12, ..odd.clone() }, "archive_member"),
        (
            "other name",
            Member { local_name: Some(b"x.json".to_vec()), ..odd.clone() },
            "read_error",
        ),
        ("shared bytes", Member { overlaps: true, ..odd.clone() }, "read_error"),
        (
            "picture",
            Member { content: b"\x89PNG\r\n\x1a\n".to_vec(), ..odd.clone() },
            "unknown_format",
        ),
        (
            "cut",
            Member { content: gzip(call("odd").as_bytes())[..60].to_vec(), ..odd.clone() },
            "truncated",
        ),
    ] {
        let zipped = zip(&[first.clone(), odd, last.clone()]);
        check(&format!("{why}.zip"), &zipped, &["first", "last"], &[(name, reason)]);
    }
    // A wrong checksum shows at the end, as in gzip: lines before it are calls.
    let lines = [call("odd"), call("even")].join("\n") + "\n";
    let wrong = Member { wrong_crc: 1, ..member("odd.json", lines.as_bytes()) };
    let zipped = zip(&[first.clone(), wrong, last.clone()]);
    check("sum.zip", &zipped, &["first", "odd", "even", "last"], &[(name, "read_error")]);
    let twice = zip(&[first.clone(), first.clone(), last.clone()]);
    check("twice.zip", &twice, &["first", "last"], &[("!first.json", "archive_member")]);
    let (one, two) = (call("first"), call("last"));
    let twice = tar(&[("a", one.as_bytes()), ("a", b"x"), ("b", two.as_bytes())]);
    check("twice.tar", &twice, &["first", "last"], &[("!a", "archive_member")]);
    let mut link = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    link.append_link(&mut header, "passwd.json", "/etc/passwd").unwrap();
    let linked = [link.into_inner().unwrap(), tar(&[("b", two.as_bytes())])].concat();
    check("link.tar", &linked, &["last"], &[("!passwd.json", "archive_member")]);
    // Whole archives.
    let zipped = zip(&[first.clone(), last.clone()]);
    check("cut.zip", &zipped[..zipped.len() - 9], &[], &[("", "truncated")]);
    let mut damaged = zipped.clone();
    let entry = zipped.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    damaged[entry] = b'X';
    check("table.zip", &damaged, &["first"], &[("", "read_error")]);
    let tarred = tar(&[("a", one.as_bytes()), ("b", &two.as_bytes().repeat(9))]);
    let cut =
        check("cut.tar", &tarred[..512 + 1024 + 512 + 700], &["first"], &[("!b", "truncated")]);
    assert!(cut.messages.contains("ends before its end"), "{}", cut.messages);
    let packed = gzip(&tarred);
    let scanned = scan("cut.tgz", &packed[..packed.len() - 40]);
    assert!(
        scanned.rejects.iter().all(|(_, reason)| reason == "truncated"),
        "{:?}",
        scanned.rejects
    );
    let office = zip(&[member("[Content_Types].xml", b"<x/>"), member("xl/a.xml", b"<x/>")]);
    check("table.xlsx", &office, &[], &[("", "unknown_format")]);
    // Archives without a file in them are skipped, as empty files are.
    for (name, content) in [
        ("empty.zip", zip(&[])),
        ("empty.tar", tar(&[])),
        ("folder.zip", zip(&[member("a/", b"")])),
    ] {
        // A tar archive without members is nothing but zeros, which many files are.
        let expected = if name == "empty.tar" { [1, 0, 0, 1, 0] } else { [1, 0, 0, 0, 1] };
        assert_eq!(scan(name, &content).place.records("out"), expected, "{name}");
    }
}

#[test]
fn one_below_at_and_one_above_each_limit() {
    let calls: Vec<_> = (0..4).map(|n| (format!("{n}.json"), call(&n.to_string()))).collect();
    let zipped: Vec<_> = calls.iter().map(|(name, call)| member(name, call.as_bytes())).collect();
    let tarred: Vec<_> = calls.iter().map(|(name, call)| (&name[..], call.as_bytes())).collect();
    let nested = |depth: usize| (0..depth).fold(call("x").into_bytes(), |inner, _| gzip(&inner));
    let size = calls.iter().map(|(_, call)| call.len() as u64).sum::<u64>();
    let repetitive = |times: usize| gzip((call("y") + &" ".repeat(times << 20)).as_bytes());
    for (name, content, setting, calls, rejects) in [
        ("3.zip", zip(&zipped[..3]), "archive.members=4", 3, &[][..]),
        ("4.zip", zip(&zipped), "archive.members=4", 4, &[]),
        ("5.zip", zip(&zipped), "archive.members=3", 3, &["archive_limit"]),
        ("3.tar", tar(&tarred[..3]), "archive.members=4", 3, &[]),
        ("4.tar", tar(&tarred), "archive.members=4", 4, &[]),
        ("5.tar", tar(&tarred), "archive.members=3", 3, &["archive_limit"]),
        ("3 deep", nested(3), "archive.depth=4", 1, &[]),
        ("4 deep", nested(4), "archive.depth=4", 1, &[]),
        ("5 deep", nested(5), "archive.depth=4", 0, &["archive_limit"]),
        ("below.zip", zip(&zipped), &format!("archive.size={}", size + 1), 4, &[]),
        ("at.zip", zip(&zipped), &format!("archive.size={size}"), 4, &[]),
        ("above.zip", zip(&zipped), &format!("archive.size={}", size - 1), 3, &["archive_limit"]),
        ("15 MiB.gz", repetitive(15), "archive.ratio=200", 1, &[]),
        ("17 MiB.gz", repetitive(17), "archive.ratio=200", 0, &["archive_limit"]),
        ("17 MiB allowed.gz", repetitive(17), "archive.ratio=2000", 0, &["record_too_long"]),
    ] {
        let scanned = scan_with(name, &content, &["--set", setting]);
        let reasons: Vec<_> = scanned.rejects.iter().map(|(_, reason)| reason.as_str()).collect();
        assert_eq!(reasons, rejects, "{name}: {}", scanned.messages);
        assert_eq!(scanned.calls.len(), calls, "{name}");
        let named = setting.split('=').next().unwrap();
        let told = scanned.messages.is_empty() || scanned.messages.contains(named);
        assert!(told || reasons == ["record_too_long"], "{name}: {}", scanned.messages);
    }
    for (length, rejects) in [(1023, 0), (1024, 0), (1025, 1)] {
        let long = member(&"n".repeat(length), CHAT.as_bytes());
        let scanned = scan("long.zip", &zip(&[long]));
        // A stem of this length is no id.
        let codes: Vec<_> = scanned.rejects.iter().map(|(_, reason)| reason.as_str()).collect();
        assert_eq!(codes, [if rejects == 1 { "archive_limit" } else { "id_too_long" }]);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let members: Vec<_> =
        (0..300).rev().map(|n| (format!("{n}.json"), call(&n.to_string()))).collect();
    let zipped: Vec<_> = members.iter().map(|(name, call)| member(name, call.as_bytes())).collect();
    let content = gzip(&tar(&[("in.zip", &zip(&zipped)), ("last.txt", CHAT.as_bytes())]));
    let calls = |threads| {
        let scanned = scan_with("in.tar.gz", &content, &["--threads", threads]);
        (scanned.calls, scanned.place.read("out/calls.jsonl"), scanned.place.read("out/run.json"))
    };
    let one = calls("1");
    // The order of the archive, not that of names.
    assert_eq!((one.0[0].as_str(), one.0[299].as_str(), one.0[300].as_str()), ("299", "0", "last"));
    assert!(one == calls("8"));
}

#[test]
fn encodings() {
    let text = "Оператор: добрый день, чем могу помочь\nКлиент: хочу подать жалобу на доставку\n";
    let own = call("a").replace("I want to make a complaint", "Хочу подать жалобу");
    let bytes = |encoding: &'static Encoding, text: &str| encoding.encode(text).0.into_owned();
    let utf16 = |text: &str, to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    };
    let marked = |text: &str| format!("\u{feff}{text}");
    let named = |name| ["--encoding", name];
    for (content, more, encoding, guessed) in [
        (marked(text).into_bytes(), &[][..], None, false),
        (utf16(&marked(text), u16::to_le_bytes), &[], Some("utf-16le"), false),
        (utf16(&marked(text), u16::to_be_bytes), &named("cp1251"), Some("utf-16be"), false),
        (utf16(&own, u16::to_le_bytes), &[], Some("utf-16le"), true),
        (utf16(&own, u16::to_be_bytes), &[], Some("utf-16be"), true),
        (bytes(WINDOWS_1251, text), &named("cp1251"), Some("windows-1251"), false),
        (bytes(WINDOWS_1251, &own), &named("windows-1251"), Some("windows-1251"), false),
        (bytes(KOI8_U, text), &named("koi8-u"), Some("koi8-u"), false),
        (bytes(IBM866, text), &named("cp866"), Some("ibm866"), false),
        (text.as_bytes().to_vec(), &named("cp1251"), None, false),
    ] {
        let scanned = scan_with("in.txt", &content, more);
        assert_eq!(scanned.calls.len(), 1, "{more:?}: {}", scanned.messages);
        assert_eq!(scanned.input.get("encoding").and_then(Value::as_str), encoding, "{more:?}");
        assert_eq!(scanned.input.get("encoding_guessed").is_some(), guessed, "{more:?}");
        let call = &scanned.place.lines("out/calls.jsonl")[0];
        let told = call["warnings"].to_string().contains("encoding_guessed");
        assert_eq!(told, guessed, "{call}");
        assert!(call["findings"].to_string().contains("complaint"), "{more:?}: {call}");
        // The same inside an archive, and found again with the encoding of the scan.
        let zipped = zip(&[member("in.txt", &content)]);
        let scanned = scan_with("in.zip", &zipped, more);
        assert_eq!(scanned.calls.len(), 1, "{more:?}: {}", scanned.messages);
        let member = &scanned.input["members"][0];
        assert_eq!(member.get("encoding").and_then(Value::as_str), encoding, "{more:?}");
        let explained = scanned.place.run(&["explain", &scanned.calls[0]]);
        assert!(String::from_utf8(explained.out).unwrap().contains("жалобу"), "{more:?}");
    }
    for (content, hint) in [
        (bytes(WINDOWS_1251, text), "--encoding windows-1251"),
        (bytes(KOI8_U, text), "--encoding koi8-u"),
        (bytes(IBM866, text), "--encoding ibm866"),
        (bytes(WINDOWS_1251, &own), "--encoding windows-1251"),
        (
            bytes(WINDOWS_1251, &format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{text}")),
            "--encoding windows-1251",
        ),
    ] {
        let scanned = scan("in.txt", &content);
        assert_eq!(scanned.rejects, [(String::new(), "invalid_utf8".to_owned())]);
        assert!(scanned.messages.contains(hint), "{hint}: {}", scanned.messages);
    }
    // One unit that means nothing is a reject of its line alone.
    let mut lines = utf16(&marked(&[call("a"), call("b"), call("c")].join("\n")), u16::to_le_bytes);
    let at = 2 * (call("a").len() + 40);
    lines[at..at + 2].copy_from_slice(&0xd800_u16.to_le_bytes());
    check("in.jsonl", &lines, &["a", "c"], &[("", "invalid_utf8")]);
    let place = Place::new();
    place.write("a.txt", text);
    let ran = place.run(&["scan", "a.txt", "--encoding", "martian"]);
    assert!(ran.code == 2 && ran.err.contains("--encoding martian"), "{}", ran.err);
}
