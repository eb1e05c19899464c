//! Calls in which no speaker says enough digits in a row for a card, and nobody names its code.
//!
//! They have no card and no code, so their turns need not be read for them. What is counted here is never
//! less than what [`read`](super::read) and [`stretch`](super::stretch) would find: signs that part numbers
//! are not looked at, and a word counts as many digits as it could ever be.

use super::card::LEAST;
use super::read::{LONG_RUN, digit};
use super::stretch::MOST_WORDS;
use super::vocabulary::{Known, may_begin_code, security_code};
use crate::language::values::Numeral;
use crate::text::Words;

/// What a word tells of a card.
#[derive(Clone, Copy, Debug)]
pub struct CardClue {
    step: Step,
    /// The name of a card's code may begin with it.
    may_name_code: bool,
}

/// What a word does to a row of digits.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// It is so many digits at most.
    Digits(u8),
    /// It may stand among them.
    Filler,
    /// A few of its kind may.
    Plain,
    /// It ends them.
    End,
}

impl CardClue {
    /// That of a folded word.
    pub fn of(folded: &str) -> CardClue {
        let known = Known::of(folded);
        let digits = most_digits(known, folded);
        let step = if digits > 0 {
            Step::Digits(u8::try_from(digits).unwrap_or(u8::MAX))
        } else if known.is_unit() {
            Step::End
        } else if known.is_filler() || known.names_a_part() {
            Step::Filler
        } else {
            Step::Plain
        };
        CardClue { step, may_name_code: may_begin_code(folded) }
    }

    /// Whether it tells anything. Turns without such a word can be left out.
    pub fn tells(self) -> bool {
        matches!(self.step, Step::Digits(_)) || self.may_name_code
    }
}

/// What each speaker has said of a number so far.
#[derive(Debug, Default)]
pub struct CardWatch {
    /// By number of the speaker.
    rows: Vec<DigitRow>,
}

/// What one speaker has said of a number so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct DigitRow {
    digits: usize,
    /// Other words since the last of them.
    words: usize,
}

impl CardWatch {
    /// The row of a speaker, to go on with. Speakers are numbered from 0.
    pub fn row(&mut self, speaker: usize) -> &mut DigitRow {
        if self.rows.len() <= speaker {
            self.rows.resize(speaker + 1, DigitRow::default());
        }
        &mut self.rows[speaker]
    }
}

impl DigitRow {
    /// Takes the next word; `next` are the folded words from it on, in its turn. Says whether there may be a
    /// card or its code, as far as it was taken.
    pub fn meets<'t>(&mut self, clue: CardClue, next: impl FnOnce() -> [&'t str; 3]) -> bool {
        match clue.step {
            Step::Digits(digits) => {
                self.digits += usize::from(digits);
                self.words = 0;
            }
            Step::Filler => {}
            Step::Plain => {
                self.words += 1;
                if self.words > MOST_WORDS {
                    *self = DigitRow::default();
                }
            }
            Step::End => *self = DigitRow::default(),
        }
        self.digits >= LEAST || (clue.may_name_code && security_code(&next()).is_some())
    }
}

/// Whether these turns, each with a number that tells who says it, may hold a card or its code.
pub(super) fn may_hold_card<'t>(turns: impl IntoIterator<Item = (usize, &'t str)>) -> bool {
    let mut watch = CardWatch::default();
    let mut words = Words::new();
    turns.into_iter().any(|(speaker, text)| {
        words.clear();
        words.push_text(text);
        let list = words.as_slice();
        let folded = |at: usize| list.get(at).map_or("", |word| words.folded(word));
        let row = watch.row(speaker);
        (0..list.len())
            .any(|at| row.meets(CardClue::of(folded(at)), || [at, at + 1, at + 2].map(folded)))
    })
}

/// How many digits a word can be at most; 0 of a word that is no number.
fn most_digits(known: Known, folded: &str) -> usize {
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
    let may = folded.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xef);
    let written = if may { folded.chars().filter_map(digit).count() } else { 0 };
    // Such a word is read in pieces, and each piece may be a number or a name.
    let in_pieces = written >= LONG_RUN && folded.chars().any(|c| digit(c).is_none());
    if in_pieces { LEAST } else { said + written }
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
            ("сорок123456789 22", true),
            ("a123456789cvv", true),
            ("заказ 123456789012", false),
            ("", false),
        ] {
            assert_eq!(may_hold_card([(0, text)]), may, "{text}");
        }
    }

    /// What numbers are made of, what parts them and what tells of them.
    const PIECES: [&str; 46] = [
        "4111",
        "1111",
        "4",
        "22",
        "411111111111",
        "сорок411111111",
        "x411111111cvv",
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
            let found = read_all(turns(), Kinds::CARDS);
            prop_assert!(found.is_empty() || may_hold_card(turns()));
            let tells = |text: &str| {
                let mut words = Words::new();
                words.push_text(text);
                words.as_slice().iter().any(|word| CardClue::of(words.folded(word)).tells())
            };
            let telling = turns().filter(|(_, text)| tells(text));
            prop_assert!(found.is_empty() || may_hold_card(telling));
        }
    }
}
