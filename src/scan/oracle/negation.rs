//! "Negation" and "Offers" of the page, match by match.

use super::{Said, Way};
use crate::language::{WordClasses, concessions, is_imperative, is_infinitive, offers};
use crate::text::Border;

/// A passage, and those matches in it that a negation may cancel.
pub(super) struct Clause<'a> {
    words: &'a [Said],
    ways: Vec<&'a Way>,
    /// The negator that reaches each word.
    reach: Vec<Option<usize>>,
}

/// What a word does to a negation that comes from its left.
#[derive(PartialEq, Eq)]
enum Role {
    Negator,
    Undoes,
    Retreats,
    Passes,
    Unmakes,
    Joins,
    Stops,
}

/// What stands behind a match.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Refusal {
    Absence,
    Last,
    NotLast,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Nothing,
    Infinitive,
    Other,
}

fn passed() -> WordClasses {
    let little = WordClasses::FILLER.with(WordClasses::INTENT);
    little.with(WordClasses::CARRIER).with(WordClasses::OPENER)
}

impl<'a> Clause<'a> {
    pub(super) fn new(words: &'a [Said], mut ways: Vec<&'a Way>) -> Clause<'a> {
        ways.sort_by_key(|way| (way.first, way.last.0));
        let mut clause = Clause { words, ways, reach: Vec::new() };
        for place in 0..words.len() {
            let reach = clause.reaching(place);
            clause.reach.push(reach);
        }
        clause
    }

    pub(super) fn negated(&self, way: &Way) -> bool {
        (self.negated_before(way) && !self.conceded(way.last.0)) || self.refused(way).is_some()
    }

    fn is(&self, place: usize, class: WordClasses) -> bool {
        self.words[place].is(class)
    }

    /// The word before, if it is in the same sentence.
    fn before(&self, place: usize) -> Option<usize> {
        (self.words[place].before != Border::Sentence).then_some(place)?.checked_sub(1)
    }

    fn is_before(&self, place: usize, class: WordClasses) -> bool {
        self.before(place).is_some_and(|before| self.is(before, class))
    }

    fn negated_before(&self, way: &Way) -> bool {
        let mut gaps = (way.first..way.last.0).filter(|place| !way.places.contains(place));
        let breaks = |place: usize| {
            self.is(place, WordClasses::BREAKER) && !self.is(place, WordClasses::SUBJECT)
        };
        let negates = |place: usize| {
            let more = self.is(place, WordClasses::PLAIN)
                && self.words.get(place + 1).is_some_and(|next| next.is(WordClasses::LIMITER));
            self.is(place, WordClasses::NEGATOR) && !more
        };
        gaps.clone().any(negates) || (self.reach[way.first].is_some() && !gaps.any(breaks))
    }

    // From the left

    /// The negator that reaches a place; those further left are known.
    fn reaching(&self, place: usize) -> Option<usize> {
        let before = self.before(place)?;
        let directly = [Role::Negator, Role::Retreats].contains(&self.role(before));
        if is_imperative(&self.words[place].folded) && !directly {
            return None;
        }
        if self.words[place].before == Border::Comma && self.is(before, WordClasses::INTENT) {
            return None;
        }
        if self.only_infinitives(place) {
            return None;
        }
        match self.role(before) {
            Role::Negator => self.in_force(before).then_some(before),
            Role::Retreats => Some(before),
            Role::Passes => self.reach[before],
            Role::Joins => {
                let end = self.before(before)?;
                let joined = self.ways.iter().filter(|way| way.last.0 == end);
                joined.copied().find(|way| self.negated_before(way)).map(|way| way.first)
            }
            Role::Undoes | Role::Unmakes | Role::Stops => None,
        }
    }

    /// The negation refused an infinitive before it, and here comes something else.
    fn only_infinitives(&self, place: usize) -> bool {
        let infinitive = |at: usize| is_infinitive(&self.words[at].folded);
        if self.is(place, passed()) || infinitive(place) {
            return false;
        }
        let mut at = place;
        while let Some(before) = self.before(at) {
            at = before;
            match self.role(at) {
                Role::Negator => {
                    let refuses = self.is(at, WordClasses::PLAIN)
                        && self.words.get(at + 1).is_some_and(|w| w.is(WordClasses::REFUSAL));
                    let governor = self.governor(at);
                    return refuses
                        && governor.is_some_and(|at| self.is_verb(at) && !self.pursues(at));
                }
                Role::Passes if !infinitive(at) => {}
                Role::Passes
                | Role::Undoes
                | Role::Retreats
                | Role::Unmakes
                | Role::Joins
                | Role::Stops => return false,
            }
        }
        false
    }

    /// The word before, but for fillers.
    fn governor(&self, place: usize) -> Option<usize> {
        let mut governor = self.before(place);
        while let Some(place) = governor
            && self.is(place, WordClasses::FILLER)
            && !self.pursues(place)
        {
            governor = self.before(place);
        }
        governor
    }

    /// A concession behind a match ends a clause of its sentence.
    fn conceded(&self, last: usize) -> bool {
        let one_sentence = |place: &usize| self.words[*place].before != Border::Sentence;
        let sentence = (last + 1..self.words.len()).take_while(one_sentence).collect::<Vec<_>>();
        let clause_ends =
            |place: usize| self.words.get(place + 1).is_none_or(|next| next.before != Border::Open);
        concessions().any(|phrase| {
            let phrase: Vec<&str> = phrase.split_whitespace().collect();
            sentence.windows(phrase.len()).any(|places| {
                let said = places.iter().map(|place| self.words[*place].folded.as_str());
                said.eq(phrase.iter().copied()) && clause_ends(places[places.len() - 1])
            })
        })
    }

    fn role(&self, place: usize) -> Role {
        let is = |class| self.is(place, class);
        let held = is(WordClasses::CARRIER) && self.reach[place].is_some();
        if is(WordClasses::NEGATOR) {
            Role::Negator
        } else if self.undoes(place) {
            Role::Undoes
        } else if is(WordClasses::RETREAT) {
            Role::Retreats
        } else if self.is_joint(place) {
            Role::Passes
        } else if is(WordClasses::UNMAKER) && !held {
            Role::Unmakes
        } else if is(WordClasses::BREAKER) {
            if self.is_subject_of_thought(place) { Role::Passes } else { Role::Stops }
        } else if is(WordClasses::CONJUNCTION) {
            Role::Joins
        } else if is(passed()) {
            Role::Passes
        } else {
            Role::Stops
        }
    }

    /// Whether a negator negates what follows it in its sentence.
    fn in_force(&self, place: usize) -> bool {
        let is = |class| self.is(place, class);
        let Some(next) = self.words.get(place + 1) else { return false };
        if !is(WordClasses::NEGATOR) || next.before == Border::Sentence {
            return false;
        }
        let answers = is(WordClasses::ANSWER)
            && (next.is(WordClasses::AFTER_ANSWER)
                || is_imperative(&next.folded)
                || (next.before == Border::Comma && self.begins_with_answers(place)));
        let asks = is(WordClasses::ASKING)
            && next.is(WordClasses::SUBJECT)
            && !self.is_before(place, WordClasses::SUBJECT);
        let more = is(WordClasses::PLAIN) && next.is(WordClasses::LIMITER);
        let idle = is(WordClasses::PLAIN) && self.unmade(place);
        let own = is(WordClasses::WITHOUT) && self.denied_before(place);
        let contrary = is(WordClasses::COUNTERFACTUAL) && self.supposed_behind(place);
        !answers && !asks && !more && !idle && !own && !contrary && !self.undoes(place)
    }

    /// «не уйду без …»
    fn denied_before(&self, place: usize) -> bool {
        let little = WordClasses::WITHOUT.with(WordClasses::ANSWER);
        let mut place = place;
        while self.words[place].before == Border::Open
            && !self.is(place, WordClasses::BREAKER)
            && place > 0
        {
            place -= 1;
            if self.is(place, WordClasses::NEGATOR) && !self.is(place, little) {
                return true;
            }
        }
        false
    }

    /// "wouldn't … if"
    fn supposed_behind(&self, place: usize) -> bool {
        let behind = &self.words[place + 1..];
        let sentence = behind.iter().take_while(|word| word.before != Border::Sentence);
        sentence.into_iter().any(|word| word.is(WordClasses::CONDITION))
    }

    /// Nothing but answers from the begin of the turn or sentence up to here.
    fn begins_with_answers(&self, place: usize) -> bool {
        let word = &self.words[place];
        let begins = place == 0
            || self.words[place - 1].turn != word.turn
            || word.before == Border::Sentence;
        word.is(WordClasses::ANSWER) && (begins || self.begins_with_answers(place - 1))
    }

    /// Whether a word undoes the negation that reaches it.
    fn undoes(&self, place: usize) -> bool {
        let Some(negator) = self.reach[place] else { return false };
        let since = (negator + 1..place).rev();
        let since = since.take_while(|at| self.role(*at) != Role::Joins).collect::<Vec<_>>();
        let whole = since.len() == place - negator - 1;
        let able = since.iter().any(|at| self.is(*at, WordClasses::ABLE))
            || (whole
                && self.is(negator, WordClasses::ABLE)
                && self.is(negator, WordClasses::NEGATOR));
        let thought =
            since.iter().any(|at| self.is_joint(*at) && !self.is_before(*at, WordClasses::FILLER));
        let owned = whole
            && self.is(negator, WordClasses::WITHOUT)
            && self.is(place, WordClasses::PERSONAL);
        owned
            || self.is(place, WordClasses::RETREAT)
            || (able && self.is(place, WordClasses::UNDOING))
            || (thought && self.is(place, WordClasses::NEGATOR))
    }

    /// «то чтобы», «говорю вам что»
    fn is_joint(&self, place: usize) -> bool {
        self.is(place, WordClasses::JOINT)
            && (self.is_before(place, WordClasses::OPENER) || self.is_opened(place))
    }

    fn is_opened(&self, place: usize) -> bool {
        let little = WordClasses::FILLER.with(WordClasses::NEGATOR);
        let ends = WordClasses::BREAKER.with(WordClasses::JOINT);
        self.before(place).is_some_and(|before| {
            let is = |class| self.is(before, class);
            (is(WordClasses::OPENER) && !is(little))
                || (is(WordClasses::FILLER) && !is(ends) && self.is_opened(before))
        })
    }

    fn is_subject_of_thought(&self, place: usize) -> bool {
        self.is(place, WordClasses::SUBJECT)
            && self.before(place).is_some_and(|before| {
                let says = self.is(before, WordClasses::OPENER);
                self.is_joint(before) || (says && !self.is(before, WordClasses::NEGATOR))
            })
    }

    fn unmade(&self, place: usize) -> bool {
        let Some(before) = self.before(place) else { return false };
        match self.role(before) {
            Role::Unmakes => true,
            Role::Negator | Role::Passes => self.unmade(before),
            Role::Undoes | Role::Retreats | Role::Joins | Role::Stops => false,
        }
    }

    // From the right

    fn goes_on(&self, place: usize) -> bool {
        self.words.get(place).is_some_and(|word| word.before == Border::Open)
    }

    fn pursues(&self, place: usize) -> bool {
        self.is(place, WordClasses::CARRIER) && is_infinitive(&self.words[place].folded)
    }

    fn is_verb(&self, place: usize) -> bool {
        let word = &self.words[place];
        word.classes == WordClasses::NONE && is_infinitive(&word.folded)
    }

    /// The refusal behind a match that refuses it.
    fn refused(&self, way: &Way) -> Option<Refusal> {
        let refusal = self.refusal_from(way.last.0 + 1)?;
        let governor = self.governor(way.first);
        let pursued = governor.is_some_and(|place| self.pursues(place));
        let governed = governor.is_some_and(|place| self.is_verb(place));
        let acts = pursued || way.places.iter().any(|p| self.is_verb(*p) || self.pursues(*p));
        let refused = match refusal {
            Refusal::Absence => true,
            Refusal::Last => acts || !governed,
            Refusal::NotLast => acts,
        };
        refused.then_some(refusal)
    }

    fn refusal_from(&self, place: usize) -> Option<Refusal> {
        if !self.goes_on(place) {
            return None;
        }
        let is = |class| self.is(place, class);
        let is_next = |class| self.goes_on(place + 1) && self.is(place + 1, class);
        let content = |at: usize| self.goes_on(at) && self.words[at].classes == WordClasses::NONE;
        if is(WordClasses::PLAIN) && is_next(WordClasses::REFUSAL) {
            return match self.next(place + 2) {
                Next::Nothing => Some(Refusal::Last),
                Next::Other => Some(Refusal::NotLast),
                Next::Infinitive => None,
            };
        }
        if is(WordClasses::PLAIN) && is_next(WordClasses::ABSENT) {
            return (!content(place + 2)).then_some(Refusal::Absence);
        }
        if is(WordClasses::ABSENCE) {
            let begins = self.words[place - 1].turn != self.words[place].turn;
            let answers = begins && is(WordClasses::ANSWER);
            return (!answers && !content(place + 1)).then_some(Refusal::Absence);
        }
        if is(WordClasses::RETREAT) {
            let last = self.next(place + 1) == Next::Nothing;
            let refuses = last && !self.is(place - 1, WordClasses::NEGATOR);
            return refuses.then_some(Refusal::Absence);
        }
        if is(WordClasses::BREAKER) {
            None
        } else if is(WordClasses::CONJUNCTION) {
            if !self.goes_on(place + 1) {
                return None;
            }
            let joined = self.ways.iter().filter(|way| way.first == place + 1);
            joined.copied().find_map(|way| self.refused(way))
        } else if is(passed().with(WordClasses::NEGATOR)) {
            match self.refusal_from(place + 1)? {
                Refusal::NotLast if self.pursues(place) => Some(Refusal::Last),
                other @ (Refusal::Absence | Refusal::Last | Refusal::NotLast) => Some(other),
            }
        } else if self.is_object(place) {
            self.refusal_from(place + 1).filter(|refusal| *refusal == Refusal::Absence)
        } else {
            None
        }
    }

    /// Whether a word is the first or second content word behind the last preposition before it.
    fn is_object(&self, place: usize) -> bool {
        let is_content = |place: usize| self.words[place].classes == WordClasses::NONE;
        let mut contents = 1;
        let mut at = place;
        while is_content(place) && contents <= 2 && at > 0 && self.goes_on(at) {
            at -= 1;
            if self.is(at, WordClasses::PREPOSITION) {
                return true;
            } else if is_content(at) {
                contents += 1;
            } else if !self.is(at, WordClasses::FILLER) {
                return false;
            }
        }
        false
    }

    fn next(&self, place: usize) -> Next {
        let ends = [
            WordClasses::BREAKER,
            WordClasses::CONJUNCTION,
            WordClasses::BACK_CHANNEL,
            WordClasses::CLOSING,
            WordClasses::NEGATOR,
        ];
        if !self.goes_on(place) || ends.iter().any(|class| self.is(place, *class)) {
            return Next::Nothing;
        }
        if self.is(place, WordClasses::AFTER_ANSWER) && self.next(place + 1) == Next::Other {
            return Next::Nothing;
        }
        match (self.is(place, passed()), self.is_verb(place)) {
            (true, _) => self.next(place + 1),
            (false, true) => Next::Infinitive,
            (false, false) => Next::Other,
        }
    }
}

// "Offers"

/// Whether an offer stands before a match in its sentence, and nobody speaks of himself since.
pub(super) fn is_offered(way: &Way, words: &[Said]) -> bool {
    let own = |place: usize| words[place].is(WordClasses::OWN);
    let ends = |place: usize| own(place) || words[place].is(WordClasses::NEGATOR);
    let offered = |phrase: &str| {
        let phrase: Vec<&str> = phrase.split_whitespace().collect();
        (phrase.len()..=way.first).any(|after| {
            let begin = after - phrase.len();
            let said = words[begin..after].iter().map(|word| word.folded.as_str());
            said.eq(phrase.iter().copied())
                && (begin + 1..=way.first).all(|at| words[at].before != Border::Sentence)
                && !(after..=way.first).any(ends)
        })
    };
    !(way.first..=way.last.0).any(own) && offers().any(offered)
}

// "Conditions"

/// Whether a match is only supposed, and nothing in its sentence shows that it is meant.
pub(super) fn is_supposed(way: &Way, standing: &[&Way], words: &[Said]) -> bool {
    let sentence = |place: usize| {
        words[..=place].iter().filter(|word| word.before == Border::Sentence).count()
    };
    let own = sentence(way.first);
    let asks_why = |place: usize| words[place].is(WordClasses::REPROACH) && sentence(place) == own;
    let meant = |other: &&Way| !in_condition(other, words) && sentence(other.first) == own;
    in_condition(way, words) && !(0..words.len()).any(asks_why) && !standing.iter().any(meant)
}

/// Whether all of a match lies in one condition.
fn in_condition(way: &Way, words: &[Said]) -> bool {
    let is = |place: usize, class| words[place].is(class);
    let ends = WordClasses::BREAKER.with(WordClasses::CONSEQUENCE);
    let begin = (0..way.first).rev().find(|place| is(*place, WordClasses::CONDITION));
    let Some(begin) = begin else { return false };
    let begun = words[begin + 1..].iter();
    let begun = begun.take_while(|word| word.is(WordClasses::FILLER) || word.is(ends)).count();
    // The first word that is not little belongs to the begin, too.
    let ended = |place: usize| {
        let last = if place <= begin + 1 + begun { WordClasses::DISCLAIMER } else { ends };
        words[place].before != Border::Open || is(place, last) || is(place, WordClasses::CONDITION)
    };
    let before = (0..=begin).rev();
    let since = before
        .take_while(|at| (*at..begin).all(|later| words[later + 1].before != Border::Sentence));
    let wouldnt = since.into_iter().any(|at| is(at, WordClasses::COUNTERFACTUAL));
    !wouldnt && !(begin + 1..=way.last.0).any(ended)
}
