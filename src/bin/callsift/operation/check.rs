//! Holds a finished run against the conditions of `--fail-on`.
//!
//! Everything is taken from `run.json`, so that an auditor comes to the same answer from the file.

use super::condition::{Condition, Rules, Unit, What};
use super::percent::share;
use super::rate::{self, Rates};
use callsift::output::run_v1::{CheckedCondition, Gaps, NotChecked, Run, SourceFigures};
use std::cmp::Ordering;

/// Holds a run against one condition.
pub(crate) fn check(condition: &Condition, run: &Run, baseline: Option<&Run>) -> CheckedCondition {
    match &condition.what {
        What::Severity => severity(condition, run),
        What::Calls => counted(condition, run.counts.good, run.counts.good),
        What::Flagged => of_calls(condition, run.flagged, run.counts.good),
        What::Rejects => rejects(condition, run),
        What::Warning(code) => {
            let of = |source: &SourceFigures| {
                source.warnings.get(code.as_str()).map_or(0, |warning| warning.calls)
            };
            of_calls(condition, sources(run).map(of).sum(), run.counts.good)
        }
        What::NotEvaluated(rules) => not_evaluated(condition, rules, run),
        What::RuleRateChange => match baseline {
            Some(baseline) => rate_change(condition, &rate::compare(condition, run, baseline)),
            None => nothing(condition, vec![because("source_not_in_baseline")]),
        },
    }
}

/// All of them, those that are not told apart as well.
fn sources(run: &Run) -> impl Iterator<Item = &SourceFigures> {
    run.sources.values().chain(&run.further_sources)
}

fn because(reason: &str) -> NotChecked {
    NotChecked { reason: reason.to_owned(), source: None, rules: None }
}

/// There was nothing to hold against the condition.
fn nothing(condition: &Condition, not_checked: Vec<NotChecked>) -> CheckedCondition {
    let condition = condition.text.clone();
    let (reached, value, changes) = (None, None, Vec::new());
    CheckedCondition { condition, reached, value, count: 0, of: 0, changes, not_checked }
}

fn checked(
    condition: &Condition,
    value: String,
    order: Ordering,
    count: u64,
    of: u64,
) -> CheckedCondition {
    CheckedCondition {
        reached: Some(condition.sign.reached(order)),
        value: Some(value),
        count,
        of,
        ..nothing(condition, Vec::new())
    }
}

/// A number of something, of so many; it can always be told.
fn counted(condition: &Condition, count: u64, of: u64) -> CheckedCondition {
    checked(condition, count.to_string(), condition.limit.of_count(count), count, of)
}

/// A number or a share of calls. Of no calls at all nothing can be told.
fn of_calls(condition: &Condition, count: u64, of: u64) -> CheckedCondition {
    match condition.unit {
        _ if of == 0 => nothing(condition, vec![because("nothing_to_check")]),
        Unit::Count | Unit::Factor => counted(condition, count, of),
        Unit::Share => {
            checked(condition, share(count, of), condition.limit.of_share(count, of), count, of)
        }
    }
}

/// The gravest severity, and how many calls reach the limit.
fn severity(condition: &Condition, run: &Run) -> CheckedCondition {
    if run.counts.good == 0 {
        return nothing(condition, vec![because("nothing_to_check")]);
    }
    let levels = || run.severity.iter().filter_map(|(level, n)| Some((level.parse().ok()?, *n)));
    let gravest: u64 = levels().map(|(level, _): (u64, u64)| level).max().unwrap_or(0);
    let reach = |level: u64| condition.sign.reached(condition.limit.of_count(level));
    let none: u64 = run.counts.good.saturating_sub(levels().map(|(_, n): (u64, u64)| n).sum());
    let calls = levels().chain([(0, none)]).filter(|(level, _)| reach(*level)).map(|(_, n)| n);
    let order = condition.limit.of_count(gravest);
    checked(condition, gravest.to_string(), order, calls.sum(), run.counts.good)
}

/// Records of calls and of customers; of their two shares the greater one counts.
fn rejects(condition: &Condition, run: &Run) -> CheckedCondition {
    let calls = (run.counts.rejected, run.counts.read);
    let customers = run.customers.as_ref();
    let customers = customers.map_or((0, 0), |all| (all.rejected + all.lost_digits, all.read));
    match condition.unit {
        Unit::Count | Unit::Factor => {
            counted(condition, calls.0 + customers.0, calls.1 + customers.1)
        }
        Unit::Share => {
            let read = [calls, customers].into_iter().filter(|(_, of)| *of > 0);
            let greater = read.max_by(|(a, a_of), (b, b_of)| {
                (u128::from(*a) * u128::from(*b_of)).cmp(&(u128::from(*b) * u128::from(*a_of)))
            });
            match greater {
                None => nothing(condition, vec![because("nothing_read")]),
                Some((count, of)) => of_calls(condition, count, of),
            }
        }
    }
}

/// Calls in which rules could not be checked, of those in which they could have been: a chat never
/// has pauses, and counts on neither side.
fn not_evaluated(condition: &Condition, rules: &Rules, run: &Run) -> CheckedCondition {
    let gaps = |source: &SourceFigures| -> Gaps {
        let known = match rules {
            Rules::Family(family) => source.not_evaluated.get(family.as_str()),
            Rules::Rule(id) => source.rules_not_evaluated.get(id),
        };
        known.copied().unwrap_or_default()
    };
    let missing = sources(run).map(gaps);
    let missing = missing.map(|gaps| gaps.no_times + gaps.no_roles + gaps.switched_off).sum();
    let chats: u64 = sources(run).map(gaps).map(|gaps| gaps.wrong_medium).sum();
    of_calls(condition, missing, run.counts.good.saturating_sub(chats))
}

fn rate_change(condition: &Condition, rates: &Rates) -> CheckedCondition {
    let mut not_checked: Vec<NotChecked> = Vec::new();
    let of_source = |reason: &str, source: &String| NotChecked {
        source: Some(source.clone()),
        ..because(reason)
    };
    not_checked.extend(rates.new_sources.iter().map(|s| of_source("source_not_in_baseline", s)));
    not_checked.extend(rates.gone_sources.iter().map(|s| of_source("source_not_in_run", s)));
    if rates.changed_rules > 0 {
        not_checked
            .push(NotChecked { rules: Some(rates.changed_rules), ..because("rules_changed") });
    }
    if rates.sources == 0 {
        if not_checked.is_empty() {
            not_checked.push(because("nothing_to_check"));
        }
        return nothing(condition, not_checked);
    }
    CheckedCondition {
        reached: Some(!rates.changes.is_empty()),
        value: rates.greatest.clone(),
        count: rates.changes.len() as u64,
        of: rates.compared,
        changes: rates.changes.iter().take(rate::MOST_CHANGES).cloned().collect(),
        not_checked,
        ..nothing(condition, Vec::new())
    }
}
