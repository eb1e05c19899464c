//! What a word by itself says to those who look for values, promises and card numbers.
//!
//! Each of them looks at every word of a call, and nearly every word says nothing to any of them. So it is
//! worked out once for each spelling, and whoever finds no clue in a passage reads no further.

use crate::language::deadline::tells_time;
use crate::language::promise::may_promise;
use crate::language::values::means_something;
use crate::redact::CardClue;

/// What one word says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clues {
    /// It can belong to a deadline.
    pub(super) tells_time: bool,
    /// It can be a verb that promises.
    pub(super) may_promise: bool,
    /// A value can begin with it.
    pub(super) begins_value: bool,
    /// What it does to a row of digits.
    pub(super) card: CardClue,
}

impl Clues {
    /// The clues of a folded word.
    pub(super) fn of(folded: &str) -> Clues {
        Clues {
            tells_time: tells_time(folded),
            may_promise: may_promise(folded),
            begins_value: means_something(folded),
            card: CardClue::of(folded),
        }
    }
}
