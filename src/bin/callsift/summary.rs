//! The summary of a run, for the person who reads it first.

use crate::tally::Tally;
use crate::terminal::{clock, shown};
use callsift::output::run_v1::{Customers, Run};
use std::fmt::Write;

/// A page of a dozen lines.
pub(crate) fn of(run: &Run, tally: &Tally, out: &str, seconds: f64) -> String {
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = write_page(&mut page, run, tally, out, seconds);
    page.truncate(page.trim_end().len());
    page
}

fn write_page(
    page: &mut String,
    run: &Run,
    tally: &Tally,
    out: &str,
    seconds: f64,
) -> std::fmt::Result {
    let good = run.counts.good;
    writeln!(
        page,
        "{} read in {seconds:.1} s, {} flagged as complaints",
        calls(good),
        run.flagged
    )?;
    let width = run.findings.keys().map(String::len).max().unwrap_or(0);
    for (category, count) in &run.findings {
        writeln!(page, "  {category:width$}  {count:>6}")?;
    }
    if run.findings.is_empty() && good > 0 {
        writeln!(page, "  nothing was found")?;
    }
    match &run.longest_silence {
        Some(silence) => writeln!(
            page,
            "Longest silence: {} s, in {} at {}",
            silence.duration_ms / 1000,
            shown(&silence.call),
            clock(silence.start_ms)
        )?,
        None if run.without_timeline.values().sum::<u64>() < good => {
            writeln!(page, "Longest silence: none of the length that is recorded")?;
        }
        None => {}
    }
    for (reason, count) in &run.without_timeline {
        let why = match reason.as_str() {
            "wrong_medium" => "a chat has no times of speech",
            _ => "the source has no times",
        };
        writeln!(page, "Pauses not checked in {}: {why}", calls(*count))?;
    }
    if let Some(customers) = &run.customers {
        write_customers(page, customers, out)?;
    }
    write_records(page, run, out)?;
    if !tally.worst.is_empty() {
        writeln!(page, "Look at these first:")?;
        for (risk, key) in &tally.worst {
            writeln!(page, "  {}  (priority {risk} of 100)", shown(key))?;
        }
        // `explain` looks into `out` by itself.
        let place = if out == "out" { String::new() } else { format!(" {}", shell_word(out)) };
        writeln!(page, "  callsift explain {}{place}", shell_word(&tally.worst[0].1))?;
    }
    let what = match (&run.customers, good) {
        (None, 0) => "rejects.jsonl",
        (None, _) => "calls.jsonl",
        (Some(_), _) => "customers.jsonl",
    };
    writeln!(page, "Open next: {out}/{what}")
}

/// The lines about customers; also the whole summary of `callsift attach`.
pub(crate) fn write_customers(
    page: &mut String,
    customers: &Customers,
    out: &str,
) -> std::fmt::Result {
    let unchanged = match customers.unchanged {
        0 => String::new(),
        n => format!(", {n} say all of it already"),
    };
    let (touched, read) = (customers.touched, customers.read);
    writeln!(page, "Customers: {touched} of {read} records got calls{unchanged}")?;
    if customers.calls_unmatched > 0 {
        writeln!(
            page,
            "  {} without a certain customer: {out}/unmatched.jsonl",
            calls(customers.calls_unmatched)
        )?;
    }
    if customers.rejected > 0 {
        writeln!(page, "  {} records could not be read: {out}/rejects.jsonl", customers.rejected)?;
    }
    Ok(())
}

fn write_records(page: &mut String, run: &Run, out: &str) -> std::fmt::Result {
    let records = run.counts;
    if records.duplicates > 0 {
        writeln!(page, "{} came twice and count once", calls(records.duplicates))?;
    }
    if run.conflicts > 0 {
        let conflicts = calls(run.conflicts);
        writeln!(page, "{conflicts} have the id of another call; both are kept and marked")?;
    }
    if records.skipped > 0 {
        writeln!(page, "{}", count(records.skipped, "empty file"))?;
    }
    if records.rejected > 0 {
        let reasons: Vec<_> =
            run.rejects.iter().map(|(reason, count)| format!("{reason} {count}")).collect();
        writeln!(
            page,
            "{} could not be read ({}): {out}/rejects.jsonl",
            count(records.rejected, "record"),
            reasons.join(", ")
        )?;
    }
    Ok(())
}

fn calls(number: u64) -> String {
    count(number, "call")
}

/// A number and its noun.
pub(crate) fn count(number: u64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// A word as a shell takes it.
fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.:/".contains(c);
    if word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", shown(word).replace('\'', r"'\''"))
    }
}
