//! Builds language packs and measures them; see `packs/README.md`.
//!
//! ```text
//! cargo run --release --example packs -- build LEXEMES.tsv NOTICE.txt OUT.pack
//! cargo run --release --example packs -- check LEXEMES.tsv OUT.pack
//! cargo run --release --example packs -- hidden LEXEMES.tsv COUNT SEED
//! cargo run --release --example packs -- analogy PACK LEMMAS.txt > ANALOGY.tsv
//! cargo run --release --example packs -- phrases LEXEMES.tsv LANGUAGE COUNT SEED > LEXICON.toml
//! ```
#![expect(clippy::print_stdout, reason = "its figures go to the reader")]

mod hidden;
mod phrases;
mod random;

use callsift::language::PartOfSpeech;
use callsift::language::pack::{Lexeme, Pack, WrittenLexeme, write};
use std::collections::BTreeSet;
use std::{env, error, fs};

type Failure = Box<dyn error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["build", lexemes, notice, out] => {
            let bytes = write(&read(lexemes)?, &fs::read_to_string(notice)?);
            println!("{out}: {} bytes", bytes.len());
            Ok(fs::write(out, bytes)?)
        }
        ["check", lexemes, pack] => check(&read(lexemes)?, pack),
        ["hidden", lexemes, count, seed] => {
            hidden::measure(&read(lexemes)?, count.parse()?, seed.parse()?);
            Ok(())
        }
        ["analogy", pack, lemmas] => analogy(pack, lemmas),
        ["phrases", lexemes, language, count, seed] => {
            print!("{}", phrases::made(&read(lexemes)?, language, count.parse()?, seed.parse()?));
            Ok(())
        }
        _ => Err(
            "say build, check, hidden, analogy or phrases; see the head of examples/packs/main.rs"
                .into(),
        ),
    }
}

/// Lexemes, one a line: part, base, forms, and possibly a weight.
fn read(path: &str) -> Result<Vec<WrittenLexeme>, Failure> {
    let text = fs::read_to_string(path)?;
    let lexeme = |line: &str| -> Option<WrittenLexeme> {
        let mut fields = line.split('\t');
        let part = PartOfSpeech::from_name(fields.next()?)?;
        let base = fields.next()?.to_owned();
        let mut forms = vec![base.clone()];
        forms.extend(fields.next()?.split(' ').filter(|form| **form != base).map(str::to_owned));
        let weight = fields.next().map_or(Some(0), |weight| weight.parse().ok())?;
        let forms = forms.iter().collect();
        Some(WrittenLexeme { lexeme: Lexeme { base, part, forms }, weight })
    };
    let read =
        |line: &str| lexeme(line).ok_or_else(|| format!("{path}: cannot read: {line}").into());
    text.lines().map(read).collect()
}

/// Lemmas (and their part, after a tab) that a pack does not have, as lexemes by analogy.
fn analogy(pack: &str, lemmas: &str) -> Result<(), Failure> {
    let pack = Pack::read(Vec::leak(fs::read(pack)?))?;
    for line in fs::read_to_string(lemmas)?.lines() {
        let lemma = line.split('\t').next().unwrap_or(line);
        for lexeme in pack.by_analogy(lemma).iter().filter(|_| !pack.knows(lemma)) {
            println!(
                "{}\t{}\t{}",
                lexeme.part,
                lexeme.base,
                lexeme.forms.iter().collect::<Vec<_>>().join(" ")
            );
        }
    }
    Ok(())
}

/// Whether a pack gives exactly the lexemes of its source, asked by every form.
fn check(source: &[WrittenLexeme], path: &str) -> Result<(), Failure> {
    let pack = Pack::read(Vec::leak(fs::read(path)?))?;
    let forms: BTreeSet<&str> = source.iter().flat_map(|l| l.lexeme.forms.iter()).collect();
    let mut wrong = 0;
    for written in source {
        let given =
            written.lexeme.forms.iter().all(|form| pack.lexemes(form).contains(&written.lexeme));
        wrong += usize::from(!given);
    }
    let listed: BTreeSet<&Lexeme> = source.iter().map(|written| &written.lexeme).collect();
    for form in &forms {
        wrong += pack.lexemes(form).iter().filter(|lexeme| !listed.contains(lexeme)).count();
    }
    println!("{path}: {} lexemes, {} forms, {wrong} wrong", listed.len(), forms.len());
    match (wrong, forms.len() == pack.len()) {
        (0, true) => Ok(()),
        _ => Err("the pack is not what its source says".into()),
    }
}
