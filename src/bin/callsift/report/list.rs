//! The list of calls by risk, each a row that opens.

use super::Day;
use super::bars::categories;
use super::call;
use super::found::capital;
use crate::messages::{report as say, terms};
use crate::results::ReadCall;
use crate::screen::{Screen, class_of, heading_of, shape_of};
use crate::sources::Sources;
use crate::terminal::clock;
use callsift::output::json_v1::Call;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// The part of the page from the filter to the last call.
pub(super) fn of(screen: &Screen<'_>, day: &Day<'_>, sources: &Sources) -> Markup {
    html! {
        section.list #calls aria-labelledby="list" tabindex="-1" {
            h2 #list { (screen.text(say::LIST)) }
            @if day.listed.is_empty() {
                p { (screen.text(say::NO_CALLS)) }
            } @else {
                (tools(screen, day))
                (columns(screen))
                @for (at, read) in day.listed.iter().enumerate() {
                    (row(screen, read, at + 1, sources))
                }
            }
            (left_out(screen, day))
        }
    }
}

/// What the list does not show is said, never left out in silence.
fn left_out(screen: &Screen<'_>, day: &Day<'_>) -> Markup {
    let last = day.listed.last().map_or(100, |read| read.call.risk.score).to_string();
    let (shown, all) = (day.listed.len().to_string(), day.eligible.to_string());
    let values = [("shown", shown.as_str()), ("all", &all), ("risk", &last), ("csv", &day.table)];
    let passed_over = screen.whole(day.passed_over as u64);
    html! {
        @if day.listed.len() < day.eligible {
            p.note.strong { (screen.fill(say::LEFT_OUT, &values)) }
        }
        @if day.passed_over > 0 {
            p.note.strong { (screen.fill(say::ONLY_FLAGGED, &[("count", &passed_over)])) }
        }
    }
}

/// The filter and the keys; they need the script, which shows them.
fn tools(screen: &Screen<'_>, day: &Day<'_>) -> Markup {
    let mut found: BTreeSet<(usize, &str)> = BTreeSet::new();
    let mut agents: BTreeSet<String> = BTreeSet::new();
    for read in &day.listed {
        found.extend(categories(&read.call).into_iter().map(|name| (heading_of(name).0, name)));
        agents.insert(agent(screen, &read.call));
    }
    html! {
        form.tools #tools hidden {
            label { span { (screen.text(say::FOUND_COLUMN)) }
                select #by-found {
                    option value="" { (screen.text(say::ALL_CATEGORIES)) }
                    @for (_, category) in &found {
                        option value=(category) { (screen.category(category)) }
                    }
                }
            }
            label { span { (capital(screen.text(terms::AGENT))) }
                select #by-who {
                    option value="" { (screen.text(say::ALL_AGENTS)) }
                    @for agent in &agents { option value=(agent) { (agent) } }
                }
            }
            label.check { input #by-flag type="checkbox"; span { (screen.text(say::ONLY_COMPLAINTS)) } }
            output #shown role="status" data-text=(screen.text(say::SHOWN_OF)) {}
        }
        div.tools {
            label.check { input #whole type="checkbox"; span { (screen.text(say::PRINT_WHOLE)) } }
            details.keys #keys hidden {
                summary { (screen.text(say::KEYS)) }
                p { (screen.text(say::KEYS_LIST)) }
                label.check {
                    input #keys-on type="checkbox" checked;
                    span { (screen.text(say::KEYS_ON)) }
                }
            }
        }
    }
}

/// Names above the columns; for who hears the page each cell says its own.
fn columns(screen: &Screen<'_>) -> Markup {
    let names = [
        terms::RISK,
        say::TIME_COLUMN,
        terms::CUSTOMER,
        terms::AGENT,
        say::LENGTH_COLUMN,
        say::FOUND_COLUMN,
        say::PAUSE_COLUMN,
        say::STATE_COLUMN,
    ];
    html! {
        div.columns aria-hidden="true" {
            @for name in names { span { (capital(screen.text(name))) } }
        }
    }
}

fn agent(screen: &Screen<'_>, call: &Call) -> String {
    screen.agent(call).unwrap_or_else(|| screen.text(say::NO_AGENT).to_owned())
}

fn row(screen: &Screen<'_>, read: &ReadCall, number: usize, sources: &Sources) -> Markup {
    let call = &read.call;
    let found: Vec<&str> = categories(call).into_iter().collect();
    html! {
        details.call.(call.risk.band) id=(format!("c{number}")) name="call"
            data-found=(found.join(" ")) data-who=(agent(screen, call))
            data-flagged[call.complaint.flag] {
            summary { (cells(screen, call)) }
            (call::of(screen, read, number, sources))
        }
    }
}

fn cells(screen: &Screen<'_>, call: &Call) -> Markup {
    let name = |text| html! { span.name { (capital(screen.text(text))) ": " } };
    let started = screen.started(call);
    let customer = screen.customer(call);
    html! {
        span.risk {
            span.unseen { (screen.text(terms::RISK)) ": " }
            b { (call.risk.score) } " " span.band-word { (screen.band(&call.risk.band)) }
        }
        span.cell.when { (name(say::TIME_COLUMN))
            (stated(screen, started.as_deref())) }
        span.cell { (name(terms::CUSTOMER))
            (stated(screen, customer.as_deref())) }
        span.cell { (name(terms::AGENT)) (stated(screen, screen.agent(call).as_deref())) }
        span.cell.length { (name(say::LENGTH_COLUMN))
            @match call.duration_ms { Some(ms) => (clock(ms)), None => "–" } }
        span.cell.found { (name(say::FOUND_COLUMN)) (chips(screen, call)) }
        span.cell.pause { (name(say::PAUSE_COLUMN)) (pause(screen, call)) }
        span.cell.state { (name(say::STATE_COLUMN))
            @if call.complaint.flag { b { (screen.text(terms::COMPLAINT)) } }
            @else { (screen.text(say::NOT_FLAGGED)) }
        }
    }
}

/// A value, or that the source does not state it.
fn stated(screen: &Screen<'_>, value: Option<&str>) -> Markup {
    html! {
        @match value {
            Some(value) => (value),
            None => span.quiet { (screen.text(terms::NOT_STATED)) },
        }
    }
}

fn pause(screen: &Screen<'_>, call: &Call) -> Markup {
    let longest = call.measures.as_ref().map(|measures| measures.silence.longest_ms);
    html! {
        @match longest {
            Some(0) => (screen.text(say::NO_PAUSE)),
            Some(ms) => (screen.seconds(ms)),
            None => span.quiet { (screen.text(terms::NOT_EVALUATED)) },
        }
    }
}

/// Categories that a row names; the opened call has all of them.
const MOST_CHIPS: usize = 4;

/// Categories with their counts: what has a severity first, then in the order of families.
fn chips(screen: &Screen<'_>, call: &Call) -> Markup {
    let mut counts: BTreeMap<(bool, usize, &str), u64> = BTreeMap::new();
    let harmless = |category: &str| {
        call.findings.iter().filter(|f| f.category == category).all(|f| f.severity == 0)
    };
    let found = call.findings.iter().map(|finding| (finding.category.as_str(), 1));
    let omitted = call.omitted.iter().map(|(name, count)| (name.as_str(), u64::from(*count)));
    for (category, count) in found.chain(omitted) {
        let place = (harmless(category), heading_of(category).0, category);
        *counts.entry(place).or_insert(0) += count;
    }
    html! {
        @if counts.is_empty() { (screen.text(say::NO_FINDINGS)) }
        @for ((_, _, category), count) in counts.iter().take(MOST_CHIPS) {
            span.chip.(class_of(category)) {
                span.shape aria-hidden="true" { (shape_of(category)) } " "
                (screen.category(category))
                @if *count > 1 { " ×" (screen.whole(*count)) }
            } " "
        }
        @if counts.len() > MOST_CHIPS { "+" (counts.len() - MOST_CHIPS) }
    }
}
