//! Rows as JSON objects.

use std::fmt::Write;

use super::columns::{Columns, Field};
use super::times::{self, Kind, Moment};
use crate::format::label;
use crate::format::roles::role_of;
use crate::record::{Row, lost_digits};
use crate::transcript::Role;

/// An hour; a call that begins later than this by its clock begins at a time of day.
const TIME_OF_DAY_MS: i64 = 3_600_000;

/// One row of a call.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Its members, without the text and the times.
    members: String,
    text: Option<String>,
    start: Option<Moment>,
    end: Option<Moment>,
}

/// How rows of known columns are read.
pub(super) struct Reading<'a> {
    pub(super) columns: &'a Columns,
    pub(super) kind: Kind,
    /// Whether the numbers of the rows are numbers.
    pub(super) ordered: bool,
    pub(super) zone: Option<&'a jiff::tz::TimeZone>,
}

/// Begins a further element.
pub(super) fn separate(json: &mut String) {
    if !json.ends_with(['[', '{']) && !json.is_empty() {
        json.push(',');
    }
}

/// Adds `"name":"value"`.
pub(super) fn member(json: &mut String, name: &str, value: &str) {
    separate(json);
    // Strings are always written.
    let string = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let _ = write!(json, "{}:{}", string(name), string(value));
}

fn number(json: &mut String, name: &str, value: i64) {
    separate(json);
    let _ = write!(json, "\"{name}\":{value}");
}

/// A row as it is, for a user's own map; empty cells are not there.
pub(super) fn plain(header: &[String], row: &Row) -> String {
    let mut json = String::from("{");
    for (name, cell) in header.iter().zip(row.cells()) {
        if !cell.trim().is_empty() {
            member(&mut json, name, cell);
        }
    }
    json.push('}');
    json
}

impl Line {
    /// A row of which everything is known.
    pub(super) fn of(members: String) -> Line {
        Line { members, ..Line::default() }
    }

    /// Leaves the facts of a row and nothing said; an instant at which it began is when the call did.
    pub(super) fn silence(&mut self) {
        if let Some(Moment::Instant(ms)) = self.start
            && let Ok(at) = jiff::Timestamp::from_millisecond(ms)
            && !self.members.contains("\"started_at\":")
        {
            member(&mut self.members, "started_at", &at.to_string());
        }
        (self.text, self.start, self.end) = (None, None, None);
    }

    /// A row of known columns; names of columns whose value has lost digits go to `lost`.
    pub(super) fn read(row: &Row, how: &Reading<'_>, lost: &mut Vec<&'static str>) -> Line {
        let mut line = Line::default();
        let json = &mut line.members;
        let cell = |field| how.columns.find(field).map_or("", |column| row.cell(column.at).trim());
        for column in &how.columns.0 {
            let value = row.cell(column.at).trim();
            let Field::Fact(name) = column.field else { continue };
            match name {
                _ if value.is_empty() => {}
                "customer_id" | "customer_phone" | "agent_id" if lost_digits(value) => {
                    lost.push(name);
                }
                "direction" => member(json, name, direction(value)),
                "medium" => member(json, name, medium(value)),
                _ => member(json, name, value),
            }
        }
        if how.ordered && !cell(Field::Order).is_empty() {
            member(json, "order", cell(Field::Order));
        }
        let (text, by_label) = said(how.columns, cell(Field::Text));
        speaker(json, cell(Field::Speaker), cell(Field::Role), by_label);
        if !cell(Field::Channel).is_empty() {
            member(json, "channel", cell(Field::Channel));
        }
        started(json, cell(Field::Date), cell(Field::TimeOfDay));
        line.text = Some(text.to_owned());
        let start = line.time(row, how, Field::Start, "start");
        line.start = start;
        line.end = line.time(row, how, Field::End, "end");
        let has_start = how.columns.find(Field::Start).is_some();
        let length = line.time(row, how, Field::Length, "length");
        if let Some(Moment::Offset(ms)) = length {
            number(&mut line.members, if has_start { "length" } else { "call_ms" }, ms);
        }
        line
    }

    /// A time; what is none is left as it is, for the map's reader to complain of.
    fn time(&mut self, row: &Row, how: &Reading<'_>, field: Field, name: &str) -> Option<Moment> {
        let column = how.columns.find(field)?;
        let cell = row.cell(column.at).trim();
        if cell.is_empty() {
            return None;
        }
        // The length of a call is nothing that its utterances tell the unit of.
        let of_call = field == Field::Length && how.columns.find(Field::Start).is_none();
        let kind = if of_call { Kind::Clock } else { how.kind };
        let found = times::read(cell, column, kind, how.zone);
        if found.is_none() {
            member(&mut self.members, name, cell);
        }
        found
    }
}

/// The rows of a call as a list; whether times of an unknown zone are among them.
pub(super) fn list(lines: &[Line]) -> (String, bool) {
    let offset = |moment: Option<Moment>| match moment {
        Some(Moment::Offset(ms) | Moment::Local(ms)) => Some(ms),
        Some(Moment::Instant(_)) | None => None,
    };
    let local = lines.iter().any(|line| matches!(line.start, Some(Moment::Local(_))));
    let first = lines.iter().filter_map(|line| offset(line.start)).min().unwrap_or_default();
    let zero = if local || first >= TIME_OF_DAY_MS { first } else { 0 };
    let mut json = String::from("[");
    for line in lines {
        separate(&mut json);
        json.push('{');
        json.push_str(&line.members);
        if let Some(text) = &line.text {
            member(&mut json, "text", text);
        }
        for (name, moment) in [("start", line.start), ("end", line.end)] {
            match moment {
                Some(Moment::Offset(ms) | Moment::Local(ms)) => number(&mut json, name, ms - zero),
                Some(Moment::Instant(ms)) => number(&mut json, &format!("{name}_at"), ms),
                None => {}
            }
        }
        json.push('}');
    }
    json.push(']');
    (json, local)
}

/// What was said; where no column says who speaks, a role before a colon does.
fn said<'t>(columns: &Columns, text: &'t str) -> (&'t str, Option<&'t str>) {
    let stated = [Field::Speaker, Field::Role, Field::Channel];
    if stated.into_iter().any(|field| columns.find(field).is_some()) || text.contains('\n') {
        return (text, None);
    }
    match label::labelled(text) {
        Some(found) if role_of(found.label).is_some() => (found.rest, Some(found.label)),
        Some(_) | None => (text, None),
    }
}

/// Who speaks. A role that nobody knows is the name of a speaker like any other.
fn speaker(json: &mut String, speaker: &str, role: &str, by_label: Option<&str>) {
    let known = match role_of(role) {
        Some(Role::Agent) => Some("agent"),
        Some(Role::Customer) => Some("customer"),
        Some(Role::System) => Some("system"),
        Some(Role::Unknown) | None => None,
    };
    if let Some(role) = known {
        member(json, "role", role);
    }
    let name = [Some(speaker), by_label, Some(role)].into_iter().flatten();
    if let Some(name) = name.into_iter().find(|name| !name.is_empty()) {
        member(json, "speaker", name);
    }
}

/// When the call began, in one column or two.
fn started(json: &mut String, date: &str, time: &str) {
    match (date, time) {
        ("", _) => {}
        (date, time) if !time.is_empty() && !date.contains(':') => {
            member(json, "started_at", &format!("{date} {time}"));
        }
        (date, _) => member(json, "started_at", date),
    }
}

/// A direction by the names that people give it.
fn direction(written: &str) -> &str {
    match written.to_lowercase().as_str() {
        "in" | "incoming" | "inbound" | "входящий" | "вх" | "вхідний" => "inbound",
        "out" | "outgoing" | "outbound" | "исходящий" | "исх" | "вихідний" | "вих" => {
            "outbound"
        }
        "internal" | "внутренний" | "внутрішній" => "internal",
        _ => written,
    }
}

/// A medium by the names that people give it.
fn medium(written: &str) -> &str {
    match written.to_lowercase().as_str() {
        "voice" | "call" | "phone" | "звонок" | "телефон" | "голос" | "дзвінок" => {
            "voice"
        }
        "chat" | "messenger" | "чат" | "мессенджер" | "месенджер" => "chat",
        _ => written,
    }
}
