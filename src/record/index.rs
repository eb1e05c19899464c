//! The first reading of the customers: which records have the keys that calls ask for.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::card::CallCard;
use super::error::{RecordError, RecordProblem};
use super::keys::{
    Key, KeyKind, Scalar, card_keys, customer_id, dialled_numbers, email, field_values,
    record_region,
};
use super::members::Record;
use super::options::{AttachMode, AttachOptions};
use super::own::{own_value, read_own};
use super::phone::{Dialled, Tail};
use super::resolution::Resolution;

/// A list of candidates is for a person to read.
pub(super) const CANDIDATES: usize = 20;

/// Ids shown of one candidate.
const IDS: usize = 8;

/// The calls of a run, and the keys by which they look for their customers.
#[derive(Debug)]
pub struct Wanted {
    pub(super) options: AttachOptions,
    pub(super) calls: Vec<WantedCall>,
    pub(super) repeated: u64,
    slots: [FxHashMap<String, usize>; 3],
    slot_count: usize,
    tails: FxHashSet<Tail>,
}

/// One call with its keys, in the order in which they are tried.
#[derive(Debug)]
pub(super) struct WantedCall {
    pub(super) card: CallCard,
    pub(super) keys: Vec<Key>,
}

impl Wanted {
    /// Collects the keys of all calls.
    ///
    /// Of two calls with the same key, the later one counts.
    pub fn new(cards: Vec<CallCard>, options: AttachOptions) -> Wanted {
        let mut last = FxHashMap::default();
        for (at, card) in cards.iter().enumerate() {
            last.insert(card.key.clone(), at);
        }
        let mut wanted = Wanted {
            repeated: (cards.len() - last.len()) as u64,
            options,
            calls: Vec::with_capacity(last.len()),
            slots: Default::default(),
            slot_count: 0,
            tails: FxHashSet::default(),
        };
        for (at, card) in cards.into_iter().enumerate() {
            if last.get(&card.key) == Some(&at) {
                let keys = card_keys(&card, &wanted.options);
                keys.iter().for_each(|key| wanted.want(key));
                wanted.calls.push(WantedCall { card, keys });
            }
        }
        wanted
    }

    #[expect(clippy::indexing_slicing, reason = "a place for each kind")]
    fn want(&mut self, key: &Key) {
        if let Some(dialled) = Dialled::read(&key.text).filter(|_| key.kind == KeyKind::Phone) {
            self.tails.insert(dialled.tail());
        }
        let slots = &mut self.slots[key.kind as usize];
        if !slots.contains_key(&key.text) {
            slots.insert(key.text.clone(), self.slot_count);
            self.slot_count += 1;
        }
    }

    #[expect(clippy::indexing_slicing, reason = "a place for each kind")]
    pub(super) fn slot(&self, kind: KeyKind, text: &str) -> Option<usize> {
        self.slots[kind as usize].get(text).copied()
    }

    /// The wanted keys that a record has, each once.
    fn slots_of(&self, record: &Record<'_>) -> Vec<usize> {
        let fields = &self.options.fields;
        let mut slots = Vec::new();
        for value in values(record, &fields.customer_id) {
            let id = customer_id(value.as_str());
            slots.extend(id.and_then(|id| self.slot(KeyKind::CustomerId, id)));
        }
        // Reading a number costs more than all the rest, so only those are read that end alike.
        let mut dialled: Vec<Dialled> =
            values(record, &fields.phone).iter().flat_map(dialled_numbers).collect();
        dialled.retain(|number| self.tails.contains(&number.tail()));
        if !dialled.is_empty() {
            let region = record_region(record, &self.options);
            let phones = dialled.iter().filter_map(|number| number.phone(region));
            slots.extend(phones.filter_map(|phone| self.slot(KeyKind::Phone, phone.as_str())));
        }
        for value in values(record, &fields.email) {
            let email = email(value.as_str());
            slots.extend(email.and_then(|email| self.slot(KeyKind::Email, &email)));
        }
        slots.sort_unstable();
        slots.dedup();
        slots
    }
}

fn values<'a>(record: &Record<'a>, fields: &[String]) -> Vec<Scalar<'a>> {
    fields.iter().flat_map(|field| field_values(record, field)).collect()
}

/// What the first reading has found so far.
///
/// It grows with the records that have a wanted key, and not with the file.
#[derive(Debug)]
pub struct CustomerIndex {
    wanted: Wanted,
    found: Vec<Found>,
    seen: Vec<Seen>,
    records: u64,
    /// Some record has a field that may hold a key.
    named: bool,
    /// Names in the first record, for the message when none of them serves.
    first_names: Vec<String>,
}

/// The records that have one wanted key.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Places in the list of seen records, the first few.
    pub(super) seen: Vec<usize>,
    /// How many records there are in all.
    pub(super) total: u64,
}

/// A record that has a wanted key.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) line: u64,
    pub(super) ids: Vec<(String, String)>,
    /// Tells whether the second reading sees the same record.
    pub(super) fingerprint: u64,
    /// Its own key cannot be written.
    pub(super) refused: bool,
}

impl CustomerIndex {
    /// An index that has seen nothing yet.
    pub fn new(wanted: Wanted) -> CustomerIndex {
        let found = vec![Found::default(); wanted.slot_count];
        CustomerIndex {
            wanted,
            found,
            seen: Vec::new(),
            records: 0,
            named: false,
            first_names: Vec::new(),
        }
    }

    /// Takes notice of one record; each line of the file once, in order.
    ///
    /// A refused record is remembered all the same: were it forgotten, its calls could go to
    /// somebody else with the same number.
    pub fn observe(&mut self, record: &Record<'_>) -> Result<(), RecordError> {
        self.records += 1;
        self.note_names(record);
        let slots = self.wanted.slots_of(record);
        let verdict = check(record, &self.wanted.options, !slots.is_empty());
        let mut place = None;
        for slot in slots {
            let Some(found) = self.found.get_mut(slot) else { continue };
            found.total += 1;
            if found.seen.len() < CANDIDATES {
                let place = *place.get_or_insert_with(|| {
                    self.seen.push(Seen {
                        line: record.number(),
                        ids: ids_of(record, &self.wanted.options),
                        fingerprint: fingerprint(record),
                        refused: verdict.is_err(),
                    });
                    self.seen.len() - 1
                });
                found.seen.push(place);
            }
        }
        verdict
    }

    fn note_names(&mut self, record: &Record<'_>) {
        if self.named {
            return;
        }
        let fields = &self.wanted.options.fields;
        self.named = record.members().iter().any(|member| {
            fields.all().any(|field| {
                let head = field.split('.').next().unwrap_or_default();
                *member.name == *field.as_bytes() || *member.name == *head.as_bytes()
            })
        });
        if self.records == 1 {
            let names = record.members().iter().map(|member| &member.name);
            self.first_names =
                names.map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        }
    }

    /// The names in the first record, if there are records and none has any field for a key.
    ///
    /// Then no call can find anybody, and the names of the fields are most likely wrong.
    pub fn without_key_fields(&self) -> Option<&[String]> {
        (self.records > 0 && !self.named).then_some(self.first_names.as_slice())
    }

    /// Decides for each call where it belongs.
    pub fn resolve(self) -> Resolution {
        Resolution::new(self.wanted, &self.found, self.seen, self.records)
    }
}

/// Whether the own key of a record can be written; read in full only when it may have to be.
pub(super) fn check(
    record: &Record<'_>,
    options: &AttachOptions,
    in_full: bool,
) -> Result<(), RecordError> {
    let key = options.own_key.as_str();
    let Some(value) = own_value(record, key)? else { return Ok(()) };
    match options.mode {
        AttachMode::Merge if in_full => read_own(value).map(|_| ()).map_err(|reason| {
            RecordProblem::Unreadable { key: key.to_owned(), reason }.at(record.number())
        }),
        AttachMode::Merge | AttachMode::Replace => Ok(()),
    }
}

fn ids_of(record: &Record<'_>, options: &AttachOptions) -> Vec<(String, String)> {
    let fields = options.fields.customer_id.iter();
    let pairs = fields.flat_map(|field| {
        let values = field_values(record, field).into_iter();
        values.map(move |value| (field.clone(), value.as_str().to_owned()))
    });
    pairs.take(IDS).collect()
}

pub(super) fn fingerprint(record: &Record<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    record.text().hash(&mut hasher);
    hasher.finish()
}
