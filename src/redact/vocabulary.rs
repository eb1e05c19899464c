//! The words around numbers: what may stand between two groups of digits, and what tells what a number is.
//!
//! Every word of a call is asked about, and next to none is listed: one look in a table, or one walk of
//! an automaton that ends at the second letter, says so.

use aho_corasick::{AhoCorasick, Anchored, Input, StartKind};
use rustc_hash::FxHashMap;
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

/// The lists a little word is on.
#[derive(Clone, Copy, Default)]
struct Listed {
    filler: bool,
    back_channel: bool,
    part: bool,
}

/// Of no list if it is on none.
fn listed(folded: &str) -> Listed {
    static ALL: LazyLock<FxHashMap<&str, Listed>> = LazyLock::new(|| {
        let mut all: FxHashMap<&str, Listed> = FxHashMap::default();
        for word in FILLERS.split_ascii_whitespace() {
            all.entry(word).or_default().filler = true;
        }
        for word in BACK_CHANNELS.split_ascii_whitespace() {
            all.entry(word).or_default().back_channel = true;
        }
        for word in NAMED.split_ascii_whitespace() {
            all.entry(word).or_default().part = true;
        }
        all
    });
    ALL.get(folded).copied().unwrap_or_default()
}

fn is_one_letter(folded: &str) -> bool {
    folded.chars().nth(1).is_none()
}

/// Whether the word may stand within a number.
pub(super) fn is_filler(folded: &str) -> bool {
    is_one_letter(folded) || listed(folded).filler
}

/// Whether a listener says it and leaves the word to the other.
pub(super) fn is_back_channel(folded: &str) -> bool {
    let listed = listed(folded);
    is_one_letter(folded) || listed.filler || listed.back_channel
}

/// Whether it names a part of a number whose kind was told.
pub(super) fn names_a_part(folded: &str) -> bool {
    listed(folded).part
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

/// How the first word of any topic begins, but for [`SHORT_FIRST`]. A new topic goes here as well.
const BEGINS: [&str; 60] = [
    "снилс",
    "snils",
    "инн",
    "inn",
    "рнокпп",
    "rnokpp",
    "іпн",
    "ипн",
    "card",
    "visa",
    "mastercard",
    "виз",
    "віза",
    "phone",
    "telephone",
    "mobile",
    "cell",
    "whatsapp",
    "вотсап",
    "вайбер",
    "viber",
    "tax",
    "карт",
    "карточ",
    "паспорт",
    "passport",
    "ідентифікаційн",
    "идентификационн",
    "телефон",
    "мобильн",
    "мобільн",
    "сотов",
    "перезвон",
    "передзвон",
    "cvv",
    "cvc",
    "cvn",
    "цвв",
    "цвк",
    "сививи",
    "сивиси",
    "сівіві",
    "сівісі",
    "цевеве",
    "код",
    "оборот",
    "звороті",
    "обратн",
    "зворотн",
    "зворотній",
    "задн",
    "тыльн",
    "тильн",
    "трехзначн",
    "трьохзначн",
    "тризначн",
    "security",
    "safety",
    "verification",
    "back",
];

/// Words a topic may begin with that are the begin of too many others.
const SHORT_FIRST: &str =
    "си сі це ци цэ c с see 3 4 три трі трьох трех four three чотири четыре the";

/// Whether a topic can begin with a word.
fn may_begin_a_topic(first: &str) -> bool {
    static BEGUN: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let begins = BEGINS.iter().chain(&OTHER_NUMBERS);
        AhoCorasick::builder().start_kind(StartKind::Anchored).build(begins).ok()
    });
    static SHORT: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let mut all: Vec<&str> = SHORT_FIRST.split_ascii_whitespace().collect();
        all.sort_unstable();
        all
    });
    let begins = |known: &AhoCorasick| known.is_match(Input::new(first).anchored(Anchored::Yes));
    BEGUN.as_ref().is_none_or(begins) || SHORT.binary_search(&first).is_ok()
}

/// What the words from here on tell, and how many of them do.
pub(super) fn topic(words: &[&str]) -> Option<(Topic, usize)> {
    let first = *words.first()?;
    if !may_begin_a_topic(first) {
        return None;
    }
    if let Some(count) = security_code(words) {
        return Some((Topic::Cvv, count));
    }
    let one = |topic| Some((topic, 1));
    match first {
        "снилс" | "snils" => return one(Topic::Snils),
        "инн" | "inn" => return one(Topic::Inn),
        "рнокпп" | "rnokpp" | "іпн" | "ипн" => return one(Topic::Rnokpp),
        "card" | "cards" | "visa" | "mastercard" | "виза" | "визы" | "віза" => {
            return one(Topic::Card);
        }
        "phone" | "telephone" | "mobile" | "cell" | "whatsapp" | "вотсап" | "вайбер" | "viber" =>
        {
            return one(Topic::Phone);
        }
        "tax" if begins_with(words.get(1)?, &["id", "number", "payer"]) => {
            return Some((Topic::Inn, 2));
        }
        _ => {}
    }
    if begins_with(first, &["карт", "карточ"])
        && !begins_with(first, &["картин", "картон", "картоф", "картош"])
    {
        return one(Topic::Card);
    }
    if begins_with(first, &["паспорт", "passport"]) {
        return one(Topic::Passport);
    }
    if begins_with(first, &["ідентифікаційн", "идентификационн"]) {
        return one(Topic::Rnokpp);
    }
    if begins_with(first, &["телефон", "мобильн", "мобільн", "сотов", "перезвон", "передзвон"])
    {
        return one(Topic::Phone);
    }
    begins_with(first, &OTHER_NUMBERS).then_some((Topic::Other, 1))
}

/// «код на обороте», «три цифры», "security code", CVV as recognisers write it.
fn security_code(words: &[&str]) -> Option<usize> {
    let first = *words.first()?;
    let second = words.get(1).copied().unwrap_or_default();
    let third = words.get(2).copied().unwrap_or_default();
    if begins_with(
        first,
        &["cvv", "cvc", "cvn", "цвв", "цвк", "сививи", "сивиси", "сівіві", "сівісі", "цевеве"],
    ) {
        return Some(1);
    }
    let see = |word: &str| is_one_of(word, "си сі це ци цэ c с see");
    let vee = |word: &str| is_one_of(word, "ви ві ве вэ v в vee");
    if see(first) && vee(second) && (see(third) || vee(third)) {
        return Some(3);
    }
    if begins_with(first, &["код", "коду", "кода"])
        && begins_with(second, &["безопасност", "безпеки", "проверк", "перевірк", "подлинност"])
    {
        return Some(2);
    }
    if begins_with(first, &["оборот", "звороті"]) {
        return Some(1);
    }
    if begins_with(first, &["обратн", "зворотн", "зворотній", "задн", "тыльн", "тильн"])
        && begins_with(second, &["сторон", "бок", "боці"])
    {
        return Some(2);
    }
    let three = is_one_of(first, "3 4 три трі трьох трех four three чотири четыре");
    if three && begins_with(second, &["цифр", "digit", "number"]) {
        return Some(2);
    }
    if begins_with(first, &["трехзначн", "трьохзначн", "тризначн"]) {
        return Some(1);
    }
    if is_one_of(first, "security safety verification card")
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
