//! A rule as its author wrote it, read from TOML with the place of every value.

use super::condition::{
    Condition, Measure, Number, SilenceLevel, SilencePlace, SilenceTest, Within,
};
use super::score::{ScoreSource, read_complaint, read_risk};
use super::toml_reader::{TableReader, Written, place};
use super::variant::Order;
use crate::diagnostic::{Code, Diagnostic, FileIx, Place, SourceFile, nearest};
use crate::language::Language;
use crate::transcript::Role;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A rule before anything about other rules is known.
#[derive(Clone, Debug)]
pub(super) struct RuleSource {
    pub(super) id: Written<String>,
    pub(super) title: String,
    pub(super) language: Option<Language>,
    pub(super) category: Written<String>,
    pub(super) severity: u8,
    pub(super) listen: Listen,
    pub(super) order: Order,
    pub(super) negation: Negation,
    pub(super) window: Option<Window>,
    pub(super) at_least: u32,
    pub(super) phrases: Vec<Written<String>>,
    pub(super) unless: Vec<Written<String>>,
    pub(super) when: Option<Condition<Written<String>>>,
    /// The condition's source text, for the rule's revision.
    pub(super) when_text: String,
    pub(super) caught: Vec<Written<String>>,
    pub(super) quiet: Vec<Written<String>>,
}

/// Whose turns a rule listens to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listen {
    /// Everybody's but the system's.
    Everybody,
    /// This side's, and those of unknown role.
    Side(Role),
    /// This side's alone; without known roles the rule is not evaluated.
    KnownSide(Role),
}

/// What a negation does to a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Negation {
    /// Suppresses it.
    Cancel,
    /// Is a part of it.
    Own,
    /// Does not matter.
    Any,
}

/// The part of a call in which a rule looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// From the start.
    First(Extent),
    /// Up to the end.
    Last(Extent),
}

/// How long a window is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Milliseconds.
    Time(i64),
    /// Hundredths of the call.
    Percent(u32),
}

/// What one file holds.
#[derive(Debug, Default)]
pub(super) struct FileSource {
    pub(super) rules: Vec<RuleSource>,
    pub(super) forms: Vec<FormsSource>,
    pub(super) score: ScoreSource,
}

/// The listed forms of one word, as written.
#[derive(Clone, Debug)]
pub(super) struct FormsSource {
    pub(super) language: Option<Language>,
    pub(super) word: Written<String>,
    pub(super) forms: Vec<String>,
}

/// Reads one file; whatever is wrong goes to `diagnostics` and is left out of the result.
pub(super) fn read(
    file: FileIx,
    source: &SourceFile,
    diagnostics: &mut Vec<Diagnostic>,
) -> FileSource {
    let (document, errors) = DeTable::parse_recoverable(&source.text);
    if !errors.is_empty() {
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let message = format!("not TOML: {}", error.message());
            let help = "texts stand in quotes, keys with Cyrillic letters too";
            diagnostics.push(Diagnostic::new(Code::Toml, place(file, span), message).help(help));
        }
        return FileSource::default();
    }
    let mut out = FileSource::default();
    let mut table = TableReader::new(file, 0..0, document.get_ref(), diagnostics);
    let language = read_language(&mut table);
    if let Some(forms) = table.take("forms") {
        read_forms(&mut table, language, forms, &mut out.forms);
    }
    if let Some(complaint) = table.take("complaint") {
        out.score.complaint = sub_table(&mut table, "complaint", complaint, read_complaint);
    }
    if let Some(risk) = table.take("risk") {
        out.score.risk = sub_table(&mut table, "risk", risk, read_risk);
    }
    if let Some(rules) = table.take("rule") {
        let place = table.place_of(rules);
        match rules.get_ref().as_array() {
            Some(list) => {
                for rule in list {
                    let read = |t: &mut TableReader<'_, '_>| read_rule(t, language, &source.text);
                    out.rules.extend(sub_table(&mut table, "rule", rule, read));
                }
            }
            None => table.complain(
                Diagnostic::new(Code::WrongType, place, "`rule` is not a list of rules")
                    .help("begin each rule with [[rule]] in double brackets"),
            ),
        }
    }
    table.finish();
    out
}

fn read_language(table: &mut TableReader<'_, '_>) -> Option<Language> {
    let written = table.text("language")?;
    let language = Language::from_code(&written.value);
    if language.is_none() && written.value != "any" {
        let message = format!("`{}` is no language of callsift", written.value);
        let help = "languages are ru, uk, en, and any for rules without words";
        table.complain(Diagnostic::new(Code::UnknownLanguage, written.place, message).help(help));
    }
    language
}

/// Reads a table within a table with its own reader.
fn sub_table<T>(
    outer: &mut TableReader<'_, '_>,
    key: &'static str,
    value: &Spanned<DeValue<'_>>,
    read: impl FnOnce(&mut TableReader<'_, '_>) -> Option<T>,
) -> Option<T> {
    let Some(table) = value.get_ref().as_table() else {
        let message = format!("`{key}` is not a table");
        let place = outer.place_of(value);
        outer.complain(Diagnostic::new(Code::WrongType, place, message));
        return None;
    };
    let mut inner = TableReader::new(outer.file, value.span(), table, outer.diagnostics);
    let out = read(&mut inner);
    inner.finish();
    out
}

fn read_forms(
    outer: &mut TableReader<'_, '_>,
    language: Option<Language>,
    value: &Spanned<DeValue<'_>>,
    out: &mut Vec<FormsSource>,
) {
    let Some(table) = value.get_ref().as_table() else {
        let place = outer.place_of(value);
        outer.complain(Diagnostic::new(Code::WrongType, place, "`forms` is not a table"));
        return;
    };
    for (word, list) in table.iter() {
        let texts: Option<Vec<&str>> = match list.get_ref() {
            DeValue::String(text) => Some(vec![text.as_ref()]),
            DeValue::Array(items) => items.iter().map(|item| item.get_ref().as_str()).collect(),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Table(_) => None,
        };
        let Some(texts) = texts else {
            let message = format!("the forms of `{}` are not a text", word.get_ref());
            let help = "write them in one text with spaces between: \"жалобы жалобу\"";
            let place = outer.place_of(list);
            outer.complain(Diagnostic::new(Code::BadForms, place, message).help(help));
            continue;
        };
        let forms = texts.iter().flat_map(|text| text.split_whitespace()).map(str::to_owned);
        out.push(FormsSource {
            language,
            word: Written {
                value: word.get_ref().to_string(),
                place: place(outer.file, word.span()),
            },
            forms: forms.collect(),
        });
    }
}

fn read_rule(
    table: &mut TableReader<'_, '_>,
    language: Option<Language>,
    text: &str,
) -> Option<RuleSource> {
    let id = table.required_text("id");
    let title = table.required_text("title");
    let category = table.required_text("category");
    let severity = read_severity(table);
    let listen = table.one_of(
        "speaker",
        &[
            ("customer", Listen::Side(Role::Customer)),
            ("customer!", Listen::KnownSide(Role::Customer)),
            ("agent", Listen::Side(Role::Agent)),
            ("agent!", Listen::KnownSide(Role::Agent)),
        ],
    );
    let order = table.one_of("order", &[("fixed", Order::Fixed), ("free", Order::Free)]);
    let negation = table.one_of(
        "negation",
        &[("cancel", Negation::Cancel), ("own", Negation::Own), ("any", Negation::Any)],
    );
    let window = read_window(table);
    let at_least = read_at_least(table);
    let before = table.diagnostics.len();
    let phrases = table.texts("phrases");
    let unreadable = table.diagnostics.len() > before;
    let unless = table.texts("unless");
    let caught = table.texts("caught");
    let quiet = table.texts("quiet");
    let when_value = table.take("when");
    let when = when_value.and_then(|value| read_condition(table, value));
    let when_text = when_value.map_or("", |value| text.get(value.span()).unwrap_or(""));
    let id = id?;
    if phrases.is_empty() && !unreadable && when_value.is_none() {
        let message = format!("`{}` has nothing to find", id.value);
        let help = "give it `phrases`, a condition `when`, or both";
        table.complain(Diagnostic::new(Code::NothingToFind, id.place, message).help(help));
        return None;
    }
    Some(RuleSource {
        id,
        // What is missing has been told and makes an error of the whole; the rest is looked at
        // all the same, so that everything wrong is told at once.
        title: title.map_or_else(String::new, |title| title.value),
        language,
        category: category?,
        severity: severity.unwrap_or(0),
        listen: listen.unwrap_or(Listen::Everybody),
        order: order.unwrap_or(Order::Fixed),
        negation: negation.unwrap_or(Negation::Cancel),
        window,
        at_least,
        phrases,
        unless,
        when,
        when_text: when_text.to_owned(),
        caught,
        quiet,
    })
}

fn read_severity(table: &mut TableReader<'_, '_>) -> Option<u8> {
    table.require("severity");
    let written = table.count("severity")?;
    let severity = u8::try_from(written.value).ok().filter(|severity| *severity <= 5);
    if severity.is_none() {
        let message = format!("severity {} is not 0 to 5", written.value);
        let help = "0 an observation, 1 dissatisfaction, 2 complaint, 3 demand, 4 supervisor, 5 outside or leaving";
        table.complain(Diagnostic::new(Code::BadSeverity, written.place, message).help(help));
    }
    severity
}

fn read_at_least(table: &mut TableReader<'_, '_>) -> u32 {
    match table.count("at_least") {
        Some(Written { value: 0, place }) => {
            let message = "`at_least` is 0, which every call has";
            table.complain(Diagnostic::new(Code::WrongType, place, message));
            1
        }
        Some(written) => written.value,
        None => 1,
    }
}

fn read_window(table: &mut TableReader<'_, '_>) -> Option<Window> {
    let written = table.text("window")?;
    let parsed = parse_window(&written.value);
    if parsed.is_none() {
        let message = format!("`{}` is no window", written.value);
        let help = "write \"first 30 s\", \"last 2 min\", \"first 20 %\" or \"last 20 %\"";
        table.complain(Diagnostic::new(Code::BadWindow, written.place, message).help(help));
    }
    parsed
}

fn parse_window(written: &str) -> Option<Window> {
    let (side, extent) = written.trim().split_once(' ')?;
    let extent = match extent.trim().strip_suffix('%') {
        Some(number) => {
            Extent::Percent(number.trim().parse().ok().filter(|p| (1..=100).contains(p))?)
        }
        None => Extent::Time(crate::units::parse_duration(extent).ok()?),
    };
    match side {
        "first" => Some(Window::First(extent)),
        "last" => Some(Window::Last(extent)),
        _ => None,
    }
}

const CONDITIONS: &str = "a condition is one of { rule = … }, { all = […] }, { any = […] }, \
                          { none = […] }, { sequence = […], within = … }, { silence = {…} }, \
                          { overlap = {…} }, { interruption = {…} }, { measure = … }";

/// The key that says what kind of condition a table is.
const KINDS: [&str; 9] =
    ["all", "any", "none", "rule", "sequence", "silence", "overlap", "interruption", "measure"];

fn read_condition(
    outer: &mut TableReader<'_, '_>,
    value: &Spanned<DeValue<'_>>,
) -> Option<Condition<Written<String>>> {
    let at = outer.place_of(value);
    let bad = |message: String| Diagnostic::new(Code::BadCondition, at, message).help(CONDITIONS);
    let Some(table) = value.get_ref().as_table() else {
        outer.complain(bad("a condition is a table in braces".to_owned()));
        return None;
    };
    let kinds: Vec<&str> =
        KINDS.into_iter().filter(|kind| table.iter().any(|(k, _)| k.get_ref() == *kind)).collect();
    let [kind] = kinds.as_slice() else {
        let message = match (kinds.is_empty(), table.iter().next()) {
            (true, Some((key, _))) => match nearest(key.get_ref(), KINDS) {
                Some(meant) => {
                    format!("`{}` is no condition; did you mean `{meant}`?", key.get_ref())
                }
                None => format!("`{}` is no condition", key.get_ref()),
            },
            (true, None) => "an empty condition".to_owned(),
            (false, _) => format!("{} in one condition", kinds.join(" and ")),
        };
        outer.complain(bad(message));
        return None;
    };
    sub_table(outer, "when", value, |inner| match *kind {
        "all" => list_of(inner, "all").map(Condition::All),
        "any" => list_of(inner, "any").map(Condition::Any),
        "none" => list_of(inner, "none").map(Condition::None),
        "rule" => {
            let rules = inner.text("rule");
            let at_least = read_at_least(inner);
            rules.map(|rules| Condition::Rule { rules, at_least })
        }
        "sequence" => read_sequence(inner),
        "silence" => {
            let value = inner.take("silence")?;
            sub_table(inner, "silence", value, read_silence).map(Condition::Silence)
        }
        "overlap" => {
            let value = inner.take("overlap")?;
            sub_table(inner, "overlap", value, |table| {
                let at_least_ms = table.duration("at_least");
                Some(Condition::Overlap { at_least_ms, count: read_count(table) })
            })
        }
        "interruption" => {
            let value = inner.take("interruption")?;
            sub_table(inner, "interruption", value, |table| {
                let by = table.one_of("by", SIDES);
                Some(Condition::Interruption { by, count: read_count(table) })
            })
        }
        _ => read_measure(inner),
    })
}

const SIDES: &[(&str, Role)] = &[("agent", Role::Agent), ("customer", Role::Customer)];

fn list_of(
    table: &mut TableReader<'_, '_>,
    key: &'static str,
) -> Option<Vec<Condition<Written<String>>>> {
    let value = table.take(key)?;
    let place = table.place_of(value);
    match value.get_ref().as_array().filter(|list| !list.is_empty()) {
        Some(list) => {
            let read: Vec<_> = list.iter().map(|item| read_condition(table, item)).collect();
            read.into_iter().collect()
        }
        None => {
            let message = format!("`{key}` is not a list of conditions");
            table.complain(Diagnostic::new(Code::BadCondition, place, message).help(CONDITIONS));
            None
        }
    }
}

fn read_sequence(table: &mut TableReader<'_, '_>) -> Option<Condition<Written<String>>> {
    let steps = table.texts("sequence");
    let place = table.place;
    let within = table.text("within");
    let parsed = within.as_ref().map(|written| {
        match written.value.strip_suffix("turns").or(written.value.strip_suffix("turn")) {
            Some(turns) => turns.trim().parse().ok().map(Within::Turns),
            None => crate::units::parse_duration(&written.value).ok().map(Within::Time),
        }
    });
    let within = match parsed {
        Some(Some(within)) => within,
        Some(None) | None => {
            let at = within.map_or(place, |written| written.place);
            let help = "write within = \"60 s\" or within = \"5 turns\"";
            let message = "a sequence needs a length it lies within";
            table.complain(Diagnostic::new(Code::BadCondition, at, message).help(help));
            return None;
        }
    };
    if steps.len() < 2 {
        let message = "a sequence has at least two steps";
        table.complain(Diagnostic::new(Code::BadCondition, place, message).help(CONDITIONS));
        return None;
    }
    Some(Condition::Sequence { steps, within })
}

fn read_count(table: &mut TableReader<'_, '_>) -> u32 {
    table.count("count").map_or(1, |written| written.value.max(1))
}

fn read_silence(table: &mut TableReader<'_, '_>) -> Option<SilenceTest> {
    Some(SilenceTest {
        at_least_ms: table.duration("at_least"),
        announced: table.flag("announced"),
        owed: table.one_of("owed", SIDES),
        level: table
            .one_of("level", &[("long", SilenceLevel::Long), ("dead_air", SilenceLevel::DeadAir)]),
        place: table
            .one_of(
                "kind",
                &[
                    ("between", SilencePlace::Between),
                    ("head", SilencePlace::Head),
                    ("tail", SilencePlace::Tail),
                    ("hold", SilencePlace::Hold),
                ],
            )
            .unwrap_or(SilencePlace::Between),
        count: read_count(table),
    })
}

fn read_measure(table: &mut TableReader<'_, '_>) -> Option<Condition<Written<String>>> {
    let name = table.text("measure");
    let at_least = table.number("at_least").map(|n| Number(n.value));
    let at_most = table.number("at_most").map(|n| Number(n.value));
    let name = name?;
    let Some(measure) = Measure::ALL.iter().copied().find(|m| m.name() == name.value) else {
        let message = format!("`{}` is no measure", name.value);
        let known = Measure::ALL.iter().map(|m| m.name());
        let help = match nearest(&name.value, known.clone()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("measures: {}", known.collect::<Vec<_>>().join(", ")),
        };
        table.complain(Diagnostic::new(Code::UnknownMeasure, name.place, message).help(help));
        return None;
    };
    if at_least.is_none() && at_most.is_none() {
        let message = "a measure needs `at_least`, `at_most` or both";
        table.complain(Diagnostic::new(Code::BadCondition, name.place, message));
        return None;
    }
    Some(Condition::Measure { measure, at_least, at_most })
}

/// The place of a phrase's bytes in its file; the whole value where it was written with escapes.
pub(super) fn inside(
    written: &Written<String>,
    file: &SourceFile,
    span: crate::units::Span,
) -> Place {
    let whole = written.place.span;
    let raw = file.text.get(whole.range()).unwrap_or("");
    if raw.get(1..1 + written.value.len()) != Some(written.value.as_str()) {
        return written.place;
    }
    let start = whole.start() + 1;
    place(written.place.file, start + span.start()..start + span.end())
}
