//! The course of a call as a picture: a lane for each side, pauses, holds, talk-over, findings.

use super::call::Opened;
use super::events::no_course;
use super::found::facts;
use crate::messages::{report as say, terms};
use crate::screen::{class_of, shape_of};
use crate::terminal::{clock, shown};
use callsift::output::json_v1::Finding;
use callsift::transcript::{Role, Transcript};
use maud::{Markup, html};

/// Height of a lane with the gap below it.
const LANE: usize = 24;
/// Height of a row of marks; also the least size of what can be clicked (WCAG 2.5.8).
const TRACK: usize = 24;
/// Rows of marks; what does not fit is counted and stands in the table.
const MOST_TRACKS: usize = 6;
/// Marks of a row are at least so far apart, in percent of the width: 24 px where the picture is at
/// its narrowest.
const APART: f64 = 4.2;
/// Pauses from here on have their length printed.
const PRINTED_MS: i64 = 10_000;

/// The picture, or why there is none.
pub(super) fn of(opened: &Opened<'_>) -> Markup {
    let call = opened.call;
    let last = |ends: &mut dyn Iterator<Item = i64>| ends.max().unwrap_or(0);
    let silences = last(&mut call.silences.iter().flatten().map(|silence| silence.end_ms));
    let end = opened.transcript.and_then(Transcript::end).map_or(0, |end| end.get());
    let end = end.max(silences).max(call.duration_ms.unwrap_or(0));
    if !call.timeline.evaluated || end == 0 {
        return no_course(opened);
    }
    let scale = Scale { end };
    let lanes = lanes(opened);
    let (tracks, left_out) = tracks(opened, &scale);
    let under_lanes = lanes.len() * LANE;
    let under_marks = under_lanes + tracks.len() * TRACK;
    let screen = opened.screen;
    html! {
        div.course {
            div.lane-names aria-hidden="true" {
                @for lane in &lanes { span.lane-name { (screen.role(lane.as_str())) } }
                @if !tracks.is_empty() { span.lane-name { (screen.text(say::HITS_LANE)) } }
            }
            svg width="100%" height=(under_marks + 40) role="group"
                aria-label=(screen.text(say::TIMELINE_LABEL)) {
                (speech(opened, &scale, &lanes))
                (pauses(opened, &scale, under_lanes))
                @for (row, marks) in tracks.iter().enumerate() {
                    @let y = under_lanes + row * TRACK + TRACK / 2;
                    @for (at, finding) in marks { (mark(opened, &scale, (*at, finding), y, under_marks + 34)) }
                }
                (axis(&scale, under_marks))
            }
        }
        @if left_out > 0 {
            p.note { (screen.fill(say::MORE_MARKS, &[("count", &left_out.to_string())])) }
        }
    }
}

/// From time to place.
struct Scale {
    end: i64,
}

impl Scale {
    fn share(&self, ms: i64) -> f64 {
        (ms as f64 * 100.0 / self.end as f64).clamp(0.0, 100.0)
    }

    fn at(&self, ms: i64) -> String {
        format!("{:.2}%", self.share(ms))
    }

    fn wide(&self, start: i64, end: i64) -> String {
        // What is short is still to be seen.
        format!("{:.2}%", (self.share(end) - self.share(start)).max(0.1))
    }
}

/// Customer and agent always, others where somebody of that role speaks.
fn lanes(opened: &Opened<'_>) -> Vec<Role> {
    let speaks = |role: Role| {
        let parties = opened.transcript.into_iter().flat_map(|t| t.parties());
        let announced = opened.call.announcements.iter().any(|said| said.whole);
        (role == Role::System && announced) || parties.into_iter().any(|party| party.role() == role)
    };
    let mut lanes = vec![Role::Customer, Role::Agent];
    lanes.extend([Role::Unknown, Role::System].into_iter().filter(|role| speaks(*role)));
    lanes
}

fn speech(opened: &Opened<'_>, scale: &Scale, lanes: &[Role]) -> Markup {
    let turns = opened.transcript.into_iter();
    let turns = turns.flat_map(|t| t.turns().iter().enumerate().map(move |(at, u)| (t, at, u)));
    let spans = turns.filter_map(|(transcript, at, turn)| {
        let role = opened.role(transcript, at);
        let lane = lanes.iter().position(|lane| *lane == role)?;
        Some((lane, turn.time().span()?))
    });
    html! {
        @for (at, lane) in lanes.iter().enumerate() {
            rect.lane.(lane.as_str()) x="0" y=(at * LANE) width="100%" height=(LANE - 4) {}
        }
        @for (lane, span) in spans {
            @let (start, end) = (span.start().get(), span.end().get());
            rect.speech.(lanes[lane].as_str()) x=(scale.at(start)) y=(lane * LANE)
                width=(scale.wide(start, end)) height=(LANE - 4) {}
        }
    }
}

fn pauses(opened: &Opened<'_>, scale: &Scale, height: usize) -> Markup {
    let (screen, call) = (opened.screen, opened.call);
    let middle = |start: i64, end: i64| scale.at(start + (end - start) / 2);
    let holds = || opened.transcript.into_iter().flat_map(|t| t.holds());
    html! {
        @for silence in call.silences.iter().flatten() {
            rect.silence x=(scale.at(silence.start_ms)) y="0"
                width=(scale.wide(silence.start_ms, silence.end_ms)) height=(height - 4) {}
        }
        @for hold in holds() {
            @let (start, end) = (hold.start().get(), hold.end().get());
            rect.hold x=(scale.at(start)) y="0" width=(scale.wide(start, end)) height=(height - 4) {}
        }
        @for overlap in call.overlaps.iter().flatten() {
            rect.overlap x=(scale.at(overlap.start_ms)) y="0"
                width=(scale.wide(overlap.start_ms, overlap.end_ms)) height=(2 * LANE - 4) {}
        }
        @for silence in call.silences.iter().flatten() {
            @let length = silence.end_ms - silence.start_ms;
            @if length >= PRINTED_MS && silence.kind != "hold" {
                text.length x=(middle(silence.start_ms, silence.end_ms)) y="15" {
                    (screen.seconds(length))
                }
            }
        }
        @for hold in holds() {
            @let (start, end) = (hold.start().get(), hold.end().get());
            @let words = scale.share(end) - scale.share(start) > 14.0;
            @let length = screen.seconds(end - start);
            text.length x=(middle(start, end)) y=(LANE + 15) {
                @if words { (screen.text(terms::HOLD)) " " }
                (length)
            }
        }
    }
}

/// Findings of one row of marks, each with its number.
type Track<'a> = Vec<(usize, &'a Finding)>;

/// Findings with a time, laid in rows so that none hides another, and how many did not fit.
fn tracks<'a>(opened: &Opened<'a>, scale: &Scale) -> (Vec<Track<'a>>, usize) {
    let mut tracks: Vec<(f64, Track<'_>)> = Vec::new();
    let mut left_out = 0;
    let mut timed: Vec<(i64, usize, &Finding)> = Vec::new();
    for (at, finding) in opened.call.findings.iter().enumerate() {
        timed.extend(finding.start_ms.map(|start| (start, at, finding)));
    }
    timed.sort_by_key(|(start, at, _)| (*start, *at));
    for (start, at, finding) in timed {
        let x = scale.share(start);
        match tracks.iter().position(|(last, _)| x - *last >= APART) {
            Some(row) => {
                tracks[row].0 = x;
                tracks[row].1.push((at, finding));
            }
            None if tracks.len() < MOST_TRACKS => tracks.push((x, vec![(at, finding)])),
            None => left_out += 1,
        }
    }
    (tracks.into_iter().map(|(_, track)| track).collect(), left_out)
}

/// The outline of a shape around its middle.
fn outline(category: &str) -> &'static str {
    match class_of(category) {
        "complaint" => "M0-7 7 6H-7z",
        "escalation" => "M0-8 8 0 0 8-8 0z",
        "abuse" => "M-6-3-3-6 0-3 3-6 6-3 3 0 6 3 3 6 0 3-3 6-6 3-3 0z",
        "pause" => "M-6-6H6V6H-6z",
        _ => "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
    }
}

/// A finding's mark with its middle at height `y`; its words stand below the axis, where they hide
/// nothing.
fn mark(
    opened: &Opened<'_>,
    scale: &Scale,
    (at, finding): (usize, &Finding),
    y: usize,
    words: usize,
) -> Markup {
    let screen = opened.screen;
    let start = finding.start_ms.unwrap_or(0);
    let link = opened.turn_link(finding.turn);
    let link = link.unwrap_or_else(|| format!("#{}", opened.finding_id(at)));
    let title = screen.category(&finding.category);
    let shows = match &finding.quote {
        Some(quote) => format!("«{}»", shown(quote)),
        None => facts(opened, finding).join("; "),
    };
    let label = format!("{} {title}: {shows}", clock(start));
    let right = scale.share(start) > 60.0;
    let long = label.chars().count() > 80;
    let short: String = label.chars().take(80).chain(long.then_some('…')).collect();
    html! {
        a.mark.(class_of(&finding.category)) href=(link) aria-label=(label) {
            svg x=(scale.at(start)) y=(y) overflow="visible" aria-hidden="true" {
                rect.target x="-12" y="-12" width="24" height="24" {}
                path d=(outline(&finding.category)) {}
                text.label.end[right] x="0" y=(words - y) {
                    (shape_of(&finding.category)) " " (short)
                }
            }
        }
    }
}

/// Seconds between two marks of the axis.
const STEPS: [i64; 12] = [1, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 36_000];

fn axis(scale: &Scale, y: usize) -> Markup {
    let step = STEPS.into_iter().find(|step| scale.end / (step * 1_000) <= 8);
    let step = step.unwrap_or(360_000) * 1_000;
    let most = scale.end / step;
    html! {
        @for at in 0..=most.min(400) {
            // The last one would be cut off at the edge.
            @if at == 0 || scale.share(at * step) <= 96.0 {
                line.tick x1=(scale.at(at * step)) x2=(scale.at(at * step)) y1="0" y2=(y + 4) {}
                text.time x=(scale.at(at * step)) y=(y + 16) dx="2" { (clock(at * step)) }
            }
        }
    }
}
