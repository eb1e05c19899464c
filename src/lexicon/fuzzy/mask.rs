//! Words that somebody hid behind signs: «б***ь», "f**k".

use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// Letters that so many signs may stand for: one stands for itself, more may be careless.
fn hidden(signs: usize) -> std::ops::RangeInclusive<usize> {
    if signs == 1 { 1..=1 } else { 1..=signs + 2 }
}

/// Letters that may follow a begin of which only one letter is seen.
const ENDING: usize = 3;

/// How well a masked word fits; the smaller is the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fit {
    /// Letters that there are more or fewer than signs and letters seen.
    off: usize,
    /// Letters that are seen and fit.
    seen: Reverse<usize>,
    whole: Whole,
}

/// How well a masked word, with `*` for each sign, fits a spelling; `None` is not at all.
pub(super) fn fit(masked: &str, spelling: &str, whole: Whole) -> Option<Fit> {
    let first = masked.chars().next().filter(|c| *c != '*')?;
    if !spelling.starts_with(first) {
        return None;
    }
    let (masked, letters): (Vec<char>, Vec<char>) =
        (masked.chars().collect(), spelling.chars().collect());
    let seen = masked.iter().filter(|c| **c != '*').count();
    let off = match whole {
        Whole::Yes => masked.len().abs_diff(letters.len()),
        Whole::No => letters.len().saturating_sub(masked.len()),
    };
    // A single letter says so little that the length has to be right.
    if seen == 1 && off > 0 {
        return None;
    }
    // Places in the spelling that the masked word may have come to.
    let mut reached = vec![0];
    let mut at = 0;
    while let Some(c) = masked.get(at) {
        let signs = masked[at..].iter().take_while(|c| **c == '*').count();
        let mut next = Vec::new();
        for place in reached {
            if place >= letters.len() && whole == Whole::No {
                let seen = masked[..at].iter().filter(|c| **c != '*').count();
                let after = masked.iter().rev().take_while(|c| **c != '*').count();
                // So does a single letter of the begin: then little may follow.
                if seen == 1 && (after > ENDING || masked.len() > letters.len() + ENDING) {
                    continue;
                }
                return Some(Fit { off, seen: Reverse(seen), whole });
            }
            if signs == 0 {
                next.extend((letters.get(place) == Some(c)).then_some(place + 1));
            } else {
                let most = if whole == Whole::No { usize::MAX } else { letters.len() };
                next.extend(hidden(signs).map(|n| place + n).filter(|place| *place <= most));
            }
        }
        next.sort_unstable();
        next.dedup();
        reached = next;
        at += signs.max(1);
    }
    let ended = reached.iter().any(|place| match whole {
        Whole::Yes => *place == letters.len(),
        Whole::No => *place >= letters.len(),
    });
    ended.then_some(Fit { off, seen: Reverse(seen), whole })
}

/// Whether a spelling is a whole word or the begin of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Whole {
    Yes,
    No,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fitting() {
        for (masked, spelling, whole, expected) in [
            ("б***ь", "блядь", Whole::Yes, true),
            ("б**ь", "блядь", Whole::Yes, true),
            ("б*ь", "блядь", Whole::Yes, false),
            ("п*здец", "пизд", Whole::No, true),
            ("п**дец", "пизд", Whole::No, true),
            ("п*сьмо", "пизд", Whole::No, false),
            ("х**", "хуй", Whole::No, true),
            ("х**", "хуем", Whole::Yes, false),
            ("f**k", "fuck", Whole::No, true),
            ("f***ing", "fuck", Whole::No, true),
            ("sh*t", "shit", Whole::Yes, true),
            ("ш*т", "shit", Whole::Yes, false),
            ("к***а", "блядь", Whole::Yes, false),
            ("с****", "сука", Whole::Yes, false),
            ("б***ь", "бляд", Whole::No, true),
            ("а**блютуз", "ахуе", Whole::No, false),
            ("в********ч", "в'єб", Whole::No, false),
        ] {
            assert_eq!(fit(masked, spelling, whole).is_some(), expected, "{masked} {spelling}");
        }
    }
}
