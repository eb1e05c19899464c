//! The journal of a run: how much of its results is safe on the disk, so that the same run, started
//! again after a kill, goes on from there.
//!
//! One line for each entry, behind the CRC-32 of its text. A line is written only after everything
//! it speaks of is on the disk, and it is on the disk itself before the run goes on. A last line
//! that was cut short is what a kill leaves; it counts as not written.

use crate::private_file;
use callsift::batch::Reached;
use callsift::output::run_v1::OutputFile;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Its name in the output folder.
pub(crate) const JOURNAL: &str = ".callsift.journal";
/// A journal that is not one yet.
const NEW: &str = ".callsift.journal.part";

/// One line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Entry {
    /// The run, by what it reads and what decides its results; always the first line.
    Run(String),
    /// So far the files stand aside, and so much of them is safe.
    Safe(Box<Safe>),
    /// Every result is finished and stands aside, `run.json` too; what is left is to rename them.
    Finished(Vec<OutputFile>),
}

/// What a run can go on from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Safe {
    /// How much of the input it took.
    pub(crate) reached: Reached,
    /// The begin of each file that is safe.
    pub(crate) files: Vec<OutputFile>,
    /// What the run adds up besides.
    pub(crate) sums: serde_json::Value,
}

/// What stands in a journal.
#[derive(Debug, Default)]
pub(crate) struct Story {
    /// Its run.
    pub(crate) run: Option<String>,
    /// The last safe point.
    pub(crate) safe: Option<Safe>,
    /// The finished files.
    pub(crate) finished: Option<Vec<OutputFile>>,
}

/// A journal that is written on.
#[derive(Debug)]
pub(crate) struct Journal {
    file: File,
}

impl Journal {
    /// Begins the journal of a run, which may be safe in part, in place of one that is there.
    pub(crate) fn begin(folder: &Path, run: &str, safe: Option<&Safe>) -> io::Result<Journal> {
        let new = folder.join(NEW);
        let begun = Journal::write_new(&new, run, safe).and_then(|journal| {
            // Until here the one before tells what it told.
            std::fs::rename(&new, folder.join(JOURNAL))?;
            Ok(journal)
        });
        begun.inspect_err(|_| {
            let _ = std::fs::remove_file(&new);
        })
    }

    fn write_new(path: &Path, run: &str, safe: Option<&Safe>) -> io::Result<Journal> {
        let file = private_file::create(path)?;
        let mut journal = Journal { file };
        journal.write(&Entry::Run(run.to_owned()))?;
        if let Some(safe) = safe {
            journal.write(&Entry::Safe(Box::new(safe.clone())))?;
        }
        Ok(journal)
    }

    /// Adds an entry and brings it to the disk.
    pub(crate) fn write(&mut self, entry: &Entry) -> io::Result<()> {
        let mut line = line(entry)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.file.sync_all()
    }
}

fn line(entry: &Entry) -> io::Result<Vec<u8>> {
    let text = serde_json::to_vec(entry)?;
    let mut line = format!("{:08x} ", crc32(&text)).into_bytes();
    line.extend_from_slice(&text);
    Ok(line)
}

/// The CRC-32 of gzip and zip.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

impl Story {
    /// Reads what is in a folder; a journal that is not there, or that nobody wrote like this, tells
    /// nothing.
    pub(crate) fn read(folder: &Path) -> io::Result<Story> {
        match std::fs::read(folder.join(JOURNAL)) {
            Ok(text) => Ok(Story::of(&text).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Story::default()),
            Err(error) => Err(error),
        }
    }

    /// `None` if a line other than the last is broken.
    fn of(text: &[u8]) -> Option<Story> {
        let mut story = Story::default();
        let mut lines = text.split(|byte| *byte == b'\n').peekable();
        while let Some(line) = lines.next() {
            let last = lines.peek().is_none();
            match entry(line) {
                // What stands behind the last line end was cut short, or is nothing.
                _ if last => break,
                Some(Entry::Run(run)) => story = Story { run: Some(run), ..Story::default() },
                Some(Entry::Safe(safe)) => story.safe = Some(*safe),
                Some(Entry::Finished(files)) => story.finished = Some(files),
                None => return None,
            }
        }
        Some(story)
    }
}

fn entry(line: &[u8]) -> Option<Entry> {
    let (crc, text) = line.split_at_checked(9)?;
    let crc = std::str::from_utf8(crc).ok()?.strip_suffix(' ')?;
    let known = u32::from_str_radix(crc, 16).ok()? == crc32(text);
    known.then(|| serde_json::from_slice(text).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(entries: &[Entry]) -> Vec<u8> {
        let mut text = Vec::new();
        for entry in entries {
            text.extend(line(entry).unwrap());
            text.push(b'\n');
        }
        text
    }

    fn safe(pieces: u64) -> Entry {
        let mut reached = Reached::default();
        reached.pieces = pieces;
        Entry::Safe(Box::new(Safe { reached, files: Vec::new(), sums: serde_json::Value::Null }))
    }

    /// The last safe point, if the journal tells anything.
    fn pieces(text: &[u8]) -> Option<u64> {
        Some(Story::of(text)?.safe?.reached.pieces)
    }

    #[test]
    fn cut_anywhere_it_tells_what_was_whole() {
        let whole = text(&[Entry::Run("a".to_owned()), safe(3), safe(8)]);
        let ends: Vec<usize> = (0..whole.len()).filter(|&at| whole[at] == b'\n').collect();
        for length in 0..=whole.len() {
            let told = pieces(&whole[..length]);
            let expected = match length {
                _ if length <= ends[1] => None,
                _ if length <= ends[2] => Some(3),
                _ => Some(8),
            };
            assert_eq!(told, expected, "{length}");
        }
    }

    #[test]
    fn a_broken_line_in_the_middle_tells_nothing() {
        let whole = text(&[Entry::Run("a".to_owned()), safe(3), safe(8)]);
        for at in 0..whole.len() {
            let mut broken = whole.clone();
            broken[at] ^= 1;
            // The last line end is all that may be missing.
            let expected = if at + 1 == whole.len() { Some(3) } else { None };
            assert_eq!(pieces(&broken), expected, "{at}");
        }
    }
}
