//! Our own JSON: one call per object, documented in `docs/formats.md`.

mod fast;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::draft::{self, Draft, Field, RawTimes, RawWord, TimeNames, TurnNames};
use super::json::{self, List, Listed, Text};
use super::limits::{MAX_TURN_WORDS, MAX_TURNS};
use super::{About, Format, Origin, Parse, Reject, RejectCode, Shape, roles, text};
use crate::transcript::{Direction, Medium, Party, Role, RoleSource, Transcript, WarningCode};
use crate::units::TimeUnit;

/// What stands in `schema`.
pub const SCHEMA: &str = "callsift.transcript/1";

/// What stands in `schema` whatever the version.
const ANY_VERSION: &str = "callsift.transcript/";

pub(super) static FORMAT: Format = Format {
    name: "callsift",
    title: "callsift JSON",
    about: About {
        what: "our own JSON, described below",
        signs: || "`schema` begins with `callsift.transcript/`".to_owned(),
        times: "milliseconds",
        words: "yes",
        roles: "stated, else by label",
    },
    shape: Shape::Json,
    recognise: |head| head.schema().is_some_and(|schema| schema.starts_with(ANY_VERSION)),
    parse: Parse::One(parse),
};

const TIMES: TimeNames =
    TimeNames { unit: TimeUnit::Milliseconds, start: "start_ms", end: "end_ms" };

const TURNS: TurnNames = TurnNames { turns: "turns", text: "text", words: "words", time: TIMES };

/// Every member of a document; others are extra.
const MEMBERS: &[&str] = &[
    "schema",
    "call_id",
    "source",
    "customer_id",
    "customer_phone",
    "customer_email",
    "started_at",
    "duration_ms",
    "language",
    "medium",
    "direction",
    "agent_id",
    "agent_name",
    "team",
    "queue",
    "turns",
    "holds",
];

/// The JSON Schema of a call in our own format, derived from what the parser reads.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Document<'static>)
}

/// One call: a line of a JSONL file, or a whole file.
///
/// Members that are not listed are ignored, or kept beside the call on wish.
#[derive(Default, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "callsift.transcript/1")]
struct Document<'a> {
    /// The format and its version.
    #[serde(borrow)]
    #[schemars(with = "Option<String>", extend("const" = SCHEMA))]
    schema: Option<&'a RawValue>,
    /// The telephone system's id for the call. Without it the call is named by a whole file's name, else by a hash of the record.
    #[serde(borrow)]
    #[schemars(with = "Option<Name>")]
    call_id: Option<&'a RawValue>,
    /// The telephone system or export; two systems may count alike.
    #[serde(borrow)]
    #[schemars(with = "Option<Name>")]
    source: Option<&'a RawValue>,
    /// The customer's id in the CRM.
    #[serde(borrow)]
    #[schemars(with = "Option<Name>")]
    customer_id: Option<&'a RawValue>,
    /// The customer's telephone number.
    #[serde(borrow)]
    #[schemars(with = "Option<Name>")]
    customer_phone: Option<&'a RawValue>,
    /// The customer's e-mail address.
    #[serde(borrow)]
    #[schemars(with = "Option<Name>")]
    customer_email: Option<&'a RawValue>,
    /// The instant at which the call began, RFC 3339; without an offset the configured time zone counts.
    #[serde(borrow)]
    #[schemars(with = "Option<Name>")]
    started_at: Option<&'a RawValue>,
    /// Length of the call in milliseconds.
    #[serde(borrow)]
    #[schemars(with = "Option<Time>")]
    duration_ms: Option<&'a RawValue>,
    /// BCP 47 tag: `ru`, `uk`, `en-GB`.
    #[serde(borrow)]
    #[schemars(with = "Option<Name>")]
    language: Option<&'a RawValue>,
    /// `voice` if missing.
    #[serde(borrow)]
    #[schemars(with = "Option<MediumName>")]
    medium: Option<&'a RawValue>,
    /// Who called whom.
    #[serde(borrow)]
    #[schemars(with = "Option<DirectionName>")]
    direction: Option<&'a RawValue>,
    /// The agent's id.
    #[serde(borrow)]
    #[schemars(with = "Option<Name>")]
    agent_id: Option<&'a RawValue>,
    /// The agent's name.
    #[serde(borrow)]
    #[schemars(with = "Option<Name>")]
    agent_name: Option<&'a RawValue>,
    /// The agent's team.
    #[serde(borrow)]
    #[schemars(with = "Option<Name>")]
    team: Option<&'a RawValue>,
    /// The queue or line.
    #[serde(borrow)]
    #[schemars(with = "Option<Name>")]
    queue: Option<&'a RawValue>,
    /// What was said, in order.
    #[serde(borrow)]
    #[schemars(with = "Vec<TurnIn<'static>>", length(max = MAX_TURNS))]
    turns: Option<List<TurnIn<'a>>>,
    /// Stretches in which a party was on hold.
    #[serde(borrow)]
    #[schemars(with = "Option<Vec<HoldIn<'static>>>")]
    holds: Option<List<HoldIn<'a>>>,
}

/// What one party said without a change of speaker.
#[derive(Deserialize, schemars::JsonSchema)]
#[schemars(rename = "Turn")]
struct TurnIn<'a> {
    /// The side. Without it the speaker's label is looked up among the names of roles («Оператор», "Agent").
    #[serde(borrow)]
    #[schemars(with = "Option<RoleName>")]
    role: Option<&'a RawValue>,
    /// The speaker's label or name.
    #[serde(borrow)]
    #[schemars(with = "Option<Name>")]
    speaker: Option<&'a RawValue>,
    /// Start, in milliseconds from the start of the call.
    #[serde(borrow)]
    #[schemars(with = "Option<Time>")]
    start_ms: Option<&'a RawValue>,
    /// End, in milliseconds from the start of the call.
    #[serde(borrow)]
    #[schemars(with = "Option<Time>")]
    end_ms: Option<&'a RawValue>,
    /// What was said.
    #[serde(borrow)]
    #[schemars(with = "Option<String>")]
    text: Option<Text<'a>>,
    /// The words of the text, with times.
    #[serde(borrow)]
    #[schemars(with = "Option<Vec<WordIn<'static>>>")]
    words: Option<List<WordIn<'a>>>,
}

/// One word of a turn.
#[derive(Deserialize, schemars::JsonSchema)]
#[schemars(rename = "Word")]
struct WordIn<'a> {
    /// The word as it stands in the text.
    #[serde(borrow)]
    #[schemars(with = "Option<String>")]
    text: Option<Text<'a>>,
    /// Start, in milliseconds from the start of the call.
    #[serde(borrow)]
    #[schemars(with = "Option<Time>")]
    start_ms: Option<&'a RawValue>,
    /// End, in milliseconds from the start of the call.
    #[serde(borrow)]
    #[schemars(with = "Option<Time>")]
    end_ms: Option<&'a RawValue>,
}

/// One stretch on hold.
#[derive(Deserialize, schemars::JsonSchema)]
#[schemars(rename = "Hold")]
struct HoldIn<'a> {
    /// Start, in milliseconds from the start of the call.
    #[serde(borrow)]
    #[schemars(with = "Time")]
    start_ms: Option<&'a RawValue>,
    /// End, in milliseconds from the start of the call.
    #[serde(borrow)]
    #[schemars(with = "Time")]
    end_ms: Option<&'a RawValue>,
}

/// A string; a number is kept exactly as it is written.
#[derive(schemars::JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "described to readers of the schema, read as raw JSON")]
enum Name {
    /// As a string.
    Text(String),
    /// As a number.
    Number(serde_json::Number),
}

/// Milliseconds from the start of the call; a decimal may also stand in quotes.
#[derive(schemars::JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "described to readers of the schema, read as raw JSON")]
enum Time {
    /// As a number.
    Number(serde_json::Number),
    /// As a string.
    Text(String),
}

/// The side of a party.
#[derive(schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "described to readers of the schema, read as raw JSON")]
enum RoleName {
    Agent,
    Customer,
    System,
    Unknown,
}

/// How the parties talked.
#[derive(schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "described to readers of the schema, read as raw JSON")]
enum MediumName {
    Voice,
    Chat,
}

/// Who called whom.
#[derive(schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "described to readers of the schema, read as raw JSON")]
enum DirectionName {
    Inbound,
    Outbound,
    Internal,
}

impl Listed for TurnIn<'_> {
    const MAX: usize = MAX_TURNS;
    const TOO_MANY: RejectCode = RejectCode::TooManyTurns;
    const MANY: &'static str = "turns";
}

impl Listed for WordIn<'_> {
    const MAX: usize = MAX_TURN_WORDS;
    const TOO_MANY: RejectCode = RejectCode::TurnTooLong;
    const MANY: &'static str = "words in a turn";
}

impl Listed for HoldIn<'_> {
    const MAX: usize = MAX_TURNS;
    const TOO_MANY: RejectCode = RejectCode::TooManyTurns;
    const MANY: &'static str = "holds";
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    match fast::parse(record, origin) {
        Some(call) => Ok(call),
        None => parse_with_care(record, origin),
    }
}

/// Reads any record, or tells what is wrong with it.
fn parse_with_care(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    let mut call: Document<'_> = json::read(record)?;
    let mut draft = header(record, origin, &call)?;
    let List(turns) = call.turns.take().unwrap_or_default();
    for (ix, turn) in turns.iter().enumerate() {
        let party = party_of(&mut draft, ix, turn)?;
        let words = turn.words.as_ref().map_or(&[][..], |List(words)| words);
        let words = words.iter().map(|word| RawWord {
            text: word.text.as_ref().map_or("", |Text(text)| text),
            times: RawTimes { start: word.start_ms, end: word.end_ms },
        });
        let times = RawTimes { start: turn.start_ms, end: turn.end_ms };
        let said = turn.text.as_ref().map(Text::borrowed);
        if let Some(read) = draft.read_turn(ix, TURNS, party, said, times, words)? {
            draft.push(read);
        }
    }
    holds(&mut draft, call.holds)?;
    draft.keep_extra(record, origin, MEMBERS)?;
    Ok(draft.build())
}

/// Begins a call with all that stands beside its turns and holds.
fn header(record: &[u8], origin: &Origin<'_>, call: &Document<'_>) -> Result<Draft, Reject> {
    check_schema(call.schema)?;
    if call.turns.is_none() {
        return Err(
            Reject::new(RejectCode::NotATranscript, "there is no list of turns").in_field("turns")
        );
    }
    let mut draft = Draft::begin(
        record,
        origin,
        FORMAT.name,
        Field { name: "call_id", raw: call.call_id },
        Field { name: "source", raw: call.source },
    )?;
    draft.info().customer_id = draft.id("customer_id", call.customer_id)?;
    draft.info().agent_id = draft.id("agent_id", call.agent_id)?;
    draft.info().customer_phone = draft.fact("customer_phone", call.customer_phone)?;
    draft.info().customer_email = draft.fact("customer_email", call.customer_email)?;
    draft.info().language = draft.fact("language", call.language)?;
    draft.info().agent_name = draft.fact("agent_name", call.agent_name)?;
    draft.info().team = draft.fact("team", call.team)?;
    draft.info().queue = draft.fact("queue", call.queue)?;
    draft.started_at(Field { name: "started_at", raw: call.started_at }, origin)?;
    draft.info().duration =
        draft.time(call.duration_ms, TIMES.unit, || "duration_ms".to_owned())?;
    medium(&mut draft, call.medium)?;
    direction(&mut draft, call.direction)?;
    Ok(draft)
}

fn holds(draft: &mut Draft, holds: Option<List<HoldIn<'_>>>) -> Result<(), Reject> {
    for (ix, hold) in holds.unwrap_or_default().0.iter().enumerate() {
        draft.hold(ix, RawTimes { start: hold.start_ms, end: hold.end_ms }, TIMES)?;
    }
    Ok(())
}

/// A line may go without `schema`; one of another version may mean something else.
fn check_schema(raw: Option<&RawValue>) -> Result<(), Reject> {
    match draft::name(raw, || "schema".to_owned())? {
        None => Ok(()),
        Some(schema) if schema == SCHEMA => Ok(()),
        Some(schema) => {
            let message = format!("schema is {}; {SCHEMA} is read", text::shortened(&schema, 40));
            Err(Reject::new(RejectCode::NotATranscript, message).in_field("schema"))
        }
    }
}

fn medium(draft: &mut Draft, raw: Option<&RawValue>) -> Result<(), Reject> {
    match draft::name(raw, || "medium".to_owned())?.as_deref() {
        None => {}
        Some("voice") => draft.info().medium = Medium::Voice,
        Some("chat") => draft.info().medium = Medium::Chat,
        Some(_) => draft.warn(WarningCode::UnknownName, || "medium".to_owned()),
    }
    Ok(())
}

fn direction(draft: &mut Draft, raw: Option<&RawValue>) -> Result<(), Reject> {
    draft.info().direction = match draft::name(raw, || "direction".to_owned())?.as_deref() {
        None => Direction::Unknown,
        Some("inbound") => Direction::Inbound,
        Some("outbound") => Direction::Outbound,
        Some("internal") => Direction::Internal,
        Some(_) => {
            draft.warn(WarningCode::UnknownName, || "direction".to_owned());
            Direction::Unknown
        }
    };
    Ok(())
}

/// Who says a turn, with a warning where the stated role is none.
fn party_of(draft: &mut Draft, ix: usize, turn: &TurnIn<'_>) -> Result<Party, Reject> {
    let label = draft::name(turn.speaker, || format!("turns[{ix}].speaker"))?;
    let stated = draft::name(turn.role, || format!("turns[{ix}].role"))?;
    let stated = stated.map(|name| {
        Role::of(&name).unwrap_or_else(|| {
            draft.warn(WarningCode::UnknownName, || format!("turns[{ix}].role"));
            Role::Unknown
        })
    });
    Ok(party(stated, label.as_deref()))
}

/// The stated role; only where none is stated the label may tell it.
fn party(stated: Option<Role>, label: Option<&str>) -> Party {
    match stated {
        Some(role) => Party::known(role, RoleSource::Stated, label.map(str::to_owned)),
        None => roles::party_of(label),
    }
}

#[cfg(test)]
mod tests;
