//! The measures everything else is written in: milliseconds, time spans, byte spans and keys.
//!
//! A missing time is never 0: where a source has no time there is no [`Millis`] at all.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Times above this are refused as nonsense: 100,000 hours.
const MAX_MILLIS: i64 = 100_000 * 3_600_000;

/// Whole milliseconds from the start of the call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millis(i64);

/// The unit in which a source writes a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// Seconds, usually with a fraction.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Ticks of 100 nanoseconds.
    Ticks,
}

/// Why a written time is no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeError {
    /// Not a decimal number (`NaN`, `1:30`, an empty string).
    NotANumber,
    /// Before the start of the call.
    Negative,
    /// More than 100,000 hours.
    TooLarge,
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TimeError::NotANumber => "not a decimal number",
            TimeError::Negative => "negative",
            TimeError::TooLarge => "above 100000 hours",
        })
    }
}

impl std::error::Error for TimeError {}

impl Millis {
    /// The start of the call.
    pub const ZERO: Millis = Millis(0);

    /// Whole milliseconds.
    pub const fn new(ms: i64) -> Millis {
        Millis(ms)
    }

    /// The number of milliseconds.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Reads a decimal as it was written, exactly, rounding half up to a whole millisecond.
    ///
    /// Takes what JSON calls a number, also with an exponent. No float is involved:
    /// `1.4905` seconds are 1,491 ms, as on paper.
    ///
    /// ```
    /// use callsift::units::{Millis, TimeUnit};
    /// assert_eq!(Millis::parse("1.4905", TimeUnit::Seconds), Ok(Millis::new(1491)));
    /// assert_eq!(Millis::parse("1.2e3", TimeUnit::Milliseconds), Ok(Millis::new(1200)));
    /// assert!(Millis::parse("NaN", TimeUnit::Seconds).is_err());
    /// ```
    pub fn parse(decimal: &str, unit: TimeUnit) -> Result<Millis, TimeError> {
        let shift = match unit {
            TimeUnit::Seconds => 3,
            TimeUnit::Milliseconds => 0,
            TimeUnit::Ticks => -4,
        };
        parse_scaled(decimal, shift).map(Millis)
    }

    /// As [`parse`](Self::parse) reads so many whole milliseconds; `None` if it would refuse them.
    pub(crate) fn of_whole(ms: i64) -> Option<Millis> {
        (0..=MAX_MILLIS).contains(&ms).then_some(Millis(ms))
    }

    /// `self - earlier`, which may be negative.
    pub const fn since(self, earlier: Millis) -> i64 {
        self.0 - earlier.0
    }

    /// Later by `ms` milliseconds.
    #[must_use]
    pub const fn plus(self, ms: i64) -> Millis {
        Millis(self.0.saturating_add(ms))
    }
}

/// Reads `decimal` × 10^`shift` as an integer, rounding half up.
fn parse_scaled(decimal: &str, shift: i64) -> Result<i64, TimeError> {
    let text = decimal.trim();
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            (mantissa, exponent.parse::<i32>().map_err(|_| TimeError::NotANumber)?)
        }
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = || whole.bytes().chain(fraction.bytes());
    if digits().next().is_none() || !digits().all(|b| b.is_ascii_digit()) {
        return Err(TimeError::NotANumber);
    }
    if digits().all(|b| b == b'0') {
        return Ok(0);
    }
    if negative {
        return Err(TimeError::Negative);
    }
    // `point` digits stand before the decimal point once the value is scaled.
    let point = whole.len() as i64 + i64::from(exponent) + shift;
    let mut value: i64 = 0;
    let mut rest = digits();
    let mut at = 0;
    while at < point {
        let digit = rest.next().map_or(0, |b| i64::from(b - b'0'));
        value = value.saturating_mul(10).saturating_add(digit);
        if value > MAX_MILLIS {
            return Err(TimeError::TooLarge);
        }
        at += 1;
    }
    // The digit right after the point decides the rounding; with a point left of all digits it is 0.
    let half_up = point >= 0 && rest.next().is_some_and(|b| b >= b'5');
    let value = value + i64::from(half_up);
    if value > MAX_MILLIS { Err(TimeError::TooLarge) } else { Ok(value) }
}

/// Reads a length of time as people write it, in whole milliseconds: `10 s`, `1.5s`, `500 ms`, `2 min`.
pub fn parse_duration(written: &str) -> Result<i64, TimeError> {
    let text = written.trim();
    let unit_at = text.find(|c: char| c.is_ascii_alphabetic()).ok_or(TimeError::NotANumber)?;
    let (number, unit) = text.split_at(unit_at);
    match unit {
        "ms" => parse_scaled(number, 0),
        "s" => parse_scaled(number, 3),
        "min" | "m" => parse_scaled(number, 3).map(|ms| ms.saturating_mul(60)),
        _ => Err(TimeError::NotANumber),
    }
}

/// A stretch of time with `start <= end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeSpan {
    start: Millis,
    end: Millis,
}

impl TimeSpan {
    /// `None` when `end` comes before `start`.
    pub fn new(start: Millis, end: Millis) -> Option<TimeSpan> {
        (start <= end).then_some(TimeSpan { start, end })
    }

    /// The empty stretch at one instant.
    pub const fn at(instant: Millis) -> TimeSpan {
        TimeSpan { start: instant, end: instant }
    }

    /// Start.
    pub const fn start(self) -> Millis {
        self.start
    }

    /// End, never before the start.
    pub const fn end(self) -> Millis {
        self.end
    }

    /// Length in milliseconds.
    pub const fn duration_ms(self) -> i64 {
        self.end.0 - self.start.0
    }

    /// The stretch both share, if it is longer than an instant.
    pub fn intersection(self, other: TimeSpan) -> Option<TimeSpan> {
        let start = self.start.max(other.start);
        let end = self.end.min(other.end);
        (start < end).then_some(TimeSpan { start, end })
    }
}

/// A range of bytes, `start <= end`, on character borders of the text it belongs to.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// # Panics
    /// When `end` comes before `start`; spans are cut from real text, never from input numbers.
    #[inline]
    pub const fn new(start: u32, end: u32) -> Span {
        assert!(start <= end, "a span ends before it starts");
        Span { start, end }
    }

    /// First byte.
    #[inline]
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[inline]
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// Number of bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Nothing between start and end.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range to index text with.
    #[inline]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start()..self.end()
    }
}

/// What tells a call apart from all others: telephone system and its number for the call.
///
/// Two systems may count alike, so the key is always both, written `source:call_id`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallKey {
    source: String,
    call_id: String,
}

impl CallKey {
    /// `source` is the telephone system or export, `call_id` its id for the call.
    pub fn new(source: impl Into<String>, call_id: impl Into<String>) -> CallKey {
        CallKey { source: source.into(), call_id: call_id.into() }
    }

    /// The telephone system.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The id within its system.
    pub fn call_id(&self) -> &str {
        &self.call_id
    }
}

impl fmt::Display for CallKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.source, self.call_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Result<i64, TimeError> {
        Millis::parse(text, TimeUnit::Seconds).map(Millis::get)
    }

    #[test]
    fn decimals_are_exact() {
        assert_eq!(seconds("0"), Ok(0));
        assert_eq!(seconds("-0.0"), Ok(0));
        assert_eq!(seconds("1.4905"), Ok(1491));
        assert_eq!(seconds("1.4904999999999999"), Ok(1490));
        assert_eq!(seconds("0.0005"), Ok(1));
        assert_eq!(seconds("0.00049"), Ok(0));
        assert_eq!(seconds("12"), Ok(12_000));
        assert_eq!(seconds("1.5e1"), Ok(15_000));
        assert_eq!(seconds("15e-1"), Ok(1_500));
        assert_eq!(seconds("5e-4"), Ok(1));
        assert_eq!(seconds("5e-5"), Ok(0));
        assert_eq!(seconds("0.879999999"), Ok(880));
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["", "-", ".", "NaN", "inf", "1:30", "1.2.3", "1e", "0x10", "١"] {
            assert_eq!(seconds(text), Err(TimeError::NotANumber), "{text}");
        }
        assert_eq!(seconds("-0.1"), Err(TimeError::Negative));
        assert_eq!(seconds("1e400"), Err(TimeError::TooLarge));
        assert_eq!(seconds("99999999999999999999999999"), Err(TimeError::TooLarge));
        assert_eq!(seconds("1e-2147483648"), Ok(0));
        assert_eq!(seconds("360000000"), Ok(360_000_000_000));
        assert_eq!(seconds("360000000.1"), Err(TimeError::TooLarge));
    }

    #[test]
    fn durations() {
        for (written, ms) in [("10 s", 10_000), ("1.5s", 1_500), ("500ms", 500), ("2 min", 120_000)]
        {
            assert_eq!(parse_duration(written), Ok(ms), "{written}");
        }
        for written in ["10", "s", "ten s", "-1 s", "1 h", ""] {
            assert!(parse_duration(written).is_err(), "{written}");
        }
    }

    #[test]
    fn spans_cannot_run_backwards() {
        assert!(TimeSpan::new(Millis::new(2), Millis::new(1)).is_none());
        let a = TimeSpan::new(Millis::new(0), Millis::new(10)).unwrap();
        let b = TimeSpan::new(Millis::new(10), Millis::new(12)).unwrap();
        assert_eq!(a.intersection(b), None);
    }
}
