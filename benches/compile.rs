//! Compiling a lexicon, from the text of its files.
//!
//! Corpus: the built-in lexicon, and [`corpus::lexicon::toml_of_phrases`] with 10,000 phrases. Bytes
//! are those of the TOML. Bias: most words of the made lexicon do not exist and have no forms; a
//! real one of that size would list many.

use callsift::diagnostic::SourceFile;
use callsift::language::Packs;
use callsift::lexicon::{LexiconFiles, builtin_files, compile};
use criterion::{Criterion, Throughput};
use std::time::Duration;

mod corpus;

/// Phrases of the made lexicon.
const PHRASES: usize = 10_000;

/// Phrases of the built-in lexicon and the sequences of words they stand for. Changes with it.
const BUILTIN: (usize, usize) = (11_294, 48_811);

/// Sequences of words that the made phrases stand for.
const MADE_VARIANTS: usize = 11_000;

/// Ten samples a bench: machines that share their cores gain nothing from more.
fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    compiling(&mut criterion);
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
