//! What the tests of all formats share: a call and a reject in one line each.

use std::fmt::Write as _;

use super::Reject;
use crate::transcript::{Transcript, TurnTime};
use crate::units::TimeSpan;

fn span(time: TimeSpan) -> String {
    format!("{}-{}", time.start().get(), time.end().get())
}

/// Key, turns with parties, times and words, holds, warnings: `pbx:1 Field | agent(stated) 0-5 hello`.
pub(super) fn summary(call: Result<Transcript, Reject>) -> String {
    let call = call.unwrap();
    let mut out = format!("{} {:?}", call.info().key, call.info().call_id_source);
    for turn in call.turns() {
        let party = call.party(turn.party());
        let source = party.role_source().map(|source| source.as_str());
        let tags: Vec<_> = source.into_iter().chain(party.label()).collect();
        write!(out, " | {}", party.role().as_str()).unwrap();
        if !tags.is_empty() {
            write!(out, "({})", tags.join(",")).unwrap();
        }
        match turn.time() {
            TurnTime::Span(time) => write!(out, " {}", span(time)).unwrap(),
            TurnTime::Instant(at) => write!(out, " {}", at.get()).unwrap(),
            TurnTime::Unknown => out.push_str(" -"),
        }
        write!(out, " {}", turn.text().escape_debug()).unwrap();
        let words: Vec<_> = call
            .words(turn)
            .iter()
            .map(|word| {
                let text = word.text.map_or("?", |text| &turn.text()[text.range()]);
                format!("{text} {}", word.time.map_or("-".to_owned(), span))
            })
            .collect();
        if !words.is_empty() {
            write!(out, " [{}]", words.join(", ")).unwrap();
        }
    }
    for hold in call.holds() {
        write!(out, " | hold {}", span(*hold)).unwrap();
    }
    for warning in call.warnings() {
        write!(out, " | ! {} {} {}", warning.code, warning.place, warning.count).unwrap();
    }
    out
}

/// Code and field: `wrong_shape turns[0].text`.
pub(super) fn rejected(call: Result<Transcript, Reject>) -> String {
    let reject = call.unwrap_err();
    format!("{} {}", reject.code, reject.field.unwrap_or_default()).trim_end().to_owned()
}
