//! The transcripts behind the results: found again in the files the scan read, if these still are
//! what they were.

use crate::exit::Stop;
use crate::inputs;
use crate::privacy::Shown;
use crate::results::ReadCall;
use crate::settings::Settings;
use crate::{reading, transcripts};
use callsift::batch::Reading;
use callsift::output::json_v1::Call;
use callsift::output::run_v1::Run;
use callsift::supply::Supply;
use callsift::transcript::Transcript;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
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
        let reading = reading::of(&reading::noted(run), settings).unwrap_or_default();
        let mut sources = Sources { by_key: BTreeMap::new(), gone: Vec::new(), piped: false };
        let mut files = Vec::new();
        for input in run.inputs.iter().filter(|_| !wanted.is_empty()) {
            if input.file == "-" {
                sources.piped = true;
            } else {
                files.push((PathBuf::from(&input.file), input.sha256.as_str()));
            }
        }
        // One by one, so that little is held; two files of one call are read together.
        let together = reading.supply.as_ref().is_some_and(Supply::pairs);
        let most = if together { files.len().max(1) } else { 1 };
        let wanted = |call: &Transcript| keys.contains(call.info().key.to_string().as_str());
        for files in files.chunks(most) {
            for (file, transcript) in sources.same_files(files, &reading, &wanted) {
                let key = transcript.info().key.to_string();
                let same_key = sources.by_key.entry(key).or_default();
                // What comes twice was counted once.
                if !same_key.iter().any(|known| known.transcript == transcript) {
                    same_key.push(Source { file: file.as_str().into(), transcript });
                }
            }
        }
        Ok(sources)
    }

    /// Calls of those files that hold the bytes that were scanned; the others are gone.
    fn same_files(
        &mut self,
        files: &[(PathBuf, &str)],
        reading: &Reading,
        wanted: &(dyn Fn(&Transcript) -> bool + Sync),
    ) -> Vec<(String, Transcript)> {
        let there: Vec<PathBuf> =
            files.iter().map(|(path, _)| path.clone()).filter(|path| path.is_file()).collect();
        let read = (!there.is_empty()).then(|| {
            transcripts::read(inputs::find(&there, None).ok()?, reading.clone(), wanted).ok()
        });
        let read = read.flatten().unwrap_or_default();
        let same = |path: &PathBuf, hash: &str| {
            let at = there.iter().position(|file| file == path);
            at.and_then(|at| read.files.get(at)).is_some_and(|file| file.sha256 == hash)
        };
        let gone = files.iter().filter(|(path, hash)| !same(path, hash));
        let gone: Vec<String> = gone.map(|(path, _)| path.display().to_string()).collect();
        let all_there = gone.is_empty();
        self.gone.extend(gone);
        if !all_there {
            return Vec::new();
        }
        // The scan names the archive, and not the member.
        let named = |(from, call): (String, Transcript)| {
            let of = files.iter().map(|(path, _)| path.display().to_string());
            let file = of.into_iter().find(|file| {
                from.strip_prefix(file.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('!'))
            });
            (file.unwrap_or(from), call)
        };
        read.calls.into_iter().map(named).collect()
    }

    /// The transcript of a call, as it may be shown.
    pub(crate) fn of(&self, read: &ReadCall) -> Result<Shown, NotAtHand> {
        Ok(Shown::of(&self.source(read)?.transcript))
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

/// Whether a transcript says what the results quote.
fn fits(transcript: &Transcript, call: &Call) -> bool {
    let turns = transcript.turns();
    let quoted = call.findings.iter().all(|finding| {
        let (Some(turn), Some([start, end]), None, Some(quote)) =
            (finding.turn, finding.bytes, finding.turn_end, &finding.quote)
        else {
            return true;
        };
        let said = turns.get(turn).and_then(|turn| turn.text().get(start..end));
        said.is_some_and(|said| Shown::is_of(quote, said))
    });
    turns.len() == call.turns && quoted
}
