//! Speaker labels in text: `Agent: …`, `[00:01] Оператор: …`, `Anna (0:15): …`.
//!
//! A colon makes no label by itself («Note: the car is locked.»): a label is a name of a role, or
//! comes back.

use std::collections::{BTreeMap, BTreeSet};

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
    /// Where the turn ends, if that is written beside its begin.
    pub(super) until: Option<Millis>,
    pub(super) rest: &'a str,
}

/// When something is said: its begin, and its end if there is one.
type Times = (Millis, Option<Millis>);

/// Reads the label at the start of a line, if something there could be one.
pub(super) fn labelled(line: &str) -> Option<Labelled<'_>> {
    let line = line.trim();
    let (before, line) = match times(line) {
        // `00:00:01 - Agent: …`
        Some((at, rest)) => {
            (Some(at), rest.trim_start().trim_start_matches(['-', '–', '—']).trim_start())
        }
        None => (None, line),
    };
    let (label, inside, rest) = match marked(line) {
        Some((label, rest)) => (label, None, rest),
        None => before_colon(line)?,
    };
    let label = label.trim();
    if !is_name(label) || !(ends_word(rest) || roles::role_of(label).is_some()) {
        return None;
    }
    let rest = rest.trim_start();
    let (after, rest) = match bracketed_times(rest) {
        Some((at, rest)) => (Some(at), rest.trim_start()),
        None => (None, rest),
    };
    let (at, until) =
        before.or(inside).or(after).map_or((None, None), |(at, until)| (Some(at), until));
    Some(Labelled { label, at, until, rest })
}

/// A label that a colon ends, a time within it, and what follows.
fn before_colon(line: &str) -> Option<(&str, Option<Times>, &str)> {
    let reach = line.char_indices().nth(MAX_LABEL_CHARS + 16).map_or(line.len(), |(at, _)| at);
    let mark = line[..reach].find([':', '(', '['])?;
    let (head, tail) = line.split_at(mark);
    Some(match tail.strip_prefix(':') {
        None => {
            let (at, rest) = times(tail)?;
            (head, Some(at), rest.trim_start().strip_prefix(':')?)
        }
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            // `Anna 00:01:02: …`: the colon found belongs to the time.
            let start = head.rfind(' ')? + 1;
            let (at, rest) = times(&line[start..])?;
            (&line[..start], Some(at), rest.trim_start().strip_prefix(':')?)
        }
        Some(rest) => (head, None, rest),
    })
}

/// A label in brackets or between stars, `[SPEAKER_00]: …`, `**Agent:** …`, and what follows it. Without a
/// colon only what machines call speakers is one: `[music]` is none. An address behind it makes it a link.
fn marked(line: &str) -> Option<(&str, &str)> {
    let (inside, rest) = match line.strip_prefix("**") {
        Some(line) => line.split_once("**")?,
        None => line.strip_prefix('[')?.split_once(']')?,
    };
    if let Some(label) = inside.strip_suffix(':') {
        return Some((label, rest));
    }
    match rest.strip_prefix(':') {
        Some(rest) => (!rest.trim_start().starts_with("http")).then_some((inside, rest)),
        None => {
            let bracket = line.starts_with('[');
            (bracket && names_speaker(inside) && ends_word(rest)).then_some((inside, rest))
        }
    }
}

/// Whether this is what machines call speakers: `SPEAKER_00`, `speaker 1`.
fn names_speaker(label: &str) -> bool {
    let stem = roles::stem(label);
    let numbered = label.ends_with(|c: char| c.is_ascii_digit());
    numbered && ["speaker", "спикер", "мовець"].contains(&stem.as_str())
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

/// A time or two at the start of some text, in brackets or not, and what follows.
fn times(text: &str) -> Option<(Times, &str)> {
    bracketed_times(text).or_else(|| {
        let (at, rest) = stamp(text)?;
        let range = after_dash(rest).and_then(stamp);
        Some(range.map_or(((at, None), rest), |(until, rest)| ((at, Some(until)), rest)))
    })
}

/// The same in brackets; in square ones seconds are times too: `[00:01 - 00:04]`, `[0.5]`, `[0.00s -> 4.00s]`.
pub(super) fn bracketed_times(text: &str) -> Option<(Times, &str)> {
    [('[', ']'), ('(', ')')].into_iter().find_map(|(open, close)| {
        let time = |text| clock(text).or_else(|| if open == '[' { seconds(text) } else { None });
        let inside = text.strip_prefix(open)?;
        let (at, rest) = clock(inside.trim_start()).or_else(|| time(inside))?;
        let range = after_dash(rest).and_then(time);
        let (until, rest) = range.map_or((None, rest), |(until, rest)| (Some(until), rest));
        Some(((at, until), rest.trim_start().strip_prefix(close)?))
    })
}

/// What follows the dash or arrow between two times.
fn after_dash(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let marks = ["-->", "->", "-", "–", "—", "→"];
    marks.into_iter().find_map(|mark| text.strip_prefix(mark)).map(str::trim_start)
}

/// `12.5`, `0.00s`: seconds with a fraction, since a number alone may be anything.
fn seconds(text: &str) -> Option<(Millis, &str)> {
    let (whole, rest) = digits(text, 1..=5)?;
    let after = rest.strip_prefix('.')?;
    let count = after.bytes().take_while(u8::is_ascii_digit).count();
    // More are those of a log.
    let written = after.get(..count).filter(|written| (1..=3).contains(&written.len()))?;
    let fraction: i64 = format!("{written:0<3}").parse().ok()?;
    let rest = &after[count..];
    Some((Millis::new(whole * 1000 + fraction), rest.strip_prefix('s').unwrap_or(rest)))
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
    /// How often each came, by the name without its number.
    seen: BTreeMap<String, u32>,
    /// With their numbers.
    names: BTreeSet<String>,
}

impl Labels {
    /// Counts the labels of all lines. `Speaker 0` and `Speaker 1` count as one name.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Labels {
        let mut labels = Labels::default();
        for line in lines {
            if let Some(Labelled { label, .. }) = labelled(line) {
                *labels.seen.entry(roles::stem(label)).or_default() += 1;
                labels.names.insert(label.to_lowercase());
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
        let is_one = |name: &&String| self.comes_back(name) || roles::role_of(name).is_some();
        self.names.iter().filter(is_one).count()
    }

    /// The label of a line, if it is one.
    pub(super) fn of_line<'a>(&self, line: &'a str) -> Option<Labelled<'a>> {
        let found = labelled(line)?;
        let is_one = roles::role_of(found.label).is_some() || self.comes_back(found.label);
        is_one.then_some(found)
    }

    fn comes_back(&self, label: &str) -> bool {
        self.seen.get(&roles::stem(label)).is_some_and(|count| *count >= 2)
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
    fn labels_with_begin_and_end() {
        for (line, at, until) in [
            ("[00:00:01 - 00:00:04] Анна: да", 1_000, Some(4_000)),
            ("[00:00:01.000 --> 00:00:04.500] Анна: да", 1_000, Some(4_500)),
            ("00:00:01 - 00:00:04 Анна: да", 1_000, Some(4_000)),
            ("00:00:01 – Анна: да", 1_000, None),
            ("Анна (00:00:01 - 00:00:04): да", 1_000, Some(4_000)),
            ("Анна [1.00s -> 4.25s]: да", 1_000, Some(4_250)),
            ("[1.5] Анна: да", 1_500, None),
            ("[75.2s] Анна: да", 75_200, None),
            ("[00:01] [Анна]: да", 1_000, None),
        ] {
            let found = labelled(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.label, found.rest), ("Анна", "да"), "{line}");
            assert_eq!(found.at.map(Millis::get), Some(at), "{line}");
            assert_eq!(found.until.map(Millis::get), until, "{line}");
        }
    }

    #[test]
    fn labels_in_brackets_and_stars() {
        check("[SPEAKER_00]: hi", Some(("SPEAKER_00", None, "hi")));
        check("[SPEAKER_00] hi", Some(("SPEAKER_00", None, "hi")));
        check("[speaker 1]", Some(("speaker 1", None, "")));
        check("[Анна]: да", Some(("Анна", None, "да")));
        check("**Agent:** hi", Some(("Agent", None, "hi")));
        check("**Agent**: hi", Some(("Agent", None, "hi")));
        for line in [
            "[Оператор] да",
            "[support]: https://example.org",
            "**Support** for it",
            "(0.8) Анна: да",
            "[    0.004000] ACPI: x",
            "[music] la",
            "[Анна] да",
            "**hi** there",
            "[1, 2]: x",
            "[5] Анна да",
            "[2024.12] x",
        ] {
            check(line, None);
        }
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
        assert_eq!(labels.count(), 4);
    }
}
