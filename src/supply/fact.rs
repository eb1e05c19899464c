//! Facts about a call that a file name or a table may bring, and the names they go by.

use crate::format::{instant, offset};
use crate::record::written_date_time;
use crate::transcript::{Direction, Transcript, WarningCode};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// A fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fact {
    CallId,
    Source,
    CustomerId,
    CustomerPhone,
    CustomerEmail,
    AgentId,
    AgentName,
    Team,
    Queue,
    Language,
    Direction,
    StartedAt,
}

/// Names of groups and columns, in lower case; the first of each fact is shown to people.
const NAMES: [(Fact, &[&str]); 12] = [
    (
        Fact::CallId,
        &[
            "call_id",
            "callid",
            "call id",
            "id",
            "ид звонка",
            "номер звонка",
            "ід дзвінка",
            "номер дзвінка",
        ],
    ),
    (Fact::Source, &["source", "источник", "джерело"]),
    (
        Fact::CustomerId,
        &[
            "customer",
            "customer_id",
            "client",
            "client_id",
            "клиент",
            "ид клиента",
            "клієнт",
            "ід клієнта",
        ],
    ),
    (
        Fact::CustomerPhone,
        &["phone", "customer_phone", "client_phone", "телефон", "номер телефона", "номер телефону"],
    ),
    (Fact::CustomerEmail, &["email", "e-mail", "customer_email", "почта", "пошта"]),
    (
        Fact::AgentId,
        &["agent_id", "agent", "operator", "operator_id", "оператор", "сотрудник", "співробітник"],
    ),
    (Fact::AgentName, &["agent_name", "operator_name", "имя оператора", "ім'я оператора"]),
    (Fact::Team, &["team", "команда", "группа", "група"]),
    (Fact::Queue, &["queue", "skill", "очередь", "черга"]),
    (Fact::Language, &["language", "lang", "язык", "мова"]),
    (Fact::Direction, &["direction", "направление", "напрямок"]),
    (
        Fact::StartedAt,
        &[
            "started_at",
            "start",
            "time",
            "datetime",
            "date",
            "дата",
            "дата и время",
            "дата та час",
            "начало",
            "початок",
        ],
    ),
];

impl Fact {
    /// The fact of that name.
    pub(super) fn named(name: &str) -> Option<Fact> {
        let name = name.trim().to_lowercase();
        NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(fact, _)| *fact)
    }

    /// The names that are shown to people.
    pub(super) fn names() -> String {
        NAMES.map(|(_, names)| names.first().copied().unwrap_or_default()).join(", ")
    }

    /// Puts the value into a call that does not have one.
    pub(super) fn supply(
        self,
        call: &mut Transcript,
        value: &str,
        zone: Option<&TimeZone>,
        place: &str,
    ) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let info = call.info_mut();
        let text = match self {
            // The key is known by now.
            Fact::CallId | Fact::Source => return,
            Fact::CustomerId => &mut info.customer_id,
            Fact::CustomerPhone => &mut info.customer_phone,
            Fact::CustomerEmail => &mut info.customer_email,
            Fact::AgentId => &mut info.agent_id,
            Fact::AgentName => &mut info.agent_name,
            Fact::Team => &mut info.team,
            Fact::Queue => &mut info.queue,
            Fact::Language => &mut info.language,
            Fact::Direction => {
                if info.direction == Direction::Unknown {
                    match direction(value) {
                        Some(direction) => info.direction = direction,
                        None => call.warn(WarningCode::UnknownName, place),
                    }
                }
                return;
            }
            Fact::StartedAt => {
                if info.started_at.is_none() {
                    match started_at(value, zone) {
                        Ok(at) => {
                            info.started_at = Some(at);
                            info.started_offset = offset(value);
                        }
                        Err(code) => call.warn(code, place),
                    }
                }
                return;
            }
        };
        text.get_or_insert_with(|| value.to_owned());
    }
}

/// The direction that a telephone system means by a word.
fn direction(word: &str) -> Option<Direction> {
    let word = word.to_lowercase();
    Some(match word.as_str() {
        "in" | "inbound" | "incoming" | "вх" | "входящий" | "вхідний" => {
            Direction::Inbound
        }
        "out" | "outbound" | "outgoing" | "исх" | "исходящий" | "вих" | "вихідний" => {
            Direction::Outbound
        }
        "internal" | "внутренний" | "внутрішній" => Direction::Internal,
        _ => return None,
    })
}

/// An instant as tables and file names write it: RFC 3339, dd.mm.yyyy, digits alone, or a date with
/// any signs between its numbers.
fn started_at(text: &str, zone: Option<&TimeZone>) -> Result<jiff::Timestamp, WarningCode> {
    let read = instant(text, zone);
    if read != Err(WarningCode::StartedAtUnreadable) {
        return read;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let alone = digits.len() == text.len();
    // Seconds and milliseconds since 1970 of this age.
    if let (true, 10 | 13) = (alone, digits.len()) {
        let unit = if digits.len() == 10 { 1000 } else { 1 };
        let number: i64 = digits.parse().map_err(|_| WarningCode::StartedAtUnreadable)?;
        return jiff::Timestamp::from_millisecond(number * unit)
            .map_err(|_| WarningCode::StartedAtUnreadable);
    }
    let dotted = written_date_time(text).filter(|_| text.contains(':'));
    let local = dotted.or_else(|| in_order(&digits)).ok_or(WarningCode::StartedAtUnreadable)?;
    let zone = zone.ok_or(WarningCode::StartedAtWithoutZone)?;
    zone.to_timestamp(local).map_err(|_| WarningCode::StartedAtUnreadable)
}

/// Year, month, day, hour, minute and perhaps second, as digits.
fn in_order(digits: &str) -> Option<DateTime> {
    if !matches!(digits.len(), 12 | 14) || !digits.starts_with("20") {
        return None;
    }
    let number = |at: usize| digits.get(at..at + 2)?.parse::<i8>().ok();
    let year = digits.get(..4)?.parse().ok()?;
    let second = if digits.len() == 14 { number(12)? } else { 0 };
    DateTime::new(year, number(4)?, number(6)?, number(8)?, number(10)?, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_of_file_names_and_tables() {
        let zone = TimeZone::get("Europe/Kyiv").ok();
        for (text, at) in [
            ("2026-11-21T15:40:12Z", Ok("2026-11-21T15:40:12Z")),
            ("2026-11-21T17-40-12", Ok("2026-11-21T15:40:12Z")),
            ("20261121_174012", Ok("2026-11-21T15:40:12Z")),
            ("2026_11_21_17_40", Ok("2026-11-21T15:40:00Z")),
            ("202611211740", Ok("2026-11-21T15:40:00Z")),
            ("21.11.2026 17:40", Ok("2026-11-21T15:40:00Z")),
            ("1795275612", Ok("2026-11-21T15:40:12Z")),
            ("1795275612000", Ok("2026-11-21T15:40:12Z")),
            ("21.11.2026", Err(WarningCode::StartedAtUnreadable)),
            ("20261121", Err(WarningCode::StartedAtUnreadable)),
            ("20261321174012", Err(WarningCode::StartedAtUnreadable)),
            ("yesterday", Err(WarningCode::StartedAtUnreadable)),
        ] {
            let read = started_at(text, zone.as_ref()).map(|at| at.to_string());
            assert_eq!(read, at.map(str::to_owned), "{text}");
        }
        assert_eq!(started_at("20261121_174012", None), Err(WarningCode::StartedAtWithoutZone));
    }
}
