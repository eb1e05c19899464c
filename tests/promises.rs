//! What is promised for when, against sentences of our own: `tests/promises` and, in another style,
//! `tests/promises/kept`.
#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use callsift::language::Packs;
use callsift::language::promise::Channel;
use callsift::lexicon::{Lexicon, LexiconFiles, compile};
use callsift::scan::promise::{Calendar, MAX_PROMISES, Promise, PromiseSettings, When, Who};
use callsift::scan::{Gap, ScanSettings, Scanner};
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

fn check(lexicon: &Lexicon, file: &str, least: usize) {
    let (wrong, all) = wrong(lexicon, file);
    assert!(all >= least, "{file} has {all} sentences");
    let told = wrong.join("\n  ");
    assert!(wrong.len() * 20 <= all, "{file}: {} of {all} are wrong:\n  {told}", wrong.len());
    let invented = wrong.iter().filter(|line| line.starts_with("none"));
    assert_eq!(invented.count(), 0, "{file}: a promise that is none:\n  {told}");
}

#[test]
fn sentences_of_three_languages() {
    let lexicon = lexicon();
    for language in ["ru", "uk", "en"] {
        check(&lexicon, &format!("{language}.txt"), 200);
    }
}

#[test]
fn sentences_of_another_style() {
    let lexicon = lexicon();
    for language in ["ru", "uk", "en"] {
        check(&lexicon, &format!("kept/{language}.txt"), 40);
    }
}

/// A Wednesday.
const WEDNESDAY: &str = "2026-03-11T14:30:00+02:00";

#[test]
fn who_how_and_in_which_words() {
    let lexicon = lexicon();
    for (sentence, who, channel, text, precision) in [
        ("Я перезвоню вам завтра.", Who::Agent, Some(Channel::Call), "завтра", "day"),
        (
            "Мы вернём деньги за три рабочих дня.",
            Who::Company,
            None,
            "за три рабочих дня",
            "working_days",
        ),
        (
            "Завтра вам перезвонят до обеда.",
            Who::Company,
            Some(Channel::Call),
            "Завтра … до обеда",
            "day",
        ),
        ("Курьер приедет через час.", Who::ThirdParty, None, "через час", "hour"),
        (
            "Вы получите смс через 5 минут.",
            Who::Company,
            Some(Channel::Sms),
            "через 5 минут",
            "minute",
        ),
        (
            "Інженер напише вам у вайбер завтра.",
            Who::ThirdParty,
            Some(Channel::Messenger),
            "завтра",
            "day",
        ),
        (
            "Ми надішлемо листа цього тижня.",
            Who::Company,
            Some(Channel::Letter),
            "цього тижня",
            "week",
        ),
        ("I'll email you by Friday.", Who::Agent, Some(Channel::Email), "by Friday", "day"),
        (
            "Our engineer will ring you shortly.",
            Who::ThirdParty,
            Some(Channel::Call),
            "shortly",
            "vague",
        ),
        (
            "We'll show it in the app this month.",
            Who::Company,
            Some(Channel::App),
            "this month",
            "month",
        ),
    ] {
        let found = promises(&lexicon, sentence, &Start::parse(WEDNESDAY));
        let [promise] = found.as_slice() else { panic!("{sentence}: {found:?}") };
        assert_eq!(promise.who, who, "{sentence}");
        assert_eq!(promise.channel, channel, "{sentence}");
        assert_eq!(promise.text(), text, "{sentence}");
        assert_eq!(promise.precision.as_str(), precision, "{sentence}");
    }
}

#[test]
fn evidence_and_ids() {
    let lexicon = lexicon();
    let said = "Хорошо. Я перезвоню вам завтра. Я перезвоню вам завтра.";
    let found = promises(&lexicon, said, &Start::parse(WEDNESDAY));
    let [first, second] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(first.what.quote, "Я перезвоню вам завтра");
    let [start, end] = first.what.bytes;
    assert_eq!(&said[start..end], first.what.quote);
    assert_eq!(first.what.chars, [8, 30]);
    assert_eq!(first.what.utf16, [8, 30]);
    assert!(first.id.starts_with("p_") && first.id.len() == 22, "{}", first.id);
    assert_ne!(first.id, second.id);
    let again = promises(&lexicon, said, &Start::parse("2026-04-11T14:30:00+02:00"));
    assert_eq!(again[0].id, first.id, "an id does not hang on the day of the call");
}

fn found(
    role: Role,
    sentence: &str,
    settings: PromiseSettings,
    start: Option<&Start>,
) -> Result<Vec<String>, Gap> {
    let lexicon = lexicon();
    let settings = ScanSettings { promise: settings, ..ScanSettings::default() };
    let report = Scanner::new(&lexicon, &settings).scan(&call(sentence, role, start));
    report.promises.map(|found| found.iter().map(|promise| due(promise, false)).collect())
}

#[test]
fn only_what_the_agent_says_is_a_promise() {
    let start = Start::parse(WEDNESDAY);
    let of = |role| {
        found(role, "I'll call you back tomorrow.", PromiseSettings::default(), Some(&start))
    };
    assert_eq!(of(Role::Agent), Ok(vec!["2026-03-12".to_owned()]));
    assert_eq!(of(Role::Customer), Ok(Vec::new()));
    assert_eq!(of(Role::System), Ok(Vec::new()));
    assert_eq!(of(Role::Unknown), Err(Gap::NoRoles));
}

#[test]
fn a_date_that_cannot_be_worked_out_has_a_reason() {
    let lexicon = lexicon();
    let due_of = |start: Option<jiff::Timestamp>, zone: Option<&str>, sentence: &str| {
        let zone = zone.map(|name| TimeZone::get(name).unwrap());
        let promise = PromiseSettings { zone, calendar: None };
        let settings = ScanSettings { promise, ..ScanSettings::default() };
        let mut call = call(sentence, Role::Agent, None);
        call.info_mut().started_at = start;
        let report = Scanner::new(&lexicon, &settings).scan(&call);
        due(&report.promises.unwrap()[0], true)
    };
    let late = Some("2026-03-11T22:30:00Z".parse().unwrap());
    let tomorrow = "I'll call you back tomorrow.";
    assert_eq!(due_of(None, Some("Europe/Kyiv"), tomorrow), "no_start");
    assert_eq!(due_of(late, None, tomorrow), "no_time_zone");
    // Half past midnight in Kyiv.
    assert_eq!(due_of(late, Some("Europe/Kyiv"), tomorrow), "2026-03-13");
    assert_eq!(due_of(late, Some("UTC"), tomorrow), "2026-03-12");
    assert_eq!(due_of(late, Some("UTC"), "We will pay by 30 February."), "no_such_date");
    assert_eq!(due_of(None, None, "We'll call you shortly."), "vague");
}

#[test]
fn working_days_by_a_calendar() {
    let file = "country = \"UA\"\n[years.2026]\nholidays = [2026-03-12, 2026-12-31]\n\
                working_weekends = [2026-03-14]\n";
    let lexicon = lexicon();
    let due_of = |calendar: Option<&str>, start: &str, sentence: &str| {
        let calendar = calendar.map(|text| Calendar::parse(text).unwrap());
        let settings = ScanSettings {
            promise: PromiseSettings { zone: None, calendar },
            ..ScanSettings::default()
        };
        let call = call(sentence, Role::Agent, Some(&Start::parse(start)));
        let report = Scanner::new(&lexicon, &settings).scan(&call);
        let promise = &report.promises.unwrap()[0];
        let by = promise.workdays.as_ref().map_or("none", |days| days.as_str()).to_owned();
        format!("{} {by}", due(promise, false))
    };
    let three = "Вернём деньги в течение трёх рабочих дней.";
    assert_eq!(due_of(None, WEDNESDAY, three), "2026-03-16 monday_to_friday");
    // Not Thursday, a holiday; Friday, the working Saturday, Monday.
    assert_eq!(due_of(Some(file), WEDNESDAY, three), "2026-03-16 UA");
    assert_eq!(due_of(Some(file), WEDNESDAY, "Ответим за два рабочих дня."), "2026-03-14 UA");
    let year = "2026-12-30T16:00:00+02:00";
    assert_eq!(due_of(Some(file), year, three), "calendar_year_missing UA");
    assert_eq!(due_of(Some(file), year, "Ответим за три дня."), "2027-01-02 none");
}

#[test]
fn numbers_in_quotes_are_hidden() {
    let start = Start::parse(WEDNESDAY);
    let lexicon = lexicon();
    let found = promises(&lexicon, "Перезвоню завтра на номер 8 916 123 45 67.", &start);
    assert_eq!(found[0].what.quote, "Перезвоню завтра на номер • ••• ••• •• ••");
    assert_eq!(found[0].text(), "завтра");
}

#[test]
fn any_text_is_read() {
    let start = Start::parse(WEDNESDAY);
    let lexicon = lexicon();
    for text in [
        "",
        "до",
        "до до до до",
        "в 99:99 на 40 марта через",
        "через через 5 через",
        "by by the the end of of",
        "I'll",
        "will will will tomorrow",
        "не не перезвоню завтра",
        "99999999999999999999 дней",
        "в течение 99999 рабочих дней вернём",
        "до 00.00 вернём",
        "half past quarter to half",
        "с до с до 5-5-5-5",
        "завтра \u{301}\u{202e} я 🙂 перезвоню",
        "2026-13-45 вернём",
        "p. m. a. m.",
    ] {
        promises(&lexicon, text, &start);
        promises(&lexicon, &text.repeat(50), &start);
    }
    let many = "Я перезвоню завтра. ".repeat(5_000);
    assert_eq!(promises(&lexicon, &many, &start).len(), MAX_PROMISES);
}
