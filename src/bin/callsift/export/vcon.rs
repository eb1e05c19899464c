//! `vcon`: one vCon a call. A call that came as one gets an analysis more, its other bytes stay; any
//! other call becomes a new vCon with its transcript.

use super::again::{Line, Scan, Take, Time};
use super::args::ExportArgs;
use super::conversation;
use super::place::{Folder, file_stem};
use super::{Done, Reason, list};
use crate::exit::Stop;
use crate::messages::terms;
use crate::privacy::Shown;
use callsift::batch::{FileInfo, FromRecord, Work};
use callsift::language::Language;
use callsift::output::export_v1::LeftOut;
use callsift::output::json_v1::{ENGINE, SCHEMA};
use callsift::record::{Refused, member, put_element, put_member};
use callsift::transcript::Transcript;
use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// The format of calls that are vCons already.
const FORMAT: &str = "vcon";
/// Who made the analysis.
pub(super) const VENDOR: &str = "callsift";

/// Writes one file a call.
pub(super) fn export(args: &ExportArgs, language: Language) -> Result<Done, Stop> {
    let folder = Folder::create(&args.output)?;
    let scan = Scan::read(args, FORMAT)?;
    let mut writing = Writing { folder, as_of: args.as_of, left_out: Vec::new(), as_input: false };
    scan.again(Keeping, &mut writing)?;
    let Writing { folder, left_out, as_input, .. } = writing;
    let count = folder.count();
    folder.publish(list(FORMAT, count, left_out.clone()))?;
    let what = vec![terms::CALLS.of(language, count as u64)];
    Ok(Done { what, left_out, listed: true, as_input, ..Done::default() })
}

/// Keeps what a vCon is made of.
struct Keeping;

enum Kept {
    /// The record is a vCon.
    Vcon(Vec<u8>),
    /// It is anything else.
    Other(Box<Transcript>),
}

impl Work for Keeping {
    type Tools<'w> = ();
    type Made = Kept;

    fn tools(&self) {}

    fn work(&self, (): &mut (), call: &Transcript, from: &FromRecord<'_>) -> Kept {
        match from.format {
            FORMAT => Kept::Vcon(from.bytes.to_vec()),
            _ => Kept::Other(Box::new(Shown::of(call).transcript().clone())),
        }
    }
}

struct Writing {
    folder: Folder,
    as_of: Option<Timestamp>,
    left_out: Vec<LeftOut>,
    /// A record was a vCon and stayed as it was.
    as_input: bool,
}

impl Take<Kept> for Writing {
    fn call(&mut self, made: Kept, line: &Line, time: Time) -> Result<(), Stop> {
        if !line.wanted || time == Time::Again {
            return Ok(());
        }
        let made = match made {
            Kept::Vcon(record) => {
                self.as_input = true;
                with_report(&record, line, self.as_of)
            }
            Kept::Other(call) => conversation::vcon(&call, line, self.as_of),
        };
        match made {
            Ok(vcon) => {
                let name = format!("{}.vcon", file_stem(&line.key, line.occurrence));
                self.folder.write(&name, &vcon)?;
            }
            Err(reason) => self.left_out.push(reason.leaves_out(&line.key)),
        }
        Ok(())
    }

    fn file(&mut self, _: usize, _: &FileInfo) -> Result<(), Stop> {
        Ok(())
    }
}

/// What was found, as an analysis of a vCon.
#[derive(Serialize)]
pub(super) struct Report<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    /// The dialogs it is about: a number, or a list of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    dialog: Option<Dialogs>,
    mediatype: &'static str,
    vendor: &'static str,
    product: &'static str,
    schema: &'static str,
    encoding: &'static str,
    body: &'a RawValue,
}

/// Numbers of dialogs.
#[derive(Serialize)]
#[serde(untagged)]
enum Dialogs {
    One(usize),
    Several(Vec<usize>),
}

/// The analysis of a call with so many dialogs.
pub(super) fn report(line: &Line, dialogs: usize) -> Option<Report<'_>> {
    Some(Report {
        kind: "report",
        dialog: match dialogs {
            0 => None,
            1 => Some(Dialogs::One(0)),
            several => Some(Dialogs::Several((0..several).collect())),
        },
        mediatype: "application/json",
        vendor: VENDOR,
        product: ENGINE,
        schema: SCHEMA,
        encoding: "json",
        body: serde_json::from_str(&line.json).ok()?,
    })
}

/// The vCon with what was found. A signed one may not be changed, so its content becomes a new one that
/// amends it.
fn with_report(record: &[u8], line: &Line, as_of: Option<Timestamp>) -> Result<Vec<u8>, Reason> {
    let unfit = |_: Refused| Reason::UnfitRecord;
    let vcon = match member(record, "payload").map_err(unfit)? {
        None => Cow::Borrowed(record),
        Some(payload) => Cow::Owned(unsigned(payload, line).ok_or(Reason::UnfitRecord)?),
    };
    let dialogs = match member(&vcon, "dialog").map_err(unfit)? {
        Some(list) => serde_json::from_str::<Vec<&RawValue>>(list).map_or(0, |list| list.len()),
        None => 0,
    };
    let report = report(line, dialogs).ok_or(Reason::UnfitRecord)?;
    let report = serde_json::to_string(&report).map_err(|_| Reason::UnfitRecord)?;
    let mut out = Vec::new();
    put_element(&vcon, "analysis", &report, is_ours, &mut out).map_err(unfit)?;
    match as_of {
        None => Ok(out),
        Some(at) => put(&out, "updated_at", &at.to_string()),
    }
}

/// The object with a string under a name, whatever stood there.
fn put(object: &[u8], name: &str, text: &str) -> Result<Vec<u8>, Reason> {
    let mut out = Vec::new();
    let value = serde_json::Value::from(text).to_string();
    put_member(object, name, &value, |_| true, &mut out).map_err(|_| Reason::UnfitRecord)?;
    Ok(out)
}

/// Whether an analysis is the one of an earlier export.
fn is_ours(analysis: &str) -> bool {
    #[derive(Deserialize)]
    struct Probe<'a> {
        #[serde(borrow, rename = "type")]
        kind: Cow<'a, str>,
        #[serde(borrow)]
        vendor: Cow<'a, str>,
    }
    let probe = serde_json::from_str::<Probe<'_>>(analysis);
    probe.is_ok_and(|probe| probe.kind == "report" && probe.vendor == VENDOR)
}

/// The content of a signed vCon as a new instance: an id of its own, and the id of what it amends.
fn unsigned(payload: &str, line: &Line) -> Option<Vec<u8>> {
    let payload: String = serde_json::from_str(payload).ok()?;
    let plain = payload.chars().filter(|c| !c.is_ascii_whitespace() && *c != '=');
    let plain: String = plain
        .map(|c| match c {
            '+' => '-',
            '/' => '_',
            other => other,
        })
        .collect();
    let content = BASE64URL_NOPAD.decode(plain.as_bytes()).ok()?;
    let old: Option<String> = match member(&content, "uuid").ok()? {
        Some(uuid) => Some(serde_json::from_str(uuid).ok()?),
        None => None,
    };
    let new =
        uuid(&[b"amended", old.as_deref().unwrap_or_default().as_bytes(), line.json.as_bytes()]);
    let content = put(&content, "uuid", &new).ok()?;
    let amended = match old {
        Some(old) => serde_json::json!({ "uuid": old }),
        None => serde_json::json!({}),
    };
    let mut out = Vec::new();
    put_member(&content, "amended", &amended.to_string(), |_| true, &mut out).ok()?;
    Some(out)
}

/// An id made of what it is for: a UUID of version 8 (RFC 9562) from a SHA-256.
pub(super) fn uuid(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    hash.update(b"callsift vcon");
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn line() -> Line {
        let json = r#"{"schema":"callsift.call/1","risk":{"score":1.10}}"#.to_owned();
        Line { key: "t:a".to_owned(), occurrence: 0, wanted: true, json }
    }

    fn made(record: &str) -> String {
        String::from_utf8(with_report(record.as_bytes(), &line(), None).unwrap()).unwrap()
    }

    #[test]
    fn an_analysis_more_and_every_other_byte_as_it_was() {
        let record = "{ \"uuid\":\"u\",\n \"x\":1.10, \"dialog\":[{},{}],\"analysis\":[ {\"vendor\":\"v\"}\n ],\"z\":[] }\n";
        let vcon = made(record);
        let (before, after) = record.split_once("\n ],").unwrap();
        assert!(vcon.starts_with(before) && vcon.ends_with(&format!("\n ],{after}")), "{vcon}");
        let read: Value = serde_json::from_str(&vcon).unwrap();
        let report = &read["analysis"][1];
        assert_eq!(report["dialog"], json!([0, 1]));
        for (member, value) in [
            ("type", "report"),
            ("vendor", "callsift"),
            ("mediatype", "application/json"),
            ("encoding", "json"),
            ("schema", "callsift.call/1"),
        ] {
            assert_eq!(report[member], value);
        }
        assert!(vcon.contains(&line().json));
        // Again is the same as once.
        assert_eq!(made(&vcon), vcon);
        for record in ["{}", "{\"dialog\":[{}]}"] {
            let read: Value = serde_json::from_str(&made(record)).unwrap();
            assert_eq!(read["analysis"].as_array().unwrap().len(), 1);
        }
        for record in ["{\"analysis\":{}}", "[]", "{\"payload\":\"***\",\"signatures\":[]}"] {
            assert!(with_report(record.as_bytes(), &line(), None).is_err(), "{record}");
        }
    }

    #[test]
    fn the_time_of_the_change_is_that_which_is_named() {
        let at = "2026-11-27T10:00:00Z".parse().ok();
        for record in ["{}", "{\"updated_at\":\"2020-01-01T00:00:00Z\"}"] {
            let vcon = with_report(record.as_bytes(), &line(), at).unwrap();
            let read: Value = serde_json::from_slice(&vcon).unwrap();
            assert_eq!(read["updated_at"], "2026-11-27T10:00:00Z");
        }
    }

    #[test]
    fn a_signed_vcon_is_amended_by_a_new_one() {
        let content = "{\"uuid\":\"018f\",\"dialog\":[{}],\"q\":1.10}";
        let payload = BASE64URL_NOPAD.encode(content.as_bytes());
        let record = format!("{{\"payload\":\"{payload}\",\"signatures\":[{{}}]}}");
        let vcon = made(&record);
        let read: Value = serde_json::from_str(&vcon).unwrap();
        assert_eq!(read["amended"], json!({"uuid": "018f"}));
        assert!(vcon.contains("\"q\":1.10") && read.get("signatures").is_none());
        let id = read["uuid"].as_str().unwrap();
        assert_eq!((id.len(), &id[14..15]), (36, "8"));
        assert!("89ab".contains(&id[19..20]) && id != "018f");
        assert_eq!(made(&record), vcon);
    }
}
