//! What the agent promises: what, who, until when, and how the customer will hear of it.
//!
//! A promise is a clause of the agent with a verb that says what will be done and with a deadline, exact
//! or vague. Questions, conditions, denials, reports of the past, duties of the customer and opening
//! hours are none. `docs/promises.md` has the rules.

mod calendar;
mod clause;
mod due;

pub use calendar::{Calendar, CalendarError, YearMissing};
pub use due::{DuePrecision, NoDate, When};

use super::announcement::{MachineSpeech, covers};
use super::call_text::{CallText, PassageOf};
use super::clues::Signs;
use super::finding::{cut, stable_id};
use super::hits::{Gap, time_of};
use super::value_passages::value_word;
use crate::language::deadline::Found;
use crate::language::promise::{Channel, Person};
use crate::language::values::ValueWord;
use crate::text::{Border, utf16_length};
use crate::transcript::timeline::Precision;
use crate::transcript::{Role, Transcript};
use crate::units::TimeSpan;
use clause::{Promised, promises};
use due::{Clock, Said};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::ops::Range;

/// Promises of one call that are kept.
pub const MAX_PROMISES: usize = 200;

/// Words that are read as one sentence where no sign ends it, so that a hostile call costs no more than
/// others.
const MOST_WORDS: usize = 300;

/// What the words of a promise say: none is one without a time and without a verb that promises.
const WANTED: Signs = Signs::TIME.with(Signs::PROMISE);

/// What promises are worked out with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromiseSettings {
    /// The time zone of calls whose start says no offset.
    pub zone: Option<TimeZone>,
    /// The working days; Monday to Friday without.
    pub calendar: Option<Calendar>,
}

/// Who will do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// «я».
    Agent,
    /// «мы», or nobody in particular: «вам перезвонят».
    Company,
    /// «курьер», "our engineer".
    ThirdParty,
}

impl Who {
    /// All of them.
    pub const ALL: [Who; 3] = [Who::Agent, Who::Company, Who::ThirdParty];

    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Who::Agent => "agent",
            Who::Company => "company",
            Who::ThirdParty => "third_party",
        }
    }
}

/// By which calendar working days are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Workdays {
    /// There is none: Monday to Friday.
    MondayToFriday,
    /// That of a country.
    Of(String),
}

impl Workdays {
    /// The name in outputs.
    pub fn as_str(&self) -> &str {
        match self {
            Workdays::MondayToFriday => "monday_to_friday",
            Workdays::Of(country) => country,
        }
    }
}

/// Words from a byte of one turn to a byte of another of the same party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The words exactly as the transcript has them.
    pub quote: String,
    /// Turn of the first word.
    pub turn: usize,
    /// Turn of the last word.
    pub turn_end: usize,
    /// From the first byte in `turn` to the last byte in `turn_end`, end exclusive.
    pub bytes: [usize; 2],
    /// The same in Unicode scalar values.
    pub chars: [usize; 2],
    /// The same in UTF-16 code units.
    pub utf16: [usize; 2],
}

/// Something the agent promises.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    /// `p_` and 20 hex digits, made as those of findings are.
    pub id: String,
    /// The clause.
    pub what: Words,
    /// When it was said.
    pub time: Option<(TimeSpan, Precision)>,
    /// Who will do it.
    pub who: Who,
    /// The deadline as it was said, piece by piece.
    pub said: Vec<Words>,
    /// When that is.
    pub when: When,
    /// How exactly it was said.
    pub precision: DuePrecision,
    /// The country of the calendar by which working days were counted, or that it was Monday to
    /// Friday; `None` where none were counted.
    pub workdays: Option<Workdays>,
    /// How the customer will hear of it; `None` where it is not said.
    pub channel: Option<Channel>,
}

impl Promise {
    /// The deadline as it was said, in one line.
    pub fn text(&self) -> String {
        let pieces: Vec<&str> = self.said.iter().map(|words| words.quote.as_str()).collect();
        pieces.join(" … ")
    }
}

/// The promises of a call, in its order; `Err` where nobody knows what the agent says.
pub(super) fn find(
    call: &Transcript,
    text: &CallText,
    announced: &[MachineSpeech],
    settings: &PromiseSettings,
) -> Result<Vec<Promise>, Gap> {
    let roles = || call.turns().iter().map(|turn| call.role(turn));
    if !roles().any(|role| role == Role::Agent) && roles().any(|role| role == Role::Unknown) {
        return Err(Gap::NoRoles);
    }
    let info = call.info();
    let zone = settings.zone.as_ref();
    let clock = Clock::new(info.started_at, info.started_offset, zone, settings.calendar.as_ref());
    let mut search =
        Search { call, text, announced, clock, found: Vec::new(), seen: BTreeMap::new() };
    let agents = text.passages().iter().filter(|p| call.party(p.party).role() == Role::Agent);
    agents.for_each(|passage| search.passage(passage));
    let mut found = search.found;
    found.sort_by_key(|promise| (promise.what.turn, promise.what.bytes[0]));
    Ok(found)
}

struct Search<'s> {
    call: &'s Transcript,
    text: &'s CallText,
    announced: &'s [MachineSpeech],
    clock: Clock<'s>,
    found: Vec<Promise>,
    /// How often the same words were promised in the same turn.
    seen: BTreeMap<(usize, String), usize>,
}

impl Search<'_> {
    fn passage(&mut self, passage: &PassageOf) {
        if !passage.may_promise() {
            return;
        }
        let count = self.text.passage_ids(passage).len() as u32;
        let (mut start, mut signs) = (0, Signs::default());
        for end in 1..=count {
            signs = signs.with(self.text.signs(self.text.word_at(passage, end - 1)));
            let full = (end - start) as usize >= MOST_WORDS;
            if end < count && !full && !self.ends_sentence(passage, end) {
                continue;
            }
            if std::mem::take(&mut signs).has(WANTED) {
                self.sentence(passage, start..end);
            }
            start = end;
        }
    }

    /// Whether a sentence ends before a word: not within "p.m.", and not behind it where a small letter
    /// follows.
    fn ends_sentence(&self, passage: &PassageOf, at: u32) -> bool {
        if self.text.border_before(passage, at) != Border::Sentence {
            return false;
        }
        let word = |at: u32| value_word(self.call, self.text, passage, at);
        let half = |at: Option<u32>| at.is_some_and(|at| matches!(word(at).folded, "p" | "a"));
        let (this, before) = (word(at), word(at - 1));
        if this.before.trim() != "." {
            return true;
        }
        let inside = this.folded == "m" && half(Some(at - 1));
        let goes_on = ["today", "tomorrow", "on", "and", "at", "next", "this"];
        let behind =
            before.folded == "m" && half(at.checked_sub(2)) && goes_on.contains(&this.folded);
        !(inside || behind)
    }

    /// A sentence in which a word tells a time and one may promise.
    fn sentence(&mut self, passage: &PassageOf, places: Range<u32>) {
        let start = places.start as usize;
        let word = |at: u32| {
            let word = value_word(self.call, self.text, passage, at);
            match word.border {
                // A point within «p. m.» parts nothing.
                Border::Sentence => ValueWord { border: Border::Open, ..word },
                Border::Open | Border::Comma => word,
            }
        };
        let words: Vec<ValueWord<'_>> = places.clone().map(word).collect();
        let verb = |at: u32| self.text.signs(self.text.word_at(passage, at)).has(Signs::PROMISE);
        let verbs = places.filter(|at| verb(*at)).map(|at| at as usize - start);
        let asked = words.last().is_some_and(|word| word.after.contains('?'));
        let ukrainian = passage.signs.has(Signs::UKRAINIAN);
        for promised in promises(&words, verbs, asked, ukrainian) {
            if self.found.len() >= MAX_PROMISES {
                return;
            }
            let said = Said::of(promised.deadlines.iter().map(|found| found.deadline));
            let first = self.text.word_at(passage, (start + promised.words.start) as u32);
            let place = self.text.word(first).source();
            let machine = covers(self.announced, self.text.turn_of(first), place);
            if !said.is_empty() && !machine {
                let promise = self.promise(passage, &words, start, &promised, &said);
                self.found.push(promise);
            }
        }
    }

    fn promise(
        &mut self,
        passage: &PassageOf,
        sentence: &[ValueWord<'_>],
        start: usize,
        promised: &Promised,
        said: &Said,
    ) -> Promise {
        let place = |at: usize| self.text.word_at(passage, (start + at) as u32);
        let words = |range: Range<usize>| self.words(place(range.start), place(range.end - 1));
        let what = words(promised.words.clone());
        let pieces = runs(&promised.deadlines).into_iter().map(words).collect();
        let (first, last) = (place(promised.words.start), place(promised.words.end - 1));
        let source = |word: usize| (self.text.turn_of(word), self.text.word(word).source());
        let time = time_of(self.call, source(first), source(last));
        let folded: Vec<&str> =
            sentence[promised.words.clone()].iter().map(|word| word.folded).collect();
        let folded = folded.join(" ");
        let key = &self.call.info().key;
        let seen = self.seen.entry((what.turn, folded.clone())).or_default();
        let (turn, occurrence) = (what.turn.to_string(), seen.to_string());
        *seen += 1;
        let parts = [key.source(), key.call_id(), "promise", &turn, &folded, &occurrence];
        Promise {
            id: stable_id("p_", &parts),
            what,
            time,
            who: who(promised),
            said: pieces,
            when: self.clock.due(said),
            precision: said.precision(),
            workdays: said.counts_working_days().then(|| self.clock.workdays()),
            channel: promised.channel,
        }
    }

    /// The words from one to another, both as numbers of words of the call.
    fn words(&self, first: usize, last: usize) -> Words {
        let (turn, turn_end) = (self.text.turn_of(first), self.text.turn_of(last));
        let bytes = [self.text.word(first).source().start(), self.text.word(last).source().end()];
        let said = |turn: usize| self.call.turns().get(turn).map_or("", |turn| turn.text());
        let before = |turn: usize, byte: usize| said(turn).get(..byte).unwrap_or_default();
        let (start, end) = (before(turn, bytes[0]), before(turn_end, bytes[1]));
        Words {
            quote: cut(self.call, (turn, turn_end), bytes, |turn, bytes| {
                said(turn).get(bytes).unwrap_or_default()
            }),
            turn,
            turn_end,
            bytes,
            chars: [start.chars().count(), end.chars().count()],
            utf16: [utf16_length(start), utf16_length(end)],
        }
    }
}

/// Deadlines that stand side by side as one stretch of words.
fn runs(deadlines: &[Found]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for found in deadlines {
        match runs.last_mut() {
            Some(run) if run.end == found.first => run.end = found.last + 1,
            Some(_) | None => runs.push(found.first..found.last + 1),
        }
    }
    runs
}

fn who(promised: &Promised) -> Who {
    match promised.person {
        Person::I => Who::Agent,
        Person::Other if promised.somebody => Who::ThirdParty,
        Person::We | Person::You | Person::Other => Who::Company,
    }
}
