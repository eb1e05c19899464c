//! The exit codes; a table in `--help`, in the README, and tests hold them.

use std::process::ExitCode;

/// How a run of the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was done.
    Done,
    /// A lexicon test failed, no weights could be fitted, or a condition of `--fail-on` was reached.
    Failed,
    /// Nothing was done: usage, configuration or lexicon.
    Usage,
    /// Done, and some records were rejected.
    SomeRejected,
    /// Results could not be written.
    Output,
    /// Another run holds the folder.
    Locked,
    /// Ended by SIGINT.
    Interrupted,
    /// Ended by SIGTERM.
    Terminated,
}

impl Exit {
    /// The number.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::SomeRejected => 3,
            Exit::Output => 4,
            Exit::Locked => 5,
            Exit::Interrupted => 130,
            Exit::Terminated => 143,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}

/// The table for `--help`.
pub(crate) const TABLE: &str = "\
Exit codes:
  0    done
  1    a lexicon test failed, no weights could be fitted, or a condition of --fail-on was reached
  2    nothing done: usage, configuration or lexicon
  3    done, some records were rejected (see rejects.jsonl), more than --max-rejects allows
  4    results could not be written
  5    another run holds the output folder
  130, 143  interrupted";

/// Why the program ends early: what to tell, and with which code.
#[derive(Debug)]
pub(crate) struct Stop {
    pub(crate) exit: Exit,
    pub(crate) message: String,
}

impl Stop {
    /// The user typed something that cannot be done.
    pub(crate) fn usage(message: impl Into<String>) -> Stop {
        Stop { exit: Exit::Usage, message: message.into() }
    }

    /// A result could not be written.
    pub(crate) fn output(message: impl Into<String>) -> Stop {
        Stop { exit: Exit::Output, message: message.into() }
    }
}
