//! Turns and their words as they are written, taken where they stand.

use super::cursor::{Cursor, Quoted};
use super::unescape::Unescaped;
use crate::format::limits::{MAX_TURN_BYTES, MAX_TURN_WORDS, MAX_TURNS};
use crate::units::{Millis, TimeUnit};
use std::ops::Range;

/// A string of a record.
#[derive(Clone)]
pub(super) enum Said<'a> {
    /// As it stands there.
    Plain(&'a str),
    /// Its place among those that had escapes.
    Unescaped(Range<usize>),
}

impl Default for Said<'_> {
    fn default() -> Self {
        Said::Plain("")
    }
}

impl<'a> Said<'a> {
    /// What it says.
    pub(super) fn text<'s>(&self, unescaped: &'s str) -> &'s str
    where
        'a: 's,
    {
        match self {
            Said::Plain(text) => text,
            Said::Unescaped(range) => unescaped.get(range.clone()).unwrap_or_default(),
        }
    }
}

/// Both borders of a turn or a word.
#[derive(Clone, Copy, Default)]
pub(super) struct Borders {
    pub(super) start: Option<Millis>,
    pub(super) end: Option<Millis>,
}

/// A turn.
#[derive(Default)]
pub(super) struct Turn<'a> {
    pub(super) role: Option<Said<'a>>,
    pub(super) speaker: Option<Said<'a>>,
    pub(super) borders: Borders,
    pub(super) text: Said<'a>,
    /// Its words among all of the call.
    pub(super) words: Range<usize>,
}

/// A word of a turn.
#[derive(Default)]
pub(super) struct Word<'a> {
    pub(super) text: Said<'a>,
    pub(super) borders: Borders,
}

/// All turns of a call.
#[derive(Default)]
pub(super) struct Turns<'a> {
    pub(super) turns: Vec<Turn<'a>>,
    pub(super) words: Vec<Word<'a>>,
    pub(super) unescaped: Unescaped,
}

/// The members of an object that have come; none may come again.
#[derive(Default)]
pub(super) struct Seen(u32);

impl Seen {
    pub(super) fn note(&mut self, member: u32) -> Option<()> {
        let bit = 1_u32.checked_shl(member)?;
        let new = self.0 & bit == 0;
        self.0 |= bit;
        new.then_some(())
    }
}

impl<'a> Turns<'a> {
    /// Reads the list of turns.
    pub(super) fn read(&mut self, cursor: &mut Cursor<'a>) -> Option<()> {
        cursor.expect(b'[')?;
        if cursor.passes(b']') {
            return Some(());
        }
        loop {
            let turn = self.turn(cursor)?;
            if self.turns.len() == MAX_TURNS {
                return None;
            }
            self.turns.push(turn);
            if !cursor.goes_on(b']')? {
                return Some(());
            }
        }
    }

    fn turn(&mut self, cursor: &mut Cursor<'a>) -> Option<Turn<'a>> {
        let mut turn = Turn::default();
        let mut seen = Seen::default();
        cursor.expect(b'{')?;
        if cursor.passes(b'}') {
            return Some(turn);
        }
        loop {
            match cursor.key()? {
                "role" => {
                    seen.note(0)?;
                    turn.role = self.name(cursor)?;
                }
                "speaker" => {
                    seen.note(1)?;
                    turn.speaker = self.name(cursor)?;
                }
                "start_ms" => {
                    seen.note(2)?;
                    turn.borders.start = time(cursor)?;
                }
                "end_ms" => {
                    seen.note(3)?;
                    turn.borders.end = time(cursor)?;
                }
                "text" => {
                    seen.note(4)?;
                    turn.text = self.said(cursor)?;
                }
                "words" => {
                    seen.note(5)?;
                    turn.words = self.words(cursor)?;
                }
                _ => cursor.ignore()?,
            }
            if !cursor.goes_on(b'}')? {
                return Some(turn);
            }
        }
    }

    /// A string or a number, which is kept as it is written.
    fn name(&mut self, cursor: &mut Cursor<'a>) -> Option<Option<Said<'a>>> {
        match cursor.peek()? {
            b'"' | b'n' => self.text(cursor),
            _ => Some(Some(Said::Plain(cursor.number()?))),
        }
    }

    /// What was said; without it, nothing.
    fn said(&mut self, cursor: &mut Cursor<'a>) -> Option<Said<'a>> {
        Some(self.text(cursor)?.unwrap_or_default())
    }

    fn text(&mut self, cursor: &mut Cursor<'a>) -> Option<Option<Said<'a>>> {
        if cursor.passes_null() {
            return Some(None);
        }
        let string = cursor.string()?;
        Some(Some(self.without_escapes(string)?))
    }

    fn without_escapes(&mut self, Quoted { text, escaped }: Quoted<'a>) -> Option<Said<'a>> {
        let said =
            if escaped { Said::Unescaped(self.unescaped.add(text)?) } else { Said::Plain(text) };
        let length = match &said {
            Said::Plain(text) => text.len(),
            Said::Unescaped(range) => range.len(),
        };
        (length <= MAX_TURN_BYTES).then_some(said)
    }

    fn words(&mut self, cursor: &mut Cursor<'a>) -> Option<Range<usize>> {
        let first = self.words.len();
        if cursor.passes_null() {
            return Some(first..first);
        }
        cursor.expect(b'[')?;
        if cursor.passes(b']') {
            return Some(first..first);
        }
        loop {
            let word = match self.usual_word(cursor) {
                Some(word) => word,
                None => self.word(cursor)?,
            };
            if self.words.len() - first == MAX_TURN_WORDS {
                return None;
            }
            self.words.push(word);
            if !cursor.goes_on(b']')? {
                return Some(first..self.words.len());
            }
        }
    }

    /// A word with its members in the order of the format's description and nothing else, without spaces or with
    /// one behind each colon and comma. If it is none, the cursor stands where it stood.
    fn usual_word(&mut self, cursor: &mut Cursor<'a>) -> Option<Word<'a>> {
        let before = cursor.place();
        let word = self.word_in_order(cursor);
        if word.is_none() {
            cursor.back_to(before);
        }
        word
    }

    fn word_in_order(&mut self, cursor: &mut Cursor<'a>) -> Option<Word<'a>> {
        cursor.peek()?;
        let tight = cursor.passes_all(b"{\"text\":\"");
        (tight || cursor.passes_all(b"{\"text\": \"")).then_some(())?;
        let string = cursor.open_string()?;
        let passed = if tight {
            cursor.passes_all(b",\"start_ms\":")
        } else {
            cursor.passes_all(b", \"start_ms\": ")
        };
        let start = Some(Millis::of_whole(passed.then(|| cursor.whole())??)?);
        let passed = if tight {
            cursor.passes_all(b",\"end_ms\":")
        } else {
            cursor.passes_all(b", \"end_ms\": ")
        };
        let end = Some(Millis::of_whole(passed.then(|| cursor.whole())??)?);
        cursor.passes_all(b"}").then_some(())?;
        let text = self.without_escapes(string)?;
        Some(Word { text, borders: Borders { start, end } })
    }

    fn word(&mut self, cursor: &mut Cursor<'a>) -> Option<Word<'a>> {
        let mut word = Word::default();
        let mut seen = Seen::default();
        cursor.expect(b'{')?;
        if cursor.passes(b'}') {
            return Some(word);
        }
        loop {
            match cursor.key()? {
                "text" => {
                    seen.note(0)?;
                    word.text = self.said(cursor)?;
                }
                "start_ms" => {
                    seen.note(1)?;
                    word.borders.start = time(cursor)?;
                }
                "end_ms" => {
                    seen.note(2)?;
                    word.borders.end = time(cursor)?;
                }
                _ => cursor.ignore()?,
            }
            if !cursor.goes_on(b'}')? {
                return Some(word);
            }
        }
    }
}

/// A time that has no oddity to be told of.
fn time(cursor: &mut Cursor<'_>) -> Option<Option<Millis>> {
    if cursor.passes_null() {
        return Some(None);
    }
    let at = match cursor.whole() {
        Some(whole) => Millis::of_whole(whole)?,
        None => Millis::parse(cursor.number()?, TimeUnit::Milliseconds).ok()?,
    };
    Some(Some(at))
}
