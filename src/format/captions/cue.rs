//! The text of one cue: voices, times of words, character references, other tags stripped.
//!
//! By the WebVTT specification, but for a `<` that begins no tag: with words behind it, it stays,
//! since losing it loses speech.

use super::block::{self, Dialect};
use std::borrow::Cow;

use crate::transcript::WordInput;
use crate::units::{Millis, TimeSpan};

/// What one voice says on one line of a cue.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::format) struct Fragment {
    /// The name in `<v Name>`.
    pub(in crate::format) voice: Option<String>,
    /// The text, with single blanks.
    pub(in crate::format) text: String,
    /// Where in the text each piece with a time ends, and its time; empty without times.
    pieces: Vec<(usize, Option<TimeSpan>)>,
}

impl Fragment {
    /// Whether any words have times.
    pub(in crate::format) fn has_times(&self) -> bool {
        self.pieces.iter().any(|(_, time)| time.is_some())
    }

    /// A fragment of pieces of text, each with its time if it has one of its own.
    pub(in crate::format) fn of_pieces<'a>(
        voice: Option<String>,
        pieces: impl Iterator<Item = (&'a str, Option<TimeSpan>)>,
    ) -> Fragment {
        let mut fragment = Fragment { voice, ..Fragment::default() };
        for (text, time) in pieces {
            fragment.add(text);
            fragment.pieces.push((fragment.text.len(), time));
        }
        fragment.text.truncate(fragment.text.trim_end().len());
        let len = fragment.text.len();
        for (end, _) in &mut fragment.pieces {
            *end = len.min(*end);
        }
        fragment
    }

    /// Adds text, with runs of white space made one blank.
    fn add(&mut self, text: &str) {
        self.text.reserve(text.len());
        let mut rest = text;
        loop {
            let (word, behind) = rest.split_at(first_blank(rest));
            self.text.push_str(word);
            if behind.is_empty() {
                return;
            }
            if self.text.bytes().last().is_some_and(|byte| byte != b' ') {
                self.text.push(' ');
            }
            rest = behind.trim_start();
        }
    }

    /// The pieces as words, without the first `skip` bytes of the text.
    pub(in crate::format) fn words(&self, skip: usize) -> impl Iterator<Item = WordInput<'_>> {
        let mut from = 0;
        self.pieces.iter().filter_map(move |&(end, time)| {
            let start = from.max(skip);
            from = end;
            let text = self.text.get(start..end)?.trim();
            (!text.is_empty() && time.is_some()).then_some(WordInput { text, time })
        })
    }
}

/// Where the first white space is, else the end.
fn first_blank(text: &str) -> usize {
    let is_blank = |(at, byte): (usize, u8)| match byte {
        b' ' | b'\t'..=b'\r' => true,
        // What all white space beyond ASCII begins with.
        0xc2 | 0xe1..=0xe3 => text[at..].starts_with(char::is_whitespace),
        _ => false,
    };
    text.bytes().enumerate().position(is_blank).unwrap_or(text.len())
}

/// Takes the text of a cue apart.
pub(in crate::format) fn fragments(text: &str, span: TimeSpan) -> Vec<Fragment> {
    let mut cue =
        Cue { span, since: span.start(), timed: false, open: Fragment::default(), out: Vec::new() };
    let mut rest = text;
    while let Some(at) = memchr::memchr3(b'<', b'&', b'\n', rest.as_bytes()) {
        cue.text(&rest[..at]);
        let (mark, after) = rest[at..].split_at(1);
        rest = match mark {
            "\n" => {
                cue.new_fragment();
                after
            }
            "&" => cue.reference(after),
            _ => cue.tag(after),
        };
    }
    cue.text(rest);
    cue.finish()
}

/// Tags of the specification.
const KNOWN: [&str; 8] = ["b", "c", "i", "lang", "rt", "ruby", "u", "v"];

/// A cue being read.
struct Cue {
    span: TimeSpan,
    /// When the piece being read begins.
    since: Millis,
    /// Whether there was any time of a word.
    timed: bool,
    open: Fragment,
    out: Vec<Fragment>,
}

impl Cue {
    fn text(&mut self, text: &str) {
        self.open.add(text);
    }

    /// Reads what follows `&`; what is no character reference stays as it is.
    fn reference<'a>(&mut self, after: &'a str) -> &'a str {
        let (text, rest) = reference(after);
        self.text(&text);
        rest
    }

    /// Reads what follows `<`.
    fn tag<'a>(&mut self, after: &'a str) -> &'a str {
        let end = after.find(['>', '<']).unwrap_or(after.len());
        let (content, behind) = after.split_at(end);
        let closed = behind.starts_with('>');
        let rest = behind.strip_prefix('>').unwrap_or(behind);
        if content.starts_with(|c: char| c.is_ascii_digit()) {
            let time = block::time(content.trim_end(), Dialect::WebVtt);
            if let Some((at, "")) = time {
                self.time(at);
                return rest;
            }
        }
        let name = content.split(['.', ' ', '\t', '\n']).next().unwrap_or_default();
        let name = name.trim_end();
        let begins = content.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '.');
        // A last tag may stay open, but then a word behind `<` is a word more often than a tag.
        let bare = !content.contains(char::is_whitespace);
        let known = KNOWN.contains(&name) && (bare || matches!(name, "v" | "lang"));
        let is_tag =
            begins && (closed || known || content.starts_with(['/', '.']) && behind.is_empty());
        if !is_tag {
            if content.contains(char::is_alphabetic) {
                self.text("<");
                return after;
            }
            return rest;
        }
        if name == "v" {
            let voice = content.split_once([' ', '\t', '\n']).map_or("", |(_, voice)| voice);
            self.voice(Some(unescaped(voice)).filter(|voice| !voice.is_empty()));
        } else if name == "/v" {
            self.voice(None);
        }
        rest
    }

    fn voice(&mut self, voice: Option<String>) {
        self.new_fragment();
        self.open.voice = voice;
    }

    /// A new piece begins; times that run backwards or out of the cue say nothing.
    fn time(&mut self, at: Millis) {
        if at < self.since || at > self.span.end() {
            return;
        }
        self.end_piece(at);
        self.since = at;
        self.timed = true;
    }

    fn end_piece(&mut self, at: Millis) {
        let end = self.open.text.len();
        let from = self.open.pieces.last().map_or(0, |(end, _)| *end);
        let said = self.open.text.get(from..end).is_some_and(|text| !text.trim().is_empty());
        if let Some(time) = TimeSpan::new(self.since, at).filter(|_| said) {
            self.open.pieces.push((end, Some(time)));
        }
    }

    /// Ends a line or a voice; the voice goes on unless it is changed.
    fn new_fragment(&mut self) {
        // The end of a piece that goes on in the next fragment is not known yet: the end of the
        // cue, which `finish` cuts to the next time.
        self.end_piece(self.span.end());
        let voice = self.open.voice.clone();
        let fragment = std::mem::replace(&mut self.open, Fragment { voice, ..Fragment::default() });
        if !fragment.text.trim().is_empty() {
            self.out.push(fragment);
        }
    }

    fn finish(mut self) -> Vec<Fragment> {
        self.new_fragment();
        for fragment in &mut self.out {
            fragment.text.truncate(fragment.text.trim_end().len());
            let len = fragment.text.len();
            if !self.timed {
                fragment.pieces.clear();
            }
            for (end, _) in &mut fragment.pieces {
                *end = len.min(*end);
            }
        }
        // A piece lasts no longer than until the next one begins.
        let (mut start, mut end) = (self.span.end(), self.span.end());
        for fragment in self.out.iter_mut().rev() {
            for time in fragment.pieces.iter_mut().rev().filter_map(|(_, time)| time.as_mut()) {
                if time.start() < start {
                    end = start;
                    start = time.start();
                }
                *time = TimeSpan::new(start, end.min(time.end())).unwrap_or(*time);
            }
        }
        self.out
    }
}

/// The annotation of a voice: references decoded, blanks made single.
fn unescaped(text: &str) -> String {
    htmlize::unescape(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Longer than any name of a character.
const MAX_REFERENCE: usize = 40;

/// The characters that `&` and what follows stand for, and the rest; `&` itself if it stands for none.
fn reference(after: &str) -> (Cow<'_, str>, &str) {
    let name = after.bytes().take(MAX_REFERENCE);
    let name = name.take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    let len = name + usize::from(after[name..].starts_with(';'));
    let (content, rest) = after.split_at(len);
    let written = format!("&{content}");
    match htmlize::unescape(written.as_str()) {
        Cow::Borrowed(_) => (Cow::Borrowed("&"), after),
        Cow::Owned(text) => (Cow::Owned(text), rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let span = TimeSpan::new(Millis::new(1000), Millis::new(3000)).unwrap();
        let found: Vec<_> = fragments(text, span)
            .iter()
            .map(|fragment| {
                let words: Vec<_> = fragment
                    .words(0)
                    .map(|word| {
                        let time = word.time.unwrap();
                        format!(" {}={}-{}", word.text, time.start().get(), time.end().get())
                    })
                    .collect();
                let voice = fragment.voice.as_deref().unwrap_or("-");
                format!("{voice}|{}|{}", fragment.text, words.concat())
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn runs_of_white_space_are_one_blank() {
        // All white space there is, two by two, around and within words.
        let blanks: Vec<char> = ('\0'..'\u{3100}').filter(|c| c.is_whitespace()).collect();
        assert!(blanks.len() > 20);
        for blank in &blanks {
            for (text, expected) in [
                (format!("{blank}да{blank}{}нет", blanks[3]), "да нет"),
                (format!("да{}{blank}€ â ã нет{blank}{blank}", blanks[5]), "да € â ã нет "),
                (format!("{blank}{blank}"), ""),
            ] {
                let mut fragment = Fragment::default();
                fragment.add(&text);
                assert_eq!(fragment.text, expected, "{text:?}");
            }
        }
    }

    #[test]
    fn tags_and_references() {
        check("a <b>b</b> &lt;c&gt;&amp;&#33;&#x21; &foo; &", &["-|a b <c>&!! &foo; &|"]);
        check("i <3 you", &["-|i <3 you|"]);
        check("a < b > c", &["-|a < b > c|"]);
        check("<i>open", &["-|open|"]);
        check("<5 and >3", &["-|<5 and >3|"]);
        check("<0.5", &[]);
        check("a &copy &notit; &#x2014; AT&T", &["-|a © ¬it; — AT&T|"]);
        check("a <value", &["-|a <value|"]);
        check("x <c.a.b>y</c> <lang en>z", &["-|x y z|"]);
        check("", &[]);
        check("&nbsp;", &[]);
    }

    #[test]
    fn voices_change_within_a_cue() {
        check(
            "<v Anna>a\nb\n<v.x Bo &amp; Co>c</v> d",
            &["Anna|a|", "Anna|b|", "Bo & Co|c|", "-|d|"],
        );
        check("<v>a", &["-|a|"]);
        check("a <v Anna", &["-|a|"]);
    }

    #[test]
    fn pieces_end_where_the_next_begins() {
        check(
            "a<00:01.500> b\nc<00:02.000> d e",
            &["-|a b| a=1000-1500 b=1500-2000", "-|c d e| c=1500-2000 d e=2000-3000"],
        );
        check("a <00:00.500>b <00:09.000>c <nope>d", &["-|a b c d|"]);
    }
}
