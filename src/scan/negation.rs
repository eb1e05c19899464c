//! What negates the words of a passage: one walk from the left and one from the right.
//!
//! Where fillers are many, a walk from each match would go the same way again and again; so both
//! walks say for every word at once what somebody who comes from there meets. See "Negation" in
//! `docs/matching.md`.

use super::call_text::{CallText, PassageOf};
use super::offer;
use crate::language::{WordClasses, is_imperative, is_infinitive};
use crate::lexicon::Lexicon;
use crate::text::Border;

/// Whatever may stand between a negator and what it negates.
const PASSED: WordClasses = WordClasses::FILLER
    .with(WordClasses::INTENT)
    .with(WordClasses::CARRIER)
    .with(WordClasses::OPENER);

/// The words of a passage, with what the walks ask of them.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) text: &'a CallText,
    pub(super) passage: &'a PassageOf,
}

impl<'a> Words<'a> {
    pub(super) fn len(self) -> u32 {
        self.text.passage_ids(self.passage).len() as u32
    }

    pub(super) fn class(self, place: u32) -> WordClasses {
        let ids = self.text.passage_ids(self.passage);
        ids.get(place as usize).map_or(WordClasses::NONE, |id| self.lexicon.matcher().class(*id))
    }

    pub(super) fn is(self, place: u32, class: WordClasses) -> bool {
        self.class(place).intersects(class)
    }

    pub(super) fn border(self, place: u32) -> Border {
        self.text.border_before(self.passage, place)
    }

    /// Whether nothing stands between this word and the one before.
    fn goes_on(self, place: u32) -> bool {
        place < self.len() && self.border(place) == Border::Open
    }

    /// Whether a turn or a sentence begins here.
    fn begins(self, place: u32) -> bool {
        self.text.begins(self.passage, place) || self.border(place) == Border::Sentence
    }

    pub(super) fn folded(self, place: u32) -> &'a str {
        self.text.folded(self.text.word_at(self.passage, place))
    }

    /// Whether the word is an infinitive that carries a negation on to its object.
    fn pursues(self, place: u32) -> bool {
        self.is(place, WordClasses::CARRIER) && is_infinitive(self.folded(place))
    }

    /// «не только», «не просто»
    fn is_limited(self, place: u32) -> bool {
        self.is(place, WordClasses::PLAIN) && self.is(place + 1, WordClasses::LIMITER)
    }

    fn is_infinitive(self, place: u32) -> bool {
        self.class(place) == WordClasses::NONE && is_infinitive(self.folded(place))
    }
}

/// A match that a negation may cancel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cancellable<'a> {
    pub(super) first: u32,
    pub(super) last: u32,
    /// The places of the phrase's words, sorted.
    pub(super) places: &'a [u32],
}

/// The words that negate, from the first to the last.
pub(super) type Negating = (u32, u32);

/// A refusal behind a match.
#[derive(Clone, Copy, Debug)]
struct Refusal {
    by: Negating,
    kind: RefusalKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RefusalKind {
    /// «нет», «не имею»: whatever stands before is not there.
    Absence,
    /// «не буду», and the sentence ends.
    Last,
    /// «не буду», and something follows that is no infinitive.
    NotLast,
}

/// An infinitive of which what follows is the object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Governor {
    None,
    /// «подавать жалобу»: to refuse it is to refuse its object.
    Pursues,
    /// «терпеть хамство»: to refuse it is not.
    Other,
}

/// What becomes of a refusal is decided by what comes after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Nothing,
    Infinitive,
    Other,
}

/// The negations of a passage.
#[derive(Debug, Default)]
pub(super) struct Negations {
    /// The negator that reaches each word from the left.
    left: Vec<Option<u32>>,
    /// The refusal that reaches back to before each word.
    right: Vec<Option<Refusal>>,
    /// The infinitive before each word, with nothing but fillers between.
    governed: Vec<Governor>,
    /// Whether each word is one of the first two content words behind a preposition.
    objects: Vec<bool>,
    /// Whether a condition follows each word in its sentence.
    supposing: Vec<bool>,
    /// Whether a concession follows each word in its sentence.
    conceded: Vec<bool>,
}

/// So many content words behind a preposition are its object.
const OBJECT_WORDS: u32 = 2;

impl Negations {
    /// Whether the passage has a word that could negate anything.
    pub(super) fn are_possible(words: Words<'_>) -> bool {
        let negate = WordClasses::NEGATOR
            .with(WordClasses::PLAIN)
            .with(WordClasses::ABSENCE)
            .with(WordClasses::RETREAT);
        (0..words.len()).any(|place| words.is(place, negate))
    }

    /// Walks through a passage; `matches` are sorted by first and last word.
    pub(super) fn of(words: Words<'_>, matches: &[Cancellable<'_>]) -> Negations {
        let mut negations = Negations {
            objects: objects(words),
            supposing: supposing(words),
            conceded: offer::conceded(words),
            ..Negations::default()
        };
        negations.govern(words);
        negations.walk_right(words, matches);
        negations.walk_left(words, matches);
        negations
    }

    /// The words that negate a match.
    pub(super) fn negating(&self, words: Words<'_>, found: Cancellable<'_>) -> Option<Negating> {
        let before = self.before(words, found).filter(|_| !self.conceded[found.last as usize]);
        let before = before.map(|negator| {
            let stands_for_more = WordClasses::NEGATOR.with(WordClasses::INTENT);
            let rest = (negator + 1..found.first).take_while(|p| words.is(*p, stands_for_more));
            (negator, rest.last().unwrap_or(negator))
        });
        before.or_else(|| self.behind(words, found).map(|refusal| refusal.by))
    }

    /// The negator inside of a match or before it; what stands before reaches no further than the
    /// clause with which the match begins.
    fn before(&self, words: Words<'_>, found: Cancellable<'_>) -> Option<u32> {
        let in_gap = |place: &u32| found.places.binary_search(place).is_err();
        let negates =
            |place: &u32| words.is(*place, WordClasses::NEGATOR) && !words.is_limited(*place);
        let mut gaps = (found.first..found.last).filter(in_gap);
        gaps.clone().find(negates).or_else(|| {
            let breaks = |place| {
                words.is(place, WordClasses::BREAKER) && !words.is(place, WordClasses::SUBJECT)
            };
            let one_clause = !gaps.any(breaks);
            self.left[found.first as usize].filter(|_| one_clause)
        })
    }

    /// The refusal behind a match.
    fn behind(&self, words: Words<'_>, found: Cancellable<'_>) -> Option<Refusal> {
        let refusal = (*self.right.get(found.last as usize + 1)?)?;
        let governor = self.governed[found.first as usize];
        let is_verb = governor == Governor::Pursues
            || found.places.iter().any(|p| words.is_infinitive(*p) || words.pursues(*p));
        let refused = match refusal.kind {
            RefusalKind::Absence => true,
            RefusalKind::Last => is_verb || governor == Governor::None,
            RefusalKind::NotLast => is_verb,
        };
        refused.then_some(refusal)
    }

    /// From the first word to the last: which negator reaches each of them.
    fn walk_right(&mut self, words: Words<'_>, matches: &[Cancellable<'_>]) {
        let mut by_last: Vec<Cancellable<'_>> = matches.to_vec();
        by_last.sort_by_key(|found| (found.last, found.first));
        let mut ended = by_last.as_slice();
        let mut state = LeftState::default();
        for place in 0..words.len() {
            let of_before = ended.partition_point(|found| found.last + 1 < place);
            ended = &ended[of_before..];
            let here = ended.partition_point(|found| found.last < place);
            let joined = || ended[..here].iter().find_map(|found| self.before(words, *found));
            let supposed = self.supposing[place as usize];
            let refused = self.governed[place as usize] == Governor::Other;
            let before = state.step(words, place, Around { supposed, refused }, joined);
            self.left.push(before);
        }
    }

    /// Before which words an infinitive stands.
    fn govern(&mut self, words: Words<'_>) {
        let mut governor = Governor::None;
        for place in 0..words.len() {
            if words.border(place) == Border::Sentence {
                governor = Governor::None;
            }
            self.governed.push(governor);
            if words.pursues(place) {
                governor = Governor::Pursues;
            } else if words.is_infinitive(place) {
                governor = Governor::Other;
            } else if !words.is(place, WordClasses::FILLER) {
                governor = Governor::None;
            }
        }
    }

    /// From the last word to the first: which refusal one meets who goes on from there.
    fn walk_left(&mut self, words: Words<'_>, matches: &[Cancellable<'_>]) {
        let mut by_first = matches;
        let count = words.len();
        self.right = vec![None; count as usize];
        let mut next = vec![Next::Nothing; count as usize + 2];
        for place in (0..count).rev() {
            let from = by_first.partition_point(|found| found.first <= place + 1);
            by_first = &by_first[..from];
            next[place as usize] = next_of(words, place, next[place as usize + 1]);
            if !words.goes_on(place) {
                continue;
            }
            let begin = by_first.partition_point(|found| found.first <= place);
            let joined = || {
                let beside = by_first[begin..].iter();
                words.goes_on(place + 1).then_some(())?;
                beside.copied().find_map(|found| self.behind(words, found))
            };
            let refusal = refusal_at(words, place, &next, joined);
            self.right[place as usize] = match refusal {
                Met::This(refusal) => Some(refusal),
                Met::Further => {
                    let further = self.right.get(place as usize + 1).copied().flatten();
                    further.map(|refusal| match refusal.kind {
                        RefusalKind::NotLast if words.pursues(place) => {
                            Refusal { kind: RefusalKind::Last, ..refusal }
                        }
                        RefusalKind::Absence | RefusalKind::Last | RefusalKind::NotLast => refusal,
                    })
                }
                Met::Nothing if self.objects[place as usize] => {
                    let further = self.right.get(place as usize + 1).copied().flatten();
                    further.filter(|refusal| refusal.kind == RefusalKind::Absence)
                }
                Met::Nothing => None,
            };
        }
    }
}

/// What stands around a word.
#[derive(Clone, Copy, Debug)]
struct Around {
    /// A condition follows in the sentence.
    supposed: bool,
    /// An infinitive stands before that «не буду» would refuse.
    refused: bool,
}

/// What the walk from the left knows.
#[derive(Debug, Default)]
struct LeftState {
    /// The negator that reaches the next word.
    negator: Option<u32>,
    /// It is one of being able, which another negator undoes: «не могу не …».
    able: bool,
    /// A joint was passed, and another negator undoes it: «не думайте что я не …».
    thought: bool,
    /// A plain negator negates nothing here: «пока не …».
    unmade: bool,
    /// Classes of the word before, none at the begin of a sentence.
    last: WordClasses,
    /// The word before is an answer, with which its sentence or turn began.
    answered: bool,
    /// The word before that was a subject: "i don't you know".
    subject_before: bool,
    /// A verb of saying or thinking stands before, with nothing but fillers between.
    opened: bool,
    /// The word before joined another thought to the negated one: «не то чтобы».
    joined: bool,
    /// It has an object of its own, which a pronoun may be: «без вас».
    without: bool,
    /// It refused what stands before it, and reaches infinitives only: «ждать не буду».
    refused: bool,
    /// A negator stands before in the clause, though it may not reach the next word.
    denied: bool,
}

impl LeftState {
    /// Goes over one word; gives back the negator that reaches it.
    fn step(
        &mut self,
        words: Words<'_>,
        place: u32,
        around: Around,
        joined: impl FnOnce() -> Option<u32>,
    ) -> Option<u32> {
        let border = words.border(place);
        if border == Border::Sentence {
            *self = LeftState::default();
        }
        let class = words.class(place);
        let is = |wanted| class.intersects(wanted);
        let last_is = |wanted| self.last.intersects(wanted);
        if border == Border::Comma || is(WordClasses::BREAKER) {
            self.denied = false;
        }
        let answer = last_is(WordClasses::ANSWER)
            && ((self.answered && border == Border::Comma)
                || is(WordClasses::AFTER_ANSWER)
                || is_imperative(words.folded(place)));
        let asked =
            last_is(WordClasses::ASKING) && is(WordClasses::SUBJECT) && !self.subject_before;
        let limited = last_is(WordClasses::PLAIN) && is(WordClasses::LIMITER);
        // «ждать не буду позовите …»
        let afar =
            is_imperative(words.folded(place)) && self.negator.is_some_and(|at| at + 1 < place);
        // «терпеть не стану, расторгаю …»
        let ended = border == Border::Comma && last_is(WordClasses::INTENT);
        // «ждать не буду верните …»
        let infinitive = is_infinitive(words.folded(place));
        let refused = self.refused && !is(PASSED) && !infinitive;
        self.refused &= !infinitive;
        if answer || asked || limited || afar || ended || refused {
            self.negator = None;
            self.able = false;
        }
        let reaching = self.negator;
        let joint = is(WordClasses::JOINT) && (self.opened || last_is(WordClasses::OPENER));
        let subject_of_joined = is(WordClasses::SUBJECT)
            && (self.joined || (last_is(WordClasses::OPENER) && !last_is(WordClasses::NEGATOR)));
        let undone = reaching.is_some()
            && ((self.without && is(WordClasses::PERSONAL))
                || is(WordClasses::RETREAT)
                || (self.able && is(WordClasses::UNDOING))
                || (self.thought && is(WordClasses::NEGATOR)));
        if is(WordClasses::NEGATOR) {
            let idle = undone
                || (self.unmade && is(WordClasses::PLAIN))
                || (self.denied && is(WordClasses::WITHOUT))
                || (around.supposed && is(WordClasses::COUNTERFACTUAL));
            self.refused = around.refused
                && is(WordClasses::PLAIN)
                && words.is(place + 1, WordClasses::REFUSAL);
            self.negator = (!idle).then_some(place);
            self.able = !idle && is(WordClasses::ABLE);
            self.without = !idle && is(WordClasses::WITHOUT);
            self.thought = false;
            self.denied |= !is(WordClasses::WITHOUT.with(WordClasses::ANSWER));
        } else if undone {
            self.forget(None);
        } else if is(WordClasses::RETREAT) {
            self.forget(Some(place));
        } else if joint {
            self.thought |= reaching.is_some() && !last_is(WordClasses::FILLER);
        } else if is(WordClasses::UNMAKER) && !(is(WordClasses::CARRIER) && reaching.is_some()) {
            self.forget(None);
            self.unmade = true;
        } else if is(WordClasses::BREAKER) {
            if !subject_of_joined {
                self.forget(None);
            }
        } else if is(WordClasses::CONJUNCTION) {
            let passed = if border == Border::Sentence { None } else { joined() };
            self.forget(passed);
        } else if is(PASSED) {
            self.able |= reaching.is_some() && is(WordClasses::ABLE);
        } else {
            self.forget(None);
        }
        let begins =
            words.begins(place) || (self.answered && self.last.intersects(WordClasses::ANSWER));
        self.subject_before = self.last.intersects(WordClasses::SUBJECT);
        self.answered = begins && is(WordClasses::ANSWER);
        let little = WordClasses::FILLER.with(WordClasses::NEGATOR);
        self.opened = (is(WordClasses::OPENER) && !is(little))
            || (self.opened
                && is(WordClasses::FILLER)
                && !is(WordClasses::BREAKER.with(WordClasses::JOINT)));
        self.joined = joint;
        self.last = class;
        reaching
    }

    fn forget(&mut self, negator: Option<u32>) {
        self.negator = negator;
        self.able = false;
        self.without = false;
        self.refused = false;
        self.thought = false;
        self.unmade = false;
    }
}

/// Which words are among the first content words behind a preposition.
fn objects(words: Words<'_>) -> Vec<bool> {
    let mut left = 0;
    let step = |place: u32| {
        if words.border(place) != Border::Open {
            left = 0;
        }
        let is_content = words.class(place) == WordClasses::NONE;
        let is_object = is_content && left > 0;
        if words.is(place, WordClasses::PREPOSITION) {
            left = OBJECT_WORDS;
        } else if is_object {
            left -= 1;
        } else if !words.is(place, WordClasses::FILLER) {
            left = 0;
        }
        is_object
    };
    (0..words.len()).map(step).collect()
}

/// Which words have a condition behind them in their sentence.
fn supposing(words: Words<'_>) -> Vec<bool> {
    let mut supposing = vec![false; words.len() as usize];
    let mut follows = false;
    for place in (0..words.len()).rev() {
        supposing[place as usize] = follows;
        follows |= words.is(place, WordClasses::CONDITION);
        follows &= words.border(place) != Border::Sentence;
    }
    supposing
}

/// What comes at a place, seen from the word before it.
fn next_of(words: Words<'_>, place: u32, after: Next) -> Next {
    let ends = WordClasses::BREAKER
        .with(WordClasses::CONJUNCTION)
        .with(WordClasses::BACK_CHANNEL)
        .with(WordClasses::CLOSING)
        .with(WordClasses::NEGATOR);
    let is = |class| words.is(place, class);
    if !words.goes_on(place) || is(ends) {
        Next::Nothing
    } else if is(WordClasses::AFTER_ANSWER) && after == Next::Other {
        // «жалоб не имею я просто …»: who begins anew has ended before.
        Next::Nothing
    } else if is(PASSED) {
        after
    } else if words.is_infinitive(place) {
        Next::Infinitive
    } else {
        Next::Other
    }
}

/// What the walk from the right meets at a word.
enum Met {
    This(Refusal),
    Further,
    Nothing,
}

fn refusal_at(
    words: Words<'_>,
    place: u32,
    next: &[Next],
    joined: impl FnOnce() -> Option<Refusal>,
) -> Met {
    let is = |class| words.is(place, class);
    let met = |to: u32, kind| Met::This(Refusal { by: (place, to), kind });
    // «жалоба нет света»: what is not there stands behind.
    let content_at = |at: u32| words.goes_on(at) && words.class(at) == WordClasses::NONE;
    if is(WordClasses::PLAIN) && words.goes_on(place + 1) {
        if words.is(place + 1, WordClasses::REFUSAL) {
            return match next[place as usize + 2] {
                Next::Nothing => met(place + 1, RefusalKind::Last),
                Next::Other => met(place + 1, RefusalKind::NotLast),
                Next::Infinitive => Met::Nothing,
            };
        }
        if words.is(place + 1, WordClasses::ABSENT) {
            let there = content_at(place + 2);
            return if there { Met::Nothing } else { met(place + 1, RefusalKind::Absence) };
        }
    }
    if is(WordClasses::ABSENCE) {
        let answer = is(WordClasses::ANSWER) && words.begins(place);
        let there = answer || content_at(place + 1);
        return if there { Met::Nothing } else { met(place, RefusalKind::Absence) };
    }
    if is(WordClasses::RETREAT) {
        let negated = place > 0 && words.is(place - 1, WordClasses::NEGATOR);
        let not_last = next[place as usize + 1] != Next::Nothing;
        return if negated || not_last { Met::Nothing } else { met(place, RefusalKind::Absence) };
    }
    if is(WordClasses::BREAKER) {
        Met::Nothing
    } else if is(WordClasses::CONJUNCTION) {
        joined().map_or(Met::Nothing, Met::This)
    } else if is(PASSED.with(WordClasses::NEGATOR)) {
        Met::Further
    } else {
        Met::Nothing
    }
}
