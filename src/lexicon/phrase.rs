//! The phrase as an author writes it, read into words, alternatives, optional parts and gaps.

use crate::diagnostic::Code;
use crate::language::values::ValueKind;
use crate::language::{Hint, PartOfSpeech};
use crate::text::{MASKED, Words};
use crate::units::Span;

/// Content words that `..` without a number lets stand between its neighbours.
const GAP: u8 = 3;
/// The widest gap an author may write.
const MAX_GAP: u32 = 20;
/// Brackets may stand in brackets this deep.
const MAX_DEPTH: u32 = 8;
/// Letters that must come before a star.
const STAR_LETTERS: usize = 3;

/// One step of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A word.
    Word(WordPattern),
    /// `(a|b c)`: any one of these sequences.
    OneOf(Vec<Vec<Item>>),
    /// `[a b]`: this sequence or nothing.
    Optional(Vec<Item>),
    /// `..`: up to so many content words.
    Gap(u8),
}

/// What a word of a phrase stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordPattern {
    /// The word and its forms; folded.
    Forms(String),
    /// `word/noun`, `word/alone`: those of its forms that the hint leaves; folded.
    Hinted(String, Hint),
    /// `=word`: this spelling alone; folded.
    Exact(String),
    /// `word*`: every word that begins so; folded.
    Prefix(String),
    /// `{number}`: a value said in digits or words.
    Value(ValueKind),
}

impl WordPattern {
    /// The kind of value it stands for, if it is no word.
    pub fn value(&self) -> Option<ValueKind> {
        match self {
            WordPattern::Value(kind) => Some(*kind),
            WordPattern::Forms(_)
            | WordPattern::Hinted(..)
            | WordPattern::Exact(_)
            | WordPattern::Prefix(_) => None,
        }
    }
}

/// Why a phrase cannot be read, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseError {
    /// What kind of error.
    pub code: Code,
    /// Bytes within the phrase.
    pub span: Span,
    /// What happened.
    pub message: String,
    /// What to write instead.
    pub help: &'static str,
}

/// Reads a phrase; every error it has is returned, not only the first.
pub fn parse(phrase: &str) -> Result<Vec<Item>, Vec<PhraseError>> {
    let mut parser = Parser { text: phrase, at: 0, errors: Vec::new() };
    let items = parser.sequence(0);
    if let Some(c) = parser.peek() {
        let message = format!("`{c}` closes nothing");
        parser.error(parser.at, parser.at + 1, Code::PhraseSyntax, message, BRACKETS);
    }
    if parser.errors.is_empty() { Ok(items) } else { Err(parser.errors) }
}

const VALUES: &str = "the values are {number}, {ordinal}, {money}, {duration}, {date} and {phone}";
/// A single word as a phrase may have it, folded, with its hint; `None` for anything else.
pub fn hinted_word(written: &str) -> Option<(String, Hint)> {
    match parse(written).ok()?.as_slice() {
        [Item::Word(WordPattern::Forms(word))] => Some((word.clone(), Hint::default())),
        [Item::Word(WordPattern::Hinted(word, hint))] => Some((word.clone(), *hint)),
        _ => None,
    }
}

const HINTS: &str = "after a slash stands a part of speech (noun, verb, adjective, adverb …), or `alone` for a verb \
                     without the other aspect; alternatives are written (a|b)";
const BRACKETS: &str = "write alternatives as (a|b c) and a part that may be absent as [a]";

struct Parser<'a> {
    text: &'a str,
    at: usize,
    errors: Vec<PhraseError>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn error(
        &mut self,
        start: usize,
        end: usize,
        code: Code,
        message: impl Into<String>,
        help: &'static str,
    ) {
        let span = Span::new(start as u32, end as u32);
        self.errors.push(PhraseError { code, span, message: message.into(), help });
    }

    /// Items up to the end, or to a character that only an enclosing bracket can take.
    fn sequence(&mut self, depth: u32) -> Vec<Item> {
        let mut items = Vec::new();
        while let Some(c) = self.peek() {
            match c {
                ')' | ']' | '|' => break,
                '(' | '[' => self.bracket(c, depth, &mut items),
                '.' if self.text[self.at..].starts_with("..") => self.gap(&mut items),
                '{' => self.braces(&mut items),
                _ => self.word(&mut items),
            }
        }
        items
    }

    fn bracket(&mut self, open: char, depth: u32, items: &mut Vec<Item>) {
        let start = self.at;
        let close = if open == '(' { ')' } else { ']' };
        self.at += 1;
        if depth == MAX_DEPTH {
            self.error(start, start + 1, Code::PhraseSyntax, "brackets too deep", BRACKETS);
        }
        let mut branches = Vec::new();
        // Past the limit the inside is skipped, so that a hostile phrase costs no stack.
        if depth < MAX_DEPTH {
            branches.push(self.sequence(depth + 1));
            while self.peek() == Some('|') {
                self.at += 1;
                branches.push(self.sequence(depth + 1));
            }
        }
        if self.peek() == Some(close) {
            self.at += 1;
        } else {
            let message = format!("`{open}` without `{close}`");
            self.error(start, start + 1, Code::PhraseSyntax, message, BRACKETS);
            self.at = self.text.len();
            return;
        }
        if branches.iter().any(Vec::is_empty) {
            let message = "an alternative is empty";
            self.error(start, self.at, Code::PhraseSyntax, message, BRACKETS);
        }
        match (open, branches.len()) {
            ('(', _) => items.push(Item::OneOf(branches)),
            (_, 1) => items.extend(branches.pop().map(Item::Optional)),
            (_, _) => items.push(Item::Optional(vec![Item::OneOf(branches)])),
        }
    }

    fn gap(&mut self, items: &mut Vec<Item>) {
        let start = self.at;
        self.at += 2;
        let digits = self.text[self.at..].bytes().take_while(u8::is_ascii_digit).count();
        let number = &self.text[self.at..self.at + digits];
        self.at += digits;
        let words = if number.is_empty() { Ok(u32::from(GAP)) } else { number.parse() };
        match words {
            Ok(words) if words <= MAX_GAP => items.push(Item::Gap(words as u8)),
            Ok(_) | Err(_) => {
                let message = format!("a gap of {number} words");
                let help = "a gap is at most 20 words wide";
                self.error(start, self.at, Code::PhraseSyntax, message, help);
            }
        }
    }

    fn braces(&mut self, items: &mut Vec<Item>) {
        let start = self.at;
        let length = self.text[start..].find('}').map_or(self.text.len() - start, |end| end + 1);
        self.at = start + length;
        let written = &self.text[start..self.at];
        if written == "{masked}" {
            items.push(Item::Word(WordPattern::Exact(MASKED.to_owned())));
            return;
        }
        let name = written.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        match name.and_then(ValueKind::from_name) {
            Some(kind) => items.push(Item::Word(WordPattern::Value(kind))),
            None => {
                let message = format!("`{written}` is no value");
                self.error(start, self.at, Code::NoSuchValue, message, VALUES);
            }
        }
    }

    /// What stands after the slash of a word, up to `end`; an error leaves no hint.
    fn hint(&mut self, hints: &str, end: usize) -> Option<Hint> {
        let mut hint = Hint::default();
        let mut at = end - hints.len();
        for name in hints.split('/') {
            match PartOfSpeech::from_name(name) {
                _ if name == "alone" => hint.alone = true,
                Some(part) => hint.part = Some(part),
                None => {
                    let message = format!("`{name}` says nothing about a word");
                    self.error(at, at + name.len(), Code::PhraseSyntax, message, HINTS);
                }
            }
            at += name.len() + 1;
        }
        Some(hint)
    }

    /// Everything up to white space or a bracket: one word, or several joined by hyphens.
    fn word(&mut self, items: &mut Vec<Item>) {
        let start = self.at;
        let rest = &self.text[start..];
        let border = |(at, c): (usize, char)| {
            let gap = rest[at..].starts_with("..");
            c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '|' | '{' | '}') || gap
        };
        let end = start + rest.char_indices().find(|c| border(*c)).map_or(rest.len(), |(at, _)| at);
        if end == start {
            let c = self.peek().unwrap_or(' ');
            self.at += c.len_utf8();
            if !c.is_whitespace() {
                let message = format!("`{c}` does not belong here");
                self.error(start, self.at, Code::PhraseSyntax, message, BRACKETS);
            }
            return;
        }
        self.at = end;
        let (written, hint) = match self.text[start..end].split_once('/') {
            Some((written, hints)) => (written, self.hint(hints, end)),
            None => (&self.text[start..end], None),
        };
        let exact = written.starts_with('=');
        let star = written.ends_with('*');
        let mut words = Words::new();
        words.push_text(written);
        let inner = written.trim_start_matches('=').trim_end_matches('*');
        let odd = inner.chars().any(|c| matches!(c, '*' | '=' | '?' | '/' | '"'));
        let hinted = hint.is_some() && (exact || star || words.as_slice().len() > 1);
        if odd || (exact && star) || hinted || words.as_slice().is_empty() {
            let message = format!("`{}` is no word", &self.text[start..end]);
            let help = "a word is letters and digits; =word takes this form only, word* any ending";
            self.error(start, end, Code::PhraseSyntax, message, help);
            return;
        }
        let last = words.as_slice().len() - 1;
        for (i, word) in words.as_slice().iter().enumerate() {
            let folded = words.folded(word).to_owned();
            let pattern = match (star && i == last, exact) {
                (true, _) if folded.chars().count() < STAR_LETTERS => {
                    let message = format!("`{written}` would match far too much");
                    let help = "at least three letters come before a star";
                    self.error(start, end, Code::StarTooShort, message, help);
                    continue;
                }
                (true, _) => WordPattern::Prefix(folded),
                (false, true) => WordPattern::Exact(folded),
                (false, false) => match hint {
                    Some(hint) => WordPattern::Hinted(folded, hint),
                    None => WordPattern::Forms(folded),
                },
            };
            items.push(Item::Word(pattern));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A phrase in a spelling that shows how it was read.
    fn shown(items: &[Item]) -> String {
        let show = |item: &Item| match item {
            Item::Word(WordPattern::Forms(word)) => word.clone(),
            Item::Word(WordPattern::Hinted(word, hint)) => {
                let part = hint.part.map_or("", PartOfSpeech::name);
                format!("{word}/{part}{}", if hint.alone { "/alone" } else { "" })
            }
            Item::Word(WordPattern::Exact(word)) => format!("={word}"),
            Item::Word(WordPattern::Prefix(word)) => format!("{word}*"),
            Item::Word(WordPattern::Value(kind)) => format!("{{{kind}}}"),
            Item::OneOf(branches) => {
                format!("({})", branches.iter().map(|b| shown(b)).collect::<Vec<_>>().join("|"))
            }
            Item::Optional(items) => format!("[{}]", shown(items)),
            Item::Gap(words) => format!("..{words}"),
        };
        items.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn phrases() {
        for (phrase, read) in [
            ("Подать Жалобу", "подать жалобу"),
            ("=блин", "=блин"),
            ("печь/noun", "печь/noun"),
            ("Подать/verb/alone", "подать/verb/alone"),
            ("жалоб*", "жалоб*"),
            ("подать .. жалобу", "подать ..3 жалобу"),
            ("подать..5 жалобу", "подать ..5 жалобу"),
            ("(a|b c) d", "(a|b c) d"),
            ("[your] boss", "[your] boss"),
            ("[your|the] boss", "[(your|the)] boss"),
            ("((a|b) c|d)", "((a|b) c|d)"),
            ("кол-центр*", "кол центр*"),
            ("don’t work", "don't work"),
            ("звоню {ordinal} раз", "звоню {ordinal} раз"),
            ("({number}|пару)раз", "({number}|пару) раз"),
            ("{masked} a", "=*** a"),
            ("", ""),
        ] {
            assert_eq!(parse(phrase).map(|items| shown(&items)), Ok(read.to_owned()), "{phrase}");
        }
    }

    #[test]
    fn errors_name_their_place() {
        for (phrase, code, place) in [
            ("(a|b", Code::PhraseSyntax, "("),
            ("a) b", Code::PhraseSyntax, ")"),
            ("(a|)", Code::PhraseSyntax, "(a|)"),
            ("жа*", Code::StarTooShort, "жа*"),
            ("=жалоб*", Code::PhraseSyntax, "=жалоб*"),
            ("жду {time}", Code::NoSuchValue, "{time}"),
            ("жду {duration", Code::NoSuchValue, "{duration"),
            ("жду {}", Code::NoSuchValue, "{}"),
            ("a ..99 b", Code::PhraseSyntax, "..99"),
            ("не/ни работает", Code::PhraseSyntax, "ни"),
            ("=не/noun", Code::PhraseSyntax, "=не/noun"),
            ("кол-центр/noun", Code::PhraseSyntax, "кол-центр/noun"),
            ("да ! нет", Code::PhraseSyntax, "!"),
            ("a } b", Code::PhraseSyntax, "}"),
        ] {
            let errors = parse(phrase).unwrap_err();
            assert_eq!((errors[0].code, &phrase[errors[0].span.range()]), (code, place));
        }
    }

    #[test]
    fn deep_brackets_cost_no_stack() {
        assert!(parse(&"(".repeat(100_000)).is_err());
        assert!(parse(&"[(".repeat(50_000)).is_err());
    }
}
