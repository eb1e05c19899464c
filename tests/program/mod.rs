//! Runs the program in a folder of its own, for the tests that see it from outside.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The program that was built with the tests.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_callsift");

/// A folder, in which the program runs and from which its paths count.
pub(crate) struct Place {
    folder: TempDir,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new() -> Place {
        Place { folder: TempDir::new().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn json(&self, name: &str) -> Value {
        serde_json::from_slice(&self.read(name)).unwrap()
    }

    pub(crate) fn lines(&self, name: &str) -> Vec<Value> {
        json_lines(&self.read(name))
    }

    /// Names in a folder, hidden ones too, in order.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        let mut names: Vec<_> = entries.map(|entry| name(entry.unwrap())).collect();
        names.sort();
        names
    }

    /// What the program has to say; a panic fails the test.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"")
    }

    /// The same, with something on standard input.
    pub(crate) fn run_with(&self, args: &[&str], stdin: &[u8]) -> Ran {
        self.run_in("C", args, stdin)
    }

    /// The same on a machine with another locale.
    pub(crate) fn run_in(&self, locale: &str, args: &[&str], stdin: &[u8]) -> Ran {
        let mut command = Command::new(PROGRAM);
        command.current_dir(self.folder.path()).args(args).write_stdin(stdin);
        command.env("LC_ALL", locale);
        // Files of tests are written whole before the program begins.
        command.env("CALLSIFT_SETTLE", "0s");
        let output = command.output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        let code = output.status.code().unwrap_or_else(|| panic!("ended by a signal: {err}"));
        assert!(code != 101 && !err.contains("panicked"), "{args:?}: {err}");
        Ran { code, out: output.stdout, err }
    }

    /// Counts of `run.json`; they add up in every run.
    pub(crate) fn records(&self, out: &str) -> [u64; 5] {
        let run = self.json(&format!("{out}/run.json"));
        let names = ["read", "good", "duplicates", "rejected", "skipped"];
        let counts = names.map(|name| run["counts"][name].as_u64().unwrap());
        assert_eq!(counts[0], counts[1..].iter().sum::<u64>(), "{counts:?}");
        counts
    }
}

impl Ran {
    pub(crate) fn lines(&self) -> Vec<Value> {
        json_lines(&self.out)
    }
}

/// A sample of the project, as an absolute path.
pub(crate) fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
    path.to_str().unwrap().to_owned()
}

pub(crate) fn json_lines(text: &[u8]) -> Vec<Value> {
    let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
}

/// A call in callsift's own format in which a customer complains, without a line end.
pub(crate) fn call(id: &str) -> String {
    call_with(id, "")
}

/// The same with further members, each with a comma behind it.
pub(crate) fn call_with(id: &str, members: &str) -> String {
    format!(
        r#"{{"schema":"callsift.transcript/1","call_id":"{id}","source":"t",{members}"turns":[{{"role":"agent","start_ms":0,"end_ms":900,"text":"Good morning"}},{{"role":"customer","start_ms":5000,"end_ms":7000,"text":"I want to make a complaint"}}]}}"#
    )
}
