//! `callsift.reject/1`: one line of `rejects.jsonl`.

use super::hide::{message, some_message};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The value of `schema`.
pub const SCHEMA: &str = "callsift.reject/1";

/// A record that could not be read. It holds no text of the record, since that may be personal,
/// unless that is asked for.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Reject {
    /// Always `callsift.reject/1`.
    pub schema: String,
    /// The file, as it was named on the command line; `-` for standard input. A member of an archive
    /// stands behind `!`: `night.zip!calls/7.json`.
    pub file: String,
    /// The name of the member in its archive, as it stands in `file` too; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// Number of the record in its file or member, from 1; absent where that is one record, or where
    /// the failure is none of a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_no: Option<u64>,
    /// Line of the record's first byte, from 1.
    pub line: u64,
    /// First byte of the record in the content, unpacked and in UTF-8.
    pub byte_start: u64,
    /// One past its last byte.
    pub byte_end: u64,
    /// SHA-256 of the record's bytes, in hex; absent where they were never held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The step on which it failed: `read`, `decode`, `frame`, `parse`, `validate`, `limit`, `analyse`, or
    /// `customers` of a customer record.
    pub stage: String,
    /// Stable code of the reason.
    pub reason: String,
    /// The field, as a path.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "some_message")]
    pub field: Option<String>,
    /// What happened, in words.
    #[serde(serialize_with = "message")]
    pub message: String,
    /// The reason in Russian.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_ru: Option<String>,
    /// The reason in Ukrainian.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_uk: Option<String>,
    /// The first 1 MiB of the record's bytes, only with `--keep-rejected-bytes`; with the first of
    /// several rejects of one record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes_base64: Option<String>,
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
