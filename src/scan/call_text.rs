//! What is said in a call: what each turn says, which turns are one passage, and the words of those passages that
//! somebody looks at.

use super::clues::{Gathered, Signs};
use super::mishearing::{LastTurn, Mender, Misheard, Note};
use crate::lexicon::{Lexicon, WordId};
use crate::redact::{CardClue, CardWatch};
use crate::text::{Border, TextWord, Words};
use crate::transcript::{PartyIx, Role, Transcript, Turn};
use crate::units::{Millis, TimeSpan};
use std::ops::Range;

/// Turns of one party this far apart are read as one, in milliseconds, inclusive.
const MERGE_MS: i64 = 2_000;

/// Turns, passages and words of one call; its memory serves call after call.
#[derive(Debug, Default)]
pub(super) struct CallText {
    turns: Vec<TurnSaid>,
    passages: Vec<PassageOf>,
    /// The passage each party may go on with.
    open: OpenPassages,
    /// Words of the turns and passages that say something to somebody.
    words: Words,
    /// Id of each word.
    ids: Vec<WordId>,
    /// Turn of each word.
    turn_of: Vec<u32>,
    /// Words that were read as others, in their order.
    notes: Vec<Note>,
    /// What is known of each spelling, by its number.
    spellings: Vec<Spelling>,
    mender: Mender,
}

/// What is known of a spelling.
#[derive(Clone, Copy, Debug)]
struct Spelling {
    id: WordId,
    /// What it says where it is read as itself.
    signs: Signs,
    card: CardClue,
}

impl Spelling {
    /// Works out what a folded word says, and notes it as the next spelling.
    #[cold]
    fn learn(
        folded: &str,
        lexicon: &Lexicon,
        mender: Option<&mut Mender>,
        known: &mut Vec<Spelling>,
    ) -> Spelling {
        let id = lexicon.vocabulary().id(folded);
        let unheard = id == WordId::UNKNOWN
            && mender.is_some_and(|mender| mender.may_be_misheard(lexicon, folded));
        let signs = Signs::of_spelling(folded)
            .with(Signs::of_id(id, lexicon))
            .with(Signs::UNHEARD.when(unheard));
        let spelling = Spelling { id, signs, card: CardClue::of(folded) };
        known.push(spelling);
        spelling
    }
}

/// What is known of a turn.
#[derive(Clone, Debug)]
struct TurnSaid {
    signs: Signs,
    /// How many words it has.
    count: u32,
    /// What stands after the last of them.
    end: Border,
    /// The words; of a turn that says nothing to anybody they were dropped.
    words: Range<u32>,
}

/// Turns of one party that are read as one.
#[derive(Clone, Debug)]
pub(super) struct PassageOf {
    pub(super) party: PartyIx,
    /// What its words say.
    pub(super) signs: Signs,
    /// Its turns; nearly always one.
    turns: Turns,
    /// Its words; none where it says nothing to anybody.
    words: Range<u32>,
}

impl PassageOf {
    /// Whether a sentence of it may promise something for a time.
    pub(super) fn may_promise(&self) -> bool {
        match self.turns {
            Turns::One(_) => self.signs.has(Signs::PROMISE_FOR_A_TIME),
            // A sentence may go on from turn to turn.
            Turns::Several(_) => self.signs.has(Signs::TIME.with(Signs::PROMISE)),
        }
    }
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
        self.forget_from(0, 0);
        self.turns.clear();
        let of_matches = Signs::of_matches(lexicon);
        for turn in call.turns() {
            let (from, notes) = (self.ids.len(), self.notes.len());
            let said = self.turn(turn, lexicon, fuzzy);
            let promises =
                call.role(turn) == Role::Agent && said.signs.has(Signs::PROMISE_FOR_A_TIME);
            let kept = promises || said.signs.has_any(of_matches);
            self.turns.push(said);
            if !kept {
                self.forget_from(from, notes);
            }
        }
        self.cut_passages(call);
        self.lay_out_passages(call, lexicon, fuzzy);
    }

    /// Drops words and notes.
    fn forget_from(&mut self, word: usize, note: usize) {
        self.words.truncate(word);
        self.ids.truncate(word);
        self.turn_of.truncate(word);
        self.notes.truncate(note);
    }

    /// Appends the words of the turn that comes next, read as what they were meant to be.
    fn turn(&mut self, turn: &Turn, lexicon: &Lexicon, fuzzy: bool) -> TurnSaid {
        let CallText { words, ids, notes, spellings, mender, turn_of, turns, .. } = self;
        let from = ids.len();
        let mut gathered = Gathered::default();
        let end = words.push_each(turn.text(), |words, word| {
            // Spellings are numbered as they are met, so the next one is new.
            let known = word.spelling().and_then(|number| spellings.get(number));
            let Spelling { id, signs, .. } = match known {
                Some(spelling) => *spelling,
                None => {
                    let mender = fuzzy.then_some(&mut *mender);
                    Spelling::learn(words.folded(word), lexicon, mender, spellings)
                }
            };
            ids.push(id);
            gathered.take(signs, word.border_before());
        });
        let (mut signs, mut count) = gathered.finish();
        if signs.has(Signs::UNHEARD) || words.may_be_masked() {
            let mut turn = LastTurn { text: turn.text(), from, words, ids, notes };
            if mender.mend(lexicon, &mut turn, fuzzy) {
                let mut gathered = Gathered::default();
                for (word, id) in words.as_slice()[from..].iter().zip(&ids[from..]) {
                    let known = word.spelling().and_then(|number| spellings.get(number));
                    let signs = known.map_or_else(
                        || Signs::of_spelling(words.folded(word)).with(Signs::of_id(*id, lexicon)),
                        |known| known.signs,
                    );
                    gathered.take(signs, word.border_before());
                }
                // What was put together was said in pieces.
                let as_said = signs.only(Signs::CARD);
                (signs, count) = gathered.finish();
                signs = signs.with(as_said);
            }
        }
        turn_of.resize(ids.len(), turns.len() as u32);
        TurnSaid { signs, count, end, words: from as u32..ids.len() as u32 }
    }

    /// Puts turns together; see "Turns" in `docs/matching.md`.
    fn cut_passages(&mut self, call: &Transcript) {
        self.passages.clear();
        self.open.clear();
        for (at, turn) in call.turns().iter().enumerate() {
            let TurnSaid { signs, count, .. } = self.turns[at];
            if count == 0 {
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
            let passage = match going_on {
                Some((passage, _)) => {
                    let known = &mut self.passages[passage];
                    known.turns.push(at as u32);
                    known.signs = known.signs.with(signs);
                    passage
                }
                None => {
                    let turns = Turns::One(at as u32);
                    self.passages.push(PassageOf { party, signs, turns, words: 0..0 });
                    self.passages.len() - 1
                }
            };
            if signs.has(Signs::CONTENT) {
                self.open.clear();
            }
            self.open.insert(party, passage, span);
        }
    }

    /// Finds the words of passages that may have a match or a promise: where turns are read as one, they are
    /// appended once more, one behind the other.
    fn lay_out_passages(&mut self, call: &Transcript, lexicon: &Lexicon, fuzzy: bool) {
        let of_matches = Signs::of_matches(lexicon);
        let mut passages = std::mem::take(&mut self.passages);
        for passage in &mut passages {
            let is_agent = call.party(passage.party).role() == Role::Agent;
            if !(passage.signs.has_any(of_matches) || (is_agent && passage.may_promise())) {
                continue;
            }
            match &passage.turns {
                Turns::One(at) => passage.words = self.turns[*at as usize].words.clone(),
                Turns::Several(turns) => {
                    let from = self.ids.len();
                    for at in turns {
                        let said = self.turn(&call.turns()[*at as usize], lexicon, fuzzy);
                        let words = said.words.start as usize..said.words.end as usize;
                        self.turn_of[words].fill(*at);
                        self.turns[*at as usize] = said;
                    }
                    passage.words = from as u32..self.ids.len() as u32;
                }
            }
        }
        self.passages = passages;
    }

    /// How many words a turn has.
    pub(super) fn word_count(&self, turn: usize) -> u32 {
        self.turns[turn].count
    }

    /// Whether a turn only shows that its party listens.
    pub(super) fn is_back_channel(&self, turn: usize) -> bool {
        let signs = self.turns[turn].signs;
        signs.has(Signs::BACK_CHANNEL) && !signs.has(Signs::CONTENT)
    }

    /// Whether words of a turn tell something of a card.
    pub(super) fn tells_of_card(&self, turn: usize) -> bool {
        self.turns[turn].signs.has(Signs::CARD)
    }

    /// Whether the call may hold a number of a card, or its code.
    pub(super) fn may_hold_card(&mut self, call: &Transcript) -> bool {
        let mut watch = CardWatch::default();
        let CallText { turns, words, spellings, .. } = self;
        let telling =
            call.turns().iter().zip(turns).filter(|(_, said)| said.signs.has(Signs::CARD));
        let from = words.as_slice().len();
        { telling }.any(|(turn, _)| {
            words.push_text(turn.text());
            let list = &words.as_slice()[from..];
            let folded = |at: usize| list.get(at).map_or("", |word| words.folded(word));
            let row = watch.row(turn.party().get());
            let may = list.iter().enumerate().any(|(at, word)| {
                let known = word.spelling().and_then(|number| spellings.get(number));
                let clue = known.map_or_else(|| CardClue::of(folded(at)), |known| known.card);
                row.meets(clue, || [at, at + 1, at + 2].map(folded))
            });
            words.truncate(from);
            may
        })
    }

    pub(super) fn passages(&self) -> &[PassageOf] {
        &self.passages
    }

    /// Numbers of the words of a turn of a passage that has words.
    pub(super) fn turn_words(&self, turn: usize) -> Range<usize> {
        let words = &self.turns[turn].words;
        words.start as usize..words.end as usize
    }

    /// The words of a passage as the matcher takes them; none where nobody looks at it.
    pub(super) fn passage_ids(&self, passage: &PassageOf) -> &[WordId] {
        &self.ids[passage.words.start as usize..passage.words.end as usize]
    }

    /// The number of the word at a place of a passage.
    pub(super) fn word_at(&self, passage: &PassageOf, place: u32) -> usize {
        (passage.words.start + place) as usize
    }

    /// Whether a word is the first one of its turn.
    pub(super) fn begins(&self, passage: &PassageOf, place: u32) -> bool {
        let word = self.word_at(passage, place);
        word == self.turn_words(self.turn_of(word)).start
    }

    /// What stands between the word before in the same passage and this one.
    pub(super) fn border_before(&self, passage: &PassageOf, place: u32) -> Border {
        let word = self.word_at(passage, place);
        let before = place.checked_sub(1).map(|before| self.turn_of(self.word_at(passage, before)));
        let turn_ended = match before {
            Some(turn) if turn != self.turn_of(word) => self.turns[turn].end,
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

    /// What a word says by its letters.
    pub(super) fn signs(&self, word: usize) -> Signs {
        let number = self.word(word).spelling();
        let known = number.and_then(|number| self.spellings.get(number));
        known.map_or_else(|| Signs::of_spelling(self.folded(word)), |spelling| spelling.signs)
    }

    /// What a word was read as, if not as itself.
    pub(super) fn misheard(&self, word: usize) -> Option<&Misheard> {
        Note::on(&self.notes, word)
    }

    /// The turn a word stands in.
    pub(super) fn turn_of(&self, word: usize) -> usize {
        self.turn_of[word] as usize
    }
}

/// When a turn was spoken: as stated, else from its first timed word to its last.
pub(super) fn spoken(call: &Transcript, turn: &Turn) -> Option<TimeSpan> {
    turn.time().span().or_else(|| {
        let times = || call.words(turn).iter().filter_map(|word| word.time);
        TimeSpan::new(times().map(TimeSpan::start).min()?, times().map(TimeSpan::end).max()?)
    })
}
