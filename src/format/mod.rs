//! Transcript formats: what a file is, how it is cut into records, and a record as a [`Transcript`].
//!
//! A format is one file in this folder plus one line in [`FORMATS`]. Formats are recognised by
//! content alone. Parsing takes bytes and gives a transcript or a [`Reject`]; what is odd but
//! readable becomes a warning of the transcript.
//!
//! Deliberately absent from this floor: files, archives, decompression, the line cutter.

// What is read may be anything: a place that is not there must be an answer, not a panic.
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod aws_call_analytics;
pub mod callsift;
mod captions;
mod chat;
mod ctm;
mod dialect;
mod draft;
mod json;
mod key;
mod label;
mod labelled_text;
pub mod limits;
mod neutral;
mod nist;
mod plain_text;
mod podcast_html;
mod reject;
mod rev_nlp;
mod roles;
mod sniff;
mod srt;
mod stm;
mod switchboard;
mod table;
#[cfg(test)]
mod testing;
mod text;
mod ttml;
pub(crate) mod values;
mod vcon;
mod walk;
mod webvtt;

pub use dialect::Dialect;
pub(crate) use draft::{instant, offset};
pub use reject::{Reject, RejectCode};
pub(crate) use roles::role_of;
pub use sniff::{Head, Sniff, claims, sniff, sniff_mapped};
pub(crate) use table::call_columns;

use std::cell::OnceCell;
use std::fmt;

use crate::transcript::Transcript;

/// One transcript format: one file in this folder plus one line in [`FORMATS`].
pub struct Format {
    /// Stable name: `callsift`, `webvtt`.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// What people should know of it.
    pub about: About,
    /// What a record of it is.
    pub shape: Shape,
    /// Whether the start of a file looks like it.
    pub recognise: fn(&Head<'_>) -> bool,
    /// Reads one record.
    pub parse: Parse,
}

/// What people should know of a format: its line in `docs/formats.md`.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// What it is.
    pub what: &'static str,
    /// By what in a file it is recognised.
    pub signs: fn() -> String,
    /// How it writes times.
    pub times: &'static str,
    /// Whether it has words with times.
    pub words: &'static str,
    /// What it tells of roles.
    pub roles: &'static str,
}

/// How a record is read.
#[derive(Clone, Copy)]
pub enum Parse {
    /// A record is one call.
    One(fn(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject>),
    /// A record may hold several calls.
    Several(fn(record: &[u8], origin: &Origin<'_>) -> Calls),
}

/// The calls of a record in their order, each as it was read or why it could not be; never empty.
pub type Calls = Vec<Result<Transcript, Reject>>;

impl Format {
    /// Reads one record.
    pub fn calls(&self, record: &[u8], origin: &Origin<'_>) -> Calls {
        match self.parse {
            Parse::One(parse) => vec![parse(record, origin)],
            Parse::Several(parse) => parse(record, origin),
        }
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Names are unique, so two formats of one name are the same.
impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}

/// The formats that have code of their own, in the order in which they are tried.
const CODED: &[&Format] = &[
    &callsift::FORMAT,
    &vcon::FORMAT,
    &aws_call_analytics::FORMAT,
    &neutral::FORMAT,
    &chat::intercom::FORMAT,
    &chat::zendesk::FORMAT,
    &chat::telegram::FORMAT,
    &table::FORMAT,
    &webvtt::FORMAT,
    &ttml::FORMAT,
    &srt::FORMAT,
    &chat::whatsapp::FORMAT,
    &podcast_html::FORMAT,
    &rev_nlp::FORMAT,
    &stm::FORMAT,
    &ctm::FORMAT,
    &switchboard::FORMAT,
    &labelled_text::FORMAT,
    &plain_text::FORMAT,
];

/// Every format: those with code, then the built-in field maps of `formats/`.
#[expect(clippy::indexing_slicing, reason = "done when it is compiled")]
pub static FORMATS: &[&Format] = &{
    let mut all = [CODED[0]; CODED.len() + dialect::FORMATS.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < CODED.len() { CODED[at] } else { &dialect::FORMATS[at - CODED.len()] };
        at += 1;
    }
    all
};

/// What a record of a format is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One JSON object: a line of JSONL, or a whole file.
    Json,
    /// JSON values one after the other, all of them one call.
    Stream,
    /// The whole file is one call.
    Text,
}

/// How a file is cut into records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Framing {
    /// Each line that is not blank.
    #[default]
    Lines,
    /// Each element of a JSON list, or each of several JSON values one after the other.
    Values,
    /// The file as a whole.
    Whole,
}

/// Whether members of a record that nobody knows are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeepExtra {
    /// Kept as they are written, in [`CallInfo::extra`](crate::transcript::CallInfo::extra).
    Yes,
    /// Left out.
    #[default]
    No,
}

/// Where a record comes from and what the user said about it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin<'a> {
    /// How the file was cut: the name of the file names the call only if the file is one call.
    pub framing: Framing,
    /// Name of the file without its endings; `None` for standard input.
    pub file_stem: Option<&'a str>,
    /// The telephone system, where the record does not state it (`--source`).
    pub source: Option<&'a str>,
    /// Zone of times that are written without one.
    pub time_zone: Option<&'a jiff::tz::TimeZone>,
    /// Whether unknown members are kept.
    pub keep_extra: KeepExtra,
    /// The user's own field map (`--map`).
    pub map: Option<&'a Dialect>,
    /// Number of the call in a record that holds several, from 1.
    pub number: Option<usize>,
    /// Where the hash of a record that holds several calls is kept, so that it is worked out once.
    pub record_hash: Option<&'a OnceCell<String>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        for (ix, format) in FORMATS.iter().enumerate() {
            assert!(FORMATS[..ix].iter().all(|other| other != format), "{}", format.name);
        }
    }
}
