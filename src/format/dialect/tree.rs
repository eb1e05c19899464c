//! JSON as a tree that is looked up by path; numbers stay exactly as they are written.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::super::json::{self, Text};
use super::super::limits::MAX_JSON_DEPTH;
use super::super::{Reject, RejectCode, text, walk};

/// A value.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::format) enum Json<'a> {
    Null,
    /// `true` or `false`, as written.
    Bool(&'a str),
    /// As written.
    Number(&'a str),
    /// With its quotes and escapes.
    String(&'a str),
    List(Vec<Json<'a>>),
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl<'a> Json<'a> {
    /// One value, or with `stream` a list of all values that stand one after the other.
    pub(in crate::format) fn read(record: &'a [u8], stream: bool) -> Result<Json<'a>, Reject> {
        let text = text::utf8(record)?;
        let bom = record.len() - text.len();
        if let Some(offset) = walk::too_deep(text.as_bytes()) {
            let message = format!("brackets stand more than {MAX_JSON_DEPTH} deep");
            return Err(Reject::new(RejectCode::TooDeep, message).at_offset(bom + offset));
        }
        // The tree is built without looking back, so the text is checked before.
        let mut values = 0_usize;
        let mut check = serde_json::Deserializer::from_str(text);
        let checked = if stream {
            check.into_iter::<IgnoredAny>().try_for_each(|value| value.map(|_| values += 1))
        } else {
            values = 1;
            IgnoredAny::deserialize(&mut check).and_then(|_| check.end())
        };
        checked.map_err(|error| json::reject(text.as_bytes(), bom, &error))?;
        let mut builder = Builder { text, at: 0 };
        if !stream {
            return Ok(builder.value());
        }
        let mut all: Vec<_> = (0..values).map(|_| builder.value()).collect();
        // The values may stand in one list as well.
        Ok(match all.pop() {
            Some(Json::List(inside)) if all.is_empty() => Json::List(inside),
            Some(last) => {
                all.push(last);
                Json::List(all)
            }
            None => Json::List(all),
        })
    }

    /// The first member of that name.
    pub(in crate::format) fn get(&self, name: &str) -> Option<&Json<'a>> {
        match self {
            Json::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, v)| v),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::List(_) => None,
        }
    }

    /// What kind of value it is, for messages.
    pub(in crate::format) fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "true or false",
            Json::Number(_) => "a number",
            Json::String(_) => "a string",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
        }
    }

    /// A string without its quotes; a number or truth value as written.
    pub(in crate::format) fn text(
        &self,
        place: impl Fn() -> String,
    ) -> Result<Option<Cow<'a, str>>, Reject> {
        match self {
            Json::Null => Ok(None),
            Json::Bool(written) | Json::Number(written) => Ok(Some(Cow::Borrowed(written))),
            Json::String(written) => match serde_json::from_str(written) {
                Ok(Text(text)) => Ok(Some(text)),
                Err(_) => Err(Reject::new(RejectCode::NotJson, "a string with a broken escape")
                    .in_field(place())),
            },
            Json::List(_) | Json::Object(_) => {
                let message = format!("found {} where a string is expected", self.kind());
                Err(Reject::new(RejectCode::WrongShape, message).in_field(place()))
            }
        }
    }
}

/// Walks over text that is known to be JSON.
struct Builder<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Builder<'a> {
    fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':') {
                return *byte;
            }
            self.at += 1;
        }
        0
    }

    fn value(&mut self) -> Json<'a> {
        match self.peek() {
            b'{' => {
                self.at += 1;
                let mut members = Vec::new();
                while self.peek() == b'"' {
                    let written = self.string();
                    let key = match serde_json::from_str(written) {
                        Ok(Text(key)) => key,
                        // Half a surrogate: such a key is none that anybody looks for.
                        Err(_) => Cow::Borrowed(written),
                    };
                    members.push((key, self.value()));
                }
                self.at += 1;
                Json::Object(members)
            }
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                while !matches!(self.peek(), b']' | 0) {
                    items.push(self.value());
                }
                self.at += 1;
                Json::List(items)
            }
            b'"' => Json::String(self.string()),
            _ => {
                let start = self.at;
                let rest = self.text.as_bytes().get(start..).unwrap_or_default();
                let inside = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                // Always on, whatever stands there.
                self.at += rest.iter().take_while(|byte| inside(byte)).count().max(1);
                let written = self.text.get(start..self.at).unwrap_or_default();
                match written.as_bytes().first() {
                    Some(b'n') | None => Json::Null,
                    Some(b't' | b'f') => Json::Bool(written),
                    Some(_) => Json::Number(written),
                }
            }
        }
    }

    fn string(&mut self) -> &'a str {
        let start = self.at;
        self.at = walk::past_string(self.text.as_bytes(), start);
        self.text.get(start..self.at).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_as_they_are_written() {
        let json =
            Json::read(br#" {"a":[1.50,-2e3,null,true,"x\u00e9"],"b\n":{}} "#, false).unwrap();
        let Some(Json::List(list)) = json.get("a") else { panic!("{json:?}") };
        assert_eq!(
            list[..4],
            [Json::Number("1.50"), Json::Number("-2e3"), Json::Null, Json::Bool("true")]
        );
        assert_eq!(list[4].text(String::new).unwrap().as_deref(), Some("xé"));
        assert_eq!(json.get("b\n"), Some(&Json::Object(Vec::new())));
    }

    #[test]
    fn values_one_after_the_other() {
        let json = Json::read(b"{\"a\":1}\n{\"a\":2} {}", true).unwrap();
        assert!(matches!(json, Json::List(items) if items.len() == 3));
        assert_eq!(Json::read(b"{} {}", false).unwrap_err().code, RejectCode::NotJson);
        assert_eq!(Json::read(b"{} {\"a\":", true).unwrap_err().code, RejectCode::NotJson);
    }
}
