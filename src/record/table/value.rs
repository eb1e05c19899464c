//! What stands in a cell, as people and spreadsheets write it in these countries.

use jiff::civil::DateTime;

/// Whether a number was written by a spreadsheet that has thrown digits away: `7,9123E+10`.
///
/// A telephone number or an id of that shape is nobody's; the column has to be text in the
/// spreadsheet.
pub fn lost_digits(text: &str) -> bool {
    let text = text.trim();
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let Some(exponent) = exponent.strip_prefix('+') else { return false };
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    let short = whole.len() == 1 && (2..=3).contains(&exponent.len());
    short && all_digits(whole) && all_digits(fraction) && all_digits(exponent)
}

/// A number with a decimal comma or point, with a point: `1 234,5` is `1234.5`.
///
/// A comma or point is taken for decimal unless three digits and nothing else stand behind several.
pub fn decimal(text: &str) -> Option<String> {
    let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    let text: String = text.trim().chars().filter(|c| !blank(*c)).collect();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(&text);
    let (whole, fraction) = digits.split_once([',', '.']).unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let plain = all_digits(whole) && all_digits(fraction);
    plain.then(|| text.replacen(',', ".", 1).trim_start_matches('+').to_owned())
}

/// A date as it is written in these countries, perhaps with a time of day: `21.11.2026 17:40:12`.
///
/// Without a time of day it is the begin of the day. Day and month are never guessed: the day comes
/// first, and points stand between.
pub fn written_date_time(text: &str) -> Option<DateTime> {
    let text = text.trim();
    let (date, time) = match text.split_once([' ', 'T', ',']) {
        Some((date, time)) => (date, time.trim().trim_end_matches('Z')),
        None => (text, "0:00"),
    };
    if text.ends_with('Z') {
        return None;
    }
    let numbers = |text: &str, mark: char| -> Option<Vec<i16>> {
        let parts = text.split(mark).map(|part| {
            let short = !part.is_empty() && part.len() <= 4 && part.is_ascii();
            if short { part.parse().ok() } else { None }
        });
        parts.collect()
    };
    let (date, time) = (numbers(date, '.')?, numbers(time.split('.').next()?, ':')?);
    let [day, month, year] = date[..] else { return None };
    let (hour, minute, second) = match time[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let year = if year < 100 { year + 2000 } else { year };
    let small = |number: i16| i8::try_from(number).ok();
    let at = (small(month)?, small(day)?, small(hour)?, small(minute)?, small(second)?);
    DateTime::new(year, at.0, at.1, at.2, at.3, at.4, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_lost_digits() {
        for text in ["7,9123E+10", "7.9123E+10", "8E+10", " 3,80501E+11 ", "-1.5e+12", "7.9E+100"] {
            assert!(lost_digits(text), "{text}");
        }
        for text in [
            "79123456789",
            "12E45",
            "1E5",
            "E+10",
            "7,9123E+",
            "77.1E+10",
            "7.E+10",
            "+7 912 345",
            "",
        ] {
            assert!(!lost_digits(text), "{text}");
        }
    }

    #[test]
    fn decimals() {
        for (text, number) in [
            ("0,38", Some("0.38")),
            ("1.5", Some("1.5")),
            ("12", Some("12")),
            ("1 234,5", Some("1234.5")),
            ("-0,5", Some("-0.5")),
            ("1,234,567", None),
            ("1,", None),
            ("0:38", None),
            ("", None),
            ("-", None),
        ] {
            assert_eq!(decimal(text).as_deref(), number, "{text}");
        }
    }

    #[test]
    fn dates() {
        for (text, date) in [
            ("21.11.2026 17:40:12", Some("2026-11-21T17:40:12")),
            ("21.11.2026 17:40", Some("2026-11-21T17:40:00")),
            ("21.11.2026, 7:40", Some("2026-11-21T07:40:00")),
            ("1.2.26", Some("2026-02-01T00:00:00")),
            ("21.11.2026", Some("2026-11-21T00:00:00")),
            ("11.21.2026", None),
            ("31.02.2026", None),
            ("21.11.2026 25:00", None),
            ("2026-11-21 17:40", None),
            ("21.11.2026 17:40Z", None),
            ("1.5", None),
            ("1.2.3.4", None),
            ("21.-1.2026", None),
        ] {
            assert_eq!(written_date_time(text).map(|at| at.to_string()).as_deref(), date, "{text}");
        }
    }
}
