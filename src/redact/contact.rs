//! Telephone numbers and e-mail addresses, written and spoken.

use super::find::Found;
use super::kind::Kind;
use super::numeral;
use super::read::{Group, Topics};
use super::stretch::Stretch;
use super::vocabulary::{Known, Topic};
use crate::text::Words;

/// How far from its name a short number is taken for a telephone's, in words.
const NEAR: usize = 10;
/// Words of the part of an address before its sign.
const MOST_LOCAL: usize = 10;

/// Finds telephone numbers in one stretch.
pub(super) fn phone(stretch: &Stretch, topics: &Topics, texts: &[&str], found: &mut Found) {
    let groups = &stretch.groups;
    let mut at = 0;
    while at < groups.len() {
        match groups.get(at..).and_then(|groups| phone_at(groups, topics, texts)) {
            Some(count) => {
                found.groups(Kind::Phone, groups.get(at..at + count).unwrap_or_default(), 0);
                at += count;
            }
            None => at += 1,
        }
    }
}

/// How many groups make a telephone number from the first one on.
fn phone_at(groups: &[Group], topics: &Topics, texts: &[&str]) -> Option<usize> {
    let first = groups.first()?;
    let mut digits = String::new();
    let mut best = None;
    for (at, group) in groups.iter().enumerate() {
        // A second plus begins a second number.
        if at > 0 && group.plus {
            break;
        }
        digits.push_str(&group.digits);
        if digits.len() > 15 {
            break;
        }
        let taken = groups.get(..=at)?;
        if is_phone(&digits, taken, first.plus, texts) {
            best = Some(at + 1);
        }
    }
    let count = best.or_else(|| named(groups, topics))?;
    let taken = groups.get(..count)?;
    let other = topics.near(Topic::Other, (first.at, first.at), 3, 0);
    let named = topics.near(Topic::Phone, (first.at, taken.last()?.at), NEAR, 2);
    (!other || first.plus || named).then_some(count)
}

/// Where the talk is of a telephone, shorter numbers are one as well.
fn named(groups: &[Group], topics: &Topics) -> Option<usize> {
    // Longer rows are no telephone number, and many of them would take long.
    let (first, last) = (groups.first()?, groups.last().filter(|_| groups.len() <= 12)?);
    let digits: usize = groups.iter().map(|group| group.digits.len()).sum();
    let near = topics.near(Topic::Phone, (first.at, last.at), NEAR, 2);
    (near && (7..=12).contains(&digits)).then_some(groups.len())
}

fn is_phone(digits: &str, groups: &[Group], plus: bool, texts: &[&str]) -> bool {
    let of = |at: usize| digits.as_bytes().get(at).copied().unwrap_or_default();
    if plus {
        let whole = match of(0) {
            b'7' | b'1' => 11,
            _ if digits.starts_with("380")
                || digits.starts_with("375")
                || digits.starts_with("44") =>
            {
                12
            }
            _ => digits.len(),
        };
        return digits.len() >= 8 && digits.len() == whole;
    }
    let spoken = groups.iter().any(|group| !group.written);
    let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    let grouped = spoken || groups.len() >= 3;
    match digits.len() {
        12 => {
            (digits.starts_with("380") && (b'3'..=b'9').contains(&of(3)))
                || digits.starts_with("3752")
                || digits.starts_with("447")
        }
        11 => {
            let russian =
                matches!(of(0), b'7' | b'8') && matches!(of(1), b'3' | b'4' | b'8' | b'9');
            let british = of(0) == b'0' && matches!(of(1), b'1' | b'2' | b'7' | b'8');
            let american =
                of(0) == b'1' && lengths == [1, 3, 3, 4] && (b'2'..=b'9').contains(&of(1));
            russian || british || american
        }
        10 => {
            let ukrainian = of(0) == b'0' && (b'3'..=b'9').contains(&of(1));
            let mobile = of(0) == b'9' && grouped;
            let american = lengths == [3, 3, 4]
                && (b'2'..=b'9').contains(&of(0))
                && (b'2'..=b'9').contains(&of(3))
                && (spoken || has_sign_between(groups, texts));
            ukrainian || mobile || american
        }
        _ => false,
    }
}

/// Whether hyphens, points or brackets hold the groups together.
fn has_sign_between(groups: &[Group], texts: &[&str]) -> bool {
    groups.windows(2).any(|pair| match pair {
        [one, two] if one.turn == two.turn => texts
            .get(one.turn)
            .and_then(|text| text.get(one.end..two.start))
            .is_some_and(|between| between.contains(['-', '.', ')'])),
        _ => false,
    })
}

/// Words that stand for `@`.
pub(super) const AT: &str = "собака собачка собакой собаку равлик равликом равлика песик at";
const DOT: &str = "точка точку крапка крапку dot";
const JOINS: &str = "точка крапка dot тире дефис dash hyphen underscore подчеркивание подчёркивание підкреслення нижнее нижнє минус мінус";
const TOPS: &str =
    "ру ru ком com нет нэт net org орг уа ua юа рф бел by бай uk info инфо io co me biz укр кз kz";
const PROVIDERS: &str = "gmail джимейл джимэйл гмейл гмаил жмейл mail мейл майл мэйл емейл яндекс yandex rambler рамблер \
    ukr укр outlook аутлук hotmail хотмейл yahoo яху icloud айклауд bk list inbox инбокс proton protonmail";

fn is_one_of(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}

/// Finds e-mail addresses in one turn with its words.
pub(super) fn email(text: &str, words: &Words, turn: usize, found: &mut Found) {
    for (at, _) in text.match_indices('@') {
        if let Some((start, end)) = written(text, at) {
            let value = text.get(start..end).unwrap_or_default().to_lowercase();
            found.span(Kind::Email, turn, (start, end), value);
        }
    }
    spoken(words, turn, found);
}

/// `name@host.top`, around its sign.
fn written(text: &str, at: usize) -> Option<(usize, usize)> {
    let local = |c: char| c.is_alphanumeric() || "._%+-'".contains(c);
    let host = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let before = text.get(..at)?;
    let behind = text.get(at + 1..)?;
    let start = before.trim_end_matches(local).len();
    let name = before.get(start..)?.trim_start_matches(['.', '-', '\'']);
    let start = at - name.len();
    let length = behind.len() - behind.trim_start_matches(host).len();
    let host = behind.get(..length)?.trim_end_matches(['.', '-']);
    let top = host.rsplit_once('.').map(|(_, top)| top)?;
    (!name.is_empty() && top.chars().count() >= 2).then_some((start, at + 1 + host.len()))
}

/// «иван точка петров собака мейл точка ру».
fn spoken(words: &Words, turn: usize, found: &mut Found) {
    if !words.as_slice().iter().any(|word| Known::of(words.folded(word)).stands_for_at()) {
        return;
    }
    let list: Vec<(&str, usize, usize)> = words
        .as_slice()
        .iter()
        .map(|word| (words.folded(word), word.source().start(), word.source().end()))
        .collect();
    for at in 1..list.len() {
        let Some((sign, _, _)) =
            list.get(at).filter(|(word, _, _)| Known::of(word).stands_for_at())
        else {
            continue;
        };
        let Some(last) = host_end(&list, at + 1, *sign == "at") else { continue };
        let first = local_begin(&list, at);
        if let (Some((_, start, _)), Some((_, _, end))) = (list.get(first), list.get(last)) {
            let parts = list.get(first..=last).unwrap_or_default();
            let value: String = parts.iter().map(|(word, _, _)| *word).collect();
            found.span(Kind::Email, turn, (*start, *end), value);
        }
    }
}

/// The last word of the host that begins here; after the English word only one with its end said.
fn host_end(list: &[(&str, usize, usize)], from: usize, strict: bool) -> Option<usize> {
    let word = |at: usize| list.get(at).map(|(word, _, _)| *word);
    for at in from + 1..from + 5 {
        if word(at).is_some_and(|dot| is_one_of(dot, DOT)) && word(at + 1).is_some() {
            let mut end = at + 1;
            let top = word(end)?;
            if !is_one_of(top, TOPS) && strict {
                return None;
            }
            // "co dot uk"
            while word(end + 1).is_some_and(|dot| is_one_of(dot, DOT))
                && word(end + 2).is_some_and(|top| is_one_of(top, TOPS))
            {
                end += 2;
            }
            return Some(end);
        }
    }
    let provider = word(from).is_some_and(|host| is_one_of(host, PROVIDERS));
    provider.then_some(from)
}

/// The first word of the part before the sign: one word, and those that are joined to it.
fn local_begin(list: &[(&str, usize, usize)], sign: usize) -> usize {
    let word = |at: usize| list.get(at).map_or("", |(word, _, _)| *word);
    let mut first = sign.saturating_sub(1);
    let small = |word: &str| {
        word.chars().count() <= 2 && !matches!(word, "на" | "is" | "it" | "це" | "мы" | "ми")
            || word.bytes().all(|b| b.is_ascii_digit())
            || numeral::worth(word).is_some()
            || is_one_of(word, JOINS)
    };
    while first > 0 && sign - first < MOST_LOCAL {
        let before = word(first - 1);
        if is_one_of(before, JOINS) && first > 1 {
            first -= 2;
        } else if small(before)
            || (small(word(first))
                && before.is_ascii()
                && before.len() > 2
                && !is_one_of(before, "email mail address the and"))
        {
            first -= 1;
        } else {
            break;
        }
    }
    first
}
