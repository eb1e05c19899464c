//! A call while it is read from JSON: ids, times and turns as the dialects share them.

use std::borrow::Cow;

use jiff::civil::DateTime;
use serde_json::value::RawValue;

use super::json::{self, Members, Text};
use super::key::{call_key, check_id};
use super::limits::MAX_TURN_BYTES;
use super::{KeepExtra, Origin, Reject, RejectCode, text};
use crate::record::written_date_time;
use crate::transcript::{
    CallInfo, Party, Transcript, TranscriptBuilder, TurnTime, WarningCode, WordInput,
};
use crate::units::{Millis, TimeError, TimeSpan, TimeUnit};

/// A field of a record: its path and its value as written.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    pub(super) name: &'a str,
    pub(super) raw: Option<&'a RawValue>,
}

/// How a dialect names and writes its times.
#[derive(Clone, Copy)]
pub(super) struct TimeNames {
    pub(super) unit: TimeUnit,
    pub(super) start: &'static str,
    pub(super) end: &'static str,
}

/// How a dialect names the parts of a turn.
#[derive(Clone, Copy)]
pub(super) struct TurnNames {
    pub(super) turns: &'static str,
    pub(super) text: &'static str,
    pub(super) words: &'static str,
    pub(super) time: TimeNames,
}

/// Two borders as written.
#[derive(Clone, Copy, Default)]
pub(super) struct RawTimes<'a> {
    pub(super) start: Option<&'a RawValue>,
    pub(super) end: Option<&'a RawValue>,
}

/// A word as written.
pub(super) struct RawWord<'a> {
    pub(super) text: &'a str,
    pub(super) times: RawTimes<'a>,
}

/// A turn that has been read but not yet added, so that turns can be put in order first.
pub(super) struct ReadTurn<'a> {
    party: Party,
    text: Cow<'a, str>,
    time: TurnTime,
    words: Vec<WordInput<'a>>,
}

impl<'a> ReadTurn<'a> {
    /// A turn of which everything is known.
    pub(super) fn new(
        party: Party,
        text: String,
        time: TurnTime,
        words: Vec<WordInput<'a>>,
    ) -> ReadTurn<'a> {
        ReadTurn { party, text: Cow::Owned(text), time, words }
    }

    /// When it begins.
    pub(super) fn start(&self) -> Option<Millis> {
        self.time.start()
    }
}

/// A call in the making.
pub(super) struct Draft {
    builder: TranscriptBuilder,
}

impl Draft {
    /// Begins a call of which the key is known.
    pub(super) fn new(info: CallInfo) -> Draft {
        Draft { builder: TranscriptBuilder::new(info) }
    }

    /// The call as it is built.
    pub(super) fn builder(&mut self) -> &mut TranscriptBuilder {
        &mut self.builder
    }

    /// Begins a call with its key.
    pub(super) fn begin(
        record: &[u8],
        origin: &Origin<'_>,
        format: &str,
        call_id: Field<'_>,
        source: Field<'_>,
    ) -> Result<Draft, Reject> {
        let stated_id = written(call_id.raw, || call_id.name.to_owned())?;
        let stated_source = written(source.raw, || source.name.to_owned())?;
        let (key, id_source) = call_key(
            record,
            origin,
            format,
            stated_id.as_ref().map(|written| &*written.text),
            stated_source.as_ref().map(|written| &*written.text),
        )?;
        let mut draft = Draft { builder: TranscriptBuilder::new(CallInfo::new(key, id_source)) };
        for (written, field) in [(stated_id, call_id), (stated_source, source)] {
            if written.is_some_and(|written| written.numeric) {
                draft.builder.warn(WarningCode::NumericId, || field.name.to_owned());
            }
        }
        Ok(draft)
    }

    /// A call whose key is known already.
    pub(super) fn of(builder: TranscriptBuilder) -> Draft {
        Draft { builder }
    }

    /// The facts about the call.
    pub(super) fn info(&mut self) -> &mut CallInfo {
        self.builder.info_mut()
    }

    /// Notes an oddity.
    pub(super) fn warn(&mut self, code: WarningCode, place: impl FnOnce() -> String) {
        self.builder.warn(code, place);
    }

    /// A fact that is a string; a number is kept exactly as written, with a warning.
    pub(super) fn fact(
        &mut self,
        name: &str,
        raw: Option<&RawValue>,
    ) -> Result<Option<String>, Reject> {
        let Some(written) = written(raw, || name.to_owned())? else { return Ok(None) };
        if written.numeric {
            self.builder.warn(WarningCode::NumericId, || name.to_owned());
        }
        Ok(Some(written.text.into_owned()))
    }

    /// A fact that is an id and so has a greatest length.
    pub(super) fn id(
        &mut self,
        name: &str,
        raw: Option<&RawValue>,
    ) -> Result<Option<String>, Reject> {
        let id = self.fact(name, raw)?;
        if let Some(id) = &id {
            check_id(name, id)?;
        }
        Ok(id)
    }

    /// The instant at which the call began.
    pub(super) fn started_at(
        &mut self,
        field: Field<'_>,
        origin: &Origin<'_>,
    ) -> Result<(), Reject> {
        let place = || field.name.to_owned();
        let Some(written) = written(field.raw, place)? else { return Ok(()) };
        match instant(written.text.trim(), origin.time_zone) {
            Ok(at) => {
                let info = self.builder.info_mut();
                info.started_at = Some(at);
                info.started_offset = offset(written.text.trim());
            }
            Err(code) => self.builder.warn(code, place),
        }
        Ok(())
    }

    /// A time; what is no time is missing, with a warning.
    pub(super) fn time(
        &mut self,
        raw: Option<&RawValue>,
        unit: TimeUnit,
        place: impl Fn() -> String,
    ) -> Result<Option<Millis>, Reject> {
        let Some(raw) = raw else { return Ok(None) };
        let parsed = match raw.get().as_bytes().first() {
            Some(b'"') => Millis::parse(&string(raw, &place)?, unit),
            Some(b'-' | b'0'..=b'9') => Millis::parse(raw.get(), unit),
            Some(_) | None => return Err(wrong_shape(&place(), raw, "a number")),
        };
        match parsed {
            Ok(at) => Ok(Some(at)),
            Err(TimeError::Negative) => {
                self.builder.warn(WarningCode::NegativeTime, place);
                Ok(None)
            }
            Err(TimeError::NotANumber | TimeError::TooLarge) => {
                self.builder.warn(WarningCode::UnreadableTime, place);
                Ok(None)
            }
        }
    }

    /// Both borders of something at `path`.
    fn borders(
        &mut self,
        raw: RawTimes<'_>,
        names: TimeNames,
        path: impl Fn() -> String,
    ) -> Result<(Option<Millis>, Option<Millis>), Reject> {
        let start = self.time(raw.start, names.unit, || format!("{}.{}", path(), names.start))?;
        let end = self.time(raw.end, names.unit, || format!("{}.{}", path(), names.end))?;
        Ok((start, end))
    }

    /// A stretch on hold; without both borders it says nothing.
    pub(super) fn hold(
        &mut self,
        ix: usize,
        raw: RawTimes<'_>,
        names: TimeNames,
    ) -> Result<(), Reject> {
        let path = || format!("holds[{ix}]");
        match self.borders(raw, names, path)? {
            (Some(start), Some(end)) => {
                let hold = self.builder.span(start, end, || format!("{}.{}", path(), names.end));
                self.builder.hold(hold);
            }
            (None, _) | (_, None) => self.builder.warn(WarningCode::UnreadableTime, path),
        }
        Ok(())
    }

    /// Reads the turn at `ix`; `None` for one in which nothing was said.
    pub(super) fn read_turn<'a>(
        &mut self,
        ix: usize,
        names: TurnNames,
        party: Party,
        said: Option<Text<'a>>,
        times: RawTimes<'_>,
        words: impl Iterator<Item = RawWord<'a>>,
    ) -> Result<Option<ReadTurn<'a>>, Reject> {
        let path = || format!("{}[{ix}]", names.turns);
        let (start, end) = self.borders(times, names.time, path)?;
        let place = || format!("{}.{}", path(), names.time.end);
        let time = self.builder.turn_time(start, end, place);
        let mut read = Vec::new();
        for (nth, word) in words.enumerate() {
            let path = || format!("{}.{}[{nth}]", path(), names.words);
            let (start, end) = self.borders(word.times, names.time, path)?;
            let time = self.word_time(start, end, || format!("{}.{}", path(), names.time.end));
            read.push(WordInput { text: word.text, time });
        }
        let mut said = said.map(|Text(said)| said).unwrap_or_default();
        if said.trim().is_empty() {
            if read.is_empty() {
                return Ok(None);
            }
            // Some recognisers write the words alone.
            said = Cow::Owned(joined(&read));
        }
        if said.len() > MAX_TURN_BYTES {
            let message = format!("a turn has more than {MAX_TURN_BYTES} bytes of text");
            return Err(Reject::new(RejectCode::TurnTooLong, message).in_field(format!(
                "{}.{}",
                path(),
                names.text
            )));
        }
        Ok(Some(ReadTurn { party, text: said, time, words: read }))
    }

    /// A word with one border only has no stretch of time that could be told.
    fn word_time(
        &mut self,
        start: Option<Millis>,
        end: Option<Millis>,
        place: impl FnOnce() -> String,
    ) -> Option<TimeSpan> {
        match (start, end) {
            (Some(start), Some(end)) => Some(self.builder.span(start, end, place)),
            (None, _) | (_, None) => None,
        }
    }

    /// Adds a turn.
    pub(super) fn push(&mut self, turn: ReadTurn<'_>) {
        let party = self.builder.party(turn.party);
        self.builder.turn(party, turn.text, turn.time, &turn.words);
    }

    /// Keeps the members that are not among `known`, if that is wished.
    pub(super) fn keep_extra(
        &mut self,
        record: &[u8],
        origin: &Origin<'_>,
        known: &[&str],
    ) -> Result<(), Reject> {
        if origin.keep_extra == KeepExtra::No {
            return Ok(());
        }
        let Members(members) = json::read(record)?;
        let extra = &mut self.builder.info_mut().extra;
        let mut seen = std::collections::BTreeSet::new();
        for (name, value) in &members {
            if known.contains(&&**name) {
                continue;
            }
            if !seen.insert(name) {
                let message = "the same key stands twice in one object";
                return Err(Reject::new(RejectCode::DuplicateKey, message)
                    .in_field(text::shortened(name, 40)));
            }
            extra.push((name.clone().into_owned(), value.get().to_owned()));
        }
        Ok(())
    }

    /// The finished call.
    pub(super) fn build(self) -> Transcript {
        self.builder.build()
    }
}

/// The words with blanks between them.
fn joined(words: &[WordInput<'_>]) -> String {
    let words: Vec<_> = words.iter().map(|word| word.text.trim()).collect();
    words.join(" ")
}

/// A string or a number as it is written.
struct Written<'a> {
    text: Cow<'a, str>,
    numeric: bool,
}

/// A value that is a string or a number; empty strings are absent.
fn written<'a>(
    raw: Option<&'a RawValue>,
    place: impl Fn() -> String,
) -> Result<Option<Written<'a>>, Reject> {
    let Some(raw) = raw else { return Ok(None) };
    let written = match raw.get().as_bytes().first() {
        Some(b'"') => Written { text: string(raw, place)?, numeric: false },
        Some(b'-' | b'0'..=b'9') => Written { text: Cow::Borrowed(raw.get()), numeric: true },
        Some(_) | None => return Err(wrong_shape(&place(), raw, "a string")),
    };
    Ok((!written.text.trim().is_empty()).then_some(written))
}

/// A speaker's label or another name: a string or a number, not blank.
pub(super) fn name<'a>(
    raw: Option<&'a RawValue>,
    place: impl Fn() -> String,
) -> Result<Option<Cow<'a, str>>, Reject> {
    Ok(written(raw, place)?.map(|Written { text, .. }| match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }))
}

/// The content of a JSON string, of which so far only the quotes have been checked.
fn string(raw: &RawValue, place: impl Fn() -> String) -> Result<Cow<'_, str>, Reject> {
    match serde_json::from_str(raw.get()) {
        Ok(Text(text)) => Ok(text),
        Err(_) => {
            Err(Reject::new(RejectCode::NotJson, "a string with a broken escape").in_field(place()))
        }
    }
}

fn wrong_shape(field: &str, raw: &RawValue, expected: &str) -> Reject {
    let message = format!("found {} where {expected} is expected", json::kind_of(raw));
    Reject::new(RejectCode::WrongShape, message).in_field(field)
}

/// An instant as RFC 3339 writes it; without an offset it needs a zone.
pub(crate) fn instant(
    text: &str,
    time_zone: Option<&jiff::tz::TimeZone>,
) -> Result<jiff::Timestamp, WarningCode> {
    if let Ok(at) = text.parse() {
        return Ok(at);
    }
    // A date alone is a day and no instant.
    if !text.contains(':') {
        return Err(WarningCode::StartedAtUnreadable);
    }
    let local: Option<DateTime> = text.parse().ok().or_else(|| written_date_time(text));
    let local = local.ok_or(WarningCode::StartedAtUnreadable)?;
    let time_zone = time_zone.ok_or(WarningCode::StartedAtWithoutZone)?;
    time_zone.to_timestamp(local).map_err(|_| WarningCode::StartedAtUnreadable)
}

/// How far local time is from UTC, where an instant says so; `Z` says nothing of local time (RFC 9557).
pub(crate) fn offset(text: &str) -> Option<jiff::tz::Offset> {
    let pieces = jiff::fmt::temporal::Pieces::parse(text).ok()?;
    if let jiff::fmt::temporal::PiecesOffset::Numeric(written) = pieces.offset()? {
        // -00:00 says as little as Z.
        let nothing = written.is_negative() && written.offset().is_zero();
        return (!nothing).then(|| written.offset());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets() {
        let check = |text: &str| offset(text).map(|offset| offset.seconds() / 60);
        assert_eq!(check("2026-11-21T17:40:12+02:00"), Some(120));
        assert_eq!(check("2026-11-21 17:40:12-05:30"), Some(-330));
        assert_eq!(check("2026-11-21T15:40:12+00:00"), Some(0));
        for text in ["2026-11-21T15:40:12Z", "2026-11-21T15:40:12", "yesterday", "21.11.2026 17:40"]
        {
            assert_eq!(check(text), None, "{text}");
        }
    }

    #[test]
    fn instants() {
        let zone = jiff::tz::TimeZone::get("Europe/Kyiv").unwrap();
        let check = |text: &str, zone: Option<&jiff::tz::TimeZone>| {
            instant(text, zone).map(|at| at.to_string())
        };
        let utc = Ok("2026-11-21T15:40:12Z".to_owned());
        assert_eq!(check("2026-11-21T15:40:12Z", None), utc);
        assert_eq!(check("2026-11-21T17:40:12+02:00", Some(&zone)), utc);
        assert_eq!(check("2026-11-21T17:40:12", Some(&zone)), utc);
        assert_eq!(check("2026-11-21 17:40:12", Some(&zone)), utc);
        assert_eq!(check("21.11.2026 17:40:12", Some(&zone)), utc);
        assert_eq!(check("2026-11-21T17:40:12", None), Err(WarningCode::StartedAtWithoutZone));
        for text in ["2026-11-21", "yesterday", "1763739612", "21.11.2026", "31.02.2026 17:40"] {
            assert_eq!(check(text, Some(&zone)), Err(WarningCode::StartedAtUnreadable), "{text}");
        }
    }
}
