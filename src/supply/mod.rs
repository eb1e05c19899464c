//! What transcripts leave out: facts from the names of files and from a table of calls, and roles
//! that the user names.
//!
//! Recognisers write what was said and when. Who called, whom, and when stands in the telephone
//! system: in the name of the recording, or in a list of calls. What a record states itself counts
//! more than either; the name of the file counts more than the table.
//!
//! Deliberately absent from this floor: files, and the customers' own records.

// What is read may be anything: a place that is not there must be an answer, not a panic.
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod call_table;
mod fact;
mod path_pattern;
mod role_check;
mod role_names;

pub use call_table::{CallTable, CallTableError};
pub use path_pattern::{PathPattern, Side};
pub use role_check::check as check_roles;
pub use role_names::RoleNames;

use crate::transcript::{CallIdSource, Transcript, WarningCode};
use crate::units::CallKey;
use fact::Fact;
use jiff::tz::TimeZone;

/// Everything the user supplies beside the transcripts.
#[derive(Clone, Debug, Default)]
pub struct Supply {
    /// How names of files are read.
    pub paths: Option<PathPattern>,
    /// The table of calls.
    pub calls: Option<CallTable>,
    /// Which side a label stands for.
    pub roles: Option<RoleNames>,
}

/// Whether a file is one record, so that its name may name the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// The one call in it.
    OneCall,
    /// Several, of which none has its name.
    Several,
}

impl Supply {
    /// The call with what was missing of it, as far as it is known.
    pub fn complete(
        &self,
        mut call: Transcript,
        path: &str,
        names: Names,
        zone: Option<&TimeZone>,
    ) -> Transcript {
        if let Some(paths) = &self.paths {
            for (fact, value) in paths.facts(path) {
                if fact != Fact::CallId {
                    fact.supply(&mut call, value, zone, "path");
                } else if names == Names::OneCall {
                    let info = call.info_mut();
                    info.key = CallKey::new(info.key.source(), value);
                    info.call_id_source = CallIdSource::FileName;
                }
            }
        }
        if let Some(calls) = &self.calls {
            let key = call.info().key.clone();
            match calls.row(&key) {
                Some(row) => {
                    for (fact, value) in row {
                        fact.supply(&mut call, value, zone, "calls");
                    }
                }
                None => call.warn(WarningCode::NotInCallTable, "calls"),
            }
        }
        match &self.roles {
            Some(roles) => roles.name(call),
            None => call,
        }
    }

    /// Whether two files may be one call, so that all have to be read together.
    pub fn pairs(&self) -> bool {
        self.paths.as_ref().is_some_and(PathPattern::pairs)
    }

    /// The call of which a file is one side, if its name says so.
    pub fn side(&self, path: &str) -> Option<Side> {
        self.paths.as_ref()?.side(path)
    }
}

#[cfg(test)]
mod tests;
