//! What is a value and what is not, in three languages.

use super::{ValueFinder, ValueKind, ValueSpan, ValueWord};
use crate::text::{TextWord, Words};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::time::{Duration, Instant};

/// What is told by the finder that has read a text.
fn with_finder<T>(text: &str, tell: impl FnOnce(&mut ValueFinder) -> T) -> T {
    let mut words = Words::new();
    words.push_text(text);
    let words_of = words.as_slice();
    let source = |at: usize| words_of[at].source();
    let value_word = |at: usize| ValueWord {
        folded: words.folded(&words_of[at]),
        border: words_of[at].border_before(),
        before: &text
            [at.checked_sub(1).map_or(0, |before| source(before).end())..source(at).start()],
        after: &text
            [source(at).end()..words_of.get(at + 1).map_or(text.len(), |w| w.source().start())],
    };
    let mut finder = ValueFinder::default();
    finder.read((0..words_of.len()).map(value_word));
    tell(&mut finder)
}

/// The words of a text, and the values of a kind among them.
fn found(kind: ValueKind, text: &str) -> (Vec<TextWord>, Vec<ValueSpan>) {
    let mut words = Words::new();
    words.push_text(text);
    let spans = with_finder(text, |finder| {
        let mut spans = Vec::new();
        finder.find(kind, &mut spans);
        spans
    });
    (words.as_slice().to_vec(), spans)
}

/// The text with brackets around the values of a kind.
fn marked(kind: ValueKind, text: &str) -> String {
    let (words, spans) = found(kind, text);
    let source = |at: u32| words[at as usize].source();
    let mut out = text.to_owned();
    for span in spans.iter().rev() {
        assert_eq!(span.kind, kind);
        out.insert(source(span.last).end(), ']');
        out.insert(source(span.first).start(), '[');
    }
    out
}

fn check(kind: ValueKind, table: &[&str]) {
    let mut wrong = Vec::new();
    for expected in table {
        let text = expected.replace(['[', ']'], "");
        let found = marked(kind, &text);
        if found != *expected {
            wrong.push(format!("{kind}: {expected}\n found: {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers() {
    check(
        ValueKind::Number,
        &[
            "звонил [три] раза",
            "[двадцать пять] человек",
            "[сто двадцать один] рубль",
            "[двух] мастеров и [трёх] инженеров",
            "с [двумя] или [тремястами]",
            "нас [двое], их [четверо]",
            "[1500] штук",
            "[1 500] штук",
            "[1,500] calls",
            "[1 500 000] штук",
            "[полтора] землекопа",
            "[пара] слов",
            "[полторы тысячи] раз",
            "[две тысячи двадцать шесть]",
            "[тысячу двести] раз",
            "[три с половиной тысячи] раз, [two and a half million]",
            "[пять тысяч] и [10 тыс].",
            "[5 тыс. сорок] штук",
            "[3,5] и [3.5]",
            "[два] [три] раза",
            "[двадцать] [десять]",
            "[пять] [сто]",
            "[три], [два], [один]",
            "[один] раз",
            "[5-ти] человек и [2-х]",
            "[5к] подписчиков",
            "приеду в [5] к вам",
            "[сорока] процентов",
            "[пару сотен] раз",
            "[два десятка] звонков",
            "[восемьюдесятью пятью]",
            "[миллион двести тысяч пятьсот]",
            "[п'ять] разів",
            "[двадцять п’ять] хвилин",
            "[двісті сорок] дзвінків",
            "[дев'яноста двома] [трьома]",
            "[п'ятьох] майстрів",
            "[півтора] місяця",
            "[тисячу двісті] гривень",
            "[сто двадцять одну] спробу",
            "[twenty-five] times",
            "[twenty five] times",
            "[two thousand] people",
            "[two hundred and five] people",
            "[a hundred] times",
            "[two thousand and six]",
            "[three dozen] calls",
            "[a couple] of calls",
            "[two point five] stars",
            "half a loaf",
            "[five] [two]",
            "[12] [34]",
            "[15].[03].[2026]",
            "[1]:[30]",
        ],
    );
}

#[test]
fn no_numbers() {
    check(
        ValueKind::Number,
        &[
            "опять звоню",
            "раз уж так",
            "несколько раз",
            "стою и жду",
            "моя семья, семью не трогать",
            "стол, сторона, тристан",
            "пятница и среда",
            "третий раз",
            "24ч",
            "a lot of people",
            "someone and anyone",
            "often, tender, weight",
            "третина, стовп, сімʼя",
            "кілька разів",
            "ok google",
        ],
    );
}

#[test]
fn ordinals() {
    check(
        ValueKind::Ordinal,
        &[
            "звоню [третий] раз",
            "в [третий] раз",
            "звоню [3-й] раз",
            "[3-го] и [3го] числа, [1-ая], [5-м]",
            "с [первого] раза, [второй], [третьей]",
            "[двадцать первый] раз",
            "[сто двадцать первого]",
            "в [две тысячи двадцать шестом] году",
            "[сотый] раз, [сороковой]",
            "пять [первых]",
            "[двенадцатого] и [тридцатое]",
            "[пятая] [шестая]",
            "[третє] питання, [третього] разу",
            "[перша] спроба, [другий] раз",
            "[двадцять другого] дня",
            "[дев'яносто дев'ятий] [сьомий]",
            "[2-га] і [5-й]",
            "[п'ятдесят п'ятого]",
            "the [third] time",
            "the [3rd] time, [21st] and [2nd]",
            "[twenty first] call, [twenty-second]",
            "one [second]",
            "for [a hundred and first] time",
            "the [hundredth] time",
        ],
    );
}

#[test]
fn no_ordinals() {
    check(
        ValueKind::Ordinal,
        &[
            "во-первых и во-вторых",
            "в-третьих",
            "во первых строках",
            "по-перше, по-друге, по-третє",
            "другой раз, другого мастера",
            "два раза, три",
            "очередной раз",
            "последний раз",
            "пятно, шесток, вторник",
            "5м и 5 м",
            "дом 5а",
            "5 я не знаю",
            "time and time again",
            "thirds, seconds, fifties",
        ],
    );
}

#[test]
fn money() {
    check(
        ValueKind::Money,
        &[
            "стоит [пятьсот рублей]",
            "[1 500 руб]",
            "[500] ₽",
            "[500р] и [500 р].",
            "[полторы тысячи рублей]",
            "[тысячу двести гривен]",
            "[5 тыс. руб].",
            "[две-три тысячи рублей]",
            "[два рубля двадцать копеек]",
            "[пятьдесят копеек]",
            "[сто баксов], [10 евро]",
            "за [три с половиной тысячи рублей]",
            "[пару сотен рублей]",
            "[двісті гривень]",
            "[1 500 грн], [100 доларів]",
            "[п'ятдесят копійок]",
            "[50 dollars], $[50], $[3.50]",
            "[fifty bucks]",
            "£[5 million]",
            "[USD 50]",
            "[a hundred pounds]",
            "[twenty dollars and five cents]",
            "[five to ten dollars]",
        ],
    );
}

#[test]
fn no_money() {
    check(
        ValueKind::Money,
        &[
            "пятьсот раз",
            "рубль упал",
            "много рублей",
            "тысячу двести",
            "пять, рублей",
            "50 people",
            "a buck",
            "pounds and dollars",
            "кілька гривень",
        ],
    );
}

#[test]
fn durations() {
    check(
        ValueKind::Duration,
        &[
            "в течение [двух дней]",
            "в течение [24 ч]",
            "[24ч], [24 часа]",
            "[полтора часа]",
            "[полгода] жду, [полчаса]",
            "[пару дней]",
            "[два часа двадцать минут]",
            "[час с половиной]",
            "[два с половиной часа]",
            "[два-три дня], [5-7 дней]",
            "[два три дня]",
            "[пять или шесть недель]",
            "[несколько рабочих дней]",
            "в течение [часа]",
            "в течение [рабочего дня]",
            "жду [неделю], [целый час]",
            "жду [минут двадцать]",
            "[часа два] назад",
            "[недели две] прошло",
            "прошли [сутки]",
            "[четверть часа]",
            "[10 мин]. прошло",
            "[полтора года]",
            "[півтори години]",
            "[пів години], [півгодини]",
            "[двадцять хвилин]",
            "протягом [двох діб]",
            "протягом [години]",
            "чекаю [тиждень]",
            "[кілька днів]",
            "[днів п'ять]",
            "[дві з половиною години]",
            "[twenty four hours]",
            "[a couple of weeks]",
            "[half an hour]",
            "[an hour and a half]",
            "[two and a half hours]",
            "[a few days]",
            "[a quarter of an hour]",
            "[three working days]",
            "[two or three days]",
            "[a whole week]",
            "[24-hour] line",
            "wait [a second]",
        ],
    );
}

#[test]
fn no_durations() {
    check(
        ValueKind::Duration,
        &[
            "в два часа дня",
            "часами, днями и неделями",
            "в 2025 году, у 2025 року",
            "третий раз",
            "два раза",
            "никогда, иногда",
            "opening hours",
            "every day and night",
            "five, hours",
            "two o'clock",
            "о п'ятій годині ранку",
            "пятая часть",
            "два мастера",
        ],
    );
}

#[test]
fn dates() {
    check(
        ValueKind::Date,
        &[
            "до [первого мая]",
            "[15 марта], [15-го марта]",
            "[15 марта 2026 года]",
            "[пятого мая две тысячи двадцать шестого года]",
            "[15.03.2026], [15.03]",
            "[15/03/26] и [15-03-2026]",
            "[2026-03-15]",
            "[завтра], [вчера], [сегодня], [послезавтра]",
            "в [понедельник], до [среды]",
            "[пятого числа], [15 числа]",
            "[двадцать первого июня]",
            "[п'ятнадцятого березня]",
            "[другого травня]",
            "у [п'ятницю], [вчора], [сьогодні]",
            "[the 5th of May]",
            "[May 5], [May the fifth], [may 5th 2026]",
            "[5 May]",
            "on [Monday], [tomorrow]",
            "[the day after tomorrow]",
            "[twenty first of june]",
        ],
    );
}

#[test]
fn no_dates() {
    check(
        ValueKind::Date,
        &[
            "в марте",
            "I may call",
            "марш, майка",
            "40 мая",
            "версия 1.2.3",
            "24/7",
            "третий раз",
            "другого мастера",
            "12,5",
            "the day after",
        ],
    );
}

#[test]
fn phones() {
    check(
        ValueKind::Phone,
        &[
            "перезвоните на [8 916 123 45 67]",
            "+[380 67 123 45 67]",
            "+[7 (916) 123-45-67]",
            "[89161234567]",
            "[восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь]",
            "[ноль шестьдесят семь сто двадцать три сорок пять шестьдесят семь]",
            "[нуль шістдесят сім сто двадцять три сорок п'ять]",
            "[oh seven nine double five one two three]",
            "[123-45-67]",
            "[8 916 123 45 67] два дня",
        ],
    );
}

#[test]
fn no_phones() {
    check(
        ValueKind::Phone,
        &[
            "1 500 000 рублей",
            "1 500 000",
            "15.03.2026",
            "2026-03-15",
            "двадцать пять",
            "один два три",
            "123 45",
            "8 916, 123 45",
            "1234567890123456",
            "миллион двести тысяч пятьсот",
            "$1234567",
        ],
    );
}

/// Words that values are made of, and some that end them.
const PIECES: [&str; 44] = [
    "два",
    "двадцать",
    "сто",
    "тысяча",
    "тысяч",
    "пара",
    "полтора",
    "первого",
    "другого",
    "третий",
    "часа",
    "час",
    "дня",
    "минут",
    "с",
    "половиной",
    "рублей",
    "копеек",
    "мая",
    "числа",
    "года",
    "завтра",
    "пол",
    "четверть",
    "рабочих",
    "или",
    "a",
    "an",
    "half",
    "and",
    "hundred",
    "couple",
    "of",
    "the",
    "May",
    "day",
    "after",
    "tomorrow",
    "double",
    "oh",
    "24ч",
    "3-й",
    "2026",
    "раз",
];

/// Words that mean something in a value, of those that fit, and others.
fn any_word(fits: fn(&str) -> bool) -> impl Strategy<Value = String> {
    let mut words: Vec<&'static str> = super::words().filter(|word| fits(word)).collect();
    words.sort_unstable();
    prop_oneof![
        7 => select(words).prop_map(str::to_owned),
        1 => select(&["слово", "word", "$"][..]).prop_map(str::to_owned),
    ]
}

/// What may stand between two words.
const GLUE: [&str; 9] = [" ", " ", " ", "-", ". ", ", ", ".", "/", " +"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn values_begin_as_they_say(
        words in vec(
            (prop_oneof![3 => any_word(|_| true), 1 => "[0-9]{1,4}(й|к|rd|ч|)"], select(&GLUE[..])),
            0..9,
        ),
    ) {
        let text: String = words.iter().flat_map(|(word, glue)| [word.as_str(), glue]).collect();
        for kind in ValueKind::ALL {
            let (_, spans) = found(kind, &text);
            // The slow twin lets values begin with any word.
            let every = with_finder(&text, |finder| {
                finder.begins = (0..finder.tokens.len() as u32).collect();
                finder.begins.retain(|at| finder.tokens[*at as usize].begins_word);
                let mut spans = Vec::new();
                finder.find(kind, &mut spans);
                spans
            });
            prop_assert_eq!(spans, every, "{}: {}", kind, text);
        }
    }

    #[test]
    fn no_value_without_a_word_that_tells_of_one(
        words in vec((any_word(|word| !super::tells_a_value(word)), select(&GLUE[..])), 0..7),
    ) {
        let text: String = words.iter().flat_map(|(word, glue)| [word.as_str(), glue]).collect();
        for kind in ValueKind::ALL {
            prop_assert!(found(kind, &text).1.is_empty(), "{}: {}", kind, text);
        }
    }
}

proptest! {
    #[test]
    fn values_stand_in_order(
        pieces in vec((select(&PIECES[..]), select(&[" ", " ", " ", "-", ".", ", ", "/", " $"][..])), 0..12),
        digits in vec((0..3_000_u32, select(&[" ", ".", "-", "/", ","][..])), 0..6),
    ) {
        let mut text = String::new();
        for (piece, between) in pieces {
            text += &format!("{piece}{between}");
        }
        for (number, between) in digits {
            text += &format!("{number}{between}");
        }
        for kind in ValueKind::ALL {
            let (words, spans) = found(kind, &text);
            let mut next = 0;
            for span in spans {
                prop_assert!(next <= span.first && span.first <= span.last, "{kind}: {text}");
                next = span.last + 1;
            }
            prop_assert!(next as usize <= words.len());
        }
    }
}

#[test]
fn hostile_runs_take_bounded_work() {
    let begin = Instant::now();
    for piece in PIECES.into_iter().chain(["500", "5", "5.", "5/", "$5", "два и", "часа и", "a a"])
    {
        let text = format!("{piece} ").repeat(5_000);
        for kind in ValueKind::ALL {
            found(kind, &text);
        }
    }
    let mixed = "1 час и 500 два двадцать 5 тысяч первого мая ".repeat(1_000);
    for kind in ValueKind::ALL {
        found(kind, &mixed);
    }
    assert!(begin.elapsed() < Duration::from_secs(60), "{:?}", begin.elapsed());
}
