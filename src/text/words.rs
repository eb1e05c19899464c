//! The words of a text, folded into one buffer, each with its place in the original.

use super::fold::{Kind, Known, Table, fold_look_alikes, kind, push_folded};
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
}

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
}

/// Words of one or more texts; cleared and filled again call after call without new memory.
#[derive(Debug, Default)]
pub struct Words {
    buffer: String,
    words: Vec<TextWord>,
}

impl Words {
    /// An empty list.
    pub fn new() -> Words {
        Words::default()
    }

    /// Forgets all words and keeps the memory.
    pub fn clear(&mut self) {
        self.buffer.clear();
        self.words.clear();
    }

    /// Appends the words of `text`; gives back what stands after the last of them.
    ///
    /// A word is a run of letters and digits; an apostrophe between two of them belongs to it, a
    /// hyphen does not. A point or comma between two digits ends no sentence.
    pub fn push_text(&mut self, text: &str) -> Border {
        let table = Table::get();
        let mut chars = text.char_indices().peekable();
        let mut border = Border::Open;
        let mut previous_is_digit = false;
        while let Some((start, c)) = chars.next() {
            let known = table.known(c);
            match known.kind {
                Kind::Letter => {}
                Kind::SentenceEnd | Kind::Comma => {
                    let digit_follows = chars.peek().is_some_and(|(_, c)| c.is_ascii_digit());
                    if !(previous_is_digit && digit_follows) {
                        let sentence = known.kind == Kind::SentenceEnd;
                        let met = if sentence { Border::Sentence } else { Border::Comma };
                        border = border.max(met);
                    }
                    previous_is_digit = false;
                    continue;
                }
                Kind::Apostrophe | Kind::Invisible | Kind::Other => {
                    previous_is_digit = false;
                    continue;
                }
            }
            let folded_start = self.buffer.len();
            let mut scripts = Scripts::default();
            self.push_letter(c, known, folded_start, &mut scripts);
            let mut end = start + c.len_utf8();
            let mut last = c;
            while let Some(&(at, c)) = chars.peek() {
                let known = table.known(c);
                match known.kind {
                    Kind::Letter => {
                        self.push_letter(c, known, folded_start, &mut scripts);
                        last = c;
                        end = at + c.len_utf8();
                    }
                    Kind::Invisible => {
                        push_folded(c, &mut self.buffer, folded_start);
                        end = at + c.len_utf8();
                    }
                    Kind::Apostrophe if letter_follows(&text[at + c.len_utf8()..]) => {
                        self.buffer.push('\'');
                        end = at + c.len_utf8();
                    }
                    Kind::Apostrophe | Kind::SentenceEnd | Kind::Comma | Kind::Other => break,
                }
                chars.next();
            }
            if scripts.may_be_mixed() {
                fold_look_alikes(&mut self.buffer, folded_start);
            }
            self.words.push(TextWord {
                folded: Span::new(folded_start as u32, self.buffer.len() as u32),
                source: Span::new(start as u32, end as u32),
                before: border,
            });
            border = Border::Open;
            previous_is_digit = last.is_ascii_digit();
        }
        border
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
        TextWord { folded, source, before }
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
            },
            TextWord {
                folded: Span::new(cut, end),
                source: Span::new(source.1, source.2),
                before: Border::Open,
            },
        ]
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
