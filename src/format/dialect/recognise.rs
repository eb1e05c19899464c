//! What a map says of the keys of a file, and which keys the start of a file has.

use std::collections::BTreeMap;

use super::super::walk::{Event, Walk};
use super::Condition;
use super::path::{Path, Step};

/// Keys deeper than this recognise nothing.
const MAX_DEPTH: usize = 9;

/// More different places than this are not remembered: such JSON has data for keys.
const MAX_SEEN: usize = 4096;

/// A level of a place: a key, or a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level<'a> {
    Key(&'a [u8]),
    List,
}

/// The places of all keys in the start of a file, with the first string found there.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Seen<'a> {
    places: BTreeMap<Vec<Level<'a>>, Option<&'a [u8]>>,
}

/// Looks at JSON, which may be cut.
pub(in super::super) fn seen(json: &[u8]) -> Seen<'_> {
    let mut seen = Seen::default();
    let mut walk = Walk::new(json);
    let mut place = Vec::new();
    while let Some(event) = walk.step() {
        if walk.depth() > MAX_DEPTH {
            continue;
        }
        let found = match event {
            Event::Key(_) => None,
            Event::String(text) => Some(text),
            Event::List => continue,
        };
        place.clear();
        let levels = 0..walk.depth();
        place.extend(levels.map(|level| walk.key(level).map_or(Level::List, Level::Key)));
        if let Some(value) = seen.places.get_mut(&place) {
            *value = value.or(found);
        } else if seen.places.len() < MAX_SEEN {
            seen.places.insert(place.clone(), found);
        }
    }
    seen
}

impl Seen<'_> {
    fn find(&self, path: &Path) -> Option<Option<&[u8]>> {
        let fits = |place: &[Level<'_>]| {
            place.len() == path.steps().len()
                && place.iter().zip(path.steps()).all(|(level, step)| match (level, step) {
                    (Level::Key(key), Step::Key(name)) => *key == name.as_bytes(),
                    (Level::Key(_), Step::Members)
                    | (Level::List, Step::Every | Step::Nth(_) | Step::Where(..)) => true,
                    (Level::Key(_), Step::Every | Step::Nth(_) | Step::Where(..))
                    | (Level::List, Step::Key(_) | Step::Members) => false,
                })
        };
        self.places.iter().find(|(place, _)| fits(place)).map(|(_, value)| *value)
    }

    /// Whether no text stands there, and nothing that holds more: a number, or an empty list.
    fn is_plain(&self, path: &Path) -> bool {
        let steps = path.steps();
        let below = |place: &Vec<Level<'_>>| {
            place.len() > steps.len()
                && place.iter().zip(steps).all(|(level, step)| match (level, step) {
                    (Level::Key(key), Step::Key(name)) => *key == name.as_bytes(),
                    (Level::Key(_), step) => *step == Step::Members,
                    (Level::List, step) => !matches!(step, Step::Key(_) | Step::Members),
                })
        };
        self.find(path) == Some(None) && !self.places.keys().any(below)
    }
}

impl Condition {
    /// Whether the keys of a file are as they must be.
    pub(super) fn holds(&self, seen: &Seen<'_>) -> bool {
        let plain = |path: &Path| seen.is_plain(path);
        let text = |path: &Path| seen.find(path).flatten().is_some();
        self.has.iter().all(|path| seen.find(path).is_some())
            && self.none.iter().all(|path| seen.find(path).is_none())
            && self.numbers.iter().all(plain)
            && !self.no_numbers.iter().any(plain)
            && !self.no_texts.iter().any(text)
            && self.empty.iter().all(plain)
            && self.starts.iter().all(|(path, start)| {
                seen.find(path).flatten().is_some_and(|text| text.starts_with(start.as_bytes()))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_cut_json() {
        let seen = seen(br#"{"a":[{"b":"x","c":[{"d":1"#);
        let has = |path: &str| seen.find(&Path::parse(path).unwrap()).is_some();
        assert!(has("a") && has("a[].b") && has("a[].c[].d") && has("*[].b"));
        assert!(!has("b") && !has("a.b") && !has("a[].c.d"));
        let starts = |path: &str, start: &str| {
            let starts = vec![(Path::parse(path).unwrap(), start.to_owned())];
            Condition { starts, ..Condition::default() }.holds(&seen)
        };
        assert!(starts("a[].b", "x") && !starts("a[].b", "y") && !starts("a", ""));
        let list = |path: &str| vec![Path::parse(path).unwrap()];
        for (path, number, no_number, no_text) in [
            ("a", false, true, true),
            ("a[].b", false, true, false),
            ("a[].c[].d", true, false, true),
            ("b", false, true, true),
        ] {
            let holds = |condition: Condition| condition.holds(&seen);
            let found = [
                holds(Condition { numbers: list(path), ..Condition::default() }),
                holds(Condition { no_numbers: list(path), ..Condition::default() }),
                holds(Condition { no_texts: list(path), ..Condition::default() }),
            ];
            assert_eq!(found, [number, no_number, no_text], "{path}");
        }
        // As far as can be told without values, what is empty holds nothing.
        let lists = super::seen(br#"{"a":[],"b":[{"c":1}],"d":["x"],"e":"x"}"#);
        for (path, is_empty) in
            [("a", true), ("b", false), ("d", false), ("e", false), ("f", false)]
        {
            let condition = Condition { empty: list(path), ..Condition::default() };
            assert_eq!(condition.holds(&lists), is_empty, "{path}");
        }
    }
}
