//! Limits and conditions as they are told: on the screen, and as JSON.

use crate::log::{self, Level};
use crate::messages::{number, operation as texts, terms};
use crate::operation::condition::{Condition, Unit, What};
use crate::terminal::shown;
use callsift::language::Language;
use callsift::output::run_v1::{CheckedCondition, NotChecked, RejectsAllowed};

/// Reasons of one condition that are told; `run.json` has all of them.
const MOST_REASONS: usize = 3;

/// The lines of a condition, none for one that is not met and could be checked.
pub(super) fn lines(
    condition: &Condition,
    checked: &CheckedCondition,
    screen: Language,
) -> Vec<String> {
    let mut lines = Vec::new();
    let text = shown(&condition.text);
    if checked.reached == Some(true) {
        let value = value(condition, checked, screen);
        lines.push(texts::MET.with(screen, &[("condition", &text), ("value", &value)]));
    }
    if !checked.not_checked.is_empty() {
        let told = match checked.reached {
            None => texts::NOT_CHECKED,
            Some(_) => texts::PARTLY_CHECKED,
        };
        let why = why(&checked.not_checked, screen);
        lines.push(told.with(screen, &[("condition", &text), ("why", &why)]));
    }
    lines
}

/// The line of a limit that mattered.
pub(super) fn rejects(allowed: &RejectsAllowed, screen: Language) -> Option<String> {
    let any = allowed.rejected + allowed.customers_rejected.unwrap_or(0) > 0;
    let text = if allowed.kept { texts::REJECTS_KEPT } else { texts::REJECTS_ABOVE };
    any.then(|| text.with(screen, &[("limit", &allowed.limit)]))
}

fn value(condition: &Condition, checked: &CheckedCondition, screen: Language) -> String {
    let (count, of) = (number::whole(screen, checked.count), number::whole(screen, checked.of));
    let value = checked.value.as_deref().unwrap_or_default();
    match (&condition.what, checked.changes.first()) {
        (What::Severity, _) => {
            let calls = terms::CALLS.of(screen, checked.count);
            texts::SEVERITY.with(screen, &[("value", value), ("calls", &calls)])
        }
        (What::RuleRateChange, Some(change)) => {
            let values = [
                ("rules", terms::RULES.of(screen, checked.count)),
                ("rule", change.rule.clone()),
                ("source", shown(&change.source)),
                ("before", rate(&change.before, screen)),
                ("now", rate(&change.now, screen)),
            ];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            texts::CHANGED.with(screen, &values)
        }
        (What::Calls, _) => terms::CALLS.of(screen, checked.count),
        (
            What::NotEvaluated(_)
            | What::RuleRateChange
            | What::Rejects
            | What::Warning(_)
            | What::Flagged,
            _,
        ) => match condition.unit {
            Unit::Share => {
                let share = number::decimal(screen, 100.0 * share(checked), 3);
                let values = [("share", &*format!("{share} %")), ("count", &count), ("of", &of)];
                texts::SHARE.with(screen, &values)
            }
            Unit::Count | Unit::Factor => {
                texts::COUNT.with(screen, &[("count", &count), ("of", &of)])
            }
        },
    }
}

fn share(checked: &CheckedCondition) -> f64 {
    checked.count as f64 / (checked.of as f64).max(1.0)
}

/// A rate of `run.json` as people write it.
fn rate(written: &str, screen: Language) -> String {
    number::decimal(screen, written.parse().unwrap_or(0.0), 3)
}

fn why(not_checked: &[NotChecked], screen: Language) -> String {
    let reason = |part: &NotChecked| {
        let source = shown(part.source.as_deref().unwrap_or_default());
        let rules = terms::RULES.of(screen, part.rules.unwrap_or(0));
        let text = match part.reason.as_str() {
            "nothing_read" => texts::NOTHING_READ,
            "source_not_in_baseline" => texts::NOT_IN_BASELINE,
            "source_not_in_run" => texts::NOT_IN_RUN,
            "rules_changed" => texts::RULES_CHANGED,
            _ => texts::NOTHING_TO_CHECK,
        };
        text.with(screen, &[("source", &source), ("rules", &rules)])
    };
    let mut told: Vec<String> = not_checked.iter().take(MOST_REASONS).map(reason).collect();
    if let Some(more) = not_checked.len().checked_sub(MOST_REASONS).filter(|more| *more > 0) {
        let n = number::whole(screen, more as u64);
        told.push(texts::AND_MORE.with(screen, &[("n", &n)]));
    }
    told.join("; ")
}

/// The same as JSON.
pub(super) fn log(checked: &CheckedCondition) {
    let (level, event) = match (checked.reached, checked.not_checked.is_empty()) {
        (Some(true), _) => (Level::Error, "condition_reached"),
        (None, _) => (Level::Error, "condition_not_checked"),
        (Some(false), false) => (Level::Warn, "condition_partly_checked"),
        (Some(false), true) => (Level::Info, "condition_not_reached"),
    };
    let value = serde_json::to_value(checked).unwrap_or_default();
    log::event(level, event, [("checked", value)]);
}
