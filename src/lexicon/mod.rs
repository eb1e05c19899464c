//! Lexicons: what to find, as people write it, compiled into what finds it.
//!
//! TOML files become [`Rule`]s and one [`Matcher`] over all their phrases. A [`Lexicon`] is immutable
//! and shared by all threads; whatever could be wrong with it was said when it was compiled.
//!
//! Deliberately absent from this floor: calls. Nothing here has seen a transcript, except for the
//! one-line dialogues that rules carry as their own tests.

mod anchors;
mod announcement;
mod assemble;
mod builtin;
mod by_word;
mod category;
mod category_text;
mod compile;
mod condition;
pub mod dialogue;
mod draft;
mod field;
mod fuzzy;
mod layers;
mod lint;
mod lint_words;
mod lists;
mod matcher;
mod meanings;
pub mod phrase;
mod places;
mod protocol;
mod raw;
mod resolve;
mod revision;
mod rule;
mod score;
mod slots;
mod source;
mod stored;
mod texts;
mod variant;
mod variants;
mod vocabulary;
mod word_table;
mod written_condition;

pub use crate::diagnostic::Written;
pub use announcement::Announcements;
pub use builtin::builtin_files;
pub use category::{Category, Family};
pub use category_text::CategoryText;
pub use compile::{compile, compile_for_use};
pub use condition::{Condition, Measure, Number, SilenceLevel, SilencePlace, SilenceTest, Within};
pub use fuzzy::{Fuzzy, How, Parts, Reading};
pub use layers::{LexiconFiles, Topics};
pub use matcher::{MAX_FILLERS, Match, Matcher, Passage, Search, ValueKinds, VariantIx};
pub use phrase::hinted_word;
pub use protocol::{
    Answered, Applies, Criteria, CriticalKind, Forbidden, InThree, Otherwise, Protocol,
    ProtocolItem,
};
pub use rule::{Lexicon, PhraseIx, Rule, RuleIx, RuleSet, Use, VariantUse};
pub use score::{Score, Weight};
pub use slots::SlotBits;
pub use source::{Extent, Listen, Negation, Window};
pub use stored::StoredKey;
pub use variant::Order;
pub use vocabulary::{Vocabulary, WordId};
