//! The bytes of a record as text: one UTF-8 check, and lines whatever ends them.

use super::{Reject, RejectCode};
use crate::text::encoding_hint;

/// What some programs write before UTF-8 text.
const BOM: &str = "\u{feff}";

/// The record without a byte order mark.
pub(super) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BOM.as_bytes()).unwrap_or(bytes)
}

/// The record as text, without a byte order mark.
pub(super) fn utf8(record: &[u8]) -> Result<&str, Reject> {
    let text = simdutf8::compat::from_utf8(record).map_err(|error| {
        let offset = error.valid_up_to();
        let found = record.get(offset).copied().unwrap_or_default();
        let lines = record.iter().take(offset).filter(|&&b| b == b'\n').count();
        Reject::new(
            RejectCode::InvalidUtf8,
            format!(
                "found the byte 0x{found:02x} where utf-8 text is expected{}",
                encoding_hint(record).unwrap_or_default()
            ),
        )
        .at_offset(offset)
        .at_line(lines + 1)
    })?;
    Ok(text.strip_prefix(BOM).unwrap_or(text))
}

/// Lines ended by LF, CR or CRLF; text that ends with a line break has no empty line after it.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(end) = memchr::memchr2(b'\n', b'\r', rest.as_bytes()) else {
            return Some(std::mem::take(&mut rest));
        };
        let (line, after) = rest.split_at(end);
        rest = after.strip_prefix("\r\n").unwrap_or(&after[1..]);
        Some(line)
    })
}

/// The lines with more than blanks on them; runs of empty lines cost next to nothing.
pub(super) fn filled_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_start_matches(['\n', '\r']);
            if rest.is_empty() {
                return None;
            }
            let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
            let (line, after) = rest.split_at(end);
            rest = after;
            if !line.trim().is_empty() {
                return Some(line);
            }
        }
    })
}

/// At most `max` characters of something the user wrote, for a message; control characters are shown
/// by their number.
pub(super) fn shortened(text: &str, max: usize) -> String {
    let mut rest = text.chars();
    let mut out = String::new();
    for c in rest.by_ref().take(max) {
        if c.is_control() {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    if rest.next().is_some() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_break_counts_once() {
        let all: Vec<_> = lines("a\rb\nc\r\n\r\nd\n\re\n").collect();
        assert_eq!(all, ["a", "b", "c", "", "d", "", "e"]);
        assert_eq!(lines("").count(), 0);
        for text in ["", "\n", "a", "\r\n a\r\r b \n \t\nc", "a\n\n\u{a0}\nb\n", " \r\n \n"] {
            let filled: Vec<_> = lines(text).filter(|line| !line.trim().is_empty()).collect();
            assert_eq!(filled_lines(text).collect::<Vec<_>>(), filled, "{text:?}");
        }
    }

    #[test]
    fn a_shortened_text_has_no_control_characters() {
        for (text, shown) in [
            ("", ""),
            ("ab", "ab"),
            ("abc", "abc"),
            ("жбвг", "жбв…"),
            ("a\u{85}\n", "a\\u{85}\\u{a}"),
        ] {
            assert_eq!(shortened(text, 3), shown);
        }
    }

    #[test]
    fn broken_utf8_is_shown_by_its_place() {
        let reject = utf8(b"ab\ncd\xff").unwrap_err();
        assert_eq!((reject.offset, reject.line), (Some(5), Some(2)));
        assert_eq!(utf8("\u{feff}я".as_bytes()), Ok("я"));
    }
}
