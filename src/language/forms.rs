//! The one place where a word of a phrase becomes all its forms.

use super::pack::{Lexeme, Pack};
use super::{Language, Packs, PartOfSpeech, aspect, english};
use rustc_hash::FxHashMap;

/// Forms as a lexicon lists them, word by word; they take the place of a dictionary's.
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

/// What an author says of a word besides its spelling: `печь/noun`, `подать/alone`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hint {
    /// The part of speech that is meant.
    pub part: Option<PartOfSpeech>,
    /// The word without the verb of the other aspect.
    pub alone: bool,
}

/// Where the forms of a word come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The lexicon lists them.
    Listed,
    /// The dictionary of a language has the word.
    Dictionary(Language),
    /// The list of aspect pairs joins the word to another one.
    Aspect(Language),
    /// No dictionary has it: it is inflected like the known words that end like it, or by rule.
    Analogy(Language),
}

impl Origin {
    /// The language the forms are of, if that is known.
    pub const fn language(self) -> Option<Language> {
        match self {
            Origin::Listed => None,
            Origin::Dictionary(of) | Origin::Aspect(of) | Origin::Analogy(of) => Some(of),
        }
    }
}

/// What a word of a phrase stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The word itself, folded.
    pub word: String,
    /// The lexemes that were taken, and where each comes from; none if the word stands for itself.
    pub taken: Vec<(Origin, Lexeme)>,
    /// Other lexemes that the word as it is written could have meant.
    pub passed_over: Vec<Lexeme>,
}

/// Knows the forms of words. Asked while a lexicon is compiled, never while a call is scanned.
#[derive(Clone, Debug)]
pub struct WordForms<'p> {
    listed: ListedForms,
    packs: &'p Packs,
}

impl<'p> WordForms<'p> {
    /// Forms from the lists of a lexicon first, then from dictionaries.
    pub fn new(listed: ListedForms, packs: &'p Packs) -> WordForms<'p> {
        WordForms { listed, packs }
    }

    /// What a word stands for.
    ///
    /// `word` is folded; `language` is that of the file the phrase stands in, `None` for a file that
    /// serves all languages. A word that the language's own dictionary lacks is looked up in the
    /// others before it is inflected by analogy: people mix languages, and so do phrases.
    pub fn meaning(&self, language: Option<Language>, word: &str, hint: Hint) -> Meaning {
        if let Some(forms) = self.listed.lists.get(&(language, word.to_owned())) {
            let part = hint.part.unwrap_or(PartOfSpeech::Other);
            let base = word.to_owned();
            let lexeme = Lexeme { base, part, forms: forms.iter().collect() };
            return meaning(word, vec![(Origin::Listed, lexeme)], Vec::new());
        }
        let own = language.into_iter().chain(Language::ALL);
        let fits = |lexeme: &Lexeme| hint.part.is_none_or(|part| part == lexeme.part);
        let known = self.packs.lexemes(own, word).map(|(of, mut lexemes)| {
            lexemes.retain(fits);
            (of, lexemes)
        });
        let from = |origin: Origin, lexemes: Vec<Lexeme>| {
            lexemes.into_iter().map(move |lexeme| (origin, lexeme)).collect::<Vec<_>>()
        };
        let (mut taken, passed_over) = match known {
            Some((of, lexemes)) if !lexemes.is_empty() => {
                let (lexemes, passed_over) = choose(lexemes, word);
                // A word borrowed from a neighbour is inflected the own way as well: «доставці».
                let own = if language.is_some_and(|language| language != of) {
                    let of_part = |own: &Lexeme| lexemes.iter().any(|l| l.part == own.part);
                    self.by_analogy(language, word, of_part)
                } else {
                    None
                };
                let mut taken = from(Origin::Dictionary(of), lexemes);
                if let Some((of, own)) = own {
                    taken.extend(from(Origin::Analogy(of), own));
                }
                (taken, passed_over)
            }
            _ => {
                let lexemes = self.by_analogy(language, word, fits);
                let taken = lexemes.map(|(of, lexemes)| from(Origin::Analogy(of), lexemes));
                (taken.unwrap_or_default(), Vec::new())
            }
        };
        if !hint.alone {
            taken.extend(self.partners(&taken));
        }
        meaning(word, taken, passed_over)
    }

    /// Lexemes of a word that no dictionary has.
    fn by_analogy(
        &self,
        language: Option<Language>,
        word: &str,
        fits: impl Fn(&Lexeme) -> bool,
    ) -> Option<(Language, Vec<Lexeme>)> {
        let script = Script::of(word)?;
        if language.is_some_and(|language| !is_spelled_in(word, language)) {
            return None;
        }
        let of = match (script, language) {
            (Script::Latin, _) => Language::En,
            (Script::Cyrillic, Some(Language::Uk)) => Language::Uk,
            (Script::Cyrillic, _) => Language::Ru,
        };
        let pack = self.packs.of_language(of)?;
        let mut lexemes = analogous(of, pack, word);
        lexemes.retain(fits);
        (!lexemes.is_empty()).then_some((of, lexemes))
    }

    /// The verbs of the other aspect.
    fn partners(&self, taken: &[(Origin, Lexeme)]) -> Vec<(Origin, Lexeme)> {
        let verbs = taken.iter().filter(|(_, lexeme)| lexeme.part == PartOfSpeech::Verb);
        let partners = verbs.filter_map(|(origin, verb)| Some((origin.language()?, verb)));
        let partners = partners.flat_map(|(of, verb)| {
            aspect::partners(of, &verb.base).map(move |partner| (of, partner))
        });
        let lexeme = |(of, partner): (Language, &str)| {
            let pack = self.packs.of_language(of)?;
            let is_it = |l: &Lexeme| l.base == partner && l.part == PartOfSpeech::Verb;
            let known = pack.lexemes(partner).into_iter().find(is_it);
            let lexeme = known.or_else(|| pack.by_analogy(partner).into_iter().find(is_it))?;
            Some((Origin::Aspect(of), lexeme))
        };
        partners.filter_map(lexeme).collect()
    }
}

/// How an unknown word of a language would be inflected.
fn analogous(of: Language, pack: &Pack, word: &str) -> Vec<Lexeme> {
    match of {
        Language::Ru | Language::Uk => pack.by_analogy(word),
        // Rules measure better than endings do: English endings say little.
        Language::En => english::lexemes(word),
    }
}

impl Meaning {
    /// Every folded spelling, the word itself included, in no order, perhaps more than once.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        let of_lexemes = self.taken.iter().flat_map(|(_, lexeme)| lexeme.forms.iter());
        of_lexemes.chain([self.word.as_str()])
    }
}

fn meaning(word: &str, taken: Vec<(Origin, Lexeme)>, passed_over: Vec<Lexeme>) -> Meaning {
    Meaning { word: word.to_owned(), taken, passed_over }
}

/// Those lexemes a word means, and those it does not.
///
/// As a base form it means all lexemes with that base; otherwise the likeliest one. A proper name is
/// meant only if nothing else is.
fn choose(lexemes: Vec<Lexeme>, word: &str) -> (Vec<Lexeme>, Vec<Lexeme>) {
    let is_name = |lexeme: &Lexeme| lexeme.part == PartOfSpeech::Name;
    let only_names = lexemes.iter().all(is_name);
    let may_be = |lexeme: &Lexeme| only_names || !is_name(lexeme);
    let is_base = |lexeme: &Lexeme| lexeme.base == word && may_be(lexeme);
    let (taken, mut rest): (Vec<Lexeme>, Vec<Lexeme>) = lexemes.into_iter().partition(is_base);
    if !taken.is_empty() {
        return (closed_apart(taken, word), rest);
    }
    let likeliest = rest.iter().position(may_be).unwrap_or(0);
    let taken = rest.remove(likeliest);
    (closed_apart(vec![taken], word), rest)
}

/// Closed-class words stand for themselves: «вас» is not «вы», whatever a dictionary joins.
fn closed_apart(mut lexemes: Vec<Lexeme>, word: &str) -> Vec<Lexeme> {
    for lexeme in &mut lexemes {
        let closed = matches!(
            lexeme.part,
            PartOfSpeech::Pronoun
                | PartOfSpeech::Preposition
                | PartOfSpeech::Conjunction
                | PartOfSpeech::Particle
        );
        if closed {
            lexeme.forms = [word].into_iter().collect();
        }
    }
    lexemes
}

/// Whether the word has no letter that the language lacks and a neighbour has.
fn is_spelled_in(word: &str, language: Language) -> bool {
    match language {
        Language::Ru => !word.contains(['і', 'ї', 'є', 'ґ', '\'']),
        Language::Uk => !word.contains(['ы', 'э', 'ъ']),
        Language::En => true,
    }
}

/// The letters a word is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
}

impl Script {
    /// `None` for a word of two scripts, or with a digit in it.
    fn of(word: &str) -> Option<Script> {
        let is_cyrillic = |c: char| ('\u{400}'..='\u{52f}').contains(&c);
        let all = |is: fn(char) -> bool| word.chars().all(|c| c == '\'' || is(c));
        if all(|c| c.is_ascii_alphabetic()) {
            Some(Script::Latin)
        } else if word.chars().all(|c| c == '\'' || is_cyrillic(c)) {
            Some(Script::Cyrillic)
        } else {
            None
        }
    }
}

#[cfg(test)]
#[cfg(feature = "packs")]
mod tests {
    use super::*;

    fn meaning(language: Language, word: &str, hint: Hint) -> Meaning {
        WordForms::new(ListedForms::new(), Packs::builtin()).meaning(Some(language), word, hint)
    }

    fn finds(language: Language, word: &str, said: &str) -> bool {
        meaning(language, word, Hint::default()).forms().any(|form| form == said)
    }

    #[test]
    fn forms_of_a_word_in_whatever_form_it_is_written() {
        for (language, word, said) in [
            (Language::Ru, "жалоба", "жалобами"),
            (Language::Ru, "верните", "вернувшие"),
            (Language::Ru, "подать", "подавал"),
            (Language::Ru, "грубый", "грубее"),
            (Language::Ru, "хороший", "лучший"),
            (Language::Ru, "глючить", "глючило"),
            (Language::Uk, "скарга", "скарзі"),
            (Language::Uk, "повернути", "повертаючи"),
            (Language::Uk, "деньги", "деньгам"),
            (Language::Uk, "доставка", "доставці"),
            (Language::En, "sue", "suing"),
            (Language::En, "withdraw", "withdrew"),
            (Language::En, "glitchify", "glitchified"),
        ] {
            assert!(finds(language, word, said), "{word} {said}");
        }
        for (language, word, said) in [
            (Language::Ru, "жалоба", "жалобный"),
            (Language::Ru, "вас", "вы"),
            (Language::Ru, "стали", "сталью"),
            (Language::En, "fee", "feed"),
            (Language::En, "file", "profile"),
        ] {
            assert!(!finds(language, word, said), "{word} {said}");
        }
    }

    #[test]
    fn hints_choose() {
        let noun = Hint { part: Some(PartOfSpeech::Noun), alone: false };
        let alone = Hint { part: None, alone: true };
        let has = |word, hint, said: &str| {
            meaning(Language::Ru, word, hint).forms().any(|form| form == said)
        };
        assert!(has("печь", Hint::default(), "пекут") && has("печь", Hint::default(), "печью"));
        assert!(!has("печь", noun, "пекут") && has("печь", noun, "печью"));
        assert!(has("стали", noun, "сталью"));
        assert!(!has("подать", alone, "подавал") && has("подать", alone, "подал"));
    }

    #[test]
    fn a_list_takes_the_place_of_a_dictionary() {
        let mut listed = ListedForms::new();
        listed.add(Some(Language::Ru), "брак", ["браком".to_owned()]);
        let forms = WordForms::new(listed, Packs::builtin());
        let meaning = forms.meaning(Some(Language::Ru), "брак", Hint::default());
        assert_eq!(meaning.forms().collect::<Vec<_>>(), ["браком", "брак"]);
        assert_eq!(meaning.taken[0].0, Origin::Listed);
    }

    #[test]
    fn words_of_two_alphabets_stand_for_themselves() {
        let meaning = meaning(Language::Ru, "fзщ", Hint::default());
        assert!(meaning.taken.is_empty());
        assert_eq!(meaning.forms().collect::<Vec<_>>(), ["fзщ"]);
    }
}
