//! `callsift attach`: the calls of earlier scans onto customer records.

use crate::args::{AttachArgs, SettingArgs};
use crate::customers::{self, CustomerFile};
use crate::exit::{Exit, Stop};
use crate::interrupt::Interrupt;
use crate::log::{self, Level};
use crate::messages::{rejects as reject_texts, summary as texts};
use crate::publish::{HeldFolder, RUN, protect};
use crate::rejects::{self, Line};
use crate::scan::pretty;
use crate::settings::Settings;
use crate::summary::Summary;
use crate::terminal;
use callsift::language::Language;
use callsift::output::json_v1::{self, Call, ENGINE};
use callsift::output::reject_v1::Reject;
use callsift::output::run_v1::Customers;
use callsift::output::{attach_v1, card};
use callsift::record::{CallCard, Waiting};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

/// Runs `callsift attach`.
pub(crate) fn run(args: &AttachArgs, screen: Language) -> Result<Exit, Stop> {
    let settings = Settings::load(&SettingArgs {
        config: args.config.clone(),
        set: args.set.clone(),
        fuzzy: None,
        no_timeline: false,
        protocol: None,
        encoding: args.encoding.clone(),
        time_zone: args.time_zone.clone(),
        calendar: args.calendar.clone(),
    })?;
    let options = customers::options(&args.matching, &settings)?;
    let file = CustomerFile::open(&args.customers, settings.read.encoding, screen)?;
    if let Some(folder) = args.calls.iter().find(|path| path.is_dir()) {
        return Err(Stop::usage(format!("{} is a folder; name its calls.jsonl", folder.display())));
    }
    protect(&args.out, &args.calls)?;
    let mut cards = Vec::new();
    let mut rejects = Vec::new();
    for path in &args.calls {
        read_cards(path, &mut cards, &mut rejects)?;
    }
    let calls = cards.len() as u64;
    let interrupt = Interrupt::install(true)?;
    let mut folder = HeldFolder::take(&args.out)?.begin("")?.0;
    let mut out = folder.create("rejects.jsonl")?;
    let mut rejected = 0;
    let mut reject = |reject: &Reject| {
        rejected += 1;
        out.write_all(&reject.line()).map_err(|error| out.told(&error))
    };
    rejects.iter().try_for_each(&mut reject)?;
    let (customers, waiting) = file.attach(cards, options, &mut folder, &mut reject, &interrupt)?;
    folder.finish(out)?;
    let done = attach_v1::Attach {
        schema: attach_v1::SCHEMA.to_owned(),
        engine: ENGINE.to_owned(),
        calls,
        rejected,
        customers,
        purged: None,
    };
    folder.write(RUN, &pretty(&done))?;
    folder.publish()?;
    if log::is_json() {
        let told = serde_json::to_value(&done).unwrap_or_default();
        log::event(Level::Info, "attach_finished", [("run", told)]);
    } else if !args.quiet {
        terminal::tell(&page(&done, &waiting, &args.out.display().to_string(), screen));
    }
    Ok(if rejected > 0 { Exit::SomeRejected } else { Exit::Done })
}

/// The summary, for the person who reads it first.
fn page(done: &attach_v1::Attach, waiting: &[Waiting], out: &str, screen: Language) -> String {
    let mut summary = Summary::new(screen, out);
    let calls = summary.calls(done.calls);
    summary.line(texts::READ, &[("calls", &calls)]);
    // Rejects are told below, those of calls and of customers together.
    summary.customers(&Customers { rejected: 0, ..done.customers.clone() }, waiting);
    if done.rejected > 0 {
        let (records, file) = (summary.records(done.rejected), summary.file("rejects.jsonl"));
        summary.line(texts::UNREADABLE_ALL, &[("records", &records), ("file", &file)]);
    }
    summary.open("customers.jsonl");
    summary.text()
}

/// Reads what a scan wrote; a line that is no call becomes a reject.
pub(crate) fn read_cards(
    path: &Path,
    cards: &mut Vec<CallCard>,
    out: &mut Vec<Reject>,
) -> Result<(), Stop> {
    let told = |error: std::io::Error| Stop::usage(format!("{}: {error}", path.display()));
    let mut reader = BufReader::new(File::open(path).map_err(told)?);
    let mut line = Vec::new();
    let mut byte_start = 0;
    for number in 1.. {
        line.clear();
        let length = reader.read_until(b'\n', &mut line).map_err(told)? as u64;
        if length == 0 {
            return Ok(());
        }
        let byte_end = byte_start + length;
        if !line.trim_ascii().is_empty() {
            let parsed = serde_json::from_slice::<Call>(&line);
            let message = match parsed {
                Ok(call) if call.schema == json_v1::SCHEMA => {
                    cards.push(card(&call));
                    byte_start = byte_end;
                    continue;
                }
                Ok(call) => format!("the schema is {:?}, not {:?}", call.schema, json_v1::SCHEMA),
                Err(_) => "not a call as `callsift scan` writes it".to_owned(),
            };
            let (file, bytes) = (path.display().to_string(), byte_start..byte_end);
            let why = ("parse", "not_a_call", reject_texts::NOT_A_CALL);
            out.push(rejects::of_line(&Line { file: &file, number, bytes }, why, None, message));
        }
        byte_start = byte_end;
    }
    Ok(())
}
