//! The same call twice: identical ones count once, different ones under one key are kept and marked.

use crate::transcript::Transcript;
use crate::units::CallKey;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::hash_map::Entry;
use std::hash::{Hash, Hasher};
use twox_hash::XxHash3_128;

/// What is kept of each call: 128 bits of its key and of its content.
#[derive(Debug, Default)]
pub struct Duplicates {
    /// Content of the first call of each key.
    first: FxHashMap<u128, u128>,
    /// Key and content of calls that conflict with an earlier one.
    others: FxHashSet<(u128, u128)>,
}

/// Key and content of a call, hashed by a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint {
    key: u128,
    content: u128,
}

/// What a call is to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The first of its key.
    New,
    /// The same call again.
    Identical,
    /// Another content under a known key.
    Conflict,
}

impl Fingerprint {
    /// Everything that was said and stated counts; how it was written does not.
    pub(super) fn of(call: &Transcript) -> Fingerprint {
        let key: &CallKey = &call.info().key;
        Fingerprint { key: hash128(key), content: hash128(call) }
    }

    /// The bits of key and content, for a run that goes on where an earlier one was cut short.
    pub fn to_bytes(self) -> [[u8; 16]; 2] {
        [self.key, self.content].map(u128::to_le_bytes)
    }

    /// The fingerprint with these bits.
    pub fn from_bytes(bytes: [[u8; 16]; 2]) -> Fingerprint {
        let [key, content] = bytes.map(u128::from_le_bytes);
        Fingerprint { key, content }
    }
}

impl Duplicates {
    /// Notes a call; to be asked in the order of the input.
    pub fn note(&mut self, call: Fingerprint) -> Seen {
        match self.first.entry(call.key) {
            Entry::Vacant(first) => {
                first.insert(call.content);
                Seen::New
            }
            Entry::Occupied(first) if *first.get() == call.content => Seen::Identical,
            Entry::Occupied(_) if self.others.insert((call.key, call.content)) => Seen::Conflict,
            Entry::Occupied(_) => Seen::Identical,
        }
    }
}

/// Bytes that most calls come to.
const MOST_CALLS: usize = 1 << 15;

/// Enough that no two calls of any archive meet by chance.
fn hash128(value: &impl Hash) -> u128 {
    let mut bytes = Bytes(Vec::with_capacity(MOST_CALLS));
    value.hash(&mut bytes);
    XxHash3_128::oneshot(&bytes.0)
}

/// All that a value would have hashed, one behind the other.
struct Bytes(Vec<u8>);

impl Hasher for Bytes {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        XxHash3_128::oneshot(&self.0) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_come_back() {
        let print = Fingerprint { key: 1 << 127 | 5, content: 1 << 64 | 9 };
        assert_eq!(Fingerprint::from_bytes(print.to_bytes()), print);
    }

    #[test]
    fn first_again_other_again() {
        let mut seen = Duplicates::default();
        let mut note = |key, content| seen.note(Fingerprint { key, content });
        assert_eq!(note(1, 10), Seen::New);
        assert_eq!(note(1, 10), Seen::Identical);
        assert_eq!(note(1, 11), Seen::Conflict);
        assert_eq!(note(1, 10), Seen::Identical);
        assert_eq!(note(1, 11), Seen::Identical);
        assert_eq!(note(2, 10), Seen::New);
    }
}
