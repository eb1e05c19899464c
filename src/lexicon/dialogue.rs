//! A call in one line, for `caught`, `quiet` and the examples of the documentation.
//!
//! `C: где мой заказ / A 2000-4000: минуту / H 4000-60000`: customer, agent (from 2 s to 4 s), hold.
//! `S:` is the system, `?:` an unknown role. A text without any of these is one turn.

use crate::language::Language;
use crate::transcript::{
    CallIdSource, CallInfo, Party, Role, RoleSource, Transcript, TranscriptBuilder, TurnTime,
};
use crate::units::{CallKey, Millis, TimeSpan};

/// Reads a dialogue; a text without speakers is one turn of `speaker`.
pub fn parse(text: &str, speaker: Role) -> Result<Transcript, String> {
    parse_in(None, text, speaker)
}

/// The same for a dialogue whose language is stated.
pub fn parse_in(
    language: Option<Language>,
    text: &str,
    speaker: Role,
) -> Result<Transcript, String> {
    let mut info = CallInfo::new(CallKey::new("example", "example"), CallIdSource::Field);
    info.language = language.map(|language| language.code().to_owned());
    let mut call = TranscriptBuilder::new(info);
    if head_of(text).is_none() {
        let party = call.party(party_of(speaker));
        call.turn(party, text, TurnTime::Unknown, &[]);
        return Ok(call.build());
    }
    for part in text.split(" / ") {
        let Some((mark, time, said)) = head_of(part) else {
            return Err(format!("`{}` has no speaker", part.trim()));
        };
        let time = match time {
            "" => None,
            written => Some(span_of(written).ok_or(format!("`{written}` is no time span"))?),
        };
        match (mark, time) {
            ('H', Some(time)) => call.hold(time),
            ('H', None) => return Err("a hold needs its times".to_owned()),
            (mark, time) => {
                let party = call.party(party_of(role_of(mark)));
                call.turn(party, said.trim(), time.map_or(TurnTime::Unknown, TurnTime::Span), &[]);
            }
        }
    }
    Ok(call.build())
}

/// Mark, time and words of `C 0-1000: words`; `None` if the text begins otherwise.
fn head_of(part: &str) -> Option<(char, &str, &str)> {
    let part = part.trim_start();
    let mark = part.chars().next().filter(|c| matches!(c, 'A' | 'C' | 'S' | '?' | 'H'))?;
    let rest = &part[1..];
    let (time, said) = match rest.split_once(':') {
        Some((time, said)) => (time, said),
        None if mark == 'H' => (rest, ""),
        None => return None,
    };
    let time = time.trim();
    time.chars().all(|c| c.is_ascii_digit() || c == '-').then_some((mark, time, said))
}

fn role_of(mark: char) -> Role {
    match mark {
        'A' => Role::Agent,
        'C' => Role::Customer,
        'S' => Role::System,
        _ => Role::Unknown,
    }
}

fn party_of(role: Role) -> Party {
    match role {
        Role::Unknown => Party::unknown(None),
        Role::Agent | Role::Customer | Role::System => Party::known(role, RoleSource::Stated, None),
    }
}

fn span_of(written: &str) -> Option<TimeSpan> {
    let (start, end) = written.split_once('-')?;
    TimeSpan::new(Millis::new(start.parse().ok()?), Millis::new(end.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialogues() {
        let call =
            parse("C: где заказ / A 2000-4000: минуту / H 4000-9000", Role::Customer).unwrap();
        let turns: Vec<_> =
            call.turns().iter().map(|t| (call.role(t), t.text(), t.time().start())).collect();
        assert_eq!(
            turns,
            [(Role::Customer, "где заказ", None), (Role::Agent, "минуту", Some(Millis::new(2000)))]
        );
        assert_eq!(call.holds().len(), 1);
        assert_eq!(parse("Call me / now", Role::Agent).unwrap().turns()[0].text(), "Call me / now");
        assert!(parse("C: да / нет", Role::Agent).is_err());
        assert!(parse("C 5-1: да", Role::Agent).is_err());
    }
}
