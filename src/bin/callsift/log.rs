//! Messages to standard error as JSON, one object a line, for whoever collects logs.
//!
//! Nothing here names a call, a customer or what was said: files, counts, codes and rules alone.

use clap::ValueEnum;
use serde::Serialize;
use serde_json::{Map, Value};
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether messages are JSON; text until the command line is read.
static JSON: AtomicBool = AtomicBool::new(false);

/// How messages are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people, in the language of the screen.
    #[default]
    Text,
    /// One object a line: time, level, event, fields.
    Json,
}

/// How grave a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Level {
    Info,
    Warn,
    Error,
}

#[derive(Serialize)]
struct Line<'a> {
    time: String,
    level: Level,
    event: &'a str,
    fields: Map<String, Value>,
}

/// Chooses for the rest of the program.
pub(crate) fn choose(format: LogFormat) {
    JSON.store(format == LogFormat::Json, Ordering::Relaxed);
}

/// Whether messages are JSON.
pub(crate) fn is_json() -> bool {
    JSON.load(Ordering::Relaxed)
}

/// Whether a command line that cannot be parsed asks for JSON.
pub(crate) fn asked(mut args: impl Iterator<Item = String>) -> bool {
    while let Some(arg) = args.next() {
        if arg == "--log=json" || (arg == "--log" && args.next().as_deref() == Some("json")) {
            return true;
        }
    }
    false
}

/// One message. Does nothing where messages are text. Nobody is left to be told when it fails.
pub(crate) fn event<const N: usize>(level: Level, event: &str, fields: [(&str, Value); N]) {
    if !is_json() {
        return;
    }
    let time = jiff::Timestamp::now();
    let time = time.round(jiff::Unit::Millisecond).unwrap_or(time).to_string();
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    // Strings, numbers and lists of them: nothing here can fail to be written.
    let mut line = serde_json::to_vec(&Line { time, level, event, fields }).unwrap_or_default();
    line.push(b'\n');
    let _ = io::stderr().lock().write_all(&line);
}

#[cfg(test)]
mod tests {
    use super::asked;

    #[test]
    fn what_a_command_line_asks_for() {
        for (line, json) in [
            ("scan a --log json", true),
            ("scan --log=json --nope", true),
            ("scan --log text", false),
            ("scan json --log", false),
            ("scan a", false),
        ] {
            assert_eq!(asked(line.split(' ').map(str::to_owned)), json, "{line}");
        }
    }
}
