//! Makes a pack out of lexemes. Used when packs are built, never by the running program.

use super::layout::{MAGIC, SECTIONS, put_number, put_text, table};
use super::{Lexeme, learn};
use crate::language::part::PartOfSpeech;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A lexeme as a source lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenLexeme {
    /// The word and its forms, folded.
    pub lexeme: Lexeme,
    /// Which of two lexemes that share a form is meant more often; larger is more.
    pub weight: u32,
}

/// What stands before and after the stem.
pub(super) type Affixes = (String, String);

/// What many lexemes do alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct WrittenParadigm {
    pub(super) part: PartOfSpeech,
    /// Of each form, the base first.
    pub(super) affixes: Vec<Affixes>,
}

/// What some forms of a word have before its stem: degrees of Russian and Ukrainian adjectives.
const BEFORE_STEM: [&str; 5] = ["щонай", "якнай", "най", "наи", "по"];

/// The bytes of a pack; the same for the same lexemes in any order.
pub fn write(lexemes: &[WrittenLexeme], notice: &str) -> Vec<u8> {
    let mut lexemes: Vec<&WrittenLexeme> = lexemes.iter().collect();
    lexemes.sort_by(|a, b| (&a.lexeme, a.weight).cmp(&(&b.lexeme, b.weight)));
    lexemes.dedup_by(|a, b| a.lexeme == b.lexeme);

    let cut: Vec<(String, WrittenParadigm)> = lexemes.iter().map(|l| cut(&l.lexeme)).collect();
    let paradigms: BTreeSet<&WrittenParadigm> = cut.iter().map(|(_, paradigm)| paradigm).collect();
    let paradigms: Vec<&WrittenParadigm> = paradigms.into_iter().collect();
    let number = |paradigm: &WrittenParadigm| {
        paradigms.binary_search(&paradigm).expect("every paradigm is in the list") as u32
    };

    // The paradigms of each form, the likeliest first; names last, then as numbered.
    let mut readings: BTreeMap<&str, Vec<Likelihood>> = BTreeMap::new();
    for (written, (_, paradigm)) in lexemes.iter().zip(&cut) {
        let paradigm = number(paradigm) << 1;
        for form in written.lexeme.forms.iter() {
            let reading = paradigm | u32::from(form == written.lexeme.base);
            readings.entry(form).or_default().push(likelihood(written, reading));
        }
    }
    let paradigms_of = |mut list: Vec<Likelihood>| {
        list.sort_unstable();
        let mut set: Vec<u32> = Vec::new();
        for (_, _, _, reading) in list {
            if !set.contains(&reading) {
                set.push(reading);
            }
        }
        set
    };
    let readings =
        readings.into_iter().map(|(form, list)| (form.as_bytes().to_vec(), paradigms_of(list)));
    let (forms, readings) = numbered(&readings.collect());

    let entry = |paradigm: &&WrittenParadigm| {
        let part = PartOfSpeech::ALL.iter().position(|part| *part == paradigm.part);
        let mut out = vec![part.unwrap_or(PartOfSpeech::ALL.len() - 1) as u8];
        for (before, ending) in &paradigm.affixes {
            put_text(before, &mut out);
            put_text(ending, &mut out);
        }
        out
    };
    let paradigm_table = table(&paradigms.iter().map(entry).collect::<Vec<_>>());

    let bases: Vec<learn::Base<'_>> = lexemes
        .iter()
        .zip(&cut)
        .map(|(written, (_, paradigm))| learn::Base {
            base: &written.lexeme.base,
            paradigm: number(paradigm),
        })
        .collect();
    let learned = learn::endings(&bases, &paradigms);
    let (endings, alike) = numbered(&learned);

    let sections: [&[u8]; SECTIONS] =
        [&forms, &readings, &paradigm_table, &endings, &alike, notice.as_bytes()];
    let mut out = MAGIC.to_vec();
    let mut begin = MAGIC.len() + 8 * SECTIONS;
    for section in sections {
        out.extend((begin as u32).to_le_bytes());
        out.extend((section.len() as u32).to_le_bytes());
        begin += section.len();
    }
    out.extend(sections.concat());
    out
}

/// A reading of a form with what makes it likelier than others: no name, a larger weight, a shorter
/// base form.
type Likelihood = (bool, Reverse<u32>, usize, u32);

fn likelihood(written: &WrittenLexeme, reading: u32) -> Likelihood {
    let lexeme = &written.lexeme;
    let is_name = lexeme.part == PartOfSpeech::Name;
    (is_name, Reverse(written.weight), lexeme.base.chars().count(), reading)
}

/// An automaton from keys to the numbers of sets of paradigms, and the table of these sets.
fn numbered(entries: &BTreeMap<Vec<u8>, Vec<u32>>) -> (Vec<u8>, Vec<u8>) {
    let sets: BTreeSet<&Vec<u32>> = entries.values().collect();
    let sets: Vec<&Vec<u32>> = sets.into_iter().collect();
    let mut builder = fst::MapBuilder::memory();
    for (key, set) in entries {
        let number = sets.binary_search(&set).expect("every set is in the list");
        builder.insert(key, number as u64).expect("keys come sorted and once");
    }
    let entry = |set: &&Vec<u32>| {
        let mut out = Vec::new();
        set.iter().for_each(|paradigm| put_number(*paradigm, &mut out));
        out
    };
    let sets = table(&sets.iter().map(entry).collect::<Vec<_>>());
    (builder.into_inner().expect("memory takes all"), sets)
}

/// The stem of a lexeme, and its paradigm.
fn cut(lexeme: &Lexeme) -> (String, WrittenParadigm) {
    let plain: Vec<(&str, &str)> =
        lexeme.forms.iter().map(|form| before_stem(&lexeme.base, form)).collect();
    let stem = plain.iter().fold(lexeme.base.as_str(), |stem, (_, form)| common_begin(stem, form));
    let affixes = plain
        .iter()
        .map(|(before, form)| ((*before).to_owned(), form[stem.len()..].to_owned()))
        .collect();
    (stem.to_owned(), WrittenParadigm { part: lexeme.part, affixes })
}

/// A form as what stands before its stem and the rest: «наи» + «лучший».
fn before_stem<'f>(base: &str, form: &'f str) -> (&'f str, &'f str) {
    let alike = |other: &str| common_begin(base, other).chars().count();
    for before in BEFORE_STEM {
        if let Some(rest) = form.strip_prefix(before)
            && alike(rest) > alike(form)
            && alike(rest) >= 2
        {
            return form.split_at(form.len() - rest.len());
        }
    }
    ("", form)
}

fn common_begin<'a>(one: &'a str, other: &str) -> &'a str {
    let alike = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    &one[..alike.map(|(a, _)| a.len_utf8()).sum()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Spellings;
    use crate::language::pack::Pack;

    fn lexeme(part: PartOfSpeech, forms: &str) -> WrittenLexeme {
        let forms: Spellings = forms.split(' ').collect();
        let base = forms.iter().next().unwrap().to_owned();
        WrittenLexeme { lexeme: Lexeme { base, part, forms }, weight: 0 }
    }

    fn pack(lexemes: &[WrittenLexeme]) -> Pack {
        Pack::read(Vec::leak(write(lexemes, "a test"))).unwrap()
    }

    #[test]
    fn what_goes_in_comes_out() {
        let adjective = lexeme(PartOfSpeech::Adjective, "милый милая милее помилее наимилейший");
        let verb = lexeme(PartOfSpeech::Verb, "стать стал стали");
        let mut noun = lexeme(PartOfSpeech::Noun, "сталь стали");
        noun.weight = 5;
        let pack = pack(&[adjective.clone(), verb.clone(), noun.clone()]);
        assert_eq!(pack.lexemes("помилее"), [adjective.lexeme]);
        assert_eq!(pack.lexemes("стали"), [noun.lexeme, verb.lexeme]);
        assert!(pack.lexemes("ста").is_empty());
        assert!(pack.knows("стал") && !pack.knows("сталя"));
        assert_eq!(pack.len(), 9);
    }

    #[test]
    fn damaged_bytes_are_no_pack() {
        let good = write(&[lexeme(PartOfSpeech::Noun, "суд суда")], "a test");
        assert!(Pack::read(&[]).is_err());
        assert!(Pack::read(b"callsift pack 1\n").is_err());
        for cut in [17, 40, 70] {
            assert!(Pack::read(Vec::leak(good[..cut].to_vec())).is_err());
        }
    }
}
