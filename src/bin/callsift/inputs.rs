//! What the user named as input: files, folders walked in a stable order, standard input.

use crate::exit::Stop;
use crate::motion::{self, Look, Motion};
use crate::terminal::{self, shown};
use callsift::batch::{Begin, Input, Job, RunError, Sink, Source, Work, run, stem_of};
use callsift::output::run_v1::{LeftFile, LeftReason};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// The inputs in the order in which they are read, and their size in bytes where it is known.
pub(crate) struct Inputs {
    pub(crate) list: Vec<Input>,
    pub(crate) bytes: Option<u64>,
    /// Their paths; `None` if one of them is no regular file, so that it can be read only once.
    pub(crate) paths: Option<Vec<PathBuf>>,
    /// What is not read, and why.
    pub(crate) left: Vec<LeftFile>,
    /// What is known of files that somebody still writes.
    pub(crate) motion: Motion,
    /// The files behind `list`; `None` is standard input.
    files: Vec<Option<Found>>,
}

/// A file, and what it was when it was found in a folder; who names a file answers for its being whole.
#[derive(Clone, Debug)]
struct Found {
    path: PathBuf,
    first: Option<(Look, Instant)>,
}

/// Finds everything to read. A name that does not exist ends the program before it begins.
///
/// Files in `results`, the folder the results go to, are not read. Files whose names say that they
/// are not finished are not read either, which is told.
pub(crate) fn find(named: &[PathBuf], results: Option<&Path>) -> Result<Inputs, Stop> {
    let inputs = find_at_rest(named, results, Motion::default())?;
    let partial = LeftReason::PartialName.as_str();
    for left in inputs.left.iter().filter(|left| left.reason == partial) {
        let file = shown(&left.file);
        terminal::tell(&format!("{file}: not read, since its name says that it is not finished"));
    }
    if inputs.list.is_empty() {
        return Err(no_files(named));
    }
    Ok(inputs)
}

/// The same for a run that says itself what it left, which may be everything. Files of folders are
/// read once they are at rest.
pub(crate) fn find_at_rest(
    named: &[PathBuf],
    results: Option<&Path>,
    motion: Motion,
) -> Result<Inputs, Stop> {
    let results = results.and_then(|folder| folder.canonicalize().ok());
    let mut walk = Walk { results, files: Vec::new(), left: Vec::new() };
    let mut bytes = Some(0);
    for path in named {
        if path.as_os_str() == "-" {
            walk.files.push(None);
            bytes = None;
            continue;
        }
        let meta = fs::metadata(path)
            .map_err(|error| Stop::usage(format!("{}: {error}", path.display())))?;
        if meta.is_dir() {
            walk.folder(path)?;
        } else if meta.is_file() && motion::is_partial(path) {
            walk.leave(path, LeftReason::PartialName);
        } else {
            walk.files.push(Some(Found { path: path.clone(), first: None }));
        }
    }
    let Walk { files, left, .. } = walk;
    if files.iter().filter(|file| file.is_none()).count() > 1 {
        return Err(Stop::usage("`-` is named twice; standard input can be read once"));
    }
    if files.is_empty() && !left.iter().any(|l| l.reason == LeftReason::PartialName.as_str()) {
        return Err(no_files(named));
    }
    for file in files.iter().flatten() {
        let size = fs::metadata(&file.path).map_or(0, |meta| meta.len());
        bytes = bytes.map(|sum| sum + size);
    }
    let list = files.iter().map(|file| open_later(file.as_ref(), &motion)).collect();
    let regular = |found: &Option<Found>| {
        found.as_ref().map(|found| found.path.clone()).filter(|path| path.is_file())
    };
    let paths = files.iter().map(regular).collect();
    Ok(Inputs { list, bytes, paths, left, motion, files })
}

fn no_files(named: &[PathBuf]) -> Stop {
    let names: Vec<_> = named.iter().map(|path| path.display().to_string()).collect();
    Stop::usage(format!("{}: no files in it", names.join(", ")))
}

/// Files that may be read another time, without those that changed meanwhile.
pub(crate) struct Again {
    files: Vec<Option<Found>>,
}

impl Inputs {
    /// What is needed to begin anew.
    pub(crate) fn again(&self) -> Again {
        Again { files: self.files.clone() }
    }
}

impl Again {
    /// The files once more, without those that changed.
    ///
    /// Standard input can be read once, so with it there is no second time.
    pub(crate) fn list(&self, motion: &Motion) -> Option<Vec<Input>> {
        let name = |found: &Found| found.path.display().to_string();
        let files = self.files.iter().map(Option::as_ref);
        files
            .filter(|file| file.is_none_or(|found| !motion.has_changed(&name(found))))
            .map(|file| file.map(|found| open_later(Some(found), motion)))
            .collect()
    }
}

/// Runs a job over all inputs on all cores, for a sink that only adds up.
pub(crate) fn run_all<W: Work>(
    inputs: Inputs,
    job: &Job<W>,
    sink: &mut dyn Sink<W::Made>,
) -> Result<(), Stop> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    match run(inputs.list, job, threads, Begin::default(), sink, &AtomicBool::new(false)) {
        Ok(_) => Ok(()),
        Err(RunError::Threads(why)) => Err(Stop::usage(format!("no threads: {why}"))),
        Err(RunError::Output(error)) => Err(Stop::output(error.to_string())),
        // Nothing asks to stop.
        Err(RunError::Stopped) => Ok(()),
    }
}

/// Folders, walked by name.
struct Walk {
    /// The folder of the results, which is not read.
    results: Option<PathBuf>,
    files: Vec<Option<Found>>,
    left: Vec<LeftFile>,
}

impl Walk {
    /// Files of a folder and of the folders in it. Hidden ones, unfinished ones, links to folders and
    /// what is no file are left: a pipe or a device would be waited for without end.
    fn folder(&mut self, folder: &Path) -> Result<(), Stop> {
        if self.results.is_some() && folder.canonicalize().ok() == self.results {
            return Ok(());
        }
        let told = |error: io::Error| Stop::usage(format!("{}: {error}", folder.display()));
        let mut entries: Vec<fs::DirEntry> =
            fs::read_dir(folder).map_err(told)?.collect::<Result<_, _>>().map_err(told)?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let kind = entry.file_type().map_err(told)?;
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            if hidden {
                self.leave(&path, LeftReason::Hidden);
            } else if kind.is_dir() {
                self.folder(&path)?;
            } else {
                self.file(path, kind.is_symlink());
            }
        }
        Ok(())
    }

    fn file(&mut self, path: PathBuf, link: bool) {
        match fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => self.leave(&path, LeftReason::LinkToFolder),
            Ok(meta) if !meta.is_file() => self.leave(&path, LeftReason::NotAFile),
            Err(_) if link => self.leave(&path, LeftReason::BrokenLink),
            Ok(_) | Err(_) if motion::is_partial(&path) => {
                self.leave(&path, LeftReason::PartialName);
            }
            Ok(meta) => {
                let first = Some((Look::of(&meta), Instant::now()));
                self.files.push(Some(Found { path, first }));
            }
            // That it cannot be read is told when it is opened.
            Err(_) => self.files.push(Some(Found { path, first: None })),
        }
    }

    fn leave(&mut self, path: &Path, reason: LeftReason) {
        self.left.push(motion::left(path.display().to_string(), reason));
    }
}

fn open_later(file: Option<&Found>, motion: &Motion) -> Input {
    let Some(Found { path, first }) = file.cloned() else { return standard_input() };
    let name = path.display().to_string();
    let stem = path.file_name().map(|name| stem_of(&name.to_string_lossy()).to_owned());
    let (motion, own_name) = (motion.clone(), name.clone());
    let open = move || {
        let file = motion.open(&path, &own_name, first)?;
        Ok(if file.is_file()? {
            Source::File(Box::new(file))
        } else {
            Source::Stream(Box::new(file.into_inner()))
        })
    };
    Input { name, stem, open: Box::new(open), prompt: false }
}

fn standard_input() -> Input {
    let open = || Ok(Source::Stream(Box::new(io::stdin())));
    Input { name: "-".to_owned(), stem: None, open: Box::new(open), prompt: true }
}
