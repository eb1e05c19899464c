//! Every rule of a lexicon on one page, for people: what it finds, how grave it is, what to do.

use crate::language::Language;
use crate::lexicon::{Category, Family, Lexicon, Rule};
use std::fmt::Write;

/// How many of a rule's utterances are shown.
const EXAMPLES: usize = 2;

/// The page, in Markdown; rules by category, categories by family.
pub fn lexicon_page(lexicon: &Lexicon) -> String {
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = write_page(&mut page, lexicon);
    page
}

fn write_page(page: &mut String, lexicon: &Lexicon) -> std::fmt::Result {
    let phrases: usize = lexicon.rules().iter().map(|rule| rule.phrases.len()).sum();
    let mut categories: Vec<&Category> = lexicon.rules().iter().map(|r| &r.category).collect();
    categories.sort();
    categories.dedup();
    writeln!(page, "# Every rule of the dictionary\n")?;
    writeln!(
        page,
        "{} rules with {phrases} phrases in {} categories. Severity: 0 an observation, 1 a sign of \
         dissatisfaction,\n2 complaint, 3 demand, 4 supervisor or formal complaint, 5 outside, leaving, \
         or danger. Weight: what the\nrule adds to the complaint score; a call is flagged from {} on.\n\
         A topic is switched on by `--topic NAME`.",
        lexicon.rules().len(),
        categories.len(),
        lexicon.score().complaint_threshold,
    )?;
    for family in Family::ALL {
        let of_family: Vec<&&Category> =
            categories.iter().filter(|category| category.family() == family).collect();
        if of_family.is_empty() {
            continue;
        }
        writeln!(page, "\n## {}", family.as_str())?;
        for category in of_family {
            write_category(page, lexicon, category)?;
        }
    }
    Ok(())
}

fn write_category(page: &mut String, lexicon: &Lexicon, category: &Category) -> std::fmt::Result {
    writeln!(page, "\n### {category}\n")?;
    if let Some(text) = lexicon.category_text(category) {
        for language in Language::ALL {
            let (title, action) = (text.title(language), text.action(language));
            writeln!(page, "* {}: **{}** {}", language.code(), cell(title), cell(action))?;
        }
        writeln!(page)?;
    }
    writeln!(page, "| rule | what it finds | severity | weight | for example |")?;
    writeln!(page, "| --- | --- | --- | --- | --- |")?;
    for rule in lexicon.rules().iter().filter(|rule| rule.category == *category) {
        writeln!(
            page,
            "| `{}`{} | {} | {} | {} | {} |",
            rule.id,
            rule.topic.as_ref().map_or(String::new(), |topic| format!(" (topic `{topic}`)")),
            cell(&rule.title),
            rule.severity,
            rule.weight,
            examples(rule),
        )?;
    }
    Ok(())
}

fn examples(rule: &Rule) -> String {
    let caught = rule.caught.iter().take(EXAMPLES).map(|text| format!("«{}»", cell(&text.value)));
    caught.collect::<Vec<_>>().join("<br>")
}

/// A text that cannot break the table it stands in.
fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_stays_one() {
        assert_eq!(cell("a|b\nc<br>"), "a\\|b c&lt;br>");
    }
}
