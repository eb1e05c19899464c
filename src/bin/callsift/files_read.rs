//! The files of a run as they were read: each with its hash, which are the same, which were in motion.

use crate::motion::Motion;
use callsift::batch::{ContentInfo, Counts, FileInfo, MemberInfo, RejectRecord};
use callsift::format::RejectCode;
use callsift::output::run_v1::{InputContent, InputFile, InputMember};
use std::collections::BTreeMap;

/// The files so far, in the order of reading.
pub(crate) struct FilesRead {
    pub(crate) inputs: Vec<InputFile>,
    motion: Motion,
    /// The first file of each hash.
    first: BTreeMap<String, String>,
    /// Whether anything came out of the file that is being read.
    gave: bool,
    /// Whether an earlier start read some of them.
    resumed: bool,
    /// Rejects of files in motion, which are none of the run.
    held: u64,
    /// Whether something came out of a file before it was seen to change.
    spoilt: bool,
}

impl FilesRead {
    /// None yet.
    pub(crate) fn new(motion: Motion) -> FilesRead {
        let (inputs, first) = (Vec::new(), BTreeMap::new());
        FilesRead { inputs, motion, first, gave: false, resumed: false, held: 0, spoilt: false }
    }

    /// Of a run that goes on: any of its files may have given something before.
    pub(crate) fn resumed(&mut self) {
        self.resumed = true;
    }

    /// Something came out of the file that is being read.
    pub(crate) fn gave(&mut self) {
        self.gave = true;
    }

    /// Whether a reject is none, since its file is left for the next run.
    pub(crate) fn holds_back(&mut self, record: &RejectRecord) -> bool {
        let held = record.reject.code == RejectCode::StillGrowing;
        self.held += u64::from(held);
        held
    }

    /// A file has been read.
    pub(crate) fn end(&mut self, name: &str, info: FileInfo) {
        let gave = std::mem::take(&mut self.gave) || self.resumed;
        if self.motion.has_changed(name) {
            self.spoilt |= gave;
            return;
        }
        let mut input = written_input(name, info);
        if input.bytes > 0 {
            input.same_as = self.first.get(&input.sha256).cloned();
            self.first.entry(input.sha256.clone()).or_insert_with(|| name.to_owned());
        }
        self.inputs.push(input);
    }

    /// Whether what came out holds parts of files that changed, once all are read.
    ///
    /// Files that were young when they were read are looked at once more for that.
    pub(crate) fn is_spoilt(&mut self) -> bool {
        // Who changes now has been read to what was its end.
        self.spoilt |= self.motion.look_again();
        self.spoilt
    }

    /// The counts without what was held back.
    pub(crate) fn counts(&self, all: Counts) -> Counts {
        let without = |count: u64| count.saturating_sub(self.held);
        Counts { read: without(all.read), rejected: without(all.rejected), ..all }
    }
}

fn written_input(name: &str, info: FileInfo) -> InputFile {
    let member = |member: MemberInfo| InputMember {
        member: member.name,
        content: written_content(member.content),
        bytes: member.bytes,
    };
    InputFile {
        file: name.to_owned(),
        content: written_content(info.content),
        bytes: info.bytes,
        sha256: info.sha256,
        members: info.members.into_iter().map(member).collect(),
        same_as: None,
        passed_over: info.passed_over,
    }
}

fn written_content(content: ContentInfo) -> InputContent {
    InputContent {
        format: content.format.map(str::to_owned),
        packed: content.packed.into_iter().map(str::to_owned).collect(),
        encoding: content.encoding,
        encoding_guessed: content.guessed,
    }
}
