//! WebVTT captions: each cue a turn, or one turn for each voice in it.

mod block;
mod cue;

use std::borrow::Cow;

use super::label::{Labelled, Labels};
use super::limits::{MAX_TURN_BYTES, MAX_TURNS};
use super::{Format, Head, Origin, Reject, RejectCode, Shape, key, roles, text};
use crate::transcript::{
    CallInfo, Transcript, TranscriptBuilder, TurnTime, WarningCode, WordInput,
};
use crate::units::TimeSpan;
use block::Block;
use cue::Fragment;

const SIGNATURE: &[u8] = b"WEBVTT";

pub(super) static FORMAT: Format =
    Format { name: "webvtt", title: "WebVTT captions", shape: Shape::Text, recognise, parse };

fn recognise(head: &Head<'_>) -> bool {
    is_signature(head.bytes())
}

fn is_signature(bytes: &[u8]) -> bool {
    let after = bytes.strip_prefix(SIGNATURE).map(|rest| rest.first());
    matches!(after, Some(None | Some(b' ' | b'\t' | b'\n' | b'\r')))
}

/// A cue with its text taken apart.
struct Cue {
    line: usize,
    span: TimeSpan,
    fragments: Vec<Fragment>,
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
    for block in block::blocks(&text) {
        match block {
            Block::Language(tag) => builder.info_mut().language = Some(tag.to_owned()),
            Block::Broken { line } => {
                builder.warn(WarningCode::BrokenCue, || format!("line {line}"));
            }
            Block::Cue { line, start, end, text } => {
                let span = builder.span(start, end, || format!("line {line}"));
                cues.push(Cue { line, span, fragments: cue::fragments(&text, span) });
            }
        }
    }
    unroll(&mut cues);
    let unvoiced = || {
        let all = cues.iter().flat_map(|cue| &cue.fragments);
        all.filter(|fragment| fragment.voice.is_none()).map(|fragment| fragment.text.as_str())
    };
    let labels = Labels::of(unvoiced());
    // Captions label a change of speaker only. With a single name in the whole file nothing
    // would ever end its turn, so it holds for its own cue.
    let lasting = labels.count() >= 2;
    let mut speaker = None;
    for cue in &cues {
        if !lasting {
            speaker = None;
        }
        add_cue(&mut builder, cue, &labels, &mut speaker)?;
    }
    Ok(builder.build())
}

/// What one speaker says in a cue.
#[derive(Default)]
struct Said<'a> {
    speaker: Option<String>,
    text: String,
    words: Vec<WordInput<'a>>,
}

/// Adds the turns of a cue; `speaker` is whose label came last, and is moved on.
fn add_cue(
    builder: &mut TranscriptBuilder,
    cue: &Cue,
    labels: &Labels,
    speaker: &mut Option<String>,
) -> Result<(), Reject> {
    let mut said = Said::default();
    for fragment in &cue.fragments {
        let mut text = fragment.text.as_str();
        let found = match fragment.voice {
            Some(_) => None,
            None => labels.of_line(text),
        };
        if let Some(Labelled { label, rest, .. }) = found {
            *speaker = Some(label.to_owned());
            text = rest;
        }
        let by = fragment.voice.as_ref().or(speaker.as_ref());
        if by != said.speaker.as_ref() || found.is_some() {
            add_turn(builder, cue, std::mem::take(&mut said))?;
            said.speaker = by.cloned();
        }
        if !said.text.is_empty() && !text.is_empty() {
            said.text.push(' ');
        }
        said.text.push_str(text);
        let label_bytes = fragment.text.len() - text.len();
        said.words.extend(fragment.words(label_bytes));
    }
    add_turn(builder, cue, said)
}

fn add_turn(builder: &mut TranscriptBuilder, cue: &Cue, said: Said<'_>) -> Result<(), Reject> {
    if said.text.is_empty() {
        return Ok(());
    }
    let fault = |code, message: String| Err(Reject::new(code, message).at_line(cue.line));
    if said.text.len() > MAX_TURN_BYTES {
        let message = format!("a turn has more than {MAX_TURN_BYTES} bytes of text");
        return fault(RejectCode::TurnTooLong, message);
    }
    if builder.turn_count() == MAX_TURNS {
        return fault(RejectCode::TooManyTurns, format!("more than {MAX_TURNS} turns"));
    }
    let party = builder.party(roles::party_of(said.speaker.as_deref()));
    builder.turn(party, said.text, TurnTime::Span(cue.span), &said.words);
    Ok(())
}

/// Captions that roll up repeat the last line of the cue before, so that each line stands there
/// two or three times; only its first time was it said.
///
/// They are known by their words with times; elsewhere a line that comes again was said again.
fn unroll(cues: &mut [Cue]) {
    if !cues.iter().flat_map(|cue| &cue.fragments).any(Fragment::has_times) {
        return;
    }
    let mut before: Option<(TimeSpan, String)> = None;
    for cue in cues {
        let last = cue.fragments.last().map(|fragment| fragment.text.clone());
        let repeats = |fragment: &Fragment| {
            before.as_ref().is_some_and(|(span, line)| {
                span.end() == cue.span.start() && fragment.text == *line
            })
        };
        let repeated = cue.fragments.first().is_some_and(repeats);
        let last = last.or_else(|| before.as_ref().map(|(_, line)| line.clone()));
        if repeated {
            cue.fragments.remove(0);
        }
        before = last.map(|line| (cue.span, line));
    }
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
             | unknown 2010-3000 for you [for 2010-2500, you 2500-3000]",
        );
    }

    #[test]
    fn what_cannot_be_read() {
        assert_eq!(rejected(parse(b"WEBVTT\n\nfoo \xff", &Origin::default())), "invalid_utf8");
        assert_eq!(rejected(parse(b"foo", &Origin::default())), "not_a_transcript");
    }
}
