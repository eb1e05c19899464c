//! A list for each of some numbers, all in one vector; equal lists are kept once.

use super::raw;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::hash::Hash;

/// Lists by number, from 0.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound = "T: Copy + Into<u32> + From<u32>")]
pub(super) struct Lists<T> {
    #[serde(with = "raw")]
    items: Vec<T>,
    /// The list `n` is `items[starts[n]..starts[n + 1]]`.
    #[serde(with = "raw")]
    starts: Vec<u32>,
    /// Which list each number has.
    #[serde(with = "raw")]
    which: Vec<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Lists<T> {
        Lists { items: Vec::new(), starts: Vec::new(), which: Vec::new() }
    }
}

impl<T: Copy + Eq + Hash> Lists<T> {
    /// Of pairs with numbers below `count`; the pairs of a number stay in their order.
    pub(super) fn of(count: usize, pairs: &[(usize, T)]) -> Lists<T> {
        let Some((_, any)) = pairs.first() else { return Lists::default() };
        // Counted first, so that every list has its place.
        let mut ends = vec![0_usize; count + 1];
        pairs.iter().for_each(|(number, _)| ends[number + 1] += 1);
        for number in 0..count {
            ends[number + 1] += ends[number];
        }
        let mut sorted = vec![*any; pairs.len()];
        for (number, item) in pairs {
            let next = &mut ends[*number];
            sorted[*next] = *item;
            *next += 1;
        }
        let mut lists = Lists { items: Vec::new(), starts: vec![0], which: Vec::new() };
        let mut known: FxHashMap<&[T], u32> = FxHashMap::default();
        let mut from = 0;
        for end in ends.into_iter().take(count) {
            let list = &sorted[from..end];
            from = end;
            let number = *known.entry(list).or_insert_with(|| {
                lists.items.extend_from_slice(list);
                lists.starts.push(lists.items.len() as u32);
                lists.starts.len() as u32 - 2
            });
            lists.which.push(number);
        }
        lists
    }
}

impl<T> Lists<T> {
    /// The list of a number; empty of any that has none.
    #[inline]
    pub(super) fn at(&self, number: usize) -> &[T] {
        let Some(list) = self.which.get(number) else { return &[] };
        match self.starts.get(*list as usize..).and_then(|starts| starts.first_chunk()) {
            Some(&[from, to]) => &self.items[from as usize..to as usize],
            None => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_has_its_own() {
        let pairs = [(2, 7), (0, 5), (2, 9), (3, 7), (3, 9), (4, 9)];
        let lists: Lists<u32> = Lists::of(5, &pairs);
        let all: Vec<&[u32]> = (0..7).map(|number| lists.at(number)).collect();
        assert_eq!(all, [&[5][..], &[], &[7, 9], &[7, 9], &[9], &[], &[]]);
        assert_eq!(lists.items, [5, 7, 9, 9]);
        assert!(Lists::<u32>::of(3, &[]).at(1).is_empty());
    }

    #[test]
    fn what_is_stored_is_read_back() {
        let lists: Lists<u32> = Lists::of(3, &[(2, 70_000), (0, 5)]);
        let bytes = postcard::to_stdvec(&lists).unwrap();
        let read: Lists<u32> = postcard::from_bytes(&bytes).unwrap();
        let all: Vec<&[u32]> = (0..4).map(|number| read.at(number)).collect();
        assert_eq!(all, [&[5][..], &[], &[70_000], &[]]);
    }
}
