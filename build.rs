//! Lists the files of `lexicons/`, so that a new file needs no line anywhere else.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let folder = root.join("lexicons");
    let mut files = Vec::new();
    list(&folder, &mut files);
    files.sort();
    let mut out = String::from("&[\n");
    for file in &files {
        let name = file.strip_prefix(&folder).expect("inside").to_string_lossy();
        let name = name.replace('\\', "/");
        // The folder is asked for when the list is compiled, so that a copied build reads its own files.
        let inside = format!("/lexicons/{name}");
        let path = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), {inside:?})");
        writeln!(out, "    ({name:?}, include_str!({path})),").expect("a string");
    }
    out.push(']');
    let target = PathBuf::from(std::env::var_os("OUT_DIR").expect("set by cargo"));
    std::fs::write(target.join("lexicons.rs"), out).expect("the build folder can be written");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=lexicons");
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("lexicons can be read");
    for entry in entries {
        let path = entry.expect("lexicons can be read").path();
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
}
