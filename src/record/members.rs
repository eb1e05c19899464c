//! The members of a JSON object with their places in the line, so that one can change and the rest stay.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::error::{RecordError, RecordProblem};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// One customer record as its line has it.
#[derive(Debug)]
pub struct Record<'a> {
    number: u64,
    line: &'a [u8],
    text: &'a str,
    members: Vec<Member<'a>>,
}

/// One member of an object; a name that stands twice gives two members.
#[derive(Debug)]
pub(super) struct Member<'a> {
    /// The name without its escapes; bytes, since JSON allows names that are no text.
    pub(super) name: Cow<'a, [u8]>,
    /// The value as it is written.
    pub(super) value: &'a str,
}

impl<'a> Record<'a> {
    /// Reads one line, with or without its line end; `None` when nothing stands on it.
    ///
    /// `number` is the line of the file, counted from 1. A byte order mark is no part of the
    /// record, and stays where it is.
    pub fn parse(number: u64, line: &'a [u8]) -> Result<Option<Record<'a>>, RecordError> {
        let bytes = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line).trim_ascii();
        if bytes.is_empty() {
            return Ok(None);
        }
        let text =
            simdutf8::basic::from_utf8(bytes).map_err(|_| RecordProblem::NotUtf8.at(number))?;
        let members = members_of(text).map_err(|problem| problem.at(number))?;
        Ok(Some(Record { number, line, text, members }))
    }

    /// The line of the file, counted from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The object as it is written, without what stands around it.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    pub(super) fn line(&self) -> &'a [u8] {
        self.line
    }

    pub(super) fn members(&self) -> &[Member<'a>] {
        &self.members
    }

    /// Where a piece of this record stands in its line.
    pub(super) fn place(&self, piece: &str) -> Range<usize> {
        let start = (piece.as_ptr() as usize).saturating_sub(self.line.as_ptr() as usize);
        start..start + piece.len()
    }
}

/// Splits the text of an object into its members.
pub(super) fn members_of(text: &str) -> Result<Vec<Member<'_>>, RecordProblem> {
    if !text.starts_with('{') {
        // Other JSON values are told apart from broken JSON, since the remedy differs.
        return Err(match serde_json::from_str::<&RawValue>(text) {
            Ok(_) => RecordProblem::NotAnObject,
            Err(error) => not_json(&error),
        });
    }
    serde_json::from_str::<Members<'_>>(text).map(|members| members.0).map_err(|e| not_json(&e))
}

/// The parser counts lines within the one line it was given, so only the column is kept.
fn not_json(error: &serde_json::Error) -> RecordProblem {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    RecordProblem::NotJson(format!("{words} at column {}", error.column()))
}

struct Members<'a>(Vec<Member<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Members<'a>, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Vec<Member<'de>>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((name, value)) = map.next_entry::<Name<'de>, &'de RawValue>()? {
                    members.push(Member { name: name.0, value: value.get() });
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Collect).map(Members)
    }
}

/// A member's name, borrowed from the line unless it has escapes.
struct Name<'a>(Cow<'a, [u8]>);

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Name<'a>, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Cow<'de, [u8]>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_bytes<E>(self, name: &'de [u8]) -> Result<Self::Value, E> {
                Ok(Cow::Borrowed(name))
            }

            fn visit_bytes<E>(self, name: &[u8]) -> Result<Self::Value, E> {
                Ok(Cow::Owned(name.to_vec()))
            }
        }
        deserializer.deserialize_bytes(Read).map(Name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Vec<(String, String)> {
        let record = Record::parse(1, line.as_bytes()).unwrap().unwrap();
        let members = record.members().iter();
        members
            .map(|m| (String::from_utf8_lossy(&m.name).into_owned(), m.value.to_owned()))
            .collect()
    }

    #[test]
    fn values_are_read_as_they_are_written() {
        let line =
            "\u{feff} {\"n\" : 1.10,\"n\":12345678901234567890123 ,\"\\u0061\":[ 1e5 ]} \r\n";
        let pairs = [("n", "1.10"), ("n", "12345678901234567890123"), ("a", "[ 1e5 ]")];
        assert_eq!(parsed(line), pairs.map(|(n, v)| (n.to_owned(), v.to_owned())));
        let record = Record::parse(1, line.as_bytes()).unwrap().unwrap();
        for member in record.members() {
            assert_eq!(&line[record.place(member.value)], member.value);
        }
    }

    #[test]
    fn names_that_are_no_text_still_read() {
        assert_eq!(parsed(r#"{"\ud800":1}"#).len(), 1);
    }

    #[test]
    fn deep_nesting_is_no_trouble() {
        let line = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(parsed(&line).len(), 1);
    }

    #[test]
    fn what_is_no_record_says_so() {
        for (line, words) in [
            ("[1]", "line 4: not a customer record; each line is one JSON object"),
            ("{\"a\":1", "line 4: not JSON: EOF while parsing an object at column 6"),
            ("{\"a\":1} x", "line 4: not JSON: trailing characters at column 9"),
            ("name;phone", "line 4: not JSON: expected ident at column 2"),
            ("{\"a\":01}", "line 4: not JSON: invalid number at column 7"),
        ] {
            let error = Record::parse(4, line.as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), words, "{line}");
        }
        assert!(Record::parse(1, b"{\"a\":\"\xff\"}").is_err());
        assert!(Record::parse(1, b" \r\n").unwrap().is_none());
        assert!(Record::parse(1, b"").unwrap().is_none());
    }
}
