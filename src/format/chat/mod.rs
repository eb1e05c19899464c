//! What chat formats share: messages with instants become turns with times from the first message.
//!
//! Gaps between messages are response times and no silence: every call made here is a chat.

pub(super) mod email;
pub(super) mod html;
pub(super) mod intercom;
mod quote;
pub(super) mod telegram;
pub(super) mod whatsapp;
pub(super) mod zendesk;

use jiff::Timestamp;

use super::limits::{MAX_TURN_BYTES, MAX_TURNS};
use super::{Reject, RejectCode};
use crate::transcript::{Medium, Party, TranscriptBuilder, TurnTime, WarningCode};
use crate::units::Millis;

/// When a message was written, as far as that is known.
#[derive(Clone, Copy)]
enum Clock {
    /// The instant itself.
    Instant(Timestamp),
    /// Milliseconds of a local time in a zone that nobody knows.
    Local(i64),
}

impl Clock {
    /// Milliseconds on a clock that all messages of a chat share.
    fn ms(self) -> i64 {
        match self {
            Clock::Instant(at) => at.as_millisecond(),
            Clock::Local(ms) => ms,
        }
    }
}

/// A message as a format read it.
struct Message {
    party: Party,
    at: Option<Clock>,
    text: String,
    /// Where it stands: a path or a line.
    place: String,
}

/// Adds the messages in the order in which they were written.
fn add(builder: &mut TranscriptBuilder, mut messages: Vec<Message>) -> Result<(), Reject> {
    builder.info_mut().medium = Medium::Chat;
    messages.retain(|message| !message.text.trim().is_empty());
    if messages.len() > MAX_TURNS {
        let message = format!("more than {MAX_TURNS} messages");
        return Err(Reject::new(RejectCode::TooManyTurns, message));
    }
    if messages.iter().all(|message| message.at.is_some()) {
        messages.sort_by_key(|message| message.at.map(Clock::ms));
    }
    let first = messages.iter().filter_map(|message| message.at).min_by_key(|at| at.ms());
    if let Some(Clock::Instant(at)) = first {
        builder.info_mut().started_at.get_or_insert(at);
    }
    for message in messages {
        if message.text.len() > MAX_TURN_BYTES {
            let words = format!("a message has more than {MAX_TURN_BYTES} bytes of text");
            return Err(Reject::new(RejectCode::TurnTooLong, words).in_field(message.place));
        }
        let at = message.at.zip(first).and_then(|(at, first)| at.ms().checked_sub(first.ms()));
        let time = at.map_or(TurnTime::Unknown, |at| TurnTime::Instant(Millis::new(at)));
        let party = builder.party(message.party);
        builder.turn(party, message.text, time, &[]);
    }
    Ok(())
}

/// The text of a message without what it quotes, and a warning if it quoted anything.
fn unquoted(builder: &mut TranscriptBuilder, said: &html::Said, place: &str) -> String {
    let (text, quoted) = quote::without(&said.text);
    if said.quoted || quoted {
        builder.warn(WarningCode::QuotedText, || place.to_owned());
    }
    text
}

/// An instant in whole seconds since 1970.
fn of_seconds(builder: &mut TranscriptBuilder, written: &str, place: &str) -> Option<Timestamp> {
    let at = written.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    if at.is_none() {
        builder.warn(WarningCode::UnreadableTime, || place.to_owned());
    }
    at
}
