//! What the floors above have read in the words of a turn, as far as time is judged by it.

use crate::units::Millis;

/// What language tells about one turn; one per turn, in the order of the transcript.
///
/// Where fewer cues than turns are given, the rest counts as [`TurnCue::default`]: says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TurnCue {
    /// Whether the turn asks the other side to wait («минутку», "one moment").
    pub announces_wait: Announces,
    /// Whether the turn ends in a question.
    pub asks: Asks,
    /// Whether the turn is nothing but a back-channel («угу», "right").
    pub back_channel: BackChannel,
    /// When the announcing words ended, in ms from the start of the call, where that is known;
    /// else the end of the turn stands for it.
    pub announced_at: Option<Millis>,
}

/// Whether a turn asks the other side to wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Announces {
    /// It does not.
    #[default]
    No,
    /// It does.
    Yes,
}

/// Whether a turn ends in a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asks {
    /// It does not.
    #[default]
    No,
    /// It does.
    Yes,
}

/// Whether a turn is nothing but a sign of listening.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BackChannel {
    /// It says something.
    #[default]
    No,
    /// It only says "go on".
    Yes,
}

/// The cue of `turn`.
pub(super) fn of(cues: &[TurnCue], turn: usize) -> TurnCue {
    cues.get(turn).copied().unwrap_or_default()
}

/// Whether `turn` says more than "go on".
pub(super) fn has_content(cues: &[TurnCue], turn: usize) -> bool {
    of(cues, turn).back_channel == BackChannel::No
}
