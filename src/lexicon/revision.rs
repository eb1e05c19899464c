//! Content hashes of rules and lexicons.

use super::draft::{Draft, once};
use super::meanings::Meanings;
use super::rule::Lexicon;
use super::source::{Extent, NEGATIONS, ORDERS, SPEAKERS, Window, name_in};
use super::written_condition::canonical;
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

/// Over everything that decides what the rule finds and what is said of it, in the names that
/// authors write: how the engine calls things and how a file is laid out change no revision.
pub(super) fn revision(draft: &Draft, meanings: &Meanings) -> String {
    let source = &draft.source;
    let mut hash = PartsHash::default();
    hash.part(source.name());
    hash.part(&source.title);
    hash.part(source.category_name());
    hash.part(&source.severity.to_string());
    hash.part(name_in(SPEAKERS, &source.listen));
    hash.part(name_in(ORDERS, &source.order));
    hash.part(name_in(NEGATIONS, &source.negation));
    hash.part(&source.window.map_or_else(String::new, window_name));
    hash.part(&source.at_least.to_string());
    hash.part(&source.when.as_ref().map_or_else(String::new, canonical));
    if !source.fuzzy {
        hash.part("fuzzy = false");
    }
    for (at, options) in source.options.iter().enumerate() {
        if let Some(negation) = &options.negation {
            hash.part(&format!("phrase {at} negation {}", name_in(NEGATIONS, negation)));
        }
        if !options.fuzzy {
            hash.part(&format!("phrase {at} not fuzzy"));
        }
    }
    let mut unless: Vec<_> = draft.unless.iter().collect();
    unless.sort_by_key(|(phrase, _)| &phrase.value);
    for list in [draft.phrases.iter().collect(), unless] {
        hash.parts(list.iter().map(|(phrase, _)| phrase.value.as_str()));
        for pattern in once(list.into_iter()) {
            if let Some(digest) = meanings.digest(source.language, pattern) {
                hash.part(digest);
            }
        }
    }
    let mut hex = hash.hex();
    hex.truncate(12);
    hex
}

fn window_name(window: Window) -> String {
    let (side, extent) = match window {
        Window::First(extent) => ("first", extent),
        Window::Last(extent) => ("last", extent),
    };
    match extent {
        Extent::Time(ms) => format!("{side} {ms} ms"),
        Extent::Percent(percent) => format!("{side} {percent} %"),
        Extent::Turns(turns) => format!("{side} {turns} turns"),
    }
}

pub(super) fn lexicon_hash(lexicon: &Lexicon) -> String {
    let mut hash = PartsHash::default();
    for rule in &lexicon.rules {
        hash.part(&rule.id);
        hash.part(&rule.revision);
        hash.part(&rule.weight.to_string());
    }
    hash.part(&format!("{:?}", lexicon.score));
    for protocol in &lexicon.protocol_digests {
        hash.part(protocol);
    }
    for text in lexicon.announcements.digest() {
        hash.part(&text);
    }
    for (word, classes) in crate::language::little_words() {
        hash.part(word);
        hash.part(&format!("{classes:?}"));
    }
    for (said, standard) in crate::language::colloquial() {
        hash.part(said);
        hash.part(standard);
    }
    format!("sha256:{}", hash.hex())
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
