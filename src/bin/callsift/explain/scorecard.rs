//! The scorecard on the page of a call: its sum, every item with its evidence, what is forbidden.

use super::page::Page;
use crate::messages::{number, scorecard as texts, terms};
use crate::terminal::shown;
use callsift::lexicon::{Protocol, RuleSet};
use callsift::scan::{Answer, Fact, ForbiddenOutcome, ItemAnswer, Note, Scorecard, Unanswered};
use callsift::transcript::Role;

/// Pieces of evidence that are told of one item.
const TOLD: usize = 3;

impl Page<'_> {
    /// The scorecard; nothing where none was made.
    pub(super) fn scorecard(&self) -> String {
        let card = self.report.scorecard.as_ref();
        let known =
            card.and_then(|card| Some((card, self.lexicon.protocols().get(card.protocol)?)));
        let Some((card, protocol)) = known else { return String::new() };
        let mut page = format!("\n{}\n", self.score(card, protocol));
        for (item, answer) in protocol.items.iter().zip(&card.items) {
            let word = texts::answer(answer.answer).of(self.screen);
            let title = shown(item.title.of(self.screen));
            page.push_str(&format!("  {:<3} {:>3}  {title}: {word}", item.id, item.points));
            let why = self.why(answer, protocol);
            page.push_str(&if why.is_empty() { "\n".to_owned() } else { format!(" ({why})\n") });
        }
        for (one, answer) in protocol.forbidden.iter().zip(&card.forbidden) {
            let mut told = Vec::new();
            match answer.outcome {
                ForbiddenOutcome::Found => told.push(self.told(&answer.facts)),
                ForbiddenOutcome::NotEvaluated(
                    why @ (Unanswered::Lacking(_) | Unanswered::NoRules),
                ) if !answer.facts.is_empty() => {
                    let open = terms::NOT_EVALUATED.of(self.screen);
                    let why = texts::unanswered(why).of(self.screen);
                    told.push(format!("{open}, {why}; {}", self.told(&answer.facts)));
                }
                ForbiddenOutcome::NotFound
                | ForbiddenOutcome::NotApplicable
                | ForbiddenOutcome::NotEvaluated(_) => {}
            }
            if !answer.excused.is_empty() {
                let what = self.told(&answer.excused);
                told.push(self.say(texts::EXCUSED, &[("what", &what)]));
            }
            if !told.is_empty() {
                let gravity = texts::gravity(one.critical).of(self.screen);
                let title = shown(one.title.of(self.screen));
                let told = told.join("; ");
                page.push_str(&format!("  {}  {title} ({gravity}): {told}\n", one.id));
            }
        }
        page
    }

    /// What the answers add up to, and what stands outside of the sum.
    fn score(&self, card: &Scorecard, protocol: &Protocol<RuleSet>) -> String {
        let score = &card.score;
        let title = shown(protocol.title.of(self.screen));
        let percent = |per_mille: u64| {
            format!("{} %", number::decimal(self.screen, per_mille as f64 / 10.0, 1))
        };
        let earned = number::decimal(self.screen, score.earned.get(), 1);
        let asked = score.asked.to_string();
        let head = match (score.per_mille(), score.proposed(), score.mark) {
            (Some(without), Some(proposed), Some(mark)) => {
                let values = [
                    ("protocol", title.as_str()),
                    ("score", &percent(proposed)),
                    ("without", &percent(without)),
                    ("earned", &earned),
                    ("asked", &asked),
                    ("mark", texts::mark(mark).of(self.screen)),
                ];
                let text = if score.critical { texts::CRITICAL_SCORED } else { texts::SCORED };
                self.say(text, &values)
            }
            _ => self.say(texts::NOT_SCORED, &[("protocol", &title)]),
        };
        let [not_applicable, not_evaluated, person] =
            [score.not_applicable, score.not_evaluated, score.needs_a_person]
                .map(|points| points.to_string());
        let values = [
            ("not_applicable", not_applicable.as_str()),
            ("not_evaluated", &not_evaluated),
            ("needs_a_person", &person),
        ];
        format!("{head}\n  {}", self.say(texts::OUTSIDE, &values))
    }

    /// What shows an answer, or why there is none.
    fn why(&self, answer: &ItemAnswer, protocol: &Protocol<RuleSet>) -> String {
        let mut parts = Vec::new();
        match answer.answer {
            Answer::NotEvaluated(Unanswered::NeedsAPerson) | Answer::NotApplicable => {}
            Answer::NotEvaluated(why) => {
                parts.push(texts::unanswered(why).of(self.screen).to_owned());
            }
            Answer::No if answer.facts.is_empty() => {
                parts.push(texts::NOWHERE.of(self.screen).to_owned());
            }
            Answer::Yes | Answer::Partly | Answer::No if answer.facts.is_empty() => {}
            Answer::Yes | Answer::Partly | Answer::No => parts.push(self.told(&answer.facts)),
        }
        if !answer.against.is_empty() {
            let what = self.told(&answer.against);
            parts.push(self.say(texts::AGAINST, &[("what", &what)]));
        }
        for note in &answer.notes {
            parts.push(match note {
                Note::Before(item) => {
                    let title = protocol.items.get(*item).map(|item| item.title.of(self.screen));
                    let title = shown(title.unwrap_or_default());
                    self.say(texts::BEFORE, &[("item", &title)])
                }
                Note::Several(turns) => {
                    let turns = texts::IN_TURNS.of(self.screen, u64::from(*turns));
                    self.say(texts::SEVERAL, &[("turns", &turns)])
                }
                Note::Late => texts::LATE.of(self.screen).to_owned(),
            });
        }
        parts.join("; ")
    }

    /// The first pieces of evidence in words, and how many more there are.
    fn told(&self, facts: &[Fact]) -> String {
        let mut told: Vec<String> = Vec::new();
        // Two rules that find the same words are one piece of evidence for a reader.
        for piece in facts.iter().filter_map(|fact| self.evidence(fact)) {
            if !told.contains(&piece) {
                told.push(piece);
            }
        }
        let more = told.len().saturating_sub(TOLD);
        told.truncate(TOLD);
        if more > 0 {
            let count = number::whole(self.screen, more as u64);
            told.push(self.say(texts::MORE, &[("count", &count)]));
        }
        told.join(", ")
    }

    /// A quote with its place, or what else shows it.
    fn evidence(&self, fact: &Fact) -> Option<String> {
        let Fact::Finding(id) = fact else { return self.fact(fact) };
        let finding = self.report.findings.iter().find(|finding| finding.id == *id)?;
        let Some(said) = &finding.said else {
            let facts = self.facts(finding);
            let title = shown(&self.lexicon.rule(finding.rule).title);
            return Some(facts.into_iter().next().unwrap_or(title));
        };
        let role = finding.role.unwrap_or(Role::Unknown);
        let at = finding.time.map(|(span, _)| span.start().get());
        let turn = finding.turn.unwrap_or(said.turn_end);
        let place = self.place(role, turn, said.turn_end, at);
        Some(format!("{place}: «{}»", shown(&said.quote)))
    }
}
