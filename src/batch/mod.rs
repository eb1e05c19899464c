//! Many calls: read in blocks, worked on by all cores, written in order.
//!
//! One thread reads and cuts, workers parse, scan and render, the caller's thread writes. Results
//! come out in the order of the input, so the bytes are the same for any number of threads. Memory
//! is bounded by the number of blocks under way, never by the size of the input.

// What is read may be anything: a place that is not there must be an answer, not a panic.
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod blocks;
mod container;
mod duplicates;
mod input;
mod run;
mod scan_work;
mod selection;
mod sides;
mod tables;
mod tools;
mod worker;

pub use crate::text::TextEncoding;
pub use container::{ArchiveLimits, ReadSettings, SeekRead, stem_of, still_growing};
pub use duplicates::{Duplicates, Fingerprint, Seen};
pub use input::{ContentInfo, FileInfo, Input, InputFile, MemberInfo, Source};
pub use run::{Begin, Conflict, Counts, Event, Reached, RunError, Sink, Stop, run};
pub use scan_work::{RolesKnown, ScanWork, ScannedCall};
pub use selection::{Selected, SelectedRecord, Selection};
pub use worker::{
    CallDone, FromRecord, Job, KeepBytes, Located, Reading, RejectRecord, RejectedBytes, Work,
};
