//! Compiling a lexicon, from the text of its files.
//!
//! Corpus: the built-in lexicon, and [`corpus::lexicon::toml_of_phrases`] with 10,000 phrases. Bytes
//! are those of the TOML. Bias: most words of the made lexicon do not exist and have no forms; a
//! real one of that size would list many.
//!
//! `100k_forms` are single words in the forms given: `compile` from their TOML, `load` from what a scan has
//! stored of them, `aho_corasick` the contiguous NFA of the same words, `read_list` the file of words, a line each,
//! read and cut. Bias: the automaton is given the words, and no file of rules.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use callsift::diagnostic::SourceFile;
use callsift::language::Packs;
use callsift::lexicon::{Lexicon, LexiconFiles, StoredKey, builtin_files, compile};
use criterion::{Criterion, Throughput};
use std::time::Duration;

mod corpus;

/// Phrases of the made lexicon.
const PHRASES: usize = 10_000;

/// Phrases of the built-in lexicon and the sequences of words they stand for. Changes with it.
const BUILTIN: (usize, usize) = (11_847, 50_988);

/// Sequences of words that the made phrases stand for.
const MADE_VARIANTS: usize = 11_000;

/// Words of the long list.
const FORMS: usize = 100_000;

/// Ten samples a bench: machines that share their cores gain nothing from more.
fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    compiling(&mut criterion);
    forms(&mut criterion);
    criterion.final_summary();
}

fn compiling(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("compile");
    let mut bench = |name: &str, files: &LexiconFiles, expected: (usize, usize)| {
        let bytes: usize = files.files().iter().map(|file| file.text.len()).sum();
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let (lexicon, _) =
                    compile(files, Packs::builtin()).expect("the lexicon has no errors");
                let phrases = lexicon.rules().iter().map(|rule| rule.phrases.len()).sum();
                assert_eq!((phrases, lexicon.matcher().variants()), expected);
            });
        });
    };
    bench("builtin", &LexiconFiles::new(builtin_files()), BUILTIN);
    let text = corpus::lexicon::toml_of_phrases(PHRASES);
    let file = SourceFile { path: "bench.toml".to_owned(), text };
    bench("made_10k", &LexiconFiles::new(vec![file]), (PHRASES, MADE_VARIANTS));
    group.finish();
}

/// A long list of words: made ready, loaded again, and beside an automaton.
fn forms(criterion: &mut Criterion) {
    let words = corpus::lexicon::single_words(FORMS);
    let file =
        SourceFile { path: "bench.toml".to_owned(), text: corpus::lexicon::toml_of_words(&words) };
    let files = LexiconFiles::new(vec![file]);
    let compiled = || compile(&files, Packs::none()).expect("the lexicon has no errors").0;
    let key = StoredKey::of(&files);
    let stored = compiled().stored(&key).expect("a compiled lexicon can be stored");
    let list = words.join("\n");
    let mut group = criterion.benchmark_group("100k_forms");
    let mut bench = |name: &str, make: &mut dyn FnMut() -> usize| {
        group.bench_function(name, |bencher| bencher.iter(|| assert_eq!(make(), FORMS)));
    };
    bench("compile", &mut || compiled().matcher().variants());
    bench("load", &mut || {
        let lexicon = Lexicon::from_stored(&stored, &key).expect("it was stored just now");
        lexicon.matcher().variants()
    });
    bench("aho_corasick", &mut || {
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::LeftmostLongest)
            .build(&words);
        automaton.expect("so many words fit").patterns_len()
    });
    bench("read_list", &mut || list.lines().map(str::to_owned).collect::<Vec<_>>().len());
    group.finish();
}
