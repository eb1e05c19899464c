//! What people read of a run and of a call, as whole pages in three languages.
//!
//! The pages are made with the dictionary of `tests/pages/lexicon`, so that they change when the
//! texts do and not with every rule. `CALLSIFT_WRITE_GOLDENS=1 cargo test --test pages` writes them.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use program::{Place, call, sample};
use std::fs;
use std::path::{Path, PathBuf};

const LANGUAGES: [&str; 3] = ["ru", "uk", "en"];

/// Calls with something to tell, of the samples and of `tests/pages/calls.jsonl`.
const EXPLAINED: [&str; 15] = [
    "ru-billing-01",
    "en-cutoff-01",
    "uk-hold-01",
    "uk-unknown-01",
    "en-chat-01",
    "ru-supervisor-01",
    "settled",
    "open",
    "angry",
    "softened",
    "taken-back",
    "misheard",
    "offered",
    "blamed",
    "evil\u{1b}[31m",
];

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages").join(name)
}

fn own(name: &str) -> String {
    here(name).to_str().unwrap().to_owned()
}

/// Holds a page against the one that is kept, and against what no page may have.
fn check(name: &str, page: &str) {
    let golden = here(name);
    if std::env::var_os("CALLSIFT_WRITE_GOLDENS").is_some() {
        fs::write(&golden, page).unwrap();
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    assert_eq!(page, expected, "{name} is another page");
    let hostile = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!page.contains(hostile), "{name} has control characters");
}

/// The time a run takes is the machine's business, and the folder it ran in the test's.
fn without_time(page: &str) -> String {
    let first = page.lines().next().unwrap();
    let words: Vec<&str> = first.split(' ').collect();
    // The number before the unit, with decimals or without: a run may take a second sharp.
    let is_time = |at: usize| {
        let is_number = words[at].chars().all(|c| c.is_ascii_digit() || ",.".contains(c));
        let unit = words.get(at + 1).map(|word| word.trim_end_matches(','));
        is_number && unit.is_some_and(|unit| ["s", "с"].contains(&unit))
    };
    let words: Vec<&str> =
        (0..words.len()).map(|at| if is_time(at) { "0,0" } else { words[at] }).collect();
    page.replacen(first, &words.join(" "), 1).replace(&sample(""), "samples/")
}

#[test]
fn summaries() {
    let place = Place::new();
    let (calls, more, people) = (sample("calls"), own("calls.jsonl"), sample("customers.jsonl"));
    let words = own("lexicon");
    place.write(
        "bad.jsonl",
        ["{", &call("a"), &call("a"), &call("a").replace("Good", "Bad")].join("\n"),
    );
    place.write("empty.txt", "");
    for language in LANGUAGES {
        // A second run of the same would say that it is one.
        let _ = fs::remove_dir_all(place.path("out"));
        let args = ["--lang", language, "scan", &calls, &more, "bad.jsonl", "empty.txt"];
        let how = ["--lexicon", &words, "--customers", &people, "--out", "out"];
        let ran = place.run(&[&args[..], &how].concat());
        assert_eq!(ran.code, 3, "{}", ran.err);
        let page = ran.err.strip_suffix('\n').unwrap();
        check(&format!("summary.{language}.txt"), &(without_time(page) + "\n"));
        let args = ["--lang", language, "attach", "out/calls.jsonl", "--customers", &people];
        let ran = place.run(&[&args[..], &["--out", "late"]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        check(&format!("attach.{language}.txt"), &ran.err);
    }
    let run = place.json("out/run.json");
    let sum = |name: &str| -> u64 {
        run[name].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum()
    };
    assert_eq!(run["flagged"], sum("substance"));
    assert_eq!(run["flagged"], sum("resolution"));
    assert_eq!((&run["no_talk"], &run["substance"]["anger"]), (&1.into(), &4.into()));
}

#[test]
fn explanations() {
    let place = Place::new();
    let (calls, more, words) = (sample("calls"), own("calls.jsonl"), own("lexicon"));
    for language in LANGUAGES {
        let mut pages = String::new();
        for call in EXPLAINED {
            let args = ["--lang", language, "explain", call, &calls, &more, "--lexicon", &words];
            let ran = place.run(&args);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{call}");
            pages += &String::from_utf8(ran.out).unwrap();
        }
        let args = ["--lang", language, "explain", "angry", &more, "--lexicon", &words, "--rule"];
        for rule in ["escalation.supervisor.call.ru", "pause.long.any"] {
            let ran = place.run(&[&args[..], &[rule]].concat());
            pages += &String::from_utf8(ran.out).unwrap();
        }
        check(&format!("explain.{language}.txt"), &pages);
    }
}

/// With the built-in dictionary every sample has a page, and nothing on it is left to be filled in.
#[test]
fn every_sample_is_explained_in_every_language() {
    let place = Place::new();
    let files = ["calls/night-1.jsonl", "calls/neutral.jsonl", "calls/text/ru-supervisor-01.txt"];
    for language in LANGUAGES {
        for file in files.map(sample) {
            let ran = place.run(&["--lang", language, "explain", &file]);
            let page = String::from_utf8(ran.out).unwrap();
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{file}");
            for name in ["{who}", "{turn}", "{what}", "{by}", "{}", "()", ": \n"] {
                assert!(!page.contains(name), "{language} {file} has {name}:\n{page}");
            }
        }
    }
}

#[test]
fn the_screen_speaks_the_language_that_is_asked_for() {
    let place = Place::new();
    place.write("one.jsonl", call("one"));
    let args = ["scan", "one.jsonl", "--out", "out"];
    for (locale, lang, begin) in [
        ("C", None, "1 call read in "),
        ("C", Some("ru"), "Прочитано: 1 звонок за "),
        ("C", Some("uk"), "Прочитано: 1 дзвінок за "),
        ("uk_UA.UTF-8", None, "Прочитано: 1 дзвінок за "),
        ("ru_RU.UTF-8", None, "Прочитано: 1 звонок за "),
        ("ru_RU.UTF-8", Some("en"), "1 call read in "),
        ("de_DE.UTF-8", None, "1 call read in "),
    ] {
        let more = lang.map_or(vec![], |lang| vec!["--lang", lang]);
        let ran = place.run_in(locale, &[&args[..], &more].concat(), b"");
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.starts_with(begin), "{locale} {lang:?}: {}", ran.err);
    }
    assert_eq!(place.run(&["scan", "one.jsonl", "--lang", "de"]).code, 2);
    // A mistyped id or rule is told in the language of the screen, and shows what was typed.
    for (locale, told) in [
        ("C", "no call `ome` among 1; did you mean `one`?"),
        ("ru_RU.UTF-8", "звонка `ome` нет среди прочитанных (1); возможно, `one`?"),
        ("uk_UA.UTF-8", "дзвінка `ome` немає серед прочитаних (1); можливо, `one`?"),
    ] {
        let ran = place.run_in(locale, &["explain", "ome", "one.jsonl"], b"");
        assert_eq!((ran.code, ran.err.trim_end()), (2, format!("callsift: {told}").as_str()));
    }
}

#[test]
fn nouns_follow_their_numbers() {
    let place = Place::new();
    for (count, ru, uk, en) in [
        (1, "1 звонок за", "1 дзвінок за", "1 call read"),
        (3, "3 звонка за", "3 дзвінки за", "3 calls read"),
        (11, "11 звонков за", "11 дзвінків за", "11 calls read"),
        (21, "21 звонок за", "21 дзвінок за", "21 calls read"),
    ] {
        let calls: String = (0..count).map(|n| call(&n.to_string()) + "\n").collect();
        place.write("in.jsonl", calls);
        for (language, told) in [("ru", ru), ("uk", uk), ("en", en)] {
            let ran = place.run(&["scan", "in.jsonl", "--out", "out", "--lang", language]);
            assert!(ran.err.contains(told), "{told}: {}", ran.err);
        }
    }
}

#[test]
fn how_a_call_ended_is_said_of_complaints_alone() {
    let place = Place::new();
    let (more, words) = (own("calls.jsonl"), own("lexicon"));
    place.write("people.jsonl", "{\"id\":\"CL-1001\"}\n");
    let args = ["scan", &more, "--lexicon", &words, "--customers", "people.jsonl", "--out", "out"];
    assert_eq!(place.run(&args).code, 0);
    let calls = place.lines("out/calls.jsonl");
    let said = |id: &str| {
        let call = calls.iter().find(|call| call["call_id"] == id).unwrap();
        (call.get("resolution").and_then(|r| r.as_str()), call["complaint"]["substance"].as_str())
    };
    // Said twice: what is said later counts.
    assert_eq!(said("settled"), (Some("resolved"), Some("problem")));
    assert_eq!(said("open"), (Some("unresolved"), Some("anger")));
    assert_eq!(said("angry"), (Some("unknown"), Some("anger")));
    assert_eq!(said("softened"), (None, Some("none")));
    assert_eq!(said("voicemail"), (None, Some("none")));
    let card = &place.lines("out/customers.jsonl")[0]["callsift"]["calls"][0];
    assert_eq!((&card["resolution"], &card["substance"]), (&"resolved".into(), &"problem".into()));
    let taken = calls.iter().find(|call| call["call_id"] == "taken-back").unwrap();
    let of = |reason: &str| {
        let hits = taken["suppressed"].as_array().unwrap().iter();
        hits.filter(|hit| hit["reason"] == reason).map(|hit| hit["by"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("exclusion"), ["возврат товара", "не дважды"]);
    assert!(of("negation").contains(&"Никаких".into()));
}
