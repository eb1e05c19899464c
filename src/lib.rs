//! callsift finds complaints, pauses and escalation markers in call transcripts.
#![warn(missing_docs)]

pub mod format;
pub mod text;
pub mod transcript;
pub mod units;
