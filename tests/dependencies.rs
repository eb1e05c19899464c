//! What callsift is built from is what deny.toml allows: licences, sources, unwanted crates.
//!
//! `cargo deny check` asks more, advisories first of all; this runs everywhere, without a network.
#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

fn cargo(args: &[&str]) -> Vec<u8> {
    let done = Command::new(env!("CARGO")).args(args).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    done.stdout
}

/// The packages that are built on this machine, those of tests as well.
fn packages() -> Vec<Value> {
    let version = String::from_utf8(cargo(&["-vV"])).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let args =
        ["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", host];
    let metadata: Value = serde_json::from_slice(&cargo(&args)).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// Whether an SPDX expression can be kept with these licences: `/` is the old way to write OR.
fn allowed(expression: &str, list: &BTreeSet<&str>) -> bool {
    let text = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut at = 0;
    either(&words, &mut at, list) && at == words.len()
}

fn either(words: &[&str], at: &mut usize, list: &BTreeSet<&str>) -> bool {
    let mut good = both(words, at, list);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        good |= both(words, at, list);
    }
    good
}

fn both(words: &[&str], at: &mut usize, list: &BTreeSet<&str>) -> bool {
    let mut good = one(words, at, list);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        good &= one(words, at, list);
    }
    good
}

fn one(words: &[&str], at: &mut usize, list: &BTreeSet<&str>) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let good = either(words, at, list);
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return good && closed;
    }
    if words.get(*at) == Some(&"WITH") {
        *at += 2;
        return list.contains(format!("{word} WITH {}", words[*at - 1]).as_str());
    }
    list.contains(word)
}

#[test]
fn licences_sources_and_unwanted_crates() {
    let rules: toml::Table = fs::read_to_string("deny.toml").unwrap().parse().unwrap();
    let licences = rules["licenses"]["allow"].as_array().unwrap();
    let licences: BTreeSet<&str> = licences.iter().map(|name| name.as_str().unwrap()).collect();
    let registry = rules["sources"]["allow-registry"][0].as_str().unwrap();
    let unwanted = rules["bans"]["deny"].as_array().unwrap();
    let mut wrong = Vec::new();
    let packages = packages();
    assert!(packages.len() > 100, "{}", packages.len());
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or("none stated");
        if !allowed(licence, &licences) {
            wrong.push(format!("{name}: licence {licence}"));
        }
        match package["source"].as_str() {
            None if name == "callsift" => {}
            Some(source) if source.strip_prefix("registry+") == Some(registry) => {}
            source => wrong.push(format!("{name}: from {source:?}")),
        }
        for dependency in package["dependencies"].as_array().unwrap() {
            let of = dependency["name"].as_str().unwrap();
            let rule = unwanted.iter().find(|rule| rule["crate"].as_str() == Some(of));
            let built = packages.iter().any(|package| package["name"] == of);
            let wrappers = rule.and_then(|rule| rule.get("wrappers")?.as_array());
            let wrapped = wrappers.is_some_and(|all| all.iter().any(|w| w.as_str() == Some(name)));
            if rule.is_some() && built && !wrapped {
                wrong.push(format!("{name}: uses {of}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn expressions_of_licences() {
    let list = BTreeSet::from(["MIT", "Apache-2.0", "BSD-3-Clause"]);
    for (expression, good) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("GPL-3.0-only OR MIT", true),
        ("GPL-3.0-only AND MIT", false),
        ("Unlicense/MIT", true),
        ("(GPL-2.0-only OR MIT) AND BSD-3-Clause", true),
        ("(GPL-2.0-only OR MIT) AND CC0-1.0", false),
        ("MIT OR GPL-2.0-only AND CC0-1.0", true),
        ("Apache-2.0 WITH LLVM-exception", false),
        ("Apache-2.0 WITH LLVM-exception OR MIT", true),
        ("(MIT", false),
        ("", false),
        ("none stated", false),
    ] {
        assert_eq!(allowed(expression, &list), good, "{expression}");
    }
}
