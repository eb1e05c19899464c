//! From the scorecard of a report to the one that is written.

use super::call::fact;
use super::scorecard_v1 as json;
use crate::lexicon::Lexicon;
use crate::scan::{
    Answer, CallReport, Fact, Finding, ForbiddenOutcome, ItemAnswer, Note, Unanswered,
};
use crate::transcript::Transcript;
use std::collections::BTreeMap;

/// Pieces of evidence that are written of one item; a call may have hundreds.
const TOLD: usize = 10;

/// The scorecard of a call, if one was made.
pub(super) fn of(
    call: &Transcript,
    report: &CallReport,
    lexicon: &Lexicon,
) -> Option<json::Scorecard> {
    let card = report.scorecard.as_ref()?;
    let protocol = lexicon.protocols().get(card.protocol)?;
    let findings = report.findings.iter().map(|finding| (finding.id.as_str(), finding)).collect();
    let shower = Shower { call, findings };
    let ids: Vec<&str> = protocol.items.iter().map(|item| item.id.as_str()).collect();
    let items = protocol.items.iter().zip(&card.items).map(|(item, answer)| json::Item {
        id: item.id.clone(),
        points: item.points,
        ..shower.item(answer, &ids)
    });
    let (mut forbidden, mut forbidden_not_evaluated) = (Vec::new(), Vec::new());
    for (one, answer) in protocol.forbidden.iter().zip(&card.forbidden) {
        let critical = one.critical.map(|kind| kind.as_str().to_owned());
        let (evidence, more_evidence) = shower.evidence(&answer.facts);
        let found = match answer.outcome {
            ForbiddenOutcome::Found => true,
            ForbiddenOutcome::NotFound | ForbiddenOutcome::NotApplicable => false,
            ForbiddenOutcome::NotEvaluated(why) => {
                let (id, reason) = (one.id.clone(), why.as_str().to_owned());
                forbidden_not_evaluated.push(json::NotTold { id, critical, reason, evidence });
                continue;
            }
        };
        if found || !answer.excused.is_empty() {
            forbidden.push(json::Forbidden {
                id: one.id.clone(),
                found,
                critical,
                evidence,
                more_evidence,
                excused: shower.evidence(&answer.excused).0,
            });
        }
    }
    let score = &card.score;
    let percent = |per_mille: u64| per_mille as f64 / 10.0;
    Some(json::Scorecard {
        protocol: protocol.id.clone(),
        score: score.per_mille().map(percent),
        proposed: score.proposed().map(percent),
        mark: score.mark.map(|mark| mark.as_str().to_owned()),
        critical: score.critical,
        points: json::Points {
            earned: score.earned.get(),
            asked: score.asked,
            not_applicable: score.not_applicable,
            not_evaluated: score.not_evaluated,
            needs_a_person: score.needs_a_person,
            all: u64::from(protocol.points),
        },
        items: items.collect(),
        forbidden,
        forbidden_not_evaluated,
    })
}

/// Shows facts as evidence.
struct Shower<'a> {
    call: &'a Transcript,
    findings: BTreeMap<&'a str, &'a Finding>,
}

impl Shower<'_> {
    /// An answer, without what the protocol says of its item.
    fn item(&self, answer: &ItemAnswer, ids: &[&str]) -> json::Item {
        let (evidence, more_evidence) = self.evidence(&answer.facts);
        let nothing = evidence.is_empty();
        let reason = match answer.answer {
            Answer::NotEvaluated(why) => Some(why),
            Answer::Yes | Answer::Partly | Answer::No | Answer::NotApplicable => None,
        };
        let looked_for = match answer.answer {
            Answer::Yes | Answer::Partly | Answer::No => nothing,
            Answer::NotApplicable | Answer::NotEvaluated(_) => false,
        };
        let note = |note: &Note| match note {
            Note::Before(item) => {
                json::Note::Before { item: ids.get(*item).copied().unwrap_or_default().to_owned() }
            }
            Note::Several(turns) => json::Note::Several { turns: *turns },
            Note::Late => json::Note::Late,
        };
        json::Item {
            id: String::new(),
            answer: answer.answer.as_str().to_owned(),
            points: 0,
            reason: reason.map(|why: Unanswered| why.as_str().to_owned()),
            evidence,
            more_evidence,
            against: self.evidence(&answer.against).0,
            searched_turns: self.last_turn().filter(|_| looked_for).map(|last| [0, last]),
            notes: answer.notes.iter().map(note).collect(),
        }
    }

    fn last_turn(&self) -> Option<usize> {
        self.call.turns().len().checked_sub(1)
    }

    /// The first pieces of evidence, and how many more there are.
    fn evidence(&self, facts: &[Fact]) -> (Vec<json::Evidence>, usize) {
        let shown = facts.iter().take(TOLD).map(|one| self.piece(one)).collect();
        (shown, facts.len().saturating_sub(TOLD))
    }

    fn piece(&self, one: &Fact) -> json::Evidence {
        match one {
            Fact::Finding(id) => {
                let finding = self.findings.get(id.as_str());
                let said = finding.and_then(|finding| finding.said.as_ref());
                json::Evidence {
                    finding: Some(id.clone()),
                    turn: finding.and_then(|finding| finding.turn),
                    quote: said.map(|said| said.quote.clone()),
                    fact: None,
                }
            }
            Fact::Silence(_)
            | Fact::Overlap(_)
            | Fact::Interruption(_)
            | Fact::Measure(..)
            | Fact::Absent(_) => json::Evidence {
                finding: None,
                turn: None,
                quote: None,
                fact: Some(fact(one, self.call)),
            },
        }
    }
}
