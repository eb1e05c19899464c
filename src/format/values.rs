//! Where JSON values begin and end: the elements of a list, or values one after the other.
//!
//! Only brackets and quotes are looked at; whether a value is JSON is for its reader to say. So a
//! broken value is one reject and those after it are read, unless its brackets do not add up.

use memchr::memchr2;
use std::ops::Range;

/// Finds the outermost values in bytes that come piece by piece.
#[derive(Debug, Default)]
pub(crate) struct Values {
    /// Whether the values are elements of a list.
    list: bool,
    /// Whether the list has begun and not ended.
    open: bool,
    state: State,
    /// Brackets of the value that are open, or whether it has none.
    depth: u32,
    /// First byte of the value that is not at its end yet.
    begun: Option<usize>,
    /// Bytes that have been looked at.
    seen: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// In no value.
    #[default]
    Between,
    /// In a value with brackets.
    Inside,
    /// In a string of a value.
    String,
    /// Behind a backslash in a string.
    Escape,
    /// In something without brackets, up to a comma, a bracket or a blank.
    Bare,
}

impl Values {
    /// Of a list, or of values that stand one after the other.
    pub(crate) fn new(list: bool) -> Values {
        Values { list, ..Values::default() }
    }

    /// The next value that is at its end, in what has come since the last time.
    pub(crate) fn next(&mut self, bytes: &[u8]) -> Option<Range<usize>> {
        while let Some(&byte) = bytes.get(self.seen) {
            let at = self.seen;
            self.seen += 1;
            match self.state {
                State::Between => self.begin(byte, at),
                State::Inside => match byte {
                    b'"' => self.state = State::String,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' => {
                        self.depth -= 1;
                        if self.depth == 0 {
                            return self.end(at + 1);
                        }
                    }
                    _ => {}
                },
                State::String => match memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) {
                    Some(ahead) => {
                        self.seen = at + ahead + 1;
                        let quote = bytes.get(at + ahead) == Some(&b'"');
                        if quote && self.depth == 0 {
                            return self.end(self.seen);
                        }
                        self.state = if quote { State::Inside } else { State::Escape };
                    }
                    None => self.seen = bytes.len(),
                },
                State::Escape => self.state = State::String,
                State::Bare => {
                    if matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
                        || byte.is_ascii_whitespace()
                    {
                        // What ends it is looked at once more.
                        self.seen = at;
                        return self.end(at);
                    }
                }
            }
        }
        None
    }

    /// What is left at the end of all bytes: a value that never came to its end.
    pub(crate) fn finish(&mut self, end: usize) -> Option<Range<usize>> {
        let rest = self.end(end);
        self.open &= rest.is_none();
        rest
    }

    /// A byte that is in no value: it may begin one.
    fn begin(&mut self, byte: u8, at: usize) {
        match byte {
            b'[' if self.list && !self.open => self.open = true,
            b']' if self.open => self.open = false,
            b'{' | b'[' => {
                (self.begun, self.depth) = (Some(at), 1);
                self.state = State::Inside;
            }
            b'"' => (self.begun, self.depth, self.state) = (Some(at), 0, State::String),
            b',' if self.list => {}
            // A mark of the encoding at the start of the file.
            0xef | 0xbb | 0xbf if !self.open && at < 3 => {}
            byte if byte.is_ascii_whitespace() => {}
            _ => (self.begun, self.state) = (Some(at), State::Bare),
        }
    }

    fn end(&mut self, end: usize) -> Option<Range<usize>> {
        self.state = State::Between;
        Some(self.begun.take()?..end)
    }

    /// The first byte of a value that is not at its end; all before it is done with.
    pub(crate) fn unfinished(&self) -> Option<usize> {
        self.begun
    }

    /// The first `count` bytes have been taken away.
    pub(crate) fn taken(&mut self, count: usize) {
        self.seen -= count.min(self.seen);
        self.begun = self.begun.map(|at| at.saturating_sub(count));
    }

    /// Whether a list is open between two of its elements: a file that ends so is cut short.
    pub(crate) fn is_open(&self) -> bool {
        self.open && self.begun.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str, list: bool) -> Vec<&str> {
        let mut values = Values::new(list);
        let mut found = Vec::new();
        found.extend(std::iter::from_fn(|| values.next(text.as_bytes())));
        found.into_iter().map(|range: Range<usize>| &text[range]).collect()
    }

    #[test]
    fn elements_of_a_list() {
        assert_eq!(
            found(r#"[{"a":"]}\""}, {"b":[1,{}]},null,[[2]]]"#, true),
            [r#"{"a":"]}\""}"#, r#"{"b":[1,{}]}"#, "null", "[[2]]",]
        );
        assert_eq!(found(r#"["a, b]", "\"", 1]"#, true), [r#""a, b]""#, r#""\"""#, "1"]);
        assert_eq!(found(" [ ] ", true), [""; 0]);
        assert_eq!(
            found("[{}] x", true),
            ["{}"],
            "a bare word is at its end only with what follows"
        );
        assert_eq!(found("[{}] x ", true), ["{}", "x"]);
        assert_eq!(found("[{} {}\n,,{}", true), ["{}"; 3]);
    }

    #[test]
    fn values_one_after_the_other() {
        assert_eq!(
            found("{\n\"a\": 1\n}\n{\"b\":2}{}", false),
            ["{\n\"a\": 1\n}", "{\"b\":2}", "{}"]
        );
        assert_eq!(found("{}x{}", false), ["{}", "x", "{}"]);
    }

    #[test]
    fn a_list_that_is_cut_short_is_open() {
        for (text, open, unfinished) in [
            ("[{}]", false, None),
            ("[{},", true, None),
            ("[{},{\"a\"", false, Some(4)),
            ("[", true, None),
            ("[{}] x ", false, None),
        ] {
            let mut values = Values::new(true);
            while values.next(text.as_bytes()).is_some() {}
            assert_eq!((values.is_open(), values.unfinished()), (open, unfinished), "{text}");
        }
    }

    proptest! {
        /// What is found does not depend on the pieces in which the bytes come.
        #[test]
        fn pieces_do_not_matter(
            text in r#"[\[\]{}",:\\a1 \n]{0,60}"#,
            step in 1_usize..7,
            list in any::<bool>(),
        ) {
            let whole = found(&text, list);
            let mut values = Values::new(list);
            let mut ranges = Vec::new();
            for end in (0..=text.len()).step_by(step).chain([text.len()]) {
                ranges.extend(std::iter::from_fn(|| values.next(&text.as_bytes()[..end])));
            }
            let pieces: Vec<_> = ranges.into_iter().map(|range| &text[range]).collect();
            prop_assert_eq!(pieces, whole);
        }

        /// The elements of a list are those that a reader of JSON sees.
        #[test]
        fn elements_are_those_of_the_list(
            texts in proptest::collection::vec("[a\\[\\]{}\"\\\\]{0,6}", 0..6),
            pretty in any::<bool>(),
        ) {
            let list: Vec<_> = texts.iter().map(|text| serde_json::json!({ "t": [text] })).collect();
            let text = if pretty {
                serde_json::to_string_pretty(&list).unwrap()
            } else {
                serde_json::to_string(&list).unwrap()
            };
            let read: Vec<serde_json::Value> =
                found(&text, true).iter().map(|value| serde_json::from_str(value).unwrap()).collect();
            prop_assert_eq!(read, list);
        }
    }
}
