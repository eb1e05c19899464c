//! One folder with results: read, looked through, and written anew.

use super::lines::Judge;
use super::{Found, Whose};
use crate::args::PurgeArgs;
use crate::exit::Stop;
use crate::json_error;
use crate::publish::{HeldFolder, OutputFolder, RUN};
use crate::scan::pretty;
use callsift::output::attach_v1::{self, Attach};
use callsift::output::reject_v1::Reject;
use callsift::output::run_v1::{self, OutputFile, Purged, Run};
use callsift::record::{AttachOptions, OwnKey, Region};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

const CALLS: &str = "calls.jsonl";
const CUSTOMERS: &str = "customers.jsonl";
const UNMATCHED: &str = "unmatched.jsonl";
const REJECTS: &str = "rejects.jsonl";
const REPORT: &str = "run-report.json";
/// The files that are looked through, in this order: records tell which calls are a person's.
const LOOKED_AT: [&str; 4] = [CALLS, UNMATCHED, CUSTOMERS, REJECTS];

/// Takes a line that stays, with the name of its file.
type Out<'a> = dyn FnMut(&'static str, &[u8]) -> Result<(), Stop> + 'a;
/// Takes a line with its number.
type Take<'a> = dyn FnMut(u64, &[u8]) -> Result<(), Stop> + 'a;

/// A folder whose files are those that its `run.json` tells of.
pub(super) struct Folder {
    path: PathBuf,
    run: Results,
    options: AttachOptions,
}

enum Results {
    Scan(Box<Run>),
    Attach(Box<Attach>),
}

impl Folder {
    /// Reads `run.json`, and refuses files that somebody changed since.
    pub(super) fn read(path: &Path, args: &PurgeArgs) -> Result<Folder, Stop> {
        let shown = path.display();
        let told = |why: String| Stop::usage(format!("{shown}: {why}"));
        let text = fs::read(path.join(RUN))
            .map_err(|_| told(format!("no results of callsift in it (there is no {RUN})")))?;
        #[derive(serde::Deserialize)]
        struct Head {
            schema: String,
        }
        let broken = |error: serde_json::Error| told(format!("{RUN}: {error}"));
        let head: Head = serde_json::from_slice(&text).map_err(broken)?;
        let run = match head.schema.as_str() {
            run_v1::RUN => Results::Scan(Box::new(serde_json::from_slice(&text).map_err(broken)?)),
            attach_v1::SCHEMA => {
                Results::Attach(Box::new(serde_json::from_slice(&text).map_err(broken)?))
            }
            other => return Err(told(format!("{RUN}: {other:?} is of another version"))),
        };
        if let Results::Scan(run) = &run {
            for file in run.outputs.iter().filter(|file| LOOKED_AT.contains(&file.file.as_str())) {
                let now = sha256(&path.join(&file.file))
                    .map_err(|error| told(format!("{}: {error}", file.file)))?;
                if now != file.sha256 {
                    let why = "not as callsift wrote it, so nothing was changed";
                    return Err(told(format!("{}: {why}", file.file)));
                }
            }
        }
        let options = options(&run, args)?;
        Ok(Folder { path: path.to_owned(), run, options })
    }

    /// What would go.
    pub(super) fn look(&self, whose: &Whose) -> Result<Found, Stop> {
        let mut judge = Judge::new(whose, self.options.clone())?;
        self.pass(&mut judge, &mut |_, _| Ok(()))?;
        Ok(judge.found)
    }

    /// Takes it out.
    pub(super) fn write(&self, whose: &Whose, args: &PurgeArgs) -> Result<(), Stop> {
        let folder = HeldFolder::take(&self.path)?.begin("")?.0;
        // Nobody else writes now; what another run wrote since the look is read anew.
        Folder::read(&self.path, args)?.write_into(folder, whose)
    }

    fn write_into(&self, mut folder: OutputFolder, whose: &Whose) -> Result<(), Stop> {
        let mut judge = Judge::new(whose, self.options.clone())?;
        let mut writers = BTreeMap::new();
        for name in LOOKED_AT.into_iter().filter(|name| self.path.join(name).exists()) {
            writers.insert(name, folder.create(name)?);
        }
        self.pass(&mut judge, &mut |name, bytes| match writers.get_mut(name) {
            Some(writer) => writer.write_all(bytes).map_err(|error| writer.told(&error)),
            None => Ok(()),
        })?;
        for name in LOOKED_AT {
            if let Some(writer) = writers.remove(name) {
                folder.finish(writer)?;
            }
        }
        if let Ok(report) = fs::read(self.path.join(REPORT)) {
            folder.write(REPORT, &report)?;
        }
        let run = self.rewritten(&judge, folder.finished())?;
        folder.write(RUN, &run)?;
        folder.publish()
    }

    /// `run.json` as it fits the files that were written.
    fn rewritten(&self, judge: &Judge, outputs: &[OutputFile]) -> Result<Vec<u8>, Stop> {
        match &self.run {
            Results::Attach(attach) => {
                let mut attach: Attach = copy(&**attach)?;
                attach.purged = Some(sum(attach.purged, &judge.found));
                Ok(pretty(&attach))
            }
            Results::Scan(run) => {
                let mut run: Run = copy(&**run)?;
                run.purged = Some(sum(run.purged, &judge.found));
                // It names a call.
                run.longest_silence.take_if(|silence| judge.took(&silence.call));
                for file in &mut run.outputs {
                    if let Some(new) = outputs.iter().find(|new| new.file == file.file) {
                        file.bytes = new.bytes;
                        file.sha256.clone_from(&new.sha256);
                    }
                }
                Ok(pretty(&run))
            }
        }
    }

    /// Hands every line that stays to `out`, with the name of its file.
    fn pass(&self, judge: &mut Judge, out: &mut Out<'_>) -> Result<(), Stop> {
        self.lines(CUSTOMERS, &mut |number, line| {
            judge.note(number, line);
            Ok(())
        })?;
        self.lines(CALLS, &mut |number, line| {
            let stays = judge.call(line).map_err(|why| self.told(CALLS, number, &why))?;
            if stays { out(CALLS, line) } else { Ok(()) }
        })?;
        self.lines(UNMATCHED, &mut |number, line| {
            let stays = judge.unmatched(line).map_err(|why| self.told(UNMATCHED, number, &why))?;
            if stays { out(UNMATCHED, line) } else { Ok(()) }
        })?;
        let mut written = Vec::new();
        self.lines(CUSTOMERS, &mut |number, line| {
            written.clear();
            let done = judge.customer(number, line, &mut written);
            done.map_err(|why| self.told(CUSTOMERS, number, &why))?;
            out(CUSTOMERS, &written)
        })?;
        self.lines(REJECTS, &mut |number, line| {
            let reject = serde_json::from_slice::<Reject>(line);
            let reject =
                reject.map_err(|error| self.told(REJECTS, number, &json_error::why(&error)))?;
            if reject.bytes_base64.is_none() {
                return out(REJECTS, line);
            }
            judge.found.rejected_bytes += 1;
            out(REJECTS, &Reject { bytes_base64: None, ..reject }.line())
        })
    }

    /// Lines of a file with their numbers and ends; none where there is no such file.
    fn lines(&self, name: &'static str, take: &mut Take<'_>) -> Result<(), Stop> {
        let path = self.path.join(name);
        let told = |error: io::Error| Stop::usage(format!("{}: {error}", path.display()));
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(told(error)),
        };
        let mut reader = BufReader::with_capacity(1 << 16, file);
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            if reader.read_until(b'\n', &mut line).map_err(told)? == 0 {
                break;
            }
            take(number, &line)?;
        }
        Ok(())
    }

    fn told(&self, name: &str, number: u64, why: &str) -> Stop {
        let path = self.path.join(name);
        Stop::usage(format!("{}: line {number}: {why}; nothing was changed here", path.display()))
    }

    /// The files that were looked at.
    pub(super) fn looked_at(&self) -> Vec<String> {
        let paths = LOOKED_AT.map(|name| self.path.join(name));
        paths.iter().filter(|path| path.exists()).map(|path| path.display().to_string()).collect()
    }

    /// What else is in the folder: reports and exports may hold the same calls.
    pub(super) fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.path).into_iter().flatten().filter_map(Result::ok);
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let known =
            |name: &String| LOOKED_AT.contains(&name.as_str()) || name == RUN || name == REPORT;
        let mut names: Vec<String> =
            names.filter(|name| !known(name) && !name.starts_with('.')).collect();
        names.sort();
        names
    }

    /// How many files the scan read.
    pub(super) fn transcripts(&self) -> u64 {
        match &self.run {
            Results::Scan(run) => run.inputs.len() as u64,
            Results::Attach(_) => 0,
        }
    }
}

/// How records are read: as the user says, else as the scan did.
fn options(run: &Results, args: &PurgeArgs) -> Result<AttachOptions, Stop> {
    let none = BTreeMap::new();
    let settings = match run {
        Results::Scan(run) => &run.settings,
        Results::Attach(_) => &none,
    };
    let text = |name: &str| settings.get(name).and_then(Value::as_str).map(str::to_owned);
    let list = |name: &str| -> Option<Vec<String>> {
        let values = settings.get(name)?.as_array()?;
        Some(values.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    };
    let mut options = AttachOptions::default();
    if let Some(key) = args.key.clone().or_else(|| text("key")) {
        options.own_key = OwnKey::from_str(&key).map_err(|e| Stop::usage(e.to_string()))?;
    }
    if let Some(code) = args.region.clone().or_else(|| text("region")) {
        let region = Region::from_str(&code);
        options.region = Some(region.map_err(|e| Stop::usage(format!("--region: {e}")))?);
    }
    // A record that says its country is believed, as when calls are attached.
    let country = options.region.is_none().then(|| "country".to_owned());
    options.region_field = text("region_field").or(country);
    for (field, asked, name) in [
        (&mut options.fields.customer_id, &args.id_field, "customer_id"),
        (&mut options.fields.phone, &args.phone_field, "phone"),
    ] {
        if !asked.is_empty() {
            field.clone_from(asked);
        } else if let Some(noted) = list(name) {
            *field = noted;
        }
    }
    Ok(options)
}

fn sum(before: Option<Purged>, found: &Found) -> Purged {
    let before = before.unwrap_or_default();
    Purged {
        calls: before.calls + found.calls,
        unmatched: before.unmatched + found.unmatched,
        customers: before.customers + found.customers,
        records: before.records + found.records,
        rejected_bytes: before.rejected_bytes + found.rejected_bytes,
    }
}

/// The same value once more, by way of its JSON.
fn copy<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> Result<T, Stop> {
    let text = serde_json::to_vec(value);
    let copied = text.and_then(|text| serde_json::from_slice(&text));
    copied.map_err(|error| Stop::usage(format!("{RUN}: {error}")))
}

fn sha256(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    io::copy(&mut File::open(path)?, &mut Hashing(&mut hash))?;
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Hashes what is written to it.
struct Hashing<'a>(&'a mut Sha256);

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
