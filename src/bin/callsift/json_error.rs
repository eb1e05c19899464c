//! Why JSON of ours cannot be read: where, and never what stands there, since that may be what somebody said.

use serde_json::error::{Category, Error};

/// The words for a message, behind the name of the file.
pub(crate) fn why(error: &Error) -> String {
    let what = match error.classify() {
        Category::Syntax | Category::Io => "no JSON",
        Category::Eof => "JSON that ends in the middle",
        Category::Data => "not as callsift writes it",
    };
    format!("{what} (line {}, column {})", error.line(), error.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_not_quoted() {
        for (text, what) in [
            (r#"{"a":"4111 1111"}"#, "not as callsift writes it"),
            (r#"{"a":x4111}"#, "no JSON"),
            (r#"{"a":"41"#, "JSON that ends in the middle"),
        ] {
            type Numbers = std::collections::BTreeMap<String, u8>;
            let told = why(&serde_json::from_str::<Numbers>(text).unwrap_err());
            assert!(told.starts_with(what) && !told.contains("41"), "{told}");
        }
    }
}
