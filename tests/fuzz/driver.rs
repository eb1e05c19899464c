//! Feeds inputs to a target for a number of times or of seconds, and tells what it stumbled over.

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
}

/// Faults after which a run is over.
const MOST_FAULTS: usize = 40;

/// Seconds that one input may take.
const SLOW: Duration = Duration::from_secs(1);

/// What the last panic was, of any thread: workers of a batch catch theirs.
static LAST: Mutex<String> = Mutex::new(String::new());

fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|info| {
            *LAST.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string();
        }));
    });
}

/// The last panic; where several targets run at once it may be that of another one.
pub(crate) fn last_panic() -> String {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Processor time of this thread. Elsewhere than on Linux, and for work in other threads, it stays
/// behind; then half the time on the clock counts.
fn spent(begun: Instant, cpu: Duration) -> Duration {
    cpu_now().saturating_sub(cpu).max(begun.elapsed() / 2)
}

fn cpu_now() -> Duration {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = stat.split(' ').next().and_then(|number| number.parse().ok());
    Duration::from_nanos(nanos.unwrap_or_default())
}

/// What an input came to grief over, if it did.
fn fault(target: &Target, bytes: &[u8], seed: usize) -> Option<String> {
    let caught = catch_unwind(AssertUnwindSafe(|| (target.check)(bytes, seed)));
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

/// The place of a fault, by which two are told apart.
fn place(fault: &str) -> String {
    let place = fault.rsplit_once("panicked at ").map_or(fault, |(_, place)| place);
    place.chars().take(120).collect()
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
    let (begun, cpu) = (Instant::now(), cpu_now());
    let mut faults: BTreeMap<String, (u64, String)> = BTreeMap::new();
    let mut inputs = 0;
    let mut slowest = Duration::ZERO;
    while spent(begun, cpu) < most && faults.len() < MOST_FAULTS {
        let (bytes, of) = pool.input(&mut Rng::new(seed, inputs));
        if std::env::var_os("CALLSIFT_FUZZ_KEEP").is_some() {
            keep(target, seed, 0, &bytes);
        }
        let clock = Instant::now();
        let mut found = fault(target, &bytes, of);
        if clock.elapsed() > SLOW && found.is_none() {
            // The machine may have been busy: it counts if it is slow by itself.
            let (clock, cpu) = (Instant::now(), cpu_now());
            found = fault(target, &bytes, of);
            let took = cpu_now().saturating_sub(cpu).max(clock.elapsed() / 2);
            slowest = slowest.max(took);
            if took > SLOW {
                found = Some(format!("slow: {took:?} for {} bytes", bytes.len()));
            }
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
    let spent = spent(begun, cpu).as_secs();
    println!(
        "{}: {spent} s, {inputs} inputs, seed {seed}, {} faults, slowest over 1 s: {slowest:?}",
        target.name,
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
