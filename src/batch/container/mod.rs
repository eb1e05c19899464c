//! What is inside a file: packings are opened one by one, by their first bytes, down to the contents.
//!
//! Everything is a stream; nothing is written anywhere, and names are labels only. A zip file has its
//! table of contents at its end, so one that comes from a pipe or out of another archive is held in
//! memory up to a limit.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

mod archives;
mod limits;
mod name;
#[cfg(feature = "parquet")]
mod parquet;
mod workbook;
mod zip;

pub use limits::{ArchiveLimits, still_growing};
pub(super) use limits::{Counted, read_error};
pub use name::stem_of;
pub use zip::SeekRead;

use crate::format::Reject;
use crate::format::limits::RecordLimits;
use crate::text::{Decoding, FoundEncoding, TextEncoding, find_encoding};
use flate2::read::MultiGzDecoder;
use limits::{Bounded, Filled, Guard, beyond};
use memchr::memchr;
use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

/// Bytes that tell every packing: one block of a tar archive.
const MAGIC_BYTES: usize = 512;

/// Bytes that tell the encoding of a text.
const ENCODING_BYTES: usize = 64 * 1024;

/// Bytes of a member's name.
const MAX_NAME_BYTES: usize = 1_024;

/// How files are read before their formats are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadSettings {
    /// How much may come out of an archive.
    pub limits: ArchiveLimits,
    /// How large a record may be.
    pub records: RecordLimits,
    /// The encoding of text that does not tell its own.
    pub encoding: Option<TextEncoding>,
}

/// A way files are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
    Zip,
    Tar,
    /// A workbook, whose sheets are its members.
    Xlsx,
    /// Rows of Parquet.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Packing {
    /// By the first bytes.
    fn of(head: &[u8]) -> Option<Packing> {
        if head.starts_with(b"\x1f\x8b") {
            return Some(Packing::Gzip);
        }
        let skippable = head.len() >= 4 && head[0] & 0xf0 == 0x50 && head[1..4] == *b"\x2a\x4d\x18";
        if skippable || head.starts_with(b"\x28\xb5\x2f\xfd") {
            return Some(Packing::Zstd);
        }
        if [&b"PK\x03\x04"[..], b"PK\x05\x06", b"PK\x07\x08"].iter().any(|m| head.starts_with(m)) {
            return Some(Packing::Zip);
        }
        #[cfg(feature = "parquet")]
        if head.starts_with(b"PAR1") {
            return Some(Packing::Parquet);
        }
        is_tar(head).then_some(Packing::Tar)
    }

    /// Its name in `run.json`.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Packing::Gzip => "gzip",
            Packing::Zstd => "zstd",
            Packing::Zip => "zip",
            Packing::Tar => "tar",
            Packing::Xlsx => "xlsx",
            #[cfg(feature = "parquet")]
            Packing::Parquet => "parquet",
        }
    }
}

/// By the mark of newer archives, or by the checksum that all of them have.
fn is_tar(head: &[u8]) -> bool {
    if head.get(257..262) == Some(b"ustar") {
        return true;
    }
    let Some(block) = head.get(..512).and_then(|block| <&[u8; 512]>::try_from(block).ok()) else {
        return false;
    };
    let sum: u32 = block[..148].iter().chain(&block[156..]).map(|&byte| u32::from(byte)).sum();
    let header = tar::Header::from_byte_slice(block);
    block[0] != 0 && header.cksum().is_ok_and(|written| written == sum + 8 * 32)
}

/// Whether a file is a zip file, which is read at places rather than from begin to end.
pub(super) fn is_zip(head: &[u8]) -> bool {
    Packing::of(head) == Some(Packing::Zip)
}

/// Where a content stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    /// Name in the archive, with those of the archives between; `None` for the file itself.
    pub(super) member: Option<String>,
    /// Last part of the name without endings.
    pub(super) stem: Option<String>,
    /// How the file or member is packed, outermost first.
    pub(super) packed: Vec<Packing>,
    /// Packings that were opened on the way here.
    depth: u64,
}

impl Place {
    /// The file that the user named.
    pub(super) fn of_file(stem: Option<String>) -> Place {
        Place { stem, ..Place::default() }
    }

    fn packed_by(&self, packing: Packing) -> Place {
        let mut place = self.clone();
        place.packed.push(packing);
        place.depth += 1;
        place
    }

    fn member(&self, name: &str) -> Place {
        let label = name::label(name);
        let member = match &self.member {
            Some(own) => format!("{own}!{label}"),
            None => label,
        };
        let stem = Some(name::label(stem_of(name::base(name))));
        Place { member: Some(member), stem, packed: Vec::new(), depth: self.depth }
    }
}

/// Takes what is inside a file, in the order of the file.
pub(super) trait Visit {
    /// Why nothing more is wanted.
    type Enough;

    /// A content, decoded to UTF-8 if `encoding` was found.
    fn content(
        &mut self,
        place: &Place,
        encoding: Option<FoundEncoding>,
        content: Box<dyn Read + '_>,
    ) -> Result<(), Self::Enough>;

    /// Something that is not read, or not to its end.
    fn refuse(&mut self, place: &Place, reject: Reject) -> Result<(), Self::Enough>;

    /// An archive without members.
    fn empty(&mut self, place: &Place) -> Result<(), Self::Enough>;

    /// An archive was opened.
    fn opened(&mut self, place: &Place);

    /// A member was passed over as a hidden file is.
    fn passed_over(&mut self);
}

/// Opens one file that the user named.
pub(super) struct Opener<'a, V> {
    settings: &'a ReadSettings,
    /// Hand on a line as soon as it is there.
    prompt: bool,
    /// Bytes unpacked so far.
    total: Rc<Cell<u64>>,
    /// Members so far.
    members: u64,
    visit: &'a mut V,
}

impl<'a, V: Visit> Opener<'a, V> {
    pub(super) fn new(settings: &'a ReadSettings, prompt: bool, visit: &'a mut V) -> Opener<'a, V> {
        Opener { settings, prompt, total: Rc::new(Cell::new(0)), members: 0, visit }
    }

    /// Opens a stream.
    pub(super) fn stream<'r>(
        &mut self,
        place: &Place,
        mut reader: Box<dyn Read + 'r>,
    ) -> Result<(), V::Enough> {
        let (head, failure) = self.head(place, &mut reader);
        let packing = Packing::of(&head);
        let rest = match failure {
            None => reader,
            // What came before the failure is read first.
            Some(error) => Box::new(Failing(Some(error))),
        };
        let whole: Box<dyn Read + 'r> = Box::new(Cursor::new(head.clone()).chain(rest));
        let Some(packing) = packing else {
            let whole = self.bounded(place, whole);
            let found = find_encoding(&head, self.settings.encoding);
            return match found {
                None => self.visit.content(place, None, whole),
                Some(found) => {
                    let text = Box::new(Decoding::new(whole, found.encoding));
                    self.visit.content(place, Some(found), text)
                }
            };
        };
        if !self.has_room(place)? {
            return Ok(());
        }
        #[cfg(feature = "parquet")]
        let unpacked = place.clone();
        let place = place.packed_by(packing);
        // Who waits for an answer to a line has no full buffers to wait for.
        let whole = if self.prompt { whole } else { Box::new(Filled::new(whole)) };
        match packing {
            Packing::Gzip => {
                let (packed, count) = Counted::new(whole);
                let guard = self.guard(MultiGzDecoder::new(packed), count);
                self.stream(&place, Box::new(guard))
            }
            Packing::Zstd => {
                let (packed, count) = Counted::new(whole);
                match zstd::Decoder::new(packed) {
                    Ok(decoder) => {
                        let guard = self.guard(decoder, count);
                        self.stream(&place, Box::new(guard))
                    }
                    Err(error) => self.visit.refuse(&place, read_error(&error)),
                }
            }
            Packing::Tar => self.tar(&place, whole),
            Packing::Zip => self.held_zip(&place, whole),
            // A workbook is a zip file by its first bytes.
            Packing::Xlsx => Ok(()),
            #[cfg(feature = "parquet")]
            Packing::Parquet => self.parquet(&unpacked, whole),
        }
    }

    /// The first bytes, and why there are no more if reading failed.
    fn head(&self, place: &Place, reader: &mut dyn Read) -> (Vec<u8>, Option<io::Error>) {
        let prompt = self.prompt && place.member.is_none();
        let wanted = if self.settings.encoding.is_some() { ENCODING_BYTES } else { MAGIC_BYTES };
        let mut head = Vec::with_capacity(wanted);
        while head.len() < wanted {
            let start = head.len();
            head.resize(wanted, 0);
            let read = reader.read(&mut head[start..]);
            head.truncate(start + read.as_ref().map_or(0, |count| *count));
            match read {
                Ok(0) => break,
                // Who waits for an answer to a line gets it; a line is no block of an archive.
                Ok(_) if prompt && memchr(b'\n', &head).is_some() => break,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return (head, Some(error)),
            }
        }
        (head, None)
    }

    /// A content, held to its size if it came out of a packing.
    fn bounded<'r>(&self, place: &Place, content: Box<dyn Read + 'r>) -> Box<dyn Read + 'r> {
        if place.depth == 0 {
            return content;
        }
        Box::new(Bounded::new(content, self.settings.limits.member_size))
    }

    fn guard<R>(&self, reader: R, packed: Rc<Cell<u64>>) -> Guard<R> {
        Guard::new(reader, packed, &self.total, &self.settings.limits)
    }

    /// Whether one more packing may be opened.
    fn has_room(&mut self, place: &Place) -> Result<bool, V::Enough> {
        let most = self.settings.limits.depth;
        if place.depth < most {
            return Ok(true);
        }
        let message = format!("more than {most} packings inside each other (archive.depth)");
        self.visit.refuse(place, beyond(message)).map(|()| false)
    }
}

/// What is left of a stream that failed.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
