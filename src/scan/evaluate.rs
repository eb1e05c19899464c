//! Rules on a call: which matched, and why the others did not.

use super::call_timeline::CallTimeline;
use super::finding::{
    Evidence, Fact, Finding, NotEvaluated, SuppressedHit, finding_id, quote, said,
};
use super::hits::{Gap, Hit, Judgement, Suppression};
use super::report::{self, CallReport, Outcome};
use super::truth::{Facts, Truth};
use super::{MAX_FINDINGS, ScanSettings};
use crate::lexicon::{Condition, Lexicon, Listen, Rule, RuleIx, RuleSet};
use crate::transcript::timeline::Precision;
use crate::transcript::{Role, Transcript};
use crate::units::TimeSpan;
use std::collections::BTreeMap;

/// Evaluates every rule and puts the report together.
pub(super) fn report(
    lexicon: &Lexicon,
    call: &Transcript,
    hits: &[Hit],
    timeline: Result<CallTimeline, Gap>,
    settings: &ScanSettings,
) -> CallReport {
    let mut state = State {
        lexicon,
        call,
        settings,
        timeline: &timeline,
        outcomes: vec![Outcome::Clear; lexicon.rules().len()],
        findings: Vec::new(),
        truncated: false,
        suppressed: Vec::new(),
    };
    for &rule in lexicon.evaluation_order() {
        let from = hits.partition_point(|hit| hit.rule < rule);
        let to = hits.partition_point(|hit| hit.rule <= rule);
        let outcome = state.evaluate(rule, &hits[from..to]);
        state.outcomes[rule.0 as usize] = outcome;
    }
    let State { outcomes, mut findings, truncated, mut suppressed, .. } = state;
    // What has a place comes in the order of the call, what has none after it.
    findings.sort_by_cached_key(|finding| {
        let place = match &finding.evidence {
            Evidence::Said(said) => said.bytes[0],
            Evidence::Facts(_) => usize::MAX,
        };
        (finding.turn.unwrap_or(usize::MAX), place, finding.rule, finding.time.map(|(t, _)| t))
    });
    suppressed.sort_by_key(|hit| (hit.turn, hit.rule));
    suppressed.truncate(MAX_FINDINGS);
    let not_evaluated = outcomes.iter().enumerate().filter_map(|(at, outcome)| match outcome {
        Outcome::NotEvaluated(reason) => {
            Some(NotEvaluated { rule: RuleIx(at as u32), reason: *reason })
        }
        Outcome::Matched | Outcome::Clear | Outcome::Suppressed => None,
    });
    CallReport {
        not_evaluated: not_evaluated.collect(),
        complaint: report::complaint(lexicon, &outcomes),
        risk: report::risk(lexicon, &findings),
        severity: report::severity(lexicon, &findings),
        outcomes,
        findings,
        truncated,
        suppressed,
        timeline,
    }
}

struct State<'a> {
    lexicon: &'a Lexicon,
    call: &'a Transcript,
    settings: &'a ScanSettings,
    timeline: &'a Result<CallTimeline, Gap>,
    outcomes: Vec<Outcome>,
    findings: Vec<Finding>,
    truncated: bool,
    suppressed: Vec<SuppressedHit>,
}

impl State<'_> {
    fn evaluate(&mut self, ix: RuleIx, hits: &[Hit]) -> Outcome {
        let lexicon = self.lexicon;
        let rule = lexicon.rule(ix);
        if let Some(gap) = self.lacking(rule) {
            return Outcome::NotEvaluated(gap);
        }
        let condition = rule.condition.as_ref().map(|condition| {
            let facts = Facts {
                lexicon,
                call: self.call,
                outcomes: &self.outcomes,
                findings: &self.findings,
                timeline: self.timeline,
                settings: &self.settings.timeline,
            };
            facts.truth(condition)
        });
        match (&rule.condition, condition) {
            (Some(written), Some(truth)) if rule.phrases.is_empty() => {
                self.by_condition(ix, written, truth)
            }
            (_, truth) => self.by_phrases(ix, hits, truth),
        }
    }

    /// What the whole call lacks for this rule.
    fn lacking(&self, rule: &Rule) -> Option<Gap> {
        if let Listen::KnownSide(side) = rule.listen {
            let roles = || self.call.turns().iter().map(|turn| self.call.role(turn));
            if !roles().any(|role| role == side) && roles().any(|role| role == Role::Unknown) {
                return Some(Gap::NoRoles);
            }
        }
        (rule.window.is_some() && self.call.duration().is_none()).then_some(Gap::NoTimes)
    }

    fn by_phrases(&mut self, ix: RuleIx, hits: &[Hit], truth: Option<Truth>) -> Outcome {
        let rule = self.lexicon.rule(ix);
        let mut standing = Vec::new();
        let mut gap = None;
        let mut dropped = 0;
        for hit in hits {
            match hit.judgement {
                Judgement::Stands => standing.push(hit),
                Judgement::Suppressed(reason) => {
                    dropped += 1;
                    self.suppress(hit, reason);
                }
                Judgement::NotEvaluated(why) => gap = gap.or(Some(why)),
            }
        }
        let mut facts = Vec::new();
        let mut take_back = None;
        match truth {
            None => {}
            Some(Truth::True(of)) => facts = of,
            Some(Truth::False) => take_back = Some(Suppression::Condition),
            Some(Truth::Unknown(why)) if !standing.is_empty() => return Outcome::NotEvaluated(why),
            Some(Truth::Unknown(_)) => {}
        }
        // Too few are only known to be too few if every match could be judged.
        if take_back.is_none() && standing.len() < rule.at_least as usize && gap.is_none() {
            take_back = Some(Suppression::AtLeast);
        }
        if let Some(reason) = take_back {
            dropped += standing.len();
            for hit in standing.drain(..) {
                self.suppress(hit, reason);
            }
        }
        if standing.len() < rule.at_least as usize {
            return match gap {
                Some(gap) => Outcome::NotEvaluated(gap),
                None if dropped > 0 => Outcome::Suppressed,
                None => Outcome::Clear,
            };
        }
        let related: Vec<String> = facts.into_iter().filter_map(finding_of).collect();
        let mut seen: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        for hit in standing {
            // What is not kept is not worked out, so that a hostile call costs no more than others.
            if self.findings.len() >= MAX_FINDINGS {
                self.truncated = true;
                break;
            }
            let count = seen.entry((hit.turn, &hit.folded)).or_default();
            let occurrence = *count;
            *count += 1;
            let key = &self.call.info().key;
            self.add(Finding {
                id: finding_id(key, &rule.id, Some(hit.turn), &hit.folded, occurrence),
                rule: ix,
                turn: Some(hit.turn),
                role: Some(hit.role),
                time: hit.time,
                evidence: Evidence::Said(said(self.call, hit)),
                related: related.clone(),
            });
        }
        Outcome::Matched
    }

    fn by_condition(&mut self, ix: RuleIx, written: &Condition<RuleSet>, truth: Truth) -> Outcome {
        let facts = match truth {
            Truth::False => return Outcome::Clear,
            Truth::Unknown(gap) => return Outcome::NotEvaluated(gap),
            Truth::True(facts) => facts,
        };
        let groups = if one_finding_each(written) {
            facts.into_iter().map(|fact| vec![fact]).collect()
        } else {
            vec![facts]
        };
        let from = self.findings.len();
        for facts in groups {
            let finding = self.of_facts(ix, facts, from);
            self.add(finding);
        }
        Outcome::Matched
    }

    /// A finding of facts: it begins where the first of them begins.
    fn of_facts(&self, ix: RuleIx, facts: Vec<Fact>, from: usize) -> Finding {
        let places: Vec<Place> = facts.iter().map(|fact| self.place(fact)).collect();
        let turn = places.iter().filter_map(|place| place.turn).min();
        let spans = || places.iter().filter_map(|place| place.time);
        let start = spans().map(|(span, _)| span.start()).min();
        let end = spans().map(|(span, _)| span.end()).max();
        let exact = spans().all(|(_, precision)| precision == Precision::Word);
        let precision = if exact { Precision::Word } else { Precision::Turn };
        let span = start.zip(end).and_then(|(start, end)| TimeSpan::new(start, end));
        let rule = self.lexicon.rule(ix);
        let same = |f: &&Finding| f.rule == ix && f.turn == turn;
        let occurrence = self.findings[from..].iter().filter(same).count();
        Finding {
            id: finding_id(&self.call.info().key, &rule.id, turn, "", occurrence),
            rule: ix,
            turn,
            role: None,
            time: span.map(|span| (span, precision)),
            related: facts.iter().cloned().filter_map(finding_of).collect(),
            evidence: Evidence::Facts(facts),
        }
    }

    fn place(&self, fact: &Fact) -> Place {
        let nowhere = Place { turn: None, time: None };
        match (fact, self.timeline) {
            (Fact::Finding(id), _) => {
                let found = self.findings.iter().find(|finding| finding.id == *id);
                found.map_or(nowhere, |f| Place { turn: f.turn, time: f.time })
            }
            (Fact::Silence(at), Ok(timeline)) => {
                let silence = &timeline.silences[*at];
                Place {
                    turn: silence.after.map(|side| side.turn),
                    time: Some((silence.span, silence.precision)),
                }
            }
            (Fact::Overlap(at), Ok(timeline)) => {
                let overlap = &timeline.overlaps[*at];
                Place {
                    turn: Some(overlap.first.turn.min(overlap.second.turn)),
                    time: Some((overlap.span, overlap.precision)),
                }
            }
            (Fact::Interruption(at), Ok(timeline)) => {
                let interruption = &timeline.interruptions[*at];
                let at = TimeSpan::at(interruption.at);
                Place {
                    turn: Some(interruption.interrupter.turn),
                    time: Some((at, timeline.precision)),
                }
            }
            (Fact::Measure(..) | Fact::Absent(_), _) | (_, Err(_)) => nowhere,
        }
    }

    fn add(&mut self, finding: Finding) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(finding);
        } else {
            self.truncated = true;
        }
    }

    fn suppress(&mut self, hit: &Hit, reason: Suppression) {
        self.suppressed.push(SuppressedHit {
            rule: hit.rule,
            reason,
            phrase: hit.phrase,
            quote: quote(self.call, hit),
            turn: hit.turn,
            role: hit.role,
        });
    }
}

/// Where a fact lies.
struct Place {
    turn: Option<usize>,
    time: Option<(TimeSpan, Precision)>,
}

fn finding_of(fact: Fact) -> Option<String> {
    match fact {
        Fact::Finding(id) => Some(id),
        Fact::Silence(_)
        | Fact::Overlap(_)
        | Fact::Interruption(_)
        | Fact::Measure(..)
        | Fact::Absent(_) => None,
    }
}

/// A rule that asks for single events has a finding for each; any other condition has one in all.
fn one_finding_each(condition: &Condition<RuleSet>) -> bool {
    match condition {
        Condition::Silence(test) => test.count == 1,
        Condition::Overlap { count, .. } | Condition::Interruption { count, .. } => *count == 1,
        Condition::All(_)
        | Condition::Any(_)
        | Condition::None(_)
        | Condition::Rule { .. }
        | Condition::Sequence { .. }
        | Condition::Measure { .. } => false,
    }
}
