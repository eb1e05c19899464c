//! Misheard words as somebody sees them who runs the program.

mod program;

use program::Place;
use serde_json::json;

const RULE: &str = "language = \"ru\"\n[[rule]]\nid = \"escalation.supervisor.x\"\ntitle = \"X\"\n\
                    category = \"escalation.supervisor\"\nseverity = 4\n\
                    phrases = [\"позвать руководителя\"]\ncaught = [\"позвать руковадителя\"]\n\
                    quiet = [\"всё хорошо\"]\n";

#[test]
fn what_was_misheard_is_told_and_can_be_switched_off() {
    let place = Place::new();
    place.write("rules/x.toml", RULE);
    place.write("call.txt", "Customer: Прошу позвать Руко\u{ad}вадителя, пожалуйста\nAgent: да\n");
    let scan = |out: &str, more: &[&str]| {
        let ran =
            place.run(&[&["scan", "call.txt", "--lexicon", "rules", "--out", out], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        place.lines(&format!("{out}/calls.jsonl"))[0]["findings"].clone()
    };
    let found = scan("out", &[]);
    assert_eq!(found[0]["quote"], "позвать Руко\u{ad}вадителя");
    let heard = json!([{
        "heard": "Руко\u{ad}вадителя", "read_as": "руководителя", "how": "phonetic"
    }]);
    assert_eq!(found[0]["fuzzy"], heard);
    assert_eq!(place.json("out/run.json")["settings"]["fuzzy"], true);
    for (at, off) in [&["--fuzzy", "off"], &["--set", "fuzzy=off"]].into_iter().enumerate() {
        let out = format!("off{at}");
        assert_eq!(scan(&out, off), json!([]));
        assert_eq!(place.json(&format!("{out}/run.json"))["settings"]["fuzzy"], false);
    }

    let explain = |more: &[&str]| {
        let ran = place.run(&[&["explain"], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        String::from_utf8(ran.out).unwrap()
    };
    assert!(explain(&["call", "out"]).contains("was read as «руководителя»: it sounds the same"));
    // A call is explained as it was scanned, unless a flag says otherwise.
    assert!(!explain(&["call", "off0"]).contains("was read as"));
    assert!(explain(&["call", "off0", "--fuzzy", "on"]).contains("was read as"));

    assert_eq!(place.run(&["lexicon", "test", "rules"]).code, 0);
    assert_eq!(place.run(&["lexicon", "test", "rules", "--fuzzy", "off"]).code, 1);
}
