//! callsift finds complaints, pauses and escalation markers in call transcripts.
#![warn(missing_docs)]

pub mod diagnostic;
pub mod language;
pub mod lexicon;
pub mod text;
pub mod transcript;
pub mod units;
