//! Records that are read alone: those that could not be read before, found again by their places.

use super::worker::Located;
use crate::format::Framing;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// A record to be read, as its reject has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectedRecord {
    /// The file; a member of an archive stands behind `!`.
    pub file: String,
    /// First byte of the record in the content.
    pub byte_start: u64,
    /// One past its last byte; not above the first where everything from there on is meant.
    pub byte_end: u64,
    /// Line of its first byte, from 1.
    pub line: u64,
    /// Whether it was one of several records of the content.
    pub one_of_several: bool,
    /// SHA-256 of its bytes in hex, if it is known.
    pub sha256: Option<String>,
}

/// All of them, and what became of each.
#[derive(Debug, Default)]
pub struct Selection {
    by_file: BTreeMap<String, Vec<Wanted>>,
}

#[derive(Debug)]
struct Wanted {
    record: SelectedRecord,
    found: AtomicBool,
    changed: AtomicBool,
}

/// How many records were found again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selected {
    /// Those that are there.
    pub found: u64,
    /// Those of them that have other bytes now.
    pub changed: u64,
    /// Those that are not there any more.
    pub missing: u64,
}

impl Selection {
    /// Of these records.
    pub fn new(records: impl IntoIterator<Item = SelectedRecord>) -> Selection {
        let mut by_file: BTreeMap<String, Vec<Wanted>> = BTreeMap::new();
        for record in records {
            let (found, changed) = (AtomicBool::new(false), AtomicBool::new(false));
            let of_file = by_file.entry(record.file.clone()).or_default();
            of_file.push(Wanted { record, found, changed });
        }
        Selection { by_file }
    }

    /// What became of all of them; to be asked when everything has been read.
    pub fn selected(&self) -> Selected {
        let mut all = Selected::default();
        for wanted in self.by_file.values().flatten() {
            let found = wanted.found.load(Ordering::Relaxed);
            all.found += u64::from(found);
            all.missing += u64::from(!found);
            all.changed += u64::from(wanted.changed.load(Ordering::Relaxed));
        }
        all
    }

    /// Whether anything of a content is wanted: of itself, or of the archive it is in.
    pub(super) fn wants(&self, name: &str) -> bool {
        self.of(name).next().is_some()
    }

    /// Whether a record is wanted; `bytes` if they are at hand.
    pub(super) fn takes(&self, place: &Located, framing: Framing, bytes: Option<&[u8]>) -> bool {
        let mut any = false;
        for wanted in self.of(&place.file.name) {
            let record = &wanted.record;
            // After a file was mended its lines still count alike, its bytes do not.
            let by_line = framing == Framing::Lines && record.one_of_several;
            let meets = if record.byte_end <= record.byte_start {
                place.byte_end >= record.byte_start
            } else if by_line {
                place.line == record.line
            } else {
                place.byte_start < record.byte_end && record.byte_start < place.byte_end
            };
            if !meets {
                continue;
            }
            any = true;
            wanted.found.store(true, Ordering::Relaxed);
            if let (Some(known), Some(bytes)) = (&record.sha256, bytes)
                && (by_line || place.byte_start == record.byte_start)
                && *known != sha256(bytes)
            {
                wanted.changed.store(true, Ordering::Relaxed);
            }
        }
        any
    }

    fn of(&self, name: &str) -> impl Iterator<Item = &Wanted> {
        // What an archive is named by stands before each `!` of a member's name.
        let ends = name.match_indices('!').map(|(at, _)| at).chain([name.len()]);
        let names = ends.filter_map(|end| name.get(..end));
        names.filter_map(|name| self.by_file.get(name)).flatten()
    }
}

/// SHA-256 in hex.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::InputFile;
    use std::sync::Arc;

    fn place(name: &str, byte_start: u64, byte_end: u64, line: u64) -> Located {
        let file = InputFile { name: name.to_owned(), member: None, stem: None, guessed: None };
        Located { file: Arc::new(file), byte_start, byte_end, line }
    }

    fn record(file: &str, byte_start: u64, byte_end: u64, line: u64) -> SelectedRecord {
        let file = file.to_owned();
        SelectedRecord { file, byte_start, byte_end, line, ..SelectedRecord::default() }
    }

    #[test]
    fn records_are_found_by_their_places() {
        let of_lines = SelectedRecord {
            one_of_several: true,
            sha256: Some(sha256(b"bad")),
            ..record("a", 10, 20, 2)
        };
        for (selected, place, framing, bytes, taken, outcome) in [
            // A line by its number, wherever it stands now.
            (&of_lines, place("a", 10, 20, 2), Framing::Lines, &b"bad"[..], true, [1, 0, 0]),
            (&of_lines, place("a", 30, 50, 2), Framing::Lines, b"mended", true, [1, 1, 0]),
            (&of_lines, place("a", 10, 20, 3), Framing::Lines, b"bad", false, [0, 0, 1]),
            (&of_lines, place("b", 10, 20, 2), Framing::Lines, b"bad", false, [0, 0, 1]),
            // A value by its bytes: one before, at the begin, at the end, one behind.
            (&of_lines, place("a", 0, 10, 2), Framing::Values, b"x", false, [0, 0, 1]),
            (&of_lines, place("a", 0, 11, 2), Framing::Values, b"x", true, [1, 0, 0]),
            (&of_lines, place("a", 10, 20, 9), Framing::Values, b"bad", true, [1, 0, 0]),
            (&of_lines, place("a", 10, 20, 9), Framing::Values, b"new", true, [1, 1, 0]),
            (&of_lines, place("a", 19, 30, 2), Framing::Values, b"x", true, [1, 0, 0]),
            (&of_lines, place("a", 20, 30, 2), Framing::Values, b"x", false, [0, 0, 1]),
            // What was one record may be many lines now.
            (&record("a", 0, 90, 1), place("a", 50, 60, 7), Framing::Lines, b"x", true, [1, 0, 0]),
            // Everything behind a place, and everything in an archive.
            (&record("a", 10, 10, 2), place("a", 0, 9, 1), Framing::Lines, b"x", false, [0, 0, 1]),
            (&record("a", 10, 10, 2), place("a", 30, 40, 4), Framing::Lines, b"x", true, [1, 0, 0]),
            (&record("z", 0, 0, 1), place("z!m", 3, 4, 4), Framing::Lines, b"x", true, [1, 0, 0]),
            (
                &record("z!m", 0, 0, 1),
                place("z!n", 3, 4, 4),
                Framing::Lines,
                b"x",
                false,
                [0, 0, 1],
            ),
        ] {
            let selection = Selection::new([selected.clone()]);
            assert_eq!(selection.takes(&place, framing, Some(bytes)), taken, "{place:?}");
            let Selected { found, changed, missing } = selection.selected();
            assert_eq!([found, changed, missing], outcome, "{place:?}");
            assert_eq!(selection.wants("z!m"), selected.file.starts_with('z'));
        }
    }
}
