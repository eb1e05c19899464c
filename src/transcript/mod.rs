//! One call as it was said: parties, turns, words, holds, and what is known about the call.
//!
//! A [`Transcript`] is made by [`TranscriptBuilder`] only, which keeps its invariants: every turn
//! names an existing party, every word's text span lies on character borders of its turn, every
//! time span runs forwards, and a time that the source does not have is absent, never 0.
//!
//! Deliberately absent from this floor: how a format writes any of this, what words mean, files.

mod align;
mod builder;
mod info;
mod merge;
mod party;
pub mod timeline;
mod turn;
mod warning;

pub use builder::{TranscriptBuilder, WordInput};
pub use info::{CallIdSource, CallInfo, Direction, Medium};
pub use merge::CallSide;
pub use party::{Party, PartyIx, Role, RoleSource};
pub use turn::{Turn, TurnTime, Word};
pub use warning::{Warning, WarningCode};

use crate::units::{Millis, Span, TimeSpan};

/// One call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Transcript {
    info: CallInfo,
    parties: Vec<Party>,
    turns: Vec<Turn>,
    words: Vec<Word>,
    holds: Vec<TimeSpan>,
    warnings: Vec<Warning>,
}

impl Transcript {
    /// What is known about the call as a whole.
    pub fn info(&self) -> &CallInfo {
        &self.info
    }

    /// Everybody who has a turn, in order of appearance.
    pub fn parties(&self) -> &[Party] {
        &self.parties
    }

    /// The party a turn names.
    pub fn party(&self, ix: PartyIx) -> &Party {
        &self.parties[ix.get()]
    }

    /// All turns, in the order of the source.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// The words of one turn, in the order of its text; empty where the source has none.
    pub fn words(&self, turn: &Turn) -> &[Word] {
        &self.words[turn.word_range()]
    }

    /// Who said `turn`.
    pub fn role(&self, turn: &Turn) -> Role {
        self.party(turn.party()).role()
    }

    /// Stretches in which a party was put on hold, sorted, not overlapping.
    pub fn holds(&self) -> &[TimeSpan] {
        &self.holds
    }

    /// What was odd about the source and how it was taken.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The stated length of the call, else the last end of a turn, word or hold; `None` without times.
    pub fn duration(&self) -> Option<Millis> {
        self.info.duration.or_else(|| self.last_end())
    }

    /// The end of the call: its stated length, and never before the last word; `None` without times.
    pub fn end(&self) -> Option<Millis> {
        self.info.duration.max(self.last_end())
    }

    /// The same call with these turns (sorted) said by a machine, each still under its label.
    pub fn with_system_turns(&self, turns: &[usize]) -> Transcript {
        let mut call = self.clone();
        for &turn in turns {
            let label = self.party(self.turns[turn].party).label().map(str::to_owned);
            let machine = Party::known(Role::System, RoleSource::Announcement, label);
            let known = call.parties.iter().position(|party| *party == machine);
            let at = known.unwrap_or(call.parties.len());
            if known.is_none() {
                call.parties.push(machine);
            }
            call.turns[turn].party = PartyIx(at as u32);
        }
        call
    }

    /// The same call with other texts of its turns and other labels; words go where `place` says that a
    /// byte of a turn went. A turn without a text of its own keeps what it has.
    pub fn with_texts(
        &self,
        text: impl Fn(usize) -> Option<String>,
        place: impl Fn(usize, usize) -> usize,
        label: impl Fn(&str) -> String,
    ) -> Transcript {
        let mut call = self.clone();
        for (at, turn) in call.turns.iter_mut().enumerate() {
            let Some(text) = text(at) else { continue };
            let range = turn.word_range();
            for word in call.words.iter_mut().take(range.end).skip(range.start) {
                word.text = word.text.and_then(|span| {
                    let (start, end) = (place(at, span.start()), place(at, span.end()));
                    let fits = start < end && text.get(start..end).is_some();
                    fits.then(|| Span::new(start as u32, end as u32))
                });
            }
            turn.text = text;
        }
        for party in &mut call.parties {
            if let Some(known) = party.label() {
                let label = label(known);
                if label != known {
                    *party = party.with_label(label);
                }
            }
        }
        call
    }

    /// Notes an oddity of the call as a whole.
    pub fn warn(&mut self, code: WarningCode, place: &str) {
        self.warnings.push(Warning { code, place: place.to_owned(), count: 1 });
    }

    /// The facts about the call, to put in what its source leaves out.
    pub fn info_mut(&mut self) -> &mut CallInfo {
        &mut self.info
    }

    /// Gives parties another role, where one is given; each keeps its label.
    pub fn name_roles(
        &mut self,
        from: RoleSource,
        mut role_of: impl FnMut(&Party) -> Option<Role>,
    ) {
        for party in &mut self.parties {
            if let Some(role) = role_of(party) {
                *party = Party::known(role, from, party.label().map(str::to_owned));
            }
        }
    }

    /// The last instant at which anything ends.
    fn last_end(&self) -> Option<Millis> {
        let turns = self.turns.iter().filter_map(|turn| turn.time().end());
        let words = self.words.iter().filter_map(|word| word.time.map(TimeSpan::end));
        let holds = self.holds.iter().map(|hold| hold.end());
        turns.chain(words).chain(holds).max()
    }
}
