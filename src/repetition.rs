//! Text that repeats word for word over many calls: what a machine says, or a script.
//!
//! Two passes. The first counts in how many calls each run of a few words comes, in a table of fixed
//! size (a count-min sketch: never too little, seldom too much). The second cuts out of each call the
//! stretches whose runs are all common; [`Repeated`] counts those exactly, so what the table counted
//! too much falls away there.
//!
//! Deliberately absent from this floor: lexicons. What repeats is proposed to a person.

use crate::text::Words;
use crate::transcript::{Role, Transcript};
use rustc_hash::{FxHashSet, FxHasher};
use std::collections::BTreeMap;
use std::hash::Hasher;
use std::sync::atomic::{AtomicU32, Ordering};

/// Cells of one row of the table; a power of two. Two rows of these are 64 MB.
const CELLS: usize = 1 << 23;

/// From which share of a stretch's most common run on another run belongs to it: a name behind an
/// announcement is said in fewer calls than the announcement.
const SAME_STRETCH: f64 = 0.5;

/// What counts as repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RepetitionSettings {
    /// The least number of words in a row.
    pub min_words: usize,
    /// The least number of calls that say them.
    pub min_calls: u32,
}

/// In how many calls runs of words come. Shared by all threads of the first pass.
#[derive(Debug)]
pub struct RunCounts {
    settings: RepetitionSettings,
    rows: [Vec<AtomicU32>; 2],
}

/// A stretch of one turn that is said alike in many calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its folded words, with one space between.
    pub folded: String,
    /// As this call writes it.
    pub text: String,
    /// The turn it is in.
    pub turn: usize,
    /// Who says it.
    pub role: Role,
}

impl RunCounts {
    /// Nothing counted yet.
    pub fn new(settings: RepetitionSettings) -> RunCounts {
        let row = || (0..CELLS).map(|_| AtomicU32::new(0)).collect();
        RunCounts { settings, rows: [row(), row()] }
    }

    /// The same counts for a second pass that asks for more calls or fewer.
    pub fn at_least(self, min_calls: u32) -> RunCounts {
        RunCounts { settings: RepetitionSettings { min_calls, ..self.settings }, ..self }
    }

    /// First pass: counts the runs of a call, each once.
    pub fn count(&self, call: &Transcript) {
        let mut seen = FxHashSet::default();
        for turn in call.turns() {
            let mut words = Words::new();
            words.push_text(turn.text());
            seen.extend(self.runs(&words));
        }
        for run in seen {
            for (row, cell) in self.cells(run) {
                // Sums do not depend on who adds first.
                self.rows[row][cell].fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Second pass: the stretches of a call whose runs are all common.
    pub fn stretches(&self, call: &Transcript) -> Vec<Stretch> {
        let mut out = Vec::new();
        for (at, turn) in call.turns().iter().enumerate() {
            let mut words = Words::new();
            words.push_text(turn.text());
            let counts: Vec<u32> = self.runs(&words).map(|run| self.count_of(run)).collect();
            for (from, to) in self.common(&counts) {
                let list = &words.as_slice()[from..to];
                let folded: Vec<&str> = list.iter().map(|word| words.folded(word)).collect();
                let (start, end) = (list[0].source().start(), list[list.len() - 1].source().end());
                out.push(Stretch {
                    folded: folded.join(" "),
                    text: turn.text()[start..end].to_owned(),
                    turn: at,
                    role: call.role(turn),
                });
            }
        }
        out
    }

    /// Word ranges of the common stretches, by the counts of the runs that begin at each word.
    fn common(&self, counts: &[u32]) -> Vec<(usize, usize)> {
        let least = self.settings.min_calls;
        let mut out = Vec::new();
        let mut open: Vec<(usize, usize)> = counts
            .iter()
            .enumerate()
            .collect::<Vec<_>>()
            .chunk_by(|(_, one), (_, other)| (**one >= least) == (**other >= least))
            .filter(|chunk| *chunk[0].1 >= least)
            .map(|chunk| (chunk[0].0, chunk[chunk.len() - 1].0 + 1))
            .collect();
        while let Some((from, to)) = open.pop() {
            let Some(peak) = (from..to).max_by_key(|at| (counts[*at], usize::MAX - at)) else {
                continue;
            };
            let near =
                |at: &usize| f64::from(counts[*at]) >= SAME_STRETCH * f64::from(counts[peak]);
            let first = (from..peak).rev().take_while(near).last().unwrap_or(peak);
            let last = (peak..to).take_while(near).last().unwrap_or(peak);
            out.push((first, last + self.settings.min_words));
            // What is less common beside it may be a stretch of its own, where no word is shared.
            let before = (first + 1).saturating_sub(self.settings.min_words);
            let after = last + self.settings.min_words;
            open.extend((from < before).then_some((from, before)));
            open.extend((after < to).then_some((after, to)));
        }
        out.sort_unstable();
        out
    }

    /// The hash of the run that begins at each word.
    fn runs<'w>(&self, words: &'w Words) -> impl Iterator<Item = u64> + 'w {
        words.as_slice().windows(self.settings.min_words).map(|run| {
            let mut hasher = FxHasher::default();
            for word in run {
                hasher.write(words.folded(word).as_bytes());
                hasher.write_u8(0xff);
            }
            hasher.finish()
        })
    }

    fn cells(&self, run: u64) -> [(usize, usize); 2] {
        let mask = CELLS as u64 - 1;
        let other = run.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        [(0, (run >> 7 & mask) as usize), (1, (other & mask) as usize)]
    }

    fn count_of(&self, run: u64) -> u32 {
        let count = |(row, cell): (usize, usize)| self.rows[row][cell].load(Ordering::Relaxed);
        self.cells(run).map(count).into_iter().min().unwrap_or(0)
    }
}

/// A repeated text with its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatedText {
    /// As the first call writes it.
    pub text: String,
    /// Calls that say it.
    pub calls: u32,
    /// Of those, how many say it in their first turn.
    pub at_start: u32,
    /// Of those, how many say it by a known agent.
    pub by_agent: u32,
    /// Of those, how many say it by a known customer.
    pub by_customer: u32,
}

/// Exact counts of the stretches of the second pass; calls are added in the order of the input.
#[derive(Debug, Default)]
pub struct Repeated {
    by_words: BTreeMap<String, RepeatedText>,
}

impl Repeated {
    /// Adds the stretches of one call.
    pub fn add(&mut self, mut stretches: Vec<Stretch>) {
        stretches
            .sort_by(|one, other| one.folded.cmp(&other.folded).then(one.turn.cmp(&other.turn)));
        stretches.dedup_by(|later, first| later.folded == first.folded);
        for Stretch { folded, text, turn, role } in stretches {
            let known = self.by_words.entry(folded).or_insert(RepeatedText {
                text,
                calls: 0,
                at_start: 0,
                by_agent: 0,
                by_customer: 0,
            });
            known.calls += 1;
            known.at_start += u32::from(turn == 0);
            known.by_agent += u32::from(role == Role::Agent);
            known.by_customer += u32::from(role == Role::Customer);
        }
    }

    /// What so many calls say, the most frequent first, then the longest.
    pub fn texts(self, min_calls: u32) -> Vec<RepeatedText> {
        let mut texts: Vec<(String, RepeatedText)> =
            self.by_words.into_iter().filter(|(_, text)| text.calls >= min_calls).collect();
        texts.sort_by(|(a, one), (b, other)| {
            (other.calls, b.len()).cmp(&(one.calls, a.len())).then_with(|| a.cmp(b))
        });
        texts.into_iter().map(|(_, text)| text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::{CallIdSource, CallInfo, Party, TranscriptBuilder, TurnTime};
    use crate::units::CallKey;

    fn dialogue(turns: &str) -> Transcript {
        let info = CallInfo::new(CallKey::new("a", "b"), CallIdSource::Field);
        let mut call = TranscriptBuilder::new(info);
        let party = call.party(Party::unknown(None));
        for turn in turns.split(" / ") {
            call.turn(party, turn, TurnTime::Unknown, &[]);
        }
        call.build()
    }

    fn repeated(calls: &[String], min_calls: u32) -> Vec<(String, u32)> {
        let settings = RepetitionSettings { min_words: 4, min_calls };
        let calls: Vec<Transcript> = calls.iter().map(|call| dialogue(call)).collect();
        let counts = RunCounts::new(settings);
        calls.iter().for_each(|call| counts.count(call));
        let mut repeated = Repeated::default();
        calls.iter().for_each(|call| repeated.add(counts.stretches(call)));
        repeated.texts(min_calls).into_iter().map(|text| (text.text, text.calls)).collect()
    }

    #[test]
    fn what_many_calls_say_is_found_and_nothing_else() {
        let names = ["Ann", "Bob", "Cid", "Dan", "Eve", "Fay"];
        let call = |at: usize| {
            let name = names[at];
            format!(
                "Your call is important to us, please hold. My name is {name} / number {at} is mine {name}"
            )
        };
        let calls: Vec<String> = (0..6).map(call).collect();
        assert_eq!(
            repeated(&calls, 5),
            [("Your call is important to us, please hold. My name is".to_owned(), 6)]
        );
    }

    #[test]
    fn a_name_behind_it_is_cut_off_though_it_is_common() {
        let call = |at: usize| {
            let name = ["Ann", "Bob", "Cid"][at % 3];
            format!("Your call may be recorded and this is {name} speaking to you now")
        };
        let calls: Vec<String> = (0..30).map(call).collect();
        let found = repeated(&calls, 5);
        assert_eq!(found[0], ("Your call may be recorded and this is".to_owned(), 30));
    }

    #[test]
    fn a_call_that_repeats_itself_counts_once() {
        let calls = vec!["please hold the line now / please hold the line now".to_owned(); 4];
        assert_eq!(repeated(&calls, 5), []);
    }
}
