//! A rule matched in a call, with the evidence for it.

use super::hits::{Gap, Hit, Suppression};
use super::mishearing::Misheard;
use crate::lexicon::{Measure, PhraseIx, RuleIx};
use crate::text::utf16_length;
use crate::transcript::timeline::Precision;
use crate::transcript::{Role, Transcript};
use crate::units::{CallKey, TimeSpan};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::ops::Range;

/// A rule matched.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Stable across runs and across changes of other rules.
    pub id: String,
    /// The rule.
    pub rule: RuleIx,
    /// Turn at which it begins, where it has a place.
    pub turn: Option<usize>,
    /// Who said it, for what was said.
    pub role: Option<Role>,
    /// When.
    pub time: Option<(TimeSpan, Precision)>,
    /// The words that show it, for rules with phrases.
    pub said: Option<Said>,
    /// What made the rule's condition true, besides findings of other rules.
    pub facts: Vec<Fact>,
    /// Ids of other findings of the call that this one rests on.
    pub related: Vec<String>,
}

/// Words that were said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Which phrase of the rule.
    pub phrase: PhraseIx,
    /// The words exactly as the transcript has them.
    pub quote: String,
    /// Turn of the last word, where turns were read as one.
    pub turn_end: usize,
    /// From the first byte in the turn to the last byte in `turn_end`, end exclusive.
    pub bytes: [usize; 2],
    /// The same in Unicode scalar values.
    pub chars: [usize; 2],
    /// The same in UTF-16 code units.
    pub utf16: [usize; 2],
    /// Those of the words that were heard almost right, and what they were read as.
    pub fuzzy: Vec<Misheard>,
}

/// One thing that made a condition true.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A finding of another rule, by its id.
    Finding(String),
    /// A silence, by its number in the report.
    Silence(usize),
    /// Both spoke, by its number in the report.
    Overlap(usize),
    /// One side cut the other off, by its number in the report.
    Interruption(usize),
    /// A measure and its value.
    Measure(Measure, f64),
    /// What was looked for in the whole call and not found, as the condition names it.
    Absent(String),
}

/// A match that does not count, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuppressedHit {
    /// The rule.
    pub rule: RuleIx,
    /// What took it back.
    pub reason: Suppression,
    /// Which phrase of the rule.
    pub phrase: PhraseIx,
    /// The words as the transcript has them.
    pub quote: String,
    /// Turn of the first word.
    pub turn: usize,
    /// Turn of the last word.
    pub turn_end: usize,
    /// From the first byte in the turn to the last byte in `turn_end`, end exclusive.
    pub bytes: [usize; 2],
    /// Who said it.
    pub role: Role,
    /// Those of the words that were heard almost right, and what they were read as.
    pub fuzzy: Vec<Misheard>,
    /// The words that took it back, as they were said: «не буду».
    pub by: Option<String>,
}

/// A rule that could not be evaluated, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotEvaluated {
    /// The rule.
    pub rule: RuleIx,
    /// What the call lacks.
    pub reason: Gap,
}

/// The words of a hit as the transcript has them; the part of each turn apart by a space.
pub(super) fn quote(call: &Transcript, hit: &Hit) -> String {
    cut(call, (hit.turn, hit.turn_end), [hit.start, hit.end], |turn, bytes| {
        call.turns()[turn].text().get(bytes).unwrap_or_default()
    })
}

/// Words from a byte of one turn to a byte of another, or the same; `part` gives bytes of a turn.
pub(super) fn cut<'t>(
    call: &Transcript,
    (first, last): (usize, usize),
    [start, end]: [usize; 2],
    part: impl Fn(usize, Range<usize>) -> &'t str,
) -> String {
    if first == last {
        return part(first, start..end).to_owned();
    }
    let length = |turn: usize| call.turns()[turn].text().len();
    let party = call.turns()[first].party();
    let mut out = part(first, start..length(first)).trim_end().to_owned();
    for turn in first + 1..last {
        if call.turns()[turn].party() == party {
            out.push(' ');
            out.push_str(part(turn, 0..length(turn)).trim());
        }
    }
    out.push(' ');
    out.push_str(part(last, 0..end).trim_start());
    out
}

/// The evidence of a hit.
pub(super) fn said(call: &Transcript, hit: &Hit) -> Said {
    let before = |turn: usize, byte: usize| &call.turns()[turn].text()[..byte];
    let start = before(hit.turn, hit.start);
    let end = before(hit.turn_end, hit.end);
    Said {
        phrase: hit.phrase,
        quote: quote(call, hit),
        turn_end: hit.turn_end,
        bytes: [hit.start, hit.end],
        chars: [start.chars().count(), end.chars().count()],
        utf16: [utf16_length(start), utf16_length(end)],
        fuzzy: hit.fuzzy.clone(),
    }
}

/// `f_` and 20 hex digits over call, rule, turn, normalised quote and occurrence.
///
/// `occurrence` counts, from 0, the findings of the call that are equal in all else.
pub(super) fn finding_id(
    key: &CallKey,
    rule: &str,
    turn: Option<usize>,
    quote: &str,
    occurrence: usize,
) -> String {
    let turn = turn.map_or(String::new(), |turn| turn.to_string());
    let occurrence = occurrence.to_string();
    stable_id("f_", &[key.source(), key.call_id(), rule, &turn, quote, &occurrence])
}

/// A prefix and 20 hex digits over parts, each with its length before it.
pub(super) fn stable_id(prefix: &str, parts: &[&str]) -> String {
    let mut bytes = Vec::with_capacity(256);
    for part in parts {
        bytes.extend((part.len() as u64).to_le_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    let digest = Sha256::digest(&bytes);
    let mut id = String::with_capacity(prefix.len() + 20);
    id.push_str(prefix);
    HEXLOWER.encode_append(&digest[..10], &mut id);
    id
}

#[cfg(test)]
mod tests {
    use super::finding_id;
    use crate::units::CallKey;

    #[test]
    fn ids_tell_findings_apart() {
        let key = CallKey::new("pbx1", "c17");
        let id = |turn, quote, occurrence| finding_id(&key, "rule", turn, quote, occurrence);
        let ids =
            [id(Some(1), "a", 0), id(Some(1), "a", 1), id(Some(11), "a", 0), id(None, "a", 0)];
        for (i, one) in ids.iter().enumerate() {
            assert_eq!(one.len(), 22);
            assert!(ids[..i].iter().all(|other| other != one));
        }
        assert_eq!(id(Some(1), "a", 0), ids[0]);
    }
}
