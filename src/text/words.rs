//! The words of a text, folded into one buffer, each with its place in the original.

use super::fold::{Kind, Known, Table, fold_look_alikes, kind, push_folded};
use super::runs::Runs;
use super::spellings::{Spelling, Spellings, Written};
use crate::units::Span;

/// One word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextWord {
    /// Place of the folded spelling in the buffer.
    folded: Span,
    /// Place in the text it was read from.
    source: Span,
    /// What stands between the word before and this one.
    before: Border,
    /// The number of its spelling, or [`UNNUMBERED`].
    number: u32,
}

/// The number of a word whose spelling has none.
const UNNUMBERED: u32 = u32::MAX;

/// The strongest punctuation between two neighbouring words of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Border {
    /// None that matters.
    #[default]
    Open,
    /// A comma.
    Comma,
    /// One of `. ! ? ; …`.
    Sentence,
}

impl TextWord {
    /// Bytes of the word in the original text.
    pub fn source(&self) -> Span {
        self.source
    }

    /// What stands between the word before in the same text and this one.
    pub fn border_before(&self) -> Border {
        self.before
    }

    /// The number of its spelling in a list that [remembers](Words::remembering); none of a word that was
    /// put together or cut in two.
    pub fn spelling(&self) -> Option<usize> {
        (self.number != UNNUMBERED).then_some(self.number as usize)
    }
}

/// Spellings that are remembered before all are forgotten, and bytes of what they are folded to.
const MOST_SPELLINGS: usize = 1 << 14;
const MOST_BYTES: usize = 1 << 20;

/// Words of one or more texts; cleared and filled again call after call without new memory.
#[derive(Debug, Default)]
pub struct Words {
    buffer: String,
    words: Vec<TextWord>,
    /// Those that were met before.
    memory: Option<Spellings>,
    /// Of the text that came last.
    runs: Runs,
    /// Whether the text that came last has signs that may hide letters.
    may_be_masked: bool,
}

impl Words {
    /// An empty list.
    pub fn new() -> Words {
        Words::default()
    }

    /// An empty list that remembers spellings when it is cleared, and numbers them.
    pub fn remembering() -> Words {
        Words { memory: Some(Spellings::default()), ..Words::default() }
    }

    /// Forgets all words and keeps the memory they took.
    pub fn clear(&mut self) {
        self.words.clear();
        match &mut self.memory {
            Some(memory) if memory.len() < MOST_SPELLINGS && self.buffer.len() < MOST_BYTES => {}
            Some(memory) => {
                memory.clear();
                self.buffer.clear();
            }
            None => self.buffer.clear(),
        }
    }

    /// Drops the words from `length` on.
    pub fn truncate(&mut self, length: usize) {
        self.words.truncate(length);
    }

    /// How many spellings are numbered; 0 after they were forgotten.
    pub fn spellings(&self) -> usize {
        self.memory.as_ref().map_or(0, Spellings::len)
    }

    /// Appends the words of `text`; gives back what stands after the last of them.
    ///
    /// A word is a run of letters and digits; an apostrophe between two of them belongs to it, a
    /// hyphen does not. A point or comma between two digits ends no sentence.
    pub fn push_text(&mut self, text: &str) -> Border {
        self.push_each(text, |_, _| {})
    }

    /// The same; `each` is shown every word when it comes.
    #[inline]
    pub fn push_each(&mut self, text: &str, mut each: impl FnMut(&Words, &TextWord)) -> Border {
        let mut words = std::mem::take(&mut self.words);
        let border = self.walk(text, |others, word| {
            each(others, &word);
            words.push(word);
        });
        self.words = words;
        border
    }

    /// Goes over the words of `text`, in order, and keeps none of them; gives back what stands after the last.
    #[inline(always)]
    pub fn walk(&mut self, text: &str, mut take: impl FnMut(&Words, TextWord)) -> Border {
        let table = Table::get();
        let bytes = text.as_bytes();
        self.runs.read(bytes);
        self.may_be_masked = false;
        let mut border = Border::Open;
        // Where a word ended in a digit.
        let mut after_digit = usize::MAX;
        let mut at = 0;
        loop {
            let (start, run_end) = self.runs.next(at);
            at = start;
            let Some(byte) = bytes.get(at) else { break };
            let mut in_word = run_end > at;
            if !in_word {
                match byte {
                    b'*' | b'#' | b'@' | b'_' => self.may_be_masked = true,
                    b'.' => self.may_be_masked |= bytes.get(at + 1) == Some(&b'.'),
                    _ => {}
                }
                let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                let known = table.known(c);
                match known.kind {
                    Kind::Letter => in_word = true,
                    Kind::SentenceEnd | Kind::Comma => {
                        let next = bytes.get(at + c.len_utf8());
                        let digit_follows = next.is_some_and(u8::is_ascii_digit);
                        if !(after_digit == at && digit_follows) {
                            let sentence = known.kind == Kind::SentenceEnd;
                            let met = if sentence { Border::Sentence } else { Border::Comma };
                            border = border.max(met);
                        }
                    }
                    Kind::Apostrophe | Kind::Invisible | Kind::Other => {}
                }
                if !in_word {
                    at += c.len_utf8();
                    continue;
                }
            }
            let read = self.word(text, at, run_end);
            let source = Span::new(at as u32, read.end as u32);
            at = read.end;
            after_digit = if read.in_digit { at } else { usize::MAX };
            let Spelling { number, folded } = read.spelling;
            let before = std::mem::take(&mut border);
            take(self, TextWord { folded, source, before, number });
        }
        border
    }

    /// The word that begins at `start`; its bytes are plain up to `run_end`.
    #[inline(always)]
    fn word(&mut self, text: &str, start: usize, run_end: usize) -> ReadWord {
        let bytes = text.as_bytes();
        if let Some(memory) = &self.memory
            && let Some(end) = plain_end(bytes, &self.runs, run_end)
            && end > start
            && let Some(spelling) = memory.find(&Written::at(bytes, start, end))
        {
            let last = bytes.get(end.wrapping_sub(1));
            return ReadWord { spelling, end, in_digit: last.is_some_and(u8::is_ascii_digit) };
        }
        // Piece by piece, so that the words above need not go through memory.
        let ReadWord { spelling, end, in_digit } = self.new_word(text, start);
        ReadWord { spelling, end, in_digit }
    }

    /// The same of a word that was not met before, or is no plain one.
    #[inline(never)]
    fn new_word(&mut self, text: &str, start: usize) -> ReadWord {
        let folded_start = self.buffer.len();
        let (end, in_digit) = self.fold_word(text, start);
        let folded = Span::new(folded_start as u32, self.buffer.len() as u32);
        let mut spelling = Spelling { number: UNNUMBERED, folded };
        if let Some(memory) = &mut self.memory {
            let word = Written::at(text.as_bytes(), start, end);
            spelling = memory.find(&word).unwrap_or_else(|| memory.add(&word, folded));
            if spelling.folded != folded {
                // It is no plain word, and was met before.
                self.buffer.truncate(folded_start);
            }
        }
        ReadWord { spelling, end, in_digit }
    }

    /// Folds the word that begins here into the buffer; where it ends, and whether in a digit.
    fn fold_word(&mut self, text: &str, start: usize) -> (usize, bool) {
        let table = Table::get();
        let folded_start = self.buffer.len();
        let mut scripts = Scripts::default();
        let (mut end, mut last) = (start, ' ');
        for (at, c) in text[start..].char_indices() {
            let after = start + at + c.len_utf8();
            let known = table.known(c);
            match known.kind {
                Kind::Letter => {
                    self.push_letter(c, known, folded_start, &mut scripts);
                    last = c;
                }
                Kind::Invisible => push_folded(c, &mut self.buffer, folded_start),
                Kind::Apostrophe if letter_follows(&text[after..]) => self.buffer.push('\''),
                Kind::Apostrophe | Kind::SentenceEnd | Kind::Comma | Kind::Other => break,
            }
            end = after;
        }
        if scripts.may_be_mixed() {
            fold_look_alikes(&mut self.buffer, folded_start);
        }
        (end, last.is_ascii_digit())
    }

    #[inline]
    fn push_letter(&mut self, c: char, known: Known, word_start: usize, scripts: &mut Scripts) {
        match known.folded {
            Some(folded) => {
                scripts.meet(folded);
                self.buffer.push(folded);
            }
            None => {
                scripts.other = true;
                push_folded(c, &mut self.buffer, word_start);
            }
        }
    }

    /// Takes the words from `from` on out, to be pushed again one by one with others among them.
    pub fn take_from(&mut self, from: usize) -> Vec<TextWord> {
        self.words.split_off(from)
    }

    /// Puts a word after the others.
    pub fn push(&mut self, word: TextWord) {
        self.words.push(word);
    }

    /// A word with this spelling in place of these, which follow each other.
    pub fn merged(&mut self, words: &[TextWord], folded: &str, source: Span) -> TextWord {
        let start = self.buffer.len() as u32;
        self.buffer.push_str(folded);
        let folded = Span::new(start, self.buffer.len() as u32);
        let before = words.first().map_or(Border::Open, |word| word.before);
        TextWord { folded, source, before, number: UNNUMBERED }
    }

    /// A word cut in two after so many folded letters; `text` is what it was read from.
    pub fn parted(&self, word: TextWord, text: &str, letters: usize) -> [TextWord; 2] {
        let folded = self.folded(&word);
        let cut = folded.char_indices().nth(letters).map_or(folded.len(), |(at, _)| at);
        let cut = (word.folded.start() + cut) as u32;
        let mut read = String::new();
        let mut place = word.source.end();
        for (at, c) in text[word.source.range()].char_indices() {
            match kind(c) {
                Kind::Apostrophe => read.push('\''),
                Kind::Letter | Kind::Invisible => push_folded(c, &mut read, 0),
                Kind::SentenceEnd | Kind::Comma | Kind::Other => {}
            }
            if read.chars().count() > letters {
                place = word.source.start() + at;
                break;
            }
        }
        let (start, end) = (word.folded.start() as u32, word.folded.end() as u32);
        let source = (word.source.start() as u32, place as u32, word.source.end() as u32);
        [
            TextWord {
                folded: Span::new(start, cut),
                source: Span::new(source.0, source.1),
                before: word.before,
                number: UNNUMBERED,
            },
            TextWord {
                folded: Span::new(cut, end),
                source: Span::new(source.1, source.2),
                before: Border::Open,
                number: UNNUMBERED,
            },
        ]
    }

    /// Whether the text that came last may hold words that [`masked`](super::masked) finds.
    pub fn may_be_masked(&self) -> bool {
        self.may_be_masked
    }

    /// All words so far.
    pub fn as_slice(&self) -> &[TextWord] {
        &self.words
    }

    /// The folded spelling of a word of this list.
    pub fn folded(&self, word: &TextWord) -> &str {
        &self.buffer[word.folded.range()]
    }
}

/// A word that was read.
struct ReadWord {
    spelling: Spelling,
    /// Where it ends in the text.
    end: usize,
    /// Whether that is behind a digit.
    in_digit: bool,
}

/// What letters a word has.
#[derive(Default)]
struct Scripts {
    latin: bool,
    beyond_ascii: bool,
    /// A letter that was not looked at.
    other: bool,
}

impl Scripts {
    #[inline]
    fn meet(&mut self, folded: char) {
        self.latin |= folded.is_ascii_alphabetic();
        self.beyond_ascii |= !folded.is_ascii();
    }

    /// Whether letters may have slipped in from another script.
    fn may_be_mixed(&self) -> bool {
        self.other || self.latin && self.beyond_ascii
    }
}

/// Where a word ends whose bytes are plain up to `at`, if it has nothing in it but Latin and Cyrillic letters, digits
/// and apostrophes, and nothing behind it that might belong to it.
#[inline(always)]
fn plain_end(bytes: &[u8], runs: &Runs, mut at: usize) -> Option<usize> {
    loop {
        let next = |ahead: usize| bytes.get(at + ahead).copied().unwrap_or_default();
        // U+0400 to U+047F among them
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, 0xd0 | 0xd1);
        let goes_on = match bytes.get(at) {
            None | Some(b' ') => return Some(at),
            Some(b'\'' | b'`') if letter(next(1)) => 1,
            Some(b'\'' | b'`') => return None,
            Some(byte) if byte.is_ascii() => return Some(at),
            // A hard space, «»
            Some(0xc2) if matches!(next(1), 0xa0 | 0xab | 0xbb) => return Some(at),
            // U+048A to U+04BF
            Some(0xd2) if next(1) >= 0x8a => 2,
            // ’
            Some(0xe2) if next(1) == 0x80 && next(2) == 0x99 && letter(next(3)) => 3,
            // Dashes, quotes, …
            Some(0xe2)
                if next(1) == 0x80 && matches!(next(2), 0x93 | 0x94 | 0x9c..=0x9e | 0xa6) =>
            {
                return Some(at);
            }
            Some(_) => return None,
        };
        at = runs.past_word(at + goes_on);
    }
}

fn letter_follows(rest: &str) -> bool {
    rest.chars().find(|c| kind(*c) != Kind::Invisible).is_some_and(|c| kind(c) == Kind::Letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Folded words of a text; `|` before a word that starts a sentence, `,` after a comma.
    fn words(text: &str) -> String {
        let mut list = Words::new();
        list.push_text(text);
        let marked = list.as_slice().iter().map(|word| {
            let border = match word.border_before() {
                Border::Open => "",
                Border::Comma => ",",
                Border::Sentence => "|",
            };
            format!("{border}{}", list.folded(word))
        });
        marked.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_of_a_text() {
        for (text, expected) in [
            ("", ""),
            ("  —  ", ""),
            ("Не работает! Совсем.", "не работает |совсем"),
            ("'quoted' don't o'", "quoted don't o"),
            ("кол-центр", "кол центр"),
            ("3.5 часа. 4,5", "3 5 часа |4 5"),
            ("нет, да,. ну", "нет ,да |ну"),
            ("зв\u{ad}’\u{200b}язок", "зв'язок"),
            ("да… нет", "да |нет"),
            ("a.b", "a |b"),
            ("№5 (жалоба)", "5 жалоба"),
            ("e\u{301}", "e"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn places_point_at_the_original() {
        let text = "«Жало\u{ad}ба», O’Neil";
        let mut list = Words::new();
        list.push_text(text);
        let sources: Vec<_> =
            list.as_slice().iter().map(|word| &text[word.source().range()]).collect();
        assert_eq!(sources, ["Жало\u{ad}ба", "O’Neil"]);
    }

    #[test]
    fn a_word_can_be_cut() {
        let text = "не\u{ad}р\u{301}екомендую";
        let mut list = Words::new();
        list.push_text(text);
        let parts = list.parted(list.as_slice()[0], text, 2);
        assert_eq!(parts.map(|part| list.folded(&part).to_owned()), ["не", "рекомендую"]);
        assert_eq!(
            parts.map(|part| &text[part.source().range()]),
            ["не\u{ad}", "р\u{301}екомендую"]
        );
    }

    proptest! {
        #[test]
        fn any_text_has_words_in_order(text in any::<String>()) {
            let mut list = Words::new();
            list.push_text(&text);
            let mut end = 0;
            for word in list.as_slice() {
                prop_assert!(word.source().start() >= end);
                prop_assert!(text.get(word.source().range()).is_some());
                end = word.source().end();
            }
        }

        #[test]
        fn what_is_remembered_is_what_is_read(
            texts in prop::collection::vec(
                "([а-яёіїєґА-Яa-zA-Z0-9]{0,4}['’`\u{301}\u{ad}.,! «»—…\u{a0}-]{0,2}){0,9}",
                1..5,
            ),
            odd in any::<String>(),
        ) {
            let (mut remembering, mut other) = (Words::remembering(), Words::new());
            for text in texts.iter().chain([&odd]).chain(&texts) {
                remembering.clear();
                other.clear();
                prop_assert_eq!(remembering.push_text(text), other.push_text(text));
                let list = |words: &Words| -> Vec<(String, Span, Border)> {
                    let each = words.as_slice().iter();
                    each.map(|w| (words.folded(w).to_owned(), w.source, w.before)).collect()
                };
                prop_assert_eq!(list(&remembering), list(&other));
                for word in remembering.as_slice() {
                    prop_assert!(word.spelling().unwrap() < remembering.spellings());
                }
            }
        }

        #[test]
        fn masked_words_are_told_of(text in "[a-zа-я*#@_. -]{0,12}") {
            let mut list = Words::new();
            list.push_text(&text);
            prop_assert!(list.may_be_masked() || crate::text::masked(&text).is_empty());
        }

        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let mut list = Words::new();
            list.push_text(&text);
            for word in list.as_slice() {
                let folded = list.folded(word);
                prop_assert_eq!(crate::text::fold_word(folded), folded);
            }
        }
    }
}
