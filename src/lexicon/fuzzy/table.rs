//! Finds the forms that a heard word resembles, without looking at all of them.
//!
//! Two words one slip apart share a word that is left when at most one letter of each is taken out.
//! So every form is filed under the hashes of itself and of all words with a letter less, and a heard
//! word is looked up under its own; what is found there is compared letter by letter.

use super::edit::{Slip, distance, slip};
use super::key::push_key;
use std::cmp::Reverse;

/// Letters that a heard word and a form must have.
pub(super) const HEARD: usize = 5;
/// Letters a form must have for one to come, go, or become any other.
const SLIP: usize = 6;
/// Letters a form must have for its first one to come or go.
const FIRST: usize = 7;
/// Letters of a form in which one may be quite another.
const SUBSTITUTED: usize = 7;
/// Letters of a key; shorter ones stand for too many words.
const KEY: usize = 4;

/// Forms by what they sound like and by what is left of them.
#[derive(Debug, Default)]
pub(super) struct Table {
    keys: Buckets,
    leftovers: Buckets,
}

impl Table {
    /// Files forms under their numbers.
    pub(super) fn new<'a>(forms: impl Iterator<Item = (u32, &'a str)>) -> Table {
        let (mut keys, mut leftovers) = (Vec::new(), Vec::new());
        let (mut letters, mut key) = (Vec::new(), Vec::new());
        for (number, form) in forms {
            letters.clear();
            letters.extend(form.chars());
            if letters.len() < HEARD {
                continue;
            }
            key.clear();
            push_key(form, &mut key);
            if key.len() >= KEY {
                keys.push((hash(&key), number));
            }
            leftovers.extend(hashes(&letters).map(|hash| (hash, number)));
        }
        Table { keys: Buckets::new(&keys), leftovers: Buckets::new(&leftovers) }
    }

    /// Forms that sound like this word.
    fn alike<'t>(&'t self, key: &[char]) -> impl Iterator<Item = u32> + use<'t> {
        let wanted = (key.len() >= KEY).then(|| hash(key));
        wanted.into_iter().flat_map(|hash| self.keys.get(hash))
    }

    /// The form, of those that sound like `heard`, that is spelled most like it.
    pub(super) fn sounding_like(&self, heard: &str, spelling: impl Fn(u32) -> Word) -> Option<u32> {
        let mut key = Vec::with_capacity(24);
        push_key(heard, &mut key);
        let letters: Vec<char> = heard.chars().collect();
        let ranked = self.alike(&key).filter_map(|form| {
            let rank = sounds_like(&spelling(form), &letters, &key)?;
            Some((rank, form))
        });
        ranked.min().map(|(_, form)| form)
    }

    /// The form one slip from `heard`.
    pub(super) fn one_slip_from(&self, heard: &str, spelling: impl Fn(u32) -> Word) -> Option<u32> {
        let letters: Vec<char> = heard.chars().collect();
        if letters.len() < HEARD {
            return None;
        }
        let found = hashes(&letters).flat_map(|hash| self.leftovers.get(hash));
        let ranked = found.filter_map(|form| {
            let (slip, at) = slips_into(&spelling(form), &letters)?;
            Some((slip, Reverse(at), form))
        });
        ranked.min().map(|(.., form)| form)
    }
}

/// The letters of a form.
pub(super) type Word = Vec<char>;

/// How far a form of the same sound is from the heard word; smaller is better.
pub(super) fn sounds_like(form: &[char], heard: &[char], key: &[char]) -> Option<usize> {
    let spelled: String = form.iter().collect();
    let mut own = Vec::with_capacity(key.len());
    push_key(&spelled, &mut own);
    if own != key || key.len() < KEY || heard.len() < HEARD || form.len() < HEARD {
        return None;
    }
    if negates(form) != negates(heard) {
        return None;
    }
    Some(distance(form, heard))
}

/// The slip between a form and a heard word, if it is one that is forgiven, and the letters before.
pub(super) fn slips_into(form: &[char], heard: &[char]) -> Option<(Slip, usize)> {
    if form.len() < HEARD || heard.len() < HEARD || negates(form) != negates(heard) {
        return None;
    }
    let (slip, at) = slip(form, heard)?;
    let least = match slip {
        Slip::Swapped | Slip::Doubled | Slip::Similar => HEARD,
        // «вломались» is another word, not «ломались» with a slip.
        Slip::Added if at == 0 => return None,
        Slip::Dropped if at == 0 => FIRST,
        Slip::Dropped | Slip::Added => SLIP,
        Slip::Substituted => SUBSTITUTED,
    };
    (form.len() >= least).then_some((slip, at))
}

/// A word that begins with a negation is never taken for one that does not.
fn negates(word: &[char]) -> bool {
    matches!(word, ['н', 'е' | 'и' | 'і', ..] | ['u', 'n', ..] | ['d', 'i', 's', ..])
}

/// What a letter counts more than the one before it.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// Times [`BASE`] it is 1.
const INVERSE: u64 = inverse(BASE);

/// The inverse of an odd number: each step makes twice as many of its bits right.
const fn inverse(odd: u64) -> u64 {
    let mut inverse = odd;
    let mut bits = 3;
    while bits < u64::BITS {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(inverse)));
        bits *= 2;
    }
    inverse
}

/// The hashes of every word with one letter less, and of the word.
///
/// A word is a sum in which each letter counts [`BASE`] times more than the one before; so what is behind a
/// letter that is left out is divided by it, and all words together take no more steps than there are letters.
fn hashes(letters: &[char]) -> impl Iterator<Item = u32> {
    let whole = sum(letters);
    let (mut before, mut weight) = (0_u64, 1_u64);
    let without = letters.iter().enumerate().filter_map(move |(at, letter)| {
        let with = before.wrapping_add(weight.wrapping_mul(u64::from(*letter)));
        let behind = whole.wrapping_sub(with);
        let rest = before.wrapping_add(behind.wrapping_mul(INVERSE));
        (before, weight) = (with, weight.wrapping_mul(BASE));
        // Of equal neighbours it is all the same which one is left out.
        let needed = at.checked_sub(1).and_then(|before| letters.get(before)) != Some(letter);
        needed.then(|| mixed(rest))
    });
    without.chain([mixed(whole)])
}

fn hash(letters: &[char]) -> u32 {
    mixed(sum(letters))
}

fn sum(letters: &[char]) -> u64 {
    letters
        .iter()
        .rev()
        .fold(0, |sum, letter| sum.wrapping_mul(BASE).wrapping_add(u64::from(*letter)))
}

/// The highest bits of the sum times a number, to which all of its bits come.
fn mixed(sum: u64) -> u32 {
    const MIX: u64 = 0xd6e8_feb8_6659_fd93;
    ((sum ^ (sum >> 32)).wrapping_mul(MIX) >> 32) as u32
}

/// Numbers under hashes: one list, and where each bucket of it begins.
#[derive(Debug, Default)]
struct Buckets {
    entries: Vec<(u32, u32)>,
    starts: Vec<u32>,
    shift: u32,
}

impl Buckets {
    fn new(unsorted: &[(u32, u32)]) -> Buckets {
        // About two entries in each bucket.
        let bits = (unsorted.len() / 2).max(2).ilog2();
        let shift = 32 - bits;
        let bucket = |hash: u32| (hash >> shift) as usize;
        // Counted first, so that every bucket has its place: sorting millions is felt at every start.
        let mut starts = vec![0_u32; (1 << bits) + 1];
        unsorted.iter().for_each(|(hash, _)| starts[bucket(*hash) + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0); unsorted.len()];
        for entry in unsorted {
            let next = &mut next[bucket(entry.0)];
            entries[*next as usize] = *entry;
            *next += 1;
        }
        Buckets { entries, starts, shift }
    }

    fn get(&self, hash: u32) -> impl Iterator<Item = u32> {
        let bucket = (hash >> self.shift) as usize;
        let entries = match self.starts.get(bucket..bucket + 2) {
            Some(&[from, to]) => &self.entries[from as usize..to as usize],
            Some(_) | None => &[],
        };
        entries.iter().filter(move |entry| entry.0 == hash).map(|entry| entry.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hashes_are_those_of_the_words_that_are_left(word in "[абв]{0,9}|[a-zа-я]{0,40}") {
            let letters: Word = word.chars().collect();
            let without = |at: usize| {
                let mut left = letters.clone();
                left.remove(at);
                left
            };
            let needed = |at: &usize| *at == 0 || letters[*at] != letters[at - 1];
            let left = (0..letters.len()).filter(needed).map(without).chain([letters.clone()]);
            let expected: Vec<u32> = left.map(|word| hash(&word)).collect();
            prop_assert_eq!(hashes(&letters).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn the_inverse_undoes() {
        assert_eq!(BASE.wrapping_mul(INVERSE), 1);
    }
}
