//! `callsift inspect`: what is told of a file, on the screen and in JSON.

mod program;

use program::{Place, sample};

const CALL: &str = "{\"schema\":\"callsift.transcript/1\",\"call_id\":\"a\",\"turns\":[\
                    {\"speaker\":\"1\",\"text\":\"Это я, хочу подать жалобу\"}]}";

#[test]
fn a_file_is_told_on_one_page() {
    let place = Place::new();
    place.write("night.jsonl", format!("{CALL}\n{{broken\n"));
    let ran = place.run(&["inspect", "night.jsonl"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let page = String::from_utf8(ran.out).unwrap_or_default();
    for part in [
        "callsift JSON (callsift); recognised by: `schema` begins with `callsift.transcript/`",
        "calls      1; id stated in the record; the first: callsift:a",
        "said       1 utterance; no times of words",
        "speakers   1: unknown speaker",
        "nobody is known to be the agent: say --roles '1=agent,…'",
        "language   ru (by the letters)",
        "customer   not named in any call; --path-pattern or --calls can tell",
        "pauses     cannot be seen: no times",
        "the source has no times (1 call)",
        "unreadable not_json: ",
        "(line 2)",
    ] {
        assert!(page.contains(part), "{part}\nis not in\n{page}");
    }
    let named = place.run(&["inspect", "night.jsonl", "--roles", "1=customer"]);
    let page = String::from_utf8(named.out).unwrap_or_default();
    assert!(page.contains("speakers   1: customer, by --roles"), "{page}");
}

#[test]
fn programs_get_a_line_for_each_file() {
    let place = Place::new();
    place.write("in/a.jsonl", CALL);
    place.write("in/empty.txt", "");
    place.write("in/picture.png", b"\x89PNG\r\n\x1a\n");
    let ran = place.run(&["inspect", "in", "--json"]);
    let lines = ran.lines();
    let told: Vec<_> =
        lines.iter().map(|file| (&file["file"], &file["calls"], &file["rejected"])).collect();
    assert_eq!(
        told,
        [
            (&"in/a.jsonl".into(), &1.into(), &0.into()),
            (&"in/empty.txt".into(), &0.into(), &0.into()),
            (&"in/picture.png".into(), &0.into(), &1.into())
        ]
    );
    let schema = place.run(&["schema", "inspect"]).out;
    let schema = serde_json::from_slice(&schema).unwrap_or_default();
    let validator = jsonschema::validator_for(&schema).ok();
    for line in &lines {
        assert!(validator.as_ref().is_some_and(|validator| validator.is_valid(line)), "{line}");
    }
}

#[test]
fn many_files_of_a_format_are_told_together() {
    let place = Place::new();
    for number in 0..20 {
        let call = CALL.replace("\"a\"", &format!("\"{number}\""));
        place.write(&format!("in/{number:02}.json"), if number == 7 { "{" } else { &call });
    }
    let ran = place.run(&["inspect", "in"]);
    let page = String::from_utf8(ran.out).unwrap_or_default();
    assert!(page.starts_with("in/00.json and 18 more files of this format\n"), "{page}");
    assert!(page.contains("(in/07.json, line 1)") || page.contains("in/07.json\n"), "{page}");
    assert!(page.contains("20 files in all; 19 calls; 1 unreadable records"), "{page}");
}

#[test]
fn the_samples_are_known() {
    let ran = Place::new().run(&["inspect", &sample("calls"), "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.lines().iter().all(|file| file["format"].is_string()));
}
