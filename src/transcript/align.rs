//! Where the words of a recogniser stand in the text of their turn.

use crate::units::Span;

/// How far ahead of the last word a word is looked for, in bytes.
///
/// Enough for the punctuation, tags and restored words that stand between; small enough that a
/// word that is not there does not catch its namesake a sentence later.
const REACH: usize = 120;

/// After a word that the text lacks, so many words of the recogniser may be lacking as well, and so
/// many words of the text may stand for them («1960s» for "nineteen sixties").
const MOST_REPLACED: usize = 3;

/// A longer word is looked for where it ought to stand and nowhere else: nobody says such a word, and a
/// search for it among its own repetitions takes the square of its length.
const LONGEST: usize = 256;

/// Where words stand in a text, asked one by one from left to right.
#[derive(Debug)]
pub(super) struct Places<'t> {
    text: &'t str,
    /// Where the last one ended.
    from: usize,
}

impl<'t> Places<'t> {
    /// Before the first word of a text.
    pub(super) fn of(text: &'t str) -> Places<'t> {
        Places { text, from: 0 }
    }

    /// The place of the next word; `None` where the text does not have it within [`REACH`]. `following` are the
    /// words after it.
    pub(super) fn next<'w>(
        &mut self,
        word: &'w str,
        following: impl Iterator<Item = &'w str>,
    ) -> Option<Span> {
        let (start, end) = match stands_next(self.text, self.from, word) {
            Some(place) => place,
            None => self.search(word.trim(), following)?,
        };
        self.from = end;
        Some(Span::new(start as u32, end as u32))
    }

    #[inline(never)]
    fn search<'w>(
        &self,
        word: &str,
        following: impl Iterator<Item = &'w str>,
    ) -> Option<(usize, usize)> {
        let (start, end) = find(self.text, self.from, word)?;
        if skipped(self.text, self.from, start) > 0 {
            let following: Vec<&str> = following.take(MOST_REPLACED + 1).map(str::trim).collect();
            if goes_on_before(self.text, self.from, start, &following) {
                return None;
            }
        }
        Some((start, end))
    }
}

/// Where a word begins and ends that comes next, behind a space at most, and plainly is no part of a longer one: as
/// [`find`] says, of nearly every word and with far less to do.
#[inline]
fn stands_next(text: &str, from: usize, word: &str) -> Option<(usize, usize)> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    // Nothing to trim: ASCII but white space, or U+0400 to U+047F.
    let plain = |byte: u8| byte.is_ascii_graphic() || matches!(byte, 0xd0 | 0xd1);
    let first = word.first()?;
    let last = match word {
        [.., lead, last] if !last.is_ascii() => lead,
        [.., last] => last,
        [] => return None,
    };
    let spaced = text.get(from) == Some(&b' ');
    let start = from + usize::from(spaced);
    let end = start + word.len();
    let parted = spaced || from == 0;
    let ends = text.get(end).is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
    (plain(*first) && plain(*last) && parted && ends && text.get(start..end)? == word)
        .then_some((start, end))
}

/// Where a word begins and ends.
fn find(text: &str, from: usize, word: &str) -> Option<(usize, usize)> {
    if word.len() > LONGEST {
        let rest = text.get(from..)?.trim_start();
        let start = text.len() - rest.len();
        return rest.starts_with(word).then_some((start, start + word.len()));
    }
    match find_word(text, from, word) {
        Some(start) => Some((start, start + word.len())),
        None => find_in_any_case(text, from, word),
    }
}

/// How many words of the text stand between two places.
fn skipped(text: &str, from: usize, to: usize) -> usize {
    let between = text.get(from..to).unwrap_or_default().split_whitespace();
    between.filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// Whether the words that follow stand right here, before `place`: then what was found there is a
/// namesake of a word that the text writes otherwise or lacks.
fn goes_on_before(text: &str, from: usize, place: usize, following: &[&str]) -> bool {
    let here = |word: &str, from: usize, most: usize| {
        find(text, from, word)
            .filter(|(start, _)| *start < place && skipped(text, from, *start) <= most)
    };
    (0..following.len().min(MOST_REPLACED)).any(|nth| {
        let Some((_, end)) = here(following[nth], from, MOST_REPLACED) else { return false };
        // Two in a row, since one short word alone is found anywhere.
        following.get(nth + 1).is_none_or(|next| here(next, end, 0).is_some())
    })
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
    let inside = |c: Option<char>| c.is_some_and(is_inside);
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

/// Whether a character beside a word makes it a part of a longer one.
fn is_inside(c: char) -> bool {
    match c {
        // Nearly all are one of these; tables are for the others.
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        '\u{400}'..='\u{481}' => true,
        _ => c.is_alphanumeric() && !is_unspaced(c),
    }
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
    use proptest::prelude::*;

    /// One span per word, in order.
    fn words_in_text<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Vec<Option<Span>> {
        let words: Vec<&str> = words.collect();
        let mut places = Places::of(text);
        let each = words.iter().enumerate();
        each.map(|(ix, word)| places.next(word, words[ix + 1..].iter().copied())).collect()
    }

    proptest! {
        /// The quick look says nothing else than the search.
        #[test]
        fn what_stands_next_is_what_is_found(
            text in "([ \u{a0}]?([a-cа-вё]{1,2}|[0-9]|[.,«»*-]|[\u{85}\u{2028}ぁ日])){0,9}",
            from in 0_usize..12,
            start in 0_usize..12,
            length in 0_usize..8,
        ) {
            let place = |nth: usize| text.char_indices().nth(nth).map_or(text.len(), |(at, _)| at);
            let (from, start, end) = (place(from), place(start), place(start + length));
            let word = &text[start..end];
            if let Some(found) = stands_next(&text, from, word) {
                prop_assert_eq!(Some(found), find(&text, from, word.trim()));
                prop_assert_eq!(skipped(&text, from, found.0), 0);
            }
        }

        /// Words that are those of the text are all found, each where it stands.
        #[test]
        fn words_of_the_text_itself_are_found(
            words in prop::collection::vec("(the|a|six|да|да-да|1960s)", 0..40),
            between in "( |, | — |\\. )",
        ) {
            let text = words.join(&between);
            let spans = words_in_text(&text, words.iter().map(String::as_str));
            let mut at = 0;
            for (word, span) in words.iter().zip(spans) {
                let span = span.map(|span| (span.start(), span.end()));
                prop_assert_eq!(span, Some((at, at + word.len())), "{}", text);
                at += word.len() + between.len();
            }
        }

        /// Places go forwards and hold the word, whatever the text has besides.
        #[test]
        fn places_go_forwards(
            words in prop::collection::vec("(the|a|six|да)", 0..20),
            text in prop::collection::vec("(the|a|6|да|Six)", 0..20),
        ) {
            let text = text.join(" ");
            let mut from = 0;
            for (word, span) in words.iter().zip(words_in_text(&text, words.iter().map(String::as_str))) {
                let Some(span) = span else { continue };
                prop_assert!(span.start() >= from);
                prop_assert_eq!(text[span.range()].to_lowercase(), word.to_lowercase());
                from = span.end();
            }
        }
    }

    #[test]
    fn letters_that_are_met_most_are_letters() {
        let plain = |c: char| c.is_alphanumeric() && !is_unspaced(c);
        assert!(('\0'..'\u{2000}').all(|c| is_inside(c) == plain(c)));
    }

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
    fn a_namesake_further_on_is_not_the_word() {
        let words = ["over", "a", "thousand", "years", "there", "were", "a", "lot"];
        assert_eq!(
            places("Over 1000 years there were a lot", &words),
            [Some(0), None, None, Some(10), Some(16), Some(22), Some(27), Some(29)]
        );
        let words = ["in", "nineteen", "sixties", "you", "mean"];
        assert_eq!(places("in 1960s you mean", &words), [Some(0), None, None, Some(9), Some(13)]);
        // Words that the text has more are passed over, as before.
        assert_eq!(places("x the y the z", &["y", "the", "z"]), [Some(6), Some(8), Some(12)]);
        assert_eq!(places("six a six b", &["a", "six", "b"]), [Some(4), Some(6), Some(10)]);
    }

    #[test]
    fn a_word_of_endless_repetition_is_looked_for_once() {
        let long = "1.500>".repeat(20_000);
        let text = format!("b {long}");
        assert_eq!(places(&text, &["b", &long]), [Some(0), Some(2)]);
        let other = format!("{}x", long.to_uppercase());
        assert_eq!(places(&text, &[&other, "b", &other]), [None, Some(0), None]);
    }

    #[test]
    fn a_missing_word_does_not_catch_a_far_namesake() {
        let text = format!("one {} two", "х".repeat(200));
        assert_eq!(places(&text, &["two", "one"]), [None, Some(0)]);
    }
}
