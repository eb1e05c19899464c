//! Text of the Switchboard corpus: `speaker|utterance|tag` on each line.

use super::limits::{MAX_TURN_BYTES, MAX_TURNS};
use super::{About, Format, Head, Origin, Parse, Reject, RejectCode, Shape, key, roles, text};
use crate::transcript::{CallInfo, Transcript, TranscriptBuilder, TurnTime, WarningCode};

pub(super) static FORMAT: Format = Format {
    name: "switchboard",
    title: "text as speaker|utterance|tag",
    about: About {
        what: "text as `speaker|utterance|tag`",
        signs: || "every line has one capital letter, a text and a tag".to_owned(),
        times: "no",
        words: "no",
        roles: "no",
    },
    shape: Shape::Text,
    recognise,
    parse: Parse::One(parse),
};

fn recognise(head: &Head<'_>) -> bool {
    let Some(text) = head.text() else { return false };
    let mut lines = text::filled_lines(text);
    if lines.next().and_then(utterance).is_none() {
        return false;
    }
    // A head may end in the middle of a line, so the last of several says nothing.
    let mut before = true;
    lines.all(|line| std::mem::replace(&mut before, utterance(line).is_some()))
}

/// Speaker and text of a line. The speaker is one capital letter, as in no table with a header.
fn utterance(line: &str) -> Option<(&str, &str)> {
    let mut fields = line.split('|');
    let (speaker, text, tag) = (fields.next()?, fields.next()?, fields.next()?);
    let is_speaker = speaker.len() == 1 && speaker.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_tag = !tag.trim().contains(char::is_whitespace);
    (is_speaker && is_tag && fields.next().is_none()).then_some((speaker, text.trim()))
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    let text = text::utf8(record)?;
    let (key, id_source) = key::call_key(record, origin, FORMAT.name, None, None)?;
    let mut builder = TranscriptBuilder::new(CallInfo::new(key, id_source));
    for (ix, line) in text::lines(text).enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let fault = |code, message| Err(Reject::new(code, message).at_line(ix + 1));
        let Some((speaker, said)) = utterance(line) else {
            builder.warn(WarningCode::BrokenCue, || format!("line {}", ix + 1));
            continue;
        };
        if said.is_empty() {
            continue;
        }
        if said.len() > MAX_TURN_BYTES {
            let message = format!("a turn has more than {MAX_TURN_BYTES} bytes of text");
            return fault(RejectCode::TurnTooLong, message);
        }
        if builder.turn_count() == MAX_TURNS {
            return fault(RejectCode::TooManyTurns, format!("more than {MAX_TURNS} turns"));
        }
        let party = builder.party(roles::party_of(Some(speaker)));
        builder.turn(party, said, TurnTime::Unknown, &[]);
    }
    Ok(builder.build())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::{rejected, summary};

    #[test]
    fn utterances() {
        let found = summary(parse(
            b"B|Back by that.|fo\nA|The, uh,|%\nA||x\nno\n",
            &Origin { source: Some("s"), ..Origin::default() },
        ));
        assert!(
            found.ends_with(
                "| unknown(B) - Back by that. | unknown(A) - The, uh, | ! broken_cue line 4 1"
            ),
            "{found}"
        );
        assert_eq!(rejected(parse(b"\xff", &Origin::default())), "invalid_utf8");
    }
}
