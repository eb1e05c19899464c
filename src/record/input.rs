//! What a customer file is, told from its first bytes.

use std::fmt;
use std::io::Read;

use super::table::is_zip;
use crate::text::{Decoding, Known, TextEncoding, find_encoding};

/// How a customer file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomerFormat {
    /// One JSON object a line.
    JsonLines,
    /// A table with a header: CSV, TSV or a workbook.
    Table,
}

/// Why a file is no customer file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatProblem {
    /// Nothing in it.
    Empty,
    /// A JSON array instead of lines.
    JsonArray,
    /// An object over several lines.
    PrettyJson,
    /// JSON in UTF-16.
    Utf16,
    /// An archive, or another file that is no text.
    Binary,
}

impl fmt::Display for FormatProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FormatProblem::Empty => "the customer file is empty",
            FormatProblem::JsonArray => {
                "the customers are one JSON array; write one object a line (jq -c '.[]')"
            }
            FormatProblem::PrettyJson => {
                "the customers are spread over several lines; write one object a line (jq -c .)"
            }
            FormatProblem::Utf16 => "the customer file is UTF-16; save it as UTF-8",
            FormatProblem::Binary => {
                "the customer file is no text; unpack it, or save the table as CSV"
            }
        })
    }
}

impl std::error::Error for FormatProblem {}

impl CustomerFormat {
    /// Tells the format from the beginning of a file, which should hold its first line.
    ///
    /// Tables are told from everything else by not being it; [`Table`](super::Table) finds out more.
    pub fn sniff(
        head: &[u8],
        encoding: Option<TextEncoding>,
    ) -> Result<CustomerFormat, FormatProblem> {
        if is_zip(head) {
            return Ok(CustomerFormat::Table);
        }
        let found = find_encoding(head, encoding);
        let decoded = found.map(|found| {
            let mut text = Vec::new();
            // Bytes in memory are read without a fault.
            let _ = Decoding::new(head, found.encoding).read_to_end(&mut text);
            text
        });
        let head = decoded.as_deref().unwrap_or(head);
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        let line = head.split(|&b| b == b'\n' || b == b'\r').next().unwrap_or_default();
        match line.trim_ascii() {
            [] => Err(FormatProblem::Empty),
            _ if head.contains(&0) => Err(FormatProblem::Binary),
            [b'['] => Err(FormatProblem::JsonArray),
            [b'[', b'{' | b']' | b' ', ..] => Err(FormatProblem::JsonArray),
            [b'{'] => Err(FormatProblem::PrettyJson),
            [b'{', ..] if found.is_some_and(|found| found.known != Known::Named) => {
                Err(FormatProblem::Utf16)
            }
            [b'{', ..] => Ok(CustomerFormat::JsonLines),
            _ => Ok(CustomerFormat::Table),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart() {
        let table = Ok(CustomerFormat::Table);
        for (head, format) in [
            ("{\"id\":1}\n", Ok(CustomerFormat::JsonLines)),
            ("\u{feff}\r\n {\"id\":1}", Ok(CustomerFormat::JsonLines)),
            ("id,phone\n1;2;3;4", table),
            ("\u{feff}id;phone;\"a,b,c\"\r\n", table),
            ("id\tname, first", table),
            ("phone\n", table),
            ("[{\"id\":1}]", Err(FormatProblem::JsonArray)),
            ("[\n{\"id\":1}]", Err(FormatProblem::JsonArray)),
            ("{\n  \"id\": 1\n}", Err(FormatProblem::PrettyJson)),
            (" \n", Err(FormatProblem::Empty)),
            ("PK\u{3}\u{4}\0\0", table),
            ("\u{7f}ELF\0\0", Err(FormatProblem::Binary)),
        ] {
            assert_eq!(CustomerFormat::sniff(head.as_bytes(), None), format, "{head:?}");
        }
        for (text, format) in [("id;x\n1;2", table), ("{\"id\":1}", Err(FormatProblem::Utf16))] {
            let text = format!("\u{feff}{text}");
            let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_eq!(CustomerFormat::sniff(&bytes, None), format, "{text}");
        }
    }
}
