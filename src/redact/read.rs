//! Turns read into groups of digits and the words between them.

use super::numeral::{self, Spoken};
use super::vocabulary::{Known, Topic, may_begin, topic};
use super::{HIDDEN, token_at};
use crate::text::{Border, Words};

/// Signs beside a number that say what it counts.
const COUNTS: [char; 9] = ['$', '€', '£', '₽', '₴', '₸', '¥', '%', '°'];

/// Words that name one topic.
const LONGEST_TOPIC: usize = 3;

/// Runs of digits this long are read out of a word with letters in it.
pub(super) const LONG_RUN: usize = 9;

/// Digits that stand together, or that one numeral says.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) digits: String,
    /// The same, if its last word was a number by itself: «сорок», «пять» is 405 as well as 45.
    pub(super) apart: Option<String>,
    pub(super) turn: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    /// The place of its first word among all words of the call.
    pub(super) at: usize,
    /// In digits, not in words.
    pub(super) written: bool,
    /// A plus stands before it.
    pub(super) plus: bool,
}

/// What stands in a turn.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Group(Group),
    Word(Word),
}

/// A word that is no number, or a number that counts something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) at: usize,
    pub(super) role: WordRole,
}

/// What a word does to a number before and behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordRole {
    /// It may stand within a number.
    Filler,
    /// It names a part of one: «серия».
    Part,
    /// It ends a number, unless the talk is of one.
    Plain,
    /// It says what the number before it counts.
    Unit,
    /// Nothing goes on across it.
    Wall,
}

/// One turn, read.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) items: Vec<Item>,
    /// Nothing but what a listener says, or digits repeated.
    pub(super) light: bool,
    /// How many words it has.
    pub(super) words: usize,
}

/// Where words tell what the numbers around them are: from and to, in words of the call, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Topics {
    list: Vec<(Topic, usize, usize)>,
}

impl Topics {
    /// Whether a topic is named at most so many words before, or behind, a number that begins and ends
    /// with these words.
    pub(super) fn near(
        &self,
        wanted: Topic,
        (first, last): (usize, usize),
        before: usize,
        behind: usize,
    ) -> bool {
        self.between(first.saturating_sub(before + LONGEST_TOPIC), last + behind + 1).any(
            |(topic, from, to)| {
                let ahead = *to <= first && first - to <= before;
                let after = *from > last && from - last <= behind;
                *topic == wanted && (ahead || after)
            },
        )
    }

    /// Whether any number that is to be hidden was named so many words before.
    pub(super) fn any_before(&self, at: usize, words: usize) -> bool {
        let mut near = self.between(at.saturating_sub(words), at);
        near.any(|(topic, _, _)| *topic != Topic::Other)
    }

    /// Those that begin in a stretch of words.
    fn between(&self, from: usize, to: usize) -> impl Iterator<Item = &(Topic, usize, usize)> {
        let begin = self.list.partition_point(|(_, at, _)| *at < from);
        self.list.iter().skip(begin).take_while(move |(_, at, _)| *at < to)
    }
}

/// A piece of a word: letters or digits alone.
struct Piece<'t> {
    folded: &'t str,
    start: usize,
    end: usize,
    border: Border,
    digits: bool,
    /// Stands behind what was hidden before, with no word between.
    remnant: bool,
    /// Stands in a token that hides something.
    token: bool,
    known: Known,
}

/// Reads one turn with its words; `first` is how many words the call has before it.
pub(super) fn line(
    (text, words): (&str, &Words),
    turn: usize,
    first: usize,
    topics: &mut Topics,
) -> Line {
    let pieces = pieces(text, words);
    let tells = |piece: &Piece<'_>| {
        piece.digits || piece.token || piece.remnant || piece.known.worth.is_some()
    };
    // Most turns have no number and nothing that tells of one.
    if !pieces.iter().any(|piece| tells(piece) || may_begin(piece.folded)) {
        let items = pieces.iter().enumerate().map(|(at, piece)| word(piece, first + at));
        let light = pieces.len() <= 3 || pieces.iter().all(|piece| piece.known.is_back_channel());
        return Line { items: items.collect(), light, words: pieces.len() };
    }
    // The name in a token that hides something is nobody's word.
    let names = pieces.iter().map(|piece| if piece.token { "" } else { piece.folded });
    let names: Vec<&str> = names.collect();
    let mut covered = 0;
    let mut named: Vec<bool> = vec![false; pieces.len()];
    for at in 0..pieces.len() {
        if at < covered {
            continue;
        }
        if let Some((topic, count)) = names.get(at..).and_then(topic) {
            topics.list.push((topic, first + at, first + at + count));
            covered = at + count;
            for named in named.iter_mut().skip(at).take(count) {
                *named = true;
            }
        }
    }
    let spoken: Vec<Spoken<'_>> = pieces.iter().map(spoken).collect();
    let mut line = Line { items: Vec::new(), light: true, words: pieces.len() };
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let led = matches!(line.items.last(), Some(Item::Group(_)));
        let (item, count) = match named.get(at).copied().unwrap_or(false) {
            // The words of a topic are no number: «три цифры».
            true => (word(piece, first + at), 1),
            false => item(text, &pieces, &spoken, at, (turn, first), led),
        };
        line.items.push(item);
        at += count;
    }
    let short = pieces.len() <= 3;
    let words_only = line.items.iter().all(|item| matches!(item, Item::Word(_)));
    let listens = pieces.iter().zip(names.iter().zip(&spoken)).all(|(piece, (name, said))| {
        // Of what was hidden nobody knows what it said.
        piece.token
            || piece.known.is_back_channel()
            || piece.known.worth.is_some()
            || said.digit.is_some()
            || is_digits(name)
    });
    line.light = listens || (short && words_only);
    dates_and_times(text, &mut line.items);
    line
}

fn is_digits(folded: &str) -> bool {
    !folded.is_empty() && folded.bytes().all(|b| b.is_ascii_digit())
}

/// The value of a digit, also of a wide one.
pub(super) fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
        _ => None,
    }
}

fn spoken<'t>(piece: &Piece<'t>) -> Spoken<'t> {
    let mut chars = piece.folded.chars();
    let digit = match (chars.next().and_then(digit), chars.next()) {
        (Some(only), None) if piece.digits => only.to_digit(10).and_then(|d| u8::try_from(d).ok()),
        _ => None,
    };
    // What was hidden is no number any more.
    let hidden = piece.remnant || piece.token;
    let folded = if hidden { "" } else { piece.folded };
    let worth = if hidden { None } else { piece.known.worth };
    Spoken { folded, border: piece.border, digit, worth }
}

/// The words of a text, each cut where digits meet letters if the digits are many.
fn pieces<'t>(text: &str, words: &'t Words) -> Vec<Piece<'t>> {
    let mut pieces: Vec<Piece<'t>> = Vec::new();
    let mut last_end = 0;
    let mut remnant = false;
    let mut token_end = 0;
    let (masked, hashed) = (text.contains(HIDDEN), text.contains('['));
    for word in words.as_slice() {
        let (start, end) = (word.source().start(), word.source().end());
        let before = text.get(last_end..start).unwrap_or_default();
        if masked {
            remnant |= before.contains(HIDDEN);
            hidden_words(before, last_end, start, &mut pieces);
        }
        if hashed
            && let Some(open) = before.rfind('[')
            && let Some(length) = text.get(last_end + open..).and_then(token_at)
        {
            token_end = last_end + open + length;
        }
        let source = text.get(start..end).unwrap_or_default();
        let folded = words.folded(word);
        let border = word.border_before();
        let (whole, cut) = ([(0, source.len(), false)], runs(source));
        for &(from, to, digits) in cut.as_deref().unwrap_or(&whole) {
            // The folded spelling has the length of the source only where nothing is folded away.
            let part = match (from, to) {
                (0, to) if to == source.len() => folded,
                (from, to) => folded.get(from..to).unwrap_or(folded),
            };
            let known = Known::of(part);
            let counts = !digits && known.worth.is_none() && !known.is_filler();
            remnant &= !counts;
            pieces.push(Piece {
                folded: part,
                start: start + from,
                end: start + to,
                border: if from == 0 { border } else { Border::Open },
                digits,
                remnant,
                token: start < token_end,
                known,
            });
        }
        last_end = end;
    }
    pieces
}

/// What was hidden before counts as words, so that what stands beside it keeps its distance; signs that
/// touch the next word belong to it.
fn hidden_words(before: &str, from: usize, next: usize, pieces: &mut Vec<Piece<'_>>) {
    let mut at = 0;
    while let Some(start) =
        before.get(at..).and_then(|rest| rest.find(HIDDEN)).map(|found| at + found)
    {
        let rest = before.get(start..).unwrap_or_default();
        let end = start + rest.len() - rest.trim_start_matches(HIDDEN).len();
        if from + end != next {
            pieces.push(Piece {
                folded: "",
                start: from + start,
                end: from + end,
                border: Border::Open,
                digits: false,
                remnant: false,
                token: true,
                known: Known::default(),
            });
        }
        at = end;
    }
}

/// Where a word with digits is cut: letters and digits apart if there are many digits; `None` where it
/// stays whole and is no number.
fn runs(word: &str) -> Option<Vec<(usize, usize, bool)>> {
    // The first byte of wide digits is 0xef.
    if !word.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xef) {
        return None;
    }
    let mut runs: Vec<(usize, usize, bool)> = Vec::new();
    for (at, c) in word.char_indices() {
        let end = at + c.len_utf8();
        let digits = digit(c).is_some();
        match runs.last_mut() {
            Some(last) if last.2 == digits || !c.is_alphanumeric() => last.1 = end,
            Some(_) | None => runs.push((at, end, digits)),
        }
    }
    let long = runs.iter().any(|run| run.2 && run.1 - run.0 >= LONG_RUN);
    match runs.as_slice() {
        [_] => Some(runs),
        _ if long => Some(runs),
        _ => None,
    }
}

fn word(piece: &Piece<'_>, at: usize) -> Item {
    let role = if piece.token || piece.remnant && piece.digits {
        WordRole::Wall
    } else if piece.known.is_filler() {
        WordRole::Filler
    } else if piece.known.names_a_part() {
        WordRole::Part
    } else if piece.known.is_unit() {
        WordRole::Unit
    } else {
        WordRole::Plain
    };
    Item::Word(Word { start: piece.start, end: piece.end, at, role })
}

/// What stands here, and how many pieces it takes.
fn item(
    text: &str,
    pieces: &[Piece<'_>],
    spoken: &[Spoken<'_>],
    at: usize,
    (turn, first): (usize, usize),
    led: bool,
) -> (Item, usize) {
    let Some(piece) = pieces.get(at) else {
        return (Item::Word(Word { start: 0, end: 0, at, role: WordRole::Wall }), 1);
    };
    let hidden = piece.token || piece.remnant;
    let before = text.get(..piece.start).unwrap_or_default();
    let plus = before.trim_end_matches([' ', '(', '\u{a0}']).ends_with('+')
        || at
            .checked_sub(1)
            .and_then(|at| pieces.get(at))
            .is_some_and(|word| matches!(word.folded, "плюс" | "plus"));
    let group = |digits: String, end, words: usize| {
        let apart = if words > 1 { numeral::apart(&digits) } else { None };
        let (start, at, written) = (piece.start, first + at, words == 0);
        Item::Group(Group { digits, apart, turn, start, end, at, written, plus })
    };
    if piece.digits && !hidden {
        let source = text.get(piece.start..piece.end).unwrap_or_default();
        let behind = text.get(piece.end..).unwrap_or_default().trim_start();
        if behind.starts_with(COUNTS) || before.trim_end().ends_with(COUNTS) {
            let wall =
                Word { start: piece.start, end: piece.end, at: first + at, role: WordRole::Wall };
            return (Item::Word(wall), 1);
        }
        return (group(source.chars().filter_map(digit).collect(), piece.end, 0), 1);
    }
    if !hidden
        && let Some((digits, count)) =
            spoken.get(at..).and_then(|words| numeral::digits(words, led))
        && let Some(last) = pieces.get(at + count - 1)
    {
        return (group(digits, last.end, count), count);
    }
    (word(piece, first + at), 1)
}

/// Turns dates and times of day into what they are: no part of a longer number.
fn dates_and_times(text: &str, items: &mut [Item]) {
    for at in 0..items.len() {
        let Some(three) = numbers(items, at, 3) else {
            clock(text, items, at);
            continue;
        };
        let [a, b, c] = three.as_slice() else { continue };
        let sign = |from: &Group, to: &Group| text.get(from.end..to.start).unwrap_or_default();
        let (one, two) = (sign(a, b), sign(b, c));
        let goes_on = |sign: &str| {
            let before = text.get(..a.start).unwrap_or_default();
            let behind = text.get(c.end..).unwrap_or_default();
            let digit_before = before
                .strip_suffix(sign)
                .is_some_and(|rest| rest.ends_with(|c| digit(c).is_some()));
            let digit_behind = behind
                .strip_prefix(sign)
                .is_some_and(|rest| rest.starts_with(|c| digit(c).is_some()));
            digit_before || digit_behind
        };
        if one == two
            && matches!(one, "." | "/" | "-")
            && is_date(&a.digits, &b.digits, &c.digits)
            && !goes_on(one)
        {
            for item in items.iter_mut().skip(at).take(3) {
                wall(item);
            }
        } else {
            clock(text, items, at);
        }
    }
}

/// So many groups in a row.
fn numbers(items: &[Item], at: usize, count: usize) -> Option<Vec<Group>> {
    let groups = items.get(at..at + count)?.iter().map(|item| match item {
        Item::Group(group) if group.written => Some(group.clone()),
        Item::Group(_) | Item::Word(_) => None,
    });
    groups.collect()
}

fn is_date(a: &str, b: &str, c: &str) -> bool {
    let value = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
    let day = |text: &str| text.len() <= 2 && (1..=31).contains(&value(text));
    let year = |text: &str| text.len() == 4 && (1900..2100).contains(&value(text));
    day(a) && day(b) && (c.len() == 2 || year(c)) || year(a) && day(b) && day(c)
}

/// `15:30`, `15:30:45`.
fn clock(text: &str, items: &mut [Item], at: usize) {
    let Some(pair) = numbers(items, at, 2) else { return };
    let [hour, minute] = pair.as_slice() else { return };
    let within =
        |text: &str, most: u32| text.len() <= 2 && text.parse::<u32>().is_ok_and(|n| n < most);
    let colon = text.get(hour.end..minute.start) == Some(":");
    if !colon
        || !within(&hour.digits, 100)
        || minute.digits.len() != 2
        || !within(&minute.digits, 60)
    {
        return;
    }
    let second = numbers(items, at + 1, 2).filter(|pair| {
        pair.last().is_some_and(|second| {
            text.get(minute.end..second.start) == Some(":") && second.digits.len() == 2
        })
    });
    let count = if second.is_some() { 3 } else { 2 };
    let behind = numbers(items, at + count - 1, 2).is_some_and(|pair| match pair.as_slice() {
        [last, next] => text.get(last.end..next.start) == Some(":"),
        _ => false,
    });
    if !behind {
        for item in items.iter_mut().skip(at).take(count) {
            wall(item);
        }
    }
}

fn wall(item: &mut Item) {
    if let Item::Group(Group { start, end, at, .. }) = item {
        *item = Item::Word(Word { start: *start, end: *end, at: *at, role: WordRole::Wall });
    }
}
