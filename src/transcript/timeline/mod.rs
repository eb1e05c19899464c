//! When people speak in a call and when nobody does: silences, overlaps, interruptions, measures.
//!
//! A [`Timeline`] can only be had of a transcript that has times to speak of. Every definition is
//! written down, with an example each, in `docs/definitions.md`.
//!
//! Deliberately absent from this floor: what words mean. Whatever needs language comes in as one
//! [`TurnCue`] per turn.

mod announce;
mod cue;
mod hidden;
mod interruption;
mod measures;
mod monologue;
mod overlap;
mod response;
mod settings;
mod side;
mod silence;
mod speech;
mod talk;

#[cfg(test)]
mod figures;
#[cfg(test)]
mod notation;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tables;

pub use announce::Owed;
pub use cue::{Announces, Asks, BackChannel, TurnCue};
pub use interruption::Interruption;
pub use measures::{
    FirstAgentWord, HoldMeasures, Measures, OverlapMeasures, SilenceMeasures, TurnFacts,
};
pub use monologue::Monologue;
pub use overlap::Overlap;
pub use response::{ResponseTimes, chat_response_times};
pub use settings::{SilenceSettings, TimelineSettings};
pub use side::{PerRole, Speaker};
pub use silence::{Announced, Silence, SilenceKind, Silences};
pub use talk::Talk;

use std::fmt;

use super::{Medium, Transcript};
use crate::units::{Millis, TimeSpan};
use hidden::Hidden;
use side::Side;
use speech::{Extent, Piece};

/// The witness that a transcript has times to speak of.
#[derive(Clone, Debug)]
pub struct Timeline<'t> {
    transcript: &'t Transcript,
    pieces: Vec<Piece>,
    extents: Vec<Option<Extent>>,
    hidden: Vec<Hidden>,
    /// The windows of all that is hidden, sorted and merged.
    windows: Vec<TimeSpan>,
    /// The side of each party.
    sides: Vec<Side>,
    end: Millis,
}

/// Why a transcript has no timeline: what depends on it is not evaluated, which is not "none".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTimeline {
    /// No word has a time and no turn has both a start and an end.
    NoTimes,
    /// A chat: a gap between messages is response time, never silence.
    WrongMedium,
}

impl NoTimeline {
    /// The stable name used in every output.
    pub const fn as_str(self) -> &'static str {
        match self {
            NoTimeline::NoTimes => "no_times",
            NoTimeline::WrongMedium => "wrong_medium",
        }
    }
}

impl fmt::Display for NoTimeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoTimeline::NoTimes => "the transcript has no times",
            NoTimeline::WrongMedium => "a chat has no timeline",
        })
    }
}

impl std::error::Error for NoTimeline {}

/// How exactly a time is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// To the word.
    Word,
    /// To the turn only: pauses within it are not seen.
    Turn,
}

impl Precision {
    /// The stable name used in every output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Precision::Word => "word",
            Precision::Turn => "turn",
        }
    }
}

impl<'t> Timeline<'t> {
    /// Lays out the times of a voice call.
    pub fn new(transcript: &'t Transcript) -> Result<Timeline<'t>, NoTimeline> {
        match transcript.info().medium {
            Medium::Voice => {}
            Medium::Chat => return Err(NoTimeline::WrongMedium),
        }
        let pieces = speech::pieces(transcript);
        // A call of instants alone knows when turns begin and never when anybody falls silent.
        let lasts = |piece: &Piece| match piece.precision {
            Precision::Word => true,
            Precision::Turn => piece.span.duration_ms() > 0,
        };
        if !pieces.iter().any(lasts) {
            return Err(NoTimeline::NoTimes);
        }
        let extents = speech::extents(transcript);
        let last_word = pieces.iter().map(|piece| piece.span.end()).max();
        let end = transcript.duration().max(last_word).unwrap_or(Millis::ZERO);
        let hidden = hidden::hidden(transcript, &extents, end);
        let windows = hidden::windows(&hidden);
        let sides = Side::of_parties(transcript);
        Ok(Timeline { transcript, pieces, extents, hidden, windows, sides, end })
    }

    /// The call it is the timeline of.
    pub fn transcript(&self) -> &'t Transcript {
        self.transcript
    }

    /// The end of the call, in ms from its start: as stated, and never before the last word.
    pub fn end(&self) -> Millis {
        self.end
    }

    /// `Word` if any word has a time, else `Turn`.
    pub fn precision(&self) -> Precision {
        let by_word = self.pieces.iter().any(|piece| piece.precision == Precision::Word);
        if by_word { Precision::Word } else { Precision::Turn }
    }

    /// All stretches of at least [`SilenceSettings::min_ms`] in which nobody has a word.
    pub fn silences(&self, settings: &SilenceSettings, cues: &[TurnCue]) -> Silences {
        silence::silences(self, settings, cues)
    }

    /// All stretches of at least [`TimelineSettings::overlap_min_ms`] in which two parties of
    /// different sides speak, in the order of time.
    pub fn overlaps(&self, settings: &TimelineSettings) -> Vec<Overlap> {
        overlap::overlaps(self, settings)
    }

    /// All turns by which a party of another side was made to stop, in the order of time.
    pub fn interruptions(
        &self,
        settings: &TimelineSettings,
        cues: &[TurnCue],
    ) -> Vec<Interruption> {
        interruption::interruptions(self, settings, cues)
    }

    /// The figures of the call; `silences`, `overlaps` and `interruptions` are those found above.
    pub fn measures(
        &self,
        facts: TurnFacts<'_>,
        silences: &Silences,
        overlaps: &[Overlap],
        interruptions: &[Interruption],
    ) -> Measures {
        measures::measures(self, facts, silences, overlaps, interruptions)
    }

    /// Who speaks in `turn`.
    fn speaker(&self, turn: usize) -> Speaker {
        let party = self.transcript.turns()[turn].party();
        Speaker { role: self.transcript.party(party).role(), party, turn }
    }

    /// On which side `turn` is spoken.
    fn side(&self, turn: usize) -> Side {
        self.sides[self.transcript.turns()[turn].party().get()]
    }
}
