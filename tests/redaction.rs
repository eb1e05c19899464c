//! How much personal data is hidden, and how little else: over numbers in every layout that people and
//! recognisers give them, in three languages.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
#![allow(clippy::print_stdout, reason = "shares are worth seeing")]

mod personal;

use callsift::language::values::numeral;
use callsift::redact::{Kinds, Policy};
use callsift::text::Words;
use callsift::transcript::{
    CallIdSource, CallInfo, Party, Role, RoleSource, Transcript, TranscriptBuilder, TurnTime,
};
use callsift::units::CallKey;
use personal::{Dice, Tongue, card, groups, written};

/// Numbers of the ordinary run, and of the long one.
const SOME: u64 = 400;
const MANY: u64 = 10_000;

fn call(turns: &[(Role, String)]) -> Transcript {
    let info = CallInfo::new(CallKey::new("test", "test"), CallIdSource::Field);
    let mut builder = TranscriptBuilder::new(info);
    for (role, text) in turns {
        let party = builder.party(Party::known(*role, RoleSource::Stated, None));
        builder.turn(party, text.clone(), TurnTime::Unknown, &[]);
    }
    builder.build()
}

/// The turns as they leave.
fn hidden(turns: &[(Role, String)], policy: &Policy) -> String {
    let call = call(turns);
    let hidden = policy.call(&call);
    let turns =
        (0..turns.len()).filter_map(|turn| hidden.turn(turn).map(|turn| turn.text().to_owned()));
    turns.collect::<Vec<_>>().join(" / ")
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// Words that are numerals.
fn numerals(text: &str) -> usize {
    let mut words = Words::new();
    words.push_text(text);
    words.as_slice().iter().filter(|word| numeral(words.folded(word)).is_some()).count()
}

/// A card in digits in one of the layouts; nothing else in the call is a number.
fn layouts(number: &str, tongue: Tongue, dice: &mut Dice) -> Vec<Vec<(Role, String)>> {
    let customer = |text: String| (Role::Customer, text);
    let agent = |text: &str| (Role::Agent, text.to_owned());
    let cut = groups(number, dice);
    let (begin, end) = cut.split_at(cut.len().div_ceil(2));
    let lead = tongue.card_number();
    let mut with_back_channels = vec![customer(lead.to_owned())];
    for group in &cut {
        with_back_channels.push(customer(group.clone()));
        with_back_channels.push(agent(tongue.back_channel(dice)));
    }
    let filler = tongue.filler(dice);
    vec![
        vec![customer(number.to_owned())],
        vec![customer(cut.join(" "))],
        vec![customer(cut.join("-"))],
        vec![customer(format!("{}.", cut.join(".")))],
        vec![customer(format!("{lead} {}", written(number, tongue, dice)))],
        vec![customer(cut.join(&format!(" {filler} ")))],
        vec![customer(begin.join(" ")), customer(end.join(" "))],
        vec![
            customer(begin.join(" ")),
            agent(tongue.back_channel(dice)),
            customer(format!("{filler} {}", end.join(" "))),
        ],
        with_back_channels,
    ]
}

fn cards(count: u64) {
    let mut missed = Vec::new();
    let mut all = 0;
    for seed in 0..count {
        let mut dice = Dice::new(seed);
        let number = card(&mut dice);
        for tongue in Tongue::ALL {
            for turns in layouts(&number, tongue, &mut dice) {
                for policy in [Policy::off(), Policy::EVERYTHING] {
                    all += 1;
                    let shown = hidden(&turns, &policy);
                    if digits(&shown) > 4 {
                        missed.push(format!("{seed}: {shown}"));
                    }
                }
            }
        }
    }
    println!("cards: {} of {all} hidden", all - missed.len());
    assert!(missed.is_empty(), "{} of {all}: {:#?}", missed.len(), &missed[..missed.len().min(10)]);
}

#[test]
fn every_card_in_every_layout_is_hidden() {
    cards(SOME);
}

#[test]
#[ignore = "10,000 numbers"]
fn every_card_of_many_in_every_layout_is_hidden() {
    cards(MANY);
}

fn spoken(count: u64) {
    let (mut all, mut done) = (0, 0);
    let mut missed = Vec::new();
    for seed in 0..count {
        let mut dice = Dice::new(seed + 1_000_000);
        let number = card(&mut dice);
        for tongue in Tongue::ALL {
            let said = tongue.say(&number, &mut dice);
            let lead = if dice.below(2) == 0 { tongue.card_number() } else { "" };
            let words: Vec<&str> = said.split(' ').collect();
            let (begin, end) = words.split_at(words.len() / 2);
            let one = vec![(Role::Customer, format!("{lead} {said}"))];
            let two = vec![
                (Role::Customer, format!("{lead} {}", begin.join(" "))),
                (Role::Agent, tongue.back_channel(&mut dice).to_owned()),
                (Role::Customer, end.join(" ")),
            ];
            for turns in [one, two] {
                all += 1;
                let shown = hidden(&turns, &Policy::off());
                match numerals(&shown) {
                    0 => done += 1,
                    _ => missed.push(format!("{seed} {number}: {said} -> {shown}")),
                }
            }
        }
    }
    println!("spoken cards: {done} of {all} hidden");
    assert!(done * 100 >= all * 95, "{done} of {all}: {:#?}", &missed[..missed.len().min(10)]);
}

#[test]
fn spoken_cards_are_hidden() {
    spoken(SOME);
}

#[test]
#[ignore = "10,000 numbers"]
fn many_spoken_cards_are_hidden() {
    spoken(MANY);
}

#[test]
fn codes_near_their_names_are_hidden() {
    let (mut all, mut done) = (0, 0);
    let mut missed = Vec::new();
    for seed in 0..2_000 {
        let mut dice = Dice::new(seed + 2_000_000);
        let length = if dice.below(5) == 0 { 4 } else { 3 };
        let code = dice.digits(length);
        for tongue in Tongue::ALL {
            let name = tongue.code_name(&mut dice);
            let said = match dice.below(3) {
                0 => tongue.say(&code, &mut dice),
                1 => code.chars().map(String::from).collect::<Vec<_>>().join(" "),
                _ => code.clone(),
            };
            let turns = match dice.below(3) {
                0 => vec![(Role::Customer, format!("{name} {said}"))],
                1 => vec![(Role::Agent, format!("{name}?")), (Role::Customer, said)],
                _ => vec![
                    (Role::Agent, name.to_owned()),
                    (Role::Customer, format!("{} {said}", tongue.filler(&mut dice))),
                ],
            };
            all += 1;
            let before: usize = numerals(name);
            let shown = hidden(&turns, &Policy::off());
            match digits(&shown) + numerals(&shown) - before {
                0 => done += 1,
                _ => missed.push(format!("{seed} {code}: {shown}")),
            }
        }
    }
    println!("codes: {done} of {all} hidden");
    assert!(done * 100 >= all * 99, "{done} of {all}: {:#?}", &missed[..missed.len().min(10)]);
}

/// A sentence with an ordinary number in it, or several.
fn ordinary(dice: &mut Dice) -> String {
    let number =
        |dice: &mut Dice, from: usize, to: usize| (from + dice.below(to - from)).to_string();
    let two = |dice: &mut Dice, limit: usize| format!("{:02}", 1 + dice.below(limit));
    let price = number(dice, 10, 200_000);
    let (day, month, year) = (two(dice, 28), two(dice, 12), number(dice, 2019, 2030));
    let (hour, minute) = (two(dice, 23), two(dice, 59));
    let length = 5 + dice.below(6);
    let order = dice.digits(length);
    match dice.below(24) {
        0 => format!("стоит {price} рублей"),
        1 => format!("це коштує {price} гривень, а було {}", number(dice, 100, 9_000)),
        2 => format!("it was ${price}.{minute} last month"),
        3 => format!("{day}.{month}.{year} в {hour}:{minute}"),
        4 => format!(
            "доставка {year}-{month}-{day} з {hour}:{minute} до {}:{}",
            two(dice, 23),
            two(dice, 59)
        ),
        5 => format!("заказ номер {order}"),
        6 => format!("моє замовлення {order} від {day}.{month}"),
        7 => format!("order {order} from {month}/{day}/{year}"),
        8 => format!("добавочный {}", number(dice, 100, 9_999)),
        9 => format!("extension {}", number(dice, 100, 9_999)),
        10 => format!("ждал {} минут и {} секунд", number(dice, 2, 60), number(dice, 2, 60)),
        11 => format!("чекаю вже {} днів", number(dice, 2, 60)),
        12 => format!("{} percent of {price} is too much", number(dice, 1, 99)),
        13 => format!(
            "по {price}, {} и {} рублей",
            number(dice, 100, 9_000),
            number(dice, 100, 9_000)
        ),
        14 => format!(
            "{} тысяч {} рублей",
            Tongue::Ru.say(&number(dice, 2, 99), dice),
            number(dice, 100, 999)
        ),
        15 => format!(
            "квартира {}, дом {}, подъезд {}",
            number(dice, 1, 400),
            number(dice, 1, 99),
            number(dice, 1, 9)
        ),
        16 => format!(
            "the flight at {hour}:{minute} on {day} {}",
            dice.one(&["March", "May", "June"])
        ),
        17 => format!("с {hour}:{minute} до {}:{} ежедневно", two(dice, 23), two(dice, 59)),
        18 => format!("договор {}-{}", dice.digits(4), dice.digits(5)),
        19 => format!("{} гигабайт за {price} рублей", number(dice, 1, 100)),
        20 => format!(
            "{} {} рублей",
            Tongue::Ru.say(&number(dice, 100, 999), dice),
            number(dice, 100, 999)
        ),
        21 => format!("код из смс {}", dice.digits(4)),
        22 => format!("індекс {} будинок {}", dice.digits(5), number(dice, 1, 200)),
        _ => format!(
            "invoice {} for {price} pounds, due in {} days",
            dice.digits(8),
            number(dice, 5, 90)
        ),
    }
}

#[test]
fn ordinary_numbers_stay() {
    let (mut all, mut wrong) = (0, Vec::new());
    for seed in 0..4_000 {
        let mut dice = Dice::new(seed + 3_000_000);
        let turns: Vec<(Role, String)> = (0..1 + dice.below(3))
            .map(|at| (if at % 2 == 0 { Role::Customer } else { Role::Agent }, ordinary(&mut dice)))
            .collect();
        all += 1;
        let said: Vec<&str> = turns.iter().map(|(_, text)| text.as_str()).collect();
        let shown = hidden(&turns, &Policy::mask(Kinds::ALL));
        if shown != said.join(" / ") {
            wrong.push(shown);
        }
    }
    println!("ordinary numbers: {} of {all} wrongly hidden", wrong.len());
    assert!(
        wrong.len() * 100 <= all,
        "{} of {all}: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(10)]
    );
}

#[test]
fn hidden_twice_is_hidden_once() {
    for seed in 0..500 {
        let mut dice = Dice::new(seed + 4_000_000);
        let tongue = Tongue::ALL[dice.below(3)];
        let number = card(&mut dice);
        let text = format!(
            "{} {} {} {} {}",
            ordinary(&mut dice),
            tongue.card_number(),
            written(&number, tongue, &mut dice),
            tongue.code_name(&mut dice),
            dice.digits(3)
        );
        let once = Policy::EVERYTHING.text(&text).into_owned();
        assert_eq!(Policy::EVERYTHING.text(&once), once, "{text}");
    }
}
