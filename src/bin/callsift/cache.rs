//! Compiled lexicons kept on disk: a scan of one call would compile for longer than it scans.
//!
//! The cache is an aid and never a reason to fail: what cannot be read or written is compiled again, and
//! nobody is told. A file is named by what it was compiled from, and is looked through before it is used.

use crate::private_file;
use callsift::lexicon::{Lexicon, LexiconFiles, StoredKey};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Files that are kept; those read least lately go first.
const MOST: usize = 8;

/// Whether compiled lexicons are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    Yes,
    No,
}

/// The lexicon of these files: as it was kept, or made by `compile` and kept.
pub(crate) fn lexicon<E>(
    files: &LexiconFiles,
    keep: Keep,
    compile: impl FnOnce() -> Result<Lexicon, E>,
) -> Result<Lexicon, E> {
    let Some(folder) = folder().filter(|_| keep == Keep::Yes) else { return compile() };
    let key = StoredKey::of(files);
    let path = folder.join(format!("{}.lexicon", key.hex()));
    if let Some(lexicon) = read(&path, &key) {
        return Ok(lexicon);
    }
    let lexicon = compile()?;
    if let Some(bytes) = lexicon.stored(&key)
        && private_file::create_dir_all(&folder).is_ok()
        && write(&path, &bytes)
    {
        clear(&folder);
    }
    Ok(lexicon)
}

/// `CALLSIFT_CACHE`, else the folder for such things.
fn folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let below = |base: OsString, name: &str| Path::new(&base).join(name);
    set("CALLSIFT_CACHE")
        .map(PathBuf::from)
        .or_else(|| set("XDG_CACHE_HOME").map(|base| below(base, "callsift")))
        .or_else(|| set("LOCALAPPDATA").map(|base| below(base, "callsift/cache")))
        .or_else(|| set("HOME").map(|base| below(base, ".cache/callsift")))
        .filter(|folder| folder.is_absolute())
}

fn read(path: &Path, key: &StoredKey) -> Option<Lexicon> {
    let lexicon = Lexicon::from_stored(&fs::read(path).ok()?, key)?;
    // Which files are of use shows in when they were read.
    if let Ok(file) = fs::File::open(path) {
        drop(file.set_modified(SystemTime::now()));
    }
    Some(lexicon)
}

/// Writes aside under a name of this process, so that two that start at once do not write into one file.
fn write(path: &Path, bytes: &[u8]) -> bool {
    let aside = path.with_extension(format!("{}.part", std::process::id()));
    let done = private_file::write(&aside, bytes).and_then(|()| fs::rename(&aside, path)).is_ok();
    if !done {
        drop(fs::remove_file(&aside));
    }
    done
}

/// Removes what was read least lately, and what an interrupted start left.
fn clear(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut files: Vec<(SystemTime, PathBuf)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let ours = path.extension().is_some_and(|kind| kind == "lexicon" || kind == "part");
            let modified = fs::metadata(&path).ok()?.modified().ok()?;
            ours.then_some((modified, path))
        })
        .collect();
    files.sort();
    let spare = files.len().saturating_sub(MOST);
    for (_, path) in files.into_iter().take(spare) {
        drop(fs::remove_file(path));
    }
}
