//! What people read of a category, in the languages of the screen: its title, and what to do.

use super::category::Category;
use super::protocol::InThree;
use super::source::sub_table;
use crate::diagnostic::table::{TableReader, Written};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Language;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::DeValue;

/// The title of a category and the one sentence that says what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryText {
    title: InThree,
    action: InThree,
}

impl CategoryText {
    /// What it is called.
    pub fn title(&self, language: Language) -> &str {
        self.title.of(language)
    }

    /// What to do with a call that has it, in one sentence.
    pub fn action(&self, language: Language) -> &str {
        self.action.of(language)
    }
}

/// Reads `[category]`: a table per category.
pub(super) fn read_categories(
    outer: &mut TableReader<'_, '_>,
    value: &Spanned<DeValue<'_>>,
) -> Vec<(Category, CategoryText)> {
    let Some(table) = value.get_ref().as_table() else {
        let place = outer.place_of(value);
        outer.complain(Diagnostic::new(Code::WrongType, place, "`category` is not a table"));
        return Vec::new();
    };
    let mut out = Vec::new();
    for (name, value) in table.iter() {
        let Some(category) = Category::parse(name.get_ref()) else {
            let message = format!("`{}` is no category", name.get_ref());
            let place = crate::diagnostic::table::place(outer.file, name.span());
            let help = "write [category.\"complaint.billing\"], with the name in quotes";
            outer.complain(Diagnostic::new(Code::BadCategory, place, message).help(help));
            continue;
        };
        let text = sub_table(outer, "category", value, |inner| {
            let title = in_three(inner, "title");
            let action = in_three(inner, "action");
            Some(CategoryText { title: title?, action: action? })
        });
        out.extend(text.map(|text| (category, text)));
    }
    out
}

/// A text in each language.
pub(super) fn in_three(table: &mut TableReader<'_, '_>, key: &'static str) -> Option<InThree> {
    table.require(key);
    let value = table.take(key)?;
    sub_table(table, key, value, |inner| {
        let read = Language::ALL.map(|language| inner.required_text(language.code()));
        let [Some(ru), Some(uk), Some(en)] = read else { return None };
        Some(InThree([ru, uk, en].map(|Written { value, .. }| value)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_stand_in_the_order_of_their_texts() {
        for (at, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language as usize, at);
        }
    }
}
