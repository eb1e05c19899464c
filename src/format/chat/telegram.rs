//! Exports of Telegram: one chat, or an account with one chat in it.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::cell::OnceCell;

use super::{Clock, Message};
use crate::format::draft::{self, Draft};
use crate::format::json::{self, List, Listed, Object, Text};
use crate::format::limits::MAX_TURNS;
use crate::format::{
    About, Calls, Format, Head, Origin, Parse, Reject, RejectCode, Shape, key, roles,
};
use crate::transcript::{CallInfo, Transcript, TranscriptBuilder, WarningCode};

pub(in crate::format) static FORMAT: Format = Format {
    name: "telegram",
    title: "Telegram exports",
    about: About {
        what: "a chat exported from Telegram, or an account with its chats",
        signs: || {
            "`messages` with `date` and `from_id` or `date_unixtime`, or `chats` with a `list`"
                .to_owned()
        },
        times: "instant of each message",
        words: "no",
        roles: "by label",
    },
    shape: Shape::Json,
    recognise,
    parse: Parse::Several(parse),
};

/// Every member that is read; others are extra.
const MEMBERS: &[&str] = &["id", "messages", "chats"];

fn recognise(head: &Head<'_>) -> bool {
    let has = |key| head.has_in("messages", key);
    let chat = head.has_list("messages") && has("date") && (has("from_id") || has("date_unixtime"));
    chat || (head.has_in("chats", "list") && head.has_in("chats", "about"))
}

#[derive(Deserialize)]
struct ExportIn<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    messages: Option<List<MessageIn<'a>>>,
    #[serde(borrow)]
    chats: Option<Object<ChatsIn<'a>>>,
}

#[derive(Deserialize)]
struct ChatsIn<'a> {
    #[serde(borrow)]
    list: Option<List<ChatIn<'a>>>,
}

#[derive(Deserialize)]
struct ChatIn<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    messages: Option<List<MessageIn<'a>>>,
}

#[derive(Deserialize)]
struct MessageIn<'a> {
    #[serde(borrow)]
    r#type: Option<Text<'a>>,
    #[serde(borrow)]
    date: Option<Text<'a>>,
    #[serde(borrow)]
    date_unixtime: Option<&'a RawValue>,
    #[serde(borrow)]
    from: Option<&'a RawValue>,
    #[serde(borrow)]
    from_id: Option<&'a RawValue>,
    #[serde(borrow)]
    text: Option<&'a RawValue>,
    #[serde(borrow)]
    text_entities: Option<&'a RawValue>,
}

impl Listed for ChatIn<'_> {
    const MAX: usize = MAX_TURNS;
    const TOO_MANY: RejectCode = RejectCode::TooManyTurns;
    const MANY: &'static str = "chats";
}

impl Listed for MessageIn<'_> {
    const MAX: usize = MAX_TURNS;
    const TOO_MANY: RejectCode = RejectCode::TooManyTurns;
    const MANY: &'static str = "messages";
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Calls {
    let export: ExportIn<'_> = match json::read(record) {
        Ok(export) => export,
        Err(reject) => return vec![Err(reject)],
    };
    let talks = match (export.messages, export.chats) {
        (Some(List(messages)), _) => vec![(export.id, messages, "messages".to_owned())],
        (None, Some(Object(chats))) => {
            let List(chats) = chats.list.unwrap_or_default();
            let place = |ix: usize| format!("chats.list[{ix}].messages");
            let mut talks = Vec::new();
            for (ix, chat) in chats.into_iter().enumerate() {
                let List(messages) = chat.messages.unwrap_or_default();
                if !messages.is_empty() {
                    talks.push((chat.id, messages, place(ix)));
                }
            }
            // An account in which nobody ever wrote is one empty chat.
            if talks.is_empty() { vec![(None, Vec::new(), place(0))] } else { talks }
        }
        (None, None) => {
            let message = "there is no list of messages";
            let reject = Reject::new(RejectCode::NotATranscript, message).in_field("messages");
            return vec![Err(reject)];
        }
    };
    let several = talks.len() > 1;
    let hash = OnceCell::new();
    let numbered = talks.into_iter().zip(1..);
    let chat = |((id, messages, path), number): ((_, Vec<_>, String), _)| {
        let number = several.then_some(number);
        let origin = Origin { number, record_hash: Some(&hash), ..*origin };
        chat(record, &origin, id, &messages, &path)
    };
    numbered.map(chat).collect()
}

fn chat(
    record: &[u8],
    origin: &Origin<'_>,
    id: Option<&RawValue>,
    messages: &[MessageIn<'_>],
    path: &str,
) -> Result<Transcript, Reject> {
    let id = draft::name(id, || "id".to_owned())?;
    let (key, id_source) = key::call_key(record, origin, FORMAT.name, id.as_deref(), None)?;
    let mut draft = Draft::of(TranscriptBuilder::new(CallInfo::new(key, id_source)));
    let mut read = Vec::new();
    for (ix, message) in messages.iter().enumerate() {
        read.extend(self::message(&mut draft, message, origin, format!("{path}[{ix}]"))?);
    }
    super::add(draft.builder(), read)?;
    // What stands beside the chats of an account belongs to none of them.
    if origin.number.is_none() {
        draft.keep_extra(record, origin, MEMBERS)?;
    }
    Ok(draft.build())
}

fn message(
    draft: &mut Draft,
    message: &MessageIn<'_>,
    origin: &Origin<'_>,
    place: String,
) -> Result<Option<Message>, Reject> {
    if message.r#type.as_ref().is_some_and(|Text(kind)| kind != "message") {
        draft.warn(WarningCode::SystemMessage, || place);
        return Ok(None);
    }
    let mut said = [message.text, message.text_entities].into_iter().flatten().map(text);
    // Pictures and stickers have no text.
    let Some(text) = said.find(|text| !text.trim().is_empty()) else { return Ok(None) };
    let name = match draft::name(message.from, || format!("{place}.from"))? {
        Some(name) => Some(name),
        // Whose account was deleted has no name.
        None => draft::name(message.from_id, || format!("{place}.from_id"))?,
    };
    let at = clock(draft, message, origin, &place)?;
    Ok(Some(Message { party: roles::party_of(name.as_deref()), at, text, place }))
}

/// A string, or a list of strings and of objects with strings.
fn text(raw: &RawValue) -> String {
    let Ok(value) = serde_json::from_str::<Value>(raw.get()) else { return String::new() };
    let piece = |value: &Value| -> String {
        value.as_str().or_else(|| value.get("text")?.as_str()).unwrap_or_default().to_owned()
    };
    match &value {
        Value::Array(pieces) => pieces.iter().map(piece).collect(),
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => piece(&value),
    }
}

/// When a message was written.
fn clock(
    draft: &mut Draft,
    message: &MessageIn<'_>,
    origin: &Origin<'_>,
    place: &str,
) -> Result<Option<Clock>, Reject> {
    let unix = draft::name(message.date_unixtime, || format!("{place}.date_unixtime"))?;
    if let Some(seconds) = unix {
        let at = super::of_seconds(draft.builder(), &seconds, &format!("{place}.date_unixtime"));
        return Ok(at.map(Clock::Instant));
    }
    let Some(Text(date)) = &message.date else { return Ok(None) };
    let place = || format!("{place}.date");
    let Ok(local) = date.trim().parse::<DateTime>() else {
        draft.warn(WarningCode::UnreadableTime, place);
        return Ok(None);
    };
    if let Some(zone) = origin.time_zone {
        return Ok(zone.to_timestamp(local).ok().map(Clock::Instant));
    }
    draft.warn(WarningCode::StartedAtWithoutZone, place);
    let at = TimeZone::UTC.to_timestamp(local).ok();
    Ok(at.map(|at| Clock::Local(at.as_millisecond())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::{rejected, summary};

    fn check(record: &str, expected: &str) {
        assert_eq!(
            summary(parse(record.as_bytes(), &Origin::default()).remove(0)),
            expected,
            "{record}"
        );
    }

    #[test]
    fn messages_of_a_chat() {
        check(
            r#"{"name":"Anna","type":"personal_chat","id":5,"messages":[
              {"type":"service","date":"2026-11-21T10:00:00","date_unixtime":"1763719200","action":"phone_call"},
              {"type":"message","date":"2026-11-21T10:00:05","date_unixtime":"1763719205","from":"Anna","from_id":"user1","text":["дивіться ",{"type":"link","text":"x.ua"}]},
              {"type":"message","date":"2026-11-21T10:00:00","date_unixtime":"1763719200","from":"Підтримка","text":"Вітаю"},
              {"type":"message","date":"2026-11-21T10:00:09","date_unixtime":"1763719209","from":null,"from_id":"user2","text":"","text_entities":[{"type":"plain","text":"a"}]},
              {"type":"message","date":"2026-11-21T10:00:10","date_unixtime":"1763719210","from":"Anna","photo":"p.jpg","text":""}]}"#,
            "telegram:5 Field | agent(label,Підтримка) 0 Вітаю | unknown(Anna) 5000 дивіться x.ua \
             | unknown(user2) 9000 a | ! system_message messages[0] 1",
        );
    }

    #[test]
    fn each_chat_of_an_account_is_a_call() {
        let chat = r#"{"id":1,"messages":[{"type":"message","date":"2026-11-21T10:00:05","from":"A","text":"x"}]}"#;
        check(
            &format!(r#"{{"chats":{{"about":"","list":[{{"messages":[]}},{chat}]}}}}"#),
            "telegram:1 Field | unknown(A) 0 x | ! started_at_without_zone chats.list[1].messages[0].date 1",
        );
        let two = format!(r#"{{"chats":{{"about":"","list":[{chat},{chat}]}}}}"#);
        let calls = parse(two.as_bytes(), &Origin::default());
        let found: Vec<_> = calls.into_iter().map(summary).collect();
        assert_eq!(
            found,
            [0, 1].map(|ix| format!(
                "telegram:1 Field | unknown(A) 0 x | ! started_at_without_zone chats.list[{ix}].messages[0].date 1"
            ))
        );
        assert_eq!(
            rejected(parse(b"{}", &Origin::default()).remove(0)),
            "not_a_transcript messages"
        );
    }
}
