//! Figures of a run in the text format of Prometheus, for the text file collector of its node exporter.

use crate::exit::{Exit, Stop};
use callsift::output::run_v1::{Run, SourceFigures};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The value of the label `source` for all sources that are not told apart.
const FURTHER: &str = "(further sources)";

/// How each page begins.
const BEGIN: &str = "# HELP callsift_";

/// When a run began and ended, in seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    /// Since 1970, UTC.
    pub(crate) started: f64,
    /// How long it took.
    pub(crate) seconds: f64,
}

/// Labels with their values.
type Labels<'a> = Vec<(&'static str, &'a str)>;

/// A page in the making.
#[derive(Default)]
struct Page(String);

impl Page {
    /// A figure of the run with its samples; without any there is nothing to say.
    fn gauge(&mut self, name: &str, help: &str, samples: Vec<(Labels<'_>, String)>) {
        if samples.is_empty() {
            return;
        }
        // Writing to a string cannot fail.
        let _ = write!(self.0, "# HELP callsift_{name} {help}\n# TYPE callsift_{name} gauge\n");
        for (labels, value) in samples {
            let labels: Vec<String> = labels
                .iter()
                .map(|(name, value)| format!("{name}=\"{}\"", escaped(value)))
                .collect();
            let labels =
                if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
            let _ = writeln!(self.0, "callsift_{name}{labels} {value}");
        }
    }

    fn one(&mut self, name: &str, help: &str, value: impl Copy + ToString) {
        self.gauge(name, help, vec![(Vec::new(), value.to_string())]);
    }

    /// One sample for each entry of a map.
    fn map(&mut self, name: &str, help: &str, label: &'static str, map: &BTreeMap<String, u64>) {
        let sample = |(key, n): (&String, &u64)| (key.clone(), n.to_string());
        let all: Vec<(String, String)> = map.iter().map(sample).collect();
        let all = all.iter().map(|(key, n)| (vec![(label, key.as_str())], n.clone()));
        self.gauge(name, help, all.collect());
    }
}

/// The value of a label: three characters are written with a backslash.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

/// The whole page.
pub(super) fn page(run: &Run, times: &Times, exit: Exit) -> String {
    let mut page = Page::default();
    let labels = vec![("engine", run.engine.as_str()), ("lexicon", run.lexicon.as_str())];
    page.gauge(
        "run_info",
        "Program and dictionary of the last run.",
        vec![(labels, "1".to_owned())],
    );
    page.one("run_started_timestamp_seconds", "When the last run began.", times.started);
    let ended = times.started + times.seconds;
    page.one("run_finished_timestamp_seconds", "When the last run ended.", ended);
    page.one("run_duration_seconds", "How long the last run took.", times.seconds);
    page.one("run_exit_code", "Exit code of the last run.", exit.code());
    page.one("input_files", "Files that were read.", run.inputs.len());
    let bytes: u64 = run.inputs.iter().map(|input| input.bytes).sum();
    page.one("input_bytes", "Bytes of the files that were read.", bytes);
    let records = &run.counts;
    let outcomes = [
        ("good", records.good),
        ("duplicate", records.duplicates),
        ("rejected", records.rejected),
        ("skipped", records.skipped),
    ];
    let samples = outcomes.map(|(name, n)| (vec![("outcome", name)], n.to_string()));
    page.gauge("records", "Records by what became of them.", samples.into());
    page.map("rejects", "Records that could not be read, by reason.", "reason", &run.rejects);
    page.map("calls_by_severity", "Calls by gravest severity.", "severity", &run.severity);
    customers(&mut page, run);
    sources(&mut page, run);
    conditions(&mut page, run);
    page.0
}

fn customers(page: &mut Page, run: &Run) {
    let Some(all) = &run.customers else { return };
    page.one("customers", "Customer records that were read.", all.read);
    let records = [
        ("touched", all.touched),
        ("unchanged", all.unchanged),
        ("rejected", all.rejected),
        ("lost_digits", all.lost_digits),
    ];
    let samples = records.map(|(name, n)| (vec![("outcome", name)], n.to_string()));
    page.gauge("customer_records", "Customer records by what became of them.", samples.into());
    let calls = [
        ("attached", all.calls_attached),
        ("unmatched", all.calls_unmatched),
        ("repeated", all.calls_repeated),
    ];
    let samples = calls.map(|(name, n)| (vec![("outcome", name)], n.to_string()));
    page.gauge("customer_calls", "Calls by whether they found a customer.", samples.into());
}

/// A figure of a source, with its name and what it is.
type Figure = (&'static str, &'static str, fn(&SourceFigures) -> u64);

const FIGURES: [Figure; 6] = [
    ("calls", "Calls that count.", |source| source.calls),
    ("calls_flagged", "Calls flagged as complaints.", |source| source.flagged),
    ("calls_chat", "Chats, which have no times of speech.", |source| source.chats),
    ("calls_without_times", "Calls in which time could not be measured.", |s| s.without_times),
    ("calls_without_roles", "Calls in which nobody is known as agent or customer.", |source| {
        source.without_roles
    }),
    ("calls_roles_look_swapped", "Calls whose sides look swapped.", |s| s.roles_look_swapped),
];

fn sources(page: &mut Page, run: &Run) {
    let named = run.sources.iter().map(|(name, figures)| (name.as_str(), figures));
    let further = run.further_sources.iter().map(|figures| (FURTHER, figures));
    let all: Vec<(&str, &SourceFigures)> = named.chain(further).collect();
    for (name, help, figure) in FIGURES {
        let samples = all
            .iter()
            .map(|(source, figures)| (vec![("source", *source)], figure(figures).to_string()));
        page.gauge(name, help, samples.collect());
    }
    let mut warnings = Vec::new();
    let mut hits = Vec::new();
    let mut gaps = Vec::new();
    for (source, figures) in all {
        for (code, n) in &figures.warnings {
            warnings.push((vec![("source", source), ("code", code)], n.calls.to_string()));
        }
        for (rule, n) in &figures.rules {
            hits.push((vec![("source", source), ("rule", rule)], n.hits.to_string()));
        }
        for (family, n) in &figures.not_evaluated {
            for (reason, n) in [
                ("no_times", n.no_times),
                ("no_roles", n.no_roles),
                ("wrong_medium", n.wrong_medium),
                ("switched_off", n.switched_off),
            ] {
                let labels = vec![("source", source), ("family", family), ("reason", reason)];
                gaps.push((labels, n.to_string()));
            }
        }
    }
    page.gauge("calls_with_warning", "Calls that have a warning, by its code.", warnings);
    page.gauge("rule_hits", "Hits of a rule.", hits);
    let help = "Calls in which a rule of the family could not be checked.";
    page.gauge("calls_not_evaluated", help, gaps);
}

fn conditions(page: &mut Page, run: &Run) {
    if let Some(allowed) = &run.rejects_allowed {
        let help = "Whether --max-rejects was kept.";
        page.one("max_rejects_kept", help, u8::from(allowed.kept));
    }
    let of = |figure: fn(Option<bool>) -> bool| {
        let all = run.fail_on.iter();
        all.map(|one| {
            let labels = vec![("condition", one.condition.as_str())];
            (labels, u8::from(figure(one.reached)).to_string())
        })
        .collect::<BTreeMap<_, _>>()
        .into_iter()
        .collect()
    };
    let reached = of(|reached| reached == Some(true));
    page.gauge("condition_reached", "Whether a condition of --fail-on was reached.", reached);
    let help = "Whether a condition of --fail-on could be checked.";
    page.gauge("condition_checked", help, of(|reached| reached.is_some()));
}

/// Refuses a place where nothing could be written in the end.
pub(super) fn place(file: &Path) -> Result<(), Stop> {
    let shown = file.display();
    if file.is_dir() || file.file_name().is_none() {
        return Err(Stop::usage(format!("--metrics {shown}: is a folder; name a file in it")));
    }
    if !folder(file).is_dir() {
        return Err(Stop::usage(format!("--metrics {shown}: there is no such folder; make it")));
    }
    if is_anothers(file).map_err(|error| Stop::usage(format!("--metrics {shown}: {error}")))? {
        return Err(Stop::usage(format!(
            "--metrics {shown}: is there and not from callsift, and would be lost; choose another name"
        )));
    }
    Ok(())
}

/// Whether a file is there that callsift did not write.
fn is_anothers(file: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    match File::open(file) {
        Ok(open) => open.take(BEGIN.len() as u64).read_to_end(&mut head)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    Ok(!head.is_empty() && head != BEGIN.as_bytes())
}

fn folder(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

/// Writes the page aside and renames it: a collector that looks at any time finds a whole one.
pub(super) fn write(file: &Path, page: &str) -> Result<(), Stop> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let aside = folder(file).join(format!(".{name}.{}.part", std::process::id()));
    let written = || -> io::Result<()> {
        let mut out = File::create(&aside)?;
        out.write_all(page.as_bytes())?;
        out.sync_all()?;
        fs::rename(&aside, file)
    };
    written().map_err(|error| {
        // What stands aside is of no use to anybody.
        let _ = fs::remove_file(&aside);
        Stop::output(format!("{}: {error}; the results themselves are whole", file.display()))
    })
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn labels_hold_anything() {
        for (value, written) in [
            ("pbx1", "pbx1"),
            ("a\"b", "a\\\"b"),
            ("a\\b", "a\\\\b"),
            ("a\nb", "a\\nb"),
            ("\\n", "\\\\n"),
            ("Київ", "Київ"),
        ] {
            assert_eq!(escaped(value), written);
        }
    }
}
