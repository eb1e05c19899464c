//! CTM of Kaldi and NIST tools: a line for each word, `recording channel start duration word [confidence]`.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

use super::nist::{self, Turns};
use super::{About, Calls, Format, Head, Origin, Parse, Reject, Shape};
use crate::transcript::{Party, TurnTime, WarningCode, WordInput};
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

/// A silence after which a speaker's words begin a new turn.
const NEW_TURN_MS: i64 = 2000;

/// What recognisers write for a silence.
const NO_WORDS: [&str; 4] = ["<eps>", "<sil>", "sil", "<silence>"];

/// A word as it is written.
struct Word<'a> {
    recording: &'a str,
    channel: &'a str,
    time: TimeSpan,
    text: &'a str,
}

impl<'a> nist::Line<'a> for Word<'a> {
    fn read(line: &'a str) -> Result<Word<'a>, WarningCode> {
        let fields: Vec<_> = line.split_ascii_whitespace().collect();
        let &[recording, channel, start, duration, text, ..] = fields.as_slice() else {
            return Err(WarningCode::BrokenCue);
        };
        let number = |text: &str| {
            Millis::parse(text, TimeUnit::Seconds).map_err(|error| match error {
                TimeError::Negative => WarningCode::NegativeTime,
                TimeError::NotANumber | TimeError::TooLarge => WarningCode::BrokenCue,
            })
        };
        let start = number(start)?;
        let time = TimeSpan::new(start, start.plus(number(duration)?.get()));
        match time {
            Some(time) if fields.len() <= 8 => Ok(Word { recording, channel, time, text }),
            Some(_) | None => Err(WarningCode::BrokenCue),
        }
    }

    fn recording(&self) -> &'a str {
        self.recording
    }

    fn text(&self) -> &'a str {
        self.text
    }
}

fn recognise(head: &Head<'_>) -> bool {
    nist::recognise::<Word<'_>>(head)
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Calls {
    nist::calls(record, origin, FORMAT.name, turns)
}

fn turns(call: &mut Turns, mut words: Vec<(usize, Word<'_>)>) -> Result<(), Reject> {
    // Channels stand one after the other in some files, and are merged by time here. The sort is
    // stable, so that punctuation stays behind the word whose start it repeats.
    words.sort_by_key(|(_, word)| word.time.start());
    let first = words.first().map(|(_, word)| word.channel);
    let channels = words.iter().any(|(_, word)| Some(word.channel) != first);
    let mut turn = Open::default();
    for (line, word) in &words {
        if !NO_WORDS.contains(&&*word.text.to_lowercase()) {
            turn.add(call, *line, word, channels)?;
        }
    }
    turn.close(call, channels)
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
        call: &mut Turns,
        line: usize,
        word: &Word<'a>,
        channels: bool,
    ) -> Result<(), Reject> {
        let silent = self.end.is_some_and(|end| word.time.start().since(end) > NEW_TURN_MS);
        if self.end.is_none() || silent || word.channel != self.channel {
            let next = Open { channel: word.channel, line, ..Open::default() };
            std::mem::replace(self, next).close(call, channels)?;
        }
        // Punctuation repeats the time of its word; it is in the text and is no word of its own.
        let spoken = word.text.contains(char::is_alphanumeric);
        if spoken {
            self.text.push_str(if self.text.is_empty() { "" } else { " " });
            self.words.push(WordInput { text: word.text, time: Some(word.time) });
        }
        self.text.push_str(word.text);
        self.end = self.end.max(Some(word.time.end()));
        nist::has_room(self.line, &self.text, &self.words)
    }

    fn close(self, call: &mut Turns, channels: bool) -> Result<(), Reject> {
        let (Some(first), Some(end)) = (self.words.first().and_then(|word| word.time), self.end)
        else {
            return Ok(());
        };
        let party = Party::unknown(channels.then(|| self.channel.to_owned()));
        let time = TimeSpan::new(first.start(), end).map_or(TurnTime::Unknown, TurnTime::Span);
        call.add(self.line, party, self.text, time, &self.words)
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
