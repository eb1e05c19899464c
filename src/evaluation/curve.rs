//! What would be found, and wrongly flagged, were the threshold another.

use super::label::Label;
use super::tally::Tally;
use crate::lexicon::Weight;

/// Points of a curve that are kept.
const MOST_POINTS: usize = 200;

/// A threshold, and the calls counted with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point<T> {
    /// Calls are flagged from this value on.
    pub at: T,
    /// How they come out.
    pub tally: Tally,
}

/// One point for every value that occurs and is above `zero`, the highest first.
pub fn curve<T: Copy + Ord>(calls: impl Iterator<Item = (T, Label)>, zero: T) -> Vec<Point<T>> {
    let mut calls: Vec<(T, Label)> = calls.collect();
    calls.sort_unstable_by(|a, b| b.cmp(a));
    let mut tally = Tally::default();
    for (_, label) in &calls {
        tally.add(*label, false);
    }
    let mut points: Vec<Point<T>> = Vec::new();
    for (at, label) in calls {
        if at <= zero {
            break;
        }
        let moved = match label {
            Label::Complaint => (&mut tally.found, &mut tally.missed),
            Label::Other => (&mut tally.wrong, &mut tally.clear),
            Label::None => (&mut tally.unlabelled_flagged, &mut tally.unlabelled_clear),
        };
        *moved.0 += 1;
        *moved.1 -= 1;
        match points.last_mut() {
            Some(last) if last.at == at => last.tally = tally,
            _ => points.push(Point { at, tally }),
        }
    }
    points
}

/// A curve with not too many points, the first and the last among them.
pub fn thinned<T: Copy>(points: &[Point<T>]) -> Vec<Point<T>> {
    if points.len() <= MOST_POINTS {
        return points.to_vec();
    }
    (0..MOST_POINTS).map(|at| points[at * (points.len() - 1) / (MOST_POINTS - 1)]).collect()
}

/// The lowest threshold that keeps the share of wrongly flagged calls at `most`; with none of them
/// doing so, or no other calls at all, `None`.
pub fn cut(points: &[Point<Weight>], most: f64) -> Option<Weight> {
    let keeps = |point: &&Point<Weight>| {
        let negatives = point.tally.negatives();
        negatives > 0 && point.tally.wrong as f64 <= most * negatives as f64
    };
    points.iter().take_while(keeps).last().map(|point| point.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_counts_from_above() {
        let calls = [
            (3, Label::Complaint),
            (3, Label::Other),
            (2, Label::Complaint),
            (0, Label::Complaint),
            (0, Label::Other),
            (1, Label::None),
        ];
        let points = curve(calls.into_iter(), 0);
        let counts: Vec<_> =
            points.iter().map(|p| (p.at, p.tally.found, p.tally.wrong, p.tally.calls())).collect();
        assert_eq!(counts, [(3, 1, 1, 6), (2, 2, 1, 6), (1, 2, 1, 6)]);
        assert_eq!((points[2].tally.missed, points[2].tally.unlabelled_flagged), (1, 1));
    }

    #[test]
    fn the_cut_keeps_the_share() {
        let weight = |n: i64| Weight::of_thousandths(n);
        let wrong = (1..=20).map(|n| (weight(n * 100), Label::Other));
        let points = curve(wrong.chain([(weight(1_850), Label::Complaint)]), Weight::ZERO);
        assert_eq!(cut(&points, 0.05), Some(weight(2_000)));
        assert_eq!(cut(&points, 0.10), Some(weight(1_850)), "the same share, one more complaint");
        assert_eq!(cut(&points, 0.049), None);
        assert_eq!(cut(&points, 1.0), Some(weight(100)));
    }

    #[test]
    fn long_curves_are_thinned() {
        let points = curve((1..=1_000).map(|n| (n, Label::Other)), 0);
        let thin = thinned(&points);
        assert_eq!((thin.len(), thin[0].at, thin[199].at), (200, 1_000, 1));
        assert!(thin.windows(2).all(|pair| pair[0].at > pair[1].at));
    }
}
