//! Parts of speech, as far as a lexicon tells them apart.

use std::fmt;

/// What kind of word a lexeme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum PartOfSpeech {
    Noun,
    Verb,
    Adjective,
    Adverb,
    Numeral,
    Pronoun,
    Preposition,
    Conjunction,
    Particle,
    Interjection,
    /// A proper name or an abbreviation.
    Name,
    Other,
}

impl PartOfSpeech {
    /// All of them; the place of each is its number in a pack.
    pub const ALL: [PartOfSpeech; 12] = [
        PartOfSpeech::Noun,
        PartOfSpeech::Verb,
        PartOfSpeech::Adjective,
        PartOfSpeech::Adverb,
        PartOfSpeech::Numeral,
        PartOfSpeech::Pronoun,
        PartOfSpeech::Preposition,
        PartOfSpeech::Conjunction,
        PartOfSpeech::Particle,
        PartOfSpeech::Interjection,
        PartOfSpeech::Name,
        PartOfSpeech::Other,
    ];

    /// The name in lexicons and outputs.
    pub const fn name(self) -> &'static str {
        match self {
            PartOfSpeech::Noun => "noun",
            PartOfSpeech::Verb => "verb",
            PartOfSpeech::Adjective => "adjective",
            PartOfSpeech::Adverb => "adverb",
            PartOfSpeech::Numeral => "numeral",
            PartOfSpeech::Pronoun => "pronoun",
            PartOfSpeech::Preposition => "preposition",
            PartOfSpeech::Conjunction => "conjunction",
            PartOfSpeech::Particle => "particle",
            PartOfSpeech::Interjection => "interjection",
            PartOfSpeech::Name => "name",
            PartOfSpeech::Other => "other",
        }
    }

    /// The part of speech of a name.
    pub fn from_name(name: &str) -> Option<PartOfSpeech> {
        PartOfSpeech::ALL.into_iter().find(|part| part.name() == name)
    }

    /// Whether new words of it come up, so that an unknown one may be inflected by analogy.
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            PartOfSpeech::Noun
                | PartOfSpeech::Verb
                | PartOfSpeech::Adjective
                | PartOfSpeech::Adverb
        )
    }
}

impl fmt::Display for PartOfSpeech {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
