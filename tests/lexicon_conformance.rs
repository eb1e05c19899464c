//! The built-in lexicon on real material: how many complaints it finds, how often it is wrong, and
//! that nothing in it was learnt by heart.
//!
//! `CALLSIFT_SHARED=… cargo test --test lexicon_conformance -- --nocapture` prints the figures.
#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

mod data_sets;

use callsift::language::Packs;
use callsift::lexicon::{Lexicon, LexiconFiles, Topics, builtin_files, compile, dialogue};
use callsift::scan::{ScanSettings, Scanner};
use callsift::text::Words;
use callsift::transcript::Role;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

/// Set, the least share of complaints that must be found, the largest share of others that may be.
const LABELLED: [(&str, f64, f64); 4] = [
    ("banki_ru", 0.60, 0.05),
    ("hotline_uk", 0.35, 0.05),
    ("complaints_en", 0.40, 0.05),
    ("sentirueval_ru", 0.20, 0.05),
];

/// Set, and how many of 1,000 benign calls may be flagged.
const BENIGN: [(&str, f64); 4] = [
    ("swda_en", 150.0),
    ("taskmaster4_en", 10.0),
    ("koziev_jokes_ru", 10.0),
    ("multidogo_en", 10.0),
];

/// Intents of `multidogo_en` that tell of trouble.
const TROUBLE: [&str; 8] = [
    "reportbrokensoftware",
    "reportbrokenphone",
    "disputecharge",
    "reportlostcard",
    "replacecard",
    "closeaccount",
    "cancelserviceintent",
    "checkserverstatus",
];

/// 1 a complaint, 0 none, `None` not to be counted.
fn label(set: &str, call: &Value) -> Option<bool> {
    let labels = &call["labels"];
    match set {
        "hotline_uk" if labels["machine_translated"] == true => None,
        "sentirueval_ru" if labels["near_duplicate"] == true => None,
        "multidogo_en" => {
            let turns = call["turns"].as_array().unwrap();
            let intents = turns.iter().filter_map(|turn| turn["intent"].as_str());
            let is_trouble = |intent: &str| intent.split("<div>").any(|one| TROUBLE.contains(&one));
            Some({ intents }.any(is_trouble))
        }
        "swda_en" | "taskmaster4_en" | "koziev_jokes_ru" => Some(false),
        _ => labels["complaint"].as_i64().map(|complaint| complaint == 1),
    }
}

/// Flagged and all, of complaints and of others.
fn counted(folder: &Path, set: &str) -> [(usize, usize); 2] {
    let calls = data_sets::calls(folder, set);
    let scanned = data_sets::scanned_set(folder, set);
    assert_eq!(calls.len(), scanned.len(), "{set}");
    let mut counts = [(0, 0); 2];
    for (call, done) in calls.iter().zip(&scanned) {
        assert_eq!(call["call_id"], done["call_id"], "{set}");
        if let Some(complaint) = label(set, call) {
            let (flagged, all) = &mut counts[usize::from(!complaint)];
            *flagged += usize::from(done["complaint"]["flag"] == true);
            *all += 1;
        }
    }
    counts
}

/// The 95 % interval of a share (Wilson).
fn interval(count: usize, all: usize) -> (f64, f64) {
    let (k, n, z) = (count as f64, all as f64, 1.959_964);
    let middle = (k + z * z / 2.0) / (n + z * z);
    let half = z / (n + z * z) * (k * (n - k) / n + z * z / 4.0).sqrt();
    (middle - half, middle + half)
}

fn shown((count, all): (usize, usize)) -> String {
    let (low, high) = interval(count, all);
    let share = count as f64 / all as f64;
    format!("{count} of {all} = {:.1} % ({:.1}–{:.1})", share * 100.0, low * 100.0, high * 100.0)
}

#[test]
fn complaints_that_are_found() {
    let Some(folder) = data_sets::folder() else { return };
    let mut wrong = Vec::new();
    for (set, recall, false_share) in LABELLED {
        let [found, others] = counted(&folder, set);
        println!("{set}: found {}, wrongly flagged {}", shown(found), shown(others));
        let share = |(count, all): (usize, usize)| count as f64 / all as f64;
        if share(found) < recall || share(others) > false_share {
            wrong.push(set);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn benign_talk_stays_quiet() {
    let Some(folder) = data_sets::folder() else { return };
    let mut wrong = Vec::new();
    for (set, borne) in BENIGN {
        let [trouble, (flagged, all)] = counted(&folder, set);
        let rate = flagged as f64 * 1_000.0 / all as f64;
        println!("{set}: {flagged} of {all} flagged, {rate:.1} of 1,000");
        if trouble.1 > 0 {
            println!("{set}: of chats with trouble {}", shown(trouble));
        }
        if rate > borne {
            wrong.push(set);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// A tag of `markers_seed_dev`, and the categories that answer it.
const TAGS: [(&str, &[&str]); 6] = [
    ("supervisor", &["escalation.supervisor"]),
    ("legal_claim", &["escalation.legal", "complaint.generic"]),
    ("formal_complaint", &["escalation.legal", "complaint.generic"]),
    ("leave", &["escalation.churn"]),
    ("external", &["escalation.regulator", "escalation.media", "escalation.social"]),
    ("warn_others", &["escalation.social"]),
];

/// Categories that a hard negative of a kind may not have, unless a tag of the text asks for them.
const HARD: [(&str, &[&str]); 2] = [
    ("hard_negative_leave", &["escalation.churn"]),
    (
        "hard_negative_escalation",
        &[
            "escalation.supervisor",
            "escalation.legal",
            "escalation.regulator",
            "escalation.media",
            "escalation.social",
        ],
    ),
];

#[test]
fn markers() {
    let Some(folder) = data_sets::folder() else { return };
    let path = folder.join("markers_seed_dev.jsonl");
    let rows = std::fs::read_to_string(&path).unwrap();
    let rows: Vec<Value> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let input = tempfile::Builder::new().suffix(".jsonl").tempfile().unwrap();
    let as_call = |(at, row): (usize, &Value)| {
        let turns = serde_json::json!([{ "speaker": "customer", "text": row["text"] }]);
        serde_json::json!({ "call_id": at.to_string(), "language": row["language"], "turns": turns })
    };
    let lines: Vec<String> = rows.iter().enumerate().map(as_call).map(|c| c.to_string()).collect();
    std::fs::write(input.path(), lines.join("\n")).unwrap();
    let scanned = data_sets::scanned(input.path());
    assert_eq!(scanned.len(), rows.len());
    let (mut asked, mut answered, mut wrong) = (0, 0, Vec::new());
    for (row, done) in rows.iter().zip(&scanned) {
        let findings = done["findings"].as_array().unwrap();
        let has = |categories: &[&str]| {
            findings.iter().any(|f| categories.contains(&f["category"].as_str().unwrap()))
        };
        let tags: Vec<&str> =
            row["tags"].as_array().unwrap().iter().map(|tag| tag.as_str().unwrap()).collect();
        for (tag, categories) in TAGS {
            if tags.contains(&tag) {
                asked += 1;
                answered += usize::from(has(categories));
            }
        }
        let wanted = |category: &&&str| {
            !TAGS.iter().any(|(tag, all)| tags.contains(tag) && all.contains(*category))
        };
        for (kind, categories) in HARD {
            let unwanted: Vec<&str> = categories.iter().filter(wanted).copied().collect();
            if tags.contains(&kind) && has(&unwanted) {
                wrong.push(row["call_id"].clone());
            }
        }
    }
    println!("markers: {}, {} wrong on hard negatives", shown((answered, asked)), wrong.len());
    assert!(answered as f64 >= 0.85 * asked as f64);
    assert!(wrong.len() <= 2, "{wrong:?}");
}

fn lexicon() -> Lexicon {
    let mut files = LexiconFiles::new(builtin_files());
    files.set_topics(Topics::All);
    compile(&files, Packs::builtin()).unwrap().0
}

/// Labelled sets, of which every phrase that fires is looked at.
const DEVELOPED_ON: [&str; 5] =
    ["banki_ru", "hotline_uk", "complaints_en", "sentirueval_ru", "rozetka_mixed"];

#[test]
fn phrases_serve_more_than_one_text() {
    let Some(folder) = data_sets::folder() else { return };
    let lexicon = lexicon();
    let own = phrases_of_own_utterances(&lexicon);
    for set in DEVELOPED_ON {
        let mut texts: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
        for (at, done) in data_sets::scanned_set(&folder, set).iter().enumerate() {
            for finding in done["findings"].as_array().unwrap() {
                let name = |key: &str| finding[key].as_str().map(str::to_owned);
                if let Some((rule, phrase)) = name("rule").zip(name("phrase")) {
                    texts.entry((rule, phrase)).or_default().insert(at);
                }
            }
        }
        let serves_one = |(phrase, texts): &(&(String, String), &BTreeSet<usize>)| {
            texts.len() < 2 && !own.contains(*phrase)
        };
        let alone: Vec<_> = texts.iter().filter(serves_one).map(|(phrase, _)| phrase).collect();
        println!("{set}: {} phrases fire, {} in one text only", texts.len(), alone.len());
        if std::env::var_os("CALLSIFT_SHOW").is_some() {
            alone.iter().for_each(|(rule, phrase)| println!("  {rule}: {phrase}"));
        }
        assert!(alone.len() * 5 <= texts.len(), "{set}: {alone:?}");
    }
}

/// Rules with their phrases that find a sentence of the rules' own.
fn phrases_of_own_utterances(lexicon: &Lexicon) -> BTreeSet<(String, String)> {
    let settings = ScanSettings::default();
    let mut scanner = Scanner::new(lexicon, &settings);
    let mut found = BTreeSet::new();
    for rule in lexicon.rules() {
        for text in &rule.caught {
            let call = dialogue::parse_in(rule.language, &text.value, Role::Customer).unwrap();
            for finding in scanner.scan(&call).findings {
                if let Some(said) = finding.said {
                    let rule = lexicon.rule(finding.rule);
                    found.insert((rule.id.clone(), rule.phrases[said.phrase.0 as usize].clone()));
                }
            }
        }
    }
    found
}

/// So many words in a row are a quotation.
const QUOTED: usize = 6;

fn runs_of_words(text: &str, words: &mut Words) -> Vec<String> {
    words.clear();
    words.push_text(text);
    let folded: Vec<&str> = words.as_slice().iter().map(|word| words.folded(word)).collect();
    folded.windows(QUOTED).map(|run| run.join(" ")).collect()
}

#[test]
fn utterances_are_our_own() {
    let Some(folder) = data_sets::folder() else { return };
    let mut words = Words::new();
    let mut ours: HashSet<String> = HashSet::new();
    for rule in lexicon().rules() {
        for text in rule.caught.iter().chain(&rule.quiet) {
            ours.extend(runs_of_words(&text.value, &mut words));
        }
    }
    let mut shared = BTreeSet::new();
    let mut sets = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(set) = name.strip_suffix(".jsonl.gz") else { continue };
        sets += 1;
        for call in data_sets::calls(&folder, set) {
            for turn in call["turns"].as_array().unwrap() {
                let runs = runs_of_words(turn["text"].as_str().unwrap_or(""), &mut words);
                shared.extend(
                    runs.into_iter()
                        .filter(|run| ours.contains(run))
                        .map(|run| (name.clone(), run)),
                );
            }
        }
    }
    assert!(sets >= 14, "{sets} sets");
    assert!(shared.is_empty(), "{shared:#?}");
}
