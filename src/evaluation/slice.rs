//! Kinds of calls on which a dictionary may do better or worse than on others.

use crate::language::Language;
use crate::lexicon::{Family, Lexicon};
use crate::scan::{CallReport, Suppression};
use crate::transcript::{Medium, Role, Transcript};

/// A kind of call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slice {
    /// A match was taken back because it is negated, or only supposed.
    Negated,
    /// Somebody swears, insults or threatens.
    Profane,
    /// Two languages: findings of rules of two of them, or letters of two alphabets.
    Mixed,
    /// Recognised speech: a voice call whose words or turns have times.
    Speech,
}

impl Slice {
    /// All of them, in the order of reports.
    pub const ALL: [Slice; 4] = [Slice::Negated, Slice::Profane, Slice::Mixed, Slice::Speech];

    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Slice::Negated => "negated",
            Slice::Profane => "profane",
            Slice::Mixed => "mixed_language",
            Slice::Speech => "recognised_speech",
        }
    }
}

/// The slices a call is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slices(u8);

impl Slices {
    /// Whether the call is in one.
    pub fn has(self, slice: Slice) -> bool {
        self.0 & (1 << slice as u8) != 0
    }

    /// Finds the slices of a call.
    pub fn of(
        call: &Transcript,
        report: &CallReport,
        lexicon: &Lexicon,
        script: &Script,
    ) -> Slices {
        let mut slices = Slices::default();
        for slice in Slice::ALL {
            let is = match slice {
                Slice::Negated => {
                    report.suppressed.iter().any(|hit| hit.reason == Suppression::Negation)
                }
                Slice::Profane => families(report, lexicon).any(is_profane),
                Slice::Mixed => script.is_mixed() || two_languages(report, lexicon),
                Slice::Speech => is_speech(call),
            };
            slices.0 |= u8::from(is) << slice as u8;
        }
        slices
    }
}

fn families(report: &CallReport, lexicon: &Lexicon) -> impl Iterator<Item = Family> {
    report.findings.iter().map(|finding| lexicon.rule(finding.rule).category.family())
}

fn is_profane(family: Family) -> bool {
    match family {
        Family::Abuse | Family::Profanity => true,
        Family::Complaint
        | Family::Escalation
        | Family::Agent
        | Family::Customer
        | Family::Outcome
        | Family::Contact
        | Family::Sales
        | Family::Pause => false,
    }
}

fn two_languages(report: &CallReport, lexicon: &Lexicon) -> bool {
    let mut of = report.findings.iter().filter_map(|f| lexicon.rule(f.rule).language);
    let first: Option<Language> = of.next();
    of.any(|language| Some(language) != first)
}

fn is_speech(call: &Transcript) -> bool {
    let timed = || call.turns().iter().any(|turn| turn.time().start().is_some());
    let words = || call.turns().iter().flat_map(|turn| call.words(turn)).any(|w| w.time.is_some());
    call.info().medium == Medium::Voice && (timed() || words())
}

/// Words of a call by the letters they are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// All words.
    pub words: u32,
    latin: u32,
    cyrillic: u32,
    russian_only: u32,
    ukrainian_only: u32,
}

impl Script {
    /// Counts the words of people; machines are passed over.
    pub fn of(call: &Transcript) -> Script {
        let mut script = Script::default();
        for turn in call.turns().iter().filter(|turn| call.role(turn) != Role::System) {
            turn.text().split_whitespace().for_each(|word| script.add(word));
        }
        script
    }

    fn add(&mut self, word: &str) {
        // An address or a name of an account says nothing of the language around it.
        let is_address = word.starts_with(['@', '#']) || word.contains("://");
        let mut letters = 0;
        let [mut latin, mut cyrillic, mut russian, mut ukrainian] = [false; 4];
        let mut counts = false;
        for c in word.chars() {
            counts |= c.is_alphanumeric();
            match c {
                'a'..='z' | 'A'..='Z' => latin = true,
                'ы' | 'э' | 'ё' | 'ъ' | 'Ы' | 'Э' | 'Ё' | 'Ъ' => {
                    [cyrillic, russian] = [true; 2];
                }
                'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' | 'Ґ' => {
                    [cyrillic, ukrainian] = [true; 2];
                }
                '\u{400}'..='\u{4ff}' => cyrillic = true,
                _ => continue,
            }
            letters += 1;
        }
        self.words += u32::from(counts);
        // One letter is a unit or a size more often than a word.
        if letters < 2 || is_address {
            return;
        }
        self.latin += u32::from(latin && !cyrillic);
        self.cyrillic += u32::from(cyrillic && !latin);
        self.russian_only += u32::from(russian && !latin);
        self.ukrainian_only += u32::from(ukrainian && !latin);
    }

    /// At least two words in Latin and two in Cyrillic letters, each a tenth of the words or more; or
    /// at least two words with letters that only Russian has and two with letters only Ukrainian has.
    fn is_mixed(&self) -> bool {
        let both = |one: u32, other: u32| one.min(other) >= 2;
        let rarer = self.latin.min(self.cyrillic);
        (both(self.latin, self.cyrillic) && rarer * 10 >= self.latin + self.cyrillic)
            || both(self.russian_only, self.ukrainian_only)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(text: &str) -> Script {
        let mut script = Script::default();
        text.split_whitespace().for_each(|word| script.add(word));
        script
    }

    #[test]
    fn alphabets() {
        for (text, words, mixed) in [
            ("my order не пришёл, where is it", 7, true),
            ("купил Samsung, работает хорошо", 4, false),
            ("спасибо за всё @shop_help https://a.example/b — 5 шт", 7, false),
            ("дякую, все було добре, їжа смачна, є знижки, приїхали вчасно", 10, false),
            ("я звонил вчера, это вы были? мені ніхто не відповів", 10, true),
            ("", 0, false),
        ] {
            let script = script(text);
            assert_eq!((script.words, script.is_mixed()), (words, mixed), "{text}");
        }
    }
}
