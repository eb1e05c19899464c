//! What a history is worked out with.

use crate::record::history_v1 as json;
use crate::scan::promise::Calendar;
use jiff::tz::TimeZone;
use std::fmt;
use std::str::FromStr;

/// Days and counts of a history, and when is worked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistorySettings {
    /// A complaint of the same category within so many days is a repeat.
    pub repeat_days: u64,
    /// Complaints within so many days are compared for severity.
    pub severity_days: u64,
    /// So many days without a contact are silence.
    pub silent_days: u64,
    /// Working hours within which a complaint is to be answered.
    pub answer_hours: u64,
    /// An offer at most so many days after a complaint belongs to it.
    pub offer_days: u64,
    /// So many complaints make a customer one who complains often,
    pub ours_complaints: u64,
    /// within so many days.
    pub ours_days: u64,
    /// Calls within so many days give risk.
    pub risk_days: u64,
    /// From when to when is worked.
    pub hours: WorkingHours,
    /// On which days.
    pub days: WorkingDays,
    /// In which time zone; nobody knows when working hours are without.
    pub zone: Option<TimeZone>,
}

impl Default for HistorySettings {
    fn default() -> HistorySettings {
        HistorySettings {
            repeat_days: 30,
            severity_days: 90,
            silent_days: 30,
            answer_hours: 8,
            offer_days: 30,
            ours_complaints: 3,
            ours_days: 180,
            risk_days: 90,
            hours: WorkingHours { open: 9 * 60, close: 18 * 60 },
            days: WorkingDays::MondayToFriday,
            zone: None,
        }
    }
}

/// Which days are worked on.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum WorkingDays {
    /// Without holidays.
    #[default]
    MondayToFriday,
    /// A service that never closes.
    EveryDay,
    /// Those of a country.
    Calendar(Calendar),
    /// Those of a calendar that a record names and that is not at hand.
    NotAtHand(String),
}

const MONDAY_TO_FRIDAY: &str = "monday_to_friday";
const EVERY_DAY: &str = "every_day";

/// From when to when is worked, in minutes of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkingHours {
    pub(super) open: u16,
    pub(super) close: u16,
}

/// The minutes of a day.
pub(super) const DAY: u16 = 24 * 60;

impl fmt::Display for WorkingHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [open, close] = [self.open, self.close].map(|m| format!("{:02}:{:02}", m / 60, m % 60));
        write!(f, "{open}-{close}")
    }
}

/// Hours that are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadWorkingHours(String);

impl fmt::Display for BadWorkingHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` are no working hours; write 09:00-18:00, an hour or more", self.0)
    }
}

impl std::error::Error for BadWorkingHours {}

impl FromStr for WorkingHours {
    type Err = BadWorkingHours;

    fn from_str(written: &str) -> Result<WorkingHours, BadWorkingHours> {
        let minute = |time: &str| {
            let (hour, minute) = time.trim().split_once(':')?;
            let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
            (minute < 60 && hour <= 24).then_some(hour * 60 + minute).filter(|m| *m <= DAY)
        };
        let hours = written.split_once('-').and_then(|(open, close)| {
            let (open, close) = (minute(open)?, minute(close)?);
            (open.saturating_add(60) <= close).then_some(WorkingHours { open, close })
        });
        hours.ok_or_else(|| BadWorkingHours(written.to_owned()))
    }
}

impl HistorySettings {
    /// As it stands on a record.
    pub(in crate::record) fn written(&self) -> json::Settings {
        json::Settings {
            repeat_days: self.repeat_days,
            severity_days: self.severity_days,
            silent_days: self.silent_days,
            answer_hours: self.answer_hours,
            offer_days: self.offer_days,
            ours_complaints: self.ours_complaints,
            ours_days: self.ours_days,
            risk_days: self.risk_days,
            hours: self.hours.to_string(),
            calendar: match &self.days {
                WorkingDays::MondayToFriday => MONDAY_TO_FRIDAY.to_owned(),
                WorkingDays::EveryDay => EVERY_DAY.to_owned(),
                WorkingDays::Calendar(calendar) => calendar.country().to_owned(),
                WorkingDays::NotAtHand(name) => name.clone(),
            },
            time_zone: self.zone.as_ref().and_then(TimeZone::iana_name).map(str::to_owned),
        }
    }

    /// Those that a record names, where it is computed anew without others.
    pub(in crate::record) fn read(written: &json::Settings) -> HistorySettings {
        let zone = written.time_zone.as_deref();
        HistorySettings {
            repeat_days: written.repeat_days,
            severity_days: written.severity_days,
            silent_days: written.silent_days,
            answer_hours: written.answer_hours,
            offer_days: written.offer_days,
            ours_complaints: written.ours_complaints,
            ours_days: written.ours_days,
            risk_days: written.risk_days,
            hours: written.hours.parse().unwrap_or(HistorySettings::default().hours),
            days: match written.calendar.as_str() {
                MONDAY_TO_FRIDAY => WorkingDays::MondayToFriday,
                EVERY_DAY => WorkingDays::EveryDay,
                name => WorkingDays::NotAtHand(name.to_owned()),
            },
            zone: zone.and_then(|name| TimeZone::get(name).ok()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_and_written() {
        for (written, read) in [
            ("09:00-18:00", Some("09:00-18:00")),
            ("9:30 - 24:00", Some("09:30-24:00")),
            ("00:00-24:00", Some("00:00-24:00")),
            ("09:00-09:59", None),
            ("18:00-09:00", None),
            ("09:00-24:01", None),
            ("09:60-18:00", None),
            ("nine to five", None),
            ("", None),
        ] {
            let hours = written.parse::<WorkingHours>().ok().map(|hours| hours.to_string());
            assert_eq!(hours.as_deref(), read, "{written}");
        }
    }

    #[test]
    fn settings_on_a_record_are_read_again() {
        let settings = HistorySettings {
            silent_days: 7,
            hours: "08:00-20:00".parse().unwrap(),
            days: WorkingDays::EveryDay,
            zone: TimeZone::get("Europe/Kyiv").ok(),
            ..HistorySettings::default()
        };
        assert_eq!(HistorySettings::read(&settings.written()), settings);
    }
}
