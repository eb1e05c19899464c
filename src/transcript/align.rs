//! Where the words of a recogniser stand in the text of their turn.

use crate::units::Span;

/// How far ahead of the last word a word is looked for, in bytes.
///
/// Enough for the punctuation, tags and restored words that stand between; small enough that a
/// word that is not there does not catch its namesake a sentence later.
const REACH: usize = 120;

/// One span per word, in order; `None` where the text does not have the word within [`REACH`].
pub(super) fn words_in_text<'a>(
    text: &str,
    words: impl Iterator<Item = &'a str>,
) -> Vec<Option<Span>> {
    let mut from = 0;
    words
        .map(|word| {
            let word = word.trim();
            let (start, end) = match find_word(text, from, word) {
                Some(start) => (start, start + word.len()),
                None => find_in_any_case(text, from, word)?,
            };
            from = end;
            Some(Span::new(start as u32, end as u32))
        })
        .collect()
}

/// The first place at or after `from` where `word` stands and is not a part of a longer word.
fn find_word(text: &str, from: usize, word: &str) -> Option<usize> {
    if word.is_empty() {
        return None;
    }
    let mut reach = text.len().min(from + word.len() + REACH);
    while !text.is_char_boundary(reach) {
        reach -= 1;
    }
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c));
    let stands_at = |start: usize| {
        let end = start + word.len();
        let edge_before =
            !inside(word.chars().next()) || !inside(text[..start].chars().next_back());
        let edge_after = !inside(word.chars().next_back()) || !inside(text[end..].chars().next());
        edge_before && edge_after
    };
    let window = text.get(from..reach)?;
    // Nearly every word comes next, and a search costs far more to set up than a look.
    let next = reach - window.trim_start().len();
    if text[next..reach].starts_with(word) && stands_at(next) {
        return Some(next);
    }
    let mut search = from;
    while let Some(found) = text.get(search..reach)?.find(word) {
        let start = search + found;
        if stands_at(start) {
            return Some(start);
        }
        search = start + word.chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Letters of scripts that write words without blanks between them.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// As [`find_word`], of a word that the text begins with a capital: some recognisers write the words
/// without case and the text as people do.
fn find_in_any_case(text: &str, from: usize, word: &str) -> Option<(usize, usize)> {
    let wanted: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let reach = from + word.len() + REACH;
    let rest = text.get(from..)?;
    let mut before = text[..from].chars().next_back();
    for (at, first) in rest.char_indices().take_while(|(at, _)| from + at <= reach) {
        let edge = !before.is_some_and(char::is_alphanumeric);
        before = Some(first);
        if !edge || !first.to_lowercase().eq(wanted.first().copied()) {
            continue;
        }
        let mut left = wanted.as_slice();
        for (length, c) in rest[at..].char_indices() {
            if left.is_empty() {
                if c.is_alphanumeric() {
                    break;
                }
                return Some((from + at, from + at + length));
            }
            let lower: Vec<char> = c.to_lowercase().collect();
            match left.strip_prefix(lower.as_slice()) {
                Some(after) => left = after,
                None => break,
            }
        }
        if left.is_empty()
            && rest[at..].chars().flat_map(char::to_lowercase).eq(wanted.iter().copied())
        {
            return Some((from + at, text.len()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str, words: &[&str]) -> Vec<Option<usize>> {
        words_in_text(text, words.iter().copied())
            .into_iter()
            .map(|span| span.map(Span::start))
            .collect()
    }

    #[test]
    fn left_to_right() {
        assert_eq!(places("да, да нет", &["да", "да", "нет"]), [Some(0), Some(6), Some(11)]);
        assert_eq!(places("a art b", &["art", "a", "b"]), [Some(2), None, Some(6)]);
        assert_eq!(places("a b", &["", "b"]), [None, Some(2)]);
        assert_eq!(
            places("Unit one. Да, ДА", &["unit", "one", "да", "да"]),
            [Some(0), Some(5), Some(10), Some(16)]
        );
        assert_eq!(places("Units", &["unit"]), [None]);
        assert_eq!(places("電車が来ます", &["電車", "が", "来ます"]), [Some(0), Some(6), Some(9)]);
    }

    #[test]
    fn a_missing_word_does_not_catch_a_far_namesake() {
        let text = format!("one {} two", "х".repeat(200));
        assert_eq!(places(&text, &["two", "one"]), [None, Some(0)]);
    }
}
