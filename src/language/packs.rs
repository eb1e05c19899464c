//! The dictionaries of all languages together.

use super::Language;
use super::pack::{Lexeme, Pack};
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// The dictionaries that are at hand, at most one a language. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Packs {
    packs: Vec<(Language, Pack)>,
    /// Words that are known besides.
    listed: Arc<BTreeSet<String>>,
}

/// The packs that the program is built with.
#[cfg(feature = "packs")]
const BUILTIN: [(Language, &[u8]); 3] = [
    (Language::Ru, include_bytes!("../../packs/ru.pack")),
    (Language::Uk, include_bytes!("../../packs/uk.pack")),
    (Language::En, include_bytes!("../../packs/en.pack")),
];
#[cfg(not(feature = "packs"))]
const BUILTIN: [(Language, &[u8]); 0] = [];

/// Everyday words that the dictionaries lack and that are a letter away from words of phrases.
const KNOWN: &str = "
    дурилка дурилки дурилку дурилкой обуреть обурел обурела обурели
    заныкать заныкал заныкала заныкали заныкаться заныкался заныкалась заныкались
    чудак чудака чудаки чудаків чудаком чудаками чудакам чудаче
    шагати шагаю шагає шагають шагав шагала шагали шагай
    лажати лажаю лажає лажають лажав лажала лажали
";

impl Packs {
    /// No dictionary at all: a word stands for itself and for the forms that a lexicon lists.
    pub fn none() -> &'static Packs {
        static NONE: LazyLock<Packs> = LazyLock::new(Packs::default);
        &NONE
    }

    /// A dictionary of nothing but these folded words, for tests and examples.
    pub fn of_words(words: &[&str]) -> Packs {
        let listed = Arc::new(words.iter().map(|word| (*word).to_owned()).collect());
        Packs { packs: Vec::new(), listed }
    }

    /// The dictionaries that come with the program; none if it was built without them.
    pub fn builtin() -> &'static Packs {
        static PACKS: LazyLock<Packs> = LazyLock::new(|| {
            let pack = |(language, bytes): (Language, &'static [u8])| {
                (language, Pack::read(bytes).expect("a test reads the packs of the program"))
            };
            let mut packs = Packs::of(BUILTIN.into_iter().map(pack).collect());
            packs.listed = Arc::new(KNOWN.split_whitespace().map(str::to_owned).collect());
            packs
        });
        &PACKS
    }

    /// These dictionaries.
    pub fn of(packs: Vec<(Language, Pack)>) -> Packs {
        Packs { packs, listed: Arc::default() }
    }

    /// The dictionary of a language.
    pub fn of_language(&self, language: Language) -> Option<&Pack> {
        self.packs.iter().find(|(of, _)| *of == language).map(|(_, pack)| pack)
    }

    /// Languages there are dictionaries of.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.packs.iter().map(|(language, _)| *language)
    }

    /// Whether there is no dictionary.
    pub fn is_empty(&self) -> bool {
        self.packs.is_empty()
    }

    /// Whether a folded word is an ordinary word of any language.
    pub fn knows(&self, folded: &str) -> bool {
        self.packs.iter().any(|(_, pack)| pack.knows(folded)) || self.listed.contains(folded)
    }

    /// The lexemes of the first of these languages that knows the word, and which language that is.
    pub(super) fn lexemes(
        &self,
        languages: impl IntoIterator<Item = Language>,
        folded: &str,
    ) -> Option<(Language, Vec<Lexeme>)> {
        languages.into_iter().find_map(|language| {
            let lexemes = self.of_language(language)?.lexemes(folded);
            (!lexemes.is_empty()).then_some((language, lexemes))
        })
    }
}
