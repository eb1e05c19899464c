//! How values are written for people: language, numbers, dates, names of customers and rules.

use crate::messages::{Text, report as say, terms};
use crate::terminal::shown;
use callsift::language::Language;
use callsift::lexicon::{Category, CategoryText, Family, Lexicon, Rule};
use callsift::output::json_v1::Call;
use jiff::tz::TimeZone;

/// A space that does not break between a number and its unit.
const NO_BREAK: char = '\u{a0}';

/// Whether customers are shown whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Customers {
    /// Only the last characters of what names them.
    Masked,
    /// As the source has it.
    Whole,
}

/// Everything that decides how a value looks.
pub(super) struct Screen<'a> {
    pub(super) language: Language,
    pub(super) lexicon: &'a Lexicon,
    pub(super) zone: TimeZone,
    pub(super) customers: Customers,
}

impl Screen<'_> {
    pub(super) fn text(&self, text: Text) -> &'static str {
        text.of(self.language)
    }

    pub(super) fn fill(&self, text: Text, values: &[(&str, &str)]) -> String {
        text.with(self.language, values)
    }

    /// A number with at most three decimals.
    pub(super) fn decimal(&self, value: f64) -> String {
        let written = format!("{value:.3}");
        let short = written.trim_end_matches('0').trim_end_matches('.');
        let short = if short == "-0" { "0" } else { short };
        match self.language {
            Language::Ru | Language::Uk => short.replace('.', ","),
            Language::En => short.to_owned(),
        }
    }

    /// A count, with its thousands apart.
    pub(super) fn whole(&self, number: u64) -> String {
        let digits = number.to_string();
        let gap = match self.language {
            Language::Ru | Language::Uk => NO_BREAK,
            Language::En => ',',
        };
        // Numbers of four digits are read at a glance.
        if digits.len() < 5 {
            return digits;
        }
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(gap);
            }
            out.push(digit);
        }
        out
    }

    /// A length of time in seconds; parts of a second below ten only.
    pub(super) fn seconds(&self, ms: i64) -> String {
        let number = if ms.abs() < 10_000 {
            self.decimal((ms as f64 / 100.0).round() / 10.0)
        } else {
            (ms / 1000).to_string()
        };
        format!("{number}{NO_BREAK}{}", self.text(terms::SECONDS))
    }

    pub(super) fn percent(&self, share: f64) -> String {
        format!("{:.0}", share * 100.0)
    }

    /// A value of a measure, in the unit that its name tells.
    pub(super) fn measure(&self, name: &str, value: f64) -> String {
        if name.ends_with("_ms") {
            self.seconds(value as i64)
        } else if name.ends_with("share") {
            format!("{}{NO_BREAK}%", self.percent(value))
        } else {
            self.decimal(value)
        }
    }

    /// Day and time of the start of a call.
    pub(super) fn started(&self, call: &Call) -> Option<String> {
        let at: jiff::Timestamp = call.started_at.as_ref()?.parse().ok()?;
        let form = match self.language {
            Language::Ru | Language::Uk => "%d.%m.%Y %H:%M",
            Language::En => "%Y-%m-%d %H:%M",
        };
        Some(at.to_zoned(self.zone.clone()).strftime(form).to_string())
    }

    pub(super) fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// What the source knows the customer by, as far as it may be seen.
    pub(super) fn customer(&self, call: &Call) -> Option<String> {
        let known = [&call.customer_id, &call.customer_phone, &call.customer_email];
        let known = known.into_iter().flatten().find(|name| !name.trim().is_empty())?;
        Some(match self.customers {
            Customers::Masked => masked(known),
            Customers::Whole => shown(known),
        })
    }

    /// Name of the agent, else the id.
    pub(super) fn agent(&self, call: &Call) -> Option<String> {
        let known = [&call.agent_name, &call.agent_id];
        let known = known.into_iter().flatten().find(|name| !name.trim().is_empty())?;
        Some(shown(known))
    }

    pub(super) fn role(&self, role: &str) -> &'static str {
        self.text(match role {
            "agent" => terms::AGENT,
            "customer" => terms::CUSTOMER,
            "system" => terms::SYSTEM,
            _ => terms::UNKNOWN_ROLE,
        })
    }

    pub(super) fn band(&self, band: &str) -> &'static str {
        self.text(match band {
            "critical" => say::CRITICAL,
            "high" => say::HIGH,
            "medium" => say::MEDIUM,
            _ => say::LOW,
        })
    }

    fn category_text(&self, category: &str) -> Option<&CategoryText> {
        self.lexicon.category_text(&Category::parse(category)?)
    }

    /// Title of a category; its name where the dictionary has none.
    pub(super) fn category(&self, category: &str) -> String {
        let text = self.category_text(category);
        text.map_or_else(|| shown(category), |text| text.title(self.language).to_owned())
    }

    /// What to do with a call that has a category.
    pub(super) fn action(&self, category: &str) -> Option<&str> {
        Some(self.category_text(category)?.action(self.language))
    }

    pub(super) fn rule(&self, id: &str) -> Option<&Rule> {
        self.lexicon.rule_by_id(id)
    }

    /// Title of a rule; its id where the dictionary does not know it.
    pub(super) fn rule_title(&self, id: &str) -> String {
        self.rule(id).map_or_else(|| shown(id), |rule| rule.title.clone())
    }

    /// Language in which a rule's title is written, where it is not that of the page.
    pub(super) fn title_language(&self, id: &str) -> Option<&'static str> {
        // Rules for every language have English titles.
        let language = self.rule(id)?.language.unwrap_or(Language::En);
        (language != self.language).then(|| language.code())
    }
}

/// The shape and name of a family, as marks, chips and headings show it.
pub(super) fn family_of(category: &str) -> Option<Family> {
    Category::parse(category).map(|category| category.family())
}

/// Class of a family in the style sheet.
pub(super) fn class_of(category: &str) -> &'static str {
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
pub(super) fn shape_of(category: &str) -> &'static str {
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
pub(super) fn heading_of(category: &str) -> (usize, Text) {
    use say::family;
    match family_of(category) {
        Some(Family::Complaint) => (0, family::COMPLAINT),
        Some(Family::Escalation) => (1, family::ESCALATION),
        Some(Family::Abuse) => (2, family::ABUSE),
        Some(Family::Profanity) => (3, family::PROFANITY),
        Some(Family::Customer) => (4, family::CUSTOMER),
        Some(Family::Agent) => (5, family::AGENT),
        Some(Family::Pause) => (6, family::PAUSE),
        Some(Family::Outcome) => (7, family::OUTCOME),
        Some(Family::Contact) => (8, family::CONTACT),
        Some(Family::Sales) => (9, family::SALES),
        None => (10, family::OTHER),
    }
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
