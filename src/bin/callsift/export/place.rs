//! Where an export goes: a file, or a folder with its list. Both are written aside, brought to the disk
//! and renamed at the end, and replace nothing that callsift did not write.

use crate::exit::Stop;
use crate::private_file;
use crate::results::sha256;
use callsift::output::export_v1::{Export, File as Listed};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The list of the files of a folder, and the mark that the folder is an export.
pub(super) const LIST: &str = "export.json";

fn told(path: &Path, error: &io::Error) -> Stop {
    Stop::output(format!("{}: {error}", path.display()))
}

/// Refuses to replace what is not of the kind that is written.
fn lost(path: &Path) -> Stop {
    Stop::usage(format!(
        "-o {}: it is not from such an export and would be lost; choose another name",
        path.display()
    ))
}

/// A name beside a path, in the same folder.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(ending);
    path.with_file_name(name)
}

/// Brings the folder of a path to the disk, where the system can do that.
fn sync_folder_of(path: &Path) -> Result<(), Stop> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    if cfg!(unix) {
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(|error| told(folder, &error))?;
    }
    Ok(())
}

/// One file that is written aside.
pub(super) struct OneFile {
    path: PathBuf,
    aside: PathBuf,
    file: BufWriter<File>,
}

impl OneFile {
    /// Begins a file. One that is there already must be `ours`, or empty.
    pub(super) fn create(path: &Path, ours: &dyn Fn(&[u8]) -> bool) -> Result<OneFile, Stop> {
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                return Err(Stop::usage(format!("-o {}: it is a folder", path.display())));
            }
            Ok(_) => {
                let found = fs::read(path).map_err(|error| told(path, &error))?;
                if !found.is_empty() && !ours(&found) {
                    return Err(lost(path));
                }
            }
            Err(_) => {}
        }
        let aside = beside(path, ".part");
        let file = private_file::create(&aside).map_err(|error| told(&aside, &error))?;
        Ok(OneFile { path: path.to_owned(), aside, file: BufWriter::new(file) })
    }

    /// A failed write as it is told to the user.
    pub(super) fn told(&self, error: &io::Error) -> Stop {
        told(&self.aside, error)
    }

    /// Puts the file in its place.
    pub(super) fn publish(mut self) -> Result<(), Stop> {
        let done = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        done.and_then(|()| fs::rename(&self.aside, &self.path))
            .map_err(|error| told(&self.path, &error))?;
        sync_folder_of(&self.path)
    }
}

impl Write for OneFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// What stands aside when an export ends, for whatever reason, is of no use to anybody.
impl Drop for OneFile {
    fn drop(&mut self) {
        // After a publication there is nothing left to remove.
        let _ = fs::remove_file(&self.aside);
    }
}

/// A folder that is written aside.
pub(super) struct Folder {
    path: PathBuf,
    aside: PathBuf,
    files: Vec<Listed>,
}

/// A file of a folder, while it is written.
pub(super) struct FolderFile {
    name: String,
    aside: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Folder {
    /// Begins a folder. One that is there already must be empty, or hold an export and nothing else.
    pub(super) fn create(path: &Path) -> Result<Folder, Stop> {
        if path.file_name().is_none() {
            return Err(Stop::usage(format!("-o {}: it has no name", path.display())));
        }
        may_replace(path)?;
        let aside = beside(path, ".part");
        // Left by a run that was killed.
        let _ = fs::remove_dir_all(&aside);
        private_file::create_dir(&aside).map_err(|error| told(&aside, &error))?;
        Ok(Folder { path: path.to_owned(), aside, files: Vec::new() })
    }

    /// Begins a file; its name may have folders, parted by `/`, and none of them is `..`.
    pub(super) fn begin(&self, name: &str) -> Result<FolderFile, Stop> {
        let aside = self.aside.join(name);
        let made = aside.parent().map_or(Ok(()), private_file::create_dir_all);
        let file = made
            .and_then(|()| private_file::create(&aside))
            .map_err(|error| told(&aside, &error))?;
        let file = BufWriter::with_capacity(1 << 16, file);
        Ok(FolderFile { name: name.to_owned(), aside, file, hash: Sha256::new(), bytes: 0 })
    }

    /// Brings a file to the disk.
    pub(super) fn finish(&mut self, mut file: FolderFile) -> Result<(), Stop> {
        let done = file.file.flush().and_then(|()| file.file.get_ref().sync_all());
        done.map_err(|error| told(&file.aside, &error))?;
        let sha256 = file.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        self.files.push(Listed { file: file.name, bytes: file.bytes, sha256 });
        Ok(())
    }

    /// A whole file at once.
    pub(super) fn write(&mut self, name: &str, content: &[u8]) -> Result<(), Stop> {
        let mut file = self.begin(name)?;
        file.write_all(content).map_err(|error| file.told(&error))?;
        self.finish(file)
    }

    /// How many files there are.
    pub(super) fn count(&self) -> usize {
        self.files.len()
    }

    /// Writes the list and puts the folder in its place, as a whole.
    pub(super) fn publish(mut self, mut list: Export) -> Result<(), Stop> {
        list.files = std::mem::take(&mut self.files);
        let list_path = self.aside.join(LIST);
        let written = private_file::create(&list_path).and_then(|mut file| {
            file.write_all(&crate::scan::pretty(&list)).and_then(|()| file.sync_all())
        });
        written.map_err(|error| told(&list_path, &error))?;
        sync_folder_of(&list_path)?;
        let old = beside(&self.path, ".old");
        let failed = |error: io::Error| told(&self.path, &error);
        let there = self.path.exists();
        if there {
            let _ = fs::remove_dir_all(&old);
            fs::rename(&self.path, &old).map_err(failed)?;
        }
        fs::rename(&self.aside, &self.path).map_err(|error| {
            // The earlier export comes back to its place.
            let _ = fs::rename(&old, &self.path);
            told(&self.path, &error)
        })?;
        sync_folder_of(&self.path)?;
        if there {
            fs::remove_dir_all(&old).map_err(|error| told(&old, &error))?;
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // After a publication there is nothing left to remove.
        let _ = fs::remove_dir_all(&self.aside);
    }
}

impl FolderFile {
    /// A failed write as it is told to the user.
    pub(super) fn told(&self, error: &io::Error) -> Stop {
        told(&self.aside, error)
    }
}

impl Write for FolderFile {
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

/// Refuses a folder with anything in it but the files of an export, as their list has them.
fn may_replace(path: &Path) -> Result<(), Stop> {
    let found = match fs::metadata(path) {
        Err(_) => return Ok(()),
        Ok(found) if !found.is_dir() => return Err(lost(path)),
        Ok(_) => names(path, path)?,
    };
    if found.is_empty() {
        return Ok(());
    }
    let list = fs::read(path.join(LIST)).ok();
    let list = list.and_then(|text| serde_json::from_slice::<Export>(&text).ok());
    let Some(list) = list else { return Err(lost(path)) };
    let listed = |name: &String| name == LIST || list.files.iter().any(|file| file.file == *name);
    match found.iter().find(|name| !listed(name)) {
        None => Ok(()),
        Some(name) => Err(Stop::usage(format!(
            "-o {}: {name} in it is not from an export and would be lost; choose another name",
            path.display()
        ))),
    }
}

/// Files of a folder and the folders in it, parted by `/`, in order.
fn names(root: &Path, folder: &Path) -> Result<Vec<String>, Stop> {
    let mut out = Vec::new();
    let entries = fs::read_dir(folder).map_err(|error| told(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| told(folder, &error))?;
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            out.extend(names(root, &path)?);
        } else {
            let inside = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            out.push(parts.join("/"));
        }
    }
    out.sort();
    Ok(out)
}

/// Names that Windows keeps for devices.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The name of a call's file, without its ending: the key as far as every system takes it, and behind
/// `~` a part of the key's hash where that is not the whole key.
pub(super) fn file_stem(key: &str, occurrence: usize) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    // A colon parts source and id in every key, and is no letter of a Windows name.
    let mut stem: String = key.replacen(':', ".", 1);
    let kept = stem.chars().all(plain) && !stem.starts_with('.') && !stem.ends_with('.');
    let short = stem.len() <= 100;
    // Systems that do not tell capitals apart would take two calls for one.
    let lower = stem.chars().all(|c| !c.is_uppercase());
    // Windows keeps a few names for devices, also with an ending.
    let device = DEVICES.contains(&stem.split('.').next().unwrap_or_default());
    if device {
        stem.insert(0, '_');
    }
    if !(kept && short && lower) || device {
        stem = stem.chars().map(|c| if plain(c) { c } else { '_' }).collect();
        while stem.len() > 80 {
            stem.pop();
        }
        stem = format!("{}~{}", stem.trim_matches('.'), &sha256(key.as_bytes())[..8]);
    }
    if occurrence > 0 {
        stem = format!("{stem}~{}", occurrence + 1);
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_harmless_and_differ() {
        for (key, occurrence, stem) in [
            ("pbx1:ru-legal-01", 0, "pbx1.ru-legal-01"),
            ("pbx1:ru-legal-01", 1, "pbx1.ru-legal-01~2"),
            ("t:ключ", 0, "t.ключ"),
        ] {
            assert_eq!(file_stem(key, occurrence), stem);
        }
        let odd = [
            "t:A",
            "t:a/../b",
            "t:..",
            ":",
            "t:a:b",
            "t:a b",
            "t:a\0",
            "t:a\u{202e}",
            "t:con.",
            "nul:1",
        ];
        for key in odd {
            let stem = file_stem(key, 0);
            let fine = |c: char| c.is_alphanumeric() || "-_.~".contains(c);
            assert!(stem.chars().all(fine) && stem.contains('~'), "{stem}");
            assert!(!stem.starts_with('.'), "{stem}");
        }
        let long = format!("t:{}", "щ".repeat(500));
        assert!(file_stem(&long, 0).len() < 100);
        assert_ne!(file_stem("t:A", 0), file_stem("t:a", 0));
    }
}
