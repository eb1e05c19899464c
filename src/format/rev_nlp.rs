//! NLP tables of Rev: a line for each word, `token|speaker|ts|endTs|punctuation|…`, times may be missing.

use super::limits::{MAX_TURN_BYTES, MAX_TURNS};
use super::{About, Format, Head, Origin, Parse, Reject, RejectCode, Shape, key, roles, text};
use crate::transcript::{
    CallInfo, Transcript, TranscriptBuilder, TurnTime, WarningCode, WordInput,
};
use crate::units::{Millis, TimeError, TimeSpan, TimeUnit};

pub(super) static FORMAT: Format = Format {
    name: "rev_nlp",
    title: "Rev NLP tables",
    about: About {
        what: "NLP tables of Rev",
        signs: || "the first line begins with `token|speaker|ts|`".to_owned(),
        times: "of words, if any",
        words: "where they have times",
        roles: "by label",
    },
    shape: Shape::Text,
    recognise,
    parse: Parse::One(parse),
};

/// How the first line begins.
const HEADER: &str = "token|speaker|ts|";

fn recognise(head: &Head<'_>) -> bool {
    head.text().is_some_and(|text| text.trim_start().starts_with(HEADER))
}

/// A word as it is written.
struct Token<'a> {
    text: &'a str,
    speaker: &'a str,
    time: Option<TimeSpan>,
    punctuation: &'a str,
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    let text = text::utf8(record)?;
    let (key, id_source) = key::call_key(record, origin, FORMAT.name, None, None)?;
    let mut builder = TranscriptBuilder::new(CallInfo::new(key, id_source));
    let mut lines = text::lines(text).enumerate().filter(|(_, line)| !line.trim().is_empty());
    let header = lines.next().map_or("", |(_, line)| line);
    let columns: Vec<&str> = header.trim().split('|').collect();
    let mut turn: Vec<Token<'_>> = Vec::new();
    let mut bytes = 0;
    for (ix, line) in lines {
        let fault = |code, message| Err(Reject::new(code, message).at_line(ix + 1));
        let fields: Vec<&str> = line.trim_end_matches('\r').split('|').collect();
        if fields.len() != columns.len() {
            builder.warn(WarningCode::BrokenCue, || format!("line {}", ix + 1));
            continue;
        }
        let field = |name: &str| {
            let at = columns.iter().position(|column| *column == name);
            at.and_then(|at| fields.get(at)).map_or("", |field| field.trim())
        };
        let text = field("token");
        // `<crosstalk>`, `<laugh>`: a noise and no word.
        if text.is_empty() || (text.starts_with('<') && text.ends_with('>')) {
            continue;
        }
        let start = time(&mut builder, field("ts"), ix);
        let end = time(&mut builder, field("endTs"), ix);
        let place = || format!("line {}", ix + 1);
        let time = start.zip(end).map(|(start, end)| builder.span(start, end, place));
        let token =
            Token { text, speaker: field("speaker"), time, punctuation: field("punctuation") };
        if turn.last().is_some_and(|last| last.speaker != token.speaker) {
            close(&mut builder, &turn);
            turn.clear();
            bytes = 0;
        }
        bytes += token.text.len() + token.punctuation.len() + 1;
        if bytes > MAX_TURN_BYTES {
            let message = format!("a turn has more than {MAX_TURN_BYTES} bytes of text");
            return fault(RejectCode::TurnTooLong, message);
        }
        if builder.turn_count() == MAX_TURNS {
            return fault(RejectCode::TooManyTurns, format!("more than {MAX_TURNS} turns"));
        }
        turn.push(token);
    }
    close(&mut builder, &turn);
    Ok(builder.build())
}

/// A time in seconds; blank where there is none.
fn time(builder: &mut TranscriptBuilder, written: &str, ix: usize) -> Option<Millis> {
    if written.is_empty() {
        return None;
    }
    let code = match Millis::parse(written, TimeUnit::Seconds) {
        Ok(at) => return Some(at),
        Err(TimeError::Negative) => WarningCode::NegativeTime,
        Err(TimeError::NotANumber | TimeError::TooLarge) => WarningCode::UnreadableTime,
    };
    builder.warn(code, || format!("line {}", ix + 1));
    None
}

/// Adds what one speaker said.
fn close(builder: &mut TranscriptBuilder, turn: &[Token<'_>]) {
    let Some(first) = turn.first() else { return };
    let speaker = (!first.speaker.is_empty()).then_some(first.speaker);
    let party = builder.party(roles::party_of(speaker));
    let mut text = String::new();
    for token in turn {
        text.push_str(if text.is_empty() { "" } else { " " });
        text.push_str(token.text);
        text.push_str(token.punctuation);
    }
    let times = || turn.iter().filter_map(|token| token.time);
    let start = times().map(TimeSpan::start).min();
    let end = times().map(TimeSpan::end).max();
    let span = start.zip(end).and_then(|(start, end)| TimeSpan::new(start, end));
    let time = span.map_or(TurnTime::Unknown, TurnTime::Span);
    let timed = turn.iter().filter(|token| token.time.is_some());
    let words: Vec<_> =
        timed.map(|token| WordInput { text: token.text, time: token.time }).collect();
    builder.turn(party, text, time, &words);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::{rejected, summary};

    fn check(text: &str, expected: &str) {
        let origin = Origin { file_stem: None, source: Some("s"), ..Origin::default() };
        let found = summary(parse(text.as_bytes(), &origin));
        let (_, found) = found.split_once(" | ").unwrap_or((&found, ""));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_become_turns() {
        check(
            "token|speaker|ts|endTs|punctuation|case|tags\n<crosstalk>|2||||LC|[]\nДа|1|0.5|0.9|,|UC|[]\r\n\
             нет|1||||LC|[]\nalso|2|3|2|.|LC|[]\n",
            "unknown(1) 500-900 Да, нет [Да 500-900] | unknown(2) 3000-3000 also. [also 3000-3000] \
             | ! end_before_start line 5 1",
        );
        check(
            "token|speaker|ts|endTs|punctuation\nhi|agent|x|1|!\nbroken\nyes|customer|-1||\n",
            "agent(label,agent) - hi! | customer(label,customer) - yes \
             | ! unreadable_time line 2 1 | ! broken_cue line 3 1 | ! negative_time line 4 1",
        );
        assert_eq!(rejected(parse(b"token|speaker|ts|\xff", &Origin::default())), "invalid_utf8");
    }
}
