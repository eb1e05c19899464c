//! What leaves the program: JSON with a version.
//!
//! Every JSON shape has its own small structs here, a `schema` name with a version, and a JSON
//! Schema derived from the structs that are written. Engine types do not know how they are written.

pub mod attach_v1;
mod call;
pub mod evaluation_v1;
pub mod export_v1;
mod hide;
pub mod inspect_v1;
pub mod json_v1;
mod lexicon_page;
mod promises;
pub mod reject_v1;
pub mod run_v1;
pub mod schema;
mod scorecard;
pub mod scorecard_v1;

pub use call::{CallOptions, ListClear, call, card, line};
pub use hide::{hide, hide_extra};
pub use lexicon_page::lexicon_page;
