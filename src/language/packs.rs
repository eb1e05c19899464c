//! The dictionaries of all languages together.

use std::sync::LazyLock;

/// What is known of the words of every language. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Packs {}

impl Packs {
    /// No dictionary at all.
    pub fn none() -> &'static Packs {
        static NONE: LazyLock<Packs> = LazyLock::new(Packs::default);
        &NONE
    }

    /// The dictionaries that come with the program.
    pub fn builtin() -> &'static Packs {
        Packs::none()
    }

    /// Whether a folded word is an ordinary word of any language.
    pub fn knows(&self, _folded: &str) -> bool {
        false
    }
}
