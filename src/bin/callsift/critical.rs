//! Calls with a critical error by their scorecards, for the summary and `run.json`.

use callsift::lexicon::{Lexicon, Protocol, RuleSet};
use callsift::output::json_v1::Call;
use callsift::scan::{ForbiddenOutcome, Scorecard};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many of these calls the summary names.
const NAMED: usize = 10;

/// Calls in which a critical error was found; everything is proposed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct CriticalCalls {
    /// How many calls.
    pub(crate) calls: u64,
    /// Calls by the error, under its id.
    pub(crate) by_error: BTreeMap<String, u64>,
    /// The first of those with most errors: key of the call, ids of the errors.
    pub(crate) named: Vec<(String, Vec<String>)>,
}

impl CriticalCalls {
    /// Adds a call that was scanned.
    pub(crate) fn scanned(&mut self, key: &str, card: &Scorecard, errors: &CriticalIds) {
        let ids = errors.0.get(card.protocol).into_iter().flatten();
        let found = ids.zip(&card.forbidden).filter_map(|(id, answer)| {
            id.clone().filter(|_| answer.outcome == ForbiddenOutcome::Found)
        });
        self.add(key, found.collect());
    }

    /// Adds a call as it was written.
    pub(crate) fn written(&mut self, key: &str, call: &Call) {
        let forbidden = call.scorecard.iter().flat_map(|card| &card.forbidden);
        let critical = forbidden.filter(|one| one.found && one.critical.is_some());
        self.add(key, critical.map(|one| one.id.clone()).collect());
    }

    fn add(&mut self, key: &str, errors: Vec<String>) {
        if errors.is_empty() {
            return;
        }
        self.calls += 1;
        for id in &errors {
            *self.by_error.entry(id.clone()).or_insert(0) += 1;
        }
        let more = |(_, known): &&(String, Vec<String>)| known.len() >= errors.len();
        let place = self.named.iter().take_while(more).count();
        if place < NAMED {
            self.named.insert(place, (key.to_owned(), errors));
            self.named.truncate(NAMED);
        }
    }
}

/// What each protocol forbids, by number: the id where it is a critical error.
#[derive(Debug, Default)]
pub(crate) struct CriticalIds(Vec<Vec<Option<String>>>);

impl CriticalIds {
    pub(crate) fn of(lexicon: &Lexicon) -> CriticalIds {
        let ids = |protocol: &Protocol<RuleSet>| {
            let forbidden = protocol.forbidden.iter();
            forbidden.map(|one| one.critical.map(|_| one.id.clone())).collect()
        };
        CriticalIds(lexicon.protocols().iter().map(ids).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_with_most_errors_are_named_first_and_all_are_counted() {
        let mut critical = CriticalCalls::default();
        critical.add("none", Vec::new());
        for at in 0..NAMED {
            critical.add(&format!("one-{at}"), vec!["K1".to_owned()]);
        }
        critical.add("two", vec!["K1".to_owned(), "K3".to_owned()]);
        assert_eq!((critical.calls, critical.named.len()), (11, NAMED));
        assert_eq!(critical.by_error["K1"], 11);
        assert_eq!(critical.by_error["K3"], 1);
        let keys: Vec<&str> = critical.named.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!((keys[0], keys[1], keys[NAMED - 1]), ("two", "one-0", "one-8"));
    }
}
