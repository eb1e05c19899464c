//! What caption formats share: cues become turns, one for each voice; who speaks; lines that roll up.

pub(super) mod block;
pub(super) mod cue;

use super::label::{Labelled, Labels};
use super::limits::{MAX_TURN_BYTES, MAX_TURNS};
use super::{Reject, RejectCode, roles};
use crate::transcript::{Transcript, TranscriptBuilder, TurnTime, WarningCode, WordInput};
use crate::units::TimeSpan;
use cue::Fragment;

/// A cue with its text taken apart.
pub(super) struct Cue {
    /// Where it stands, from 1.
    pub(super) line: usize,
    pub(super) time: TurnTime,
    pub(super) fragments: Vec<Fragment>,
}

/// The call of some cues.
pub(super) fn call(
    mut builder: TranscriptBuilder,
    mut cues: Vec<Cue>,
) -> Result<Transcript, Reject> {
    for line in unroll(&mut cues) {
        builder.warn(WarningCode::RepeatedLine, || format!("line {line}"));
    }
    let unvoiced = || {
        let all = cues.iter().flat_map(|cue| &cue.fragments);
        all.filter(|fragment| fragment.voice.is_none())
            .map(|fragment| without_mark(&fragment.text).1)
    };
    let labels = Labels::of(unvoiced());
    // Captions label a change of speaker only. With a single name in the whole file nothing
    // would ever end its turn, so it holds for its own cue.
    let lasting = labels.count() >= 2;
    let mut speaker = None;
    for cue in &cues {
        if !lasting {
            speaker = None;
        }
        add_cue(&mut builder, cue, &labels, &mut speaker)?;
    }
    Ok(builder.build())
}

/// How captions mark that somebody else speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// `>>`.
    Arrows,
    /// `- `, on each of several lines.
    Dash,
}

/// The mark at the start of a line, and the line without it.
fn without_mark(text: &str) -> (Option<Mark>, &str) {
    if text.starts_with(">>") {
        return (Some(Mark::Arrows), text.trim_start_matches('>').trim_start());
    }
    match text.strip_prefix(['-', '–', '—']) {
        Some(rest) if rest.starts_with(char::is_whitespace) => {
            (Some(Mark::Dash), rest.trim_start())
        }
        Some(_) | None => (None, text),
    }
}

/// What one speaker says in a cue.
#[derive(Default)]
struct Said<'a> {
    speaker: Option<String>,
    text: String,
    words: Vec<WordInput<'a>>,
}

/// Adds the turns of a cue; `speaker` is whose label came last, and is moved on.
fn add_cue(
    builder: &mut TranscriptBuilder,
    cue: &Cue,
    labels: &Labels,
    speaker: &mut Option<String>,
) -> Result<(), Reject> {
    let mut said = Said::default();
    let dashes = cue.fragments.iter().filter(|one| without_mark(&one.text).0 == Some(Mark::Dash));
    let dialogue = dashes.count() >= 2;
    for fragment in &cue.fragments {
        let mut text = fragment.text.as_str();
        let mut changes = false;
        if fragment.voice.is_none() {
            let (mark, unmarked) = without_mark(text);
            let found = labels.of_line(unmarked);
            if let Some(Labelled { label, rest, .. }) = found {
                *speaker = Some(label.to_owned());
                text = rest;
                changes = true;
            } else if mark == Some(Mark::Arrows) || (mark == Some(Mark::Dash) && dialogue) {
                // Somebody else, and nobody says who.
                *speaker = None;
                text = unmarked;
                changes = true;
            }
        }
        let by = fragment.voice.as_ref().or(speaker.as_ref());
        if by != said.speaker.as_ref() || changes {
            add_turn(builder, cue, std::mem::take(&mut said))?;
            said.speaker = by.cloned();
        }
        if !said.text.is_empty() && !text.is_empty() {
            said.text.push(' ');
        }
        said.text.push_str(text);
        let label_bytes = fragment.text.len() - text.len();
        said.words.extend(fragment.words(label_bytes));
    }
    add_turn(builder, cue, said)
}

fn add_turn(builder: &mut TranscriptBuilder, cue: &Cue, said: Said<'_>) -> Result<(), Reject> {
    if said.text.trim().is_empty() {
        return Ok(());
    }
    let fault = |code, message: String| Err(Reject::new(code, message).at_line(cue.line));
    if said.text.len() > MAX_TURN_BYTES {
        let message = format!("a turn has more than {MAX_TURN_BYTES} bytes of text");
        return fault(RejectCode::TurnTooLong, message);
    }
    if builder.turn_count() == MAX_TURNS {
        return fault(RejectCode::TooManyTurns, format!("more than {MAX_TURNS} turns"));
    }
    let party = builder.party(roles::party_of(said.speaker.as_deref()));
    builder.turn(party, said.text, cue.time, &said.words);
    Ok(())
}

/// So many cues must begin with the last line of the cue before to be taken for captions that
/// roll up, where no times of words tell it.
const FEWEST_ROLLING: usize = 3;

/// Captions that roll up repeat the last line of the cue before, so that each line stands there
/// two or three times; only its first time was it said. Gives the lines of the cues that repeated.
///
/// They are known by their words with times, or by doing so nearly always; elsewhere a line that
/// comes again was said again.
fn unroll(cues: &mut [Cue]) -> Vec<usize> {
    let timed = cues.iter().flat_map(|cue| &cue.fragments).any(Fragment::has_times);
    let mut repeating = Vec::new();
    let mut before: Option<(TimeSpan, &str)> = None;
    for (ix, cue) in cues.iter().enumerate() {
        let span = cue.time.span();
        let first = cue.fragments.first().map(|fragment| fragment.text.as_str());
        let last = cue.fragments.last().map(|fragment| fragment.text.as_str());
        let follows = before.is_some_and(|(earlier, line)| {
            span.is_some_and(|span| earlier.end() == span.start()) && first == Some(line)
        });
        if follows && (timed || cue.fragments.len() > 1) {
            repeating.push(ix);
        }
        let last = last.or(before.map(|(_, line)| line));
        before = span.zip(last);
    }
    let rolls = repeating.len() >= FEWEST_ROLLING && repeating.len() * 3 >= cues.len();
    if !timed && !rolls {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for ix in repeating {
        if let Some(cue) = cues.get_mut(ix) {
            cue.fragments.remove(0);
            lines.push(cue.line);
        }
    }
    lines
}
