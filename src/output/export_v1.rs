//! `callsift.export/1`: the list of the files that an export wrote into a folder.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The value of `schema`.
pub const SCHEMA: &str = "callsift.export/1";

/// `export.json`: what stands in the folder, and what was left out.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Export {
    /// Always `callsift.export/1`.
    pub schema: String,
    /// Name and version of the program.
    pub engine: String,
    /// `jsonl`, `jsonl.zst`, `webvtt`, `vcon` or `same`.
    pub kind: String,
    /// Calls that stand in the files.
    pub calls: u64,
    /// The files, in their order.
    pub files: Vec<File>,
    /// Calls that do not stand in them although they were asked for, in the order of the scan.
    pub left_out: Vec<LeftOut>,
}

/// A file that was written.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct File {
    /// Its name in the folder, folders parted by `/`.
    pub file: String,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes.
    pub sha256: String,
}

/// A call that was left out.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// `source:call_id`.
    pub call: String,
    /// `no_transcript`, `no_times`, `wrong_medium`, `no_start` or `unfit_record`.
    pub reason: String,
}
