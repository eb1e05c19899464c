//! What the report says, section by section, in the language of the screen; text and page show it.

use super::figures::{self, decimal, estimate, figure, weight, why};
use super::plot::{Line, Plot};
use crate::messages::evaluate as words;
use crate::messages::{Text, terms};
use callsift::batch::RejectRecord;
use callsift::evaluation::{
    self as from, Agreement, BASE_RATES, Evaluation, FEW, Finder, FitOptions, Group, LabelProblem,
    LabelTable, NAMED, Of, RowProblem, Tally, TrialWeights, Untold, Weights, WeightsOf, enough,
};
use callsift::language::Language;
use callsift::lexicon::{Category, Lexicon, RuleIx, Weight};
use callsift::transcript::Role;

/// A part of the report.
#[derive(Debug)]
pub(super) struct Section {
    /// Its anchor on the page.
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) body: Vec<Body>,
}

/// What a section holds.
#[derive(Debug)]
pub(super) enum Body {
    /// Statements.
    Lines(Vec<String>),
    /// How to read what follows.
    Note(String),
    Table(Table),
    Plot(Plot),
    Examples(Vec<Example>),
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) caption: Option<String>,
    pub(super) head: Vec<(String, Align)>,
    pub(super) rows: Vec<Vec<String>>,
    /// Rows stand for a curve: some of them are as good as all.
    pub(super) ordered: bool,
    /// Folded away on the page.
    pub(super) folded: bool,
}

/// On which side a column is flush.
#[derive(Clone, Copy, Debug)]
pub(super) enum Align {
    Left,
    Right,
}

/// A call that is judged wrong.
#[derive(Debug)]
pub(super) struct Example {
    pub(super) call: String,
    pub(super) language: Option<String>,
    pub(super) score: String,
    /// Which rules gave what, and which were taken back.
    pub(super) reasons: Vec<String>,
    /// Who said what.
    pub(super) turns: Vec<(String, String)>,
    pub(super) clipped: bool,
}

/// Everything the report is made of.
pub(super) struct Page<'a> {
    pub(super) evaluation: &'a Evaluation,
    pub(super) lexicon: &'a Lexicon,
    pub(super) weights_of: WeightsOf,
    pub(super) weights: &'a Weights,
    pub(super) options: &'a FitOptions,
    pub(super) table: Option<&'a LabelTable>,
    pub(super) by: Option<&'a str>,
    /// The first records that could not be read, and how many there are.
    pub(super) rejects: &'a [RejectRecord],
    pub(super) rejected: u64,
    pub(super) conflicts: u64,
    pub(super) screen: Language,
}

/// The share of complaints of the dashed curve.
const CURVE_BASE: f64 = 0.05;

/// Rows of figures; which columns there are follows from the labels there are.
type Column<'p> = (Text, Align, Box<dyn Fn(&Tally) -> String + 'p>);

impl Page<'_> {
    /// Every section that has something to say.
    pub(super) fn sections(&self) -> Vec<Section> {
        let mut sections = vec![self.summary()];
        sections.extend(self.problems());
        if self.is_labelled() {
            sections.push(self.curve());
            sections.push(self.trials());
        }
        sections.extend(self.fit());
        sections.push(self.groups(
            "languages",
            words::LANGUAGES.of(self.screen),
            words::LANGUAGE.of(self.screen),
            &self.evaluation.languages,
        ));
        sections.push(self.groups(
            "sources",
            words::SOURCES.of(self.screen),
            words::SOURCE.of(self.screen),
            &self.evaluation.sources,
        ));
        if let Some(field) = self.by {
            let title = words::BY_FIELD.with(self.screen, &[("field", field)]);
            sections.push(self.groups("by", &title, field, &self.evaluation.by));
        }
        sections.push(self.slices());
        sections.push(self.categories());
        sections.push(self.rules());
        sections.extend(self.agreement(
            "spans",
            words::AGREEMENT_SPANS,
            &self.evaluation.span_agreement,
        ));
        sections.extend(self.agreement(
            "categories-of-calls",
            words::AGREEMENT_CALLS,
            &self.evaluation.call_agreement,
        ));
        sections.extend(self.examples());
        sections
    }

    fn t(&self, text: Text) -> String {
        text.of(self.screen).to_owned()
    }

    fn is_labelled(&self) -> bool {
        self.evaluation.total.positives() + self.evaluation.total.negatives() > 0
    }

    fn summary(&self) -> Section {
        let (screen, total) = (self.screen, &self.evaluation.total);
        let labels = &self.evaluation.labels;
        let count = |of: Of, n: u64| words::noun(of).of(screen, n);
        let mut lines = vec![words::LABELLED.with(
            screen,
            &[
                ("calls", &terms::CALLS.of(screen, total.calls())),
                ("positives", &count(Of::Positives, total.positives())),
                ("negatives", &count(Of::Negatives, total.negatives())),
            ],
        )];
        let counted = [(labels.null, words::EMPTY_LABELS), (labels.missing, words::MISSING_LABELS)];
        for (number, text) in counted.into_iter().filter(|(number, _)| *number > 0) {
            lines.push(text.with(screen, &[("n", &number.to_string())]));
        }
        if !self.is_labelled() {
            lines.push(self.t(words::NO_LABELS));
        }
        let whose = match self.weights_of {
            WeightsOf::Lexicon => words::WEIGHTS_LEXICON,
            WeightsOf::Ones => words::WEIGHTS_ONES,
        };
        let threshold = weight(self.evaluation.threshold, screen);
        lines.push(whose.with(screen, &[("threshold", &threshold)]));
        let mut rows = Vec::new();
        if self.is_labelled() {
            let told = |name: String, value: String| vec![name, value];
            let precision = terms::PRECISION.of(screen);
            rows.push(told(self.t(terms::RECALL), figure(&total.recall(), screen)));
            rows.push(told(self.t(words::FALSE_SHARE), figure(&total.false_share(), screen)));
            let here = words::PRECISION_HERE.with(screen, &[("precision", precision)]);
            rows.push(told(here, figure(&total.precision(), screen)));
            for base in BASE_RATES {
                let percent = decimal(base * 100.0, 0, screen);
                let values = [("precision", precision), ("base", percent.as_str())];
                let value = match total.precision_at(base) {
                    Ok(told) => estimate(&told, screen),
                    Err(untold) => why(&untold, screen),
                };
                rows.push(told(words::PRECISION_AT.with(screen, &values), value));
            }
        }
        rows.push(vec![self.t(words::BENIGN_FLAGGED), self.per_thousand()]);
        rows.push(vec![self.t(words::BENIGN_HITS), self.hits()]);
        if self.is_labelled() && total.unlabelled() > 0 {
            let value = figure(&total.unlabelled_share(), screen);
            rows.push(vec![self.t(words::UNLABELLED_FLAGGED), value]);
        }
        let head = self.head(&[(words::FIGURE, Align::Left), (words::VALUE, Align::Left)]);
        let few = FEW.to_string();
        let note = words::INTERVAL_NOTE.with(screen, &[("few", &few)]);
        let body = vec![Body::Lines(lines), Body::Table(plain(head, rows)), Body::Note(note)];
        Section { id: "summary", title: self.t(words::SUMMARY), body }
    }

    fn per_thousand(&self) -> String {
        let figure = self.evaluation.benign_flagged();
        match figure.told {
            Err(untold) => why(&untold, self.screen),
            Ok(told) => {
                let number = |share: f64| decimal(share * 1_000.0, 1, self.screen);
                let values = [
                    ("value", number(told.value)),
                    ("count", figure.count.to_string()),
                    ("of", figure.of.to_string()),
                    ("low", number(told.low)),
                    ("high", number(told.high)),
                ];
                words::PER_THOUSAND.with(self.screen, &borrowed(&values))
            }
        }
    }

    fn hits(&self) -> String {
        let talk = &self.evaluation.benign;
        let told = match talk.hits_per_word().told {
            Ok(told) => told,
            Err(untold) => return why(&untold, self.screen),
        };
        let number = |share: f64| decimal(share * 1e6, 0, self.screen);
        let values = [
            ("value", number(told.value)),
            ("low", number(told.low)),
            ("high", number(told.high)),
            ("hits", talk.hits.to_string()),
            ("words", talk.words.to_string()),
        ];
        words::HITS_OF_WORDS.with(self.screen, &borrowed(&values))
    }

    /// What is wrong with labels and records.
    fn problems(&self) -> Option<Section> {
        let (screen, labels) = (self.screen, &self.evaluation.labels);
        let mut lines = Vec::new();
        let more = |lines: &mut Vec<String>, all: u64, named: usize| {
            let left = all.saturating_sub(named as u64);
            if left > 0 {
                lines.push(words::AND_MORE.with(screen, &[("n", &left.to_string())]));
            }
        };
        if labels.faulty > 0 {
            let calls = terms::CALLS.of(screen, labels.faulty);
            lines.push(words::FAULTY.with(screen, &[("calls", &calls)]));
            for (call, fault) in &labels.faults {
                let what = self.fault(&fault.problem);
                let values =
                    [("call", call.to_string()), ("field", fault.field.clone()), ("what", what)];
                lines.push(words::FAULT.with(screen, &borrowed(&values)));
            }
            more(&mut lines, labels.faulty, labels.faults.len());
        }
        // Where nobody labelled anything there is nothing missing.
        if labels.missing > 0 && self.is_labelled() {
            let mut calls: Vec<String> =
                labels.missing_named.iter().map(ToString::to_string).collect();
            more(&mut calls, labels.missing, labels.missing_named.len());
            lines.push(words::MISSING_NAMED.with(screen, &[("calls", &calls.join(", "))]));
        }
        if let Some(table) = self.table {
            for fault in table.faults.iter().take(NAMED) {
                let row = fault.row.to_string();
                let values = [("row", row), ("what", self.row(&fault.problem))];
                lines.push(words::ROW_FAULT.with(screen, &borrowed(&values)));
            }
            more(&mut lines, labels.row_faults, NAMED);
            if labels.unused > 0 {
                let ids = labels.unused_named.iter().map(|(id, _)| id.as_str());
                let ids: Vec<&str> = ids.collect();
                let unused = words::UNUSED.with(screen, &[("n", &labels.unused.to_string())]);
                lines.push(format!("{unused}: {}", ids.join(", ")));
            }
        }
        if self.rejected > 0 {
            lines.push(words::REJECTED.with(screen, &[("n", &self.rejected.to_string())]));
            lines.extend(self.rejects.iter().map(figures::reject));
            more(&mut lines, self.rejected, self.rejects.len());
        }
        if self.conflicts > 0 {
            lines.push(words::CONFLICTS.with(screen, &[("n", &self.conflicts.to_string())]));
        }
        let body = vec![Body::Lines(lines)];
        let is_empty = matches!(&body[0], Body::Lines(lines) if lines.is_empty());
        (!is_empty).then(|| Section { id: "problems", title: self.t(words::PROBLEMS), body })
    }

    fn fault(&self, problem: &LabelProblem) -> String {
        let (text, found) = match problem {
            LabelProblem::NoLabel { found } => (words::FAULT_LABEL, found),
            LabelProblem::NoMembers { found } => (words::FAULT_MEMBERS, found),
            LabelProblem::NoCategory { found } => (words::FAULT_CATEGORY, found),
            LabelProblem::NoSpan { found } => (words::FAULT_SPAN, found),
            LabelProblem::Outside { found } => (words::FAULT_OUTSIDE, found),
            LabelProblem::Ambiguous { id } => (words::FAULT_AMBIGUOUS, id),
        };
        text.with(self.screen, &[("found", found)])
    }

    fn row(&self, problem: &RowProblem) -> String {
        let found = |text: Text, found: &str| text.with(self.screen, &[("found", found)]);
        match problem {
            RowProblem::Unreadable(why) => why.clone(),
            RowProblem::NoId => self.t(words::ROW_NO_ID),
            RowProblem::LostDigits(column) => {
                words::ROW_LOST_DIGITS.with(self.screen, &[("column", column)])
            }
            RowProblem::NoLabel(label) => found(words::ROW_NO_LABEL, label),
            RowProblem::NoCategory(name) => found(words::ROW_NO_CATEGORY, name),
            RowProblem::NoPlace(cells) => found(words::ROW_NO_PLACE, cells),
            RowProblem::Contradicts(row) => {
                words::ROW_CONTRADICTS.with(self.screen, &[("row", &row.to_string())])
            }
        }
    }

    fn curve(&self) -> Section {
        let (screen, of) = (self.screen, self.evaluation);
        let title = self.t(words::CURVE);
        let both = enough(of.total.positives(), Of::Positives)
            .and_then(|()| enough(of.total.negatives(), Of::Negatives));
        let percent = decimal(CURVE_BASE * 100.0, 0, screen);
        let base = [("base", percent.as_str())];
        let mut body = Vec::new();
        match both {
            Err(untold) => body.push(Body::Note(self.because(words::CURVE_UNTOLD, &untold))),
            Ok(()) => {
                body.push(Body::Note(self.t(words::CURVE_NOTE)));
                // Of fewer flagged calls no precision is told, in the drawing neither.
                let place = |tally: &Tally| {
                    let (recall, precision) = (tally.recall().told, tally.precision().told);
                    Some((recall.ok()?.value, precision.ok()?.value))
                };
                let rare = |tally: &Tally| {
                    let precision = tally.precision_at(CURVE_BASE).ok();
                    Some((place(tally)?.0, precision?.value))
                };
                let points = |place: &dyn Fn(&Tally) -> Option<(f64, f64)>| {
                    of.curve.iter().filter_map(|point| place(&point.tally)).collect()
                };
                let at = weight(of.threshold, screen);
                let label = words::CURVE_NOW.with(screen, &[("at", &at)]);
                body.push(Body::Plot(Plot {
                    title: self.t(words::CURVE_TITLE),
                    description: self.t(words::CURVE_DESCRIPTION),
                    across: self.t(terms::RECALL),
                    up: self.t(terms::PRECISION),
                    lines: [
                        Line { label: self.t(words::CURVE_HERE), points: points(&place) },
                        Line { label: words::CURVE_AT.with(screen, &base), points: points(&rare) },
                    ],
                    now: place(&of.total).map(|place| (place, label)),
                }));
            }
        }
        let precision = terms::PRECISION.of(screen);
        let values = [("precision", precision), ("base", percent.as_str())];
        let columns = self.columns();
        let rows = of.curve.iter().map(|point| {
            let cells = columns.iter().map(|(_, _, cell)| cell(&point.tally));
            let rare = match point.tally.precision_at(CURVE_BASE) {
                Ok(told) => estimate(&told, screen),
                Err(untold) => why(&untold, screen),
            };
            std::iter::once(weight(point.at, screen)).chain(cells).chain([rare]).collect()
        });
        let mut head = self.column_head(self.t(words::THRESHOLD), &columns);
        head.push((words::PRECISION_AT.with(screen, &values), Align::Right));
        let mut table = plain(head, rows.collect());
        table.caption = Some(self.t(words::CURVE_TABLE));
        (table.ordered, table.folded) = (true, true);
        body.push(Body::Table(table));
        let rows = of.severities.iter().map(|point| {
            let cells = columns.iter().map(|(_, _, cell)| cell(&point.tally));
            std::iter::once(point.at.to_string()).chain(cells).collect()
        });
        let head = self.column_head(self.t(words::FROM_SEVERITY), &columns);
        let mut table = plain(head, rows.collect());
        table.caption = Some(self.t(words::SEVERITY_CAPTION));
        body.push(Body::Table(table));
        Section { id: "curve", title, body }
    }

    fn trials(&self) -> Section {
        let screen = self.screen;
        let title = self.t(words::TRIALS);
        let total = &self.evaluation.total;
        let both = enough(total.positives(), Of::Positives)
            .and_then(|()| enough(total.negatives(), Of::Negatives));
        if let Err(untold) = both {
            let body = vec![Body::Note(self.because(words::TRIALS_UNTOLD, &untold))];
            return Section { id: "weights", title, body };
        }
        let mut columns = self.columns();
        // Only labelled calls are tried.
        columns.truncate(3);
        let rows = self.evaluation.trials.iter().map(|trial| {
            let name = match trial.weights {
                TrialWeights::Lexicon => words::TRIAL_LEXICON,
                TrialWeights::Ones => words::TRIAL_ONES,
                TrialWeights::Fitted => words::TRIAL_FITTED,
            };
            let at = trial.threshold.map(|at| weight(at, screen));
            let at = match (trial.crossed, at) {
                (false, at) => at.unwrap_or_default(),
                (true, None) => self.t(words::CROSSED),
                (true, Some(at)) => words::CROSSED_AT.with(screen, &[("at", &at)]),
            };
            let cells = columns.iter().map(|(_, _, cell)| cell(&trial.tally));
            [self.t(name), at].into_iter().chain(cells).collect()
        });
        let mut head = self.column_head(self.t(words::WEIGHTS), &columns);
        head.insert(1, (self.t(words::THRESHOLD), Align::Left));
        let folds = self.options.folds.to_string();
        let note = words::TRIALS_NOTE.with(screen, &[("folds", &folds)]);
        let body = vec![Body::Table(plain(head, rows.collect())), Body::Note(note)];
        Section { id: "weights", title, body }
    }

    fn fit(&self) -> Option<Section> {
        let screen = self.screen;
        let title = self.t(words::FIT);
        let fit = match self.evaluation.fit.as_ref()? {
            Ok(fit) => fit,
            Err(untold) => {
                let body = vec![Body::Note(self.because(words::FIT_UNTOLD, untold))];
                return Some(Section { id: "fit", title, body });
            }
        };
        let share = format!("{} %", decimal(self.options.max_false * 100.0, 1, screen));
        let least = self.options.min_calls.to_string();
        let note = words::FIT_NOTE.with(screen, &[("share", &share), ("least", &least)]);
        let mut body = vec![Body::Note(note)];
        if !fit.within {
            body.push(Body::Note(self.t(words::FIT_BEYOND)));
        }
        let mut changed: Vec<_> = fit.rules.iter().filter(|rule| rule.old != rule.new).collect();
        let by = |rule: &from::FittedRule| {
            ((rule.new.get() - rule.old.get()).abs() * 1_000.0).round() as i64
        };
        changed.sort_by(|a, b| by(b).cmp(&by(a)).then(a.rule.cmp(&b.rule)));
        if changed.is_empty() {
            body.push(Body::Note(self.t(words::FIT_SAME)));
            return Some(Section { id: "fit", title, body });
        }
        let rows = changed.into_iter().map(|of| {
            let basis = match of.basis {
                from::Basis::Fitted => words::BASIS_FITTED,
                from::Basis::Kept => words::BASIS_KEPT,
                from::Basis::NotScored => words::BASIS_NOT_SCORED,
            };
            vec![
                self.lexicon.rule(of.rule).id.clone(),
                weight(of.old, screen),
                weight(of.new, screen),
                of.positives.to_string(),
                of.negatives.to_string(),
                self.t(basis),
            ]
        });
        let head = self.head(&[
            (terms::RULE, Align::Left),
            (words::OLD_WEIGHT, Align::Right),
            (words::NEW_WEIGHT, Align::Right),
            (words::TRUE_HEAD, Align::Right),
            (words::FALSE_HEAD, Align::Right),
            (words::REASON, Align::Left),
        ]);
        body.push(Body::Table(plain(head, rows.collect())));
        Some(Section { id: "fit", title, body })
    }

    fn groups(
        &self,
        id: &'static str,
        title: &str,
        name: &str,
        groups: &[Group<Option<String>>],
    ) -> Section {
        let named = groups.iter().map(|group| {
            let stated = group.name.clone();
            (stated.unwrap_or_else(|| self.t(terms::NOT_STATED)), &group.tally)
        });
        let body = vec![Body::Table(self.tallies(name.to_owned(), named))];
        Section { id, title: title.to_owned(), body }
    }

    fn slices(&self) -> Section {
        let named = self
            .evaluation
            .slices
            .iter()
            .map(|group| (self.t(words::slice(group.name)), &group.tally));
        let table = self.tallies(self.t(words::KIND), named);
        let body = vec![Body::Table(table), Body::Note(self.t(words::SLICES_NOTE))];
        Section { id: "slices", title: self.t(words::SLICES), body }
    }

    /// One row of figures for each name.
    fn tallies<'t>(&self, name: String, of: impl Iterator<Item = (String, &'t Tally)>) -> Table {
        let columns = self.columns();
        let rows = of.map(|(name, tally)| {
            let cells = columns.iter().map(|(_, _, cell)| cell(tally));
            [name, tally.calls().to_string()].into_iter().chain(cells).collect()
        });
        let rows = rows.collect();
        let mut head = self.column_head(name, &columns);
        head.insert(1, (self.t(words::CALLS_HEAD), Align::Right));
        plain(head, rows)
    }

    /// The figures of a row: those of labelled calls if there are any, those of others likewise.
    fn columns(&self) -> Vec<Column<'_>> {
        let screen = self.screen;
        let mut columns: Vec<Column<'_>> = Vec::new();
        if self.is_labelled() {
            let cell = move |of: &Tally| figure(&of.recall(), screen);
            columns.push((terms::RECALL, Align::Right, Box::new(cell)));
            let cell = move |of: &Tally| figure(&of.false_share(), screen);
            columns.push((words::FALSE_SHARE, Align::Right, Box::new(cell)));
            let cell = move |of: &Tally| figure(&of.precision(), screen);
            columns.push((terms::PRECISION, Align::Right, Box::new(cell)));
        }
        if self.evaluation.total.unlabelled() > 0 {
            let cell = move |of: &Tally| figure(&of.unlabelled_share(), screen);
            columns.push((words::UNLABELLED_FLAGGED, Align::Right, Box::new(cell)));
        }
        columns
    }

    fn column_head(&self, first: String, columns: &[Column<'_>]) -> Vec<(String, Align)> {
        let others = columns.iter().map(|(name, align, _)| (self.t(*name), *align));
        std::iter::once((first, Align::Left)).chain(others).collect()
    }

    fn categories(&self) -> Section {
        let title = |category: &Category| {
            let text = self.lexicon.category_text(category);
            text.map_or_else(String::new, |text| text.title(self.screen).to_owned())
        };
        let mut head =
            self.head(&[(words::CATEGORY, Align::Left), (words::TITLE_HEAD, Align::Left)]);
        head.extend(self.finder_head());
        let mut all: Vec<&Finder<Category>> = self.evaluation.categories.iter().collect();
        all.sort_by(|a, b| often(&b.tally).cmp(&often(&a.tally)).then(a.name.cmp(&b.name)));
        let rows = all.into_iter().map(|finder| {
            let name = [finder.name.as_str().to_owned(), title(&finder.name)];
            name.into_iter().chain(self.finder(finder)).collect()
        });
        let body =
            vec![Body::Note(self.t(words::FINDERS_NOTE)), Body::Table(plain(head, rows.collect()))];
        Section { id: "categories", title: self.t(words::CATEGORIES), body }
    }

    fn rules(&self) -> Section {
        let mut head = self.head(&[
            (terms::RULE, Align::Left),
            (words::TITLE_HEAD, Align::Left),
            (words::WEIGHT, Align::Right),
        ]);
        head.extend(self.finder_head());
        let mut all: Vec<&Finder<RuleIx>> = self.evaluation.rules.iter().collect();
        all.sort_by(|a, b| often(&b.tally).cmp(&often(&a.tally)).then(a.name.cmp(&b.name)));
        let rows = all.into_iter().map(|finder| {
            let rule = self.lexicon.rule(finder.name);
            let weight = weight(self.weights.of(finder.name), self.screen);
            let name = [rule.id.clone(), rule.title.clone(), weight];
            name.into_iter().chain(self.finder(finder)).collect()
        });
        let body = vec![Body::Table(plain(head, rows.collect()))];
        Section { id: "rules", title: self.t(words::RULES), body }
    }

    fn finder_head(&self) -> Vec<(String, Align)> {
        let mut head = Vec::new();
        if self.is_labelled() {
            head.extend([
                words::TRUE_HEAD,
                words::FALSE_HEAD,
                words::ONLY_TRUE,
                words::ONLY_FALSE,
                terms::PRECISION,
            ]);
        }
        if self.evaluation.total.unlabelled() > 0 {
            head.push(words::UNLABELLED);
        }
        head.push(words::BENIGN_HEAD);
        head.into_iter().map(|text| (self.t(text), Align::Right)).collect()
    }

    fn finder<N>(&self, of: &Finder<N>) -> Vec<String> {
        let mut cells = Vec::new();
        if self.is_labelled() {
            let counts = [of.tally.found, of.tally.wrong, of.only_found, of.only_wrong];
            cells.extend(counts.iter().map(ToString::to_string));
            // The same words in row after row would say less than one.
            let precision = of.precision();
            cells.push(match precision.told {
                Ok(_) => figure(&precision, self.screen),
                Err(_) => {
                    let values =
                        [("count", precision.count.to_string()), ("of", precision.of.to_string())];
                    words::FEW_CALLS.with(self.screen, &borrowed(&values))
                }
            });
        }
        if self.evaluation.total.unlabelled() > 0 {
            cells.push(of.tally.unlabelled_flagged.to_string());
        }
        cells.push(of.benign_hits.to_string());
        cells
    }

    fn agreement(&self, id: &'static str, title: Text, all: &[Agreement]) -> Option<Section> {
        if all.is_empty() {
            return None;
        }
        let head = self.head(&[
            (words::CATEGORY, Align::Left),
            (words::AGREED, Align::Right),
            (words::NOT_AGREED, Align::Right),
            (words::EXTRA, Align::Right),
            (terms::RECALL, Align::Right),
            (terms::PRECISION, Align::Right),
        ]);
        let rows = all.iter().map(|of| {
            let counts = [of.matched, of.missed, of.extra].map(|count| count.to_string());
            let figures = [figure(&of.recall(), self.screen), figure(&of.precision(), self.screen)];
            std::iter::once(of.category.clone()).chain(counts).chain(figures).collect()
        });
        let table = plain(head, rows.collect());
        let body = vec![Body::Table(table), Body::Note(self.t(words::AGREEMENT_NOTE))];
        Some(Section { id, title: self.t(title), body })
    }

    fn examples(&self) -> Vec<Section> {
        let of = self.evaluation;
        let section = |id, title: Text, note: Text, examples: &[from::Example]| {
            let mut body = vec![Body::Note(self.t(note))];
            body.push(match examples {
                [] => Body::Lines(vec![self.t(words::NOTHING_HERE)]),
                some => Body::Examples(some.iter().map(|example| self.example(example)).collect()),
            });
            Section { id, title: self.t(title), body }
        };
        let mut sections = Vec::new();
        if of.total.positives() > 0 {
            sections.push(section("misses", words::MISSES, words::MISSES_NOTE, &of.misses));
        }
        if of.total.negatives() > 0 {
            let (title, note) = (words::FALSE_FLAGS, words::FALSE_NOTE);
            sections.push(section("false-flags", title, note, &of.false_flags));
        }
        if !of.unlabelled_flags.is_empty() {
            let (title, note) = (words::UNLABELLED_FLAGS, words::FALSE_NOTE);
            sections.push(section("unlabelled-flags", title, note, &of.unlabelled_flags));
        }
        sections
    }

    fn example(&self, of: &from::Example) -> Example {
        let screen = self.screen;
        let id = |rule: RuleIx| &self.lexicon.rule(rule).id;
        let part = |(rule, points): &(RuleIx, Weight)| {
            let quotes = of.excerpt.quotes.iter();
            let quotes = quotes.filter(|(other, quote)| other == rule && !quote.is_empty());
            let quotes: Vec<String> = quotes.map(|(_, quote)| format!("«{quote}»")).collect();
            format!("{} {} {}", id(*rule), weight(*points, screen), quotes.join(", "))
        };
        let suppressed = of.excerpt.suppressed.iter().map(|(rule, reason, quote)| {
            format!(
                "{} ({}: {}) «{quote}»",
                id(*rule),
                terms::SUPPRESSED.of(screen),
                reason.as_str()
            )
        });
        let role = |role: Role| match role {
            Role::Agent => terms::AGENT,
            Role::Customer => terms::CUSTOMER,
            Role::System => terms::SYSTEM,
            Role::Unknown => terms::UNKNOWN_ROLE,
        };
        let turns = of.excerpt.turns.iter().map(|(who, text)| (self.t(role(*who)), text.clone()));
        let score = weight(of.score, screen);
        let values = [("score", score), ("severity", of.severity.to_string())];
        Example {
            call: of.key.to_string(),
            language: of.language.clone(),
            score: words::SCORE.with(screen, &borrowed(&values)),
            reasons: of.parts.iter().map(part).chain(suppressed).collect(),
            turns: turns.collect(),
            clipped: of.excerpt.clipped,
        }
    }

    fn because(&self, text: Text, untold: &Untold) -> String {
        text.with(self.screen, &[("why", &why(untold, self.screen))])
    }

    fn head(&self, names: &[(Text, Align)]) -> Vec<(String, Align)> {
        names.iter().map(|(text, align)| (self.t(*text), *align)).collect()
    }
}

/// How many calls a finder matches in.
fn often(tally: &Tally) -> u64 {
    tally.found + tally.wrong + tally.unlabelled_flagged
}

fn plain(head: Vec<(String, Align)>, rows: Vec<Vec<String>>) -> Table {
    Table { caption: None, head, rows, ordered: false, folded: false }
}

fn borrowed<'v>(values: &'v [(&'v str, String)]) -> Vec<(&'v str, &'v str)> {
    values.iter().map(|(name, value)| (*name, value.as_str())).collect()
}
