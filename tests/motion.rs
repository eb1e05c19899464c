//! Inputs that somebody still writes, that are no files, or that come twice.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use program::{PROGRAM, Place, call, call_with};
use serde_json::{Value, json};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// What a run left, by name.
fn left(place: &Place, out: &str) -> Vec<(String, String)> {
    let run = place.json(&format!("{out}/run.json"));
    let all = run["left"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    all.iter().map(|left| (text(&left["file"]), text(&left["reason"]))).collect()
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(file, reason)| ((*file).to_owned(), (*reason).to_owned())).collect()
}

#[test]
fn unfinished_names_and_what_is_no_file_are_left_and_told() {
    let place = Place::new();
    place.write("in/a.jsonl", call("a"));
    for name in ["b.jsonl.part", "c.tmp", "d.crdownload", "e.filepart", "f.partial", "g.jsonl~"] {
        place.write(&format!("in/sub/{name}"), call("x"));
    }
    place.write("in/.hidden.jsonl", call("x"));
    place.write("in/.git/z.jsonl", call("x"));
    let pipe = place.path("in/pipe.jsonl");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, place.path(name)).unwrap();
    link("..", "in/up");
    link("nowhere", "in/void.jsonl");
    let ran = place.run(&["scan", "in", "--out", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(place.records("out"), [1, 1, 0, 0, 0]);
    let expected = pairs(&[
        ("in/.git", "hidden"),
        ("in/.hidden.jsonl", "hidden"),
        ("in/pipe.jsonl", "not_a_file"),
        ("in/sub/b.jsonl.part", "partial_name"),
        ("in/sub/c.tmp", "partial_name"),
        ("in/sub/d.crdownload", "partial_name"),
        ("in/sub/e.filepart", "partial_name"),
        ("in/sub/f.partial", "partial_name"),
        ("in/sub/g.jsonl~", "partial_name"),
        ("in/up", "link_to_folder"),
        ("in/void.jsonl", "broken_link"),
    ]);
    assert_eq!(left(&place, "out"), expected);
    for told in [
        "Left for the next run, unfinished by name: 6 files (in/sub/b.jsonl.part, in/sub/c.tmp, \
         in/sub/d.crdownload, …)",
        "Not read, hidden: 2 files (in/.git, in/.hidden.jsonl)",
        "Not read, a pipe or a device: 1 file (in/pipe.jsonl)",
        "Records: 1 read = 1 calls + 0 repeated + 0 unreadable + 0 empty",
    ] {
        assert!(ran.err.contains(told), "{told}\n{}", ran.err);
    }
    for (lang, told) in [
        ("ru", "Оставлено до следующего запуска, по имени ещё не готово: 6 файлов"),
        ("uk", "Залишено до наступного запуску, за назвою ще не готове: 6 файлів"),
    ] {
        let ran = place.run(&["scan", "in", "--out", "out", "--lang", lang]);
        assert!(ran.err.contains(told), "{}", ran.err);
    }
    // The name counts where the file is named by itself as well, as a shell does with `in/*`.
    let ran = place.run(&["scan", "in/sub/c.tmp", "--out", "none"]);
    assert_eq!((ran.code, place.records("none")), (0, [0; 5]), "{}", ran.err);
    assert_eq!(left(&place, "none"), pairs(&[("in/sub/c.tmp", "partial_name")]));
    let ran = place.run(&["scan", "in/a.jsonl", "in/sub/c.tmp"]);
    assert_eq!((ran.code, ran.lines().len()), (0, 1));
    assert!(ran.err.contains("in/sub/c.tmp"), "{}", ran.err);
    // Verbs without results of their own say it too.
    let ran = place.run(&["inspect", "in"]);
    assert!(ran.err.contains("in/sub/c.tmp: not read"), "{}", ran.err);
    assert_eq!(place.run(&["inspect", "in/sub/c.tmp"]).code, 2);
}

/// The program with a settle time.
fn start(place: &Place, args: &[&str]) -> std::process::Child {
    Command::new(PROGRAM)
        .env("LC_ALL", "C")
        .args(args)
        .current_dir(place.path(""))
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn a_file_that_grows_between_two_looks_is_left() {
    let place = Place::new();
    place.write("in/a.jsonl", call("a") + "\n");
    place.write("in/b.jsonl", call("b") + "\n" + &call("half")[..50]);
    place.write("in/c.jsonl", call("c") + "\n");
    let program = start(&place, &["scan", "in", "--out", "out", "--settle", "3s"]);
    // Until the program has looked at it, and well before it opens it.
    while !place.path("out/.rejects.jsonl.part").exists() {
        sleep(Duration::from_millis(5));
    }
    let mut file = OpenOptions::new().append(true).open(place.path("in/b.jsonl")).unwrap();
    file.write_all(&call("half").as_bytes()[50..]).unwrap();
    let output = program.wait_with_output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert_eq!(left(&place, "out"), pairs(&[("in/b.jsonl", "still_growing")]));
    assert!(told.contains("Left for the next run, still being written: 1 file (in/b.jsonl)"));
    assert_eq!(place.records("out"), [2, 2, 0, 0, 0]);
    let run = place.json("out/run.json");
    let files: Vec<&Value> = run["inputs"].as_array().unwrap().iter().map(|i| &i["file"]).collect();
    assert_eq!(files, ["in/a.jsonl", "in/c.jsonl"]);
    assert!(place.read("out/rejects.jsonl").is_empty());
    // The next run reads it, and is then what one run over files at rest is.
    assert_eq!(place.run(&["scan", "in", "--out", "out"]).code, 0);
    assert_eq!(place.records("out"), [4, 4, 0, 0, 0]);
    assert_eq!(place.json("out/run.json").get("left"), None);
}

#[test]
fn files_at_rest_are_not_waited_for() {
    let place = Place::new();
    place.write("in/a.jsonl", call("a"));
    let old = SystemTime::now() - Duration::from_secs(7200);
    File::options().append(true).open(place.path("in/a.jsonl")).unwrap().set_modified(old).unwrap();
    // A wait of an hour would not end.
    let ran = place.run(&["scan", "in", "--out", "out", "--settle", "60 min"]);
    assert_eq!((ran.code, place.records("out")), (0, [1, 1, 0, 0, 0]));
    // Who names a file answers for its being whole.
    place.write("in/b.jsonl", call("b"));
    let ran = place.run(&["scan", "in/b.jsonl", "--out", "out", "--settle", "60 min"]);
    assert_eq!((ran.code, place.records("out")), (0, [1, 1, 0, 0, 0]));
    let ran = place.run(&["scan", "in", "--out", "out", "--settle", "soon"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--settle soon: no length of time; write 5s"), "{}", ran.err);
}

/// A writer that goes on for as long as the program reads: nothing half-written may come out of it,
/// in any format.
#[test]
fn nothing_comes_out_of_a_file_that_is_written_while_it_is_read() {
    let chat = "Agent: hello\nCustomer: I want to make a complaint\n";
    for (name, piece) in [
        ("in/grows.jsonl", call("grows") + "\n"),
        ("in/grows.txt", chat.to_owned()),
        ("in/grows.json", format!("{{\"turns\":[{}", " ".repeat(2000))),
    ] {
        let place = Place::new();
        place.write("in/a.jsonl", call("a") + "\n");
        place.write("in/z.jsonl", call("z") + "\n");
        place.write(name, piece.repeat(50));
        let mut program = start(&place, &["scan", "in", "--out", "out", "--settle", "0s"]);
        let mut file = OpenOptions::new().append(true).open(place.path(name)).unwrap();
        let status = loop {
            file.write_all(piece.as_bytes()).unwrap();
            if let Some(status) = program.try_wait().unwrap() {
                break status;
            }
        };
        assert_eq!(status.code(), Some(0), "{name}");
        assert_eq!(left(&place, "out"), pairs(&[(name, "still_growing")]), "{name}");
        assert_eq!(place.records("out"), [2, 2, 0, 0, 0], "{name}");
        let ids: Vec<Value> =
            place.lines("out/calls.jsonl").iter().map(|c| c["call_id"].clone()).collect();
        assert_eq!(ids, ["a", "z"], "{name}");
        assert!(place.read("out/rejects.jsonl").is_empty(), "{name}");
    }
}

#[test]
fn on_standard_output_a_growing_file_is_a_reject() {
    let place = Place::new();
    // Larger than what is read at once, so that reading goes on while it grows.
    let line = call("x") + "\n";
    place.write("grows.jsonl", line.repeat(20_000));
    let mut program = Command::new(PROGRAM)
        .env("LC_ALL", "C")
        .args(["scan", "grows.jsonl", "--threads", "1"])
        .current_dir(place.path(""))
        .stdout(File::create(place.path("out.jsonl")).unwrap())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut file = OpenOptions::new().append(true).open(place.path("grows.jsonl")).unwrap();
    let status = loop {
        file.write_all(line.as_bytes()).unwrap();
        if let Some(status) = program.try_wait().unwrap() {
            break status;
        }
    };
    assert_eq!(status.code(), Some(3));
    let lines = place.lines("out.jsonl");
    assert_eq!(lines.last().unwrap()["reason"], "still_growing");
    let calls = &lines[..lines.len() - 1];
    assert!(calls.iter().all(|line| line["schema"] == "callsift.call/1"));
}

#[test]
fn standard_input_cannot_begin_anew() {
    let place = Place::new();
    let line = call("x") + "\n";
    place.write("in/grows.jsonl", line.repeat(20_000));
    let mut program = Command::new(PROGRAM)
        .env("LC_ALL", "C")
        .args(["scan", "in", "-", "--out", "out", "--settle", "0s"])
        .current_dir(place.path(""))
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // Closed at once: what comes through it is one call.
    program.stdin.take().unwrap().write_all(call("piped").as_bytes()).unwrap();
    let mut file = OpenOptions::new().append(true).open(place.path("in/grows.jsonl")).unwrap();
    while program.try_wait().unwrap().is_none() {
        file.write_all(line.as_bytes()).unwrap();
    }
    let output = program.wait_with_output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    if output.status.code() == Some(0) {
        // It changed before anything of it was handed on, so it is only left.
        let run = place.json("out/run.json");
        assert_eq!(run["left"][0]["reason"], "still_growing", "{told}");
        assert_eq!(run["counts"]["read"], 1);
        return;
    }
    assert_eq!(output.status.code(), Some(4), "{told}");
    assert!(told.contains("in/grows.jsonl: changed while it was read"), "{told}");
    assert!(!place.path("out/run.json").exists());
}

#[test]
fn the_same_file_twice_is_told() {
    let place = Place::new();
    place.write("in/a.jsonl", call("a"));
    place.write("in/b.jsonl", call("a"));
    place.write("in/c.jsonl", call("c"));
    place.write("in/d.jsonl", "");
    place.write("in/e.jsonl", "");
    let ran = place.run(&["scan", "in", "in/c.jsonl", "--out", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    // The calls in them are the same too.
    assert_eq!(place.records("out"), [6, 2, 2, 0, 2]);
    let run = place.json("out/run.json");
    let same: Vec<Value> =
        run["inputs"].as_array().unwrap().iter().map(|i| i["same_as"].clone()).collect();
    let null = Value::Null;
    let expected =
        [null.clone(), json!("in/a.jsonl"), null.clone(), null.clone(), null, json!("in/c.jsonl")];
    assert_eq!(same, expected);
    let told = "2 files with the same content as another one: in/b.jsonl and in/a.jsonl";
    assert!(ran.err.contains(told), "{}", ran.err);
}

#[test]
fn the_same_call_twice_counts_once_and_another_of_its_id_is_kept_and_marked() {
    let place = Place::new();
    let other = call_with("a", "\"queue\":\"q\",");
    let lines = [call("a"), call("b"), call("a"), other.clone(), other, call("a")];
    place.write("one.jsonl", lines.join("\n"));
    let ran = place.run(&["scan", "one.jsonl", "--out", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(place.records("out"), [6, 3, 3, 0, 0]);
    let marks: Vec<(Value, Value)> = place
        .lines("out/calls.jsonl")
        .iter()
        .map(|call| (call["call_id"].clone(), call["conflicts_with_earlier"].clone()))
        .collect();
    let expected = [("a", Value::Null), ("b", Value::Null), ("a", json!(true))];
    assert_eq!(marks, expected.map(|(id, mark)| (json!(id), mark)));
    assert_eq!(place.json("out/run.json")["conflicts"], 1);
}
