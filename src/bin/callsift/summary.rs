//! The summary of a run, for the person who reads it first.

use crate::critical::CriticalCalls;
use crate::messages::{
    Text, number, promises as promise_texts, rejects as reject_texts, scorecard, summary as texts,
    terms,
};
use crate::tally::NO_TALK;
use crate::terminal::{clock, shown};
use callsift::language::Language;
use callsift::lexicon::{Category, Family, Lexicon, Protocol, RuleSet};
use callsift::output::run_v1::{Customers, LeftFile, LeftReason, Records, Run};
use callsift::record::{Waiting, WaitingFor};
use callsift::scan::Gap;
use callsift::scan::promise::NoDate;
use std::cmp::Reverse;
use std::path::Path;

/// Names of files that are not read, as many as are told.
const NAMES_TOLD: usize = 3;

/// Complaints without an answer, as many as are told.
const WAITING_TOLD: usize = 5;

/// A summary in the making.
pub(crate) struct Summary<'a> {
    page: String,
    screen: Language,
    /// The folder of the results.
    out: &'a str,
}

/// A scan and what it adds up to.
pub(crate) struct Done<'a> {
    pub(crate) run: &'a Run,
    /// The calls with the highest risk, highest first.
    pub(crate) worst: &'a [(u32, String)],
    /// The calls with a critical error, and the protocol that says so.
    pub(crate) critical: &'a CriticalCalls,
    pub(crate) protocol: Option<&'a Protocol<RuleSet>>,
    /// What waits for somebody on customer records, gravest first.
    pub(crate) waiting: &'a [Waiting],
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) seconds: f64,
    /// The shortest silence that is recorded.
    pub(crate) least_ms: i64,
}

impl<'a> Summary<'a> {
    /// An empty one.
    pub(crate) fn new(screen: Language, out: &'a str) -> Summary<'a> {
        Summary { page: String::new(), screen, out }
    }

    /// The page.
    pub(crate) fn text(mut self) -> String {
        self.page.truncate(self.page.trim_end().len());
        self.page
    }

    /// A text with values.
    pub(crate) fn say(&self, text: Text, values: &[(&str, &str)]) -> String {
        text.with(self.screen, values)
    }

    /// One more line.
    pub(crate) fn line(&mut self, text: Text, values: &[(&str, &str)]) {
        let line = self.say(text, values);
        self.page.push_str(&line);
        self.page.push('\n');
    }

    /// Calls, counted.
    pub(crate) fn calls(&self, count: u64) -> String {
        terms::CALLS.of(self.screen, count)
    }

    /// Records, counted.
    pub(crate) fn records(&self, count: u64) -> String {
        terms::RECORDS.of(self.screen, count)
    }

    fn number(&self, count: u64) -> String {
        number::whole(self.screen, count)
    }

    /// A file of the results, as a person may copy it.
    pub(crate) fn file(&self, name: &str) -> String {
        Path::new(self.out).join(name).display().to_string()
    }

    /// Everything about a scan.
    pub(crate) fn scan(&mut self, done: &Done<'_>) {
        let run = done.run;
        let seconds = number::decimal(self.screen, done.seconds, 1);
        let calls = self.calls(run.counts.good);
        let flagged = self.number(run.flagged);
        let values = [("calls", calls.as_str()), ("seconds", &seconds), ("flagged", &flagged)];
        self.line(texts::READ_AND_FLAGGED, &values);
        self.flagged(run);
        self.categories(done);
        self.pauses(done);
        self.promises(done.run);
        if let Some(customers) = &run.customers {
            self.customers(customers, done.waiting);
        }
        self.input(run);
        self.critical(done);
        self.worst(done.worst);
        let what = match (&run.customers, run.counts.good) {
            (None, 0) => "rejects.jsonl",
            (None, _) => "calls.jsonl",
            (Some(_), _) => "customers.jsonl",
        };
        self.open(what);
    }

    /// What to look at now.
    pub(crate) fn open(&mut self, name: &str) {
        let file = self.file(name);
        self.line(texts::OPEN, &[("file", &file)]);
    }

    /// The flagged calls by what they are about and how they ended.
    fn flagged(&mut self, run: &Run) {
        if run.flagged > 0 {
            let of = |name: &str| run.substance.get(name).copied().unwrap_or(0);
            let [problem, anger, none] =
                ["problem", "anger", "none"].map(|name| self.number(of(name)));
            let about = [("problem", problem.as_str()), ("anger", &anger)];
            let mut line = self.say(texts::OF_SUBSTANCE, &about);
            if of("none") > 0 {
                line.push_str(&self.say(texts::WITHOUT_DISCONTENT, &[("none", &none)]));
            }
            self.page.push_str(&format!("{line}\n"));
            let of = |name: &str| run.resolution.get(name).copied().unwrap_or(0);
            let [resolved, unresolved, unknown] =
                ["resolved", "unresolved", "unknown"].map(|name| self.number(of(name)));
            let values = [
                ("resolved", resolved.as_str()),
                ("unresolved", &unresolved),
                ("unknown", &unknown),
            ];
            self.line(texts::BY_RESOLUTION, &values);
        }
        if run.no_talk > 0 {
            let calls = self.calls(run.no_talk);
            self.line(texts::NO_TALK, &[("calls", &calls)]);
        }
    }

    /// Calls by category, by family and the most frequent first. Categories that have a line of their
    /// own above are left out.
    fn categories(&mut self, done: &Done<'_>) {
        let known = done.run.calls_by_category.iter();
        let mut rows: Vec<(Category, u64)> =
            known.filter_map(|(name, count)| Some((Category::parse(name)?, *count))).collect();
        rows.retain(|(category, _)| match category.family() {
            Family::Outcome => false,
            Family::Contact => category.as_str() != NO_TALK,
            Family::Complaint
            | Family::Escalation
            | Family::Abuse
            | Family::Agent
            | Family::Customer
            | Family::Sales
            | Family::Profanity
            | Family::Pause => true,
        });
        rows.sort_by_key(|(category, count)| {
            (category.family(), Reverse(*count), category.clone())
        });
        if rows.is_empty() {
            if done.run.findings.is_empty() && done.run.counts.good > 0 {
                self.line(texts::NOTHING, &[]);
            }
            return;
        }
        self.line(texts::BY_CATEGORY, &[]);
        for (category, count) in rows {
            let count = self.number(count);
            let row = match done.lexicon.category_text(&category) {
                Some(text) => format!("{} ({category})", shown(text.title(self.screen))),
                None => category.to_string(),
            };
            self.page.push_str(&format!("  {count:>6}  {row}\n"));
        }
    }

    fn pauses(&mut self, done: &Done<'_>) {
        let run = done.run;
        match &run.longest_silence {
            Some(silence) => {
                let seconds = number::seconds(self.screen, silence.duration_ms);
                let (call, at) = (shown(&silence.call), clock(silence.start_ms));
                let values = [("seconds", seconds.as_str()), ("call", &call), ("at", &at)];
                self.line(texts::LONGEST, &values);
            }
            None if run.without_timeline.values().sum::<u64>() < run.counts.good => {
                let least = number::seconds(self.screen, done.least_ms);
                self.line(texts::NO_PAUSE, &[("least", &least)]);
            }
            None => {}
        }
        for (reason, count) in &run.without_timeline {
            let gap = Gap::ALL.into_iter().find(|gap| gap.as_str() == reason);
            let why = gap.map_or(reason.as_str(), |gap| terms::lacking(gap).of(self.screen));
            let calls = self.calls(*count);
            self.line(texts::PAUSES_NOT_CHECKED, &[("calls", &calls), ("why", why)]);
        }
    }

    /// Promises by what is known of their dates.
    fn promises(&mut self, run: &Run) {
        let of = |name: &str| run.promises.get(name).copied().unwrap_or(0);
        let all: u64 = run.promises.values().sum();
        if all > 0 {
            let [all, dated, vague] = [all, of("dated"), of("vague")].map(|n| self.number(n));
            let values = [("all", all.as_str()), ("dated", &dated), ("vague", &vague)];
            self.line(promise_texts::SUMMARY, &values);
            for why in NoDate::ALL.into_iter().filter(|why| of(why.as_str()) > 0) {
                let count = promise_texts::PROMISES.of(self.screen, of(why.as_str()));
                let why = promise_texts::no_date(why).of(self.screen);
                self.line(promise_texts::SUMMARY_UNKNOWN, &[("count", &count), ("why", why)]);
            }
        }
        for (reason, count) in &run.without_promises {
            let gap = Gap::ALL.into_iter().find(|gap| gap.as_str() == reason);
            let why = gap.map_or(reason.as_str(), |gap| terms::lacking(gap).of(self.screen));
            let calls = self.calls(*count);
            self.line(promise_texts::NOT_CHECKED, &[("calls", &calls), ("why", why)]);
        }
    }

    /// What should have been done by now: how much, and the first of it.
    fn waiting(&mut self, what: WaitingFor, count: u64, waiting: &[Waiting]) {
        if count == 0 {
            return;
        }
        let n = self.number(count);
        match what {
            WaitingFor::Answer => self.line(texts::UNANSWERED, &[("n", &n)]),
            WaitingFor::Promise => self.line(texts::OVERDUE, &[("n", &n)]),
        }
        for waiting in waiting.iter().filter(|w| w.what == what).take(WAITING_TOLD) {
            let (customer, call) = (shown(&waiting.customer), shown(&waiting.call));
            let values =
                [("customer", customer.as_str()), ("call", &call), ("due", &waiting.due_at)];
            self.line(texts::WAITS, &values);
        }
    }

    /// The lines about customers.
    pub(crate) fn customers(&mut self, customers: &Customers, waiting: &[Waiting]) {
        let (touched, read) = (self.number(customers.touched), self.number(customers.read));
        let mut line = self.say(texts::CUSTOMERS, &[("touched", &touched), ("read", &read)]);
        if customers.unchanged > 0 {
            let n = self.number(customers.unchanged);
            line.push_str(&self.say(texts::UNCHANGED, &[("n", &n)]));
        }
        self.page.push_str(&format!("{line}\n"));
        if customers.calls_unmatched > 0 {
            let (calls, file) =
                (self.calls(customers.calls_unmatched), self.file("unmatched.jsonl"));
            self.line(texts::UNMATCHED, &[("calls", &calls), ("file", &file)]);
        }
        if customers.rejected > 0 {
            let (records, file) = (self.records(customers.rejected), self.file("rejects.jsonl"));
            self.line(texts::CUSTOMERS_UNREADABLE, &[("records", &records), ("file", &file)]);
        }
        if customers.lost_digits > 0 {
            let (n, file) = (self.number(customers.lost_digits), self.file("rejects.jsonl"));
            self.line(texts::LOST_DIGITS, &[("n", &n), ("file", &file)]);
        }
        self.waiting(WaitingFor::Answer, customers.unanswered, waiting);
        self.waiting(WaitingFor::Promise, customers.overdue_promises, waiting);
    }

    /// What was not read, by reason, with the first names.
    pub(crate) fn left(&mut self, all: &[LeftFile]) {
        for (reason, why) in [
            (LeftReason::StillGrowing, texts::STILL_GROWING),
            (LeftReason::PartialName, texts::PARTIAL_NAME),
            (LeftReason::Hidden, texts::HIDDEN),
            (LeftReason::NotAFile, texts::NOT_A_FILE),
            (LeftReason::LinkToFolder, texts::LINK_TO_FOLDER),
            (LeftReason::BrokenLink, texts::BROKEN_LINK),
        ] {
            let of_reason = all.iter().filter(|left| left.reason == reason.as_str());
            let mut names: Vec<String> = of_reason.map(|left| shown(&left.file)).collect();
            if names.is_empty() {
                continue;
            }
            let files = terms::FILES.of(self.screen, names.len() as u64);
            if names.len() > NAMES_TOLD {
                names.truncate(NAMES_TOLD);
                names.push("…".to_owned());
            }
            let line = match reason {
                LeftReason::StillGrowing | LeftReason::PartialName => texts::LEFT,
                LeftReason::Hidden
                | LeftReason::NotAFile
                | LeftReason::LinkToFolder
                | LeftReason::BrokenLink => texts::PASSED_OVER,
            };
            let (why, names) = (why.of(self.screen), names.join(", "));
            self.line(line, &[("why", why), ("files", &files), ("names", &names)]);
        }
    }

    /// What became of every record.
    fn records_add_up(&mut self, counts: &Records) {
        let all = [counts.read, counts.good, counts.duplicates, counts.rejected, counts.skipped];
        let [read, good, duplicates, rejected, skipped] = all.map(|count| self.number(count));
        let values = [
            ("read", read.as_str()),
            ("good", &good),
            ("duplicates", &duplicates),
            ("rejected", &rejected),
            ("skipped", &skipped),
        ];
        self.line(texts::RECORDS, &values);
    }

    /// What was odd about the input.
    fn input(&mut self, run: &Run) {
        let records = run.counts;
        let mut twice = run.inputs.iter().filter_map(|i| Some((&i.file, i.same_as.as_ref()?)));
        if let Some((file, same)) = twice.next() {
            let files = terms::FILES.of(self.screen, 1 + twice.count() as u64);
            let (file, same) = (shown(file), shown(same));
            self.line(texts::SAME_FILES, &[("files", &files), ("file", &file), ("same", &same)]);
        }
        self.left(&run.left);
        if records.duplicates > 0 {
            let calls = self.calls(records.duplicates);
            self.line(texts::DUPLICATES, &[("calls", &calls)]);
        }
        if run.conflicts > 0 {
            let calls = self.calls(run.conflicts);
            self.line(texts::CONFLICTS, &[("calls", &calls)]);
        }
        if records.skipped > 0 {
            let files = terms::EMPTY_FILES.of(self.screen, records.skipped);
            self.page.push_str(&format!("{files}\n"));
        }
        if records.rejected > 0 {
            let reasons = run.rejects.iter().map(|(reason, n)| format!("{reason} {n}"));
            let reasons = reasons.collect::<Vec<_>>().join(", ");
            let (records, file) = (self.records(records.rejected), self.file("rejects.jsonl"));
            let values = [("records", records.as_str()), ("reasons", &reasons), ("file", &file)];
            self.line(texts::UNREADABLE, &values);
        }
        if run.rejects_not_kept > 0 {
            let (n, file) = (self.number(run.rejects_not_kept), self.file("rejects.jsonl"));
            self.line(texts::REJECTS_NOT_KEPT, &[("n", &n), ("file", &file)]);
        }
        if let Some(retry) = &run.retry {
            let (found, all) = (self.number(retry.found), self.number(retry.records));
            self.line(reject_texts::AGAIN, &[("found", &found), ("all", &all)]);
            for (count, text) in [
                (retry.changed, reject_texts::CHANGED),
                (retry.missing, reject_texts::MISSING),
                (retry.of_customers, reject_texts::OF_CUSTOMERS),
                (retry.piped, reject_texts::PIPED),
            ] {
                if count > 0 {
                    let n = self.number(count);
                    self.line(text, &[("n", &n)]);
                }
            }
        }
        self.records_add_up(&run.counts);
    }

    /// The calls with a critical error, each with what it is.
    fn critical(&mut self, done: &Done<'_>) {
        let critical = done.critical;
        if critical.calls == 0 {
            return;
        }
        let calls = self.calls(critical.calls);
        self.line(scorecard::CRITICAL_CALLS, &[("calls", &calls)]);
        let forbidden = || done.protocol.into_iter().flat_map(|protocol| &protocol.forbidden);
        for (key, errors) in &critical.named {
            let title = |id: &String| {
                let known = forbidden().find(|one| one.id == *id);
                let title = known.map(|one| shown(one.title.of(self.screen)));
                title.map_or_else(|| shown(id), |title| format!("{title} ({})", shown(id)))
            };
            let what = errors.iter().map(title).collect::<Vec<_>>().join("; ");
            self.line(scorecard::CRITICAL_CALL, &[("key", &shown(key)), ("what", &what)]);
        }
        let further = critical.calls.saturating_sub(critical.named.len() as u64);
        if further > 0 {
            let calls = self.calls(further);
            self.line(scorecard::FURTHER_CALLS, &[("calls", &calls)]);
        }
    }

    /// The calls of the highest priority, and how to ask about the first.
    fn worst(&mut self, worst: &[(u32, String)]) {
        let Some((_, first)) = worst.first() else { return };
        self.line(texts::FIRST, &[]);
        for (risk, key) in worst {
            let (key, risk) = (shown(key), risk.to_string());
            self.line(texts::WORST, &[("key", &key), ("risk", &risk)]);
        }
        // `explain` looks into `out` by itself.
        let place =
            if self.out == "out" { String::new() } else { format!(" {}", shell_word(self.out)) };
        self.page.push_str(&format!("  callsift explain {}{place}\n", shell_word(first)));
    }
}

/// A word as a shell takes it.
fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.:/".contains(c);
    if word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", shown(word).replace('\'', r"'\''"))
    }
}
