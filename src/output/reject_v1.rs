//! `callsift.reject/1`: one line of `rejects.jsonl`.

use super::hide::{message, some_message};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The value of `schema`.
pub const SCHEMA: &str = "callsift.reject/1";

/// A record that could not be read. It holds no text of the record, since that may be personal.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Reject {
    /// Always `callsift.reject/1`.
    pub schema: String,
    /// The file, as it was named on the command line; `-` for standard input. A member of an archive
    /// stands behind `!`: `night.zip!calls/7.json`.
    pub file: String,
    /// Line of the record's first byte, from 1.
    pub line: u64,
    /// First byte of the record in the content, unpacked and in UTF-8.
    pub byte_start: u64,
    /// One past its last byte.
    pub byte_end: u64,
    /// Where it failed: `read`, `parse` or `customers`.
    pub stage: String,
    /// Stable code of the reason.
    pub reason: String,
    /// The field, as a path.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "some_message")]
    pub field: Option<String>,
    /// What happened, in words.
    #[serde(serialize_with = "message")]
    pub message: String,
}

impl Reject {
    /// The line, with its newline.
    pub fn line(&self) -> Vec<u8> {
        // Strings and numbers only: nothing here can fail to be written.
        let mut line = serde_json::to_vec(self).unwrap_or_default();
        line.push(b'\n');
        line
    }
}
