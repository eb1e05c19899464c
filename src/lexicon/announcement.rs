//! Texts that machines say word for word: announcements of a telephone system.

use super::source::sub_table;
use crate::diagnostic::table::{TableReader, Written};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Words;
use crate::units::Span;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::DeValue;

/// Fewer words would be found in what people say.
const MIN_WORDS: usize = 4;

/// Every announcement of a lexicon, by its first word.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Announcements {
    /// The folded words after the first one, the longest announcement first.
    by_first: FxHashMap<String, Vec<Vec<String>>>,
    count: usize,
}

impl Announcements {
    /// Of texts that [`read`] found good.
    pub(super) fn new(texts: &[Written<String>]) -> Announcements {
        let mut out = Announcements::default();
        for text in texts {
            let mut words = folded(&text.value);
            if words.is_empty() {
                continue;
            }
            let first = words.remove(0);
            let known = out.by_first.entry(first).or_default();
            if !known.contains(&words) {
                known.push(words);
                out.count += 1;
            }
        }
        for known in out.by_first.values_mut() {
            known.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        }
        out
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Where a text says announcements: leftmost, longest, as bytes of the text; and whether the text
    /// has no other words.
    pub fn find(&self, text: &str, memory: &mut Words) -> (Vec<Span>, bool) {
        memory.clear();
        memory.push_text(text);
        let words = memory.as_slice();
        let folded = |at: usize| memory.folded(&words[at]);
        let (mut found, mut at, mut other) = (Vec::new(), 0, false);
        while at < words.len() {
            let known = self.by_first.get(folded(at)).into_iter().flatten();
            let fits = |rest: &&Vec<String>| {
                at + rest.len() < words.len()
                    && rest.iter().enumerate().all(|(i, word)| folded(at + 1 + i) == word)
            };
            match { known }.find(fits) {
                Some(rest) => {
                    let last = at + rest.len();
                    let (from, to) = (words[at].source().start(), words[last].source().end());
                    found.push(Span::new(from as u32, to as u32));
                    at = last + 1;
                }
                None => {
                    other = true;
                    at += 1;
                }
            }
        }
        let whole = !found.is_empty() && !other;
        (found, whole)
    }

    /// Every announcement in one text, for the hash of the lexicon.
    pub(super) fn digest(&self) -> Vec<String> {
        let text = |(first, rests): (&String, &Vec<Vec<String>>)| {
            rests.iter().map(|rest| format!("{first} {}", rest.join(" "))).collect::<Vec<_>>()
        };
        let mut all: Vec<String> = self.by_first.iter().flat_map(text).collect();
        all.sort();
        all
    }
}

/// The folded words of a text.
fn folded(text: &str) -> Vec<String> {
    let mut words = Words::new();
    words.push_text(text);
    words.as_slice().iter().map(|word| words.folded(word).to_owned()).collect()
}

/// Reads `[[announcement]]`.
pub(super) fn read(
    outer: &mut TableReader<'_, '_>,
    value: &Spanned<DeValue<'_>>,
) -> Vec<Written<String>> {
    let Some(list) = value.get_ref().as_array() else {
        let place = outer.place_of(value);
        let message = "`announcement` is not a list of announcements";
        outer.complain(
            Diagnostic::new(Code::WrongType, place, message)
                .help("begin each with [[announcement]] in double brackets"),
        );
        return Vec::new();
    };
    let mut out = Vec::new();
    for item in list {
        let text = sub_table(outer, "announcement", item, |inner| inner.required_text("text"));
        let Some(text) = text else { continue };
        if folded(&text.value).len() < MIN_WORDS {
            let message = format!("an announcement of fewer than {MIN_WORDS} words");
            let help = "people say so few words too; write the announcement out, or leave it out";
            outer
                .complain(Diagnostic::new(Code::ShortAnnouncement, text.place, message).help(help));
        }
        out.push(text);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileIx, Place};

    #[test]
    fn leftmost_longest_and_whole() {
        let text = |value: &str| Written {
            value: value.to_owned(),
            place: Place { file: FileIx(0), span: Span::new(0, 0) },
        };
        let all = Announcements::new(&[
            text("Your call is important"),
            text("your call is important to us, please hold the line"),
            text("Разговор может быть записан."),
        ]);
        assert_eq!(all.len(), 3);
        let mut memory = Words::new();
        let mut find = |said: &str| {
            let (found, whole) = all.find(said, &mut memory);
            let quotes: Vec<String> =
                found.iter().map(|span| said[span.range()].to_owned()).collect();
            (quotes.join("|"), whole)
        };
        for (said, quotes, whole) in [
            ("YOUR call is important!", "YOUR call is important", true),
            (
                "Your call is important to us. Please hold the line; разговор может быть записан",
                "Your call is important to us. Please hold the line|разговор может быть записан",
                true,
            ),
            ("so, your call is important to me", "your call is important", false),
            ("your call was important", "", false),
            ("", "", false),
        ] {
            assert_eq!(find(said), (quotes.to_owned(), whole), "{said}");
        }
    }
}
