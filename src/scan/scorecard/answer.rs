//! From a protocol and what was found to its answers.

use super::judge::{Verdict, judge};
use super::place::{Places, at};
use super::score::score;
use super::sides::Sides;
use super::{Answer, ForbiddenAnswer, ForbiddenOutcome, ItemAnswer, Note, Scorecard, Unanswered};
use crate::lexicon::{
    Answered, Applies, Condition, Criteria, Forbidden, Otherwise, Protocol, ProtocolItem, RuleSet,
};
use crate::scan::evaluate::Known;
use crate::scan::finding::{Fact, Finding};
use crate::scan::hits::Gap;
use crate::scan::truth::Facts;
use crate::transcript::Role;

/// Calls of fewer turns have no end that could be told from their begin.
const SHORT_CALL: usize = 8;

/// The scorecard of a call by a protocol of its lexicon; `flag` says whether the call is a complaint.
pub(in crate::scan) fn scorecard(at: usize, facts: &Facts<'_>, flag: bool) -> Option<Scorecard> {
    let protocol = facts.lexicon.protocols().get(at)?;
    let sides = Sides::new(facts.lexicon, facts.call, facts.known, facts.findings);
    let known: &Known = &sides.known;
    let facts = Facts { known, findings: &sides.findings, ..*facts };
    let card = Card { facts: &facts, places: Places::new(facts.findings), complaint: flag };
    let (items, forbidden) = match card.applies_not(protocol) {
        true => (
            protocol.items.iter().map(|_| plain(Answer::NotApplicable)).collect(),
            protocol.forbidden.iter().map(|_| outcome(ForbiddenOutcome::NotApplicable)).collect(),
        ),
        false => (
            card.items(protocol),
            protocol.forbidden.iter().map(|one| card.forbidden(one)).collect::<Vec<_>>(),
        ),
    };
    let score = score(protocol, &items, &forbidden);
    Some(Scorecard { protocol: at, items, forbidden, score })
}

/// A call whose answers are looked for.
struct Card<'a> {
    facts: &'a Facts<'a>,
    places: Places<'a>,
    /// The call is flagged as a complaint.
    complaint: bool,
}

impl Card<'_> {
    fn holds(&self, condition: &Option<Condition<RuleSet>>) -> bool {
        let verdict = condition.as_ref().map(|condition| judge(self.facts, condition));
        matches!(verdict, Some(Verdict::True(_)))
    }

    /// Whether nothing of the protocol applies; a complaint is looked at whatever else the call is.
    fn applies_not(&self, protocol: &Protocol<RuleSet>) -> bool {
        !self.complaint && self.holds(&protocol.not_applicable)
    }

    /// Whether it has no place in this call, or nobody knows whether it has; `None` where it applies.
    fn applies(&self, applies: Applies) -> Option<Answer> {
        let turns = self.facts.call.turns();
        if turns.is_empty() {
            return Some(Answer::NotEvaluated(Unanswered::Lacking(Gap::NoRoles)));
        }
        match applies {
            Applies::Always => None,
            Applies::Complaint if self.complaint => None,
            Applies::Complaint => {
                // Of a call in which no customer can be heard nobody knows whether it is a complaint.
                let heard = turns.iter().any(|turn| match self.facts.call.role(turn) {
                    Role::Customer | Role::Unknown => true,
                    Role::Agent | Role::System => false,
                });
                let unheard = Answer::NotEvaluated(Unanswered::Lacking(Gap::NoRoles));
                Some(if heard { Answer::NotApplicable } else { unheard })
            }
        }
    }

    fn items(&self, protocol: &Protocol<RuleSet>) -> Vec<ItemAnswer> {
        let mut answers: Vec<ItemAnswer> =
            protocol.items.iter().map(|item| self.item(item)).collect();
        for at in 0..answers.len() {
            answers[at].notes = self.notes(protocol, &answers, at);
        }
        answers
    }

    fn item(&self, item: &ProtocolItem<RuleSet>) -> ItemAnswer {
        if let Some(answer) = self.applies(item.applies) {
            return plain(answer);
        }
        if self.holds(&item.not_applicable) {
            return plain(Answer::NotApplicable);
        }
        match &item.answered {
            Answered::ByPerson => plain(Answer::NotEvaluated(Unanswered::NeedsAPerson)),
            Answered::ByCall(criteria) => self.by_call(criteria),
        }
    }

    /// What was found decides; what could not be told leaves open whatever it might have changed.
    fn by_call(&self, criteria: &Criteria<RuleSet>) -> ItemAnswer {
        let told = |condition: &Option<Condition<RuleSet>>| {
            condition.as_ref().map_or(Verdict::False, |condition| judge(self.facts, condition))
        };
        let (yes, no) = (told(&criteria.yes), told(&criteria.no));
        let answer = |answer, facts| ItemAnswer { facts, ..plain(answer) };
        let unknown = |why| answer(Answer::NotEvaluated(why), Vec::new());
        match (yes, no) {
            (Verdict::Unknown(why), _) | (_, Verdict::Unknown(why)) => unknown(why),
            (Verdict::True(facts), Verdict::True(against)) => {
                ItemAnswer { against, ..answer(Answer::Partly, facts) }
            }
            (Verdict::True(facts), Verdict::False) => answer(Answer::Yes, facts),
            (Verdict::False, Verdict::True(facts)) => answer(Answer::No, facts),
            (Verdict::False, Verdict::False) => match told(&criteria.partly) {
                Verdict::True(facts) => answer(Answer::Partly, facts),
                Verdict::Unknown(why) => unknown(why),
                Verdict::False => plain(match criteria.otherwise {
                    Otherwise::Yes => Answer::Yes,
                    Otherwise::Partly => Answer::Partly,
                    Otherwise::No => Answer::No,
                    Otherwise::NotApplicable => Answer::NotApplicable,
                }),
            },
        }
    }

    /// What is worth telling of an item that was said.
    fn notes(
        &self,
        protocol: &Protocol<RuleSet>,
        answers: &[ItemAnswer],
        item: usize,
    ) -> Vec<Note> {
        let (Answered::ByCall(criteria), Answer::Yes | Answer::Partly) =
            (&protocol.items[item].answered, answers[item].answer)
        else {
            return Vec::new();
        };
        let facts = &answers[item].facts;
        let Some(first) = self.places.first(facts) else { return Vec::new() };
        let mut notes = Vec::new();
        // The nearest item that should have come first and came later.
        let came_later = |before: &usize| match answers[*before].answer {
            Answer::Yes | Answer::Partly => {
                self.places.first(&answers[*before].facts).is_some_and(|place| place > first)
            }
            Answer::No | Answer::NotApplicable | Answer::NotEvaluated(_) => false,
        };
        notes.extend(before(protocol, item).into_iter().find(came_later).map(Note::Before));
        let turns = self.places.turns(facts);
        if criteria.once && turns > 1 {
            notes.push(Note::Several(u32::try_from(turns).unwrap_or(u32::MAX)));
        }
        let length = self.facts.call.turns().len();
        if criteria.early && length >= SHORT_CALL && first.0 >= length - length / 4 {
            notes.push(Note::Late);
        }
        notes
    }

    fn forbidden(&self, one: &Forbidden<RuleSet>) -> ForbiddenAnswer {
        match self.applies(one.applies) {
            Some(Answer::NotEvaluated(why)) => {
                return outcome(ForbiddenOutcome::NotEvaluated(why));
            }
            Some(Answer::NotApplicable | Answer::Yes | Answer::Partly | Answer::No) => {
                return outcome(ForbiddenOutcome::NotApplicable);
            }
            None => {}
        }
        let Some(condition) = &one.found else {
            return outcome(ForbiddenOutcome::NotEvaluated(Unanswered::NeedsAPerson));
        };
        let facts = match judge(self.facts, condition) {
            Verdict::Unknown(why) => return outcome(ForbiddenOutcome::NotEvaluated(why)),
            Verdict::False => return outcome(ForbiddenOutcome::NotFound),
            Verdict::True(facts) => facts,
        };
        let (excused, mut facts) = self.excused(one, facts);
        facts.sort_by_key(|fact| self.places.of(fact));
        if facts.iter().all(is_absent) {
            return ForbiddenAnswer {
                outcome: ForbiddenOutcome::NotFound,
                facts: Vec::new(),
                excused,
            };
        }
        // What would excuse it and cannot be told leaves it open, with what was found.
        let outcome = match self.excuse_unknown(one, &facts) {
            Some(why) => ForbiddenOutcome::NotEvaluated(why),
            None => ForbiddenOutcome::Found,
        };
        ForbiddenAnswer { outcome, facts, excused }
    }

    /// Facts before which one of the excusing findings stands, and the others.
    fn excused(&self, one: &Forbidden<RuleSet>, facts: Vec<Fact>) -> (Vec<Fact>, Vec<Fact>) {
        let of = |finding: &&Finding| {
            one.unless_after.iter().any(|set| set.rules.binary_search(&finding.rule).is_ok())
        };
        let first = self.facts.findings.iter().filter(of).filter_map(at).min();
        facts.into_iter().partition(|fact| {
            let place = self.places.of(fact);
            first.zip(place).is_some_and(|(first, place)| first < place)
        })
    }

    /// Why it is not known that nothing excuses what was found.
    fn excuse_unknown(&self, one: &Forbidden<RuleSet>, facts: &[Fact]) -> Option<Unanswered> {
        self.places.first(facts)?;
        one.unless_after.iter().find_map(|set| {
            let rule = Condition::Rule { rules: set.clone(), at_least: 1, severity: 0 };
            match judge(self.facts, &rule) {
                Verdict::Unknown(why) => Some(why),
                Verdict::True(_) | Verdict::False => None,
            }
        })
    }
}

/// Every item that should come before one, the nearest first.
fn before(protocol: &Protocol<RuleSet>, item: usize) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut open = vec![item];
    let mut next = 0;
    while let Some(&at) = open.get(next) {
        next += 1;
        if let Answered::ByCall(criteria) = &protocol.items[at].answered {
            for &before in &criteria.after {
                if !found.contains(&before) {
                    found.push(before);
                    open.push(before);
                }
            }
        }
    }
    found
}

fn plain(answer: Answer) -> ItemAnswer {
    ItemAnswer { answer, facts: Vec::new(), against: Vec::new(), notes: Vec::new() }
}

fn outcome(outcome: ForbiddenOutcome) -> ForbiddenAnswer {
    ForbiddenAnswer { outcome, facts: Vec::new(), excused: Vec::new() }
}

fn is_absent(fact: &Fact) -> bool {
    match fact {
        Fact::Absent(_) => true,
        Fact::Finding(_)
        | Fact::Silence(_)
        | Fact::Overlap(_)
        | Fact::Interruption(_)
        | Fact::Measure(..) => false,
    }
}
