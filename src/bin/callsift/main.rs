//! The program `callsift`: parse, plan, run; files, terminals and clocks live here.
#![forbid(unsafe_code)]

mod args;
mod attach;
mod boilerplate;
mod cache;
mod choice;
mod critical;
mod customers;
mod evaluate;
mod exit;
mod explain;
mod export;
mod field_map;
mod files_read;
mod hold;
mod inputs;
mod inspect;
mod interrupt;
mod journal;
mod json_error;
mod lexicon;
mod log;
mod messages;
mod motion;
mod operation;
mod page_policy;
mod privacy;
mod private_file;
mod protocol;
mod publish;
mod purge;
mod reading;
mod reject_file;
mod rejects;
mod report;
mod results;
mod resume;
mod retry;
mod scan;
mod schema;
mod screen;
mod settings;
mod sources;
mod summary;
mod table;
mod tables;
mod tally;
mod terminal;
mod thresholds;
mod transcripts;
mod words;

use args::{Cli, Verb};
use clap::Parser;
use exit::{Exit, Stop};
use log::{Level, LogFormat};
use std::process::ExitCode;

fn main() -> ExitCode {
    // A fault in a record becomes a reject; its words could hold what a customer said. A fault of
    // the program itself ends it, and its place is all that is told.
    std::panic::set_hook(Box::new(|fault| {
        if std::thread::current().name() == Some("main") {
            let place = fault.location().map_or(String::new(), |place| format!(" at {place}"));
            if log::is_json() {
                log::event(Level::Error, "fault", [("place", place.trim_start().into())]);
                return;
            }
            terminal::tell(&format!("callsift: a fault of callsift{place}; please report it"));
        }
    }));
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return not_parsed(&error),
    };
    log::choose(match &cli.verb {
        Verb::Scan(args) | Verb::Retry(args) => args.operation.log.log,
        Verb::Attach(args) => args.log.log,
        Verb::Inspect(_)
        | Verb::Purge(_)
        | Verb::Evaluate(_)
        | Verb::Lexicon(_)
        | Verb::Forms(_)
        | Verb::Explain(_)
        | Verb::Thresholds(_)
        | Verb::Boilerplate(_)
        | Verb::Report(_)
        | Verb::Export(_)
        | Verb::Schema(_)
        | Verb::Licenses(_) => LogFormat::Text,
    });
    let screen = messages::screen_language(cli.lang.map(Into::into));
    let done = match &cli.verb {
        Verb::Inspect(args) => inspect::run_inspect(args, screen),
        Verb::Scan(args) => scan::run_scan(args, screen),
        Verb::Retry(args) => retry::run(args, screen),
        Verb::Evaluate(args) => evaluate::run_evaluate(args, screen),
        Verb::Attach(args) => attach::run(args, screen),
        Verb::Purge(args) => purge::run(args, screen),
        Verb::Lexicon(args) => lexicon::run(args),
        Verb::Explain(args) => explain::run(args, screen),
        Verb::Thresholds(args) => thresholds::run_thresholds(args, screen),
        Verb::Boilerplate(args) => boilerplate::run_boilerplate(args, screen),
        Verb::Report(args) => report::run(args, screen),
        Verb::Export(args) => export::run(args, screen),
        Verb::Schema(args) => schema::run(args),
        Verb::Forms(args) => words::run_forms(args),
        Verb::Licenses(args) => words::run_licenses(args),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(Stop { exit, message }) => {
            let message = privacy::message(&message);
            if log::is_json() {
                stopped(exit, &message);
            } else if !message.is_empty() {
                terminal::tell(&format!("callsift: {message}"));
            }
            exit.into()
        }
    }
}

/// A command line that is help, or wrong.
fn not_parsed(error: &clap::Error) -> ExitCode {
    if error.use_stderr() && log::asked(std::env::args_os().map(|arg| arg.to_string_lossy().into()))
    {
        log::choose(LogFormat::Json);
        let message = error.to_string();
        let first = message.lines().next().unwrap_or_default();
        stopped(Exit::Usage, first.trim_start_matches("error: "));
        return Exit::Usage.into();
    }
    error.exit()
}

fn stopped(exit: Exit, message: &str) {
    log::event(
        Level::Error,
        "stopped",
        [("exit", exit.code().into()), ("message", message.into())],
    );
}
