//! Words that were heard almost right: which form of a phrase's word an unknown word resembles.
//!
//! Each form has a twin, an id of its own that stands in the same slots. A word that is read as a
//! form gets the twin's id, so that the matcher knows nothing of all this and a rule can do without
//! twins. Words of closed classes have none.

use serde::{Deserialize, Serialize};
mod edit;
mod key;
mod mask;
mod table;

use super::raw;
use super::vocabulary::{Vocabulary, WordId};
use crate::language::WordClasses;
use mask::Whole;
use rustc_hash::FxHashMap;
use table::Table;

/// Letters a form must have to be put together of several words.
const JOINED: usize = 5;
/// Letters a heard word must have to be taken apart.
const PARTED: usize = 6;
/// Letters a part must have, unless it is a little word and the first.
const PART: usize = 3;
/// Letters beyond which nothing is a word.
const LONGEST: usize = 40;

/// How it is known what a word was meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// It sounds like it.
    Phonetic,
    /// It differs by one letter, or by two that changed places.
    Edit,
    /// It was heard as several words.
    Joined,
    /// It was heard as one word with another.
    Split,
    /// Its letters were hidden.
    Masked,
}

impl How {
    /// All of them.
    pub const ALL: [How; 5] = [How::Phonetic, How::Edit, How::Joined, How::Split, How::Masked];

    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            How::Phonetic => "phonetic",
            How::Edit => "edit",
            How::Joined => "joined",
            How::Split => "split",
            How::Masked => "masked",
        }
    }
}

/// What an unknown word may have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A form, by the id of its spelling.
    Form(WordId, How),
    /// Two words.
    Parts(Parts),
}

/// Two words that were heard as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Letters of the first.
    pub letters: usize,
    /// The first.
    pub first: WordId,
    /// The second.
    pub second: WordId,
    /// The first is a negator, and the whole is no slip of another word.
    pub negates: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct Hidden {
    spelling: Box<str>,
    whole: Whole,
    id: WordId,
}

/// The forms of a lexicon that a heard word may resemble.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Fuzzy {
    /// Of each word, by its number; [`WordId::UNKNOWN`] of a word that is no form.
    #[serde(with = "raw")]
    twins: Vec<WordId>,
    table: Table,
    /// Sorted by spelling.
    hidden: Vec<Hidden>,
    masks: FxHashMap<WordId, WordId>,
}

/// Little words that also begin longer ones: «підстраховка» is no «під страховка».
const PREFIXES: [&str; 34] = [
    "за", "на", "по", "до", "о", "об", "от", "из", "с", "со", "в", "во", "у", "при", "про", "под",
    "над", "без", "від", "із", "з", "зі", "під", "і", "in", "on", "over", "out", "up", "off",
    "down", "by", "to", "a",
];

impl Fuzzy {
    /// Of forms with their spellings and twins, in the order of the alphabet and of their numbers.
    pub(super) fn new(forms: &[(WordId, &str, WordId)]) -> Fuzzy {
        let words = forms.last().map_or(0, |(last, ..)| last.get() + 1);
        let mut twins = vec![WordId::UNKNOWN; words];
        forms.iter().for_each(|(form, _, twin)| twins[form.get()] = *twin);
        let table = Table::new(forms.iter().map(|(form, spelling, _)| ((*form).into(), *spelling)));
        Fuzzy { twins, table, ..Fuzzy::default() }
    }

    /// Gives a word, or all that begin so, a twin for when its letters are hidden.
    pub(super) fn add_mask(&mut self, spelling: &str, prefix: bool, id: WordId, mask: WordId) {
        let whole = if prefix { Whole::No } else { Whole::Yes };
        self.hidden.push(Hidden { spelling: spelling.into(), whole, id: mask });
        self.masks.insert(id, mask);
    }

    /// The twin of a form: the id of what was heard as it.
    pub fn twin(&self, id: WordId) -> Option<WordId> {
        self.twins.get(id.get()).copied().filter(|twin| *twin != WordId::UNKNOWN)
    }

    /// The twin of a word for when its letters are hidden.
    pub(super) fn mask(&self, id: WordId) -> Option<WordId> {
        self.masks.get(&id).copied()
    }

    /// The spelling of a word that is a form; of any other one nothing.
    fn form<'v>(&self, number: u32, vocabulary: &'v Vocabulary) -> &'v str {
        let id = WordId::from(number);
        self.twin(id).map_or("", |_| vocabulary.spelling(id))
    }

    /// Whether a folded word could be a slip at all: letters, and not too many.
    pub fn is_readable(word: &str) -> bool {
        word.chars().count() <= LONGEST && word.chars().all(|c| c.is_alphabetic() || c == '\'')
    }

    /// What a folded word was meant to be. Asked for words that nobody knows.
    pub fn read(&self, heard: &str, vocabulary: &Vocabulary) -> Option<Reading> {
        let spelling = |form| self.form(form, vocabulary);
        let read_as = |form: u32, how| Reading::Form(WordId::from(form), how);
        if let Some(form) = self.table.sounding_like(heard, spelling) {
            return Some(read_as(form, How::Phonetic));
        }
        let parts = self.parts(heard, vocabulary);
        if let Some(parts) = parts.filter(|parts| parts.negates) {
            return Some(Reading::Parts(parts));
        }
        let form = self.table.one_slip_from(heard, spelling);
        form.map(|form| read_as(form, How::Edit)).or(parts.map(Reading::Parts))
    }

    /// The form that is spelled like this folded word, if there is one.
    pub fn spelled(&self, folded: &str, vocabulary: &Vocabulary) -> Option<WordId> {
        let form = vocabulary.exact(folded).filter(|id| self.twin(*id).is_some())?;
        // A colloquial spelling has the id of another word.
        (vocabulary.spelling(form) == folded).then_some(form)
    }

    /// The form that several words make together: as it is spelled.
    pub fn joined(&self, together: &str, vocabulary: &Vocabulary) -> Option<WordId> {
        let form = self.spelled(together, vocabulary)?;
        (together.chars().count() >= JOINED).then_some(form)
    }

    /// The form that several words make together: as it sounds.
    pub fn joined_by_sound(&self, together: &str, vocabulary: &Vocabulary) -> Option<WordId> {
        let spelling = |form| self.form(form, vocabulary);
        let form = self.table.sounding_like(together, spelling)?;
        (spelling(form).chars().count() >= JOINED).then_some(WordId::from(form))
    }

    /// Two known words that a heard one is made of; a negator first, then the evenest parts.
    fn parts(&self, heard: &str, vocabulary: &Vocabulary) -> Option<Parts> {
        let length = heard.chars().count();
        if length < PARTED {
            return None;
        }
        let cut = |(letters, (byte, _)): (usize, (usize, char))| {
            if length - letters < PART {
                return None;
            }
            let (first, second) = heard.split_at(byte);
            let is_prefix = PREFIXES.contains(&first);
            let (first, second) = (vocabulary.exact(first)?, vocabulary.exact(second)?);
            let is_little = |id| vocabulary.classes(id) != WordClasses::NONE;
            let negates = vocabulary.classes(first).intersects(WordClasses::NEGATOR);
            let (first, second) = match (self.twin(first), self.twin(second)) {
                (None, Some(second)) if is_little(first) && !is_prefix => (first, second),
                (Some(first), None) if letters >= PART && is_little(second) => (first, second),
                (Some(first), Some(second)) if letters >= PART => (first, second),
                (_, _) => return None,
            };
            let evenness = letters.min(length - letters);
            Some(((negates, evenness), Parts { letters, first, second, negates }))
        };
        let cuts = heard.char_indices().enumerate().skip(1).filter_map(cut);
        cuts.max_by_key(|(rank, _)| *rank).map(|(_, parts)| parts)
    }

    /// The word behind a mask, with `*` for each sign: its id and its spelling.
    pub fn unmask(&self, masked: &str) -> Option<(WordId, &str)> {
        let fits = |hidden: &Hidden| mask::fit(masked, &hidden.spelling, hidden.whole);
        let ranked = self.hidden.iter().filter_map(|hidden| Some((fits(hidden)?, hidden)));
        let best = ranked.min_by_key(|(fit, _)| *fit);
        best.map(|(_, hidden)| (hidden.id, &*hidden.spelling))
    }
}

#[cfg(test)]
mod twin;
