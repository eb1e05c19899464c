//! vCons of the IETF, of every vintage: unsigned, or signed and read without the key.
//!
//! A vCon is one conversation and so one call: its dialogs are put together by their start. The
//! words stand in analyses that are transcripts, and in dialogs that are messages. A vCon that
//! breaks its own schema is read as far as it can be.

mod analysis;
mod call;
mod dialog;
mod party;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use data_encoding::BASE64URL_NOPAD;

use super::dialect::Json;
use super::{About, Format, Head, Origin, Parse, Reject, RejectCode, Shape, text};
use crate::transcript::Transcript;

pub(super) static FORMAT: Format = Format {
    name: "vcon",
    title: "vCon (IETF)",
    about: About {
        what: "vCons of the IETF, unsigned or signed",
        signs: || {
            "`parties` with `uuid`, `vcon`, `created_at` or lists of the others, `dialog` with one of these, `payload` and `signatures`, or `ciphertext` and `recipients`".to_owned()
        },
        times: "as the transcript has them, from the start of the first dialog",
        words: "as the transcript has them",
        roles: "stated in `role` or `meta.role`, else by name",
    },
    shape: Shape::Json,
    recognise,
    parse: Parse::One(parse),
};

/// Extensions that are understood where a vCon demands it, in lower case.
const EXTENSIONS: &[&str] = &["cc", "wtf", "wtf_transcription"];

/// Every member that is read or has only a technical meaning; others are extra.
const MEMBERS: &[&str] = &[
    "uuid",
    "vcon",
    "parties",
    "dialog",
    "analysis",
    "attachments",
    "extensions",
    "critical",
    "must_support",
];

fn recognise(head: &Head<'_>) -> bool {
    let list = |name| head.has_list(name);
    let named = ["uuid", "vcon", "created_at"].iter().any(|key| head.has(key));
    let content = ["dialog", "analysis", "attachments"].iter().any(|key| list(key));
    (list("parties") && (named || content))
        || (list("dialog") && named)
        || (head.has("payload") && (list("signatures") || head.has("signature")))
        || (head.has("ciphertext") && list("recipients"))
        || begins_signed(head)
}

/// A signed vCon whose payload is longer than the head: only its beginning is seen.
fn begins_signed(head: &Head<'_>) -> bool {
    let start = head.bytes().get(..64).unwrap_or_default();
    let start: Vec<u8> = start.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
    start.starts_with(b"{\"payload\":\"eyJ")
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    let root = Json::read(record, false)?;
    let Some(payload) = root.get("payload") else { return unsigned(record, &root, origin) };
    let payload = payload.text(|| "payload".to_owned())?.unwrap_or_default();
    let Some(inside) = base64url(&payload) else {
        let message = "the payload of a signed vcon is no base64url";
        return Err(Reject::new(RejectCode::WrongShape, message).in_field("payload"));
    };
    // Places are those of the payload, of which the file has no bytes.
    let within = |reject: Reject| {
        let field = reject.field.map_or_else(String::new, |field| format!(".{field}"));
        Reject::new(reject.code, reject.message).in_field(format!("payload{field}"))
    };
    let root = Json::read(&inside, false).map_err(within)?;
    unsigned(&inside, &root, origin).map_err(within)
}

fn unsigned(record: &[u8], root: &Json<'_>, origin: &Origin<'_>) -> Result<Transcript, Reject> {
    if root.get("ciphertext").is_some() {
        let message = "the vcon is encrypted; decrypt it first";
        return Err(Reject::new(RejectCode::Encrypted, message).in_field("ciphertext"));
    }
    check_extensions(root)?;
    call::read(record, root, origin)
}

/// A vCon names extensions without which it must not be processed.
fn check_extensions(root: &Json<'_>) -> Result<(), Reject> {
    for member in ["critical", "must_support"] {
        for name in items(root.get(member)).iter().filter_map(|item| string(item)) {
            if !EXTENSIONS.contains(&name.trim().to_ascii_lowercase().as_str()) {
                let name = text::shortened(&name, 40);
                let message = format!(
                    "the vcon must not be read without its extension `{name}`, which is not known"
                );
                return Err(Reject::new(RejectCode::UnknownExtension, message).in_field(member));
            }
        }
    }
    Ok(())
}

/// base64url as vCons have it; padding, blanks and the other alphabet do no harm.
fn base64url(text: &str) -> Option<Vec<u8>> {
    let plain = |c: char| match c {
        '+' => '-',
        '/' => '_',
        other => other,
    };
    let blank = |c: &char| !c.is_ascii_whitespace() && *c != '=';
    let text: String = text.chars().filter(blank).map(plain).collect();
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}

/// The elements of a list, or the one thing that stands where a list is expected.
fn items<'t, 'a>(json: Option<&'t Json<'a>>) -> Vec<&'t Json<'a>> {
    match json {
        Some(Json::List(items)) => items.iter().collect(),
        Some(Json::Null) | None => Vec::new(),
        Some(other) => vec![other],
    }
}

/// A string or number, trimmed; blank is missing, and so is what has another type.
fn string<'a>(json: &Json<'a>) -> Option<Cow<'a, str>> {
    let text = match json {
        Json::String(_) | Json::Number(_) => json.text(String::new).ok()??,
        Json::Null | Json::Bool(_) | Json::List(_) | Json::Object(_) => return None,
    };
    let trimmed = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    };
    (!trimmed.is_empty()).then_some(trimmed)
}

/// The string at the first of several members that has one.
fn member<'a>(json: &Json<'a>, names: &[&str]) -> Option<Cow<'a, str>> {
    names.iter().find_map(|name| string(json.get(name)?))
}

/// The number of a party or dialog.
fn index(json: &Json<'_>) -> Option<usize> {
    match json {
        Json::Number(written) => written.parse().ok(),
        Json::Null | Json::Bool(_) | Json::String(_) | Json::List(_) | Json::Object(_) => None,
    }
}
