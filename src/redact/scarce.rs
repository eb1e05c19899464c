//! Calls in which no speaker says enough digits in a row for a card, and nobody names its code: nearly all.
//!
//! They have no card and no code, so their turns need not be read for them. What is counted here is never
//! less than what [`read`](super::read) and [`stretch`](super::stretch) would find: signs that part numbers
//! are not looked at, and a word counts as many digits as it could ever be.

use super::card::LEAST;
use super::read::digit;
use super::stretch::MOST_WORDS;
use super::vocabulary::{Known, may_begin, security_code};
use crate::language::values::Numeral;
use crate::text::Words;
use std::collections::BTreeMap;

/// What one speaker has said of a number so far.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    digits: usize,
    /// Other words since the last of them.
    words: usize,
}

/// Whether these turns, each with a number that tells who says it, may hold a card or its code.
pub(super) fn may_hold_card<'t>(turns: impl IntoIterator<Item = (usize, &'t str)>) -> bool {
    let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
    let mut words = Words::new();
    for (speaker, text) in turns {
        words.clear();
        words.push_text(text);
        let row = rows.entry(speaker).or_default();
        for (at, word) in words.as_slice().iter().enumerate() {
            let folded = words.folded(word);
            if may_begin(folded) && names_code(&words, at) {
                return true;
            }
            let known = Known::of(folded);
            let digits = most_digits(known, &text[word.source().range()]);
            if digits > 0 {
                row.digits += digits;
                row.words = 0;
            } else if known.is_unit() {
                *row = Row::default();
            } else if !known.is_filler() && !known.names_a_part() {
                row.words += 1;
                if row.words > MOST_WORDS {
                    *row = Row::default();
                }
            }
            if row.digits >= LEAST {
                return true;
            }
        }
    }
    false
}

/// Whether the words from here on name the code of a card.
fn names_code(words: &Words, at: usize) -> bool {
    let mut next = [""; 3];
    let from = words.as_slice().get(at..).unwrap_or_default();
    for (next, word) in next.iter_mut().zip(from) {
        *next = words.folded(word);
    }
    security_code(&next).is_some()
}

/// How many digits a word can be at most; 0 of a word that is no number.
fn most_digits(known: Known, written: &str) -> usize {
    let said = match known.worth {
        Some(Numeral::Cardinal(value)) => value.checked_ilog10().unwrap_or(0) as usize + 1,
        // "hundred" after four is three digits in all.
        Some(Numeral::Hundred) => 3,
        // «тысяча» is 1000.
        Some(Numeral::Thousand) => 4,
        Some(Numeral::Zero) => 1,
        Some(Numeral::Times(times)) => times as usize,
        None => 0,
    };
    // «девять нулей»
    let said = if known.is_several() { 9 } else { said };
    // The first byte of wide digits is 0xef.
    let may = written.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xef);
    said + if may { written.chars().filter_map(digit).count() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::find::read_all;
    use super::super::kind::Kinds;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_may_hold_a_card() {
        for (text, may) in [
            ("номер 4111 1111 1111 1111", true),
            ("сорок один одиннадцать сорок два двадцать пять", false),
            ("сорок один одиннадцать сорок два двадцать пять сорок сто три", true),
            ("три цифры на обороте", true),
            ("перезвоните через два часа или в пять вечера", false),
            ("девять нулей и четыре девятки", true),
            ("", false),
        ] {
            assert_eq!(may_hold_card([(0, text)]), may, "{text}");
        }
    }

    /// What numbers are made of, what parts them and what tells of them.
    const PIECES: [&str; 44] = [
        "4111",
        "1111",
        "4",
        "22",
        "411111111111",
        "1111",
        "２２",
        "сорок",
        "пять",
        "сто",
        "двести",
        "тысяч",
        "тысяча",
        "four",
        "hundred",
        "double",
        "triple",
        "oh",
        "zero",
        "нулей",
        "девять",
        "семерки",
        "двойка",
        "hundred",
        "and",
        "рублей",
        "часа",
        "ну",
        "э",
        "номер",
        "серия",
        "карта",
        "card",
        "код",
        "cvv",
        "цифры",
        "three",
        "digits",
        "дом",
        "окно",
        "хлеб",
        ",",
        ".",
        "$",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn nothing_is_found_where_nothing_may_be(
            turns in prop::collection::vec(
                (0_usize..2, prop::collection::vec(prop::sample::select(&PIECES[..]), 0..14)),
                1..5,
            ),
        ) {
            let texts: Vec<(usize, String)> =
                turns.iter().map(|(speaker, words)| (*speaker, words.join(" "))).collect();
            let turns = || texts.iter().map(|(speaker, text)| (*speaker, text.as_str()));
            if !may_hold_card(turns()) {
                prop_assert_eq!(read_all(turns(), Kinds::CARDS), Vec::new());
            }
        }
    }
}
