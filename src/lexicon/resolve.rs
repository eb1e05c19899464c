//! Which rules a condition names, and in which order rules are evaluated.

use super::condition::Condition;
use super::rule::{RuleIx, RuleSet};
use super::source::RuleSource;
use crate::diagnostic::table::Written;
use crate::diagnostic::{Code, Diagnostic, nearest};

/// Resolves every condition; a name that is no rule's is complained of and stands for no rule. It may
/// be that of a rule that could not be read: then nothing is said.
pub(super) fn conditions(
    rules: &[&RuleSource],
    lost_rules: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<Condition<RuleSet>>> {
    let nameless = |name: &str| {
        let unknown =
            |rule: &&RuleSource| rule.id.is_none() && name.starts_with(rule.category_name());
        lost_rules || rules.iter().any(unknown)
    };
    let mut unknown = Vec::new();
    let resolve_one = |(at, rule): (usize, &&RuleSource)| {
        let when = rule.when.as_ref()?;
        Some(when.map_rules(&mut |name| rule_set(rules, at, name, &mut unknown)))
    };
    let conditions = rules.iter().enumerate().map(resolve_one).collect();
    let told = unknown.into_iter().filter(|(name, _): &(String, _)| !nameless(name));
    diagnostics.extend(told.map(|(_, diagnostic)| diagnostic));
    conditions
}

/// The rules of an id, a category or a family; a rule never means itself by its category.
fn rule_set(
    rules: &[&RuleSource],
    asking: usize,
    name: &Written<String>,
    unknown: &mut Vec<(String, Diagnostic)>,
) -> RuleSet {
    let wanted = name.value.as_str();
    let found = called(rules, Some(asking), wanted);
    if found.is_empty() {
        let message = format!("no rule, category or family is called `{wanted}`");
        let mut diagnostic = Diagnostic::new(Code::UnknownRule, name.place, message);
        let known = rules.iter().flat_map(|rule| {
            let id = rule.id.as_ref().map(|id| id.value.as_str());
            id.into_iter().chain([rule.category_name()])
        });
        if let Some(meant) = nearest(wanted, known) {
            diagnostic = diagnostic.help(format!("did you mean `{meant}`?"));
        }
        unknown.push((wanted.to_owned(), diagnostic));
    }
    RuleSet { name: wanted.to_owned(), rules: found }
}

/// The rules of an id, a category or a family, for whom is no rule himself; maybe none.
pub(super) fn rules_called(rules: &[&RuleSource], wanted: &str) -> RuleSet {
    RuleSet { name: wanted.to_owned(), rules: called(rules, None, wanted) }
}

fn called(rules: &[&RuleSource], asking: Option<usize>, wanted: &str) -> Vec<RuleIx> {
    let means = |at: usize, rule: &RuleSource| {
        let category = rule.category_name();
        let family = category.split('.').next();
        rule.id.as_ref().is_some_and(|id| id.value == wanted)
            || asking != Some(at) && (category == wanted || family == Some(wanted))
    };
    let all = rules.iter().enumerate();
    all.filter(|(at, rule)| means(*at, rule)).map(|(at, _)| RuleIx(at as u32)).collect()
}

/// Every rule after those it asks for; rules that ask each other in a circle are complained of.
pub(super) fn evaluation_order(
    rules: &[&RuleSource],
    conditions: &[Option<Condition<RuleSet>>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<RuleIx> {
    let asked: Vec<Vec<RuleIx>> = conditions.iter().map(asked_for).collect();
    let mut state = vec![State::New; rules.len()];
    let mut order = Vec::with_capacity(rules.len());
    for start in 0..rules.len() {
        visit(start, &asked, &mut state, &mut order, &mut |at, next| {
            let message = format!(
                "`{}` asks for `{}`, which asks for it in turn",
                rules[at].name(),
                rules[next].name()
            );
            let help = "name rules by their ids instead of a category, or take one condition out";
            diagnostics.push(Diagnostic::new(Code::Circle, rules[at].place, message).help(help));
        });
    }
    order
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Depth-first walk with a stack of its own, since a lexicon may chain any number of rules.
fn visit(
    start: usize,
    asked: &[Vec<RuleIx>],
    state: &mut [State],
    order: &mut Vec<RuleIx>,
    circle: &mut impl FnMut(usize, usize),
) {
    if state[start] != State::New {
        return;
    }
    let mut stack = vec![(start, 0)];
    state[start] = State::Open;
    while let Some((at, next)) = stack.pop() {
        let Some(&RuleIx(target)) = asked[at].get(next) else {
            state[at] = State::Done;
            order.push(RuleIx(at as u32));
            continue;
        };
        stack.push((at, next + 1));
        let target = target as usize;
        match state[target] {
            State::New => {
                state[target] = State::Open;
                stack.push((target, 0));
            }
            State::Open => circle(at, target),
            State::Done => {}
        }
    }
}

fn asked_for(condition: &Option<Condition<RuleSet>>) -> Vec<RuleIx> {
    let mut asked = Vec::new();
    if let Some(condition) = condition {
        condition.map_rules(&mut |set: &RuleSet| asked.extend(set.rules.iter().copied()));
    }
    asked.sort_unstable();
    asked.dedup();
    asked
}
