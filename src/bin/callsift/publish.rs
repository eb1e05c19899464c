//! The output folder: every file is written aside, brought to the disk and renamed at the end.
//!
//! Until [`OutputFolder::publish`] nothing in the folder changes, so results of an earlier run stay
//! whole. `run.json` is taken away first and put in place last: who finds it finds a whole run.

use crate::exit::{Exit, Stop};
use callsift::output::run_v1::OutputFile;
use sha2::{Digest, Sha256};
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Holds the folder against other runs.
const LOCK: &str = ".callsift.lock";
/// Written last.
pub(crate) const RUN: &str = "run.json";
/// Every name a run may leave; those it did not write are of an earlier run and go.
const NAMES: [&str; 6] =
    ["calls.jsonl", "customers.jsonl", "unmatched.jsonl", "rejects.jsonl", RUN, "run-report.json"];

/// A folder that this run holds.
pub(crate) struct OutputFolder {
    path: PathBuf,
    finished: Vec<OutputFile>,
    // Keeps the lock until the run ends.
    _lock: File,
}

/// A file of the folder that is being written.
pub(crate) struct OutputWriter {
    name: &'static str,
    aside: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
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

impl OutputFolder {
    /// Makes the folder if it is not there, and takes hold of it.
    pub(crate) fn open(path: &Path) -> Result<OutputFolder, Stop> {
        let told = |error: io::Error| Stop::output(format!("{}: {error}", path.display()));
        fs::create_dir_all(path).map_err(told)?;
        let lock = path.join(LOCK);
        let mut file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&lock)
            .map_err(|error| Stop::output(format!("{}: {error}", lock.display())))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // The holder's number is a help, not a need.
                let _ = file.read_to_string(&mut holder);
                let by =
                    if holder.is_empty() { String::new() } else { format!(" ({})", holder.trim()) };
                let message = format!(
                    "{}: another run{by} is writing here; wait for it, or choose another --out",
                    path.display()
                );
                return Err(Stop { exit: Exit::Locked, message });
            }
            Err(TryLockError::Error(error)) => {
                return Err(Stop::output(format!("{}: {error}", lock.display())));
            }
        }
        let holder = format!("process {}\n", std::process::id());
        let noted = file
            .set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| file.write_all(holder.as_bytes()));
        noted.map_err(|error| Stop::output(format!("{}: {error}", lock.display())))?;
        Ok(OutputFolder { path: path.to_owned(), finished: Vec::new(), _lock: file })
    }

    /// Begins a file.
    pub(crate) fn create(&self, name: &'static str) -> Result<OutputWriter, Stop> {
        let aside = aside(&self.path, name);
        let file = File::create(&aside)
            .map_err(|error| Stop::output(format!("{}: {error}", aside.display())))?;
        let file = BufWriter::with_capacity(1 << 16, file);
        Ok(OutputWriter { name, aside, file, hash: Sha256::new(), bytes: 0 })
    }

    /// Brings a file to the disk; it still stands aside.
    pub(crate) fn finish(&mut self, writer: OutputWriter) -> Result<(), Stop> {
        let OutputWriter { name, aside, file, hash, bytes } = writer;
        let told = |error: io::Error| Stop::output(format!("{}: {error}", aside.display()));
        let file = file.into_inner().map_err(|error| told(error.into_error()))?;
        file.sync_all().map_err(told)?;
        let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        self.finished.push(OutputFile { file: name.to_owned(), bytes, sha256 });
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
    pub(crate) fn publish(self) -> Result<(), Stop> {
        // `run.json` goes first of all: who finds it finds a whole run.
        remove(&self.path.join(RUN))?;
        self.sync()?;
        for name in NAMES {
            if !self.finished.iter().any(|file| file.file == name) {
                remove(&self.path.join(name))?;
            }
        }
        for file in self.finished.iter().filter(|file| file.file != RUN) {
            self.rename(&file.file)?;
        }
        self.sync()?;
        self.rename(RUN)?;
        self.sync()
    }

    fn rename(&self, name: &str) -> Result<(), Stop> {
        let to = self.path.join(name);
        fs::rename(aside(&self.path, name), &to)
            .map_err(|error| Stop::output(format!("{}: {error}", to.display())))
    }

    /// Brings the folder itself to the disk, where the system can do that.
    fn sync(&self) -> Result<(), Stop> {
        if cfg!(unix) {
            let synced = File::open(&self.path).and_then(|folder| folder.sync_all());
            synced.map_err(|error| Stop::output(format!("{}: {error}", self.path.display())))?;
        }
        Ok(())
    }
}

/// Whatever stands aside when a run ends, for whatever reason, is of no use to anybody.
impl Drop for OutputFolder {
    fn drop(&mut self) {
        for name in NAMES {
            // After a publication there is nothing left to remove.
            let _ = fs::remove_file(aside(&self.path, name));
        }
    }
}

impl OutputWriter {
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

fn aside(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!(".{name}.part"))
}

fn remove(path: &Path) -> Result<(), Stop> {
    match fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Stop::output(format!("{}: {error}", path.display()))),
    }
}
