//! Digits that are spoken: «сорок два семьдесят шесть», "double four", «три нуля».

use crate::language::values::{self, Numeral, numeral};
use crate::text::Border;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A word as this file sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spoken<'t> {
    pub(super) folded: &'t str,
    /// Whether nothing but space parts it from the word before.
    pub(super) border: Border,
    /// Its one digit, where it is written as one.
    pub(super) digit: Option<u8>,
    /// What it is worth as a number.
    pub(super) worth: Option<Numeral>,
}

/// Spellings that recognisers write for what is said fast.
const COLLOQUIAL: [(&str, u64); 10] = [
    ("писят", 50),
    ("пейсят", 50),
    ("пийсят", 50),
    ("пятьсят", 50),
    ("шисят", 60),
    ("шестьсят", 60),
    ("семсят", 70),
    ("семьсят", 70),
    ("восемсят", 80),
    ("восемьсят", 80),
];

/// Names of digits: one of them stands for the digit, several for as many digits.
const NAMES: [(u64, &str, &str); 10] = [
    (0, "нолик нулик", "нуля нулей нулика нуликов нулі нулів ноля нолей zeros zeroes"),
    (
        1,
        "единица единичка единицу одиниця одиничка",
        "единицы единиц единички единичек одиниці одиниць ones",
    ),
    (2, "двойка двоечка двойку двійка двієчка", "двойки двоек двоечки двоечек двійки двійок twos"),
    (
        3,
        "тройка троечка тройку трійка трієчка",
        "тройки троек троечки троечек трійки трійок threes",
    ),
    (
        4,
        "четверка четверочка четверку четвірка",
        "четверки четверок четверочки четвірки четвірок fours",
    ),
    (5, "пятерка пятерочка пятерку п'ятірка", "пятерки пятерок пятерочки п'ятірки п'ятірок fives"),
    (6, "шестерка шестерочка шестерку шістка", "шестерки шестерок шестерочки шістки шісток sixes"),
    (7, "семерка семерочка семерку сімка", "семерки семерок семерочки сімки сімок sevens"),
    (8, "восьмерка восьмерочка восьмерку вісімка", "восьмерки восьмерок вісімки вісімок eights"),
    (9, "девятка девяточка девятку дев'ятка", "девятки девяток девяточки дев'ятки дев'яток nines"),
];

fn is_one_of(word: &str, list: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

/// The digit of «двойки», of which there are several.
fn names(word: &str) -> Option<u64> {
    NAMES.iter().find(|(_, _, several)| is_one_of(word, several)).map(|(digit, _, _)| *digit)
}

/// The numbers of words that no table of numbers has.
static OTHERWISE: LazyLock<FxHashMap<&'static str, u64>> = LazyLock::new(|| {
    let names = NAMES.iter().flat_map(|(digit, one, _)| one.split(' ').map(|name| (name, *digit)));
    let mut all = FxHashMap::default();
    for (word, value) in COLLOQUIAL.into_iter().chain(names) {
        all.entry(word).or_insert(value);
    }
    all
});

/// What a word is worth.
pub(super) fn worth(folded: &str) -> Option<Numeral> {
    numeral(folded).or_else(|| OTHERWISE.get(folded).copied().map(Numeral::Cardinal))
}

/// The names of digits of which there are several: «двойки», "twos".
pub(super) fn several() -> impl Iterator<Item = &'static str> {
    NAMES.iter().flat_map(|(_, _, several)| several.split(' '))
}

/// Every word that is worth something, and some that are not, in no order.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    values::words().chain(OTHERWISE.keys().copied())
}

/// The digits that are spoken from the first of these words on, and how many words say them.
///
/// `led` tells whether digits stand before: "oh" is a digit among digits only.
pub(super) fn digits(words: &[Spoken<'_>], led: bool) -> Option<(String, usize)> {
    let first = words.first()?;
    match first.worth? {
        Numeral::Zero => {
            let follows = |word: &Spoken<'_>| word.digit.is_some() || word.worth.is_some();
            (led || words.get(1).is_some_and(follows)).then(|| ("0".to_owned(), 1))
        }
        Numeral::Times(times) => {
            let digit = words.get(1).and_then(one_digit)?;
            Some((digit.to_string().repeat(times as usize), 2))
        }
        Numeral::Thousand => Some(thousands(words, 1, 1)),
        // "hundred" alone counts nothing.
        Numeral::Hundred => None,
        Numeral::Cardinal(value) => {
            if let Some(digit) = next(words, 1).and_then(|word| names(word.folded))
                && (2..10).contains(&value)
            {
                return Some((digit.to_string().repeat(value as usize), 2));
            }
            let (value, end) = below_thousand(words, 0)?;
            match next(words, end).and_then(|word| word.worth) {
                Some(Numeral::Thousand) if value > 0 => Some(thousands(words, value, end + 1)),
                _ => Some((value.to_string(), end)),
            }
        }
    }
}

/// The digits of «сорок пять» if these were two numbers: 40 and 5.
pub(super) fn apart(digits: &str) -> Option<String> {
    let value: u64 = digits.parse().ok().filter(|value| (21..1_000).contains(value))?;
    let (unit, rest) = (value % 10, value % 100);
    let two = unit > 0 && !(10..=20).contains(&rest);
    two.then(|| format!("{}{unit}", value - unit))
}

/// The word, if no comma or full stop stands before it.
fn next<'w, 't>(words: &'w [Spoken<'t>], at: usize) -> Option<&'w Spoken<'t>> {
    words.get(at).filter(|word| word.border == Border::Open)
}

fn one_digit(word: &Spoken<'_>) -> Option<u64> {
    match (word.digit, word.worth) {
        (Some(digit), _) => Some(u64::from(digit)),
        (None, Some(Numeral::Zero)) => Some(0),
        (None, Some(Numeral::Cardinal(value))) if value < 10 => Some(value),
        (None, _) => None,
    }
}

fn thousands(words: &[Spoken<'_>], count: u64, end: usize) -> (String, usize) {
    let more = next(words, end).and_then(|_| below_thousand(words, end));
    let (more, end) = more.filter(|(more, _)| *more > 0).unwrap_or((0, end));
    ((count * 1_000 + more).to_string(), end)
}

fn cardinal(words: &[Spoken<'_>], at: usize) -> Option<u64> {
    match words.get(at)?.worth? {
        Numeral::Cardinal(value) if value < 1_000 => Some(value),
        Numeral::Cardinal(_)
        | Numeral::Hundred
        | Numeral::Thousand
        | Numeral::Zero
        | Numeral::Times(_) => None,
    }
}

fn below_thousand(words: &[Spoken<'_>], at: usize) -> Option<(u64, usize)> {
    let first = cardinal(words, at)?;
    if first >= 100 {
        let more = next(words, at + 1).and_then(|_| below_hundred(words, at + 1));
        let (more, end) = more.filter(|(more, _)| *more > 0).unwrap_or((0, at + 1));
        return Some((first + more, end));
    }
    let (value, end) = below_hundred(words, at)?;
    // "four hundred and twelve"
    let hundred = next(words, end).and_then(|word| word.worth) == Some(Numeral::Hundred);
    if !hundred || value == 0 {
        return Some((value, end));
    }
    let end = end + 1;
    let and = usize::from(next(words, end).is_some_and(|word| word.folded == "and"));
    let more = next(words, end + and).and_then(|_| below_hundred(words, end + and));
    let (more, end) = more.filter(|(more, _)| *more > 0).unwrap_or((0, end));
    Some((value * 100 + more, end))
}

fn below_hundred(words: &[Spoken<'_>], at: usize) -> Option<(u64, usize)> {
    let first = cardinal(words, at).filter(|value| *value < 100)?;
    let unit = next(words, at + 1).and_then(|_| cardinal(words, at + 1));
    Some(match unit.filter(|unit| first >= 20 && (1..10).contains(unit)) {
        Some(unit) => (first + unit, at + 2),
        None => (first, at + 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let folded: Vec<String> = text.split(' ').map(str::to_owned).collect();
        let words: Vec<Spoken<'_>> = folded
            .iter()
            .map(|folded| Spoken {
                folded,
                border: Border::Open,
                digit: None,
                worth: worth(folded),
            })
            .collect();
        let mut out = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match digits(&words[at..], !out.is_empty()) {
                Some((digits, count)) => {
                    out.push(digits);
                    at += count;
                }
                None => {
                    out.push("?".to_owned());
                    at += 1;
                }
            }
        }
        out.join(" ")
    }

    #[test]
    fn what_is_dictated() {
        for (text, digits) in [
            ("сорок два семьдесят шесть", "42 76"),
            ("четыре два семь шесть", "4 2 7 6"),
            ("четыре тысячи двести семьдесят шесть", "4276"),
            ("две тысячи двести", "2200"),
            ("сто двадцать три ноль пять", "123 0 5"),
            ("сорок ноль пять", "40 0 5"),
            ("три нуля две семерки", "000 77"),
            ("семерка тройка", "7 3"),
            ("сорок дві п'ять", "42 5"),
            ("шістсот дванадцять", "612"),
            ("forty two hundred", "4200"),
            ("four hundred and twelve", "412"),
            ("double four oh seven", "44 0 7"),
            ("triple zero nine", "000 9"),
            ("oh dear", "? ?"),
            ("жалоба", "?"),
            ("писят шисят два", "50 62"),
            ("hundred", "?"),
        ] {
            assert_eq!(read(text), digits, "{text}");
        }
    }
}
