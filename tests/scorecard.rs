//! Scorecards: what a protocol asks, answered on small calls.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod program;

use callsift::diagnostic::{Level, SourceFile, Style, render};
use callsift::language::Packs;
use callsift::lexicon::{Answered, Lexicon, LexiconFiles, builtin_files, compile, dialogue};
use callsift::output::json_v1::Call;
use callsift::output::{CallOptions, call as written, hide};
use callsift::redact::Policy;
use callsift::scan::{ScanSettings, Scanner};
use callsift::transcript::Role;
use program::{Place, sample};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Rules for what the small protocols ask: a category, who is heard, a phrase.
const RULES: [(&str, &str, &str); 13] = [
    ("complaint.generic", "customer", "it is broken"),
    ("agent.thanks", "agent", "thanks for telling"),
    ("agent.apology", "agent", "we apologise"),
    ("agent.apology_conditional", "agent", "sorry but"),
    ("agent.action", "agent", "i passed it on"),
    ("agent.options", "agent", "repair or refund"),
    ("agent.promise_deadline", "agent", "by friday"),
    ("agent.vague_deadline", "agent", "soon enough"),
    ("agent.demand_proof", "agent", "prove it"),
    ("agent.sales_offer", "agent", "a great offer"),
    ("agent.blame_shift", "agent", "your own fault"),
    ("contact.no_talk", "agent", "leave a message"),
    ("agent.hold_thanks", "agent", "thanks for holding"),
];

const HEAD: &str = r#"language = "en"
[complaint]
threshold = 1
weights = [1, 1, 1, 1, 1]
[category."agent.importance"]
title = { ru = "а", uk = "б", en = "c" }
action = { ru = "а", uk = "б", en = "c" }
"#;

const PROTOCOL: &str = r#"
[[protocol]]
id = "gift"
title = { ru = "а", uk = "б", en = "c" }
points = 40
pass = 80
review = 60
not_applicable = { rule = "contact.no_talk" }
[[protocol.item]]
id = "C1"
title = { ru = "а", uk = "б", en = "c" }
points = 5
applies = "complaint"
yes = "agent.thanks"
[[protocol.item]]
id = "C2"
title = { ru = "а", uk = "б", en = "c" }
points = 5
applies = "complaint"
yes = "agent.importance"
after = "C1"
[[protocol.item]]
id = "C3"
title = { ru = "а", uk = "б", en = "c" }
points = 8
applies = "complaint"
yes = "agent.apology"
no = "agent.apology_conditional"
after = "C2"
once = true
early = true
[[protocol.item]]
id = "C5"
title = { ru = "а", uk = "б", en = "c" }
points = 7
applies = "complaint"
yes = ["agent.options", "agent.action"]
after = "C3"
[[protocol.item]]
id = "D1"
title = { ru = "а", uk = "б", en = "c" }
points = 6
applies = "complaint"
yes = "agent.promise_deadline"
partly = "agent.vague_deadline"
[[protocol.item]]
id = "B1"
title = { ru = "а", uk = "б", en = "c" }
points = 3
partly = { interruption = { by = "agent" } }
no = { interruption = { by = "agent", count = 3 } }
otherwise = "yes"
[[protocol.item]]
id = "E2"
title = { ru = "а", uk = "б", en = "c" }
points = 4
partly = { all = [{ silence = { level = "long" } }, { none = [{ rule = "agent.hold_thanks" }] }] }
no = { silence = { level = "dead_air" } }
otherwise = "yes"
[[protocol.item]]
id = "F2"
title = { ru = "а", uk = "б", en = "c" }
points = 2
by = "person"
[[protocol.forbidden]]
id = "K1"
title = { ru = "а", uk = "б", en = "c" }
critical = "customer"
found = "agent.blame_shift"
[[protocol.forbidden]]
id = "K3"
title = { ru = "а", uk = "б", en = "c" }
critical = "customer"
found = "agent.demand_proof"
unless_after = "agent.apology"
[[protocol.forbidden]]
id = "K6"
title = { ru = "а", uk = "б", en = "c" }
critical = "company"
by = "person"
[[protocol.forbidden]]
id = "sale_first"
title = { ru = "а", uk = "б", en = "c" }
applies = "complaint"
found = "agent.sales_offer"
unless_after = ["agent.options", "agent.action"]
[[protocol.forbidden]]
id = "sale_ever"
title = { ru = "а", uk = "б", en = "c" }
found = "agent.sales_offer"
unless_after = "agent.importance"
"#;

fn rules(left_out: &str) -> String {
    let rule = |(category, speaker, phrase): &(&str, &str, &str)| {
        let severity = u8::from(category.starts_with("complaint"));
        format!(
            "[[rule]]\nid = \"{category}.a\"\ntitle = \"t\"\ncategory = \"{category}\"\n\
             severity = {severity}\nspeaker = \"{speaker}\"\nphrases = [\"{phrase}\"]\n"
        )
    };
    RULES.iter().filter(|(category, ..)| *category != left_out).map(rule).collect()
}

fn compiled(text: &str) -> Lexicon {
    let file = SourceFile { path: "a.toml".to_owned(), text: text.to_owned() };
    let files = LexiconFiles::new(vec![file]);
    match compile(&files, Packs::none()) {
        Ok((lexicon, _)) => lexicon,
        Err(told) => panic!("{}", render(files.files(), &told, Style::Plain)),
    }
}

static SMALL: LazyLock<Lexicon> =
    LazyLock::new(|| compiled(&format!("{HEAD}{PROTOCOL}{}", rules(""))));

static BUILT_IN: LazyLock<Lexicon> =
    LazyLock::new(|| compile(&LexiconFiles::new(builtin_files()), Packs::builtin()).unwrap().0);

fn scanned(lexicon: &Lexicon, protocol: &str, said: &str) -> Call {
    let call = dialogue::parse(said, Role::Customer).unwrap();
    let protocol = Some(protocol.to_owned());
    let settings = ScanSettings { protocol, ..ScanSettings::default() };
    let report = Scanner::new(lexicon, &settings).scan(&call);
    written(&call, &report, lexicon, &CallOptions::default())
}

/// The answers of a call in one line: `C1 yes, C2 not_evaluated no_rules, …`.
fn answers(call: &Call) -> String {
    let card = call.scorecard.as_ref().unwrap();
    let one = |item: &callsift::output::scorecard_v1::Item| {
        let reason = item.reason.as_ref().map_or(String::new(), |why| format!(" {why}"));
        let notes: String = item.notes.iter().map(|note| format!(" {note:?}")).collect();
        format!("{} {}{reason}{notes}", item.id, item.answer)
    };
    card.items.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn answer(call: &Call, item: &str) -> String {
    let all = answers(call);
    let found = all.split(", ").find_map(|one| one.strip_prefix(item));
    found.unwrap_or_else(|| panic!("{item} in {all}")).trim().to_owned()
}

/// What is forbidden, as `K1`, `K3 excused` and `K6 needs_a_person`.
fn forbidden(call: &Call) -> Vec<String> {
    let card = call.scorecard.as_ref().unwrap();
    let told = card
        .forbidden
        .iter()
        .map(|one| format!("{}{}", one.id, if one.found { "" } else { " excused" }));
    let open = card.forbidden_not_evaluated.iter().map(|one| format!("{} {}", one.id, one.reason));
    told.chain(open).filter(|one| one != "K6 needs_a_person").collect()
}

#[test]
fn items_are_answered_from_what_the_agent_says() {
    for (said, item, expected) in [
        ("C: it is broken / A: thanks for telling us", "C1", "yes"),
        ("C: it is broken / A: right", "C1", "no"),
        // The customer's words are not the agent's.
        ("C: it is broken thanks for telling / A: right", "C1", "no"),
        ("C: it is broken / A: we apologise", "C3", "yes"),
        ("C: it is broken / A: sorry but no", "C3", "no"),
        ("C: it is broken / A: we apologise / A: sorry but no", "C3", "partly"),
        ("C: it is broken / A: repair or refund", "C5", "yes"),
        ("C: it is broken / A: i passed it on", "C5", "yes"),
        ("C: it is broken / A: by friday", "D1", "yes"),
        ("C: it is broken / A: soon enough", "D1", "partly"),
        ("C: it is broken / A: soon enough / A: by friday", "D1", "yes"),
        ("C: it is broken / A: some day", "D1", "no"),
        // A category without a rule is nobody's no.
        ("C: it is broken / A: right", "C2", "not_evaluated no_rules"),
        ("C: it is broken / A: right", "F2", "not_evaluated needs_a_person"),
        // Without a complaint there is nothing to answer.
        ("C: hello / A: we apologise", "C3", "n/a"),
        ("C: hello / A: leave a message", "F2", "n/a"),
        // A complaint is looked at all the same.
        ("C: it is broken / A: leave a message", "F2", "not_evaluated needs_a_person"),
        // Nobody knows who says it.
        ("C: it is broken / ?: we apologise", "C3", "not_evaluated no_roles"),
        ("?: it is broken / ?: right", "C3", "not_evaluated no_roles"),
        ("?: it is broken / A: right", "C3", "no"),
        ("C: it is broken / A: right / ?: thanks for telling", "C1", "not_evaluated no_roles"),
        ("C: it is broken / A: thanks for telling / ?: we apologise", "C1", "yes"),
        ("C: it is broken", "C1", "not_evaluated no_roles"),
        // Nobody hears a customer, so nobody knows of a complaint.
        ("A: we apologise", "C3", "not_evaluated no_roles"),
        // Time that is not known is not time that was kept.
        ("C: hello / A: right", "E2", "not_evaluated no_times"),
        ("C: hello / A: right", "B1", "not_evaluated no_times"),
        ("C 0-2000: hello / A 3000-4000: right", "E2", "yes"),
        ("C 0-2000: hello / A 14000-15000: right", "E2", "partly"),
        ("C 0-2000: hello / A 14000-15000: thanks for holding", "E2", "yes"),
        ("C 0-2000: hello / A 34000-35000: right", "E2", "no"),
        ("C 0-2000: hello / A 3000-4000: right", "B1", "yes"),
        ("? 0-2000: hello / ? 3000-4000: right", "B1", "not_evaluated no_roles"),
    ] {
        assert_eq!(answer(&scanned(&SMALL, "gift", said), item), expected, "{item}: {said}");
    }
}

#[test]
fn breaking_in_is_counted() {
    let turn = |at: usize| {
        let start = at * 10_000;
        format!(
            "C {}-{}: i bought the lamp and / A {}-{}: which lamp was it",
            start,
            start + 5_000,
            start + 4_000,
            start + 8_000
        )
    };
    for (times, expected) in [(1, "partly"), (2, "partly"), (3, "no")] {
        let said: Vec<String> = (0..times).map(turn).collect();
        let call = scanned(&SMALL, "gift", &said.join(" / "));
        assert_eq!(answer(&call, "B1"), expected, "{times}");
        let card = call.scorecard.unwrap();
        let item = card.items.iter().find(|item| item.id == "B1").unwrap();
        assert_eq!(item.evidence.len(), times);
        assert!(item.evidence.iter().all(|piece| piece.fact.is_some()), "{item:?}");
    }
}

#[test]
fn breaking_in_three_times_running_is_critical() {
    // Whether each turn of the customer's is cut off.
    for (cut_off, expected) in [
        (&[true, true, true][..], Some(3)),
        (&[true, true, false, true], None),
        (&[true, false, true, true, true], Some(3)),
        (&[true, true, true, true, false, true], Some(4)),
    ] {
        let turn = |(at, cut_off): (usize, &bool)| {
            let start = at * 10_000;
            let answer = start + if *cut_off { 4_000 } else { 6_000 };
            let (end, answered) = (start + 5_000, answer + 3_000);
            format!("C {start}-{end}: i bought the lamp / A {answer}-{answered}: which lamp was it")
        };
        let said: Vec<String> = cut_off.iter().enumerate().map(turn).collect();
        let card = scanned(&BUILT_IN, "gift", &said.join(" / ")).scorecard.unwrap();
        let error = card.forbidden.iter().find(|one| one.id == "K2");
        assert_eq!(error.map(|one| one.evidence.len()), expected, "{cut_off:?}");
        assert_eq!(card.critical, expected.is_some());
    }
}

#[test]
fn order_repetition_and_lateness_are_told_and_cost_nothing() {
    let long = " / C: and".repeat(8);
    for (said, item, expected) in [
        ("C: it is broken / A: thanks for telling / A: we apologise", "C3", "yes"),
        // C2 is not there; what comes before it is looked at all the same.
        (
            "C: it is broken / A: we apologise / A: thanks for telling",
            "C3",
            "yes Before { item: \"C1\" }",
        ),
        (
            "C: it is broken / A: repair or refund / A: we apologise",
            "C5",
            "yes Before { item: \"C3\" }",
        ),
        ("C: it is broken / A: repair or refund", "C5", "yes"),
        ("C: it is broken / A: we apologise and we apologise", "C3", "yes"),
        (
            "C: it is broken / A: we apologise / C: so / A: we apologise",
            "C3",
            "yes Several { turns: 2 }",
        ),
        (&format!("C: it is broken{long} / A: we apologise"), "C3", "yes Late"),
        (&format!("C: it is broken / A: we apologise{long}"), "C3", "yes"),
        // Too short a call to have an end.
        ("C: it is broken / C: and / C: so / A: we apologise", "C3", "yes"),
    ] {
        let call = scanned(&SMALL, "gift", said);
        assert_eq!(answer(&call, item), expected, "{said}");
    }
    let [good, bad] =
        ["thanks for telling / A: we apologise", "we apologise / A: thanks for telling"]
            .map(|said| scanned(&SMALL, "gift", &format!("C: it is broken / A: {said}")).scorecard);
    assert_eq!(good.unwrap().score, bad.unwrap().score);
}

#[test]
fn what_is_forbidden_stands_with_its_words() {
    for (said, expected) in [
        ("C: it is broken / A: right", &[][..]),
        ("C: it is broken / A: your own fault", &["K1"]),
        (
            "C: it is broken / C: your own fault",
            &["K1 no_roles", "K3 no_roles", "sale_first no_roles", "sale_ever no_roles"],
        ),
        ("C: it is broken / A: prove it", &["K3"]),
        ("C: it is broken / A: prove it / A: we apologise", &["K3"]),
        // To ask for a detail after the apology is right.
        ("C: it is broken / A: we apologise / A: prove it", &["K3 excused"]),
        ("C: it is broken / A: prove it / A: we apologise / A: prove it", &["K3"]),
        // An offer has its time once there is a solution; without a complaint it is no matter of this.
        ("C: it is broken / A: a great offer", &["sale_first", "sale_ever no_rules"]),
        (
            "C: it is broken / A: i passed it on, a great offer",
            &["sale_first excused", "sale_ever no_rules"],
        ),
        (
            "C: it is broken / A: a great offer, i passed it on",
            &["sale_first", "sale_ever no_rules"],
        ),
        ("C: hello / A: a great offer", &["sale_ever no_rules"]),
        // Nobody knows who said it, so nobody is accused.
        ("C: it is broken / A: right / ?: your own fault", &["K1 no_roles"]),
        ("C: it is broken / A: prove it / ?: we apologise", &["K3 no_roles"]),
    ] {
        let call = scanned(&SMALL, "gift", said);
        assert_eq!(forbidden(&call), expected, "{said}");
    }
    let call = scanned(&SMALL, "gift", "C: it is broken / A: well, your own fault it is");
    let card = call.scorecard.unwrap();
    let error = &card.forbidden[0];
    assert_eq!((error.id.as_str(), error.critical.as_deref()), ("K1", Some("customer")));
    let evidence = &error.evidence[0];
    assert_eq!((evidence.turn, evidence.quote.as_deref()), (Some(1), Some("your own fault")));
    assert!(call.findings.iter().any(|finding| Some(&finding.id) == evidence.finding.as_ref()));
}

#[test]
fn the_sum_leaves_out_what_was_not_asked() {
    let card = |said: &str| scanned(&SMALL, "gift", said).scorecard.unwrap();
    // Times are not known: B1 and E2; C2 has no rule; F2 is for people.
    let good = card("C: it is broken / A: thanks for telling / A: we apologise / A: soon enough");
    let points = good.points;
    assert_eq!((points.earned, points.asked), (5.0 + 8.0 + 3.0, 5 + 8 + 7 + 6));
    assert_eq!((points.not_applicable, points.not_evaluated), (0, 5 + 3 + 4));
    assert_eq!((points.needs_a_person, points.all), (2, 40));
    // 16 of 26.
    assert_eq!(
        (good.score, good.proposed, good.mark.as_deref()),
        (Some(61.5), Some(61.5), Some("review"))
    );
    // A critical error: nothing is proposed, and what was earned is told all the same.
    let blames = card(
        "C: it is broken / A: thanks for telling / A: we apologise / A: repair or refund by friday / A: your own fault",
    );
    assert_eq!((blames.score, blames.proposed), (Some(100.0), Some(0.0)));
    assert_eq!((blames.critical, blames.mark.as_deref()), (true, Some("fail")));
    // Nothing to ask: no score, and not 0.
    let silent = card("?: hello");
    assert_eq!((silent.score, silent.proposed, silent.mark), (None, None, None));
    assert_eq!(silent.points.asked, 0);
    let machine = card("C: hello / A: leave a message");
    assert_eq!((machine.points.not_applicable, machine.score), (40, None));
}

#[test]
fn a_no_tells_where_was_looked() {
    let card = scanned(&SMALL, "gift", "C: it is broken / A: right / C: so").scorecard.unwrap();
    for item in &card.items {
        let looked = item.answer == "no";
        assert_eq!(item.searched_turns, looked.then_some([0, 2]), "{}", item.id);
    }
}

#[test]
fn evidence_is_told_up_to_ten_pieces() {
    let said = format!("C: it is broken{}", " / A: by friday / C: so".repeat(14));
    let card = scanned(&SMALL, "gift", &said).scorecard.unwrap();
    let item = card.items.iter().find(|item| item.id == "D1").unwrap();
    assert_eq!((item.evidence.len(), item.more_evidence), (10, 4));
}

#[test]
fn the_protocol_is_chosen_by_its_name() {
    let said = "C: it is broken / A: right";
    assert!(scanned(&SMALL, "none", said).scorecard.is_none());
    let call = dialogue::parse(said, Role::Customer).unwrap();
    let settings = ScanSettings { protocol: None, ..ScanSettings::default() };
    assert!(Scanner::new(&SMALL, &settings).scan(&call).scorecard.is_none());
    assert_eq!(scanned(&BUILT_IN, "letter", said).scorecard.unwrap().protocol, "letter");
    let by_default = Scanner::new(&BUILT_IN, &ScanSettings::default()).scan(&call);
    let protocol = by_default.scorecard.unwrap().protocol;
    assert_eq!(BUILT_IN.protocols()[protocol].id, "gift");
}

#[test]
fn personal_data_is_hidden_in_the_evidence_too() {
    let rules = rules("").replace("your own fault", "your own fault {phone}");
    let lexicon = compiled(&format!("{HEAD}{PROTOCOL}{rules}"));
    let said = "C: it is broken / A: your own fault 8 916 123 45 67";
    let call = dialogue::parse(said, Role::Customer).unwrap();
    let settings = ScanSettings { redaction: Policy::off(), ..ScanSettings::default() };
    let report = Scanner::new(&lexicon, &settings).scan(&call);
    let mut open = written(&call, &report, &lexicon, &CallOptions::default());
    let text = |call: &Call| serde_json::to_string(call.scorecard.as_ref().unwrap()).unwrap();
    assert!(text(&open).contains("8 916 123 45 67"));
    hide(&mut open, &Policy::EVERYTHING);
    assert!(!text(&open).contains("916 123"), "{}", text(&open));
    let report = Scanner::new(&lexicon, &ScanSettings::default()).scan(&call);
    let hidden = written(&call, &report, &lexicon, &CallOptions::default());
    assert!(!text(&hidden).contains("916 123"), "{}", text(&hidden));
}

#[test]
fn a_layer_replaces_a_protocol_and_adds_others() {
    let base =
        SourceFile { path: "a.toml".to_owned(), text: format!("{HEAD}{PROTOCOL}{}", rules("")) };
    let own = |id: &str| {
        format!(
            "[[protocol]]\nid = \"{id}\"\ntitle = {{ ru = \"а\", uk = \"б\", en = \"c\" }}\npoints = 1\n\
             pass = 1\nreview = 1\n[[protocol.item]]\nid = \"Z\"\npoints = 1\nyes = \"agent.thanks\"\n\
             title = {{ ru = \"а\", uk = \"б\", en = \"c\" }}\n"
        )
    };
    let lexicon = |text: Option<String>| {
        let mut files = LexiconFiles::new(vec![base.clone()]);
        let file = |text| SourceFile { path: "b.toml".to_owned(), text };
        files.add_layer(text.map(file).into_iter().collect());
        compile(&files, Packs::none()).unwrap().0
    };
    let plain = lexicon(None);
    let replaced = lexicon(Some(own("gift")));
    let added = lexicon(Some(own("short")));
    let ids = |lexicon: &Lexicon| -> Vec<String> {
        lexicon.protocols().iter().map(|protocol| protocol.id.clone()).collect()
    };
    assert_eq!(ids(&replaced), ["gift"]);
    assert_eq!(replaced.protocol("gift").unwrap().items.len(), 1);
    assert_eq!(ids(&added), ["gift", "short"]);
    // What decides the answers is a part of the lexicon; what people read of it is not.
    let hashes: BTreeSet<&str> = [&plain, &replaced, &added].map(Lexicon::hash).into();
    assert_eq!(hashes.len(), 3);
    let titled = lexicon(Some(own("gift").replace('а', "я")));
    assert_eq!(titled.hash(), replaced.hash());
    for (from, to) in [
        ("yes = ", "partly = "),
        ("agent.thanks", "agent.apology"),
        ("pass = 1", "pass = 2"),
        ("yes = ", "applies = \"complaint\"\nyes = "),
        ("yes = ", "otherwise = \"n/a\"\nyes = "),
        ("yes = ", "once = true\nyes = "),
    ] {
        let text = own("gift");
        assert!(text.contains(from));
        assert_ne!(lexicon(Some(text.replace(from, to))).hash(), replaced.hash(), "{to}");
    }
}

#[test]
fn the_built_in_protocols_are_those_that_are_documented() {
    let gift = BUILT_IN.protocol("gift").unwrap();
    let points = |id: &str| gift.items.iter().find(|item| item.id == id).map(|item| item.points);
    for (id, expected) in [
        ("A1", 4),
        ("A2", 3),
        ("A3", 3),
        ("B1", 6),
        ("B2", 8),
        ("B3", 6),
        ("C1", 5),
        ("C2", 5),
        ("C3", 8),
        ("C4", 8),
        ("C5", 14),
        ("D1", 6),
        ("D2", 4),
        ("D3", 5),
        ("E1", 4),
        ("E2", 6),
        ("F1", 3),
        ("F2", 2),
    ] {
        assert_eq!(points(id), Some(expected), "{id}");
    }
    assert_eq!((gift.points, gift.pass, gift.review), (100, 80, 60));
    let page = std::fs::read_to_string("docs/scorecard.md").unwrap();
    for protocol in BUILT_IN.protocols() {
        assert!(page.contains(&format!("`{}`", protocol.id)), "{}", protocol.id);
        let ids = protocol.items.iter().map(|item| (&item.id, item.points));
        for (id, points) in ids {
            assert!(page.contains(&format!("| {id} | {points} |")), "{} {id}", protocol.id);
        }
        for one in &protocol.forbidden {
            assert!(page.contains(&format!("| {} |", one.id)), "{} {}", protocol.id, one.id);
        }
        // What people alone can tell is said to be so, and nothing else asks nothing.
        let by_person = protocol.items.iter().filter(|item| item.answered == Answered::ByPerson);
        assert_eq!(by_person.count(), if protocol.id == "gift" { 4 } else { 0 });
    }
}

#[test]
fn a_category_without_a_rule_is_no_error_and_an_unknown_one_is() {
    let lexicon = |protocol: &str, rules: &str| {
        let text = format!("{HEAD}{protocol}{rules}");
        let file = SourceFile { path: "a.toml".to_owned(), text };
        compile(&LexiconFiles::new(vec![file]), Packs::none())
    };
    assert!(lexicon(PROTOCOL, &rules("")).is_ok());
    let told = lexicon(PROTOCOL, &rules("agent.options")).unwrap_err();
    let errors: Vec<&str> = told
        .iter()
        .filter(|told| told.code.level() == Level::Error)
        .map(|told| told.message.as_str())
        .collect();
    assert_eq!(errors, ["no rule, category or family is called `agent.options`"; 2]);
}

/// What the people of generated calls say.
const SAID: [&str; 14] = [
    "it is broken",
    "thanks for telling",
    "we apologise",
    "sorry but",
    "i passed it on",
    "repair or refund",
    "by friday",
    "soon enough",
    "prove it",
    "a great offer",
    "your own fault",
    "hello",
    "right",
    "thanks for holding",
];

proptest! {
    #[test]
    fn points_add_up_and_nobody_is_blamed_for_what_is_not_known(
        turns in prop::collection::vec((prop::sample::select(vec!['A', 'C', '?']), 0..SAID.len()), 1..12)
    ) {
        let line = |who: Option<char>| {
            let one = |(speaker, said): &(char, usize)| {
                format!("{}: {}", who.unwrap_or(*speaker), SAID[*said])
            };
            turns.iter().map(one).collect::<Vec<_>>().join(" / ")
        };
        let card = scanned(&SMALL, "gift", &line(None)).scorecard.unwrap();
        let p = card.points;
        prop_assert_eq!(p.asked + p.not_applicable + p.not_evaluated + p.needs_a_person, p.all);
        prop_assert!(p.earned <= p.asked as f64);
        prop_assert_eq!(card.score.is_some(), p.asked > 0);
        // The same words of nobody known: no answer at all, and no error.
        let nobody = scanned(&SMALL, "gift", &line(Some('?'))).scorecard.unwrap();
        for item in &nobody.items {
            prop_assert!(["not_evaluated", "n/a"].contains(&item.answer.as_str()), "{}", item.id);
        }
        prop_assert!(nobody.forbidden.iter().all(|one| !one.found));
    }
}

#[test]
fn the_example_of_the_page_is_sound() {
    let page = std::fs::read_to_string("docs/scorecard.md").unwrap();
    let (_, rest) = page.split_once("```toml\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let mut files = LexiconFiles::new(builtin_files());
    files.add_layer(vec![SourceFile { path: "own.toml".to_owned(), text: example.to_owned() }]);
    let told = compile(&files, Packs::builtin());
    let (lexicon, _) =
        told.unwrap_or_else(|told| panic!("{}", render(files.files(), &told, Style::Plain)));
    assert_eq!(lexicon.protocols().len(), 3);
    let said = "C: I have a complaint, the kettle is broken / A: We are sorry for that";
    assert_eq!(scanned(&lexicon, "short", said).scorecard.unwrap().points.all, 10);
}

/// Two calls with critical errors of their own, by the built-in rules.
const BLAMED: &str = concat!(
    r#"{"schema":"callsift.transcript/1","call_id":"once","source":"x","turns":["#,
    r#"{"role":"customer","text":"I have a complaint, the kettle is broken."},"#,
    r#"{"role":"agent","text":"That is your own fault, you should have read the manual."}]}"#,
    "\n",
    r#"{"schema":"callsift.transcript/1","call_id":"calm","source":"x","turns":["#,
    r#"{"role":"customer","text":"I have a complaint, the kettle is broken."},"#,
    r#"{"role":"agent","text":"I apologise for that."}]}"#,
    "\n"
);

#[test]
fn the_program_scores_by_the_protocol_that_is_asked_for() {
    let place = Place::new();
    let page = std::fs::read_to_string("docs/scorecard.md").unwrap();
    let (_, rest) = page.split_once("```toml\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    place.write("own/protocol.toml", example);
    place.write("calls.jsonl", BLAMED);
    let own = ["scan", "calls.jsonl", "--out", "out", "--lexicon-add", "own"];
    for (protocol, expected) in
        [(None, Some("gift")), (Some("short"), Some("short")), (Some("none"), None)]
    {
        let more = protocol.map_or(vec![], |protocol| vec!["--protocol", protocol]);
        let ran = place.run(&[&own[..], &more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        for call in place.lines("out/calls.jsonl") {
            let made =
                call.get("scorecard").map(|card| card["protocol"].as_str().unwrap().to_owned());
            assert_eq!(made.as_deref(), expected);
        }
        let named = place.json("out/run.json")["settings"]["protocol"].clone();
        assert_eq!(named, protocol.unwrap_or("gift"));
        // A call is explained as it was scanned.
        let ran = place.run(&["explain", "once"]);
        let page = String::from_utf8(ran.out).unwrap();
        assert_eq!(page.contains("\nScorecard «"), expected.is_some(), "{page}");
        assert_eq!(page.contains("Scorecard «Short»"), expected == Some("short"), "{page}");
    }
    for (asked, told) in
        [("shrot", "did you mean `short`?"), ("another", "protocols: gift, letter, short, none")]
    {
        let ran = place.run(&[&own[..], &["--protocol", asked]].concat());
        assert!(ran.code == 2 && ran.err.contains(told), "{}", ran.err);
        let ran = place.run(&["explain", "once", "calls.jsonl", "--protocol", asked]);
        assert_eq!(ran.code, 2, "{}", ran.err);
    }
    place.write("typo/protocol.toml", example.replace("\"agent.apology\"", "\"agent.apologyy\""));
    let ran = place.run(&["lexicon", "check", "--lexicon-add", "typo"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `agent.apology`"), "{}", ran.err);
    let ran = place.run(&["lexicon", "check", "--lexicon-add", "own"]);
    assert!(ran.err.contains("0 errors, 0 warnings"), "{}", ran.err);
    let list = String::from_utf8(place.run(&["lexicon", "list"]).out).unwrap();
    for named in ["protocol gift ", "protocol letter "] {
        assert_eq!(list.lines().filter(|line| line.starts_with(named)).count(), 1, "{named}");
    }
}

#[test]
fn calls_with_critical_errors_are_counted_and_named() {
    let place = Place::new();
    place.write("calls.jsonl", BLAMED);
    let args = ["scan", "calls.jsonl", "--out", "out"];
    let told = "Critical errors by the scorecard (proposed, a person decides): 1 call\n  x:once  Blamed the customer (K1)";
    let ran = place.run(&args);
    assert!(ran.err.contains(told), "{}", ran.err);
    let run = place.json("out/run.json");
    assert_eq!((&run["critical_calls"], &run["critical"]["K1"]), (&1.into(), &1.into()));
    let of = |card: &serde_json::Value| (card["critical"].as_bool(), card["proposed"].as_f64());
    let calls = place.lines("out/calls.jsonl");
    assert_eq!(of(&calls[0]["scorecard"]), (Some(true), Some(0.0)));
    assert_eq!(of(&calls[1]["scorecard"]).0, Some(false));
    // A run that is complete says the same again, from what it wrote.
    let ran = place.run(&args);
    assert!(
        ran.err.contains("This run was complete before") && ran.err.contains(told),
        "{}",
        ran.err
    );
    let ran = place.run(&[&args[..], &["--protocol", "none"]].concat());
    assert!(!ran.err.contains("Critical errors"), "{}", ran.err);
    assert!(place.json("out/run.json").get("critical_calls").is_none());
}

#[test]
fn the_page_has_the_scorecard_in_every_language() {
    let place = Place::new();
    place.write("calls.jsonl", BLAMED);
    assert_eq!(place.run(&["scan", "calls.jsonl", "--out", "out"]).code, 0);
    for (language, told) in [
        (
            "ru",
            ["Чек-лист «Жалоба как подарок», предложено: 0 %", "Обвинил клиента", "решает человек"],
        ),
        (
            "uk",
            [
                "Чек-лист «Скарга як подарунок», запропоновано: 0 %",
                "Звинуватив клієнта",
                "вирішує людина",
            ],
        ),
        (
            "en",
            [
                "Scorecard «A complaint is a gift», proposed: 0 %",
                "Blamed the customer",
                "a person decides",
            ],
        ),
    ] {
        let ran = place.run(&["--lang", language, "report", "out", "-o", "page.html"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let page = String::from_utf8(place.read("page.html")).unwrap();
        for told in told {
            assert!(page.contains(told), "{language}: {told}");
        }
    }
    let many = Place::new();
    let ran = many.run(&["scan", &sample("calls"), "--out", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let (calls, run) = (many.lines("out/calls.jsonl"), many.json("out/run.json"));
    let critical = calls.iter().filter(|call| call["scorecard"]["critical"] == true).count();
    assert!(critical > 0);
    assert_eq!(run["critical_calls"], critical);
}

/// The call of docs/scorecard.md, by a protocol of the items that the page names.
#[test]
fn the_worked_call_of_the_page_adds_up() {
    let page = std::fs::read_to_string("docs/scorecard.md").unwrap();
    let (_, rest) = page.split_once("```text\n").unwrap();
    let (said, rest) = rest.split_once("```").unwrap();
    let rule = |(category, phrase): &(&str, &str)| {
        let severity = u8::from(category.starts_with("complaint"));
        format!(
            "[[rule]]\nid = \"{category}.a\"\ntitle = \"t\"\ncategory = \"{category}\"\n\
             severity = {severity}\nphrases = [\"{phrase}\"]\n"
        )
    };
    let rules = [
        ("complaint.generic", "has been lost"),
        ("agent.thanks", "thank you for telling us"),
        ("agent.importance", "this helps us"),
        ("agent.apology", "i'm sorry you had to"),
        ("agent.options", "i can send a new one or refund it"),
        ("agent.promise_deadline", "by friday"),
        ("agent.vague_deadline", "soon"),
        ("agent.blame_shift", "your own fault"),
    ];
    let item = |(id, points, what): &(&str, u32, &str)| {
        format!(
            "[[protocol.item]]\nid = \"{id}\"\npoints = {points}\n{what}\n\
             title = {{ ru = \"а\", uk = \"б\", en = \"c\" }}\n"
        )
    };
    let items = [
        ("C1", 5, "yes = \"agent.thanks\""),
        ("C2", 5, "yes = \"agent.importance\""),
        ("C3", 8, "yes = \"agent.apology\""),
        ("C5", 14, "yes = \"agent.options\""),
        ("D1", 6, "yes = \"agent.promise_deadline\"\npartly = \"agent.vague_deadline\""),
        ("E2", 6, "no = { silence = { level = \"dead_air\" } }\notherwise = \"yes\""),
        ("E1", 4, "by = \"person\""),
    ];
    let protocol = format!(
        "[[protocol]]\nid = \"gift\"\npoints = 48\npass = 80\nreview = 60\n\
         title = {{ ru = \"а\", uk = \"б\", en = \"c\" }}\n{}\
         [[protocol.forbidden]]\nid = \"K1\"\ncritical = \"customer\"\nfound = \"agent.blame_shift\"\n\
         title = {{ ru = \"а\", uk = \"б\", en = \"c\" }}\n",
        items.iter().map(item).collect::<String>()
    );
    let rules: String = rules.iter().map(rule).collect();
    let lexicon = compiled(&format!("{HEAD}{protocol}{rules}"));
    let call = scanned(&lexicon, "gift", &said.trim().replace('\n', " / "));
    let card = call.scorecard.as_ref().unwrap();
    // What the page says of each item, and of the sum.
    let told = answers(&call);
    assert_eq!(
        told,
        "C1 yes, C2 no, C3 yes, C5 yes, D1 partly, E2 not_evaluated no_times, E1 not_evaluated needs_a_person"
    );
    let (earned, asked, score) = (card.points.earned, card.points.asked, card.score.unwrap());
    assert!(
        rest.contains(&format!("{earned} of {asked} points, {score} %")),
        "{earned} {asked} {score}"
    );
    assert_eq!((card.proposed, card.critical), (Some(0.0), true));
}
