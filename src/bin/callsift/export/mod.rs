//! `callsift export`: what a scan wrote, as other programs read it. One file per kind.

mod again;
pub(crate) mod args;
mod captions;
#[cfg(feature = "parquet")]
mod columns;
mod conversation;
mod lines;
mod place;
mod same;
mod sarif;
mod tables;
mod vcon;
mod workbook;

use crate::exit::{Exit, Stop};
use crate::messages::{export as say, terms};
use crate::results::{self, ReadCall, Results};
use crate::screen::{Customers, Screen};
use crate::settings::Settings;
use crate::terminal::shown;
use crate::{choice, lexicon, terminal};
use args::{ExportArgs, KindArg, OnlyArg, TableArg};
use callsift::language::Language;
use callsift::output::export_v1::{self, Export, LeftOut};
use callsift::output::json_v1::ENGINE;
use callsift::output::run_v1::Run;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Runs `callsift export`.
pub(crate) fn run(args: &ExportArgs, language: Language) -> Result<Exit, Stop> {
    check(args)?;
    let done = match args.to {
        KindArg::Csv | KindArg::Xlsx => tables::export(args, &Read::of(args)?, language)?,
        #[cfg(feature = "parquet")]
        KindArg::Parquet => tables::export(args, &Read::of(args)?, language)?,
        KindArg::Jsonl | KindArg::JsonlZst => lines::export(args, language)?,
        KindArg::Sarif => sarif::export(args, &Read::of(args)?, language)?,
        KindArg::Webvtt => captions::export(args, &Read::of(args)?, language)?,
        KindArg::Vcon => vcon::export(args, language)?,
        KindArg::Same => same::export(args, language)?,
    };
    if !args.quiet {
        terminal::tell(&done.told(&args.output, language));
    }
    Ok(if done.left_out.is_empty() { Exit::Done } else { Exit::SomeRejected })
}

/// What came of an export.
#[derive(Default)]
struct Done {
    /// What was written, counted.
    what: Vec<String>,
    /// Cells that were cut.
    cut: usize,
    /// Calls that were asked for and could not be written.
    left_out: Vec<LeftOut>,
    /// Whether the list of files stands in the folder.
    listed: bool,
    /// Whether the input went through as it is, with all its personal data.
    as_input: bool,
}

impl Done {
    /// For the person who asked for it.
    fn told(&self, path: &Path, language: Language) -> String {
        let path = path.display().to_string();
        let what = self.what.join(", ");
        let values = [("what", what.as_str()), ("path", &shown(&path))];
        let mut lines = vec![say::WRITTEN.with(language, &values)];
        if self.cut > 0 {
            lines.push(say::CELLS_CUT.with(language, &[("count", &self.cut.to_string())]));
        }
        if self.as_input {
            lines.push(say::AS_INPUT.of(language).to_owned());
        }
        let mut by_reason: BTreeMap<&str, u64> = BTreeMap::new();
        for left in &self.left_out {
            *by_reason.entry(&left.reason).or_default() += 1;
        }
        for (reason, count) in by_reason {
            let calls = terms::CALLS.of(language, count);
            let reason = Reason::of(reason).map_or(reason, |known| known.text().of(language));
            lines.push(say::LEFT_OUT.with(language, &[("calls", &calls), ("reason", reason)]));
        }
        if self.listed {
            let list = Path::new(&path).join(place::LIST).display().to_string();
            lines.push(say::LIST_OF_FILES.with(language, &[("path", &shown(&list))]));
        }
        lines.join("\n")
    }
}

/// Why a call is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    /// Its file has changed or gone.
    NoTranscript,
    /// Captions need times.
    NoTimes,
    /// A chat has no captions.
    WrongMedium,
    /// A vCon needs the start of the call.
    NoStart,
    /// The record cannot take one member more.
    UnfitRecord,
}

impl Reason {
    const ALL: [Reason; 5] = [
        Reason::NoTranscript,
        Reason::NoTimes,
        Reason::WrongMedium,
        Reason::NoStart,
        Reason::UnfitRecord,
    ];

    const fn as_str(self) -> &'static str {
        match self {
            Reason::NoTranscript => "no_transcript",
            Reason::NoTimes => "no_times",
            Reason::WrongMedium => "wrong_medium",
            Reason::NoStart => "no_start",
            Reason::UnfitRecord => "unfit_record",
        }
    }

    fn of(name: &str) -> Option<Reason> {
        Reason::ALL.into_iter().find(|reason| reason.as_str() == name)
    }

    const fn text(self) -> crate::messages::Text {
        match self {
            Reason::NoTranscript => say::NO_TRANSCRIPT,
            Reason::NoTimes => terms::NO_TIMES,
            Reason::WrongMedium => terms::WRONG_MEDIUM,
            Reason::NoStart => say::NO_START,
            Reason::UnfitRecord => say::UNFIT_RECORD,
        }
    }

    fn leaves_out(self, call: &str) -> LeftOut {
        LeftOut { call: call.to_owned(), reason: self.as_str().to_owned() }
    }
}

/// Refuses options that the kind does not have, before anything is read.
fn check(args: &ExportArgs) -> Result<(), Stop> {
    let kind = args.to;
    #[cfg(feature = "parquet")]
    let parquet = kind == KindArg::Parquet;
    #[cfg(not(feature = "parquet"))]
    let parquet = false;
    let lines = matches!(kind, KindArg::Jsonl | KindArg::JsonlZst);
    let csv = kind == KindArg::Csv;
    let options = [
        ("--table", args.table.is_some(), csv || parquet),
        ("--raw", args.raw, csv),
        ("--split", args.split.is_some(), lines),
        ("--findings-only", args.findings_only, kind == KindArg::Webvtt),
        ("--key", args.key.is_some(), kind == KindArg::Same),
        ("--as-of", args.as_of.is_some(), kind == KindArg::Vcon),
        ("--show-customers", args.show_customers, csv || parquet || kind == KindArg::Xlsx),
    ];
    for (name, given, known) in options {
        if given && !known {
            let kind = clap::ValueEnum::to_possible_value(&kind);
            let kind = kind.map_or(String::new(), |value| value.get_name().to_owned());
            return Err(Stop::usage(format!("{name}: --to {kind} has no such option")));
        }
    }
    Ok(())
}

/// Whether a call is asked for.
fn wanted(args: &ExportArgs, flagged: bool) -> bool {
    match args.only {
        Some(OnlyArg::Flagged) => flagged,
        None => true,
    }
}

/// The results that are exported, read as a whole.
struct Read {
    /// The folder and its scan; `None` for files of calls alone.
    scan: Option<(PathBuf, Run)>,
    /// All calls, by priority.
    calls: Vec<ReadCall>,
}

impl Read {
    /// Reads a folder, or files of calls.
    fn of(args: &ExportArgs) -> Result<Read, Stop> {
        if let [folder] = args.results.as_slice()
            && !folder.is_file()
        {
            let Results { run, calls } = results::read(folder)?;
            return Ok(Read { scan: Some((folder.clone(), run)), calls });
        }
        let mut calls = Vec::new();
        for path in &args.results {
            // Of several folders each is read as the scan left it.
            calls.extend(match path.is_dir() {
                true => results::read(path)?.calls,
                false => results::read_calls(path)?,
            });
        }
        results::by_priority(&mut calls);
        Ok(Read { scan: None, calls })
    }

    /// Those that are asked for.
    fn wanted<'a>(&'a self, args: &ExportArgs) -> Vec<&'a ReadCall> {
        self.calls.iter().filter(|read| wanted(args, read.call.complaint.flag)).collect()
    }

    /// The settings of the scan; those of callsift itself where there is none.
    fn settings(&self) -> Result<Settings, Stop> {
        let mut settings = Settings::default();
        if let Some((_, run)) = &self.scan {
            settings.take(&run.settings).map_err(Stop::usage)?;
        }
        Ok(settings)
    }

    /// The dictionary of the scan, else the built-in one.
    fn lexicon(&self) -> Result<callsift::lexicon::Lexicon, Stop> {
        let none = BTreeMap::new();
        let settings = self.scan.as_ref().map_or(&none, |(_, run)| &run.settings);
        lexicon::load(&choice::noted(settings))
    }
}

/// The list of an export into a folder, without its files.
fn list(kind: &str, calls: usize, left_out: Vec<LeftOut>) -> Export {
    Export {
        schema: export_v1::SCHEMA.to_owned(),
        engine: ENGINE.to_owned(),
        kind: kind.to_owned(),
        calls: calls as u64,
        files: Vec::new(),
        left_out,
    }
}

/// How values are written.
fn screen<'a>(
    args: &ExportArgs,
    language: Language,
    lexicon: &'a callsift::lexicon::Lexicon,
    settings: &Settings,
) -> Screen<'a> {
    Screen {
        language,
        lexicon,
        zone: settings.time_zone.clone().unwrap_or(TimeZone::UTC),
        customers: if args.show_customers { Customers::Whole } else { Customers::Masked },
    }
}

/// Which table was asked for.
fn table_of(args: &ExportArgs) -> TableArg {
    args.table.unwrap_or(TableArg::Findings)
}
