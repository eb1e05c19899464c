//! How much more or less often rules match than in an earlier run, source by source.

use super::condition::Condition;
use super::percent::ratio;
use callsift::output::run_v1::{RateChange, Run, SourceFigures, per_1000_calls};
use std::cmp::Ordering;

/// Changes that are written.
pub(crate) const MOST_CHANGES: usize = 20;

/// Hits that a rule must have in either run, or would have at the rate of the other: of fewer, a
/// factor is chance.
pub(crate) const FEWEST_HITS: u64 = 10;

/// What the comparison of two runs gave.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    /// Rules whose rate changed by the limit, the greatest change first.
    pub(crate) changes: Vec<RateChange>,
    /// The greatest change of all rules that were compared, whether it reaches the limit or not.
    pub(crate) greatest: Option<String>,
    /// Rules that were compared, each once for a source.
    pub(crate) compared: u64,
    /// Sources that both runs have.
    pub(crate) sources: u64,
    /// Sources of this run alone.
    pub(crate) new_sources: Vec<String>,
    /// Sources of the baseline alone.
    pub(crate) gone_sources: Vec<String>,
    /// Rules that are not what they were in the baseline.
    pub(crate) changed_rules: u64,
}

/// Findings and calls, before and now.
#[derive(Clone, Copy)]
struct Change {
    before: (u64, u64),
    now: (u64, u64),
}

impl Change {
    /// The greater rate and the lesser one as products that can be divided.
    fn products(self) -> (u128, u128) {
        let now = u128::from(self.now.0) * u128::from(self.before.1);
        let before = u128::from(self.before.0) * u128::from(self.now.1);
        (now.max(before), now.min(before))
    }

    /// Whether there are hits enough on both sides, or would be at the rate of the other.
    fn is_enough(self) -> bool {
        let ((before, before_of), (now, now_of)) = (self.before, self.now);
        let enough = |hits: u64, of: u64, other: u64, other_of: u64| {
            let expected = u128::from(other) * u128::from(of);
            hits >= FEWEST_HITS || expected >= u128::from(FEWEST_HITS) * u128::from(other_of)
        };
        before_of > 0
            && now_of > 0
            && enough(before, before_of, now, now_of)
            && enough(now, now_of, before, before_of)
    }

    /// The greater change is greater; a rule that is new or gone changed most.
    fn order(&self, other: &Change) -> Ordering {
        let ((above, below), (other_above, other_below)) = (self.products(), other.products());
        match (below, other_below) {
            (0, 0) => (self.now.0 + self.before.0).cmp(&(other.now.0 + other.before.0)),
            _ => above.saturating_mul(other_below).cmp(&other_above.saturating_mul(below)),
        }
    }

    fn value(self) -> String {
        match (self.before.0, self.now.0) {
            (0, _) => "new".to_owned(),
            (_, 0) => "gone".to_owned(),
            _ => {
                let (above, below) = self.products();
                ratio(above, below)
            }
        }
    }
}

/// Compares two runs.
pub(crate) fn compare(condition: &Condition, run: &Run, baseline: &Run) -> Rates {
    let mut rates = Rates::default();
    let same = |id: &str| run.rules.get(id) == baseline.rules.get(id);
    rates.changed_rules = run.rules.keys().filter(|id| !same(id)).count() as u64;
    let mut all: Vec<(Change, &str, &str)> = Vec::new();
    for (name, now) in &run.sources {
        let Some(before) = baseline.sources.get(name) else {
            rates.new_sources.push(name.clone());
            continue;
        };
        rates.sources += 1;
        for id in run.rules.keys().filter(|id| same(id)) {
            let hits = |figures: &SourceFigures| {
                (figures.rules.get(id).map_or(0, |rule| rule.hits), figures.calls)
            };
            let change = Change { before: hits(before), now: hits(now) };
            if change.is_enough() {
                all.push((change, name, id));
            }
        }
    }
    let gone = baseline.sources.keys().filter(|name| !run.sources.contains_key(*name));
    rates.gone_sources = gone.cloned().collect();
    rates.compared = all.len() as u64;
    // Sorting is stable: equal changes stay by source and rule.
    all.sort_by(|(a, ..), (b, ..)| b.order(a));
    rates.greatest = all.first().map(|(change, ..)| change.value());
    let reached = all.into_iter().filter(|(change, ..)| {
        let (above, below) = change.products();
        // Through none there is no factor; a rule that is new or gone has changed by any.
        below == 0 || condition.sign.reached(condition.limit.of_ratio(above, below))
    });
    rates.changes = reached
        .map(|(change, source, rule)| RateChange {
            source: source.to_owned(),
            rule: rule.to_owned(),
            before: per_1000_calls(change.before.0, change.before.1),
            now: per_1000_calls(change.now.0, change.now.1),
            value: change.value(),
        })
        .collect();
    rates
}
