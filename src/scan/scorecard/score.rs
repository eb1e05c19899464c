//! What the answers add up to.

use super::{Answer, ForbiddenAnswer, ForbiddenOutcome, ItemAnswer, Unanswered};
use crate::lexicon::{Protocol, RuleSet};

/// Points of a scorecard, in halves, so that they add up exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points(u64);

impl Points {
    /// As a number, with a half if there is one.
    pub fn get(self) -> f64 {
        self.0 as f64 / 2.0
    }
}

/// The sum of a scorecard. The points of all items are those of the protocol: asked, not applicable, not
/// evaluated and left to people together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// What was earned.
    pub earned: Points,
    /// What could be earned: the points of items that were answered yes, partly or no.
    pub asked: u64,
    /// Points of items that have no place in the call.
    pub not_applicable: u64,
    /// Points of items that could not be told.
    pub not_evaluated: u64,
    /// Points of items that only people can tell.
    pub needs_a_person: u64,
    /// A critical error was found: no points at all are proposed.
    pub critical: bool,
    /// The mark that is proposed; `None` where nothing was asked.
    pub mark: Option<Mark>,
}

impl Score {
    /// Tenths of a percent of what could be earned, rounded to the nearest; `None` where nothing was asked.
    pub fn per_mille(&self) -> Option<u64> {
        // Halves of points over points: the rounding is that of whole numbers, on every machine the same.
        let twice = self.asked.checked_mul(2).filter(|twice| *twice > 0)?;
        Some((self.earned.0 * 1_000 + twice / 2) / twice)
    }

    /// The score that is proposed, as [`Score::per_mille`]: 0 with a critical error.
    pub fn proposed(&self) -> Option<u64> {
        let score = self.per_mille()?;
        Some(if self.critical { 0 } else { score })
    }
}

/// How well a call was handled, as the marks of its protocol say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Well.
    Pass,
    /// To be gone through.
    Review,
    /// Not well.
    Fail,
}

impl Mark {
    /// All of them.
    pub const ALL: [Mark; 3] = [Mark::Pass, Mark::Review, Mark::Fail];

    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Mark::Pass => "pass",
            Mark::Review => "review",
            Mark::Fail => "fail",
        }
    }
}

/// Adds the answers up.
pub(super) fn score(
    protocol: &Protocol<RuleSet>,
    items: &[ItemAnswer],
    forbidden: &[ForbiddenAnswer],
) -> Score {
    let found = |(rule, answer): (&crate::lexicon::Forbidden<RuleSet>, &ForbiddenAnswer)| {
        rule.critical.is_some() && answer.outcome == ForbiddenOutcome::Found
    };
    let mut score = Score {
        earned: Points(0),
        asked: 0,
        not_applicable: 0,
        not_evaluated: 0,
        needs_a_person: 0,
        critical: protocol.forbidden.iter().zip(forbidden).any(found),
        mark: None,
    };
    for (item, answer) in protocol.items.iter().zip(items) {
        let points = u64::from(item.points);
        let (sum, halves) = match answer.answer {
            Answer::Yes => (&mut score.asked, 2 * points),
            Answer::Partly => (&mut score.asked, points),
            Answer::No => (&mut score.asked, 0),
            Answer::NotApplicable => (&mut score.not_applicable, 0),
            Answer::NotEvaluated(Unanswered::NeedsAPerson) => (&mut score.needs_a_person, 0),
            Answer::NotEvaluated(Unanswered::Lacking(_) | Unanswered::NoRules) => {
                (&mut score.not_evaluated, 0)
            }
        };
        *sum += points;
        score.earned.0 += halves;
    }
    score.mark = score.proposed().map(|proposed| {
        if proposed >= 10 * u64::from(protocol.pass) {
            Mark::Pass
        } else if proposed >= 10 * u64::from(protocol.review) {
            Mark::Review
        } else {
            Mark::Fail
        }
    });
    score
}
