//! The dictionary of role names: which side a speaker's label stands for.

use crate::transcript::{Party, Role, RoleSource};

/// Labels of those who speak for the company, in lower case.
const AGENT: &[&str] = &[
    "advisor",
    "agent",
    "consultant",
    "employee",
    "manager",
    "operator",
    "representative",
    "support",
    "агент",
    "агентка",
    "консультант",
    "консультантка",
    "менеджер",
    "менеджерка",
    "оператор",
    "операторка",
    "поддержка",
    "працівник",
    "працівниця",
    "підтримка",
    "сотрудник",
    "сотрудница",
    "специалист",
    "співробітник",
    "співробітниця",
    "спеціаліст",
    "спеціалістка",
    "техподдержка",
    "фахівець",
];

/// Labels of customers, in lower case.
const CUSTOMER: &[&str] = &[
    "buyer",
    "caller",
    "client",
    "customer",
    "subscriber",
    "абонент",
    "абонентка",
    "заявитель",
    "заявник",
    "заявниця",
    "клиент",
    "клиентка",
    "клієнт",
    "клієнтка",
    "покупатель",
    "покупательница",
    "покупець",
    "споживач",
];

/// Labels of machines, in lower case.
const SYSTEM: &[&str] = &[
    "announcement",
    "bot",
    "ivr",
    "robot",
    "system",
    "автовідповідач",
    "автоответчик",
    "бот",
    "робот",
    "система",
];

/// The label in lower case and without a number at its end: `Agent_2` and `AGENT 1` are both `agent`.
pub(super) fn stem(label: &str) -> String {
    label
        .trim_end_matches(|c: char| {
            c.is_numeric() || c.is_whitespace() || matches!(c, '_' | '-' | '#' | '№' | '.')
        })
        .trim_start()
        .to_lowercase()
}

/// The role a label names.
pub(crate) fn role_of(label: &str) -> Option<Role> {
    let stem = stem(label);
    [(AGENT, Role::Agent), (CUSTOMER, Role::Customer), (SYSTEM, Role::System)]
        .into_iter()
        .find(|(names, _)| names.contains(&stem.as_str()))
        .map(|(_, role)| role)
}

/// The party a label stands for: of a known role if the dictionary has it.
pub(super) fn party_of(label: Option<&str>) -> Party {
    let role = label.and_then(role_of).unwrap_or(Role::Unknown);
    Party::known(role, RoleSource::Label, label.map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_roles() {
        let check = |label: &str, role: Option<Role>| assert_eq!(role_of(label), role, "{label}");
        for label in ["Оператор", "ОПЕРАТОР 2", "agent_1", "Support", "Менеджерка", "Специалист №3"]
        {
            check(label, Some(Role::Agent));
        }
        for label in ["Клієнт", "клиент", "Caller 1", "Споживач"] {
            check(label, Some(Role::Customer));
        }
        for label in ["IVR", "Автовідповідач", "бот"] {
            check(label, Some(Role::System));
        }
        for label in ["Анна", "Speaker 0", "", "2", "Customer ID", "Note"] {
            check(label, None);
        }
    }
}
