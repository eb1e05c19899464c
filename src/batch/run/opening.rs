//! One file of the user's while it is read: each content in it is recognised, cut and handed on.

use super::{Enough, Event, Reader};
use crate::batch::blocks::{Cut, Cutter};
use crate::batch::container::{Counted, Place, Visit, read_error};
use crate::batch::input::{ContentInfo, FileInfo, HashState, InputFile, MemberInfo};
use crate::batch::worker::Work;
use crate::format::{Framing, Reject, Sniff, sniff_mapped};
use crate::text::{FoundEncoding, Known};
use std::io;
use std::sync::Arc;

/// One file of the user's, while it is read: its content, or those of the members in it.
pub(super) struct Opening<'o, 'a, 's, 'j, W: Work> {
    pub(super) file: Arc<InputFile>,
    pub(super) hash: &'o HashState,
    /// Bytes of the files before it.
    pub(super) before: u64,
    pub(super) prompt: bool,
    pub(super) info: FileInfo,
    pub(super) reader: &'o mut Reader<'a, 's, 'j, W>,
}

impl<W: Work> Opening<'_, '_, '_, '_, W> {
    /// The file, or the member as an input of its own.
    fn file_of(&self, place: &Place, found: Option<FoundEncoding>) -> Arc<InputFile> {
        let guess = found.filter(|found| found.known == Known::Guessed);
        let member = place.member.clone();
        let name = match &place.member {
            None if guess.is_none() => return Arc::clone(&self.file),
            None => self.file.name.clone(),
            Some(member) => format!("{}!{member}", self.file.name),
        };
        let guessed = guess.map(|found| found.encoding.name());
        Arc::new(InputFile { name, member, stem: place.stem.clone(), guessed })
    }

    /// Whether other contents alone are read.
    fn is_unwanted(&self, file: &InputFile) -> bool {
        self.reader.job.reading.only.as_ref().is_some_and(|only| !only.wants(&file.name))
    }

    /// Keeps what a file or a member was.
    fn note(&mut self, place: &Place, mut content: ContentInfo, bytes: u64) {
        content.packed = place.packed.iter().map(|packing| packing.as_str()).collect();
        match &place.member {
            None => self.info.content = content,
            Some(name) => {
                let name = name.clone();
                self.info.members.push(MemberInfo { name, content, bytes });
            }
        }
    }
}

impl<W: Work> Visit for Opening<'_, '_, '_, '_, W> {
    type Enough = Enough;

    fn content(
        &mut self,
        place: &Place,
        encoding: Option<FoundEncoding>,
        content: Box<dyn io::Read + '_>,
    ) -> Result<(), Enough> {
        let file = self.file_of(place, encoding);
        if self.is_unwanted(&file) {
            return Ok(());
        }
        let (content, bytes) = Counted::new(content);
        let prompt = self.prompt && place.member.is_none();
        let mut cutter = Cutter::new(content, prompt, self.reader.job.reading.opening.records);
        let (head, complete) = cutter.head();
        let mut sniffed = sniff_mapped(head, complete, self.reader.job.reading.map.as_ref());
        // A pipe gives a line at a time. Only that records are lines is plain from the first ones;
        // everything else shows when there is more.
        while cutter.can_be_longer() && !is_lines(&sniffed) {
            let (head, complete) = cutter.longer_head();
            sniffed = sniff_mapped(head, complete, self.reader.job.reading.map.as_ref());
        }
        let reader = &mut *self.reader;
        let format = match sniffed {
            // A file that fails at once has no content either; its failure is what counts.
            Sniff::Empty => {
                match cutter.next_cut() {
                    Some(Cut::Failed { error, offset, line }) => {
                        reader.reject(&file, offset, offset, line, read_error(&error))?;
                    }
                    _ => reader.event(Event::EmptyFile(file))?,
                }
                None
            }
            Sniff::Unknown(reject) => {
                let reject = cutter.failure().map_or(reject, read_error);
                let end = cutter.head().0.len() as u64;
                reader.reject(&file, 0, end, 1, reject)?;
                None
            }
            Sniff::Known { format, framing } => {
                match framing {
                    Framing::Lines | Framing::Values => {
                        let progress = (self.hash, self.before);
                        reader.cuts(&file, format, framing, &mut cutter, progress)?;
                    }
                    Framing::Whole => reader.whole(&file, format, &mut cutter)?,
                }
                Some(format.name)
            }
        };
        let mut content = ContentInfo { format, ..ContentInfo::default() };
        if let Some(found) = encoding {
            content.encoded(found);
        }
        self.note(place, content, bytes.get());
        Ok(())
    }

    fn refuse(&mut self, place: &Place, reject: Reject) -> Result<(), Enough> {
        let file = self.file_of(place, None);
        if self.is_unwanted(&file) {
            return Ok(());
        }
        // An archive that was opened is known already.
        let known = |member: &MemberInfo| Some(&member.name) == place.member.as_ref();
        if !self.info.members.iter().rev().any(known) {
            self.note(place, ContentInfo::default(), 0);
        }
        self.reader.reject(&file, 0, 0, 1, reject)
    }

    fn empty(&mut self, place: &Place) -> Result<(), Enough> {
        let file = self.file_of(place, None);
        if self.is_unwanted(&file) {
            return Ok(());
        }
        self.reader.event(Event::EmptyFile(file))
    }

    fn opened(&mut self, place: &Place) {
        self.note(place, ContentInfo::default(), 0);
    }

    fn passed_over(&mut self) {
        self.info.passed_over += 1;
    }
}

fn is_lines(sniffed: &Sniff) -> bool {
    matches!(sniffed, Sniff::Known { framing: Framing::Lines, .. })
}
