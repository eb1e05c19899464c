//! A phrase written out: each variant is one sequence of slots, without brackets.

use super::matcher::ValueKinds;
use super::phrase::{Item, WordPattern};
use crate::language::Language;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Variants one phrase may stand for.
pub(super) const MAX_VARIANTS: usize = 1_000;
/// Slots of one variant.
pub(super) const MAX_SLOTS: usize = 16;
/// Slots of one variant in free order, whose subsets are walked.
pub(super) const MAX_FREE_SLOTS: usize = 8;

/// Whether the words of a phrase come as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// As written.
    Fixed,
    /// In any order.
    Free,
}

/// One sequence a phrase stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Sequence {
    /// What may stand at each place.
    pub(super) slots: Vec<BTreeSet<WordPattern>>,
    /// `gaps[i]`: content words allowed between slots `i` and `i + 1`.
    pub(super) gaps: Vec<u8>,
}

impl Sequence {
    /// Whether a word of the sequence is a negator, as the author spells it.
    pub(super) fn negates_itself(&self) -> bool {
        // Negators share slots with negators only; see `one_of`.
        self.slots.iter().any(|slot| slot.iter().any(is_negator))
    }

    /// The kinds of values the sequence asks for.
    pub(super) fn values(&self) -> ValueKinds {
        let words = self.slots.iter().flatten();
        words.filter_map(WordPattern::value).collect()
    }
}

/// Whether a word of a phrase is spelled like a negator; a star is no word.
fn is_negator(word: &WordPattern) -> bool {
    let (WordPattern::Forms(spelling)
    | WordPattern::Hinted(spelling, _)
    | WordPattern::Exact(spelling)) = word
    else {
        return false;
    };
    static NEGATORS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let lists = Language::ALL.into_iter().map(|language| language.little_words().negators);
        lists.flat_map(str::split_whitespace).collect()
    });
    NEGATORS.contains(spelling.as_str())
}

/// Why a phrase cannot be written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExpandError {
    /// More than [`MAX_VARIANTS`], or too many words in one.
    TooMany,
    /// A gap at the begin or end of a variant.
    OpenGap,
    /// A variant without words.
    Empty,
}

/// One step of a sequence while it is being written out.
#[derive(Clone)]
enum Step {
    Slot(BTreeSet<WordPattern>),
    Gap(u8),
}

/// Writes a phrase out, the variants in the order of the alternatives.
pub(super) fn expand(items: &[Item], order: Order) -> Result<Vec<Sequence>, ExpandError> {
    let mut sequences = Vec::new();
    for steps in expand_items(items)? {
        let sequence = close(steps)?;
        let most = if order == Order::Free { MAX_FREE_SLOTS } else { MAX_SLOTS };
        if sequence.slots.len() > most {
            return Err(ExpandError::TooMany);
        }
        if !sequences.contains(&sequence) {
            sequences.push(sequence);
        }
    }
    Ok(sequences)
}

fn expand_items(items: &[Item]) -> Result<Vec<Vec<Step>>, ExpandError> {
    let mut all: Vec<Vec<Step>> = vec![Vec::new()];
    for item in items {
        let ways: Vec<Vec<Step>> = match item {
            Item::Word(word) => vec![vec![Step::Slot(BTreeSet::from([word.clone()]))]],
            Item::Gap(words) => vec![vec![Step::Gap(*words)]],
            Item::OneOf(branches) => one_of(branches)?,
            Item::Optional(inner) => {
                let mut ways = expand_items(inner)?;
                ways.push(Vec::new());
                ways
            }
        };
        if all.len() * ways.len() > MAX_VARIANTS {
            return Err(ExpandError::TooMany);
        }
        let joined = all.iter().flat_map(|before| ways.iter().map(|way| join(before, way)));
        all = joined.collect::<Result<_, _>>()?;
    }
    Ok(all)
}

/// One after the other. What gets too long is refused here, before a long phrase is copied once for
/// each of its words.
fn join(before: &[Step], after: &[Step]) -> Result<Vec<Step>, ExpandError> {
    let mut steps = before.to_vec();
    for step in after {
        match (steps.last_mut(), step) {
            (Some(Step::Gap(words)), Step::Gap(more)) => *words = (*words).max(*more),
            (Some(_) | None, _) => steps.push(step.clone()),
        }
    }
    // Between two slots is one gap at most, and one before and behind all of them.
    if steps.len() > 2 * MAX_SLOTS + 1 { Err(ExpandError::TooMany) } else { Ok(steps) }
}

/// Alternatives that are single words share one slot, so that they do not multiply variants;
/// negators have one of their own, since they decide what may negate the phrase, and so has each
/// value, since it decides how the text is read.
fn one_of(branches: &[Vec<Item>]) -> Result<Vec<Vec<Step>>, ExpandError> {
    let [mut slot, mut negators] = [BTreeSet::new(), BTreeSet::new()];
    let mut ways = Vec::new();
    for branch in branches {
        match branch.as_slice() {
            [Item::Word(WordPattern::Value(_))] => ways.extend(expand_items(branch)?),
            [Item::Word(word)] if is_negator(word) => {
                negators.insert(word.clone());
            }
            [Item::Word(word)] => {
                slot.insert(word.clone());
            }
            longer => ways.extend(expand_items(longer)?),
        }
    }
    for slot in [negators, slot] {
        if !slot.is_empty() {
            ways.insert(0, vec![Step::Slot(slot)]);
        }
    }
    Ok(ways)
}

/// Turns steps into slots with a gap between each two; of gaps in a row the widest counts.
fn close(steps: Vec<Step>) -> Result<Sequence, ExpandError> {
    let mut slots = Vec::new();
    let mut gaps = Vec::new();
    let mut pending: Option<u8> = None;
    for step in steps {
        match step {
            Step::Gap(words) => pending = Some(pending.unwrap_or(0).max(words)),
            Step::Slot(slot) => {
                if !slots.is_empty() {
                    gaps.push(pending.unwrap_or(0));
                } else if pending.is_some() {
                    return Err(ExpandError::OpenGap);
                }
                pending = None;
                slots.push(slot);
            }
        }
    }
    match (slots.is_empty(), pending) {
        (true, _) => Err(ExpandError::Empty),
        (false, Some(_)) => Err(ExpandError::OpenGap),
        (false, None) => Ok(Sequence { slots, gaps }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::phrase::parse;

    /// Every variant as text: slots with their words, gaps where they are not 0.
    fn variants(phrase: &str) -> Result<Vec<String>, ExpandError> {
        let sequences = expand(&parse(phrase).unwrap(), Order::Fixed)?;
        let slot = |slot: &BTreeSet<WordPattern>| {
            let words = slot.iter().map(|word| match word {
                WordPattern::Forms(w)
                | WordPattern::Hinted(w, _)
                | WordPattern::Exact(w)
                | WordPattern::Prefix(w) => w.as_str(),
                WordPattern::Value(kind) => kind.name(),
            });
            words.collect::<Vec<_>>().join("/")
        };
        let show = |sequence: &Sequence| {
            let mut out = slot(&sequence.slots[0]);
            for (gap, next) in sequence.gaps.iter().zip(&sequence.slots[1..]) {
                let gap = if *gap == 0 { " ".to_owned() } else { format!(" {gap} ") };
                out = out + &gap + &slot(next);
            }
            out
        };
        Ok(sequences.iter().map(show).collect())
    }

    #[test]
    fn written_out() {
        assert_eq!(variants("a (b|c) d").unwrap(), ["a b/c d"]);
        assert_eq!(variants("a (b|c e) d").unwrap(), ["a b d", "a c e d"]);
        assert_eq!(variants("a [b] c").unwrap(), ["a b c", "a c"]);
        assert_eq!(variants("a .. [b ..5] c").unwrap(), ["a 3 b 5 c", "a 3 c"]);
        assert_eq!(variants("a [.. b] c").unwrap(), ["a 3 b c", "a c"]);
        assert_eq!(variants("a ..2 [..5] ..1 b").unwrap(), ["a 5 b", "a 2 b"]);
        assert_eq!(
            variants(&".. ".repeat(20_000).replacen("..", "a", 1)),
            Err(ExpandError::OpenGap)
        );
        assert_eq!(variants(&"a ".repeat(16)).unwrap().len(), 1);
        assert_eq!(variants("(a|a)").unwrap(), ["a"]);
        assert_eq!(variants("(a|{date}|b) c").unwrap(), ["a/b c", "date c"]);
        assert_eq!(variants("(a|не|b|нет) c").unwrap(), ["a/b c", "не/нет c"]);
    }

    #[test]
    fn negators_of_their_own() {
        for (phrase, negates) in [
            ("не c", vec![true]),
            ("=не c", vec![true]),
            ("нет* c", vec![false]),
            ("(a|не) c", vec![false, true]),
            ("[никогда] c", vec![true, false]),
        ] {
            let sequences = expand(&parse(phrase).unwrap(), Order::Fixed).unwrap();
            let found: Vec<bool> = sequences.iter().map(Sequence::negates_itself).collect();
            assert_eq!(found, negates, "{phrase}");
        }
    }

    #[test]
    fn what_cannot_be_written_out() {
        assert_eq!(variants(""), Err(ExpandError::Empty));
        assert_eq!(variants("[a]"), Err(ExpandError::Empty));
        assert_eq!(variants(".. a"), Err(ExpandError::OpenGap));
        assert_eq!(variants("a [..]"), Err(ExpandError::OpenGap));
        assert_eq!(variants(&"[a b] ".repeat(12)), Err(ExpandError::TooMany));
        assert_eq!(variants(&"a ".repeat(17)), Err(ExpandError::TooMany));
        assert_eq!(variants(&"a .. ".repeat(17)), Err(ExpandError::TooMany));
        assert_eq!(variants(&"a .. ".repeat(16)), Err(ExpandError::OpenGap));
        // These took minutes.
        assert_eq!(variants(&"a ".repeat(20_000)), Err(ExpandError::TooMany));
        assert_eq!(variants(&"(a|b c) .. ".repeat(20_000)), Err(ExpandError::TooMany));
    }
}
