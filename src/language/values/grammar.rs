//! Numbers and ordinals, which the other kinds of values are made of.

use super::ValueKind;
use super::sense::{Sense, flag};
use super::token::{Glue, Token};
use crate::text::Border;

/// Written groups of three digits in one number.
const MOST_GROUPS: usize = 6;

/// A number that was read.
#[derive(Clone, Copy, Debug)]
pub(in crate::language) struct Number {
    /// One past its last token.
    pub(in crate::language) end: usize,
    /// Roughly; half of something counts as the whole part.
    pub(in crate::language) value: u64,
    /// In words, not in digits.
    pub(in crate::language) spelled: bool,
    /// Nothing but units, tens and hundreds: how one dictates digits.
    pub(super) plain: bool,
}

/// Reads values from tokens. Every method takes where to begin and gives back where it ended.
#[derive(Clone, Copy, Debug)]
pub(in crate::language) struct Reader<'a> {
    tokens: &'a [Token],
}

impl<'a> Reader<'a> {
    pub(in crate::language) fn new(tokens: &'a [Token]) -> Reader<'a> {
        Reader { tokens }
    }

    /// The longest value of a kind that begins here.
    pub(super) fn value(self, kind: ValueKind, at: usize) -> Option<usize> {
        match kind {
            ValueKind::Number => self.number(at).map(|number| number.end),
            ValueKind::Ordinal => self.ordinal(at).map(|(end, _)| end),
            ValueKind::Money => self.money(at),
            ValueKind::Duration => self.duration(at),
            ValueKind::Date => self.date(at),
            ValueKind::Phone => self.phone(at),
        }
    }

    pub(super) fn token(self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    /// The token, if no comma or end of a sentence parts it from the one before.
    pub(super) fn next(self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at).filter(|token| token.border == Border::Open)
    }

    pub(super) fn before(self, at: usize) -> Option<&'a Token> {
        at.checked_sub(1).and_then(|before| self.tokens.get(before))
    }

    pub(in crate::language) fn sense(self, at: usize) -> &'static Sense {
        self.token(at).map_or(&Sense::NONE, |token| token.sense)
    }

    /// Whether the value goes on with a word of these kinds.
    pub(super) fn goes_on(self, at: usize, flags: u64) -> bool {
        self.next(at).is_some_and(|token| token.sense.is(flags))
    }

    /// Past the word, if it is of these kinds.
    pub(super) fn past(self, at: usize, flags: u64) -> usize {
        at + usize::from(self.goes_on(at, flags))
    }

    pub(in crate::language) fn number(self, at: usize) -> Option<Number> {
        let article = self.sense(at).is(flag::ARTICLE);
        if article {
            let counted = self.next(at + 1).is_some_and(|token| {
                let sense = token.sense;
                sense.multiplier.or(sense.scale).is_some() || sense.is(flag::PAIR)
            });
            return if counted { self.sum(at + 1) } else { None };
        }
        let number = self.sum(at)?;
        // "two point five"
        if number.spelled
            && self.goes_on(number.end, flag::POINT)
            && let Some(more) = self.next(number.end + 1).and_then(|_| self.group(number.end + 1))
        {
            return Some(Number { end: more.end, plain: false, ..number });
        }
        Some(number)
    }

    /// Groups below a thousand with falling scales.
    fn sum(self, start: usize) -> Option<Number> {
        let mut sum: Option<Number> = None;
        let mut limit = u64::MAX;
        loop {
            let mut at = sum.map_or(start, |sum| sum.end);
            if sum.is_some() {
                at = self.past(at, flag::AND_WITHIN);
                if self.next(at).is_none() {
                    return sum;
                }
            }
            let group = self.group(at);
            let after = group.map_or(at, |group| group.end);
            // «три с половиной тысячи»
            let half = group.map_or(after, |_| self.half_more(after));
            let scaled = half > after && self.scale(half, true).is_some();
            let after = if scaled { half } else { after };
            let scale = self.scale(after, after > start).filter(|scale| *scale < limit);
            let value = sum.map_or(0, |sum| sum.value);
            let Some(scale) = scale else {
                let fits =
                    |group: &Number| sum.is_none() || (group.value < limit && group.value > 0);
                return match group.filter(fits) {
                    Some(group) => Some(Number {
                        value: value + group.value,
                        plain: sum.is_none() && group.plain,
                        spelled: group.spelled && sum.is_none_or(|sum| sum.spelled),
                        end: group.end,
                    }),
                    None => sum,
                };
            };
            if group.is_none() && sum.is_some() {
                return sum;
            }
            let more = group.map_or(1, |group| group.value.max(1)).saturating_mul(scale);
            sum = Some(Number {
                end: after + 1,
                value: value.saturating_add(more),
                spelled: group.is_none_or(|group| group.spelled),
                plain: false,
            });
            limit = scale;
        }
    }

    /// «тысяч»; a single letter only where it is joined to digits: «5к».
    fn scale(self, at: usize, goes_on: bool) -> Option<u64> {
        let token = if goes_on { self.next(at)? } else { self.token(at)? };
        let apart = token.sense.is(flag::LETTER) && token.glue != Glue::Joined;
        token.sense.scale.filter(|_| !apart)
    }

    /// Hundreds, tens, units; or digits.
    fn group(self, start: usize) -> Option<Number> {
        if self.token(start)?.digits.is_some() {
            let number = self.digits(start)?;
            return Some(self.multiplied(number));
        }
        let sense = self.sense(start);
        let spelled = |end, value| Number { end, value, spelled: true, plain: false };
        if sense.is(flag::HALF_NUMBER) {
            return Some(spelled(start + 1, 1));
        }
        if sense.is(flag::PAIR) {
            let pair = spelled(start + 1, 2);
            let of = Number { end: self.past(pair.end, flag::OF), ..pair };
            let more = self.multiplied(of);
            let scaled = self.next(of.end).is_some_and(|token| token.sense.scale.is_some());
            return Some(if more.end > of.end || scaled { more } else { pair });
        }
        if let Some(value) = sense.multiplier {
            return Some(self.below_hundred_more(spelled(start + 1, value)));
        }
        let first = sense.cardinal?;
        let mut number = Number { end: start + 1, value: first, spelled: true, plain: true };
        if first == 0 {
            return Some(number);
        }
        if first >= 100 {
            if first % 100 == 0
                && let Some(more) = self.next(number.end).and_then(|_| self.tens(number.end))
            {
                number = Number { end: more.end, value: first + more.value, ..number };
            }
            return Some(number);
        }
        let number = self.tens(start)?;
        let more = self.multiplied(number);
        Some(if more.end > number.end { self.below_hundred_more(more) } else { number })
    }

    /// «двадцать пять», «пятнадцать», «пять».
    fn tens(self, at: usize) -> Option<Number> {
        let first = self.sense(at).cardinal.filter(|value| (1..100).contains(value))?;
        let number = Number { end: at + 1, value: first, spelled: true, plain: true };
        let unit = self.next(at + 1).and_then(|token| token.sense.cardinal);
        Some(match unit.filter(|unit| first >= 20 && (1..10).contains(unit)) {
            Some(unit) => Number { end: at + 2, value: first + unit, ..number },
            None => number,
        })
    }

    /// «две сотни», "three dozen".
    fn multiplied(self, number: Number) -> Number {
        match self.next(number.end).and_then(|token| token.sense.multiplier) {
            Some(times) if number.value < 100 => Number {
                end: number.end + 1,
                value: number.value.max(1) * times,
                plain: false,
                ..number
            },
            Some(_) | None => number,
        }
    }

    /// "two hundred and five".
    fn below_hundred_more(self, number: Number) -> Number {
        let at = self.past(number.end, flag::AND_WITHIN);
        match self.next(at).and_then(|_| self.tens(at)) {
            Some(more) if number.value.is_multiple_of(100) => {
                Number { end: more.end, value: number.value + more.value, ..number }
            }
            Some(_) | None => number,
        }
    }

    /// `1500`, `1 500`, `1,500.00`, `3.5`, `5-ти`.
    fn digits(self, start: usize) -> Option<Number> {
        let first = self.token(start)?.digits?;
        let glued = |at: usize, glue: Glue| {
            self.next(at).filter(|token| token.glue == glue).and_then(|token| token.digits)
        };
        let mut number = Number { end: start + 1, value: first.value, spelled: false, plain: true };
        let may_group = first.count <= 3 && !first.begins_with_zero;
        for glue in [Glue::Space, Glue::Comma, Glue::Point] {
            let mut end = start + 1;
            let mut value = first.value;
            while end - start <= MOST_GROUPS
                && let Some(group) = glued(end, glue).filter(|group| group.count == 3)
            {
                value = value.saturating_mul(1000).saturating_add(group.value);
                end += 1;
            }
            // «8 916 123 45 67» is no number in groups.
            if may_group && end > start + 1 && glued(end, glue).is_none() {
                number = Number { end, value, plain: false, ..number };
                break;
            }
        }
        for glue in [Glue::Point, Glue::Comma] {
            // Of three numbers with points between none is a fraction: 15.03.2026.
            let single = glued(number.end, glue).is_some() && glued(number.end + 1, glue).is_none();
            if single && self.token(start).is_some_and(|token| token.glue != glue) {
                number = Number { end: number.end + 1, plain: false, ..number };
                break;
            }
        }
        let ending = self.next(number.end).filter(|token| token.sense.is(flag::CARDINAL_ENDING));
        if ending.is_some_and(|token| matches!(token.glue, Glue::Joined | Glue::Hyphen)) {
            number = Number { end: number.end + 1, plain: false, ..number };
        }
        Some(number)
    }

    /// An ordinal, and its value.
    pub(super) fn ordinal(self, at: usize) -> Option<(usize, u64)> {
        self.place_in_row(at).filter(|_| {
            // «во-первых» and «по-друге» count arguments.
            let enumerates = |token: &Token| token.sense.is(flag::ENUMERATES);
            let enumerated = self.sense(at).is(flag::ENUMERATED);
            let sense = self.sense(at);
            let other = sense.is(flag::OTHER);
            let led = self.next(at).and_then(|_| self.before(at)).is_some_and(enumerates);
            !(other || (enumerated && led))
        })
    }

    /// An ordinal, told or not by what stands around it: in a date «другого» is one.
    pub(in crate::language) fn place_in_row(self, at: usize) -> Option<(usize, u64)> {
        let token = self.token(at)?;
        if let Some(digits) = token.digits {
            let ending = self.next(at + 1)?;
            let joined = ending.glue == Glue::Joined && ending.sense.is(flag::ORDINAL_JOINED);
            let hyphen = ending.glue == Glue::Hyphen
                && ending.sense.is(flag::ORDINAL_JOINED | flag::ORDINAL_HYPHEN);
            return (joined || hyphen).then_some((at + 2, digits.value));
        }
        let last = |at: usize| {
            let sense = self.next(at)?.sense;
            sense.ordinal.or(sense.is(flag::OTHER).then_some(2))
        };
        if let Some(number) = self.number(at).filter(|number| number.spelled) {
            for end in [number.end, self.past(number.end, flag::AND_WITHIN)] {
                let Some(value) = last(end) else { continue };
                let rest = match value {
                    1..10 => number.value % 10 == 0 && number.value % 100 != 10,
                    10..100 => number.value % 100 == 0,
                    100..1000 => number.value % 1000 == 0,
                    _ => value >= 1000,
                };
                if rest && number.value > 0 {
                    return Some((end + 1, number.value + value));
                }
            }
        }
        let sense = token.sense;
        let value = sense.ordinal.or(sense.is(flag::OTHER).then_some(2))?;
        Some((at + 1, value))
    }
}
