//! What was found in a call, with its evidence; what was not counted, and what could not be checked.

use super::call::{Opened, added};
use super::events::{silence_placed, silence_told};
use crate::messages::{evidence, families, measures, reasons, report as say, scores, terms};
use crate::screen::{class_of, heading_of, shape_of};
use crate::terminal::{clock, phrase_shown, shown};
use callsift::lexicon::{How, Measure};
use callsift::output::json_v1::{Fact, Finding, Misheard, Suppressed};
use callsift::scan::{Gap, Suppression};
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
                    span.grave { (screen.fill(scores::SEVERITY, &[("severity", &gravest)])) }
                }
            }
            @if let Some(action) = screen.action(category) {
                p.action { b { (capital(screen.text(terms::TO_DO))) ":" } " " (action) }
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
                    " · " (screen.text(terms::PHRASE)) " " code { (phrase_shown(phrase, finding.quote.as_deref().unwrap_or_default())) }
                }
                @if let Some(added) = added(opened, &finding.rule) {
                    " · " (screen.text(say::WEIGHT_COLUMN)) " " (added)
                }
            }
            @for word in &finding.fuzzy { p.rule { (misheard(opened, word)) } }
            @for id in &finding.related {
                @if let Some(other) = opened.call.findings.iter().find(|other| other.id == *id) {
                    p.rule { (screen.fill(evidence::RESTS_ON, &[("rule", &other.title)])) }
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

pub(super) fn fact(opened: &Opened<'_>, fact: &Fact) -> Option<String> {
    let (screen, call) = (opened.screen, opened.call);
    Some(match fact {
        Fact::Finding { .. } => return None,
        Fact::Silence { index } => {
            let silence = call.silences.as_ref()?.get(*index)?;
            silence_told(screen, silence)
        }
        Fact::Overlap { index } => {
            let overlap = call.overlaps.as_ref()?.get(*index)?;
            let length = overlap.end_ms - overlap.start_ms;
            evidence::at(screen.language, evidence::OVERLAP, length, overlap.start_ms)
        }
        Fact::Interruption { index } => {
            let cut = call.interruptions.as_ref()?.get(*index)?;
            let (who, whom) = (screen.role(&cut.interrupter), screen.role(&cut.interrupted));
            let at = clock(cut.at_ms);
            screen.fill(evidence::CUT_IN, &[("at", &at), ("who", who), ("whom", whom)])
        }
        Fact::Measure { name, value } => {
            let known = Measure::ALL.iter().find(|known| known.name() == name);
            let (name, value) = match known {
                Some(known) => (
                    measures::name(*known, screen.language).to_owned(),
                    measures::value(*known, *value, screen.language),
                ),
                None => (shown(name), screen.decimal(*value)),
            };
            screen.fill(evidence::MEASURE, &[("name", &name), ("value", &value)])
        }
        Fact::Absent { of, .. } => {
            let names: Vec<String> = of.split(", ").map(|name| named(opened, name)).collect();
            screen.fill(evidence::ABSENT, &[("what", &names.join(", "))])
        }
    })
}

/// The title of a rule, a category or a family.
fn named(opened: &Opened<'_>, name: &str) -> String {
    let screen = opened.screen;
    if let Some(role) = name.strip_prefix("role.") {
        return screen.role(role).to_owned();
    }
    match (screen.rule(name), families::named(name)) {
        (Some(rule), _) => rule.title.clone(),
        (None, Some(family)) => screen.text(family).to_owned(),
        (None, None) => screen.category(name),
    }
}

fn misheard(opened: &Opened<'_>, word: &Misheard) -> String {
    let screen = opened.screen;
    let (heard, read) = (shown(&word.heard), shown(&word.read_as));
    let known = How::ALL.into_iter().find(|how| how.as_str() == word.how);
    let how = known
        .map_or_else(|| shown(&word.how), |how| screen.text(evidence::misheard(how)).to_owned());
    let values = [("heard", heard.as_str()), ("read_as", &read), ("how", &how)];
    screen.fill(evidence::READ_AS, &values)
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
                                " · " (screen.text(terms::PHRASE)) " " code { (phrase_shown(&hit.phrase, &hit.quote)) }
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
    let known = Suppression::ALL.into_iter().find(|known| known.as_str() == hit.reason);
    let Some(known) = known else { return shown(&hit.reason) };
    let by = hit.by.as_deref().map(shown);
    let least = screen.rule(&hit.rule).map(|rule| u64::from(rule.at_least));
    let times = least.map(|least| terms::TIMES.of(screen.language, least));
    let text = reasons::suppression(known, by.as_deref(), times.as_deref());
    let values = [
        ("by", by.as_deref().unwrap_or_default()),
        ("times", times.as_deref().unwrap_or_default()),
    ];
    screen.fill(text, &values)
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
                        li { (terms::RULES.of(screen.language, *count)) ": " (lacks(opened, reason)) }
                    }
                }
            }
        }
    }
}

/// What a call lacks.
pub(super) fn lacks(opened: &Opened<'_>, reason: &str) -> String {
    let known = Gap::ALL.into_iter().find(|known| known.as_str() == reason);
    known.map_or_else(|| shown(reason), |gap| opened.screen.text(terms::lacking(gap)).to_owned())
}

/// The word as it begins a line.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
