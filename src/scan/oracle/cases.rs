//! Small hostile lexicons and calls: few words, so that phrases and texts meet all the time.

use super::{Forms, RuleText, written_out};
use crate::lexicon::phrase::{Item, parse};
use crate::lexicon::{Listen, Negation, Order};
use crate::text::fold_word;
use crate::transcript::{
    CallIdSource, CallInfo, Party, Role, RoleSource, Transcript, TranscriptBuilder, TurnTime,
};
use crate::units::{CallKey, Millis, TimeSpan};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::fmt::Write;

/// Content words first, some beginning alike; then fillers, negators, intents and back-channels;
/// last the words that decide how far a negation reaches.
const WORDS: [&str; 89] = [
    "жалоба",
    "жалобу",
    "жалобный",
    "жалость",
    "суд",
    "деньги",
    "вернуть",
    "зв'язок",
    "кол",
    "центр",
    "подать",
    "ещё5",
    "claim",
    "на",
    "вас",
    "уже",
    "и",
    "the",
    "не",
    "нет",
    "никогда",
    "without",
    "хочу",
    "буду",
    "want",
    "угу",
    "хорошо",
    "ok",
    "hmm",
    "да",
    "без",
    "not",
    "no",
    "don't",
    "can't",
    "нема",
    "или",
    "or",
    "та",
    "но",
    "что",
    "чтобы",
    "если",
    "почему",
    "пока",
    "but",
    "i",
    "that",
    "ничего",
    "больше",
    "надо",
    "писать",
    "только",
    "просто",
    "just",
    "могу",
    "нельзя",
    "help",
    "more",
    "то",
    "думаю",
    "говорю",
    "saying",
    "я",
    "мы",
    "это",
    "you",
    "it's",
    "собираюсь",
    "нужно",
    "имею",
    "немає",
    "спасибо",
    "thanks",
    "подайте",
    "жаловаться",
    "у",
    "вы",
    "можете",
    "мне",
    "can",
    "if",
    "have",
    "отзываю",
    "wouldn't",
    "честно",
    "тогда",
    "ждать",
    "придется",
];

/// Words that are values, or become them beside each other, and the values to ask for.
const SAID: [&str; 18] = [
    "два",
    "три",
    "двадцать",
    "пять",
    "полтора",
    "третий",
    "первого",
    "часа",
    "дней",
    "неделю",
    "рублей",
    "мая",
    "завтра",
    "5",
    "24",
    "a",
    "half",
    "hours",
];
const ASKED: [&str; 6] = ["{number}", "{ordinal}", "{money}", "{duration}", "{date}", "{phone}"];
/// Where the fillers, negators and the like begin.
const FIRST_OF_CHAINS: usize = 13;

/// Between two words, and at the end of a turn; blanks are commonest.
const BETWEEN: [&str; 14] =
    [" ", " ", " ", " ", " ", " ", ", ", ". ", "! ", "; ", "-", " — ", "… ", "."];

/// Words of a sequence in free order, of which all permutations are written down.
const MOST_FREE_WORDS: usize = 5;

/// Rules, forms of words, and a call.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) rules: Vec<RuleText>,
    pub(super) forms: Forms,
    turns: Vec<TurnText>,
}

#[derive(Clone, Debug)]
struct TurnText {
    role: Role,
    text: String,
    time: Time,
}

/// When a turn begins, counted from the end of the one before, and how long it lasts.
#[derive(Clone, Copy, Debug)]
enum Time {
    Unknown,
    Instant(i64),
    Span(i64, i64),
}

impl Case {
    /// The lexicon file of these rules.
    pub(super) fn lexicon(&self) -> String {
        let mut toml = String::from("language = \"any\"\n[forms]\n");
        for (word, forms) in &self.forms {
            writeln!(toml, "{word:?} = {:?}", forms.join(" ")).unwrap();
        }
        for (at, rule) in self.rules.iter().enumerate() {
            writeln!(toml, "[[rule]]\nid = \"complaint.a.r{at}\"\ntitle = \"t\"").unwrap();
            writeln!(toml, "category = \"complaint.a\"\nseverity = 1").unwrap();
            let phrases: Vec<String> =
                rule.phrases.iter().zip(&rule.negations).map(written_phrase).collect();
            writeln!(toml, "phrases = [{}]\nunless = {:?}", phrases.join(", "), rule.unless)
                .unwrap();
            writeln!(toml, "at_least = {}", rule.at_least).unwrap();
            let order = match rule.order {
                Order::Fixed => "fixed",
                Order::Free => "free",
            };
            let negation = name(rule.negation);
            writeln!(toml, "order = {order:?}\nnegation = {negation:?}").unwrap();
            match rule.listen {
                Listen::Everybody => {}
                Listen::Side(side) => writeln!(toml, "speaker = {:?}", side.as_str()).unwrap(),
                Listen::KnownSide(side) => {
                    writeln!(toml, "speaker = \"{}!\"", side.as_str()).unwrap();
                }
            }
        }
        toml
    }

    pub(super) fn call(&self) -> Transcript {
        let info = CallInfo::new(CallKey::new("example", "example"), CallIdSource::Field);
        let mut call = TranscriptBuilder::new(info);
        let mut now = 10_000;
        for turn in &self.turns {
            let party = match turn.role {
                Role::Unknown => Party::unknown(None),
                Role::Agent | Role::Customer | Role::System => {
                    Party::known(turn.role, RoleSource::Stated, None)
                }
            };
            let party = call.party(party);
            let time = match turn.time {
                Time::Unknown => TurnTime::Unknown,
                Time::Instant(pause) => {
                    now += pause;
                    TurnTime::Instant(Millis::new(now))
                }
                Time::Span(pause, length) => {
                    let start = Millis::new(now + pause);
                    now += pause + length;
                    TurnTime::Span(TimeSpan::new(start, Millis::new(now)).unwrap())
                }
            };
            call.turn(party, turn.text.as_str(), time, &[]);
        }
        call.build()
    }
}

fn name(negation: Negation) -> &'static str {
    match negation {
        Negation::Cancel => "cancel",
        Negation::Own => "own",
        Negation::Any => "any",
    }
}

/// A phrase as its author writes it: a text, or a table that says more.
fn written_phrase((phrase, negation): (&String, &Option<Negation>)) -> String {
    match negation {
        Some(negation) => format!("{{ phrase = {phrase:?}, negation = {:?} }}", name(*negation)),
        None => format!("{phrase:?}"),
    }
}

pub(super) fn case() -> impl Strategy<Value = Case> {
    // A few words for each case; the same word may come twice and is then all the commoner.
    let any = vec(select(&WORDS[..]), 2..7);
    // Or two content words, and many of those that decide how far a negation reaches.
    let chain = vec(select(&WORDS[FIRST_OF_CHAINS..]), 2..9).prop_map(|mut words| {
        words.extend(["жалоба", "жаловаться"]);
        words
    });
    let with_values = vec(select(&SAID[..]), 2..6);
    let said = prop_oneof![2 => Just(Vec::new()), 3 => with_values];
    (prop_oneof![any, chain], said).prop_flat_map(|(mut words, said)| {
        // Among many others a value is never said whole, so there are few.
        if !said.is_empty() {
            words.truncate(3);
        }
        words.extend(said);
        let rules = vec(rule(words.clone()), 1..4);
        (rules, forms(words.clone()), vec(turn(words), 1..7))
            .prop_map(|(rules, forms, turns)| Case { rules, forms, turns })
    })
}

fn forms(words: Vec<&'static str>) -> impl Strategy<Value = Forms> {
    let one = (select(words.clone()), vec(select(words), 1..3));
    vec(one, 0..3).prop_map(|lists| {
        let fold = |(word, forms): (&str, Vec<&str>)| {
            (fold_word(word), forms.into_iter().map(fold_word).collect())
        };
        lists.into_iter().map(fold).collect()
    })
}

fn rule(words: Vec<&'static str>) -> impl Strategy<Value = RuleText> {
    let order = prop_oneof![3 => Just(Order::Fixed), 2 => Just(Order::Free)];
    let negation = prop_oneof![4 => Just(Negation::Cancel), 1 => Just(Negation::Own), 1 => Just(Negation::Any)];
    let listen = prop_oneof![
        5 => Just(Listen::Everybody),
        3 => Just(Listen::Side(Role::Customer)),
        1 => Just(Listen::Side(Role::Agent)),
        1 => Just(Listen::KnownSide(Role::Customer)),
        1 => Just(Listen::KnownSide(Role::Agent)),
    ];
    let at_least = prop_oneof![6 => Just(1_usize), 1 => Just(2), 1 => Just(3)];
    let unless =
        prop_oneof![2 => vec(phrase(words.clone()), 0..1), 1 => vec(phrase(words.clone()), 1..3)];
    let of_phrase = prop_oneof![
        8 => Just(None),
        1 => Just(Some(Negation::Cancel)),
        1 => Just(Some(Negation::Any)),
    ];
    let phrases = vec((phrase(words), of_phrase), 1..4);
    (phrases, unless, order, negation, listen, at_least).prop_map(
        |(phrases, unless, order, negation, listen, at_least)| {
            let (phrases, negations): (Vec<String>, Vec<_>) = phrases.into_iter().unzip();
            let few = phrases.iter().chain(&unless).all(|phrase| can_be_permuted(phrase));
            let order = if few { order } else { Order::Fixed };
            RuleText { phrases, unless, order, negation, negations, listen, at_least }
        },
    )
}

/// A word, alternatives, an optional part; gaps come between. Not every phrase can be compiled.
fn phrase(words: Vec<&'static str>) -> impl Strategy<Value = String> {
    let asks = select(&ASKED[..]);
    let word = (select(words.clone()), select(words), asks, 0..14_u8);
    let word = word.prop_map(|(word, next, asked, shape)| {
        let begin: String = word.chars().take(4).collect();
        match shape {
            4..9 if SAID.contains(&word) => asked.to_owned(),
            0 => format!("={word}"),
            1 if begin.chars().count() == 4 => format!("{begin}*"),
            2 if begin.chars().count() >= 3 => format!("{word}*"),
            3 => format!("{word}-{next}"),
            _ => word.to_owned(),
        }
    });
    let small = vec(word.clone(), 1..3).prop_map(|words| words.join(" "));
    let gap = select(&[" ", " ", " ", " ", " .. ", " ..1 ", " ..2 "][..]);
    let inner = prop_oneof![
        6 => word,
        2 => vec(small.clone(), 2..4).prop_map(|list| format!("({})", list.join("|"))),
        1 => small.clone().prop_map(|inner| format!("[{inner}]")),
        1 => small.clone().prop_map(|inner| format!("[.. {inner}]")),
        1 => small.clone().prop_map(|inner| format!("[{inner} ..2]")),
        1 => vec(small, 2..3).prop_map(|list| format!("[(({})|{})]", list[0], list[1])),
    ];
    vec((inner, gap), 1..5).prop_map(|parts| {
        let mut phrase = String::new();
        for (at, (inner, gap)) in parts.iter().enumerate() {
            phrase.push_str(if at > 0 { gap } else { "" });
            phrase.push_str(inner);
        }
        mended(phrase)
    })
}

/// The phrase, with as little taken out of it as makes it one that can be compiled.
fn mended(phrase: String) -> String {
    let nothing_optional = phrase.replace('[', "(").replace(']', ")");
    let no_gaps = nothing_optional.replace("..2", "").replace("..1", "").replace("..", "");
    [phrase, nothing_optional].into_iter().find(|p| can_be_compiled(p)).unwrap_or(no_gaps)
}

fn can_be_compiled(phrase: &str) -> bool {
    let is_word = |item: Option<&Item>| matches!(item, Some(Item::Word(_)));
    let sequences = written_out(&parse(phrase).unwrap());
    sequences.iter().all(|items| is_word(items.first()) && is_word(items.last()))
}

/// Whether all permutations of the phrase can be written down.
fn can_be_permuted(phrase: &str) -> bool {
    let words = |items: &Vec<Item>| items.iter().filter(|i| matches!(i, Item::Word(_))).count();
    written_out(&parse(phrase).unwrap()).iter().all(|items| words(items) <= MOST_FREE_WORDS)
}

fn turn(words: Vec<&'static str>) -> impl Strategy<Value = TurnText> {
    let role = prop_oneof![
        8 => Just(Role::Customer),
        4 => Just(Role::Agent),
        2 => Just(Role::Unknown),
        1 => Just(Role::System),
    ];
    let pause = select(&[-500, 0, 1_999, 2_000, 2_001, 9_000][..]);
    let length = select(&[0, 1_000, 3_000][..]);
    let time = prop_oneof![
        4 => Just(Time::Unknown),
        1 => pause.clone().prop_map(Time::Instant),
        6 => (pause, length).prop_map(|(pause, length)| Time::Span(pause, length)),
    ];
    // Words that the phrases do not have stand between the others now and then.
    let word = prop_oneof![6 => select(words), 1 => select(&WORDS[..])];
    let spoken = (word, select(&BETWEEN[..]), 0..12_u8).prop_map(|(word, after, style)| {
        let word = match style {
            0 => word.to_uppercase(),
            1 => word.replace('\'', "’").replace('ё', "е"),
            2 => {
                let second = word.char_indices().nth(1).map_or(word.len(), |(at, _)| at);
                format!("{}\u{ad}{}", &word[..second], &word[second..])
            }
            _ => word.to_owned(),
        };
        format!("{word}{after}")
    });
    let begin = select(&["", "", "", "", "— ", ". "][..]);
    (role, begin, vec(spoken, 0..9), time).prop_map(|(role, begin, spoken, time)| TurnText {
        role,
        text: format!("{begin}{}", spoken.concat()),
        time,
    })
}
