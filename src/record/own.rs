//! The value under the own key: whose it is, and what it says.

use jiff::Timestamp;
use serde::Deserialize;

use super::error::{RecordError, RecordProblem};
use super::json_v1::{CUSTOMER_SCHEMA, Customer};
use super::members::Record;

/// What all versions of our schema have in common.
const OUR_SCHEMAS: &str = "callsift.customer/";

/// The value under the own key as it is written, once it is known to be ours or `null`.
///
/// `null` is what a merge patch leaves in a CRM that erases by emptying, so it is nobody's data.
pub(super) fn own_value<'a>(
    record: &Record<'a>,
    key: &str,
) -> Result<Option<&'a str>, RecordError> {
    let mut own = record.members().iter().filter(|member| *member.name == *key.as_bytes());
    let Some(member) = own.next() else { return Ok(None) };
    let problem = if own.next().is_some() {
        RecordProblem::OwnKeyTwice { key: key.to_owned() }
    } else {
        match schema_of(member.value) {
            Ownership::Nobody | Ownership::Ours => return Ok(Some(member.value)),
            Ownership::Newer(schema) => RecordProblem::NewerSchema { key: key.to_owned(), schema },
            Ownership::Foreign => RecordProblem::ForeignOwnKey { key: key.to_owned() },
        }
    };
    Err(problem.at(record.number()))
}

enum Ownership {
    Nobody,
    Ours,
    Newer(String),
    Foreign,
}

fn schema_of(value: &str) -> Ownership {
    #[derive(Deserialize)]
    struct Probe {
        schema: String,
    }
    if value == "null" {
        return Ownership::Nobody;
    }
    match serde_json::from_str::<Probe>(value) {
        Ok(probe) if probe.schema == CUSTOMER_SCHEMA => Ownership::Ours,
        Ok(probe) if probe.schema.starts_with(OUR_SCHEMAS) => Ownership::Newer(probe.schema),
        _ => Ownership::Foreign,
    }
}

/// Reads a value of ours in full; `null` is none.
pub(super) fn read_own(value: &str) -> Result<Option<Customer>, String> {
    if value == "null" {
        return Ok(None);
    }
    let customer: Customer = serde_json::from_str(value).map_err(|e| {
        let words = e.to_string();
        words.split(", expected").next().unwrap_or_default().to_owned()
    })?;
    let times = customer.calls.iter().filter_map(|call| call.started_at.as_deref());
    for time in times.chain(Some(customer.as_of.as_str()).filter(|time| !time.is_empty())) {
        if time.parse::<Timestamp>().is_err() {
            return Err(format!("{time:?} is no instant"));
        }
    }
    Ok(Some(customer))
}

/// The revision of a value that may not read otherwise; 0 if it says none.
pub(super) fn revision_of(value: &str) -> u64 {
    #[derive(Deserialize)]
    struct Probe {
        #[serde(default)]
        revision: u64,
    }
    serde_json::from_str::<Probe>(value).map_or(0, |probe| probe.revision)
}
