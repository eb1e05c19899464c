//! What is hidden, and how.

use super::find::{find, may_hold, read_all};
use super::hide::{self, HiddenCall};
use super::kind::{Kind, Kinds};
use super::{HASH_DIGITS, Span};
use crate::transcript::Transcript;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use std::borrow::Cow;
use std::fmt;

/// How often a text is looked through; one that needs more than a few rounds was made for it.
const MOST_ROUNDS: usize = 16;

/// How personal data is hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// Only cards and their codes are, by a mask.
    Off,
    /// By a mask: `•` for a digit, `•••` for a word.
    #[default]
    Mask,
    /// By a keyed hash, so that the same value is the same token; codes of cards by a mask.
    Hash,
}

impl Level {
    /// The name in options and outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Mask => "mask",
            Level::Hash => "hash",
        }
    }
}

/// The secret of keyed hashes. It is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(Vec<u8>);

impl Key {
    /// Least bytes of a key.
    pub const LEAST: usize = 16;

    /// A key, if it has at least [`Key::LEAST`] bytes.
    pub fn new(bytes: Vec<u8>) -> Option<Key> {
        (bytes.len() >= Key::LEAST).then_some(Key(bytes))
    }

    /// Tells keys apart without telling the key: two runs with the same give the same tokens.
    pub fn id(&self) -> String {
        self.hash("key", "callsift")
    }

    /// HMAC-SHA-256 over kind and value, the first [`HASH_DIGITS`] hex digits.
    fn hash(&self, kind: &str, value: &str) -> String {
        // A key of any length is taken.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(kind.as_bytes());
        mac.update(b":");
        mac.update(value.as_bytes());
        let bytes = mac.finalize().into_bytes();
        let hex = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        hex.filter_map(|digit| char::from_digit(u32::from(digit), 16)).take(HASH_DIGITS).collect()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(hidden)")
    }
}

/// What is hidden, and how. By default cards and their codes, by a mask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    level: Level,
    kinds: Kinds,
    key: Option<Key>,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy { level: Level::Mask, kinds: Kinds::CARDS, key: None }
    }
}

impl Policy {
    /// Every kind, by a mask: for everything that people read and for what leaves the machine.
    pub const EVERYTHING: Policy = Policy { level: Level::Mask, kinds: Kinds::ALL, key: None };

    /// A mask for these kinds.
    pub const fn mask(kinds: Kinds) -> Policy {
        Policy { level: Level::Mask, kinds, key: None }
    }

    /// Nothing but cards and their codes, which are hidden always.
    pub const fn off() -> Policy {
        Policy { level: Level::Off, kinds: Kinds::CARDS, key: None }
    }

    /// Keyed hashes for these kinds.
    pub const fn hash(kinds: Kinds, key: Key) -> Policy {
        Policy { level: Level::Hash, kinds, key: Some(key) }
    }

    /// How it hides.
    pub fn level(&self) -> Level {
        self.level
    }

    /// What it hides.
    pub fn kinds(&self) -> Kinds {
        self.kinds
    }

    /// Its key.
    pub fn key(&self) -> Option<&Key> {
        self.key.as_ref()
    }

    /// What stands in place of the value; `None` where signs are masked one by one.
    pub(super) fn token(&self, span: &Span) -> Option<String> {
        if self.level != Level::Hash || span.kind == Kind::Cvv {
            return None;
        }
        let key = self.key.as_ref()?;
        Some(format!("[{}:{}]", span.kind, key.hash(span.kind.as_str(), &span.value)))
    }

    /// A text without its personal data.
    pub fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !may_hold(text) {
            return Cow::Borrowed(text);
        }
        let mut hidden = Cow::Borrowed(text);
        // Until nothing is found: what is hidden parts what stood together.
        for _ in 0..MOST_ROUNDS {
            let spans = find([(0, hidden.as_ref())], self.kinds);
            if spans.is_empty() {
                break;
            }
            let next = hide::text(&hidden, &spans, self).into_text();
            hidden = Cow::Owned(next);
        }
        hidden
    }

    /// What follows a name, where the name may tell what it is.
    pub fn value(&self, name: &str, value: &str) -> String {
        let both = format!("{name} {value}");
        let spans = find([(0, both.as_str())], self.kinds);
        let from = name.len() + 1;
        let within = spans.into_iter().filter(|span| span.start >= from).map(|span| Span {
            start: span.start - from,
            end: span.end - from,
            ..span
        });
        hide::text(value, &within.collect::<Vec<_>>(), self).into_text()
    }

    /// A JSON value under its name, without personal data; a number that is some becomes a string.
    pub fn json(&self, name: &str, value: &mut Value) {
        match value {
            Value::String(text) => {
                let hidden = self.value(name, text);
                if hidden != *text {
                    *text = hidden;
                }
            }
            Value::Number(number) => {
                let written = number.to_string();
                let hidden = self.value(name, &written);
                if hidden != written {
                    *value = Value::String(hidden);
                }
            }
            Value::Array(list) => list.iter_mut().for_each(|value| self.json(name, value)),
            Value::Object(members) => {
                for (name, value) in members {
                    self.json(name, value);
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// A call without its personal data, which is found over turns.
    pub fn call(&self, call: &Transcript) -> HiddenCall {
        let turns = call.turns();
        if !turns.iter().any(|turn| may_hold(turn.text())) {
            return HiddenCall::new(call, &[], self);
        }
        let spans = find(speakers(call), self.kinds);
        HiddenCall::new(call, &spans, self)
    }

    /// The same, of a call that is known to hold what may be personal.
    pub fn read_call(&self, call: &Transcript) -> HiddenCall {
        let spans = read_all(speakers(call), self.kinds);
        HiddenCall::new(call, &spans, self)
    }
}

/// The turns of a call, each with a number that tells who says it.
fn speakers(call: &Transcript) -> impl Iterator<Item = (usize, &str)> + Clone {
    call.turns().iter().map(|turn| (turn.party().get(), turn.text()))
}
