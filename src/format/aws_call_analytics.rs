//! Call Analytics of Amazon Transcribe: turns with roles, and items with times in milliseconds.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::draft::{self, Draft, Field, RawTimes, RawWord, ReadTurn, TimeNames, TurnNames};
use super::json::{self, List, Listed, Text};
use super::limits::{MAX_TURN_WORDS, MAX_TURNS};
use super::{About, Format, Head, Origin, Parse, Reject, RejectCode, Shape};
use crate::transcript::{Medium, Party, Role, RoleSource, Transcript, WarningCode};
use crate::units::{Millis, TimeUnit};

pub(super) static FORMAT: Format = Format {
    name: "aws_call_analytics",
    title: "Amazon Transcribe Call Analytics",
    about: About {
        what: "Amazon Transcribe Call Analytics",
        signs: || {
            "`Transcript` whose turns have `Content` and `ParticipantRole`, but no `ParticipantId`"
                .to_owned()
        },
        times: "milliseconds",
        words: "yes; punctuation is no word",
        roles: "stated",
    },
    shape: Shape::Json,
    recognise,
    parse: Parse::One(parse),
};

const TURNS: TurnNames = TurnNames {
    turns: "Transcript",
    text: "Content",
    words: "Items",
    time: TimeNames {
        unit: TimeUnit::Milliseconds,
        start: "BeginOffsetMillis",
        end: "EndOffsetMillis",
    },
};

/// Every member that is read; others are extra.
const MEMBERS: &[&str] = &["JobName", "LanguageCode", "Channel", "Transcript"];

/// Contact Lens writes a `Transcript` as well, but names participants by id and chats by instants.
fn recognise(head: &Head<'_>) -> bool {
    let has = |member| head.has_in("Transcript", member);
    head.has_list("Transcript")
        && has("Content")
        && has("ParticipantRole")
        && !has("ParticipantId")
        && !has("AbsoluteTime")
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CallIn<'a> {
    #[serde(borrow)]
    job_name: Option<&'a RawValue>,
    #[serde(borrow)]
    language_code: Option<&'a RawValue>,
    #[serde(borrow)]
    channel: Option<&'a RawValue>,
    #[serde(borrow)]
    transcript: Option<List<TurnIn<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TurnIn<'a> {
    #[serde(borrow)]
    participant_role: Option<&'a RawValue>,
    #[serde(borrow)]
    begin_offset_millis: Option<&'a RawValue>,
    #[serde(borrow)]
    end_offset_millis: Option<&'a RawValue>,
    #[serde(borrow)]
    content: Option<Text<'a>>,
    #[serde(borrow)]
    items: Option<List<ItemIn<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ItemIn<'a> {
    #[serde(borrow)]
    r#type: Option<Text<'a>>,
    #[serde(borrow)]
    begin_offset_millis: Option<&'a RawValue>,
    #[serde(borrow)]
    end_offset_millis: Option<&'a RawValue>,
    #[serde(borrow)]
    content: Option<Text<'a>>,
}

impl ItemIn<'_> {
    /// Punctuation has no time and is in the turn's text already: as a word it would look untimed.
    fn is_word(&self) -> bool {
        self.r#type.as_ref().is_none_or(|Text(kind)| kind != "punctuation")
    }
}

impl Listed for TurnIn<'_> {
    const MAX: usize = MAX_TURNS;
    const TOO_MANY: RejectCode = RejectCode::TooManyTurns;
    const MANY: &'static str = "turns";
}

impl Listed for ItemIn<'_> {
    const MAX: usize = MAX_TURN_WORDS;
    const TOO_MANY: RejectCode = RejectCode::TurnTooLong;
    const MANY: &'static str = "items in a turn";
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    let call: CallIn<'_> = json::read(record)?;
    let Some(List(turns)) = call.transcript else {
        return Err(Reject::new(RejectCode::NotATranscript, "there is no list of turns")
            .in_field("Transcript"));
    };
    let mut draft = Draft::begin(
        record,
        origin,
        FORMAT.name,
        Field { name: "JobName", raw: call.job_name },
        Field { name: "source", raw: None },
    )?;
    draft.info().language = draft.fact("LanguageCode", call.language_code)?;
    let channel = draft::name(call.channel, || "Channel".to_owned())?;
    if channel.is_some_and(|channel| channel.eq_ignore_ascii_case("chat")) {
        draft.info().medium = Medium::Chat;
    }
    let mut read = Vec::with_capacity(turns.len());
    for (ix, turn) in turns.iter().enumerate() {
        let party = party(&mut draft, ix, turn)?;
        let items = turn.items.as_ref().map_or(&[][..], |List(items)| items);
        let words = items.iter().filter(|item| item.is_word()).map(|item| RawWord {
            text: item.content.as_ref().map_or("", |Text(text)| text),
            times: RawTimes { start: item.begin_offset_millis, end: item.end_offset_millis },
        });
        let times = RawTimes { start: turn.begin_offset_millis, end: turn.end_offset_millis };
        let said = turn.content.as_ref().map(Text::borrowed);
        read.extend(draft.read_turn(ix, TURNS, party, said, times, words)?);
    }
    for turn in chronological(read) {
        draft.push(turn);
    }
    draft.keep_extra(record, origin, MEMBERS)?;
    Ok(draft.build())
}

fn party(draft: &mut Draft, ix: usize, turn: &TurnIn<'_>) -> Result<Party, Reject> {
    let place = || format!("Transcript[{ix}].ParticipantRole");
    let Some(stated) = draft::name(turn.participant_role, place)? else {
        return Ok(Party::unknown(None));
    };
    let roles = [("AGENT", Role::Agent), ("CUSTOMER", Role::Customer), ("SYSTEM", Role::System)];
    match roles.iter().find(|(name, _)| stated.eq_ignore_ascii_case(name)) {
        Some((_, role)) => Ok(Party::known(*role, RoleSource::Stated, None)),
        None => {
            draft.warn(WarningCode::UnknownName, place);
            Ok(Party::unknown(Some(stated.into_owned())))
        }
    }
}

/// The turns by their start; one without a time stays behind the turn it follows.
fn chronological(turns: Vec<ReadTurn<'_>>) -> Vec<ReadTurn<'_>> {
    let mut last = Millis::ZERO;
    let mut timed: Vec<_> = turns
        .into_iter()
        .map(|turn| {
            last = turn.start().unwrap_or(last);
            (last, turn)
        })
        .collect();
    timed.sort_by_key(|(start, _)| *start);
    timed.into_iter().map(|(_, turn)| turn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Framing;
    use crate::format::testing::{rejected, summary};

    const CALL: &str = r#"{"JobStatus":"COMPLETED","LanguageCode":"en-US","JobName":"job-7","Channel":"VOICE","Transcript":[
      {"Content":"Good morning, how can I help?","ParticipantRole":"AGENT","BeginOffsetMillis":40,"EndOffsetMillis":1300,
       "Items":[{"Type":"pronunciation","Content":"Good","BeginOffsetMillis":40,"EndOffsetMillis":330},
                {"Type":"pronunciation","Content":"morning","BeginOffsetMillis":330,"EndOffsetMillis":700},
                {"Type":"punctuation","Content":","}]},
      {"Content":"Late.","ParticipantRole":"CUSTOMER","BeginOffsetMillis":3000,"EndOffsetMillis":3500},
      {"Content":"Early.","ParticipantRole":"SUPERVISOR","BeginOffsetMillis":1400,"EndOffsetMillis":1600}]}"#;

    #[test]
    fn turns_come_in_order_and_punctuation_is_no_word() {
        assert_eq!(
            summary(parse(CALL.as_bytes(), &Origin::default())),
            "aws_call_analytics:job-7 Field | agent(stated) 40-1300 Good morning, how can I help? \
             [Good 40-330, morning 330-700] | unknown(SUPERVISOR) 1400-1600 Early. \
             | customer(stated) 3000-3500 Late. | ! unknown_name Transcript[2].ParticipantRole 1"
        );
    }

    #[test]
    fn the_file_names_a_call_without_a_job() {
        let record = br#"{"Transcript":[{"Content":"Hi","ParticipantRole":"AGENT"}]}"#;
        let origin = Origin {
            framing: Framing::Whole,
            file_stem: Some("call-9"),
            source: Some("eu"),
            ..Origin::default()
        };
        assert_eq!(summary(parse(record, &origin)), "eu:call-9 FileName | agent(stated) - Hi");
    }

    #[test]
    fn wrong_types_are_rejected_by_field() {
        let record = br#"{"Transcript":[{"Content":"Hi","BeginOffsetMillis":{"s":1}}]}"#;
        assert_eq!(
            rejected(parse(record, &Origin::default())),
            "wrong_shape Transcript[0].BeginOffsetMillis"
        );
    }
}
