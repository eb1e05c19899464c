//! JSON records: checked before they are parsed, and faults said by field in our own words.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::limits::MAX_JSON_DEPTH;
use super::walk::Keys;
use super::{Reject, RejectCode, text, walk};

/// Reads one record: UTF-8, not too deep, and of the shape of `T`.
pub(super) fn read<'a, T: Deserialize<'a>>(record: &'a [u8]) -> Result<T, Reject> {
    let text = text::utf8(record)?;
    let bom = record.len() - text.len();
    if let Some(offset) = walk::too_deep(text.as_bytes()) {
        let message = format!("brackets stand more than {MAX_JSON_DEPTH} deep");
        return Err(Reject::new(RejectCode::TooDeep, message).at_offset(bom + offset));
    }
    let Object(value) =
        serde_json::from_str(text).map_err(|error| reject(text.as_bytes(), bom, &error))?;
    Ok(value)
}

/// A parser's error as a reject. The parser's own words may quote the record, so only those parts
/// of them are used that cannot.
pub(super) fn reject(bytes: &[u8], bom: usize, error: &serde_json::Error) -> Reject {
    let offset = offset_of(bytes, error.line(), error.column());
    let words = error.to_string();
    let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words);
    let (code, message, keys) = match error.classify() {
        serde_json::error::Category::Data => {
            let (code, message) = data_error(words);
            (code, message, Keys::Any)
        }
        serde_json::error::Category::Eof => {
            let message = "the record ends in the middle of a value".to_owned();
            (RejectCode::NotJson, message, Keys::BeforeColon)
        }
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => {
            (RejectCode::NotJson, format!("not json: {words}"), Keys::BeforeColon)
        }
    };
    Reject::new(code, message)
        .in_field(walk::path_at(bytes, offset, keys))
        .at_offset(bom + offset)
        .at_line(error.line())
}

/// Code and message for a value of the wrong type.
fn data_error(words: &str) -> (RejectCode, String) {
    for code in [RejectCode::TooManyTurns, RejectCode::TurnTooLong] {
        let marked = words.strip_prefix(code.as_str()).and_then(|rest| rest.strip_prefix(": "));
        if let Some(message) = marked {
            return (code, message.to_owned());
        }
    }
    if words.starts_with("duplicate field") {
        return (RejectCode::DuplicateKey, "the same key stands twice in one object".to_owned());
    }
    let found = words.strip_prefix("invalid type: ").unwrap_or_default();
    let message = match words.rsplit_once(", expected ") {
        Some((_, expected)) => format!("found {} where {expected} is expected", kind(found)),
        None => "a value of another type than the format says".to_owned(),
    };
    (RejectCode::WrongShape, message)
}

/// What kind of value the parser's description begins with.
fn kind(found: &str) -> &'static str {
    const KINDS: [(&str, &str); 8] = [
        ("string", "a string"),
        ("integer", "a number"),
        ("floating", "a number"),
        ("number", "a number"),
        ("boolean", "true or false"),
        ("null", "null"),
        ("map", "an object"),
        ("sequence", "a list"),
    ];
    let known = KINDS.iter().find(|(start, _)| found.starts_with(start));
    known.map_or("another value", |(_, name)| name)
}

/// What kind of value some JSON is.
pub(super) fn kind_of(raw: &RawValue) -> &'static str {
    match raw.get().as_bytes().first() {
        Some(b'"') => "a string",
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        Some(_) | None => "a number",
    }
}

/// The byte at a line (from 1) and a column (bytes before it on that line).
fn offset_of(bytes: &[u8], line: usize, column: usize) -> usize {
    let before = match line.checked_sub(2) {
        Some(nth) => memchr::memchr_iter(b'\n', bytes).nth(nth).map_or(0, |end| end + 1),
        None => 0,
    };
    bytes.len().min(before + column)
}

/// A string, borrowed where it has no escapes.
#[derive(Default)]
pub(super) struct Text<'a>(pub(super) Cow<'a, str>);

impl Text<'_> {
    /// The same text, borrowed.
    pub(super) fn borrowed(&self) -> Text<'_> {
        Text(Cow::Borrowed(&self.0))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text<'a>, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(TextVisitor)
    }
}

/// An object. A derived struct alone would take a list of its fields in order as well.
pub(super) struct Object<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object<T>, D::Error> {
        struct ObjectVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
            type Value = Object<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Object)
            }
        }
        deserializer.deserialize_map(ObjectVisitor(PhantomData))
    }
}

/// What a list holds, how much of it is read, and what a longer one is called.
pub(super) trait Listed {
    const MAX: usize;
    const TOO_MANY: RejectCode;
    const MANY: &'static str;
}

/// A list of objects, no longer than [`Listed::MAX`].
pub(super) struct List<T>(pub(super) Vec<T>);

impl<T> Default for List<T> {
    fn default() -> List<T> {
        List(Vec::new())
    }
}

impl<'de, T: Deserialize<'de> + Listed> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<List<T>, D::Error> {
        struct ListVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de> + Listed> Visitor<'de> for ListVisitor<T> {
            type Value = List<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<List<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(Object(item)) = list.next_element()? {
                    if items.len() == T::MAX {
                        // The code in front is read again by `data_error`: serde carries words only.
                        return Err(A::Error::custom(format_args!(
                            "{}: more than {} {}",
                            T::TOO_MANY,
                            T::MAX,
                            T::MANY
                        )));
                    }
                    items.push(item);
                }
                Ok(List(items))
            }
        }
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

/// The members of a record, in order, as they are written.
pub(super) struct Members<'a>(pub(super) Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Members<'a>, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((Text(name), value)) = map.next_entry()? {
                    members.push((name, value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Call<'a> {
        #[serde(borrow)]
        turns: Option<List<Turn<'a>>>,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Turn<'a> {
        #[serde(borrow)]
        text: Option<Text<'a>>,
    }

    impl Listed for Turn<'_> {
        const MAX: usize = 2;
        const TOO_MANY: RejectCode = RejectCode::TooManyTurns;
        const MANY: &'static str = "turns";
    }

    fn check(record: &str, code: RejectCode, field: &str, message: &str) {
        let reject = read::<Call<'_>>(record.as_bytes()).map(|_| ()).unwrap_err();
        assert_eq!(reject.code, code, "{record}: {reject}");
        assert_eq!(reject.field.as_deref().unwrap_or_default(), field, "{record}");
        assert_eq!(reject.message, message, "{record}");
    }

    #[test]
    fn faults_are_said_by_field() {
        use RejectCode::{DuplicateKey, NotJson, TooManyTurns, WrongShape};
        check(
            r#"{"turns":[{"text":"a"},{"text":5}]}"#,
            WrongShape,
            "turns[1].text",
            "found a number where a string is expected",
        );
        check(
            r#"{"turns":[["a"]]}"#,
            WrongShape,
            "turns[0]",
            "found a list where an object is expected",
        );
        check(
            r#"{"turns":"secret, expected nothing"}"#,
            WrongShape,
            "turns",
            "found a string where a list is expected",
        );
        check("[]", WrongShape, "", "found a list where an object is expected");
        check("5", WrongShape, "", "found a number where an object is expected");
        check(r#"{"turns":[{},{},{}]}"#, TooManyTurns, "turns", "more than 2 turns");
        check(
            r#"{"turns":[],"turns":[]}"#,
            DuplicateKey,
            "turns",
            "the same key stands twice in one object",
        );
        check(
            "{\n\"turns\":[{\"text\":",
            NotJson,
            "turns[0].text",
            "the record ends in the middle of a value",
        );
        // Where a colon is missing, what stands for a key may be what was said.
        for cut in [r#"{"turns":[{"said"}]}"#, r#"{"turns":[{"said","x"#] {
            check(cut, NotJson, "turns[0]", "not json: expected `:`");
        }
        for cut in [r#"{"turns":[{"said""#, r#"{"turns":[{"sai"#] {
            check(cut, NotJson, "turns[0]", "the record ends in the middle of a value");
        }
        check("", NotJson, "", "the record ends in the middle of a value");
        check(r#"{"turns":[NaN]}"#, NotJson, "turns[0]", "not json: expected value");
        check("{} x", NotJson, "", "not json: trailing characters");
    }

    #[test]
    fn offsets_count_bytes_of_the_record() {
        let reject =
            read::<Call<'_>>("\u{feff}{\n \"turns\": 7}".as_bytes()).map(|_| ()).unwrap_err();
        assert_eq!((reject.line, reject.offset), (Some(2), Some(16)));
    }

    #[test]
    fn ignored_parts_count_for_the_depth() {
        let record = format!(r#"{{"x":{}{}}}"#, "[".repeat(200), "]".repeat(200));
        let reject = read::<Call<'_>>(record.as_bytes()).map(|_| ()).unwrap_err();
        assert_eq!(reject.code, RejectCode::TooDeep);
    }
}
