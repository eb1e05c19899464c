//! From what was said, «до пятницы», to the day or the instant it means. `docs/promises.md` has the rules.

use super::Workdays;
use super::calendar::{Calendar, YearMissing, is_weekend};
use crate::language::deadline::{Day, Deadline, Half, PartOfDay, Unit, Which};
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Span, Timestamp, ToSpan, Zoned};

/// When a promise is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At an instant, told with the offset of the call's clock.
    At(Timestamp, Offset),
    /// On a day, up to its last second.
    On(Date),
    /// Nobody can tell from what was said.
    Vague,
    /// It cannot be worked out.
    Unknown(NoDate),
}

/// Why a deadline that was said has no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDate {
    /// The call has no start.
    NoStart,
    /// The start says no offset, and no time zone is set.
    NoTimeZone,
    /// The calendar lacks a year that is needed.
    CalendarYearMissing,
    /// There is no such day: 30 February.
    NoSuchDate,
}

impl NoDate {
    /// All of them.
    pub const ALL: [NoDate; 4] =
        [NoDate::NoStart, NoDate::NoTimeZone, NoDate::CalendarYearMissing, NoDate::NoSuchDate];

    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            NoDate::NoStart => "no_start",
            NoDate::NoTimeZone => "no_time_zone",
            NoDate::CalendarYearMissing => "calendar_year_missing",
            NoDate::NoSuchDate => "no_such_date",
        }
    }
}

/// How exactly a deadline was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DuePrecision {
    /// In minutes from now.
    Minute,
    /// An hour, or hours from now.
    Hour,
    /// A day.
    Day,
    /// A number of working days.
    WorkingDays,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
    /// Not at all.
    Vague,
}

impl DuePrecision {
    /// All of them.
    pub const ALL: [DuePrecision; 8] = [
        DuePrecision::Minute,
        DuePrecision::Hour,
        DuePrecision::Day,
        DuePrecision::WorkingDays,
        DuePrecision::Week,
        DuePrecision::Month,
        DuePrecision::Year,
        DuePrecision::Vague,
    ];

    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            DuePrecision::Minute => "minute",
            DuePrecision::Hour => "hour",
            DuePrecision::Day => "day",
            DuePrecision::WorkingDays => "working_days",
            DuePrecision::Week => "week",
            DuePrecision::Month => "month",
            DuePrecision::Year => "year",
            DuePrecision::Vague => "vague",
        }
    }
}

/// What a call's clock shows, and who works when.
#[derive(Clone, Debug)]
pub(super) struct Clock<'c> {
    /// The start of the call; else why there is none.
    pub(super) start: Result<Zoned, NoDate>,
    pub(super) calendar: Option<&'c Calendar>,
}

impl<'c> Clock<'c> {
    /// The clock of a call: its own offset, else the zone that is set. A zone that agrees with the
    /// offset is taken, since it knows when clocks are changed.
    pub(super) fn new(
        started_at: Option<Timestamp>,
        offset: Option<Offset>,
        zone: Option<&TimeZone>,
        calendar: Option<&'c Calendar>,
    ) -> Clock<'c> {
        let start = started_at.ok_or(NoDate::NoStart).and_then(|at| {
            let zone = match (offset, zone) {
                (Some(offset), Some(zone)) if zone.to_offset(at) == offset => zone.clone(),
                (Some(offset), _) => TimeZone::fixed(offset),
                (None, Some(zone)) => zone.clone(),
                (None, None) => return Err(NoDate::NoTimeZone),
            };
            Ok(at.to_zoned(zone))
        });
        Clock { start, calendar }
    }

    pub(super) fn workdays(&self) -> Workdays {
        self.calendar.map_or(Workdays::MondayToFriday, |calendar| {
            Workdays::Of(calendar.country().to_owned())
        })
    }

    /// When the deadlines of one promise are, taken together.
    pub(super) fn due(&self, said: &Said) -> When {
        if said.is_vague() {
            return When::Vague;
        }
        match self.start.as_ref().map_err(|why| *why).and_then(|start| self.exact(start, said)) {
            Ok(when) => when,
            Err(why) => When::Unknown(why),
        }
    }

    fn exact(&self, start: &Zoned, said: &Said) -> Result<When, NoDate> {
        let short = |unit| matches!(unit, Unit::Minute | Unit::Hour | Unit::DayAndNight);
        let only_today = said.days.iter().all(|day| *day == Day::After(0));
        if let Some((halves, unit)) = said.span.filter(|(_, unit)| only_today && short(*unit)) {
            let seconds = match unit {
                Unit::Minute => 30,
                Unit::DayAndNight => 12 * 60 * 60,
                Unit::Hour
                | Unit::Day
                | Unit::WorkingDay
                | Unit::Week
                | Unit::Month
                | Unit::Year => 30 * 60,
            };
            let after = (i64::from(halves) * seconds).seconds();
            let at = start.timestamp().checked_add(after).map_err(|_| NO_DATE)?;
            return Ok(When::At(at, start.time_zone().to_offset(at)));
        }
        let today = start.date();
        let date = match (said.days.is_empty(), said.span) {
            (false, _) => Some(self.date(today, &said.days)?),
            (true, Some((halves, unit))) => Some(self.after(today, halves, unit)?),
            (true, None) => None,
        };
        if let Some((minutes, half)) = said.clock {
            return clock(start, date, minutes, half, said.part);
        }
        let tomorrow = || add(today, 1.day());
        Ok(When::On(match (date, said.part) {
            (Some(date), _) => date,
            (None, Some(PartOfDay::Morning)) if start.hour() >= 12 => tomorrow()?,
            (None, Some(PartOfDay::Day)) if start.hour() >= 17 => tomorrow()?,
            (None, Some(PartOfDay::Morning | PartOfDay::Day | PartOfDay::Evening) | None) => today,
        }))
    }

    /// The day that several names of days mean together: a date before all, a day of a week in that
    /// week, else the latest.
    fn date(&self, today: Date, days: &[Day]) -> Result<Date, NoDate> {
        let week = days
            .iter()
            .find_map(|day| if let Day::EndOfWeek(weeks) = day { Some(*weeks) } else { None });
        let weekday = days
            .iter()
            .find_map(|day| if let Day::Weekday(weekday, _) = day { Some(*weekday) } else { None });
        if let (Some(weeks), Some(weekday)) = (week, weekday) {
            return day_of_week(today, weeks, weekday);
        }
        let sure = |day: &&Day| matches!(day, Day::Date { .. });
        let near = |day: &&Day| matches!(day, Day::After(_));
        let chosen: Vec<&Day> = match () {
            () if days.iter().any(|day| sure(&day)) => days.iter().filter(sure).collect(),
            () if weekday.is_some() && days.iter().any(|day| near(&day)) => {
                days.iter().filter(near).collect()
            }
            () => days.iter().collect(),
        };
        let mut latest = None;
        for day in chosen {
            latest = latest.max(Some(self.one_date(today, *day)?));
        }
        latest.ok_or(NO_DATE)
    }

    fn one_date(&self, today: Date, day: Day) -> Result<Date, NoDate> {
        match day {
            Day::After(days) => add(today, i64::from(days).days()),
            Day::Weekday(weekday, Which::Next) => day_of_week(today, 1, weekday),
            Day::Weekday(weekday, Which::Coming) => {
                let now = today.weekday().to_monday_one_offset();
                let days = (i64::from(weekday) - i64::from(now)).rem_euclid(7);
                add(today, if days == 0 { 7 } else { days }.days())
            }
            Day::Date { year, month, day } => date(today, year, month, day),
            Day::EndOfWeek(weeks) => day_of_week(today, weeks, 7),
            Day::EndOfWorkingWeek(weeks) => {
                let mut day = day_of_week(today, weeks, 7)?;
                for _ in 0..6 {
                    if self.is_working(day)? {
                        break;
                    }
                    day = day.yesterday().map_err(|_| NO_DATE)?;
                }
                Ok(day)
            }
            Day::EndOfMonth(months) => {
                Ok(add(today.first_of_month(), i64::from(months).months())?.last_of_month())
            }
            Day::EndOfNamedMonth(month) => {
                let month = i8::try_from(month).map_err(|_| NO_DATE)?;
                let year = today.year() + i16::from(month < today.month());
                Ok(Date::new(year, month, 1).map_err(|_| NO_DATE)?.last_of_month())
            }
            Day::EndOfYear => Ok(today.last_of_year()),
            Day::Weekend => day_of_week(today, 0, 7),
            Day::WorkingDay => {
                let mut day = today;
                for _ in 0..MOST_IDLE {
                    if self.is_working(day)? {
                        return Ok(day);
                    }
                    day = day.tomorrow().map_err(|_| NO_DATE)?;
                }
                Err(NO_DATE)
            }
        }
    }

    /// The last day of a span; the first is tomorrow.
    fn after(&self, today: Date, halves: u32, unit: Unit) -> Result<Date, NoDate> {
        let halves = i64::from(halves);
        let whole = halves / 2;
        let up = whole + halves % 2;
        match unit {
            Unit::WorkingDay => self.working_days_after(today, up),
            Unit::Week => add(today, ((halves * 7 + 1) / 2).days()),
            Unit::Month => add(today, whole.months().days(halves % 2 * 15)),
            Unit::Year => add(today, (halves * 6).months()),
            Unit::Day | Unit::DayAndNight | Unit::Hour | Unit::Minute => add(today, up.days()),
        }
    }

    fn working_days_after(&self, today: Date, count: i64) -> Result<Date, NoDate> {
        let mut day = today;
        let (mut left, mut idle) = (count, 0);
        while left > 0 && idle < MOST_IDLE {
            day = day.tomorrow().map_err(|_| NO_DATE)?;
            let works = self.is_working(day)?;
            left -= i64::from(works);
            idle = if works { 0 } else { idle + 1 };
        }
        if left > 0 { Err(NO_DATE) } else { Ok(day) }
    }

    fn is_working(&self, day: Date) -> Result<bool, NoDate> {
        match self.calendar {
            Some(calendar) => {
                calendar.is_working(day).map_err(|YearMissing(_)| NoDate::CalendarYearMissing)
            }
            None => Ok(!is_weekend(day)),
        }
    }
}

const NO_DATE: NoDate = NoDate::NoSuchDate;

/// Days in a row on which nobody works, more than which no calendar has.
const MOST_IDLE: u32 = 366;

fn add(date: Date, span: Span) -> Result<Date, NoDate> {
    date.checked_add(span).map_err(|_| NO_DATE)
}

/// A day of the week so many weeks after this one; weeks begin on Monday.
fn day_of_week(today: Date, weeks: u8, weekday: u8) -> Result<Date, NoDate> {
    let now = i64::from(today.weekday().to_monday_one_offset());
    add(today, (i64::from(weeks) * 7 + i64::from(weekday) - now).days())
}

/// A date; without a year the next one, without a month the next month that has the day.
fn date(today: Date, year: Option<u16>, month: Option<u8>, day: u8) -> Result<Date, NoDate> {
    let of = |year: i16, month: i8| Date::new(year, month, i8::try_from(day).unwrap_or(0)).ok();
    let said = |month: u8| i8::try_from(month).unwrap_or(0);
    match (year, month) {
        (Some(year), Some(month)) => {
            of(i16::try_from(year).map_err(|_| NO_DATE)?, said(month)).ok_or(NO_DATE)
        }
        (None, Some(month)) => {
            let this = of(today.year(), said(month)).ok_or(NO_DATE)?;
            if this >= today { Ok(this) } else { of(today.year() + 1, said(month)).ok_or(NO_DATE) }
        }
        (_, None) => {
            let mut first = today.first_of_month();
            for _ in 0..12 {
                let this = of(first.year(), first.month()).filter(|date| *date >= today);
                if let Some(date) = this {
                    return Ok(date);
                }
                first = add(first, 1.month())?;
            }
            Err(NO_DATE)
        }
    }
}

/// Up to which minute of the evening an hour without its half may be meant.
const LATEST: u16 = 21 * 60;

/// A time of day; on no day that was said it is the next such time.
fn clock(
    start: &Zoned,
    date: Option<Date>,
    minutes: u16,
    half: Half,
    part: Option<PartOfDay>,
) -> Result<When, NoDate> {
    let (noon, seven) = (12 * 60, 8 * 60);
    let later = |minutes: u16| if minutes < noon { minutes + noon } else { minutes };
    // Nobody works from one to seven at night.
    let usual = |minutes: u16| if minutes < seven { later(minutes) } else { minutes };
    let now = i64::from(start.hour()) * 60 + i64::from(start.minute());
    let passed = |minutes: u16| i64::from(minutes) <= now;
    let today = date.is_none_or(|date| date == start.date());
    let minutes = match (half, part) {
        (Half::Known, _) => minutes,
        (Half::Open, Some(PartOfDay::Morning)) => minutes,
        (Half::Open, Some(PartOfDay::Day | PartOfDay::Evening)) => later(minutes),
        (Half::Open, None)
            if today
                && passed(usual(minutes))
                && !passed(later(minutes))
                && later(minutes) <= LATEST =>
        {
            later(minutes)
        }
        (Half::Open, None) => usual(minutes),
    };
    let date = match date {
        Some(date) => date,
        None if passed(minutes) => add(start.date(), 1.day())?,
        None => start.date(),
    };
    let date = if minutes >= 24 * 60 { add(date, 1.day())? } else { date };
    let minutes = i8::try_from(minutes % (24 * 60) / 60)
        .and_then(|hour| i8::try_from(minutes % 60).map(|minute| (hour, minute)));
    let (hour, minute) = minutes.map_err(|_| NO_DATE)?;
    let time = Time::new(hour, minute, 0, 0).map_err(|_| NO_DATE)?;
    let at = date.to_datetime(time).to_zoned(start.time_zone().clone()).map_err(|_| NO_DATE)?;
    Ok(When::At(at.timestamp(), at.offset()))
}

/// The deadlines of one promise.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    days: Vec<Day>,
    clock: Option<(u16, Half)>,
    part: Option<PartOfDay>,
    span: Option<(u32, Unit)>,
    within_day: bool,
    vague: bool,
}

impl Said {
    /// What several deadlines say together; of two of a kind the later one counts.
    pub(super) fn of(deadlines: impl IntoIterator<Item = Deadline>) -> Said {
        let mut said = Said::default();
        for deadline in deadlines {
            match deadline {
                Deadline::Day(day) => said.days.push(day),
                Deadline::Clock(minutes, half) => said.clock = Some((minutes, half)),
                Deadline::Part(part) => said.part = Some(part),
                Deadline::Span(halves, unit) => {
                    let longer = |(before, known): (u32, Unit)| known != unit || before <= halves;
                    if said.span.is_none_or(longer) {
                        said.span = Some((halves, unit));
                    }
                }
                Deadline::WithinDay => said.within_day = true,
                Deadline::Vague => said.vague = true,
                Deadline::NotBefore | Deadline::Past => {}
            }
        }
        said
    }

    /// Whether no day, hour or span was said.
    pub(super) fn is_vague(&self) -> bool {
        self.days.is_empty()
            && self.clock.is_none()
            && self.part.is_none()
            && self.span.is_none()
            && !self.within_day
    }

    /// Whether nothing at all was said of a time.
    pub(super) fn is_empty(&self) -> bool {
        self.is_vague() && !self.vague
    }

    /// Whether working days count towards the date.
    pub(super) fn counts_working_days(&self) -> bool {
        let day = |day: &Day| matches!(day, Day::WorkingDay | Day::EndOfWorkingWeek(_));
        let span = matches!(self.span, Some((_, Unit::WorkingDay))) && self.days.is_empty();
        span || self.days.iter().any(day)
    }

    /// How exactly it was said.
    pub(super) fn precision(&self) -> DuePrecision {
        if self.is_vague() {
            return DuePrecision::Vague;
        }
        if self.clock.is_some() {
            return DuePrecision::Hour;
        }
        let of_day = |day: &Day| match day {
            Day::After(_) | Day::Weekday(..) | Day::Date { .. } => DuePrecision::Day,
            Day::WorkingDay => DuePrecision::WorkingDays,
            Day::EndOfWeek(_) | Day::EndOfWorkingWeek(_) | Day::Weekend => DuePrecision::Week,
            Day::EndOfMonth(_) | Day::EndOfNamedMonth(_) => DuePrecision::Month,
            Day::EndOfYear => DuePrecision::Year,
        };
        let only_today = self.days.iter().all(|day| *day == Day::After(0));
        match (self.span, self.days.iter().map(of_day).min_by_key(|p| *p as u8)) {
            (Some((_, Unit::Minute)), _) if only_today => DuePrecision::Minute,
            (Some((_, Unit::Hour | Unit::DayAndNight)), _) if only_today => DuePrecision::Hour,
            (_, Some(day)) => day,
            (Some((_, Unit::WorkingDay)), None) => DuePrecision::WorkingDays,
            (Some((_, Unit::Week)), None) => DuePrecision::Week,
            (Some((_, Unit::Month)), None) => DuePrecision::Month,
            (Some((_, Unit::Year)), None) => DuePrecision::Year,
            (Some((_, Unit::Minute | Unit::Hour | Unit::DayAndNight | Unit::Day)) | None, None) => {
                DuePrecision::Day
            }
        }
    }
}
