//! `callsift purge`: the calls of a person, or old ones, taken out of folders with results.
//!
//! A folder is written anew as a scan writes it: aside, brought to the disk, renamed, `run.json` last.
//! What it says of hashes fits its files again; its counts stay those of the scan, with `purged` beside.

mod folder;
mod lines;

use crate::args::PurgeArgs;
use crate::exit::{Exit, Stop};
use crate::messages::{purge as texts, terms};
use crate::terminal::{self, shown};
use callsift::language::Language;
use folder::Folder;
use jiff::{SignedDuration, Timestamp};

/// Whose calls go.
#[derive(Clone, Debug)]
pub(crate) enum Whose {
    /// A person's, with whole records if those go too.
    Person { ids: Vec<String>, phones: Vec<String>, records: Records },
    /// Those that began before an instant.
    Older(Timestamp),
}

/// What goes of the record of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Records {
    /// The key of callsift.
    Key,
    /// All of it.
    Whole,
}

/// What went, and what was seen beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) calls: u64,
    pub(crate) unmatched: u64,
    pub(crate) customers: u64,
    pub(crate) records: u64,
    pub(crate) rejected_bytes: u64,
    /// Calls without a date, which are neither old nor new.
    pub(crate) undated: u64,
    /// Calls that may be the person's and somebody else's.
    pub(crate) shared: u64,
    /// Customer lines that could not be read.
    pub(crate) unreadable: u64,
}

impl Found {
    /// Whether anything goes.
    pub(crate) fn any(&self) -> bool {
        self.calls + self.unmatched + self.customers + self.records > 0
    }
}

/// Runs `callsift purge`.
pub(crate) fn run(args: &PurgeArgs, screen: Language) -> Result<Exit, Stop> {
    let whose = whose(args)?;
    // Every folder is read before the first is changed: a mistake in one leaves all as they are.
    let mut found = Vec::new();
    for path in &args.folders {
        let folder = Folder::read(path, args)?;
        let looked = folder.look(&whose)?;
        found.push((folder, looked));
    }
    for (folder, looked) in &found {
        if looked.any() && !args.dry_run {
            folder.write(&whose, args)?;
        }
        if !args.quiet {
            terminal::tell(&told(folder, looked, args, screen));
        }
    }
    Ok(Exit::Done)
}

fn whose(args: &PurgeArgs) -> Result<Whose, Stop> {
    let Some(written) = &args.older_than else {
        let records = if args.records { Records::Whole } else { Records::Key };
        let (ids, phones) = (args.customer.clone(), args.phone.clone());
        return Ok(Whose::Person { ids, phones, records });
    };
    let as_of = match &args.as_of {
        None => Timestamp::now(),
        Some(time) => time.parse().map_err(|_| {
            Stop::usage(format!("--as-of {time}: no instant; write 2026-11-21T00:00:00Z"))
        })?,
    };
    let days = written.trim().strip_suffix('d').and_then(|days| days.trim().parse::<u32>().ok());
    let before = days
        .and_then(|days| as_of.checked_sub(SignedDuration::from_hours(24 * i64::from(days))).ok());
    before
        .map(Whose::Older)
        .ok_or_else(|| Stop::usage(format!("--older-than {written}: no number of days; write 90d")))
}

/// What was done in a folder, for people.
fn told(folder: &Folder, found: &Found, args: &PurgeArgs, screen: Language) -> String {
    let mut page = Vec::new();
    let files = folder.looked_at().join(", ");
    page.push(texts::LOOKED.with(screen, &[("files", &files)]));
    let calls = terms::CALLS.of(screen, found.calls);
    let unmatched = found.unmatched.to_string();
    if found.any() {
        let text = if args.dry_run { texts::WOULD_GO } else { texts::GONE };
        page.push(text.with(screen, &[("calls", &calls), ("unmatched", &unmatched)]));
        if found.customers + found.records > 0 {
            let (customers, records) = (found.customers.to_string(), found.records.to_string());
            let values = [("customers", customers.as_str()), ("records", &records)];
            page.push(texts::CUSTOMERS.with(screen, &values));
        }
        if found.rejected_bytes > 0 {
            let n = found.rejected_bytes.to_string();
            page.push(texts::BYTES.with(screen, &[("n", &n)]));
        }
    } else {
        page.push(texts::NOTHING.of(screen).to_owned());
        if found.rejected_bytes > 0 {
            let n = found.rejected_bytes.to_string();
            page.push(texts::BYTES_STAY.with(screen, &[("n", &n)]));
        }
    }
    for (count, text) in [(found.undated, texts::UNDATED), (found.shared, texts::SHARED)] {
        if count > 0 {
            page.push(text.with(screen, &[("calls", &terms::CALLS.of(screen, count))]));
        }
    }
    if found.unreadable > 0 {
        let n = found.unreadable.to_string();
        page.push(texts::UNREADABLE.with(screen, &[("n", &n)]));
    }
    if found.any() {
        let beside = folder.beside();
        if !beside.is_empty() {
            let files: Vec<String> = beside.iter().map(|name| shown(name)).collect();
            page.push(texts::BESIDE.with(screen, &[("files", &files.join(", "))]));
        }
        let transcripts = folder.transcripts();
        if transcripts > 0 {
            let files = terms::FILES.of(screen, transcripts);
            page.push(texts::TRANSCRIPTS.with(screen, &[("files", &files)]));
        }
    }
    page.join("\n")
}
