//! Names of files as their makers put them together, read by a pattern with named groups.

use super::fact::Fact;
use regex::Regex;

/// The group for the side of a call that a file is.
const SIDE: &str = "side";

/// A pattern whose groups are facts: `(?<call_id>\d+)_(?<phone>\+?\d+)`.
///
/// It is looked for anywhere in the path of the file, which has `/` between folders and `!` before
/// the member of an archive.
#[derive(Clone, Debug)]
pub struct PathPattern {
    pattern: Regex,
    /// The facts of the groups, by number of the group.
    groups: Vec<(usize, Fact)>,
    side: Option<usize>,
}

/// A file that is one side of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Id of the call.
    pub call_id: String,
    /// What the file's name says of the side: `agent`, `in`, `0`.
    pub side: String,
}

impl PathPattern {
    /// Reads a pattern; the error says what is wrong with it.
    pub fn parse(pattern: &str) -> Result<PathPattern, String> {
        let pattern = Regex::new(pattern).map_err(|error| {
            // The crate draws the pattern with an arrow under the fault.
            format!("it is no regular expression:\n{error}")
        })?;
        let mut groups = Vec::new();
        let mut side = None;
        for (number, name) in pattern.capture_names().enumerate() {
            match name {
                None => {}
                Some(SIDE) => side = Some(number),
                Some(name) => match Fact::named(name) {
                    Some(fact) => groups.push((number, fact)),
                    None => {
                        let known = Fact::names();
                        return Err(format!(
                            "no fact is called `{name}`; there are {known}, {SIDE}"
                        ));
                    }
                },
            }
        }
        if groups.is_empty() {
            return Err("it has no named group, such as (?<call_id>…)".to_owned());
        }
        if side.is_some() && !groups.iter().any(|(_, fact)| *fact == Fact::CallId) {
            return Err(format!(
                "with `{SIDE}` it needs `call_id` too, to bring both sides together"
            ));
        }
        Ok(PathPattern { pattern, groups, side })
    }

    /// What the name of a file says; nothing where the pattern is not in it.
    pub(super) fn facts<'p>(&self, path: &'p str) -> Vec<(Fact, &'p str)> {
        let Some(found) = self.pattern.captures(path) else { return Vec::new() };
        let fact = |(number, fact): &(usize, Fact)| {
            let value = found.get(*number)?.as_str().trim();
            (!value.is_empty()).then_some((*fact, value))
        };
        self.groups.iter().filter_map(fact).collect()
    }

    /// Whether two files may be one call.
    pub fn pairs(&self) -> bool {
        self.side.is_some()
    }

    /// The side of a call that a file is.
    pub(super) fn side(&self, path: &str) -> Option<Side> {
        let side = self.pattern.captures(path)?.get(self.side?)?.as_str().to_owned();
        let facts = self.facts(path);
        let (_, call_id) = facts.into_iter().find(|(fact, _)| *fact == Fact::CallId)?;
        (!side.is_empty()).then(|| Side { call_id: call_id.to_owned(), side })
    }
}
