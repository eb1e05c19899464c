//! Warnings: a lexicon that can be used and may not do what was meant.

use super::draft::Draft;
use super::phrase::WordPattern;
use super::source::FormsSource;
use super::variant::{Order, Sequence};
use crate::diagnostic::table::Written;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{Language, WordClasses, little_words};
use crate::text::fold_word;
use rustc_hash::{FxHashMap, FxHashSet};

/// Looks at every rule by itself.
pub(super) fn drafts(drafts: &[Draft], diagnostics: &mut Vec<Diagnostic>) {
    let fillers: FxHashSet<&str> = little_words()
        .filter(|(_, classes)| classes.intersects(WordClasses::FILLER))
        .map(|(word, _)| word)
        .collect();
    for draft in drafts {
        untested(draft, diagnostics);
        let begins = by_begin(draft);
        for (at, (phrase, sequences)) in draft.phrases.iter().enumerate() {
            let warn = |code, message: &str| Diagnostic::new(code, phrase.place, message);
            if sequences.iter().any(|s| s.slots.iter().all(|slot| slot.iter().all(too_short))) {
                let help = "a word of one or two letters is in every call; add a word to it";
                diagnostics.push(warn(Code::TooShort, "the phrase is too short").help(help));
            } else if sequences
                .iter()
                .any(|s| s.slots.iter().flatten().all(|w| is_filler(w, &fillers)))
            {
                let help = "fillers are in every call; add a word that carries the meaning";
                let message = "the phrase has nothing but little words";
                diagnostics.push(warn(Code::OnlyFillers, message).help(help));
            }
            if sequences.iter().any(|s| only_values(s, &fillers)) {
                let message = "the phrase has nothing but values and little words";
                let help = "it is found wherever such a value is said; add a word to it";
                diagnostics.push(warn(Code::OnlyValues, message).help(help));
            }
            overlapping(draft, &begins, at, phrase, sequences, diagnostics);
            never(draft, phrase, sequences, diagnostics);
        }
    }
}

fn untested(draft: &Draft, diagnostics: &mut Vec<Diagnostic>) {
    let lacks = match (draft.source.caught.is_empty(), draft.source.quiet.is_empty()) {
        (true, true) => "`caught` and `quiet`",
        (true, false) => "`caught`",
        (false, true) => "`quiet`",
        (false, false) => return,
    };
    let Some(id) = &draft.source.id else { return };
    let message = format!("`{}` has no {lacks}", id.value);
    let help = "add utterances it must find, and some it must not, for `callsift lexicon test`";
    diagnostics.push(Diagnostic::new(Code::Untested, id.place, message).help(help));
}

/// Phrases by number of slots and by each word of their first slot: a phrase that covers another
/// one has its first words, so that not every pair has to be looked at.
type Begins<'d> = FxHashMap<(usize, &'d WordPattern), Vec<usize>>;

fn by_begin(draft: &Draft) -> Begins<'_> {
    let mut begins = Begins::default();
    for (at, (_, sequences)) in draft.phrases.iter().enumerate() {
        for sequence in sequences {
            for word in sequence.slots.iter().take(1).flatten() {
                let list = begins.entry((sequence.slots.len(), word)).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
    }
    begins
}

/// Phrases that an earlier or wider phrase of the same rule makes superfluous.
fn overlapping(
    draft: &Draft,
    begins: &Begins<'_>,
    at: usize,
    phrase: &Written<String>,
    sequences: &[Sequence],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let first = sequences.first().and_then(|s| Some((s.slots.len(), s.slots.first()?.first()?)));
    let near = first.and_then(|begin| begins.get(&begin)).map_or(&[][..], Vec::as_slice);
    for &other_at in near {
        let (other, others) = &draft.phrases[other_at];
        let same = others == sequences;
        if same && other_at < at {
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicatePhrase,
                    phrase.place,
                    "the rule has this phrase already",
                )
                .related(other.place, "here"),
            );
            return;
        }
        let order = draft.source.order;
        let covered = |s: &Sequence| others.iter().any(|o| covers(o, s, order));
        if !same && other_at != at && sequences.iter().all(covered) {
            let message = format!("`{}` finds everything that this phrase finds", other.value);
            diagnostics.push(
                Diagnostic::new(Code::Shadowed, phrase.place, message)
                    .related(other.place, "this one")
                    .help("take one of the two out"),
            );
            return;
        }
    }
}

/// A phrase that an exclusion of its own rule always takes back.
fn never(
    draft: &Draft,
    phrase: &Written<String>,
    sequences: &[Sequence],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let order = draft.source.order;
    for (mask, masks) in &draft.unless {
        if sequences.iter().all(|s| masks.iter().any(|m| covers(m, s, order))) {
            let message = "the phrase can never match";
            diagnostics.push(
                Diagnostic::new(Code::NeverMatches, phrase.place, message)
                    .related(mask.place, "this exclusion takes every match back"),
            );
            return;
        }
    }
}

/// Whether `wide` matches wherever `narrow` does, word for word.
fn covers(wide: &Sequence, narrow: &Sequence, order: Order) -> bool {
    // In free order slots could be permuted; only the plain case is worth a warning.
    let words = wide.slots.len() == narrow.slots.len()
        && wide.slots.iter().zip(&narrow.slots).all(|(wide, narrow)| narrow.is_subset(wide));
    let gaps = match order {
        Order::Fixed => wide.gaps.iter().zip(&narrow.gaps).all(|(wide, narrow)| wide >= narrow),
        Order::Free => wide.gaps.iter().max() >= narrow.gaps.iter().max(),
    };
    words && gaps
}

fn too_short(word: &WordPattern) -> bool {
    spelling(word).is_some_and(|word| word.chars().count() <= 2)
}

fn is_filler(word: &WordPattern, fillers: &FxHashSet<&str>) -> bool {
    spelling(word).is_some_and(|word| fillers.contains(word))
}

/// Whether a value is the only thing of the sequence that is not in every call.
fn only_values(sequence: &Sequence, fillers: &FxHashSet<&str>) -> bool {
    let mut words = sequence.slots.iter().flatten();
    !sequence.values().is_empty() && words.all(|w| w.value().is_some() || is_filler(w, fillers))
}

fn spelling(word: &WordPattern) -> Option<&str> {
    match word {
        WordPattern::Forms(word)
        | WordPattern::Hinted(word, _)
        | WordPattern::Exact(word)
        | WordPattern::Prefix(word) => Some(word),
        WordPattern::Value(_) => None,
    }
}

/// Forms of words that no phrase of their language has.
pub(super) fn forms(drafts: &[Draft], forms: &[FormsSource], diagnostics: &mut Vec<Diagnostic>) {
    if forms.is_empty() {
        return;
    }
    let used: FxHashSet<(Option<Language>, &str)> = drafts
        .iter()
        .flat_map(|draft| {
            let sequences = draft.phrases.iter().chain(&draft.unless).flat_map(|(_, s)| s);
            let words = sequences.flat_map(|s| s.slots.iter().flatten());
            words.filter_map(|word| Some((draft.source.language, spelling(word)?)))
        })
        .collect();
    for source in forms {
        let word = fold_word(&source.word.value);
        if !used.contains(&(source.language, word.as_str())) {
            let message = format!("no phrase has the word `{}`", source.word.value);
            diagnostics.push(Diagnostic::new(Code::UnusedForms, source.word.place, message));
        }
    }
}
