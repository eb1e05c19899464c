//! Content hashes of rules and lexicons.

use sha2::{Digest, Sha256};

/// Hashes parts so that no two different lists of parts give the same bytes.
#[derive(Default)]
pub(super) struct PartsHash(Sha256);

impl PartsHash {
    pub(super) fn part(&mut self, part: &str) {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    pub(super) fn parts<'a>(&mut self, parts: impl ExactSizeIterator<Item = &'a str>) {
        self.0.update((parts.len() as u64).to_le_bytes());
        parts.for_each(|part| self.part(part));
    }

    /// All 64 hex digits.
    pub(super) fn hex(self) -> String {
        let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or('0');
        self.0.finalize().iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_of_parts_count() {
        let hash = |parts: &[&str]| {
            let mut hash = PartsHash::default();
            hash.parts(parts.iter().copied());
            hash.hex()
        };
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_eq!(hash(&["ab"]).len(), 64);
    }
}
