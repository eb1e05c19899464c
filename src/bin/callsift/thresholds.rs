//! `callsift thresholds`: how long the user's own calls are silent, and how many calls each threshold
//! would flag.

use crate::args::ThresholdArgs;
use crate::exit::{Exit, Stop};
use crate::inputs;
use crate::messages::{number, terms, thresholds as say};
use crate::reading;
use crate::settings::Settings;
use crate::{lexicon, terminal};
use callsift::batch::{Event, FromRecord, Job, Sink, Work};
use callsift::language::Language;
use callsift::lexicon::{Condition, Family, Lexicon, Measure};
use callsift::scan::{CallTimeline, Outcome, ScanSettings, Scanner};
use callsift::transcript::Transcript;
use callsift::transcript::timeline::{Announced, Silence, SilenceKind, SilenceSettings};
use std::io;

/// One thing that is measured in every call.
struct Gauge {
    title: crate::messages::Text,
    unit: Unit,
    of: fn(&CallTimeline) -> Option<f64>,
    /// Thresholds to try.
    tried: &'static [f64],
    /// The measure of conditions that says the same.
    measure: Option<Measure>,
    /// The setting that it is compared with.
    setting: Option<Setting>,
}

/// A setting's name, and its value in milliseconds.
type Setting = (&'static str, fn(&SilenceSettings) -> i64);

/// How values of a gauge are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// Milliseconds, written in seconds.
    Time,
    /// Hundredths.
    Share,
    Count,
}

const SECOND: f64 = 1_000.0;

/// From how many milliseconds on a pause counts for a cluster.
const CLUSTER_MS: i64 = 6_000;

const GAUGES: [Gauge; 8] = [
    Gauge {
        title: say::LONGEST,
        unit: Unit::Time,
        of: |t| longest(t, |s| s.kind == SilenceKind::Between),
        tried: &[5. * SECOND, 10. * SECOND, 15. * SECOND, 20. * SECOND, 30. * SECOND, 60. * SECOND],
        measure: Some(Measure::SilenceLongest),
        setting: Some(("silence.long", |s| s.long_ms)),
    },
    Gauge {
        title: say::LONGEST_UNANNOUNCED,
        unit: Unit::Time,
        of: |t| longest(t, |s| s.kind == SilenceKind::Between && s.announced != Announced::Yes),
        tried: &[5. * SECOND, 10. * SECOND, 15. * SECOND, 20. * SECOND, 30. * SECOND, 60. * SECOND],
        measure: None,
        setting: Some(("silence.dead_air", |s| s.dead_air_ms)),
    },
    Gauge {
        title: say::LONGEST_HOLD,
        unit: Unit::Time,
        of: |t| longest(t, |s| s.kind == SilenceKind::Hold),
        tried: &[30. * SECOND, 60. * SECOND, 120. * SECOND, 300. * SECOND],
        measure: None,
        setting: None,
    },
    Gauge {
        title: say::TOTAL,
        unit: Unit::Time,
        of: |t| t.measure(Measure::SilenceTotal),
        tried: &[15. * SECOND, 30. * SECOND, 45. * SECOND, 60. * SECOND, 120. * SECOND],
        measure: Some(Measure::SilenceTotal),
        setting: None,
    },
    Gauge {
        title: say::SHARE,
        unit: Unit::Share,
        of: |t| t.measure(Measure::SilenceShare),
        tried: &[0.1, 0.2, 0.3, 0.4, 0.5],
        measure: Some(Measure::SilenceShare),
        setting: None,
    },
    Gauge {
        title: say::CLUSTER,
        unit: Unit::Count,
        of: |t| {
            let long =
                |s: &&Silence| s.kind == SilenceKind::Between && s.span.duration_ms() >= CLUSTER_MS;
            Some(t.silences.iter().filter(long).count() as f64)
        },
        tried: &[2., 3., 5., 8., 12.],
        measure: None,
        setting: None,
    },
    Gauge {
        title: say::RESPONSE,
        unit: Unit::Time,
        of: |t| t.measure(Measure::ResponseMedianAgent),
        tried: &[SECOND, 2. * SECOND, 3. * SECOND, 5. * SECOND],
        measure: Some(Measure::ResponseMedianAgent),
        setting: None,
    },
    Gauge {
        title: say::INTERRUPTIONS,
        unit: Unit::Count,
        of: |t| t.measure(Measure::InterruptionsByAgent),
        tried: &[1., 2., 3., 5.],
        measure: Some(Measure::InterruptionsByAgent),
        setting: None,
    },
];

/// The longest silence of a kind; 0 where there is none of the length that is recorded.
fn longest(timeline: &CallTimeline, wanted: fn(&Silence) -> bool) -> Option<f64> {
    let lengths = timeline.silences.iter().filter(|s| wanted(s)).map(|s| s.span.duration_ms());
    Some(lengths.max().unwrap_or(0) as f64)
}

/// Runs `callsift thresholds`.
pub(crate) fn run_thresholds(args: &ThresholdArgs, screen: Language) -> Result<Exit, Stop> {
    let settings = Settings::load(&args.settings)?;
    let lexicon = lexicon::load(&args.lexicon)?;
    let inputs = inputs::find(&args.inputs, None)?;
    let work = Measuring { lexicon, settings: settings.scan.clone() };
    let job = Job { work, reading: reading::of(&args.reading, &settings)? };
    let mut found = Found::new(&job.work.lexicon);
    inputs::run_all(inputs, &job, &mut found)?;
    terminal::print(&page(&found, &job.work.lexicon, &settings, screen))?;
    Ok(if found.rejected > 0 { Exit::SomeRejected } else { Exit::Done })
}

/// Scans calls for their measures.
struct Measuring {
    lexicon: Lexicon,
    settings: ScanSettings,
}

/// What one call has shown.
struct Measured {
    /// The value of each gauge that the call has; `None` for a call without times.
    values: Option<Vec<Option<f64>>>,
    /// Rules that matched, by their number.
    matched: Vec<usize>,
}

impl Work for Measuring {
    type Tools<'w> = Scanner<'w>;
    type Made = Measured;

    fn tools(&self) -> Scanner<'_> {
        Scanner::new(&self.lexicon, &self.settings)
    }

    fn work<'w>(
        &'w self,
        scanner: &mut Scanner<'w>,
        call: &Transcript,
        _: &FromRecord<'_>,
    ) -> Measured {
        let report = scanner.scan(call);
        let timeline = report.timeline.as_ref().ok();
        let matched = |(_, outcome): &(usize, &Outcome)| **outcome == Outcome::Matched;
        Measured {
            values: timeline.map(|t| GAUGES.iter().map(|gauge| (gauge.of)(t)).collect()),
            matched: report.outcomes.iter().enumerate().filter(matched).map(|(at, _)| at).collect(),
        }
    }
}

/// What all calls have shown.
struct Found {
    calls: u64,
    rejected: u64,
    without_times: u64,
    /// The values of each gauge, one per call that has it.
    values: Vec<Vec<f64>>,
    /// Calls that each rule matched, in the order of the lexicon.
    matched: Vec<u64>,
}

impl Found {
    fn new(lexicon: &Lexicon) -> Found {
        Found {
            calls: 0,
            rejected: 0,
            without_times: 0,
            values: GAUGES.iter().map(|_| Vec::new()).collect(),
            matched: vec![0; lexicon.rules().len()],
        }
    }

    fn call(&mut self, measured: Measured) {
        self.calls += 1;
        for rule in measured.matched {
            self.matched[rule] += 1;
        }
        match measured.values {
            Some(of_call) => {
                for (all, value) in self.values.iter_mut().zip(of_call) {
                    all.extend(value);
                }
            }
            None => self.without_times += 1,
        }
    }
}

impl Sink<Measured> for Found {
    fn take(&mut self, event: Event<Measured>) -> io::Result<()> {
        match event {
            Event::Call { call, .. } => self.call(call.made),
            Event::Reject(_) => self.rejected += 1,
            Event::Duplicate { .. }
            | Event::EmptyFile(_)
            | Event::FileEnd { .. }
            | Event::Progress { .. } => {}
        }
        Ok(())
    }
}

/// The percentiles that are shown.
const PERCENTS: [usize; 6] = [50, 75, 90, 95, 99, 100];

/// The value that so many of a hundred do not exceed (nearest rank); `values` are sorted.
fn percentile(values: &[f64], percent: usize) -> f64 {
    let rank = (values.len() * percent).div_ceil(100).max(1);
    values[rank.min(values.len()) - 1]
}

fn page(found: &Found, lexicon: &Lexicon, settings: &Settings, screen: Language) -> String {
    let timed = found.calls - found.without_times;
    let mut page = format!("{}\n", terms::CALLS.of(screen, found.calls));
    if found.without_times > 0 {
        let calls = terms::CALLS.of(screen, found.without_times);
        page += &format!("{}\n", say::WITHOUT_TIMES.with(screen, &[("calls", &calls)]));
    }
    if found.rejected > 0 {
        let count = found.rejected.to_string();
        page += &format!("{}\n", say::REJECTED.with(screen, &[("count", &count)]));
    }
    if timed == 0 {
        return page + say::NOTHING.of(screen) + "\n";
    }
    for (gauge, values) in GAUGES.iter().zip(&found.values) {
        page += &gauge_page(gauge, values, lexicon, settings, screen);
    }
    page + &rules_page(found, lexicon, screen)
}

fn gauge_page(
    gauge: &Gauge,
    values: &[f64],
    lexicon: &Lexicon,
    settings: &Settings,
    screen: Language,
) -> String {
    let mut page = format!("\n{}\n", gauge.title.of(screen));
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    if values.is_empty() {
        return page + "  " + say::NOT_MEASURED.of(screen) + "\n";
    }
    let written = |value| gauge.unit.write(value, screen);
    let cells: Vec<String> =
        PERCENTS.map(|p| format!("{p} %: {}", written(percentile(&values, p)))).to_vec();
    page += &format!("  {}  {}\n", say::UP_TO.of(screen), cells.join("   "));
    let used = thresholds_in_use(gauge, lexicon, settings);
    let mut tried: Vec<f64> =
        gauge.tried.iter().chain(used.iter().map(|(at, _)| at)).copied().collect();
    tried.sort_by(f64::total_cmp);
    tried.dedup();
    for threshold in tried {
        let count = values.iter().filter(|value| **value >= threshold).count();
        let names: Vec<&str> =
            used.iter().filter(|(at, _)| *at == threshold).map(|(_, name)| name.as_str()).collect();
        let mark =
            if names.is_empty() { String::new() } else { format!("  ← {}", names.join(", ")) };
        let share = Unit::Share.write(count as f64 / values.len() as f64, screen);
        let from = say::FROM.with(screen, &[("value", &written(threshold))]);
        page += &format!(
            "  {from:>14}  {:>16}  {share:>8}{mark}\n",
            terms::CALLS.of(screen, count as u64)
        );
    }
    page
}

/// Settings and rules that compare this gauge with a threshold.
fn thresholds_in_use(gauge: &Gauge, lexicon: &Lexicon, settings: &Settings) -> Vec<(f64, String)> {
    let mut used = Vec::new();
    if let Some((name, value)) = gauge.setting {
        used.push((value(&settings.scan.timeline.silence) as f64, name.to_owned()));
    }
    for rule in lexicon.rules() {
        if let Some(Condition::Measure { measure, at_least: Some(number), at_most: None }) =
            &rule.condition
            && Some(*measure) == gauge.measure
        {
            used.push((number.0, rule.id.clone()));
        }
    }
    used
}

/// How many calls the rules about silence flag as they are.
fn rules_page(found: &Found, lexicon: &Lexicon, screen: Language) -> String {
    let mut page = format!("\n{}\n", say::RULES.of(screen));
    for (rule, count) in lexicon.rules().iter().zip(&found.matched) {
        if rule.category.family() == Family::Pause {
            let share = Unit::Share.write(*count as f64 / found.calls.max(1) as f64, screen);
            let title = lexicon
                .category_text(&rule.category)
                .map_or(rule.title.as_str(), |text| text.title(screen));
            let calls = terms::CALLS.of(screen, *count);
            page += &format!("  {calls:>16}  {share:>8}  {title} ({})\n", rule.id);
        }
    }
    page + "\n" + say::HOW_TO_SET.of(screen) + "\n"
}

impl Unit {
    fn write(self, value: f64, screen: Language) -> String {
        match self {
            Unit::Time => {
                let seconds = number::fixed(screen, value / SECOND, 1);
                format!("{seconds} {}", terms::SECONDS.of(screen))
            }
            Unit::Share => number::percent(screen, value, 1),
            Unit::Count => number::fixed(screen, value, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn nearest_ranks() {
        let values: Vec<f64> = (1..=20).map(f64::from).collect();
        for (percent, value) in [(50, 10.0), (75, 15.0), (95, 19.0), (99, 20.0), (100, 20.0)] {
            assert_eq!(percentile(&values, percent), value, "{percent}");
        }
        assert_eq!(percentile(&[7.0], 50), 7.0);
    }
}
