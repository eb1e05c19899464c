//! The same speech on both channels: a recording of one channel stored as two. Counted twice, it
//! would double every finding and put the customer's words into the agent's mouth.

use std::collections::{BTreeMap, HashMap};

use super::extract::Said;
use crate::units::Millis;

/// Fewer words than this may well be the same on both sides: «алло».
const FEWEST_WORDS: usize = 4;

/// How far apart the same word may begin on two channels, in milliseconds.
const NEAR_MS: i64 = 300;

/// Percent of the words of each channel that must be on the other as well.
const SAME_PERCENT: usize = 85;

/// A word without case and punctuation, and when it begins.
type Heard = (String, Option<Millis>);

/// Takes out the turns of a channel that says what an earlier one says; whether there was one.
pub(super) fn drop_doubles(said: &mut Vec<Said<'_>>) -> bool {
    let mut channels: BTreeMap<String, Vec<Heard>> = BTreeMap::new();
    for turn in said.iter() {
        let Some(channel) = &turn.channel else { return false };
        let words = channels.entry(channel.clone().into_owned()).or_default();
        if turn.words.is_empty() {
            let start = turn.start.and_then(super::time::Time::offset);
            let all = turn.text.split_whitespace().map(|word| (plain(word), start));
            words.extend(all);
        } else {
            words.extend(turn.words.iter().map(|word| (plain(&word.text), word.start)));
        }
    }
    let mut kept: Vec<&Vec<Heard>> = Vec::new();
    let mut doubles = Vec::new();
    for (channel, words) in &channels {
        if kept.iter().any(|other| same(other, words)) {
            doubles.push(channel.clone());
        } else {
            kept.push(words);
        }
    }
    said.retain(|turn| {
        turn.channel.as_deref().is_none_or(|channel| !doubles.iter().any(|d| d == channel))
    });
    !doubles.is_empty()
}

fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn same(a: &[Heard], b: &[Heard]) -> bool {
    let enough = |n: usize, of: &[Heard]| n * 100 >= of.len() * SAME_PERCENT;
    a.len() >= FEWEST_WORDS
        && b.len() >= FEWEST_WORDS
        && enough(shared(a, b), a)
        && enough(shared(b, a), b)
}

/// How many words of `a` are said on `b` at about the same time.
fn shared(a: &[Heard], b: &[Heard]) -> usize {
    let mut times: HashMap<&str, Vec<Option<Millis>>> = HashMap::new();
    for (word, start) in b {
        times.entry(word).or_default().push(*start);
    }
    for starts in times.values_mut() {
        starts.sort_unstable();
    }
    let near = |(word, start): &&Heard| {
        let Some(starts) = times.get(word.as_str()) else { return false };
        let Some(start) = start else { return starts.contains(&None) };
        let at = starts.partition_point(|other| *other < Some(start.plus(-NEAR_MS)));
        starts.get(at).copied().flatten().is_some_and(|other| other.since(*start) <= NEAR_MS)
    };
    a.iter().filter(near).count()
}
