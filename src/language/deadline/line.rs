//! The words of a sentence as deadlines are read from them, and what introduces a deadline.

use super::clue::{self, Clue, flag};
use super::{Deadline, PartOfDay};
use crate::language::values::ValueWord;
use crate::language::values::grammar::Reader;
use crate::language::values::token::{self, Token};
use crate::text::Border;

/// A word, the digits it begins with, or the letters behind these.
#[derive(Clone, Copy, Debug)]
struct Piece<'t> {
    folded: &'t str,
    /// The text between the piece before and this one.
    before: &'t str,
    clue: Clue,
}

/// What introduces a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// Nothing.
    None,
    /// «до», "no later than".
    By,
    /// «в», "at".
    At,
    /// «через», "within".
    Within,
    /// "in".
    In,
    /// «за».
    For,
    /// «на».
    Onto,
    /// «не раньше», "after".
    NotBefore,
}

/// The words of a sentence.
#[derive(Debug)]
pub(super) struct Line<'t> {
    pieces: Vec<Piece<'t>>,
    tokens: Vec<Token>,
}

impl<'t> Line<'t> {
    pub(super) fn read(words: &[ValueWord<'t>]) -> Line<'t> {
        // A word is one piece, or two.
        let most = words.len() + 4;
        let mut line = Line { pieces: Vec::with_capacity(most), tokens: Vec::with_capacity(most) };
        for (at, word) in words.iter().enumerate() {
            token::push(&mut line.tokens, at as u32, *word);
            let digits = word.folded.bytes().take_while(u8::is_ascii_digit).count();
            let (digits, rest) = word.folded.split_at(digits);
            let mut before = word.before;
            for folded in [digits, rest].into_iter().filter(|part| !part.is_empty()) {
                line.pieces.push(Piece { folded, before, clue: clue::clue(folded) });
                before = "";
            }
        }
        line
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The word that a piece belongs to.
    pub(super) fn word(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(0, |token| token.word as usize)
    }

    /// The numerals of the sentence.
    pub(super) fn numerals(&self) -> Reader<'_> {
        Reader::new(&self.tokens)
    }

    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    pub(super) fn clue(&self, at: usize) -> Clue {
        self.pieces.get(at).map_or_else(Clue::default, |piece| piece.clue)
    }

    pub(super) fn folded(&self, at: usize) -> &'t str {
        self.pieces.get(at).map_or("", |piece| piece.folded)
    }

    /// The text before a piece, without white space.
    pub(super) fn sign(&self, at: usize) -> &'t str {
        self.pieces.get(at).map_or("", |piece| piece.before.trim())
    }

    /// Whether a piece is there and no comma parts it from the one before.
    pub(super) fn open(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.border == Border::Open)
    }

    /// Whether the piece is of these kinds and no comma parts it from the one before.
    pub(super) fn goes_on(&self, at: usize, flags: u64) -> bool {
        self.open(at) && self.clue(at).is(flags)
    }

    /// Past the pieces of these kinds.
    pub(super) fn past(&self, mut at: usize, flags: u64) -> usize {
        while self.goes_on(at, flags) {
            at += 1;
        }
        at
    }

    /// Past one piece, if it is of these kinds.
    pub(super) fn past_one(&self, at: usize, flags: u64) -> usize {
        at + usize::from(self.goes_on(at, flags))
    }

    /// The deadline that begins at a piece, and where it ends; the longest reading that makes sense.
    pub(super) fn deadline(&self, at: usize) -> Option<(Deadline, usize)> {
        let token = self.tokens.get(at)?;
        let says_nothing = self.clue(at).says_nothing() && !token.means_something();
        if !token.begins_word || says_nothing {
            return None;
        }
        if let Some(end) = self.vague(at) {
            return Some((Deadline::Vague, end));
        }
        if let Some(end) = self.gone(at) {
            return Some((Deadline::Past, end));
        }
        let (lead, start) = self.lead(at);
        if lead != Lead::None && !self.open(start) {
            return None;
        }
        if lead == Lead::NotBefore {
            let (inner, from) = self.lead(start);
            let inner = if inner == Lead::NotBefore { Lead::None } else { inner };
            let (what, end) = self.after_lead(inner, from)?;
            let lunch = matches!(what, Deadline::Part(_));
            let what = if lunch { Deadline::Part(PartOfDay::Evening) } else { Deadline::NotBefore };
            return Some((what, end));
        }
        self.after_lead(lead, start)
    }

    fn after_lead(&self, lead: Lead, at: usize) -> Option<(Deadline, usize)> {
        self.span(lead, at)
            .or_else(|| self.range(lead, at))
            .or_else(|| self.period(lead, at))
            .or_else(|| self.day(lead, at))
            .or_else(|| self.clock(lead, at))
            .or_else(|| self.part(at))
    }

    /// What introduces a deadline here, and where the deadline itself begins.
    fn lead(&self, at: usize) -> (Lead, usize) {
        let clue = self.clue(at);
        if clue.is(flag::NOT) {
            let next = at + 1;
            if self.goes_on(next, flag::LATER) {
                let inner = self.past_one(next + 1, flag::THAN);
                // «не позднее чем через час»
                let within = self.goes_on(inner, flag::WITHIN | flag::FOR);
                let lead = if within { Lead::Within } else { Lead::By };
                return (lead, self.past_one(inner, flag::WITHIN | flag::FOR | flag::AT));
            }
            if self.goes_on(next, flag::AFTER) || self.not_before(next) {
                return (Lead::NotBefore, self.past_one(next + 1, flag::THAN));
            }
        }
        let course = (clue.is(flag::AT) || clue.is(flag::IN)) && {
            let the = self.past_one(at + 1, flag::THE);
            self.goes_on(the, flag::COURSE)
        };
        if course {
            let course = self.past_one(at + 1, flag::THE);
            return (Lead::Within, self.past_one(course + 1, flag::OF));
        }
        let kinds = [
            (flag::WITHIN, Lead::Within),
            (flag::BY, Lead::By),
            (flag::AT, Lead::At),
            (flag::IN, Lead::In),
            (flag::FOR, Lead::For),
            (flag::ONTO, Lead::Onto),
            (flag::AFTER, Lead::NotBefore),
        ];
        match kinds.into_iter().find(|(kind, _)| clue.is(*kind)) {
            Some((_, lead)) => (lead, at + 1),
            None => (Lead::None, at),
        }
    }

    /// "before" behind "not".
    fn not_before(&self, at: usize) -> bool {
        self.open(at) && matches!(self.folded(at), "before" | "until" | "till")
    }

    /// Past a phrase that names no time.
    fn vague(&self, at: usize) -> Option<usize> {
        if !self.clue(at).is(flag::VAGUE) {
            return None;
        }
        let fits = |phrase: &&Vec<&str>| {
            let mut words = phrase.iter().enumerate();
            words.all(|(i, word)| self.folded(at + i) == *word && (i == 0 || self.open(at + i)))
        };
        let phrase = clue::vague(self.folded(at)).iter().find(fits)?;
        Some(at + phrase.len())
    }

    /// Past a time that is gone: «в прошлую пятницу», "last week".
    fn gone(&self, at: usize) -> Option<usize> {
        let from = self.past_one(at, flag::AT | flag::ONTO);
        let clue = self.clue(from);
        let named = |at: usize| {
            let clue = self.clue(at);
            let part = flag::MORNING | flag::EVENING | flag::AFTERNOON;
            let named = clue.weekday.is_some() || clue.month.is_some() || clue.unit.is_some();
            self.open(at) && (named || clue.is(part))
        };
        (clue.is(flag::LAST) && named(from + 1)).then_some(from + 2)
    }

    /// A part of the day: «утром», «до обеда», "in the evening".
    fn part(&self, at: usize) -> Option<(Deadline, usize)> {
        let from = self.past(at, flag::THE | flag::THIS);
        let (part, end) = self.part_word(from)?;
        Some((Deadline::Part(part), end))
    }

    pub(super) fn part_word(&self, at: usize) -> Option<(PartOfDay, usize)> {
        self.token(at)?;
        let clue = self.clue(at);
        let part = match () {
            () if clue.is(flag::MORNING) => PartOfDay::Morning,
            () if clue.is(flag::LUNCH | flag::AFTERNOON) => PartOfDay::Day,
            () if clue.is(flag::EVENING) => PartOfDay::Evening,
            () => return None,
        };
        Some((part, at + 1))
    }
}
