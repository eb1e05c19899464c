//! A protocol: what a good call about a complaint holds, in which order, and what no call may hold.
//!
//! It is written in the lexicon, beside the rules it asks for; a scan answers its items on each call and
//! adds up the points.

use serde::{Deserialize, Serialize};
mod read;
mod resolve;

pub(super) use read::{ProtocolSource, read};
pub(super) use resolve::protocols;

use super::condition::Condition;
use crate::language::Language;

/// A text in the languages of the screen, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InThree(pub(super) [String; 3]);

impl InThree {
    /// The text in one language.
    pub fn of(&self, language: Language) -> &str {
        &self.0[language as usize]
    }
}

/// A protocol; `R` is how it names rules: as written, or resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protocol<R> {
    /// The name by which it is chosen.
    pub id: String,
    /// What people see.
    pub title: InThree,
    /// What the points of all items add up to.
    pub points: u32,
    /// From which score on a call is well handled, in percent.
    pub pass: u32,
    /// From which score on a call is to be gone through; below it, it failed.
    pub review: u32,
    /// Calls to which no item applies, unless they are flagged as complaints.
    pub not_applicable: Option<Condition<R>>,
    /// What a call should hold, in the order of the scorecard.
    pub items: Vec<ProtocolItem<R>>,
    /// What a call may not hold.
    pub forbidden: Vec<Forbidden<R>>,
}

/// One line of a scorecard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtocolItem<R> {
    /// The name in outputs: `C3`.
    pub id: String,
    /// What people see.
    pub title: InThree,
    /// What a yes is worth; half of it for a partly. An item without points is told and counts for nothing.
    pub points: u32,
    /// To which calls it applies.
    pub applies: Applies,
    /// Calls to which it does not apply besides.
    pub not_applicable: Option<Condition<R>>,
    /// What answers it.
    pub answered: Answered<R>,
}

/// What answers an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answered<R> {
    /// A person alone.
    ByPerson,
    /// What is found in the call.
    ByCall(Criteria<R>),
}

/// What is found in a call, and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criteria<R> {
    /// Where true, yes; partly, where `no` is true as well.
    pub yes: Option<Condition<R>>,
    /// Where true and `yes` is not, partly.
    pub partly: Option<Condition<R>>,
    /// Where true and `yes` is not, no, whatever `partly` says.
    pub no: Option<Condition<R>>,
    /// Where nothing of it is true.
    pub otherwise: Otherwise,
    /// Numbers of the items that should come before it.
    pub after: Vec<usize>,
    /// Whether saying it several times is told.
    pub once: bool,
    /// Whether saying it at the end alone is told.
    pub early: bool,
}

/// The answer where nothing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Otherwise {
    /// Yes: the item asks that something is not there.
    Yes,
    /// Partly.
    Partly,
    /// No.
    No,
    /// It need not be there.
    NotApplicable,
}

/// To which calls something applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Applies {
    /// All.
    Always,
    /// Those that are flagged as complaints.
    Complaint,
}

/// What a call may not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forbidden<R> {
    /// The name in outputs: `K1`.
    pub id: String,
    /// What people see.
    pub title: InThree,
    /// Whether it is a critical error, and of which kind.
    pub critical: Option<CriticalKind>,
    /// To which calls it applies.
    pub applies: Applies,
    /// What shows it; `None` where only a person can tell.
    pub found: Option<Condition<R>>,
    /// A finding of these before it excuses it.
    pub unless_after: Vec<R>,
}

/// Whom a critical error harms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CriticalKind {
    /// The customer.
    Customer,
    /// The company.
    Company,
    /// It breaks the law.
    Law,
}

impl CriticalKind {
    /// All of them.
    pub const ALL: [CriticalKind; 3] =
        [CriticalKind::Customer, CriticalKind::Company, CriticalKind::Law];

    /// The name in protocols and outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            CriticalKind::Customer => "customer",
            CriticalKind::Company => "company",
            CriticalKind::Law => "law",
        }
    }
}

impl<R> Protocol<R> {
    /// The same protocol with its rules named in another way.
    pub(super) fn map_rules<S>(&self, name: &mut impl FnMut(&R) -> S) -> Protocol<S> {
        let mut map =
            |condition: &Option<Condition<R>>| condition.as_ref().map(|c| c.map_rules(name));
        let not_applicable = map(&self.not_applicable);
        let items = self
            .items
            .iter()
            .map(|item| ProtocolItem {
                id: item.id.clone(),
                title: item.title.clone(),
                points: item.points,
                applies: item.applies,
                not_applicable: map(&item.not_applicable),
                answered: match &item.answered {
                    Answered::ByPerson => Answered::ByPerson,
                    Answered::ByCall(by) => Answered::ByCall(Criteria {
                        yes: map(&by.yes),
                        partly: map(&by.partly),
                        no: map(&by.no),
                        otherwise: by.otherwise,
                        after: by.after.clone(),
                        once: by.once,
                        early: by.early,
                    }),
                },
            })
            .collect();
        let forbidden = self.forbidden.iter().map(|one| Forbidden {
            id: one.id.clone(),
            title: one.title.clone(),
            critical: one.critical,
            applies: one.applies,
            found: one.found.as_ref().map(|c| c.map_rules(name)),
            unless_after: one.unless_after.iter().map(&mut *name).collect(),
        });
        Protocol {
            id: self.id.clone(),
            title: self.title.clone(),
            points: self.points,
            pass: self.pass,
            review: self.review,
            not_applicable,
            items,
            forbidden: forbidden.collect(),
        }
    }
}
