//! Files and folders that only their owner can read: what is written of calls is nobody else's business.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// A new file, or an old one emptied, for its owner alone.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let file = for_owner(options.write(true).create(true).truncate(true)).open(path)?;
    // One that was there keeps its mode otherwise.
    #[cfg(unix)]
    if file.metadata()?.is_file() {
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    }
    Ok(file)
}

/// What is made with these options is for its owner alone.
pub(crate) fn for_owner(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// The whole of a file.
pub(crate) fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    create(path)?.write_all(content)
}

/// A whole file, written aside first so that no half of it is ever in its place.
pub(crate) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let aside = path.with_file_name(format!(".{name}.part"));
    let done = write(&aside, content).and_then(|()| fs::rename(&aside, path));
    // What stands aside is of no use to anybody.
    done.inspect_err(|_| drop(fs::remove_file(&aside)))
}

/// A new folder.
pub(crate) fn create_dir(path: &Path) -> io::Result<()> {
    builder().create(path)
}

/// A folder and those above it that are missing; what is there keeps its mode.
pub(crate) fn create_dir_all(path: &Path) -> io::Result<()> {
    builder().recursive(true).create(path)
}

fn builder() -> DirBuilder {
    #[cfg(unix)]
    {
        let mut builder = DirBuilder::new();
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
    }
    #[cfg(not(unix))]
    DirBuilder::new()
}
