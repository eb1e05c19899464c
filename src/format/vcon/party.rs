//! Who takes part in a vCon: names, sides, and whose number the customer's is.

use std::borrow::Cow;

use super::super::dialect::Json;
use super::super::draft::Draft;
use super::super::key::check_id;
use super::super::{Reject, roles};
use super::{items, member};
use crate::transcript::{Party, Role, RoleSource, WarningCode};

/// Roles of the contact-centre extension that the dictionary of labels does not have.
const ROLES: &[(&str, Role)] = &[
    ("ai", Role::System),
    ("sme", Role::Agent),
    ("supervisor", Role::Agent),
    ("third party", Role::Unknown),
    ("thirdparty", Role::Unknown),
];

/// One of `parties[]`.
pub(super) struct Member<'a> {
    pub(super) name: Option<Cow<'a, str>>,
    party: Party,
    phone: Option<String>,
    email: Option<String>,
    id: Option<String>,
    department: Option<String>,
}

/// All of `parties[]`, in their order, to which dialogs point by number.
pub(super) struct Parties<'a>(Vec<Member<'a>>);

impl<'a> Parties<'a> {
    /// Reads them, and puts what is known of the customer and the agent into the call.
    pub(super) fn read(root: &Json<'a>, draft: &mut Draft) -> Result<Parties<'a>, Reject> {
        let all = items(root.get("parties"));
        let all = all.iter().enumerate().map(|(ix, party)| read(ix, party, draft));
        let parties = Parties(all.collect());
        parties.tell(draft)?;
        Ok(parties)
    }

    /// The party of a number.
    pub(super) fn get(&self, ix: usize) -> Option<&Party> {
        self.0.get(ix).map(|member| &member.party)
    }

    /// The party a speaker's label names: by its name, or by a role that only one has.
    pub(super) fn named(&self, label: &str) -> Option<&Party> {
        let name = label.trim().to_lowercase();
        let mut same = self.0.iter().filter(|member| {
            member.name.as_ref().is_some_and(|known| known.to_lowercase() == name)
        });
        if let (Some(only), None) = (same.next(), same.next()) {
            return Some(&only.party);
        }
        self.only(roles::role_of(label)?).map(|member| &member.party)
    }

    /// The party of a role, if there is one only.
    pub(super) fn of_role(&self, role: Role) -> Option<&Party> {
        self.only(role).map(|member| &member.party)
    }

    fn only(&self, role: Role) -> Option<&Member<'a>> {
        let mut all = self.0.iter().filter(|member| member.party.role() == role);
        let first = all.next()?;
        (role != Role::Unknown && all.next().is_none()).then_some(first)
    }

    /// The facts about the customer, if there is one only, and about the first agent.
    fn tell(&self, draft: &mut Draft) -> Result<(), Reject> {
        let info = draft.info();
        if let Some(customer) = self.only(Role::Customer) {
            info.customer_phone.clone_from(&customer.phone);
            info.customer_email.clone_from(&customer.email);
        }
        if let Some(agent) = self.0.iter().find(|member| member.party.role() == Role::Agent) {
            info.agent_id.clone_from(&agent.id);
            info.agent_name = agent.name.as_deref().map(str::to_owned);
            info.team.clone_from(&agent.department);
        }
        for fact in [&info.customer_phone, &info.customer_email, &info.agent_id, &info.agent_name] {
            fact.iter().try_for_each(|fact| check_id("parties", fact))?;
        }
        Ok(())
    }
}

fn read<'a>(ix: usize, party: &Json<'a>, draft: &mut Draft) -> Member<'a> {
    let text = |names: &[&str]| member(party, names).map(Cow::into_owned);
    let without = |scheme: &str, found: Option<String>| {
        found.map(|uri| match uri.get(..scheme.len()) {
            Some(start) if start.eq_ignore_ascii_case(scheme) => uri[scheme.len()..].to_owned(),
            Some(_) | None => uri,
        })
    };
    let name = member(party, &["name"]);
    let phone = without("tel:", text(&["tel"]));
    let email = without("mailto:", text(&["mailto", "email"]));
    let label = name.as_deref().map(str::to_owned);
    let label = label.or_else(|| phone.clone()).or_else(|| email.clone());
    let label = label.or_else(|| text(&["sip", "did"])).unwrap_or_else(|| ix.to_string());
    let stated = member(party, &["role"]);
    let stated = stated.or_else(|| member(party.get("meta")?, &["role"]));
    let bot = member(party, &["type"]).is_some_and(|kind| kind.eq_ignore_ascii_case("bot"));
    let party_of = |role| Party::known(role, RoleSource::Stated, Some(label.clone()));
    let side = match stated.as_deref() {
        Some(stated) => match role(stated) {
            Some(role) => party_of(role),
            None => {
                draft.warn(WarningCode::UnknownName, || format!("parties[{ix}].role"));
                Party::unknown(Some(label.clone()))
            }
        },
        None if bot => party_of(Role::System),
        None => roles::party_of(Some(&label)),
    };
    Member {
        name,
        party: side,
        phone,
        email,
        id: text(&["uuid", "id"]),
        department: text(&["dept"]),
    }
}

fn role(stated: &str) -> Option<Role> {
    let name = stated.trim().to_lowercase();
    let known = ROLES.iter().find(|(known, _)| *known == name).map(|(_, role)| *role);
    known.or_else(|| roles::role_of(stated))
}
