//! Texts in which personal data is hidden, and where their places went.

use super::find::Span;
use super::policy::Policy;
use super::{HIDDEN, read};
use crate::transcript::Transcript;
use std::ops::Range;

/// How many signs stand in place of a word.
const WORD: usize = 3;

/// A text in which something may be hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HiddenText {
    text: String,
    /// Where what is hidden stood, and where its mask stands, in order.
    moved: Vec<(Range<usize>, Range<usize>)>,
}

impl HiddenText {
    /// The text with its masks.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The same, owned.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Where a byte of the original stands; what is hidden has the begin of its mask.
    pub fn place(&self, byte: usize) -> usize {
        let behind = self.moved.partition_point(|(from, _)| from.end <= byte);
        let shift = behind.checked_sub(1).and_then(|at| self.moved.get(at));
        let (from, to) = shift.map_or((0, 0), |(from, to)| (from.end, to.end));
        match self.moved.get(behind) {
            Some((hidden, mask)) if hidden.start < byte => mask.start,
            Some(_) | None => (to + (byte - from)).min(self.text.len()),
        }
    }

    /// The part that stood at these bytes of the original; a mask that is touched is whole.
    pub fn part(&self, bytes: Range<usize>) -> &str {
        let start = self.place(bytes.start);
        let inside =
            self.moved.iter().find(|(from, _)| from.start < bytes.end && bytes.end < from.end);
        let end = inside.map_or_else(|| self.place(bytes.end), |(_, mask)| mask.end);
        self.text.get(start..end).unwrap_or_default()
    }
}

/// Hides spans of one text; they are in order and do not overlap.
pub(super) fn text(text: &str, spans: &[Span], policy: &Policy) -> HiddenText {
    let mut out = HiddenText { text: String::with_capacity(text.len()), moved: Vec::new() };
    let mut at = 0;
    for span in spans {
        let (Some(before), Some(hidden)) =
            (text.get(at..span.start), text.get(span.start..span.end))
        else {
            continue;
        };
        out.text.push_str(before);
        let start = out.text.len();
        match policy.token(span) {
            Some(token) => out.text.push_str(&token),
            None => mask(hidden, span.shown, &mut out.text),
        }
        out.moved.push((span.start..span.end, start..out.text.len()));
        at = span.end;
    }
    out.text.push_str(text.get(at..).unwrap_or_default());
    out
}

/// A sign for each digit but the last ones, three for each word, so that its length tells nothing.
fn mask(hidden: &str, shown: usize, out: &mut String) {
    let digits = hidden.chars().filter(|c| read::digit(*c).is_some()).count();
    let mut left = digits.saturating_sub(shown);
    let mut in_word = false;
    for c in hidden.chars() {
        let digit = read::digit(c).is_some();
        if digit {
            match left.checked_sub(1) {
                Some(less) => {
                    left = less;
                    out.push(HIDDEN);
                }
                None => out.push(c),
            }
        } else if c.is_alphanumeric() {
            if !in_word {
                out.extend(std::iter::repeat_n(HIDDEN, WORD));
            }
        } else {
            out.push(c);
        }
        in_word = !digit && c.is_alphanumeric();
    }
}

/// The turns of a call, without personal data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HiddenCall {
    turns: Vec<HiddenText>,
    /// Whether nothing is hidden.
    plain: bool,
}

impl HiddenCall {
    pub(super) fn new(call: &Transcript, spans: &[Span], policy: &Policy) -> HiddenCall {
        let mut rest = spans;
        let mut hidden = |(at, turn): (usize, &crate::transcript::Turn)| {
            let count = rest.partition_point(|span| span.turn <= at);
            let (own, others) = rest.split_at(count);
            rest = others;
            text(turn.text(), own, policy)
        };
        HiddenCall {
            turns: call.turns().iter().enumerate().map(&mut hidden).collect(),
            plain: spans.is_empty(),
        }
    }

    /// Whether nothing had to be hidden.
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// One turn.
    pub fn turn(&self, turn: usize) -> Option<&HiddenText> {
        self.turns.get(turn)
    }

    /// Where a byte of a turn stands now.
    pub fn place(&self, turn: usize, byte: usize) -> usize {
        self.turns.get(turn).map_or(byte, |hidden| hidden.place(byte))
    }

    /// The call with these texts, and with names of parties without personal data.
    pub fn transcript(&self, call: &Transcript, policy: &Policy) -> Transcript {
        let text = |turn: usize| self.turns.get(turn).map(|hidden| hidden.text().to_owned());
        let label = |label: &str| policy.text(label).into_owned();
        call.with_texts(text, |turn, byte| self.place(turn, byte), label)
    }
}
