//! Whether a run was done before: by what it reads and by what decides its results.

use crate::exit::Stop;
use crate::interrupt::Interrupt;
use crate::publish::{RUN, hash_into, hex};
use callsift::output::json_v1::ENGINE;
use callsift::output::run_v1::{LeftFile, OutputFile, Run};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What makes a run that run.
#[derive(Debug)]
pub(crate) struct Identity {
    /// Hash of the lexicon.
    pub(crate) lexicon: String,
    /// Every setting that decides what comes out.
    pub(crate) settings: BTreeMap<String, serde_json::Value>,
    /// Paths of the inputs in the order of reading; `None` if one of them can be read only once.
    pub(crate) inputs: Option<Vec<PathBuf>>,
    /// What is not read.
    pub(crate) left: Vec<LeftFile>,
    /// Paths of what is read beside them.
    pub(crate) beside: Vec<PathBuf>,
}

/// A file as it is without being read.
#[derive(Serialize)]
struct Seen<'a> {
    path: &'a Path,
    bytes: u64,
    modified_ns: u128,
}

impl Identity {
    /// A name for the run, the same as long as nothing has changed; `None` if there is no telling.
    ///
    /// Files are told apart by size and time of change: a run that was cut short looks at a part of
    /// them only, and one that goes on hashes them anyway.
    pub(crate) fn name(&self) -> Option<String> {
        let inputs = self.inputs.as_ref()?;
        let files: Option<Vec<Seen<'_>>> =
            inputs.iter().chain(&self.beside).map(|path| seen(path)).collect();
        let all = (ENGINE, &self.lexicon, &self.settings, files?, &self.left);
        let text = serde_json::to_vec(&all).ok()?;
        Some(hex(Sha256::new_with_prefix(text)))
    }

    /// What a folder holds, if it is the whole result of this very run: nothing that was read has
    /// changed since, and nothing that was written. Everything is read and hashed for that.
    pub(crate) fn complete(
        &self,
        folder: &Path,
        interrupt: &Interrupt,
    ) -> Result<Option<Run>, Stop> {
        let Some(inputs) = &self.inputs else { return Ok(None) };
        let text = std::fs::read(folder.join(RUN));
        let Some(run) = text.ok().and_then(|text| serde_json::from_slice::<Run>(&text).ok()) else {
            return Ok(None);
        };
        let names = |paths: &[PathBuf]| -> Vec<String> {
            paths.iter().map(|path| path.display().to_string()).collect()
        };
        if run.engine != ENGINE
            || run.lexicon != self.lexicon
            || run.settings != self.settings
            || run.left != self.left
            || run.inputs.iter().map(|input| &input.file).ne(&names(inputs))
            || run.beside.iter().map(|file| &file.file).ne(&names(&self.beside))
        {
            return Ok(None);
        }
        let read = run.inputs.iter().map(|input| (input.bytes, &input.sha256));
        let beside = run.beside.iter().map(|file| (file.bytes, &file.sha256));
        let written: Vec<PathBuf> =
            run.outputs.iter().map(|file| folder.join(&file.file)).collect();
        let outputs = run.outputs.iter().map(|file| (file.bytes, &file.sha256));
        let paths = inputs.iter().chain(&self.beside).chain(&written);
        // Sizes first: they mostly tell that something is new without reading anything.
        let known: Vec<(&PathBuf, (u64, &String))> =
            paths.zip(read.chain(beside).chain(outputs)).collect();
        let same_size = |(path, (bytes, _)): &(&PathBuf, (u64, &String))| {
            std::fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() == *bytes)
        };
        if !known.iter().all(same_size) {
            return Ok(None);
        }
        for (path, (_, sha256)) in known {
            match hash(path, interrupt)? {
                Some(file) if file.sha256 == *sha256 => {}
                Some(_) | None => return Ok(None),
            }
        }
        Ok(Some(run))
    }

    /// Size and hash of what is read beside the inputs.
    pub(crate) fn beside(&self, interrupt: &Interrupt) -> Result<Vec<OutputFile>, Stop> {
        let told =
            |path: &Path| Stop::usage(format!("{}: it can no longer be read", path.display()));
        self.beside.iter().map(|path| hash(path, interrupt)?.ok_or_else(|| told(path))).collect()
    }
}

fn seen(path: &Path) -> Option<Seen<'_>> {
    let meta = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let modified = meta.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(Seen { path, bytes: meta.len(), modified_ns: modified.as_nanos() })
}

/// Ends when the program shall end.
struct Until<'a, R>(R, &'a Interrupt);

impl<R: Read> Read for Until<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.1.check() {
            Ok(()) => self.0.read(buffer),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

/// Size and hash of a file; `None` if it cannot be read.
fn hash(path: &Path, interrupt: &Interrupt) -> Result<Option<OutputFile>, Stop> {
    let mut hash = Sha256::new();
    let bytes = File::open(path).and_then(|file| hash_into(&mut hash, Until(file, interrupt)));
    interrupt.check()?;
    let file = |bytes| OutputFile { file: path.display().to_string(), bytes, sha256: hex(hash) };
    Ok(bytes.ok().map(file))
}
