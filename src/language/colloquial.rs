//! Colloquial spellings: «щас» is said, «сейчас» is meant.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

const LISTS: [&str; 3] = [
    include_str!("colloquial/ru.tsv"),
    include_str!("colloquial/uk.tsv"),
    include_str!("colloquial/en.tsv"),
];

/// Every colloquial spelling with the one it stands for, both folded; a spelling may come for more
/// than one language.
pub fn colloquial() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = LISTS.into_iter().flat_map(str::lines).filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
}

/// Whether a folded word is a colloquial spelling.
pub fn is_colloquial(folded: &str) -> bool {
    static SAID: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| colloquial().map(|(said, _)| said).collect());
    SAID.contains(folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::little_words;
    use crate::text::{Words, fold_word};

    #[test]
    fn rows_are_single_folded_words_that_say_something_new() {
        let mut words = Words::new();
        for (said, standard) in colloquial() {
            for word in [said, standard] {
                assert_eq!(fold_word(word), word);
                words.clear();
                words.push_text(word);
                assert_eq!(words.as_slice().len(), 1, "{word}");
            }
            assert_ne!(said, standard);
            assert!(little_words().all(|(word, _)| word != said), "{said} is a word of its own");
        }
    }
}
