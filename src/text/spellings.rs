//! Spellings that were met before, found by their bytes.
//!
//! People use few words again and again, so nearly every word of a call is found here, and what was worked
//! out of it need not be worked out again. Sixteen bytes are looked at at once: they hold most words whole,
//! tell where they end and are what they are compared by.

use crate::units::Span;

/// Bytes that are looked at at once.
const WIDE: usize = 16;

/// Spellings there is room for at first.
const FEW: usize = 1 << 9;

/// A word as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'t> {
    /// Its first bytes, and zeros behind them.
    first: u128,
    /// The others.
    rest: &'t [u8],
    length: usize,
}

/// What is known of a spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    /// In the order in which they were met, from 0.
    pub(super) number: u32,
    /// Where it is folded.
    pub(super) folded: Span,
}

/// Spellings with their numbers.
#[derive(Debug)]
pub(super) struct Spellings {
    /// A power of two of places, at most half of them taken: one more than the number of a spelling, or 0. A
    /// spelling stands at the first free place from the one of its hash on.
    places: Vec<u32>,
    known: Vec<Entry>,
    /// Of those that are longer than [`WIDE`], what is.
    rests: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    first: u128,
    rest: Span,
    length: u32,
    folded: Span,
    hash: u64,
}

impl<'t> Written<'t> {
    /// A word of any letters.
    pub(super) fn of(word: &'t [u8]) -> Written<'t> {
        Written {
            first: wide(word),
            rest: word.get(WIDE..).unwrap_or_default(),
            length: word.len(),
        }
    }

    /// The word that begins at a place of a text, and where it ends, if it has nothing in it but Latin and
    /// Cyrillic letters and digits, and nothing behind it that might belong to it.
    #[inline]
    pub(super) fn plain(text: &'t [u8], start: usize) -> Option<(Written<'t>, usize)> {
        let from = text.get(start..)?;
        let bytes = wide(from);
        let other = others(bytes);
        if other == 0 {
            let end = plain_end(text, start + WIDE)?;
            return Some((Written::of(text.get(start..end)?), end));
        }
        let length = other.trailing_zeros() as usize / 8;
        let behind = (bytes >> (8 * length)) as u8;
        if behind == b' ' || behind == 0 {
            let first = bytes & !(u128::MAX << (8 * length));
            return Some((Written { first, rest: &[], length }, start + length));
        }
        let end = plain_end(text, start + length)?;
        Some((Written::of(text.get(start..end)?), end))
    }

    fn hash(&self) -> u64 {
        let mixed = mix(self.first as u64, (self.first >> 64) as u64);
        self.rest.chunks(8).fold(mixed, |mixed, chunk| mix(mixed, wide(chunk) as u64))
    }
}

impl Default for Spellings {
    fn default() -> Spellings {
        Spellings { places: vec![0; 2 * FEW], known: Vec::new(), rests: Vec::new() }
    }
}

impl Spellings {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        *self = Spellings::default();
    }

    /// A spelling that was met before.
    #[inline]
    pub(super) fn find(&self, word: &Written<'_>) -> Option<Spelling> {
        let mut place = word.hash() as usize;
        loop {
            place &= self.places.len() - 1;
            // 0 is no number plus one, and there is a free place always.
            let number = self.places.get(place)?.checked_sub(1)?;
            let known = self.known.get(number as usize)?;
            if known.first == word.first && known.length as usize == word.length {
                let rest = self.rests.get(known.rest.range()).unwrap_or_default();
                if word.length <= WIDE || rest == word.rest {
                    return Some(Spelling { number, folded: known.folded });
                }
            }
            place += 1;
        }
    }

    /// Notes a spelling that was not met before.
    pub(super) fn add(&mut self, word: &Written<'_>, folded: Span) -> Spelling {
        let number = self.known.len() as u32;
        let start = self.rests.len() as u32;
        self.rests.extend_from_slice(word.rest);
        let rest = Span::new(start, self.rests.len() as u32);
        let hash = word.hash();
        self.known.push(Entry {
            first: word.first,
            rest,
            length: word.length as u32,
            folded,
            hash,
        });
        if 2 * self.known.len() > self.places.len() {
            let double = 2 * self.places.len();
            self.places.clear();
            self.places.resize(double, 0);
            for at in 0..number {
                self.put(at);
            }
        }
        self.put(number);
        Spelling { number, folded }
    }

    /// Puts a number where its spelling is looked for.
    fn put(&mut self, number: u32) {
        let Some(known) = self.known.get(number as usize) else { return };
        let all = self.places.len() - 1;
        let mut place = known.hash as usize & all;
        while let Some(taken) = self.places.get_mut(place) {
            if *taken == 0 {
                *taken = number + 1;
                return;
            }
            place = (place + 1) & all;
        }
    }
}

/// The first bytes as one number, the first of them lowest; zeros behind the end.
#[inline]
fn wide(bytes: &[u8]) -> u128 {
    if let Some(first) = bytes.first_chunk::<WIDE>() {
        return u128::from_le_bytes(*first);
    }
    let mut padded = [0; WIDE];
    padded.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    u128::from_le_bytes(padded)
}

/// Both halves of the product: every bit of both goes into every bit.
#[inline]
fn mix(one: u64, other: u64) -> u64 {
    let product =
        u128::from(one ^ 0x9e37_79b9_7f4a_7c15) * u128::from(other ^ 0xe703_7ed1_a0b4_28db);
    product as u64 ^ (product >> 64) as u64
}

/// The highest bit of each byte that is no part of a plain word, or may be none: everything but Latin letters,
/// digits and letters whose first byte is 0xd0 or 0xd1, which are U+0400 to U+047F.
#[inline]
fn others(bytes: u128) -> u128 {
    const HIGH: u128 = each(0x80);
    let low = bytes & !HIGH;
    // No byte below 0x80 carries into the next one.
    let at_least = |byte: u8, of: u128| of + each(0x80 - byte);
    let small = low | each(0x20);
    let letter = at_least(b'a', small) & !at_least(b'z' + 1, small);
    let digit = at_least(b'0', low) & !at_least(b'9' + 1, low);
    let in_ascii = (letter | digit) & !bytes;
    // First bytes of letters have the two highest bits; all but the lowest bit of them must be those of 0xd0.
    let first = bytes & (bytes << 1);
    let unlike = (bytes ^ each(0xd0)) & each(0x7e);
    let odd = first & (unlike + each(0x7f));
    (!(in_ascii | bytes) | odd) & HIGH
}

const fn each(byte: u8) -> u128 {
    u128::from_le_bytes([byte; WIDE])
}

/// Where a word ends of which all before `at` is plain; `None` of a word that is not plain.
fn plain_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let next = |ahead: usize| bytes.get(at + ahead).copied().unwrap_or_default();
        match bytes.get(at) {
            None => return Some(at),
            Some(b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => at += 1,
            // U+0400 to U+047F
            Some(0xd0 | 0xd1) => at += 2,
            // U+048A to U+04BF
            Some(0xd2) if next(1) >= 0x8a => at += 2,
            Some(b'\'' | b'`') => return None,
            Some(byte) if byte.is_ascii() => return Some(at),
            // A hard space, «»
            Some(0xc2) if matches!(next(1), 0xa0 | 0xab | 0xbb) => return Some(at),
            // Dashes, quotes, …
            Some(0xe2)
                if next(1) == 0x80 && matches!(next(2), 0x93 | 0x94 | 0x9c..=0x9e | 0xa6) =>
            {
                return Some(at);
            }
            // The second byte of a letter that the look at sixteen bytes cut in two.
            Some(0x80..=0xbf) => at += 1,
            Some(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_byte_is_sorted() {
        for byte in 0..=u8::MAX {
            let plain = byte.is_ascii_alphanumeric() || (0x80..0xc0).contains(&byte);
            let expected = !(plain || matches!(byte, 0xd0 | 0xd1));
            for place in 0..WIDE {
                for around in [b'a', b'.', 0xd0, 0xff, 0x80, 0] {
                    let mut bytes = [around; WIDE];
                    bytes[place] = byte;
                    let found = others(u128::from_le_bytes(bytes)) >> (8 * place) & 0x80 != 0;
                    assert_eq!(found, expected, "{byte:#x} at {place} among {around:#x}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn what_was_noted_is_found(
            words in prop::collection::vec("[абв]{0,3}|[a-c]{14,18}|[а-в]{6,10}|.{0,20}", 0..2_000),
        ) {
            let mut spellings = Spellings::default();
            let mut twin: Vec<&str> = Vec::new();
            for word in &words {
                let written = Written::of(word.as_bytes());
                let known = twin.iter().position(|known| known == word);
                let found = spellings.find(&written);
                prop_assert_eq!(found.map(|found| found.number as usize), known);
                if known.is_none() {
                    spellings.add(&written, Span::new(0, word.len() as u32));
                    twin.push(word);
                }
            }
            prop_assert_eq!(spellings.len(), twin.len());
        }

        #[test]
        fn a_plain_word_ends_where_the_walk_says(
            text in "[a-zА-яёіґ0-9]{0,20}[ .,'’»—\u{301}éa\0]{0,3}[а-я ]{0,9}", from in 0_usize..9,
        ) {
            let bytes = text.as_bytes();
            let from = from.min(bytes.len());
            let walked = bytes.get(from).filter(|byte| **byte < 0x80 || **byte > 0xbf);
            let walked = walked.and_then(|_| plain_end(bytes, from));
            if let Some(Some(end)) = text.is_char_boundary(from).then_some(walked) {
                let (written, found) = Written::plain(bytes, from).unwrap();
                prop_assert_eq!(found, end);
                let whole = Written::of(&bytes[from..end]);
                prop_assert_eq!((written.first, written.length), (whole.first, whole.length));
                prop_assert_eq!(written.rest, whole.rest);
            } else if text.is_char_boundary(from) && from < bytes.len() {
                prop_assert!(Written::plain(bytes, from).is_none());
            }
        }
    }
}
