//! `callsift.attach/1`: what `callsift attach` did.

use super::run_v1::{Customers, Purged};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The value of `schema`.
pub const SCHEMA: &str = "callsift.attach/1";

/// `run.json` of `callsift attach`.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Attach {
    /// Always `callsift.attach/1`.
    pub schema: String,
    /// Name and version of the program.
    pub engine: String,
    /// Calls read.
    pub calls: u64,
    /// Lines that are no calls and customer records that could not be read.
    pub rejected: u64,
    /// What became of the customers.
    pub customers: Customers,
    /// What was taken out since; absent without `callsift purge`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purged: Option<Purged>,
}
