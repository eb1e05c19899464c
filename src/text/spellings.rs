//! Spellings that were met before, found by their bytes.
//!
//! People use few words again and again, so nearly every word of a call is found here, and what was worked
//! out of it need not be worked out again. The first sixteen bytes hold most words whole, and are compared at once.

use crate::units::Span;

/// Bytes that are looked at at once.
const WIDE: usize = 16;

/// So many bytes, the first of them lowest.
type Wide = [u64; 2];

/// The first so many of them.
#[expect(
    clippy::indexing_slicing,
    reason = "worked out by the compiler, which would not pass the end"
)]
const FIRST: [Wide; WIDE + 1] = {
    let mut first = [[0; 2]; WIDE + 1];
    let mut length = 1;
    while length <= WIDE {
        first[length] = first[length - 1];
        first[length][(length - 1) / 8] |= 0xff << ((length - 1) % 8 * 8);
        length += 1;
    }
    first
};

/// Spellings there is room for at first.
const FEW: usize = 1 << 9;

/// A word as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'t> {
    /// Its first bytes, and zeros behind them.
    first: Wide,
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
    /// A power of two of places, at most half of them taken. A spelling stands at the first free place from
    /// the one of its hash on.
    places: Vec<Place>,
    /// Of each, by its number, where what is longer than [`WIDE`] stands in `rests`.
    beyond: Vec<Span>,
    rests: Vec<u8>,
}

/// Where a spelling may stand; free if it has no length. What is asked for each word is all in one, and in one line
/// of the processor's cache.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
struct Place {
    first: Wide,
    length: u32,
    number: u32,
    folded: Span,
}

impl<'t> Written<'t> {
    /// The word between two places of a text; one of no letters is none.
    #[inline(always)]
    pub(super) fn at(text: &'t [u8], start: usize, end: usize) -> Written<'t> {
        let from = text.get(start..).unwrap_or_default();
        let length = end - start;
        let [low, high] = wide(from);
        match FIRST.get(length) {
            Some([of_low, of_high]) => {
                Written { first: [low & of_low, high & of_high], rest: &[], length }
            }
            None => {
                let rest = from.get(WIDE..length).unwrap_or_default();
                Written { first: [low, high], rest, length }
            }
        }
    }

    #[inline]
    fn hash(&self) -> u64 {
        hash(self.first, self.rest)
    }
}

impl Default for Spellings {
    fn default() -> Spellings {
        Spellings { places: vec![Place::default(); 2 * FEW], beyond: Vec::new(), rests: Vec::new() }
    }
}

impl Spellings {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.beyond.len()
    }

    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        *self = Spellings::default();
    }

    /// A spelling that was met before.
    #[inline(always)]
    pub(super) fn find(&self, word: &Written<'_>) -> Option<Spelling> {
        let mut at = word.hash() as usize;
        loop {
            at &= self.places.len() - 1;
            let place = self.places.get(at)?;
            if place.first == word.first
                && place.length as usize == word.length
                && (word.length <= WIDE || self.rest(place.number) == word.rest)
            {
                return Some(Spelling { number: place.number, folded: place.folded });
            }
            // There is a free place always.
            if place.length == 0 {
                return None;
            }
            at += 1;
        }
    }

    fn rest(&self, number: u32) -> &[u8] {
        let place = self.beyond.get(number as usize);
        place.and_then(|place| self.rests.get(place.range())).unwrap_or_default()
    }

    /// Notes a spelling that was not met before.
    pub(super) fn add(&mut self, word: &Written<'_>, folded: Span) -> Spelling {
        let number = self.beyond.len() as u32;
        let start = self.rests.len() as u32;
        self.rests.extend_from_slice(word.rest);
        self.beyond.push(Span::new(start, self.rests.len() as u32));
        if 2 * self.beyond.len() > self.places.len() {
            let double = vec![Place::default(); 2 * self.places.len()];
            for place in std::mem::replace(&mut self.places, double) {
                if place.length > 0 {
                    self.put(place);
                }
            }
        }
        self.put(Place { first: word.first, length: word.length as u32, number, folded });
        Spelling { number, folded }
    }

    /// Puts a spelling where it is looked for.
    fn put(&mut self, spelling: Place) {
        let all = self.places.len() - 1;
        let mut at = hash(spelling.first, self.rest(spelling.number)) as usize & all;
        while let Some(place) = self.places.get_mut(at) {
            if place.length == 0 {
                *place = spelling;
                return;
            }
            at = (at + 1) & all;
        }
    }
}

/// The first bytes; zeros behind the end.
#[inline(always)]
fn wide(bytes: &[u8]) -> Wide {
    let first = bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut padded = [0; WIDE];
        padded.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        padded
    });
    let first = u128::from_le_bytes(first);
    [first as u64, (first >> 64) as u64]
}

#[inline]
fn hash([low, high]: Wide, rest: &[u8]) -> u64 {
    let mixed = mix(low, high);
    rest.chunks(8).fold(mixed, |mixed, chunk| mix(mixed, wide(chunk)[0]))
}

/// Both halves of the product: every bit of both goes into every bit.
#[inline]
fn mix(one: u64, other: u64) -> u64 {
    let product =
        u128::from(one ^ 0x9e37_79b9_7f4a_7c15) * u128::from(other ^ 0xe703_7ed1_a0b4_28db);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_noted_is_found(
            words in prop::collection::vec("[абв]{1,3}|[a-c]{14,18}|[а-в]{6,10}|.{1,20}", 0..2_000),
            before in "[a-я]{0,3}",
            after in "[a-я]{0,20}",
        ) {
            let mut spellings = Spellings::default();
            let mut twin: Vec<&str> = Vec::new();
            for word in &words {
                let text = format!("{before}{word}{after}");
                let written = Written::at(text.as_bytes(), before.len(), before.len() + word.len());
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
    }
}
