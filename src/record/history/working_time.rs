//! When so many working hours are over.

use super::settings::{DAY, HistorySettings, WorkingDays};
use crate::record::history_v1::Reason;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Days looked through; with an hour a day the most hours that can be set are over before.
const MOST_DAYS: u32 = 3_000;

/// The instant at which `answer_hours` working hours have passed since another.
pub(super) fn due(settings: &HistorySettings, since: Timestamp) -> Result<Timestamp, Reason> {
    let zone = settings.zone.as_ref().ok_or(Reason::NoTimeZone)?;
    let hours = i64::try_from(settings.answer_hours).unwrap_or(i64::MAX / 3_600);
    let mut left = SignedDuration::from_hours(hours.min(i64::from(MOST_DAYS)));
    let mut day = zone.to_datetime(since).date();
    for _ in 0..MOST_DAYS {
        if is_working(&settings.days, day)? {
            let open = instant(zone, day, settings.hours.open)?.max(since);
            let close = instant(zone, day, settings.hours.close)?;
            let time = close.duration_since(open);
            if time >= left {
                return open.checked_add(left).map_err(|_| Reason::CalendarYearMissing);
            }
            // Before it opens, and after it has closed, nothing passes.
            left -= time.max(SignedDuration::ZERO);
        }
        day = day.tomorrow().map_err(|_| Reason::CalendarYearMissing)?;
    }
    Err(Reason::CalendarYearMissing)
}

fn is_working(days: &WorkingDays, day: Date) -> Result<bool, Reason> {
    match days {
        WorkingDays::EveryDay => Ok(true),
        WorkingDays::MondayToFriday => {
            Ok(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
        }
        WorkingDays::Calendar(calendar) => {
            calendar.is_working(day).map_err(|_| Reason::CalendarYearMissing)
        }
        WorkingDays::NotAtHand(_) => Err(Reason::NoCalendar),
    }
}

/// A minute of a day; one that the clock leaves out in spring is the one after it.
fn instant(zone: &TimeZone, day: Date, minute: u16) -> Result<Timestamp, Reason> {
    let beyond = |_| Reason::CalendarYearMissing;
    let day = if minute >= DAY { day.tomorrow().map_err(beyond)? } else { day };
    let (hour, minute) = ((minute % DAY / 60) as i8, (minute % 60) as i8);
    Ok(day.at(hour, minute, 0, 0).to_zoned(zone.clone()).map_err(beyond)?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::promise::Calendar;

    const HOLIDAYS: &str = "country = \"UA\"\n[years.2026]\nholidays = [2026-03-12]\n\
                            working_weekends = [2026-03-14]\n";

    #[test]
    fn working_hours_pass_only_while_is_worked() {
        let calendar = || WorkingDays::Calendar(Calendar::parse(HOLIDAYS).unwrap());
        for (since, hours, days, expected) in [
            // A Wednesday, 10:00 in Kyiv.
            (
                "2026-03-11T10:00:00+02:00",
                8,
                WorkingDays::MondayToFriday,
                "2026-03-11T18:00:00+02:00",
            ),
            (
                "2026-03-11T10:00:01+02:00",
                8,
                WorkingDays::MondayToFriday,
                "2026-03-12T09:00:01+02:00",
            ),
            ("2026-03-11T10:00:01+02:00", 8, calendar(), "2026-03-13T09:00:01+02:00"),
            // Friday evening: the weekend does not count, unless it is worked on.
            (
                "2026-03-13T19:00:00+02:00",
                2,
                WorkingDays::MondayToFriday,
                "2026-03-16T11:00:00+02:00",
            ),
            ("2026-03-13T19:00:00+02:00", 2, calendar(), "2026-03-14T11:00:00+02:00"),
            ("2026-03-13T19:00:00+02:00", 2, WorkingDays::EveryDay, "2026-03-14T11:00:00+02:00"),
            // Before it opens.
            (
                "2026-03-11T03:00:00+02:00",
                1,
                WorkingDays::MondayToFriday,
                "2026-03-11T10:00:00+02:00",
            ),
            // The night in which the clock is put forward.
            ("2026-03-28T17:00:00+02:00", 2, WorkingDays::EveryDay, "2026-03-29T10:00:00+03:00"),
            // Many days.
            (
                "2026-03-11T09:00:00+02:00",
                45,
                WorkingDays::MondayToFriday,
                "2026-03-17T18:00:00+02:00",
            ),
        ] {
            let settings = HistorySettings {
                answer_hours: hours,
                days,
                zone: TimeZone::get("Europe/Kyiv").ok(),
                ..HistorySettings::default()
            };
            let expected: Timestamp = expected.parse().unwrap();
            assert_eq!(due(&settings, since.parse().unwrap()), Ok(expected), "{since} + {hours}");
        }
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        let since = "2026-12-31T17:00:00Z".parse().unwrap();
        let kyiv = TimeZone::get("Europe/Kyiv").ok();
        let calendar = WorkingDays::Calendar(Calendar::parse(HOLIDAYS).unwrap());
        for (zone, days, reason) in [
            (None, WorkingDays::EveryDay, Reason::NoTimeZone),
            (kyiv.clone(), calendar, Reason::CalendarYearMissing),
            (kyiv, WorkingDays::NotAtHand("UA".to_owned()), Reason::NoCalendar),
        ] {
            let settings = HistorySettings { zone, days, ..HistorySettings::default() };
            assert_eq!(due(&settings, since), Err(reason));
        }
    }
}
