//! What a scheduler and an auditor ask of a scan: figures by source, limits and conditions, metrics.

pub(crate) mod args;
mod check;
mod condition;
mod gate;
mod metrics;
mod percent;
mod rate;
mod rejects;
pub(crate) mod sources;
mod told;

pub(crate) use gate::Gate;
pub(crate) use metrics::Times;
