//! A call opened: why it is listed, its course, what was said.

use super::{course, events, found, promises, transcript};
use crate::messages::{report as say, scores, terms};
use crate::privacy::Shown;
use crate::results::ReadCall;
use crate::screen::{Screen, shape_of};
use crate::sources::Sources;
use crate::table::findings::weight;
use crate::terminal::shown;
use callsift::language::Language;
use callsift::output::json_v1::{Call, RiskPart};
use callsift::scan::{Resolution, Substance};
use callsift::transcript::{Role, Transcript};
use maud::{Markup, html};

/// One call as the parts of its page see it.
pub(super) struct Opened<'a> {
    pub(super) screen: &'a Screen<'a>,
    pub(super) call: &'a Call,
    /// Number on the page, from 1; part of every id.
    pub(super) number: usize,
    pub(super) transcript: Option<&'a Transcript>,
    /// Where places of the results stand in it.
    pub(super) shown: Option<&'a Shown>,
    /// Language of what was said, where it is not that of the page.
    pub(super) lang: Option<&'static str>,
}

impl Opened<'_> {
    /// Where a turn can be jumped to.
    pub(super) fn turn_link(&self, turn: Option<usize>) -> Option<String> {
        let there = |turn: &usize| self.transcript.is_some_and(|t| *turn < t.turns().len());
        turn.filter(there).map(|turn| format!("#{}", self.turn_id(turn)))
    }

    pub(super) fn turn_id(&self, turn: usize) -> String {
        format!("c{}-t{}", self.number, turn + 1)
    }

    /// Where a byte of a turn, as the results count them, stands in the text that is shown.
    pub(super) fn place(&self, turn: usize, byte: usize) -> usize {
        self.shown.map_or(byte, |shown| shown.place(turn, byte))
    }

    /// Who speaks in a turn: the system, where all its words are an announcement.
    pub(super) fn role(&self, transcript: &Transcript, at: usize) -> Role {
        let announced = self.call.announcements.iter().any(|said| said.whole && said.turn == at);
        if announced { Role::System } else { transcript.role(&transcript.turns()[at]) }
    }

    pub(super) fn finding_id(&self, finding: usize) -> String {
        format!("c{}-f{}", self.number, finding + 1)
    }
}

/// Everything below the row of a call.
pub(super) fn of(screen: &Screen<'_>, read: &ReadCall, number: usize, sources: &Sources) -> Markup {
    let call = &read.call;
    let source = sources.of(read);
    let transcript = source.as_ref().map(Shown::transcript).map_err(Clone::clone);
    let said = language_of(call, transcript.as_ref().ok().copied());
    let opened = Opened {
        screen,
        call,
        number,
        transcript: transcript.as_ref().ok().copied(),
        shown: source.as_ref().ok(),
        lang: said.filter(|said| *said != screen.language).map(Language::code),
    };
    html! {
        div.body {
            header { (head(&opened, &read.key)) }
            section.course-part {
                h4 { (screen.text(say::TIMELINE)) }
                (course::of(&opened))
                (events::table(&opened))
            }
            div.columns-of-call {
                section.why {
                    h4 { (screen.text(say::WHY)) }
                    (sums(&opened))
                    (found::of(&opened))
                    (promises::table(&opened))
                }
                section.said {
                    h4 { (screen.text(say::TRANSCRIPT)) }
                    (transcript::of(&opened, transcript))
                }
            }
        }
    }
}

/// What was said is in the language that the source states, else in the one its letters tell.
fn language_of(call: &Call, transcript: Option<&Transcript>) -> Option<Language> {
    let stated = call.language.as_deref().unwrap_or_default();
    let primary = stated.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    if let Some(language) = Language::from_code(&primary) {
        return Some(language);
    }
    if !primary.is_empty() {
        return None;
    }
    let letters = || transcript.into_iter().flat_map(|t| t.turns()).flat_map(|t| t.text().chars());
    let cyrillic = letters().filter(|c| ('а'..='ґ').contains(c)).count();
    let latin = letters().filter(char::is_ascii_alphabetic).count();
    match (cyrillic, latin) {
        (0, 0) => None,
        _ if latin > cyrillic => Some(Language::En),
        _ if letters().any(|c| "іїєґ".contains(c)) => Some(Language::Uk),
        _ => Some(Language::Ru),
    }
}

fn head(opened: &Opened<'_>, key: &str) -> Markup {
    let Opened { screen, call, .. } = *opened;
    let mut facts: Vec<String> = Vec::new();
    let direction = match call.direction.as_deref() {
        Some("inbound") => Some(say::INBOUND),
        Some("outbound") => Some(say::OUTBOUND),
        Some("internal") => Some(say::INTERNAL),
        Some(_) | None => None,
    };
    facts.extend(direction.map(|text| screen.text(text).to_owned()));
    if call.medium == "chat" {
        facts.push(screen.text(say::CHAT).to_owned());
    }
    let named = |name, value: &Option<String>| {
        let value = value.as_deref().map(shown)?;
        Some(format!("{}: {value}", screen.text(name)))
    };
    facts.extend(named(say::QUEUE, &call.queue));
    facts.extend(named(say::TEAM, &call.team));
    facts.push(terms::TURNS.of(screen.language, call.turns as u64));
    if let Some(measures) = &call.measures {
        for (role, talk) in [("customer", &measures.talk.customer), ("agent", &measures.talk.agent)]
        {
            if talk.ms > 0 {
                let share = screen.percent(talk.share);
                let talks = screen.fill(say::TALK, &[("share", &share)]);
                facts.push(format!("{} {talks}", screen.role(role)));
            }
        }
    }
    html! {
        h3 { (screen.text(say::CALL)) " " span.key { (shown(key)) } }
        p.facts { (facts.join(" · ")) }
        @if call.conflicts_with_earlier { p.note { (screen.text(say::CONFLICT)) } }
        @for warning in &call.warnings {
            @let count = warning.count.to_string();
            p.note { (screen.fill(say::WARNING, &[("code", &warning.code), ("count", &count)])) }
        }
    }
}

/// The risk and the complaint score, each opened into its summands.
fn sums(opened: &Opened<'_>) -> Markup {
    html! { div.sums { (risk(opened)) (score(opened)) } }
}

fn risk(opened: &Opened<'_>) -> Markup {
    let Opened { screen, call, .. } = *opened;
    let (score, band) = (call.risk.score.to_string(), screen.band(&call.risk.band));
    let sum: u32 = call.risk.parts.iter().map(|part| part.points).sum();
    let mut parts: Vec<&RiskPart> = call.risk.parts.iter().collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.points));
    html! {
        div.sum {
            h5 { (screen.fill(scores::RISK, &[("score", &score), ("band", &band)])) }
            @if call.risk.parts.is_empty() {
                p { (screen.text(say::RISK_NONE)) }
            } @else {
                table {
                    caption.unseen { (screen.text(terms::RISK)) }
                    thead.unseen { tr {
                        th scope="col" { (screen.text(say::CATEGORY_COLUMN)) }
                        th scope="col" { (screen.text(say::POINTS_COLUMN)) }
                    } }
                    tbody {
                        @for part in parts {
                            @let at = call.findings.iter().position(|f| f.id == part.finding);
                            @let category = at.map_or("", |at| call.findings[at].category.as_str());
                            tr {
                                th scope="row" {
                                    span.shape aria-hidden="true" { (shape_of(category)) } " "
                                    @match at {
                                        Some(at) => a href=(format!("#{}", opened.finding_id(at))) {
                                            (screen.category(category))
                                        },
                                        None => (part.finding),
                                    }
                                }
                                td.number { "+" (part.points) }
                            }
                        }
                    }
                    tfoot { tr {
                        th scope="row" { (screen.text(say::SUM)) }
                        td.number { (sum) }
                    } }
                }
                @if sum > call.risk.score {
                    p { (screen.fill(scores::AT_MOST, &[("sum", &sum.to_string())])) }
                }
            }
        }
    }
}

fn score(opened: &Opened<'_>) -> Markup {
    let Opened { screen, call, .. } = *opened;
    let complaint = &call.complaint;
    let (score, threshold) = (screen.decimal(complaint.score), screen.decimal(complaint.threshold));
    let values = [("score", score.as_str()), ("threshold", &threshold)];
    // Sums of thousandths, so that what is added up here is what the scan added up.
    let thousandths = |weight: f64| (weight * 1_000.0).round() as i64;
    let sum: i64 = complaint.parts.iter().map(|part| thousandths(part.weight)).sum();
    let flagged = if complaint.flag { scores::FLAGGED } else { scores::NOT_FLAGGED };
    let told = screen.fill(flagged, &values);
    html! {
        div.sum {
            h5 { (told) }
            @if complaint.parts.is_empty() {
                p { (screen.text(say::SCORE_NONE)) }
            } @else {
                table {
                    caption.unseen { (told) }
                    thead.unseen { tr {
                        th scope="col" { (screen.text(terms::RULE)) }
                        th scope="col" { (screen.text(say::WEIGHT_COLUMN)) }
                    } }
                    tbody {
                        @for part in &complaint.parts {
                            tr {
                                th scope="row" lang=[screen.title_language(&part.rule)] {
                                    (screen.rule_title(&part.rule))
                                }
                                td.number { (signed(screen, part.weight)) }
                            }
                        }
                    }
                    tfoot { tr {
                        th scope="row" { (screen.text(say::SUM)) }
                        td.number { (screen.decimal(sum as f64 / 1_000.0)) }
                    } }
                }
                @if sum < 0 {
                    @let sum = screen.decimal(sum as f64 / 1_000.0);
                    p { (screen.fill(scores::NOT_BELOW_ZERO, &[("sum", &sum)])) }
                }
            }
            p { (screen.fill(scores::ABOUT, &[("what", &about(screen, &complaint.substance))])) }
            @if let Some(resolution) = &call.resolution {
                p { (screen.fill(scores::ENDED, &[("how", &ended(screen, resolution))])) }
            }
        }
    }
}

/// What the discontent is about.
fn about(screen: &Screen<'_>, substance: &str) -> String {
    let known = Substance::ALL.into_iter().find(|known| known.as_str() == substance);
    known.map_or_else(|| shown(substance), |known| screen.text(scores::substance(known)).to_owned())
}

/// How the call ended.
fn ended(screen: &Screen<'_>, resolution: &str) -> String {
    let known = Resolution::ALL.into_iter().find(|known| known.as_str() == resolution);
    known.map_or_else(
        || shown(resolution),
        |known| screen.text(scores::resolution(known)).to_owned(),
    )
}

/// A weight with its sign.
fn signed(screen: &Screen<'_>, weight: f64) -> String {
    let sign = if weight < 0.0 { "−" } else { "+" };
    format!("{sign}{}", screen.decimal(weight.abs()))
}

/// What a finding's rule adds to the score, with its sign; nothing where it adds nothing.
pub(super) fn added(opened: &Opened<'_>, rule: &str) -> Option<String> {
    weight(opened.call, rule).map(|weight| signed(opened.screen, weight))
}
