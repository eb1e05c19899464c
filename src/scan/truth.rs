//! Conditions: true with facts, false, or not to be told for want of data.

use super::call_timeline::CallTimeline;
use super::evaluate::Known;
use super::finding::{Fact, Finding};
use super::hits::Gap;
use super::report::Outcome;
use crate::lexicon::{
    Condition, Lexicon, Listen, Measure, Number, RuleIx, RuleSet, SilenceLevel, SilencePlace,
    SilenceTest, Within,
};
use crate::transcript::timeline::{
    Announced, Interruption, Silence, SilenceKind, TimelineSettings,
};
use crate::transcript::{Role, Transcript};
use std::collections::BTreeMap;

/// What became of a condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Truth {
    /// It holds, for these reasons.
    True(Vec<Fact>),
    /// It does not.
    False,
    /// The call lacks what it needs.
    Unknown(Gap),
}

/// What conditions look at.
pub(super) struct Facts<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) call: &'a Transcript,
    pub(super) known: &'a Known,
    pub(super) findings: &'a [Finding],
    pub(super) timeline: &'a Result<CallTimeline, Gap>,
    pub(super) settings: &'a TimelineSettings,
}

impl Facts<'_> {
    pub(super) fn truth(&self, condition: &Condition<RuleSet>) -> Truth {
        match condition {
            Condition::All(list) => self.all(list),
            Condition::Any(list) => self.any(list),
            Condition::None(list) => match self.any(list) {
                Truth::True(_) => Truth::False,
                Truth::False => Truth::True(list.iter().map(|c| Fact::Absent(name(c))).collect()),
                unknown @ Truth::Unknown(_) => unknown,
            },
            Condition::Rule { rules, at_least, severity: 0 } => self.rule(rules, *at_least),
            Condition::Rule { rules, at_least, severity } => {
                let grave = |rule: &&RuleIx| self.lexicon.rule(**rule).severity >= *severity;
                let rules = rules.rules.iter().filter(grave).copied().collect();
                self.rule(&RuleSet { name: String::new(), rules }, *at_least)
            }
            Condition::Sequence { steps, within } => self.sequence(steps, *within),
            Condition::Known(role) => self.is_known(*role),
            Condition::Silence(test) => self.silence(test),
            Condition::Overlap { at_least_ms, count } => self.events(*count, |timeline| {
                let long = |ms: i64| at_least_ms.is_none_or(|least| ms >= least);
                let overlaps = timeline.overlaps.iter().enumerate();
                overlaps
                    .filter(|(_, overlap)| long(overlap.span.duration_ms()))
                    .map(|(at, _)| Fact::Overlap(at))
                    .collect()
            }),
            Condition::Interruption { by, count, in_a_row } => {
                self.interruption(*by, *count, *in_a_row)
            }
            Condition::Measure { measure, at_least, at_most } => {
                self.measure(*measure, at_least.as_ref(), at_most.as_ref())
            }
        }
    }

    /// That a condition does not hold, as a fact.
    pub(super) fn absent(&self, condition: &Condition<RuleSet>) -> Fact {
        Fact::Absent(name(condition))
    }

    /// Whether somebody of a side speaks; of a call in which nobody does nothing can be told.
    fn is_known(&self, side: Role) -> Truth {
        let mut roles = self.call.turns().iter().map(|turn| self.call.role(turn));
        match (self.call.turns().is_empty(), roles.any(|role| role == side)) {
            (true, _) => Truth::Unknown(Gap::NoRoles),
            (false, true) => Truth::True(Vec::new()),
            (false, false) => Truth::False,
        }
    }

    /// One false condition decides; else one that cannot be told.
    fn all(&self, list: &[Condition<RuleSet>]) -> Truth {
        let mut facts = Vec::new();
        let mut gap = None;
        for condition in list {
            match self.truth(condition) {
                Truth::True(more) => add_new(&mut facts, more),
                Truth::False => return Truth::False,
                Truth::Unknown(why) => gap = gap.or(Some(why)),
            }
        }
        gap.map_or(Truth::True(facts), Truth::Unknown)
    }

    /// All true conditions give their facts; else one that cannot be told decides.
    fn any(&self, list: &[Condition<RuleSet>]) -> Truth {
        let mut facts = None;
        let mut gap = None;
        for condition in list {
            match self.truth(condition) {
                Truth::True(more) => add_new(facts.get_or_insert_with(Vec::new), more),
                Truth::False => {}
                Truth::Unknown(why) => gap = gap.or(Some(why)),
            }
        }
        match (facts, gap) {
            (Some(facts), _) => Truth::True(facts),
            (None, Some(gap)) => Truth::Unknown(gap),
            (None, None) => Truth::False,
        }
    }

    fn of_set<'s>(&'s self, set: &'s RuleSet) -> impl Iterator<Item = &'s Finding> {
        self.findings.iter().filter(|finding| set.rules.binary_search(&finding.rule).is_ok())
    }

    /// Too few findings are no answer while a rule of the set may have missed some.
    fn rule(&self, set: &RuleSet, at_least: u32) -> Truth {
        let found: u32 = set.rules.iter().map(|rule| self.known.found[rule.0 as usize]).sum();
        if found >= at_least {
            return Truth::True(self.of_set(set).map(|f| Fact::Finding(f.id.clone())).collect());
        }
        self.gap_of(set).map_or(Truth::False, Truth::Unknown)
    }

    /// Why a rule of the set may have missed something: it was not evaluated, or the side it
    /// listens to is not heard in this call at all, as the agent in a customer's review.
    fn gap_of(&self, set: &RuleSet) -> Option<Gap> {
        set.rules.iter().find_map(|rule| match self.known.outcomes[rule.0 as usize] {
            Outcome::NotEvaluated(gap) => Some(gap),
            Outcome::Clear | Outcome::Suppressed if !self.is_heard(*rule) => Some(Gap::NoRoles),
            Outcome::Matched => self.known.undecided[rule.0 as usize],
            Outcome::Clear | Outcome::Suppressed => None,
        })
    }

    fn is_heard(&self, rule: RuleIx) -> bool {
        match self.lexicon.rule(rule).listen {
            Listen::Everybody => true,
            Listen::Side(side) | Listen::KnownSide(side) => {
                let mut roles = self.call.turns().iter().map(|turn| self.call.role(turn));
                roles.any(|role| role == side || role == Role::Unknown)
            }
        }
    }

    /// The first chain of findings in the order of the call, each within reach of the one before.
    fn sequence(&self, steps: &[RuleSet], within: Within) -> Truth {
        let mut gap = None;
        for step in steps {
            let missing = self.gap_of(step);
            if missing.is_none() && self.of_set(step).next().is_none() {
                // A step that is certainly not there decides.
                return Truth::False;
            }
            gap = gap.or(missing);
        }
        let mut untimed = false;
        let mut chains: Vec<Vec<&Finding>> = vec![Vec::new()];
        for step in steps {
            let mut longer = Vec::new();
            for finding in self.in_order(step) {
                let mut fits = |chain: &&Vec<&Finding>| match chain.last() {
                    None => true,
                    Some(last) => {
                        let used = chain.iter().any(|f| f.id == finding.id);
                        let near = follows(last, finding, within);
                        untimed |= near.is_none();
                        !used && near == Some(true)
                    }
                };
                // One chain per end is enough to go on from.
                if let Some(chain) = chains.iter().find(&mut fits) {
                    let mut chain = chain.clone();
                    chain.push(finding);
                    longer.push(chain);
                }
            }
            chains = longer;
        }
        if let Some(chain) = chains.first() {
            return Truth::True(chain.iter().map(|f| Fact::Finding(f.id.clone())).collect());
        }
        let gap = gap.or(untimed.then_some(Gap::NoTimes));
        gap.map_or(Truth::False, Truth::Unknown)
    }

    /// Findings of a set in the order of the call.
    fn in_order<'s>(&'s self, set: &'s RuleSet) -> Vec<&'s Finding> {
        let mut findings: Vec<&Finding> = self.of_set(set).collect();
        findings.sort_by_key(|finding| place(finding));
        findings
    }

    /// Enough events of the timeline; unknown without one.
    fn events(&self, count: u32, which: impl FnOnce(&CallTimeline) -> Vec<Fact>) -> Truth {
        match self.timeline {
            Err(gap) => Truth::Unknown(*gap),
            Ok(timeline) => {
                let found = which(timeline);
                let enough = found.len() as u64 >= u64::from(count);
                if enough { Truth::True(found) } else { Truth::False }
            }
        }
    }

    fn silence(&self, test: &SilenceTest) -> Truth {
        let Ok(timeline) = self.timeline else {
            return self.events(test.count, |_| Vec::new());
        };
        if test.owed.is_some() && !timeline.has_known_roles {
            return Truth::Unknown(Gap::NoRoles);
        }
        let found = self.events(test.count, |timeline| {
            let silences = timeline.silences.iter().enumerate();
            silences
                .filter(|(_, silence)| self.passes(test, silence))
                .map(|(at, _)| Fact::Silence(at))
                .collect()
        });
        // Where words without times may hide in a gap, or the gap in them, "none" is not known.
        let settings = &self.settings.silence;
        let least = test.at_least_ms.unwrap_or(settings.min_ms).max(match test.level {
            None => settings.min_ms,
            Some(SilenceLevel::Long) => settings.long_ms,
            Some(SilenceLevel::DeadAir) => settings.dead_air_ms.min(settings.dead_air_announced_ms),
        });
        let hidden = timeline.measures.silence.unknown_ms >= least;
        if found == Truth::False && hidden { Truth::Unknown(Gap::NoTimes) } else { found }
    }

    fn passes(&self, test: &SilenceTest, silence: &Silence) -> bool {
        let settings = &self.settings.silence;
        let level = test.level.is_none_or(|level| match level {
            SilenceLevel::Long => silence.is_long(settings),
            SilenceLevel::DeadAir => silence.is_dead_air(settings),
        });
        let place = match test.place {
            SilencePlace::Between => SilenceKind::Between,
            SilencePlace::Head => SilenceKind::Head,
            SilencePlace::Tail => SilenceKind::Tail,
            SilencePlace::Hold => SilenceKind::Hold,
        };
        level
            && silence.kind == place
            && test.at_least_ms.is_none_or(|least| silence.span.duration_ms() >= least)
            && test
                .announced
                .is_none_or(|announced| announced == (silence.announced == Announced::Yes))
            && test.owed.is_none_or(|role| silence.owed.is_some_and(|owed| owed.role == role))
    }

    fn interruption(&self, by: Option<Role>, count: u32, in_a_row: bool) -> Truth {
        if by.is_some()
            && let Ok(timeline) = self.timeline
            && !timeline.has_known_roles
        {
            return Truth::Unknown(Gap::NoRoles);
        }
        let found = self.events(count, |timeline| {
            let mut found: Vec<_> = timeline.interruptions.iter().enumerate().collect();
            found.retain(|(_, i)| by.is_none_or(|role| i.interrupter.role == role));
            if in_a_row {
                found = of_long_rows(found, count);
            }
            found.into_iter().map(|(at, _)| Fact::Interruption(at)).collect()
        });
        let by_unknown = self.timeline.as_ref().is_ok_and(|timeline| {
            timeline.interruptions.iter().any(|i| i.interrupter.role == Role::Unknown)
        });
        let hidden = by.is_some() && by_unknown;
        if found == Truth::False && hidden { Truth::Unknown(Gap::NoRoles) } else { found }
    }

    fn measure(
        &self,
        measure: Measure,
        at_least: Option<&Number>,
        at_most: Option<&Number>,
    ) -> Truth {
        let timeline = match self.timeline {
            Ok(timeline) => timeline,
            Err(gap) => return Truth::Unknown(*gap),
        };
        let Some(value) = timeline.measure(measure) else {
            return match (timeline.has_known_roles, timeline.measures.silence.unknown_ms) {
                (false, _) => Truth::Unknown(Gap::NoRoles),
                (true, 0) => Truth::False,
                (true, _) => Truth::Unknown(Gap::NoTimes),
            };
        };
        // Silence may be more than is known, never less.
        let most = timeline.most(measure).unwrap_or(value);
        let (least, most_allowed) =
            (at_least.map_or(f64::MIN, |n| n.0), at_most.map_or(f64::MAX, |n| n.0));
        if value >= least && most <= most_allowed {
            Truth::True(vec![Fact::Measure(measure, value)])
        } else if most < least || value > most_allowed {
            Truth::False
        } else {
            Truth::Unknown(Gap::NoTimes)
        }
    }
}

/// Those that belong to a row of at least `count`, in their order.
fn of_long_rows(all: Vec<(usize, &Interruption)>, count: u32) -> Vec<(usize, &Interruption)> {
    // The rows of each pair of speakers' sides, the last one still growing.
    let mut rows: BTreeMap<_, Vec<Vec<(usize, &Interruption)>>> = BTreeMap::new();
    for (at, one) in all {
        let rows = rows.entry((one.interrupted.party, one.interrupter.role)).or_default();
        let last = rows.last_mut().filter(|row| {
            // One turn may be cut off by two people.
            let same = row.last().is_some_and(|(_, l)| l.interrupted.turn == one.interrupted.turn);
            one.in_a_row > 1 || same
        });
        match last {
            Some(row) => row.push((at, one)),
            None => rows.push(vec![(at, one)]),
        }
    }
    let mut long: Vec<_> = rows
        .into_values()
        .flatten()
        .filter(|row| row.iter().any(|(_, one)| one.in_a_row >= count))
        .flatten()
        .collect();
    long.sort_by_key(|(at, _)| *at);
    long
}

/// Adds what is not there yet.
fn add_new(facts: &mut Vec<Fact>, more: Vec<Fact>) {
    for fact in more {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
}

/// Where a finding begins.
fn place(finding: &Finding) -> (usize, usize) {
    let byte = finding.said.as_ref().map_or(0, |said| said.bytes[0]);
    (finding.turn.unwrap_or(usize::MAX), byte)
}

/// Whether one finding follows the other within reach; `None` where times are missing for that.
fn follows(before: &Finding, after: &Finding, within: Within) -> Option<bool> {
    if before.turn.is_some() && after.turn.is_some() && place(before) >= place(after) {
        return Some(false);
    }
    match within {
        Within::Time(most) => {
            let ((before, _), (after, _)) = before.time.zip(after.time)?;
            let apart = after.start().since(before.end());
            Some(before.start() <= after.start() && apart <= most)
        }
        Within::Turns(most) => {
            let ends = before.said.as_ref().map(|said| said.turn_end).or(before.turn);
            let apart = ends.zip(after.turn).map(|(end, start)| start.saturating_sub(end));
            Some(apart.is_some_and(|apart| apart <= most as usize))
        }
    }
}

/// What a condition looks for, in a word or two.
fn name(condition: &Condition<RuleSet>) -> String {
    let names = |list: &[Condition<RuleSet>]| list.iter().map(name).collect::<Vec<_>>().join(", ");
    match condition {
        Condition::All(list) | Condition::Any(list) | Condition::None(list) => names(list),
        Condition::Rule { rules, at_least: 1, .. } => rules.name.clone(),
        Condition::Rule { rules, at_least, .. } => format!("{} {at_least} times", rules.name),
        Condition::Sequence { steps, .. } => {
            steps.iter().map(|step| step.name.as_str()).collect::<Vec<_>>().join(" → ")
        }
        Condition::Known(side) => format!("role.{}", side.as_str()),
        Condition::Silence(_) => "silence".to_owned(),
        Condition::Overlap { .. } => "overlap".to_owned(),
        Condition::Interruption { .. } => "interruption".to_owned(),
        Condition::Measure { measure, .. } => measure.name().to_owned(),
    }
}
