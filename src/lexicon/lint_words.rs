//! What there is to say of single words: where their forms come from, and what will not be found.

use super::draft::Draft;
use super::layers::LexiconFiles;
use super::meanings::{Meanings, inflected};
use super::phrase::WordPattern;
use super::source::TextPlace;
use crate::diagnostic::table::Written;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::language::pack::Lexeme;
use crate::language::{Language, Meaning, Origin, Packs};
use crate::text::Words;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Forms of one word beyond which something must be wrong; the richest verbs have about 300.
const MANY_FORMS: usize = 1_000;

/// Looks at every word once, at the first phrase that has it.
pub(super) fn words(
    drafts: &[Draft],
    files: &LexiconFiles,
    meanings: &Meanings,
    packs: &Packs,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut seen: FxHashSet<(Option<Language>, &WordPattern)> = FxHashSet::default();
    for draft in drafts {
        let language = draft.source.language;
        for (phrase, sequences) in draft.phrases.iter().chain(&draft.unless) {
            // Read again once for all of its words: a phrase may have thousands.
            let mut places = None;
            for pattern in sequences.iter().flat_map(|s| s.slots.iter().flatten()) {
                let Some((word, _)) = inflected(pattern) else { continue };
                if !seen.insert((language, pattern)) {
                    continue;
                }
                let Some(meaning) = meanings.get(language, pattern) else { continue };
                let place = || {
                    let places = places.get_or_insert_with(|| places_of(phrase, files));
                    places.get(word).copied().unwrap_or(phrase.place)
                };
                about(word, meaning, place, packs, diagnostics);
            }
        }
    }
}

/// Where each word of a phrase stands first, by its folded spelling.
fn places_of(phrase: &Written<String>, files: &LexiconFiles) -> BTreeMap<String, Place> {
    let text = TextPlace::new(phrase, &files.files()[phrase.place.file.0 as usize]);
    let mut words = Words::new();
    words.push_text(&phrase.value);
    let mut places = BTreeMap::new();
    for word in words.as_slice() {
        places.entry(words.folded(word).to_owned()).or_insert_with(|| text.of(word.source()));
    }
    places
}

fn about(
    word: &str,
    meaning: &Meaning,
    mut place: impl FnMut() -> Place,
    packs: &Packs,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut say = |code, message: String, help: String| {
        diagnostics.push(Diagnostic::new(code, place(), message).help(help));
    };
    if has_two_scripts(word) {
        let message = format!("`{word}` is written in two alphabets");
        let help = "only this very spelling will be found; write the word in one alphabet";
        return say(Code::TwoScripts, message, help.into());
    }
    let forms = meaning.forms().count();
    if forms > MANY_FORMS {
        let message = format!("`{word}` stands for {forms} forms");
        let help = "all of them will be found; list fewer under [forms], or write =word";
        say(Code::ManyForms, message, help.into());
    }
    if packs.is_empty() {
        return;
    }
    if meaning.taken.is_empty() {
        if word.chars().all(|c| c.is_ascii_digit()) {
            return;
        }
        let message = format!("no dictionary has `{word}`, and no known word is like it");
        let help = "only this spelling will be found; list its forms under [forms], or write =word";
        say(Code::NoForms, message, help.into());
    } else if matches!(meaning.taken.first(), Some((Origin::Analogy(_), _))) {
        let message = format!("no dictionary has `{word}`: it is inflected like words that end so");
        let help = format!("look at `callsift forms {word}`; [forms] can list the right ones");
        say(Code::ByAnalogy, message, help);
    } else if let Some(other) = unlike(meaning) {
        let taken: Vec<String> = own(meaning).map(named).collect();
        let message = format!("`{word}` is taken for {}", taken.join(" and "));
        let help = format!("it could be {}; say which as {word}/noun, {word}/verb …", named(other));
        say(Code::SeveralLexemes, message, help);
    }
}

/// Taken lexemes but those of the other aspect.
fn own(meaning: &Meaning) -> impl Iterator<Item = &Lexeme> {
    let of_word = meaning.taken.iter().filter(|(o, _)| !matches!(o, Origin::Aspect(_)));
    of_word.map(|(_, lexeme)| lexeme)
}

/// A lexeme of another kind than the first one taken, whether it was taken too or not.
fn unlike(meaning: &Meaning) -> Option<&Lexeme> {
    let first = own(meaning).next()?;
    let others = own(meaning).skip(1).chain(&meaning.passed_over);
    let differs = |other: &&Lexeme| other.part != first.part || other.base != first.base;
    others.into_iter().filter(|other| first.part.is_open() && other.part.is_open()).find(differs)
}

fn named(lexeme: &Lexeme) -> String {
    format!("{} ({})", lexeme.base, lexeme.part)
}

fn has_two_scripts(word: &str) -> bool {
    let cyrillic = word.chars().any(|c| ('\u{400}'..='\u{52f}').contains(&c));
    cyrillic && word.chars().any(|c| c.is_ascii_alphabetic())
}
