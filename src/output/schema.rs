//! The JSON Schemas of everything that is read and written in JSON, derived from the structs.

use super::{attach_v1, evaluation_v1, export_v1, inspect_v1, json_v1, reject_v1, run_v1};
use crate::format::callsift;
use crate::record::json_v1 as customer;
use schemars::Schema;

/// A document that has a schema.
#[derive(Clone, Copy, Debug)]
pub struct Document {
    /// Its name, as `callsift schema NAME` takes it.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Makes the schema.
    pub schema: fn() -> Schema,
}

/// Every document.
pub const DOCUMENTS: &[Document] = &[
    Document {
        name: "call",
        about: "one line of calls.jsonl",
        schema: || schemars::schema_for!(json_v1::Call),
    },
    Document {
        name: "customer",
        about: "the own key in a customer record",
        schema: || schemars::schema_for!(customer::Customer),
    },
    Document {
        name: "unmatched",
        about: "one line of unmatched.jsonl",
        schema: || schemars::schema_for!(customer::Unmatched),
    },
    Document {
        name: "reject",
        about: "one line of rejects.jsonl",
        schema: || schemars::schema_for!(reject_v1::Reject),
    },
    Document { name: "run", about: "run.json", schema: || schemars::schema_for!(run_v1::Run) },
    Document {
        name: "attach",
        about: "run.json of callsift attach",
        schema: || schemars::schema_for!(attach_v1::Attach),
    },
    Document {
        name: "run-report",
        about: "run-report.json",
        schema: || schemars::schema_for!(run_v1::Report),
    },
    Document {
        name: "evaluation",
        about: "what callsift evaluate --json writes",
        schema: || schemars::schema_for!(evaluation_v1::Evaluation),
    },
    Document {
        name: "inspect",
        about: "one line of callsift inspect --json",
        schema: || schemars::schema_for!(inspect_v1::Inspected),
    },
    Document {
        name: "export",
        about: "export.json, the list of the files of callsift export",
        schema: || schemars::schema_for!(export_v1::Export),
    },
    Document {
        name: "transcript",
        about: "one line of callsift's own input format",
        schema: callsift::schema,
    },
];
