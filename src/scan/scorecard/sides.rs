//! Findings whose speaker is known to be of the side that their rule listens to.
//!
//! A rule for agents hears turns of unknown role as well. On a scorecard such a finding is neither a yes
//! nor a no: nobody knows whether the agent said it.

use crate::lexicon::{Lexicon, Listen};
use crate::scan::evaluate::Known;
use crate::scan::finding::Finding;
use crate::scan::hits::Gap;
use crate::scan::report::Outcome;
use crate::transcript::{Role, Transcript};
use std::borrow::Cow;

/// What is known of rules and findings of known sides.
pub(super) struct Sides<'a> {
    pub(super) known: Cow<'a, Known>,
    pub(super) findings: Cow<'a, [Finding]>,
}

impl<'a> Sides<'a> {
    pub(super) fn new(
        lexicon: &Lexicon,
        call: &Transcript,
        known: &'a Known,
        findings: &'a [Finding],
    ) -> Sides<'a> {
        let heard = |side: Role| call.turns().iter().any(|turn| call.role(turn) == side);
        let [agent, customer, unknown] = [Role::Agent, Role::Customer, Role::Unknown].map(heard);
        if agent && customer && !unknown {
            return Sides { known: Cow::Borrowed(known), findings: Cow::Borrowed(findings) };
        }
        let mut known = known.clone();
        let side_of = |listen: Listen| match listen {
            Listen::Everybody => None,
            Listen::Side(side) | Listen::KnownSide(side) => Some(side),
        };
        let doubtful = |finding: &Finding| {
            finding.role == Some(Role::Unknown)
                && side_of(lexicon.rule(finding.rule).listen).is_some()
        };
        for finding in findings.iter().filter(|finding| doubtful(finding)) {
            let at = finding.rule.0 as usize;
            known.found[at] = known.found[at].saturating_sub(1);
            known.undecided[at] = Some(Gap::NoRoles);
        }
        for (at, rule) in lexicon.rules().iter().enumerate() {
            let unheard = match side_of(rule.listen) {
                Some(Role::Agent) => !agent,
                Some(Role::Customer) => !customer,
                Some(Role::System | Role::Unknown) | None => false,
            };
            if unheard {
                known.found[at] = 0;
                known.outcomes[at] = Outcome::NotEvaluated(Gap::NoRoles);
            }
        }
        let findings = findings.iter().filter(|finding| !doubtful(finding)).cloned().collect();
        Sides { known: Cow::Owned(known), findings: Cow::Owned(findings) }
    }
}
