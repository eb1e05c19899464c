//! What is promised for when, against sentences of our own: `tests/promises` and, in another style,
//! `tests/promises/kept`.

use callsift::language::Packs;
use callsift::lexicon::{Lexicon, LexiconFiles, compile};
use callsift::scan::promise::{Promise, PromiseSettings, When};
use callsift::scan::{ScanSettings, Scanner};
use callsift::transcript::{
    CallIdSource, CallInfo, Party, Role, RoleSource, Transcript, TranscriptBuilder, TurnTime,
};
use callsift::units::CallKey;
use jiff::Zoned;
use jiff::tz::TimeZone;
use std::fs;

/// The start of a call as a section of the tables writes it.
#[derive(Clone)]
struct Start(Zoned);

impl Start {
    fn parse(written: &str) -> Start {
        if written.contains('[') {
            return Start(written.parse().unwrap());
        }
        let pieces = jiff::fmt::temporal::Pieces::parse(written).unwrap();
        let zone = TimeZone::fixed(pieces.to_numeric_offset().unwrap());
        Start(written.parse::<jiff::Timestamp>().unwrap().to_zoned(zone))
    }
}

fn lexicon() -> Lexicon {
    compile(&LexiconFiles::new(Vec::new()), Packs::none()).unwrap().0
}

fn call(sentence: &str, role: Role, start: Option<&Start>) -> Transcript {
    let mut info = CallInfo::new(CallKey::new("test", "one"), CallIdSource::Field);
    info.started_at = start.map(|start| start.0.timestamp());
    info.started_offset = start.map(|start| start.0.offset());
    let mut call = TranscriptBuilder::new(info);
    let party = call.party(Party::known(role, RoleSource::Stated, None));
    call.turn(party, sentence, TurnTime::Unknown, &[]);
    call.build()
}

fn promises(lexicon: &Lexicon, sentence: &str, start: &Start) -> Vec<Promise> {
    let zone = start.0.time_zone().iana_name().map(|_| start.0.time_zone().clone());
    let promise = PromiseSettings { zone, calendar: None };
    let settings = ScanSettings { promise, ..ScanSettings::default() };
    let call = call(sentence, Role::Agent, Some(start));
    Scanner::new(lexicon, &settings).scan(&call).promises.unwrap()
}

/// What is due, as the tables write it; with the offset where `long`.
fn due(promise: &Promise, long: bool) -> String {
    match promise.when {
        When::At(at, offset) => {
            let local = offset.to_datetime(at).strftime("%Y-%m-%dT%H:%M").to_string();
            let hours = offset.seconds() / 3600;
            if long { format!("{local}+{hours:02}:00") } else { local }
        }
        When::On(date) => date.to_string(),
        When::Vague => "vague".to_owned(),
        When::Unknown(why) => why.as_str().to_owned(),
    }
}

/// The lines of a table that are wrong, and how many there are.
fn wrong(lexicon: &Lexicon, file: &str) -> (Vec<String>, usize) {
    let text = fs::read_to_string(format!("tests/promises/{file}")).unwrap();
    let mut start = None;
    let (mut wrong, mut all) = (Vec::new(), 0);
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(written) = line.strip_prefix("@ ") {
            start = Some(Start::parse(written));
            continue;
        }
        let (expected, sentence) = line.split_once('|').unwrap();
        let long = expected.contains('+');
        let found = promises(lexicon, sentence, start.as_ref().unwrap());
        let found: Vec<String> = found.iter().map(|promise| due(promise, long)).collect();
        let found = if found.is_empty() { "none".to_owned() } else { found.join("; ") };
        all += 1;
        if found != expected {
            wrong.push(format!("{expected} but found {found}: {sentence}"));
        }
    }
    (wrong, all)
}

fn main() {
    if let Some(s) = std::env::args().nth(1) {
        let l = lexicon();
        for s in s.split("|") {
            println!(
                "{s}\n  {:?}",
                promises(&l, s, &Start::parse("2026-03-11T14:30:00+02:00"))
                    .iter()
                    .map(|p| (
                        due(p, false),
                        p.what.quote.clone(),
                        p.who,
                        p.channel,
                        p.said.iter().map(|w| w.quote.clone()).collect::<Vec<_>>()
                    ))
                    .collect::<Vec<_>>()
            );
        }
        return;
    }
    let lexicon = lexicon();
    for language in ["ru", "uk", "en"] {
        let kept = wrong(&lexicon, &format!("kept/{language}.txt"));
        println!(
            "KEPT {language} {} of {}, none wrong {}",
            kept.1 - kept.0.len(),
            kept.1,
            kept.0.iter().filter(|l| l.starts_with("none")).count()
        );
        let (wrong, all) = wrong(&lexicon, &format!("{language}.txt"));
        println!("{language}: {} of {all}\n  {}", all - wrong.len(), wrong.join("\n  "));
    }
}
