//! Lexicons of a given size: words of the corpus and, for the most part, words that do not exist.

use super::random::Random;
use super::words::{self, Source};
use std::collections::{BTreeMap, BTreeSet};
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

/// Single words without repeats of which so many in 10,000 words of the calls are one, and words that do not
/// exist: people say little of what is looked for.
pub(crate) fn rare_words(count: usize, share: usize) -> Vec<String> {
    let said = said();
    let all: usize = said.values().sum();
    let (wanted, most) = (all * share / 10_000, all * share / 100_000);
    let mut random = Random::new(11);
    let mut rare: Vec<(String, usize)> =
        said.into_iter().filter(|(_, times)| *times <= most).collect();
    shuffle(&mut rare, &mut random);
    let mut met = 0;
    rare.retain(|(_, times)| {
        let takes = met + times <= wanted;
        met += if takes { *times } else { 0 };
        takes
    });
    let mut out: BTreeSet<String> = rare.into_iter().map(|(word, _)| word).take(count).collect();
    let sources = words::sources();
    while out.len() < count {
        let source = &sources[random.below(sources.len())];
        out.insert(source.made(&mut random) + random.pick(&ENDINGS));
    }
    let mut out: Vec<String> = out.into_iter().collect();
    shuffle(&mut out, &mut random);
    out
}

/// Phrases of two words of which nobody says the second one; three in ten words of the calls are the first
/// one of some.
pub(crate) fn near_misses(count: usize) -> Vec<String> {
    let said = said();
    let all: usize = said.values().sum();
    let mut often: Vec<(String, usize)> = said.into_iter().collect();
    often.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let mut met = 0;
    let first: Vec<String> = often
        .into_iter()
        .take_while(|(_, times)| {
            met += times;
            met <= all * 3 / 10
        })
        .map(|(word, _)| word)
        .collect();
    let mut random = Random::new(12);
    let sources = words::sources();
    (0..count)
        .map(|at| {
            let source = &sources[random.below(sources.len())];
            format!("={} ={}{at}", first[at % first.len()], source.made(&mut random))
        })
        .collect()
}

/// The words of the calls, in small letters, and how often each is said.
fn said() -> BTreeMap<String, usize> {
    let mut said = BTreeMap::new();
    let words = super::calls().into_iter().flat_map(|call| call.turns).flat_map(|turn| turn.words);
    for word in words {
        let word = word.text.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        if word.chars().all(char::is_alphabetic) && !word.is_empty() {
            *said.entry(word).or_default() += 1;
        }
    }
    said
}

fn shuffle<T>(list: &mut [T], random: &mut Random) {
    for at in (1..list.len()).rev() {
        list.swap(at, random.below(at + 1));
    }
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
    shuffle(&mut all, random);
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
