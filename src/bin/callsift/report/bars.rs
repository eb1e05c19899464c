//! The day at a glance: bars by category and by agent.

use super::Day;
use crate::messages::{Text, report as say, terms};
use crate::screen::{Screen, class_of, heading_of, shape_of};
use callsift::output::json_v1::Call;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Agents with bars of their own; the others are added up.
const MOST_AGENTS: usize = 20;

/// Both groups of bars.
pub(super) fn of(screen: &Screen<'_>, day: &Day<'_>) -> Markup {
    html! {
        section.bars.categories aria-labelledby="by-category" {
            h2 #by-category { (screen.text(say::BY_CATEGORY)) }
            div.families { (by_category(screen, day)) }
        }
        section.bars aria-labelledby="by-agent" {
            h2 #by-agent { (screen.text(say::BY_AGENT)) }
            (by_agent(screen, day))
        }
    }
}

/// Categories of a call, each once.
pub(super) fn categories(call: &Call) -> BTreeSet<&str> {
    let found = call.findings.iter().map(|finding| finding.category.as_str());
    found.chain(call.omitted.keys().map(String::as_str)).collect()
}

/// Categories of a family and in how many calls each was found.
type Rows<'a> = Vec<(&'a str, u64)>;

fn by_category(screen: &Screen<'_>, day: &Day<'_>) -> Markup {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for read in day.all {
        for category in categories(&read.call) {
            *counts.entry(category).or_insert(0) += 1;
        }
    }
    let most = counts.values().copied().max().unwrap_or(0);
    let mut families: BTreeMap<usize, (Text, Rows<'_>)> = BTreeMap::new();
    for (category, count) in counts {
        let (place, heading) = heading_of(category);
        families.entry(place).or_insert((heading, Vec::new())).1.push((category, count));
    }
    for (_, rows) in families.values_mut() {
        rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    }
    html! {
        @if families.is_empty() {
            p { (screen.text(say::NOTHING_FOUND)) }
        } @else {
            p.unseen { (screen.text(say::BY_CATEGORY_CAPTION)) }
            @for (heading, rows) in families.values() {
                table.family {
                    caption { (screen.text(*heading)) }
                    thead.unseen { tr {
                        th scope="col" { (screen.text(say::CATEGORY_COLUMN)) }
                        th scope="col" { (screen.text(say::CALLS_COLUMN)) }
                        td {}
                    } }
                    tbody {
                        @for (category, count) in rows {
                            tr.(class_of(category)) {
                                th scope="row" {
                                    span.shape aria-hidden="true" { (shape_of(category)) }
                                    " " (screen.category(category))
                                }
                                td.number { (screen.whole(*count)) }
                                td.bar { (bar(&[(*count, "found")], most)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How many calls an agent has, and how many of them are flagged.
#[derive(Clone, Copy, Default)]
struct Share {
    calls: u64,
    flagged: u64,
}

fn by_agent(screen: &Screen<'_>, day: &Day<'_>) -> Markup {
    let mut agents: BTreeMap<Option<String>, Share> = BTreeMap::new();
    for read in day.all {
        let share = agents.entry(screen.agent(&read.call)).or_default();
        share.calls += 1;
        share.flagged += u64::from(read.call.complaint.flag);
    }
    let mut rows: Vec<(Option<String>, Share)> = agents.into_iter().collect();
    rows.sort_by(|(a, x), (b, y)| {
        // Whom nobody named comes last.
        let named = a.is_none().cmp(&b.is_none());
        named.then(y.flagged.cmp(&x.flagged)).then(y.calls.cmp(&x.calls)).then_with(|| a.cmp(b))
    });
    let rest = rows.split_off(rows.len().min(MOST_AGENTS));
    let mut rows: Vec<(String, Share)> = rows
        .into_iter()
        .map(|(name, share)| (name.unwrap_or_else(|| screen.text(say::NO_AGENT).to_owned()), share))
        .collect();
    let most = rows.iter().map(|(_, share)| share.calls).max().unwrap_or(0);
    if !rest.is_empty() {
        let count = screen.whole(rest.len() as u64);
        let sum = |pick: fn(&Share) -> u64| rest.iter().map(|(_, share)| pick(share)).sum();
        let share = Share { calls: sum(|share| share.calls), flagged: sum(|s| s.flagged) };
        rows.push((screen.fill(say::MORE_AGENTS, &[("count", &count)]), share));
    }
    html! {
        @if rows.is_empty() {
            p { (screen.text(say::NO_CALLS)) }
        } @else {
            table {
                caption.unseen { (screen.text(say::BY_AGENT_CAPTION)) }
                thead {
                    tr {
                        th scope="col" { span.unseen { (screen.text(terms::AGENT)) } }
                        th.number scope="col" { (screen.text(say::FLAGGED_COLUMN)) }
                        th.number scope="col" { (screen.text(say::CALLS_COLUMN)) }
                        td {}
                    }
                }
                tbody {
                    @for (name, share) in &rows {
                        tr {
                            th scope="row" { (name) }
                            td.number { b { (screen.whole(share.flagged)) } }
                            td.number { (screen.whole(share.calls)) }
                            td.bar {
                                (bar(&[(share.calls, "all"), (share.flagged, "flagged")], most))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Bars over one another, the longest first; the numbers stand beside them.
fn bar(parts: &[(u64, &str)], most: u64) -> Markup {
    let share = |count: u64| (count as f64 * 100.0 / most.max(1) as f64).min(100.0);
    html! {
        svg width="100%" height="10" aria-hidden="true" {
            @for (count, class) in parts {
                rect.(class) width=(format!("{:.1}%", share(*count))) height="10" {}
            }
        }
    }
}
