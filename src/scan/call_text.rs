//! The words of a whole call, folded once, and the passages in which phrases are looked for.

use super::clues::{Clues, Signs};
use super::mishearing::{LastTurn, Mender, Misheard, Note};
use crate::language::WordClasses;
use crate::lexicon::{Lexicon, WordId};
use crate::redact::CardWatch;
use crate::text::{Border, TextWord, Words};
use crate::transcript::{PartyIx, Transcript, Turn};
use crate::units::{Millis, TimeSpan};
use std::ops::Range;

/// Turns of one party this far apart are read as one, in milliseconds, inclusive.
const MERGE_MS: i64 = 2_000;

/// Words and passages of one call; its memory serves call after call.
#[derive(Debug, Default)]
pub(super) struct CallText {
    words: Words,
    /// What is known of each spelling, by its number.
    spellings: Vec<Spelling>,
    /// Id of each word.
    ids: Vec<WordId>,
    /// Words that were read as others, in their order.
    notes: Vec<Note>,
    mender: Mender,
    /// Turn of each word.
    turns: Vec<u32>,
    /// What the words of each turn say.
    turn_signs: Vec<Signs>,
    cards: CardWatch,
    /// Whether there may be a number of a card, or its code.
    may_hold_card: bool,
    /// First word of each turn, and the number of words at the end.
    turn_starts: Vec<u32>,
    /// What stands after the last word of each turn.
    turn_ends: Vec<Border>,
    passages: Vec<PassageOf>,
    /// The passage each party may go on with.
    open: OpenPassages,
    /// Words in the order of passages.
    order: Vec<u32>,
    /// Ids in the order of passages.
    passage_ids: Vec<WordId>,
}

/// What is known of a spelling.
#[derive(Clone, Copy, Debug)]
struct Spelling {
    id: WordId,
    /// What it says where it is read as itself.
    signs: Signs,
    clues: Clues,
}

impl Spelling {
    fn of(folded: &str, lexicon: &Lexicon) -> Spelling {
        let id = lexicon.vocabulary().id(folded);
        let clues = Clues::of(folded);
        Spelling { id, signs: clues.signs.with(Signs::sought(id, lexicon)), clues }
    }
}

/// Turns of one party that are read as one.
#[derive(Clone, Debug)]
pub(super) struct PassageOf {
    pub(super) party: PartyIx,
    /// What its words say.
    pub(super) signs: Signs,
    /// Its turns; nearly always one.
    turns: Turns,
    /// Places in `order`.
    places: Range<u32>,
}

/// The turns of a passage, in order.
#[derive(Clone, Debug)]
enum Turns {
    One(u32),
    Several(Vec<u32>),
}

impl Turns {
    fn push(&mut self, turn: u32) {
        match self {
            Turns::One(first) => *self = Turns::Several(vec![*first, turn]),
            Turns::Several(turns) => turns.push(turn),
        }
    }

    fn as_slice(&self) -> &[u32] {
        match self {
            Turns::One(turn) => std::slice::from_ref(turn),
            Turns::Several(turns) => turns,
        }
    }
}

/// The passage each party may go on with, and when its last turn was said.
#[derive(Debug, Default)]
struct OpenPassages {
    /// By number of the party.
    of: Vec<Option<(usize, Option<TimeSpan>)>>,
    /// Those who have one.
    parties: Vec<PartyIx>,
}

impl OpenPassages {
    fn get(&self, party: PartyIx) -> Option<(usize, Option<TimeSpan>)> {
        self.of.get(party.get()).copied().flatten()
    }

    fn clear(&mut self) {
        for party in self.parties.drain(..) {
            self.of[party.get()] = None;
        }
    }

    fn insert(&mut self, party: PartyIx, passage: usize, span: Option<TimeSpan>) {
        let at = party.get();
        if self.of.len() <= at {
            self.of.resize(at + 1, None);
        }
        if self.of[at].replace((passage, span)).is_none() {
            self.parties.push(party);
        }
    }
}

impl CallText {
    /// No call yet.
    pub(super) fn new() -> CallText {
        CallText { words: Words::remembering(), ..CallText::default() }
    }

    /// Reads a call; where `fuzzy`, misheard words as what they were meant to be.
    pub(super) fn read(&mut self, call: &Transcript, lexicon: &Lexicon, fuzzy: bool) {
        self.words.clear();
        // Either all are forgotten or none.
        self.spellings.truncate(self.words.spellings());
        self.ids.clear();
        self.notes.clear();
        self.turns.clear();
        self.turn_signs.clear();
        self.cards.clear();
        self.may_hold_card = false;
        self.turn_starts.clear();
        self.turn_ends.clear();
        for (at, turn) in call.turns().iter().enumerate() {
            self.turn_starts.push(self.words.as_slice().len() as u32);
            self.turn_ends.push(self.words.push_text(turn.text()));
            self.read_turn(turn, lexicon, fuzzy);
            self.turns.resize(self.words.as_slice().len(), at as u32);
        }
        self.turn_starts.push(self.words.as_slice().len() as u32);
        self.cut_passages(call, lexicon);
    }

    /// Numbers the words of the turn that was cut last.
    fn read_turn(&mut self, turn: &Turn, lexicon: &Lexicon, fuzzy: bool) {
        let from = self.ids.len();
        let digits = self.cards.row(turn.party().get());
        let said = &self.words.as_slice()[from..];
        let mut signs = Signs::default();
        for (at, word) in said.iter().enumerate() {
            // Spellings are numbered as they are met, so the next one is new.
            let known = word.spelling().and_then(|number| self.spellings.get(number)).copied();
            let spelling = known.unwrap_or_else(|| {
                let spelling = Spelling::of(self.words.folded(word), lexicon);
                self.spellings.push(spelling);
                spelling
            });
            self.ids.push(spelling.id);
            self.may_hold_card |= digits.meets(spelling.clues.card, || {
                let next = |at| said.get(at).map_or("", |word| self.words.folded(word));
                [at, at + 1, at + 2].map(next)
            });
            signs = signs.with(spelling.signs);
        }
        let CallText { words, ids, notes, mender, .. } = self;
        let mut turn = LastTurn { text: turn.text(), from, words, ids, notes };
        if mender.mend(lexicon, &mut turn, fuzzy) {
            // What was put together was said in pieces.
            self.may_hold_card = true;
            let sign =
                |word: usize| self.clues(word).signs.with(Signs::sought(self.ids[word], lexicon));
            signs = (from..self.ids.len()).map(sign).fold(Signs::default(), Signs::with);
        }
        self.turn_signs.push(signs);
    }

    /// Puts turns together; see "Turns" in `docs/matching.md`.
    fn cut_passages(&mut self, call: &Transcript, lexicon: &Lexicon) {
        self.passages.clear();
        self.open.clear();
        for (at, turn) in call.turns().iter().enumerate() {
            if self.turn_words(at).is_empty() {
                continue;
            }
            let span = spoken(call, turn);
            let start = span.map(TimeSpan::start).or(turn.time().start());
            let party = turn.party();
            // A turn that begins before the last one did is no going on: files list one channel
            // after the other.
            let near = |before: TimeSpan, start: Millis| {
                before.start() <= start && start.since(before.end()) <= MERGE_MS
            };
            let going_on = self.open.get(party).filter(|(_, before)| {
                before.zip(start).is_none_or(|(before, start)| near(before, start))
            });
            let signs = self.turn_signs[at];
            let passage = match going_on {
                Some((passage, _)) => {
                    let known = &mut self.passages[passage];
                    known.turns.push(at as u32);
                    known.signs = known.signs.with(signs);
                    passage
                }
                None => {
                    let turns = Turns::One(at as u32);
                    self.passages.push(PassageOf { party, signs, turns, places: 0..0 });
                    self.passages.len() - 1
                }
            };
            if self.says_something(at, lexicon) {
                self.open.clear();
            }
            self.open.insert(party, passage, span);
        }
        self.order.clear();
        for passage in &mut self.passages {
            let start = self.order.len() as u32;
            for turn in passage.turns.as_slice() {
                let turn = *turn as usize;
                self.order.extend(self.turn_starts[turn]..self.turn_starts[turn + 1]);
            }
            passage.places = start..self.order.len() as u32;
        }
        self.passage_ids.clear();
        self.passage_ids.extend(self.order.iter().map(|word| self.ids[*word as usize]));
    }

    /// Numbers of the words of a turn.
    pub(super) fn turn_words(&self, turn: usize) -> Range<usize> {
        self.turn_starts[turn] as usize..self.turn_starts[turn + 1] as usize
    }

    /// Whether a turn has a content word, that is more than fillers and back-channels.
    fn says_something(&self, turn: usize, lexicon: &Lexicon) -> bool {
        let little = WordClasses::FILLER.with(WordClasses::BACK_CHANNEL);
        let vocabulary = lexicon.vocabulary();
        self.ids[self.turn_words(turn)].iter().any(|id| !vocabulary.classes(*id).intersects(little))
    }

    /// Whether a turn only shows that its party listens.
    pub(super) fn is_back_channel(&self, turn: usize, lexicon: &Lexicon) -> bool {
        let vocabulary = lexicon.vocabulary();
        let shows = |id: &WordId| vocabulary.classes(*id).intersects(WordClasses::BACK_CHANNEL);
        let ids = &self.ids[self.turn_words(turn)];
        ids.iter().any(shows) && !self.says_something(turn, lexicon)
    }

    pub(super) fn passages(&self) -> &[PassageOf] {
        &self.passages
    }

    /// The words of a passage as the matcher takes them.
    pub(super) fn passage_ids(&self, passage: &PassageOf) -> &[WordId] {
        &self.passage_ids[passage.places.start as usize..passage.places.end as usize]
    }

    /// The number of the word at a place of a passage.
    pub(super) fn word_at(&self, passage: &PassageOf, place: u32) -> usize {
        self.order[(passage.places.start + place) as usize] as usize
    }

    /// Whether a word is the first one of its turn.
    pub(super) fn begins(&self, passage: &PassageOf, place: u32) -> bool {
        let word = self.word_at(passage, place);
        word == self.turn_starts[self.turn_of(word)] as usize
    }

    /// What stands between the word before in the same passage and this one.
    pub(super) fn border_before(&self, passage: &PassageOf, place: u32) -> Border {
        let word = self.word_at(passage, place);
        let turn_before =
            place.checked_sub(1).map(|before| self.turn_of(self.word_at(passage, before)));
        let turn_ended = match turn_before {
            Some(turn) if turn != self.turn_of(word) => self.turn_ends[turn],
            Some(_) | None => Border::Open,
        };
        self.word(word).border_before().max(turn_ended)
    }

    /// A word.
    pub(super) fn word(&self, word: usize) -> &TextWord {
        &self.words.as_slice()[word]
    }

    /// The folded spelling of a word.
    pub(super) fn folded(&self, word: usize) -> &str {
        self.words.folded(self.word(word))
    }

    /// What a word says by itself.
    pub(super) fn clues(&self, word: usize) -> Clues {
        let number = self.word(word).spelling();
        let known = number.and_then(|number| self.spellings.get(number));
        known.map_or_else(|| Clues::of(self.folded(word)), |spelling| spelling.clues)
    }

    /// Whether the call may hold a number of a card, or its code.
    pub(super) fn may_hold_card(&self) -> bool {
        self.may_hold_card
    }

    /// What a word was read as, if not as itself.
    pub(super) fn misheard(&self, word: usize) -> Option<&Misheard> {
        Note::on(&self.notes, word)
    }

    /// The turn a word stands in.
    pub(super) fn turn_of(&self, word: usize) -> usize {
        self.turns[word] as usize
    }
}

/// When a turn was spoken: as stated, else from its first timed word to its last.
pub(super) fn spoken(call: &Transcript, turn: &Turn) -> Option<TimeSpan> {
    turn.time().span().or_else(|| {
        let times = || call.words(turn).iter().filter_map(|word| word.time);
        TimeSpan::new(times().map(TimeSpan::start).min()?, times().map(TimeSpan::end).max()?)
    })
}
