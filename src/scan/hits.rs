//! Matches of phrases in a call, chosen and judged: which count, and why the others do not.

use super::call_text::{CallText, PassageOf, spoken};
use crate::language::WordClasses;
use crate::lexicon::{
    Extent, Lexicon, Listen, Match, Negation, PhraseIx, Rule, RuleIx, Use, Window,
};
use crate::text::Border;
use crate::transcript::timeline::Precision;
use crate::transcript::{Role, Transcript};
use crate::units::{Millis, Span, TimeSpan};
use std::cmp::Reverse;

/// A match of a rule's phrase, chosen among those that overlap it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The rule.
    pub rule: RuleIx,
    /// Which of its phrases.
    pub phrase: PhraseIx,
    /// Turn of the first word.
    pub turn: usize,
    /// Turn of the last word; the same unless turns were read as one.
    pub turn_end: usize,
    /// From the first byte of the first word in `turn` to the last byte of the last word in
    /// `turn_end`; each counted within its own turn.
    pub start: usize,
    /// See `start`.
    pub end: usize,
    /// The words from first to last, folded, with one space between.
    pub folded: String,
    /// When it was said.
    pub time: Option<(TimeSpan, Precision)>,
    /// Who said it.
    pub role: Role,
    /// Whether it counts.
    pub judgement: Judgement,
}

/// Whether a hit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// It does.
    Stands,
    /// It would, but for this.
    Suppressed(Suppression),
    /// It cannot be told.
    NotEvaluated(Gap),
}

/// What took a match back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Suppression {
    /// Said by a side the rule does not listen to.
    Speaker,
    /// An `unless` phrase shares a word with it.
    Exclusion,
    /// Negated.
    Negation,
    /// Outside of the window.
    Window,
    /// The rule's condition is not true.
    Condition,
    /// Fewer matches than `at_least`.
    AtLeast,
}

impl Suppression {
    /// All of them.
    pub const ALL: [Suppression; 6] = [
        Suppression::Speaker,
        Suppression::Exclusion,
        Suppression::Negation,
        Suppression::Window,
        Suppression::Condition,
        Suppression::AtLeast,
    ];

    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Suppression::Speaker => "speaker",
            Suppression::Exclusion => "exclusion",
            Suppression::Negation => "negation",
            Suppression::Window => "window",
            Suppression::Condition => "condition",
            Suppression::AtLeast => "at_least",
        }
    }
}

/// What a call lacks so that a rule cannot be evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// Times.
    NoTimes,
    /// Known roles.
    NoRoles,
    /// It is a chat, where a gap is no silence.
    WrongMedium,
}

impl Gap {
    /// All of them.
    pub const ALL: [Gap; 3] = [Gap::NoTimes, Gap::NoRoles, Gap::WrongMedium];

    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Gap::NoTimes => "no_times",
            Gap::NoRoles => "no_roles",
            Gap::WrongMedium => "wrong_medium",
        }
    }
}

/// Finds, chooses and judges; the vectors serve call after call.
#[derive(Debug, Default)]
pub(super) struct HitFinder {
    matches: Vec<Match>,
}

/// A match with its rule, in the order in which matches of a rule are chosen.
type Candidate = (RuleIx, u32, Reverse<u32>, PhraseIx, Match);

impl HitFinder {
    /// All hits of a call, by rule and place.
    pub(super) fn find(
        &mut self,
        lexicon: &Lexicon,
        call: &Transcript,
        text: &CallText,
    ) -> Vec<Hit> {
        let mut hits = Vec::new();
        for passage in text.passages() {
            self.matches.clear();
            lexicon.matcher().find(text.passage_ids(passage), &mut self.matches);
            if self.matches.is_empty() {
                continue;
            }
            let judge = Judge { lexicon, call, text, passage };
            hits.extend(chosen(lexicon, &self.matches).into_iter().map(|found| judge.hit(found)));
        }
        hits.sort_by_key(|hit| hit.rule);
        hits
    }
}

/// Of the matches of each rule the leftmost, longest ones, none overlapping another.
fn chosen(lexicon: &Lexicon, matches: &[Match]) -> Vec<(RuleIx, PhraseIx, Match)> {
    let candidate = |found: &Match| -> Option<Candidate> {
        let used = lexicon.variant_use(found.variant);
        match used.used_as {
            Use::Phrase(phrase) => {
                Some((used.rule, found.first, Reverse(found.last), phrase, *found))
            }
            Use::Unless(_) => None,
        }
    };
    let mut candidates: Vec<Candidate> = matches.iter().filter_map(candidate).collect();
    candidates.sort_unstable();
    let mut out = Vec::new();
    let mut after: Option<(RuleIx, u32)> = None;
    for (rule, first, Reverse(last), phrase, found) in candidates {
        if after.is_none_or(|(of, end)| of != rule || first > end) {
            after = Some((rule, last));
            out.push((rule, phrase, found));
        }
    }
    out
}

struct Judge<'a> {
    lexicon: &'a Lexicon,
    call: &'a Transcript,
    text: &'a CallText,
    passage: &'a PassageOf,
}

impl Judge<'_> {
    fn hit(&self, (rule, phrase, found): (RuleIx, PhraseIx, Match)) -> Hit {
        let places = self.lexicon.matcher().places(found, self.text.passage_ids(self.passage));
        let word = |place| self.text.word_at(self.passage, place);
        let (first, last) = (word(found.first), word(found.last));
        let (turn, turn_end) = (self.text.turn_of(first), self.text.turn_of(last));
        let start = self.text.word(first).source();
        let end = self.text.word(last).source();
        let folded: Vec<&str> =
            (found.first..=found.last).map(|place| self.text.folded(word(place))).collect();
        let time = self.time((turn, start), (turn_end, end));
        let role = self.call.party(self.passage.party).role();
        Hit {
            rule,
            phrase,
            turn,
            turn_end,
            start: start.start(),
            end: end.end(),
            folded: folded.join(" "),
            time,
            role,
            judgement: self.judge(self.lexicon.rule(rule), role, found, &places, time),
        }
    }

    fn judge(
        &self,
        rule: &Rule,
        role: Role,
        found: Match,
        places: &[u32],
        time: Option<(TimeSpan, Precision)>,
    ) -> Judgement {
        let heard = listens(rule.listen, role);
        if heard != Judgement::Stands {
            return heard;
        }
        let ids = self.text.passage_ids(self.passage);
        let matcher = self.lexicon.matcher();
        let excluded = |mask| places.iter().any(|place| matcher.touches(mask, ids, *place));
        if rule.unless_variants.iter().any(|mask| excluded(*mask)) {
            return Judgement::Suppressed(Suppression::Exclusion);
        }
        let own = self.lexicon.variant_use(found.variant).negates_itself;
        if rule.negation == Negation::Cancel && !own && self.negated(found, places) {
            return Judgement::Suppressed(Suppression::Negation);
        }
        match rule.window.map(|window| self.in_window(window, time)) {
            None | Some(Some(true)) => Judgement::Stands,
            Some(Some(false)) => Judgement::Suppressed(Suppression::Window),
            Some(None) => Judgement::NotEvaluated(Gap::NoTimes),
        }
    }

    /// A negator between the words of the match, or before it with only fillers and intents between.
    fn negated(&self, found: Match, places: &[u32]) -> bool {
        let ids = self.text.passage_ids(self.passage);
        let class = |place: u32| self.lexicon.matcher().class(ids[place as usize]);
        let negates = |place: u32| class(place).intersects(WordClasses::NEGATOR);
        if (found.first..found.last).any(|place| !places.contains(&place) && negates(place)) {
            return true;
        }
        let border = |place| self.text.word(self.text.word_at(self.passage, place)).border_before();
        let mut place = found.first;
        while place > 0 {
            let after = border(place);
            if after == Border::Sentence {
                return false;
            }
            place -= 1;
            if negates(place) {
                // «Нет, …» answers what was said before and negates nothing that follows.
                let begins = place == 0 || border(place) == Border::Sentence;
                let answers = class(place).intersects(WordClasses::ANSWER);
                return !(answers && begins && after == Border::Comma);
            }
            if !class(place).intersects(WordClasses::FILLER.with(WordClasses::INTENT)) {
                return false;
            }
        }
        false
    }

    /// Whether the first word lies in the window; `None` without its time.
    fn in_window(&self, window: Window, time: Option<(TimeSpan, Precision)>) -> Option<bool> {
        let start = time?.0.start();
        let length = self.call.duration()?;
        let extent = |extent| match extent {
            Extent::Time(ms) => ms,
            Extent::Percent(percent) => length.get() * i64::from(percent) / 100,
        };
        Some(match window {
            Window::First(first) => start < Millis::ZERO.plus(extent(first)),
            Window::Last(last) => start >= length.plus(-extent(last)),
        })
    }

    /// When the words from the first to the last were said.
    fn time(
        &self,
        (turn, first): (usize, Span),
        (turn_end, last): (usize, Span),
    ) -> Option<(TimeSpan, Precision)> {
        let turns = self.call.turns();
        let of = |turn: usize, word: Span| {
            let overlaps = |span: Span| span.start() < word.end() && word.start() < span.end();
            let words = self.call.words(&turns[turn]).iter();
            words.filter(|word| word.text.is_some_and(overlaps)).find_map(|word| word.time)
        };
        let exact = of(turn, first)
            .zip(of(turn_end, last))
            .and_then(|(first, last)| TimeSpan::new(first.start(), last.end().max(first.end())));
        if let Some(span) = exact {
            return Some((span, Precision::Word));
        }
        let start =
            spoken(self.call, &turns[turn]).map(TimeSpan::start).or(turns[turn].time().start())?;
        let end = spoken(self.call, &turns[turn_end]).map_or(start, TimeSpan::end);
        Some((TimeSpan::new(start, end.max(start))?, Precision::Turn))
    }
}

/// Whether a rule counts what this role says.
fn listens(listen: Listen, role: Role) -> Judgement {
    let wrong = Judgement::Suppressed(Suppression::Speaker);
    match (listen, role) {
        (_, Role::System) => wrong,
        (Listen::Everybody, _) => Judgement::Stands,
        (Listen::Side(side) | Listen::KnownSide(side), role) if side == role => Judgement::Stands,
        (Listen::Side(_), Role::Unknown) => Judgement::Stands,
        (Listen::KnownSide(_), Role::Unknown) => Judgement::NotEvaluated(Gap::NoRoles),
        (Listen::Side(_) | Listen::KnownSide(_), _) => wrong,
    }
}
