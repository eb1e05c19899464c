//! Words of a turn that were heard almost right, read as what was meant.
//!
//! Only words that neither the vocabulary nor any dictionary knows are looked at. What is read
//! otherwise gets the id of a twin, and a note that says what was heard.

use crate::language::{WordClasses, is_colloquial};
use crate::lexicon::{FormIx, Fuzzy, How, Lexicon, Parts, Reading, WordId};
use crate::text::{Border, MASKED, Masked, TextWord, Words, masked};
use crate::units::Span;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Verdicts that are remembered before all are forgotten.
const MOST_VERDICTS: usize = 1 << 15;
/// Words that may make one together.
const MOST_JOINED: usize = 3;

/// A word that was read as another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Misheard {
    /// The letters of the transcript.
    pub heard: String,
    /// The word of the lexicon, folded.
    pub read_as: String,
    /// How that is known.
    pub how: How,
}

/// Which words of a call were read as others.
#[derive(Clone, Debug)]
pub(super) struct Note {
    /// Numbers of the words.
    words: Range<u32>,
    misheard: Misheard,
}

impl Note {
    /// The note on a word, if there is one.
    pub(super) fn on(notes: &[Note], word: usize) -> Option<&Misheard> {
        let at = notes.partition_point(|note| note.words.end as usize <= word);
        notes.get(at).filter(|note| note.words.start as usize <= word).map(|note| &note.misheard)
    }
}

/// Reads misheard words; remembers words, but nothing that depends on a call.
#[derive(Debug, Default)]
pub(super) struct Mender {
    verdicts: FxHashMap<Box<str>, Verdict>,
    mends: Vec<Mend>,
    together: String,
}

/// What is known of a word that the vocabulary does not have.
#[derive(Clone, Copy, Debug)]
enum Verdict {
    /// It is a word.
    Known,
    /// It is none, and may have been this.
    Unknown(Option<Reading>),
}

/// Words that are to be read otherwise.
#[derive(Debug)]
struct Mend {
    words: Range<usize>,
    what: What,
}

#[derive(Debug)]
enum What {
    Form(FormIx, How),
    Parts(Parts),
    Hidden { masked: Masked, id: WordId, spelling: String },
    Masked(Span),
}

/// The words of one turn, the last of a call that is being read.
pub(super) struct LastTurn<'a> {
    pub(super) text: &'a str,
    pub(super) from: usize,
    pub(super) words: &'a mut Words,
    pub(super) ids: &'a mut Vec<WordId>,
    pub(super) notes: &'a mut Vec<Note>,
}

impl LastTurn<'_> {
    fn word(&self, at: usize) -> TextWord {
        self.words.as_slice()[at]
    }

    fn places(&self) -> Range<usize> {
        self.from..self.ids.len()
    }

    /// The words that have a letter within these bytes, or the place where one could stand.
    fn words_in(&self, source: Span) -> Range<usize> {
        let words = &self.words.as_slice()[self.from..];
        let from = words.partition_point(|word| word.source().end() <= source.start());
        let to = words.partition_point(|word| word.source().start() < source.end());
        self.from + from..self.from + to.max(from)
    }
}

impl Mender {
    /// Finds what signs hide; words of nothing but asterisks are words for all phrases.
    pub(super) fn unmask(&mut self, lexicon: &Lexicon, turn: &mut LastTurn<'_>, fuzzy: bool) {
        let vocabulary = lexicon.vocabulary();
        let alone = vocabulary.id(MASKED);
        let list = masked(turn.text);
        if list.is_empty() {
            return;
        }
        let signs_only = |masked: &Masked| masked.folded == MASKED;
        // Before the first word and after the last one they are an ornament.
        let is_frame = |masked: Option<&Masked>| {
            masked.is_some_and(|masked| {
                signs_only(masked) && {
                    let places = turn.words_in(masked.source);
                    places == (turn.from..turn.from) || places.start == turn.ids.len()
                }
            })
        };
        let framed = list.len() > 1 && is_frame(list.first()) && is_frame(list.last());
        for masked in list {
            let words = turn.words_in(masked.source);
            if signs_only(&masked) {
                if alone != WordId::UNKNOWN && !framed && stands_among_words(turn, words.start) {
                    self.mends.push(Mend { words, what: What::Masked(masked.source) });
                }
            } else if fuzzy && let Some((id, spelling)) = lexicon.fuzzy().unmask(&masked.folded) {
                let spelling = spelling.to_owned();
                self.mends.push(Mend { words, what: What::Hidden { masked, id, spelling } });
            }
        }
        self.apply(lexicon, turn);
    }

    /// Reads words that nobody knows.
    pub(super) fn mend(&mut self, lexicon: &Lexicon, turn: &mut LastTurn<'_>) {
        let mut free = turn.from;
        for at in turn.places() {
            if turn.ids[at] != WordId::UNKNOWN || at < free {
                continue;
            }
            let Verdict::Unknown(reading) = self.verdict(lexicon, turn.words, at) else { continue };
            if let Some(mend) = self.reading(lexicon, turn, at, free, reading) {
                free = mend.words.end;
                self.mends.push(mend);
            }
        }
        self.apply(lexicon, turn);
    }

    /// The best reading of an unknown word: alone where that is certain, else with its neighbours.
    fn reading(
        &mut self,
        lexicon: &Lexicon,
        turn: &LastTurn<'_>,
        at: usize,
        free: usize,
        reading: Option<Reading>,
    ) -> Option<Mend> {
        let alone = |what| Some(Mend { words: at..at + 1, what });
        let fuzzy = lexicon.fuzzy();
        match reading {
            Some(Reading::Form(form, How::Phonetic)) => {
                return alone(What::Form(form, How::Phonetic));
            }
            Some(Reading::Parts(parts)) if parts.negates => return alone(What::Parts(parts)),
            Some(_) | None => {}
        }
        if let Some(mend) = self.joined(lexicon, turn, at, free, |word| fuzzy.joined(word)) {
            return Some(mend);
        }
        if let Some(Reading::Form(form, how)) = reading {
            return alone(What::Form(form, how));
        }
        let by_sound = |word: &str| fuzzy.joined_by_sound(word);
        self.joined(lexicon, turn, at, free, by_sound).or(match reading {
            Some(Reading::Parts(parts)) => alone(What::Parts(parts)),
            Some(Reading::Form(..)) | None => None,
        })
    }

    /// The form that the word makes with one or two neighbours, the nearest first.
    fn joined(
        &mut self,
        lexicon: &Lexicon,
        turn: &LastTurn<'_>,
        at: usize,
        free: usize,
        form_of: impl Fn(&str) -> Option<FormIx>,
    ) -> Option<Mend> {
        for length in 2..=MOST_JOINED {
            for before in 0..length {
                let Some(from) = at.checked_sub(before).filter(|from| *from >= free) else { break };
                let words = from..from + length;
                if words.end > turn.ids.len() || !may_be_one(lexicon, turn, words.clone()) {
                    continue;
                }
                self.together.clear();
                for word in &turn.words.as_slice()[words.clone()] {
                    self.together.push_str(turn.words.folded(word));
                }
                if let Some(form) = form_of(&self.together) {
                    return Some(Mend { words, what: What::Form(form, How::Joined) });
                }
            }
        }
        None
    }

    fn verdict(&mut self, lexicon: &Lexicon, words: &Words, at: usize) -> Verdict {
        let folded = words.folded(&words.as_slice()[at]);
        if let Some(verdict) = self.verdicts.get(folded) {
            return *verdict;
        }
        let is_word =
            !Fuzzy::is_readable(folded) || is_colloquial(folded) || lexicon.packs().knows(folded);
        let verdict = match is_word {
            true => Verdict::Known,
            false => Verdict::Unknown(lexicon.fuzzy().read(folded, lexicon.vocabulary())),
        };
        if self.verdicts.len() >= MOST_VERDICTS {
            self.verdicts.clear();
        }
        self.verdicts.insert(folded.into(), verdict);
        verdict
    }

    /// Writes the words of the turn again, as they are to be read.
    fn apply(&mut self, lexicon: &Lexicon, turn: &mut LastTurn<'_>) {
        let Some(first) = self.mends.first().map(|mend| mend.words.start) else { return };
        let old_words = turn.words.take_from(first);
        let old_ids = turn.ids.split_off(first);
        let mut at = 0;
        for mend in self.mends.drain(..) {
            let (from, to) = (mend.words.start - first, mend.words.end - first);
            for kept in at..from {
                turn.words.push(old_words[kept]);
                turn.ids.push(old_ids[kept]);
            }
            at = to;
            let of = &old_words[from..to];
            write(mend.what, of, lexicon, turn);
        }
        for kept in at..old_words.len() {
            turn.words.push(old_words[kept]);
            turn.ids.push(old_ids[kept]);
        }
    }
}

/// Writes one mend in place of the words it is about.
fn write(what: What, of: &[TextWord], lexicon: &Lexicon, turn: &mut LastTurn<'_>) {
    let fuzzy = lexicon.fuzzy();
    let start = turn.ids.len() as u32;
    let whole = || of.first().zip(of.last()).map(|(a, b)| cover(a.source(), b.source()));
    let (source, read_as, how) = match what {
        What::Form(form, how) => {
            let Some(source) = whole() else { return };
            let folded: String = of.iter().map(|word| turn.words.folded(word)).collect();
            let word = turn.words.merged(of, &folded, source);
            turn.words.push(word);
            turn.ids.push(fuzzy.id(form));
            (source, fuzzy.spelling(form).to_owned(), how)
        }
        What::Parts(parts) => {
            let (Some(source), &[word]) = (whole(), of) else { return };
            let [first, second] = turn.words.parted(word, turn.text, parts.letters);
            let read_as = format!("{} {}", turn.words.folded(&first), turn.words.folded(&second));
            turn.words.push(first);
            turn.words.push(second);
            turn.ids.extend([parts.first, parts.second]);
            (source, read_as, How::Split)
        }
        What::Hidden { masked, id, spelling } => {
            let word = turn.words.merged(of, &masked.folded, masked.source);
            turn.words.push(word);
            turn.ids.push(id);
            (masked.source, spelling, How::Masked)
        }
        What::Masked(source) => {
            let word = turn.words.merged(of, MASKED, source);
            turn.words.push(word);
            turn.ids.push(lexicon.vocabulary().id(MASKED));
            return;
        }
    };
    let heard = turn.text[source.range()].to_owned();
    let words = start..turn.ids.len() as u32;
    turn.notes.push(Note { words, misheard: Misheard { heard, read_as, how } });
}

fn cover(first: Span, last: Span) -> Span {
    Span::new(first.start() as u32, last.end() as u32)
}

/// Whether asterisks before this word stand beside a word, and beside no number.
fn stands_among_words(turn: &LastTurn<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).filter(|before| turn.places().contains(before));
    let after = Some(at).filter(|after| turn.places().contains(after));
    let beside = [before, after].map(|place| {
        place.map(|place| {
            let word = turn.word(place);
            !turn.words.folded(&word).contains(char::is_numeric)
        })
    });
    beside.contains(&Some(true)) && !beside.contains(&Some(false))
}

/// Whether nothing speaks against these words being one: no punctuation, no negator.
fn may_be_one(lexicon: &Lexicon, turn: &LastTurn<'_>, words: Range<usize>) -> bool {
    let vocabulary = lexicon.vocabulary();
    let negates = |at: usize| vocabulary.classes(turn.ids[at]).intersects(WordClasses::NEGATOR);
    let apart = |at: usize| at > words.start && turn.word(at).border_before() != Border::Open;
    words.start >= turn.from && !words.clone().any(|at| negates(at) || apart(at))
}
