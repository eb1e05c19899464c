//! The transcripts behind the results: found again in the files the scan read, if these still are
//! what they were.

use crate::exit::Stop;
use crate::field_map;
use crate::inputs;
use crate::results::ReadCall;
use crate::settings::Settings;
use crate::transcripts::{self, map_of, source_of};
use callsift::format::Dialect;
use callsift::output::json_v1::Call;
use callsift::output::run_v1::Run;
use callsift::transcript::Transcript;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Why a transcript cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotAtHand {
    /// Files that are gone, or not those that were scanned; the call may have been in one of them.
    FilesGone(Vec<String>),
    /// The scan read standard input.
    Piped,
    /// Every file is there, and none has this call as it was scanned.
    NoSuchCall,
}

/// Transcripts of the calls that are asked for, and what became of the files.
pub(crate) struct Sources {
    by_key: BTreeMap<String, Vec<Source>>,
    gone: Vec<String>,
    piped: bool,
}

/// A transcript, and the file it is from.
struct Source {
    file: Rc<str>,
    transcript: Transcript,
}

impl Sources {
    /// Reads the files of a run and keeps the transcripts of `wanted`.
    pub(crate) fn read(
        run: &Run,
        settings: &Settings,
        wanted: &[&ReadCall],
    ) -> Result<Sources, Stop> {
        let keys: BTreeSet<&str> = wanted.iter().map(|call| call.key.as_str()).collect();
        // A map that is gone or another leaves the calls of its files without their transcripts.
        let map = field_map::load(map_of(run).map(Path::new)).ok().flatten();
        let mut sources = Sources { by_key: BTreeMap::new(), gone: Vec::new(), piped: false };
        for input in run.inputs.iter().filter(|_| !wanted.is_empty()) {
            if input.file == "-" {
                sources.piped = true;
                continue;
            }
            let path = PathBuf::from(&input.file);
            let wanted = |call: &Transcript| keys.contains(call.info().key.to_string().as_str());
            let origin = (source_of(run), map.clone());
            let calls = same_file(&path, &input.sha256, origin, settings, &wanted);
            let Some(calls) = calls else {
                sources.gone.push(input.file.clone());
                continue;
            };
            let file: Rc<str> = input.file.as_str().into();
            for transcript in calls {
                let key = transcript.info().key.to_string();
                let same_key = sources.by_key.entry(key).or_default();
                // What comes twice was counted once.
                if !same_key.iter().any(|known| known.transcript == transcript) {
                    same_key.push(Source { file: Rc::clone(&file), transcript });
                }
            }
        }
        Ok(sources)
    }

    /// The transcript of a call.
    pub(crate) fn of(&self, read: &ReadCall) -> Result<&Transcript, NotAtHand> {
        Ok(&self.source(read)?.transcript)
    }

    /// The file that a call is from, as the scan named it.
    pub(crate) fn file_of(&self, read: &ReadCall) -> Result<&str, NotAtHand> {
        Ok(&self.source(read)?.file)
    }

    fn source(&self, read: &ReadCall) -> Result<&Source, NotAtHand> {
        let same_key = self.by_key.get(&read.key).map_or(&[][..], Vec::as_slice);
        // With a file gone the first transcript of a key need not be that of the first call.
        let at_its_place = same_key.get(read.occurrence).into_iter();
        let mut candidates = at_its_place.chain(same_key);
        match candidates.find(|source| fits(&source.transcript, &read.call)) {
            Some(source) => Ok(source),
            None if !self.gone.is_empty() => Err(NotAtHand::FilesGone(self.gone.clone())),
            None if self.piped => Err(NotAtHand::Piped),
            None => Err(NotAtHand::NoSuchCall),
        }
    }
}

/// Calls of the file, if it holds the bytes that were scanned.
fn same_file(
    path: &Path,
    hash: &str,
    (source, map): (Option<&str>, Option<Dialect>),
    settings: &Settings,
    wanted: &(dyn Fn(&Transcript) -> bool + Sync),
) -> Option<Vec<Transcript>> {
    if !path.is_file() {
        return None;
    }
    let found = inputs::find(&[path.to_owned()], None).ok()?;
    let read = transcripts::read(found, source, map, settings, wanted).ok()?;
    let same = read.files.first().is_some_and(|file| file.sha256 == hash);
    same.then_some(read.calls)
}

/// Whether a transcript says what the results quote.
fn fits(transcript: &Transcript, call: &Call) -> bool {
    let turns = transcript.turns();
    let quoted = call.findings.iter().all(|finding| {
        let (Some(turn), Some([start, end]), None, Some(quote)) =
            (finding.turn, finding.bytes, finding.turn_end, &finding.quote)
        else {
            return true;
        };
        turns.get(turn).and_then(|turn| turn.text().get(start..end)) == Some(quote)
    });
    turns.len() == call.turns && quoted
}
