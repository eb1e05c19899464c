//! What was said, turn by turn, with the findings marked in it and the pauses between.

use super::call::Opened;
use super::events::silence_detail;
use crate::messages::{evidence, report as say, terms};
use crate::screen::{class_of, shape_of};
use crate::sources::NotAtHand;
use crate::terminal::{clock, shown};
use callsift::output::json_v1::{Finding, Silence};
use callsift::transcript::{Role, Transcript, Turn};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Shortest pause with a row of its own.
const PAUSE_MS: i64 = 3_000;
/// Turns around a finding that are printed with it.
const AROUND: usize = 2;
/// Files that are named when they are gone.
const MOST_FILES: usize = 3;

/// The transcript, or plain words that it is not at hand.
pub(super) fn of(opened: &Opened<'_>, transcript: Result<&Transcript, NotAtHand>) -> Markup {
    match transcript {
        Ok(transcript) if transcript.turns().is_empty() => {
            html! { p.note { (opened.screen.text(say::NO_TURNS)) } }
        }
        Ok(transcript) => turns(opened, transcript),
        Err(why) => not_at_hand(opened, &why),
    }
}

fn not_at_hand(opened: &Opened<'_>, why: &NotAtHand) -> Markup {
    let screen = opened.screen;
    let why = match why {
        NotAtHand::FilesGone(files) => {
            let named: Vec<String> = files.iter().take(MOST_FILES).map(|f| shown(f)).collect();
            let mut named = named.join(", ");
            if files.len() > MOST_FILES {
                let count = (files.len() - MOST_FILES).to_string();
                named = screen.fill(say::AND_MORE, &[("files", &named), ("count", &count)]);
            }
            screen.fill(say::FILES_GONE, &[("files", &named)])
        }
        NotAtHand::Piped => screen.text(say::FROM_PIPE).to_owned(),
        NotAtHand::NoSuchCall => screen.text(say::NO_SUCH_CALL).to_owned(),
    };
    html! { p.note.strong { b { (screen.text(say::NOT_AT_HAND)) } " " (why) } }
}

/// Which part of a turn's text a finding takes.
#[derive(Clone, Copy)]
struct Taken {
    finding: usize,
    start: usize,
    end: usize,
}

fn turns(opened: &Opened<'_>, transcript: &Transcript) -> Markup {
    let taken = taken(opened, transcript);
    let near = near(opened, transcript, &taken);
    let pauses = pauses(opened, transcript);
    let count = transcript.turns().len();
    html! {
        ol.turns {
            @for (at, turn) in transcript.turns().iter().enumerate() {
                @if !near.contains(&at) && (at == 0 || near.contains(&(at - 1))) {
                    @let run = (at..count).take_while(|at| !near.contains(at)).count() as u64;
                    @let left_out = terms::TURNS.of(opened.screen.language, run);
                    li.cut { (opened.screen.fill(say::CUT_TURNS, &[("turns", &left_out)])) }
                }
                @for (_, silence) in pauses.get(&(at, Edge::Before)).into_iter().flatten() {
                    (pause(opened, silence, near.contains(&at)))
                }
                @let parts = taken.get(&at).map_or(&[][..], Vec::as_slice);
                (one(opened, transcript, at, turn, parts, near.contains(&at)))
                @for (_, silence) in pauses.get(&(at, Edge::After)).into_iter().flatten() {
                    (pause(opened, silence, near.contains(&at)))
                }
            }
        }
    }
}

/// Parts of turns that findings take, by turn.
fn taken(opened: &Opened<'_>, transcript: &Transcript) -> BTreeMap<usize, Vec<Taken>> {
    let mut taken: BTreeMap<usize, Vec<Taken>> = BTreeMap::new();
    let turns = transcript.turns();
    for (finding, found) in opened.call.findings.iter().enumerate() {
        let (Some(first), Some([start, end])) = (found.turn, found.bytes) else { continue };
        let last = found.turn_end.unwrap_or(first);
        for (at, turn) in turns.iter().enumerate().take(last + 1).skip(first) {
            // Between the ends only the same party's turns belong to it.
            if turn.party() != turns[first].party() {
                continue;
            }
            let text = turn.text();
            let start = if at == first { opened.place(at, start) } else { 0 };
            let end = if at == last { opened.place(at, end) } else { text.len() };
            if text.get(start..end).is_some_and(|part| !part.is_empty()) {
                taken.entry(at).or_default().push(Taken { finding, start, end });
            }
        }
    }
    taken
}

/// Turns with a finding and those around them.
fn near(
    opened: &Opened<'_>,
    transcript: &Transcript,
    taken: &BTreeMap<usize, Vec<Taken>>,
) -> BTreeSet<usize> {
    let count = transcript.turns().len();
    let placed = opened.call.findings.iter().filter_map(|finding| finding.turn);
    let around = |at: usize| at.saturating_sub(AROUND)..(at + AROUND + 1).min(count);
    taken.keys().copied().chain(placed).flat_map(around).collect()
}

/// On which side of a turn a pause stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    Before,
    After,
}

/// Pauses with a row of their own, by the turn they stand at.
fn pauses<'a>(
    opened: &Opened<'a>,
    transcript: &Transcript,
) -> BTreeMap<(usize, Edge), Vec<(i64, &'a Silence)>> {
    let mut pauses: BTreeMap<(usize, Edge), Vec<(i64, &Silence)>> = BTreeMap::new();
    let last = transcript.turns().len().saturating_sub(1);
    for silence in opened.call.silences.iter().flatten() {
        if silence.end_ms - silence.start_ms < PAUSE_MS {
            continue;
        }
        let place = match (silence.after_turn, silence.before_turn) {
            // Within a turn: it is told behind it.
            (Some(after), Some(before)) if after == before => (after, Edge::After),
            (_, Some(before)) => (before, Edge::Before),
            (Some(after), None) => (after, Edge::After),
            (None, None) => (last, Edge::After),
        };
        pauses.entry(place).or_default().push((silence.start_ms, silence));
    }
    pauses
}

fn pause(opened: &Opened<'_>, silence: &Silence, near: bool) -> Markup {
    let screen = opened.screen;
    let length = screen.seconds(silence.end_ms - silence.start_ms);
    let hold = silence.kind == "hold";
    let told = if hold { evidence::HOLD } else { evidence::PAUSE };
    html! {
        li.pause.far[!near].long[silence.long || silence.dead_air] {
            span.time { (clock(silence.start_ms)) }
            b { (screen.fill(told, &[("length", &length)])) }
            @if !hold { span { (silence_detail(screen, silence)) } }
        }
    }
}

fn one(
    opened: &Opened<'_>,
    transcript: &Transcript,
    at: usize,
    turn: &Turn,
    parts: &[Taken],
    near: bool,
) -> Markup {
    let role = opened.role(transcript, at);
    // Turns with nothing in them are no place to stop at.
    let stop = opened.call.findings.iter().any(|finding| finding.turn == Some(at))
        || opened.call.suppressed.iter().any(|hit| hit.turn == at);
    html! {
        li.turn.(role.as_str()).far[!near] id=(opened.turn_id(at)) tabindex=[stop.then_some("-1")] {
            span.time { @if let Some(start) = turn.time().start() { (clock(start.get())) } }
            span.who { (speaker(opened, transcript, turn, role)) }
            div.text {
                p lang=[opened.lang] { (marked(opened, at, turn.text(), parts)) }
                (hits(opened, at, parts))
            }
        }
    }
}

/// The side; where nobody knows it, the label of the source tells the voices apart.
fn speaker(opened: &Opened<'_>, transcript: &Transcript, turn: &Turn, role: Role) -> String {
    let label = transcript.party(turn.party()).label().map(shown);
    match (role, label) {
        (Role::Unknown, Some(label)) if !label.trim().is_empty() => label,
        _ => opened.screen.role(role.as_str()).to_owned(),
    }
}

/// The text with each stretch marked by the findings that take it, however these overlap, and with
/// what a machine says in the midst of a person's words.
fn marked(opened: &Opened<'_>, at: usize, text: &str, parts: &[Taken]) -> Markup {
    let announced = opened.call.announcements.iter();
    let place = |byte| opened.place(at, byte);
    let announced: Vec<[usize; 2]> = announced
        .filter(|said| said.turn == at && !said.whole)
        .map(|said| said.bytes.map(place))
        .collect();
    let mut borders: BTreeSet<usize> = parts.iter().flat_map(|p| [p.start, p.end]).collect();
    borders.extend(announced.iter().flatten());
    borders.insert(0);
    borders.insert(text.len());
    let borders: Vec<usize> = borders.into_iter().collect();
    html! {
        @for pair in borders.windows(2) {
            @let (start, end) = (pair[0], pair[1]);
            @let piece = shown(text.get(start..end).unwrap_or_default());
            @let over: Vec<&Taken> =
                parts.iter().filter(|part| part.start <= start && end <= part.end).collect();
            @match announced.iter().find(|said| said[0] <= start && end <= said[1]) {
                Some(said) => span.machine {
                    @if said[0] == start { small { (opened.screen.text(say::MACHINE_WORDS)) ":" } " " }
                    (wrapped(opened, &piece, &over))
                },
                None => (wrapped(opened, &piece, &over)),
            }
        }
    }
}

/// A piece of text inside of a mark for each family that takes it.
fn wrapped(opened: &Opened<'_>, piece: &str, over: &[&Taken]) -> Markup {
    let families: BTreeSet<&str> = over.iter().map(|t| class_of(category(opened, t))).collect();
    let mut markup = html! { (piece) };
    for family in families {
        markup = html! { mark.(family) { (markup) } };
    }
    markup
}

fn category<'a>(opened: &Opened<'a>, taken: &Taken) -> &'a str {
    &opened.call.findings[taken.finding].category
}

/// What is marked in a turn, in words; each leads back to the finding.
fn hits(opened: &Opened<'_>, at: usize, parts: &[Taken]) -> Markup {
    let screen = opened.screen;
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    // What has no words in a turn, a pause for one, may still stand at it.
    let here = |(number, finding): (usize, &'_ Finding)| {
        (finding.turn == Some(at) && finding.bytes.is_none()).then_some(number)
    };
    let findings = &opened.call.findings;
    let placed = findings.iter().enumerate().filter_map(here);
    for number in parts.iter().map(|part| part.finding).chain(placed) {
        named.entry(&findings[number].category).or_insert(number);
    }
    html! {
        @if !named.is_empty() {
            ul.hits aria-label=(screen.text(say::HITS_IN_TURN)) {
                @for (category, number) in &named {
                    li {
                        a.(class_of(category)) href=(format!("#{}", opened.finding_id(*number))) {
                            span.shape aria-hidden="true" { (shape_of(category)) } " "
                            (screen.category(category))
                        }
                    }
                }
            }
        }
    }
}
