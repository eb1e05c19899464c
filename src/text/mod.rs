//! Text: its bytes in any encoding, and its words, folded for comparison, with the place of every word in the original.
//!
//! Deliberately absent from this floor: what a word means, in which language it is.

// What is read may be anything: a place that is not there must be an answer, not a panic.
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod encoding;
mod fold;
mod masks;
mod runs;
mod spellings;
mod words;

pub use encoding::{
    Decoding, FoundEncoding, Known, TextEncoding, Utf16, encoding_hint, find_encoding,
    looks_like_utf16, utf16_length,
};
pub use fold::fold_word;
pub use masks::{MASKED, Masked, masked};
pub use words::{Border, TextWord, Words};
