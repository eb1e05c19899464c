//! Malformed inputs of everything that is read, each with the code of its reject or warning: nothing
//! panics, every record is accounted for, and what is good beside them is read.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod archives;
#[path = "malformed/cut.rs"]
mod cut;
#[path = "malformed/json.rs"]
mod json;
#[path = "malformed/lists.rs"]
mod lists;
#[path = "malformed/long.rs"]
mod long;
#[path = "malformed/packed.rs"]
mod packed;
#[path = "malformed/text.rs"]
mod text;

use callsift::batch::{
    Begin, Counts, Event, FromRecord, Input, Job, ReadSettings, Reading, Sink, Source, Work, run,
    stem_of,
};
use callsift::transcript::Transcript;
use std::io::{self, Cursor, Read};
use std::sync::atomic::AtomicBool;

/// One input and what it has to come to.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) content: Vec<u8>,
    /// Calls that are read all the same.
    pub(crate) good: u64,
    /// Codes of the rejects, in their order.
    pub(crate) rejects: Vec<&'static str>,
    /// Codes of the warnings of all calls, sorted, each once.
    pub(crate) warnings: Vec<&'static str>,
}

impl Case {
    /// An input that is one reject as a whole.
    pub(crate) fn refused(
        name: impl Into<String>,
        content: impl Into<Vec<u8>>,
        code: &'static str,
    ) -> Case {
        Case {
            name: name.into(),
            content: content.into(),
            good: 0,
            rejects: vec![code],
            warnings: Vec::new(),
        }
    }

    /// An input that is one call with warnings.
    pub(crate) fn warned(
        name: impl Into<String>,
        content: impl Into<Vec<u8>>,
        warnings: &[&'static str],
    ) -> Case {
        let warnings = warnings.to_vec();
        Case { name: name.into(), content: content.into(), good: 1, rejects: Vec::new(), warnings }
    }
}

/// What reading came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) good: u64,
    pub(crate) rejects: Vec<&'static str>,
    pub(crate) warnings: Vec<&'static str>,
    /// What the rejects say.
    pub(crate) messages: Vec<String>,
    duplicates: u64,
    skipped: u64,
}

impl Sink<()> for Outcome {
    fn take(&mut self, event: Event<()>) -> io::Result<()> {
        match event {
            Event::Call { call, .. } => {
                self.good += 1;
                self.warnings.extend(call.warnings.iter().map(|(code, _)| *code));
                self.warnings.sort_unstable();
                self.warnings.dedup();
            }
            Event::Reject(record) => {
                self.rejects.push(record.reject.code.as_str());
                self.messages.push(record.reject.message);
            }
            Event::Duplicate { .. } => self.duplicates += 1,
            Event::EmptyFile(_) => self.skipped += 1,
            Event::FileEnd { .. } | Event::Progress { .. } => {}
        }
        Ok(())
    }
}

struct Nothing;

impl Work for Nothing {
    type Tools<'w> = ();
    type Made = ();

    fn tools(&self) {}

    fn work(&self, (): &mut (), _: &Transcript, _: &FromRecord<'_>) {}
}

/// Reads a stream as the program would.
pub(crate) fn read(
    content: impl Read + Send + 'static,
    prompt: bool,
    opening: ReadSettings,
) -> Outcome {
    let open: Box<dyn FnOnce() -> io::Result<Source> + Send> =
        Box::new(move || Ok(Source::Stream(Box::new(content))));
    let (name, stem) = ("in".to_owned(), Some(stem_of("in.x").to_owned()));
    let input = Input { name, stem, open, prompt };
    let job = Job { work: Nothing, reading: Reading { opening, ..Reading::default() } };
    let mut outcome = Outcome::default();
    let counts =
        run(vec![input], &job, 2, Begin::default(), &mut outcome, &AtomicBool::new(false)).unwrap();
    let told = Counts {
        read: counts.read,
        good: outcome.good,
        duplicates: outcome.duplicates,
        rejected: outcome.rejects.len() as u64,
        skipped: outcome.skipped,
    };
    assert!(counts.add_up() && counts == told, "{counts:?} {told:?}");
    outcome
}

/// Holds every case to what it says, and tells all that differ.
pub(crate) fn check(cases: &[Case], least: usize) {
    let mut wrong = Vec::new();
    for case in cases {
        // Once as a file, once as a pipe that waits for answers.
        for prompt in [false, true] {
            let content = Cursor::new(case.content.clone());
            let found = read(content, prompt, ReadSettings::default());
            let as_told = found.good == case.good
                && found.rejects == case.rejects
                && found.warnings == case.warnings;
            let said = found.messages.iter().all(|message| is_in_style(message));
            if !as_told || !said {
                wrong.push(format!(
                    "{}: good {} {:?} {:?}, expected {} {:?} {:?}; {:?}",
                    case.name,
                    found.good,
                    found.rejects,
                    found.warnings,
                    case.good,
                    case.rejects,
                    case.warnings,
                    found.messages
                ));
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(cases.len() >= least, "{} cases, not {least}", cases.len());
}

/// Lower case, no full stop, nothing of what was said, and no fault of the program.
fn is_in_style(message: &str) -> bool {
    let begins = message.chars().next().is_some_and(|c| !c.is_uppercase());
    begins
        && !message.ends_with('.')
        && !message.contains("kettle")
        && !message.contains("fault of")
}

#[test]
fn records_of_our_own_format() {
    check(&json::cases(), 300);
}

#[test]
fn records_that_are_cut() {
    check(&cut::cases(), 100);
}

#[test]
fn text_captions_chats_and_tables() {
    check(&text::cases(), 90);
}

#[test]
fn archives_and_packed_files() {
    check(&packed::cases(), 40);
}
