//! One call through one lexicon: what was found, what was not, what could not be told.
//!
//! A [`Scanner`] is cheap, owns the memory it works in, and serves one thread. Its result depends
//! on the call, the lexicon and the settings alone.
//!
//! Deliberately absent from this floor: how a result is written, which customer it belongs to.

mod announcement;
mod call_text;
mod call_timeline;
mod clues;
mod evaluate;
mod finding;
mod hits;
mod mishearing;
mod negation;
mod offer;
#[cfg(test)]
mod oracle;
pub mod promise;
mod quotes;
mod report;
mod same_words;
mod scorecard;
pub mod selftest;
mod truth;
mod value_passages;

pub use announcement::MachineSpeech;
pub use call_timeline::CallTimeline;
pub use finding::{Fact, Finding, NotEvaluated, Said, SuppressedHit};
pub use hits::{Gap, Hit, Judgement, Suppression};
pub use mishearing::Misheard;
pub use report::{
    Band, CallReport, Complaint, Outcome, Quotes, Resolution, Risk, RiskPart, Substance,
};
pub use scorecard::{
    Answer, ForbiddenAnswer, ForbiddenOutcome, ItemAnswer, Mark, Note, Points, Score, Scorecard,
    Unanswered,
};

use crate::lexicon::Lexicon;
use crate::redact::Policy;
use crate::text::Words;
use crate::transcript::Transcript;
use crate::transcript::timeline::TimelineSettings;
use call_text::CallText;
use hits::HitFinder;
use promise::PromiseSettings;

/// Findings of one call that are kept unless [`max_findings`](field@ScanSettings::max_findings) says otherwise, and one
/// more of each rule that comes later; if there are more, [`CallReport::truncated`] is set and
/// [`CallReport::found`] has the true counts.
pub const MAX_FINDINGS: usize = 2_000;

/// Findings of one rule in one call that are kept.
pub const MAX_PER_RULE: usize = 200;

/// The protocol whose scorecard is made unless [`protocol`](field@ScanSettings::protocol) names another one.
pub const DEFAULT_PROTOCOL: &str = "gift";

/// What a scan can be told besides its lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanSettings {
    /// Thresholds of silence, overlap and interruption.
    pub timeline: TimelineSettings,
    /// Whether there is a timeline at all; without, what needs it is not evaluated.
    pub timing: Timing,
    /// Whether words that were heard almost right count.
    pub fuzzy: bool,
    /// Findings of one call that are kept.
    pub max_findings: u64,
    /// The protocol whose scorecard is made; `None`, or one that the lexicon does not have, makes none.
    pub protocol: Option<String>,
    /// What is hidden in quotes. Rules see the words as they were said, and places are theirs.
    pub redaction: Policy,
    /// What promises are worked out with.
    pub promise: PromiseSettings,
}

/// Whether silences, overlaps and interruptions are measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Timing {
    /// They are.
    #[default]
    Measured,
    /// They are not: words alone are wanted.
    Off,
}

impl ScanSettings {
    /// Findings of one call that are kept, as a length in memory.
    fn max_findings(&self) -> usize {
        usize::try_from(self.max_findings).unwrap_or(usize::MAX)
    }
}

impl Default for ScanSettings {
    fn default() -> ScanSettings {
        ScanSettings {
            timeline: TimelineSettings::default(),
            timing: Timing::default(),
            fuzzy: true,
            max_findings: MAX_FINDINGS as u64,
            protocol: Some(DEFAULT_PROTOCOL.to_owned()),
            redaction: Policy::EVERYTHING,
            promise: PromiseSettings::default(),
        }
    }
}

/// Scans calls, one after the other.
#[derive(Debug)]
pub struct Scanner<'l> {
    lexicon: &'l Lexicon,
    settings: &'l ScanSettings,
    /// Number of the protocol whose scorecard is made.
    protocol: Option<usize>,
    text: CallText,
    steps: Vec<evaluate::Step>,
    /// Memory for looking for announcements.
    words: Words,
    finder: HitFinder,
}

impl<'l> Scanner<'l> {
    /// A scanner for one thread.
    pub fn new(lexicon: &'l Lexicon, settings: &'l ScanSettings) -> Scanner<'l> {
        let (text, words) = (CallText::new(), Words::remembering());
        let named = settings.protocol.as_deref();
        let is_named = |id: &str| named == Some(id);
        let protocol = lexicon.protocols().iter().position(|protocol| is_named(&protocol.id));
        let (steps, finder) = (evaluate::Step::all(lexicon), HitFinder::default());
        Scanner { lexicon, settings, protocol, text, steps, words, finder }
    }

    /// Everything about one call.
    pub fn scan(&mut self, call: &Transcript) -> CallReport {
        let announced = announcement::find(self.lexicon, call, &mut self.words);
        let marked = announcement::marked(call, &announced);
        let call = marked.as_ref().unwrap_or(call);
        self.text.read(call, self.lexicon, self.settings.fuzzy);
        let hits = self.finder.find(self.lexicon, call, &self.text, &announced);
        let timeline = match self.settings.timing {
            Timing::Measured => {
                call_timeline::of(call, self.lexicon, &self.text, &hits, &self.settings.timeline)
            }
            Timing::Off => Err(Gap::SwitchedOff),
        };
        let (steps, protocol) = (&self.steps, self.protocol);
        let report =
            evaluate::report(self.lexicon, steps, call, &hits, timeline, self.settings, protocol);
        let promises = promise::find(call, &self.text, &announced, &self.settings.promise);
        let mut report = CallReport { announced, promises, ..report };
        report.quotes = quotes::hide(call, &mut self.text, &mut report, &self.settings.redaction);
        report
    }
}
