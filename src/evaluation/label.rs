//! What people said of a call: whether it is a complaint, of which categories, and where.

use crate::lexicon::{Category, Family};
use crate::transcript::Transcript;
use serde_json::Value;

/// Whether people called a call a complaint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// They did.
    Complaint,
    /// They called it none.
    Other,
    /// They said nothing, or that they cannot tell.
    #[default]
    None,
}

/// A category, or a whole family, as people labelled it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LabelCategory(String);

impl LabelCategory {
    /// Reads `family.kind` or `family`; `None` if it is neither.
    pub fn parse(name: &str) -> Option<LabelCategory> {
        let family = Family::ALL.iter().any(|family| family.as_str() == name);
        (family || Category::parse(name).is_some()).then(|| LabelCategory(name.to_owned()))
    }

    /// Whether findings of a category are what is meant.
    pub fn covers(&self, category: &Category) -> bool {
        self.0 == category.as_str() || self.0 == category.family().as_str()
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A place that people marked, in characters of one turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelSpan {
    /// The turn, from 0.
    pub turn: usize,
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What it is.
    pub category: LabelCategory,
}

/// Everything people said of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Whether it is a complaint.
    pub label: Label,
    /// There is a field for the label, be it empty.
    pub stated: bool,
    /// Of which categories; `None` where nobody said.
    pub categories: Option<Vec<LabelCategory>>,
    /// Where; `None` where nobody said.
    pub spans: Option<Vec<LabelSpan>>,
}

/// A label that is not what a label is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelFault {
    /// The field, as `labels.complaint`.
    pub field: String,
    /// What is wrong.
    pub problem: LabelProblem,
}

/// What is wrong with a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelProblem {
    /// It is none of 0, 1, true, false, null.
    NoLabel {
        /// What was found instead.
        found: String,
    },
    /// It should have members, the label among them.
    NoMembers {
        /// What was found instead.
        found: String,
    },
    /// It is no list of categories, or one of them is none.
    NoCategory {
        /// What was found instead.
        found: String,
    },
    /// It is no list of places, or one of them is none.
    NoSpan {
        /// What was found instead.
        found: String,
    },
    /// The place is not in the call.
    Outside {
        /// The place.
        found: String,
    },
    /// A line of the table has no source, and calls of several sources have its id.
    Ambiguous {
        /// The id.
        id: String,
    },
}

/// Where labels stand in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelField {
    path: Vec<String>,
}

impl Default for LabelField {
    fn default() -> LabelField {
        LabelField { path: vec!["labels".to_owned(), "complaint".to_owned()] }
    }
}

impl LabelField {
    /// A dotted path: `labels.complaint`, `is_complaint`. `None` if a part is empty.
    pub fn parse(path: &str) -> Option<LabelField> {
        let path: Vec<String> = path.split('.').map(str::to_owned).collect();
        path.iter().all(|part| !part.is_empty()).then_some(LabelField { path })
    }

    /// The path as it was written.
    pub fn name(&self) -> String {
        self.path.join(".")
    }

    /// The path of what stands beside it.
    fn beside(&self, name: &str) -> LabelField {
        let mut path = self.path.clone();
        path.pop();
        path.push(name.to_owned());
        LabelField { path }
    }

    /// The value in the further members of a call's record; `None` if it is not there. The error is
    /// a part of the path that has no members: its place and what it is.
    pub fn value(&self, call: &Transcript) -> Result<Option<Value>, (LabelField, Value)> {
        let extra = &call.info().extra;
        let Some((_, raw)) = extra.iter().find(|(name, _)| *name == self.path[0]) else {
            return Ok(None);
        };
        // The record was read as JSON before, so each of its members is JSON.
        let mut value: Value = serde_json::from_str(raw).unwrap_or_default();
        for (at, part) in self.path.iter().enumerate().skip(1) {
            let member = match value {
                Value::Object(mut members) => members.remove(part),
                Value::Null => None,
                other
                @ (Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) => {
                    return Err((LabelField { path: self.path[..at].to_vec() }, other));
                }
            };
            match member {
                Some(member) => value = member,
                None => return Ok(None),
            }
        }
        Ok(Some(value))
    }

    /// The labels of a call; what is wrong with one leaves the others as they are.
    pub fn read(&self, call: &Transcript, faults: &mut Vec<LabelFault>) -> Labels {
        let mut fault = |field: &LabelField, problem| {
            faults.push(LabelFault { field: field.name(), problem });
        };
        let mut labels = Labels::default();
        match self.value(call) {
            Ok(None) => {}
            Ok(Some(value)) => {
                labels.stated = true;
                match label(&value) {
                    Some(label) => labels.label = label,
                    None => fault(self, LabelProblem::NoLabel { found: described(&value) }),
                }
            }
            // What stands beside the label has the same parents, so nothing else can be read.
            Err((field, value)) => {
                fault(&field, LabelProblem::NoMembers { found: described(&value) });
                return labels;
            }
        }
        let field = self.beside("categories");
        if let Ok(Some(value)) = field.value(call)
            && !value.is_null()
        {
            match categories(&value) {
                Ok(categories) => labels.categories = Some(categories),
                Err(found) => fault(&field, LabelProblem::NoCategory { found }),
            }
        }
        let field = self.beside("spans");
        if let Ok(Some(value)) = field.value(call)
            && !value.is_null()
        {
            match spans(&value, call) {
                Ok(spans) => labels.spans = Some(spans),
                Err(problem) => fault(&field, problem),
            }
        }
        labels
    }
}

/// The label a JSON value states.
fn label(value: &Value) -> Option<Label> {
    match value {
        Value::Null => Some(Label::None),
        Value::Bool(true) => Some(Label::Complaint),
        Value::Bool(false) => Some(Label::Other),
        Value::Number(number) => match number.as_f64()? {
            1.0 => Some(Label::Complaint),
            0.0 => Some(Label::Other),
            _ => None,
        },
        Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn categories(value: &Value) -> Result<Vec<LabelCategory>, String> {
    let list = value.as_array().ok_or_else(|| described(value))?;
    let read = |value: &Value| value.as_str().and_then(LabelCategory::parse);
    list.iter().map(|value| read(value).ok_or_else(|| described(value))).collect()
}

fn spans(value: &Value, call: &Transcript) -> Result<Vec<LabelSpan>, LabelProblem> {
    let wrong = |value: &Value| LabelProblem::NoSpan { found: described(value) };
    let list = value.as_array().ok_or_else(|| wrong(value))?;
    let read = |value: &Value| {
        let number = |name| value.get(name)?.as_u64()?.try_into().ok();
        let category = LabelCategory::parse(value.get("category")?.as_str()?)?;
        Some(LabelSpan {
            turn: number("turn")?,
            start: number("start")?,
            end: number("end")?,
            category,
        })
    };
    list.iter().map(|value| inside(read(value).ok_or_else(|| wrong(value))?, call)).collect()
}

/// A span, if it lies in the call.
pub(super) fn inside(span: LabelSpan, call: &Transcript) -> Result<LabelSpan, LabelProblem> {
    let length = call.turns().get(span.turn).map(|turn| turn.text().chars().count());
    if span.start < span.end && length.is_some_and(|length| span.end <= length) {
        return Ok(span);
    }
    let LabelSpan { turn, start, end, .. } = span;
    let found = match length {
        None => format!("turn {turn} of {}", call.turns().len()),
        Some(length) => format!("{start}..{end} in turn {turn}, 0..{length}"),
    };
    Err(LabelProblem::Outside { found })
}

/// A value as it is shown to whoever wrote it.
fn described(value: &Value) -> String {
    let text = value.to_string();
    let mut shown: String = text.chars().take(60).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::dialogue;
    use crate::transcript::Role;

    fn read(labels: &str) -> (Labels, Vec<LabelFault>) {
        let plain = dialogue::parse("C: у меня жалоба", Role::Customer).unwrap();
        let mut info = plain.info().clone();
        info.extra = vec![("labels".to_owned(), labels.to_owned())];
        let mut builder = crate::transcript::TranscriptBuilder::new(info);
        let party = builder.party(plain.parties()[0].clone());
        builder.turn(party, "у меня жалоба".to_owned(), plain.turns()[0].time(), &[]);
        let mut faults = Vec::new();
        let labels = LabelField::default().read(&builder.build(), &mut faults);
        (labels, faults)
    }

    #[test]
    fn labels_are_strict() {
        for (written, label) in [
            (r#"{"complaint":1}"#, Label::Complaint),
            (r#"{"complaint":true}"#, Label::Complaint),
            (r#"{"complaint":0.0}"#, Label::Other),
            (r#"{"complaint":false}"#, Label::Other),
            (r#"{"complaint":null}"#, Label::None),
            (r#"{"rating":1}"#, Label::None),
            ("null", Label::None),
        ] {
            let stated = written.contains("complaint");
            let labels = Labels { label, stated, ..Labels::default() };
            assert_eq!(read(written), (labels, vec![]), "{written}");
        }
        let problem = LabelProblem::NoMembers { found: "7".to_owned() };
        let fault = LabelFault { field: "labels".to_owned(), problem };
        assert_eq!(read("7"), (Labels::default(), vec![fault]));
        for found in ["2", "\"1\"", "\"yes\"", "[1]", "-1", "{}"] {
            let (labels, faults) = read(&format!("{{\"complaint\":{found}}}"));
            let problem = LabelProblem::NoLabel { found: found.to_owned() };
            let fault = LabelFault { field: "labels.complaint".to_owned(), problem };
            assert_eq!((labels.label, faults), (Label::None, vec![fault]));
        }
    }

    #[test]
    fn spans_lie_in_the_call() {
        let span = |start: i32, end: i32, turn: i32, category: &str| {
            read(&format!(
                r#"{{"complaint":1,"spans":[{{"turn":{turn},"start":{start},"end":{end},"category":"{category}"}}]}}"#
            ))
        };
        let (labels, faults) = span(7, 13, 0, "complaint.generic");
        assert_eq!((labels.spans.unwrap().len(), faults), (1, vec![]));
        assert_eq!(span(7, 13, 0, "complaint").1, vec![]);
        for (start, end, turn, category, told) in [
            (7, 14, 0, "complaint", "7..14 in turn 0, 0..13"),
            (7, 7, 0, "complaint", "7..7 in turn 0, 0..13"),
            (0, 1, 1, "complaint", "turn 1 of 1"),
        ] {
            let (labels, faults) = span(start, end, turn, category);
            let problem = LabelProblem::Outside { found: told.to_owned() };
            assert_eq!(faults[0].problem, problem);
            assert_eq!((labels.label, labels.spans), (Label::Complaint, None));
        }
        for (start, category) in [(-1, "complaint"), (0, "weather.rain")] {
            let (_, faults) = span(start, 3, 0, category);
            assert!(matches!(faults[0].problem, LabelProblem::NoSpan { .. }), "{faults:?}");
        }
    }
}
