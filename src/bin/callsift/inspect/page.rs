//! What people read about a file.

use crate::messages::inspect as say;
use crate::messages::{Text, explain, number, terms};
use crate::terminal::{clock, shown};
use callsift::language::Language;
use callsift::output::inspect_v1::{Inspected, PartyFacts};
use callsift::scan::Gap;
use callsift::transcript::{Role, WarningCode};

/// Speakers that are shown.
const MOST_SPEAKERS: usize = 6;

/// The page of one file.
pub(super) fn text(file: &Inspected, rules: u64, screen: Language) -> String {
    let mut page = Page { screen, out: shown(&file.file) };
    if file.files > 1 {
        let files = number::whole(screen, file.files - 1);
        page.out.push_str(&page.with(say::AND_FILES, &[("files", &files)]));
    }
    page.out.push('\n');
    page.kind(file);
    if file.calls > 0 {
        page.calls(file);
        page.speakers(file);
        page.languages(file);
        page.card(file);
        page.possible(file, rules);
    }
    page.warnings(file);
    page.rejects(file);
    page.out.push('\n');
    page.out
}

/// The line under several files.
pub(super) fn sum(files: &[Inspected], screen: Language) -> String {
    let calls = files.iter().map(|file| file.calls).sum();
    let rejected = files.iter().map(|file| file.rejected).sum();
    let values = [
        ("files", number::whole(screen, files.iter().map(|file| file.files).sum())),
        ("calls", terms::CALLS.of(screen, calls)),
        ("rejected", number::whole(screen, rejected)),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    format!("{}\n", say::SUM.with(screen, &values))
}

struct Page {
    screen: Language,
    out: String,
}

impl Page {
    fn t(&self, text: Text) -> &'static str {
        text.of(self.screen)
    }

    fn with(&self, text: Text, values: &[(&str, &str)]) -> String {
        text.with(self.screen, values)
    }

    fn number(&self, number: u64) -> String {
        number::whole(self.screen, number)
    }

    /// A line under a heading.
    fn line(&mut self, heading: Text, text: &str) {
        let heading = self.t(heading);
        // Columns by letters, since headings are Cyrillic too.
        let blanks = 11_usize.saturating_sub(heading.chars().count());
        self.out.push_str(&format!("  {heading}{}{text}\n", " ".repeat(blanks)));
    }

    fn kind(&mut self, file: &Inspected) {
        let mut parts = Vec::new();
        match (&file.format, &file.title, &file.recognised_by) {
            (Some(name), Some(title), Some(signs)) => {
                let values = [("title", title.as_str()), ("name", name), ("signs", signs)];
                parts.push(self.with(say::RECOGNISED, &values));
            }
            (Some(name), ..) => parts.push(name.clone()),
            (None, ..) if file.rejected > 0 => parts.push(self.t(say::NO_FORMAT).to_owned()),
            (None, ..) => parts.push(self.t(say::EMPTY).to_owned()),
        }
        if !file.packed.is_empty() {
            parts.push(self.with(say::PACKED, &[("how", &file.packed.join(", "))]));
        }
        if let Some(name) = &file.encoding {
            let text = if file.encoding_guessed { say::ENCODING_GUESSED } else { say::ENCODING };
            parts.push(self.with(text, &[("name", name)]));
        }
        self.out.push_str(&format!("  {}\n", parts.join("; ")));
    }

    fn calls(&mut self, file: &Inspected) {
        let mut parts = vec![self.number(file.calls)];
        for (from, count) in &file.call_ids {
            let text = self.t(match from.as_str() {
                "field" => say::ID_FIELD,
                "file_name" => say::ID_FILE_NAME,
                _ => say::ID_HASH,
            });
            parts.push(self.of_calls(text, *count, file.calls));
        }
        if let Some(chats) = file.media.get("chat") {
            parts.push(self.of_calls(self.t(say::CHAT), *chats, file.calls));
        }
        if let Some(key) = &file.first_call {
            parts.push(self.with(say::FIRST, &[("key", &shown(key))]));
        }
        self.line(say::CALLS, &parts.join("; "));
        let mut parts = vec![terms::TURNS.of(self.screen, file.turns)];
        if file.words_with_times > 0 {
            let (timed, words) = (self.number(file.words_with_times), self.number(file.words));
            parts.push(self.with(say::WORDS, &[("timed", &timed), ("words", &words)]));
        } else {
            parts.push(self.t(say::NO_WORDS).to_owned());
        }
        if file.duration_ms > 0 {
            let time = clock(i64::try_from(file.duration_ms).unwrap_or(i64::MAX));
            parts.push(self.with(say::LENGTH, &[("time", &time)]));
        }
        self.line(say::SAID, &parts.join("; "));
    }

    /// The text, and of how many calls it is so unless of all.
    fn of_calls(&self, text: &str, count: u64, calls: u64) -> String {
        if count == calls {
            return text.to_owned();
        }
        let values = [("n", self.number(count)), ("calls", self.number(calls))];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        format!("{text} ({})", self.with(say::IN_CALLS, &values))
    }

    fn speakers(&mut self, file: &Inspected) {
        let one = |party: &PartyFacts| {
            let label = party.label.as_deref().map(shown);
            let label = label.unwrap_or_else(|| self.t(say::NO_LABEL).to_owned());
            let role = Role::of(&party.role).unwrap_or(Role::Unknown);
            let role = self.t(terms::role(role));
            let from = match party.role_from.as_deref() {
                Some("stated") => Some(say::STATED),
                Some("label") => Some(say::BY_LABEL),
                Some("user") => Some(say::BY_USER),
                Some(_) => Some(say::BY_ANNOUNCEMENT),
                None => None,
            };
            let from = from.map(|from| format!(", {}", self.t(from))).unwrap_or_default();
            self.of_calls(&format!("{label}: {role}{from}"), party.calls, file.calls)
        };
        let mut shown_parties: Vec<_> = file.parties.iter().take(MOST_SPEAKERS).map(one).collect();
        if file.parties.len() > MOST_SPEAKERS {
            shown_parties.push("…".to_owned());
        }
        self.line(say::SPEAKERS, &shown_parties.join("; "));
        let known = |role| file.parties.iter().any(|party| party.role == role);
        let labelled = file.parties.iter().find_map(|party| party.label.as_deref());
        if let Some(label) = labelled.filter(|_| !known("agent")) {
            let text = self.with(say::SAY_ROLES, &[("label", &shown(label))]);
            self.out.push_str(&format!("  {}{text}\n", " ".repeat(11)));
        }
    }

    fn languages(&mut self, file: &Inspected) {
        let one = |language: &callsift::output::inspect_v1::LanguageFacts| {
            let name = if language.language == "und" {
                self.t(say::NOT_SAID).to_owned()
            } else if language.from == "stated" {
                shown(&language.language)
            } else {
                format!("{} ({})", language.language, self.t(say::BY_LETTERS))
            };
            self.of_calls(&name, language.calls, file.calls)
        };
        let all: Vec<_> = file.languages.iter().take(MOST_SPEAKERS).map(one).collect();
        self.line(say::LANGUAGE, &all.join("; "));
    }

    /// When calls began, and with whom.
    fn card(&mut self, file: &Inspected) {
        let started = match (&file.first_start, &file.last_start) {
            (Some(first), Some(last)) if first == last => {
                self.of_calls(first, file.with_start, file.calls)
            }
            (Some(first), Some(last)) => {
                self.of_calls(&format!("{first} – {last}"), file.with_start, file.calls)
            }
            (None, _) | (_, None) => {
                let zone = WarningCode::StartedAtWithoutZone.as_str();
                let without = file.warnings.iter().any(|warning| warning.code == zone);
                self.t(if without { say::NO_ZONE } else { say::NO_START }).to_owned()
            }
        };
        self.line(say::STARTED, &started);
        let named = if file.with_customer == 0 {
            self.t(say::NO_CUSTOMER).to_owned()
        } else {
            let values =
                [("n", self.number(file.with_customer)), ("calls", self.number(file.calls))];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            self.with(say::NAMED_IN, &values)
        };
        self.line(say::CUSTOMER, &named);
    }

    /// What analysis will and will not be possible.
    fn possible(&mut self, file: &Inspected, rules: u64) {
        let pauses: Vec<_> = file
            .times
            .iter()
            .map(|(times, count)| {
                let text = match times.as_str() {
                    "word" => say::PAUSES_WORD,
                    "turn" => say::PAUSES_TURN,
                    "wrong_medium" => say::PAUSES_CHAT,
                    _ => say::PAUSES_NO_TIMES,
                };
                self.of_calls(self.t(text), *count, file.calls)
            })
            .collect();
        self.line(say::PAUSES, &pauses.join("; "));
        let all = terms::RULES.of(self.screen, rules);
        if file.not_evaluated.is_empty() {
            let text = self.with(say::ALL_RULES, &[("rules", &all)]);
            self.line(say::RULES, &text);
        }
        for gap in &file.not_evaluated {
            let why = Gap::ALL.into_iter().find(|known| known.as_str() == gap.reason);
            let why = why.map_or(gap.reason.as_str(), |gap| self.t(terms::lacking(gap)));
            let calls = terms::CALLS.of(self.screen, gap.calls);
            let n = self.number(gap.rules);
            let values = [("rules", all.as_str()), ("n", &n), ("why", why), ("calls", &calls)];
            let text = self.with(say::SOME_RULES, &values);
            self.line(say::RULES, &text);
        }
    }

    fn warnings(&mut self, file: &Inspected) {
        for warning in &file.warnings {
            let code = WarningCode::ALL.into_iter().find(|code| code.as_str() == warning.code);
            let meaning = code.map_or("", |code| self.t(explain::warning(code)));
            let calls = terms::CALLS.of(self.screen, warning.calls);
            let (key, place) = (shown(&warning.first_call), shown(&warning.place));
            let text = format!("{}: {meaning} ({calls}, {key}, {place})", warning.code);
            self.line(say::WARNING, &text);
        }
    }

    fn rejects(&mut self, file: &Inspected) {
        for reject in &file.rejects {
            let line = self.with(say::LINE, &[("line", &self.number(reject.line))]);
            let of =
                if file.files > 1 { format!("{}, ", shown(&reject.file)) } else { String::new() };
            let field = reject.field.as_deref().map(|field| format!(", {}", shown(field)));
            let field = field.unwrap_or_default();
            let mut text =
                format!("{}: {} ({of}{line}{field})", reject.reason, shown(&reject.message));
            if reject.count > 1 {
                let more = self.with(say::TIMES_MORE, &[("n", &self.number(reject.count))]);
                text.push_str(&format!("; {more}"));
            }
            self.line(say::REJECTED, &text);
        }
    }
}
