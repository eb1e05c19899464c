//! The page as one file: head with its security policy, style, content, script.

use super::Day;
use super::bars;
use super::list;
use super::screen::Screen;
use super::sources::Sources;
use crate::messages::{report as say, terms};
use callsift::output::run_v1::Run;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

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
                meta http-equiv="Content-Security-Policy" content=(policy());
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

/// Nothing is loaded from anywhere, and only this very style and script count.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())));
    format!(
        "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(STYLE)
    )
}

/// Base 64 of RFC 4648, with padding: what the policy of a page wants a hash written in.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= three.len() { char::from(digit) } else { '=' });
        }
    }
    out
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
    fn base_64_of_the_standard() {
        for (text, written) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(text.as_bytes()), written);
        }
    }

    #[test]
    fn style_and_script_stay_inside_of_their_elements() {
        assert!(!STYLE.contains("</") && !SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
    }
}
