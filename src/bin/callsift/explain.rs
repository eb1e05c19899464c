//! `callsift explain`: a call rule by rule, in plain words.

mod facts;
mod page;
mod promises;
mod scorecard;

use crate::args::ExplainArgs;
use crate::exit::{Exit, Stop};
use crate::messages::{explain as texts, number};
use crate::publish::RUN;
use crate::settings::Settings;
use crate::terminal::shown;
use crate::{choice, inputs, lexicon, protocol, terminal};
use crate::{reading, transcripts};
use callsift::diagnostic::nearest;
use callsift::language::Language;
use callsift::lexicon::{Lexicon, RuleIx};
use callsift::output::run_v1::Run;
use callsift::scan::Scanner;
use callsift::transcript::Transcript;
use page::Page;
use std::path::{Path, PathBuf};

/// The results of the last scan, if it wrote where the README says.
const LAST_RESULTS: &str = "out";

/// Runs `callsift explain`.
pub(crate) fn run(args: &ExplainArgs, screen: Language) -> Result<Exit, Stop> {
    let place = where_to_look(args, screen)?;
    let mut settings = Settings::load(&args.settings)?;
    if let Some(run) = &place.run {
        // The call is explained as it was scanned, unless the user says otherwise.
        if args.settings.config.is_none() && args.settings.set.is_empty() {
            settings.take(&run.settings).map_err(Stop::usage)?;
            settings.choose(&args.settings)?;
        }
    }
    let chosen = args.lexicon.is_chosen();
    let lexicon = match place.run.as_ref().filter(|_| !chosen) {
        Some(run) => lexicon::load(&choice::noted(&run.settings))?,
        None => lexicon::load(&args.lexicon)?,
    };
    if let Some(run) = place.run.as_ref().filter(|run| run.lexicon != lexicon.hash()) {
        terminal::tell(&texts::OTHER_LEXICON.with(screen, &[("engine", &shown(&run.engine))]));
    }
    protocol::check(&settings.scan, &lexicon)?;
    let rule = args.rule.as_deref().map(|id| rule_of(&lexicon, id, screen)).transpose()?;
    let wanted = place.wanted;
    let noted = place.run.as_ref().map(reading::noted).unwrap_or_default();
    let reading = reading::of(&args.reading.or(noted), &settings)?;
    let inputs = inputs::find(&place.inputs, None)?;
    let read = transcripts::read(inputs, reading, &|_| true)?.calls;
    let calls: Vec<Transcript> = read.into_iter().map(|(_, call)| call).collect();
    let known = calls.len();
    let found: Vec<&Transcript> = calls
        .iter()
        .filter(|call| {
            let key = &call.info().key;
            wanted.as_ref().is_none_or(|w| key.call_id() == w || key.to_string() == *w)
        })
        .collect();
    if found.is_empty() {
        // Whoever typed `source:call_id` meant that of a call.
        let by_key = args.call.contains(':');
        let name = |call: &Transcript| {
            let key = &call.info().key;
            if by_key { key.to_string() } else { key.call_id().to_owned() }
        };
        let names: Vec<String> = calls.iter().map(name).collect();
        let known = number::whole(screen, known as u64);
        let values = [("call", args.call.as_str()), ("known", &known)];
        let told = texts::NO_CALL.with(screen, &values);
        return Err(Stop::usage(match nearest(&args.call, names.iter().map(String::as_str)) {
            None => told,
            Some(near) => format!("{told}; {}", did_you_mean(near, screen)),
        }));
    }
    let mut scanner = Scanner::new(&lexicon, &settings.scan);
    for call in found {
        let report = scanner.scan(call);
        let page = Page { lexicon: &lexicon, call, report: &report, screen };
        terminal::print(&page.text(rule))?;
    }
    Ok(Exit::Done)
}

fn rule_of(lexicon: &Lexicon, id: &str, screen: Language) -> Result<RuleIx, Stop> {
    let at = lexicon.rules().iter().position(|rule| rule.id == id);
    at.map(|at| RuleIx(at as u32)).ok_or_else(|| {
        let near = nearest(id, lexicon.rules().iter().map(|rule| rule.id.as_str()));
        let help = near.map_or_else(
            || texts::LIST_RULES.of(screen).to_owned(),
            |near| did_you_mean(near, screen),
        );
        Stop::usage(format!("{}; {help}", texts::NO_RULE.with(screen, &[("rule", id)])))
    })
}

/// What was meant may be the id of a call, which is as hostile as its text.
fn did_you_mean(near: &str, screen: Language) -> String {
    texts::DID_YOU_MEAN.with(screen, &[("near", &shown(near))])
}

/// Where a call is looked for.
struct Place {
    inputs: Vec<PathBuf>,
    /// Id or key; `None` means every call.
    wanted: Option<String>,
    /// The scan whose results name the inputs.
    run: Option<Run>,
}

/// A file named as the call means all its calls; a folder with results means the inputs of that scan.
fn where_to_look(args: &ExplainArgs, screen: Language) -> Result<Place, Stop> {
    if args.inputs.is_empty() && Path::new(&args.call).is_file() {
        return Ok(Place { inputs: vec![PathBuf::from(&args.call)], wanted: None, run: None });
    }
    let wanted = Some(args.call.clone());
    let results = match args.inputs.as_slice() {
        [] => PathBuf::from(LAST_RESULTS),
        [folder] if folder.join(RUN).is_file() => folder.clone(),
        named => return Ok(Place { inputs: named.to_vec(), wanted, run: None }),
    };
    let run = std::fs::read(results.join(RUN)).ok();
    let Some(run) = run.and_then(|text| serde_json::from_slice::<Run>(&text).ok()) else {
        let run = results.join(RUN).display().to_string();
        let values = [("call", args.call.as_str()), ("run", &run)];
        return Err(Stop::usage(texts::NOWHERE.with(screen, &values)));
    };
    let files = run.inputs.iter().map(|input| PathBuf::from(&input.file));
    let inputs: Vec<PathBuf> = files.filter(|path| path.as_os_str() != "-").collect();
    if inputs.is_empty() {
        let folder = results.display().to_string();
        let values = [("call", args.call.as_str()), ("folder", &folder)];
        return Err(Stop::usage(texts::FROM_A_PIPE.with(screen, &values)));
    }
    Ok(Place { inputs, wanted, run: Some(run) })
}
