//! The table of contents of a zip file, and its members as streams.
//!
//! Read here rather than by a crate: of two members of one name both have to be seen, and a hostile
//! table has to be left after so many members, not after it has filled the memory.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

use super::MAX_NAME_BYTES;
use super::limits::{ArchiveLimits, Counted, Exact, Guard, read_error, refused, too_many};
use super::name::{decoded, is_hidden};
use crate::format::{Reject, RejectCode};
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::cell::Cell;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::rc::Rc;

/// Everything that can be read at any place.
pub trait SeekRead: Read + Seek {}

impl<T: Read + Seek> SeekRead for T {}

/// One member, as the table of contents has it.
#[derive(Debug, Default)]
pub(super) struct Member {
    pub(super) name: Vec<u8>,
    flags: u16,
    method: u16,
    crc: u32,
    packed: u64,
    size: u64,
    header: u64,
    /// Its bytes are those of another member too.
    overlaps: bool,
}

/// A table of contents, or as much of it as is read.
#[derive(Debug)]
pub(super) struct Directory {
    pub(super) members: Vec<Member>,
    /// Hidden files, which are not among them.
    pub(super) hidden: u64,
    /// Why it was left before its end.
    pub(super) left: Option<Reject>,
}

const END: &[u8] = b"PK\x05\x06";
const END_64_PLACE: &[u8] = b"PK\x06\x07";
const END_64: &[u8] = b"PK\x06\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";

/// Bytes of the record at the end, and of the longest comment behind it.
const END_BYTES: usize = 22;
const MAX_COMMENT: usize = 65_535;

/// Numbers in a record; what is not there reads as 0, which no check takes for right.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn u16(&self, at: usize) -> u16 {
        self.0.get(at..at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
    }

    fn u32(&self, at: usize) -> u32 {
        u32::from(self.u16(at)) | u32::from(self.u16(at + 2)) << 16
    }

    fn u64(&self, at: usize) -> u64 {
        u64::from(self.u32(at)) | u64::from(self.u32(at + 4)) << 32
    }
}

fn damaged(why: &str) -> Reject {
    Reject::new(RejectCode::ReadError, format!("damaged zip file: {why}"))
}

/// Reads the table of contents, of at most so many members; folders are none.
pub(super) fn directory(
    file: &mut dyn SeekRead,
    most: u64,
    limits: &ArchiveLimits,
) -> Result<Directory, Reject> {
    let told = |error: io::Error| read_error(&error);
    let length = file.seek(SeekFrom::End(0)).map_err(told)?;
    let tail_start = length.saturating_sub((END_BYTES + MAX_COMMENT) as u64);
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(tail_start)).map_err(told)?;
    (&mut *file).take(length - tail_start).read_to_end(&mut tail).map_err(told)?;
    let is_end = |at: &usize| {
        let end = Fields(&tail[*at..]);
        tail[*at..].starts_with(END) && at + END_BYTES + usize::from(end.u16(20)) <= tail.len()
    };
    let last = tail.len().checked_sub(END_BYTES).and_then(|last| (0..=last).rev().find(is_end));
    let Some(at) = last else {
        let message = "the zip file ends before its end: its table of contents is missing";
        return Err(Reject::new(RejectCode::Truncated, message));
    };
    let end = Fields(&tail[at..]);
    if end.u16(4) != 0 && end.u16(4) != u16::MAX {
        return Err(damaged("one part of several; put them together first"));
    }
    let mut place = u64::from(end.u32(16));
    if let Some(place_64) = end_64(file, &tail[..at]).map_err(told)? {
        place = place_64;
    }
    let ends = tail_start + at as u64;
    if place > ends {
        return Err(damaged("its table of contents is said to stand behind its end"));
    }
    file.seek(SeekFrom::Start(place)).map_err(told)?;
    let mut table = BufReader::new(file.take(ends - place));
    let mut members: Vec<Member> = Vec::new();
    let (mut hidden, mut left) = (0, None);
    loop {
        let member = match entry(&mut table) {
            Ok(Some(member)) => member,
            Ok(None) => break,
            Err(reject) => {
                left = Some(reject);
                break;
            }
        };
        if member.is_folder() {
            continue;
        }
        if is_hidden(&decoded(&member.name)) {
            hidden += 1;
            continue;
        }
        if members.len() as u64 == most {
            left = Some(too_many(limits));
            break;
        }
        members.push(member);
    }
    mark_overlaps(&mut members);
    Ok(Directory { members, hidden, left })
}

/// Where the table stands in a large file; `before` ends where the small end record begins.
fn end_64(file: &mut dyn SeekRead, before: &[u8]) -> io::Result<Option<u64>> {
    let Some(locator) = before.len().checked_sub(20).map(|at| &before[at..]) else {
        return Ok(None);
    };
    if !locator.starts_with(END_64_PLACE) {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(Fields(locator).u64(8)))?;
    let mut end = Vec::new();
    file.take(56).read_to_end(&mut end)?;
    Ok((end.len() == 56 && end.starts_with(END_64)).then(|| Fields(&end).u64(48)))
}

/// The next entry; `None` at the end of the table.
fn entry(table: &mut impl Read) -> Result<Option<Member>, Reject> {
    let told = |error: io::Error| {
        if error.kind() == io::ErrorKind::UnexpectedEof {
            damaged("its table of contents is cut; members are lost")
        } else {
            read_error(&error)
        }
    };
    let mut fixed = [0; 46];
    let mut mark = Vec::new();
    table.take(4).read_to_end(&mut mark).map_err(told)?;
    if mark.is_empty() || (mark != ENTRY && [END_64, b"PK\x05\x05"].contains(&&mark[..])) {
        return Ok(None);
    }
    if mark != ENTRY {
        return Err(damaged("its table of contents is no such table; members are lost"));
    }
    table.read_exact(&mut fixed[4..]).map_err(told)?;
    let fixed = Fields(&fixed);
    let mut name = vec![0; usize::from(fixed.u16(28))];
    table.read_exact(&mut name).map_err(told)?;
    let mut extra = vec![0; usize::from(fixed.u16(30))];
    table.read_exact(&mut extra).map_err(told)?;
    let comment = u64::from(fixed.u16(32));
    io::copy(&mut table.take(comment), &mut io::sink()).map_err(told)?;
    let mut member = Member {
        // A longer one is refused by its name, which need not be held for that.
        name,
        flags: fixed.u16(8),
        method: fixed.u16(10),
        crc: fixed.u32(16),
        packed: u64::from(fixed.u32(20)),
        size: u64::from(fixed.u32(24)),
        header: u64::from(fixed.u32(42)),
        overlaps: false,
    };
    member.name.truncate(MAX_NAME_BYTES + 1);
    member.name.shrink_to_fit();
    apply_extra(&mut member, &extra);
    Ok(Some(member))
}

/// Sizes above 4 GiB, and names in UTF-8, stand in fields of their own.
fn apply_extra(member: &mut Member, mut extra: &[u8]) {
    while extra.len() >= 4 {
        let (kind, length) = (Fields(extra).u16(0), usize::from(Fields(extra).u16(2)));
        let Some(field) = extra.get(4..4 + length) else { return };
        extra = &extra[4 + length..];
        match kind {
            0x0001 => {
                let mut at = 0;
                for value in [&mut member.size, &mut member.packed, &mut member.header] {
                    if *value == u64::from(u32::MAX) && at + 8 <= field.len() {
                        *value = Fields(field).u64(at);
                        at += 8;
                    }
                }
            }
            // Version, CRC of the other name, name.
            0x7075 if field.len() > 5 && field.len() <= 5 + MAX_NAME_BYTES => {
                let mut crc = Crc::new();
                crc.update(&member.name);
                if crc.sum() == Fields(field).u32(1) {
                    member.name = field[5..].to_vec();
                }
            }
            _ => {}
        }
    }
}

/// A small file can hold a huge one many times if its members share their bytes; none does by itself.
fn mark_overlaps(members: &mut [Member]) {
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(|&ix| (members[ix].header, ix));
    let mut end = 0;
    for ix in order {
        let member = &mut members[ix];
        member.overlaps = member.header < end;
        let own = member.header.saturating_add(30).saturating_add(member.packed);
        end = end.max(own);
    }
}

impl Member {
    /// Whether it stands for a folder.
    fn is_folder(&self) -> bool {
        self.name.ends_with(b"/") || (self.name.ends_with(b"\\") && self.size == 0)
    }

    /// Its content, unpacked and checked against what the table says.
    pub(super) fn open<'f>(
        &self,
        file: &'f mut dyn SeekRead,
        total: &Rc<Cell<u64>>,
        limits: &ArchiveLimits,
    ) -> Result<Box<dyn Read + 'f>, Reject> {
        let told = |error: io::Error| read_error(&error);
        // Bit 0, or what the strong encryption says of itself.
        if self.flags & 0x41 != 0 || self.method == 99 {
            let message =
                "this member of the archive is encrypted; unpack it with its password first";
            return Err(Reject::new(RejectCode::Encrypted, message));
        }
        if self.overlaps {
            return Err(damaged("this member shares its bytes with another one"));
        }
        file.seek(SeekFrom::Start(self.header)).map_err(told)?;
        let mut local = [0; 30];
        file.read_exact(&mut local).map_err(told)?;
        let (mark, fields) = (local.starts_with(LOCAL), Fields(&local));
        let mut name = vec![0; usize::from(fields.u16(26))];
        file.read_exact(&mut name).map_err(told)?;
        let same_name =
            self.name == name || !self.name.is_ascii() || self.name.len() > MAX_NAME_BYTES;
        if !mark || !same_name || fields.u16(8) != self.method || fields.u16(6) & 1 != 0 {
            return Err(damaged("this member is not what the table of contents says"));
        }
        file.seek(SeekFrom::Current(i64::from(fields.u16(28)))).map_err(told)?;
        let (packed, count) = Counted::new(Exact::new(file, self.packed));
        let unpacked: Box<dyn Read + 'f> = match self.method {
            0 => Box::new(packed),
            8 => Box::new(DeflateDecoder::new(packed)),
            93 => Box::new(zstd::Decoder::new(packed).map_err(told)?),
            method => return Err(unread(method)),
        };
        let guarded = Guard::new(unpacked, count, total, limits);
        Ok(Box::new(Checked {
            inner: guarded,
            crc: Crc::new(),
            size: 0,
            wanted: (self.crc, self.size),
        }))
    }
}

fn unread(method: u16) -> Reject {
    let name = match method {
        9 => " (deflate64)",
        12 => " (bzip2)",
        14 => " (lzma)",
        95 => " (xz)",
        _ => "",
    };
    let message =
        format!("packed by method {method}{name}; read are stored, deflate and zstd: pack it anew");
    Reject::new(RejectCode::ArchiveMember, message)
}

/// Holds the content to its checksum and size.
struct Checked<R> {
    inner: R,
    crc: Crc,
    size: u64,
    wanted: (u32, u64),
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.crc.update(&buffer[..count]);
        self.size += count as u64;
        if count == 0 && !buffer.is_empty() && (self.crc.sum(), self.size) != self.wanted {
            let why = "damaged: its checksum or size is not what the table of contents says";
            return Err(refused(RejectCode::ReadError, why));
        }
        Ok(count)
    }
}
