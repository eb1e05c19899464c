//! Forgetting: whose a call or a record is, and a record without the calls that are to go.

use super::error::{RecordError, RecordProblem};
use super::json_v1::Call;
use super::keys::{customer_id, dialled_numbers, field_values, record_region};
use super::members::Record;
use super::merge::{summed_anew, to_json};
use super::options::AttachOptions;
use super::own::{own_value, read_own, revision_of};
use super::phone::{Phone, split_numbers};
use super::splice::{cut, replace};

/// A person to be forgotten: by any of these ids and numbers.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// Ids, compared as they are written.
    pub ids: Vec<String>,
    /// Telephone numbers.
    pub phones: Vec<Phone>,
}

impl Person {
    /// Whether a call names the person, by what its telephone system wrote.
    pub fn is_named(&self, id: Option<&str>, phone: Option<&str>, options: &AttachOptions) -> bool {
        let by_id = id.and_then(customer_id).is_some_and(|id| self.has_id(id));
        let mut numbers = phone.into_iter().flat_map(split_numbers);
        by_id
            || numbers.any(|number| {
                Phone::parse(number, options.region).is_some_and(|n| self.phones.contains(&n))
            })
    }

    /// Whether a customer record is the person's.
    pub fn owns(&self, record: &Record<'_>, options: &AttachOptions) -> bool {
        let fields = &options.fields;
        let mut ids = fields.customer_id.iter().flat_map(|field| field_values(record, field));
        if ids.any(|id| customer_id(id.as_str()).is_some_and(|id| self.has_id(id))) {
            return true;
        }
        if self.phones.is_empty() {
            return false;
        }
        let region = record_region(record, options);
        let mut numbers = fields.phone.iter().flat_map(|field| field_values(record, field));
        numbers.any(|value| {
            let mut numbers = dialled_numbers(&value).into_iter();
            numbers.any(|n| n.phone(region).is_some_and(|n| self.phones.contains(&n)))
        })
    }

    fn has_id(&self, id: &str) -> bool {
        self.ids.iter().any(|known| known.trim() == id)
    }
}

/// What became of the own key of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forgotten {
    /// Nothing went; the line is as it came.
    Nothing,
    /// So many calls went, and others stay.
    Calls(u64),
    /// So many calls went, which were all, and the key with them.
    Key(u64),
}

/// The calls that a record carries; none where there is no value of ours.
pub fn carried(record: &Record<'_>, options: &AttachOptions) -> Result<Vec<Call>, RecordError> {
    let key = options.own_key.as_str();
    let Some(own) = own_value(record, key)? else { return Ok(Vec::new()) };
    let customer = read_own(own).map_err(|reason| {
        RecordProblem::Unreadable { key: key.to_owned(), reason }.at(record.number())
    })?;
    Ok(customer.map(|customer| customer.calls).unwrap_or_default())
}

/// Appends the line of a record without those of its calls that are to go; the numbers beside them are
/// computed anew from the calls that stay.
pub fn forget(
    record: &Record<'_>,
    options: &AttachOptions,
    goes: impl Fn(&Call) -> bool,
    out: &mut Vec<u8>,
) -> Result<Forgotten, RecordError> {
    let key = options.own_key.as_str();
    let own = own_value(record, key)?;
    let read = own.map(read_own).transpose().map_err(|reason| {
        RecordProblem::Unreadable { key: key.to_owned(), reason }.at(record.number())
    })?;
    let (Some(own), Some(mut customer)) = (own, read.flatten()) else {
        out.extend_from_slice(record.line());
        return Ok(Forgotten::Nothing);
    };
    let before = customer.calls.len();
    customer.calls.retain(|call| !goes(call));
    let gone = before.saturating_sub(customer.calls.len()) as u64;
    if gone == 0 {
        out.extend_from_slice(record.line());
        return Ok(Forgotten::Nothing);
    }
    if customer.calls.is_empty() {
        cut(record, own, out);
        return Ok(Forgotten::Key(gone));
    }
    let mut value = summed_anew(customer);
    value.revision = revision_of(own).saturating_add(1);
    replace(record, own, &to_json(&value), out);
    Ok(Forgotten::Calls(gone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{CallCard, CustomerIndex, Wanted};
    use crate::units::CallKey;

    fn options() -> AttachOptions {
        AttachOptions { region: "RU".parse().ok(), ..AttachOptions::default() }
    }

    fn card(id: &str, at: &str) -> CallCard {
        CallCard {
            key: CallKey::new("t", id),
            customer_id: Some("A".to_owned()),
            customer_phone: None,
            customer_email: None,
            started_at: Some(at.parse().unwrap()),
            duration_ms: None,
            agent_id: None,
            agent_name: None,
            queue: None,
            direction: None,
            offers_evaluated: true,
            severity: 0,
            risk: 0,
            complaint: false,
            score: None,
            substance: None,
            resolution: None,
            long_pauses: 0,
            max_pause_ms: None,
            counts: std::collections::BTreeMap::new(),
            findings: Vec::new(),
            findings_omitted: 0,
            promises: Some(Vec::new()),
            lexicon: "sha256:x".to_owned(),
        }
    }

    fn attached(line: &str, cards: Vec<CallCard>) -> String {
        let mut index = CustomerIndex::new(Wanted::new(cards, options()));
        index.observe(&Record::parse(1, line.as_bytes()).unwrap().unwrap()).unwrap();
        let mut out = Vec::new();
        index.resolve().rewrite(1, line.as_bytes(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn without(line: &str, ids: &[&str]) -> (Forgotten, String) {
        let record = Record::parse(1, line.as_bytes()).unwrap().unwrap();
        let mut out = Vec::new();
        let goes = |call: &Call| ids.contains(&call.call_id.as_str());
        let forgotten = forget(&record, &options(), goes, &mut out).unwrap();
        (forgotten, String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_record_without_some_of_its_calls_is_what_it_would_be_had_they_not_come() {
        let line = "{\"id\":\"A\", \"debt\":1.10}\n";
        let (one, two) = (card("1", "2026-01-01T00:00:00Z"), card("2", "2026-03-01T00:00:00Z"));
        let both = attached(line, vec![one, two.clone()]);
        assert_eq!(without(&both, &["3"]), (Forgotten::Nothing, both.clone()));
        assert_eq!(without(&both, &["1", "2"]), (Forgotten::Key(2), line.to_owned()));
        let (forgotten, left) = without(&both, &["1"]);
        assert_eq!(forgotten, Forgotten::Calls(1));
        // The revision rises, so that a CRM sees the change.
        let alone = attached(line, vec![two]).replace("\"revision\":1", "\"revision\":2");
        assert_eq!(left, alone);
        assert_eq!(without(line, &["1"]), (Forgotten::Nothing, line.to_owned()));
    }

    #[test]
    fn whose_a_call_or_a_record_is() {
        let person = Person {
            ids: vec!["A".to_owned()],
            phones: Phone::parse("+79123456789", None).into_iter().collect(),
        };
        for (line, owns) in [
            ("{\"id\":\"A\"}", true),
            ("{\"external_id\":\" A \"}", true),
            ("{\"id\":\"a\"}", false),
            ("{\"id\":\"AB\"}", false),
            ("{\"id\":\"B\",\"phone\":\"8 (912) 345-67-89\"}", true),
            ("{\"id\":\"B\",\"phone\":[1,89123456789]}", true),
            ("{\"id\":\"B\",\"phone\":\"8 (912) 345-67-88\"}", false),
            ("{\"name\":\"A\"}", false),
        ] {
            let record = Record::parse(1, line.as_bytes()).unwrap().unwrap();
            assert_eq!(person.owns(&record, &options()), owns, "{line}");
        }
        for (id, phone, named) in [
            (Some("A"), None, true),
            (Some("B"), Some("89123456789"), true),
            (Some("B"), Some("+7 912 345-67-89, +79990000000"), true),
            (None, Some("912"), false),
            (None, None, false),
        ] {
            assert_eq!(person.is_named(id, phone, &options()), named, "{id:?} {phone:?}");
        }
    }
}
