//! Fitted weights as a lexicon file that `--lexicon-add` takes.

use callsift::evaluation::{Basis, Evaluation, Fit, FitOptions};
use callsift::lexicon::Lexicon;
use std::fmt::Write;

/// How every such file begins, so that it may be written anew.
pub(super) const FIRST_LINE: &str = "# Weights fitted by `callsift evaluate --fit`";

/// What the file says of where it comes from.
pub(super) struct Header<'a> {
    pub(super) evaluation: &'a Evaluation,
    pub(super) options: &'a FitOptions,
}

/// The file. Rules that keep their weight are left to the lexicon.
pub(super) fn render(fit: &Fit, lexicon: &Lexicon, header: &Header<'_>) -> String {
    let Header { evaluation, options } = header;
    let mut out = format!(
        "{FIRST_LINE}\n# on {} complaints and {} other calls, at most {} of the latter flagged.\n\
         # Use it with: callsift scan … --lexicon-add FILE.toml\n\n\
         [weights]\n",
        evaluation.total.positives(),
        evaluation.total.negatives(),
        options.max_false,
    );
    for of in &fit.rules {
        let scored = match of.basis {
            Basis::Fitted => true,
            Basis::Kept => false,
            Basis::NotScored => of.old != of.new,
        };
        if scored {
            let id = &lexicon.rule(of.rule).id;
            // Writing to a string cannot fail. Ids are small Latin letters, digits, `_` and dots.
            let _ = writeln!(
                out,
                "\"{id}\" = {:?}  # was {}; in {} complaints and {} other calls",
                of.new.get(),
                of.old,
                of.positives,
                of.negatives
            );
        }
    }
    out
}
