//! Which lines of a folder go: each is looked at by the few members that tell.

use super::{Found, Records, Whose};
use crate::exit::Stop;
use crate::json_error;
use callsift::record::json_v1::{Call, Status, Unmatched};
use callsift::record::{AttachOptions, Forgotten, Person, Phone, Record, carried, forget};
use jiff::Timestamp;
use serde::Deserialize;
use std::collections::BTreeSet;

/// A call by its telephone system and its id there.
type CallId = (String, String);

/// What tells whose a line of `calls.jsonl` is, and how old.
#[derive(Deserialize)]
struct Head {
    source: String,
    call_id: String,
    customer_id: Option<String>,
    customer_phone: Option<String>,
    started_at: Option<String>,
}

/// Decides about lines.
pub(super) struct Judge {
    whose: Judged,
    options: AttachOptions,
    /// Calls that go, wherever they stand.
    calls: BTreeSet<CallId>,
    pub(super) found: Found,
}

enum Judged {
    Person(Person, Records),
    Older(Timestamp),
}

impl Judge {
    /// By the numbers of a region; a number that is none is told.
    pub(super) fn new(whose: &Whose, options: AttachOptions) -> Result<Judge, Stop> {
        let whose = match whose {
            Whose::Older(before) => Judged::Older(*before),
            Whose::Person { ids, phones, records } => {
                let read = |number: &String| {
                    Phone::parse(number, options.region).ok_or_else(|| {
                        Stop::usage(format!(
                            "--phone {number}: no telephone number; is --region given?"
                        ))
                    })
                };
                let phones = phones.iter().map(read).collect::<Result<_, _>>()?;
                Judged::Person(Person { ids: ids.clone(), phones }, *records)
            }
        };
        Ok(Judge { whose, options, calls: BTreeSet::new(), found: Found::default() })
    }

    /// Notes the calls that the person's record carries; to be done for all records first.
    pub(super) fn note(&mut self, number: u64, line: &[u8]) {
        let Judged::Person(person, _) = &self.whose else { return };
        // What cannot be read is told when the line is written.
        let Ok(Some(record)) = Record::parse(number, line) else { return };
        if person.owns(&record, &self.options) {
            let calls = carried(&record, &self.options).unwrap_or_default();
            self.calls.extend(calls.into_iter().map(|call| (call.source, call.call_id)));
        }
    }

    /// Whether a line of `calls.jsonl` stays.
    pub(super) fn call(&mut self, line: &[u8]) -> Result<bool, String> {
        let head: Head = serde_json::from_slice(line).map_err(|error| json_error::why(&error))?;
        let key = (head.source, head.call_id);
        let goes = match &self.whose {
            Judged::Older(before) => {
                is_older(head.started_at.as_deref(), *before, &mut self.found.undated)
            }
            Judged::Person(person, _) => {
                let (id, phone) = (head.customer_id.as_deref(), head.customer_phone.as_deref());
                self.calls.contains(&key) || person.is_named(id, phone, &self.options)
            }
        };
        if goes {
            self.calls.insert(key);
            self.found.calls += 1;
        }
        Ok(!goes)
    }

    /// Whether a line of `unmatched.jsonl` stays.
    pub(super) fn unmatched(&mut self, line: &[u8]) -> Result<bool, String> {
        let call: Unmatched =
            serde_json::from_slice(line).map_err(|error| json_error::why(&error))?;
        let goes = match &self.whose {
            // A call without a date was counted among the calls.
            Judged::Older(before) => is_older(call.started_at.as_deref(), *before, &mut 0),
            Judged::Person(person, _) => {
                let (id, phone) = (call.given.customer_id.as_deref(), call.given.phone.as_deref());
                let key = (call.source, call.call_id);
                let goes = self.calls.contains(&key) || person.is_named(id, phone, &self.options);
                let mut ids = call.candidates.iter().flat_map(|candidate| &candidate.ids);
                let among = ids.any(|id| person.is_named(Some(&id.value), None, &self.options));
                if !goes && among && call.status == Status::Ambiguous {
                    self.found.shared += 1;
                }
                goes
            }
        };
        self.found.unmatched += u64::from(goes);
        Ok(!goes)
    }

    /// Appends a line of `customers.jsonl` as it leaves.
    pub(super) fn customer(
        &mut self,
        number: u64,
        line: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), String> {
        let record = match Record::parse(number, line) {
            Ok(Some(record)) => record,
            Ok(None) => {
                out.extend_from_slice(line);
                return Ok(());
            }
            Err(_) => {
                self.found.unreadable += 1;
                out.extend_from_slice(line);
                return Ok(());
            }
        };
        let (calls, options) = (&self.calls, &self.options);
        let noted = |call: &Call| calls.contains(&(call.source.clone(), call.call_id.clone()));
        let forgotten = match &self.whose {
            Judged::Person(person, records) if person.owns(&record, options) => {
                if *records == Records::Whole {
                    self.found.records += 1;
                    return Ok(());
                }
                forget(&record, options, |_| true, out)
            }
            Judged::Person(..) => forget(&record, options, noted, out),
            Judged::Older(before) => {
                let old = |call: &Call| is_older(call.started_at.as_deref(), *before, &mut 0);
                forget(&record, options, old, out)
            }
        };
        match forgotten.map_err(|error| error.to_string())? {
            Forgotten::Nothing => {}
            Forgotten::Calls(_) | Forgotten::Key(_) => self.found.customers += 1,
        }
        Ok(())
    }

    /// Whether a call goes, by its printed key.
    pub(super) fn took(&self, key: &str) -> bool {
        self.calls.iter().any(|(source, id)| {
            key.strip_prefix(source.as_str()).and_then(|rest| rest.strip_prefix(':')) == Some(id)
        })
    }
}

/// Whether a call began before an instant; one without a date did not.
fn is_older(started: Option<&str>, before: Timestamp, undated: &mut u64) -> bool {
    match started.and_then(|time| time.parse::<Timestamp>().ok()) {
        Some(started) => started < before,
        None => {
            *undated += 1;
            false
        }
    }
}
