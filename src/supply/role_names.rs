//! Which side a label stands for, as the user says: `0=agent,1=customer`, or by direction.

use crate::transcript::{Direction, Party, Role, RoleSource, Transcript, WarningCode};

/// Names of directions before a colon.
const DIRECTIONS: [(&str, Direction); 5] = [
    ("in", Direction::Inbound),
    ("inbound", Direction::Inbound),
    ("out", Direction::Outbound),
    ("outbound", Direction::Outbound),
    ("internal", Direction::Internal),
];

/// Labels and their roles.
///
/// A role that the source states itself is never changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleNames {
    /// Of calls in any direction.
    any: Vec<(String, Role)>,
    /// Of calls in one.
    by_direction: Vec<(Direction, Vec<(String, Role)>)>,
}

impl RoleNames {
    /// Reads `0=agent,1=customer` or `in:1=customer,2=agent;out:1=agent,2=customer`; the error says
    /// what is wrong.
    pub fn parse(text: &str) -> Result<RoleNames, String> {
        let mut names = RoleNames::default();
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            match part.split_once(':') {
                // A label may have a colon of its own: `0:1=agent`.
                Some((before, pairs)) if !before.contains('=') && direction(before).is_some() => {
                    names.by_direction.extend(direction(before).zip(Some(read_pairs(pairs)?)));
                }
                Some(_) | None => names.any.extend(read_pairs(part)?),
            }
        }
        if names == RoleNames::default() {
            return Err("there is no label in it; write 0=agent,1=customer".to_owned());
        }
        Ok(names)
    }

    /// The call with these roles.
    pub(super) fn name(&self, mut call: Transcript) -> Transcript {
        let direction = call.info().direction;
        let mine = self.by_direction.iter().find(|(of, _)| *of == direction);
        if mine.is_none() && self.any.is_empty() {
            // On a call between colleagues nobody is a customer.
            if direction == Direction::Unknown {
                call.warn(WarningCode::DirectionUnknown, "roles");
            }
            return call;
        }
        let names: Vec<_> =
            mine.map(|(_, names)| names).into_iter().flatten().chain(&self.any).collect();
        let mut named = false;
        let role_of = |party: &Party| {
            let label = party.label()?;
            let (_, role) = names.iter().find(|(name, _)| stands_for(name, label))?;
            named = true;
            // What the source states is better known than any rule for many calls.
            (party.role_source() != Some(RoleSource::Stated)).then_some(*role)
        };
        call.name_roles(RoleSource::User, role_of);
        if !named && !call.turns().is_empty() {
            call.warn(WarningCode::NoSuchLabel, "roles");
        }
        call
    }
}

fn direction(name: &str) -> Option<Direction> {
    let name = name.trim().to_lowercase();
    DIRECTIONS.iter().find(|(known, _)| *known == name).map(|(_, direction)| *direction)
}

fn read_pairs(text: &str) -> Result<Vec<(String, Role)>, String> {
    let pairs = text.split(',').filter(|pair| !pair.trim().is_empty());
    let pair = |pair: &str| {
        let (label, role) = pair
            .rsplit_once('=')
            .ok_or_else(|| format!("`{}` has no `=`; write 0=agent,1=customer", pair.trim()))?;
        let role = role.trim().to_lowercase();
        let known = Role::of(&role).ok_or_else(|| {
            format!("`{role}` is no role; there are agent, customer, system and unknown")
        })?;
        Ok((label.trim().to_owned(), known))
    };
    pairs.map(pair).collect()
}

/// Whether a name is that of a label, or of the channel before its colon.
fn stands_for(name: &str, label: &str) -> bool {
    let channel = label.split_once(':').map(|(channel, _)| channel);
    [Some(label), channel]
        .into_iter()
        .flatten()
        .any(|own| own.to_lowercase() == name.to_lowercase())
}
