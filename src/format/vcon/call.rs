//! A vCon as one call: its transcripts and messages, put together by the start of their dialogs.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

use super::super::dialect::Json;
use super::super::draft::{self, Draft, ReadTurn};
use super::super::key::call_key;
use super::super::limits::{MAX_TURN_BYTES, MAX_TURNS};
use super::super::{Origin, Reject, RejectCode};
use super::analysis::{self, Found, Labels, Unreadable};
use super::dialog::{self, Dialog, Kind};
use super::party::Parties;
use super::{FORMAT, MEMBERS, member};
use crate::transcript::{
    CallInfo, Direction, Medium, Party, Role, Transcript, TurnTime, WarningCode, WordInput,
};
use crate::units::{Millis, TimeSpan};

/// A turn and where it stands in the call, as far as that is known.
struct Piece<'t> {
    at: Option<Millis>,
    turn: ReadTurn<'t>,
}

/// Reads a vCon that is neither signed nor encrypted.
pub(super) fn read(
    record: &[u8],
    root: &Json<'_>,
    origin: &Origin<'_>,
) -> Result<Transcript, Reject> {
    let (key, id_source) =
        call_key(record, origin, FORMAT.name, member(root, &["uuid"]).as_deref(), None)?;
    let mut draft = Draft::new(CallInfo::new(key, id_source));
    let parties = Parties::read(root, &mut draft)?;
    let dialogs = dialog::read_all(root, &mut draft, origin);
    let (found, unreadable) = analysis::read_all(record, origin)?;
    if found.is_empty() && dialogs.iter().all(|dialog| dialog.message.is_none()) {
        return Err(nothing(&dialogs, &unreadable));
    }
    for (ix, _) in unreadable {
        draft.warn(WarningCode::WithoutTranscript, || format!("analysis[{ix}]"));
    }
    if draft.info().direction == Direction::Unknown {
        draft.info().direction = dialog::direction(root);
    }
    let mut call =
        Call { parties, dialogs, draft, zero: None, placed: true, medium: Medium::Voice };
    let chosen = call.choose(found);
    call.without_transcript(&chosen);
    call.begin(&chosen, origin);
    let mut pieces = call.messages()?;
    for found in &chosen {
        pieces.extend(call.turns(found, origin)?);
    }
    call.medium = call.medium(&chosen);
    call.holds();
    call.finish(pieces, record, origin)
}

/// Says what a vCon has in which nothing was said.
fn nothing(dialogs: &[Dialog], unreadable: &[Unreadable]) -> Reject {
    let count = |kind: Kind| dialogs.iter().filter(|dialog| dialog.kind == kind).count();
    let (message, field) = match (unreadable.first(), dialogs) {
        (Some((ix, why)), _) => {
            (format!("the transcript of the vcon cannot be read: {why}"), format!("analysis[{ix}]"))
        }
        (None, []) => ("the vcon has no dialog and no transcript".to_owned(), "dialog".to_owned()),
        (None, _) => {
            let (recordings, texts) = (count(Kind::Recording), count(Kind::Text));
            let others = count(Kind::Other);
            let message = format!(
                "the vcon has no transcript and no text, only recordings ({recordings}), \
                 messages whose text is not in it ({texts}) and other dialogs ({others})"
            );
            (message, "analysis".to_owned())
        }
    };
    Reject::new(RejectCode::NotATranscript, message).in_field(field)
}

struct Call<'a> {
    parties: Parties<'a>,
    dialogs: Vec<Dialog>,
    draft: Draft,
    /// The start of the call, in milliseconds since 1970.
    zero: Option<i64>,
    /// Whether every dialog that is read has a start, so that they have places in the call.
    placed: bool,
    medium: Medium,
}

impl Call<'_> {
    /// Messages alone are a chat, also where a recording without words is among them.
    fn medium(&self, chosen: &[Found]) -> Medium {
        let any = |kind: Kind| self.dialogs.iter().any(|dialog| dialog.kind == kind);
        match chosen.is_empty() || (any(Kind::Text) && !any(Kind::Recording)) {
            true => Medium::Chat,
            false => Medium::Voice,
        }
    }

    /// One transcript for each dialog: of several that with more times, else the later one.
    fn choose(&mut self, mut found: Vec<Found>) -> Vec<Found> {
        found.sort_by_key(|found| std::cmp::Reverse((found.detail(), found.ix)));
        let mut chosen: Vec<Found> = Vec::new();
        for other in found {
            if chosen.iter().any(|known| known.overlaps(&other)) {
                let place = format!("analysis[{}]", other.ix);
                self.draft.warn(WarningCode::SeveralTranscripts, || place);
            } else {
                chosen.push(other);
            }
        }
        chosen.sort_by_key(|found| found.ix);
        chosen
    }

    /// Recordings and messages of which nothing is read are told.
    fn without_transcript(&mut self, chosen: &[Found]) {
        for (ix, dialog) in self.dialogs.iter().enumerate() {
            let lacks = match dialog.kind {
                Kind::Recording => !dialog.in_set && !chosen.iter().any(|found| found.covers(ix)),
                Kind::Text => dialog.message.is_none(),
                Kind::Other => false,
            };
            if lacks {
                self.draft.warn(WarningCode::WithoutTranscript, || format!("dialog[{ix}]"));
            }
        }
    }

    /// The start of the call: that of the first dialog, or of a transcript that tells its own.
    fn begin(&mut self, chosen: &[Found], origin: &Origin<'_>) {
        let read = |ix: usize, dialog: &Dialog| {
            dialog.message.is_some() || chosen.iter().any(|found| found.covers(ix))
        };
        let parts = self.dialogs.iter().enumerate().filter(|(ix, dialog)| read(*ix, dialog));
        let parts: Vec<_> = parts.map(|(_, dialog)| dialog.start).collect();
        self.placed = parts.len() < 2 || parts.iter().all(Option::is_some);
        let mut starts: Vec<dialog::At> =
            self.dialogs.iter().filter_map(|dialog| dialog.start).collect();
        for found in chosen {
            starts.extend(own_start(found, origin).map(|instant| dialog::At {
                ms: instant.as_millisecond(),
                instant: Some(instant),
                offset: found.start.as_deref().and_then(draft::offset),
            }));
        }
        let Some(first) = starts.into_iter().min_by_key(|at| at.ms) else { return };
        self.zero = Some(first.ms);
        match first.instant {
            Some(instant) => {
                self.draft.info().started_at = Some(instant);
                self.draft.info().started_offset = first.offset;
            }
            None => {
                let place = || "dialog[].start".to_owned();
                self.draft.warn(WarningCode::StartedAtWithoutZone, place);
            }
        }
    }

    /// How long after the start of the call a dialog begins; `None` where nobody knows.
    fn offset(&self, dialog: Option<&Dialog>) -> Option<i64> {
        let start = dialog.and_then(|dialog| dialog.start).map(|at| at.ms);
        match (start, self.zero) {
            (Some(start), Some(zero)) => Some(start.saturating_sub(zero)),
            // One dialog is the call, whenever it was.
            (None, _) | (_, None) => self.placed.then_some(0),
        }
    }

    fn messages<'t>(&mut self) -> Result<Vec<Piece<'t>>, Reject> {
        let mut pieces = Vec::new();
        for ix in 0..self.dialogs.len() {
            let Some(message) = self.dialogs[ix].message.take() else { continue };
            if message.quoted {
                self.draft.warn(WarningCode::QuotedText, || format!("dialog[{ix}].body"));
            }
            if message.text.is_empty() {
                continue;
            }
            if message.text.len() > MAX_TURN_BYTES {
                let words = format!("a message has more than {MAX_TURN_BYTES} bytes of text");
                return Err(Reject::new(RejectCode::TurnTooLong, words)
                    .in_field(format!("dialog[{ix}].body")));
            }
            let dialog = &self.dialogs[ix];
            let at = dialog.start.and_then(|_| self.offset(Some(dialog))).map(Millis::new);
            let party = dialog.sender.map(|sender| match self.parties.get(sender) {
                Some(party) => party.clone(),
                None => Party::unknown(Some(sender.to_string())),
            });
            let party = party.unwrap_or(Party::unknown(None));
            let time = at.map_or(TurnTime::Unknown, TurnTime::Instant);
            pieces.push(Piece { at, turn: ReadTurn::new(party, message.text, time, Vec::new()) });
        }
        Ok(pieces)
    }

    /// The turns of a transcript, with their times counted from the start of the call.
    fn turns<'t>(
        &mut self,
        found: &'t Found,
        origin: &Origin<'_>,
    ) -> Result<Vec<Piece<'t>>, Reject> {
        let body = format!("analysis[{}].body", found.ix);
        for warning in found.call.warnings() {
            // Words are looked for once more where the turns are added.
            if !matches!(warning.code, WarningCode::NoTurns | WarningCode::WordsNotInText) {
                let place = format!("{body}.{}", warning.place);
                self.draft.builder().warn_times(warning.code, warning.count, || place);
            }
        }
        let info = self.draft.info();
        if info.language.is_none() {
            info.language.clone_from(&found.call.info().language);
        }
        let dialogs = found.dialogs.iter().filter_map(|ix| self.dialogs.get(*ix));
        let first = match found.dialogs.is_empty() {
            false => dialogs.min_by_key(|dialog| dialog.start.map(|at| at.ms)),
            true => self.dialogs.iter().find(|dialog| dialog.kind == Kind::Recording),
        };
        let own = own_start(found, origin).map(|at| at.as_millisecond());
        let offset = match (own, self.zero) {
            (Some(own), Some(zero)) => Some(own.saturating_sub(zero)),
            (None, _) | (_, None) => self.offset(first),
        };
        if offset.is_none() {
            // Times that nobody can place are no times.
            self.draft.warn(WarningCode::UnreadableTime, || format!("{body}: no dialog start"));
        }
        let moved = |span: TimeSpan| {
            let offset = offset?;
            TimeSpan::new(span.start().plus(offset), span.end().plus(offset))
        };
        let mut pieces = Vec::with_capacity(found.call.turns().len());
        for turn in found.call.turns() {
            let time = match turn.time() {
                TurnTime::Span(span) => moved(span).map(TurnTime::Span),
                TurnTime::Instant(at) => offset.map(|by| TurnTime::Instant(at.plus(by))),
                TurnTime::Unknown => None,
            };
            let time = time.unwrap_or(TurnTime::Unknown);
            let words = found.call.words(turn).iter().map(|word| WordInput {
                text: word.text.map_or("", |span| &turn.text()[span.range()]),
                time: word.time.and_then(moved),
            });
            let words: Vec<_> = words.collect();
            let spoken = words.iter().find_map(|word| word.time).map(TimeSpan::start);
            let party = self.party(found, first, found.call.party(turn.party()));
            let turn = ReadTurn::new(party, turn.text().to_owned(), time, words);
            pieces.push(Piece { at: time.start().or(spoken), turn });
        }
        for hold in found.call.holds() {
            if let Some(hold) = moved(*hold) {
                self.draft.builder().hold(hold);
            }
        }
        Ok(pieces)
    }

    /// Which of the vCon's parties a speaker of a transcript is.
    fn party(&self, found: &Found, dialog: Option<&Dialog>, speaker: &Party) -> Party {
        let label = speaker.label().unwrap_or_default();
        let stated = match found.labels {
            Labels::Parties => label.parse().ok().and_then(|ix| self.parties.get(ix)),
            Labels::Channels(count) => {
                let channel = label.split(':').next().and_then(|channel| channel.parse().ok());
                let known = dialog.filter(|dialog| dialog.parties.len() == count);
                let party: Option<usize> = known
                    .zip(channel)
                    .and_then(|(dialog, channel): (_, usize)| *dialog.parties.get(channel)?);
                party.and_then(|ix| self.parties.get(ix))
            }
            Labels::Own => None,
        };
        let of_analysis = || found.party.and_then(|ix| self.parties.get(ix));
        let by_role = || match speaker.role() {
            Role::Unknown => None,
            role @ (Role::Agent | Role::Customer | Role::System) => self.parties.of_role(role),
        };
        // A recording of one party has one speaker, whatever the recogniser calls it.
        let alone = || match dialog.map(|dialog| dialog.parties.as_slice()) {
            Some([Some(only)]) if speaker.role() == Role::Unknown => self.parties.get(*only),
            Some(_) | None => None,
        };
        let party = stated.or_else(of_analysis).or_else(|| self.parties.named(label));
        party.or_else(by_role).or_else(alone).unwrap_or(speaker).clone()
    }

    /// From the history of each dialog; a hold that nobody ended lasts to the end of its dialog.
    fn holds(&mut self) {
        let Some(zero) = self.zero else { return };
        for (ix, dialog) in self.dialogs.iter().enumerate() {
            let ms = |at: dialog::At| at.ms.saturating_sub(zero);
            let end = dialog.start.zip(dialog.duration);
            let end = end.map(|(start, length)| ms(start).saturating_add(length.get()));
            let mut events: Vec<_> = dialog.hold_events.iter().collect();
            events.sort_by_key(|event| event.at.ms);
            for (nth, event) in events.iter().enumerate().filter(|(_, event)| event.holds) {
                let over = events[nth + 1..].iter().find(|later| later.party == event.party);
                let until = over.map(|later| ms(later.at)).or(end);
                let span = until
                    .filter(|_| ms(event.at) >= 0)
                    .and_then(|until| TimeSpan::new(Millis::new(ms(event.at)), Millis::new(until)));
                match span {
                    Some(span) => self.draft.builder().hold(span),
                    None => self.draft.warn(WarningCode::UnreadableTime, || {
                        format!("dialog[{ix}].party_history")
                    }),
                }
            }
        }
    }

    /// The end of the last recording, counted from the start of the call.
    fn duration(&self) -> Option<Millis> {
        let recordings = self.dialogs.iter().filter(|dialog| dialog.kind == Kind::Recording);
        let ends = recordings.filter_map(|dialog| {
            let offset = self.offset(Some(dialog))?;
            Some(dialog.duration?.plus(offset))
        });
        ends.max()
    }

    fn finish(
        mut self,
        mut pieces: Vec<Piece<'_>>,
        record: &[u8],
        origin: &Origin<'_>,
    ) -> Result<Transcript, Reject> {
        if pieces.len() > MAX_TURNS {
            let message = format!("more than {MAX_TURNS} turns");
            return Err(Reject::new(RejectCode::TooManyTurns, message).in_field("analysis"));
        }
        self.draft.info().medium = self.medium;
        if self.medium == Medium::Voice {
            self.draft.info().duration = self.duration();
        }
        // What has no time stays behind what it follows.
        let mut last = Millis::ZERO;
        for piece in &mut pieces {
            last = piece.at.unwrap_or(last);
            piece.at = Some(last);
        }
        pieces.sort_by_key(|piece| piece.at);
        for piece in pieces {
            self.draft.push(piece.turn);
        }
        self.draft.keep_extra(record, origin, MEMBERS)?;
        Ok(self.draft.build())
    }
}

/// When a transcript begins, as it tells itself: in `start`, or by the instants of its turns.
fn own_start(found: &Found, origin: &Origin<'_>) -> Option<jiff::Timestamp> {
    let stated = found.start.as_deref();
    let stated = stated.and_then(|start| draft::instant(start, origin.time_zone).ok());
    let of_turns = found.call.info().started_at.filter(|_| found.labels == Labels::Parties);
    stated.or(of_turns)
}
