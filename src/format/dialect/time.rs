//! Times as vendors write them: numbers of a unit, `"12.900s"`, `PT1.25S`, clocks and instants.

use super::super::label;
use super::tree::Json;
use crate::record::decimal;
use crate::units::{Millis, TimeError, TimeUnit};

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A number of it.
    Number(TimeUnit),
    /// Seconds with an `s` behind them, or `{"seconds": "12", "nanos": 900000000}`.
    Duration,
    /// An ISO 8601 duration: `PT6M15.26S`.
    Iso,
    /// `00:00:02,500`.
    Clock,
    /// An instant, RFC 3339.
    Instant,
    /// Milliseconds of the call, or of the epoch where they are too many for a call.
    Epoch,
}

/// Names of units in maps.
pub(super) const UNITS: &[(&str, Unit)] = &[
    ("s", Unit::Number(TimeUnit::Seconds)),
    ("ms", Unit::Number(TimeUnit::Milliseconds)),
    ("ticks", Unit::Number(TimeUnit::Ticks)),
    ("duration", Unit::Duration),
    ("iso", Unit::Iso),
    ("clock", Unit::Clock),
    ("instant", Unit::Instant),
    ("epoch_ms", Unit::Epoch),
];

/// A time that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    /// From the start of the call.
    Offset(Millis),
    /// Milliseconds since 1970.
    Instant(i64),
}

impl Time {
    /// How many milliseconds, from wherever; and whether from 1970.
    pub(super) fn parts(self) -> (Millis, bool) {
        match self {
            Time::Offset(at) => (at, false),
            Time::Instant(ms) => (Millis::new(ms), true),
        }
    }

    /// The time of [`parts`](Self::parts).
    pub(super) fn of_parts(at: Millis, of_epoch: bool) -> Time {
        if of_epoch { Time::Instant(at.get()) } else { Time::Offset(at) }
    }

    /// From the start of the call, if it was written so.
    pub(super) fn offset(self) -> Option<Millis> {
        match self {
            Time::Offset(at) => Some(at),
            Time::Instant(_) => None,
        }
    }
}

/// Milliseconds from which a number is no place in a call: the spring of 1973.
const EPOCH: i64 = 100_000_000_000;

/// Reads a time; `Err` for what is none. Objects are times for [`Unit::Duration`] only.
pub(super) fn read(json: &Json<'_>, unit: Unit) -> Result<Time, TimeError> {
    let text = json.text(String::new).ok().flatten();
    if let (Unit::Duration, None) = (unit, &text) {
        return seconds_and_nanos(json).map(Time::Offset);
    }
    let text = text.ok_or(TimeError::NotANumber)?;
    let text = text.trim();
    match unit {
        Unit::Number(unit) => {
            // Tables of these countries have a decimal comma.
            let number = text.contains(',').then(|| decimal(text)).flatten();
            Millis::parse(number.as_deref().unwrap_or(text), unit).map(Time::Offset)
        }
        Unit::Duration => {
            let number = text.strip_suffix('s').unwrap_or(text);
            Millis::parse(number, TimeUnit::Seconds).map(Time::Offset)
        }
        Unit::Iso => iso(text).map(Time::Offset),
        Unit::Clock => match label::stamp(text) {
            Some((at, "")) => Ok(Time::Offset(at)),
            Some(_) | None => Err(TimeError::NotANumber),
        },
        Unit::Instant => {
            let at: jiff::Timestamp = text.parse().map_err(|_| TimeError::NotANumber)?;
            Ok(Time::Instant(at.as_millisecond()))
        }
        Unit::Epoch => match text.parse() {
            Ok(ms @ EPOCH..) => Ok(Time::Instant(ms)),
            Ok(_) | Err(_) => Millis::parse(text, TimeUnit::Milliseconds).map(Time::Offset),
        },
    }
}

/// As client libraries write a duration; a part that is 0 may be left out.
fn seconds_and_nanos(json: &Json<'_>) -> Result<Millis, TimeError> {
    let Json::Object(_) = json else { return Err(TimeError::NotANumber) };
    let part = |name: &str| match json.get(name) {
        None | Some(Json::Null) => Ok("0".to_owned()),
        Some(part) => match part.text(String::new) {
            Ok(Some(text)) => Ok(text.into_owned()),
            Ok(None) | Err(_) => Err(TimeError::NotANumber),
        },
    };
    let nanos: u32 = part("nanos")?.parse().map_err(|_| TimeError::NotANumber)?;
    Millis::parse(&format!("{}.{nanos:09}", part("seconds")?), TimeUnit::Seconds)
}

/// `PT1H2M3.5S`, each part optional.
fn iso(text: &str) -> Result<Millis, TimeError> {
    let mut rest = text.strip_prefix("PT").ok_or(TimeError::NotANumber)?;
    let mut sum = Millis::ZERO;
    for (letter, times) in [('H', 3600), ('M', 60), ('S', 1)] {
        if let Some((number, after)) = rest.split_once(letter) {
            let part = Millis::parse(number, TimeUnit::Seconds)?;
            sum = sum.plus(part.get().saturating_mul(times));
            rest = after;
        }
    }
    if !rest.is_empty() || text == "PT" {
        return Err(TimeError::NotANumber);
    }
    // Each part has its limit; so has the sum.
    Millis::parse(&sum.get().to_string(), TimeUnit::Milliseconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, unit: &str, expected: Result<i64, TimeError>) {
        let unit = UNITS.iter().find(|(name, _)| *name == unit).unwrap().1;
        let json = Json::read(json.as_bytes(), false).unwrap();
        let found = read(&json, unit).map(|time| match time {
            Time::Offset(at) => at.get(),
            Time::Instant(ms) => ms,
        });
        assert_eq!(found, expected, "{json:?}");
    }

    #[test]
    fn every_way_to_write_a_time() {
        check("\"4.86\"", "s", Ok(4860));
        check("\"4,86\"", "s", Ok(4860));
        check("1.1999999", "s", Ok(1200));
        check("12500000.0", "ticks", Ok(1250));
        check("4999", "ticks", Ok(0));
        check("5000", "ticks", Ok(1));
        check("\"0.879999999s\"", "duration", Ok(880));
        check("\"6s\"", "duration", Ok(6000));
        check(r#"{"seconds":"12","nanos":900000000}"#, "duration", Ok(12_900));
        check(r#"{"nanos":500000}"#, "duration", Ok(1));
        check("{}", "duration", Ok(0));
        check("\"PT6M15.26S\"", "iso", Ok(375_260));
        check("\"PT1H\"", "iso", Ok(3_600_000));
        check("\"00:00:02,500\"", "clock", Ok(2500));
        check("\"2026-11-21T15:40:12.5Z\"", "instant", Ok(1_795_275_612_500));
        check("500", "epoch_ms", Ok(500));
        check("1700000000000", "epoch_ms", Ok(1_700_000_000_000));
        for (json, unit) in [
            ("\"NaN\"", "s"),
            ("\"1:2\"", "s"),
            ("\"PT\"", "iso"),
            ("\"PT1X\"", "iso"),
            ("\"P1D\"", "iso"),
            ("[]", "duration"),
            (r#"{"seconds":[]}"#, "duration"),
            ("true", "s"),
            ("\"today\"", "instant"),
        ] {
            check(json, unit, Err(TimeError::NotANumber));
        }
        check("-1", "ms", Err(TimeError::Negative));
        check("\"-0.5s\"", "duration", Err(TimeError::Negative));
        check("1e300", "s", Err(TimeError::TooLarge));
        check("\"PT99999999999H\"", "iso", Err(TimeError::TooLarge));
    }
}
