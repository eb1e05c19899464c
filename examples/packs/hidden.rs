//! How well words are inflected that the pack does not have: some lemmas are hidden from it.

use super::random::Random;
use callsift::language::PartOfSpeech;
use callsift::language::pack::{Pack, WrittenLexeme, write};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
struct Count {
    lemmas: usize,
    forms: usize,
    found: usize,
    outside: usize,
    given: usize,
}

/// Hides `count` base forms with all their lexemes, builds a pack of the rest, and asks it for them.
pub(super) fn measure(source: &[WrittenLexeme], count: usize, seed: u64) {
    let open = |written: &&WrittenLexeme| {
        let lexeme = &written.lexeme;
        lexeme.part.is_open() && lexeme.forms.count() > 1 && lexeme.base.chars().count() >= 3
    };
    let bases: BTreeSet<&str> =
        source.iter().filter(open).map(|written| written.lexeme.base.as_str()).collect();
    let mut bases: Vec<&str> = bases.into_iter().collect();
    let mut random = Random(seed);
    for at in (1..bases.len()).rev() {
        bases.swap(at, random.below(at + 1));
    }
    let hidden: BTreeSet<&str> = bases.into_iter().take(count).collect();
    let (asked, known): (Vec<WrittenLexeme>, Vec<WrittenLexeme>) =
        source.iter().cloned().partition(|written| hidden.contains(written.lexeme.base.as_str()));
    let pack = Pack::read(Vec::leak(write(&known, "a measurement"))).expect("it was just written");

    let mut counts: BTreeMap<Option<PartOfSpeech>, Count> = BTreeMap::new();
    for base in hidden {
        let of_base = || asked.iter().filter(|w| w.lexeme.base == base && w.lexeme.part.is_open());
        let forms: BTreeSet<&str> =
            of_base().flat_map(|written| written.lexeme.forms.iter()).collect();
        let lexemes = pack.by_analogy(base);
        let mut given: BTreeSet<&str> =
            lexemes.iter().flat_map(|lexeme| lexeme.forms.iter()).collect();
        given.insert(base);
        let part = of_base().next().map(|written| written.lexeme.part);
        for count in [part, None] {
            let count = counts.entry(count).or_default();
            count.lemmas += 1;
            count.forms += forms.len();
            count.given += given.len();
            count.found += forms.intersection(&given).count();
            count.outside += given.difference(&forms).count();
        }
    }
    println!("part        lemmas   forms  recall  outside");
    for (part, count) in counts {
        let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        println!(
            "{:<10} {:>7} {:>7} {:>6.2}% {:>7.2}%",
            part.map_or("all", PartOfSpeech::name),
            count.lemmas,
            count.forms,
            share(count.found, count.forms),
            share(count.outside, count.given),
        );
    }
}
