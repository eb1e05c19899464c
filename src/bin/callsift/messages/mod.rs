//! What people read on a screen or a page, in Russian, Ukrainian and English.
//!
//! Each text stands in its three languages side by side, so that none can be missing. Words for the
//! ideas of callsift are in [`terms`], one per idea; every other text uses those words.

/// Texts by their names, each in Russian, Ukrainian and English.
macro_rules! texts {
    ($($(#[$about:meta])* $name:ident = $ru:literal, $uk:literal, $en:literal;)*) => {
        $($(#[$about])* pub(crate) const $name: Text = Text { ru: $ru, uk: $uk, en: $en };)*
    };
}

pub(crate) mod boilerplate;
pub(crate) mod evaluate;
pub(crate) mod evidence;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod families;
pub(crate) mod inspect;
pub(crate) mod measures;
pub(crate) mod number;
pub(crate) mod operation;
pub(crate) mod promises;
pub(crate) mod purge;
pub(crate) mod reasons;
pub(crate) mod rejects;
pub(crate) mod report;
pub(crate) mod scores;
pub(crate) mod summary;
pub(crate) mod tables;
pub(crate) mod terms;
pub(crate) mod thresholds;

use callsift::language::Language;

/// A text in every language of the screen. `{name}` stands for what [`Text::with`] puts there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    pub(crate) ru: &'static str,
    pub(crate) uk: &'static str,
    pub(crate) en: &'static str,
}

impl Text {
    /// The text in one language.
    pub(crate) const fn of(&self, language: Language) -> &'static str {
        match language {
            Language::Ru => self.ru,
            Language::Uk => self.uk,
            Language::En => self.en,
        }
    }

    /// The text with values in the places of their names. A value is taken as it is, braces and all.
    pub(crate) fn with(&self, language: Language, values: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.of(language);
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(before);
            let value = values.iter().find(|(known, _)| *known == name);
            out.push_str(value.map_or("", |(_, value)| value));
            rest = behind;
        }
        out + rest
    }
}

/// A noun that is counted: «1 звонок, 2 звонка, 5 звонков», `1 call, 2 calls`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted {
    /// One, few, many.
    pub(crate) ru: [&'static str; 3],
    /// One, few, many.
    pub(crate) uk: [&'static str; 3],
    /// One, other.
    pub(crate) en: [&'static str; 2],
}

impl Counted {
    /// The number and the noun in the form it asks for.
    pub(crate) fn of(&self, language: Language, number: u64) -> String {
        format!("{} {}", number::whole(language, number), self.noun(language, number))
    }

    /// The noun alone, in the form that the number asks for.
    pub(crate) fn noun(&self, language: Language, number: u64) -> &'static str {
        match language {
            Language::Ru => self.ru[slavic_form(number)],
            Language::Uk => self.uk[slavic_form(number)],
            Language::En => self.en[usize::from(number != 1)],
        }
    }
}

/// One, few or many: the plural rules of Russian and Ukrainian for whole numbers are the same (CLDR).
const fn slavic_form(number: u64) -> usize {
    match (number % 10, number % 100) {
        (1, last) if last != 11 => 0,
        (2..=4, last) if last < 12 || last > 14 => 1,
        _ => 2,
    }
}

/// The language of the screen: as asked for, else that of the locale, else English.
pub(crate) fn screen_language(asked: Option<Language>) -> Language {
    let of_locale = || {
        // The first of these that is set decides, as for every program (POSIX).
        let set = |name: &&str| std::env::var(name).is_ok_and(|value| !value.is_empty());
        let name = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find(set)?;
        let value = std::env::var(name).ok()?;
        Language::from_code(value.split(['_', '.', '-']).next()?)
    };
    asked.or_else(of_locale).unwrap_or(Language::En)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_choose_the_form() {
        let calls = terms::CALLS;
        for (number, ru, uk, en) in [
            (0, "0 звонков", "0 дзвінків", "0 calls"),
            (1, "1 звонок", "1 дзвінок", "1 call"),
            (2, "2 звонка", "2 дзвінки", "2 calls"),
            (5, "5 звонков", "5 дзвінків", "5 calls"),
            (11, "11 звонков", "11 дзвінків", "11 calls"),
            (21, "21 звонок", "21 дзвінок", "21 calls"),
            (112, "112 звонков", "112 дзвінків", "112 calls"),
        ] {
            assert_eq!(calls.of(Language::Ru, number), ru);
            assert_eq!(calls.of(Language::Uk, number), uk);
            assert_eq!(calls.of(Language::En, number), en);
        }
    }

    #[test]
    fn values_are_taken_as_they_are() {
        let text = Text { ru: "{a} и {b}", uk: "{a} і {b}", en: "{b}, {a}." };
        let values = [("a", "{b}"), ("b", "x")];
        assert_eq!(text.with(Language::Ru, &values), "{b} и x");
        assert_eq!(text.with(Language::En, &values), "x, {b}.");
    }
}
