//! The recipe of docs/nightly.md, taken from the page and run for some nights.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use program::{PROGRAM, Place, call, json_lines, sample};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The content of the fenced blocks of a kind on the page.
fn blocks(kind: &str) -> Vec<String> {
    let page = fs::read_to_string("docs/nightly.md").unwrap();
    let parts: Vec<&str> = page.split("```").collect();
    let blocks = parts.chunks(2).filter_map(|chunk| chunk.get(1)).copied();
    let of = blocks.filter_map(|block| block.strip_prefix(kind)?.strip_prefix('\n'));
    of.map(str::to_owned).collect()
}

/// A call of the telephone system that the nights of the samples are from.
fn of_pbx1(id: &str) -> String {
    call(id).replace("\"source\":\"t\"", "\"source\":\"pbx1\"")
}

fn has(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

/// A file that nobody has changed for a day.
fn old(place: &Place, name: &str, content: impl AsRef<[u8]>) {
    place.write(name, content);
    let ran = Command::new("touch").args(["-d", "yesterday"]).arg(place.path(name)).status();
    assert!(ran.unwrap().success());
}

fn start(place: &Place, night: &str) -> Output {
    let programs = Path::new(PROGRAM).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let script = place.path("callsift-nightly");
    Command::new("sh")
        .arg(script)
        .env("PATH", format!("{}:{path}", programs.display()))
        .env("LC_ALL", "C")
        .env("CALLSIFT_HOME", place.path("home"))
        .env("NIGHT", night)
        .output()
        .unwrap()
}

fn code(output: &Output) -> i32 {
    // Whatever the script says is JSON.
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.lines().all(|line| line.starts_with('{')), "{err}");
    json_lines(&output.stderr);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    output.status.code().unwrap()
}

#[test]
fn the_recipe_for_two_nights_and_a_kill() {
    if !has("flock") {
        return;
    }
    let place = Place::new();
    place.write("callsift-nightly", blocks("sh").remove(0));
    for file in ["night-1.jsonl", "neutral.jsonl", "aws/en-refund-01.json", "vtt/en-calm-01.vtt"] {
        let content = fs::read(sample(&format!("calls/{file}"))).unwrap();
        old(&place, &format!("home/incoming/{file}"), content);
    }
    old(&place, "home/incoming/late.jsonl.part", of_pbx1("half"));
    old(&place, "home/incoming/.hidden", call("hidden"));
    place.write("home/incoming/growing.jsonl", call("growing"));
    place.write("home/customers.jsonl", fs::read(sample("customers.jsonl")).unwrap());

    let first = start(&place, "2026-11-21T013000");
    assert_eq!(code(&first), 0, "{}", String::from_utf8_lossy(&first.stderr));
    let one = "home/nights/2026-11-21T013000";
    assert_eq!(place.names(&format!("{one}/calls")).len(), 4);
    assert_eq!(place.names("home/incoming")[..3], [".hidden", "aws", "growing.jsonl"]);
    let records = place.records(&format!("{one}/out"));
    assert_eq!(records[1], 14, "{records:?}");
    let metrics = String::from_utf8(place.read("home/metrics/callsift.prom")).unwrap();
    assert!(metrics.contains("callsift_run_exit_code 0\n"), "{metrics}");

    // Nothing new is no night, and changes nothing.
    let before = place.read(&format!("{one}/out/customers.jsonl"));
    assert_eq!(code(&start(&place, "2026-11-21T020000")), 0);
    assert_eq!(place.names("home/nights").len(), 1);

    let content = fs::read(sample("night-2/calls.jsonl")).unwrap();
    old(&place, "home/incoming/night-2.jsonl", content);
    let second = start(&place, "2026-11-22T013000");
    assert_eq!(code(&second), 0, "{}", String::from_utf8_lossy(&second.stderr));
    let two = "home/nights/2026-11-22T013000";
    let after = place.read(&format!("{two}/out/customers.jsonl"));
    let run = place.json(&format!("{two}/out/run.json"));
    assert_eq!(run["baseline"]["file"], format!("{}/out/run.json", &one["home/".len()..]));
    assert_eq!(run["customers"]["file"], format!("{}/out/customers.jsonl", &one["home/".len()..]));

    // The records of the second night are those of the first with the calls of the second.
    let ran = place.run(&[
        "scan",
        &sample("night-2"),
        "--out",
        "direct",
        "--quiet",
        "--customers",
        &format!("{one}/out/customers.jsonl"),
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(place.read("direct/customers.jsonl"), after);
    assert_ne!(before, after);

    // Killed in the second night, before its last file: the same command again gives the same bytes.
    let whole = place.read(&format!("{two}/out/run.json"));
    fs::remove_file(place.path(&format!("{two}/out/run.json"))).unwrap();
    place.write(&format!("{two}/out/.calls.jsonl.part"), "{\"half\":");
    assert_eq!(code(&start(&place, "2026-11-23T013000")), 0);
    assert_eq!(place.read(&format!("{two}/out/run.json")), whole);
    assert_eq!(place.read(&format!("{two}/out/customers.jsonl")), after);
    assert_eq!(place.read(&format!("{one}/out/customers.jsonl")), before);

    // What was still being written is whole at last; an unreadable record is too many.
    fs::rename(place.path("home/incoming/late.jsonl.part"), place.path("home/incoming/late.jsonl"))
        .unwrap();
    old(&place, "home/incoming/growing.jsonl", of_pbx1("growing") + "\n{\n");
    assert_eq!(code(&start(&place, "2026-11-24T013000")), 3);
    assert_eq!(place.records("home/nights/2026-11-24T013000/out")[..4], [3, 2, 0, 1]);

    // A night whose roles are turned round ends with 1, and is done all the same.
    let swapped = of_pbx1("swapped")
        .replace("customer", "x")
        .replace("agent", "customer")
        .replace("\"x\"", "\"agent\"")
        .replace("Good morning", "Thank you for calling, how may I help you?");
    old(&place, "home/incoming/swapped.jsonl", swapped);
    assert_eq!(code(&start(&place, "2026-11-25T013000")), 1);
    assert!(place.path("home/nights/2026-11-25T013000/out/run.json").exists());
    assert_eq!(code(&start(&place, "2026-11-26T013000")), 0, "it is told once");
}

#[test]
fn a_second_start_while_one_is_at_work_does_nothing() {
    if !has("flock") {
        return;
    }
    let place = Place::new();
    place.write("callsift-nightly", blocks("sh").remove(0));
    old(&place, "home/incoming/a.jsonl", call("a"));
    let lock = fs::File::create(place.path("home/.nightly.lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(code(&start(&place, "n")), 5);
    assert_eq!(place.names("home"), [".nightly.lock", "incoming"]);
}

#[test]
fn systemd_takes_the_units() {
    let units = blocks("ini");
    assert_eq!(units.len(), 2);
    if !has("systemd-analyze") {
        return;
    }
    let place = Place::new();
    // The program of the page is not on this machine; another one is.
    let service = units[0].replace("/usr/local/bin/callsift-nightly", "/bin/true");
    place.write("callsift-nightly.service", service);
    place.write("callsift-nightly.timer", &units[1]);
    for unit in ["callsift-nightly.service", "callsift-nightly.timer"] {
        let ran = Command::new("systemd-analyze")
            .args(["verify", "--recursive-errors=no"])
            .arg(place.path(unit))
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&ran.stderr);
        // Other units of the machine are none of ours.
        let ours: Vec<_> = told.lines().filter(|line| line.contains("callsift")).collect();
        assert!(ran.status.success() && ours.is_empty(), "{unit}: {told}");
    }
}

#[test]
fn what_the_page_names_is_there() {
    let page = fs::read_to_string("docs/nightly.md").unwrap();
    let place = Place::new();
    place.write("calls/a.jsonl", call("a"));
    place.write("people.jsonl", "{\"id\":\"A\"}\n");
    let args = ["scan", "calls", "--customers", "people.jsonl", "--out", "out", "--metrics", "m"];
    assert_eq!(place.run(&args).code, 0);
    let metrics = String::from_utf8(place.read("m")).unwrap();
    let named = page.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let named: Vec<_> = named.filter(|word| word.starts_with("callsift_")).collect();
    assert!(named.len() > 5);
    for name in named {
        assert!(metrics.contains(&format!("# TYPE {name} gauge")), "{name}");
    }
}
