//! A last result that says everything once more: with diarisation Google writes all words again,
//! with their speakers, after the results proper.

use super::words::Token;

/// Whether the last of several results repeats the words of the others: it has their number of
/// words, or it alone says who speaks.
pub(super) fn last_repeats(results: &[Vec<Token<'_>>]) -> bool {
    let Some((last, others)) = results.split_last() else { return false };
    let speaks = |words: &Vec<Token<'_>>| words.iter().any(|word| word.speaker.is_some());
    let before: usize = others.iter().map(Vec::len).sum();
    if before == 0 || !speaks(last) || others.iter().any(speaks) {
        return false;
    }
    // A few words more or fewer: the second run need not agree with the first to the word.
    last.len().abs_diff(before) * 10 <= before
        && last.first().and_then(|word| word.start)
            <= others.first().and_then(|words| words.last()).and_then(|word| word.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Millis;
    use std::borrow::Cow;

    fn words(from: i64, count: i64, speaker: Option<&'static str>) -> Vec<Token<'static>> {
        let word = |nth: i64| Token {
            text: Cow::Borrowed("x"),
            start: Some(Millis::new((from + nth) * 100)),
            end: Some(Millis::new((from + nth) * 100 + 50)),
            speaker: speaker.map(Cow::Borrowed),
            ..Token::default()
        };
        (0..count).map(word).collect()
    }

    #[test]
    fn only_a_repetition_is_one() {
        let all = |last| last_repeats(&[words(0, 10, None), words(10, 10, None), last]);
        assert!(all(words(0, 20, Some("1"))));
        assert!(all(words(0, 21, Some("1"))));
        assert!(!all(words(0, 20, None)), "nobody is named");
        assert!(!all(words(20, 20, Some("1"))), "it goes on");
        assert!(!all(words(0, 5, Some("1"))), "too short");
        assert!(!last_repeats(&[words(0, 5, Some("1")), words(0, 5, Some("2"))]));
        assert!(!last_repeats(&[words(0, 5, Some("1"))]));
        assert!(!last_repeats(&[]));
    }
}
