//! `callsift evaluate`, seen from outside: figures, bad labels, tables, fits, pages.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use program::{Place, Ran};
use serde_json::{Value, json};
use std::path::Path;

/// What customers say, whether that is a complaint, and how many of them say it.
const SAID: &[(&str, Value, usize)] = &[
    ("The kettle is broken.", Value::Bool(true), 16),
    ("The kettle is broken.", Value::Bool(false), 2),
    ("The parcel never arrived.", Value::Bool(true), 8),
    ("The parcel never arrived.", Value::Bool(false), 4),
    ("I had to wait for hours and the parcel never arrived.", Value::Bool(true), 4),
    ("Great service, thank you.", Value::Bool(false), 18),
    ("The kettle is not broken.", Value::Bool(false), 3),
    ("You call this service?", Value::Bool(true), 4),
    ("Damn, the kettle is broken.", Value::Bool(true), 2),
    ("Чайник мой сломался, yes it is broken", Value::Bool(true), 2),
    ("The kettle is broken.", Value::Null, 1),
    ("Hello.", Value::Null, 2),
];

fn lexicon() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evaluation/lexicon");
    folder.to_str().unwrap().to_owned()
}

fn record(id: &str, text: &str, mut members: Value) -> Value {
    let mut record = json!({
        "call_id": id, "source": "t", "language": "en-GB",
        "turns": [{"speaker": "agent", "text": "One moment."}, {"speaker": "customer", "text": text}]
    });
    record.as_object_mut().unwrap().append(members.as_object_mut().unwrap());
    record
}

/// The calls of [`SAID`], and two without a label.
fn calls() -> Vec<Value> {
    let mut calls = Vec::new();
    for (text, label, count) in SAID {
        for _ in 0..*count {
            let id = format!("c{}", calls.len());
            calls.push(record(&id, text, json!({"labels": {"complaint": label, "shop": "a"}})));
        }
    }
    calls.push(record("bare1", "Hello.", json!({})));
    calls.push(record("bare2", "Hello.", json!({"labels": {"rating": 1}})));
    calls
}

fn lines(calls: &[Value]) -> String {
    calls.iter().map(|call| format!("{call}\n")).collect()
}

fn place(calls: &[Value]) -> Place {
    let place = Place::new();
    place.write("calls.jsonl", lines(calls));
    place
}

fn evaluate(place: &Place, more: &[&str]) -> Ran {
    let lexicon = lexicon();
    place.run(&[&["evaluate", "calls.jsonl", "--lexicon", &lexicon][..], more].concat())
}

/// The JSON of an evaluation, held against its schema.
fn report(place: &Place, more: &[&str], code: i32) -> Value {
    let ran = evaluate(place, &[&["--json", "-"][..], more].concat());
    assert_eq!(ran.code, code, "{}", ran.err);
    let report: Value = serde_json::from_slice(&ran.out).unwrap();
    let schema: Value = serde_json::from_slice(&place.run(&["schema", "evaluation"]).out).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<_> =
        validator.iter_errors(&report).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:?}");
    report
}

/// Count and whole of a figure.
fn counts(figure: &Value) -> [u64; 2] {
    [figure["count"].as_u64().unwrap(), figure["of"].as_u64().unwrap()]
}

fn named<'v>(list: &'v Value, name: &str) -> &'v Value {
    let is = |entry: &&Value| entry["name"] == name;
    list.as_array().unwrap().iter().find(is).unwrap_or_else(|| panic!("{name} is not in {list}"))
}

#[test]
fn figures_are_those_of_the_calls() {
    let report = report(&place(&calls()), &["--by", "labels.shop"], 0);
    let total = &report["total"];
    assert_eq!(counts(&total["recall"]), [24, 36]);
    assert_eq!(counts(&total["false_share"]), [2, 27]);
    assert_eq!(counts(&total["precision"]), [24, 26]);
    assert_eq!(counts(&total["unlabelled_flagged"]), [1, 5]);
    assert_eq!(total["unlabelled_flagged"]["not_told"], json!({"of": "calls", "only": 5}));
    let labels = &report["labels"];
    assert_eq!([&labels["null"], &labels["missing"]], [3, 2]);
    assert_eq!(labels["missing_calls"], json!(["t:bare1", "t:bare2"]));

    let precision = |base: f64| {
        let (recall, wrong) = (24.0 / 36.0, 2.0 / 27.0);
        recall * base / (recall * base + wrong * (1.0 - base))
    };
    for at in report["precision_at"].as_array().unwrap() {
        let base = at["base_rate"].as_f64().unwrap();
        assert!((at["precision"].as_f64().unwrap() - precision(base)).abs() < 1e-9, "{at}");
    }
    // Benign talk: 2 broken, 4 never arrived, 18 praises, 3 negated; the agent says two words.
    let benign = &report["benign"];
    assert_eq!(benign["words"], 2 * 4 + 4 * 4 + 18 * 4 + 3 * 5 + 27 * 2);
    assert_eq!([&benign["hits"], &benign["calls"]], [6, 27]);

    assert_eq!(named(&report["languages"], "en")["calls"], 68);
    assert_eq!(counts(&named(&report["sources"], "t")["recall"]), [24, 36]);
    assert_eq!(named(&report["by"], "a")["calls"], 66);
    assert_eq!(report["by"][0]["calls"], 2, "calls without the field come first, without a name");
    for (slice, recall, wrong) in [
        ("negated", [0, 0], [0, 3]),
        ("profane", [2, 2], [0, 0]),
        ("mixed_language", [2, 2], [0, 0]),
        ("recognised_speech", [0, 0], [0, 0]),
    ] {
        let slice = named(&report["slices"], slice);
        assert_eq!(counts(&slice["recall"]), recall, "{slice}");
        assert_eq!(counts(&slice["false_share"]), wrong, "{slice}");
    }
    for (rule, found) in [
        ("complaint.quality.broken", [20, 2, 1, 18, 2]),
        ("complaint.quality.slomalos", [2, 0, 0, 0, 0]),
        ("complaint.delivery.late", [12, 4, 0, 4, 0]),
        ("complaint.wait.hours", [4, 0, 0, 4, 0]),
        ("customer.praise.great", [0, 18, 0, 0, 0]),
    ] {
        let rule = named(&report["rules"], rule);
        let names = ["true", "false", "unlabelled", "only_true", "only_false"];
        assert_eq!(names.map(|name| rule[name].as_u64().unwrap()), found, "{rule}");
    }
    // Both rules of a category together are what only the category finds.
    let quality = named(&report["categories"], "complaint.quality");
    assert_eq!([&quality["true"], &quality["only_true"]], [20, 20]);
    let curve: Vec<_> = report["curve"].as_array().unwrap().iter().map(|p| &p["at"]).collect();
    assert_eq!(curve, [2.2, 1.2, 0.7, 0.2]);
    let severities = report["severities"].as_array().unwrap();
    assert_eq!(severities[0]["at"], 2.0);
    assert_eq!(counts(&severities[0]["recall"]), [20, 36]);
    assert_eq!(counts(&severities[1]["recall"]), [32, 36]);
}

#[test]
fn misjudged_calls_are_shown_worst_first() {
    let report = report(&place(&calls()), &["--worst", "6"], 0);
    let misses = report["misses"].as_array().unwrap();
    assert_eq!(misses.len(), 6);
    for (at, miss) in misses.iter().enumerate() {
        let text = if at < 4 { "You call this service?" } else { "The parcel never arrived." };
        assert_eq!(miss["turns"][1], json!({"role": "customer", "text": text}));
    }
    assert_eq!(misses[5]["score"], 0.7);
    let parts = json!([
        {"rule": "agent.hold.moment", "weight": 0.2, "quotes": ["One moment"]},
        {"rule": "complaint.delivery.late", "weight": 0.5, "quotes": ["never arrived"]}
    ]);
    assert_eq!(misses[5]["parts"], parts);
    assert_eq!(report["false_flags"].as_array().unwrap().len(), 2);
    assert_eq!(report["unlabelled_flags"].as_array().unwrap().len(), 1);
}

#[test]
fn ones_make_every_rule_enough() {
    let place = place(&calls());
    let ones = report(&place, &["--weights", "ones"], 0);
    assert_eq!(counts(&ones["total"]["recall"]), [32, 36]);
    assert_eq!(counts(&ones["total"]["false_share"]), [6, 27]);
    let usual = report(&place, &[], 0);
    let trial = |weights: &str| {
        let trials = usual["trials"].as_array().unwrap();
        trials.iter().find(|trial| trial["weights"] == weights).unwrap().clone()
    };
    assert_eq!(counts(&trial("ones")["recall"]), [32, 36], "they stand beside each other");
    assert_eq!(counts(&trial("lexicon")["recall"]), [24, 36]);
}

#[test]
fn what_cannot_be_told_is_not_told() {
    let labelled = |positives: usize, negatives: usize| {
        let call = |at: usize| {
            let label = u8::from(at < positives);
            record(&format!("c{at}"), "It is broken.", json!({"labels": {"complaint": label}}))
        };
        place(&(0..positives + negatives).map(call).collect::<Vec<_>>())
    };
    for (positives, negatives, recall, wrong, told) in [
        (7, 30, Some("positives"), None, "7/7 not told: only 7 positives"),
        (30, 7, None, Some("negatives"), "7/7 not told: only 7 negatives"),
        (0, 30, Some("positives"), None, "not told: no positives"),
        (30, 0, None, Some("negatives"), "not told: no negatives"),
        (19, 20, Some("positives"), None, "19/19 not told: only 19 positives"),
        (20, 20, None, None, "100.0 % [83.9–100.0] 20/20"),
    ] {
        let place = labelled(positives, negatives);
        let report = report(&place, &[], 0);
        let why = |figure: &Value| {
            assert_ne!(figure.get("share").is_some(), figure.get("not_told").is_some());
            figure["not_told"]["of"].as_str().map(str::to_owned)
        };
        let total = &report["total"];
        assert_eq!(why(&total["recall"]).as_deref(), recall, "{total}");
        assert_eq!(why(&total["false_share"]).as_deref(), wrong, "{total}");
        assert_eq!(why(&total["precision"]).as_deref(), recall.or(wrong), "{total}");
        assert_eq!(
            report["precision_at"][0].get("precision").is_none(),
            recall.or(wrong).is_some()
        );
        assert_eq!(report["trials"].as_array().unwrap().is_empty(), recall.or(wrong).is_some());
        let text = String::from_utf8(evaluate(&place, &[]).out).unwrap();
        assert!(text.contains(told) && !text.contains("NaN"), "{told}:\n{text}");
        let ran = evaluate(&place, &["--fit", "w.toml", "--html", "page.html"]);
        let untold = recall.or(wrong).is_some();
        assert_eq!(ran.code, i32::from(untold), "{}", ran.err);
        assert_eq!(ran.err.contains("No weights were fitted: not told"), untold, "{}", ran.err);
        assert_eq!(place.path("w.toml").exists(), !untold);
        let page = String::from_utf8(place.read("page.html")).unwrap();
        assert!(page.contains(told) && !page.contains("NaN"));
        assert_eq!(page.contains("<svg"), !untold);
    }
}

#[test]
fn without_labels_there_are_flags_and_hits() {
    let calls: Vec<Value> = (0..40)
        .map(|at| record(&format!("c{at}"), ["Hello there.", "It is broken."][at / 38], json!({})))
        .collect();
    let place = place(&calls);
    let report = report(&place, &[], 0);
    let benign = &report["benign"];
    assert_eq!(counts(&benign["flagged"]), [2, 40]);
    let words = 40 * 2 + 38 * 2 + 2 * 3;
    assert_eq!([&benign["hits"], &benign["words"]], [2, words]);
    let per_million = benign["hits_per_million_words"].as_f64().unwrap();
    assert!((per_million - 2e6 / f64::from(words)).abs() < 1e-6);
    let text = String::from_utf8(evaluate(&place, &[]).out).unwrap();
    assert!(text.contains("No call has a label") && text.contains("50.0 (2 of 40"), "{text}");
}

#[test]
fn labels_of_the_wrong_type_are_named() {
    let mut all = calls();
    for (at, label) in [json!("yes"), json!(2), json!([1]), json!({"a": 1})].into_iter().enumerate()
    {
        all.push(record(
            &format!("bad{at}"),
            "It is broken.",
            json!({"labels": {"complaint": label}}),
        ));
    }
    all.push(record("bad4", "It is broken.", json!({"labels": "complaint"})));
    let spans = json!([{"turn": 1, "start": 6, "end": 99, "category": "complaint.quality"}]);
    all.push(record("bad5", "It is broken.", json!({"labels": {"complaint": 1, "spans": spans}})));
    let place = place(&all);
    let report = report(&place, &[], 3);
    assert_eq!(report["labels"]["faulty"], 6);
    let fault = |at: usize| {
        let fault = &report["labels"]["faults"][at];
        ["call", "field", "problem", "found"].map(|name| fault[name].as_str().unwrap().to_owned())
    };
    assert_eq!(fault(0), ["t:bad0", "labels.complaint", "label", "\"yes\""]);
    assert_eq!(fault(3), ["t:bad3", "labels.complaint", "label", "{\"a\":1}"]);
    assert_eq!(fault(4), ["t:bad4", "labels", "members", "\"complaint\""]);
    assert_eq!(fault(5), ["t:bad5", "labels.spans", "outside", "6..99 in turn 1, 0..13"]);
    assert_eq!(counts(&report["total"]["recall"]), [25, 37], "the label beside a bad place counts");
    let text = String::from_utf8(evaluate(&place, &[]).out).unwrap();
    assert!(text.contains("t:bad1: labels.complaint: 2 instead of 0, 1, true, false"), "{text}");
}

#[test]
fn a_table_labels_calls() {
    let calls: Vec<Value> = (0..44)
        .map(|at| record(&format!("c{at}"), ["Hello.", "It is broken."][at % 2], json!({})))
        .collect();
    let place = place(&calls);
    let mut table = "\u{feff}Номер;Жалоба;category\r\n".to_owned();
    for at in 0..44 {
        let label = ["нет", "Да"][usize::from(at % 2 == 1 && at != 43)];
        let category = if label == "Да" { "complaint.quality" } else { "" };
        table += &format!("{}c{at};{label};{category}\r\n", if at % 3 == 0 { "t:" } else { "" });
    }
    table += "nobody;1;\r\nc1;нет;\r\nc2;может быть;\r\n";
    place.write("gold.csv", table);
    let gold = ["--gold", "gold.csv", "--gold-id", "Номер", "--gold-label", "Жалоба"];
    let report = report(&place, &gold, 3);
    assert_eq!(counts(&report["total"]["recall"]), [21, 21]);
    assert_eq!(counts(&report["total"]["false_share"]), [1, 23]);
    let labels = &report["labels"];
    assert_eq!([&labels["table_faults"], &labels["table_unused"]], [2, 1]);
    assert_eq!(labels["table_unused_ids"], json!(["nobody"]));
    let agreement = &report["call_agreement"][0];
    assert_eq!(agreement["category"], "complaint.quality");
    assert_eq!(["matched", "missed", "extra"].map(|n| agreement[n].as_u64().unwrap()), [21, 0, 1]);
    let text = String::from_utf8(evaluate(&place, &gold).out).unwrap();
    assert!(text.contains("row 47: contradicts row 3"), "{text}");

    let ran = evaluate(&place, &["--gold", "gold.csv"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--gold gold.csv: there is no column `call_id`"), "{}", ran.err);
}

#[test]
fn a_row_that_fits_two_calls_counts_for_neither() {
    let mut other = record("a", "It is broken.", json!({}));
    other["source"] = json!("u");
    let place = place(&[record("a", "It is broken.", json!({})), other]);
    place.write("gold.csv", "call_id,complaint\na,1\n");
    let ambiguous = report(&place, &["--gold", "gold.csv"], 3);
    assert_eq!(ambiguous["labels"]["faults"][1]["problem"], "ambiguous");
    assert_eq!(ambiguous["labels"]["complaints"], 0);
    place.write("gold.csv", "call_id,source,complaint\na,u,1\na,t,0\n");
    let clear = report(&place, &["--gold", "gold.csv"], 0);
    assert_eq!([&clear["labels"]["complaints"], &clear["labels"]["others"]], [1, 1]);
}

#[test]
fn marked_places_are_held_against_findings() {
    let span = |start: u32, end: u32, category: &str| json!({"turn": 1, "start": start, "end": end, "category": category});
    let call = |id: &str, text: &str, spans: Value| {
        record(id, text, json!({"labels": {"complaint": 1, "spans": spans}}))
    };
    let place = place(&[
        call("a", "It is broken.", json!([span(0, 7, "complaint.quality")])),
        call(
            "b",
            "It is broken.",
            json!([span(0, 6, "complaint.quality"), span(0, 2, "escalation")]),
        ),
        call("c", "It is broken.", json!([])),
    ]);
    let report = report(&place, &[], 0);
    let all: Vec<_> = report["span_agreement"].as_array().unwrap().iter().collect();
    let row = |at: usize| ["matched", "missed", "extra"].map(|n| all[at][n].as_u64().unwrap());
    assert_eq!((all.len(), row(0), row(1)), (2, [1, 1, 2], [0, 1, 0]));
}

#[test]
fn fitted_weights_keep_their_promises() {
    let place = place(&calls());
    let ran = evaluate(&place, &["--fit", "fitted/w.toml", "--max-false", "0.1"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("fitted/w.toml"), "{}", ran.err);
    let fit = report(&place, &["--fit", "fitted/w.toml", "--max-false", "0.1"], 0)["fit"].clone();
    assert_eq!(fit["within"], true);
    let rules = fit["rules"].as_array().unwrap();
    let rule = |id: &str| rules.iter().find(|rule| rule["rule"] == id).unwrap();
    let basis = |id| rule(id)["basis"].as_str().unwrap();
    assert_eq!(basis("complaint.quality.broken"), "fitted");
    assert_eq!(basis("complaint.wait.hours"), "kept", "four calls are too few");
    assert_eq!(rule("complaint.wait.hours")["new"], 0.5);
    assert_eq!(basis("agent.hold.moment"), "not_scored");
    assert_eq!(rule("agent.hold.moment")["new"], 0.0);
    assert!(rule("complaint.quality.broken")["new"].as_f64().unwrap() >= 1.0);
    assert!(rule("customer.praise.great")["new"].as_f64().unwrap() < 0.0);
    for rule in rules {
        let steps = rule["new"].as_f64().unwrap() / 0.05;
        assert!((steps - steps.round()).abs() < 1e-9, "{rule}");
    }
    // What is written is what is used.
    let lexicon = lexicon();
    let again = |more: &[&str]| {
        let args = ["evaluate", "calls.jsonl", "--lexicon", &lexicon, "--json", "-"];
        let ran = place.run(&[&args[..], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        serde_json::from_slice::<Value>(&ran.out).unwrap()
    };
    let used = again(&["--lexicon-add", "fitted/w.toml"]);
    let before = again(&["--fit", "fitted/w.toml", "--max-false", "0.1"]);
    let is_fitted = |t: &&Value| t["weights"] == "fitted" && t["cross_validated"] == false;
    let trial = before["trials"].as_array().unwrap().iter().find(is_fitted).unwrap();
    assert_eq!(counts(&used["total"]["recall"]), counts(&trial["recall"]));
    assert_eq!(counts(&used["total"]["false_share"]), counts(&trial["false_share"]));
    assert!(counts(&trial["false_share"])[0] <= 2, "{trial}");
    let crossed = before["trials"].as_array().unwrap().iter();
    let crossed = crossed.filter(|t| t["cross_validated"] == true).map(|t| counts(&t["recall"])[1]);
    assert_eq!(crossed.collect::<Vec<_>>(), [36, 36, 36], "every call is judged once");
}

#[test]
fn weights_do_not_depend_on_the_order_of_calls() {
    let mut all = calls();
    let place = place(&all);
    all.reverse();
    place.write("back.jsonl", lines(&all));
    let lexicon = lexicon();
    for (input, file) in [("calls.jsonl", "a.toml"), ("back.jsonl", "b.toml")] {
        let ran = place.run(&["evaluate", input, "--lexicon", &lexicon, "--fit", file]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    assert_eq!(place.read("a.toml"), place.read("b.toml"));
}

#[test]
fn the_same_bytes_with_any_number_of_threads() {
    let place = place(&[]);
    let many: Vec<Value> = (0..40)
        .flat_map(|n| {
            let rename = move |mut call: Value| {
                call["call_id"] = json!(format!("{n}-{}", call["call_id"].as_str().unwrap()));
                call
            };
            calls().into_iter().map(rename)
        })
        .collect();
    place.write("calls.jsonl", lines(&many));
    let files = ["page.html", "r.json", "w.toml"];
    let mut first = Vec::new();
    for threads in ["1", "2", "8"] {
        let more =
            ["--threads", threads, "--html", files[0], "--json", files[1], "--fit", files[2]];
        let ran = evaluate(&place, &more);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let mut all: Vec<Vec<u8>> = files.iter().map(|file| place.read(file)).collect();
        all.push(ran.out);
        if first.is_empty() {
            first = all;
        } else {
            assert!(first == all, "{threads} threads give other bytes");
        }
    }
}

#[test]
fn hostile_text_is_text() {
    let hostile = "</blockquote><script>alert(1)</script>\u{1b}[2J\u{202e} &amp; {{x}} \"'";
    let mut all: Vec<Value> = (0..25)
        .map(|at| {
            let label = json!({"labels": {"complaint": at % 5 < 4, "shop": hostile}});
            record(&format!("{at}{hostile}"), hostile, label)
        })
        .collect();
    all.push(record("x", hostile, json!({"labels": {"complaint": hostile}})));
    all[0]["source"] = json!(hostile);
    all[1]["language"] = json!(hostile);
    let place = place(&all);
    let ran = evaluate(&place, &["--html", "page.html", "--by", "labels.shop"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let text = String::from_utf8(ran.out).unwrap();
    assert!(text.contains("alert(1)") && !text.contains(['\u{1b}', '\u{202e}']), "{text}");
    let page = String::from_utf8(place.read("page.html")).unwrap();
    assert!(page.contains("&lt;script&gt;alert(1)"));
    assert!(!page.contains("<script") && page.matches("</blockquote>").count() <= 40);
}

#[test]
fn the_page_stands_alone_in_three_languages() {
    let place = place(&calls());
    for (language, recall, precision) in [
        ("ru", "доля найденных жалоб", "доля верных срабатываний"),
        ("uk", "частка знайдених скарг", "частка правильних спрацювань"),
        ("en", "recall", "precision"),
    ] {
        let ran = evaluate(&place, &["--html", "page.html", "--lang", language]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let text = String::from_utf8(ran.out).unwrap();
        let page = String::from_utf8(place.read("page.html")).unwrap();
        for word in [recall, precision] {
            assert!(text.contains(word) && page.contains(word), "{word}");
        }
        assert!(page.contains(&format!("<html lang=\"{language}\">")));
        for asks in
            ["http:", "https:", "src=", "<link", "<script", "<img", "@import", "url(", " style="]
        {
            assert!(!page.contains(asks), "{asks}");
        }
        let (_, style) = page.split_once("<style>").unwrap();
        let (style, _) = style.split_once("</style>").unwrap();
        let hash = <sha2::Sha256 as sha2::Digest>::digest(style);
        let policy = page.split("sha256-").nth(1).unwrap().split('\'').next().unwrap();
        assert_eq!(policy, base64(&hash));
        assert!(page.contains("default-src 'none'"));
        // Every point of the curve stands in the table as well.
        assert!(page.contains("<svg") && page.contains("<details>"));
    }
}

/// As slow and plain as can be: six bits at a time.
fn base64(bytes: &[u8]) -> String {
    let digits: Vec<char> =
        ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let mut bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    while !bits.len().is_multiple_of(6) {
        bits.push('0');
    }
    let six = bits.as_bytes().chunks(6).map(|six| std::str::from_utf8(six).unwrap());
    let mut out: String = six.map(|six| digits[usize::from_str_radix(six, 2).unwrap()]).collect();
    while !out.len().is_multiple_of(4) {
        out.push('=');
    }
    out
}

#[test]
fn nothing_is_written_over_what_matters() {
    let place = place(&calls());
    place.write("mine.toml", "language = \"en\"\n");
    place.write("gold.csv", "call_id,complaint\nc1,1\n");
    for (more, told) in [
        (&["--json", "calls.jsonl"][..], "--json calls.jsonl: it is an input"),
        (&["--gold", "gold.csv", "--html", "gold.csv"], "--html gold.csv: it is an input"),
        (&["--fit", "mine.toml"], "--fit mine.toml: it is there already"),
        (&["--fit", "w.txt"], "--fit w.txt: the name of the file ends in .toml"),
        (&["--fit", "w.toml", "--max-false", "5"], "--max-false 5: a share lies between 0 and 1"),
        (&["--fit", "w.toml", "--l2", "0"], "--l2 0"),
        (&["--label", "labels..x"], "--label labels..x: write names"),
        (&["--only", "labels.shop"], "--only labels.shop: write a field and a value"),
        (&["--only", "labels.shop=b"], "none of 68 calls has labels.shop=b"),
        (&["--gold", "none.csv"], "--gold none.csv: "),
    ] {
        let ran = evaluate(&place, more);
        assert_eq!(ran.code, 2, "{more:?}: {}", ran.err);
        assert!(ran.err.contains(told), "{more:?}: {}", ran.err);
    }
    assert_eq!(place.read("mine.toml"), b"language = \"en\"\n");
    assert_eq!(place.read("calls.jsonl"), lines(&calls()).into_bytes());
    place.write("r", "an older report");
    let ran = evaluate(&place, &["--html", "r", "--json", "./r"]);
    assert!(ran.err.contains("--json ./r: --html goes there already"), "{}", ran.err);
}

/// What the page of documentation tells to run on the samples.
#[test]
fn the_command_of_the_page_works() {
    let page = std::fs::read_to_string("docs/evaluation.md").unwrap();
    let command = page.lines().find(|line| line.contains("--gold samples/")).unwrap();
    let place = Place::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let root = format!("{}/", root.display());
    let args: Vec<String> =
        command.split(' ').skip(1).map(|arg| arg.replace("samples/", &root)).collect();
    let ran = place.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = String::from_utf8(ran.out).unwrap();
    assert!(text.contains("17 calls: 13 positives, 4 negatives"), "{text}");
    assert!(text.contains("not told: only 13 positives"), "{text}");
    assert!(place.path("report.html").exists());
}

#[test]
fn records_that_cannot_be_read_are_named() {
    let place = Place::new();
    place.write("calls.jsonl", lines(&calls()) + "{\"broken\n");
    let ran = evaluate(&place, &[]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let text = String::from_utf8(ran.out).unwrap();
    assert!(text.contains("calls.jsonl:69: the record ends"), "{text}");
    let empty = Place::new();
    empty.write("calls.jsonl", "{\"broken\n{\"broken\n");
    let ran = evaluate(&empty, &[]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no call could be read"), "{}", ran.err);
}
