//! Who takes part in a call, on which side, and how that is known.

use serde::{Deserialize, Serialize};
/// The side a party is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Speaks for the company.
    Agent,
    /// Called, or was called, as a customer.
    Customer,
    /// A machine: IVR, bot, announcement.
    System,
    /// The source does not tell.
    Unknown,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 4] = [Role::Agent, Role::Customer, Role::System, Role::Unknown];

    /// The stable name used in every output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::Agent => "agent",
            Role::Customer => "customer",
            Role::System => "system",
            Role::Unknown => "unknown",
        }
    }

    /// The role of a name.
    pub fn of(name: &str) -> Option<Role> {
        let all = [Role::Agent, Role::Customer, Role::System, Role::Unknown];
        all.into_iter().find(|role| role.as_str() == name)
    }

    /// Whether two parties of these roles sit on the same side of the line.
    ///
    /// Nothing is known of an unknown party's side, so it is nobody's companion.
    pub fn same_side(self, other: Role) -> bool {
        self == other && self != Role::Unknown
    }
}

/// How a role is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoleSource {
    /// A field of the source says so.
    Stated,
    /// The speaker's label is in the dictionary of role names («Оператор», "Agent").
    Label,
    /// All it says are announcements of the lexicon.
    Announcement,
    /// The user says which label stands for which side.
    User,
}

impl RoleSource {
    /// The stable name used in every output.
    pub const fn as_str(self) -> &'static str {
        match self {
            RoleSource::Stated => "stated",
            RoleSource::Label => "label",
            RoleSource::Announcement => "announcement",
            RoleSource::User => "user",
        }
    }
}

/// One who speaks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Party {
    role: Role,
    role_source: Option<RoleSource>,
    label: Option<String>,
}

impl Party {
    /// A party whose role the source tells. With [`Role::Unknown`] this is [`Party::unknown`].
    pub fn known(role: Role, from: RoleSource, label: Option<String>) -> Party {
        let role_source = (role != Role::Unknown).then_some(from);
        Party { role, role_source, label }
    }

    /// A party of whom only the label, if any, is known.
    pub fn unknown(label: Option<String>) -> Party {
        Party { role: Role::Unknown, role_source: None, label }
    }

    /// The same party under another label.
    #[must_use]
    pub fn with_label(&self, label: String) -> Party {
        Party { label: Some(label), ..self.clone() }
    }

    /// The side.
    pub fn role(&self) -> Role {
        self.role
    }

    /// How the side is known; `None` exactly for [`Role::Unknown`].
    pub fn role_source(&self) -> Option<RoleSource> {
        self.role_source
    }

    /// The speaker's label as the source writes it.
    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }
}

/// A party of one transcript, handed out by its builder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyIx(pub(super) u32);

impl PartyIx {
    /// Position in [`Transcript::parties`](super::Transcript::parties).
    pub const fn get(self) -> usize {
        self.0 as usize
    }
}
