//! `webvtt`: one file a call. The turns are cues with the voice of who speaks, and what was found is
//! marked in them by a class; `--findings-only` writes cues of what was found alone.

use super::args::ExportArgs;
use super::place::{Folder, file_stem};
use super::{Done, Read, Reason, list};
use crate::exit::Stop;
use crate::messages::terms;
use crate::privacy::Shown;
use crate::sources::Sources;
use crate::terminal::shown;
use callsift::language::Language;
use callsift::output::json_v1::{Call, Finding};
use callsift::transcript::{Medium, Role, Transcript, Turn, TurnTime};
use std::collections::BTreeSet;

/// How long a cue stands that has no end and none after it.
const OPEN_END_MS: i64 = 2000;

/// How players may show what was found; a player that knows no styles passes it over.
const STYLE: &str = "STYLE\n::cue(.finding) {\n  color: black;\n  background-color: gold;\n}\n";

/// Writes one file a call.
pub(super) fn export(args: &ExportArgs, read: &Read, language: Language) -> Result<Done, Stop> {
    let wanted = read.wanted(args);
    let sources = match &read.scan {
        Some((_, run)) if !args.findings_only => {
            Some(Sources::read(run, &read.settings()?, &wanted)?)
        }
        _ => None,
    };
    if sources.is_none() && !args.findings_only {
        return Err(Stop::usage(
            "--to webvtt reads the transcripts of one scan again; name its folder, or take \
             --findings-only",
        ));
    }
    let mut folder = Folder::create(&args.output)?;
    let mut left_out = Vec::new();
    for call in &wanted {
        let text = match &sources {
            None => findings_alone(&call.call),
            Some(sources) => match sources.of(call) {
                Err(_) => Err(Reason::NoTranscript),
                Ok(shown) => captions(&call.call, &shown),
            },
        };
        match text {
            Ok(text) => {
                let name = format!("{}.vtt", file_stem(&call.key, call.occurrence));
                folder.write(&name, text.as_bytes())?;
            }
            Err(reason) => left_out.push(reason.leaves_out(&call.key)),
        }
    }
    let count = folder.count();
    folder.publish(list("webvtt", count, left_out.clone()))?;
    let what = vec![terms::CALLS.of(language, count as u64)];
    Ok(Done { what, left_out, listed: true, ..Done::default() })
}

/// The first lines of a file.
fn head(call: &Call) -> String {
    let plain = |tag: &&String| tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let language = call.language.as_ref().filter(|tag| !tag.is_empty()).filter(plain);
    let language = language.map_or(String::new(), |tag| format!("Language: {tag}\n"));
    let key = remark(&format!("{}:{}", call.source, call.call_id));
    let flag = if call.complaint.flag { "flagged as a complaint" } else { "not flagged" };
    let risk = call.risk.score;
    format!(
        "WEBVTT\n{language}\nNOTE\ncall {key}\nreview priority {risk} of 100, {flag}\n\n{STYLE}\n"
    )
}

/// Every finding that has a time, as a cue.
fn findings_alone(call: &Call) -> Result<String, Reason> {
    let mut timed: Vec<(i64, i64, &Finding)> = call
        .findings
        .iter()
        .filter_map(|finding| {
            let start = finding.start_ms?;
            Some((start, finding.end_ms.unwrap_or(start + OPEN_END_MS), finding))
        })
        .collect();
    if timed.is_empty() && !call.findings.is_empty() && !call.timeline.evaluated {
        return Err(Reason::NoTimes);
    }
    timed.sort_by_key(|(start, end, _)| (*start, *end));
    let mut out = head(call);
    for finding in call.findings.iter().filter(|finding| finding.start_ms.is_none()) {
        out += &note(finding);
    }
    for (start, end, finding) in timed {
        let role = finding.role.as_deref().and_then(Role::of);
        let voice = role.map_or(String::new(), |role| format!("<v {}>", voice_of(role)));
        let quote = finding.quote.as_deref();
        let quote = quote.map_or(String::new(), |quote| format!(": «{}»", said(quote)));
        let title = said(&finding.title);
        let classes = classes(&BTreeSet::from([finding.category.as_str()]));
        out += &format!(
            "{}\n{}\n{voice}<c{classes}>{title}</c>{quote}\n\n",
            remark(&finding.id),
            times(start, end)
        );
    }
    Ok(out)
}

/// The whole conversation, with marks in it.
fn captions(call: &Call, shown: &Shown) -> Result<String, Reason> {
    let transcript = shown.transcript();
    if transcript.info().medium == Medium::Chat {
        return Err(Reason::WrongMedium);
    }
    let turns = transcript.turns();
    if !turns.is_empty() && turns.iter().all(|turn| turn.time() == TurnTime::Unknown) {
        return Err(Reason::NoTimes);
    }
    let voices = voices(transcript);
    let mut notes: Vec<&Finding> = call.findings.iter().collect();
    // Those without a place in time come first.
    notes.sort_by_key(|finding| finding.start_ms);
    let mut notes = notes.into_iter().peekable();
    let mut order: Vec<(usize, &Turn)> = turns.iter().enumerate().collect();
    // Cues stand in the order of their starts; a turn without one stays behind the turn before it.
    let mut last = 0;
    let start_of: Vec<i64> = turns
        .iter()
        .map(|turn| {
            last = turn.time().start().map_or(last, |start| start.get());
            last
        })
        .collect();
    order.sort_by_key(|(at, _)| start_of[*at]);
    let mut out = head(call);
    for (place, (at, turn)) in order.iter().enumerate() {
        let reaches = |finding: &&Finding| {
            finding.turn.map_or_else(
                || finding.start_ms.is_none_or(|start| start <= start_of[*at]),
                |turn| turn == *at || start_of.get(turn).is_none_or(|s| *s <= start_of[*at]),
            )
        };
        while let Some(finding) = notes.next_if(reaches) {
            out += &note(finding);
        }
        let voice = &voices[turn.party().get()];
        let Some(start) = turn.time().start() else {
            out += &format!("NOTE\nwithout time: {voice}: {}\n\n", remark(turn.text()));
            continue;
        };
        let next = order.get(place + 1).map(|(next, _)| start_of[*next]);
        let open = next.filter(|next| *next > start.get()).unwrap_or(start.get() + OPEN_END_MS);
        let end = turn.time().end().map_or(open, |end| end.get());
        let place = |byte| shown.place(*at, byte);
        let text = marked(turn.text(), *at, &call.findings, &place);
        out += &format!("{}\n{}\n<v {voice}>{text}\n\n", at + 1, times(start.get(), end));
    }
    for finding in notes {
        out += &note(finding);
    }
    Ok(out)
}

/// A finding as a comment, which a player does not show.
fn note(finding: &Finding) -> String {
    let time = finding.start_ms.map_or(String::new(), |start| {
        let end = finding.end_ms.map_or(String::new(), |end| format!(" to {}", instant(end)));
        format!(" at {}{end}", instant(start))
    });
    let quote = finding.quote.as_deref();
    let quote = quote.map_or(String::new(), |quote| format!("\n«{}»", remark(quote)));
    format!(
        "NOTE\nfinding {} {} severity {}{time}\n{}{quote}\n\n",
        remark(&finding.id),
        remark(&finding.rule),
        finding.severity,
        remark(&finding.title)
    )
}

/// The voice of each party: its role, numbered where several have the same.
fn voices(transcript: &Transcript) -> Vec<String> {
    let parties = transcript.parties();
    let voice = |(at, party): (usize, &callsift::transcript::Party)| {
        let role = party.role();
        let same = |other: &&callsift::transcript::Party| other.role() == role;
        let all = parties.iter().filter(same).count();
        let before = parties[..at].iter().filter(same).count();
        match (role, all) {
            (Role::Agent | Role::Customer | Role::System, 1) => voice_of(role).to_owned(),
            _ => format!("{} {}", voice_of(role), before + 1),
        }
    };
    parties.iter().enumerate().map(voice).collect()
}

const fn voice_of(role: Role) -> &'static str {
    match role {
        Role::Agent => "Agent",
        Role::Customer => "Customer",
        Role::System => "System",
        Role::Unknown => "Speaker",
    }
}

/// The text of a turn, with everything that was found in it in a span of its own.
fn marked(text: &str, turn: usize, findings: &[Finding], place: &dyn Fn(usize) -> usize) -> String {
    let mut spans: Vec<(usize, usize, &str)> = Vec::new();
    for finding in findings {
        let (Some(from), Some([start, end])) = (finding.turn, finding.bytes) else { continue };
        let to = finding.turn_end.unwrap_or(from);
        if (from..=to).contains(&turn) {
            let start = if turn == from { place(start) } else { 0 };
            let end = if turn == to { place(end).min(text.len()) } else { text.len() };
            if start < end && text.is_char_boundary(start) && text.is_char_boundary(end) {
                spans.push((start, end, &finding.category));
            }
        }
    }
    let borders: BTreeSet<usize> =
        spans.iter().flat_map(|(start, end, _)| [*start, *end]).collect();
    let mut out = String::new();
    let mut at = 0;
    for border in borders.into_iter().chain([text.len()]) {
        let piece = said(&text[at..border]);
        let over = spans.iter().filter(|(start, end, _)| *start <= at && border <= *end);
        let categories: BTreeSet<&str> = over.map(|(_, _, category)| *category).collect();
        match categories.is_empty() {
            true => out += &piece,
            false => out += &format!("<c{}>{piece}</c>", classes(&categories)),
        }
        at = border;
    }
    out
}

/// Classes of a span: `.finding.complaint-billing`.
fn classes(categories: &BTreeSet<&str>) -> String {
    let mut out = ".finding".to_owned();
    for category in categories {
        let class = category.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
        out.push('.');
        out.extend(class);
    }
    out
}

/// Text of a cue: one line, and nothing in it is markup.
fn said(text: &str) -> String {
    shown(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text of a comment or an id: one line, without the sign that would make it a cue.
fn remark(text: &str) -> String {
    shown(text).replace("-->", "->")
}

/// The line of times; every cue has a length, or players would not show it.
fn times(start: i64, end: i64) -> String {
    let start = start.max(0);
    format!("{} --> {}", instant(start), instant(end.max(start + 1)))
}

fn instant(ms: i64) -> String {
    let ms = ms.max(0);
    let (hours, minutes) = (ms / 3_600_000, ms / 60_000 % 60);
    format!("{hours:02}:{minutes:02}:{:02}.{:03}", ms / 1000 % 60, ms % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_have_times_that_players_take() {
        for (start, end, line) in [
            (0, 900, "00:00:00.000 --> 00:00:00.900"),
            (-5, 0, "00:00:00.000 --> 00:00:00.001"),
            (61_001, 61_001, "00:01:01.001 --> 00:01:01.002"),
            (360_000_000, 360_000_001, "100:00:00.000 --> 100:00:00.001"),
        ] {
            assert_eq!(times(start, end), line);
        }
    }
}
