//! Finds the forms that a heard word resembles, without looking at all of them.
//!
//! Two words one slip apart share a word that is left when at most one letter of each is taken out, and so do
//! the same number of letters at their begins. Forms stand in the order of the alphabet, and those that begin
//! alike side by side: so every begin is filed under the hashes of itself and of all words with a letter less,
//! a heard word is looked up under those of its own begin, and what begins so is compared letter by letter.

use super::edit::{Slip, distance, slip};
use super::key::push_key;
use crate::lexicon::raw;
use serde::{Deserialize, Serialize};
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

/// Letters of a begin: fewer make fewer begins, more make fewer forms that begin alike.
const BEGIN: usize = 6;

/// Forms by what they sound like and by what is left of their begins.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Table {
    sounds: ByHash,
    begins: ByHash,
    /// The forms with the begin `n` are numbered from `forms[n]` to `forms[n + 1]`.
    #[serde(with = "raw")]
    forms: Vec<u32>,
}

impl Table {
    /// Files forms under their numbers. They come in the order of the alphabet.
    pub(super) fn new<'a>(forms: impl Iterator<Item = (u32, &'a str)>) -> Table {
        let (mut sounds, mut begins, mut starts) = (Vec::new(), Vec::new(), Vec::new());
        let (mut last, mut behind) = ("", 0);
        let (mut letters, mut key) = (Word::new(), Vec::new());
        for (number, form) in forms {
            letters.clear();
            letters.extend(form.chars());
            if letters.len() < HEARD {
                continue;
            }
            key.clear();
            push_key(form, &mut key);
            sounds.extend(sound(&key).map(|hash| (hash, number)));
            behind = number + 1;
            let begin = begin_of(form);
            if begin != last {
                last = begin;
                let begin = &letters[..letters.len().min(BEGIN)];
                begins.extend(hashes(begin).map(|hash| (hash, starts.len() as u32)));
                starts.push(number);
            }
        }
        starts.push(behind);
        Table { sounds: ByHash::of(sounds), begins: ByHash::of(begins), forms: starts }
    }

    /// The form, of those that sound like `heard`, that is spelled most like it.
    pub(super) fn sounding_like<'a>(
        &self,
        heard: &str,
        spelling: impl Fn(u32) -> &'a str,
    ) -> Option<u32> {
        let mut key = Vec::with_capacity(24);
        push_key(heard, &mut key);
        let alike = self.sounds.get(sound(&key)?);
        let letters: Word = heard.chars().collect();
        let ranked = alike.filter_map(|form| {
            let rank = sounds_like(spelling(form), &letters, &key)?;
            Some((rank, form))
        });
        ranked.min().map(|(_, form)| form)
    }

    /// The form one slip from `heard`.
    pub(super) fn one_slip_from<'a>(
        &self,
        heard: &str,
        spelling: impl Fn(u32) -> &'a str,
    ) -> Option<u32> {
        let letters: Word = heard.chars().collect();
        if letters.len() < HEARD {
            return None;
        }
        let begin = &letters[..letters.len().min(BEGIN)];
        let mut begins: Vec<u32> = hashes(begin).flat_map(|hash| self.begins.get(hash)).collect();
        begins.sort_unstable();
        begins.dedup();
        let mut form_letters = Word::new();
        let forms = begins.into_iter().flat_map(|begin| {
            let begin = begin as usize;
            self.forms[begin]..self.forms[begin + 1]
        });
        let ranked = forms.filter_map(|form| {
            let spelling = spelling(form);
            if !may_be_one_slip(spelling.as_bytes(), heard.as_bytes()) {
                return None;
            }
            form_letters.clear();
            form_letters.extend(spelling.chars());
            let (slip, at) = slips_into(&form_letters, &letters)?;
            Some((slip, Reverse(at), form))
        });
        ranked.min().map(|(.., form)| form)
    }
}

/// How a word with this key sounds; `None` if it is too short to be told by its sound.
fn sound(key: &[char]) -> Option<u32> {
    (key.len() >= KEY).then(|| hash(key))
}

/// The first letters of a word.
fn begin_of(word: &str) -> &str {
    word.char_indices().nth(BEGIN).map_or(word, |(end, _)| &word[..end])
}

/// Whether no more than the two letters that a slip can change differs between two spellings, as far as bytes
/// tell it; of a letter that is partly alike the rest counts for none.
fn may_be_one_slip(one: &[u8], other: &[u8]) -> bool {
    let alike = |(a, b): &(&u8, &u8)| a == b;
    let before = one.iter().zip(other).take_while(alike).count();
    let (one, other) = (&one[before..], &other[before..]);
    let behind = one.iter().rev().zip(other.iter().rev()).take_while(alike).count();
    let begins_a_letter = |byte: &&u8| !(0x80..0xc0).contains(*byte);
    let letters = |word: &[u8]| word[..word.len() - behind].iter().filter(begins_a_letter).count();
    letters(one).max(letters(other)) <= 2
}

/// The letters of a word.
pub(super) type Word = Vec<char>;

/// How far a form of the same sound is from the heard word; smaller is better.
pub(super) fn sounds_like(form: &str, heard: &[char], key: &[char]) -> Option<usize> {
    let mut own = Vec::with_capacity(key.len());
    push_key(form, &mut own);
    let form: &[char] = &form.chars().collect::<Word>();
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

/// Numbers under hashes, sorted by both.
#[derive(Debug, Default, Serialize, Deserialize)]
struct ByHash {
    #[serde(with = "raw")]
    hashes: Vec<u32>,
    #[serde(with = "raw")]
    numbers: Vec<u32>,
}

impl ByHash {
    fn of(mut pairs: Vec<(u32, u32)>) -> ByHash {
        pairs.sort_unstable();
        let (hashes, numbers) = pairs.into_iter().unzip();
        ByHash { hashes, numbers }
    }

    fn get(&self, hash: u32) -> impl Iterator<Item = u32> {
        let from = self.place(hash);
        let found = self.hashes[from..].iter().zip(&self.numbers[from..]);
        found.take_while(move |(other, _)| **other == hash).map(|(_, number)| *number)
    }

    /// Where the hash stands or would. Hashes are spread evenly, which tells the place but for a few hundred.
    fn place(&self, hash: u32) -> usize {
        const NEAR: usize = 512;
        let count = self.hashes.len();
        let guess = ((u64::from(hash) * count as u64) >> u32::BITS) as usize;
        let (from, to) = (guess.saturating_sub(NEAR), count.min(guess + NEAR));
        let is_before = |other: &u32| *other < hash;
        let is_near = (from == 0 || is_before(&self.hashes[from - 1]))
            && self.hashes.get(to).is_none_or(|other| !is_before(other));
        let (from, to) = if is_near { (from, to) } else { (0, count) };
        from + self.hashes[from..to].partition_point(is_before)
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

    proptest! {
        #[test]
        fn every_number_is_under_its_hash(
            spread in prop::collection::vec((any::<u32>(), 0..9_u32), 0..40),
            heaped in prop::collection::vec((0..40_u32, 0..9_u32), 0..3_000),
        ) {
            let pairs: Vec<(u32, u32)> = spread.into_iter().chain(heaped).collect();
            let table = ByHash::of(pairs.clone());
            for asked in pairs.iter().rev().take(60).map(|(hash, _)| *hash).chain([0, 41, u32::MAX]) {
                let mut expected: Vec<u32> =
                    pairs.iter().filter(|(hash, _)| *hash == asked).map(|(_, number)| *number).collect();
                expected.sort_unstable();
                prop_assert_eq!(table.get(asked).collect::<Vec<_>>(), expected);
            }
        }
    }

    #[test]
    fn the_inverse_undoes() {
        assert_eq!(BASE.wrapping_mul(INVERSE), 1);
    }
}
