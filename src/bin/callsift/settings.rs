//! Settings: defaults, then `callsift.toml`, then `--set`.

use crate::args::{Fuzzy, SettingArgs};
use crate::exit::Stop;
use crate::protocol;
use callsift::batch::{ReadSettings, TextEncoding};
use callsift::diagnostic::nearest;
use callsift::output::ListClear;
use callsift::record::{BadWorkingHours, HistorySettings, WorkingDays};
use callsift::scan::promise::Calendar;
use callsift::scan::{ScanSettings, Timing};
use callsift::units::parse_duration;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The file that is read when none is named.
const FILE: &str = "callsift.toml";

/// Rejects of a run that are written, unless `limits.rejects` says otherwise.
const MAX_REJECTS: u64 = 100_000;

/// The most that a limit of records may be set to: places in a record are numbers of 32 bits, and a
/// record is held in memory several times.
const MOST_RECORD_BYTES: u64 = 1 << 30;

/// Everything that can be set.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) scan: ScanSettings,
    pub(crate) clear: ListClear,
    pub(crate) time_zone: Option<TimeZone>,
    pub(crate) read: ReadSettings,
    /// What the history of a customer is worked out with; its time zone and calendar are those above.
    pub(crate) history: HistorySettings,
    /// Rejects of a run that are written; others are counted.
    pub(crate) max_rejects: u64,
    /// The file with the working days, and its hash.
    calendar: Option<[String; 2]>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            scan: ScanSettings::default(),
            clear: ListClear::default(),
            time_zone: None,
            read: ReadSettings::default(),
            history: HistorySettings::default(),
            max_rejects: MAX_REJECTS,
            calendar: None,
        }
    }
}

/// A length of time that can be set.
type Length = fn(&mut ScanSettings) -> &mut i64;

/// Lengths of time, by name.
const LENGTHS: [(&str, Length); 8] = [
    ("silence.min", |s| &mut s.timeline.silence.min_ms),
    ("silence.long", |s| &mut s.timeline.silence.long_ms),
    ("silence.dead_air", |s| &mut s.timeline.silence.dead_air_ms),
    ("silence.dead_air_announced", |s| &mut s.timeline.silence.dead_air_announced_ms),
    ("silence.announce_within", |s| &mut s.timeline.silence.announce_within_ms),
    ("overlap.min", |s| &mut s.timeline.overlap_min_ms),
    ("overlap.join", |s| &mut s.timeline.word_join_ms),
    ("interruption.yield", |s| &mut s.timeline.interruption_yield_ms),
];

/// A number that can be set.
type Number = fn(&mut Settings) -> &mut u64;

/// Limits, by name, with the least and the most that each may be.
const LIMITS: [(&str, Number, [u64; 2]); 9] = [
    ("archive.members", |s| &mut s.read.limits.members, ANY),
    ("archive.depth", |s| &mut s.read.limits.depth, ANY),
    ("archive.ratio", |s| &mut s.read.limits.ratio, ANY),
    ("archive.size", |s| &mut s.read.limits.size, ANY),
    ("archive.member_size", |s| &mut s.read.limits.member_size, ANY),
    ("limits.line", |s| &mut s.read.records.line, [1, MOST_RECORD_BYTES]),
    ("limits.record", |s| &mut s.read.records.whole, [1, MOST_RECORD_BYTES]),
    ("limits.findings", |s| &mut s.scan.max_findings, [1, u64::MAX]),
    ("limits.rejects", |s| &mut s.max_rejects, ANY),
];

/// Numbers of the history of a customer, by name, with the least and the most that each may be.
const HISTORY: [(&str, Number, [u64; 2]); 8] = [
    ("history.repeat_days", |s| &mut s.history.repeat_days, DAYS),
    ("history.severity_days", |s| &mut s.history.severity_days, DAYS),
    ("history.silent_days", |s| &mut s.history.silent_days, DAYS),
    ("history.answer_hours", |s| &mut s.history.answer_hours, [1, 1000]),
    ("history.offer_days", |s| &mut s.history.offer_days, DAYS),
    ("history.ours_complaints", |s| &mut s.history.ours_complaints, [1, 1000]),
    ("history.ours_days", |s| &mut s.history.ours_days, DAYS),
    ("history.risk_days", |s| &mut s.history.risk_days, DAYS),
];

const DAYS: [u64; 2] = [1, 3650];
const ANY: [u64; 2] = [0, u64::MAX];

const ENCODING: &str = "encoding";
const CLEAR: &str = "output.clear";
const ZONE: &str = "time.zone";
const FUZZY: &str = "fuzzy";
const TIMELINE: &str = "timeline";
const CALENDAR: &str = "promise.calendar";
const PROTOCOL: &str = "protocol";
const HOURS: &str = "history.hours";
const WEEK: &str = "history.week";

/// Every name.
fn names() -> impl Iterator<Item = &'static str> + Clone {
    let numbers = LIMITS.iter().chain(&HISTORY).map(|(name, ..)| *name);
    let others = [CLEAR, ZONE, FUZZY, TIMELINE, PROTOCOL, ENCODING, CALENDAR, HOURS, WEEK];
    LENGTHS.iter().map(|(name, _)| *name).chain(numbers).chain(others)
}

impl Settings {
    /// The settings of a command line.
    pub(crate) fn load(args: &SettingArgs) -> Result<Settings, Stop> {
        let mut settings = Settings::default();
        let file = match &args.config {
            Some(file) => Some(file.clone()),
            None => Some(PathBuf::from(FILE)).filter(|file| file.is_file()),
        };
        if let Some(file) = file {
            settings.read_file(&file)?;
        }
        for written in &args.set {
            let Some((key, value)) = written.split_once('=') else {
                return Err(Stop::usage(format!(
                    "--set {written}: write a name and a value, such as silence.min=1s"
                )));
            };
            settings
                .set(key.trim(), value.trim())
                .map_err(|why| Stop::usage(format!("--set {written}: {why}")))?;
        }
        settings.choose(args)?;
        Ok(settings)
    }

    /// Takes over what has a flag of its own.
    pub(crate) fn choose(&mut self, args: &SettingArgs) -> Result<(), Stop> {
        if let Some(fuzzy) = args.fuzzy {
            self.scan.fuzzy = fuzzy == Fuzzy::On;
        }
        if args.no_timeline {
            self.scan.timing = Timing::Off;
        }
        if let Some(name) = &args.protocol {
            self.set(PROTOCOL, name)
                .map_err(|why| Stop::usage(format!("--protocol {name}: {why}")))?;
        }
        if let Some(name) = &args.encoding {
            self.set(ENCODING, name)
                .map_err(|why| Stop::usage(format!("--encoding {name}: {why}")))?;
        }
        if let Some(zone) = &args.time_zone {
            self.set(ZONE, zone)
                .map_err(|why| Stop::usage(format!("--time-zone {zone}: {why}")))?;
        }
        if let Some(file) = &args.calendar {
            let file = file.display().to_string();
            self.set(CALENDAR, &file)
                .map_err(|why| Stop::usage(format!("--calendar {file}: {why}")))?;
        }
        Ok(())
    }

    fn read_file(&mut self, file: &Path) -> Result<(), Stop> {
        let shown = file.display();
        let text = std::fs::read_to_string(file)
            .map_err(|error| Stop::usage(format!("{shown}: {error}")))?;
        let table: toml::Table = text
            .parse()
            .map_err(|error: toml::de::Error| Stop::usage(format!("{shown}: {error}")))?;
        let mut values = Vec::new();
        flatten("", &toml::Value::Table(table), &mut values);
        for (key, value) in values {
            self.set(&key, &value).map_err(|why| Stop::usage(format!("{shown}: {key}: {why}")))?;
        }
        Ok(())
    }

    /// Sets one value; the error says what is wrong with it.
    fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        if let Some((_, length)) = LENGTHS.iter().find(|(name, _)| *name == key) {
            let ms = parse_duration(value).map_err(|_| {
                format!("`{value}` is no length of time; write 3 s, 500 ms or 2 min")
            })?;
            if ms == 0 && key == "silence.min" {
                return Err("a silence of no length is none; the least is 1 ms".to_owned());
            }
            *length(&mut self.scan) = ms;
            return Ok(());
        }
        let mut numbers = LIMITS.iter().chain(&HISTORY);
        if let Some((_, number, [least, most])) = numbers.find(|(name, ..)| *name == key) {
            let whole: u64 = value.parse().map_err(|_| format!("`{value}` is no whole number"))?;
            if whole < *least || whole > *most {
                return Err(format!("{whole} is not between {least} and {most}"));
            }
            *number(self) = whole;
            return Ok(());
        }
        match (key, value) {
            (ENCODING, name) => {
                let known = TextEncoding::named(name).ok_or_else(|| {
                    format!(
                        "`{name}` is no encoding; write windows-1251, koi8-u, ibm866 or utf-16le"
                    )
                })?;
                self.read.encoding = Some(known);
            }
            (CLEAR, "true") => self.clear = ListClear::Yes,
            (CLEAR, "false") => self.clear = ListClear::No,
            (CLEAR, _) => return Err(format!("`{value}` is neither true nor false")),
            (FUZZY, "on" | "true") => self.scan.fuzzy = true,
            (FUZZY, "off" | "false") => self.scan.fuzzy = false,
            (TIMELINE, "on" | "true") => self.scan.timing = Timing::Measured,
            (TIMELINE, "off" | "false") => self.scan.timing = Timing::Off,
            (FUZZY | TIMELINE, _) => return Err(format!("`{value}` is neither on nor off")),
            (PROTOCOL, "") => return Err("a protocol has a name; write gift or none".to_owned()),
            (PROTOCOL, protocol::NONE) => self.scan.protocol = None,
            (PROTOCOL, name) => self.scan.protocol = Some(name.to_owned()),
            (HOURS, hours) => {
                self.history.hours = hours.parse().map_err(|e: BadWorkingHours| e.to_string())?;
            }
            (WEEK, "working") => self.history.days = WorkingDays::MondayToFriday,
            (WEEK, "every_day") => self.history.days = WorkingDays::EveryDay,
            (WEEK, _) => return Err(format!("`{value}` is neither working nor every_day")),
            (ZONE, zone) => {
                let known = TimeZone::get(zone)
                    .map_err(|_| format!("`{zone}` is no time zone; write Europe/Kyiv"))?;
                self.scan.promise.zone = Some(known.clone());
                self.time_zone = Some(known);
            }
            (CALENDAR, file) => {
                let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
                let calendar = Calendar::parse(&text).map_err(|error| error.to_string())?;
                self.scan.promise.calendar = Some(calendar);
                self.calendar = Some([file.to_owned(), content_hash(text.as_bytes())]);
            }
            _ => {
                return Err(match nearest(key, names()) {
                    Some(meant) => format!("there is no setting `{key}`; did you mean `{meant}`?"),
                    None => format!(
                        "there is no setting `{key}`; settings: {}",
                        names().collect::<Vec<_>>().join(", ")
                    ),
                });
            }
        }
        Ok(())
    }

    /// Takes over what [`Settings::all`] gave to a `run.json`; names of other things are passed over.
    pub(crate) fn take(&mut self, run: &BTreeMap<String, serde_json::Value>) -> Result<(), String> {
        for (name, _) in LENGTHS {
            if let Some(ms) = run.get(&format!("{name}_ms")).and_then(serde_json::Value::as_i64) {
                self.set(name, &format!("{ms}ms"))?;
            }
        }
        if let Some(fuzzy) = run.get(FUZZY).and_then(serde_json::Value::as_bool) {
            self.scan.fuzzy = fuzzy;
        }
        if run.get(TIMELINE).and_then(serde_json::Value::as_bool) == Some(false) {
            self.scan.timing = Timing::Off;
        }
        for (name, ..) in LIMITS.into_iter().chain(HISTORY) {
            if let Some(number) = run.get(name).and_then(serde_json::Value::as_u64) {
                self.set(name, &number.to_string())?;
            }
        }
        for name in [ZONE, ENCODING, CALENDAR, PROTOCOL, HOURS, WEEK] {
            if let Some(value) = run.get(name).and_then(serde_json::Value::as_str) {
                self.set(name, value)?;
            }
        }
        Ok(())
    }

    /// What the history of a customer is worked out with.
    ///
    /// Working days are those of the calendar that promises are dated by, but for a service that never
    /// closes.
    pub(crate) fn history(&self) -> HistorySettings {
        let days = match (&self.history.days, &self.scan.promise.calendar) {
            (WorkingDays::MondayToFriday, Some(calendar)) => {
                WorkingDays::Calendar(calendar.clone())
            }
            (days, _) => days.clone(),
        };
        HistorySettings { days, zone: self.time_zone.clone(), ..self.history.clone() }
    }

    /// Adds the settings that decide only where there are customers.
    pub(crate) fn note_history(&self, all: &mut BTreeMap<String, serde_json::Value>) {
        let mut own = self.clone();
        for (name, number, _) in HISTORY {
            all.insert(name.to_owned(), (*number(&mut own)).into());
        }
        all.insert(HOURS.to_owned(), self.history.hours.to_string().into());
        let week = if self.history.days == WorkingDays::EveryDay { "every_day" } else { "working" };
        all.insert(WEEK.to_owned(), week.into());
    }

    /// Every setting with its value, for `run.json`.
    pub(crate) fn all(&self) -> BTreeMap<String, serde_json::Value> {
        let mut scan = self.scan.clone();
        let mut all: BTreeMap<String, serde_json::Value> = LENGTHS
            .iter()
            .map(|(name, length)| (format!("{name}_ms"), (*length(&mut scan)).into()))
            .collect();
        let mut own = self.clone();
        all.extend(
            LIMITS.iter().map(|(name, number, _)| ((*name).to_owned(), (*number(&mut own)).into())),
        );
        if let Some(encoding) = self.read.encoding {
            all.insert(ENCODING.to_owned(), encoding.name().into());
        }
        all.insert(FUZZY.to_owned(), self.scan.fuzzy.into());
        if self.scan.timing == Timing::Off {
            all.insert(TIMELINE.to_owned(), false.into());
        }
        let protocol = self.scan.protocol.as_deref().unwrap_or(protocol::NONE);
        all.insert(PROTOCOL.to_owned(), protocol.into());
        all.insert(CLEAR.to_owned(), (self.clear == ListClear::Yes).into());
        if let Some(name) = self.time_zone.as_ref().and_then(TimeZone::iana_name) {
            all.insert(ZONE.to_owned(), name.into());
        }
        if let Some([file, hash]) = &self.calendar {
            all.insert(CALENDAR.to_owned(), file.as_str().into());
            all.insert(format!("{CALENDAR}_hash"), hash.as_str().into());
        }
        all
    }
}

/// The hash of what a file holds.
fn content_hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

/// Values by their dotted names.
fn flatten(name: &str, value: &toml::Value, out: &mut Vec<(String, String)>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                flatten(&name, value, out);
            }
        }
        toml::Value::String(text) => out.push((name.to_owned(), text.clone())),
        toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_)
        | toml::Value::Array(_) => out.push((name.to_owned(), value.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_their_errors() {
        let mut settings = Settings::default();
        settings.set("silence.min", "1s").unwrap();
        settings.set("time.zone", "Europe/Kyiv").unwrap();
        settings.set("fuzzy", "off").unwrap();
        settings.set("timeline", "off").unwrap();
        settings.set("protocol", "letter").unwrap();
        settings.set("archive.members", "7").unwrap();
        settings.set("limits.rejects", "0").unwrap();
        settings.set("limits.record", "1073741824").unwrap();
        settings.set("encoding", "cp1251").unwrap();
        settings.set("history.silent_days", "14").unwrap();
        settings.set("history.hours", "8:00-20:00").unwrap();
        settings.set("history.week", "every_day").unwrap();
        assert_eq!(settings.all()["silence.min_ms"], 1000);
        assert_eq!(settings.all()["time.zone"], "Europe/Kyiv");
        let mut again = Settings::default();
        again.take(&settings.all()).unwrap();
        assert_eq!(again.all(), settings.all());
        settings.set("protocol", "none").unwrap();
        assert_eq!(
            (settings.all()["protocol"].as_str(), &settings.scan.protocol),
            (Some("none"), &None)
        );
        let mut noted = BTreeMap::new();
        settings.note_history(&mut noted);
        again.take(&noted).unwrap();
        assert_eq!(again.history(), settings.history());
        assert_eq!(again.history().silent_days, 14);
        for (key, value, told) in [
            ("silence.mim", "1s", "did you mean `silence.min`"),
            ("silence.min", "soon", "`soon` is no length"),
            ("silence.min", "0 s", "least is 1 ms"),
            ("output.clear", "yes", "neither true nor false"),
            ("protocol", "", "a protocol has a name"),
            ("fuzzy", "maybe", "neither on nor off"),
            ("timeline", "maybe", "neither on nor off"),
            ("time.zone", "Moon/Crater", "no time zone"),
            ("archive.size", "16 GiB", "no whole number"),
            ("archive.sise", "1", "did you mean `archive.size`"),
            ("limits.record", "1073741825", "is not between 1 and 1073741824"),
            ("limits.findings", "0", "is not between 1 and"),
            ("history.silent_days", "0", "is not between 1 and 3650"),
            ("history.hours", "nine to five", "write 09:00-18:00"),
            ("history.week", "5", "neither working nor every_day"),
            ("history.silent_day", "5", "did you mean `history.silent_days`"),
            ("encoding", "martian", "no encoding; write windows-1251"),
            ("promise.calendar", "no such file.toml", "No such file"),
        ] {
            let why = settings.set(key, value).unwrap_err();
            assert!(why.contains(told), "{why}");
        }
    }
}
