//! Rules on a call: which matched, and why the others did not.

use super::call_timeline::CallTimeline;
use super::finding::{Fact, Finding, NotEvaluated, SuppressedHit, finding_id, quote, said};
use super::hits::{Gap, Hit, Judgement, Suppression};
use super::report::{self, CallReport, Outcome, Quotes};
use super::scorecard::scorecard;
use super::truth::{Facts, Truth};
use super::{MAX_PER_RULE, ScanSettings};
use crate::lexicon::{Condition, Extent, Lexicon, Listen, Rule, RuleIx, RuleSet, Window};
use crate::transcript::timeline::Precision;
use crate::transcript::{Role, Transcript};
use crate::units::TimeSpan;
use std::collections::BTreeMap;

/// A rule that is evaluated when those are that its condition asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    rule: RuleIx,
    /// Whom a rule listens to that has phrases, and neither condition nor window: without a hit nothing else
    /// need be known of it.
    needs: Option<Listen>,
}

impl Step {
    /// All rules of a lexicon.
    pub(super) fn all(lexicon: &Lexicon) -> Vec<Step> {
        let step = |&ix: &RuleIx| {
            let rule = lexicon.rule(ix);
            let phrases_alone = rule.condition.is_none() && rule.window.is_none();
            Step { rule: ix, needs: phrases_alone.then_some(rule.listen) }
        };
        lexicon.evaluation_order().iter().map(step).collect()
    }
}

/// Evaluates every rule and puts the report together.
pub(super) fn report(
    lexicon: &Lexicon,
    steps: &[Step],
    call: &Transcript,
    hits: &[Hit],
    timeline: Result<CallTimeline, Gap>,
    settings: &ScanSettings,
    protocol: Option<usize>,
) -> CallReport {
    let mut state = State {
        lexicon,
        call,
        roles: Role::ALL.into_iter().filter(|role| speaks(call, *role)).collect(),
        settings,
        timeline: &timeline,
        known: Known {
            outcomes: vec![Outcome::Clear; lexicon.rules().len()],
            found: vec![0; lexicon.rules().len()],
            undecided: vec![None; lexicon.rules().len()],
        },
        findings: Vec::new(),
        truncated: false,
        suppressed: Vec::new(),
    };
    let mut is_hit = vec![false; lexicon.rules().len()];
    hits.iter().for_each(|hit| is_hit[hit.rule.0 as usize] = true);
    for &Step { rule, needs } in steps {
        let outcome = match needs {
            Some(side) if !is_hit[rule.0 as usize] => match state.lacking_side(side) {
                Some(gap) => Outcome::NotEvaluated(gap),
                None => Outcome::Clear,
            },
            _ => {
                let from = hits.partition_point(|hit| hit.rule < rule);
                let to = hits.partition_point(|hit| hit.rule <= rule);
                state.evaluate(rule, &hits[from..to])
            }
        };
        state.known.outcomes[rule.0 as usize] = outcome;
    }
    let State { known, mut findings, truncated, mut suppressed, .. } = state;
    // What has a place comes in the order of the call, what has none after it.
    findings.sort_by_cached_key(|finding| {
        let place = finding.said.as_ref().map_or(usize::MAX, |said| said.bytes[0]);
        (finding.turn.unwrap_or(usize::MAX), place, finding.rule, finding.time.map(|(t, _)| t))
    });
    suppressed.sort_by_key(|hit| (hit.turn, hit.rule));
    suppressed.truncate(settings.max_findings());
    let outcomes = &known.outcomes;
    let not_evaluated = outcomes.iter().enumerate().filter_map(|(at, outcome)| match outcome {
        Outcome::NotEvaluated(reason) => {
            Some(NotEvaluated { rule: RuleIx(at as u32), reason: *reason })
        }
        Outcome::Matched | Outcome::Clear | Outcome::Suppressed => None,
    });
    let complaint = report::complaint(lexicon, outcomes, &findings);
    let not_evaluated: Vec<NotEvaluated> = not_evaluated.collect();
    let scorecard = protocol.and_then(|protocol| {
        let (known, timeline) = (&known, &timeline);
        let (findings, settings) = (findings.as_slice(), &settings.timeline);
        let facts = Facts { lexicon, call, known, findings, timeline, settings };
        scorecard(protocol, &facts, complaint.flag)
    });
    let Known { outcomes, found, .. } = known;
    CallReport {
        not_evaluated,
        scorecard,
        resolution: report::resolution(lexicon, complaint.flag, &findings),
        complaint,
        risk: report::risk(lexicon, &findings),
        severity: report::severity(lexicon, &findings),
        outcomes,
        found,
        findings,
        truncated,
        suppressed,
        announced: Vec::new(),
        promises: Ok(Vec::new()),
        timeline,
        quotes: Quotes::MayBePersonal,
    }
}

fn speaks(call: &Transcript, role: Role) -> bool {
    call.turns().iter().any(|turn| call.role(turn) == role)
}

struct State<'a> {
    lexicon: &'a Lexicon,
    call: &'a Transcript,
    /// Those that say something.
    roles: Vec<Role>,
    settings: &'a ScanSettings,
    timeline: &'a Result<CallTimeline, Gap>,
    known: Known,
    findings: Vec<Finding>,
    truncated: bool,
    suppressed: Vec<SuppressedHit>,
}

/// What is known of each rule so far, by its number.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) outcomes: Vec<Outcome>,
    /// Findings, also those that are not kept.
    pub(super) found: Vec<u32>,
    /// Why there may be more findings than those.
    pub(super) undecided: Vec<Option<Gap>>,
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
                known: &self.known,
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
        if let Some(gap) = self.lacking_side(rule.listen) {
            return Some(gap);
        }
        let enough = match rule.window {
            None | Some(Window::First(Extent::Turns(_)) | Window::Last(Extent::Turns(_))) => true,
            Some(Window::First(Extent::Time(_))) => {
                self.call.turns().iter().any(|turn| turn.time().start().is_some())
                    || self.call.end().is_some()
            }
            Some(
                Window::First(Extent::Percent(_))
                | Window::Last(Extent::Time(_) | Extent::Percent(_)),
            ) => self.call.end().is_some(),
        };
        (!enough).then_some(Gap::NoTimes)
    }

    /// What the call lacks for a rule that listens to somebody.
    fn lacking_side(&self, listen: Listen) -> Option<Gap> {
        let Listen::KnownSide(side) = listen else { return None };
        let unknown = !self.roles.contains(&side) && self.roles.contains(&Role::Unknown);
        unknown.then_some(Gap::NoRoles)
    }

    fn by_phrases(&mut self, ix: RuleIx, hits: &[Hit], truth: Option<Truth>) -> Outcome {
        let rule = self.lexicon.rule(ix);
        let mut standing = Vec::new();
        let mut untold = Vec::new();
        let mut gap = None;
        let mut dropped = 0;
        for hit in hits {
            match hit.judgement {
                Judgement::Stands => standing.push(hit),
                Judgement::Suppressed(reason) => {
                    dropped += 1;
                    self.suppress(hit, reason);
                }
                Judgement::NotEvaluated(why) => {
                    untold.push(hit);
                    gap = gap.or(Some(why));
                }
            }
        }
        let undecided = Undecided { count: untold.len(), gap };
        let counts = Counts { standing: standing.len(), undecided, dropped };
        match decide(&counts, rule.at_least as usize, truth.as_ref()) {
            Decision::Matched => {}
            Decision::Clear => return Outcome::Clear,
            Decision::NotEvaluated(gap) => return Outcome::NotEvaluated(gap),
            Decision::Suppressed(reason) => {
                standing.into_iter().chain(untold).for_each(|hit| self.suppress(hit, reason));
                return Outcome::Suppressed;
            }
        }
        self.known.undecided[ix.0 as usize] = gap;
        self.known.found[ix.0 as usize] = standing.len() as u32;
        let facts = match truth {
            Some(Truth::True(facts)) => facts,
            Some(Truth::False | Truth::Unknown(_)) | None => Vec::new(),
        };
        let related: Vec<String> = facts.iter().filter_map(finding_of).collect();
        let facts: Vec<Fact> = facts.into_iter().filter(|f| finding_of(f).is_none()).collect();
        let mut seen: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        // What is not kept is not worked out, so that a hostile call costs no more than others.
        for hit in self.kept(&standing) {
            let count = seen.entry((hit.turn, &hit.folded)).or_default();
            let occurrence = *count;
            *count += 1;
            let key = &self.call.info().key;
            self.findings.push(Finding {
                id: finding_id(key, &rule.id, Some(hit.turn), &hit.folded, occurrence),
                rule: ix,
                turn: Some(hit.turn),
                role: Some(hit.role),
                time: hit.time,
                said: Some(said(self.call, hit)),
                facts: facts.clone(),
                related: related.clone(),
            });
        }
        Outcome::Matched
    }

    /// As many of a rule's findings as there is room for: one at least, so that no rule hides
    /// behind another.
    fn kept<'f, T>(&mut self, found: &'f [T]) -> &'f [T] {
        let room =
            self.settings.max_findings().saturating_sub(self.findings.len()).clamp(1, MAX_PER_RULE);
        self.truncated |= found.len() > room;
        &found[..found.len().min(room)]
    }

    fn by_condition(&mut self, ix: RuleIx, written: &Condition<RuleSet>, truth: Truth) -> Outcome {
        let facts = match truth {
            Truth::False => return Outcome::Clear,
            Truth::Unknown(gap) => return Outcome::NotEvaluated(gap),
            Truth::True(facts) => facts,
        };
        let groups: Vec<Vec<Fact>> = if one_finding_each(written) {
            facts.into_iter().map(|fact| vec![fact]).collect()
        } else {
            vec![facts]
        };
        self.known.found[ix.0 as usize] = groups.len() as u32;
        let from = self.findings.len();
        for facts in self.kept(&groups) {
            let finding = self.of_facts(ix, facts.clone(), from);
            self.findings.push(finding);
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
            related: facts.iter().filter_map(finding_of).collect(),
            said: None,
            facts,
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

    fn suppress(&mut self, hit: &Hit, reason: Suppression) {
        self.suppressed.push(SuppressedHit {
            rule: hit.rule,
            reason,
            phrase: hit.phrase,
            quote: quote(self.call, hit),
            turn: hit.turn,
            turn_end: hit.turn_end,
            bytes: [hit.start, hit.end],
            role: hit.role,
            fuzzy: hit.fuzzy.clone(),
            by: hit.by.clone(),
        });
    }
}

/// Matches of a rule by their judgement.
struct Counts {
    standing: usize,
    undecided: Undecided,
    dropped: usize,
}

/// Matches that could not be judged.
#[derive(Clone, Copy)]
struct Undecided {
    count: usize,
    /// Why; `None` exactly where there are none.
    gap: Option<Gap>,
}

/// What becomes of a rule with phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    Matched,
    /// Matches that stand are taken back for this reason.
    Suppressed(Suppression),
    NotEvaluated(Gap),
    Clear,
}

/// Decides from the counts alone: what is false or too little for certain is never "not evaluated".
fn decide(counts: &Counts, at_least: usize, truth: Option<&Truth>) -> Decision {
    let any = counts.standing + counts.undecided.count + counts.dropped > 0;
    let taken_back = |reason| if any { Decision::Suppressed(reason) } else { Decision::Clear };
    let most = counts.standing + counts.undecided.count;
    match (truth, counts.undecided.gap) {
        (Some(Truth::False), _) => taken_back(Suppression::Condition),
        _ if most < at_least => taken_back(Suppression::AtLeast),
        (_, Some(gap)) if counts.standing < at_least => Decision::NotEvaluated(gap),
        (Some(Truth::Unknown(gap)), _) => Decision::NotEvaluated(*gap),
        (Some(Truth::True(_)) | None, _) => Decision::Matched,
    }
}

/// Where a fact lies.
struct Place {
    turn: Option<usize>,
    time: Option<(TimeSpan, Precision)>,
}

fn finding_of(fact: &Fact) -> Option<String> {
    match fact {
        Fact::Finding(id) => Some(id.clone()),
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
        | Condition::Known(_)
        | Condition::Sequence { .. }
        | Condition::Measure { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions() {
        let (no_roles, no_times) = (Gap::NoRoles, Gap::NoTimes);
        let holds = Truth::True(Vec::new());
        let unknown = Truth::Unknown(no_times);
        let (by_count, by_condition) = (
            Decision::Suppressed(Suppression::AtLeast),
            Decision::Suppressed(Suppression::Condition),
        );
        // Standing, undecided, dropped, at least, condition.
        for ((standing, undecided, dropped, at_least, truth), expected) in [
            ((1, 0, 0, 1, None), Decision::Matched),
            ((0, 0, 0, 1, None), Decision::Clear),
            ((0, 0, 1, 1, None), by_count),
            ((0, 1, 0, 1, None), Decision::NotEvaluated(no_roles)),
            ((1, 1, 0, 1, None), Decision::Matched),
            ((1, 1, 0, 2, None), Decision::NotEvaluated(no_roles)),
            ((1, 1, 0, 3, None), by_count),
            ((1, 0, 0, 1, Some(&holds)), Decision::Matched),
            ((1, 0, 0, 1, Some(&Truth::False)), by_condition),
            ((0, 1, 0, 1, Some(&Truth::False)), by_condition),
            ((0, 0, 0, 1, Some(&Truth::False)), Decision::Clear),
            ((0, 0, 0, 1, Some(&unknown)), Decision::Clear),
            ((1, 0, 0, 1, Some(&unknown)), Decision::NotEvaluated(no_times)),
            ((1, 0, 0, 2, Some(&unknown)), by_count),
        ] {
            let gap = (undecided > 0).then_some(no_roles);
            let undecided = Undecided { count: undecided, gap };
            let counts = Counts { standing, undecided, dropped };
            let shown = (standing, undecided.count, dropped, at_least, truth);
            assert_eq!(decide(&counts, at_least, truth), expected, "{shown:?}");
        }
    }
}
