//! `callsift.inspect/1`: what a file with transcripts is, and what can be done with it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The value of `schema`.
pub const SCHEMA: &str = "callsift.inspect/1";

/// A file or a member of an archive, one line a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Inspected {
    /// Always `callsift.inspect/1`.
    pub schema: String,
    /// The file as it was named, with `!` and the member in an archive.
    pub file: String,
    /// How many files these facts are of: 1, unless files of one format are told of together.
    pub files: u64,
    /// Name of the format; missing where there is none that is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The format's name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// By what in the file the format is recognised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recognised_by: Option<String>,
    /// How it is packed, outermost first.
    pub packed: Vec<String>,
    /// Its encoding, if it is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Whether the encoding is a guess.
    pub encoding_guessed: bool,
    /// Bytes of the content, unpacked.
    pub bytes: u64,
    /// Calls that can be read.
    pub calls: u64,
    /// Calls and records that cannot be read.
    pub rejected: u64,
    /// Where the ids of the calls come from, and for how many.
    pub call_ids: BTreeMap<String, u64>,
    /// Key of the first call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_call: Option<String>,
    /// Calls by medium.
    pub media: BTreeMap<String, u64>,
    /// Turns of all calls.
    pub turns: u64,
    /// Words that the recogniser wrote.
    pub words: u64,
    /// Those of them that have times.
    pub words_with_times: u64,
    /// Who speaks, those of the most calls first; at most 20.
    pub parties: Vec<PartyFacts>,
    /// Languages that the calls name, or that their letters are of.
    pub languages: Vec<LanguageFacts>,
    /// Calls by how exactly times are known: `word`, `turn`, or why there are none.
    pub times: BTreeMap<String, u64>,
    /// Calls of which the start is known.
    pub with_start: u64,
    /// The earliest start (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_start: Option<String>,
    /// The latest start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_start: Option<String>,
    /// Length of all calls of which it is known, in milliseconds.
    pub duration_ms: u64,
    /// Calls that name a customer, by id, telephone or e-mail.
    pub with_customer: u64,
    /// Rules of the dictionary that cannot be evaluated, by reason.
    pub not_evaluated: Vec<GapFacts>,
    /// Oddities, in the order in which they came.
    pub warnings: Vec<WarningFacts>,
    /// What cannot be read: the first of each reason.
    pub rejects: Vec<RejectFacts>,
}

/// Somebody who speaks.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PartyFacts {
    /// Label or name in the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// `agent`, `customer`, `system` or `unknown`.
    pub role: String,
    /// How the role is known: `stated`, `label`, `user` or `announcement`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_from: Option<String>,
    /// Calls in which they speak.
    pub calls: u64,
}

/// A language.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LanguageFacts {
    /// BCP 47 tag, or `und` for letters that tell nothing.
    pub language: String,
    /// `stated` or `letters`.
    pub from: String,
    /// Calls in it.
    pub calls: u64,
}

/// Rules that cannot be evaluated.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct GapFacts {
    /// `no_times`, `no_roles` or `wrong_medium`.
    pub reason: String,
    /// The most rules of a call.
    pub rules: u64,
    /// Calls with any.
    pub calls: u64,
}

/// An oddity.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WarningFacts {
    /// Its code, as in `docs/formats.md`.
    pub code: String,
    /// How often it came.
    pub count: u64,
    /// Calls with it.
    pub calls: u64,
    /// The first of these calls.
    pub first_call: String,
    /// Where in that call.
    pub place: String,
}

/// What cannot be read.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RejectFacts {
    /// Its code, as in `docs/formats.md`.
    pub reason: String,
    /// How often it came.
    pub count: u64,
    /// File of the first.
    pub file: String,
    /// Line of the first.
    pub line: u64,
    /// Byte at which the record of the first begins.
    pub byte_start: u64,
    /// Field of the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What is wrong with the first.
    pub message: String,
}
