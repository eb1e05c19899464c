//! Promises in English: what stands before a verb tells whether it will be done.

use super::en::{CONTINUOUS, HAPPENS, NO_DEEDS, OFFERS, RECEIVES, STATES};
use super::{Person, Predicate};

/// Whether a word can be the verb of a promise, or its auxiliary.
pub(super) fn may_promise(word: &str) -> bool {
    let told = matches!(
        word,
        "will"
            | "shall"
            | "gonna"
            | "going"
            | "should"
            | "aim"
            | "guarantee"
            | "promise"
            | "commit"
            | "expect"
            | "word"
            | "let"
    );
    told || word.ends_with("'ll") || (word.ends_with("ing") && is_one(word, CONTINUOUS))
}

/// The promise whose verb, or auxiliary, stands at a place.
pub(super) fn predicate(words: &[&str], at: usize) -> Option<Predicate> {
    let word = words[at];
    if !word.is_ascii() {
        return None;
    }
    let (person, after) = match word {
        "will" | "shall" | "gonna" => (subject(words, at), at + 1),
        "going" if is(words, at + 1, "to") && goes(words, at) => (subject(words, at - 1), at + 2),
        "should" => return expected(words, at),
        "aim" | "guarantee" | "promise" | "commit" => {
            let said = matches!(subject(words, at)?, Person::I | Person::We);
            let denied = at > 1 && denies(words[at - 1]);
            return said.then_some(Predicate {
                first: at,
                last: at,
                person: subject(words, at)?,
                denied,
            });
        }
        "expect" => {
            let told = at == 0 || matches!(words[at - 1], "can" | "please" | "and" | "so" | "then");
            let person = Person::Other;
            return told.then_some(Predicate { first: at, last: at, person, denied: false });
        }
        "word" if at > 1 && words[at - 1] == "my" => {
            return Some(Predicate { first: at, last: at, person: Person::I, denied: false });
        }
        "let" if is(words, at + 1, "me") => {
            let deed = words.get(at + 2).is_some_and(|verb| is_one(verb, OFFERS));
            let last = at + 2;
            return deed.then_some(Predicate { first: at, last, person: Person::I, denied: false });
        }
        _ => match word.strip_suffix("'ll") {
            Some(short) => (Some(person_of(short)), at + 1),
            None => return continuous(words, at),
        },
    };
    let person = person.unwrap_or(Person::Other);
    let (verb, denied) = past_adverbs(words, after);
    let said = words.get(verb).copied().unwrap_or_default();
    let deed = if person == Person::You {
        is_one(said, RECEIVES) && !is(words, verb + 1, "to") && !at_home(words, verb)
    } else {
        !is_one(said, NO_DEEDS)
            && !here(words, verb, person)
            && (person != Person::Other || !is_one(said, HAPPENS))
    };
    // "they'll have to"
    let duty = said == "have" && is(words, verb + 1, "to");
    (deed && !duty).then_some(Predicate {
        first: at,
        last: verb.min(words.len() - 1),
        person,
        denied,
    })
}

/// "you'll be at home", "you'll be in".
fn at_home(words: &[&str], verb: usize) -> bool {
    words[verb] == "be"
        && ["at", "in", "there", "home"].iter().any(|word| is(words, verb + 1, word))
}

/// "I'll be in the office until six".
fn here(words: &[&str], verb: usize, person: Person) -> bool {
    let own = matches!(person, Person::I | Person::We);
    let state = words.get(verb + 1).is_some_and(|word| is_one(word, STATES));
    own && is(words, verb, "be") && state
}

/// "you should have it by Friday".
fn expected(words: &[&str], at: usize) -> Option<Predicate> {
    let verb = *words.get(at + 1)?;
    let arrives = ["arrive", "come", "reach", "land"].contains(&verb);
    let person = subject(words, at)?;
    let receives = is_one(verb, RECEIVES) && !is(words, at + 2, "to") && !at_home(words, at + 1);
    let said = receives || (arrives && person == Person::Other);
    said.then_some(Predicate { first: at, last: at + 1, person, denied: false })
}

/// "we're sending it", "an engineer is coming".
fn continuous(words: &[&str], at: usize) -> Option<Predicate> {
    // Every word of a sentence is asked for, and few end so.
    if !words[at].ends_with("ing") || !is_one(words[at], CONTINUOUS) {
        return None;
    }
    let mut be = at.checked_sub(1)?;
    let mut denied = false;
    while matches!(words[be], "not" | "just" | "now" | "also" | "still" | "already") {
        denied |= words[be] == "not";
        be = be.checked_sub(1)?;
    }
    let word = words[be];
    let short = ["'m", "'re", "'s"].iter().find_map(|end| word.strip_suffix(end));
    let person = match (word, short) {
        ("am" | "are" | "is", _) => subject(words, be)?,
        ("isn't" | "aren't", _) => {
            denied = true;
            subject(words, be).unwrap_or(Person::Other)
        }
        (_, Some(short)) => person_of(short),
        (_, None) => return None,
    };
    (person != Person::You).then_some(Predicate { first: be, last: at, person, denied })
}

/// Past adverbs and denials between an auxiliary and its verb; whether it is denied.
fn past_adverbs(words: &[&str], mut at: usize) -> (usize, bool) {
    let mut denied = false;
    while let Some(word) = words.get(at) {
        match *word {
            "not" | "never" | "no" => denied = true,
            "definitely" | "also" | "then" | "still" | "just" | "certainly" | "personally"
            | "always" | "now" | "likely" | "only" | "all" | "i" | "we" | "they" | "surely"
            | "gladly" | "be" => {
                if *word == "be" && !denied {
                    break;
                }
            }
            _ => break,
        }
        at += 1;
    }
    (at, denied)
}

/// Who stands before an auxiliary.
fn subject(words: &[&str], at: usize) -> Option<Person> {
    let mut before = at.checked_sub(1)?;
    while matches!(words[before], "am" | "are" | "is" | "also" | "all" | "really" | "do" | "can") {
        before = before.checked_sub(1)?;
    }
    let word = words[before];
    let short = ["'m", "'re", "'s"].iter().find_map(|end| word.strip_suffix(end));
    Some(person_of(short.unwrap_or(word)))
}

fn person_of(word: &str) -> Person {
    match word {
        "i" => Person::I,
        "we" => Person::We,
        "you" => Person::You,
        _ => Person::Other,
    }
}

/// Whether "going" at a place follows a form of "to be", and so tells the future.
fn goes(words: &[&str], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        let word = words[before];
        let short = ["'m", "'re", "'s"].iter().any(|end| word.ends_with(end));
        short || matches!(word, "am" | "are" | "is")
    })
}

fn denies(word: &str) -> bool {
    matches!(word, "not" | "never" | "don't" | "can't" | "cannot" | "won't")
}

fn is(words: &[&str], at: usize, wanted: &str) -> bool {
    words.get(at).is_some_and(|word| *word == wanted)
}

fn is_one(word: &str, list: &str) -> bool {
    list.split_whitespace().any(|one| one == word)
}
