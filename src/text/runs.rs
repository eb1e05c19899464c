//! Which bytes of a text belong to words and which are spaces, sixty-four bytes at a time.
//!
//! Where a word ends is asked for every word of every call. A bit for each byte answers it without looking at
//! the bytes one by one.

use wide::{i8x16, u8x16};

/// Bytes of a block.
const BLOCK: usize = 64;

/// Bytes that are sorted at once.
const LANES: usize = 16;

/// The bytes of a text, sorted; serves text after text.
#[derive(Debug, Default)]
pub(super) struct Runs {
    blocks: Vec<Block>,
}

/// A bit for each byte of a block, the first of them lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block {
    /// Latin letters, digits, first bytes of U+0400 to U+047F, and all bytes that are no first ones.
    word: u64,
    /// Spaces, and what is behind the end of the text.
    space: u64,
}

impl Runs {
    /// Sorts the bytes of another text.
    pub(super) fn read(&mut self, text: &[u8]) {
        self.blocks.clear();
        let (whole, rest) = text.as_chunks::<BLOCK>();
        self.blocks.extend(whole.iter().map(block));
        if !rest.is_empty() {
            let mut padded = [b' '; BLOCK];
            if let Some(begin) = padded.get_mut(..rest.len()) {
                begin.copy_from_slice(rest);
            }
            self.blocks.push(block(&padded));
        }
    }

    /// The first place from `at` on that is no space, which may be behind the end of the text; and where the bytes
    /// of plain words end that begin there: at the same place, if none does.
    #[inline(always)]
    pub(super) fn next(&self, at: usize) -> (usize, usize) {
        if let Some(block) = self.blocks.get(at / BLOCK) {
            let others = !block.space >> (at % BLOCK);
            let start = at % BLOCK + others.trailing_zeros() as usize;
            // Nearly always all of it is in one block.
            if others != 0 && block.word >> start != u64::MAX >> start {
                let end = start + (block.word >> start).trailing_ones() as usize;
                return (at - at % BLOCK + start, at - at % BLOCK + end);
            }
        }
        self.next_over_blocks(at)
    }

    #[inline(never)]
    fn next_over_blocks(&self, at: usize) -> (usize, usize) {
        let start = self.past(at, |block| block.space);
        (start, self.past_word(start))
    }

    /// Where the bytes of plain words end that begin at a place.
    #[inline]
    pub(super) fn past_word(&self, at: usize) -> usize {
        self.past(at, |block| block.word)
    }

    fn past(&self, at: usize, bits: impl Fn(&Block) -> u64) -> usize {
        let Some(block) = self.blocks.get(at / BLOCK) else { return at };
        let others = !bits(block) >> (at % BLOCK);
        if others != 0 {
            return at + others.trailing_zeros() as usize;
        }
        let behind = self.blocks.get(at / BLOCK + 1..).unwrap_or_default();
        let full = behind.iter().take_while(|block| bits(block) == u64::MAX).count();
        let last = behind.get(full).map_or(0, |block| bits(block).trailing_ones() as usize);
        (at / BLOCK + 1 + full) * BLOCK + last
    }
}

/// Sorts a block, sixteen bytes at once.
#[inline]
fn block(bytes: &[u8; BLOCK]) -> Block {
    let each = |byte: u8| i8x16::splat(byte.cast_signed());
    let (lanes, _) = bytes.as_chunks::<LANES>();
    let mut sorted = Block { word: 0, space: 0 };
    for (nth, lanes) in lanes.iter().enumerate() {
        // Bytes from 0x80 on are less than all others here.
        let bytes = u8x16::new(*lanes).cast_signed();
        let small = bytes | each(0x20);
        let letter = small.simd_gt(each(b'a' - 1)) & small.simd_lt(each(b'z' + 1));
        let digit = bytes.simd_gt(each(b'0' - 1)) & bytes.simd_lt(each(b'9' + 1));
        let following = bytes.simd_lt(each(0xc0));
        let first = (bytes & each(0xfe)).simd_eq(each(0xd0));
        let word = letter | digit | following | first;
        let space = bytes.simd_eq(each(b' '));
        sorted.word |= u64::from(word.to_bitmask()) << (LANES * nth);
        sorted.space |= u64::from(space.to_bitmask()) << (LANES * nth);
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_word(byte: &u8) -> bool {
        byte.is_ascii_alphanumeric() || matches!(byte, 0x80..=0xbf | 0xd0 | 0xd1)
    }

    /// A block, byte by byte.
    fn one_by_one(bytes: &[u8; BLOCK]) -> Block {
        let mut sorted = Block { word: 0, space: 0 };
        for (at, byte) in bytes.iter().enumerate() {
            sorted.word |= u64::from(is_word(byte)) << at;
            sorted.space |= u64::from(*byte == b' ') << at;
        }
        sorted
    }

    #[test]
    fn every_byte_is_sorted() {
        for byte in 0..=u8::MAX {
            for place in 0..BLOCK {
                for around in [b'a', b'.', b' ', 0xd0, 0xff, 0x80, 0] {
                    let mut bytes = [around; BLOCK];
                    bytes[place] = byte;
                    assert_eq!(block(&bytes), one_by_one(&bytes), "{byte:#x} at {place}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn runs_end_where_the_walk_says(text in "( {0,70}|[a-я]{0,70}|.{0,3}){0,9}", from in 0_usize..200) {
            let mut runs = Runs::default();
            // Nothing of another text is left.
            runs.read("слово за словом ".repeat(20).as_bytes());
            runs.read(text.as_bytes());
            let bytes = text.as_bytes();
            let from = from.min(bytes.len());
            let words = bytes[from..].iter().take_while(|byte| is_word(byte)).count();
            prop_assert_eq!(runs.past_word(from), from + words);
            let spaces = bytes[from..].iter().take_while(|byte| **byte == b' ').count();
            let (start, end) = runs.next(from);
            prop_assert_eq!(start.min(bytes.len()), from + spaces);
            if let Some(behind) = bytes.get(start..) {
                let words = behind.iter().take_while(|byte| is_word(byte)).count();
                prop_assert_eq!(end, start + words);
            }
        }
    }
}
