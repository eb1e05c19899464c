//! The lexicon that comes with the program.

use crate::diagnostic::SourceFile;

/// Every file of `lexicons/`, sorted by name, as the build script lists them.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));

/// The files of the built-in lexicon.
pub fn builtin_files() -> Vec<SourceFile> {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: format!("lexicons/{path}"),
        text: (*text).to_owned(),
    };
    FILES.iter().map(file).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_sorted_and_every_language_is_there() {
        assert!(FILES.is_sorted_by_key(|(path, _)| *path));
        for start in ["any/", "en/", "ru/", "uk/", "score.toml"] {
            assert!(FILES.iter().any(|(path, _)| path.starts_with(start)), "{start}");
        }
    }
}
