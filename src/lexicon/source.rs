//! A rule as its author wrote it, read from TOML with the place of every value.

use super::announcement;
use super::category::{Category, is_name};
use super::category_text::{CategoryText, read_categories};
use super::condition::Condition;
use super::protocol::{self, ProtocolSource};
use super::score::{ScoreSource, read_complaint, read_risk, read_weights};
use super::variant::Order;
use super::written_condition::read_condition;
use crate::diagnostic::table::{TableReader, Written, document, place};
use crate::diagnostic::{Code, Diagnostic, FileIx, Place, SourceFile};
use crate::language::Language;
use crate::transcript::Role;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::DeValue;

/// A rule before anything about other rules is known.
///
/// A field that could not be read has been told and makes an error of the whole lexicon; something
/// stands in its place, so that everything else is looked at all the same.
#[derive(Clone, Debug)]
pub(super) struct RuleSource {
    /// The id, or the whole rule where it has none.
    pub(super) place: Place,
    pub(super) id: Option<Written<String>>,
    pub(super) title: String,
    pub(super) language: Option<Language>,
    /// Of its file.
    pub(super) topic: Option<String>,
    pub(super) category: Option<Written<String>>,
    pub(super) severity: u8,
    pub(super) listen: Listen,
    pub(super) order: Order,
    pub(super) negation: Negation,
    pub(super) window: Option<Window>,
    pub(super) at_least: u32,
    /// Words that were heard almost right count too.
    pub(super) fuzzy: bool,
    pub(super) phrases: Vec<Written<String>>,
    /// What is said of each phrase.
    pub(super) options: Vec<PhraseOptions>,
    pub(super) unless: Vec<Written<String>>,
    pub(super) when: Option<Condition<Written<String>>>,
    pub(super) caught: Vec<Written<String>>,
    pub(super) quiet: Vec<Written<String>>,
}

impl RuleSource {
    /// The id, for messages.
    pub(super) fn name(&self) -> &str {
        self.id.as_ref().map_or("the rule without an id", |id| &id.value)
    }

    /// The name of the category: as written, or what the id says of it.
    pub(super) fn category_name(&self) -> &str {
        match (&self.category, &self.id) {
            (Some(category), _) => &category.value,
            (None, Some(id)) => {
                let end = id.value.match_indices('.').nth(1).map_or(id.value.len(), |(at, _)| at);
                &id.value[..end]
            }
            (None, None) => "",
        }
    }
}

/// Whose turns a rule listens to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Listen {
    /// Everybody's but the system's.
    Everybody,
    /// This side's, and those of unknown role.
    Side(Role),
    /// This side's alone; without known roles the rule is not evaluated.
    KnownSide(Role),
}

/// What a negation does to a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Negation {
    /// Suppresses it.
    Cancel,
    /// Is a part of it.
    Own,
    /// Does not matter.
    Any,
}

/// What an author says of one phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PhraseOptions {
    /// What a negation does, where it is not what the rule says.
    pub(super) negation: Option<Negation>,
    /// Words that are spelled nearly so may stand for its words.
    pub(super) fuzzy: bool,
}

/// The part of a call in which a rule looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Window {
    /// From the start.
    First(Extent),
    /// Up to the end.
    Last(Extent),
}

/// How long a window is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Extent {
    /// Milliseconds.
    Time(i64),
    /// Hundredths of the call.
    Percent(u32),
    /// Turns.
    Turns(u32),
}

/// What one file holds.
#[derive(Debug, Default)]
pub(super) struct FileSource {
    pub(super) rules: Vec<RuleSource>,
    pub(super) forms: Vec<FormsSource>,
    pub(super) announcements: Vec<Written<String>>,
    pub(super) score: ScoreSource,
    pub(super) categories: Vec<(Category, CategoryText)>,
    pub(super) protocols: Vec<ProtocolSource>,
    /// The file counts only where this topic is switched on.
    pub(super) topic: Option<Written<String>>,
    /// Rules of this file could not be read at all, and nobody knows their names.
    pub(super) lost_rules: bool,
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
    let help = "texts stand in quotes, keys with Cyrillic letters too";
    let Some(document) = document(file, &source.text, help, diagnostics) else {
        return FileSource { lost_rules: true, ..FileSource::default() };
    };
    let mut out = FileSource::default();
    let mut table = TableReader::new(file, 0..0, document.get_ref(), diagnostics);
    let language = read_language(&mut table);
    out.topic = read_topic(&mut table);
    if let Some(categories) = table.take("category") {
        out.categories = read_categories(&mut table, categories);
    }
    if let Some(forms) = table.take("forms") {
        read_forms(&mut table, language, forms, &mut out.forms);
    }
    if let Some(announcements) = table.take("announcement") {
        out.announcements = announcement::read(&mut table, announcements);
    }
    if let Some(protocols) = table.take("protocol") {
        out.protocols = protocol::read(&mut table, protocols);
    }
    if let Some(complaint) = table.take("complaint") {
        out.score.complaint = sub_table(&mut table, "complaint", complaint, read_complaint);
    }
    if let Some(risk) = table.take("risk") {
        out.score.risk = sub_table(&mut table, "risk", risk, read_risk);
    }
    if let Some(weights) = table.take("weights") {
        let read = |t: &mut TableReader<'_, '_>| Some(read_weights(t));
        out.score.weights = sub_table(&mut table, "weights", weights, read).unwrap_or_default();
    }
    if let Some(rules) = table.take("rule") {
        let place = table.place_of(rules);
        match rules.get_ref().as_array() {
            Some(list) => {
                for rule in list {
                    let read = |t: &mut TableReader<'_, '_>| Some(read_rule(t, language));
                    let rule = sub_table(&mut table, "rule", rule, read);
                    out.lost_rules |= rule.is_none();
                    out.rules.extend(rule);
                }
            }
            None => {
                out.lost_rules = true;
                table.complain(
                    Diagnostic::new(Code::WrongType, place, "`rule` is not a list of rules")
                        .help("begin each rule with [[rule]] in double brackets"),
                );
            }
        }
    }
    table.finish();
    out
}

fn read_topic(table: &mut TableReader<'_, '_>) -> Option<Written<String>> {
    let written = table.text("topic")?;
    if !is_name(&written.value) {
        let message = format!("`{}` is no name of a topic", written.value);
        let help = "a topic is called by small Latin letters, digits and _: home_services";
        table.complain(Diagnostic::new(Code::BadId, written.place, message).help(help));
    }
    Some(written)
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
pub(super) fn sub_table<T>(
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

/// Names of the values of `speaker`, `order` and `negation`.
pub(super) const SPEAKERS: &[(&str, Listen)] = &[
    ("customer", Listen::Side(Role::Customer)),
    ("customer!", Listen::KnownSide(Role::Customer)),
    ("agent", Listen::Side(Role::Agent)),
    ("agent!", Listen::KnownSide(Role::Agent)),
];
pub(super) const ORDERS: &[(&str, Order)] = &[("fixed", Order::Fixed), ("free", Order::Free)];
pub(super) const NEGATIONS: &[(&str, Negation)] =
    &[("cancel", Negation::Cancel), ("own", Negation::Own), ("any", Negation::Any)];

/// The name of a value in a lexicon; empty for one that is said by saying nothing.
pub(super) fn name_in<T: PartialEq>(names: &[(&'static str, T)], value: &T) -> &'static str {
    names.iter().find(|(_, named)| named == value).map_or("", |(name, _)| name)
}

fn read_rule(table: &mut TableReader<'_, '_>, language: Option<Language>) -> RuleSource {
    let id = table.required_text("id");
    let title = table.required_text("title");
    let category = table.required_text("category");
    let severity = read_severity(table);
    let listen = table.one_of("speaker", SPEAKERS);
    let order = table.one_of("order", ORDERS);
    let negation = table.one_of("negation", NEGATIONS);
    let window = read_window(table);
    let at_least = read_at_least(table);
    let fuzzy = table.flag("fuzzy");
    let before = table.diagnostics.len();
    let (phrases, options) = read_phrases(table).into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
    let unreadable = table.diagnostics.len() > before;
    let unless = table.texts("unless");
    let caught = table.texts("caught");
    let quiet = table.texts("quiet");
    let when_value = table.take("when");
    let when = when_value.and_then(|value| read_condition(table, value));
    let place = id.as_ref().map_or(table.place, |id| id.place);
    if phrases.is_empty() && !unreadable && when_value.is_none() {
        let message = match &id {
            Some(id) => format!("`{}` has nothing to find", id.value),
            None => "the rule has nothing to find".to_owned(),
        };
        let help = "give it `phrases`, a condition `when`, or both";
        table.complain(Diagnostic::new(Code::NothingToFind, place, message).help(help));
    }
    if phrases.is_empty() && !unreadable && when_value.is_some() {
        without_effect(table);
    }
    RuleSource {
        place,
        id,
        title: title.map_or_else(String::new, |title| title.value),
        language,
        topic: None,
        category,
        severity: severity.unwrap_or(0),
        listen: listen.unwrap_or(Listen::Everybody),
        order: order.unwrap_or(Order::Fixed),
        negation: negation.unwrap_or(Negation::Cancel),
        window,
        at_least,
        fuzzy: fuzzy.unwrap_or(true),
        phrases,
        options,
        unless,
        when,
        caught,
        quiet,
    }
}

/// Phrases: texts, or tables that say more of one.
fn read_phrases(table: &mut TableReader<'_, '_>) -> Vec<(Written<String>, PhraseOptions)> {
    let Some(value) = table.take("phrases") else { return Vec::new() };
    let one = |item: &Spanned<DeValue<'_>>| {
        if item.get_ref().as_table().is_none() {
            let options = PhraseOptions { negation: None, fuzzy: true };
            return table.as_text("phrases", item).map(|phrase| (phrase, options));
        }
        sub_table(table, "phrases", item, |inner| {
            let phrase = inner.required_text("phrase");
            let negation = inner.one_of("negation", NEGATIONS);
            let fuzzy = inner.flag("fuzzy").unwrap_or(true);
            Some((phrase?, PhraseOptions { negation, fuzzy }))
        })
    };
    match value.get_ref().as_array() {
        Some(list) => list.iter().filter_map(one).collect(),
        None => [value].into_iter().filter_map(one).collect(),
    }
}

/// Complains of what says how phrases are found, in a rule that has none.
fn without_effect(table: &mut TableReader<'_, '_>) {
    for key in ["speaker", "order", "negation", "window", "at_least", "unless", "fuzzy"] {
        let Some(value) = table.take(key) else { continue };
        let says_nothing = match key {
            // A role that must be known is asked of conditions too.
            "speaker" => value.get_ref().as_str().is_some_and(|side| side.ends_with('!')),
            "at_least" => value.get_ref().as_integer().is_some_and(|n| n.to_string() == "1"),
            _ => value.get_ref().as_array().is_some_and(|list| list.is_empty()),
        };
        if !says_nothing {
            let message = format!("`{key}` has no effect without phrases");
            let help = "give the rule `phrases`, or take the key out";
            let place = table.place_of(value);
            table.complain(Diagnostic::new(Code::BadCondition, place, message).help(help));
        }
    }
}

pub(super) fn read_severity(table: &mut TableReader<'_, '_>) -> Option<u8> {
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

pub(super) fn read_at_least(table: &mut TableReader<'_, '_>) -> u32 {
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
        let help = "write \"first 30 s\", \"last 2 min\", \"last 20 %\" or \"last 6 turns\"";
        table.complain(Diagnostic::new(Code::BadWindow, written.place, message).help(help));
    }
    parsed
}

fn parse_window(written: &str) -> Option<Window> {
    let (side, extent) = written.trim().split_once(' ')?;
    let extent = extent.trim();
    let turns = extent.strip_suffix("turns").or(extent.strip_suffix("turn"));
    let extent = match (extent.strip_suffix('%'), turns) {
        (Some(number), _) => {
            Extent::Percent(number.trim().parse().ok().filter(|p| (1..=100).contains(p))?)
        }
        (None, Some(number)) => {
            Extent::Turns(number.trim().parse().ok().filter(|turns| *turns > 0)?)
        }
        (None, None) => Extent::Time(crate::units::parse_duration(extent).ok()?),
    };
    match side {
        "first" => Some(Window::First(extent)),
        "last" => Some(Window::Last(extent)),
        _ => None,
    }
}

/// Where the bytes of a text stand in its file.
pub(super) struct TextPlace {
    whole: Place,
    /// The first byte behind the quote; absent where the text was written with escapes.
    start: Option<usize>,
}

impl TextPlace {
    /// Looks the text up in its file, which takes as long as the text is.
    pub(super) fn new(written: &Written<String>, file: &SourceFile) -> TextPlace {
        let span = written.place.span;
        let raw = file.text.get(span.range()).unwrap_or("");
        let is_verbatim = raw.get(1..1 + written.value.len()) == Some(written.value.as_str());
        TextPlace { whole: written.place, start: is_verbatim.then_some(span.start() + 1) }
    }

    /// The place of some bytes of the text; all of it where it was written with escapes.
    pub(super) fn of(&self, span: crate::units::Span) -> Place {
        self.start.map_or(self.whole, |start| {
            place(self.whole.file, start + span.start()..start + span.end())
        })
    }
}
