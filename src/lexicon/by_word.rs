//! Something for each word of phrases, as the language of its rule means it.

use super::phrase::WordPattern;
use crate::language::Language;
use rustc_hash::FxHashMap;

/// By language, then by word: so that nothing is copied to look a word up.
#[derive(Debug)]
pub(super) struct ByWord<T> {
    of: FxHashMap<Option<Language>, FxHashMap<WordPattern, T>>,
}

impl<T> Default for ByWord<T> {
    fn default() -> ByWord<T> {
        ByWord { of: FxHashMap::default() }
    }
}

impl<T> ByWord<T> {
    /// What a word has.
    pub(super) fn get(&self, language: Option<Language>, word: &WordPattern) -> Option<&T> {
        self.of.get(&language)?.get(word)
    }

    /// Gives a word something; what it had is lost.
    pub(super) fn insert(&mut self, language: Option<Language>, word: WordPattern, value: T) {
        self.of.entry(language).or_default().insert(word, value);
    }

    /// Words and what they have, in no order.
    pub(super) fn into_iter(self) -> impl Iterator<Item = (Option<Language>, WordPattern, T)> {
        let words = |(language, words): (Option<Language>, FxHashMap<WordPattern, T>)| {
            words.into_iter().map(move |(word, value)| (language, word, value))
        };
        self.of.into_iter().flat_map(words)
    }

    /// The words that have something, in no order.
    pub(super) fn words(&self) -> impl Iterator<Item = &WordPattern> {
        self.of.values().flat_map(FxHashMap::keys)
    }
}
