//! Spans of time: «через два часа», «в течение трёх рабочих дней», "within 24 hours".

use super::clue::flag;
use super::line::{Lead, Line};
use super::{Day, Deadline, Unit};
use crate::language::values::token::Glue;

/// More of a unit than anybody promises.
const MOST: u64 = 1_000;

impl Line<'_> {
    /// A span; `at` is behind what introduces it.
    pub(super) fn span(&self, lead: Lead, at: usize) -> Option<(Deadline, usize)> {
        let (near, from) = self.about(at);
        if let Some(turned) = self.turned(lead, from) {
            return Some(turned);
        }
        let takes = at.checked_sub(1).is_some_and(|before| self.clue(before).is(flag::TAKES));
        let leads = match lead {
            Lead::Within | Lead::In | Lead::For => true,
            Lead::At | Lead::Onto => near,
            Lead::By => true,
            Lead::None => takes || near || self.clue(at).is(flag::TAKES),
            Lead::NotBefore => false,
        };
        if !leads {
            return None;
        }
        if self.clue(from).is(flag::HALF_HOUR) {
            return self.short(lead).then_some((Deadline::Span(1, Unit::Hour), from + 1));
        }
        if let Some(half) = self.half(from) {
            return self.short(lead).then_some(half);
        }
        let amount = self.halves(from);
        let few = self.past_one(from, flag::ARTICLE);
        if amount.is_none() && self.clue(few).is(flag::FEW) {
            let (unit, end) = self.unit(few + 1)?;
            return (unit != Unit::Year).then_some((Deadline::Vague, end));
        }
        let (halves, counted) = match amount {
            Some((halves, end)) => (Some(halves), end),
            None => (None, self.past_one(from, flag::ARTICLE | flag::THE)),
        };
        let (unit, end) = self.unit(counted)?;
        let article = self.clue(from).is(flag::ARTICLE);
        match halves {
            // «до двух часов» is a time of day, «в апреле» no span, «до недели» neither.
            Some(_) if lead == Lead::By && unit == Unit::Hour => None,
            Some(halves) => {
                let halves = halves + self.half_more(end);
                let end = if self.half_more(end) > 0 { self.past_half(end) } else { end };
                Some((Deadline::Span(halves, unit), end))
            }
            // «в течение дня», «в течение рабочего дня».
            None if lead == Lead::Within && !article && self.is_within(at) => Some(match unit {
                Unit::Day => (Deadline::WithinDay, end),
                Unit::WorkingDay => (Deadline::Day(Day::WorkingDay), end),
                Unit::Minute
                | Unit::Hour
                | Unit::DayAndNight
                | Unit::Week
                | Unit::Month
                | Unit::Year => (Deadline::Span(2, unit), end),
            }),
            None if matches!(lead, Lead::Within | Lead::For) => {
                // «через день-два», «через час полтора»
                let more = self.halves(end).filter(|_| self.open(end));
                let more = more.filter(|(_, past)| !self.open(*past) || self.unit(*past).is_none());
                let (halves, end) = more.filter(|(halves, _)| *halves <= 6).unwrap_or((2, end));
                Some((Deadline::Span(halves, unit), end))
            }
            None if lead == Lead::In && article => {
                let more = self.half_more(end);
                let end = if more > 0 { self.past_half(end) } else { end };
                Some((Deadline::Span(2 + more, unit), end))
            }
            // «в ближайший час».
            None if near && matches!(lead, Lead::At | Lead::Within) && unit != Unit::Week => {
                Some((Deadline::Span(2, unit), end))
            }
            None => None,
        }
    }

    /// Whether a word before says that the time until then counts, and not only its end.
    fn is_within(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.folded(before));
        !matches!(before, "через" | "спустя")
    }

    fn short(&self, lead: Lead) -> bool {
        lead != Lead::By && lead != Lead::Onto
    }

    /// Past words like «ближайшие», "the next", «примерно»; and whether «ближайшие» was among them.
    fn about(&self, at: usize) -> (bool, usize) {
        let mut end = at;
        let mut near = false;
        while self.token(end).is_some() && (end == at || self.open(end)) {
            let clue = self.clue(end);
            let not_more = clue.is(flag::NOT) && self.clue(end + 1).is(flag::ABOUT);
            if !(clue.is(flag::ABOUT) || not_more || (end > at && clue.is(flag::THAN))) {
                break;
            }
            near |= clue.is(flag::NEAREST);
            end += 1;
        }
        // «в срок до десяти рабочих дней», "in up to ten days".
        if end > at && self.goes_on(end, flag::BY) {
            end += 1;
        }
        (near, end)
    }

    /// "half an hour", «пів години».
    fn half(&self, at: usize) -> Option<(Deadline, usize)> {
        let half = self.past_one(at, flag::ARTICLE);
        if !self.clue(half).is(flag::HALF) {
            return None;
        }
        let (unit, end) = self.unit(self.past_one(half + 1, flag::ARTICLE))?;
        Some((Deadline::Span(1, unit), end))
    }

    /// An amount in halves; of a range its end.
    fn halves(&self, at: usize) -> Option<(u32, usize)> {
        if self.clue(at).is(flag::ONE_AND_HALF) {
            // «полтора-два»
            let more = self.numerals().number(at + 1).filter(|_| self.open(at + 1));
            return match more.filter(|more| more.value == 2) {
                Some(two) => Some((4, two.end)),
                None => Some((3, at + 1)),
            };
        }
        let number = self.numerals().number(at)?;
        let mut value = number.value;
        let mut end = number.end;
        // «10 (десяти) рабочих дней»
        let again = self.numerals().number(end).filter(|_| self.sign(end).ends_with('('));
        if let Some(again) = again.filter(|again| again.value == value) {
            end = again.end;
        }
        let hyphen = self.token(end).is_some_and(|token| token.glue == Glue::Hyphen);
        let or = self.goes_on(end, flag::OR | flag::TO);
        let more = if hyphen && self.open(end) { Some(end) } else { or.then_some(end + 1) };
        let more = more.filter(|at| self.open(*at)).and_then(|at| self.numerals().number(at));
        if let Some(more) = more.filter(|more| more.value > value) {
            (value, end) = (more.value, more.end);
        } else if self.open(end)
            && let Some(more) = self.numerals().number(end)
            && more.value > value
            && more.value <= value.saturating_mul(2)
        {
            // «два три дня».
            (value, end) = (more.value, more.end);
        }
        if value > MOST {
            return None;
        }
        let halves = u32::try_from(value).ok()? * 2;
        let more = self.half_more(end);
        Some(if more > 0 { (halves + more, self.past_half(end)) } else { (halves, end) })
    }

    /// 1 where «с половиной», "and a half" follows.
    fn half_more(&self, at: usize) -> u32 {
        u32::from(self.past_half(at) > at)
    }

    fn past_half(&self, at: usize) -> usize {
        let end = self.numerals().half_more(at);
        if end <= self.len() { end } else { at }
    }

    /// A unit of time, with what may stand before it: «рабочих дней», "of the days" is none.
    pub(super) fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        let of = self.past_one(at, flag::OF);
        let mut end = of;
        let mut working = false;
        while self.open(end) {
            let clue = self.clue(end);
            if clue.is(flag::WORKING) {
                working = true;
            } else if !matches!(
                self.folded(end),
                "календарных"
                    | "календарные"
                    | "календарний"
                    | "calendar"
                    | "полных"
                    | "целых"
                    | "full"
                    | "календарні"
                    | "календарних"
                    | "повних"
                    | "суток"
                    | "ближайших"
            ) || clue.unit.is_some()
            {
                break;
            }
            end += 1;
        }
        let unit = self.clue(end).unit.filter(|_| self.open(end) || end == at)?;
        let unit = if working && unit == Unit::Day { Unit::WorkingDay } else { unit };
        Some((unit, end + 1))
    }

    /// «часа через два», «хвилин за тридцять».
    fn turned(&self, lead: Lead, at: usize) -> Option<(Deadline, usize)> {
        if lead != Lead::None {
            return None;
        }
        let unit = self.clue(at).unit?;
        if !self.goes_on(at + 1, flag::WITHIN | flag::FOR) || !self.open(at + 2) {
            return None;
        }
        let (halves, end) = self.halves(at + 2)?;
        let another = self.open(end) && self.unit(end).is_some();
        (!another).then_some((Deadline::Span(halves, unit), end))
    }
}
