//! The dictionary of one language: every form of a word leads to all forms of it.
//!
//! A pack is read in place: it lies in the program as it lies on the disk, and only those of its
//! pages are touched that a question leads to. It is asked for forms while a lexicon is compiled, and
//! while calls are scanned only whether it knows a word.
//!
//! A *lexeme* is a word with all its forms, a *paradigm* what many lexemes do alike: the endings
//! that follow the stem, and here and there something before it («по-», «най-»).

mod layout;
mod learn;
mod writer;

pub use writer::{WrittenLexeme, write};

use super::part::PartOfSpeech;
use super::spellings::Spellings;
use fst::raw::Output;
use layout::{Reader, Sections};
use std::fmt;

/// A dictionary. Cheap to clone.
#[derive(Clone)]
pub struct Pack {
    /// From a form to the number of the set of its paradigms.
    forms: fst::Map<&'static [u8]>,
    /// From the ending of a base form, written backwards, to the number of a set of paradigms.
    endings: fst::Map<&'static [u8]>,
    sections: Sections<'static>,
}

/// A word with all its forms, folded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lexeme {
    /// The form that dictionaries list it under.
    pub base: String,
    /// What kind of word it is.
    pub part: PartOfSpeech,
    /// Every form once, the base first, in the order of the paradigm.
    pub forms: Spellings,
}

/// Why bytes are no pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError(&'static str);

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a language pack: {}", self.0)
    }
}

impl std::error::Error for PackError {}

impl Pack {
    /// Reads a pack; looks at its head only.
    pub fn read(bytes: &'static [u8]) -> Result<Pack, PackError> {
        let sections = Sections::read(bytes).ok_or(PackError("its head cannot be read"))?;
        let map = |bytes| fst::Map::new(bytes).map_err(|_| PackError("an automaton is damaged"));
        Ok(Pack { forms: map(sections.forms)?, endings: map(sections.endings)?, sections })
    }

    /// Whether it has the folded word, as whatever form.
    pub fn knows(&self, folded: &str) -> bool {
        self.forms.contains_key(folded)
    }

    /// What the pack is, whose, and under which licence.
    pub fn notice(&self) -> &'static str {
        self.sections.notice
    }

    /// Number of different forms.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether it has no form at all.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// Every lexeme that has the folded word among its forms, the likeliest first.
    pub fn lexemes(&self, folded: &str) -> Vec<Lexeme> {
        let Some(set) = self.forms.get(folded) else { return Vec::new() };
        self.sections.readings(set).flat_map(|reading| self.having(folded, reading)).collect()
    }

    /// The lexemes of a paradigm that have the word among their forms: the one whose base it is, or
    /// all others.
    ///
    /// Of a base form the stem is known at once. Any other word may end like several forms of the paradigm; which of them it is, its base form tells:
    /// a lexeme is there if its base is known to go by this paradigm.
    fn having(&self, word: &str, (paradigm, as_base): (u32, bool)) -> Vec<Lexeme> {
        let is_base = |base: &str| {
            let set = self.forms.get(base);
            set.is_some_and(|set| self.sections.readings(set).any(|r| r == (paradigm, true)))
        };
        let Some(affixes) = self.sections.paradigm(paradigm).map(|p| p.affixes()) else {
            return Vec::new();
        };
        let mut out: Vec<Lexeme> = Vec::new();
        let mut base = String::new();
        let mut affixes = affixes.peekable();
        let first = affixes.peek().copied().unwrap_or_default();
        if as_base {
            let stem = word.strip_prefix(first.0).and_then(|rest| rest.strip_suffix(first.1));
            return stem.and_then(|stem| self.lexeme(stem, paradigm)).into_iter().collect();
        }
        for (before, ending) in affixes {
            let stem = word.strip_prefix(before).and_then(|rest| rest.strip_suffix(ending));
            let Some(stem) = stem else { continue };
            // Most endings lead to no lexeme: its base is asked for before its forms are written out.
            base.clear();
            [first.0, stem, first.1].iter().for_each(|part| base.push_str(part));
            let is_new = base != word && !out.iter().any(|known: &Lexeme| known.base == base);
            if is_new && is_base(&base) {
                out.extend(self.lexeme(stem, paradigm));
            }
        }
        out
    }

    /// The lexemes that a base form unknown to the pack would have if it went like the known ones
    /// that end like it; none if no known ending fits.
    pub fn by_analogy(&self, base: &str) -> Vec<Lexeme> {
        let Some(set) = self.longest_ending(base) else { return Vec::new() };
        let lexeme = |paradigm| {
            let (before, ending) = self.sections.paradigm(paradigm)?.affixes().next()?;
            self.lexeme(base.strip_prefix(before)?.strip_suffix(ending)?, paradigm)
        };
        self.sections.alike(set).filter_map(lexeme).collect()
    }

    fn longest_ending(&self, base: &str) -> Option<u64> {
        let fst = self.endings.as_fst();
        let mut node = fst.root();
        let mut output = Output::zero();
        let mut longest = None;
        for byte in learn::backwards(base) {
            let Some(step) = node.find_input(byte) else { break };
            let step = node.transition(step);
            output = output.cat(step.out);
            node = fst.node(step.addr);
            if node.is_final() {
                longest = Some(output.cat(node.final_output()).value());
            }
        }
        longest
    }

    /// The lexeme of a stem.
    fn lexeme(&self, stem: &str, paradigm: u32) -> Option<Lexeme> {
        let paradigm = self.sections.paradigm(paradigm)?;
        let (before, ending) = paradigm.affixes().next()?;
        let base = [before, stem, ending].concat();
        let mut forms = Spellings::default();
        paradigm.affixes().for_each(|(before, ending)| forms.push(&[before, stem, ending]));
        Some(Lexeme { base, part: paradigm.part, forms })
    }
}

impl fmt::Debug for Pack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pack").field("forms", &self.forms.len()).finish_non_exhaustive()
    }
}

/// One paradigm as it lies in a pack.
struct Paradigm<'p> {
    part: PartOfSpeech,
    affixes: Reader<'p>,
}

impl<'p> Paradigm<'p> {
    /// What stands before and after the stem, form by form.
    fn affixes(&self) -> impl Iterator<Item = (&'p str, &'p str)> + use<'p> {
        let mut reader = self.affixes.clone();
        std::iter::from_fn(move || Some((reader.text()?, reader.text()?)))
    }
}
