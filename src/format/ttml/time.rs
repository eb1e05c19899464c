//! Times of TTML: clock times, frames, ticks and offsets with a unit, as whole milliseconds.

use crate::units::Millis;

/// More digits than any real time has; sums and products below stay far inside 128 bits.
const MAX_DIGITS: usize = 15;

/// Above this nothing is a time of a call: 100 000 hours, as everywhere.
const MAX_MS: i128 = 360_000_000_000;

/// How frames and ticks are counted in one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rates {
    /// Frames in a second, as a fraction.
    frames: (i128, i128),
    /// Ticks in a second.
    ticks: i128,
}

impl Rates {
    /// From `ttp:frameRate`, `ttp:frameRateMultiplier` and `ttp:tickRate`; what is missing or
    /// unreadable is as the specification has it.
    pub(super) fn of(rate: Option<&str>, multiplier: Option<&str>, ticks: Option<&str>) -> Rates {
        let positive = |text: &str| whole(text.trim()).filter(|number| *number > 0);
        let given = rate.and_then(positive);
        let pair = multiplier.and_then(|text| {
            let (up, down) = text.trim().split_once([' ', ':'])?;
            Some((positive(up)?, positive(down)?))
        });
        let (up, down) = pair.unwrap_or((1, 1));
        let ticks = ticks.and_then(positive).or(given).unwrap_or(1);
        Rates { frames: (given.unwrap_or(30) * up, down), ticks }
    }
}

/// A time expression.
pub(super) fn time(text: &str, rates: Rates) -> Option<Millis> {
    let text = text.trim();
    let ms = if text.contains(':') { clock(text, rates) } else { offset(text, rates) }?;
    (ms <= MAX_MS).then(|| i64::try_from(ms).ok().map(Millis::new))?
}

/// `hh:mm:ss`, `hh:mm:ss.fff`, `hh:mm:ss:ff`; and `mm:ss.fff`, as Apple Podcasts writes it.
fn clock(text: &str, rates: Rates) -> Option<i128> {
    if let Some((minutes, seconds)) = text.split_once(':')
        && seconds.contains('.')
        && !seconds.contains(':')
    {
        return clock(&format!("0:{minutes}:{seconds}"), rates);
    }
    let mut parts = text.split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next()?);
    let frames = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let (hours, minutes) = (whole(hours)?, whole(minutes)?);
    let (seconds, scale) = decimal(seconds)?;
    if minutes > 59 || seconds >= 61 * scale {
        return None;
    }
    let ms = ((hours * 60 + minutes) * 60_000).checked_add(rounded(seconds * 1000, scale))?;
    let Some(frames) = frames else { return Some(ms) };
    // Sub-frames behind a point are counted by nobody.
    let frames = whole(frames.split('.').next()?)?;
    let (up, down) = rates.frames;
    Some(ms + rounded(frames * down * 1000, up))
}

/// `12.5s`, `500ms`, `90f`, `1000t`, `2m`, `1h`; seconds where a fraction has no unit.
fn offset(text: &str, rates: Rates) -> Option<i128> {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let (number, scale) = decimal(&text[..text.len() - unit.len()])?;
    let (up, down) = match unit {
        "h" => (3_600_000, 1),
        "m" => (60_000, 1),
        "s" => (1000, 1),
        "" if text.contains('.') => (1000, 1),
        "ms" => (1, 1),
        "f" => (1000 * rates.frames.1, rates.frames.0),
        "t" => (1000, rates.ticks),
        _ => return None,
    };
    Some(rounded(number.checked_mul(up)?, scale.checked_mul(down)?))
}

/// A fraction, halves up.
fn rounded(up: i128, down: i128) -> i128 {
    (up * 2 + down) / (down * 2)
}

fn whole(digits: &str) -> Option<i128> {
    let right = !digits.is_empty()
        && digits.len() <= MAX_DIGITS
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| digits.parse().ok())?
}

/// A decimal as a whole number and what it is to be divided by.
fn decimal(text: &str) -> Option<(i128, i128)> {
    match text.split_once('.') {
        None => Some((whole(text)?, 1)),
        Some((before, after)) => {
            // More digits than a nanosecond has change nothing.
            let after = after.get(..after.len().min(9))?;
            let scale = 10_i128.pow(after.len() as u32);
            Some((whole(before)? * scale + whole(after)?, scale))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        let rates = Rates::of(Some("25"), None, Some("10000000"));
        let check = |text: &str, expected: Option<i64>| {
            assert_eq!(time(text, rates).map(Millis::get), expected, "{text}");
        };
        check("00:00:10.000", Some(10_000));
        check("01:00:00", Some(3_600_000));
        check("00:02:33:11", Some(153_440));
        check("0.5s", Some(500));
        check(" 1500ms ", Some(1500));
        check("50f", Some(2000));
        check("15000000t", Some(1500));
        check("1.5m", Some(90_000));
        check("2h", Some(7_200_000));
        check("0.0005s", Some(1));
        check("0.080", Some(80));
        check("1:06.000", Some(66_000));
        check("12:00.5", Some(720_500));
        for text in [
            "",
            "5",
            "s",
            "00:61:00",
            "00:00:99",
            "1:2",
            "61:00.5",
            "1.2.3",
            "a:b:c",
            "-1s",
            "1.2.3s",
            "100001h",
            "999999999999999999999s",
            "00:00:00:00:00",
            "١s",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn rates() {
        let ntsc = Rates::of(Some("30"), Some("1000 1001"), None);
        assert_eq!(time("30f", ntsc), Some(Millis::new(1001)));
        assert_eq!(time("60t", ntsc), Some(Millis::new(2000)));
        assert_eq!(Rates::of(Some("0"), Some("1:0"), Some("x")), Rates::of(None, None, None));
        assert_eq!(time("15f", Rates::of(None, None, None)), Some(Millis::new(500)));
    }
}
