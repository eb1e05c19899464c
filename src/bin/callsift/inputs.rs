//! What the user named as input: files, folders walked in a stable order, standard input.

use crate::exit::Stop;
use callsift::batch::{Begin, Input, Job, RunError, Sink, Source, Work, run, stem_of};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// The inputs in the order in which they are read, and their size in bytes where it is known.
pub(crate) struct Inputs {
    pub(crate) list: Vec<Input>,
    pub(crate) bytes: Option<u64>,
    /// Their paths; `None` if one of them is no regular file, so that it can be read only once.
    pub(crate) paths: Option<Vec<PathBuf>>,
}

/// Finds everything to read. A name that does not exist ends the program before it begins.
///
/// Files in `results`, the folder the results go to, are not read.
pub(crate) fn find(named: &[PathBuf], results: Option<&Path>) -> Result<Inputs, Stop> {
    let results = results.and_then(|folder| folder.canonicalize().ok());
    let mut files = Vec::new();
    let mut bytes = Some(0);
    for path in named {
        if path.as_os_str() == "-" {
            files.push(None);
            bytes = None;
            continue;
        }
        let meta = fs::metadata(path)
            .map_err(|error| Stop::usage(format!("{}: {error}", path.display())))?;
        if meta.is_dir() {
            walk(path, results.as_deref(), &mut files)?;
        } else {
            files.push(Some(path.clone()));
        }
    }
    if files.iter().filter(|file| file.is_none()).count() > 1 {
        return Err(Stop::usage("`-` is named twice; standard input can be read once"));
    }
    if files.is_empty() {
        let names: Vec<_> = named.iter().map(|path| path.display().to_string()).collect();
        return Err(Stop::usage(format!("{}: no files in it", names.join(", "))));
    }
    for file in files.iter().flatten() {
        let size = fs::metadata(file).map_or(0, |meta| meta.len());
        bytes = bytes.map(|sum| sum + size);
    }
    let paths = files.iter().map(|file| file.clone().filter(|path| path.is_file())).collect();
    let list = files.into_iter().map(|file| file.map_or_else(standard_input, of_file)).collect();
    Ok(Inputs { list, bytes, paths })
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

/// Files of a folder and the folders in it, by name; hidden ones and links to folders are not read.
fn walk(
    folder: &Path,
    results: Option<&Path>,
    files: &mut Vec<Option<PathBuf>>,
) -> Result<(), Stop> {
    if results.is_some() && folder.canonicalize().ok().as_deref() == results {
        return Ok(());
    }
    let told = |error: io::Error| Stop::usage(format!("{}: {error}", folder.display()));
    let mut entries: Vec<fs::DirEntry> =
        fs::read_dir(folder).map_err(told)?.collect::<Result<_, _>>().map_err(told)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let kind = entry.file_type().map_err(told)?;
        if kind.is_dir() {
            walk(&path, results, files)?;
        } else if kind.is_file() || (kind.is_symlink() && path.is_file()) {
            files.push(Some(path));
        }
    }
    Ok(())
}

fn of_file(path: PathBuf) -> Input {
    let name = path.display().to_string();
    let stem = path.file_name().map(|name| stem_of(&name.to_string_lossy()).to_owned());
    let open = move || {
        // A pipe or a device in a folder would be waited for without end.
        let file = File::open(&path)?;
        let whole = file.metadata()?.is_file();
        Ok(if whole { Source::File(Box::new(file)) } else { Source::Stream(Box::new(file)) })
    };
    Input { name, stem, open: Box::new(open), prompt: false }
}

fn standard_input() -> Input {
    let open = || Ok(Source::Stream(Box::new(io::stdin())));
    Input { name: "-".to_owned(), stem: None, open: Box::new(open), prompt: true }
}
