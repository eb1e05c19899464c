//! Every word that any phrase or any list of little words knows, as a small number.

use super::by_word::ByWord;
use super::fuzzy::Fuzzy;
use super::meanings::{Meanings, inflected};
use super::phrase::WordPattern;
use super::word_table::WordTable;
use crate::language::values::ValueKind;
use crate::language::{Language, WordClasses, colloquial, little_words};
use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A word of the vocabulary.
///
/// Words of a text that begin like a `word*` and are not listed themselves share one id with all
/// others that begin so; words that nobody asks for are [`WordId::UNKNOWN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WordId(u32);

impl From<u32> for WordId {
    fn from(number: u32) -> WordId {
        WordId(number)
    }
}

impl From<WordId> for u32 {
    fn from(id: WordId) -> u32 {
        id.0
    }
}

impl WordId {
    /// A word that is in no phrase and no list: a content word.
    pub const UNKNOWN: WordId = WordId(u32::MAX);

    pub(super) const fn at(place: usize) -> WordId {
        WordId(place as u32)
    }

    #[inline]
    pub(super) const fn get(self) -> usize {
        self.0 as usize
    }
}

/// From the spelling of a word to its id and classes. Immutable.
#[derive(Debug, Serialize, Deserialize)]
pub struct Vocabulary {
    ids: WordTable,
    classes: Vec<WordClasses>,
    /// Begins that stand for words, sorted; `i` has id `prefix_ids[i]`.
    begins: Vec<String>,
    /// The automaton that finds the longest of them.
    #[serde(skip)]
    prefixes: Option<AhoCorasick>,
    prefix_ids: Vec<WordId>,
    /// Ids of what no word is: a value of each kind, in the order of [`ValueKind::ALL`].
    values: [WordId; ValueKind::ALL.len()],
}

impl Vocabulary {
    /// The id of a folded word.
    pub fn id(&self, folded: &str) -> WordId {
        if let Some(id) = self.ids.get(folded) {
            return id;
        }
        let Some(prefixes) = &self.prefixes else { return WordId::UNKNOWN };
        prefixes
            .find(Input::new(folded).anchored(Anchored::Yes))
            .map_or(WordId::UNKNOWN, |found| self.prefix_ids[found.pattern().as_usize()])
    }

    /// The id of a folded word that is listed itself, not by its begin alone.
    pub(super) fn exact(&self, folded: &str) -> Option<WordId> {
        self.ids.get(folded)
    }

    /// The spelling of a word; empty of what is no single word.
    pub fn spelling(&self, id: WordId) -> &str {
        self.ids.spelling(id).unwrap_or_default()
    }

    /// The closed classes of a word.
    pub fn classes(&self, id: WordId) -> WordClasses {
        self.classes.get(id.get()).copied().unwrap_or(WordClasses::NONE)
    }

    /// The id of a value.
    pub fn value(&self, kind: ValueKind) -> WordId {
        self.values[kind as usize]
    }

    /// Adds colloquial spellings of known words. Dictionaries are not asked: some list «шо» and «щас».
    fn take_colloquial(&mut self) {
        let known = |word: &str| Some(self.id(word)).filter(|id| *id != WordId::UNKNOWN);
        // Of two that say the same the first one counts.
        let mut taken = BTreeSet::new();
        let new: Vec<(&str, WordId)> = colloquial()
            .filter(|(said, _)| known(said).is_none())
            .filter_map(|(said, standard)| Some((said, known(standard)?)))
            .filter(|(said, _)| taken.insert(*said))
            .collect();
        self.ids = std::mem::take(&mut self.ids).with(new);
    }

    /// Makes what is not stored.
    pub(super) fn complete(&mut self) {
        self.prefixes = automaton(&self.begins);
    }

    /// Number of ids.
    pub fn len(&self) -> usize {
        self.classes.len()
    }

    /// Whether nothing is known, not even a little word.
    pub fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }
}

/// Collects what phrases ask for, then numbers it.
///
/// Forms are many and most come more than once: each spelling is hashed once, and gets a provisional
/// number which stands for it until all are sorted.
#[derive(Debug, Default)]
pub(super) struct VocabularyBuilder<'m> {
    /// Provisional numbers of the spellings, and the spellings in their order.
    numbers: FxHashMap<&'m str, u32>,
    spellings: Vec<&'m str>,
    /// Provisional numbers of the forms of every word asked for; none for a prefix.
    forms: ByWord<Vec<u32>>,
    /// Words that may stand in a text with their letters hidden.
    masked: ByWord<()>,
}

/// Letters a form must have to be recognised in what was heard.
const TWIN: usize = 3;

/// Spellings of a lexicon like the built-in one.
const USUAL: usize = 1 << 16;

/// What a vocabulary is built to.
pub(super) struct Built {
    pub(super) vocabulary: Vocabulary,
    pub(super) fuzzy: Fuzzy,
    /// For every word asked for the ids it stands for, sorted.
    pub(super) meanings: ByWord<Vec<WordId>>,
}

impl<'m> VocabularyBuilder<'m> {
    /// Notes a word of a phrase.
    pub(super) fn ask(
        &mut self,
        language: Option<Language>,
        pattern: &'m WordPattern,
        meanings: &'m Meanings,
    ) {
        if self.forms.get(language, pattern).is_some() {
            return;
        }
        if self.numbers.is_empty() {
            self.numbers.reserve(USUAL);
        }
        let numbers = match pattern {
            WordPattern::Forms(word) | WordPattern::Hinted(word, _) => {
                match meanings.get(language, pattern) {
                    Some(meaning) => meaning.forms().map(|form| self.number(form)).collect(),
                    None => vec![self.number(word)],
                }
            }
            WordPattern::Exact(word) => vec![self.number(word)],
            WordPattern::Prefix(_) | WordPattern::Value(_) => Vec::new(),
        };
        self.forms.insert(language, pattern.clone(), numbers);
    }

    fn number(&mut self, spelling: &'m str) -> u32 {
        *self.numbers.entry(spelling).or_insert_with(|| {
            self.spellings.push(spelling);
            self.spellings.len() as u32 - 1
        })
    }

    /// Notes that a word which is asked for is one that people hide. A value is no word.
    pub(super) fn mask(&mut self, language: Option<Language>, pattern: &WordPattern) {
        if pattern.value().is_none() && self.masked.get(language, pattern).is_none() {
            self.masked.insert(language, pattern.clone(), ());
        }
    }

    /// Numbers everything.
    pub(super) fn build(mut self) -> Built {
        let mut classes_of: BTreeMap<&str, WordClasses> = BTreeMap::new();
        for (word, class) in little_words() {
            let classes = classes_of.entry(word).or_default();
            *classes = classes.with(class);
            self.number(word);
        }
        let (words, ids_of) = self.sorted();
        let prefixes: BTreeSet<String> =
            self.forms.words().filter_map(prefix_of).map(str::to_owned).collect();

        let id = |at: usize| WordId(at as u32);
        let ids = WordTable::numbered(words.iter().copied());
        let mut classes = vec![WordClasses::NONE; words.len()];
        for (word, class) in &classes_of {
            if let Some(id) = ids.get(word) {
                classes[id.get()] = *class;
            }
        }
        classes.resize(words.len() + prefixes.len(), WordClasses::NONE);
        let prefix_ids: Vec<WordId> = (words.len()..classes.len()).map(id).collect();
        let values = ValueKind::ALL.map(|kind| id(classes.len() + kind as usize));
        classes.resize(classes.len() + values.len(), WordClasses::NONE);

        // A word* stands for every known word and every longer word* that begins so.
        let sorted_prefixes: Vec<&str> = prefixes.iter().map(String::as_str).collect();
        let begin_so = |begin: &str| {
            let known = places_beginning(&words, begin).map(id);
            let longer = places_beginning(&sorted_prefixes, begin).map(|at| prefix_ids[at]);
            known.chain(longer).collect::<Vec<_>>()
        };
        // Whether a word is a form of one that was written without a sign.
        let mut is_plain = vec![false; words.len()];
        let mut meanings = ByWord::default();
        for (language, word, numbers) in self.forms.into_iter() {
            let mut meant = match (prefix_of(&word), word.value()) {
                (Some(begin), _) => begin_so(begin),
                (None, Some(kind)) => vec![values[kind as usize]],
                (None, None) => numbers.iter().map(|number| ids_of[*number as usize]).collect(),
            };
            meant.sort_unstable();
            meant.dedup();
            if inflected(&word).is_some() {
                meant.iter().for_each(|id: &WordId| is_plain[id.get()] = true);
            }
            meanings.insert(language, word, meant);
        }
        let mut next = classes.len();
        let mut new_id = || {
            next += 1;
            id(next - 1)
        };
        let has_twin = |(at, form): &(usize, &&str)| {
            is_plain[*at] && classes[*at] == WordClasses::NONE && form.chars().count() >= TWIN
        };
        let forms: Vec<(WordId, &str, WordId)> = words
            .iter()
            .enumerate()
            .filter(has_twin)
            .map(|(at, form)| (id(at), *form, new_id()))
            .collect();
        let mut fuzzy = Fuzzy::new(&forms);
        let masked = self.masked.into_iter();
        let masked: BTreeSet<WordId> = masked
            .filter_map(|(language, word, ())| meanings.get(language, &word))
            .flatten()
            .copied()
            .collect();
        for word in masked {
            let begin = word.get().checked_sub(words.len()).and_then(|at| sorted_prefixes.get(at));
            let spelling = words.get(word.get()).map(|word| (*word, false));
            let Some((spelling, prefix)) = spelling.or(begin.map(|begin| (*begin, true))) else {
                continue;
            };
            if !classes_of.contains_key(spelling) {
                fuzzy.add_mask(spelling, prefix, word, new_id());
            }
        }
        classes.resize(next, WordClasses::NONE);
        let begins = prefixes.into_iter().collect();
        let mut vocabulary =
            Vocabulary { begins, prefixes: None, ids, classes, prefix_ids, values };
        vocabulary.complete();
        vocabulary.take_colloquial();
        Built { vocabulary, fuzzy, meanings }
    }

    /// The spellings in order, and the id of each provisional number.
    fn sorted(&self) -> (Vec<&'m str>, Vec<WordId>) {
        let mut order: Vec<(&str, u32)> =
            self.spellings.iter().zip(0..).map(|(word, number)| (*word, number)).collect();
        order.sort_unstable();
        let mut ids = vec![WordId::UNKNOWN; order.len()];
        for (at, (_, number)) in order.iter().enumerate() {
            ids[*number as usize] = WordId::at(at);
        }
        (order.into_iter().map(|(word, _)| word).collect(), ids)
    }
}

/// Places of the strings that begin so in a sorted list, where they stand side by side.
fn places_beginning(sorted: &[&str], begin: &str) -> Range<usize> {
    let from = sorted.partition_point(|word| *word < begin);
    let count = sorted[from..].partition_point(|word| word.starts_with(begin));
    from..from + count
}

fn prefix_of(word: &WordPattern) -> Option<&str> {
    match word {
        WordPattern::Prefix(prefix) => Some(prefix),
        WordPattern::Forms(_)
        | WordPattern::Hinted(..)
        | WordPattern::Exact(_)
        | WordPattern::Value(_) => None,
    }
}

/// Finds the longest prefix of a word. Too large a set of prefixes leaves none of them usable, but
/// the automaton's limits lie far beyond what a lexicon of allowed size can hold.
fn automaton(prefixes: &[String]) -> Option<AhoCorasick> {
    if prefixes.is_empty() {
        return None;
    }
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .start_kind(StartKind::Anchored)
        .build(prefixes)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{ListedForms, Packs, WordForms};

    #[test]
    fn words_prefixes_and_classes() {
        let mut forms = ListedForms::new();
        forms.add(None, "жалоба", ["жалобу".to_owned()]);
        let mut builder = VocabularyBuilder::default();
        let forms = WordForms::new(forms, Packs::none());
        let asked = [
            WordPattern::Forms("жалоба".into()),
            WordPattern::Exact("жалоба".into()),
            WordPattern::Prefix("жал".into()),
            WordPattern::Prefix("жалоб".into()),
        ];
        let meanings = Meanings::of_words(None, &asked, &forms);
        for pattern in &asked {
            builder.ask(None, pattern, &meanings);
        }
        let Built { vocabulary, meanings, .. } = builder.build();
        let means = |pattern: &WordPattern, word: &str| {
            meanings.get(None, pattern).unwrap().contains(&vocabulary.id(word))
        };
        let table = |pattern: &WordPattern| {
            ["жалоба", "жалобу", "жалобный", "жалость", "жар"].map(|word| means(pattern, word))
        };
        assert_eq!(table(&asked[0]), [true, true, false, false, false]);
        assert_eq!(table(&asked[1]), [true, false, false, false, false]);
        assert_eq!(table(&asked[2]), [true, true, true, true, false]);
        assert_eq!(table(&asked[3]), [true, true, true, false, false]);
        assert_eq!(vocabulary.id("жар"), WordId::UNKNOWN);
        assert!(vocabulary.classes(vocabulary.id("не")).intersects(WordClasses::NEGATOR));
        assert_eq!(vocabulary.classes(WordId::UNKNOWN), WordClasses::NONE);
    }
}
