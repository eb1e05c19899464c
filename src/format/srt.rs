//! SubRip captions, and WebVTT that lost its first line: numbered cues with times.

use super::captions::block::{self, Block, Dialect};
use super::captions::{self, Cue, cue};
use super::{About, Format, Head, Origin, Parse, Reject, Shape, key, text};
use crate::transcript::{CallInfo, Transcript, TranscriptBuilder, TurnTime, WarningCode};
use crate::units::TimeSpan;
use std::borrow::Cow;

pub(super) static FORMAT: Format = Format {
    name: "srt",
    title: "SRT captions",
    about: About {
        what: "SRT captions, and WebVTT that lost its first line",
        signs: || "a line with a time, `-->` and a time".to_owned(),
        times: "of each cue",
        words: "no",
        roles: "by label",
    },
    shape: Shape::Text,
    recognise,
    parse: Parse::One(parse),
};

fn recognise(head: &Head<'_>) -> bool {
    let Some(text) = head.text() else { return false };
    !text.contains('\0') && text::lines(text).any(block::is_time_line)
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    let text = text::utf8(record)?.replace('\0', "\u{fffd}");
    let (key, id_source) = key::call_key(record, origin, FORMAT.name, None, None)?;
    let mut builder = TranscriptBuilder::new(CallInfo::new(key, id_source));
    let mut read = Vec::<(usize, TimeSpan, Cow<'_, str>)>::new();
    for block in block::blocks(&text, Dialect::SubRip) {
        match (block, read.last_mut()) {
            (Block::Cue { line, start, end, text }, _) => {
                let span = builder.span(start, end, || format!("line {line}"));
                read.push((line, span, text));
            }
            // A blank line within the text of a cue.
            (Block::Broken { text: Some(rest), .. }, Some((_, _, text))) if !is_numbered(&rest) => {
                let text = text.to_mut();
                text.push('\n');
                text.push_str(&rest);
            }
            (Block::Broken { line, .. }, _) => {
                builder.warn(WarningCode::BrokenCue, || format!("line {line}"));
            }
            (Block::Language(_), _) => {}
        }
    }
    let cues = read.into_iter().map(|(line, span, text)| {
        let fragments = cue::fragments(&without_positions(&text), span);
        Cue { line, time: TurnTime::Span(span), fragments }
    });
    captions::call(builder, cues.collect())
}

/// Whether a block without a time begins with the number of a cue, so that its time is what it lost.
fn is_numbered(text: &str) -> bool {
    text.lines().next().is_some_and(block::is_number)
}

/// The text without `{\an8}` and the like, which tell where on the screen it stands.
fn without_positions(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{\\") {
        out.push_str(before);
        rest = match after.split_once('}') {
            Some((_, behind)) => behind,
            // Nothing further on is closed either.
            None => {
                out.push_str("{\\");
                out.push_str(after);
                return out;
            }
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Framing;
    use crate::format::testing::{rejected, summary};

    fn check(text: &str, expected: &str) {
        let origin = Origin { framing: Framing::Whole, file_stem: Some("a"), ..Origin::default() };
        let found = summary(parse(text.as_bytes(), &origin));
        assert_eq!(found, format!("srt:a FileName{expected}"), "{text}");
    }

    #[test]
    fn numbers_tags_and_positions() {
        check(
            "\u{feff}1\r\n00:00:01,000 --> 00:00:02,5\r\n{\\an8}<i>Оператор:</i> день\r\n\r\n\
             2\r\n00:00:03,000 --> 00:00:04,000\r\nКлиент: a &amp; b {x}\r\n",
            " | agent(label,Оператор) 1000-2500 день | customer(label,Клиент) 3000-4000 a & b {x}",
        );
    }

    #[test]
    fn a_text_whose_words_are_underlined_one_by_one_is_said_once() {
        check(
            "1\n00:00:01,000 --> 00:00:01,400\n<u>да</u> это так\n\n\
             2\n00:00:01,400 --> 00:00:01,450\nда это так\n\n\
             3\n00:00:01,450 --> 00:00:02,000\nда <u>это</u> так\n\n\
             4\n00:00:02,000 --> 00:00:03,000\nнет\n\n\
             5\n00:00:03,000 --> 00:00:04,000\nнет\n\n\
             6\n00:00:09,000 --> 00:00:10,000\n<u>нет</u>",
            " | unknown 1000-2000 да это так | unknown 2000-3000 нет | unknown 3000-4000 нет \
             | unknown 9000-10000 нет",
        );
    }

    #[test]
    fn a_numbered_speaker_goes_on_until_another_one() {
        check(
            "1\n00:00:01,000 --> 00:00:02,000\n[speaker 0]\nда\n\n\
             2\n00:00:02,000 --> 00:00:03,000\nнет\n\n\
             3\n00:00:04,000 --> 00:00:05,000\n[speaker 1]\nя",
            " | unknown(speaker 0) 1000-2000 да | unknown(speaker 0) 2000-3000 нет \
             | unknown(speaker 1) 4000-5000 я",
        );
    }

    #[test]
    fn positions_that_are_never_closed_are_text() {
        assert_eq!(without_positions("a {\\an8}b {\\c {\\d"), "a b {\\c {\\d");
        assert_eq!(without_positions("{\\a {\\b} c"), " c");
        // Each of them used to look for its bracket up to the end of the text.
        let open = "{\\\n".repeat(400_000);
        assert_eq!(without_positions(&open), open);
    }

    #[test]
    fn a_broken_cue_is_left_out_and_the_others_live() {
        check(
            "1\n00:00:01,000 --> 00:00:02,000\none\n\n2\nno time\n\n3\n00:99:00,000 --> 00:00:02,000\nx\n\n\
             4\n00:00:05,000 --> 00:00:06,000\ntwo",
            " | unknown 1000-2000 one | unknown 5000-6000 two | ! broken_cue line 5 2",
        );
        check(
            "1\n00:99:00,000 --> 00:00:02,000\nx",
            " | ! broken_cue line 2 1 | ! no_turns turns 1",
        );
    }

    #[test]
    fn blank_lines_may_be_missing_or_too_many() {
        check(
            "1\n00:00:01,000 --> 00:00:02,000\none\n2\n00:00:02,000 --> 00:00:03,000\ntwo\n \nmore\n\n\
             3\n00:00:04,000 --> 00:00:05,000\n\n4\n00:00:05,000 --> 00:00:06,000\n42",
            " | unknown 1000-2000 one | unknown 2000-3000 two more | unknown 5000-6000 42",
        );
    }

    #[test]
    fn webvtt_without_its_first_line() {
        check(
            "NOTE x\n\n00:01.000 --> 00:02.000 align:start\n<v Anna>hi\n\nid\n00:03.000 --> 00:02.000\nyo",
            " | unknown(Anna) 1000-2000 hi | unknown 3000-3000 yo | ! end_before_start line 7 1",
        );
    }

    #[test]
    fn what_cannot_be_read() {
        assert_eq!(rejected(parse(b"\xff", &Origin::default())), "invalid_utf8");
    }
}
