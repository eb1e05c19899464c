//! Tables: `csv`, `xlsx`, `parquet`.

use super::args::{ExportArgs, KindArg, TableArg};
use super::place::OneFile;
use super::{Done, Read, screen, table_of, workbook};
use crate::exit::Stop;
use crate::messages::terms;
use crate::results::ReadCall;
use crate::screen::Screen;
use crate::table::csv::{self, Reader};
use crate::table::{Table, calls, findings};
use callsift::language::Language;
use std::io::Write;

/// Writes one table, or a workbook with both.
pub(super) fn export(args: &ExportArgs, read: &Read, language: Language) -> Result<Done, Stop> {
    // What may not be replaced is told before the dictionary is read.
    let mut file = OneFile::create(&args.output, &|found: &[u8]| is_ours(args, found))?;
    let lexicon = read.lexicon()?;
    let screen = screen(args, language, &lexicon, &read.settings()?);
    let wanted = read.wanted(args);
    let mut cut = 0;
    match args.to {
        KindArg::Xlsx => {
            let tables = [findings::table(&screen, &wanted), calls::table(&screen, &wanted)];
            let made = workbook::workbook(&screen, tables).map_err(Stop::usage)?;
            cut = made.cut;
            file.write_all(&made.bytes).map_err(|error| file.told(&error))?;
        }
        #[cfg(feature = "parquet")]
        KindArg::Parquet => {
            let written = super::columns::write(table(&screen, args, &wanted), &mut file);
            written.map_err(|error| Stop::output(format!("{}: {error}", args.output.display())))?;
        }
        KindArg::Csv
        | KindArg::Jsonl
        | KindArg::JsonlZst
        | KindArg::Sarif
        | KindArg::Webvtt
        | KindArg::Vcon
        | KindArg::Same => {
            let reader = if args.raw { Reader::Programs } else { Reader::People };
            let written = csv::write(&screen, table(&screen, args, &wanted), reader, &mut file);
            written.map_err(|error| Stop::output(format!("{}: {error}", args.output.display())))?;
        }
    }
    file.publish()?;
    let rows = wanted.iter().map(|read| read.call.findings.len()).sum::<usize>() as u64;
    let calls = terms::CALLS.of(language, wanted.len() as u64);
    let what = match (args.to, table_of(args)) {
        (KindArg::Xlsx, _) | (_, TableArg::Findings) => {
            vec![calls, terms::FINDINGS.of(language, rows)]
        }
        (_, TableArg::Calls) => vec![calls],
    };
    Ok(Done { what, cut, ..Done::default() })
}

/// Whether a file is such a table of callsift.
fn is_ours(args: &ExportArgs, found: &[u8]) -> bool {
    match args.to {
        KindArg::Xlsx => workbook::is_ours(found),
        #[cfg(feature = "parquet")]
        KindArg::Parquet => super::columns::is_ours(found),
        KindArg::Csv
        | KindArg::Jsonl
        | KindArg::JsonlZst
        | KindArg::Sarif
        | KindArg::Webvtt
        | KindArg::Vcon
        | KindArg::Same => found.starts_with(if args.raw { csv::RAW_HEAD } else { csv::HEAD }),
    }
}

fn table<'a>(screen: &'a Screen<'a>, args: &ExportArgs, wanted: &'a [&'a ReadCall]) -> Table<'a> {
    match table_of(args) {
        TableArg::Findings => findings::table(screen, wanted),
        TableArg::Calls => calls::table(screen, wanted),
    }
}
