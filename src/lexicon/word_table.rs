//! Spellings with a number each: all of them in one string, so that hundreds of thousands are stored and read as
//! one, and take no more memory than their letters and three numbers each.

use super::vocabulary::WordId;
use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::hash::BuildHasher;

/// What stands behind each spelling; none has it.
const BEHIND: char = '\n';

/// Spellings, each once, and the id of each.
#[derive(Debug, Default)]
pub(super) struct WordTable {
    /// One behind the other, each with [`BEHIND`] behind it.
    text: String,
    /// Where each begins, and where the next one would.
    starts: Vec<u32>,
    /// The first ones are numbered as they come; these are the ids of the others.
    others: Vec<WordId>,
    /// Places in `starts`, by the hash of the spelling.
    places: HashTable<u32>,
}

impl WordTable {
    /// A table of different spellings whose ids count from 0.
    pub(super) fn numbered<'w>(words: impl IntoIterator<Item = &'w str>) -> WordTable {
        let mut text = String::new();
        for word in words {
            text.push_str(word);
            text.push(BEHIND);
        }
        WordTable::of(text, Vec::new())
    }

    fn of(text: String, others: Vec<WordId>) -> WordTable {
        let ends = memchr::memchr_iter(BEHIND as u8, text.as_bytes());
        let starts: Vec<u32> = std::iter::once(0).chain(ends.map(|end| end as u32 + 1)).collect();
        let count = starts.len() - 1;
        let mut table = WordTable { text, starts, others, places: HashTable::with_capacity(count) };
        for place in 0..count as u32 {
            let hash = hash(table.word(place));
            // There is room for all of them, so nothing is hashed again.
            table.places.insert_unique(hash, place, |_| hash);
        }
        table
    }

    fn word(&self, place: u32) -> &str {
        let at = |place: u32| self.starts[place as usize] as usize;
        &self.text[at(place)..at(place + 1) - BEHIND.len_utf8()]
    }

    /// The id of a spelling.
    pub(super) fn get(&self, spelling: &str) -> Option<WordId> {
        let place = *self.places.find(hash(spelling), |place| self.word(*place) == spelling)?;
        let other = (place as usize).checked_sub(self.in_order());
        Some(other.map_or(WordId::at(place as usize), |at| self.others[at]))
    }

    /// How many are numbered as they come.
    fn in_order(&self) -> usize {
        self.starts.len().saturating_sub(1 + self.others.len())
    }

    /// The spelling that got this id as it came; none of any other id.
    pub(super) fn spelling(&self, id: WordId) -> Option<&str> {
        (id.get() < self.in_order()).then(|| self.word(id.get() as u32))
    }

    /// The same with other spellings, and the id of each.
    pub(super) fn with(self, others: Vec<(&str, WordId)>) -> WordTable {
        let WordTable { mut text, others: mut ids, .. } = self;
        for (spelling, id) in others {
            text.push_str(spelling);
            text.push(BEHIND);
            ids.push(id);
        }
        WordTable::of(text, ids)
    }
}

fn hash(spelling: &str) -> u64 {
    FxBuildHasher.hash_one(spelling)
}

impl Serialize for WordTable {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        // A text is stored as the same bytes.
        (&self.text, &self.others).serialize(out)
    }
}

impl<'de> Deserialize<'de> for WordTable {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<WordTable, D::Error> {
        let (bytes, others): (&[u8], Vec<WordId>) = Deserialize::deserialize(from)?;
        let text = simdutf8::basic::from_utf8(bytes).map_err(D::Error::custom)?;
        Ok(WordTable::of(text.to_owned(), others))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    proptest! {
        #[test]
        fn what_is_stored_is_found_again(
            words in prop::collection::btree_set("[а-вa-c']{1,4}", 0..60),
            others in prop::collection::btree_map("[а-вa-c']{1,4}", 0_usize..99, 0..9),
            asked in prop::collection::vec("[а-вa-c'\n]{0,4}", 0..60),
        ) {
            let words: BTreeSet<&str> = words.iter().map(String::as_str).collect();
            let others: Vec<(&str, WordId)> = others
                .iter()
                .filter(|(word, _)| !words.contains(word.as_str()))
                .map(|(word, id)| (word.as_str(), WordId::at(*id)))
                .collect();
            let numbered = words.iter().enumerate().map(|(at, word)| (*word, WordId::at(at)));
            let twin: BTreeMap<&str, WordId> = numbered.chain(others.iter().copied()).collect();
            let table = WordTable::numbered(words.iter().copied()).with(others);
            let bytes = postcard::to_stdvec(&table).unwrap();
            let read: WordTable = postcard::from_bytes(&bytes).unwrap();
            for word in asked.iter().map(String::as_str).chain(twin.keys().copied()) {
                prop_assert_eq!(table.get(word), twin.get(word).copied());
                prop_assert_eq!(read.get(word), twin.get(word).copied());
            }
        }
    }
}
