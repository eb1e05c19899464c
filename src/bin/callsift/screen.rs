//! How values are written for people: language, numbers, dates, names of customers and rules.

use crate::messages::{Text, families, number, scores, terms};
use crate::terminal::shown;
use callsift::language::Language;
use callsift::lexicon::{Category, CategoryText, Family, Lexicon, Rule};
use callsift::output::json_v1::Call;
use callsift::scan::Band;
use callsift::transcript::Role;
use jiff::tz::TimeZone;

/// A space that does not break between a number and its unit.
const NO_BREAK: &str = "\u{a0}";

/// Whether customers are shown whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Customers {
    /// Only the last characters of what names them.
    Masked,
    /// As the source has it.
    Whole,
}

/// Everything that decides how a value looks.
pub(crate) struct Screen<'a> {
    pub(crate) language: Language,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) zone: TimeZone,
    pub(crate) customers: Customers,
}

impl Screen<'_> {
    pub(crate) fn text(&self, text: Text) -> &'static str {
        text.of(self.language)
    }

    pub(crate) fn fill(&self, text: Text, values: &[(&str, &str)]) -> String {
        text.with(self.language, values)
    }

    /// A number with at most three decimals.
    pub(crate) fn decimal(&self, value: f64) -> String {
        number::decimal(self.language, value, 3)
    }

    /// A count.
    pub(crate) fn whole(&self, count: u64) -> String {
        number::whole(self.language, count)
    }

    /// A length of time in seconds.
    pub(crate) fn seconds(&self, ms: i64) -> String {
        number::length(self.language, ms).replace(' ', NO_BREAK)
    }

    pub(crate) fn percent(&self, share: f64) -> String {
        number::fixed(self.language, share * 100.0, 0)
    }

    /// Day and time of the start of a call.
    pub(crate) fn started(&self, call: &Call) -> Option<String> {
        Some(self.instant(call.started_at.as_ref()?.parse().ok()?))
    }

    /// Day and time of an instant.
    pub(crate) fn instant(&self, at: jiff::Timestamp) -> String {
        let form = match self.language {
            Language::Ru | Language::Uk => "%d.%m.%Y %H:%M",
            Language::En => "%Y-%m-%d %H:%M",
        };
        at.to_zoned(self.zone.clone()).strftime(form).to_string()
    }

    pub(crate) fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// What the source knows the customer by, as far as it may be seen, for a page.
    pub(crate) fn customer(&self, call: &Call) -> Option<String> {
        Some(shown(&self.customer_name(call)?))
    }

    /// The same as the source writes it.
    pub(crate) fn customer_name(&self, call: &Call) -> Option<String> {
        let known = [&call.customer_id, &call.customer_phone, &call.customer_email];
        let known = known.into_iter().flatten().find(|name| !name.trim().is_empty())?;
        Some(self.known_as(known))
    }

    /// One name of a customer, as far as it may be seen.
    pub(crate) fn known_as(&self, name: &str) -> String {
        match self.customers {
            Customers::Masked => masked(name),
            Customers::Whole => name.to_owned(),
        }
    }

    /// Name of the agent, else the id, for a page.
    pub(crate) fn agent(&self, call: &Call) -> Option<String> {
        agent_name(call).map(shown)
    }

    pub(crate) fn role(&self, role: &str) -> &'static str {
        let known = Role::ALL.into_iter().find(|known| known.as_str() == role);
        self.text(terms::role(known.unwrap_or(Role::Unknown)))
    }

    /// A band in a word; what this program does not know stands as it is.
    pub(crate) fn band(&self, band: &str) -> String {
        let known = Band::ALL.into_iter().find(|known| known.as_str() == band);
        known.map_or_else(|| shown(band), |known| self.text(scores::band(known)).to_owned())
    }

    fn category_text(&self, category: &str) -> Option<&CategoryText> {
        self.lexicon.category_text(&Category::parse(category)?)
    }

    /// Title of a category; its name where the dictionary has none.
    pub(crate) fn category(&self, category: &str) -> String {
        let text = self.category_text(category);
        text.map_or_else(|| shown(category), |text| text.title(self.language).to_owned())
    }

    /// What to do with a call that has a category.
    pub(crate) fn action(&self, category: &str) -> Option<&str> {
        Some(self.category_text(category)?.action(self.language))
    }

    pub(crate) fn rule(&self, id: &str) -> Option<&Rule> {
        self.lexicon.rule_by_id(id)
    }

    /// Title of a rule; its id where the dictionary does not know it.
    pub(crate) fn rule_title(&self, id: &str) -> String {
        self.rule(id).map_or_else(|| shown(id), |rule| rule.title.clone())
    }

    /// Language in which a rule's title is written, where it is not that of the page.
    pub(crate) fn title_language(&self, id: &str) -> Option<&'static str> {
        // Rules for every language have English titles.
        let language = self.rule(id)?.language.unwrap_or(Language::En);
        (language != self.language).then(|| language.code())
    }
}

/// Name of the agent, else the id, as the source writes it.
pub(crate) fn agent_name(call: &Call) -> Option<&str> {
    let known = [&call.agent_name, &call.agent_id];
    known.into_iter().flatten().map(String::as_str).find(|name| !name.trim().is_empty())
}

/// The shape and name of a family, as marks, chips and headings show it.
pub(crate) fn family_of(category: &str) -> Option<Family> {
    Category::parse(category).map(|category| category.family())
}

/// Class of a family in the style sheet.
pub(crate) fn class_of(category: &str) -> &'static str {
    match family_of(category) {
        Some(Family::Complaint) => "complaint",
        Some(Family::Escalation) => "escalation",
        Some(Family::Abuse | Family::Profanity) => "abuse",
        Some(Family::Agent) => "agent",
        Some(Family::Pause) => "pause",
        Some(Family::Customer | Family::Outcome | Family::Contact | Family::Sales) | None => {
            "other"
        }
    }
}

/// A character of the same shape as the mark on the timeline.
pub(crate) fn shape_of(category: &str) -> &'static str {
    match class_of(category) {
        "complaint" => "▲",
        "escalation" => "◆",
        "abuse" => "✖",
        "agent" => "●",
        "pause" => "■",
        _ => "○",
    }
}

/// The heading a family stands under, and its place among them.
pub(crate) fn heading_of(category: &str) -> (usize, Text) {
    match family_of(category) {
        Some(family) => (place_of(family), families::title(family)),
        None => (Family::ALL.len(), families::OTHER),
    }
}

fn place_of(family: Family) -> usize {
    Family::ALL.iter().position(|known| *known == family).unwrap_or(Family::ALL.len())
}

/// The last four characters; of short names fewer, so that a part stays hidden. Of a telephone number
/// digits count, of an e-mail address only where it is kept.
fn masked(name: &str) -> String {
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    let is_number = name.chars().all(|c| c.is_ascii_digit() || "+-(). ".contains(c));
    if let Some((_, host)) = name.rsplit_once('@') {
        return format!("•••@{}", shown(host.trim()));
    }
    let name = if is_number { digits.as_str() } else { name.trim() };
    let count = name.chars().count();
    let kept = if count >= 6 { 4 } else { count / 2 };
    let end: String = name.chars().skip(count - kept).collect();
    format!("•••{}", shown(&end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_customers_are_masked() {
        for (name, kept) in [
            ("CRM-1042", "•••1042"),
            ("+7 (912) 000-00-01", "•••0001"),
            ("anna@example.com", "•••@example.com"),
            ("12345", "•••45"),
            ("7", "•••"),
            ("ключ-Анна", "•••Анна"),
        ] {
            assert_eq!(masked(name), kept);
        }
    }

    #[test]
    fn families_have_shapes() {
        for (category, shape) in [
            ("complaint.billing", "▲"),
            ("escalation.churn", "◆"),
            ("pause.long", "■"),
            ("agent.refusal", "●"),
            ("weather.rain", "○"),
        ] {
            assert_eq!(shape_of(category), shape);
        }
    }
}
