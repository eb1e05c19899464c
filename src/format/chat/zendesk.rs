//! Tickets of Zendesk with their comments; the requester is the customer.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Clock, Message, html};
use crate::format::draft::{self, Draft};
use crate::format::json::{self, List, Listed, Text};
use crate::format::limits::MAX_TURNS;
use crate::format::{About, Format, Head, Origin, Parse, Reject, RejectCode, Shape, key};
use crate::transcript::{
    CallInfo, Party, Role, RoleSource, Transcript, TranscriptBuilder, WarningCode,
};

pub(in crate::format) static FORMAT: Format = Format {
    name: "zendesk",
    title: "Zendesk tickets with comments",
    about: About {
        what: "Zendesk tickets with comments",
        signs: || "`comments` whose objects have `public` or `is_public` and a body".to_owned(),
        times: "instant of each comment",
        words: "no",
        roles: "the author who is `requester_id` is the customer, others are agents",
    },
    shape: Shape::Json,
    recognise,
    parse: Parse::One(parse),
};

/// Every member that is read; others are extra.
const MEMBERS: &[&str] = &["id", "ticket_id", "requester_id", "comments"];

/// Zendesk's own id for what its triggers and robots write.
const SYSTEM_AUTHOR: &str = "-1";

fn recognise(head: &Head<'_>) -> bool {
    let has = |key| head.has_in("comments", key);
    let public = has("public") || has("is_public");
    head.has_list("comments") && public && (has("plain_body") || has("body") || has("html_body"))
}

#[derive(Deserialize)]
struct TicketIn<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    ticket_id: Option<&'a RawValue>,
    #[serde(borrow)]
    requester_id: Option<&'a RawValue>,
    #[serde(borrow)]
    comments: Option<List<CommentIn<'a>>>,
}

#[derive(Deserialize)]
struct CommentIn<'a> {
    #[serde(borrow)]
    author_id: Option<&'a RawValue>,
    public: Option<bool>,
    is_public: Option<bool>,
    #[serde(borrow)]
    plain_body: Option<Text<'a>>,
    #[serde(borrow)]
    body: Option<Text<'a>>,
    #[serde(borrow)]
    html_body: Option<Text<'a>>,
    #[serde(borrow)]
    created_at: Option<&'a RawValue>,
}

impl CommentIn<'_> {
    /// What it says, from the plainest of its bodies that is there.
    fn said(&self) -> Option<html::Said> {
        let plain = [&self.plain_body, &self.body].into_iter().flatten();
        let plain = plain.map(|Text(body)| html::Said::plain(body));
        let html = self.html_body.iter().map(|Text(body)| html::said(body));
        plain.chain(html).find(|said| said.quoted || !said.text.trim().is_empty())
    }
}

impl Listed for CommentIn<'_> {
    const MAX: usize = MAX_TURNS;
    const TOO_MANY: RejectCode = RejectCode::TooManyTurns;
    const MANY: &'static str = "comments";
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    let ticket: TicketIn<'_> = json::read(record)?;
    let Some(List(comments)) = ticket.comments else {
        let message = "there is no list of comments";
        return Err(Reject::new(RejectCode::NotATranscript, message).in_field("comments"));
    };
    let id = match draft::name(ticket.id, || "id".to_owned())? {
        Some(id) => Some(id),
        None => draft::name(ticket.ticket_id, || "ticket_id".to_owned())?,
    };
    let requester = draft::name(ticket.requester_id, || "requester_id".to_owned())?;
    let (key, id_source) = key::call_key(record, origin, FORMAT.name, id.as_deref(), None)?;
    let mut draft = Draft::of(TranscriptBuilder::new(CallInfo::new(key, id_source)));
    draft.info().customer_id = requester.as_deref().map(str::to_owned);
    let mut messages = Vec::new();
    for (ix, comment) in comments.iter().enumerate() {
        let place = format!("comments[{ix}]");
        let Some(said) = comment.said() else { continue };
        if comment.public.or(comment.is_public) == Some(false) {
            draft.warn(WarningCode::PrivateNote, || place);
            continue;
        }
        let author = draft::name(comment.author_id, || format!("{place}.author_id"))?;
        let role = match (author.as_deref(), requester.as_deref()) {
            (Some(SYSTEM_AUTHOR), _) => Role::System,
            (Some(author), Some(requester)) if author == requester => Role::Customer,
            (Some(_), Some(_)) => Role::Agent,
            (None, _) | (_, None) => Role::Unknown,
        };
        let at = instant(&mut draft, comment.created_at, &place)?;
        let text = super::unquoted(draft.builder(), &said, &place);
        let party = Party::known(role, RoleSource::Stated, author.map(Into::into));
        messages.push(Message { party, at: at.map(Clock::Instant), text, place });
    }
    super::add(draft.builder(), messages)?;
    draft.keep_extra(record, origin, MEMBERS)?;
    Ok(draft.build())
}

fn instant(
    draft: &mut Draft,
    raw: Option<&RawValue>,
    place: &str,
) -> Result<Option<Timestamp>, Reject> {
    let place = || format!("{place}.created_at");
    let Some(written) = draft::name(raw, place)? else { return Ok(None) };
    let at = written.parse().ok();
    if at.is_none() {
        draft.warn(WarningCode::UnreadableTime, place);
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::{rejected, summary};

    fn check(record: &str, expected: &str) {
        assert_eq!(summary(parse(record.as_bytes(), &Origin::default())), expected, "{record}");
    }

    #[test]
    fn comments_of_a_ticket() {
        check(
            r#"{"id":7,"requester_id":111,"comments":[
              {"author_id":111,"public":true,"html_body":"<p>Где&nbsp;посылка?</p>","created_at":"2026-11-21T10:00:00Z"},
              {"author_id":9,"public":false,"body":"хам","created_at":"2026-11-21T10:01:00Z"},
              {"author_id":-1,"public":true,"plain_body":"Заявка принята","created_at":"2026-11-21T10:00:01Z"},
              {"author_id":"9","public":true,"plain_body":"В пути.\n\n21.11.2026, 10:00, Анна пишет:\n> Где?","created_at":"2026-11-21T12:00:00+02:00"},
              {"author_id":9,"public":true,"plain_body":""}]}"#,
            "zendesk:7 Field | customer(stated,111) 0 Где посылка? | agent(stated,9) 0 В пути. \
             | system(stated,-1) 1000 Заявка принята | ! private_note comments[1] 1 | ! quoted_text comments[3] 1",
        );
    }

    #[test]
    fn without_a_requester_nobody_knows_who_writes() {
        check(
            r#"{"ticket_id":"t","comments":[{"author_id":1,"is_public":true,"body":"a","created_at":"x"}]}"#,
            "zendesk:t Field | unknown(1) - a | ! unreadable_time comments[0].created_at 1",
        );
        assert_eq!(rejected(parse(b"{}", &Origin::default())), "not_a_transcript comments");
    }
}
