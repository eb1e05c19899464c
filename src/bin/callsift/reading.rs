//! How transcripts are read, as the user said now or for the scan whose calls are shown once more.

use crate::args::ReadArgs;
use crate::exit::Stop;
use crate::field_map;
use crate::settings::Settings;
use crate::tables;
use callsift::batch::{KeepBytes, Reading};
use callsift::format::KeepExtra;
use callsift::output::run_v1::Run;
use callsift::record::Table;
use callsift::supply::{CallTable, PathPattern, RoleNames, Supply};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

/// What the arguments say, with everything they name read and checked.
pub(crate) fn of(args: &ReadArgs, settings: &Settings) -> Result<Reading, Stop> {
    let told = |flag: &str, value: &str| {
        let before = format!("--{flag} {value}: ");
        move |why: String| Stop::usage(format!("{before}{why}"))
    };
    let paths = args.path_pattern.as_deref();
    let paths = paths.map(|text| PathPattern::parse(text).map_err(told("path-pattern", text)));
    let roles = args.roles.as_deref();
    let roles = roles.map(|text| RoleNames::parse(text).map_err(told("roles", text)));
    let calls = args.calls.as_deref().map(|path| call_table(path, settings));
    let supply =
        Supply { paths: paths.transpose()?, calls: calls.transpose()?, roles: roles.transpose()? };
    let any = supply.paths.is_some() || supply.calls.is_some() || supply.roles.is_some();
    Ok(Reading {
        source: args.source.clone(),
        time_zone: settings.time_zone.clone(),
        keep_extra: KeepExtra::No,
        map: field_map::load(args.map.as_deref())?,
        supply: any.then_some(supply),
        opening: settings.read.clone(),
        only: None,
        keep_bytes: KeepBytes::No,
    })
}

fn call_table(path: &Path, settings: &Settings) -> Result<CallTable, Stop> {
    let told = |why: String| Stop::usage(format!("--calls {}: {why}", path.display()));
    let (file, options) = tables::named(path, settings.read.encoding);
    let file = File::open(file).map_err(|error| told(error.to_string()))?;
    let table = Table::open(file, &options).map_err(|error| told(error.to_string()))?;
    CallTable::read(table).map_err(|error| told(error.to_string()))
}

/// The arguments as they stand in `run.json`.
pub(crate) fn note(args: &ReadArgs, all: &mut BTreeMap<String, Value>) {
    let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
    for (name, value) in [
        ("source", args.source.clone()),
        ("map", path(&args.map)),
        ("path_pattern", args.path_pattern.clone()),
        ("calls", path(&args.calls)),
        ("roles", args.roles.clone()),
    ] {
        if let Some(value) = value {
            all.insert(name.to_owned(), value.into());
        }
    }
}

/// The arguments of a scan.
pub(crate) fn noted(run: &Run) -> ReadArgs {
    let text = |name: &str| run.settings.get(name)?.as_str().map(str::to_owned);
    ReadArgs {
        source: text("source"),
        map: text("map").map(PathBuf::from),
        path_pattern: text("path_pattern"),
        calls: text("calls").map(PathBuf::from),
        roles: text("roles"),
    }
}

impl ReadArgs {
    /// These, and for what they leave open the others.
    pub(crate) fn or(&self, other: ReadArgs) -> ReadArgs {
        ReadArgs {
            source: self.source.clone().or(other.source),
            map: self.map.clone().or(other.map),
            path_pattern: self.path_pattern.clone().or(other.path_pattern),
            calls: self.calls.clone().or(other.calls),
            roles: self.roles.clone().or(other.roles),
        }
    }
}
