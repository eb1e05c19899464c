//! Numbers of payment cards, and the codes that confirm them.

use super::find::Found;
use super::kind::Kind;
use super::read::{Group, Topics};
use super::stretch::Stretch;
use super::vocabulary::Topic;

/// Digits of a card number (ISO/IEC 7812).
const LENGTHS: std::ops::RangeInclusive<usize> = LEAST..=19;
/// The fewest.
pub(super) const LEAST: usize = 13;
/// The same, those that are most often met first.
const BY_USE: [usize; 7] = [16, 15, 19, 18, 14, 13, 17];
/// Digits of a number that may stay to be seen.
pub(super) const LAST: usize = 4;
/// Digits behind a card number that belong to it: its date and code.
const TAIL: usize = 8;
/// Digits of a code.
const CODE: std::ops::RangeInclusive<usize> = 3..=4;
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
    let mir_or_mastercard =
        |four: u32| (2200..=2204).contains(&four) || (2221..=2720).contains(&four);
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
                found.groups(Kind::Card, stretch.groups.get(at..end).unwrap_or_default(), LAST);
                taken.iter_mut().take(end).skip(at).for_each(|taken| *taken = true);
                any = true;
                at = end;
            }
            None => at += 1,
        }
    }
    let near = topics.near(Topic::Card, (first, last), CARD_NEAR, CODE_BEHIND);
    let digits: usize = stretch.groups.iter().map(|group| group.digits.len()).sum();
    let apart = stretch.groups.iter().map(|group| group.apart.as_ref().unwrap_or(&group.digits));
    let most: usize = apart.map(String::len).sum();
    let likely = digits <= *LENGTHS.end() && most >= *LENGTHS.start();
    if !any && near && likely {
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
    let near = groups.get(..groups.len().min(*LENGTHS.end())).unwrap_or_default();
    // As it was read, then with one numeral cut another way.
    let other = (0..near.len()).filter_map(|at| Some((at, other_reading(near, at)?)));
    end_of(near, None)
        .or_else(|| other.into_iter().find_map(|other| end_of(near, Some(&other))))
        .map(|end| from + end)
}

/// What else a numeral may have been: «сорок пять» 40 and 5; «сорок» in one turn and «пять» in the next 45.
fn other_reading(groups: &[Group], at: usize) -> Option<String> {
    let group = groups.get(at).filter(|group| !group.written)?;
    if group.apart.is_some() {
        return group.apart.clone();
    }
    let next = groups.get(at + 1).filter(|next| !next.written && next.turn != group.turn)?;
    let zeros = "0".repeat(next.digits.len());
    let rest = group.digits.strip_suffix(zeros.as_str())?;
    (!rest.is_empty() && !next.digits.starts_with('0')).then(|| rest.to_owned())
}

/// How many groups are a card; one of them may have other digits than were read.
fn end_of(groups: &[Group], other: Option<&(usize, String)>) -> Option<usize> {
    let mut digits = String::new();
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let read = other.filter(|(other, _)| *other == at).map_or(&group.digits, |(_, read)| read);
        digits.push_str(read);
        if digits.len() > *LENGTHS.end() {
            break;
        }
        if is_card(&digits) {
            ends.push((digits.len(), at + 1));
        }
    }
    let of = |length: &usize| ends.iter().find(|(known, _)| known == length).map(|(_, end)| *end);
    BY_USE.iter().find_map(of)
}

/// Digits that no card takes.
fn rest(stretch: &Stretch, topics: &Topics, taken: &[bool], any: bool, found: &mut Found) {
    let mut at = 0;
    while at < taken.len() {
        let end = taken.iter().skip(at).position(|taken| *taken).map_or(taken.len(), |n| at + n);
        if end == at {
            at += 1;
            continue;
        }
        let groups = stretch.groups.get(at..end).unwrap_or_default();
        let digits: usize = groups.iter().map(|group| group.digits.len()).sum();
        // «пятьдесят», «семь» may be three digits.
        let apart = groups.iter().map(|group| group.apart.as_ref().unwrap_or(&group.digits));
        let most: usize = apart.map(String::len).sum();
        let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return };
        let (first, last) = (first.at, last.at);
        if any && digits <= TAIL {
            found.groups(Kind::Cvv, groups, 0);
        } else if CODE.contains(&digits) || (digits < 3 && CODE.contains(&most)) {
            if topics.near(Topic::Cvv, (first, last), CODE_BEFORE, CODE_BEHIND) {
                found.groups(Kind::Cvv, groups, 0);
            }
        } else if topics.near(Topic::Cvv, (first, first), CODE_AT_ONCE, 0)
            && let Some(code) = code(groups)
        {
            found.groups(Kind::Cvv, groups.get(..code).unwrap_or_default(), 0);
        }
        at = end;
    }
}

/// How many of the groups give three or four digits.
fn code(groups: &[Group]) -> Option<usize> {
    let mut digits = 0;
    for (at, group) in groups.iter().enumerate() {
        digits += group.digits.len();
        if CODE.contains(&digits) {
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
