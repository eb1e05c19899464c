//! Runs that are killed, and calls of the system that fail: whatever happens, a folder holds whole
//! results or none, and the same command gives the same bytes in the end.
//!
//! ```sh
//! cargo test --release --test survival                                  # the short runs
//! CALLSIFT_KILLS=2000 cargo test --release --test survival kills -- --nocapture
//! CALLSIFT_STARTS=200 cargo test --release --test survival two_starts -- --nocapture
//! CALLSIFT_ERRORS=all cargo test --release --test survival every_call -- --nocapture
//! ```
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
#![allow(clippy::print_stdout, reason = "long runs tell how far they came")]

mod program;

use program::{PROGRAM, Place, call_with};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// What a scan leaves, but for what differs from run to run.
const RESULTS: [&str; 5] =
    ["calls.jsonl", "customers.jsonl", "rejects.jsonl", "run.json", "unmatched.jsonl"];

const ENOSPC: i32 = 28;
const EIO: i32 = 5;
const EACCES: i32 = 13;
const EROFS: i32 = 30;
/// No error: the program is killed.
const KILL: i32 = 0;

/// Numbers that look like chance and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(default)
}

const RULE: &str = r#"
language = "en"
[[rule]]
id = "complaint.generic.word"
title = "Complains"
category = "complaint.generic"
severity = 2
speaker = "customer"
phrases = ["complaint"]
caught = ["I want to make a complaint"]
quiet = ["thank you"]
"#;

/// Calls of several files with rejects, duplicates and conflicts among them, and their customers.
fn inputs(place: &Place, calls: usize) {
    for part in 0..3 {
        let mut lines = String::new();
        for n in 0..calls {
            let id = if n % 50 == 7 { n - 7 } else { n + part * (calls - 20) };
            let customer = format!(
                r#""customer":{{"id":"C{}"}},"started_at":"2026-11-21T10:00:00Z","#,
                id % 40
            );
            lines += &call_with(&id.to_string(), &customer);
            lines.push('\n');
            if n % 61 == 3 {
                lines += "{\"call_id\":\n";
            }
        }
        place.write(&format!("in/{part}.jsonl"), lines);
    }
    let customers: String = (0..40).map(|n| format!("{{\"id\":\"C{n}\"}}\n")).collect();
    place.write("people.jsonl", customers);
    // One rule: the program starts at once, and most of a run is the run.
    place.write("rules/one.toml", RULE);
}

fn command(place: &Place, threads: u64) -> Command {
    let mut command = Command::new(PROGRAM);
    command.env("LC_ALL", "C").current_dir(place.path("")).args([
        "scan",
        "in",
        "--customers",
        "people.jsonl",
        "--out",
        "out",
        "--lexicon",
        "rules",
        "--checkpoint",
        "0s",
    ]);
    command.args(["--threads", &threads.to_string()]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Runs until the end; how it ended and what it said.
fn end(command: &mut Command) -> (ExitStatus, String) {
    let output = command.spawn().unwrap().wait_with_output().unwrap();
    (output.status, String::from_utf8(output.stderr).unwrap())
}

fn results(place: &Place) -> BTreeMap<&'static str, Vec<u8>> {
    RESULTS.iter().map(|name| (*name, place.read(&format!("out/{name}")))).collect()
}

/// Who finds `run.json` finds whole files: those it names, with their hashes. Returns whether there
/// is one.
fn is_whole(place: &Place) -> bool {
    if !place.path("out/run.json").exists() {
        return false;
    }
    for file in place.json("out/run.json")["outputs"].as_array().unwrap() {
        let name = file["file"].as_str().unwrap();
        let bytes = place.read(&format!("out/{name}"));
        let hash: String =
            Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(file["sha256"], hash, "{name} is torn");
    }
    true
}

/// What a whole run leaves, and nothing else.
fn nothing_is_left_over(place: &Place) {
    let mut names: Vec<&str> = RESULTS.to_vec();
    names.extend([".callsift.lock", "run-report.json"]);
    names.sort_unstable();
    assert_eq!(place.names("out"), names);
}

/// The shim, built once.
fn shim() -> &'static Path {
    static SHIM: OnceLock<PathBuf> = OnceLock::new();
    SHIM.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/survival/shim.c");
        let built =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("shim-{}.so", std::process::id()));
        let done = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .args([&built, &source])
            .arg("-ldl")
            .status();
        assert!(done.unwrap().success(), "the shim is built by the C compiler that builds zstd");
        built
    })
}

/// Adds the fault to a command.
fn with_fault<'a>(command: &'a mut Command, at: u64, error: i32, fired: &Path) -> &'a mut Command {
    command
        .env("LD_PRELOAD", shim())
        .env("CALLSIFT_FAULT_PATH", "out")
        .env("CALLSIFT_FAULT_AT", at.to_string())
        .env("CALLSIFT_FAULT_ERRNO", error.to_string())
        .env("CALLSIFT_FAULT_FIRED", fired)
}

/// One call after the other fails, until a run passes because there are no more of them.
fn every_call_fails_once(error_of: impl Fn(u64) -> i32) -> u64 {
    let place = Place::new();
    inputs(&place, 60);
    assert_eq!(end(&mut command(&place, 1)).0.code(), Some(3));
    let reference = results(&place);
    let fired = place.path("fired");
    place.write("other.jsonl", call_with("other", ""));
    place.run(&["scan", "other.jsonl", "--out", "out"]);
    let others: Vec<(String, Vec<u8>)> = place
        .names("out")
        .into_iter()
        .map(|name| (format!("out/{name}"), place.read(&format!("out/{name}"))))
        .collect();
    let mut went_on = 0;
    for at in 1.. {
        // Results of another run stand in the folder.
        std::fs::remove_dir_all(place.path("out")).unwrap();
        others.iter().for_each(|(name, bytes)| place.write(name, bytes));
        let _ = std::fs::remove_file(&fired);
        let error = error_of(at);
        let (status, told) = end(with_fault(&mut command(&place, 1), at, error, &fired));
        let whole = is_whole(&place);
        if !fired.exists() {
            assert_eq!(status.code(), Some(3), "{told}");
            assert_eq!(results(&place), reference);
            println!("{at} calls, {went_on} runs went on");
            return at - 1;
        }
        match status.code() {
            None => assert_eq!(error, KILL),
            Some(4) => {
                assert!(told.contains("out") && told.contains("os error"), "{at}: {told}");
                // Old or new, or none while they change places; what is at hand for going on stays.
                let kept = place.names("out");
                let parts = kept.iter().any(|name| name.ends_with(".part"));
                let journal = kept.iter().any(|name| name == ".callsift.journal");
                assert!(!parts || journal, "{at}: {kept:?}");
            }
            // What was left over after the results were in place, or a file that is only closed.
            code => assert_eq!(code, Some(3), "{at}: {told}"),
        }
        if whole {
            let run = place.read("out/run.json");
            let is_other =
                others.iter().any(|(name, bytes)| name == "out/run.json" && *bytes == run);
            assert!(is_other || run == reference["run.json"], "{at}");
        }
        let (status, told) = end(&mut command(&place, 2));
        assert_eq!(status.code(), Some(3), "{at}: {told}");
        went_on += u64::from(told.contains("Going on"));
        assert!(is_whole(&place));
        assert_eq!(results(&place), reference, "call {at}, error {error}");
        nothing_is_left_over(&place);
    }
    unreachable!("some run passes")
}

#[test]
fn every_call_of_the_system_fails_once() {
    const ERRORS: [i32; 5] = [KILL, ENOSPC, EIO, EACCES, EROFS];
    if std::env::var_os("CALLSIFT_ERRORS").is_some() {
        for error in ERRORS {
            println!("error {error}: {} calls failed", every_call_fails_once(|_| error));
        }
    } else {
        // Each call fails, each error comes.
        let calls = every_call_fails_once(|at| ERRORS[(at % 5) as usize]);
        assert!(calls > 40, "{calls} calls: the shim does not see them");
    }
}

#[test]
fn kills_at_any_moment() {
    let place = Place::new();
    inputs(&place, 400);
    assert_eq!(end(&mut command(&place, 2)).0.code(), Some(3));
    let reference = results(&place);
    std::fs::remove_dir_all(place.path("out")).unwrap();
    // The first run waited until the files were no longer new.
    let begun = Instant::now();
    assert_eq!(end(&mut command(&place, 2)).0.code(), Some(3));
    let whole = begun.elapsed();
    let mut numbers = Numbers(number("CALLSIFT_SEED", 1));
    let rounds = number("CALLSIFT_KILLS", 30);
    let (mut kills, mut went_on, mut orderly, mut late) = (0, 0, 0, 0);
    // Those that came when the run was over count for nothing.
    while kills < rounds {
        std::fs::remove_dir_all(place.path("out")).unwrap();
        for _ in 0..=numbers.below(5) {
            let program = command(&place, 1 + numbers.below(8)).spawn().unwrap();
            let until = whole.mul_f64(numbers.below(1200) as f64 / 1000.0);
            std::thread::sleep(until);
            let signal = ["-KILL", "-KILL", "-KILL", "-INT", "-TERM"][numbers.below(5) as usize];
            let id = program.id().to_string();
            let _ = Command::new("kill").args([signal, &id]).stderr(Stdio::null()).status();
            let output = program.wait_with_output().unwrap();
            let told = String::from_utf8(output.stderr).unwrap();
            went_on += u64::from(told.contains("Going on"));
            kills += 1;
            match output.status.code() {
                None => assert!(!told.contains("panicked"), "{told}"),
                Some(130 | 143) => orderly += 1,
                code => {
                    assert_eq!(code, Some(3), "{told}");
                    kills -= 1;
                    late += 1;
                }
            }
            if place.path("out").exists() && is_whole(&place) {
                assert_eq!(results(&place), reference);
            }
        }
        let (status, told) = end(&mut command(&place, 2));
        assert_eq!(status.code(), Some(3), "{told}");
        went_on += u64::from(told.contains("Going on"));
        assert_eq!(results(&place), reference);
        nothing_is_left_over(&place);
    }
    println!(
        "{kills} runs ended by a signal ({orderly} in order, {late} signals came too late), \
         {went_on} starts went on, 0 differences"
    );
}

#[test]
fn of_two_starts_one_owns_the_folder() {
    for round in 0..number("CALLSIFT_STARTS", 8) {
        let place = Place::new();
        // Nobody writes into the pipe, so whoever owns the folder waits.
        assert!(Command::new("mkfifo").arg(place.path("pipe")).status().unwrap().success());
        let start = || {
            let mut command = Command::new(PROGRAM);
            command.env("LC_ALL", "C").current_dir(place.path(""));
            command.args(["scan", "pipe", "--out", "out"]).stderr(Stdio::piped()).spawn().unwrap()
        };
        let mut both = [start(), start()];
        let (loser, status) = loop {
            let ended = both.iter_mut().map(|one| one.try_wait().unwrap()).collect::<Vec<_>>();
            if let Some(at) = ended.iter().position(Option::is_some) {
                break (at, ended[at].unwrap());
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        let [first, second] = both;
        let (loser, mut owner) = if loser == 0 { (first, second) } else { (second, first) };
        let told = String::from_utf8(loser.wait_with_output().unwrap().stderr).unwrap();
        assert_eq!(status.code(), Some(5), "{round}: {told}");
        assert!(told.contains(&format!("process {} since 20", owner.id())), "{told}");
        assert!(owner.try_wait().unwrap().is_none(), "{round}: nobody owns the folder");
        owner.kill().unwrap();
        owner.wait().unwrap();
    }
}
