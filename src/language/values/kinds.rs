//! Money, durations, dates and telephone numbers.

use super::grammar::{Number, Reader};
use super::sense::flag;
use super::token::{Glue, Token};

/// Digits of a telephone number.
const PHONE_DIGITS: std::ops::RangeInclusive<u32> = 7..=15;
/// Numbers that are years.
const YEARS: std::ops::Range<u64> = 1900..2100;
/// A unit of time.
const UNIT: u64 = flag::UNIT | flag::HOUR;

impl Reader<'_> {
    /// A number or a range: «две-три», «пять или шесть», "two to three".
    fn amount(self, at: usize) -> Option<Number> {
        let low = self.number(at)?;
        let rising = |high: &Number| high.value > low.value;
        if self.goes_on(low.end, flag::OR) && self.next(low.end + 1).is_some() {
            return self.number(low.end + 1).filter(rising).or(Some(low));
        }
        let hyphen = self.next(low.end).map(|token| token.glue == Glue::Hyphen);
        let high = hyphen.and_then(|_| self.number(low.end)).filter(rising).filter(|high| {
            let near = high.value <= low.value.saturating_mul(2) && low.spelled && high.spelled;
            hyphen == Some(true) || near
        });
        high.or(Some(low))
    }

    pub(super) fn money(self, at: usize) -> Option<usize> {
        if self.sense(at).is(flag::CODE) && self.next(at + 1).is_some() {
            return self.number(at + 1).map(|number| number.end);
        }
        let number = self.amount(at)?;
        let signed = self.token(at).is_some_and(|token| token.money_before)
            || self.token(number.end - 1).is_some_and(|token| token.money_after);
        let end = if signed { number.end } else { number.end + 1 };
        if signed {
            return Some(self.past(end, flag::CURRENCY));
        }
        if self.goes_on(number.end, flag::COINS) {
            return Some(end);
        }
        if !self.goes_on(number.end, flag::CURRENCY) {
            return None;
        }
        // «два рубля двадцать копеек»
        let more = self.past(end, flag::AND);
        let coins = self.next(more).and_then(|_| self.number(more));
        let coins = coins.filter(|number| self.goes_on(number.end, flag::COINS));
        Some(coins.map_or(end, |number| number.end + 1))
    }

    pub(super) fn duration(self, at: usize) -> Option<usize> {
        let one = [
            self.counted(at),
            self.part_of_unit(at),
            self.one_of_unit(at),
            self.turned(at),
            self.bare(at),
        ];
        let mut end = one.into_iter().flatten().max()?;
        // «час с половиной», «два часа двадцать минут»
        end = self.half_more(end);
        loop {
            let more = self.past(end, flag::AND);
            let next = self.next(more).and_then(|_| self.counted(more).or(self.half_word(more)));
            match next {
                Some(next) => end = next,
                None => return Some(end),
            }
        }
    }

    /// «два часа», «несколько рабочих дней», "two and a half hours".
    fn counted(self, at: usize) -> Option<usize> {
        let vague = || {
            let from = at + usize::from(self.sense(at).is(flag::ARTICLE));
            let continues = from == at || self.next(from).is_some();
            (continues && self.sense(from).is(flag::VAGUE)).then_some(from + 1)
        };
        let amount = self.amount(at);
        // «в 2025 году» is a date without a day.
        let is_year = |number: Number| YEARS.contains(&number.value);
        if amount.is_some_and(|number| is_year(number) && self.goes_on(number.end, flag::YEAR)) {
            return None;
        }
        let end = amount.map(|number| number.end).or_else(vague)?;
        let end = self.half_more(end);
        // "a couple of weeks", "two of the days" is none.
        let end = self.past(end, flag::OF);
        let end = self.past(end, flag::UNIT_ADJECTIVE);
        self.unit(end)
    }

    /// Past a unit that does not tell the time of day: «два часа дня».
    fn unit(self, at: usize) -> Option<usize> {
        let hour = self.goes_on(at, flag::HOUR);
        let clock = hour && self.goes_on(at + 1, flag::PART_OF_DAY);
        (self.goes_on(at, UNIT) && !clock).then_some(at + 1)
    }

    /// Past «с половиной», "and a half".
    pub(in crate::language) fn half_more(self, at: usize) -> usize {
        if self.goes_on(at, flag::WITH) && self.goes_on(at + 1, flag::HALF_MORE) {
            return at + 2;
        }
        let english = self.goes_on(at, flag::AND_WITHIN)
            && self.goes_on(at + 1, flag::ARTICLE)
            && self.goes_on(at + 2, flag::HALF_ENGLISH);
        if english { at + 3 } else { at }
    }

    fn half_word(self, at: usize) -> Option<usize> {
        self.sense(at).is(flag::DURATION).then_some(at + 1)
    }

    /// «полчаса», «пів години», "half an hour", "three quarters of an hour".
    fn part_of_unit(self, at: usize) -> Option<usize> {
        if let Some(end) = self.half_word(at) {
            return Some(end);
        }
        let half = |at: usize| {
            let part = self.sense(at).is(flag::HALF | flag::QUARTER);
            let end = self.past(self.past(at + 1, flag::OF), flag::ARTICLE);
            if part { self.unit(end) } else { None }
        };
        let counted = self.number(at).map(|number| number.end);
        let counted = counted.or(self.sense(at).is(flag::ARTICLE).then_some(at + 1));
        let counted = counted.filter(|end| self.goes_on(*end, flag::QUARTER | flag::HALF));
        half(at).or_else(|| half(counted?))
    }

    /// "an hour", "a whole week".
    fn one_of_unit(self, at: usize) -> Option<usize> {
        if !self.sense(at).is(flag::ARTICLE) {
            return None;
        }
        self.unit(self.past(at + 1, flag::UNIT_ADJECTIVE))
    }

    /// «часа два», «минут двадцать».
    fn turned(self, at: usize) -> Option<usize> {
        if !self.sense(at).is(flag::TURNED) || self.next(at + 1).is_none() {
            return None;
        }
        let number = self.number(at + 1).filter(|number| number.spelled)?;
        let another = UNIT | flag::UNIT_ADJECTIVE | flag::CURRENCY | flag::COINS;
        (!self.goes_on(number.end, another)).then_some(number.end)
    }

    /// «неделю», «рабочего дня», «целый час».
    fn bare(self, at: usize) -> Option<usize> {
        let adjective = self.sense(at).is(flag::UNIT_ADJECTIVE);
        let unit = at + usize::from(adjective);
        if adjective && self.next(unit).is_none() {
            return None;
        }
        let hour_before = self.before(at).is_some_and(|token| token.sense.is(flag::HOUR));
        let clock = (self.sense(unit).is(flag::HOUR) && self.goes_on(unit + 1, flag::PART_OF_DAY))
            || (hour_before && self.sense(at).is(flag::PART_OF_DAY) && self.next(at).is_some());
        let numbered = self.next(at).and_then(|_| self.before(at)).is_some_and(is_dictated);
        (self.sense(unit).is(flag::BARE) && !clock && !numbered).then_some(unit + 1)
    }

    pub(super) fn date(self, at: usize) -> Option<usize> {
        let dates = [self.day_word(at), self.numeric_date(at), self.day_and_month(at)];
        dates.into_iter().flatten().max()
    }

    /// «завтра», «понедельник», "the day after tomorrow".
    fn day_word(self, at: usize) -> Option<usize> {
        if self.sense(at).is(flag::DAY) {
            return Some(at + 1);
        }
        let the = usize::from(self.sense(at).is(flag::THE));
        let day =
            self.sense(at + the).is(flag::DAY_WORD) && (the == 0 || self.next(at + 1).is_some());
        let far = self.goes_on(at + the + 1, flag::BEFORE_AFTER)
            && self.goes_on(at + the + 2, flag::NEIGHBOUR_DAY);
        (day && far).then_some(at + the + 3)
    }

    /// `15.03`, `15.03.2026`, `15/03/26`, `2026-03-15`.
    fn numeric_date(self, at: usize) -> Option<usize> {
        let first = self.token(at)?.digits?;
        let second = self.next(at + 1)?;
        let month = second.digits?;
        let glue = second.glue;
        if !matches!(glue, Glue::Point | Glue::Slash | Glue::Hyphen) {
            return None;
        }
        let third = self.next(at + 2).filter(|token| token.glue == glue).and_then(|t| t.digits);
        let is_day = |value: u64| (1..=31).contains(&value);
        let is_month = (1..=12).contains(&month.value) && month.count <= 2;
        let american = first.value <= 12 && is_day(month.value) && month.count <= 2;
        let from_year = first.count == 4 && is_month && third.is_some_and(|day| is_day(day.value));
        let from_day = is_day(first.value) && first.count <= 2 && (is_month || american);
        let year = third.is_some_and(|year| year.count == 4 || year.count == 2);
        if from_year || (from_day && year) {
            return Some(self.past(at + 3, flag::YEAR));
        }
        let short = from_day && is_month && month.count == 2 && third.is_none();
        (short && glue != Glue::Hyphen).then_some(at + 2)
    }

    /// «первого мая», «15 марта 2026 года», "the 5th of May", "May 5", «пятого числа».
    fn day_and_month(self, at: usize) -> Option<usize> {
        let start = at + usize::from(self.sense(at).is(flag::THE));
        if start > at && self.next(start).is_none() {
            return None;
        }
        if let Some(end) = self.day(start) {
            let month = self.past(end, flag::OF);
            if self.goes_on(month, flag::MONTH) {
                return Some(self.year(month + 1));
            }
            return self.goes_on(end, flag::DAY_OF_MONTH).then_some(end + 1);
        }
        if self.sense(at).is(flag::MONTH) {
            let day = self.past(at + 1, flag::THE);
            let end = self.next(day).and_then(|_| self.day(day))?;
            return Some(self.year(end));
        }
        None
    }

    /// The day of a month.
    fn day(self, at: usize) -> Option<usize> {
        let is_day = |value: u64| (1..=31).contains(&value);
        if let Some((end, _)) = self.place_in_row(at).filter(|(_, value)| is_day(*value)) {
            return Some(end);
        }
        let digits = self.token(at)?.digits.filter(|digits| digits.count <= 2)?;
        is_day(digits.value).then_some(at + 1)
    }

    /// Past the year, if one follows: `2026`, «2026 года», «две тысячи двадцать шестого года».
    fn year(self, at: usize) -> usize {
        let is_year = |value: u64| YEARS.contains(&value);
        let Some(token) = self.next(at) else { return at };
        if token.digits.is_some_and(|digits| digits.count == 4 && is_year(digits.value)) {
            return self.past(at + 1, flag::YEAR);
        }
        match self.place_in_row(at).filter(|(_, value)| is_year(*value)) {
            Some((end, _)) => self.past(end, flag::YEAR),
            None => at,
        }
    }

    /// Groups of digits or of plain numerals that together are as many digits as a number has.
    pub(super) fn phone(self, at: usize) -> Option<usize> {
        let inside = self.next(at).and_then(|_| self.before(at)).is_some_and(is_dictated);
        if inside && !self.token(at)?.plus_before {
            return None;
        }
        let mut end = at;
        let mut groups: Vec<(usize, u32)> = Vec::new();
        while let Some((next, digits)) = self.dictated(end, end > at) {
            end = next;
            groups.push((end, digits));
        }
        // «… три дня»: the last number counts what follows and belongs to it.
        let counts = |at: usize| {
            self.next(at).is_some_and(|token| {
                let sense = token.sense;
                sense.scale.or(sense.multiplier).is_some()
                    || sense.is(UNIT | flag::CURRENCY | flag::COINS | flag::MONTH)
                    || (token.glue == Glue::Joined && token.digits.is_none())
            })
        };
        let money = self.token(at)?.money_before || self.before(end)?.money_after;
        if counts(end) || money {
            groups.pop();
        }
        let end = groups.last()?.0;
        let digits: u32 = groups.iter().map(|(_, digits)| digits).sum();
        let plus = self.token(at)?.plus_before;
        let amount = groups.len() > 1 && !plus && self.number(at).is_some_and(|n| n.end == end);
        let date = self.numeric_date(at).is_some_and(|date| date == end);
        (PHONE_DIGITS.contains(&digits) && !amount && !date).then_some(end)
    }

    /// One dictated group, and how many digits it has.
    fn dictated(self, at: usize, goes_on: bool) -> Option<(usize, u32)> {
        let token = if goes_on { self.next(at)? } else { self.token(at)? };
        if let Some(digits) = token.digits {
            return Some((at + 1, digits.count));
        }
        let sense = token.sense;
        if sense.is(flag::SPOKEN_ZERO) {
            return Some((at + 1, 1));
        }
        if sense.is(flag::REPEATED) {
            let digit = self.next(at + 1)?;
            let single = digit.digits.is_some_and(|digits| digits.count == 1)
                || digit.sense.cardinal.is_some_and(|value| value < 10)
                || digit.sense.is(flag::SPOKEN_ZERO);
            return single.then_some((at + 2, 2));
        }
        let number = self.number(at).filter(|number| number.plain && number.spelled)?;
        let digits = number.value.checked_ilog10().map_or(1, |log| log + 1);
        Some((number.end, digits))
    }
}

/// Whether a token may belong to a dictated number.
fn is_dictated(token: &Token) -> bool {
    let spelled = token.sense.cardinal.is_some() || token.sense.is(flag::SPOKEN_ZERO);
    token.digits.is_some() || spelled || token.sense.is(flag::REPEATED)
}
