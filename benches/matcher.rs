//! The matcher alone, beside a byte automaton over the same words.
//!
//! Corpus: the turns of [`corpus::calls`], each a passage, and [`corpus::lexicon::single_words`] as
//! phrases of one word. Bytes are those of the folded text with a blank between two words.
//!
//! `from_text` folds, cuts into words, numbers them and finds, remembering spellings from call to call as a
//! scan does; `from_words` begins with folded words; `from_ids` with numbers. `aho_corasick` runs the contiguous NFA over text that is folded
//! already. Bias: the automaton is spared folding, cutting and the check of word borders, so it
//! finds words inside of other words as well, and its leftmost-longest matches may hide whole
//! words; the matcher is spared everything but single words. `rare` is both with lists of which 0.7 % of the words
//! that are said are one, not one in seven as above. `dictionaries` is the built-in lexicon
//! compiled without and with the dictionaries: more forms, more matches. Outside of the clock, all matches of
//! the automaton with word borders on both sides are counted and must be as many as the matcher's.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use callsift::diagnostic::SourceFile;
use callsift::language::Packs;
use callsift::lexicon::{
    Lexicon, LexiconFiles, Match, Search, ValueKinds, WordId, builtin_files, compile,
};
use callsift::text::Words;
use criterion::{BenchmarkId, Criterion, Throughput};
use std::time::Duration;

mod corpus;

/// Phrases, matches of the matcher, raw matches of the automaton.
const FOUND: [(usize, usize, usize); 4] =
    [(100, 129, 144), (1_000, 2_272, 2_503), (10_000, 9_366, 10_937), (100_000, 10_068, 11_947)];

/// Of words that are seldom said, the same.
const FOUND_RARE: [(usize, usize, usize); 3] =
    [(1_000, 600, 2_854), (10_000, 901, 4_381), (100_000, 1_547, 5_327)];

/// Words of the calls that are looked for then, in 10,000.
const SAID: usize = 70;

/// Matches of the built-in lexicon compiled without dictionaries, and with them. Change with it.
const FOUND_BUILTIN: [(&str, usize); 2] = [("without", 10_672), ("with", 11_998)];

/// Ten samples a bench: machines that share their cores gain nothing from more.
fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    matcher(&mut criterion);
    rare(&mut criterion);
    dictionaries(&mut criterion);
    criterion.final_summary();
}

/// The corpus in every state on its way to the matcher.
struct Texts {
    /// Turns as they are said.
    said: Vec<String>,
    /// Turns, folded, with a blank between two words.
    folded: Vec<String>,
    /// Words of all turns and how many there were at the end of each.
    words: Words,
    ends: Vec<usize>,
}

fn texts() -> Texts {
    let said: Vec<String> =
        corpus::calls().iter().flat_map(|call| &call.turns).map(corpus::Turn::text).collect();
    let mut texts =
        Texts { said: Vec::new(), folded: Vec::new(), words: Words::new(), ends: Vec::new() };
    let mut from = 0;
    for turn in &said {
        texts.words.push_text(turn);
        let new = texts.words.as_slice()[from..].iter();
        let folded: Vec<&str> = new.map(|word| texts.words.folded(word)).collect();
        texts.folded.push(folded.join(" "));
        from = texts.words.as_slice().len();
        texts.ends.push(from);
    }
    texts.said = said;
    texts
}

fn matcher(criterion: &mut Criterion) {
    let texts = texts();
    let bytes: usize = texts.folded.iter().map(String::len).sum();
    let mut group = criterion.benchmark_group("matcher");
    group.throughput(Throughput::Bytes(bytes as u64));
    for (count, matches, raw_matches) in FOUND {
        let phrases = corpus::lexicon::single_words(count);
        let lexicon = lexicon(&phrases);
        let automaton = automaton(&phrases, MatchKind::LeftmostLongest);
        assert_eq!(whole_words(&automaton_of_all(&phrases), &texts.folded), matches, "{count}");

        let mut bench = |name: &str, expected: usize, find: &mut dyn FnMut() -> usize| {
            group.bench_function(BenchmarkId::new(name, count), |bencher| {
                bencher.iter(|| assert_eq!(find(), expected));
            });
        };
        let mut finder = Finder::new();
        bench("from_text", matches, &mut || finder.in_text(&lexicon, &texts.said));
        bench("from_words", matches, &mut || finder.in_words(&lexicon, &texts));
        let ids = ids(&lexicon, &texts);
        bench("from_ids", matches, &mut || finder.in_ids(&lexicon, &ids));
        bench("aho_corasick", raw_matches, &mut || {
            texts.folded.iter().map(|turn| automaton.find_iter(turn).count()).sum()
        });
    }
    group.finish();
}

/// Words that are seldom said.
fn rare(criterion: &mut Criterion) {
    let texts = texts();
    let mut group = criterion.benchmark_group("rare");
    group.throughput(Throughput::Bytes(texts.folded.iter().map(String::len).sum::<usize>() as u64));
    for (count, matches, raw_matches) in FOUND_RARE {
        let phrases = corpus::lexicon::rare_words(count, SAID);
        let lexicon = lexicon(&phrases);
        let automaton = automaton(&phrases, MatchKind::LeftmostLongest);
        assert_eq!(whole_words(&automaton_of_all(&phrases), &texts.folded), matches, "{count}");
        let mut finder = Finder::new();
        group.bench_function(BenchmarkId::new("from_text", count), |bencher| {
            bencher.iter(|| assert_eq!(finder.in_text(&lexicon, &texts.said), matches));
        });
        group.bench_function(BenchmarkId::new("aho_corasick", count), |bencher| {
            let found = || -> usize {
                texts.folded.iter().map(|turn| automaton.find_iter(turn).count()).sum()
            };
            bencher.iter(|| assert_eq!(found(), raw_matches));
        });
    }
    group.finish();
}

/// What the forms of dictionaries cost where calls are scanned.
fn dictionaries(criterion: &mut Criterion) {
    let texts = texts();
    let mut group = criterion.benchmark_group("dictionaries");
    group.throughput(Throughput::Bytes(texts.folded.iter().map(String::len).sum::<usize>() as u64));
    for ((name, expected), packs) in
        FOUND_BUILTIN.into_iter().zip([Packs::none(), Packs::builtin()])
    {
        let (lexicon, _) = compile(&LexiconFiles::new(builtin_files()), packs)
            .expect("the built-in lexicon has no errors");
        let mut finder = Finder::new();
        group.bench_function(BenchmarkId::new("from_text", name), |bencher| {
            bencher.iter(|| assert_eq!(finder.in_text(&lexicon, &texts.said), expected));
        });
    }
    group.finish();
}

/// The memory of a search, used passage after passage.
struct Finder {
    words: Words,
    /// The word of each spelling, and whether it is looked for.
    known: Vec<(WordId, bool)>,
    ids: Vec<WordId>,
    search: Search,
    matches: Vec<Match>,
}

impl Finder {
    fn new() -> Finder {
        Finder {
            words: Words::remembering(),
            known: Vec::new(),
            ids: Vec::new(),
            search: Search::default(),
            matches: Vec::new(),
        }
    }

    fn in_text(&mut self, lexicon: &Lexicon, turns: &[String]) -> usize {
        let mut found = 0;
        for turn in turns {
            let Finder { words, known, ids, .. } = self;
            words.clear();
            known.truncate(words.spellings());
            ids.clear();
            let mut is_sought = false;
            words.push_each(turn, |words, word| {
                let met = word.spelling().and_then(|number| known.get(number)).copied();
                let (id, sought) = met.unwrap_or_else(|| {
                    let id = lexicon.vocabulary().id(words.folded(word));
                    known.push((id, lexicon.matcher().seeks(id)));
                    (id, lexicon.matcher().seeks(id))
                });
                ids.push(id);
                is_sought |= sought;
            });
            if is_sought {
                found += find(lexicon, &self.ids, &mut self.search, &mut self.matches);
            }
        }
        found
    }

    fn in_words(&mut self, lexicon: &Lexicon, texts: &Texts) -> usize {
        let (mut found, mut from) = (0, 0);
        for &end in &texts.ends {
            self.ids.clear();
            let words = texts.words.as_slice()[from..end].iter();
            let words = words.map(|word| texts.words.folded(word));
            self.ids.extend(words.map(|word| lexicon.vocabulary().id(word)));
            found += find(lexicon, &self.ids, &mut self.search, &mut self.matches);
            from = end;
        }
        found
    }

    fn in_ids(&mut self, lexicon: &Lexicon, passages: &[Vec<WordId>]) -> usize {
        passages.iter().map(|ids| find(lexicon, ids, &mut self.search, &mut self.matches)).sum()
    }
}

/// How many matches a passage has.
fn find(lexicon: &Lexicon, ids: &[WordId], search: &mut Search, matches: &mut Vec<Match>) -> usize {
    matches.clear();
    lexicon.matcher().find(ValueKinds::default(), ids, search, matches);
    matches.len()
}

fn ids(lexicon: &Lexicon, texts: &Texts) -> Vec<Vec<WordId>> {
    let id = |word: &str| lexicon.vocabulary().id(word);
    texts.folded.iter().map(|turn| turn.split(' ').map(id).collect()).collect()
}

fn lexicon(phrases: &[String]) -> Lexicon {
    let text = corpus::lexicon::toml_of_words(phrases);
    let file = SourceFile { path: "bench.toml".to_owned(), text };
    let (lexicon, _) = compile(&LexiconFiles::new(vec![file]), Packs::none())
        .expect("the made lexicon has no errors");
    assert_eq!(lexicon.matcher().variants(), phrases.len());
    lexicon
}

fn automaton(phrases: &[String], kind: MatchKind) -> AhoCorasick {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(kind)
        .build(phrases.iter().map(|phrase| callsift::text::fold_word(phrase)))
        .expect("ten thousand short words are far below the limits of the automaton")
}

/// Of the kind that tells of every match, those inside of others too.
fn automaton_of_all(phrases: &[String]) -> AhoCorasick {
    automaton(phrases, MatchKind::Standard)
}

/// Matches that begin and end where words do.
fn whole_words(automaton: &AhoCorasick, turns: &[String]) -> usize {
    let border = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
    let in_turn = |turn: &String| {
        let bytes = turn.as_bytes();
        let matches = automaton.find_overlapping_iter(turn);
        matches.filter(|m| border(bytes[..m.start()].last()) && border(bytes.get(m.end()))).count()
    };
    turns.iter().map(in_turn).sum()
}
