//! Where in the call the evidence of an item stands, for what should come first.

use crate::scan::finding::{Fact, Finding};
use std::collections::BTreeMap;

/// A turn and a byte in it.
pub(super) type At = (usize, usize);

/// Findings of a call by their ids.
pub(super) struct Places<'a>(BTreeMap<&'a str, &'a Finding>);

impl<'a> Places<'a> {
    pub(super) fn new(findings: &'a [Finding]) -> Places<'a> {
        Places(findings.iter().map(|finding| (finding.id.as_str(), finding)).collect())
    }

    /// Where a fact begins; `None` for what has no place among the words.
    pub(super) fn of(&self, fact: &Fact) -> Option<At> {
        match fact {
            Fact::Finding(id) => at(self.0.get(id.as_str())?),
            Fact::Silence(_)
            | Fact::Overlap(_)
            | Fact::Interruption(_)
            | Fact::Measure(..)
            | Fact::Absent(_) => None,
        }
    }

    /// Where the first of several facts begins.
    pub(super) fn first(&self, facts: &[Fact]) -> Option<At> {
        facts.iter().filter_map(|fact| self.of(fact)).min()
    }

    /// In how many turns they stand.
    pub(super) fn turns(&self, facts: &[Fact]) -> usize {
        let mut turns: Vec<usize> =
            facts.iter().filter_map(|fact| self.of(fact)).map(|(turn, _)| turn).collect();
        turns.sort_unstable();
        turns.dedup();
        turns.len()
    }
}

/// Where a finding begins.
pub(super) fn at(finding: &Finding) -> Option<At> {
    let byte = finding.said.as_ref().map_or(0, |said| said.bytes[0]);
    finding.turn.map(|turn| (turn, byte))
}
