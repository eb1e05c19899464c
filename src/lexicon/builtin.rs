//! The lexicon that comes with the program.

use crate::diagnostic::SourceFile;

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../lexicons/", $path))),)*]
    };
}

/// Every file of `lexicons/`; a test compares this list with the folder.
const FILES: &[(&str, &str)] = files![
    "any/agent.toml",
    "any/pause.toml",
    "any/profanity.toml",
    "en/agent.toml",
    "en/complaint.toml",
    "en/customer.toml",
    "en/escalation.toml",
    "en/profanity.toml",
    "ru/agent.toml",
    "ru/complaint.toml",
    "ru/customer.toml",
    "ru/escalation.toml",
    "ru/profanity.toml",
    "score.toml",
    "uk/agent.toml",
    "uk/complaint.toml",
    "uk/customer.toml",
    "uk/escalation.toml",
    "uk/profanity.toml",
];

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
    use std::path::Path;

    #[test]
    fn every_file_of_the_folder_is_listed() {
        let mut there = Vec::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons")];
        let root = folders[0].clone();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "toml") {
                    let name = path.strip_prefix(&root).unwrap();
                    there.push(name.to_string_lossy().replace('\\', "/"));
                }
            }
        }
        there.sort();
        assert_eq!(FILES.iter().map(|(path, _)| *path).collect::<Vec<_>>(), there);
    }
}
