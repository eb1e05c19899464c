//! The text of one cue: voices, times of words, character references, other tags stripped.

use super::block;
use crate::transcript::WordInput;
use crate::units::{Millis, TimeSpan};

/// What one voice says on one line of a cue.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fragment {
    /// The name in `<v Name>`.
    pub(super) voice: Option<String>,
    /// The text, with single blanks.
    pub(super) text: String,
    /// Where in the text each piece with a time ends, and its time; empty without times.
    pieces: Vec<(usize, TimeSpan)>,
}

impl Fragment {
    /// Whether words have times.
    pub(super) fn has_times(&self) -> bool {
        !self.pieces.is_empty()
    }

    /// The pieces as words, without the first `skip` bytes of the text.
    pub(super) fn words(&self, skip: usize) -> impl Iterator<Item = WordInput<'_>> {
        let mut from = 0;
        self.pieces.iter().filter_map(move |&(end, time)| {
            let start = from.max(skip);
            from = end;
            let text = self.text.get(start..end)?.trim();
            (!text.is_empty()).then_some(WordInput { text, time: Some(time) })
        })
    }
}

/// Takes the text of a cue apart.
pub(super) fn fragments(text: &str, span: TimeSpan) -> Vec<Fragment> {
    let mut cue =
        Cue { span, since: span.start(), timed: false, open: Fragment::default(), out: Vec::new() };
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&', '\n']) {
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
    /// Adds text, with runs of white space made one blank.
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if !c.is_whitespace() {
                self.open.text.push(c);
            } else if !self.open.text.is_empty() && !self.open.text.ends_with(' ') {
                self.open.text.push(' ');
            }
        }
    }

    /// Reads what follows `&`; what is no character reference stays as it is.
    fn reference<'a>(&mut self, after: &'a str) -> &'a str {
        match reference(after) {
            Some((c, rest)) => {
                self.text(c.encode_utf8(&mut [0; 4]));
                rest
            }
            None => {
                self.text("&");
                after
            }
        }
    }

    /// Reads what follows `<`; what is no tag stays as it is, since losing it loses speech.
    fn tag<'a>(&mut self, after: &'a str) -> &'a str {
        let first = after.chars().next();
        let is_tag = first.is_some_and(|c| c.is_ascii_alphanumeric() || c == '/' || c == '.');
        let (content, rest) = match after.find(['>', '<']) {
            Some(end) if is_tag && after[end..].starts_with('>') => {
                (&after[..end], &after[end + 1..])
            }
            // A last tag that is never closed.
            None if after.starts_with('/') || after.starts_with("v ") => (after, ""),
            Some(_) | None => {
                self.text("<");
                return after;
            }
        };
        if content.starts_with(|c: char| c.is_ascii_digit()) {
            return match block::time(content.trim_end()) {
                Some((at, "")) => {
                    self.time(at);
                    rest
                }
                Some(_) | None => {
                    self.text("<");
                    after
                }
            };
        }
        let name = content.split(['.', ' ', '\t', '\n']).next().unwrap_or_default();
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
            self.open.pieces.push((end, time));
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
            for (_, time) in fragment.pieces.iter_mut().rev() {
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
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        rest = match reference(after) {
            Some((c, rest)) => {
                out.push(c);
                rest
            }
            None => {
                out.push('&');
                after
            }
        };
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The character after `&`, and what follows its semicolon.
fn reference(after: &str) -> Option<(char, &str)> {
    let reach = after.len().min(12);
    let end = after.bytes().take(reach).position(|byte| byte == b';')?;
    let (name, rest) = (&after[..end], &after[end + 1..]);
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "lrm" => '\u{200e}',
        "rlm" => '\u{200f}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| *c != '\0')?
        }
    };
    Some((c, rest))
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
    fn tags_and_references() {
        check("a <b>b</b> &lt;c&gt;&amp;&#33;&#x21; &foo; &", &["-|a b <c>&!! &foo; &|"]);
        check("i <3 you", &["-|i <3 you|"]);
        check("a < b > c", &["-|a < b > c|"]);
        check("<i>open", &["-|open|"]);
        check("<5 and >3", &["-|<5 and >3|"]);
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
