//! What a scheduler relies on: limits, conditions, figures by source, metrics and JSON messages.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use program::{Place, Ran, call, json_lines, sample};
use serde_json::{Value, json};

/// A call of a source: who speaks, with times or without, and what the second one says.
fn call_of(source: &str, id: usize, roles: [&str; 2], times: bool, text: &str) -> String {
    let time = |start: usize| {
        if times {
            format!(r#""start_ms":{start},"end_ms":{},"#, start + 900)
        } else {
            String::new()
        }
    };
    let [first, second] = roles;
    format!(
        r#"{{"schema":"callsift.transcript/1","call_id":"{id}","source":"{source}","turns":[{{"role":"{first}",{}"text":"Good morning, number {id}"}},{{"role":"{second}",{}"text":"{text}"}}]}}"#,
        time(0),
        time(1_500),
    )
}

const KNOWN: [&str; 2] = ["agent", "customer"];
const COMPLAINT: &str = "I want to make a complaint";
const CALM: &str = "Thank you, that is all";

/// Lines of so many calls of a source, of which so many complain.
fn night(source: &str, calls: usize, complaints: usize) -> String {
    let text = |id| if id < complaints { COMPLAINT } else { CALM };
    let lines: Vec<_> = (0..calls).map(|id| call_of(source, id, KNOWN, true, text(id))).collect();
    lines.join("\n") + "\n"
}

/// A scan of `calls` into a folder with further arguments.
fn scan(place: &Place, out: &str, more: &[&str]) -> Ran {
    place.run(&[&["scan", "calls", "--out", out][..], more].concat())
}

/// The conditions of a run, by what was typed.
fn conditions(place: &Place, out: &str) -> Vec<Value> {
    place.json(&format!("{out}/run.json"))["fail_on"].as_array().cloned().unwrap_or_default()
}

#[test]
fn figures_of_each_source() {
    let place = Place::new();
    let mut lines = night("pbx 1", 3, 1);
    for id in 0..2 {
        lines += &(call_of("text", id, ["unknown", "unknown"], false, COMPLAINT) + "\n");
    }
    lines += &(call_of("text", 2, KNOWN, false, CALM) + "\n");
    lines += &call_of("swapped", 0, ["customer", "agent"], true, "my bill is wrong")
        .replace("Good morning", "Thank you for calling, how may I help you");
    place.write("calls/a.jsonl", &lines);
    assert_eq!(scan(&place, "out", &[]).code, 0);
    let run = place.json("out/run.json");
    let figures = |source: &str, what: &str| run["sources"][source][what].clone();
    assert_eq!(run["sources"].as_object().unwrap().len(), 3);
    for (source, calls, without_times, without_roles, swapped) in
        [("pbx 1", 3, 0, 0, 0), ("text", 3, 3, 2, 0), ("swapped", 1, 0, 0, 1)]
    {
        assert_eq!(figures(source, "calls"), calls, "{source}");
        assert_eq!(figures(source, "without_times"), without_times, "{source}");
        assert_eq!(figures(source, "without_roles"), without_roles, "{source}");
        assert_eq!(figures(source, "roles_look_swapped"), swapped, "{source}");
    }
    let warnings = figures("swapped", "warnings");
    assert_eq!(warnings["roles_look_swapped"], json!({"calls": 1, "times": 1}));
    // What is said by source is what is said of the whole run.
    for (rule, hits) in run["findings_by_rule"].as_object().unwrap() {
        let of = |source: &Value| source["rules"][rule]["hits"].as_u64().unwrap_or(0);
        let sum: u64 = run["sources"].as_object().unwrap().values().map(of).sum();
        assert_eq!(*hits, sum, "{rule}");
    }
    let rules = figures("pbx 1", "rules");
    let complaint = &rules["complaint.generic.word.en"];
    assert_eq!(*complaint, json!({"hits": 1, "calls": 1, "per_1000_calls": "333.333"}), "{rules}");
    assert_eq!(figures("text", "not_evaluated")["pause"], json!({"no_times": 3}));
    assert_eq!(figures("pbx 1", "not_evaluated").get("pause"), None);
    assert!(figures("text", "rules_not_evaluated").as_object().unwrap().len() > 1);
    let by_severity = run["severity"].as_object().unwrap();
    assert!(by_severity.values().map(|n| n.as_u64().unwrap()).sum::<u64>() >= 3, "{by_severity:?}");
}

#[test]
fn as_many_sources_as_calls_are_told_together_from_some_number_on() {
    for (sources, further) in [(199, None), (200, None), (201, Some(1)), (230, Some(30))] {
        let place = Place::new();
        let one = |at: usize| call_of(&format!("s{at}"), 0, KNOWN, true, COMPLAINT);
        place.write("calls/a.jsonl", (0..sources).map(one).collect::<Vec<_>>().join("\n"));
        assert_eq!(scan(&place, "out", &["--metrics", "m.prom"]).code, 0);
        let run = place.json("out/run.json");
        assert_eq!(run["sources"].as_object().unwrap().len(), sources.min(200));
        assert_eq!(run["further_sources"].get("calls").and_then(Value::as_u64), further);
        let page = String::from_utf8(place.read("m.prom")).unwrap();
        let told = page.contains("callsift_calls{source=\"(further sources)\"}");
        assert_eq!(told, further.is_some());
    }
}

#[test]
fn rejects_up_to_the_limit_are_no_fault() {
    let place = Place::new();
    place.write("calls/a.jsonl", night("t", 8, 0) + "{\n7\n");
    for (limit, code) in [
        (None, 3),
        (Some("1"), 3),
        (Some("2"), 0),
        (Some("3"), 0),
        (Some("19.999999%"), 3),
        (Some("20%"), 0),
        (Some("20.1%"), 0),
    ] {
        let more: Vec<&str> = limit.iter().flat_map(|limit| ["--max-rejects", limit]).collect();
        let ran = scan(&place, "out", &more);
        assert_eq!(ran.code, code, "{limit:?}: {}", ran.err);
        let allowed = &place.json("out/run.json")["rejects_allowed"];
        match limit {
            None => assert_eq!(*allowed, Value::Null),
            Some(limit) => assert_eq!(
                *allowed,
                json!({"limit": limit, "rejected": 2, "of": 10, "kept": code == 0})
            ),
        }
        assert_eq!(place.lines("out/rejects.jsonl").len(), 2, "they are written all the same");
        // A stream keeps the same limit.
        let stream = place.run(&[&["scan", "calls"][..], &more].concat());
        assert_eq!(stream.code, code, "{limit:?}");
    }
    for wrong in ["2.5", "101%", "some", "-1"] {
        let ran = scan(&place, "never", &[&format!("--max-rejects={wrong}")]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("0.1%"), "{}", ran.err);
        assert!(!place.path("never").exists());
    }
}

#[test]
fn rejected_customers_count_too() {
    let place = Place::new();
    place.write("calls/a.jsonl", night("t", 2, 0));
    place.write("people.jsonl", "{\"id\":\"A\"}\n{\"id\":\n");
    for (limit, code) in [("0", 3), ("1", 0), ("49%", 3), ("50%", 0)] {
        let more = ["--customers", "people.jsonl", "--max-rejects", limit];
        let ran = scan(&place, "out", &more);
        assert_eq!(ran.code, code, "{limit}: {}", ran.err);
        let allowed = place.json("out/run.json")["rejects_allowed"].clone();
        assert_eq!(allowed["customers_rejected"], 1);
        assert_eq!(allowed["customers_of"], 2);
    }
}

#[test]
fn conditions_at_their_limits() {
    let place = Place::new();
    let mut lines = night("t", 17, 2);
    lines += &(call_of("t", 17, KNOWN, false, CALM) + "\n{\n");
    lines += &(call_of("t", 18, KNOWN, true, CALM).replace("\"customer\"", "\"robot\"") + "\n");
    lines +=
        &call_of("t", 19, KNOWN, true, CALM).replace("\"turns\"", "\"medium\":\"chat\",\"turns\"");
    place.write("calls/a.jsonl", &lines);
    // 20 calls: 2 complain, 1 has no times, 1 an unknown name, 1 is a chat; 21 records, 1 unreadable.
    let table = [
        ("severity>=3", true, "4", 2, 20),
        ("severity>=4", true, "4", 2, 20),
        ("severity>=5", false, "4", 0, 20),
        ("severity > 4", false, "4", 0, 20),
        ("severity>=0", true, "4", 20, 20),
        ("not_evaluated(pause.long.any)>0", true, "1", 1, 19),
        ("not_evaluated(pause.long.any)>1", false, "1", 1, 19),
        ("not_evaluated(pause.long.any)>5.2%", true, "5.263%", 1, 19),
        ("not_evaluated(pause.long.any)>5.27%", false, "5.263%", 1, 19),
        ("rejects>1", false, "1", 1, 21),
        ("rejects>=1", true, "1", 1, 21),
        ("rejects>4.7%", true, "4.762%", 1, 21),
        ("rejects>4.8%", false, "4.762%", 1, 21),
        ("warning(unknown_name)>0", true, "1", 1, 20),
        ("warning(unknown_name)>5%", false, "5.000%", 1, 20),
        ("warning(unknown_name)>=5%", true, "5.000%", 1, 20),
        ("flagged>2", false, "2", 2, 20),
        ("flagged>=10%", true, "10.000%", 2, 20),
        ("flagged<=10 %", true, "10.000%", 2, 20),
        ("flagged<10%", false, "10.000%", 2, 20),
        ("calls<20", false, "20", 20, 20),
        ("calls<21", true, "20", 20, 20),
    ];
    let more: Vec<&str> = table.iter().flat_map(|row| ["--fail-on", row.0]).collect();
    let ran = scan(&place, "out", &more);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let told = conditions(&place, "out");
    assert_eq!(told.len(), table.len());
    for ((condition, reached, value, count, of), told) in table.into_iter().zip(told) {
        let expected = json!({
            "condition": condition, "reached": reached, "value": value, "count": count, "of": of
        });
        assert_eq!(told, expected);
        assert_eq!(ran.err.contains(&format!("Condition `{condition}` is met")), reached);
    }
    // Without one that is reached, the run ends as it would have.
    assert_eq!(scan(&place, "out", &["--fail-on", "calls<20"]).code, 3);
}

#[test]
fn every_condition_is_told_also_to_those_who_want_no_summary() {
    let place = Place::new();
    place.write("calls/a.jsonl", night("t", 10, 1));
    for (language, told) in [
        ("ru", "Условие `flagged>5%` выполнено: 10 % (1 из 10)"),
        ("uk", "Умову `flagged>5%` виконано: 10 % (1 з 10)"),
        ("en", "Condition `flagged>5%` is met: 10 % (1 of 10)"),
    ] {
        let more = ["--fail-on", "flagged>5%", "--fail-on", "calls<5", "--fail-on", "calls<=10"];
        let ran = scan(&place, "out", &[&more[..], &["--quiet", "--lang", language]].concat());
        assert_eq!(ran.code, 1);
        assert_eq!(ran.err.lines().next().unwrap(), told);
        assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
        let reached: Vec<_> =
            conditions(&place, "out").iter().map(|c| c["reached"].clone()).collect();
        assert_eq!(reached, [true, false, true]);
    }
}

#[test]
fn of_nothing_nothing_can_be_told() {
    let place = Place::new();
    place.write("calls/a.jsonl", "");
    let all = ["flagged>5%", "severity>=5", "not_evaluated(pause)>1%", "warning(no_turns)>0"];
    let more: Vec<&str> = all.iter().flat_map(|condition| ["--fail-on", *condition]).collect();
    let ran = scan(&place, "out", &more);
    assert_eq!(ran.code, 1, "{}", ran.err);
    for (condition, told) in all.into_iter().zip(conditions(&place, "out")) {
        assert!(ran.err.contains(&format!("`{condition}` was not checked: ")), "{}", ran.err);
        let nothing = json!([{"reason": "nothing_to_check"}]);
        let expected = json!({"condition": condition, "count": 0, "of": 0, "not_checked": nothing});
        assert_eq!(told, expected);
    }
    // What is counted is known to be none.
    assert_eq!(scan(&place, "out", &["--fail-on", "calls<1"]).code, 1);
    assert_eq!(scan(&place, "out", &["--fail-on", "rejects>0"]).code, 0);
    // Pauses of chats are checked in no call.
    let chat =
        call_of("t", 0, KNOWN, true, CALM).replace("\"turns\"", "\"medium\":\"chat\",\"turns\"");
    place.write("calls/a.jsonl", chat);
    assert_eq!(scan(&place, "out", &["--fail-on", "not_evaluated(pause.long.any)>5%"]).code, 1);
    assert_eq!(conditions(&place, "out")[0].get("reached"), None);
}

#[test]
fn a_condition_that_is_not_understood_ends_the_run_before_it_begins() {
    let place = Place::new();
    place.write("calls/a.jsonl", night("t", 1, 0));
    place.write("base.json", "{}");
    place.write("folder/x", "");
    for (args, told) in [
        (&["--fail-on", "severity"][..], "write severity>=5, not_evaluated(pause)>5%"),
        (&["--fail-on", "rule_rate_change>3x"], "--baseline"),
        (&["--baseline", "gone.json"], "--baseline gone.json: "),
        (&["--baseline", "base.json"], "no run.json of `callsift scan`"),
        (&["--baseline", "calls/a.jsonl"], "no run.json of `callsift scan`"),
        (&["--metrics", "folder"], "--metrics folder: is a folder"),
        (
            &["--metrics", "calls/a.jsonl"],
            "--metrics calls/a.jsonl: is there and not from callsift",
        ),
        (&["--metrics", "nowhere/m.prom"], "--metrics nowhere/m.prom: there is no such folder"),
        (&["--log", "xml"], "--log"),
    ] {
        let ran = scan(&place, "never", args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(told), "{args:?}: {}", ran.err);
        assert!(!place.path("never").exists(), "{args:?}");
    }
}

#[test]
fn rates_are_held_against_an_earlier_night() {
    let rule = "complaint.generic.word.en";
    // Calls and complaints then and now, and the change, if there are hits enough to tell one.
    let table = [
        ((100, 10), (100, 30), Some("3.000x")),
        ((100, 10), (100, 31), Some("3.100x")),
        ((100, 30), (100, 10), Some("3.000x")),
        ((100, 31), (100, 10), Some("3.100x")),
        ((50, 20), (150, 60), Some("1.000x")),
        ((100, 0), (100, 10), Some("new")),
        ((100, 10), (100, 0), Some("gone")),
        // Fewer than ten hits, now or at the rate of then, are chance.
        ((100, 0), (100, 9), None),
        ((100, 9), (100, 0), None),
        ((100, 10), (10, 9), None),
        ((1000, 10), (50, 9), None),
        ((50, 9), (1000, 10), None),
    ];
    let place = Place::new();
    let (mut before, mut now) = (String::new(), String::new());
    for (at, (then, tonight, _)) in table.iter().enumerate() {
        before += &night(&format!("s{at}"), then.0, then.1);
        now += &night(&format!("s{at}"), tonight.0, tonight.1);
    }
    place.write("before/a.jsonl", before);
    place.write("calls/a.jsonl", now);
    assert_eq!(place.run(&["scan", "before", "--out", "first", "--quiet"]).code, 0);
    let limits = [("1x", 1.0), ("3x", 3.0), ("3.099x", 3.099), ("3.1x", 3.1), ("100x", 100.0)];
    let typed: Vec<String> = limits.iter().map(|(l, _)| format!("rule_rate_change>{l}")).collect();
    let more: Vec<&str> = typed.iter().flat_map(|text| ["--fail-on", text]).collect();
    let ran = scan(&place, "out", &[&more[..], &["--baseline", "first/run.json"]].concat());
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("most of all"), "{}", ran.err);
    for ((limit, least), told) in limits.into_iter().zip(conditions(&place, "out")) {
        assert_eq!(
            (&told["reached"], &told["value"]),
            (&json!(true), &told["changes"][0]["value"])
        );
        let changes = told["changes"].as_array().unwrap();
        assert!(changes.len() <= 20 && changes.len() as u64 <= told["count"].as_u64().unwrap());
        if told["count"].as_u64().unwrap() > 20 {
            continue;
        }
        for (at, (then, tonight, value)) in table.iter().enumerate() {
            let of =
                |change: &&Value| change["rule"] == rule && change["source"] == format!("s{at}");
            let change = changes.iter().find(of).map(|change| change["value"].as_str().unwrap());
            let factor = |value: &str| value.trim_end_matches('x').parse().unwrap_or(f64::INFINITY);
            let expected = value.filter(|value| factor(value) > least);
            assert_eq!(change, expected, "{limit}: {then:?} {tonight:?}: {told}");
        }
    }
    let baseline = place.json("out/run.json")["baseline"].clone();
    assert_eq!(baseline["file"], "first/run.json");
    assert_eq!(baseline["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn what_the_baseline_lacks_is_told() {
    let place = Place::new();
    place.write("before/a.jsonl", night("old", 20, 20) + &night("both", 20, 20));
    assert_eq!(place.run(&["scan", "before", "--out", "first", "--quiet"]).code, 0);
    place.write("calls/a.jsonl", night("new", 20, 20) + &night("both", 20, 20));
    let more = ["--fail-on", "rule_rate_change>3x", "--baseline", "first/run.json", "--quiet"];
    let ran = scan(&place, "out", &more);
    assert_eq!(ran.code, 0, "the source that both have is as it was: {}", ran.err);
    assert!(ran.err.contains("was not checked for all calls"), "{}", ran.err);
    assert!(ran.err.contains("the baseline has no source new"), "{}", ran.err);
    assert!(ran.err.contains("there are no calls of the source old now"), "{}", ran.err);
    let told = conditions(&place, "out").remove(0);
    assert_eq!(told["reached"], false);
    assert_eq!(
        told["not_checked"],
        json!([
            {"reason": "source_not_in_baseline", "source": "new"},
            {"reason": "source_not_in_run", "source": "old"},
        ])
    );
    // No source in common: nothing was checked at all.
    place.write("calls/a.jsonl", night("new", 20, 20));
    let ran = scan(&place, "out", &more);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(conditions(&place, "out")[0].get("reached"), None);
    // A rule that has changed since is not compared with what it was.
    place.write(
        "rules/a.toml",
        "language = \"en\"\n[[rule]]\nid = \"complaint.generic.word.en\"\ntitle = \"Complains\"\n\
         category = \"complaint.generic\"\nspeaker = \"customer\"\nseverity = 2\n\
         phrases = [\"complaint\"]\n",
    );
    place.write("calls/a.jsonl", night("both", 20, 20));
    let ran = scan(&place, "out", &[&more[..], &["--lexicon-add", "rules"]].concat());
    let told = conditions(&place, "out").remove(0);
    assert_eq!(told["reached"], false, "{}", ran.err);
    let reasons = told["not_checked"].as_array().unwrap();
    let changed = json!({"reason": "rules_changed", "rules": 1});
    assert!(reasons.contains(&changed), "{told}");
    assert!(ran.err.contains("not the same any more: 1 rule"), "{}", ran.err);
    // A run of a version that had no figures by source is refused.
    let mut old = place.json("first/run.json");
    old.as_object_mut().unwrap().remove("sources");
    place.write("old.json", old.to_string());
    let ran = scan(&place, "never", &["--baseline", "old.json"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("earlier version"), "{}", ran.err);
}

#[test]
fn the_same_input_gives_the_same_run() {
    let place = Place::new();
    place.write("calls/a.jsonl", night("a", 40, 11) + &night("b", 40, 30) + "{\n");
    place.write("calls/b.jsonl", night("b", 90, 5));
    assert_eq!(scan(&place, "first", &[]).code, 3);
    let more = ["--fail-on", "rule_rate_change>2x", "--baseline", "first/run.json"];
    let more = [&more[..], &["--fail-on", "flagged>1%", "--max-rejects", "5%", "--metrics", "m"]];
    let more = more.concat();
    let mut runs = Vec::new();
    for (out, threads) in [("o1", "1"), ("o2", "2"), ("o8", "8"), ("o1", "8")] {
        assert_eq!(scan(&place, out, &[&more[..], &["--threads", threads]].concat()).code, 1);
        runs.push(place.read(&format!("{out}/run.json")));
    }
    assert!(runs.windows(2).all(|pair| pair[0] == pair[1]));
    let schema: Value = serde_json::from_slice(&place.run(&["schema", "run"]).out).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let run: Value = serde_json::from_slice(&runs[0]).unwrap();
    let faults: Vec<_> = validator.iter_errors(&run).map(|e| e.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn messages_as_json_are_whole_lines_without_a_call_or_a_customer() {
    let place = Place::new();
    let secret = "+380671234567";
    let calls = (0..12).map(|id| {
        let line = call(&format!("{secret}-{id}"));
        line.replace("\"source\"", &format!("\"phone\":\"{secret}\",\"source\""))
    });
    let mut lines: Vec<_> = calls.collect();
    lines.push(format!("{{\"call_id\":\"{secret}\""));
    place.write("calls/a.jsonl", lines.join("\n"));
    place.write("people.jsonl", format!("{{\"id\":\"A\",\"phone\":\"{secret}\"}}\n{{\n"));
    let more = ["--customers", "people.jsonl", "--fail-on", "flagged>0", "--max-rejects", "50%"];
    let ran = scan(&place, "out", &[&more[..], &["--log", "json"]].concat());
    assert_eq!(ran.code, 1);
    let lines = json_lines(ran.err.as_bytes());
    for line in &lines {
        let names: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names, ["event", "fields", "level", "time"], "{line}");
        assert!(line["time"].as_str().unwrap().ends_with('Z'), "{line}");
        assert!(["info", "warn", "error"].contains(&line["level"].as_str().unwrap()), "{line}");
    }
    assert!(!ran.err.contains("671234567"), "{}", ran.err);
    let events: Vec<_> = lines.iter().map(|line| line["event"].as_str().unwrap()).collect();
    for event in
        ["records_rejected", "max_rejects", "condition_reached", "customers", "run_finished"]
    {
        assert!(events.contains(&event), "{event}: {events:?}");
    }
    let end = &lines.last().unwrap()["fields"];
    assert_eq!((&end["exit"], &end["counts"]["good"]), (&json!(1), &json!(12)));
    // What ends a run before it begins is JSON too, whoever finds it.
    for args in [
        &["scan", "gone", "--log", "json"][..],
        &["scan", "calls", "--nope", "--log=json"],
        &["scan", "calls", "--out", "out", "--fail-on", "x", "--log", "json"],
        &["attach", "gone", "--customers", "people.jsonl", "--out", "x", "--log", "json"],
    ] {
        let ran = place.run(args);
        assert_eq!(ran.code, 2, "{}", ran.err);
        let lines = json_lines(ran.err.as_bytes());
        assert_eq!(lines.len(), 1, "{}", ran.err);
        assert_eq!(lines[0]["event"], "stopped");
        assert_eq!(lines[0]["fields"]["exit"], 2);
        assert_ne!(lines[0]["fields"]["message"], "");
    }
    let stream = place.run(&["scan", "calls", "--log", "json"]);
    assert_eq!(stream.code, 3);
    assert_eq!(json_lines(stream.err.as_bytes())[0]["fields"]["counts"]["rejected"], 1);
    let args = ["attach", "out/calls.jsonl", "--customers", "people.jsonl", "--out", "late"];
    let ran = place.run(&[&args[..], &["--log", "json"]].concat());
    assert_eq!(json_lines(ran.err.as_bytes())[0]["event"], "attach_finished", "{}", ran.err);
}

#[test]
fn metrics_are_whole_and_right() {
    let place = Place::new();
    let hostile = "p\\\\b\\\"x\\ny";
    let lines = night("pbx1", 5, 2) + &night(hostile, 3, 1) + "{\n";
    place.write("calls/a.jsonl", lines);
    place.write("people.jsonl", "{\"id\":\"A\"}\n");
    place.write("m.prom", "# HELP callsift_calls Left of last night.\n");
    let more = ["--fail-on", "flagged>0", "--fail-on", "calls<1", "--max-rejects", "1"];
    let more = [&more[..], &["--customers", "people.jsonl", "--metrics", "m.prom"]].concat();
    assert_eq!(scan(&place, "out", &more).code, 1);
    let page = String::from_utf8(place.read("m.prom")).unwrap();
    let samples = exposition::parse(&page).unwrap();
    let value = |name: &str, labels: &[(&str, &str)]| {
        let of = |(n, l): (&str, &str)| (n.to_owned(), l.to_owned());
        let labels: Vec<_> = labels.iter().copied().map(of).collect();
        let found: Vec<_> =
            samples.iter().filter(|s| s.name == name && s.labels == labels).collect();
        assert_eq!(found.len(), 1, "{name} {labels:?}\n{page}");
        found[0].value
    };
    assert_eq!(value("callsift_records", &[("outcome", "good")]), 8.0);
    assert_eq!(value("callsift_records", &[("outcome", "rejected")]), 1.0);
    assert_eq!(value("callsift_calls", &[("source", "pbx1")]), 5.0);
    assert_eq!(value("callsift_calls_flagged", &[("source", "p\\b\"x\ny")]), 1.0);
    let rule = "complaint.generic.word.en";
    assert_eq!(value("callsift_rule_hits", &[("source", "pbx1"), ("rule", rule)]), 2.0);
    assert_eq!(value("callsift_condition_reached", &[("condition", "flagged>0")]), 1.0);
    assert_eq!(value("callsift_condition_reached", &[("condition", "calls<1")]), 0.0);
    assert_eq!(value("callsift_max_rejects_kept", &[]), 1.0);
    assert_eq!(value("callsift_run_exit_code", &[]), 1.0);
    assert_eq!(value("callsift_customers", &[]), 1.0);
    assert!(value("callsift_run_finished_timestamp_seconds", &[]) > 1.7e9);
    assert!(!place.names("").iter().any(|name| name.ends_with(".part")), "{:?}", place.names(""));
    // Every call in run.json is in the metrics.
    let run = place.json("out/run.json");
    let calls = samples.iter().filter(|s| s.name == "callsift_calls").map(|s| s.value).sum::<f64>();
    assert_eq!(run["counts"]["good"].as_f64(), Some(calls));
}

#[test]
fn a_run_that_did_not_end_leaves_the_metrics_of_the_last_one() {
    let place = Place::new();
    place.write("calls/a.jsonl", night("t", 1, 0));
    place.write("m.prom", "# HELP callsift_calls Last night.\n");
    let ran = scan(&place, "calls/a.jsonl/out", &["--metrics", "m.prom"]);
    assert_eq!(ran.code, 4, "{}", ran.err);
    assert_eq!(place.read("m.prom"), b"# HELP callsift_calls Last night.\n");
}

#[test]
fn the_samples_give_metrics_that_can_be_read() {
    let place = Place::new();
    let ran = place.run(&["scan", &sample("calls"), "--out", "out", "--metrics", "m.prom"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = String::from_utf8(place.read("m.prom")).unwrap();
    assert!(exposition::parse(&page).unwrap().len() > 50);
}

/// A small, strict reader of the text format of Prometheus.
mod exposition {
    use std::collections::BTreeSet;

    #[derive(Debug)]
    pub(super) struct Sample {
        pub(super) name: String,
        pub(super) labels: Vec<(String, String)>,
        pub(super) value: f64,
    }

    pub(super) fn parse(page: &str) -> Result<Vec<Sample>, String> {
        let mut samples: Vec<Sample> = Vec::new();
        let (mut helped, mut typed) = (BTreeSet::new(), BTreeSet::new());
        let mut current = String::new();
        let mut seen = BTreeSet::new();
        if !page.ends_with('\n') {
            return Err("no line end at the end".to_owned());
        }
        for line in page.split_terminator('\n') {
            if let Some(rest) = line.strip_prefix("# HELP ") {
                let (name, help) = rest.split_once(' ').ok_or(line)?;
                if help.is_empty() || !is_name(name) || !helped.insert(name.to_owned()) {
                    return Err(format!("help: {line}"));
                }
                current = name.to_owned();
            } else if let Some(rest) = line.strip_prefix("# TYPE ") {
                let (name, kind) = rest.split_once(' ').ok_or(line)?;
                if name != current || kind != "gauge" || !typed.insert(name.to_owned()) {
                    return Err(format!("type: {line}"));
                }
            } else {
                let sample = sample(line).ok_or_else(|| format!("sample: {line}"))?;
                if sample.name != current || !typed.contains(&sample.name) {
                    return Err(format!("out of its group: {line}"));
                }
                if !seen.insert((sample.name.clone(), sample.labels.clone())) {
                    return Err(format!("twice: {line}"));
                }
                samples.push(sample);
            }
        }
        Ok(samples)
    }

    fn is_name(name: &str) -> bool {
        let first = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
        first && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == ':')
    }

    fn sample(line: &str) -> Option<Sample> {
        let end = line.find(['{', ' '])?;
        let (name, mut rest) = line.split_at(end);
        let mut labels = Vec::new();
        if let Some(inside) = rest.strip_prefix('{') {
            rest = inside;
            loop {
                let (label, after) = rest.split_once("=\"")?;
                let (value, after) = quoted(after)?;
                labels.push((label.to_owned(), value));
                if !is_name(label) {
                    return None;
                }
                match after.strip_prefix(',') {
                    Some(next) => rest = next,
                    None => {
                        rest = after.strip_prefix('}')?;
                        break;
                    }
                }
            }
        }
        let value = rest.strip_prefix(' ')?.parse().ok()?;
        is_name(name).then(|| Sample { name: name.to_owned(), labels, value })
    }

    /// The value of a label up to its closing quote, and what stands behind it.
    fn quoted(text: &str) -> Option<(String, &str)> {
        let mut value = String::new();
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => return Some((value, &text[at + 1..])),
                '\\' => value.push(match chars.next()?.1 {
                    'n' => '\n',
                    c @ ('\\' | '"') => c,
                    _ => return None,
                }),
                c => value.push(c),
            }
        }
        None
    }

    #[test]
    fn the_reader_can_fail() {
        let head = "# HELP a b\n# TYPE a gauge\n";
        for (page, good) in [
            ("a 1\n", true),
            ("a{x=\"1\"} 1\na{x=\"2\"} 2.5e3\n", true),
            ("a{x=\"q\\\"\\\\\\n\"} 1\n", true),
            ("a 1", false),
            ("a{x=\"1\"} 1\na{x=\"1\"} 1\n", false),
            ("a{x=\"1} 1\n", false),
            ("a{x=\"\\t\"} 1\n", false),
            ("b 1\n", false),
            ("a one\n", false),
            ("a{1x=\"1\"} 1\n", false),
            ("# HELP a again\n", false),
        ] {
            assert_eq!(parse(&format!("{head}{page}")).is_ok(), good, "{page}");
        }
    }
}
