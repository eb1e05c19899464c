//! The page as one file: head with its security policy, style, content, script.

use super::Day;
use super::bars;
use super::list;
use crate::messages::{report as say, terms};
use crate::page_policy::policy;
use crate::screen::Screen;
use crate::sources::Sources;
use callsift::output::run_v1::Run;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The whole page.
pub(super) fn page(screen: &Screen<'_>, run: &Run, day: &Day<'_>, sources: &Sources) -> String {
    let title = screen.text(say::TITLE);
    let page = html! {
        (DOCTYPE)
        html lang=(screen.language.code()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(STYLE, Some(SCRIPT)));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#calls" { (screen.text(say::SKIP)) }
                (patterns())
                header.top { (head(screen, run, day)) }
                main {
                    section.overview { (bars::of(screen, day)) }
                    (list::of(screen, day, sources))
                }
                footer { (foot(screen, run)) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// The hatching of pauses, made once for all calls.
fn patterns() -> Markup {
    html! {
        svg.patterns width="0" height="0" aria-hidden="true" {
            defs {
                pattern #hatch width="6" height="6" patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)" {
                    rect.hatch-ground width="6" height="6" {}
                    rect.hatch-line width="2" height="6" {}
                }
            }
        }
    }
}

fn head(screen: &Screen<'_>, run: &Run, day: &Day<'_>) -> Markup {
    // Times of one form and zone in their written order would be those of the calendar only in one
    // of the forms; instants are in the right order in every one.
    let mut dated: Vec<_> = day.all.iter().filter(|r| r.call.started_at.is_some()).collect();
    dated.sort_by_key(|read| read.call.started_at.as_ref()?.parse::<jiff::Timestamp>().ok());
    let first = dated.first().and_then(|read| screen.started(&read.call));
    let last = dated.last().and_then(|read| screen.started(&read.call));
    let dates = match first.zip(last) {
        Some((from, to)) => {
            let values = [("from", from.as_str()), ("to", &to), ("zone", screen.zone_name())];
            screen.fill(say::DATES, &values)
        }
        None => screen.text(say::NO_DATES).to_owned(),
    };
    let flagged = day.flagged() as u64;
    let all = day.all.len() as u64;
    html! {
        h1 { (screen.text(say::TITLE)) }
        p.dates { (dates) }
        ul.totals {
            li { b { (screen.whole(all)) } " " (terms::CALLS.noun(screen.language, all)) }
            li { b { (screen.whole(flagged)) } " " (screen.text(say::FLAGGED)) }
            @for band in ["critical", "high", "medium", "low"] {
                @let count = day.all.iter().filter(|read| read.call.risk.band == band).count();
                li.band.(band) {
                    b { (screen.whole(count as u64)) } " "
                    (screen.text(terms::RISK)) ": " (screen.band(band))
                }
            }
        }
        p.note { (screen.text(say::PROPOSED)) }
        @if run.counts.rejected > 0 {
            @let count = screen.whole(run.counts.rejected);
            p.note.strong { (screen.fill(say::NOT_READ, &[("count", &count)])) }
        }
        @if run.lexicon != screen.lexicon.hash() {
            p.note.strong { (screen.text(say::LEXICON_DIFFERS)) }
        }
    }
}

fn foot(screen: &Screen<'_>, run: &Run) -> String {
    // A dozen digits tell dictionaries apart.
    let lexicon: String = run.lexicon.chars().take("sha256:".len() + 12).collect();
    screen.fill(say::FOOT, &[("engine", &run.engine), ("lexicon", &lexicon)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_and_script_stay_inside_of_their_elements() {
        assert!(!STYLE.contains("</") && !SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
    }
}
