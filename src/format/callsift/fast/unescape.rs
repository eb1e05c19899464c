//! What escaped strings say, all of a call in one piece of memory.

use std::ops::Range;

/// Strings without their escapes, one behind the other.
#[derive(Default)]
pub(super) struct Unescaped {
    bytes: Vec<u8>,
}

/// Value of each hex digit; negative for what is none.
const HEX: [i32; 256] = hex_digits();

impl Unescaped {
    /// Adds a string as it is written between its quotes; `None` where an escape is broken or names
    /// half a character.
    pub(super) fn add(&mut self, written: &str) -> Option<Range<usize>> {
        let start = self.bytes.len();
        // No escape is shorter than what it stands for.
        self.bytes.reserve(written.len());
        let mut rest = written.as_bytes();
        while let Some((&first, after)) = rest.split_first() {
            if first != b'\\' {
                let plain = run(rest);
                let (plain, after) = rest.split_at_checked(plain)?;
                self.bytes.extend_from_slice(plain);
                rest = after;
                continue;
            }
            let (&kind, after) = after.split_first()?;
            rest = after;
            let byte = match kind {
                b'u' => {
                    rest = self.add_unit(rest)?;
                    continue;
                }
                b'"' | b'\\' | b'/' => kind,
                b'b' => 0x08,
                b'f' => 0x0c,
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                _ => return None,
            };
            self.bytes.push(byte);
        }
        Some(start..self.bytes.len())
    }

    /// Adds what four hex digits name, and four more if they are half a character; gives what follows.
    fn add_unit<'b>(&mut self, digits: &'b [u8]) -> Option<&'b [u8]> {
        let (unit, rest) = unit(digits)?;
        let [high, low] = [(unit >> 8) as u8, unit as u8];
        match unit {
            0..0x80 => self.bytes.push(low),
            0x80..0x800 => {
                let lead = 0xc0 | high << 2 | low >> 6;
                self.bytes.extend_from_slice(&[lead, 0x80 | low & 0x3f]);
            }
            0xd800..0xdc00 => {
                let (second, rest) = self::unit(rest.strip_prefix(b"\\u")?)?;
                let both = char::decode_utf16([unit as u16, second as u16]).next()?.ok()?;
                self.bytes.extend_from_slice(both.encode_utf8(&mut [0; 4]).as_bytes());
                return Some(rest);
            }
            _ => {
                let alone = char::from_u32(unit)?;
                self.bytes.extend_from_slice(alone.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
        Some(rest)
    }

    /// All of it, to be cut by the ranges that were given.
    pub(super) fn text(&self) -> Option<&str> {
        simdutf8::basic::from_utf8(&self.bytes).ok()
    }
}

/// How many bytes come before the next backslash. Where letters are escaped, few do.
fn run(bytes: &[u8]) -> usize {
    const FEW: usize = 8;
    let few = bytes.iter().take(FEW).position(|byte| *byte == b'\\');
    few.or_else(|| memchr::memchr(b'\\', bytes)).unwrap_or(bytes.len())
}

/// The number of four hex digits, and what follows.
fn unit(digits: &[u8]) -> Option<(u32, &[u8])> {
    let (&[a, b, c, d], rest) = digits.split_first_chunk::<4>()?;
    let [a, b, c, d] = [a, b, c, d].map(|digit| HEX.get(usize::from(digit)).copied());
    let unit = a? << 12 | b? << 8 | c? << 4 | d?;
    Some((u32::try_from(unit).ok()?, rest))
}

#[expect(clippy::indexing_slicing, reason = "done when it is compiled")]
const fn hex_digits() -> [i32; 256] {
    // Shifted by at most 12 bits, it stays negative.
    let mut values = [-1; 256];
    let mut digit = 0;
    while digit < 16 {
        let value = digit as i32;
        values[b"0123456789abcdef"[digit] as usize] = value;
        values[b"0123456789ABCDEF"[digit] as usize] = value;
        digit += 1;
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str) {
        let mut all = Unescaped::default();
        let _ = all.add("before");
        let range = all.add(written);
        let found = range.map(|range| all.text().unwrap()[range].to_owned());
        let expected: Option<String> = serde_json::from_str(&format!("\"{written}\"")).ok();
        assert_eq!(found, expected, "{written}");
    }

    #[test]
    fn as_serde_reads_them() {
        for written in [
            "",
            "plain",
            r"\u0436\u0416 \u0044\u00e9\u20ac\ud83d\ude00\uD83D\uDE00",
            r#"\"\\\/\b\f\n\r\t"#,
            "ж\\u0436ж a long run of plain letters\\n",
            r"\u0000\u007f\u0080\u07ff\u0800\uffff\ud7ff\ue000",
            r"\ud83d",
            r"\ud83dx",
            r"\ud83d\n",
            r"\ud83d\u0041",
            r"\ude00",
            r"\ud83d\ud83d",
            r"\u",
            r"\u04",
            r"\u04g6",
            r"\u+123",
            r"\x",
            r"\U0436",
        ] {
            check(written);
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_escaped(written in "([ -!#-\\[\\]-~жé€😀]|\\\\[\"/bfnrtu]|\\\\\\\\|\\\\u[0-9a-fA-F]{4}|\\\\ud[89a-f][0-9a-f]{2}){0,20}") {
            check(&written);
        }
    }
}
