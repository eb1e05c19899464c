//! What every word of every phrase stands for: asked once, used by all that come after.

use super::by_word::ByWord;
use super::draft::Draft;
use super::phrase::WordPattern;
use super::revision::PartsHash;
use crate::language::{Hint, Language, Meaning, Origin, WordForms};

/// The meanings of all words that stand for several forms.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    of: ByWord<Known>,
}

#[derive(Debug)]
struct Known {
    meaning: Meaning,
    /// Over the forms, for revisions.
    digest: String,
}

impl Known {
    fn new(meaning: Meaning) -> Known {
        let mut hash = PartsHash::default();
        // One text is hashed faster than many. What a lexicon lists may stand in any order, what a
        // dictionary gives always stands in one.
        let mut forms: Vec<&str> = meaning.forms().collect();
        if meaning.taken.iter().any(|(origin, _)| *origin == Origin::Listed) {
            forms.sort_unstable();
            forms.dedup();
        }
        hash.part(&forms.join(" "));
        Known { digest: hash.hex(), meaning }
    }
}

impl Meanings {
    /// Asks for every word of every phrase.
    pub(super) fn of(drafts: &[Draft], forms: &WordForms<'_>) -> Meanings {
        let mut meanings = Meanings::default();
        for draft in drafts {
            meanings.ask(draft.source.language, draft.patterns(), forms);
        }
        meanings
    }

    /// Asks for these words alone.
    #[cfg(test)]
    pub(super) fn of_words(
        language: Option<Language>,
        words: &[WordPattern],
        forms: &WordForms<'_>,
    ) -> Meanings {
        let mut meanings = Meanings::default();
        meanings.ask(language, words.iter(), forms);
        meanings
    }

    fn ask<'w>(
        &mut self,
        language: Option<Language>,
        words: impl Iterator<Item = &'w WordPattern>,
        forms: &WordForms<'_>,
    ) {
        for pattern in words {
            let Some((word, hint)) = inflected(pattern) else { continue };
            if self.of.get(language, pattern).is_none() {
                let known = Known::new(forms.meaning(language, word, hint));
                self.of.insert(language, pattern.clone(), known);
            }
        }
    }

    /// What a word stands for; `None` for one that is not inflected.
    pub(super) fn get(&self, language: Option<Language>, word: &WordPattern) -> Option<&Meaning> {
        self.of.get(language, word).map(|known| &known.meaning)
    }

    /// What changes when the forms of a word change.
    pub(super) fn digest(&self, language: Option<Language>, word: &WordPattern) -> Option<&str> {
        self.of.get(language, word).map(|known| known.digest.as_str())
    }
}

/// The spelling and the hint of a word that stands for its forms.
pub(super) fn inflected(pattern: &WordPattern) -> Option<(&str, Hint)> {
    match pattern {
        WordPattern::Forms(word) => Some((word, Hint::default())),
        WordPattern::Hinted(word, hint) => Some((word, *hint)),
        WordPattern::Exact(_) | WordPattern::Prefix(_) | WordPattern::Value(_) => None,
    }
}
