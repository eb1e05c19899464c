//! The program from outside: exit codes, what goes where, and what is never destroyed.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use program::{PROGRAM, Place, call, call_with, sample};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// What a scan with customers writes, `run.json` apart.
const RESULTS: [&str; 4] = ["calls.jsonl", "customers.jsonl", "rejects.jsonl", "unmatched.jsonl"];

#[test]
fn what_cannot_be_done_is_told_in_one_page_and_writes_nothing() {
    let place = Place::new();
    place.write("one.jsonl", call("a"));
    place.write("people.jsonl", "{\"id\":\"A\"}\n");
    place.write("broken/rules.toml", "language = \"en\"\n[[rule]]\nid = 5\n");
    place.write("latin/sub/rules.toml", b"language = \"en\" # \xff\n");
    place.write("latin/rules.toml", "language = \"en\"\n");
    place.write("none/readme.txt", "no rules here");
    place.write("set.toml", "[silence]\nmin = 3\n");
    place.write("half.toml", "[silence]\nmin = \"3");
    place.write("utf16.toml", b"\xff\xfes\0");
    place.write("empty/.hidden.jsonl", call("a"));
    place.write("array.json", "[{\"id\":1}]");
    place.write("nameless.csv", "id;;b\n1;2;3\n");
    place.write("twice.csv", "id,id\n1,2\n");
    place.write("nothing.csv", "");
    for (args, told) in [
        ("scan one.jsonl --nope", "--nope"),
        ("scan", "<IN>"),
        ("scam one.jsonl", "scan"),
        ("scan nowhere.jsonl", "nowhere.jsonl: "),
        ("scan empty", "empty: no files in it"),
        ("scan - -", "standard input can be read once"),
        ("scan one.jsonl --out -", "calls go to standard output"),
        ("scan one.jsonl --threads 0", "--threads"),
        ("scan one.jsonl --threads many", "--threads"),
        ("scan one.jsonl --customers people.jsonl", "--out"),
        ("scan one.jsonl --set silence.min", "--set silence.min: write a name and a value"),
        ("scan one.jsonl --set silence.min=-1s", "no length of time"),
        ("scan one.jsonl --set silence.min=99999999999999999999min", "no length of time"),
        ("scan one.jsonl --set silence.mim=1s", "did you mean `silence.min`?"),
        ("scan one.jsonl --set time.zone=Moon", "no time zone"),
        ("scan one.jsonl --config set.toml", "set.toml: silence.min: `3`"),
        ("scan one.jsonl --config half.toml", "half.toml: TOML"),
        ("scan one.jsonl --config utf16.toml", "utf16.toml: "),
        ("scan one.jsonl --config gone.toml", "gone.toml: "),
        ("scan one.jsonl --lexicon nowhere", "lexicon nowhere: "),
        ("scan one.jsonl --lexicon none", "lexicon none: no .toml files"),
        ("scan one.jsonl --lexicon one.jsonl", "lexicon one.jsonl: "),
        ("scan one.jsonl --lexicon broken", "error[E004]"),
        ("scan one.jsonl --lexicon-add broken", "error[E004]"),
        ("scan one.jsonl --lexicon latin", "latin/sub/rules.toml: "),
        ("scan one.jsonl --customers gone.jsonl --out out", "gone.jsonl: "),
        ("scan one.jsonl --customers array.json --out out", "one JSON array"),
        ("scan one.jsonl --customers nameless.csv --out out", "column 2"),
        ("scan one.jsonl --customers twice.csv --out out", "columns 1 and 2"),
        ("scan one.jsonl --customers nothing.csv --out out", "empty"),
        ("scan one.jsonl --customers empty --out out", "not a regular file"),
        ("scan one.jsonl --as-of yesterday --out out", "--as-of: yesterday is no instant"),
        ("scan one.jsonl --region XX --out out", "--region: unknown region \"XX\""),
        ("scan one.jsonl --own-phone zz --out out", "--own-phone: zz"),
        ("scan one.jsonl --key a\"b --out out", "is no name for a key"),
        ("attach one.jsonl --customers people.jsonl", "--out"),
        (
            "attach empty --customers people.jsonl --out out",
            "empty is a folder; name its calls.jsonl",
        ),
        ("attach gone.jsonl --customers people.jsonl --out out", "gone.jsonl: "),
        ("explain b one.jsonl", "no call `b` among 1; did you mean `a`?"),
        ("explain t:b one.jsonl", "did you mean `t:a`?"),
        ("explain a one.jsonl --rule nope", "--rule nope: there is no such rule"),
        ("explain a", "no out/run.json"),
        ("schema cal", "did you mean `call`?"),
        ("lexicon check nowhere", "lexicon nowhere: "),
        ("lexicon test broken", "error[E004]"),
        ("lexicon list broken", "error[E004]"),
    ] {
        let args: Vec<&str> = args.split(' ').collect();
        let before = place.names(".");
        let ran = place.run(&args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(told), "{args:?}: {}", ran.err);
        assert!(ran.out.is_empty(), "{args:?} wrote to standard output");
        assert_eq!(place.names("."), before, "{args:?} left something behind");
    }
}

#[test]
fn help_and_version_are_results() {
    let place = Place::new();
    for args in [&["--help"][..], &["help"], &["scan", "--help"], &["lexicon", "-h"], &["-V"]] {
        let ran = place.run(args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        assert!(!ran.out.is_empty());
    }
    let help = String::from_utf8(place.run(&["--help"]).out).unwrap();
    for line in ["0    done", "3    done, some records", "130, 143  interrupted"] {
        assert!(help.contains(line), "{line}");
    }
    assert_eq!(place.run(&[]).code, 2);
}

#[test]
fn results_go_to_the_folder_and_words_to_standard_error() {
    let place = Place::new();
    let calls = sample("calls");
    let ran = place.run(&["scan", &calls, "--out", "out"]);
    assert_eq!((ran.code, ran.out.len()), (0, 0), "{}", ran.err);
    assert!(ran.err.contains("17 calls read") && ran.err.contains("Open next: out/calls.jsonl"));
    let expected =
        [".callsift.lock", "calls.jsonl", "rejects.jsonl", "run-report.json", "run.json"];
    assert_eq!(place.names("out"), expected);
    assert_eq!(place.records("out"), [17, 17, 0, 0, 0]);
    let quiet = place.run(&["scan", &calls, "--out", "out", "--quiet"]);
    assert_eq!((quiet.code, quiet.err.as_str()), (0, ""));
    // Without a folder the same calls go to standard output.
    let stream = place.run(&["scan", &calls]);
    assert_eq!((stream.code, stream.err.as_str()), (0, ""));
    assert_eq!(stream.out, place.read("out/calls.jsonl"));
}

#[test]
fn a_stream_answers_line_by_line() {
    let mut program = Command::new(PROGRAM)
        .env("LC_ALL", "C")
        .args(["scan", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = program.stdin.take().unwrap();
    let mut answers = BufReader::new(program.stdout.take().unwrap());
    for id in ["a", "b", "c"] {
        writeln!(stdin, "{}", call(id)).unwrap();
        let mut answer = String::new();
        // Standard input stays open: without an answer this waits for ever.
        answers.read_line(&mut answer).unwrap();
        assert!(answer.contains(&format!("\"call_id\":\"{id}\"")), "{answer}");
    }
    drop(stdin);
    assert_eq!(program.wait().unwrap().code(), Some(0));
}

#[test]
fn a_broken_first_line_does_not_stop_a_stream() {
    let place = Place::new();
    for first in ["not json", "{\"a\":", "{\"x\":1}", "{\"schema\":\"callsift.transcript/1\"", "[]"]
    {
        let lines = format!("{first}\n{}\n\n{}\n", call("a"), call("b"));
        let ran = place.run_with(&["scan", "-"], lines.as_bytes());
        assert_eq!(ran.code, 3, "{first}: {}", ran.err);
        let ids: Vec<_> = ran.lines().iter().map(|line| line["call_id"].clone()).collect();
        assert_eq!(ids, [serde_json::Value::Null, "a".into(), "b".into()], "{first}");
        place.write("in.jsonl", &lines);
        place.run(&["scan", "in.jsonl", "--out", "out"]);
        assert_eq!(place.records("out"), [3, 2, 0, 1, 0], "{first}");
    }
    let blank = format!("\n\n{}\n", call("a"));
    assert_eq!(place.run_with(&["scan", "-"], blank.as_bytes()).lines()[0]["call_id"], "a");
}

#[test]
fn every_format_goes_through_a_pipe() {
    let place = Place::new();
    for name in ["calls/aws/en-refund-01.json", "calls/vtt/uk-delivery-01.vtt"] {
        let content = std::fs::read(sample(name)).unwrap();
        let ran = place.run_with(&["scan", "-"], &content);
        assert_eq!((ran.code, ran.lines().len()), (0, 1), "{name}");
    }
    let pretty: serde_json::Value = serde_json::from_str(&call("a")).unwrap();
    let pretty = serde_json::to_vec_pretty(&pretty).unwrap();
    assert_eq!(place.run_with(&["scan", "-"], &pretty).lines()[0]["call_id"], "a");
}

#[test]
fn the_same_call_twice() {
    let place = Place::new();
    let other = call("a").replace("Good morning", "Good evening");
    place.write("1.jsonl", [call("a"), call("b"), call("a")].join("\n"));
    place.write("2.jsonl", [call("a"), other.clone(), other].join("\n"));
    let ran = place.run(&["scan", "1.jsonl", "2.jsonl", "--out", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(place.records("out"), [6, 3, 3, 0, 0]);
    let marks: Vec<_> = place
        .lines("out/calls.jsonl")
        .iter()
        .map(|call| (call["call_id"].clone(), call["conflicts_with_earlier"] == true))
        .collect();
    assert_eq!(marks, [("a".into(), false), ("b".into(), false), ("a".into(), true)]);
    assert_eq!(place.json("out/run.json")["conflicts"], 1);
}

#[test]
fn customers_of_two_nights() {
    let place = Place::new();
    let people = sample("customers.jsonl");
    let night = |calls: &str, people: &str, out: &str, more: &[&str]| {
        let calls = sample(calls);
        let mut args =
            vec!["scan", &calls, "--customers", people, "--region-field", "country", "--out", out];
        args.extend(more);
        let ran = place.run(&args);
        assert_eq!(ran.code, 0, "{}", ran.err);
        String::from_utf8(place.read(&format!("{out}/customers.jsonl"))).unwrap()
    };
    let first = night("calls", &people, "out", &[]);
    let was = std::fs::read_to_string(&people).unwrap();
    assert_eq!(first.lines().count(), was.lines().count());
    for (was, is) in was.lines().zip(first.lines()) {
        let kept = was.strip_suffix('}').unwrap();
        assert!(is == was || is.starts_with(&format!("{kept},\"callsift\":{{")), "{is}");
    }
    let calls_of = |text: &str, at: usize| {
        let line: serde_json::Value = serde_json::from_str(text.lines().nth(at).unwrap()).unwrap();
        line["callsift"]["calls"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(calls_of(&first, 0), 1);
    // The same night again, over its own results, in place too: the same bytes.
    assert_eq!(night("calls", "out/customers.jsonl", "again", &[]), first);
    assert_eq!(night("calls", "out/customers.jsonl", "out", &[]), first);
    let second = night("night-2", "out/customers.jsonl", "out-2", &[]);
    assert_eq!(calls_of(&second, 0), 2);
    let anew = night("night-2", "out/customers.jsonl", "anew", &["--replace"]);
    assert_eq!((calls_of(&anew, 0), calls_of(&anew, 1)), (1, calls_of(&first, 1)));
    // Attaching later is the same as attaching at once.
    let calls = place.path("out/calls.jsonl").to_str().unwrap().to_owned();
    let args = ["attach", &calls, "--customers", &people, "--region-field", "country"];
    let ran = place.run(&[&args[..], &["--out", "late"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(String::from_utf8(place.read("late/customers.jsonl")).unwrap(), first);
    assert_eq!(place.read("late/unmatched.jsonl"), place.read("again/unmatched.jsonl"));
}

#[test]
fn a_table_becomes_records() {
    let place = Place::new();
    let (calls, people) = (sample("calls"), sample("customers.csv"));
    let ran = place.run(&["scan", &calls, "--customers", &people, "--out", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let records = place.lines("out/customers.jsonl");
    assert_eq!(records.len(), 4);
    assert!(records[0]["callsift"].is_object());
    place.write("rows.csv", "id,name\r\nCL-1001,Anna,surplus\r\nCL-1002,Boris\r\nCL-1003\r\n");
    let ran = place.run(&["scan", &calls, "--customers", "rows.csv", "--out", "rows"]);
    assert_eq!(ran.code, 3);
    assert_eq!(place.read("rows/customers.jsonl"), b"{\"id\":\"CL-1002\",\"name\":\"Boris\"}\n");
    let rejects = place.lines("rows/rejects.jsonl");
    let lines: Vec<_> = rejects.iter().map(|reject| reject["line"].clone()).collect();
    assert_eq!(lines, [2, 4]);
}

#[test]
fn customers_that_cannot_be_meant_stop_the_run() {
    let place = Place::new();
    place.write("one.jsonl", call("a"));
    place.write("open.csv", "id,name\nA,a\nB,\"b\nC,c\n");
    place.write("other.jsonl", "{\"Код\":1,\"tel\":2}\n{\"x\":1}\n");
    for (people, told) in [
        ("open.csv", "line 3: a quote is opened and not closed in this row"),
        (
            "other.jsonl",
            "customers other.jsonl: no record has any of the fields external_id, id, a.b, email; \
             the first record has Код, tel; name yours with --customer-id, --phone, --email",
        ),
    ] {
        let args = ["scan", "one.jsonl", "--customers", people, "--phone", "a.b", "--out", "out"];
        let ran = place.run(&args);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(told), "{}", ran.err);
        assert_eq!(place.names("out"), [".callsift.lock"]);
    }
    // A table of nothing but its header has no record that could have the fields.
    place.write("none.csv", "Код,tel\n");
    let ran = place.run(&["scan", "one.jsonl", "--customers", "none.csv", "--out", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn customer_lines_nobody_can_read_leave_as_they_came() {
    let place = Place::new();
    let calls =
        [call_with("a", "\"customer_id\":\"A\","), call_with("b", "\"customer_id\":\"Z\",")];
    place.write("one.jsonl", calls.join("\n"));
    let people = b"{\"id\":\"A\"}\n{\"id\":\"\xe0\"}\r\n\n{broken\n[1]\n{\"id\":\"B\"}\n{\"id\":";
    place.write("people.jsonl", people);
    place.run(&["scan", "one.jsonl", "--out", "calls", "--quiet"]);
    let attach = ["attach", "calls/calls.jsonl", "calls/calls.jsonl"];
    let ran = place.run(&[&attach[..], &["--customers", "people.jsonl", "--out", "late"]].concat());
    assert!(ran.err.contains("4 records unreadable: late/rejects.jsonl"), "{}", ran.err);
    assert_eq!(place.json("late/run.json")["customers"]["calls_repeated"], 2);
    assert_eq!(place.json("late/run.json")["customers"]["calls_attached"], 1);
    assert_eq!(place.json("late/run.json")["customers"]["calls_unmatched"], 1);
    let ran = place.run(&["scan", "one.jsonl", "--customers", "people.jsonl", "--out", "out"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let after = place.read("out/customers.jsonl");
    assert_eq!(place.read("late/customers.jsonl"), after);
    assert!(after.starts_with(b"{\"id\":\"A\",\"callsift\":{"));
    let first = |text: &[u8]| text.iter().position(|byte| *byte == b'\n').unwrap();
    assert_eq!(after[first(&after)..], people[first(people)..]);
    let rejects = place.lines("out/rejects.jsonl");
    let cut = |at: &serde_json::Value| {
        let byte = |name: &str| at[name].as_u64().unwrap() as usize;
        &people[byte("byte_start")..byte("byte_end")]
    };
    let cuts: Vec<&[u8]> = rejects.iter().map(cut).collect();
    assert_eq!(cuts, [&b"{\"id\":\"\xe0\"}\r\n"[..], b"{broken\n", b"[1]\n", b"{\"id\":"]);
}

#[test]
fn a_card_says_in_which_turn_a_finding_ends() {
    let place = Place::new();
    let two = "I want to make a\"},{\"role\":\"customer\",\"start_ms\":7100,\"end_ms\":8000,\"text\":\"complaint";
    let call = call_with("a", "\"customer_id\":\"A\",").replace("I want to make a complaint", two);
    place.write("one.jsonl", call);
    place.write("people.jsonl", "{\"id\":\"A\"}\n");
    place.run(&["scan", "one.jsonl", "--customers", "people.jsonl", "--out", "out"]);
    let call = &place.lines("out/calls.jsonl")[0]["findings"];
    let card = &place.lines("out/customers.jsonl")[0]["callsift"]["calls"][0]["findings"];
    let over = |findings: &serde_json::Value| {
        let mut findings = findings.as_array().unwrap().iter();
        let finding = findings.find(|finding| finding["turn_end"] == 2).unwrap();
        [finding["turn"].clone(), finding["chars"].clone()]
    };
    assert_eq!(over(card), over(call));
}

#[test]
fn a_key_of_somebody_else_is_never_overwritten() {
    let place = Place::new();
    place.write("one.jsonl", call_with("a", "\"customer_id\":\"A\","));
    place.write("people.jsonl", "{\"id\":\"B\"}\n{\"id\":\"A\",\"callsift\":\"our own\"}\n");
    let args = ["scan", "one.jsonl", "--customers", "people.jsonl", "--out", "out"];
    let ran = place.run(&args);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("people.jsonl: line 2") && ran.err.contains("--key NAME"));
    assert_eq!(place.names("out"), [".callsift.lock"]);
    let ran = place.run(&[&args[..], &["--key", "sift"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(place.lines("out/customers.jsonl")[1]["callsift"], "our own");
}

#[test]
fn an_ambiguous_customer_is_left_to_a_person() {
    let place = Place::new();
    place.write("one.jsonl", call_with("a", "\"customer_id\":\"A\","));
    place.write("people.jsonl", "{\"id\":\"A\"}\n{\"id\":\"A\"}");
    place.run(&["scan", "one.jsonl", "--customers", "people.jsonl", "--out", "out"]);
    let unmatched = place.lines("out/unmatched.jsonl");
    assert_eq!((unmatched.len(), &unmatched[0]["status"]), (1, &"ambiguous".into()));
    assert_eq!(unmatched[0]["candidates"].as_array().unwrap().len(), 2);
    assert_eq!(place.read("out/customers.jsonl"), b"{\"id\":\"A\"}\n{\"id\":\"A\"}");
}

#[test]
fn nobody_s_files_are_replaced() {
    let place = Place::new();
    place.write("own/calls.jsonl", call("a"));
    place.write("own/in.jsonl", call("a"));
    place.write("people/customers.jsonl", "{\"id\":\"A\"}\n");
    place.write("one.jsonl", call("a"));
    let refused = |args: &[&str], told: &str| {
        let ran = place.run(args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(told), "{}", ran.err);
    };
    refused(&["scan", "own/calls.jsonl", "--out", "own"], "calls.jsonl in it is an input");
    refused(&["scan", "own/in.jsonl", "--out", "own"], "calls.jsonl in it is not from callsift");
    refused(&["scan", "one.jsonl", "--out", "people"], "customers.jsonl in it is not from");
    assert_eq!(place.names("own"), ["calls.jsonl", "in.jsonl"]);
    assert_eq!(place.names("people"), ["customers.jsonl"]);
    assert_eq!(place.run(&["scan", "one.jsonl", "--out", "out"]).code, 0);
    let attach = ["attach", "out/calls.jsonl", "--customers", "people/customers.jsonl"];
    refused(&[&attach[..], &["--out", "out"]].concat(), "calls.jsonl in it is an input");
    assert!(!place.read("out/calls.jsonl").is_empty());
    // Results of an earlier run are callsift's own, with or without the lock.
    assert_eq!(place.run(&["scan", "one.jsonl", "--out", "out"]).code, 0);
    std::fs::remove_file(place.path("out/.callsift.lock")).unwrap();
    assert_eq!(place.run(&["scan", "one.jsonl", "--out", "out"]).code, 0);
}

#[test]
fn results_of_an_earlier_run_do_not_stay_beside_new_ones() {
    let place = Place::new();
    place.write("one.jsonl", call("a"));
    place.write("people.jsonl", "{\"id\":\"A\"}\n");
    place.run(&["scan", "one.jsonl", "--customers", "people.jsonl", "--out", "out"]);
    assert!(RESULTS.iter().all(|name| place.names("out").contains(&(*name).to_owned())));
    place.run(&["scan", "one.jsonl", "--out", "out"]);
    assert!(!place.names("out").contains(&"customers.jsonl".to_owned()));
}

#[test]
fn results_among_the_inputs_are_not_read() {
    let place = Place::new();
    place.write("in/one.jsonl", call("a"));
    for _ in 0..2 {
        assert_eq!(place.run(&["scan", "in", "--out", "in/out"]).code, 0);
        assert_eq!(place.records("in/out"), [1, 1, 0, 0, 0]);
    }
}

#[test]
fn results_that_cannot_be_written() {
    let place = Place::new();
    place.write("one.jsonl", call("a"));
    for out in ["one.jsonl", "one.jsonl/sub"] {
        let ran = place.run(&["scan", "one.jsonl", "--out", out]);
        assert_eq!(ran.code, 4, "{}", ran.err);
        assert!(ran.err.contains(out));
    }
    place.run(&["scan", "one.jsonl", "--out", "out"]);
    let before = place.read("out/calls.jsonl");
    place.write("one.jsonl", call("b"));
    std::fs::create_dir(place.path("out/.calls.jsonl.part")).unwrap();
    let ran = place.run(&["scan", "one.jsonl", "--out", "out"]);
    assert_eq!(ran.code, 4, "{}", ran.err);
    assert_eq!(place.read("out/calls.jsonl"), before);
    assert!(place.names("out").contains(&"run.json".to_owned()));
}

#[test]
fn a_reader_that_goes_is_no_fault() {
    let place = Place::new();
    place.write("in.jsonl", (0..3000).map(|n| call(&n.to_string()) + "\n").collect::<String>());
    for args in [&["scan", "in.jsonl"][..], &["lexicon", "list"], &["schema", "call"]] {
        let mut program = Command::new(PROGRAM)
            .env("LC_ALL", "C")
            .args(args)
            .current_dir(place.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let output = program.wait_with_output().unwrap();
        assert!(!first.is_empty());
        assert!(matches!(output.status.code(), Some(0 | 4)), "{args:?}: {output:?}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{args:?}");
    }
}

#[test]
fn explain_has_a_sentence_for_every_outcome() {
    let place = Place::new();
    let calls = sample("calls");
    let told = |args: &[&str]| {
        let ran = place.run(&[&["explain"], args].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        String::from_utf8(ran.out).unwrap()
    };
    let page = told(&["ru-billing-01", &calls]);
    assert!(page.contains("\nFound\n") && page.contains("by the phrase `"), "{page}");
    assert!(page.contains("\nExcluded\n") && page.contains("somebody the rule does not listen to"));
    assert!(page.contains("\nNot found: "));
    assert_eq!(told(&["pbx1:ru-billing-01", &calls]), page);
    assert!(told(&["ru-negated-01", &calls]).contains("«никаких» negates it"));
    assert!(told(&["en-chat-01", &calls]).contains("A chat has no times of speech:"));
    assert!(told(&["ru-supervisor-01", &calls]).contains("The source has no times:"));
    assert!(told(&["uk-unknown-01", &calls]).contains("does not tell who is the agent"));
    assert!(told(&[&sample("calls/neutral.jsonl")]).contains("en-wait-01"));
    let list = String::from_utf8(place.run(&["lexicon", "list"]).out).unwrap();
    let rule = list.lines().find(|line| line.starts_with("escalation.")).unwrap();
    let rule = rule.split(' ').next().unwrap();
    let clear = told(&["ru-calm-01", &calls, "--rule", rule]);
    assert!(clear.contains("\nNot found\n") && clear.contains(rule), "{clear}");
    // After a scan into ./out the inputs need not be named.
    place.run(&["scan", &calls, "--out", "out"]);
    assert_eq!(told(&["ru-billing-01"]), page);
}

#[test]
fn a_lexicon_test_that_fails_is_told() {
    let place = Place::new();
    let rule = |caught: &str| {
        format!(
            "language = \"en\"\n[[rule]]\nid = \"complaint.generic.x\"\ntitle = \"X\"\n\
             category = \"complaint.generic\"\nseverity = 2\nphrases = [\"my kettle broke\"]\n\
             caught = [\"{caught}\"]\nquiet = [\"all is well\"]\n"
        )
    };
    place.write("good/x.toml", rule("my kettle broke"));
    place.write("wrong/x.toml", rule("my teapot broke"));
    assert_eq!(place.run(&["lexicon", "test", "good"]).code, 0);
    let ran = place.run(&["lexicon", "test", "wrong"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("x.toml:8: complaint.generic.x must find «my teapot broke»"));
    assert_eq!(place.run(&["lexicon", "check", "wrong"]).code, 0);
}
