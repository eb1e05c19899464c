//! A large lexicon of real words, to measure how long compiling takes.

use super::random::Random;
use callsift::language::pack::WrittenLexeme;

/// So many phrases of two to four words, ten a rule.
pub(super) fn made(source: &[WrittenLexeme], language: &str, count: usize, seed: u64) -> String {
    let open: Vec<&WrittenLexeme> = source.iter().filter(|w| w.lexeme.part.is_open()).collect();
    let mut random = Random(seed);
    let mut out = format!("language = \"{language}\"\n");
    for at in 0..count {
        if at % 10 == 0 {
            let end = if at == 0 { "" } else { "]\n" };
            out += &format!(
                "{end}[[rule]]\nid = \"complaint.generic.made_{at}\"\ntitle = \"made\"\n\
                 category = \"complaint.generic\"\nseverity = 1\nphrases = [\n"
            );
        }
        let words = 2 + random.below(3);
        let phrase: Vec<&str> =
            (0..words).map(|_| open[random.below(open.len())].lexeme.base.as_str()).collect();
        out += &format!("  {:?},\n", phrase.join(" "));
    }
    out + "]\n"
}
