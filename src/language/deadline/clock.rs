//! Times of day: «до 18:00», «к шести вечера», "by half past five", «с десяти до двух».

use super::clue::flag;
use super::line::{Lead, Line};
use super::{Deadline, Half};
use crate::language::values::token::Glue;

/// A time of day: minutes from midnight, whether its half is known, and where it ends.
type Time = (u16, Half, usize);

impl Line<'_> {
    /// A time of day; `at` is behind what introduces it.
    pub(super) fn clock(&self, lead: Lead, at: usize) -> Option<(Deadline, usize)> {
        let leads = matches!(lead, Lead::By | Lead::At | Lead::Onto);
        let (minutes, half, end) = self.time(at, leads)?;
        Some((Deadline::Clock(minutes, half), end))
    }

    /// «с десяти до двух», "between ten and two", `10-12`: its end.
    pub(super) fn range(&self, lead: Lead, at: usize) -> Option<(Deadline, usize)> {
        let from = match lead {
            Lead::None if self.clue(at).is(flag::FROM) => at + 1,
            Lead::At | Lead::By => {
                let hyphen = |end: usize| self.token(end).is_some_and(|t| t.glue == Glue::Hyphen);
                let (_, _, end) = self.time(at, true).filter(|(_, _, end)| hyphen(*end))?;
                return self.until(at, end);
            }
            Lead::None | Lead::Within | Lead::In | Lead::For | Lead::Onto | Lead::NotBefore => {
                return None;
            }
        };
        let (_, _, end) = self.time(from, true)?;
        let to = self.goes_on(end, flag::TO) || (self.open(end) && self.folded(end) == "до");
        if to && self.open(end + 1) { self.until(from, end + 1) } else { None }
    }

    /// The later of two times of day.
    fn until(&self, first: usize, second: usize) -> Option<(Deadline, usize)> {
        let (begin, begins, _) = self.time(first, true)?;
        let (end, half, past) = self.time(second, true)?;
        // «с десяти до двух» ends in the afternoon.
        let turned = half == Half::Open && end <= begin && end <= 12 * 60;
        let (end, half) = match (turned, half, begins) {
            (true, _, _) => (end + 12 * 60, Half::Known),
            // «с двух до четырёх» is as open as its begin, «с десяти до двенадцати» is not.
            (false, Half::Open, _) if end > 8 * 60 => (end, Half::Known),
            (false, half, _) => (end, half),
        };
        Some((Deadline::Clock(end, half), past))
    }

    fn time(&self, at: usize, leads: bool) -> Option<Time> {
        let the = self.past_one(at, flag::THE);
        let clue = self.clue(the);
        if clue.is(flag::NOON) {
            return Some((12 * 60, Half::Known, the + 1));
        }
        if clue.is(flag::MIDNIGHT) {
            return Some((24 * 60, Half::Known, the + 1));
        }
        if !leads {
            // «два дня» is no time of day.
            let digits = self.token(at)?.digits.is_some();
            let sure = |(_, _, end): &Time| digits || self.clue(end - 1).unit.is_none();
            return self.with_minutes(at).or_else(|| self.said_half(at).filter(sure));
        }
        self.with_minutes(at).or_else(|| self.half_past(at)).or_else(|| self.hour(at))
    }

    /// `18:00`, «15 часов 30 минут».
    fn with_minutes(&self, at: usize) -> Option<Time> {
        let hour = self.token(at)?.digits.filter(|digits| digits.count <= 2)?;
        let next = self.token(at + 1)?;
        let minutes = next.digits.filter(|digits| digits.count == 2)?;
        let quarter = minutes.value.is_multiple_of(15);
        let sign = match next.glue {
            Glue::Point | Glue::Hyphen => quarter,
            Glue::Other => self.sign(at + 1) == ":",
            Glue::Joined | Glue::Space | Glue::Comma | Glue::Slash => false,
        };
        if !sign || hour.value > 24 || minutes.value > 59 {
            return None;
        }
        let said = u16::try_from(hour.value * 60 + minutes.value).ok()?;
        let end = at + 2;
        match self.half_of_day(hour.value, end) {
            Some((more, end)) => Some((said + more, Half::Known, end)),
            None => Some((said, Half::Known, end)),
        }
    }

    /// "half past five", "quarter to six", «половине шестого», «пів на шосту».
    fn half_past(&self, at: usize) -> Option<Time> {
        let at = self.past_one(at, flag::ARTICLE);
        let clue = self.clue(at);
        let (minutes, hour) = match () {
            () if clue.is(flag::HALF) && self.folded(at + 1) == "past" => (30, at + 2),
            () if clue.is(flag::QUARTER) && self.folded(at + 1) == "past" => (15, at + 2),
            () if clue.is(flag::QUARTER) && self.folded(at + 1) == "to" => (-15, at + 2),
            () if clue.is(flag::HALF) && self.folded(at + 1) == "на" => (-30, at + 2),
            () if self.folded(at) == "половине" => (-30, at + 1),
            // "half four" is half past four.
            () if self.folded(at) == "half" => (30, at + 1),
            () => return None,
        };
        let (value, end) = self.number_of_hour(hour)?;
        let said = i64::try_from(value).ok()? * 60 + minutes;
        let (more, end, half) = match self.half_of_day(value, end) {
            Some((more, end)) => (more, end, Half::Known),
            None => (0, end, Half::Open),
        };
        Some((u16::try_from(said).ok()? + more, half, end))
    }

    /// «шести вечера», "five o'clock", `10`.
    fn hour(&self, at: usize) -> Option<Time> {
        // «до часу дня»
        if self.clue(at).is(flag::ONE_OCLOCK) {
            let end = self.past_one(at + 1, flag::PM | flag::NIGHT);
            return Some((13 * 60, Half::Known, end));
        }
        if let Some(said) = self.said_half(at) {
            return Some(said);
        }
        let (value, end) = self.number_of_hour(at)?;
        if let Some(said) = self.spelled_minutes(value, end) {
            return Some(said);
        }
        let named = self.open(end) && self.clue(end).unit == Some(super::Unit::Hour);
        let end = self.past_one(if named { end + 1 } else { end }, flag::CLOCK);
        let sense = self.numerals();
        let money = self.open(end) && sense.sense(end).is(MONEY);
        if money
            || (self.open(end) && self.clue(end).month.is_some() && !self.clue(end).is(flag::MODAL))
        {
            return None;
        }
        let unit = self.open(end) && self.clue(end).unit.is_some() && !self.clue(end).is(flag::PM);
        if unit && !named {
            return None;
        }
        if self.open(end) && not_hours(self.folded(end)) {
            return None;
        }
        let known = value > 12 || value == 0;
        let half = if known { Half::Known } else { Half::Open };
        Some((u16::try_from(value * 60).ok()?, half, end))
    }

    /// «десять тридцать», "four fifteen".
    fn spelled_minutes(&self, hour: u64, at: usize) -> Option<Time> {
        let minutes =
            self.numerals().number(at).filter(|number| self.open(at) && number.spelled)?;
        let (value, end) = (minutes.value, minutes.end);
        let fits = (10..60).contains(&value) && value.is_multiple_of(5);
        if !fits || (self.open(end) && self.unit(end).is_some()) {
            return None;
        }
        let said = u16::try_from(hour * 60 + value).ok()?;
        Some(match self.half_of_day(hour, end) {
            Some((more, end)) => (said + more, Half::Known, end),
            None if hour > 12 => (said, Half::Known, end),
            None => (said, Half::Open, end),
        })
    }

    /// An hour whose half of the day is said: "3 pm", «десять утра».
    fn said_half(&self, at: usize) -> Option<Time> {
        let (value, end) = self.number_of_hour(at)?;
        let named = self.open(end) && self.clue(end).unit == Some(super::Unit::Hour);
        let end = self.past_one(if named { end + 1 } else { end }, flag::CLOCK);
        let (more, end) = self.half_of_day(value, end)?;
        Some((u16::try_from(value * 60).ok()? + more, Half::Known, end))
    }

    /// What a half of the day that follows adds to an hour, in minutes, and where it ends.
    fn half_of_day(&self, hour: u64, at: usize) -> Option<(u16, usize)> {
        let afternoon = if hour < 12 { 12 * 60 } else { 0 };
        // "p.m."
        let dotted = |letter: &str| self.folded(at) == letter && self.folded(at + 1) == "m";
        if dotted("p") {
            return Some((afternoon, at + 2));
        }
        if dotted("a") {
            return Some((0, at + 2));
        }
        if !self.open(at) {
            return None;
        }
        let clue = self.clue(at);
        if clue.is(flag::PM) {
            return Some((afternoon, at + 1));
        }
        if clue.is(flag::NIGHT) {
            return Some((if hour == 12 { 12 * 60 } else { 0 }, at + 1));
        }
        if clue.is(flag::AM) {
            return Some((0, at + 1));
        }
        // "in the evening", "this evening", "tonight"
        let word = self.past(at, flag::IN | flag::THE | flag::THIS | flag::AT);
        let part = self.clue(word);
        let led = word > at || self.folded(at) == "tonight";
        match () {
            () if !led || !self.open(word) => None,
            () if part.is(flag::MORNING) => Some((0, word + 1)),
            () if part.is(flag::AFTERNOON | flag::EVENING) => Some((afternoon, word + 1)),
            () => None,
        }
    }

    /// The number of an hour: «шести», Ukrainian «шостої», digits.
    fn number_of_hour(&self, at: usize) -> Option<(u64, usize)> {
        let hour = |value: u64| (value <= 24).then_some(value);
        if let Some((end, value)) = self.numerals().place_in_row(at) {
            // Hours are feminine ordinals in Ukrainian; «до двадцатого» is a date. «половине шестого».
            let last = self.folded(end - 1);
            let feminine =
                ["ої", "ій", "у", "ю", "та", "ша", "га"].iter().any(|e| last.ends_with(e));
            let half = at > 0 && self.folded(at - 1) == "половине";
            return hour(value).filter(|_| feminine || half).map(|value| (value, end));
        }
        let token = self.token(at)?;
        if let Some(digits) = token.digits {
            let fits = digits.count <= 2 && token.ends_word;
            let joined = !token.ends_word
                && (self.clue(at + 1).is(flag::AM | flag::PM) || self.clue(at + 1).unit.is_some());
            return hour(digits.value).filter(|_| fits || joined).map(|value| (value, at + 1));
        }
        let number = self.numerals().number(at).filter(|number| number.spelled)?;
        hour(number.value).map(|value| (value, number.end))
    }
}

/// Words that a number before them counts, and so is no hour.
fn not_hours(folded: &str) -> bool {
    [
        "процент",
        "відсот",
        "percent",
        "раз",
        "этап",
        "етап",
        "штук",
        "человек",
        "людей",
        "people",
        "step",
        "times",
        "item",
        "коробк",
        "половин",
        "мастер",
        "инженер",
        "engineer",
        "technician",
    ]
    .iter()
    .any(|begin| folded.starts_with(begin))
}

/// Kinds of words that make a number money.
const MONEY: u64 = {
    use crate::language::values::sense::flag;
    flag::CURRENCY | flag::COINS
};
