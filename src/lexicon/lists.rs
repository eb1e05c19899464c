//! A list for each of some numbers, all in one vector.

use serde::{Deserialize, Serialize};

/// Lists by number, from 0.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Lists<T> {
    items: Vec<T>,
    /// The list of `n` is `items[starts[n]..starts[n + 1]]`.
    starts: Vec<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Lists<T> {
        Lists { items: Vec::new(), starts: Vec::new() }
    }
}

impl<T: Copy> Lists<T> {
    /// Of pairs with numbers below `count`; the pairs of a number stay in their order.
    pub(super) fn of(count: usize, pairs: &[(usize, T)]) -> Lists<T> {
        let Some((_, any)) = pairs.first() else { return Lists::default() };
        // Counted first, so that every list has its place.
        let mut starts = vec![0_u32; count + 1];
        pairs.iter().for_each(|(number, _)| starts[number + 1] += 1);
        for number in 0..count {
            starts[number + 1] += starts[number];
        }
        let mut next = starts.clone();
        let mut items = vec![*any; pairs.len()];
        for (number, item) in pairs {
            let next = &mut next[*number];
            items[*next as usize] = *item;
            *next += 1;
        }
        Lists { items, starts }
    }

    /// The list of a number; empty of any that has none.
    #[inline]
    pub(super) fn at(&self, number: usize) -> &[T] {
        match self.starts.get(number..).and_then(|starts| starts.first_chunk()) {
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
        let lists = Lists::of(4, &[(2, 'a'), (0, 'b'), (2, 'c')]);
        let all: Vec<String> = (0..6).map(|number| lists.at(number).iter().collect()).collect();
        assert_eq!(all, ["b", "", "ac", "", "", ""]);
        assert!(Lists::<u8>::of(3, &[]).at(1).is_empty());
    }
}
