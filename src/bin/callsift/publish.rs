//! The output folder: every file is written aside, brought to the disk and renamed at the end.
//!
//! Until [`OutputFolder::publish`] nothing in the folder changes, so results of an earlier run stay
//! whole. `run.json` is taken away first and put in place last: who finds it finds a whole run. What
//! is safe meanwhile stands in the journal, so that a run that was cut short is gone on with.

use crate::exit::Stop;
use crate::hold::{Hold, LOCK};
use crate::journal::{Entry, JOURNAL, Journal, Safe, Story};
use crate::private_file;
use callsift::output::run_v1::OutputFile;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Written last.
pub(crate) const RUN: &str = "run.json";
/// Every name a run may leave; those it did not write are of an earlier run and go.
const NAMES: [&str; 6] =
    ["calls.jsonl", "customers.jsonl", "unmatched.jsonl", "rejects.jsonl", RUN, "run-report.json"];
/// Which calls came so far; it stands aside as long as the run lasts, and is no result.
pub(crate) const SEEN: &str = "seen";

/// A folder that this run holds, before it is known what becomes of what stands aside in it.
pub(crate) struct HeldFolder {
    path: PathBuf,
    story: Story,
    hold: Hold,
}

/// A folder that this run writes into.
pub(crate) struct OutputFolder {
    path: PathBuf,
    finished: Vec<OutputFile>,
    journal: Journal,
    state: State,
    _hold: Hold,
}

/// What of the run is worth keeping when it ends.
enum State {
    Nothing,
    Safe(Vec<OutputFile>),
    /// All of it: it has only to be renamed, or has been.
    Finished,
}

/// A file of the folder that is being written.
pub(crate) struct OutputWriter {
    name: &'static str,
    aside: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

/// Where an earlier start of this run came to.
pub(crate) struct Resumed {
    pub(crate) safe: Safe,
    /// Its files, at the end of what is safe.
    writers: Vec<OutputWriter>,
}

/// Refuses a folder in which publishing would destroy what is not callsift's to replace: an input
/// of this run, or files that somebody else gave one of its names.
pub(crate) fn protect(folder: &Path, inputs: &[PathBuf]) -> Result<(), Stop> {
    let Ok(real) = folder.canonicalize() else { return Ok(()) };
    let shown = folder.display();
    for input in inputs {
        let Ok(input) = input.canonicalize() else { continue };
        let name = NAMES.iter().find(|name| input == real.join(name));
        if let Some(name) = name {
            return Err(Stop::usage(format!(
                "--out {shown}: {name} in it is an input of this run and would be lost; \
                 choose another --out"
            )));
        }
    }
    if folder.join(LOCK).exists() || is_ours(&folder.join(RUN)) {
        return Ok(());
    }
    match NAMES.iter().find(|name| real.join(name).exists()) {
        Some(name) => Err(Stop::usage(format!(
            "--out {shown}: {name} in it is not from callsift and would be lost; \
             choose another --out, or move the file away"
        ))),
        None => Ok(()),
    }
}

/// Whether a file is the `run.json` of any version of callsift.
fn is_ours(run: &Path) -> bool {
    #[derive(serde::Deserialize)]
    struct Head {
        schema: String,
    }
    let head = fs::read(run).ok().and_then(|text| serde_json::from_slice::<Head>(&text).ok());
    head.is_some_and(|head| head.schema.starts_with("callsift."))
}

impl HeldFolder {
    /// Makes the folder if it is not there, and takes hold of it. A run that was cut short while its
    /// finished results were put in place has the rest put there now.
    pub(crate) fn take(path: &Path) -> Result<HeldFolder, Stop> {
        let told = |error: io::Error| Stop::output(format!("{}: {error}", path.display()));
        if path.is_file() {
            let why = "a file, not a folder; choose another --out";
            return Err(Stop::output(format!("--out {}: {why}", path.display())));
        }
        private_file::create_dir_all(path).map_err(told)?;
        let hold = Hold::take(path)?;
        let mut story = Story::read(path)
            .map_err(|error| Stop::output(format!("{}: {error}", path.join(JOURNAL).display())))?;
        if let Some(finished) = story.finished.take() {
            put_in_place(path, &finished)?;
            story = Story::default();
        }
        Ok(HeldFolder { path: path.to_owned(), story, hold })
    }

    /// Goes on with the run of this name, if it was cut short here and what it left is whole;
    /// otherwise begins it, without whatever stands aside.
    pub(crate) fn begin(self, run: &str) -> Result<(OutputFolder, Option<Resumed>), Stop> {
        let HeldFolder { path, story, hold } = self;
        let mut resumed = None;
        if story.run.as_deref() == Some(run)
            && let Some(safe) = story.safe
        {
            let reopen = |file: &OutputFile| OutputWriter::reopen(&path, file);
            let writers: Result<Option<Vec<OutputWriter>>, Stop> =
                safe.files.iter().map(reopen).collect();
            resumed = writers?.map(|writers| Resumed { safe, writers });
        }
        let kept = resumed.as_ref().map_or(&[][..], |resumed| &resumed.safe.files);
        for name in NAMES.into_iter().chain([SEEN]) {
            if !kept.iter().any(|file| file.file == name) {
                remove(&aside(&path, name))?;
            }
        }
        let safe = resumed.as_ref().map(|resumed| &resumed.safe);
        let journal = Journal::begin(&path, run, safe)
            .map_err(|error| Stop::output(format!("{}: {error}", path.join(JOURNAL).display())))?;
        let state = safe.map_or(State::Nothing, |safe| State::Safe(safe.files.clone()));
        sync_folder(&path)?;
        let folder = OutputFolder { path, finished: Vec::new(), journal, state, _hold: hold };
        Ok((folder, resumed))
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Resumed {
    /// A file, to be written on.
    pub(crate) fn writer(&mut self, name: &str) -> Option<OutputWriter> {
        let at = self.writers.iter().position(|writer| writer.name == name)?;
        Some(self.writers.swap_remove(at))
    }
}

impl OutputFolder {
    /// Begins a file.
    pub(crate) fn create(&self, name: &'static str) -> Result<OutputWriter, Stop> {
        let aside = aside(&self.path, name);
        let file = private_file::create(&aside)
            .map_err(|error| Stop::output(format!("{}: {error}", aside.display())))?;
        Ok(OutputWriter::of(name, aside, file, Sha256::new(), 0))
    }

    /// Brings to the disk what has been written so far, and notes that a run may go on from here.
    pub(crate) fn secure(
        &mut self,
        writers: &mut [&mut OutputWriter],
        reached: &callsift::batch::Reached,
        sums: serde_json::Value,
    ) -> Result<(), Stop> {
        let files: Result<Vec<OutputFile>, Stop> =
            writers.iter_mut().map(|writer| writer.secure()).collect();
        let files = files?;
        sync_folder(&self.path)?;
        let safe = Safe { reached: reached.clone(), files: files.clone(), sums };
        self.note(&Entry::Safe(Box::new(safe)))?;
        self.state = State::Safe(files);
        Ok(())
    }

    /// Brings a file to the disk; it still stands aside.
    pub(crate) fn finish(&mut self, mut writer: OutputWriter) -> Result<(), Stop> {
        self.finished.push(writer.secure()?);
        Ok(())
    }

    /// A whole file at once.
    pub(crate) fn write(&mut self, name: &'static str, content: &[u8]) -> Result<(), Stop> {
        let mut writer = self.create(name)?;
        writer.write_all(content).map_err(|error| writer.told(&error))?;
        self.finish(writer)
    }

    /// What has been finished so far.
    pub(crate) fn finished(&self) -> &[OutputFile] {
        &self.finished
    }

    /// Puts every file in its place, `run.json` last.
    pub(crate) fn publish(mut self) -> Result<(), Stop> {
        sync_folder(&self.path)?;
        let finished = std::mem::take(&mut self.finished);
        self.note(&Entry::Finished(finished.clone()))?;
        self.state = State::Finished;
        put_in_place(&self.path, &finished)
    }

    fn note(&mut self, entry: &Entry) -> Result<(), Stop> {
        self.journal.write(entry).map_err(|error| {
            Stop::output(format!("{}: {error}", self.path.join(JOURNAL).display()))
        })
    }

    /// Nobody will go on with the run.
    pub(crate) fn forget(&mut self) {
        self.state = State::Nothing;
    }

    /// Whether the run can be gone on with.
    pub(crate) fn is_safe(&self) -> bool {
        matches!(self.state, State::Safe(_))
    }
}

/// What nobody can go on from is of no use to anybody, and only takes room.
impl Drop for OutputFolder {
    fn drop(&mut self) {
        let safe = match &self.state {
            State::Finished => return,
            State::Safe(files) => files.as_slice(),
            State::Nothing => &[],
        };
        // Nobody is left to be told of what fails here; the next run removes it again.
        for name in NAMES.into_iter().chain([SEEN]) {
            let path = aside(&self.path, name);
            let _ = match safe.iter().find(|file| file.file == name) {
                Some(file) => cut(&path, file.bytes),
                None => fs::remove_file(path),
            };
        }
        if safe.is_empty() {
            let _ = fs::remove_file(self.path.join(JOURNAL));
        }
    }
}

/// Renames finished files to their places. May be done again after it was cut short anywhere.
fn put_in_place(folder: &Path, finished: &[OutputFile]) -> Result<(), Stop> {
    let waits = |name: &str| aside(folder, name).exists();
    // `run.json` goes first of all: who finds it finds a whole run.
    if waits(RUN) {
        remove(&folder.join(RUN))?;
        sync_folder(folder)?;
    }
    for name in NAMES {
        if !finished.iter().any(|file| file.file == name) {
            remove(&folder.join(name))?;
        }
    }
    for file in finished.iter().filter(|file| file.file != RUN && waits(&file.file)) {
        rename(folder, &file.file)?;
    }
    sync_folder(folder)?;
    if waits(RUN) {
        rename(folder, RUN)?;
        sync_folder(folder)?;
    }
    // From here on the results are whole; what is left over says nothing.
    remove(&aside(folder, SEEN))?;
    remove(&folder.join(JOURNAL))
}

fn rename(folder: &Path, name: &str) -> Result<(), Stop> {
    let to = folder.join(name);
    fs::rename(aside(folder, name), &to)
        .map_err(|error| Stop::output(format!("{}: {error}", to.display())))
}

/// Brings the folder itself to the disk, where the system can do that.
fn sync_folder(folder: &Path) -> Result<(), Stop> {
    if cfg!(unix) {
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(|error| Stop::output(format!("{}: {error}", folder.display())))?;
    }
    Ok(())
}

impl OutputWriter {
    fn of(
        name: &'static str,
        aside: PathBuf,
        file: File,
        hash: Sha256,
        bytes: u64,
    ) -> OutputWriter {
        OutputWriter { name, aside, file: BufWriter::with_capacity(1 << 16, file), hash, bytes }
    }

    /// Opens a file behind what is safe of it; `None` if that is not what was written.
    fn reopen(folder: &Path, safe: &OutputFile) -> Result<Option<OutputWriter>, Stop> {
        let known = NAMES.into_iter().chain([SEEN]).find(|name| *name == safe.file);
        let Some(name) = known else { return Ok(None) };
        let aside = aside(folder, name);
        let told = |error: io::Error| Stop::output(format!("{}: {error}", aside.display()));
        let mut file = match File::options().read(true).write(true).open(&aside) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(told(error)),
        };
        let mut hash = Sha256::new();
        let bytes = hash_into(&mut hash, Read::take(&mut file, safe.bytes)).map_err(told)?;
        if bytes != safe.bytes || hex(hash.clone()) != safe.sha256 {
            return Ok(None);
        }
        file.set_len(safe.bytes).map_err(told)?;
        Ok(Some(OutputWriter::of(name, aside, file, hash, bytes)))
    }

    /// Where the file stands until it is published.
    pub(crate) fn path(&self) -> &Path {
        &self.aside
    }

    /// Brings what has been written to the disk.
    fn secure(&mut self) -> Result<OutputFile, Stop> {
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        synced.map_err(|error| self.told(&error))?;
        let sha256 = hex(self.hash.clone());
        Ok(OutputFile { file: self.name.to_owned(), bytes: self.bytes, sha256 })
    }

    /// A failed write as it is told to the user.
    pub(crate) fn told(&self, error: &io::Error) -> Stop {
        Stop::output(format!("{}: {error}", self.aside.display()))
    }
}

impl Write for OutputWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_all(bytes)?;
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Hashes all there is to read; how many bytes that were.
pub(crate) fn hash_into(hash: &mut Sha256, mut from: impl Read) -> io::Result<u64> {
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(count) => {
                hash.update(&buffer[..count]);
                bytes += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A hash as it is written.
pub(crate) fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn aside(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!(".{name}.part"))
}

fn cut(path: &Path, bytes: u64) -> io::Result<()> {
    File::options().write(true).open(path)?.set_len(bytes)
}

fn remove(path: &Path) -> Result<(), Stop> {
    match fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Stop::output(format!("{}: {error}", path.display()))),
    }
}
