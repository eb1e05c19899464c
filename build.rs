//! Lists the files of `lexicons/` and `formats/`, so that a new file needs no line anywhere else.

use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let target = PathBuf::from(std::env::var_os("OUT_DIR").expect("set by cargo"));
    let write = |name: &str, text: String| {
        std::fs::write(target.join(name), text).expect("the build folder can be written");
    };
    write("lexicons.rs", format!("&[\n{}]", listed(&root, "lexicons")));
    write("dialects.rs", dialects(&root));
    println!("cargo::rustc-env=CALLSIFT_BUILD={}", build(&root));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=packs");
    println!("cargo::rerun-if-changed=lexicons");
    println!("cargo::rerun-if-changed=formats");
}

/// A digest of everything that says how a lexicon is compiled.
fn build(root: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    let below =
        ["src/language", "src/lexicon", "src/text", "src/units.rs", "src/transcript", "packs"];
    let mut paths: Vec<PathBuf> = below.iter().map(|name| root.join(name)).collect();
    paths.push(root.join("Cargo.lock"));
    let mut at = 0;
    while let Some(path) = paths.get(at).cloned() {
        at += 1;
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).expect("a folder can be read");
            let mut inside: Vec<PathBuf> =
                entries.map(|entry| entry.expect("a folder can be read").path()).collect();
            inside.sort();
            paths.extend(inside);
        } else if let Ok(bytes) = std::fs::read(&path) {
            bytes.hash(&mut hasher);
        }
    }
    let features: Vec<_> =
        std::env::vars().filter(|(name, _)| name.starts_with("CARGO_FEATURE_")).collect();
    features.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The names of all files of a folder, each with its text.
fn listed(root: &Path, folder: &str) -> String {
    let mut out = String::new();
    for name in names(&root.join(folder)) {
        // The folder is asked for when the list is compiled, so that a copied build reads its own files.
        let inside = format!("/{folder}/{name}");
        let path = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), {inside:?})");
        writeln!(out, "    ({name:?}, include_str!({path})),").expect("a string");
    }
    out
}

/// The field maps, and a format for each of them.
fn dialects(root: &Path) -> String {
    let folder = root.join("formats");
    let mut out = format!("static SOURCES: &[(&str, &str)] = &[\n{}];\n", listed(root, "formats"));
    out.push_str("pub(in crate::format) static FORMATS: &[Format] = &[\n");
    for (number, file) in names(&folder).iter().enumerate() {
        let text = std::fs::read_to_string(folder.join(file)).expect("a map can be read");
        let value = |key: &str| {
            let line =
                text.lines().find_map(|line| line.strip_prefix(key)?.trim().strip_prefix('='));
            line.unwrap_or_default().trim().trim_matches('"').to_owned()
        };
        let (name, title) = (value("name"), value("title"));
        let (times, words, roles) =
            (value("about_times"), value("about_words"), value("about_roles"));
        let shape = if value("stream") == "true" { "Stream" } else { "Json" };
        writeln!(
            out,
            "    Format {{ name: {name:?}, title: {title:?}, shape: Shape::{shape},\n        \
             about: About {{ what: {title:?}, signs: || signs({number}), times: {times:?},\n        \
             words: {words:?}, roles: {roles:?} }},\n        \
             recognise: |head| dialect({number}).is_some_and(|map| map.recognises(head)),\n        \
             parse: Parse::Several(|record, origin| match dialect({number}) {{\n            \
             Some(map) => map.parse(record, origin),\n            \
             None => super::MAPPED.calls(record, origin),\n        }}) }},"
        )
        .expect("a string");
    }
    out.push_str("];\n");
    out
}

/// The files of a folder and the folders in it, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    list(folder, &mut files);
    files.sort();
    let inside = |file: &PathBuf| {
        file.strip_prefix(folder).expect("inside").to_string_lossy().replace('\\', "/")
    };
    files.iter().map(inside).collect()
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    for entry in entries {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
}
