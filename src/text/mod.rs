//! Text as words: folded for comparison, with the place of every word in the original.
//!
//! Deliberately absent from this floor: what a word means, in which language it is.

mod fold;
mod words;

pub use fold::fold_word;
pub use words::{TextWord, Words, ends_sentence};
