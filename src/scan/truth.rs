//! Conditions: true with facts, false, or not to be told for want of data.

use super::call_timeline::CallTimeline;
use super::finding::{Fact, Finding};
use super::hits::Gap;
use super::report::Outcome;
use crate::lexicon::{
    Condition, Lexicon, Listen, Measure, Number, RuleIx, RuleSet, SilenceLevel, SilencePlace,
    SilenceTest, Within,
};
use crate::transcript::timeline::{Announced, Silence, SilenceKind, TimelineSettings};
use crate::transcript::{Role, Transcript};

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
    pub(super) outcomes: &'a [Outcome],
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
            Condition::Rule { rules, at_least } => self.rule(rules, *at_least),
            Condition::Sequence { steps, within } => self.sequence(steps, *within),
            Condition::Silence(test) => self.silence(test),
            Condition::Overlap { at_least_ms, count } => self.events(*count, |timeline| {
                let long = |ms: i64| at_least_ms.is_none_or(|least| ms >= least);
                let overlaps = timeline.overlaps.iter().enumerate();
                overlaps
                    .filter(|(_, overlap)| long(overlap.span.duration_ms()))
                    .map(|(at, _)| Fact::Overlap(at))
                    .collect()
            }),
            Condition::Interruption { by, count } => self.interruption(*by, *count),
            Condition::Measure { measure, at_least, at_most } => {
                self.measure(*measure, at_least.as_ref(), at_most.as_ref())
            }
        }
    }

    /// One false condition decides; else one that cannot be told.
    fn all(&self, list: &[Condition<RuleSet>]) -> Truth {
        let mut facts = Vec::new();
        let mut gap = None;
        for condition in list {
            match self.truth(condition) {
                Truth::True(more) => facts.extend(more),
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
                Truth::True(more) => facts.get_or_insert_with(Vec::new).extend(more),
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

    /// Too few findings are no answer while a rule of the set could not be evaluated.
    fn rule(&self, set: &RuleSet, at_least: u32) -> Truth {
        let found: Vec<Fact> = self.of_set(set).map(|f| Fact::Finding(f.id.clone())).collect();
        if found.len() as u64 >= u64::from(at_least) {
            return Truth::True(found);
        }
        self.gap_of(set).map_or(Truth::False, Truth::Unknown)
    }

    /// Why a rule of the set may have missed something: it was not evaluated, or the side it
    /// listens to is not heard in this call at all, as the agent in a customer's review.
    fn gap_of(&self, set: &RuleSet) -> Option<Gap> {
        set.rules.iter().find_map(|rule| match self.outcomes[rule.0 as usize] {
            Outcome::NotEvaluated(gap) => Some(gap),
            Outcome::Clear | Outcome::Suppressed if !self.is_heard(*rule) => Some(Gap::NoRoles),
            Outcome::Matched | Outcome::Clear | Outcome::Suppressed => None,
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

    /// The first chain of findings, each within reach of the one before.
    fn sequence(&self, steps: &[RuleSet], within: Within) -> Truth {
        let mut untimed = false;
        let mut follows = |before: &Finding, after: &Finding| match within {
            Within::Time(most) => match (before.time, after.time) {
                (Some((before, _)), Some((after, _))) => {
                    let apart = after.start().since(before.end());
                    before.start() <= after.start() && apart <= most
                }
                _ => {
                    untimed = true;
                    false
                }
            },
            Within::Turns(most) => match (before.turn, after.turn) {
                (Some(before), Some(after)) => before <= after && after - before <= most as usize,
                _ => false,
            },
        };
        let Some((first, rest)) = steps.split_first() else { return Truth::False };
        let mut chains: Vec<Vec<&Finding>> = self.of_set(first).map(|f| vec![f]).collect();
        for step in rest {
            let mut longer = Vec::new();
            for finding in self.of_set(step) {
                let fits = |chain: &&Vec<&Finding>| {
                    chain.last().is_some_and(|l| l.id != finding.id && follows(l, finding))
                };
                // One chain per end is enough to go on from.
                if let Some(chain) = chains.iter().find(fits) {
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
        let gap = steps.iter().find_map(|step| self.gap_of(step));
        match gap.or(untimed.then_some(Gap::NoTimes)) {
            Some(gap) => Truth::Unknown(gap),
            None => Truth::False,
        }
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
        let needs_roles = test.owed.is_some();
        if needs_roles
            && let Ok(timeline) = self.timeline
            && !timeline.has_known_roles
        {
            return Truth::Unknown(Gap::NoRoles);
        }
        self.events(test.count, |timeline| {
            let silences = timeline.silences.iter().enumerate();
            silences
                .filter(|(_, silence)| self.passes(test, silence))
                .map(|(at, _)| Fact::Silence(at))
                .collect()
        })
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

    fn interruption(&self, by: Option<Role>, count: u32) -> Truth {
        if by.is_some()
            && let Ok(timeline) = self.timeline
            && !timeline.has_known_roles
        {
            return Truth::Unknown(Gap::NoRoles);
        }
        self.events(count, |timeline| {
            let interruptions = timeline.interruptions.iter().enumerate();
            interruptions
                .filter(|(_, i)| by.is_none_or(|role| i.interrupter.role == role))
                .map(|(at, _)| Fact::Interruption(at))
                .collect()
        })
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
            let gap = if timeline.has_known_roles { Gap::NoTimes } else { Gap::NoRoles };
            return Truth::Unknown(gap);
        };
        let holds = at_least.is_none_or(|Number(least)| value >= *least)
            && at_most.is_none_or(|Number(most)| value <= *most);
        if holds { Truth::True(vec![Fact::Measure(measure, value)]) } else { Truth::False }
    }
}

/// What a condition looks for, in a word or two.
fn name(condition: &Condition<RuleSet>) -> String {
    let names = |list: &[Condition<RuleSet>]| list.iter().map(name).collect::<Vec<_>>().join(", ");
    match condition {
        Condition::All(list) | Condition::Any(list) | Condition::None(list) => names(list),
        Condition::Rule { rules, .. } => rules.name.clone(),
        Condition::Sequence { steps, .. } => {
            steps.iter().map(|step| step.name.as_str()).collect::<Vec<_>>().join(" → ")
        }
        Condition::Silence(_) => "silence".to_owned(),
        Condition::Overlap { .. } => "overlap".to_owned(),
        Condition::Interruption { .. } => "interruption".to_owned(),
        Condition::Measure { measure, .. } => measure.name().to_owned(),
    }
}
