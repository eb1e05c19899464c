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

use super::vocabulary::{Vocabulary, WordId};
use crate::language::WordClasses;
use crate::units::Span;
use mask::Whole;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
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

/// A form that a heard word resembles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormIx(u32);

/// What an unknown word may have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// One form.
    Form(FormIx, How),
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
struct Form {
    /// Place in the spellings.
    spelling: Span,
    twin: WordId,
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
    /// Of all forms, one after the other.
    spellings: String,
    /// Sorted by spelling.
    forms: Vec<Form>,
    /// Of each word, by its number.
    twins: Vec<Option<WordId>>,
    /// Sorted by spelling.
    hidden: Vec<Hidden>,
    masks: FxHashMap<WordId, WordId>,
    /// Made when it is asked for: a scan that takes every word as it is does without.
    #[serde(skip)]
    table: OnceLock<Table>,
}

/// Little words that also begin longer ones: «підстраховка» is no «під страховка».
const PREFIXES: [&str; 34] = [
    "за", "на", "по", "до", "о", "об", "от", "из", "с", "со", "в", "во", "у", "при", "про", "под",
    "над", "без", "від", "із", "з", "зі", "під", "і", "in", "on", "over", "out", "up", "off",
    "down", "by", "to", "a",
];

impl Fuzzy {
    /// Gives a form a twin. Forms come in the order of the alphabet.
    pub(super) fn add_twin(&mut self, spelling: &str, id: WordId, twin: WordId) {
        debug_assert!(self.forms.last().is_none_or(|last| self.spelled(last) < spelling));
        let begin = self.spellings.len() as u32;
        self.spellings.push_str(spelling);
        let spelling = Span::new(begin, self.spellings.len() as u32);
        self.forms.push(Form { spelling, twin });
        self.twins.resize(self.twins.len().max(id.get() + 1), None);
        self.twins[id.get()] = Some(twin);
    }

    /// Gives a word, or all that begin so, a twin for when its letters are hidden.
    pub(super) fn add_mask(&mut self, spelling: &str, prefix: bool, id: WordId, mask: WordId) {
        let whole = if prefix { Whole::No } else { Whole::Yes };
        self.hidden.push(Hidden { spelling: spelling.into(), whole, id: mask });
        self.masks.insert(id, mask);
    }

    /// The twin of a form.
    pub(super) fn twin(&self, id: WordId) -> Option<WordId> {
        self.twins.get(id.get()).copied().flatten()
    }

    /// The twin of a word for when its letters are hidden.
    pub(super) fn mask(&self, id: WordId) -> Option<WordId> {
        self.masks.get(&id).copied()
    }

    fn spelled(&self, form: &Form) -> &str {
        &self.spellings[form.spelling.range()]
    }

    /// The spelling of a form.
    pub fn spelling(&self, form: FormIx) -> &str {
        self.spelled(&self.forms[form.0 as usize])
    }

    /// The id of what was heard as a form.
    pub fn id(&self, form: FormIx) -> WordId {
        self.forms[form.0 as usize].twin
    }

    /// Whether a folded word is a form that a heard word may be read as.
    pub fn has(&self, folded: &str) -> bool {
        self.forms.binary_search_by(|form| self.spelled(form).cmp(folded)).is_ok()
    }

    fn table(&self) -> &Table {
        self.table.get_or_init(|| {
            let forms = self.forms.iter().enumerate();
            Table::new(forms.map(|(at, form)| (at as u32, self.spelled(form))))
        })
    }

    fn letters(&self, form: u32) -> Vec<char> {
        self.spelled(&self.forms[form as usize]).chars().collect()
    }

    /// Whether a folded word could be a slip at all: letters, and not too many.
    pub fn is_readable(word: &str) -> bool {
        word.chars().count() <= LONGEST && word.chars().all(|c| c.is_alphabetic() || c == '\'')
    }

    /// What a folded word was meant to be. Asked for words that nobody knows.
    pub fn read(&self, heard: &str, vocabulary: &Vocabulary) -> Option<Reading> {
        let table = self.table();
        if let Some(form) = table.sounding_like(heard, |form| self.letters(form)) {
            return Some(Reading::Form(FormIx(form), How::Phonetic));
        }
        let parts = self.parts(heard, vocabulary);
        if let Some(parts) = parts.filter(|parts| parts.negates) {
            return Some(Reading::Parts(parts));
        }
        let form = table.one_slip_from(heard, |form| self.letters(form));
        form.map(|form| Reading::Form(FormIx(form), How::Edit)).or(parts.map(Reading::Parts))
    }

    /// The form that several words make together: as it is spelled.
    pub fn joined(&self, together: &str, vocabulary: &Vocabulary) -> Option<FormIx> {
        // Every form is a word of the vocabulary, and hardly any words make one together.
        vocabulary.exact(together)?;
        let at = self.forms.binary_search_by(|form| self.spelled(form).cmp(together)).ok()?;
        (together.chars().count() >= JOINED).then_some(FormIx(at as u32))
    }

    /// The form that several words make together: as it sounds.
    pub fn joined_by_sound(&self, together: &str) -> Option<FormIx> {
        let form = self.table().sounding_like(together, |form| self.letters(form))?;
        (self.letters(form).len() >= JOINED).then_some(FormIx(form))
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
