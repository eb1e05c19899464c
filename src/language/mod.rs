//! What is known about each language apart from any lexicon: little words, and the forms of words.
//!
//! All languages are used on every turn, since people mix them; so the little words of all three
//! form one list.

use serde::{Deserialize, Serialize};
mod aspect;
mod colloquial;
pub mod deadline;
mod en;
mod english;
mod forms;
mod negation;
pub mod pack;
mod packs;
mod part;
pub mod promise;
mod ru;
mod spellings;
mod uk;
pub mod values;

pub use colloquial::{colloquial, is_colloquial};
pub use forms::{Hint, ListedForms, Meaning, Origin, WordForms};
pub use negation::NegationWords;
pub use packs::Packs;
pub use part::PartOfSpeech;
pub use spellings::Spellings;

use std::fmt;
use std::sync::LazyLock;

/// A language callsift knows words of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Russian.
    Ru,
    /// Ukrainian.
    Uk,
    /// English.
    En,
}

impl Language {
    /// Every language, in the order they are named everywhere.
    pub const ALL: [Language; 3] = [Language::Ru, Language::Uk, Language::En];

    /// The ISO 639-1 code used in files and outputs.
    pub const fn code(self) -> &'static str {
        match self {
            Language::Ru => "ru",
            Language::Uk => "uk",
            Language::En => "en",
        }
    }

    /// The language of a code.
    pub fn from_code(code: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The little words of the language.
    pub const fn little_words(self) -> &'static LittleWords {
        match self {
            Language::Ru => &ru::LITTLE_WORDS,
            Language::Uk => &uk::LITTLE_WORDS,
            Language::En => &en::LITTLE_WORDS,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Closed classes of words; spelled folded, separated by white space, never inflected.
#[derive(Debug)]
pub struct LittleWords {
    /// May stand between the words of a phrase at no cost: pronouns, particles, prepositions.
    pub fillers: &'static str,
    /// Turn what follows into its opposite: «не», "without".
    pub negators: &'static str,
    /// Stand between a negator and what it negates: «не хочу жаловаться».
    pub intents: &'static str,
    /// Negators that stand alone as an answer: «нет, …».
    pub answers: &'static str,
    /// Show that one is listening and take no turn: «угу», "right".
    pub back_channels: &'static str,
    /// How far a negation reaches.
    pub negation: NegationWords,
}

/// The closed classes a word belongs to; a word of none of them is a content word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordClasses(u32);

impl WordClasses {
    /// No closed class.
    pub const NONE: WordClasses = WordClasses(0);
    /// See [`LittleWords::fillers`].
    pub const FILLER: WordClasses = WordClasses(1);
    /// See [`LittleWords::negators`].
    pub const NEGATOR: WordClasses = WordClasses(2);
    /// See [`LittleWords::intents`].
    pub const INTENT: WordClasses = WordClasses(4);
    /// See [`LittleWords::back_channels`].
    pub const BACK_CHANNEL: WordClasses = WordClasses(8);
    /// See [`LittleWords::answers`].
    pub const ANSWER: WordClasses = WordClasses(16);
    /// See [`NegationWords::breakers`].
    pub const BREAKER: WordClasses = WordClasses(1 << 5);
    /// See [`NegationWords::conjunctions`].
    pub const CONJUNCTION: WordClasses = WordClasses(1 << 6);
    /// See [`NegationWords::carriers`].
    pub const CARRIER: WordClasses = WordClasses(1 << 7);
    /// See [`NegationWords::plain`].
    pub const PLAIN: WordClasses = WordClasses(1 << 8);
    /// See [`NegationWords::limiters`].
    pub const LIMITER: WordClasses = WordClasses(1 << 9);
    /// See [`NegationWords::unmakers`].
    pub const UNMAKER: WordClasses = WordClasses(1 << 10);
    /// See [`NegationWords::able`].
    pub const ABLE: WordClasses = WordClasses(1 << 11);
    /// See [`NegationWords::undoing`].
    pub const UNDOING: WordClasses = WordClasses(1 << 12);
    /// See [`NegationWords::openers`].
    pub const OPENER: WordClasses = WordClasses(1 << 13);
    /// See [`NegationWords::joints`].
    pub const JOINT: WordClasses = WordClasses(1 << 14);
    /// See [`NegationWords::after_answer`].
    pub const AFTER_ANSWER: WordClasses = WordClasses(1 << 15);
    /// See [`NegationWords::asking`].
    pub const ASKING: WordClasses = WordClasses(1 << 16);
    /// See [`NegationWords::subjects`].
    pub const SUBJECT: WordClasses = WordClasses(1 << 17);
    /// See [`NegationWords::refusals`].
    pub const REFUSAL: WordClasses = WordClasses(1 << 18);
    /// See [`NegationWords::absences`].
    pub const ABSENCE: WordClasses = WordClasses(1 << 19);
    /// See [`NegationWords::absent`].
    pub const ABSENT: WordClasses = WordClasses(1 << 20);
    /// See [`NegationWords::closings`].
    pub const CLOSING: WordClasses = WordClasses(1 << 21);
    /// See [`NegationWords::own_words`].
    pub const OWN: WordClasses = WordClasses(1 << 22);
    /// See [`NegationWords::conditions`].
    pub const CONDITION: WordClasses = WordClasses(1 << 23);
    /// See [`NegationWords::disclaimers`].
    pub const DISCLAIMER: WordClasses = WordClasses(1 << 24);
    /// See [`NegationWords::consequences`].
    pub const CONSEQUENCE: WordClasses = WordClasses(1 << 25);
    /// See [`NegationWords::reproaches`].
    pub const REPROACH: WordClasses = WordClasses(1 << 26);
    /// See [`NegationWords::counterfactual`].
    pub const COUNTERFACTUAL: WordClasses = WordClasses(1 << 27);
    /// See [`NegationWords::prepositions`].
    pub const PREPOSITION: WordClasses = WordClasses(1 << 28);
    /// See [`NegationWords::retreats`].
    pub const RETREAT: WordClasses = WordClasses(1 << 29);
    /// See [`NegationWords::without`].
    pub const WITHOUT: WordClasses = WordClasses(1 << 30);
    /// See [`NegationWords::personal`].
    pub const PERSONAL: WordClasses = WordClasses(1 << 31);

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: WordClasses) -> WordClasses {
        WordClasses(self.0 | other.0)
    }

    /// Whether the two sets share a class.
    pub const fn intersects(self, other: WordClasses) -> bool {
        self.0 & other.0 != 0
    }
}

/// Every little word of every language with its classes; a word may come more than once.
pub fn little_words() -> impl Iterator<Item = (&'static str, WordClasses)> {
    Language::ALL.into_iter().flat_map(|language| {
        let list = language.little_words();
        let more = &list.negation;
        let class = |words: &'static str, class| words.split_whitespace().map(move |w| (w, class));
        class(list.fillers, WordClasses::FILLER)
            .chain(class(list.negators, WordClasses::NEGATOR))
            .chain(class(list.intents, WordClasses::INTENT))
            .chain(class(list.answers, WordClasses::ANSWER))
            .chain(class(list.back_channels, WordClasses::BACK_CHANNEL))
            .chain(class(more.breakers, WordClasses::BREAKER))
            .chain(class(more.conjunctions, WordClasses::CONJUNCTION))
            .chain(class(more.carriers, WordClasses::CARRIER))
            .chain(class(more.plain, WordClasses::PLAIN))
            .chain(class(more.limiters, WordClasses::LIMITER))
            .chain(class(more.unmakers, WordClasses::UNMAKER))
            .chain(class(more.able, WordClasses::ABLE))
            .chain(class(more.undoing, WordClasses::UNDOING))
            .chain(class(more.openers, WordClasses::OPENER))
            .chain(class(more.joints, WordClasses::JOINT))
            .chain(class(more.after_answer, WordClasses::AFTER_ANSWER))
            .chain(class(more.asking, WordClasses::ASKING))
            .chain(class(more.subjects, WordClasses::SUBJECT))
            .chain(class(more.refusals, WordClasses::REFUSAL))
            .chain(class(more.absences, WordClasses::ABSENCE))
            .chain(class(more.absent, WordClasses::ABSENT))
            .chain(class(more.closings, WordClasses::CLOSING))
            .chain(class(more.own_words, WordClasses::OWN))
            .chain(class(more.conditions, WordClasses::CONDITION))
            .chain(class(more.disclaimers, WordClasses::DISCLAIMER))
            .chain(class(more.consequences, WordClasses::CONSEQUENCE))
            .chain(class(more.reproaches, WordClasses::REPROACH))
            .chain(class(more.counterfactual, WordClasses::COUNTERFACTUAL))
            .chain(class(more.prepositions, WordClasses::PREPOSITION))
            .chain(class(more.retreats, WordClasses::RETREAT))
            .chain(class(more.without, WordClasses::WITHOUT))
            .chain(class(more.personal, WordClasses::PERSONAL))
    })
}

/// Whether a folded word is spelled like an infinitive.
pub fn is_infinitive(folded: &str) -> bool {
    static ENDINGS: LazyLock<Vec<&str>> = LazyLock::new(|| endings(|list| list.infinitives));
    ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// Whether a folded word is spelled like a polite imperative.
pub fn is_imperative(folded: &str) -> bool {
    static ENDINGS: LazyLock<Vec<&str>> = LazyLock::new(|| endings(|list| list.imperatives));
    ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// The endings of all languages.
fn endings(of: fn(&NegationWords) -> &'static str) -> Vec<&'static str> {
    let lists = Language::ALL.into_iter().map(|language| of(&language.little_words().negation));
    lists.flat_map(str::split_whitespace).collect()
}

/// Phrases of all languages that offer something to somebody; see [`NegationWords::offers`].
pub fn offers() -> impl Iterator<Item = &'static str> {
    phrases(|list| list.negation.offers)
}

/// Phrases that take a denial back; see [`NegationWords::concessions`].
pub fn concessions() -> impl Iterator<Item = &'static str> {
    phrases(|list| list.negation.concessions)
}

fn phrases(of: fn(&LittleWords) -> &'static str) -> impl Iterator<Item = &'static str> {
    let lists = Language::ALL.into_iter().map(move |language| of(language.little_words()));
    lists.flat_map(str::lines).map(str::trim).filter(|phrase| !phrase.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Words, fold_word};

    #[test]
    fn little_words_are_single_folded_words() {
        for (word, _) in little_words() {
            assert_eq!(fold_word(word), word);
            let mut words = Words::new();
            words.push_text(word);
            assert_eq!(words.as_slice().len(), 1, "{word}");
        }
    }

    #[test]
    fn a_negator_is_never_a_filler() {
        let of = |wanted: WordClasses| {
            little_words().filter(move |(_, c)| c.intersects(wanted)).map(|(w, _)| w)
        };
        let fillers: Vec<_> = of(WordClasses::FILLER).collect();
        for negator in of(WordClasses::NEGATOR) {
            assert!(!fillers.contains(&negator), "{negator}");
        }
    }

    #[test]
    fn what_is_said_of_negators_is_said_of_negators() {
        let of = |wanted: WordClasses| {
            little_words().filter(move |(_, c)| c.intersects(wanted)).map(|(w, _)| w)
        };
        let negators: Vec<_> = of(WordClasses::NEGATOR).collect();
        let kinds = [WordClasses::PLAIN, WordClasses::ASKING, WordClasses::ANSWER];
        let more = [WordClasses::ABSENCE, WordClasses::COUNTERFACTUAL, WordClasses::WITHOUT];
        for kind in [&kinds[..], &more].concat() {
            of(kind).for_each(|word| assert!(negators.contains(&word), "{word}"));
        }
        assert!(offers().chain(concessions()).all(|phrase| phrase.split(' ').count() > 1));
    }
}
