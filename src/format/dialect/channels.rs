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

/// A word as it is written, and when it begins.
type Heard<'s> = (&'s str, Option<Millis>);

/// Takes out the turns of a channel that says what an earlier one says; whether there was one.
pub(super) fn drop_doubles(said: &mut Vec<Said<'_>>) -> bool {
    let doubles = doubles(said);
    said.retain(|turn| {
        turn.channel.as_deref().is_none_or(|channel| !doubles.iter().any(|d| d == channel))
    });
    !doubles.is_empty()
}

/// The channels that say what an earlier one says; none if any turn has no channel.
fn doubles(said: &[Said<'_>]) -> Vec<String> {
    let mut channels: BTreeMap<&str, Vec<Heard<'_>>> = BTreeMap::new();
    for turn in said {
        let Some(channel) = &turn.channel else { return Vec::new() };
        let words = channels.entry(channel).or_default();
        if turn.words.is_empty() {
            let start = turn.start.and_then(super::time::Time::offset);
            words.extend(turn.text.split_whitespace().map(|word| (word, start)));
        } else {
            words.extend(turn.words.iter().map(|word| (&*word.text, word.start)));
        }
    }
    let mut kept: Vec<&[Heard<'_>]> = Vec::new();
    let mut doubles = Vec::new();
    for (channel, words) in &channels {
        if kept.iter().any(|other| same(other, words)) {
            doubles.push((*channel).to_owned());
        } else {
            kept.push(words);
        }
    }
    doubles
}

/// A word without case and punctuation.
fn plain(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn same(a: &[Heard<'_>], b: &[Heard<'_>]) -> bool {
    if a.len() < FEWEST_WORDS || b.len() < FEWEST_WORDS {
        return false;
    }
    let starts = |words: &[Heard<'_>]| {
        let mut starts: Vec<Millis> =
            words.iter().map(|(_, start)| *start).collect::<Option<_>>()?;
        starts.sort_unstable();
        Some(starts)
    };
    let (Some(starts_of_a), Some(starts_of_b)) = (starts(a), starts(b)) else {
        // Without times only the very same words are a sign.
        return a.len() == b.len() && a.iter().zip(b).all(|((a, _), (b, _))| plain(a).eq(plain(b)));
    };
    let enough = |n: usize, of: &[Heard<'_>]| n * 100 >= of.len() * SAME_PERCENT;
    let at_once = |a: &[Millis], b: &[Millis]| a.iter().filter(|start| is_near(b, **start)).count();
    // Two people who talk seldom begin a word at once, so their words need not be compared.
    enough(at_once(&starts_of_a, &starts_of_b), a)
        && enough(at_once(&starts_of_b, &starts_of_a), b)
        && enough(shared(a, b), a)
        && enough(shared(b, a), b)
}

/// Whether one of these times, which are sorted, is near another one.
fn is_near(starts: &[Millis], start: Millis) -> bool {
    let at = starts.partition_point(|other| *other < start.plus(-NEAR_MS));
    starts.get(at).is_some_and(|other| other.since(start) <= NEAR_MS)
}

/// How many words of `a` are said on `b` at about the same time.
fn shared(a: &[Heard<'_>], b: &[Heard<'_>]) -> usize {
    let mut times: HashMap<String, Vec<Millis>> = HashMap::new();
    for (word, start) in b {
        times.entry(plain(word).collect()).or_default().extend(*start);
    }
    for starts in times.values_mut() {
        starts.sort_unstable();
    }
    let near = |(word, start): &&Heard<'_>| {
        let starts = times.get(&plain(word).collect::<String>());
        starts.zip(*start).is_some_and(|(starts, start)| is_near(starts, start))
    };
    a.iter().filter(near).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `word@ms` or `word`.
    fn heard(written: &str) -> Vec<Heard<'_>> {
        let mut words = Vec::new();
        for part in written.split(' ') {
            words.push(match part.split_once('@') {
                Some((word, at)) => (word, at.parse().ok().map(Millis::new)),
                None => (part, None),
            });
        }
        words
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
        check(all, "two@80 other@470 words@1400 then@3290", false);
        check("да@0 нет@500", "да@0 нет@500", false);
        check("да нет да нет", "Да, нет, да, нет.", true);
        check("да нет да нет", "да да нет нет", false);
    }
}
