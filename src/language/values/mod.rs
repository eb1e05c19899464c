//! Values said in digits or words: numbers, ordinals, money, durations, dates, telephone numbers.
//!
//! What is recognised is what looks like a value; nothing is worked out. The words of all languages
//! are known at once, since people mix them.

mod en;
mod grammar;
mod kinds;
mod ru;
mod sense;
#[cfg(test)]
mod tests;
mod token;
mod uk;

use crate::text::Border;
use grammar::Reader;
use std::fmt;
use token::Token;

/// What kind of value a phrase asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueKind {
    /// «двадцать пять», «1 500», "twenty-five".
    Number,
    /// «третий», «3-й», "3rd".
    Ordinal,
    /// «пятьсот рублей», "$50".
    Money,
    /// «два часа», «полгода», "a couple of weeks".
    Duration,
    /// «первого мая», "2026-03-15", «завтра».
    Date,
    /// «8 916 123 45 67».
    Phone,
}

impl ValueKind {
    /// All of them, from what tells least to what tells most: of two equally long values at one place
    /// the later kind is read.
    pub const ALL: [ValueKind; 6] = [
        ValueKind::Number,
        ValueKind::Ordinal,
        ValueKind::Money,
        ValueKind::Duration,
        ValueKind::Date,
        ValueKind::Phone,
    ];

    /// The name an author writes in braces.
    pub const fn name(self) -> &'static str {
        match self {
            ValueKind::Number => "number",
            ValueKind::Ordinal => "ordinal",
            ValueKind::Money => "money",
            ValueKind::Duration => "duration",
            ValueKind::Date => "date",
            ValueKind::Phone => "phone",
        }
    }

    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<ValueKind> {
        ValueKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for ValueKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Where a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ValueSpan {
    /// What it is.
    pub kind: ValueKind,
    /// Place of its first word.
    pub first: u32,
    /// Place of its last word, inclusive.
    pub last: u32,
}

/// A word in which values are looked for.
#[derive(Clone, Copy, Debug)]
pub struct ValueWord<'t> {
    /// Its folded spelling.
    pub folded: &'t str,
    /// What stands between the word before and this one.
    pub border: Border,
    /// The text between the word before, or the begin of the turn, and this one: signs of money,
    /// hyphens and points are no words.
    pub before: &'t str,
    /// The text up to the next word, or the end of the turn.
    pub after: &'t str,
}

/// Finds values in words that were read once; its memory serves again and again.
#[derive(Debug, Default)]
pub struct ValueFinder {
    tokens: Vec<Token>,
}

impl ValueFinder {
    /// Reads the words in which values will be looked for, and forgets those before.
    pub fn read<'t>(&mut self, words: impl IntoIterator<Item = ValueWord<'t>>) {
        self.tokens.clear();
        for (at, word) in words.into_iter().enumerate() {
            token::push(&mut self.tokens, at as u32, word);
        }
    }

    /// Appends the values of a kind: the leftmost, of those the longest, none overlapping another.
    pub fn find(&self, kind: ValueKind, out: &mut Vec<ValueSpan>) {
        let reader = Reader::new(&self.tokens);
        let mut at = 0;
        while at < self.tokens.len() {
            let begin = &self.tokens[at];
            let end = match begin.begins_word && begin.means_something() {
                true => reader.value(kind, at).filter(|end| self.tokens[end - 1].ends_word),
                false => None,
            };
            if let Some(end) = end {
                out.push(ValueSpan { kind, first: begin.word, last: self.tokens[end - 1].word });
            }
            at = end.unwrap_or(at + 1);
        }
    }
}
