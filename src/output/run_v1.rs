//! `callsift.run/1`: what a run read, what became of it, and by what rules; and how long it took.

mod checks;
mod sources;

pub use checks::{BaselineFile, CheckedCondition, NotChecked, RateChange, RejectsAllowed};
pub use sources::{Gaps, RuleFigures, SourceFigures, WarningFigures, per_1000_calls};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The value of `schema` in `run.json`.
pub const RUN: &str = "callsift.run/1";
/// The value of `schema` in `run-report.json`.
pub const REPORT: &str = "callsift.run-report/1";

/// `run.json`: written last, the same bytes for the same input.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Run {
    /// Always `callsift.run/1`.
    pub schema: String,
    /// Name and version of the program.
    pub engine: String,
    /// Content hash of the lexicon.
    pub lexicon: String,
    /// Revision of every rule, by id.
    pub rules: BTreeMap<String, String>,
    /// Every setting that decides what comes out.
    pub settings: BTreeMap<String, serde_json::Value>,
    /// What was read, in the order of reading.
    pub inputs: Vec<InputFile>,
    /// What was read beside them: customers, the table of calls, the field map.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<OutputFile>,
    /// What was not read, and waits for the next run; absent where nothing was left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<LeftFile>,
    /// Records; `read` is the sum of the others.
    pub counts: Records,
    /// What was asked for again; absent without `callsift retry`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry: Option<Retry>,
    /// Rejects by reason.
    pub rejects: BTreeMap<String, u64>,
    /// Rejects that are counted and not in `rejects.jsonl`, since there are more than
    /// `limits.rejects`; absent where all of them are there.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rejects_not_kept: u64,
    /// Warnings of calls by code.
    pub warnings: BTreeMap<String, u64>,
    /// Calls that have the key of an earlier one and another content.
    pub conflicts: u64,
    /// Calls flagged as complaints.
    pub flagged: u64,
    /// Flagged calls by what they are about: `problem`, `anger`, `none`.
    #[serde(default)]
    pub substance: BTreeMap<String, u64>,
    /// Flagged calls by how they ended: `resolved`, `unresolved`, `unknown`.
    #[serde(default)]
    pub resolution: BTreeMap<String, u64>,
    /// Calls without a conversation: those with a finding of the category `contact.no_talk` and no
    /// complaint.
    #[serde(default)]
    pub no_talk: u64,
    /// Promises of agents by what is known of their date: `dated`, `vague`, or why there is none.
    #[serde(default)]
    pub promises: BTreeMap<String, u64>,
    /// Calls in which promises could not be looked for, by reason.
    #[serde(default)]
    pub without_promises: BTreeMap<String, u64>,
    /// Calls with a critical error by their scorecards, as a proposal; absent where there is none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub critical_calls: u64,
    /// These calls by the error, under its id in the protocol; a call may have several.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub critical: BTreeMap<String, u64>,
    /// Calls by the categories found in them; a call counts once in each.
    #[serde(default)]
    pub calls_by_category: BTreeMap<String, u64>,
    /// Findings by category; rules of a category may find the same words.
    pub findings: BTreeMap<String, u64>,
    /// Findings by rule.
    pub findings_by_rule: BTreeMap<String, u64>,
    /// Calls in which time could not be measured, by reason.
    pub without_timeline: BTreeMap<String, u64>,
    /// The longest silence between turns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest_silence: Option<LongestSilence>,
    /// Calls by the gravest severity among their complaints and escalations, calls with none apart.
    #[serde(default)]
    pub severity: BTreeMap<String, u64>,
    /// The calls of each source.
    #[serde(default)]
    pub sources: BTreeMap<String, SourceFigures>,
    /// The calls of all sources beyond the first 200, together; absent where there are no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further_sources: Option<SourceFigures>,
    /// How many records may be rejected; absent without `--max-rejects`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejects_allowed: Option<RejectsAllowed>,
    /// The run of an earlier night; absent without `--baseline`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<BaselineFile>,
    /// The conditions of `--fail-on`, in their order; absent without any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fail_on: Vec<CheckedCondition>,
    /// What became of the customers; absent without `--customers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customers: Option<Customers>,
    /// What was taken out since; absent without `callsift purge`. The counts above are those of the scan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purged: Option<Purged>,
    /// The files written beside this one, with their hashes.
    pub outputs: Vec<OutputFile>,
}

/// Counts of records; `read = good + duplicates + rejected + skipped`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
pub struct Records {
    /// All of them.
    pub read: u64,
    /// Calls scanned and written.
    pub good: u64,
    /// Calls identical to an earlier one.
    pub duplicates: u64,
    /// Records and files that could not be read.
    pub rejected: u64,
    /// Files without content.
    pub skipped: u64,
}

/// One file that was read.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct InputFile {
    /// As it was named.
    pub file: String,
    /// What it was.
    #[serde(flatten)]
    pub content: InputContent,
    /// Bytes read, as they are packed.
    pub bytes: u64,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Members of an archive, and of archives in it, in their order; absent where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<InputMember>,
    /// The first file of the run with the same bytes; absent where there is none before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
    /// Members that were not read, as hidden files are not; absent where there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub passed_over: u64,
}

/// A file or a folder that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftFile {
    /// As it was named or found.
    pub file: String,
    /// `still_growing`, `partial_name`, `hidden`, `not_a_file`, `link_to_folder` or `broken_link`.
    pub reason: String,
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftReason {
    /// It changed between two looks, or while it was read.
    StillGrowing,
    /// Its name says that it is not finished.
    PartialName,
    /// Its name begins with a dot.
    Hidden,
    /// A pipe, a device or a socket in a folder.
    NotAFile,
    /// A link to a folder, in a folder.
    LinkToFolder,
    /// A link to nothing, in a folder.
    BrokenLink,
}

impl LeftReason {
    /// The name used in every output.
    pub const fn as_str(self) -> &'static str {
        match self {
            LeftReason::StillGrowing => "still_growing",
            LeftReason::PartialName => "partial_name",
            LeftReason::Hidden => "hidden",
            LeftReason::NotAFile => "not_a_file",
            LeftReason::LinkToFolder => "link_to_folder",
            LeftReason::BrokenLink => "broken_link",
        }
    }
}

/// What `callsift purge` took out of a folder, over all its runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Purged {
    /// Lines of `calls.jsonl`.
    pub calls: u64,
    /// Lines of `unmatched.jsonl`.
    pub unmatched: u64,
    /// Customer records whose own key was taken out or written without some of its calls.
    pub customers: u64,
    /// Customer records that were taken out as a whole.
    pub records: u64,
    /// Lines of `rejects.jsonl` whose bytes were taken out, since nobody can tell whose they are.
    pub rejected_bytes: u64,
}

/// Rejects of an earlier run that were read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Retry {
    /// The files with the rejects.
    pub rejects: Vec<String>,
    /// Rejects that could be read again: `found` and `missing` together.
    pub records: u64,
    /// Those whose records are there.
    pub found: u64,
    /// Those of them whose records have other bytes now.
    pub changed: u64,
    /// Those whose records are not there any more.
    pub missing: u64,
    /// Rejects of customer records, which `callsift attach` reads.
    pub of_customers: u64,
    /// Rejects of what came through standard input.
    pub piped: u64,
}

/// What a file or a member of an archive was.
#[derive(Debug, Default, Clone, Serialize, Deserialize, JsonSchema)]
pub struct InputContent {
    /// Its format; absent for archives, and where it was not recognised or empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// How it was packed, outermost first: `gzip`, `zstd`, `zip`, `tar`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packed: Vec<String>,
    /// Its encoding; absent for UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Whether the encoding was guessed; absent where it was not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub encoding_guessed: bool,
}

/// A member of an archive.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct InputMember {
    /// Its name in the archive, behind those of the archives between and `!`: a label, not a path.
    pub member: String,
    /// What it was.
    #[serde(flatten)]
    pub content: InputContent,
    /// Bytes of its content, unpacked and in UTF-8, that were read.
    pub bytes: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// One file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OutputFile {
    /// Name in the folder.
    pub file: String,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes.
    pub sha256: String,
}

/// The longest silence of a run.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LongestSilence {
    /// `source:call_id`.
    pub call: String,
    /// Start.
    pub start_ms: i64,
    /// Length.
    pub duration_ms: i64,
}

/// What became of the customers.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Customers {
    /// The file.
    pub file: String,
    /// Records read.
    pub read: u64,
    /// Records whose own key was written anew.
    pub touched: u64,
    /// Records with calls of this run that changed nothing.
    pub unchanged: u64,
    /// Records that could not be read; they are in `rejects.jsonl`. Lines of JSON are in
    /// `customers.jsonl` too, as they came.
    pub rejected: u64,
    /// Keys that no call finds, since a spreadsheet has thrown digits of them away; they are in
    /// `rejects.jsonl`, their records in `customers.jsonl`. Absent without any.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lost_digits: u64,
    /// Calls that were attached.
    pub calls_attached: u64,
    /// Calls in `unmatched.jsonl`.
    pub calls_unmatched: u64,
    /// Calls that have the key of a later call of the run: that one counts, they are on no record.
    /// Attached, unmatched and repeated calls together are all calls.
    pub calls_repeated: u64,
    /// Complaints to which nobody called back in time, as of `as_of`, on records with calls of this run
    /// (on all with `--renew`). Complaints of which nobody can tell are not among them.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unanswered: u64,
    /// Promises whose time is over and that no call shows kept, on the same records.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub overdue_promises: u64,
    /// The instant from which 30 and 90 days count back; absent without any dated call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
}

/// `run-report.json`: what differs from run to run.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Always `callsift.run-report/1`.
    pub schema: String,
    /// Start, RFC 3339, UTC.
    pub started_at: String,
    /// Seconds from start to end.
    pub seconds: f64,
    /// Worker threads.
    pub threads: usize,
    /// Calls a second.
    pub calls_per_second: f64,
    /// Bytes of input files a second.
    pub bytes_per_second: f64,
}
