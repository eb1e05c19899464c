//! WebVTT captions: each cue a turn, or one turn for each voice in it.

use std::borrow::Cow;

use super::captions::block::{self, Block, Dialect};
use super::captions::{self, Cue, cue};
use super::{About, Format, Head, Origin, Parse, Reject, RejectCode, Shape, key, text};
use crate::transcript::{CallInfo, Transcript, TranscriptBuilder, TurnTime, WarningCode};

const SIGNATURE: &[u8] = b"WEBVTT";

pub(super) static FORMAT: Format = Format {
    name: "webvtt",
    title: "WebVTT captions",
    about: About {
        what: "WebVTT captions",
        signs: || "first line `WEBVTT`".to_owned(),
        times: "of each cue",
        words: "where a cue has times inside",
        roles: "by voice or label",
    },
    shape: Shape::Text,
    recognise,
    parse: Parse::One(parse),
};

fn recognise(head: &Head<'_>) -> bool {
    is_signature(head.bytes())
}

fn is_signature(bytes: &[u8]) -> bool {
    let after = bytes.strip_prefix(SIGNATURE).map(|rest| rest.first());
    matches!(after, Some(None | Some(b' ' | b'\t' | b'\n' | b'\r')))
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    let text = text::utf8(record)?;
    if !is_signature(text.as_bytes()) {
        let message = "the first line is not webvtt";
        return Err(Reject::new(RejectCode::NotATranscript, message).at_line(1));
    }
    let text = match text.contains('\0') {
        true => Cow::Owned(text.replace('\0', "\u{fffd}")),
        false => Cow::Borrowed(text),
    };
    let (key, id_source) = key::call_key(record, origin, FORMAT.name, None, None)?;
    let mut builder = TranscriptBuilder::new(CallInfo::new(key, id_source));
    let mut cues = Vec::new();
    for block in block::blocks(&text, Dialect::WebVtt) {
        match block {
            Block::Language(tag) => builder.info_mut().language = Some(tag.to_owned()),
            Block::Broken { line, .. } => {
                builder.warn(WarningCode::BrokenCue, || format!("line {line}"));
            }
            Block::Cue { line, start, end, text } => {
                let span = builder.span(start, end, || format!("line {line}"));
                let fragments = cue::fragments(&text, span);
                cues.push(Cue { line, time: TurnTime::Span(span), fragments });
            }
        }
    }
    captions::call(builder, cues)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Framing;
    use crate::format::testing::{rejected, summary};

    fn check(text: &str, expected: &str) {
        let origin = Origin { framing: Framing::Whole, file_stem: Some("a"), ..Origin::default() };
        let found = summary(parse(text.as_bytes(), &origin));
        assert_eq!(found, format!("webvtt:a FileName{expected}"), "{text}");
    }

    #[test]
    fn voices_and_roles() {
        check(
            "WEBVTT\n\n1\n00:01.000 --> 00:02.500 align:start\n<v.loud Agent 1>Good &amp; fine</v>\n\n\
             00:03.000 --> 00:04.000\n<v Anna>Hi,\n<i>there</i>\n<v Dr. O&#39;Neil>Hello",
            " | agent(label,Agent 1) 1000-2500 Good & fine | unknown(Anna) 3000-4000 Hi, there \
             | unknown(Dr. O'Neil) 3000-4000 Hello",
        );
    }

    #[test]
    fn labels_in_the_text() {
        check(
            "WEBVTT\n\n00:01.000 --> 00:02.000\nАгент: добрий день\nКлієнт: так\n\n\
             00:02.000 --> 00:03.000\nце я\n\n00:04.000 --> 00:05.000\nNote: the door is open",
            " | agent(label,Агент) 1000-2000 добрий день | customer(label,Клієнт) 1000-2000 так \
             | customer(label,Клієнт) 2000-3000 це я \
             | customer(label,Клієнт) 4000-5000 Note: the door is open",
        );
        check(
            "WEBVTT\n\n00:01.000 --> 00:02.000\nBot: press one\n\n00:02.000 --> 00:03.000\nhello",
            " | system(label,Bot) 1000-2000 press one | unknown 2000-3000 hello",
        );
    }

    #[test]
    fn broken_cues_are_left_out_one_by_one() {
        check(
            "WEBVTT - title\n1\n0.860 --> 7,380\nfirst\n\n00:99.000 --> 00:01.000\nlost\n\n\
             no time here\n\nNOTE\nnothing\n\n00:00:09.000 --> 00:00:08.000\nsecond",
            " | unknown 860-7380 first | unknown 9000-9000 second \
             | ! broken_cue line 6 2 | ! end_before_start line 14 1",
        );
        check("WEBVTT", " | ! no_turns turns 1");
    }

    #[test]
    fn times_of_words() {
        check(
            "WEBVTT\n\n00:01.000 --> 00:03.000\none<00:01.400><c> two</c><00:00:02.000><c> three</c>\n\n\
             00:04.000 --> 00:05.000\na <00:09.000>b <x>c < d",
            " | unknown 1000-3000 one two three [one 1000-1400, two 1400-2000, three 2000-3000] \
             | unknown 4000-5000 a b c < d",
        );
    }

    #[test]
    fn rolling_captions_count_once() {
        check(
            "WEBVTT\nKind: captions\nLanguage: en\n\n00:01.000 --> 00:02.000\n \nwe<00:01.500><c> wait</c>\n\n\
             00:02.000 --> 00:02.010\nwe wait\n \n\n00:02.010 --> 00:03.000\nwe wait\nfor<00:02.500><c> you</c>",
            " | unknown 1000-2000 we wait [we 1000-1500, wait 1500-2000] \
             | unknown 2010-3000 for you [for 2010-2500, you 2500-3000] | ! repeated_line line 9 2",
        );
    }

    #[test]
    fn lines_that_roll_up_without_times_of_words() {
        let rolling = "WEBVTT\n\n00:01.000 --> 00:02.000\na\nb\n\n00:02.000 --> 00:03.000\nb\nc\n\n\
                       00:03.000 --> 00:04.000\nc\nd\n\n00:04.000 --> 00:05.000\nd\ne";
        check(
            rolling,
            " | unknown 1000-2000 a b | unknown 2000-3000 c | unknown 3000-4000 d \
             | unknown 4000-5000 e | ! repeated_line line 7 3",
        );
        check(
            "WEBVTT\n\n00:01.000 --> 00:02.000\nno\n\n00:02.000 --> 00:03.000\nno\n\n00:03.000 --> 00:04.000\nno\n\n00:04.000 --> 00:05.000\nno",
            " | unknown 1000-2000 no | unknown 2000-3000 no | unknown 3000-4000 no | unknown 4000-5000 no",
        );
    }

    #[test]
    fn marks_of_a_change_of_speaker() {
        check(
            "WEBVTT\n\n00:01.000 --> 00:02.000\n&gt;&gt; AGENT: hi\n>> yes\n\n\
             00:02.000 --> 00:03.000\n- one\n– Client: two\n- three\n\n00:03.000 --> 00:04.000\n- a dash",
            " | agent(label,AGENT) 1000-2000 hi | unknown 1000-2000 yes | unknown 2000-3000 one \
             | customer(label,Client) 2000-3000 two | unknown 2000-3000 three | unknown 3000-4000 - a dash",
        );
    }

    #[test]
    fn what_cannot_be_read() {
        assert_eq!(rejected(parse(b"WEBVTT\n\nfoo \xff", &Origin::default())), "invalid_utf8");
        assert_eq!(rejected(parse(b"foo", &Origin::default())), "not_a_transcript");
    }
}
