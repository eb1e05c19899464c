//! The words around numbers: what may stand between two groups of digits, and what tells what a number is.

use super::contact::AT;
use super::numeral;
use crate::language::values::{Numeral, is_unit};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What is said while one dictates, and does not end the number.
const FILLERS: &str = "э ээ эээ эм эмм м мм ммм хм а ну так вот значит ага угу агу да дальше далее затем потом и \
    еще это там тут сейчас щас минутку минуточку секунду секундочку запятая пробел тире дефис минус точка \
    слеш слэш пауза собственно короче типа как его извините простите момент погодите подождите \
    е ем далі потім й ще це зараз хвилинку хвилиночку крапка пробіл мінус вибачте перепрошую зачекайте \
    uh uhh um umm er erm ah hm hmm mm mhm so and then next well okay ok right yeah yes like space dash \
    hyphen dot minus sorry wait let me see is it that";

/// What the other side says while somebody dictates.
const BACK_CHANNELS: &str = "слушаю записываю записала записал понял поняла понятно хорошо верно алло \
    продолжайте диктуйте говорите пишу готово есть принято спасибо пожалуйста \
    слухаю записую записав зрозуміло зрозуміла зрозумів добре продовжуйте диктуйте кажіть дякую прошу так \
    go on ahead got it listening sure please continue writing thanks thank you great perfect uhhuh huh";

/// Between groups of a number whose kind was told: «серия … номер …».
const NAMED: &str = "номер номера серия серии серія серії number series";

/// Words that tell that a number is an order's, a contract's and so on: no telephone number.
const OTHER_NUMBERS: [&str; 24] = [
    "заказ",
    "замовлен",
    "договор",
    "договір",
    "счет",
    "рахун",
    "рахунк",
    "чек",
    "трек",
    "тикет",
    "заявк",
    "обращени",
    "звернен",
    "артикул",
    "накладн",
    "посылк",
    "посилк",
    "order",
    "invoice",
    "ticket",
    "tracking",
    "account",
    "reference",
    "imei",
];

/// The lists a word stands in, one bit each.
const FILLER: u8 = 1;
const BACK_CHANNEL: u8 = 1 << 1;
const PART: u8 = 1 << 2;
const UNIT: u8 = 1 << 3;
const SEVERAL: u8 = 1 << 4;
const AT_SIGN: u8 = 1 << 5;

/// What is known of a word by itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// What it is worth as a number.
    pub(super) worth: Option<Numeral>,
    lists: u8,
}

impl Known {
    /// What is known of a folded word. Every word of a call is asked for, once.
    pub(super) fn of(folded: &str) -> Known {
        static KNOWN: LazyLock<FxHashMap<&'static str, Known>> = LazyLock::new(|| {
            let mut all: FxHashMap<&'static str, Known> = FxHashMap::default();
            let lists =
                [(FILLERS, FILLER), (BACK_CHANNELS, BACK_CHANNEL), (NAMED, PART), (AT, AT_SIGN)];
            for (list, bit) in lists {
                for word in list.split_ascii_whitespace() {
                    all.entry(word).or_default().lists |= bit;
                }
            }
            for word in numeral::words() {
                let known = all.entry(word).or_default();
                known.worth = numeral::worth(word);
                known.lists |= if is_unit(word) { UNIT } else { 0 };
            }
            for word in numeral::several() {
                all.entry(word).or_default().lists |= SEVERAL;
            }
            all
        });
        let mut known = KNOWN.get(folded).copied().unwrap_or_default();
        // A letter by itself may stand anywhere.
        if folded.chars().nth(1).is_none() {
            known.lists |= FILLER;
        }
        known
    }

    /// Whether the word may stand within a number.
    pub(super) fn is_filler(self) -> bool {
        self.lists & FILLER != 0
    }

    /// Whether a listener says it and leaves the word to the other.
    pub(super) fn is_back_channel(self) -> bool {
        self.lists & (FILLER | BACK_CHANNEL) != 0
    }

    /// Whether it names a part of a number whose kind was told.
    pub(super) fn names_a_part(self) -> bool {
        self.lists & PART != 0
    }

    /// Whether it is the name of a digit of which there are several: «нулей».
    pub(super) fn is_several(self) -> bool {
        self.lists & SEVERAL != 0
    }

    /// Whether it stands for `@` in a spoken address.
    pub(super) fn stands_for_at(self) -> bool {
        self.lists & AT_SIGN != 0
    }

    /// Whether it says what a number before it counts.
    pub(super) fn is_unit(self) -> bool {
        self.lists & UNIT != 0
    }
}

fn is_one_of(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}

fn begins_with(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| word.starts_with(stem))
}

/// What a word, or words, tell of the numbers around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    Card,
    Cvv,
    Phone,
    Passport,
    Snils,
    Inn,
    Rnokpp,
    /// A number of something else.
    Other,
}

/// Words that tell a topic alone.
const NAMES: [(Topic, &str); 5] = [
    (Topic::Snils, "снилс snils"),
    (Topic::Inn, "инн inn"),
    (Topic::Rnokpp, "рнокпп rnokpp іпн ипн"),
    (Topic::Card, "card cards visa mastercard виза визы віза"),
    (Topic::Phone, "phone telephone mobile cell whatsapp вотсап вайбер viber"),
];

/// Begins of words that tell a topic alone.
const STEMS: [(Topic, &[&str]); 5] = [
    (Topic::Card, &["карт", "карточ"]),
    (Topic::Passport, &["паспорт", "passport"]),
    (Topic::Rnokpp, &["ідентифікаційн", "идентификационн"]),
    (Topic::Phone, &["телефон", "мобильн", "мобільн", "сотов", "перезвон", "передзвон"]),
    (Topic::Other, &OTHER_NUMBERS),
];

/// Words that are no card in spite of how they begin.
const NO_CARDS: [&str; 4] = ["картин", "картон", "картоф", "картош"];

/// A code's name as recognisers write it.
const CODES: [&str; 10] =
    ["cvv", "cvc", "cvn", "цвв", "цвк", "сививи", "сивиси", "сівіві", "сівісі", "цевеве"];

const SEE: &str = "си сі це ци цэ c с see";
const VEE: &str = "ви ві ве вэ v в vee";
const CODE: [&str; 3] = ["код", "коду", "кода"];
const REVERSE: [&str; 2] = ["оборот", "звороті"];
const REVERSE_SIDE: [&str; 6] = ["обратн", "зворотн", "зворотній", "задн", "тыльн", "тильн"];
const THREE: &str = "3 4 три трі трьох трех four three чотири четыре";
const OF_THREE_DIGITS: [&str; 3] = ["трехзначн", "трьохзначн", "тризначн"];
const SAFETY: &str = "security safety verification card";
const BACK: &str = "tax back the";

/// How many bytes of a word tell whether it may begin as a topic does: three Cyrillic letters.
const BEGIN: usize = 6;

/// The first bytes of a word.
fn begin(word: &str) -> [u8; BEGIN] {
    let mut begin = [0; BEGIN];
    begin.iter_mut().zip(word.bytes()).for_each(|(to, byte)| *to = byte);
    begin
}

/// What words begin with that tell a topic, or are the first of several that do.
#[derive(Default)]
struct Begins {
    /// Whole words.
    whole: FxHashSet<&'static str>,
    /// The first bytes of stems, and the stems that have not so many.
    stems: FxHashSet<[u8; BEGIN]>,
    short: Vec<&'static str>,
}

impl Begins {
    fn new() -> Begins {
        let mut all = Begins::default();
        let lists = NAMES.map(|(_, names)| names).into_iter().chain([SEE, THREE, SAFETY, BACK]);
        all.whole.extend(lists.flat_map(str::split_ascii_whitespace));
        let stems = STEMS.into_iter().map(|(_, stems)| stems);
        let more: [&[&str]; 5] = [&CODES, &CODE, &REVERSE, &REVERSE_SIDE, &OF_THREE_DIGITS];
        for stem in stems.chain(more).flatten() {
            if stem.len() < BEGIN {
                all.short.push(stem);
            } else {
                all.stems.insert(begin(stem));
            }
        }
        all
    }
}

/// Whether a word begins as those do that tell a topic or are the first of several that do. Few do, and
/// every word of a call is asked for.
pub(super) fn may_begin(word: &str) -> bool {
    static BEGINS: LazyLock<Begins> = LazyLock::new(Begins::new);
    BEGINS.stems.contains(&begin(word))
        || BEGINS.whole.contains(word)
        || begins_with(word, &BEGINS.short)
}

/// What the words from here on tell, and how many of them do.
pub(super) fn topic(words: &[&str]) -> Option<(Topic, usize)> {
    if may_begin(words.first()?) { topic_asked_for(words) } else { None }
}

/// The same, whatever the first word is.
fn topic_asked_for(words: &[&str]) -> Option<(Topic, usize)> {
    let first = *words.first()?;
    if let Some(count) = security_code(words) {
        return Some((Topic::Cvv, count));
    }
    if let Some((topic, _)) = NAMES.iter().find(|(_, names)| is_one_of(first, names)) {
        return Some((*topic, 1));
    }
    if first == "tax" && begins_with(words.get(1)?, &["id", "number", "payer"]) {
        return Some((Topic::Inn, 2));
    }
    let begins = |stems: &[&str]| begins_with(first, stems);
    let told = STEMS
        .iter()
        .find(|(topic, stems)| begins(stems) && !(*topic == Topic::Card && begins(&NO_CARDS)));
    told.map(|(topic, _)| (*topic, 1))
}

/// Whether the name of a card's code may begin with a word: where it does not, [`security_code`] finds none.
pub(super) fn may_begin_code(word: &str) -> bool {
    if !may_begin(word) {
        return false;
    }
    let begins: [&[&str]; 5] = [&CODES, &CODE, &REVERSE, &REVERSE_SIDE, &OF_THREE_DIGITS];
    let one_of = [SEE, THREE, SAFETY];
    begins.iter().any(|stems| begins_with(word, stems))
        || one_of.iter().any(|list| is_one_of(word, list))
        || matches!(word, "back" | "the")
}

/// «код на обороте», «три цифры», "security code", CVV as recognisers write it.
pub(super) fn security_code(words: &[&str]) -> Option<usize> {
    let first = *words.first()?;
    let second = words.get(1).copied().unwrap_or_default();
    let third = words.get(2).copied().unwrap_or_default();
    if begins_with(first, &CODES) {
        return Some(1);
    }
    let see = |word: &str| is_one_of(word, SEE);
    let vee = |word: &str| is_one_of(word, VEE);
    if see(first) && vee(second) && (see(third) || vee(third)) {
        return Some(3);
    }
    if begins_with(first, &CODE)
        && begins_with(second, &["безопасност", "безпеки", "проверк", "перевірк", "подлинност"])
    {
        return Some(2);
    }
    if begins_with(first, &REVERSE) {
        return Some(1);
    }
    if begins_with(first, &REVERSE_SIDE) && begins_with(second, &["сторон", "бок", "боці"])
    {
        return Some(2);
    }
    if is_one_of(first, THREE) && begins_with(second, &["цифр", "digit", "number"]) {
        return Some(2);
    }
    if begins_with(first, &OF_THREE_DIGITS) {
        return Some(1);
    }
    if is_one_of(first, SAFETY)
        && is_one_of(second, "code value number verification")
        && !(first == "card" && second == "number")
    {
        return Some(2);
    }
    if first == "back" && second == "of" {
        return Some(2);
    }
    (first == "the" && second == "back").then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Held against every word that may follow or go on.
    #[test]
    fn what_tells_a_topic_begins_as_one() {
        let lists = [NAMES.map(|(_, names)| names).join(" "), [SEE, THREE, SAFETY, BACK].join(" ")];
        let stems: Vec<&str> = STEMS.iter().flat_map(|(_, stems)| *stems).copied().collect();
        let more: [&[&str]; 5] = [&CODES, &CODE, &REVERSE, &REVERSE_SIDE, &OF_THREE_DIGITS];
        let firsts = { lists.iter() }.flat_map(|list| list.split(' ')).chain(stems);
        let firsts: Vec<&str> = firsts.chain(more.concat()).collect();
        let seconds = ["", "id", "ви", "безопасности", "цифр", "code", "of", "back", "стороне"];
        let mut told = 0;
        for first in &firsts {
            for (ending, second) in
                ["", "а", "s", "ами"].iter().flat_map(|e| seconds.map(|second| (e, second)))
            {
                let word = format!("{first}{ending}");
                let words = [word.as_str(), second, "си"];
                let is_one = topic_asked_for(&words).is_some();
                assert!(!is_one || may_begin(&word), "{words:?}");
                told += usize::from(is_one);
            }
        }
        assert!(told > 1_000, "{told}");
        assert!(!["собака", "приехал", "кафе", "then"].iter().any(|word| may_begin(word)));
    }

    #[test]
    fn what_words_tell() {
        for (text, told) in [
            ("cvv код", Some((Topic::Cvv, 1))),
            ("си ви си", Some((Topic::Cvv, 3))),
            ("код безопасности", Some((Topic::Cvv, 2))),
            ("оборотной стороне", Some((Topic::Cvv, 1))),
            ("зворотному боці", Some((Topic::Cvv, 2))),
            ("три цифры", Some((Topic::Cvv, 2))),
            ("security code", Some((Topic::Cvv, 2))),
            ("card number", Some((Topic::Card, 1))),
            ("картою", Some((Topic::Card, 1))),
            ("картинка", None),
            ("заказа", Some((Topic::Other, 1))),
            ("телефона", Some((Topic::Phone, 1))),
            ("погода", None),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(topic(&words), told, "{text}");
        }
    }
}
