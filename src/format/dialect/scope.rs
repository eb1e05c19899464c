//! A call within its record: where paths begin, and facts about the call.

use super::super::Reject;
use super::path::{Part, Path};
use super::tree::Json;
use std::borrow::Cow;

/// A record and the call in it that is read.
pub(super) struct Scope<'t> {
    pub(super) root: &'t Json<'t>,
    /// The record, or a part of it.
    pub(super) call: Part<'t, 't>,
}

impl<'t> Scope<'t> {
    /// Where a path begins.
    pub(super) fn from(&self, path: &Path) -> Part<'t, 't> {
        match path {
            Path::Root(_) => Part::whole(self.root),
            Path::Here(_) | Path::Number | Path::Name => {
                // Lists are numbered within the call.
                Part { number: None, name: None, ..self.call.clone() }
            }
        }
    }

    pub(super) fn all(&self, path: &Path) -> Vec<Part<'t, 't>> {
        path.below(self.from(path))
    }

    pub(super) fn first(&self, path: &Path) -> Option<&'t Json<'t>> {
        path.first(if matches!(path, Path::Root(_)) { self.root } else { self.call.json })
    }

    /// A fact about the call; blank, and "None" as some exporters write it, is absent.
    pub(super) fn fact(&self, paths: &[Path]) -> Result<Option<String>, Reject> {
        for path in paths {
            let found = match path {
                Path::Number => None,
                Path::Name => self.call.name.map(Cow::Borrowed),
                Path::Here(_) | Path::Root(_) => match self.first(path) {
                    Some(json) => json.text(|| self.place(path))?,
                    None => None,
                },
            };
            let text = found.unwrap_or_default();
            if !text.trim().is_empty() && text != "None" {
                return Ok(Some(text.into_owned()));
            }
        }
        Ok(None)
    }

    /// Where a path of the call leads, for messages.
    fn place(&self, path: &Path) -> String {
        match path {
            Path::Here(_) => format!("{}.{path}", self.call.place).trim_matches('.').to_owned(),
            Path::Root(_) | Path::Number | Path::Name => path.to_string(),
        }
    }
}
