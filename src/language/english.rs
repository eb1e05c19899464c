//! How an English word that no dictionary has is inflected: by rule, as noun and as verb.

use super::PartOfSpeech;
use super::pack::Lexeme;

/// The noun and the verb a word would be; none for what is no word of three letters a to z.
pub(super) fn lexemes(word: &str) -> Vec<Lexeme> {
    if word.len() < 3 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    let lexeme = |part, inflected: Vec<String>| {
        let forms = [word.to_owned()].into_iter().chain(inflected).collect();
        Lexeme { base: word.to_owned(), part, forms }
    };
    let possessive = format!("{word}'s");
    vec![
        lexeme(PartOfSpeech::Noun, vec![plural(word), possessive]),
        lexeme(PartOfSpeech::Verb, verb_forms(word)),
    ]
}

fn plural(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("woman") {
        return format!("{stem}women");
    }
    match word.strip_suffix("sis") {
        Some(stem) => format!("{stem}ses"),
        None => with_s(word),
    }
}

/// The third person of a verb, the plural of most nouns.
fn with_s(word: &str) -> String {
    let hisses = ["s", "x", "z", "sh", "ch"].iter().any(|end| word.ends_with(end));
    let short_o = ends_with_consonant_and(word, 'o') && syllables(word) == 1;
    match word.strip_suffix('y') {
        Some(stem) if ends_with_consonant_and(word, 'y') => format!("{stem}ies"),
        _ if hisses || short_o => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

fn verb_forms(word: &str) -> Vec<String> {
    let mut forms = vec![with_s(word)];
    let mut stems = vec![];
    if let Some(stem) = word.strip_suffix('e') {
        forms.push(format!("{word}d"));
        forms.push(match stem.strip_suffix('i') {
            Some(begin) => format!("{begin}ying"),
            None if ["ee", "oe", "ye"].iter().any(|end| word.ends_with(end)) => {
                format!("{word}ing")
            }
            None => format!("{stem}ing"),
        });
    } else if ends_with_consonant_and(word, 'y') {
        forms.push(format!("{}ied", &word[..word.len() - 1]));
        forms.push(format!("{word}ing"));
    } else if word.ends_with("ac") || word.ends_with("ic") {
        stems.push(format!("{word}k"));
    } else if doubles(word) {
        stems.push(with_last_doubled(word));
    } else {
        stems.push(word.to_owned());
        if word.ends_with('l') && ends_with_one_vowel_and_consonant(word) {
            // canceled, and cancelled as well
            stems.push(with_last_doubled(word));
        }
    }
    forms.extend(stems.iter().flat_map(|stem| [format!("{stem}ed"), format!("{stem}ing")]));
    if let Some(stem) = word.strip_suffix("ize").filter(|stem| stem.len() >= 3) {
        forms.extend(["ise", "ises", "ised", "ising"].map(|end| format!("{stem}{end}")));
    }
    forms
}

/// Whether the last consonant doubles before -ed: stop, not read, visit or fix.
fn doubles(word: &str) -> bool {
    ends_with_one_vowel_and_consonant(word) && syllables(word) == 1
}

fn ends_with_one_vowel_and_consonant(word: &str) -> bool {
    let last: Vec<char> = word.chars().rev().take(4).collect();
    let [consonant, vowel, before, ..] = last[..] else { return false };
    let after_q = before == 'u' && last.get(3) == Some(&'q');
    !"aeiouywxh".contains(consonant)
        && "aeiouy".contains(vowel)
        && (!"aeiou".contains(before) || after_q)
}

fn with_last_doubled(word: &str) -> String {
    let last = word.chars().next_back();
    word.chars().chain(last).collect()
}

fn ends_with_consonant_and(word: &str, last: char) -> bool {
    let mut letters = word.chars().rev();
    letters.next() == Some(last) && letters.next().is_some_and(|c| !"aeiou".contains(c))
}

/// Runs of vowels; a silent e at the end is none.
fn syllables(word: &str) -> usize {
    let silent = word.len() > 2 && ends_with_consonant_and(word, 'e') && !word.ends_with("le");
    let sounded = if silent { &word[..word.len() - 1] } else { word };
    let is_vowel = |(at, c): (usize, char)| "aeiou".contains(c) || (c == 'y' && at > 0);
    let vowels: Vec<bool> = sounded.char_indices().map(is_vowel).collect();
    let begins = |at: usize| vowels[at] && (at == 0 || !vowels[at - 1]);
    (0..vowels.len()).filter(|at| begins(*at)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        for (word, noun, verb) in [
            ("glitch", "glitches", "glitches glitched glitching"),
            ("ping", "pings", "pings pinged pinging"),
            ("stop", "stops", "stops stopped stopping"),
            ("google", "googles", "googles googled googling"),
            ("unify", "unifies", "unifies unified unifying"),
            ("toy", "toys", "toys toyed toying"),
            ("mic", "mics", "mics micked micking"),
            ("cancel", "cancels", "cancels canceled canceling cancelled cancelling"),
            ("untie", "unties", "unties untied untying"),
            ("fix", "fixes", "fixes fixed fixing"),
        ] {
            let [noun_lexeme, verb_lexeme] = lexemes(word).try_into().unwrap();
            assert_eq!(noun_lexeme.forms.iter().nth(1), Some(noun), "{word}");
            let verb_forms: Vec<&str> = verb_lexeme.forms.iter().skip(1).collect();
            assert_eq!(verb_forms.join(" "), verb, "{word}");
        }
        assert!(lexemes("ab").is_empty() && lexemes("вайфай").is_empty());
    }
}
