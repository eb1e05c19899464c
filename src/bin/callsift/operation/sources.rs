//! Figures of each telephone system, while calls come in.

use callsift::batch::{CallDone, RolesKnown, ScannedCall};
use callsift::lexicon::{Family, Lexicon};
use callsift::output::run_v1::{Gaps, RuleFigures, SourceFigures, WarningFigures, per_1000_calls};
use callsift::scan::{Gap, Outcome};
use callsift::transcript::WarningCode;
use std::collections::BTreeMap;

/// Sources that are told apart. A name is taken from the calls, so there may be as many as calls.
pub(crate) const MOST_SOURCES: usize = 200;

/// Figures by source.
#[derive(Debug)]
pub(crate) struct SourceTally {
    /// Id and family of each rule, by its number.
    rules: Vec<(String, Family)>,
    by_name: BTreeMap<String, SourceFigures>,
    /// Of all sources that came after the most that are told apart.
    further: Option<SourceFigures>,
    /// Calls by severity, from 1.
    severity: BTreeMap<String, u64>,
}

impl SourceTally {
    /// Of no calls yet.
    pub(crate) fn new(lexicon: &Lexicon) -> SourceTally {
        let rules = lexicon.rules().iter();
        SourceTally {
            rules: rules.map(|rule| (rule.id.clone(), rule.category.family())).collect(),
            by_name: BTreeMap::new(),
            further: None,
            severity: BTreeMap::new(),
        }
    }

    /// Adds a call that counts.
    pub(crate) fn call(&mut self, call: &CallDone<ScannedCall>) {
        let severity = call.made.report.severity;
        if severity > 0 {
            *self.severity.entry(severity.to_string()).or_default() += 1;
        }
        let name = call.made.source.as_str();
        let named = self.by_name.contains_key(name) || self.by_name.len() < MOST_SOURCES;
        let sum = if named {
            of(&mut self.by_name, name)
        } else {
            self.further.get_or_insert_default()
        };
        add(sum, call, &self.rules);
    }

    /// By name.
    pub(crate) fn sources(&self) -> BTreeMap<String, SourceFigures> {
        let named = |(name, figures): (&String, &SourceFigures)| (name.clone(), finished(figures));
        self.by_name.iter().map(named).collect()
    }

    /// Of all sources that are not told apart.
    pub(crate) fn further(&self) -> Option<SourceFigures> {
        self.further.as_ref().map(finished)
    }

    /// Calls by severity.
    pub(crate) fn severity(&self) -> BTreeMap<String, u64> {
        self.severity.clone()
    }
}

fn add(sum: &mut SourceFigures, call: &CallDone<ScannedCall>, rules: &[(String, Family)]) {
    let report = &call.made.report;
    sum.calls += 1;
    sum.flagged += u64::from(report.complaint.flag);
    match &report.timeline {
        Err(Gap::WrongMedium) => sum.chats += 1,
        Err(Gap::NoTimes | Gap::NoRoles) => sum.without_times += 1,
        Ok(_) => {}
    }
    sum.without_roles += u64::from(call.made.roles == RolesKnown::No);
    for (code, count) in &call.warnings {
        if *code == WarningCode::RolesLookSwapped.as_str() {
            sum.roles_look_swapped += 1;
        }
        let warning = of(&mut sum.warnings, code);
        *warning = WarningFigures { calls: warning.calls + 1, times: warning.times + u64::from(*count) };
    }
    // Of each family the gravest gap: times are lost for good, roles can be given.
    let mut families: BTreeMap<Family, Gap> = BTreeMap::new();
    for (((rule, family), found), outcome) in rules.iter().zip(&report.found).zip(&report.outcomes) {
        if *found > 0 {
            let figures = of(&mut sum.rules, rule);
            figures.hits += u64::from(*found);
            figures.calls += 1;
        }
        match outcome {
            Outcome::NotEvaluated(gap) => {
                count(of(&mut sum.rules_not_evaluated, rule), *gap);
                let gravest = families.entry(*family).or_insert(*gap);
                if rank(*gap) < rank(*gravest) {
                    *gravest = *gap;
                }
            }
            Outcome::Matched | Outcome::Clear | Outcome::Suppressed => {}
        }
    }
    for (family, gap) in families {
        count(of(&mut sum.not_evaluated, family.as_str()), gap);
    }
}

/// The entry of a name.
fn of<'m, T: Default>(map: &'m mut BTreeMap<String, T>, name: &str) -> &'m mut T {
    map.entry(name.to_owned()).or_default()
}

const fn rank(gap: Gap) -> u8 {
    match gap {
        Gap::NoTimes => 0,
        Gap::NoRoles => 1,
        Gap::WrongMedium => 2,
    }
}

fn count(gaps: &mut Gaps, gap: Gap) {
    match gap {
        Gap::NoTimes => gaps.no_times += 1,
        Gap::NoRoles => gaps.no_roles += 1,
        Gap::WrongMedium => gaps.wrong_medium += 1,
    }
}

fn finished(figures: &SourceFigures) -> SourceFigures {
    let mut figures = figures.clone();
    for RuleFigures { hits, per_1000_calls: rate, .. } in figures.rules.values_mut() {
        *rate = per_1000_calls(*hits, figures.calls);
    }
    figures
}
