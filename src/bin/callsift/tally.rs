//! What a run adds up to: the figures of `run.json` and of the summary.

use crate::critical::{CriticalCalls, CriticalIds};
use crate::operation::sources::SourceTally;
use callsift::batch::{CallDone, RejectRecord, ScannedCall};
use callsift::lexicon::{Lexicon, Rule};
use callsift::output::json_v1::Call;
use callsift::output::run_v1::LongestSilence;
use callsift::scan::Resolution;
use callsift::scan::promise::When;
use callsift::transcript::timeline::SilenceKind;
use callsift::units::CallKey;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

/// How many worst calls the summary names.
const WORST: usize = 3;

/// The category of calls in which nobody talked with anybody.
pub(crate) const NO_TALK: &str = "contact.no_talk";

/// Figures of the calls that count.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) calls: u64,
    pub(crate) flagged: u64,
    /// Flagged calls by what they are about, and by how they ended.
    pub(crate) substance: BTreeMap<String, u64>,
    pub(crate) resolution: BTreeMap<String, u64>,
    /// Calls without a conversation.
    pub(crate) no_talk: u64,
    /// Promises by what is known of their date.
    #[serde(default)]
    pub(crate) promises: BTreeMap<String, u64>,
    /// Calls in which nobody knows who promises, by reason.
    #[serde(default)]
    pub(crate) without_promises: BTreeMap<String, u64>,
    /// Whether each rule tells such a call, by its number.
    #[serde(skip)]
    tells_no_talk: Vec<bool>,
    pub(crate) conflicts: u64,
    /// Findings of each rule, by its number.
    by_rule: Vec<u64>,
    by_category: Vec<CategoryCount>,
    /// Place of each rule's category in [`by_category`](Self::by_category), by its number.
    #[serde(skip)]
    categories: Vec<usize>,
    pub(crate) rejects: BTreeMap<String, u64>,
    pub(crate) warnings: BTreeMap<String, u64>,
    pub(crate) without_timeline: BTreeMap<String, u64>,
    pub(crate) longest_silence: Option<LongestSilence>,
    pub(crate) sources: SourceTally,
    /// Keys of the calls with the highest risk above 0, highest first.
    pub(crate) worst: Vec<(u32, String)>,
    /// Calls with a critical error.
    pub(crate) critical: CriticalCalls,
    /// Which errors these are.
    #[serde(skip)]
    critical_ids: CriticalIds,
}

/// In how many calls a category was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct CategoryCount {
    name: String,
    calls: u64,
    /// Number of the last of these calls.
    last: u64,
}

impl Tally {
    /// Of no calls yet.
    pub(crate) fn new(lexicon: &Lexicon) -> Tally {
        let (by_category, categories) = categories(lexicon);
        Tally {
            calls: 0,
            flagged: 0,
            substance: BTreeMap::new(),
            resolution: BTreeMap::new(),
            no_talk: 0,
            promises: BTreeMap::new(),
            without_promises: BTreeMap::new(),
            tells_no_talk: tells_no_talk(lexicon),
            conflicts: 0,
            by_rule: vec![0; lexicon.rules().len()],
            by_category,
            categories,
            rejects: BTreeMap::new(),
            warnings: BTreeMap::new(),
            without_timeline: BTreeMap::new(),
            longest_silence: None,
            sources: SourceTally::new(lexicon),
            worst: Vec::new(),
            critical: CriticalCalls::default(),
            critical_ids: CriticalIds::of(lexicon),
        }
    }

    /// As an earlier start of the same run wrote it; `None` if it did not.
    pub(crate) fn read(written: serde_json::Value, lexicon: &Lexicon) -> Option<Tally> {
        let tally: Tally = serde_json::from_value(written).ok()?;
        let (by_category, categories) = categories(lexicon);
        let of_lexicon = tally.by_rule.len() == lexicon.rules().len()
            && tally.by_category.len() == by_category.len();
        of_lexicon.then(|| Tally {
            categories,
            tells_no_talk: tells_no_talk(lexicon),
            critical_ids: CriticalIds::of(lexicon),
            sources: tally.sources.of_lexicon(lexicon),
            ..tally
        })
    }

    /// Adds a call.
    pub(crate) fn call(&mut self, call: &CallDone<ScannedCall>) {
        let report = &call.made.report;
        self.sources.call(call);
        self.calls += 1;
        if report.complaint.flag {
            self.flagged += 1;
            add(&mut self.substance, report.complaint.substance.as_str(), 1);
            let resolution = report.resolution.unwrap_or(Resolution::Unknown);
            add(&mut self.resolution, resolution.as_str(), 1);
        }
        let mut rules = report.found.iter().zip(&self.tells_no_talk);
        let no_talk = rules.any(|(found, tells)| *tells && *found > 0) && !report.complaint.flag;
        self.no_talk += u64::from(no_talk);
        let rules = self.by_rule.iter_mut().zip(&self.categories).zip(&report.found);
        for ((sum, category), found) in rules.filter(|(_, found)| **found > 0) {
            *sum += u64::from(*found);
            // Several rules of a category may find the same words: the call counts once.
            if let Some(count) = self.by_category.get_mut(*category)
                && count.last < self.calls
            {
                count.last = self.calls;
                count.calls += 1;
            }
        }
        for (code, count) in &call.warnings {
            add(&mut self.warnings, code, u64::from(*count));
        }
        match &report.promises {
            Err(gap) => add(&mut self.without_promises, gap.as_str(), 1),
            Ok(promises) => {
                promises.iter().for_each(|p| add(&mut self.promises, known_of(p.when), 1));
            }
        }
        match &report.timeline {
            Err(gap) => add(&mut self.without_timeline, gap.as_str(), 1),
            Ok(timeline) => {
                let between = timeline.silences.iter().filter(|s| s.kind == SilenceKind::Between);
                if let Some(longest) = between.max_by_key(|silence| silence.span.duration_ms()) {
                    self.silence(LongestSilence {
                        call: call.key.clone(),
                        start_ms: longest.span.start().get(),
                        duration_ms: longest.span.duration_ms(),
                    });
                }
            }
        }
        note_worst(&mut self.worst, report.risk.score, &call.key);
        if let Some(card) = &report.scorecard {
            self.critical.scanned(&call.key, card, &self.critical_ids);
        }
    }

    /// The first of equally long silences stays.
    fn silence(&mut self, silence: LongestSilence) {
        let longest = self.longest_silence.as_ref().map_or(-1, |longest| longest.duration_ms);
        if silence.duration_ms > longest {
            self.longest_silence = Some(silence);
        }
    }

    /// Adds a reject.
    pub(crate) fn reject(&mut self, record: &RejectRecord) {
        add(&mut self.rejects, record.reject.code.as_str(), 1);
    }

    /// Findings by rule, only rules that have any.
    pub(crate) fn by_rule(&self, lexicon: &Lexicon) -> BTreeMap<String, u64> {
        let rules = lexicon.rules().iter().zip(&self.by_rule);
        rules.filter(|(_, n)| **n > 0).map(|(rule, n)| (rule.id.clone(), *n)).collect()
    }

    /// Calls by the categories found in them, only categories that were found.
    pub(crate) fn calls_by_category(&self) -> BTreeMap<String, u64> {
        let found = self.by_category.iter().filter(|count| count.calls > 0);
        found.map(|count| (count.name.clone(), count.calls)).collect()
    }

    /// Findings by category, only categories that have any.
    pub(crate) fn by_category(&self, lexicon: &Lexicon) -> BTreeMap<String, u64> {
        let mut out = BTreeMap::new();
        for (rule, count) in lexicon.rules().iter().zip(&self.by_rule) {
            if *count > 0 {
                add(&mut out, rule.category.as_str(), *count);
            }
        }
        out
    }
}

/// What is known of a date: `dated`, `vague`, or why it could not be worked out.
fn known_of(when: When) -> &'static str {
    match when {
        When::At(..) | When::On(_) => "dated",
        When::Vague => "vague",
        When::Unknown(why) => why.as_str(),
    }
}

fn note_worst(worst: &mut Vec<(u32, String)>, risk: u32, key: &str) {
    let place = worst.iter().take_while(|(worse, _)| *worse >= risk).count();
    if risk > 0 && place < WORST {
        worst.insert(place, (risk, key.to_owned()));
        worst.truncate(WORST);
    }
}

/// The worst calls of results that are written, and those with a critical error; nothing where they
/// cannot be read.
pub(crate) fn worst_written(calls: impl BufRead) -> (Vec<(u32, String)>, CriticalCalls) {
    let (mut worst, mut critical) = (Vec::new(), CriticalCalls::default());
    for line in calls.split(b'\n').map_while(Result::ok) {
        if let Ok(call) = serde_json::from_slice::<Call>(&line) {
            let key = CallKey::new(call.source.as_str(), call.call_id.as_str()).to_string();
            note_worst(&mut worst, call.risk.score, &key);
            critical.written(&key, &call);
        }
    }
    (worst, critical)
}

fn tells_no_talk(lexicon: &Lexicon) -> Vec<bool> {
    let tells = |rule: &Rule| rule.category.as_str() == NO_TALK;
    lexicon.rules().iter().map(tells).collect()
}

/// No calls of each category that has rules, and the place of each rule's category among them.
fn categories(lexicon: &Lexicon) -> (Vec<CategoryCount>, Vec<usize>) {
    let of = |rule: &Rule| rule.category.as_str().to_owned();
    let names: BTreeSet<String> = lexicon.rules().iter().map(of).collect();
    let places: BTreeMap<&String, usize> =
        names.iter().enumerate().map(|(at, name)| (name, at)).collect();
    let own = lexicon.rules().iter().filter_map(|rule| places.get(&of(rule)).copied()).collect();
    let count = |name: &String| CategoryCount { name: name.clone(), calls: 0, last: 0 };
    (names.iter().map(count).collect(), own)
}

fn add(counts: &mut BTreeMap<String, u64>, name: &str, count: u64) {
    *counts.entry(name.to_owned()).or_insert(0) += count;
}
