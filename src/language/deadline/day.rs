//! Days: «завтра», «в пятницу», «двадцать пятого марта», 25.03.

use super::clue::flag;
use super::line::{Lead, Line};
use super::{Day, Deadline, Which};
use crate::language::values::token::Glue;

/// Numbers that are years.
const YEARS: std::ops::Range<u64> = 2000..2100;

impl Line<'_> {
    /// A day; `at` is behind what introduces it.
    pub(super) fn day(&self, lead: Lead, at: usize) -> Option<(Deadline, usize)> {
        let (day, end) = self
            .numeric_date(lead, at)
            .or_else(|| self.day_and_month(at))
            .or_else(|| self.month_and_day(at))
            .or_else(|| self.day_of_month(lead, at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.day_word(at))?;
        Some((Deadline::Day(day), end))
    }

    /// «завтра», "the day after tomorrow", «завтрашнего дня».
    fn day_word(&self, at: usize) -> Option<(Day, usize)> {
        let the = self.past_one(at, flag::THE);
        let far = self.clue(the).is(flag::DAY_WORD)
            && self.folded(the + 1) == "after"
            && self.folded(the + 2) == "tomorrow";
        if far {
            return Some((Day::After(2), the + 3));
        }
        let days = self.clue(at).day?;
        let long = self.open(at + 1) && matches!(self.folded(at + 1), "дня" | "дню" | "день");
        Some((Day::After(days), at + 1 + usize::from(long)))
    }

    /// «в следующую пятницу», "this Friday".
    fn weekday(&self, at: usize) -> Option<(Day, usize)> {
        let the = self.past_one(at, flag::THE);
        let clue = self.clue(the);
        let modified = clue.is(flag::NEXT | flag::THIS | flag::NEAREST) && self.open(the + 1);
        let named =
            if modified { self.past(the, flag::THIS | flag::NEXT | flag::NEAREST) } else { the };
        let weekday = self.clue(named).weekday?;
        let next = (the..named).any(|at| self.clue(at).is(flag::NEXT));
        let which = if next { Which::Next } else { Which::Coming };
        Some((Day::Weekday(weekday, which), named + 1))
    }

    /// `25.03`, `25.03.2026`, `25/03`, `2026-03-25`.
    fn numeric_date(&self, lead: Lead, at: usize) -> Option<(Day, usize)> {
        let digits = |at: usize| self.token(at).and_then(|token| token.digits);
        let first = digits(at)?;
        let second = digits(at + 1).filter(|_| self.open(at + 1))?;
        let glue = self.token(at + 1)?.glue;
        if !matches!(glue, Glue::Point | Glue::Slash | Glue::Hyphen) {
            return None;
        }
        let third = digits(at + 2).filter(|_| self.token(at + 2).is_some_and(|t| t.glue == glue));
        let small = |value: u64| u8::try_from(value).ok();
        let date = |year: Option<u64>, month: u64, day: u64| {
            let year = year.map(|year| if year < 100 { year + 2000 } else { year });
            let known = (1..=12).contains(&month) && (1..=31).contains(&day);
            let year = year.and_then(|year| u16::try_from(year).ok());
            known.then_some(Day::Date { year, month: Some(small(month)?), day: small(day)? })
        };
        if first.count == 4 {
            let third = third?;
            return Some((date(Some(first.value), second.value, third.value)?, at + 3));
        }
        if let Some(year) = third.filter(|year| year.count == 4 || year.count == 2) {
            let (day, month) = if second.value > 12 && first.value <= 12 {
                (second.value, first.value)
            } else {
                (first.value, second.value)
            };
            return Some((date(Some(year.value), month, day)?, at + 3));
        }
        let led = lead != Lead::None;
        let short = second.count == 2 && glue != Glue::Hyphen && led && third.is_none();
        if !short {
            return None;
        }
        let (day, month) = if second.value > 12 && glue == Glue::Slash {
            (second.value, first.value)
        } else {
            (first.value, second.value)
        };
        Some((date(None, month, day)?, at + 2))
    }

    /// «двадцать пятого марта», «15 марта 2026 года», "the 5th of May".
    fn day_and_month(&self, at: usize) -> Option<(Day, usize)> {
        let start = self.past_one(at, flag::THE);
        let (day, end) = self.number_of_day(start)?;
        let named = self.past_one(end, flag::OF);
        let month = self.clue(named).month.filter(|_| self.open(named))?;
        let (year, end) = self.year(named + 1);
        Some((Day::Date { year, month: Some(month), day }, end))
    }

    /// "March 25th", "May the 5th".
    fn month_and_day(&self, at: usize) -> Option<(Day, usize)> {
        let month = self.clue(at).month?;
        let from = self.past_one(at + 1, flag::THE);
        if !self.open(from) {
            return None;
        }
        let (day, end) = self.number_of_day(from)?;
        let (year, end) = self.year(end);
        Some((Day::Date { year, month: Some(month), day }, end))
    }

    /// «двадцатого числа», «до двадцатого», "by the 20th".
    fn day_of_month(&self, lead: Lead, at: usize) -> Option<(Day, usize)> {
        let start = self.past_one(at, flag::THE);
        let (day, end) = self.number_of_day(start)?;
        let date = Day::Date { year: None, month: None, day };
        if self.goes_on(end, flag::OF_MONTH) {
            return Some((date, end + 1));
        }
        let last = self.folded(end - 1);
        let by_ending = matches!(last, "st" | "nd" | "rd" | "th" | "го" | "ого" | "е");
        let ordinal =
            by_ending || self.numerals().place_in_row(start).is_some_and(|(e, _)| e == end);
        let english = start > at && matches!(lead, Lead::By | Lead::At) && ordinal;
        let dative = matches!(lead, Lead::By) && last.ends_with("ому");
        let slavic = lead == Lead::By && ordinal && (last.ends_with("го") || dative);
        let apart = lead == Lead::None && matches!(last, "го" | "st" | "nd" | "rd" | "th");
        let apart = apart && !self.open(end) && ordinal;
        let counts = self.open(end) && counted_noun(self.folded(end));
        ((english || slavic || apart) && !counts).then_some((date, end))
    }

    /// The number of a day: an ordinal, or one or two digits.
    fn number_of_day(&self, at: usize) -> Option<(u8, usize)> {
        let small = |value: u64| u8::try_from(value).ok().filter(|day| (1..=31).contains(day));
        if let Some((end, value)) = self.numerals().place_in_row(at)
            && let Some(day) = small(value)
        {
            return Some((day, end));
        }
        let digits = self.token(at)?.digits.filter(|digits| digits.count <= 2)?;
        Some((small(digits.value)?, at + 1))
    }

    /// The year, if one follows, and where the date ends.
    fn year(&self, at: usize) -> (Option<u16>, usize) {
        let token = self.token(at);
        // "April 10, 2026"
        let digits = token.and_then(|token| token.digits).filter(|digits| digits.count == 4);
        let said = match digits {
            Some(digits) => Some((digits.value, at + 1)),
            None if self.open(at) => {
                self.numerals().place_in_row(at).map(|(end, value)| (value, end))
            }
            None => None,
        };
        match said.filter(|(year, _)| YEARS.contains(year)) {
            Some((year, end)) => (u16::try_from(year).ok(), self.past_one(end, flag::YEAR)),
            None => (None, at),
        }
    }
}

/// Words that an ordinal before them counts: "on the second floor".
fn counted_noun(folded: &str) -> bool {
    [
        "floor",
        "line",
        "time",
        "attempt",
        "try",
        "call",
        "ring",
        "stage",
        "этаж",
        "раз",
        "звонк",
        "лини",
        "этап",
        "уровн",
        "отдел",
        "поверх",
        "рівн",
        "відділ",
        "дзвінк",
        "очеред",
    ]
    .iter()
    .any(|begin| folded.starts_with(begin))
}
