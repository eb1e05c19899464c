//! What a word can mean in a deadline, in whichever language.

use super::{Tables, Unit, en, ru, uk};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Kinds of words, one bit each.
pub(super) mod flag {
    /// «до», "by".
    pub(in super::super) const BY: u64 = 1;
    /// «в», "on", "at".
    pub(in super::super) const AT: u64 = 1 << 1;
    /// «через», "within".
    pub(in super::super) const WITHIN: u64 = 1 << 2;
    /// "in", which is both of these.
    pub(in super::super) const IN: u64 = 1 << 3;
    /// «за».
    pub(in super::super) const FOR: u64 = 1 << 4;
    /// «на».
    pub(in super::super) const ONTO: u64 = 1 << 5;
    /// «с», "from", "between".
    pub(in super::super) const FROM: u64 = 1 << 6;
    /// «течение» after «в».
    pub(in super::super) const COURSE: u64 = 1 << 7;
    /// «раньше», «после», "after".
    pub(in super::super) const AFTER: u64 = 1 << 8;
    /// «позднее» after «не».
    pub(in super::super) const LATER: u64 = 1 << 9;
    /// «не», "no".
    pub(in super::super) const NOT: u64 = 1 << 10;
    /// «чем», "than".
    pub(in super::super) const THAN: u64 = 1 << 11;
    /// May stand between a preposition and an amount: «ближайшие», "the next", «примерно».
    pub(in super::super) const ABOUT: u64 = 1 << 12;
    /// «ближайшие», which makes a span of «в … два часа».
    pub(in super::super) const NEAREST: u64 = 1 << 13;
    /// «займёт», "takes", "up to": an amount may follow without a preposition.
    pub(in super::super) const TAKES: u64 = 1 << 14;
    /// «следующая», "next".
    pub(in super::super) const NEXT: u64 = 1 << 15;
    /// «эта», "this".
    pub(in super::super) const THIS: u64 = 1 << 16;
    /// «прошлая», "last".
    pub(in super::super) const LAST: u64 = 1 << 17;
    /// «конец», "end".
    pub(in super::super) const END: u64 = 1 << 18;
    /// «начало».
    pub(in super::super) const BEGIN: u64 = 1 << 19;
    /// «середина».
    pub(in super::super) const MIDDLE: u64 = 1 << 20;
    /// «рабочий», "working", "business".
    pub(in super::super) const WORKING: u64 = 1 << 21;
    /// «смена», "play": what ends when the working day ends.
    pub(in super::super) const SHIFT: u64 = 1 << 22;
    /// «утро», "morning".
    pub(in super::super) const MORNING: u64 = 1 << 23;
    /// «обед», "lunch", "noonish".
    pub(in super::super) const LUNCH: u64 = 1 << 24;
    /// «днём», "afternoon".
    pub(in super::super) const AFTERNOON: u64 = 1 << 25;
    /// «вечер», "evening", «ночь».
    pub(in super::super) const EVENING: u64 = 1 << 26;
    /// «полдень», "noon".
    pub(in super::super) const NOON: u64 = 1 << 27;
    /// «полночь», "midnight".
    pub(in super::super) const MIDNIGHT: u64 = 1 << 28;
    /// «утра», "am" behind an hour.
    pub(in super::super) const AM: u64 = 1 << 29;
    /// «вечера», «дня», "pm" behind an hour.
    pub(in super::super) const PM: u64 = 1 << 30;
    /// «ночи» behind an hour.
    pub(in super::super) const NIGHT: u64 = 1 << 31;
    /// "o'clock".
    pub(in super::super) const CLOCK: u64 = 1 << 32;
    /// «полчаса».
    pub(in super::super) const HALF_HOUR: u64 = 1 << 33;
    /// «пол», "half".
    pub(in super::super) const HALF: u64 = 1 << 34;
    /// «полтора».
    pub(in super::super) const ONE_AND_HALF: u64 = 1 << 35;
    /// "quarter".
    pub(in super::super) const QUARTER: u64 = 1 << 36;
    /// «выходные», "weekend".
    pub(in super::super) const WEEKEND: u64 = 1 << 37;
    /// «числа».
    pub(in super::super) const OF_MONTH: u64 = 1 << 38;
    /// «несколько», "few".
    pub(in super::super) const FEW: u64 = 1 << 39;
    /// "a", "an", "one".
    pub(in super::super) const ARTICLE: u64 = 1 << 40;
    /// "the".
    pub(in super::super) const THE: u64 = 1 << 41;
    /// "of".
    pub(in super::super) const OF: u64 = 1 << 42;
    /// «до» of a range: "to", "and".
    pub(in super::super) const TO: u64 = 1 << 43;
    /// "day" of "the day after tomorrow".
    pub(in super::super) const DAY_WORD: u64 = 1 << 44;
    /// «года» behind the number of a year.
    pub(in super::super) const YEAR: u64 = 1 << 45;
    /// «неделе» in «на той неделе» is the next one.
    pub(in super::super) const THAT: u64 = 1 << 46;
    /// "past" of "half past five".
    pub(in super::super) const PAST_HOUR: u64 = 1 << 47;
    /// «часу»: one o'clock.
    pub(in super::super) const ONE_OCLOCK: u64 = 1 << 48;
    /// "business", "play" behind "close of".
    pub(in super::super) const CLOSE: u64 = 1 << 49;
    /// "or" in a range of amounts.
    pub(in super::super) const OR: u64 = 1 << 50;
    /// May be said, and is no month: "may".
    pub(in super::super) const MODAL: u64 = 1 << 51;
    /// Tells a time by itself.
    pub(in super::super) const ALONE: u64 = 1 << 52;
    /// A phrase that names no time may begin with it.
    pub(in super::super) const VAGUE: u64 = 1 << 53;
    /// "eod": the end of the day.
    pub(in super::super) const END_OF_DAY: u64 = 1 << 54;
}

/// What a word can mean.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clue {
    /// 1 is Monday.
    pub(super) weekday: Option<u8>,
    /// 1 is January.
    pub(super) month: Option<u8>,
    /// Days after today.
    pub(super) day: Option<u8>,
    pub(super) unit: Option<Unit>,
    flags: u64,
}

impl Clue {
    pub(super) fn is(self, flags: u64) -> bool {
        self.flags & flags != 0
    }

    /// Whether no deadline begins with a word that has this clue and is no number.
    pub(super) fn says_nothing(self) -> bool {
        let Clue { weekday, month, day, unit, flags } = self;
        flags == 0 && weekday.is_none() && month.is_none() && day.is_none() && unit.is_none()
    }

    /// Whether a sentence with this word may have a deadline.
    pub(super) fn tells_time(self) -> bool {
        use flag::{
            CLOSE, END, END_OF_DAY, EVENING, HALF_HOUR, LUNCH, MIDNIGHT, MORNING, NOON, SHIFT,
            WEEKEND,
        };
        const ALONE: u64 = flag::ALONE
            | CLOSE
            | END
            | END_OF_DAY
            | EVENING
            | HALF_HOUR
            | LUNCH
            | MIDNIGHT
            | MORNING
            | NOON
            | SHIFT
            | WEEKEND
            | flag::AFTERNOON
            | flag::AM
            | flag::PM
            | flag::CLOCK
            | flag::OF_MONTH
            | flag::ONE_AND_HALF;
        self.weekday.is_some()
            || self.month.is_some()
            || self.day.is_some()
            || self.unit.is_some()
            || self.is(ALONE)
    }
}

struct Vocabulary {
    clues: FxHashMap<&'static str, Clue>,
    /// Phrases that name no time, by their first word; the longest first.
    vague: FxHashMap<&'static str, Vec<Vec<&'static str>>>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut all = Vocabulary { clues: FxHashMap::default(), vague: FxHashMap::default() };
    for tables in [&ru::TABLES, &uk::TABLES, &en::TABLES] {
        all.add(tables);
    }
    for phrases in all.vague.values_mut() {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    }
    all
});

impl Vocabulary {
    fn add(&mut self, tables: &'static Tables) {
        let mut each = |words: &'static str, note: &dyn Fn(&mut Clue)| {
            words.split_whitespace().for_each(|word| note(self.clues.entry(word).or_default()));
        };
        for (number, words) in (1..).zip(tables.weekdays) {
            each(words, &|clue| clue.weekday = Some(number));
        }
        for (number, words) in (1..).zip(tables.months) {
            each(words, &|clue| clue.month = Some(number));
        }
        for (number, words) in (0..).zip(tables.days) {
            each(words, &|clue| clue.day = Some(number));
        }
        for (unit, words) in tables.units {
            each(words, &|clue| clue.unit = Some(*unit));
        }
        for (flags, words) in tables.others {
            each(words, &|clue| clue.flags |= flags);
        }
        for phrase in tables.vague.lines() {
            let words: Vec<&str> = phrase.split_whitespace().collect();
            if let Some(first) = words.first() {
                self.vague.entry(first).or_default().push(words.clone());
                self.clues.entry(first).or_default().flags |= flag::VAGUE;
            }
            // A phrase is told by its rarest word, and long words are rare.
            if let Some(longest) = words.iter().max_by_key(|word| word.chars().count()) {
                self.clues.entry(longest).or_default().flags |= flag::ALONE;
            }
        }
    }
}

/// The clue of a folded word; that of all languages together.
pub(super) fn clue(folded: &str) -> Clue {
    VOCABULARY.clues.get(folded).copied().unwrap_or_default()
}

/// The phrases without a time that begin with a word, the longest first.
pub(super) fn vague(first: &str) -> &'static [Vec<&'static str>] {
    VOCABULARY.vague.get(first).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::super::tells_time;
    use super::*;
    use crate::language::values::ValueWord;
    use crate::text::{Border, fold_word};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn a_sentence_with_a_deadline_has_a_word_that_tells_time(
            picked in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..18), 1..6),
            phrase in any::<prop::sample::Index>(),
            with_phrase in any::<bool>(),
        ) {
            let mut known: Vec<&str> = VOCABULARY.clues.keys().copied().collect();
            known.sort_unstable();
            let others = ["is", "out", "eod", "half", "пять", "второго", "5", "5th", "дом"];
            let word = |(at, other): &(prop::sample::Index, usize)| {
                others.get(*other).copied().unwrap_or(known[at.index(known.len())])
            };
            let mut words: Vec<&str> = picked.iter().map(word).collect();
            if with_phrase {
                let mut phrases: Vec<_> = VOCABULARY.vague.values().flatten().collect();
                phrases.sort_unstable();
                words.extend(phrases[phrase.index(phrases.len())]);
            }
            let of = |folded| ValueWord { folded, border: Border::Open, before: " ", after: "" };
            let sentence: Vec<ValueWord<'_>> = words.iter().map(|word| of(*word)).collect();
            if !super::super::find(&sentence).is_empty() {
                prop_assert!(words.iter().any(|word| tells_time(word)), "{:?}", words);
            }
        }
    }

    #[test]
    fn words_are_folded() {
        for word in VOCABULARY.clues.keys() {
            assert_eq!(fold_word(word), **word);
        }
    }
}
