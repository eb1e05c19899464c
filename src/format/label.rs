//! Speaker labels in text: `Agent: …`, `[00:01] Оператор: …`, `Anna (0:15): …`.
//!
//! A colon makes no label by itself («Note: the car is locked.»): a label is a name of a role, or
//! comes back.

use std::collections::BTreeMap;

use super::roles;
use crate::units::Millis;

/// Longer ones are sentences.
const MAX_LABEL_CHARS: usize = 40;

/// More words than this are sentences.
const MAX_LABEL_WORDS: usize = 4;

/// A line that looks as if a speaker's label stood at its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Labelled<'a> {
    pub(super) label: &'a str,
    pub(super) at: Option<Millis>,
    pub(super) rest: &'a str,
}

/// Reads the label at the start of a line, if something there could be one.
pub(super) fn labelled(line: &str) -> Option<Labelled<'_>> {
    let line = line.trim();
    let (before, line) = match stamp(line) {
        Some((at, rest)) => (Some(at), rest.trim_start()),
        None => (None, line),
    };
    let reach = line.char_indices().nth(MAX_LABEL_CHARS + 16).map_or(line.len(), |(at, _)| at);
    let mark = line[..reach].find([':', '(', '['])?;
    let (head, tail) = line.split_at(mark);
    let (label, inside, rest) = match tail.strip_prefix(':') {
        None => {
            let (at, rest) = stamp(tail)?;
            (head, Some(at), rest.trim_start().strip_prefix(':')?)
        }
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            // `Anna 00:01:02: …`: the colon found belongs to the time.
            let start = head.rfind(' ')? + 1;
            let (at, rest) = stamp(&line[start..])?;
            (&line[..start], Some(at), rest.trim_start().strip_prefix(':')?)
        }
        Some(rest) => (head, None, rest),
    };
    let label = label.trim();
    if !is_name(label) || !(ends_word(rest) || roles::role_of(label).is_some()) {
        return None;
    }
    let rest = rest.trim_start();
    let (after, rest) = match bracketed(rest) {
        Some((at, rest)) => (Some(at), rest.trim_start()),
        None => (None, rest),
    };
    Some(Labelled { label, at: before.or(inside).or(after), rest })
}

/// Whether what follows the colon is set off from it, unlike in `http://`.
fn ends_word(rest: &str) -> bool {
    rest.chars().next().is_none_or(char::is_whitespace)
}

/// Whether something is short and plain enough to be a name.
fn is_name(label: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || " ._-'’#№&/".contains(c);
    label.chars().count() <= MAX_LABEL_CHARS
        && label.split_whitespace().count() <= MAX_LABEL_WORDS
        && label.starts_with(char::is_alphabetic)
        && label.chars().all(plain)
}

/// A time of the call at the start of some text, in brackets or not, and what follows it.
pub(super) fn stamp(text: &str) -> Option<(Millis, &str)> {
    bracketed(text).or_else(|| {
        let (at, rest) = clock(text)?;
        ends_word(rest.trim_start_matches(':')).then_some((at, rest))
    })
}

/// A time in brackets at the start of some text, and what follows it.
pub(super) fn bracketed(text: &str) -> Option<(Millis, &str)> {
    [('[', ']'), ('(', ')')].into_iter().find_map(|(open, close)| {
        let (at, rest) = clock(text.strip_prefix(open)?.trim_start())?;
        Some((at, rest.trim_start().strip_prefix(close)?))
    })
}

/// `1:02`, `00:01:02`, `00:01.250`: minutes and seconds with or without hours.
fn clock(text: &str) -> Option<(Millis, &str)> {
    let (first, rest) = digits(text, 1..=3)?;
    let (second, rest) = digits(rest.strip_prefix(':')?, 2..=2)?;
    let (hours, minutes, seconds, rest) =
        match rest.strip_prefix(':').and_then(|r| digits(r, 2..=2)) {
            Some((third, rest)) => (first, second, third, rest),
            None => (0, first, second, rest),
        };
    if seconds > 59 || (hours > 0 && minutes > 59) {
        return None;
    }
    let (ms, rest) = match rest.strip_prefix(['.', ',']).and_then(|r| Some((r, digits(r, 1..=3)?)))
    {
        Some((written, (fraction, rest))) => {
            let scale = match written.len() - rest.len() {
                1 => 100,
                2 => 10,
                _ => 1,
            };
            (fraction * scale, rest)
        }
        None => (0, rest),
    };
    Some((Millis::new(((hours * 60 + minutes) * 60 + seconds) * 1000 + ms), rest))
}

/// A run of digits of a length in `range`, and what follows it.
fn digits(text: &str, range: std::ops::RangeInclusive<usize>) -> Option<(i64, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let (run, rest) = text.split_at(len);
    Some((range.contains(&len).then(|| run.parse().ok())??, rest))
}

/// Which labels of a text are taken for labels.
#[derive(Default)]
pub(super) struct Labels {
    seen: BTreeMap<String, u32>,
}

impl Labels {
    /// Counts the labels of all lines. `Speaker 0` and `Speaker 1` count as one name.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Labels {
        let mut labels = Labels::default();
        for line in lines {
            if let Some(Labelled { label, .. }) = labelled(line) {
                *labels.seen.entry(roles::stem(label)).or_default() += 1;
            }
        }
        labels
    }

    /// Whether any label names a role.
    pub(super) fn any_role(&self) -> bool {
        self.seen.keys().any(|stem| roles::role_of(stem).is_some())
    }

    /// How many different names are labels.
    pub(super) fn count(&self) -> usize {
        self.seen
            .iter()
            .filter(|(stem, count)| **count >= 2 || roles::role_of(stem).is_some())
            .count()
    }

    /// The label of a line, if it is one.
    pub(super) fn of_line<'a>(&self, line: &'a str) -> Option<Labelled<'a>> {
        let found = labelled(line)?;
        let recurs = || self.seen.get(&roles::stem(found.label)).is_some_and(|&count| count >= 2);
        (roles::role_of(found.label).is_some() || recurs()).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<(&str, Option<i64>, &str)>) {
        let found =
            labelled(line).map(|found| (found.label, found.at.map(Millis::get), found.rest));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn labels_with_and_without_times() {
        check("Оператор: добрый день", Some(("Оператор", None, "добрый день")));
        check("Оператор:добрый", Some(("Оператор", None, "добрый")));
        check("[00:01.5] Anna: hi", Some(("Anna", Some(1500), "hi")));
        check("00:01:02 Anna: hi", Some(("Anna", Some(62_000), "hi")));
        check("(0:15) Anna: hi", Some(("Anna", Some(15_000), "hi")));
        check("Anna (0:15): hi", Some(("Anna", Some(15_000), "hi")));
        check("Speaker 1 [01:00:00,250]: hi", Some(("Speaker 1", Some(3_600_250), "hi")));
        check("Anna 00:01:02: hi", Some(("Anna", Some(62_000), "hi")));
        check("Anna 1:02: hi", Some(("Anna", Some(62_000), "hi")));
        check("Anna: [00:07] hi", Some(("Anna", Some(7000), "hi")));
        check("Dr. O'Neil:", Some(("Dr. O'Neil", None, "")));
    }

    #[test]
    fn no_labels() {
        for line in [
            "",
            ":",
            "http://example.org",
            "at 10:30 we met",
            "10:30",
            "Anna (my sister): hi",
            "well, yes: no",
            "He said that it was all so very late: no",
            "5: five",
            "[00:61] x",
            "Anna 10:30",
        ] {
            check(line, None);
        }
    }

    #[test]
    fn a_label_comes_back_or_names_a_role() {
        let labels = Labels::of(
            ["Note: x", "Anna: a", "Anna: b", "Client: c", "Speaker 0: d", "Speaker 1: e"]
                .into_iter(),
        );
        let accepted = |line| labels.of_line(line).is_some();
        assert!(accepted("Anna: a") && accepted("Client: c") && accepted("Speaker 1: e"));
        assert!(!accepted("Note: x"));
        assert_eq!(labels.count(), 3);
    }
}
