//! Two runs in one folder, and runs that are interrupted: nothing half-written is ever found.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use program::{PROGRAM, Place, call};
use std::fs::OpenOptions;
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// A scan that reads a pipe nobody has closed yet, so it runs as long as the test wants.
struct Endless {
    program: Child,
    pipe: std::fs::File,
}

impl Endless {
    fn start(place: &Place) -> Endless {
        let pipe = place.path("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let program = Command::new(PROGRAM)
            .env("LC_ALL", "C")
            .args(["scan", "pipe", "--out", "out"])
            .current_dir(place.path(""))
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Waits until the program reads; when it has gone, writing fails.
        let pipe = OpenOptions::new().write(true).open(pipe).unwrap();
        let began = || place.path("out/.rejects.jsonl.part").exists();
        while !began() {
            sleep(Duration::from_millis(5));
        }
        Endless { program, pipe }
    }

    /// Sends a signal and goes on writing until the program ends.
    fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.program.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        let line = call("a") + "\n";
        let code = loop {
            if let Some(status) = self.program.try_wait().unwrap() {
                break status.code();
            }
            // Fails when the program has gone.
            let _ = self.pipe.write(line.as_bytes());
        };
        let output = self.program.wait_with_output().unwrap();
        (code, String::from_utf8(output.stderr).unwrap())
    }
}

#[test]
fn a_second_run_into_the_folder_is_refused() {
    let place = Place::new();
    place.write("one.jsonl", call("a"));
    let first = Endless::start(&place);
    let before = place.names("out");
    let second = place.run(&["scan", "one.jsonl", "--out", "out"]);
    assert_eq!(second.code, 5, "{}", second.err);
    let holder = format!("out: another run (process {} since 20", first.program.id());
    assert!(second.err.contains(&holder), "{}", second.err);
    assert_eq!(place.names("out"), before);
    assert_eq!(first.end("-INT").0, Some(130));
    // Whoever held the folder has gone.
    assert_eq!(place.run(&["scan", "one.jsonl", "--out", "out"]).code, 0);
}

#[test]
fn an_interrupted_run_leaves_the_results_before_it() {
    for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
        let place = Place::new();
        place.write("one.jsonl", call("a"));
        place.run(&["scan", "one.jsonl", "--out", "out"]);
        let before = (place.names("out"), place.read("out/run.json"));
        let (ended, told) = Endless::start(&place).end(signal);
        assert_eq!(ended, Some(code), "{told}");
        assert!(told.contains("interrupted; nothing was published"), "{told}");
        assert_eq!((place.names("out"), place.read("out/run.json")), before);
    }
}

#[test]
fn customers_come_from_a_file() {
    let place = Place::new();
    place.write("one.jsonl", call("a"));
    let pipe = place.path("people");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let ran = place.run(&["scan", "one.jsonl", "--customers", "people", "--out", "out"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("people: not a regular file"), "{}", ran.err);
}

#[test]
fn pipes_and_links_in_folders() {
    let place = Place::new();
    place.write("in/one.jsonl", call("a"));
    place.write("other/two.jsonl", call("b"));
    place.write("rules/x.toml", "language = \"en\"\n");
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, place.path(name)).unwrap();
    link("../other/two.jsonl", "in/two.jsonl");
    link("nowhere", "in/three.jsonl");
    link("..", "in/up");
    link("..", "rules/up");
    let pipe = place.path("in/pipe.jsonl");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let ran = place.run(&["scan", "in", "--lexicon-add", "rules", "--out", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(place.records("out"), [2, 2, 0, 0, 0]);
    assert_eq!(place.run(&["scan", "in/three.jsonl"]).code, 2);
    let pipe = place.path("rules/pipe.toml");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let ran = place.run(&["scan", "in", "--lexicon-add", "rules", "--out", "out"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("rules/pipe.toml: not a regular file"), "{}", ran.err);
}

#[test]
fn names_of_any_kind() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    place.write("in/a b\n\u{1b}[2J.jsonl", call("a") + "\nnot json");
    let latin = std::ffi::OsStr::from_bytes(b"in/\xff.jsonl");
    std::fs::write(place.path("").join(latin), call("b")).unwrap();
    let ran = place.run(&["scan", "in", "--out", "out"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert_eq!(place.records("out"), [3, 2, 0, 1, 0]);
    assert!(!ran.err.contains('\u{1b}'));
    assert_eq!(place.lines("out/rejects.jsonl")[0]["file"], "in/a b\n\u{1b}[2J.jsonl");
}
