//! Words cut where digits and letters meet, each with what it can mean.

use super::ValueWord;
use super::sense::{Sense, flag, sense};
use crate::text::Border;

/// Signs that make a number money.
const MONEY_SIGNS: [char; 6] = ['$', '€', '£', '₽', '₴', '₸'];

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::language) enum Glue {
    /// Nothing: `24ч` is `24` and `ч`.
    Joined,
    Space,
    Hyphen,
    Point,
    Comma,
    Slash,
    Other,
}

/// Digits of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::language) struct Digits {
    pub(in crate::language) value: u64,
    pub(in crate::language) count: u32,
    pub(in crate::language) begins_with_zero: bool,
}

/// A word, the digits a word begins with, or the letters behind these.
#[derive(Clone, Copy, Debug)]
pub(in crate::language) struct Token {
    pub(in crate::language) word: u32,
    pub(in crate::language) begins_word: bool,
    pub(in crate::language) ends_word: bool,
    pub(in crate::language) border: Border,
    pub(in crate::language) glue: Glue,
    pub(in crate::language) money_before: bool,
    pub(in crate::language) money_after: bool,
    pub(in crate::language) plus_before: bool,
    pub(in crate::language) digits: Option<Digits>,
    pub(in crate::language) sense: &'static Sense,
}

impl Token {
    /// Whether the token can stand in a value.
    pub(in crate::language) fn means_something(&self) -> bool {
        self.digits.is_some() || *self.sense != Sense::NONE
    }

    /// Whether any value can begin here.
    pub(super) fn begins_a_value(&self) -> bool {
        self.begins_word && (self.digits.is_some() || self.sense.begins_a_value())
    }
}

/// Appends the tokens of a word.
pub(in crate::language) fn push(tokens: &mut Vec<Token>, at: u32, word: ValueWord<'_>) {
    let before = word.before.trim();
    let abbreviated = tokens.last().is_some_and(|last| last.sense.is(flag::SHORT));
    let token = Token {
        word: at,
        begins_word: true,
        ends_word: true,
        // «5 тыс. рублей»: the point belongs to the abbreviation.
        border: if abbreviated && before == "." { Border::Open } else { word.border },
        glue: glue(word.before),
        money_before: before.ends_with(MONEY_SIGNS),
        money_after: word.after.trim_start().starts_with(MONEY_SIGNS),
        plus_before: before.ends_with('+'),
        digits: None,
        sense: &Sense::NONE,
    };
    let count = word.folded.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = word.folded.split_at(count);
    if digits.is_empty() {
        tokens.push(Token { sense: sense(word.folded), ..token });
        return;
    }
    let digits = Digits {
        value: digits.parse().unwrap_or(u64::MAX),
        count: count as u32,
        begins_with_zero: digits.starts_with('0'),
    };
    tokens.push(Token { digits: Some(digits), ends_word: rest.is_empty(), ..token });
    if !rest.is_empty() {
        tokens.push(Token {
            begins_word: false,
            border: Border::Open,
            glue: Glue::Joined,
            money_before: false,
            plus_before: false,
            sense: sense(rest),
            ..token
        });
    }
}

fn glue(before: &str) -> Glue {
    match before.trim() {
        "" if before.is_empty() => Glue::Other,
        "" => Glue::Space,
        "-" | "\u{2010}" | "\u{2011}" | "\u{2012}" | "\u{2013}" => Glue::Hyphen,
        "." => Glue::Point,
        "," => Glue::Comma,
        "/" => Glue::Slash,
        _ => Glue::Other,
    }
}
