//! Numbers as people write them: groups of three digits, and the decimal comma.

use super::terms;
use callsift::language::Language;

/// Between groups of three digits: a narrow space that does not break, in English a comma.
const fn group(language: Language) -> char {
    match language {
        Language::Ru | Language::Uk => '\u{202f}',
        Language::En => ',',
    }
}

const fn point(language: Language) -> char {
    match language {
        Language::Ru | Language::Uk => ',',
        Language::En => '.',
    }
}

/// A whole number.
pub(crate) fn whole(language: Language, number: u64) -> String {
    grouped(language, &number.to_string())
}

/// A number with at most so many decimals; zeros at its end say nothing and are left out.
pub(crate) fn decimal(language: Language, number: f64, most: usize) -> String {
    let text = format!("{:.most$}", number.abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    written(language, number < 0.0, whole, rest.trim_end_matches('0'))
}

/// A number with so many decimals, zeros too, for columns in which they stand below each other.
pub(crate) fn fixed(language: Language, number: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", number.abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    written(language, number < 0.0, whole, rest)
}

fn written(language: Language, is_negative: bool, whole: &str, rest: &str) -> String {
    let is_zero = whole.bytes().chain(rest.bytes()).all(|digit| digit == b'0');
    let sign = if is_negative && !is_zero { "−" } else { "" };
    let whole = grouped(language, whole);
    match rest {
        "" => format!("{sign}{whole}"),
        rest => format!("{sign}{whole}{}{rest}", point(language)),
    }
}

/// A length of time in seconds, with the unit.
pub(crate) fn length(language: Language, ms: i64) -> String {
    format!("{} {}", seconds(language, ms), terms::SECONDS.of(language))
}

/// A share of one as percent, with so many decimals.
pub(crate) fn percent(language: Language, share: f64, decimals: usize) -> String {
    format!("{} %", fixed(language, share * 100.0, decimals))
}

/// Milliseconds in seconds, with at most one decimal.
pub(crate) fn seconds(language: Language, ms: i64) -> String {
    decimal(language, ms as f64 / 1_000.0, 1)
}

fn grouped(language: Language, digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(group(language));
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_each_language_writes_them() {
        for (number, most, ru, en) in [
            (0.0, 1, "0", "0"),
            (-0.04, 1, "0", "0"),
            (999.0, 0, "999", "999"),
            (1_234_567.25, 2, "1\u{202f}234\u{202f}567,25", "1,234,567.25"),
            (-0.35, 3, "−0,35", "−0.35"),
            (12.04, 1, "12", "12"),
            (99.96, 1, "100", "100"),
        ] {
            assert_eq!(decimal(Language::Ru, number, most), ru);
            assert_eq!(decimal(Language::Uk, number, most), ru);
            assert_eq!(decimal(Language::En, number, most), en);
        }
        assert_eq!(fixed(Language::Ru, 62.0, 1), "62,0");
        assert_eq!(fixed(Language::En, -0.04, 1), "0.0");
        assert_eq!(length(Language::Uk, 31_400), "31,4 с");
        assert_eq!(percent(Language::En, 0.4235, 1), "42.4 %");
        assert_eq!(whole(Language::En, 100_000), "100,000");
        assert_eq!(whole(Language::Uk, 1_000), "1\u{202f}000");
        assert_eq!(seconds(Language::Ru, 12_340), "12,3");
    }
}
