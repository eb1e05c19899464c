//! `callsift report` seen from outside: what is on the page and in the table, and what never is.
//! How the page looks and behaves is for `tests/page`, which opens it in a browser.
#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

mod program;

use program::{Place, call, call_with, sample};
use sha2::{Digest, Sha256};

const LANGUAGES: [&str; 3] = ["ru", "uk", "en"];

fn text(place: &Place, name: &str) -> String {
    String::from_utf8(place.read(name)).unwrap()
}

/// Scans a file and writes its page and table with further options.
fn report(place: &Place, calls: &str, options: &[&str]) -> String {
    place.write("calls.jsonl", calls);
    assert_eq!(place.run(&["scan", "calls.jsonl", "--out", "out", "-q"]).code, 0);
    again(place, options)
}

fn again(place: &Place, options: &[&str]) -> String {
    let ran = place.run(&[&["report", "out", "-o", "page.html"], options].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    text(place, "page.html")
}

/// What stands between two marks, for the first time.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = page.split_once(start).unwrap_or_else(|| panic!("no {start}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end}")).0
}

#[test]
fn samples_in_three_languages() {
    let place = Place::new();
    let calls = sample("calls");
    let zone = ["--set", "time.zone=Europe/Kyiv"];
    place.run(&[&["scan", &calls, "--out", "out", "-q"], &zone[..]].concat());
    for (language, words) in LANGUAGES.into_iter().zip([
        [
            "Звонки по приоритету",
            "критический",
            "Что сделать:",
            "не проверялось",
            "Не засчитано",
            "это отрицает «никаких»",
            "пауза 21",
            "20.11.2026 22:22",
        ],
        [
            "Дзвінки за пріоритетом",
            "критичний",
            "Що зробити:",
            "не перевірялося",
            "Не зараховано",
            "це заперечує «никаких»",
            "пауза 21",
            "20.11.2026 22:22",
        ],
        [
            "Calls by review priority",
            "critical",
            "What to do:",
            "not checked",
            "Excluded",
            "«никаких» negates it",
            "pause of 21",
            "2026-11-20 22:22",
        ],
    ]) {
        let page = again(&place, &["--lang", language]);
        assert!(page.starts_with("<!DOCTYPE html><html lang=\""));
        assert!(page.contains(&format!("<html lang=\"{language}\">")));
        for word in words {
            assert!(page.contains(word), "{language}: {word}");
        }
        assert_eq!(page.matches("<details class=\"call ").count(), 17);
        // Everything is said: no place of a text is left open.
        let body = between(&page, "<body>", "<script>").replace("data-text=\"", "\u{0}");
        let body = body.split('\u{0}').map(|part| part.split_once('"').map_or(part, |p| p.1));
        let open = |part: &str| {
            let codes = part.split("<code>").map(|p| p.split_once("</code>").map_or(p, |p| p.1));
            codes.collect::<String>().contains(['{', '}'])
        };
        assert!(!body.clone().any(open), "{language}");
    }
    // The chat and the text without times have no course, and say why.
    assert!(again(&place, &["--lang", "en"]).contains("a chat has no times of speech"));
}

#[test]
fn the_policy_names_the_style_and_the_script_and_nothing_else() {
    let place = Place::new();
    let page = report(&place, &call("a"), &[]);
    let policy = between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\">");
    let hash = |text: &str| {
        let digest: String = Sha256::digest(text).iter().map(|b| format!("{b:02x}")).collect();
        digest
    };
    let decoded = |name: &str| {
        let written = between(policy, &format!("{name} 'sha256-"), "'");
        let digit = |c: u8| match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            _ => 63,
        };
        let bits: String =
            written.bytes().filter(|c| *c != b'=').map(|c| format!("{:06b}", digit(c))).collect();
        let bytes = (0..32).map(|at| u8::from_str_radix(&bits[at * 8..at * 8 + 8], 2).unwrap());
        bytes.map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    assert_eq!(decoded("script-src"), hash(between(&page, "<script>", "</script>")));
    assert_eq!(decoded("style-src"), hash(between(&page, "<style>", "</style>")));
    assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe"));
    let body = between(&page, "<body>", "<script>");
    for forbidden in [" style=", " onclick=", " onload=", " src=", "http://", "https://", "url("] {
        assert!(!body.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn the_same_results_give_the_same_bytes() {
    let place = Place::new();
    let calls = sample("calls");
    place.run(&["scan", &calls, "--out", "out", "-q"]);
    let first = again(&place, &["--lang", "uk"]);
    let table = place.read("findings.csv");
    assert_eq!(again(&place, &["--lang", "uk"]), first);
    assert_eq!(place.read("findings.csv"), table);
}

#[test]
fn calls_stand_by_priority_and_the_rest_is_counted() {
    let place = Place::new();
    let calm = call("calm").replace("I want to make a complaint", "I want to make an order");
    let calls = [call("b"), calm, call("a")].join("\n");
    let page = report(&place, &calls, &["--lang", "en"]);
    let places = ["t:a<", "t:b<", "t:calm<"].map(|key| page.find(key).unwrap());
    assert!(places.is_sorted());
    let page = again(&place, &["--lang", "en", "--calls", "1"]);
    assert!(page.contains("t:a<") && !page.contains("t:b<"));
    assert!(page.contains("The page shows the first 1 of 3.") && page.contains("<b>3</b> calls"));
    let page = again(&place, &["--lang", "en", "--only-flagged"]);
    assert!(page.contains("t:b<") && !page.contains("t:calm<"));
    assert!(page.contains("not flagged: 1"));
    // The table has all of them all the same.
    assert!(text(&place, "findings.csv").contains("t:b,"));
}

#[test]
fn a_transcript_that_changed_is_not_at_hand() {
    let place = Place::new();
    // No rule quotes these.
    let said = |text: &str| call("a").replace("Good morning", text);
    let page = report(&place, &said("It rains here"), &["--lang", "en"]);
    assert!(page.contains("It rains here") && !page.contains("not at hand"));
    place.write("calls.jsonl", said("It snows here"));
    let ran = place.run(&["--lang", "en", "report", "out", "-o", "page.html"]);
    assert!(ran.err.contains("Without transcript: 1 call"), "{}", ran.err);
    let page = text(&place, "page.html");
    assert!(page.contains("The transcript is not at hand.") && page.contains("calls.jsonl"));
    assert!(!page.contains("It rains here") && !page.contains("It snows here"));
    assert!(page.contains("make a complaint"), "quotes are of the results");
    std::fs::remove_file(place.path("calls.jsonl")).unwrap();
    assert!(again(&place, &["--lang", "en"]).contains("The transcript is not at hand."));
    place.run_with(&["scan", "-", "--out", "out", "-q"], call("a").as_bytes());
    assert!(again(&place, &["--lang", "en"]).contains("came through a pipe"));
}

#[test]
fn customers_are_masked_unless_asked_for() {
    let place = Place::new();
    let calls = [
        call_with("a", r#""customer_id":"CRM-991042","#),
        call_with("b", r#""customer_phone":"+7 (912) 345-67-89","#),
    ];
    let page = report(&place, &calls.join("\n"), &[]);
    let table = text(&place, "findings.csv");
    for written in [&page, &table] {
        assert!(written.contains("•••1042") && written.contains("•••6789"));
        assert!(!written.contains("CRM-99") && !written.contains("345"));
    }
    let page = again(&place, &["--show-customers"]);
    assert!(page.contains("CRM-991042") && page.contains("+7 (912) 345-67-89"));
    assert!(text(&place, "findings.csv").contains("'+7 (912) 345-67-89"));
}

#[test]
fn hostile_text_is_text() {
    let place = Place::new();
    let hostile = r#"<script>alert(1)</script>\u001b[2J\u202e =1+1 "quoted" &amp; complaint"#;
    let said = hostile.replace('"', "\\\"");
    let members = r#""agent_name":"=cmd|'<b>'","queue":"</style><img src=x onerror=y>","#;
    let calls = call_with("<i>a", members).replace("Good morning", &said);
    let page = report(&place, &calls, &["--lang", "en"]);
    assert_eq!(page.matches("<script>").count(), 1);
    for tag in ["<img", "<i>", "<b>'", "\u{1b}", "\u{202e}"] {
        assert!(!page.contains(tag), "{tag}");
    }
    assert!(page.contains(r"&lt;script&gt;alert(1)&lt;/script&gt;\u{1b}[2J\u{202e} =1+1"));
    let table = text(&place, "findings.csv");
    assert!(table.starts_with("\u{feff}call_key,started_at,customer,agent,"));
    assert!(table.contains(",'=cmd|'<b>',"), "{table}");
}

#[test]
fn nothing_of_somebody_else_is_replaced() {
    let place = Place::new();
    report(&place, &call("a"), &[]);
    place.write("notes.txt", "mine");
    for args in [
        &["report", "out", "-o", "notes.txt"][..],
        &["report", "out", "--csv", "notes.txt"],
        &["report", "out", "-o", "calls.jsonl"],
        &["report", "out", "-o", "out/calls.jsonl"],
        &["report", "out", "-o", "x", "--csv", "x"],
        &["report", "nowhere"],
    ] {
        let ran = place.run(args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
    }
    assert_eq!(place.read("notes.txt"), b"mine");
    let ran = place.run(&["report", "nowhere"]);
    assert!(ran.err.contains("callsift scan IN --out nowhere"), "{}", ran.err);
    let ran = place.run(&["report", "out", "-o", "no/such/folder.html"]);
    assert_eq!(ran.code, 4, "{}", ran.err);
    // Results that were touched are not those of the run.
    let mut calls = place.read("out/calls.jsonl");
    calls.extend_from_slice(b"\n");
    place.write("out/calls.jsonl", calls);
    assert!(place.run(&["report", "out"]).err.contains("not as the scan wrote it"));
}

#[test]
fn calls_of_one_key_have_their_own_transcripts() {
    let place = Place::new();
    let said = |text: &str| call("a").replace("Good morning", text);
    // No rule quotes these.
    let (one, other) = (said("It rains here"), said("It snows here"));
    let page = report(&place, &[one.clone(), one, other].join("\n"), &["--lang", "en"]);
    assert_eq!(page.matches("It rains here").count(), 1);
    assert_eq!(page.matches("It snows here").count(), 1);
    assert_eq!(page.matches("Another call of this run has the same id.").count(), 1);
}

#[test]
fn words_of_machines_are_told_apart() {
    let place = Place::new();
    let machine = "Your call is important to us";
    place.write(
        "mine/announcements.toml",
        format!("language = \"en\"\n\n[[announcement]]\ntext = \"{machine}\"\n"),
    );
    let whole = call("whole").replace("Good morning", machine);
    let part = call("part").replace("Good morning", &format!("Good morning. {machine}"));
    place.write("calls.jsonl", [whole, part].join("\n"));
    let ran = place.run(&["scan", "calls.jsonl", "--out", "out", "--lexicon-add", "mine", "-q"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = again(&place, &["--lang", "en"]);
    let turn = |key: &str| {
        let call = page.split("<details class=\"call ").find(|call| call.contains(key)).unwrap();
        between(call, "<li class=\"turn ", "</li>").to_owned()
    };
    let whole = turn("t:whole<");
    assert!(whole.starts_with("system") && whole.contains(">system<"), "{whole}");
    assert!(!whole.contains("machine"), "{whole}");
    let part = turn("t:part<");
    assert!(part.starts_with("agent") && part.contains("Good morning. <span"), "{part}");
    assert!(part.contains(&format!("words of the system:</small> {machine}</span>")), "{part}");
}

#[test]
fn how_a_call_ended_is_told() {
    let place = Place::new();
    let page = report(&place, &call("a"), &["--lang", "en"]);
    assert!(page.contains("About: anger alone, no problem is named"));
    assert!(page.contains("How it ended: the call does not say whether it was resolved"));
}
