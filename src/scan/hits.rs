//! Matches of phrases in a call, chosen and judged: which count, and why the others do not.

use super::call_text::{CallText, PassageOf, spoken};
use super::mishearing::Misheard;
use super::same_words;
use super::value_passages::ValuePassages;
use crate::language::WordClasses;
use crate::lexicon::{
    Extent, Lexicon, Listen, Match, Negation, PhraseIx, RuleIx, Use, ValueKinds, Window,
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
    /// Those of its words that were read as others.
    pub fuzzy: Vec<Misheard>,
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
    /// A rule of the same category in another language finds the same words.
    SameWords,
}

impl Suppression {
    /// All of them.
    pub const ALL: [Suppression; 7] = [
        Suppression::Speaker,
        Suppression::Exclusion,
        Suppression::Negation,
        Suppression::Window,
        Suppression::Condition,
        Suppression::AtLeast,
        Suppression::SameWords,
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
            Suppression::SameWords => "same_words",
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
    values: ValuePassages,
}

/// A match with its rule and its ends in the passage, in the order in which matches of a rule are
/// chosen.
type Candidate = (RuleIx, u32, Reverse<u32>, PhraseIx, Match);

/// A match that was chosen, and how its phrase lies on the text.
struct Chosen {
    rule: RuleIx,
    phrase: PhraseIx,
    first: u32,
    last: u32,
    way: Way,
}

/// Of the ways in which a phrase lies on the same words that with the earliest words counts, of
/// equal ones that with a negator of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    /// Places of the phrase's words, sorted.
    places: Vec<u32>,
    without_negator: bool,
}

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
            let ids = text.passage_ids(passage);
            lexicon.matcher().find(ValueKinds::default(), ids, &mut self.matches);
            self.values.read(lexicon, call, text, passage);
            self.values.find(lexicon, &mut self.matches);
            if self.matches.is_empty() {
                continue;
            }
            let values = &self.values;
            let mut judge = Judge { lexicon, call, text, passage, values, negated: Vec::new() };
            let chosen = judge.chosen(&self.matches);
            for of_rule in chosen.chunk_by(|one, other| one.rule == other.rule) {
                let excluded = judge.excluded(of_rule);
                hits.extend(of_rule.iter().map(|found| judge.hit(found, &excluded)));
            }
        }
        hits.sort_by_key(|hit| hit.rule);
        same_words::suppress(lexicon, call, &mut hits);
        hits
    }
}

struct Judge<'a> {
    lexicon: &'a Lexicon,
    call: &'a Transcript,
    text: &'a CallText,
    passage: &'a PassageOf,
    /// Of the same passage.
    values: &'a ValuePassages,
    /// Whether each word of the passage has a negator before it; empty until it is asked for.
    negated: Vec<bool>,
}

impl Judge<'_> {
    /// Of the matches of each rule the leftmost, longest ones, none overlapping another.
    fn chosen(&self, matches: &[Match]) -> Vec<Chosen> {
        let candidate = |found: &Match| -> Option<Candidate> {
            let used = self.lexicon.variant_use(found.variant);
            match used.used_as {
                Use::Phrase(phrase) => {
                    let (first, last) = self.values.ends(self.lexicon, found);
                    Some((used.rule, first, Reverse(last), phrase, *found))
                }
                Use::Unless(_) => None,
            }
        };
        let mut candidates: Vec<Candidate> = matches.iter().filter_map(candidate).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut out: Vec<Chosen> = Vec::new();
        let of_one_phrase =
            |a: &Candidate, b: &Candidate| (a.0, a.1, a.2, a.3) == (b.0, b.1, b.2, b.3);
        for group in candidates.chunk_by(of_one_phrase) {
            let (rule, first, Reverse(last), phrase, _) = group[0];
            if out.last().is_none_or(|before| before.rule != rule || first > before.last) {
                let ways = group.iter().map(|candidate| self.way(candidate.4));
                if let Some(way) = ways.min() {
                    out.push(Chosen { rule, phrase, first, last, way });
                }
            }
        }
        out
    }

    fn way(&self, found: Match) -> Way {
        let ids = self.text.passage_ids(self.passage);
        let places = self.values.places(self.lexicon, found, ids);
        let without_negator = !self.lexicon.variant_use(found.variant).negates_itself;
        Way { places, without_negator }
    }

    /// Those words of these matches of one rule that an `unless` phrase has too, sorted.
    fn excluded(&self, of_rule: &[Chosen]) -> Vec<u32> {
        let Some(rule) = of_rule.first().map(|found| self.lexicon.rule(found.rule)) else {
            return Vec::new();
        };
        if rule.unless_variants.is_empty() {
            return Vec::new();
        }
        let wanted: Vec<u32> =
            of_rule.iter().flat_map(|found| found.way.places.iter().copied()).collect();
        let ids = self.text.passage_ids(self.passage);
        let mut excluded = Vec::new();
        for mask in &rule.unless_variants {
            self.values.touched(self.lexicon, *mask, ids, &wanted, &mut excluded);
        }
        excluded.sort_unstable();
        excluded
    }

    fn hit(&mut self, found: &Chosen, excluded: &[u32]) -> Hit {
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
            rule: found.rule,
            phrase: found.phrase,
            turn,
            turn_end,
            start: start.start(),
            end: end.end(),
            folded: folded.join(" "),
            time,
            role,
            fuzzy: self.fuzzy(found),
            judgement: self.judge(found, excluded, role, time),
        }
    }

    /// The words of a match that were read as others.
    fn fuzzy(&self, found: &Chosen) -> Vec<Misheard> {
        let word = |place: &u32| self.text.word_at(self.passage, *place);
        let notes = found.way.places.iter().filter_map(|place| self.text.misheard(word(place)));
        let mut fuzzy: Vec<&Misheard> = notes.collect();
        // Two parts of one heard word have one note.
        fuzzy.dedup_by(|one, other| std::ptr::eq(*one, *other));
        fuzzy.into_iter().cloned().collect()
    }

    fn judge(
        &mut self,
        found: &Chosen,
        excluded: &[u32],
        role: Role,
        time: Option<(TimeSpan, Precision)>,
    ) -> Judgement {
        let rule = self.lexicon.rule(found.rule);
        let heard = listens(rule.listen, role);
        if heard != Judgement::Stands {
            return heard;
        }
        if found.way.places.iter().any(|place| excluded.binary_search(place).is_ok()) {
            return Judgement::Suppressed(Suppression::Exclusion);
        }
        let may_be_negated = rule.negation == Negation::Cancel && found.way.without_negator;
        if may_be_negated && self.is_negated(found) {
            return Judgement::Suppressed(Suppression::Negation);
        }
        match rule.window.map(|window| self.in_window(window, time)) {
            None | Some(Some(true)) => Judgement::Stands,
            Some(Some(false)) => Judgement::Suppressed(Suppression::Window),
            Some(None) => Judgement::NotEvaluated(Gap::NoTimes),
        }
    }

    fn class(&self, place: u32) -> WordClasses {
        self.lexicon.matcher().class(self.text.passage_ids(self.passage)[place as usize])
    }

    /// A negator between the words of the match, or before it with only fillers and intents between.
    fn is_negated(&mut self, found: &Chosen) -> bool {
        let own = |place: &u32| found.way.places.binary_search(place).is_ok();
        let negates = |place: u32| self.class(place).intersects(WordClasses::NEGATOR);
        if (found.first..found.last).any(|place| negates(place) && !own(&place)) {
            return true;
        }
        if self.negated.is_empty() {
            self.negated = self.negated_words();
        }
        self.negated[found.first as usize]
    }

    /// Which words have a negator before them, in one walk: where fillers are many, a walk from each
    /// match would go the same way again and again.
    fn negated_words(&self) -> Vec<bool> {
        let passed = WordClasses::FILLER.with(WordClasses::INTENT);
        let mut negated = false;
        let mut answered = false;
        let words = 0..self.text.passage_ids(self.passage).len() as u32;
        let of_each = words.map(|place| {
            let border = self.text.border_before(self.passage, place);
            // «Нет, …» answers what was said before and negates nothing that follows.
            let cut = border == Border::Sentence || (answered && border == Border::Comma);
            let here = negated && !cut;
            let class = self.class(place);
            let begins = self.text.begins(self.passage, place) || border == Border::Sentence;
            answered = begins && class.intersects(WordClasses::ANSWER);
            negated = class.intersects(WordClasses::NEGATOR) || (here && class.intersects(passed));
            here
        });
        of_each.collect()
    }

    /// Whether the first word lies in the window; `None` without its time.
    fn in_window(&self, window: Window, time: Option<(TimeSpan, Precision)>) -> Option<bool> {
        let (span, precision) = time?;
        let border = match window {
            Window::First(Extent::Time(ms)) => Millis::ZERO.plus(ms),
            Window::Last(Extent::Time(ms)) => self.call.end()?.plus(-ms),
            Window::First(Extent::Percent(percent)) => self.part(percent)?,
            Window::Last(Extent::Percent(percent)) => self.part(100 - percent)?,
        };
        // Of a turn that straddles the border nobody knows on which side the word was said.
        let straddles = span.start() < border && border < span.end();
        if precision == Precision::Turn && straddles {
            return None;
        }
        Some(match window {
            Window::First(_) => span.start() < border,
            Window::Last(_) => span.start() >= border,
        })
    }

    /// The instant at which so many hundredths of the call are over.
    fn part(&self, percent: u32) -> Option<Millis> {
        Some(Millis::new(self.call.end()?.get() * i64::from(percent) / 100))
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
            // A recogniser may have cut one word into several: don + 't.
            let words = self.call.words(&turns[turn]).iter();
            let mut times =
                words.filter(|word| word.text.is_some_and(overlaps)).filter_map(|word| word.time);
            let first = times.next()?;
            let end = times.map(TimeSpan::end).fold(first.end(), Millis::max);
            TimeSpan::new(first.start(), end)
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

#[cfg(test)]
mod tests {
    use crate::diagnostic::SourceFile;
    use crate::language::Packs;
    use crate::lexicon::{LexiconFiles, compile, dialogue};
    use crate::scan::{ScanSettings, Scanner};
    use crate::transcript::Role;

    /// How many matches of a rule with these fields stand.
    fn standing(rule: &str, text: &str) -> usize {
        let head = "language = \"any\"\n[[rule]]\nid = \"complaint.a.a\"\ntitle = \"t\"\n\
                    category = \"complaint.a\"\nseverity = 1\n";
        let file = SourceFile { path: "a.toml".to_owned(), text: format!("{head}{rule}") };
        let (lexicon, _) = compile(&LexiconFiles::new(vec![file]), Packs::none()).unwrap();
        let settings = ScanSettings::default();
        let call = dialogue::parse(text, Role::Customer).unwrap();
        Scanner::new(&lexicon, &settings).scan(&call).findings.len()
    }

    #[test]
    fn a_sentence_may_end_with_its_turn() {
        let rule = "phrases = [\"жалоба\"]";
        for (text, count) in [
            ("C: Нет. / C: жалоба", 1),
            ("C: Нет… / A: угу / C: жалоба", 1),
            ("C: Нет / C: жалоба", 0),
            ("C: Нет, / C: жалоба", 1),
            ("C: алло / C: нет, жалоба", 1),
            ("C: алло нет, жалоба", 0),
            ("C: Да. Нет / C: — жалоба", 0),
        ] {
            assert_eq!(standing(rule, text), count, "{text}");
        }
    }

    #[test]
    fn a_negator_among_alternatives_is_the_phrases_own() {
        for (rule, text, count) in [
            ("phrases = [\"(не|плохо) работает\"]", "никогда не работает", 1),
            ("phrases = [\"(не|плохо) работает\"]", "никогда плохо работает", 0),
            ("phrases = [\"[не] работает\"]", "никогда не работает", 1),
            ("phrases = [\"[не] работает\"]", "никогда работает", 0),
        ] {
            assert_eq!(standing(rule, text), count, "{rule} {text}");
        }
    }

    #[test]
    fn of_ways_on_the_same_words_the_earliest_counts() {
        for (rule, text, count) in [
            ("phrases = [\"a .. b .. c\"]\nunless = [\"b d\"]", "a b b d c", 1),
            ("phrases = [\"a .. (d|b) .. c\"]\nunless = [\"=d\"]", "a b d c", 1),
            ("phrases = [\"a .. (x y|d|b) .. c\"]\nunless = [\"=b\"]", "a b d c", 0),
        ] {
            assert_eq!(standing(rule, text), count, "{rule} {text}");
        }
    }
}
