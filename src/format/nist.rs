//! What CTM and STM share: lines that begin with the name of a recording, `;;` before comments, and
//! one call for each recording.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::limits::{MAX_TURN_BYTES, MAX_TURN_WORDS, MAX_TURNS};
use super::{Calls, Head, Origin, Reject, RejectCode, key, text};
use crate::transcript::{
    CallInfo, Party, Transcript, TranscriptBuilder, TurnTime, WarningCode, WordInput,
};

/// Of so many lines at most one may be broken for a file to be of the format.
const LINES_PER_FAULT: usize = 10;

/// What a line of a format says.
pub(super) trait Line<'a>: Sized {
    /// Reads a line, or says what is wrong with it.
    fn read(line: &'a str) -> Result<Self, WarningCode>;

    /// The recording that it is of.
    fn recording(&self) -> &'a str;

    /// What is said.
    fn text(&self) -> &'a str;
}

/// Whether nearly all lines of the head can be read, and something is said in them.
pub(super) fn recognise<'a, L: Line<'a>>(head: &'a Head<'_>) -> bool {
    let Some(text) = head.text() else { return false };
    let lines: Vec<&'a str> = text::filled_lines(text).filter(|line| is_content(line)).collect();
    // A head may end in the middle of a line.
    let whole = lines.len().saturating_sub(1).max(1).min(lines.len());
    let wrong = lines.iter().take(whole).filter(|line| L::read(line).is_err()).count();
    // A table of numbers has no words.
    let worded =
        |line: &&'a str| L::read(line).is_ok_and(|line| line.text().contains(char::is_alphabetic));
    whole > 0 && wrong * LINES_PER_FAULT <= whole && lines.iter().any(worded)
}

fn is_content(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with(";;")
}

/// One recording of a file.
struct Recording<L> {
    /// Its lines, with their numbers.
    lines: Vec<(usize, L)>,
    /// The lines that cannot be read.
    faults: Vec<(WarningCode, usize)>,
}

/// A call for each recording, at least one; `turns` says what a recording's lines come to.
pub(super) fn calls<'a, L: Line<'a>>(
    record: &'a [u8],
    origin: &Origin<'_>,
    format: &str,
    turns: impl Fn(&mut Turns, Vec<(usize, L)>) -> Result<(), Reject>,
) -> Calls {
    let text = match text::utf8(record) {
        Ok(text) => text,
        Err(reject) => return vec![Err(reject)],
    };
    let recordings = recordings(text);
    let several = recordings.len() > 1;
    let hash = OnceCell::new();
    let call = |(recording, number): (Recording<L>, _)| {
        let number = several.then_some(number);
        let origin = Origin { number, record_hash: Some(&hash), ..*origin };
        let name = recording.lines.first().map(|(_, line)| line.recording());
        let (key, id_source) = key::call_key(record, &origin, format, name, None)?;
        let mut builder = TranscriptBuilder::new(CallInfo::new(key, id_source));
        for (code, line) in recording.faults {
            builder.warn(code, || format!("line {line}"));
        }
        let mut call = Turns { builder };
        turns(&mut call, recording.lines)?;
        Ok(call.builder.build())
    };
    recordings.into_iter().zip(1..).map(call).collect::<Vec<Result<Transcript, Reject>>>()
}

/// The recordings in the order in which they begin, at least one. A line that cannot be read belongs
/// to the recording of the lines before it.
fn recordings<'a, L: Line<'a>>(text: &'a str) -> Vec<Recording<L>> {
    let empty = || Recording { lines: Vec::new(), faults: Vec::new() };
    let mut recordings = vec![empty()];
    let mut known = BTreeMap::new();
    let mut at = 0;
    for (ix, line) in text::lines(text).enumerate().filter(|(_, line)| is_content(line)) {
        match L::read(line) {
            Ok(line) => {
                // What stands before the first good line is of the first recording.
                let next = known.len();
                at = *known.entry(line.recording()).or_insert(next);
                if at == recordings.len() {
                    recordings.push(empty());
                }
                if let Some(recording) = recordings.get_mut(at) {
                    recording.lines.push((ix + 1, line));
                }
            }
            Err(code) => {
                if let Some(recording) = recordings.get_mut(at) {
                    recording.faults.push((code, ix + 1));
                }
            }
        }
    }
    recordings
}

/// The turns of a call, held to the limits.
pub(super) struct Turns {
    builder: TranscriptBuilder,
}

impl Turns {
    /// Adds a turn that begins in this line.
    pub(super) fn add(
        &mut self,
        line: usize,
        party: Party,
        text: String,
        time: TurnTime,
        words: &[WordInput<'_>],
    ) -> Result<(), Reject> {
        has_room(line, &text, words)?;
        if self.builder.turn_count() == MAX_TURNS {
            let message = format!("more than {MAX_TURNS} turns");
            return Err(Reject::new(RejectCode::TooManyTurns, message).at_line(line));
        }
        let party = self.builder.party(party);
        self.builder.turn(party, text, time, words);
        Ok(())
    }
}

/// Whether a turn is no longer than is read; asked while it grows, so that memory stays bounded.
pub(super) fn has_room(line: usize, text: &str, words: &[WordInput<'_>]) -> Result<(), Reject> {
    if text.len() <= MAX_TURN_BYTES && words.len() <= MAX_TURN_WORDS {
        return Ok(());
    }
    let message = format!("a turn has more than {MAX_TURN_BYTES} bytes of text");
    Err(Reject::new(RejectCode::TurnTooLong, message).at_line(line))
}
