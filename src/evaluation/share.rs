//! Shares with their counts and intervals; a share that cannot be told says why.

/// Of fewer things than these no share is told: of 20 calls without a fault the true share may still
/// be 84 %.
pub const FEW: u64 = 20;

/// The two-sided 95 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// What a share is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// Calls.
    Calls,
    /// Words.
    Words,
    /// Calls that are complaints.
    Positives,
    /// Calls that are none.
    Negatives,
    /// Calls that are flagged, or that a rule finds.
    Flagged,
    /// Places that people marked.
    Marked,
    /// Places, or categories of calls, that were found.
    Found,
}

impl Of {
    /// The name in outputs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Of::Calls => "calls",
            Of::Words => "words",
            Of::Positives => "positives",
            Of::Negatives => "negatives",
            Of::Flagged => "flagged",
            Of::Marked => "marked",
            Of::Found => "found",
        }
    }
}

/// Why a figure is not told: there are only so many of these, fewer than [`FEW`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Untold {
    /// Of what there are too few.
    pub of: Of,
    /// How many there are.
    pub only: u64,
}

/// A value and where the true one lies, with 95 % confidence; all from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// The least it may be.
    pub low: f64,
    /// The most it may be.
    pub high: f64,
}

/// A share: so many of so many, and what that tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// So many.
    pub count: u64,
    /// Of so many.
    pub of: u64,
    /// The share, or why it is not told.
    pub told: Result<Estimate, Untold>,
}

impl Figure {
    /// `count` of `of` things.
    pub fn new(count: u64, of: u64, things: Of) -> Figure {
        let told = enough(of, things).map(|()| wilson(count, of));
        Figure { count, of, told }
    }

    /// The same, but not told unless there is enough of something else, too.
    pub fn needs(mut self, number: u64, things: Of) -> Figure {
        if let Err(untold) = enough(number, things) {
            self.told = Err(untold);
        }
        self
    }
}

/// Whether there are enough things to tell a share of them.
pub fn enough(number: u64, of: Of) -> Result<(), Untold> {
    if number < FEW { Err(Untold { of, only: number }) } else { Ok(()) }
}

/// The share and its Wilson interval; `of` is not 0.
fn wilson(count: u64, of: u64) -> Estimate {
    let (n, share) = (of as f64, count as f64 / of as f64);
    let scale = 1.0 + Z * Z / n;
    let middle = share + Z * Z / (2.0 * n);
    let width = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    // At the ends the interval ends with them; floating point would leave a trace beside.
    let low = if count == 0 { 0.0 } else { (middle - width) / scale };
    let high = if count == of { 1.0 } else { (middle + width) / scale };
    Estimate { value: share, low, high }
}

/// Which share of flagged calls are complaints, where complaints are `base` of all calls.
///
/// The interval pairs the worst of both shares with each other and the best with the best, so it is
/// wider than 95 %: it errs to the side of caution.
pub fn precision_at(base: f64, recall: &Figure, false_share: &Figure) -> Result<Estimate, Untold> {
    let (recall, wrong) = (recall.told?, false_share.told?);
    let at = |recall: f64, wrong: f64| {
        let (found, wrong) = (recall * base, wrong * (1.0 - base));
        (found + wrong > 0.0).then(|| found / (found + wrong))
    };
    let Some(value) = at(recall.value, wrong.value) else {
        return Err(Untold { of: Of::Flagged, only: 0 });
    };
    let low = at(recall.low, wrong.high).unwrap_or(0.0);
    let high = at(recall.high, wrong.low).unwrap_or(1.0);
    Ok(Estimate { value, low, high })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_intervals_are_those_of_the_books() {
        // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (count, of, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
            (20, 20, 0.8389, 1.0),
        ] {
            let told = Figure::new(count, of, Of::Calls).told.unwrap();
            assert!((told.low - low).abs() < 5e-5 && (told.high - high).abs() < 5e-5, "{told:?}");
        }
    }

    #[test]
    fn what_is_few_is_not_told() {
        for (count, of) in [(0, 0), (7, 7), (19, 19)] {
            let figure = Figure::new(count, of, Of::Positives);
            assert_eq!(figure.told, Err(Untold { of: Of::Positives, only: of }));
        }
        let other = Figure::new(3, 40, Of::Flagged).needs(2, Of::Negatives);
        assert_eq!(other.told, Err(Untold { of: Of::Negatives, only: 2 }));
    }

    #[test]
    fn precision_follows_the_base_rate() {
        let recall = Figure::new(60, 100, Of::Positives);
        let wrong = Figure::new(5, 100, Of::Negatives);
        let at = |base| precision_at(base, &recall, &wrong).unwrap();
        assert!((at(0.05).value - 0.03 / 0.0775).abs() < 1e-12);
        assert!(at(0.02).value < at(0.05).value && at(0.05).value < at(0.10).value);
        assert!(at(0.05).low < at(0.05).value && at(0.05).value < at(0.05).high);
        let nothing = precision_at(
            0.05,
            &Figure::new(0, 50, Of::Positives),
            &Figure::new(0, 50, Of::Negatives),
        );
        assert_eq!(nothing, Err(Untold { of: Of::Flagged, only: 0 }));
        let few = precision_at(0.05, &Figure::new(3, 7, Of::Positives), &wrong);
        assert_eq!(few, Err(Untold { of: Of::Positives, only: 7 }));
    }
}
