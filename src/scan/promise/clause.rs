//! A sentence cut into clauses, and which of them promise something for a time.

use crate::language::deadline::{self, Deadline, Found};
use crate::language::promise::{Channel, Mark, Person, Predicate, channel, marks, predicates};
use crate::language::values::ValueWord;
use crate::text::Border;
use std::ops::Range;

/// A clause that promises.
#[derive(Clone, Debug)]
pub(super) struct Promised {
    /// Its words, as places in the sentence.
    pub(super) words: Range<usize>,
    pub(super) deadlines: Vec<Found>,
    pub(super) person: Person,
    /// Somebody else is named beside the verb.
    pub(super) somebody: bool,
    pub(super) channel: Option<Channel>,
}

/// One clause while it is judged.
#[derive(Debug, Default)]
struct Clause {
    words: Range<usize>,
    deadlines: Vec<Found>,
    predicates: Vec<Predicate>,
    /// It begins with «и», "but".
    joined: bool,
    /// Something in it, or in another clause, lets it be no promise.
    barred: bool,
    somebody: bool,
}

/// Whether a word can stand in a clause that is nothing but a deadline.
const LITTLE: [&str; 30] = [
    "и",
    "а",
    "но",
    "то",
    "же",
    "уже",
    "вот",
    "ну",
    "так",
    "край",
    "і",
    "та",
    "ж",
    "отже",
    "значит",
    "the",
    "so",
    "on",
    "and",
    "or",
    "или",
    "або",
    "right",
    "ok",
    "okay",
    "включительно",
    "latest",
    "at",
    "включно",
    "inclusive",
];

/// Names of a term that may stand alone with it: «срок рассмотрения — до завтра».
const TERMS: [&str; 4] = ["срок", "сроки", "термін", "строк"];

/// The promises of a sentence; `verbs` are the places of words that may promise, `asked` is where it ends with a sign
/// of a question.
pub(super) fn promises(
    words: &[ValueWord<'_>],
    verbs: impl IntoIterator<Item = usize>,
    asked: bool,
    ukrainian: bool,
) -> Vec<Promised> {
    if asked {
        return Vec::new();
    }
    let folded: Vec<&str> = words.iter().map(|word| word.folded).collect();
    let predicates = predicates(&folded, verbs, ukrainian);
    if predicates.is_empty() {
        return Vec::new();
    }
    let deadlines = deadline::find(words);
    if deadlines.iter().all(|found| matches!(found.deadline, Deadline::Past)) {
        return Vec::new();
    }
    let marks = outside(marks(&folded), &deadlines);
    if opens_question(&marks) {
        return Vec::new();
    }
    let mut clauses = cut(words, &deadlines, &marks);
    for predicate in predicates {
        let at = predicate.first;
        let time = deadlines.iter().any(|found| (found.first..=found.last).contains(&at));
        if let Some(clause) = clauses.iter_mut().find(|c| c.words.contains(&at) && !time) {
            clause.predicates.push(predicate);
        }
    }
    carry_on(&mut clauses, &folded);
    bar(&mut clauses, &marks);
    gather(&mut clauses, &folded);
    let mut promised: Vec<Promised> =
        clauses.into_iter().filter_map(|clause| clause.promised(&folded)).collect();
    same_day(&mut promised);
    promised
}

/// An hour without a day is on the day of the promise before it: «завтра перезвоню и до обеда решу».
fn same_day(promised: &mut [Promised]) {
    let is_day = |found: &&Found| matches!(found.deadline, Deadline::Day(_));
    let is_hour = |found: &Found| matches!(found.deadline, Deadline::Clock(..) | Deadline::Part(_));
    for at in 1..promised.len() {
        let (before, from) = promised.split_at_mut(at);
        if let (Some(before), Some(this)) = (before.last(), from.first_mut())
            && this.deadlines.iter().all(is_hour)
        {
            let days: Vec<Found> = before.deadlines.iter().filter(is_day).copied().collect();
            this.deadlines.splice(0..0, days);
        }
    }
}

/// Marks that are no words of a deadline: "May" is a month then.
fn outside(marks: Vec<(Mark, usize, usize)>, deadlines: &[Found]) -> Vec<(Mark, usize, usize)> {
    let inside = |first: usize, last: usize| {
        deadlines.iter().any(|found| found.first <= first && last <= found.last)
    };
    marks.into_iter().filter(|(_, first, last)| !inside(*first, *last)).collect()
}

/// Whether the sentence begins as a question does.
fn opens_question(marks: &[(Mark, usize, usize)]) -> bool {
    let at = |wanted: Mark, place: usize| {
        marks.iter().find(|(mark, first, _)| *mark == wanted && *first == place)
    };
    let mut place = 0;
    while let Some((_, _, last)) = at(Mark::Before, place) {
        place = last + 1;
    }
    at(Mark::Opener, place).is_some()
}

/// Clauses end at commas, dashes, colons and conjunctions, never within a deadline.
fn cut(
    words: &[ValueWord<'_>],
    deadlines: &[Found],
    marks: &[(Mark, usize, usize)],
) -> Vec<Clause> {
    let mut clauses = vec![Clause::default()];
    for (at, word) in words.iter().enumerate() {
        let inside = deadlines.iter().any(|found| (found.first + 1..=found.last).contains(&at));
        let begins = |wanted: Mark| marks.iter().any(|(mark, f, _)| *mark == wanted && *f == at);
        let joint = begins(Mark::Joint);
        let dash = word.before.contains([':', '—', '–']) || word.before.contains(" - ");
        let border = word.border != Border::Open || dash;
        if at > 0 && !inside && (border || joint || begins(Mark::Link)) {
            clauses.push(Clause { joined: joint, ..Clause::default() });
        }
        let Some(clause) = clauses.last_mut() else { continue };
        let start = if clause.words.is_empty() { at } else { clause.words.start };
        clause.words = start..at + 1;
        clause.deadlines.extend(deadlines.iter().filter(|found| found.first == at));
        clause.somebody |= begins(Mark::Somebody);
    }
    clauses
}

/// Who begins a clause of their own: "I'll log it, and you …".
const SUBJECTS: [&str; 14] = [
    "i", "you", "we", "he", "she", "it", "they", "the", "a", "an", "your", "please", "if", "there",
];

/// In English a verb may go on with the auxiliary of the clause before: "we'll find out and call you".
fn carry_on(clauses: &mut [Clause], folded: &[&str]) {
    for at in 1..clauses.len() {
        let clause = &clauses[at];
        let word = folded.get(clause.words.start + 1).copied().unwrap_or_default();
        let begin = folded.get(clause.words.start).copied().unwrap_or_default();
        let verb = word.bytes().all(|b| b.is_ascii_lowercase()) && !SUBJECTS.contains(&word);
        let goes_on = clause.predicates.is_empty() && matches!(begin, "and" | "then") && verb;
        let timed = clause.deadlines.iter().any(|found| found.first == clause.words.start + 1);
        if let (true, false, Some(before)) = (goes_on, timed, clauses[at - 1].predicates.last()) {
            let carried =
                Predicate { first: clause.words.start, last: clause.words.start, ..*before };
            clauses[at].predicates.push(carried);
        }
    }
}

/// Bars clauses by their marks.
fn bar(clauses: &mut [Clause], marks: &[(Mark, usize, usize)]) {
    for (mark, first, _) in marks {
        let Some(at) = clauses.iter().position(|clause| clause.words.contains(first)) else {
            continue;
        };
        let leads = clauses[at].joined;
        let barred = match mark {
            // «…, а если …» begins a thought of its own.
            Mark::Condition | Mark::Doubt if leads => at..clauses.len(),
            Mark::Condition | Mark::Doubt => 0..clauses.len(),
            Mark::Reported | Mark::Question => at..clauses.len(),
            Mark::Duty | Mark::State | Mark::Nobody => at..at + 1,
            Mark::Opener | Mark::Before | Mark::Joint | Mark::Link | Mark::Somebody => continue,
        };
        clauses[barred].iter_mut().for_each(|clause| clause.barred = true);
    }
}

/// Gives deadlines that stand alone to the verb they belong to: the next, else the one before.
fn gather(clauses: &mut [Clause], folded: &[&str]) {
    for at in 0..clauses.len() {
        let clause = &clauses[at];
        let alone = clause.predicates.is_empty() && !clause.barred && clause.is_bare(folded);
        if !alone || clause.deadlines.is_empty() {
            continue;
        }
        let takes = |clause: &Clause| !clause.barred && !clause.predicates.is_empty();
        let next = clauses.get(at + 1).is_some_and(|next| {
            takes(next) || (next.is_bare(folded) && !next.deadlines.is_empty())
        });
        let before = at.checked_sub(1).filter(|before| {
            takes(&clauses[*before]) && (clauses[*before].deadlines.is_empty() || !next)
        });
        let to = match (next, before) {
            (_, Some(before)) if clauses[before].deadlines.is_empty() || !next => before,
            (true, _) => at + 1,
            (false, _) => continue,
        };
        let moved = std::mem::take(&mut clauses[at].deadlines);
        let words = clauses[at].words.clone();
        let taker = &mut clauses[to];
        taker.deadlines.extend(moved);
        taker.deadlines.sort_by_key(|found| found.first);
        taker.words = taker.words.start.min(words.start)..taker.words.end.max(words.end);
    }
}

impl Clause {
    /// Whether it says little more than its deadlines.
    fn is_bare(&self, folded: &[&str]) -> bool {
        let timed =
            |at: &usize| self.deadlines.iter().any(|found| (found.first..=found.last).contains(at));
        let others = self.words.clone().filter(|at| !timed(at));
        let mut others = others.filter_map(|at| folded.get(at)).filter(|w| !LITTLE.contains(w));
        let named = self.words.clone().any(|at| folded.get(at).is_some_and(|w| TERMS.contains(w)));
        named || others.by_ref().count() <= 1
    }

    fn promised(self, folded: &[&str]) -> Option<Promised> {
        let denied = self.predicates.iter().any(|predicate| predicate.denied);
        if self.barred || denied {
            return None;
        }
        let begins = |found: &Found| found.deadline == Deadline::NotBefore;
        let ends = |found: &&Found| !begins(found) && found.deadline != Deadline::Past;
        if !self.deadlines.iter().any(|found| ends(&found)) {
            return None;
        }
        let predicate = self.predicates.first()?;
        Some(Promised {
            channel: channel(folded.get(self.words.clone()).unwrap_or_default()),
            deadlines: self.deadlines.iter().filter(ends).copied().collect(),
            person: predicate.person,
            somebody: self.somebody,
            words: self.words,
        })
    }
}
