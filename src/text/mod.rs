//! Text as words: folded for comparison, with the place of every word in the original.
//!
//! Deliberately absent from this floor: what a word means, in which language it is.

mod fold;
mod masks;
mod words;

pub use fold::fold_word;
pub use masks::{MASKED, Masked, masked};
pub use words::{Border, TextWord, Words};
