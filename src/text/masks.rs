//! Words that somebody hid behind signs: «б***ь», "f**k", or nothing but signs.

use super::fold::{Kind, fold_look_alikes, kind, push_folded};
use crate::units::Span;

/// How a word of nothing but asterisks is folded.
pub const MASKED: &str = "***";

/// Asterisks that are a word by themselves.
const ALONE: usize = 3;
/// Letters beside full stops or underscores that stand for letters.
const BESIDE_DOTS: usize = 4;
/// Letters and signs of the longest word.
const LONGEST: usize = 30;

/// A word with signs in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// Place in the text.
    pub source: Span,
    /// Folded, with `*` for each sign; [`MASKED`] where there is no letter.
    pub folded: String,
}

/// Every word of a text that may have been masked.
///
/// Signs stand for letters inside of a word, or at its end if there are two or more; a single one
/// must be `*` or `#`. So «имя@почта», `4*5`, a footnote* and **bold** are nothing of the kind.
pub fn masked(text: &str) -> Vec<Masked> {
    let mut found = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if !belongs(c) {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some((at, c)) = rest.next_if(|(_, c)| belongs(*c)) {
            end = at + c.len_utf8();
        }
        // A full stop at the end is one.
        let chunk = text[start..end].trim_end_matches('.');
        if let Some(folded) = folded(chunk) {
            let source = Span::new(start as u32, (start + chunk.len()) as u32);
            found.push(Masked { source, folded });
        }
    }
    found
}

fn is_sign(c: char) -> bool {
    matches!(c, '*' | '#' | '@' | '_' | '.')
}

fn belongs(c: char) -> bool {
    is_sign(c) || matches!(kind(c), Kind::Letter | Kind::Invisible | Kind::Apostrophe)
}

fn folded(chunk: &str) -> Option<String> {
    if !chunk.contains(is_sign) || chunk.chars().count() > LONGEST {
        return None;
    }
    if chunk.chars().all(|c| c == '*') {
        return (chunk.len() >= ALONE).then(|| MASKED.to_owned());
    }
    if !chunk.starts_with(char::is_alphabetic) || chunk.contains(char::is_numeric) {
        return None;
    }
    let mut word = String::new();
    let mut letters = chunk;
    while let Some(sign) = letters.find(is_sign) {
        push_letters(&letters[..sign], &mut word);
        let signs = &letters[sign..];
        let end = signs.find(|c| !is_sign(c)).unwrap_or(signs.len());
        let (signs, after) = signs.split_at(end);
        let single = signs.len() == 1 && (after.is_empty() || !matches!(signs, "*" | "#"));
        let at_end = after.is_empty() && !signs.contains(['*', '#', '@']);
        // Full stops and dashes stand between words too: then these are longer.
        let longest = word.chars().count().max(after.chars().take_while(|c| !is_sign(*c)).count());
        let dots_between_words = !signs.contains(['*', '#', '@']) && longest > BESIDE_DOTS;
        let dots = !signs.contains(['*', '#', '@']);
        if single || at_end || dots_between_words || (dots && is_ellipsis(chunk)) {
            return None;
        }
        word.extend(std::iter::repeat_n('*', signs.len()));
        letters = after;
    }
    push_letters(letters, &mut word);
    fold_look_alikes(&mut word, 0);
    Some(word)
}

/// Full stops between a vowel, or twice the same letter, are a drawl or a list: «а...а», «с..с».
fn is_ellipsis(chunk: &str) -> bool {
    let small = |c: char| c.to_lowercase().next();
    let (first, last) =
        (chunk.chars().next().and_then(small), chunk.chars().last().and_then(small));
    first == last || first.is_some_and(|c| "аоуіюяэиaoui".contains(c))
}

fn push_letters(letters: &str, word: &mut String) {
    letters.chars().filter(|c| kind(*c) != Kind::Apostrophe).for_each(|c| push_folded(c, word, 0));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masked_words() {
        for (text, expected) in [
            ("", ""),
            ("да ну. вот", ""),
            ("Б***ь, опять", "б***ь"),
            ("п*здец...", "п*здец"),
            ("what the F**k", "f**k"),
            ("с#ка и х..й", "с*ка х**й"),
            ("бл**", "бл**"),
            ("бл** ****", "бл** ***"),
            ("имя@почта.ру a_b", ""),
            ("4*5 сноска* 4***5", ""),
            ("**жирно** #тег", ""),
            ("ну... и.. потом..и а..телефон", ""),
            ("а..а, с...с", ""),
            ("б\u{ad}*\u{ad}ть", "б*ть"),
        ] {
            let found = masked(text);
            let folded: Vec<&str> = found.iter().map(|masked| masked.folded.as_str()).collect();
            assert_eq!(folded.join(" "), expected, "{text}");
            assert!(found.iter().all(|masked| text.get(masked.source.range()).is_some()));
        }
    }
}
