//! The one door by which what was said in a call leaves the program: everything that is shown, printed
//! or exported goes through here without personal data. `scan` alone can be told to hide less.

use crate::exit::Stop;
use callsift::output::hide;
use callsift::output::json_v1::Call;
use callsift::redact::{HiddenCall, Key, Kind, Kinds, Level, Policy};
use callsift::transcript::Transcript;
use clap::{Args, ValueEnum};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// What `scan` hides in `calls.jsonl` and on the records of customers.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Personal data")]
pub(crate) struct RedactArgs {
    /// How personal data is hidden in quotes; numbers and codes of cards are hidden always.
    #[arg(long, value_enum, value_name = "HOW")]
    pub(crate) redact: Option<LevelArg>,
    /// What is hidden besides cards: phone, email, passport, snils, inn, rnokpp, iban, or all.
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    pub(crate) redact_kinds: Vec<String>,
    /// File with the secret of the hashes, 16 bytes or more (for --redact hash).
    #[arg(long, value_name = "FILE")]
    pub(crate) redact_key_file: Option<PathBuf>,
}

/// How personal data is hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LevelArg {
    /// Only cards and their codes are.
    Off,
    /// A sign for each digit [default].
    #[default]
    Mask,
    /// A keyed hash for each value, so that the same number is the same hash.
    Hash,
}

/// What the arguments say, checked.
pub(crate) fn policy(args: &RedactArgs) -> Result<Policy, Stop> {
    let level = args.redact.unwrap_or_default();
    let mut kinds = Kinds::CARDS;
    for name in &args.redact_kinds {
        kinds = match (name.trim(), Kind::from_name(name.trim())) {
            ("all", _) => Kinds::ALL,
            (_, Some(kind)) => kinds.with(kind),
            (name, None) => {
                let known: Vec<&str> = Kind::ALL.into_iter().map(Kind::as_str).collect();
                return Err(Stop::usage(format!(
                    "--redact-kinds {name}: there is no such kind; kinds: {}, all",
                    known.join(", ")
                )));
            }
        };
    }
    match (level, &args.redact_key_file) {
        (LevelArg::Hash, None) => Err(Stop::usage(
            "--redact hash: name the file with the secret of the hashes: --redact-key-file FILE",
        )),
        (LevelArg::Hash, Some(file)) => {
            let shown = file.display();
            let told = |why: String| Stop::usage(format!("--redact-key-file {shown}: {why}"));
            let bytes = fs::read(file).map_err(|error| told(error.to_string()))?;
            let key = Key::new(bytes.trim_ascii().to_vec())
                .ok_or_else(|| told(format!("a secret has {} bytes or more", Key::LEAST)))?;
            Ok(Policy::hash(kinds, key))
        }
        (LevelArg::Off | LevelArg::Mask, Some(file)) => Err(Stop::usage(format!(
            "--redact-key-file {}: only --redact hash takes a secret",
            file.display()
        ))),
        (LevelArg::Off, None) if kinds != Kinds::CARDS => Err(Stop::usage(
            "--redact off hides cards alone; leave out --redact-kinds, or take --redact mask",
        )),
        (LevelArg::Off, None) => Ok(Policy::off()),
        (LevelArg::Mask, None) => Ok(Policy::mask(kinds)),
    }
}

/// What is hidden, for `run.json`; of a secret only what tells it from another.
pub(crate) fn note(policy: &Policy, all: &mut BTreeMap<String, Value>) {
    all.insert("redact".to_owned(), policy.level().as_str().into());
    let kinds: Vec<&str> = policy.kinds().iter().map(Kind::as_str).collect();
    all.insert("redact_kinds".to_owned(), kinds.into());
    if let Some(key) = policy.key().filter(|_| policy.level() == Level::Hash) {
        all.insert("redact_key_id".to_owned(), key.id().into());
    }
}

/// A text as it may be shown.
pub(crate) fn text(text: &str) -> Cow<'_, str> {
    Policy::EVERYTHING.text(text)
}

/// A text that a machine says to everybody: the company's own number in it is nobody's secret.
pub(crate) fn without_cards(text: &str) -> String {
    Policy::default().text(text).into_owned()
}

/// A message of several lines quotes a file, which may be another than was meant; one line tells what the
/// user typed.
pub(crate) fn message(message: &str) -> Cow<'_, str> {
    if !message.contains('\n') {
        return Cow::Borrowed(message);
    }
    let lines: Vec<Cow<'_, str>> = message.split('\n').map(text).collect();
    Cow::Owned(lines.join("\n"))
}

/// A call of `calls.jsonl` as it may be shown.
pub(crate) fn call(call: &mut Call) {
    hide(call, &Policy::EVERYTHING);
}

/// A line of `calls.jsonl` as it may be handed on; one without personal data as it is.
pub(crate) fn line(line: &str) -> Cow<'_, str> {
    let Ok(mut hidden) = serde_json::from_str::<Call>(line) else {
        // What is no call of this version has no text that is known.
        return text(line);
    };
    let before = serde_json::to_string(&hidden).ok();
    call(&mut hidden);
    match serde_json::to_string(&hidden) {
        Ok(after) if Some(&after) != before.as_ref() => Cow::Owned(after),
        Ok(_) | Err(_) => Cow::Borrowed(line),
    }
}

/// A transcript as it may be shown.
pub(crate) struct Shown {
    transcript: Transcript,
    hidden: HiddenCall,
}

impl Shown {
    /// A transcript without its personal data.
    pub(crate) fn of(call: &Transcript) -> Shown {
        let policy = Policy::EVERYTHING;
        let hidden = policy.call(call);
        Shown { transcript: hidden.transcript(call, &policy), hidden }
    }

    /// What may be shown of it.
    pub(crate) fn transcript(&self) -> &Transcript {
        &self.transcript
    }

    /// Where a byte of a turn, as results count them, stands in what is shown.
    pub(crate) fn place(&self, turn: usize, byte: usize) -> usize {
        self.hidden.place(turn, byte)
    }

    /// Whether a quote of the results is of these bytes of a turn, as far as nothing is hidden in it.
    pub(crate) fn is_of(quote: &str, said: &str) -> bool {
        match quote.find(['•', '[']) {
            Some(hidden) => quote.get(..hidden).is_some_and(|before| said.starts_with(before)),
            None => quote == said,
        }
    }
}
