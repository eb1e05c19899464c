//! Calls counted by what they are and whether they are flagged, and the figures that follow.

use super::label::Label;
use super::share::{Estimate, Figure, Of, Untold, precision_at};

/// Shares of complaints among all calls for which precision is told; test sets are rarely like life.
pub const BASE_RATES: [f64; 3] = [0.02, 0.05, 0.10];

/// How many calls of each kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Complaints that are flagged.
    pub found: u64,
    /// Complaints that are not.
    pub missed: u64,
    /// Other calls that are flagged.
    pub wrong: u64,
    /// Other calls that are not.
    pub clear: u64,
    /// Calls without a label that are flagged.
    pub unlabelled_flagged: u64,
    /// Calls without a label that are not.
    pub unlabelled_clear: u64,
}

impl Tally {
    /// Counts a call.
    pub fn add(&mut self, label: Label, flagged: bool) {
        let count = match (label, flagged) {
            (Label::Complaint, true) => &mut self.found,
            (Label::Complaint, false) => &mut self.missed,
            (Label::Other, true) => &mut self.wrong,
            (Label::Other, false) => &mut self.clear,
            (Label::None, true) => &mut self.unlabelled_flagged,
            (Label::None, false) => &mut self.unlabelled_clear,
        };
        *count += 1;
    }

    /// Calls labelled as complaints.
    pub fn positives(&self) -> u64 {
        self.found + self.missed
    }

    /// Calls labelled as none.
    pub fn negatives(&self) -> u64 {
        self.wrong + self.clear
    }

    /// Calls without a label.
    pub fn unlabelled(&self) -> u64 {
        self.unlabelled_flagged + self.unlabelled_clear
    }

    /// All of them.
    pub fn calls(&self) -> u64 {
        self.positives() + self.negatives() + self.unlabelled()
    }

    /// Which share of the complaints is flagged.
    pub fn recall(&self) -> Figure {
        Figure::new(self.found, self.positives(), Of::Positives)
    }

    /// Which share of the other calls is flagged.
    pub fn false_share(&self) -> Figure {
        Figure::new(self.wrong, self.negatives(), Of::Negatives)
    }

    /// Which share of the flagged calls are complaints, in this very mixture.
    pub fn precision(&self) -> Figure {
        Figure::new(self.found, self.found + self.wrong, Of::Flagged)
            .needs(self.negatives(), Of::Negatives)
            .needs(self.positives(), Of::Positives)
    }

    /// Which share of the flagged calls would be complaints, were complaints `base` of all calls.
    pub fn precision_at(&self, base: f64) -> Result<Estimate, Untold> {
        precision_at(base, &self.recall(), &self.false_share())
    }

    /// Which share of the calls without a label is flagged.
    pub fn unlabelled_share(&self) -> Figure {
        Figure::new(self.unlabelled_flagged, self.unlabelled(), Of::Calls)
    }
}

/// Words, and what was found in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Talk {
    /// Words of people; machines are not counted.
    pub words: u64,
    /// Findings of complaints and escalations.
    pub hits: u64,
}

impl Talk {
    /// Adds the talk of a call.
    pub fn add(&mut self, words: u32, hits: u32) {
        self.words += u64::from(words);
        self.hits += u64::from(hits);
    }

    /// How many findings there are in a word, which is far below 1 in any talk.
    pub fn hits_per_word(&self) -> Figure {
        Figure::new(self.hits.min(self.words), self.words, Of::Words)
    }
}
