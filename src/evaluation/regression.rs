//! Logistic regression with a bound on the sign of each weight, made the same way every time.
//!
//! Coordinate descent: one weight after the other takes a Newton step whose curvature bounds the loss
//! from above over the step's reach, so the loss never rises (Genkin, Lewis, Madigan 2007). The number
//! of rounds is fixed and nothing is random. The libraries of the field bring matrices, or random
//! starts, and know no bounds on signs; the features here are zeros and ones, a few in each call.

/// The side of zero on which a weight must stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// 0 or more.
    NotNegative,
    /// 0 or less.
    NotPositive,
}

/// Calls with a class, and which features each has.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    /// The class of each call.
    pub(super) positive: Vec<bool>,
    /// The calls that have each feature.
    pub(super) columns: Vec<Vec<u32>>,
    /// The bound on each feature's weight.
    pub(super) signs: Vec<Sign>,
}

/// Rounds over all weights at most; they end earlier once nothing moves.
const ROUNDS: usize = 200;
/// A round that moves no weight by more than this is the last.
const STILL: f64 = 1e-5;

impl Problem {
    /// The weights that make the labels most likely, less `l2`/2 times their squares.
    pub(super) fn solve(&self, l2: f64) -> Vec<f64> {
        let everyone: Vec<u32> = (0..self.positive.len() as u32).collect();
        let mut margins = vec![0.0; self.positive.len()];
        let mut weights = vec![0.0; self.columns.len()];
        let mut reach = vec![1.0; self.columns.len()];
        let mut intercept_reach = 1.0;
        for _ in 0..ROUNDS {
            // The intercept is neither bounded nor held small; only the margins know it.
            let step = self.step(&everyone, &margins, 0.0, 0.0, intercept_reach);
            intercept_reach = f64::max(2.0 * step.abs(), intercept_reach / 2.0);
            margins.iter_mut().for_each(|margin| *margin += step);
            let mut moved = step.abs();
            for (feature, column) in self.columns.iter().enumerate() {
                let weight = weights[feature];
                let step = self.step(column, &margins, weight, l2, reach[feature]);
                let next = match self.signs[feature] {
                    Sign::NotNegative => f64::max(weight + step, 0.0),
                    Sign::NotPositive => f64::min(weight + step, 0.0),
                };
                let step = next - weight;
                reach[feature] = f64::max(2.0 * step.abs(), reach[feature] / 2.0);
                if step != 0.0 {
                    weights[feature] = next;
                    column.iter().for_each(|call| margins[*call as usize] += step);
                    moved = moved.max(step.abs());
                }
            }
            if moved < STILL {
                break;
            }
        }
        weights
    }

    /// A step of one weight that does not raise the loss, at most as far as `reach`.
    fn step(&self, calls: &[u32], margins: &[f64], weight: f64, l2: f64, reach: f64) -> f64 {
        let (mut slope, mut curvature) = (l2 * weight, l2);
        for call in calls {
            let margin = margins[*call as usize];
            let likely = 1.0 / (1.0 + (-margin).exp());
            slope += likely - f64::from(u8::from(self.positive[*call as usize]));
            let far = margin.abs() - reach;
            curvature += if far <= 0.0 { 0.25 } else { 1.0 / (2.0 + far.exp() + (-far).exp()) };
        }
        if curvature <= 0.0 { 0.0 } else { (-slope / curvature).clamp(-reach, reach) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `n` calls of each class; feature 0 in 8 of 10 complaints, feature 1 in 8 of 10 others,
    /// feature 2 in half of each.
    fn problem(n: u32) -> Problem {
        let positive: Vec<bool> = (0..2 * n).map(|call| call < n).collect();
        let column = |of: fn(u32, bool) -> bool| {
            (0..2 * n).filter(|call| of(*call, *call < n)).collect::<Vec<u32>>()
        };
        let columns = vec![
            column(|call, yes| (call % 10 < 8) == yes),
            column(|call, yes| ((call / 10 + call) % 10 < 8) != yes),
            column(|call, _| call % 2 == 0),
        ];
        Problem { positive, columns, signs: vec![Sign::NotNegative; 3] }
    }

    #[test]
    fn one_feature_gives_the_log_odds() {
        let mut problem = problem(1_000);
        problem.columns.truncate(1);
        problem.signs.truncate(1);
        // 800 of 1,000 with the feature and 200 of 1,000 without it are complaints.
        let weight = problem.solve(1e-9)[0];
        assert!((weight - 2.0 * 4.0_f64.ln()).abs() < 1e-3, "{weight}");
        assert!(problem.solve(100.0)[0] < weight, "it is held small");
    }

    #[test]
    fn signs_are_kept() {
        let mut problem = problem(200);
        let weights = problem.solve(1.0);
        assert!(weights[0] > 1.0 && weights[1] == 0.0, "{weights:?}");
        problem.signs = vec![Sign::NotPositive; 3];
        let weights = problem.solve(1.0);
        assert!(weights[0] == 0.0 && weights[1] < -1.0, "{weights:?}");
    }

    #[test]
    fn the_loss_is_at_its_least() {
        let mut problem = problem(100);
        problem.signs[1] = Sign::NotPositive;
        let loss = |weights: &[f64], intercept: f64| {
            let mut margins = vec![intercept; problem.positive.len()];
            for (column, weight) in problem.columns.iter().zip(weights) {
                column.iter().for_each(|call| margins[*call as usize] += weight);
            }
            let one = |(margin, yes): (&f64, &bool)| {
                (1.0 + (if *yes { -margin } else { *margin }).exp()).ln()
            };
            let fit: f64 = margins.iter().zip(&problem.positive).map(one).sum();
            fit + weights.iter().map(|weight| weight * weight / 2.0).sum::<f64>()
        };
        // The best intercept for given weights, by halving.
        let best = |weights: &[f64]| {
            let (mut low, mut high) = (-20.0, 20.0);
            for _ in 0..200 {
                let (a, b) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
                if loss(weights, a) < loss(weights, b) { high = b } else { low = a }
            }
            loss(weights, low)
        };
        let weights = problem.solve(1.0);
        let least = best(&weights);
        for feature in 0..3 {
            for by in [-0.05, 0.05] {
                let mut other = weights.clone();
                other[feature] += by;
                let allowed = if feature == 1 { other[1] <= 0.0 } else { other[feature] >= 0.0 };
                assert!(!allowed || best(&other) > least, "{feature} by {by}: {weights:?}");
            }
        }
    }

    #[test]
    fn what_cannot_be_parted_stays_finite() {
        let columns = vec![vec![], vec![0, 1], vec![0]];
        let problem =
            Problem { positive: vec![true, true], columns, signs: vec![Sign::NotNegative; 3] };
        assert!(problem.solve(1.0).iter().all(|weight| weight.is_finite()));
    }
}
