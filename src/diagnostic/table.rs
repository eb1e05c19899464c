//! Takes values out of a TOML table, noting everything that is wrong with its exact place.

use super::{Code, Diagnostic, FileIx, Place, nearest};
use crate::units::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written<T> {
    /// The value.
    pub value: T,
    /// Its place, with its quotes.
    pub place: Place,
}

/// One table of one file; every key must be taken before [`TableReader::finish`].
pub(crate) struct TableReader<'t, 'd> {
    pub(crate) file: FileIx,
    /// Where the table itself stands, for keys that are missing.
    pub(crate) place: Place,
    table: &'t DeTable<'t>,
    taken: Vec<&'static str>,
    /// Its keys are names of the author's.
    open: bool,
    pub(crate) diagnostics: &'d mut Vec<Diagnostic>,
}

pub(crate) fn place(file: FileIx, range: Range<usize>) -> Place {
    let start = u32::try_from(range.start).unwrap_or(u32::MAX);
    let end = u32::try_from(range.end).unwrap_or(u32::MAX);
    Place { file, span: Span::new(start, end.max(start)) }
}

/// A file that is no TOML at all is wrong on every line; so many of its mistakes are told.
const MAX_TOML_ERRORS: usize = 1_000;

/// The table that a file is, if it is TOML; what is not is noted with `help`.
pub(crate) fn document<'t>(
    file: FileIx,
    text: &'t str,
    help: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Spanned<DeTable<'t>>> {
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors.iter().take(MAX_TOML_ERRORS) {
        let span = error.span().unwrap_or(0..0);
        let message = format!("not TOML: {}", error.message());
        diagnostics.push(Diagnostic::new(Code::Toml, place(file, span), message).help(help));
    }
    errors.is_empty().then_some(document)
}

impl<'t, 'd> TableReader<'t, 'd> {
    pub(crate) fn new(
        file: FileIx,
        span: Range<usize>,
        table: &'t DeTable<'t>,
        diagnostics: &'d mut Vec<Diagnostic>,
    ) -> TableReader<'t, 'd> {
        TableReader {
            file,
            place: place(file, span),
            table,
            taken: Vec::new(),
            open: false,
            diagnostics,
        }
    }

    /// The value of a key, if it is there.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        if !self.taken.contains(&key) {
            self.taken.push(key);
        }
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    pub(crate) fn place_of(&self, value: &Spanned<DeValue<'_>>) -> Place {
        place(self.file, value.span())
    }

    /// Notes something wrong with a value.
    pub(crate) fn complain(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn wrong_type(&mut self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        let message = format!("`{key}` is {expected}, not {}", a_type(value.get_ref().type_str()));
        let place = self.place_of(value);
        self.complain(Diagnostic::new(Code::WrongType, place, message));
    }

    /// A text.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<Written<String>> {
        let value = self.take(key)?;
        self.as_text(key, value)
    }

    /// A text that must be there.
    pub(crate) fn required_text(&mut self, key: &'static str) -> Option<Written<String>> {
        self.require(key);
        self.text(key)
    }

    /// Whether the key is there, readable or not.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.iter().any(|(name, _)| name.get_ref() == key)
    }

    /// Complains of a key that is not there.
    pub(crate) fn require(&mut self, key: &'static str) {
        if !self.has(key) {
            let message = format!("`{key}` is missing");
            self.complain(Diagnostic::new(Code::MissingKey, self.place, message));
        }
    }

    /// A text that was taken before.
    pub(crate) fn as_text(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<Written<String>> {
        match value.get_ref().as_str() {
            Some(text) => Some(Written { value: text.to_owned(), place: self.place_of(value) }),
            None => {
                self.wrong_type(key, value, "a text in quotes");
                None
            }
        }
    }

    /// A list of texts; absent is empty, and one text alone is a list of one.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<Written<String>> {
        let Some(value) = self.take(key) else { return Vec::new() };
        match value.get_ref().as_array() {
            Some(list) => list.iter().filter_map(|item| self.as_text(key, item)).collect(),
            None => self.as_text(key, value).into_iter().collect(),
        }
    }

    /// A whole number that is not negative.
    pub(crate) fn count(&mut self, key: &'static str) -> Option<Written<u32>> {
        let value = self.take(key)?;
        let number = value.get_ref().as_integer().and_then(|n| n.to_string().parse().ok());
        match number {
            Some(number) => Some(Written { value: number, place: self.place_of(value) }),
            None => {
                if value.get_ref().as_integer().is_some() {
                    let message = format!("`{key}` is not between 0 and {}", u32::MAX);
                    let place = self.place_of(value);
                    self.complain(Diagnostic::new(Code::WrongType, place, message));
                } else {
                    self.wrong_type(key, value, "a whole number");
                }
                None
            }
        }
    }

    /// Any number; a text with a unit (`"45 s"`) counts as milliseconds.
    pub(crate) fn number(&mut self, key: &'static str) -> Option<Written<f64>> {
        let value = self.take(key)?;
        let place = self.place_of(value);
        let parsed = match value.get_ref() {
            DeValue::Integer(n) => n.to_string().parse::<f64>().ok(),
            DeValue::Float(n) => n.to_string().parse::<f64>().ok().filter(|n| n.is_finite()),
            DeValue::String(text) => crate::units::parse_duration(text).ok().map(|ms| ms as f64),
            DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => {
                None
            }
        };
        if parsed.is_none() {
            self.wrong_type(key, value, "a number or a time such as \"45 s\"");
        }
        parsed.map(|value| Written { value, place })
    }

    /// A list of numbers.
    pub(crate) fn numbers(&mut self, key: &'static str) -> Option<Written<Vec<f64>>> {
        let value = self.take(key)?;
        let place = self.place_of(value);
        let read = |item: &Spanned<DeValue<'_>>| match item.get_ref() {
            DeValue::Integer(n) => n.to_string().parse::<f64>().ok(),
            DeValue::Float(n) => n.to_string().parse::<f64>().ok(),
            DeValue::String(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        };
        let list = value.get_ref().as_array().map(|list| list.iter().map(read).collect());
        match list {
            Some(Some(value)) => Some(Written { value, place }),
            Some(None) | None => {
                self.wrong_type(key, value, "a list of numbers");
                None
            }
        }
    }

    /// Every key with its number, in a table whose keys are names of the author's.
    pub(crate) fn all_numbers(&mut self) -> Vec<(Written<String>, Written<f64>)> {
        let mut out = Vec::new();
        for (name, value) in self.table.iter() {
            let key = name.get_ref().as_ref();
            let number = match value.get_ref() {
                DeValue::Integer(n) => n.to_string().parse::<f64>().ok(),
                DeValue::Float(n) => n.to_string().parse::<f64>().ok(),
                DeValue::String(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_)
                | DeValue::Array(_)
                | DeValue::Table(_) => None,
            };
            let Some(number) = number else {
                self.wrong_type(key, value, "a number");
                continue;
            };
            let written = Written { value: key.to_owned(), place: place(self.file, name.span()) };
            out.push((written, Written { value: number, place: self.place_of(value) }));
        }
        self.open = true;
        out
    }

    /// Yes or no.
    pub(crate) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.take(key)?;
        if value.get_ref().as_bool().is_none() {
            self.wrong_type(key, value, "true or false");
        }
        value.get_ref().as_bool()
    }

    /// A time such as `"10 s"`, in milliseconds.
    pub(crate) fn duration(&mut self, key: &'static str) -> Option<i64> {
        let written = self.text(key)?;
        let parsed = crate::units::parse_duration(&written.value).ok();
        if parsed.is_none() {
            let message = format!("`{}` is no length of time", written.value);
            let help = "write a number and ms, s or min: \"10 s\"";
            self.complain(Diagnostic::new(Code::WrongType, written.place, message).help(help));
        }
        parsed
    }

    /// One of a few names.
    pub(crate) fn one_of<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let written = self.text(key)?;
        let chosen = choices.iter().find(|(name, _)| *name == written.value).map(|(_, v)| *v);
        if chosen.is_none() {
            let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
            let message = format!("`{key}` cannot be `{}`", written.value);
            let help = format!("it is one of {}", names.join(", "));
            self.complain(Diagnostic::new(Code::UnknownValue, written.place, message).help(help));
        }
        chosen
    }

    /// Complains of every key nobody took.
    pub(crate) fn finish(self) {
        for (name, _) in self.table.iter() {
            let key = name.get_ref().as_ref();
            if !self.open && !self.taken.contains(&key) {
                let message = format!("`{key}` is not known here");
                let help = match nearest(key, self.taken.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("known keys: {}", self.taken.join(", ")),
                };
                let place = place(self.file, name.span());
                self.diagnostics.push(Diagnostic::new(Code::UnknownKey, place, message).help(help));
            }
        }
    }
}

fn a_type(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}
