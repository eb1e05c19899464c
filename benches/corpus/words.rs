//! The sentences and words of one language, read from its text file.

use super::random::Random;
use std::collections::BTreeMap;

/// What one language has to say.
pub(super) struct Source {
    pub(super) language: &'static str,
    pub(super) agent: Vec<&'static str>,
    pub(super) customer: Vec<&'static str>,
    pub(super) complaints: Vec<&'static str>,
    /// Word lists by name: `{thing}` in a sentence is one of the list `thing`.
    pub(super) lists: BTreeMap<&'static str, Vec<&'static str>>,
    syllables: Vec<&'static str>,
}

/// All languages.
pub(super) fn sources() -> [Source; 3] {
    [
        source("ru", include_str!("ru.txt")),
        source("uk", include_str!("uk.txt")),
        source("en", include_str!("en.txt")),
    ]
}

fn source(language: &'static str, text: &'static str) -> Source {
    let mut lines: BTreeMap<&str, Vec<&'static str>> = BTreeMap::new();
    let mut section = "";
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
            Some(name) => section = name,
            None => lines.entry(section).or_default().push(line),
        }
    }
    let mut section = |name: &str| lines.remove(name).unwrap_or_default();
    let list = |line: &'static str| -> Vec<&'static str> { line.split(", ").collect() };
    let lists = section("words").into_iter().filter_map(|line| {
        let (name, words) = line.split_once(": ")?;
        Some((name, list(words)))
    });
    Source {
        language,
        lists: lists.collect(),
        agent: section("agent"),
        customer: section("customer"),
        complaints: section("complaint"),
        syllables: section("syllables").into_iter().flat_map(list).collect(),
    }
}

impl Source {
    /// A sentence with a word in each of its gaps.
    pub(super) fn filled(&self, sentence: &str, random: &mut Random) -> String {
        let mut out = String::with_capacity(sentence.len() + 32);
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').expect("every gap has its end");
            out.push_str(before);
            match name {
                "made" => out.push_str(&self.made(random)),
                list => out.push_str(random.pick(&self.lists[list])),
            }
            rest = after;
        }
        out + rest
    }

    /// A word that does not exist, of two or three syllables.
    pub(super) fn made(&self, random: &mut Random) -> String {
        (0..2 + random.below(2)).map(|_| random.pick(&self.syllables)).collect()
    }
}
