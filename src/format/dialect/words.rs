//! Words and punctuation of a recogniser, made into the text of turns.

use std::borrow::Cow;

use crate::units::Millis;

/// A silence after which words without a text of their own begin a new turn, in milliseconds.
const NEW_TURN_MS: i64 = 2000;

/// So many words make a turn whatever follows.
const MOST_WORDS: usize = 2000;

/// On which side punctuation has no blank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Glue {
    /// As any word.
    #[default]
    None,
    /// To the word before.
    Before,
    /// To the word after.
    After,
    /// To both.
    Both,
}

/// A word, or punctuation, which has no time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) start: Option<Millis>,
    pub(super) end: Option<Millis>,
    /// The two count from 1970 and not from the start of the call.
    pub(super) of_epoch: bool,
    pub(super) speaker: Option<Cow<'a, str>>,
    pub(super) channel: Option<Cow<'a, str>>,
    pub(super) punctuation: bool,
    pub(super) glue: Glue,
}

/// Who speaks, as far as words differ in it.
fn voice<'t>(token: &'t Token<'_>) -> (Option<&'t str>, Option<&'t str>) {
    (token.speaker.as_deref(), token.channel.as_deref())
}

/// Gives every token a speaker: that of the token before, and of the first that has one.
pub(super) fn spread_voices(tokens: &mut [Token<'_>]) {
    let first = tokens.iter().find(|token| token.speaker.is_some());
    let mut last = first.and_then(|token| token.speaker.clone());
    let mut channel = tokens.iter().find_map(|token| token.channel.clone());
    for token in tokens {
        if token.speaker.is_some() && !token.punctuation {
            last = token.speaker.clone();
        } else {
            token.speaker = last.clone();
        }
        match &token.channel {
            Some(own) => channel = Some(own.clone()),
            None => token.channel = channel.clone(),
        }
    }
}

/// Whether more than one voice speaks.
pub(super) fn several_voices(tokens: &[Token<'_>]) -> bool {
    tokens.windows(2).any(|pair| matches!(pair, [a, b] if voice(a) != voice(b)))
}

/// Cuts where the voice changes, and with `pauses` also at a long silence.
pub(super) fn runs<'a>(tokens: Vec<Token<'a>>, pauses: bool) -> Vec<Vec<Token<'a>>> {
    let mut out: Vec<Vec<Token<'_>>> = Vec::new();
    let mut end: Option<Millis> = None;
    for token in tokens {
        let goes_on = out.last().is_some_and(|run: &Vec<Token<'_>>| {
            let silence = match (end, token.start) {
                (Some(end), Some(start)) => start.since(end),
                (None, _) | (_, None) => 0,
            };
            let same = run.last().is_some_and(|last| voice(last) == voice(&token));
            let full = run.len() >= MOST_WORDS && !token.punctuation;
            same && !full && !(pauses && silence > NEW_TURN_MS)
        });
        end = token.end.or(end);
        match out.last_mut() {
            Some(run) if goes_on => run.push(token),
            Some(_) | None => out.push(vec![token]),
        }
    }
    out
}

/// The text of tokens. With `verbatim` punctuation brings the blanks, if it has any.
pub(super) fn joined(tokens: &[Token<'_>], delimiter: &str, verbatim: bool) -> String {
    let blank = |token: &Token<'_>| token.punctuation && token.text.contains(char::is_whitespace);
    let mut out = String::new();
    if verbatim && tokens.iter().any(blank) {
        tokens.iter().for_each(|token| out.push_str(&token.text));
        return out.trim().to_owned();
    }
    let mut open = true;
    for token in tokens {
        let text = token.text.trim();
        if text.is_empty() {
            continue;
        }
        if !open && !matches!(token.glue, Glue::Before | Glue::Both) {
            out.push_str(delimiter);
        }
        out.push_str(text);
        open = matches!(token.glue, Glue::After | Glue::Both);
    }
    out
}

/// Puts parts of words together: a part without a blank before it goes on with the word.
///
/// Parts of a letter (in scripts of many bytes) make no word; then there are none at all, since
/// which of them are whole cannot be told.
pub(super) fn whole_words(pieces: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::new();
    for piece in pieces {
        if piece.text.contains('\u{fffd}') {
            return Vec::new();
        }
        match out.last_mut() {
            Some(word) if !piece.text.starts_with(char::is_whitespace) => {
                word.text.to_mut().push_str(&piece.text);
                word.end = piece.end.or(word.end);
            }
            Some(_) | None => out.push(piece),
        }
    }
    out.retain(|word| !word.text.trim().is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text@start-end/speaker`; without `@` punctuation.
    fn tokens(written: &str) -> Vec<Token<'_>> {
        let one = |part: &str| {
            let (text, rest) = part.split_once('@').unwrap_or((part, ""));
            let (time, speaker) = rest.split_once('/').unwrap_or((rest, ""));
            let time = time.split_once('-').map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap()));
            Token {
                text: Cow::Owned(text.to_owned()),
                start: time.map(|(start, _)| Millis::new(start)),
                end: time.map(|(_, end)| Millis::new(end)),
                speaker: (!speaker.is_empty()).then(|| Cow::Owned(speaker.to_owned())),
                punctuation: !part.contains('@'),
                glue: if part.contains('@') { Glue::None } else { Glue::Before },
                ..Token::default()
            }
        };
        written.split(' ').map(one).collect()
    }

    fn cut(written: &str) -> Vec<String> {
        let mut tokens = tokens(written);
        spread_voices(&mut tokens);
        runs(tokens, true).iter().map(|run| joined(run, " ", false)).collect()
    }

    #[test]
    fn turns_end_where_the_voice_changes_or_at_a_silence() {
        assert_eq!(cut("a@0-10/A , b@20-30/A . c@40-50/B"), ["a, b.", "c"]);
        assert_eq!(cut("a@0-10 b@2010-2020 . c@4021-4030"), ["a b.", "c"]);
        assert_eq!(cut("15@ a@0-10/A 20@ b@30-40/B"), ["15 a 20", "b"]);
    }

    #[test]
    fn parts_of_words() {
        let piece = |text: &'static str, at: i64| Token {
            text: Cow::Borrowed(text),
            start: Some(Millis::new(at)),
            end: Some(Millis::new(at + 5)),
            ..Token::default()
        };
        let words =
            whole_words(vec![piece(" U", 0), piece("mm", 5), piece(",", 10), piece(" x", 20)]);
        let words: Vec<_> =
            words.iter().map(|word| (&*word.text, word.end.unwrap().get())).collect();
        assert_eq!(words, [(" Umm,", 15), (" x", 25)]);
        assert_eq!(whole_words(vec![piece(" a", 0), piece("\u{fffd}", 5)]), []);
    }

    #[test]
    fn punctuation_may_bring_the_blanks() {
        let token = |text: &'static str, punctuation| Token {
            text: Cow::Borrowed(text),
            punctuation,
            glue: if punctuation { Glue::Before } else { Glue::None },
            ..Token::default()
        };
        let all = [token("Hi", false), token(", ", true), token("you", false), token(".", true)];
        assert_eq!(joined(&all, " ", true), "Hi, you.");
        let all = [token("Hi", false), token(",", true), token("you", false)];
        assert_eq!(joined(&all, " ", true), "Hi, you");
    }
}
