//! A line of a gibibyte: refused without ever being held.

use crate::{Outcome, json, read};
use callsift::batch::ReadSettings;
use std::io::{self, Cursor, Read, Write};
use std::process::{Command, Stdio};

const GIB: u64 = 1 << 30;

/// A call as a line whose text is so many letters long.
fn line(letters: u64) -> impl Read + Send {
    let call = json::call("long");
    let (before, behind) = call.split_once("my kettle").unwrap();
    let [before, behind] = [before, behind].map(|part| Cursor::new(part.as_bytes().to_vec()));
    before.chain(io::repeat(b'x').take(letters)).chain(behind)
}

fn outcome(content: impl Read + Send + 'static) -> Outcome {
    read(content, false, ReadSettings::default())
}

#[test]
fn a_line_of_a_gibibyte() {
    let good = |id: &str| Cursor::new((json::call(id) + "\n").into_bytes());
    let lines = good("a").chain(line(GIB)).chain(Cursor::new(b"\n".to_vec())).chain(good("b"));
    let found = outcome(lines);
    assert_eq!((found.good, found.rejects), (2, vec!["record_too_long"]));
    assert_eq!(found.messages, ["a line of more than 16 MiB (limits.line)"]);
}

#[test]
fn a_value_and_a_file_that_are_too_long() {
    let length = 64 << 20;
    let list = Cursor::new(format!("[{},", json::call("a")).into_bytes());
    let end = Cursor::new(format!(",{}]", json::call("b")).into_bytes());
    let found = outcome(list.chain(line(length)).chain(end));
    assert_eq!((found.good, found.rejects), (2, vec!["record_too_long"]));
    assert_eq!(found.messages, ["a value of more than 32 MiB (limits.record)"]);
    let found = outcome(line(length));
    assert_eq!((found.good, found.rejects), (0, vec!["record_too_long"]));
    let captions = Cursor::new(b"WEBVTT\n\n00:00:05.000 --> 00:00:06.000\n".to_vec());
    let found = outcome(captions.chain(io::repeat(b'x').take(length)));
    assert_eq!((found.good, found.rejects), (0, vec!["record_too_long"]));
    assert_eq!(found.messages, ["a file of more than 32 MiB (limits.record)"]);
}

/// The most memory that a process has had so far, in bytes.
#[cfg(target_os = "linux")]
fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()? * 1024)
}

/// The program, with a gibibyte in a pipe.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "pipes a gibibyte through the program: `cargo test --release --test malformed -- --ignored`"]
fn a_gibibyte_in_a_pipe_needs_little_memory() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_callsift"))
        .args(["scan", "-", "--threads", "2"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut pipe = program.stdin.take().unwrap();
    let before = json::call("a") + "\n";
    pipe.write_all(before.as_bytes()).unwrap();
    io::copy(&mut line(GIB), &mut pipe).unwrap();
    pipe.write_all(b"\n").unwrap();
    pipe.write_all((json::call("b") + "\n").as_bytes()).unwrap();
    pipe.flush().unwrap();
    let most = peak(program.id()).unwrap();
    drop(pipe);
    let out = program.wait_with_output().unwrap();
    let lines = String::from_utf8(out.stdout).unwrap();
    assert_eq!(lines.matches("record_too_long").count(), 1);
    assert_eq!((lines.lines().count(), out.status.code()), (3, Some(3)));
    assert!(most <= 256 << 20, "{} MiB", most >> 20);
}
