//! Which days are worked on: a file with the holidays of a country, or Monday to Friday.

use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The working days of a country, for the years its file has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    country: String,
    years: BTreeMap<i16, Year>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Year {
    holidays: BTreeSet<Date>,
    working_weekends: BTreeSet<Date>,
}

/// The calendar has nothing about a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearMissing(
    /// The year.
    pub i16,
);

/// What is wrong with a calendar file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarError {
    /// It is no TOML, or has other keys than a calendar has.
    Shape(String),
    /// It has no year at all.
    NoYears,
    /// A name of a year that is no year.
    NoYear(String),
    /// A day that stands under another year.
    OtherYear {
        /// The year it stands under.
        year: i16,
        /// The day.
        day: String,
    },
    /// What is written is no day.
    NoDay {
        /// The year it stands under.
        year: i16,
        /// What is written.
        written: String,
    },
    /// A working weekend that is no Saturday or Sunday.
    NoWeekend(Date),
    /// A day that is both a holiday and a working weekend.
    Both(Date),
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CalendarError::Shape(why) => write!(f, "{}", why.trim_end()),
            CalendarError::NoYears => {
                f.write_str("there is no year; write [years.2026] with holidays = [2026-01-01]")
            }
            CalendarError::NoYear(name) => {
                write!(f, "years.{name}: `{name}` is no year; write [years.2026]")
            }
            CalendarError::OtherYear { year, day } => {
                write!(f, "years.{year}: {day} is a day of another year")
            }
            CalendarError::NoDay { year, written } => {
                write!(f, "years.{year}: `{written}` is no day; write {year}-01-01")
            }
            CalendarError::NoWeekend(day) => write!(
                f,
                "working_weekends: {day} is no Saturday or Sunday, and so is worked on anyway"
            ),
            CalendarError::Both(day) => {
                write!(f, "{day} stands among holidays and among working_weekends; leave one")
            }
        }
    }
}

impl std::error::Error for CalendarError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    country: String,
    #[serde(default)]
    years: BTreeMap<String, WrittenYear>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenYear {
    holidays: Vec<toml::value::Datetime>,
    #[serde(default)]
    working_weekends: Vec<toml::value::Datetime>,
}

impl Calendar {
    /// Reads a calendar; `docs/promises.md` has an example.
    pub fn parse(text: &str) -> Result<Calendar, CalendarError> {
        let written: Written =
            toml::from_str(text).map_err(|error| CalendarError::Shape(error.to_string()))?;
        if written.years.is_empty() {
            return Err(CalendarError::NoYears);
        }
        let mut years = BTreeMap::new();
        for (name, days) in written.years {
            let year: i16 = name.parse().map_err(|_| CalendarError::NoYear(name.clone()))?;
            if !(1900..=2200).contains(&year) {
                return Err(CalendarError::NoYear(name));
            }
            let holidays = read_days(year, &days.holidays)?;
            let working_weekends = read_days(year, &days.working_weekends)?;
            for day in &working_weekends {
                if !is_weekend(*day) {
                    return Err(CalendarError::NoWeekend(*day));
                }
                if holidays.contains(day) {
                    return Err(CalendarError::Both(*day));
                }
            }
            years.insert(year, Year { holidays, working_weekends });
        }
        Ok(Calendar { country: written.country, years })
    }

    /// The country, as the file names it.
    pub fn country(&self) -> &str {
        &self.country
    }

    /// Whether a day is worked on; a year that the file lacks is not guessed.
    pub fn is_working(&self, day: Date) -> Result<bool, YearMissing> {
        let year = self.years.get(&day.year()).ok_or(YearMissing(day.year()))?;
        let weekend = is_weekend(day) && !year.working_weekends.contains(&day);
        Ok(!weekend && !year.holidays.contains(&day))
    }
}

fn read_days(
    year: i16,
    written: &[toml::value::Datetime],
) -> Result<BTreeSet<Date>, CalendarError> {
    let day = |written: &toml::value::Datetime| {
        let text = written.to_string();
        let day: Date =
            text.parse().map_err(|_| CalendarError::NoDay { year, written: text.clone() })?;
        if written.time.is_some() {
            return Err(CalendarError::NoDay { year, written: text });
        }
        match day.year() == year {
            true => Ok(day),
            false => Err(CalendarError::OtherYear { year, day: text }),
        }
    };
    written.iter().map(day).collect()
}

/// Whether a day is a Saturday or a Sunday.
pub(super) fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "country = \"UA\"\n[years.2026]\nholidays = [2026-03-09, 2026-03-12]\n\
                        working_weekends = [2026-03-14]\n";

    #[test]
    fn holidays_and_working_weekends() {
        let calendar = Calendar::parse(FILE).unwrap();
        assert_eq!(calendar.country(), "UA");
        let worked = |day: &str| calendar.is_working(day.parse().unwrap());
        for (day, expected) in [
            ("2026-03-11", Ok(true)),
            ("2026-03-12", Ok(false)),
            ("2026-03-13", Ok(true)),
            ("2026-03-14", Ok(true)),
            ("2026-03-15", Ok(false)),
            ("2026-12-31", Ok(true)),
            ("2027-01-01", Err(YearMissing(2027))),
        ] {
            assert_eq!(worked(day), expected, "{day}");
        }
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (text, told) in [
            ("", "missing field `country`"),
            ("country = \"UA\"\n", "there is no year"),
            ("country = \"UA\"\nyear = 1\n", "unknown field `year`"),
            ("country = \"UA\"\n[years.soon]\nholidays = []\n", "`soon` is no year"),
            ("country = \"UA\"\n[years.2026]\n", "missing field `holidays`"),
            ("country = \"UA\"\n[years.2026]\nholidays = [2025-01-01]\n", "of another year"),
            ("country = \"UA\"\n[years.2026]\nholidays = [10:00:00]\n", "is no day"),
            (
                "country = \"UA\"\n[years.2026]\nholidays = []\nworking_weekends = [2026-03-11]\n",
                "2026-03-11 is no Saturday or Sunday",
            ),
            (
                "country = \"UA\"\n[years.2026]\nholidays = [2026-03-14]\n\
                 working_weekends = [2026-03-14]\n",
                "leave one",
            ),
        ] {
            let why = Calendar::parse(text).unwrap_err().to_string();
            assert!(why.contains(told), "{why}");
        }
    }
}
