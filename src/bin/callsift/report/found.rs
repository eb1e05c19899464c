//! What was found in a call, with its evidence; what was not counted, and what could not be checked.

use super::call::{Opened, added};
use super::events::{silence_placed, silence_told};
use super::screen::{class_of, heading_of, shape_of};
use crate::messages::{report as say, terms};
use crate::terminal::{clock, shown};
use callsift::output::json_v1::{Fact, Finding, Misheard, Suppressed};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// All three lists.
pub(super) fn of(opened: &Opened<'_>) -> Markup {
    let omitted: u64 = opened.call.omitted.values().map(|count| u64::from(*count)).sum();
    let screen = opened.screen;
    html! {
        @for (category, findings) in groups(opened) { (group(opened, category, &findings)) }
        @if omitted > 0 {
            @let count = screen.whole(omitted);
            p.note.strong { (screen.fill(say::OMITTED, &[("count", &count)])) }
        }
        (suppressed(opened))
        (not_checked(opened))
    }
}

/// Findings by category: what gave most points first, then in the order of families.
fn groups<'a>(opened: &Opened<'a>) -> Vec<(&'a str, Vec<(usize, &'a Finding)>)> {
    let mut by_category: BTreeMap<&str, Vec<(usize, &Finding)>> = BTreeMap::new();
    for (at, finding) in opened.call.findings.iter().enumerate() {
        by_category.entry(&finding.category).or_default().push((at, finding));
    }
    let mut groups: Vec<_> = by_category.into_iter().collect();
    groups.sort_by_key(|(category, _)| {
        (std::cmp::Reverse(points(opened, category)), heading_of(category).0, *category)
    });
    groups
}

/// Points that a category adds to the risk.
fn points(opened: &Opened<'_>, category: &str) -> u32 {
    let call = opened.call;
    let is_of = |id: &str| call.findings.iter().any(|f| f.id == id && f.category == category);
    call.risk.parts.iter().filter(|part| is_of(&part.finding)).map(|part| part.points).sum()
}

fn group(opened: &Opened<'_>, category: &str, findings: &[(usize, &Finding)]) -> Markup {
    let screen = opened.screen;
    let gravest = findings.iter().map(|(_, finding)| finding.severity).max().unwrap_or(0);
    html! {
        section.group.(class_of(category)) {
            h5 {
                span.shape aria-hidden="true" { (shape_of(category)) } " "
                (screen.category(category))
                @if gravest > 0 {
                    @let gravest = gravest.to_string();
                    span.grave { (screen.fill(say::SEVERITY, &[("severity", &gravest)])) }
                }
            }
            @if let Some(action) = screen.action(category) {
                p.action { b { (screen.text(say::TO_DO)) } " " (action) }
            }
            ul { @for (at, finding) in findings { (one(opened, *at, finding)) } }
        }
    }
}

fn one(opened: &Opened<'_>, at: usize, finding: &Finding) -> Markup {
    let screen = opened.screen;
    html! {
        li.finding id=(opened.finding_id(at)) tabindex="-1" {
            p { (place(opened, finding)) (evidence(opened, finding)) }
            p.rule {
                span lang=[screen.title_language(&finding.rule)] { (finding.title) }
                @if let Some(phrase) = &finding.phrase {
                    " · " (screen.text(terms::PHRASE)) " " code { (shown(phrase)) }
                }
                @if let Some(added) = added(opened, &finding.rule) {
                    " · " (screen.text(say::WEIGHT_COLUMN)) " " (added)
                }
            }
            @for word in &finding.fuzzy { p.rule { (misheard(opened, word)) } }
            @for id in &finding.related {
                @if let Some(other) = opened.call.findings.iter().find(|other| other.id == *id) {
                    p.rule { (screen.fill(say::RESTS_ON, &[("title", &other.title)])) }
                }
            }
        }
    }
}

/// Who and where, as a jump to the turn if there is one.
fn place(opened: &Opened<'_>, finding: &Finding) -> Markup {
    let screen = opened.screen;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(finding.start_ms.map(clock));
    parts.extend(finding.role.as_deref().map(|role| screen.role(role).to_owned()));
    match finding.turn {
        Some(turn) => {
            let turn = (turn + 1).to_string();
            parts.push(screen.fill(say::TURN_AT, &[("turn", &turn)]));
        }
        None if finding.start_ms.is_none() => {
            parts.push(screen.text(say::WITHOUT_PLACE).to_owned());
        }
        None => {}
    }
    let told = parts.join(", ");
    html! {
        @match opened.turn_link(finding.turn) {
            Some(link) => a.jump href=(link) { (told) },
            None => span.jump { (told) },
        }
        " "
    }
}

/// The words that were said, or what else shows it.
pub(super) fn evidence(opened: &Opened<'_>, finding: &Finding) -> Markup {
    let facts = facts(opened, finding);
    html! {
        @if let Some(quote) = &finding.quote {
            q lang=[opened.lang] { (shown(quote)) }
        }
        @if !facts.is_empty() {
            @if finding.quote.is_some() { "; " }
            (facts.join("; "))
        }
    }
}

/// Silences of one finding that are told at length; of more only length and place are.
const TOLD_AT_LENGTH: usize = 2;

/// Facts in words; findings are named as what the finding rests on.
pub(super) fn facts(opened: &Opened<'_>, finding: &Finding) -> Vec<String> {
    let is_silence = |fact: &&Fact| matches!(fact, Fact::Silence { .. });
    let many = finding.facts.iter().filter(is_silence).count() > TOLD_AT_LENGTH;
    let told = |f: &Fact| match f {
        Fact::Silence { index } if many => {
            let silence = opened.call.silences.as_ref()?.get(*index)?;
            Some(silence_placed(opened.screen, silence))
        }
        Fact::Silence { .. }
        | Fact::Finding { .. }
        | Fact::Overlap { .. }
        | Fact::Interruption { .. }
        | Fact::Measure { .. }
        | Fact::Absent { .. } => fact(opened, f),
    };
    finding.facts.iter().filter_map(told).collect()
}

fn fact(opened: &Opened<'_>, fact: &Fact) -> Option<String> {
    let (screen, call) = (opened.screen, opened.call);
    let at = |ms: i64| screen.fill(say::AT_TIME, &[("time", &clock(ms))]);
    Some(match fact {
        Fact::Finding { .. } => return None,
        Fact::Silence { index } => {
            let silence = call.silences.as_ref()?.get(*index)?;
            silence_told(screen, silence)
        }
        Fact::Overlap { index } => {
            let overlap = call.overlaps.as_ref()?.get(*index)?;
            let length = screen.seconds(overlap.end_ms - overlap.start_ms);
            let told = screen.fill(say::OVERLAP_OF, &[("length", &length)]);
            format!("{told} {}", at(overlap.start_ms))
        }
        Fact::Interruption { index } => {
            let cut = call.interruptions.as_ref()?.get(*index)?;
            let who = screen.role(&cut.interrupter);
            format!("{} {}", screen.fill(say::CUT_IN, &[("who", who)]), at(cut.at_ms))
        }
        Fact::Measure { name, value } => {
            let named = say::MEASURES.iter().find(|(known, _)| known == name);
            let told = named.map_or_else(|| shown(name), |(_, text)| screen.text(*text).to_owned());
            format!("{told}: {}", screen.measure(name, *value))
        }
        Fact::Absent { of, .. } => {
            let title = match screen.rule(of) {
                None if of.starts_with("role.") => screen.role(&of["role.".len()..]).to_owned(),
                Some(rule) => rule.title.clone(),
                None if of.contains('.') => screen.category(of),
                // A family alone.
                None => screen.text(heading_of(&format!("{of}.any")).1).to_owned(),
            };
            screen.fill(say::ABSENT, &[("title", &title)])
        }
    })
}

fn misheard(opened: &Opened<'_>, word: &Misheard) -> String {
    let screen = opened.screen;
    let how = match word.how.as_str() {
        "phonetic" => say::HOW_PHONETIC,
        "edit" => say::HOW_EDIT,
        "joined" => say::HOW_JOINED,
        "split" => say::HOW_SPLIT,
        _ => say::HOW_MASKED,
    };
    let (heard, read) = (shown(&word.heard), shown(&word.read_as));
    let values = [("heard", heard.as_str()), ("read", &read), ("how", screen.text(how))];
    screen.fill(say::READ_AS, &values)
}

fn suppressed(opened: &Opened<'_>) -> Markup {
    let (screen, hits) = (opened.screen, &opened.call.suppressed);
    html! {
        @if !hits.is_empty() {
            section.group.suppressed {
                h5 { (capital(screen.text(terms::SUPPRESSED))) }
                ul {
                    @for hit in hits {
                        @let turn = (hit.turn + 1).to_string();
                        @let place = format!(
                            "{}, {}",
                            screen.role(&hit.role),
                            screen.fill(say::TURN_AT, &[("turn", &turn)])
                        );
                        li {
                            p {
                                @match opened.turn_link(Some(hit.turn)) {
                                    Some(link) => a.jump href=(link) { (place) },
                                    None => span.jump { (place) },
                                }
                                " " q lang=[opened.lang] { (shown(&hit.quote)) }
                            }
                            p.rule {
                                b { (reason(opened, hit)) } " · "
                                span lang=[screen.title_language(&hit.rule)] {
                                    (screen.rule_title(&hit.rule))
                                }
                                " · " (screen.text(terms::PHRASE)) " " code { (shown(&hit.phrase)) }
                            }
                            @for word in &hit.fuzzy { p.rule { (misheard(opened, word)) } }
                        }
                    }
                }
            }
        }
    }
}

/// Why a match does not count.
fn reason(opened: &Opened<'_>, hit: &Suppressed) -> String {
    let screen = opened.screen;
    let by = hit.by.as_deref().map(shown);
    let with = |with, alone| match &by {
        Some(by) => screen.fill(with, &[("by", by)]),
        None => screen.text(alone).to_owned(),
    };
    let plain = |text| screen.text(text).to_owned();
    match hit.reason.as_str() {
        "speaker" => plain(say::BY_SPEAKER),
        "exclusion" => with(say::BY_EXCLUSION, say::BY_EXCLUSION_ALONE),
        "negation" => with(say::BY_NEGATION, say::BY_NEGATION_ALONE),
        "offer" => plain(say::BY_OFFER),
        "window" => plain(say::BY_WINDOW),
        "condition" => plain(say::BY_CONDITION),
        "at_least" => plain(say::BY_COUNT),
        "same_words" => plain(say::BY_SAME_WORDS),
        other => shown(other),
    }
}

/// Rules that could not be checked, added up by what the call lacks.
fn not_checked(opened: &Opened<'_>) -> Markup {
    let screen = opened.screen;
    let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
    for gap in &opened.call.not_evaluated {
        *reasons.entry(&gap.reason).or_insert(0) += 1;
    }
    html! {
        @if !reasons.is_empty() {
            section.group.unchecked {
                h5 { (capital(screen.text(terms::NOT_EVALUATED))) }
                ul {
                    @for (reason, count) in &reasons {
                        li { (say::RULES.of(screen.language, *count)) ": " (lacks(opened, reason)) }
                    }
                }
            }
        }
    }
}

/// What a call lacks.
pub(super) fn lacks(opened: &Opened<'_>, reason: &str) -> String {
    opened
        .screen
        .text(match reason {
            "no_times" => say::LACKS_TIMES,
            "no_roles" => say::LACKS_ROLES,
            "wrong_medium" => say::LACKS_SPEECH,
            other => return shown(other),
        })
        .to_owned()
}

/// The word as it begins a line.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
