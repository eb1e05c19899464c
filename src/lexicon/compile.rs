//! From files to a [`Lexicon`]: everything wrong is said in one pass.

use super::announcement::Announcements;
use super::assemble::assemble;
use super::draft::{Draft, draft};
use super::layers::LexiconFiles;
use super::meanings::Meanings;
use super::protocol;
use super::resolve;
use super::revision::lexicon_hash;
use super::rule::Lexicon;
use super::score::{OwnWeights, Score};
use super::source::{self, FormsSource, RuleSource};
use super::{lint, lint_words};
use crate::diagnostic::{Code, Diagnostic, FileIx, Level};
use crate::language::{ListedForms, Packs, WordForms};
use crate::text::fold_word;
use std::collections::{BTreeMap, BTreeSet};

/// Compiles a lexicon with the dictionaries of `packs`, for use: nobody is told what is doubtful.
///
/// `Err` holds the errors alone; [`compile`] says the rest.
pub fn compile_for_use(files: &LexiconFiles, packs: &Packs) -> Result<Lexicon, Vec<Diagnostic>> {
    compiled(files, packs, Doubts::Unsaid).map(|(lexicon, _)| lexicon)
}

/// Compiles a lexicon with the dictionaries of `packs`, and judges it.
///
/// `Ok` comes with warnings and notes, `Err` with at least one error among the diagnostics; both are sorted by
/// place.
pub fn compile(
    files: &LexiconFiles,
    packs: &Packs,
) -> Result<(Lexicon, Vec<Diagnostic>), Vec<Diagnostic>> {
    compiled(files, packs, Doubts::Said)
}

/// Whether warnings and notes are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doubts {
    Said,
    Unsaid,
}

fn compiled(
    files: &LexiconFiles,
    packs: &Packs,
    doubts: Doubts,
) -> Result<(Lexicon, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let mut rules = Vec::new();
    let mut forms = Vec::new();
    let mut score = Score::default();
    let mut weights = OwnWeights::default();
    let mut lost_rules = false;
    let mut categories = BTreeMap::new();
    let mut announcements = Vec::new();
    let mut protocols = Vec::new();
    let mut topics = BTreeSet::new();
    for (at, file) in files.files().iter().enumerate() {
        let read = source::read(FileIx(at as u32), file, &mut diagnostics);
        lost_rules |= read.lost_rules;
        categories.extend(read.categories);
        if let Some(topic) = &read.topic {
            topics.insert(topic.value.clone());
            if !files.topics.is_on(&topic.value) {
                continue;
            }
        }
        let topic = read.topic.map(|topic| topic.value);
        rules
            .extend(read.rules.into_iter().map(|rule| RuleSource { topic: topic.clone(), ..rule }));
        forms.extend(read.forms);
        announcements.extend(read.announcements);
        protocols.extend(read.protocols);
        weights.add(read.score.weights);
        if let Some((by_severity, threshold)) = read.score.complaint {
            score.complaint_weights = by_severity;
            score.complaint_threshold = threshold;
        }
        if let Some((points, bands)) = read.score.risk {
            score.risk_points = points;
            score.risk_bands = bands;
        }
    }
    let rules = without_replaced(rules, files, &mut diagnostics);
    let drafts: Vec<Draft> =
        rules.into_iter().map(|rule| draft(rule, files, &mut diagnostics)).collect();
    if doubts == Doubts::Said {
        lint::drafts(&drafts, &mut diagnostics);
    }
    if !diagnostics.iter().any(|d| d.code.level() == Level::Error) {
        // Which words are used is known once all phrases could be read.
        lint::forms(&drafts, &forms, &mut diagnostics);
    }
    let named: Vec<&RuleSource> = drafts.iter().map(|draft| &draft.source).collect();
    let conditions = resolve::conditions(&named, lost_rules, &mut diagnostics);
    weights.check(&named, &mut diagnostics);
    let protocols =
        protocol::protocols(protocols, files, &named, &categories, lost_rules, &mut diagnostics);
    let order = resolve::evaluation_order(&named, &conditions, &mut diagnostics);
    diagnostics.sort_by_key(|d| (d.place, d.code));
    if diagnostics.iter().any(|d| d.code.level() == Level::Error) {
        return Err(diagnostics);
    }
    let words = WordForms::new(listed_forms(&forms), packs);
    let meanings = Meanings::of(&drafts, &words);
    if doubts == Doubts::Said {
        lint_words::words(&drafts, files, &meanings, packs, &mut diagnostics);
    }
    diagnostics.sort_by_key(|d| (d.place, d.code));
    let mut lexicon = assemble(drafts, &meanings, score, packs);
    for (rule, condition) in lexicon.rules.iter_mut().zip(conditions) {
        rule.condition = condition;
        rule.weight = weights.of(&rule.id, &rule.category, rule.severity, &lexicon.score);
    }
    lexicon.evaluation_order = order;
    lexicon.announcements = Announcements::new(&announcements);
    lexicon.categories = categories;
    let (protocols, digests) = protocols.into_iter().map(|one| (one.protocol, one.digest)).unzip();
    lexicon.protocols = protocols;
    lexicon.protocol_digests = digests;
    lexicon.topics = topics;
    lexicon.hash = lexicon_hash(&lexicon);
    Ok((lexicon, diagnostics))
}

/// One rule per id, sorted by id; a later layer wins, two of one layer are an error. After an error
/// rules without an id of their own are kept as well, to be looked at.
fn without_replaced(
    rules: Vec<RuleSource>,
    files: &LexiconFiles,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<RuleSource> {
    let mut by_id: BTreeMap<String, RuleSource> = BTreeMap::new();
    let mut others = Vec::new();
    for rule in rules {
        let Some(id) = &rule.id else {
            others.push(rule);
            continue;
        };
        if let Some(known) = by_id.get(&id.value)
            && files.layer(known.place.file) == files.layer(id.place.file)
        {
            let message = format!("`{}` is defined twice", id.value);
            diagnostics.push(
                Diagnostic::new(Code::DuplicateId, id.place, message)
                    .related(known.place, "first here")
                    .help("give the second rule an id of its own"),
            );
            others.push(rule);
            continue;
        }
        by_id.insert(id.value.clone(), rule);
    }
    by_id.into_values().chain(others).collect()
}

/// The forms of the files, folded.
fn listed_forms(sources: &[FormsSource]) -> ListedForms {
    let mut listed = ListedForms::new();
    for source in sources {
        let forms = source.forms.iter().map(|form| fold_word(form));
        listed.add(source.language, fold_word(&source.word.value), forms);
    }
    listed
}
