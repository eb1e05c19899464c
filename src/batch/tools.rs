//! Tools that wait for the next block: what one block taught them serves the next.

use super::worker::{Job, Work};
use std::sync::{Mutex, PoisonError};

/// The tools of a run that no worker has in hand.
pub(super) struct ToolBox<'j, W: Work> {
    job: &'j Job<W>,
    idle: Mutex<Vec<W::Tools<'j>>>,
}

impl<'j, W: Work> ToolBox<'j, W> {
    pub(super) fn new(job: &'j Job<W>) -> ToolBox<'j, W> {
        ToolBox { job, idle: Mutex::new(Vec::new()) }
    }

    /// Works with tools that were used before, or with new ones where all are in use.
    pub(super) fn with<R>(&self, work: impl FnOnce(&'j Job<W>, &mut W::Tools<'j>) -> R) -> R {
        // Nothing is done while the lock is held that could leave the list half changed.
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = idle().pop();
        let mut tools = taken.unwrap_or_else(|| self.job.work.tools());
        let done = work(self.job, &mut tools);
        idle().push(tools);
        done
    }
}
