//! Lexicons of a given size: words of the corpus and, for the most part, words that do not exist.

use super::random::Random;
use super::words::{self, Source};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Phrases of one rule.
const PHRASES: usize = 50;

/// Forms of one word that does not exist.
const ENDINGS: [&str; 4] = ["", "а", "у", "ы"];

/// Single words without repeats: the first of every ten from the corpus as long as there are any.
pub(crate) fn single_words(count: usize) -> Vec<String> {
    let sources = words::sources();
    let mut random = Random::new(7);
    let mut known = corpus_words(&sources, &mut random);
    let mut seen = BTreeSet::new();
    let mut out = Vec::with_capacity(count);
    while out.len() < count {
        let word = if out.len().is_multiple_of(10)
            && let Some(word) = known.pop()
        {
            word
        } else {
            let source = &sources[random.below(sources.len())];
            source.made(&mut random) + random.pick(&ENDINGS)
        };
        if seen.insert(word.clone()) {
            out.push(word);
        }
    }
    out
}

/// Single words that stand in the word lists, in an order that has nothing to do with them.
fn corpus_words(sources: &[Source], random: &mut Random) -> Vec<String> {
    let all: BTreeSet<&str> = sources
        .iter()
        .flat_map(|source| source.lists.values().flatten())
        .filter(|word| word.chars().all(char::is_alphabetic))
        .copied()
        .collect();
    let mut all: Vec<String> = all.into_iter().map(str::to_lowercase).collect();
    for at in (1..all.len()).rev() {
        all.swap(at, random.below(at + 1));
    }
    all
}

/// A lexicon file of phrases that are one word each.
pub(crate) fn toml_of_words(words: &[String]) -> String {
    toml(words)
}

/// A lexicon file of so many phrases of every kind.
///
/// Of ten, five are single words, two are two words, one has a gap, one has alternatives and an
/// optional word, one is the beginning of a word.
pub(crate) fn toml_of_phrases(count: usize) -> String {
    let mut words = single_words(count * 2).into_iter();
    let mut word = || words.next().expect("no phrase takes more than two words on average");
    let phrases: Vec<String> = (0..count)
        .map(|at| match at % 10 {
            0..5 => word(),
            5 | 6 => format!("{} {}", word(), word()),
            7 => format!("{} ..2 {}", word(), word()),
            8 => format!("({}|{}) [{}] {}", word(), word(), word(), word()),
            _ => format!("{}*", word()),
        })
        .collect();
    toml(&phrases)
}

fn toml(phrases: &[String]) -> String {
    let mut out = String::from("language = \"any\"\n");
    for (at, phrases) in phrases.chunks(PHRASES).enumerate() {
        let _ = write!(
            out,
            "\n[[rule]]\nid = \"complaint.bench.r{at}\"\ntitle = \"Rule {at}\"\n\
             category = \"complaint.bench\"\nseverity = 1\nphrases = [\n"
        );
        for phrase in phrases {
            let _ = writeln!(out, "  \"{phrase}\",");
        }
        out.push_str("]\n");
    }
    out
}
