//! Text with speaker labels: `Оператор: …`, `[00:01] Agent: …`; other lines go on with the turn.

use super::label::{self, Labelled, Labels};
use super::limits::{MAX_TURN_BYTES, MAX_TURNS};
use super::{About, Format, Head, Origin, Parse, Reject, RejectCode, Shape, key, roles, text};
use crate::transcript::{CallInfo, Party, Transcript, TranscriptBuilder, TurnTime, WarningCode};
use crate::units::Millis;

pub(super) static FORMAT: Format = Format {
    name: "labelled_text",
    title: "text with speaker labels",
    about: About {
        what: "text with speaker labels",
        signs: || {
            "a role's name before a colon, labels that come back on every fifth line or more, or half of the lines with begin and end in square brackets"
                .to_owned()
        },
        times: "start, and end where written",
        words: "no",
        roles: "by label",
    },
    shape: Shape::Text,
    recognise,
    parse: Parse::One(parse),
};

/// Without a name of a role, labels must stand on at least one line of so many: other texts
/// (tables, settings, source code) have words before colons that come back as well.
const LINES_PER_LABEL: usize = 5;

fn recognise(head: &Head<'_>) -> bool {
    let Some(text) = head.text() else { return false };
    if text.contains('\0') || text::filled_lines(text).any(is_caption_time) {
        return false;
    }
    let labels = Labels::of(text::lines(text));
    let lines = || text::filled_lines(text);
    let labelled = lines().filter(|line| labels.of_line(line).is_some()).count();
    labels.any_role()
        || (labelled > 0 && labelled * LINES_PER_LABEL >= lines().count())
        || is_printed(lines())
}

/// Whether half of the lines and more begin with a begin and an end in square brackets, one after the other, as recognisers
/// print them.
fn is_printed<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let (mut all, mut timed, mut last) = (0, 0, Millis::ZERO);
    for line in lines {
        all += 1;
        let line = line.trim_start();
        let times = if line.starts_with('[') { label::bracketed_times(line) } else { None };
        if let Some(((at, Some(until)), _)) = times {
            if at < last || until < at {
                return false;
            }
            (timed, last) = (timed + 1, at);
        }
    }
    timed >= 2 && timed * 2 >= all
}

/// What Whisper's command line says of itself.
fn is_remark(line: &str) -> bool {
    ["Detecting language using", "Detected language"].iter().any(|begin| line.starts_with(begin))
}

/// A time of a caption file, whose numbers and times are nobody's words.
fn is_caption_time(line: &str) -> bool {
    line.contains("-->") && line.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// A turn being collected.
struct Open {
    party: Party,
    at: Option<Millis>,
    until: Option<Millis>,
    line: usize,
    text: String,
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    let text = text::utf8(record)?;
    let labels = Labels::of(text::lines(text));
    let (key, id_source) = key::call_key(record, origin, FORMAT.name, None, None)?;
    let mut builder = TranscriptBuilder::new(CallInfo::new(key, id_source));
    let mut open = None::<Open>;
    for (ix, line) in text::lines(text).enumerate() {
        let number = ix + 1;
        if let Some(Labelled { label, at, until, rest }) = labels.of_line(line) {
            close(&mut builder, open.take())?;
            let party = roles::party_of(Some(label));
            open = Some(Open { party, at, until, line: number, text: rest.to_owned() });
            continue;
        }
        if line.trim().is_empty() || open.is_none() && is_remark(line) {
            continue;
        }
        // A time of its own begins a turn of its own, by whoever spoke last.
        let (at, until, said) = match label::bracketed_times(line.trim_start()) {
            Some(((at, until), rest)) => (Some(at), until, rest.trim()),
            None => (None, None, line.trim()),
        };
        if open.is_none() {
            builder.warn(WarningCode::UnlabelledText, || format!("line {number}"));
        }
        match &mut open {
            Some(turn) if at.is_none() => {
                turn.text.push_str(if turn.text.is_empty() { "" } else { "\n" });
                turn.text.push_str(said);
                check_length(turn)?;
            }
            Some(_) | None => {
                let before = open.take();
                let party = before.as_ref().map_or(Party::unknown(None), |turn| turn.party.clone());
                close(&mut builder, before)?;
                open = Some(Open { party, at, until, line: number, text: said.to_owned() });
            }
        }
    }
    close(&mut builder, open)?;
    Ok(builder.build())
}

fn check_length(turn: &Open) -> Result<(), Reject> {
    if turn.text.len() <= MAX_TURN_BYTES {
        return Ok(());
    }
    let message = format!("a turn has more than {MAX_TURN_BYTES} bytes of text");
    Err(Reject::new(RejectCode::TurnTooLong, message).at_line(turn.line))
}

fn close(builder: &mut TranscriptBuilder, turn: Option<Open>) -> Result<(), Reject> {
    let Some(turn) = turn else { return Ok(()) };
    check_length(&turn)?;
    if turn.text.trim().is_empty() {
        return Ok(());
    }
    if builder.turn_count() == MAX_TURNS {
        let message = format!("more than {MAX_TURNS} turns");
        return Err(Reject::new(RejectCode::TooManyTurns, message).at_line(turn.line));
    }
    let party = builder.party(turn.party);
    let time = match (turn.at, turn.until) {
        (Some(at), Some(until)) => {
            TurnTime::Span(builder.span(at, until, || format!("line {}", turn.line)))
        }
        (Some(at), None) => TurnTime::Instant(at),
        (None, _) => TurnTime::Unknown,
    };
    builder.turn(party, turn.text, time, &[]);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Framing;
    use crate::format::testing::{rejected, summary};

    fn check(text: &str, expected: &str) {
        let origin = Origin { framing: Framing::Whole, file_stem: Some("a"), ..Origin::default() };
        let found = summary(parse(text.as_bytes(), &origin));
        assert_eq!(found, format!("labelled_text:a FileName | {expected}"), "{text}");
    }

    #[test]
    fn labels_times_and_lines_that_go_on() {
        check(
            "\u{feff}Оператор: Добрый день!\r\nЧем помочь?\r\n\r\n[0:05] Клієнт: Зламався чайник\n",
            "agent(label,Оператор) - Добрый день!\\nЧем помочь? | customer(label,Клієнт) 5000 Зламався чайник",
        );
        check(
            "Speaker 0: hi\nSpeaker 1 (0:02):\nhello\nNote: the car is locked.\n[0:09] bye",
            "unknown(Speaker 0) - hi | unknown(Speaker 1) 2000 hello\\nNote: the car is locked. \
             | unknown(Speaker 1) 9000 bye",
        );
    }

    #[test]
    fn begin_and_end_of_each_line() {
        check(
            "Detected language: English\n[00:00.000 --> 00:04.000]  Thanks.\n[00:04.000 --> 00:07.500]  My order.",
            "unknown 0-4000 Thanks. | unknown 4000-7500 My order. | ! unlabelled_text line 2 1",
        );
        check(
            "[0.5 - 4.0] [Оператор]: да\n[4.0 - 7.5] [Клієнт]: ні",
            "agent(label,Оператор) 500-4000 да | customer(label,Клієнт) 4000-7500 ні",
        );
    }

    #[test]
    fn text_before_the_first_label_has_no_speaker() {
        check(
            "Call 17\n\nAgent: hi\nAgent:\n",
            "unknown - Call 17 | agent(label,Agent) - hi | ! unlabelled_text line 1 1",
        );
    }

    #[test]
    fn what_cannot_be_read() {
        let parse = |record: &[u8]| rejected(parse(record, &Origin::default()));
        assert_eq!(parse(b"Agent: \xff"), "invalid_utf8");
        assert_eq!(parse(format!("Agent: {}", "a".repeat(300_000)).as_bytes()), "turn_too_long");
        assert_eq!(parse("Agent: a\n".repeat(50_001).as_bytes()), "too_many_turns");
    }
}
