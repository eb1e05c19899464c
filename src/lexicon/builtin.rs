//! The lexicon that comes with the program.

use crate::diagnostic::SourceFile;

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../lexicons/", $path))),)*]
    };
}

/// Every file of `lexicons/`; a test compares this list with the folder.
const FILES: &[(&str, &str)] = files!["score.toml",];

/// The files of the built-in lexicon.
pub fn builtin_files() -> Vec<SourceFile> {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: format!("lexicons/{path}"),
        text: (*text).to_owned(),
    };
    FILES.iter().map(file).collect()
}
