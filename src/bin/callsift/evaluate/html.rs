//! The report as one page that asks nobody for anything.

use super::page::{Align, Body, Example, Page, Section, Table};
use super::plot;
use crate::messages::evaluate as words;
use crate::page_policy::policy;
use callsift::language::Language;
use callsift::output::json_v1::ENGINE;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// How the page looks; its hash stands in the page's policy, so no other style is obeyed.
const STYLE: &str = include_str!("style.css");

/// The page. There is no script in it, and the policy allows none.
pub(super) fn page(sections: &[Section], page: &Page<'_>) -> String {
    let screen = page.screen;
    let title = words::TITLE.of(screen);
    let markup = html! {
        (DOCTYPE)
        html lang=(screen.code()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(STYLE, None));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                // The style is our own file, the same bytes that were hashed.
                style { (PreEscaped(STYLE)) }
            }
            body {
                header { h1 { (title) } }
                nav aria-label=(words::CONTENTS.of(screen)) {
                    ul {
                        @for section in sections {
                            li { a href=(format!("#{}", section.id)) { (section.title) } }
                        }
                    }
                }
                main { @for section in sections { (self::section(section, screen)) } }
                footer { p { (ENGINE) " · " (page.lexicon.hash()) } }
            }
        }
    };
    markup.into_string()
}

fn section(section: &Section, screen: Language) -> Markup {
    html! {
        section id=(section.id) aria-labelledby=(format!("{}-title", section.id)) {
            h2 id=(format!("{}-title", section.id)) { (section.title) }
            @for body in &section.body {
                @match body {
                    Body::Lines(lines) => ul.lines { @for line in lines { li { (line) } } },
                    Body::Note(note) => p.note { (note) },
                    Body::Table(of) if of.folded => details {
                        summary { (of.caption.as_deref().unwrap_or_default()) }
                        (table(of, &section.title))
                    },
                    Body::Table(of) => (table(of, &section.title)),
                    Body::Plot(of) => figure { (plot::draw(of, screen)) },
                    Body::Examples(examples) => ol.examples {
                        @for example in examples { (self::example(example, screen)) }
                    },
                }
            }
        }
    }
}

/// A table that can be wider than the window; it scrolls by keyboard too.
fn table(table: &Table, title: &str) -> Markup {
    let class = |align: Align| match align {
        Align::Left => "",
        Align::Right => "number",
    };
    html! {
        div.scroll tabindex="0" role="group" aria-label=(table.caption.as_deref().unwrap_or(title)) {
            table {
                @if let Some(caption) = table.caption.as_ref().filter(|_| !table.folded) {
                    caption { (caption) }
                }
                thead {
                    tr { @for (name, align) in &table.head { th scope="col" class=(class(*align)) { (name) } } }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (at, (cell, (_, align))) in row.iter().zip(&table.head).enumerate() {
                                @if at == 0 { th scope="row" { (cell) } }
                                @else { td class=(class(*align)) { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn example(example: &Example, screen: Language) -> Markup {
    html! {
        li {
            h3 { (example.call) }
            p.score { (example.score) }
            @if !example.reasons.is_empty() {
                ul.reasons { @for reason in &example.reasons { li { (reason) } } }
            }
            blockquote lang=[example.language.as_deref()] dir="auto" {
                @for (who, text) in &example.turns {
                    p { b lang=(screen.code()) { (who) ":" } " " (text) }
                }
            }
            @if example.clipped { p.note { (words::CLIPPED.of(screen)) } }
        }
    }
}
