//! A customer's calls in numbers, always recomputed from the calls themselves.

use jiff::{SignedDuration, Timestamp};

use super::json_v1::{Call, Summary};

/// A note longer than this does not fit the text field of most CRMs.
const NOTE_CHARS: usize = 255;

/// When a call began; `None` if the source does not say.
pub(super) fn started(call: &Call) -> Option<Timestamp> {
    call.started_at.as_deref().and_then(|time| time.parse().ok())
}

/// Puts calls in their order: earliest first, those without a time last, then by key; keys that
/// print alike are told apart by their source.
pub(super) fn sort(calls: &mut [Call]) {
    calls.sort_by_cached_key(|call| {
        let started = started(call);
        (started.is_none(), started, call.key.clone(), call.source.clone())
    });
}

/// The summary of sorted calls, with the days counted back from `as_of`.
pub(super) fn summarize(calls: &[Call], as_of: Option<Timestamp>) -> Summary {
    let within = |days: i64| {
        move |call: &&Call| match (as_of, started(call)) {
            (Some(as_of), Some(at)) => {
                at <= as_of && as_of.duration_since(at) < SignedDuration::from_hours(24 * days)
            }
            _ => false,
        }
    };
    let month: Vec<&Call> = calls.iter().filter(within(30)).collect();
    let quarter: Vec<&Call> = calls.iter().filter(within(90)).collect();
    let all: Vec<&Call> = calls.iter().collect();
    let mut times = calls.iter().filter_map(|call| call.started_at.as_deref());
    let first_call_at = times.next().unwrap_or_default().to_owned();
    let last_call_at = times.next_back().unwrap_or(&first_call_at).to_owned();
    Summary {
        calls_total: count(all.len()),
        calls_flagged: flagged(&all),
        complaints: findings(&all, "complaint"),
        escalations: findings(&all, "escalation"),
        long_pauses: sum(all.iter().filter_map(|call| call.long_pauses)),
        max_pause_ms: all.iter().filter_map(|call| call.max_pause_ms).max().unwrap_or(0),
        pauses_evaluated_calls: count(all.iter().filter(|c| c.max_pause_ms.is_some()).count()),
        first_call_at,
        last_call_at,
        severity: all.iter().map(|call| call.severity).max().unwrap_or(0),
        calls_30d: count(month.len()),
        calls_90d: count(quarter.len()),
        flagged_30d: flagged(&month),
        flagged_90d: flagged(&quarter),
        complaints_30d: findings(&month, "complaint"),
        complaints_90d: findings(&quarter, "complaint"),
        note: note(&all),
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn sum(numbers: impl Iterator<Item = u32>) -> u32 {
    numbers.fold(0, u32::saturating_add)
}

fn flagged(calls: &[&Call]) -> u32 {
    count(calls.iter().filter(|call| call.flagged).count())
}

/// Findings of a family: of `family` itself and of every `family.kind`.
fn findings(calls: &[&Call], family: &str) -> u32 {
    let counts = calls.iter().flat_map(|call| &call.counts);
    sum(counts.filter(|(category, _)| category.split('.').next() == Some(family)).map(|(_, n)| *n))
}

/// `2 of 7 calls flagged; latest: complaint.billing 2026-11-21`.
fn note(calls: &[&Call]) -> String {
    let flagged = calls.iter().filter(|call| call.flagged);
    // A call without a time may be the latest, but nobody can tell.
    let latest = flagged.clone().rfind(|call| call.started_at.is_some());
    let latest = latest.or_else(|| flagged.clone().next_back());
    let mut note = format!("{} of {} calls flagged", flagged.count(), calls.len());
    if let Some(call) = latest {
        let reason = worst_category(call).unwrap_or("no finding");
        note.push_str("; latest: ");
        note.push_str(reason);
        if let Some(at) = started(call) {
            note.push_str(&at.strftime(" %Y-%m-%d").to_string());
        }
    }
    match note.char_indices().nth(NOTE_CHARS) {
        Some((end, _)) => note[..end].to_owned(),
        None => note,
    }
}

/// The category of the most severe finding, the first of several.
fn worst_category(call: &Call) -> Option<&str> {
    let mut worst: Option<(u8, &str)> = None;
    for finding in &call.findings {
        if worst.is_none_or(|(severity, _)| finding.severity > severity) {
            worst = Some((finding.severity, &finding.category));
        }
    }
    worst.map(|(_, category)| category).or_else(|| call.counts.keys().next().map(String::as_str))
}
