//! One spelling for words that people and recognisers write in many.
//!
//! Folding makes letters small, ё to е, every apostrophe to `'`, puts letters written as base plus
//! combining mark together (й, ї), and drops what cannot be seen or only marks the stress: soft
//! hyphens, zero-width characters, combining accents. Letters that merely look like those of the
//! script a word is written in (Latin `a` in «жaлоба») become letters of that script.

use std::sync::LazyLock;

/// What a character does to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Belongs to a word.
    Letter,
    /// Joins two letters into one word, written `'`.
    Apostrophe,
    /// Changes nothing and ends nothing.
    Invisible,
    /// Ends a sentence, and so the reach of a negation.
    SentenceEnd,
    /// Sets a word apart: «нет, жалоба».
    Comma,
    /// Ends a word.
    Other,
}

/// Characters that are looked up: those of all our languages.
const LISTED: usize = 0x530;

/// What is known of a character beforehand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) kind: Kind,
    /// The folded spelling where it is one letter, whatever stands before.
    pub(super) folded: Option<char>,
}

/// [`Known`] for the characters that make up nearly every text.
pub(super) struct Table([Known; LISTED]);

impl Table {
    /// The one table.
    pub(super) fn get() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(|| {
            Table(std::array::from_fn(|code| {
                char::from_u32(code as u32).map_or(Known { kind: Kind::Other, folded: None }, |c| {
                    let mut folded = String::new();
                    push_folded(c, &mut folded, 0);
                    let mut letters = folded.chars();
                    let one = letters.next().filter(|_| letters.next().is_none());
                    let kind = kind(c);
                    Known { kind, folded: one.filter(|_| kind == Kind::Letter) }
                })
            }))
        });
        &TABLE
    }

    /// Looks a character up, or works it out.
    #[inline]
    pub(super) fn known(&self, c: char) -> Known {
        match self.0.get(c as usize) {
            Some(known) => *known,
            None => Known { kind: kind(c), folded: None },
        }
    }
}

/// Sorts a character.
pub(super) fn kind(c: char) -> Kind {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | 'а'..='я' | 'А'..='Я' => Kind::Letter,
        ' ' => Kind::Other,
        ',' => Kind::Comma,
        '.' | '!' | '?' | ';' | '…' => Kind::SentenceEnd,
        '\'' | '’' | 'ʼ' | '‘' | '`' | '´' | '′' | '＇' => Kind::Apostrophe,
        '\u{300}'..='\u{36f}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => Kind::Invisible,
        _ if c.is_alphanumeric() => Kind::Letter,
        _ => Kind::Other,
    }
}

/// Appends the folded spelling of one character that is a [`Kind::Letter`], or a mark on it.
pub(super) fn push_folded(c: char, word: &mut String, word_start: usize) {
    match c {
        'a'..='z' | '0'..='9' | 'а'..='я' => word.push(c),
        'ё' | 'Ё' => word.push('е'),
        '\u{306}' => join_mark(word, word_start, 'и', 'й'),
        '\u{308}' => join_mark(word, word_start, 'і', 'ї'),
        _ if kind(c) == Kind::Invisible => {}
        _ => word.extend(c.to_lowercase().filter(|c| kind(*c) != Kind::Invisible)),
    }
}

/// Puts a combining mark and the letter before it together where they are one letter.
fn join_mark(word: &mut String, word_start: usize, base: char, whole: char) {
    if word[word_start..].ends_with(base) {
        word.pop();
        word.push(whole);
    }
}

/// Pairs of letters that look alike: Latin, Cyrillic.
const LOOK_ALIKES: [(char, char); 16] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('i', 'і'),
    ('j', 'ј'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('s', 'ѕ'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
    ('r', 'г'),
];

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

fn to_cyrillic(c: char) -> Option<char> {
    LOOK_ALIKES.iter().find(|pair| pair.0 == c).map(|pair| pair.1)
}

fn to_latin(c: char) -> Option<char> {
    LOOK_ALIKES.iter().find(|pair| pair.1 == c).map(|pair| pair.0)
}

/// Rewrites a folded word of two scripts in one, if all letters of one script have a twin.
///
/// Cyrillic wins where both would do, since Latin letters slip into Cyrillic words far more often.
pub(super) fn fold_look_alikes(word: &mut String, word_start: usize) {
    let letters = &word[word_start..];
    let has_latin = letters.bytes().any(|b| b.is_ascii_alphabetic());
    if !has_latin || !letters.chars().any(is_cyrillic) {
        return;
    }
    let all_to_cyrillic =
        letters.chars().all(|c| !c.is_ascii_alphabetic() || to_cyrillic(c).is_some());
    let all_to_latin = letters.chars().all(|c| !is_cyrillic(c) || to_latin(c).is_some());
    let rewritten: String = if all_to_cyrillic {
        letters.chars().map(|c| to_cyrillic(c).unwrap_or(c)).collect()
    } else if all_to_latin {
        letters.chars().map(|c| to_latin(c).unwrap_or(c)).collect()
    } else {
        return;
    };
    word.truncate(word_start);
    word.push_str(&rewritten);
}

/// The folded spelling of a single word; what a text's words are compared with.
///
/// ```
/// use callsift::text::fold_word;
/// assert_eq!(fold_word("Жaлобу"), "жалобу"); // a Latin «a»
/// assert_eq!(fold_word("Зв’язок"), "зв'язок");
/// assert_eq!(fold_word("отчЁт"), "отчет");
/// ```
pub fn fold_word(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match kind(c) {
            Kind::Apostrophe => out.push('\''),
            Kind::Letter | Kind::Invisible | Kind::SentenceEnd | Kind::Comma | Kind::Other => {
                push_folded(c, &mut out, 0);
            }
        }
    }
    fold_look_alikes(&mut out, 0);
    out
}

#[cfg(test)]
mod tests {
    use super::fold_word;

    #[test]
    fn one_spelling() {
        for (written, folded) in [
            ("ЖАЛОБА", "жалоба"),
            ("жa\u{301}лоба", "жалоба"),
            ("за\u{ad}явка", "заявка"),
            ("мои\u{306}", "мой"),
            ("е\u{308}лка", "елка"),
            ("і\u{308}жак", "їжак"),
            ("Don\u{2019}t", "don't"),
            ("з\u{2bc}їзд", "з'їзд"),
            ("сomplaint", "complaint"),
            ("рублей5", "рублей5"),
            ("wi-fi", "wi-fi"),
            ("ґанок", "ґанок"),
            ("xyzжщ", "xyzжщ"),
            ("İ", "i"),
        ] {
            assert_eq!(fold_word(written), folded, "{written}");
        }
    }
}
