//! The analyses of a vCon that are transcripts: their bodies are read by the formats they are in.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde_json::value::RawValue;

use super::super::dialect::{self, Dialect, Json};
use super::super::json::{self, Members};
use super::super::sniff::{Sniff, sniff, sniff_mapped};
use super::super::text::shortened;
use super::super::{Calls, Format, Framing, KeepExtra, Origin, Reject, RejectCode, Shape};
use super::{FORMAT, base64url, index, items, member};
use crate::diagnostic::SourceFile;
use crate::transcript::{Party, Transcript, TranscriptBuilder, TurnTime, WarningCode};

/// Bodies that are met in vCons only, as field maps.
static BODIES: LazyLock<Vec<Dialect>> = LazyLock::new(|| {
    let read = |(path, text): &(&str, &str)| {
        Dialect::read(&SourceFile { path: (*path).to_owned(), text: (*text).to_owned() }).ok()
    };
    SOURCES.iter().filter_map(read).collect()
});

const SOURCES: &[(&str, &str)] = &[
    (SAID_AT, include_str!("bodies/said_at.toml")),
    ("speaker_message", include_str!("bodies/speaker_message.toml")),
    ("deepgram_alternative", include_str!("bodies/deepgram_alternative.toml")),
];

/// The map of bodies whose turns have instants, and numbers of parties for speakers.
const SAID_AT: &str = "said_at";

/// What the labels of a transcript's speakers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Labels {
    /// Names, or the recogniser's own numbers.
    Own,
    /// Numbers of parties.
    Parties,
    /// Numbers of so many channels, each perhaps followed by a speaker's number.
    Channels(usize),
}

/// A transcript among the analyses.
pub(super) struct Found {
    /// Its number in `analysis[]`.
    pub(super) ix: usize,
    /// The dialogs it is of; none are all of them.
    pub(super) dialogs: Vec<usize>,
    /// The one party it is of.
    pub(super) party: Option<usize>,
    /// When it begins, where it says so itself.
    pub(super) start: Option<String>,
    pub(super) labels: Labels,
    pub(super) call: Transcript,
}

/// How much a transcript has that another of the same dialog may lack; more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Detail {
    Nothing,
    Text,
    TurnTimes,
    WordTimes,
}

impl Found {
    /// How much there is in it.
    pub(super) fn detail(&self) -> Detail {
        let turns = self.call.turns();
        let words = |turn| self.call.words(turn).iter().any(|word| word.time.is_some());
        if turns.is_empty() {
            Detail::Nothing
        } else if turns.iter().any(words) {
            Detail::WordTimes
        } else if turns.iter().any(|turn| turn.time().start().is_some()) {
            Detail::TurnTimes
        } else {
            Detail::Text
        }
    }

    /// Whether both are of the same speech.
    pub(super) fn overlaps(&self, other: &Found) -> bool {
        let all = self.dialogs.is_empty() || other.dialogs.is_empty();
        let parties = match (self.party, other.party) {
            (Some(one), Some(two)) => one == two,
            (None, _) | (_, None) => true,
        };
        parties && (all || self.dialogs.iter().any(|dialog| other.dialogs.contains(dialog)))
    }

    /// Whether a dialog is among those it is of.
    pub(super) fn covers(&self, dialog: usize) -> bool {
        self.dialogs.is_empty() || self.dialogs.contains(&dialog)
    }
}

/// A transcript that cannot be read: its number and why.
pub(super) type Unreadable = (usize, String);

/// All transcripts of a vCon, and those that cannot be read.
pub(super) fn read_all(
    record: &[u8],
    origin: &Origin<'_>,
) -> Result<(Vec<Found>, Vec<Unreadable>), Reject> {
    let Members(members) = json::read(record)?;
    let list = members.iter().find(|(name, _)| name == "analysis").map(|(_, list)| list.get());
    let list: Vec<&RawValue> =
        list.and_then(|list| serde_json::from_str(list).ok()).unwrap_or_default();
    let (mut found, mut unreadable) = (Vec::new(), Vec::new());
    for (ix, analysis) in list.into_iter().enumerate() {
        let bytes = analysis.get().as_bytes();
        let Ok(Members(members)) = json::read(bytes) else { continue };
        let fields = Json::read(bytes, false)?;
        if !is_transcript(&fields) {
            continue;
        }
        let raw = members.iter().find(|(name, _)| name == "body").map(|(_, body)| *body);
        match body(&fields, raw, origin) {
            Ok((call, labels)) => found.push(Found {
                ix,
                dialogs: items(fields.get("dialog")).into_iter().filter_map(index).collect(),
                party: fields.get("party").and_then(index),
                start: member(&fields, &["start"]).map(Cow::into_owned),
                labels,
                call,
            }),
            Err(why) => unreadable.push((ix, why)),
        }
    }
    Ok((found, unreadable))
}

/// By its type; some write a transcript under the name of another analysis, and tell it by its body.
fn is_transcript(analysis: &Json<'_>) -> bool {
    let kind = member(analysis, &["type"]).unwrap_or_default().to_ascii_lowercase();
    let turns = || match analysis.get("body") {
        Some(Json::List(turns)) => turns.iter().any(|turn| {
            turn.get("speaker").is_some()
                && (turn.get("message").is_some() || turn.get("text").is_some())
        }),
        Some(_) | None => false,
    };
    kind.starts_with("transcript")
        || kind.starts_with("wtf")
        || ((kind.is_empty() || kind == "analysis_info") && turns())
}

/// The words of an analysis, or why they cannot be read.
fn body(
    analysis: &Json<'_>,
    raw: Option<&RawValue>,
    origin: &Origin<'_>,
) -> Result<(Transcript, Labels), String> {
    let raw = raw.filter(|raw| raw.get() != "null");
    let Some(raw) = raw else {
        return Err(match analysis.get("url") {
            Some(_) => "its body is elsewhere, at a url".to_owned(),
            None => "it has no body".to_owned(),
        });
    };
    let bytes: Cow<'_, [u8]> = match analysis.get("body") {
        Some(written @ Json::String(_)) => {
            let text = written.text(String::new).ok().flatten().unwrap_or_default();
            let encoding = member(analysis, &["encoding"]).unwrap_or_default();
            match encoding.to_ascii_lowercase().starts_with("base64") {
                true => base64url(&text).ok_or("its body is no base64url")?.into(),
                false => text.into_owned().into_bytes().into(),
            }
        }
        Some(_) | None => raw.get().as_bytes().into(),
    };
    let inner = Origin {
        framing: Framing::Whole,
        source: None,
        keep_extra: KeepExtra::No,
        map: None,
        ..*origin
    };
    if let Some(map) = BODIES.iter().find(|map| is_of(map, &bytes)) {
        let call = only(map.parse(&bytes, &inner))?;
        let labels = if map.name() == SAID_AT { Labels::Parties } else { Labels::Own };
        return Ok((call, labels));
    }
    if let Sniff::Known { format, framing: Framing::Whole } = sniff(&bytes, true)
        && format.name != FORMAT.name
        && (format.shape != Shape::Text || labelled(format))
    {
        let call = only(format.calls(&bytes, &inner))?;
        return Ok((call, channels(&bytes)));
    }
    match (analysis.get("body"), std::str::from_utf8(&bytes)) {
        // The analysis says that it is a transcript, so a text without labels is one.
        (Some(Json::String(_)), Ok(text)) if !text.trim_start().starts_with(['{', '[', '<']) => {
            Ok((text_alone(text, &inner, &bytes).map_err(|reject| reason(&reject))?, Labels::Own))
        }
        (_, _) => {
            let vendor = member(analysis, &["vendor"]).unwrap_or(Cow::Borrowed("none"));
            let schema = member(analysis, &["schema"]).unwrap_or(Cow::Borrowed("none"));
            let (vendor, schema) = (shortened(&vendor, 40), shortened(&schema, 40));
            Err(format!("its body is of no format that is read (vendor {vendor}, schema {schema})"))
        }
    }
}

/// The one call of a body: an analysis is of one conversation.
fn only(mut calls: Calls) -> Result<Transcript, String> {
    match calls.pop() {
        Some(Ok(call)) if calls.is_empty() => Ok(call),
        Some(Err(reject)) if calls.is_empty() => Err(reason(&reject)),
        Some(_) | None => Err(format!("its body has {} calls", calls.len() + 1)),
    }
}

fn reason(reject: &Reject) -> String {
    format!("{}: {}", reject.code, reject.message)
}

/// Whether some JSON is of the dialect of a map.
fn is_of(map: &Dialect, bytes: &[u8]) -> bool {
    let found = sniff_mapped(bytes, true, Some(map));
    matches!(found, Sniff::Known { format, .. } if *format == dialect::MAPPED)
}

/// Text that is recognised by more than being text.
fn labelled(format: &Format) -> bool {
    format.name != "plain_text"
}

/// Text without anything else, as one turn.
fn text_alone(text: &str, origin: &Origin<'_>, bytes: &[u8]) -> Result<Transcript, Reject> {
    use super::super::{key, limits::MAX_TURN_BYTES};
    use crate::transcript::CallInfo;
    let (key, id_source) = key::call_key(bytes, origin, FORMAT.name, None, None)?;
    let mut builder = TranscriptBuilder::new(CallInfo::new(key, id_source));
    if text.len() > MAX_TURN_BYTES {
        let message = format!("a turn has more than {MAX_TURN_BYTES} bytes of text");
        return Err(Reject::new(RejectCode::TurnTooLong, message));
    }
    if !text.trim().is_empty() {
        let party = builder.party(Party::unknown(None));
        builder.turn(party, text.trim(), TurnTime::Unknown, &[]);
        builder.warn(WarningCode::UnlabelledText, || "body".to_owned());
    }
    Ok(builder.build())
}

/// Of an answer of Deepgram for several channels the labels begin with the number of a channel.
fn channels(bytes: &[u8]) -> Labels {
    let json = Json::read(bytes, false).ok();
    let list = json.as_ref().and_then(|json| json.get("results")?.get("channels"));
    match list {
        Some(Json::List(channels)) if channels.len() > 1 => Labels::Channels(channels.len()),
        Some(_) | None => Labels::Own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Style, render};

    #[test]
    fn every_map_can_be_read() {
        for (path, text) in SOURCES {
            let file = SourceFile { path: (*path).to_owned(), text: (*text).to_owned() };
            match Dialect::read(&file) {
                Ok(map) => assert_eq!(map.name(), *path),
                Err(found) => panic!("{}", render(&[file], &found, Style::Plain)),
            }
        }
    }
}
