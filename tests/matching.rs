//! Runs every example of `docs/matching.md`.
//!
//! Besides the fields that the page explains: `known` lists words of the dictionaries, `heard` what
//! was read as something else, `category` another category for the rule, `rule_fuzzy` its key
//! `fuzzy`, and `fuzzy: off` is the setting.
#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use callsift::diagnostic::{SourceFile, Style, render};
use callsift::language::Packs;
use callsift::lexicon::{LexiconFiles, compile, dialogue};
use callsift::scan::{ScanSettings, Scanner};
use callsift::transcript::Role;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A found place: rule, first turn, first byte, last turn, one past the last byte.
type Place = (String, usize, usize, usize, usize);

#[derive(Default)]
struct Example {
    line: usize,
    /// Keys and values as written, in order.
    fields: Vec<(String, String)>,
}

impl Example {
    fn all(&self, key: &str) -> Vec<&str> {
        self.fields.iter().filter(|(k, _)| k == key).map(|(_, v)| v.as_str()).collect()
    }

    /// The example's rules as a lexicon file: `complaint.a.a` of its phrases, `complaint.b.b` of
    /// the one `rule:`.
    fn lexicon(&self) -> String {
        let mut toml = String::from("language = \"any\"\n[forms]\n");
        for forms in self.all("forms") {
            let (word, forms) = forms.split_once(" = ").unwrap();
            writeln!(toml, "\"{word}\" = \"{forms}\"").unwrap();
        }
        let mut rule = |name: &str, phrases: &[&str]| {
            writeln!(toml, "[[rule]]\nid = \"complaint.{name}.{name}\"\ntitle = \"t\"").unwrap();
            writeln!(toml, "category = \"complaint.{name}\"\nseverity = 1").unwrap();
            // A phrase with more to say is written as a table.
            let one = |phrase: &&str| match phrase.starts_with("{ phrase") {
                true => (*phrase).to_owned(),
                false => format!("{phrase:?}"),
            };
            let list: Vec<String> = phrases.iter().map(one).collect();
            writeln!(toml, "phrases = [{}]", list.join(", ")).unwrap();
            if name == "a" {
                let unless = self.all("unless");
                writeln!(toml, "unless = {unless:?}").unwrap();
                for value in self.all("rule_fuzzy") {
                    writeln!(toml, "fuzzy = {value}").unwrap();
                }
                for value in self.all("category") {
                    toml = toml.replace("complaint.a", value);
                }
                for key in ["order", "negation", "speaker", "window"] {
                    for value in self.all(key) {
                        writeln!(toml, "{key} = {value:?}").unwrap();
                    }
                }
                for value in self.all("at_least") {
                    writeln!(toml, "at_least = {value}").unwrap();
                }
            }
        };
        rule("a", &self.all("phrase"));
        if !self.all("rule").is_empty() {
            rule("b", &self.all("rule"));
        }
        toml
    }
}

fn examples() -> Vec<Example> {
    let page = std::fs::read_to_string("docs/matching.md").unwrap();
    let mut examples = Vec::new();
    let mut open: Option<Example> = None;
    for (at, line) in page.lines().enumerate() {
        match (line, &mut open) {
            ("```match", _) => open = Some(Example { line: at + 1, ..Example::default() }),
            ("```", Some(_)) => examples.extend(open.take()),
            (_, Some(example)) => {
                let (key, value) =
                    line.split_once(": ").unwrap_or_else(|| panic!("line {}", at + 1));
                example.fields.push((key.to_owned(), value.to_owned()));
            }
            (_, None) => {}
        }
    }
    examples
}

/// The text without marks, and the places they mark.
fn unmarked(text: &str) -> (String, BTreeSet<Place>) {
    let mut clean = Vec::new();
    let mut places = BTreeSet::new();
    let mut open = [None, None];
    for (turn, part) in text.split(" / ").enumerate() {
        let heads = ["C", "A", "S", "?"];
        let has_head = heads.iter().any(|head| part.starts_with(head)) && part.contains(':');
        let (head, said) =
            if has_head { part.split_at(part.find(':').unwrap() + 2) } else { ("", part) };
        let mut plain = String::new();
        for c in said.chars() {
            match c {
                '[' => open[0] = Some((turn, plain.len())),
                '{' => open[1] = Some((turn, plain.len())),
                ']' | '}' => {
                    let which = usize::from(c == '}');
                    let (from, start) = open[which].take().unwrap();
                    let rule = if which == 0 { "complaint.b.b" } else { "complaint.a.a" };
                    places.insert((rule.to_owned(), from, start, turn, plain.len()));
                }
                c => plain.push(c),
            }
        }
        clean.push(format!("{head}{plain}"));
    }
    // Without a second rule, square brackets mark the first one.
    if !text.contains('{') {
        places =
            places.into_iter().map(|p| ("complaint.a.a".to_owned(), p.1, p.2, p.3, p.4)).collect();
    }
    (clean.join(" / "), places)
}

#[test]
fn every_example_of_the_page() {
    let examples = examples();
    assert!(examples.len() > 35, "only {} examples were found", examples.len());
    for example in examples {
        let text = example.lexicon();
        let file = SourceFile { path: format!("matching.md:{}", example.line), text };
        let files = LexiconFiles::new(vec![file]);
        let known: Vec<&str> =
            example.all("known").into_iter().flat_map(str::split_whitespace).collect();
        let (lexicon, _) = compile(&files, &Packs::of_words(&known))
            .unwrap_or_else(|e| panic!("{}", render(files.files(), &e, Style::Plain)));
        let fuzzy = !example.all("fuzzy").contains(&"off");
        let settings = ScanSettings { fuzzy, ..ScanSettings::default() };
        let mut reasons = BTreeSet::new();
        let mut gaps = BTreeSet::new();
        let mut heard = Vec::new();
        for marked in example.all("text") {
            let (text, expected) = unmarked(marked);
            let call = dialogue::parse(&text, Role::Customer).unwrap();
            let report = Scanner::new(&lexicon, &settings).scan(&call);
            let found: BTreeSet<Place> = report
                .findings
                .iter()
                .map(|finding| {
                    let said = finding.said.as_ref().unwrap();
                    // Whatever its category, the rule of `phrase:` is called a.
                    let rule = match lexicon.rule(finding.rule).id.as_str() {
                        "complaint.b.b" => "complaint.b.b".to_owned(),
                        _ => "complaint.a.a".to_owned(),
                    };
                    (rule, finding.turn.unwrap(), said.bytes[0], said.turn_end, said.bytes[1])
                })
                .collect();
            assert_eq!(found, expected, "docs/matching.md:{}: {marked}", example.line);
            let misheard = report.findings.iter().filter_map(|finding| finding.said.as_ref());
            heard.extend(
                misheard.flat_map(|said| &said.fuzzy).map(|word| {
                    format!("{} as {}, {}", word.heard, word.read_as, word.how.as_str())
                }),
            );
            reasons.extend(report.suppressed.iter().map(|s| s.reason.as_str()));
            gaps.extend(report.not_evaluated.iter().map(|n| n.reason.as_str()));
        }
        if !example.all("heard").is_empty() {
            assert_eq!(heard, example.all("heard"), "docs/matching.md:{}: heard", example.line);
        }
        let said = |key: &str| example.all(key).into_iter().map(str::to_owned).collect();
        let as_owned = |set: BTreeSet<&str>| set.into_iter().map(str::to_owned).collect();
        let (expected, found): (BTreeSet<String>, BTreeSet<String>) =
            (said("suppressed"), as_owned(reasons));
        assert_eq!(found, expected, "docs/matching.md:{}: suppressed", example.line);
        let (expected, found): (BTreeSet<String>, BTreeSet<String>) =
            (said("not_evaluated"), as_owned(gaps));
        assert_eq!(found, expected, "docs/matching.md:{}: not evaluated", example.line);
    }
}
