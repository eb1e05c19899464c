//! What a word can mean in a value, in whichever language.

use super::{en, ru, uk};
use crate::text::Words;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Kinds of words, one bit each.
pub(in crate::language) mod flag {
    /// «полтора»: a number before a scale.
    pub(in crate::language) const HALF_NUMBER: u64 = 1;
    /// «пара», "couple".
    pub(in crate::language) const PAIR: u64 = 1 << 1;
    /// «несколько», "a few": counts units of time, and is no number.
    pub(in crate::language) const VAGUE: u64 = 1 << 2;
    /// Endings of an ordinal in digits: «3й», "3rd".
    pub(in crate::language) const ORDINAL_JOINED: u64 = 1 << 3;
    /// The same, only behind a hyphen: «3-м».
    pub(in crate::language) const ORDINAL_HYPHEN: u64 = 1 << 4;
    /// Endings of a cardinal in digits: «5-ти».
    pub(in crate::language) const CARDINAL_ENDING: u64 = 1 << 5;
    /// «во-» of «во-первых».
    pub(in crate::language) const ENUMERATES: u64 = 1 << 6;
    /// «-первых» of «во-первых».
    pub(in crate::language) const ENUMERATED: u64 = 1 << 7;
    /// «или», "or" of a range.
    pub(in crate::language) const OR: u64 = 1 << 8;
    /// «и», "and" between two units.
    pub(in crate::language) const AND: u64 = 1 << 9;
    /// A unit of time.
    pub(in crate::language) const UNIT: u64 = 1 << 10;
    /// The hour, which also tells the time of day.
    pub(in crate::language) const HOUR: u64 = 1 << 11;
    /// A unit that means one of it when it stands alone: «жду неделю».
    pub(in crate::language) const BARE: u64 = 1 << 12;
    /// A unit that may stand before its number: «часа два».
    pub(in crate::language) const TURNED: u64 = 1 << 13;
    /// A duration in one word: «полчаса».
    pub(in crate::language) const DURATION: u64 = 1 << 14;
    /// «пол», «пів», "half".
    pub(in crate::language) const HALF: u64 = 1 << 15;
    /// «четверть», "quarter".
    pub(in crate::language) const QUARTER: u64 = 1 << 16;
    /// «с» of «с половиной».
    pub(in crate::language) const WITH: u64 = 1 << 17;
    /// «половиной».
    pub(in crate::language) const HALF_MORE: u64 = 1 << 18;
    /// May stand between a number and its unit: «рабочих».
    pub(in crate::language) const UNIT_ADJECTIVE: u64 = 1 << 19;
    /// «дня» of «два часа дня».
    pub(in crate::language) const PART_OF_DAY: u64 = 1 << 20;
    /// A month.
    pub(in crate::language) const MONTH: u64 = 1 << 21;
    /// «числа» of «пятого числа».
    pub(in crate::language) const DAY_OF_MONTH: u64 = 1 << 22;
    /// «года» behind the number of a year.
    pub(in crate::language) const YEAR: u64 = 1 << 23;
    /// «завтра», «понедельник».
    pub(in crate::language) const DAY: u64 = 1 << 24;
    /// A currency.
    pub(in crate::language) const CURRENCY: u64 = 1 << 25;
    /// Its hundredth.
    pub(in crate::language) const COINS: u64 = 1 << 26;
    /// An abbreviation, whose point ends no sentence.
    pub(in crate::language) const SHORT: u64 = 1 << 27;
    /// Forms of «другий» that are Russian for "other".
    pub(in crate::language) const OTHER: u64 = 1 << 28;
    /// "a", "an".
    pub(in crate::language) const ARTICLE: u64 = 1 << 29;
    /// "of".
    pub(in crate::language) const OF: u64 = 1 << 30;
    /// "the".
    pub(in crate::language) const THE: u64 = 1 << 31;
    /// "and" of "two hundred and five".
    pub(in crate::language) const AND_WITHIN: u64 = 1 << 32;
    /// "point" of "two point five".
    pub(in crate::language) const POINT: u64 = 1 << 33;
    /// "half" of "and a half".
    pub(in crate::language) const HALF_ENGLISH: u64 = 1 << 34;
    /// "day" of "the day after tomorrow".
    pub(in crate::language) const DAY_WORD: u64 = 1 << 35;
    /// "after" of the same.
    pub(in crate::language) const BEFORE_AFTER: u64 = 1 << 36;
    /// "tomorrow" of the same.
    pub(in crate::language) const NEIGHBOUR_DAY: u64 = 1 << 37;
    /// A currency that may stand before the number: "USD 50".
    pub(in crate::language) const CODE: u64 = 1 << 38;
    /// "oh" in a telephone number.
    pub(in crate::language) const SPOKEN_ZERO: u64 = 1 << 39;
    /// "double" in a telephone number.
    pub(in crate::language) const REPEATED: u64 = 1 << 40;
    /// A scale in a letter, which is joined to its digits: «5к».
    pub(in crate::language) const LETTER: u64 = 1 << 41;
}

/// The words of one language, folded, with white space between.
#[derive(Debug)]
pub(in crate::language) struct Tables {
    /// Numbers that are added up: «сто», «двадцать», «пять».
    pub(in crate::language) cardinals: &'static [(u64, &'static str)],
    /// What a number below a hundred may multiply: «сотня», "dozen".
    pub(in crate::language) multipliers: &'static [(u64, &'static str)],
    /// What a number below a thousand may multiply, the largest first.
    pub(in crate::language) scales: &'static [(u64, &'static str)],
    /// Ordinals without their endings.
    pub(in crate::language) ordinals: &'static [(u64, &'static str)],
    /// The endings of each of them.
    pub(in crate::language) ordinal_endings: &'static str,
    /// Ordinals with other endings, in full.
    pub(in crate::language) ordinal_forms: &'static [(u64, &'static str)],
    /// Words of one or more kinds.
    pub(in crate::language) others: &'static [(u64, &'static str)],
}

/// What a word can mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::language) struct Sense {
    pub(in crate::language) cardinal: Option<u64>,
    pub(in crate::language) multiplier: Option<u64>,
    pub(in crate::language) scale: Option<u64>,
    pub(in crate::language) ordinal: Option<u64>,
    flags: u64,
}

impl Sense {
    pub(in crate::language) const NONE: Sense =
        Sense { cardinal: None, multiplier: None, scale: None, ordinal: None, flags: 0 };

    pub(in crate::language) fn is(&self, flags: u64) -> bool {
        self.flags & flags != 0
    }

    /// Whether the word tells of a value: every value has such a word or digits, and is not made of «и», "the"
    /// and endings alone.
    pub(super) fn tells_a_value(&self) -> bool {
        const TELLING: u64 = flag::HALF_NUMBER
            | flag::PAIR
            | flag::VAGUE
            | flag::UNIT
            | flag::HOUR
            | flag::BARE
            | flag::TURNED
            | flag::DURATION
            | flag::HALF
            | flag::QUARTER
            | flag::MONTH
            | flag::DAY
            | flag::DAY_WORD
            | flag::OTHER
            | flag::SPOKEN_ZERO
            | flag::REPEATED;
        // «к» counts thousands only behind digits.
        let scale = self.scale.filter(|_| !self.is(flag::LETTER));
        let number = self.cardinal.or(self.multiplier).or(self.ordinal).or(scale);
        number.is_some() || self.is(TELLING)
    }

    /// Whether a value can begin with the word.
    pub(super) fn begins_a_value(&self) -> bool {
        self.tells_a_value()
            || self.is(flag::ARTICLE | flag::THE | flag::CODE | flag::UNIT_ADJECTIVE)
    }
}

static ALL: LazyLock<FxHashMap<String, Sense>> = LazyLock::new(all);

/// The sense of a folded word; that of all languages together.
pub(in crate::language) fn sense(folded: &str) -> &'static Sense {
    ALL.get(folded).unwrap_or(&Sense::NONE)
}

/// Every folded word that has a sense, in no order.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    ALL.keys().map(String::as_str)
}

fn all() -> FxHashMap<String, Sense> {
    let mut all: FxHashMap<String, Sense> = FxHashMap::default();
    for tables in [&ru::TABLES, &uk::TABLES, &en::TABLES] {
        let lists = [
            (tables.cardinals, Part::Cardinal),
            (tables.multipliers, Part::Multiplier),
            (tables.scales, Part::Scale),
            (tables.ordinal_forms, Part::Ordinal),
            (tables.others, Part::Other),
        ];
        for (list, part) in lists {
            for (value, words) in list {
                for word in words.split_whitespace() {
                    part.add(all.entry(word.to_owned()).or_default(), *value);
                }
            }
        }
        for (value, stems) in tables.ordinals {
            for stem in stems.split_whitespace() {
                for ending in tables.ordinal_endings.split_whitespace() {
                    let word = format!("{stem}{ending}");
                    Part::Ordinal.add(all.entry(word).or_default(), *value);
                }
            }
        }
    }
    debug_assert!(all.keys().all(|word| is_one_word(word)), "a table holds no single words");
    all
}

fn is_one_word(word: &str) -> bool {
    let mut words = Words::new();
    words.push_text(word);
    words.as_slice().len() == 1 && words.folded(&words.as_slice()[0]) == word
}

/// Where a table's entry goes.
#[derive(Clone, Copy, Debug)]
enum Part {
    Cardinal,
    Multiplier,
    Scale,
    Ordinal,
    Other,
}

impl Part {
    fn add(self, sense: &mut Sense, value: u64) {
        match self {
            Part::Cardinal => sense.cardinal = sense.cardinal.or(Some(value)),
            Part::Multiplier => sense.multiplier = sense.multiplier.or(Some(value)),
            Part::Scale => sense.scale = sense.scale.or(Some(value)),
            Part::Ordinal => sense.ordinal = sense.ordinal.or(Some(value)),
            Part::Other => sense.flags |= value,
        }
    }
}
