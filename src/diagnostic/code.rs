//! The list of codes; a code is never reused for something else.

use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The lexicon cannot be used.
    Error,
    /// The lexicon can be used; what it does may not be what was meant.
    Warning,
    /// The lexicon can be used; how a word was understood.
    Note,
}

macro_rules! codes {
    ($($name:ident = $id:literal, $level:ident, $summary:literal;)*) => {
        /// What kind of thing a diagnostic is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $summary] $name,)*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The stable id people can look up.
            pub const fn id(self) -> &'static str {
                match self { $(Code::$name => $id,)* }
            }

            /// Error or warning.
            pub const fn level(self) -> Level {
                match self { $(Code::$name => Level::$level,)* }
            }

            /// One line for the list of codes.
            pub const fn summary(self) -> &'static str {
                match self { $(Code::$name => $summary,)* }
            }
        }
    };
}

codes! {
    Toml = "E001", Error, "the file is not TOML";
    UnknownKey = "E002", Error, "a key nobody reads";
    MissingKey = "E003", Error, "a key that must be there";
    WrongType = "E004", Error, "a value of another type than expected";
    UnknownLanguage = "E005", Error, "a language that is none of ru, uk, en, any";
    BadId = "E006", Error, "the id of a rule, a topic, a protocol or an item that is no name in Latin letters";
    IdOutsideCategory = "E007", Error, "a rule id that does not begin with its category";
    BadCategory = "E008", Error, "a category that is not family.kind of a known family";
    BadSeverity = "E009", Error, "a severity outside 0 to 5";
    UnknownValue = "E010", Error, "a value that is none of the possible ones";
    DuplicateId = "E011", Error, "two rules, protocols or items of a protocol with one id";
    NothingToFind = "E012", Error, "a rule with neither phrases nor a condition";
    PhraseSyntax = "E013", Error, "a phrase that cannot be read";
    StarTooShort = "E014", Error, "fewer than three letters before a star";
    EmptyPhrase = "E015", Error, "a phrase without a word that must be there";
    TooManyVariants = "E016", Error, "a phrase that stands for too many sequences of words";
    NoSuchValue = "E017", Error, "a value in braces that does not exist";
    UnknownRule = "E018", Error, "a condition, a weight or a protocol that names a rule nobody defines";
    Circle = "E019", Error, "conditions that ask each other in a circle";
    BadCondition = "E020", Error, "a condition that cannot be read, or can have no effect";
    UnknownMeasure = "E021", Error, "a measure that does not exist";
    BadWindow = "E022", Error, "a window that cannot be read";
    BadDialogue = "E023", Error, "an utterance in caught or quiet that cannot be read";
    BadWeights = "E024", Error, "weights or bands that cannot be used";
    BadForms = "E025", Error, "a list of forms that cannot be read";
    Unreadable = "E026", Error, "a file that cannot be read";
    ShortAnnouncement = "E027", Error, "an announcement of so few words that people say it too";
    BadPath = "E028", Error, "a path or a unit of a field map that cannot be read";
    BadPoints = "E031", Error, "points or marks of a protocol that do not add up or cannot be used";
    BadStep = "E032", Error, "an item of a protocol that comes after itself or after one nobody defines";
    NothingToAnswer = "E033", Error, "an item of a protocol that nothing answers, or two things at once";
    ByAnalogy = "N201", Note, "a word that no dictionary has, inflected like the words that end so";
    SeveralLexemes = "N202", Note, "a word that could be several, and which was taken";
    TooShort = "W101", Warning, "a phrase so short that it will be found everywhere";
    DuplicatePhrase = "W102", Warning, "a phrase the rule has already";
    Shadowed = "W103", Warning, "a phrase that another phrase of the rule always finds too";
    NeverMatches = "W104", Warning, "a phrase that can never match";
    FindsQuiet = "W105", Warning, "a rule that finds a quiet text of another rule of its category";
    Untested = "W106", Warning, "a rule without caught or without quiet";
    OnlyFillers = "W107", Warning, "a phrase of little words only";
    UnusedForms = "W108", Warning, "forms of a word no phrase uses";
    OnlyValues = "W109", Warning, "a phrase of values and little words only";
    TwoScripts = "W112", Warning, "a word written in two alphabets";
    ManyForms = "W113", Warning, "a word that stands for thousands of forms";
    NoForms = "W114", Warning, "a word that no dictionary has and no known word is like";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
