//! Numbers of payment cards, and the codes that confirm them.

use super::find::Found;
use super::kind::Kind;
use super::read::Topics;
use super::stretch::Stretch;
use super::vocabulary::Topic;

/// Digits of a card number (ISO/IEC 7812).
const LENGTHS: std::ops::RangeInclusive<usize> = 13..=19;
/// The same, those that are most often met first.
const BY_USE: [usize; 7] = [16, 15, 19, 18, 14, 13, 17];
/// Digits of a number that may stay to be seen.
pub(super) const LAST: usize = 4;
/// Digits behind a card number that belong to it: its date and code.
const TAIL: usize = 8;
/// How far from its name a number is taken for a card's, in words.
const CARD_NEAR: usize = 40;
/// The same of the code.
const CODE_BEFORE: usize = 15;
const CODE_BEHIND: usize = 4;
/// How close to its name a code is read off a longer number.
const CODE_AT_ONCE: usize = 4;

/// Whether the check digit is right (ISO/IEC 7812-1, annex B).
pub(super) fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte.saturating_sub(b'0'));
            match at % 2 {
                0 => digit,
                _ if digit > 4 => digit * 2 - 9,
                _ => digit * 2,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether a card begins so: Мир 2200–2204, Mastercard 2221–2720, and 3 to 6.
pub(super) fn is_brand(digits: &str) -> bool {
    let four = digits.get(..4).and_then(|four| four.parse::<u32>().ok());
    let mir_or_mastercard = |four: u32| (2200..=2204).contains(&four) || (2221..=2720).contains(&four);
    digits.starts_with(['3', '4', '5', '6']) || four.is_some_and(mir_or_mastercard)
}

/// Whether the digits are those of a card.
pub(super) fn is_card(digits: &str) -> bool {
    LENGTHS.contains(&digits.len()) && is_brand(digits) && luhn(digits)
}

/// Finds cards, and codes near their names or behind a card, in one stretch.
pub(super) fn find(stretch: &Stretch, topics: &Topics, found: &mut Found) {
    let Some((first, last)) = stretch.place() else { return };
    let count = stretch.groups.len();
    let mut taken = vec![false; count];
    let mut any = false;
    let mut at = 0;
    while at < count {
        match window(stretch, at) {
            Some(end) => {
                found.groups(Kind::Card, &stretch.groups[at..end], LAST);
                taken[at..end].fill(true);
                any = true;
                at = end;
            }
            None => at += 1,
        }
    }
    let near = topics.near(Topic::Card, (first, last), CARD_NEAR, CODE_BEHIND);
    let digits: usize = stretch.groups.iter().map(|group| group.digits.len()).sum();
    if !any && near && LENGTHS.contains(&digits) {
        // One digit was heard wrong, or a numeral cut another way; which of them ends the number is
        // not known, so none is shown.
        found.groups(Kind::Card, &stretch.groups, 0);
        return;
    }
    rest(stretch, topics, &taken, any, found);
}

/// Where a card ends that begins with this group.
fn window(stretch: &Stretch, from: usize) -> Option<usize> {
    let groups = stretch.groups.get(from..)?;
    let first = groups.first()?;
    if first.digits.len() > *LENGTHS.end() {
        // A card and more without a space between.
        let card = BY_USE.iter().any(|length| first.digits.get(..*length).is_some_and(is_card));
        return card.then_some(from + 1);
    }
    let mut digits = String::new();
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        digits.push_str(&group.digits);
        if digits.len() > *LENGTHS.end() {
            break;
        }
        if is_card(&digits) {
            ends.push((digits.len(), from + at + 1));
        }
    }
    let of = |length: &usize| ends.iter().find(|(known, _)| known == length).map(|(_, end)| *end);
    BY_USE.iter().find_map(of)
}

/// Digits that no card takes.
fn rest(stretch: &Stretch, topics: &Topics, taken: &[bool], any: bool, found: &mut Found) {
    let mut at = 0;
    while at < taken.len() {
        let end = (at..taken.len()).find(|at| taken[*at]).unwrap_or(taken.len());
        if end == at {
            at += 1;
            continue;
        }
        let groups = &stretch.groups[at..end];
        let digits: usize = groups.iter().map(|group| group.digits.len()).sum();
        let (first, last) = (groups[0].at, groups[groups.len() - 1].at);
        if any && digits <= TAIL {
            found.groups(Kind::Cvv, groups, 0);
        } else if (3..=4).contains(&digits) {
            if topics.near(Topic::Cvv, (first, last), CODE_BEFORE, CODE_BEHIND) {
                found.groups(Kind::Cvv, groups, 0);
            }
        } else if topics.near(Topic::Cvv, (first, first), CODE_AT_ONCE, 0)
            && let Some(code) = code(groups)
        {
            found.groups(Kind::Cvv, &groups[..code], 0);
        }
        at = end;
    }
}

/// How many of the groups give three or four digits.
fn code(groups: &[super::read::Group]) -> Option<usize> {
    let mut digits = 0;
    for (at, group) in groups.iter().enumerate() {
        digits += group.digits.len();
        if (3..=4).contains(&digits) {
            return Some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_and_brands() {
        for (digits, card) in [
            ("4111111111111111", true),
            ("4111111111111112", false),
            ("2200000000000004", true),
            ("2205000000000009", false),
            ("5555555555554444", true),
            ("378282246310005", true),
            ("6011111111111117", true),
            ("7992739871300000", false),
            ("411111111111", false),
        ] {
            assert_eq!(is_card(digits), card, "{digits}");
        }
    }
}
