//! CTM of Kaldi and NIST tools: a line for each word, `recording channel start duration word [confidence]`.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

use std::collections::BTreeMap;

use super::limits::{MAX_TURN_BYTES, MAX_TURN_WORDS, MAX_TURNS};
use super::{About, Calls, Format, Head, Origin, Parse, Reject, RejectCode, Shape, key, text};
use crate::transcript::{
    CallInfo, Party, Transcript, TranscriptBuilder, TurnTime, WarningCode, WordInput,
};
use crate::units::{Millis, TimeError, TimeSpan, TimeUnit};

pub(super) static FORMAT: Format = Format {
    name: "ctm",
    title: "CTM words",
    about: About {
        what: "CTM of Kaldi and NIST tools",
        signs: || "lines of five to eight fields with numbers in the third and fourth".to_owned(),
        times: "of each word",
        words: "yes; punctuation is no word",
        roles: "no",
    },
    shape: Shape::Text,
    recognise,
    parse: Parse::Several(parse),
};

/// Of so many lines at most one may be broken for the file to be taken for CTM.
const LINES_PER_FAULT: usize = 10;

/// A silence after which a speaker's words begin a new turn.
const NEW_TURN_MS: i64 = 2000;

/// What recognisers write for a silence.
const NO_WORDS: [&str; 4] = ["<eps>", "<sil>", "sil", "<silence>"];

/// A word as it is written.
struct Word<'a> {
    line: usize,
    recording: &'a str,
    channel: &'a str,
    time: TimeSpan,
    text: &'a str,
}

fn recognise(head: &Head<'_>) -> bool {
    let Some(text) = head.text() else { return false };
    let lines: Vec<_> = text::lines(text).filter(|line| is_content(line)).collect();
    // A head may end in the middle of a line.
    let whole = lines.len().saturating_sub(1).max(1).min(lines.len());
    let wrong = lines[..whole].iter().filter(|line| word(0, line).is_err()).count();
    // A table of numbers has no words.
    let worded =
        |line: &&str| word(0, line).is_ok_and(|word| word.text.contains(char::is_alphabetic));
    whole > 0 && wrong * LINES_PER_FAULT <= whole && lines.iter().any(worded)
}

fn is_content(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with(";;")
}

/// Why a line is no word.
enum Fault {
    Negative,
    Other,
}

fn word(line: usize, written: &str) -> Result<Word<'_>, Fault> {
    let fields: Vec<_> = written.split_ascii_whitespace().collect();
    let &[recording, channel, start, duration, text, ..] = fields.as_slice() else {
        return Err(Fault::Other);
    };
    let number = |text: &str| {
        Millis::parse(text, TimeUnit::Seconds).map_err(|error| match error {
            TimeError::Negative => Fault::Negative,
            TimeError::NotANumber | TimeError::TooLarge => Fault::Other,
        })
    };
    let start = number(start)?;
    let time = TimeSpan::new(start, start.plus(number(duration)?.get()));
    match time {
        Some(time) if fields.len() <= 8 => Ok(Word { line, recording, channel, time, text }),
        Some(_) | None => Err(Fault::Other),
    }
}

/// One recording of a file: its words, and the lines that are none.
#[derive(Default)]
struct Recording<'a> {
    words: Vec<Word<'a>>,
    faults: Vec<(WarningCode, usize)>,
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Calls {
    let text = match text::utf8(record) {
        Ok(text) => text,
        Err(reject) => return vec![Err(reject)],
    };
    let recordings = recordings(text);
    let several = recordings.len() > 1;
    let numbered = recordings.into_iter().zip(1..);
    let call = |(recording, number)| {
        call(record, &Origin { number: several.then_some(number), ..*origin }, recording)
    };
    numbered.map(call).collect()
}

/// The recordings in the order in which they begin, at least one. A line that is no word belongs
/// to the recording of the lines before it.
fn recordings(text: &str) -> Vec<Recording<'_>> {
    let mut recordings = vec![Recording::default()];
    let mut known = BTreeMap::new();
    let mut at = 0;
    for (ix, line) in text::lines(text).enumerate().filter(|(_, line)| is_content(line)) {
        let fault = match word(ix + 1, line) {
            Ok(word) => {
                // What stands before the first word is of the first recording.
                let next = known.len();
                at = *known.entry(word.recording).or_insert(next);
                if at == recordings.len() {
                    recordings.push(Recording::default());
                }
                recordings[at].words.push(word);
                continue;
            }
            Err(Fault::Negative) => WarningCode::NegativeTime,
            Err(Fault::Other) => WarningCode::BrokenCue,
        };
        recordings[at].faults.push((fault, ix + 1));
    }
    recordings
}

fn call(
    record: &[u8],
    origin: &Origin<'_>,
    Recording { mut words, faults }: Recording<'_>,
) -> Result<Transcript, Reject> {
    let recording = words.first().map(|word| word.recording);
    let (key, id_source) = key::call_key(record, origin, FORMAT.name, recording, None)?;
    let mut builder = TranscriptBuilder::new(CallInfo::new(key, id_source));
    for (code, line) in faults {
        builder.warn(code, || format!("line {line}"));
    }
    // Channels stand one after the other in some files, and are merged by time here. The sort is
    // stable, so that punctuation stays behind the word whose start it repeats.
    words.sort_by_key(|word| word.time.start());
    let channels = words.iter().any(|word| word.channel != words[0].channel);
    let mut turn = Open::default();
    for word in words.iter().filter(|word| !NO_WORDS.contains(&&*word.text.to_lowercase())) {
        turn.add(&mut builder, word, channels)?;
    }
    turn.close(&mut builder, channels)?;
    Ok(builder.build())
}

/// A turn being collected.
#[derive(Default)]
struct Open<'a> {
    channel: &'a str,
    line: usize,
    text: String,
    words: Vec<WordInput<'a>>,
    end: Option<Millis>,
}

impl<'a> Open<'a> {
    fn add(
        &mut self,
        builder: &mut TranscriptBuilder,
        word: &Word<'a>,
        channels: bool,
    ) -> Result<(), Reject> {
        let silent = self.end.is_some_and(|end| word.time.start().since(end) > NEW_TURN_MS);
        if self.end.is_none() || silent || word.channel != self.channel {
            let next = Open { channel: word.channel, line: word.line, ..Open::default() };
            std::mem::replace(self, next).close(builder, channels)?;
        }
        // Punctuation repeats the time of its word; it is in the text and is no word of its own.
        let spoken = word.text.contains(char::is_alphanumeric);
        if spoken {
            self.text.push_str(if self.text.is_empty() { "" } else { " " });
            self.words.push(WordInput { text: word.text, time: Some(word.time) });
        }
        self.text.push_str(word.text);
        self.end = self.end.max(Some(word.time.end()));
        if self.text.len() > MAX_TURN_BYTES || self.words.len() > MAX_TURN_WORDS {
            let message = format!("a turn has more than {MAX_TURN_BYTES} bytes of text");
            return Err(Reject::new(RejectCode::TurnTooLong, message).at_line(self.line));
        }
        Ok(())
    }

    fn close(self, builder: &mut TranscriptBuilder, channels: bool) -> Result<(), Reject> {
        let (Some(first), Some(end)) = (self.words.first().and_then(|word| word.time), self.end)
        else {
            return Ok(());
        };
        if builder.turn_count() == MAX_TURNS {
            let message = format!("more than {MAX_TURNS} turns");
            return Err(Reject::new(RejectCode::TooManyTurns, message).at_line(self.line));
        }
        let party = builder.party(Party::unknown(channels.then(|| self.channel.to_owned())));
        let time = TimeSpan::new(first.start(), end).map_or(TurnTime::Unknown, TurnTime::Span);
        builder.turn(party, self.text, time, &self.words);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::summary;

    fn check(text: &str, expected: &str) {
        let calls = parse(text.as_bytes(), &Origin::default());
        let found: Vec<_> = calls.into_iter().map(summary).collect();
        assert_eq!(found, [expected], "{text}");
    }

    #[test]
    fn words_of_one_channel() {
        check(
            ";; made by hand\nrec 1 0.50 0.25 Алло 0.9\nrec 1 0.50 0.25 ,\nrec 1 1.0 0.5 да\n\
             rec 1 2 1 <eps>\nrec 1 3.6 0.4 нет\n",
            "ctm:rec Field | unknown 500-1500 Алло, да [Алло 500-750, да 1000-1500] \
             | unknown 3600-4000 нет [нет 3600-4000]",
        );
    }

    #[test]
    fn channels_are_merged_by_time() {
        check(
            "r A 0 1 one\nr A 1 1 two\nr A 5 1 five\nr B 2 1 three\n",
            "ctm:r Field | unknown(A) 0-2000 one two [one 0-1000, two 1000-2000] \
             | unknown(B) 2000-3000 three [three 2000-3000] | unknown(A) 5000-6000 five [five 5000-6000]",
        );
    }

    #[test]
    fn broken_lines_are_told() {
        check(
            "r 1 0 1 one\nr 1 x 1 two\nr 1 -2 1 three\nr 1 3 1\n",
            "ctm:r Field | unknown 0-1000 one [one 0-1000] | ! broken_cue line 2 2 | ! negative_time line 3 1",
        );
    }

    #[test]
    fn each_recording_is_a_call() {
        let two = b"a 1 0 1 x\nbroken\nb 1 0 1 y\nb 1 -1 1 z\na 1 2 1 x\n";
        let calls = parse(two, &Origin::default());
        let found: Vec<_> = calls.into_iter().map(summary).collect();
        assert_eq!(
            found,
            [
                "ctm:a Field | unknown 0-3000 x x [x 0-1000, x 2000-3000] | ! broken_cue line 2 1",
                "ctm:b Field | unknown 0-1000 y [y 0-1000] | ! negative_time line 4 1"
            ]
        );
    }
}
