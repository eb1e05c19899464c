//! Captions, chats, plain text and tables.

use crate::Case;
use crate::json::NOT_UTF8;

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    captions(&mut cases);
    lines(&mut cases);
    tables(&mut cases);
    other_files(&mut cases);
    bytes(&mut cases);
    cases
}

/// A line of times that is none.
const NO_TIMES: [&str; 10] = [
    "00:99:00.000 --> 00:00:02.000",
    "00:00:61.000 --> 00:00:02.000",
    "00:00:01.000 -> 00:00:02.000",
    "00:00:01.000 --> ",
    "--> 00:00:02.000",
    "one --> two",
    "-1 --> 00:00:02.000",
    "00:00:01.000 --> NaN",
    "1e3 --> 00:00:02.000",
    "00:00:01.000 00:00:02.000",
];

fn captions(cases: &mut Vec<Case>) {
    let good = "00:00:05.000 --> 00:00:06.000\nAgent: good day\n";
    for times in NO_TIMES {
        let vtt = format!("WEBVTT\n\n{good}\n{times}\nmy kettle\n");
        cases.push(Case::warned(format!("webvtt {times}"), vtt, &["broken_cue"]));
        let srt = format!("1\n{good}\n2\n{times}\nmy kettle\n").replace('.', ",");
        cases.push(Case::warned(format!("srt {times}"), srt, &["broken_cue"]));
    }
    let backwards = "00:00:06.000 --> 00:00:05.000\nmy kettle\n";
    for (name, file, warnings) in [
        ("webvtt backwards", format!("WEBVTT\n\n{backwards}"), &["end_before_start"][..]),
        ("srt backwards", format!("1\n{backwards}").replace('.', ","), &["end_before_start"]),
        ("webvtt of nothing", "WEBVTT\n".to_owned(), &["no_turns"]),
        ("webvtt of notes", "WEBVTT\n\nNOTE my kettle\n".to_owned(), &["no_turns"]),
        ("webvtt with a NUL", format!("WEBVTT\n\n{good}\0\n"), &[]),
        (
            "ttml backwards",
            "<tt><body><p begin='2s' end='1s'>kettle</p></body></tt>".to_owned(),
            &["end_before_start"],
        ),
        ("ttml without times", "<tt><body><p>kettle</p></body></tt>".to_owned(), &[]),
        (
            "ttml with odd times",
            "<tt><body><p begin='soon'>kettle</p></body></tt>".to_owned(),
            &["unreadable_time"],
        ),
        ("ttml of nothing", "<tt><body></body></tt>".to_owned(), &["no_turns"]),
    ] {
        cases.push(Case::warned(name, file, warnings));
    }
    for broken in [
        "<tt><body><p begin='1s'>kettle",
        "<tt><body><p begin='1s'>kettle</p></body>",
        "<tt><body><p begin='1s'>kettle</div></body></tt>",
        "<tt><body><p begin='1s'>a < b</p></body></tt>",
    ] {
        cases.push(Case::refused(format!("ttml {broken}"), broken, "not_xml"));
    }
    // Faults that leave no doubt of what is meant.
    for odd in [
        "<tt><body><p begin=1s>kettle</p></body></tt>",
        "<tt><body><p begin='1s' begin='2s'>kettle</p></body></tt>",
        "<tt><body><p begin='1s'>kettle &unknown;</p></body></tt>",
        "<tt><body><p begin='1s'>kettle</p></body></tt><tt/>",
    ] {
        cases.push(Case::warned(format!("ttml {odd}"), odd, &[]));
    }
    let deep = format!(
        "<tt><body><p begin='1s'>{}a{}</p></body></tt>",
        "<span>".repeat(5_000),
        "</span>".repeat(5_000)
    );
    cases.push(Case::refused("deep ttml", deep, "too_deep"));
    let long = "x".repeat(256 * 1024 + 1);
    cases.push(Case::refused(
        "long cue",
        format!("WEBVTT\n\n00:00:05.000 --> 00:00:06.000\n{long}\n"),
        "turn_too_long",
    ));
}

fn lines(cases: &mut Vec<Case>) {
    let ctm = "r 1 0 1 hello\nr 1 1 1 my\nr 1 2 1 kettle\n".repeat(9);
    for (line, code) in [
        ("r 1 x 1 lost", "broken_cue"),
        ("r 1 3", "broken_cue"),
        ("r 1 -3 1 lost", "negative_time"),
        ("r 1 NaN 1 lost", "broken_cue"),
        ("r 1 1e99 1 lost", "broken_cue"),
        ("r 1 0 1 a b c d e f", "broken_cue"),
    ] {
        cases.push(Case::warned(format!("ctm {line}"), format!("{ctm}{line}\n"), &[code]));
    }
    let turn = |at: usize| format!("r 1 Anna {} {} <o> my kettle\n", 2 * at, 2 * at + 1);
    let stm: String = (0..12).map(turn).collect();
    for line in ["r 1 Anna 2 1 <o> lost", "r 1 Anna", "r 1 Anna x 1 lost", "r 1 Anna -2 -1 lost"] {
        let file = format!("{stm}{line}\n");
        cases.push(Case::warned(format!("stm {line}"), file, &["broken_cue"]));
    }
    cases.push(Case::warned(
        "text before the first label",
        "lost words\nAgent: good day\nCustomer: my kettle\nAgent: yes\n",
        &["unlabelled_text"],
    ));
    let long = "x".repeat(256 * 1024 + 1);
    cases.push(Case::refused(
        "long label text",
        format!("Agent: good day\nCustomer: {long}\nAgent: yes\nCustomer: no\n"),
        "turn_too_long",
    ));
}

fn tables(cases: &mut Vec<Case>) {
    let head = "call_id,speaker,start_s,end_s,text\n";
    let good = "1,agent,0,1,good day\n1,customer,2,3,my kettle\n";
    for (name, rows, warnings) in [
        ("odd time", "1,agent,soon,5,a\n", &["unreadable_time"][..]),
        ("negative time", "1,agent,-4,5,a\n", &["negative_time"]),
        ("backwards", "1,agent,5,4,a\n", &["end_before_start"]),
        ("a time that lost digits", "1,agent,\"4,1E+09\",5,a\n", &["unreadable_time"]),
    ] {
        cases.push(Case::warned(
            format!("table, {name}"),
            format!("{head}{good}{rows}{}", good.replace("0,1,", "6,7,").replace("2,3,", "8,9,")),
            warnings,
        ));
    }
    let call_without_id = format!("{head}{good},agent,4,5,a\n");
    cases.push(Case {
        good: 1,
        ..Case::refused("table, a row without a call", call_without_id, "table_row")
    });
    let long = "x".repeat((1 << 20) + 1);
    for (name, row) in [
        ("too few cells", "1,agent,4".to_owned()),
        ("too many cells", "1,agent,4,5,a,b,c".to_owned()),
        ("an open quote", "1,agent,4,5,\"never closed".to_owned()),
        ("a long cell", format!("1,agent,0,1,{long}")),
    ] {
        let content = format!("{head}{good}{row}\n2,agent,1,2,x\n");
        // The row itself, and the call that lacks it.
        let case = Case::refused(format!("table, {name}"), content, "table_row");
        cases.push(Case { good: 2, warnings: vec!["row_left_out"], ..case });
    }
    let wide: String = (0..513).map(|column| format!(",c{column}")).collect();
    cases.push(Case::refused(
        "table, too many columns",
        format!("call_id,text{wide}\n1,a\n"),
        "table_row",
    ));
}

/// Files that are no transcripts.
fn other_files(cases: &mut Vec<Case>) {
    for (name, bytes) in [
        ("pdf", &b"%PDF-1.7\n1 0 obj"[..]),
        ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
        ("gif", b"GIF89a\x01\0"),
        ("wav", b"RIFF\x24\0\0\0WAVEfmt "),
        ("mp3", b"ID3\x04\0\0"),
        ("ogg", b"OggS\0\x02"),
        ("flac", b"fLaC\0\0\0\x22"),
        ("elf", b"\x7fELF\x02\x01\x01\0\0\0"),
        ("html", b"<!DOCTYPE html><p>kettle</p>"),
        ("xml", b"<calls><call>kettle</call></calls>"),
        ("a number", b"7\n"),
        ("a word", b"kettle\n"),
        ("other json", br#"{"a":{"b":[1,2]},"c":"kettle"}"#),
        ("a list of numbers", b"[1,2,3]"),
        ("a list of lists", b"[[1],[2]]"),
    ] {
        cases.push(Case::refused(name, bytes, "unknown_format"));
    }
}

/// Text that is no UTF-8, in every format of lines.
fn bytes(cases: &mut Vec<Case>) {
    for bytes in NOT_UTF8 {
        for (name, before, behind) in [
            ("webvtt", "WEBVTT\n\n00:00:05.000 --> 00:00:06.000\nmy kettle ", " x\n"),
            ("srt", "1\n00:00:05,000 --> 00:00:06,000\nmy kettle ", " x\n"),
            ("ttml", "<tt><body><p begin='1s'>my kettle ", " x</p></body></tt>"),
            ("table", "call_id,speaker,text\n1,agent,my kettle ", " x\n1,customer,yes\n"),
            ("labels", "Agent: good day\nCustomer: my kettle ", " x\nAgent: yes\n"),
        ] {
            let file = [before.as_bytes(), bytes, behind.as_bytes()].concat();
            let name = format!("{bytes:x?} in {name}");
            cases.push(Case::refused(name, file, "invalid_utf8"));
        }
    }
}
