//! What was odd about a source that could be read all the same.

use std::fmt;

/// The stable codes of warnings; a code is never reused for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WarningCode {
    /// A turn, word or hold ended before it started; its end was set to its start.
    EndBeforeStart,
    /// A time before the start of the call; it was taken as missing.
    NegativeTime,
    /// A time that is no number or absurdly large; it was taken as missing.
    UnreadableTime,
    /// Words whose text is not found in the turn's text; they keep their times only.
    WordsNotInText,
    /// A start of the call without a time zone, with no zone configured; it was taken as missing.
    StartedAtWithoutZone,
    /// A start of the call that is no date; it was taken as missing.
    StartedAtUnreadable,
    /// A role, medium or direction of a name nobody knows; it was taken as unknown.
    UnknownName,
    /// Nothing was said.
    NoTurns,
    /// A number where an id is a string; it was kept exactly as written.
    NumericId,
    /// A part of the file that is no cue; it was left out.
    BrokenCue,
    /// Text before the first speaker label; it was kept with an unknown speaker.
    UnlabelledText,
    /// The encoding of the file is a guess, by the zeros that UTF-16 has.
    EncodingGuessed,
}

impl WarningCode {
    /// Every code, in the order of the documentation.
    pub const ALL: [WarningCode; 12] = [
        WarningCode::EndBeforeStart,
        WarningCode::NegativeTime,
        WarningCode::UnreadableTime,
        WarningCode::WordsNotInText,
        WarningCode::StartedAtWithoutZone,
        WarningCode::StartedAtUnreadable,
        WarningCode::UnknownName,
        WarningCode::NoTurns,
        WarningCode::NumericId,
        WarningCode::BrokenCue,
        WarningCode::UnlabelledText,
        WarningCode::EncodingGuessed,
    ];

    /// The name used in every output.
    pub const fn as_str(self) -> &'static str {
        match self {
            WarningCode::EndBeforeStart => "end_before_start",
            WarningCode::NegativeTime => "negative_time",
            WarningCode::UnreadableTime => "unreadable_time",
            WarningCode::WordsNotInText => "words_not_in_text",
            WarningCode::StartedAtWithoutZone => "started_at_without_zone",
            WarningCode::StartedAtUnreadable => "started_at_unreadable",
            WarningCode::UnknownName => "unknown_name",
            WarningCode::NoTurns => "no_turns",
            WarningCode::NumericId => "numeric_id",
            WarningCode::BrokenCue => "broken_cue",
            WarningCode::UnlabelledText => "unlabelled_text",
            WarningCode::EncodingGuessed => "encoding_guessed",
        }
    }
}

impl fmt::Display for WarningCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One oddity and its first place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Warning {
    /// What.
    pub code: WarningCode,
    /// The first place it was seen at, as a path in the source (`turns[3].end_ms`) or a line.
    pub place: String,
    /// How often it was seen in this call.
    pub count: u32,
}
