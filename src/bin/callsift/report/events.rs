//! What happened in a call and when, as a table: the same that its course shows as a picture.

use super::call::Opened;
use super::found::{evidence, lacks};
use crate::messages::{evidence, report as say, terms};
use crate::screen::{Screen, shape_of};
use crate::terminal::clock;
use callsift::output::json_v1::Silence;
use callsift::transcript::timeline::{Announced, SilenceKind};
use maud::{Markup, html};

/// One row.
struct Event {
    /// `None` stands at the end.
    start: Option<i64>,
    what: Markup,
    who: String,
    detail: Markup,
    link: Option<String>,
}

/// The table; the script puts it under a button, and without the script it simply stands there.
pub(super) fn table(opened: &Opened<'_>) -> Markup {
    let screen = opened.screen;
    let events = events(opened);
    html! {
        @if !events.is_empty() {
            div.events {
                table {
                    caption { (screen.text(say::EVENTS)) }
                    thead { tr {
                        th scope="col" { (screen.text(say::TIME_COLUMN)) }
                        th scope="col" { (screen.text(say::WHAT_COLUMN)) }
                        th scope="col" { (screen.text(say::WHO_COLUMN)) }
                        th scope="col" { (screen.text(say::DETAIL_COLUMN)) }
                    } }
                    tbody {
                        @for event in &events {
                            tr {
                                td.number { (time(event)) }
                                td { (event.what) }
                                td { (event.who) }
                                td { (event.detail) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn time(event: &Event) -> Markup {
    let told = event.start.map_or("–".to_owned(), clock);
    html! {
        @match &event.link { Some(link) => a href=(link) { (told) }, None => (told) }
    }
}

fn events(opened: &Opened<'_>) -> Vec<Event> {
    let (screen, call) = (opened.screen, opened.call);
    let mut events = Vec::new();
    for silence in call.silences.iter().flatten() {
        let length = screen.seconds(silence.end_ms - silence.start_ms);
        events.push(Event {
            start: Some(silence.start_ms),
            what: html! { (screen.fill(evidence::PAUSE, &[("length", &length)])) },
            who: silence.owed.as_deref().map_or("", |owed| screen.role(owed)).to_owned(),
            detail: html! { (silence_detail(screen, silence)) },
            link: opened.turn_link(silence.before_turn.or(silence.after_turn)),
        });
    }
    for hold in opened.transcript.into_iter().flat_map(|transcript| transcript.holds()) {
        let length = screen.seconds(hold.duration_ms());
        events.push(Event {
            start: Some(hold.start().get()),
            what: html! { (screen.fill(evidence::HOLD, &[("length", &length)])) },
            who: String::new(),
            detail: html! {},
            link: None,
        });
    }
    for overlap in call.overlaps.iter().flatten() {
        let length = screen.seconds(overlap.end_ms - overlap.start_ms);
        let [first, second] = &overlap.roles;
        events.push(Event {
            start: Some(overlap.start_ms),
            what: html! { (screen.fill(evidence::OVERLAP, &[("length", &length)])) },
            who: format!("{}, {}", screen.role(first), screen.role(second)),
            detail: html! {},
            link: opened.turn_link(Some(overlap.turns[1])),
        });
    }
    for cut in call.interruptions.iter().flatten() {
        events.push(Event {
            start: Some(cut.at_ms),
            what: html! { (screen.text(terms::INTERRUPTION)) },
            who: screen.role(&cut.interrupter).to_owned(),
            detail: html! {},
            link: opened.turn_link(Some(cut.interrupter_turn)),
        });
    }
    for (at, finding) in call.findings.iter().enumerate() {
        events.push(Event {
            start: finding.start_ms,
            what: html! {
                span.shape aria-hidden="true" { (shape_of(&finding.category)) } " "
                (screen.category(&finding.category))
            },
            who: finding.role.as_deref().map_or("", |role| screen.role(role)).to_owned(),
            detail: evidence(opened, finding),
            link: opened
                .turn_link(finding.turn)
                .or_else(|| Some(format!("#{}", opened.finding_id(at)))),
        });
    }
    // Sorting keeps what begins together in the order in which it was taken.
    events.sort_by_key(|event| event.start.unwrap_or(i64::MAX));
    events
}

/// A silence in words: length, place, and what else is known of it.
pub(super) fn silence_told(screen: &Screen<'_>, silence: &Silence) -> String {
    format!("{}: {}", silence_placed(screen, silence), silence_detail(screen, silence))
}

/// Length and place of a silence.
pub(super) fn silence_placed(screen: &Screen<'_>, silence: &Silence) -> String {
    let length = silence.end_ms - silence.start_ms;
    evidence::at(screen.language, evidence::PAUSE, length, silence.start_ms)
}

/// Whether a silence was announced, and who should have ended it.
pub(super) fn silence_detail(screen: &Screen<'_>, silence: &Silence) -> String {
    let kind = SilenceKind::ALL.into_iter().find(|kind| kind.as_str() == silence.kind);
    let place = kind.and_then(evidence::place);
    let mut parts: Vec<String> =
        place.map(|text| screen.text(text).to_owned()).into_iter().collect();
    if silence.dead_air && !silence.announced {
        parts.push(screen.text(terms::DEAD_AIR).to_owned());
    } else if place.is_none() || silence.announced {
        let announced = if silence.announced { Announced::Yes } else { Announced::No };
        parts.push(screen.text(evidence::announced(announced)).to_owned());
    }
    if let Some(owed) = &silence.owed {
        parts.push(screen.fill(evidence::OWED, &[("who", screen.role(owed))]));
    }
    parts.join(", ")
}

/// Why there is no course to show.
pub(super) fn no_course(opened: &Opened<'_>) -> Markup {
    let reason = opened.call.timeline.reason.as_deref().unwrap_or("no_times");
    let why = lacks(opened, reason);
    html! { p.note { (opened.screen.fill(say::NO_TIMELINE, &[("why", &why)])) } }
}
