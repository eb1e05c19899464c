//! What a word by itself says to those who look for phrases, values, promises and card numbers.
//!
//! Each of them looks at every word of a call, and nearly every word says nothing to any of them. So it is
//! worked out once for each spelling, as a few bits that are put together for turns and passages: whoever
//! finds no sign in a passage reads no further.

use crate::language::deadline::tells_time;
use crate::language::promise::may_promise;
use crate::language::values::means_something;
use crate::lexicon::{Lexicon, WordId};
use crate::redact::CardClue;

/// What one word says, or any word of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs(u8);

impl Signs {
    /// It can belong to a deadline.
    pub(super) const TIME: Signs = Signs(1);
    /// It can be a verb that promises.
    pub(super) const PROMISE: Signs = Signs(1 << 1);
    /// A value can begin with it.
    pub(super) const VALUE: Signs = Signs(1 << 2);
    /// It has letters that are Ukrainian and not Russian.
    pub(super) const UKRAINIAN: Signs = Signs(1 << 3);
    /// A phrase is looked for where it stands.
    pub(super) const SOUGHT: Signs = Signs(1 << 4);

    /// Both together.
    pub(super) const fn with(self, other: Signs) -> Signs {
        Signs(self.0 | other.0)
    }

    /// Whether all of these are among them.
    pub(super) fn has(self, wanted: Signs) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    fn when(self, is_so: bool) -> Signs {
        if is_so { self } else { Signs::default() }
    }

    /// What the lexicon looks for at a word.
    pub(super) fn sought(id: WordId, lexicon: &Lexicon) -> Signs {
        Signs::SOUGHT.when(lexicon.matcher().seeks(id))
    }
}

/// What one spelling says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clues {
    /// All but [`SOUGHT`](Signs::SOUGHT), which depends on what the word is read as.
    pub(super) signs: Signs,
    /// What it does to a row of digits.
    pub(super) card: CardClue,
}

impl Clues {
    /// The clues of a folded word.
    pub(super) fn of(folded: &str) -> Clues {
        let signs = Signs::TIME
            .when(tells_time(folded))
            .with(Signs::PROMISE.when(may_promise(folded)))
            .with(Signs::VALUE.when(means_something(folded)))
            .with(Signs::UKRAINIAN.when(folded.contains(['і', 'ї', 'є', 'ґ', '\''])));
        Clues { signs, card: CardClue::of(folded) }
    }
}
