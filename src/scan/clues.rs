//! What words say to those who look for phrases, values, promises and card numbers.
//!
//! Each of them looks at every word of a call, and nearly every word says nothing to any of them. So it is
//! worked out once for each spelling, as a few bits that are put together for turns and passages: whoever
//! finds no sign in a passage reads no further, and a passage without any is not even kept.

use crate::language::WordClasses;
use crate::language::deadline::tells_time;
use crate::language::promise::may_promise;
use crate::language::values::tells_a_value;
use crate::lexicon::{Lexicon, WordId};
use crate::redact::CardClue;
use crate::text::Border;

/// What one word says, or any word of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs(u16);

impl Signs {
    /// It can belong to a deadline.
    pub(super) const TIME: Signs = Signs(1);
    /// It can be a verb that promises.
    pub(super) const PROMISE: Signs = Signs(1 << 1);
    /// It tells of a value.
    pub(super) const VALUE: Signs = Signs(1 << 2);
    /// It has letters that are Ukrainian and not Russian.
    pub(super) const UKRAINIAN: Signs = Signs(1 << 3);
    /// It tells something of a card.
    pub(super) const CARD: Signs = Signs(1 << 4);
    /// It can be the end of «p. m.», whose points end no sentence.
    const HALF_DAY: Signs = Signs(1 << 5);
    /// A phrase is looked for where it stands.
    pub(super) const SOUGHT: Signs = Signs(1 << 6);
    /// It is more than a filler or a back-channel.
    pub(super) const CONTENT: Signs = Signs(1 << 7);
    /// It shows that somebody listens.
    pub(super) const BACK_CHANNEL: Signs = Signs(1 << 8);
    /// Nobody knows it, so it may have been another word.
    pub(super) const UNHEARD: Signs = Signs(1 << 9);
    /// Not of one word: a sentence has one that tells a time and one that promises.
    pub(super) const PROMISE_FOR_A_TIME: Signs = Signs(1 << 10);

    /// Both together.
    pub(super) const fn with(self, other: Signs) -> Signs {
        Signs(self.0 | other.0)
    }

    /// Those of them that are among these.
    pub(super) const fn only(self, these: Signs) -> Signs {
        Signs(self.0 & these.0)
    }

    /// Whether all of these are among them.
    pub(super) const fn has(self, wanted: Signs) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    /// Whether any of these is among them.
    pub(super) const fn has_any(self, wanted: Signs) -> bool {
        self.0 & wanted.0 != 0
    }

    /// These, or none.
    pub(super) fn when(self, is_so: bool) -> Signs {
        if is_so { self } else { Signs::default() }
    }

    /// What a folded word says by its letters.
    pub(super) fn of_spelling(folded: &str) -> Signs {
        Signs::TIME
            .when(tells_time(folded))
            .with(Signs::PROMISE.when(may_promise(folded)))
            .with(Signs::VALUE.when(tells_a_value(folded)))
            .with(Signs::UKRAINIAN.when(folded.contains(['і', 'ї', 'є', 'ґ', '\''])))
            .with(Signs::CARD.when(CardClue::of(folded).tells()))
            .with(Signs::HALF_DAY.when(folded == "m"))
    }

    /// What a word says by what it is read as.
    pub(super) fn of_id(id: WordId, lexicon: &Lexicon) -> Signs {
        let classes = lexicon.vocabulary().classes(id);
        let little = WordClasses::FILLER.with(WordClasses::BACK_CHANNEL);
        Signs::SOUGHT
            .when(lexicon.matcher().seeks(id))
            .with(Signs::CONTENT.when(!classes.intersects(little)))
            .with(Signs::BACK_CHANNEL.when(classes.intersects(WordClasses::BACK_CHANNEL)))
    }

    /// The signs without any of which a passage has no match.
    pub(super) fn of_matches(lexicon: &Lexicon) -> Signs {
        Signs::SOUGHT.with(Signs::VALUE.when(!lexicon.matcher().values().is_empty()))
    }
}

/// What the words of a turn say, put together one by one.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    signs: Signs,
    sentence: Signs,
    /// Of the word before.
    before: Signs,
    words: u32,
}

impl Gathered {
    /// Takes the next word, and what stands before it.
    #[inline]
    pub(super) fn take(&mut self, signs: Signs, border: Border) {
        if border == Border::Sentence && !self.before.with(signs).has(Signs::HALF_DAY) {
            self.end_sentence();
        }
        self.sentence = self.sentence.with(signs);
        self.before = signs;
        self.words += 1;
    }

    fn end_sentence(&mut self) {
        let sentence = std::mem::take(&mut self.sentence);
        let both = sentence.has(Signs::TIME.with(Signs::PROMISE));
        self.signs = self.signs.with(sentence).with(Signs::PROMISE_FOR_A_TIME.when(both));
    }

    /// What all of them say, and how many they are.
    pub(super) fn finish(mut self) -> (Signs, u32) {
        self.end_sentence();
        (self.signs, self.words)
    }
}
