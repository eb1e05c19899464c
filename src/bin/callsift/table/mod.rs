//! The tables that are made of results: one row a finding, one row a call. Each is defined once, for
//! `callsift report` and for every kind of `callsift export`.

pub(crate) mod calls;
pub(crate) mod csv;
pub(crate) mod findings;

use crate::messages::Text;

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// Stable name, for programs.
    pub(crate) name: &'static str,
    /// Title, for people.
    pub(crate) title: Text,
    /// What its cells hold.
    pub(crate) kind: Kind,
}

/// What the cells of a column hold. Each cell may be empty as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text, also of other people.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Decimal,
    /// Yes or no.
    Flag,
    /// An instant.
    Instant,
    /// Time from the start of the call, for people; a column of milliseconds stands beside it.
    Clock,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Nothing is known.
    Missing,
    /// Text as the source has it.
    Text(String),
    /// One of a list of names: the name, and how people are told of it.
    Word {
        /// As `calls.jsonl` has it.
        name: String,
        /// In the language of the screen.
        said: String,
    },
    /// A whole number.
    Whole(i64),
    /// A number.
    Decimal(f64),
    /// Yes or no.
    Flag(bool),
    /// An instant.
    Instant(jiff::Timestamp),
    /// Milliseconds from the start of the call.
    Clock(i64),
}

impl Value {
    /// Text, or nothing.
    pub(crate) fn text(text: Option<impl Into<String>>) -> Value {
        text.map_or(Value::Missing, |text| Value::Text(text.into()))
    }

    /// A whole number, or nothing.
    pub(crate) fn whole(number: Option<i64>) -> Value {
        number.map_or(Value::Missing, Value::Whole)
    }

    /// A count, which no result has more of than there are bytes in memory.
    pub(crate) fn count(count: usize) -> Value {
        Value::Whole(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// Time from the start of the call, or nothing.
    pub(crate) fn clock(ms: Option<i64>) -> Value {
        ms.map_or(Value::Missing, Value::Clock)
    }

    /// RFC 3339; what is no instant is nothing.
    pub(crate) fn instant(written: Option<&str>) -> Value {
        written.and_then(|at| at.parse().ok()).map_or(Value::Missing, Value::Instant)
    }
}

/// A table: its columns, and rows of as many values.
pub(crate) struct Table<'a> {
    /// Stable name: `findings`, `calls`.
    pub(crate) name: &'static str,
    /// Title, for people.
    pub(crate) title: Text,
    /// From left to right.
    pub(crate) columns: &'static [Column],
    /// How many rows there are.
    pub(crate) count: usize,
    /// From top to bottom.
    pub(crate) rows: Box<dyn Iterator<Item = Vec<Value>> + 'a>,
}

/// Hours, minutes and seconds, as spreadsheets read a time.
pub(crate) fn clock(ms: i64) -> String {
    let seconds = ms.max(0) / 1000;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_and_a_title_of_its_own() {
        for columns in [&findings::COLUMNS[..], &calls::COLUMNS[..]] {
            for (at, column) in columns.iter().enumerate() {
                let snake = column.name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                assert!(snake && column.name.len() <= 40, "{}", column.name);
                for other in &columns[..at] {
                    assert_ne!(other.name, column.name);
                    assert_ne!(other.title.en, column.title.en, "{}", column.name);
                    assert_ne!(other.title.ru, column.title.ru, "{}", column.name);
                    assert_ne!(other.title.uk, column.title.uk, "{}", column.name);
                }
            }
            assert_eq!(columns[0].name, "call_key");
        }
    }
}
