//! Verbs of one meaning and two aspects: «подать» and «подавать».

use super::Language;
use crate::text::fold_word;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Our own lists: perfective and imperfective, one pair a line.
const LISTS: [(Language, &str); 2] =
    [(Language::Ru, include_str!("aspect/ru.tsv")), (Language::Uk, include_str!("aspect/uk.tsv"))];

type Pairs = FxHashMap<(Language, String), Vec<String>>;

static PARTNERS: LazyLock<Pairs> = LazyLock::new(|| {
    let mut partners = Pairs::default();
    for (language, list) in LISTS {
        for (one, other) in pairs(list) {
            for (of, partner) in [(one, other), (other, one)] {
                partners.entry((language, fold_word(of))).or_default().push(fold_word(partner));
            }
        }
    }
    partners
});

fn pairs(list: &str) -> impl Iterator<Item = (&str, &str)> {
    list.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|l| l.split_once('\t'))
}

/// Verbs that differ from a verb in aspect alone; base forms, folded.
pub(super) fn partners(language: Language, base: &str) -> impl Iterator<Item = &'static str> {
    let partners = PARTNERS.get(&(language, base.to_owned()));
    partners.into_iter().flatten().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        assert!(partners(Language::Ru, "подать").any(|other| other == "подавать"));
        assert!(partners(Language::Ru, "подавать").any(|other| other == "подать"));
        assert!(partners(Language::Uk, "повернути").any(|other| other == "повертати"));
        assert_eq!(partners(Language::En, "file").count(), 0);
    }

    #[test]
    fn every_line_is_a_pair_of_two_words() {
        for (language, list) in LISTS {
            for (one, other) in pairs(list) {
                let odd = one == other || one.contains(char::is_whitespace);
                assert!(!odd && !other.contains(char::is_whitespace), "{language}: {one} {other}");
            }
        }
    }
}
