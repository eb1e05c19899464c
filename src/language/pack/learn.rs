//! How words that no dictionary has are inflected: like the known words that end like them.
//!
//! For every ending of the known base forms it is counted how they go on. An ending is kept where it
//! says something else than the next shorter one, so that the longest known ending decides. Where the
//! known words go on in several ways, a second and a third way is taken in if that finds more right
//! forms than it makes wrong ones, weighed.

use super::writer::{Affixes, WrittenParadigm};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// A known base form, and how it is inflected.
pub(super) struct Base<'a> {
    pub(super) base: &'a str,
    pub(super) paradigm: u32,
}

/// The bytes of a word, the last letter first.
pub(super) fn backwards(word: &str) -> impl Iterator<Item = u8> + '_ {
    word.chars().rev().flat_map(|letter| {
        let mut bytes = [0; 4];
        let length = letter.encode_utf8(&mut bytes).len();
        bytes.into_iter().take(length)
    })
}

/// Letters of an ending at most.
const LONGEST: usize = 12;
/// Known words an ending must have to say anything.
const ENOUGH: u32 = 2;
/// How many known words the next shorter ending counts for, so that two odd words prove little.
const PRIOR: f64 = 4.0;
/// Paradigms that are looked at for one ending.
const LOOKED_AT: usize = 6;
/// Paradigms that one ending may have.
const TAKEN: usize = 3;
/// What a wrong form costs where a right one earns 1.
///
/// The constants were chosen on 5,000 hidden Russian lemmas (seeds 2 and 3) and judged on others.
const WRONG: f64 = 0.55;
/// Paradigms of which fewer words go on so are forgotten.
const RARE: f64 = 0.01;

/// How the known words with some ending go on: paradigm and share.
type Shares = FxHashMap<u32, f64>;

/// The paradigms of each ending that says something of its own.
pub(super) fn endings(
    bases: &[Base<'_>],
    paradigms: &[&WrittenParadigm],
) -> BTreeMap<Vec<u8>, Vec<u32>> {
    let mut shares: FxHashMap<Vec<u8>, Shares> = FxHashMap::default();
    let mut kept: BTreeMap<Vec<u8>, Vec<u32>> = BTreeMap::new();
    // A shorter ending comes before the longer ones that end so.
    for (key, (ending, counts)) in counts(bases, paradigms) {
        let total: u32 = counts.values().sum();
        if total < ENOUGH {
            continue;
        }
        let shorter = (1..key.len()).rev().find_map(|length| shares.get(&key[..length]));
        let share = smoothed(ending, &counts, f64::from(total), shorter, paradigms);
        let best = ways(ending, &share, paradigms);
        shares.insert(key.clone(), share);
        if longest_within(&kept, &key) != Some(&best) {
            kept.insert(key, best);
        }
    }
    kept
}

/// For each ending, written backwards: the ending, and how many base forms with it go by which
/// paradigm.
fn counts<'a>(
    bases: &[Base<'a>],
    paradigms: &[&WrittenParadigm],
) -> BTreeMap<Vec<u8>, (&'a str, FxHashMap<u32, u32>)> {
    let mut out: BTreeMap<Vec<u8>, (&str, FxHashMap<u32, u32>)> = BTreeMap::new();
    for base in bases.iter().filter(|base| paradigms[base.paradigm as usize].part.is_open()) {
        let letters: Vec<usize> = base.base.char_indices().rev().map(|(at, _)| at).collect();
        // The first letter is no part of an ending, nor is an ending shorter than the paradigm's.
        let own = paradigms[base.paradigm as usize].affixes[0].1.chars().count().max(1);
        for at in letters.iter().take(letters.len().saturating_sub(1)).take(LONGEST).skip(own - 1) {
            let ending = &base.base[*at..];
            let key = backwards(ending).collect();
            let (_, counts) = out.entry(key).or_insert_with(|| (ending, FxHashMap::default()));
            *counts.entry(base.paradigm).or_default() += 1;
        }
    }
    out
}

/// What was counted for an ending, and a little of what the next shorter one says.
fn smoothed(
    ending: &str,
    counts: &FxHashMap<u32, u32>,
    total: f64,
    shorter: Option<&Shares>,
    paradigms: &[&WrittenParadigm],
) -> Shares {
    let mut share: Shares = counts.iter().map(|(p, count)| (*p, f64::from(*count))).collect();
    let mut whole = total;
    if let Some(shorter) = shorter {
        whole += PRIOR;
        let fits = |paradigm: u32| ending.ends_with(&paradigms[paradigm as usize].affixes[0].1);
        for (paradigm, before) in shorter.iter().filter(|(paradigm, _)| fits(**paradigm)) {
            *share.entry(*paradigm).or_default() += PRIOR * before;
        }
    }
    share.values_mut().for_each(|share| *share /= whole);
    share.retain(|_, share| *share > RARE);
    share
}

/// The most frequent paradigm, and those that are worth being taken in beside it.
fn ways(ending: &str, shares: &Shares, paradigms: &[&WrittenParadigm]) -> Vec<u32> {
    let mut frequent: Vec<(f64, u32)> = shares.iter().map(|(p, share)| (*share, *p)).collect();
    frequent.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    frequent.truncate(LOOKED_AT);
    let Some(&(_, first)) = frequent.first() else { return Vec::new() };
    let forms: Vec<BTreeSet<Affixes>> =
        frequent.iter().map(|(_, p)| after(ending, paradigms[*p as usize])).collect();
    let mut taken = vec![first];
    let mut given: BTreeSet<&Affixes> = forms[0].iter().collect();
    loop {
        let gain = |way: &BTreeSet<Affixes>| {
            let new: Vec<&Affixes> = way.iter().filter(|form| !given.contains(form)).collect();
            let of_word = |(word, (share, _)): (&BTreeSet<Affixes>, &(f64, u32))| {
                let right = new.iter().filter(|form| word.contains(**form)).count() as f64;
                share * (right - WRONG * (new.len() as f64 - right))
            };
            forms.iter().zip(&frequent).map(of_word).sum::<f64>()
        };
        let gains = forms.iter().map(gain).enumerate();
        let best = gains.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        match best {
            Some((at, gain)) if gain > 0.0 && taken.len() < TAKEN => {
                taken.push(frequent[at].1);
                given.extend(&forms[at]);
            }
            _ => return taken,
        }
    }
}

/// What stands before and after the rest of a word that ends so, form by form.
fn after(ending: &str, paradigm: &WrittenParadigm) -> BTreeSet<Affixes> {
    let rest = ending.strip_suffix(paradigm.affixes[0].1.as_str()).unwrap_or("");
    paradigm.affixes.iter().map(|(before, own)| (before.clone(), [rest, own].concat())).collect()
}

/// What the longest kept ending within this one says.
fn longest_within<'k>(
    kept: &'k BTreeMap<Vec<u8>, Vec<u32>>,
    ending: &[u8],
) -> Option<&'k Vec<u32>> {
    (1..ending.len()).rev().find_map(|length| kept.get(&ending[..length]))
}
