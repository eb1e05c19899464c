//! The report as text for a terminal.

use super::page::{Align, Body, Example, Section, Table};
use crate::messages::evaluate as words;
use crate::terminal::shown;
use callsift::language::Language;
use std::fmt::Write;

/// Rows of a long table that are printed; the page and the JSON have all.
const ROWS: usize = 30;
/// Examples of a kind that are printed, and characters of each.
const EXAMPLES: usize = 5;
const CHARS: usize = 400;

/// The whole report.
pub(super) fn render(sections: &[Section], screen: Language) -> String {
    let mut out = String::new();
    for section in sections {
        push(&mut out, &section.title);
        out.push_str(&"─".repeat(shown(&section.title).chars().count()));
        out.push('\n');
        for body in &section.body {
            match body {
                Body::Lines(lines) => lines.iter().for_each(|line| push(&mut out, line)),
                Body::Note(note) => push(&mut out, note),
                Body::Table(table) => self::table(&mut out, table, screen),
                // A drawing is for the page; its table follows.
                Body::Plot(_) => {}
                Body::Examples(examples) => {
                    for example in examples.iter().take(EXAMPLES) {
                        self::example(&mut out, example);
                    }
                    more(&mut out, examples.len(), EXAMPLES, screen);
                }
            }
        }
        out.push('\n');
    }
    out
}

fn push(out: &mut String, line: &str) {
    // Only what a transcript or a user wrote can be hostile, and all of it comes through here.
    out.push_str(&shown(line.trim_end_matches('\n')));
    out.push('\n');
}

fn more(out: &mut String, all: usize, most: usize, screen: Language) {
    if all > most {
        let left = (all - most).to_string();
        push(out, &words::ROWS_MORE.with(screen, &[("n", &left)]));
    }
}

fn table(out: &mut String, table: &Table, screen: Language) {
    if let Some(caption) = &table.caption {
        push(out, caption);
    }
    let rows: Vec<&Vec<String>> = match table.rows.len() {
        // Of a curve every few points are enough.
        long if long > ROWS && table.ordered => {
            (0..ROWS).map(|at| &table.rows[at * (long - 1) / (ROWS - 1)]).collect()
        }
        _ => table.rows.iter().take(ROWS).collect(),
    };
    let head: Vec<String> = table.head.iter().map(|(name, _)| name.clone()).collect();
    let cells = |row: &Vec<String>| row.iter().map(|cell| shown(cell)).collect::<Vec<_>>();
    let lines: Vec<Vec<String>> = std::iter::once(&head).chain(rows).map(cells).collect();
    let width = |at: usize| lines.iter().map(|line| line[at].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    for line in &lines {
        let mut row = String::from(" ");
        for ((cell, width), (_, align)) in line.iter().zip(&widths).zip(&table.head) {
            let gap = " ".repeat(width - cell.chars().count());
            // Writing to a string cannot fail.
            let _ = match align {
                Align::Left => write!(row, " {cell}{gap} "),
                Align::Right => write!(row, " {gap}{cell} "),
            };
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
    more(out, table.rows.len(), ROWS, screen);
}

fn example(out: &mut String, example: &Example) {
    push(out, &format!("  {}  {}", example.call, example.score));
    for reason in &example.reasons {
        push(out, &format!("    {reason}"));
    }
    let mut left = CHARS;
    for (who, text) in &example.turns {
        let mut text: String = text.chars().take(left.max(1)).collect();
        let used = text.chars().count();
        if used >= left {
            text.push('…');
        }
        push(out, &format!("    {who}: {text}"));
        left = left.saturating_sub(used);
        if left == 0 {
            break;
        }
    }
}
