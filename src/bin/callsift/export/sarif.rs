//! `sarif`: findings in the format of static analysis, SARIF 2.1.0 (OASIS), for its many viewers.

use super::args::ExportArgs;
use super::place::OneFile;
use super::{Done, Read};
use crate::exit::Stop;
use crate::messages::terms;
use crate::results::ReadCall;
use crate::sources::Sources;
use crate::terminal::{clock, shown};
use callsift::language::Language;
use callsift::lexicon::{Category, Lexicon};
use callsift::output::json_v1::Finding;
use callsift::output::run_v1::Run;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

/// How the file begins; another file is not replaced.
const HEAD: &[u8] =
    b"{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\
\"runs\":[{\"tool\":{\"driver\":{\"name\":\"callsift\",";

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [SarifRun; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRun {
    tool: Tool,
    artifacts: Vec<Artifact>,
    column_kind: &'static str,
    results: Vec<SarifResult>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: String,
    short_description: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Text>,
    default_configuration: Configuration,
    properties: RuleProperties,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct RuleProperties {
    tags: [String; 1],
    severity: u8,
}

#[derive(Serialize)]
struct Artifact {
    location: Uri,
    #[serde(skip_serializing_if = "Option::is_none")]
    hashes: Option<Hashes>,
}

#[derive(Serialize)]
struct Uri {
    uri: String,
}

#[derive(Serialize)]
struct Hashes {
    #[serde(rename = "sha-256")]
    sha256: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: String,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints,
    properties: ResultProperties,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    physical_location: Option<PhysicalLocation>,
    logical_locations: Vec<LogicalLocation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: IndexedUri,
}

#[derive(Serialize)]
struct IndexedUri {
    uri: String,
    index: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    name: String,
    fully_qualified_name: String,
    kind: &'static str,
}

#[derive(Serialize)]
struct Fingerprints {
    /// Stable across runs and across changes of other rules.
    #[serde(rename = "callsiftFinding/v1")]
    finding: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultProperties {
    category: String,
    severity: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_ms: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_ms: Option<i64>,
    call_flagged: bool,
    call_risk: u32,
}

/// Writes one log with one run.
pub(super) fn export(args: &ExportArgs, read: &Read, language: Language) -> Result<Done, Stop> {
    let mut file = OneFile::create(&args.output, &|found: &[u8]| found.starts_with(HEAD))?;
    let lexicon = read.lexicon()?;
    let wanted = read.wanted(args);
    let files = Files::of(read, &wanted)?;
    let rules = rules(&wanted, &lexicon, language);
    let index: BTreeMap<&str, usize> =
        rules.iter().enumerate().map(|(at, rule)| (rule.id.as_str(), at)).collect();
    let mut results = Vec::new();
    for call in &wanted {
        for finding in &call.call.findings {
            let rule_index = index.get(finding.rule.as_str()).copied().unwrap_or_default();
            results.push(result(call, finding, rule_index, &files));
        }
    }
    let what = vec![
        terms::CALLS.of(language, wanted.len() as u64),
        terms::FINDINGS.of(language, results.len() as u64),
    ];
    let driver = Driver { name: "callsift", semantic_version: env!("CARGO_PKG_VERSION"), rules };
    let artifacts = files.artifacts();
    let run = SarifRun { tool: Tool { driver }, artifacts, column_kind: "utf16CodeUnits", results };
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [run],
    };
    serde_json::to_writer(&mut file, &log).map_err(|error| file.told(&error.into()))?;
    file.write_all(b"\n").map_err(|error| file.told(&error))?;
    file.publish()?;
    Ok(Done { what, ..Done::default() })
}

/// The files of a scan, and which call is from which.
struct Files<'a> {
    run: Option<&'a Run>,
    /// Read only where there is more than one.
    sources: Option<Sources>,
}

impl<'a> Files<'a> {
    fn of(read: &'a Read, wanted: &[&ReadCall]) -> Result<Files<'a>, Stop> {
        let Some((_, run)) = &read.scan else { return Ok(Files { run: None, sources: None }) };
        let sources = match run.inputs.as_slice() {
            [_] => None,
            _ => Some(Sources::read(run, &read.settings()?, wanted)?),
        };
        Ok(Files { run: Some(run), sources })
    }

    fn artifacts(&self) -> Vec<Artifact> {
        let inputs = self.run.map_or(&[][..], |run| run.inputs.as_slice());
        let artifact = |input: &callsift::output::run_v1::InputFile| Artifact {
            location: Uri { uri: uri(&input.file) },
            hashes: Some(Hashes { sha256: input.sha256.clone() }).filter(|h| !h.sha256.is_empty()),
        };
        inputs.iter().map(artifact).collect()
    }

    /// Where a call stands; nothing where its file has changed or gone.
    fn place(&self, call: &ReadCall) -> Option<PhysicalLocation> {
        let inputs = &self.run?.inputs;
        let index = match &self.sources {
            None => 0,
            Some(sources) => {
                let file = sources.file_of(call).ok()?;
                inputs.iter().position(|input| input.file == file)?
            }
        };
        let uri = uri(&inputs.get(index)?.file);
        Some(PhysicalLocation { artifact_location: IndexedUri { uri, index } })
    }
}

/// The rules that found something, by id.
fn rules(wanted: &[&ReadCall], lexicon: &Lexicon, language: Language) -> Vec<Rule> {
    let mut by_id: BTreeMap<&str, &Finding> = BTreeMap::new();
    for finding in wanted.iter().flat_map(|read| &read.call.findings) {
        by_id.entry(&finding.rule).or_insert(finding);
    }
    let rule = |(id, finding): (&str, &Finding)| {
        let category = Category::parse(&finding.category);
        let text = category.and_then(|category| lexicon.category_text(&category));
        Rule {
            id: id.to_owned(),
            short_description: Text { text: message(&finding.title) },
            help: text.map(|text| Text { text: message(text.action(language)) }),
            default_configuration: Configuration { level: level(finding.severity) },
            properties: RuleProperties {
                tags: [finding.category.clone()],
                severity: finding.severity,
            },
        }
    };
    by_id.into_iter().map(rule).collect()
}

fn result(read: &ReadCall, finding: &Finding, rule_index: usize, files: &Files<'_>) -> SarifResult {
    let mut text = message(&finding.title);
    if let Some(quote) = &finding.quote {
        text += &format!(": «{}»", message(quote));
    }
    if let Some(start) = finding.start_ms {
        text += &format!(" ({})", clock(start));
    }
    let mut logical_locations = vec![LogicalLocation {
        name: read.call.call_id.clone(),
        fully_qualified_name: read.key.clone(),
        kind: "call",
    }];
    if let Some(turn) = finding.turn {
        logical_locations.push(LogicalLocation {
            name: format!("turn {turn}"),
            fully_qualified_name: format!("{}/turns/{turn}", read.key),
            kind: "turn",
        });
    }
    SarifResult {
        rule_id: finding.rule.clone(),
        rule_index,
        level: level(finding.severity),
        message: Text { text },
        locations: [Location { physical_location: files.place(read), logical_locations }],
        partial_fingerprints: Fingerprints { finding: finding.id.clone() },
        properties: ResultProperties {
            category: finding.category.clone(),
            severity: finding.severity,
            role: finding.role.clone(),
            start_ms: finding.start_ms,
            end_ms: finding.end_ms,
            call_flagged: read.call.complaint.flag,
            call_risk: read.call.risk.score,
        },
    }
}

/// How grave, in the words of SARIF.
const fn level(severity: u8) -> &'static str {
    match severity {
        0 | 1 => "note",
        2 | 3 => "warning",
        _ => "error",
    }
}

/// Text in which a viewer sees neither a link nor a place for an argument (SARIF 2.1.0, 3.11.5, 3.11.6).
fn message(text: &str) -> String {
    shown(text).replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

/// A path as a URI: relative as it is, absolute as `file:`.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let mut out = String::new();
    if path.starts_with('/') {
        out += "file://";
    } else if path.as_bytes().get(1) == Some(&b':') {
        out += "file:///";
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                out.push(byte.into());
            }
            _ => out += &format!("%{byte:02X}"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uris() {
        for (path, written) in [
            ("calls/a b.jsonl", "calls/a%20b.jsonl"),
            ("/data/день.jsonl", "file:///data/%D0%B4%D0%B5%D0%BD%D1%8C.jsonl"),
            ("a#b?c%.json", "a%23b%3Fc%25.json"),
            ("-", "-"),
        ] {
            assert_eq!(uri(path), written);
        }
    }

    #[test]
    fn messages_hold_no_markup() {
        assert_eq!(message("{0} [x](http://y)\u{1b}"), "{{0}} [x] (http://y)\\u{{1b}}");
    }
}
