//! What people and pipes see: results on standard output, everything else on standard error.

use crate::exit::Stop;
use crate::log::{self, Level};
use callsift::diagnostic::Style;
use std::io::{self, IsTerminal, Write};

/// Colours only for a terminal that wants them.
pub(crate) fn style() -> Style {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if io::stderr().is_terminal() && !plain { Style::Coloured } else { Style::Plain }
}

/// A message to standard error, whatever stands in it. Nobody is left to be told when that fails.
pub(crate) fn tell(message: &str) {
    if log::is_json() {
        log::event(Level::Info, "note", [("message", message.into())]);
    } else if !message.is_empty() {
        let message = harmless(message, style());
        let _ = writeln!(io::stderr().lock(), "{message}");
    }
}

/// A message whose values, names of files for one, do nothing to a terminal; its own lines and colours
/// stay.
fn harmless(message: &str, style: Style) -> String {
    let mut out = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(c) = rest.chars().next() {
        let colour = match style {
            Style::Coloured => colour(rest),
            Style::Plain => None,
        };
        let length = colour.unwrap_or_else(|| c.len_utf8());
        let (here, behind) = rest.split_at(length);
        match (c, colour) {
            ('\n', _) | (_, Some(_)) => out.push_str(here),
            (c, None) if is_hostile(c) && c != '\t' => out.extend(c.escape_unicode()),
            (_, None) => out.push_str(here),
        }
        rest = behind;
    }
    out
}

/// How long the sequence is that sets a colour, if one begins here.
fn colour(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("\u{1b}[")?;
    let digits = rest.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    rest.get(digits..)?.starts_with('m').then_some(digits + 3)
}

/// Control characters, and those that turn the direction of what follows.
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A part of the result, to standard output.
pub(crate) fn print(text: &str) -> Result<(), Stop> {
    write(text.as_bytes())
}

/// The same as bytes. A reader that has gone, as `head` does, ends the program without a word.
pub(crate) fn write(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| {
        let gone = error.kind() == io::ErrorKind::BrokenPipe;
        Stop::output(if gone { String::new() } else { format!("standard output: {error}") })
    })
}

/// Text of a transcript as it may be shown: control and direction characters are made visible.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if is_hostile(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Alternatives of a phrase that are all shown.
const ALTERNATIVES: usize = 6;

/// A phrase as it may be shown beside the words it found: of long lists of alternatives those that stand in
/// these words, else the first ones.
pub(crate) fn phrase_shown(phrase: &str, quote: &str) -> String {
    let said = quote.to_lowercase();
    let mut out = String::new();
    let mut rest = phrase;
    while let Some((before, behind)) = rest.split_once('(') {
        let Some((list, after)) = behind.split_once(')') else { break };
        let alternatives: Vec<&str> = list.split('|').collect();
        out.push_str(before);
        if alternatives.len() <= ALTERNATIVES {
            out.push_str(&format!("({list})"));
        } else {
            let is_said = |one: &&&str| said.contains(&one.trim_start_matches('=').to_lowercase());
            let mut few: Vec<&str> = alternatives.iter().filter(is_said).copied().collect();
            if few.is_empty() {
                few = alternatives;
            }
            few.truncate(ALTERNATIVES / 2);
            out.push_str(&format!("({}|…)", few.join("|")));
        }
        rest = after;
    }
    out.push_str(rest);
    shown(&out)
}

/// A time as people read it: `1:02`, or `1:02:03` from an hour on.
pub(crate) fn clock(ms: i64) -> String {
    let seconds = ms.max(0) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_of_a_phrase_are_cut() {
        for (phrase, quote, shown) in [
            ("(a|b) ..1 c", "a c", "(a|b) ..1 c"),
            ("(=раз|=два|три|четыре|пять|шесть|семь) слово", "Два слова", "(=два|…) слово"),
            ("x (a1|b1|c1|d1|e1|f1|g1) [y]", "тут нет", "x (a1|b1|c1|…) [y]"),
            ("(a", "a", "(a"),
        ] {
            assert_eq!(phrase_shown(phrase, quote), shown, "{phrase}");
        }
    }

    #[test]
    fn hostile_text_is_harmless() {
        assert_eq!(shown("a\u{1b}[2Jb\nc\u{202e}d"), "a\\u{1b}[2Jb c\\u{202e}d");
        assert_eq!(shown("a\u{2028}b\u{61c}c"), "a b\\u{61c}c");
    }

    #[test]
    fn messages_keep_their_own_colours_and_nothing_else() {
        let message = "\u{1b}[1;31merror\u{1b}[0m\n\u{1b}]0;owned\u{7} \u{202e}\u{9b}2J\r\u{1b}[2J";
        assert_eq!(
            harmless(message, Style::Coloured),
            "\u{1b}[1;31merror\u{1b}[0m\n\\u{1b}]0;owned\\u{7} \\u{202e}\\u{9b}2J\\u{d}\\u{1b}[2J"
        );
        assert!(!harmless(message, Style::Plain).contains('\u{1b}'));
    }

    #[test]
    fn clocks() {
        assert_eq!([clock(999), clock(62_000), clock(3_723_000)], ["0:00", "1:02", "1:02:03"]);
    }
}
