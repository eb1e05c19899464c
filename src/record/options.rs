//! How calls are matched and attached.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

use super::history::HistorySettings;
use super::phone::{Phone, Region};

/// How calls are matched with customers, and what is written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct AttachOptions {
    /// The one key that callsift writes.
    pub own_key: OwnKey,
    /// Where a record keeps its keys.
    pub fields: KeyFields,
    /// The region of numbers without a country code.
    pub region: Option<Region>,
    /// The field in which a record says its own region.
    pub region_field: Option<String>,
    /// The company's own numbers, which are nobody's key.
    pub own_phones: Vec<Phone>,
    /// The instant from which 30 and 90 days count back; the latest call of the run if absent.
    pub as_of: Option<Timestamp>,
    /// What happens to the calls that a record carries already.
    pub mode: AttachMode,
    /// Which records are worked out anew.
    pub renew: Renew,
    /// What the history of a customer is worked out with.
    pub history: HistorySettings,
}

/// Which records are worked out anew in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Renew {
    /// Those with calls in the run; all others leave as they came.
    #[default]
    WithCalls,
    /// All that carry calls: silence and time that is over show only this way.
    All,
}

/// What happens to the calls that a record carries already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum AttachMode {
    /// They stay; a call that comes again takes the place of the old one.
    #[default]
    Merge,
    /// A customer with calls in this run starts anew with those.
    Replace,
}

/// The fields of a customer record that hold keys.
///
/// A field may hold a string, a number or an array of them. A name with dots (`contact.phone`)
/// also means a field inside an object, or inside each object of an array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFields {
    /// Customer ids.
    pub customer_id: Vec<String>,
    /// Telephone numbers.
    pub phone: Vec<String>,
    /// E-mail addresses.
    pub email: Vec<String>,
}

impl KeyFields {
    /// All names, in the order in which keys are tried.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let fields = self.customer_id.iter().chain(&self.phone).chain(&self.email);
        fields.map(String::as_str)
    }
}

impl Default for KeyFields {
    fn default() -> KeyFields {
        KeyFields {
            customer_id: vec!["external_id".to_owned(), "id".to_owned()],
            phone: vec!["phone".to_owned()],
            email: vec!["email".to_owned()],
        }
    }
}

/// The name of the one key that callsift writes into a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnKey(String);

impl OwnKey {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for OwnKey {
    fn default() -> OwnKey {
        OwnKey("callsift".to_owned())
    }
}

/// A name that is no good as the own key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadOwnKey(String);

impl fmt::Display for BadOwnKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "--key {:?} is no name for a key; use letters, digits and _", self.0)
    }
}

impl std::error::Error for BadOwnKey {}

impl FromStr for OwnKey {
    type Err = BadOwnKey;

    /// Anything that shows: CRMs differ in what they allow, but none allows blanks.
    fn from_str(name: &str) -> Result<OwnKey, BadOwnKey> {
        let shows = |c: char| !c.is_whitespace() && !c.is_control() && c != '"' && c != '\\';
        if name.is_empty() || !name.chars().all(shows) {
            return Err(BadOwnKey(name.to_owned()));
        }
        Ok(OwnKey(name.to_owned()))
    }
}
