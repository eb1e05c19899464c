//! Customer records, and the calls attached to them under one key of our own.
//!
//! The customers are read twice. First a [`CustomerIndex`] observes every [`Record`] and keeps
//! those that have a key the calls ask for ([`Wanted`]); then a [`Resolution`] rewrites line by
//! line. A line leaves byte for byte as it came, but for the own key. `docs/customers.md` says the
//! same for the person who owns the records.
//!
//! ```
//! use callsift::record::{AttachOptions, Change, CustomerIndex, Record, Wanted};
//!
//! let lines = ["{\"id\":7,\"debt\":1.10}\n"];
//! let mut index = CustomerIndex::new(Wanted::new(Vec::new(), AttachOptions::default()));
//! for (number, line) in (1..).zip(lines) {
//!     if let Some(record) = Record::parse(number, line.as_bytes())? {
//!         index.observe(&record)?;
//!     }
//! }
//! let resolution = index.resolve();
//! let mut out = Vec::new();
//! assert_eq!(resolution.rewrite(1, lines[0].as_bytes(), &mut out)?, Change::Untouched);
//! assert_eq!(out, lines[0].as_bytes());
//! # Ok::<(), callsift::record::RecordError>(())
//! ```
//!
//! Deliberately absent from this floor: files, clocks, and how a call is judged.

// What is read may be anything: a place that is not there must be an answer, not a panic.
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod card;
mod csv_rows;
mod error;
mod history;
pub mod history_v1;
mod index;
mod input;
mod insert;
pub mod json_v1;
mod keys;
mod members;
mod merge;
mod options;
mod own;
mod phone;
mod purge;
mod resolution;
mod splice;
mod summary;
mod table;
mod unmatched;
mod waiting;

pub use card::{CallCard, CardFinding, CardPromise};
pub use csv_rows::CsvRows;
pub use error::{RecordError, RecordProblem};
pub use history::{BadWorkingHours, HistorySettings, OFFER_CATEGORIES, WorkingDays, WorkingHours};
pub use index::{CustomerIndex, Wanted};
pub use input::{CustomerFormat, FormatProblem};
pub use insert::{Refused, member, put_element, put_member, take_member};
pub use json_v1::Status;
pub use keys::{Key, KeyKind, lost_keys};
pub use members::Record;
pub use options::{AttachMode, AttachOptions, BadOwnKey, KeyFields, OwnKey, Renew};
pub use phone::{Phone, Region, UnknownRegion};
pub use purge::{Forgotten, Person, carried, forget};
pub use resolution::{CandidateRecord, Change, MatchCounts, Resolution, Unmatched};
pub use splice::erase;
pub use table::{
    MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROW_BYTES, Row, RowFault, RowProblem, Table, TableError,
    TableKind, TableOptions, WORKBOOK_BYTES, decimal, is_workbook, lost_digits, sheets_as_csv,
    written_date_time,
};
pub use unmatched::render_unmatched;
pub use waiting::{Waiting, WaitingFor};
