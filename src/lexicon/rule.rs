//! The compiled lexicon: rules, their phrases, and what finds them.

use super::announcement::Announcements;
use super::category::Category;
use super::category_text::CategoryText;
use super::condition::Condition;
use super::fuzzy::Fuzzy;
use super::matcher::{Matcher, VariantIx};
use super::protocol::Protocol;
use super::score::{Score, Weight};
use super::source::{Listen, Negation, Window};
use super::texts;
use super::vocabulary::Vocabulary;
use crate::diagnostic::table::Written;
use crate::language::{Language, Packs};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Number of a rule in its lexicon; rules are sorted by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleIx(pub u32);

/// Number of a phrase in its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PhraseIx(pub u32);

/// Rules a condition names at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSet {
    /// The id, category or family as written.
    pub name: String,
    /// The rules, sorted.
    pub rules: Vec<RuleIx>,
}

/// One thing to find.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// Stable id.
    pub id: String,
    /// What people see.
    pub title: String,
    /// Language of its phrases; `None` for all.
    pub language: Option<Language>,
    /// Counts only where this topic is switched on.
    pub topic: Option<String>,
    /// What kind of thing it is.
    pub category: Category,
    /// 0 (an observation) to 5.
    pub severity: u8,
    /// What it adds to the complaint score of a call it matches.
    pub weight: Weight,
    /// Whose turns count.
    pub listen: Listen,
    /// What a negation does.
    pub negation: Negation,
    /// Where in the call.
    pub window: Option<Window>,
    /// How many counting matches are needed.
    pub at_least: u32,
    /// Phrases as written.
    #[serde(with = "texts")]
    pub phrases: Vec<String>,
    /// Exclusions as written.
    #[serde(with = "texts")]
    pub unless: Vec<String>,
    /// Variants of the exclusions.
    pub unless_variants: Vec<VariantIx>,
    /// What must be true besides.
    pub condition: Option<Condition<RuleSet>>,
    /// Changes when what the rule finds or says of it changes; 12 hex digits.
    pub revision: String,
    /// Utterances it must find. They are not stored: a lexicon that is read back is for use, not for tests.
    #[serde(skip)]
    pub caught: Vec<Written<String>>,
    /// Utterances it must not find; not stored either.
    #[serde(skip)]
    pub quiet: Vec<Written<String>>,
}

/// What a variant is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Use {
    /// A match of its rule, by this phrase.
    Phrase(PhraseIx),
    /// Takes matches of its rule back.
    Unless(PhraseIx),
}

/// Which rule a variant belongs to, and as what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantUse {
    /// The rule.
    pub rule: RuleIx,
    /// As what.
    pub used_as: Use,
    /// The phrase says a negation itself, and is not cancelled by another one.
    pub negates_itself: bool,
    /// What a negation does to the phrase.
    pub negation: Negation,
}

/// Everything to find. Immutable, shared by all threads.
#[derive(Debug, Serialize, Deserialize)]
pub struct Lexicon {
    pub(super) rules: Vec<Rule>,
    pub(super) uses: Vec<VariantUse>,
    pub(super) matcher: Matcher,
    pub(super) vocabulary: Vocabulary,
    pub(super) fuzzy: Fuzzy,
    /// Read in place, never stored.
    #[serde(skip, default = "no_packs")]
    pub(super) packs: Packs,
    pub(super) evaluation_order: Vec<RuleIx>,
    pub(super) score: Score,
    pub(super) announcements: Announcements,
    pub(super) categories: BTreeMap<Category, CategoryText>,
    pub(super) protocols: Vec<Protocol<RuleSet>>,
    /// What decides the answers of each protocol, for the hash.
    pub(super) protocol_digests: Vec<String>,
    pub(super) topics: BTreeSet<String>,
    pub(super) hash: String,
}

fn no_packs() -> Packs {
    Packs::none().clone()
}

impl Lexicon {
    /// All rules, sorted by id.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// One rule.
    pub fn rule(&self, ix: RuleIx) -> &Rule {
        &self.rules[ix.0 as usize]
    }

    /// The rule of an id.
    pub fn rule_by_id(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// What a variant of the matcher is for.
    pub fn variant_use(&self, variant: VariantIx) -> VariantUse {
        self.uses[variant.0 as usize]
    }

    /// What each variant of the matcher is for, in their order.
    pub fn variant_uses(&self) -> &[VariantUse] {
        &self.uses
    }

    /// Finds the phrases.
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// Knows the words.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Knows what misheard words were meant to be.
    pub fn fuzzy(&self) -> &Fuzzy {
        &self.fuzzy
    }

    /// The dictionaries it was compiled with.
    pub fn packs(&self) -> &Packs {
        &self.packs
    }

    /// Rules in an order in which every rule comes after those its condition asks for.
    pub fn evaluation_order(&self) -> &[RuleIx] {
        &self.evaluation_order
    }

    /// What machines say word for word.
    pub fn announcements(&self) -> &Announcements {
        &self.announcements
    }

    /// What people read of a category; `None` if no file says it.
    pub fn category_text(&self, category: &Category) -> Option<&CategoryText> {
        self.categories.get(category)
    }

    /// All protocols, sorted by id.
    pub fn protocols(&self) -> &[Protocol<RuleSet>] {
        &self.protocols
    }

    /// The protocol of a name.
    pub fn protocol(&self, id: &str) -> Option<&Protocol<RuleSet>> {
        self.protocols.iter().find(|protocol| protocol.id == id)
    }

    /// Every topic that its files name, switched on or not.
    pub fn topics(&self) -> &BTreeSet<String> {
        &self.topics
    }

    /// What findings weigh.
    pub fn score(&self) -> &Score {
        &self.score
    }

    /// `sha256:` and 64 hex digits over everything that decides what is found.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}
