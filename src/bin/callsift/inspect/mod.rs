//! `callsift inspect`: what files are, and what can be done with the calls in them.

mod letters;
mod page;
mod profile;

use crate::args::InspectArgs;
use crate::exit::{Exit, Stop};
use crate::settings::Settings;
use crate::{inputs, lexicon, reading, terminal};
use callsift::batch::Job;
use callsift::language::Language;
use profile::{Inspecting, Profiles};

/// Files that have a page each; of more, those of one format are told of together.
const MOST_PAGES: usize = 12;

/// Runs `callsift inspect`.
pub(crate) fn run_inspect(args: &InspectArgs, screen: Language) -> Result<Exit, Stop> {
    let settings = Settings::load(&args.settings)?;
    let lexicon = lexicon::load(&args.lexicon)?;
    let inputs = inputs::find(&args.inputs, None)?;
    let work = Inspecting { lexicon, settings: settings.scan.clone() };
    let job = Job { work, reading: reading::of(&args.reading, &settings)? };
    let mut profiles = Profiles::default();
    inputs::run_all(inputs, &job, &mut profiles)?;
    let count = profiles.len();
    // A nightly export has thousands of files; what is alike is told once.
    let files =
        if args.json || count <= MOST_PAGES { profiles.finish() } else { profiles.by_format() };
    if args.json {
        for file in &files {
            // Strings and numbers: nothing here can fail to be written.
            let line = serde_json::to_string(file).unwrap_or_default();
            terminal::print(&format!("{line}\n"))?;
        }
    } else {
        let rules = job.work.lexicon.rules().len();
        for file in &files {
            terminal::print(&page::text(file, rules as u64, screen))?;
        }
        if count > 1 {
            terminal::print(&page::sum(&files, screen))?;
        }
    }
    let rejected = files.iter().any(|file| file.rejected > 0);
    Ok(if rejected { Exit::SomeRejected } else { Exit::Done })
}
