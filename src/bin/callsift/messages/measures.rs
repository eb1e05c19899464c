//! Measures of a call by name, and their values with the unit.

use super::{Text, number};
use callsift::language::Language;
use callsift::lexicon::Measure;

texts! {
    SILENCE_TOTAL = "пауз всего", "пауз загалом", "pauses together";
    SILENCE_SHARE = "доля пауз в звонке", "частка пауз у дзвінку", "share of pauses in the call";
    SILENCE_COUNT = "число пауз", "кількість пауз", "number of pauses";
    SILENCE_LONGEST = "самая длинная пауза", "найдовша пауза", "longest pause";
    HOLD_TOTAL = "удержание всего", "утримання загалом", "hold together";
    HOLD_COUNT = "число удержаний", "кількість утримань", "number of holds";
    OVERLAP_TOTAL = "говорят одновременно, всего", "говорять одночасно, загалом", "talk-over together";
    OVERLAP_COUNT = "сколько раз говорят одновременно",
        "скільки разів говорять одночасно",
        "number of talk-overs";
    INTERRUPTIONS_BY_AGENT = "перебиваний со стороны оператора",
        "перебивань з боку оператора",
        "interruptions by the agent";
    INTERRUPTIONS_BY_CUSTOMER = "перебиваний со стороны клиента",
        "перебивань з боку клієнта",
        "interruptions by the customer";
    TALK_SHARE_AGENT = "доля речи оператора", "частка мовлення оператора", "share of talk, agent";
    TALK_SHARE_CUSTOMER = "доля речи клиента", "частка мовлення клієнта", "share of talk, customer";
    PACE_AGENT = "слов в минуту, оператор", "слів за хвилину, оператор", "words a minute, agent";
    PACE_CUSTOMER = "слов в минуту, клиент", "слів за хвилину, клієнт", "words a minute, customer";
    RESPONSE_AGENT = "обычное время ответа оператора",
        "звичайний час відповіді оператора",
        "usual time to answer, agent";
    RESPONSE_CUSTOMER = "обычное время ответа клиента",
        "звичайний час відповіді клієнта",
        "usual time to answer, customer";
    MONOLOGUE = "самый длинный монолог", "найдовший монолог", "longest monologue";
    FIRST_AGENT_WORD = "до первого слова оператора",
        "до першого слова оператора",
        "until the agent's first word";
    DURATION = "длительность звонка", "тривалість дзвінка", "length of the call";
}

/// What a measure is counted in.
#[derive(Clone, Copy)]
enum Unit {
    Milliseconds,
    Share,
    Number,
}

const fn of(measure: Measure) -> (Text, Unit) {
    match measure {
        Measure::SilenceTotal => (SILENCE_TOTAL, Unit::Milliseconds),
        Measure::SilenceShare => (SILENCE_SHARE, Unit::Share),
        Measure::SilenceCount => (SILENCE_COUNT, Unit::Number),
        Measure::SilenceLongest => (SILENCE_LONGEST, Unit::Milliseconds),
        Measure::HoldTotal => (HOLD_TOTAL, Unit::Milliseconds),
        Measure::HoldCount => (HOLD_COUNT, Unit::Number),
        Measure::OverlapTotal => (OVERLAP_TOTAL, Unit::Milliseconds),
        Measure::OverlapCount => (OVERLAP_COUNT, Unit::Number),
        Measure::InterruptionsByAgent => (INTERRUPTIONS_BY_AGENT, Unit::Number),
        Measure::InterruptionsByCustomer => (INTERRUPTIONS_BY_CUSTOMER, Unit::Number),
        Measure::TalkShareAgent => (TALK_SHARE_AGENT, Unit::Share),
        Measure::TalkShareCustomer => (TALK_SHARE_CUSTOMER, Unit::Share),
        Measure::WordsPerMinuteAgent => (PACE_AGENT, Unit::Number),
        Measure::WordsPerMinuteCustomer => (PACE_CUSTOMER, Unit::Number),
        Measure::ResponseMedianAgent => (RESPONSE_AGENT, Unit::Milliseconds),
        Measure::ResponseMedianCustomer => (RESPONSE_CUSTOMER, Unit::Milliseconds),
        Measure::LongestMonologue => (MONOLOGUE, Unit::Milliseconds),
        Measure::FirstAgentWord => (FIRST_AGENT_WORD, Unit::Milliseconds),
        Measure::Duration => (DURATION, Unit::Milliseconds),
    }
}

/// What a measure is called.
pub(crate) fn name(measure: Measure, language: Language) -> &'static str {
    of(measure).0.of(language)
}

/// Its value, as people read it: `31,4 с`, `7.6 %`.
pub(crate) fn value(measure: Measure, value: f64, language: Language) -> String {
    match of(measure).1 {
        Unit::Milliseconds => number::length(language, value.round() as i64),
        Unit::Share => format!("{} %", number::decimal(language, value * 100.0, 1)),
        Unit::Number => number::decimal(language, value, 1),
    }
}
