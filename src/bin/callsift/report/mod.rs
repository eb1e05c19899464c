//! `callsift report`: the calls of a scan on one page that a person can read, and a table of what
//! was found.

mod bars;
mod call;
mod course;
mod document;
mod events;
mod found;
mod list;
mod promises;
mod transcript;

use crate::args::ReportArgs;
use crate::exit::{Exit, Stop};
use crate::messages::{report as say, terms};
use crate::results::{ReadCall, Results};
use crate::screen::{Customers, Screen};
use crate::settings::Settings;
use crate::sources::Sources;
use crate::table::csv::{self, Reader};
use crate::table::findings;
use crate::{choice, lexicon, private_file, results, terminal};
use callsift::language::Language;
use jiff::tz::TimeZone;
use std::fs;
use std::path::Path;

/// How a page begins; a file that begins otherwise is not replaced by one.
const PAGE_HEAD: &[u8] = b"<!DOCTYPE html>";

/// Runs `callsift report`.
pub(crate) fn run(args: &ReportArgs, language: Language) -> Result<Exit, Stop> {
    let table_path = match &args.csv {
        Some(path) => path.clone(),
        None => args.output.with_file_name("findings.csv"),
    };
    if table_path == args.output {
        return Err(Stop::usage(format!(
            "--csv {}: the page goes there; choose another name",
            table_path.display()
        )));
    }
    may_write(&args.output, PAGE_HEAD)?;
    may_write(&table_path, csv::HEAD)?;
    let Results { run, calls } = results::read(&args.results)?;
    let mut settings = Settings::default();
    settings.take(&run.settings).map_err(Stop::usage)?;
    let lexicon = lexicon::load(&choice::noted(&run.settings))?;
    let screen = Screen {
        language,
        lexicon: &lexicon,
        zone: settings.time_zone.clone().unwrap_or(TimeZone::UTC),
        customers: if args.show_customers { Customers::Whole } else { Customers::Masked },
    };
    let day = Day::of(&calls, args, &table_path);
    let sources = Sources::read(&run, &settings, &day.listed)?;
    let page = document::page(&screen, &run, &day, &sources);
    let all: Vec<&ReadCall> = calls.iter().collect();
    let mut table = Vec::new();
    csv::write(&screen, findings::table(&screen, &all), Reader::People, &mut table)
        .map_err(|error| Stop::output(format!("findings: {error}")))?;
    write(&args.output, page.as_bytes())?;
    write(&table_path, &table)?;
    if !args.quiet {
        terminal::tell(&told(&screen, &day, &sources, &args.output, &table_path));
    }
    Ok(Exit::Done)
}

/// The calls of a scan, and which of them the page lists.
struct Day<'a> {
    /// Every call; all figures are over these.
    all: &'a [ReadCall],
    /// Those that are listed, the first of `all`, or of the flagged ones among them.
    listed: Vec<&'a ReadCall>,
    /// How many were to be listed, had there been room.
    eligible: usize,
    /// Calls that are not listed since they are not flagged.
    passed_over: usize,
    /// Name of the table, as the page mentions it.
    table: String,
}

impl<'a> Day<'a> {
    fn of(calls: &'a [ReadCall], args: &ReportArgs, table: &Path) -> Day<'a> {
        let name = table.file_name().map_or(String::new(), |name| name.display().to_string());
        let wanted = |read: &&ReadCall| !args.only_flagged || read.call.complaint.flag;
        let eligible = calls.iter().filter(wanted).count();
        Day {
            all: calls,
            listed: calls.iter().filter(wanted).take(args.calls).collect(),
            eligible,
            passed_over: calls.len() - eligible,
            table: terminal::shown(&name),
        }
    }

    fn flagged(&self) -> usize {
        self.all.iter().filter(|read| read.call.complaint.flag).count()
    }
}

/// Refuses to replace a file that is not of the kind that is written.
fn may_write(path: &Path, head: &[u8]) -> Result<(), Stop> {
    match fs::read(path) {
        Ok(found) if !found.is_empty() && !found.starts_with(head) => Err(Stop::usage(format!(
            "{}: this file is not from `callsift report` and would be lost; choose another name",
            path.display()
        ))),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Writes a file aside and puts it in its place, so that nobody finds half of it.
fn write(path: &Path, content: &[u8]) -> Result<(), Stop> {
    let told = |error: std::io::Error| Stop::output(format!("{}: {error}", path.display()));
    private_file::replace(path, content).map_err(told)
}

/// What was written, for the person who asked for it.
fn told(
    screen: &Screen<'_>,
    day: &Day<'_>,
    sources: &Sources,
    page: &Path,
    table: &Path,
) -> String {
    let all = day.all.len() as u64;
    let calls = terms::CALLS.of(screen.language, all);
    let flagged = screen.whole(day.flagged() as u64);
    let mut lines = vec![screen.fill(say::WRITTEN, &[("calls", &calls), ("flagged", &flagged)])];
    let missing = day.listed.iter().filter(|read| sources.of(read).is_err()).count() as u64;
    if missing > 0 {
        let calls = terms::CALLS.of(screen.language, missing);
        lines.push(screen.fill(say::WRITTEN_MISSING, &[("calls", &calls)]));
    }
    if day.listed.len() < day.eligible {
        let (shown, all) = (day.listed.len().to_string(), day.eligible.to_string());
        lines.push(screen.fill(say::WRITTEN_LEFT, &[("shown", &shown), ("all", &all)]));
    }
    let path = |path: &Path| terminal::shown(&path.display().to_string());
    lines.push(screen.fill(say::WRITTEN_TABLE, &[("csv", &path(table))]));
    lines.push(screen.fill(say::WRITTEN_OPEN, &[("page", &path(page))]));
    lines.join("\n")
}
