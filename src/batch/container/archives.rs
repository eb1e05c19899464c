//! Members of tar and zip archives, in the order of the archive.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

use super::limits::{Exact, beyond, read_error, too_many};
use super::name::{decoded, is_hidden, unsafe_name};
use super::zip::{self, SeekRead};
use super::{MAX_NAME_BYTES, Opener, Packing, Place, Visit};
use crate::format::{Reject, RejectCode};
use std::collections::BTreeSet;
use std::io::{self, Cursor, Read};
use tar::EntryType;

/// The member by which a zip file is a workbook.
const WORKBOOK: &[u8] = b"xl/workbook.xml";

/// Bytes of a header that only holds names for the member behind it.
const MAX_HEADER_BYTES: u64 = 64 * 1024;

/// Names of the members so far, and how many of them were told of.
#[derive(Default)]
struct Names {
    known: BTreeSet<Vec<u8>>,
    told: u64,
}

/// What is to be done with a member, by its name.
enum Wanted {
    Read(Place),
    /// It was refused or passed over.
    No,
    /// No member is read any more.
    Enough,
}

impl<V: Visit> Opener<'_, V> {
    /// A zip file that can be read at any place.
    pub(in crate::batch) fn zip_file(
        &mut self,
        place: &Place,
        file: &mut dyn SeekRead,
    ) -> Result<(), V::Enough> {
        self.zip(&place.packed_by(Packing::Zip), file)
    }

    /// A zip file that comes as a stream.
    pub(super) fn held_zip(
        &mut self,
        place: &Place,
        reader: Box<dyn Read + '_>,
    ) -> Result<(), V::Enough> {
        let most = self.settings.limits.held;
        let mut held = Vec::new();
        if let Err(error) = reader.take(most.saturating_add(1)).read_to_end(&mut held) {
            return self.visit.refuse(place, read_error(&error));
        }
        if held.len() as u64 > most {
            let message = format!(
                "a zip file from a pipe or inside another archive of more than {most} bytes; \
                 give it as a file of its own"
            );
            return self.visit.refuse(place, beyond(message));
        }
        self.zip(place, &mut Cursor::new(held))
    }

    fn zip(&mut self, place: &Place, file: &mut dyn SeekRead) -> Result<(), V::Enough> {
        let most = self.settings.limits.members.saturating_sub(self.members);
        let directory = match zip::directory(file, most, &self.settings.limits) {
            Ok(directory) => directory,
            Err(reject) => return self.visit.refuse(place, reject),
        };
        let first = directory.members.first().map(|member| &member.name[..]);
        let office = directory.members.iter().any(|m| m.name == b"[Content_Types].xml");
        if directory.members.iter().any(|member| member.name == WORKBOOK) {
            return self.workbook(place, file);
        }
        if office || first == Some(b"mimetype") {
            let message = "found a document of an office program; save its text or table by itself";
            return self.visit.refuse(place, Reject::new(RejectCode::UnknownFormat, message));
        }
        self.visit.opened(place);
        for _ in 0..directory.hidden {
            self.visit.passed_over();
        }
        let mut names = Names::default();
        for member in &directory.members {
            let own = match self.wanted(place, &member.name, &mut names)? {
                Wanted::Read(own) => own,
                Wanted::No => continue,
                Wanted::Enough => return Ok(()),
            };
            match member.open(file, &self.total, &self.settings.limits) {
                Ok(content) => self.stream(&own, content)?,
                Err(reject) => self.visit.refuse(&own, reject)?,
            }
        }
        match directory.left {
            Some(reject) => self.visit.refuse(place, reject),
            None if names.told == 0 => self.visit.empty(place),
            None => Ok(()),
        }
    }

    pub(super) fn tar(
        &mut self,
        place: &Place,
        reader: Box<dyn Read + '_>,
    ) -> Result<(), V::Enough> {
        self.visit.opened(place);
        let mut archive = tar::Archive::new(reader);
        // Archives that were joined are read to the end of the last one.
        archive.set_ignore_zeros(true);
        // Names are put together here, since the crate would hold as much of one as there is.
        let entries = match archive.entries() {
            Ok(entries) => entries.raw(true),
            Err(error) => return self.visit.refuse(place, read_error(&error)),
        };
        let (mut names, mut long_name) = (Names::default(), None);
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => return self.visit.refuse(place, after(&error)),
            };
            let kind = entry.header().entry_type();
            if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
                let mut header = Vec::new();
                let read = (&mut entry).take(MAX_HEADER_BYTES).read_to_end(&mut header);
                if let Err(error) = read {
                    return self.visit.refuse(place, after(&error));
                }
                let name = if kind.is_gnu_longname() {
                    header.split(|&byte| byte == 0).next()
                } else {
                    pax_path(&header)
                };
                long_name = name.map(<[u8]>::to_vec).or(long_name);
                continue;
            }
            if kind.is_gnu_longlink() || kind.is_pax_global_extensions() {
                continue;
            }
            if kind.is_dir() {
                long_name = None;
                continue;
            }
            let name = long_name.take().unwrap_or_else(|| entry.path_bytes().into_owned());
            let own = match self.wanted(place, &name, &mut names)? {
                Wanted::Read(own) => own,
                Wanted::No => continue,
                Wanted::Enough => return Ok(()),
            };
            if !matches!(kind, EntryType::Regular | EntryType::Continuous) {
                let message = "no file but a link, a device or a file with holes; it is not read";
                self.visit.refuse(&own, Reject::new(RejectCode::ArchiveMember, message))?;
                continue;
            }
            let length = match entry.header().entry_size() {
                Ok(length) => length,
                Err(error) => return self.visit.refuse(place, after(&error)),
            };
            self.stream(&own, Box::new(Exact::new(entry, length)))?;
        }
        if names.told == 0 { self.visit.empty(place) } else { Ok(()) }
    }

    fn wanted(
        &mut self,
        place: &Place,
        name: &[u8],
        names: &mut Names,
    ) -> Result<Wanted, V::Enough> {
        let readable = decoded(&name[..name.len().min(MAX_NAME_BYTES)]);
        if is_hidden(&readable) {
            self.visit.passed_over();
            return Ok(Wanted::No);
        }
        names.told += 1;
        if self.members == self.settings.limits.members {
            return self
                .visit
                .refuse(place, too_many(&self.settings.limits))
                .map(|()| Wanted::Enough);
        }
        self.members += 1;
        let own = place.member(&readable);
        let reject = if name.len() > MAX_NAME_BYTES {
            beyond(format!("a name of more than {MAX_NAME_BYTES} bytes"))
        } else if let Some(why) = unsafe_name(&readable) {
            Reject::new(RejectCode::UnsafeName, why)
        } else if !names.known.insert(name.to_vec()) {
            let message = "a second member of the same name; the first one is read";
            Reject::new(RejectCode::ArchiveMember, message)
        } else {
            return Ok(Wanted::Read(own));
        };
        self.visit.refuse(&own, reject).map(|()| Wanted::No)
    }
}

/// A tar archive that cannot be read on.
fn after(error: &io::Error) -> Reject {
    let mut reject = read_error(error);
    if reject.code == RejectCode::ReadError {
        // The crate quotes the header, which may be anything where the archive is damaged: what was
        // said as well.
        if error.to_string().starts_with("numeric field") {
            reject.message = "damaged tar archive: a header in it is none".to_owned();
        }
        reject.message += "; members of the archive after this place are lost";
    }
    reject
}

/// The path in a pax header: lines of `LENGTH key=value`, where a value may have line breaks.
fn pax_path(mut header: &[u8]) -> Option<&[u8]> {
    loop {
        let space = header.iter().position(|&byte| byte == b' ')?;
        let length: usize = std::str::from_utf8(&header[..space]).ok()?.parse().ok()?;
        let line = header.get(space + 1..length)?;
        if let Some(path) = line.strip_prefix(b"path=") {
            return Some(path.strip_suffix(b"\n").unwrap_or(path));
        }
        header = &header[length..];
    }
}
