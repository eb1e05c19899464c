//! Digits that one speaker says one after the other, over words that do not matter and turns in which the
//! other side only listens.

use super::read::{Group, Item, Line, Topics, Word, WordRole};

/// Turns of the other side that a number may go on over.
const MOST_TURNS: usize = 6;
/// Other words within a number, where the talk is of one.
pub(super) const MOST_WORDS: usize = 3;
/// How far back the talk may be of a number that is to be hidden, in words.
const TALK: usize = 80;

/// Groups that follow each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Stretch {
    pub(super) groups: Vec<Group>,
    /// The two letters before it, where there are two: «КВ 123456».
    pub(super) letters: Option<(usize, usize)>,
}

impl Stretch {
    /// All its digits.
    pub(super) fn digits(&self) -> String {
        self.groups.iter().map(|group| group.digits.as_str()).collect()
    }

    /// The places of its first and last word among those of the call.
    pub(super) fn place(&self) -> Option<(usize, usize)> {
        Some((self.groups.first()?.at, self.groups.last()?.at))
    }
}

/// The stretches of one speaker; `own` are the lines that are his.
pub(super) fn of_speaker(lines: &[Line], own: &[usize], topics: &Topics) -> Vec<Stretch> {
    let mut builder = Builder::default();
    let mut next = 0;
    for at in own {
        let between = lines.get(next..*at).unwrap_or_default();
        if between.len() > MOST_TURNS || between.iter().any(|line| !line.light) {
            builder.close();
        }
        next = at + 1;
        for item in lines.get(*at).into_iter().flat_map(|line| &line.items) {
            match item {
                Item::Group(group) => builder.group(group),
                Item::Word(word) => builder.word(*word, topics),
            }
        }
        builder.before = None;
    }
    builder.close();
    builder.done
}

#[derive(Default)]
struct Builder {
    done: Vec<Stretch>,
    open: Stretch,
    /// Other words since the last group.
    words: usize,
    /// Whether nothing stands between the last group and here.
    directly: bool,
    /// The word before.
    before: Option<Word>,
}

impl Builder {
    fn group(&mut self, group: &Group) {
        if self.open.groups.is_empty() {
            let two = |word: &Word| matches!(word.end - word.start, 2..=4);
            self.open.letters = self.before.filter(two).map(|word| (word.start, word.end));
        }
        self.open.groups.push(group.clone());
        self.words = 0;
        self.directly = true;
        self.before = None;
    }

    fn word(&mut self, word: Word, topics: &Topics) {
        match word.role {
            WordRole::Filler => {}
            WordRole::Wall => self.close(),
            WordRole::Unit => {
                // What it counts is a price or a time, not the end of a number.
                let counted = if self.directly { self.open.groups.pop() } else { None };
                self.close();
                drop(counted);
            }
            WordRole::Plain | WordRole::Part => {
                let named = word.role == WordRole::Part;
                self.words += usize::from(!named);
                let allowed = if topics.any_before(word.at, TALK) { MOST_WORDS } else { 0 };
                if self.words > allowed || (named && allowed == 0) {
                    self.close();
                }
            }
        }
        self.directly = false;
        self.before = Some(word);
    }

    fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        if !open.groups.is_empty() {
            self.done.push(open);
        }
        self.words = 0;
        self.directly = false;
    }
}
