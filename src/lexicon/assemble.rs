//! Numbers words, slots and variants, and puts the lexicon together. Nothing can be wrong any more.

use super::announcement::Announcements;
use super::by_word::ByWord;
use super::draft::Draft;
use super::fuzzy::Fuzzy;
use super::matcher::{Matcher, VariantIx};
use super::meanings::Meanings;
use super::phrase::WordPattern;
use super::revision::revision;
use super::rule::{Lexicon, PhraseIx, Rule, RuleIx, Use, VariantUse};
use super::score::{Score, Weight};
use super::slots::SlotIx;
use super::variant::{Order, Sequence};
use super::variants::WrittenVariant;
use super::vocabulary::{Built, VocabularyBuilder, WordId};
use crate::diagnostic::table::Written;
use crate::language::{Language, Packs};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// The lexicon of these drafts, without what other rules and files say of them.
pub(super) fn assemble(
    drafts: Vec<Draft>,
    meanings: &Meanings,
    score: Score,
    packs: &Packs,
) -> Lexicon {
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
    let matcher = Matcher::new(&variants, &slots, &vocabulary, searched);
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
        protocols: Vec::new(),
        protocol_digests: Vec::new(),
        topics: BTreeSet::new(),
        hash: String::new(),
    }
}

/// Variants and slots as they are numbered; equal slots share a number.
struct VariantTable<'a> {
    meanings: &'a ByWord<Vec<WordId>>,
    fuzzy: &'a Fuzzy,
    variants: Vec<WrittenVariant>,
    uses: Vec<VariantUse>,
    slots: Vec<Vec<WordId>>,
    /// Of words that phrases write alike, and of those that come to the same ids.
    written: FxHashMap<WrittenSlot<'a>, SlotIx>,
    slot_numbers: FxHashMap<Vec<WordId>, SlotIx>,
}

/// Language, words, whether misheard and whether masked ones count.
type WrittenSlot<'a> = (Option<Language>, &'a BTreeSet<WordPattern>, bool, bool);

impl<'a> VariantTable<'a> {
    fn new(meanings: &'a ByWord<Vec<WordId>>, fuzzy: &'a Fuzzy) -> VariantTable<'a> {
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
                self.variants.push(WrittenVariant { slots, gaps, order, values });
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
            let meant = self.meanings.get(draft.source.language, pattern);
            let meant = meant.expect("every word of every phrase was asked for");
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
