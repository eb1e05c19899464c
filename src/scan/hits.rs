//! Matches of phrases in a call, chosen and judged: which count, and why the others do not.

use super::announcement::{MachineSpeech, covers};
use super::call_text::{CallText, PassageOf, spoken};
use super::clues::Signs;
use super::mishearing::Misheard;
use super::negation::{Cancellable, Negating, Negations, Words};
use super::value_passages::ValuePassages;
use super::{offer, same_words};
use crate::language::WordClasses;
use crate::lexicon::{
    Extent, Family, Lexicon, Listen, Match, Negation, PhraseIx, RuleIx, Search, SlotBits, Use,
    ValueKinds, VariantIx, Window,
};
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
    /// The words that took it back, as they were said: «не буду».
    pub by: Option<String>,
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
    /// The words of an announcement.
    Announcement,
    /// An `unless` phrase shares a word with it.
    Exclusion,
    /// Negated, or only supposed.
    Negation,
    /// Offered to somebody, by a side that is not known.
    Offer,
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
    pub const ALL: [Suppression; 9] = [
        Suppression::Speaker,
        Suppression::Announcement,
        Suppression::Exclusion,
        Suppression::Negation,
        Suppression::Offer,
        Suppression::Window,
        Suppression::Condition,
        Suppression::AtLeast,
        Suppression::SameWords,
    ];

    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Suppression::Speaker => "speaker",
            Suppression::Announcement => "announcement",
            Suppression::Exclusion => "exclusion",
            Suppression::Negation => "negation",
            Suppression::Offer => "offer",
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
    /// Somebody asked to do without the timeline.
    SwitchedOff,
}

impl Gap {
    /// All of them.
    pub const ALL: [Gap; 4] = [Gap::NoTimes, Gap::NoRoles, Gap::WrongMedium, Gap::SwitchedOff];

    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Gap::NoTimes => "no_times",
            Gap::NoRoles => "no_roles",
            Gap::WrongMedium => "wrong_medium",
            Gap::SwitchedOff => "switched_off",
        }
    }
}

/// Excluded matches of a rule in one passage that say by which words, so that a hostile call costs no
/// more than others.
const EXCLUSIONS_TOLD: usize = 8;

/// Finds, chooses and judges; the vectors serve call after call.
#[derive(Debug, Default)]
pub(super) struct HitFinder {
    matches: Vec<Match>,
    search: Search,
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
    /// What a negation does to the phrase.
    negation: Negation,
}

impl<'a> From<&'a Chosen> for Cancellable<'a> {
    fn from(found: &'a Chosen) -> Cancellable<'a> {
        Cancellable { first: found.first, last: found.last, places: &found.way.places }
    }
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
        announced: &[MachineSpeech],
    ) -> Vec<Hit> {
        let mut hits = Vec::new();
        let wanted = Signs::of_matches(lexicon);
        for passage in text.passages().iter().filter(|passage| passage.signs.has_any(wanted)) {
            self.matches.clear();
            let ids = text.passage_ids(passage);
            lexicon.matcher().find(ValueKinds::default(), ids, &mut self.search, &mut self.matches);
            self.values.read(lexicon, call, text, passage);
            self.values.find(lexicon, &mut self.search, &mut self.matches);
            if self.matches.is_empty() {
                continue;
            }
            let values = &self.values;
            let bits = lexicon.matcher().bits(ids);
            let judge = Judge { lexicon, call, text, passage, bits, values, announced };
            let chosen = judge.chosen(&self.matches);
            hits.extend(judge.hits(&chosen));
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
    bits: SlotBits,
    /// Of the same passage.
    values: &'a ValuePassages,
    /// Of the whole call.
    announced: &'a [MachineSpeech],
}

/// Why a match does not count, as far as its own passage tells.
#[derive(Clone, Copy)]
struct Reason {
    judgement: Judgement,
    /// The words that took it back.
    by: Option<Negating>,
}

const STANDS: Reason = Reason { judgement: Judgement::Stands, by: None };

impl Reason {
    fn suppressed(reason: Suppression, by: Option<Negating>) -> Reason {
        Reason { judgement: Judgement::Suppressed(reason), by }
    }
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
            let (rule, first, Reverse(last), phrase, found) = group[0];
            if out.last().is_none_or(|before| before.rule != rule || first > before.last) {
                let ways = group.iter().map(|candidate| self.way(candidate.4));
                if let Some(way) = ways.min() {
                    let negation = self.lexicon.variant_use(found.variant).negation;
                    out.push(Chosen { rule, phrase, first, last, way, negation });
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
        let passage = (self.text.passage_ids(self.passage), self.bits);
        let mut excluded = Vec::new();
        for mask in &rule.unless_variants {
            self.values.touched(self.lexicon, *mask, passage, &wanted, &mut excluded);
        }
        excluded.sort_unstable();
        excluded
    }

    /// Judges the matches of all rules: a negated match takes back those inside of it.
    fn hits(&self, chosen: &[Chosen]) -> Vec<Hit> {
        let words = Words { lexicon: self.lexicon, text: self.text, passage: self.passage };
        let mut reasons = self.reasons(words, chosen);
        let negated = Suppression::Negation;
        let is_negated = |reason: &Reason| reason.judgement == Judgement::Suppressed(negated);
        let mut ranges: Vec<(u32, u32, Negating)> = chosen
            .iter()
            .zip(&reasons)
            .filter(|(_, reason)| is_negated(reason))
            .filter_map(|(found, reason)| Some((found.first, found.last, reason.by?)))
            .collect();
        ranges.sort_unstable();
        // Of the ranges that begin so far the one that reaches furthest.
        for i in 1..ranges.len() {
            if ranges[i].1 <= ranges[i - 1].1 {
                let (_, last, by) = ranges[i - 1];
                (ranges[i].1, ranges[i].2) = (last, by);
            }
        }
        let mut offers = None;
        for (found, reason) in chosen.iter().zip(&mut reasons) {
            if reason.judgement != Judgement::Stands {
                continue;
            }
            let begun = ranges.partition_point(|(first, ..)| *first <= found.first);
            let around = begun.checked_sub(1).map(|at| ranges[at]);
            if let Some((_, last, by)) = around
                && found.last <= last
                && self.may_be_negated(found)
            {
                *reason = Reason::suppressed(negated, Some(by));
            } else if self.may_be_an_offer(words, found) {
                let offers = offers.get_or_insert_with(|| offer::reaching(words));
                if let Some(by) = offers[found.first as usize] {
                    *reason = Reason::suppressed(Suppression::Offer, Some(by));
                }
            }
        }
        self.suppose(words, chosen, &mut reasons);
        let judged = chosen.iter().zip(reasons);
        judged.map(|(found, reason)| self.hit(found, reason)).collect()
    }

    /// Takes back complaints in a condition, where nothing else in the sentence counts.
    fn suppose(&self, words: Words<'_>, chosen: &[Chosen], reasons: &mut [Reason]) {
        if !(0..words.len()).any(|place| words.is(place, WordClasses::CONDITION)) {
            return;
        }
        let conditions = offer::conditions(words);
        let sentences = offer::sentences(words);
        let mut meant = vec![false; sentences.last().map_or(0, |last| *last as usize + 1)];
        for place in 0..words.len() {
            meant[sentences[place as usize] as usize] |= words.is(place, WordClasses::REPROACH);
        }
        let supposed_by = |found: &Chosen| {
            let first = conditions[found.first as usize]?;
            let in_one = conditions[found.last as usize] == Some(first);
            (in_one && self.may_be_supposed(found)).then_some(first)
        };
        let of = |found: &Chosen| sentences[found.first as usize] as usize;
        let stands = |reason: &Reason| reason.judgement == Judgement::Stands;
        for (found, reason) in chosen.iter().zip(reasons.iter()) {
            meant[of(found)] |=
                stands(reason) && self.is_discontent(found) && supposed_by(found).is_none();
        }
        for (found, reason) in chosen.iter().zip(reasons) {
            if stands(reason)
                && !meant[of(found)]
                && let Some(place) = supposed_by(found)
            {
                *reason = Reason::suppressed(Suppression::Negation, Some((place, place)));
            }
        }
    }

    /// Whether a match says that somebody is not content.
    fn is_discontent(&self, found: &Chosen) -> bool {
        self.lexicon.rule(found.rule).category.family().is_discontent()
    }

    /// What somebody threatens to do is meant; what may go wrong is supposed.
    fn may_be_supposed(&self, found: &Chosen) -> bool {
        let category = &self.lexicon.rule(found.rule).category;
        category.family() == Family::Complaint && category.as_str() != "complaint.generic"
    }

    /// What each match is taken back for by itself.
    fn reasons(&self, words: Words<'_>, chosen: &[Chosen]) -> Vec<Reason> {
        let mut matches: Vec<Cancellable<'_>> =
            chosen.iter().filter(|found| self.may_be_negated(found)).map(Into::into).collect();
        matches.sort_by_key(|found| (found.first, found.last));
        let any = !matches.is_empty() && Negations::are_possible(words);
        let negations = any.then(|| Negations::of(words, &matches));
        let role = self.role();
        let mut reasons = Vec::with_capacity(chosen.len());
        for of_rule in chosen.chunk_by(|one, other| one.rule == other.rule) {
            // Looked for when it is asked: a rule that listens to somebody else does without.
            let mut excluded = None;
            let mut exclusions = 0;
            reasons.extend(of_rule.iter().map(|found| {
                let heard = listens(self.lexicon.rule(found.rule).listen, role);
                if heard != Judgement::Stands {
                    return Reason { judgement: heard, by: None };
                }
                if self.is_announced(found) {
                    return Reason::suppressed(Suppression::Announcement, None);
                }
                let excluded: &[u32] = excluded.get_or_insert_with(|| self.excluded(of_rule));
                if found.way.places.iter().any(|place| excluded.binary_search(place).is_ok()) {
                    exclusions += 1;
                    let tell = exclusions <= EXCLUSIONS_TOLD;
                    let told = if tell { self.excluding(found) } else { None };
                    return Reason::suppressed(Suppression::Exclusion, told);
                }
                let negations = negations.as_ref().filter(|_| self.may_be_negated(found));
                let by = negations.and_then(|all| all.negating(words, found.into()));
                by.map_or(STANDS, |by| Reason::suppressed(Suppression::Negation, Some(by)))
            }));
        }
        reasons
    }

    /// Whether a machine said a word of it.
    fn is_announced(&self, found: &Chosen) -> bool {
        let announced = |place: &u32| {
            let word = self.text.word_at(self.passage, *place);
            covers(self.announced, self.text.turn_of(word), self.text.word(word).source())
        };
        !self.announced.is_empty() && found.way.places.iter().any(announced)
    }

    /// The words of the first exclusion that shares a word with a match.
    fn excluding(&self, found: &Chosen) -> Option<Negating> {
        let passage = (self.text.passage_ids(self.passage), self.bits);
        let places = &found.way.places;
        let words = |mask: &VariantIx| {
            let mut words = Vec::new();
            self.values.touched(self.lexicon, *mask, passage, places, &mut words);
            let shared = words.iter().any(|word| places.binary_search(word).is_ok());
            let ends = words.iter().min().copied().zip(words.iter().max().copied());
            ends.filter(|_| shared)
        };
        self.lexicon.rule(found.rule).unless_variants.iter().find_map(words)
    }

    fn role(&self) -> Role {
        self.call.party(self.passage.party).role()
    }

    fn may_be_negated(&self, found: &Chosen) -> bool {
        found.negation == Negation::Cancel && found.way.without_negator
    }

    /// Only a customer's words that nobody knows to be the customer's, unless he speaks of himself.
    fn may_be_an_offer(&self, words: Words<'_>, found: &Chosen) -> bool {
        let listen = self.lexicon.rule(found.rule).listen;
        self.role() == Role::Unknown
            && listen == Listen::Side(Role::Customer)
            && !(found.first..=found.last).any(|place| words.is(place, WordClasses::OWN))
    }

    fn hit(&self, found: &Chosen, reason: Reason) -> Hit {
        let word = |place| self.text.word_at(self.passage, place);
        let (first, last) = (word(found.first), word(found.last));
        let (turn, turn_end) = (self.text.turn_of(first), self.text.turn_of(last));
        let start = self.text.word(first).source();
        let end = self.text.word(last).source();
        let folded: Vec<&str> =
            (found.first..=found.last).map(|place| self.text.folded(word(place))).collect();
        let time = time_of(self.call, (turn, start), (turn_end, end));
        Hit {
            rule: found.rule,
            phrase: found.phrase,
            turn,
            turn_end,
            start: start.start(),
            end: end.end(),
            folded: folded.join(" "),
            time,
            role: self.role(),
            fuzzy: self.fuzzy(found),
            judgement: match reason.judgement {
                Judgement::Stands => self.judge_window(found, turn, time),
                other @ (Judgement::Suppressed(_) | Judgement::NotEvaluated(_)) => other,
            },
            by: reason.by.map(|by| self.said(by)),
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

    /// Words as they were said, with one space between.
    fn said(&self, (first, last): (u32, u32)) -> String {
        let said = |place| {
            let word = self.text.word_at(self.passage, place);
            let turn = &self.call.turns()[self.text.turn_of(word)];
            &turn.text()[self.text.word(word).source().range()]
        };
        (first..=last).map(said).collect::<Vec<_>>().join(" ")
    }

    fn judge_window(
        &self,
        found: &Chosen,
        turn: usize,
        time: Option<(TimeSpan, Precision)>,
    ) -> Judgement {
        let rule = self.lexicon.rule(found.rule);
        match rule.window.map(|window| self.in_window(window, turn, time)) {
            None | Some(Some(true)) => Judgement::Stands,
            Some(Some(false)) => Judgement::Suppressed(Suppression::Window),
            Some(None) => Judgement::NotEvaluated(Gap::NoTimes),
        }
    }

    /// Whether the first word lies in the window; `None` without its time, where the window is one of time.
    fn in_window(
        &self,
        window: Window,
        turn: usize,
        time: Option<(TimeSpan, Precision)>,
    ) -> Option<bool> {
        let border = match window {
            Window::First(Extent::Turns(turns)) => return Some(turn < turns as usize),
            Window::Last(Extent::Turns(turns)) => {
                return Some(turn + turns as usize >= self.call.turns().len());
            }
            Window::First(Extent::Time(ms)) => Millis::ZERO.plus(ms),
            Window::Last(Extent::Time(ms)) => self.call.end()?.plus(-ms),
            Window::First(Extent::Percent(percent)) => self.part(percent)?,
            Window::Last(Extent::Percent(percent)) => self.part(100 - percent)?,
        };
        let (span, precision) = time?;
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
}

/// When the words from the first to the last were said.
pub(super) fn time_of(
    call: &Transcript,
    (turn, first): (usize, Span),
    (turn_end, last): (usize, Span),
) -> Option<(TimeSpan, Precision)> {
    let turns = call.turns();
    let of = |turn: usize, word: Span| {
        let overlaps = |span: Span| span.start() < word.end() && word.start() < span.end();
        // A recogniser may have cut one word into several: don + 't.
        let words = call.words(&turns[turn]).iter();
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
    let start = spoken(call, &turns[turn]).map(TimeSpan::start).or(turns[turn].time().start())?;
    let end = spoken(call, &turns[turn_end]).map_or(start, TimeSpan::end);
    Some((TimeSpan::new(start, end.max(start))?, Precision::Turn))
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
    use super::EXCLUSIONS_TOLD;
    use crate::diagnostic::SourceFile;
    use crate::language::Packs;
    use crate::lexicon::{LexiconFiles, compile, dialogue};
    use crate::scan::{CallReport, ScanSettings, Scanner};
    use crate::transcript::Role;

    fn scan(rule: &str, text: &str) -> CallReport {
        let head = "language = \"any\"\n[[rule]]\nid = \"complaint.a.a\"\ntitle = \"t\"\n\
                    category = \"complaint.a\"\nseverity = 1\n";
        let file = SourceFile { path: "a.toml".to_owned(), text: format!("{head}{rule}") };
        let (lexicon, _) = compile(&LexiconFiles::new(vec![file]), Packs::none()).unwrap();
        let settings = ScanSettings::default();
        let call = dialogue::parse(text, Role::Customer).unwrap();
        Scanner::new(&lexicon, &settings).scan(&call)
    }

    /// How many matches of a rule with these fields stand.
    fn standing(rule: &str, text: &str) -> usize {
        scan(rule, text).findings.len()
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

    #[test]
    fn what_was_taken_back_says_by_which_words() {
        let rule = "speaker = \"customer\"\nphrases = [\"жалоба\", \"подать .. жалоба\"]\n\
                    unless = [\"книга\", \"жалоба книга\"]";
        for (text, by) in [
            ("C: Не хочу никакая жалоба", "никакая"),
            ("C: НЕ хочу, на вас жалоба", ""),
            ("C: Не  хочу жалоба", "Не хочу"),
            ("C: жалоба мне не  нужна", "не нужна"),
            ("C: подать не жалоба", "не"),
            ("?: если у вас жалоба", "если у вас"),
            ("A: жалоба", ""),
            ("C: жалоба  книга", "жалоба книга"),
        ] {
            let report = scan(rule, text);
            let found = report.suppressed.iter().find_map(|hit| hit.by.clone());
            assert_eq!(found.unwrap_or_default(), by, "{text}");
        }
        let report = scan(rule, &format!("C: {}", "жалоба книга. ".repeat(EXCLUSIONS_TOLD + 3)));
        let told = report.suppressed.iter().filter(|hit| hit.by.is_some()).count();
        assert_eq!((report.suppressed.len(), told), (EXCLUSIONS_TOLD + 3, EXCLUSIONS_TOLD));
    }
}
