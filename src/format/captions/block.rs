//! The blocks of a WebVTT or SubRip file, by the WebVTT parser of the W3C specification.
//!
//! What differs from it: a time may have a comma, or seconds alone (`0.860 --> 1:07.380`), as
//! real files do; and a block that is no cue and no comment is reported instead of ignored.
//! SubRip has no specification: its seconds may have any fraction or none.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

use crate::format::text;
use crate::units::Millis;
use std::borrow::Cow;

/// A part of the file.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::format) enum Block<'a> {
    /// `Language: …` in the header.
    Language(&'a str),
    /// Text with a time.
    Cue {
        /// The line of the time, from 1.
        line: usize,
        start: Millis,
        end: Millis,
        /// The lines of the text, with LF between them.
        text: Cow<'a, str>,
    },
    /// Something that should have been a cue.
    Broken {
        /// Its first line, from 1.
        line: usize,
        /// Its text, if there is no time in it at all.
        text: Option<String>,
    },
}

/// Cues that begin so near the end of the one before go on with it.
const ADJOINS_MS: i64 = 100;

/// How strictly times are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format) enum Dialect {
    /// Three digits of a second, and the first line is the signature.
    WebVtt,
    /// Any fraction or none; blank lines may hold blanks.
    SubRip,
}

/// All blocks; the signature, if the dialect has one, has been checked.
pub(in crate::format) fn blocks(text: &str, dialect: Dialect) -> Vec<Block<'_>> {
    let lines: Vec<_> = match dialect {
        Dialect::WebVtt => text::lines(text).collect(),
        Dialect::SubRip => text::lines(text).map(str::trim_end).collect(),
    };
    let mut out = Vec::new();
    let mut at = match dialect {
        Dialect::WebVtt => lines.len().min(1),
        Dialect::SubRip => 0,
    };
    if dialect == Dialect::WebVtt && lines.get(at).is_some_and(|line| !line.is_empty()) {
        at = header(&lines, at, &mut out);
    }
    while at < lines.len() {
        if lines[at].is_empty() {
            at += 1;
        } else {
            at = block(&lines, at, dialect, &mut out);
        }
    }
    without_highlights(out)
}

/// Puts together the cues that show one text again and again, each with another word underlined, as
/// Whisper's `--highlight_words` writes them: it was said once.
fn without_highlights(blocks: Vec<Block<'_>>) -> Vec<Block<'_>> {
    const BEGIN: &str = "<u>";
    let plain = |text: &str| text.replace(BEGIN, "").replace("</u>", "");
    let underlined =
        |block: &Block<'_>| matches!(block, Block::Cue { text, .. } if text.contains(BEGIN));
    if !blocks.iter().any(underlined) {
        return blocks;
    }
    let mut out: Vec<Block<'_>> = Vec::new();
    // The last cue as it was written: what is said twice is underlined at one place twice.
    let mut written = String::new();
    for block in blocks {
        if let (
            Some(Block::Cue { end: until, text: shown, .. }),
            Block::Cue { start, end, text, .. },
        ) = (out.last_mut(), &block)
            && (written.contains(BEGIN) || text.contains(BEGIN))
            && written != **text
            && start.since(*until).abs() <= ADJOINS_MS
            && plain(shown) == plain(text)
        {
            *until = *end;
            *shown = Cow::Owned(plain(shown));
            written = text.clone().into_owned();
            continue;
        }
        written.clear();
        if let Block::Cue { text, .. } = &block {
            written.push_str(text);
        }
        out.push(block);
    }
    out
}

/// Reads the lines right below the signature; gives the line after them.
fn header<'a>(lines: &[&'a str], from: usize, out: &mut Vec<Block<'a>>) -> usize {
    let mut at = from;
    while let Some(line) = lines.get(at) {
        if has_arrow(line) {
            // A line that may have been meant as an id is lost, the cue is not.
            break;
        }
        at += 1;
        if line.is_empty() {
            break;
        }
        if let Some(tag) = line.strip_prefix("Language:").map(str::trim).filter(|t| !t.is_empty()) {
            out.push(Block::Language(tag));
        }
    }
    at
}

/// Reads the block at `from`, which is not an empty line; gives the line after it.
fn block<'a>(lines: &[&'a str], from: usize, dialect: Dialect, out: &mut Vec<Block<'a>>) -> usize {
    // A time stands on the first line, or on the second below an id.
    let timed = (from..lines.len().min(from + 2)).find(|&ix| has_arrow(lines[ix]));
    let starts_text = timed.map_or(from + 1, |ix| ix + 1);
    let length = lines[starts_text.min(lines.len())..]
        .iter()
        .take_while(|line| !line.is_empty() && !has_arrow(line))
        .count();
    let ends_text = starts_text + length;
    let span = timed.and_then(|ix| Some((ix, timings(lines[ix], dialect)?)));
    match (timed, span) {
        (_, Some((ix, (start, end)))) => {
            // Without a blank line between two cues the number of the second stands below the first.
            let numbered = dialect == Dialect::SubRip
                && lines.get(ends_text).is_some_and(|line| has_arrow(line))
                && length > 0
                && is_number(lines[ends_text - 1]);
            let text = match &lines[starts_text..ends_text - usize::from(numbered)] {
                [line] => Cow::Borrowed(*line),
                lines => Cow::Owned(lines.join("\n")),
            };
            out.push(Block::Cue { line: ix + 1, start, end, text });
        }
        (Some(ix), None) => out.push(Block::Broken { line: ix + 1, text: None }),
        (None, None) if is_comment(lines[from]) => {}
        (None, None) => {
            let text = Some(lines[from..ends_text].join("\n"));
            out.push(Block::Broken { line: from + 1, text });
        }
    }
    ends_text
}

/// Whether a line has what stands between two times.
fn has_arrow(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr::memchr_iter(b'>', bytes).any(|at| bytes[..at].ends_with(b"--"))
}

/// Whether a block begins with a line that makes it a comment, a style sheet or a region, or the
/// signature again, as in files that were joined.
fn is_comment(line: &str) -> bool {
    let keyword = line.split([' ', '\t']).next().unwrap_or_default();
    matches!(keyword, "NOTE" | "WEBVTT") || matches!(line.trim_end(), "STYLE" | "REGION")
}

/// Whether a line is the number of a cue.
pub(in crate::format) fn is_number(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line looks as if a cue began there, its times right or not.
pub(in crate::format) fn is_time_line(line: &str) -> bool {
    let Some((start, _)) = line.split_once("-->") else { return false };
    let start = start.trim();
    start.starts_with(|c: char| c.is_ascii_digit())
        && start.contains(':')
        && start.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ','))
}

/// White space as the specification has it; no vertical tab.
const BLANK: [char; 5] = [' ', '\t', '\n', '\r', '\u{c}'];

/// `00:00:01.000 --> 00:00:02.000`; settings behind it are not looked at.
fn timings(line: &str, dialect: Dialect) -> Option<(Millis, Millis)> {
    let (start, rest) = time(line.trim_start_matches(BLANK), dialect)?;
    let rest = rest.trim_start_matches(BLANK).strip_prefix("-->")?;
    let (end, _) = time(rest.trim_start_matches(BLANK), dialect)?;
    Some((start, end))
}

/// A time at the start of some text, and what follows it.
pub(in crate::format) fn time(text: &str, dialect: Dialect) -> Option<(Millis, &str)> {
    let (first, rest) = digits(text)?;
    let Some(after) = rest.strip_prefix(':') else {
        return seconds_alone(first, rest);
    };
    let (second, rest) = digits(after)?;
    let (hours, minutes, seconds, rest) = match rest.strip_prefix(':') {
        Some(after) => {
            let (third, rest) = digits(after)?;
            (first, second, third, rest)
        }
        None => ("00", first, second, rest),
    };
    let (fraction, rest) = fraction(rest, dialect)?;
    if !is_minutes(minutes) || seconds.len() != 2 {
        return None;
    }
    let (minutes, seconds) = (number(minutes)?, number(seconds)?);
    if minutes > 59 || seconds > 59 {
        return None;
    }
    let seconds = (number(hours)? * 60 + minutes) * 60 + seconds;
    Some((Millis::new(seconds * 1000 + fraction), rest))
}

/// The fraction of a second in milliseconds, and what follows it.
fn fraction(rest: &str, dialect: Dialect) -> Option<(i64, &str)> {
    let written = rest.strip_prefix(['.', ',']).and_then(digits);
    match (dialect, written) {
        (Dialect::WebVtt, Some((fraction, rest))) if fraction.len() == 3 => {
            Some((number(fraction)?, rest))
        }
        (Dialect::SubRip, Some((fraction, rest))) => {
            let digit = |at: usize| i64::from(fraction.as_bytes().get(at).map_or(0, |d| d - b'0'));
            let up = i64::from(digit(3) >= 5);
            Some((digit(0) * 100 + digit(1) * 10 + digit(2) + up, rest))
        }
        (Dialect::SubRip, None) => Some((0, rest)),
        (Dialect::WebVtt, Some(_) | None) => None,
    }
}

/// Two digits, or one that is not zero: who leaves out leading zeros leaves out `0:` as well.
fn is_minutes(digits: &str) -> bool {
    digits.len() == 2 || (digits.len() == 1 && digits != "0")
}

/// `0.860`, `1874.200`: seconds without minutes. Zeros in front would be a cut time.
fn seconds_alone<'a>(seconds: &str, rest: &'a str) -> Option<(Millis, &'a str)> {
    let (fraction, rest) = digits(rest.strip_prefix(['.', ','])?)?;
    if fraction.len() != 3 || (seconds.len() > 1 && seconds.starts_with('0')) {
        return None;
    }
    Some((Millis::new(number(seconds)? * 1000 + number(fraction)?), rest))
}

/// At most six digits: no call lasts a hundred thousand hours, and no sum can overflow.
fn number(digits: &str) -> Option<i64> {
    let digits = digits.trim_start_matches('0');
    match digits.len() {
        0 => Some(0),
        1..=6 => digits.parse().ok(),
        _ => None,
    }
}

/// A run of one or more digits, and what follows it.
fn digits(text: &str) -> Option<(&str, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    (len > 0).then(|| text.split_at(len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        let check = |text: &str, expected: Option<i64>| {
            assert_eq!(time(text, Dialect::WebVtt).map(|(at, _)| at.get()), expected, "{text}");
        };
        check("00:00:01.120", Some(1120));
        check("01:01.120x", Some(61_120));
        check("100:00:00,000", Some(360_000_000));
        check("0.860", Some(860));
        check("1:01.080", Some(61_080));
        check("3601.000", Some(3_601_000));
        for text in [
            "",
            "00",
            "00:00",
            "0000.000",
            "0:01.000",
            "00:60.000",
            "00:00.00",
            "00:00.0000",
            "1.5",
            "9999999:00:00.000",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn times_of_subrip() {
        let check = |text: &str, expected: Option<i64>| {
            assert_eq!(time(text, Dialect::SubRip).map(|(at, _)| at.get()), expected, "{text}");
        };
        check("34:00:00,1234", Some(122_400_123));
        check("00:00:01,9996", Some(2000));
        check("00:00:01", Some(1000));
        check("00:00:01.5", Some(1500));
        check("55:99:00,456", None);
        check("999:59:59,999", Some(3_599_999_999));
    }

    #[test]
    fn a_block_ends_where_the_next_time_stands() {
        let text = "WEBVTT\n\n00:01.000 --> 00:02.000\na\nb\n00:03.000 --> 00:04.000\nc";
        let found: Vec<_> = blocks(text, Dialect::WebVtt)
            .into_iter()
            .map(|block| match block {
                Block::Cue { line, text, .. } => format!("{line} {text}"),
                Block::Broken { line, .. } => format!("broken {line}"),
                Block::Language(tag) => tag.to_owned(),
            })
            .collect();
        assert_eq!(found, ["3 a\nb", "6 c"]);
    }
}
