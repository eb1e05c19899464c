//! Figures of each telephone system, while calls come in.

use callsift::batch::{CallDone, RolesKnown, ScannedCall};
use callsift::lexicon::{Family, Lexicon};
use callsift::output::run_v1::{Gaps, RuleFigures, SourceFigures, WarningFigures, per_1000_calls};
use callsift::scan::{Gap, Outcome};
use callsift::transcript::WarningCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Sources that are told apart. A name is taken from the calls, so there may be as many as calls.
const MOST_SOURCES: usize = 200;

/// Figures by source.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SourceTally {
    /// Id of each rule and the place of its family in [`Family::ALL`], by the rule's number.
    #[serde(skip)]
    rules: Vec<(String, usize)>,
    by_name: BTreeMap<String, OfSource>,
    /// Of all sources that came after the most that are told apart.
    further: Option<OfSource>,
    /// Calls by severity, from 1.
    severity: BTreeMap<String, u64>,
}

/// Figures of one source. Rules are counted by their numbers: this is done for every call.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct OfSource {
    /// All but what is about rules.
    figures: SourceFigures,
    rules: Vec<RuleCount>,
    families: [Gaps; Family::ALL.len()],
}

/// What became of a rule.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct RuleCount {
    hits: u64,
    calls: u64,
    gaps: Gaps,
}

fn rules(lexicon: &Lexicon) -> Vec<(String, usize)> {
    let place = |family| Family::ALL.iter().position(|known| *known == family);
    let rules = lexicon.rules().iter();
    rules.map(|rule| (rule.id.clone(), place(rule.category.family()).unwrap_or_default())).collect()
}

impl SourceTally {
    /// Of no calls yet.
    pub(crate) fn new(lexicon: &Lexicon) -> SourceTally {
        SourceTally {
            rules: rules(lexicon),
            by_name: BTreeMap::new(),
            further: None,
            severity: BTreeMap::new(),
        }
    }

    /// The same, as it was written by a run with this lexicon.
    pub(crate) fn of_lexicon(self, lexicon: &Lexicon) -> SourceTally {
        SourceTally { rules: rules(lexicon), ..self }
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
            self.by_name.entry(name.to_owned()).or_default()
        } else {
            self.further.get_or_insert_default()
        };
        sum.call(call, &self.rules);
    }

    /// By name.
    pub(crate) fn sources(&self) -> BTreeMap<String, SourceFigures> {
        let of = |(name, sum): (&String, &OfSource)| (name.clone(), sum.figures(&self.rules));
        self.by_name.iter().map(of).collect()
    }

    /// Of all sources that are not told apart.
    pub(crate) fn further(&self) -> Option<SourceFigures> {
        self.further.as_ref().map(|sum| sum.figures(&self.rules))
    }

    /// Calls by severity.
    pub(crate) fn severity(&self) -> BTreeMap<String, u64> {
        self.severity.clone()
    }
}

impl OfSource {
    fn call(&mut self, call: &CallDone<ScannedCall>, rules: &[(String, usize)]) {
        let report = &call.made.report;
        let sum = &mut self.figures;
        sum.calls += 1;
        sum.flagged += u64::from(report.complaint.flag);
        match &report.timeline {
            Err(Gap::WrongMedium) => sum.chats += 1,
            Err(Gap::NoTimes | Gap::NoRoles) => sum.without_times += 1,
            Ok(_) | Err(Gap::SwitchedOff) => {}
        }
        sum.without_roles += u64::from(call.made.roles == RolesKnown::No);
        for (code, count) in &call.warnings {
            if *code == WarningCode::RolesLookSwapped.as_str() {
                sum.roles_look_swapped += 1;
            }
            let WarningFigures { calls, times } =
                sum.warnings.entry((*code).to_owned()).or_default();
            *calls += 1;
            *times += u64::from(*count);
        }
        self.rules.resize(rules.len(), RuleCount::default());
        // Of each family the gravest gap: times are lost for good, roles can be given.
        let mut families = [None::<Gap>; Family::ALL.len()];
        let outcomes = report.found.iter().zip(&report.outcomes);
        for ((count, (_, family)), (found, outcome)) in
            self.rules.iter_mut().zip(rules).zip(outcomes)
        {
            count.hits += u64::from(*found);
            count.calls += u64::from(*found > 0);
            match outcome {
                Outcome::NotEvaluated(gap) => {
                    add(&mut count.gaps, *gap);
                    let gravest = &mut families[*family];
                    if gravest.is_none_or(|known| rank(*gap) < rank(known)) {
                        *gravest = Some(*gap);
                    }
                }
                Outcome::Matched | Outcome::Clear | Outcome::Suppressed => {}
            }
        }
        for (gaps, gap) in self.families.iter_mut().zip(families) {
            if let Some(gap) = gap {
                add(gaps, gap);
            }
        }
    }

    /// As `run.json` has them.
    fn figures(&self, rules: &[(String, usize)]) -> SourceFigures {
        let mut figures = self.figures.clone();
        let calls = figures.calls;
        for (count, (id, _)) in self.rules.iter().zip(rules) {
            let RuleCount { hits, calls: calls_with, gaps } = *count;
            if hits > 0 {
                let per_1000_calls = per_1000_calls(hits, calls);
                let rule = RuleFigures { hits, calls: calls_with, per_1000_calls };
                figures.rules.insert(id.clone(), rule);
            }
            if gaps != Gaps::default() {
                figures.rules_not_evaluated.insert(id.clone(), gaps);
            }
        }
        for (gaps, family) in self.families.iter().zip(Family::ALL) {
            if *gaps != Gaps::default() {
                figures.not_evaluated.insert(family.as_str().to_owned(), *gaps);
            }
        }
        figures
    }
}

const fn rank(gap: Gap) -> u8 {
    match gap {
        Gap::NoTimes => 0,
        Gap::NoRoles => 1,
        Gap::WrongMedium => 2,
        Gap::SwitchedOff => 3,
    }
}

fn add(gaps: &mut Gaps, gap: Gap) {
    match gap {
        Gap::NoTimes => gaps.no_times += 1,
        Gap::NoRoles => gaps.no_roles += 1,
        Gap::WrongMedium => gaps.wrong_medium += 1,
        Gap::SwitchedOff => gaps.switched_off += 1,
    }
}
