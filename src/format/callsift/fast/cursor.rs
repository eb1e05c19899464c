//! Steps through a record of JSON without blanks but spaces; what is unexpected is `None`.

use serde::de::IgnoredAny;

/// Bytes of a string that are looked at eight by eight before the search for long ones is set up.
const SHORT: usize = 32;

/// Brackets open at once in a value that nobody reads.
const MOST_DEPTH: usize = 64;

/// A string between its quotes.
#[derive(Clone, Copy)]
pub(super) struct Quoted<'a> {
    /// As it is written.
    pub(super) text: &'a str,
    /// Whether it has backslashes in it.
    pub(super) escaped: bool,
}

/// Where a walk through a record stands.
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// At the begin of a text without control characters.
    ///
    /// Without them no string holds one, which JSON forbids, and spaces are the only blanks.
    pub(super) fn new(text: &'a str) -> Option<Cursor<'a>> {
        // No early end: so it is many bytes at a time.
        let control = text.bytes().fold(false, |found, byte| found | (byte < b' '));
        (!control).then_some(Cursor { text, at: 0 })
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        while self.rest().first() == Some(&b' ') {
            self.at += 1;
        }
    }

    /// The next byte that is no blank; it is not passed.
    pub(super) fn peek(&mut self) -> Option<u8> {
        self.skip_blanks();
        self.rest().first().copied()
    }

    /// Passes `byte`, if it comes next.
    pub(super) fn passes(&mut self, byte: u8) -> bool {
        let next = self.peek() == Some(byte);
        self.at += usize::from(next);
        next
    }

    /// Passes `byte`, which must come next.
    pub(super) fn expect(&mut self, byte: u8) -> Option<()> {
        self.passes(byte).then_some(())
    }

    /// Passes `bytes`, if they come next as they are.
    pub(super) fn passes_all<const N: usize>(&mut self, bytes: &[u8; N]) -> bool {
        let next = self.rest().first_chunk() == Some(bytes);
        self.at += if next { N } else { 0 };
        next
    }

    /// Where it stands, to come back to.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// Goes back to where it stood.
    pub(super) fn back_to(&mut self, place: usize) {
        self.at = place;
    }

    /// Whether nothing but blanks is left.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// Goes on behind an element or a member: to the next one, or out of what `close` closes.
    pub(super) fn goes_on(&mut self, close: u8) -> Option<bool> {
        let next = self.peek()?;
        self.at += 1;
        match next {
            b',' => Some(true),
            next if next == close => Some(false),
            _ => None,
        }
    }

    /// A key and its colon. Escaped keys are for the other reader.
    pub(super) fn key(&mut self) -> Option<&'a str> {
        let Quoted { text, escaped } = self.string()?;
        self.expect(b':')?;
        (!escaped).then_some(text)
    }

    /// A string.
    pub(super) fn string(&mut self) -> Option<Quoted<'a>> {
        self.expect(b'"')?;
        self.open_string()
    }

    /// A string whose first quote has been passed.
    pub(super) fn open_string(&mut self) -> Option<Quoted<'a>> {
        let start = self.at;
        let mut escaped = false;
        loop {
            self.at += quote_or_backslash(self.rest())?;
            if self.rest().first() == Some(&b'"') {
                break;
            }
            escaped = true;
            // Whatever is escaped, it is one byte at least, and ends no string.
            self.at += 2;
        }
        let text = self.text.get(start..self.at)?;
        self.at += 1;
        Some(Quoted { text, escaped })
    }

    /// Passes `null`, if it comes next.
    pub(super) fn passes_null(&mut self) -> bool {
        self.skip_blanks();
        // Nearly always something else comes.
        self.rest().first() == Some(&b'n') && self.passes_all(b"null")
    }

    /// A whole number that is not negative and has few digits, as nearly all times are.
    pub(super) fn whole(&mut self) -> Option<i64> {
        const MOST_DIGITS: usize = 15;
        self.skip_blanks();
        let mut value = 0;
        let mut digits = 0;
        let rest = self.rest();
        while let Some(digit @ b'0'..=b'9') = rest.get(digits) {
            value = value * 10 + i64::from(digit - b'0');
            digits += 1;
            if digits > MOST_DIGITS {
                return None;
            }
        }
        let ends = matches!(rest.get(digits), Some(b',' | b'}' | b' '));
        let as_json = digits == 1 || (digits > 1 && rest.first() != Some(&b'0'));
        if !ends || !as_json {
            return None;
        }
        self.at += digits;
        Some(value)
    }

    /// A number as it is written.
    pub(super) fn number(&mut self) -> Option<&'a str> {
        matches!(self.peek()?, b'-' | b'0'..=b'9').then_some(())?;
        let number = self.span()?;
        is_json(number).then_some(number)
    }

    /// Passes a value that nobody reads, if it is JSON.
    pub(super) fn ignore(&mut self) -> Option<()> {
        is_json(self.span()?).then_some(())
    }

    /// Any value as it is written, its end found by quotes and brackets alone.
    pub(super) fn span(&mut self) -> Option<&'a str> {
        let first = self.peek()?;
        let start = self.at;
        match first {
            b'"' => {
                self.string()?;
            }
            b'{' | b'[' => self.pass_brackets()?,
            _ => {
                let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ');
                self.at += self.rest().iter().position(ends)?;
            }
        }
        self.text.get(start..self.at)
    }

    fn pass_brackets(&mut self) -> Option<()> {
        let mut depth = 0;
        loop {
            match self.rest().first()? {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            match depth {
                0 => return Some(()),
                MOST_DEPTH.. => return None,
                _ => {}
            }
        }
    }
}

fn is_json(value: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(value).is_ok()
}

/// Where the first quote or backslash is.
fn quote_or_backslash(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at < SHORT
        && let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>())
    {
        let eight = u64::from_le_bytes(*eight);
        let found = has_zero(eight ^ repeated(b'"')) | has_zero(eight ^ repeated(b'\\'));
        if found != 0 {
            return Some(at + (found.trailing_zeros() / 8) as usize);
        }
        at += 8;
    }
    Some(at + memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?)
}

const fn repeated(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The high bit of each byte that is 0; of bytes above the first such one it may be wrong.
const fn has_zero(eight: u64) -> u64 {
    eight.wrapping_sub(repeated(0x01)) & !eight & repeated(0x80)
}
