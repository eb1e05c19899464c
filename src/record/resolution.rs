//! Where each call belongs, and the second reading that writes it there.

use rustc_hash::FxHashMap;

use super::card::CallCard;
use super::error::{RecordError, RecordProblem};
use super::index::{Found, Seen, Wanted, WantedCall, check, fingerprint};
use super::json_v1::Status;
use super::keys::{Key, KeyKind};
use super::members::Record;
use super::merge::{AsOf, is_current, merged, to_json};
use super::options::{AttachMode, AttachOptions, Renew};
use super::own::{own_value, read_own, revision_of};
use super::splice;
use super::waiting::{self, Waiting};

/// Every call of the run with its customer, or with the reason why it has none.
#[derive(Debug)]
pub struct Resolution {
    options: AttachOptions,
    calls: Vec<WantedCall>,
    /// The calls of each record, by its line.
    attached: FxHashMap<u64, Vec<Attached>>,
    /// Of the records with calls and of those refused, by line.
    records: FxHashMap<u64, KnownRecord>,
    unmatched: Vec<Pending>,
    seen: Vec<Seen>,
    as_of: AsOf,
    counts: MatchCounts,
}

#[derive(Debug)]
struct Attached {
    call: usize,
    key: usize,
}

#[derive(Debug)]
struct KnownRecord {
    fingerprint: u64,
    refused: bool,
}

#[derive(Debug)]
struct Pending {
    call: usize,
    status: Status,
    tried: usize,
    seen: Vec<usize>,
    total: u64,
}

/// How many calls found their customer, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatchCounts {
    /// Calls, each counted once; the sum of all below but `repeated`, `customers` and `records`.
    pub calls: u64,
    /// Calls given more than once, of which the last counts.
    pub repeated: u64,
    /// Found by the customer's id.
    pub by_customer_id: u64,
    /// Found by a telephone number.
    pub by_phone: u64,
    /// Found by an e-mail address.
    pub by_email: u64,
    /// No customer has any of the keys.
    pub not_found: u64,
    /// Several customers have the key.
    pub ambiguous: u64,
    /// The call names nobody.
    pub no_key: u64,
    /// The customer's record is refused.
    pub refused: u64,
    /// Customers with calls of this run.
    pub customers: u64,
    /// Customer records seen.
    pub records: u64,
}

/// What became of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// No calls of this run: the line is as it came.
    Untouched,
    /// There are calls, and they say what the record says already: the line is as it came.
    Unchanged,
    /// The own key is new or has a new value.
    Attached,
}

/// A call that is on no record.
#[derive(Clone, Debug)]
pub struct Unmatched<'a> {
    /// The call.
    pub card: &'a CallCard,
    /// Why.
    pub status: Status,
    /// The keys that were looked for, in order; the last one is the one that found several.
    pub tried: &'a [Key],
    /// The records that may be meant, at most 20.
    pub candidates: Vec<CandidateRecord<'a>>,
    /// How many more there are.
    pub candidates_omitted: u64,
}

/// A record that may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CandidateRecord<'a> {
    /// Its line in the customer file.
    pub line: u64,
    /// Its id fields and their values.
    pub ids: &'a [(String, String)],
}

impl Resolution {
    pub(super) fn new(
        wanted: Wanted,
        found: &[Found],
        seen: Vec<Seen>,
        records: u64,
    ) -> Resolution {
        let mut counts =
            MatchCounts { repeated: wanted.repeated, records, ..MatchCounts::default() };
        let mut attached: FxHashMap<u64, Vec<Attached>> = FxHashMap::default();
        let mut unmatched = Vec::new();
        for (call, wish) in wanted.calls.iter().enumerate() {
            counts.calls += 1;
            // The first kind of key that finds anybody decides, even when it finds too many.
            let hit = wish.keys.iter().enumerate().find_map(|(at, key)| {
                let found = found.get(wanted.slot(key.kind, &key.text)?)?;
                (found.total > 0).then_some((at, key, found))
            });
            let pending = |status, tried, found: &Found| Pending {
                call,
                status,
                tried,
                seen: found.seen.clone(),
                total: found.total,
            };
            match hit {
                None if wish.keys.is_empty() => {
                    counts.no_key += 1;
                    unmatched.push(pending(Status::NoKey, 0, &Found::default()));
                }
                None => {
                    counts.not_found += 1;
                    let tried = wish.keys.len();
                    unmatched.push(pending(Status::NotFound, tried, &Found::default()));
                }
                Some((at, key, found)) => match found.seen.first().and_then(|&at| seen.get(at)) {
                    Some(record) if found.total == 1 && !record.refused => {
                        *counts.of(key.kind) += 1;
                        attached.entry(record.line).or_default().push(Attached { call, key: at });
                    }
                    Some(_) if found.total == 1 => {
                        counts.refused += 1;
                        unmatched.push(pending(Status::Refused, at + 1, found));
                    }
                    _ => {
                        counts.ambiguous += 1;
                        unmatched.push(pending(Status::Ambiguous, at + 1, found));
                    }
                },
            }
        }
        counts.customers = attached.len() as u64;
        let latest = wanted.calls.iter().filter_map(|wish| wish.card.started_at).max();
        let known = seen.iter().filter(|s| s.refused || attached.contains_key(&s.line));
        let records = known
            .map(|s| (s.line, KnownRecord { fingerprint: s.fingerprint, refused: s.refused }))
            .collect();
        Resolution {
            as_of: wanted.options.as_of.map_or(AsOf::LatestCall(latest), AsOf::Given),
            options: wanted.options,
            calls: wanted.calls,
            attached,
            records,
            unmatched,
            seen,
            counts,
        }
    }

    /// Appends a line to `out` as it leaves, with its line end if it came with one.
    ///
    /// The lines may come in any order and from several threads. On an error nothing is appended;
    /// the caller may still pass the line on as it came.
    pub fn rewrite(
        &self,
        number: u64,
        line: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<Change, RecordError> {
        self.rewrite_noting(number, line, out, &mut Vec::new())
    }

    /// The same, and notes what waits for somebody on this record: on one with calls in the run, or on
    /// any that is worked out anew.
    pub fn rewrite_noting(
        &self,
        number: u64,
        line: &[u8],
        out: &mut Vec<u8>,
        waiting: &mut Vec<Waiting>,
    ) -> Result<Change, RecordError> {
        let known = self.records.get(&number);
        if known.is_none() && self.options.renew == Renew::WithCalls {
            // The first reading has read it; most customers have no call.
            out.extend_from_slice(line);
            return Ok(Change::Untouched);
        }
        let Some(record) = Record::parse(number, line)? else {
            out.extend_from_slice(line);
            return Ok(Change::Untouched);
        };
        check(&record, &self.options, known.is_some_and(|known| known.refused))?;
        let (Some(known), Some(attached)) = (known, self.attached.get(&number)) else {
            if self.options.renew == Renew::All && carries(&record, &self.options)? {
                return self.attach(&record, &[], out, waiting);
            }
            out.extend_from_slice(line);
            return Ok(Change::Untouched);
        };
        if known.fingerprint != fingerprint(&record) {
            return Err(RecordProblem::ChangedBetweenReadings.at(number));
        }
        self.attach(&record, attached, out, waiting)
    }

    fn attach(
        &self,
        record: &Record<'_>,
        attached: &[Attached],
        out: &mut Vec<u8>,
        waiting: &mut Vec<Waiting>,
    ) -> Result<Change, RecordError> {
        let key = self.options.own_key.as_str();
        let own = own_value(record, key)?;
        let existing = match (own.map(read_own), self.options.mode) {
            (None, _) => None,
            (Some(Ok(existing)), _) => existing,
            // Starting anew is the way out of a value that does not read.
            (Some(Err(_)), AttachMode::Replace) if !attached.is_empty() => None,
            (Some(Err(reason)), AttachMode::Merge | AttachMode::Replace) => {
                let problem = RecordProblem::Unreadable { key: key.to_owned(), reason };
                return Err(problem.at(record.number()));
            }
        };
        let carried = match self.options.mode {
            AttachMode::Merge => existing.as_ref(),
            // A customer without calls in this run keeps those there are.
            AttachMode::Replace if attached.is_empty() => existing.as_ref(),
            AttachMode::Replace => None,
        };
        let calls = attached.iter().filter_map(|attached| {
            let wish = self.calls.get(attached.call)?;
            Some((&wish.card, wish.keys.get(attached.key)?))
        });
        let mut value = merged(carried, calls, self.as_of, &self.options.history);
        waiting.extend(waiting::waiting(record, &value, &self.options));
        if existing.as_ref().is_some_and(|existing| is_current(existing, &value)) {
            out.extend_from_slice(record.line());
            return Ok(Change::Unchanged);
        }
        value.revision = own.map_or(0, revision_of).saturating_add(1);
        match own {
            Some(old) => splice::replace(record, old, &to_json(&value), out),
            None => splice::insert(record, key, &to_json(&value), out),
        }
        Ok(Change::Attached)
    }

    /// The calls that are on no record, in the order in which they were given.
    pub fn unmatched(&self) -> impl Iterator<Item = Unmatched<'_>> {
        self.unmatched.iter().filter_map(|pending| {
            let wish = self.calls.get(pending.call)?;
            let seen = pending.seen.iter().filter_map(|&at| self.seen.get(at));
            let candidates: Vec<CandidateRecord<'_>> =
                seen.map(|seen| CandidateRecord { line: seen.line, ids: &seen.ids }).collect();
            Some(Unmatched {
                card: &wish.card,
                status: pending.status,
                tried: wish.keys.get(..pending.tried)?,
                candidates_omitted: pending.total.saturating_sub(candidates.len() as u64),
                candidates,
            })
        })
    }

    /// How many calls found their customer, and how.
    pub fn counts(&self) -> MatchCounts {
        self.counts
    }
}

/// Whether a record carries a value of ours, and so can be worked out anew.
fn carries(record: &Record<'_>, options: &AttachOptions) -> Result<bool, RecordError> {
    Ok(own_value(record, options.own_key.as_str())?.is_some_and(|own| own != "null"))
}

impl MatchCounts {
    fn of(&mut self, kind: KeyKind) -> &mut u64 {
        match kind {
            KeyKind::CustomerId => &mut self.by_customer_id,
            KeyKind::Phone => &mut self.by_phone,
            KeyKind::Email => &mut self.by_email,
        }
    }
}
