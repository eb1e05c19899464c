//! Telephone numbers as people write them, brought to E.164 or to nothing.

use std::fmt;
use std::str::FromStr;

use phonenumber::{Mode, country, metadata::DATABASE};

/// The country whose national way of writing numbers is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region(country::Id);

/// A region that nobody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRegion(String);

impl fmt::Display for UnknownRegion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown region {:?}; use two letters such as RU, UA or US", self.0)
    }
}

impl std::error::Error for UnknownRegion {}

impl FromStr for Region {
    type Err = UnknownRegion;

    /// Two letters, upper or lower case.
    fn from_str(text: &str) -> Result<Region, UnknownRegion> {
        country::Id::from_str(&text.trim().to_ascii_uppercase())
            .ok()
            // The parser expects numbering data behind every region it is given.
            .filter(|id| DATABASE.by_id(id.as_ref()).is_some())
            .map(Region)
            .ok_or_else(|| UnknownRegion(text.to_owned()))
    }
}

/// A valid number in E.164: `+79123456789`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

impl Phone {
    /// Reads one number as people write it; `None` unless it is a valid one.
    ///
    /// A number without `+` needs a region. An extension is left out.
    ///
    /// ```
    /// use callsift::record::{Phone, Region};
    /// let ru: Region = "RU".parse()?;
    /// let phone = Phone::parse("8 (912) 345-67-89 доб. 12", Some(ru));
    /// assert_eq!(phone.as_ref().map(Phone::as_str), Some("+79123456789"));
    /// assert_eq!(Phone::parse("112", Some(ru)), None);
    /// # Ok::<(), callsift::record::UnknownRegion>(())
    /// ```
    pub fn parse(text: &str, region: Option<Region>) -> Option<Phone> {
        Dialled::read(text)?.phone(region)
    }

    /// The number, with its `+`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The numbers of a field that may hold several: `8 912 …, 8 495 …`.
pub(super) fn split_numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '|', '\n'])
}

/// The last digits of a number, which no national way of writing changes.
pub(super) type Tail = [u8; 6];

/// A number stripped to what one would dial: digits, perhaps after a `+`.
pub(super) struct Dialled(String);

/// Words in front of a number.
const LABELS: [&str; 8] = ["tel", "phone", "mobile", "mob", "телефон", "тел", "моб", "т."];

/// Words in front of an extension. The two last are the Latin and the Cyrillic letter.
const EXTENSIONS: [&str; 14] = [
    "доб",
    "добавочный",
    "дод",
    "додатковий",
    "вн",
    "внутр",
    "внутренний",
    "внутрішній",
    "ext",
    "extn",
    "extension",
    "int",
    "x",
    "х",
];

impl Dialled {
    pub(super) fn read(text: &str) -> Option<Dialled> {
        let lower = text.trim().to_lowercase();
        let mut rest = lower.as_str();
        if let Some(after) = LABELS.iter().find_map(|label| rest.strip_prefix(label)) {
            rest = after.trim_start_matches(['.', ':', ' ']);
        }
        // Spreadsheets turn a column of numbers into decimals.
        if let Some(whole) = rest.strip_suffix(".0")
            && whole.bytes().all(|b| b.is_ascii_digit())
        {
            rest = whole;
        }
        let mut dialled = String::with_capacity(16);
        for (at, c) in rest.char_indices() {
            match c {
                '0'..='9' => dialled.push(c),
                '+' | '＋' if dialled.is_empty() => dialled.push('+'),
                _ if is_separator(c) => {}
                _ if is_extension(&rest[at..]) => break,
                _ => return None,
            }
        }
        let digits = dialled.trim_start_matches('+').len();
        (6..=17).contains(&digits).then_some(Dialled(dialled))
    }

    pub(super) fn tail(&self) -> Tail {
        self.0.as_bytes().last_chunk().copied().unwrap_or_default()
    }

    pub(super) fn phone(&self, region: Option<Region>) -> Option<Phone> {
        let dialled = self.0.as_str();
        // With a `+` the number says its country, and the parser would still apply the region's
        // own trunk prefix.
        if dialled.starts_with('+') {
            return self.valid(dialled, None);
        }
        let region = region?;
        if let Some(phone) = self.valid(dialled, Some(region)) {
            return Some(phone);
        }
        // The parser strips the Russian trunk `8` of "8 812 …" twice, and then finds nothing;
        // both ways out of the national form are therefore tried in full.
        let metadata = DATABASE.by_id(region.0.as_ref())?;
        let code = metadata.country_code().to_string();
        let national = metadata.national_prefix().and_then(|prefix| dialled.strip_prefix(prefix));
        let national = national.and_then(|rest| self.valid(&format!("+{code}{rest}"), None));
        let international = || {
            dialled.starts_with(&code).then(|| self.valid(&format!("+{dialled}"), None)).flatten()
        };
        national.or_else(international)
    }

    fn valid(&self, dialled: &str, region: Option<Region>) -> Option<Phone> {
        let number = phonenumber::parse(region.map(|region| region.0), dialled).ok()?;
        let e164 = number.format().mode(Mode::E164).to_string();
        // Numbers are looked for by their tail first, so a form that changes it is no key.
        let kept = e164.as_bytes().ends_with(&self.tail());
        (phonenumber::is_valid(&number) && kept).then_some(Phone(e164))
    }
}

/// What people put between digits, and the invisible marks that come with copied contacts.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '(' | ')' | '.' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}')
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether an extension begins here: a known word or `#`, then digits or nothing.
fn is_extension(rest: &str) -> bool {
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    if !word.is_empty() && !EXTENSIONS.contains(&word) {
        return false;
    }
    let after = rest[word.len()..].trim_start_matches(['.', ':', '=', '#', '№', ' ', '\u{a0}']);
    let marked = !word.is_empty() || rest.starts_with('#');
    marked && after.bytes().all(|b| b.is_ascii_digit())
}
