//! The one place where a word of a phrase becomes all its forms.

use super::Language;
use rustc_hash::FxHashMap;

/// Knows the forms of words. Asked while a lexicon is compiled, never while a call is scanned.
pub trait FormsOfWord {
    /// Every folded spelling a phrase's word stands for, itself included, sorted, without repeats.
    ///
    /// `word` is folded; `language` is that of the file the phrase stands in, `None` for a file
    /// that serves all languages.
    fn forms(&self, language: Option<Language>, word: &str) -> Vec<String>;
}

/// Forms as a lexicon lists them, word by word.
#[derive(Clone, Debug, Default)]
pub struct ListedForms {
    lists: FxHashMap<(Option<Language>, String), Vec<String>>,
}

impl ListedForms {
    /// No lists.
    pub fn new() -> ListedForms {
        ListedForms::default()
    }

    /// Adds forms of a word; all spellings are folded. A second list for a word extends the first.
    pub fn add(
        &mut self,
        language: Option<Language>,
        word: impl Into<String>,
        forms: impl IntoIterator<Item = String>,
    ) {
        self.lists.entry((language, word.into())).or_default().extend(forms);
    }
}

impl FormsOfWord for ListedForms {
    fn forms(&self, language: Option<Language>, word: &str) -> Vec<String> {
        let listed = self.lists.get(&(language, word.to_owned()));
        let mut forms: Vec<String> = listed.cloned().unwrap_or_default();
        forms.push(word.to_owned());
        forms.sort_unstable();
        forms.dedup();
        forms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_always_a_form_of_itself() {
        let mut lists = ListedForms::new();
        lists.add(Some(Language::Ru), "жалоба", ["жалобу".to_owned(), "жалобы".to_owned()]);
        assert_eq!(lists.forms(Some(Language::Ru), "жалоба"), ["жалоба", "жалобу", "жалобы"]);
        assert_eq!(lists.forms(Some(Language::Uk), "жалоба"), ["жалоба"]);
    }
}
