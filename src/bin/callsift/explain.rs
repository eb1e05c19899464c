//! `callsift explain`: a call rule by rule, in plain words.

use crate::args::ExplainArgs;
use crate::exit::{Exit, Stop};
use crate::publish::RUN;
use crate::settings::Settings;
use crate::terminal::{clock, shown};
use crate::{choice, inputs, lexicon, terminal};
use callsift::diagnostic::nearest;
use callsift::format::{Framing, KeepExtra, Origin, Sniff, sniff};
use callsift::language::Language;
use callsift::lexicon::{How, Lexicon, Rule, RuleIx};
use callsift::output::run_v1::Run;
use callsift::scan::{
    CallReport, Fact, Finding, Gap, Misheard, Outcome, Scanner, SuppressedHit, Suppression,
};
use callsift::transcript::Transcript;
use flate2::read::MultiGzDecoder;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The results of the last scan, if it wrote where the README says.
const LAST_RESULTS: &str = "out";

/// Runs `callsift explain`.
pub(crate) fn run(args: &ExplainArgs, _screen: Language) -> Result<Exit, Stop> {
    let place = where_to_look(args)?;
    let mut settings = Settings::load(&args.settings)?;
    if let Some(run) = &place.run {
        // The call is explained as it was scanned, unless the user says otherwise.
        if args.settings.config.is_none() && args.settings.set.is_empty() {
            settings.take(&run.settings).map_err(Stop::usage)?;
            settings.choose(&args.settings);
        }
    }
    let chosen = args.lexicon.is_chosen();
    let lexicon = match place.run.as_ref().filter(|_| !chosen) {
        Some(run) => lexicon::load(&choice::noted(&run.settings))?,
        None => lexicon::load(&args.lexicon)?,
    };
    if let Some(run) = place.run.as_ref().filter(|run| run.lexicon != lexicon.hash()) {
        let engine = &run.engine;
        terminal::tell(&format!(
            "note: the scan was made with another dictionary ({engine}); this is what the present \
             one says"
        ));
    }
    let rule = args.rule.as_deref().map(|id| rule_of(&lexicon, id)).transpose()?;
    let wanted = place.wanted;
    let source = args
        .source
        .clone()
        .or_else(|| place.run.as_ref()?.settings.get("source")?.as_str().map(str::to_owned));
    let calls = read_calls(&place.inputs, source.as_deref(), &settings)?;
    let known = calls.len();
    let found: Vec<&Transcript> = calls
        .iter()
        .filter(|call| {
            let key = &call.info().key;
            wanted.as_ref().is_none_or(|w| key.call_id() == w || key.to_string() == *w)
        })
        .collect();
    if found.is_empty() {
        let ids = calls.iter().map(|call| call.info().key.call_id());
        let near = nearest(&args.call, ids);
        let help = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        return Err(Stop::usage(format!("no call `{}` among {known}{help}", args.call)));
    }
    let mut scanner = Scanner::new(&lexicon, &settings.scan);
    for call in found {
        let report = scanner.scan(call);
        let page = Page { lexicon: &lexicon, call, report: &report };
        terminal::print(&page.text(rule))?;
    }
    Ok(Exit::Done)
}

fn rule_of(lexicon: &Lexicon, id: &str) -> Result<RuleIx, Stop> {
    let at = lexicon.rules().iter().position(|rule| rule.id == id);
    at.map(|at| RuleIx(at as u32)).ok_or_else(|| {
        let near = nearest(id, lexicon.rules().iter().map(|rule| rule.id.as_str()));
        let help = near.map_or_else(
            || "see `callsift lexicon list`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        Stop::usage(format!("--rule {id}: there is no such rule; {help}"))
    })
}

/// Where a call is looked for.
struct Place {
    inputs: Vec<PathBuf>,
    /// Id or key; `None` means every call.
    wanted: Option<String>,
    /// The scan whose results name the inputs.
    run: Option<Run>,
}

/// A file named as the call means all its calls; a folder with results means the inputs of that scan.
fn where_to_look(args: &ExplainArgs) -> Result<Place, Stop> {
    if args.inputs.is_empty() && Path::new(&args.call).is_file() {
        return Ok(Place { inputs: vec![PathBuf::from(&args.call)], wanted: None, run: None });
    }
    let wanted = Some(args.call.clone());
    let results = match args.inputs.as_slice() {
        [] => PathBuf::from(LAST_RESULTS),
        [folder] if folder.join(RUN).is_file() => folder.clone(),
        named => return Ok(Place { inputs: named.to_vec(), wanted, run: None }),
    };
    let run = std::fs::read(results.join(RUN)).ok();
    let Some(run) = run.and_then(|text| serde_json::from_slice::<Run>(&text).ok()) else {
        let (call, results) = (&args.call, results.display());
        return Err(Stop::usage(format!(
            "{call}: no such file, and there is no {results}/{RUN} that tells where to look; \
             name the transcripts: callsift explain {call} samples/calls"
        )));
    };
    let files = run.inputs.iter().map(|input| PathBuf::from(&input.file));
    let inputs: Vec<PathBuf> = files.filter(|path| path.as_os_str() != "-").collect();
    if inputs.is_empty() {
        return Err(Stop::usage(format!(
            "{}: the scan in {} read standard input; name a file with the call",
            args.call,
            results.display()
        )));
    }
    Ok(Place { inputs, wanted, run: Some(run) })
}

/// Every call that can be read; those that cannot are the business of `scan`.
fn read_calls(
    paths: &[PathBuf],
    source: Option<&str>,
    settings: &Settings,
) -> Result<Vec<Transcript>, Stop> {
    let mut calls = Vec::new();
    for input in inputs::find(paths, None)?.list {
        let told = |error: std::io::Error| Stop::usage(format!("{}: {error}", input.name));
        let mut raw = Vec::new();
        (input.open)().and_then(|mut file| file.read_to_end(&mut raw)).map_err(told)?;
        let mut content = Vec::new();
        if raw.starts_with(&[0x1f, 0x8b]) {
            // Calls before a damage can be explained like any others.
            let _ = MultiGzDecoder::new(raw.as_slice()).read_to_end(&mut content);
        } else {
            content = raw;
        }
        let Sniff::Known { format, framing } = sniff(&content, true) else { continue };
        let origin = Origin {
            framing,
            file_stem: input.stem.as_deref(),
            source,
            time_zone: settings.time_zone.as_ref(),
            keep_extra: KeepExtra::No,
        };
        let records: Vec<&[u8]> = match framing {
            Framing::Whole => vec![&content],
            Framing::Lines => content.split(|b| *b == b'\n').map(<[u8]>::trim_ascii).collect(),
        };
        let records = records.into_iter().filter(|record| !record.is_empty());
        calls.extend(records.filter_map(|record| (format.parse)(record, &origin).ok()));
    }
    Ok(calls)
}

/// One call and what became of every rule on it.
struct Page<'a> {
    lexicon: &'a Lexicon,
    call: &'a Transcript,
    report: &'a CallReport,
}

impl Page<'_> {
    fn text(&self, only: Option<RuleIx>) -> String {
        let mut page = self.head();
        let wanted = |rule: RuleIx| only.is_none_or(|only| only == rule);
        let findings: Vec<_> = self.report.findings.iter().filter(|f| wanted(f.rule)).collect();
        if !findings.is_empty() {
            page.push_str("\nMatched\n");
            findings.iter().for_each(|finding| page.push_str(&self.finding(finding)));
        }
        let suppressed: Vec<_> =
            self.report.suppressed.iter().filter(|hit| wanted(hit.rule)).collect();
        if !suppressed.is_empty() {
            page.push_str("\nNot counted\n");
            suppressed.iter().for_each(|hit| page.push_str(&self.suppressed(hit)));
        }
        let gaps: Vec<_> = self.report.not_evaluated.iter().filter(|g| wanted(g.rule)).collect();
        if !gaps.is_empty() {
            page.push_str("\nNot checked\n");
            for gap in gaps {
                let rule = self.lexicon.rule(gap.rule);
                page.push_str(&format!("  {}: {}\n", name(rule), lacks(gap.reason)));
            }
        }
        match only {
            Some(rule) if self.report.outcomes[rule.0 as usize] == Outcome::Clear => {
                page.push_str(&self.clear(self.lexicon.rule(rule)));
            }
            Some(_) => {}
            None => {
                let clear = self.report.outcomes.iter().filter(|o| **o == Outcome::Clear).count();
                page.push_str(&format!("\nNot found: {clear} rules\n"));
            }
        }
        page.push('\n');
        page
    }

    fn head(&self) -> String {
        let info = self.call.info();
        let length = self.call.duration().map_or("no times".to_owned(), |d| clock(d.get()));
        let complaint = &self.report.complaint;
        let flagged = if complaint.flag { "flagged as a complaint" } else { "no complaint" };
        let mut page = format!(
            "{}  {} turns, {length}\n{flagged}: score {}, threshold {}\npriority {} of 100",
            shown(&info.key.to_string()),
            self.call.turns().len(),
            complaint.score,
            complaint.threshold,
            self.report.risk.score,
        );
        let part = |part: &callsift::scan::RiskPart| {
            let finding = self.report.findings.iter().find(|f| f.id == part.finding)?;
            let category = self.lexicon.rule(finding.rule).category.as_str();
            Some(format!("{category} {}", part.points))
        };
        let parts: Vec<String> = self.report.risk.parts.iter().filter_map(part).collect();
        if !parts.is_empty() {
            let sum: u32 = self.report.risk.parts.iter().map(|part| part.points).sum();
            let most = if sum > 100 { format!(" = {sum}, at most 100") } else { String::new() };
            page.push_str(&format!(": {}{most}", parts.join(" + ")));
        }
        page.push('\n');
        for warning in self.call.warnings() {
            page.push_str(&format!("note: {} at {}\n", warning.code, shown(&warning.place)));
        }
        page
    }

    fn finding(&self, finding: &Finding) -> String {
        let rule = self.lexicon.rule(finding.rule);
        let mut text = format!("  {}, severity {}\n", name(rule), rule.severity);
        if let Some(said) = &finding.said {
            let who = finding.role.map_or("somebody", callsift::transcript::Role::as_str);
            let place = place(finding);
            text.push_str(&format!("    {who} said{place}: «{}»\n", shown(&said.quote)));
            let phrase = &rule.phrases[said.phrase.0 as usize];
            text.push_str(&format!("    by the phrase `{phrase}`{}\n", self.passed(rule)));
            text.push_str(&misheard(&said.fuzzy));
        }
        for fact in finding.facts.iter().filter_map(|fact| self.fact(fact)) {
            text.push_str(&format!("    {fact}\n"));
        }
        for id in &finding.related {
            if let Some(other) = self.report.findings.iter().find(|other| other.id == *id) {
                let other = self.lexicon.rule(other.rule);
                text.push_str(&format!("    rests on {}\n", other.id));
            }
        }
        text
    }

    /// What could have taken the match back and did not.
    fn passed(&self, rule: &Rule) -> String {
        let mut passed = vec!["no negation before it"];
        if rule.negation != callsift::lexicon::Negation::Cancel {
            passed = vec!["a negation would not matter"];
        }
        if !rule.unless.is_empty() {
            passed.push("none of its exclusions");
        }
        if rule.window.is_some() {
            passed.push("inside its window");
        }
        format!("; {}", passed.join(", "))
    }

    /// One fact in words; findings are named below, as what the finding rests on.
    fn fact(&self, fact: &Fact) -> Option<String> {
        let timeline = self.report.timeline.as_ref().ok();
        Some(match fact {
            Fact::Finding(_) => return None,
            Fact::Silence(at) => {
                let silence = &timeline?.silences[*at];
                let announced = match silence.announced {
                    callsift::transcript::timeline::Announced::Yes => "announced",
                    callsift::transcript::timeline::Announced::No => "not announced",
                };
                let owed = silence.owed.map_or(String::new(), |owed| {
                    format!(", the {} should have answered", owed.role.as_str())
                });
                format!(
                    "silence of {:.1} s at {}, {announced}{owed}",
                    silence.span.duration_ms() as f64 / 1000.0,
                    clock(silence.span.start().get())
                )
            }
            Fact::Overlap(at) => {
                let span = timeline?.overlaps[*at].span;
                let seconds = span.duration_ms() as f64 / 1000.0;
                format!("both speak for {seconds:.1} s at {}", clock(span.start().get()))
            }
            Fact::Interruption(at) => {
                let cut = &timeline?.interruptions[*at];
                format!(
                    "the {} cuts the {} off at {}",
                    cut.interrupter.role.as_str(),
                    cut.interrupted.role.as_str(),
                    clock(cut.at.get())
                )
            }
            Fact::Measure(measure, value) => format!("{} is {value:.4}", measure.name()),
            Fact::Absent(of) => format!("nothing of `{of}` in the whole call"),
        })
    }

    fn suppressed(&self, hit: &SuppressedHit) -> String {
        let rule = self.lexicon.rule(hit.rule);
        let who = hit.role.as_str();
        let why = match hit.reason {
            Suppression::Speaker => format!("the {who} said it, and the rule listens to others"),
            Suppression::Announcement => "it is an announcement of the telephone system".to_owned(),
            Suppression::Exclusion => "one of its exclusions is in the same words".to_owned(),
            Suppression::Negation => match &hit.by {
                Some(by) => format!("«{}» negates it", shown(by)),
                None => "it is negated".to_owned(),
            },
            Suppression::Offer => {
                let by = hit.by.as_deref().unwrap_or_default();
                format!("«{}» offers it, and nobody knows who says so", shown(by))
            }
            Suppression::Window => "it was said outside of the rule's part of the call".to_owned(),
            Suppression::Condition => "the rule's condition is not true".to_owned(),
            Suppression::AtLeast => {
                format!("it was said less than {} times", rule.at_least)
            }
            Suppression::SameWords => {
                "a rule of this category in another language counts the same words".to_owned()
            }
        };
        let phrase = &rule.phrases[hit.phrase.0 as usize];
        let (turn, quote) = (hit.turn + 1, shown(&hit.quote));
        let told = format!("turn {turn}: «{quote}» by the phrase `{phrase}`: {why}");
        format!("  {}\n    {told}\n{}", name(rule), misheard(&hit.fuzzy))
    }

    fn clear(&self, rule: &Rule) -> String {
        let why = match rule.phrases.len() {
            0 => "its condition is not true of this call".to_owned(),
            n => format!("none of its {n} phrases is in the {} turns", self.call.turns().len()),
        };
        format!("\nNot found\n  {}: {why}\n", name(rule))
    }
}

fn name(rule: &Rule) -> String {
    format!("{} ({})", rule.title, rule.id)
}

/// Words that were read as others, each on a line.
fn misheard(words: &[Misheard]) -> String {
    let line = |word: &Misheard| {
        let how = match word.how {
            How::Phonetic => "it sounds the same",
            How::Edit => "one letter is off",
            How::Joined => "heard as several words",
            How::Split => "heard as one word",
            How::Masked => "letters are hidden",
        };
        format!("    «{}» was read as «{}»: {how}\n", shown(&word.heard), word.read_as)
    };
    words.iter().map(line).collect()
}

fn lacks(gap: Gap) -> &'static str {
    match gap {
        Gap::NoTimes => "the source has no times",
        Gap::NoRoles => "the source does not tell who is the agent and who the customer",
        Gap::WrongMedium => "a chat has no times of speech",
    }
}

fn place(finding: &Finding) -> String {
    let turn = finding.turn.map_or(String::new(), |turn| format!(" in turn {}", turn + 1));
    let time = finding
        .time
        .map_or(String::new(), |(span, _)| format!(" at {}", clock(span.start().get())));
    format!("{turn}{time}")
}
