//! Made-up personal data, and how people say it: a generator with a seed, so that a failure comes again.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

/// A stream of numbers that look random (xorshift*).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit
    }

    pub(crate) fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    pub(crate) fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }
}

/// The digit that makes a number pass.
fn check_digit(digits: &str) -> char {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte - b'0');
            if at % 2 == 1 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    char::from(b'0' + ((10 - sum % 10) % 10) as u8)
}

/// The number of a card, 13 to 19 digits, most of them 16.
pub(crate) fn card(dice: &mut Dice) -> String {
    let brand = dice.one(&[
        "2200", "2201", "2202", "2203", "2204", "34", "37", "3", "4", "4", "4", "4276", "51", "52",
        "53", "54", "55", "5", "6", "62", "6011", "2221", "2720",
    ]);
    let length = [13, 14, 15, 16, 16, 16, 16, 16, 16, 17, 18, 19][dice.below(12)];
    let mut number = brand.to_owned();
    number += &dice.digits(length - 1 - brand.len());
    number.push(check_digit(&number));
    number
}

/// A language of what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    Ru,
    Uk,
    En,
}

impl Tongue {
    pub(crate) const ALL: [Tongue; 3] = [Tongue::Ru, Tongue::Uk, Tongue::En];

    fn of<T: Copy>(self, [ru, uk, en]: [T; 3]) -> T {
        match self {
            Tongue::Ru => ru,
            Tongue::Uk => uk,
            Tongue::En => en,
        }
    }

    pub(crate) fn filler(self, dice: &mut Dice) -> &'static str {
        let all: [&[&str]; 3] = [
            &["э", "эм", "ну", "так", "дальше", "затем", "сейчас", "и"],
            &["е", "ну", "так", "далі", "потім", "зараз", "і"],
            &["uh", "um", "er", "then", "next", "and", "okay"],
        ];
        dice.one(self.of(all))
    }

    pub(crate) fn back_channel(self, dice: &mut Dice) -> &'static str {
        let all: [&[&str]; 3] = [
            &["ага", "угу", "да", "слушаю", "записываю", "так", "дальше", "да, пишу"],
            &["ага", "угу", "так", "слухаю", "записую", "далі", "добре"],
            &["uh-huh", "okay", "yes", "go on", "got it", "mhm", "right", "go ahead please"],
        ];
        dice.one(self.of(all))
    }

    fn units(self) -> [&'static str; 20] {
        self.of([
            [
                "ноль",
                "один",
                "два",
                "три",
                "четыре",
                "пять",
                "шесть",
                "семь",
                "восемь",
                "девять",
                "десять",
                "одиннадцать",
                "двенадцать",
                "тринадцать",
                "четырнадцать",
                "пятнадцать",
                "шестнадцать",
                "семнадцать",
                "восемнадцать",
                "девятнадцать",
            ],
            [
                "нуль",
                "один",
                "два",
                "три",
                "чотири",
                "п'ять",
                "шість",
                "сім",
                "вісім",
                "дев'ять",
                "десять",
                "одинадцять",
                "дванадцять",
                "тринадцять",
                "чотирнадцять",
                "п'ятнадцять",
                "шістнадцять",
                "сімнадцять",
                "вісімнадцять",
                "дев'ятнадцять",
            ],
            [
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen",
            ],
        ])
    }

    fn tens(self) -> [&'static str; 10] {
        self.of([
            [
                "",
                "",
                "двадцать",
                "тридцать",
                "сорок",
                "пятьдесят",
                "шестьдесят",
                "семьдесят",
                "восемьдесят",
                "девяносто",
            ],
            [
                "",
                "",
                "двадцять",
                "тридцять",
                "сорок",
                "п'ятдесят",
                "шістдесят",
                "сімдесят",
                "вісімдесят",
                "дев'яносто",
            ],
            ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        ])
    }

    fn hundreds(self, count: usize) -> String {
        let ru = [
            "",
            "сто",
            "двести",
            "триста",
            "четыреста",
            "пятьсот",
            "шестьсот",
            "семьсот",
            "восемьсот",
            "девятьсот",
        ];
        let uk = [
            "",
            "сто",
            "двісті",
            "триста",
            "чотириста",
            "п'ятсот",
            "шістсот",
            "сімсот",
            "вісімсот",
            "дев'ятсот",
        ];
        match self {
            Tongue::Ru => ru[count].to_owned(),
            Tongue::Uk => uk[count].to_owned(),
            Tongue::En => format!("{} hundred", self.units()[count]),
        }
    }

    /// A number below a thousand; zeros at its begin are said.
    fn number(self, digits: &str) -> String {
        let zeros = digits.len() - digits.trim_start_matches('0').len();
        let mut words: Vec<String> = vec![self.units()[0].to_owned(); zeros];
        let value: usize = digits.parse().unwrap_or(0);
        if value >= 100 {
            words.push(self.hundreds(value / 100));
        }
        match value % 100 {
            0 => {}
            rest if rest < 20 => words.push(self.units()[rest].to_owned()),
            rest => {
                words.push(self.tens()[rest / 10].to_owned());
                if rest % 10 > 0 {
                    words.push(self.units()[rest % 10].to_owned());
                }
            }
        }
        words.join(" ")
    }

    /// Digits as they are dictated: one by one, in twos, in threes, or mixed.
    pub(crate) fn say(self, digits: &str, dice: &mut Dice) -> String {
        let style = dice.below(5);
        let mut parts = Vec::new();
        let mut rest = digits;
        while !rest.is_empty() {
            let count = match style {
                0 => 1,
                1 => 2,
                2 => 3,
                // Groups of four as two numbers, now and then digit by digit.
                3 => {
                    if dice.below(4) == 0 {
                        4
                    } else {
                        2
                    }
                }
                _ => [1, 1, 1, 1][dice.below(4)],
            };
            let (part, more) = rest.split_at(count.min(rest.len()));
            rest = more;
            let repeated = part.len() == 1 && rest.starts_with(part) && self == Tongue::En;
            if repeated && dice.below(2) == 0 {
                let word = if dice.below(3) == 0 && part == "0" {
                    "o"
                } else {
                    self.units()[part.parse::<usize>().unwrap()]
                };
                parts.push(format!("double {word}"));
                rest = &rest[1..];
            } else if count == 4 {
                parts.extend(part.chars().map(|c| self.number(&c.to_string())));
            } else {
                parts.push(self.number(part));
            }
        }
        parts.join(" ")
    }

    pub(crate) fn card_number(self) -> &'static str {
        self.of(["номер карты", "номер картки", "the card number is"])
    }

    pub(crate) fn code_name(self, dice: &mut Dice) -> &'static str {
        let all: [&[&str]; 3] = [
            &[
                "cvv",
                "CVC",
                "код на обороте",
                "три цифры на обороте",
                "код безопасности",
                "cvv код",
                "си ви ви",
                "на обратной стороне карты",
            ],
            &[
                "cvv",
                "CVC",
                "код на звороті",
                "три цифри на звороті",
                "код безпеки",
                "cvv код",
                "сі ві ві",
                "на зворотному боці картки",
            ],
            &[
                "cvv",
                "CVC",
                "the security code is",
                "the three digits on the back",
                "c v v",
                "the cvv code is",
                "the code on the back of the card is",
                "card verification value",
            ],
        ];
        dice.one(self.of(all))
    }
}

/// How digits are written in one turn.
pub(crate) fn written(digits: &str, tongue: Tongue, dice: &mut Dice) -> String {
    let groups = groups(digits, dice);
    match dice.below(8) {
        0 => digits.to_owned(),
        1 => groups.join(" "),
        2 => groups.join("-"),
        3 => groups.join("."),
        4 => groups.join(", "),
        5 => groups.join(" - "),
        6 => groups.iter().fold(String::new(), |out, group| match out.is_empty() {
            true => group.clone(),
            false => format!("{out} {} {group}", tongue.filler(dice)),
        }),
        _ => digits.chars().map(String::from).collect::<Vec<_>>().join(" "),
    }
}

/// Digits cut as people cut them.
pub(crate) fn groups(digits: &str, dice: &mut Dice) -> Vec<String> {
    let style = dice.below(4);
    let mut groups = Vec::new();
    let mut rest = digits;
    while !rest.is_empty() {
        let count = match style {
            0 | 1 => 4,
            2 => 2,
            _ => 1 + dice.below(6),
        };
        let (group, more) = rest.split_at(count.min(rest.len()));
        groups.push(group.to_owned());
        rest = more;
    }
    groups
}
