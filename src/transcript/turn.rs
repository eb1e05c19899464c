//! What one party said without a change of speaker.

use super::PartyIx;
use crate::units::{Millis, Span, TimeSpan};
use std::hash::{Hash, Hasher};

/// When a turn was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TurnTime {
    /// From start to end.
    Span(TimeSpan),
    /// One instant only: a chat message, or a source that writes no ends.
    Instant(Millis),
    /// The source does not tell.
    Unknown,
}

impl TurnTime {
    /// When it begins.
    pub fn start(self) -> Option<Millis> {
        match self {
            TurnTime::Span(span) => Some(span.start()),
            TurnTime::Instant(at) => Some(at),
            TurnTime::Unknown => None,
        }
    }

    /// When it ends, where that is known.
    pub fn end(self) -> Option<Millis> {
        self.span().map(TimeSpan::end)
    }

    /// The whole stretch, where both borders are known.
    pub fn span(self) -> Option<TimeSpan> {
        match self {
            TurnTime::Span(span) => Some(span),
            TurnTime::Instant(_) | TurnTime::Unknown => None,
        }
    }
}

/// One turn.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Turn {
    pub(super) party: PartyIx,
    pub(super) text: String,
    pub(super) time: TurnTime,
    pub(super) words: std::ops::Range<u32>,
}

impl Turn {
    /// Who said it.
    pub fn party(&self) -> PartyIx {
        self.party
    }

    /// The text exactly as the source has it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// When it was said.
    pub fn time(&self) -> TurnTime {
        self.time
    }

    pub(super) fn word_range(&self) -> std::ops::Range<usize> {
        self.words.start as usize..self.words.end as usize
    }
}

/// One word of a turn as the recogniser timed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the turn's text; `None` where the text says something else.
    pub text: Option<Span>,
    /// When it was said; `None` where the source has no time for it.
    pub time: Option<TimeSpan>,
}

impl Hash for Word {
    /// In one piece, since a call has a thousand words.
    fn hash<H: Hasher>(&self, state: &mut H) {
        // No span ends before it starts, so these are none.
        let text = match self.text {
            Some(span) => (span.start() as u64) << 32 | span.end() as u64,
            None => 1 << 32,
        };
        let (start, end) = match self.time {
            Some(time) => (time.start().get(), time.end().get()),
            None => (1, 0),
        };
        let mut bytes = [0; 24];
        let (pieces, _) = bytes.as_chunks_mut();
        for (piece, bits) in pieces.iter_mut().zip([text, start as u64, end as u64]) {
            *piece = bits.to_le_bytes();
        }
        state.write(&bytes);
    }
}
