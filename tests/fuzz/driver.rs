//! Feeds inputs to a target for a number of times or of seconds, and tells what it stumbled over.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

use crate::mutate::{Pool, Rng};

/// One thing that reads bytes.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) seeds: fn() -> Vec<Vec<u8>>,
    /// Panics if something does not hold for the input; the number is that of its seed.
    pub(crate) check: fn(&[u8], usize),
    /// Inputs in the ordinary tests.
    pub(crate) short: u64,
    pub(crate) threads: Threads,
}

/// Faults after which a run is over.
const MOST_FAULTS: usize = 40;

/// Processor time that one input may take; it is read several times.
const SLOW: Duration = Duration::from_secs(1);

/// What the last panic was, of any thread: workers of a batch catch theirs.
static LAST: Mutex<String> = Mutex::new(String::new());

fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            *LAST.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string();
            // Workers have no name; a test has, and its own panics are told as usual.
            if !TRYING.get() && std::thread::current().name().is_some() {
                usual(info);
            }
        }));
    });
}

thread_local! {
    /// Whether this thread tries an input, so that a panic is a fault of what is tried.
    static TRYING: Cell<bool> = const { Cell::new(false) };
}

/// The last panic; where several targets run at once it may be that of another one.
pub(crate) fn last_panic() -> String {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Whose processor time a target takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Threads {
    /// That of the test.
    Own,
    /// Those of the program, since the target starts some.
    All,
}

/// A clock that stands still while other programs run.
struct Clock {
    threads: Threads,
    begun: Instant,
    /// Processor time at the beginning; `None` elsewhere than on Linux, where the wall clock counts.
    cpu: Option<Duration>,
}

impl Clock {
    fn new(threads: Threads) -> Clock {
        Clock { threads, begun: Instant::now(), cpu: cpu(threads) }
    }

    fn spent(&self) -> Duration {
        match (self.cpu, cpu(self.threads)) {
            (Some(begun), Some(now)) => now.saturating_sub(begun),
            _ => self.begun.elapsed(),
        }
    }
}

/// Processor time so far.
fn cpu(threads: Threads) -> Option<Duration> {
    match threads {
        // Nanoseconds on a processor come first.
        Threads::Own => {
            let stat = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
            Some(Duration::from_nanos(stat.split(' ').next()?.parse().ok()?))
        }
        // Behind the name in brackets, user and system time are the 12th and 13th, in hundredths.
        Threads::All => {
            let stat = fs::read_to_string("/proc/self/stat").ok()?;
            let numbers: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
            let ticks = |at: usize| numbers.get(at)?.parse::<u64>().ok();
            Some(Duration::from_millis(10 * (ticks(11)? + ticks(12)?)))
        }
    }
}

/// What an input came to grief over, if it did.
fn fault(target: &Target, bytes: &[u8], seed: usize) -> Option<String> {
    TRYING.set(true);
    let caught = catch_unwind(AssertUnwindSafe(|| (target.check)(bytes, seed)));
    TRYING.set(false);
    let panic = caught.err()?;
    let words = panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_owned()));
    Some(format!(
        "{} [{}]",
        words.unwrap_or_default(),
        last_panic().lines().next().unwrap_or_default()
    ))
}

/// The place of a fault and the beginning of its words, by which two are told apart.
fn place(fault: &str) -> String {
    let place = fault.rsplit_once("panicked at ").map_or("", |(_, place)| place);
    let words: String =
        fault.chars().filter(|c| c.is_ascii_alphabetic() || *c == ' ').take(48).collect();
    format!("{words} {}", place.trim_end_matches(']'))
}

/// The short run of the ordinary tests.
pub(crate) fn short(target: &Target) {
    listen();
    let pool = Pool::new((target.seeds)());
    for (number, seed) in pool.seeds.iter().enumerate() {
        assert_eq!(fault(target, seed, number), None, "{}: seed {number} itself", target.name);
    }
    for number in 0..target.short {
        let (bytes, seed) = pool.input(&mut Rng::new(0, number));
        if let Some(fault) = fault(target, &bytes, seed) {
            panic!("{}: {}", keep(target, 0, number, &bytes), fault);
        }
    }
}

/// The long run: `CALLSIFT_FUZZ_SECONDS` of processor time (10 by default) from the seed
/// `CALLSIFT_FUZZ_SEED` on. `CALLSIFT_FUZZ_INPUT` is the one input to try instead. With
/// `CALLSIFT_FUZZ_KEEP` each input is kept before it is tried, for those that end the program.
pub(crate) fn long(target: &Target) {
    listen();
    let pool = Pool::new((target.seeds)());
    if let Ok(path) = std::env::var("CALLSIFT_FUZZ_INPUT") {
        let bytes = fs::read(path).unwrap();
        for seed in 0..pool.seeds.len() {
            assert_eq!(fault(target, &bytes, seed), None, "with seed {seed}");
        }
        return;
    }
    let most = Duration::from_secs(number("CALLSIFT_FUZZ_SECONDS").unwrap_or(10));
    let seed = number("CALLSIFT_FUZZ_SEED").unwrap_or(1);
    let clock = Clock::new(target.threads);
    let mut faults: BTreeMap<String, (u64, String)> = BTreeMap::new();
    let mut inputs = 0;
    let mut slowest = Duration::ZERO;
    let mut spent = Duration::ZERO;
    while spent < most && faults.len() < MOST_FAULTS {
        let (bytes, of) = pool.input(&mut Rng::new(seed, inputs));
        if std::env::var_os("CALLSIFT_FUZZ_KEEP").is_some() {
            keep(target, seed, 0, &bytes);
        }
        let mut found = fault(target, &bytes, of);
        let now = clock.spent();
        let took = now.saturating_sub(spent);
        (spent, slowest) = (now, slowest.max(took));
        if found.is_none() && took > SLOW {
            found = Some(format!("slow: {took:?} for {} bytes", bytes.len()));
        }
        if let Some(fault) = found {
            let known = place(&fault);
            let seen = faults.entry(known).or_insert_with(|| {
                let kept = keep(target, seed, inputs, &bytes);
                println!("{}: {kept}: {fault}", target.name);
                (0, kept)
            });
            seen.0 += 1;
        }
        inputs += 1;
    }
    println!(
        "{}: {} s, {inputs} inputs, seed {seed}, {} faults, slowest {slowest:?}",
        target.name,
        spent.as_secs(),
        faults.len()
    );
    for (place, (times, kept)) in &faults {
        println!("  {times} times, {kept}: {place}");
    }
    assert!(faults.is_empty(), "{}: {} faults", target.name, faults.len());
}

/// Keeps an input in a file, and tells which.
fn keep(target: &Target, seed: u64, number: u64, bytes: &[u8]) -> String {
    let name = format!("callsift-fuzz-{}-{seed}-{number}", target.name);
    let path: PathBuf = std::env::temp_dir().join(name);
    match fs::write(&path, bytes) {
        Ok(()) => path.display().to_string(),
        Err(error) => format!("seed {seed}, input {number} ({error})"),
    }
}
