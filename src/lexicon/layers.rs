//! The files a lexicon is compiled from.

use crate::diagnostic::{FileIx, SourceFile};
use std::collections::BTreeSet;

/// The files of a lexicon in layers; a rule of a later layer replaces that of an earlier one.
#[derive(Clone, Debug, Default)]
pub struct LexiconFiles {
    files: Vec<SourceFile>,
    layers: Vec<u32>,
    pub(super) topics: Topics,
}

/// Which topics are switched on: files that name one count only with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topics {
    /// Every one.
    All,
    /// These.
    Named(BTreeSet<String>),
}

impl Default for Topics {
    fn default() -> Topics {
        Topics::Named(BTreeSet::new())
    }
}

impl Topics {
    pub(super) fn is_on(&self, topic: &str) -> bool {
        match self {
            Topics::All => true,
            Topics::Named(names) => names.contains(topic),
        }
    }
}

impl LexiconFiles {
    /// One layer.
    pub fn new(files: Vec<SourceFile>) -> LexiconFiles {
        let mut out = LexiconFiles::default();
        out.add_layer(files);
        out
    }

    /// Adds a layer on top.
    pub fn add_layer(&mut self, files: Vec<SourceFile>) {
        let layer = self.layers.last().map_or(0, |last| last + 1);
        self.layers.resize(self.files.len() + files.len(), layer);
        self.files.extend(files);
    }

    /// Switches topics on.
    pub fn set_topics(&mut self, topics: Topics) {
        self.topics = topics;
    }

    /// All files, as diagnostics number them.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// All files, each with its layer.
    pub(super) fn layered(&self) -> impl Iterator<Item = (&SourceFile, u32)> {
        self.files.iter().zip(self.layers.iter().copied())
    }

    pub(super) fn layer(&self, file: FileIx) -> u32 {
        self.layers[file.0 as usize]
    }
}
