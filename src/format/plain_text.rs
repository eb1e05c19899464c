//! Plain text of a call, as recognisers write it beside other files: nobody knows who says what.
//!
//! Taken only where a file looks like nothing but speech: settings, tables, programs and notes
//! with headings are refused.

use super::limits::MAX_TURN_BYTES;
use super::{About, Format, Head, Origin, Parse, Reject, RejectCode, Shape, key, text};
use crate::transcript::{CallInfo, Party, Transcript, TranscriptBuilder, TurnTime, WarningCode};

pub(super) static FORMAT: Format = Format {
    name: "plain_text",
    title: "plain text",
    about: About {
        what: "what was said and nothing else",
        signs: || "thirty words or more of speech: no headings, lists, tables or code".to_owned(),
        times: "no",
        words: "no",
        roles: "no",
    },
    shape: Shape::Text,
    recognise,
    parse: Parse::One(parse),
};

/// Fewer words are no call, and more often a mistake.
const FEWEST_WORDS: usize = 30;

/// One character of so many may be one that speech does not have.
const CHARS_PER_STRANGER: usize = 200;

fn recognise(head: &Head<'_>) -> bool {
    let Some(text) = head.text() else { return false };
    // Headings, lists, quotations, comments and tags.
    let marked = |line: &str| {
        let line = line.trim_start();
        line.starts_with(['#', '|', '*', '>', '<', '{', '}', '[', ']', '/', '=', '`', ';', '"'])
            || line.starts_with("- ")
            || line.trim_end().ends_with(':')
    };
    let (mut letters, mut strangers, mut all) = (0, 0, 0);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        all += 1;
        letters += usize::from(c.is_alphabetic());
        let spoken = c.is_alphanumeric() || ".,!?'’\"«»“”„…-–—:;()%&".contains(c);
        strangers += usize::from(!spoken);
    }
    text.split_whitespace().nth(FEWEST_WORDS - 1).is_some()
        && !text.contains(['\0', '\t'])
        && letters * 10 >= all * 8
        && strangers * CHARS_PER_STRANGER <= all
        && !text::lines(text).any(marked)
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    let text = text::utf8(record)?;
    let (key, id_source) = key::call_key(record, origin, FORMAT.name, None, None)?;
    let mut builder = TranscriptBuilder::new(CallInfo::new(key, id_source));
    let party = builder.party(Party::unknown(None));
    let mut said = String::new();
    let mut first = None;
    for (ix, line) in text::lines(text).enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if line.len() > MAX_TURN_BYTES {
            let message = format!("a line has more than {MAX_TURN_BYTES} bytes of text");
            return Err(Reject::new(RejectCode::TurnTooLong, message).at_line(ix + 1));
        }
        first = first.or(Some(ix + 1));
        if said.len() + line.len() + 1 > MAX_TURN_BYTES {
            builder.turn(party, std::mem::take(&mut said), TurnTime::Unknown, &[]);
        }
        // Lines are broken where they are full, often within a sentence.
        if said.ends_with(['.', '!', '?', '…']) {
            said.push('\n');
        } else if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(line);
    }
    if let Some(line) = first {
        builder.warn(WarningCode::UnlabelledText, || format!("line {line}"));
        builder.turn(party, said, TurnTime::Unknown, &[]);
    }
    Ok(builder.build())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::sniff::{Sniff, sniff};
    use crate::format::testing::{rejected, summary};

    const SPEECH: &str = "Добрый день, я звоню по поводу заказа, который\n\nвы обещали привезти вчера. \
        Его так и нет.\nСкажите, пожалуйста, когда он будет, потому что я жду уже целую неделю, \
        а мне каждый раз говорят, что завтра, и никто не приезжает.\n";

    #[test]
    fn lines_of_a_sentence_are_joined() {
        let found = summary(parse(
            "a b\n\nc.\n d\n".as_bytes(),
            &Origin { source: Some("s"), ..Origin::default() },
        ));
        assert!(found.ends_with("| unknown - a b c.\\nd | ! unlabelled_text line 1 1"), "{found}");
        assert_eq!(rejected(parse(b"\xff", &Origin::default())), "invalid_utf8");
        let long = "a".repeat(MAX_TURN_BYTES + 1);
        assert_eq!(rejected(parse(long.as_bytes(), &Origin::default())), "turn_too_long");
        let lines = format!("{}\n", "a".repeat(MAX_TURN_BYTES / 2)).repeat(3);
        assert_eq!(parse(lines.as_bytes(), &Origin::default()).unwrap().turns().len(), 3);
    }

    #[test]
    fn only_speech_is_taken() {
        let check = |text: &str, expected: bool| {
            let known = match sniff(text.as_bytes(), true) {
                Sniff::Known { format, .. } => format.name == FORMAT.name,
                Sniff::Empty | Sniff::Unknown(_) => false,
            };
            assert_eq!(known, expected, "{text}");
        };
        check(SPEECH, true);
        check(&format!("# Заметка\n{SPEECH}"), false);
        check(&format!("{SPEECH}Список:\n- раз"), false);
        check("Коротко.", false);
        check(&"key = value\n".repeat(40), false);
        check(&"id,name,phone\n1,2,3\n".repeat(40), false);
        check(&"word ".repeat(40), true);
    }
}
