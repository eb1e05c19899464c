//! The flags of `callsift scan` for runs that nobody watches.

use super::rejects::MaxRejects;
use crate::log::LogFormat;
use clap::Args;
use std::path::PathBuf;

/// Limits, conditions and metrics.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Nightly runs")]
pub(crate) struct OperationArgs {
    /// Records that may be unreadable, 25 or 0.1%; up to it the run ends with 0, above it with 3.
    #[arg(long, value_name = "LIMIT")]
    pub(crate) max_rejects: Option<MaxRejects>,
    /// End with 1, after all is written, if this is so: "severity>=5", "rejects>1%",
    /// "not_evaluated(pause)>5%", "warning(CODE)>2%", "flagged>40%", "calls<100",
    /// "rule_rate_change>3x"; may be given several times.
    #[arg(long, value_name = "CONDITION", requires = "out")]
    pub(crate) fail_on: Vec<String>,
    /// run.json of an earlier night, for rule_rate_change.
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write figures of the run for the text file collector of Prometheus.
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(crate) metrics: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) log: LogArgs,
}

/// How messages are written.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct LogArgs {
    /// How messages are written to standard error: for people, or one JSON object a line.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = LogFormat::Text)]
    pub(crate) log: LogFormat,
}
