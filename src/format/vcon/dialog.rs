//! The dialogs of a vCon: when they were, between whom, messages and holds in them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use super::super::dialect::Json;
use super::super::draft::{self, Draft};
use super::super::{Origin, chat};
use super::{base64url, index, items, member};
use crate::transcript::{Direction, WarningCode};
use crate::units::{Millis, TimeError, TimeUnit};

/// What a dialog is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A recording, of which a transcript may be among the analyses.
    Recording,
    /// A message.
    Text,
    /// A call that did not come about, a transfer, a set of recordings.
    Other,
}

/// An instant on a clock that all dialogs share.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    /// Milliseconds since 1970; of a local time without a zone as if it were UTC.
    pub(super) ms: i64,
    /// The instant, where the zone is known.
    pub(super) instant: Option<Timestamp>,
    /// How far local time was from UTC, where that is said.
    pub(super) offset: Option<Offset>,
}

/// A message, and whether quotations in it were left out.
pub(super) struct Message {
    pub(super) text: String,
    pub(super) quoted: bool,
}

/// Somebody was put on hold, or taken off it.
pub(super) struct HoldEvent {
    pub(super) party: Option<usize>,
    pub(super) at: At,
    pub(super) holds: bool,
}

/// One of `dialog[]`.
pub(super) struct Dialog {
    pub(super) kind: Kind,
    pub(super) start: Option<At>,
    pub(super) duration: Option<Millis>,
    /// Parties by channel; of a recording of one channel just all of them.
    pub(super) parties: Vec<Option<usize>>,
    /// Who wrote a message.
    pub(super) sender: Option<usize>,
    pub(super) message: Option<Message>,
    pub(super) in_set: bool,
    pub(super) hold_events: Vec<HoldEvent>,
}

/// All of `dialog[]`, in their order.
pub(super) fn read_all(root: &Json<'_>, draft: &mut Draft, origin: &Origin<'_>) -> Vec<Dialog> {
    let all = match root.get("dialog") {
        Some(Json::List(all)) => all.as_slice(),
        Some(_) | None => &[],
    };
    let known = items(root.get("parties")).len();
    all.iter().enumerate().map(|(ix, dialog)| read(ix, dialog, known, draft, origin)).collect()
}

fn read(
    ix: usize,
    dialog: &Json<'_>,
    known: usize,
    draft: &mut Draft,
    origin: &Origin<'_>,
) -> Dialog {
    let kind = match member(dialog, &["type"]).unwrap_or_default().as_ref() {
        "recording" | "audio" | "video" => Kind::Recording,
        "text" => Kind::Text,
        _ => Kind::Other,
    };
    let start = dialog
        .get("start")
        .and_then(|start| at(start, draft, origin, || format!("dialog[{ix}].start")));
    let duration = dialog
        .get("duration")
        .and_then(|duration| seconds(duration, draft, || format!("dialog[{ix}].duration")));
    let parties: Vec<Option<usize>> =
        items(dialog.get("parties")).into_iter().map(one_party).collect();
    let originator = dialog.get("originator").and_then(index);
    if parties.iter().flatten().chain(&originator).any(|party| *party >= known) {
        draft.warn(WarningCode::UnknownName, || format!("dialog[{ix}].parties"));
    }
    let place = |event: usize| format!("dialog[{ix}].party_history[{event}].time");
    let mut hold_events = Vec::new();
    for (nth, event) in items(dialog.get("party_history")).into_iter().enumerate() {
        let holds = match member(event, &["event"]).unwrap_or_default().as_ref() {
            "hold" => true,
            "unhold" | "drop" => false,
            _ => continue,
        };
        let time = event.get("time").and_then(|time| at(time, draft, origin, || place(nth)));
        if let Some(at) = time {
            let party = event.get("party").and_then(index);
            hold_events.push(HoldEvent { party, at, holds });
        }
    }
    facts(dialog, draft);
    Dialog {
        kind,
        start,
        duration,
        sender: originator.or_else(|| parties.first().copied().flatten()),
        parties,
        message: (kind == Kind::Text).then(|| message(dialog)).flatten(),
        in_set: dialog.get("recording_set").is_some(),
        hold_events,
    }
}

/// The party on a channel: of several there, nobody knows which.
fn one_party(json: &Json<'_>) -> Option<usize> {
    match json {
        Json::List(several) => match several.as_slice() {
            [one] => index(one),
            _ => None,
        },
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_) => {
            index(json)
        }
    }
}

/// An instant; what is none is missing, with a warning.
pub(super) fn at(
    json: &Json<'_>,
    draft: &mut Draft,
    origin: &Origin<'_>,
    place: impl FnOnce() -> String,
) -> Option<At> {
    let written = super::string(json)?;
    match draft::instant(&written, origin.time_zone) {
        Ok(instant) => Some(At {
            ms: instant.as_millisecond(),
            instant: Some(instant),
            offset: draft::offset(&written),
        }),
        Err(code) => {
            let local: Option<DateTime> = written.parse().ok();
            let local = local.filter(|_| code == WarningCode::StartedAtWithoutZone);
            let instant = local.and_then(|local| TimeZone::UTC.to_timestamp(local).ok());
            if instant.is_none() {
                draft.warn(WarningCode::UnreadableTime, place);
            }
            Some(At { ms: instant?.as_millisecond(), instant: None, offset: None })
        }
    }
}

/// A length in seconds; what is none is missing, with a warning.
fn seconds(json: &Json<'_>, draft: &mut Draft, place: impl FnOnce() -> String) -> Option<Millis> {
    let written = super::string(json)?;
    let code = match Millis::parse(&written, TimeUnit::Seconds) {
        Ok(length) => return Some(length),
        Err(TimeError::Negative) => WarningCode::NegativeTime,
        Err(TimeError::NotANumber | TimeError::TooLarge) => WarningCode::UnreadableTime,
    };
    draft.warn(code, place);
    None
}

/// What a text dialog says; `None` where it is not in the vCon, or is no text.
fn message(dialog: &Json<'_>) -> Option<Message> {
    let body = dialog.get("body")?.text(String::new).ok()??;
    let media_type = member(dialog, &["mediatype", "mimetype"]).unwrap_or_default();
    let encoding = member(dialog, &["encoding"]).unwrap_or_default();
    let (text, quoted) = match encoding.to_ascii_lowercase().as_str() {
        "base64url" | "base64" => chat::email::said(&media_type, &base64url(&body)?)?,
        _ => chat::email::said(&media_type, body.as_bytes())?,
    };
    Some(Message { text, quoted })
}

/// Queue and direction, as the contact-centre extension and older vCons have them.
fn facts(dialog: &Json<'_>, draft: &mut Draft) {
    let info = draft.info();
    if info.queue.is_none() {
        info.queue = member(dialog, &["skill", "campaign"]).map(|queue| queue.into_owned());
    }
    if info.direction == Direction::Unknown {
        info.direction = direction(dialog);
    }
}

/// Who called whom, from `meta.direction`.
pub(super) fn direction(json: &Json<'_>) -> Direction {
    let written = json.get("meta").and_then(|meta| member(meta, &["direction"]));
    match written.unwrap_or_default().to_ascii_lowercase().as_str() {
        "in" | "inbound" => Direction::Inbound,
        "out" | "outbound" => Direction::Outbound,
        "internal" => Direction::Internal,
        _ => Direction::Unknown,
    }
}
