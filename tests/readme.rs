//! Runs what the README says, and holds what it shows against what comes out.
#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use std::fs;
use std::process::{Command, Output};

fn readme() -> String {
    fs::read_to_string("README.md").unwrap()
}

/// The content of the fenced blocks of a kind.
fn blocks<'a>(page: &'a str, kind: &str) -> Vec<&'a str> {
    let parts: Vec<&str> = page.split("```").collect();
    let blocks = parts.chunks(2).filter_map(|chunk| chunk.get(1)).copied();
    blocks.filter_map(|block| block.strip_prefix(kind)).collect()
}

/// The members of JSON as the page shows it: a piece up to each comma, without outer brackets.
fn members(shown: &str) -> Vec<String> {
    let line =
        shown.trim().trim_matches(['{', '}', '[', ']']).replace("\n ", "").replace(", ", ",");
    let pieces = line.split(",\"").map(|piece| piece.trim().trim_start_matches('"'));
    pieces.map(|piece| piece.trim_end_matches([']', '}']).to_owned()).collect()
}

fn callsift(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_callsift")).env("LC_ALL", "C").args(args).output().unwrap()
}

#[test]
fn the_first_command_prints_what_the_page_shows() {
    let page = readme();
    let command = blocks(&page, "sh")[0].lines().find(|line| line.contains("cargo run")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out").display().to_string();
    let (_, args) = command.split_once("-- ").unwrap();
    let args: Vec<&str> =
        args.split(' ').map(|arg| if arg == "out" { out.as_str() } else { arg }).collect();
    let done = callsift(&args);
    assert_eq!(done.status.code(), Some(0));
    let printed = String::from_utf8(done.stderr).unwrap().replace(&out, "out");
    let shown = blocks(&page, "text")[0];
    for line in shown.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "…") {
        // The time a run takes is the machine's business.
        let (before, after) = line.split_once(" in 0.1 s").unwrap_or((line, ""));
        let there = printed.lines().any(|l| l.contains(before) && l.contains(after));
        assert!(there, "the README shows `{line}`, which is not in\n{printed}");
    }
    for (file, shown) in ["calls", "customers"].into_iter().zip(blocks(&page, "json")) {
        let written = fs::read_to_string(folder.path().join(format!("out/{file}.jsonl"))).unwrap();
        for member in members(shown) {
            assert!(written.contains(&member), "the README shows {member}, {file}.jsonl has not");
        }
    }
}

#[test]
fn the_exit_codes_of_the_page_are_those_of_the_help() {
    let help = String::from_utf8(callsift(&["--help"]).stdout).unwrap();
    let table: Vec<String> = readme()
        .lines()
        .skip_while(|line| !line.starts_with("| exit code"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>().join("  "))
        .collect();
    assert_eq!(table.len(), 7);
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let help = squeezed(&help);
    for row in table {
        assert!(help.contains(&squeezed(&row)), "{row}");
    }
}

#[test]
fn pages_the_page_names_are_there() {
    let page = readme();
    for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(link.starts_with("https://") || fs::exists(link).unwrap(), "{link}");
    }
}
