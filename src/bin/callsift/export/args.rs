//! The command line of `callsift export`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
Kinds:
  csv, xlsx, parquet   tables: one row a finding, one row a call
  jsonl, jsonl.zst     lines of calls.jsonl as they are
  sarif                SARIF 2.1.0, for viewers of findings
  webvtt               one file a call: its transcript as captions, findings marked
  vcon                 one vCon a call, with what was found as an analysis
  same                 every input file again, with what was found in each call's record
Examples:
  callsift export out --to xlsx -o calls.xlsx
  callsift export out --to csv --table calls --raw -o calls.csv
  callsift export out --to webvtt --only flagged -o captions
docs/export.md says what each kind holds.")]
pub(crate) struct ExportArgs {
    /// Folder with the results of a scan, or files like its calls.jsonl.
    #[arg(value_name = "OUT", default_value = "out")]
    pub(crate) results: Vec<PathBuf>,
    /// What to write.
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) to: KindArg,
    /// File to write; for webvtt, vcon, same and with --split a folder.
    #[arg(long, short, value_name = "PATH")]
    pub(crate) output: PathBuf,
    /// Only these calls.
    #[arg(long, value_enum, value_name = "WHICH")]
    pub(crate) only: Option<OnlyArg>,
    /// Which table (csv, parquet) [default: findings].
    #[arg(long, value_enum, value_name = "TABLE")]
    pub(crate) table: Option<TableArg>,
    /// For programs: every value as it is, formulas too (csv).
    #[arg(long)]
    pub(crate) raw: bool,
    /// Largest size of a part, before packing, such as 100M (jsonl, jsonl.zst).
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) split: Option<u64>,
    /// Captions of what was found alone, without the transcript (webvtt).
    #[arg(long)]
    pub(crate) findings_only: bool,
    /// Name of the member that is added to each record (same) [default: callsift].
    #[arg(long, value_name = "NAME")]
    pub(crate) key: Option<String>,
    /// The instant that stands as `updated_at` (vcon; RFC 3339) [default: left as it is].
    #[arg(long, value_name = "TIME")]
    pub(crate) as_of: Option<jiff::Timestamp>,
    /// Show ids, numbers and addresses of customers whole (csv, xlsx, parquet).
    #[arg(long)]
    pub(crate) show_customers: bool,
    /// No summary.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindArg {
    /// A table, as text.
    Csv,
    /// A workbook with both tables.
    Xlsx,
    /// A table, by columns.
    #[cfg(feature = "parquet")]
    Parquet,
    /// Calls, one a line.
    Jsonl,
    /// The same, packed.
    #[value(name = "jsonl.zst")]
    JsonlZst,
    /// Findings as viewers of static analysis read them.
    Sarif,
    /// Captions.
    Webvtt,
    /// Conversations with an analysis.
    Vcon,
    /// The inputs again, with one member more.
    Same,
}

/// Which calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OnlyArg {
    /// Those flagged as complaints.
    Flagged,
}

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableArg {
    /// One row a finding.
    Findings,
    /// One row a call.
    Calls,
}

/// A size such as `100M`: bytes, or with K, M or G 1,024, 1,024² or 1,024³ of them.
fn size(written: &str) -> Result<u64, String> {
    let told = || format!("`{written}` is no size; write bytes, or 500K, 100M, 2G");
    let split = written.find(|c: char| !c.is_ascii_digit()).unwrap_or(written.len());
    let (digits, unit) = written.split_at(split);
    let factor: u64 = match unit.to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "K" | "KB" | "KIB" => 1 << 10,
        "M" | "MB" | "MIB" => 1 << 20,
        "G" | "GB" | "GIB" => 1 << 30,
        _ => return Err(told()),
    };
    let bytes = digits.parse::<u64>().ok().and_then(|n| n.checked_mul(factor));
    bytes.filter(|bytes| *bytes > 0).ok_or_else(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (written, bytes) in [
            ("1", Some(1)),
            ("100M", Some(104_857_600)),
            ("2g", Some(2 << 30)),
            ("3KiB", Some(3072)),
        ] {
            assert_eq!(size(written).ok(), bytes);
        }
        for written in ["", "0", "M", "-1", "1.5M", "10T", "99999999999G", "1 M"] {
            assert!(size(written).is_err(), "{written}");
        }
    }
}
