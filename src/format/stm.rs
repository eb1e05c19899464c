//! STM of NIST tools: a line for each turn, `recording channel speaker begin end <labels> text`.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

use super::nist::{self, Turns};
use super::{About, Calls, Format, Head, Origin, Parse, Reject, Shape, roles};
use crate::transcript::{TurnTime, WarningCode};
use crate::units::{Millis, TimeSpan, TimeUnit};

pub(super) static FORMAT: Format = Format {
    name: "stm",
    title: "STM turns",
    about: About {
        what: "STM of NIST tools",
        signs: || "lines of a recording, a channel, a speaker, two numbers and a text".to_owned(),
        times: "seconds",
        words: "no",
        roles: "by label; built to the description",
    },
    shape: Shape::Text,
    recognise,
    parse: Parse::Several(parse),
};

/// What stands in place of words where nothing is to be counted.
const NO_SPEECH: &[&str] = &["ignore_time_segment_in_scoring", "inter_segment_gap"];

/// A turn as it is written.
struct Line<'a> {
    recording: &'a str,
    speaker: &'a str,
    time: TimeSpan,
    text: &'a str,
}

impl<'a> nist::Line<'a> for Line<'a> {
    fn read(line: &'a str) -> Result<Line<'a>, WarningCode> {
        turn(line).ok_or(WarningCode::BrokenCue)
    }

    fn recording(&self) -> &'a str {
        self.recording
    }

    fn text(&self) -> &'a str {
        self.text
    }
}

fn turn(line: &str) -> Option<Line<'_>> {
    let mut rest = line.trim();
    let mut field = || {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (field, after) = rest.split_at(end);
        rest = after.trim_start();
        (!field.is_empty()).then_some(field)
    };
    let (recording, _, speaker) = (field()?, field()?, field()?);
    let border = |text: Option<&str>| Millis::parse(text?, TimeUnit::Seconds).ok();
    let (start, end) = (border(field())?, border(field())?);
    // Labels in angle brackets, with commas between them.
    let text = match rest.strip_prefix('<').and_then(|inside| inside.split_once('>')) {
        Some((labels, after)) if !labels.contains(char::is_whitespace) => after.trim(),
        Some(_) | None => rest,
    };
    Some(Line { recording, speaker, time: TimeSpan::new(start, end)?, text })
}

fn recognise(head: &Head<'_>) -> bool {
    nist::recognise::<Line<'_>>(head)
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Calls {
    nist::calls(record, origin, FORMAT.name, turns)
}

fn turns(call: &mut Turns, mut turns: Vec<(usize, Line<'_>)>) -> Result<(), Reject> {
    // Channels stand one after the other in some files.
    turns.sort_by_key(|(_, turn)| turn.time.start());
    for (line, turn) in turns {
        if turn.text.is_empty() || NO_SPEECH.contains(&&*turn.text.to_lowercase()) {
            continue;
        }
        let party = roles::party_of(Some(turn.speaker));
        call.add(line, party, turn.text.to_owned(), TurnTime::Span(turn.time), &[])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::summary;

    #[test]
    fn turns() {
        let text = ";; by hand\nrec A agent_1 0.00 1.25 <o,f0,male> добрый день\n\
                    rec B Anna 3 4.5 no labels here\nrec A agent_1 1.25 3 <o> ignore_time_segment_in_scoring\n\
                    rec B Anna 2 1 <o> backwards\nrec B Anna 1.5 2 <o>\nrec A agent_1 2 2.5 <unk> да\n";
        let calls = parse(text.as_bytes(), &Origin::default());
        let found: Vec<_> = calls.into_iter().map(summary).collect();
        assert_eq!(
            found,
            [
                "stm:rec Field | agent(label,agent_1) 0-1250 добрый день | agent(label,agent_1) 2000-2500 да \
                 | unknown(Anna) 3000-4500 no labels here | ! broken_cue line 5 1"
            ]
        );
    }

    #[test]
    fn each_recording_is_a_call() {
        let two = b"a 1 s 0 1 <o> x\nb 1 s 0 1 <o> y\nno\na 1 s 2 3 <o> z\n";
        let calls = parse(two, &Origin::default());
        let found: Vec<_> = calls.into_iter().map(summary).collect();
        assert_eq!(
            found,
            [
                "stm:a Field | unknown(s) 0-1000 x | unknown(s) 2000-3000 z",
                "stm:b Field | unknown(s) 0-1000 y | ! broken_cue line 3 1"
            ]
        );
    }
}
