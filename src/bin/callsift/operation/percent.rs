//! Exact limits: whole numbers, decimals, shares and factors as people type them.

use std::cmp::Ordering;

/// So many parts a typed number is held in: six decimals.
const PARTS: u64 = 1_000_000;

/// A number that was typed, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Limit(u64);

impl Limit {
    /// Reads `5`, `0.1` or `0,1`; `None` for anything else, more than six decimals, or a number above
    /// a thousand millions.
    pub(crate) fn parse(text: &str) -> Option<Limit> {
        let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        let digits = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(whole, 9) || !digits(decimals, 6) {
            return None;
        }
        let whole: u64 = whole.parse().ok()?;
        let decimals: u64 = format!("{decimals:0<6}").parse().ok()?;
        Some(Limit(whole * PARTS + decimals))
    }

    /// Whether it has no decimals.
    pub(crate) const fn is_whole(self) -> bool {
        self.0.is_multiple_of(PARTS)
    }

    /// The limit as so many of something.
    pub(crate) const fn whole(number: u64) -> Limit {
        Limit(number * PARTS)
    }

    /// How a count lies to the limit.
    pub(crate) fn of_count(self, count: u64) -> Ordering {
        (u128::from(count) * u128::from(PARTS)).cmp(&u128::from(self.0))
    }

    /// How a share lies to the limit in per cent; `of` is not 0.
    pub(crate) fn of_share(self, count: u64, of: u64) -> Ordering {
        (u128::from(count) * 100 * u128::from(PARTS)).cmp(&(u128::from(self.0) * u128::from(of)))
    }

    /// How a ratio of two products lies to the limit.
    pub(crate) fn of_ratio(self, above: u128, below: u128) -> Ordering {
        let scaled = above.saturating_mul(u128::from(PARTS));
        scaled.cmp(&below.saturating_mul(u128::from(self.0)))
    }
}

/// A share in per cent with three decimals, rounded half up.
pub(crate) fn share(count: u64, of: u64) -> String {
    format!("{}%", thousandths(u128::from(count) * 100, u128::from(of)))
}

/// A ratio with three decimals, rounded half up.
pub(crate) fn ratio(above: u128, below: u128) -> String {
    format!("{}x", thousandths(above, below))
}

fn thousandths(above: u128, below: u128) -> String {
    let below = below.max(1);
    let parts = (above.saturating_mul(1_000)).saturating_add(below / 2) / below;
    format!("{}.{:03}", parts / 1_000, parts % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_they_are_typed() {
        for (text, parts) in [
            ("0", Some(0)),
            ("5", Some(5_000_000)),
            ("0.1", Some(100_000)),
            ("0,1", Some(100_000)),
            ("999999999.999999", Some(999_999_999_999_999)),
            ("1000000000", None),
            ("0.0000001", None),
            ("", None),
            (".5", None),
            ("5.", None),
            ("-1", None),
            ("1e3", None),
            ("1.2.3", None),
            ("٣", None),
        ] {
            assert_eq!(Limit::parse(text).map(|limit| limit.0), parts, "{text:?}");
        }
    }

    #[test]
    fn limits_at_one_below_and_one_above() {
        let limit = Limit::parse("0.1").unwrap();
        assert_eq!(limit.of_share(0, 1_000), Ordering::Less);
        assert_eq!(limit.of_share(1, 1_000), Ordering::Equal);
        assert_eq!(limit.of_share(2, 1_000), Ordering::Greater);
        assert_eq!(limit.of_share(u64::MAX, u64::MAX), Ordering::Greater);
        let five = Limit::parse("5").unwrap();
        assert_eq!([4, 5, 6].map(|count| five.of_count(count) as i8), [-1, 0, 1]);
        assert_eq!(five.of_count(u64::MAX), Ordering::Greater);
        assert_eq!(five.of_ratio(10, 2), Ordering::Equal);
        assert!(five.is_whole() && !limit.is_whole());
    }

    #[test]
    fn values_are_written_alike_everywhere() {
        assert_eq!(share(1, 16), "6.250%");
        assert_eq!(share(2, 3), "66.667%");
        assert_eq!(ratio(33, 8), "4.125x");
    }
}
