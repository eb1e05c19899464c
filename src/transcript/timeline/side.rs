//! Who sits on which side of the line, and who a point in time is credited to.

use crate::transcript::{PartyIx, Role, Transcript};

/// One side of the line: all of a known role together, each unknown party for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// Everybody who speaks for the company.
    Agent,
    /// Everybody who is a customer.
    Customer,
    /// The machines.
    System,
    /// One party of whom nothing is known.
    Party(PartyIx),
}

impl Side {
    /// The side of each party, in the order of the transcript.
    pub(super) fn of_parties(transcript: &Transcript) -> Vec<Side> {
        let parties = transcript.parties().iter().enumerate();
        parties.map(|(ix, party)| Side::of(party.role(), PartyIx(ix as u32))).collect()
    }

    fn of(role: Role, party: PartyIx) -> Side {
        match role {
            Role::Agent => Side::Agent,
            Role::Customer => Side::Customer,
            Role::System => Side::System,
            Role::Unknown => Side::Party(party),
        }
    }

    /// The role of everybody on this side.
    pub(super) fn role(self) -> Role {
        match self {
            Side::Agent => Role::Agent,
            Side::Customer => Role::Customer,
            Side::System => Role::System,
            Side::Party(_) => Role::Unknown,
        }
    }
}

/// Who spoke, and in which turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The side.
    pub role: Role,
    /// The party.
    pub party: PartyIx,
    /// The turn, as its position in [`Transcript::turns`].
    pub turn: usize,
}

/// One value for each role that talks; machines do not.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PerRole<T> {
    /// Of the agents.
    pub agent: T,
    /// Of the customers.
    pub customer: T,
    /// Of the parties of unknown role.
    pub unknown: T,
}

impl<T> PerRole<T> {
    /// The value of `role`; `None` for [`Role::System`].
    pub fn get(&self, role: Role) -> Option<&T> {
        match role {
            Role::Agent => Some(&self.agent),
            Role::Customer => Some(&self.customer),
            Role::Unknown => Some(&self.unknown),
            Role::System => None,
        }
    }

    pub(super) fn get_mut(&mut self, role: Role) -> Option<&mut T> {
        match role {
            Role::Agent => Some(&mut self.agent),
            Role::Customer => Some(&mut self.customer),
            Role::Unknown => Some(&mut self.unknown),
            Role::System => None,
        }
    }

    pub(super) fn map<U>(self, mut f: impl FnMut(T) -> U) -> PerRole<U> {
        PerRole { agent: f(self.agent), customer: f(self.customer), unknown: f(self.unknown) }
    }
}
