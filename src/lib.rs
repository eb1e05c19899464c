//! callsift finds complaints, pauses and escalation markers in call transcripts and attaches them
//! to customer records.
//!
//! ```text
//! lexicons/*.toml ── lexicon::compile ──▶ Lexicon (immutable, shared by all threads)
//!                                            │
//! bytes ─ format::sniff, parse ─▶ Transcript ─ scan::Scanner ─▶ CallReport ─ output ─▶ calls.jsonl
//!         └─────────── batch: blocks on all cores, written in order ────────────┘
//!                                            │
//! customer records ── record: CustomerIndex ─┴─▶ Resolution ──▶ the same records, one key more
//!
//! labelled calls ── evaluation: Observer ─▶ Evaluator ─▶ Evaluation: how well the lexicon does
//! ```
//!
//! # Floors
//!
//! A module may use only what is declared above it here; `tests/tidy.rs` refuses a `use` that
//! climbs. Each module says what is deliberately absent from its floor.
//!
//! # Invariants
//!
//! * From parse to [`scan::CallReport`] there is no input or output, no clock, and nothing that can
//!   fail: whatever could be wrong was refused before.
//! * A call's result depends on that call, the lexicon and the settings alone, never on the other
//!   calls of a batch, the number of threads or the machine.
//! * A time that a source does not have is absent, never 0. What could not be evaluated is said to
//!   be so; it is never counted as "nothing found".
//! * Every finding carries its evidence, and every match that does not count carries the reason.
//!
//! # Example
//!
//! ```
//! use callsift::language::Packs;
//! use callsift::lexicon::{LexiconFiles, builtin_files, compile, dialogue};
//! use callsift::scan::{ScanSettings, Scanner};
//! use callsift::transcript::Role;
//!
//! let files = LexiconFiles::new(builtin_files());
//! let (lexicon, _warnings) = compile(&files, Packs::builtin()).expect("built in");
//! let settings = ScanSettings::default();
//! let call = dialogue::parse("C: позовите старшего / A: минуту", Role::Customer)?;
//! let report = Scanner::new(&lexicon, &settings).scan(&call);
//! let rule = lexicon.rule(report.findings[0].rule);
//! assert_eq!(rule.category.as_str(), "escalation.supervisor");
//! # Ok::<(), String>(())
//! ```

pub mod units;

pub mod transcript;

pub mod text;

pub mod repetition;

pub mod language;

pub mod redact;

pub mod diagnostic;

pub mod lexicon;

pub mod scan;

pub mod record;

pub mod evaluation;

pub mod format;

pub mod supply;

pub mod output;

pub mod batch;
