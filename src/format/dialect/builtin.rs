//! The maps of `formats/` as formats; the build script lists them, so a new vendor is one file.

use std::sync::LazyLock;

use super::super::{About, Format, Parse, Shape};
use super::Dialect;
use crate::diagnostic::SourceFile;

// `SOURCES`, file names and texts sorted by name, and `FORMATS`, one for each in the same order.
include!(concat!(env!("OUT_DIR"), "/dialects.rs"));

static DIALECTS: LazyLock<Vec<Option<Dialect>>> = LazyLock::new(|| {
    let read = |(path, text): &(&str, &str)| {
        Dialect::read(&SourceFile { path: (*path).to_owned(), text: (*text).to_owned() }).ok()
    };
    SOURCES.iter().map(read).collect()
});

/// A built-in map; all of them can be read, which a test holds.
fn dialect(number: usize) -> Option<&'static Dialect> {
    DIALECTS.get(number)?.as_ref()
}

/// By what a built-in map recognises its records.
fn signs(number: usize) -> String {
    dialect(number).map(Dialect::signs).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Style, render};

    #[test]
    fn every_map_can_be_read_and_is_named_like_its_file() {
        for (number, (path, text)) in SOURCES.iter().enumerate() {
            let file = SourceFile { path: (*path).to_owned(), text: (*text).to_owned() };
            if let Err(found) = Dialect::read(&file) {
                panic!("{}", render(&[file], &found, Style::Plain));
            }
            let map = dialect(number).unwrap();
            let format = &FORMATS[number];
            assert_eq!((map.name(), map.title()), (format.name, format.title), "{path}");
            assert_eq!(format!("{}.toml", map.name()), *path);
            assert_eq!(map.is_stream(), format.shape == Shape::Stream, "{path}");
            assert!(!map.conditions.is_empty(), "{path}: nothing to recognise it by");
        }
    }
}
