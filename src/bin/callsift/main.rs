//! The program `callsift`: parse, plan, run; files, terminals and clocks live here.
#![forbid(unsafe_code)]

mod args;
mod attach;
mod boilerplate;
mod choice;
mod customers;
mod evaluate;
mod exit;
mod explain;
mod export;
mod field_map;
mod inputs;
mod inspect;
mod interrupt;
mod lexicon;
mod messages;
mod page_policy;
mod privacy;
mod private_file;
mod publish;
mod reading;
mod report;
mod results;
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
use exit::Stop;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A fault in a record becomes a reject; its words could hold what a customer said. A fault of
    // the program itself ends it, and its place is all that is told.
    std::panic::set_hook(Box::new(|fault| {
        if std::thread::current().name() == Some("main") {
            let place = fault.location().map_or(String::new(), |place| format!(" at {place}"));
            terminal::tell(&format!("callsift: a fault of callsift{place}; please report it"));
        }
    }));
    let cli = Cli::parse();
    let screen = messages::screen_language(cli.lang.map(Into::into));
    let done = match &cli.verb {
        Verb::Inspect(args) => inspect::run_inspect(args, screen),
        Verb::Scan(args) => scan::run_scan(args, screen),
        Verb::Evaluate(args) => evaluate::run_evaluate(args, screen),
        Verb::Attach(args) => attach::run(args, screen),
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
            if !message.is_empty() {
                terminal::tell(&format!("callsift: {}", privacy::message(&message)));
            }
            exit.into()
        }
    }
}
