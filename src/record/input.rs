//! What a customer file is, told from its first bytes.

use std::fmt;

/// How a customer file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomerFormat {
    /// One JSON object a line.
    JsonLines,
    /// A table with a header line.
    Csv {
        /// `,`, `;` or a tab.
        delimiter: u8,
    },
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
    /// UTF-16.
    Utf16,
    /// An archive, a spreadsheet or another file that is no text.
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
    pub fn sniff(head: &[u8]) -> Result<CustomerFormat, FormatProblem> {
        if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
            return Err(FormatProblem::Utf16);
        }
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        let line = head.split(|&b| b == b'\n' || b == b'\r').next().unwrap_or_default();
        match line.trim_ascii() {
            [] => Err(FormatProblem::Empty),
            _ if head.contains(&0) => Err(FormatProblem::Binary),
            [b'['] => Err(FormatProblem::JsonArray),
            [b'[', b'{' | b']' | b' ', ..] => Err(FormatProblem::JsonArray),
            [b'{'] => Err(FormatProblem::PrettyJson),
            [b'{', ..] => Ok(CustomerFormat::JsonLines),
            header => Ok(CustomerFormat::Csv { delimiter: delimiter_of(header) }),
        }
    }
}

/// The delimiter that the header has most of, outside quotes; a comma for a single column.
///
/// Of two that are equally frequent the rarer one in names wins: `id<tab>name, first`.
fn delimiter_of(header: &[u8]) -> u8 {
    let mut counts = [(b'\t', 0_usize), (b';', 0), (b',', 0)];
    let mut quoted = false;
    for &byte in header {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(d, _)| *d == byte && !quoted) {
            *count += 1;
        }
    }
    let mut most = (b',', 0);
    for candidate in counts {
        if candidate.1 > most.1 {
            most = candidate;
        }
    }
    most.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart() {
        let csv = |delimiter| Ok(CustomerFormat::Csv { delimiter });
        for (head, format) in [
            ("{\"id\":1}\n", Ok(CustomerFormat::JsonLines)),
            ("\u{feff}\r\n {\"id\":1}", Ok(CustomerFormat::JsonLines)),
            ("id,phone\n1;2;3;4", csv(b',')),
            ("\u{feff}id;phone;\"a,b,c\"\r\n", csv(b';')),
            ("id\tname, first", csv(b'\t')),
            ("phone\n", csv(b',')),
            ("[{\"id\":1}]", Err(FormatProblem::JsonArray)),
            ("[\n{\"id\":1}]", Err(FormatProblem::JsonArray)),
            ("{\n  \"id\": 1\n}", Err(FormatProblem::PrettyJson)),
            (" \n", Err(FormatProblem::Empty)),
            ("PK\u{3}\u{4}\0\0", Err(FormatProblem::Binary)),
        ] {
            assert_eq!(CustomerFormat::sniff(head.as_bytes()), format, "{head:?}");
        }
        assert_eq!(CustomerFormat::sniff(b"\xff\xfei\0"), Err(FormatProblem::Utf16));
    }
}
