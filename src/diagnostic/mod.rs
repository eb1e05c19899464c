//! What is wrong with a file an author wrote: a stable code, the exact place, one line of help.
//!
//! Deliberately absent from this floor: lexicons. Whoever reads a file makes the diagnostics.

use serde::{Deserialize, Serialize};
mod code;
mod render;
pub(crate) mod table;

pub use code::{Code, Level};
pub use render::{Style, render};
pub use table::Written;

use crate::units::Span;

/// A file that was read, kept so that diagnostics can show it.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path as the user knows it.
    pub path: String,
    /// Content.
    pub text: String,
}

/// Which of the files that were read together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileIx(pub u32);

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub file: FileIx,
    /// The bytes.
    pub span: Span,
}

/// Something to mend, or to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind.
    pub code: Code,
    /// What happened, in one line.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What is to be said at the place itself; may be empty.
    pub label: String,
    /// The other place involved and what it has to do with it.
    pub related: Option<(Place, String)>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic without other place and help.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            message: message.into(),
            place,
            label: String::new(),
            related: None,
            help: None,
        }
    }

    /// Says something at the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Names the other place involved.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Diagnostic {
        self.related = Some((place, label.into()));
        self
    }
}

/// The known name nearest to a misspelt one, for "did you mean".
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (edits(written, name), name))
        .filter(|(edits, name)| *edits <= 1 + name.len() / 4)
        .min()
        .map(|(_, name)| name)
}

/// Levenshtein distance in characters.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn nearest_names() {
        let known = ["phrases", "unless", "severity"];
        assert_eq!(nearest("phrase", known), Some("phrases"));
        assert_eq!(nearest("serverity", known), Some("severity"));
        assert_eq!(nearest("colour", known), None);
    }
}
