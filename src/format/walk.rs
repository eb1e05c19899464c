//! Walks over JSON without understanding it: how deep it goes, which keys it has, where a byte stands.
//!
//! Takes broken and cut JSON as well, since it serves where a real parser has nothing to say.

use super::limits::MAX_JSON_DEPTH;

/// Keys longer than this are shortened in a path.
const MAX_KEY_CHARS: usize = 40;

/// The place just past the string that opens at `at`; the end of the input when it never closes.
pub(super) fn past_string(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += found;
        if bytes.get(at) == Some(&b'"') {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

/// The bracket that goes deeper than [`MAX_JSON_DEPTH`], if any.
pub(super) fn too_deep(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = past_string(bytes, at);
                continue;
            }
            b'{' | b'[' => {
                depth += 1;
                if depth > MAX_JSON_DEPTH {
                    return Some(at);
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// An open bracket and where in it the walk stands.
#[derive(Clone, Copy)]
enum Frame<'a> {
    Object { key: &'a [u8], key_next: bool, colon: bool },
    List { index: usize },
}

/// Which keys a path is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keys {
    /// Every one: the JSON is good up to there.
    Any,
    /// Those with a colon behind them. Any other string of broken JSON may be what was said.
    BeforeColon,
}

/// What the walk came past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event<'a> {
    /// A key of an object, without its quotes.
    Key(&'a [u8]),
    /// A string that is a value, without its quotes.
    String(&'a [u8]),
    /// A list opens.
    List,
}

/// A walk from the start of some JSON.
pub(super) struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    stack: Vec<Frame<'a>>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Walk<'a> {
        Walk { bytes, at: 0, stack: Vec::new() }
    }

    /// How many brackets are open.
    pub(super) fn depth(&self) -> usize {
        self.stack.len()
    }

    /// The key the walk is under at `level` (0 is the outermost bracket); `None` within a list.
    pub(super) fn key(&self, level: usize) -> Option<&'a [u8]> {
        match self.stack.get(level)? {
            Frame::Object { key, .. } => Some(key),
            Frame::List { .. } => None,
        }
    }

    /// Whether a colon stands next: a string before it is a key for certain.
    pub(super) fn before_colon(&self) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
    }

    /// The next event; `None` at the end, or where it gets deeper than anything that is read.
    pub(super) fn step(&mut self) -> Option<Event<'a>> {
        while let Some(&byte) = self.bytes.get(self.at) {
            let start = self.at;
            self.at += 1;
            match byte {
                b'"' => {
                    self.at = past_string(self.bytes, start);
                    let content = self.bytes.get(start + 1..self.at.saturating_sub(1));
                    return Some(self.string(content.unwrap_or_default()));
                }
                b'{' | b'[' if self.stack.len() >= MAX_JSON_DEPTH => return None,
                b'{' => self.stack.push(Frame::Object { key: b"", key_next: true, colon: true }),
                b'[' => {
                    self.stack.push(Frame::List { index: 0 });
                    return Some(Event::List);
                }
                b'}' | b']' => {
                    self.stack.pop();
                }
                b':' => {
                    if let Some(Frame::Object { colon, .. }) = self.stack.last_mut() {
                        *colon = true;
                    }
                }
                b',' => match self.stack.last_mut() {
                    Some(Frame::Object { key_next, .. }) => *key_next = true,
                    Some(Frame::List { index }) => *index += 1,
                    None => {}
                },
                _ => {}
            }
        }
        None
    }

    fn string(&mut self, content: &'a [u8]) -> Event<'a> {
        match self.stack.last_mut() {
            Some(Frame::Object { key, key_next, colon }) if *key_next => {
                *key = content;
                *key_next = false;
                *colon = false;
                Event::Key(content)
            }
            Some(Frame::Object { .. } | Frame::List { .. }) | None => Event::String(content),
        }
    }

    /// The path of the value the walk stands in: `turns[3].start_ms`.
    fn path(&self, keys: Keys) -> String {
        let mut path = String::new();
        for frame in &self.stack {
            match frame {
                Frame::Object { key: b"", .. } => {}
                Frame::Object { colon: false, .. } if keys == Keys::BeforeColon => {}
                Frame::Object { key, .. } => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(&shown_key(key, MAX_KEY_CHARS));
                }
                Frame::List { index } => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }
}

/// A key for a message, in so many characters at most. No name of a field has escapes: a key that has some is
/// something that was said.
pub(super) fn shown_key(key: &[u8], most: usize) -> String {
    if key.contains(&b'\\') {
        return "…".to_owned();
    }
    super::text::shortened(&String::from_utf8_lossy(key), most)
}

/// The path of the value that holds the byte at `offset`.
pub(super) fn path_at(bytes: &[u8], offset: usize, keys: Keys) -> String {
    let mut walk = Walk::new(bytes.get(..offset).unwrap_or(bytes));
    while walk.step().is_some() {}
    walk.path(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_outside_strings() {
        let deep = format!("{}{}", "[".repeat(126), "]".repeat(126));
        assert_eq!(too_deep(deep.as_bytes()), None);
        assert_eq!(too_deep(format!("[{deep}]").as_bytes()), Some(126));
        assert_eq!(too_deep(format!(r#"{{"a":"\"{}"}}"#, "[".repeat(500)).as_bytes()), None);
        assert_eq!(too_deep(br#"["\"#), None);
    }

    #[test]
    fn paths() {
        let json = br#"{"a":{"b c":[1,{"d":"x,]"},[0,7]]},"e":2}"#;
        let at = |needle: &[u8]| {
            let offset = json.windows(needle.len()).position(|window| window == needle).unwrap();
            assert_eq!(path_at(json, offset, Keys::Any), path_at(json, offset, Keys::BeforeColon));
            path_at(json, offset, Keys::Any)
        };
        assert_eq!(at(b"1,"), "a.b c[0]");
        assert_eq!(at(b"\"x"), "a.b c[1].d");
        assert_eq!(at(b"7"), "a.b c[2][1]");
        assert_eq!(at(b"2}"), "e");
        assert_eq!(path_at(b"{", 1, Keys::Any), "");
        assert_eq!(path_at(b"]}\"", 99, Keys::Any), "");
        assert_eq!(path_at(b"{\"a\"", 4, Keys::Any), "a");
        assert_eq!(path_at(b"{\"a\"", 4, Keys::BeforeColon), "");
        let said = br#"{"a":{"said \"so\"":"#;
        assert_eq!(path_at(said, said.len(), Keys::BeforeColon), "a.…");
    }
}
