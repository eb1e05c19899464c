//! How a pack lies in its bytes; what reads them and what writes them keep to this page.
//!
//! ```text
//! "callsift pack 1\n"
//! six times: begin and length of a section, u32 little endian, from the first byte of the file
//! forms      fst: folded form -> number of a set of paradigms
//! readings   begins of the sets (u32 each, one more than sets), then numbers: twice the number of
//!            the paradigm, and one more if the form is the base form
//! paradigms  begins of the paradigms (u32 each, one more), then: part of speech (1 byte), and for
//!            each form two texts: before the stem, after it
//! endings    fst: ending of a base form, its bytes backwards -> number of a set of paradigms
//! alike      begins of the sets, then the numbers of the paradigms
//! notice     UTF-8: what the pack is, of whom, under which licence
//! number     LEB128;  text  its length as a number, then UTF-8
//! ```

use super::Paradigm;
use crate::language::part::PartOfSpeech;

pub(super) const MAGIC: &[u8; 16] = b"callsift pack 1\n";
pub(super) const SECTIONS: usize = 6;

/// The sections of a pack.
#[derive(Clone, Copy)]
pub(super) struct Sections<'p> {
    pub(super) forms: &'p [u8],
    readings: Table<'p>,
    paradigms: Table<'p>,
    pub(super) endings: &'p [u8],
    alike: Table<'p>,
    pub(super) notice: &'p str,
}

impl<'p> Sections<'p> {
    /// The sections, if the head can be read and names places inside of the file.
    pub(super) fn read(bytes: &'p [u8]) -> Option<Sections<'p>> {
        let head = bytes.strip_prefix(MAGIC)?;
        let section = |at: usize| {
            let begin = u32_at(head, 2 * at)?;
            let length = u32_at(head, 2 * at + 1)?;
            bytes.get(begin..begin.checked_add(length)?)
        };
        Some(Sections {
            forms: section(0)?,
            readings: Table { bytes: section(1)? },
            paradigms: Table { bytes: section(2)? },
            endings: section(3)?,
            alike: Table { bytes: section(4)? },
            notice: std::str::from_utf8(section(5)?).ok()?,
        })
    }

    /// Paradigms by which a form can be read, the likeliest first, and whether it is the base form.
    pub(super) fn readings(self, set: u64) -> impl Iterator<Item = (u32, bool)> + use<'p> {
        let mut reader = self.readings.entry(set);
        std::iter::from_fn(move || reader.number().map(|number| (number >> 1, number & 1 == 1)))
    }

    /// Paradigms of a set.
    pub(super) fn alike(self, set: u64) -> impl Iterator<Item = u32> + use<'p> {
        let mut reader = self.alike.entry(set);
        std::iter::from_fn(move || reader.number())
    }

    pub(super) fn paradigm(self, number: u32) -> Option<Paradigm<'p>> {
        let mut affixes = self.paradigms.entry(number.into());
        let part = PartOfSpeech::ALL.get(affixes.number()? as usize).copied()?;
        Some(Paradigm { part, affixes })
    }
}

/// Entries of different lengths, found by their number.
#[derive(Clone, Copy)]
struct Table<'p> {
    bytes: &'p [u8],
}

impl<'p> Table<'p> {
    /// The entry; nothing to read where there is none.
    fn entry(self, number: u64) -> Reader<'p> {
        let bytes = || {
            let at = usize::try_from(number).ok()?;
            let (begin, end) = (u32_at(self.bytes, at)?, u32_at(self.bytes, at + 1)?);
            self.bytes.get(begin..end)
        };
        Reader { bytes: bytes().unwrap_or(&[]) }
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let begin = at.checked_mul(4)?;
    let four = bytes.get(begin..begin.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes(four.try_into().ok()?)).ok()
}

/// Reads numbers and texts one after the other.
#[derive(Clone)]
pub(super) struct Reader<'p> {
    bytes: &'p [u8],
}

impl<'p> Reader<'p> {
    pub(super) fn number(&mut self) -> Option<u32> {
        let mut out = 0_u32;
        for shift in (0..32).step_by(7) {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            out |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(out);
            }
        }
        None
    }

    pub(super) fn text(&mut self) -> Option<&'p str> {
        let length = self.number()? as usize;
        let (text, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        std::str::from_utf8(text).ok()
    }
}

/// The other direction of [`Reader`].
pub(super) fn put_number(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// The other direction of [`Reader`].
pub(super) fn put_text(text: &str, out: &mut Vec<u8>) {
    put_number(text.len() as u32, out);
    out.extend_from_slice(text.as_bytes());
}

/// The other direction of [`Table`].
pub(super) fn table(entries: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut begin = 4 * (entries.len() + 1);
    for entry in entries {
        out.extend((begin as u32).to_le_bytes());
        begin += entry.len();
    }
    out.extend((begin as u32).to_le_bytes());
    out.extend(entries.concat());
    out
}
