//! Which lexicon a run used, written into `run.json` and read from there again.

use crate::args::LexiconChoice;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const LEXICON: &str = "lexicon";
const LEXICON_ADD: &str = "lexicon_add";
const TOPIC: &str = "topic";

/// Notes the folders and topics; nothing for the built-in lexicon alone.
pub(crate) fn note(choice: &LexiconChoice, settings: &mut BTreeMap<String, Value>) {
    let shown = |path: &Path| Value::from(path.display().to_string());
    if let Some(folder) = &choice.lexicon {
        settings.insert(LEXICON.to_owned(), shown(folder));
    }
    if !choice.lexicon_add.is_empty() {
        let folders = choice.lexicon_add.iter().map(|folder| shown(folder)).collect();
        settings.insert(LEXICON_ADD.to_owned(), Value::Array(folders));
    }
    if !choice.topic.is_empty() {
        settings.insert(TOPIC.to_owned(), choice.topic.clone().into());
    }
}

/// The choice as it was noted.
pub(crate) fn noted(settings: &BTreeMap<String, Value>) -> LexiconChoice {
    let path = |value: &Value| value.as_str().map(PathBuf::from);
    let added = settings.get(LEXICON_ADD).and_then(Value::as_array);
    let topics = settings.get(TOPIC).and_then(Value::as_array);
    let name = |value: &Value| value.as_str().map(str::to_owned);
    LexiconChoice {
        lexicon: settings.get(LEXICON).and_then(path),
        lexicon_add: added.into_iter().flatten().filter_map(path).collect(),
        topic: topics.into_iter().flatten().filter_map(name).collect(),
        no_cache: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_read_again() {
        for (lexicon, added) in [(None, vec![]), (Some("a"), vec!["b", "c"])] {
            let lexicon = lexicon.map(PathBuf::from);
            let lexicon_add: Vec<PathBuf> = added.into_iter().map(PathBuf::from).collect();
            let topic = lexicon_add.iter().map(|_| "shop".to_owned()).collect();
            let choice = LexiconChoice { lexicon, lexicon_add, topic, no_cache: false };
            let mut settings = BTreeMap::new();
            note(&choice, &mut settings);
            let again = noted(&settings);
            assert_eq!(again.lexicon, choice.lexicon);
            assert_eq!(again.lexicon_add, choice.lexicon_add);
            assert_eq!(again.topic, choice.topic);
        }
    }
}
