//! A call of any format as a new vCon: parties, dialog, the transcript (as WTF, the World Transcription
//! Format), and what was found.

use super::Reason;
use super::again::Line;
use super::vcon::{Report, VENDOR, report, uuid};
use callsift::output::json_v1::ENGINE;
use callsift::transcript::{Direction, Medium, Role, Transcript, Turn};
use jiff::{Timestamp, ToSpan};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Vcon<'a> {
    uuid: String,
    extensions: &'static [&'static str],
    created_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_at: Option<String>,
    parties: Vec<Party<'a>>,
    dialog: Vec<Dialog<'a>>,
    analysis: Vec<Analysis<'a>>,
}

#[derive(Default, Serialize)]
struct Party<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tel: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mailto: Option<&'a str>,
}

#[derive(Serialize)]
struct Dialog<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    start: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<f64>,
    parties: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    originator: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mediatype: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Analysis<'a> {
    Transcript(Box<Transcription<'a>>),
    Report(Report<'a>),
}

#[derive(Serialize)]
struct Transcription<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    dialog: usize,
    mediatype: &'static str,
    vendor: &'static str,
    product: &'static str,
    encoding: &'static str,
    body: Wtf<'a>,
}

#[derive(Serialize)]
struct Wtf<'a> {
    transcript: Whole<'a>,
    segments: Vec<Segment<'a>>,
    metadata: Metadata,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    words: Vec<WtfWord<'a>>,
    speakers: BTreeMap<String, Speaker<'a>>,
}

#[derive(Serialize)]
struct Whole<'a> {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<f64>,
}

#[derive(Serialize)]
struct Segment<'a> {
    id: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<f64>,
    text: &'a str,
    speaker: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    words: Vec<usize>,
}

#[derive(Serialize)]
struct WtfWord<'a> {
    id: usize,
    start: f64,
    end: f64,
    text: &'a str,
    speaker: usize,
}

#[derive(Serialize)]
struct Metadata {
    created_at: String,
    provider: &'static str,
    model: &'static str,
}

#[derive(Serialize)]
struct Speaker<'a> {
    id: usize,
    label: &'a str,
}

/// Milliseconds as the seconds of vCon.
fn seconds(ms: i64) -> f64 {
    ms as f64 / 1000.0
}

/// Makes the vCon of a call.
pub(super) fn vcon(
    call: &Transcript,
    line: &Line,
    as_of: Option<Timestamp>,
) -> Result<Vec<u8>, Reason> {
    let info = call.info();
    let started = info.started_at.ok_or(Reason::NoStart)?;
    let (parties, customer) = parties(call);
    let chat = info.medium == Medium::Chat;
    let dialog = if chat {
        messages(call, started, parties.len())
    } else {
        let agent = call.parties().iter().position(|party| party.role() == Role::Agent);
        vec![Dialog {
            kind: "recording",
            start: started.to_string(),
            duration: call.duration().map(|length| seconds(length.get().max(0))),
            parties: (0..parties.len()).collect(),
            originator: match info.direction {
                Direction::Inbound => customer,
                Direction::Outbound => agent,
                Direction::Internal | Direction::Unknown => None,
            },
            mediatype: None,
            encoding: None,
            body: None,
        }]
    };
    let created = as_of.unwrap_or(started).to_string();
    let mut analysis = Vec::new();
    if !chat {
        analysis.push(Analysis::Transcript(Box::new(transcription(call, &created))));
    }
    let report = report(line, dialog.len()).ok_or(Reason::UnfitRecord)?;
    analysis.push(Analysis::Report(report));
    let said: Vec<&[u8]> = call.turns().iter().map(|turn| turn.text().as_bytes()).collect();
    let at = started.to_string();
    let mut made_of: Vec<&[u8]> = vec![line.key.as_bytes(), at.as_bytes()];
    made_of.extend(said);
    let vcon = Vcon {
        uuid: uuid(&made_of),
        extensions: if chat { &["CC"] } else { &["CC", "wtf_transcription"] },
        created_at: created,
        updated_at: as_of.map(|at| at.to_string()),
        parties,
        dialog,
        analysis,
    };
    let mut out = serde_json::to_vec(&vcon).map_err(|_| Reason::UnfitRecord)?;
    out.push(b'\n');
    Ok(out)
}

/// The parties of the call in its order, and which of them is the customer. One of whom only the
/// number is known stands behind those who speak.
fn parties(call: &Transcript) -> (Vec<Party<'_>>, Option<usize>) {
    let info = call.info();
    let mut parties: Vec<Party<'_>> = call
        .parties()
        .iter()
        .map(|party| Party {
            role: match party.role() {
                Role::Agent => Some("agent"),
                Role::Customer => Some("customer"),
                Role::System | Role::Unknown => None,
            },
            kind: (party.role() == Role::System).then_some("bot"),
            name: party.label(),
            ..Party::default()
        })
        .collect();
    let first = |role| call.parties().iter().position(|party| party.role() == role);
    if let Some(agent) = first(Role::Agent).and_then(|at| parties.get_mut(at)) {
        agent.name = info.agent_name.as_deref().or(agent.name);
    }
    let mut customer = first(Role::Customer);
    let (tel, mailto) = (info.customer_phone.as_deref(), info.customer_email.as_deref());
    if tel.is_some() || mailto.is_some() {
        let at = *customer.get_or_insert(parties.len());
        if at == parties.len() {
            parties.push(Party { role: Some("customer"), ..Party::default() });
        }
        if let Some(known) = parties.get_mut(at) {
            (known.tel, known.mailto) = (tel, mailto);
        }
    }
    (parties, customer)
}

/// Messages of a chat, each a dialog; one without a time stands at that of the message before it.
fn messages(call: &Transcript, started: Timestamp, parties: usize) -> Vec<Dialog<'_>> {
    let mut last = 0;
    let message = |turn: &'_ Turn, last: &mut i64| {
        *last = turn.time().start().map_or(*last, |start| start.get());
        let from = turn.party().get();
        let others = (0..parties).filter(|party| *party != from);
        (
            started.checked_add(last.milliseconds()).unwrap_or(started),
            from,
            [from].into_iter().chain(others).collect(),
        )
    };
    call.turns()
        .iter()
        .map(|turn| {
            let (at, from, parties) = message(turn, &mut last);
            Dialog {
                kind: "text",
                start: at.to_string(),
                duration: None,
                parties,
                originator: Some(from),
                mediatype: Some("text/plain"),
                encoding: Some("none"),
                body: Some(turn.text()),
            }
        })
        .collect()
}

/// What was said. Confidence is not known, so nothing is said of it.
fn transcription<'a>(call: &'a Transcript, created: &str) -> Transcription<'a> {
    let mut words = Vec::new();
    let mut segments = Vec::new();
    for (id, turn) in call.turns().iter().enumerate() {
        let speaker = turn.party().get();
        let mut own = Vec::new();
        for word in call.words(turn) {
            let (Some(span), Some(time)) = (word.text, word.time) else { continue };
            let Some(text) = turn.text().get(span.range()) else { continue };
            own.push(words.len());
            words.push(WtfWord {
                id: words.len(),
                start: seconds(time.start().get()),
                end: seconds(time.end().get()),
                text,
                speaker,
            });
        }
        segments.push(Segment {
            id,
            start: turn.time().start().map(|start| seconds(start.get())),
            end: turn.time().end().map(|end| seconds(end.get())),
            text: turn.text(),
            speaker,
            words: own,
        });
    }
    let all: Vec<&str> = call.turns().iter().map(Turn::text).collect();
    let speakers = call.parties().iter().enumerate().map(|(id, party)| {
        let label = party.label().unwrap_or(party.role().as_str());
        (id.to_string(), Speaker { id, label })
    });
    Transcription {
        kind: "wtf_transcription",
        dialog: 0,
        mediatype: "application/json",
        vendor: VENDOR,
        product: ENGINE,
        encoding: "json",
        body: Wtf {
            transcript: Whole {
                text: all.join("\n"),
                language: call.info().language.as_deref(),
                duration: call.duration().map(|length| seconds(length.get().max(0))),
            },
            segments,
            metadata: Metadata { created_at: created.to_owned(), provider: VENDOR, model: ENGINE },
            words,
            speakers: speakers.collect(),
        },
    }
}
