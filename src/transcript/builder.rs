//! The only way to a [`Transcript`]: takes what a parser read and keeps the invariants.

use super::align::Places;
use super::{
    CallInfo, Medium, Party, PartyIx, Transcript, Turn, TurnTime, Warning, WarningCode, Word,
};
use crate::units::{Millis, TimeSpan};
use std::collections::HashMap;

/// A word as a parser read it.
#[derive(Clone, Copy, Debug)]
pub struct WordInput<'a> {
    /// The word as the recogniser wrote it.
    pub text: &'a str,
    /// Its time, if any.
    pub time: Option<TimeSpan>,
}

/// Collects one call.
#[derive(Debug)]
pub struct TranscriptBuilder {
    transcript: Transcript,
    /// Where each party stands. With a seed, since labels come from outside; never walked.
    places: HashMap<Party, PartyIx>,
}

impl TranscriptBuilder {
    /// Begins a call.
    pub fn new(info: CallInfo) -> TranscriptBuilder {
        TranscriptBuilder {
            transcript: Transcript {
                info,
                parties: Vec::new(),
                turns: Vec::new(),
                words: Vec::new(),
                holds: Vec::new(),
                warnings: Vec::new(),
            },
            places: HashMap::new(),
        }
    }

    /// The facts about the call, to be filled in as they are met.
    pub fn info_mut(&mut self) -> &mut CallInfo {
        &mut self.transcript.info
    }

    /// The place of `party`, added if no equal one is there yet.
    pub fn party(&mut self, party: Party) -> PartyIx {
        if let Some(known) = self.places.get(&party) {
            return *known;
        }
        let parties = &mut self.transcript.parties;
        let place = PartyIx(parties.len() as u32);
        parties.push(party.clone());
        self.places.insert(party, place);
        place
    }

    /// A span from two optional borders; where it runs backwards, `end := start` and a warning.
    pub fn span(&mut self, start: Millis, end: Millis, place: impl FnOnce() -> String) -> TimeSpan {
        TimeSpan::new(start, end).unwrap_or_else(|| {
            self.warn(WarningCode::EndBeforeStart, place);
            TimeSpan::at(start)
        })
    }

    /// The time of a turn from what the source has of it.
    pub fn turn_time(
        &mut self,
        start: Option<Millis>,
        end: Option<Millis>,
        place: impl FnOnce() -> String,
    ) -> TurnTime {
        match (start, end) {
            (Some(start), Some(end)) => TurnTime::Span(self.span(start, end, place)),
            (Some(start), None) => TurnTime::Instant(start),
            (None, _) => TurnTime::Unknown,
        }
    }

    /// Adds a turn with the words it was recognised in.
    ///
    /// Each word is looked for in the turn's text from left to right; one that is not there keeps
    /// its time and loses its place, with one warning per call.
    pub fn turn(
        &mut self,
        party: PartyIx,
        text: impl Into<String>,
        time: TurnTime,
        words: &[WordInput<'_>],
    ) {
        let text = text.into();
        let first = self.transcript.words.len() as u32;
        let mut lost = 0;
        let mut places = Places::of(&text);
        for (ix, word) in words.iter().enumerate() {
            let following = words.iter().skip(ix + 1).map(|word| word.text);
            let span = places.next(word.text, following);
            lost += u32::from(span.is_none());
            self.transcript.words.push(Word { text: span, time: word.time });
        }
        let last = self.transcript.words.len() as u32;
        if lost > 0 {
            let turn = self.transcript.turns.len();
            self.warn_times(WarningCode::WordsNotInText, lost, || format!("turns[{turn}].words"));
        }
        self.transcript.turns.push(Turn { party, text, time, words: first..last });
    }

    /// Adds a stretch on hold.
    pub fn hold(&mut self, hold: TimeSpan) {
        self.transcript.holds.push(hold);
    }

    /// Notes an oddity; the first place of each code is kept and further ones are counted.
    pub fn warn(&mut self, code: WarningCode, place: impl FnOnce() -> String) {
        self.warn_times(code, 1, place);
    }

    /// Adds a turn of another transcript with its words, as it is there.
    pub(super) fn copy(&mut self, party: PartyIx, from: &Transcript, turn: &Turn) {
        let first = self.transcript.words.len() as u32;
        self.transcript.words.extend_from_slice(from.words(turn));
        let words = first..self.transcript.words.len() as u32;
        self.transcript.turns.push(Turn { party, words, ..turn.clone() });
    }

    /// As [`warn`](Self::warn), of something that was seen `times` times.
    pub fn warn_times(&mut self, code: WarningCode, times: u32, place: impl FnOnce() -> String) {
        let warnings = &mut self.transcript.warnings;
        match warnings.iter_mut().find(|known| known.code == code) {
            Some(known) => known.count = known.count.saturating_add(times),
            None => warnings.push(Warning { code, place: place(), count: times }),
        }
    }

    /// Makes room for so many turns and words.
    pub fn reserve(&mut self, turns: usize, words: usize) {
        self.transcript.turns.reserve(turns);
        self.transcript.words.reserve(words);
    }

    /// How many turns there are so far.
    pub fn turn_count(&self) -> usize {
        self.transcript.turns.len()
    }

    /// The finished call: holds sorted and merged.
    pub fn build(mut self) -> Transcript {
        if self.transcript.turns.is_empty() {
            self.warn(WarningCode::NoTurns, || "turns".to_owned());
        }
        if faster_than_speech(&self.transcript) {
            self.warn(WarningCode::UnitSuspected, || "turns".to_owned());
        }
        self.transcript.holds = merged(self.transcript.holds);
        self.transcript
    }
}

/// Nobody says so many words in a minute: auctioneers come to 400.
const MOST_WORDS_A_MINUTE: i64 = 1000;

/// Fewer words than this may well share one time.
const FEWEST_WORDS: i64 = 20;

/// Whether the words of a voice call follow each other faster than anybody talks, over all of it.
fn faster_than_speech(call: &Transcript) -> bool {
    if call.info.medium == Medium::Chat {
        return false;
    }
    let timed = Pace::of(call.words.iter().filter_map(|word| Some((1, word.time?))));
    if timed.count > 0 {
        return timed.is_too_fast();
    }
    let pace = |count: fn(&str) -> i64| {
        Pace::of(call.turns.iter().filter_map(|turn| Some((count(&turn.text), turn.time.span()?))))
    };
    // Words need not be cut where even a number that is too high is low enough.
    pace(most_words).is_too_fast() && pace(words).is_too_fast()
}

/// How many words were said, and from when to when.
struct Pace {
    count: i64,
    from: Option<Millis>,
    to: Option<Millis>,
}

impl Pace {
    fn of(said: impl Iterator<Item = (i64, TimeSpan)>) -> Pace {
        let mut pace = Pace { count: 0, from: None, to: None };
        for (count, time) in said {
            pace.count += count;
            pace.from = Some(pace.from.map_or(time.start(), |from| from.min(time.start())));
            pace.to = pace.to.max(Some(time.end()));
        }
        pace
    }

    fn is_too_fast(&self) -> bool {
        let (Some(from), Some(to)) = (self.from, self.to) else { return false };
        let most = to.since(from).saturating_mul(MOST_WORDS_A_MINUTE);
        self.count >= FEWEST_WORDS && self.count.saturating_mul(60_000) > most
    }
}

fn words(text: &str) -> i64 {
    text.split_whitespace().count() as i64
}

/// No fewer than the words of a text: a word more than bytes that are white space or may begin some.
fn most_words(text: &str) -> i64 {
    let may_part = |byte: u8| byte <= b' ' || matches!(byte, 0xc2 | 0xe1 | 0xe2 | 0xe3);
    // So few that a byte counts them, many at a time.
    let some = |bytes: &[u8]| bytes.iter().fold(0, |count, byte| count + u8::from(may_part(*byte)));
    text.as_bytes()
        .chunks(usize::from(u8::MAX))
        .fold(1, |count, bytes| count + i64::from(some(bytes)))
}

/// Sorted, with overlapping and touching stretches made one.
fn merged(mut spans: Vec<TimeSpan>) -> Vec<TimeSpan> {
    spans.sort_unstable();
    let mut out: Vec<TimeSpan> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start() <= last.end() => {
                let end = last.end().max(span.end());
                *last = TimeSpan::new(last.start(), end).unwrap_or(*last);
            }
            Some(_) | None => out.push(span),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::{CallIdSource, Role, RoleSource};
    use crate::units::CallKey;

    fn span(start: i64, end: i64) -> TimeSpan {
        TimeSpan::new(Millis::new(start), Millis::new(end)).unwrap()
    }

    fn builder() -> TranscriptBuilder {
        TranscriptBuilder::new(CallInfo::new(CallKey::new("pbx", "1"), CallIdSource::Field))
    }

    #[test]
    fn one_party_for_equal_speakers() {
        let mut call = builder();
        let agent = Party::known(Role::Agent, RoleSource::Stated, None);
        let first = call.party(agent.clone());
        let other = call.party(Party::unknown(Some("B".into())));
        assert_eq!(call.party(agent), first);
        assert_ne!(other, first);
    }

    #[test]
    fn words_keep_their_times_even_when_the_text_differs() {
        let mut call = builder();
        let party = call.party(Party::unknown(None));
        let words = [
            WordInput { text: "hello", time: Some(span(0, 10)) },
            WordInput { text: "happy", time: Some(span(10, 20)) },
            WordInput { text: "bank", time: None },
        ];
        call.turn(party, "hello harper bank", TurnTime::Unknown, &words);
        let call = call.build();
        let words = call.words(&call.turns()[0]);
        assert_eq!(words[1].text, None);
        assert_eq!(words[1].time, Some(span(10, 20)));
        assert_eq!(words[2].text.map(|span| span.range()), Some(13..17));
        assert_eq!(call.warnings()[0].code, WarningCode::WordsNotInText);
        assert_eq!(call.duration(), Some(Millis::new(20)));
    }

    #[test]
    fn times_of_another_unit_are_suspected() {
        let suspected = |count: i64, length: i64, medium: Medium| {
            let mut call = builder();
            call.info_mut().medium = medium;
            let party = call.party(Party::unknown(None));
            let text = vec!["да"; count as usize].join(" ");
            call.turn(party, text, TurnTime::Span(span(500, 500 + length)), &[]);
            call.build().warnings().iter().any(|w| w.code == WarningCode::UnitSuspected)
        };
        for (count, length, medium, expected) in [
            (20, 1199, Medium::Voice, true),
            (20, 1200, Medium::Voice, false),
            (20, 1201, Medium::Voice, false),
            (19, 8, Medium::Voice, false),
            (20, 8, Medium::Voice, true),
            (21, 0, Medium::Voice, true),
            (21, 0, Medium::Chat, false),
            (0, 0, Medium::Voice, false),
        ] {
            assert_eq!(suspected(count, length, medium), expected, "{count} in {length} ms");
        }
    }

    #[test]
    fn words_are_never_more_than_guessed() {
        let blank = |c: &char| c.is_whitespace();
        let blanks: Vec<char> = ('\0'..char::MAX).filter(blank).collect();
        assert!(blanks.len() > 20);
        for blank in blanks {
            let text = format!("a{blank}ж{blank}{blank}b");
            assert_eq!(words(&text), 3, "{blank:?}");
            assert!(words(&text) <= most_words(&text), "{blank:?}");
        }
        assert!(words("") <= most_words(""));
    }

    #[test]
    fn holds_are_merged() {
        let mut call = builder();
        for hold in [span(50, 60), span(0, 10), span(10, 20), span(5, 7)] {
            call.hold(hold);
        }
        assert_eq!(call.build().holds(), [span(0, 20), span(50, 60)]);
    }
}
