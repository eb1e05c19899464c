//! A plain JSON of calls and chats as data sets exchange it: `speaker`, `text`, times in seconds.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::draft::{self, Draft, Field, RawTimes, RawWord, TimeNames, TurnNames};
use super::json::{self, List, Listed, Text};
use super::limits::{MAX_TURN_WORDS, MAX_TURNS};
use super::{About, Format, Head, Origin, Parse, Reject, RejectCode, Shape, roles};
use crate::transcript::{Party, Role, RoleSource, Transcript, WarningCode};
use crate::units::TimeUnit;

pub(super) static FORMAT: Format = Format {
    name: "neutral",
    title: "neutral JSON",
    about: About {
        what: "a plain JSON for data sets: `call_id`, `customer_id`, `language`, `source`, `turns` with `speaker`, `speaker_raw`, `start_s`, `end_s`, `text`, `words`",
        signs: || "`turns` whose objects have `speaker` and `text`".to_owned(),
        times: "seconds",
        words: "yes",
        roles: "stated in `speaker`",
    },
    shape: Shape::Json,
    recognise,
    parse: Parse::One(parse),
};

const TURNS: TurnNames = TurnNames {
    turns: "turns",
    text: "text",
    words: "words",
    time: TimeNames { unit: TimeUnit::Seconds, start: "start_s", end: "end_s" },
};

/// Every member that is read; others are extra.
const MEMBERS: &[&str] = &["call_id", "customer_id", "language", "source", "turns"];

/// A call without turns has no speakers either, but a list where they would stand.
fn recognise(head: &Head<'_>) -> bool {
    let speaks = head.has_in("turns", "speaker") && head.has_in("turns", "text");
    head.schema().is_none() && head.has_list("turns") && (speaks || !head.has_any_in("turns"))
}

#[derive(Deserialize)]
struct CallIn<'a> {
    #[serde(borrow)]
    call_id: Option<&'a RawValue>,
    #[serde(borrow)]
    customer_id: Option<&'a RawValue>,
    #[serde(borrow)]
    language: Option<&'a RawValue>,
    #[serde(borrow)]
    source: Option<&'a RawValue>,
    #[serde(borrow)]
    turns: Option<List<TurnIn<'a>>>,
}

#[derive(Deserialize)]
struct TurnIn<'a> {
    #[serde(borrow)]
    speaker: Option<&'a RawValue>,
    #[serde(borrow)]
    speaker_raw: Option<&'a RawValue>,
    #[serde(borrow)]
    start_s: Option<&'a RawValue>,
    #[serde(borrow)]
    end_s: Option<&'a RawValue>,
    #[serde(borrow)]
    text: Option<Text<'a>>,
    #[serde(borrow)]
    words: Option<List<WordIn<'a>>>,
}

#[derive(Deserialize)]
struct WordIn<'a> {
    #[serde(borrow)]
    text: Option<Text<'a>>,
    #[serde(borrow)]
    start_s: Option<&'a RawValue>,
    #[serde(borrow)]
    end_s: Option<&'a RawValue>,
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

fn parse(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    let call: CallIn<'_> = json::read(record)?;
    let Some(List(turns)) = call.turns else {
        return Err(
            Reject::new(RejectCode::NotATranscript, "there is no list of turns").in_field("turns")
        );
    };
    let mut draft = Draft::begin(
        record,
        origin,
        FORMAT.name,
        Field { name: "call_id", raw: call.call_id },
        Field { name: "source", raw: call.source },
    )?;
    draft.info().customer_id = draft.id("customer_id", call.customer_id)?;
    draft.info().language = draft.fact("language", call.language)?;
    for (ix, turn) in turns.iter().enumerate() {
        let party = party(&mut draft, ix, turn)?;
        let words = turn.words.as_ref().map_or(&[][..], |List(words)| words);
        let words = words.iter().map(|word| RawWord {
            text: word.text.as_ref().map_or("", |Text(text)| text),
            times: RawTimes { start: word.start_s, end: word.end_s },
        });
        let times = RawTimes { start: turn.start_s, end: turn.end_s };
        let said = turn.text.as_ref().map(Text::borrowed);
        if let Some(read) = draft.read_turn(ix, TURNS, party, said, times, words)? {
            draft.push(read);
        }
    }
    draft.keep_extra(record, origin, MEMBERS)?;
    Ok(draft.build())
}

/// `speaker` states one of four roles; any other word there is a label.
fn party(draft: &mut Draft, ix: usize, turn: &TurnIn<'_>) -> Result<Party, Reject> {
    let raw = draft::name(turn.speaker_raw, || format!("turns[{ix}].speaker_raw"))?;
    let speaker = draft::name(turn.speaker, || format!("turns[{ix}].speaker"))?;
    let role = match speaker.as_deref() {
        Some("agent") => Role::Agent,
        Some("customer") => Role::Customer,
        Some("system") => Role::System,
        Some("unknown") | None => Role::Unknown,
        Some(label) => {
            let role = roles::role_of(label);
            if role.is_none() {
                draft.warn(WarningCode::UnknownName, || format!("turns[{ix}].speaker"));
            }
            let label = raw.as_deref().unwrap_or(label).to_owned();
            return Ok(Party::known(role.unwrap_or(Role::Unknown), RoleSource::Label, Some(label)));
        }
    };
    Ok(Party::known(role, RoleSource::Stated, raw.map(Into::into)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::KeepExtra;
    use crate::format::testing::{rejected, summary};

    fn check(record: &str, expected: &str) {
        assert_eq!(summary(parse(record.as_bytes(), &Origin::default())), expected, "{record}");
    }

    #[test]
    fn seconds_roles_and_labels() {
        check(
            r#"{"call_id":"a-1","source":"set","language":"ru","turns":[
              {"speaker":"customer","speaker_raw":"client","start_s":1.4905,"end_s":"2.5","text":"Алло"},
              {"speaker":"unknown","speaker_raw":0,"start_s":null,"text":"да"},
              {"speaker":"Оператор 2","text":"слушаю"},
              {"speaker":"Anna","text":"hm"}]}"#,
            "set:a-1 Field | customer(stated,client) 1491-2500 Алло | unknown(0) - да \
             | agent(label,Оператор 2) - слушаю | unknown(Anna) - hm | ! unknown_name turns[3].speaker 1",
        );
    }

    #[test]
    fn words_without_times_stay_untimed() {
        check(
            r#"{"call_id":"a","turns":[{"speaker":"agent","text":"one two","words":[
              {"text":"one","start_s":0.5,"end_s":0.75},{"text":"two","start_s":null,"end_s":null}]}]}"#,
            "neutral:a Field | agent(stated) - one two [one 500-750, two -]",
        );
    }

    #[test]
    fn a_turn_of_words_alone_has_their_text() {
        check(
            r#"{"call_id":"a","turns":[{"speaker":"agent","text":" ","words":[{"text":"yes"}]},
              {"speaker":"agent","text":" \n"}]}"#,
            "neutral:a Field | agent(stated) - yes [yes -]",
        );
    }

    #[test]
    fn no_turns_is_no_transcript() {
        assert_eq!(
            rejected(parse(b"{\"call_id\":1}", &Origin::default())),
            "not_a_transcript turns"
        );
        check(r#"{"call_id":"a","turns":[]}"#, "neutral:a Field | ! no_turns turns 1");
    }

    #[test]
    fn other_members_are_kept_on_wish() {
        let record = br#"{"labels":{"x": 1.0},"turns":[],"call_id":"a","note":null}"#;
        let origin = Origin { keep_extra: KeepExtra::Yes, ..Origin::default() };
        let call = parse(record, &origin).unwrap();
        let extra: Vec<_> =
            call.info().extra.iter().map(|(name, raw)| format!("{name}={raw}")).collect();
        assert_eq!(extra, [r#"labels={"x": 1.0}"#, "note=null"]);
        assert_eq!(parse(record, &Origin::default()).unwrap().info().extra, []);
    }
}
