//! The promises of a call, as a table.

use super::call::Opened;
use crate::messages::promises as say;
use crate::screen::Screen;
use crate::terminal::shown;
use callsift::language::promise::Channel;
use callsift::output::json_v1::Due;
use callsift::scan::promise::{NoDate, Who};
use jiff::civil::{Date, DateTime};
use maud::{Markup, html};

/// The table; nothing where nothing was promised.
pub(super) fn table(opened: &Opened<'_>) -> Markup {
    let screen = opened.screen;
    let promises = opened.call.promises.as_deref().unwrap_or_default();
    html! {
        @if !promises.is_empty() {
            section.group {
                h5 { (capital(screen.text(say::TITLE))) }
                table.promises {
                    thead { tr {
                        th scope="col" { (screen.text(say::WHAT_COLUMN)) }
                        th scope="col" { (screen.text(say::DUE_COLUMN)) }
                        th scope="col" { (screen.text(say::WHO_COLUMN)) }
                        th scope="col" { (screen.text(say::CHANNEL_COLUMN)) }
                    } }
                    tbody {
                        @for promise in promises {
                            tr {
                                td lang=[opened.lang] {
                                    @match opened.turn_link(Some(promise.what.turn)) {
                                        Some(link) => a href=(link) { "«" (shown(&promise.what.quote)) "»" },
                                        None => { "«" (shown(&promise.what.quote)) "»" },
                                    }
                                }
                                td { (due(screen, &promise.due)) }
                                td { (who(screen, &promise.who)) }
                                td { (channel(screen, &promise.channel)) }
                            }
                        }
                    }
                }
                @for note in notes(opened) { p.note { (note) } }
            }
        }
    }
}

/// What is to be known of the dates, once for all of them.
fn notes(opened: &Opened<'_>) -> Vec<String> {
    let screen = opened.screen;
    let promises = opened.call.promises.iter().flatten();
    let mut calendars: Vec<&str> = promises.filter_map(|p| p.due.calendar.as_deref()).collect();
    calendars.sort_unstable();
    calendars.dedup();
    let note = |calendar: &&str| match *calendar {
        "monday_to_friday" => screen.text(say::MONDAY_TO_FRIDAY).to_owned(),
        country => screen.fill(say::BY_CALENDAR, &[("country", &shown(country))]),
    };
    calendars.iter().map(note).collect()
}

fn due(screen: &Screen<'_>, due: &Due) -> String {
    let language = screen.language;
    let text = shown(&due.text);
    let day = due.date.as_deref().and_then(|day| day.parse::<Date>().ok());
    // Local time as it is written; the offset behind it is that of the call.
    let hour = due.at.as_deref().and_then(|at| at.get(..19)?.parse::<DateTime>().ok());
    let when = match (hour, day) {
        (Some(at), _) => say::hour(language, at),
        (None, Some(day)) => say::day(language, day),
        (None, None) => {
            let known =
                NoDate::ALL.into_iter().find(|why| Some(why.as_str()) == due.reason.as_deref());
            return match known {
                Some(why) => {
                    let why = screen.text(say::no_date(why));
                    screen.fill(say::UNKNOWN, &[("text", &text), ("why", why)])
                }
                None => screen.fill(say::VAGUE, &[("text", &text)]),
            };
        }
    };
    format!("{when} («{text}»)")
}

/// Who will do it; what this program does not know stands as it is.
fn who(screen: &Screen<'_>, who: &str) -> String {
    let known = Who::ALL.into_iter().find(|known| known.as_str() == who);
    known.map_or_else(|| shown(who), |known| screen.text(say::who(known)).to_owned())
}

fn channel(screen: &Screen<'_>, channel: &str) -> String {
    let known = Channel::ALL.into_iter().find(|known| known.as_str() == channel);
    known.map_or_else(|| "–".to_owned(), |known| screen.text(say::channel(known)).to_owned())
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}
