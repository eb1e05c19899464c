//! Paths of a field map: `results.channels[].alternatives[0]`, or a JSON Pointer `/results/channels/0`.

use std::fmt;

use super::tree::Json;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A member by its name.
    Key(String),
    /// `*`: every member.
    Members,
    /// `[]`: every element.
    Every,
    /// `[2]`; `[-1]` is the last.
    Nth(i32),
    /// `[key=value]`: elements of which the member has the value.
    Where(String, String),
}

/// Where in a record, or in a part of it, something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Path {
    /// From the part that is looked at.
    Here(Vec<Step>),
    /// `$.…`: from the start of the record.
    Root(Vec<Step>),
    /// `#`: the number of the element in the outermost list of the turns' path.
    Number,
    /// `@`: the key under which the part stands.
    Name,
}

/// A part of a record.
#[derive(Clone, Debug)]
pub(super) struct Part<'t, 'a> {
    pub(super) json: &'t Json<'a>,
    /// As a path, for messages.
    pub(super) place: String,
    /// Number in the outermost list on the way to it.
    pub(super) number: Option<usize>,
    /// The key under which it stands.
    pub(super) name: Option<&'t str>,
}

impl Path {
    /// Reads a path as its author wrote it; the error says what is wrong with it.
    pub(super) fn parse(written: &str) -> Result<Path, String> {
        match written {
            "#" => return Ok(Path::Number),
            "@" => return Ok(Path::Name),
            "" | "." => return Ok(Path::Here(Vec::new())),
            _ => {}
        }
        if let Some(pointer) = written.strip_prefix('/') {
            return Ok(Path::Here(pointer.split('/').map(pointer_step).collect()));
        }
        if let Some(rest) = written.strip_prefix('$') {
            return Ok(Path::Root(steps(rest.strip_prefix('.').unwrap_or(rest))?));
        }
        Ok(Path::Here(steps(written)?))
    }

    /// The steps, wherever they begin.
    pub(super) fn steps(&self) -> &[Step] {
        match self {
            Path::Here(steps) | Path::Root(steps) => steps,
            Path::Number | Path::Name => &[],
        }
    }

    /// The name that it ends with.
    pub(super) fn last_name(&self) -> Option<&str> {
        match self.steps().last() {
            Some(Step::Key(name)) => Some(name),
            Some(Step::Members | Step::Every | Step::Nth(_) | Step::Where(..)) | None => None,
        }
    }

    /// Whether it ends with every element of a list.
    pub(super) fn is_every(&self) -> bool {
        matches!(self.steps().last(), Some(Step::Every | Step::Where(..) | Step::Members))
    }

    /// All parts of `root` at this path, in order.
    pub(super) fn all<'t, 'a>(&self, root: &'t Json<'a>) -> Vec<Part<'t, 'a>> {
        self.below(Part::whole(root))
    }

    /// All parts below `part` at this path, in order.
    pub(super) fn below<'t, 'a>(&self, part: Part<'t, 'a>) -> Vec<Part<'t, 'a>> {
        let mut parts = vec![part];
        for step in self.steps() {
            parts = parts.into_iter().flat_map(|part| part.step(step)).collect();
        }
        parts
    }

    /// The first value below `json` at this path that is not null.
    pub(super) fn first<'t, 'a>(&self, json: &'t Json<'a>) -> Option<&'t Json<'a>> {
        first(self.steps(), json)
    }
}

fn first<'t, 'a>(steps: &[Step], json: &'t Json<'a>) -> Option<&'t Json<'a>> {
    let Some((step, rest)) = steps.split_first() else {
        return (*json != Json::Null).then_some(json);
    };
    match (step, json) {
        (Step::Key(name), Json::Object(_)) => first(rest, json.get(name)?),
        (Step::Members, Json::Object(members)) => {
            members.iter().find_map(|(_, value)| first(rest, value))
        }
        (Step::Every, Json::List(items)) => items.iter().find_map(|item| first(rest, item)),
        (Step::Nth(nth), Json::List(items)) => {
            first(rest, items.get(place_of(*nth, items.len())?)?)
        }
        (Step::Where(key, value), Json::List(items)) => {
            items.iter().filter(|item| has(item, key, value)).find_map(|item| first(rest, item))
        }
        (Step::Key(_) | Step::Members | Step::Every | Step::Nth(_) | Step::Where(..), _) => None,
    }
}

fn has(item: &Json<'_>, key: &str, value: &str) -> bool {
    let found = item.get(key).and_then(|found| found.text(String::new).ok()).flatten();
    found.as_deref() == Some(value)
}

fn place_of(nth: i32, len: usize) -> Option<usize> {
    match usize::try_from(nth) {
        Ok(nth) => Some(nth),
        Err(_) => len.checked_sub(nth.unsigned_abs() as usize),
    }
}

impl<'t, 'a> Part<'t, 'a> {
    /// All of a record.
    pub(super) fn whole(json: &'t Json<'a>) -> Part<'t, 'a> {
        Part { json, place: String::new(), number: None, name: None }
    }

    fn step(self, step: &Step) -> Vec<Part<'t, 'a>> {
        match (step, self.json) {
            (Step::Key(name), Json::Object(members)) => members
                .iter()
                .find(|(key, value)| key == name && *value != Json::Null)
                .map(|(key, value)| self.member(key, value))
                .into_iter()
                .collect(),
            (Step::Members, Json::Object(members)) => {
                members.iter().map(|(key, value)| self.member(key, value)).collect()
            }
            (Step::Every, Json::List(_)) => self.elements(),
            (Step::Nth(nth), Json::List(items)) => {
                let at = place_of(*nth, items.len());
                at.and_then(|at| Some(self.element(at, items.get(at)?))).into_iter().collect()
            }
            (Step::Where(key, value), Json::List(_)) => {
                let mut all = self.elements();
                all.retain(|part| has(part.json, key, value));
                all
            }
            (Step::Key(_) | Step::Members | Step::Every | Step::Nth(_) | Step::Where(..), _) => {
                Vec::new()
            }
        }
    }

    fn member(&self, key: &'t str, value: &'t Json<'a>) -> Part<'t, 'a> {
        let dot = if self.place.is_empty() { "" } else { "." };
        let shown = super::super::text::shortened(key, 40);
        let place = format!("{}{dot}{shown}", self.place);
        Part { json: value, place, number: self.number, name: Some(key) }
    }

    fn element(&self, at: usize, value: &'t Json<'a>) -> Part<'t, 'a> {
        let place = format!("{}[{at}]", self.place);
        Part { json: value, place, number: self.number.or(Some(at)), name: self.name }
    }

    /// Its elements, if it is a list.
    pub(super) fn elements(&self) -> Vec<Part<'t, 'a>> {
        match self.json {
            Json::List(items) => {
                items.iter().enumerate().map(|(at, item)| self.element(at, item)).collect()
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_) => {
                Vec::new()
            }
        }
    }
}

/// A token of a JSON Pointer; `*` is every element or member that has the rest.
fn pointer_step(token: &str) -> Step {
    match token.parse::<i32>() {
        Ok(nth) => Step::Nth(nth),
        Err(_) if token == "*" => Step::Every,
        Err(_) => Step::Key(token.replace("~1", "/").replace("~0", "~")),
    }
}

fn steps(written: &str) -> Result<Vec<Step>, String> {
    let mut out = Vec::new();
    let mut rest = written;
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let (index, after) = inside.split_once(']').ok_or("a [ without its ]")?;
            out.push(match index.split_once('=') {
                Some((key, value)) => Step::Where(key.to_owned(), value.to_owned()),
                None if index.is_empty() => Step::Every,
                None => {
                    let nth = index.parse();
                    Step::Nth(nth.map_err(|_| format!("`{index}` in brackets is no number"))?)
                }
            });
            rest = after.strip_prefix('.').unwrap_or(after);
            if rest.is_empty() && after.ends_with('.') {
                return Err("a dot at the end".to_owned());
            }
            continue;
        }
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        if key.is_empty() {
            return Err("two dots with nothing between".to_owned());
        }
        out.push(if key == "*" { Step::Members } else { Step::Key(key.to_owned()) });
        rest = after.strip_prefix('.').unwrap_or(after);
        if rest.is_empty() && after.ends_with('.') {
            return Err("a dot at the end".to_owned());
        }
    }
    Ok(out)
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        for step in self.steps() {
            match step {
                Step::Key(key) if out.is_empty() => out.push_str(key),
                Step::Key(key) => out.push_str(&format!(".{key}")),
                Step::Members if out.is_empty() => out.push('*'),
                Step::Members => out.push_str(".*"),
                Step::Every => out.push_str("[]"),
                Step::Nth(nth) => out.push_str(&format!("[{nth}]")),
                Step::Where(key, value) => out.push_str(&format!("[{key}={value}]")),
            }
        }
        f.write_str(&out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_find_parts() {
        let record = br#"{"a":{"b":[{"c":1,"k":"x"},{"c":2,"k":"y"}]},"m":{"p":{"c":3},"q":{"c":4}},"n":null}"#;
        let json = Json::read(record, false).unwrap();
        let check = |path: &str, expected: &[(&str, &str)]| {
            let parts = Path::parse(path).unwrap().all(&json);
            let found: Vec<_> = parts
                .iter()
                .map(|part| (part.place.as_str(), part.json.text(String::new).unwrap().unwrap()))
                .collect();
            let found: Vec<_> = found.iter().map(|(place, text)| (*place, &**text)).collect();
            assert_eq!(found, expected, "{path}");
        };
        check("a.b[].c", &[("a.b[0].c", "1"), ("a.b[1].c", "2")]);
        check("a.b[-1].c", &[("a.b[1].c", "2")]);
        check("a.b[k=y].c", &[("a.b[1].c", "2")]);
        check("/a/b/0/c", &[("a.b[0].c", "1")]);
        check("/a/b/*/c", &[("a.b[0].c", "1"), ("a.b[1].c", "2")]);
        check("m.*.c", &[("m.p.c", "3"), ("m.q.c", "4")]);
        check("$.m.q.c", &[("m.q.c", "4")]);
        for path in ["a.b[5].c", "n", "n.x", "a.b[-3].c", "z"] {
            check(path, &[]);
            assert_eq!(Path::parse(path).unwrap().first(&json), None);
        }
        assert_eq!(Path::parse("a.b[].c").unwrap().first(&json), Some(&Json::Number("1")));
    }

    #[test]
    fn broken_paths_are_told() {
        for path in ["a..b", "a[", "a[x]", "a.", "a[].", ".a"] {
            assert!(Path::parse(path).is_err(), "{path}");
        }
        for path in ["a.b[].c", "[].x", "a.*.b[-1]", "a[k=v]"] {
            assert_eq!(Path::parse(path).unwrap().to_string(), path);
        }
    }
}
