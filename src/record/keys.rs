//! The keys of a customer: what a record or a call says, made comparable.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::card::CallCard;
use super::json_v1::By;
use super::members::{Member, Record, members_of};
use super::options::{AttachOptions, KeyFields};
use super::phone::{Dialled, Phone, Region, split_numbers};
use super::table::lost_digits;

/// A kind of key, in the order in which kinds are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// The customer's id.
    CustomerId,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
}

impl KeyKind {
    /// All kinds, in the order in which they are tried.
    pub const ALL: [KeyKind; 3] = [KeyKind::CustomerId, KeyKind::Phone, KeyKind::Email];

    /// How the kind is written in the output.
    pub fn as_str(self) -> &'static str {
        match self {
            KeyKind::CustomerId => "customer_id",
            KeyKind::Phone => "phone",
            KeyKind::Email => "email",
        }
    }

    pub(super) fn by(self) -> By {
        match self {
            KeyKind::CustomerId => By::CustomerId,
            KeyKind::Phone => By::Phone,
            KeyKind::Email => By::Email,
        }
    }
}

/// A key in the form in which it is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The kind.
    pub kind: KeyKind,
    /// The id without blanks around it, the number in E.164, or the address in lower case.
    pub text: String,
}

/// The keys of a call, in the order in which they are tried.
pub(super) fn card_keys(card: &CallCard, options: &AttachOptions) -> Vec<Key> {
    let id = card.customer_id.as_deref().and_then(customer_id).map(str::to_owned);
    let phone = card.customer_phone.as_deref().and_then(|text| {
        let mut phones: Vec<Phone> = split_numbers(text)
            .filter_map(|part| Phone::parse(part, options.region))
            .filter(|phone| !options.own_phones.contains(phone))
            .collect();
        phones.dedup();
        // Two numbers in one call's field do not say which of them called.
        if phones.len() == 1 { phones.pop() } else { None }
    });
    let email = card.customer_email.as_deref().and_then(email);
    [
        (KeyKind::CustomerId, id),
        (KeyKind::Phone, phone.map(|phone| phone.as_str().to_owned())),
        (KeyKind::Email, email),
    ]
    .into_iter()
    .filter_map(|(kind, text)| text.map(|text| Key { kind, text }))
    .collect()
}

/// What telephone systems and exports write where they know nothing.
const PLACEHOLDERS: [&str; 13] = [
    "anonymous",
    "unknown",
    "unavailable",
    "private",
    "restricted",
    "withheld",
    "hidden",
    "null",
    "none",
    "nil",
    "nan",
    "n/a",
    "undefined",
];

/// The fields of a record whose value is a key no longer: a spreadsheet wrote `7,9123E+10` for it.
pub fn lost_keys(record: &Record<'_>, fields: &KeyFields) -> Vec<String> {
    let lost =
        |name: &&str| field_values(record, name).iter().any(|value| lost_digits(value.as_str()));
    fields.all().filter(lost).map(str::to_owned).collect()
}

/// An id as it is compared: exactly, but for blanks around it.
pub(super) fn customer_id(text: &str) -> Option<&str> {
    let id = text.trim();
    let says_something = id.chars().any(char::is_alphanumeric)
        && !PLACEHOLDERS.iter().any(|word| id.eq_ignore_ascii_case(word));
    (says_something && !lost_digits(id)).then_some(id)
}

/// An e-mail address as it is compared: in lower case, without blanks around it.
pub(super) fn email(text: &str) -> Option<String> {
    let email = text.trim();
    let (name, host) = email.rsplit_once('@')?;
    let plain = !name.is_empty() && !host.is_empty() && !email.contains(char::is_whitespace);
    plain.then(|| email.to_lowercase())
}

/// The region whose way of writing numbers a record follows.
///
/// A record that names a region nobody knows follows none: its national numbers could be read as
/// somebody else's.
pub(super) fn record_region(record: &Record<'_>, options: &AttachOptions) -> Option<Region> {
    let field = options.region_field.as_deref();
    let named = field.and_then(|field| {
        let values = field_values(record, field);
        values.into_iter().map(Scalar::into_text).find(|text| !text.trim().is_empty())
    });
    match named {
        Some(text) => text.parse().ok(),
        None => options.region,
    }
}

/// The numbers of one value of a record.
///
/// A JSON number is one telephone number only if it is whole: `7.9e10` has lost digits.
pub(super) fn dialled_numbers(value: &Scalar<'_>) -> Vec<Dialled> {
    match value {
        Scalar::Text(text) => split_numbers(text).filter_map(Dialled::read).collect(),
        Scalar::Number(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => {
            Dialled::read(digits).into_iter().collect()
        }
        Scalar::Number(_) => Vec::new(),
    }
}

/// A value that can be a key.
pub(super) enum Scalar<'a> {
    /// A string, without its escapes.
    Text(Cow<'a, str>),
    /// A number, as it is written.
    Number(&'a str),
}

impl Scalar<'_> {
    pub(super) fn as_str(&self) -> &str {
        match self {
            Scalar::Text(text) => text,
            Scalar::Number(digits) => digits,
        }
    }

    fn into_text(self) -> String {
        self.as_str().to_owned()
    }
}

/// All values a record has under a field's name, each element of an array for itself.
pub(super) fn field_values<'a>(record: &Record<'a>, field: &str) -> Vec<Scalar<'a>> {
    let mut values = Vec::new();
    collect(record.members(), field, &mut values);
    values
}

fn collect<'a>(members: &[Member<'a>], path: &str, values: &mut Vec<Scalar<'a>>) {
    // Each level takes a dot off the path, so the depth is the user's and not the record's.
    let inner = path.split_once('.');
    for member in members {
        if *member.name == *path.as_bytes() {
            values.extend(elements(member.value).into_iter().filter_map(scalar));
        }
        let Some((head, rest)) = inner else { continue };
        if *member.name == *head.as_bytes() {
            for piece in elements(member.value) {
                if let Ok(inside) = members_of(piece) {
                    collect(&inside, rest, values);
                }
            }
        }
    }
}

/// The elements of an array, or the value itself.
fn elements(value: &str) -> Vec<&str> {
    if !value.starts_with('[') {
        return vec![value];
    }
    let array: Vec<&RawValue> = serde_json::from_str(value).unwrap_or_default();
    array.into_iter().map(RawValue::get).collect()
}

fn scalar(value: &str) -> Option<Scalar<'_>> {
    match value.as_bytes().first()? {
        b'"' => {
            let inner = value.get(1..value.len() - 1)?;
            if inner.contains('\\') {
                serde_json::from_str(value).ok().map(|text| Scalar::Text(Cow::Owned(text)))
            } else {
                Some(Scalar::Text(Cow::Borrowed(inner)))
            }
        }
        b'-' | b'0'..=b'9' => Some(Scalar::Number(value)),
        _ => None,
    }
}
