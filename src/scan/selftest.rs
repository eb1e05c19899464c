//! Runs the utterances that rules carry: what they must find, and what they must not.

use super::{ScanSettings, Scanner};
use crate::diagnostic::{Code, Diagnostic};
use crate::lexicon::{Lexicon, Listen, Rule, RuleIx, Written, dialogue};
use crate::transcript::Role;

/// What a run of all utterances showed.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Utterances that were run.
    pub utterances: usize,
    /// Those that went wrong.
    pub failures: Vec<Failure>,
    /// Rules that find a quiet text of another rule of their category and language.
    pub warnings: Vec<Diagnostic>,
}

/// One utterance that went wrong.
#[derive(Debug)]
pub struct Failure {
    /// The rule.
    pub rule: RuleIx,
    /// What should have happened.
    pub expected: Expected,
    /// The utterance.
    pub text: Written<String>,
    /// Why it did not: what became of the rule instead.
    pub why: String,
}

/// What an utterance is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The rule finds it.
    Caught,
    /// The rule does not find it.
    Quiet,
}

/// Runs every utterance of every rule.
pub fn run(lexicon: &Lexicon, settings: &ScanSettings) -> Outcome {
    let mut test =
        Test { lexicon, scanner: Scanner::new(lexicon, settings), out: Outcome::default() };
    for (at, rule) in lexicon.rules().iter().enumerate() {
        let ix = RuleIx(at as u32);
        rule.caught.iter().for_each(|text| test.utterance(ix, rule, text, Expected::Caught));
        rule.quiet.iter().for_each(|text| test.utterance(ix, rule, text, Expected::Quiet));
    }
    test.out
}

struct Test<'l> {
    lexicon: &'l Lexicon,
    scanner: Scanner<'l>,
    out: Outcome,
}

impl Test<'_> {
    fn utterance(&mut self, ix: RuleIx, rule: &Rule, text: &Written<String>, expected: Expected) {
        // The compiler has refused every utterance that cannot be read.
        let Ok(call) = dialogue::parse_in(rule.language, &text.value, speaker(rule)) else {
            return;
        };
        self.out.utterances += 1;
        let report = self.scanner.scan(&call);
        let found = |ix: RuleIx| report.findings.iter().any(|finding| finding.rule == ix);
        let right = found(ix) == (expected == Expected::Caught);
        if !right {
            let why = match expected {
                Expected::Quiet => "the rule finds it".to_owned(),
                Expected::Caught => {
                    let reasons = report.suppressed.iter().filter(|hit| hit.rule == ix);
                    let reasons: Vec<_> = reasons
                        .map(|hit| format!("«{}»: {}", hit.quote, hit.reason.as_str()))
                        .collect();
                    match reasons.is_empty() {
                        true => "no phrase of the rule is in it".to_owned(),
                        false => format!("found and taken back ({})", reasons.join(", ")),
                    }
                }
            };
            self.out.failures.push(Failure { rule: ix, expected, text: text.clone(), why });
        }
        if expected == Expected::Quiet {
            self.other_rules(ix, rule, text, &found);
        }
    }

    fn other_rules(
        &mut self,
        ix: RuleIx,
        rule: &Rule,
        text: &Written<String>,
        found: &impl Fn(RuleIx) -> bool,
    ) {
        for (at, other) in self.lexicon.rules().iter().enumerate() {
            let other_ix = RuleIx(at as u32);
            let alike = other.category == rule.category && other.language == rule.language;
            if other_ix != ix && alike && found(other_ix) {
                let message = format!("`{}` finds this quiet text of `{}`", other.id, rule.id);
                self.out.warnings.push(
                    Diagnostic::new(Code::FindsQuiet, text.place, message)
                        .help("both rules are of one category: is the text a case of it or not?"),
                );
            }
        }
    }
}

/// Who says an utterance without a speaker: the side the rule listens to.
fn speaker(rule: &Rule) -> Role {
    match rule.listen {
        Listen::Everybody => Role::Customer,
        Listen::Side(side) | Listen::KnownSide(side) => side,
    }
}
