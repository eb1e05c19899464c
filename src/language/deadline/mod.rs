//! Deadlines said in words or digits: days, hours, spans, ends of weeks and months, and vague ones.
//!
//! What is found is what was said, «до пятницы», not the day it means: that depends on when the call
//! was. The words of all languages are known at once, since people mix them. `docs/promises.md` has
//! the table.

mod clock;
mod clue;
mod day;
mod en;
mod line;
mod period;
mod ru;
mod span;
mod uk;

use super::values::ValueWord;
use super::values::sense::sense;
use line::Line;

/// A unit of a span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// «сутки»: 24 hours.
    DayAndNight,
    /// A day.
    Day,
    /// A day on which people work.
    WorkingDay,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// Which one of those that have the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The next one to come.
    Coming,
    /// «следующая»: the one in the week after this.
    Next,
}

/// A day as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// So many days after today.
    After(u8),
    /// A day of the week, from Monday as 1.
    Weekday(u8, Which),
    /// A day of a month; what was not said is `None`.
    Date {
        /// The year.
        year: Option<u16>,
        /// The month, from 1.
        month: Option<u8>,
        /// The day, from 1.
        day: u8,
    },
    /// The end of the week so many weeks after this one.
    EndOfWeek(u8),
    /// The last working day of the week so many weeks after this one.
    EndOfWorkingWeek(u8),
    /// The end of the month so many months after this one.
    EndOfMonth(u8),
    /// The end of the month with this number.
    EndOfNamedMonth(u8),
    /// The end of the year.
    EndOfYear,
    /// The coming weekend.
    Weekend,
    /// What is left of this working day.
    WorkingDay,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOfDay {
    /// Up to noon.
    Morning,
    /// Noon and after it.
    Day,
    /// The evening and the night.
    Evening,
}

/// Which half of the day an hour is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// Said, or clear from the number.
    Known,
    /// «до шести»: not said.
    Open,
}

/// What was said of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// A day.
    Day(Day),
    /// A time of day, in minutes from midnight.
    Clock(u16, Half),
    /// A part of a day.
    Part(PartOfDay),
    /// So many halves of a unit from now.
    Span(u32, Unit),
    /// «в течение дня»: no more than the day that is meant.
    WithinDay,
    /// No time that could be named.
    Vague,
    /// «не раньше пятницы»: a begin, and no end.
    NotBefore,
    /// «в прошлую пятницу».
    Past,
}

/// A deadline and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// What was said.
    pub deadline: Deadline,
    /// Place of its first word.
    pub first: usize,
    /// Place of its last word, inclusive.
    pub last: usize,
}

/// Whether a folded word can belong to a deadline at all: where none does, nothing need be read.
pub fn tells_time(folded: &str) -> bool {
    let numeral = || {
        let sense = sense(folded);
        sense.cardinal.or(sense.ordinal).is_some()
    };
    let digits = folded.as_bytes().first().is_some_and(u8::is_ascii_digit);
    digits || clue::clue(folded).tells_time() || numeral()
}

/// The deadlines of one sentence, from left to right, none overlapping another.
pub fn find(words: &[ValueWord<'_>]) -> Vec<Found> {
    let line = Line::read(words);
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        match line.deadline(at) {
            Some((deadline, end)) if end > at => {
                found.push(Found { deadline, first: line.word(at), last: line.word(end - 1) });
                at = end;
            }
            Some(_) | None => at += 1,
        }
    }
    found
}

/// The words of one language, folded, with white space between.
#[derive(Debug)]
struct Tables {
    /// From Monday.
    weekdays: [&'static str; 7],
    /// From January; forms that stand beside a day or alone.
    months: [&'static str; 12],
    /// Today, tomorrow, the day after tomorrow.
    days: [&'static str; 3],
    /// Units of time.
    units: &'static [(Unit, &'static str)],
    /// Words of one or more kinds.
    others: &'static [(u64, &'static str)],
    /// Phrases that name no time, one a line.
    vague: &'static str,
}
