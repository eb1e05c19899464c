//! From files to a [`Lexicon`]: everything wrong is said in one pass.

use super::announcement::Announcements;
use super::category::{Category, Family, is_name};
use super::fuzzy::Fuzzy;
use super::matcher::{Matcher, SlotIx, Variant, VariantIx};
use super::meanings::{Asked, Meanings};
use super::phrase::{self, Item, WordPattern};
use super::resolve;
use super::revision::PartsHash;
use super::rule::{Lexicon, PhraseIx, Rule, RuleIx, Use, VariantUse};
use super::score::{OwnWeights, Score, Weight};
use super::source::{
    self, Extent, FormsSource, NEGATIONS, ORDERS, RuleSource, SPEAKERS, Window, name_in,
};
use super::toml_reader::Written;
use super::variant::{self, ExpandError, Order, Sequence};
use super::vocabulary::{Built, VocabularyBuilder, WordId};
use super::written_condition::canonical;
use super::{dialogue, lint, lint_words};
use crate::diagnostic::{Code, Diagnostic, FileIx, Level, SourceFile};
use crate::language::{Language, ListedForms, Packs, WordForms};
use crate::text::fold_word;
use crate::transcript::Role;
use crate::units::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// The files of a lexicon in layers; a rule of a later layer replaces that of an earlier one.
#[derive(Clone, Debug, Default)]
pub struct LexiconFiles {
    files: Vec<SourceFile>,
    layers: Vec<u32>,
    topics: Topics,
}

/// Which topics are switched on: files that name one count only with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topics {
    /// Every one.
    All,
    /// These.
    Named(BTreeSet<String>),
}

impl Default for Topics {
    fn default() -> Topics {
        Topics::Named(BTreeSet::new())
    }
}

impl Topics {
    fn is_on(&self, topic: &str) -> bool {
        match self {
            Topics::All => true,
            Topics::Named(names) => names.contains(topic),
        }
    }
}

impl LexiconFiles {
    /// One layer.
    pub fn new(files: Vec<SourceFile>) -> LexiconFiles {
        let mut out = LexiconFiles::default();
        out.add_layer(files);
        out
    }

    /// Adds a layer on top.
    pub fn add_layer(&mut self, files: Vec<SourceFile>) {
        let layer = self.layers.last().map_or(0, |last| last + 1);
        self.layers.resize(self.files.len() + files.len(), layer);
        self.files.extend(files);
    }

    /// Switches topics on.
    pub fn set_topics(&mut self, topics: Topics) {
        self.topics = topics;
    }

    /// All files, as diagnostics number them.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    fn layer(&self, file: FileIx) -> u32 {
        self.layers[file.0 as usize]
    }
}

/// A rule with its phrases written out.
pub(super) struct Draft {
    pub(super) source: RuleSource,
    /// Absent if it could not be read, which has been told.
    pub(super) category: Option<Category>,
    /// Per phrase: as written, and its sequences.
    pub(super) phrases: Vec<(Written<String>, Vec<Sequence>)>,
    pub(super) unless: Vec<(Written<String>, Vec<Sequence>)>,
}

impl Draft {
    /// Every word of every phrase and exclusion, once.
    pub(super) fn patterns(&self) -> impl Iterator<Item = &WordPattern> {
        once(self.phrases.iter().chain(&self.unless))
    }

    /// Whether its words are of those that people write with signs for letters.
    fn may_be_masked(&self) -> bool {
        let is_profane = |category: &Category| category.family() == Family::Profanity;
        self.source.fuzzy && self.category.as_ref().is_some_and(is_profane)
    }
}

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

/// Checks a rule by itself and writes its phrases out.
fn draft(source: RuleSource, files: &LexiconFiles, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    let category = source.category.as_ref().and_then(|written| {
        let category = Category::parse(&written.value);
        if category.is_none() {
            let message = format!("`{}` is no category", written.value);
            let help = "a category is family.kind in small Latin letters; families: complaint, \
                        escalation, abuse, agent, customer, outcome, contact, sales, profanity, \
                        pause";
            diagnostics.push(Diagnostic::new(Code::BadCategory, written.place, message).help(help));
        }
        category
    });
    check_id(&source, category.as_ref(), diagnostics);
    for text in source.caught.iter().chain(&source.quiet) {
        if let Err(why) = dialogue::parse(&text.value, Role::Customer) {
            let help = "write \"C: … / A: …\", with times as \"C 0-2000: …\"";
            diagnostics.push(Diagnostic::new(Code::BadDialogue, text.place, why).help(help));
        }
    }
    let mut write_out = |list: &[Written<String>]| {
        list.iter()
            .filter_map(|phrase| {
                let sequences = sequences(phrase, source.order, files, diagnostics)?;
                Some((phrase.clone(), sequences))
            })
            .collect::<Vec<_>>()
    };
    let phrases = write_out(&source.phrases);
    let unless = write_out(&source.unless);
    Draft { category, phrases, unless, source }
}

fn check_id(source: &RuleSource, category: Option<&Category>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(id) = &source.id else { return };
    if !id.value.split('.').all(is_name) {
        let message = format!("`{}` is no rule id", id.value);
        let help = "an id is small Latin letters, digits and _, in parts joined by dots";
        diagnostics.push(Diagnostic::new(Code::BadId, id.place, message).help(help));
        return;
    }
    // Of a category that is missing or broken nothing begins with it.
    let (Some(written), Some(category)) = (&source.category, category) else { return };
    let inside = id
        .value
        .strip_prefix(category.as_str())
        .is_some_and(|rest| rest.strip_prefix('.').is_some_and(|rest| !rest.is_empty()));
    if !inside {
        let message = format!("`{}` does not begin with its category", id.value);
        diagnostics.push(
            Diagnostic::new(Code::IdOutsideCategory, id.place, message)
                .related(written.place, "the category")
                .help(format!("call it {category}.name")),
        );
    }
}

/// A phrase as sequences of slots; errors are placed inside the phrase.
fn sequences(
    phrase: &Written<String>,
    order: Order,
    files: &LexiconFiles,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<Sequence>> {
    let file = &files.files()[phrase.place.file.0 as usize];
    let items: Vec<Item> = match phrase::parse(&phrase.value) {
        Ok(items) => items,
        Err(errors) => {
            diagnostics.extend(errors.into_iter().map(|error| {
                let place = source::inside(phrase, file, error.span);
                Diagnostic::new(error.code, place, error.message).help(error.help)
            }));
            return None;
        }
    };
    let (code, message, help) = match variant::expand(&items, order) {
        Ok(sequences) => return Some(sequences),
        Err(ExpandError::Empty) => (
            Code::EmptyPhrase,
            "the phrase has no word that must be there",
            "a phrase needs at least one word outside of [ ]",
        ),
        Err(ExpandError::OpenGap) => (
            Code::PhraseSyntax,
            "`..` does not stand between two words",
            "a gap has a word before and after it",
        ),
        Err(ExpandError::TooMany) => (
            Code::TooManyVariants,
            "the phrase stands for too many sequences of words",
            "at most 1,000 sequences of 16 words (8 in free order); split the phrase",
        ),
    };
    let whole = Span::new(0, phrase.value.len() as u32);
    let place = source::inside(phrase, file, whole);
    diagnostics.push(Diagnostic::new(code, place, message).help(help));
    None
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

/// The words of phrases, each where it comes first: a phrase that stands for many sequences has the
/// same words in all of them.
fn once<'d>(
    phrases: impl Iterator<Item = &'d (Written<String>, Vec<Sequence>)>,
) -> impl Iterator<Item = &'d WordPattern> {
    let words = phrases.flat_map(|(_, s)| s).flat_map(|s| s.slots.iter().flatten());
    let mut seen = FxHashSet::default();
    words.filter(move |word| seen.insert(*word))
}

/// Numbers words, slots and variants. Nothing can be wrong any more.
fn assemble(drafts: Vec<Draft>, meanings: &Meanings, score: Score, packs: &Packs) -> Lexicon {
    let mut words = VocabularyBuilder::default();
    for draft in &drafts {
        for pattern in draft.patterns() {
            words.ask(draft.source.language, pattern, meanings);
            if draft.may_be_masked() {
                words.mask(draft.source.language, pattern);
            }
        }
    }
    let Built { vocabulary, fuzzy, meanings: ids } = words.build();
    let mut variants = VariantTable::new(&ids, &fuzzy);
    let mut rules = Vec::with_capacity(drafts.len());
    let mut unless_variants: Vec<Vec<VariantIx>> = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.iter().enumerate() {
        let rule = RuleIx(at as u32);
        variants.add(draft, rule, &draft.phrases, Use::Phrase);
        let unless_from = variants.variants.len();
        variants.add(draft, rule, &draft.unless, Use::Unless);
        let of_rule = unless_from..variants.variants.len();
        unless_variants.push(of_rule.map(|variant| VariantIx(variant as u32)).collect());
    }
    let VariantTable { variants, slots, uses, .. } = variants;
    for (draft, unless_variants) in drafts.into_iter().zip(unless_variants) {
        rules.push(finish_rule(draft, unless_variants, meanings));
    }
    let searched = |ix: VariantIx| matches!(uses[ix.0 as usize].used_as, Use::Phrase(_));
    let matcher = Matcher::new(variants, slots, &vocabulary, searched);
    let packs = packs.clone();
    let evaluation_order = Vec::new();
    Lexicon {
        rules,
        uses,
        matcher,
        vocabulary,
        fuzzy,
        packs,
        evaluation_order,
        score,
        announcements: Announcements::default(),
        categories: BTreeMap::new(),
        topics: BTreeSet::new(),
        hash: String::new(),
    }
}

/// Variants and slots as they are numbered; equal slots share a number.
struct VariantTable<'a> {
    meanings: &'a BTreeMap<Asked, Vec<WordId>>,
    fuzzy: &'a Fuzzy,
    variants: Vec<Variant>,
    uses: Vec<VariantUse>,
    slots: Vec<Vec<WordId>>,
    /// Of words that phrases write alike, and of those that come to the same ids.
    written: FxHashMap<WrittenSlot<'a>, SlotIx>,
    slot_numbers: FxHashMap<Vec<WordId>, SlotIx>,
}

/// Language, words, whether misheard and whether masked ones count.
type WrittenSlot<'a> = (Option<Language>, &'a BTreeSet<WordPattern>, bool, bool);

impl<'a> VariantTable<'a> {
    fn new(meanings: &'a BTreeMap<Asked, Vec<WordId>>, fuzzy: &'a Fuzzy) -> VariantTable<'a> {
        VariantTable {
            meanings,
            fuzzy,
            variants: Vec::new(),
            uses: Vec::new(),
            slots: Vec::new(),
            written: FxHashMap::default(),
            slot_numbers: FxHashMap::default(),
        }
    }

    fn add(
        &mut self,
        draft: &Draft,
        rule: RuleIx,
        phrases: &'a [(Written<String>, Vec<Sequence>)],
        used_as: fn(PhraseIx) -> Use,
    ) {
        for (at, (_, sequences)) in phrases.iter().enumerate() {
            let used_as = used_as(PhraseIx(at as u32));
            let options = match used_as {
                Use::Phrase(_) => draft.source.options.get(at),
                Use::Unless(_) => None,
            };
            let fuzzy = draft.source.fuzzy && options.is_none_or(|of| of.fuzzy);
            for sequence in sequences {
                let slots = sequence.slots.iter();
                let slots: Vec<SlotIx> = slots.map(|slot| self.slot(draft, fuzzy, slot)).collect();
                let order = draft.source.order;
                let mut gaps = sequence.gaps.clone();
                if order == Order::Free {
                    let widest = gaps.iter().copied().max().unwrap_or(0);
                    gaps.fill(widest);
                }
                self.uses.push(VariantUse {
                    rule,
                    used_as,
                    negates_itself: sequence.negates_itself(),
                    negation: options.and_then(|of| of.negation).unwrap_or(draft.source.negation),
                });
                let values = sequence.values();
                self.variants.push(Variant { slots, gaps, order, values });
            }
        }
    }

    fn slot(&mut self, draft: &Draft, fuzzy: bool, patterns: &'a BTreeSet<WordPattern>) -> SlotIx {
        let masked = fuzzy && draft.may_be_masked();
        let written = (draft.source.language, patterns, fuzzy, masked);
        if let Some(slot) = self.written.get(&written) {
            return *slot;
        }
        let mut words: Vec<WordId> = Vec::new();
        for pattern in patterns {
            let meant = &self.meanings[&(draft.source.language, pattern.clone())];
            words.extend(meant);
            if fuzzy && matches!(pattern, WordPattern::Forms(_) | WordPattern::Hinted(..)) {
                words.extend(meant.iter().filter_map(|id| self.fuzzy.twin(*id)));
            }
            if masked {
                words.extend(meant.iter().filter_map(|id| self.fuzzy.mask(*id)));
            }
        }
        words.sort_unstable();
        words.dedup();
        let next = SlotIx(self.slots.len() as u32);
        let slot = *self.slot_numbers.entry(words).or_insert_with_key(|words| {
            self.slots.push(words.clone());
            next
        });
        self.written.insert(written, slot);
        slot
    }
}

fn finish_rule(draft: Draft, unless_variants: Vec<VariantIx>, meanings: &Meanings) -> Rule {
    let revision = revision(&draft, meanings);
    let source = draft.source;
    Rule {
        id: source.id.expect("a rule without an id is an error").value,
        title: source.title,
        language: source.language,
        topic: source.topic,
        category: draft.category.expect("a rule without a category is an error"),
        severity: source.severity,
        weight: Weight::ZERO,
        listen: source.listen,
        negation: source.negation,
        window: source.window,
        at_least: source.at_least,
        phrases: draft.phrases.into_iter().map(|(phrase, _)| phrase.value).collect(),
        unless: draft.unless.into_iter().map(|(phrase, _)| phrase.value).collect(),
        unless_variants,
        condition: None,
        revision,
        caught: source.caught,
        quiet: source.quiet,
    }
}

/// Over everything that decides what the rule finds and what is said of it, in the names that
/// authors write: how the engine calls things and how a file is laid out change no revision.
fn revision(draft: &Draft, meanings: &Meanings) -> String {
    let source = &draft.source;
    let mut hash = PartsHash::default();
    hash.part(source.name());
    hash.part(&source.title);
    hash.part(source.category_name());
    hash.part(&source.severity.to_string());
    hash.part(name_in(SPEAKERS, &source.listen));
    hash.part(name_in(ORDERS, &source.order));
    hash.part(name_in(NEGATIONS, &source.negation));
    hash.part(&source.window.map_or_else(String::new, window_name));
    hash.part(&source.at_least.to_string());
    hash.part(&source.when.as_ref().map_or_else(String::new, canonical));
    if !source.fuzzy {
        hash.part("fuzzy = false");
    }
    for (at, options) in source.options.iter().enumerate() {
        if let Some(negation) = &options.negation {
            hash.part(&format!("phrase {at} negation {}", name_in(NEGATIONS, negation)));
        }
        if !options.fuzzy {
            hash.part(&format!("phrase {at} not fuzzy"));
        }
    }
    let mut unless: Vec<_> = draft.unless.iter().collect();
    unless.sort_by_key(|(phrase, _)| &phrase.value);
    for list in [draft.phrases.iter().collect(), unless] {
        hash.parts(list.iter().map(|(phrase, _)| phrase.value.as_str()));
        for pattern in once(list.into_iter()) {
            if let Some(digest) = meanings.digest(source.language, pattern) {
                hash.part(digest);
            }
        }
    }
    let mut hex = hash.hex();
    hex.truncate(12);
    hex
}

fn window_name(window: Window) -> String {
    let (side, extent) = match window {
        Window::First(extent) => ("first", extent),
        Window::Last(extent) => ("last", extent),
    };
    match extent {
        Extent::Time(ms) => format!("{side} {ms} ms"),
        Extent::Percent(percent) => format!("{side} {percent} %"),
        Extent::Turns(turns) => format!("{side} {turns} turns"),
    }
}

fn lexicon_hash(lexicon: &Lexicon) -> String {
    let mut hash = PartsHash::default();
    for rule in &lexicon.rules {
        hash.part(&rule.id);
        hash.part(&rule.revision);
        hash.part(&rule.weight.to_string());
    }
    hash.part(&format!("{:?}", lexicon.score));
    for text in lexicon.announcements.digest() {
        hash.part(&text);
    }
    for (word, classes) in crate::language::little_words() {
        hash.part(word);
        hash.part(&format!("{classes:?}"));
    }
    for (said, standard) in crate::language::colloquial() {
        hash.part(said);
        hash.part(standard);
    }
    format!("sha256:{}", hash.hex())
}
