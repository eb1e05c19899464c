//! Times of a table: of which unit a column is, and a cell as milliseconds.

use super::super::draft;
use super::super::label;
use super::columns::{Column, Columns, Field};
use crate::record::{Row, decimal, written_date_time};
use crate::units::{Millis, TimeUnit};

/// How the times of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Numbers.
    Number(TimeUnit),
    /// `0:38`, `00:00:02,500`.
    Clock,
    /// A day with a time of day.
    Instant,
}

/// A time of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// Milliseconds from the start of the call, or of the day.
    Offset(i64),
    /// Milliseconds since 1970.
    Instant(i64),
    /// Milliseconds by a clock of which nobody knows the zone; only distances count.
    Local(i64),
}

/// Letters in the shortest time that people need for one: below it a number is milliseconds.
const SLOWEST: f64 = 0.5;

/// What is seen of the times of a table before they are read.
#[derive(Debug, Default)]
pub(super) struct Seen {
    clocks: u64,
    instants: u64,
    numbers: u64,
    /// Numbers with something behind the point.
    fractions: u64,
    letters: f64,
    /// In the unit of the table, whichever that is.
    spoken: f64,
    /// Start and letters of the row before.
    last: Option<(f64, f64)>,
}

impl Seen {
    /// Takes notice of a row.
    pub(super) fn row(&mut self, columns: &Columns, row: &Row) {
        let cell = |field| columns.find(field).map_or("", |column| row.cell(column.at).trim());
        let number = |field| decimal(cell(field)).and_then(|number| number.parse::<f64>().ok());
        let start = cell(Field::Start);
        if start.is_empty() {
            return;
        }
        match (number(Field::Start), label::stamp(start)) {
            (Some(_), _) => self.numbers += 1,
            (None, Some((_, ""))) => self.clocks += 1,
            (None, _) => self.instants += 1,
        }
        let fraction = |field| {
            let number = decimal(cell(field)).unwrap_or_default();
            number.split_once('.').is_some_and(|(_, rest)| rest.bytes().any(|digit| digit != b'0'))
        };
        self.fractions += u64::from([Field::Start, Field::End].into_iter().any(fraction));
        let Some(start) = number(Field::Start) else { return };
        let letters = cell(Field::Text).chars().count() as f64;
        if let Some(end) = number(Field::End) {
            self.letters += letters;
            self.spoken += (end - start).max(0.0);
        } else if let Some((before, said)) = self.last.replace((start, letters))
            && start > before
        {
            self.letters += said;
            self.spoken += start - before;
        }
    }

    /// How times of the utterances are written, and whether the unit is a guess.
    pub(super) fn kind(&self, columns: &Columns) -> (Kind, bool) {
        if self.clocks > self.numbers.max(self.instants) {
            return (Kind::Clock, false);
        }
        if self.instants > self.numbers {
            return (Kind::Instant, false);
        }
        let named = columns.find(Field::Start).and_then(|column| column.unit);
        if let Some(unit) = named {
            return (Kind::Number(unit), false);
        }
        if self.fractions > 0 || self.spoken <= 0.0 {
            return (Kind::Number(TimeUnit::Seconds), false);
        }
        let slow = self.letters / self.spoken < SLOWEST;
        let unit = if slow { TimeUnit::Milliseconds } else { TimeUnit::Seconds };
        (Kind::Number(unit), true)
    }
}

/// A cell as a time; `None` where it is none.
pub(super) fn read(
    cell: &str,
    column: Column,
    kind: Kind,
    zone: Option<&jiff::tz::TimeZone>,
) -> Option<Moment> {
    let cell = cell.trim();
    if let Some(number) = decimal(cell) {
        let unit = match (column.unit, kind) {
            (Some(unit), _) | (None, Kind::Number(unit)) => unit,
            (None, Kind::Clock | Kind::Instant) => TimeUnit::Seconds,
        };
        return Millis::parse(&number, unit).ok().map(|at| Moment::Offset(at.get()));
    }
    if let Some((at, "")) = label::stamp(cell) {
        return Some(Moment::Offset(at.get()));
    }
    if let Ok(at) = draft::instant(cell, zone) {
        return Some(Moment::Instant(at.as_millisecond()));
    }
    let local = cell.parse().ok().or_else(|| written_date_time(cell))?;
    let utc = jiff::tz::TimeZone::UTC.to_timestamp(local).ok()?;
    cell.contains(':').then_some(Moment::Local(utc.as_millisecond()))
}
