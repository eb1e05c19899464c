//! `callsift retry`: what could not be read is read once more, after the map, the file or the program
//! was mended.

use crate::args::{LexiconChoice, ReadArgs, ScanArgs};
use crate::choice;
use crate::exit::{Exit, Stop};
use crate::json_error;
use crate::messages::rejects as texts;
use crate::publish::RUN;
use crate::reading;
use crate::scan::{self, Mended};
use crate::terminal::shown;
use callsift::batch::{SelectedRecord, Selection};
use callsift::format::RejectCode;
use callsift::language::Language;
use callsift::output::reject_v1::{self, Reject};
use callsift::output::run_v1::{Retry, Run};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Runs `callsift retry`: a scan of the records that were rejected.
pub(crate) fn run(args: &ScanArgs, screen: Language) -> Result<Exit, Stop> {
    let mut all = Rejected::default();
    for path in &args.inputs {
        all.read(path)?;
    }
    if all.records.is_empty() && all.files.is_empty() {
        return Err(Stop::usage(all.nothing(&args.inputs, screen)));
    }
    if let Some(gone) = all.files.iter().find(|file| !file.is_file()) {
        return Err(Stop::usage(format!(
            "{}: named in the rejects, and not there; run callsift where the scan ran",
            gone.display()
        )));
    }
    let run = args.inputs.first().and_then(|path| run_beside(path));
    let lexicon = match &run {
        Some(run) if !args.lexicon.is_chosen() => choice::noted(&run.settings),
        Some(_) | None => args.lexicon.clone(),
    };
    let read = args.reading.or(run.as_ref().map(reading::noted).unwrap_or_default());
    let again = scan_of(args, all.files.iter().cloned().collect(), lexicon, read);
    let retry = Retry {
        rejects: args.inputs.iter().map(|path| path.display().to_string()).collect(),
        records: all.records.len() as u64,
        found: 0,
        changed: 0,
        missing: 0,
        of_customers: all.of_customers,
        piped: all.piped,
    };
    let selection = Arc::new(Selection::new(all.records));
    scan::run_mended(&again, screen, &Mended { selection, retry, run, rejects: &args.inputs })
}

/// The same arguments for other inputs.
fn scan_of(
    args: &ScanArgs,
    inputs: Vec<PathBuf>,
    lexicon: LexiconChoice,
    reading: ReadArgs,
) -> ScanArgs {
    ScanArgs { inputs, lexicon, reading, ..args.clone() }
}

/// The scan whose rejects they are, if its results are beside them.
fn run_beside(rejects: &Path) -> Option<Run> {
    let run = fs::read(rejects.with_file_name(RUN)).ok()?;
    serde_json::from_slice(&run).ok()
}

/// What the files of rejects say.
#[derive(Default)]
struct Rejected {
    records: Vec<SelectedRecord>,
    /// The files they are in, in order and each once.
    files: BTreeSet<PathBuf>,
    of_customers: u64,
    piped: u64,
}

impl Rejected {
    fn read(&mut self, path: &Path) -> Result<(), Stop> {
        let told = |why: String| Stop::usage(format!("{}: {why}", path.display()));
        let text = fs::read(path).map_err(|error| told(error.to_string()))?;
        for (number, line) in (1..).zip(text.split(|byte| *byte == b'\n')) {
            if line.trim_ascii().is_empty() {
                continue;
            }
            #[derive(serde::Deserialize)]
            struct Head {
                schema: String,
            }
            let schema = serde_json::from_slice::<Head>(line).map(|head| head.schema);
            match schema.as_deref() {
                Ok(reject_v1::SCHEMA) => {}
                // Standard output of a scan has calls between the rejects.
                Ok(callsift::output::json_v1::SCHEMA) => continue,
                Ok(_) | Err(_) => {
                    let why = "no reject as callsift scan writes it";
                    return Err(told(format!("line {number}: {why}")));
                }
            }
            let reject: Reject = serde_json::from_slice(line)
                .map_err(|error| told(format!("line {number}: {}", json_error::why(&error))))?;
            self.take(reject);
        }
        Ok(())
    }

    fn take(&mut self, reject: Reject) {
        if reject.stage == "customers"
            || !RejectCode::ALL.iter().any(|c| c.as_str() == reject.reason)
        {
            self.of_customers += 1;
            return;
        }
        let path = path_of(&reject);
        if path.as_os_str() == "-" {
            self.piped += 1;
            return;
        }
        self.files.insert(path);
        // Of a content that nobody knew, only the begin was looked at.
        let whole = reject.reason == RejectCode::UnknownFormat.as_str();
        self.records.push(SelectedRecord {
            file: reject.file,
            byte_start: if whole { 0 } else { reject.byte_start },
            byte_end: if whole { 0 } else { reject.byte_end },
            line: reject.line,
            one_of_several: reject.record_no.is_some(),
            sha256: reject.sha256,
        });
    }

    /// Why there is nothing to read.
    fn nothing(&self, rejects: &[PathBuf], screen: Language) -> String {
        let names: Vec<String> = rejects.iter().map(|p| shown(&p.display().to_string())).collect();
        let mut told = format!("{}: no record in it that can be read again", names.join(", "));
        for (count, text) in [(self.of_customers, texts::OF_CUSTOMERS), (self.piped, texts::PIPED)]
        {
            if count > 0 {
                told.push_str(&format!("\n{}", text.with(screen, &[("n", &count.to_string())])));
            }
        }
        told
    }
}

/// The file on the disk: without the member, where one is named.
fn path_of(reject: &Reject) -> PathBuf {
    let member = reject.entry.as_ref().map(|entry| format!("!{entry}"));
    let file = member.and_then(|member| reject.file.strip_suffix(member.as_str()));
    PathBuf::from(file.unwrap_or(&reject.file))
}
