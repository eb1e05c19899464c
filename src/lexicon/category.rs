//! What kind of thing a rule finds: a family and a kind within it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The families; a kind may be new, a family may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Family {
    /// The customer is not content.
    Complaint,
    /// The customer turns to somebody else, or away.
    Escalation,
    /// Somebody is insulted or threatened.
    Abuse,
    /// What the agent says and should, or should not.
    Agent,
    /// What the customer says besides complaints.
    Customer,
    /// How the call ended.
    Outcome,
    /// Whether there was a conversation at all.
    Contact,
    /// What speaks against buying.
    Sales,
    /// Swearing.
    Profanity,
    /// Silence.
    Pause,
}

impl Family {
    /// All of them, in the order of reports.
    pub const ALL: [Family; 10] = [
        Family::Complaint,
        Family::Escalation,
        Family::Abuse,
        Family::Agent,
        Family::Customer,
        Family::Outcome,
        Family::Contact,
        Family::Sales,
        Family::Profanity,
        Family::Pause,
    ];

    /// Whether its findings say that the customer is not content: what is complained of, or where to.
    pub const fn is_discontent(self) -> bool {
        match self {
            Family::Complaint | Family::Escalation => true,
            Family::Abuse
            | Family::Agent
            | Family::Customer
            | Family::Outcome
            | Family::Contact
            | Family::Sales
            | Family::Profanity
            | Family::Pause => false,
        }
    }

    /// The first part of a category's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Family::Complaint => "complaint",
            Family::Escalation => "escalation",
            Family::Abuse => "abuse",
            Family::Agent => "agent",
            Family::Customer => "customer",
            Family::Outcome => "outcome",
            Family::Contact => "contact",
            Family::Sales => "sales",
            Family::Profanity => "profanity",
            Family::Pause => "pause",
        }
    }
}

/// A family and a kind: `complaint.billing`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Category {
    family: Family,
    name: String,
}

impl Category {
    /// Reads `family.kind`; `None` if the family is not known or the kind is no small Latin name.
    pub fn parse(name: &str) -> Option<Category> {
        let (family, kind) = name.split_once('.')?;
        let family = Family::ALL.into_iter().find(|known| known.as_str() == family)?;
        is_name(kind).then(|| Category { family, name: name.to_owned() })
    }

    /// The family.
    pub fn family(&self) -> Family {
        self.family
    }

    /// Whether what its rules find asks the other side to wait.
    pub fn announces_wait(&self) -> bool {
        matches!(self.name.as_str(), "agent.hold" | "customer.hold")
    }

    /// The whole name, `family.kind`.
    pub fn as_str(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// One part of a dotted name.
pub(super) fn is_name(part: &str) -> bool {
    !part.is_empty()
        && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories() {
        assert_eq!(Category::parse("complaint.billing").unwrap().family(), Family::Complaint);
        for name in
            ["complaint", "complaint.", "weather.rain", "complaint.Billing", "complaint.a.b"]
        {
            assert_eq!(Category::parse(name), None, "{name}");
        }
    }
}
