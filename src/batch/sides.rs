//! Files that are one side of a call each: the first waits until the other comes.

use super::worker::Block;
use crate::supply::Side;
use std::collections::BTreeMap;

/// Bytes of files that may wait; above that the one that has waited longest goes alone.
const MOST_WAITING: usize = 256 * 1024 * 1024;

/// A file that is one side of a call.
pub(super) struct SideBlock {
    pub(super) name: String,
    pub(super) block: Block,
}

/// Sides that wait for their others.
pub(super) struct Waiting {
    /// By the number of the file, with the id of the call.
    sides: BTreeMap<u64, (String, SideBlock)>,
    /// The number of the file of each call.
    numbers: BTreeMap<String, u64>,
    next: u64,
    bytes: usize,
    most: usize,
}

impl Default for Waiting {
    fn default() -> Waiting {
        Waiting {
            sides: BTreeMap::new(),
            numbers: BTreeMap::new(),
            next: 0,
            bytes: 0,
            most: MOST_WAITING,
        }
    }
}

impl Waiting {
    /// Takes a side, and gives what need not wait any longer: both sides of a call, or sides of
    /// which the other has not come.
    pub(super) fn meet(&mut self, side: Side, block: Block) -> Vec<Vec<SideBlock>> {
        let mut ready = Vec::new();
        let new = SideBlock { name: side.side, block };
        let number = self.numbers.get(&side.call_id).copied();
        match number.and_then(|number| self.remove(number)) {
            Some(other) if other.name != new.name => return vec![vec![other, new]],
            Some(same) => ready.push(vec![same]),
            None => {}
        }
        self.bytes += new.block.bytes.len();
        self.numbers.insert(side.call_id.clone(), self.next);
        self.sides.insert(self.next, (side.call_id, new));
        self.next += 1;
        while self.bytes > self.most {
            ready.extend(self.longest().map(|side| vec![side]));
        }
        ready
    }

    /// The sides of which the other never came, in the order in which they were read.
    pub(super) fn rest(&mut self) -> Vec<Vec<SideBlock>> {
        std::iter::from_fn(|| self.longest()).map(|side| vec![side]).collect()
    }

    /// The one that has waited longest.
    fn longest(&mut self) -> Option<SideBlock> {
        let number = *self.sides.keys().next()?;
        self.remove(number)
    }

    fn remove(&mut self, number: u64) -> Option<SideBlock> {
        let (call, side) = self.sides.remove(&number)?;
        self.numbers.remove(&call);
        self.bytes -= side.block.bytes.len();
        Some(side)
    }
}
