//! Sums of money in what findings quote.

use crate::language::values::{Numeral, numeral};
use crate::text::fold_word;
use std::collections::BTreeMap;

/// A sum in hundredths by its currency.
pub(super) type Sums = BTreeMap<&'static str, u64>;

/// Currencies by the begins of their names, after folding.
const NAMES: [(&str, &str); 12] = [
    ("гривн", "UAH"),
    ("гривен", "UAH"),
    ("грн", "UAH"),
    ("hryvn", "UAH"),
    ("рубл", "RUB"),
    ("руб", "RUB"),
    ("доллар", "USD"),
    ("долар", "USD"),
    ("dollar", "USD"),
    ("евро", "EUR"),
    ("євро", "EUR"),
    ("euro", "EUR"),
];

/// Signs and codes.
const SIGNS: [(&str, &str); 12] = [
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₽", "RUB"),
    ("₴", "UAH"),
    ("uah", "UAH"),
    ("usd", "USD"),
    ("eur", "EUR"),
    ("gbp", "GBP"),
    ("rub", "RUB"),
    ("pound", "GBP"),
    ("pounds", "GBP"),
];

/// A piece of a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// Digits: hundredths, and how many digits stand before the point, if there is none after it.
    Digits(u64, Option<usize>),
    /// A number in words.
    Word(Numeral),
    /// A currency.
    Currency(&'static str),
    /// Anything else.
    Other,
}

/// The largest sum of each currency in a quote.
///
/// A sum is a number beside a currency. What is not understood is left out.
pub(super) fn sums(quote: &str) -> Sums {
    let pieces = pieces(quote);
    let mut sums = Sums::new();
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Currency(currency) = piece else { continue };
        let before = pieces.get(..at).and_then(last_number);
        let sum = before.or_else(|| pieces.get(at + 1..).and_then(first_digits));
        if let Some(sum) = sum {
            let largest = sums.entry(*currency).or_insert(0);
            *largest = sum.max(*largest);
        }
    }
    sums
}

/// A sum as it is written: `1500` or `49.90`.
pub(super) fn written(hundredths: u64) -> String {
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        rest => format!("{}.{rest:02}", hundredths / 100),
    }
}

fn pieces(quote: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for chunk in quote.split_whitespace() {
        let chunk = chunk.trim_matches(|c: char| ",.;:!?«»\"()".contains(c));
        let digit = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        let mut rest = chunk;
        while let Some(first) = rest.chars().next() {
            let kind = |c: char| (digit(c), c.is_alphabetic() || c == '\'' || c == '’');
            let end = rest
                .char_indices()
                .find(|(at, c)| *at > 0 && (kind(*c) != kind(first) || kind(*c) == (false, false)))
                .map_or(rest.len(), |(at, _)| at);
            let (token, behind) = rest.split_at(end);
            pieces.push(piece(token));
            rest = behind;
        }
    }
    pieces
}

fn piece(token: &str) -> Piece {
    if token.starts_with(|c: char| c.is_ascii_digit()) {
        return digits(token).unwrap_or(Piece::Other);
    }
    let folded = fold_word(token);
    let sign = SIGNS.iter().find(|(sign, _)| *sign == folded);
    let name = || NAMES.iter().find(|(begin, _)| folded.starts_with(begin));
    match (sign.or_else(name), numeral(&folded)) {
        (Some((_, currency)), _) => Piece::Currency(currency),
        (None, Some(numeral)) => Piece::Word(numeral),
        (None, None) => Piece::Other,
    }
}

/// `1500`, `1,500`, `49.90`, `49,9`.
fn digits(token: &str) -> Option<Piece> {
    let token = token.trim_end_matches(['.', ',']);
    let (whole, part) = match token.rsplit_once(['.', ',']) {
        Some((whole, part)) if part.len() <= 2 => (whole, part),
        Some(_) | None => (token, ""),
    };
    let plain: String = whole.chars().filter(char::is_ascii_digit).collect();
    let value: u64 = plain.parse().ok()?;
    let hundredths: u64 = format!("{part:0<2}").parse().ok()?;
    let value = value.checked_mul(100)?.checked_add(hundredths)?;
    Some(Piece::Digits(value, part.is_empty().then_some(plain.len())))
}

/// The number at the end of some pieces: digits, in groups of three or not, or words.
fn last_number(pieces: &[Piece]) -> Option<u64> {
    let words = |piece: &&Piece| matches!(piece, Piece::Word(_));
    match pieces.last()? {
        Piece::Digits(value, Some(3)) => {
            let grouped = pieces.len().checked_sub(2).and_then(|at| pieces.get(at));
            match grouped {
                Some(Piece::Digits(thousands, Some(1..=3))) => {
                    thousands.checked_mul(1000)?.checked_add(*value)
                }
                Some(_) | None => Some(*value),
            }
        }
        Piece::Digits(value, _) => Some(*value),
        Piece::Word(Numeral::Thousand)
            if !pieces.iter().rev().nth(1).is_some_and(|p| words(&p)) =>
        {
            match pieces.iter().rev().nth(1) {
                Some(Piece::Digits(value, _)) => value.checked_mul(1000),
                Some(_) | None => Some(100_000),
            }
        }
        Piece::Word(_) => {
            let count = pieces.iter().rev().take_while(words).count();
            in_words(pieces.get(pieces.len() - count..)?)
        }
        Piece::Currency(_) | Piece::Other => None,
    }
}

/// The digits at the begin: `$ 1 500`.
fn first_digits(pieces: &[Piece]) -> Option<u64> {
    match (pieces.first()?, pieces.get(1)) {
        (Piece::Digits(thousands, Some(1..=3)), Some(Piece::Digits(value, Some(3)))) => {
            thousands.checked_mul(1000)?.checked_add(*value)
        }
        (Piece::Digits(value, _), _) => Some(*value),
        (Piece::Word(_) | Piece::Currency(_) | Piece::Other, _) => None,
    }
}

/// «пятьсот», "two hundred fifty", «полторы» is none.
fn in_words(pieces: &[Piece]) -> Option<u64> {
    let (mut sum, mut group): (u64, u64) = (0, 0);
    for piece in pieces {
        let Piece::Word(numeral) = piece else { return None };
        match numeral {
            Numeral::Cardinal(value) => group = group.checked_add(*value)?,
            Numeral::Hundred => group = group.max(1).checked_mul(100)?,
            Numeral::Thousand => {
                sum = sum.checked_add(group.max(1).checked_mul(1000)?)?;
                group = 0;
            }
            // Dictated digits are no sum.
            Numeral::Zero | Numeral::Times(_) => return None,
        }
    }
    sum.checked_add(group)?.checked_mul(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_stand_beside_their_currency() {
        for (quote, expected) in [
            ("верните 500 рублей", vec![("RUB", 50_000)]),
            ("начислю пятьсот гривень бонусами", vec![("UAH", 50_000)]),
            ("две тысячи триста рублей", vec![("RUB", 230_000)]),
            ("1 500 грн", vec![("UAH", 150_000)]),
            ("credit $1,500.50 to your account", vec![("USD", 150_050)]),
            ("twenty dollars or 15 euros", vec![("EUR", 1_500), ("USD", 2_000)]),
            ("two hundred fifty pounds", vec![("GBP", 25_000)]),
            ("5 тысяч рублей", vec![("RUB", 500_000)]),
            ("тысячу рублей", vec![("RUB", 100_000)]),
            ("49,90 €", vec![("EUR", 4_990)]),
            ("300 рублей, нет, 400 рублей", vec![("RUB", 40_000)]),
            ("верните мои рубли", vec![]),
            ("десять процентов", vec![]),
            ("99999999999999999999 рублей", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(sums(quote).into_iter().collect::<Vec<_>>(), expected, "{quote}");
        }
        assert_eq!([written(50_000), written(4_990), written(5)], ["500", "49.90", "0.05"]);
    }
}
