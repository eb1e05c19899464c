//! Numbers of documents and accounts, by their check digits or the words near them.

use super::find::Found;
use super::kind::{Kind, Kinds};
use super::read::{Group, Topics};
use super::stretch::Stretch;
use super::vocabulary::Topic;

/// How far from its name a number is taken for what is named, in words.
const BEFORE: usize = 14;
const BEHIND: usize = 4;

fn digit(digits: &str, at: usize) -> u32 {
    digits.as_bytes().get(at).map_or(0, |byte| u32::from(byte.saturating_sub(b'0')))
}

fn weighed(digits: &str, weights: &[u32]) -> u32 {
    weights.iter().enumerate().map(|(at, weight)| weight * digit(digits, at)).sum()
}

/// СНИЛС: nine digits and the sum of them, the first weighed 9, modulo 101.
pub(super) fn is_snils(digits: &str) -> bool {
    let sum = weighed(digits, &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
    let check = if sum == 100 { 0 } else { sum };
    digits.len() == 11 && digit(digits, 9) * 10 + digit(digits, 10) == check
}

/// ИНН of a company (10 digits) or a person (12).
pub(super) fn is_inn(digits: &str) -> bool {
    const TEN: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    const ELEVEN: [u32; 10] = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    const TWELVE: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let check = |weights: &[u32]| weighed(digits, weights) % 11 % 10;
    match digits.len() {
        10 => digit(digits, 9) == check(&TEN),
        12 => digit(digits, 10) == check(&ELEVEN) && digit(digits, 11) == check(&TWELVE),
        _ => false,
    }
}

/// РНОКПП: the tenth digit is the weighed sum of the others modulo 11, modulo 10.
pub(super) fn is_rnokpp(digits: &str) -> bool {
    // The first weight is −1, which is 10 modulo 11.
    let sum = weighed(digits, &[10, 5, 7, 9, 4, 6, 10, 5, 7]) % 11 % 10;
    digits.len() == 10 && digit(digits, 9) == sum
}

/// IBAN (ISO 13616): the letters as numbers, the first four signs last, modulo 97 is 1.
pub(super) fn is_iban(signs: &str) -> bool {
    if !(15..=34).contains(&signs.len()) || !signs.is_ascii() {
        return false;
    }
    let (head, rest) = signs.split_at(4);
    let mut left = 0_u32;
    for c in rest.chars().chain(head.chars()) {
        let Some(value) = c.to_digit(36) else { return false };
        left = if value < 10 { left * 10 + value } else { left * 100 + value } % 97;
    }
    left == 1
}

/// Finds documents in one stretch.
pub(super) fn find(
    stretch: &Stretch,
    topics: &Topics,
    texts: &[&str],
    kinds: Kinds,
    found: &mut Found,
) {
    let Some(place) = stretch.place() else { return };
    let near = |topic| topics.near(topic, place, BEFORE, BEHIND);
    let digits = stretch.digits();
    let count = digits.len();
    let other = topics.near(Topic::Other, (place.0, place.0), 3, 0);
    if kinds.has(Kind::Snils) {
        // Written as on the card: 123-456-789 00.
        let as_on_card = lengths(&stretch.groups) == [3, 3, 3, 2] && is_snils(&digits);
        if count == 11 && (as_on_card || near(Topic::Snils)) {
            found.groups(Kind::Snils, &stretch.groups, 0);
        }
    }
    if kinds.has(Kind::Inn) {
        let alone = count == 12 && is_inn(&digits) && !other && stretch.groups.len() == 1;
        let named = matches!(count, 10 | 12) && near(Topic::Inn);
        if alone || named {
            found.groups(Kind::Inn, &stretch.groups, 0);
        }
    }
    // «ІНН» is said of both; the check digit tells them apart.
    let rnokpp =
        near(Topic::Rnokpp) || (near(Topic::Inn) && is_rnokpp(&digits) && !is_inn(&digits));
    if kinds.has(Kind::Rnokpp) && count == 10 && rnokpp {
        found.groups(Kind::Rnokpp, &stretch.groups, 0);
    }
    if kinds.has(Kind::Passport) && near(Topic::Passport) {
        passport(stretch, texts, count, found);
    }
}

/// Four and six digits; nine of a card or of a foreign passport; two letters and six digits.
fn passport(stretch: &Stretch, texts: &[&str], count: usize, found: &mut Found) {
    let Some(first) = stretch.groups.first() else { return };
    let letters = stretch.letters.filter(|(start, end)| {
        let letters = texts.get(first.turn).and_then(|text| text.get(*start..*end));
        letters.is_some_and(|letters| {
            letters.chars().count() == 2 && letters.chars().all(char::is_uppercase)
        })
    });
    match (count, letters) {
        (8..=10, _) | (6 | 7, Some(_)) => found.groups(Kind::Passport, &stretch.groups, 0),
        _ => return,
    }
    if let Some((start, _)) = letters {
        found.begin_first_at(first.turn, first.start, start);
    }
}

fn lengths(groups: &[Group]) -> Vec<usize> {
    groups.iter().map(|group| group.digits.len()).collect()
}

/// Account numbers written in a text, with or without spaces.
pub(super) fn iban(text: &str, turn: usize, found: &mut Found) {
    let bytes = text.as_bytes();
    let mut at = 0;
    // There are digits in every one; this looks at many bytes at a time.
    if !bytes.iter().fold(false, |any, byte| any | byte.is_ascii_digit()) {
        return;
    }
    while at + 15 <= bytes.len() {
        let head = bytes.get(at..at + 2).is_some_and(|two| two.iter().all(u8::is_ascii_alphabetic));
        if !head || (at > 0 && is_word(text, at)) {
            at += 1;
            continue;
        }
        match iban_at(text, at) {
            Some((end, value)) => {
                found.span(Kind::Iban, turn, (at, end), value);
                at = end;
            }
            None => at += 1,
        }
    }
}

/// Whether a letter or digit stands before this byte.
fn is_word(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric)
}

fn iban_at(text: &str, start: usize) -> Option<(usize, String)> {
    let mut signs = String::new();
    let mut best = None;
    for (at, c) in text.get(start..)?.char_indices() {
        match c {
            c if c.is_ascii_alphanumeric() => {
                // Two letters, two digits.
                if signs.len() < 4 && c.is_ascii_digit() != (signs.len() >= 2) {
                    return None;
                }
                signs.push(c.to_ascii_uppercase());
                let end = start + at + 1;
                let ends =
                    !text.get(end..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
                if ends && is_iban(&signs) {
                    best = Some((end, signs.clone()));
                }
                if signs.len() >= 34 {
                    break;
                }
            }
            ' ' | '-' | '\u{a0}' => {}
            _ => break,
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits() {
        for (digits, right) in
            [("11223344595", true), ("11223344596", false), ("1122334459", false)]
        {
            assert_eq!(is_snils(digits), right, "{digits}");
        }
        for (digits, right) in [
            ("7707083893", true),
            ("7707083894", false),
            ("500100732259", true),
            ("500100732258", false),
        ] {
            assert_eq!(is_inn(digits), right, "{digits}");
        }
        for (digits, right) in [("1759013776", true), ("1759013775", false)] {
            assert_eq!(is_rnokpp(digits), right, "{digits}");
        }
        for (signs, right) in [
            ("GB82WEST12345698765432", true),
            ("GB82WEST12345698765433", false),
            ("UA213223130000026007233566001", true),
            ("DE89370400440532013000", true),
        ] {
            assert_eq!(is_iban(signs), right, "{signs}");
        }
    }
}
