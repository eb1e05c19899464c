//! Names in archives as labels: never a path to write, never a control character on a screen.

use encoding_rs::IBM866;

/// A name as text.
pub(super) fn decoded(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        // Archives of Windows in these countries; a wrong guess is a wrong label and no more.
        Err(_) => IBM866.decode_without_bom_handling(name).0.into_owned(),
    }
}

/// A name as it is shown: control and direction characters are written as their numbers.
pub(super) fn label(name: &str) -> String {
    let hostile = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if hostile(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// What stands behind the last separator, of either kind.
pub(super) fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// Whether a name is passed over as it would be in a folder: hidden, or what macOS adds to archives.
pub(super) fn is_hidden(name: &str) -> bool {
    let mut parts = name.split(['/', '\\']);
    parts.any(|part| part == "__MACOSX" || (part.starts_with('.') && part != "." && part != ".."))
}

/// Why a name is none of a file in a folder; archives with such names are made to write elsewhere.
pub(super) fn unsafe_name(name: &str) -> Option<&'static str> {
    let mut start = name.chars();
    if name.starts_with('/') {
        return Some("a name that begins at the root of the file system; it is not read");
    }
    if name.split(['/', '\\']).any(|part| part == "..") {
        return Some("a name that leads out of its folder by `..`; it is not read");
    }
    if start.next().is_some_and(|c| c.is_ascii_alphabetic()) && start.next() == Some(':') {
        return Some("a name that begins with a drive; it is not read");
    }
    name.contains('\\').then_some(
        "a name with backslashes, of which nobody knows whether they are folders; \
         pack it anew with / between folders",
    )
}

/// A file name without `.gz` or `.zst` and without the ending before it.
pub fn stem_of(name: &str) -> &str {
    let packed = [".gz", ".zst"].iter().find_map(|ending| name.strip_suffix(ending));
    let name = packed.unwrap_or(name);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        Some(_) | None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_labels() {
        assert_eq!(decoded("звонки/1.json".as_bytes()), "звонки/1.json");
        assert_eq!(decoded(b"\xa7\xa2\xae\xad\xaa\xa8"), "звонки");
        assert_eq!(label("a\x1b[2J\n.json"), "a\\u{1b}[2J\\u{a}.json");
        assert_eq!(label("a\u{202e}nosj"), "a\\u{202e}nosj");
        assert_eq!(
            [base("a/b.c"), base("a\\b.c"), base("../x"), base("")],
            ["b.c", "b.c", "x", ""]
        );
        let hidden = [".a", "a/.b/c", "__MACOSX/a", "./a", "../a", "a.b", "x\\.y"];
        assert_eq!(hidden.map(is_hidden), [true, true, true, false, false, false, true]);
    }

    #[test]
    fn names_that_lead_elsewhere() {
        for (name, why) in [
            ("/etc/passwd", "the root"),
            ("..", "`..`"),
            ("../a.json", "`..`"),
            ("a/../../b.json", "`..`"),
            ("a\\..\\b.json", "`..`"),
            ("C:\\a.json", "a drive"),
            ("c:a.json", "a drive"),
            ("\\\\host\\a.json", "backslashes"),
            ("night\\a.json", "backslashes"),
        ] {
            assert!(unsafe_name(name).is_some_and(|told| told.contains(why)), "{name}");
        }
        for name in ["a", "a/b.json", "./a.json", "a..b", "...", "12:30.json", "ж:a", "", "a/C:b"]
        {
            assert_eq!(unsafe_name(name), None, "{name}");
        }
    }

    #[test]
    fn stems() {
        for (name, stem) in [
            ("call-1.vtt", "call-1"),
            ("a.b.json.gz", "a.b"),
            ("a.json.zst", "a"),
            (".vtt", ".vtt"),
            ("x", "x"),
        ] {
            assert_eq!(stem_of(name), stem);
        }
    }
}
