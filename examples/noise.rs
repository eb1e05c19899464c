//! How much of what is said survives a recogniser: puts one slip into each evidence word of the
//! built-in lexicon's `caught` texts and counts how often the rule still finds it.
//!
//! `cargo run --release --example noise [SEED [WORD FILE]]`; a word list, one word a line, stands in
//! for dictionaries.
//!
//! Bias: the texts are our own and clean, one slip at a time, each kind equally often, the place of
//! the slip uniform over the word. Slips that make another known word are not counted: no reader of
//! single words could tell.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measuring program")]

use callsift::language::{Language, Packs};
use callsift::lexicon::phrase::{Item, WordPattern, parse};
use callsift::lexicon::{LexiconFiles, Listen, WordId, builtin_files, compile, dialogue};
use callsift::scan::{ScanSettings, Scanner};
use callsift::text::{Words, fold_word};
use callsift::transcript::Role;
use std::collections::BTreeMap;

const KINDS: [&str; 8] =
    ["vowel o/a", "vowel e/i", "voicing", "dropped", "doubled", "swapped", "split", "joined"];
const LETTERS: usize = 5;

/// A small generator, so that a seed gives the same slips everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n as u64) as usize
    }

    /// A place of those that fit.
    fn place(&mut self, places: &[usize]) -> Option<usize> {
        (!places.is_empty()).then(|| places[self.below(places.len())])
    }
}

fn replaced(word: &[char], pairs: &[(char, char)], random: &mut Random) -> Option<Vec<char>> {
    let other = |c: char| {
        pairs.iter().find_map(|(a, b)| match c {
            c if c == *a => Some(*b),
            c if c == *b => Some(*a),
            _ => None,
        })
    };
    let places: Vec<usize> = (0..word.len()).filter(|at| other(word[*at]).is_some()).collect();
    let at = random.place(&places)?;
    let mut word = word.to_vec();
    word[at] = other(word[at])?;
    Some(word)
}

/// The word with a slip of this kind; `joined` is done where the neighbours are known.
fn slip(word: &[char], kind: &str, random: &mut Random) -> Option<Vec<char>> {
    let mut out = word.to_vec();
    match kind {
        "vowel o/a" => return replaced(word, &[('о', 'а'), ('o', 'a')], random),
        "vowel e/i" => return replaced(word, &[('е', 'и'), ('e', 'i')], random),
        "voicing" => {
            let pairs = [
                ('б', 'п'),
                ('д', 'т'),
                ('з', 'с'),
                ('ж', 'ш'),
                ('г', 'к'),
                ('в', 'ф'),
                ('d', 't'),
                ('b', 'p'),
                ('g', 'k'),
            ];
            return replaced(word, &pairs, random);
        }
        "dropped" => drop(out.remove(random.below(word.len()))),
        "doubled" => {
            let at = random.below(word.len());
            out.insert(at, word[at]);
        }
        "swapped" => {
            let places: Vec<usize> =
                (1..word.len()).filter(|at| word[*at] != word[*at - 1]).collect();
            let at = random.place(&places)?;
            out.swap(at - 1, at);
        }
        "split" => out.insert(2 + random.below(word.len() - 3), ' '),
        _ => {}
    }
    Some(out)
}

/// Words that a phrase has with a sign.
fn signed_words(items: &[Item], out: &mut Vec<WordPattern>) {
    for item in items {
        match item {
            Item::Word(WordPattern::Forms(_) | WordPattern::Hinted(..)) | Item::Gap(_) => {}
            Item::Word(word) => out.push(word.clone()),
            Item::Optional(items) => signed_words(items, out),
            Item::OneOf(branches) => branches.iter().for_each(|items| signed_words(items, out)),
        }
    }
}

fn is_signed(signed: &[WordPattern], word: &str) -> bool {
    signed.iter().any(|pattern| match pattern {
        WordPattern::Forms(_) | WordPattern::Hinted(..) | WordPattern::Value(_) => false,
        WordPattern::Exact(exact) => exact == word,
        WordPattern::Prefix(begin) => word.starts_with(begin),
    })
}

fn main() {
    let mut args = std::env::args().skip(1);
    let seed = args.next().map_or(1, |seed| seed.parse().unwrap());
    let listed = args.next().map(|file| std::fs::read_to_string(file).unwrap());
    let files = LexiconFiles::new(builtin_files());
    let listed = listed.map(|list| {
        let folded: Vec<String> = list.lines().map(fold_word).collect();
        Packs::of_words(&folded.iter().map(String::as_str).collect::<Vec<_>>())
    });
    let packs = listed.as_ref().unwrap_or(Packs::builtin());
    let (lexicon, _) = compile(&files, packs).unwrap();
    let [on, off] = [true, false].map(|fuzzy| ScanSettings { fuzzy, ..ScanSettings::default() });
    let mut scanners = [Scanner::new(&lexicon, &on), Scanner::new(&lexicon, &off)];
    let mut random = Random(seed);
    // Tried, found with and without fuzzy reading; by kind and language.
    let mut counts: BTreeMap<(bool, usize, Language), [u32; 3]> = BTreeMap::new();
    let mut missed = Vec::new();
    let is_known = |word: &str| {
        let folded = fold_word(word);
        lexicon.vocabulary().id(&folded) != WordId::UNKNOWN || packs.knows(&folded)
    };
    for rule in lexicon.rules() {
        let Some(language) = rule.language else { continue };
        let role = match rule.listen {
            Listen::Everybody => Role::Customer,
            Listen::Side(side) | Listen::KnownSide(side) => side,
        };
        let mut signed = Vec::new();
        for phrase in &rule.phrases {
            signed_words(&parse(phrase).unwrap(), &mut signed);
        }
        for caught in &rule.caught {
            let Ok(call) = dialogue::parse_in(Some(language), &caught.value, role) else {
                continue;
            };
            let report = scanners[1].scan(&call);
            let mine = report.findings.iter().filter(|f| lexicon.rule(f.rule).id == rule.id);
            let Some(said) = mine.filter_map(|finding| finding.said.as_ref()).next() else {
                continue;
            };
            let mut words = Words::new();
            words.push_text(&said.quote);
            for (at, word) in words.as_slice().iter().enumerate() {
                let place = word.source();
                let letters: Vec<char> = said.quote[place.range()].chars().collect();
                if letters.len() < LETTERS || letters.iter().any(|c| !c.is_alphabetic()) {
                    continue;
                }
                for (kind, name) in KINDS.into_iter().enumerate() {
                    let (mut start, mut end) = (place.start(), place.end());
                    let Some(slipped) = slip(&letters, name, &mut random) else { continue };
                    let mut slipped: String = slipped.into_iter().collect();
                    if name == "joined" {
                        let neighbour =
                            |other: usize| words.as_slice().get(other).map(|w| w.source());
                        let before = at.checked_sub(1).and_then(neighbour);
                        slipped = match (before, neighbour(at + 1)) {
                            (_, Some(next)) if said.quote[end..next.start()] == *" " => {
                                end = next.end();
                                format!("{slipped}{}", &said.quote[next.range()])
                            }
                            (Some(last), _) if said.quote[last.end()..start] == *" " => {
                                start = last.start();
                                format!("{}{slipped}", &said.quote[last.range()])
                            }
                            _ => continue,
                        };
                    }
                    if slipped.split(' ').all(is_known) {
                        continue;
                    }
                    let quote = format!("{}{slipped}{}", &said.quote[..start], &said.quote[end..]);
                    let text = caught.value.replacen(&said.quote, &quote, 1);
                    if text == caught.value {
                        continue;
                    }
                    let Ok(call) = dialogue::parse_in(Some(language), &text, role) else {
                        continue;
                    };
                    let word = fold_word(&said.quote[place.range()]);
                    let is_form = lexicon.fuzzy().spelled(&word, lexicon.vocabulary()).is_some();
                    let plain = is_form && !is_signed(&signed, &word);
                    let count = counts.entry((plain, kind, language)).or_default();
                    count[0] += 1;
                    for (which, scanner) in scanners.iter_mut().enumerate() {
                        let report = scanner.scan(&call);
                        let found =
                            report.findings.iter().any(|f| lexicon.rule(f.rule).id == rule.id);
                        count[1 + which] += u32::from(found);
                        if which == 0 && !found {
                            missed.push(format!(
                                "{plain} {}: {} in «{quote}»: {slipped}",
                                name, rule.id
                            ));
                        }
                    }
                }
            }
        }
    }
    let percent = |part: u32, all: u32| f64::from(part) * 100.0 / f64::from(all.max(1));
    let show = |name: &str, of: Vec<&[u32; 3]>| {
        let sum = |i: usize| of.iter().map(|count| count[i]).sum::<u32>();
        let (all, with, without) = (sum(0), sum(1), sum(2));
        println!(
            "{name:>14} {all:>6} slips, found {:>5.1} %, with --fuzzy off {:>5.1} %",
            percent(with, all),
            percent(without, all)
        );
    };
    let of = |wanted: &dyn Fn(bool, usize, Language) -> bool| {
        counts.iter().filter(|((p, k, l), _)| wanted(*p, *k, *l)).map(|(_, c)| c).collect()
    };
    println!("words that phrases have without a sign:");
    for (kind, name) in KINDS.iter().enumerate() {
        show(name, of(&|plain, k, _| plain && k == kind));
    }
    for language in Language::ALL {
        show(language.code(), of(&|plain, _, l| plain && l == language));
    }
    show("all", of(&|plain, _, _| plain));
    println!("`=word`, `begin*`, little words and words in gaps, which are never read otherwise:");
    show("all", of(&|plain, _, _| !plain));
    if std::env::var_os("MISSED").is_some() {
        missed.iter().for_each(|line| println!("{line}"));
    }
}
