//! Where somebody surely speaks: timed words, else the spans of turns, in the order of time.

use super::Precision;
use crate::transcript::{Transcript, Turn, TurnTime, Word};
use crate::units::TimeSpan;

/// One stretch of surely known speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) span: TimeSpan,
    /// Position of the turn in the transcript.
    pub(super) turn: usize,
    /// Whether a word or a whole turn.
    pub(super) precision: Precision,
}

/// Whether a border of a turn is where the turn begins or ends, or only the last thing known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Border {
    /// The turn begins or ends here.
    Known,
    /// More of the turn lies beyond, nobody knows how far.
    Open,
}

/// Whether the times of a turn cover all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coverage {
    /// All words have times, or the turn as a whole has.
    Whole,
    /// Words without times are missing from it.
    Partial,
}

/// From where to where a turn reaches, as far as times tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) span: TimeSpan,
    pub(super) starts: Border,
    pub(super) ends: Border,
    pub(super) coverage: Coverage,
}

/// All speech, sorted by start, end and turn.
pub(super) fn pieces(transcript: &Transcript) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (ix, turn) in transcript.turns().iter().enumerate() {
        let words = transcript.words(turn).iter().filter_map(|word| word.time);
        let known = pieces.len();
        pieces.extend(words.map(|span| Piece { span, turn: ix, precision: Precision::Word }));
        // An instant is speech too: somebody begins there, whatever follows.
        let whole = turn.time().start().filter(|_| pieces.len() == known).map(TimeSpan::at);
        pieces.extend(whole.map(|instant| Piece {
            span: turn.time().span().unwrap_or(instant),
            turn: ix,
            precision: Precision::Turn,
        }));
    }
    pieces.sort_unstable_by_key(|piece| (piece.span, piece.turn));
    pieces
}

/// How far each turn reaches; `None` for a turn without any time.
pub(super) fn extents(transcript: &Transcript) -> Vec<Option<Extent>> {
    transcript.turns().iter().map(|turn| extent(turn, transcript.words(turn))).collect()
}

fn extent(turn: &Turn, words: &[Word]) -> Option<Extent> {
    let timed = || words.iter().filter_map(|word| word.time);
    let (Some(first), Some(last)) =
        (timed().map(TimeSpan::start).min(), timed().map(TimeSpan::end).max())
    else {
        return extent_of_turn(turn.time());
    };
    let is_untimed = |word: Option<&Word>| word.is_some_and(|word| word.time.is_none());
    let whole = turn.time().span();
    let mut extent = Extent {
        span: TimeSpan::new(first, last)?,
        starts: Border::Known,
        ends: Border::Known,
        coverage: if words.iter().any(|word| word.time.is_none()) {
            Coverage::Partial
        } else {
            Coverage::Whole
        },
    };
    // A border of the turn that leaves an untimed word no room was computed from the timed words
    // and says nothing about it.
    if is_untimed(words.first()) {
        match whole.map(TimeSpan::start).filter(|start| *start < first) {
            Some(start) => extent.span = TimeSpan::new(start, last)?,
            None => extent.starts = Border::Open,
        }
    }
    if is_untimed(words.last()) {
        match whole.map(TimeSpan::end).filter(|end| *end > last) {
            Some(end) => extent.span = TimeSpan::new(extent.span.start(), end)?,
            None => extent.ends = Border::Open,
        }
    }
    Some(extent)
}

fn extent_of_turn(time: TurnTime) -> Option<Extent> {
    let span = time.span().or(time.start().map(TimeSpan::at))?;
    // Nobody says a turn in no time: where end and start are one, only the start is known.
    let ends = if span.duration_ms() > 0 { Border::Known } else { Border::Open };
    Some(Extent { span, starts: Border::Known, ends, coverage: Coverage::Whole })
}

/// Whether a turn says anything at all; one that does not hides no words.
pub(super) fn says_something(transcript: &Transcript, turn: &Turn) -> bool {
    !turn.text().trim().is_empty() || !transcript.words(turn).is_empty()
}
