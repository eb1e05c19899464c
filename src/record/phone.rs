//! Telephone numbers as people write them, brought to E.164 or to nothing.

use std::fmt;
use std::str::FromStr;

use phonenumber::metadata::{DATABASE, Descriptors};
use phonenumber::{Mode, country};

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
        if let Some(digits) = dialled.strip_prefix('+') {
            // The parser is asked for "+44 (0)20 …" only, and without the region, whose trunk
            // prefix has no place in such a number.
            return exact(digits).or_else(|| self.parsed(None));
        }
        let region = region?;
        if let Some(phone) = self.parsed(Some(region)) {
            return Some(phone);
        }
        // The parser takes the Russian trunk prefix 8 off more than once, so that of "8 812 …"
        // nothing valid is left; then each way of dialling is tried as it stands.
        let metadata = DATABASE.by_id(region.0.as_ref())?;
        let code = metadata.country_code();
        let without_trunk = metadata.national_prefix().and_then(|p| dialled.strip_prefix(p));
        let national = [without_trunk, Some(dialled)].into_iter().flatten();
        national
            .map(|rest| format!("{code}{rest}"))
            .find_map(|digits| exact(&digits))
            .or_else(|| if dialled.starts_with(&code.to_string()) { exact(dialled) } else { None })
    }

    fn parsed(&self, region: Option<Region>) -> Option<Phone> {
        let number = phonenumber::parse(region.map(|region| region.0), &self.0).ok()?;
        let e164 = number.format().mode(Mode::E164).to_string();
        // Numbers are looked for by their tail first, so a form that changes it is no key.
        let kept = e164.as_bytes().ends_with(&self.tail());
        (phonenumber::is_valid(&number) && kept).then_some(Phone(e164))
    }
}

/// A number of country code and national number, with nothing to take off.
fn exact(digits: &str) -> Option<Phone> {
    let valid = (1..=3).any(|length| {
        let Some((code, national)) = digits.split_at_checked(length) else { return false };
        let regions = code.parse::<u16>().ok().and_then(|code| DATABASE.by_code(&code));
        regions.unwrap_or_default().iter().any(|region| is_national(region.descriptors(), national))
    });
    (valid && !digits.starts_with('0')).then(|| Phone(format!("+{digits}")))
}

/// Whether some kind of line has this national number.
fn is_national(kinds: &Descriptors, national: &str) -> bool {
    let lines = [
        kinds.fixed_line(),
        kinds.mobile(),
        kinds.toll_free(),
        kinds.premium_rate(),
        kinds.shared_cost(),
        kinds.personal_number(),
        kinds.voip(),
        kinds.pager(),
        kinds.uan(),
    ];
    kinds.general().is_match(national)
        && lines.into_iter().flatten().any(|line| line.is_match(national))
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
    let after = after.trim_end_matches([')', ' ']);
    let marked = !word.is_empty() || rest.starts_with('#');
    marked && after.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (region, text, e164) in [
            ("RU", "8 (912) 345-67-89", "+79123456789"),
            ("RU", "9123456789", "+79123456789"),
            ("RU", "79123456789", "+79123456789"),
            ("RU", "+7 912 345 67 89", "+79123456789"),
            ("RU", "\u{202a}+7\u{a0}912\u{2011}345\u{2011}67\u{2011}89\u{202c}", "+79123456789"),
            ("RU", "9123456789.0", "+79123456789"),
            ("RU", "тел.: 8-912-345-67-89", "+79123456789"),
            ("RU", "8 (912) 345-67-89 доб. 12", "+79123456789"),
            ("RU", "8 (912) 345-67-89, доб. 12", ""),
            ("RU", "8 (912) 345-67-89 внутр. 7", "+79123456789"),
            ("RU", "8 (912) 345-67-89 (доб.12)", "+79123456789"),
            ("RU", "89123456789x12", "+79123456789"),
            ("RU", "89123456789 х 12", "+79123456789"),
            ("RU", "89123456789 ext 12", "+79123456789"),
            ("RU", "89123456789 #12", "+79123456789"),
            // The trunk prefix and the area code both begin with 8.
            ("RU", "8 (812) 555-01-23", "+78125550123"),
            ("RU", "88125550123", "+78125550123"),
            ("RU", "78125550123", "+78125550123"),
            ("RU", "+7 (812) 555-01-23", "+78125550123"),
            ("RU", "8125550123", "+78125550123"),
            ("RU", "8 800 555 01 23", "+78005550123"),
            ("RU", "+380 67 555 01 23", "+380675550123"),
            ("RU", "810 380 67 555 01 23", "+380675550123"),
            ("RU", "112", ""),
            ("RU", "100500", ""),
            ("RU", "+7112", ""),
            ("RU", "8 912 345-67-8", ""),
            ("RU", "8 912 345-67-89 Анна", ""),
            ("RU", "anonymous", ""),
            ("RU", "", ""),
            ("RU", "8 912 345-67-89 / 8 912 345-67-80", ""),
            ("UA", "067 555 01 23", "+380675550123"),
            ("UA", "(067) 555-01-23 дод. 4", "+380675550123"),
            ("UA", "380675550123", "+380675550123"),
            ("UA", "+380 (67) 555-01-23", "+380675550123"),
            ("UA", "675550123", "+380675550123"),
            ("US", "(202) 555-0143", "+12025550143"),
            ("US", "1-202-555-0143", "+12025550143"),
            ("US", "+1 202.555.0143 ext. 9", "+12025550143"),
            ("US", "011 44 20 7946 0018", "+442079460018"),
            ("GB", "+44 (0)20 7946 0018", "+442079460018"),
            ("", "+79123456789", "+79123456789"),
            ("", "79123456789", ""),
        ] {
            let region = (!region.is_empty()).then(|| region.parse().unwrap());
            let phone = Phone::parse(text, region);
            let phone = phone.as_ref().map(Phone::as_str).unwrap_or_default();
            assert_eq!(phone, e164, "{text:?} in {region:?}");
        }
    }

    #[test]
    fn regions_are_checked() {
        assert_eq!("ru".parse::<Region>(), "RU".parse());
        let error = "Россия".parse::<Region>().unwrap_err();
        assert!(error.to_string().starts_with("unknown region \"Россия\""));
        assert!("AN".parse::<Region>().is_err(), "a region without numbering data");
    }

    proptest! {
        #[test]
        fn no_number_breaks_the_parser(
            text in "\\+?(0|00|8|1|011|810|54|55|9|15|11)?[0-9]{0,18}",
            region in proptest::sample::select(vec![
                "RU", "UA", "US", "AR", "BR", "MX", "IT", "DE", "KZ", "CN", "CO", "CR", "UY",
                "AU", "HU", "LT", "SM", "CL", "GF", "NZ",
            ]),
        ) {
            let phone = Phone::parse(&text, region.parse().ok());
            if let Some(phone) = phone {
                // E.164 is its own reading, wherever it is read.
                prop_assert_eq!(Phone::parse(phone.as_str(), None), Some(phone));
            }
        }
    }
}
