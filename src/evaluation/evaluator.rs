//! Takes observations in the order of the input and makes one evaluation of them.

use super::agreement::{self, Agreement};
use super::curve::{Point, curve, thinned};
use super::fit::{self, Fit, FitOptions, Trial};
use super::label::{Label, LabelFault, LabelProblem};
use super::observe::{Excerpt, Observation};
use super::share::{Figure, Of, Untold};
use super::slice::Slice;
use super::table::LabelTable;
use super::tally::{Talk, Tally};
use super::weights::Weights;
use crate::lexicon::{Category, Lexicon, RuleIx, Weight};
use crate::units::CallKey;
use std::collections::BTreeMap;

/// Calls, rows and faults of a kind that are named; beyond them there is a count.
pub const NAMED: usize = 20;

/// Everything that can be told of how a lexicon does on labelled calls.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// All calls.
    pub total: Tally,
    /// Words and findings of calls that are no complaints; without any label, of all calls.
    pub benign: Talk,
    /// How many calls that is.
    pub benign_calls: u64,
    /// How calls are labelled.
    pub labels: LabelCounts,
    /// From which score a call is flagged.
    pub threshold: Weight,
    /// By language of the call; `None` for calls that do not state it.
    pub languages: Vec<Group<Option<String>>>,
    /// By source.
    pub sources: Vec<Group<Option<String>>>,
    /// By the field the user named.
    pub by: Vec<Group<Option<String>>>,
    /// By kind of call.
    pub slices: Vec<Group<Slice>>,
    /// By category, those without any finding left out.
    pub categories: Vec<Finder<Category>>,
    /// By rule, those without any finding left out.
    pub rules: Vec<Finder<RuleIx>>,
    /// By threshold of the score, the highest first.
    pub curve: Vec<Point<Weight>>,
    /// By severity, the gravest first.
    pub severities: Vec<Point<u8>>,
    /// Categories people gave to calls.
    pub call_agreement: Vec<Agreement>,
    /// Places people marked.
    pub span_agreement: Vec<Agreement>,
    /// Calls whose places people marked.
    pub span_calls: u64,
    /// Complaints with the lowest scores.
    pub misses: Vec<Example>,
    /// Other calls with the highest scores that are flagged.
    pub false_flags: Vec<Example>,
    /// Calls without a label with the highest scores that are flagged.
    pub unlabelled_flags: Vec<Example>,
    /// The same with other weights and thresholds; empty if there are too few labels.
    pub trials: Vec<Trial>,
    /// Fitted weights, if they were asked for, or why there are none.
    pub fit: Option<Result<Fit, Untold>>,
}

/// How calls are labelled, and what is wrong with labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelCounts {
    /// Calls without a field for the label.
    pub missing: u64,
    /// The first of them.
    pub missing_named: Vec<CallKey>,
    /// Calls whose label says that nobody can tell.
    pub null: u64,
    /// Calls with a label that is none.
    pub faulty: u64,
    /// The first faults.
    pub faults: Vec<(CallKey, LabelFault)>,
    /// Rows of the table that could not be used.
    pub row_faults: u64,
    /// Entries of the table that no call answers to.
    pub unused: u64,
    /// The first of them: id and row.
    pub unused_named: Vec<(String, u64)>,
}

/// Calls of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<N> {
    /// Which kind.
    pub name: N,
    /// How they come out.
    pub tally: Tally,
    /// Words and findings of those that are no complaints, or have no label.
    pub benign: Talk,
}

/// What a rule, or a category, finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finder<N> {
    /// Which.
    pub name: N,
    /// Calls in which it matches, `found` and `wrong`, beside those in which it does not.
    pub tally: Tally,
    /// Complaints that are flagged only thanks to its weight.
    pub only_found: u64,
    /// Other calls that are flagged only because of its weight.
    pub only_wrong: u64,
    /// Findings in calls that are no complaints, or have no label.
    pub benign_hits: u64,
}

/// A call that is judged wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The call.
    pub key: CallKey,
    /// Its language, where it is stated.
    pub language: Option<String>,
    /// Its score.
    pub score: Weight,
    /// Its severity.
    pub severity: u8,
    /// Rules that matched and weigh something.
    pub parts: Vec<(RuleIx, Weight)>,
    /// What to show.
    pub excerpt: Excerpt,
    hash: u64,
}

/// Collects observations.
#[derive(Debug)]
pub struct Evaluator<'l> {
    lexicon: &'l Lexicon,
    weights: &'l Weights,
    table: Option<&'l LabelTable>,
    most: usize,
    calls: Vec<Observation>,
    misses: Worst,
    false_flags: Worst,
    unlabelled_flags: Worst,
}

/// Examples, the worst of which are kept.
#[derive(Debug, Default)]
struct Worst(Vec<Example>);

impl Worst {
    /// Takes an example; `rank` is smaller for worse ones.
    fn take(&mut self, example: Example, most: usize, rank: fn(&Example) -> (Weight, u8, u64)) {
        self.0.push(example);
        // Sorted now and then only, so that each call costs next to nothing.
        if self.0.len() >= 2 * most + 64 {
            self.keep(most, rank);
        }
    }

    fn keep(&mut self, most: usize, rank: fn(&Example) -> (Weight, u8, u64)) {
        self.0.sort_by(|a, b| (rank(a), &a.key).cmp(&(rank(b), &b.key)));
        self.0.truncate(most);
    }
}

/// Of equal scores the hash decides: a sample that nobody chose.
fn lowest(example: &Example) -> (Weight, u8, u64) {
    (example.score, example.severity, example.hash)
}

fn highest(example: &Example) -> (Weight, u8, u64) {
    let negated = Weight::of_thousandths(-(example.score.get() * 1_000.0).round() as i64);
    (negated, u8::MAX - example.severity, example.hash)
}

impl<'l> Evaluator<'l> {
    /// `weights` and `table` are those of the observer; `most` is how many examples of a kind are kept.
    pub fn new(
        lexicon: &'l Lexicon,
        weights: &'l Weights,
        table: Option<&'l LabelTable>,
        most: usize,
    ) -> Evaluator<'l> {
        Evaluator {
            lexicon,
            weights,
            table,
            most,
            calls: Vec::new(),
            misses: Worst::default(),
            false_flags: Worst::default(),
            unlabelled_flags: Worst::default(),
        }
    }

    /// Takes a call.
    pub fn take(&mut self, mut call: Observation) {
        if let Some(excerpt) = call.excerpt.take() {
            let weighs = call.matched.iter().map(|(rule, _)| (*rule, self.weights.of(*rule)));
            let example = Example {
                key: call.key.clone(),
                language: call.language.clone(),
                score: call.score,
                severity: call.severity,
                parts: weighs.filter(|(_, weight)| *weight != Weight::ZERO).collect(),
                excerpt: *excerpt,
                hash: call.hash,
            };
            match call.label {
                Label::Complaint => self.misses.take(example, self.most, lowest),
                Label::Other => self.false_flags.take(example, self.most, highest),
                Label::None => self.unlabelled_flags.take(example, self.most, highest),
            }
        }
        self.calls.push(call);
    }

    /// How many calls there are so far.
    pub fn len(&self) -> usize {
        self.calls.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    /// Counts everything; `fitting` asks for fitted weights besides.
    pub fn finish(mut self, options: &FitOptions, fitting: Fitting) -> Evaluation {
        let labels = self.labels();
        let total = self.tally(|_| true);
        // Where nobody labelled anything, all of it is looked at as if it were benign.
        let labelled_at_all = total.positives() + total.negatives() > 0;
        let (benign_label, benign_calls) = match labelled_at_all {
            true => (Label::Other, total.negatives()),
            false => (Label::None, total.unlabelled()),
        };
        let labelled = fit::labelled(&self.calls);
        let enough = fit::enough_of_both(&labelled);
        let fit = match fitting {
            Fitting::No => None,
            Fitting::Yes => Some(enough.map(|()| fit::fit(&labelled, self.lexicon, options))),
        };
        let fitted = fit.as_ref().and_then(|fit| fit.as_ref().ok());
        let trials = match enough {
            Ok(()) => fit::trials(&labelled, self.lexicon, options, fitted),
            Err(_) => Vec::new(),
        };
        let most = self.most;
        self.misses.keep(most, lowest);
        self.false_flags.keep(most, highest);
        self.unlabelled_flags.keep(most, highest);
        let mut benign = Talk::default();
        let benign_ones = self.calls.iter().filter(|call| call.label == benign_label);
        benign_ones.for_each(|call| benign.add(call.words, call.hits));
        let slices = Slice::ALL.map(|slice| {
            let name = |call: &Observation| call.slices.has(slice).then_some(slice);
            self.groups(name).into_iter().find_map(|group| {
                let Group { name, tally, benign } = group;
                Some(Group { name: name?, tally, benign })
            })
        });
        let empty = |slice| Group { name: slice, tally: Tally::default(), benign: Talk::default() };
        let slices = slices.into_iter().zip(Slice::ALL);
        let points = |calls: &[Observation]| {
            curve(calls.iter().map(|call| (call.score, call.label)), Weight::ZERO)
        };
        let pairs = self.calls.iter().filter_map(|call| call.categories.as_ref());
        let spans = self.calls.iter().filter_map(|call| call.spans.as_ref());
        Evaluation {
            total,
            benign,
            benign_calls,
            labels,
            threshold: self.weights.threshold,
            languages: self.groups(|call| call.language.clone()),
            sources: self.groups(|call| Some(call.key.source().to_owned())),
            by: self.groups(|call| call.by.clone()),
            slices: slices.map(|(group, slice)| group.unwrap_or_else(|| empty(slice))).collect(),
            categories: self.categories(),
            rules: self.rules(),
            curve: thinned(&points(&self.calls)),
            severities: curve(self.calls.iter().map(|call| (call.severity, call.label)), 0),
            call_agreement: agreement::on_calls(pairs),
            span_agreement: agreement::on_spans(spans.clone()),
            span_calls: spans.count() as u64,
            misses: self.misses.0,
            false_flags: self.false_flags.0,
            unlabelled_flags: self.unlabelled_flags.0,
            trials,
            fit,
        }
    }

    /// Counts labels, and takes those away that two calls claim.
    fn labels(&mut self) -> LabelCounts {
        let mut counts = LabelCounts::default();
        if let Some(table) = self.table {
            let mut claimed: Vec<Option<CallKey>> = vec![None; table.len()];
            let mut twice = vec![false; table.len()];
            for call in &self.calls {
                let Some(entry) = call.entry else { continue };
                match &claimed[entry] {
                    Some(key) if *key != call.key => twice[entry] = true,
                    _ => claimed[entry] = Some(call.key.clone()),
                }
            }
            for call in &mut self.calls {
                let Some(entry) = call.entry.filter(|entry| twice[*entry]) else { continue };
                let id = table.entry(entry).0.to_owned();
                call.label = Label::None;
                let problem = LabelProblem::Ambiguous { id };
                call.faults.push(LabelFault { field: String::new(), problem });
            }
            counts.row_faults = table.faults.len() as u64;
            let unused = (0..table.len()).filter(|entry| claimed[*entry].is_none());
            for entry in unused {
                counts.unused += 1;
                if counts.unused_named.len() < NAMED {
                    let (id, row) = table.entry(entry);
                    counts.unused_named.push((id.to_owned(), row));
                }
            }
        }
        for call in &self.calls {
            if !call.faults.is_empty() {
                counts.faulty += 1;
                let room = NAMED.saturating_sub(counts.faults.len());
                let faults = call.faults.iter().take(room);
                counts.faults.extend(faults.map(|fault| (call.key.clone(), fault.clone())));
            } else if call.label == Label::None && call.stated {
                counts.null += 1;
            } else if call.label == Label::None {
                counts.missing += 1;
                if counts.missing_named.len() < NAMED {
                    counts.missing_named.push(call.key.clone());
                }
            }
        }
        counts
    }

    fn tally(&self, counts: impl Fn(&Observation) -> bool) -> Tally {
        let mut tally = Tally::default();
        for call in self.calls.iter().filter(|call| counts(call)) {
            tally.add(call.label, call.flagged);
        }
        tally
    }

    /// Calls by a name of theirs, in its order.
    fn groups<N: Ord + Clone>(&self, name: impl Fn(&Observation) -> N) -> Vec<Group<N>> {
        let mut groups: BTreeMap<N, (Tally, Talk)> = BTreeMap::new();
        for call in &self.calls {
            let (tally, benign) = groups.entry(name(call)).or_default();
            tally.add(call.label, call.flagged);
            if call.label != Label::Complaint {
                benign.add(call.words, call.hits);
            }
        }
        let group = |(name, (tally, benign))| Group { name, tally, benign };
        groups.into_iter().map(group).collect()
    }

    fn rules(&self) -> Vec<Finder<RuleIx>> {
        let rules = (0..self.lexicon.rules().len() as u32).map(RuleIx);
        let mut finders = Finders::new(rules);
        for call in &self.calls {
            for (rule, hits) in &call.matched {
                let without = sum(&call.matched, self.weights, |other| other != *rule);
                finders.add(rule, call, u64::from(*hits), without < self.weights.threshold);
            }
        }
        finders.finish(&self.tally(|_| true))
    }

    fn categories(&self) -> Vec<Finder<Category>> {
        let mut finders = Finders::new(self.lexicon.rules().iter().map(|r| r.category.clone()));
        for call in &self.calls {
            let category = |rule: RuleIx| &self.lexicon.rule(rule).category;
            let mut hits: BTreeMap<&Category, u64> = BTreeMap::new();
            for (rule, found) in &call.matched {
                *hits.entry(category(*rule)).or_default() += u64::from(*found);
            }
            for (name, hits) in hits {
                let without = sum(&call.matched, self.weights, |rule| category(rule) != name);
                finders.add(name, call, hits, without < self.weights.threshold);
            }
        }
        finders.finish(&self.tally(|_| true))
    }
}

impl Evaluation {
    /// Which share of the calls without complaints is flagged.
    pub fn benign_flagged(&self) -> Figure {
        match self.total.positives() + self.total.negatives() {
            0 => Figure::new(self.total.unlabelled_flagged, self.benign_calls, Of::Calls),
            _ => Figure::new(self.total.wrong, self.benign_calls, Of::Negatives),
        }
    }
}

/// Whether weights are to be fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fitting {
    /// They are.
    Yes,
    /// They are not.
    No,
}

/// The score of the matched rules that count.
fn sum(matched: &[(RuleIx, u32)], weights: &Weights, counts: impl Fn(RuleIx) -> bool) -> Weight {
    weights.score(matched.iter().map(|(rule, _)| *rule).filter(|rule| counts(*rule)))
}

struct Finders<N>(BTreeMap<N, Finder<N>>);

impl<N: Ord + Clone> Finders<N> {
    fn new(names: impl Iterator<Item = N>) -> Finders<N> {
        let finder = |name: N| {
            let tally = Tally::default();
            (name.clone(), Finder { name, tally, only_found: 0, only_wrong: 0, benign_hits: 0 })
        };
        Finders(names.map(finder).collect())
    }

    /// Counts a call in which it matches; `needed` if the rest does not reach the threshold.
    fn add(&mut self, name: &N, call: &Observation, hits: u64, needed: bool) {
        let Some(finder) = self.0.get_mut(name) else { return };
        finder.tally.add(call.label, true);
        let only = u64::from(call.flagged && needed);
        match call.label {
            Label::Complaint => finder.only_found += only,
            Label::Other => {
                finder.only_wrong += only;
                finder.benign_hits += hits;
            }
            Label::None => finder.benign_hits += hits,
        }
    }

    /// Those that match at all, with the calls in which they do not.
    fn finish(self, total: &Tally) -> Vec<Finder<N>> {
        let mut all: Vec<Finder<N>> = self.0.into_values().collect();
        all.retain(|finder| finder.tally != Tally::default());
        for Finder { tally, .. } in &mut all {
            tally.missed = total.positives() - tally.found;
            tally.clear = total.negatives() - tally.wrong;
            tally.unlabelled_clear = total.unlabelled() - tally.unlabelled_flagged;
        }
        all
    }
}

impl<N> Finder<N> {
    /// Which share of the labelled calls in which it matches are complaints.
    pub fn precision(&self) -> Figure {
        let Tally { found, wrong, .. } = self.tally;
        Figure::new(found, found + wrong, Of::Flagged)
    }
}
