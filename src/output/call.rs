//! From a call and its report to the line that is written, and from there to a customer's card.

use super::json_v1 as json;
use super::promises;
use super::scorecard;
use crate::lexicon::{Lexicon, RuleIx};
use crate::record::{CallCard, CardFinding, CardPromise, OFFER_CATEGORIES};
use crate::scan::{CallReport, CallTimeline, Fact, Finding, MachineSpeech, Misheard, Outcome};
use crate::transcript::timeline::{
    Announced, FirstAgentWord, Interruption, Measures, Overlap, PerRole, ResponseTimes, Silence,
    SilenceSettings, Talk, chat_response_times,
};
use crate::transcript::{CallIdSource, CallInfo, Direction, Medium, Role, Transcript};
use crate::units::CallKey;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// How calls are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallOptions {
    /// Whether the ids of clear rules are listed.
    pub clear: ListClear,
    /// The thresholds that make a silence long or dead air.
    pub silence: SilenceSettings,
}

/// Whether the ids of clear rules are listed; they are most of the lexicon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListClear {
    /// Counted only.
    #[default]
    No,
    /// Counted and listed.
    Yes,
}

/// The line of a call, with its newline.
pub fn line(call: &json::Call) -> Vec<u8> {
    // Strings, numbers and raw JSON that was parsed before: nothing here can fail to be written.
    let mut line = serde_json::to_vec(call).unwrap_or_default();
    line.push(b'\n');
    line
}

/// Puts everything together.
pub fn call(
    call: &Transcript,
    report: &CallReport,
    lexicon: &Lexicon,
    options: &CallOptions,
) -> json::Call {
    let info = call.info();
    let timeline = report.timeline.as_ref();
    let is = |wanted: fn(&Outcome) -> bool| report.outcomes.iter().filter(|o| wanted(o)).count();
    json::Call {
        schema: json::SCHEMA.to_owned(),
        call_id: info.key.call_id().to_owned(),
        call_id_source: call_id_source(info.call_id_source).to_owned(),
        source: info.key.source().to_owned(),
        customer_id: info.customer_id.clone(),
        customer_phone: info.customer_phone.clone(),
        customer_email: info.customer_email.clone(),
        agent_id: info.agent_id.clone(),
        agent_name: info.agent_name.clone(),
        team: info.team.clone(),
        queue: info.queue.clone(),
        direction: direction(info.direction).map(str::to_owned),
        medium: medium(info.medium).to_owned(),
        language: info.language.clone(),
        started_at: info.started_at.map(|at| at.to_string()),
        duration_ms: call.duration().map(|d| d.get()),
        turns: call.turns().len(),
        complaint: complaint(report, lexicon),
        resolution: report.resolution.map(|resolution| resolution.as_str().to_owned()),
        severity: report.severity,
        risk: risk(report),
        findings: report.findings.iter().map(|f| finding(f, call, lexicon)).collect(),
        truncated: report.truncated,
        omitted: omitted(report, lexicon),
        suppressed: suppressed(report, lexicon),
        announcements: report.announced.iter().map(announcement).collect(),
        scorecard: scorecard::of(call, report, lexicon),
        not_evaluated: not_evaluated(report, lexicon),
        promises: promises::of(report),
        promise_search: promises::search(report),
        clear: (options.clear == ListClear::Yes).then(|| clear(report, lexicon)),
        outcomes: json::Outcomes {
            matched: is(|o| *o == Outcome::Matched),
            suppressed: is(|o| *o == Outcome::Suppressed),
            not_evaluated: is(|o| matches!(o, Outcome::NotEvaluated(_))),
            clear: is(|o| *o == Outcome::Clear),
        },
        timeline: json::Timeline {
            evaluated: timeline.is_ok(),
            reason: timeline.err().map(|gap| gap.as_str().to_owned()),
            precision: timeline.ok().map(|t| t.precision.as_str().to_owned()),
        },
        measures: timeline.ok().map(|t| measures(&t.measures)),
        chat_response: (info.medium == Medium::Chat).then(|| responses(chat_response_times(call))),
        silences: timeline.ok().map(|t| silences(t, &options.silence)),
        overlaps: timeline.ok().map(|t| t.overlaps.iter().map(overlap).collect()),
        interruptions: timeline.ok().map(|t| t.interruptions.iter().map(interruption).collect()),
        warnings: warnings(call),
        extra: extra(info),
        lexicon: lexicon.hash().to_owned(),
        engine: json::ENGINE.to_owned(),
        conflicts_with_earlier: false,
    }
}

const fn call_id_source(source: CallIdSource) -> &'static str {
    match source {
        CallIdSource::Field => "field",
        CallIdSource::FileName => "file_name",
        CallIdSource::ContentHash => "content_hash",
    }
}

const fn direction(direction: Direction) -> Option<&'static str> {
    match direction {
        Direction::Inbound => Some("inbound"),
        Direction::Outbound => Some("outbound"),
        Direction::Internal => Some("internal"),
        Direction::Unknown => None,
    }
}

const fn medium(medium: Medium) -> &'static str {
    match medium {
        Medium::Voice => "voice",
        Medium::Chat => "chat",
    }
}

fn role(role: Role) -> String {
    role.as_str().to_owned()
}

fn announcement(announced: &MachineSpeech) -> json::Announcement {
    json::Announcement {
        turn: announced.turn,
        bytes: [announced.span.start(), announced.span.end()],
        whole: announced.whole,
    }
}

fn complaint(report: &CallReport, lexicon: &Lexicon) -> json::Complaint {
    let part = |rule: &RuleIx| {
        let rule = lexicon.rule(*rule);
        json::ComplaintPart { rule: rule.id.clone(), weight: rule.weight.get() }
    };
    let complaint = &report.complaint;
    json::Complaint {
        flag: complaint.flag,
        score: complaint.score.get(),
        threshold: complaint.threshold.get(),
        parts: complaint.parts.iter().map(part).collect(),
        substance: complaint.substance.as_str().to_owned(),
    }
}

fn risk(report: &CallReport) -> json::Risk {
    let part = |part: &crate::scan::RiskPart| json::RiskPart {
        finding: part.finding.clone(),
        points: part.points,
    };
    json::Risk {
        score: report.risk.score,
        band: report.risk.band.as_str().to_owned(),
        parts: report.risk.parts.iter().map(part).collect(),
    }
}

fn finding(finding: &Finding, call: &Transcript, lexicon: &Lexicon) -> json::Finding {
    let rule = lexicon.rule(finding.rule);
    let said = finding.said.as_ref();
    let turn_end = said.map(|said| said.turn_end).filter(|end| Some(*end) != finding.turn);
    json::Finding {
        id: finding.id.clone(),
        rule: rule.id.clone(),
        revision: rule.revision.clone(),
        title: rule.title.clone(),
        category: rule.category.as_str().to_owned(),
        severity: rule.severity,
        phrase: said.map(|said| rule.phrases[said.phrase.0 as usize].clone()),
        quote: said.map(|said| said.quote.clone()),
        fuzzy: said.map_or_else(Vec::new, |said| misheard(&said.fuzzy)),
        role: finding.role.map(role),
        turn: finding.turn,
        turn_end,
        bytes: said.map(|said| said.bytes),
        chars: said.map(|said| said.chars),
        utf16: said.map(|said| said.utf16),
        start_ms: finding.time.map(|(span, _)| span.start().get()),
        end_ms: finding.time.map(|(span, _)| span.end().get()),
        precision: finding.time.map(|(_, precision)| precision.as_str().to_owned()),
        facts: finding.facts.iter().map(|f| fact(f, call)).collect(),
        related: finding.related.clone(),
    }
}

fn misheard(words: &[Misheard]) -> Vec<json::Misheard> {
    let one = |word: &Misheard| json::Misheard {
        heard: word.heard.clone(),
        read_as: word.read_as.clone(),
        how: word.how.as_str().to_owned(),
    };
    words.iter().map(one).collect()
}

pub(super) fn fact(fact: &Fact, call: &Transcript) -> json::Fact {
    match fact {
        Fact::Finding(id) => json::Fact::Finding { id: id.clone() },
        Fact::Silence(index) => json::Fact::Silence { index: *index },
        Fact::Overlap(index) => json::Fact::Overlap { index: *index },
        Fact::Interruption(index) => json::Fact::Interruption { index: *index },
        Fact::Measure(measure, value) => {
            json::Fact::Measure { name: measure.name().to_owned(), value: rounded(*value) }
        }
        Fact::Absent(of) => json::Fact::Absent {
            of: of.clone(),
            searched_turns: call.turns().len().checked_sub(1).map(|last| [0, last]),
        },
    }
}

/// Findings that are not kept, by category.
fn omitted(report: &CallReport, lexicon: &Lexicon) -> BTreeMap<String, u32> {
    let mut omitted = BTreeMap::new();
    if report.truncated {
        let mut kept = vec![0; report.found.len()];
        report.findings.iter().for_each(|finding| kept[finding.rule.0 as usize] += 1);
        for (at, (found, kept)) in report.found.iter().zip(kept).enumerate() {
            if *found > kept {
                let category = lexicon.rule(RuleIx(at as u32)).category.as_str().to_owned();
                *omitted.entry(category).or_insert(0) += found - kept;
            }
        }
    }
    omitted
}

fn suppressed(report: &CallReport, lexicon: &Lexicon) -> Vec<json::Suppressed> {
    let one = |hit: &crate::scan::SuppressedHit| {
        let rule = lexicon.rule(hit.rule);
        json::Suppressed {
            rule: rule.id.clone(),
            reason: hit.reason.as_str().to_owned(),
            phrase: rule.phrases[hit.phrase.0 as usize].clone(),
            quote: hit.quote.clone(),
            fuzzy: misheard(&hit.fuzzy),
            role: role(hit.role),
            turn: hit.turn,
            by: hit.by.clone(),
        }
    };
    report.suppressed.iter().map(one).collect()
}

fn not_evaluated(report: &CallReport, lexicon: &Lexicon) -> Vec<json::NotEvaluated> {
    let one = |gap: &crate::scan::NotEvaluated| json::NotEvaluated {
        rule: lexicon.rule(gap.rule).id.clone(),
        reason: gap.reason.as_str().to_owned(),
    };
    report.not_evaluated.iter().map(one).collect()
}

fn clear(report: &CallReport, lexicon: &Lexicon) -> Vec<String> {
    let rules = report.outcomes.iter().enumerate().filter(|(_, o)| **o == Outcome::Clear);
    rules.map(|(at, _)| lexicon.rule(RuleIx(at as u32)).id.clone()).collect()
}

fn warnings(call: &Transcript) -> Vec<json::Warning> {
    let one = |warning: &crate::transcript::Warning| json::Warning {
        code: warning.code.as_str().to_owned(),
        place: warning.place.clone(),
        count: warning.count,
    };
    call.warnings().iter().map(one).collect()
}

/// Values came out of valid JSON; one that is none all the same is left out rather than written.
///
/// A pretty-printed file has line ends between its tokens, and a call must stay one line; inside
/// of strings JSON allows none.
fn extra(info: &CallInfo) -> BTreeMap<String, Box<RawValue>> {
    let parse = |(name, value): &(String, String)| {
        let one_line = value.replace(['\n', '\r'], "");
        Some((name.clone(), RawValue::from_string(one_line).ok()?))
    };
    info.extra.iter().filter_map(parse).collect()
}

fn silences(timeline: &CallTimeline, settings: &SilenceSettings) -> Vec<json::Silence> {
    let one = |silence: &Silence| json::Silence {
        start_ms: silence.span.start().get(),
        end_ms: silence.span.end().get(),
        kind: silence.kind.as_str().to_owned(),
        after: silence.after.map(|speaker| role(speaker.role)),
        after_turn: silence.after.map(|speaker| speaker.turn),
        before: silence.before.map(|speaker| role(speaker.role)),
        before_turn: silence.before.map(|speaker| speaker.turn),
        owed: silence.owed.map(|owed| role(owed.role)),
        announced: silence.announced == Announced::Yes,
        long: silence.is_long(settings),
        dead_air: silence.is_dead_air(settings),
        precision: silence.precision.as_str().to_owned(),
    };
    timeline.silences.iter().map(one).collect()
}

fn overlap(overlap: &Overlap) -> json::Overlap {
    json::Overlap {
        start_ms: overlap.span.start().get(),
        end_ms: overlap.span.end().get(),
        roles: [role(overlap.first.role), role(overlap.second.role)],
        turns: [overlap.first.turn, overlap.second.turn],
    }
}

fn interruption(interruption: &Interruption) -> json::Interruption {
    json::Interruption {
        at_ms: interruption.at.get(),
        interrupter: role(interruption.interrupter.role),
        interrupter_turn: interruption.interrupter.turn,
        interrupted: role(interruption.interrupted.role),
        interrupted_turn: interruption.interrupted.turn,
    }
}

fn measures(m: &Measures) -> json::Measures {
    json::Measures {
        silence: json::SilenceMeasure {
            total_ms: m.silence.total_ms,
            share: rounded(m.silence.share),
            count: m.silence.count,
            longest_ms: m.silence.longest_ms,
            unknown_ms: m.silence.unknown_ms,
            threshold_ms: m.silence.threshold_ms,
            precision: m.precision.as_str().to_owned(),
        },
        hold: json::Sum { total_ms: m.hold.total_ms, count: m.hold.count },
        overlap: json::Sum { total_ms: m.overlap.total_ms, count: m.overlap.count },
        interruptions: per_role(&m.interruptions, |count| *count),
        talk: per_role(&m.talk, talk),
        response: responses(m.response),
        monologue: m.longest_monologue.as_ref().map(|run| json::Monologue {
            role: role(run.role),
            longest_ms: run.span.duration_ms(),
            start_ms: run.span.start().get(),
        }),
        first_agent_word_ms: match m.first_agent_word {
            FirstAgentWord::At(at) => Some(at.get()),
            FirstAgentWord::NoAgent | FirstAgentWord::Unknown => None,
        },
    }
}

fn responses(of: PerRole<Option<ResponseTimes>>) -> json::Responses {
    let response = |times: Option<ResponseTimes>| {
        times.map(|times| json::Response {
            median_ms: times.median_ms,
            p95_ms: times.p95_ms,
            count: times.count,
        })
    };
    json::Responses {
        agent: response(of.agent),
        customer: response(of.customer),
        unknown: response(of.unknown),
    }
}

fn per_role<T, U>(values: &PerRole<T>, map: impl Fn(&T) -> U) -> json::PerRole<U> {
    json::PerRole {
        agent: map(&values.agent),
        customer: map(&values.customer),
        unknown: map(&values.unknown),
    }
}

fn talk(talk: &Talk) -> json::Talk {
    json::Talk {
        ms: talk.ms,
        share: rounded(talk.share),
        words_per_minute: talk.words_per_minute.map(rounded),
    }
}

/// Four decimals are more than any share is known to.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// What a call brings to its customer, read off the line that was written.
///
/// A card always comes from the written shape, so that attaching during a scan and attaching
/// later from `calls.jsonl` are the same thing.
pub fn card(call: &json::Call) -> CallCard {
    let mut counts = call.omitted.clone();
    for finding in &call.findings {
        *counts.entry(finding.category.clone()).or_insert(0) += 1;
    }
    CallCard {
        key: CallKey::new(&call.source, &call.call_id),
        customer_id: call.customer_id.clone(),
        customer_phone: call.customer_phone.clone(),
        customer_email: call.customer_email.clone(),
        started_at: call.started_at.as_ref().and_then(|at| at.parse().ok()),
        duration_ms: call.duration_ms,
        agent_id: call.agent_id.clone(),
        agent_name: call.agent_name.clone(),
        queue: call.queue.clone(),
        direction: call.direction.clone(),
        offers_evaluated: !call.not_evaluated.iter().any(|rule| {
            // A rule's id begins with its category.
            OFFER_CATEGORIES.iter().any(|category| {
                rule.rule.strip_prefix(category).is_some_and(|rest| rest.starts_with('.'))
            })
        }),
        severity: call.severity,
        risk: u8::try_from(call.risk.score).unwrap_or(100),
        complaint: call.complaint.flag,
        score: Some(call.complaint.score),
        // Calls of earlier versions do not say it.
        substance: Some(call.complaint.substance.clone()).filter(|said| !said.is_empty()),
        resolution: call.resolution.clone(),
        long_pauses: call.silences.iter().flatten().filter(|s| s.long).count() as u32,
        max_pause_ms: call.measures.as_ref().map(|m| m.silence.longest_ms),
        counts,
        findings: call.findings.iter().map(card_finding).collect(),
        promises: call.promises.as_ref().map(|all| all.iter().map(card_promise).collect()),
        findings_omitted: call.omitted.values().sum(),
        lexicon: call.lexicon.clone(),
    }
}

fn card_promise(promise: &json::Promise) -> CardPromise {
    CardPromise {
        id: promise.id.clone(),
        quote: promise.what.quote.clone(),
        turn: u32::try_from(promise.what.turn).unwrap_or(u32::MAX),
        who: promise.who.clone(),
        channel: promise.channel.clone(),
        text: promise.due.text.clone(),
        precision: promise.due.precision.clone(),
        due_at: promise.due.at.clone(),
        due_date: promise.due.date.clone(),
        reason: promise.due.reason.clone(),
    }
}

fn card_finding(finding: &json::Finding) -> CardFinding {
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    CardFinding {
        id: finding.id.clone(),
        category: finding.category.clone(),
        rule: finding.rule.clone(),
        title: Some(finding.title.clone()),
        severity: finding.severity,
        phrase: finding.phrase.clone(),
        quote: finding.quote.clone(),
        role: finding.role.clone(),
        turn: finding.turn.map(small),
        turn_end: finding.turn_end.map(small),
        chars: finding.chars.map(|chars| chars.map(small)),
        start_ms: finding.start_ms,
        end_ms: finding.end_ms,
    }
}
