//! Chats exported from WhatsApp: a line for each message, `21.11.26, 17:40 - Anna: text`.
//!
//! How a date is written depends on the telephone, so its order is found out from all of them.
#![allow(clippy::indexing_slicing, reason = "places were found in the same bytes just before")]

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Clock, Message};
use crate::format::{
    About, Format, Head, Origin, Parse, Reject, RejectCode, Shape, key, roles, text,
};
use crate::transcript::{CallInfo, Transcript, TranscriptBuilder, WarningCode};

pub(in crate::format) static FORMAT: Format = Format {
    name: "whatsapp",
    title: "WhatsApp exports",
    about: About {
        what: "a chat exported from WhatsApp",
        signs: || "a date, a time and ` - ` or brackets on one of the first five lines".to_owned(),
        times: "instant of each message",
        words: "no",
        roles: "by label",
    },
    shape: Shape::Text,
    recognise,
    parse: Parse::One(parse),
};

/// A header stands on one of so many first lines, or the file is something else.
const FIRST_LINES: usize = 5;

/// Longer ones are no names.
const MAX_NAME_CHARS: usize = 60;

/// What some programs write where a name would stand; such a file is a log.
const LOG_LEVELS: [&str; 8] =
    ["DEBUG", "ERROR", "FATAL", "INFO", "NOTICE", "TRACE", "WARN", "WARNING"];

/// Marks of writing direction, which WhatsApp puts before names, dates and its own lines.
const MARKS: [char; 6] = ['\u{feff}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}'];

/// The start of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Header<'a> {
    /// The numbers of the date in the order in which they stand there.
    date: [i16; 3],
    /// Whether the year, in four digits, stands first.
    year_first: bool,
    /// Seconds of the day.
    second: i64,
    rest: &'a str,
}

fn recognise(head: &Head<'_>) -> bool {
    let Some(text) = head.text() else { return false };
    let headers: Vec<_> = text::filled_lines(text).take(FIRST_LINES).filter_map(header).collect();
    let is_log = |rest: &str| {
        let name = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        LOG_LEVELS.contains(&name)
    };
    !headers.is_empty() && !headers.iter().all(|header| is_log(header.rest))
}

/// Reads the header at the start of a line.
fn header(line: &str) -> Option<Header<'_>> {
    let line = line.trim_start_matches(MARKS);
    let (bracketed, line) = match line.strip_prefix('[') {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let (first, rest) = number(line, 4)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '.' | '/' | '-'))?;
    let (second, rest) = number(&rest[1..], 2)?;
    let (third, rest) = number(rest.strip_prefix(separator)?, 4)?;
    let year_first = first > 31;
    let rest = blanks(rest.trim_start_matches('.').trim_start_matches(','));
    let (second_of_day, rest) = time(rest)?;
    let rest = match bracketed {
        true => rest.strip_prefix(']')?,
        false => rest.strip_prefix(" - ").or_else(|| rest.strip_prefix(" – "))?,
    };
    let rest = rest.trim_start_matches(MARKS).trim_start().trim_start_matches(MARKS);
    Some(Header { date: [first, second, third], year_first, second: second_of_day, rest })
}

/// `17:40`, `17:40:12`, `5:40 PM`, `5:40:12 p. m.`, in seconds of the day.
fn time(text: &str) -> Option<(i64, &str)> {
    let (hours, rest) = number(text, 2)?;
    let (minutes, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (seconds, rest) = match rest.strip_prefix(':') {
        Some(rest) => number(rest, 2)?,
        None => (0, rest),
    };
    let half = blanks(rest);
    let halves = [
        ("am", 0),
        ("a.m.", 0),
        ("a. m.", 0),
        ("a.\u{a0}m.", 0),
        ("pm", 12),
        ("p.m.", 12),
        ("p. m.", 12),
        ("p.\u{a0}m.", 12),
    ];
    let found = halves.iter().find_map(|(name, hours)| {
        let start = half.get(..name.len())?;
        start.eq_ignore_ascii_case(name).then(|| (*hours, &half[name.len()..]))
    });
    let (hours, rest) = match found {
        Some((later, rest)) if (1..=12).contains(&hours) => (hours % 12 + later, rest),
        Some(_) => return None,
        None => (hours, rest),
    };
    let right = hours < 24 && minutes < 60 && seconds < 60;
    right.then(|| ((i64::from(hours) * 60 + i64::from(minutes)) * 60 + i64::from(seconds), rest))
}

/// Without the blanks in front, the narrow ones too.
fn blanks(text: &str) -> &str {
    text.trim_start_matches([' ', '\u{a0}', '\u{202f}'])
}

/// A run of digits no longer than `most`, and what follows it.
fn number(text: &str, most: usize) -> Option<(i16, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(len);
    let number = (1..=most).contains(&len).then(|| digits.parse().ok())??;
    Some((number, rest))
}

/// The order in which day, month and year stand in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
    YearDayMonth,
}

impl Order {
    const ALL: [Order; 4] =
        [Order::DayMonthYear, Order::MonthDayYear, Order::YearMonthDay, Order::YearDayMonth];

    fn read(self, header: &Header<'_>) -> Option<DateTime> {
        let [a, b, c] = header.date;
        let (year, month, day) = match self {
            Order::DayMonthYear => (c, b, a),
            Order::MonthDayYear => (c, a, b),
            Order::YearMonthDay => (a, b, c),
            Order::YearDayMonth => (a, c, b),
        };
        let starts_with_year = matches!(self, Order::YearMonthDay | Order::YearDayMonth);
        if header.year_first && !starts_with_year {
            return None;
        }
        let year = if year < 100 { year + 2000 } else { year };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        // WhatsApp is of 2009.
        let date =
            (2009..2100).contains(&year).then(|| DateTime::new(year, month, day, 0, 0, 0, 0));
        date?.ok()?.checked_add(jiff::Span::new().seconds(header.second)).ok()
    }
}

/// The order under which all dates are right, go forwards and lie closest together; and whether
/// another one would give the same distances but other days.
fn order(headers: &[Header<'_>]) -> Option<(Order, bool)> {
    let mut fitting = Vec::new();
    for order in Order::ALL {
        let dates: Option<Vec<_>> = headers.iter().map(|header| order.read(header)).collect();
        let Some(dates) = dates else { continue };
        let backwards = dates.windows(2).filter(|pair| pair[0] > pair[1]).count();
        let (first, last) = (dates.iter().min()?, dates.iter().max()?);
        fitting.push((backwards, clock(last)? - clock(first)?, order, *first));
    }
    let best = *fitting.iter().min_by_key(|(backwards, length, ..)| (*backwards, *length))?;
    let (backwards, length, order, first) = best;
    let twins = fitting.iter().any(|other| {
        (other.0, other.1) == (backwards, length) && other.2 != order && other.3 != first
    });
    Some((order, twins))
}

/// Milliseconds of a local time since 1970, as if it were UTC.
fn clock(at: &DateTime) -> Option<i64> {
    Some(TimeZone::UTC.to_timestamp(*at).ok()?.as_millisecond())
}

/// A message with its lines.
struct Open<'a> {
    header: Header<'a>,
    line: usize,
    more: Vec<&'a str>,
}

fn parse(record: &[u8], origin: &Origin<'_>) -> Result<Transcript, Reject> {
    let text = text::utf8(record)?;
    let (key, id_source) = key::call_key(record, origin, FORMAT.name, None, None)?;
    let mut builder = TranscriptBuilder::new(CallInfo::new(key, id_source));
    let mut open = Vec::<Open<'_>>::new();
    for (ix, line) in text::lines(text).enumerate() {
        match (header(line), open.last_mut()) {
            (Some(header), _) => open.push(Open { header, line: ix + 1, more: Vec::new() }),
            (None, Some(message)) => message.more.push(line),
            (None, None) if line.trim().is_empty() => {}
            (None, None) => builder.warn(WarningCode::BrokenCue, || format!("line {}", ix + 1)),
        }
    }
    if open.is_empty() {
        let message = "no line begins with a date, a time and a name";
        return Err(Reject::new(RejectCode::NotATranscript, message));
    }
    let headers: Vec<_> = open.iter().map(|message| message.header).collect();
    let order = order(&headers);
    if order.is_none() {
        builder.warn(WarningCode::UnreadableTime, || format!("line {}", open[0].line));
    }
    let zone = origin.time_zone;
    match (order, zone) {
        (Some((_, true)), _) => {
            let place = || format!("line {}", open[0].line);
            builder.warn(WarningCode::StartedAtUnreadable, place);
        }
        (Some((_, false)), None) => {
            let place = || format!("line {}", open[0].line);
            builder.warn(WarningCode::StartedAtWithoutZone, place);
        }
        (Some((_, false)), Some(_)) | (None, _) => {}
    }
    // The instant is known with a zone, and with no doubt about the day.
    let sure = zone.filter(|_| order.is_some_and(|(_, twins)| !twins));
    let mut messages = Vec::new();
    for message in &open {
        let place = format!("line {}", message.line);
        let Some((name, said)) = said(message) else {
            builder.warn(WarningCode::SystemMessage, || place);
            continue;
        };
        let at =
            order.and_then(|(order, _)| order.read(&message.header)).and_then(|at| match sure {
                Some(zone) => zone.to_timestamp(at).ok().map(Clock::Instant),
                None => clock(&at).map(Clock::Local),
            });
        messages.push(Message { party: roles::party_of(Some(name)), at, text: said, place });
    }
    super::add(&mut builder, messages)?;
    Ok(builder.build())
}

/// Name and text of a message; `None` for what WhatsApp wrote itself.
fn said<'a>(message: &Open<'a>) -> Option<(&'a str, String)> {
    let rest = message.header.rest;
    let (name, said) = rest.split_once(": ").or_else(|| Some((rest.strip_suffix(':')?, "")))?;
    let name = name.trim_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
    if name.is_empty() || name.chars().count() > MAX_NAME_CHARS {
        return None;
    }
    // `<Media omitted>`, or a line with a mark in front: «image omitted», «message deleted».
    let placeholder = said.starts_with(MARKS) || (said.starts_with('<') && said.ends_with('>'));
    if placeholder && message.more.is_empty() {
        return None;
    }
    let lines = std::iter::once(said).chain(message.more.iter().copied());
    let text: Vec<_> = lines.map(|line| line.trim_matches(MARKS).trim_end()).collect();
    Some((name, text.join("\n").trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Framing;
    use crate::format::testing::{rejected, summary};

    fn check(text: &str, expected: &str) {
        let zone = TimeZone::get("Europe/Kyiv").unwrap();
        let origin = Origin {
            framing: Framing::Whole,
            file_stem: Some("a"),
            time_zone: Some(&zone),
            ..Origin::default()
        };
        let call = parse(text.as_bytes(), &origin);
        let started = call.as_ref().ok().and_then(|call| call.info().started_at);
        let started = started.map_or("-".to_owned(), |at| at.to_string());
        let found = format!("{started} {}", summary(call));
        assert_eq!(found, expected.replace("whatsapp:", "whatsapp:a FileName"), "{text}");
    }

    #[test]
    fn lines_names_and_own_lines() {
        check(
            "\u{feff}21.11.26, 17:40 - Повідомлення захищено наскрізним шифруванням.\n\
             21.11.26, 17:40 - +380 50 123 45 67: Добрий день\nдруга: лінія\n\n\
             21.11.26, 17:42 - Підтримка: Вітаю\n21.11.26, 17:43 - Підтримка: <Медіа пропущено>\n\
             22.11.26, 00:00 - Підтримка: \u{200e}image omitted\n22.11.26, 09:00 - Anna:\n",
            "2026-11-21T15:40:00Z whatsapp: | unknown(+380 50 123 45 67) 0 Добрий день\\nдруга: лінія \
             | agent(label,Підтримка) 120000 Вітаю | ! system_message line 1 3",
        );
    }

    #[test]
    fn order_of_dates() {
        check(
            "[1/13/26, 5:40:12\u{202f}PM] A: x\n\u{200e}[1/14/26, 12:00:00 AM] B: y",
            "2026-01-13T15:40:12Z whatsapp: | unknown(A) 0 x | unknown(B) 22788000 y",
        );
        check(
            "2026-01-13, 17:40 - A: x\n2026-02-01, 17:40 - B: y",
            "2026-01-13T15:40:00Z whatsapp: | unknown(A) 0 x | unknown(B) 1641600000 y",
        );
        check(
            "1/2/26, 17:40 - A: x\n1/2/26, 17:41 - B: y",
            "- whatsapp: | unknown(A) 0 x | unknown(B) 60000 y | ! started_at_unreadable line 1 1",
        );
        check(
            "31/31/26, 17:40 - A: x",
            "- whatsapp: | unknown(A) - x | ! unreadable_time line 1 1",
        );
    }

    #[test]
    fn headers() {
        let check = |line: &str, expected: bool| {
            assert_eq!(header(line).is_some(), expected, "{line}");
        };
        for line in [
            "21.11.2026, 17:40 - A: x",
            "21/11/26 17:40 - A: x",
            "[21-11-26 05:40:01 p. m.] A: x",
            "[21.11.26, 17:40:01] A: x",
            "2026/11/21, 5:40 am - A: x",
        ] {
            check(line, true);
        }
        for line in [
            "",
            "x",
            "[",
            "21.11",
            "21.11.26",
            "21.11.26, 25:00 - A: x",
            "21.11.26, 17:40 A: x",
            "[00:01.5] Anna: x",
            "21.11-26, 17:40 - A: x",
            "1.2.3, 13:00 pm - A",
            "12345.1.1, 1:1 - x",
        ] {
            check(line, false);
        }
    }

    #[test]
    fn what_cannot_be_read() {
        assert_eq!(rejected(parse(b"hello", &Origin::default())), "not_a_transcript");
    }
}
