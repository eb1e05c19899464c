//! The quick reader of our own JSON: one walk over a record that is as records nearly always are.
//!
//! Whatever it does not expect, from a repeated key to a time that would be warned of, makes it give
//! up, and the record is read again by the careful reader. So it never decides what is wrong with a
//! record, and what it reads is exactly what the careful reader reads; tests hold both against each
//! other.

mod cursor;
mod turns;
mod unescape;

use super::{Document, TIMES, TURNS, header, party};
use crate::format::draft::Draft;
use crate::format::json::List;
use crate::format::{KeepExtra, Origin, text};
use crate::transcript::{PartyIx, Role, Transcript, WordInput};
use cursor::Cursor;
use serde_json::value::RawValue;
use turns::{Borders, Said, Seen, Turns};

/// Parties that are looked up by what stands in the record; there are hardly ever more.
const FEW: usize = 8;

/// Reads a record, if nothing in it is odd.
pub(super) fn parse(record: &[u8], origin: &Origin<'_>) -> Option<Transcript> {
    let mut turns = Turns::default();
    let call = document(text::utf8(record).ok()?, &mut turns)?;
    let mut draft = header(record, origin, &call).ok()?;
    add_turns(&mut draft, &turns)?;
    super::holds(&mut draft, call.holds).ok()?;
    if origin.keep_extra == KeepExtra::Yes {
        draft.keep_extra(record, origin, super::MEMBERS).ok()?;
    }
    Some(draft.build())
}

/// The outermost object; its turns are set apart.
fn document<'a>(text: &'a str, turns: &mut Turns<'a>) -> Option<Document<'a>> {
    let mut call = Document::default();
    let mut seen = Seen::default();
    let mut cursor = Cursor::new(text)?;
    cursor.expect(b'{')?;
    loop {
        let key = cursor.key()?;
        match super::MEMBERS.iter().position(|member| *member == key) {
            Some(member) => {
                seen.note(u32::try_from(member).ok()?)?;
                if key == "turns" {
                    turns.read(&mut cursor)?;
                    call.turns = Some(List::default());
                } else {
                    take(&mut call, key, cursor.span()?)?;
                }
            }
            None => cursor.ignore()?,
        }
        if !cursor.goes_on(b'}')? {
            break;
        }
    }
    cursor.is_at_end().then_some(call)
}

/// Puts a member where it belongs.
fn take<'a>(call: &mut Document<'a>, key: &str, written: &'a str) -> Option<()> {
    let fact = match key {
        "holds" => {
            call.holds = serde_json::from_str(written).ok()?;
            return Some(());
        }
        "schema" => &mut call.schema,
        "call_id" => &mut call.call_id,
        "source" => &mut call.source,
        "customer_id" => &mut call.customer_id,
        "customer_phone" => &mut call.customer_phone,
        "customer_email" => &mut call.customer_email,
        "started_at" => &mut call.started_at,
        "duration_ms" => &mut call.duration_ms,
        "language" => &mut call.language,
        "medium" => &mut call.medium,
        "direction" => &mut call.direction,
        "agent_id" => &mut call.agent_id,
        "agent_name" => &mut call.agent_name,
        "team" => &mut call.team,
        "queue" => &mut call.queue,
        _ => return None,
    };
    *fact = serde_json::from_str::<Option<&RawValue>>(written).ok()?;
    Some(())
}

/// Adds the turns in which something was said.
fn add_turns<'a>(draft: &mut Draft, read: &'a Turns<'a>) -> Option<()> {
    let unescaped = read.unescaped.text()?;
    draft.builder().reserve(read.turns.len(), read.words.len());
    let mut parties: Vec<(Option<&str>, Option<&str>, PartyIx)> = Vec::new();
    let mut words = Vec::new();
    for (ix, turn) in read.turns.iter().enumerate() {
        let text = turn.text.text(unescaped);
        let name = |said: &'a Option<Said<'a>>| {
            let name = said.as_ref().map(|said| said.text(unescaped).trim());
            name.filter(|name| !name.is_empty())
        };
        let Borders { start, end } = turn.borders;
        let place = || format!("{}[{ix}].{}", TURNS.turns, TIMES.end);
        let time = draft.builder().turn_time(start, end, place);
        words.clear();
        for (nth, word) in read.words.get(turn.words.clone())?.iter().enumerate() {
            let span = word.borders.start.zip(word.borders.end);
            let time = span.map(|(start, end)| {
                let place =
                    || format!("{}[{ix}].{}[{nth}].{}", TURNS.turns, TURNS.words, TIMES.end);
                draft.builder().span(start, end, place)
            });
            words.push(WordInput { text: word.text.text(unescaped), time });
        }
        let (role, label) = (name(&turn.role), name(&turn.speaker));
        // What is no name of a role would be warned of.
        let stated = match role {
            Some(name) => Some(Role::of(name)?),
            None => None,
        };
        if text.trim().is_empty() {
            if words.is_empty() {
                continue;
            }
            // The text is put together from the words.
            return None;
        }
        let known = parties.iter().find(|(r, l, _)| (*r, *l) == (role, label));
        let party = match known {
            Some((.., party)) => *party,
            None => {
                let party = draft.builder().party(party(stated, label));
                if parties.len() < FEW {
                    parties.push((role, label, party));
                }
                party
            }
        };
        draft.builder().turn(party, text, time, &words);
    }
    Some(())
}

#[cfg(test)]
mod tests;
