//! `callsift forms` and `callsift licenses`: what the dictionaries know, and whose they are.

use crate::args::{FormsArgs, LicensesArgs};
use crate::exit::{Exit, Stop};
use crate::terminal;
use callsift::language::pack::Lexeme;
use callsift::language::{Hint, Language, ListedForms, Meaning, Origin, Packs, WordForms};
use callsift::lexicon::hinted_word;

/// Runs `callsift forms WORD…`.
pub(crate) fn run_forms(args: &FormsArgs) -> Result<Exit, Stop> {
    if Packs::builtin().is_empty() {
        return Err(Stop::usage("this callsift was built without dictionaries".to_owned()));
    }
    let language = match args.language.as_deref() {
        None | Some("any") => None,
        Some(code) => match Language::from_code(code) {
            Some(language) => Some(language),
            None => {
                let message = format!("`{code}` is no language of callsift: ru, uk, en");
                return Err(Stop::usage(message));
            }
        },
    };
    for written in &args.words {
        let Some((word, hint)) = hinted_word(written) else {
            let message =
                format!("`{written}` is not one word; write it as in a phrase: печь/noun");
            return Err(Stop::usage(message));
        };
        terminal::print(&page(language, &word, hint))?;
    }
    Ok(Exit::Done)
}

/// What a word means in one language, or in each that knows it.
fn page(language: Option<Language>, word: &str, hint: Hint) -> String {
    let forms = WordForms::new(ListedForms::new(), Packs::builtin());
    let knows = |of: &Language| {
        Packs::builtin().of_language(*of).is_some_and(|dictionary| dictionary.knows(word))
    };
    let known: Vec<Language> = match language {
        Some(language) => vec![language],
        None => Language::ALL.into_iter().filter(knows).collect(),
    };
    let mut out = format!("{word}\n");
    if known.is_empty() {
        out += &meaning_page(&forms.meaning(None, word, hint));
    }
    for language in known {
        out += &meaning_page(&forms.meaning(Some(language), word, hint));
    }
    out + "\n"
}

fn meaning_page(meaning: &Meaning) -> String {
    let mut out = String::new();
    if meaning.taken.is_empty() {
        out += "  no dictionary has it and no known word is like it; a phrase finds this spelling only\n";
    }
    for (origin, lexeme) in &meaning.taken {
        let from = match origin {
            Origin::Listed => "listed by the lexicon".to_owned(),
            Origin::Dictionary(of) => format!("{of} dictionary"),
            Origin::Aspect(of) => format!("{of} dictionary, the other aspect"),
            Origin::Analogy(of) => {
                format!("in no dictionary; inflected like {of} words that end so, please check")
            }
        };
        let count = lexeme.forms.count();
        let ending = if count == 1 { "" } else { "s" };
        out += &format!("  {} ({}; {from}; {count} form{ending})\n", lexeme.base, lexeme.part);
        out += &wrapped(lexeme.forms.iter());
    }
    if !meaning.passed_over.is_empty() {
        let named = |lexeme: &Lexeme| format!("{} ({})", lexeme.base, lexeme.part);
        let others: Vec<String> = meaning.passed_over.iter().map(named).collect();
        out += &format!("  not taken: {}\n", others.join(", "));
    }
    out
}

/// Words in lines of at most 96 characters, indented.
fn wrapped<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut out = String::new();
    let mut width = 0;
    for word in words {
        let length = word.chars().count() + 1;
        if width == 0 || width + length > 96 {
            out += if width == 0 { "   " } else { "\n   " };
            width = 3;
        }
        out.push(' ');
        out += word;
        width += length;
    }
    out + "\n"
}

/// Licence texts that come with the packs.
#[cfg(feature = "packs")]
const TEXTS: [(Language, &str); 3] = [
    (Language::Ru, include_str!("../../../packs/ru/LICENSE")),
    (Language::Uk, include_str!("../../../packs/uk/LICENSE")),
    (Language::En, include_str!("../../../packs/en/LICENSE")),
];
#[cfg(not(feature = "packs"))]
const TEXTS: [(Language, &str); 0] = [];

/// Runs `callsift licenses`.
pub(crate) fn run_licenses(args: &LicensesArgs) -> Result<Exit, Stop> {
    let packs = Packs::builtin();
    let expression = if packs.is_empty() {
        "MIT OR Apache-2.0"
    } else {
        "(MIT OR Apache-2.0) AND CC-BY-SA-3.0 AND MPL-1.1 AND LicenseRef-SCOWL"
    };
    terminal::print(&format!("callsift: {expression}\n\nThe program itself: MIT OR Apache-2.0\n"))?;
    for language in packs.languages() {
        let Some(pack) = packs.of_language(language) else { continue };
        terminal::print(&format!("\n{}", pack.notice()))?;
    }
    if !args.full && !packs.is_empty() {
        terminal::print("\nThe texts of these licences: callsift licenses --full\n")?;
    }
    for (language, text) in TEXTS.into_iter().filter(|_| args.full) {
        terminal::print(&format!("\n===== {language}\n\n{text}"))?;
    }
    Ok(Exit::Done)
}
