//! STM of NIST tools: a line for each turn, `recording channel speaker begin end <labels> text`.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

use std::collections::BTreeMap;

use super::limits::{MAX_TURN_BYTES, MAX_TURNS};
use super::{
    About, Calls, Format, Head, Origin, Parse, Reject, RejectCode, Shape, key, roles, text,
};
use crate::transcript::{CallInfo, Transcript, TranscriptBuilder, TurnTime, WarningCode};
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

/// Of so many lines at most one may be broken for the file to be taken for STM.
const LINES_PER_FAULT: usize = 10;

/// What stands in place of words where nothing is to be counted.
const NO_SPEECH: &[&str] = &["ignore_time_segment_in_scoring", "inter_segment_gap"];

/// A turn as it is written.
struct Line<'a> {
    recording: &'a str,
    speaker: &'a str,
    time: TimeSpan,
    text: &'a str,
}

fn recognise(head: &Head<'_>) -> bool {
    let Some(text) = head.text() else { return false };
    let lines: Vec<_> = text::lines(text).filter(|line| is_content(line)).collect();
    // A head may end in the middle of a line.
    let whole = lines.len().saturating_sub(1).max(1).min(lines.len());
    let wrong = lines[..whole].iter().filter(|line| turn(line).is_none()).count();
    let worded =
        |line: &&str| turn(line).is_some_and(|turn| turn.text.contains(char::is_alphabetic));
    whole > 0 && wrong * LINES_PER_FAULT <= whole && lines.iter().any(worded)
}

fn is_content(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with(";;")
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

/// One recording of a file: its turns with their lines, and the lines that are none.
#[derive(Default)]
struct Recording<'a> {
    turns: Vec<(usize, Line<'a>)>,
    broken: Vec<usize>,
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Calls {
    let text = match text::utf8(record) {
        Ok(text) => text,
        Err(reject) => return vec![Err(reject)],
    };
    let recordings = recordings(text);
    let several = recordings.len() > 1;
    let call = |(recording, number)| {
        call(record, &Origin { number: several.then_some(number), ..*origin }, recording)
    };
    recordings.into_iter().zip(1..).map(call).collect()
}

/// The recordings in the order in which they begin, at least one. A line that is no turn belongs
/// to the recording of the lines before it.
fn recordings(text: &str) -> Vec<Recording<'_>> {
    let mut recordings = vec![Recording::default()];
    let mut known = BTreeMap::new();
    let mut at = 0;
    for (ix, line) in text::lines(text).enumerate().filter(|(_, line)| is_content(line)) {
        let Some(turn) = turn(line) else {
            recordings[at].broken.push(ix + 1);
            continue;
        };
        // What stands before the first turn is of the first recording.
        let next = known.len();
        at = *known.entry(turn.recording).or_insert(next);
        if at == recordings.len() {
            recordings.push(Recording::default());
        }
        recordings[at].turns.push((ix + 1, turn));
    }
    recordings
}

fn call(
    record: &[u8],
    origin: &Origin<'_>,
    Recording { mut turns, broken }: Recording<'_>,
) -> Result<Transcript, Reject> {
    let recording = turns.first().map(|(_, turn)| turn.recording);
    let (key, id_source) = key::call_key(record, origin, FORMAT.name, recording, None)?;
    let mut builder = TranscriptBuilder::new(CallInfo::new(key, id_source));
    for line in broken {
        builder.warn(WarningCode::BrokenCue, || format!("line {line}"));
    }
    // Channels stand one after the other in some files.
    turns.sort_by_key(|(_, turn)| turn.time.start());
    for (line, turn) in turns {
        let fault = |code, message| Err(Reject::new(code, message).at_line(line));
        if turn.text.is_empty() || NO_SPEECH.contains(&&*turn.text.to_lowercase()) {
            continue;
        }
        if turn.text.len() > MAX_TURN_BYTES {
            let message = format!("a turn has more than {MAX_TURN_BYTES} bytes of text");
            return fault(RejectCode::TurnTooLong, message);
        }
        if builder.turn_count() == MAX_TURNS {
            return fault(RejectCode::TooManyTurns, format!("more than {MAX_TURNS} turns"));
        }
        let party = builder.party(roles::party_of(Some(turn.speaker)));
        builder.turn(party, turn.text, TurnTime::Span(turn.time), &[]);
    }
    Ok(builder.build())
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
