//! The scanner's slow, obvious twin: `docs/matching.md` word for word, by brute force.
//!
//! Nothing here is clever on purpose: every way to lay the words of a phrase on a text is written
//! down, then one is chosen, then it is judged. It shares with the scanner the reading of a phrase,
//! the cutting of a text into words, the lists of little words and the recognition of values, and
//! nothing else.

mod cases;
mod compare;
mod hostile;
mod negation;
mod values;

use super::Suppression;
use crate::language::values::{ValueKind, ValueSpan};
use crate::language::{WordClasses, little_words};
use crate::lexicon::phrase::{Item, WordPattern, parse};
use crate::lexicon::{Listen, Negation, Order};
use crate::text::{Border, Words};
use crate::transcript::{PartyIx, Role, Transcript};
use negation::{Clause, is_offered, is_supposed};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A rule as an author writes it.
#[derive(Clone, Debug)]
struct RuleText {
    phrases: Vec<String>,
    unless: Vec<String>,
    order: Order,
    negation: Negation,
    /// What single phrases say otherwise.
    negations: Vec<Option<Negation>>,
    listen: Listen,
    at_least: usize,
}

/// The forms listed for each word, all folded.
type Forms = BTreeMap<String, Vec<String>>;

/// Words of a call that belong together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    rule: usize,
    phrase: usize,
    turn: usize,
    start: usize,
    turn_end: usize,
    end: usize,
}

/// What becomes of a call.
#[derive(Debug, Default, PartialEq, Eq)]
struct Verdict {
    stands: Vec<Place>,
    suppressed: Vec<(Place, Suppression)>,
    /// Rules that could not be told.
    not_evaluated: Vec<usize>,
}

/// A word of a text.
#[derive(Clone, Debug)]
struct Said {
    folded: String,
    /// Set where all the words of a value are read as one.
    value: Option<ValueKind>,
    /// Places in its passage.
    places: Range<usize>,
    classes: WordClasses,
    turn: usize,
    start: usize,
    end: usize,
    /// What stands between the word before it in its passage and this one.
    before: Border,
}

impl Said {
    fn is(&self, class: WordClasses) -> bool {
        self.classes.intersects(class)
    }
}

/// Turns of one party that are read as one.
#[derive(Debug)]
struct Passage {
    party: PartyIx,
    turns: Vec<usize>,
    words: Vec<Said>,
    values: Vec<ValueSpan>,
}

/// A way to lay a phrase on a passage: the places of its words, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    first: usize,
    last: Reverse<usize>,
    phrase: usize,
    places: Vec<usize>,
    /// No word of the sequence that was laid is a negator.
    without_negator: bool,
}

/// All that the rules find in a call.
fn scan(rules: &[RuleText], forms: &Forms, call: &Transcript) -> Verdict {
    let passages = passages(call);
    // Of each rule what it finds, and what becomes of it.
    let mut found: Vec<Vec<(Place, Judged)>> = vec![Vec::new(); rules.len()];
    for passage in &passages {
        for (at, list) in judge_all(rules, forms, call, passage).into_iter().enumerate() {
            found[at].extend(list);
        }
    }
    let mut verdict = Verdict::default();
    for (at, list) in found.into_iter().enumerate() {
        count(at, &rules[at], list, call, &mut verdict);
    }
    verdict.stands.sort();
    verdict.suppressed.sort();
    verdict
}

/// What becomes of a match, apart from its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Judged {
    Stands,
    CannotBeTold,
    Suppressed(Suppression),
}

/// The matches of each rule in a passage.
fn judge_all(
    rules: &[RuleText],
    forms: &Forms,
    call: &Transcript,
    passage: &Passage,
) -> Vec<Vec<(Place, Judged)>> {
    let role = call.party(passage.party).role();
    let words = &passage.words;
    let ways: Vec<Vec<Way>> = rules
        .iter()
        .map(|rule| chosen(ways_of_all(&rule.phrases, rule.order, forms, passage)))
        .collect();
    let cancellable = |rule: &RuleText, way: &Way| {
        let negation = rule.negations[way.phrase].unwrap_or(rule.negation);
        negation == Negation::Cancel && way.without_negator
    };
    let all = rules.iter().zip(&ways).flat_map(|(rule, ways)| {
        ways.iter().filter(|way| cancellable(rule, way)).collect::<Vec<_>>()
    });
    let clause = Clause::new(words, all.collect());
    let mut judged: Vec<Vec<Judged>> = Vec::new();
    for (rule, ways) in rules.iter().zip(&ways) {
        let excluding = ways_of_all(&rule.unless, rule.order, forms, passage);
        let judge = |way: &Way| {
            let excluded =
                excluding.iter().any(|other| other.places.iter().any(|p| way.places.contains(p)));
            if !may_be_heard(rule.listen, role) {
                Judged::Suppressed(Suppression::Speaker)
            } else if matches!(rule.listen, Listen::KnownSide(_)) && role == Role::Unknown {
                Judged::CannotBeTold
            } else if excluded {
                Judged::Suppressed(Suppression::Exclusion)
            } else if cancellable(rule, way) && clause.negated(way) {
                Judged::Suppressed(Suppression::Negation)
            } else {
                Judged::Stands
            }
        };
        judged.push(ways.iter().map(judge).collect());
    }
    let negated: Vec<&Way> = ways
        .iter()
        .flatten()
        .zip(judged.iter().flatten())
        .filter(|(_, judged)| **judged == Judged::Suppressed(Suppression::Negation))
        .map(|(way, _)| way)
        .collect();
    let place = |at: usize, way: &Way| {
        let (first, last) = (&words[way.first], &words[way.last.0]);
        Place {
            rule: at,
            phrase: way.phrase,
            turn: first.turn,
            start: first.start,
            turn_end: last.turn,
            end: last.end,
        }
    };
    let finish = |at: usize, way: &Way, judged: Judged| {
        let inside = |other: &&Way| other.first <= way.first && way.last.0 <= other.last.0;
        let inherits = cancellable(&rules[at], way) && negated.iter().any(inside);
        let may_be_offered =
            role == Role::Unknown && rules[at].listen == Listen::Side(Role::Customer);
        match judged {
            Judged::Stands if inherits => Judged::Suppressed(Suppression::Negation),
            Judged::Stands if may_be_offered && is_offered(way, words) => {
                Judged::Suppressed(Suppression::Offer)
            }
            other @ (Judged::Stands | Judged::CannotBeTold | Judged::Suppressed(_)) => other,
        }
    };
    let lists = ways.iter().zip(&judged).enumerate();
    let judged: Vec<Vec<Judged>> = lists
        .map(|(at, (ways, judged))| {
            ways.iter().zip(judged).map(|(way, judged)| finish(at, way, *judged)).collect()
        })
        .collect();
    let standing: Vec<&Way> = ways
        .iter()
        .flatten()
        .zip(judged.iter().flatten())
        .filter(|(_, judged)| **judged == Judged::Stands)
        .map(|(way, _)| way)
        .collect();
    // All rules of a case are complaints that may be supposed.
    let supposed = |way: &Way| is_supposed(way, &standing, words);
    let lists = ways.iter().zip(&judged).enumerate();
    lists
        .map(|(at, (ways, judged))| {
            let last = |(way, judged): (&Way, &Judged)| match judged {
                Judged::Stands if supposed(way) => {
                    (place(at, way), Judged::Suppressed(Suppression::Negation))
                }
                other @ (Judged::Stands | Judged::CannotBeTold | Judged::Suppressed(_)) => {
                    (place(at, way), *other)
                }
            };
            ways.iter().zip(judged).map(last).collect()
        })
        .collect()
}

fn count(
    at: usize,
    rule: &RuleText,
    found: Vec<(Place, Judged)>,
    call: &Transcript,
    verdict: &mut Verdict,
) {
    let roles: Vec<Role> = call.turns().iter().map(|turn| call.role(turn)).collect();
    if let Listen::KnownSide(side) = rule.listen
        && !roles.contains(&side)
        && roles.contains(&Role::Unknown)
    {
        verdict.not_evaluated.push(at);
        return;
    }
    let mut standing = Vec::new();
    let mut cannot_be_told = Vec::new();
    for (place, judged) in found {
        match judged {
            Judged::Stands => standing.push(place),
            Judged::CannotBeTold => cannot_be_told.push(place),
            Judged::Suppressed(reason) => verdict.suppressed.push((place, reason)),
        }
    }
    if standing.len() >= rule.at_least {
        verdict.stands.extend(standing);
    } else if standing.len() + cannot_be_told.len() >= rule.at_least {
        verdict.not_evaluated.push(at);
    } else {
        let too_few = standing.into_iter().chain(cannot_be_told);
        verdict.suppressed.extend(too_few.map(|place| (place, Suppression::AtLeast)));
    }
}

// "Words"

fn stands_for(pattern: &WordPattern, forms: &Forms, said: &Said) -> bool {
    let word = said.folded.as_str();
    if let WordPattern::Value(_) = pattern {
        return said.value == pattern.value();
    }
    said.value.is_none()
        && match pattern {
            WordPattern::Value(_) => false,
            WordPattern::Exact(spelling) => word == spelling,
            WordPattern::Prefix(begin) => word.starts_with(begin.as_str()),
            WordPattern::Forms(spelling) | WordPattern::Hinted(spelling, _) => {
                let listed = forms.get(spelling);
                word == spelling
                    || listed.is_some_and(|forms| forms.iter().any(|form| form == word))
            }
        }
}

fn classes(word: &str) -> WordClasses {
    static LITTLE: LazyLock<BTreeMap<&str, WordClasses>> = LazyLock::new(|| {
        let mut all: BTreeMap<&str, WordClasses> = BTreeMap::new();
        for (word, more) in little_words() {
            let classes = all.entry(word).or_default();
            *classes = classes.with(more);
        }
        all
    });
    LITTLE.get(word).copied().unwrap_or_default()
}

// "Phrases"

/// Every sequence of words and gaps that the items stand for, as one would write them out.
fn written_out(items: &[Item]) -> Vec<Vec<Item>> {
    let Some((item, rest)) = items.split_first() else { return vec![Vec::new()] };
    let begins = match item {
        Item::Word(_) | Item::Gap(_) => vec![vec![item.clone()]],
        Item::OneOf(branches) => branches.iter().flat_map(|branch| written_out(branch)).collect(),
        Item::Optional(inner) => {
            let mut begins = written_out(inner);
            begins.push(Vec::new());
            begins
        }
    };
    let ends = written_out(rest);
    begins.iter().flat_map(|begin| ends.iter().map(|end| [&begin[..], end].concat())).collect()
}

/// A word of a sequence, and how many content words may stand before it; the widest of gaps counts.
type Step = (WordPattern, u8);

fn steps(sequence: &[Item]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut gap = 0;
    for item in sequence {
        match item {
            Item::Gap(words) => gap = gap.max(*words),
            Item::Word(word) => {
                steps.push((word.clone(), gap));
                gap = 0;
            }
            Item::OneOf(_) | Item::Optional(_) => unreachable!("they are written out"),
        }
    }
    steps
}

/// The orders in which the words of a sequence may come.
fn orders(steps: Vec<Step>, order: Order) -> Vec<Vec<Step>> {
    match order {
        Order::Fixed => vec![steps],
        Order::Free => {
            let widest = steps.iter().map(|(_, gap)| *gap).max().unwrap_or(0);
            let words = steps.into_iter().map(|(word, _)| (word, widest));
            permutations(&words.collect::<Vec<_>>())
        }
    }
}

fn permutations(steps: &[Step]) -> Vec<Vec<Step>> {
    if steps.is_empty() {
        return vec![Vec::new()];
    }
    let mut out = Vec::new();
    for at in 0..steps.len() {
        let mut rest = steps.to_vec();
        let first = rest.remove(at);
        out.extend(
            permutations(&rest).into_iter().map(|tail| [vec![first.clone()], tail].concat()),
        );
    }
    out
}

fn ways_of_all(phrases: &[String], order: Order, forms: &Forms, passage: &Passage) -> Vec<Way> {
    let mut out = Vec::new();
    for (at, phrase) in phrases.iter().enumerate() {
        for sequence in written_out(&parse(phrase).unwrap()) {
            let sequence = steps(&sequence);
            let without_negator = !sequence.iter().any(|(word, _)| is_negator(word));
            let asked: Vec<ValueKind> =
                sequence.iter().filter_map(|(word, _)| word.value()).collect();
            let words = &values::read(&passage.words, &passage.values, &asked);
            for steps in orders(sequence, order) {
                let mut ways = Vec::new();
                lay(&steps, forms, words, &mut Vec::new(), &mut ways);
                for laid in ways {
                    let of_each = laid.into_iter().map(|place| words[place].places.clone());
                    let places: Vec<usize> = of_each.flatten().collect();
                    out.push(Way {
                        first: places[0],
                        last: Reverse(places[places.len() - 1]),
                        phrase: at,
                        places,
                        without_negator,
                    });
                }
            }
        }
    }
    out
}

/// Every way to lay the remaining steps after the words that are already laid.
fn lay(
    steps: &[Step],
    forms: &Forms,
    words: &[Said],
    laid: &mut Vec<usize>,
    out: &mut Vec<Vec<usize>>,
) {
    let Some(((pattern, gap), rest)) = steps.split_first() else {
        out.push(laid.clone());
        return;
    };
    let from = laid.last().map_or(0, |last| last + 1);
    for place in from..words.len() {
        let between = if laid.is_empty() { &[] } else { &words[from..place] };
        let fillers = between.iter().filter(|word| word.is(WordClasses::FILLER)).count();
        let content = between.len() - fillers;
        if fillers > 4 || content > usize::from(*gap) {
            // Further to the right there is only more between.
            break;
        }
        if stands_for(pattern, forms, &words[place]) {
            laid.push(place);
            lay(rest, forms, words, laid, out);
            laid.pop();
        }
    }
}

// "Which of several matches counts"

/// First the one that starts first, of those the longest, then the phrase written first, then the
/// way whose words come earliest; the next after its last word.
fn chosen(mut ways: Vec<Way>) -> Vec<Way> {
    ways.sort();
    let mut out: Vec<Way> = Vec::new();
    for way in ways {
        if out.last().is_none_or(|before| way.first > before.last.0) {
            out.push(way);
        }
    }
    out
}

// "Turns"

fn passages(call: &Transcript) -> Vec<Passage> {
    let turns = call.turns();
    let words: Vec<Vec<Said>> = (0..turns.len()).map(|turn| words_of(call, turn)).collect();
    let party = |turn: usize| turns[turn].party();
    let mut passages: Vec<Passage> = Vec::new();
    for turn in (0..turns.len()).filter(|turn| !words[*turn].is_empty()) {
        let before =
            (0..turn).rev().find(|other| party(*other) == party(turn) && !words[*other].is_empty());
        let read_as_one = before.is_some_and(|before| {
            let time = turns[before].time().span().zip(turns[turn].time().start());
            let near = time.is_none_or(|(before, start)| {
                start.get() - before.end().get() <= 2_000 && start >= before.start()
            });
            let others = (before + 1..turn).filter(|other| party(*other) != party(turn));
            near && !others.flat_map(|other| &words[other]).any(is_content)
        });
        match passages.iter_mut().find(|p| read_as_one && p.turns.last() == before.as_ref()) {
            Some(passage) => passage.turns.push(turn),
            None => {
                let (words, values) = (Vec::new(), Vec::new());
                passages.push(Passage { party: party(turn), turns: vec![turn], words, values });
            }
        }
    }
    for passage in &mut passages {
        for &turn in &passage.turns {
            let mut more = words_of(call, turn);
            if let Some(last) = passage.words.last() {
                let rest = &call.turns()[last.turn].text()[last.end..];
                if rest.contains(['.', '!', '?', ';', '…']) {
                    more[0].before = Border::Sentence;
                } else if rest.contains(',') {
                    more[0].before = more[0].before.max(Border::Comma);
                }
            }
            passage.words.extend(more);
        }
        for (place, word) in passage.words.iter_mut().enumerate() {
            word.places = place..place + 1;
        }
        passage.values = values::all(call, &passage.words);
    }
    passages
}

fn words_of(call: &Transcript, turn: usize) -> Vec<Said> {
    let mut words = Words::new();
    words.push_text(call.turns()[turn].text());
    let said = words.as_slice().iter().map(|word| Said {
        folded: words.folded(word).to_owned(),
        value: None,
        places: 0..0,
        classes: classes(words.folded(word)),
        turn,
        start: word.source().start(),
        end: word.source().end(),
        before: word.border_before(),
    });
    said.collect()
}

/// What separates the turns of another party: more than fillers and back-channels.
fn is_content(word: &Said) -> bool {
    !word.is(WordClasses::FILLER.with(WordClasses::BACK_CHANNEL))
}

// "Who says it"

fn may_be_heard(listen: Listen, role: Role) -> bool {
    match listen {
        Listen::Everybody => role != Role::System,
        Listen::Side(side) | Listen::KnownSide(side) => role == side || role == Role::Unknown,
    }
}

// "Negation"

/// A phrase has a negator of its own if one of its words, as the author spells it, is one.
fn is_negator(pattern: &WordPattern) -> bool {
    match pattern {
        WordPattern::Prefix(_) | WordPattern::Value(_) => false,
        WordPattern::Forms(spelling)
        | WordPattern::Hinted(spelling, _)
        | WordPattern::Exact(spelling) => classes(spelling).intersects(WordClasses::NEGATOR),
    }
}
