//! callsift finds complaints, pauses and escalation markers in call transcripts.
#![warn(missing_docs)]

pub mod units;

pub mod transcript;

pub mod text;

pub mod language;

pub mod diagnostic;

pub mod lexicon;

pub mod scan;

pub mod record;

pub mod format;

pub mod output;

pub mod batch;
