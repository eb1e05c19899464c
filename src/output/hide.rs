//! Calls without personal data: what a scan writes, and what is made of it later.

use super::json_v1::{Call, Misheard};
use super::scorecard_v1::Scorecard;
use crate::redact::{Policy, may_hold};
use serde::Serializer;
use serde_json::Value;
use serde_json::value::RawValue;

/// Hides personal data in every text of a call that is somebody's words or came with them: quotes, words
/// that were heard almost right, further columns. Fields with a meaning of their own stay: by
/// `customer_phone` a call finds its customer.
pub fn hide(call: &mut Call, policy: &Policy) {
    hide_extra(call, policy);
    for finding in &mut call.findings {
        if let Some(quote) = &mut finding.quote {
            text(quote, policy);
        }
        misheard(&mut finding.fuzzy, policy);
    }
    for hit in &mut call.suppressed {
        text(&mut hit.quote, policy);
        misheard(&mut hit.fuzzy, policy);
        if let Some(by) = &mut hit.by {
            text(by, policy);
        }
    }
    for promise in call.promises.iter_mut().flatten() {
        text(&mut promise.what.quote, policy);
        text(&mut promise.due.text, policy);
    }
    for quote in call.scorecard.iter_mut().flat_map(Scorecard::quotes_mut) {
        text(quote, policy);
    }
}

/// Hides it in further columns alone, of a call whose quotes have none.
pub fn hide_extra(call: &mut Call, policy: &Policy) {
    for (name, raw) in &mut call.extra {
        if let Some(hidden) = json(name, raw.get(), policy) {
            *raw = hidden;
        }
    }
}

fn text(text: &mut String, policy: &Policy) {
    let hidden = policy.text(text);
    if hidden != *text {
        *text = hidden.into_owned();
    }
}

fn misheard(words: &mut [Misheard], policy: &Policy) {
    for word in words {
        text(&mut word.heard, policy);
        text(&mut word.read_as, policy);
    }
}

/// The value, if it had to be changed; any other stays as it was written.
fn json(name: &str, raw: &str, policy: &Policy) -> Option<Box<RawValue>> {
    if !may_hold(raw) {
        return None;
    }
    let value: Value = serde_json::from_str(raw).ok()?;
    let mut hidden = value.clone();
    policy.json(name, &mut hidden);
    (hidden != value).then(|| serde_json::value::to_raw_value(&hidden).ok()).flatten()
}

/// Writes a text without any personal data; for messages, which are to hold none.
pub(super) fn message<S: Serializer>(text: &str, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(&Policy::EVERYTHING.text(text))
}

/// The same of a text that may be absent.
pub(super) fn some_message<S: Serializer>(
    text: &Option<String>,
    out: S,
) -> Result<S::Ok, S::Error> {
    match text {
        Some(text) => message(text, out),
        None => out.serialize_none(),
    }
}
