//! Conversations of Intercom: HTML bodies, authors with types, instants in seconds since 1970.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Clock, Message, html};
use crate::format::draft::{self, Draft};
use crate::format::json::{self, List, Listed, Object, Text};
use crate::format::limits::MAX_TURNS;
use crate::format::{About, Format, Head, Origin, Parse, Reject, RejectCode, Shape, key};
use crate::transcript::{
    CallInfo, Party, Role, RoleSource, Transcript, TranscriptBuilder, WarningCode,
};

pub(in crate::format) static FORMAT: Format = Format {
    name: "intercom",
    title: "Intercom conversations",
    about: About {
        what: "Intercom conversations",
        signs: || "`conversation_parts` with `conversation_parts` in it".to_owned(),
        times: "instant of each message",
        words: "no",
        roles: "stated in `author.type`",
    },
    shape: Shape::Json,
    recognise,
    parse: Parse::One(parse),
};

/// Every member that is read; others are extra.
const MEMBERS: &[&str] = &["id", "created_at", "source", "contacts", "conversation_parts"];

fn recognise(head: &Head<'_>) -> bool {
    head.has_in("conversation_parts", "conversation_parts")
}

#[derive(Deserialize)]
struct ConversationIn<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    created_at: Option<&'a RawValue>,
    #[serde(borrow)]
    source: Option<Object<PartIn<'a>>>,
    #[serde(borrow)]
    contacts: Option<Object<ContactsIn<'a>>>,
    #[serde(borrow)]
    conversation_parts: Option<Object<PartsIn<'a>>>,
}

#[derive(Deserialize)]
struct PartsIn<'a> {
    #[serde(borrow)]
    conversation_parts: Option<List<PartIn<'a>>>,
}

#[derive(Deserialize)]
struct PartIn<'a> {
    #[serde(borrow)]
    part_type: Option<Text<'a>>,
    #[serde(borrow)]
    body: Option<Text<'a>>,
    #[serde(borrow)]
    created_at: Option<&'a RawValue>,
    #[serde(borrow)]
    author: Option<Object<AuthorIn<'a>>>,
}

#[derive(Deserialize)]
struct AuthorIn<'a> {
    #[serde(borrow)]
    r#type: Option<Text<'a>>,
    #[serde(borrow)]
    name: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct ContactsIn<'a> {
    #[serde(borrow)]
    contacts: Option<List<ContactIn<'a>>>,
}

#[derive(Deserialize)]
struct ContactIn<'a> {
    #[serde(borrow)]
    external_id: Option<&'a RawValue>,
    #[serde(borrow)]
    email: Option<&'a RawValue>,
    #[serde(borrow)]
    phone: Option<&'a RawValue>,
}

impl Listed for PartIn<'_> {
    const MAX: usize = MAX_TURNS;
    const TOO_MANY: RejectCode = RejectCode::TooManyTurns;
    const MANY: &'static str = "messages";
}

impl Listed for ContactIn<'_> {
    const MAX: usize = MAX_TURNS;
    const TOO_MANY: RejectCode = RejectCode::TooManyTurns;
    const MANY: &'static str = "contacts";
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    let read: ConversationIn<'_> = json::read(record)?;
    let Some(Object(parts)) = read.conversation_parts else {
        let message = "there are no parts of a conversation";
        return Err(Reject::new(RejectCode::NotATranscript, message).in_field("conversation_parts"));
    };
    let id = draft::name(read.id, || "id".to_owned())?;
    let (key, id_source) = key::call_key(record, origin, FORMAT.name, id.as_deref(), None)?;
    let mut draft = Draft::of(TranscriptBuilder::new(CallInfo::new(key, id_source)));
    if let Some(Object(ContactsIn { contacts: Some(List(contacts)) })) = &read.contacts
        && let [contact] = contacts.as_slice()
    {
        let path = |name| format!("contacts.contacts[0].{name}");
        draft.info().customer_id = draft.id(&path("external_id"), contact.external_id)?;
        draft.info().customer_email = draft.fact(&path("email"), contact.email)?;
        draft.info().customer_phone = draft.fact(&path("phone"), contact.phone)?;
    }
    let mut messages = Vec::new();
    if let Some(Object(first)) = &read.source {
        let part = PartIn {
            part_type: None,
            body: first.body.as_ref().map(Text::borrowed),
            created_at: first.created_at.or(read.created_at),
            author: None,
        };
        let author = first.author.as_ref().map(|Object(author)| author);
        messages.extend(message(&mut draft, &part, author, "source".to_owned())?);
    }
    let List(parts) = parts.conversation_parts.unwrap_or_default();
    for (ix, part) in parts.iter().enumerate() {
        let author = part.author.as_ref().map(|Object(author)| author);
        let place = format!("conversation_parts.conversation_parts[{ix}]");
        messages.extend(message(&mut draft, part, author, place)?);
    }
    super::add(draft.builder(), messages)?;
    draft.keep_extra(record, origin, MEMBERS)?;
    Ok(draft.build())
}

/// The message in a part; `None` for what is no message to the other side.
fn message(
    draft: &mut Draft,
    part: &PartIn<'_>,
    author: Option<&AuthorIn<'_>>,
    place: String,
) -> Result<Option<Message>, Reject> {
    let body = part.body.as_ref().map_or("", |Text(body)| body);
    if body.trim().is_empty() {
        return Ok(None);
    }
    if part.part_type.as_ref().is_some_and(|Text(kind)| kind.starts_with("note")) {
        draft.warn(WarningCode::PrivateNote, || place);
        return Ok(None);
    }
    let name = author.and_then(|author| author.name);
    let name = draft::name(name, || format!("{place}.author.name"))?;
    let kind = author.and_then(|author| author.r#type.as_ref()).map(|Text(kind)| &**kind);
    let role = match kind {
        Some("admin" | "team") => Role::Agent,
        Some("user" | "lead" | "contact") => Role::Customer,
        Some("bot") => Role::System,
        Some(_) | None => {
            draft.warn(WarningCode::UnknownName, || format!("{place}.author.type"));
            Role::Unknown
        }
    };
    let created = draft::name(part.created_at, || format!("{place}.created_at"))?;
    let builder = draft.builder();
    let at = created.and_then(|at| super::of_seconds(builder, &at, &format!("{place}.created_at")));
    let text = super::unquoted(builder, &html::said(body), &place);
    let party = Party::known(role, RoleSource::Stated, name.map(Into::into));
    Ok(Some(Message { party, at: at.map(Clock::Instant), text, place }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::{rejected, summary};

    #[test]
    fn parts_of_a_conversation() {
        let record = r#"{"id":"42","created_at":1700000000,
          "contacts":{"contacts":[{"external_id":"K-1","email":"c@x.ua"}]},
          "source":{"body":"<p>Не&nbsp;можу увійти</p>","author":{"type":"lead","name":"Cara"}},
          "conversation_parts":{"conversation_parts":[
            {"part_type":"assignment","body":null,"created_at":1700000050,"author":{"type":"bot"}},
            {"part_type":"comment","body":"Зачекайте","created_at":1700000060,"author":{"type":"bot","name":"Fin"}},
            {"part_type":"note","body":"<p>грубий</p>","created_at":1700000070,"author":{"type":"admin"}},
            {"part_type":"comment","body":"ok<blockquote>old</blockquote>","created_at":"1700000100","author":{"type":"admin","name":"Ada"}},
            {"part_type":"comment","body":"x","created_at":"soon","author":{"type":"ghost"}}]}}"#;
        let call = parse(record.as_bytes(), &Origin::default()).unwrap();
        assert_eq!(call.info().customer_id.as_deref(), Some("K-1"));
        assert_eq!(call.info().started_at.unwrap().as_second(), 1_700_000_000);
        assert_eq!(
            summary(Ok(call)),
            "intercom:42 Field | customer(stated,Cara) 0 Не можу увійти | system(stated,Fin) 60000 Зачекайте \
             | agent(stated,Ada) 100000 ok | unknown - x \
             | ! private_note conversation_parts.conversation_parts[2] 1 \
             | ! quoted_text conversation_parts.conversation_parts[3] 1 \
             | ! unknown_name conversation_parts.conversation_parts[4].author.type 1 \
             | ! unreadable_time conversation_parts.conversation_parts[4].created_at 1"
        );
    }

    #[test]
    fn wrong_shapes() {
        let check = |record: &[u8]| rejected(parse(record, &Origin::default()));
        assert_eq!(check(b"{}"), "not_a_transcript conversation_parts");
        assert_eq!(
            check(br#"{"conversation_parts":{"conversation_parts":[{"body":5}]}}"#),
            "wrong_shape conversation_parts.conversation_parts[0].body"
        );
    }
}
