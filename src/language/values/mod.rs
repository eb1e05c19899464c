//! Values said in digits or words: numbers, ordinals, money, durations, dates, telephone numbers.
//!
//! What is recognised is what looks like a value; nothing is worked out. The words of all languages
//! are known at once, since people mix them.

mod en;
pub(super) mod grammar;
mod kinds;
mod ru;
pub(super) mod sense;
#[cfg(test)]
mod tests;
pub(super) mod token;
mod uk;

use crate::text::Border;
use grammar::Reader;
use sense::flag;
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

/// What a word is worth when numbers are dictated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numeral {
    /// «сорок», "seven": added up with its neighbours.
    Cardinal(u64),
    /// "hundred": multiplies what stands before it.
    Hundred,
    /// «тысячи»: multiplies all that stands before it.
    Thousand,
    /// "oh".
    Zero,
    /// "double", "triple": the digit that follows, so many times.
    Times(u32),
}

/// Every folded word that can mean something in a value, in no order: of any other [`numeral`] and
/// [`is_unit`] know nothing.
pub fn words() -> impl Iterator<Item = &'static str> {
    sense::words()
}

/// Whether a folded word tells of a value: words of which none does hold no value.
pub fn tells_a_value(folded: &str) -> bool {
    folded.as_bytes().first().is_some_and(u8::is_ascii_digit)
        || sense::sense(folded).tells_a_value()
}

/// What a folded word is worth when numbers are dictated; `None` of every other word.
pub fn numeral(folded: &str) -> Option<Numeral> {
    let sense = sense::sense(folded);
    if sense.is(flag::REPEATED) {
        return Some(Numeral::Times(if folded == "triple" { 3 } else { 2 }));
    }
    if sense.is(flag::SPOKEN_ZERO) {
        return Some(Numeral::Zero);
    }
    match (sense.cardinal, sense.multiplier, sense.scale) {
        (Some(value), _, _) => Some(Numeral::Cardinal(value)),
        (None, Some(100), _) => Some(Numeral::Hundred),
        (None, _, Some(1_000)) => Some(Numeral::Thousand),
        (None, _, _) => None,
    }
}

/// Whether a folded word says what a number before it counts: money, time, a month.
pub fn is_unit(folded: &str) -> bool {
    sense::sense(folded).is(flag::UNIT
        | flag::HOUR
        | flag::CURRENCY
        | flag::COINS
        | flag::MONTH
        | flag::DAY
        | flag::DAY_OF_MONTH
        | flag::PART_OF_DAY)
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
    /// Those that a value can begin with.
    begins: Vec<u32>,
}

impl ValueFinder {
    /// Reads the words in which values will be looked for, and forgets those before.
    pub fn read<'t>(&mut self, words: impl IntoIterator<Item = ValueWord<'t>>) {
        self.tokens.clear();
        for (at, word) in words.into_iter().enumerate() {
            token::push(&mut self.tokens, at as u32, word);
        }
        self.begins.clear();
        let begins = (0..).zip(&self.tokens).filter(|(_, token)| token.begins_a_value());
        self.begins.extend(begins.map(|(at, _)| at));
    }

    /// Appends the values of a kind: the leftmost, of those the longest, none overlapping another.
    pub fn find(&self, kind: ValueKind, out: &mut Vec<ValueSpan>) {
        let reader = Reader::new(&self.tokens);
        let mut free = 0;
        for begin in self.begins.iter().map(|begin| *begin as usize) {
            if begin < free {
                continue;
            }
            let end = reader.value(kind, begin).filter(|end| self.tokens[end - 1].ends_word);
            if let Some(end) = end {
                let (first, last) = (self.tokens[begin].word, self.tokens[end - 1].word);
                out.push(ValueSpan { kind, first, last });
                free = end;
            }
        }
    }
}
