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
    /// A part of the file that is no cue, or a line that is no word; it was left out.
    BrokenCue,
    /// Text before the first speaker label; it was kept with an unknown speaker.
    UnlabelledText,
    /// Lines of captions that roll up, each in several cues; each was counted once.
    RepeatedLine,
    /// Private notes of a chat, which the customer never saw; they were left out.
    PrivateNote,
    /// Lines a messenger writes by itself; they were left out.
    SystemMessage,
    /// Quotations of earlier messages; they were left out.
    QuotedText,
    /// The same words on two channels of a recording of one channel; they were counted once.
    SameOnBothChannels,
    /// A result that repeats the words of those before it; it alone was counted.
    RepeatedResult,
    /// The encoding of the file is a guess, by the zeros that UTF-16 has.
    EncodingGuessed,
    /// Times of a table whose unit nothing tells; how fast people speak told it.
    UnitGuessed,
    /// A number or an id that a spreadsheet has thrown digits of away; it was taken as missing.
    LostDigits,
    /// A row of the table before, within or behind this call that could not be used.
    RowLeftOut,
    /// The table of calls has no row for the call.
    NotInCallTable,
    /// Roles are told by direction, and the direction of the call is not known.
    DirectionUnknown,
    /// None of the labels that roles are told for speaks in the call.
    NoSuchLabel,
    /// The file is one side of a call, and no file is the other.
    OtherSideMissing,
    /// The customer talks as operators do, and the agent does not.
    RolesLookSwapped,
    /// Results that later ones say again, refined; the later ones alone were counted.
    RefinedResult,
    /// Several transcripts of the same dialog; one of them was counted.
    SeveralTranscripts,
    /// A recording or message of which the source has no words; nothing of it was read.
    WithoutTranscript,
    /// Speech faster than anybody talks: the times are likely of another unit than the format says.
    UnitSuspected,
}

impl WarningCode {
    /// Every code, in the order of the documentation.
    pub const ALL: [WarningCode; 30] = [
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
        WarningCode::RepeatedLine,
        WarningCode::PrivateNote,
        WarningCode::SystemMessage,
        WarningCode::QuotedText,
        WarningCode::SameOnBothChannels,
        WarningCode::RepeatedResult,
        WarningCode::EncodingGuessed,
        WarningCode::UnitGuessed,
        WarningCode::LostDigits,
        WarningCode::RowLeftOut,
        WarningCode::NotInCallTable,
        WarningCode::DirectionUnknown,
        WarningCode::NoSuchLabel,
        WarningCode::OtherSideMissing,
        WarningCode::RolesLookSwapped,
        WarningCode::RefinedResult,
        WarningCode::SeveralTranscripts,
        WarningCode::WithoutTranscript,
        WarningCode::UnitSuspected,
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
            WarningCode::RepeatedLine => "repeated_line",
            WarningCode::PrivateNote => "private_note",
            WarningCode::SystemMessage => "system_message",
            WarningCode::QuotedText => "quoted_text",
            WarningCode::SameOnBothChannels => "same_on_both_channels",
            WarningCode::RepeatedResult => "repeated_result",
            WarningCode::EncodingGuessed => "encoding_guessed",
            WarningCode::UnitGuessed => "unit_guessed",
            WarningCode::LostDigits => "lost_digits",
            WarningCode::RowLeftOut => "row_left_out",
            WarningCode::NotInCallTable => "not_in_call_table",
            WarningCode::DirectionUnknown => "direction_unknown",
            WarningCode::NoSuchLabel => "no_such_label",
            WarningCode::OtherSideMissing => "other_side_missing",
            WarningCode::RolesLookSwapped => "roles_look_swapped",
            WarningCode::RefinedResult => "refined_result",
            WarningCode::SeveralTranscripts => "several_transcripts",
            WarningCode::WithoutTranscript => "without_transcript",
            WarningCode::UnitSuspected => "unit_suspected",
        }
    }

    /// What it means, for people.
    pub const fn meaning(self) -> &'static str {
        match self {
            WarningCode::EndBeforeStart => {
                "something ends before it starts; its end is set to its start"
            }
            WarningCode::NegativeTime => "a time before the start of the call; taken as missing",
            WarningCode::UnreadableTime => {
                "a time that is no number or above 100000 hours, or a hold without a border; taken as missing"
            }
            WarningCode::WordsNotInText => {
                "words that the turn's text does not have; they keep their times only"
            }
            WarningCode::StartedAtWithoutZone => {
                "no offset and no configured time zone; taken as missing"
            }
            WarningCode::StartedAtUnreadable => "no date with a time of day; taken as missing",
            WarningCode::UnknownName => {
                "a role, medium or direction nobody knows, or a party that is not there; taken as unknown"
            }
            WarningCode::NoTurns => "nothing was said",
            WarningCode::NumericId => "a number where a string belongs; kept exactly as written",
            WarningCode::BrokenCue => {
                "a part of captions that is no cue, or a line of CTM, STM, Rev NLP, Switchboard text or WhatsApp that cannot be read; left out"
            }
            WarningCode::UnlabelledText => {
                "text before the first label, or without any; kept with an unknown speaker"
            }
            WarningCode::RepeatedLine => "lines of captions that roll up; each counts once",
            WarningCode::PrivateNote => "private notes in a chat; left out",
            WarningCode::SystemMessage => "lines that a messenger writes by itself; left out",
            WarningCode::QuotedText => "quotations of earlier messages; left out",
            WarningCode::SameOnBothChannels => {
                "the same words on two channels of a recording of one; counted once"
            }
            WarningCode::RepeatedResult => {
                "a last result with the words of all others, as Google writes with diarisation; it alone counted"
            }
            WarningCode::UnitGuessed => {
                "a table does not say whether its times are seconds or milliseconds; told by how fast people speak"
            }
            WarningCode::LostDigits => {
                "a number that a spreadsheet has shortened (`7,9123E+10`); taken as missing"
            }
            WarningCode::RowLeftOut => {
                "a row of the table beside or within the call that cannot be used; it may have been of this call"
            }
            WarningCode::EncodingGuessed => "the file is taken for UTF-16 by its zeros alone",
            WarningCode::NotInCallTable => "the table of calls (`--calls`) has no row for the call",
            WarningCode::DirectionUnknown => {
                "roles are told by direction, and the direction of the call is not known"
            }
            WarningCode::NoSuchLabel => "none of the labels in `--roles` speaks in the call",
            WarningCode::OtherSideMissing => {
                "the file is one side of a call, and no file was the other"
            }
            WarningCode::RolesLookSwapped => {
                "the customer talks as operators do («чем могу помочь»), at least twice, and the agent never; nothing is swapped, see `--roles`"
            }
            WarningCode::RefinedResult => {
                "results that later ones say again, refined; the later ones alone counted"
            }
            WarningCode::SeveralTranscripts => {
                "several transcripts of the same dialog; one counted"
            }
            WarningCode::WithoutTranscript => {
                "a recording, message or transcript of which no words can be read"
            }
            WarningCode::UnitSuspected => {
                "twenty words or more, faster than 1000 a minute: the times are likely of another unit than the format says, and pauses are wrong"
            }
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
