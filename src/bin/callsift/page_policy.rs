//! The content policy of pages: nothing is loaded from anywhere, and only their very own style and
//! script count.

use sha2::{Digest, Sha256};

/// The policy of a page with this style, and this script if it has one.
pub(crate) fn policy(style: &str, script: Option<&str>) -> String {
    let script = script.map_or_else(String::new, |text| format!("script-src {}; ", source(text)));
    let style = source(style);
    format!("default-src 'none'; {script}style-src {style}; base-uri 'none'; form-action 'none'")
}

/// A text that stands in the page itself, by its hash.
fn source(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())))
}

/// Base 64 of RFC 4648, with padding: what a policy wants a hash written in.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= three.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_the_rfc() {
        for (text, written) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), written);
        }
    }

    #[test]
    fn a_page_without_a_script_runs_none() {
        assert!(!policy("a", None).contains("script-src"));
        assert!(policy("a", Some("b")).contains("script-src 'sha256-"));
    }
}
