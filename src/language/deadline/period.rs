//! Weeks, months and their ends: «на этой неделе», "by the end of the month", «в апреле».

use super::clue::flag;
use super::line::{Lead, Line};
use super::{Day, Deadline, Unit, Which};

impl Line<'_> {
    /// A period; `at` is behind what introduces it.
    pub(super) fn period(&self, lead: Lead, at: usize) -> Option<(Deadline, usize)> {
        let end = |day: Day, end: usize| Some((Deadline::Day(day), end));
        let the = self.past_one(at, flag::THE);
        if self.clue(the).is(flag::CLOSE) && self.goes_on(the + 1, flag::OF) {
            let play = self.goes_on(the + 2, flag::SHIFT);
            return play.then_some((Deadline::WithinDay, the + 3));
        }
        if self.clue(the).is(flag::END | flag::MIDDLE | flag::BEGIN) {
            return self.part_of_period(the);
        }
        if self.clue(at).is(flag::END_OF_DAY) {
            return Some((Deadline::WithinDay, at + 1));
        }
        // "before the week is out"
        if lead == Lead::By && self.folded(the + 1) == "is" && self.folded(the + 2) == "out" {
            return end(whole(self.clue(the).unit?, 0)?, the + 3);
        }
        if self.clue(the).is(flag::WEEKEND) {
            let day = match lead {
                Lead::By => Day::Weekday(5, Which::Coming),
                Lead::None
                | Lead::At
                | Lead::Within
                | Lead::In
                | Lead::For
                | Lead::Onto
                | Lead::NotBefore => Day::Weekend,
            };
            return end(day, the + 1);
        }
        if let Some((weeks, unit, past)) = self.this_or_next(at) {
            let weekend = unit.is_none() && self.clue(past).is(flag::WEEKEND);
            if weekend {
                return end(Day::Weekend, past + 1);
            }
            return end(whole(unit?, weeks)?, past + 1);
        }
        // «в апреле», "in April"
        let clue = self.clue(at);
        let month = clue.month.filter(|_| matches!(lead, Lead::At | Lead::In))?;
        let bare = !self.open(at + 1) || self.numerals().number(at + 1).is_none();
        if bare { end(Day::EndOfNamedMonth(month), at + 1) } else { None }
    }

    /// "this week", «следующего месяца»: how many after this one, the unit, and its place.
    fn this_or_next(&self, at: usize) -> Option<(u8, Option<Unit>, usize)> {
        let the = self.past_one(at, flag::THE);
        let clue = self.clue(the);
        let unit = the + 1;
        if !self.open(unit) {
            return None;
        }
        let unit = self.past_one(unit, flag::WORKING);
        let of = self.clue(unit).unit;
        if clue.is(flag::NEXT) {
            return Some((1, of, unit));
        }
        if clue.is(flag::THIS) {
            return Some((0, of, unit));
        }
        // «на той неделе»
        (clue.is(flag::THAT) && of == Some(Unit::Week)).then_some((1, of, unit))
    }

    /// The end, the middle or the begin of a period.
    fn part_of_period(&self, at: usize) -> Option<(Deadline, usize)> {
        let clue = self.clue(at);
        let of = self.past(at + 1, flag::OF);
        if !self.open(of) {
            return None;
        }
        let end = |day: Day, end: usize| Some((Deadline::Day(day), end));
        let the = self.past_one(of, flag::THE);
        if let Some(month) = self.clue(the).month {
            let day = match () {
                () if clue.is(flag::BEGIN) => Day::Date { year: None, month: Some(month), day: 1 },
                () if clue.is(flag::MIDDLE) => {
                    Day::Date { year: None, month: Some(month), day: 15 }
                }
                () => Day::EndOfNamedMonth(month),
            };
            return end(day, the + 1);
        }
        let (after, unit, past) = match self.this_or_next(of) {
            Some((after, unit, past)) => (after, unit, past),
            None => {
                let past = self.past_one(the, flag::WORKING);
                (0, self.clue(past).unit, past)
            }
        };
        let working = (of..past).any(|at| self.clue(at).is(flag::WORKING));
        if self.clue(past).is(flag::SHIFT) && unit.is_none() {
            return Some((Deadline::WithinDay, past + 1));
        }
        if let Some(unit) = unit {
            if unit == Unit::Day && after == 0 {
                return Some((Deadline::WithinDay, past + 1));
            }
            let day = match unit {
                Unit::Week if working => Day::EndOfWorkingWeek(after),
                Unit::Minute
                | Unit::Hour
                | Unit::DayAndNight
                | Unit::WorkingDay
                | Unit::Day
                | Unit::Week
                | Unit::Month
                | Unit::Year => whole(unit, after)?,
            };
            return end(day, past + 1);
        }
        // "the end of Friday", «до конца завтрашнего дня»
        self.day(Lead::By, the)
    }
}

/// The end of a unit so many after this one.
fn whole(unit: Unit, after: u8) -> Option<Day> {
    Some(match (unit, after) {
        (Unit::Day, _) => Day::After(after),
        (Unit::Week, _) => Day::EndOfWeek(after),
        (Unit::Month, _) => Day::EndOfMonth(after),
        (Unit::Year, 0) => Day::EndOfYear,
        (Unit::Year | Unit::Minute | Unit::Hour | Unit::DayAndNight | Unit::WorkingDay, _) => {
            return None;
        }
    })
}
