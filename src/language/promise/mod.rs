//! Words by which a promise is told from a question, a condition, a denial, a report of the past and a
//! duty of somebody else.
//!
//! Russian and Ukrainian verbs are listed in the third person of the future, from which the other
//! persons follow; English verbs are told by what stands before them. `docs/promises.md` says how
//! they work together.

mod en;
mod english;
mod ru;
mod uk;
mod verbs;

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Who does what a verb says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// «перезвоню».
    I,
    /// «перезвоним».
    We,
    /// «перезвонит», «перезвонят».
    Other,
    /// «получите»: something is done for the customer.
    You,
}

/// A verb that promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Predicate {
    /// Place of its first word.
    pub first: usize,
    /// Place of its last word, inclusive.
    pub last: usize,
    /// Who does it.
    pub person: Person,
    /// It is denied.
    pub denied: bool,
}

/// What a phrase makes of the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// «если»: what follows, and what it follows, is no promise.
    Condition,
    /// «возможно»: nothing in the sentence is.
    Doubt,
    /// «вам обещали»: what follows was said before.
    Reported,
    /// «вам нужно»: a duty.
    Duty,
    /// «работаем», «действует»: how things are, not what will be done.
    State,
    /// «никто»: denies its clause.
    Nobody,
    /// A question without its sign, wherever it stands.
    Question,
    /// Opens a question where a sentence begins.
    Opener,
    /// May stand before an opener: «скажите», "well".
    Before,
    /// Joins two clauses: «и», "but".
    Joint,
    /// Begins a clause: «что», "that".
    Link,
    /// Somebody who is neither agent nor company: «курьер», "our engineer".
    Somebody,
}

/// How the customer will hear of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// A call.
    Call,
    /// A text message.
    Sms,
    /// Electronic mail.
    Email,
    /// A messenger or a chat.
    Messenger,
    /// A letter on paper.
    Letter,
    /// The app or the account on the site.
    App,
}

impl Channel {
    /// All of them.
    pub const ALL: [Channel; 6] = [
        Channel::Call,
        Channel::Sms,
        Channel::Email,
        Channel::Messenger,
        Channel::Letter,
        Channel::App,
    ];

    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Channel::Call => "call",
            Channel::Sms => "sms",
            Channel::Email => "email",
            Channel::Messenger => "messenger",
            Channel::Letter => "letter",
            Channel::App => "app",
        }
    }
}

/// The words of one language; phrases are one a line, a word that ends in `*` stands for all with this
/// begin.
#[derive(Debug)]
struct Tables {
    /// Phrases of each kind.
    marks: &'static [(Mark, &'static str)],
    /// Words that tell a channel, the surest first.
    channels: &'static [(Channel, &'static str)],
}

/// A phrase of a table.
struct Phrase<T> {
    words: Vec<Pattern>,
    what: T,
}

/// A word of a phrase.
enum Pattern {
    Whole(&'static str),
    Begin(&'static str),
}

impl Pattern {
    fn of(written: &'static str) -> Pattern {
        written.strip_suffix('*').map_or(Pattern::Whole(written), Pattern::Begin)
    }

    fn fits(&self, said: &str) -> bool {
        match self {
            Pattern::Whole(word) => said == *word,
            Pattern::Begin(begin) => said.starts_with(begin),
        }
    }
}

struct Vocabulary {
    marks: Phrases<Mark>,
    channels: Phrases<Channel>,
}

/// Phrases by their first word; those that begin with a begin of a word apart, by its first letter.
struct Phrases<T> {
    whole: FxHashMap<&'static str, Vec<Phrase<T>>>,
    begins: FxHashMap<char, Vec<Phrase<T>>>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let tables = [&ru::TABLES, &uk::TABLES, &en::TABLES];
    Vocabulary {
        marks: Phrases::of(tables.iter().flat_map(|tables| tables.marks)),
        channels: Phrases::of(tables.iter().flat_map(|tables| tables.channels)),
    }
});

impl<T: Copy> Phrases<T> {
    fn of<'a>(lists: impl Iterator<Item = &'a (T, &'static str)>) -> Phrases<T>
    where
        T: 'a,
    {
        let mut all = Phrases { whole: FxHashMap::default(), begins: FxHashMap::default() };
        for (what, list) in lists {
            for line in list.lines() {
                let words: Vec<Pattern> = line.split_whitespace().map(Pattern::of).collect();
                let list = match words.first() {
                    Some(Pattern::Whole(first)) => all.whole.entry(first).or_default(),
                    Some(Pattern::Begin(begin)) => {
                        all.begins.entry(begin.chars().next().unwrap_or('*')).or_default()
                    }
                    None => continue,
                };
                list.push(Phrase { words, what: *what });
            }
        }
        all
    }

    /// The phrases that begin at a place, each with the place of its last word.
    fn at(&self, words: &[&str], at: usize) -> impl Iterator<Item = (T, usize)> {
        let first = words.get(at).copied().unwrap_or_default();
        let whole = self.whole.get(first).into_iter().flatten();
        let fits = move |phrase: &&Phrase<T>| {
            phrase
                .words
                .iter()
                .enumerate()
                .all(|(i, wanted)| wanted.fits(words.get(at + i).copied().unwrap_or_default()))
        };
        let letter = first.chars().next();
        let begins = letter.and_then(|letter| self.begins.get(&letter)).into_iter().flatten();
        whole
            .chain(begins)
            .filter(fits)
            .map(move |phrase| (phrase.what, at + phrase.words.len() - 1))
    }
}

/// The marks of a sentence: what, and the places of the first and the last word.
pub fn marks(words: &[&str]) -> Vec<(Mark, usize, usize)> {
    let at = |at| VOCABULARY.marks.at(words, at).map(move |(mark, last)| (mark, at, last));
    (0..words.len()).flat_map(at).collect()
}

/// The channel that words name; the surest of several.
pub fn channel(words: &[&str]) -> Option<Channel> {
    let at = |at| VOCABULARY.channels.at(words, at).map(|(channel, _)| channel);
    // A message by name is surer than the verb "call" beside it.
    let rank = |channel: &Channel| match channel {
        Channel::App => 0,
        Channel::Messenger => 1,
        Channel::Sms => 2,
        Channel::Email => 3,
        Channel::Letter => 4,
        Channel::Call => 5,
    };
    (0..words.len()).flat_map(at).min_by_key(rank)
}

/// Whether a folded word can be a verb that promises, or stand for one; where none does, there is no
/// promise.
pub fn may_promise(folded: &str) -> bool {
    verbs::person(folded, true).is_some() || english::may_promise(folded)
}

/// The verbs of a sentence that promise, looked for at the places of words that [may](may_promise).
///
/// `ukrainian` says that the speaker speaks Ukrainian: «передзвонить» is a future then, and an
/// infinitive in Russian.
pub fn predicates(
    words: &[&str],
    may_promise: impl IntoIterator<Item = usize>,
    ukrainian: bool,
) -> Vec<Predicate> {
    let mut found: Vec<Predicate> = Vec::new();
    for at in may_promise {
        let slavic = verbs::person(words[at], ukrainian).map(|person| Predicate {
            first: at,
            last: at,
            person,
            denied: denied(words, at),
        });
        found.extend(slavic.or_else(|| english::predicate(words, at)));
    }
    found
}

/// Whether a Slavic verb is denied: «не перезвоню», «не вам перезвоню».
fn denied(words: &[&str], at: usize) -> bool {
    const LITTLE: [&str; 16] = [
        "вам", "вас", "это", "его", "ее", "их", "уже", "мы", "я", "ви", "це", "його", "її", "ми",
        "бы", "все",
    ];
    let not = |at: Option<usize>| at.is_some_and(|at| matches!(words[at], "не" | "ни" | "ні"));
    let before = at.checked_sub(1);
    let little = before.is_some_and(|before| LITTLE.contains(&words[before]));
    not(before) || (little && not(at.checked_sub(2)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold_word;
    use proptest::prelude::*;

    /// Words of promises and words around them.
    const WORDS: [&str; 40] = [
        "перезвоню",
        "перезвонит",
        "свяжемся",
        "передзвонить",
        "телефонуватиму",
        "зателефонуємо",
        "не",
        "вам",
        "мы",
        "завтра",
        "i",
        "we",
        "you",
        "it",
        "an",
        "engineer",
        "is",
        "are",
        "am",
        "i'll",
        "we'll",
        "they'll",
        "we're",
        "he's",
        "will",
        "shall",
        "going",
        "gonna",
        "to",
        "should",
        "expect",
        "promise",
        "my",
        "word",
        "let",
        "me",
        "call",
        "sending",
        "coming",
        "not",
    ];

    proptest! {
        #[test]
        fn no_verb_promises_that_may_not(
            words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..8),
            ukrainian in any::<bool>(),
        ) {
            let found = predicates(&words, 0..words.len(), ukrainian);
            let may = (0..words.len()).filter(|at| may_promise(words[*at]));
            prop_assert_eq!(found, predicates(&words, may, ukrainian));
        }
    }

    #[test]
    fn every_verb_that_goes_on_may_promise() {
        for word in en::CONTINUOUS.split_whitespace() {
            assert!(may_promise(word), "{word}");
        }
    }

    #[test]
    fn words_are_folded() {
        fn held<T>(phrases: &Phrases<T>) {
            let all = phrases.whole.values().chain(phrases.begins.values()).flatten();
            for Pattern::Whole(word) | Pattern::Begin(word) in all.flat_map(|p| &p.words) {
                assert_eq!(fold_word(word), *word);
            }
        }
        held(&VOCABULARY.marks);
        held(&VOCABULARY.channels);
    }
}
