//! How well a lexicon does on calls that people have judged, and weights fitted to them.
//!
//! An [`Observer`] makes an [`Observation`] of each scanned call, in any thread; an [`Evaluator`]
//! takes them in the order of the input and makes one [`Evaluation`]. A figure that cannot be told,
//! because there are too few calls of a kind, says so ([`Untold`]); it is never 0.
//!
//! Deliberately absent from this floor: files, how a report looks, in which language it speaks.

mod agreement;
mod curve;
mod evaluator;
mod fit;
mod label;
mod observe;
mod regression;
mod share;
mod slice;
mod table;
mod tally;
mod weights;

pub use agreement::{Agreement, Pair, Spans};
pub use curve::{Point, curve, cut, thinned};
pub use evaluator::{Evaluation, Evaluator, Example, Finder, Fitting, Group, LabelCounts, NAMED};
pub use fit::{Basis, Fit, FitOptions, FittedRule, Trial, TrialWeights};
pub use label::{Label, LabelCategory, LabelFault, LabelField, LabelProblem, LabelSpan, Labels};
pub use observe::{Excerpt, Observation, Observer};
pub use share::{Estimate, FEW, Figure, Of, Untold, enough, precision_at};
pub use slice::{Script, Slice, Slices};
pub use table::{LabelTable, RowFault, RowProblem, TableColumns};
pub use tally::{BASE_RATES, Talk, Tally};
pub use weights::{Weights, WeightsOf};
