//! The user's own field map (`--map`), checked before anything is read by it.

use crate::exit::Stop;
use crate::terminal;
use callsift::diagnostic::{SourceFile, render};
use callsift::format::Dialect;
use std::fs;
use std::path::Path;

/// The map in a file; `None` where none is named.
pub(crate) fn load(path: Option<&Path>) -> Result<Option<Dialect>, Stop> {
    let Some(path) = path else { return Ok(None) };
    let told = |error| Stop::usage(format!("{}: {error}", path.display()));
    let text = fs::read_to_string(path).map_err(told)?;
    let file = SourceFile { path: path.display().to_string(), text };
    match Dialect::read(&file) {
        Ok(map) => Ok(Some(map)),
        Err(found) => {
            let page = render(&[file], &found, terminal::style());
            Err(Stop::usage(format!("the field map cannot be used\n\n{}", page.trim_end())))
        }
    }
}
