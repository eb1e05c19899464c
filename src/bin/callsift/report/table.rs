//! `findings.csv`: one row per finding, for a spreadsheet.
//!
//! Cells with text of other people are written so that no spreadsheet takes one for a formula.

use super::results::ReadCall;
use super::screen::Screen;
use crate::exit::Stop;
use crate::terminal::shown;
use callsift::language::Language;
use callsift::output::json_v1::{Call, Finding};

/// How a table begins: the byte order mark by which spreadsheets know UTF-8, and its first column.
pub(super) const HEAD: &[u8] = b"\xef\xbb\xbfcall_key";

const COLUMNS: [&str; 25] = [
    "call_key",
    "started_at",
    "customer",
    "agent",
    "risk",
    "band",
    "flagged",
    "category",
    "category_title",
    "rule",
    "rule_title",
    "severity",
    "weight",
    "role",
    "turn",
    "start",
    "end",
    "start_ms",
    "end_ms",
    "quote",
    "phrase",
    "read_as",
    "action",
    "language",
    "finding_id",
];

/// The whole table, in the order of the page.
pub(super) fn of(screen: &Screen<'_>, calls: &[ReadCall]) -> Result<Vec<u8>, Stop> {
    let failed = |error: csv::Error| Stop::output(format!("findings: {error}"));
    let mut writer = csv::WriterBuilder::new()
        // Where the comma is the decimal sign, spreadsheets part cells by semicolons.
        .delimiter(match screen.language {
            Language::Ru | Language::Uk => b';',
            Language::En => b',',
        })
        .terminator(csv::Terminator::CRLF)
        .from_writer(vec![0xef, 0xbb, 0xbf]);
    writer.write_record(COLUMNS).map_err(failed)?;
    for read in calls {
        for finding in &read.call.findings {
            writer.write_record(row(screen, read, finding)).map_err(failed)?;
        }
    }
    writer.into_inner().map_err(|error| Stop::output(format!("findings: {}", error.error())))
}

fn row(screen: &Screen<'_>, read: &ReadCall, finding: &Finding) -> [String; 25] {
    let call = &read.call;
    let text = |text: Option<&str>| text.map_or(String::new(), cell);
    let number = |ms: Option<i64>| ms.map_or(String::new(), |ms| ms.to_string());
    let read_as: Vec<String> =
        finding.fuzzy.iter().map(|word| format!("{} = {}", word.heard, word.read_as)).collect();
    [
        text(Some(&read.key)),
        screen.started(call).unwrap_or_default(),
        text(screen.customer(call).as_deref()),
        text(screen.agent(call).as_deref()),
        call.risk.score.to_string(),
        screen.band(&call.risk.band),
        if call.complaint.flag { "1" } else { "0" }.to_owned(),
        finding.category.clone(),
        text(Some(&screen.category(&finding.category))),
        finding.rule.clone(),
        text(Some(&finding.title)),
        finding.severity.to_string(),
        weight(call, &finding.rule).map_or(String::new(), |weight| screen.decimal(weight)),
        finding.role.as_deref().map_or(String::new(), |role| screen.role(role).to_owned()),
        finding.turn.map_or(String::new(), |turn| (turn + 1).to_string()),
        finding.start_ms.map_or(String::new(), clock),
        finding.end_ms.map_or(String::new(), clock),
        number(finding.start_ms),
        number(finding.end_ms),
        text(finding.quote.as_deref()),
        text(finding.phrase.as_deref()),
        text(Some(&read_as.join(", "))),
        text(screen.action(&finding.category)),
        text(call.language.as_deref()),
        finding.id.clone(),
    ]
}

/// What the finding's rule added to the complaint score.
pub(super) fn weight(call: &Call, rule: &str) -> Option<f64> {
    call.complaint.parts.iter().find(|part| part.rule == rule).map(|part| part.weight)
}

/// Hours, minutes and seconds, as spreadsheets read a time.
fn clock(ms: i64) -> String {
    let seconds = ms.max(0) / 1000;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Text that stays text: control characters made visible, and an apostrophe before what a
/// spreadsheet would compute.
fn cell(text: &str) -> String {
    let unseen = |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}');
    let first = text.trim_start_matches(unseen).chars().next();
    let starts_formula = first.is_some_and(|c| "=+-@＝＋－＠﹢﹣−".contains(c));
    let plain = shown(text);
    if starts_formula || text.starts_with(['\t', '\r', '\n']) { format!("'{plain}") } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+7 912", "'+7 912"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =1", "'  =1"),
            ("\u{a0}=1", "'\u{a0}=1"),
            ("\u{feff}=1", "'\u{feff}=1"),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠a", "'＠a"),
            ("\tx", "' x"),
            ("\rx", "' x"),
            ("a=1", "a=1"),
            ("— да", "— да"),
            ("верните деньги", "верните деньги"),
            ("\u{1b}]0;x\u{7}", "\\u{1b}]0;x\\u{7}"),
        ] {
            assert_eq!(cell(text), written);
        }
    }

    #[test]
    fn the_head_is_what_is_written() {
        assert!(HEAD.ends_with(COLUMNS[0].as_bytes()));
    }
}
