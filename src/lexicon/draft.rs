//! A rule checked by itself, with its phrases written out.

use super::category::{Category, Family, is_name};
use super::dialogue;
use super::layers::LexiconFiles;
use super::phrase::{self, Item, WordPattern};
use super::source::{RuleSource, TextPlace};
use super::variant::{self, ExpandError, Order, Sequence};
use crate::diagnostic::table::Written;
use crate::diagnostic::{Code, Diagnostic};
use crate::transcript::Role;
use crate::units::Span;
use rustc_hash::FxHashSet;

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
    pub(super) fn may_be_masked(&self) -> bool {
        let is_profane = |category: &Category| category.family() == Family::Profanity;
        self.source.fuzzy && self.category.as_ref().is_some_and(is_profane)
    }
}

/// Checks a rule by itself and writes its phrases out.
pub(super) fn draft(
    source: RuleSource,
    files: &LexiconFiles,
    diagnostics: &mut Vec<Diagnostic>,
) -> Draft {
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
            // A long phrase may have as many errors as letters, so it is looked up once for all.
            let text = TextPlace::new(phrase, file);
            diagnostics.extend(errors.into_iter().map(|error| {
                let place = text.of(error.span);
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
    let place = TextPlace::new(phrase, file).of(whole);
    diagnostics.push(Diagnostic::new(code, place, message).help(help));
    None
}

/// The words of phrases, each where it comes first: a phrase that stands for many sequences has the
/// same words in all of them.
pub(super) fn once<'d>(
    phrases: impl Iterator<Item = &'d (Written<String>, Vec<Sequence>)>,
) -> impl Iterator<Item = &'d WordPattern> {
    let words = phrases.flat_map(|(_, s)| s).flat_map(|s| s.slots.iter().flatten());
    let mut seen = FxHashSet::default();
    words.filter(move |word| seen.insert(*word))
}
