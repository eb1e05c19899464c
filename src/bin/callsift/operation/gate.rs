//! Everything a run is held against, understood before it begins and asked when it is done.

use super::args::OperationArgs;
use super::check::check;
use super::condition::{Condition, What};
use super::metrics::{self, Times};
use super::rejects::MaxRejects;
use super::told;
use crate::exit::{Exit, Stop};
use crate::log::{self, Level};
use crate::results::sha256;
use crate::terminal;
use callsift::language::Language;
use callsift::lexicon::Lexicon;
use callsift::output::run_v1::{self, BaselineFile, Customers, Records, Run};
use std::fs;
use std::path::{Path, PathBuf};

/// Limits and conditions, and the file for metrics.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    max_rejects: Option<MaxRejects>,
    conditions: Vec<Condition>,
    baseline: Option<(BaselineFile, Run)>,
    metrics: Option<PathBuf>,
}

impl Gate {
    /// Looks at everything that was typed; nothing is written.
    pub(crate) fn load(args: &OperationArgs, lexicon: &Lexicon) -> Result<Gate, Stop> {
        let mut conditions = Vec::new();
        for text in &args.fail_on {
            let condition = Condition::parse(text, lexicon);
            conditions.push(
                condition.map_err(|why| Stop::usage(format!("--fail-on \"{text}\": {why}")))?,
            );
        }
        let rates = conditions.iter().find(|condition| condition.what == What::RuleRateChange);
        if let (Some(condition), None) = (rates, &args.baseline) {
            return Err(Stop::usage(format!(
                "--fail-on \"{}\": there is nothing to compare with; name the run.json of an \
                 earlier night with --baseline",
                condition.text
            )));
        }
        if let Some(file) = &args.metrics {
            metrics::place(file)?;
        }
        Ok(Gate {
            max_rejects: args.max_rejects.clone(),
            conditions,
            baseline: args.baseline.as_deref().map(baseline).transpose()?,
            metrics: args.metrics.clone(),
        })
    }

    /// Writes into `run.json` what the run was held against.
    pub(crate) fn judge(&self, run: &mut Run) {
        let max = self.max_rejects.as_ref();
        run.rejects_allowed = max.map(|max| max.check(&run.counts, run.customers.as_ref()));
        run.baseline = self.baseline.as_ref().map(|(file, _)| file.clone());
        let before = self.baseline.as_ref().map(|(_, run)| run);
        let checked = self.conditions.iter().map(|condition| check(condition, run, before));
        run.fail_on = checked.collect();
    }

    /// How a run that was judged ends. A condition that could not be checked at all is no good news.
    pub(crate) fn exit(&self, run: &Run) -> Exit {
        if run.fail_on.iter().any(|checked| checked.reached != Some(false)) {
            return Exit::Failed;
        }
        self.exit_of(&run.counts, run.customers.as_ref())
    }

    /// The same of a run without conditions.
    pub(crate) fn exit_of(&self, records: &Records, customers: Option<&Customers>) -> Exit {
        let rejected = records.rejected + customers.map_or(0, |all| all.rejected + all.lost_digits);
        match &self.max_rejects {
            _ if rejected == 0 => Exit::Done,
            Some(max) if max.check(records, customers).kept => Exit::Done,
            Some(_) | None => Exit::SomeRejected,
        }
    }

    /// Tells what a run that was judged came to, also to those who want no summary.
    pub(crate) fn tell(&self, run: &Run, out: &str, screen: Language, seconds: f64) {
        if log::is_json() {
            self.log(run, out, seconds);
        } else {
            terminal::tell(&self.told(run, screen));
        }
    }

    /// On the screen: nothing, if all is as it should be.
    fn told(&self, run: &Run, screen: Language) -> String {
        let mut lines = Vec::new();
        lines.extend(run.rejects_allowed.as_ref().and_then(|all| told::rejects(all, screen)));
        for (condition, checked) in self.conditions.iter().zip(&run.fail_on) {
            lines.extend(told::lines(condition, checked, screen));
        }
        lines.join("\n")
    }

    /// The run as JSON on standard error.
    fn log(&self, run: &Run, out: &str, seconds: f64) {
        if run.counts.rejected > 0 {
            let reasons = serde_json::to_value(&run.rejects).unwrap_or_default();
            log::event(Level::Warn, "records_rejected", [("reasons", reasons)]);
        }
        if let Some(allowed) = &run.rejects_allowed {
            let level = if allowed.kept { Level::Info } else { Level::Error };
            let value = serde_json::to_value(allowed).unwrap_or_default();
            log::event(level, "max_rejects", [("checked", value)]);
        }
        if !run.warnings.is_empty() {
            let codes = serde_json::to_value(&run.warnings).unwrap_or_default();
            log::event(Level::Warn, "warnings", [("codes", codes)]);
        }
        run.fail_on.iter().for_each(told::log);
        if let Some(customers) = &run.customers {
            let value = serde_json::to_value(customers).unwrap_or_default();
            log::event(Level::Info, "customers", [("counts", value)]);
        }
        let counts = serde_json::to_value(run.counts).unwrap_or_default();
        log::event(
            Level::Info,
            "run_finished",
            [
                ("counts", counts),
                ("flagged", run.flagged.into()),
                ("out", out.into()),
                ("seconds", seconds.into()),
                ("exit", self.exit(run).code().into()),
            ],
        );
    }

    /// The end of a run without a folder.
    pub(crate) fn log_stream(&self, records: &Records) {
        let counts = serde_json::to_value(records).unwrap_or_default();
        let exit = self.exit_of(records, None).code();
        log::event(Level::Info, "run_finished", [("counts", counts), ("exit", exit.into())]);
    }

    /// Writes the metrics, if they are wanted. The results are in their place by then.
    pub(crate) fn metrics(&self, run: &Run, times: &Times) -> Result<(), Stop> {
        match &self.metrics {
            None => Ok(()),
            Some(file) => metrics::write(file, &metrics::page(run, times, self.exit(run))),
        }
    }
}

/// The run to compare with.
fn baseline(path: &Path) -> Result<(BaselineFile, Run), Stop> {
    let shown = path.display();
    let told = |why: String| Stop::usage(format!("--baseline {shown}: {why}"));
    let bytes = fs::read(path).map_err(|error| told(error.to_string()))?;
    // The words of the error would quote the file, which may be one with calls.
    let run: Run = serde_json::from_slice(&bytes)
        .map_err(|_| told("no run.json of `callsift scan`; name one".to_owned()))?;
    if run.schema != run_v1::RUN {
        return Err(told(format!("its schema is {:?}, not {:?}", run.schema, run_v1::RUN)));
    }
    if run.sources.is_empty() && run.counts.good > 0 {
        return Err(told(
            "it is of an earlier version and has no `sources`; scan that night again".to_owned(),
        ));
    }
    let file = BaselineFile {
        file: shown.to_string(),
        sha256: sha256(&bytes),
        lexicon: run.lexicon.clone(),
    };
    Ok((file, run))
}
