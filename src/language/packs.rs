//! The dictionaries of all languages together.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// What is known of the words of every language. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Packs {
    listed: Arc<BTreeSet<String>>,
}

impl Packs {
    /// No dictionary at all.
    pub fn none() -> &'static Packs {
        static NONE: LazyLock<Packs> = LazyLock::new(Packs::default);
        &NONE
    }

    /// A dictionary of nothing but these folded words, for tests and examples.
    pub fn of_words(words: &[&str]) -> Packs {
        Packs { listed: Arc::new(words.iter().map(|word| (*word).to_owned()).collect()) }
    }

    /// The dictionaries that come with the program.
    pub fn builtin() -> &'static Packs {
        Packs::none()
    }

    /// Whether a folded word is an ordinary word of any language.
    pub fn knows(&self, folded: &str) -> bool {
        self.listed.contains(folded)
    }
}
