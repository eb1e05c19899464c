//! Figures as people read them in a language: percent with its interval and counts, or why not.

use crate::messages::{evaluate as words, number};
use crate::privacy;
use callsift::batch::RejectRecord;
use callsift::evaluation::{Estimate, Figure, Untold};
use callsift::language::Language;
use callsift::lexicon::Weight;

/// A number with so many decimals, and the decimal mark of the language.
pub(super) fn decimal(value: f64, decimals: usize, screen: Language) -> String {
    number::fixed(screen, value, decimals)
}

/// A weight with the decimal mark of the language, without needless zeros.
pub(super) fn weight(weight: Weight, screen: Language) -> String {
    number::decimal(screen, weight.get(), 3)
}

/// `62.5 % [47.0–75.8]`.
pub(super) fn estimate(of: &Estimate, screen: Language) -> String {
    let percent = |share: f64| decimal(share * 100.0, 1, screen);
    format!("{} % [{}–{}]", percent(of.value), percent(of.low), percent(of.high))
}

/// `62.5 % [47.0–75.8] 25/40`, or `3/7 not told: only 7 positives`.
pub(super) fn figure(of: &Figure, screen: Language) -> String {
    let Figure { count, of: all, told } = of;
    match told {
        Ok(told) => format!("{} {count}/{all}", estimate(told, screen)),
        Err(untold) if *all == 0 => why(untold, screen),
        Err(untold) => format!("{count}/{all} {}", why(untold, screen)),
    }
}

/// `not told: only 7 positives`.
pub(super) fn why(untold: &Untold, screen: Language) -> String {
    let noun = words::noun(untold.of);
    match untold.only {
        0 => words::NOT_TOLD_NONE.with(screen, &[("what", noun.noun(screen, 0))]),
        only => words::NOT_TOLD_FEW.with(screen, &[("n", &noun.of(screen, only))]),
    }
}

/// Where a record stands and why it could not be read.
pub(super) fn reject(record: &RejectRecord) -> String {
    let RejectRecord { place, reject, .. } = record;
    let line = place.line + reject.line.map_or(0, |line| line.saturating_sub(1));
    format!("{}:{line}: {}", place.file.name, privacy::text(&reject.message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use callsift::evaluation::Of;

    #[test]
    fn figures_in_three_languages() {
        let told = Figure::new(25, 40, Of::Positives);
        assert_eq!(figure(&told, Language::En), "62.5 % [47.0–75.8] 25/40");
        assert_eq!(figure(&told, Language::Ru), "62,5 % [47,0–75,8] 25/40");
        let few = Figure::new(3, 7, Of::Positives);
        assert_eq!(figure(&few, Language::En), "3/7 not told: only 7 positives");
        assert_eq!(figure(&few, Language::Ru), "3/7 не сказать: всего 7 жалоб");
        assert_eq!(figure(&few, Language::Uk), "3/7 не сказати: усього 7 скарг");
        let none = Figure::new(0, 0, Of::Negatives);
        assert_eq!(figure(&none, Language::Ru), "не сказать: нет звонков без жалобы");
    }
}
