//! The same speech on both channels: a recording of one channel stored as two. Counted twice, it
//! would double every finding and put the customer's words into the agent's mouth.

use std::collections::{BTreeMap, HashMap};

use super::extract::Said;
use crate::units::Millis;

/// Fewer words than this may well be the same on both sides: «алло».
const FEWEST_WORDS: usize = 4;

/// How far apart the same word may begin on two channels, in milliseconds.
const NEAR_MS: i64 = 150;

/// Percent of the words of each channel that must be on the other at the same time as well. A
/// recogniser hears the two copies apart and need not hear the same; two people never talk so.
const SAME_PERCENT: usize = 70;

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
    let untimed = |words: &[Heard]| words.iter().any(|(_, start)| start.is_none());
    if untimed(a) || untimed(b) {
        // Without times only the very same words are a sign.
        return a.len() >= FEWEST_WORDS
            && a.iter().map(|(word, _)| word).eq(b.iter().map(|(word, _)| word));
    }
    let enough = |n: usize, of: &[Heard]| n * 100 >= of.len() * SAME_PERCENT;
    a.len() >= FEWEST_WORDS
        && b.len() >= FEWEST_WORDS
        && enough(shared(a, b), a)
        && enough(shared(b, a), b)
}

/// How many words of `a` are said on `b` at about the same time.
fn shared(a: &[Heard], b: &[Heard]) -> usize {
    let mut times: HashMap<&str, Vec<Millis>> = HashMap::new();
    for (word, start) in b {
        times.entry(word).or_default().extend(*start);
    }
    for starts in times.values_mut() {
        starts.sort_unstable();
    }
    let near = |(word, start): &&Heard| {
        let Some(starts) = times.get(word.as_str()) else { return false };
        let Some(start) = start else { return false };
        let at = starts.partition_point(|other| *other < start.plus(-NEAR_MS));
        starts.get(at).is_some_and(|other| other.since(*start) <= NEAR_MS)
    };
    a.iter().filter(near).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `word@ms` or `word`.
    fn heard(written: &str) -> Vec<Heard> {
        let one = |part: &str| match part.split_once('@') {
            Some((word, at)) => (plain(word), at.parse().ok().map(Millis::new)),
            None => (plain(part), None),
        };
        written.split(' ').map(one).collect()
    }

    #[test]
    fn only_one_signal_is_the_same() {
        let check = |a: &str, b: &str, expected: bool| {
            assert_eq!(same(&heard(a), &heard(b)), expected, "{a} / {b}");
        };
        let all = "Unit@80 one@470 page@1400 real@3290";
        check(all, "unit@90 one@470 page,@1500 real@3200", true);
        check(all, "unit@80 won@470 page@1400 real@3290 so@9000", false);
        check(all, "unit@380 one@870 page@1800 real@3690", false);
        check("да@0 нет@500", "да@0 нет@500", false);
        check("да нет да нет", "Да, нет, да, нет.", true);
        check("да нет да нет", "да да нет нет", false);
    }
}
