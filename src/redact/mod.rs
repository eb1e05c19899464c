//! Personal data in what was said: found, and hidden before anything leaves.
//!
//! Cards and their codes are hidden always, other kinds as asked for. What is found rests on shapes,
//! check digits and words nearby; `docs/privacy.md` says what is best effort.
//!
//! Deliberately absent from this floor: files, and where a text goes; what a rule finds, which is found in
//! the text as it was said.

mod card;
mod contact;
mod find;
mod hide;
mod identity;
mod kind;
mod numeral;
mod policy;
mod read;
mod scarce;
mod stretch;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use find::{Span, find, may_hold};
pub use hide::{HiddenCall, HiddenText};
pub use kind::{Kind, Kinds};
pub use policy::{Key, Level, Policy};
pub use scarce::{CardClue, CardWatch, DigitRow};

/// What stands in place of a digit; three of them in place of a word.
pub const HIDDEN: char = '•';

/// Hex digits of a keyed hash that are written.
const HASH_DIGITS: usize = 8;

/// How long the token is that begins here, if it is one like `[phone:1a2b3c4d]`.
fn token_at(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('[')?;
    let (name, rest) = rest.split_once(':')?;
    let hash = rest.get(..HASH_DIGITS)?;
    let is_hash = hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let closed = rest.get(HASH_DIGITS..)?.starts_with(']');
    (Kind::from_name(name).is_some() && is_hash && closed).then(|| name.len() + HASH_DIGITS + 3)
}
