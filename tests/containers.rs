//! Archives and encodings: each member is an input of its own, whatever is around it and however it
//! is damaged.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod archives;
mod program;

use archives::{Member, gzip, member, tar, zip, zstd};
use callsift::batch::{
    ArchiveLimits, Begin, Event, FileInfo, FromRecord, Input, Job, ReadSettings, Reading,
    RejectRecord, Sink, Source, TextEncoding, Work, run, stem_of,
};
use callsift::format::KeepExtra;
use callsift::transcript::Transcript;
use encoding_rs::{Encoding, IBM866, KOI8_U, WINDOWS_1251};
use program::{Place, call};
use serde_json::json;
use std::io::{self, Cursor};
use std::sync::atomic::AtomicBool;

/// Keeps calls as they are.
struct Copying;

impl Work for Copying {
    type Tools<'w> = ();
    type Made = Transcript;

    fn tools(&self) {}

    fn work(&self, (): &mut (), call: &Transcript, _: &FromRecord<'_>) -> Transcript {
        call.clone()
    }
}

/// What reading one file came to.
#[derive(Default)]
struct Scanned {
    /// Ids of calls.
    calls: Vec<String>,
    transcripts: Vec<Transcript>,
    /// File without the name of the archive, and reason.
    rejects: Vec<(String, String)>,
    told: Vec<RejectRecord>,
    info: FileInfo,
    messages: String,
    /// Read, good, duplicates, rejected, skipped.
    records: [u64; 5],
}

impl Sink<Transcript> for Scanned {
    fn take(&mut self, event: Event<Transcript>) -> io::Result<()> {
        match event {
            Event::Call { call, .. } => {
                self.calls.push(call.made.info().key.call_id().to_owned());
                self.transcripts.push(call.made);
            }
            Event::Reject(record) => {
                let name = record.place.file.name.strip_prefix("in").unwrap().to_owned();
                self.rejects.push((name, record.reject.code.as_str().to_owned()));
                self.messages += &(record.reject.message.clone() + "\n");
                self.told.push(record);
            }
            Event::FileEnd { info, .. } => self.info = info,
            Event::Duplicate { .. } | Event::EmptyFile(_) | Event::Progress { .. } => {}
        }
        Ok(())
    }
}

fn read(content: &[u8], as_file: bool, threads: usize, read: ReadSettings) -> Scanned {
    let content = Cursor::new(content.to_vec());
    let open = move || {
        let file = || Source::File(Box::new(content.clone()));
        Ok(if as_file { file() } else { Source::Stream(Box::new(content)) })
    };
    let (name, stem) = ("in".to_owned(), Some(stem_of("in.txt").to_owned()));
    let input = Input { name, stem, open: Box::new(open), prompt: !as_file };
    let keep_extra = KeepExtra::No;
    let reading = Reading { keep_extra, opening: read, ..Reading::default() };
    let job = Job { work: Copying, reading };
    let mut scanned = Scanned::default();
    let counts =
        run(vec![input], &job, threads, Begin::default(), &mut scanned, &AtomicBool::new(false));
    let c = counts.unwrap();
    assert!(c.add_up());
    scanned.records = [c.read, c.good, c.duplicates, c.rejected, c.skipped];
    scanned
}

fn scan(content: &[u8]) -> Scanned {
    read(content, true, 2, ReadSettings::default())
}

fn check(name: &str, content: &[u8], calls: &[&str], rejects: &[(&str, &str)]) -> Scanned {
    let scanned = scan(content);
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
        let piped = read(&content, false, 2, ReadSettings::default());
        assert_eq!(piped.calls, scanned.calls, "{name}: {}", piped.messages);
        assert_eq!(piped.info, scanned.info, "{name}");
    }
    let nested = scan(&gzip(&tar(&inner_zip)));
    assert_eq!(nested.info.content.packed, ["gzip", "tar"]);
    let told = |m: &callsift::batch::MemberInfo| {
        (m.name.clone(), m.content.packed.join("+"), m.content.format, m.bytes)
    };
    let (own, many, single) = (Some("callsift"), lines.len() as u64, one.len() as u64);
    assert_eq!(
        nested.info.members.iter().map(told).collect::<Vec<_>>(),
        [
            ("x.zip".to_owned(), "zip".to_owned(), None, 0),
            ("x.zip!night/calls.jsonl".to_owned(), String::new(), own, many),
            ("x.zip!night/c.json".to_owned(), String::new(), own, single),
            ("d.json.gz".to_owned(), "gzip".to_owned(), own, single),
        ]
    );
    let plain = scan(lines);
    assert!(plain.info.members.is_empty() && plain.info.content.packed.is_empty());
}

#[test]
fn a_member_is_an_input_of_its_own() {
    let bad = format!("{}\n{{\"x\n{}", call("a"), call("b"));
    let long = "folder/".repeat(30) + "long.txt";
    let members = [
        ("one/chat-7.txt", CHAT.as_bytes()),
        ("./two/../chat 8.txt", CHAT.as_bytes()),
        ("./chat 9.txt", CHAT.as_bytes()),
        ("lines.jsonl", bad.as_bytes()),
        ("empty.txt", b""),
        ("e\x1b[2Jvil.txt", CHAT.as_bytes()),
        ("__MACOSX/._a", b"hidden"),
        (".DS_Store", b"hidden"),
        (&long, CHAT.as_bytes()),
    ];
    let zipped = zip(&members.map(|(name, content)| member(name, content)));
    let ids = ["chat-7", "chat 9", "a", "b", "e\\u{1b}[2Jvil", "long"];
    let upwards = ("!./two/../chat 8.txt", "unsafe_name");
    let scanned = check("in.zip", &zipped, &ids, &[upwards, ("!lines.jsonl", "not_json")]);
    let place = &scanned.told[1].place;
    let start = call("a").len() as u64 + 1;
    assert_eq!((place.file.name.as_str(), place.line), ("in!lines.jsonl", 2));
    assert_eq!((place.byte_start, place.byte_end), (start, start + 3));
    assert_eq!(scanned.info.passed_over, 2);
    assert_eq!(scanned.records, [9, 6, 0, 2, 1]);
    // A tar archive holds the same; its builder refuses names that lead upwards.
    let tarred: Vec<_> = members.into_iter().filter(|(name, _)| !name.contains("..")).collect();
    check("in.tgz", &gzip(&tar(&tarred)), &ids, &[("!lines.jsonl", "not_json")]);
}

#[test]
fn the_program_reads_archives_wherever_it_reads_calls() {
    let text = "Оператор: добрый день\nКлиент: хочу подать жалобу на доставку\n";
    let cyrillic = WINDOWS_1251.encode(text).0.into_owned();
    let members = [
        member("one/chat-7.txt", CHAT.as_bytes()),
        member("two/chat-8.txt", &cyrillic),
        member("three.json", call("three").as_bytes()),
        member("four.json", call("four").as_bytes()),
    ];
    let place = Place::new();
    place.write("night.zip", zip(&members));
    let (encoding, limit) = (["--encoding", "cp1251"], ["--set", "archive.members=3"]);
    let args = [&["scan", "night.zip", "--out", "out"][..], &encoding, &limit].concat();
    let ran = place.run(&args);
    assert_eq!(ran.code, 3, "{}", ran.err);
    // Nothing is written but results.
    assert_eq!(place.names("."), ["night.zip", "out"]);
    let (run, rejects) = (place.json("out/run.json"), place.lines("out/rejects.jsonl"));
    assert_eq!((rejects.len(), &rejects[0]["reason"]), (1, &json!("archive_limit")));
    assert_eq!(run["inputs"].as_array().unwrap().len(), 1);
    assert_eq!(
        run["inputs"][0]["members"],
        json!([
            {"member": "one/chat-7.txt", "format": "labelled_text", "encoding": "windows-1251", "bytes": CHAT.len()},
            {"member": "two/chat-8.txt", "format": "labelled_text", "encoding": "windows-1251", "bytes": text.len()},
            {"member": "three.json", "format": "callsift", "encoding": "windows-1251", "bytes": call("three").len()},
        ])
    );
    // A call is explained by its file in the archive, read as the scan read it, and the report
    // finds its transcript.
    let explained = place.run(&["explain", "chat-8"]);
    assert_eq!(explained.code, 0, "{}", explained.err);
    assert!(String::from_utf8(explained.out).unwrap().contains("подать жалобу"));
    let reported = place.run(&["report", "out", "-o", "report.html"]);
    assert_eq!(reported.code, 0, "{}", reported.err);
    assert!(String::from_utf8(place.read("report.html")).unwrap().contains("добрый день"));
    let ran = place.run(&["scan", "night.zip", "--encoding", "martian"]);
    assert!(ran.code == 2 && ran.err.contains("--encoding martian"), "{}", ran.err);
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
            Member { content: gzip(call("odd").as_bytes())[..60].to_vec(), ..odd },
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
    use tar::EntryType::{Block, Char, Fifo, Link, Symlink};
    for kind in [Symlink, Link, Char, Block, Fifo] {
        let mut link = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(0);
        link.append_link(&mut header, "passwd.json", "/etc/passwd").unwrap();
        let linked = [link.into_inner().unwrap(), tar(&[("b", two.as_bytes())])].concat();
        check("link.tar", &linked, &["last"], &[("!passwd.json", "archive_member")]);
    }
    // Whole archives.
    let zipped = zip(&[first, last]);
    check("cut.zip", &zipped[..zipped.len() - 9], &[], &[("", "truncated")]);
    let mut damaged = zipped.clone();
    let entry = zipped.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    damaged[entry] = b'X';
    check("table.zip", &damaged, &["first"], &[("", "read_error")]);
    let tarred = tar(&[("a", one.as_bytes()), ("b", &two.as_bytes().repeat(9))]);
    let cut = check(
        "cut.tar",
        &tarred[..512 + 1024 + 512 + 700],
        &["first"],
        &[("!b", "truncated"), ("", "read_error")],
    );
    assert!(cut.messages.contains("ends before its end"), "{}", cut.messages);
    // Where something else stands in the place of a header, it is not quoted.
    let mut header = tarred.clone();
    let second = 512 + one.len().div_ceil(512) * 512;
    header[second..][..512].fill(b's');
    let header = check("header.tar", &header, &["first"], &[("", "read_error")]);
    assert!(header.messages.starts_with("damaged tar archive"), "{}", header.messages);
    let packed = gzip(&tarred);
    let scanned = scan(&packed[..packed.len() - 40]);
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
        assert_eq!(scan(&content).records, expected, "{name}");
    }
}

/// Settings with one limit that is not the default.
fn with_limit(setting: &str) -> ReadSettings {
    let (name, value) = setting.split_once('=').unwrap();
    let value = value.parse().unwrap();
    let mut limits = ArchiveLimits::default();
    match name {
        "archive.members" => limits.members = value,
        "archive.depth" => limits.depth = value,
        "archive.size" => limits.size = value,
        "archive.ratio" => limits.ratio = value,
        "archive.member_size" => limits.member_size = value,
        "held" => limits.held = value,
        _ => panic!("{name}"),
    }
    ReadSettings { limits, ..ReadSettings::default() }
}

#[test]
fn one_below_at_and_one_above_each_limit() {
    let calls: Vec<_> = (0..4).map(|n| (format!("{n}.json"), call(&n.to_string()))).collect();
    let zipped: Vec<_> = calls.iter().map(|(name, call)| member(name, call.as_bytes())).collect();
    let tarred: Vec<_> = calls.iter().map(|(name, call)| (&name[..], call.as_bytes())).collect();
    let nested = |depth: usize| (0..depth).fold(call("x").into_bytes(), |inner, _| gzip(&inner));
    let size = calls.iter().map(|(_, call)| call.len() as u64).sum::<u64>();
    let (largest, first) = (calls[3].1.len().max(calls[0].1.len()), calls[0].1.len());
    let plain = call("plain").into_bytes();
    assert_eq!(largest, first, "all calls are of one size");
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
        ("member below.zip", zip(&zipped), &format!("archive.member_size={}", first + 1), 4, &[]),
        ("member at.zip", zip(&zipped), &format!("archive.member_size={first}"), 4, &[]),
        (
            "member above.zip",
            zip(&zipped[..1]),
            &format!("archive.member_size={}", first - 1),
            0,
            &["archive_limit"],
        ),
        (
            "above.gz",
            gzip(calls[0].1.as_bytes()),
            &format!("archive.member_size={}", first - 1),
            0,
            &["archive_limit"],
        ),
        // What is not packed is as large as it is.
        ("plain", plain, "archive.member_size=1", 1, &[]),
        ("held.zip", gzip(&zip(&zipped)), "held=1000000", 4, &[]),
        ("not held.zip", gzip(&zip(&zipped)), "held=500", 0, &["archive_limit"]),
        ("15 MiB.gz", repetitive(15), "archive.ratio=200", 1, &[]),
        ("17 MiB.gz", repetitive(17), "archive.ratio=200", 0, &["archive_limit"]),
        ("17 MiB allowed.gz", repetitive(17), "archive.ratio=2000", 0, &["record_too_long"]),
    ] {
        let scanned = read(&content, true, 2, with_limit(setting));
        let reasons: Vec<_> = scanned.rejects.iter().map(|(_, reason)| reason.as_str()).collect();
        assert_eq!(reasons, rejects, "{name}: {}", scanned.messages);
        assert_eq!(scanned.calls.len(), calls, "{name}");
        let named = setting.split('=').next().unwrap();
        let told =
            scanned.messages.is_empty() || scanned.messages.contains(named) || named == "held";
        assert!(told || reasons == ["record_too_long"], "{name}: {}", scanned.messages);
    }
    for (length, rejects) in [(1023, 0), (1024, 0), (1025, 1)] {
        let long = member(&"n".repeat(length), CHAT.as_bytes());
        let scanned = scan(&zip(&[long]));
        // A stem of this length is no id.
        let codes: Vec<_> = scanned.rejects.iter().map(|(_, reason)| reason.as_str()).collect();
        assert_eq!(codes, [if rejects == 1 { "archive_limit" } else { "id_too_long" }]);
    }
}

#[test]
fn names_that_lead_out_of_an_archive_are_rejects() {
    let (first, last) = (call("first"), call("last"));
    for name in [
        "/etc/odd.json",
        "../odd.json",
        "a/../../odd.json",
        "C:/odd.json",
        "c:odd.json",
        "a\\odd.json",
        "..\\odd.json",
        "\\\\host\\odd.json",
    ] {
        let odd = member(name, call("odd").as_bytes());
        let zipped = zip(&[
            member("first.json", first.as_bytes()),
            odd,
            member("last.json", last.as_bytes()),
        ]);
        let label = format!("!{name}");
        check(name, &zipped, &["first", "last"], &[(&label, "unsafe_name")]);
        // The builder of the crate writes no such name; its bytes can be put into a header.
        let mut header = tar::Header::new_gnu();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(call("odd").len() as u64);
        header.set_cksum();
        let mut builder = tar::Builder::new(Vec::new());
        builder.append(&header, call("odd").as_bytes()).unwrap();
        let tarred = [builder.into_inner().unwrap(), tar(&[("last", last.as_bytes())])].concat();
        check(name, &tarred, &["last"], &[(&label, "unsafe_name")]);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let members: Vec<_> =
        (0..300).rev().map(|n| (format!("{n}.json"), call(&n.to_string()))).collect();
    let zipped: Vec<_> = members.iter().map(|(name, call)| member(name, call.as_bytes())).collect();
    let content = gzip(&tar(&[("in.zip", &zip(&zipped)), ("last.txt", CHAT.as_bytes())]));
    let calls = |threads| {
        let scanned = read(&content, true, threads, ReadSettings::default());
        (scanned.calls, scanned.transcripts, scanned.info)
    };
    let one = calls(1);
    // The order of the archive, not that of names.
    assert_eq!((one.0[0].as_str(), one.0[299].as_str(), one.0[300].as_str()), ("299", "0", "last"));
    assert!(one == calls(8));
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
    for (content, named, encoding, guessed) in [
        (marked(text).into_bytes(), None, None, false),
        (utf16(&marked(text), u16::to_le_bytes), None, Some("utf-16le"), false),
        (utf16(&marked(text), u16::to_be_bytes), Some("cp1251"), Some("utf-16be"), false),
        (utf16(&own, u16::to_le_bytes), None, Some("utf-16le"), true),
        (utf16(&own, u16::to_be_bytes), None, Some("utf-16be"), true),
        (bytes(WINDOWS_1251, text), Some("cp1251"), Some("windows-1251"), false),
        (bytes(WINDOWS_1251, &own), Some("windows-1251"), Some("windows-1251"), false),
        (bytes(KOI8_U, text), Some("koi8-u"), Some("koi8-u"), false),
        (bytes(IBM866, text), Some("cp866"), Some("ibm866"), false),
        (text.as_bytes().to_vec(), Some("cp1251"), None, false),
    ] {
        let settings = || ReadSettings {
            encoding: named.map(|name| TextEncoding::named(name).unwrap()),
            ..ReadSettings::default()
        };
        // By itself and inside an archive.
        let alone = read(&content, true, 2, settings());
        let inside = read(&zip(&[member("in.txt", &content)]), true, 2, settings());
        assert_eq!(inside.transcripts, alone.transcripts, "{named:?}: {}", inside.messages);
        for told in [&alone.info.content, &inside.info.members[0].content] {
            assert_eq!((told.encoding.as_deref(), told.guessed), (encoding, guessed), "{named:?}");
        }
        assert_eq!(alone.calls.len(), 1, "{named:?}: {}", alone.messages);
        let warned = format!("{:?}", alone.transcripts[0].warnings()).contains("EncodingGuessed");
        assert_eq!(warned, guessed, "{named:?}");
        assert!(alone.transcripts[0].turns()[1].text().contains("подать жалобу"), "{named:?}");
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
        let scanned = scan(&content);
        assert_eq!(scanned.rejects, [(String::new(), "invalid_utf8".to_owned())]);
        assert!(scanned.messages.contains(hint), "{hint}: {}", scanned.messages);
    }
    // One unit that means nothing is a reject of its line alone.
    let mut lines = utf16(&marked(&[call("a"), call("b"), call("c")].join("\n")), u16::to_le_bytes);
    let at = 2 * (call("a").len() + 40);
    lines[at..at + 2].copy_from_slice(&0xd800_u16.to_le_bytes());
    check("in.jsonl", &lines, &["a", "c"], &[("", "invalid_utf8")]);
}
